"""A whole call without a mouse, in English and in Chinese with an input method."""

import pytest
from playwright.sync_api import CDPSession, Page, Request, expect


def press(page: Page, *keys: str) -> None:
    """Press keys, one after the other."""
    for key in keys:
        page.keyboard.press(key)


def write(page: Page, words: str) -> None:
    """Type words."""
    page.keyboard.type(words)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is where it should be, as somebody without a mouse does."""
    for _ in range(40):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        press(page, "Tab")
    raise AssertionError(f"Tab does not lead to {selector}")


def test_whole_call_led_by_keyboard_alone(page, server):
    debtor = server.row("select id, name from account where number = 'GB-1017'")
    asked = server.row(
        """
        select sum(i.open_minor) as minor from invoice i where i.account_id = ? and i.due_on < '2026-11-18'
          and not exists (select 1 from dispute_line l where l.invoice_id = i.id and l.closed_on is null)
        """,
        debtor["id"],
    )["minor"]
    calls_before, made_before = server.count("call"), server.count("commitment")

    page.goto(server.link("Tom Arkwright"))
    press(page, "/")
    write(page, "Pennard")
    expect(page.locator("#lines tbody tr")).to_have_count(1)
    tab_to(page, "#lines td.name a")
    press(page, "Enter")
    expect(page.get_by_role("heading", name=str(debtor["name"]))).to_be_visible()
    expect(page.locator(".start button.main")).to_be_focused()
    assert server.count("call") == calls_before
    press(page, "Enter")

    expect(page.locator("#said")).to_be_focused()
    assert server.count("call") == calls_before + 1
    write(page, "waiting for our client")
    second = page.locator("#match-2")
    expect(second).to_be_visible()
    excuse = second.get_attribute("value")
    press(page, "ArrowDown")
    expect(second).to_have_attribute("aria-selected", "true")
    expect(page.locator("#said")).to_have_attribute("aria-activedescendant", "match-2")
    press(page, "Enter")

    said = page.locator("#response .say").first
    expect(said).to_contain_text(f"GBP {int(str(asked)) / 100:,.2f}")
    expect(page.locator("#found .match")).to_have_count(0)
    expect(page.locator("#response")).to_be_focused()
    press(page, "n")
    expect(page.locator(".insist .second")).to_be_in_viewport()

    press(page, "p")
    expect(page.locator("#day")).to_be_focused()
    write(page, "fri")
    expect(page.locator("#preview .echo")).to_contain_text("Fri 20 Nov")
    tab_to(page, "#method")
    write(page, "bank")
    tab_to(page, "#who")
    write(page, "Mel Pennard")
    expect(page.locator("#preview .readback")).to_contain_text("Mel Pennard")
    press(page, "Enter")

    expect(page.locator("#commitment .readback.big")).to_contain_text("Mel Pennard")
    press(page, "a")
    expect(page.locator("#recorded .tag.good")).to_be_visible()
    press(page, "Control+Enter")
    expect(page).not_to_have_url(server.desk("GB-1017"))
    expect(page.locator("main.desk .start button.main")).to_be_focused()

    call = server.row("select * from call order by id desc limit 1")
    heard = server.row("select * from heard where call_id = ?", call["id"])
    assert (heard["excuse"], heard["said"]) == (excuse, "waiting for our client")
    made = server.row("select * from commitment where call_id = ?", call["id"])
    assert server.count("commitment") == made_before + 1
    assert (made["kind"], made["amount_minor"], made["currency"]) == ("promise_to_pay", asked, "GBP")
    assert (made["due_on"], made["method"], made["promised_by"]) == ("2026-11-20", "transfer", "Mel Pennard")
    assert server.row("select kind from commitment_event where commitment_id = ?", made["id"])["kind"] == "read_back"
    ended = server.row("select outcome from call_event where call_id = ? and kind = 'ended'", call["id"])
    assert ended["outcome"] == "promise"
    assert call["account_id"] == debtor["id"]


class InputMethod:
    """An input method for Chinese, as Chromium sees one: what is being composed, then what is committed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session: CDPSession = page.context.new_cdp_session(page)

    def compose(self, letters: str) -> None:
        """Show letters that are not yet words."""
        at = {"selectionStart": len(letters), "selectionEnd": len(letters)}
        self.session.send("Input.imeSetComposition", {"text": letters, **at})

    def key(self, key: str) -> None:
        """Press a key that the input method takes for itself: the page only sees code 229."""
        self.session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": key, "windowsVirtualKeyCode": 229})
        self.session.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": key, "windowsVirtualKeyCode": 229})

    def commit(self, words: str) -> None:
        """Put words in the place of the letters."""
        self.session.send("Input.insertText", {"text": words})


