"""The blanks a script may use, and what is wrong with a script that uses them wrongly."""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from rejoinder import compliance
from rejoinder.errors import mark
from rejoinder.library import LETTER_HEADINGS, Problem, Script
from rejoinder.wording.tones import CONDITIONS, RECORDED, TONES, applies, parted

# A value is words, a number (so that the plural agrees), or nothing.
Values = Mapping[str, str | int | None]

ALWAYS = frozenset({"creditor", "account", "collector", "today"})
OVERDUE = frozenset({"open_total", "overdue_total", "oldest_days", "invoice_count", "oldest_invoice", "oldest_due_on"})
SOMETIMES = frozenset(
    {
        "contact",
        "disputed_total",
        "terms_days",
        "last_heard_on",
        "last_heard_from",
        "times_heard",
        "last_payment_on",
        "last_payment_amount",
        "last_promise_on",
        "last_promise_amount",
        "next_run_on",
        "sent_on",
        "sent_to",
        "delivered_on",
        "statement_on",
        "complaint_on",
        "contract_number",
        "approver",
    }
)
# What somebody could find out and put on file; the others have no value because nothing happened.
OF_THE_FILE = frozenset(
    {"terms_days", "next_run_on", "sent_on", "delivered_on", "statement_on", "contract_number", "approver"}
)
NUMBERS = frozenset({"oldest_days", "invoice_count", "terms_days", "times_heard"})
# The headings under which stands what is read out; the others are for the eye.
ALOUD = frozenset({"Acknowledge", "Say", "Ask", "If they insist", *LETTER_HEADINGS})
# Blanks of the sentences that read a commitment back.
COMMITMENT = frozenset(
    {
        "amount",
        "amount_capitals",
        "day",
        "method",
        "who",
        "invoices",
        "note",
        "instalments",
        "matures_on",
        "time",
    }
)
# Blanks of a letter besides those of the commitments in it.
LETTER = frozenset({"called_on", "open_total", "invoice_list"})
NAMES = ALWAYS | OVERDUE | SOMETIMES
# What the read-back of each kind can count on: it is recorded with these or not at all.
CERTAIN = {
    "promise_to_pay": frozenset({"amount", "day"}),
    "instalment_plan": frozenset({"amount", "instalments"}),
    "bill": frozenset({"amount", "day", "matures_on"}),
    "document": frozenset({"day"}),
    "dispute_details": frozenset({"day", "invoices"}),
    "call_back": frozenset({"day"}),
    "other_person": frozenset({"who"}),
    "refusal": frozenset[str](),
    "stop_contact": frozenset[str](),
}
# What the parts of a letter can count on, by their headings: a part without it is left out.
IN_LETTER = {
    "Promise to pay": CERTAIN["promise_to_pay"],
    "Instalment plan": CERTAIN["instalment_plan"],
    "Bill": CERTAIN["bill"],
    "Document": frozenset({"note", "day"}),
    "Dispute details": CERTAIN["dispute_details"],
    "Call back": CERTAIN["call_back"],
    "Other person": CERTAIN["other_person"],
    "Owed": frozenset({"open_total"}),
}

BLANK = re.compile(r"\{([a-z_]+)(?:\|([^{}]*)|:([^{}/]*)/([^{}]*))?\}")
OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_BRACE = re.compile(r"[{}]|\[\[|\]\]")

# A collector reads this much in one breath; more, and the debtor interrupts (the form in scripts/README.md).
MOST_WORDS = 45
MOST_CHARACTERS = 100
# Where nobody is known to be entitled to hear of the debt, no figure of it can be named.
DISCREET = ALWAYS | {"contact"}


def problems_of(script: Script, text: str) -> list[Problem]:
    """List what is wrong with the words of a script.

    Blanks that do not exist, may lack a value where nothing covers it, or stand in broken braces; conditions that do
    not exist; a "Say" that is too long for one breath, or empty in some tone; words that nobody may read out.
    """
    problems = [
        Problem(script.path, number, sentence, values)
        for heading, number, line in _lines(text)
        for sentence, values in (*_blank_problems(line, *_allowed(script.path, heading)), *_part_problems(line))
    ]
    return problems + _length(script, text) + _unfit(script.path, text)


def _lines(text: str) -> Iterator[tuple[str, int, str]]:
    """Give each line with its number and the heading under which it stands."""
    heading = ""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#"):
            heading = line.lstrip("#").strip()
        yield heading, number, line


def _allowed(path: str, heading: str) -> tuple[frozenset[str], frozenset[str]]:
    """Say which blanks a script may use under a heading, and which of them may have no value."""
    if "/letters/" in path:
        names = COMMITMENT | LETTER | ALWAYS | {"contact"}
        return names, names - ALWAYS - {"called_on"} - IN_LETTER.get(heading, frozenset())
    if compliance.is_discreet(path):
        return DISCREET, SOMETIMES
    _, is_read_back, kind = path.partition("/call/read_back_")
    if not is_read_back:
        return NAMES, SOMETIMES
    names = COMMITMENT | {"creditor", "account", "collector", "contact"}
    certain = CERTAIN.get(kind.removesuffix(".md"), frozenset()) | ALWAYS
    return names, names - certain


