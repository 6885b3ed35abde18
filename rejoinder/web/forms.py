"""The commitment form: as it is proposed, as it is typed, and what is said of it while it is typed."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from werkzeug.datastructures import MultiDict

from rejoinder import accounts, calls, commitments, money
from rejoinder.accounts import AccountFile, Contact, Invoice
from rejoinder.accounts.contested import amounts_typed
from rejoinder.accounts.invoices import NONE_BEYOND, Beyond, Place
from rejoinder.calls import Call
from rejoinder.commitments import ASKS, OF_MONEY, Terms
from rejoinder.errors import Problem
from rejoinder.library import Excuse
from rejoinder.web import sayback
from rejoinder.web.access import person, screen_language
from rejoinder.web.parts import number, store
from rejoinder.wording import Words

# The fields in which nothing stands before somebody types into them.
TYPED = ("day", "method", "note", "reason", "wants", "instalments", "matures", "document", "time", "obstacle")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

OUTCOME_FOR = {
    "promise_to_pay": "promise",
    "instalment_plan": "promise",
    "bill": "promise",
    "document": "document",
    "dispute_details": "dispute",
    "call_back": "call_back",
    "other_person": "other_person",
    "refusal": "refused",
    "stop_contact": "stop_contact",
}


@dataclass(frozen=True)
class Form:
    """The commitment form as it stands: what is typed, what is wrong with it, and its own id."""

    kind: str
    fields: Mapping[str, str]
    invoice_ids: frozenset[int]
    problems: Mapping[str, Problem]
    submission: str


@dataclass(frozen=True)
class Preview:
    """What the typed terms say: the day and the amount as read, and the sentence to read back.

    `question` asks for the first thing that is missing; `soft` are words that make it an intention only; `limits` say
    where it lies beyond what the person may take.
    """

    terms: Terms
    sentence: Words
    missing: tuple[str, ...]
    problems: Mapping[str, Problem]
    doubts: tuple[Problem, ...] = ()
    question: str = ""
    soft: tuple[str, ...] = ()
    limits: tuple[Problem, ...] = ()

    @property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """The parts of a complete commitment of this kind, each with whether it is known."""
        return tuple((name, name not in self.missing) for name in ASKS.get(self.terms.kind, ()))


def panel_for(excuse: Excuse | None) -> str:
    """Give the kind of commitment to ask for after an excuse."""
    leads_to = excuse.leads_to if excuse else "promise_to_pay"
    return leads_to if leads_to in commitments.KINDS else "promise_to_pay"


def new_form(file: AccountFile, kind: str, *, contact: Contact | None, currency: str = "") -> Form:
    """Open an empty form of a kind, with what is proposed in it: the whole sum of one currency, who is on the phone."""
    kind = kind if kind in commitments.KINDS else "promise_to_pay"
    currency = currency if file.standing_in(currency) else file.standing.currency if file.standing else ""
    choice = listed(file, kind, currency)
    terms = commitments.proposal(file, kind=kind, currency=currency or None, listed=choice)
    amount = money.plain(terms.amount_minor, terms.currency) if terms.amount_minor and terms.currency else ""
    # Another person to call is by its meaning not the one on the phone.
    who = (contact.address_as or contact.name) if contact and terms.kind != "other_person" else ""
    ids = frozenset(one.id for one in terms.invoices)
    proposed = f"{amount};{' '.join(map(str, sorted(ids)))}"
    fields = {"kind": terms.kind, "amount": amount, "currency": terms.currency or "", "who": who, "proposed": proposed}
    end = end_of(file, currency, choice) if terms.kind in OF_MONEY and terms.invoices else None
    behind = beyond(file, currency, end)
    return Form(
        kind=terms.kind,
        fields={**fields, "beyond": written_place(end)} if behind.late + behind.credits else fields,
        invoice_ids=ids,
        problems={},
        submission=uuid.uuid4().hex,
    )


def typed_form(fields: Mapping[str, str], invoice_ids: frozenset[int], *, problems: Mapping[str, Problem]) -> Form:
    """Take the form as it was sent, so that nothing typed is lost."""
    return Form(
        kind=fields.get("kind", "promise_to_pay"),
        fields=fields,
        invoice_ids=invoice_ids,
        problems=problems,
        submission=fields.get("submission", "") or uuid.uuid4().hex,
    )


def form_of_draft(file: AccountFile, draft: Mapping[str, str | list[str]], *, contact: Contact | None) -> Form:
    """Take the form as it was left half-typed."""
    fields = {name: value for name, value in draft.items() if isinstance(value, str)}
    chosen = draft.get("invoice", [])
    numbers = [chosen] if isinstance(chosen, str) else chosen
    ids = frozenset(int(one) for one in numbers if one.isdecimal() and len(one) < 19)
    form = typed_form(fields, ids, problems={})
    return form if fields.get("kind") in commitments.KINDS else new_form(file, "promise_to_pay", contact=contact)


def listed(file: AccountFile, kind: str, currency: str) -> tuple[Invoice, ...]:
    """Give the open invoices that a form lists one by one: of its currency where it has an amount, else of all."""
    asks = commitments.ASKS.get(kind, ())
    if "invoices" not in asks:
        return ()
    # Of a mixed account the file's page may hold too few of the form's currency.
    if "amount" in asks and len(file.standings) > 1:
        return accounts.open_invoices(store(), file.account.id, currency=currency)
    return file.invoices


def beyond(file: AccountFile, currency: str, place: Place | None) -> Beyond:
    """Count what the sum asked for in a currency is made of behind a place in the list, where there is such a place."""
    if place is None:
        return NONE_BEYOND
    return accounts.count_asked_beyond(store(), file.account.id, place, currency=currency, today=file.today)


def end_of(file: AccountFile, currency: str, choice: tuple[Invoice, ...]) -> Place | None:
    """Give the place where a form's list ends, if more is open and something is asked for."""
    standing = file.standing_in(currency)
    if standing is None or standing.open_count <= accounts.PAGE or standing.asked_minor <= 0 or not choice:
        return None
    return Place(choice[-1].due_on.isoformat(), choice[-1].number)


