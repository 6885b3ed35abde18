"""The engines that are compared: each is given the same phrases and orders the excuses for what was said.

Each loads what it needs only when it is chosen, so that no engine is charged for the memory of another.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Answer:
    """The excuses found, best first, and how likely it is none: of any scale, the greater the likelier."""

    excuses: list[str]
    none: float


# Takes what was said, and how many excuses are wanted at most; an engine that has them all anyway gives them all.
Rank = Callable[[str, int], Answer]
# A catalogue as JSON carries it: `said` and `counter` are lists of phrases by excuse id, `no_excuse` is a list.
Wording = Mapping[str, Any]


def rejoinder(wording: Wording, folder: Path) -> Rank:
    """Take the program's own engine, its index read from the shelf in `folder`.

    Raises: FileNotFoundError, when there is no index of this wording.
    """
    from rejoinder.matching import Catalogue, Shelf

    phrases = {part: {excuse: tuple(lines) for excuse, lines in wording[part].items()} for part in ("said", "counter")}
    index = Shelf(folder).find(Catalogue(**phrases, no_excuse=tuple(wording["no_excuse"])))
    if index is None:
        raise FileNotFoundError(f"no index of this wording in {folder}")
    return _asking(index)


def without_meaning(_: Wording, folder: Path) -> Rank:
    """Take the program's own engine with one judge silent: what lines mean. It was left in `folder`."""
    from bench.matching.without_meaning import read

    return _asking(read(folder))


def _asking(index: Any) -> Rank:
    from rejoinder import matching

    def rank(said: str, limit: int) -> Answer:
        ranking = matching.rank(index, said, limit=limit)
        return Answer([match.excuse for match in ranking.matches], ranking.none)

    return rank


def rapidfuzz(wording: Wording, scorer: str) -> Rank:
    """Score every phrase by a measure of RapidFuzz."""
    from rapidfuzz import fuzz, process

    excuses, phrases = _listed(wording)
    score = getattr(fuzz, scorer)

    def rank(said: str, _: int) -> Answer:
        scored = process.extract_iter(said.casefold(), phrases, scorer=score, processor=None)
        return _best_of_each((excuses[at], found / 100) for _, found, at in scored)

    return rank


def difflib(wording: Wording) -> Rank:
    """Score every phrase by the share of letters in matching blocks, as Python's own library does."""
    from difflib import SequenceMatcher

    excuses, phrases = _listed(wording)

    def rank(said: str, _: int) -> Answer:
        # What it takes for junk in texts of 200 letters and more are its commonest letters.
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(said.casefold())
        best = dict.fromkeys(excuses, 0.0)
        for excuse, phrase in zip(excuses, phrases, strict=True):
            matcher.set_seq1(phrase)
            # Upper bounds of the ratio, soon known: they leave out work and change nothing of what is found.
            if matcher.real_quick_ratio() > best[excuse] and matcher.quick_ratio() > best[excuse]:
                best[excuse] = max(best[excuse], matcher.ratio())
        return _best_of_each(best.items())

    return rank


def full_text(wording: Wording) -> Rank:
    """Search the phrases by SQLite's full text index of three neighbouring letters, ordered by its bm25.

    Asked is for any three letters in a row of what was said: by whole words it finds less, most of all in Chinese.
    """
    import sqlite3

    excuses, phrases = _listed(wording)
    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table phrase using fts5(words, excuse unindexed, tokenize = 'trigram')")
    connection.executemany("insert into phrase values (?, ?)", zip(phrases, excuses, strict=True))

    def rank(said: str, _: int) -> Answer:
        asked = _any_three_letters(said.casefold())
        found = connection.execute("select excuse, -bm25(phrase) from phrase where phrase match ?", [asked])
        return _best_of_each(found) if asked else Answer([], 1.0)

    return rank


def _any_three_letters(said: str) -> str:
    text = " ".join(said.split())
    threes = dict.fromkeys(text[at : at + 3] for at in range(len(text) - 2))
    return " OR ".join('"' + three.replace('"', '""') + '"' for three in threes)


def _listed(wording: Wording) -> tuple[list[str], list[str]]:
    pairs = [(excuse, phrase.casefold()) for excuse, phrases in wording["said"].items() for phrase in phrases]
    return [excuse for excuse, _ in pairs], [phrase for _, phrase in pairs]


def _best_of_each(scored: Iterable[tuple[str, float]]) -> Answer:
    """Order excuses by their best phrase, equal ones by id; what scores nothing is not found."""
    best: dict[str, float] = {}
    for excuse, score in scored:
        if score > best.get(excuse, 0):
            best[excuse] = score
    ordered = sorted(best, key=lambda excuse: (-best[excuse], excuse))
    # They know of no excuse only that nothing is near.
    return Answer(ordered, 1 - max(best.values(), default=0))


OURS, SILENCED, SLOW = "rejoinder", "rejoinder without meaning", "difflib ratio"
ENGINES: Mapping[str, Callable[[Wording, Path], Rank]] = {
    OURS: rejoinder,
    "RapidFuzz WRatio": lambda wording, _: rapidfuzz(wording, "WRatio"),
    "RapidFuzz token_set_ratio": lambda wording, _: rapidfuzz(wording, "token_set_ratio"),
    SLOW: lambda wording, _: difflib(wording),
    "SQLite FTS5 trigram": lambda wording, _: full_text(wording),
    SILENCED: without_meaning,
}