@pytest.fixture
def chinese_page(sit_down, server):
    """A collector who reads Chinese, in a call with a Chinese debtor, the excuse box waiting."""
    page = sit_down("Shen Ruolan", language="zh")
    server.begin_call(page, "CN-2016")
    return page


def test_call_led_in_chinese_through_an_input_method(chinese_page, server):
    page = chinese_page
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    typing = InputMethod(page)
    for letters in ("k", "ke", "keh", "ke'hu"):
        typing.compose(letters)
    typing.commit("客户")
    typing.compose("mei'da'kuan")
    typing.commit("还没打款")
    expect(page.locator("#said")).to_have_value("客户还没打款")
    expect(page.locator("#match-1")).to_be_visible()
    excuse = page.locator("#match-1").get_attribute("value")
    press(page, "Enter")
    expect(page.locator("#response .say:not(.second)")).to_contain_text("元")

    expect(page.locator("#response")).to_be_focused()
    press(page, "p")
    for letters in ("xia", "xia'zhou'wu"):
        typing.compose(letters)
    typing.commit("下周五")
    expect(page.locator("#preview .echo")).to_contain_text("11月27日")
    expect(page.locator("#preview .echo")).to_contain_text("周五")
    press(page, "Enter")
    expect(page.locator("#commitment .readback.big")).to_contain_text("11月27日")
    press(page, "a")
    expect(page.locator("#recorded .tag.good")).to_be_visible()
    press(page, "Control+Enter")
    expect(page.locator("main.desk .start button.main")).to_be_focused()

    call = server.row("select * from call order by id desc limit 1")
    heard = server.row("select excuse, said from heard where call_id = ?", call["id"])
    assert (heard["excuse"], heard["said"]) == (excuse, "客户还没打款")
    made = server.row("select kind, currency, due_on from commitment where call_id = ?", call["id"])
    assert made == {"kind": "promise_to_pay", "currency": "CNY", "due_on": "2026-11-27"}


def test_half_composed_chinese_is_never_sent_nor_kept(chinese_page):
    page = chinese_page
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    typing = InputMethod(page)
    for letters in ("k", "ke", "ke'h", "ke'hu", "ke'hu'hai"):
        typing.compose(letters)
    # Longer than the list and the draft wait before they are sent.
    page.wait_for_timeout(800)
    assert not sent, [one.url for one in sent]
    expect(page.locator("#matches [role=option]")).to_have_count(0)
    with page.expect_request("**/said") as asked:
        typing.commit("客户还没打款")
    expect(page.locator("#match-1")).to_be_visible()
    assert "said=" in (asked.value.post_data or "")
    assert [one.post_data for one in sent if one.url.endswith("/said")] == [asked.value.post_data]


def test_keys_pressed_while_composing_belong_to_the_input_method(chinese_page, server):
    page = chinese_page
    heard = server.count("heard")
    write(page, "没钱")
    expect(page.locator("#match-1")).to_be_visible()
    typing = InputMethod(page)
    typing.compose("mei'qian")
    for key in ("1", "2", "Enter", "ArrowDown", "Escape", "p", "n"):
        typing.key(key)
    expect(page.locator("#said")).to_be_focused()
    expect(page.locator("#match-1")).to_have_attribute("aria-selected", "true")
    typing.commit("没钱")
    expect(page.locator("#said")).to_have_value("没钱没钱")
    assert server.count("heard") == heard
