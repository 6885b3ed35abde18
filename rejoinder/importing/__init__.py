"""Bringing a ledger's export into the store: read, recognised, proven, compared, written in one go."""

from rejoinder.importing.report import Question, Refusal, Report
from rejoinder.importing.runs import bring_in

__all__ = ["Question", "Refusal", "Report", "bring_in"]
