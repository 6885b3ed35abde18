"""A cut line, a lost answer, an ended session, a closed tab: nothing typed is lost, and nothing is recorded twice."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import FAILED, REPLACED


@pytest.fixture
def in_call(page, server, complaints):
    """A collector in a call."""
    page.clock.install()
    server.begin_call(page, "GB-1017")
    complaints.expect(FAILED, REPLACED)
    return page


def let_time_pass(page: Page) -> None:
    """Let the page's clock run ahead to where it tries again by itself."""
    page.clock.fast_forward(4_000)


def type_promise(page: Page, *, day: str = "fri", who: str = "Mel Pennard") -> None:
    """Type a promise into the form, and leave it unsent."""
    page.locator("#day").press_sequentially(day)
    page.locator("#who").press_sequentially(who)


def expect_promise(page: Page, *, day: str = "fri", who: str = "Mel Pennard") -> None:
    """Expect what was typed to stand there still."""
    expect(page.locator("#day")).to_have_value(day)
    expect(page.locator("#who")).to_have_value(who)


def kept(page: Page) -> list[str]:
    """List what of ours the browser holds."""
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('rejoinder:'))")


def save_call(page: Page, server) -> None:
    """Save the call, whatever was recorded in it."""
    page.keyboard.press("Control+Enter")
    expect(page).not_to_have_url(server.desk("GB-1017"))
    expect(page.locator("main.desk .start")).to_be_visible()


def test_commitment_recorded_while_offline_is_sent_once_when_the_line_is_back(in_call, server):
    page, before = in_call, server.count("commitment")
    type_promise(page)
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("#bar")).to_have_text(page.locator("#bar").get_attribute("data-lost"))
    expect_promise(page)
    page.keyboard.press("Enter")
    expect_promise(page)
    assert server.count("commitment") == before
    page.context.set_offline(False)
    expect(page.locator("#commitment .readback.big")).to_contain_text("Mel Pennard")
    expect(page.locator("#bar")).to_be_hidden()
    assert server.count("commitment") == before + 1


def test_typing_on_after_the_line_is_back_does_not_lose_the_commitment_that_waits(in_call, server):
    page, before = in_call, server.count("commitment")
    type_promise(page)
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("#bar")).to_be_visible()
    # Others' requests come through first; only the commitment's own answer may end the waiting.
    page.route("**/commitments", lambda route: route.abort())
    page.context.set_offline(False)
    page.locator("#said").press_sequentially("waiting for our client")
    expect(page.locator("#match-1")).to_be_visible()
    expect(page.locator("#bar")).to_be_visible()
    page.unroute("**/commitments")
    expect(page.locator("#commitment .readback.big")).to_be_visible()
    expect(page.locator("#bar")).to_be_hidden()
    assert server.count("commitment") == before + 1


def test_call_saved_while_offline_is_sent_once_when_the_line_is_back(in_call, server):
    page, made = in_call, server.count("commitment")
    type_promise(page)
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#bar")).to_be_visible()
    expect_promise(page)
    page.context.set_offline(False)
    expect(page.locator("main.desk .start")).to_be_visible()
    assert server.count("commitment") == made + 1
    call = server.row("select id from call order by id desc limit 1")["id"]
    assert server.row("select outcome from call_event where call_id = ?", call)["outcome"] == "promise"
    assert not kept(page)


def test_excuse_taken_while_offline_is_heard_once_when_the_line_is_back(in_call, server):
    page, before = in_call, server.count("heard")
    page.keyboard.type("waiting for our client")
    chosen = page.locator("#match-2")
    expect(chosen).to_be_visible()
    excuse = chosen.get_attribute("value")
    page.context.set_offline(True)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#bar")).to_be_visible()
    expect(page.locator("#said")).to_have_value("waiting for our client")
    page.context.set_offline(False)
    expect(page.locator("#response .say").first).to_be_visible()
    assert server.count("heard") == before + 1
    assert server.row("select excuse from heard order by id desc limit 1")["excuse"] == excuse


def lose_answers(page: Page, address: str, *, times: int = 1) -> list[int]:
    """Let requests to an address through, but lose the first answers on their way back; gives the statuses seen."""
    statuses: list[int] = []

    def through(route: Route) -> None:
        answer = route.fetch()
        statuses.append(answer.status)
        if len(statuses) <= times:
            route.abort("connectionreset")
        else:
            route.fulfill(response=answer)

    page.route(address, through)
    return statuses