def written_place(place: Place | None) -> str:
    """Write a place down as the form carries it; invoices that move up meanwhile stand behind it all the same."""
    return f"{place.due_on} {place.number}" if place else ""


def _taken_from(fields: Mapping[str, str]) -> Place | None:
    """Give the place behind which all is ticked too, if that is ticked."""
    due_on, _, number = fields.get("beyond", "").partition(" ")
    is_place = fields.get("kind") in OF_MONEY and _DAY.fullmatch(due_on)
    return Place(due_on, number) if is_place else None


def moved(form: Form, choice: tuple[Invoice, ...], end: Place | None, *, today: date) -> Form:
    """Tick what was ticked with all the rest and is listed by itself now, the list having moved meanwhile."""
    place = _taken_from(form.fields)
    if place is None:
        return form
    ticked = frozenset(one.id for one in choice if one.is_asked(today) and place.is_before(one))
    return replace(form, invoice_ids=form.invoice_ids | ticked, fields={**form.fields, "beyond": written_place(end)})


def chosen(file: AccountFile, fields: Mapping[str, str], invoice_ids: frozenset[int]) -> tuple[Invoice, ...]:
    """Give every invoice chosen in a form: those ticked, and all the rest where that is ticked."""
    place = _taken_from(fields)
    if place is not None:
        currency = fields.get("currency", "")
        invoice_ids |= accounts.asked_beyond(store(), file.account.id, place, currency=currency, today=file.today)
    return accounts.chosen_invoices(store(), file.account.id, invoice_ids)


def preview_of(file: AccountFile, form: Form, *, call: Call) -> Preview:
    """Read what is typed so far, and say it back; fields still empty are no mistake yet."""
    fields, language = form.fields, screen_language()
    invoices = accounts.chosen_invoices(store(), file.account.id, form.invoice_ids)
    behind = beyond(file, fields.get("currency", ""), _taken_from(fields)).late
    terms, problems = commitments.read_terms(fields, invoices=invoices, file=file, language=language, beyond=behind)
    wrong = {name: one for name, one in problems.items() if form.fields.get(name, "").strip()}
    if form.invoice_ids and "invoices" in problems:
        wrong["invoices"] = problems["invoices"]
    # What cannot be recorded is not read to the debtor either.
    missing = commitments.missing(terms)
    limits: Mapping[str, Problem] = {}
    if not problems:
        _, limits = commitments.check_limits(store(), terms, file, fields, person_id=person().id, language=language)
    return Preview(
        terms=terms,
        sentence=() if wrong else sayback.read_back(file, terms, call=call),
        missing=missing,
        problems=wrong,
        doubts=commitments.doubts(terms, file, language=language),
        question=sayback.question(file, missing[0], call=call) if missing else "",
        soft=commitments.soft_in(fields),
        limits=tuple(limits.values()),
    )


def sent_form(form: MultiDict[str, str]) -> tuple[dict[str, str], frozenset[int]]:
    """Take the commitment's fields, and the invoices chosen, out of what a page sent."""
    ids = frozenset(form.getlist("invoice", type=number))
    # An amount beside an invoice that it is contested by means that invoice, ticked or not.
    ids |= amounts_typed(form)
    return {name: value for name, value in form.items() if name != "invoice"}, ids


def is_typed(file: AccountFile, fields: Mapping[str, str], *, invoice_ids: frozenset[int], call: Call) -> bool:
    """Say whether anything was typed or chosen in the form beyond what it proposed."""
    if "kind" not in fields:
        return False
    amount, ids = _proposed(file, fields)
    words = any(fields.get(name, "").strip() for name in TYPED)
    changed = (
        fields.get("amount", "").strip() not in ("", amount)
        or fields.get("who", "").strip() not in ("", *proposed_names(file, call))
        or bool(invoice_ids - ids)
    )
    ends_with_it = outcome_matches(fields.get("outcome", ""), fields["kind"])
    return words or changed or (ends_with_it and not commitments.NEEDS.get(fields["kind"]))


def _proposed(file: AccountFile, fields: Mapping[str, str]) -> tuple[str, frozenset[int]]:
    """Give the amount and the invoices that a form proposed when it was opened.

    The form carries them: meanwhile a dispute or a payment may have changed what would be proposed now.
    """
    if "proposed" not in fields:
        fresh = new_form(file, fields["kind"], contact=None, currency=fields.get("currency", ""))
        return fresh.fields["amount"], fresh.invoice_ids
    amount, _, ids = fields["proposed"].partition(";")
    return amount, frozenset(int(one) for one in ids.split() if one.isdecimal() and len(one) < 19)


def proposed_names(file: AccountFile, call: Call) -> frozenset[str]:
    """Name everybody who was on the phone in a call: each was proposed as who promised while there."""
    reached = calls.reached_in(store(), call.id)
    return frozenset(name for one in file.contacts if one.id in reached for name in (one.named, *one.also) if name)


def outcome_matches(outcome: str, kind: str) -> bool:
    """Say whether an outcome is the one that a kind of commitment ends a call with."""
    return bool(outcome) and OUTCOME_FOR.get(kind) == outcome
