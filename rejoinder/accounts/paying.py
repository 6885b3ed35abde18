"""How a debtor pays: on which days, up to when an invoice must be approved, who decides, and what has to be with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rejoinder.accounts.runs import (
    Nearest,
    Run,
    Runs,
    nearest_run,
    next_run,
    next_runs,
    read_runs,
    stored,
    stored_runs,
    written,
)
from rejoinder.accounts.saving import Author, change
from rejoinder.dates import banking
from rejoinder.errors import Problem, Refused, mark
from rejoinder.store import Row, Store

METHODS = ("transfer", "cheque", "bill", "card", "cash", "direct_debit")
NEEDS = ("purchase_order", "statement", "delivery_note")
FAPIAO = ("special", "ordinary")
TEXTS = ("approver", "seal", "note")
FIELDS = ("runs", "cut_off_days", "calendar", "method", "needs", "fapiao", *TEXTS)
MOST_CUT_OFF = 60


@dataclass(frozen=True)
class Paying:
    """What is known of how an account pays; `calendar` says whose bank holidays hold, "" where it is not known."""

    runs: Runs
    cut_off_days: int | None
    calendar: str
    own_calendar: str
    method: str
    approver: str
    seal: str
    needs: tuple[str, ...]
    fapiao: str
    note: str
    version: int

    def next_run(self, today: date) -> Run | None:
        """Give the first payment run that can still be reached from today."""
        return next_run(self.runs, today=today, calendar=self.calendar, cut_off_days=self.cut_off_days or 0)

    def nearest_run(self, day: date, today: date) -> Nearest | None:
        """Give the runs around a day on which they do not pay; nothing where they can pay that day."""
        cut_off = self.cut_off_days or 0
        return nearest_run(self.runs, day, today=today, calendar=self.calendar, cut_off_days=cut_off)

    def is_banking_day(self, day: date) -> bool:
        """Say whether their banks work on a day."""
        return banking.is_banking_day(self.calendar, day)


def paying_of(store: Store, account_id: int, *, country: str) -> Paying:
    """Give what is known of how an account pays; without a calendar of its own its country's holidays hold."""
    row = store.one("paying_of", account_id=account_id)
    return _paying(row or {}, country)


def _paying(row: Row, country: str) -> Paying:
    """Make it of its row, or of nothing."""
    own = row.get("calendar", "")
    return Paying(
        runs=stored_runs(row.get("runs", "")),
        cut_off_days=row.get("cut_off_days"),
        calendar=own or (country if banking.is_calendar(country) else ""),
        own_calendar=own,
        method=row.get("method", ""),
        approver=row.get("approver", ""),
        seal=row.get("seal", ""),
        needs=tuple(row.get("needs", "").split()),
        fapiao=row.get("fapiao", ""),
        note=row.get("note", ""),
        version=row.get("version", 0),
    )


def fields_of(paying: Paying, language: str) -> dict[str, str]:
    """Give what is known as the fields of a form have it, in the language of the screen."""
    return {
        **{name: getattr(paying, name) for name in ("method", "fapiao", *TEXTS)},
        "runs": written(paying.runs, language),
        "cut_off_days": "" if paying.cut_off_days is None else str(paying.cut_off_days),
        "calendar": paying.own_calendar,
        "needs": " ".join(paying.needs),
    }


def read_paying(fields: Mapping[str, str]) -> tuple[dict[str, object], dict[str, Problem]]:
    """Read typed fields into columns, and say for each field what is wrong.

    Returns: columns with what could be read, and the problems by field (empty: it can be saved).
    """
    problems: dict[str, Problem] = {}
    columns: dict[str, object] = {name: fields.get(name, "").strip() for name in TEXTS}
    for name, choices in (("method", METHODS), ("fapiao", FAPIAO)):
        columns[name] = fields.get(name, "")
        if columns[name] not in ("", *choices):
            problems[name] = Refused("Choose one of the list.")
    columns |= {
        "runs": _runs(fields, problems),
        "cut_off_days": _cut_off(fields, problems),
        "calendar": _calendar(fields, problems),
        "needs": " ".join(one for one in NEEDS if one in fields.get("needs", "").split()),
    }
    return columns, problems


def _runs(fields: Mapping[str, str], problems: dict[str, Problem]) -> str:
    """Read the days on which they pay."""
    try:
        return stored(read_runs(fields.get("runs", "")))
    except Refused as problem:
        problems["runs"] = problem
        return ""


def _cut_off(fields: Mapping[str, str], problems: dict[str, Problem]) -> int | None:
    """Read how many banking days before a run an invoice must be approved."""
    text = fields.get("cut_off_days", "").strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9 or int(text) > MOST_CUT_OFF:
        sentence = mark("Write a number of banking days, at most %(most)s, or leave it empty.")
        problems["cut_off_days"] = Refused(sentence, most=MOST_CUT_OFF)
        return None
    return int(text)


def _calendar(fields: Mapping[str, str], problems: dict[str, Problem]) -> str:
    """Read whose bank holidays hold."""
    code = fields.get("calendar", "").strip().upper()
    if code and not banking.is_calendar(code):
        sentence = mark("There is no calendar “%(code)s”. Choose one of the list, such as CN or GB-ENG.")
        problems["calendar"] = Refused(sentence, code=code)
    return code


def save_paying(
    store: Store, account_id: int, columns: Mapping[str, object], *, version: int, author: Author
) -> tuple[str, ...]:
    """Save how an account pays, and name the columns that changed.

    Raises: ChangedElsewhere; nothing is saved then.
    """
    with store.write() as writing:
        writing.run("begin_paying", account_id=account_id)
        return change(writing, "paying", account_id, columns, version=version, account_id=account_id, author=author)


def day_doubts(paying: Paying, day: date, *, today: date, language: str) -> tuple[Problem, ...]:
    """Say of a promised day why they may be unable to pay on it, with the nearest day on which they can.

    A day without banks is named with its holiday; a day between two payment runs with the runs around it. Empty where
    nothing speaks against it. Days are written by whoever shows the sentences, so they are given as dates.
    """
    nearest = paying.nearest_run(day, today)
    if not paying.is_banking_day(day):
        return (_closed(paying, day, nearest, language),)
    if nearest is None:
        return ()
    if nearest.before is None:
        return (Refused("They do not pay on that day. Their next payment run is %(after)s.", after=nearest.after),)
    sentence = mark("They do not pay on that day. Ask for their run of %(before)s; the one after is %(after)s.")
    return (Refused(sentence, before=nearest.before, after=nearest.after),)


def _closed(paying: Paying, day: date, nearest: Nearest | None, language: str) -> Problem:
    """Say that banks are closed on a day, and which day is nearest."""
    name = banking.holiday_name(paying.calendar, day, language=language)
    after = nearest.after if nearest else banking.next_banking_day(paying.calendar, day)
    if name:
        sentence = mark("Their banks are closed that day (%(name)s). The next day they can pay is %(after)s.")
        return Refused(sentence, name=name, after=after)
    return Refused("Their banks are closed that day. The next day they can pay is %(after)s.", after=after)


def proposed_days(paying: Paying, today: date, *, most: int = 2) -> tuple[Run, ...]:
    """Propose the days to ask for: their next payment runs that can be reached, or else the next banking day."""
    cut_off = paying.cut_off_days or 0
    found = next_runs(paying.runs, today=today, calendar=paying.calendar, cut_off_days=cut_off, count=most)
    day = banking.next_banking_day(paying.calendar, today + timedelta(1))
    return found or (Run(day, approve_by=day),)
