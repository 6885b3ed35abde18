"""Notes made in a call; an intention is a note that must not pass for a commitment."""

from dataclasses import dataclass
from datetime import datetime

from rejoinder.calls.calls import Call
from rejoinder.errors import Refused
from rejoinder.store import Store, moment, stamp


@dataclass(frozen=True)
class Note:
    """A note, or an intention."""

    id: int
    kind: str
    text: str
    made_at: datetime


def intend(store: Store, call: Call, text: str, *, submission: str, now: datetime) -> int:
    """Keep soft words ("we'll try next week") as an intention; sent twice, once.

    Raises: Refused, when there is nothing to keep or the call is over.
    """
    call.check_open()
    if not text.strip():
        raise Refused("Write in the note what they said, then keep it as an intention.")
    with store.write() as writing:
        again = writing.one("note_of_submission", submission=submission)
        if again is not None:
            return int(again["id"])
        where = {"account_id": call.account_id, "call_id": call.id, "made_by": call.person_id}
        made = {"kind": "intention", "text": text.strip(), "made_at": stamp(now), "submission": submission}
        return writing.add("note", **where, **made)


def notes_of(store: Store, call_id: int) -> tuple[Note, ...]:
    """List the notes and intentions of a call."""
    rows = store.all("notes_of_call", call_id=call_id)
    return tuple(Note(**{**row, "made_at": moment(row["made_at"])}) for row in rows)
