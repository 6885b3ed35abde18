"""A call from its beginning to the next one: what is heard, what is kept, how it ends."""

import html

import pytest

from rejoinder import library
from tests.conftest import START, account_id, begin, count, end_of, field, rows
from tests.scripts_of import answer_with

LONG = "we are still waiting for the money of our own customer and "
PROMISE = {"kind": "promise_to_pay", "amount": "100", "currency": "GBP", "day": "fri"}


def desk_of(visitor, store, number: str) -> str:
    """Open an account's desk."""
    return visitor.get(f"/accounts/{account_id(store, number)}").get_data(as_text=True)


def test_call_begins_once_though_started_twice(collector, store):
    before = count(store, "call")
    for submission in ("s1", "s1", "s2"):
        path = f"/accounts/{account_id(store, 'GB-1017')}/calls"
        assert collector.post(path, {"submission": submission}).status_code == 303
    assert count(store, "call") == before + 1


def test_second_call_waits_until_the_first_is_saved(collector, store):
    begin(collector, store, "GB-1017")
    before = count(store, "call")
    answer = collector.post(f"/accounts/{account_id(store, 'GB-1009')}/calls")
    assert answer.status_code == 409
    assert "Save that call first" in answer.get_data(as_text=True)
    assert count(store, "call") == before
    assert "Back to it" in desk_of(collector, store, "GB-1009")


@pytest.mark.parametrize("said", ["", "   ", "\u3000"])
def test_empty_excuse_box_lists_nothing(collector, store, said):
    call_id = begin(collector, store, "GB-1017")
    answer = collector.post(f"/calls/{call_id}/said", {"said": said}, htmx=True)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert 'role="option"' not in page
    assert "No excuse we know" not in page


@pytest.mark.parametrize("said", [(LONG * 100)[:5000], ("我们的客户还没把钱打过来，" * 400)[:5000]])
def test_five_thousand_characters_are_ranked(collector, store, said):
    call_id = begin(collector, store, "GB-1017")
    answer = collector.post(f"/calls/{call_id}/said", {"said": said}, htmx=True)
    assert answer.status_code == 200
    assert 'value="waiting_on_customer"' in answer.get_data(as_text=True)


def test_what_is_no_excuse_is_said_to_be_none(collector, store):
    call_id = begin(collector, store, "GB-1017")
    page = collector.post(f"/calls/{call_id}/said", {"said": "uvuv iviv uiui"}, htmx=True).get_data(as_text=True)
    assert "No excuse we know" in page or "sounds like no excuse" in page


def test_without_htmx_the_desk_shows_the_ranking(collector, store):
    call_id = begin(collector, store, "GB-1017")
    words = "our own customer hasn't paid us yet"
    answer = collector.post(f"/calls/{call_id}/said", {"said": words})
    assert answer.status_code == 303
    page = collector.get(answer.headers["Location"]).get_data(as_text=True)
    assert field(page, "said") == words
    assert 'value="waiting_on_customer"' in page


def test_excuse_that_does_not_exist_is_not_found_and_not_recorded(collector, store):
    call_id = begin(collector, store, "GB-1017")
    before = count(store, "heard")
    for excuse in ("no_such_excuse", "", "../families"):
        assert collector.post(f"/calls/{call_id}/heard", {"excuse": excuse, "said": "x"}).status_code == 404
    assert count(store, "heard") == before


def test_heard_keeps_words_excuse_revision_and_the_text_as_shown(collector, store):
    call_id = begin(collector, store, "GB-1017")
    fields = {"excuse": "waiting_on_customer", "said": "<i>{overdue_total}</i>"}
    page = collector.post(f"/calls/{call_id}/heard", fields, htmx=True).get_data(as_text=True)
    kept = rows(store, "select * from heard where call_id = ?", call_id)[0]
    assert kept["said"] == fields["said"]
    assert kept["excuse"] == "waiting_on_customer"
    revision = library.script_body(store, "scripts/en/responses/waiting_on_customer.md")
    assert kept["revision_id"] == revision.id
    assert "GBP\N{NO-BREAK SPACE}23,863.45" in kept["shown"]
    # Each line that was kept stands on the screen, and nothing in it is still to be filled.
    bare = html.unescape(page.replace("<b>", "").replace("</b>", ""))
    assert all(line in bare for line in kept["shown"].split("\n"))
    assert "{" not in kept["shown"]
    assert "&lt;i&gt;{overdue_total}&lt;/i&gt;" in page


