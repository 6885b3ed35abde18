"""Gaps: what was left out for want of a figure is told to the lead of the creditor, and to nobody else."""

from datetime import timedelta

from rejoinder import evidence
from tests.conftest import START


def test_gaps_are_counted_by_script_and_blank(past):
    ours = past("GB-1017")
    for excuse, days in (("no_money", 3), ("no_money", 2), ("forgot", 40)):
        ours.heard(excuse, days, missing="terms_days approver")
    found = evidence.gaps(ours.store, 1, now=START)
    assert [(one.excuse, one.blank, one.times) for one in found] == [
        ("no_money", "approver", 2), ("no_money", "terms_days", 2),
    ]  # fmt: skip
    assert found[0].account_id == ours.id
    assert found[0].last_at == START - timedelta(2)
    assert evidence.gaps(ours.store, 2, now=START) == ()
