"""Keys that act outside fields and are letters inside them; late answers; Back and reload."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import REPLACED


@pytest.fixture
def in_call(page, server):
    """A collector in a call, the excuse box waiting."""
    server.begin_call(page, "GB-1017")
    return page


def leave_field(page: Page) -> None:
    """Leave whatever field the focus is in."""
    page.keyboard.press("Escape")
    assert page.evaluate("() => !document.activeElement.matches('input:not([type=checkbox]), select, textarea')")


def test_escape_leaves_the_box_and_a_digit_then_chooses(in_call, server):
    page, before = in_call, server.count("heard")
    page.keyboard.type("waiting for our client")
    third = page.locator("#match-3")
    expect(third).to_be_visible()
    excuse = third.get_attribute("value")
    leave_field(page)
    page.keyboard.press("3")
    expect(page.locator("#response .heard-line")).to_be_visible()
    assert server.count("heard") == before + 1
    assert server.row("select excuse from heard order by id desc limit 1")["excuse"] == excuse


def test_letters_and_digits_inside_fields_are_only_typed(in_call, server):
    page, before = in_call, server.count("heard")
    page.keyboard.type("n p 1 d c s ? / a 2")
    expect(page.locator("#said")).to_have_value("n p 1 d c s ? / a 2")
    page.locator("#who").press_sequentially("spcd 12 na?")
    expect(page.locator("#who")).to_have_value("spcd 12 na?")
    expect(page.locator("#kind")).to_have_value("promise_to_pay")
    expect(page.locator("#help")).to_be_hidden()
    assert server.count("heard") == before


def test_list_of_keys_opens_and_closes_and_no_key_acts_behind_it(in_call):
    page = in_call
    leave_field(page)
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("d")
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    expect(page.locator("#kind")).to_have_value("promise_to_pay")


def test_slash_goes_to_the_excuse_box(in_call):
    page = in_call
    leave_field(page)
    page.keyboard.press("/")
    expect(page.locator("#said")).to_be_focused()
    expect(page.locator("#said")).to_have_value("")


@pytest.mark.parametrize(
    ("key", "kind", "field"), [("d", "dispute_details", "day"), ("c", "call_back", "day"), ("s", "stop_contact", "who")]
)
def test_each_kind_opens_by_its_key_and_takes_what_is_typed_along(in_call, key, kind, field):
    page = in_call
    typed = {"day": "fri", "who": "Mel Pennard", "note": "asked twice"}
    for name, words in typed.items():
        page.locator(f"#{name}").press_sequentially(words)
    leave_field(page)
    page.keyboard.press(key)
    expect(page.locator("#amount")).to_have_count(0)
    expect(page.locator("#kind")).to_have_value(kind)
    for name in typed if field == "day" else ("who", "note"):
        expect(page.locator(f"#{name}")).to_have_value(typed[name])
    leave_field(page)
    page.keyboard.press("p")
    expect(page.locator("#kind")).to_have_value("promise_to_pay")
    # The day is not lost on the way past a kind that has none.
    for name, words in typed.items():
        expect(page.locator(f"#{name}")).to_have_value(words)


def test_kind_pressed_while_another_one_is_arriving_is_the_one_that_opens(in_call, complaints):
    page = in_call
    complaints.expect(REPLACED)
    leave_field(page)
    # At the moment at which the form has come and htmx does not listen to it yet.
    page.evaluate(
        """() => document.addEventListener(
          "htmx:afterSwap",
          () => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "p", bubbles: true })),
          { once: true },
        )"""
    )
    with page.expect_response("**/commitments/new?kind=promise_to_pay"):
        page.keyboard.press("c")
    expect(page.locator("#amount")).to_be_visible()
    expect(page.locator("#kind")).to_have_value("promise_to_pay")


def test_kind_chosen_in_the_list_by_arrow_keys_keeps_the_focus_there(in_call):
    page = in_call
    page.locator("#kind").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#instalments")).to_be_visible()
    expect(page.locator("#kind")).to_be_focused()
    expect(page.locator("#kind")).to_have_value("instalment_plan")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#matures")).to_be_visible()
    expect(page.locator("#kind")).to_have_value("bill")
    expect(page.locator("#kind")).to_be_focused()


def test_question_in_the_response_leads_to_its_field(in_call):
    page = in_call
    page.keyboard.type("waiting for our client")
    expect(page.locator("#match-1")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#response")).to_be_focused()
    page.locator("#response [data-field=who]").first.click()
    expect(page.locator("#who")).to_be_focused()


def test_late_answer_never_overwrites_a_newer_one(in_call, complaints):
    page = in_call
    complaints.expect(REPLACED)
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/said", hold_first)
    with page.expect_request("**/said"):
        page.keyboard.type("no invoice came")
    page.locator("#said").fill("waiting for our client")
    first = page.locator("#match-1")
    expect(first).to_have_attribute("value", "waiting_on_customer")
    held[0].continue_()
    # Another round trip, so that the late answer has had its chance.
    with page.expect_response("**/draft"):
        page.locator("#call_note").press_sequentially("x")
    expect(first).to_have_attribute("value", "waiting_on_customer")
    expect(page.locator('#found [name="said"]')).to_have_value("waiting for our client")


def test_enter_takes_nothing_from_a_list_for_fewer_words(in_call, server):
    page, before = in_call, server.count("heard")
    page.keyboard.type("no invoice")
    expect(page.locator("#match-1")).to_have_attribute("value", "no_invoice")
    held: list[Route] = []
    page.route("**/said", lambda route: held.append(route))
    with page.expect_request("**/said"):
        page.locator("#said").fill("waiting for our client")
    page.keyboard.press("Enter")
    held[0].continue_()
    expect(page.locator("#match-1")).to_have_attribute("value", "waiting_on_customer")
    assert server.count("heard") == before
    page.keyboard.press("Enter")
    expect(page.locator("#response")).to_be_visible()
    heard = server.row("select excuse, said from heard order by id desc limit 1")
    assert heard == {"excuse": "waiting_on_customer", "said": "waiting for our client"}


def whole(page: Page) -> None:
    """Expect a whole page, not a bare fragment of one."""
    expect(page.locator("html head title")).to_have_count(1)
    expect(page.locator("header.top")).to_be_visible()
    expect(page.locator("main")).to_be_visible()
    assert page.evaluate("() => document.styleSheets.length") == 1


def test_back_after_a_call_shows_whole_pages(page, server):
    page.goto(server.url)
    server.begin_call(page, "GB-1017")
    page.keyboard.type("waiting for our client")
    expect(page.locator("#match-1")).to_be_visible()
    page.keyboard.press("Enter")
    # Only then is the focus where it stays: what is typed before would go astray.
    expect(page.locator("#response")).to_be_focused()
    page.locator("#day").press_sequentially("fri")
    page.keyboard.press("Enter")
    expect(page.locator("#commitment .readback.big")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator("main.desk .start")).to_be_visible()
    for _ in range(2):
        page.go_back()
        whole(page)
    page.go_forward()
    whole(page)


def test_back_from_the_invoices_comes_to_the_call_as_it_was(in_call, server):
    page = in_call
    page.keyboard.type("waiting for our client")
    expect(page.locator("#match-1")).to_be_visible()
    page.goto(server.desk("GB-1017") + "/invoices")
    whole(page)
    page.go_back()
    whole(page)
    expect(page.locator("#said")).to_have_value("waiting for our client")


def test_reload_in_the_middle_of_a_call_restores_it(in_call):
    page = in_call
    page.keyboard.type("waiting for our client")
    expect(page.locator("#match-1")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#response")).to_be_focused()
    response = page.locator("#response .say").first.inner_text()
    page.locator("#day").press_sequentially("fri")
    page.locator("#said").fill("no invoice")
    page.reload()
    expect(page.locator("#response .say").first).to_have_text(response)
    expect(page.locator("#day")).to_have_value("fri")
    expect(page.locator("#said")).to_have_value("no invoice")
    expect(page.locator("#clock")).to_have_text(re.compile(r"^\d+:\d\d$"))


def test_back_to_a_list_that_was_searched_shows_the_whole_page(page, server):
    page.goto(server.url)
    page.keyboard.press("/")
    page.keyboard.type("GB-102")
    # More than one, or Enter would open the only hit.
    hits = page.locator("#lines tbody tr")
    expect(hits.filter(has_text="GB-102").first).to_be_visible()
    expect(hits.filter(has_not_text="GB-102")).to_have_count(0)
    found = hits.count()
    assert found > 1
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=GB-102"))
    # The same address again, now only for the lines: a browser that kept it would show these alone.
    page.locator("#q").focus()
    page.keyboard.press("End")
    page.keyboard.type("x")
    expect(hits).to_have_count(0)
    page.keyboard.press("Backspace")
    expect(hits).to_have_count(found)
    page.locator("#lines td.name a").first.click()
    expect(page.locator("main.desk")).to_be_visible()
    page.go_back()
    whole(page)
    expect(hits).to_have_count(found)
