"""A call's pages: begin, hear, note who it is, keep what is half-typed, end."""

import uuid
from dataclasses import replace

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from rejoinder import accounts, calls, commitments, compliance, evidence, library, worklist
from rejoinder.calls import Call
from rejoinder.commitments import Commitment
from rejoinder.errors import Problem, Refused
from rejoinder.evidence import Case
from rejoinder.web import desk, entries, forms, responses
from rejoinder.web.access import htmx, needs, person
from rejoinder.web.parts import now, number, parts, store

pages = Blueprint("calls", __name__)

# Outcomes of calls in which nobody was there to commit to anything.
UNREACHED = ("no_answer", "voicemail", "wrong_number")

# The commitment form's own part of a draft.
FORM_FIELDS = (
    "kind",
    "made",
    "proposed",
    "currency",
    "amount",
    "day",
    "method",
    "who",
    "note",
    "reason",
    "wants",
    "invoice",
    "instalments",
    "count",
    "every",
    "matures",
    "document",
    "time",
    "only_me",
    "obstacle",
    "firm",
    "allowed_by",
    "allowed_why",
)


def _call(call_id: int) -> Call:
    """Open the person's own call."""
    return calls.load(store(), call_id, person_id=person().id)


def _to_desk(call: Call) -> ResponseReturnValue:
    """Go back to the desk of the call's account."""
    return redirect(url_for("accounts.page", account_id=call.account_id), 303)


@pages.post("/accounts/<int:account_id>/calls")
@needs("collector")
def start(account_id: int) -> ResponseReturnValue:
    """Begin a call."""
    file = accounts.load(store(), account_id, person_id=person().id, now=now())
    compliance.check_call(store(), account_id)
    calls.start(
        store(),
        account_id,
        person_id=person().id,
        language=file.account.script_language,
        mark=library.latest_mark(store()),
        submission=request.form.get("submission", "") or uuid.uuid4().hex,
        now=now(),
    )
    # That they are rung again is what was agreed, perhaps.
    commitments.judge_in_turn(store(), [account_id], now=now())
    return redirect(url_for("accounts.page", account_id=account_id), 303)


@pages.post("/calls/<int:call_id>/said")
@needs("collector")
def said(call_id: int) -> ResponseReturnValue:
    """Rank the excuses that what was said may be; without htmx it is kept as typed, and the desk shows the ranking."""
    call = _call(call_id)
    words = request.form.get("said", "")
    if not htmx:
        calls.save_draft(store(), call, {**calls.draft_of(store(), call), "said": words}, now=now())
        return _to_desk(call)
    catalogue = parts().catalogue()
    ranking = catalogue.rank(words, shown=request.form.get("shown", "").split())
    before = evidence.times_heard(store(), call.account_id, call_id=call.id)
    return render_template(
        "calls/_matches.html", call=call, said=words, ranking=ranking, before=before, catalogue=catalogue
    )


@pages.post("/calls/<int:call_id>/heard")
@needs("collector")
def hear(call_id: int) -> ResponseReturnValue:
    """Take an excuse: record it with the words as shown, open its response and the commitment it leads to."""
    call = _call(call_id)
    file = accounts.load(store(), call.account_id, person_id=person().id, now=now())
    excuse_id, words = request.form.get("excuse", ""), request.form.get("said", "")
    fields, invoice_ids = forms.sent_form(request.form)
    keep = forms.is_typed(file, fields, invoice_ids=invoice_ids, call=call)
    records = evidence.records(store(), evidence.mentions(store(), file), call_id=call.id)
    response = responses.respond(
        # The words speak of the currency that the form is about, where it stays.
        Case(store(), file, fields.get("currency", "") if keep else "", call.id),
        call,
        excuse_id,
        said=words,
        record=records.get(excuse_id),
        contact=file.contact(call.contact_id),
        catalogue=parts().catalogue(),
        is_again=any(one.excuse == excuse_id for one in calls.heard_in(store(), call.id)),
    )
    calls.hear(
        store(),
        call,
        excuse=excuse_id,
        said=words,
        revision_id=response.revision_id,
        shown=responses.as_shown(response),
        missing=response.missing,
        submission=request.form.get("submission", "") or uuid.uuid4().hex,
        now=now(),
    )
    calls.forget(store(), call, ("said",))
    if not htmx:
        return _to_desk(call)
    form = forms.typed_form(fields, invoice_ids, problems={}) if keep else None
    found = desk.gather(call.account_id, kind="" if keep else forms.panel_for(response.excuse), form=form)
    return desk.part("calls/_heard.html", found, 201, with_form=not keep)


