"""The desk's pages: the account file before and during a call."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from rejoinder import accounts, people
from rejoinder.errors import NotFound, Refused
from rejoinder.web import desk, guide
from rejoinder.web.access import htmx, needs, person
from rejoinder.web.parts import now, number, store

pages = Blueprint("accounts", __name__)


@pages.get("/accounts/<int:account_id>")
@needs("collector")
def page(account_id: int) -> ResponseReturnValue:
    """Show the desk; nothing is made or changed by looking."""
    kind, currency = request.args.get("kind", ""), request.args.get("currency", "")
    return desk.page(desk.gather(account_id, kind=kind, currency=currency))


@pages.get("/accounts/<int:account_id>/steps/<step>")
@needs("collector")
def step(account_id: int, step: str) -> ResponseReturnValue:
    """Show the words of a step of the call, whichever is now."""
    if step != guide.NOW and not guide.is_step(step):
        raise NotFound("There is no such step of the call.")
    found = desk.gather(account_id, step=step)
    if htmx and request.args.get("call") and found.call is None:
        # A window left open past the call: what is shown there is over.
        return "", 204, {"HX-Redirect": url_for("accounts.page", account_id=account_id)}
    return desk.part("accounts/_step.html", found) if htmx else desk.page(found)


@pages.get("/accounts/<int:account_id>/file")
@needs("collector")
def file(account_id: int) -> ResponseReturnValue:
    """Show the file's column anew, after something in it changed."""
    found = desk.gather(account_id)
    return desk.part("accounts/_file.html", found) if htmx else desk.page(found)


@pages.get("/accounts/<int:account_id>/invoices")
@needs("collector")
def invoices(account_id: int) -> ResponseReturnValue:
    """List all invoices, settled ones too, a page at a time."""
    found = accounts.load(store(), account_id, person_id=person().id, now=now())
    before = request.args.get("before", type=number)
    listed = accounts.all_invoices(store(), account_id, before=before)
    return render_template("accounts/invoices.html", file=found, invoices=listed, size=accounts.PAGE)


@pages.post("/accounts/<int:account_id>/language")
@needs("collector")
def set_language(account_id: int) -> ResponseReturnValue:
    """Choose the language of the scripts for an account."""
    accounts.load(store(), account_id, person_id=person().id, now=now())
    language = request.form.get("language", "")
    accounts.set_script_language(store(), account_id, language, person_id=person().id, now=now())
    return redirect(url_for("accounts.page", account_id=account_id), 303)


@pages.post("/accounts/<int:account_id>/assignment")
@needs("lead")
def hand_over(account_id: int) -> ResponseReturnValue:
    """Hand the account to a collector, or to nobody."""
    before = accounts.load(store(), account_id, person_id=person().id, now=now()).account
    collector_id = request.form.get("collector", type=number)
    if collector_id is None and request.form.get("collector") != "nobody":
        raise Refused("Choose whom to hand the account to.")
    words = gettext("Nothing was changed, so nothing was saved.")
    if collector_id != before.collector_id:
        accounts.assign(store(), [account_id], collector_id=collector_id, lead_id=person().id, now=now())
        words = gettext("Handed over.")
    if not htmx:
        flash(words)
        return redirect(url_for("accounts.page", account_id=account_id), 303)
    account = accounts.load(store(), account_id, person_id=person().id, now=now()).account
    colleagues = people.colleagues_for(store(), person(), account.creditor_id)
    return render_template("accounts/_assignment.html", account=account, colleagues=colleagues, handed=words)
