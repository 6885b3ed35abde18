"""One import from the file to the report: prepared first, then entered in one go."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from rejoinder.commitments import judge_in_turn
from rejoinder.errors import Problem, Refused
from rejoinder.importing import entering, lists
from rejoinder.importing.answers import Answers
from rejoinder.importing.comparing import Aside, Contents
from rejoinder.importing.entering import Run
from rejoinder.importing.preparing import Asked, Prepared, book_moment, contents_of, prepare
from rejoinder.importing.report import Refusal, Report
from rejoinder.store import Store, Writing, stamp


def bring_in(
    store: Store, path: Path, answers: Answers | None = None, *, dry_run: bool = False, now: datetime
) -> Report:
    """Bring a file exported from a ledger into the book of its creditor.

    The same file again changes nothing. Rows that cannot be read are refused one by one; what neither the file nor
    memory answers brings questions, and then nothing is written, no more than on a dry run or after an error.
    """
    with TemporaryDirectory(prefix="rejoinder-") as folder:
        stage_path = Path(folder) / "stage.db"
        try:
            prepared = prepare(store, path, answers or Answers(), now=now, stage_path=stage_path)
            if dry_run:
                return look(store, prepared, stage_path)
            contents = contents_of(path, prepared.answers)
            return enter(store, prepared, stage_path, contents=contents, person_id=None, now=now)
        except Asked as asked:
            return Report(rows=asked.rows, questions=asked.questions)
        except Problem as problem:
            return Report(error=problem)


def look(store: Store, prepared: Prepared, stage_path: Path) -> Report:
    """Say what would happen, and write nothing."""
    with store.beside(stage_path) as stage:
        return _report(stage, prepared)


def enter(
    store: Store,
    prepared: Prepared,
    stage_path: Path,
    *,
    contents: Contents,
    person_id: int | None,
    now: datetime,
    intake_id: int = 0,
) -> Report:
    """Write a prepared file into the book under the one write lock: all of it, or nothing.

    If the book has changed since it was compared, it is compared again first; `contents` reads rows of the file again.
    Raises: Asked, where there is something to ask then; Refused, when the intake was entered before.
    """
    module = lists.of(prepared.kind)
    with store.beside(stage_path) as stage:
        moment = book_moment(store, prepared.scope.creditor_id)
        if moment != prepared.moment:
            # Before anybody has to wait for it; what is saved even now is looked for once more below.
            with store.at_one_moment():
                _compare_again(stage, prepared, contents)
        report = _report(stage, prepared)
        with store.write_much() as writing:
            if book_moment(writing, prepared.scope.creditor_id) != moment:
                _compare_again(stage, prepared, contents)
                report = _report(stage, prepared)
            run = entering.begin(
                writing,
                prepared.creditor,
                day=prepared.day,
                now=prepared.now,
                entered_at=now,
                person_id=person_id,
            )
            collectors = entering.find_collectors(writing, run)
            report = replace(report, run_id=run.id, people_made=collectors.made)
            report = replace(report, people_without_role=collectors.without_role)
            _record(writing, run, prepared, report, person_id=person_id)
            module.write(writing, run, prepared, collectors)
            if intake_id and not writing.run("intake_entered", id=intake_id, run_id=run.id):
                raise Refused("This file has been brought in already.")
    # The money it told of may keep promises, or show that a payment that kept one never was.
    paid = store.all("accounts_paid_in", run_id=run.id)
    judge_in_turn(store, (row["account_id"] for row in paid), now=now)
    return report


def _compare_again(stage: Writing, prepared: Prepared, contents: Contents) -> None:
    """Compare the stage with the book as it is now. Raises: Asked."""
    asked = lists.of(prepared.kind).again(stage, Aside(stage, contents), prepared)
    if asked:
        raise Asked(asked, prepared.rows)


def _report(stage: Writing, prepared: Prepared) -> Report:
    """Say what becomes of every row."""
    report: Report = lists.of(prepared.kind).count(stage, prepared)
    refused = tuple(_refusal(row) for row in stage.all("stage_lines", state="refused"))
    skipped = len(stage.all("stage_lines", state="skipped"))
    left_out = report.left_out + len(stage.all("stage_lines", state="left_out"))
    report = replace(report, refused=refused, skipped=skipped, left_out=left_out)
    return replace(report, kind=prepared.kind, rows=prepared.rows, day=prepared.day)


def _refusal(row: dict[str, object]) -> Refusal:
    """Give a refused row as the report has it."""
    reason = Problem(str(row["reason"]), **json.loads(str(row["figures"])))
    return Refusal(int(str(row["line"])), str(row["column_name"]), str(row["value"]), reason)


def _record(writing: Writing, run: Run, prepared: Prepared, report: Report, *, person_id: int | None) -> None:
    """Record the run with its figures, the lines that need somebody's eye, and what was answered."""
    now, new = stamp(run.now), writing.one("stage_last_ids") or {}
    answers = prepared.answers
    writing.add(
        "import_run",
        id=run.id,
        creditor_id=run.creditor_id,
        person_id=person_id,
        file_name=prepared.file_name,
        file_digest=prepared.digest,
        kind=prepared.kind,
        as_of=answers.as_of.isoformat() if answers.as_of else None,
        day=run.day.isoformat(),
        ran_at=now,
        result=json.dumps(report.as_json(), ensure_ascii=False),
        header=json.dumps(prepared.columns.header, ensure_ascii=False),
        last_account_id=max(run.after["account"], new["account"]),
        last_invoice_id=max(run.after["invoice"], new["invoice"]),
    )
    writing.run("enter_lines", run_id=run.id)
    if answers.lasting() != Answers():
        about = {"creditor_id": run.creditor_id, "header": prepared.header}
        writing.run("remember_answer", **about, answers=answers.lasting().as_json(), now=now)
