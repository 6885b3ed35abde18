"""What an import tells: the counts, the refused rows, what is open now; or what it must be told first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    """Something the file does not say: encoding, creditor, currency or date order; `column` is where it matters."""

    about: str
    choices: tuple[str, ...]
    column: str = ""

    def as_json(self) -> dict[str, Any]:
        """Give it for the command line."""
        column = {"column": self.column} if self.column else {}
        return {"about": self.about, **column, "choices": list(self.choices)}


@dataclass(frozen=True)
class Report:
    """One import: with an error or questions nothing was written. Sums in minor units by currency.

    The open figures are those of the creditor's whole book afterwards, late as of the ledger's day. The ledger names
    `people_without_role` as collectors, but they do not collect for this creditor: their accounts are not assigned.
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
    invoices_open: int = 0
    invoices_overdue: int = 0
    invoices_overdue_disputed: int = 0
    people_made: tuple[str, ...] = ()
    people_without_role: tuple[str, ...] = ()
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
        also = ("accounts", "invoices_open", "invoices_overdue", "invoices_overdue_disputed")
        return {
            **{name: getattr(self, name) for name in counted},
            "refused": [one.as_json() for one in self.refused],
            "totals": _decimal(self.totals_minor),
            "open": _decimal(self.open_minor),
            **{name: getattr(self, name) for name in also},
            "people_made": list(self.people_made),
            "people_without_role": list(self.people_without_role),
        }


def _decimal(sums: Mapping[str, int]) -> dict[str, str]:
    """Write sums as plain decimals, `{"USD": "5119.85"}`, by currency."""
    return {currency: _figure(sums[currency], digits(currency)) for currency in sorted(sums)}


def _figure(amount_minor: int, places: int) -> str:
    """Write one sum with its currency's decimals and nothing else."""
    whole, part = divmod(abs(amount_minor), 10**places)
    sign = "-" if amount_minor < 0 else ""
    return f"{sign}{whole}" + (f".{part:0{places}}" if places else "")
