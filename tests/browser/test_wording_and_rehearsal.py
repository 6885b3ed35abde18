"""A team lead changes a response while calls are led; a trainee rehearses until she can say it."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import FAILED
from tests.scripts_of import answer_with

EDITOR = "/scripts/en/responses/waiting_on_customer"
OLD = "whether or not your customer has paid"
NEW = "as of this morning"
SAY = f"{{overdue_total}} is late, {OLD}. Which day?"


def hear(page: Page) -> None:
    """Take the excuse whose response is being edited."""
    page.locator("#said").fill("waiting for our client")
    expect(page.locator("#match-1")).to_have_attribute("value", "waiting_on_customer")
    page.keyboard.press("Enter")
    expect(page.locator("#response")).to_be_focused()


def publish_new_words(page: Page, server) -> None:
    """Publish the response with other words in it."""
    page.goto(server.url + EDITOR)
    body = page.locator("#body")
    body.fill(body.input_value().replace(OLD, NEW))
    page.locator("#edit button.main").click()
    expect(page.locator(".flash")).to_be_visible()


def test_problems_of_a_text_stand_beside_it_while_it_is_written(lead_page, server, complaints):
    page = lead_page
    complaints.expect(FAILED)
    page.goto(server.url + EDITOR)
    expect(page.locator("#checked .problems")).to_have_count(0)
    body = page.locator("#body")
    text = body.input_value()
    body.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+End")
    page.keyboard.type("Tell them about {no_such_blank} now.")
    expect(page.locator("#checked .problems li")).to_contain_text("no_such_blank")
    expect(body).to_have_value(re.compile("no_such_blank"))
    expect(body).to_be_focused()
    revisions = server.count("revision")
    page.locator("#edit button.main").click()
    expect(page.locator("#checked .problems li")).to_contain_text("no_such_blank")
    assert server.count("revision") == revisions
    body = page.locator("#body")
    body.fill(text)
    expect(page.locator("#checked .problems")).to_have_count(0)


def test_preview_reads_with_the_figures_of_the_account_chosen(lead_page, server):
    page = lead_page
    answer_with(server.store, "waiting_on_customer", say=SAY)
    page.goto(server.url + EDITOR)
    name = server.row("select name from account where number = 'GB-1017'")["name"]
    page.locator("#account").select_option(label=str(name))
    expect(page.locator("#checked .say").first).to_contain_text("GBP 23,863.45")
    body = page.locator("#body")
    body.fill(body.input_value().replace(OLD, "for {account} at last"))
    expect(page.locator("#checked .say").first).to_contain_text(f"for {name} at last")


def test_call_begun_before_a_new_wording_keeps_the_old_one(page, lead_page, server):
    answer_with(server.store, "waiting_on_customer", say=SAY, insist=SAY)
    server.begin_call(page, "GB-1017")
    publish_new_words(lead_page, server)
    hear(page)
    expect(page.locator("#response .say").first).to_contain_text(OLD)
    page.reload()
    expect(page.locator("#response .say").first).to_contain_text(OLD)
    page.locator("#outcome").select_option("no_commitment")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main.desk .start button.main")).to_be_focused()

    server.begin_call(page, "GB-1009")
    hear(page)
    expect(page.locator("#response .say").first).to_contain_text(NEW)
    shown = server.rows("select shown from heard order by id desc limit 2")
    assert NEW in str(shown[0]["shown"])
    assert OLD in str(shown[1]["shown"])


def answer(page: Page, words: str, grade: int) -> str:
    """Answer the excuse that is put, compare, and grade; gives the excuse's words."""
    put = page.locator(".put").first.inner_text()
    page.locator("#answer").fill(words)
    page.locator("main form button.main").click()
    expect(page.locator(".sides .put")).to_have_text(words)
    expect(page.locator(".sides .say").first).to_be_visible()
    page.locator(f"button[name=grade][value='{grade}']").click()
    expect(page.locator("#answer")).to_be_visible()
    return put


def test_trainee_meets_the_excuse_she_failed_before_any_other(sit_down, server, clock):
    page = sit_down("Callum Reid")
    page.goto(server.url)
    expect(page.locator("#answer")).to_be_focused()
    answer(page, "I would say that", grade=3)
    # The one that went well is due again before the one that is failed now.
    clock.forward(minutes=9, seconds=30)
    answer(page, "and here I am lost", grade=1)
    went_well, failed = server.rows("select excuse, grade, due_at from drill_review order by id")
    assert str(went_well["due_at"]) < str(failed["due_at"])
    clock.forward(minutes=5)
    page.reload()
    expect(page.locator("main form input[name=excuse]")).to_have_value(str(failed["excuse"]))
    expect(page.locator(".card .tag.warn")).to_be_visible()
    answer(page, "now I know it", grade=3)
    expect(page.locator("main form input[name=excuse]")).to_have_value(str(went_well["excuse"]))
    expect(page.locator(".card .tag.warn")).to_have_count(0)
    assert server.count("drill_review") == 3
