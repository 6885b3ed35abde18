"""The sections of the account file that people keep: each opens in the desk's column, or as a page of its own."""

from collections.abc import Callable, Mapping

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from rejoinder import accounts, calls, commitments, people
from rejoinder.accounts import AccountFile, Author
from rejoinder.calls import Call
from rejoinder.web.access import htmx, person
from rejoinder.web.parts import now, store

# By section, the name of its tab; the address of a section is the end point `<section>.page`.
TABS: Mapping[str, str] = {
    "contacts": _("Contacts"),
    "facts": _("Account"),
    "paying": _("How they pay"),
    "documents": _("Documents"),
    "disputes": _("Disputes"),
    "judgements": _("Commitments"),
    "payments": _("Payments"),
    "heard": _("Reasons given"),
    "notes": _("Notes"),
    "timeline": _("History"),
}


def open_file(account_id: int) -> AccountFile:
    """Open the file that a section belongs to.

    Raises: NotFound, for an account the person does not collect for.
    """
    return accounts.load(store(), account_id, person_id=person().id, now=now())


def call_with(account_id: int) -> Call | None:
    """Find the call that the person is in with this account; what is noted meanwhile belongs to it."""
    busy = calls.under_way(store(), person().id)
    if busy is None or busy.account_id != account_id:
        return None
    return calls.load(store(), busy.call_id, person_id=person().id)


def author() -> Author:
    """Give the person at the screen as who makes a change now."""
    return Author(person().id, now())


def show(section: str, template: str, file: AccountFile, code: int = 200, **more: object) -> ResponseReturnValue:
    """Show a section: its fragment in the desk's column, or the page of its own with the other sections as tabs."""
    context = {"section": section, "file": file, "today": file.today, **more}
    if htmx:
        # What is refused with 409 is not swapped in by the page; both versions have to be seen.
        return render_template(template, **context), 422 if code == 409 else code
    colleagues = people.colleagues_for(store(), person(), file.account.creditor_id)
    page = {"template": template, "tabs": TABS, "colleagues": colleagues}
    return render_template("accounts/section.html", **page, **context), code


def saved(
    section: str, account_id: int, words: str, shown: Callable[[str], ResponseReturnValue]
) -> ResponseReturnValue:
    """Say that something was saved: show the section anew by `shown`, and let the rest of the desk know.

    Money, a paper, or a bank holiday may decide what became of a promise, so the account is judged anew.
    """
    commitments.judge_in_turn(store(), [account_id], now=now())
    if not htmx:
        flash(words)
        return redirect(url_for(f"{section}.page", account_id=account_id), 303)
    answer = make_response(shown(words))
    answer.headers["HX-Trigger"] = "file-changed"
    return answer
