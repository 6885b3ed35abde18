"""The desk: one account's file, the words and the commitment, gathered for the page and for each of its parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import render_template, url_for

from rejoinder import accounts, calls, commitments, compliance, evidence, letters, matching, people, wording
from rejoinder.accounts import AccountFile, Contact, Invoice, Proposal, documents
from rejoinder.accounts.disputes import Dispute, open_disputes
from rejoinder.accounts.invoices import NONE_BEYOND, Beyond
from rejoinder.accounts.notes import Kept, kept_on
from rejoinder.accounts.paying import proposed_days
from rejoinder.accounts.runs import Run
from rejoinder.calls import Call, Heard, Note, PastCall
from rejoinder.commitments import Commitment, Promise
from rejoinder.evidence import Case, Record
from rejoinder.web import guide
from rejoinder.web.access import person, screen_language
from rejoinder.web.catalogue import Catalogue
from rejoinder.web.forms import (
    Form,
    Preview,
    beyond,
    end_of,
    form_of_draft,
    listed,
    moved,
    new_form,
    panel_for,
    preview_of,
    written_place,
)
from rejoinder.web.guide import Guide
from rejoinder.web.parts import now, parts, store
from rejoinder.web.responses import Response, respond

# As many invoices as the desk lists; the rest is a page of its own.
MOST_INVOICES = 25
# As many open disputes as the desk lists; the section has the others.
MOST_DISPUTES = 4


@dataclass(frozen=True)
class Desk:
    """All that the desk shows."""

    case: Case
    call: Call | None
    asking: tuple[Proposal, ...]
    history: tuple[PastCall, ...]
    committed: Mapping[int, tuple[Commitment, ...]]
    stop: compliance.Stop | None
    busy_with: str
    elsewhere: calls.UnderWay | None
    catalogue: Catalogue
    kept_notes: Kept
    reliability: commitments.Reliability
    disputes: tuple[Dispute, ...] = ()
    colleagues: tuple[tuple[int, str], ...] = ()
    heard: tuple[Heard, ...] = ()
    records: Mapping[str, Record] = field(default_factory=dict)
    said: str = ""
    ranking: matching.Ranking | None = None
    response: Response | None = None
    guide: Guide | None = None
    is_looked_up: bool = False
    made: tuple[Commitment, ...] = ()
    notes: tuple[Note, ...] = ()
    form: Form | None = None
    form_open: bool = False
    choice: tuple[Invoice, ...] = ()
    beyond: Beyond = field(default=NONE_BEYOND)
    list_end: str = ""
    proposed: tuple[Run, ...] = ()
    preview: Preview | None = None
    leads: Mapping[int, str] = field(default_factory=dict)
    outcome: str = ""
    call_note: str = ""
    sheet: str = ""

    @property
    def file(self) -> AccountFile:
        """The account file."""
        return self.case.file

    @property
    def promise(self) -> Promise | None:
        """The last promise to pay of an earlier call."""
        return self.case.promise

    @property
    def language(self) -> str:
        """The language of the scripts."""
        return self.file.account.script_language

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Who may be on the phone: everybody who has not left, and whoever is chosen all the same."""
        everybody = (one.contact for one in self.asking)
        return tuple(one for one in everybody if one.left_on is None or one == self.contact)

    @property
    def first(self) -> Proposal | None:
        """Whom to ask for; nobody, where nobody on file is to be rung."""
        return self.asking[0] if self.asking and self.asking[0].contact.may_be_rung else None

    @property
    def listed_disputes(self) -> tuple[Dispute, ...]:
        """The open disputes that the file lists; there may be one more."""
        return self.disputes[:MOST_DISPUTES]

    @property
    def contact(self) -> Contact | None:
        """Who is on the phone."""
        if self.call and self.call.contact_id:
            return self.file.contact(self.call.contact_id)
        return None

    @property
    def awaiting(self) -> Commitment | None:
        """The commitment that is recorded but not read back yet."""
        open_ones = [one for one in self.made if not one.is_error]
        return open_ones[-1] if open_ones and not open_ones[-1].is_read_back and open_ones[-1].read_back else None

    @property
    def in_writing(self) -> tuple[Commitment, ...]:
        """What of the call a letter confirms; nothing, where they asked to be left alone."""
        standing = [one for one in self.made if not one.is_error]
        if any(one.kind == "stop_contact" for one in standing):
            return ()
        return tuple(one for one in standing if one.kind in letters.PARTS)

    @property
    def is_confirmed(self) -> bool:
        """Say whether all of that was confirmed in writing."""
        return bool(self.in_writing) and all(one.is_confirmed for one in self.in_writing)

    @property
    def before(self) -> Mapping[str, int]:
        """In how many other calls each reason was given."""
        return {excuse: one.times for excuse, one in self.records.items()}

    @property
    def owes_nothing(self) -> bool:
        """Say whether there is no sum to ask for: nothing undisputed is overdue."""
        return not any(one.asked_minor > 0 for one in self.file.standings)

    @property
    def is_withheld(self) -> bool:
        """Say whether the one on the telephone may not be told of the debt."""
        return self.contact is not None and self.contact.may_discuss is False

    @property
    def open_promise(self) -> Promise | None:
        """The last promise, where its day is still to come."""
        promise = self.promise
        return promise if promise and not promise.became and promise.due_on >= self.file.today else None

    @property
    def papers(self) -> documents.Checklist:
        """What there is of the claim; read when it is shown, not for every part of the desk."""
        return self.case.checklist

    def title_of(self, excuse_id: str) -> str:
        """Give an excuse's name in the language of the screen."""
        excuse = self.catalogue.excuses.get(excuse_id)
        return excuse.named(screen_language()) if excuse else excuse_id


