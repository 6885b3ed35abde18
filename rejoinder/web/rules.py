"""The rules: what a team lead settles for each creditor she leads, and what was allowed beyond the limits."""

from collections.abc import Collection, Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from rejoinder.accounts import Author
from rejoinder.accounts.settings import led_by
from rejoinder.commitments import rules
from rejoinder.web import sheets
from rejoinder.web.access import needs, person
from rejoinder.web.parts import now, number, store
from rejoinder.web.sheets import Sheet

pages = Blueprint("rules", __name__)


@pages.get("/rules")
@needs("lead")
def page() -> ResponseReturnValue:
    """Show the rules of each creditor that the person leads, ready to be changed."""
    return _show({})


@pages.post("/rules")
@needs("lead")
def save() -> ResponseReturnValue:
    """Settle the rules of one creditor, or say beside each field what is wrong."""
    creditor_id = request.form.get("creditor", 0, type=number)
    typed = sheets.sent(request.form, rules.FIELDS)
    author = Author(person().id, now())
    changed, problems = rules.save_rules(store(), creditor_id, typed.fields, was=typed.was, author=author)
    if problems:
        return _show({creditor_id: typed.wrong(problems)}, code=422)
    flash(_saved(changed))
    return redirect(url_for("rules.page"), 303)


def _saved(changed: Collection[str]) -> str:
    """Say what a saved form means from now on."""
    if not changed:
        return str(gettext("Nothing was changed, so nothing was saved."))
    if set(changed) == {"records_calls"}:
        return str(gettext("Saved."))
    return str(gettext("Saved. It holds for promises recorded from now on."))


def _show(typed: Mapping[int, Sheet], *, code: int = 200) -> ResponseReturnValue:
    """Show a form for each creditor: as it was typed, else as it is settled."""
    led = led_by(store(), person().id)
    forms = {id: typed.get(id) or sheets.on_file(rules.rules_of(store(), id)) for id in led}
    allowed = rules.overrides(store(), person().id)
    return render_template("rules/page.html", led=led, forms=forms, overrides=allowed), code
