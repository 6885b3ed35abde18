"""Telling what kind of file it is by its first bytes, whatever its name says, or what to do with it instead."""

import re
import zlib
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from rejoinder.errors import Refused, mark

TEXT, XLSX, XLSB, XLS, ODS = "text", "xlsx", "xlsb", "xls", "ods"

NO_TABLE = mark("This file is not a table. Export the list from the ledger as XLSX or CSV and import that.")
DAMAGED = mark("This workbook is damaged. Open it in Excel, save it as a new file, and import that.")
LOCKED = mark("This workbook is locked with a password. Save it without one, and import it again.")
_NO_BOOK = mark("This file has no workbook in it, or is damaged. Export the list again, as XLSX or CSV.")
_PDF = mark("This is a PDF. Export the list from the ledger as XLSX or CSV instead.")
_PICTURE = mark("This is a picture. Export the list from the ledger as XLSX or CSV instead.")
_PROGRAM = mark("This is a program and not a table. Export the list from the ledger as XLSX or CSV.")
_ARCHIVE = mark("This is a packed archive. Unpack it and import the table in it.")
_LETTER = mark("This is a text document. Copy its table into a sheet, save that as XLSX or CSV, and import it.")
_PAGE = mark("This is a web page, whatever its name says. Open it in Excel, save it as XLSX or CSV, and import that.")
_MARKED_UP = mark("This file is in XML. Open it in Excel, save it as XLSX or CSV, and import that.")
_ANCIENT = mark("This workbook is too old to be read. Open it in Excel, save it as XLSX or CSV, and import that.")

# How files begin that people send in place of a table. Two letters begin a table as well: see `_refuse_known`.
_BEGINNINGS = {
    _PDF: (b"%PDF",),
    _PICTURE: (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF", b"\x00\x00\x01\x00"),
    _PROGRAM: (b"MZ", b"\x7fELF"),
    _ARCHIVE: (b"Rar!\x1a", b"7z\xbc\xaf", b"\x1f\x8b\x08", b"\xfd7zXZ", b"PK\x05\x06"),
    _LETTER: (b"{\\rtf",),
    _ANCIENT: (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"),
}
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"

# A web page begins with one of these, behind comments, or behind the headers of a mail.
_TAG = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta|style)\b|\Amime-version:", re.IGNORECASE)
_XML = b"<?xml"
_SHOWN = 4096


def format_of(path: Path) -> str:
    """Say what a file is: text, or one of the kinds of workbook. Raises: Refused, with what to do with any other."""
    with path.open("rb") as file:
        head = file.read(_SHOWN)
    if head.startswith(_ZIP):
        return _packed(path)
    if head.startswith(_COMPOUND):
        return _compound(path)
    _refuse_known(head)
    _refuse_marked_up(head)
    return TEXT


def _refuse_known(head: bytes) -> None:
    """Refuse what begins like a known kind that is no table; a customer may be called MZ, but then no zero follows."""
    for sentence, beginnings in _BEGINNINGS.items():
        found = next(filter(head.startswith, beginnings), b"")
        if len(found) > 2 or (found and b"\x00" in head):
            raise Refused(sentence)


def _refuse_marked_up(head: bytes) -> None:
    """Refuse a web page, as many systems save it under the name of a workbook, and other files of tags."""
    # In UTF-16 a zero stands between the letters.
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _TAG.search(plain) and plain[:5].lower().startswith((b"<", b"mime-")):
        raise Refused(_PAGE)
    if plain.startswith(_XML):
        raise Refused(_MARKED_UP)


def _packed(path: Path) -> str:
    """Say which kind of workbook a zip archive is. Raises: Refused, when it is none, or is damaged."""
    try:
        with ZipFile(path) as archive:
            # Some programs write the path as Windows does.
            names = [name.replace("\\", "/").lstrip("/").lower() for name in archive.namelist()]
            media_type = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (BadZipFile, OSError, EOFError, ValueError, KeyError, RuntimeError, zlib.error):
        raise Refused(DAMAGED) from None
    # Mostly in the folder xl; a few programs use none.
    ends = {one.rpartition("/")[2] for one in names}
    if "workbook.xml" in ends:
        return XLSX
    if "workbook.bin" in ends:
        return XLSB
    if media_type.startswith(_OPEN_SHEET):
        return ODS
    raise Refused(_LETTER if any(one.startswith(("word/", "ppt/", "content.xml")) for one in names) else _ARCHIVE)


def _compound(path: Path) -> str:
    """Say whether a container as Excel 97 made it has a workbook; letters, mails and locked files are such as well."""
    content = path.read_bytes()
    if _named("EncryptedPackage") in content:
        raise Refused(LOCKED)
    if _named("WordDocument") in content or _named("PowerPoint Document") in content:
        raise Refused(_LETTER)
    # Other programs than Excel write it in capitals.
    if any(_named(name) in content for name in ("Workbook", "WORKBOOK", "Book", "BOOK")):
        return XLS
    raise Refused(_NO_BOOK)


def _named(part: str) -> bytes:
    """Write the name of a part as it stands in the container's directory."""
    return f"{part}\0".encode("utf-16-le")
