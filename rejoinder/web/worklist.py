"""The work list's pages."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from rejoinder import accounts, calls, people, worklist
from rejoinder.errors import Refused
from rejoinder.web.access import htmx, needs, person
from rejoinder.web.parts import now, number, store

pages = Blueprint("worklist", __name__)


@pages.get("/")
def home() -> ResponseReturnValue:
    """Begin at the work list; who only rehearses begins there by the way the list sends her."""
    return redirect(url_for("worklist.page"), 303)


@pages.get("/worklist")
@needs("trainee")
def page() -> ResponseReturnValue:
    """Show the list: mine or all, longest overdue first, or what matches the words searched for."""
    if not person().may("collector"):
        return redirect(url_for("rehearsal.page"), 303)
    words = request.args.get("q", "")
    whose = request.args.get("whose", "")
    found = worklist.page(store(), person_id=person().id, mine=whose == "mine", words=words, now=now(), after=_after())
    # Enter in the search: the only hit is the one that was meant.
    if words and len(found.lines) == 1 and "go" in request.args and not htmx:
        return redirect(url_for("accounts.page", account_id=found.lines[0].account_id), 303)
    context = {
        "page": found,
        "words": words,
        "whose": whose,
        "colleagues": people.colleagues(store(), person()),
        "under_way": calls.under_way(store(), person().id),
    }
    return render_template("worklist/_lines.html" if htmx else "worklist/page.html", **context)


def _after() -> tuple[str, int]:
    """Read where the page begins."""
    due, dash, account_id = request.args.get("after", "").rpartition(".")
    return (due, int(account_id)) if dash and account_id.isdecimal() and len(account_id) < 19 else worklist.START


@pages.post("/worklist/assignments")
@needs("lead")
def assign() -> ResponseReturnValue:
    """Hand the chosen accounts to a collector, or to nobody."""
    chosen = request.form.getlist("account", type=number)
    collector_id = request.form.get("collector", type=number)
    if not chosen:
        raise Refused("Choose the accounts first, then whom to hand them to.")
    if collector_id is None and request.form.get("collector") != "nobody":
        raise Refused("Choose whom to hand the accounts to.")
    accounts.assign(store(), chosen, collector_id=collector_id, lead_id=person().id, now=now())
    flash(gettext("Accounts handed over: %(count)s.", count=len(chosen)))
    return redirect(url_for("worklist.page", whose=request.form.get("whose", "")), 303)
