"""Notes on an account: kept once, pinned to the top of the desk, taken out without being lost."""

import re

import pytest

from rejoinder.store import Store
from tests.conftest import Visitor, account_id, begin, count, end_of, field, rows

NUMBER = "GB-1017"


def address(store: Store) -> str:
    """Give the address of an account's notes."""
    return f"/accounts/{account_id(store, NUMBER)}/notes"


def keep(visitor: Visitor, store: Store, text: str, **more: str) -> int:
    """Keep a note and give its id."""
    assert visitor.post(address(store), {"text": text, **more}, htmx=True).status_code == 200
    return int(rows(store, "select max(id) as id from note")[0]["id"])


def events(store: Store) -> list[str]:
    """Read what was done with the last note."""
    last = "select kind from note_event where note_id = (select max(id) from note) order by id"
    return [row["kind"] for row in rows(store, last)]


def desk(visitor: Visitor, store: Store) -> str:
    """Open the desk."""
    return visitor.get(f"/accounts/{account_id(store, NUMBER)}").get_data(as_text=True)


def pinned(page: str) -> list[str]:
    """Read the notes at the top of the desk's file."""
    top = page.partition('id="pinned"')[2].partition("<h1>")[0]
    return re.findall(r'class="clip"[^>]*>([^<]*)<', top)


def test_note_is_kept_and_stands_on_the_desk(collector, store):
    answer = collector.post(address(store), {"text": " Rings back\r\nafter four "}, htmx=True)
    assert answer.headers["HX-Trigger"] == "file-changed"
    note = rows(store, "select * from note order by id desc limit 1")[0]
    assert (note["text"], note["kind"], note["made_by"]) == ("Rings back\nafter four", "note", collector.person_id)
    assert note["call_id"] is None
    assert "Rings back\nafter four" in desk(collector, store)
    assert pinned(desk(collector, store)) == []


def test_note_of_a_call_belongs_to_it_and_is_no_intention(collector, store):
    call_id = begin(collector, store, NUMBER)
    note_id = keep(collector, store, "Mrs Holt is away")
    assert rows(store, "select call_id from note where id = ?", note_id) == [{"call_id": call_id}]
    page = desk(collector, store)
    assert re.search(r"<span>Mrs Holt is away</span> <span class=\"tag\">note</span>", page)
    # Only soft words say by themselves how the call ended.
    assert end_of(call_id, collector, "").status_code == 422


def test_note_in_a_call_with_somebody_else_belongs_to_no_call(lead, store):
    begin(lead, store, "GB-1021")
    note_id = keep(lead, store, "x")
    assert rows(store, "select call_id from note where id = ?", note_id) == [{"call_id": None}]


@pytest.mark.parametrize("htmx", [True, False], ids=["part", "page"])
@pytest.mark.parametrize(("text", "sentence"), [("  \n", "Write the note."), ("x" * 2001, "holds 2000 characters")])
def test_note_that_cannot_be_is_refused_with_what_was_typed(collector, store, text, sentence, htmx):
    before = count(store, "note")
    answer = collector.post(address(store), {"text": text, "pin": "1"}, htmx=htmx)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, count(store, "note")) == (422, before)
    assert ("<html" in page) is not htmx
    assert sentence in page
    assert text.strip() in page
    assert re.search(r'name="pin" value="1" checked', page)


def test_longest_note_counts_a_line_end_once(collector, store):
    keep(collector, store, "\r\n".join(["x" * 999, "y" * 1000]))
    assert len(rows(store, "select text from note order by id desc limit 1")[0]["text"]) == 2000


def test_sent_twice_it_is_kept_once(collector, store):
    before = count(store, "note")
    for _ in range(2):
        keep(collector, store, "once", submission="same", pin="1")
    assert count(store, "note") == before + 1
    assert events(store) == ["pinned"]


def test_pinned_notes_stand_at_the_top_the_newest_first_and_three_at_most(collector, store):
    for number in range(5):
        keep(collector, store, f"note {number}", pin="1")
    page = desk(collector, store)
    assert pinned(page) == ["note 4", "note 3", "note 2"]
    assert "2 more pinned notes" in page
    assert "Wed 18 Nov · Tom Arkwright" in page


