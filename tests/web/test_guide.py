"""The guide through the call: which step is now, what its words are, and what nobody may hear before its time."""

import html
import re

import pytest

from tests.conftest import account_id, begin, rows
from tests.scripts_of import answer_with, step_with

NUMBER = "GB-1017"


def now(page: str) -> str:
    """Give the step that is now."""
    found = re.search(r'aria-current="step"><a [^>]*/steps/(\w+)[?"]', page)
    assert found
    return found[1]


def shown(page: str) -> str:
    """Give the words in the middle of the desk."""
    return html.unescape(re.sub(r"</?b>", "", page.partition('id="reply"')[2].partition("</section>")[0]))


@pytest.fixture
def desk(collector, store):
    """Open the desk of the account."""
    return lambda number=NUMBER: collector.get(f"/accounts/{account_id(store, number)}").get_data(as_text=True)


def speak_to(collector, store, call_id: int, number: str = NUMBER) -> int:
    """Have the first contact who may be told of the debt come to the telephone."""
    ours = account_id(store, number)
    contact = rows(store, "select id from contact where account_id = ? order by id", ours)[0]["id"]
    with store.write() as writing:
        writing.change("contact", contact, may_discuss=1)
    collector.post(f"/calls/{call_id}/contact", {"contact": contact})
    return int(contact)


def test_call_is_led_from_the_preparation_to_its_confirmation(collector, store, desk):
    assert now(desk()) == "prepare"
    call_id = begin(collector, store, NUMBER)
    assert now(desk()) == "right_person"
    speak_to(collector, store, call_id)
    assert now(desk()) == "who_i_am"
    collector.post(f"/calls/{call_id}/draft", {"said": "our customer"})
    assert now(desk()) == "why_not_paid"
    collector.post(f"/calls/{call_id}/heard", {"excuse": "no_money", "said": "skint"})
    assert now(desk()) == "close_on_a_day"
    promise = {"kind": "promise_to_pay", "amount": "100", "currency": "GBP", "day": "fri"}
    collector.post(f"/calls/{call_id}/commitments", promise)
    assert now(desk()) == "read_back"
    made = rows(store, "select max(id) as id from commitment")[0]["id"]
    sentence = rows(store, "select read_back from commitment where id = ?", made)[0]["read_back"]
    assert sentence in shown(desk())
    collector.post(f"/commitments/{made}/read-back")
    assert now(desk()) == "confirm_and_log"


def test_excuse_heard_after_a_promise_is_answered(collector, store, desk, clock):
    call_id = begin(collector, store, NUMBER)
    collector.post(f"/calls/{call_id}/heard", {"excuse": "no_money", "said": "skint"})
    clock.forward(minutes=1)
    promise = {"kind": "promise_to_pay", "amount": "100", "currency": "GBP", "day": "fri"}
    collector.post(f"/calls/{call_id}/commitments", promise)
    assert now(desk()) == "read_back"
    clock.forward(minutes=1)
    collector.post(f"/calls/{call_id}/heard", {"excuse": "quality_dispute", "said": "and it leaks"})
    assert now(desk()) == "close_on_a_day"
    assert 'id="response"' in desk()


def test_preparation_shows_what_the_file_has_and_lacks(desk):
    page = shown(desk())
    assert "The last promise, GBP\N{NO-BREAK SPACE}5,130.75 for Wed 7 Oct, was not kept." in page
    assert page.count('<span class="sign" aria-hidden="true">–</span>') == 3


@pytest.mark.parametrize(
    ("kind", "script"),
    [("large_company", "large_company"), ("state_owned", "large_company"), ("", "large_company"),
     ("family_firm", "family_firm"), ("small_company", "family_firm"), ("public_body", "public_body")],
)  # fmt: skip
def test_right_person_differs_by_kind_of_firm(collector, store, desk, kind, script):
    for one in ("large_company", "family_firm", "public_body"):
        step_with(store, f"right_person_{one}", f"WAY {one}.")
    with store.write() as writing:
        writing.change("account", account_id(store, NUMBER), kind=kind)
    begin(collector, store, NUMBER)
    assert f"WAY {script}." in shown(desk())


