"""The letter that confirms in writing what was agreed in a call: put together of its parts, and as an e-mail."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from rejoinder import commitments, dates, library, money, wording
from rejoinder.accounts import AccountFile, Contact
from rejoinder.calls import Call
from rejoinder.commitments import OF_MONEY, Agreed
from rejoinder.errors import NotFound, Refused
from rejoinder.library import Script
from rejoinder.store import Store
from rejoinder.wording import IN_LETTER, Values

NAME = "confirmation"

# The part of the letter in which each kind of commitment stands; the others are no agreement.
PARTS = {
    "promise_to_pay": "Promise to pay",
    "instalment_plan": "Instalment plan",
    "bill": "Bill",
    "document": "Document",
    "dispute_details": "Dispute details",
    "call_back": "Call back",
    "other_person": "Other person",
}


@dataclass(frozen=True)
class Letter:
    """A letter as it goes out; `written_on` is the debtor's day, `mark` the revision of the words it is made of.

    `to_name` and `to_email` are "" where nobody is on file who may be told. `about` is what stands in the call and a
    letter confirms, `left_out` what of it lacks something the letter would have to name.
    """

    subject: str
    paragraphs: tuple[str, ...]
    language: str
    to_name: str
    to_email: str
    mark: int
    written_on: date
    about: tuple[Agreed, ...] = ()
    left_out: tuple[Agreed, ...] = ()

    @property
    def body(self) -> str:
        """The subject and the paragraphs, an empty line between any two: what is kept of it."""
        return "\n\n".join((self.subject, *self.paragraphs))


def confirmation(store: Store, file: AccountFile, call: Call, *, collector: str, now: datetime) -> Letter:
    """Write the letter that confirms what was agreed in a call, in the language of the account's scripts.

    The words are those in use when the call began, or today's where there was no letter yet. What is open is told only
    in the currency of what is promised, and not where it is disputed; a part that lacks a figure is left out.
    Raises: Refused, where nothing was agreed, or where they asked to be left alone; NotFound, without a letter.
    """
    agreed = commitments.agreed_in(store, call.id)
    _check(agreed)
    about = tuple(one for one in agreed if one.kind in PARTS)
    script, mark = _script(store, file.account.script_language, call)
    contact = _addressee(file, call)
    values = _values(file, call, about, contact=contact, collector=collector)
    made = {one.id: _part(script, PARTS[one.kind], {**values, **_values_of(one, file)}) for one in about}
    if not any(made.values()):
        raise Refused("What stands in this call lacks what a letter has to name. Record it once more, with everything.")
    owed = _part(script, "Owed", values)
    has_sum = bool(owed) or any(made[one.id] for one in about if one.kind in OF_MONEY)
    return Letter(
        subject=" ".join(_part(script, "Subject", values)),
        paragraphs=(
            *_part(script, "Opening", values),
            *owed,
            *(paragraph for one in about for paragraph in made[one.id]),
            *(_part(script, "Rights reserved", values) if has_sum else ()),
            *_part(script, "Reply", values),
            *_part(script, "Closing", values),
        ),
        language=file.account.script_language,
        to_name=(contact.name or contact.address_as) if contact else "",
        to_email=contact.email if contact else "",
        mark=mark,
        written_on=dates.today_in(file.account.time_zone, now),
        about=about,
        left_out=tuple(one for one in about if not made[one.id]),
    )


def _check(agreed: Iterable[Agreed]) -> None:
    """Let there be a letter only where something was agreed.

    Raises: Refused.
    """
    kinds = {one.kind for one in agreed}
    if "stop_contact" in kinds:
        raise Refused(
            "In this call they asked to be left alone, so there is no letter. A team lead decides what follows."
        )
    if not kinds & PARTS.keys():
        raise Refused("Nothing stands in this call that a letter could confirm.")


def _script(store: Store, language: str, call: Call) -> tuple[Script, int]:
    """Find the words of the letter, with their revision. Raises: NotFound."""
    path = library.letter_path(language, NAME)
    for mark in (call.revision_mark, None):
        try:
            return library.script_at(store, path, mark=mark)
        except NotFound:
            continue
    raise NotFound("There is no letter in this language yet. A team lead can write one under Responses.")


def _addressee(file: AccountFile, call: Call) -> Contact | None:
    """Find whom the letter goes to: who was on the telephone, unless she may not be told of the debt."""
    contact = file.contact(call.contact_id)
    return contact if contact and contact.may_discuss is not False else None


# ---- what the blanks are filled with -------------------------------------------------------------------------------


def _values(
    file: AccountFile, call: Call, about: tuple[Agreed, ...], *, contact: Contact | None, collector: str
) -> Values:
    """Give the blanks of the letter itself their values."""
    language = file.account.script_language
    promised = [one for one in about if one.kind in OF_MONEY]
    spoken_of = tuple(dict.fromkeys(number for one in promised for number in one.invoices))
    listed = wording.commitment_values(language=language, today=file.today, invoices=spoken_of)
    return _on_one_line(
        {
            "creditor": file.account.creditor,
            "account": file.account.name,
            "collector": collector,
            "contact": (wording.addressed(contact, language) or None) if contact else None,
            "today": dates.written(file.today, language),
            "called_on": dates.written(dates.today_in(file.account.time_zone, call.started_at), language),
            "open_total": _open_total(file, about),
            "invoice_list": listed["invoices"],
        }
    )


def _open_total(file: AccountFile, about: tuple[Agreed, ...]) -> str | None:
    """Say what is open in the currencies of what is promised; nothing where something of it is in dispute."""
    if any(one.kind == "dispute_details" for one in about):
        return None
    language = file.account.script_language
    standings = (file.standing_in(currency) for currency in dict.fromkeys(one.currency for one in about) if currency)
    sums = [money.shown(one.open_minor, one.currency, language) for one in standings if one and one.open_minor > 0]
    return (" and " if language == "en" else "和").join(sums) or None


def _values_of(one: Agreed, file: AccountFile) -> Values:
    """Give the blanks of one commitment their values, as they are written."""
    amount = (one.amount_minor, one.currency) if one.amount_minor and one.currency and one.amount_minor > 0 else None
    return _on_one_line(
        wording.commitment_values(
            language=file.account.script_language,
            today=file.today,
            amount=amount,
            day=one.due_on,
            method=one.method,
            who=one.who,
            invoices=one.invoices,
            credits=one.credits,
            note=one.note,
            instalments=tuple((part.day, part.amount_minor) for part in one.instalments),
            matures_on=one.matures_on,
            document=one.document,
            call_at=one.call_at,
            is_written=True,
        )
    )


def _on_one_line(values: Values) -> Values:
    """Take line breaks out of what somebody typed: it makes no paragraph of its own, nor another head of the e-mail."""
    return {name: " ".join(value.splitlines()) if isinstance(value, str) else value for name, value in values.items()}


def _part(script: Script, heading: str, values: Values) -> tuple[str, ...]:
    """Fill a part of the letter, as its paragraphs; none where a figure is missing that it is about."""
    words, missing = wording.fill(script.parts[heading], values)
    certain = IN_LETTER.get(heading, frozenset())
    if certain and (missing or any(values.get(name) is None for name in certain)):
        return ()
    return tuple(one.strip() for one in wording.plain(words).split("\n\n") if one.strip())


# ---- the letter as an e-mail ---------------------------------------------------------------------------------------


def eml(letter: Letter, *, now: datetime) -> bytes:
    """Give a letter as an e-mail that a mail program opens as a draft, ready to be sent from one's own address.

    X-Unsent is what Outlook and others know a draft by; the sender is left to them (RFC 5322 asks for one on sending).
    """
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = letter.subject
    for address in _addresses(letter):
        message["To"] = address
    message["Date"] = format_datetime(now)
    message["X-Unsent"] = "1"
    message.set_content("\n\n".join(letter.paragraphs) + "\n", charset="utf-8")
    # Folded at 78 characters, a subject somewhat longer would begin with an empty line.
    return message.as_bytes(policy=policy.SMTP.clone(max_line_length=998))


def _addresses(letter: Letter) -> Iterator[Address]:
    """Give the address that the e-mail goes to; none where what is on file is none that a mail program could read."""
    try:
        if letter.to_email and letter.to_email.isascii():
            yield Address(letter.to_name, addr_spec=letter.to_email)
    except (ValueError, MessageError):
        return
