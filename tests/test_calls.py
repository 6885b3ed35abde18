"""Calls: what two windows or two threads at once may not do to one call."""

import json
import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest

from rejoinder import calls
from rejoinder.errors import NotFound, Refused
from tests.conftest import START, Clock, account_id, count, rows

TOM, PRIYA = 3, 4


@pytest.fixture
def call(store) -> calls.Call:
    """A call of Tom's that is under way."""
    return calls.load(store, started(store), person_id=TOM)


def started(store, *, number: str = "GB-1017", person_id: int = TOM, submission: str = "s1", now=START) -> int:
    """Start a call and give its id."""
    return calls.start(store, account_id(store, number), person_id=person_id, language="en", mark=1,
                       submission=submission, now=now)  # fmt: skip


def test_call_ends_once_though_two_windows_end_it_at_once(store, call):
    for outcome in ("voicemail", "no_answer"):
        # Both windows read the call before either ended it.
        calls.end(store, call, outcome=outcome, note="", now=START)
    assert rows(store, "select outcome from call_event where call_id = ?", call.id) == [{"outcome": "voicemail"}]


def test_draft_that_arrives_with_the_end_is_not_kept(store, call):
    calls.end(store, call, outcome="voicemail", note="", now=START)
    calls.save_draft(store, call, {"said": "", "amount": "100", "who": "Mel"}, now=START)
    assert count(store, "draft") == 0


@pytest.mark.parametrize("name", ["said", "day", "method", "note", "call_note"])
def test_words_typed_after_the_end_are_refused_and_not_lost_in_silence(store, call, name):
    calls.end(store, call, outcome="voicemail", note="", now=START)
    # The window that sends them may have read the call before it ended, or after.
    for window in (call, calls.load(store, call.id, person_id=TOM)):
        with pytest.raises(Refused, match="This call is over"):
            calls.save_draft(store, window, {"kind": "promise_to_pay", name: "late"}, now=START)
    assert count(store, "draft") == 0


def test_draft_of_a_call_that_is_over_is_removed(store, call):
    calls.end(store, call, outcome="voicemail", note="", now=START)
    with store.write() as writing:
        writing.connection.execute("insert into draft (person_id, call_id, body, saved_at) values (?, ?, '{}', '')",
                                   [TOM, call.id])  # fmt: skip
    calls.save_draft(store, call, {"said": ""}, now=START)
    assert count(store, "draft") == 0


def test_draft_too_long_to_keep_is_refused_and_the_last_one_stays(store, call):
    calls.save_draft(store, call, {"said": "x"}, now=START)
    with pytest.raises(Refused, match="shorten it"):
        calls.save_draft(store, call, {"said": "x" * 30_000}, now=START)
    assert calls.draft_of(store, call) == {"said": "x"}


def test_recorded_fields_are_forgotten_and_the_others_stay(store, call):
    calls.forget(store, call, ("said",))
    assert count(store, "draft") == 0
    calls.save_draft(store, call, {"said": "x", "note": "我", "invoice": ["1", "2"]}, now=START)
    calls.forget(store, call, ("said", "day"))
    assert calls.draft_of(store, call) == {"note": "我", "invoice": ["1", "2"]}


def test_forgetting_loses_nothing_that_is_typed_at_the_same_moment(store, call, monkeypatch):
    calls.save_draft(store, call, {"said": "x", "note": ""}, now=START)

    def type_on() -> None:
        calls.save_draft(store, call, {"said": "", "note": "typed"}, now=START)
        store.close()

    typing = threading.Thread(target=type_on)

    def read_slowly(body: str) -> object:
        # Between the reading and the writing somebody types on; where it has to wait its turn, it comes afterwards.
        typing.start()
        typing.join(0.3)
        return json.loads(body)

    monkeypatch.setattr("rejoinder.calls.drafts.json", SimpleNamespace(loads=read_slowly, dumps=json.dumps))
    calls.forget(store, call, ("said",))
    monkeypatch.undo()
    typing.join()
    assert calls.draft_of(store, call)["note"] == "typed"


def test_draft_takes_five_thousand_characters_pasted(store, call):
    calls.save_draft(store, call, {"said": "我" * 5000}, now=START)
    assert calls.draft_of(store, call) == {"said": "我" * 5000}


def test_same_excuse_sent_by_eight_threads_is_heard_once(store, call):
    ids, failed = set(), []

    def hear() -> None:
        try:
            ids.add(calls.hear(store, call, excuse="no_money", said="x", revision_id=None, shown="", submission="s1",
                               now=START))  # fmt: skip
        except Exception as error:
            failed.append(error)
        finally:
            store.close()

    threads = [threading.Thread(target=hear) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    assert len(ids) == 1
    assert len(rows(store, "select id from heard where call_id = ?", call.id)) == 1


def test_call_that_is_over_takes_nothing_more(store, call):
    calls.end(store, call, outcome="voicemail", note="", now=START)
    over = calls.load(store, call.id, person_id=TOM)
    assert over.outcome == "voicemail"
    with pytest.raises(Refused, match="This call is over"):
        calls.hear(store, over, excuse="no_money", said="x", revision_id=None, shown="", submission="s", now=START)
    with pytest.raises(Refused, match="This call is over"):
        calls.intend(store, over, "x", submission="s", now=START)
    with pytest.raises(Refused, match="This call is over"):
        calls.reach(store, over, 1, now=START)


def test_call_is_its_persons_alone(store, call):
    with pytest.raises(NotFound):
        calls.load(store, call.id, person_id=PRIYA)


def test_outcome_is_one_of_ours(store, call):
    with pytest.raises(Refused):
        calls.end(store, call, outcome="fine", note="", now=START)
    for outcome in calls.OUTCOMES:
        other = calls.load(store, started(store, submission=outcome), person_id=TOM)
        calls.end(store, other, outcome=outcome, note="", now=START)
    ended = rows(store, "select outcome from call_event where call_id >= ?", call.id)
    assert [row["outcome"] for row in ended] == list(calls.OUTCOMES)


def test_who_is_on_the_phone_is_known_for_three_hours(store, call):
    clock = Clock()
    assert calls.on_the_phone(store, now=clock()) == {call.account_id: "Tom Arkwright"}
    clock.forward(hours=3, seconds=1)
    assert calls.on_the_phone(store, now=clock()) == {}
    # The person is asked to save it all the same.
    assert calls.under_way(store, TOM).call_id == call.id


def test_history_is_newest_first_with_its_excuses(store, call):
    calls.hear(store, call, excuse="no_money", said="x", revision_id=None, shown="", submission="h", now=START)
    calls.end(store, call, outcome="no_commitment", note=" spoke to Ann ", now=START)
    first = calls.history(store, call.account_id)[0]
    assert replace(first, contact="", contact_role="") == calls.PastCall(
        call.id, START, "Tom Arkwright", "", "", "no_commitment", "spoke to Ann", ("no_money",)
    )
