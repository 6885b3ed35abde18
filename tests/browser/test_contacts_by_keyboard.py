"""Contacts noted during a call by keyboard alone: entered and on the phone, what they may be told, two made one."""

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def in_call(page, server):
    """A collector in a call, the excuse box waiting."""
    server.begin_call(page, "GB-1017")
    return page


def open_contacts(page: Page) -> None:
    """Go from the excuse box to the contacts."""
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    while not page.evaluate("() => document.activeElement.href.endsWith('/contacts')"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#contacts .person a.edit").first).to_be_focused()


def test_contact_heard_of_in_a_call_is_entered_and_on_the_phone_by_keyboard(in_call, server):
    page = in_call
    open_contacts(page)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#f-name")).to_be_focused()
    page.keyboard.type("Moira Pell")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("0161 496 0123")
    page.keyboard.press("Enter")
    expect(page.locator("#contacts .done")).to_have_text("Saved.")
    row = server.row("select id, phone from contact where name = 'Moira Pell'")
    assert row["phone"] == "+44 161 496 0123"
    expect(page.locator(f'#speaking option[value="{row["id"]}"]')).to_have_text("Moira Pell · other")
    page.locator("#speaking").focus()
    page.keyboard.type("Moira")
    expect(page.locator("#said")).to_be_focused()
    expect(page.locator(".authority")).to_contain_text("Ask first whether Moira Pell deals with the payables.")
    expect(page.locator("#reply .say")).to_have_count(2)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".authority")).to_contain_text("Moira Pell may not be told of the debt.")
    expect(page.locator("#reply .say")).to_have_count(1)
    assert server.row("select may_discuss from contact where id = ?", row["id"])["may_discuss"] == 0


def test_namesake_is_merged_by_keyboard_and_enter_merges_nobody(in_call, server, complaints):
    complaints.expect("422")
    page, before = in_call, server.count("contact")
    open_contacts(page)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#f-name")).to_be_focused()
    page.keyboard.type("mr gary LOVERIDGE")
    page.keyboard.press("Enter")
    expect(page.locator(".alike")).to_contain_text("Gary Loveridge on file has the same name.")
    # The form comes anew with the same words in it: only then is there a button to be focused.
    with page.expect_response(lambda answer: answer.status == 422):
        page.keyboard.press("Enter")
    page.wait_for_function("!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")
    expect(page.locator(".alike")).to_be_visible()
    assert server.count("contact") == before
    page.locator(".alike button").focus()
    page.keyboard.press("Enter")
    expect(page.locator('#merge input[type="radio"]').first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#contacts .done")).to_have_text("They are one contact now.")
    assert server.count("contact") == before
    assert server.row("select role from contact where name = 'mr gary LOVERIDGE'")["role"] == "owner"
