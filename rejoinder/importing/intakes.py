"""Files dropped in the browser: kept, read by a process of their own, asked about, looked over, entered."""

import re
import secrets
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from rejoinder.errors import ChangedElsewhere, NotFound, Problem, Refused, mark
from rejoinder.importing import runs
from rejoinder.importing.answers import Answers, from_json
from rejoinder.importing.files.opening import MOST_BYTES
from rejoinder.importing.preparing import Asked, contents_of
from rejoinder.importing.report import Question, Report
from rejoinder.importing.telling import Column, Told, read_told, rows_so_far, tell, write_told
from rejoinder.store import Row, Store, moment, stamp

FOLDER = "intakes"
# A file that nobody entered or dropped is forgotten after so many days.
KEPT_DAYS = 14

BROKE_OFF = mark("Reading this file broke off. Send it again, or save it in another format.")
ENTERED = mark("This file has been brought in already.")

_PIECE = 1 << 20
_UNSAFE = re.compile(r"[^\w. ()+-]")


@dataclass(frozen=True)
class Intake:
    """A file that is not in the book yet.

    `state`: "reading" while a process reads it (`rows` so far), "read" when there is something to look at, "entered"
    (then `run_id`), "dropped". When read, it has either `questions`, an `error`, or a `report` of what would happen.
    `columns` are there as soon as a table was found; `fields` are what a column of its kind can be.
    """

    id: int
    file_name: str
    state: str
    answers: Answers
    rows: int = 0
    kind: str = ""
    columns: tuple[Column, ...] = ()
    questions: tuple[Question, ...] = ()
    error: Problem | None = None
    report: Report | None = None
    creditor: str = ""
    day: date | None = None
    run_id: int | None = None


def receive(
    store: Store,
    root: Path,
    content: BinaryIO,
    *,
    file_name: str,
    answers: Answers,
    person_id: int,
    submission: str,
    now: datetime,
) -> int:
    """Keep a file and begin to read it; the same submission again is the same intake.

    Raises: Refused, for a file that is too large.
    """
    known = store.one("intake_of_submission", submission=submission, person_id=person_id)
    if known:
        return int(known["id"])
    place = _Place(root / FOLDER / secrets.token_hex(12), 1)
    place.folder.mkdir(parents=True, mode=0o700)
    name = _UNSAFE.sub("_", Path(file_name.replace("\\", "/")).name)[-120:] or "file"
    try:
        _keep(content, place.folder / name)
    except Refused:
        shutil.rmtree(place.folder)
        raise
    with store.write() as writing:
        about = {"folder": place.folder.name, "person_id": person_id, "file_name": name, "made_at": stamp(now)}
        intake_id = writing.add("intake", **about, answers=answers.as_json(), state="open", submission=submission)
    _begin(place, store, intake_id)
    return intake_id


@dataclass(frozen=True)
class _Place:
    """Where an intake's files stand; each time it is read it has a stage and an answer of its own."""

    folder: Path
    attempt: int

    @property
    def stage(self) -> Path:
        return self.folder / f"stage-{self.attempt}.db"

    @property
    def told(self) -> Path:
        return self.folder / f"told-{self.attempt}.json"


def place_of(root: Path, row: Row) -> _Place:
    """Give the place of an intake as it was last read."""
    return _Place(root / FOLDER / row["folder"], row["attempt"])


def _keep(content: BinaryIO, path: Path) -> None:
    """Write what was sent to the disk. Raises: Refused."""
    size = 0
    with path.open("xb") as file:
        while piece := content.read(_PIECE):
            size += len(piece)
            if size > MOST_BYTES:
                raise Refused("This file is larger than 200 MB. Export fewer accounts or a shorter time at once.")
            file.write(piece)


# Which files this process has set going: after a restart they are read again.
_READING: set[Path] = set()


def _begin(place: _Place, store: Store, intake_id: int) -> None:
    """Have a file read by a process of its own, so that nobody's typing waits for it."""
    _READING.add(place.told)
    threading.Thread(target=_read_beside, args=(place, store.path, intake_id), daemon=True).start()


def _read_beside(place: _Place, database: Path, intake_id: int) -> None:
    """Wait for the process that reads, and tell of its failure where it cannot do so itself."""
    command = [sys.executable, "-m", "rejoinder.importing", str(database.resolve()), str(intake_id)]
    try:
        done = subprocess.run(command, capture_output=True, cwd=Path(__file__).parents[2], check=False)
        if done.returncode and place.folder.is_dir() and not place.told.exists():
            write_told(place.told, Told(error=Refused(BROKE_OFF)))
    finally:
        _READING.discard(place.told)


