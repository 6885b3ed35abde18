"""Reading a plain table: the cells of a file as text, whatever its separator and encoding."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rejoinder.errors import NotFound, Refused
from rejoinder.importing.encodings import Decoded, decode

# The cells of a file this size still fit into the memory of a small office server.
MOST_BYTES = 200 * 1024 * 1024
SEPARATORS = (",", ";", "\t", "|")

# How files begin that people send in place of a table.
_OTHER_KINDS = (
    (b"%PDF", "This is a PDF. Export the list from the ledger as CSV instead."),
    (b"PK\x03\x04", "This is a workbook or an archive. Save the sheet as CSV (UTF-8) and import that."),
    (b"\xd0\xcf\x11\xe0", "This is an old Excel workbook. Save the sheet as CSV (UTF-8) and import that."),
)
_NO_TABLE = "This file is not a table of text. Export the list from the ledger as CSV and import that."


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: the lines of the file on which it begins and ends, and its cells, trimmed."""

    number: int
    last: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A file's header and rows; rows without any text are left away.

    `could_be` names the encodings between which nothing in the file decides; it is empty where the text is sure.
    """

    file_name: str
    digest: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]
    could_be: tuple[str, ...] = ()


def read(path: Path, *, encoding: str = "") -> Table:
    """Read a file whose first line names the columns.

    Separated by comma, semicolon, tab or bar; in UTF-8, UTF-16 with its mark, GB18030 or Windows-1252, or in the
    `encoding` named. A row's `number` counts lines of the file, the header being line 1.
    Raises: NotFound; Refused, when it is not such a file.
    """
    content = _content(path)
    decoded = _decoded(content, encoding)
    lines = tuple(_lines(decoded.text))
    if not lines or lines[0].number != 1:
        raise Refused("The first line of this file is empty. It must name the columns.")
    if len(lines[0].cells) < 2:
        raise Refused(_NO_TABLE)
    if len(lines) == 1:
        raise Refused("This file has a header and no rows below it.")
    return Table(path.name, hashlib.sha256(content).hexdigest(), lines[0].cells, lines[1:], decoded.could_be)


def _content(path: Path) -> bytes:
    """Give what is in the file, if it is one of a size that can be read."""
    try:
        if not path.exists():
            raise NotFound("There is no file %(name)s.", name=path.name)
        if not path.is_file():
            raise Refused("%(name)s is not a file. Name the file that was exported.", name=path.name)
        if path.stat().st_size > MOST_BYTES:
            raise Refused("This file is larger than 200 MB. Export fewer accounts or a shorter time at once.")
        return path.read_bytes()
    except OSError as error:
        raise Refused("The file cannot be read: %(reason)s.", reason=error.strerror or "unknown") from None


def _decoded(content: bytes, encoding: str) -> Decoded:
    """Decode the file; a picture or a workbook is told apart from a table."""
    if not content.strip():
        raise Refused("This file is empty.")
    for beginning, sentence in _OTHER_KINDS:
        if content.startswith(beginning):
            raise Refused(sentence)
    decoded = decode(content, named=encoding)
    if decoded is None:
        raise Refused(_NO_TABLE)
    return decoded


def _lines(text: str) -> Iterator[Line]:
    """Split the text into rows of trimmed cells, with the lines of the file they stand on."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    before = 0
    try:
        for row in rows:
            cells = tuple(cell.strip() for cell in row)
            if any(cells):
                yield Line(before + 1, rows.line_num, cells)
            before = rows.line_num
    except csv.Error:
        raise Refused(
            "From line %(line)d on no cells can be told apart. Look for a quotation mark that is not closed.",
            line=before + 1,
        ) from None


def _separator(text: str) -> str:
    """Choose the separator that divides the header into most cells."""
    header = io.StringIO(text, newline="").readline()
    return max(SEPARATORS, key=lambda one: len(next(csv.reader([header], delimiter=one), ())))
