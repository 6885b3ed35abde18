"""Prepare the catalogue for searching: every phrase as weighted grams, and by gram its phrases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from rejoinder.matching import folding, grams, linear
from rejoinder.matching.linear import Floats, Grams, Ints, Linear


@dataclass(frozen=True)
class Catalogue:
    """What debtors say: by excuse id its phrases and its counter-phrases, and lines that are no excuse.

    A counter-phrase sounds like the excuse and means something else. Both languages stand together.
    """

    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counter: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    no_excuse: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Index:
    """The catalogue made ready by `build`: everything `rank` needs, never changed afterwards.

    `phrases` are those of all excuses, then all counter-phrases, then the no-excuse lines; `spelled` the
    same, folded. `said_at` and `counter_at` are (excuses, most phrases): places in `phrases`, filled up
    with the place after the last. Gram `g` is in the phrases `postings[starts[g]:starts[g + 1]]`, and
    `shares` is how much of each it makes up. `rarity` is 1 for a gram that is in every phrase, and more the
    fewer hold it.
    """

    excuses: tuple[str, ...]
    phrases: tuple[str, ...]
    spelled: tuple[str, ...]
    said_at: Ints
    counter_at: Ints
    no_excuse_from: int
    gram_ids: Mapping[str, int]
    rarity: Floats
    starts: Ints
    postings: Ints
    shares: Floats
    model: Linear


def build(catalogue: Catalogue) -> Index:
    """Prepare a catalogue for `rank`; half a second for the whole library, no files read or written.

    Excuses without any phrase are left out: nothing could be shown for them.
    """
    folding.warm_up()
    excuses = tuple(sorted(excuse for excuse, phrases in catalogue.said.items() if phrases))
    said = [catalogue.said[excuse] for excuse in excuses]
    counter = [catalogue.counter.get(excuse, ()) for excuse in excuses]
    phrases = tuple(chain(*said, *counter, catalogue.no_excuse))
    folded = [folding.words(phrase) for phrase in phrases]
    gram_ids, rarity, rows = _weigh([grams.cut(words) for words in folded])
    order = np.argsort(rows.gram, kind="stable")
    return Index(
        excuses=excuses,
        phrases=phrases,
        spelled=tuple(" ".join(words) for words in folded),
        said_at=_places(said, first=0, missing=len(phrases)),
        counter_at=_places(counter, first=sum(map(len, said)), missing=len(phrases)),
        no_excuse_from=len(phrases) - len(catalogue.no_excuse),
        gram_ids=gram_ids,
        rarity=rarity,
        starts=np.searchsorted(rows.gram[order], np.arange(len(gram_ids) + 1)),
        postings=rows.phrase[order],
        shares=rows.strength[order],
        model=linear.learn(gram_ids, rows, targets=_targets(said, counter, rest=len(catalogue.no_excuse))),
    )


def _weigh(cuts: Sequence[Sequence[str]]) -> tuple[dict[str, int], Floats, Grams]:
    """Number the grams and weigh them: rare ones count more, and the squares in a phrase add up to 1."""
    numbered: defaultdict[str, int] = defaultdict()
    numbered.default_factory = numbered.__len__
    gram = np.fromiter(map(numbered.__getitem__, chain.from_iterable(cuts)), dtype=np.int64)
    phrase = np.repeat(np.arange(len(cuts)), [len(found) for found in cuts])
    held_by = np.bincount(gram, minlength=len(numbered))
    rarity = (1 + np.log((1 + len(cuts)) / (1 + held_by))).astype(np.float32)
    length = np.sqrt(np.bincount(phrase, weights=rarity[gram] ** 2, minlength=len(cuts)))
    strength = (rarity[gram] / length[phrase]).astype(np.float32)
    return dict(numbered), rarity, Grams(phrase, gram, strength)


def _places(groups: Sequence[Sequence[str]], *, first: int, missing: int) -> Ints:
    table = np.full((len(groups), max(map(len, groups), default=0)), missing, dtype=np.int64)
    for row, group in zip(table, groups, strict=True):
        row[: len(group)] = np.arange(first, first + len(group))
        first += len(group)
    return table


def _targets(said: Sequence[Sequence[str]], counter: Sequence[Sequence[str]], *, rest: int) -> Floats:
    """Say what each phrase speaks for: (phrases, excuses + 1), the last column being "no excuse".

    A counter-phrase speaks against its excuse, and half for "no excuse", for it may belong to another excuse.
    """
    own = np.repeat(np.arange(len(said)), [len(group) for group in said])
    against = np.repeat(np.arange(len(said)), [len(group) for group in counter])
    table = np.zeros((len(own) + len(against) + rest, len(said) + 1), dtype=np.float32)
    table[np.arange(len(own)), own] = 1
    table[len(own) + np.arange(len(against)), against] = -0.5
    table[len(own) : len(own) + len(against), -1] = 0.5
    table[len(own) + len(against) :, -1] = 1
    return table
