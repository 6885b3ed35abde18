"""The confirmation on the screen: the letter as it will be sent, kept once with its text, for whom it is to be seen."""

import html
import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from rejoinder.store import Store
from tests.conftest import Visitor, account_id, begin, count, end_of, rows
from tests.scripts_of import letters_with
from tests.web.test_timeline import entries

NUMBER = "GB-1017"
PROMISE = {"kind": "promise_to_pay", "amount": "1,000", "currency": "GBP", "day": "fri", "who": "Gary"}
CALL_BACK = {"kind": "call_back", "day": "fri", "time": "14:30"}


@pytest.fixture
def call_id(collector: Visitor, store: Store) -> int:
    """A call of the collector's with the owner, in which something is promised."""
    letters_with(store)
    found = begin(collector, store, NUMBER)
    collector.post(f"/calls/{found}/contact", {"contact": owner(store)["id"]})
    assert collector.post(f"/calls/{found}/commitments", PROMISE).status_code == 303
    return found


def owner(store: Store) -> dict[str, object]:
    """Give the contact who is on the telephone."""
    return dict(
        rows(store, "select * from contact where account_id = ? and role = 'owner'", account_id(store, NUMBER))[0]
    )


def change_owner(store: Store, **columns: object) -> None:
    with store.write() as writing:
        writing.change("contact", int(str(owner(store)["id"])), **columns)


