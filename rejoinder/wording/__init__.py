"""Wording: a script's blanks filled with one account's own figures, for the eye and for reading out."""

from rejoinder.wording.blanks import NAMES, OVERDUE, Values, problems_of
from rejoinder.wording.filling import Filled, Piece, Words, fill, fill_script, plain
from rejoinder.wording.readback import commitment_values
from rejoinder.wording.values import account_values

__all__ = [
    "NAMES",
    "OVERDUE",
    "Filled",
    "Piece",
    "Values",
    "Words",
    "account_values",
    "commitment_values",
    "fill",
    "fill_script",
    "plain",
    "problems_of",
]