def test_note_is_pinned_and_let_go_once_each(collector, store):
    note_id = keep(collector, store, "ask for Gary")
    for wanted, expected in (("1", ["ask for Gary"]), ("1", ["ask for Gary"]), ("0", []), ("0", [])):
        answer = collector.post(f"/notes/{note_id}/pinned", {"pinned": wanted}, htmx=True)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200
        # Only the list comes anew: a note half-written above it stays.
        assert 'id="listed"' in page and "<textarea" not in page
        assert pinned(desk(collector, store)) == expected
    assert events(store) == ["pinned", "unpinned"]


def test_note_taken_out_is_struck_through_and_off_the_desk(collector, colleague, store):
    note_id = keep(collector, store, "they are bankrupt", pin="1")
    assert colleague.post(f"/notes/{note_id}/taken-out").status_code == 303
    assert collector.post(f"/notes/{note_id}/taken-out").status_code == 303
    page = collector.get(address(store)).get_data(as_text=True)
    assert re.search(r'class="note struck"><span>they are bankrupt</span>', page)
    assert "taken out Wed 18 Nov, Priya Desai" in page
    assert "they are bankrupt" not in desk(collector, store)
    assert rows(store, "select text from note where id = ?", note_id) == [{"text": "they are bankrupt"}]
    assert events(store) == ["pinned", "taken_out"]
    refused = collector.post(f"/notes/{note_id}/pinned", {"pinned": "1"}, htmx=True)
    assert refused.status_code == 409
    assert "was taken out" in refused.get_data(as_text=True)


def test_intention_is_in_the_list_and_named_so(collector, store):
    call_id = begin(collector, store, NUMBER)
    collector.post(f"/calls/{call_id}/intentions", {"note": "we will try next week"})
    page = collector.get(address(store)).get_data(as_text=True)
    assert re.search(r"we will try next week</span>.*?intention", page, re.DOTALL)


def test_list_goes_back_page_by_page(collector, store):
    ours = account_id(store, NUMBER)
    with store.write() as writing:
        for number in range(120):
            made = {"made_at": "2026-11-01T10:00:00.000000Z", "made_by": 1, "submission": f"n{number}"}
            writing.add("note", account_id=ours, kind="note", text=f"N{number:03}", **made)
    path, seen = address(store), []
    while path:
        page = collector.get(path).get_data(as_text=True)
        seen += re.findall(r"N\d{3}", page)
        older = re.search(r'href="([^"]*before=[^"]*)"', page)
        path = older[1] if older else ""
    assert len(seen) == len(set(seen)) == 120
    for before in ("x", "-1", "9" * 40):
        assert collector.get(f"{address(store)}?before={before}").status_code == 200


def test_audit_has_who_but_not_what_was_written(collector, store):
    note_id = keep(collector, store, "secret words", pin="1")
    collector.post(f"/notes/{note_id}/taken-out")
    audit = rows(store, "select * from audit where noun = 'note' and noun_id = ? order by id", note_id)
    assert [row["what"] for row in audit] == ["noted", "pinned", "taken out"]
    assert {row["person_id"] for row in audit} == {collector.person_id}
    assert {row["account_id"] for row in audit} == {account_id(store, NUMBER)}
    assert "secret" not in str(audit)


def test_outsider_reaches_no_note_of_ours(collector, outsider, store):
    note_id = keep(collector, store, "ours")
    before = count(store, "note_event")
    for part in ("pinned", "taken-out"):
        there = outsider.post(f"/notes/{note_id}/{part}", {"pinned": "1"}, htmx=True)
        nowhere = outsider.post(f"/notes/999999/{part}", {"pinned": "1"}, htmx=True)
        assert (there.status_code, there.data) == (404, nowhere.data)
    assert outsider.get(address(store)).status_code == 404
    assert outsider.post(address(store), {"text": "x"}).status_code == 404
    assert count(store, "note_event") == before


def test_first_field_is_the_text_and_a_button_keeps_it(collector, store):
    page = collector.get(address(store)).get_data(as_text=True)
    form = page.partition('id="notes"')[2].partition("</form>")[0]
    assert re.search(r"<textarea[^>]*autofocus", form)
    assert '<button class="main">Keep the note</button>' in form
    assert field(page, "submission")


@pytest.mark.parametrize("words", ["<b>x</b>", "{{ 7 * 7 }}", "100% %(name)s"])
def test_note_is_shown_as_written(collector, store, words):
    keep(collector, store, words, pin="1")
    escaped = words.replace("<", "&lt;").replace(">", "&gt;")
    assert escaped in desk(collector, store)
    assert escaped in collector.get(address(store)).get_data(as_text=True)
