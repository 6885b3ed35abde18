"""The rules' page: what a lead settles for her creditor, what is refused, and what was allowed beyond the limits."""

import html
import re

import pytest

from rejoinder.commitments.limits import Limits, limits_of
from tests.conftest import account_id, begin, count, field, rows

NUMBER = "GB-1009"
PROMISE = {"kind": "promise_to_pay", "amount": "100", "currency": "GBP", "day": "fri"}


@pytest.fixture
def creditor(store) -> int:
    """The creditor of the lead and the collector."""
    return rows(store, "select creditor_id from account where number = ?", NUMBER)[0]["creditor_id"]


def opened(visitor) -> dict[str, str]:
    """Open the page and give what a browser sends of its first form, if nothing is touched."""
    page = visitor.get("/rules").get_data(as_text=True)
    form = page[page.index('class="card rules"') :].partition("</form>")[0]
    names = re.findall(r'<input(?![^>]*type="checkbox")[^>]*\bname="([^"]+)"', form)
    ticked = {"records_calls": "yes"} if re.search(r'name="records_calls" value="yes" checked', form) else {}
    return {**{name: field(form, name) for name in names if name != "csrf_token"}, **ticked}


def beside(page: str, name: str, creditor: int) -> str:
    """Give the reason that stands beside a field, if there is one."""
    return html.unescape(page.partition(f'id="problem-{name}-{creditor}">')[2].partition("</p>")[0])


def settled(store, creditor: int) -> dict[str, str]:
    """Give what is settled for a creditor."""
    return {
        row["name"]: row["value"]
        for row in rows(store, "select * from creditor_setting where creditor_id = ?", creditor)
    }


def test_what_is_settled_stands_in_the_form_and_holds(lead, store, creditor):
    typed = {
        "records_calls": "yes",
        "tolerance_days": "3",
        "kept_percent": "95 %",
        "collector_least": "GBP 500, CNY 5,000.50",
        "collector_least_percent": "50",
        "collector_days_ahead": "３０",
        "lead_days_ahead": "60",
        "collector_plan_days": "180",
        "collector_in_a_row": "2",
    }
    assert lead.post("/rules", {**opened(lead), **typed}).status_code == 303
    shown = opened(lead)
    assert {name: shown[name] for name in typed} == {**typed, "kept_percent": "95", "collector_days_ahead": "30"}
    assert all(shown[f"was-{name}"] == shown[name] for name in typed)
    assert limits_of(store, creditor, "collector") == Limits({"GBP": 50000, "CNY": 500050}, 50, 30, 180, 2)
    assert limits_of(store, creditor, "lead") == Limits({}, days_ahead=60)
    assert settled(store, creditor)["collector_least"] == "GBP 50000;CNY 500050"


def test_emptied_limit_is_none(lead, store, creditor):
    assert lead.post("/rules", {**opened(lead), "collector_days_ahead": "30"}).status_code == 303
    assert lead.post("/rules", {**opened(lead), "collector_days_ahead": " "}).status_code == 303
    assert limits_of(store, creditor, "collector") == Limits({})


def test_each_change_has_a_row_in_the_audit(lead, store, creditor):
    before = count(store, "audit")
    lead.post("/rules", {**opened(lead), "tolerance_days": "4", "collector_least": "£500, GBP 5"})
    assert count(store, "audit") == before
    lead.post("/rules", {**opened(lead), "tolerance_days": "4", "collector_least": "GBP 5"})
    found = rows(store, "select * from audit order by id desc limit 2")
    assert {row["what"] for row in found} == {"tolerance_days 4", "collector_least GBP 500"}
    assert {(row["noun"], row["noun_id"], row["person_id"]) for row in found} == {
        ("creditor", creditor, lead.person_id)
    }
    assert count(store, "audit") == before + 2


