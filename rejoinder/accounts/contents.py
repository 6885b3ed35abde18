"""What the content of a file shows it to be, and whether anything in it would run; nothing is unpacked or parsed."""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO

import puremagic


@dataclass(frozen=True)
class Kind:
    """One kind of file: what it is called, and how its content is known."""

    says: str
    media_type: str
    holds: Callable[[bytes], bool]
    is_text: bool = False


def _recognised(content: bytes, ending: str, *, at_least: int) -> bool:
    """Whether puremagic knows the content by so many bytes as a kind of file.

    Its shortest rows take every RIFF for WebP and the letters I I for TIFF.
    """
    try:
        found = puremagic.magic_string(content)
    except puremagic.PureError:
        return False
    return any(one.extension == ending and len(one.byte_match) >= at_least for one in found)


def _is_heic(content: bytes) -> bool:
    # Android writes the general brand mif1 first and names heic behind it, which puremagic does not know.
    brands = content[8 : int.from_bytes(content[:4])] if content[4:12] in (b"ftypmif1", b"ftypmsf1") else b""
    return any(_recognised(content, one, at_least=8) for one in (".heic", ".heif")) or b"heic" in brands[:64]


# ISO/IEC 29500-2 (DOCX, XLSX) and GB/T 33190 (OFD): both are zip files, told apart by the parts they must have.
def _zipped(content: bytes) -> frozenset[str]:
    """Which parts a zip file lists, in small letters; none where it is no zip file. Nothing is unpacked."""
    # Recognised from its first byte on, for a program may have a zip file at its end.
    if not _recognised(content, ".docx", at_least=4):
        return frozenset()
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return frozenset(one.lower() for one in archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return frozenset()


def _has_part(content: bytes, part: str) -> bool:
    return part in _zipped(content)


def _is_office(content: bytes, main: str) -> bool:
    # The main part is word/document.xml, where a web office wrote it also word/document2.xml.
    parts = _zipped(content)
    return "[content_types].xml" in parts and any(one.startswith(main) and one.endswith(".xml") for one in parts)


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _streams(content: bytes) -> frozenset[bytes]:
    """What may be names of streams in an OLE file; none where it is no such file.

    A directory entry is 128 bytes from a multiple of 128 on, its name the first 64 ([MS-CFB] 2.6.1).
    """
    if not (content.startswith(_OLE) and _recognised(content, ".xls", at_least=len(_OLE))):
        return frozenset()
    return frozenset(content[at : at + 64] for at in range(512, len(content), 128))


def _has_stream(content: bytes, names: tuple[str, ...]) -> bool:
    return not _streams(content).isdisjoint(_entry(name) for name in names)


def _entry(name: str) -> bytes:
    return name.encode("utf-16-le").ljust(64, b"\0")


def has_macros(content: bytes) -> bool:
    """Whether an office file holds a program of its own, in the new form or the old."""
    in_zip = any(part.endswith("vbaproject.bin") for part in _zipped(content))
    return in_zip or _has_stream(content, ("_VBA_PROJECT", "_VBA_PROJECT_CUR"))


# What makes a browser take a text for a page (MIME Sniffing Standard, 7.1), and the first line of a script.
_PAGE_OR_SCRIPT = re.compile(
    rb"<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|svg|!--)[\s>]|#!|<\?php",
    re.IGNORECASE,
)
# In XML a browser runs scripts in the elements of a page or a drawing, and applies a stylesheet that is named; a
# document type could bring either in by another name, or grow without end where entities are expanded.
_ACTING_XML = re.compile(
    rb"<!doctype|<!entity|<\?xml-stylesheet|<(?:html|svg|script)[\s>]|javascript:"
    rb"|w3\.org/(?:1999/xhtml|2000/svg|1998/math)",
    re.IGNORECASE,
)
_NUMBERED_SIGN = re.compile(rb"&#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}));", re.IGNORECASE)
_NOT_IN_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _start(content: bytes) -> bytes:
    return content[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()


def is_readable(content: bytes) -> bool:
    """Whether the content is text in UTF-8 or GB18030."""
    return b"\0" not in content and any(_decodes(content, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_xml(content: bytes) -> bool:
    return re.match(rb"<[?!a-zA-Z_\x80-\xff]", _start(content)) is not None and not _NOT_IN_XML.search(content)


def would_run(content: bytes, kind: Kind) -> bool:
    """Whether a text is a page or a script, which a browser or a shell would run when it is opened."""
    if kind is _XML:
        return _acts(content)
    return kind.is_text and _PAGE_OR_SCRIPT.match(_start(content)) is not None


def _acts(content: bytes) -> bool:
    """Whether XML is a page, a drawing or styled, also where a word of it is spelt by numbers: &#120;html."""
    numbers = (int(one[1], 16) if one[1] else int(one[2]) for one in _NUMBERED_SIGN.finditer(content))
    spelt = any(number < 128 and (chr(number).isalnum() or chr(number) in "./:-") for number in numbers)
    return spelt or _ACTING_XML.search(content) is not None


def _is_mail(content: bytes) -> bool:
    return re.match(rb"(?:From [^\n]*\n)?[!-9;-~]+[ \t]*:", _start(content)) is not None


def _is_plain(content: bytes) -> bool:
    return not any(kind.holds(content) for kind in KINDS.values() if not kind.is_text)


_XML = Kind("XML", "application/xml", _is_xml, is_text=True)
_OFFICE = "application/vnd.openxmlformats-officedocument"
_JPEG = Kind("JPEG", "image/jpeg", partial(_recognised, ending=".jpg", at_least=3))
_TIFF = Kind("TIFF", "image/tiff", partial(_recognised, ending=".tiff", at_least=4))
_HEIC = Kind("HEIC", "image/heic", _is_heic)
KINDS: Mapping[str, Kind] = {
    "pdf": Kind("PDF", "application/pdf", partial(_recognised, ending=".pdf", at_least=4)),
    "png": Kind("PNG", "image/png", partial(_recognised, ending=".png", at_least=8)),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "tif": _TIFF,
    "tiff": _TIFF,
    "heic": _HEIC,
    "heif": _HEIC,
    "webp": Kind("WebP", "image/webp", partial(_recognised, ending=".webp", at_least=12)),
    "docx": Kind("DOCX", f"{_OFFICE}.wordprocessingml.document", partial(_is_office, main="word/document")),
    "xlsx": Kind("XLSX", f"{_OFFICE}.spreadsheetml.sheet", partial(_is_office, main="xl/workbook")),
    "ofd": Kind("OFD", "application/ofd", partial(_has_part, part="ofd.xml")),
    "xml": _XML,
    "eml": Kind("EML", "message/rfc822", _is_mail, is_text=True),
    "txt": Kind("TXT", "text/plain", _is_plain, is_text=True),
    "csv": Kind("CSV", "text/csv", _is_plain, is_text=True),
    "msg": Kind("MSG", "application/vnd.ms-outlook", partial(_has_stream, names=("__properties_version1.0",))),
    "doc": Kind("DOC", "application/msword", partial(_has_stream, names=("WordDocument",))),
    "xls": Kind("XLS", "application/vnd.ms-excel", partial(_has_stream, names=("Workbook", "Book"))),
}
