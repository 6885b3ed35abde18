"""The guide through the call without a mouse: on to the next step, who answers instead, what was said the last time."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def page(sit_down):
    """The collector's browser."""
    return sit_down("Tom Arkwright")


def test_steps_are_gone_through_with_one_key(page, server):
    server.begin_call(page, "GB-1017")
    now = page.locator("#steps [aria-current=step]")
    expect(now).to_have_text("Right person")
    page.keyboard.type("g")
    expect(page.locator("#said")).to_have_value("g")
    page.keyboard.press("Backspace")
    page.keyboard.press("Escape")
    for step in ("Who I am", "Ask for all", "Why not paid"):
        page.keyboard.press("g")
        expect(page.locator("#guide")).to_have_attribute("aria-label", step)
        expect(page.locator("#guide")).to_be_focused()
    # Looking a step up moves nothing: the call is where it was.
    expect(now).to_have_text("Right person")
    page.get_by_role("link", name="Back to where the call is").click()
    expect(page.locator("#guide")).to_have_attribute("aria-label", "Right person")
    page.keyboard.press("/")
    expect(page.locator("#said")).to_be_focused()


def test_current_step_is_the_large_one_and_all_fit_on_a_laptop(page, server):
    server.begin_call(page, "GB-1017")
    sizes = page.locator("#steps li").evaluate_all(
        "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert len(sizes) == 8
    assert sizes[1] == max(sizes) > sizes[0]
    strip = page.locator("#steps")
    assert strip.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_machine_that_answers_ends_the_call_as_voicemail(page, server):
    server.begin_call(page, "GB-1017")
    page.get_by_role("link", name="A machine answers").click()
    expect(page.locator("#guide")).to_have_attribute("aria-label", "A machine answers")
    expect(page.locator("#guide")).not_to_contain_text("23,863.45")
    page.get_by_role("button", name="Message left").click()
    expect(page.locator("#outcome")).to_have_value("voicemail")
    expect(page.locator("#save-next")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    ended = server.row("select outcome from call_event where kind = 'ended' order by id desc limit 1")
    assert ended["outcome"] == "voicemail"


def test_repeated_excuse_shows_the_second_rung_and_the_mistaken_one_goes_away(page, server):
    server.begin_call(page, "GB-1017")
    page.keyboard.type("waiting for our customer to pay us")
    expect(page.locator("#match-1")).to_be_visible()
    page.keyboard.press("Enter")
    response = page.locator("#response")
    expect(response).to_contain_text("Last time:")
    expect(response.locator(".insist")).to_have_attribute("open", "")
    expect(response.locator(".insist .say")).to_be_in_viewport()
    expect(response.locator(".evidence")).to_contain_text("Terms are 30 days.")
    page.keyboard.press("n")
    expect(response.locator(".insist .say")).not_to_be_visible()
    page.get_by_role("button", name="taken by mistake").click()
    expect(response).to_have_count(0)
    # The words are theirs all the same: they may stand in the box again, to be matched anew.
    expect(page.locator("#steps [aria-current=step]")).to_have_text(re.compile("Right person|Why not paid"))
    assert server.row("select verdict from heard_verdict")["verdict"] == "mistaken"


def test_reasons_are_judged_in_the_file_during_a_call(page, server):
    server.begin_call(page, "GB-1017")
    page.locator("#edit-heard").click()
    section = page.locator("#heard")
    expect(section).to_be_visible()
    # Enter in the reason judges nothing: it is a button that says which.
    section.get_by_label("Why").first.fill("their bank says so")
    page.keyboard.press("Enter")
    assert server.count("heard_verdict") == 0
    section.get_by_role("button", name="It was true").first.click()
    expect(section).to_contain_text("found by Tom Arkwright, their bank says so")
    section.get_by_role("button", name="Take it back").first.click()
    expect(section).not_to_contain_text("found by Tom Arkwright")