def test_sum_is_not_shown_before_the_right_person_is_there(collector, store, desk):
    step_with(store, "ask_for_all", "SUM {overdue_total}, which day?")
    call_id = begin(collector, store, NUMBER)
    assert "SUM GBP" not in shown(desk())
    for aside in ("gatekeeper", "voicemail"):
        page = collector.get(f"/accounts/{account_id(store, NUMBER)}/steps/{aside}").get_data(as_text=True)
        assert "23,863.45" not in shown(page)
        assert "SUM GBP" not in shown(page)
    speak_to(collector, store, call_id)
    assert "SUM GBP" in shown(desk())


def test_who_is_asked_for_is_named_whoever_has_the_receiver(collector, store, desk):
    for one in ("large_company", "family_firm", "public_body"):
        step_with(store, f"right_person_{one}", "May I speak to {contact|NOBODY}?")
    call_id = begin(collector, store, NUMBER)
    asked = re.search(r"May I speak to ([^?]+)\?", shown(desk()))[1]
    assert asked != "NOBODY"
    last = rows(store, "select id from contact where account_id = ? order by id desc", account_id(store, NUMBER))[0]
    collector.post(f"/calls/{call_id}/contact", {"contact": last["id"]})
    page = collector.get(f"/accounts/{account_id(store, NUMBER)}/steps/right_person").get_data(as_text=True)
    assert f"May I speak to {asked}?" in shown(page)


def test_any_step_can_be_looked_up_and_left_again(collector, store):
    call_id = begin(collector, store, NUMBER)
    collector.post(f"/calls/{call_id}/heard", {"excuse": "no_money", "said": "skint"})
    step_with(store, "why_not_paid", "LATER WORDS.")
    path = f"/accounts/{account_id(store, NUMBER)}/steps"
    looked_up = collector.get(f"{path}/why_not_paid", htmx=True).get_data(as_text=True)
    # A call keeps the words that were in use when it began.
    assert "LATER WORDS." not in looked_up
    assert 'aria-label="Why not paid"' in looked_up
    assert now(looked_up) == "close_on_a_day"
    back = collector.get(f"{path}/now", htmx=True).get_data(as_text=True)
    assert 'id="response"' in back
    assert collector.get(f"{path}/no_such").status_code == 404
    assert collector.get(f"{path}/why_not_paid").status_code == 200


def test_recording_is_announced_once_a_lead_says_that_calls_are_recorded(lead, collector, store, desk):
    step_with(store, "who_i_am", "Hello. [[recorded: RECORDED.]]")
    creditor = rows(store, "select creditor_id from account where id = ?", account_id(store, NUMBER))[0]["creditor_id"]
    call_id = begin(collector, store, NUMBER)
    speak_to(collector, store, call_id)
    assert "RECORDED." not in shown(desk())
    assert lead.post("/rules", {"creditor": creditor, "records_calls": "yes"}).status_code == 303
    assert "RECORDED." in shown(desk())
    lead.post("/rules", {"creditor": creditor, "was-records_calls": "yes"})
    assert "RECORDED." not in shown(desk())


def test_nothing_overdue_leaves_no_broken_words(collector, store, desk):
    begin(collector, store, "GB-1055")
    for name in ("ask_for_all", "close_on_a_day", "confirm_and_log"):
        page = shown(collector.get(f"/accounts/{account_id(store, 'GB-1055')}/steps/{name}").get_data(as_text=True))
        assert "{" not in page
        assert "the file lacks" not in page


def test_repeated_excuse_opens_on_the_second_rung_and_quotes_the_last_time(collector, store):
    answer_with(store, "no_money", say="FIRST RUNG?", insist="SECOND RUNG?")
    answers = []
    for _ in range(2):
        call_id = begin(collector, store, NUMBER)
        answer = collector.post(f"/calls/{call_id}/heard", {"excuse": "no_money", "said": "till <empty>"}, htmx=True)
        answers.append(html.unescape(answer.get_data(as_text=True)))
        collector.post(f"/calls/{call_id}/end", {"outcome": "no_commitment"})
    first, second = answers
    assert "not heard from them before" in first
    assert first.index("FIRST RUNG?") < first.index("SECOND RUNG?")
    assert '<details class="insist" >' in first
    assert second.index("SECOND RUNG?") < second.index("FIRST RUNG?")
    assert '<details class="insist" open>' in second
    assert "“till <empty>”" in second[second.index("Last time:") :]
    kept = rows(store, "select shown from heard order by id desc")[0]["shown"]
    assert kept.index("SECOND RUNG?") < kept.index("FIRST RUNG?")


