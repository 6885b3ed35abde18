"""The same table written as any program writes it: as text with any sign and encoding, or as a workbook."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import xlsxwriter

Cell = str | int | float | date
Rows = Iterable[Sequence[Cell]]
Write = Callable[[Rows], bytes]


def csv_of(rows: Rows, *, sign: str = ",", encoding: str = "utf-8") -> bytes:
    """Write rows as text."""
    text = io.StringIO()
    csv.writer(text, delimiter=sign, lineterminator="\r\n").writerows([str(cell) for cell in row] for row in rows)
    return text.getvalue().encode(encoding)


def xlsx_of(rows: Rows) -> bytes:
    """Write rows as a workbook of one sheet: texts, figures and days as what they are."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet, days = book.add_worksheet("Open items"), book.add_format({"num_format": "yyyy-mm-dd"})
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(place, column, cell)
            elif isinstance(cell, date):
                sheet.write_datetime(place, column, cell, days)
            else:
                sheet.write_number(place, column, cell)
    book.close()
    return content.getvalue()


# Each with the name a file of it has.
WRITERS: dict[str, Write] = {"ledger.csv": csv_of, "ledger.xlsx": xlsx_of}
