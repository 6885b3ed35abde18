"""How a debtor pays: on which days, who approves, whose seal, and what goes with an invoice."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from rejoinder.accounts import AccountFile, paying
from rejoinder.dates import banking
from rejoinder.errors import ChangedElsewhere
from rejoinder.web import sections, sheets
from rejoinder.web.access import needs, screen_language
from rejoinder.web.parts import store
from rejoinder.web.sheets import Sheet

pages = Blueprint("paying", __name__)


@pages.get("/accounts/<int:account_id>/paying")
@needs("collector")
def page(account_id: int) -> ResponseReturnValue:
    """Show how they pay, ready to be changed."""
    return _show(sections.open_file(account_id))


@pages.post("/accounts/<int:account_id>/paying")
@needs("collector")
def save(account_id: int) -> ResponseReturnValue:
    """Save how they pay, or say beside each field what is wrong."""
    file = sections.open_file(account_id)
    typed = sheets.sent(request.form, paying.FIELDS)
    columns, problems = paying.read_paying(typed.fields)
    if problems:
        return _show(file, typed.wrong(problems), code=422)
    try:
        changed = paying.save_paying(store(), account_id, columns, version=typed.version, author=sections.author())
    except ChangedElsewhere:
        now_there = sections.open_file(account_id)
        return _show(now_there, sheets.beside(typed, _on_file(now_there)), code=409)
    words = gettext("Saved.") if changed else gettext("Nothing was changed, so nothing was saved.")
    return sections.saved("paying", account_id, words, lambda done: _show(sections.open_file(account_id), done=done))


def _on_file(file: AccountFile) -> Sheet:
    """Open the form over what is on file."""
    return sheets.on_file(paying.fields_of(file.paying, screen_language()), version=file.paying.version)


def _show(file: AccountFile, sheet: Sheet | None = None, *, code: int = 200, done: str = "") -> ResponseReturnValue:
    """Show the form."""
    country = file.account.country
    # Those of the debtor's own country first: GB, GB-ENG, GB-SCT.
    calendars = sorted(banking.calendars(), key=lambda one: (not country or not one.startswith(country), one))
    return sections.show(
        "paying", "paying/_paying.html", file, code, sheet=sheet or _on_file(file), calendars=calendars, done=done
    )
