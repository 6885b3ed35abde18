"""Payments entered by hand, allocated to invoices or left open, and reversed."""

from collections.abc import Iterable, Mapping
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from rejoinder import dates, money
from rejoinder.accounts import AccountFile, allocating, payment_changes, payment_entries, payments
from rejoinder.accounts.allocating import Came, Owed, Part, Plan, Stated
from rejoinder.accounts.payments import Received
from rejoinder.errors import Doubtful, Problem, Refused
from rejoinder.web import sections, sheets
from rejoinder.web.access import htmx, needs, screen_language
from rejoinder.web.parts import now, number, store
from rejoinder.web.sheets import Sheet

pages = Blueprint("payments", __name__)

REVERSAL_FIELDS = ("kind", "day", "note")
# As many invoices as are told of one by one.
MOST_TOLD = 6


@pages.get("/accounts/<int:account_id>/payments")
@needs("collector")
def page(account_id: int) -> ResponseReturnValue:
    """List the payments, a page at a time."""
    return _list(sections.open_file(account_id))


@pages.get("/accounts/<int:account_id>/payments/new")
@needs("collector")
def new(account_id: int) -> ResponseReturnValue:
    """Open an empty form for a payment."""
    file = sections.open_file(account_id)
    fields = payment_entries.proposed(store(), file, today=_today(file))
    return _receive(file, sheets.on_file(fields))


@pages.post("/accounts/<int:account_id>/payments/preview")
@needs("collector")
def preview(account_id: int) -> ResponseReturnValue:
    """Say what the payment typed so far would settle; nothing is written."""
    file = sections.open_file(account_id)
    typed = _sent()
    entry, problems = _read(file, typed)
    plan = _plan_of(file, entry) if entry else None
    if not htmx:
        return _receive(file, typed, told=told(plan, file.today))
    # What is still being typed is no mistake yet, but what cannot be given to an invoice is said at once.
    refused = [one for one in problems.values() if entry and not isinstance(one, Doubtful)]
    return render_template("payments/_settles.html", told=told(plan, file.today), refused=refused, here=request.path)


@pages.post("/accounts/<int:account_id>/payments")
@needs("collector")
def record(account_id: int) -> ResponseReturnValue:
    """Record a payment, or say beside each field what is wrong or in doubt."""
    file = sections.open_file(account_id)
    typed = _sent()
    if payment_changes.is_recorded(store(), typed.submission):
        return _saved(file, gettext("Recorded."))
    entry, problems = _read(file, typed)
    if entry is None or problems:
        return _receive(file, typed.wrong(problems), code=422, told=_told_if_sure(file, entry, problems))
    plan = _plan_of(file, entry)
    try:
        payment_changes.record(store(), account_id, entry, submission=typed.submission, author=sections.author())
    except Refused as problem:
        return _receive(file, typed.wrong({"invoice": problem}), code=422)
    words = gettext("%(amount)s recorded.", amount=_shown(entry.amount_minor, entry.currency))
    return _saved(file, _joined((words, *told(plan, file.today))))


@pages.get("/payments/<int:payment_id>/allocations")
@needs("collector")
def open_rest(payment_id: int) -> ResponseReturnValue:
    """Open the form that gives to invoices what was left open of a payment."""
    file, payment = _file_of(payment_id)
    return _allocate(file, payment, sheets.on_file({"way": "named", "invoice": "", "numbers": ""}))


@pages.post("/payments/<int:payment_id>/allocations")
@needs("collector")
def allocate(payment_id: int) -> ResponseReturnValue:
    """Give to invoices what was left open of a payment."""
    file, payment = _file_of(payment_id)
    typed = _sent()
    if payment_changes.is_recorded(store(), typed.submission):
        return _saved(file, gettext("Recorded."))
    given, problems = _read_rest(payment, typed.fields)
    if problems:
        return _allocate(file, payment, typed.wrong(problems), code=422)
    plan = _plan(file, given, payment.open_minor, payment.currency, _came(payment))
    try:
        payment_changes.allocate(store(), payment_id, given, submission=typed.submission, author=sections.author())
    except Refused as problem:
        return _allocate(file, _file_of(payment_id)[1], typed.wrong({"invoice": problem}), code=422)
    return _saved(file, _joined((gettext("Allocated."), *told(plan, file.today))))


@pages.get("/payments/<int:payment_id>/reversal")
@needs("collector")
def open_reversal(payment_id: int) -> ResponseReturnValue:
    """Open the form that takes a payment back."""
    file, payment = _file_of(payment_id)
    payment_changes.check_may_reverse(store(), payment, sections.author().person_id)
    return _reverse(file, payment, sheets.on_file({"kind": "", "day": _today(file).isoformat(), "note": ""}))