def gather(account_id: int, *, kind: str = "", currency: str = "", form: Form | None = None, step: str = "") -> Desk:
    """Gather the desk of an account for the person at the screen; `step` is a step of the call to look up.

    Raises: NotFound, for an account the person does not collect for.
    """
    file = accounts.load(store(), account_id, person_id=person().id, now=now())
    busy = calls.under_way(store(), person().id)
    call = None
    if busy is not None and busy.account_id == account_id:
        call = calls.load(store(), busy.call_id, person_id=person().id)
    kept = commitments.kept_by_contact(store(), account_id)
    on_the_phone = calls.on_the_phone(store(), now=now()).get(account_id, "")
    history = tuple(one for one in calls.history(store(), account_id, size=6) if not call or one.id != call.id)[:5]
    desk = Desk(
        case=Case(store(), file, call_id=call.id if call else 0),
        call=call,
        asking=accounts.whom_to_ask(file.contacts, kind=file.account.kind, kept=kept),
        history=history,
        committed=commitments.of_calls(store(), (one.id for one in history)),
        stop=compliance.stop_of(store(), account_id),
        busy_with="" if call or on_the_phone == person().name else on_the_phone,
        elsewhere=busy if call is None else None,
        catalogue=parts().catalogue(),
        kept_notes=kept_on(store(), account_id),
        reliability=commitments.reliability(store(), account_id),
        disputes=open_disputes(store(), account_id, size=MOST_DISPUTES + 1),
        colleagues=people.colleagues_for(store(), person(), file.account.creditor_id),
        records=evidence.records(store(), evidence.mentions(store(), file), call_id=call.id if call else 0),
    )
    if call is None:
        return _with_guide(desk, step)
    return _in_call(desk, call, kind=kind, currency=currency, form=form, step=step)


