"""The rehearsal's pages: an excuse is put, the trainee answers, compares, and grades herself."""

import uuid

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rejoinder import accounts, evidence, library, rehearsal
from rejoinder.errors import NotFound, Refused
from rejoinder.evidence import Case
from rejoinder.library import LANGUAGES
from rejoinder.web.access import needs, person, screen_language
from rejoinder.web.parts import now, number, parts, store

pages = Blueprint("rehearsal", __name__)

LONGEST_ANSWER = 4_000


def _language() -> str:
    """Take the language to rehearse in: the one chosen, else the screen's."""
    language = request.values.get("language", "") or screen_language()
    return language if language in LANGUAGES else "en"


@pages.get("/rehearsal")
@needs("trainee")
def page() -> ResponseReturnValue:
    """Put the next excuse."""
    excuses = tuple(parts().catalogue().excuses.values())
    language = _language()
    drill = rehearsal.next_drill(store(), excuses, person_id=person().id, language=language, now=now())
    file = accounts.load_for_rehearsal(store(), drill.account_id, person_id=person().id, now=now())
    tally = rehearsal.tally(store(), excuses, person_id=person().id, language=language, now=now())
    return render_template("rehearsal/page.html", drill=drill, file=file, tally=tally, language=language, answer=None)


@pages.post("/rehearsal/answers")
@needs("trainee")
def answer() -> ResponseReturnValue:
    """Show the response beside the trainee's own answer; nothing is kept before she grades it."""
    language = _language()
    excuse = parts().catalogue().excuses.get(request.form.get("excuse", ""))
    if excuse is None:
        raise NotFound("There is no such excuse any more. Open the rehearsal again.")
    file = accounts.load_for_rehearsal(store(), _account_id(), person_id=person().id, now=now())
    script, _ = library.script_in_use(store(), language, excuse.id)
    speech = evidence.speech(Case(store(), file), collector=person().name, language=language)
    excuses = tuple(parts().catalogue().excuses.values())
    return render_template(
        "rehearsal/page.html",
        drill=rehearsal.Drill(excuse, request.form.get("said", ""), file.account.id, failed_before=False),
        file=file,
        tally=rehearsal.tally(store(), excuses, person_id=person().id, language=language, now=now()),
        language=language,
        answer=request.form.get("answer", "")[:LONGEST_ANSWER],
        filled=speech.fill(script),
        submission=uuid.uuid4().hex,
    )


def _account_id() -> int:
    """Take the sample account's id."""
    return request.form.get("account", 0, type=number)


@pages.post("/rehearsal/grades")
@needs("trainee")
def grade() -> ResponseReturnValue:
    """Keep the trainee's grade and put the next excuse."""
    excuse_id, text = request.form.get("excuse", ""), request.form.get("grade", "")
    file = accounts.load_for_rehearsal(store(), _account_id(), person_id=person().id, now=now())
    if excuse_id not in parts().catalogue().excuses:
        raise Refused("There is no such excuse any more. Open the rehearsal again.")
    rehearsal.grade(
        store(),
        person_id=person().id,
        excuse_id=excuse_id,
        language=_language(),
        account_id=file.account.id,
        answer=request.form.get("answer", "")[:LONGEST_ANSWER],
        grade=int(text) if text in ("1", "2", "3", "4") else 0,
        submission=request.form.get("submission", "") or uuid.uuid4().hex,
        now=now(),
    )
    return redirect(url_for("rehearsal.page", language=_language()), 303)