@pages.post("/calls/<int:call_id>/contact")
@needs("collector")
def reach(call_id: int) -> ResponseReturnValue:
    """Note who came to the phone."""
    call = _call(call_id)
    contact_id = request.form.get("contact", type=number)
    if contact_id is None and request.form.get("contact", ""):
        raise Refused("Choose who is on the phone.")
    file = accounts.load(store(), call.account_id, person_id=person().id, now=now())
    fields, invoice_ids = forms.sent_form(request.form)
    before = forms.proposed_names(file, call)
    calls.reach(store(), call, contact_id, now=now())
    if not htmx:
        return _to_desk(call)
    # Whoever has the receiver now is proposed in the place of the one before.
    found = file.contact(contact_id)
    if fields.get("who", "").strip() in ("", *before):
        fields["who"] = (found.address_as or found.name) if found and fields.get("kind") != "other_person" else ""
    form = forms.typed_form(fields, invoice_ids, problems={}) if "kind" in fields else None
    return desk.part("calls/_heard.html", desk.gather(call.account_id, form=form), with_form=form is not None)


@pages.post("/calls/<int:call_id>/renewed")
@needs("collector")
def renew(call_id: int) -> ResponseReturnValue:
    """Show anew what speaks of the file, after something in it changed; what is typed stays as it is."""
    call = _call(call_id)
    if not htmx:
        return _to_desk(call)
    file = accounts.load(store(), call.account_id, person_id=person().id, now=now())
    fields, invoice_ids = forms.sent_form(request.form)
    is_open = "kind" in fields
    keep = is_open and forms.is_typed(file, fields, invoice_ids=invoice_ids, call=call)
    form = forms.typed_form(fields, invoice_ids, problems={}) if keep else None
    kind = fields["kind"] if is_open and not keep else ""
    found = desk.gather(call.account_id, kind=kind, currency=fields.get("currency", ""), form=form)
    return desk.part("calls/_renewed.html", found, with_form=is_open and not keep)


@pages.post("/calls/<int:call_id>/draft")
@needs("collector")
def keep_draft(call_id: int) -> ResponseReturnValue:
    """Keep what is half-typed."""
    call = _call(call_id)
    fields: dict[str, str | list[str]] = {
        name: value for name, value in request.form.items() if name not in ("csrf_token", "invoice")
    }
    calls.save_draft(store(), call, {**fields, "invoice": request.form.getlist("invoice")}, now=now())
    return Response(status=204)


@pages.post("/calls/<int:call_id>/intentions")
@needs("collector")
def intend(call_id: int) -> ResponseReturnValue:
    """Keep soft words as an intention."""
    call = _call(call_id)
    fields, invoice_ids = forms.sent_form(request.form)
    file = accounts.load(store(), call.account_id, person_id=person().id, now=now())
    words = entries.in_words(file, fields)
    try:
        calls.intend(store(), call, words, submission=fields.get("submission", "") or uuid.uuid4().hex, now=now())
    except Refused as problem:
        form = forms.typed_form(fields, invoice_ids, problems={"note": problem})
        found = desk.gather(call.account_id, form=form)
        return desk.part("commitments/_commitment.html", found, 422) if htmx else desk.page(found, 422)
    # What was typed there is kept as an intention now.
    calls.forget(store(), call, FORM_FIELDS)
    found = desk.gather(call.account_id, kind=fields.get("kind", ""))
    return desk.part("commitments/_changed.html", found, 201) if htmx else _to_desk(call)


