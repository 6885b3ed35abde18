"""What a person sets for herself: the language of the screen."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from rejoinder import people
from rejoinder.errors import Refused
from rejoinder.web.access import LANGUAGES, needs, person
from rejoinder.web.parts import store

pages = Blueprint("people", __name__)


@pages.post("/people/me/language")
@needs("trainee")
def set_language() -> ResponseReturnValue:
    """Change the language of the screen and come back to the same page."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        raise Refused("The screen speaks English or Chinese.")
    people.set_language(store(), person().id, language)
    back = request.form.get("back", "")
    # Only our own pages: an address that begins with // would leave the house, and browsers read past a tab in it.
    local = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    return redirect(back if local else url_for("worklist.page"), 303)
