"""The contacts of an account: who is there, whom to ask for, who must not be called, and who is one person."""

from collections.abc import Iterable, Mapping

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from rejoinder import accounts, commitments
from rejoinder.accounts import AccountFile, Contact, entering, keeping, merging
from rejoinder.accounts.merging import Likeness
from rejoinder.errors import ChangedElsewhere, Doubtful, NotFound, Problem, mark
from rejoinder.web import sections, sheets
from rejoinder.web.access import htmx, needs, screen_language
from rejoinder.web.parts import number, store
from rejoinder.web.sheets import Sheet

pages = Blueprint("contacts", __name__)

LIKE = {
    "name": mark("%(name)s on file has the same name."),
    "phone": mark("%(name)s on file has the same number."),
    "email": mark("%(name)s on file has the same e-mail address."),
}


@pages.get("/accounts/<int:account_id>/contacts")
@needs("collector")
def page(account_id: int) -> ResponseReturnValue:
    """List the contacts, in the order in which to ask for them."""
    return _list(sections.open_file(account_id))


@pages.get("/accounts/<int:account_id>/contacts/new")
@needs("collector")
def new(account_id: int) -> ResponseReturnValue:
    """Open the empty form."""
    return _form(sections.open_file(account_id), None)


@pages.post("/accounts/<int:account_id>/contacts")
@needs("collector")
def add(account_id: int) -> ResponseReturnValue:
    """Enter a contact, or say beside each field what is wrong."""
    file = sections.open_file(account_id)
    typed = sheets.sent(request.form, entering.FIELDS)
    columns, problems = _read(typed, file)
    like = () if keeping.is_entered(store(), typed.submission) else merging.alike(columns, file.contacts)
    problems |= _doubts(like)
    if problems:
        return _form(file, None, typed.wrong(problems), like=like, code=422)
    keeping.add_contact(
        store(),
        account_id,
        columns,
        apart=[one.other.id for one in like],
        submission=typed.submission,
        author=sections.author(),
    )
    return _done(account_id, gettext("Saved."))


@pages.get("/contacts/<int:contact_id>")
@needs("collector")
def change(contact_id: int) -> ResponseReturnValue:
    """Show a contact, ready to be changed."""
    return _form(*_open(contact_id))


@pages.post("/contacts/<int:contact_id>")
@needs("collector")
def save(contact_id: int) -> ResponseReturnValue:
    """Save a contact, or say beside each field what is wrong."""
    file, contact = _open(contact_id)
    typed = sheets.sent(request.form, entering.FIELDS)
    columns, problems = _read(typed, file, contact)
    apart = merging.contacts_apart(store(), file.account.id)
    like = merging.alike(columns, file.contacts, stored=contact, apart=apart)
    problems |= _doubts(like)
    if problems:
        return _form(file, contact, typed.wrong(problems), like=like, code=422)
    try:
        changed = keeping.save_contact(
            store(),
            file.account.id,
            contact.id,
            columns,
            version=typed.version,
            apart=[one.other.id for one in like],
            author=sections.author(),
        )
    except ChangedElsewhere:
        file, contact = _open(contact_id)
        return _form(file, contact, sheets.beside(typed, _on_file(contact)), code=409)
    words = gettext("Saved.") if changed else gettext("Nothing was changed, so nothing was saved.")
    return _done(file.account.id, words)


@pages.post("/contacts/<int:contact_id>/notes")
@needs("collector")
def note(contact_id: int) -> ResponseReturnValue:
    """Note one thing of a contact, such as that she has left."""
    file, contact = _open(contact_id)
    what = request.form.get("what", "")
    keeping.note_of_contact(store(), file.account.id, contact.id, what, today=file.today, author=sections.author())
    if request.form.get("back") == "desk" and not htmx:
        return redirect(url_for("accounts.page", account_id=file.account.id), 303)
    return _done(file.account.id, gettext("Noted."))


@pages.get("/contacts/<int:contact_id>/merge/<int:other_id>")
@needs("collector")
def compare(contact_id: int, other_id: int) -> ResponseReturnValue:
    """Show two contacts side by side, to make one of them: the first of the address stays."""
    file, into = _open(contact_id)
    return _compare(file, into, _other(file, into, other_id))


@pages.post("/contacts/<int:contact_id>/merge")
@needs("collector")
def merge(contact_id: int) -> ResponseReturnValue:
    """Make one contact of two; sent from a form still open, show first what would become of it."""
    file, into = _open(contact_id)
    other_id = request.form.get("with", default=0, type=number)
    if other_id and other_id != into.id and _where(other_id) == (file.account.id, into.id):
        # Sent twice: they are one already.
        return _done(file.account.id, gettext("They are one contact now."))
    other = _other(file, into, other_id) if other_id else None
    typed = sheets.sent(request.form, entering.FIELDS)
    return (_decided if request.form.get("decided") == "1" else _undecided)(file, into, other, typed)


def _undecided(file: AccountFile, into: Contact, other: Contact | None, typed: Sheet) -> ResponseReturnValue:
    """Compare what stands in a form with the one on file, once everything in the form can be read."""
    columns, problems = _read(typed, file, other)
    if problems:
        like = merging.alike(columns, file.contacts, stored=other)
        return _form(file, other, typed.wrong({**problems, **_doubts(like)}), like=like, code=422)
    return _compare(file, into, other, typed, other_version=typed.version)