def test_nothing_is_kept_as_shown_where_nothing_is_overdue(collector, store):
    call_id = begin(collector, store, "GB-1055")
    page = collector.post(f"/calls/{call_id}/heard", {"excuse": "no_money", "said": "x"}, htmx=True)
    assert "Nothing undisputed is overdue" in page.get_data(as_text=True)
    assert rows(store, "select shown from heard where call_id = ?", call_id) == [{"shown": ""}]


def test_excuse_recorded_once_though_sent_twice(collector, store):
    call_id = begin(collector, store, "GB-1017")
    before = count(store, "heard")
    fields = {"excuse": "no_money", "said": "no money", "submission": "s1"}
    answers = [collector.post(f"/calls/{call_id}/heard", fields, htmx=True).status_code for _ in range(2)]
    assert answers == [201, 201]
    assert count(store, "heard") == before + 1


def test_excuse_heard_before_is_said_to_be(collector, store):
    call_id = begin(collector, store, "GB-1017")
    collector.post(f"/calls/{call_id}/heard", {"excuse": "partial_offer", "said": "x"})
    end_of(call_id, collector)
    call_id = begin(collector, store, "GB-1017")
    page = collector.post(f"/calls/{call_id}/heard", {"excuse": "partial_offer", "said": "x"}, htmx=True)
    answer = html.unescape(page.get_data(as_text=True))
    assert "said once, on Wed 18 Nov" in answer
    assert "“x”" in answer[answer.index("Last time:") :][:80]
    assert '<details class="insist" open>' in answer


def test_who_is_on_the_phone_is_noted(collector, store):
    call_id = begin(collector, store, "GB-1017")
    ours, other = (
        rows(store, "select id from contact where account_id = ?", account_id(store, number))[0]["id"]
        for number in ("GB-1017", "GB-1009")
    )
    assert collector.post(f"/calls/{call_id}/contact", {"contact": ours}).status_code == 303
    assert field(desk_of(collector, store, "GB-1017"), "contact") == str(ours)
    for wrong in (other, "x", "9" * 30):
        assert collector.post(f"/calls/{call_id}/contact", {"contact": wrong}).status_code == 409
    collector.post(f"/calls/{call_id}/contact", {"contact": ""})
    assert field(desk_of(collector, store, "GB-1017"), "contact") != str(ours)


def test_who_has_the_receiver_now_is_proposed_in_the_place_of_the_one_before(collector, store):
    call_id = begin(collector, store, "GB-1017")
    first, second = rows(
        store, "select id, address_as from contact where account_id = ?", account_id(store, "GB-1017")
    )[:2]
    collector.post(f"/calls/{call_id}/contact", {"contact": first["id"]})
    typed = {"kind": "promise_to_pay", "currency": "GBP", "amount": "55", "day": "fri", "who": first["address_as"]}
    page = collector.post(f"/calls/{call_id}/contact", {**typed, "contact": second["id"]}, htmx=True)
    page = page.get_data(as_text=True)
    assert {name: field(page, name) for name in typed} == {**typed, "who": second["address_as"]}
    named = {**typed, "who": "their solicitor"}
    page = collector.post(f"/calls/{call_id}/contact", {**named, "contact": first["id"]}, htmx=True)
    assert field(page.get_data(as_text=True), "who") == "their solicitor"


