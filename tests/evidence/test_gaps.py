"""Gaps: what was left out for want of a figure is told to the lead of the creditor, and to nobody else."""

from datetime import timedelta

from rejoinder import evidence
from tests.conftest import START


def test_gaps_are_counted_by_script_and_blank(past):
    ours = past("GB-1017")
    heard = [ours.heard("no_money", days) for days in (3, 2)] + [ours.heard("forgot", 40)]
    with ours.store.write() as writing:
        writing.connection.execute("drop trigger heard_not_changed")
        for one in heard:
            writing.connection.execute("update heard set missing = 'terms_days approver' where id = ?", [one])
    found = evidence.gaps(ours.store, 1, now=START)
    assert [(one.excuse, one.blank, one.times) for one in found] == [
        ("no_money", "approver", 2), ("no_money", "terms_days", 2),
    ]  # fmt: skip
    assert found[0].account_id == ours.id
    assert found[0].last_at == START - timedelta(2)
    assert evidence.gaps(ours.store, 2, now=START) == ()
