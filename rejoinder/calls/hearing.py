"""What was heard: the excuse, the debtor's words, and the response as it stood on the screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rejoinder.calls.calls import Call
from rejoinder.store import Store, moment, stamp


@dataclass(frozen=True)
class Heard:
    """One excuse heard in a call."""

    id: int
    excuse: str
    said: str
    shown: str
    heard_at: datetime


def hear(
    store: Store,
    call: Call,
    *,
    excuse: str,
    said: str,
    revision_id: int | None,
    shown: str,
    missing: Iterable[str] = (),
    submission: str,
    now: datetime,
) -> int:
    """Record an excuse with the text as it was shown; sent twice it is recorded once.

    `missing` names the blanks that had no value and left a sentence out.
    """
    call.check_open()
    with store.write() as writing:
        again = writing.one("heard_of_submission", submission=submission)
        if again is not None:
            return int(again["id"])
        return writing.add(
            "heard",
            call_id=call.id,
            account_id=call.account_id,
            excuse=excuse,
            said=said,
            revision_id=revision_id,
            shown=shown,
            missing=" ".join(missing),
            heard_at=stamp(now),
            submission=submission,
        )


def heard_in(store: Store, call_id: int) -> tuple[Heard, ...]:
    """List what was heard in a call, in order; not what was taken by mistake."""
    rows = store.all("shown_in_call", call_id=call_id)
    return tuple(Heard(**{**row, "heard_at": moment(row["heard_at"])}) for row in rows)
