"""One call: its beginning, whom it reached, its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from rejoinder.errors import NotFound, Refused
from rejoinder.store import Row, Store, moment, stamp

OUTCOMES = (
    "promise",
    "document",
    "dispute",
    "call_back",
    "other_person",
    "intention",
    "refused",
    "no_commitment",
    "no_answer",
    "voicemail",
    "wrong_number",
    "stop_contact",
)

# Nobody talks longer: a call still open after this was left without saving.
LONGEST_CALL = timedelta(hours=3)


@dataclass(frozen=True)
class Call:
    """A call as led by one person; `revision_mark` fixes the wording it is led with."""

    id: int
    account_id: int
    person_id: int
    language: str
    started_at: datetime
    revision_mark: int
    contact_id: int | None
    ended_at: datetime | None
    outcome: str | None

    def check_open(self) -> None:
        """Let something be added only while the call is under way.

        Raises: Refused.
        """
        if self.ended_at is not None:
            raise Refused("This call is over. Start a new call to record something more.")


@dataclass(frozen=True)
class UnderWay:
    """The call a person is in."""

    call_id: int
    account_id: int
    account: str


def start(
    store: Store, account_id: int, *, person_id: int, language: str, mark: int, submission: str, now: datetime
) -> int:
    """Begin a call and give its id; the same submission again gives the same call.

    Raises: Refused, when this person is in a call with another account.
    """
    with store.write() as writing:
        again = writing.one("call_of_submission", submission=submission)
        if again is not None:
            return int(again["id"])
        busy = writing.one("call_under_way", person_id=person_id)
        if busy is not None and busy["account_id"] != account_id:
            raise Refused("You are still in a call with %(account)s. Save that call first.", account=busy["account"])
        if busy is not None:
            return int(busy["id"])
        return writing.add(
            "call",
            account_id=account_id,
            person_id=person_id,
            language=language,
            started_at=stamp(now),
            revision_mark=mark,
            submission=submission,
        )


def load(store: Store, call_id: int, *, person_id: int, or_lead: bool = False) -> Call:
    """Open one of a person's own calls; with `or_lead`, whoever leads the creditor opens those of colleagues too.

    Raises: NotFound, also for a colleague's call.
    """
    row = store.one("call_of_person", id=call_id, person_id=person_id, or_lead=or_lead)
    if row is None:
        raise NotFound("There is no such call, or it is not yours.")
    return _call(row)


def _call(row: Row) -> Call:
    """Make a call of its row."""
    ended_at = moment(row["ended_at"]) if row["ended_at"] else None
    return Call(**{**row, "started_at": moment(row["started_at"]), "ended_at": ended_at})


def under_way(store: Store, person_id: int) -> UnderWay | None:
    """Find the call a person has begun and not saved."""
    row = store.one("call_under_way", person_id=person_id)
    return UnderWay(row["id"], row["account_id"], row["account"]) if row else None


def on_the_phone(store: Store, *, now: datetime) -> Mapping[int, str]:
    """Say by account id who is talking to whom; a call left open for hours is not counted."""
    rows = store.all("calls_under_way", since=stamp(now - LONGEST_CALL))
    return {row["account_id"]: row["person"] for row in rows}


def reach(store: Store, call: Call, contact_id: int | None, *, now: datetime) -> None:
    """Note who came to the phone, or that it was nobody after all.

    Raises: Refused, when the contact is not this account's or the call is over.
    """
    call.check_open()
    with store.write() as writing:
        ours = writing.one("contact_belongs", contact_id=contact_id, account_id=call.account_id)
        if contact_id is not None and ours is None:
            raise Refused("This person is not a contact of the account.")
        reached = ours["id"] if ours else None
        writing.add("call_event", call_id=call.id, kind="reached", contact_id=reached, at=stamp(now))


def reached_in(store: Store, call_id: int) -> frozenset[int]:
    """Name every contact who came to the phone in a call."""
    return frozenset(row["contact_id"] for row in store.all("reached_in", call_id=call_id))


def end(store: Store, call: Call, *, outcome: str, note: str, now: datetime) -> None:
    """End a call with its outcome; ended already, it stays as it was ended first.

    Raises: Refused, for an outcome that is none.
    """
    if outcome not in OUTCOMES:
        raise Refused("Choose how the call ended.")
    with store.write() as writing:
        if writing.one("end_of_call", call_id=call.id) is not None:
            return
        writing.add("call_event", call_id=call.id, kind="ended", outcome=outcome, note=note.strip(), at=stamp(now))
        writing.run("drop_draft", person_id=call.person_id, call_id=call.id)