@pages.post("/payments/<int:payment_id>/reversal")
@needs("collector")
def reverse(payment_id: int) -> ResponseReturnValue:
    """Take a payment back, because the money went back or never came."""
    file, payment = _file_of(payment_id)
    typed = sheets.sent(request.form, REVERSAL_FIELDS)
    if payment_changes.is_recorded(store(), typed.submission):
        return _saved(file, gettext("Recorded."))
    payment_changes.check_may_reverse(store(), payment, sections.author().person_id)
    day, problems = payment_entries.read_reversal(payment, typed.fields, today=_today(file), language=screen_language())
    if problems:
        return _reverse(file, payment, typed.wrong(problems), code=422)
    given = {one.invoice_id: -one.amount_minor for one in payment.allocated}
    came = _came(payment) if typed.fields["kind"] == "error" else Came(day, now())
    plan = _plan(file, given, -payment.amount_minor, payment.currency, came)
    try:
        payment_changes.reverse(
            store(),
            payment_id,
            kind=typed.fields["kind"],
            day=day,
            note=typed.fields["note"],
            submission=typed.submission,
            author=sections.author(),
        )
    except Refused as problem:
        return _reverse(file, _file_of(payment_id)[1], typed.wrong({"kind": problem}), code=422)
    words = gettext("%(amount)s taken back.", amount=_shown(payment.amount_minor, payment.currency))
    return _saved(file, _joined((words, *told(plan, file.today))))


def _today(file: AccountFile) -> date:
    """Say which day it is where the money is received."""
    return dates.today_in(file.account.creditor_zone, now())


def _file_of(payment_id: int) -> tuple[AccountFile, Received]:
    """Open a payment with its file; whoever may not see it is not told whether there is one."""
    file = sections.open_file(payments.account_of(store(), payment_id))
    return file, payments.load_payment(store(), payment_id)


def _sent() -> Sheet:
    """Take the form of a payment as it was sent, with the amount of each invoice."""
    parts = (name for name in request.form if name.startswith("part-"))
    return sheets.sent(request.form, (*payment_entries.FIELDS, *parts))


def _read(file: AccountFile, typed: Sheet) -> tuple[payment_entries.Entry | None, dict[str, Problem]]:
    """Read what was typed of a payment."""
    sure = sheets.sure_of(request.form)
    return payment_entries.read_entry(
        store(), file, typed.fields, today=_today(file), sure=sure, language=screen_language()
    )


def _read_rest(payment: Received, fields: Mapping[str, str]) -> tuple[dict[int, int], dict[str, Problem]]:
    """Read to which invoices the rest of a payment is given."""
    if payment.open_minor == 0:
        return {}, {"way": Refused("Nothing of this payment is left open.")}
    given, problems = allocating.read_parts(
        store(),
        payment.account_id,
        fields,
        currency=payment.currency,
        amount_minor=payment.open_minor,
        language=screen_language(),
    )
    if not given and not problems:
        problems["way"] = Refused("No invoice is open in this currency, so the money stays open.")
    return given, problems


def _plan_of(file: AccountFile, entry: payment_entries.Entry) -> Plan:
    """Say what a payment that is being entered does."""
    return _plan(file, entry.given, entry.amount_minor, entry.currency, Came(entry.received_on, now()))


def _came(payment: Received) -> Came:
    """Say when the money of a payment on file came, and when it was entered by hand."""
    return Came(payment.received_on, payment.entered_at)


def _plan(file: AccountFile, given: Mapping[int, int], amount_minor: int, currency: str, came: Came) -> Plan:
    """Say what money does to the invoices it is given to."""
    return allocating.plan(
        store(),
        file.account.id,
        given,
        currency=currency,
        amount_minor=amount_minor,
        came=came,
        ledger=Stated(file.ledger_as_of, file.ledger_read_at) if file.ledger_as_of else None,
    )


def _told_if_sure(
    file: AccountFile, entry: payment_entries.Entry | None, problems: Mapping[str, Problem]
) -> tuple[str, ...]:
    """Tell what a payment would settle, where nothing but doubts stands in its way."""
    if entry is None or not all(isinstance(one, Doubtful) for one in problems.values()):
        return ()
    # The year too: of a day that is still to come this year, the last one was meant.
    day = dates.shown(entry.received_on, screen_language())
    plan = _plan_of(file, entry)
    return (gettext("Received %(day)s.", day=day), *told(plan, file.today))


