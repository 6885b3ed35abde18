"""The responses' pages: each excuse with its response, edited as plain text, published, and its revisions."""

import re

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from rejoinder import accounts, evidence, library, wording, worklist
from rejoinder.errors import ChangedElsewhere, NotAllowed, NotFound, Problem
from rejoinder.evidence import Case
from rejoinder.library import LANGUAGES
from rejoinder.web.access import htmx, needs, person, screen_language
from rejoinder.web.parts import now, number, parts, store
from rejoinder.wording import Filled

pages = Blueprint("scripts", __name__)

NAME = re.compile(r"[a-z0-9_]{1,60}")
CALL_SCRIPTS = library.CALL_SCRIPTS


def _empty(part: str) -> str:
    """Give the form of a script that nobody wrote yet."""
    headings = {"call": library.CALL_HEADINGS, "letters": library.LETTER_HEADINGS}.get(part, library.HEADINGS)
    return "---\ntitle: \n---\n" + "".join(f"## {heading}\n\n" for heading in headings)


def _path(language: str, part: str, name: str) -> str:
    """Give the path of a script that exists, or may exist because its excuse does.

    Raises: NotFound.
    """
    names = {"responses": parts().catalogue().excuses, "call": CALL_SCRIPTS, "letters": library.LETTERS}
    known = part in names and name in names[part]
    if language not in LANGUAGES or not NAME.fullmatch(name) or not known:
        raise NotFound("There is no such script. Choose one from the list of responses.")
    return f"scripts/{language}/{part}/{name}.md"


@pages.get("/scripts")
@needs("collector")
def page() -> ResponseReturnValue:
    """List every excuse with its response in each language, and the scripts of the call."""
    catalogue = parts().catalogue()
    by_family: dict[str, list[library.Excuse]] = {}
    for excuse in catalogue.excuses.values():
        by_family.setdefault(excuse.family, []).append(excuse)
    in_use = {row.path: row for row in library.in_use(store(), "scripts/")}
    return render_template(
        "scripts/page.html",
        families=catalogue.families,
        excuses=catalogue.excuses,
        by_family=by_family,
        in_use=in_use,
        call_scripts=CALL_SCRIPTS,
        titles={name: _title("call", name, in_use) for name in CALL_SCRIPTS},
        letters={name: _title("letters", name, in_use) for name in library.LETTERS},
        waiting=library.waiting(store()),
        response_path=library.response_path,
        gaps=evidence.gaps(store(), person().id, now=now()),
    )


def _title(part: str, name: str, in_use: dict[str, library.Revision]) -> str:
    """Give the title of a script of the call, or of a letter, in the language of the screen."""
    path = f"scripts/{screen_language()}/{part}/{name}.md"
    return library.read_script(path, in_use[path].body)[0].title if path in in_use else name


@pages.get("/scripts/<language>/<part>/<name>")
@needs("collector")
def script(language: str, part: str, name: str) -> ResponseReturnValue:
    """Show one script: its text with its problems, a preview on an account, and its revisions."""
    path = _path(language, part, name)
    revisions = library.history(store(), path)
    current = next((one for one in revisions if one.state == "published"), None)
    waits = revisions[0] if revisions and revisions[0].state == "waiting" else None
    body = current.body if current else _empty(part)
    return _editor(path, body=body, based_on=current.id if current else 0, waits=waits)


def _editor(
    path: str,
    *,
    body: str,
    based_on: int,
    waits: library.Revision | None = None,
    problem: Problem | None = None,
    other: str = "",
    code: int = 200,
) -> ResponseReturnValue:
    """Show the editor with the text as it stands."""
    _, language, part, file = path.split("/")
    name = file.removesuffix(".md")
    catalogue = parts().catalogue()
    page = render_template(
        "scripts/script.html",
        path=path,
        language=language,
        part=part,
        name=name,
        excuse=catalogue.excuses.get(name) if part == "responses" else None,
        body=body,
        based_on=based_on,
        waits=waits,
        problem=problem,
        other_text=other,
        revisions=library.history(store(), path),
        may_edit=person().may("lead"),
        accounts=worklist.page(store(), person_id=person().id, mine=False, words="", now=now()).lines,
        **_checked(path, body),
    )
    return page, code


