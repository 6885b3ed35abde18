"""Every page keeps the rules of accessibility, and the desk fits its window, in both languages."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rejoinder.web.sections import TABS
from tests.browser.conftest import FAILED, LAPTOP, WIDE

LANGUAGES = ("en", "zh")
# With contacts, papers, disputes and notes on file.
RICH = {"en": "GB-1021", "zh": "CN-2028"}
DEBTORS = {"en": "GB-1017", "zh": "CN-2016"}
SAID = {"en": "waiting for our client", "zh": "客户还没打款"}
DAYS = {"en": "fri", "zh": "下周五"}


@pytest.fixture(scope="session")
def axe() -> str:
    """The checker's script; the pages' content policy lets no script of others in, so it is evaluated."""
    spec = find_spec("axe_playwright_python")
    assert spec and spec.origin
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def check(axe: str) -> Callable[[Page, str], None]:
    """Look through a page; what is serious or critical fails the test, with the page and the elements."""
    found: list[str] = []

    def look_through(page: Page, name: str) -> None:
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(axe)
        result = page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
        for rule in result["violations"]:
            if rule["impact"] in ("serious", "critical"):
                where = "; ".join(node["html"][:120] for node in rule["nodes"][:3])
                found.append(f"{name}: {rule['id']} ({rule['help']}): {where}")
        assert not found, "\n".join(found)

    return look_through


def take_excuse(page: Page, language: str) -> None:
    """Type what they say and take the first excuse."""
    page.locator("#said").fill(SAID[language])
    expect(page.locator("#match-1")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#response")).to_be_focused()


def type_promise(page: Page, language: str) -> None:
    """Fill the commitment's form."""
    page.locator("#day").fill(DAYS[language])
    page.locator("#method").select_option("transfer")
    page.locator("#who").fill("Mel Pennard")
    expect(
        page.locator("#preview .missing, #preview .hint").or_(page.locator("#preview .readback")).first
    ).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_desk_is_accessible_before_in_and_after_a_call(sit_down, server, check, complaints, language):
    complaints.expect(FAILED)
    page = sit_down("Ruth Ashdown", language=language)
    page.goto(server.url)
    check(page, "work list")
    page.goto(server.desk(DEBTORS[language]))
    check(page, "desk before a call")
    server.begin_call(page, DEBTORS[language])
    check(page, "desk in a call, opening")
    page.locator("#said").fill(SAID[language])
    expect(page.locator("#match-1")).to_be_visible()
    check(page, "desk with matches")
    take_excuse(page, language)
    page.keyboard.press("n")
    type_promise(page, language)
    check(page, "desk with response and filled commitment")
    page.locator("#amount").fill("999999999")
    page.locator("#amount").press("Enter")
    expect(page.locator("#problem-amount")).to_be_visible()
    check(page, "desk with a mistake")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    check(page, "list of keys")
    page.keyboard.press("Escape")
    page.locator("#amount").fill("10")
    page.locator("#amount").press("Enter")
    expect(page.locator("#commitment .readback.big")).to_be_visible()
    check(page, "desk after recording")
    page.keyboard.press("a")
    expect(page.locator("#recorded .tag.good")).to_be_visible()
    check(page, "desk after reading back")


