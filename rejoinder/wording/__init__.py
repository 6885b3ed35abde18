"""Wording: a script's blanks filled with one account's own figures, for the eye and for reading out."""

from rejoinder.wording.addressing import addressed
from rejoinder.wording.blanks import IN_LETTER, NAMES, OVERDUE, Values, problems_of
from rejoinder.wording.examples import EXAMPLES, OF_THE_RECORD, readings
from rejoinder.wording.filling import Filled, Piece, Words, fill, fill_script, plain, speaks_of_sums
from rejoinder.wording.readback import commitment_values
from rejoinder.wording.tones import RECORDED, TONES, USUAL, tone
from rejoinder.wording.values import HeardBefore, OnFile, Promised, account_values

__all__ = [
    "EXAMPLES",
    "IN_LETTER",
    "NAMES",
    "OF_THE_RECORD",
    "OVERDUE",
    "RECORDED",
    "TONES",
    "USUAL",
    "Filled",
    "HeardBefore",
    "OnFile",
    "Piece",
    "Promised",
    "Values",
    "Words",
    "account_values",
    "addressed",
    "commitment_values",
    "fill",
    "fill_script",
    "plain",
    "problems_of",
    "readings",
    "speaks_of_sums",
    "tone",
]
