"""Files added to an account: kept when they are what their name says, refused with what to do when they are not."""

import hashlib
import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.accounts.uploads import LARGEST_BYTES, Upload, check_upload
from rejoinder.errors import Refused

OFFICE = "application/vnd.openxmlformats-officedocument"

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
TIFF_INTEL = b"II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00"
TIFF_MOTOROLA = b"MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
HEIC_ANDROID = b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic"
WEBP = b"RIFF\x12\x00\x00\x00WEBPVP8L\x06\x00\x00\x00\x2f\x00\x00\x00\x00\x07"
WAVE = b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n<EInvoice><Buyer>华信贸易</Buyer></EInvoice>'.encode()
EML = b"From: anna@example.com\r\nTo: ledger@example.com\r\nSubject: paid\r\n\r\nWe paid on Friday.\r\n"
TEXT = "他们说周五付款。\nThey will pay on Friday.\n"
CSV = b"number,due,amount\n2026-117,2026-11-03,1200.00\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(64)
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


def png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00\x7f")) + chunk(b"IEND", b"")
    )


def zipped(*parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part, "<part/>")
    return made.getvalue()


def ole(*streams: str) -> bytes:
    """A compound file with empty streams: the header, one sector of allocation, then the directory."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0)
    sectors = -(-(len(streams) + 1) // 4)
    chain = [*range(2, sectors + 1), 0xFFFFFFFE]
    table = struct.pack("<128I", 0xFFFFFFFD, *chain, *[0xFFFFFFFF] * (127 - len(chain)))
    entries = b"".join(entry(name, place, last=len(streams)) for place, name in enumerate(("Root Entry", *streams)))
    return head.ljust(512, b"\xff") + table + entries.ljust(sectors * 512, b"\0")


def entry(name: str, place: int, *, last: int) -> bytes:
    kind, child = (5, 1) if place == 0 else (2, 0xFFFFFFFF)
    beside = place + 1 if 0 < place < last else 0xFFFFFFFF
    named = name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2)
    return (named + struct.pack("<BBIII", kind, 1, 0xFFFFFFFF, beside, child)).ljust(128, b"\0")


DOCX = zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml")
OFD = zipped("OFD.xml", "Doc_0/Document.xml")
DOC = ole("WordDocument", "1Table")
XLS = ole("Workbook")
MSG = ole("__properties_version1.0", "__substg1.0_0037001F")

KEPT = [
    ("pdf", PDF, "application/pdf"),
    ("png", png(), "image/png"),
    ("jpg", JPEG, "image/jpeg"),
    ("jpeg", JPEG, "image/jpeg"),
    ("tif", TIFF_INTEL, "image/tiff"),
    ("tiff", TIFF_MOTOROLA, "image/tiff"),
    ("heic", HEIC, "image/heic"),
    ("heif", HEIC_ANDROID, "image/heic"),
    ("webp", WEBP, "image/webp"),
    ("docx", DOCX, f"{OFFICE}.wordprocessingml.document"),
    ("docx", zipped("[Content_Types].xml", "word/document2.xml"), f"{OFFICE}.wordprocessingml.document"),
    ("xlsx", XLSX, f"{OFFICE}.spreadsheetml.sheet"),
    ("ofd", OFD, "application/ofd"),
    ("xml", XML, "application/xml"),
    ("xml", b"\xef\xbb\xbf" + XML, "application/xml"),
    ("xml", b"<!-- e-fapiao -->\n<EInvoice>&#10;&#20013;</EInvoice>", "application/xml"),
    ("xml", '<?xml version="1.0" encoding="GBK"?><发票>壹仟元整</发票>'.encode("gb18030"), "application/xml"),
    ("eml", EML, "message/rfc822"),
    ("eml", b"From anna@example.com Fri Nov 20 10:00:00 2026\n" + EML, "message/rfc822"),
    ("txt", TEXT.encode(), "text/plain"),
    ("txt", TEXT.encode("gb18030"), "text/plain"),
    ("txt", b"< 30 days: 2 invoices, > 30 days: none", "text/plain"),
    ("csv", CSV, "text/csv"),
    ("msg", MSG, "application/vnd.ms-outlook"),
    ("doc", DOC, "application/msword"),
    ("xls", XLS, "application/vnd.ms-excel"),
    ("xls", ole("Book"), "application/vnd.ms-excel"),
]
ENDINGS = sorted({ending for ending, _, _ in KEPT})
TEXTS = {"xml", "eml", "txt", "csv"}


def refusal_of(name: str, content: bytes = PDF) -> Refused:
    with pytest.raises(Refused) as refused:
        check_upload(name, content)
    assert str(refused.value).endswith(".")
    assert "%" not in str(refused.value)
    return refused.value


# ---- what is kept


@pytest.mark.parametrize(("ending", "content", "media_type"), KEPT)
def test_a_file_that_is_what_its_name_says_is_kept(ending: str, content: bytes, media_type: str) -> None:
    for name in (f"invoice 117.{ending}", f"发票（三月）.{ending.upper()}"):
        digest = hashlib.sha256(content).hexdigest()
        assert check_upload(name, content) == Upload(name, media_type, digest, content)


def test_a_file_of_the_largest_size_is_kept_and_one_byte_more_is_not() -> None:
    largest = PDF.ljust(LARGEST_BYTES, b"\n")
    assert check_upload("scan.pdf", largest).content == largest
    assert str(refusal_of("scan.pdf", largest + b"\n")).startswith("scan.pdf is larger than 10 MB.")


def test_content_is_not_in_what_a_log_would_print() -> None:
    assert "PDF-1.4" not in repr(check_upload("invoice.pdf", PDF))


# ---- the name


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("/etc/invoice.pdf", "invoice.pdf"),
        ("..\\..\\invoice.pdf", "invoice.pdf"),
        ("C:\\fakepath\\发票.pdf", "发票.pdf"),
        ("../.invoice.pdf", "invoice.pdf"),
        ("in\x00vo\x1bice\r\n.pdf", "invoice.pdf"),
        ("in\u202evoice\u200b\u2028\ufeff\ud800.pdf", "invoice.pdf"),
        ("  invoice \t\u3000 117 .pdf. . ", "invoice 117.pdf"),
        ('Re: "paid"?.pdf', "Re- -paid--.pdf"),
        ("re\u0301sume\u0301.PDF", "résumé.PDF"),
        ("发票（三月）：终稿。.pdf", "发票（三月）：终稿。.pdf"),
        ("invoice.exe.pdf", "invoice.exe.pdf"),
        (f"{'发' * 300}.pdf", f"{'发' * 116}.pdf"),
        (f"{'a' * 115} {'b' * 185}.pdf", f"{'a' * 115}.pdf"),
    ],
)
def test_a_name_is_kept_without_its_path_and_what_cannot_be_seen(name: str, kept: str) -> None:
    upload = check_upload(name, PDF)
    assert upload.name == kept
    assert len(upload.name) <= 120


@pytest.mark.parametrize("name", ["", " ", "..", "/", "folder/", "C:\\", "\u202e", ". ."])
def test_a_file_without_a_name_is_refused(name: str) -> None:
    assert refusal_of(name).sentence.startswith("The file has no name.")


@pytest.mark.parametrize(
    "name", ["invoice", ".pdf", "Mr. Li letter", "invoice.", "发票。", "invoice.pdf (1)", "a" * 300]
)
def test_a_name_without_an_ending_is_refused(name: str) -> None:
    refused = refusal_of(name)
    assert "has no ending" in refused.sentence
    assert len(str(refused.values["name"])) <= 120


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("invoice.exe", "is a program"),
        ("invoice.pdf.exe", "is a program"),
        ("invoice.pdf.exe. .", "is a program"),
        ("invoice.pdf      .EXE", "is a program"),
        ("invoice\u202efdp.scr", "is a program"),
        ("invoice.pdf\x00.lnk", "is a program"),
        ("setup.msi", "is a program"),
        ("invoice.pdf.js", "is a script"),
        ("invoice.vbs", "is a script"),
        ("invoice.hta", "is a script"),
        ("invoice.html", "is a web page"),
        ("invoice.xhtml", "is a web page"),
        ("invoice.mht", "is a web page"),
        ("drawing.svg", "is an SVG drawing"),
        ("invoices.zip", "is an archive"),
        ("invoices.tar.gz", "is an archive"),
        ("invoices.rar", "is an archive"),
        ("ledger.xlsm", "can hold macros"),
        ("invoice.odt", "is of a kind that is not kept here"),
        ("invoice.abc", "is of a kind that is not kept here"),
    ],
)
def test_what_is_not_kept_is_refused_by_its_last_ending_with_what_to_do(name: str, why: str) -> None:
    assert why in refusal_of(name).sentence


def test_each_refusal_has_its_own_sentence() -> None:
    names = ("a.exe", "a.js", "a.html", "a.svg", "a.zip", "a.xlsm", "a.abc", "a", "")
    sentences = {refusal_of(name).sentence for name in names}
    sentences |= {refusal_of("a.pdf", content).sentence for content in (b"", PROGRAM, PDF.ljust(LARGEST_BYTES + 1))}
    sentences |= {refusal_of("a.txt", content).sentence for content in (b"\0", PAGE)}
    assert len(sentences) == len(names) + 5


# ---- the content


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_file_is_refused(ending: str) -> None:
    assert "is empty" in refusal_of(f"invoice.{ending}", b"").sentence


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("other", "content", "media_type"), KEPT)
def test_a_file_named_as_another_kind_is_refused(ending: str, other: str, content: bytes, media_type: str) -> None:
    of_ending = {kind for kept, _, kind in KEPT if kept == ending}
    if media_type in of_ending or (ending in {"txt", "csv"} and other in TEXTS):
        return
    refused = refusal_of(f"invoice.{ending}", content)
    whys = ("content is something else", "cannot be read as text", "a browser would run")
    assert any(why in refused.sentence for why in whys)


def test_a_mismatch_says_what_the_name_says_and_what_to_do() -> None:
    assert str(refusal_of("invoice.pdf", JPEG)) == (
        "invoice.pdf says it is PDF, but its content is something else. Save it again as PDF, or choose the right file."
    )


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "content",
    [
        PROGRAM,
        PROGRAM + DOCX,
        PAGE,
        b"\n\n  " + PAGE,
        b"\xef\xbb\xbf<HTML>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<script>alert(1)</script>",
        b"#!/bin/sh\nrm -rf /\n",
        b"\x7fELF\x02\x01\x01\x00",
        b"PK\x05\x06" + bytes(18),
        zipped("readme.txt"),
        zipped("Doc_0/OFD.xml", "word/readme.txt"),
        ole("Something"),
        ole("word"),
        WAVE,
        b"I I something \x00",
        b"\\377\\330\\377 \x00",
        "发票".encode("utf-16"),
    ],
)
def test_what_would_run_or_is_no_document_is_refused_under_every_name(ending: str, content: bytes) -> None:
    if ending in {"txt", "csv"} and content.startswith(b"<svg"):
        return  # Shown as text, a drawing is its source; no browser takes it for more (MIME Sniffing Standard, 7.1).
    refusal_of(f"invoice.{ending}", content)


@pytest.mark.parametrize(
    "content",
    [
        b'<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:script>alert(1)</h:script></h:html>',
        b'<a xmlns:s="http://www.w3.org/2000/svg"><s:script>alert(1)</s:script></a>',
        b'<a xmlns:h="&#104;ttp://www.w3.or&#x67;/1999/&#120;html"><h:script>alert(1)</h:script></a>',
        b'<a xmlns:h="http://www.w3.org/1999/&#x0000000000000078;html"><h:script>alert(1)</h:script></a>',
        b'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="a.xsl"?><EInvoice/>',
        b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
        b"<!doctype a SYSTEM 'http://example.com/a.dtd'><a/>",
        b'<EInvoice><m:math xmlns:m="http://www.w3.org/1998/Math/MathML" href="javascript:alert(1)"/></EInvoice>',
        b"<html><body/></html>",
    ],
)
def test_xml_on_which_a_browser_would_act_is_refused(content: bytes) -> None:
    assert "a browser would run" in refusal_of("invoice.xml", content).sentence
    assert "a browser would run" in refusal_of("invoice.xml", XML + content).sentence


@pytest.mark.parametrize("content", [b"EInvoice", b"{}", b"<a>\x1b(J</a>", b"<a>\x08</a>", b"\x00<\x00a"])
def test_what_is_no_xml_is_refused_as_xml(content: bytes) -> None:
    refusal_of("invoice.xml", content)


@pytest.mark.parametrize("content", [b"Dear Anna,\nwe paid.", b"<div>", "主题：付款".encode(), PDF])
def test_what_has_no_mail_header_is_refused_as_mail(content: bytes) -> None:
    refusal_of("mail.eml", content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("a.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml", "xl/VBAPROJECT.BIN")),
        ("a.doc", ole("WordDocument", "Macros", "_VBA_PROJECT")),
        ("a.xls", ole("Workbook", "_VBA_PROJECT_CUR")),
    ],
)
def test_macros_are_refused_though_the_name_hides_them(name: str, content: bytes) -> None:
    assert "holds macros" in refusal_of(name, content).sentence


def test_no_part_of_a_zip_file_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("unpacked")

    for name in ("open", "read", "extract", "extractall", "testzip"):
        monkeypatch.setattr(zipfile.ZipFile, name, refuse)
    for ending, content in (("docx", DOCX), ("xlsx", XLSX), ("ofd", OFD)):
        assert check_upload(f"a.{ending}", content).content == content


def test_a_torn_zip_file_is_refused() -> None:
    for cut in range(1, len(DOCX)):
        refusal_of("a.docx", DOCX[:cut])


@pytest.mark.parametrize(
    ("place", "signs"),
    [
        (6, b"\xff"),  # a version of the format that nobody knows
        (46, b"\xff"),  # a name that is no UTF-8, though the flag says so
        (42, b"\xff\xff\xff\x7f"),  # a part that begins behind the end
    ],
)
def test_a_zip_file_with_a_false_list_of_parts_is_refused(place: int, signs: bytes) -> None:
    content = bytearray(zipped("发票.xml", "[Content_Types].xml", "word/document.xml"))
    place += content.index(b"PK\x01\x02")
    content[place : place + len(signs)] = signs
    refusal_of("a.xlsx", bytes(content))


# ---- on any bytes

BEGINNINGS = sorted({content[:40] for _, content, _ in KEPT})
endings = st.sampled_from(ENDINGS)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A real file with some of its bytes changed, and something added at its end."""
    content = bytearray(draw(st.sampled_from([content for _, content, _ in KEPT])))
    for place in draw(st.lists(st.integers(0, len(content) - 1), max_size=6)):
        content[place] = draw(st.integers(0, 255))
    return bytes(content) + draw(st.binary(max_size=8))


