"""Evidence: what our own file says about a reason for not paying, before it is answered."""

from rejoinder.evidence.case import Case
from rejoinder.evidence.findings import Days, Finding, Reason, Sum
from rejoinder.evidence.gaps import Gap, gaps
from rejoinder.evidence.hearings import PAGE, Hearing, Mention, Record, hearings, mentions, records, times_heard
from rejoinder.evidence.preparing import Item, prepare
from rejoinder.evidence.questions import QUESTIONS, look
from rejoinder.evidence.speaking import Speech, speech
from rejoinder.evidence.verdicts import Proof, judge

__all__ = [
    "PAGE",
    "QUESTIONS",
    "Case",
    "Days",
    "Finding",
    "Gap",
    "Hearing",
    "Item",
    "Mention",
    "Proof",
    "Reason",
    "Record",
    "Speech",
    "Sum",
    "gaps",
    "hearings",
    "judge",
    "look",
    "mentions",
    "prepare",
    "records",
    "speech",
    "times_heard",
]
