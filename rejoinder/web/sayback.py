"""What is said of a commitment in the language of the script: the sentence to read back, the next question to ask."""

from rejoinder import library, wording
from rejoinder.accounts import AccountFile
from rejoinder.calls import Call
from rejoinder.commitments import Terms
from rejoinder.errors import NotFound
from rejoinder.web.access import person
from rejoinder.web.parts import store
from rejoinder.wording import Values, Words


def values_of(file: AccountFile, terms: Terms, *, is_written: bool = False) -> Values:
    """Give the blanks of a commitment their values; written, for a letter, with full days and every instalment."""
    chosen = file.contact(terms.contact_id)
    return wording.commitment_values(
        language=file.account.script_language,
        today=file.today,
        amount=(terms.amount_minor, terms.currency) if terms.amount_minor and terms.currency else None,
        day=terms.due_on,
        method=terms.method,
        who=terms.who or ((chosen.address_as or chosen.name) if chosen else ""),
        invoices=tuple(one.number for one in terms.invoices if one.open_minor > 0),
        beyond=terms.beyond,
        credits=tuple(one.number for one in terms.invoices if one.open_minor < 0),
        note=terms.note,
        instalments=tuple((one.day, one.amount_minor) for one in terms.instalments),
        matures_on=terms.matures_on,
        document=terms.document,
        call_at=terms.call_at,
        is_written=is_written,
    )


def read_back(file: AccountFile, terms: Terms, *, call: Call) -> Words:
    """Say terms back in one sentence, in the language of the script; empty while something needed is missing."""
    contact = file.contact(call.contact_id)
    values = {
        "creditor": file.account.creditor,
        "account": file.account.name,
        "collector": person().name,
        "contact": (contact.named or None) if contact else None,
        **values_of(file, terms),
    }
    script = _script(file, f"read_back_{terms.kind}", call)
    words, missing = wording.fill(script.say, values) if script else ((), ())
    return () if missing else words


def question(file: AccountFile, name: str, *, call: Call) -> str:
    """Give the question that asks for one missing part of a commitment, in the language of the script; "" for none."""
    script = _script(file, library.STILL_TO_ASK, call)
    asked = (wording.plain(wording.fill(one.words, {})[0]) for one in script.ask if one.field == name) if script else ()
    return next(iter(asked), "")


def _script(file: AccountFile, name: str, call: Call) -> library.Script | None:
    """Give a script of the call in the wording that was in use when the call began."""
    try:
        return library.script_at(
            store(), library.call_path(file.account.script_language, name), mark=call.revision_mark
        )[0]
    except NotFound:
        return None
