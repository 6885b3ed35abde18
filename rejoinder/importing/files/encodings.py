"""Telling in which encoding a file is written: proven by the bytes, else judged by the text, else asked."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from rejoinder.errors import Refused

ENCODINGS = ("utf-8", "gb18030", "cp1252")
# Both read nearly any bytes: what an older office saves in China, and what it saves in the West.
OLD = ("gb18030", "cp1252")

# So many words prove as much as all of a large file.
MOST_JUDGED = 20_000

# A file is proven piece by piece, so that a large one never stands in memory.
_PIECE = 1 << 20

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
# Full-width punctuation and figures stand beside any word and prove nothing.
_FOREIGN = re.compile("[^\x00-\x7f\u3000-\u303f\uff00-\uffef]+")


@dataclass(frozen=True)
class Told:
    """The encoding of a file, as Python names it; `could_be` names those between which nothing in it decides."""

    encoding: str
    could_be: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decoded:
    """A file's text; `could_be` names the encodings between which nothing in it decides, the text being in the last."""

    text: str
    could_be: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters beyond ASCII that stand together as GB18030 reads them: their bytes, and what is around them."""

    signs: tuple[bytes, ...]
    before: str
    after: str

    @property
    def is_joined(self) -> bool:
        """Say whether plain letters stand beside it."""
        return _is_ascii_letter(self.before) or _is_ascii_letter(self.after)


def decode(content: bytes, *, named: str = "") -> Decoded | None:
    """Read the bytes of a file as text, or give nothing where they are no text. Raises: Refused, as `tell` does."""
    told = tell(io.BytesIO(content), named=named)
    return None if told is None else Decoded(content.decode(told.encoding), told.could_be)


def tell(file: BinaryIO, *, named: str = "") -> Told | None:
    """Say in which encoding a file is written, or give nothing where it is no text.

    A mark at the beginning counts before everything; then the encoding that was named; then UTF-8, if it is that.
    Raises: Refused, when the file is not in the encoding named, or there is no such encoding.
    """
    if named and named not in ENCODINGS:
        raise Refused("A file is written in utf-8, gb18030 or cp1252.")
    head = _head(file)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _sure(file, "utf-16")
    if head.startswith(codecs.BOM_UTF8) and _is_text(file, "utf-8-sig"):
        return Told("utf-8-sig")
    if named:
        if not _is_text(file, named):
            raise Refused("This file cannot be read as %(encoding)s. Name another encoding, or none.", encoding=named)
        return Told(named)
    if b"\x00" in head:
        return _sure(file, _unmarked(head))
    return _sure(file, "utf-8") or _old(file)


def _head(file: BinaryIO) -> bytes:
    """Give the beginning of a file."""
    file.seek(0)
    return file.read(_PIECE)


def _unmarked(head: bytes) -> str:
    """Say which way round UTF-16 stands without its mark: the figures, separators and line ends have a zero each."""
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"


def _sure(file: BinaryIO, encoding: str) -> Told | None:
    """Give the encoding if all of the file is text in it, of which there is then no doubt."""
    return Told(encoding) if _is_text(file, encoding) else None


def _is_text(file: BinaryIO, encoding: str) -> bool:
    """Say whether all of the file is text in an encoding; a picture or a workbook has signs that no table has."""
    try:
        return not any(map(_CONTROL.search, _pieces(file, encoding)))
    except UnicodeDecodeError:
        return False


def _pieces(file: BinaryIO, encoding: str) -> Iterator[str]:
    """Read a file in one encoding, piece by piece. Raises: UnicodeDecodeError, where it is not in that."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    while piece := file.read(_PIECE):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _old(file: BinaryIO) -> Told | None:
    """Tell what is not in Unicode; where both encodings can be, the text decides, or nothing does."""
    could_be = tuple(one for one in OLD if _is_text(file, one))
    if len(could_be) < 2:
        return Told(could_be[0]) if could_be else None
    judged = _judge(_pieces(file, "gb18030"))
    return Told(judged) if judged else Told(OLD[-1], OLD)


def _judge(pieces: Iterator[str]) -> str:
    """Say which encoding the text speaks for: more than half of its signs must; nothing where they do not.

    The text is the one GB18030 makes. In “Müller” it takes ü and l for one rare character.
    """
    runs = list(islice((run for piece in pieces for run in _runs(piece)), MOST_JUDGED))
    signs = sum(len(one.signs) for one in runs)
    if sum(map(_count_chinese, runs)) * 2 > signs:
        return "gb18030"
    if sum(map(_count_western, runs)) * 2 > signs:
        return "cp1252"
    return ""


def _runs(text: str) -> Iterator[_Run]:
    """Give the runs of characters beyond ASCII."""
    for found in _FOREIGN.finditer(text):
        # GB18030 has a place for every character but halves of pairs, which no decoder makes.
        signs = tuple(character.encode("gb18030") for character in found[0])
        yield _Run(signs, text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1])


def _count_chinese(run: _Run) -> int:
    """Count the characters of a run that holds one of the commonest Chinese ones, together or as a word by itself.

    To Windows-1252 two such characters are four accented letters side by side, which hardly any word has.
    """
    # Of a rarer character the second byte may be a plain letter, so that it proves nothing.
    sure = sum(one[-1] >= 0x80 for one in run.signs)
    return len(run.signs) if any(map(_is_common, run.signs)) and (sure > 1 or not run.is_joined) else 0


def _is_common(raw: bytes) -> bool:
    """Say whether the bytes are one of the commonest Chinese characters: GB 2312-1980, level 1, rows 16 to 55."""
    return len(raw) == 2 and 0xB0 <= raw[0] <= 0xD7 and raw[1] >= 0xA1


def _count_western(run: _Run) -> int:
    """Count what Windows-1252 reads as accented letters within a word.

    That is one before a plain letter, as in Müller, or two between plain letters, as in Größe; an apostrophe too.
    """
    is_within = _is_ascii_letter(run.before) and _is_ascii_letter(run.after)
    if len(run.signs) == 1 and is_within and _western(run.signs[0]).removeprefix("’").isalpha():
        return 1
    return sum(map(_is_accented_letter, run.signs)) if run.is_joined else 0


def _is_accented_letter(raw: bytes) -> bool:
    """Say whether the bytes are an accented letter or an apostrophe and a plain letter behind it."""
    first, second = _western(raw[:1]), _western(raw[1:])
    is_one_case = first.isalpha() and not (first.islower() and second.isupper())
    return _is_ascii_letter(second) and (is_one_case or first == "’")


def _western(raw: bytes) -> str:
    """Read the bytes of one character as Windows-1252 does."""
    return raw.decode("cp1252", "replace")


def _is_ascii_letter(character: str) -> bool:
    """Say whether it is one letter from A to Z; the beginning and end of the text are none."""
    return len(character) == 1 and character.isascii() and character.isalpha()
