"""Any file is opened by what is in it: its rows come back as they were written, or one sentence says what to do."""

import codecs
import csv
import hashlib
import io
import random
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder.errors import NotFound, Refused
from rejoinder.importing.files import opening as files
from rejoinder.importing.files.opening import open_file
from rejoinder.importing.lines import Line

HEADER = ("Customer No", "Invoice", "Invoice Date", "Due Date", "Amount")
ROW = ("C1", "A-1", "2024-01-05", "2024-02-04", "10.00")
TABLE = "\n".join(map(",".join, (HEADER, ROW))) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where files are exported to."""
    return tmp_path


def written(folder: Path, content: str | bytes, name: str = "ledger.csv") -> Path:
    """Write a file."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def lines_of(path: Path) -> list[Line]:
    """Read all rows of a file of one sheet."""
    (sheet,) = open_file(path).sheets
    return list(sheet.lines())


def cells_of(folder: Path, content: str | bytes) -> list[tuple[object, ...]]:
    """Write a file, and give the cells of its rows."""
    return [line.cells for line in lines_of(written(folder, content))]


def refusal(folder: Path, content: str | bytes, name: str = "ledger.csv") -> str:
    """Write a file that must be refused at the latest when all its rows are read, and give the sentence."""
    with pytest.raises(Refused) as refused:
        for sheet in open_file(written(folder, content, name)).sheets:
            list(sheet.lines())
    return str(refused.value)


# ---- what separates cells, ends lines and encodes letters


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "^", "~", ":"])
def test_each_separator_is_recognised(folder: Path, sign: str) -> None:
    assert cells_of(folder, TABLE.replace(",", sign)) == [HEADER, ROW]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "sep=!", "sep=\t"])
def test_separator_that_the_first_line_names_counts_and_that_line_is_no_row(folder: Path, first: str) -> None:
    sign = first.strip('"')[-1]
    lines = lines_of(written(folder, f"{first}\r\na{sign}b,b\r\nc{sign}d,d\r\n"))
    assert lines == [Line(2, 2, ("a", "b,b")), Line(3, 3, ("c", "d,d"))]


def test_titles_above_the_header_do_not_mislead(folder: Path) -> None:
    titles = "Miller, Sons: Ltd\nA/R Aging Detail\nAs of: 31 December 2025, all accounts\n\n"
    lines = lines_of(written(folder, titles + TABLE.replace(",", ";")))
    assert [(line.number, line.cells) for line in lines[-2:]] == [(5, HEADER), (6, ROW)]


def test_decimal_commas_and_times_separate_nothing(folder: Path) -> None:
    rows = [(f"K{n}", f"{n}.234,50", "12:30", f"{n},00") for n in range(1, 30)]
    for sign in ";\t|~":
        assert cells_of(folder, "\n".join(map(sign.join, rows)))[-1] == rows[-1]


def test_rows_of_figures_alone_are_separated_by_their_commas(folder: Path) -> None:
    assert cells_of(folder, "No,Date,Amount\n1,20240105,10\n2,20240106,20;30\n")[1] == ("1", "20240105", "10")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_each_encoding_is_recognised(folder: Path, encoding: str) -> None:
    content = "客户名称,发票号\n宁波机械有限公司,A-1\n"
    assert cells_of(folder, content.encode(encoding)) == [("客户名称", "发票号"), ("宁波机械有限公司", "A-1")]


def test_doubt_about_the_encoding_is_passed_on_until_it_is_named(folder: Path) -> None:
    path = written(folder, "a,b\néé,1\n".encode("cp1252"))
    assert open_file(path).could_be == ("gb18030", "cp1252")
    assert open_file(path, encoding="cp1252").could_be == ()
    with pytest.raises(Refused, match="cannot be read as utf-8"):
        open_file(path, encoding="utf-8")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_system_ends_them(folder: Path, ends: str) -> None:
    lines = lines_of(written(folder, ends.join(("a,b", "", "c,d"))))
    assert lines == [Line(1, 1, ("a", "b")), Line(3, 3, ("c", "d"))]


def test_rows_are_numbered_by_the_line_they_begin_and_end_on(folder: Path) -> None:
    lines = lines_of(written(folder, 'a,b\n"two\nlines",x\n\n,\nlast,y\n'))
    assert [(line.number, line.last) for line in lines] == [(1, 1), (2, 3), (6, 6)]
    assert lines[1].cells == ("two\nlines", "x")


def test_lines_are_read_anew_each_time(folder: Path) -> None:
    sheet = open_file(written(folder, TABLE)).sheets[0]
    begun = sheet.lines()
    next(begun)
    assert list(sheet.lines()) == list(sheet.lines()) == [Line(1, 1, HEADER), Line(2, 2, ROW)]
    assert [line.cells for line in begun] == [ROW]


def test_file_is_known_by_its_name_and_the_digest_of_its_bytes(folder: Path) -> None:
    file = open_file(written(folder, TABLE, "open items.txt"))
    assert (file.name, file.digest) == ("open items.txt", hashlib.sha256(TABLE.encode()).hexdigest())
    assert file.sheets[0].name == ""


