"""The desk's pages: an account that is not there, and words that stay as they were written."""

import re

import pytest

from rejoinder import accounts
from tests.conftest import account_id, begin, count, dump, end_of, rows

NAMES = ("{overdue_total}", "<b>x</b>", "100% %(name)s [[y]]", "O'Neill & “Söhne”", "{{ 7 * 7 }}")


def escaped(words: str) -> str:
    """Write words as they stand in a page."""
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ('"', "&#34;")):
        words = words.replace(mark, entity)
    return words


@pytest.mark.parametrize("path", ["/accounts/999999", "/accounts/0", f"/accounts/{2**63}", f"/accounts/{10**40}"])
@pytest.mark.parametrize("part", ["", "/file", "/invoices"])
def test_unknown_account_is_a_page_that_says_so(collector, path, part):
    answer = collector.get(path + part)
    assert answer.status_code == 404
    page = answer.get_data(as_text=True)
    assert "There is no such" in page
    assert "<html" in page
    assert 'href="/worklist"' in page


def test_unknown_account_cannot_be_called(collector, store):
    before = count(store, "call")
    assert collector.post("/accounts/999999/calls").status_code == 404
    assert collector.post(f"/accounts/{10**40}/calls").status_code == 404
    assert count(store, "call") == before


def test_looking_makes_and_changes_nothing(collector, store):
    path = f"/accounts/{account_id(store, 'GB-1017')}"
    before = dump(store.path)
    for part in ("", "/file", "/invoices", "?kind=refusal", "?kind=nonsense"):
        assert collector.get(path + part).status_code == 200
    assert dump(store.path) == before


@pytest.mark.parametrize("name", NAMES)
def test_debtor_is_called_as_written_everywhere(collector, store, name):
    with store.write() as writing:
        writing.connection.execute(
            "update account set name = ?, script_language = 'en' where number = 'GB-1017'", [name]
        )
        writing.connection.execute(
            "update contact set address_as = ? where account_id = ?", [name, account_id(store, "GB-1017")]
        )
        body = "---\ntitle: x\n---\n## Say\nGood day {account}, this is {contact|you}.\n"
        made = {"digest": "x", "source": "web", "state": "published", "made_at": "2026"}
        for path in ("responses/no_money", "call/read_back_refusal"):
            writing.add("revision", path=f"scripts/en/{path}.md", body=body, **made)
    call_id = begin(collector, store, "GB-1017")
    desk = f"/accounts/{account_id(store, 'GB-1017')}"
    contact = rows(store, "select id from contact where account_id = ?", account_id(store, "GB-1017"))[0]["id"]
    collector.post(f"/calls/{call_id}/contact", {"contact": contact})
    written = escaped(name)
    assert f">{written}</a>" in collector.get("/worklist").get_data(as_text=True)
    assert f"<h1>{written}</h1>" in collector.get(desk).get_data(as_text=True)
    assert written in collector.get(f"{desk}/invoices").get_data(as_text=True)
    heard = {"excuse": "no_money", "said": name}
    page = collector.post(f"/calls/{call_id}/heard", heard, htmx=True).get_data(as_text=True)
    assert f"Good day <b>{written}</b>, this is <b>{written}</b>." in page
    assert f"“{written}”" in page
    fields = {"kind": "refusal", "note": name, "who": name}
    page = collector.post(f"/calls/{call_id}/commitments", fields, htmx=True).get_data(as_text=True)
    assert f"Good day {written}, this is {written}." in page
    made = rows(store, "select note, promised_by, read_back from commitment where call_id = ?", call_id)[0]
    assert made == {"note": name, "promised_by": name, "read_back": f"Good day {name}, this is {name}."}
    ended = collector.post(f"/calls/{call_id}/end", {"outcome": "refused", "call_note": name})
    after = collector.get(ended.headers["Location"]).get_data(as_text=True)
    assert f"The call with {written} is saved" in after
    page = collector.get(desk).get_data(as_text=True)
    assert page.count(written) > 2
    assert name == written or name not in page


def test_search_shows_what_was_searched_for_as_written(collector):
    page = collector.get("/worklist", htmx=True)
    assert page.status_code == 200
    page = collector.get("/worklist?q=%3Cb%3E%7Bx%7D%25").get_data(as_text=True)
    assert "Nothing matches “&lt;b&gt;{x}%”" in page


@pytest.mark.parametrize("zone", ["", "Nowhere/Town", "../etc/passwd"])
def test_desk_of_an_account_whose_zone_is_not_known_has_the_time_in_utc(collector, store, zone):
    with store.write() as writing:
        writing.connection.execute("update account set time_zone = ? where number = 'GB-1017'", [zone])
    answer = collector.get(f"/accounts/{account_id(store, 'GB-1017')}")
    assert answer.status_code == 200
    assert "08:30 there" in answer.get_data(as_text=True)


def test_scripts_language_is_the_accounts(collector, store):
    path = f"/accounts/{account_id(store, 'GB-1017')}"
    assert collector.post(f"{path}/language", {"language": "fr"}).status_code == 409
    assert collector.post(f"{path}/language", {"language": "zh"}).status_code == 303
    call_id = begin(collector, store, "GB-1017")
    heard = {"excuse": "no_money", "said": "x"}
    assert 'lang="zh-Hans"' in collector.post(f"/calls/{call_id}/heard", heard, htmx=True).get_data(as_text=True)


def test_invoices_page_goes_back_page_by_page(collector, store):
    ours = account_id(store, "GB-1017")
    with store.write() as writing:
        for number in range(120):
            writing.add("invoice", account_id=ours, number=f"X{number:03}", issued_on="2026-01-01", due_on="2026-02-01",
                        currency="GBP", amount_minor=1, open_minor=0)  # fmt: skip
    seen, pages, path = [], 0, f"/accounts/{ours}/invoices"
    while path:
        page = collector.get(path).get_data(as_text=True)
        listed = re.findall(r"<tr><td>([^< ]+)", page)
        assert 0 < len(listed) <= accounts.PAGE
        seen, pages = seen + listed, pages + 1
        older = re.search(rf'href="({path.partition("?")[0]}\?before=\d+)"', page)
        path = older[1] if older else ""
    assert pages > 1
    assert seen == [
        row["number"] for row in rows(store, "select number from invoice where account_id = ? order by id desc", ours)
    ]


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "1.5", ""])
def test_invoices_page_asked_for_wrongly_is_the_first(collector, store, before):
    answer = collector.get(f"/accounts/{account_id(store, 'GB-1017')}/invoices?before={before}")
    assert answer.status_code == 200
    assert "26-0652" in answer.get_data(as_text=True)


def test_colleague_on_the_phone_is_named(collector, lead, store):
    call_id = begin(collector, store, "GB-1017")
    path = f"/accounts/{account_id(store, 'GB-1017')}"
    assert "Tom Arkwright is on the phone with this account now." in lead.get(path).get_data(as_text=True)
    assert "on the phone: Tom Arkwright" in lead.get("/worklist?q=GB-1017").get_data(as_text=True)
    end_of(call_id, collector)
    assert "is on the phone" not in lead.get(path).get_data(as_text=True)


def test_call_left_open_for_hours_keeps_nobody_away(collector, lead, store, clock):
    begin(collector, store, "GB-1017")
    clock.forward(hours=3, minutes=1)
    path = f"/accounts/{account_id(store, 'GB-1017')}"
    assert "is on the phone" not in lead.get(path).get_data(as_text=True)
