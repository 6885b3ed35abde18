"""A payment and a pinned note, entered during a call without a mouse."""

import re

from playwright.sync_api import Page, expect


def press(page: Page, *keys: str) -> None:
    """Press keys, one after the other."""
    for key in keys:
        page.keyboard.press(key)


def open_section(page: Page, name: str) -> None:
    """Go to a heading of the file by the keys that lead there, and open it."""
    press(page, "Escape", "f")
    heading = page.locator("#file a.edit", has_text=re.compile(f"^{name}$"))
    for _ in range(20):
        if heading.evaluate("element => element === document.activeElement"):
            break
        press(page, "ArrowDown")
    press(page, "Enter")


def test_note_and_payment_are_kept_in_a_call_by_keyboard_alone(page, server):
    server.begin_call(page, "GB-1017")
    open_section(page, "Notes")
    expect(page.locator("#f-text")).to_be_focused()
    page.keyboard.type("Cheques on Thursdays only")
    # The box, then the button.
    press(page, "Tab", "Space", "Tab", "Enter")
    expect(page.locator("#notes .done")).to_be_visible()
    press(page, "Escape", "Escape")
    expect(page.locator("#pinned")).to_contain_text("Cheques on Thursdays only")

    before = server.row("select sum(open_minor) as minor from invoice where number in ('26-0211', '26-0333')")["minor"]
    open_section(page, "Payments")
    expect(page.locator("#payments a.button")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("#f-amount")).to_be_focused()
    page.keyboard.type("100")
    expect(page.locator("#settles")).to_contain_text("open before, now")
    press(page, "Enter")
    expect(page.locator("#payments .done")).to_contain_text("GBP\N{NO-BREAK SPACE}100.00 recorded.")
    after = server.row("select sum(open_minor) as minor from invoice where number in ('26-0211', '26-0333')")["minor"]
    assert after == before - 10000
    press(page, "Escape")
    expect(page.locator("#received")).to_contain_text("Last payment GBP\N{NO-BREAK SPACE}100.00")
