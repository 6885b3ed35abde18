"""The confirmation of a call in writing: the letter as it is sent, by e-mail or on paper, and what went out."""

import io
import re
import uuid
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from itsdangerous import BadSignature, URLSafeSerializer

from rejoinder import accounts, calls, commitments, dates, letters, people
from rejoinder.accounts import AccountFile
from rejoinder.calls import Call
from rejoinder.commitments import Confirmation
from rejoinder.errors import NotFound, Refused
from rejoinder.letters import Letter
from rejoinder.web.access import needs, person
from rejoinder.web.parts import now, number, store

pages = Blueprint("confirmations", __name__)


@dataclass(frozen=True)
class Paper:
    """What stands on the sheet: the letter as it is now, or one as it went out; `day` in the letter's language."""

    language: str
    to: str
    day: str
    body: str

    @property
    def subject(self) -> str:
        """The first paragraph."""
        return self.body.split("\n\n")[0]

    @property
    def paragraphs(self) -> list[str]:
        """Those behind the subject."""
        return self.body.split("\n\n")[1:]


@pages.get("/calls/<int:call_id>/confirmation")
@needs("collector")
def page(call_id: int) -> ResponseReturnValue:
    """Show the letter as it will be sent, and what went out before; one of those may be looked at as it was."""
    call, file = _open(call_id)
    sent = commitments.confirmations_of(store(), call.id)
    kept = request.args.get("kept", type=number)
    if kept is not None:
        return _show_kept(call, file, sent, kept)
    letter, problem = None, None
    try:
        letter = _letter(call, file)
    except (Refused, NotFound) as reason:
        problem = reason
    return render_template(
        "confirmations/page.html",
        call=call,
        file=file,
        contact=file.contact(call.contact_id),
        sent=sent,
        letter=letter,
        problem=problem,
        paper=_paper(letter) if letter else None,
        sealed=_sealed(call, letter) if letter else "",
    )


def _show_kept(call: Call, file: AccountFile, sent: tuple[Confirmation, ...], kept_id: int) -> ResponseReturnValue:
    """Show a letter as it went out.

    Raises: NotFound.
    """
    kept = next((one for one in sent if one.id == kept_id), None)
    if kept is None:
        raise NotFound("There is no such letter of this call.")
    day = dates.today_in(file.account.time_zone, kept.at)
    paper = Paper(kept.language, kept.sent_to, dates.written(day, kept.language), kept.body)
    return render_template(
        "confirmations/page.html",
        call=call,
        file=file,
        sent=sent,
        kept=kept,
        paper=paper,
        print_now="print" in request.args,
    )


@pages.get("/calls/<int:call_id>/confirmation.eml")
@needs("collector")
def take(call_id: int) -> ResponseReturnValue:
    """Hand out the letter as an e-mail that opens as a draft; that it was sent is said on the page."""
    call, file = _open(call_id)
    message = letters.eml(_letter(call, file), now=now())
    name = re.sub(r"[^\w.-]+", "-", f"{file.account.number}-{call.id}")
    return send_file(
        io.BytesIO(message), mimetype="message/rfc822", as_attachment=True, download_name=f"{name}.eml", etag=False
    )


@pages.post("/calls/<int:call_id>/confirmation")
@needs("collector")
def confirm(call_id: int) -> ResponseReturnValue:
    """Keep that the letter was sent, or is printed now, with its text as the page showed it."""
    call, file = _open(call_id)
    way = request.form.get("way", "")
    if way not in commitments.WAYS:
        raise Refused("Choose whether it is sent or printed.")
    shown = _unsealed(call, request.form.get("letter", ""))
    kept_id = commitments.confirm(
        store(),
        call_id=call.id,
        account_id=call.account_id,
        way=way,
        language=shown["language"],
        sent_to=shown["email" if way == "email" and shown["email"] else "name"],
        body=shown["body"],
        about=shown["about"],
        person_id=person().id,
        submission=request.form.get("submission", "") or uuid.uuid4().hex,
        now=now(),
    )
    if way == "print":
        return redirect(url_for("confirmations.page", call_id=call.id, kept=kept_id, print=1), 303)
    flash(gettext("It is noted as sent to %(account)s.", account=file.account.name))
    return redirect(url_for("confirmations.page", call_id=call.id), 303)


def _open(call_id: int) -> tuple[Call, AccountFile]:
    """Open the person's own call, or one of a creditor she leads, with its account.

    Raises: NotFound.
    """
    call = calls.load(store(), call_id, person_id=person().id, or_lead=True)
    return call, accounts.load(store(), call.account_id, person_id=person().id, now=now())


def _letter(call: Call, file: AccountFile) -> Letter:
    """Write the letter; it is signed by who led the call, or by who sends it where she is no longer here.

    Raises: Refused; NotFound.
    """
    collector = people.load(store(), call.person_id) or person()
    return letters.confirmation(store(), file, call, collector=collector.name, now=now())


def _paper(letter: Letter) -> Paper:
    """Lay a letter out."""
    return Paper(letter.language, letter.to_name, dates.written(letter.written_on, letter.language), letter.body)


# ---- the letter goes to the page and comes back with the form, so that what is kept is what was shown ---------------


def _seal() -> URLSafeSerializer:
    """Give what seals a letter with the installation's key: nobody can send another text back."""
    return URLSafeSerializer(current_app.secret_key or "", salt="confirmation")


def _sealed(call: Call, letter: Letter) -> str:
    """Seal what is to be kept of a letter."""
    about = [one.id for one in letter.about]
    to = {"name": letter.to_name, "email": letter.to_email}
    sealed = {"call": call.id, "language": letter.language, "body": letter.body, "about": about, **to}
    return str(_seal().dumps(sealed))


def _unsealed(call: Call, text: str) -> dict[str, Any]:
    """Read a sealed letter of this call. Raises: Refused."""
    try:
        shown: dict[str, Any] = _seal().loads(text)
    except BadSignature:
        shown = {}
    if shown.get("call") != call.id:
        raise Refused("This is not the letter as the page showed it. Open the page again.")
    return shown
