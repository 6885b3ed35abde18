"""Half-typed words, kept on the server by person and call, so that a closed tab loses nothing."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from rejoinder.calls.calls import Call
from rejoinder.errors import Refused
from rejoinder.store import Store, moment, stamp

# As much as a collector types in a call many times over; more is a mistake or mischief.
LARGEST_DRAFT = 20_000

# What is in these fields somebody typed; amount, currency, who and invoices may be as they were proposed.
TYPED = ("said", "day", "method", "note", "call_note", "sheet")


def save_draft(store: Store, call: Call, fields: Mapping[str, str | list[str]], *, now: datetime) -> None:
    """Keep what is typed so far; after the call's end nothing is kept any more.

    Raises: Refused, when it is too long, or when words were typed in a second window after the call's end.
    """
    body = json.dumps(dict(fields), ensure_ascii=False)
    if len(body) > LARGEST_DRAFT:
        raise Refused("That is more than is kept half-typed; shorten it, or save the call.")
    with store.write() as writing:
        end = writing.one("end_of_call", call_id=call.id)
        if end is None:
            writing.run("save_draft", person_id=call.person_id, call_id=call.id, body=body, now=stamp(now))
        else:
            writing.run("drop_draft", person_id=call.person_id, call_id=call.id)
    if end is not None and any(fields.get(name) for name in TYPED):
        replace(call, ended_at=moment(end["at"])).check_open()


def forget(store: Store, call: Call, names: Collection[str]) -> None:
    """Take fields out of what is half-typed, because they are recorded now; words typed meanwhile in others stay."""
    with store.write() as writing:
        row = writing.one("draft_of", person_id=call.person_id, call_id=call.id)
        if row is None:
            return
        rest = {name: value for name, value in json.loads(row["body"]).items() if name not in names}
        body = json.dumps(rest, ensure_ascii=False)
        writing.run("change_draft", person_id=call.person_id, call_id=call.id, body=body)


def draft_of(store: Store, call: Call) -> dict[str, str | list[str]]:
    """Give what was half-typed in a call, by field."""
    row = store.one("draft_of", person_id=call.person_id, call_id=call.id)
    found: dict[str, str | list[str]] = json.loads(row["body"]) if row else {}
    return found