Faults = Iterator[tuple[str, Mapping[str, object]]]


def _blank_problems(line: str, known: frozenset[str], sometimes: frozenset[str]) -> Faults:
    """Give a sentence, and what is filled into it, for each blank of a line that is wrong."""
    uncovered = OPTIONAL.sub("", line)
    for blank in BLANK.finditer(line):
        name, fallback, singular = blank.group(1), blank.group(2), blank.group(3)
        if name in NAMES and name not in known:
            yield (
                mark("{%(name)s} cannot stand in this script. It is read out before, or without, that figure."),
                {"name": name},
            )
        elif name not in known:
            yield mark("There is no blank {%(name)s}. The blanks are listed in scripts/README.md."), {"name": name}
        elif singular is not None and name not in NUMBERS:
            yield mark("{%(name)s} is no number, so it has no singular and plural."), {"name": name}
        elif name in sometimes and fallback is None and blank.group() in uncovered:
            sentence = mark("{%(name)s} may have no value: write {%(name)s|other words}, or put the sentence in [[ ]].")
            yield sentence, {"name": name}
    rest = BLANK.sub("", line)
    if _BRACE.search(OPTIONAL.sub(lambda m: m.group(1), rest)):
        yield mark("A brace or a bracket is left open, or a blank is not written as {blank}."), {}


def _part_problems(line: str) -> Faults:
    """Give a sentence for each part in double brackets whose condition is none, or that has nothing to depend on."""
    for part in OPTIONAL.finditer(line):
        conditions, words = parted(part.group(1))
        unknown = sorted(conditions - CONDITIONS)
        if unknown:
            choices = ", ".join((*TONES, RECORDED))
            sentence = mark("“%(condition)s” is no condition. They are: %(choices)s.")
            yield sentence, {"condition": unknown[0], "choices": choices}
        elif not conditions and not BLANK.search(words):
            yield mark("What stands in [[ ]] has neither a blank nor a condition, so it would always be read out."), {}


def _length(script: Script, text: str) -> list[Problem]:
    """List a "Say" that in some tone is too long to be read out in one breath, or has nothing to say."""
    line = next((n for n, one in enumerate(text.split("\n"), 1) if one.strip() == "## Say"), 1)
    is_chinese = script.path.startswith("scripts/zh/")
    for tone in TONES if script.say else ():
        if not _in_tone(script.say, (tone,)).strip():
            sentence = mark("“Say” has no words for the tone “%(tone)s”.")
            return [Problem(script.path, line, sentence, {"tone": tone})]
        bare = BLANK.sub("0", _in_tone(script.say, (tone, RECORDED))).strip()
        if is_chinese and len(bare) > MOST_CHARACTERS:
            sentence = mark("“Say” has more than %(most)s characters: too long for one breath.")
            return [Problem(script.path, line, sentence, {"most": MOST_CHARACTERS})]
        if not is_chinese and len(bare.split()) > MOST_WORDS:
            sentence = mark("“Say” has more than %(most)s words: too long for one breath.")
            return [Problem(script.path, line, sentence, {"most": MOST_WORDS})]
    return []


def _in_tone(text: str, when: Collection[str]) -> str:
    """Give a text as long as it can become where some conditions hold: with every part that may be said."""

    def keep(part: re.Match[str]) -> str:
        conditions, words = parted(part.group(1))
        return words if applies(conditions, when) else ""

    return OPTIONAL.sub(keep, text)


def _unfit(path: str, text: str) -> list[Problem]:
    """List words under the headings that are read out which no collector may say, in whichever tone they come about."""
    language = path.split("/")[1]
    problems = []
    for start, lines in _sections_aloud(text):
        joined = ("" if language == "zh" else " ").join(line.strip() for line in lines)
        for words, sentence in _banned(joined, language, path).items():
            # On the line where they stand, or at the heading where they only come together in a tone or over two lines.
            place = next((n for n, line in enumerate(lines) if words in BLANK.sub("0", line)), -1)
            problems.append(Problem(path, start + 1 + place, sentence, {"words": words}))
    return problems


def _sections_aloud(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the lines under each heading that is read out, with the line of the heading."""
    lines = text.split("\n")
    headings = [number for number, line in enumerate(lines) if line.startswith("#")] + [len(lines)]
    for start, end in pairwise(headings):
        if lines[start].lstrip("#").strip() in ALOUD:
            yield start + 1, lines[start + 1 : end]


def _banned(text: str, language: str, path: str) -> Mapping[str, str]:
    """Give the words of a text that may not be said, in any tone, with the sentence that says why."""
    texts = {BLANK.sub("0", _in_tone(text, (tone, RECORDED))) for tone in TONES}
    found = (one for each in sorted(texts) for one in compliance.unfit(each, language=language, path=path))
    return {one.words: one.sentence for one in found}