def test_what_is_sent_after_a_refused_end_is_what_is_recorded(collector, store):
    call_id = begin(collector, store, "GB-1017")
    page = desk_of(collector, store, "GB-1017")
    typed = {"kind": "call_back", "day": "fri", "submission": field(page, "submission")}
    assert collector.post(f"/calls/{call_id}/end", {**typed, "outcome": "promise"}, htmx=True).status_code == 422
    assert rows(store, "select id from commitment where call_id = ?", call_id) == []
    collector.post(f"/calls/{call_id}/end", {**typed, "day": "mon", "outcome": "call_back"}, htmx=True)
    assert rows(store, "select due_on from commitment where call_id = ?", call_id) == [{"due_on": "2026-11-23"}]


def test_intention_keeps_all_that_was_said_and_not_the_sum_we_proposed(collector, store):
    call_id = begin(collector, store, "GB-1017")
    soft = {"kind": "promise_to_pay", "currency": "GBP", "amount": "23,863.45", "day": "next week", "who": "Gary"}
    collector.post(f"/calls/{call_id}/intentions", {**soft, "note": "boss away"})
    collector.post(f"/calls/{call_id}/intentions", {**soft, "amount": "5,000", "note": "half of it"})
    assert [row["text"] for row in rows(store, "select text from note where call_id = ? order by id", call_id)] == [
        "boss away · next week · Gary",
        "half of it · GBP 5,000 · next week · Gary",
    ]


def test_promise_still_open_or_kept_is_held_against_nobody(collector, store):
    """GB-1034's last promise is open; a broken one is spoken of."""
    answer_with(store, "promised_vaguely", say="Which day? [[HELD {last_promise_on}.]]")
    begin(collector, store, "GB-1034")
    call_id = rows(store, "select max(id) as id from call")[0]["id"]
    said = {"excuse": "promised_vaguely", "said": "soon"}
    open_one = collector.post(f"/calls/{call_id}/heard", said, htmx=True).get_data(as_text=True)
    end_of(call_id, collector)
    call_id = begin(collector, store, "GB-1017")
    broken = collector.post(f"/calls/{call_id}/heard", said, htmx=True).get_data(as_text=True)
    assert "HELD" not in open_one
    assert "HELD <b>" in broken


def test_clock_set_back_does_not_hide_the_call_under_way(collector, store, clock):
    end_of(begin(collector, store, "GB-1017"), collector)
    clock.forward(minutes=-10)
    begin(collector, store, "GB-1034")
    assert 'id="said"' in desk_of(collector, store, "GB-1034")


def test_half_typed_words_are_there_again(collector, store):
    call_id = begin(collector, store, "GB-1017")
    invoice = rows(store, "select id from invoice where number = '26-0333'")[0]["id"]
    typed = {"said": "they <say>", "kind": "promise_to_pay", "amount": "12,3", "currency": "GBP", "day": "nex",
             "who": "Ga", "method": "cash", "note": "{n}", "call_note": "later", "outcome": "voicemail"}  # fmt: skip
    answer = collector.post(f"/calls/{call_id}/draft", {**typed, "made": "0", "invoice": invoice})
    assert answer.status_code == 204
    page = desk_of(collector, store, "GB-1017")
    assert {name: field(page, name) for name in typed} == typed
    assert f'name="invoice" value="{invoice}" data-kept checked' in page
    assert page.count("data-kept checked") == 1


def test_draft_is_nobody_elses(collector, lead, store):
    call_id = begin(collector, store, "GB-1017")
    collector.post(f"/calls/{call_id}/draft", {"said": "SECRET WORDS", "kind": "promise_to_pay", "made": "0"})
    assert "SECRET WORDS" not in desk_of(lead, store, "GB-1017")


def test_drafts_vanish_with_the_call(collector, store):
    call_id = begin(collector, store, "GB-1017")
    collector.post(f"/calls/{call_id}/draft", {"said": "x"})
    assert count(store, "draft") == 1
    end_of(call_id, collector)
    assert count(store, "draft") == 0
    assert collector.post(f"/calls/{call_id}/draft", {"said": "", "who": "Mel"}).status_code == 204
    late = collector.post(f"/calls/{call_id}/draft", {"said": "late"}, htmx=True)
    assert (late.status_code, late.mimetype) == (409, "text/plain")
    assert "This call is over" in late.get_data(as_text=True)
    assert count(store, "draft") == 0


