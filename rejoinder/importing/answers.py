"""What was said about a file beforehand, by a person or from memory; an empty text is for the file to show."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from rejoinder.errors import Refused
from rejoinder.importing.days import ORDERS

KINDS = ("auto", "invoices", "payments", "contacts")
# What may be said of an invoice that stands in several rows with different figures.
REPEATED = ("first", "last", "sum", "refuse")
# Of invoices that a list of open items no longer names; of numbers that are the same but for leading zeros.
MISSING = ("settled", "kept")
ZEROS = ("same", "different")

# What holds for tomorrow's file of the same header too. Not the currency: a firm that exports each by itself has the
# same header for all; where a creditor has only one, its book tells.
_LASTING = ("kind", "dates", "decimal", "columns", "repeated", "zeros", "sheet")


@dataclass(frozen=True)
class Answers:
    """What was said. `columns`: field → header of its column, or its place as a figure from 1; "" for none."""

    kind: str = "auto"
    creditor: str = ""
    currency: str = ""
    dates: str = ""
    decimal: str = ""
    encoding: str = ""
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    repeated: str = ""
    missing: str = ""
    zeros: str = ""
    as_of: date | None = None

    def check(self) -> None:
        """Refuse what cannot be meant. Raises: Refused."""
        choices = {"kind": KINDS, "dates": ("", *ORDERS), "decimal": ("", ".", ","), "repeated": ("", *REPEATED)}
        for name, allowed in {**choices, "missing": ("", *MISSING), "zeros": ("", *ZEROS)}.items():
            said = getattr(self, name)
            if said not in allowed:
                choice = ", ".join(one for one in allowed if one)
                raise Refused("“%(said)s” is none of these: %(choice)s.", said=said, choice=choice)

    def over(self, remembered: "Answers") -> "Answers":
        """Give these answers, and where they say nothing, those remembered."""
        said = {name: getattr(self, name) for name in _LASTING if name != "columns" and _is_said(self, name)}
        return replace(remembered, **{**self._once(), **said, "columns": {**remembered.columns, **self.columns}})

    def _once(self) -> dict[str, Any]:
        """Give what is said of this file alone."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name not in _LASTING}

    def lasting(self) -> "Answers":
        """Give what holds for tomorrow's file too."""
        return Answers(**{name: getattr(self, name) for name in _LASTING})

    def as_json(self) -> str:
        """Write them down."""
        written = {name: value for name, value in asdict(self).items() if value not in ("", None, {})}
        return json.dumps({**written, "as_of": self.as_of.isoformat() if self.as_of else ""}, ensure_ascii=False)


def _is_said(answers: Answers, name: str) -> bool:
    """Say whether an answer was given."""
    said = getattr(answers, name)
    return bool(said) and said != "auto"


def from_json(text: str) -> Answers:
    """Read answers written down; what a later program wrote and this one does not know is left away."""
    known = {one.name for one in fields(Answers)}
    read = {name: value for name, value in json.loads(text).items() if name in known}
    day = read.pop("as_of", "")
    return Answers(**read, as_of=date.fromisoformat(day) if day else None)
