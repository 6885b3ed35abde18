"""The ledger of excuses: counted by calls, never from what was taken by mistake, quoted as it was said last."""

import pytest

from rejoinder import evidence
from rejoinder.accounts import Author
from rejoinder.errors import NotFound, Refused
from tests.conftest import START, count

RUTH = 1


def judge(past, heard_id: int, verdict: str, *, submission: str = "", reason: str = "", person_id: int = RUTH) -> None:
    """Let somebody judge."""
    author = Author(person_id, START)
    evidence.judge(
        past.store, heard_id, verdict, reason=reason, submission=submission or f"{heard_id}-{verdict}", author=author
    )


def test_account_that_gave_no_reason_has_no_record(fresh):
    assert fresh.hearings() == ()
    assert fresh.record("no_money") is None


def test_excuse_counts_once_a_call_and_not_in_the_call_itself(fresh):
    first = fresh.call(20)
    for _ in range(3):
        fresh.heard("no_money", 20, call_id=first)
    now = fresh.call(1)
    fresh.heard("no_money", 1, call_id=now)
    fresh.heard("forgot", 1, call_id=now)
    assert fresh.record("no_money").times == 2
    assert fresh.record("no_money", call_id=now).times == 1
    assert fresh.record("forgot", call_id=now) is None
    assert evidence.times_heard(fresh.store, fresh.id, call_id=now) == {"no_money": 1}


def test_last_time_is_quoted_with_who_said_it(fresh):
    fresh.heard("no_money", 30, said="skint", who="Ann Old")
    fresh.heard("no_money", 10, said="nothing in the till", who="Bob New")
    record = fresh.record("no_money")
    assert (record.last.said, record.last.who) == ("nothing in the till", "Bob New")
    assert (record.first_on.isoformat(), record.last.mention.heard_on.isoformat()) == ("2026-10-19", "2026-11-08")


def test_day_is_the_debtors(past, store):
    china = past("CN-2003")
    heard = china.heard("forgot", 0)
    # 08:30 UTC is the afternoon of the same day in China; ten hours later it is the next day there.
    assert next(one for one in china.hearings() if one.mention.id == heard).mention.heard_on.isoformat() == "2026-11-18"
    call_id = china.call(1)
    with store.write() as writing:
        late = {"call_id": call_id, "account_id": china.id, "excuse": "forgot", "said": "", "shown": ""}
        late_id = writing.add("heard", **late, heard_at="2026-11-17T18:30:00.000000Z", submission="late")
    assert (
        next(one for one in china.hearings() if one.mention.id == late_id).mention.heard_on.isoformat() == "2026-11-18"
    )


def test_what_was_taken_by_mistake_was_never_said(fresh):
    heard = fresh.heard("no_money", 5)
    judge(fresh, heard, "mistaken")
    assert fresh.record("no_money") is None
    assert [one.mention.is_mistaken for one in fresh.hearings()] == [True]
    assert evidence.times_heard(fresh.store, fresh.id, call_id=0) == {}
    judge(fresh, heard, "open")
    assert fresh.record("no_money").times == 1


def test_what_somebody_found_counts_before_the_facts(fresh):
    call_id = fresh.call(20)
    heard = fresh.heard("forgot", 20, call_id=call_id)
    fresh.promised(call_id, became="broken", due=15)
    assert fresh.record("forgot").false == 1
    judge(fresh, heard, "true", reason=" their bank confirmed it ")
    one = fresh.hearings()[0]
    assert (one.mention.verdict, one.judged_by, one.reason, one.mention.proof.rests_on) == (
        "true", "Ruth Ashdown", "their bank confirmed it", "",
    )  # fmt: skip
    judge(fresh, heard, "open")
    one = fresh.hearings()[0]
    assert (one.mention.verdict, one.judged_by, one.mention.proof.rests_on) == ("false", "", "promise")


def test_verdict_sent_twice_is_kept_once(fresh):
    heard = fresh.heard("no_money", 5)
    for _ in range(2):
        judge(fresh, heard, "false", submission="the same")
    assert count(fresh.store, "heard_verdict") == 1


def test_verdict_that_is_none_is_refused_and_another_creditors_is_not_found(fresh):
    heard = fresh.heard("no_money", 5)
    with pytest.raises(Refused):
        judge(fresh, heard, "perhaps")
    # Tom does not collect for this creditor.
    for person_id, wrong in ((2, heard), (RUTH, 10**9)):
        with pytest.raises(NotFound):
            judge(fresh, wrong, "true", person_id=person_id)
    assert count(fresh.store, "heard_verdict") == 0


def test_merged_contact_is_named_as_the_one_she_became(fresh, store):
    fresh.heard("no_money", 5, who="A. Lin")
    with store.write() as writing:
        other = writing.add("contact", account_id=fresh.id, name="Ann Lin", address_as="Ms Lin")
        writing.connection.execute("update contact set merged_into = ? where name = 'A. Lin'", [other])
    assert fresh.record("no_money").last.who == "Ms Lin"
