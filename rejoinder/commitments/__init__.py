"""Commitments: firm words with a day, recorded once, read back, and what became of them."""

from rejoinder.accounts.paying import METHODS
from rejoinder.commitments.recording import account_of, record, record_error, stamp_read_back
from rejoinder.commitments.reports import (
    Commitment,
    Promise,
    kept_by_contact,
    last_promise,
    last_promises,
    of_call,
    of_calls,
)
from rejoinder.commitments.terms import ASKS, KINDS, NEEDS, Terms, doubts, missing, proposal, read_terms

__all__ = [
    "ASKS",
    "KINDS",
    "METHODS",
    "NEEDS",
    "Commitment",
    "Promise",
    "Terms",
    "account_of",
    "doubts",
    "kept_by_contact",
    "last_promise",
    "last_promises",
    "missing",
    "of_call",
    "of_calls",
    "proposal",
    "read_terms",
    "record",
    "record_error",
    "stamp_read_back",
]
