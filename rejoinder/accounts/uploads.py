"""Files that people add to an account, taken in only when they are what their name says and nothing runs in them."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field

from rejoinder.accounts import contents
from rejoinder.errors import Refused, mark

# A page scanned in colour has about one megabyte, so an invoice with its delivery notes goes in; and a file is
# held in memory as a whole, by each of the eight threads at once.
LARGEST_BYTES = 10_000_000
LONGEST_NAME = 120


@dataclass(frozen=True)
class Upload:
    """A file that may be kept: its name as it is shown, what it is, its SHA-256 in hexadecimal, and its bytes."""

    name: str
    media_type: str
    digest: str
    content: bytes = field(repr=False)


def check_upload(name: str, content: bytes) -> Upload:
    """Check a file before it is kept: its name is cleaned, and its content must be what the name says.

    Nothing is unpacked, drawn or run for it. Raises: Refused, with what to do instead.
    """
    name, ending = _named(name)
    kind = contents.KINDS.get(ending)
    if kind is None:
        raise Refused(_ENDINGS_REFUSED.get(ending, _UNKNOWN), name=name)
    if not content:
        raise Refused("%(name)s is empty. Save it again, or choose the right file.", name=name)
    if len(content) > LARGEST_BYTES:
        most = LARGEST_BYTES // 1_000_000
        raise Refused("%(name)s is larger than %(most)s MB. Save it smaller, or in parts.", name=name, most=most)
    _refuse_unfit(name, kind, content=content)
    return Upload(name, kind.media_type, hashlib.sha256(content).hexdigest(), content)


# ---- the name

# Control characters, and those that turn or hide what follows (cod.exe behind U+202E reads exe.doc).
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
# What Windows allows in no name.
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
_ENDING = re.compile(r"\.([a-z0-9]{1,10})$", re.IGNORECASE | re.ASCII)


def _named(name: str) -> tuple[str, str]:
    """The name without its path and what cannot be seen, and its ending in small letters. Raises: Refused."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in base if unicodedata.category(sign) not in _UNSEEN)
    # Windows drops dots and spaces at the end, so invoice.exe. is a program there.
    name = _NOT_IN_NAMES.sub("-", " ".join(seen.split())).strip(". ")
    if not name:
        raise Refused("The file has no name. Name it such as invoice.pdf, and add it again.")
    ending = _ENDING.search(name)
    if not ending:
        name = name[:LONGEST_NAME]
        raise Refused("%(name)s has no ending that says what it is, such as .pdf. Save it again with one.", name=name)
    stem = name[: ending.start()][: LONGEST_NAME - len(ending[0])]
    return f"{stem.rstrip('. ')}{ending[0]}", ending[1].lower()


_UNKNOWN = mark("%(name)s is of a kind that is not kept here. Save it as PDF, or as a picture: PNG or JPEG.")
_REFUSED_GROUPS = {
    mark("%(name)s is a program, and programs are not kept. Ask for the document itself, as PDF."): (
        "apk app appimage bin com cpl deb dll dmg drv elf exe img iso jar lnk msi msix msp ocx pif pkg reg rpm run "
        "scf scr sys url vhd"
    ),
    mark("%(name)s is a script, and scripts are not kept. Ask for the document itself, as PDF."): (
        "asp aspx bash bat cgi cjs cmd hta js jse jsp mjs php pl ps1 psm1 py pyc rb sh vb vbe vbs ws wsf wsh"
    ),
    mark("%(name)s is a web page. Print it as PDF, and add the PDF."): "htm html mht mhtml shtml xht xhtml xsl xslt",
    mark("%(name)s is an SVG drawing, which can hold a script. Save it as PDF or PNG."): "svg svgz",
    mark("%(name)s is an archive. Unpack it, and add the files in it one by one."): (
        "7z ace arj bz2 cab gz lha lzh rar tar tgz xz z zip zst"
    ),
    mark("%(name)s can hold macros. Save it without them, as DOCX, XLSX or PDF."): (
        "docm dotm potm ppsm pptm xlam xlsb xlsm xltm"
    ),
}
_ENDINGS_REFUSED = {ending: sentence for sentence, group in _REFUSED_GROUPS.items() for ending in group.split()}


# ---- the content


def _refuse_unfit(name: str, kind: contents.Kind, *, content: bytes) -> None:
    """Refuse a content that is not what the name says, or that would run."""
    if kind.is_text and not contents.is_readable(content):
        raise Refused("%(name)s cannot be read as text. Save it again as UTF-8, or choose the right file.", name=name)
    if contents.would_run(content, kind):
        raise Refused("%(name)s holds what a browser would run. Print it as PDF, and add the PDF.", name=name)
    if not kind.holds(content):
        sentence = mark(
            "%(name)s says it is %(kind)s, but its content is something else. "
            "Save it again as %(kind)s, or choose the right file."
        )
        raise Refused(sentence, name=name, kind=kind.says)
    if contents.has_macros(content):
        raise Refused("%(name)s holds macros. Save it without them, or as PDF.", name=name)
