"""What was agreed in a call, as a letter can confirm it, and that it was confirmed: by e-mail or on paper, once."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from rejoinder.commitments.terms import Instalment
from rejoinder.errors import ChangedElsewhere
from rejoinder.store import Row, Store, Writing, moment, stamp

WAYS = ("email", "print")


@dataclass(frozen=True)
class Agreed:
    """One commitment as it stands in the book; the amount in minor units, without what a later promise replaced.

    `invoices` and `credits` are numbers in the order in which the sum was spread; of a plan, `instalments` by day.
    """

    id: int
    kind: str
    amount_minor: int | None
    currency: str | None
    due_on: date | None
    matures_on: date | None
    method: str
    document: str
    call_at: time | None
    who: str
    note: str
    is_unread: bool
    invoices: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    instalments: tuple[Instalment, ...] = ()


@dataclass(frozen=True)
class Confirmation:
    """A letter that went out: when, by e-mail or on paper, to whom, and its text as it was; both "" once erased."""

    id: int
    way: str
    language: str
    sent_to: str
    body: str
    at: datetime
    by: str


def agreed_in(store: Store, call_id: int) -> tuple[Agreed, ...]:
    """List what was agreed in a call and still stands, in order: nothing recorded in error, taken back or replaced."""
    lines: dict[int, list[Row]] = defaultdict(list)
    for row in store.all("agreed_lines", call_id=call_id):
        lines[row["commitment_id"]].append(row)
    return tuple(_agreed(row, lines[row["id"]]) for row in store.all("agreed_in_call", call_id=call_id))


def _agreed(row: Row, lines: Sequence[Row]) -> Agreed:
    """Put a commitment together with its lines."""
    standing = [one for one in lines if one["became"] != "superseded"]
    replaced = sum(one["amount_minor"] for one in lines if one["became"] == "superseded")
    numbers = dict.fromkeys((one["number"], bool(one["is_credit"])) for one in standing if one["number"])
    return Agreed(
        **{name: row[name] for name in ("id", "kind", "currency", "method", "document", "who", "note")},
        amount_minor=None if row["amount_minor"] is None else row["amount_minor"] - replaced,
        due_on=_day(row["due_on"]),
        matures_on=_day(row["matures_on"]),
        call_at=time.fromisoformat(row["call_at"]) if row["call_at"] else None,
        is_unread=bool(row["read_back"]) and not row["is_read_back"],
        invoices=tuple(number for number, is_credit in numbers if not is_credit),
        credits=tuple(number for number, is_credit in numbers if is_credit),
        instalments=_instalments(standing) if row["kind"] == "instalment_plan" else (),
    )


def _day(text: str | None) -> date | None:
    """Read a day, where there is one."""
    return date.fromisoformat(text) if text else None


def _instalments(lines: Sequence[Row]) -> tuple[Instalment, ...]:
    """Sum the lines of a plan up by their days."""
    by_day: dict[str, int] = defaultdict(int)
    for one in lines:
        by_day[one["due_on"]] += one["amount_minor"]
    return tuple(Instalment(date.fromisoformat(day), minor) for day, minor in sorted(by_day.items()))


def confirm(
    store: Store,
    *,
    call_id: int,
    account_id: int,
    way: str,
    language: str,
    sent_to: str,
    body: str,
    about: Collection[int],
    person_id: int,
    submission: str,
    now: datetime,
) -> int:
    """Keep that what was agreed in a call was confirmed in writing, with the text as it was; gives its id.

    Sent twice it is kept once. `about`: the ids of the commitments of which the letter was made.
    Raises: ChangedElsewhere, where something else stands in the call by now.
    """
    with store.write() as writing:
        again = writing.one("confirmation_of_submission", submission=submission)
        if again is not None:
            return int(again["id"])
        if _standing(writing, call_id) != set(about):
            raise ChangedElsewhere(
                "What was agreed in this call has changed since the letter was shown. Read it again; nothing was kept."
            )
        return writing.add(
            "confirmation",
            account_id=account_id,
            call_id=call_id,
            way=way,
            language=language,
            sent_to=sent_to,
            body=body,
            at=stamp(now),
            made_by=person_id,
            submission=submission,
        )


def _standing(writing: Writing, call_id: int) -> set[int]:
    """Name what a letter of a call would be about now; that they want to be left alone is among it."""
    return {row["id"] for row in writing.all("agreed_in_call", call_id=call_id) if row["kind"] != "refusal"}


def confirmations_of(store: Store, call_id: int) -> tuple[Confirmation, ...]:
    """List the letters that confirmed a call, newest first."""
    rows = store.all("confirmations_of_call", call_id=call_id)
    return tuple(Confirmation(**{**row, "at": moment(row["at"])}) for row in rows)
