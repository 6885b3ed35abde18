"""Bringing in a ledger's export: dropped, read, asked about, looked over, entered; and what came of it, to be undone."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import RequestEntityTooLarge

from rejoinder import dates, money, people
from rejoinder.errors import ChangedElsewhere, NotAllowed, NotFound, Problem, Refused
from rejoinder.importing import history, intakes, undoing
from rejoinder.importing.answers import KINDS, Answers
from rejoinder.importing.files import MOST_BYTES
from rejoinder.importing.history import PastRun
from rejoinder.importing.intakes import Intake
from rejoinder.people import INCLUDES
from rejoinder.web import intake_forms
from rejoinder.web.access import htmx, needs, person, screen_language
from rejoinder.web.intake_forms import Typed
from rejoinder.web.parts import now, number, root, store
from rejoinder.web.rendering import answer_problem, sentence

pages = Blueprint("imports", __name__)

# A file somewhat too large is still read, so that the answer stands beside its field.
LARGEST_REQUEST = MOST_BYTES + 20_000_000
# So many imports are listed at once, and so many rows of one are shown.
PAGE, MOST_SHOWN = 50, 200

TOO_LARGE = "Nothing was read: this file is larger than 200 MB. Export fewer accounts or a shorter time at once."


@dataclass(frozen=True)
class Firm:
    """A creditor for which a person may bring in ledgers."""

    id: int
    name: str
    time_zone: str
    is_led: bool


@pages.url_value_preprocessor
def _let_files_in(endpoint: str | None, values: object) -> None:
    """Let the form with a file be larger than others: as early as this, because its token is read before any view."""
    if endpoint == "imports.receive":
        request.max_content_length = LARGEST_REQUEST


@pages.errorhandler(RequestEntityTooLarge)
def _answer_too_large(_: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say how large a file may be."""
    answer = make_response(answer_problem(Refused(intakes_too_large())))
    answer.status_code = 413
    return answer


@pages.app_template_filter("grouped")
def _grouped(count: int) -> str:
    """Write a count with its thousands divided."""
    return f"{count:,}"


@pages.app_template_filter("decimal_money")
def _decimal_money(amount: str, currency: str) -> str:
    """Show a sum that a report has as a plain decimal."""
    minor = int(Decimal(amount).scaleb(money.digits(currency)))
    return money.shown(minor, currency, screen_language())
