"""What the header of a column may mean: the fields whose listed names it is, or whose words stand in it."""

import re
import unicodedata
from functools import lru_cache

from rejoinder.importing.layouts.columns import folded
from rejoinder.importing.layouts.currencies_meant import without_basis
from rejoinder.importing.layouts.synonyms import NUMBER_OR_NAME, SYNONYMS
from rejoinder.importing.layouts.wordings import worded

# Comes after every rank of a listed name.
BY_WORDS = 99

_IN_BRACKETS = re.compile(r"\([^()]*\)")


def _by_name() -> dict[str, dict[str, list[tuple[str, int]]]]:
    """Turn the synonyms round: by kind of list and name the fields it names, each with the name's rank."""
    known: dict[str, dict[str, list[tuple[str, int]]]] = {}
    for kind, fields in SYNONYMS.items():
        for field, ranked in fields.items():
            for rank, names in enumerate(ranked):
                for name in names.split():
                    known.setdefault(kind, {}).setdefault(name, []).append((field, rank))
    return known


_KNOWN = _by_name()


@lru_cache(maxsize=2**12)
def ranks(header: str, kind: str) -> tuple[tuple[str, int], ...]:
    """Give the fields a header may mean, each with the rank of the name: listed ones first, then by its words."""
    known = _KNOWN[kind]
    exact: dict[str, int] = {}
    for variant in variants(header):
        for name, rank in known.get(variant, ()):
            exact.setdefault(name, rank)
    if exact or is_customer(header):
        return tuple(exact.items())
    return tuple((name, BY_WORDS) for name in worded(header) if name in SYNONYMS[kind])


def variants(header: str) -> tuple[str, ...]:
    """Give the ways to read a header: whole, without what stands in brackets, without the currency meant."""
    bare = _IN_BRACKETS.sub("", unicodedata.normalize("NFKC", header))
    return folded(header), folded(bare), folded(without_basis(header))


def is_customer(header: str) -> bool:
    return folded(header) in NUMBER_OR_NAME


def known_fields(header: str) -> frozenset[str]:
    """Give the fields that a text could name as a header, whatever the kind of list."""
    if is_customer(header):
        return frozenset({"account_name"})
    return frozenset(name for kind in SYNONYMS for name, _ in ranks(header, kind))
