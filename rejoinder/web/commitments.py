"""The commitment's form in a call: open it, see it read back, record it, stamp it, take it out."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rejoinder import accounts, calls, commitments
from rejoinder.errors import Problem, Refused, mark
from rejoinder.web import desk, entries, forms
from rejoinder.web.access import htmx, needs, person
from rejoinder.web.parts import now, store
from rejoinder.web.rendering import sentence

pages = Blueprint("commitments", __name__)

SOFT = mark("Kept as an intention, because of “%(words)s”. Ask for a firm day, and record it once they name it.")


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
    return render_template("commitments/_preview.html", form=form, preview=seen, file=file, oob=True)


@pages.post("/calls/<int:call_id>/commitments")
@needs("collector")
def record(call_id: int) -> ResponseReturnValue:
    """Record what was typed: 201 with the sentence to read back, or 422 with the reason beside the field."""
    call = calls.load(store(), call_id, person_id=person().id)
    file = accounts.load(store(), call.account_id, person_id=person().id, now=now())
    fields, invoice_ids = forms.sent_form(request.form)
    recorded = entries.record_typed(file, call, fields, invoice_ids)
    if recorded.problems:
        form = forms.typed_form(fields, invoice_ids, problems=recorded.problems)
        found = desk.gather(call.account_id, form=form)
        return desk.part("commitments/_commitment.html", found, 422) if htmx else desk.page(found, 422)
    if recorded.soft:
        return _intended(call.account_id, fields.get("kind", ""), recorded.soft)
    return _shown(call.account_id, 201)


def _intended(account_id: int, kind: str, soft: tuple[str, ...]) -> ResponseReturnValue:
    """Say that soft words were kept as an intention, and leave the form open for the firm ones."""
    if not htmx:
        flash(sentence(Refused(SOFT, words=soft)))
        return redirect(url_for("accounts.page", account_id=account_id, kind=kind), 303)
    return desk.part("commitments/_changed.html", desk.gather(account_id, kind=kind), 201, soft=soft)


@pages.post("/calls/<int:call_id>/commitments/spread")
@needs("collector")
def spread(call_id: int) -> ResponseReturnValue:
    """Write equal instalments into the form of a plan; nothing is recorded."""
    call = calls.load(store(), call_id, person_id=person().id)
    file = accounts.load(store(), call.account_id, person_id=person().id, now=now())
    fields, invoice_ids = forms.sent_form(request.form)
    problems: dict[str, Problem] = {}
    filled: Mapping[str, str] = fields
    try:
        filled = entries.spread(file, fields)
    except Refused as problem:
        problems["instalments"] = problem
    form = forms.typed_form(filled, invoice_ids, problems=problems)
    found, code = desk.gather(call.account_id, form=form), 422 if problems else 200
    return desk.part("commitments/_commitment.html", found, code) if htmx else desk.page(found, code)


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
    reason = request.form.get("reason", "")
    commitments.record_error(store(), commitment_id, reason=reason, person_id=person().id, today=file.today, now=now())
    return _shown(account_id, 200)


def _shown(account_id: int, code: int) -> ResponseReturnValue:
    """Show the commitment's column anew, and let the file's column know."""
    found = desk.gather(account_id)
    if not htmx:
        return redirect(url_for("accounts.page", account_id=account_id), 303)
    words, code, headers = desk.part("commitments/_changed.html", found, code)
    return words, code, {**headers, "HX-Trigger": "file-changed"}
