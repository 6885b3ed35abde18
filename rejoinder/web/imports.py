"""Bringing in a ledger's export: dropped, read, asked about, looked over, entered; and what came of it, undone."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from rejoinder import dates, money
from rejoinder.errors import ChangedElsewhere, NotAllowed, Problem, Refused
from rejoinder.importing import history, intakes, undoing
from rejoinder.importing.answers import KINDS, Answers
from rejoinder.importing.files.opening import MOST_BYTES
from rejoinder.importing.intakes import Intake
from rejoinder.importing.report import Report
from rejoinder.web import firms, intake_forms, intake_questions, labels
from rejoinder.web.access import htmx, needs, person, screen_language
from rejoinder.web.intake_forms import Typed
from rejoinder.web.parts import now, number, root, store
from rejoinder.web.rendering import answer_problem, sentence

pages = Blueprint("imports", __name__)

# A file somewhat too large is still read, so that the answer stands beside its field.
LARGEST_REQUEST = MOST_BYTES + 20_000_000
# As many past imports are listed on a page, and as many rows of one are shown; its file has them all.
PAGE, MOST_SHOWN = 50, 100

# What a report says where an older program wrote nothing.
NOTHING = Report().as_json()


@pages.url_value_preprocessor
def _let_files_in(endpoint: str | None, values: object) -> None:
    """Let the form with a file be larger than others: as early as this, because its token is read before any view."""
    if endpoint == "imports.receive":
        request.max_content_length = LARGEST_REQUEST


@pages.errorhandler(RequestEntityTooLarge)
def _answer_too_large(_: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say how large a file may be."""
    problem = Refused("This file is larger than 200 MB. Export fewer accounts or a shorter time at once.")
    answer = make_response(answer_problem(problem))
    answer.status_code = 413
    return answer


@pages.app_template_filter("grouped")
def _grouped(count: int) -> str:
    """Write a count with its thousands divided."""
    return f"{count:,}"


@pages.app_template_filter("decimal_money")
def _decimal_money(amount: str, currency: str) -> str:
    """Show a sum that a report has as a plain decimal."""
    minor = int(Decimal(amount).scaleb(money.digits(currency)))
    return money.shown(minor, currency, screen_language())


@pages.app_template_filter("day_of_text")
def _day_of_text(day: str, today: date) -> str:
    """Show a day that a report has as text."""
    return dates.shown(date.fromisoformat(day), screen_language(), today=today)


@pages.app_template_filter("said_again")
def _said_again(notice: dict[str, Any]) -> str:
    """Say a notice that was written down in English in the language of the screen."""
    return sentence(Problem(notice["sentence"], **notice["values"]))


# The file: received, asked about, looked over, entered ----------------------------------------------------------------


@pages.get("/imports")
@needs("collector")
def page() -> ResponseReturnValue:
    """Offer a place for a file, and list what came in before."""
    return _page(Typed({}), before=request.args.get("before", 0, type=number))


def _page(typed: Typed, *, before: int = 0, code: int = 200) -> ResponseReturnValue:
    """Show the list of imports below the place for a file."""
    past = history.runs(store(), person().id, before=before, size=PAGE)
    more = {"past": past, "older": past[-1].id if len(past) == PAGE else None, "typed": typed}
    return render_template("imports/page.html", **more, **_offered()), code


def _offered() -> dict[str, object]:
    """Give what the place for a file needs: for which firms, and whether a new one may be named."""
    found = firms.listed()
    return {"firms": found, "zones": {one.id: one.time_zone for one in found}, "may_name": person().may("lead")}


@pages.post("/imports")
@needs("collector")
def receive() -> ResponseReturnValue:
    """Take a file and begin to read it; nothing comes into the book yet."""
    if not firms.listed() and not person().may("lead"):
        raise NotAllowed("There is no firm yet whose ledgers you may bring in. Ask a team lead.")
    problems: dict[str, Problem] = {}
    creditor = firms.named(request.form, problems)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        problems["file"] = Refused("Choose the file first.")
    intake_id = 0 if problems or sent is None else _receive(sent, creditor, problems)
    if problems:
        return _page(Typed(dict(request.form), problems), code=422)
    return redirect(url_for(".intake", intake_id=intake_id), 303)


def _receive(sent: FileStorage, creditor: str, problems: dict[str, Problem]) -> int:
    """Keep the file that was sent, and forget those that nobody wanted."""
    intakes.forget_old(store(), root(), now=now())
    about = {"file_name": sent.filename or "", "answers": Answers(creditor=creditor), "person_id": person().id}
    submission = request.form.get("submission", "")[:100] or intake_forms.new_submission()
    try:
        return intakes.receive(store(), root(), sent.stream, **about, submission=submission, now=now())  # type: ignore[arg-type]
    except Refused as problem:
        problems["file"] = problem
        return 0


def _find(intake_id: int) -> Intake:
    """Find a file of one's own, for a firm one may still bring it in for. Raises: NotFound, NotAllowed."""
    found = intakes.find(store(), root(), intake_id, person_id=person().id)
    if found.state in ("reading", "read"):
        firms.is_new(found.answers.creditor)
    return found


