"""The facts of an account: its kind and size, terms, contract, credit; and what of it has changed."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from rejoinder.accounts import AccountFile, facts
from rejoinder.errors import ChangedElsewhere
from rejoinder.web import sections, sheets
from rejoinder.web.access import needs, person, screen_language
from rejoinder.web.parts import store
from rejoinder.web.sheets import Sheet

pages = Blueprint("facts", __name__)


@pages.get("/accounts/<int:account_id>/facts")
@needs("collector")
def page(account_id: int) -> ResponseReturnValue:
    """Show the facts, ready to be changed."""
    return _show(sections.open_file(account_id))


@pages.post("/accounts/<int:account_id>/facts")
@needs("collector")
def save(account_id: int) -> ResponseReturnValue:
    """Save the facts, or say beside each field what is wrong."""
    file = sections.open_file(account_id)
    typed = sheets.sent(request.form, facts.FIELDS)
    columns, problems = facts.read_facts(typed.fields, file, language=screen_language())
    if problems:
        return _show(file, typed.wrong(problems), code=422)
    # Who may not approve legal action is not asked, and sends nothing.
    is_lead = person().may("lead")
    approves = typed.fields["legal_approved"] == "1" if is_lead else file.account.legal_approved_at is not None
    try:
        changed = facts.save_facts(
            store(),
            file.account,
            columns,
            version=typed.version,
            approves=approves,
            reason=typed.fields["rating_reason"],
            author=sections.author(),
        )
    except ChangedElsewhere:
        now_there = sections.open_file(account_id)
        return _show(now_there, sheets.beside(typed, _on_file(now_there)), code=409)
    words = gettext("Saved.") if changed else gettext("Nothing was changed, so nothing was saved.")
    return sections.saved("facts", account_id, words, lambda done: _show(sections.open_file(account_id), done=done))


def _on_file(file: AccountFile) -> Sheet:
    """Open the form over what is on file."""
    return sheets.on_file(facts.facts_of(file.account), version=file.account.version)


def _show(file: AccountFile, sheet: Sheet | None = None, *, code: int = 200, done: str = "") -> ResponseReturnValue:
    """Show the form."""
    return sections.show(
        "facts",
        "facts/_facts.html",
        file,
        code,
        sheet=sheet or _on_file(file),
        ratings=facts.ratings_of(store(), file.account.id),
        countries=facts.country_codes(),
        done=done,
    )
