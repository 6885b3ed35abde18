"""The questions about a file that is to come in, in words, with what each answer makes of the file's own figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext, ngettext

from rejoinder import dates
from rejoinder.errors import Problem
from rejoinder.importing.days import ORDERS, read_day
from rejoinder.importing.intakes import Intake
from rejoinder.importing.report import Question
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


def ask(intake: Intake, language: str) -> tuple[Asked, ...]:
    """Put the questions about a file into words, with what each answer makes of it."""
    return tuple(_ask(one, intake, language) for one in intake.questions if name_of(one))


def name_of(question: Question) -> str:
    """Name the field that answers a question."""
    if question.about.endswith(OF_COLUMN):
        return f"doubt-{question.column}"
    return NAMES.get(question.about, "")


def _ask(question: Question, intake: Intake, language: str) -> Asked:
    """Put one question into words."""
    if question.about.endswith(OF_COLUMN):
        return _ask_column(question, intake)
    if question.about == "date order":
        return _ask_order(question, intake, language)
    if question.about == "decimal sign":
        return _ask_decimal(question, intake)
    if question.about == "encoding":
        return _ask_encoding(question, intake)
    if question.about == "currency":
        return _ask_currency(question)
    if question.about == "sheet":
        choices = tuple(Choice(one, one) for one in question.choices)
        return Asked("sheet", gettext("Several sheets hold a list. Which one shall come in?"), choices)
    return _ask_about_invoices(name_of(question), question, language)


def _ask_encoding(question: Question, intake: Intake) -> Asked:
    """Ask how a file is written, by some of its words in either way; it was read in the last one."""
    written = question.choices[-1]
    choices = (Choice(one, str(labels.ENCODINGS[one]), _legible(intake, written, one)) for one in question.choices)
    words = gettext("The file does not say how its letters are written. Which of these can you read?")
    return Asked("encoding", words, tuple(choices))


def _ask_currency(question: Question) -> Asked:
    """Ask for the currency of amounts that name none."""
    if question.column:
        words = gettext("Some amounts have no currency. Which one are they in?")
    else:
        words = gettext("The file does not say in which currency its amounts are. Which one is it?")
    return Asked("currency", words, (), gettext("Its three letters, such as USD or CNY."), question.choices)


def _ask_about_invoices(name: str, question: Question, language: str) -> Asked:
    """Ask what becomes of invoices that stand there twice, otherwise, or not at all."""
    figures = {"count": f"{question.count:,}", "of": f"{question.of:,}", "examples": _named(question, language)}
    if name == "repeated":
        words = ngettext(
            "%(count)s invoice stands in several rows with different figures (%(examples)s). What counts?",
            "%(count)s invoices stand in several rows with different figures (%(examples)s). What counts?",
            question.count,
            **figures,
        )
        return Asked(name, words, _choices(question, labels.REPEATED))
    if name == "zeros":
        words = ngettext(
            "%(count)s number is in the book already but for zeros in front (%(examples)s). Is it the same?",
            "%(count)s numbers are in the book already but for zeros in front (%(examples)s). Are they the same?",
            question.count,
            **figures,
        )
        return Asked(name, words, _choices(question, labels.ZEROS))
    words = ngettext(
        "%(count)s of %(of)s open invoices is not in this list (%(examples)s). Has it been settled?",
        "%(count)s of %(of)s open invoices are not in this list (%(examples)s). Have they been settled?",
        question.count,
        **figures,
    )
    return Asked(name, words, _choices(question, labels.MISSING))


def _named(question: Question, language: str) -> str:
    """Name the first examples, as the language lists them."""
    first = [one[:60] for one in question.examples[:MOST_NAMED]]
    return ("、" if language == "zh" else ", ").join((*first, "…") if question.count > len(first) else first)


def _choices(question: Question, words: Mapping[str, object]) -> tuple[Choice, ...]:
    """Give the choices of a question with their words."""
    return tuple(Choice(one, str(words.get(one, one))) for one in question.choices)


def _samples(intake: Intake, header: str) -> tuple[str, ...]:
    """Give the first values of a column."""
    return next((one.samples for one in intake.columns if one.header == header), ())


def _ask_order(question: Question, intake: Intake, language: str) -> Asked:
    """Ask for the order of dates, by a date of the file that means two days."""
    samples = _samples(intake, question.column)
    example = next((one for one in samples if _day(one, "dmy") != _day(one, "mdy")), "")
    choices = tuple(
        Choice(one, str(labels.DATE_ORDERS[one]), _shown(_day(example, one), language)) for one in question.choices
    )
    about = {"column": question.column, "example": example}
    words = gettext("Dates in “%(column)s” can be read in two ways. Which is right?", **about)
    if example:
        words = gettext("Dates in “%(column)s” can be read in two ways. Which day is %(example)s?", **about)
    return Asked("dates", words, choices)


def _day(cell: str, order: str) -> date | None:
    """Read a date in an order, if it is one."""
    try:
        return read_day(cell, next(one for one in ORDERS if one == order))
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
    words = gettext("Several columns could be this: %(field)s. Which one is it?", field=called)
    return Asked(name_of(question), words, tuple(choices))


def _legible(intake: Intake, written: str, meant: str) -> str:
    """Show some words of the file, which were read in one encoding, in another one."""
    words = (one for column in intake.columns for one in (column.header, *column.samples) if not one.isascii())
    read = (one.encode(written, "ignore").decode(meant, "replace") for one, _ in zip(words, range(4), strict=False))
    return " · ".join(read)