@given(st.one_of(st.binary(max_size=200), damaged()), endings)
def test_any_bytes_are_kept_or_refused_and_nothing_else(content: bytes, ending: str) -> None:
    try:
        upload = check_upload(f"invoice.{ending}", content)
    except Refused:
        return
    assert upload.content == content


@given(st.binary(max_size=200), endings)
def test_random_bytes_are_kept_only_as_text(content: bytes, ending: str) -> None:
    if any(content.startswith(one[:2]) for one in BEGINNINGS if ending not in TEXTS):
        return
    try:
        check_upload(f"invoice.{ending}", content)
    except Refused:
        return
    assert ending in TEXTS
    assert b"\0" not in content


@given(st.text(max_size=200), st.sampled_from(["", ".pdf", ".PDF", ".exe", ".pdf.", "/a.pdf"]))
def test_any_name_is_cleaned_or_refused(stem: str, ending: str) -> None:
    try:
        name = check_upload(stem + ending, PDF).name
    except Refused as refused:
        assert len(str(refused.values.get("name", ""))) <= 120
        return
    assert 0 < len(name) <= 120
    assert name.lower().endswith(".pdf")
    assert not set(name) & set('/\\<>:"|?*\0\r\n\t\x7f\u200b\u202e\u2028\ufeff')
    assert check_upload(name, PDF).name == name
    assert name.encode()
