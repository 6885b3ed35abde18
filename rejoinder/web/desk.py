"""The desk: one account's file, the words and the commitment, gathered for the page and for each of its parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from flask import render_template, url_for
from flask_babel import gettext

from rejoinder import accounts, calls, commitments, compliance, library, matching, people, wording
from rejoinder.accounts import AccountFile, Contact, Invoice, Proposal, documents
from rejoinder.accounts.disputes import Dispute, open_disputes
from rejoinder.accounts.invoices import NONE_BEYOND, Beyond
from rejoinder.accounts.notes import Kept, kept_on
from rejoinder.accounts.paying import proposed_days
from rejoinder.accounts.runs import Run
from rejoinder.calls import Call, Heard, HeardBefore, Note, PastCall
from rejoinder.commitments import Commitment, Promise
from rejoinder.dates import today_in
from rejoinder.errors import NotFound
from rejoinder.library import Excuse
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
from rejoinder.web.parts import now, parts, store
from rejoinder.wording import Filled

# As many invoices as the desk lists; the rest is a page of its own.
MOST_INVOICES = 25
# As many open disputes as the desk lists; the section has the others.
MOST_DISPUTES = 4
# What is asked about a dispute whether or not there is a sum to ask for.
OF_DISPUTES = ("invoices", "note", "who")


@dataclass(frozen=True)
class Response:
    """The response on the screen."""

    excuse: Excuse
    said: str
    filled: Filled
    revision_id: int | None
    before: HeardBefore | None
    nothing_overdue: bool

    @property
    def questions(self) -> tuple[tuple[wording.Words, str], ...]:
        """The questions to ask; of a dispute, where there is no sum to ask for, those that clear it up."""
        if not self.nothing_overdue:
            return self.filled.ask
        if self.excuse.leads_to != "dispute_details":
            return ()
        return tuple((words, about) for words, about in self.filled.ask if about in OF_DISPUTES)


@dataclass(frozen=True)
class Desk:
    """All that the desk shows."""

    file: AccountFile
    call: Call | None
    asking: tuple[Proposal, ...]
    promise: Promise | None
    history: tuple[PastCall, ...]
    committed: Mapping[int, tuple[Commitment, ...]]
    stop: compliance.Stop | None
    busy_with: str
    elsewhere: calls.UnderWay | None
    catalogue: Catalogue
    kept_notes: Kept
    disputes: tuple[Dispute, ...] = ()
    colleagues: tuple[tuple[int, str], ...] = ()
    heard: tuple[Heard, ...] = ()
    before: Mapping[str, HeardBefore] = field(default_factory=dict)
    said: str = ""
    ranking: matching.Ranking | None = None
    response: Response | None = None
    opening: Filled | None = None
    made: tuple[Commitment, ...] = ()
    notes: tuple[Note, ...] = ()
    form: Form | None = None
    form_open: bool = False
    choice: tuple[Invoice, ...] = ()
    beyond: Beyond = field(default=NONE_BEYOND)
    list_end: str = ""
    proposed: tuple[Run, ...] = ()
    preview: Preview | None = None
    outcome: str = ""
    call_note: str = ""
    sheet: str = ""

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
    def papers(self) -> documents.Checklist:
        """What there is of the claim; read when it is shown, not for every part of the desk."""
        return documents.checklist(store(), self.file.account.id)

    def title_of(self, excuse_id: str) -> str:
        """Give an excuse's name in the language of the screen."""
        excuse = self.catalogue.excuses.get(excuse_id)
        return excuse.named(screen_language()) if excuse else excuse_id


def gather(account_id: int, *, kind: str = "", currency: str = "", form: Form | None = None) -> Desk:
    """Gather the desk of an account for the person at the screen.

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
        file=file,
        call=call,
        asking=accounts.whom_to_ask(file.contacts, kind=file.account.kind, kept=kept),
        promise=commitments.last_promise(store(), account_id, before_call=call.id if call else 0),
        history=history,
        committed=commitments.of_calls(store(), (one.id for one in history)),
        stop=compliance.stop_of(store(), account_id),
        busy_with="" if call or on_the_phone == person().name else on_the_phone,
        elsewhere=busy if call is None else None,
        catalogue=parts().catalogue(),
        kept_notes=kept_on(store(), account_id),
        disputes=open_disputes(store(), account_id, size=MOST_DISPUTES + 1),
        colleagues=people.colleagues_for(store(), person(), file.account.creditor_id),
    )
    if call is None:
        return replace(desk, opening=_opening(desk, None))
    return _in_call(desk, call, kind=kind, currency=currency, form=form)


def _in_call(desk: Desk, call: Call, *, kind: str, currency: str, form: Form | None) -> Desk:
    """Add what belongs to the call under way."""
    draft = calls.draft_of(store(), call)
    heard = calls.heard_in(store(), call.id)
    before = calls.heard_before(store(), call.account_id, call_id=call.id)
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
    end = end_of(desk.file, currency_of, choice) if form.kind == "promise_to_pay" else None
    form = moved(form, choice, end, today=desk.file.today)
    # The words speak of the currency that the form is about.
    spoken = form.fields.get("currency", "") if form_open else ""
    response = None
    if heard:
        response = respond(
            desk.file,
            call,
            heard[-1].excuse,
            said=heard[-1].said,
            before=before,
            catalogue=desk.catalogue,
            currency=spoken,
        )
    return replace(
        desk,
        heard=heard,
        before=before,
        said=said,
        ranking=desk.catalogue.rank(said),
        response=response,
        opening=None if heard else _opening(desk, call, currency=spoken),
        made=made,
        notes=calls.notes_of(store(), call.id),
        form=form,
        form_open=form_open,
        choice=choice,
        proposed=proposed_days(desk.file.paying, desk.file.today),
        beyond=beyond(desk.file, currency_of, end),
        list_end=written_place(end),
        preview=preview_of(desk.file, form, call=call),
        outcome=str(ending.get("outcome", "")),
        call_note=str(ending.get("call_note", "")),
        sheet=str(draft.get("sheet", "")),
    )


def _is_current(draft: Mapping[str, object], made: tuple[Commitment, ...]) -> bool:
    """Say whether the draft's commitment is still to be recorded: the draft counts what was recorded before it."""
    return str(draft.get("made", "")) == str(len(made))


