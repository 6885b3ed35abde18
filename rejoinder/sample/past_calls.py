"""The calls of the sample book: when they were led, what was heard in them, and what was promised."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from rejoinder.commitments import judge_accounts
from rejoinder.commitments.deadlines import deadline
from rejoinder.dates import today_in
from rejoinder.sample.ledger import TOLERANCE_DAYS, Debtor, Item, Loading
from rejoinder.sample.reading import Entry, entries
from rejoinder.store import moment, stamp

# How a short call goes, from its beginning; what is recorded in it stands between these moments.
REACHED_AFTER = timedelta(minutes=1)
HEARD_AFTER = timedelta(minutes=2)
COMMITTED_AFTER = timedelta(minutes=4)
LENGTH = timedelta(minutes=6)

# The contact of such a call was asked for but not spoken to, and must not count as reached.
NOBODY_REACHED = ("no_answer", "voicemail", "wrong_number")
# What a reader of the file is told of a promise whose day has passed.
JUDGED = ("kept", "partly_kept", "broken")


@dataclass(frozen=True)
class Led:
    """A call of the book with its account and people found; `name` is unique among the calls."""

    entry: Entry
    name: str
    debtor: Debtor
    person_id: int
    contact_id: int | None
    started_at: datetime
    outcome: str


def add_calls(loading: Loading, debtors: Mapping[str, Debtor], person_ids: Mapping[str, int]) -> None:
    """Enter the calls in the order in which they were led, with all that was recorded in them."""
    mark = loading.writing.one("latest_mark") or {"mark": 0}
    calls = [
        _led(loading, entry, number, debtors=debtors, person_ids=person_ids)
        for number, entry in enumerate(entries(loading.folder, "calls"), start=1)
    ]
    for led in _one_at_a_time(calls):
        _add_call(loading, led, mark=int(mark["mark"]))


def _led(
    loading: Loading, entry: Entry, number: int, *, debtors: Mapping[str, Debtor], person_ids: Mapping[str, int]
) -> Led:
    """Find whom a call was with, and when it began on the debtor's clock."""
    debtor = entry.one_of(debtors, entry.text("account"))
    contact = entry.text("contact")
    return Led(
        entry=entry,
        name=f"sample-call-{number}",
        debtor=debtor,
        person_id=entry.one_of(person_ids, entry.text("collector")),
        contact_id=entry.one_of(debtor.contacts, contact) if contact else None,
        started_at=datetime.combine(entry.working_day("started", loading.today), entry.clock("time"), debtor.zone),
        outcome=entry.text("outcome"),
    )


def _one_at_a_time(calls: Iterable[Led]) -> Iterable[Led]:
    """Give the calls by the time they began, each after the collector's last one was over.

    Calls moved to a Friday meet those that were there already.
    """
    over: dict[int, datetime] = {}
    for led in sorted(calls, key=lambda led: led.started_at):
        started_at = max(led.started_at, over.get(led.person_id, led.started_at))
        over[led.person_id] = started_at + LENGTH
        yield replace(led, started_at=started_at)


def _add_call(loading: Loading, led: Led, *, mark: int) -> None:
    """Enter one call from its beginning to its end."""
    call_id = led.entry.add(
        loading.writing,
        "call",
        account_id=led.debtor.id,
        person_id=led.person_id,
        language=led.debtor.language,
        started_at=stamp(led.started_at),
        revision_mark=mark,
        submission=led.name,
    )
    if led.contact_id is not None and led.outcome not in NOBODY_REACHED:
        _add_event(loading, led, call_id, kind="reached", contact_id=led.contact_id, at=REACHED_AFTER)
    if led.entry.text("excuse"):
        _add_heard(loading, led, call_id)
    if led.outcome == "promise":
        _add_promise(loading, led, call_id)
    if led.outcome == "intention":
        _add_intention(loading, led, call_id)
    note = led.entry.text("note")
    _add_event(loading, led, call_id, kind="ended", outcome=led.outcome, note=note, at=LENGTH)


def _add_event(loading: Loading, led: Led, call_id: int, *, kind: str, at: timedelta, **values: object) -> None:
    """Enter what happened in a call, so long after its beginning."""
    led.entry.add(loading.writing, "call_event", call_id=call_id, kind=kind, at=stamp(led.started_at + at), **values)


def _add_heard(loading: Loading, led: Led, call_id: int) -> None:
    """Enter the excuse with the debtor's words; no wording was shown to the collector by this program then."""
    where = {"call_id": call_id, "account_id": led.debtor.id, "submission": led.name}
    words = {"excuse": led.entry.text("excuse"), "said": led.entry.text("said"), "shown": ""}
    led.entry.add(loading.writing, "heard", **where, **words, heard_at=stamp(led.started_at + HEARD_AFTER))