def _decided(file: AccountFile, into: Contact, other: Contact | None, typed: Sheet) -> ResponseReturnValue:
    """Make one of two, by what was chosen for each group of fields."""
    picks = {group: request.form.get(f"pick-{group}", "") for group in merging.GROUPS}
    chosen = {group: side for group, side in picks.items() if side}
    fields = merging.combined(typed.fields, entering.fields_of(into, language=screen_language()), chosen)
    other_version = request.form.get("with-version", default=0, type=number)
    columns, problems = _read(Sheet(fields, fields), file, into, other)
    if problems:
        return _compare(file, into, other, typed, chosen, problems, other_version=other_version, code=422)
    try:
        merging.merge(
            store(),
            file.account.id,
            into,
            columns,
            version=typed.version,
            merged=other,
            merged_version=other_version,
            author=sections.author(),
        )
    except ChangedElsewhere as problem:
        file, into = _open(into.id)
        other = _other(file, into, other.id) if other else None
        # What somebody else wrote of the other one meanwhile is taken over where nothing was typed here.
        mine = sheets.beside(typed, _on_file(other)) if other else typed
        return _compare(file, into, other, mine, chosen, {"": problem}, code=409)
    return _done(file.account.id, gettext("They are one contact now."))


@pages.post("/contacts/<int:contact_id>/apart")
@needs("collector")
def keep_apart(contact_id: int) -> ResponseReturnValue:
    """Keep in mind that two contacts who look alike are two people."""
    file, contact = _open(contact_id)
    other = _other(file, contact, request.form.get("with", default=0, type=number))
    keeping.keep_apart(store(), file.account.id, contact.id, other.id, author=sections.author())
    return _done(file.account.id, gettext("Noted: they are two people."))


def _where(contact_id: int) -> tuple[int, int]:
    """Say whose contact it is, and into whom it was merged; 0 where there is none."""
    row = store().one("account_of_contact", id=contact_id)
    return (row["account_id"], row["id"]) if row else (0, 0)


def _open(contact_id: int) -> tuple[AccountFile, Contact]:
    """Open a contact with the file of its account; of one merged into another, the other.

    Raises: NotFound, in the same words for one that is not there and one that is another creditor's.
    """
    account_id, found_id = _where(contact_id)
    file = sections.open_file(account_id)
    contact = file.contact(found_id)
    if contact is None:
        raise NotFound("There is no such contact any more. Look in the list.")
    return file, contact


def _other(file: AccountFile, contact: Contact, other_id: int) -> Contact:
    """Find the other one of two contacts of an account.

    Raises: NotFound.
    """
    other = file.contact(other_id)
    if other is None or other.id == contact.id:
        raise NotFound("There is no such contact any more. Look in the list.")
    return other


def _read(typed: Sheet, file: AccountFile, *known: Contact | None) -> tuple[dict[str, object], dict[str, Problem]]:
    """Read what was typed of a contact."""
    return entering.read_contact(
        typed.fields,
        known=tuple(one for one in known if one),
        country=file.account.country or file.account.creditor_country,
        today=file.today,
        language=screen_language(),
        sure=sheets.sure_of(request.form),
    )


def _doubts(like: Iterable[Likeness]) -> dict[str, Problem]:
    """Ask of everybody alike whether it is the same person, as long as nobody said that it is not."""
    sure = sheets.sure_of(request.form)
    open_ones = [one for one in like if f"alike-{one.other.id}" not in sure]
    return {f"alike-{one.other.id}": Doubtful(LIKE[one.field], name=_called(one.other)) for one in open_ones}


def _called(contact: Contact) -> str:
    """Name a contact in a sentence."""
    return contact.name or contact.address_as or contact.phone_shown or gettext("A contact without a name")


def _on_file(contact: Contact | None) -> Sheet:
    """Open the form over what is on file."""
    fields = entering.fields_of(contact, language=screen_language())
    return sheets.on_file(fields, version=contact.version if contact else 0)


def _form(
    file: AccountFile,
    contact: Contact | None,
    sheet: Sheet | None = None,
    *,
    like: tuple[Likeness, ...] = (),
    code: int = 200,
) -> ResponseReturnValue:
    """Show the form of a contact, or of a new one."""
    shown = sheet or _on_file(contact)
    sure = sheets.sure_of(request.form)
    return sections.show(
        "contacts", "contacts/_contact.html", file, code, sheet=shown, contact=contact, like=like, sure=sure
    )


def _compare(
    file: AccountFile,
    into: Contact,
    other: Contact | None,
    typed: Sheet | None = None,
    chosen: Mapping[str, str] | None = None,
    problems: Mapping[str, Problem] | None = None,
    *,
    other_version: int | None = None,
    code: int = 200,
) -> ResponseReturnValue:
    """Show two side by side: what was typed or is on file of the one, and the one that stays."""
    mine = typed or _on_file(other)
    theirs = entering.fields_of(into, language=screen_language())
    return sections.show(
        "contacts",
        "contacts/_merge.html",
        file,
        code,
        into=into,
        merged=other,
        mine=mine,
        theirs=theirs,
        chosen={**merging.usual_choice(mine.fields, theirs), **(chosen or {})},
        groups=merging.differing(mine.fields, theirs),
        other_version=other.version if other and other_version is None else other_version or 0,
        sheet=Sheet(theirs, theirs, version=into.version, problems=problems or {}),
        sure=sheets.sure_of(request.form),
    )


def _list(file: AccountFile, done: str = "") -> ResponseReturnValue:
    """Show the list."""
    kept = commitments.kept_by_contact(store(), file.account.id)
    apart = merging.contacts_apart(store(), file.account.id)
    return sections.show(
        "contacts",
        "contacts/_contacts.html",
        file,
        asking=accounts.whom_to_ask(file.contacts, kind=file.account.kind, kept=kept),
        pairs=merging.alike_pairs(file.contacts, apart=apart),
        done=done,
    )


def _done(account_id: int, words: str) -> ResponseReturnValue:
    """Show the list anew after something was saved."""
    return sections.saved("contacts", account_id, words, lambda done: _list(sections.open_file(account_id), done))
