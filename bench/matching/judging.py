"""Judge answers: how high the right excuse stands, and how well "no excuse" is told from an excuse."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.matching.wording import Utterance


@dataclass(frozen=True)
class Judged:
    """An utterance and how it was answered.

    `place` is that of the first accepted excuse, from 1; 0 where none was found.
    """

    utterance: Utterance
    place: int
    none: float
    taken_ms: float


def judge(utterance: Utterance, excuses: Sequence[str], *, none: float, taken_ms: float) -> Judged:
    """Find the right excuse in an answer."""
    places = (place for place, excuse in enumerate(excuses, 1) if excuse in utterance.accepted)
    return Judged(utterance, next(places, 0), none, taken_ms)


def only(judged: Iterable[Judged], *, language: str = "", kind: str = "") -> list[Judged]:
    """Leave the utterances in one language, or of one kind, or both."""
    spoken = (one for one in judged if language in ("", one.utterance.language))
    return [one for one in spoken if kind in ("", one.utterance.kind)]


def top(judged: Iterable[Judged], count: int) -> float:
    """Give the share of the utterances with an excuse where a right one is among the first so many."""
    return _mean([float(0 < one.place <= count) for one in judged if one.utterance.accepted])


def mean_reciprocal_rank(judged: Iterable[Judged]) -> float:
    """Give the mean of 1 / place over the utterances with an excuse, 0 for one not found."""
    return _mean([1 / one.place if one.place else 0.0 for one in judged if one.utterance.accepted])


def auroc(judged: Iterable[Judged]) -> float:
    """Give the chance that an utterance without an excuse is thought likelier to be none than one with an excuse.

    The area under the receiver operating curve, by pairs (Mann and Whitney); equal values count half.
    """
    sides: tuple[list[float], list[float]] = ([], [])
    for one in judged:
        sides[bool(one.utterance.accepted)].append(one.none)
    without, having = sides
    return _mean([float(a > b) + float(a == b) / 2 for a in without for b in having])


def share_likely_none(judged: Iterable[Judged], *, least: float) -> float:
    """Give the share of the utterances without an excuse that are thought at least so likely to be none."""
    return _mean([float(one.none >= least) for one in judged if not one.utterance.accepted])


def _mean(values: Sequence[float]) -> float:
    """Give the mean; nan of nothing."""
    return sum(values) / len(values) if values else float("nan")
