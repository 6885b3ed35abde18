"""Filling: one pass over a script's words, so that what a debtor is called is never read as a blank."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rejoinder.library import Script
from rejoinder.wording.blanks import BLANK, OF_THE_FILE, OPTIONAL, OVERDUE, Values
from rejoinder.wording.tones import USUAL, applies, parted

# A sentence ends behind its mark; in English a space or the end follows, so that "art. 9" is only cut where it is
# written so, and figures are no part of the script. A blank is never cut, whatever its other words are.
_SENTENCE = re.compile(r"(?:\{[^{}]*\}|.)*?(?:[.?!](?=\s|$)|[。？！]|\n\n|$)[”’\"]?\s*", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """Some words to show; `is_figure` where they come from the account."""

    text: str
    is_figure: bool = False


Words = tuple[Piece, ...]


@dataclass(frozen=True)
class Filled:
    """A response ready to be read out; `missing` names the blanks that left a sentence out.

    `left_out` names what the file could have and has not, where a part in double brackets was left out for it.
    """

    title: str
    how: Words
    why: Words
    acknowledge: Words
    say: Words
    ask: tuple[tuple[Words, str], ...]
    insist: Words
    never: tuple[Words, ...]
    missing: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def plain(words: Words) -> str:
    """Give words as they are read out."""
    return "".join(piece.text for piece in words)


def fill(text: str, values: Values, when: Collection[str] = (USUAL,)) -> tuple[Words, tuple[str, ...]]:
    """Put the values into the blanks; `when` says which tone, and what else, the conditions of parts are held against.

    A part in `[[ ]]` with a blank that has no value is left out silently. A sentence with such a blank elsewhere is
    left out too, and the blank's name is given back: nothing with a gap in it is ever read to a debtor.
    Returns: the words, and the names that were missing.
    """
    pieces: list[Piece] = []
    missing: list[str] = []
    for sentence in _SENTENCE.findall(_without_optional(text, values, when)):
        lacking = [b.group(1) for b in BLANK.finditer(sentence) if _lacks(b, values)]
        if lacking:
            missing += lacking
        else:
            pieces += _pieces(sentence, values)
    return _trimmed(pieces), tuple(dict.fromkeys(missing))


def _without_optional(text: str, values: Values, when: Collection[str]) -> str:
    """Drop each bracketed part that lacks a value or whose condition does not hold, and the brackets of the others."""

    def keep(part: re.Match[str]) -> str:
        conditions, words = parted(part.group(1))
        if not applies(conditions, when) or any(_lacks(blank, values) for blank in BLANK.finditer(words)):
            return ""
        return words

    return re.sub(r"  +", " ", OPTIONAL.sub(keep, text))


def _lacks(blank: re.Match[str], values: Values) -> bool:
    """Say whether a blank has neither a value nor other words."""
    return values.get(blank.group(1)) is None and blank.group(2) is None


def _pieces(sentence: str, values: Values) -> Iterator[Piece]:
    """Cut a sentence into its own words and the account's figures."""
    end = 0
    for blank in BLANK.finditer(sentence):
        if blank.start() > end:
            yield Piece(sentence[end : blank.start()])
        yield _figure(blank, values)
        end = blank.end()
    if end < len(sentence):
        yield Piece(sentence[end:])


def _figure(blank: re.Match[str], values: Values) -> Piece:
    """Write one value; a number with the form that agrees with it."""
    name, fallback, singular, plural = blank.groups()
    value = values.get(name)
    if value is None:
        return Piece(fallback or "")
    if singular is not None:
        return Piece(f"{value} {singular if value == 1 else plural}", is_figure=True)
    return Piece(str(value), is_figure=True)


def _trimmed(pieces: list[Piece]) -> Words:
    """Take the blanks off both ends, and empty pieces out."""
    if pieces:
        pieces[0] = Piece(pieces[0].text.lstrip(), pieces[0].is_figure)
        pieces[-1] = Piece(pieces[-1].text.rstrip(), pieces[-1].is_figure)
    return tuple(piece for piece in pieces if piece.text)


def _aloud(script: Script) -> tuple[str, ...]:
    """Give what is read out of a script, not yet filled."""
    return script.acknowledge, script.say, script.insist, *(one.words for one in script.ask)


def _left_out(script: Script, values: Values, when: Collection[str]) -> tuple[str, ...]:
    """Name what the file lacks of the parts in double brackets that would be said."""
    parts = (parted(part.group(1)) for text in _aloud(script) for part in OPTIONAL.finditer(text))
    said = (words for conditions, words in parts if applies(conditions, when))
    lacking = (blank.group(1) for words in said for blank in BLANK.finditer(words) if _lacks(blank, values))
    return tuple(dict.fromkeys(name for name in lacking if name in OF_THE_FILE))


def speaks_of_sums(script: Script) -> bool:
    """Say whether what is read out of a script names what is overdue: it cannot be said where nothing is."""
    return any(blank.group(1) in OVERDUE for text in _aloud(script) for blank in BLANK.finditer(text))


def fill_script(script: Script, values: Values, when: Collection[str] = (USUAL,)) -> Filled:
    """Fill a whole script, in a tone."""
    missing: list[str] = []

    def part(text: str) -> Words:
        words, lacking = fill(text, values, when)
        missing.extend(lacking)
        return words

    return Filled(
        title=script.title,
        how=part(script.how),
        why=part(script.why),
        acknowledge=part(script.acknowledge),
        say=part(script.say),
        ask=tuple((words, question.field) for question in script.ask if (words := part(question.words))),
        insist=part(script.insist),
        never=tuple(words for line in script.never if (words := part(line))),
        missing=tuple(dict.fromkeys(missing)),
        left_out=_left_out(script, values, when),
    )
