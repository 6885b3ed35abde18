"""Workbooks of every kind come in cell by cell, and what cannot be read is told in a sentence."""

import io
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from html import escape
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder.errors import Refused
from rejoinder.importing.files import bounds, workbooks
from rejoinder.importing.files import opening as files
from rejoinder.importing.files.opening import open_file
from rejoinder.importing.lines import Line

Grid = Sequence[Sequence[Any]]

HEADER = ("Customer No", "Invoice", "Due Date", "Amount")
ROW = ("C1", "A-1", date(2024, 2, 4), 10.5)
# A workbook knows no time zones.
NOON, MIDNIGHT = datetime.fromisoformat("2024-01-05T12:30"), datetime.fromisoformat("2024-01-05")
DAY, MOMENT, LAPSE = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "[h]:mm"
LOCKED, DAMAGED, FAR = "locked with a password", "damaged", "so far from the table"


# ---- writing them


def xlsx(rows: Grid, *, top: int = 0, left: int = 0) -> bytes:
    """Write rows into an XLSX workbook of one sheet."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    formats = {name: book.add_format({"num_format": name}) for name in (DAY, MOMENT)}
    sheet = book.add_worksheet("Open items")
    for row, cells in enumerate(rows, top):
        for column, cell in enumerate(cells, left):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell)
            elif isinstance(cell, date):
                sheet.write_datetime(row, column, cell, formats[MOMENT if isinstance(cell, datetime) else DAY])
            else:
                sheet.write(row, column, cell)
    book.close()
    return content.getvalue()


def xls(rows: Grid, *, top: int = 0, left: int = 0) -> bytes:
    """Write rows into an XLS workbook of one sheet."""
    book = xlwt.Workbook()
    styles = {name: xlwt.easyxf(num_format_str=name) for name in (DAY, MOMENT)}
    sheet = book.add_sheet("Open items")
    for row, cells in enumerate(rows, top):
        for column, cell in enumerate(cells, left):
            if isinstance(cell, date):
                sheet.write(row, column, cell, styles[MOMENT if isinstance(cell, datetime) else DAY])
            elif cell != "":
                sheet.write(row, column, cell)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Open items">'
)
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/></manifest:manifest>'
)
ODS_END = "</table:table></office:spreadsheet></office:body></office:document-content>"


def ods(rows: Grid, *, top: int = 0, left: int = 0) -> bytes:
    """Write rows into an ODS workbook of one sheet, with a million empty rows behind them as LibreOffice has it."""
    before = f'<table:table-cell table:number-columns-repeated="{left}"/>' if left else ""
    body = [f"<table:table-row>{before}{''.join(map(ods_cell, cells))}</table:table-row>" for cells in rows]
    skipped = (
        [f'<table:table-row table:number-rows-repeated="{top}"><table:table-cell/></table:table-row>'] if top else []
    )
    rest = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    return ods_of("".join((*skipped, *body, rest)))


def ods_cell(cell: Any) -> str:
    """Write one cell."""
    if cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, bool):
        kind, value = "boolean", f'office:boolean-value="{str(cell).lower()}"'
    elif isinstance(cell, int | float):
        kind, value = "float", f'office:value="{cell!r}"'
    elif isinstance(cell, date):
        kind, value = "date", f'office:date-value="{cell.isoformat()}"'
    else:
        kind, value = "string", ""
    text = escape(str(cell)).replace("\n", "</text:p><text:p>")
    return f'<table:table-cell office:value-type="{kind}" {value}><text:p>{text}</text:p></table:table-cell>'


def ods_of(rows: str) -> bytes:
    """Pack the rows of an ODS workbook."""
    return packed({"mimetype": ODS_TYPE, "content.xml": ODS_HEAD + rows + ODS_END, "META-INF/manifest.xml": MANIFEST})


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Pack parts into a zip archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def with_sheet(rows: str) -> bytes:
    """Write an XLSX workbook whose sheet holds these rows of XML."""
    with zipfile.ZipFile(io.BytesIO(xlsx([]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    return packed(parts)


WRITERS = {"xlsx": xlsx, "xls": xls, "ods": ods}


def written(folder: Path, content: bytes, name: str = "ledger.xlsx") -> Path:
    """Write a file."""
    path = folder / name
    path.write_bytes(content)
    return path


def lines_of(path: Path) -> list[Line]:
    """Read all rows of the first sheet."""
    return list(open_file(path).sheets[0].lines())


def cells_of(folder: Path, content: bytes) -> list[tuple[object, ...]]:
    """Write a file, and give the cells of its rows."""
    return [line.cells for line in lines_of(written(folder, content))]


def refusal(folder: Path, content: bytes, name: str = "ledger.xlsx") -> str:
    """Write a file that must be refused at the latest when all its rows are read, and give the sentence."""
    with pytest.raises(Refused) as refused:
        for sheet in open_file(written(folder, content, name)).sheets:
            list(sheet.lines())
    return str(refused.value)


# ---- what comes in


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", ["ledger.xlsx", "ledger.xls", "ledger.ods", "ledger.csv", "ledger"])
def test_workbook_comes_in_whatever_its_name(tmp_path: Path, kind: str, name: str) -> None:
    path = written(tmp_path, WRITERS[kind]([HEADER, ROW]), name)
    file = open_file(path)
    assert (file.name, file.could_be, [sheet.name for sheet in file.sheets]) == (name, (), ["Open items"])
    assert lines_of(path) == [Line(1, 1, HEADER), Line(2, 2, ROW)]


@pytest.mark.parametrize("kind", WRITERS)
def test_rows_and_columns_keep_their_places(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path, WRITERS[kind]([HEADER, [""] * 4, ROW], top=3, left=2))
    assert lines_of(path) == [Line(4, 4, ("", "", *HEADER)), Line(6, 6, ("", "", *ROW))]


@pytest.mark.parametrize("kind", WRITERS)
def test_cells_keep_what_they_are(tmp_path: Path, kind: str) -> None:
    row = ("  x ", 1.5, 7, 0, True, False, date(2024, 1, 5), NOON, "=1+1", "@x", "007")
    ((*cells,),) = cells_of(tmp_path, WRITERS[kind]([row]))
    assert cells == ["x", *row[1:]]
    assert [type(cell) for cell in cells[4:]] == [bool, bool, date, datetime, str, str, str]
    assert all(type(cell) in (int, float) for cell in cells[1:4])


def test_moment_at_midnight_is_a_day(tmp_path: Path) -> None:
    assert cells_of(tmp_path, ods([[MIDNIGHT, "a"]])) == [(date(2024, 1, 5), "a")]


def test_row_of_a_zero_or_a_no_is_not_left_away(tmp_path: Path) -> None:
    assert cells_of(tmp_path, xlsx([["a", "b"], ["", 0], [" ", ""], [False, ""]])) == [("a", "b"), ("", 0), (False, "")]


def test_formula_comes_in_as_its_result_and_time_as_time(tmp_path: Path) -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet()
    sheet.write_formula("A1", '=HYPERLINK("http://127.0.0.1/")', None, "shown")
    sheet.write_formula("B1", "=1+1", None, 2)
    sheet.write_number("C1", 0.5, book.add_format({"num_format": MOMENT}))
    sheet.write_number("D1", 1.5, book.add_format({"num_format": LAPSE}))
    book.close()
    assert cells_of(tmp_path, content.getvalue()) == [("shown", 2.0, time(12), timedelta(days=1.5))]


def test_error_of_a_formula_comes_in_as_its_text_and_its_row_is_not_lost(tmp_path: Path) -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    book.add_worksheet("Notes").write("A1", "see next sheet")
    sheet = book.add_worksheet("A & B")
    sheet.write_row(2, 1, ["a", "b", "c"])
    sheet.write_formula(2_500, 2, "=1/0", None, "#DIV/0!")
    sheet.write_formula(2_501, 1, "=VLOOKUP(A1,B1:C2,2,0)", None, "#N/A")
    book.close()
    sheets = open_file(written(tmp_path, content.getvalue())).sheets
    assert [line.cells for line in sheets[0].lines()] == [("see next sheet",)]
    assert list(sheets[1].lines()) == [
        Line(3, 3, ("", "a", "b", "c")),
        Line(2501, 2501, ("", "", "#DIV/0!", "")),
        Line(2502, 2502, ("", "#N/A", "", "")),
    ]


def test_hidden_sheets_are_left_out_and_the_rest_keeps_its_order(tmp_path: Path) -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    for name in ("First", "Hidden", "Very hidden", "Second", "Empty"):
        sheet = book.add_worksheet(name)
        if name != "Empty":
            sheet.write(0, 0, name)
    book.get_worksheet_by_name("Hidden").hide()
    book.get_worksheet_by_name("Very hidden").very_hidden()
    book.add_chartsheet("Chart")
    book.close()
    sheets = open_file(written(tmp_path, content.getvalue())).sheets
    read = [(sheet.name, [line.cells for line in sheet.lines()]) for sheet in sheets]
    assert read == [("First", [("First",)]), ("Second", [("Second",)]), ("Empty", [])]


def test_lines_are_read_anew_each_time(tmp_path: Path) -> None:
    sheet = open_file(written(tmp_path, xlsx([HEADER, ROW]))).sheets[0]
    begun = sheet.lines()
    next(begun)
    assert list(sheet.lines()) == list(sheet.lines()) == [Line(1, 1, HEADER), Line(2, 2, ROW)]
    assert [line.cells for line in begun] == [ROW]


def test_cell_as_long_as_a_workbook_takes_comes_through(tmp_path: Path) -> None:
    assert cells_of(tmp_path, xlsx([["x" * 10_000, "客" * 32_767]])) == [("x" * 10_000, "客" * 32_767)]


def test_format_alone_far_away_harms_nothing(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert lines_of(written(tmp_path, with_sheet(rows))) == [Line(1, 1, (1.0,))]


def test_wide_and_long_sheets_come_in(tmp_path: Path) -> None:
    (line,) = lines_of(written(tmp_path, xlsx([range(100)])))
    assert line.cells == tuple(map(float, range(100)))
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="700000"><c r="L700000"><v>2</v></c></row>'
    lines = lines_of(written(tmp_path, with_sheet(rows)))
    assert [(one.number, one.cells[0], one.cells[-1]) for one in lines] == [(1, 1.0, ""), (700_000, "", 2.0)]


# ---- what is refused


def test_rows_up_to_the_limit_come_in_and_one_more_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 3)
    assert len(cells_of(tmp_path, xlsx([["a", 1]] * 3))) == 3
    assert "more than 3 rows" in refusal(tmp_path, xlsx([["a", 1]] * 4))


def locked(content: bytes) -> bytes:
    """Make of an XLS workbook the container of a locked XLSX: its one part is called so."""
    place = content.index("Workbook".encode("utf-16-le"))
    entry = "EncryptedPackage\0".encode("utf-16-le").ljust(64, b"\0") + (34).to_bytes(2, "little")
    return content[:place] + entry + content[place + len(entry) :]


def locked_xls(content: bytes) -> bytes:
    """Make of an XLS workbook a locked one: behind its first record stands the one that says how to unlock it."""
    begin = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    first = begin + 20
    # The records behind it are as long, so that every offset stays right.
    return content[:first] + b"\x2f\x00" + content[first + 2 :]


def flipped(content: bytes) -> bytes:
    """Turn one byte in the middle over."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :]


