"""A ledger brought in before a real browser: by keyboard, by dropping it, with a question, with rows to be mended."""

import pytest
from playwright.sync_api import expect

from rejoinder import people
from rejoinder.store import stamp
from tests.browser.conftest import FAILED
from tests.browser.test_everybody_can_read_it import axe, check  # noqa: F401 (fixtures)
from tests.conftest import START

HEADER = "Customer No,Customer Name,Invoice,Invoice Date,Due Date,Amount,Open Amount,Currency\n"
LEDGER = HEADER + (
    "C1,Ashby Ltd,A-1,2026-08-05,2026-09-04,100.00,100.00,EUR\nC2,Birch Ltd,B-1,2026-09-05,2026-10-05,50.00,50.00,GBP\n"
)
DOUBTFUL = "Customer No,Customer Name,Invoice,Invoice Date,Due Date,Amount\nC1,Ashby,A-1,03/04/2026,05/06/2026,9.50\n"
MENDABLE = LEDGER + "C3,Cedar Ltd,D-1,00:00.0,2026-09-04,70.00,70.00,EUR\n"
# A process of its own reads the file, on a machine that may be busy.
PATIENCE = 60_000


def file(content: str, name: str = "ledger.csv") -> dict[str, object]:
    """Give a file as a person chooses it."""
    return {"name": name, "mimeType": "text/csv", "buffer": content.encode()}


@pytest.fixture
def firm(server) -> int:
    """A real creditor that the team lead leads."""
    with server.store.write() as writing:
        made = writing.add("creditor", name="Our Mill Ltd", created_at=stamp(START))
        people.grant(writing, server.person_id("Ruth Ashdown"), creditor_id=made, role="lead", now=START)
    return int(made)


def test_first_ledger_comes_in_by_keyboard_alone(lead_page, server):
    page = lead_page
    page.goto(f"{server.url}/worklist")
    page.get_by_role("link", name="Imports").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("Harbour Pumps Ltd")
    page.set_input_files("#file", file(LEDGER))
    enter = page.get_by_role("button", name="Bring it in")
    expect(enter).to_be_focused(timeout=PATIENCE)
    expect(page.locator(".brings")).to_have_text("2 accounts (2 new), 2 invoices (2 new), 2 currencies")
    assert server.count("creditor") == 2
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Undo this import")).to_be_visible()
    firm = server.row("select id from creditor where name = 'Harbour Pumps Ltd'")["id"]
    assert len(server.rows("select id from account where creditor_id = ?", firm)) == 2
    page.get_by_role("link", name="To the work list").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#lines")).to_contain_text("Ashby Ltd")


def test_file_is_dropped_anywhere_and_one_question_answered_by_keyboard(lead_page, server, firm):
    page = lead_page
    page.goto(f"{server.url}/imports")
    page.evaluate(
        """(text) => {
            const carried = new DataTransfer();
            carried.items.add(new File([text], "ledger.csv", { type: "text/csv" }));
            for (const name of ["dragover", "drop"])
                document.querySelector("h1").dispatchEvent(
                    new DragEvent(name, { dataTransfer: carried, bubbles: true, cancelable: true }));
        }""",
        DOUBTFUL,
    )
    expect(page.locator("#questions")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#questions [autofocus]")).to_be_focused()
    page.keyboard.type("eur")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="month, day, year")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Bring it in")).to_be_focused(timeout=PATIENCE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="To the work list")).to_be_visible()
    made = server.row("select due_on, currency from invoice order by id desc limit 1")
    assert (made["due_on"], made["currency"]) == ("2026-05-06", "EUR")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_imports_are_accessible_on_every_page(sit_down, server, firm, check, complaints, language):  # noqa: F811
    complaints.expect(FAILED)
    page = sit_down("Ruth Ashdown", language=language)
    page.goto(f"{server.url}/imports")
    check(page, "place for a file")
    page.set_input_files("#file", file(DOUBTFUL))
    expect(page.locator("#questions")).to_be_visible(timeout=PATIENCE)
    page.locator("summary").last.click()
    check(page, "questions")
    page.goto(f"{server.url}/imports")
    page.set_input_files("#file", file(MENDABLE))
    expect(page.locator("#enter")).to_be_attached(timeout=PATIENCE)
    check(page, "looked over")
    fits = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(fits)
    page.locator("button[form=enter]").click()
    expect(page.locator("table.refused")).to_be_visible()
    check(page, "what came of it")
    with page.expect_download() as saved:
        page.locator("a[download]").click()
    assert b"C3,Cedar Ltd,D-1,00:00.0" in saved.value.path().read_bytes()
    page.locator("form.undo button").click()
    page.goto(f"{server.url}/imports")
    expect(page.locator("tr.undone")).to_be_visible()
    check(page, "list of imports")
