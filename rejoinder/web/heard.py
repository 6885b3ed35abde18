"""The reasons an account gave for not paying: when, by whom, in which words, and whether they proved true."""

import uuid

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from rejoinder import evidence
from rejoinder.accounts import AccountFile
from rejoinder.web import desk, sections
from rejoinder.web.access import htmx, needs, screen_language
from rejoinder.web.parts import number, parts, store

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
    if request.form.get("back") == "desk":
        if not htmx:
            return redirect(url_for("accounts.page", account_id=account_id), 303)
        return desk.part("calls/_heard.html", desk.gather(account_id), 201, with_form=False)
    words = gettext("Kept.")
    return sections.saved("heard", account_id, words, lambda done: _show(sections.open_file(account_id), done=done))


def _show(file: AccountFile, *, done: str = "") -> ResponseReturnValue:
    """Show a page of the list, and above it what is known of each reason."""
    found = evidence.mentions(store(), file)
    before = request.values.get("before", type=number)
    rest = found[1 + next((place for place, one in enumerate(found) if one.id == before), -1) :]
    excuses = parts().catalogue().excuses
    under_way = sections.call_with(file.account.id)
    return sections.show(
        "heard",
        "heard/_heard.html",
        file,
        hearings=evidence.hearings(store(), rest[: evidence.PAGE]),
        records=evidence.records(store(), found, call_id=under_way.id if under_way else 0),
        titles={one: excuses[one].named(screen_language()) for one in {one.excuse for one in found} & set(excuses)},
        before=rest[evidence.PAGE - 1].id if len(rest) > evidence.PAGE else None,
        done=done,
    )
