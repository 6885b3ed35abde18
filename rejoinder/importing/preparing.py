"""Preparing an import: a file is opened, its table found, read onto a stage and compared with the book."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from rejoinder.dates import today_in
from rejoinder.errors import Refused
from rejoinder.importing import lists
from rejoinder.importing.amounts import Decimal
from rejoinder.importing.answers import Answers, from_json
from rejoinder.importing.choices import Creditor, Survey, choose_creditor, choose_manner
from rejoinder.importing.comparing import Aside, Contents, Scope
from rejoinder.importing.files.opening import Sheet, SourceFile, open_file
from rejoinder.importing.layouts.columns import Columns
from rejoinder.importing.layouts.finding import LINES_READ, Layout, find_layout
from rejoinder.importing.layouts.headers import find_header
from rejoinder.importing.lines import text_of
from rejoinder.importing.reading import Manner
from rejoinder.importing.report import Question
from rejoinder.importing.staging import Stage
from rejoinder.importing.tables import Table
from rejoinder.store import Row, Store, Writing


class Asked(Exception):
    """Ends the preparation with what must be answered first; `rows` of the table, as far as they were counted."""

    def __init__(self, questions: tuple[Question, ...], rows: int = 0) -> None:
        super().__init__(questions)
        self.questions = questions
        self.rows = rows


@dataclass(frozen=True)
class Prepared:
    """A file that stands compared on its stage: whose ledger, of what kind and day, and what was answered about it.

    `moment` tells whether the book has changed since. All of it can be written down, so that another process enters it.
    """

    file_name: str
    digest: str
    kind: str
    columns: Columns
    has_buckets: bool
    is_by_line: bool
    answers: Answers
    creditor: Creditor
    day: date
    now: datetime
    decimal: Decimal | None
    rows: int
    moment: Row

    @property
    def scope(self) -> Scope:
        """What it is compared with."""
        return Scope(self.creditor.id, self.day, self.answers.as_of, self.now)

    @property
    def header(self) -> str:
        """Give a digest of its header, by which tomorrow's file is known."""
        return header_digest(self.columns.header)


def header_digest(names: tuple[str, ...]) -> str:
    """Give a digest of the names of columns."""
    return hashlib.sha256(json.dumps(names, ensure_ascii=False).encode()).hexdigest()


def find_table(path: Path, answers: Answers) -> Table:
    """Open a file and find its table. Raises: Problem; Asked, where only a person can tell encoding or sheet."""
    file = open_file(path, encoding=answers.encoding)
    found: list[tuple[Sheet, Layout]] = []
    problems: list[Refused] = []
    for sheet in _wanted(file, answers):
        try:
            found.append((sheet, _layout(sheet, answers)))
        except Refused as problem:
            problems.append(problem)
    if len(found) == 1:
        return Table(file, *found[0])
    if found:
        raise Asked((Question("sheet", tuple(sheet.name for sheet, _ in found)),))
    if file.could_be:
        # Read in the wrong encoding, its columns are not known.
        raise Asked((Question("encoding", file.could_be),))
    raise problems[0]


def _wanted(file: SourceFile, answers: Answers) -> tuple[Sheet, ...]:
    """Give the sheets to look at: all, or the one that was named."""
    if not answers.sheet or len(file.sheets) < 2:
        return file.sheets
    named = tuple(sheet for sheet in file.sheets if sheet.name == answers.sheet)
    if not named:
        raise Refused("There is no sheet “%(name)s” in this file.", name=answers.sheet)
    return named


def _layout(sheet: Sheet, answers: Answers) -> Layout:
    """Find the table of a sheet, with the columns a person chose."""
    chosen = None
    if answers.columns:
        names = header_names(sheet)
        chosen = {name: _place(header, names) for name, header in answers.columns.items()}
    return find_layout(sheet.lines(), kind=answers.kind, chosen=chosen)


def header_names(sheet: Sheet) -> tuple[str, ...]:
    """Give the names of the columns of a sheet, as well as its header can be found."""
    first = list(islice(sheet.lines(), LINES_READ))
    header = find_header(first)
    if header is None:
        return tuple(text_of(cell) for cell in first[0].cells) if first else ()
    return header.names


def _place(header: str, names: tuple[str, ...]) -> int | None:
    """Find a column by its header, or by its place counted from 1. Raises: Refused."""
    if not header:
        return None
    if header in names:
        return names.index(header)
    if header.isdecimal() and 0 < int(header) <= len(names):
        return int(header) - 1
    raise Refused("There is no column “%(header)s” in this file.", header=header)