def look(visitor: Visitor, call_id: int, query: str = "") -> str:
    """Open the page."""
    answer = visitor.get(f"/calls/{call_id}/confirmation{query}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def letter_on(page: str) -> str:
    """Read the letter from the page: subject and paragraphs, as they are kept."""
    sheet = re.search(r"<article.*?</header>(.*?)</article>", page, re.DOTALL)
    assert sheet
    parts = re.findall(r"<(?:h1|p)>(.*?)</(?:h1|p)>", sheet[1], re.DOTALL)
    return "\n\n".join(html.unescape(one) for one in parts)


def form_on(page: str, way: str) -> dict[str, object]:
    """Give the fields that a button of the page sends."""
    fields = dict(re.findall(r'name="(submission|letter)" value="([^"]*)"', page))
    assert set(fields) == {"submission", "letter"}
    return {**fields, "way": way}


def kept(store: Store) -> list[dict[str, object]]:
    return [dict(row) for row in rows(store, "select * from confirmation order by id")]


def test_page_shows_the_letter_and_whom_it_goes_to(collector, store, call_id):
    page = look(collector, call_id)
    assert "GBP\u00a01,000.00 on Friday 20 November 2026; Gary sees to it." in letter_on(page)
    assert f"<b>{owner(store)['name']}</b>" in page
    assert str(owner(store)["email"]) in page
    assert "No e-mail address is on file" not in page
    assert "Not read back to them yet: promise to pay." in page
    assert "Nothing yet." in page
    assert count(store, "confirmation") == 0


def test_warning_goes_once_it_is_read_back(collector, store, call_id):
    made = rows(store, "select max(id) as id from commitment")[0]["id"]
    collector.post(f"/commitments/{made}/read-back")
    assert "Not read back" not in look(collector, call_id)


def test_without_an_address_it_is_said_and_the_contact_is_a_click_away(collector, store, call_id):
    change_owner(store, email="")
    page = look(collector, call_id)
    assert "No e-mail address is on file" in page
    assert f'href="/contacts/{owner(store)["id"]}"' in page
    change_owner(store, may_discuss=0)
    assert "may not be told of the debt, so the letter names nobody" in look(collector, call_id)
    collector.post(f"/calls/{call_id}/contact", {"contact": ""})
    assert "Nobody is noted as being on the telephone" in look(collector, call_id)


def test_it_is_taken_as_an_email_and_that_alone_keeps_nothing(collector, store, call_id):
    answer = collector.get(f"/calls/{call_id}/confirmation.eml")
    assert answer.mimetype == "message/rfc822"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={NUMBER}-{call_id}.eml"
    found = message_from_bytes(answer.get_data(), policy=policy.default)
    text = found.get_content().replace("\r\n", "\n").strip()
    assert f"{found['Subject']}\n\n{text}" == letter_on(look(collector, call_id))
    assert found["To"].addresses[0].addr_spec == owner(store)["email"]
    assert count(store, "confirmation") == 0


@pytest.mark.parametrize("way", ["email", "print"])
def test_sent_twice_it_is_kept_once_with_its_text_as_shown(collector, store, call_id, clock, way):
    page = look(collector, call_id)
    shown = letter_on(page)
    # Money comes while the page is open: another sum is open by now.
    paid = {"amount": "500", "currency": "GBP", "day": "17/11", "way": "open", "submission": "p"}
    assert collector.post(f"/accounts/{account_id(store, NUMBER)}/payments", paid).status_code == 303
    for _ in range(2):
        clock.forward(minutes=1)
        answer = collector.post(f"/calls/{call_id}/confirmation", form_on(page, way))
        assert answer.status_code == 303
    (one,) = kept(store)
    assert one["body"] == shown
    assert one["way"] == way
    assert one["sent_to"] == owner(store)["email" if way == "email" else "name"]
    assert (one["language"], one["made_by"], one["call_id"]) == ("en", collector.person_id, call_id)
    listed = look(collector, call_id)
    assert f"{'sent by e-mail' if way == 'email' else 'printed'} · {one['sent_to']} · Tom Arkwright" in listed
    assert letter_on(look(collector, call_id, f"?kept={one['id']}")) == shown


def test_printing_shows_what_was_kept_ready_to_be_printed(collector, store, call_id):
    page = look(collector, call_id)
    answer = collector.post(f"/calls/{call_id}/confirmation", form_on(page, "print"))
    kept_id = kept(store)[0]["id"]
    assert answer.location == f"/calls/{call_id}/confirmation?kept={kept_id}&print=1"
    sheet = collector.get(answer.location).get_data(as_text=True)
    assert letter_on(sheet) == letter_on(page)
    assert f'data-print-now="/calls/{call_id}/confirmation?kept={kept_id}"' in sheet
    assert "data-print-now" not in look(collector, call_id, f"?kept={kept_id}")
    assert "print.js" in sheet


def test_what_changed_since_the_page_was_opened_is_not_kept_unread(collector, store, call_id):
    page = look(collector, call_id)
    collector.post(f"/calls/{call_id}/commitments", CALL_BACK)
    answer = collector.post(f"/calls/{call_id}/confirmation", form_on(page, "print"))
    assert answer.status_code == 409
    assert "has changed since the letter was shown" in answer.get_data(as_text=True)
    assert kept(store) == []
    page = look(collector, call_id)
    collector.post(f"/calls/{call_id}/commitments", {"kind": "stop_contact", "who": "Gary"})
    assert collector.post(f"/calls/{call_id}/confirmation", form_on(page, "email")).status_code == 409
    assert kept(store) == []
    assert "they asked to be left alone" in look(collector, call_id)
    assert collector.get(f"/calls/{call_id}/confirmation.eml").status_code == 409


def test_only_a_letter_of_ours_and_of_this_call_is_kept(collector, store, call_id):
    sent = form_on(look(collector, call_id), "email")
    end_of(call_id, collector, "promise")
    other = begin(collector, store, "GB-1009")
    collector.post(f"/calls/{other}/commitments", {**PROMISE, "amount": "100"})
    wrong = [
        (other, sent),
        (call_id, {**sent, "letter": ""}),
        (call_id, {**sent, "letter": str(sent["letter"])[:-3] + "abc"}),
        (call_id, {**sent, "way": "fax"}),
        (call_id, {}),
    ]
    assert [collector.post(f"/calls/{one}/confirmation", fields).status_code for one, fields in wrong] == [409] * 5
    assert kept(store) == []
    # The call is over, and its confirmation is sent all the same.
    assert collector.post(f"/calls/{call_id}/confirmation", sent).status_code == 303


def test_lead_confirms_for_her_collector_and_nobody_else_sees_it(collector, lead, colleague, outsider, store, call_id):
    page = look(lead, call_id)
    assert "Tom Arkwright, Harrowgill" in letter_on(page)
    assert lead.post(f"/calls/{call_id}/confirmation", form_on(page, "email")).status_code == 303
    (one,) = kept(store)
    assert one["made_by"] == lead.person_id
    for visitor in (colleague, outsider):
        for query in ("", ".eml", f"?kept={one['id']}"):
            assert visitor.get(f"/calls/{call_id}/confirmation{query}").status_code == 404
        assert visitor.post(f"/calls/{call_id}/confirmation", form_on(page, "email")).status_code == 404
    other = begin(lead, store, "GB-1009")
    assert lead.get(f"/calls/{other}/confirmation?kept={one['id']}").status_code == 404
    assert len(kept(store)) == 1


def test_desk_leads_to_it_and_says_once_it_is_done(collector, store, clock, call_id):
    desk = f"/accounts/{account_id(store, NUMBER)}"
    made = rows(store, "select max(id) as id from commitment")[0]["id"]
    link = f'<a href="/calls/{call_id}/confirmation" target="_blank">'
    shown = collector.post(f"/commitments/{made}/read-back", htmx=True).get_data(as_text=True)
    assert link in shown
    assert "confirmed in writing" not in shown
    clock.forward(minutes=1)
    collector.post(f"/calls/{call_id}/confirmation", form_on(look(collector, call_id), "print"))
    assert '<span class="tag good">confirmed in writing</span>' in collector.get(desk).get_data(as_text=True)
    clock.forward(minutes=1)
    collector.post(f"/calls/{call_id}/commitments", CALL_BACK)
    # What came after the letter is not in it.
    assert "confirmed in writing</span>" not in collector.get(desk).get_data(as_text=True)
    end_of(call_id, collector, "promise")
    after = collector.get(desk).get_data(as_text=True)
    assert link.replace("<a", '<a class="small"') in after
    clock.forward(days=1)
    assert link.replace("<a", '<a class="small"') not in collector.get(desk).get_data(as_text=True)


def test_desk_proposes_no_letter_where_they_asked_to_be_left_alone(collector, store):
    call_id = begin(collector, store, NUMBER)
    shown = collector.post(f"/calls/{call_id}/commitments", {"kind": "stop_contact", "who": "Gary"}, htmx=True)
    assert f"/calls/{call_id}/confirmation" not in shown.get_data(as_text=True)


def test_history_tells_of_it(collector, lead, store, clock, call_id):
    clock.forward(minutes=1)
    collector.post(f"/calls/{call_id}/confirmation", form_on(look(collector, call_id), "email"))
    clock.forward(minutes=1)
    lead.post(f"/calls/{call_id}/confirmation", form_on(look(lead, call_id), "print"))
    address = f"/accounts/{account_id(store, NUMBER)}/timeline?part=commitments"
    told = entries(collector.get(address).get_data(as_text=True))[:2]
    first, second = owner(store)["name"], owner(store)["email"]
    assert told == [
        f"08:32 Confirmed in writing · printed · {first} Ruth Ashdown · call of 08:30",
        f"08:31 Confirmed in writing · sent by e-mail · {second} Read Tom Arkwright · call of 08:30",
    ]
    hers = entries(collector.get(f"{address}&author={lead.person_id}").get_data(as_text=True))
    assert hers[0] == told[0]
    with store.write() as writing:
        writing.connection.execute("update confirmation set sent_to = '', body = ''")
    assert "Confirmed in writing · printed Ruth Ashdown" in entries(collector.get(address).get_data(as_text=True))[0]
    assert "Its words were erased." in look(collector, call_id, f"?kept={kept(store)[0]['id']}")


def test_chinese_letter_stands_on_an_english_screen_and_the_other_way_round(collector, store, call_id):
    collector.post(f"/accounts/{account_id(store, NUMBER)}/language", {"language": "zh"})
    page = look(collector, call_id)
    assert '<article class="letter" lang="zh-Hans"' in page
    assert "您好：" in letter_on(page)
    assert "Take as e-mail" in page
    collector.post(f"/calls/{call_id}/confirmation", form_on(page, "email"))
    assert kept(store)[0]["language"] == "zh"
    collector.post(f"/accounts/{account_id(store, NUMBER)}/language", {"language": "en"})
    collector.post("/people/me/language", {"language": "zh"})
    page = look(collector, call_id)
    assert '<article class="letter" lang="en"' in page
    assert "确认" in page.partition("<aside")[2]
    # What went out stays as it was.
    assert "您好：" in letter_on(look(collector, call_id, f"?kept={kept(store)[0]['id']}"))


def test_incomplete_document_is_named_as_left_out(collector, store, call_id):
    collector.post(f"/calls/{call_id}/commitments", {"kind": "document", "day": "fri"})
    page = look(collector, call_id)
    assert "Not in the letter, because what it has to name is not on record: document." in page


def test_debtors_words_are_shown_as_words(collector, store, call_id):
    sent = {"kind": "document", "day": "fri", "note": "<b>slip</b> & {amount}"}
    collector.post(f"/calls/{call_id}/commitments", sent)
    page = look(collector, call_id)
    assert "<b>slip" not in page
    assert "We will have <b>slip</b> & {amount} by Friday" in letter_on(page)


def test_old_call_is_confirmed_with_the_names_of_that_call(collector, store, clock, call_id):
    end_of(call_id, collector, "promise")
    clock.now += timedelta(days=1)
    page = look(collector, call_id)
    assert "on Wednesday 18 November 2026" in letter_on(page)
    assert "<p>Thursday 19 November 2026</p>" in page