@pages.get("/imports/intake/<int:intake_id>")
@needs("collector")
def intake(intake_id: int) -> ResponseReturnValue:
    """Show how far a file has been read, what is asked about it, or what would come in."""
    found = _find(intake_id)
    if found.state == "reading" and htmx:
        # Only the figure changes, so that the line beside it goes on calmly.
        answer = make_response(render_template("imports/_so_far.html", intake=found))
        answer.headers.update({"HX-Retarget": "#so_far", "HX-Reswap": "outerHTML"})
        return answer
    if found.run_id:
        return redirect(url_for(".run", run_id=found.run_id), 303)
    if found.state == "dropped":
        return redirect(url_for(".page"), 303)
    return _show(found, intake_forms.on_file(found))


def _show(found: Intake, typed: Typed, code: int = 200) -> ResponseReturnValue:
    """Show a file as it stands."""
    report = found.report.as_json() if found.report else {}
    asked = intake_questions.ask(found, screen_language())
    kinds = {one: labels.IMPORT_KINDS[one] for one in KINDS[1:]}
    context = {"intake": found, "typed": typed, "asked": asked, "report": report, "kinds": kinds}
    context |= {"fields": intake_forms.fields_of(typed.fields.get("kind", "")), "most": MOST_SHOWN, **_offered()}
    return render_template("imports/_intake.html" if htmx else "imports/intake.html", **context), code


@pages.post("/imports/intake/<int:intake_id>")
@needs("collector")
def answer(intake_id: int) -> ResponseReturnValue:
    """Take answers, or another meaning of its columns, and read the file again."""
    found = _find(intake_id)
    if found.state != "read":
        return redirect(url_for(".intake", intake_id=intake_id), 303)
    answers, typed = intake_forms.read(found, request.form, today=_today(found), language=screen_language())
    if typed.problems:
        return _show(found, typed, code=422)
    intakes.answer(store(), root(), intake_id, answers, person_id=person().id, now=now())
    return redirect(url_for(".intake", intake_id=intake_id), 303)


def _today(found: Intake) -> date:
    """Say which day it is for the firm of a file."""
    zone = next((one.time_zone for one in firms.listed() if one.name == found.answers.creditor), "UTC")
    return dates.today_in(zone, now())


@pages.post("/imports/intake/<int:intake_id>/entered")
@needs("collector")
def enter(intake_id: int) -> ResponseReturnValue:
    """Bring the file into the book; sent twice, it comes in once."""
    found = _find(intake_id)
    if found.state == "read":
        firms.is_new(found.answers.creditor)
    try:
        run_id = intakes.enter(store(), root(), intake_id, person_id=person().id, now=now())
    except ChangedElsewhere as problem:
        flash(sentence(problem))
        return redirect(url_for(".intake", intake_id=intake_id), 303)
    return redirect(url_for(".run", run_id=run_id), 303)


@pages.post("/imports/intake/<int:intake_id>/dropped")
@needs("collector")
def drop(intake_id: int) -> ResponseReturnValue:
    """Leave a file; nothing of it stays."""
    intakes.drop(store(), root(), intake_id, person_id=person().id)
    flash(gettext("The file was left. Nothing of it came into the book."))
    return redirect(url_for(".page"), 303)


# What came of it ------------------------------------------------------------------------------------------------------


@pages.get("/imports/<int:run_id>")
@needs("collector")
def run(run_id: int) -> ResponseReturnValue:
    """Show what an import brought, and what became of the rows that did not come in."""
    past = history.run(store(), run_id, person_id=person().id)
    lines = {
        state: history.lines(store(), run_id, state=state, size=MOST_SHOWN)
        for state in ("refused", "skipped", "left_out")
    }
    why_not = undoing.may_undo(store(), run_id) if firms.are_led(past.creditor_id) else None
    more = {"leads": firms.are_led(past.creditor_id), "why_not": why_not, "most": MOST_SHOWN, **_offered()}
    return render_template("imports/run.html", past=past, report={**NOTHING, **past.report}, lines=lines, **more)


@pages.get("/imports/<int:run_id>/refused")
@needs("collector")
def refused(run_id: int) -> ResponseReturnValue:
    """Hand out the rows that were refused, each with its reason, to be mended and sent again."""
    past = history.run(store(), run_id, person_id=person().id)
    content = history.refused_file(store(), past, say=sentence, reason=gettext(history.REASON))
    name = gettext("not brought in – %(file)s.csv", file=past.file_name.rpartition(".")[0] or past.file_name)
    return send_file(
        io.BytesIO(content), mimetype="text/csv; charset=utf-8", as_attachment=True, download_name=name, etag=False
    )


@pages.post("/imports/<int:run_id>/undone")
@needs("lead")
def undo(run_id: int) -> ResponseReturnValue:
    """Take an import back whole, as long as nothing was built on it."""
    past = history.run(store(), run_id, person_id=person().id)
    if not firms.are_led(past.creditor_id):
        raise NotAllowed("A team lead of %(creditor)s undoes an import.", creditor=past.creditor)
    # Sent twice, it is undone once.
    reversing = past.reversed_by or undoing.undo(store(), run_id, person_id=person().id, now=now())
    return redirect(url_for(".run", run_id=reversing), 303)
