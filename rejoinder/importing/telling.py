"""What the process that reads a file tells the one that waits for it: questions, an error, or what is prepared."""

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from rejoinder.errors import Problem
from rejoinder.importing.answers import Answers, from_json
from rejoinder.importing.choices import Creditor
from rejoinder.importing.files.opening import open_file
from rejoinder.importing.layouts.columns import Columns, Names
from rejoinder.importing.layouts.finding import LINES_READ
from rejoinder.importing.lines import text_of
from rejoinder.importing.preparing import Asked, Prepared, find_table, header_names, prepare
from rejoinder.importing.report import Question
from rejoinder.store import Store

# So many values of a column are shown beside its header, each so long at most.
SAMPLES, LONGEST = 3, 60


@dataclass(frozen=True)
class Column:
    """A column as a person looks it over: its place from 1, its header, some values, and our field, if it is one."""

    place: int
    header: str
    samples: tuple[str, ...]
    field: str


@dataclass(frozen=True)
class Told:
    """What was found in a file."""

    rows: int = 0
    kind: str = ""
    columns: tuple[Column, ...] = ()
    questions: tuple[Question, ...] = ()
    error: Problem | None = None
    prepared: Prepared | None = None


def tell(store: Store, path: Path, answers: Answers, *, now: datetime, stage_path: Path) -> Told:
    """Read a file, and tell what was found in it."""
    try:
        prepared = prepare(store, path, answers, now=now, stage_path=stage_path)
        return Told(prepared.rows, *_columns(path, prepared.answers), prepared=prepared)
    except Asked as asked:
        return Told(asked.rows, *_columns(path, answers), questions=asked.questions)
    except Problem as problem:
        return Told(0, *_columns(path, answers), error=problem)


def _columns(path: Path, answers: Answers) -> tuple[str, tuple[Column, ...]]:
    """Give the kind and the columns of a file, as far as there is a table to speak of."""
    try:
        table = find_table(path, answers)
        sheet, layout = table.sheet, table.layout
        kind, names, after, places = layout.kind, layout.columns.header, layout.after, layout.columns.places
    except (Problem, Asked):
        try:
            sheet = open_file(path, encoding=answers.encoding).sheets[0]
            kind, names, after, places = "", header_names(sheet), 0, {}
        except Problem:
            return "", ()
    fields = {place: name for name, place in places.items()}
    rows = [line.cells for line in islice(sheet.lines(), LINES_READ) if line.number > after]
    return kind, tuple(
        Column(place + 1, name, _samples(rows, place), fields.get(place, "")) for place, name in enumerate(names)
    )


def _samples(rows: list[tuple[Any, ...]], place: int) -> tuple[str, ...]:
    """Give the first different values of a column."""
    cells = (text_of(cells[place]) for cells in rows if place < len(cells) and cells[place] != "")
    return tuple(one[:LONGEST] for one in islice(dict.fromkeys(cells), SAMPLES))


def write_told(path: Path, told: Told) -> None:
    """Write it down whole or not at all."""
    growing = path.with_suffix(".growing")
    growing.write_text(json.dumps(_as_json(told), ensure_ascii=False), encoding="utf-8")
    growing.replace(path)


def read_told(path: Path) -> Told | None:
    """Read what was told, or nothing where it is not there yet."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return None
    error = read["error"]
    return Told(
        rows=read["rows"],
        kind=read["kind"],
        columns=tuple(Column(**{**one, "samples": tuple(one["samples"])}) for one in read["columns"]),
        questions=tuple(_question(one) for one in read["questions"]),
        error=Problem(error["sentence"], **_values(error["values"])) if error else None,
        prepared=_prepared(read["prepared"]) if read["prepared"] else None,
    )


def rows_so_far(stage_path: Path) -> int:
    """Say how many rows have been read up to now: half of the work is to look them through, half to put them up."""
    if not stage_path.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{stage_path}?mode=ro", uri=True)) as stage:
            return int(stage.execute("select (surveyed + staged) / 2 from progress").fetchone()[0])
    except sqlite3.Error:
        return 0


def _as_json(told: Told) -> dict[str, Any]:
    """Write what was told as JSON has it."""
    error = told.error
    return {
        "rows": told.rows,
        "kind": told.kind,
        "columns": [asdict(one) for one in told.columns],
        "questions": [asdict(one) for one in told.questions],
        "error": {"sentence": error.sentence, "values": _plain(error.values)} if error else None,
        "prepared": _prepared_json(told.prepared) if told.prepared else None,
    }


def _plain(values: dict[str, object]) -> dict[str, object]:
    """Give the values of a sentence as JSON can hold them: names as a list."""
    return {name: one if isinstance(one, int | float | str | Names) else str(one) for name, one in values.items()}


def _values(read: dict[str, Any]) -> dict[str, object]:
    """Read the values of a sentence."""
    return {name: Names(one) if isinstance(one, list) else one for name, one in read.items()}


def _question(read: dict[str, Any]) -> Question:
    """Read a question."""
    return Question(**{**read, "choices": tuple(read["choices"]), "examples": tuple(read["examples"])})


def _prepared_json(prepared: Prepared) -> dict[str, Any]:
    """Write what was prepared."""
    whole = asdict(prepared)
    days = {"day": prepared.day.isoformat(), "now": prepared.now.isoformat()}
    return {**whole, **days, "answers": prepared.answers.as_json()}


def _prepared(read: dict[str, Any]) -> Prepared:
    """Read what was prepared."""
    columns = read["columns"]
    return Prepared(
        **{
            **read,
            "columns": Columns(**{**columns, "header": tuple(columns["header"])}),
            "answers": from_json(read["answers"]),
            "creditor": Creditor(**read["creditor"]),
            "day": date.fromisoformat(read["day"]),
            "now": datetime.fromisoformat(read["now"]),
        }
    )