@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_of_the_file_are_accessible_in_the_column_and_on_their_pages(
    sit_down, server, check, complaints, language
):
    complaints.expect(FAILED)
    page = sit_down("Ruth Ashdown", language=language)
    server.begin_call(page, RICH[language])
    page.keyboard.press("Escape")
    for section in TABS:
        page.locator(f"#edit-{section}").click()
        expect(page.locator("#file-body a.back")).to_be_visible()
        check(page, f"{section} in the column")
        page.locator("#file-body a.back").click()
        expect(page.locator("#file")).to_be_visible()
    base = server.desk(RICH[language])
    for path in (
        *TABS,
        "contacts/new",
        "documents/new?kind=contract",
        "disputes/new",
        "payments/new",
        "timeline/print",
    ):
        page.goto(f"{base}/{path}")
        check(page, path)
    page.goto(f"{base}/contacts/new")
    page.locator("#f-phone").fill("123")
    page.locator("#f-phone").press("Enter")
    expect(page.locator("#f-problem-phone")).to_be_visible()
    check(page, "a mistake in the file")


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_pages_are_accessible(sit_down, server, check, complaints, language):
    complaints.expect(FAILED)
    page = sit_down("Ruth Ashdown", language=language)
    for name, path in {
        "invoices": f"{server.desk(DEBTORS[language])}/invoices".removeprefix(server.url),
        "responses": "/scripts",
        "rules": "/rules",
        "response editor": f"/scripts/{language}/responses/waiting_on_customer",
        "rehearsal": f"/rehearsal?language={language}",
        "error": "/accounts/999999",
    }.items():
        page.goto(server.url + path)
        check(page, name)
    page.goto(f"{server.url}/scripts/{language}/responses/waiting_on_customer")
    page.locator('#checked ~ .card a[href*="/revisions/"]').first.click()
    expect(page.locator("main pre")).to_be_visible()
    check(page, "revision")
    page.goto(f"{server.url}/rehearsal?language={language}")
    page.locator("#answer").fill(SAID[language])
    page.locator("main form button.main").click()
    expect(page.locator(".grades")).to_be_visible()
    check(page, "rehearsal compared")


@pytest.mark.parametrize("language", LANGUAGES)
def test_sign_in_is_accessible(sit_down, server, check, language):
    page = sit_down(language=language)
    page.goto(server.url + "/sign-in")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans" if language == "zh" else "en")
    check(page, "sign-in")


# Elements of a column whose words are wider than the place they have, but for what is hidden for the eye.
CUT_OFF = """() => {
  const cut = [];
  for (const column of document.querySelectorAll('.column')) {
    const edge = column.getBoundingClientRect();
    for (const each of column.querySelectorAll('*')) {
      const box = each.getBoundingClientRect();
      if (!box.width || each.closest('.hidden, [hidden], svg, datalist, option')) continue;
      const style = getComputedStyle(each);
      const clips = style.overflowX !== 'visible' && !each.matches('input, select, textarea');
      const out = box.right > edge.right + 1 || box.left < edge.left - 1;
      const clipped = clips && each.scrollWidth > each.clientWidth + 1;
      if (out || clipped) cut.push(`${each.tagName}.${each.className}#${each.id} ${each.textContent.slice(0, 50)}`);
    }
  }
  return cut;
}"""
FITS = """() => ({
  across: document.documentElement.scrollWidth <= innerWidth,
  down: document.documentElement.scrollHeight <= innerHeight,
  columns: [...document.querySelectorAll('.column')].every((one) => {
    const box = one.getBoundingClientRect();
    return box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
  }),
})"""


def expect_fit(page: Page, where: str) -> None:
    """Expect the desk to fit its window, with nothing cut off at a side."""
    assert page.evaluate(FITS) == {"across": True, "down": True, "columns": True}, where
    assert page.evaluate(CUT_OFF) == [], where
    for seen in ("#save-next", ".keys", "#said", "header.top .menu summary"):
        expect(page.locator(seen), where).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("size", [LAPTOP, WIDE], ids=["1366x768", "1920x1080"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_desk_in_a_call_fits_the_window_and_cuts_nothing_off(sit_down, server, complaints, language, size):
    complaints.expect(FAILED)
    page = sit_down("Ruth Ashdown", language=language, size=size)
    server.begin_call(page, DEBTORS[language])
    expect_fit(page, "opening")
    page.locator("#said").fill(SAID[language])
    expect(page.locator("#match-1")).to_be_visible()
    expect_fit(page, "matches")
    take_excuse(page, language)
    # Enough of the response is seen without scrolling to begin reading it out.
    expect(page.locator("#response .say").first).to_be_in_viewport(ratio=1)
    page.keyboard.press("n")
    type_promise(page, language)
    page.locator("#preview .readback").scroll_into_view_if_needed()
    expect_fit(page, "response and promise")
    page.locator("#day").fill("yesterday")
    page.locator("#day").press("Enter")
    expect(page.locator("#problem-day")).to_be_visible()
    expect_fit(page, "mistake")
    page.locator("#day").fill(DAYS[language])
    page.locator("#day").press("Enter")
    expect(page.locator("#commitment .readback.big")).to_be_in_viewport(ratio=1)
    expect_fit(page, "recorded")
