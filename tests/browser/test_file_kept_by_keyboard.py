"""An account that came from a bare ledger, its file made complete during calls alone, without a mouse."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rejoinder import people
from rejoinder.importing import Answers, bring_in
from tests.browser.conftest import FAILED, Server
from tests.browser.test_call_by_keyboard import press, tab_to, write
from tests.conftest import account_id

LEDGER = """Customer No,Customer Name,Invoice No,Invoice Date,Due Date,Amount
C-1,Holme Castings,H-100,2026-08-03,2026-09-02,1200.00
C-1,Holme Castings,H-101,2026-09-03,2026-10-03,800.00
C-1,Holme Castings,H-102,2026-11-03,2026-12-03,500.00
"""


@pytest.fixture
def bare(server: Server, tmp_path: Path) -> int:
    """Bring in a ledger that knows nothing but invoices, for a creditor whom Tom collects for, and give the account."""
    file = tmp_path / "ledger.csv"
    file.write_text(LEDGER, encoding="utf-8")
    report = bring_in(server.store, file, Answers(creditor="Plain Supply Ltd", currency="GBP"), now=server.clock())
    assert not report.error
    tom = server.person_id("Tom Arkwright")
    creditor = server.row("select id from creditor where name = 'Plain Supply Ltd'")["id"]
    with server.store.write() as writing:
        people.grant(writing, tom, creditor_id=int(str(creditor)), role="collector", now=server.clock())
    return int(str(server.row("select id from account where number = 'C-1'")["id"]))


def open_part(page: Page, name: str) -> None:
    """Go to the file, down to one of its parts, and open it."""
    press(page, "f")
    seen = []
    for _ in range(12):
        seen.append(page.evaluate("document.activeElement.textContent.trim()"))
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            press(page, "Enter")
            expect(page.locator("#file-body a.back")).to_be_visible()
            # Whoever types at once would type into the air: the first field has the focus a moment later.
            expect(page.locator("#file-body :focus")).to_have_count(1)
            return
        press(page, "ArrowDown")
    raise AssertionError(f"no part called {name}: {seen}")


def fill(page: Page, **fields: str) -> None:
    """Go through a form by Tab and write into its fields, each marked before, so that what stood there gives way."""
    for name, words in fields.items():
        tab_to(page, f"#f-{name}")
        if page.evaluate("document.activeElement.matches('select')"):
            write(page, words)
        else:
            press(page, "Control+a")
            write(page, words)


def save(page: Page) -> None:
    """Send the form by its button, wait until it is saved, and go back to the file."""
    tab_to(page, "#file-body form[data-sheet] button.main")
    press(page, "Enter")
    expect(page.locator("#file-body .done")).to_be_visible()
    expect(page.locator("#file-body :focus")).to_have_count(1)
    back(page)


def back(page: Page) -> None:
    """Leave a part: out of a field first, where one has the focus."""
    if page.evaluate("document.activeElement.matches('input, select, textarea')"):
        press(page, "Escape")
    press(page, "Escape")
    expect(page.locator("#file")).to_be_visible()


def test_file_from_a_bare_ledger_is_made_complete_during_a_call_by_keyboard(page, server, bare):
    page.goto(f"{server.url}/accounts/{bare}")
    expect(page.locator(".start button.main")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("#said")).to_be_focused()
    press(page, "Escape")

    open_part(page, "Account")
    fill(page, kind="family", size_class="small", size_source="they", country="United K", time_zone="Europe/London")
    fill(page, terms_from="deliv", interest="8 %")
    fill(page, interest_per="a year", contract_on="1 mar 2024", retains_title="agreed")
    save(page)
    expect(page.locator("#in_short")).to_contain_text("interest 8 % a year")

    # Who is there: the number as one writes it down, and it is the one to ask for.
    open_part(page, "Ask for")
    press(page, "Enter")
    expect(page.locator("#f-name")).to_be_focused()
    write(page, "Ruth Holme")
    fill(page, role="accounts p", phone="0113 496 0123", best_time="before ten", may_discuss="yes")
    save(page)
    expect(page.locator("#file .contact").first).to_contain_text("Ruth Holme")
    expect(page.locator("#speaking")).to_contain_text("Ruth Holme")

    open_part(page, "How they pay")
    fill(page, runs="fri", cut_off_days="2", approver="Mr Holme", seal="both directors")
    save(page)
    expect(page.locator("#how")).to_contain_text("every Friday")
    expect(page.locator("#how")).to_contain_text("Mr Holme")

    # The invoice is sent again while he waits.
    open_part(page, "Documents")
    press(page, "Enter")
    expect(page.locator("#f-sent_to")).to_be_focused()
    write(page, "ruth@holme.example")
    save(page)
    expect(page.locator("#checklist")).to_contain_text("ruth@holme.example")

    open_part(page, "Open disputes")
    press(page, "Enter")
    expect(page.locator("#opening input:focus")).to_have_count(1)
    press(page, "Space")
    press(page, "Tab")
    write(page, "200")
    fill(page, reason="quan", words="three castings short", wants="a credit note")
    save(page)
    expect(page.locator("#file")).to_contain_text("three castings short")

    open_part(page, "Payments")
    press(page, "Enter")
    expect(page.locator("#f-amount")).to_be_focused()
    write(page, "100")
    fill(page, reference="BACS 77")
    save(page)
    expect(page.locator("#file")).to_contain_text("GBP 100.00")

    open_part(page, "Notes")
    expect(page.locator("#f-text")).to_be_focused()
    write(page, "Ring before ten.")
    press(page, "Tab", "Space")
    save(page)
    expect(page.locator("#file")).to_contain_text("Ring before ten.")

    # What was found out is used at once: the sum asked for, and the day.
    press(page, "p")
    expect(page.locator("#day")).to_be_focused()
    expect(page.locator("#amount")).to_have_value("1,700.00")
    expect(page.locator("#proposed")).to_contain_text("Fri 20 Nov")
    write(page, "tue 24 nov")
    expect(page.locator("#preview")).to_contain_text("They do not pay on that day")
    tab_to(page, "#proposed button")
    press(page, "Enter")
    expect(page.locator("#preview .echo")).to_contain_text("Fri 20 Nov")
    tab_to(page, "#commitment-form button.main")
    press(page, "Enter")
    expect(page.locator("#commitment .readback.big")).to_contain_text("GBP 1,700.00")
    press(page, "a")
    expect(page.locator("#recorded .tag.good")).to_be_visible()
    expect(page.locator("#save-next")).to_be_focused()

    open_part(page, "Last calls")
    expect(page.locator("#timeline")).to_contain_text("three castings short")
    back(page)
    press(page, "Control+Enter")
    page.wait_for_url(lambda url: not url.endswith(f"/accounts/{bare}"))

    contact = server.row("select * from contact where account_id = ?", bare)
    assert (contact["phone"], contact["role"], contact["may_discuss"]) == ("+44 113 496 0123", "accounts_payable", 1)
    account = server.row("select * from account where id = ?", bare)
    assert (account["kind"], account["size_class"], account["interest_ppm"]) == ("family_firm", "small", 80_000)
    assert server.row("select runs, cut_off_days from paying where id = ?", bare) == {"runs": "w4", "cut_off_days": 2}
    assert (
        server.row("select kind, sent_to from document where account_id = ?", bare)["sent_to"] == "ruth@holme.example"
    )
    disputed = "select l.amount_minor from dispute d join dispute_line l on l.dispute_id = d.id where d.account_id = ?"
    assert server.row(disputed, bare)["amount_minor"] == 20_000
    assert server.row("select amount_minor, source from payment where account_id = ? and source = 'hand'", bare)
    assert server.row("select e.kind from note_event e where e.account_id = ?", bare)["kind"] == "pinned"


def test_what_is_typed_in_the_file_is_not_left_by_mistake(page, server):
    server.begin_call(page, "GB-1017")
    press(page, "Escape")
    open_part(page, "Notes")
    write(page, "half a thought")
    press(page, "Escape", "Escape")
    expect(page.locator(".unsaved")).to_contain_text("not saved yet")
    expect(page.locator("#f-text")).to_have_value("half a thought")
    # The call is not ended over it either.
    press(page, "Control+Enter")
    expect(page.locator("#f-text")).to_have_value("half a thought")


def test_what_is_half_typed_in_the_file_is_there_again_after_a_reload(page, server):
    server.begin_call(page, "GB-1017")
    press(page, "Escape")
    open_part(page, "Notes")
    with page.expect_response("**/draft"):
        write(page, "half a thought")
    page.wait_for_timeout(900)
    page.reload()
    expect(page.locator("#f-text")).to_have_value("half a thought")
    save(page)
    assert server.row("select text from note order by id desc limit 1")["text"] == "half a thought"


def test_button_ends_no_call_and_starts_none_over_what_is_typed_in_the_file(page, server):
    page.goto(server.desk("GB-1017"))
    open_part(page, "Notes")
    write(page, "half a thought")
    start = page.get_by_role("button", name="Start the call")
    start.click()
    expect(page.locator(".unsaved")).to_contain_text("not saved yet")
    save(page)
    start.click()
    expect(page.locator("#ending")).to_be_visible()
    press(page, "Escape")
    open_part(page, "Notes")
    write(page, "another half")
    page.locator("#outcome").select_option("no_answer")
    page.locator("#save-next").click()
    page.locator("#save-next").click()
    expect(page.locator(".unsaved")).to_contain_text("not saved yet")
    expect(page.locator("#f-text")).to_have_value("another half")
    assert server.rows("select id from call where id not in (select call_id from call_event where kind = 'ended')")


def test_half_typed_words_come_back_without_undoing_what_others_saved_meanwhile(page, server, complaints):
    server.begin_call(page, "GB-1017")
    press(page, "Escape")
    open_part(page, "Account")
    with page.expect_response("**/draft"):
        fill(page, contract_number="K-77")
    page.wait_for_timeout(900)
    with server.store.write() as writing:
        theirs = {"city": "Elsewhere", "contract_number": "X-1"}
        writing.change("account", account_id(server.store, "GB-1017"), **theirs, version=2)
    page.reload()
    expect(page.locator("#f-contract_number")).to_have_value("K-77")
    complaints.expect(FAILED)
    tab_to(page, "#file-body button.main")
    press(page, "Enter")
    expect(page.locator(".theirs", has_text="X-1")).to_be_visible()
    save(page)
    kept = server.row("select city, contract_number from account where number = 'GB-1017'")
    assert (kept["city"], kept["contract_number"]) == ("Elsewhere", "K-77")


def test_form_that_comes_back_after_a_reload_is_the_same_form_so_that_it_counts_once(page, server):
    server.begin_call(page, "GB-1017")
    press(page, "Escape")
    open_part(page, "Notes")
    with page.expect_response("**/draft"):
        write(page, "said once")
    page.wait_for_timeout(900)
    before = page.locator("#file-body input[name=submission]").input_value()
    page.reload()
    expect(page.locator("#f-text")).to_have_value("said once")
    assert page.locator("#file-body input[name=submission]").input_value() == before


def test_what_is_typed_at_once_goes_into_the_first_field_and_is_no_key_of_the_desk(page, server):
    server.begin_call(page, "GB-1017")
    press(page, "Escape")
    press(page, "f")
    for _ in range(12):
        if page.evaluate("document.activeElement.textContent.trim()") == "Notes":
            break
        press(page, "ArrowDown")
    press(page, "Enter")
    write(page, "cash dispute")
    expect(page.locator("#f-text")).to_have_value("cash dispute")
    expect(page.locator("#kind")).to_have_value("promise_to_pay")


def test_field_that_was_refused_has_the_focus(page, server, complaints):
    complaints.expect(FAILED)
    server.begin_call(page, "GB-1017")
    press(page, "Escape")
    open_part(page, "How they pay")
    fill(page, cut_off_days="many")
    press(page, "Enter")
    expect(page.locator("#f-problem-cut_off_days")).to_be_visible()
    expect(page.locator("#f-cut_off_days")).to_be_focused()
