"""The blanks a script may use, and what is wrong with a script that uses them wrongly."""

import re
from collections.abc import Iterator, Mapping

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
    }
)
NUMBERS = frozenset({"oldest_days", "invoice_count", "terms_days", "times_heard"})
# Blanks of the sentences that read a commitment back.
COMMITMENT = frozenset({"amount", "amount_capitals", "day", "method", "who", "invoices", "note"})
NAMES = ALWAYS | OVERDUE | SOMETIMES

BLANK = re.compile(r"\{([a-z_]+)(?:\|([^{}]*)|:([^{}/]*)/([^{}]*))?\}")
OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_BRACE = re.compile(r"[{}]|\[\[|\]\]")

# A collector reads this much in one breath; more, and the debtor interrupts (the form in scripts/README.md).
MOST_WORDS = 45
MOST_CHARACTERS = 100


def problems_of(script: Script, text: str) -> list[Problem]:
    """List blanks that do not exist, may lack a value where nothing covers it, or stand in broken braces."""
    known = COMMITMENT | NAMES if "/call/" in script.path else NAMES
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        problems += [Problem(script.path, number, sentence) for sentence in _line_problems(line, known)]
    return problems + _length(script, text)


def _line_problems(line: str, known: frozenset[str]) -> Iterator[str]:
    """Give a sentence for each thing that is wrong in a line."""
    uncovered = OPTIONAL.sub("", line)
    for blank in BLANK.finditer(line):
        name, fallback, singular = blank.group(1), blank.group(2), blank.group(3)
        if name not in known:
            yield f"There is no blank {{{name}}}. The blanks are listed in scripts/README.md."
        elif singular is not None and name not in NUMBERS:
            yield f"{{{name}}} is no number, so it has no singular and plural."
        elif name in SOMETIMES and fallback is None and blank.group() in uncovered:
            yield f"{{{name}}} may have no value: write {{{name}|other words}}, or put the sentence in [[ ]]."
    rest = BLANK.sub("", line)
    if _BRACE.search(OPTIONAL.sub(lambda m: m.group(1), rest)):
        yield "A brace or a bracket is left open, or a blank is not written as {blank}."


def _length(script: Script, text: str) -> list[Problem]:
    """List a "Say" that is too long to be read out in one breath."""
    bare = BLANK.sub("0", script.say)
    too_long = len(bare) > MOST_CHARACTERS if script.path.startswith("scripts/zh/") else len(bare.split()) > MOST_WORDS
    if not too_long:
        return []
    line = next((n for n, one in enumerate(text.split("\n"), 1) if one.strip() == "## Say"), 1)
    limit = f"{MOST_CHARACTERS} characters" if script.path.startswith("scripts/zh/") else f"{MOST_WORDS} words"
    return [Problem(script.path, line, f"“Say” has more than {limit}: too long to read out in one breath.")]