def _checked(path: str, body: str) -> dict[str, object]:
    """Read a text, list its problems, and fill it for the chosen account."""
    body = body.replace("\r\n", "\n")
    read, problems = library.read_script(path, body)
    tone = request.values.get("tone", "")
    account, filled = _preview(read, request.values.get("account", type=number), tone)
    return {
        "problems": sorted([*problems, *wording.problems_of(read, body)], key=lambda one: one.line),
        "preview": filled,
        "letter": [wording.fill(words, wording.EXAMPLES[read.path.split("/")[1]])[0] for words in read.parts.values()],
        "preview_account": account,
        "tone": tone if tone in wording.TONES else wording.USUAL,
    }


def _preview(read: library.Script, account_id: int | None, tone: str) -> tuple[accounts.Account | None, Filled | None]:
    """Fill a script with an account's figures, the one asked for or the most overdue one, in a tone.

    What speaks of a commitment has no account's figures, so it is filled with those of the example.
    """
    when = frozenset({tone if tone in wording.TONES else wording.USUAL, wording.RECORDED})
    language = read.path.split("/")[1]
    if account_id is None:
        lines = worklist.page(store(), person_id=person().id, mine=False, words="", now=now()).lines
        account_id = next((line.account_id for line in lines), None)
    if account_id is None:
        return None, None
    file = accounts.load(store(), account_id, person_id=person().id, now=now())
    if "/call/read_back_" in read.path or "/letters/" in read.path:
        return file.account, wording.fill_script(read, wording.EXAMPLES[language], when)
    contact = next((one for one in file.contacts if one.may_be_rung), None)
    speech = evidence.speech(Case(store(), file), collector=person().name, language=language, contact=contact)
    # An account may have no record of the tone that is looked at; then the example stands for it.
    record = {name: wording.EXAMPLES[language][name] for name in wording.OF_THE_RECORD}
    values = {**speech.values, **{name: speech.values[name] or record[name] for name in record}}
    return file.account, wording.fill_script(read, values, when)


@pages.post("/scripts/<language>/<part>/<name>/check")
@needs("lead")
def check(language: str, part: str, name: str) -> ResponseReturnValue:
    """List the problems of a text that is being written, and preview it; nothing is kept."""
    path = _path(language, part, name)
    body = request.form.get("body", "")
    if not htmx:
        return _editor(path, body=body, based_on=request.form.get("based_on", 0, type=int))
    return render_template("scripts/_checked.html", **_checked(path, body))


@pages.post("/scripts/<language>/<part>/<name>/revisions")
@needs("lead")
def publish(language: str, part: str, name: str) -> ResponseReturnValue:
    """Publish a text for the calls that begin from now on; with a problem in it, it stays here."""
    path = _path(language, part, name)
    body = request.form.get("body", "")
    based_on = request.form.get("based_on", 0, type=int)
    read, problems = library.read_script(path, body.replace("\r\n", "\n"))
    if problems or wording.problems_of(read, body.replace("\r\n", "\n")):
        return _editor(path, body=body, based_on=based_on, code=422)
    try:
        library.publish(store(), path, body=body, based_on=based_on, person_id=person().id, now=now())
    except ChangedElsewhere as problem:
        theirs = library.script_body(store(), path)
        return _editor(path, body=body, based_on=theirs.id, problem=problem, other=theirs.body, code=409)
    flash(gettext("Published. Calls that begin from now on have these words."))
    return redirect(url_for("scripts.script", language=language, part=part, name=name), 303)


@pages.get("/scripts/<language>/<part>/<name>/revisions/<int:revision_id>")
@needs("collector")
def revision(language: str, part: str, name: str, revision_id: int) -> ResponseReturnValue:
    """Show one revision as it was."""
    path = _path(language, part, name)
    found = library.revision(store(), revision_id)
    if found.path != path:
        raise NotFound("There is no such revision of this script.")
    if found.state == "waiting" and not person().may("lead"):
        raise NotAllowed("Only a team lead sees wording that is not published.")
    return render_template("scripts/revision.html", revision=found, language=language, part=part, name=name)