def test_figures_alone_are_separated_by_commas_as_well(folder: Path) -> None:
    assert cells_of(folder, "1,2,3\n4,5,6\n") == [("1", "2", "3"), ("4", "5", "6")]


# ---- what stands in cells


def test_cell_of_ten_thousand_characters_comes_through(folder: Path) -> None:
    assert cells_of(folder, f"a,b\n{'x' * 10_000},{'客' * 100_000}\n")[1] == ("x" * 10_000, "客" * 100_000)


def test_formula_is_text_and_its_defusing_apostrophe_is_taken_off(folder: Path) -> None:
    row = "=1+1,'=1+1,'@x,'-5,'+49 30,\"'\tx\",'quoted',O'Neill\n"
    expected = ("=1+1", "=1+1", "@x", "-5", "+49 30", "x", "'quoted'", "O'Neill")
    assert cells_of(folder, "a,b,c,d,e,f,g,h\n" + row)[1] == expected


def test_blank_before_a_quotation_mark_is_none_of_the_text(folder: Path) -> None:
    assert cells_of(folder, 'a, b, c\n"1", "x, y", "z"\n')[1] == ("1", "x, y", "z")


# ---- what is refused

REFUSED = {
    "empty": (b"", "is empty"),
    "only blanks": (b"  \n \r\n\t", "is empty"),
    "only a mark": (codecs.BOM_UTF8 + b"\r\n", "is empty"),
    "only blanks in UTF-16": ("\n  \n".encode("utf-16"), "is empty"),
    "pdf": (b"%PDF-1.7\n1,2,3\n", "PDF"),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "picture"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
    "bitmap": (b"BM\x36\x00\x00\x00", "picture"),
    "program": (b"MZ\x90\x00\x03", "program"),
    "rar": (b"Rar!\x1a\x07\x00", "archive"),
    "gzip": (b"\x1f\x8b\x08\x00", "archive"),
    "rich text": (rb"{\rtf1\ansi a,b}", "text document"),
    "web page named xls": (b"<html><table><tr><td>Invoice</td></tr></table></html>", "web page"),
    "table of a web page": (b"\r\n<TABLE border=1><tr><td>1</td></tr></TABLE>", "web page"),
    "web page in UTF-16": ("<html><body></body></html>".encode("utf-16"), "web page"),
    "web page as a mail": (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "web page"),
    "xml spreadsheet": (b'<?xml version="1.0"?><Workbook><Worksheet/></Workbook>', "XML"),
    "workbook of Excel 4": (b"\x09\x04\x06\x00\x00\x00\x10\x00", "too old"),
    "a letter": (b"Dear Sir\nwe have paid\n", "one column"),
    "one column": (b"Invoice\nA-1\nA-2\n", "one column"),
    "one column of quoted text": (b'Name\n"Miller, Sons"\n"Smith, Jones"\n', "one column"),
    "one column of amounts": (b"Amount\n1,50\n22,00\n", "one column"),
    "one column of notes": (b"Notes\nhe says: no\nno reply\n", "one column"),
    "bytes of no encoding": (b"a,b\n\xff\x81,1\n", "not a table"),
    "zeros": (b"a,b\n1,\x00\n", "not a table"),
    "control characters far behind": (b"a,b\n" + b"1,2\n" * 600_000 + b"\x07,1\n", "not a table"),
    "a quotation mark never closed": (b'a,b\n"' + b"x" * 200_000, "From line 2 on"),
    "a quotation mark never closed in a short file": (b'a,b\n1,2\n3,"4\n5,6\n', "From line 3 on"),
    "a quotation mark never closed in the last cell": (b'a,b\n1,2\n3,"4', "From line 3 on"),
    "a quotation mark never closed over many rows": (b'a,b\n1,"2\n' + b"3,4\n" * 40_000 + b'5,"6"\n', "From line 2 on"),
    "a quotation mark that is closed rows later": (b'a,b,c\n1,"2,3\n4,5,6\n7,8,9"\n1,2,3\n', "From line 2 on"),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("file_name", ["ledger.csv", "ledger.xlsx"])
def test_what_is_no_table_is_told_in_a_sentence_whatever_its_name(folder: Path, name: str, file_name: str) -> None:
    content, words = REFUSED[name]
    assert words in refusal(folder, content, file_name)


def test_text_named_as_a_workbook_comes_in_as_text(folder: Path) -> None:
    path = written(folder, TABLE.replace(",", "\t").encode("utf-16"), "export.xls")
    assert [line.cells for line in lines_of(path)] == [HEADER, ROW]


def test_customer_whose_name_begins_like_a_program_is_no_program(folder: Path) -> None:
    assert cells_of(folder, "MZ Bau,1\nBM Holz,2\n") == [("MZ Bau", "1"), ("BM Holz", "2")]


def test_missing_file_and_folder_are_told(folder: Path) -> None:
    with pytest.raises(NotFound, match=r"no file gone\.csv"):
        open_file(folder / "gone.csv")
    with pytest.raises(Refused, match="is not a file"):
        open_file(folder)
    with pytest.raises(Refused, match="cannot be read"):
        open_file(Path("x" * 5000))


def test_file_above_the_limit_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 50)
    assert "200 MB" in refusal(folder, TABLE)


