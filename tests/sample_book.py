"""The sample book read without the code under test, and the days on which it is loaded."""

import csv
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from rejoinder.sample import FOLDER
from rejoinder.store import Row, Store

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
A_WEEK = [datetime(2026, 11, 23, 12, 0, tzinfo=UTC) + timedelta(days) for days in range(7)]
# At these hours it is the same day in Britain and in China, so every debtor's ages can be compared.
SAME_DAY = [
    *A_WEEK,
    datetime(2027, 1, 1, 0, 5, tzinfo=UTC),
    datetime(2028, 2, 29, 9, 0, tzinfo=UTC),
    datetime(2028, 3, 1, 9, 0, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
]
# New Year's Eve in Britain is New Year's Day in China already.
ANY_DAY = [*SAME_DAY, datetime(2026, 12, 31, 23, 59, tzinfo=UTC)]
FILES = sorted(path.stem for path in FOLDER.glob("*.csv"))
NOBODY_REACHED = {"no_answer", "voicemail", "wrong_number"}


def lines(name: str) -> list[dict[str, str]]:
    """Read a file of the book without the code under test."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows(store: Store, query: str) -> list[Row]:
    return store.connection.execute(query).fetchall()


def count(store: Store, table: str) -> int:
    return int(rows(store, f'select count(*) as n from "{table}"')[0]["n"])


def minor(figure: str) -> int:
    return int(Decimal(figure) * 100)


def numbers_of(line: dict[str, str]) -> list[str]:
    """Give the invoices that a line of the documents is about."""
    return [one for one in line["invoices"].split(";") if one]


def of_each(name: str) -> dict[str, dict[str, str]]:
    """Read a file of the book with one line an account, by the account's number."""
    by_number = {line["account"]: line for line in lines(name)}
    assert len(by_number) == len(lines(name))
    return by_number


def worked(now: datetime, days: str) -> str:
    """Give the day that an offset means, or the Friday before a weekend."""
    day = today_of(now) + timedelta(int(days))
    return (day - timedelta(max(0, day.weekday() - 4))).isoformat()


def today_of(now: datetime) -> date:
    return now.astimezone(ZoneInfo("Europe/London")).date()


def days_ago(now: datetime, day: str) -> int:
    return (date.fromisoformat(day) - today_of(now)).days


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / f"{name}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
