"""What an import tells: the counts, the refused rows, what is open now; or what it must be told first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rejoinder.errors import Problem
from rejoinder.money import digits


@dataclass(frozen=True)
class Refusal:
    """A row that was not brought in: its line in the file, the column and value at fault, and why."""

    row: int
    column: str
    value: str
    reason: Problem

    def as_json(self) -> dict[str, Any]:
        """Give it for the command line."""
        return {"row": self.row, "column": self.column, "value": self.value, "reason": str(self.reason)}


@dataclass(frozen=True)
class Question:
    """Something the file does not say; `column` is where it matters, `examples` shows what it is about.

    About: encoding, sheet, creditor, currency, date order, decimal sign, a column that could be two, repeated invoices,
    leading zeros, missing invoices. `count` says how many rows or invoices it is about, `of` among how many.
    """

    about: str
    choices: tuple[str, ...]
    column: str = ""
    examples: tuple[str, ...] = ()
    count: int = 0
    of: int = 0

    def as_json(self) -> dict[str, Any]:
        """Give it for the command line."""
        more = {"column": self.column, "examples": list(self.examples), "count": self.count, "of": self.of}
        said = {name: value for name, value in more.items() if value}
        return {"about": self.about, **said, "choices": list(self.choices)}


@dataclass(frozen=True)
class Notice:
    """Something that came in, and that somebody should look at: how often, and the first lines where it stands."""

    problem: Problem
    count: int = 1
    lines: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give it for the command line, and so that it can be said in another language later."""
        said = {"sentence": self.problem.sentence, "values": self.problem.values}
        return {"reason": str(self.problem), "count": self.count, "lines": list(self.lines), **said}


@dataclass(frozen=True)
class Report:
    """One import: with an error or questions nothing was written. Sums in minor units by currency.

    The open figures are those of the creditor's whole book afterwards, late as of the ledger's day. The ledger names
    `people_without_role` as collectors, but they do not collect for this creditor: their accounts are not assigned.
    `vanished` invoices were open and are not in the list any more: they count as settled on `day`, of which it speaks.
    """

    kind: str = "invoices"
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    left_out: int = 0
    refused: tuple[Refusal, ...] = ()
    totals_minor: Mapping[str, int] = field(default_factory=dict)
    open_minor: Mapping[str, int] = field(default_factory=dict)
    accounts: int = 0
    accounts_made: int = 0
    invoices_open: int = 0
    invoices_overdue: int = 0
    invoices_overdue_disputed: int = 0
    people_made: tuple[str, ...] = ()
    people_without_role: tuple[str, ...] = ()
    vanished: int = 0
    vanished_minor: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    day: date | None = None
    run_id: int | None = None
    questions: tuple[Question, ...] = ()
    error: Problem | None = None

    @property
    def exit_code(self) -> int:
        """Give 0 when all rows are in, 1 when some were refused, 2 when nothing was written."""
        if self.error or self.questions:
            return 2
        return 1 if self.refused else 0

    def as_json(self) -> dict[str, Any]:
        """Give the report as the command line prints it."""
        if self.error:
            return {"error": str(self.error)}
        if self.questions:
            return {"rows": self.rows, "questions": [one.as_json() for one in self.questions]}
        counted = ("kind", "rows", "created", "updated", "unchanged", "skipped", "left_out")
        also = ("accounts", "accounts_made", "invoices_open", "invoices_overdue", "invoices_overdue_disputed")
        return {
            **{name: getattr(self, name) for name in counted},
            "refused": [one.as_json() for one in self.refused],
            "totals": _decimal(self.totals_minor),
            "open": _decimal(self.open_minor),
            **{name: getattr(self, name) for name in also},
            "vanished": self.vanished,
            "vanished_open": _decimal(self.vanished_minor),
            "warnings": [one.as_json() for one in self.notices],
            "as_of": self.day.isoformat() if self.day else None,
            "people_made": list(self.people_made),
            "people_without_role": list(self.people_without_role),
        }


def _decimal(sums: Mapping[str, int]) -> dict[str, str]:
    """Write sums as plain decimals, `{"USD": "5119.85"}`, by currency."""
    return {currency: decimal_of(sums[currency], currency) for currency in sorted(sums)}


def decimal_of(amount_minor: int, currency: str) -> str:
    """Write one sum with its currency's decimals and nothing else."""
    places = digits(currency)
    whole, part = divmod(abs(amount_minor), 10**places)
    sign = "-" if amount_minor < 0 else ""
    return f"{sign}{whole}" + (f".{part:0{places}}" if places else "")
