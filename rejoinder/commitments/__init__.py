"""Commitments: firm words with a day, recorded once, read back, and what became of them."""

from rejoinder.accounts.paying import METHODS
from rejoinder.commitments.acts import account_of, note_done, record_error, stamp_read_back, take_back
from rejoinder.commitments.confirming import WAYS, Agreed, Confirmation, agreed_in, confirm, confirmations_of
from rejoinder.commitments.doubts import doubts
from rejoinder.commitments.instalments import EVERY, spread_evenly, written
from rejoinder.commitments.judgements import judge_accounts, judge_all, judge_due, judge_in_turn
from rejoinder.commitments.limits import Allowance, check_limits, leads_of
from rejoinder.commitments.reading import AMOUNT_SENTENCES, DAY_SENTENCES, is_only_soft, read_terms, soft_in
from rejoinder.commitments.recording import record
from rejoinder.commitments.reliability import Kept, Reliability, reliability
from rejoinder.commitments.reports import (
    Commitment,
    Promise,
    kept_by_contact,
    last_promise,
    last_promises,
    of_call,
    of_calls,
)
from rejoinder.commitments.stories import PAGE as STORIES
from rejoinder.commitments.stories import Story, stories
from rejoinder.commitments.terms import ASKS, DOCUMENTS, KINDS, NEEDS, OF_MONEY, Instalment, Terms, missing, proposal

__all__ = [
    "AMOUNT_SENTENCES",
    "ASKS",
    "DAY_SENTENCES",
    "DOCUMENTS",
    "EVERY",
    "KINDS",
    "METHODS",
    "NEEDS",
    "OF_MONEY",
    "STORIES",
    "WAYS",
    "Agreed",
    "Allowance",
    "Commitment",
    "Confirmation",
    "Instalment",
    "Kept",
    "Promise",
    "Reliability",
    "Story",
    "Terms",
    "account_of",
    "agreed_in",
    "check_limits",
    "confirm",
    "confirmations_of",
    "doubts",
    "is_only_soft",
    "judge_accounts",
    "judge_all",
    "judge_due",
    "judge_in_turn",
    "kept_by_contact",
    "last_promise",
    "last_promises",
    "leads_of",
    "missing",
    "note_done",
    "of_call",
    "of_calls",
    "proposal",
    "read_terms",
    "record",
    "record_error",
    "reliability",
    "soft_in",
    "spread_evenly",
    "stamp_read_back",
    "stories",
    "take_back",
    "written",
]
