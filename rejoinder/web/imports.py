"""Bringing in a ledger's export: dropped, read, asked about, looked over, entered; and what came of it, to be undone."""

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask import Blueprint, flash, make_response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from rejoinder import dates, money, people
from rejoinder.errors import ChangedElsewhere, NotAllowed, NotFound, Problem, Refused
from rejoinder.importing import history, intakes, undoing
from rejoinder.importing.answers import KINDS, Answers
from rejoinder.importing.files import MOST_BYTES
from rejoinder.importing.intakes import Intake
from rejoinder.importing.report import Report
from rejoinder.people import INCLUDES
from rejoinder.web import intake_forms, labels
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


@dataclass(frozen=True)
class Firm:
    """A creditor for which a person may bring in ledgers; never the sample book."""

    id: int
    name: str
    time_zone: str
    is_led: bool


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
def _said_again(words: str) -> str:
    """Say a sentence that was written down in English in the language of the screen, where it is known there."""
    return str(gettext(words))


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
    firms = _firms()
    return {"firms": firms, "zones": {one.id: one.time_zone for one in firms}, "may_name": person().may("lead")}


def _firms() -> tuple[Firm, ...]:
    """List the firms for which the person at the screen collects, but for the sample book."""
    roles: dict[int, set[str]] = {}
    for row in store().all("roles_of", person_id=person().id):
        roles.setdefault(row["creditor_id"], set()).add(row["role"])
    return tuple(
        Firm(row["id"], row["name"], row["time_zone"], "lead" in roles[row["id"]])
        for row in store().all("creditors")
        if not row["is_sample"] and any("collector" in INCLUDES[role] for role in roles.get(row["id"], ()))  # type: ignore[index]
    )


@pages.post("/imports")
@needs("collector")
def receive() -> ResponseReturnValue:
    """Take a file and begin to read it; nothing comes into the book yet."""
    firms = _firms()
    if not firms and not person().may("lead"):
        raise NotAllowed("There is no firm yet whose ledgers you may bring in. Ask a team lead.")
    problems: dict[str, Problem] = {}
    creditor = _creditor(firms, problems)
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


def _creditor(firms: tuple[Firm, ...], problems: dict[str, Problem]) -> str:
    """Name the firm whose ledger it is: the one chosen, the only one, or one that is new here."""
    name = " ".join(request.form.get("name", "").split())
    if name and person().may("lead"):
        known = next((one for one in firms if one.name.casefold() == name.casefold()), None)
        others = [row["name"].casefold() for row in store().all("creditors")]
        if known is None and name.casefold() in others:
            problems["name"] = Refused("There is a book of this name already, and it is not yours. Name the firm otherwise.")
        return known.name if known else name
    chosen = request.form.get("firm", type=number)
    found = firms[0] if len(firms) == 1 and chosen is None else next((one for one in firms if one.id == chosen), None)
    if found is None:
        problems["firm" if firms else "name"] = Refused("Say whose ledger it is.")
    return found.name if found else ""


def _find(intake_id: int) -> Intake:
    """Find a file of one's own, for a firm one may still bring it in for. Raises: NotFound, NotAllowed."""
    found = intakes.find(store(), root(), intake_id, person_id=person().id)
    if found.state in ("reading", "read"):
        _check_may(found.answers.creditor)
    return found


def _check_may(creditor: str) -> bool:
    """Say whether a firm is new here. Raises: NotFound, for one that is not the person's; NotAllowed, for a new one."""
    if any(one.name == creditor for one in _firms()):
        return False
    if store().one("creditor_by_name", name=creditor):
        raise NotFound("This file is not there any more. Send it again.")
    if not person().may("lead"):
        raise NotAllowed("Only a team lead brings in the first ledger of a firm.")
    return True


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
    asked = intake_forms.ask(found, screen_language())
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
    zone = next((one.time_zone for one in _firms() if one.name == found.answers.creditor), "UTC")
    return dates.today_in(zone, now())


@pages.post("/imports/intake/<int:intake_id>/entered")
@needs("collector")
def enter(intake_id: int) -> ResponseReturnValue:
    """Bring the file into the book; sent twice, it comes in once."""
    found = _find(intake_id)
    creditor = found.answers.creditor
    is_new = found.state == "read" and _check_may(creditor)
    try:
        run_id = intakes.enter(store(), root(), intake_id, person_id=person().id)
    except ChangedElsewhere as problem:
        flash(sentence(problem))
        return redirect(url_for(".intake", intake_id=intake_id), 303)
    if is_new:
        _lead(creditor)
    return redirect(url_for(".run", run_id=run_id), 303)


def _lead(creditor: str) -> None:
    """Make the person at the screen the team lead of the firm whose first ledger she brought in."""
    with store().write() as writing:
        made = writing.one("creditor_by_name", name=creditor)
        if made is not None:
            people.grant(writing, person().id, creditor_id=made["id"], role="lead", now=now())


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
    why_not = undoing.may_undo(store(), run_id) if _leads(past.creditor_id) else None
    more = {"leads": _leads(past.creditor_id), "why_not": why_not, "most": MOST_SHOWN, **_offered()}
    return render_template("imports/run.html", past=past, report={**NOTHING, **past.report}, lines=lines, **more)


def _leads(creditor_id: int) -> bool:
    """Say whether the person at the screen leads a firm, which the sample book is none of."""
    return any(one.id == creditor_id and one.is_led for one in _firms())


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
    if not _leads(past.creditor_id):
        raise NotAllowed("A team lead of %(creditor)s undoes an import.", creditor=past.creditor)
    # Sent twice, it is undone once.
    reversing = past.reversed_by or undoing.undo(store(), run_id, person_id=person().id, now=now())
    return redirect(url_for(".run", run_id=reversing), 303)
