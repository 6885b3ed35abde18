"""A file comes in as its letters were written, whichever office saved it, or it is asked about."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_office import Office

from rejoinder.errors import Refused
from rejoinder.importing.files.encodings import decode

HEADER = "Customer No,Customer Name,Invoice,Invoice Date,Due Date,Amount\n"
ASKED = [{"about": "encoding", "choices": ["gb18030", "cp1252"]}]


def _ledger(name: str, encoding: str) -> bytes:
    """Write a ledger of one customer, with an English header that proves nothing."""
    return f"{HEADER}C1,{name},A-1,2024-01-05,2024-02-04,100.00\n".encode(encoding)


WESTERN = [
    "Müller GmbH", "Größe AG", "Österreich Holz", "Société Générale", "Banque élève", "Compañía Española",
    "SÄÄSTÖPANKKI", "Informação", "Miller’s Mill", "L’été indien", "Smørrebrød", "Hôtel de l’Évêché", "José",
]  # fmt: skip
CHINESE = [
    "宁波机械有限公司", "王伟", "李", "王婷", "朱镕基", "陈堃", "嬴政", "德佑（上海）", "上海A公司", "卡拉OK",
    "寧波機械",
]  # fmt: skip
DOUBTFUL = {"gb18030": ["鑫", "A座", "￥100", "華"], "cp1252": ["éé"]}


@pytest.mark.parametrize("name", WESTERN)
def test_western_name_is_not_taken_for_chinese(office: Office, name: str) -> None:
    assert office.bring_in(_ledger(name, "cp1252")).exit_code == 0
    assert office.rows("select name, script_language from account") == [{"name": name, "script_language": "en"}]


@pytest.mark.parametrize("name", CHINESE)
def test_chinese_name_is_read_however_short(office: Office, name: str) -> None:
    assert office.bring_in(_ledger(name, "gb18030")).exit_code == 0
    assert office.rows("select name from account") == [{"name": name}]


@pytest.mark.parametrize(("encoding", "name"), [(one, name) for one, names in DOUBTFUL.items() for name in names])
def test_encoding_is_asked_for_where_nothing_decides_and_the_answer_counts(
    office: Office, encoding: str, name: str
) -> None:
    content, before = _ledger(name, encoding), office.contents()
    asked = office.bring_in(content)
    assert (asked.exit_code, asked.as_json()) == (2, {"rows": 1, "questions": ASKED})
    assert office.contents() == before
    assert office.bring_in(content, encoding=encoding).exit_code == 0
    assert office.rows("select name from account") == [{"name": name}]


def test_encoding_is_asked_for_together_with_the_rest(office: Office) -> None:
    asked = office.bring_in(_ledger("éé", "cp1252"), creditor="", currency="")
    assert [one["about"] for one in asked.as_json()["questions"]] == ["encoding", "creditor", "currency"]


def test_encoding_is_asked_for_before_columns_are_looked_for_in_a_doubtful_header(office: Office) -> None:
    asked = office.bring_in("Kunde éé,Betrag\nC1,1\n".encode("cp1252"))
    assert asked.as_json()["questions"] == ASKED


def test_file_that_is_not_in_the_encoding_named_is_told_so(office: Office) -> None:
    report = office.bring_in(_ledger("Müller", "cp1252"), encoding="utf-8")
    assert report.exit_code == 2
    assert "cannot be read as utf-8" in report.as_json()["error"]


@pytest.mark.parametrize("named", ["", "utf-8", "gb18030", "cp1252"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_mark_at_the_beginning_counts_before_what_was_named(encoding: str, named: str) -> None:
    decoded = decode("客户,Müller".encode(encoding), named=named)
    assert decoded is not None
    assert (decoded.text, decoded.could_be) == ("客户,Müller", ())


def test_encoding_named_counts_before_what_the_bytes_look_like() -> None:
    decoded = decode("元".encode("gb18030"), named="gb18030")
    assert decoded is not None and decoded.text == "元"


def test_what_is_no_text_is_none() -> None:
    assert decode(b"\xff\x81,1") is None
    assert decode(b"M\xfcller\x00") is None
    assert decode(codecs.BOM_UTF16_LE + b"\x00") is None


@given(st.binary(max_size=40), st.sampled_from(["", "utf-8", "gb18030", "cp1252"]))
def test_any_bytes_are_text_or_refused(content: bytes, named: str) -> None:
    try:
        decoded = decode(content, named=named)
    except Refused:
        assert named
    else:
        assert decoded is None or not decoded.could_be or decoded.could_be == ("gb18030", "cp1252")


@given(st.lists(st.sampled_from("国公司有限北京上海工业电子王李张"), min_size=1, max_size=8))
def test_common_chinese_characters_are_never_asked_about_nor_taken_for_western(letters: list[str]) -> None:
    # 国 is at no place in UTF-8; 司 alone would be a letter of it.
    name = "国" + "".join(letters)
    decoded = decode(f"a,b\n{name},1\n".encode("gb18030"))
    assert decoded is not None and name in decoded.text
