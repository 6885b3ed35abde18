"""What was heard: the excuse, the debtor's words, and the response as it stood on the screen."""

from collections.abc import Mapping
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


@dataclass(frozen=True)
class HeardBefore:
    """How often an account gave an excuse in earlier calls, and when last."""

    times: int
    last_at: datetime


def hear(
    store: Store,
    call: Call,
    *,
    excuse: str,
    said: str,
    revision_id: int | None,
    shown: str,
    submission: str,
    now: datetime,
) -> int:
    """Record an excuse with the text as it was shown; sent twice it is recorded once."""
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
            heard_at=stamp(now),
            submission=submission,
        )


def heard_in(store: Store, call_id: int) -> tuple[Heard, ...]:
    """List what was heard in a call, in order."""
    rows = store.all("shown_in_call", call_id=call_id)
    return tuple(Heard(**{**row, "heard_at": moment(row["heard_at"])}) for row in rows)


def heard_before(store: Store, account_id: int, *, call_id: int = 0) -> Mapping[str, HeardBefore]:
    """Tell by excuse how often it was heard from this account in other calls than this one."""
    rows = store.all("heard_by_excuse", account_id=account_id, before_call=call_id)
    return {row["excuse"]: HeardBefore(row["times"], moment(row["last_at"])) for row in rows}
