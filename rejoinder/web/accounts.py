"""The desk's pages: the account file before and during a call."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rejoinder import accounts
from rejoinder.web import desk
from rejoinder.web.access import htmx, needs, person
from rejoinder.web.parts import now, number, store

pages = Blueprint("accounts", __name__)


@pages.get("/accounts/<int:account_id>")
@needs("collector")
def page(account_id: int) -> ResponseReturnValue:
    """Show the desk; nothing is made or changed by looking."""
    kind, currency = request.args.get("kind", ""), request.args.get("currency", "")
    return desk.page(desk.gather(account_id, kind=kind, currency=currency))


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
