"""The files of the sample book: their lines, and what stands in a cell, each mistake named by file and line."""

import csv
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from rejoinder import money
from rejoinder.errors import Refused
from rejoinder.store import Writing

Found = TypeVar("Found")

FRIDAY = 4  # Monday is 0
YES_OR_NO = {"yes": 1, "no": 0}


@dataclass(frozen=True)
class Entry:
    """One line of a file, its cells by column."""

    file: str
    line: int
    cells: Mapping[str, str]

    def refused(self, reason: str) -> Refused:
        """Say why the book cannot be loaded, and where to look."""
        sentence = "The sample book cannot be loaded: %(file)s, line %(line)s: %(reason)s."
        return Refused(sentence, file=self.file, line=self.line, reason=reason)

    def text(self, column: str) -> str:
        """Give a cell as it stands.

        Raises: Refused, where the file has no such column.
        """
        if column not in self.cells:
            raise self.refused(f"the column {column} is missing")
        return self.cells[column]

    def days(self, column: str) -> int:
        """Give a number of days from the day of loading, below 0 for the past."""
        try:
            return int(self.text(column))
        except ValueError:
            raise self.refused(f"{column} is not a whole number of days") from None

    def number(self, column: str) -> int | None:
        """Give a whole number; nothing where none is written."""
        try:
            return int(self.text(column)) if self.text(column) else None
        except ValueError:
            raise self.refused(f"{column} is not a whole number") from None

    def day(self, column: str, today: date) -> date:
        """Give the day that a number of days means, counted from today."""
        return today + timedelta(self.days(column))

    def working_day(self, column: str, today: date) -> date:
        """Give the day itself, or the Friday before a weekend: nobody is called about a debt on a Sunday."""
        day = self.day(column, today)
        return day - timedelta(max(0, day.weekday() - FRIDAY))

    def past_day(self, column: str, today: date) -> str | None:
        """Give a working day that is over, as the tables have it; nothing where none is written.

        Raises: Refused, where it is still to come.
        """
        if not self.text(column):
            return None
        if self.days(column) > 0:
            raise self.refused(f"{column} is still to come")
        return self.working_day(column, today).isoformat()

    def yes_or_no(self, column: str) -> int | None:
        """Give yes and no as the tables have them; nothing where neither is written."""
        return self.one_of(YES_OR_NO, self.text(column)) if self.text(column) else None

    def clock(self, column: str) -> time:
        """Give a time of day, written 09:40."""
        try:
            return time.fromisoformat(self.text(column))
        except ValueError:
            raise self.refused(f"{column} is not a time such as 09:40") from None

    def zone(self, column: str) -> ZoneInfo:
        """Give a time zone by its IANA name."""
        try:
            return ZoneInfo(self.text(column))
        except (KeyError, ValueError, OSError):
            raise self.refused(f"{column} is not a time zone") from None

    def minor(self, column: str, currency: str) -> int:
        """Give an amount in whole minor units of a currency."""
        return self.minor_of(self.text(column), currency)

    def minor_of(self, figure: str, currency: str) -> int:
        """Read a decimal number with a point, which may be below zero, in whole minor units."""
        try:
            amount = Decimal(figure).scaleb(money.digits(currency))
        except InvalidOperation:
            raise self.refused(f"“{figure}” is not an amount") from None
        except money.NotAnAmount:
            raise self.refused(f"“{currency}” is not a currency") from None
        if not amount.is_finite() or amount != int(amount):
            raise self.refused(f"“{figure}” is not an amount in {currency}")
        return int(amount)

    def one_of(self, known: Mapping[str, Found], name: str) -> Found:
        """Give what the book knows by a name that stands on this line."""
        if name not in known:
            raise self.refused(f"“{name}” is not in the book")
        return known[name]

    def add(self, writing: Writing, table: str, **values: object) -> int:
        """Add the row that this line means, and give its id.

        Raises: Refused, where the table does not take it, such as a number that stands twice.
        """
        try:
            return writing.add(table, **values)
        except sqlite3.IntegrityError as error:
            raise self.refused(f"the table {table} does not take it ({error})") from None

    def change(self, writing: Writing, table: str, row_id: int, **values: object) -> None:
        """Change a row to what this line says.

        Raises: Refused, where the table does not take it.
        """
        try:
            writing.change(table, row_id, **values)
        except sqlite3.IntegrityError as error:
            raise self.refused(f"the table {table} does not take it ({error})") from None


def entries(folder: Path, name: str) -> tuple[Entry, ...]:
    """Read one file of the book, in its order.

    Raises: Refused, where the file is missing or a line has another number of cells than the header.
    """
    path = folder / f"{name}.csv"
    if not path.is_file():
        raise Refused("The sample book cannot be loaded: %(file)s is missing.", file=path.name)
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = next(reader, [])
        return tuple(_entry(path.name, reader.line_num, header, cells) for cells in reader)


def _entry(file: str, line: int, header: list[str], cells: list[str]) -> Entry:
    """Put the cells of a line beside the header's names."""
    if len(cells) != len(header):
        raise Entry(file, line, {}).refused("it has another number of cells than the header")
    return Entry(file, line, dict(zip(header, cells, strict=True)))
