"""Disputes: opened, changed, answered and closed."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from rejoinder.accounts import AccountFile, Invoice, chosen_invoices, contested, dispute_changes, disputes, numbered
from rejoinder.accounts.disputes import Dispute
from rejoinder.dates import today_in
from rejoinder.errors import ChangedElsewhere, Problem, Refused
from rejoinder.web import sections, sheets
from rejoinder.web.access import htmx, needs, screen_language
from rejoinder.web.parts import now, store
from rejoinder.web.sheets import Sheet

pages = Blueprint("disputes", __name__)

# As many of each as the section lists; an account whose ledger disputes everything may have thousands.
MOST_OPEN, MOST_CLOSED = 100, 20


@pages.get("/accounts/<int:account_id>/disputes")
@needs("collector")
def page(account_id: int) -> ResponseReturnValue:
    """List the disputes, the open ones first."""
    return _show(sections.open_file(account_id))


@pages.get("/accounts/<int:account_id>/disputes/new")
@needs("collector")
def new(account_id: int) -> ResponseReturnValue:
    """Open an empty form for a dispute."""
    return _opening(sections.open_file(account_id))


@pages.post("/accounts/<int:account_id>/disputes")
@needs("collector")
def add(account_id: int) -> ResponseReturnValue:
    """Open a dispute, or say beside each field what is wrong."""
    file = sections.open_file(account_id)
    amount_fields = (name for name in request.form if name.startswith("disputed-"))
    typed = sheets.sent(request.form, (*contested.FIELDS, "invoice", "numbers", *amount_fields))
    if not disputes.is_recorded(store(), typed.submission):
        typed, chosen, problems = _chosen(file, typed)
        amounts, wrong = contested.read_contested(typed.fields, chosen, language=screen_language())
        columns, more = _wording(file, typed, was={})
        problems = {**wrong, **more, **problems} or _open(file, typed, amounts, columns)
        if problems:
            return _opening(file, typed.wrong(problems), chosen=chosen, code=422)
    return _saved(account_id, gettext("The dispute is open. Its part is not asked for any more; the rest is."))


def _chosen(file: AccountFile, typed: Sheet) -> tuple[Sheet, tuple[Invoice, ...], dict[str, Problem]]:
    """Find the invoices chosen: ticked, with an amount beside them, or named by number; from here on all are ticked."""
    ids = _ids(typed.fields["invoice"]) | contested.amounts_typed(typed.fields)
    problems: dict[str, Problem] = {}
    numbers = typed.fields["numbers"]
    try:
        ids |= {one.id for one in numbered(store(), file.account.id, numbers)}
        numbers = ""
    except Refused as problem:
        problems["numbers"] = problem
    chosen = chosen_invoices(store(), file.account.id, ids)
    ticked = " ".join(str(one.id) for one in chosen)
    return replace(typed, fields={**typed.fields, "invoice": ticked, "numbers": numbers}), chosen, problems


def _open(
    file: AccountFile, typed: Sheet, amounts: Mapping[int, int | None], columns: Mapping[str, object]
) -> dict[str, Problem]:
    """Open the dispute, or say what came in between."""
    try:
        dispute_changes.open_by_hand(
            store(),
            file.account.id,
            amounts,
            columns,
            opened_on=file.today,
            submission=typed.submission,
            author=sections.author(),
        )
    except Refused as problem:
        return {"invoices": problem}
    return {}


@pages.get("/disputes/<int:dispute_id>")
@needs("collector")
def change(dispute_id: int) -> ResponseReturnValue:
    """Show a dispute, ready to be changed; one that is closed takes notes only."""
    file, dispute = _file(dispute_id), disputes.load_dispute(store(), dispute_id)
    return _changing(file, dispute) if dispute.open_lines else _noting(file, dispute)


@pages.post("/disputes/<int:dispute_id>")
@needs("collector")
def save(dispute_id: int) -> ResponseReturnValue:
    """Save what is written about a dispute, or say beside each field what is wrong."""
    file, dispute = _file(dispute_id), disputes.load_dispute(store(), dispute_id)
    on_file = contested.fields_of(dispute)
    typed = sheets.sent(request.form, on_file)
    if disputes.is_recorded(store(), typed.submission):
        return _saved(file.account.id, gettext("Saved."))
    if not dispute.open_lines:
        return _closed_meanwhile(file, dispute, typed)
    if typed.version != dispute.version:
        return _beside(file, dispute_id, typed)
    columns, problems = _wording(file, typed, was=on_file, owner_id=dispute.owner_id)
    amounts, wrong = contested.read_changed(typed.fields, dispute, language=screen_language())
    if problems or wrong:
        return _changing(file, dispute, typed.wrong({**problems, **wrong}), code=422)
    try:
        changed = dispute_changes.change_dispute(
            store(),
            dispute,
            columns,
            amounts,
            version=typed.version,
            submission=typed.submission,
            author=sections.author(),
        )
    except ChangedElsewhere:
        return _beside(file, dispute_id, typed)
    words = gettext("Saved.") if changed else gettext("Nothing was changed, so nothing was saved.")
    return _saved(file.account.id, words)


@pages.get("/disputes/<int:dispute_id>/notes")
@needs("collector")
def note(dispute_id: int) -> ResponseReturnValue:
    """Open an empty note on a dispute."""
    return _noting(_file(dispute_id), disputes.load_dispute(store(), dispute_id))


@pages.post("/disputes/<int:dispute_id>/notes")
@needs("collector")
def add_note(dispute_id: int) -> ResponseReturnValue:
    """Add a note to a dispute, open or closed."""
    file, dispute = _file(dispute_id), disputes.load_dispute(store(), dispute_id)
    typed = sheets.sent(request.form, ("text",))
    try:
        dispute_changes.note_dispute(
            store(), dispute, typed.fields["text"], submission=typed.submission, author=sections.author()
        )
    except Refused as problem:
        return _noting(file, dispute, typed.wrong({"text": problem}), code=422)
    return _saved(file.account.id, gettext("The note is added."))


@pages.get("/disputes/<int:dispute_id>/close")
@needs("collector")
def closing(dispute_id: int) -> ResponseReturnValue:
    """Ask how a dispute ends, and for which invoices; all that are open are ticked."""
    return _closing(_file(dispute_id), disputes.load_dispute(store(), dispute_id))


@pages.post("/disputes/<int:dispute_id>/close")
@needs("collector")
def close(dispute_id: int) -> ResponseReturnValue:
    """Close a dispute for the invoices ticked, or say what is missing."""
    file, dispute = _file(dispute_id), disputes.load_dispute(store(), dispute_id)
    typed = sheets.sent(request.form, ("closed_as", "note", "line"))
    verdict, lines = typed.fields["closed_as"], _ids(typed.fields["line"]) & {one.id for one in dispute.lines}
    problems: dict[str, Problem] = {}
    if verdict not in disputes.VERDICTS:
        problems["closed_as"] = Refused("Choose how it ends.")
    if not lines:
        problems["line"] = Refused("Tick the invoices for which it is closed.")
    problems = problems or _close(file, dispute, typed, lines)
    if problems:
        return _closing(file, disputes.load_dispute(store(), dispute_id), typed.wrong(problems), code=422)
    if verdict == "credit":
        return _saved(file.account.id, gettext("Closed: a credit note is due. The ledger does not have it yet."))
    return _saved(file.account.id, gettext("Closed. What was disputed is asked for again."))


def _close(file: AccountFile, dispute: Dispute, typed: Sheet, lines: frozenset[int]) -> dict[str, Problem]:
    """Close the dispute for some lines, or say what came in between."""
    try:
        dispute_changes.close_dispute(
            store(),
            dispute.id,
            lines,
            closed_as=typed.fields["closed_as"],
            note=typed.fields["note"],
            closed_on=file.today,
            submission=typed.submission,
            author=sections.author(),
        )
    except Refused as problem:
        return {"line": problem}
    return {}


def _file(dispute_id: int) -> AccountFile:
    """Open the file of a dispute's account.

    Raises: NotFound, also where the dispute exists but is of an account the person does not collect for.
    """
    return sections.open_file(disputes.dispute_account(store(), dispute_id))


def _ids(text: str) -> frozenset[int]:
    """Read the ids of what is ticked."""
    return frozenset(int(one) for one in text.split() if one.isdecimal() and len(one) < 19)


def _wording(
    file: AccountFile, typed: Sheet, *, was: Mapping[str, str], owner_id: int | None = None
) -> tuple[dict[str, object], dict[str, Problem]]:
    """Read what a dispute is about."""
    return contested.read_wording(
        typed.fields,
        account=file.account,
        owners=disputes.owners(store(), file.account.creditor_id, owner_id=owner_id),
        today=today_in(file.account.creditor_zone, now()),
        sure=sheets.sure_of(request.form),
        was=was,
        language=screen_language(),
    )


def _saved(account_id: int, words: str) -> ResponseReturnValue:
    """Say that something was saved, and show the list anew."""
    return sections.saved("disputes", account_id, words, lambda done: _show(sections.open_file(account_id), done=done))


def _beside(file: AccountFile, dispute_id: int, typed: Sheet) -> ResponseReturnValue:
    """Show both versions, after somebody else saved the dispute meanwhile."""
    dispute = disputes.load_dispute(store(), dispute_id)
    if not dispute.open_lines:
        return _closed_meanwhile(file, dispute, typed)
    current = sheets.on_file(contested.fields_of(dispute), version=dispute.version)
    return _changing(file, dispute, sheets.beside(typed, current), code=409)


def _closed_meanwhile(file: AccountFile, dispute: Dispute, typed: Sheet) -> ResponseReturnValue:
    """Say that a dispute was closed while it was being changed; what was written meanwhile is not lost.

    Raises: Refused, on the desk: its sentence stands in the bar above the form, in which what was typed stays.
    """
    name = dispute.closed_by(disputes.histories(store(), [dispute.id])[dispute.id])
    problem = Refused("This dispute is closed meanwhile. Add a note to it, or open a new dispute.")
    if name:
        problem = Refused(
            "This dispute is closed meanwhile, by %(name)s. Add a note to it, or open a new dispute.", name=name
        )
    if htmx:
        raise problem
    # A page of its own is gone once it is sent: the words go into the note that is still possible.
    words = (typed.fields[one] for one in dispute_changes.WORDS if typed.fields[one] != typed.was[one])
    note = sheets.on_file({"text": "\n".join(one for one in words if one)})
    return _noting(file, dispute, note.wrong({"text": problem}), code=409)


def _show(file: AccountFile, *, done: str = "") -> ResponseReturnValue:
    """Show the list."""
    open_ones = disputes.open_disputes(store(), file.account.id, size=MOST_OPEN)
    closed = disputes.closed_disputes(store(), file.account.id, size=MOST_CLOSED)
    return sections.show(
        "disputes",
        "disputes/_disputes.html",
        file,
        open_ones=open_ones,
        closed=closed,
        histories=disputes.histories(store(), [one.id for one in (*open_ones, *closed)]),
        most=MOST_OPEN,
        done=done,
    )


def _opening(
    file: AccountFile, sheet: Sheet | None = None, *, chosen: tuple[Invoice, ...] = (), code: int = 200
) -> ResponseReturnValue:
    """Show the form that opens a dispute."""
    owners = disputes.owners(store(), file.account.creditor_id)
    collector = str(file.account.collector_id or "")
    listed = {one.id: one for one in (*file.invoices, *chosen) if one.open_minor > 0 or one in chosen}
    return sections.show(
        "disputes",
        "disputes/_opening.html",
        file,
        code,
        sheet=sheet or sheets.on_file({"owner": collector if collector in owners else ""}),
        invoices=tuple(listed.values()),
        owners=owners,
    )


def _changing(
    file: AccountFile, dispute: Dispute, sheet: Sheet | None = None, *, code: int = 200
) -> ResponseReturnValue:
    """Show the form that changes a dispute."""
    sheet = sheet or sheets.on_file(contested.fields_of(dispute), version=dispute.version)
    return _about("disputes/_changing.html", file, dispute, sheet, code)


def _noting(file: AccountFile, dispute: Dispute, sheet: Sheet | None = None, *, code: int = 200) -> ResponseReturnValue:
    """Show the form that adds a note."""
    return _about("disputes/_noting.html", file, dispute, sheet or sheets.on_file({"text": ""}), code)


def _closing(
    file: AccountFile, dispute: Dispute, sheet: Sheet | None = None, *, code: int = 200
) -> ResponseReturnValue:
    """Show the form that closes a dispute."""
    lines = " ".join(str(one.id) for one in dispute.open_lines)
    sheet = sheet or sheets.on_file({"closed_as": "", "note": "", "line": lines})
    return _about("disputes/_closing.html", file, dispute, sheet, code)


def _about(template: str, file: AccountFile, dispute: Dispute, sheet: Sheet, code: int) -> ResponseReturnValue:
    """Show a form about one dispute, with its history."""
    owners = disputes.owners(store(), file.account.creditor_id, owner_id=dispute.owner_id)
    events = disputes.histories(store(), [dispute.id])[dispute.id]
    return sections.show("disputes", template, file, code, sheet=sheet, dispute=dispute, events=events, owners=owners)
