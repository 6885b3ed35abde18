"""The reasons an account gave: listed, judged by people, taken back, and seen by nobody else."""

import html

from tests.conftest import account_id, begin, count, end_of, field, rows
from tests.scripts_of import answer_with

NUMBER = "GB-1017"


def text(answer) -> str:
    """Give the words of an answer."""
    return html.unescape(answer.get_data(as_text=True))


def hear(collector, store, excuse: str = "no_money", said: str = "skint") -> int:
    """Hear an excuse in a call of its own, and give its id."""
    call_id = begin(collector, store, NUMBER)
    collector.post(f"/calls/{call_id}/heard", {"excuse": excuse, "said": said})
    end_of(call_id, collector)
    return int(rows(store, "select max(id) as id from heard")[0]["id"])


def section(visitor, store) -> str:
    """Open the section."""
    return text(visitor.get(f"/accounts/{account_id(store, NUMBER)}/heard"))


def entry(page: str, heard_id: int) -> str:
    """Give what is said of one entry."""
    return page.partition(f'id="heard-{heard_id}"')[2].partition('class="pad rule listed"')[0]


def test_reasons_are_listed_with_who_said_them_and_in_which_words(collector, store):
    heard = hear(collector, store, said="<b>skint</b>")
    one = entry(section(collector, store), heard)
    assert "We have no money" in one or "no money" in one.lower()
    assert "“<b>skint</b>”" in one
    assert "<b>skint</b>" not in collector.get(f"/accounts/{account_id(store, NUMBER)}/heard").get_data(as_text=True)
    assert "heard by Tom Arkwright" in one
    assert "not known yet" in one


def test_promise_of_the_call_tells_by_itself(collector, store):
    page = section(collector, store)
    assert "did not prove true" in page
    assert "the promise of that call, GBP\N{NO-BREAK SPACE}8,346.20 for" in page


def test_verdict_is_kept_shown_and_taken_back(collector, store):
    heard = hear(collector, store)
    answer = collector.post(f"/heard/{heard}/verdict", {"verdict": "true", "submission": "s"}, htmx=True)
    assert answer.headers["HX-Trigger"] == "file-changed"
    one = entry(text(answer), heard)
    assert "proved true" in one
    assert "found by Tom Arkwright" in one
    assert "said once, on Wed 18 Nov, true once" in text(answer)
    collector.post(f"/heard/{heard}/verdict", {"verdict": "open"})
    assert "not known yet" in entry(section(collector, store), heard)
    assert count(store, "heard_verdict") == 2


def test_verdict_that_is_none_changes_nothing(collector, store):
    heard = hear(collector, store)
    assert collector.post(f"/heard/{heard}/verdict", {"verdict": "maybe"}).status_code == 409
    assert count(store, "heard_verdict") == 0


def test_excuse_taken_by_mistake_in_the_call_gives_way_to_the_one_before(collector, store):
    call_id = begin(collector, store, NUMBER)
    collector.post(f"/calls/{call_id}/heard", {"excuse": "forgot", "said": "slipped my mind"})
    page = text(collector.post(f"/calls/{call_id}/heard", {"excuse": "no_money", "said": "skint"}, htmx=True))
    heard = rows(store, "select max(id) as id from heard")[0]["id"]
    assert f"/heard/{heard}/verdict" in page
    fields = {"verdict": "mistaken", "back": "desk", "submission": "m"}
    again = collector.post(f"/heard/{heard}/verdict", fields, htmx=True)
    assert again.status_code == 201
    assert "“slipped my mind”" in text(again)
    assert "“skint”" not in text(again)
    end_of(call_id, collector)
    desk = text(collector.get(f"/accounts/{account_id(store, NUMBER)}"))
    assert "skint" not in desk
    listed = entry(section(collector, store), heard)
    assert "taken by mistake" in listed
    assert "It was said after all" in listed


def test_desk_shows_the_reasons_in_one_line_each(collector, store):
    desk = text(collector.get(f"/accounts/{account_id(store, NUMBER)}"))
    assert "said 5 times since June, not true 2 times" in desk


def test_list_of_excuses_tells_how_often_each_was_heard(collector, store):
    call_id = begin(collector, store, NUMBER)
    page = text(collector.post(f"/calls/{call_id}/said", {"said": "our customer has not paid us"}, htmx=True))
    assert "heard 5 times before" in page


def test_sentence_left_out_is_told_to_the_collector_and_to_the_lead(collector, lead, store):
    answer_with(store, "no_money", say="Which day? [[Our terms are {terms_days:day/days}.]]")
    with store.write() as writing:
        writing.change("account", account_id(store, NUMBER), terms_days=None)
    call_id = begin(collector, store, NUMBER)
    page = text(collector.post(f"/calls/{call_id}/heard", {"excuse": "no_money", "said": "x"}, htmx=True))
    assert "A sentence is left out, because the file lacks: the payment terms." in page
    assert "Our terms" not in page.partition('class="say"')[2].partition("</p>")[0]
    told = text(lead.get("/scripts"))
    assert "Sentences left out in the last 30 days" in told
    assert "{terms_days}" in told
    assert "Sentences left out" not in text(collector.get("/scripts"))


def test_form_in_the_section_carries_its_own_submission(collector, store):
    hear(collector, store)
    page = section(collector, store)
    assert field(page, "submission")


def test_history_strikes_what_was_taken_by_mistake_and_tells_what_was_found(collector, store):
    mistaken, judged = hear(collector, store, said="first"), hear(collector, store, said="second")
    collector.post(f"/heard/{mistaken}/verdict", {"verdict": "mistaken"})
    collector.post(f"/heard/{judged}/verdict", {"verdict": "false"})
    history = text(collector.get(f"/accounts/{account_id(store, NUMBER)}/timeline"))
    assert "taken by mistake" in history[: history.index("“first”")].rpartition("Heard")[2]
    assert "did not prove true" in history[: history.index("“second”")].rpartition("Heard")[2]
