"""The commitment's pages: open a form, see it read back, record it, stamp it, take it out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rejoinder import accounts, calls, commitments
from rejoinder.web import desk, forms
from rejoinder.web.access import htmx, needs, person
from rejoinder.web.parts import now, store

pages = Blueprint("commitments", __name__)


@pages.get("/calls/<int:call_id>/commitments/new")
@needs("collector")
def new(call_id: int) -> ResponseReturnValue:
    """Open an empty form for one kind of commitment."""
    call = calls.load(store(), call_id, person_id=person().id)
    kind, currency = request.args.get("kind", "promise_to_pay"), request.args.get("currency", "")
    if not htmx:
        return redirect(url_for("accounts.page", account_id=call.account_id, kind=kind, currency=currency), 303)
    return desk.part("commitments/_opened.html", desk.gather(call.account_id, kind=kind, currency=currency))


@pages.post("/calls/<int:call_id>/commitments/preview")
@needs("collector")
def preview(call_id: int) -> ResponseReturnValue:
    """Say back what is typed so far, with the day's weekday; nothing is recorded."""
    call = calls.load(store(), call_id, person_id=person().id)
    if not htmx:
        return redirect(url_for("accounts.page", account_id=call.account_id), 303)
    file = accounts.load(store(), call.account_id, person_id=person().id, now=now())
    fields, invoice_ids = forms.sent_form(request.form)
    form = forms.typed_form(fields, invoice_ids, problems={})
    seen = forms.preview_of(file, form, call=call)
    return render_template("commitments/_preview.html", form=form, preview=seen, file=file)


@pages.post("/calls/<int:call_id>/commitments")
@needs("collector")
def record(call_id: int) -> ResponseReturnValue:
    """Record what was typed: 201 with the sentence to read back, or 422 with the reason beside the field."""
    call = calls.load(store(), call_id, person_id=person().id)
    file = accounts.load(store(), call.account_id, person_id=person().id, now=now())
    fields, invoice_ids = forms.sent_form(request.form)
    problems = forms.record_typed(file, call, fields, invoice_ids)
    if problems:
        form = forms.typed_form(fields, invoice_ids, problems=problems)
        found = desk.gather(call.account_id, form=form)
        return desk.part("commitments/_commitment.html", found, 422) if htmx else desk.page(found, 422)
    return _shown(call.account_id, 201)


@pages.post("/commitments/<int:commitment_id>/read-back")
@needs("collector")
def stamp(commitment_id: int) -> ResponseReturnValue:
    """Note that the sentence was read back and agreed."""
    account_id = commitments.account_of(store(), commitment_id, person_id=person().id)
    commitments.stamp_read_back(store(), commitment_id, person_id=person().id, now=now())
    return _shown(account_id, 200)


@pages.post("/commitments/<int:commitment_id>/error")
@needs("collector")
def take_out(commitment_id: int) -> ResponseReturnValue:
    """Take out what was recorded in error."""
    account_id = commitments.account_of(store(), commitment_id, person_id=person().id)
    file = accounts.load(store(), account_id, person_id=person().id, now=now())
    commitments.record_error(store(), commitment_id, person_id=person().id, today=file.today, now=now())
    return _shown(account_id, 200)


def _shown(account_id: int, code: int) -> ResponseReturnValue:
    """Show the commitment's column anew, and let the file's column know."""
    found = desk.gather(account_id)
    if not htmx:
        return redirect(url_for("accounts.page", account_id=account_id), 303)
    words, code, headers = desk.part("commitments/_changed.html", found, code)
    return words, code, {**headers, "HX-Trigger": "file-changed"}