def read_now(store: Store, root: Path, intake_id: int) -> None:
    """Read a file here and now, and tell what was found; done by the process of its own."""
    row = store.one("intake_open", id=intake_id)
    if row is not None:
        place = place_of(root, row)
        answers, now = from_json(row["answers"]), moment(row["made_at"])
        write_told(place.told, tell(store, place.folder / row["file_name"], answers, now=now, stage_path=place.stage))


def find(store: Store, root: Path, intake_id: int, *, person_id: int) -> Intake:
    """Give one's own intake as it stands. Raises: NotFound."""
    row = _row(store, intake_id, person_id)
    place = place_of(root, row)
    answers = from_json(row["answers"])
    bare = Intake(intake_id, row["file_name"], row["state"], answers, run_id=row["import_run_id"])
    if row["state"] != "open":
        return bare
    told = read_told(place.told)
    if told is not None:
        return _looked(store, place, told, bare)
    if place.told not in _READING:
        _begin(place, store, intake_id)
    return replace(bare, state="reading", rows=rows_so_far(place.stage))


def _row(store: Store, intake_id: int, person_id: int) -> Row:
    """Find the row of one's own intake. Raises: NotFound."""
    row = store.one("intake", id=intake_id, person_id=person_id)
    if row is None:
        raise NotFound("This file is not there any more. Send it again.")
    return row


def _looked(store: Store, place: _Place, told: Told, bare: Intake) -> Intake:
    """Put together what was found in a file."""
    found = replace(bare, state="read", kind=told.kind, columns=told.columns, rows=told.rows)
    found = replace(found, questions=told.questions, error=told.error)
    if told.prepared is None:
        return found
    prepared = told.prepared
    found = replace(found, answers=prepared.answers, creditor=prepared.creditor.name, day=prepared.day)
    return replace(found, report=runs.look(store, prepared, place.stage))


def answer(store: Store, root: Path, intake_id: int, answers: Answers, *, person_id: int, now: datetime) -> None:
    """Read a file again with more said about it. Raises: NotFound; Refused, for what cannot be meant."""
    answers.check()
    row = _row(store, intake_id, person_id)
    if row["state"] != "open":
        raise Refused(ENTERED)
    with store.write() as writing:
        writing.change("intake", intake_id, answers=answers.as_json(), attempt=row["attempt"] + 1)
    _begin(place_of(root, {**row, "attempt": row["attempt"] + 1}), store, intake_id)


def enter(store: Store, root: Path, intake_id: int, *, person_id: int, now: datetime) -> int:
    """Bring a file that was looked over into the book, and give the id of the run; sent twice, it is entered once.

    Raises: NotFound; Refused; ChangedElsewhere, where the book has changed so that there is something to ask now.
    """
    row = _row(store, intake_id, person_id)
    if row["import_run_id"]:
        return int(row["import_run_id"])
    place = place_of(root, row)
    told = read_told(place.told)
    if told is None or told.prepared is None:
        raise Refused("This file is not ready to be brought in yet.")
    prepared = told.prepared
    contents = contents_of(place.folder / row["file_name"], prepared.answers)
    try:
        report = runs.enter(
            store, prepared, place.stage, contents=contents, person_id=person_id, now=now, intake_id=intake_id
        )
    except Asked:
        answer(store, root, intake_id, from_json(row["answers"]), person_id=person_id, now=now)
        raise ChangedElsewhere("The book has changed meanwhile. Look the file over once more.") from None
    shutil.rmtree(place.folder, ignore_errors=True)
    return int(report.run_id or 0)


def drop(store: Store, root: Path, intake_id: int, *, person_id: int) -> None:
    """Leave a file; it is deleted."""
    row = _row(store, intake_id, person_id)
    if row["state"] == "open":
        with store.write() as writing:
            writing.change("intake", intake_id, state="dropped")
        shutil.rmtree(place_of(root, row).folder, ignore_errors=True)


def forget_old(store: Store, root: Path, *, now: datetime) -> None:
    """Delete files that were neither entered nor dropped within two weeks: they hold other people's debts."""
    for row in store.all("intakes_before", day=stamp(now - timedelta(KEPT_DAYS))):
        drop(store, root, row["id"], person_id=row["person_id"])