def _panel(desk: Desk, heard: tuple[Heard, ...]) -> str:
    """Choose the kind of commitment that the last excuse leads to."""
    excuse = desk.catalogue.excuses.get(heard[-1].excuse) if heard else None
    return panel_for(excuse)


def _values(
    file: AccountFile, *, call: Call | None, currency: str = "", heard: tuple[int, date] | None = None
) -> wording.Values:
    """Give a script's blanks their values, in this call or before it."""
    promise = commitments.last_promise(store(), file.account.id, before_call=call.id if call else 0)
    # Only a promise known to be broken is held against anybody; one still open may have been kept this morning.
    if promise is not None and promise.became not in ("broken", "partly_kept"):
        promise = None
    return wording.account_values(
        file,
        language=file.account.script_language,
        collector=person().name,
        contact=file.contact(call.contact_id) if call else None,
        currency=currency,
        heard=heard,
        promise=(promise.amount_minor, promise.currency, promise.due_on) if promise else None,
    )


def respond(
    file: AccountFile,
    call: Call,
    excuse_id: str,
    *,
    said: str,
    before: Mapping[str, HeardBefore],
    catalogue: Catalogue,
    currency: str = "",
) -> Response:
    """Fill the response to an excuse with the account's figures, in the words in use when the call began.

    Where nobody has written one in the language yet, it is empty: what was heard is recorded all the same.
    Raises: NotFound, when there is no such excuse.
    """
    excuse = catalogue.excuses.get(excuse_id)
    if excuse is None:
        raise NotFound("There is no such excuse any more. Choose another one.")
    language = file.account.script_language
    path = library.response_path(language, excuse_id)
    try:
        script, revision_id = library.script_at(store(), path, mark=call.revision_mark)
    except NotFound:
        script, revision_id = library.read_script(path, "")[0], None
    earlier = before.get(excuse_id)
    heard = (earlier.times, today_in(file.account.time_zone, earlier.last_at)) if earlier else None
    filled = wording.fill_script(script, _values(file, call=call, currency=currency, heard=heard))
    return Response(
        excuse=excuse,
        said=said,
        filled=filled,
        revision_id=revision_id,
        before=earlier,
        nothing_overdue=bool(wording.OVERDUE & set(filled.missing)),
    )


def as_shown(response: Response) -> str:
    """Write down a response as the collector sees it, for the call's record."""
    filled, questions = response.filled, tuple(words for words, _ in response.questions)
    aloud = (filled.acknowledge, filled.say, *questions, filled.insist)
    if response.nothing_overdue:
        aloud = (filled.acknowledge, *questions) if questions else ()
    return "\n".join(wording.plain(words) for words in aloud)


def _opening(desk: Desk, call: Call | None, *, currency: str = "") -> Filled | None:
    """Fill the words a call begins with; before the call they are there to be read through."""
    path = f"scripts/{desk.language}/call/opening.md"
    try:
        script, _ = library.script_at(store(), path, mark=call.revision_mark if call else None)
    except NotFound:
        return None
    values = _values(desk.file, call=call, currency=currency)
    # Before anybody has come to the phone, the one to ask for is named.
    if values.get("contact") is None and desk.contact is None and desk.first:
        values = {**values, "contact": desk.first.contact.named or None}
    return wording.fill_script(script, values)


def steps(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Name the steps of the call, each done, now or to come."""
    names = (
        gettext("Prepare"),
        gettext("Right person"),
        gettext("Ask for all"),
        gettext("Why not paid"),
        gettext("Which day"),
        gettext("Read back"),
        gettext("Save"),
    )
    here = _step(desk)
    return tuple((name, "done" if n < here else "now" if n == here else "") for n, name in enumerate(names))


def _step(desk: Desk) -> int:
    """Say how far the call is."""
    if desk.call is None:
        return 0
    if any(not one.is_error for one in desk.made):
        return 5 if desk.awaiting else 6
    if desk.heard:
        return 4
    if desk.said.strip():
        return 3
    return 2 if desk.call.contact_id else 1


def page(desk: Desk, code: int = 200) -> tuple[str, int]:
    """Show the whole desk."""
    return render_template("accounts/desk.html", desk=desk, steps=steps(desk), most=MOST_INVOICES), code


def part(template: str, desk: Desk, code: int = 200, **more: object) -> tuple[str, int, dict[str, str]]:
    """Show a part of the desk, with what else changes by it; in a window left open past the call, the whole desk."""
    if desk.call is None and not template.startswith("accounts/"):
        return "", 204, {"HX-Redirect": url_for("accounts.page", account_id=desk.file.account.id)}
    return render_template(template, desk=desk, steps=steps(desk), most=MOST_INVOICES, **more), code, {}