@pages.post("/calls/<int:call_id>/end")
@needs("collector")
def end(call_id: int) -> ResponseReturnValue:
    """End the call: record what is still in the form, keep the outcome, and go on to the next account."""
    call = _call(call_id)
    fields, invoice_ids = forms.sent_form(request.form)
    if call.ended_at is None:
        problems = _finish(call, fields, invoice_ids)
        if problems:
            found = desk.gather(call.account_id, form=_form_at_end(call, fields, invoice_ids, problems))
            return desk.part("calls/_not_ended.html", found, 422) if htmx else desk.page(found, 422)
    return _go_on(call)


def _form_at_end(
    call: Call, fields: dict[str, str], invoice_ids: frozenset[int], problems: dict[str, Problem]
) -> forms.Form:
    """Take the form as it was sent; without htmx the call's end comes alone, and the commitment's stays as left."""
    if "kind" in fields:
        return forms.typed_form(fields, invoice_ids, problems=problems)
    file = accounts.load(store(), call.account_id, person_id=person().id, now=now())
    left = forms.form_of_draft(file, calls.draft_of(store(), call), contact=file.contact(call.contact_id))
    return replace(left, fields={**left.fields, **fields}, problems=problems)


def _finish(call: Call, fields: dict[str, str], invoice_ids: frozenset[int]) -> dict[str, Problem]:
    """Record the open form and end the call, or give what stands in the way by field."""
    file = accounts.load(store(), call.account_id, person_id=person().id, now=now())
    typed = forms.is_typed(file, fields, invoice_ids=invoice_ids, call=call)
    is_soft = typed and bool(commitments.soft_in(fields))
    kinds = [one.kind for one in _standing(call)] + ([fields["kind"]] if typed and not is_soft else [])
    outcome = fields.get("outcome", "") or _outcome(call, kinds, intends=is_soft)
    # Looked at before anything is recorded: what is sent a second time after a refusal may have been changed.
    if outcome not in calls.OUTCOMES:
        return {"outcome": Refused("Choose how the call ended.")}
    if outcome == "promise" and not set(commitments.OF_MONEY) & set(kinds):
        return {"outcome": Refused("No promise is recorded. Record it first, or choose how else the call ended.")}
    if typed and outcome in UNREACHED:
        return {
            "outcome": Refused("Something is still typed as a commitment. Record it, or empty the form, then save.")
        }
    problems = dict(entries.record_typed(file, call, fields, invoice_ids).problems) if typed else {}
    if problems:
        return problems
    if outcome == "stop_contact" and compliance.stop_of(store(), call.account_id) is None:
        # The request counts from its record on, not from the outcome, so it is recorded here at the latest.
        entries.record_typed(file, call, {"kind": "stop_contact", "submission": f"stop-{call.id}"}, frozenset())
    calls.end(store(), call, outcome=outcome, note=fields.get("call_note", ""), now=now())
    flash(gettext("The call with %(account)s is saved.", account=file.account.name))
    return {}


def _standing(call: Call) -> tuple[Commitment, ...]:
    """Give the call's commitments without those recorded in error."""
    return tuple(one for one in commitments.of_call(store(), call.id) if not one.is_error)


def _outcome(call: Call, kinds: list[str], *, intends: bool) -> str:
    """Take the outcome from what was committed in the call, the last counting most; soft words are an intention."""
    outcome = forms.OUTCOME_FOR.get(kinds[-1], "") if kinds else ""
    intended = intends or any(one.kind == "intention" for one in calls.notes_of(store(), call.id))
    return outcome or ("intention" if intended else "")


def _go_on(call: Call) -> ResponseReturnValue:
    """Go to the next account to call, or to the work list at its end."""
    file = accounts.load(store(), call.account_id, person_id=person().id, now=now())
    after = (file.account.oldest_due_on, file.account.id)
    account_id = worklist.next_account(store(), person_id=person().id, after=after, now=now())
    where = url_for("accounts.page", account_id=account_id) if account_id else url_for("worklist.page", whose="mine")
    if htmx:
        return Response(status=204, headers={"HX-Redirect": where})
    return redirect(where, 303)
