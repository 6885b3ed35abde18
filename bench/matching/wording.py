"""What is measured on: the catalogue as shipped, larger and smaller ones made of it, and the held-out utterances."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from app import ROOT
from rejoinder import library
from rejoinder.matching import Catalogue

NO_EXCUSE = "none"
LANGUAGES = ("en", "zh")
# Written before a phrase they change its letters and nothing of what it says; the first leaves it as it stands.
SMALL_WORDS = {"en": ("", "well, ", "look, ", "honestly, "), "zh": ("", "那个，", "你看，", "说实话，")}
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Utterance:
    """A debtor's words, and the excuses that a fair judge accepts for them: none where it is no excuse."""

    text: str
    language: str
    kind: str
    accepted: frozenset[str]


def shipped() -> Catalogue:
    """Read the excuses as shipped."""
    folder = ROOT / "excuses"
    read = (
        library.read_excuse(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8"))[0]
        for file in sorted(folder.glob("*/*.yaml"))
    )
    said, counter = library.phrases_of(one for one in read if one is not None)
    none = folder / "no_excuse.yaml"
    no_excuse, _ = library.read_no_excuse(none.name, none.read_text(encoding="utf-8"))
    return Catalogue(said=said, counter=counter, no_excuse=no_excuse)


def utterances(*, every: int = 1) -> list[Utterance]:
    """Read the held-out utterances, which another hand wrote than the catalogue's, or every so manieth of them."""
    lines = [
        json.loads(line)
        for language in LANGUAGES
        for line in (ROOT / f"tests/matching/utterances/{language}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [_utterance(line) for line in lines[::every]]


def _utterance(line: dict[str, str]) -> Utterance:
    is_excuse = line["label"] != NO_EXCUSE
    accepted = frozenset({line["label"], *line["also"]}) if is_excuse else frozenset[str]()
    return Utterance(line["text"], line["lang"], line["kind"], accepted)


def half_typed(whole: list[Utterance]) -> list[Utterance]:
    """Give the first half of the letters of each utterance, as the box holds them while it is being typed."""
    return [replace(one, text=one.text[: len(one.text) // 2]) for one in whole]


def quarter(catalogue: Catalogue) -> Catalogue:
    """Leave every fourth phrase of each list."""
    return _changed(catalogue, lambda phrases: phrases[::4])


def fourfold(catalogue: Catalogue) -> Catalogue:
    """Write each phrase four times: as it stands, and after three small words."""
    return _changed(catalogue, lambda phrases: tuple(word + one for one in phrases for word in _small_words(one)))


def with_one_changed(catalogue: Catalogue) -> Catalogue:
    """Change one phrase, as a lead does who publishes a single new wording."""
    excuse = min(catalogue.said)
    first, *rest = catalogue.said[excuse]
    return replace(catalogue, said={**catalogue.said, excuse: (f"I told you, {first}", *rest)})


def count(catalogue: Catalogue) -> int:
    """Count the phrases of every sort."""
    lists = (*catalogue.said.values(), *catalogue.counter.values(), catalogue.no_excuse)
    return sum(map(len, lists))


def _small_words(phrase: str) -> tuple[str, ...]:
    return SMALL_WORDS["zh" if _HAN.search(phrase) else "en"]


def _changed(catalogue: Catalogue, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Catalogue:
    return Catalogue(
        said={excuse: change(phrases) for excuse, phrases in catalogue.said.items()},
        counter={excuse: change(phrases) for excuse, phrases in catalogue.counter.items()},
        no_excuse=change(catalogue.no_excuse),
    )
