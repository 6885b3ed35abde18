"""Every response and every step of the call reads well: on each account, in each tone, whatever is missing."""

import re
from collections.abc import Iterator

import pytest

from app import ROOT
from rejoinder import accounts, evidence, library, wording
from rejoinder.accounts import AccountFile
from rejoinder.evidence import Case
from rejoinder.library import Folders, Script
from rejoinder.wording import EXAMPLES, RECORDED, TONES, Filled, plain, readings
from tests.conftest import START, rows

LANGUAGES = ("en", "zh")
SCRIPTS = tuple(
    library.read_script(path, text)[0] for path, text in Folders(ROOT).texts() if path.startswith("scripts/")
)
RESPONSES = tuple(one for one in SCRIPTS if "/responses/" in one.path)
# Whatever an account may lack, one at a time; a sum too, where nothing is overdue.
MAY_LACK = (*sorted(wording.NAMES - {"creditor", "account", "collector", "today"}), "")

# What shows that something was left out, or doubled, or never filled.
STRAY = {
    "a blank or a bracket": re.compile(r"[{}]|\[\[|\]\]"),
    "None": re.compile(r"\bNone\b"),
    "a doubled space": re.compile(r"  |\u3000"),
    "a space before a mark": re.compile(r" [,.;:?，。；：？！、]"),
    "two marks": re.compile(r"[,;:，；：、][,.;:?，。；：？、]|[.。？?][,;，；、]|。。|？？|\.\.|\?\?"),
    "a mark at the beginning": re.compile(r"^[,.;:?，。；：？、)）”]"),
    "empty brackets or quotes": re.compile(r"\(\s*\)|（\s*）|“\s*”|\"\s*\""),
}
HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,.:;?!]|[,:;?!](?=[\u4e00-\u9fff])")
# A sentence ends as one; what is asked ends with its mark.
ENDS = re.compile(r"[.?。？”’]$")
SENTENCE_BEGINS_SMALL = re.compile(r"(?:^|[.?] )[a-z]")


def faults(words: wording.Words, language: str) -> list[str]:
    """Name what is wrong with words that are read out."""
    text = plain(words)
    if not text:
        return []
    found = [name for name, pattern in STRAY.items() if pattern.search(text)]
    if not ENDS.search(text):
        found.append("no end")
    # What comes from the account may begin as it likes: an address, a number.
    own = "".join("X" if piece.is_figure else piece.text for piece in words)
    if language == "en" and SENTENCE_BEGINS_SMALL.search(own):
        found.append("a sentence that begins in the middle")
    if language == "zh" and (" " in own or HALF_WIDTH.search(own)):
        found.append("a space or a half-width mark in Chinese")
    return found


def aloud(filled: Filled) -> Iterator[wording.Words]:
    """Give what is read out of a script."""
    yield from (filled.acknowledge, filled.say, filled.insist)
    yield from (words for words, _ in filled.ask)


def complaints(script: Script, filled: Filled, name: str) -> list[str]:
    """List what is wrong with a filled script, each with where it is."""
    language = script.path.split("/")[1]
    return [
        f"{script.path} [{name}] {fault}: {plain(words)}"
        for words in aloud(filled)
        for fault in faults(words, language)
    ]


def files(store) -> Iterator[AccountFile]:
    """Open every account of the sample book."""
    for row in rows(store, "select id from account"):
        yield accounts.load(store, row["id"], person_id=1, now=START)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_response_reads_well_on_every_account(store, language):
    wrong = []
    for file in files(store):
        for contact in (None, *file.contacts[:1]):
            speech = evidence.speech(Case(store, file), collector="Ruth", language=language, contact=contact)
            for script in SCRIPTS:
                if script.path.split("/")[1] == language and "/read_back_" not in script.path:
                    for tone in TONES:
                        filled = wording.fill_script(script, speech.values, {tone, RECORDED})
                        wrong += complaints(script, filled, f"{file.account.number}, {tone}")
    assert wrong == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda one: one.path.removeprefix("scripts/").removesuffix(".md"))
def test_script_reads_well_whatever_is_missing(script):
    wrong = []
    for name, values, when in readings(script.path):
        for lacking in MAY_LACK:
            filled = wording.fill_script(script, {**values, lacking: None}, when)
            wrong += complaints(script, filled, f"{name}, without {lacking or 'nothing'}")
    assert wrong == []


@pytest.mark.parametrize("script", RESPONSES, ids=lambda one: one.path.removeprefix("scripts/").removesuffix(".md"))
def test_response_is_whole_in_each_tone_however_little_is_on_file(script):
    for name, values, when in readings(script.path):
        filled = wording.fill_script(script, values, when)
        assert filled.missing == (), name
        for part in ("why", "acknowledge", "say", "insist"):
            assert plain(getattr(filled, part)), (name, part)
        assert len(filled.ask) >= 2, name
        assert filled.never, name
        # A question is put in the end, but for the one who asked for no more calls.
        if not script.path.endswith(("/stop_calling.md", "/insolvency.md")):
            assert re.search(r"[?？]", plain(filled.say)), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_invoice_one_day_late_is_spoken_of_in_the_singular(language):
    single = {**EXAMPLES[language], "invoice_count": 1, "oldest_days": 1, "times_heard": 1, "terms_days": 1}
    for script in SCRIPTS:
        if script.path.split("/")[1] != language:
            continue
        for tone in TONES:
            for words in aloud(wording.fill_script(script, single, {tone})):
                assert not re.search(r"\b1 (?:days|invoices|times|calls|months)\b", plain(words)), script.path


def test_contact_without_a_name_and_account_without_terms_leave_no_hole(store):
    unnamed = "update contact set name = '', address_as = ''"
    with store.write() as writing:
        for statement in (unnamed, "update account set terms_days = null, contract_number = ''", "delete from paying"):
            writing.connection.execute(statement)
    wrong = []
    for file in files(store):
        speech = evidence.speech(Case(store, file), collector="Ruth", contact=next(iter(file.contacts), None))
        language = file.account.script_language
        assert speech.values["contact"] is None
        for script in SCRIPTS:
            if script.path.startswith(f"scripts/{language}/") and "/read_back_" not in script.path:
                wrong += complaints(script, speech.fill(script), file.account.number)
    assert wrong == []


def test_examples_of_the_readme_are_those_that_scripts_are_read_with():
    readme = (ROOT / "scripts" / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `\{(\w+)[^`]*\}`[^|]*\|[^|]*\| ([^|]+) \| ([^|]+) \|$", readme, re.MULTILINE)
    shown = {name: (english.strip(), chinese.strip()) for name, english, chinese in listed}
    assert set(shown) >= wording.NAMES
    for name, (english, chinese) in shown.items():
        for language, example in (("en", english), ("zh", chinese)):
            value = EXAMPLES[language][name]
            assert value is None or str(value) in example, (name, language)
