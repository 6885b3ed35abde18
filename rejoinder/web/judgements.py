"""The commitments of an account: each with what became of it, why, and the money that says so."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from rejoinder import commitments
from rejoinder.accounts import AccountFile
from rejoinder.errors import Problem, Refused
from rejoinder.web import sections
from rejoinder.web.access import needs, person
from rejoinder.web.parts import now, number, store

pages = Blueprint("judgements", __name__)

# What somebody can say of a commitment here.
ACTS = ("taken_back", "done", "error")


@pages.get("/accounts/<int:account_id>/judgements")
@needs("collector")
def page(account_id: int) -> ResponseReturnValue:
    """List the commitments of an account, newest first; one named in the address stands open."""
    return _show(sections.open_file(account_id), opened=request.args.get("open", 0, type=number) or 0)


@pages.post("/commitments/<int:commitment_id>/judgements")
@needs("collector")
def say(commitment_id: int) -> ResponseReturnValue:
    """Keep what somebody says of it: they take it back, it has come, or it was recorded in error."""
    account_id = commitments.account_of(store(), commitment_id, person_id=person().id)
    file = sections.open_file(account_id)
    reason = request.form.get("reason", "")
    try:
        _act(request.form.get("act", ""), commitment_id, file, reason)
    except Refused as problem:
        return _show(file, opened=commitment_id, problem=problem, reason=reason, code=422)
    words = gettext("Kept.")
    return sections.saved("judgements", account_id, words, lambda done: _show(file, opened=commitment_id, done=done))


def _act(act: str, commitment_id: int, file: AccountFile, reason: str) -> None:
    """Do what was said. Raises: Refused; NotAllowed."""
    person_id, at = person().id, now()
    if act == "taken_back":
        commitments.take_back(store(), commitment_id, reason=reason, person_id=person_id, now=at)
    elif act == "done":
        commitments.note_done(store(), commitment_id, reason=reason, person_id=person_id, now=at)
    elif act == "error":
        commitments.record_error(store(), commitment_id, reason=reason, today=file.today, person_id=person_id, now=at)
    else:
        raise Refused("Choose what became of it.")


def _show(
    file: AccountFile,
    *,
    opened: int = 0,
    problem: Problem | None = None,
    reason: str = "",
    done: str = "",
    code: int = 200,
) -> ResponseReturnValue:
    """Show a page of the list, and above it how far their word could be relied on."""
    before = request.args.get("before", type=number)
    found = commitments.stories(store(), file.account.id, before=before, size=commitments.STORIES + 1)
    return sections.show(
        "judgements",
        "judgements/_judgements.html",
        file,
        code,
        stories=found[: commitments.STORIES],
        before=found[commitments.STORIES - 1].id if len(found) > commitments.STORIES else None,
        reliability=commitments.reliability(store(), file.account.id),
        opened=opened,
        problem_said=problem,
        reason=reason,
        done=done,
    )
