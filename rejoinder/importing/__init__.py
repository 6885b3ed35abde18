"""Bringing a ledger's export into the store: read, recognised, proven, compared, written in one go."""

from rejoinder.importing.answers import Answers
from rejoinder.importing.report import Notice, Question, Refusal, Report
from rejoinder.importing.runs import bring_in

__all__ = ["Answers", "Notice", "Question", "Refusal", "Report", "bring_in"]
