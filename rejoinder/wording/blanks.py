"""The blanks a script may use, and what is wrong with a script that uses them wrongly."""

import re
from collections.abc import Iterator, Mapping

from rejoinder.errors import mark
from rejoinder.library import Problem, Script

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
        "times_heard",
        "last_payment_on",
        "last_payment_amount",
        "last_promise_on",
        "last_promise_amount",
        "next_run_on",
    }
)
NUMBERS = frozenset({"oldest_days", "invoice_count", "terms_days", "times_heard"})
# Blanks of the sentences that read a commitment back.
COMMITMENT = frozenset({"amount", "amount_capitals", "day", "method", "who", "invoices", "note"})
NAMES = ALWAYS | OVERDUE | SOMETIMES
# What the read-back of each kind can count on: it is recorded with these or not at all.
CERTAIN = {
    "promise_to_pay": frozenset({"amount", "day"}),
    "document": frozenset({"day"}),
    "dispute_details": frozenset({"day", "invoices"}),
    "call_back": frozenset({"day"}),
    "other_person": frozenset({"who"}),
    "refusal": frozenset[str](),
    "stop_contact": frozenset[str](),
}

BLANK = re.compile(r"\{([a-z_]+)(?:\|([^{}]*)|:([^{}/]*)/([^{}]*))?\}")
OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_BRACE = re.compile(r"[{}]|\[\[|\]\]")

# A collector reads this much in one breath; more, and the debtor interrupts (the form in scripts/README.md).
MOST_WORDS = 45
MOST_CHARACTERS = 100


def problems_of(script: Script, text: str) -> list[Problem]:
    """List blanks that do not exist, may lack a value where nothing covers it, or stand in broken braces."""
    known, sometimes = _allowed(script.path)
    problems = [
        Problem(script.path, number, sentence, values)
        for number, line in enumerate(text.split("\n"), 1)
        for sentence, values in _line_problems(line, known, sometimes)
    ]
    return problems + _length(script, text)


def _allowed(path: str) -> tuple[frozenset[str], frozenset[str]]:
    """Say which blanks a script may use, and which of them may have no value."""
    _, is_read_back, kind = path.partition("/call/read_back_")
    if not is_read_back:
        return NAMES, SOMETIMES
    names = COMMITMENT | {"creditor", "account", "collector", "contact"}
    certain = CERTAIN.get(kind.removesuffix(".md"), frozenset()) | ALWAYS
    return names, names - certain


def _line_problems(
    line: str, known: frozenset[str], sometimes: frozenset[str]
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Give a sentence, and what is filled into it, for each thing that is wrong in a line."""
    uncovered = OPTIONAL.sub("", line)
    for blank in BLANK.finditer(line):
        name, fallback, singular = blank.group(1), blank.group(2), blank.group(3)
        if name not in known:
            yield mark("There is no blank {%(name)s}. The blanks are listed in scripts/README.md."), {"name": name}
        elif singular is not None and name not in NUMBERS:
            yield mark("{%(name)s} is no number, so it has no singular and plural."), {"name": name}
        elif name in sometimes and fallback is None and blank.group() in uncovered:
            sentence = mark("{%(name)s} may have no value: write {%(name)s|other words}, or put the sentence in [[ ]].")
            yield sentence, {"name": name}
    rest = BLANK.sub("", line)
    if _BRACE.search(OPTIONAL.sub(lambda m: m.group(1), rest)):
        yield mark("A brace or a bracket is left open, or a blank is not written as {blank}."), {}


def _length(script: Script, text: str) -> list[Problem]:
    """List a "Say" that is too long to be read out in one breath."""
    bare = BLANK.sub("0", script.say)
    too_long = len(bare) > MOST_CHARACTERS if script.path.startswith("scripts/zh/") else len(bare.split()) > MOST_WORDS
    if not too_long:
        return []
    line = next((n for n, one in enumerate(text.split("\n"), 1) if one.strip() == "## Say"), 1)
    if script.path.startswith("scripts/zh/"):
        sentence, most = mark("“Say” has more than %(most)s characters: too long for one breath."), MOST_CHARACTERS
    else:
        sentence, most = mark("“Say” has more than %(most)s words: too long for one breath."), MOST_WORDS
    return [Problem(script.path, line, sentence, {"most": most})]
