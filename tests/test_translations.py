"""The Chinese screen: every sentence of the program has its translation, and none is left over."""

import re
from collections import Counter
from collections.abc import Sequence

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_from_file
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

from app import ROOT
from rejoinder.library.problems import half_width

PO = ROOT / "rejoinder" / "translations" / "zh" / "LC_MESSAGES" / "messages.po"

# A message as both sides know it: its context, its English, and its English plural ("" where it has none).
Key = tuple[str, str, str]

_PLACE = re.compile(r"%(?:\([a-z_]+\))?.", re.DOTALL)
_HAN = re.compile(r"[\u4e00-\u9fff]")


def key_of(message: str | Sequence[str], context: str | None) -> Key:
    english = message if isinstance(message, str) else message[0]
    return context or "", english, "" if isinstance(message, str) else message[1]


def places(text: str) -> Counter[str]:
    return Counter(_PLACE.findall(text))


@pytest.fixture(scope="module")
def on_screen() -> set[Key]:
    """What the program says, collected as `make messages` does: by its mapping and its keywords."""
    names = re.findall(r"--keyword (\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert names
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(names)}
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = {key_of(one[1], one[3]) for one in extract_from_file("python", ROOT / "app.py", keywords=keywords)}
    for folder in ("rejoinder", "templates"):
        rows = extract_from_dir(ROOT / folder, methods, options, keywords=keywords)
        found |= {key_of(message, context) for _, _, message, _, context in rows}
    return found


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def entries(catalogue: Catalog) -> dict[Key, Message]:
    return {key_of(one.id, one.context): one for one in catalogue if one.id}


def chinese(entry: Message) -> str:
    return entry.string if isinstance(entry.string, str) else "\n".join(entry.string or ())


def test_screen_speaks_of_every_noun(on_screen: set[Key]) -> None:
    """The collecting itself works: labels, templates, errors and marked sentences are all among what was found."""
    singles = {english for _, english, _ in on_screen}
    assert {"bank transfer", "Work list", "There is no such revision.", "Choose how they will pay."} <= singles


def test_every_message_has_chinese(on_screen: set[Key], entries: dict[Key, Message]) -> None:
    assert [key for key in sorted(on_screen) if key not in entries or not _HAN.search(chinese(entries[key]))] == []


def test_translation_fills_in_what_the_message_fills_in(entries: dict[Key, Message]) -> None:
    """The only Chinese form stands for one and for many; it may name what the English for one names.

    Babel refuses more, except where the English for one names nothing: there the English for many counts.
    """
    wrong = {
        english: chinese(entry)
        for (_, english, plural), entry in entries.items()
        if places(chinese(entry)) != (places(english) or places(plural))
    }
    assert wrong == {}


def test_translation_has_full_width_punctuation(entries: dict[Key, Message]) -> None:
    found = [problem for entry in entries.values() for problem in half_width(chinese(entry), chinese(entry))]
    assert found == []


def test_no_translation_is_left_over(on_screen: set[Key], catalogue: Catalog, entries: dict[Key, Message]) -> None:
    assert sorted(entries.keys() - on_screen) == []
    assert list(catalogue.obsolete) == []


def test_translations_compile_for_chinese(catalogue: Catalog, entries: dict[Key, Message]) -> None:
    """Without its header the file would be skipped silently, and the screen would be English again."""
    assert (str(catalogue.locale), catalogue.num_plurals, catalogue.charset) == ("zh", 1, "utf-8")
    assert not catalogue.fuzzy
    assert [english for (_, english, _), entry in entries.items() if entry.fuzzy] == []
    assert [(message.id, errors) for message, errors in catalogue.check()] == []
