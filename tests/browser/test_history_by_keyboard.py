"""The history beside a call, by keyboard alone."""

from playwright.sync_api import Page, expect


def test_history_is_filtered_beside_the_call_and_what_is_typed_stays(page: Page, server):
    server.begin_call(page, "GB-1017")
    page.keyboard.type("the till is")
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    # Upwards from the first heading is the last one.
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#timeline .moments li").first).to_contain_text("Call")
    expect(page.locator('input[name="part"][value="calls"]')).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator('input[name="part"][value="money"]')).to_be_checked()
    expect(page.locator("#timeline .moments li")).to_have_count(3)
    assert "timeline" not in page.url
    page.keyboard.press("Escape")
    expect(page.locator("#file h1")).to_have_text("Pennard Fabrications Ltd")
    expect(page.locator("#said")).to_have_value("the till is")
