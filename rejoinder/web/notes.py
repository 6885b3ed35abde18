"""Notes on an account, which can be pinned."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from rejoinder.accounts import AccountFile, notes
from rejoinder.errors import Refused
from rejoinder.web import sections, sheets
from rejoinder.web.access import needs
from rejoinder.web.parts import number, store
from rejoinder.web.sheets import Sheet

pages = Blueprint("notes", __name__)

FIELDS = ("text", "pin")


@pages.get("/accounts/<int:account_id>/notes")
@needs("collector")
def page(account_id: int) -> ResponseReturnValue:
    """Show the notes a page at a time, and an empty one to write."""
    return _show(sections.open_file(account_id))


@pages.post("/accounts/<int:account_id>/notes")
@needs("collector")
def add(account_id: int) -> ResponseReturnValue:
    """Keep a note; what is learnt in a call belongs to it."""
    file = sections.open_file(account_id)
    typed = sheets.sent(request.form, FIELDS)
    try:
        text = notes.read_text(typed.fields["text"])
    except Refused as problem:
        return _show(file, typed.wrong({"text": problem}), code=422)
    call = sections.call_with(account_id)
    notes.add(
        store(),
        account_id,
        text,
        is_pinned=typed.fields["pin"] == "1",
        call_id=call.id if call else None,
        submission=typed.submission,
        author=sections.author(),
    )
    return sections.saved("notes", account_id, gettext("Kept."), lambda done: _show(file, done=done))


@pages.post("/notes/<int:note_id>/pinned")
@needs("collector")
def pin(note_id: int) -> ResponseReturnValue:
    """Pin a note, or let it go."""
    file = _file_of(note_id)
    is_pinned = request.form.get("pinned") == "1"
    notes.pin(store(), note_id, is_pinned=is_pinned, author=sections.author())
    words = gettext("Pinned: it stands at the top of the file.") if is_pinned else gettext("Not pinned any more.")
    return _changed(file, words)


@pages.post("/notes/<int:note_id>/taken-out")
@needs("collector")
def take_out(note_id: int) -> ResponseReturnValue:
    """Take out a note that does not hold."""
    file = _file_of(note_id)
    notes.take_out(store(), note_id, author=sections.author())
    return _changed(file, gettext("Taken out; it stays here struck through. A correction is a new note."))


def _file_of(note_id: int) -> AccountFile:
    """Open the file that a note belongs to; whoever may not see it is not told whether there is one."""
    return sections.open_file(notes.account_of(store(), note_id))


def _changed(file: AccountFile, words: str) -> ResponseReturnValue:
    """Show the list anew, and leave alone what is being written above it."""

    def shown(done: str) -> ResponseReturnValue:
        listed = notes.notes_of(store(), file.account.id, before=_before())
        more = {"notes": listed, "size": notes.PAGE, "listed_done": done}
        return render_template("notes/_listed.html", file=file, today=file.today, **more)

    return sections.saved("notes", file.account.id, words, shown)


def _before() -> int | None:
    """Say from which note on the list goes back."""
    return request.values.get("before", type=number)


def _show(file: AccountFile, sheet: Sheet | None = None, *, code: int = 200, done: str = "") -> ResponseReturnValue:
    """Show the form and the list."""
    return sections.show(
        "notes",
        "notes/_notes.html",
        file,
        code,
        sheet=sheet or sheets.on_file({"text": "", "pin": ""}),
        notes=notes.notes_of(store(), file.account.id, before=_before()),
        size=notes.PAGE,
        done=done,
    )
