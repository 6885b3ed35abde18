"""Made-up ledgers of any length as workbooks and as text, written with nothing that only tests need."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from bench.accounts import SEED, name_of, number_of

HEADER = ("Customer No", "Customer Name", "Invoice Number", "Invoice Date", "Due Date", "Currency", "Amount",
          "Open Amount", "Terms", "Reference", "Sales Person")  # fmt: skip
# So many invoices each account has; a firm has more of them with some than with others, but that costs nothing.
EACH = 25
FIRST_DAY = date(2026, 1, 1)
# Workbooks count days from here.
_DAY_NONE = date(1899, 12, 30)

Row = tuple[str | float | date, ...]


@dataclass(frozen=True)
class Ledger:
    """How long a list is; of the one before, so many in a hundred have another open amount, and so many are gone."""

    invoices: int
    changed: int = 0
    vanished: int = 0

    def rows(self) -> Iterator[Row]:
        """Give its rows below the header."""
        chance = random.Random(SEED)
        for place in range(self.invoices):
            issued, amount = FIRST_DAY + timedelta(chance.randrange(300)), chance.randrange(1_000, 9_999_999)
            left = amount if place % 5 else amount // 2
            if place % 100 < self.vanished:
                continue
            left = left // 2 if 50 <= place % 100 < 50 + self.changed else left
            account_id = 1 + place // EACH
            yield (number_of(account_id), name_of(account_id), f"INV-{place:07}", issued, issued + timedelta(30), "EUR",
                   amount / 100, left / 100, "Net 30", f"PO {place}", "")  # fmt: skip

    def newer(self) -> "Ledger":
        """Give tomorrow's: two in a hundred were paid in part, one in a hundred is paid."""
        return replace(self, changed=2, vanished=1)


def write_text(path: Path, ledger: Ledger) -> Path:
    """Write a ledger as text."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(HEADER) + "\r\n")
        file.writelines(",".join(map(str, row)) + "\r\n" for row in ledger.rows())
    return path


_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BOUND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BINDS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONS = (
    f'<Relationships xmlns="{_BINDS}">'
    f'<Relationship Id="rId1" Type="{_BOUND}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK = (
    f'<workbook xmlns="{_SHEETS}" xmlns:r="{_BOUND}"><sheets><sheet name="Open items" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>"
)
_BOOK_RELATIONS = (
    f'<Relationships xmlns="{_BINDS}">'
    f'<Relationship Id="rId1" Type="{_BOUND}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_BOUND}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{_BOUND}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
# The second format shows a number as a day.
_STYLES = (
    f'<styleSheet xmlns="{_SHEETS}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def write_workbook(path: Path, ledger: Ledger) -> Path:
    """Write a ledger as a workbook: texts kept once and pointed at, days as numbers, as spreadsheets do."""
    texts: dict[str, int] = {}
    letters = [chr(ord("A") + place) for place in range(len(HEADER))]
    numbers = count(1)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, part in (
            ("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS), ("xl/workbook.xml", _BOOK),
            ("xl/_rels/workbook.xml.rels", _BOOK_RELATIONS), ("xl/styles.xml", _STYLES),
        ):  # fmt: skip
            archive.writestr(name, part)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet xmlns="{_SHEETS}"><sheetData>'.encode())
            for row in (HEADER, *ledger.rows()):
                number = next(numbers)
                cells = (_cell(f"{letter}{number}", one, texts) for letter, one in zip(letters, row, strict=True))
                sheet.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        items = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_SHEETS}">{items}</sst>')
    return path


def _cell(place: str, value: str | float | date, texts: dict[str, int]) -> str:
    """Write one cell."""
    if isinstance(value, str):
        return f'<c r="{place}" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>' if value else ""
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - _DAY_NONE).days}</v></c>'
    return f'<c r="{place}"><v>{value!r}</v></c>'
