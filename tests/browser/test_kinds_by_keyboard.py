"""Kinds of commitments in the browser: what is still missing, soft words, a plan, and the judgement opened."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import REPLACED


@pytest.fixture
def in_call(page, server, complaints):
    """A collector in a call."""
    server.begin_call(page, "GB-1017")
    complaints.expect(REPLACED)
    return page


def test_next_question_leads_to_its_field_and_goes_once_it_is_answered(in_call):
    page = in_call
    expect(page.locator("#parts .next-question")).to_contain_text("Which day shall I note?")
    page.locator("#parts [data-field]").click()
    expect(page.locator("#day")).to_be_focused()
    page.keyboard.type("fri")
    expect(page.locator("#parts .next-question")).to_contain_text("How will it be paid")
    expect(page.locator("#day")).to_be_focused()
    expect(page.locator("#parts li.known")).to_have_count(3)


def test_soft_words_are_kept_as_an_intention_until_they_are_said_firmly(in_call, server):
    page, made, notes = in_call, server.count("commitment"), server.count("note")
    page.locator("#day").press_sequentially("fri")
    page.locator("#note").press_sequentially("he will try")
    expect(page.locator("#preview")).to_contain_text("“try” is soft")
    page.keyboard.press("Enter")
    expect(page.locator("#commitment")).to_contain_text("Kept as an intention")
    assert (server.count("commitment"), server.count("note")) == (made, notes + 1)
    page.locator("#day").press_sequentially("fri")
    page.locator("#note").press_sequentially("he will try")
    page.locator("#firm").check()
    page.locator("#note").press("Enter")
    expect(page.locator("#commitment .readback.big")).to_be_visible()
    assert server.count("commitment") == made + 1


def test_plan_is_spread_typed_over_read_back_and_opened(in_call, server):
    page = in_call
    page.locator("#kind").select_option("instalment_plan")
    expect(page.locator("#instalments")).to_be_visible()
    page.locator("#day").fill("fri")
    page.locator("#count").fill("3")
    page.locator("#count").press("Tab")
    page.get_by_role("button", name="Spread").click()
    expect(page.locator("#instalments")).to_have_value("2026-11-20 7,954.48\n2026-12-20 7,954.48\n2027-01-20 7,954.49")
    page.locator("#instalments").fill("")
    page.locator("#instalments").press_sequentially("fri 10000\n15/12/2026 rest")
    expect(page.locator("#preview .echo")).to_contain_text("Tue 15 Dec")
    page.get_by_role("button", name="Record", exact=False).first.click()
    expect(page.locator("#commitment .readback.big")).to_contain_text("10,000.00 on Friday 20 November")
    page.keyboard.press("a")
    expect(page.locator("#recorded")).to_contain_text("read back")
    page.locator("#edit-judgements").click()
    expect(page.locator("#judgements")).to_contain_text("instalment plan")
    page.locator("#judgements details").first.locator("summary").click()
    expect(page.locator("#judgements details").first).to_contain_text("26-0211")
    page.keyboard.press("Escape")
    expect(page.locator("#edit-judgements")).to_be_visible()


def test_half_typed_plan_is_there_again_after_a_reload(in_call, server):
    page = in_call
    page.locator("#kind").select_option("instalment_plan")
    page.locator("#instalments").press_sequentially("fri 10000\n15/12")
    page.locator("#obstacle").press_sequentially("the director is away")
    with page.expect_response("**/draft"):
        page.wait_for_timeout(700)
    page.reload()
    expect(page.locator("#instalments")).to_have_value("fri 10000\n15/12")
    expect(page.locator("#obstacle")).to_have_value("the director is away")
