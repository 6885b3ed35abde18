"""Comparing the stage with the book: what each row changes, what is refused for it, what has disappeared."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from rejoinder.errors import Problem, Refused, mark
from rejoinder.importing.answers import MISSING, REPEATED, Answers
from rejoinder.importing.report import Question
from rejoinder.store import Row, Writing, stamp

if TYPE_CHECKING:
    from rejoinder.importing.preparing import Prepared

# Behind every day a ledger can name.
NO_DAY = "9999-12-31"

# From so many vanished invoices on, and so large a part of the open ones, a list looks like a part of the ledger: a
# firm that is paid daily loses a few in a hundred from one list to the next.
FEW = 5
USUAL_SHARE = 0.25

OTHER_CURRENCY = mark("This invoice is in the book already, in %(currency)s.")
SAME_AGAIN = mark("Another row says the same of this invoice.")
ROW_COUNTS = {
    "first": mark("The first row of this invoice counts, in line %(line)d."),
    "last": mark("The last row of this invoice counts, in line %(line)d."),
    "sum": mark("It is added to the first row of this invoice, in line %(line)d."),
    "refuse": mark("This customer's invoice of this number stands in line %(line)d already, with other figures."),
}


@dataclass(frozen=True)
class Scope:
    """What a file is compared with: whose book (no id: a new creditor's), and of which day it speaks."""

    creditor_id: int | None
    day: date
    as_of: date | None
    now: datetime

    @property
    def last_day(self) -> str:
        """The day after which nothing had happened yet."""
        return self.as_of.isoformat() if self.as_of else NO_DAY


Contents = Callable[[Iterable[int]], Mapping[int, str]]


@dataclass(frozen=True)
class Aside:
    """Writes down rows that stand on the stage and do not come in; `contents` reads their cells in the file again."""

    stage: Writing
    contents: Contents

    def put(
        self, state: str, lines: Mapping[int, Problem], *, column: str = "", values: Mapping[int, str] | None = None
    ) -> None:
        """Set rows aside, each with its reason."""
        cells = self.contents(lines)
        rows = [
            (line, state, "", "", column, (values or {}).get(line, ""), problem.sentence,
             json.dumps(problem.values, ensure_ascii=False), cells.get(line, "[]"))
            for line, problem in lines.items()
        ]  # fmt: skip
        self.stage.connection.executemany("insert into stage.aside values (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def settle_repeated(stage: Writing, aside: Aside, prepared: Prepared) -> tuple[Question, ...]:
    """Leave one row of each invoice: rows that say the same are skipped, others are as was answered, or asked about.

    Where each row is one line of an invoice, only all of them together have its amount, also two that are alike.
    """
    is_by_line = prepared.is_by_line and prepared.answers.repeated in ("", "sum")
    answer = "sum" if is_by_line else prepared.answers.repeated
    stage.run("stage_index_entries")
    rows = stage.all("stage_repeated")
    same = [] if is_by_line else [row for row in rows if row["is_same"]]
    aside.put("skipped", {row["line"]: Refused(SAME_AGAIN) for row in same})
    _drop(stage, same)
    others = rows if is_by_line else [row for row in rows if not row["is_same"]]
    if others and not answer:
        numbers = tuple(dict.fromkeys(row["number"] for row in others))
        return (Question("repeated invoices", REPEATED, examples=numbers[:5], count=len(numbers)),)
    _choose(stage, aside, others, answer, column=prepared.columns.name("number"))
    return ()


def _choose(stage: Writing, aside: Aside, rows: list[Row], answer: str, *, column: str) -> None:
    """Let the row count that was chosen of each invoice."""
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["first_line"], []).append(row)
    left: dict[int, Problem] = {}
    for first, group in groups.items():
        lines = [first, *(row["line"] for row in group)]
        kept = lines[-1] if answer == "last" else first
        left |= {line: Refused(ROW_COUNTS[answer], line=kept) for line in lines if line != kept}
        if answer == "sum":
            for row in group:
                stage.run("stage_add_up", first_line=first, line=row["line"])
    numbers = {line: row["number"] for row in rows for line in (row["line"], row["first_line"])}
    aside.put("refused" if answer == "refuse" else "skipped", left, column=column, values=numbers)
    for line in left:
        stage.run("stage_drop_line", line=line)


def _drop(stage: Writing, rows: list[Row]) -> None:
    """Take rows off the stage."""
    for row in rows:
        stage.run("stage_drop_line", line=row["line"])


def join_customers(stage: Writing) -> bool:
    """Gather what the rows of each customer say; say whether one that lacks its number in some rows was joined."""
    stage.run("stage_names")
    named = stage.all("stage_named")
    for row in named:
        stage.run("stage_is_other", id=row["id"], other=row["other"])
    # Days that are reckoned themselves prove no terms.
    reckoned = () if _unsaid(stage) else ("stage_reckoned_terms",)
    for name in ("stage_collectors", *reckoned, "stage_terms"):
        stage.run(name)
    return bool(named)


def _unsaid(stage: Writing) -> set[str]:
    """Say which days the list has no column for."""
    return {row["name"] for row in stage.all("stage_flags")} & {"no issued", "no due"}


def keep_days(stage: Writing) -> None:
    """Where a list has no column for a day, let the book's own stand, and the terms it knows."""
    unsaid = _unsaid(stage)
    if "no issued" in unsaid:
        stage.run("stage_keep_issued")
    if "no due" in unsaid:
        stage.run("stage_due_by_terms")
        stage.run("stage_keep_due")


def match_accounts(stage: Writing, creditor_id: int, answers: Answers, *, has_numbers: bool) -> Question | None:
    """Find each customer's account: by number, by name where there are no numbers; zeros in front are asked about."""
    stage.run("stage_accounts_by_number", creditor_id=creditor_id)
    stage.run("stage_accounts_once_named" if has_numbers else "stage_accounts_by_name", creditor_id=creditor_id)
    alike = stage.all("stage_zeros", creditor_id=creditor_id)
    if alike and not answers.zeros:
        return _zeros_question(alike)
    for row in alike if answers.zeros == "same" else ():
        stage.run("stage_take_account", id=row["id"], account_id=row["account_id"])
    return None


def number_accounts(stage: Writing) -> None:
    """Give customers without an account the ids that follow those in use; they hold as long as the book stays so."""
    stage.run("stage_number_accounts", after=(stage.one("last_ids") or {})["account"])
    chinese = [(row["id"],) for row in stage.all("stage_unnamed_languages") if _is_chinese(row["name"])]
    stage.connection.executemany("update stage.customer set is_chinese = 1 where id = ?", chinese)


def _is_chinese(name: str) -> bool:
    """Say whether a name has Chinese characters, so that its scripts are first shown in Chinese."""
    return any("\u4e00" <= character <= "\u9fff" for character in name)


def match_numbers(stage: Writing, answers: Answers) -> Question | None:
    """Find invoices whose number is known but for zeros in front."""
    alike = stage.all("stage_zeros_of_invoices")
    if alike and not answers.zeros:
        return _zeros_question(alike)
    if answers.zeros == "same":
        for row in alike:
            stage.run("stage_take_number", line=row["line"], number=row["known_number"])
    return None


def _zeros_question(alike: list[Row]) -> Question:
    """Ask whether numbers that differ only by zeros in front mean the same."""
    examples = tuple(f"{row['number']} / {row['known_number']}" for row in alike[:5])
    return Question("leading zeros", ("same", "different"), examples=examples, count=len(alike))


def compare(stage: Writing, aside: Aside, scope: Scope, *, currency_column: str) -> None:
    """Work out what each row changes; rows that the book has in another currency are refused."""
    for name in ("stage_clear_changes", "stage_clear_vanished", "stage_clear_taken_back"):
        stage.run(name)
    stage.run("stage_clear_other_currency", reason=OTHER_CURRENCY)
    about = {"day": scope.day.isoformat(), "last_day": scope.last_day}
    if scope.creditor_id is not None:
        stage.run("stage_take_back", **about)
    # Counted from the first row on, so that the first new invoice has the next id.
    after = (stage.one("last_ids") or {})["invoice"] + 1 - (stage.one("stage_first_line") or {})["line"]
    stage.run("stage_compare_new", last_day=scope.last_day, after=after)
    stage.run("stage_compare_known", **about, now=stamp(scope.now))
    others = {row["line"]: row["other_currency"] for row in stage.all("stage_refused_currency")}
    problems = {line: Refused(OTHER_CURRENCY, currency=code) for line, code in others.items()}
    aside.put("refused", problems, column=currency_column)
    stage.run("stage_forget_refused")
    for name in ("stage_clear_open_days", "stage_open_days", "stage_oldest_days"):
        stage.run(name)


def find_vanished(stage: Writing, scope: Scope, answers: Answers) -> tuple[Question, ...]:
    """Find open invoices that a list of open items does not name any more: they are settled, or asked about."""
    if scope.creditor_id is None or answers.missing == "kept":
        return ()
    stage.run("stage_vanish", creditor_id=scope.creditor_id, day=scope.day.isoformat(), now=stamp(scope.now))
    found = stage.one("stage_vanished_of", creditor_id=scope.creditor_id) or {}
    if answers.missing == "settled" or not found["vanished"] or not _looks_partial(found):
        return ()
    examples = tuple(row["number"] for row in stage.all("stage_vanished_first"))
    return (Question("missing invoices", MISSING, examples=examples, count=found["vanished"], of=found["open"]),)


def _looks_partial(found: Row) -> bool:
    """Say whether more has disappeared than is usual from one list to the next."""
    vanished, is_open = found["vanished"], found["open"]
    is_many = vanished > max(FEW, is_open * USUAL_SHARE) or (is_open >= FEW and vanished * 2 > is_open)
    return bool(is_many or found["currencies_gone"] or found["is_of_one"] or found["unnamed"])
