"""The documents of the claim: what we have, and which invoices were sent when and to whom."""

import io

from flask import Blueprint, Response, make_response, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import RequestEntityTooLarge

from rejoinder import accounts
from rejoinder.accounts import AccountFile, Contact, Invoice, document_entries, documents
from rejoinder.accounts.uploads import LARGEST_BYTES
from rejoinder.errors import NotFound, Refused
from rejoinder.web import sections, sheets
from rejoinder.web.access import htmx, needs, screen_language
from rejoinder.web.parts import number, store
from rejoinder.web.rendering import answer_problem
from rejoinder.web.sheets import Sheet

pages = Blueprint("documents", __name__)

# A file somewhat too large is still read, so that the answer stands beside its field and all else typed is kept.
LARGEST_REQUEST = 3 * LARGEST_BYTES
# Nothing in a file may run, load anything or open a window, whatever it holds.
FILE_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
MEGABYTE = 1_000_000


@pages.url_value_preprocessor
def _let_files_in(endpoint: str | None, values: object) -> None:
    """Let the form with a file be larger than others: as early as this, because its token is read before any view."""
    if endpoint == "documents.save":
        request.max_content_length = LARGEST_REQUEST


@pages.errorhandler(RequestEntityTooLarge)
def _answer_too_large(_: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say how large a file may be."""
    problem = Refused(
        "Nothing was saved: a file may have at most %(most)s MB, and this is far more. Choose a smaller one.",
        most=LARGEST_BYTES // MEGABYTE,
    )
    answer = make_response(answer_problem(problem))
    answer.status_code = 413
    return answer


@pages.get("/accounts/<int:account_id>/documents")
@needs("collector")
def page(account_id: int) -> ResponseReturnValue:
    """Show the checklist and the documents themselves; one of them may be about to be taken out."""
    out = request.args.get("out", 0, type=number)
    return _show(sections.open_file(account_id), out=out, before=request.args.get("before", type=number))


@pages.get("/accounts/<int:account_id>/documents/new")
@needs("collector")
def new(account_id: int) -> ResponseReturnValue:
    """Show the form for a document of a kind."""
    kind = request.args.get("kind", "other")
    if kind not in documents.KINDS:
        raise NotFound("There is no such kind of document. Open the list again and choose one there.")
    file = sections.open_file(account_id)
    is_again = kind == "invoice_sent" and "again" in request.args
    return _show_form(file, sheets.on_file(document_entries.empty_fields(file, kind, again=is_again)), is_again)


@pages.post("/accounts/<int:account_id>/documents")
@needs("collector")
def save(account_id: int) -> ResponseReturnValue:
    """Add a document, or say beside each field what is wrong."""
    file = sections.open_file(account_id)
    typed = sheets.sent(request.form, document_entries.FIELDS)
    given = _given()
    entry, problems = document_entries.read_entry(
        store(),
        file,
        typed.fields,
        given=given,
        sure=sheets.sure_of(request.form),
        language=screen_language(),
    )
    if problems:
        # htmx leaves the chosen file in its place; a page shown anew cannot.
        is_lost = given is not None and not htmx
        return _show_form(file, typed.wrong(problems), "again" in request.form, is_file_lost=is_lost, code=422)
    call = sections.call_with(account_id)
    document_entries.add_document(
        store(),
        account_id,
        entry,
        call_id=call.id if call else None,
        submission=typed.submission,
        author=sections.author(),
    )
    words = gettext("Kept with the documents.")
    return sections.saved("documents", account_id, words, lambda done: _show(sections.open_file(account_id), done=done))


def _given() -> tuple[str, bytes] | None:
    """Read the file that was sent: of one that is too large no more than shows it to be."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None
    return sent.filename, sent.stream.read(LARGEST_BYTES + 1)


@pages.post("/documents/<int:document_id>/out")
@needs("collector")
def take_out(document_id: int) -> ResponseReturnValue:
    """Take a document out of the checklist; it stays in the list, struck through."""
    account_id = documents.account_of(store(), document_id)
    file = sections.open_file(account_id)
    typed = sheets.sent(request.form, ("reason",))
    try:
        document_entries.take_out(store(), account_id, document_id, typed.fields["reason"], author=sections.author())
    except Refused as problem:
        return _show(file, out=document_id, sheet=typed.wrong({"reason": problem}), before=document_id + 1, code=422)
    words = gettext("Taken out; it does not count any more.")
    return sections.saved("documents", account_id, words, lambda done: _show(sections.open_file(account_id), done=done))


@pages.get("/documents/<int:document_id>/file")
@needs("collector")
def file(document_id: int) -> ResponseReturnValue:
    """Hand out a document's file to be saved; a picture or a PDF may be shown, where nothing in it can act."""
    sections.open_file(documents.account_of(store(), document_id))
    found = documents.attached(store(), document_id)
    is_shown = "show" in request.args and found.media_type in documents.SHOWN_INLINE
    answer: Response = send_file(
        io.BytesIO(found.content),
        mimetype=found.media_type,
        as_attachment=not is_shown,
        download_name=found.name,
        etag=False,
    )
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    return answer


def _show(
    file: AccountFile,
    *,
    out: int = 0,
    sheet: Sheet | None = None,
    before: int | None = None,
    code: int = 200,
    done: str = "",
) -> ResponseReturnValue:
    """Show the checklist, and a page of the documents."""
    found = documents.checklist(store(), file.account.id)
    listed = documents.documents_of(store(), file.account.id, before=before)
    owed = _owed(file.invoices)
    return sections.show(
        "documents",
        "documents/_documents.html",
        file,
        code,
        checklist=found,
        without=documents.numbers_without(store(), file.account.id, found),
        by_invoice=documents.papers_by_invoice(store(), file.account.id, (one.id for one in owed)),
        owed=owed,
        documents=listed,
        older=listed[-1].id if len(listed) == documents.PAGE else None,
        out=out,
        sheet=sheet or sheets.on_file({"reason": ""}),
        done=done,
    )


def _owed(invoices: tuple[Invoice, ...]) -> tuple[Invoice, ...]:
    """Leave out credit notes and what is overpaid: nobody has to prove them."""
    return tuple(one for one in invoices if one.open_minor > 0)


def _show_form(
    file: AccountFile, sheet: Sheet, is_again: bool, *, is_file_lost: bool = False, code: int = 200
) -> ResponseReturnValue:
    """Show the form for one document."""
    kind, account_id = sheet.fields["kind"], file.account.id
    listed = _listed(file, sheet) if kind in documents.PER_INVOICE else ()
    return sections.show(
        "documents",
        "documents/_document.html",
        file,
        code,
        sheet=sheet,
        kind=kind,
        is_again=is_again,
        opens=url_for(".new", account_id=account_id, kind=kind, again=1 if is_again else None),
        listed=listed,
        papers=documents.papers_by_invoice(store(), account_id, (one.id for one in listed)),
        receivers=_receivers(file),
        is_file_lost=is_file_lost,
        most=LARGEST_BYTES // MEGABYTE,
    )


def _listed(file: AccountFile, sheet: Sheet) -> tuple[Invoice, ...]:
    """Give the invoices to tick: the open ones due longest, and those ticked though they were settled meanwhile."""
    owed = _owed(file.invoices)
    ticked = {int(one) for one in sheet.fields["invoice"].split() if one.isdecimal() and len(one) <= 18}
    ticked -= {one.id for one in owed}
    return (*owed, *accounts.chosen_invoices(store(), file.account.id, ticked))


def _receivers(file: AccountFile) -> tuple[Contact, ...]:
    """Give the people to whom something may have been sent, whoever is on the phone first."""
    call = sections.call_with(file.account.id)
    there = [one for one in file.contacts if one.left_on is None]
    return tuple(sorted(there, key=lambda one: call is None or one.id != call.contact_id))
