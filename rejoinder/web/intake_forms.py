"""The form about a file that is to come in: what is asked about it, which column is which, and what was answered."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from flask_babel import gettext, ngettext
from werkzeug.datastructures import MultiDict

from rejoinder import dates, money
from rejoinder.accounts.typed import AMOUNT_SENTENCES, read_past_day
from rejoinder.errors import Problem, Refused
from rejoinder.importing.answers import Answers
from rejoinder.importing.days import read_day
from rejoinder.importing.intakes import Intake
from rejoinder.importing.report import Question
from rejoinder.importing.synonyms import SYNONYMS
from rejoinder.importing.telling import Column
from rejoinder.web import labels

# By what a question is about, the field that answers it.
NAMES = {
    "encoding": "encoding",
    "sheet": "sheet",
    "currency": "currency",
    "date order": "dates",
    "decimal sign": "decimal",
    "repeated invoices": "repeated",
    "leading zeros": "zeros",
    "missing invoices": "missing",
}
OF_COLUMN = " column"
# As many numbers are named in a question.
MOST_NAMED = 3


@dataclass(frozen=True)
class Choice:
    """One answer to a question: its words, and what it makes of the file's own figures."""

    value: str
    words: str
    example: str = ""


@dataclass(frozen=True)
class Asked:
    """A question as the page puts it; without choices it is answered by a field."""

    name: str
    words: str
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    proposed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Typed:
    """The form as it stands, and what is wrong with it."""

    fields: Mapping[str, str]
    problems: Mapping[str, Problem] = field(default_factory=dict)


def on_file(intake: Intake) -> Typed:
    """Open the form over what was answered and found so far."""
    answers = intake.answers
    said = {name: getattr(answers, name) for name in (*NAMES.values(), "currency")}
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


# Putting questions ----------------------------------------------------------------------------------------------------


def ask(intake: Intake, language: str) -> tuple[Asked, ...]:
    """Put the questions about a file into words, with what each answer makes of it."""
    return tuple(_ask(one, intake, language) for one in intake.questions if _name_of(one))


def _name_of(question: Question) -> str:
    """Name the field that answers a question."""
    if question.about.endswith(OF_COLUMN):
        return f"doubt-{question.column}"
    return NAMES.get(question.about, "")


def _ask(question: Question, intake: Intake, language: str) -> Asked:
    """Put one question into words."""
    name = _name_of(question)
    if name == "dates":
        return _ask_order(question, intake, language)
    if name == "decimal":
        return _ask_decimal(question, intake)
    if name.startswith("doubt-"):
        return _ask_column(question, intake)
    if name == "encoding":
        choices = tuple(
            Choice(one, labels.ENCODINGS[one], _legible(intake, question.choices[-1], one)) for one in question.choices
        )
        return Asked(name, gettext("The file does not say how its letters are written. Which of these can you read?"), choices)
    if name == "sheet":
        choices = tuple(Choice(one, one) for one in question.choices)
        return Asked(name, gettext("Several sheets hold a list. Which one shall come in?"), choices)
    if name == "currency":
        hint = gettext("Its three letters, such as USD or CNY.")
        words = gettext("Some amounts have no currency. Which one are they in?")
        if not question.column:
            words = gettext("The file does not say in which currency its amounts are. Which one is it?")
        return Asked(name, words, (), hint, question.choices)
    return _ask_about_invoices(name, question)


def _ask_about_invoices(name: str, question: Question) -> Asked:
    """Ask what becomes of invoices that stand there twice, otherwise, or not at all."""
    figures = {"count": f"{question.count:,}", "of": f"{question.of:,}", "examples": _named(question)}
    if name == "repeated":
        words = ngettext(
            "%(count)s invoice stands in several rows with different figures: %(examples)s. What counts?",
            "%(count)s invoices stand in several rows with different figures: %(examples)s. What counts?",
            question.count,
            **figures,
        )
        return Asked(name, words, _choices(question, labels.REPEATED))
    if name == "zeros":
        words = ngettext(
            "%(count)s number is in the book already but for zeros in front: %(examples)s. Is it the same?",
            "%(count)s numbers are in the book already but for zeros in front: %(examples)s. Are they the same?",
            question.count,
            **figures,
        )
        return Asked(name, words, _choices(question, labels.ZEROS))
    words = ngettext(
        "%(count)s of %(of)s open invoices is not in this list: %(examples)s. Has it been settled?",
        "%(count)s of %(of)s open invoices are not in this list: %(examples)s. Have they been settled?",
        question.count,
        **figures,
    )
    return Asked(name, words, _choices(question, labels.MISSING))


