"""Signing in by a link that works once, and signing out."""

from flask import Blueprint, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from rejoinder import people
from rejoinder.errors import NotFound
from rejoinder.web.parts import now, store

pages = Blueprint("sign_in", __name__)


@pages.get("/sign-in")
def page() -> ResponseReturnValue:
    """Tell how to sign in."""
    return render_template("sign_in/page.html")


@pages.get("/sign-in/<secret>")
def follow(secret: str) -> ResponseReturnValue:
    """Sign in whoever holds the link. Somebody already signed in who opens a used one goes on to the work list."""
    try:
        person_id = people.use_link(store(), secret, now=now())
    except NotFound:
        if g.person is None:
            raise
        return redirect(url_for("worklist.page"), 303)
    session.clear()
    session["person"] = person_id
    return redirect(url_for("worklist.page"), 303)


@pages.post("/sign-out")
def leave() -> ResponseReturnValue:
    """End the session."""
    session.clear()
    return redirect(url_for("sign_in.page"), 303)


@pages.get("/healthz")
def health() -> ResponseReturnValue:
    """Answer that the server runs and its database can be read."""
    store().connection.execute("select 1")
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}
