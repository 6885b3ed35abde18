"""May we call."""

import pytest

from rejoinder import compliance
from rejoinder.errors import Refused
from tests.conftest import account_id, begin, rows


@pytest.fixture
def asked_to_stop(collector, store) -> int:
    """An account whose debtor asked, in a call under way, not to be called again."""
    call_id = begin(collector, store, "GB-1017")
    collector.post(f"/calls/{call_id}/commitments", {"kind": "stop_contact", "who": "Gary"})
    return account_id(store, "GB-1017")


def test_request_stops_calls_with_this_account_alone(store, asked_to_stop):
    with pytest.raises(Refused, match="asked not to be called"):
        compliance.check_call(store, asked_to_stop)
    other = account_id(store, "GB-1009")
    compliance.check_call(store, other)
    assert compliance.stopped(store, [asked_to_stop, other]) == {asked_to_stop}
    assert compliance.stop_of(store, asked_to_stop).asked_by == "Gary"


@pytest.mark.parametrize("kind", ["recorded_in_error", "withdrawn"])
def test_request_taken_back_stops_nothing(store, asked_to_stop, kind):
    made = rows(store, "select max(id) as id from commitment")[0]["id"]
    with store.write() as writing:
        about = {"commitment_id": made, "account_id": asked_to_stop}
        writing.add("commitment_event", **about, kind=kind, at="2026")
    compliance.check_call(store, asked_to_stop)
    assert compliance.stopped(store, [asked_to_stop]) == set()


def test_second_request_stands_when_the_first_is_taken_back(collector, store, asked_to_stop):
    call_id = rows(store, "select max(id) as id from call")[0]["id"]
    first = rows(store, "select max(id) as id from commitment")[0]["id"]
    collector.post(f"/calls/{call_id}/commitments", {"kind": "stop_contact"})
    collector.post(f"/commitments/{first}/error")
    with pytest.raises(Refused):
        compliance.check_call(store, asked_to_stop)
