"""What came in and somebody should look at all the same: each kind once, with how often and where."""

from collections.abc import Iterator, Mapping

from rejoinder.errors import Problem, Refused, mark
from rejoinder.importing.amounts import Decimal, read_amount
from rejoinder.importing.report import Notice, decimal_of
from rejoinder.store import Row, Writing

# As many lines are named with a notice.
MOST_NAMED = 5

NO_AMOUNTS = mark("The column “%(column)s” holds no amounts, so it is not read.")
NOT_BILLED = mark("The column “%(column)s” holds no amounts. It is not read, and what is open counts as the amount.")


def of_invoices(
    stage: Writing, *, decimal: Decimal | None, has_numbers: bool, wordy: Mapping[str, str]
) -> tuple[Notice, ...]:
    """Give the notices of a list of invoices; `wordy` columns of amounts hold none."""
    early = stage.all("stage_due_before_issue")
    flags = {row["name"] for row in stage.all("stage_flags")}
    shared = stage.all("stage_shared_numbers") if "same_number" in flags else []
    varying = stage.all("stage_varying_names")
    credits = stage.all("stage_credits")
    undated = stage.all("stage_due_at_once") if "no due" in flags else []
    unissued = stage.all("stage_lines_in") if "no issued" in flags else []
    unnumbered = stage.all("stage_unnumbered") if "unnumbered" in flags else []
    nameless = stage.all("stage_nameless") if has_numbers else []
    found = (
        _notice(mark("The due date is before the invoice date."), early),
        _notice(mark("Two customers have an invoice of the same number. They are kept apart."), shared),
        _notice(mark("One customer number stands with several names. The first name counts."), varying),
        _notice(mark("A customer without a number comes in under the name."), nameless),
        _notice(mark("An amount below zero comes in as a credit note."), credits),
        _notice(mark("A credit note without a number is known by its date."), unnumbered),
        _notice(mark("The list has no due dates. Where no terms are known, an invoice is due on its date."), undated),
        _notice(mark("The list has no invoice dates. They are reckoned from the due dates."), unissued),
    )
    return (*_unread(wordy), *(one for one in found if one), *_totals(stage, decimal))


def _unread(wordy: Mapping[str, str]) -> Iterator[Notice]:
    """Say which columns of amounts were not read, as all that stands in them are words."""
    for name, header in wordy.items():
        yield Notice(Refused(NOT_BILLED if name == "amount" else NO_AMOUNTS, column=header))


def of_payments(stage: Writing, *, decimal: Decimal | None) -> tuple[Notice, ...]:
    """Give the notices of a list of payments."""
    return (*of_remarks(stage), *_totals(stage, decimal, "paid"))


def of_remarks(stage: Writing) -> tuple[Notice, ...]:
    """Give what was remarked of single rows, each sentence once."""
    found: dict[str, list[Row]] = {}
    for row in stage.all("stage_remarks"):
        found.setdefault(row["sentence"], []).append(row)
    notices = (_notice(sentence, rows) for sentence, rows in found.items())
    return tuple(one for one in notices if one)


def _notice(sentence: str, rows: list[Row]) -> Notice | None:
    """Make a notice, if it has any row."""
    lines = tuple(row["line"] for row in rows[:MOST_NAMED])
    return Notice(Refused(sentence), len(rows), lines) if rows else None


def _totals(stage: Writing, decimal: Decimal | None, rows_of: str = "stage") -> Iterator[Notice]:
    """Compare rows of sums with the rows above them: since the sum before, or from the first on.

    Real exports have sums of zero under rows that are not, so that they only tell somebody to look.
    """
    currencies = [row["currency"] for row in stage.all(f"{rows_of}_currencies")]
    sums = stage.all("stage_summed") if len(currencies) == 1 else []
    rows = iter(stage.all(f"{rows_of}_sums") if sums else ())
    row = next(rows, None)
    whole = part = 0
    for one in sums:
        while row is not None and row["line"] < one["line"]:
            whole, part = whole + row["minor"], part + row["minor"]
            row = next(rows, None)
        said = _read(one["cells"], currencies[0], decimal)
        if said is not None and said not in (whole, part):
            yield Notice(_differs(one["label"], said, part, whole, currencies[0]), 1, (one["line"],))
        part = 0


def _read(cell: str, currency: str, decimal: Decimal | None) -> int | None:
    """Read a sum, or nothing where there is none."""
    try:
        return read_amount(cell, currency, decimal=decimal or ".")
    except Problem:
        return None


def _differs(label: str, said: int, part: int, whole: int, currency: str) -> Problem:
    """Say how a sum differs from its rows."""
    sentence = mark("“%(label)s” says %(said)s, but the rows above it add up to %(sum)s. The rows count.")
    # Of the two sums the one that is nearer is the one that was meant.
    nearer = min((part, whole), key=lambda one: abs(one - said))
    return Refused(sentence, label=label[:60], said=figure(said, currency), sum=figure(nearer, currency))


def figure(amount_minor: int, currency: str) -> str:
    """Write a sum as a plain decimal with its currency, readable in either language."""
    return f"{decimal_of(amount_minor, currency)} {currency}"
