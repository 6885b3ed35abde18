"""Files become tables, or one clear sentence."""

from pathlib import Path

import pytest
from ledger_office import Office

from rejoinder.errors import Problem
from rejoinder.importing import table

HEADER = "Customer No,Invoice,Invoice Date,Due Date,Amount\n"
ROW = "C1,A-1,2024-01-05,2024-02-04,10.00\n"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_each_separator_is_recognised(office: Office, separator: str) -> None:
    found = table.read(office.file((HEADER + ROW).replace(",", separator)))
    assert found.header == ("Customer No", "Invoice", "Invoice Date", "Due Date", "Amount")
    assert found.lines[0].cells == ("C1", "A-1", "2024-01-05", "2024-02-04", "10.00")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_each_encoding_is_recognised(office: Office, encoding: str) -> None:
    found = table.read(office.file("客户名称,发票号\n宁波机械有限公司,A-1\n".encode(encoding)))
    assert found.header == ("客户名称", "发票号")
    assert found.lines[0].cells == ("宁波机械有限公司", "A-1")


def test_rows_are_numbered_by_the_line_they_begin_on(office: Office) -> None:
    found = table.read(office.file('a,b\n"two\nlines",x\n\n,\nlast,y\n'))
    assert [(line.number, line.last) for line in found.lines] == [(2, 3), (6, 6)]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_system_ends_them(office: Office, ends: str) -> None:
    assert len(table.read(office.file((HEADER + ROW).replace("\n", ends))).lines) == 1


BAD = {
    "empty": (b"", "empty"),
    "only spaces": (b"  \n \n", "empty"),
    "header only": (HEADER.encode(), "no rows"),
    "first line empty": (b"\n" + (HEADER + ROW).encode(), "first line"),
    "pdf": (b"%PDF-1.7\n1,2,3\n", "PDF"),
    "workbook": (b"PK\x03\x04\x14\x00", "CSV"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1", "CSV"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "not a table"),
    "a letter": (b"Dear Sir\nwe have paid\n", "not a table"),
    "bytes of no encoding": (b"a,b\n\xff\x81,1\n", "not a table"),
    "a quotation mark never closed": (b'a,b\n"' + b"x" * 200_000, "quotation mark"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_table_is_told_in_a_sentence(office: Office, name: str) -> None:
    content, word = BAD[name]
    report = office.bring_in(content)
    assert report.exit_code == 2
    assert set(report.as_json()) == {"error"}
    assert word in report.as_json()["error"]
    assert not office.rows("select * from import_run") and not office.rows("select * from creditor")


def test_missing_file_and_folder_are_told(office: Office) -> None:
    with pytest.raises(Problem, match="no file gone"):
        table.read(office.folder / "gone.csv")
    with pytest.raises(Problem, match="is not a file"):
        table.read(office.folder)
    with pytest.raises(Problem, match="cannot be read"):
        table.read(Path("x" * 5000))


def test_file_above_the_limit_is_not_read(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_BYTES", 50)
    with pytest.raises(Problem, match="200 MB"):
        table.read(office.file(HEADER + ROW))