def test_rows_up_to_the_limit_come_in_and_one_more_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 3)
    assert len(cells_of(folder, "a,b\n" * 3)) == 3
    assert "more than 3 rows" in refusal(folder, "a,b\n" * 4)


def test_two_million_rows_are_refused(folder: Path) -> None:
    assert "more than 1000000 rows" in refusal(folder, "a,b\n" * 2_000_000)


def test_file_that_changes_or_goes_while_it_is_read_is_told(folder: Path) -> None:
    path = written(folder, TABLE)
    sheet = open_file(path).sheets[0]
    path.write_bytes(b"a,b\n\xff,1\n")
    with pytest.raises(Refused, match="changed while it was read"):
        list(sheet.lines())
    path.unlink()
    with pytest.raises(Refused, match="cannot be read"):
        list(sheet.lines())


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"a,b\n"]))
def test_any_bytes_are_rows_or_a_sentence(rest: bytes, beginning: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = written(Path(place), beginning + rest, "ledger.xls")
        try:
            for sheet in open_file(path).sheets:
                assert all(any(line.cells) for line in sheet.lines())
        except Refused as refused:
            assert str(refused).endswith(".")


# ---- no row is lost: any table written in any manner comes back

WORDS = {
    "utf-8": "aZ9 \"'.-=@é客€𠮷\u3000",
    "utf-8-sig": "aZ9 \"'.-=@é客€𠮷\u3000",
    "utf-16": "aZ9 \"'.-=@é客€𠮷\u3000",
    "utf-16-le": "aZ9 \"'.-=@é客€𠮷\u3000",
    "gb18030": "aZ9 \"'.-=@公司有限北京上海",
}


@st.composite
def tables(draw: st.DrawFn, encoding: str, sign: str) -> list[list[str]]:
    """Draw a table with a header, with rows of any text: other separators, quotation marks, line breaks, nothing."""
    width = draw(st.integers(2, 6))
    # A rare separator is recognised where the usual ones do not stand in nearly every row.
    others = ",;\t|" if sign in ",;\t|" else ""
    words = st.text(WORDS[encoding], max_size=12)
    cells = st.one_of(words, st.just(""), st.text(WORDS[encoding] + others + sign, max_size=8), _broken(words))
    rows = draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=8))
    header = [["客户", "公司", "Invoice", "Due", "Open", "Text"][n] for n in range(width)]
    return [header, *rows]


def _broken(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Draw a text of some lines."""
    return st.builds(lambda lines, end: end.join(lines), st.lists(words, max_size=3), st.sampled_from(["\n", "\r\n"]))


def in_csv(rows: Iterable[list[str]], sign: str, ends: str, quoting: int) -> Iterator[str]:
    """Write each row as a program does; Python quotes a line break only where it ends rows as well."""
    quoting = csv.QUOTE_ALL if ends == "\r" else quoting
    for row in rows:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=sign, lineterminator=ends, quoting=quoting).writerow(row)
        yield text.getvalue()


def as_read(rows: list[list[str]], texts: list[str]) -> list[Line]:
    """Say how rows must come back: trimmed, without the apostrophe that defuses, and with their lines counted."""
    expected, before = [], 0
    for row, text in zip(rows, texts, strict=True):
        last = before + sum(1 for _ in io.StringIO(text, newline=""))
        cells = tuple(
            cell[1:].strip() if cell[:2] in ("'=", "'-", "'@", "'\t") else cell for cell in map(str.strip, row)
        )
        if any(cells):
            expected.append(Line(before + 1, last, cells))
        before = last
    return expected


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(WORDS)),
    st.sampled_from([*",;\t|^~:"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.data(),
)
def test_no_row_of_any_text_is_lost(encoding: str, sign: str, ends: str, quoting: int, data: st.DataObject) -> None:
    rows = data.draw(tables(encoding, sign))
    texts = list(in_csv(rows, sign, ends, quoting))
    with tempfile.TemporaryDirectory() as place:
        path = written(Path(place), "".join(texts).encode(encoding))
        file = open_file(path)
        if file.could_be:
            assert encoding in file.could_be
            file = open_file(path, encoding=encoding)
        assert list(file.sheets[0].lines()) == as_read(rows, texts)


def test_no_row_of_a_large_text_is_lost_where_pieces_meet(folder: Path) -> None:
    chosen = random.Random(7)
    rows = [[f"客户{n}", "公" * chosen.randrange(40), f"{n}"] for n in range(60_000)]
    texts = list(in_csv(rows, ",", "\r\n", csv.QUOTE_MINIMAL))
    for encoding in ("utf-8", "utf-16", "gb18030"):
        assert lines_of(written(folder, "".join(texts).encode(encoding))) == as_read(rows, texts)