def test_draft_too_long_to_keep_is_said_to_be(collector, store):
    call_id = begin(collector, store, "GB-1017")
    collector.post(f"/calls/{call_id}/draft", {"said": "short"})
    answer = collector.post(f"/calls/{call_id}/draft", {"said": "x" * 20_001}, htmx=True)
    assert answer.status_code == 409
    assert "shorten it" in answer.get_data(as_text=True)
    assert field(desk_of(collector, store, "GB-1017"), "said") == "short"


def test_draft_of_a_recorded_commitment_is_not_shown_again(collector, store):
    call_id = begin(collector, store, "GB-1017")
    collector.post(f"/calls/{call_id}/draft", {**PROMISE, "note": "TYPED NOTE", "made": "0"})
    collector.post(f"/calls/{call_id}/commitments", PROMISE)
    page = desk_of(collector, store, "GB-1017")
    assert "TYPED NOTE" not in page
    assert field(page, "amount") is None


def test_draft_of_a_recorded_intention_is_not_shown_again(collector, store):
    call_id = begin(collector, store, "GB-1017")
    collector.post(f"/calls/{call_id}/draft", {**PROMISE, "note": "we will try", "said": "kept", "made": "0"})
    collector.post(f"/calls/{call_id}/intentions", {**PROMISE, "note": "we will try"})
    page = desk_of(collector, store, "GB-1017")
    assert field(page, "note") == field(page, "day") == ""
    assert field(page, "said") == "kept"


def test_intention_is_kept_once_and_is_no_commitment(collector, store):
    call_id = begin(collector, store, "GB-1017")
    notes, made = count(store, "note"), count(store, "commitment")
    fields = {"kind": "promise_to_pay", "note": "we <will> try", "submission": "s1"}
    for _ in range(2):
        answer = collector.post(f"/calls/{call_id}/intentions", fields, htmx=True)
        assert answer.status_code == 201
        assert "we &lt;will&gt; try" in answer.get_data(as_text=True)
    assert (count(store, "note"), count(store, "commitment")) == (notes + 1, made)
    collector.post(f"/calls/{call_id}/end")
    assert rows(store, "select outcome from call_event where call_id = ?", call_id) == [{"outcome": "intention"}]


def test_intention_without_words_is_refused_beside_the_note(collector, store):
    call_id = begin(collector, store, "GB-1017")
    answer = collector.post(f"/calls/{call_id}/intentions", {"kind": "promise_to_pay", "amount": "55"}, htmx=True)
    assert answer.status_code == 422
    assert 'id="problem-note"' in answer.get_data(as_text=True)
    assert field(answer.get_data(as_text=True), "amount") == "55"


def test_call_keeps_the_words_it_began_with(collector, lead, store):
    call_id = begin(collector, store, "GB-1017")
    paths = {"say": "/scripts/en/responses/no_money", "back": "/scripts/en/call/read_back_promise_to_pay"}
    for path, new in ((paths["say"], "NEW WORDS"), (paths["back"], "NEW READ BACK {amount} {day}.")):
        current = library.script_body(store, f"{path[1:]}.md")
        before, _, after = current.body.partition("## Say\n")
        body = f"{before}## Say\n{new}\n##{after.partition('##')[2]}" if "##" in after else f"{before}## Say\n{new}\n"
        assert lead.post(f"{path}/revisions", {"body": body, "based_on": current.id}).status_code == 303
    heard = {"excuse": "no_money", "said": "x"}
    old = collector.post(f"/calls/{call_id}/heard", heard, htmx=True).get_data(as_text=True)
    assert "NEW WORDS" not in old
    assert "NEW WORDS" not in desk_of(collector, store, "GB-1017")
    back = collector.post(f"/calls/{call_id}/commitments", PROMISE, htmx=True).get_data(as_text=True)
    assert "Let me read that back" in back
    end_of(call_id, collector, "no_commitment")
    call_id = begin(collector, store, "GB-1017")
    assert "NEW WORDS" in collector.post(f"/calls/{call_id}/heard", heard, htmx=True).get_data(as_text=True)
    back = collector.post(f"/calls/{call_id}/commitments", PROMISE, htmx=True).get_data(as_text=True)
    assert "NEW READ BACK" in back