BOOK = xlsx([HEADER, ROW])
OLD = xls([HEADER, ROW])
REFUSED = {
    "cut off": (BOOK[: len(BOOK) // 2], DAMAGED),
    "old one cut off": (OLD[:1500], DAMAGED),
    "a byte wrong": (flipped(BOOK), DAMAGED),
    "a sheet missing": (packed({"[Content_Types].xml": "", "xl/workbook.xml": "<workbook/>"}), DAMAGED),
    "no xml": (packed({"mimetype": ODS_TYPE, "content.xml": "<<<"}), DAMAGED),
    "locked": (locked(OLD), LOCKED),
    "locked old one": (locked_xls(OLD), LOCKED),
    "word": (packed({"[Content_Types].xml": "", "word/document.xml": ""}), "text document"),
    "word of LibreOffice": (
        packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}),
        "text doc",
    ),
    "archive": (packed({"ledger.csv": "a,b"}), "packed archive"),
    "old word": (
        OLD.replace("Workbook".encode("utf-16-le"), b"").ljust(2000) + "WordDocument\0".encode("utf-16-le"),
        "text doc",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("file_name", ["ledger.xlsx", "ledger.csv"])
def test_what_is_no_workbook_is_told_in_a_sentence_whatever_its_name(tmp_path: Path, name: str, file_name: str) -> None:
    content, words = REFUSED[name]
    assert words in refusal(tmp_path, content, file_name)


def test_workbook_whose_sheets_are_all_hidden_is_told(tmp_path: Path) -> None:
    content = xlsx([HEADER])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<sheet name", b'<sheet state="hidden" name')
    assert "no sheet that can be seen" in refusal(tmp_path, packed(parts))


def test_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/media/picture.png"] = bytes(bounds.MOST_UNPACKED)
    content = packed(parts)
    assert len(content) < 1_000_000
    assert "unpacks to more than 600 MB" in refusal(tmp_path, content)


def test_archive_of_very_many_parts_is_not_unpacked(tmp_path: Path) -> None:
    parts = {"xl/workbook.xml": ""} | {f"xl/{n}": "" for n in range(bounds.MOST_PARTS)}
    assert "600 MB" in refusal(tmp_path, packed(parts))


def test_bomb_that_lies_about_its_size_is_told(tmp_path: Path) -> None:
    content = with_sheet("<row><c><v>1</v></c></row>" * 200_000)
    true = zipfile.ZipFile(io.BytesIO(content)).getinfo("xl/worksheets/sheet1.xml").file_size
    lie = content.replace(true.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert lie != content
    assert DAMAGED in refusal(tmp_path, lie)


ONE = '<c r="A1"><v>1</v></c>'
FAR_AWAY = {
    "corner": f'<row r="1">{ONE}</row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
    "in the first row": f'<row r="1">{ONE}<c r="XFD1048576"><v>2</v></c></row>',
    "before the first": f'<row r="1048576"><c r="XFD1048576"><v>2</v></c></row><row r="1">{ONE}</row>',
    "other quotation marks": f"<row r='1'>{ONE}</row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row>",
    "blanks": f'<row r="1">{ONE}</row><row r="1048576"><c s="0"\n r =\t"XFD1048576"><v>2</v></c></row>',
    "rows only": f'<row r="1">{ONE}<c r="CZ1"><v>1</v></c></row><row r="1048576"><c><v>2</v></c></row>',
    "column Z": f'<row r="1">{ONE}</row><row r="999999"><c r="Z999999"><v>2</v></c></row>',
}


@pytest.mark.parametrize("name", FAR_AWAY)
def test_cell_so_far_away_that_memory_does_not_reach_is_told(tmp_path: Path, name: str) -> None:
    assert FAR in refusal(tmp_path, with_sheet(FAR_AWAY[name]))


def test_open_document_that_repeats_a_cell_without_end_is_told(tmp_path: Path) -> None:
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"/>'
    content = ods_of(f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>')
    assert DAMAGED in refusal(tmp_path, content)


def test_reader_that_ends_by_force_ends_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "_TRIAL", "import os; os.abort()")
    assert "in the memory there is" in refusal(tmp_path, OLD)
    monkeypatch.setattr(workbooks, "_TRIAL", "import time; time.sleep(60)")
    monkeypatch.setattr(workbooks, "_LONGEST", 0.2)
    assert "too long" in refusal(tmp_path, OLD)


def test_panic_of_the_reader_ends_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        """What a panic of Rust becomes in Python: no Exception."""

    class Reader:
        """A reader that panics."""

        @staticmethod
        def from_filelike(_: object) -> None:
            raise Panic

        from_path = from_filelike

    monkeypatch.setattr(workbooks, "CalamineWorkbook", Reader)
    assert DAMAGED in refusal(tmp_path, BOOK)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([BOOK, ods([HEADER, ROW])]), st.integers(0, 10_000), st.binary(min_size=1, max_size=20))
def test_any_damage_is_rows_or_a_sentence(content: bytes, place: int, wrong: bytes) -> None:
    at = place % len(content)
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), content[:at] + wrong + content[at + len(wrong) :])
        try:
            for sheet in open_file(path).sheets:
                list(sheet.lines())
        except Refused as refused:
            assert str(refused).endswith(".")


