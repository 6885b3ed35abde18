"""Telling in which encoding a file is written: proven by the bytes, else judged by the text, else asked."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from rejoinder.errors import Refused

ENCODINGS = ("utf-8", "gb18030", "cp1252")
# Both read nearly any bytes: what an older office saves in China, and what it saves in the West.
OLD = ("gb18030", "cp1252")

# So many words prove as much as all of a large file.
MOST_JUDGED = 20_000

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
# Full-width punctuation and figures stand beside any word and prove nothing.
_FOREIGN = re.compile("[^\x00-\x7f\u3000-\u303f\uff00-\uffef]+")


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
    """Read the bytes of a file as text, or give nothing where they are no text.

    A mark at the beginning counts before everything; then the encoding that was named; then UTF-8, if it is that.
    Raises: Refused, when the file is not in the encoding named, or there is no such encoding.
    """
    if named and named not in ENCODINGS:
        raise Refused("A file is written in utf-8, gb18030 or cp1252.")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _whole(_text(content, "utf-16"))
    if content.startswith(codecs.BOM_UTF8) and (text := _text(content, "utf-8")) is not None:
        return Decoded(text)
    if named:
        text = _text(content, named)
        if text is None:
            raise Refused("This file cannot be read as %(encoding)s. Name another encoding, or none.", encoding=named)
        return Decoded(text)
    return _whole(_text(content, "utf-8")) or _old(content)


def _whole(text: str | None) -> Decoded | None:
    """Give a text of which there is no doubt."""
    return None if text is None else Decoded(text)


def _text(content: bytes, encoding: str) -> str | None:
    """Read the bytes in one encoding; a picture or a workbook has signs that no table has."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else text.removeprefix("\ufeff")


def _old(content: bytes) -> Decoded | None:
    """Read what is not in Unicode; where both encodings can, the text decides, or nothing does."""
    texts = {one: text for one in OLD if (text := _text(content, one)) is not None}
    if len(texts) < 2:
        return _whole(next(iter(texts.values()), None))
    judged = _judge(texts["gb18030"])
    return Decoded(texts[judged]) if judged else Decoded(texts[OLD[-1]], OLD)


def _judge(text: str) -> str:
    """Say which encoding the text speaks for: more than half of its signs must; nothing where they do not.

    The text is the one GB18030 makes. In “Müller” it takes ü and l for one rare character.
    """
    runs = list(islice(_runs(text), MOST_JUDGED))
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