def test_day_of_an_earlier_call_is_the_debtors(collector, store, clock):
    with store.write() as writing:
        writing.connection.execute("update account set time_zone = 'Australia/Sydney' where number = 'GB-1009'")
    clock.now = START.replace(hour=22)  # Wednesday evening in London, Thursday morning in Sydney
    call_id = begin(collector, store, "GB-1009")
    end_of(call_id, collector, "voicemail")
    assert "Thu 19 Nov" in desk_of(collector, store, "GB-1009")


def test_one_proposed_before_another_took_the_receiver_does_not_hold_the_end(collector, store):
    call_id = begin(collector, store, "GB-1017")
    contacts = rows(
        store, "select id, name, address_as from contact where account_id = ?", account_id(store, "GB-1017")
    )
    for one in contacts[:2]:
        collector.post(f"/calls/{call_id}/contact", {"contact": one["id"]})
    stale = {
        "kind": "promise_to_pay",
        "who": contacts[0]["address_as"] or contacts[0]["name"],
        "outcome": "no_commitment",
    }
    assert collector.post(f"/calls/{call_id}/end", stale, htmx=True).status_code == 204


def test_excuse_without_a_response_is_recorded_all_the_same(collector, store):
    call_id = begin(collector, store, "GB-1017")
    with store.write() as writing:
        writing.connection.execute("drop trigger revision_not_deleted")
        writing.connection.execute("delete from revision where path = 'scripts/en/responses/no_money.md'")
    answer = collector.post(f"/calls/{call_id}/heard", {"excuse": "no_money", "said": "skint"}, htmx=True)
    assert answer.status_code == 201
    assert "There is no response to this in this language yet" in answer.get_data(as_text=True)
    assert rows(store, "select excuse, said from heard where call_id = ?", call_id) == [
        {"excuse": "no_money", "said": "skint"}
    ]


def test_call_of_an_account_no_longer_hers_does_not_keep_a_collector_from_the_next(collector, store):
    begin(collector, store, "GB-1017")
    with store.write() as writing:
        other = writing.add("creditor", name="Third Ltd", created_at="2026-11-18")
        writing.connection.execute("update account set creditor_id = ? where number = 'GB-1017'", [other])
    assert collector.post(f"/accounts/{account_id(store, 'GB-1034')}/calls").status_code == 303


def test_nobody_who_did_not_answer_has_promised_anything(collector, store):
    call_id = begin(collector, store, "GB-1017")
    typed = {**PROMISE, "outcome": "no_answer"}
    answer = collector.post(f"/calls/{call_id}/end", typed, htmx=True)
    assert answer.status_code == 422
    assert "Something is still typed as a commitment" in answer.get_data(as_text=True)
    assert rows(store, "select id from commitment where call_id = ?", call_id) == []


def test_window_left_open_past_the_call_goes_to_the_whole_desk(collector, store):
    call_id = begin(collector, store, "GB-1017")
    collector.post(f"/calls/{call_id}/commitments", PROMISE)
    made = rows(store, "select max(id) as id from commitment")[0]["id"]
    end_of(call_id, collector, "promise")
    stale = collector.post(f"/commitments/{made}/read-back", htmx=True)
    assert stale.status_code == 204
    assert stale.headers["HX-Redirect"] == f"/accounts/{account_id(store, 'GB-1017')}"


def test_what_was_committed_stands_with_the_call_afterwards(collector, store):
    call_id = begin(collector, store, "GB-1017")
    collector.post(
        f"/calls/{call_id}/commitments", {"kind": "call_back", "day": "mon", "who": "Zoe", "note": "her slip"}
    )
    end_of(call_id, collector, "call_back")
    page = desk_of(collector, store, "GB-1017")
    assert "Mon 23 Nov" in page.partition("Last calls")[2]
    assert "Zoe" in page.partition("Last calls")[2]
    assert "her slip" in page.partition("Last calls")[2]