# ---- no row is lost

TEXTS = st.text("aZ9 \"'.,;-=@é客€𠮷\u3000\n", max_size=10).map(lambda text: text if text.strip() else "")
CELLS = st.one_of(
    TEXTS,
    st.just(""),
    st.floats(-1e12, 1e12).map(lambda value: round(value, 2)),
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.dates(date(1900, 3, 2), date(2999, 12, 31)),
    st.datetimes(MIDNIGHT, NOON.replace(year=2099)).map(lambda at: at.replace(second=0, microsecond=0)),
)


@st.composite
def grids(draw: st.DrawFn) -> list[list[object]]:
    """Draw rows of any cells, and sometimes some thousand of the same one, so that pieces meet within them."""
    width = draw(st.integers(1, 6))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    return rows[:1] * draw(st.sampled_from([0, 0, 0, 0, 999, 1001])) + rows


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(WRITERS)), grids(), st.integers(0, 3), st.integers(0, 3))
def test_no_cell_of_any_workbook_is_lost(kind: str, rows: list[list[object]], top: int, left: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lines = lines_of(written(Path(folder), WRITERS[kind](rows, top=top, left=left)))
    expected = [(number, ("",) * left + as_read(row)) for number, row in enumerate(rows, top + 1)]
    # A column at the right edge in which nothing stands does not exist for the workbook.
    assert [(line.number, shortened(line.cells)) for line in lines] == [
        (number, shortened(cells)) for number, cells in expected if shortened(cells)
    ]
    assert all(line.number == line.last for line in lines)


def as_read(row: list[object]) -> tuple[object, ...]:
    """Say how the cells of a row must come back: texts trimmed, figures as such, moments at midnight as days."""
    return tuple(cell.strip() if isinstance(cell, str) else as_day(cell) for cell in row)


def as_day(cell: object) -> object:
    """Make a day of a moment at midnight."""
    return cell.date() if isinstance(cell, datetime) and cell.time() == time.min else cell


def shortened(cells: tuple[object, ...]) -> list[tuple[type, object]]:
    """Leave the empty cells at the end away; a figure is a float whatever it was, and True is not 1."""
    kept = [float(cell) if type(cell) is int else cell for cell in cells]
    while kept and kept[-1] == "":
        kept.pop()
    return [(type(cell), cell) for cell in kept]