def _in_call(desk: Desk, call: Call, *, kind: str, currency: str, form: Form | None, step: str) -> Desk:
    """Add what belongs to the call under way."""
    draft = calls.draft_of(store(), call)
    heard = calls.heard_in(store(), call.id)
    made = commitments.of_call(store(), call.id)
    contact = desk.file.contact(call.contact_id)
    said = str(draft.get("said", ""))
    ending = {**draft, **form.fields} if form else draft
    from_draft = form is None and not kind and "kind" in draft and _is_current(draft, made)
    form_open = form is not None or bool(kind) or from_draft or all(one.is_error for one in made)
    form = form or (
        form_of_draft(desk.file, draft, contact=contact)
        if from_draft
        else new_form(desk.file, kind or _panel(desk, heard), contact=contact, currency=currency)
    )
    currency_of = form.fields.get("currency", "")
    choice = listed(desk.file, form.kind, currency_of) if form_open else ()
    end = end_of(desk.file, currency_of, choice) if form.kind in commitments.OF_MONEY else None
    form = moved(form, choice, end, today=desk.file.today)
    # The words speak of the currency that the form is about.
    spoken = form.fields.get("currency", "") if form_open else ""
    case = replace(desk.case, currency=spoken)
    response = None
    if heard:
        response = respond(
            case,
            call,
            heard[-1].excuse,
            said=heard[-1].said,
            record=desk.records.get(heard[-1].excuse),
            contact=contact,
            catalogue=desk.catalogue,
            is_again=any(one.excuse == heard[-1].excuse for one in heard[:-1]),
            heard_id=heard[-1].id,
        )
    found = replace(
        desk,
        case=case,
        heard=heard,
        said=said,
        ranking=desk.catalogue.rank(said),
        response=response,
        made=made,
        notes=calls.notes_of(store(), call.id),
        form=form,
        form_open=form_open,
        choice=choice,
        proposed=proposed_days(desk.file.paying, desk.file.today),
        beyond=beyond(desk.file, currency_of, end),
        list_end=written_place(end),
        preview=preview_of(desk.file, form, call=call),
        leads=commitments.leads_of(store(), desk.file.account.creditor_id),
        outcome=str(ending.get("outcome", "")),
        call_note=str(ending.get("call_note", "")),
        sheet=str(draft.get("sheet", "")),
    )
    return _with_guide(found, step)


def _is_current(draft: Mapping[str, object], made: tuple[Commitment, ...]) -> bool:
    """Say whether the draft's commitment is still to be recorded: the draft counts what was recorded before it."""
    return str(draft.get("made", "")) == str(len(made))


def _panel(desk: Desk, heard: tuple[Heard, ...]) -> str:
    """Choose the kind of commitment that the last excuse leads to."""
    excuse = desk.catalogue.excuses.get(heard[-1].excuse) if heard else None
    return panel_for(excuse)


def _contact_to_ask(desk: Desk) -> str:
    """Name the one to ask for."""
    return wording.addressed(desk.first.contact, desk.language) if desk.first else ""


def _with_guide(desk: Desk, step: str) -> Desk:
    """Add the guide: a step that was asked for, else the one that is now."""
    shown = guide.guide(
        desk.case,
        call=desk.call,
        now=_step(desk),
        step=step if guide.is_step(step) else "",
        earlier=desk.records.values(),
        opening=_contact_to_ask(desk),
    )
    return replace(desk, guide=shown, is_looked_up=guide.is_step(step))


def _step(desk: Desk) -> str:
    """Say how far the call is."""
    if desk.call is None:
        return "prepare"
    standing = [one for one in desk.made if not one.is_error]
    # What was heard after the last commitment is the next thing to answer.
    if standing and not (desk.heard and desk.heard[-1].heard_at > standing[-1].made_at):
        if desk.awaiting:
            return "read_back"
        # What is not disputed is asked for once the complaint is taken down.
        is_left = desk.heard and standing[-1].kind == "dispute_details" and not desk.owes_nothing
        return "close_on_a_day" if is_left else "confirm_and_log"
    if desk.heard:
        return "close_on_a_day"
    if desk.said.strip():
        return "why_not_paid"
    knows = desk.contact is not None and desk.contact.may_discuss is not False
    return "who_i_am" if knows else "right_person"


def page(desk: Desk, code: int = 200) -> tuple[str, int]:
    """Show the whole desk."""
    return render_template("accounts/desk.html", desk=desk, most=MOST_INVOICES), code


def part(template: str, desk: Desk, code: int = 200, **more: object) -> tuple[str, int, dict[str, str]]:
    """Show a part of the desk, with what else changes by it; in a window left open past the call, the whole desk."""
    if desk.call is None and not template.startswith("accounts/"):
        return "", 204, {"HX-Redirect": url_for("accounts.page", account_id=desk.file.account.id)}
    return render_template(template, desk=desk, most=MOST_INVOICES, **more), code, {}
