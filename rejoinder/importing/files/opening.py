"""Opening any file that a ledger exports: its sheets, and each of them row by row, whatever the file is called."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from rejoinder.errors import NotFound, Refused
from rejoinder.importing.files.encodings import Told, tell
from rejoinder.importing.files.formats import NO_TABLE, TEXT, format_of
from rejoinder.importing.files.texts import separator, text_lines
from rejoinder.importing.files.workbooks import visible_sheets
from rejoinder.importing.lines import Line

# What a small office server reads in a minute or two; ten times the largest open-item list we have seen.
MOST_BYTES = 200 * 1024 * 1024
MOST_ROWS = 1_000_000

_PIECE = 1 << 20


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, empty for a file of text, and its rows; each call of `lines` reads them from the first."""

    name: str
    lines: Callable[[], Iterator[Line]]


@dataclass(frozen=True)
class SourceFile:
    """A file that was opened: its name, its SHA-256 in hexadecimal and its visible sheets in their order.

    `could_be` names the encodings between which nothing in a text decides; it is empty where the text is sure.
    """

    name: str
    digest: str
    sheets: tuple[Sheet, ...]
    could_be: tuple[str, ...] = ()


def open_file(path: Path, *, encoding: str = "") -> SourceFile:
    """Open a table of text or a workbook; what it is shows in its bytes and not in its name.

    A text may be in UTF-8, UTF-16, GB18030 or Windows-1252, or is read in the `encoding` named. Reading the lines
    of a sheet may raise Refused as well, as when a quotation mark is not closed or there are too many rows.
    Raises: NotFound; Refused, with what to do instead.
    """
    try:
        _check(path)
        digest, ends = _digest(path)
        kind = format_of(path)
        if kind != TEXT:
            return _workbook(path, digest, kind=kind)
        return _text_file(path, digest, encoding=encoding, is_long=ends > MOST_ROWS)
    except OSError as error:
        raise Refused("The file cannot be read: %(reason)s.", reason=error.strerror or "unknown") from None


def _check(path: Path) -> None:
    """Refuse what is no file or too large. Raises: NotFound."""
    if not path.exists():
        raise NotFound("There is no file %(name)s.", name=path.name)
    if not path.is_file():
        raise Refused("%(name)s is not a file. Name the file that was exported.", name=path.name)
    if path.stat().st_size > MOST_BYTES:
        raise Refused("This file is larger than 200 MB. Export fewer accounts or a shorter time at once.")


def _digest(path: Path) -> tuple[str, int]:
    """Give the SHA-256 of a file, by which the same one is known again, and count the ends of lines in it.

    Raises: Refused, when nothing is in it.
    """
    is_empty, ends, digest = True, 0, hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            ends += piece.count(b"\n")
            is_empty = is_empty and not piece.strip(_BLANK)
    if is_empty:
        raise Refused("This file is empty. Export the list again and look whether it has rows.")
    return digest.hexdigest(), ends


# Blanks and line ends in any encoding, and the marks that stand at the beginning.
_BLANK = b" \t\r\n\v\f\x00\xef\xbb\xbf\xfe\xff"


def _workbook(path: Path, digest: str, *, kind: str) -> SourceFile:
    """Open a workbook."""
    sheets = tuple(Sheet(name, partial(_bounded, rows)) for name, rows in visible_sheets(path, kind))
    return SourceFile(path.name, digest, sheets)


def _text_file(path: Path, digest: str, *, encoding: str, is_long: bool) -> SourceFile:
    """Open a file of text. Raises: Refused, when it is none, or has no columns, or too many rows."""
    told = _told(path, encoding)
    sign = separator(path, told.encoding)
    if not sign:
        raise Refused(
            "This file has one column only, or is not a table. Export the list with its columns, as XLSX or CSV."
        )
    rows = partial(_bounded, partial(text_lines, path, told.encoding, sign))
    if is_long:
        # To its end once, so that nobody waits a minute for this answer; a cell may have ends of lines in it too.
        deque(rows(), maxlen=0)
    return SourceFile(path.name, digest, (Sheet("", rows),), told.could_be)


def _told(path: Path, encoding: str) -> Told:
    """Tell the encoding of a text. Raises: Refused, when it is no text, or not in the encoding named."""
    with path.open("rb") as file:
        told = tell(file, named=encoding)
    if told is None:
        raise Refused(NO_TABLE)
    return told


def _bounded(rows: Callable[[], Iterator[Line]]) -> Iterator[Line]:
    """Give the rows of a sheet, if they are not too many. Raises: Refused, behind the last one allowed."""
    lines = rows()
    yield from islice(lines, MOST_ROWS)
    if next(lines, None):
        raise Refused("This file has more than %(most)d rows. Export fewer accounts or a shorter time.", most=MOST_ROWS)