def test_commitment_whose_answer_was_lost_is_recorded_once(in_call, server):
    page, before = in_call, server.count("commitment")
    statuses = lose_answers(page, "**/commitments")
    type_promise(page)
    page.keyboard.press("Enter")
    expect(page.locator("#bar")).to_be_visible()
    let_time_pass(page)
    expect(page.locator("#commitment .readback.big")).to_contain_text("Mel Pennard")
    expect(page.locator("#bar")).to_be_hidden()
    assert statuses == [201, 201]
    assert server.count("commitment") == before + 1


def test_commitment_whose_answer_was_lost_is_not_typed_again_after_the_tab_was_closed(in_call, server):
    page, context, before = in_call, in_call.context, server.count("commitment")
    page.route("**/draft", lambda route: route.abort())
    lose_answers(page, "**/commitments", times=99)
    type_promise(page)
    page.keyboard.press("Enter")
    expect(page.locator("#bar")).to_be_visible()
    page.wait_for_function("() => Object.values(localStorage).join().includes('Mel')")
    page.close()
    again = context.new_page()
    with again.expect_response("**/draft"):
        again.goto(server.desk("GB-1017"))
    expect(again.locator("#commitment .readback.big")).to_contain_text("Mel Pennard")
    assert server.count("commitment") == before + 1


def test_call_whose_saving_was_not_answered_is_ended_once(in_call, server):
    page = in_call
    made, ended = server.count("commitment"), server.count("call_event where kind = 'ended'")
    statuses = lose_answers(page, "**/end")
    type_promise(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#bar")).to_be_visible()
    let_time_pass(page)
    expect(page.locator("main.desk .start")).to_be_visible()
    assert statuses == [204, 204]
    assert server.count("commitment") == made + 1
    assert server.count("call_event where kind = 'ended'") == ended + 1


def test_another_answer_does_not_send_again_what_is_still_under_way(in_call, server):
    page, ended = in_call, server.count("call_event where kind = 'ended'")
    sent: list[Route] = []
    page.route("**/end", lambda route: (sent.append(route), len(sent) == 1 and route.abort("connectionreset")))
    type_promise(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#bar")).to_be_visible()
    with page.expect_request("**/end"):
        let_time_pass(page)
    with page.expect_response("**/preview"):
        page.locator("#day").press_sequentially("d")
        page.clock.fast_forward(500)
    let_time_pass(page)
    page.wait_for_timeout(300)
    assert len(sent) == 2
    sent[1].continue_()
    expect(page.locator("main.desk .start")).to_be_visible()
    assert len(sent) == 2
    assert server.count("call_event where kind = 'ended'") == ended + 1


def test_half_typed_words_survive_a_closed_tab(in_call, server):
    page = in_call
    page.locator("#said").press_sequentially("waiting for our")
    type_promise(page, who="Mel")
    page.locator("#call_note").press_sequentially("sounded ill")
    page.close()
    again = page.context.new_page()
    again.goto(server.desk("GB-1017"))
    expect(again.locator("#said")).to_have_value("waiting for our")
    expect(again.locator("#match-1")).to_be_visible()
    expect_promise(again, who="Mel")
    expect(again.locator("#call_note")).to_have_value("sounded ill")
    expect(again.locator("#preview .echo")).to_contain_text("Fri 20 Nov")


@pytest.mark.parametrize("noticed", [True, False], ids=["after_the_bar", "at_once"])
def test_words_typed_while_offline_come_back_after_the_tab_was_closed(in_call, server, noticed):
    page, context = in_call, in_call.context
    context.set_offline(True)
    page.locator("#said").press_sequentially("waiting for our")
    type_promise(page, who="Mel")
    if noticed:
        page.wait_for_function("() => localStorage.length === 1")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    with again.expect_response("**/draft") as sent:
        again.goto(server.desk("GB-1017"))
    assert sent.value.status == 204
    expect(again.locator("#said")).to_have_value("waiting for our")
    expect(again.locator("#match-1")).to_be_visible()
    expect_promise(again, who="Mel")
    again.wait_for_function("() => localStorage.length === 0")
    again.reload()
    expect(again.locator("#said")).to_have_value("waiting for our")
    expect_promise(again, who="Mel")
    save_call(again, server)
    assert not kept(again)


def test_kind_chosen_while_offline_comes_back_with_its_words(in_call, server):
    page, context = in_call, in_call.context
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page.locator("#kind")).to_have_value("call_back")
    expect(page.locator("#day")).to_be_focused()
    context.set_offline(True)
    page.keyboard.type("mon")
    page.locator("#note").press_sequentially("after their board meets")
    expect(page.locator("#bar")).to_be_visible()
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(server.desk("GB-1017"))
    expect(again.locator("#kind")).to_have_value("call_back")
    expect(again.locator("#day")).to_have_value("mon")
    expect(again.locator("#note")).to_have_value("after their board meets")
    again.wait_for_function("() => localStorage.length === 0")


def test_saved_call_leaves_nothing_in_the_browser_though_its_draft_never_got_through(in_call, server):
    page = in_call
    page.route("**/draft", lambda route: route.abort())
    type_promise(page)
    page.wait_for_function("() => localStorage.length === 1")
    save_call(page, server)
    assert not kept(page)


def test_words_too_many_to_keep_are_said_to_be_until_they_are_fewer(in_call, server):
    page = in_call
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if one.url.endswith("/draft") else None)
    page.locator("#call_note").fill("x" * 20_001)
    expect(page.locator("#bar")).to_contain_text("shorten it")
    assert not kept(page)
    # It is not sent again by itself, nor forgotten over another request that gets through.
    page.locator("#said").dispatch_event("said")
    expect(page.locator("#match-1")).to_have_count(0)
    let_time_pass(page)
    expect(page.locator("#bar")).to_contain_text("shorten it")
    assert len(sent) == 1
    assert not kept(page)
    page.locator("#call_note").fill("sounded ill")
    expect(page.locator("#bar")).to_be_hidden()
    assert "sounded ill" in str(server.row("select body from draft")["body"])


