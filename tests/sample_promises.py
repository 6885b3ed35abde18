"""What has to have become of the sample book's promises, worked out from its files without the code under test."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from rejoinder.dates import banking
from tests.sample_book import ANY_DAY, lines, minor, numbers_of, of_each, today_of, worked

# Days on which the book is loaded after banks were shut for long, or while they are, and what is then judged otherwise
# than the file says: by the account and the days of its promise, what became of it, "" where it is still waited for.
Told = dict[tuple[str, int], str]
AFTER_HOLIDAYS: dict[datetime, Told] = {
    # In the Spring Festival, after it, after the National Day, and three weeks after a Christmas Eve on which money was
    # promised: over by then, however long banks were shut.
    datetime(2026, 2, 24, 12, 0, tzinfo=UTC): {("CN-2016", -9): ""},
    datetime(2026, 3, 2, 12, 0, tzinfo=UTC): {("CN-2024", -13): "superseded", ("CN-2045", -17): "superseded"},
    datetime(2026, 10, 13, 12, 0, tzinfo=UTC): {("CN-2024", -13): "superseded"},
    datetime(2027, 1, 13, 12, 0, tzinfo=UTC): {},
}
EVERY_DAY = [*ANY_DAY, *AFTER_HOLIDAYS]

BANKING_DAYS_AFTER = 2


@dataclass(frozen=True)
class Came:
    """What of a payment went to an invoice, and what of that counts for a promise."""

    reference: str
    received_on: date
    minor: int
    is_late: bool = False


@dataclass(frozen=True)
class Part:
    """What a promise of the file promises of one invoice, on the day the book is loaded."""

    call: str
    account: str
    promised_day: int
    number: str
    minor: int
    told: str
    calendar: str
    made_on: date
    due_on: date
    today: date
    replaced_by: str = ""
    replaced_on: date | None = None
    came: tuple[Came, ...] = ()

    @cached_property
    def until(self) -> date:
        """The second banking day after the promised day."""
        return _banking_days_after(self.due_on, self.calendar)

    @property
    def is_lengthened(self) -> bool:
        """Say whether holidays make the wait longer than a weekend alone would."""
        return self.until > _banking_days_after(self.due_on, "")

    @property
    def in_time(self) -> int:
        return sum(one.minor for one in self.came if not one.is_late)

    @property
    def late(self) -> int:
        return sum(one.minor for one in self.came if one.is_late)

    @property
    def became(self) -> str:
        """What became of it, "" while it is open."""
        if self.in_time >= self.minor:
            return "kept"
        if self.replaced_by:
            return "superseded"
        if self.today <= self.until:
            return ""
        return "partly_kept" if self.in_time else "broken"

    @property
    def settled_on(self) -> str | None:
        """The day on which all of it had come."""
        return max(one.received_on for one in self.came).isoformat() if self.in_time + self.late >= self.minor else None

    def is_waiting_at(self, came: Came) -> bool:
        """Say whether it was waited for when that money came."""
        last = min(self.until, self.replaced_on - timedelta(1)) if self.replaced_on else self.until
        return self.made_on < came.received_on <= last


def parts(now: datetime) -> list[Part]:
    """Give what the file promises of each invoice, with the money that came for it, in the order of the file."""
    found = [part for call, line in enumerate(lines("calls"), 1) for part in _parts_of(call, line, now)]
    return [replace(part, came=came) for part, came in _count(list(_followed(found)), now)]


def _parts_of(call: int, line: dict[str, str], now: datetime) -> Iterator[Part]:
    """Spread the money promised in a call over the invoices, the earliest due first; a credit note brings none."""
    if line["outcome"] != "promise":
        return
    [account] = [one for one in lines("accounts") if one["number"] == line["account"]]
    paying = of_each("paying").get(line["account"], {})
    due = {one["number"]: (int(one["due"]), minor(one["amount"])) for one in lines("invoices")}
    left = minor(line["amount"])
    for number in sorted((one for one in numbers_of(line) if due[one][1] > 0), key=lambda number: due[number][0]):
        yield Part(
            call=f"sample-call-{call}",
            account=line["account"],
            promised_day=int(line["promised_day"]),
            number=number,
            minor=min(left, due[number][1]),
            told=line["became"],
            calendar=paying.get("calendar") or account["country"],
            made_on=date.fromisoformat(worked(now, line["started"])),
            due_on=today_of(now) + timedelta(int(line["promised_day"])),
            today=now.astimezone(ZoneInfo(account["time_zone"])).date(),
        )
        left -= min(left, due[number][1])
    assert left == 0


def _followed(found: list[Part]) -> Iterator[Part]:
    """Note of each part by what it was replaced: the next promise for the invoice, made while it was waited for."""
    for place, part in enumerate(found):
        later = next((one for one in found[place + 1 :] if one.number == part.number), None)
        if later is not None and later.made_on <= part.until:
            part = replace(part, replaced_by=later.call, replaced_on=later.made_on)
        yield part


def _count(found: list[Part], now: datetime) -> Iterator[tuple[Part, tuple[Came, ...]]]:
    """Give each part the money that came for its invoice while it was waited for, and what is left to those broken."""
    counted: dict[int, list[Came]] = {place: [] for place in range(len(found))}
    for number in {part.number for part in found}:
        places = [place for place, part in enumerate(found) if part.number == number]
        left: list[Came] = []
        for came in _money(number, now):
            waiting = [place for place in places if found[place].is_waiting_at(came)]
            # Of one invoice no two promises are waited for at once, so that no unit can count twice.
            assert len(waiting) <= 1
            left.append(_give(came, found, counted, waiting))
        for came in left:
            over = [p for p in places if not found[p].replaced_by and found[p].until < came.received_on]
            _give(replace(came, is_late=True), found, counted, over)
    return ((part, tuple(counted[place])) for place, part in enumerate(found))


def _give(came: Came, found: list[Part], counted: dict[int, list[Came]], places: list[int]) -> Came:
    """Give money to parts as far as they need it; what is left of it comes back."""
    for place in places:
        part = min(came.minor, found[place].minor - sum(one.minor for one in counted[place]))
        if part:
            counted[place].append(replace(came, minor=part))
            came = replace(came, minor=came.minor - part)
    return came


def _money(number: str, now: datetime) -> Iterator[Came]:
    """Give what the payments settle of an invoice, the first first."""
    for line in sorted(lines("payments"), key=lambda line: int(line["received"])):
        for allocation in filter(None, line["allocations"].split(";")):
            named, figure = allocation.split("=")
            if named == number:
                received_on = today_of(now) + timedelta(int(line["received"]))
                yield Came(line["reference"], received_on, minor(figure))


def _banking_days_after(day: date, calendar: str) -> date:
    left = BANKING_DAYS_AFTER
    while left:
        day += timedelta(1)
        left -= banking.is_banking_day(calendar, day)
    return day


def drawn_at(day: date, now: datetime) -> datetime:
    """Give the moment at which the creditor's ledger of that day was drawn; never one still to come."""
    return min(datetime(day.year, day.month, day.day, 7, 40, tzinfo=ZoneInfo("Europe/London")), now).astimezone(UTC)