def prepare(store: Store, path: Path, answers: Answers, *, now: datetime, stage_path: Path) -> Prepared:
    """Read a file onto a stage and compare it with the book, which stays as it is and is not locked meanwhile.

    Raises: Problem, when it cannot come in; Asked, when something must be answered first.
    """
    answers.check()
    creditor = choose_creditor(store, answers.creditor)
    if isinstance(creditor, Creditor):
        answers = answers.over(_remembered(store, creditor, path, answers))
    table = find_table(path, answers)
    stage = Stage(stage_path)
    try:
        survey = _look_through(table, stage)
        creditor, manner = _manner(store, table, survey, creditor, answers)
        _read(table, manner, stage)
    finally:
        stage.close()
    file, layout = table.file, table.layout
    day = _day(answers, layout, creditor, now)
    about = (
        file.name,
        file.digest,
        layout.kind,
        layout.columns,
        bool(layout.buckets),
        layout.is_by_line,
        answers,
        creditor,
        day,
        now,
    )
    prepared = Prepared(*about, manner.decimal, survey.rows, book_moment(store, creditor.id))
    with store.beside(stage_path) as beside, store.at_one_moment():
        asked = lists.of(layout.kind).compare(beside, Aside(beside, table.contents), prepared)
    if asked:
        raise Asked(asked, survey.rows)
    return prepared


def _remembered(store: Store, creditor: Creditor, path: Path, answers: Answers) -> Answers:
    """Give what was answered before about a file of this creditor with the same header."""
    known = {row["header"]: row["answers"] for row in store.all("import_answers", creditor_id=creditor.id)}
    if not known:
        return Answers()
    sheets = open_file(path, encoding=answers.encoding).sheets
    found = (known.get(header_digest(header_names(sheet))) for sheet in sheets)
    remembered = from_json(next((one for one in found if one), "{}"))
    # Tomorrow's workbook may call its sheet otherwise.
    return remembered if remembered.sheet in {sheet.name for sheet in sheets} else replace(remembered, sheet="")


def _look_through(table: Table, stage: Stage) -> Survey:
    """See what the cells of a table prove."""
    survey = Survey()
    for piece in table.pieces():
        survey.add(piece, table.layout)
        stage.count(len(piece.lines) + len(piece.odd), column="surveyed")
    return survey


def _manner(
    store: Store, table: Table, survey: Survey, creditor: Creditor | Question, answers: Answers
) -> tuple[Creditor, Manner]:
    """Settle whose file it is and how it is written. Raises: Asked, with everything that is open at once."""
    layout = table.layout
    creditor_id = creditor.id if isinstance(creditor, Creditor) else None
    manner = choose_manner(store, survey, layout, answers=answers, creditor_id=creditor_id)
    names = layout.columns.header
    asked = [Question("encoding", table.file.could_be)] if table.file.could_be else []
    asked += [creditor] if isinstance(creditor, Question) else []
    asked += [
        Question(f"{one.field} column", tuple(names[place] for place in one.places), column=one.field)
        for one in layout.doubts
        if one.field not in answers.columns
    ]
    asked += [] if isinstance(manner, Manner) else manner
    if asked or not isinstance(manner, Manner) or not isinstance(creditor, Creditor):
        raise Asked(tuple(asked), survey.rows)
    return creditor, manner


def _read(table: Table, manner: Manner, stage: Stage) -> None:
    """Read every row onto the stage."""
    reading = lists.of(table.layout.kind).Reading(stage, table.layout, manner)
    for piece in table.pieces():
        reading.read(piece)
        stage.count(len(piece.lines) + len(piece.odd))
    stage.finish(flags=reading.flags)


def _day(answers: Answers, layout: Layout, creditor: Creditor, now: datetime) -> date:
    """Give the day of which a file speaks: the one given, else the one it names, else the creditor's today."""
    today = today_in(creditor.time_zone, now)
    return answers.as_of or min(layout.as_of or today, today)


def book_moment(store: Store | Writing, creditor_id: int | None) -> Row:
    """Give what changes whenever something does that an import compares itself with."""
    return store.one("book_moment", creditor_id=creditor_id) or {}


def contents_of(path: Path, answers: Answers) -> Contents:
    """Give a reader of single rows of a file that was prepared with these answers; it opens the file when asked."""
    return lambda lines: find_table(path, answers).contents(lines)
