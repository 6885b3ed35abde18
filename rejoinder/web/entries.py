"""What becomes of a commitment's form that was sent: recorded, kept as an intention, or refused."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from rejoinder import calls, commitments, wording
from rejoinder.accounts import AccountFile, typed
from rejoinder.calls import Call
from rejoinder.commitments import AMOUNT_SENTENCES, DAY_SENTENCES
from rejoinder.errors import Problem
from rejoinder.web import forms, sayback
from rejoinder.web.access import person, screen_language
from rejoinder.web.parts import now, store


@dataclass(frozen=True)
class Recorded:
    """What became of a form that was sent: recorded, kept as an intention for its soft words, or refused."""

    problems: Mapping[str, Problem]
    soft: tuple[str, ...] = ()


def record_typed(file: AccountFile, call: Call, fields: Mapping[str, str], invoice_ids: frozenset[int]) -> Recorded:
    """Record what was typed, or say what is wrong with it by field; with anything wrong nothing is recorded.

    Soft words make no commitment: what they were said with is kept as an intention.
    """
    call.check_open()
    submission = fields.get("submission", "") or uuid.uuid4().hex
    invoices = forms.chosen(file, fields, invoice_ids)
    terms, problems = commitments.read_terms(fields, invoices=invoices, file=file, language=screen_language())
    soft = commitments.soft_in(fields)
    if soft and commitments.is_only_soft(fields, problems):
        calls.intend(store(), call, in_words(file, fields), submission=submission, now=now())
        return Recorded({}, soft)
    if problems:
        return Recorded(problems)
    language = screen_language()
    allowance, limits = commitments.check_limits(store(), terms, file, fields, person_id=person().id, language=language)
    if limits:
        return Recorded(limits)
    commitments.record(
        store(),
        replace(terms, allowed_by=allowance.by, allowed_why=allowance.why),
        call_id=call.id,
        account_id=call.account_id,
        person_id=person().id,
        read_back=wording.plain(sayback.read_back(file, terms, call=call)),
        today=file.today,
        submission=submission,
        now=now(),
    )
    return Recorded({})


def in_words(file: AccountFile, fields: Mapping[str, str]) -> str:
    """Put soft words together: what was said, the amount and the day spoken of, and by whom."""
    names = ("note", "wants", "day", "matures", "instalments", "time", "obstacle", "who")
    note, wants, *days, obstacle, who = (fields.get(name, "").strip() for name in names)
    if not any((note, wants, obstacle, *days)):
        return ""
    proposed = forms.new_form(file, fields.get("kind", ""), contact=None, currency=fields.get("currency", "")).fields
    # The sum that we proposed is not what they said.
    amount = fields.get("amount", "").strip()
    amount = f"{fields.get('currency', '')} {amount}" if amount not in ("", proposed["amount"]) else ""
    said = (note, wants, amount, *(", ".join(day.splitlines()) for day in days), obstacle, who)
    return " · ".join(one for one in said if one)


def spread(file: AccountFile, fields: Mapping[str, str]) -> Mapping[str, str]:
    """Write equal instalments into a plan's form, from its sum, number, distance and first day.

    Raises: Refused, for a sum or a day that cannot be read, or a number of instalments there cannot be.
    """
    currency = fields.get("currency", "").strip().upper()
    amount = typed.read_amount(fields.get("amount", ""), currency, sentences=AMOUNT_SENTENCES)
    first = typed.read_day(fields.get("day", ""), file.today, language=screen_language(), sentences=DAY_SENTENCES)
    count = fields.get("count", "").strip()
    ones = commitments.spread_evenly(
        amount,
        count=int(count) if count.isdecimal() and len(count) < 3 else 0,
        first=first,
        every=fields.get("every", ""),
    )
    return {**fields, "instalments": commitments.written(ones, currency)}
