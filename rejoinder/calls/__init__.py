"""Calls: begun, led and ended by one collector, with what was heard and what is half-typed."""

from rejoinder.calls.calls import OUTCOMES, Call, UnderWay, end, load, on_the_phone, reach, reached_in, start, under_way
from rejoinder.calls.drafts import draft_of, forget, save_draft
from rejoinder.calls.hearing import Heard, hear, heard_in
from rejoinder.calls.history import PastCall, history
from rejoinder.calls.notes import Note, intend, notes_of

__all__ = [
    "OUTCOMES",
    "Call",
    "Heard",
    "Note",
    "PastCall",
    "UnderWay",
    "draft_of",
    "end",
    "forget",
    "hear",
    "heard_in",
    "history",
    "intend",
    "load",
    "notes_of",
    "on_the_phone",
    "reach",
    "reached_in",
    "save_draft",
    "start",
    "under_way",
]