def told(plan: Plan | None, today: date) -> tuple[str, ...]:
    """Tell what a payment does, before and after, a sentence for each invoice; and what the ledger counts already."""
    if plan is None:
        return ()
    lines = [_told_part(one, plan.currency) for one in plan.parts[:MOST_TOLD]]
    if len(plan.parts) > MOST_TOLD:
        lines.append(ngettext("And %(num)s more.", "And %(num)s more.", len(plan.parts) - MOST_TOLD))
    if plan.left_minor > 0:
        lines.append(gettext("%(left)s stays open on the account.", left=_shown(plan.left_minor, plan.currency)))
    return (*lines, *_told_ledger(plan, today))


def _told_part(part: Part, currency: str) -> str:
    """Tell what a payment does to one invoice."""
    before, after = _shown(part.owed.open_minor, currency), _shown(part.after_minor, currency)
    if part.after_minor == part.owed.open_minor:
        return str(gettext("%(number)s: %(before)s open, as before.", number=part.owed.number, before=before))
    if part.after_minor == 0:
        return str(gettext("%(number)s: %(before)s open before, now settled.", number=part.owed.number, before=before))
    values = {"number": part.owed.number, "before": before, "after": after}
    return str(gettext("%(number)s: %(before)s open before, now %(after)s.", **values))


def _told_ledger(plan: Plan, today: date) -> Iterable[str]:
    """Tell what the ledger counts already, or may count."""
    if plan.counted_on:
        day = dates.shown(plan.counted_on, screen_language(), today=today)
        if len(plan.unmoved) == len(plan.parts):
            yield gettext(
                "The ledger of %(day)s counts money received until then, so what is open does not change.", day=day
            )
        else:
            numbers = (", " if screen_language() == "en" else "、").join(one.owed.number for one in plan.unmoved)
            yield gettext(
                "The ledger of %(day)s counts money received until then, so %(numbers)s does not change.",
                day=day,
                numbers=numbers,
            )
    if plan.read_on:
        day = dates.shown(plan.read_on, screen_language(), today=today)
        yield gettext(
            "The ledger of %(day)s may have this money already without saying so; the next one will put it right.",
            day=day,
        )


def _joined(sentences: Iterable[str]) -> str:
    """Put sentences one after the other, as the language of the screen does."""
    return ("" if screen_language() == "zh" else " ").join(sentences)


def _shown(amount_minor: int, currency: str) -> str:
    """Show money with its currency."""
    return money.shown(amount_minor, currency, screen_language())


def _saved(file: AccountFile, words: str) -> ResponseReturnValue:
    """Show the list with what was done."""
    return sections.saved("payments", file.account.id, words, lambda done: _list(file, done=done))


def _list(file: AccountFile, *, done: str = "") -> ResponseReturnValue:
    """Show the list."""
    day, _, last_id = request.args.get("before", "").partition("_")
    before = (day, number(last_id)) if day and last_id.isdecimal() and len(last_id) <= 18 else None
    listed = payments.payments_of(store(), file.account.id, before=before)
    return sections.show("payments", "payments/_payments.html", file, payments=listed, size=payments.PAGE, done=done)


def _receive(file: AccountFile, sheet: Sheet, *, code: int = 200, told: tuple[str, ...] = ()) -> ResponseReturnValue:
    """Show the form for a payment."""
    owed = _listed(file.account.id, sheet)
    currencies = payments.currencies_of(store(), file.account.id)
    more = {"owed": owed, "currency_names": {one: one for one in currencies}, "told": told, "today": _today(file)}
    return sections.show("payments", "payments/_receive.html", file, code, sheet=sheet, **more)


def _allocate(file: AccountFile, payment: Received, sheet: Sheet, *, code: int = 200) -> ResponseReturnValue:
    """Show the form that gives the rest of a payment to invoices."""
    owed = _listed(file.account.id, sheet, currency=payment.currency)
    return sections.show("payments", "payments/_allocate.html", file, code, sheet=sheet, payment=payment, owed=owed)


def _reverse(file: AccountFile, payment: Received, sheet: Sheet, *, code: int = 200) -> ResponseReturnValue:
    """Show the form that takes a payment back."""
    return sections.show("payments", "payments/_reverse.html", file, code, sheet=sheet, payment=payment)


def _listed(account_id: int, sheet: Sheet, *, currency: str = "") -> tuple[Owed, ...]:
    """Give the invoices that a form lists: the oldest open ones, and behind them whatever else was chosen in it."""
    first = allocating.owed_first(store(), account_id, currency=currency)
    chosen = {number(one) for one in sheet.fields.get("invoice", "").split() if one.isdecimal() and len(one) <= 18}
    wrong = {int(name.removeprefix("part-")) for name in sheet.problems if name.startswith("part-")}
    beyond = (chosen | wrong) - {one.id for one in first}
    return first + allocating.owed_of(store(), account_id, beyond)
