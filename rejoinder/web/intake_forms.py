"""The form about a file that is to come in: which column is which, how it is written, what was answered."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from rejoinder import money
from rejoinder.accounts.typed import AMOUNT_SENTENCES, read_past_day
from rejoinder.errors import Problem, Refused
from rejoinder.importing.answers import Answers
from rejoinder.importing.intakes import Intake
from rejoinder.importing.layouts.synonyms import SYNONYMS
from rejoinder.importing.telling import Column
from rejoinder.web import labels
from rejoinder.web.intake_questions import NAMES, OF_COLUMN, name_of


@dataclass(frozen=True)
class Typed:
    """The form as it stands, and what is wrong with it."""

    fields: Mapping[str, str]
    problems: Mapping[str, Problem] = field(default_factory=dict)


def on_file(intake: Intake) -> Typed:
    """Open the form over what was answered and found so far."""
    answers = intake.answers
    said = {name: getattr(answers, name) for name in NAMES.values()}
    columns = {_of_place(one): one.field for one in intake.columns}
    as_of = answers.as_of.isoformat() if answers.as_of else ""
    return Typed({**said, **columns, "kind": intake.kind or answers.kind, "as_of": as_of})


def new_submission() -> str:
    """Make the id by which a file sent twice is known."""
    return uuid.uuid4().hex


def _of_place(column: Column) -> str:
    """Name the field that says what a column is."""
    return f"column-{column.place}"


def fields_of(kind: str) -> Mapping[str, str]:
    """Give by our field what it is called, for the columns of a kind of list; all, while that is unknown."""
    return {name: labels.IMPORT_FIELDS[name] for name in SYNONYMS.get(kind, labels.IMPORT_FIELDS)}


def read(intake: Intake, form: MultiDict[str, str], *, today: date, language: str) -> tuple[Answers, Typed]:
    """Read what was answered; what was not sent stays as it was."""
    fields = {**on_file(intake).fields, **{name: form[name].strip() for name in form}}
    problems: dict[str, Problem] = {}
    said: dict[str, Any] = {name: fields[name] for name in NAMES.values() if name in form}
    answers = replace(intake.answers, **said)
    if "currency" in form:
        answers = replace(answers, currency=_currency(fields["currency"], problems))
    if "as_of" in form:
        answers = replace(answers, as_of=_as_of(fields["as_of"], problems, today=today, language=language))
    if fields["kind"] and fields["kind"] != intake.kind:
        answers = replace(answers, kind=fields["kind"])
    # The fields of another kind of list are others.
    is_other = bool(intake.kind) and fields["kind"] != intake.kind
    columns = {} if is_other else _columns(intake, fields, problems)
    for question in intake.questions:
        name = name_of(question)
        if name and not fields.get(name):
            problems.setdefault(name, Refused("Answer this, too."))
    return replace(answers, columns=columns), Typed(fields, problems)


def _currency(code: str, problems: dict[str, Problem]) -> str:
    """Read a currency; it may be left to the file."""
    if code and not money.is_currency(code.upper()):
        no_currency = AMOUNT_SENTENCES["no_currency"]
        problems["currency"] = Refused(no_currency, currency=code[:20])
    return code.upper()


def _as_of(text: str, problems: dict[str, Problem], *, today: date, language: str) -> date | None:
    """Read the day of which the list speaks; it may be left to the file."""
    try:
        return read_past_day(text, today, language=language) if text else None
    except Refused as problem:
        problems["as_of"] = problem
        return None


def _columns(intake: Intake, fields: Mapping[str, str], problems: dict[str, Problem]) -> dict[str, str]:
    """Give the columns that a person chose, now or before: what was changed here wins over what was found."""
    chosen = dict(intake.answers.columns)
    changed = [one for one in intake.columns if fields.get(_of_place(one), one.field) != one.field]
    chosen |= {one.field: "" for one in changed if one.field}
    named: dict[str, str] = {}
    for one in changed:
        name = fields[_of_place(one)]
        if name in named:
            called = str(labels.IMPORT_FIELDS[name])
            problems[_of_place(one)] = Refused("Two columns cannot both be this: %(field)s.", field=called)
        elif name in fields_of(fields["kind"]):
            named[name] = _called(one, intake)
    return {**chosen, **named, **dict(_of_doubts(intake, fields))}


def _of_doubts(intake: Intake, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give the columns that were chosen as the answer to a question."""
    for question in intake.questions:
        place = fields.get(f"doubt-{question.column}", "")
        column = next((one for one in intake.columns if str(one.place) == place), None)
        if question.about.endswith(OF_COLUMN) and column is not None:
            yield question.column, _called(column, intake)


def _called(column: Column, intake: Intake) -> str:
    """Name a column by its header where no other one has it, else by its place."""
    alike = [one for one in intake.columns if one.header == column.header]
    return column.header if column.header and len(alike) == 1 else str(column.place)