def test_form_sent_as_it_was_opened_changes_nothing(lead, store):
    lead.post("/rules", {**opened(lead), "records_calls": "yes", "collector_least": "JPY 5,000; KWD 1.250"})
    before = count(store, "audit"), rows(store, "select * from creditor_setting")
    assert lead.post("/rules", opened(lead)).status_code == 303
    assert (count(store, "audit"), rows(store, "select * from creditor_setting")) == before
    assert "Nothing was changed" in lead.get("/rules").get_data(as_text=True)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("tolerance_days", ""),
        ("tolerance_days", "61"),
        ("tolerance_days", "-1"),
        ("kept_percent", "0"),
        ("kept_percent", "101"),
        ("collector_least_percent", "half"),
        ("collector_days_ahead", "0"),
        ("collector_days_ahead", "1096"),
        ("collector_plan_days", "1.5"),
        ("collector_in_a_row", "21"),
        ("collector_in_a_row", "9" * 5000),
        ("collector_least", "500"),
        ("collector_least", "£500"),
        ("collector_least", "GBP 500, 300"),
        ("collector_least", "GBP 500, GBP 600"),
        ("collector_least", "GBP 0"),
        ("collector_least", "GBP 1.005"),
        ("collector_least", "XYZ 500"),
        ("collector_least", "<b>" * 100),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_all_typed_is_there(lead, store, creditor, name, typed):
    before = settled(store, creditor)
    sent = {**opened(lead), "records_calls": "yes", "collector_plan_days": "200", name: typed}
    answer = lead.post("/rules", sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert beside(page, name, creditor)
    assert {one: field(page, one) for one in sent if one not in ("creditor", "records_calls")} == {
        one: value for one, value in sent.items() if one not in ("creditor", "records_calls")
    }
    assert 'name="records_calls" value="yes" checked' in page
    assert settled(store, creditor) == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("GBP 500, CNY 5,000", "GBP 50000;CNY 500000"),
        ("500 gbp;5,000 cny", "GBP 50000;CNY 500000"),
        ("GBP 500，CNY ５，０００", "GBP 50000;CNY 500000"),
        ("CNY 1.2万、JPY 5000", "CNY 1200000;JPY 5000"),
        ("GBP1,500.50,CNY 3k,", "GBP 150050;CNY 300000"),
    ],
)
def test_sums_are_read_as_people_type_them(lead, store, creditor, typed, kept):
    assert lead.post("/rules", {**opened(lead), "collector_least": typed}).status_code == 303
    assert settled(store, creditor)["collector_least"] == kept


@pytest.mark.parametrize(
    ("name", "collector", "lead_"),
    [
        ("least", "GBP 500", "GBP 501"),
        ("least", "GBP 500", "GBP 400, CNY 1"),
        ("least", "", "GBP 1"),
        ("least_percent", "50", "51"),
        ("least_percent", "", "1"),
        ("days_ahead", "30", "29"),
        ("days_ahead", "", "29"),
        ("plan_days", "90", "89"),
        ("in_a_row", "2", "1"),
    ],
)
def test_limit_of_a_lead_is_never_stricter_than_a_collectors(lead, store, creditor, name, collector, lead_):
    before = settled(store, creditor)
    fields = {f"collector_{name}": collector, f"lead_{name}": lead_}
    answer = lead.post("/rules", {**opened(lead), **fields})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert beside(page, f"lead_{name}", creditor)
    assert {one: field(page, one) for one in fields} == fields
    assert settled(store, creditor) == before
    # As strict is not stricter, and none at all is the least strict.
    for same in (collector, ""):
        again = {f"collector_{name}": collector, f"lead_{name}": same}
        assert lead.post("/rules", {**opened(lead), **again}).status_code == 303


def test_collectors_limit_taken_away_leaves_no_stricter_one_of_the_lead(lead, creditor):
    lead.post("/rules", {**opened(lead), "collector_days_ahead": "30", "lead_days_ahead": "60"})
    for typed in ("", "61"):
        answer = lead.post("/rules", {**opened(lead), "collector_days_ahead": typed})
        assert answer.status_code == 422
        assert beside(answer.get_data(as_text=True), "lead_days_ahead", creditor)


def test_two_leads_who_change_different_fields_lose_nothing(lead, store, creditor):
    hers, his = opened(lead), opened(lead)
    assert lead.post("/rules", {**hers, "tolerance_days": "5", "records_calls": "yes"}).status_code == 303
    assert lead.post("/rules", {**his, "collector_days_ahead": "30"}).status_code == 303
    found = settled(store, creditor)
    assert (found["tolerance_days"], found["records_calls"], found["collector_days_ahead"]) == ("5", "yes", "30")


