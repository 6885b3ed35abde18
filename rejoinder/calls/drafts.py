"""Half-typed words, kept on the server by person and call, so that a closed tab loses nothing."""

import json
from collections.abc import Mapping
from datetime import datetime

from rejoinder.calls.calls import Call
from rejoinder.store import Store, stamp

# As much as a collector types in a call many times over; more is a mistake or mischief.
LARGEST_DRAFT = 20_000


def save_draft(store: Store, call: Call, fields: Mapping[str, str | list[str]], *, now: datetime) -> None:
    """Keep what is typed so far; after the call's end nothing is kept any more."""
    body = json.dumps(dict(fields), ensure_ascii=False)
    if len(body) > LARGEST_DRAFT:
        return
    with store.write() as writing:
        writing.run("save_draft", person_id=call.person_id, call_id=call.id, body=body, now=stamp(now))


def draft_of(store: Store, call: Call) -> dict[str, str | list[str]]:
    """Give what was half-typed in a call, by field."""
    row = store.one("draft_of", person_id=call.person_id, call_id=call.id)
    found: dict[str, str | list[str]] = json.loads(row["body"]) if row else {}
    return found
