"""Who is at the screen, and what the role allows."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_htmx import HTMX

from rejoinder import people
from rejoinder.errors import NotAllowed
from rejoinder.people import Person, Role
from rejoinder.web.parts import store

htmx = HTMX()

LANGUAGES = ("en", "zh")

# SQLite holds no larger number, so an address with one leads nowhere.
LARGEST_ID = 2**63 - 1


def find_person() -> None:
    """Look up who is signed in, before each request but those for files."""
    g.person = None
    if request.endpoint != "static" and "person" in session:
        g.person = people.load(store(), session["person"])


def person() -> Person:
    """Give the person at the screen; the route has made sure that there is one."""
    found: Person = g.person
    return found


def screen_language() -> str:
    """Give the language of the screen: the person's, else the browser's, else English."""
    if getattr(g, "person", None):
        return str(g.person.language)
    return request.accept_languages.best_match(LANGUAGES) or "en"


def needs(role: Role) -> Callable[[Callable[..., ResponseReturnValue]], Callable[..., ResponseReturnValue]]:
    """Let a route be used by people who may do a role's work, and nobody else.

    Somebody not signed in is shown how to sign in; where only a part of the page was asked for, the answer is 401.
    """

    def wrap(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: Any, **values: Any) -> ResponseReturnValue:
            if g.person is None:
                if htmx or request.method == "POST":
                    abort(401)
                return redirect(url_for("sign_in.page"), 303)
            if not person().may(role):
                raise NotAllowed("Your role does not include this. Ask a team lead.")
            if any(isinstance(one, int) and one > LARGEST_ID for one in values.values()):
                abort(404)
            return view(*args, **values)

        return guarded

    return wrap