def test_second_window_says_that_the_call_is_over_and_holds_nothing(in_call, server):
    page = in_call
    second = page.context.new_page()
    second.goto(server.desk("GB-1017"))
    page.locator("#outcome").select_option("voicemail")
    save_call(page, server)
    second.locator("#call_note").press_sequentially("sounded ill")
    expect(second.locator("#bar")).to_contain_text("This call is over")
    expect(second.locator("#call_note")).to_have_value("sounded ill")
    assert not kept(second)


def test_signing_out_leaves_nothing_typed_on_the_machine(in_call):
    page = in_call
    page.context.set_offline(True)
    page.locator("#said").press_sequentially("waiting for our")
    page.wait_for_function("() => localStorage.length === 1")
    page.context.set_offline(False)
    page.locator(".menu summary").click()
    page.locator(".menu button").click()
    expect(page).to_have_url(re.compile("/sign-in$"))
    assert not kept(page)


def test_commitment_waits_for_a_session_that_ended_and_is_recorded_once(in_call, server):
    page, context, before = in_call, in_call.context, server.count("commitment")
    type_promise(page)
    context.clear_cookies()
    page.keyboard.press("Enter")
    expect(page.locator("#bar")).to_have_text(page.locator("#bar").get_attribute("data-ended"))
    expect_promise(page)
    assert server.count("commitment") == before
    second = context.new_page()
    second.goto(server.link("Tom Arkwright"))
    expect(second.locator("#lines")).to_be_visible()
    let_time_pass(page)
    expect(page.locator("#commitment .readback.big")).to_contain_text("Mel Pennard")
    expect(page.locator("#bar")).to_be_hidden()
    assert server.count("commitment") == before + 1


def test_words_typed_after_the_session_ended_are_kept_once_signed_in_again(in_call, server):
    page, context = in_call, in_call.context
    context.clear_cookies()
    page.locator("#call_note").press_sequentially("sounded ill")
    expect(page.locator("#bar")).to_have_text(page.locator("#bar").get_attribute("data-ended"))
    second = context.new_page()
    second.goto(server.link("Tom Arkwright"))
    let_time_pass(page)
    expect(page.locator("#bar")).to_be_hidden()
    expect(page.locator("#call_note")).to_have_value("sounded ill")
    assert not kept(page)
    second.goto(server.desk("GB-1017"))
    expect(second.locator("#call_note")).to_have_value("sounded ill")
