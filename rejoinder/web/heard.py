"""The reasons an account gave for not paying: when, by whom, in which words, and whether they proved true."""

import uuid

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from rejoinder import evidence
from rejoinder.accounts import AccountFile
from rejoinder.web import desk, sections
from rejoinder.web.access import htmx, needs, screen_language
from rejoinder.web.parts import parts, store

pages = Blueprint("heard", __name__)


@pages.get("/accounts/<int:account_id>/heard")
@needs("collector")
def page(account_id: int) -> ResponseReturnValue:
    """List everything they ever gave as their reason, newest first."""
    return _show(sections.open_file(account_id))


@pages.post("/heard/<int:heard_id>/verdict")
@needs("collector")
def judge(heard_id: int) -> ResponseReturnValue:
    """Keep what somebody found: it proved true, or not, or it was taken by mistake; or take that back."""
    account_id = evidence.judge(
        store(),
        heard_id,
        request.form.get("verdict", ""),
        reason=request.form.get("reason", ""),
        submission=request.form.get("submission", "") or uuid.uuid4().hex,
        author=sections.author(),
    )
    if htmx and request.form.get("back") == "desk":
        return desk.part("calls/_heard.html", desk.gather(account_id), 201, with_form=False)
    words = gettext("Kept.")
    return sections.saved("heard", account_id, words, lambda done: _show(sections.open_file(account_id), done=done))


def _show(file: AccountFile, *, done: str = "") -> ResponseReturnValue:
    """Show the list."""
    found = evidence.hearings(store(), file)
    excuses = parts().catalogue().excuses
    named = {one.excuse for one in found} & set(excuses)
    titles = {excuse: excuses[excuse].named(screen_language()) for excuse in named}
    under_way = sections.call_with(file.account.id)
    records = evidence.records(found, call_id=under_way.id if under_way else 0)
    return sections.show("heard", "heard/_heard.html", file, hearings=found, records=records, titles=titles, done=done)
