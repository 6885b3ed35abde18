"""Looking into a packed workbook before it is read: whether there is room for all of it, and where it has errors."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from rejoinder.errors import Refused
from rejoinder.importing.files.formats import DAMAGED, LOCKED

# A workbook of a million rows unpacks to about as much; a hundred sheets with their pictures have as many parts.
MOST_UNPACKED = 600 * 1024 * 1024
MOST_PARTS = 5_000
# The reader makes room for every place from the first cell to the last, empty or not: 32 bytes each, half a gigabyte.
MOST_PLACES = 16_000_000

_PIECE = 1 << 20
_TORN = (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, zlib.error)

# Up to column Z and row 99,999 any sheet is small enough. Only one with a cell beyond is measured.
_FAR = re.compile(rb'r="(?:[A-Z]{2,3}\d|[A-Z]?\d{6})')
# Its places may also be written so that this does not find them.
_ODD = re.compile(rb'=[^"]')
# A cell with something in it; one that is only formatted closes itself, and takes no room.
_FILLED = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^<>]*(?<!/)>""")
# A cell that does not say where it is stands in the row that began before it.
_UNPLACED = re.compile(rb"""<(?:\w+:)?c(?:\s(?:(?!\br\s*=)[^<>])*)?(?<!/)>""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["'](\d{1,7})["']""")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s([^<>]*\bt=["']e["'][^<>]*)>"""
    rb"""(?:<(?:\w+:)?f(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>([^<]+)</"""
)
_PLACE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")


@dataclass(frozen=True)
class Mistake:
    """A cell whose formula came to an error such as #REF!: its row and column from 0, and that text."""

    row: int
    column: int
    text: str


def check_packed(path: Path) -> tuple[str, ...]:
    """Unpack a workbook piece by piece without keeping it; give the parts in which a cell may be an error.

    What a part says of its own size is not believed: it is counted, and its checksum must be right.
    Raises: Refused, when it is too large, torn, locked, or has a cell so far away that no memory holds what is between.
    """
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Refused("This workbook unpacks to more than 600 MB. Export fewer accounts or a shorter time.")
            return _look_through(archive, parts)
    except _TORN:
        raise Refused(DAMAGED) from None
    except RuntimeError:
        raise Refused(LOCKED) from None


def _look_through(archive: ZipFile, parts: list[ZipInfo]) -> tuple[str, ...]:
    """Read every part to its end, where its checksum is compared, and add up the places of its cells."""
    places, wrong = 0, []
    for part in parts:
        is_far, has_errors = _glance(archive, part)
        places += _measure(archive, part) if is_far else 0
        wrong += [part.filename] if has_errors else []
        if places > MOST_PLACES:
            raise Refused(
                "A cell of this workbook is so far from the table that it cannot be read. Delete the empty rows "
                "and columns behind the table, save it, and import it again."
            )
    return tuple(wrong)


def _glance(archive: ZipFile, part: ZipInfo) -> tuple[bool, bool]:
    """Say whether a part may have a cell far away, and whether it may have a cell that is an error."""
    is_far = has_errors = False
    for piece in _pieces(archive, part):
        is_odd = _ODD.search(piece) is not None
        is_far = is_far or is_odd or _FAR.search(piece) is not None or b"r =" in piece
        has_errors = has_errors or is_odd or b't="e"' in piece
    return is_far, has_errors


def _pieces(archive: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """Unpack one part; no piece ends within a tag."""
    kept = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            whole = kept + piece
            cut = whole.rfind(b"<", len(kept)) if len(piece) == _PIECE else -1
            kept = whole[cut:] if cut > 0 else b""
            yield whole[:cut] if cut > 0 else whole
    yield kept


def _measure(archive: ZipFile, part: ZipInfo) -> int:
    """Count the places of a sheet from its first row and column to the last ones that have something in them."""
    rows = columns = 0
    for piece in _pieces(archive, part):
        found = set(_FILLED.findall(piece))
        rows = max(rows, *(int(row) for _, row in found), 0)
        columns = max(columns, *(column_number(letters) + 1 for letters in {letters for letters, _ in found}), 0)
        if _UNPLACED.search(piece):
            rows = max(rows, *map(int, _ROW.findall(piece)), 0)
            columns = max(columns, 1)
    return rows * columns


def column_number(letters: bytes) -> int:
    """Count a column from 0: A, B, … Z, AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def mistakes(path: Path, part: str) -> Iterator[Mistake]:
    """Give the cells of a sheet's part that are errors, which the reader of workbooks gives as empty."""
    with ZipFile(path) as archive:
        content = archive.read(part)
    for found in _ERROR.finditer(content):
        if place := _PLACE.search(found[1]):
            yield Mistake(int(place[2]) - 1, column_number(place[1]), found[2].decode("utf-8", "replace"))
