"""The responses' pages: written, checked, published, never lost to somebody else's publishing."""

import html
import re

import pytest

from rejoinder import library
from tests.conftest import account_id, begin, count, field, rows

PATH = "/scripts/en/responses/no_money"


def in_use(store, path: str = PATH) -> library.Revision:
    """Give the wording in use."""
    return library.script_body(store, f"{path[1:]}.md")


def written(page: str) -> str:
    """Read what stands in the editor."""
    return html.unescape(re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)[1])


def test_published_wording_is_in_use_and_every_revision_is_listed(lead, store):
    before = in_use(store)
    bodies = [before.body.replace("## Say\n", f"## Say\nWord {number}. ") for number in (1, 2)]
    for body in bodies:
        fields = {"body": body.replace("\n", "\r\n"), "based_on": in_use(store).id}
        assert lead.post(f"{PATH}/revisions", fields).status_code == 303
    assert in_use(store).body == bodies[1]
    assert in_use(store).made_by == "Ruth Ashdown"
    page = lead.get(PATH).get_data(as_text=True)
    assert written(page) == bodies[1]
    ids = [row["id"] for row in rows(store, "select id from revision where path = ?", f"{PATH[1:]}.md")]
    assert len(ids) == 3
    assert set(re.findall(rf"{PATH}/revisions/(\d+)", page)) == {str(one) for one in ids}
    old = lead.get(f"{PATH}/revisions/{before.id}").get_data(as_text=True)
    assert html.escape(before.body).replace("&quot;", "&#34;").replace("&#x27;", "&#39;") in old


def test_second_of_two_leads_gets_both_texts(lead, outsider, store):
    base = in_use(store)
    hers = base.body.replace("## Say\n", "## Say\nHERS <first>. ")
    his = base.body.replace("## Say\n", "## Say\nHIS <second>. ")
    assert lead.post(f"{PATH}/revisions", {"body": hers, "based_on": base.id}).status_code == 303
    answer = outsider.post(f"{PATH}/revisions", {"body": his, "based_on": base.id})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert written(page) == his
    assert "HERS &lt;first&gt;." in page
    assert "Somebody published another wording meanwhile" in page
    assert in_use(store).body == hers
    again = outsider.post(f"{PATH}/revisions", {"body": his, "based_on": field(page, "based_on")})
    assert again.status_code == 303
    assert in_use(store).body == his


def test_same_text_published_twice_is_one_revision(lead, store):
    base = in_use(store)
    body = base.body.replace("## Say\n", "## Say\nOnce. ")
    for _ in range(2):
        assert lead.post(f"{PATH}/revisions", {"body": body, "based_on": base.id}).status_code == 303
    assert len(rows(store, "select id from revision where path = ?", f"{PATH[1:]}.md")) == 2


@pytest.mark.parametrize(
    "broken",
    [
        "no front matter <at all>",
        "---\ntitle: x\n---\n## Say\n{no_such_blank}\n",
        "---\ntitle: x\n---\n## Say\nWe heard it on {last_heard_on}.\n",
        "---\ntitle: x\n---\n## Say\n{overdue_total\n",
        "---\ntitle: x\n---\n## Shout\nx\n",
        "",
    ],
)
def test_text_with_a_problem_is_not_published_and_is_still_there(lead, store, broken):
    before = count(store, "revision")
    answer = lead.post(f"{PATH}/revisions", {"body": broken, "based_on": in_use(store).id})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert written(page) == broken
    assert "To fix" in page
    assert count(store, "revision") == before


def test_collector_reads_and_does_not_publish(collector, store):
    base = in_use(store)
    page = collector.get(PATH).get_data(as_text=True)
    assert "readonly" in page
    assert "Publish" not in page
    body = base.body.replace("## Say\n", "## Say\nx ")
    assert collector.post(f"{PATH}/revisions", {"body": body, "based_on": base.id}).status_code == 403
    assert in_use(store).id == base.id


def test_check_keeps_nothing(lead, store):
    before = count(store, "revision")
    body = in_use(store).body.replace("## Say\n", "## Say\n{overdue_total} is due. ")
    fields = {"body": body, "based_on": "0", "account": account_id(store, "GB-1017")}
    part = lead.post(f"{PATH}/check", fields, htmx=True).get_data(as_text=True)
    assert "<html" not in part
    assert "23,863.45" in part
    page = lead.post(f"{PATH}/check", fields).get_data(as_text=True)
    assert written(page) == body
    assert count(store, "revision") == before


@pytest.mark.parametrize("account", ["x", "9" * 40, "-1"])
def test_preview_asked_for_wrongly_is_an_answer(lead, account):
    assert lead.get(f"{PATH}?account={account}").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/scripts/fr/responses/no_money", "/scripts/en/letters/no_money", "/scripts/en/responses/no_such",
     "/scripts/en/call/no_money", "/scripts/en/responses/..%2fx", "/scripts/en/responses/NO_MONEY"],
)  # fmt: skip
def test_script_that_cannot_be_is_not_found(lead, store, path):
    assert lead.get(path).status_code == 404
    assert lead.post(f"{path}/revisions", {"body": in_use(store).body, "based_on": 0}).status_code == 404


def test_revision_of_another_script_is_not_found(lead, store):
    other = in_use(store, "/scripts/en/responses/already_paid").id
    assert lead.get(f"{PATH}/revisions/{other}").status_code == 404
    assert lead.get(f"{PATH}/revisions/{10**30}").status_code == 404


def test_waiting_wording_is_seen_by_leads_alone(lead, collector, store):
    with store.write() as writing:
        made = {"digest": "x", "source": "library", "state": "waiting", "made_at": "2026-11-18T00:00:00.000000Z"}
        waiting = writing.add("revision", path=f"{PATH[1:]}.md", body="WAITING WORDS", **made)
    assert "A changed file waits" in lead.get("/scripts").get_data(as_text=True)
    assert "WAITING WORDS" in lead.get(f"{PATH}/revisions/{waiting}").get_data(as_text=True)
    assert collector.get(f"{PATH}/revisions/{waiting}").status_code == 403
    assert in_use(store).body != "WAITING WORDS"


def test_call_scripts_are_published_too(lead, collector, store):
    path = "/scripts/en/call/ask_for_all"
    base = in_use(store, path)
    body = base.body.replace("## Say\n", "## Say\nNEW WORDS. ")
    assert lead.post(f"{path}/revisions", {"body": body, "based_on": base.id}).status_code == 303
    begin(collector, store, "GB-1017")
    step = f"/accounts/{account_id(store, 'GB-1017')}/steps/ask_for_all"
    assert "NEW WORDS" in collector.get(step, htmx=True).get_data(as_text=True)


def test_every_excuse_is_listed_in_both_languages(collector, store):
    page = collector.get("/scripts").get_data(as_text=True)
    for excuse in library.excuses_in_use(store):
        assert f"/scripts/en/responses/{excuse.id}" in page
        assert f"/scripts/zh/responses/{excuse.id}" in page