def test_findings_stand_above_the_words(collector, store):
    call_id = begin(collector, store, NUMBER)
    page = collector.post(f"/calls/{call_id}/heard", {"excuse": "waiting_on_customer", "said": "x"}, htmx=True)
    words = shown(page.get_data(as_text=True))
    evidence = words.index('class="evidence"')
    assert "Terms are 30 days. Invoice 26-0211 was due on" in words
    assert "200 days ago" in words
    assert evidence < words.index('class="say')


def test_excuse_said_again_in_the_same_call_opens_on_the_second_rung(collector, store):
    answer_with(store, "no_money", say="FIRST RUNG?", insist="SECOND RUNG?")
    call_id = begin(collector, store, NUMBER)
    for submission in ("a", "b"):
        fields = {"excuse": "no_money", "said": "skint", "submission": submission}
        answer = shown(collector.post(f"/calls/{call_id}/heard", fields, htmx=True).get_data(as_text=True))
    assert answer.index("SECOND RUNG?") < answer.index("FIRST RUNG?")
    assert "Last time:" not in answer


def test_sum_does_not_follow_for_somebody_who_may_not_hear_of_it(collector, store):
    step_with(store, "ask_for_all", "SUM {overdue_total}, which day?")
    call_id = begin(collector, store, NUMBER)
    contact = speak_to(collector, store, call_id)
    step = f"/accounts/{account_id(store, NUMBER)}/steps/who_i_am"
    assert "SUM GBP" in shown(collector.get(step).get_data(as_text=True))
    collector.post(f"/contacts/{contact}/notes", {"what": "discusses_not", "back": "desk"})
    assert "SUM GBP" not in shown(collector.get(step).get_data(as_text=True))


def test_no_arrow_leads_into_a_promise_before_the_right_person_is_there(collector, store):
    begin(collector, store, NUMBER)
    for name in ("gatekeeper", "voicemail", "right_person", "who_i_am"):
        page = shown(collector.get(f"/accounts/{account_id(store, NUMBER)}/steps/{name}").get_data(as_text=True))
        assert "data-field" not in page, name
    page = shown(collector.get(f"/accounts/{account_id(store, NUMBER)}/steps/close_on_a_day").get_data(as_text=True))
    assert "data-field" in page


def test_no_word_of_the_debt_stands_before_somebody_who_may_not_be_told(collector, store):
    answer_with(store, "no_money", say="SUM {overdue_total}, which day?")
    call_id = begin(collector, store, NUMBER)
    contact = speak_to(collector, store, call_id)
    collector.post(f"/contacts/{contact}/notes", {"what": "discusses_not", "back": "desk"})
    for name in ("ask_for_all", "why_not_paid", "close_on_a_day"):
        page = shown(collector.get(f"/accounts/{account_id(store, NUMBER)}/steps/{name}").get_data(as_text=True))
        assert "may not be told of the debt, so there are no words here" in page
        assert 'class="say"' not in page
    answer = collector.post(f"/calls/{call_id}/heard", {"excuse": "no_money", "said": "x"}, htmx=True)
    assert "SUM GBP" not in answer.get_data(as_text=True)
    assert rows(store, "select shown from heard where call_id = ?", call_id) == [{"shown": ""}]
    answer = collector.post(f"/calls/{call_id}/heard", {"excuse": "wrong_party", "said": "x"}, htmx=True)
    assert 'class="say"' in answer.get_data(as_text=True)


def test_window_left_open_past_the_call_goes_to_the_desk(collector, store):
    call_id = begin(collector, store, NUMBER)
    collector.post(f"/calls/{call_id}/end", {"outcome": "no_answer"})
    path = f"/accounts/{account_id(store, NUMBER)}/steps/ask_for_all?call={call_id}"
    assert collector.get(path, htmx=True).headers["HX-Redirect"] == f"/accounts/{account_id(store, NUMBER)}"