def test_limit_is_held_against_what_somebody_settled_meanwhile(lead, store, creditor):
    hers, his = opened(lead), opened(lead)
    assert lead.post("/rules", {**hers, "collector_days_ahead": "90"}).status_code == 303
    answer = lead.post("/rules", {**his, "lead_days_ahead": "60"})
    assert answer.status_code == 422
    assert "90" in beside(answer.get_data(as_text=True), "lead_days_ahead", creditor)


def test_only_a_lead_of_the_creditor_sees_and_settles_its_rules(lead, collector, outsider, store, creditor):
    before = settled(store, creditor)
    sent = {**opened(lead), "tolerance_days": "9"}
    assert collector.post("/rules", sent).status_code == 403
    assert outsider.post("/rules", sent).status_code == 403
    for nobody in ("", "x", "9" * 40):
        assert lead.post("/rules", {**sent, "creditor": nobody}).status_code == 403
    assert settled(store, creditor) == before
    name = rows(store, "select name from creditor where id = ?", creditor)[0]["name"]
    assert name in lead.get("/rules").get_data(as_text=True)
    assert name not in outsider.get("/rules").get_data(as_text=True)


def test_way_to_the_rules_is_shown_to_leads_alone(lead, collector):
    assert 'href="/rules"' in lead.get("/worklist").get_data(as_text=True)
    assert 'href="/rules"' not in collector.get("/worklist").get_data(as_text=True)


def test_promise_carries_what_was_settled_when_it_was_recorded(lead, collector, store):
    call_id = begin(collector, store, NUMBER)
    for tolerance, percent in (("7", "80"), ("0", "100")):
        lead.post("/rules", {**opened(lead), "tolerance_days": tolerance, "kept_percent": percent})
        assert collector.post(f"/calls/{call_id}/commitments", PROMISE).status_code == 303
    found = rows(store, "select tolerance_days, kept_percent from commitment order by id desc limit 2")
    assert [(row["tolerance_days"], row["kept_percent"]) for row in found] == [(0, 100), (7, 80)]


def test_what_was_allowed_beyond_the_limits_is_listed_for_the_creditors_own_leads(lead, outsider, collector, store):
    assert 'id="overrides"' in lead.get("/rules").get_data(as_text=True)
    lead.post("/rules", {**opened(lead), "collector_least": "GBP 200"})
    call_id = begin(collector, store, NUMBER)
    allowed = {"allowed_by": lead.person_id, "allowed_why": "Their <bank> is closed."}
    assert collector.post(f"/calls/{call_id}/commitments", PROMISE).status_code == 422
    assert collector.post(f"/calls/{call_id}/commitments", {**PROMISE, **allowed}).status_code == 303
    listed = lead.get("/rules").get_data(as_text=True).partition('id="overrides"')[2]
    row = re.search(r"<tbody>(.*?)</tbody>", listed, re.DOTALL)[1]
    assert f'href="/accounts/{account_id(store, NUMBER)}"' in row
    for words in ("18 Nov", "GBP\N{NO-BREAK SPACE}100.00", collector.name, lead.name, "Their &lt;bank&gt; is closed."):
        assert words in row
    assert "is closed." not in outsider.get("/rules").get_data(as_text=True)


def test_promise_recorded_in_error_was_never_allowed(lead, collector, store):
    lead.post("/rules", {**opened(lead), "collector_least": "GBP 200"})
    call_id = begin(collector, store, NUMBER)
    allowed = {"allowed_by": lead.person_id, "allowed_why": "Their bank is closed."}
    collector.post(f"/calls/{call_id}/commitments", {**PROMISE, **allowed})
    made = rows(store, "select max(id) as id from commitment")[0]["id"]
    assert "Their bank is closed." in lead.get("/rules").get_data(as_text=True)
    assert collector.post(f"/commitments/{made}/error").status_code == 303
    assert "Their bank is closed." not in lead.get("/rules").get_data(as_text=True)