def _add_intention(loading: Loading, led: Led, call_id: int) -> None:
    """Keep soft words as a note, which counts as no commitment."""
    where = {"account_id": led.debtor.id, "call_id": call_id, "submission": led.name}
    text = led.entry.text("said") or led.entry.text("note")
    made = {"made_at": stamp(led.started_at + COMMITTED_AFTER), "made_by": led.person_id}
    led.entry.add(loading.writing, "note", kind="intention", text=text, **where, **made)


def _add_promise(loading: Loading, led: Led, call_id: int) -> None:
    """Enter a promise to pay with its invoices; what became of it follows from the payments."""
    currency, due_on = led.entry.text("currency"), led.entry.day("promised_day", loading.today)
    amount = led.entry.minor("amount", currency)
    _check_became(led, is_to_come=due_on >= loading.today)
    commitment_id = led.entry.add(
        loading.writing,
        "commitment",
        call_id=call_id,
        account_id=led.debtor.id,
        kind="promise_to_pay",
        amount_minor=amount,
        currency=currency,
        due_on=due_on.isoformat(),
        method=led.entry.text("method"),
        tolerance_days=TOLERANCE_DAYS,
        contact_id=led.contact_id,
        made_at=stamp(led.started_at + COMMITTED_AFTER),
        made_by=led.person_id,
        submission=led.name,
    )
    for item, part in _spread(led, amount, currency):
        line = {"commitment_id": commitment_id, "invoice_id": item.id, "due_on": due_on.isoformat()}
        # The ledger of that morning was known.
        stated_on = led.started_at.date().isoformat()
        led.entry.add(loading.writing, "commitment_line", amount_minor=part, stated_on=stated_on, **line)
    _add_read_back(loading, led, commitment_id)


def _spread(led: Led, amount: int, currency: str) -> Iterable[tuple[Item, int]]:
    """Spread a promised amount over the invoices it was promised for, the earliest due first; credit notes whole.

    Raises: Refused, where more was promised than the invoices amount to.
    """
    items = [led.entry.one_of(led.debtor.items, number) for number in led.entry.text("invoices").split(";")]
    if any(item.currency != currency for item in items):
        raise led.entry.refused(f"an invoice of the promise is not in {currency}")
    if amount > sum(item.amount_minor for item in items):
        raise led.entry.refused("more is promised than the invoices amount to")
    # What credit notes take off is covered by them, and the money comes on top.
    left = amount - sum(min(0, item.amount_minor) for item in items)
    for item in sorted(items, key=lambda item: item.due_on):
        part = min(left, item.amount_minor)
        left -= max(0, part)
        if part:
            yield item, part


def _add_read_back(loading: Loading, led: Led, commitment_id: int) -> None:
    """Note that amount and day were read back to the debtor, where they were."""
    if led.entry.one_of({"yes": True, "no": False}, led.entry.text("read_back")):
        made = {"at": stamp(led.started_at + COMMITTED_AFTER), "made_by": led.person_id, "account_id": led.debtor.id}
        led.entry.add(loading.writing, "commitment_event", commitment_id=commitment_id, kind="read_back", **made)


def _check_became(led: Led, *, is_to_come: bool) -> None:
    """Refuse what cannot have become of a promise; what did become of it is judged, and not taken from here.

    Raises: Refused, where one whose day has passed is open, or one still to come is not.
    """
    became = led.entry.text("became")
    if became not in (*JUDGED, "open") or (became == "open") != is_to_come:
        raise led.entry.refused("a promise is open until its day has passed, then kept, partly_kept or broken")


def judge_as_days_went_by(loading: Loading, debtors: Iterable[Debtor]) -> None:
    """Judge the promises of the book as it would have been done: whenever money came, and once a wait was over."""
    for debtor in debtors:
        days = [row["due_on"] for row in loading.writing.all("days_promised", account_id=debtor.id)]
        moments = [row["at"] for row in loading.writing.all("moments_to_judge", account_id=debtor.id)]
        moments += [stamp(loading.drawn_at(day)) for day in _waits_over(loading, debtor, days)]
        for at in sorted(set(moments)) if days else ():
            judge_accounts(loading.writing, [debtor.id], now=moment(at))


def _waits_over(loading: Loading, debtor: Debtor, days: Iterable[str]) -> Iterable[date]:
    """Give the mornings after which nothing promised for these days came in time any more, as far as they are over."""
    [ground] = loading.writing.all("judging_grounds", accounts=f"[{debtor.id}]")
    today = today_in(ground["time_zone"], loading.now)
    for day in days:
        until = deadline(date.fromisoformat(day), calendar=ground["calendar"], tolerance=TOLERANCE_DAYS)
        if until < today:
            yield until + timedelta(days=1)
