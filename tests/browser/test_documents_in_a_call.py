"""The documents of the claim during a call: an invoice sent again in three keystrokes, and a file that is not lost."""

from playwright.sync_api import expect

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


def test_invoice_sent_again_from_the_section_by_enter_alone(page, server):
    server.begin_call(page, "GB-1017")
    before = server.count("document")
    page.locator("#file-body a.edit", has_text="Documents").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#documents a.main")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#f-sent_to")).to_be_focused()
    page.keyboard.type("ap@pennard.example")
    page.keyboard.press("Enter")
    expect(page.locator("#documents .done")).to_be_visible()
    assert server.count("document") == before + 1
    made = server.row("select * from document order by id desc limit 1")
    assert (made["kind"], made["dated_on"], made["sent_to"]) == ("invoice_sent", "2026-11-18", "ap@pennard.example")
    assert made["call_id"] == server.row("select max(id) as id from call")["id"]
    page.keyboard.press("Escape")
    expect(page.locator("#checklist")).to_contain_text("last 18 Nov to ap@pennard.example")


def test_chosen_file_outlives_a_refusal(page, server, complaints):
    complaints.expect("422")
    page.goto(f"{server.desk('GB-1017')}/documents/new?kind=contract")
    page.set_input_files("#f-file", {"name": "合同.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.fill("#f-dated_on", "tomorrow")
    page.keyboard.press("Enter")
    expect(page.locator("#f-problem-dated_on")).to_be_visible()
    page.fill("#f-dated_on", "1/3/2024")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kept with the documents.")).to_be_visible()
    with page.expect_download() as saved:
        page.locator("#documents a", has_text="合同.pdf").click()
    assert saved.value.suggested_filename == "合同.pdf"
    assert saved.value.path().read_bytes() == PDF
