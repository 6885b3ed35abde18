"""Rehearsal: what comes next, what a grade does, and the tally."""

import pytest

from rejoinder import accounts, library, people, rehearsal
from rejoinder.errors import NotFound, Refused
from tests.conftest import START, Clock, account_id, count, rows

TRAINEE = 5


@pytest.fixture
def excuses(store) -> tuple[library.Excuse, ...]:
    """Three excuses of the catalogue."""
    return library.excuses_in_use(store)[:3]


def graded(store, excuse, grade, clock, **values) -> None:
    """Keep a grade."""
    kept = {"person_id": TRAINEE, "excuse_id": excuse.id, "language": "en", "answer": "a", "grade": grade,
            "account_id": account_id(store, "GB-1017"), "submission": f"{clock()} {excuse.id} {grade}"}  # fmt: skip
    rehearsal.grade(store, **{**kept, **values}, now=clock())


def next_id(store, excuses, clock, **values) -> str:
    """Give what is put next."""
    wanted = {"person_id": TRAINEE, "language": "en", **values}
    return rehearsal.next_drill(store, excuses, **wanted, now=clock()).excuse.id


def test_what_was_failed_and_is_due_comes_first_then_what_is_due_then_what_is_new(store, excuses):
    clock = Clock()
    good, failed, fresh = excuses
    graded(store, good, 3, clock)
    clock.forward(minutes=5)
    graded(store, failed, 1, clock)
    assert next_id(store, excuses, clock) == fresh.id
    clock.forward(days=3)
    drill = rehearsal.next_drill(store, excuses, person_id=TRAINEE, language="en", now=clock())
    assert drill.excuse.id == failed.id
    assert drill.failed_before
    graded(store, failed, 4, clock)
    assert next_id(store, excuses, clock) == good.id
    graded(store, good, 4, clock)
    assert next_id(store, excuses, clock) == fresh.id


def test_what_rests_is_put_only_when_there_is_nothing_else(store, excuses):
    clock = Clock()
    graded(store, excuses[0], 4, clock)
    graded(store, excuses[1], 1, clock)
    # Nothing is due: of the two, the one that comes back sooner.
    assert next_id(store, excuses[:2], clock) == excuses[1].id


@pytest.mark.parametrize("grade", [0, 5, -1])
def test_grade_is_one_to_four(store, excuses, grade):
    with pytest.raises(Refused):
        graded(store, excuses[0], grade, Clock())
    assert count(store, "drill_review") == 0


def test_better_grade_brings_it_back_later(store, excuses):
    for grade in (1, 2, 3, 4):
        graded(store, excuses[0], grade, Clock(), person_id=grade)
    due = [row["due_at"] for row in rows(store, "select due_at from drill_review order by grade")]
    assert due == sorted(due)
    assert len(set(due)) == 4
    assert due[0] > START.isoformat()


def test_review_is_kept_once_though_sent_twice(store, excuses):
    for _ in range(2):
        graded(store, excuses[0], 3, Clock())
    assert count(store, "drill_review") == 1


def test_tally_counts_fresh_due_and_resting(store, excuses):
    clock = Clock()

    def tally() -> tuple[int, int, int]:
        found = rehearsal.tally(store, excuses, person_id=TRAINEE, language="en", now=clock())
        return found.fresh, found.due, found.resting

    assert tally() == (3, 0, 0)
    graded(store, excuses[0], 1, clock)
    graded(store, excuses[1], 4, clock)
    assert tally() == (1, 0, 2)
    clock.forward(hours=1)
    assert tally() == (1, 1, 1)
    clock.forward(days=400)
    assert tally() == (1, 2, 0)


def test_each_trainee_and_language_has_a_tally_of_its_own(store, excuses):
    graded(store, excuses[0], 3, Clock())
    for person_id, language in ((TRAINEE, "zh"), (3, "en")):
        found = rehearsal.tally(store, excuses, person_id=person_id, language=language, now=START)
        assert (found.due, found.resting) == (0, 0)


def test_accounts_and_phrases_take_turns(store, excuses):
    clock, seen = Clock(), set()
    for _ in range(4):
        drill = rehearsal.next_drill(store, excuses, person_id=TRAINEE, language="en", now=clock())
        seen.add((drill.account_id, drill.said))
        graded(store, drill.excuse, 1, clock, account_id=drill.account_id)
        clock.forward(days=1)
    assert len(seen) == 4
    sample = {row["id"] for row in rows(store, "select a.id from account a join creditor c on c.id = a.creditor_id"
                                        " where c.is_sample = 1")}  # fmt: skip
    assert {account for account, _ in seen} <= sample


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_account_that_is_put_has_a_sum_to_ask_for(store, language):
    ids = accounts.sample_account_ids(store, TRAINEE, language=language, now=START)
    files = [accounts.load_for_rehearsal(store, one, person_id=TRAINEE, now=START) for one in ids]
    assert len(files) > 5
    assert [one.account.number for one in files if not one.standing.asked_minor] == []
    # Nothing is due from these two, though something of theirs is open.
    assert not {account_id(store, "GB-1030"), account_id(store, "CN-2066")} & set(ids)


def test_account_is_put_from_the_day_after_its_due_date_where_the_debtor_is(store):
    one = rows(store, "select id from account where number = 'CN-2003'")[0]["id"]
    with store.write() as writing:
        writing.connection.execute("update invoice set due_on = '2026-11-18' where account_id = ?", [one])
        accounts.settle(writing, [one])
    for hour, is_put in ((15, False), (16, True)):
        ids = accounts.sample_account_ids(store, TRAINEE, language="zh", now=START.replace(hour=hour, minute=0))
        assert (one in ids) is is_put


def test_whoever_works_for_another_creditor_rehearses_on_the_sample_book(store, excuses):
    outsider = store.one("person_by_name", name="Olga Outsider")["id"]
    assert next_id(store, excuses, Clock(), person_id=outsider)


def test_nothing_to_rehearse_is_said(store, excuses):
    with store.write() as writing:
        nobody = people.add(writing, "Ada Admin", language="en", now=START)
        people.grant(writing, nobody, creditor_id=1, role="administrator", now=START)
    with pytest.raises(NotFound):
        next_id(store, excuses, Clock(), person_id=nobody)
    with pytest.raises(NotFound):
        next_id(store, (), Clock())