def _named(question: Question) -> str:
    """Name the first examples."""
    first = [one[:60] for one in question.examples[:MOST_NAMED]]
    return ", ".join(first) + (", …" if question.count > len(first) else "")


def _choices(question: Question, words: Mapping[str, object]) -> tuple[Choice, ...]:
    """Give the choices of a question with their words."""
    return tuple(Choice(one, str(words.get(one, one))) for one in question.choices)


def _samples(intake: Intake, header: str) -> tuple[str, ...]:
    """Give the first values of a column."""
    return next((one.samples for one in intake.columns if one.header == header), ())


def _ask_order(question: Question, intake: Intake, language: str) -> Asked:
    """Ask for the order of dates, by a date of the file that means two days."""
    example = next((one for one in _samples(intake, question.column) if _day(one, "dmy") != _day(one, "mdy")), "")
    choices = tuple(
        Choice(one, str(labels.DATE_ORDERS[one]), _shown(_day(example, one), language)) for one in question.choices
    )
    if not example:
        return Asked("dates", gettext("Dates in “%(column)s” can be read in two ways. Which is right?", column=question.column), choices)
    words = gettext(
        "Dates in “%(column)s” can be read in two ways. Which day is %(example)s?",
        column=question.column,
        example=example,
    )
    return Asked("dates", words, choices)


def _day(cell: str, order: str) -> date | None:
    """Read a date in an order, if it is one."""
    try:
        return read_day(cell, order)  # type: ignore[arg-type]
    except Problem:
        return None


def _shown(day: date | None, language: str) -> str:
    return dates.shown(day, language) if day else ""


def _ask_decimal(question: Question, intake: Intake) -> Asked:
    """Ask for the decimal sign, by an amount of the file that could be two."""
    example = next((one for one in _samples(intake, question.column) if "," in one or "." in one), "")
    choices = tuple(
        Choice(one, str(labels.DECIMAL_SIGNS[one]), _figure(example, one) if example else "")
        for one in question.choices
    )
    words = gettext(
        "Amounts in “%(column)s” can be read in two ways. How much is %(example)s?",
        column=question.column,
        example=example or "1,234",
    )
    return Asked("decimal", words, choices)


def _figure(cell: str, decimal: str) -> str:
    """Write an amount as it is meant with a decimal sign, without dividing thousands; nothing where it is none."""
    other = "," if decimal == "." else "."
    digits = "".join(one for one in cell if one.isdigit() or one in ".,")
    try:
        return f"{Decimal(digits.replace(other, '').replace(decimal, '.')):f}"
    except ArithmeticError:
        return ""


def _ask_column(question: Question, intake: Intake) -> Asked:
    """Ask which of several columns one of our fields is."""
    choices = []
    taken: set[int] = set()
    for header in question.choices:
        column = next((one for one in intake.columns if one.header == header and one.place not in taken), None)
        if column is not None:
            taken.add(column.place)
            choices.append(Choice(str(column.place), " · ".join(column.samples), header[:80]))
    called = str(labels.IMPORT_FIELDS[question.column])
    return Asked(_name_of(question), gettext("Several columns could be this: %(field)s. Which one is it?", field=called), tuple(choices))


def _legible(intake: Intake, written: str, meant: str) -> str:
    """Show some words of the file, which were read in one encoding, in another one."""
    words = (one for column in intake.columns for one in (column.header, *column.samples) if not one.isascii())
    read = (one.encode(written, "ignore").decode(meant, "replace") for one, _ in zip(words, range(4), strict=False))
    return " · ".join(read)


# Reading answers ------------------------------------------------------------------------------------------------------


def read(
    intake: Intake, form: MultiDict[str, str], *, today: date, language: str
) -> tuple[Answers, Typed]:
    """Read what was answered; what was not sent stays as it was."""
    fields = {**on_file(intake).fields, **{name: form[name].strip() for name in form}}
    problems: dict[str, Problem] = {}
    answers = replace(intake.answers, **{name: fields[name] for name in NAMES.values() if name in form})
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
        name = _name_of(question)
        if name and not fields.get(name):
            problems.setdefault(name, Refused("Answer this, too."))
    return replace(answers, columns=columns), Typed(fields, problems)


def _currency(code: str, problems: dict[str, Problem]) -> str:
    """Read a currency; it may be left to the file."""
    if code and not money.is_currency(code.upper()):
        problems["currency"] = Refused(AMOUNT_SENTENCES["no_currency"], currency=code[:20])
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
