"""Findings: what our own file says for or against what a debtor gives as the reason, in a sentence each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# It fits what they say: thank them. It speaks against it: ask. It is good to know. We looked, and there is nothing.
Side = Literal["fits", "against", "known", "nothing"]


@dataclass(frozen=True)
class Sum:
    """An amount in minor units of its currency."""

    minor: int
    currency: str


@dataclass(frozen=True)
class Days:
    """How many days; written with the form that agrees with the number."""

    count: int


@dataclass(frozen=True)
class Reason:
    """Why an invoice is disputed, by its name in the file; shown in the language of the screen."""

    name: str


@dataclass(frozen=True)
class Finding:
    """A sentence to translate, and what is filled into it: words, a number, a day, `Days`, a `Sum`, or a tuple."""

    side: Side
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)


def fits(sentence: str, **values: object) -> Finding:
    """Say what bears out what they say."""
    return Finding("fits", sentence, values)


def against(sentence: str, **values: object) -> Finding:
    """Say what does not go with what they say."""
    return Finding("against", sentence, values)


def known(sentence: str, **values: object) -> Finding:
    """Say what is good to know before answering."""
    return Finding("known", sentence, values)


def nothing(sentence: str, **values: object) -> Finding:
    """Say that we looked, and found nothing."""
    return Finding("nothing", sentence, values)
