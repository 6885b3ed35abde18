"""Bringing in a ledger in the browser: looked over, asked about, entered once, mended, undone; and by whom."""

import csv
import html
import io
import re
import time
import uuid

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from rejoinder import people
from rejoinder.importing import Answers, bring_in, intakes
from rejoinder.store import stamp
from rejoinder.web import imports
from tests.conftest import START, count, field, rows, sign_in

FIRM = "Our Mill Ltd"
HEADER = "Customer No,Customer Name,Invoice,Invoice Date,Due Date,Amount,Open Amount,Currency\n"
LEDGER = HEADER + (
    "C1,Ashby Ltd,A-1,2026-08-05,2026-09-04,100.00,100.00,EUR\n"
    "C1,Ashby Ltd,A-2,2026-10-25,2026-11-24,80.00,30.00,EUR\n"
    "C2,Birch Ltd,B-1,2026-09-05,2026-10-05,50.00,50.00,GBP\n"
)


@pytest.fixture
def firm(store) -> int:
    """A real creditor; the lead of the sample book leads it, and one of its collectors collects for it."""
    with store.write() as writing:
        made = writing.add("creditor", name=FIRM, created_at=stamp(START), time_zone="Europe/London")
        for name, role in (("Ruth Ashdown", "lead"), ("Tom Arkwright", "collector"), ("Callum Reid", "trainee")):
            person_id = writing.one("person_by_name", name=name)["id"]
            people.grant(writing, person_id, creditor_id=made, role=role, now=START)
    return made


@pytest.fixture
def at_once(monkeypatch) -> None:
    """Files are read before the answer goes out, so that no test waits."""
    monkeypatch.setattr(intakes, "_begin", lambda place, store, id_: intakes.read_now(store, store.path.parent, id_))


@pytest.fixture
def never(monkeypatch) -> None:
    """Files are still being read."""
    monkeypatch.setattr(intakes, "_begin", lambda place, store, id_: None)


def post(visitor, path, fields):
    """Send a form with a file as a browser does; the test client would leave the temporary file of a large one open."""
    page = visitor.client.get("/sign-in").get_data(as_text=True)
    token = re.search(r'name="csrf-token" content="([^"]+)"', page)[1]
    boundary, body = encode_multipart({**fields, "csrf_token": token})
    return visitor.client.post(path, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def send(visitor, content, called="ledger.csv", **fields):
    """Send a file."""
    content = content.encode() if isinstance(content, str) else content
    file = FileStorage(io.BytesIO(content), filename=called)
    return post(visitor, "/imports", {"submission": uuid.uuid4().hex, "file": file, **fields})


def sent(visitor, content, called="ledger.csv", **fields) -> str:
    """Send a file that is taken, and give the address where it is looked over."""
    answer = send(visitor, content, called, **fields)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"]


def shown(visitor, path) -> str:
    """Read a page."""
    answer = visitor.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def words(page: str) -> str:
    """Give the words of a page without its tags."""
    body = page.partition("<main")[2]
    return html.unescape(" ".join(re.sub("<[^>]+>", " ", body).split()))


def entered(visitor, path) -> str:
    """Bring in a file that was looked over, and give the address of what came of it."""
    answer = visitor.post(f"{path}/entered")
    assert answer.status_code == 303
    return answer.headers["Location"]


def invoices(store, firm) -> dict[str, int]:
    """Give what is open by invoice number."""
    found = rows(store, "select i.number, i.open_minor from invoice i join account a on a.id = i.account_id "
                        "where a.creditor_id = ? order by i.number", firm)  # fmt: skip
    return {row["number"]: row["open_minor"] for row in found}


# Who may ------------------------------------------------------------------------------------------------------------


def test_sample_book_is_never_offered(lead, collector, store, at_once):
    sample = rows(store, "select name from creditor where is_sample = 1")[0]["name"]
    for visitor in (lead, collector):
        assert sample not in words(shown(visitor, "/imports"))
    answer = send(lead, LEDGER, name=sample.upper())
    assert answer.status_code == 422
    assert count(store, "intake") == 0


def test_collector_without_a_firm_is_told_whom_to_ask(collector, store, at_once):
    assert "Ask a team lead" in words(shown(collector, "/imports"))
    assert send(collector, LEDGER).status_code == 403
    assert send(collector, LEDGER, firm="1").status_code == 403
    assert count(store, "intake") == 0


def test_lead_names_the_first_firm_and_leads_it(lead, colleague, store, at_once):
    path = sent(lead, LEDGER, called="first.csv", name="  Harbour   Pumps ")
    assert not rows(store, "select 1 from creditor where name like 'Harbour%'")
    result = entered(lead, path)
    made = rows(store, "select id from creditor where name = 'Harbour Pumps'")[0]["id"]
    roles = rows(store, 'select person_id, role from "grant" where creditor_id = ?', made)
    assert roles == [{"person_id": lead.person_id, "role": "lead"}]
    assert "Undo this import" in words(shown(lead, result))
    assert colleague.get(result).status_code == 404


def test_collector_brings_in_for_her_firm_and_makes_no_new_one(collector, store, firm, at_once):
    page = shown(collector, "/imports")
    assert f"Ledger of {FIRM}" in words(page)
    assert 'name="name"' not in page
    entered(collector, sent(collector, LEDGER, name="Another firm"))
    assert not rows(store, "select 1 from creditor where name = 'Another firm'")
    assert set(invoices(store, firm)) == {"A-1", "A-2", "B-1"}


@pytest.mark.parametrize("name", ["Elsewhere Ltd", "elsewhere ltd"])
def test_book_of_others_is_not_reached_by_its_name(lead, store, firm, at_once, name):
    answer = send(lead, LEDGER, name=name)
    assert answer.status_code == 422
    assert "it is not yours" in words(answer.get_data(as_text=True))
    assert count(store, "intake") == 0


def test_firm_of_others_is_not_reached_by_its_id(collector, store, firm, at_once):
    theirs = rows(store, "select id from creditor where name = 'Elsewhere Ltd'")[0]["id"]
    sample = rows(store, "select id from creditor where is_sample = 1")[0]["id"]
    for wrong in (theirs, sample, 10**17, "x"):
        send(collector, LEDGER, firm=str(wrong))
    assert {row["answers"] for row in rows(store, "select answers from intake")} <= {Answers(creditor=FIRM).as_json()}


def test_outsider_and_colleague_see_nothing_of_it(collector, lead, outsider, colleague, store, firm, at_once):
    path = sent(collector, LEDGER)
    # A file that is not in the book yet is its sender's alone.
    for visitor in (outsider, colleague, lead):
        assert visitor.get(path).status_code == 404
        for part in ("", "/entered", "/dropped"):
            assert visitor.post(path + part).status_code == 404
    result = entered(collector, path)
    for visitor in (outsider, colleague):
        assert visitor.get(result).status_code == visitor.get(f"{result}/refused").status_code == 404
        assert visitor.post(f"{result}/undone").status_code in (403, 404)
        assert "ledger.csv" not in words(shown(visitor, "/imports"))
    assert "ledger.csv" in words(shown(lead, "/imports"))
    assert len(invoices(store, firm)) == 3


def test_who_lost_the_firm_brings_nothing_in_for_it(collector, store, firm, at_once):
    path = sent(collector, LEDGER)
    with store.write() as writing:
        writing.connection.execute('delete from "grant" where creditor_id = ?', [firm])
    assert collector.get(path).status_code == collector.post(f"{path}/entered").status_code == 404
    assert invoices(store, firm) == {}


# The file -----------------------------------------------------------------------------------------------------------


def test_whole_way_from_the_file_to_the_work_list(collector, store, firm, at_once):
    path = sent(collector, LEDGER)
    page = words(shown(collector, path))
    assert "2 accounts (2 new), 3 invoices (3 new), 2 currencies" in page
    assert "3 open invoices, 2 overdue as of Wed 18 Nov" in page
    assert "EUR 180.00 EUR 130.00 GBP 50.00 GBP 50.00" in page
    assert "230.00" not in page, "currencies are never added up"
    assert invoices(store, firm) == {}
    result = entered(collector, path)
    assert invoices(store, firm) == {"A-1": 10000, "A-2": 3000, "B-1": 5000}
    assert "2 accounts (2 new), 3 invoices (3 new), 2 currencies" in words(shown(collector, result))
    assert "Ashby Ltd" in words(shown(collector, "/worklist"))
    listed = words(shown(collector, "/imports"))
    assert "ledger.csv" in listed and "Tom Arkwright" in listed


def test_entered_once_though_sent_twice(collector, store, firm, at_once):
    path = sent(collector, LEDGER)
    before = count(store, "import_run")
    assert entered(collector, path) == entered(collector, path)
    assert count(store, "import_run") == before + 1
    assert collector.get(path).headers["Location"] == entered(collector, path)


def test_file_sent_twice_is_read_once(collector, store, firm, at_once):
    assert sent(collector, LEDGER, submission="same") == sent(collector, LEDGER, submission="same")
    assert count(store, "intake") == 1


def test_left_file_leaves_nothing(collector, data, store, firm, at_once):
    path = sent(collector, LEDGER)
    assert list((data / "intakes").iterdir())
    assert collector.post(f"{path}/dropped").headers["Location"] == "/imports"
    assert not list((data / "intakes").iterdir())
    assert collector.get(path).headers["Location"] == "/imports"
    assert invoices(store, firm) == {}


def test_form_without_a_file_says_so(collector, firm):
    answer = post(collector, "/imports", {"submission": "x"})
    assert answer.status_code == 422
    assert "Choose the file first." in words(answer.get_data(as_text=True))


def test_file_too_large_is_refused_beside_its_field_and_far_too_large_at_once(
    collector, data, store, firm, at_once, monkeypatch
):
    monkeypatch.setattr(intakes, "MOST_BYTES", 100)
    answer = send(collector, LEDGER)
    assert answer.status_code == 422
    assert "larger than 200 MB" in answer.get_data(as_text=True).partition('id="problem-file">')[2]
    monkeypatch.setattr(imports, "LARGEST_REQUEST", 100)
    answer = send(collector, LEDGER)
    assert answer.status_code == 413
    assert "larger than 200 MB" in words(answer.get_data(as_text=True))
    assert count(store, "intake") == 0
    assert not list((data / "intakes").iterdir())


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "ledger.xlsx", "picture"),
        (b"", "ledger.csv", "empty"),
        (HEADER.encode(), "ledger.csv", "no rows"),
    ],
)
def test_file_without_a_list_says_what_it_is_and_comes_no_further(
    collector, store, firm, at_once, content, name, sentence
):
    path = sent(collector, content, name)
    page = words(shown(collector, path))
    assert sentence in page and "Choose another file" in page
    assert collector.post(f"{path}/entered").status_code == 409
    assert invoices(store, firm) == {}


def test_text_of_a_file_is_only_text(collector, firm, at_once):
    evil = HEADER + (
        '=HYPERLINK("http://x"),<script>alert(1)</script>,A-1,2026-08-05,2026-09-04,1.00,1.00,EUR\n'
        f"C2,{'long' * 2500},A-2,00:00.0,2026-09-04,1.00,1.00,EUR\n"
    )
    path = sent(collector, evil, "<b>ledger.csv")
    page = shown(collector, path)
    result = shown(collector, entered(collector, path))
    for one in (page, result):
        assert "<script>alert" not in one and "<b>ledger" not in one
        assert "long" * 100 not in one
    assert '=HYPERLINK("http://x")' in words(page)


def test_page_tells_how_far_the_file_was_read(collector, firm, never):
    path = sent(collector, LEDGER)
    page = shown(collector, path)
    assert "Reading ledger.csv" in words(page)
    assert f'hx-get="{path}" hx-trigger="every 500ms"' in page
    part = collector.get(path, htmx=True)
    assert part.headers["HX-Retarget"] == "#so_far"
    assert part.get_data(as_text=True).startswith('<p id="so_far"')
    # What is not read yet is neither answered nor entered.
    assert collector.post(path, {"currency": "USD"}).status_code == 303
    assert collector.post(f"{path}/entered").status_code == 409


def test_file_is_read_by_a_process_of_its_own(collector, firm):
    path = sent(collector, LEDGER)
    until = time.monotonic() + 60
    while "Bring it in" not in (page := words(shown(collector, path))) and time.monotonic() < until:
        time.sleep(0.2)
    assert "3 invoices (3 new)" in page


# Questions and columns ----------------------------------------------------------------------------------------------

DOUBTFUL = (
    "Customer No,Customer Name,Invoice,Invoice Date,Due Date,Amount\nC1,Ashby Ltd,A-1,03/04/2026,05/06/2026,100.00\n"
)


def test_questions_come_all_at_once_with_what_each_answer_means(collector, store, firm, at_once):
    path = sent(collector, DOUBTFUL)
    page = words(shown(collector, path))
    assert "Which day is 03/04/2026?" in page or "Which day is 05/06/2026?" in page
    assert "day, month, year" in page and "month, day, year" in page
    assert "in which currency" in page
    assert "Bring it in" not in page
    wrong = collector.post(path, {"dates": "mdy", "currency": ""})
    assert wrong.status_code == 422
    assert re.search(r'value="mdy" [^>]*checked', wrong.get_data(as_text=True)), "what was answered stays"
    assert collector.post(path, {"dates": "mdy", "currency": "shells"}).status_code == 422
    assert collector.post(path, {"dates": "mdy", "currency": "usd"}).status_code == 303
    entered(collector, path)
    assert rows(store, "select due_on, currency from invoice order by id desc limit 1") == [
        {"due_on": "2026-05-06", "currency": "USD"}
    ]


def test_tomorrow_the_same_header_takes_one_press(collector, store, firm, at_once):
    path = sent(collector, DOUBTFUL)
    collector.post(path, {"dates": "mdy", "currency": "USD"})
    entered(collector, path)
    path = sent(collector, DOUBTFUL + "C1,Ashby Ltd,A-2,04/05/2026,06/07/2026,50.00\n", "tomorrow.csv")
    page = words(shown(collector, path))
    assert "2 invoices (1 new)" in page and "does not say" not in page
    entered(collector, path)
    assert rows(store, "select due_on from invoice order by id desc limit 1") == [{"due_on": "2026-06-07"}]


def test_column_is_another_field_when_a_person_says_so(collector, store, firm, at_once):
    content = (
        "Customer No,Customer Name,Invoice,Invoice Date,Due Date,Payable,Amount,Currency\n"
        "C1,Ashby Ltd,A-1,2026-08-05,2026-09-04,2026-10-04,100.00,EUR\n"
    )
    path = sent(collector, content)
    page = shown(collector, path)
    assert field(page, "column-5") == "due" and field(page, "column-6") == ""
    assert collector.post(path, {"column-5": "due", "column-6": "due"}).status_code == 303
    page = shown(collector, path)
    assert field(page, "column-5") == "" and field(page, "column-6") == "due"
    entered(collector, path)
    assert rows(store, "select due_on from invoice order by id desc limit 1") == [{"due_on": "2026-10-04"}]


def test_two_columns_are_not_made_the_same_field(collector, firm, at_once):
    path = sent(collector, LEDGER)
    wrong = collector.post(path, {"column-1": "collector", "column-2": "collector"})
    assert wrong.status_code == 422
    assert "Two columns cannot both be this" in words(wrong.get_data(as_text=True))


def test_columns_of_unknown_names_are_told_by_a_person(collector, store, firm, at_once):
    path = sent(collector, "a,b,c,d,e\nC1,A-1,2026-08-05,2026-09-04,12.50\nC2,A-2,2026-08-06,2026-09-05,13.50\n")
    page = shown(collector, path)
    assert "which column is which" in words(page)
    columns = dict(enumerate(("account_number", "number", "issued", "due", "amount"), 1))
    said = {f"column-{place}": name for place, name in columns.items()}
    assert collector.post(path, {**said, "kind": "invoices", "currency": "EUR"}).status_code == 303
    assert "2 invoices (2 new)" in words(shown(collector, path))
    entered(collector, path)
    assert invoices(store, firm) == {"A-1": 1250, "A-2": 1350}


def test_column_that_could_be_two_is_asked_by_its_values(collector, store, firm, at_once):
    content = (
        "Customer No,Invoice,Invoice Date,Due Date,Balance,Amount Due,Currency\n"
        "C1,A-1,2026-08-05,2026-09-04,70.00,60.00,EUR\n"
    )
    path = sent(collector, content)
    page = shown(collector, path)
    assert "open amount" in words(page)
    assert re.search(r'name="doubt-open" value="6"', page)
    assert collector.post(path, {"doubt-open": "6"}).status_code == 303
    entered(collector, path)
    assert invoices(store, firm) == {"A-1": 6000}


def test_day_of_the_figures_leaves_out_what_came_later(collector, store, firm, at_once):
    path = sent(collector, LEDGER)
    assert collector.post(path, {"as_of": "2026-12-31"}).status_code == 422
    assert collector.post(path, {"as_of": "2026-10-01"}).status_code == 303
    page = words(shown(collector, path))
    assert "2 invoices (2 new)" in page and "Left out 1" in page
    entered(collector, path)
    assert set(invoices(store, firm)) == {"A-1", "B-1"}


@pytest.mark.parametrize(("language", "comma"), [("en", ", "), ("zh", "、")])
def test_examples_are_listed_as_the_language_does(collector, firm, at_once, language, comma):
    collector.post("/people/me/language", {"language": language})
    row = "C1,Ashby Ltd,A-{},2026-08-05,2026-09-04,{}.00,{}.00,EUR\n"
    numbers = (1, 1, 2, 2, 3, 3, 4, 4)
    page = shown(
        collector, sent(collector, HEADER + "".join(row.format(one, n + 9, n + 9) for n, one in enumerate(numbers)))
    )
    assert comma.join(("A-1", "A-2", "A-3", "…")) in words(page)


@pytest.mark.parametrize(("language", "comma"), [("en", ", "), ("zh", "、")])
def test_headers_in_a_sentence_are_listed_as_the_language_does(collector, firm, at_once, language, comma):
    collector.post("/people/me/language", {"language": language})
    few = ["Customer No", "Invoice Date", "Due Date", "Amount"]
    page = words(shown(collector, sent(collector, ",".join(few) + "\nC1,2026-08-05,2026-09-04,1.00\n")))
    assert comma.join(few) in page
    many = [*few, *(f"Note {n}" for n in range(9))]
    page = words(shown(collector, sent(collector, ",".join(many) + "\nC1,2026-08-05,2026-09-04,1.00" + "," * 9 + "\n")))
    assert comma.join((*many[:12], "…")) in page


def test_missing_invoices_are_asked_about_before_they_are_settled(collector, store, firm, at_once):
    many = HEADER + "".join(f"C1,Ashby Ltd,A-{n},2026-08-05,2026-09-04,10.00,10.00,EUR\n" for n in range(20))
    entered(collector, sent(collector, many))
    part = HEADER + "C1,Ashby Ltd,A-1,2026-08-05,2026-09-04,10.00,10.00,EUR\n"
    path = sent(collector, part, "part.csv")
    assert "19 of 20 open invoices are not in this list (A-0, " in words(shown(collector, path))
    assert collector.post(path, {"missing": "settled"}).status_code == 303
    assert "Settled, not listed any more 19" in words(shown(collector, path))
    # Thought over: it was only a part.
    assert collector.post(path, {"missing": "kept"}).status_code == 303
    entered(collector, path)
    assert set(invoices(store, firm).values()) == {1000}


def test_book_that_changed_meanwhile_is_looked_over_once_more(collector, store, data, firm, clock, at_once):
    few = HEADER + "".join(f"C1,Ashby Ltd,A-{n},2026-08-05,2026-09-04,10.00,10.00,EUR\n" for n in range(5))
    many = few + "".join(f"C1,Ashby Ltd,B-{n},2026-08-05,2026-09-04,10.00,10.00,EUR\n" for n in range(20))
    path = sent(collector, few, "few.csv")
    (data / "many.csv").write_text(many, encoding="utf-8")
    assert bring_in(store, data / "many.csv", Answers(creditor=FIRM), now=clock()).created == 25
    assert entered(collector, path) == path
    page = words(shown(collector, path))
    assert "20 of 25 open invoices are not in this list" in page
    assert set(invoices(store, firm).values()) == {1000}


# What came of it ----------------------------------------------------------------------------------------------------


def test_refused_rows_are_saved_mended_and_sent_again(collector, store, firm, at_once):
    bad = LEDGER + "C3,=Cedar,D-1,00:00.0,2026-09-04,70.00,70.00,EUR\nC3,=Cedar,D-2,2026-08-04,2026-09-04,x,x,EUR\n"
    path = sent(collector, bad)
    page = words(shown(collector, path))
    assert "Refused 2" in page and "Only a time of day is left of this date" in page
    result = entered(collector, path)
    assert "Save 2 rows as a file" in words(shown(collector, result))
    answer = collector.get(f"{result}/refused")
    assert "attachment" in answer.headers["Content-Disposition"]
    table = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert table[0] == [*HEADER.strip().split(","), "Why it did not come in"]
    assert [row[2] for row in table[1:]] == ["D-1", "D-2"]
    assert all(row[1] == "'=Cedar" for row in table[1:]), "no spreadsheet takes it for a formula"
    table[1][3], table[2][5], table[2][6] = "2026-08-04", "20.00", "20.00"
    mended = io.StringIO()
    csv.writer(mended).writerows(table)
    path = sent(collector, mended.getvalue(), "mended.csv")
    page = shown(collector, path)
    if "not in this list" in page:
        assert collector.post(path, {"missing": "kept"}).status_code == 303
    entered(collector, path)
    assert invoices(store, firm) == {"A-1": 10000, "A-2": 3000, "B-1": 5000, "D-1": 7000, "D-2": 2000}
    assert rows(store, "select name from account where number = 'C3'") == [{"name": "=Cedar"}]


def test_lead_undoes_an_import_once(lead, collector, store, firm, at_once):
    result = entered(collector, sent(collector, LEDGER))
    assert "Undo this import" not in words(shown(collector, result))
    assert collector.post(f"{result}/undone").status_code == 403
    page = words(shown(lead, result))
    assert "What it made is taken out again: 2 accounts, 3 invoices." in page
    answer = lead.post(f"{result}/undone")
    assert answer.status_code == 303
    assert invoices(store, firm) == {}
    assert lead.post(f"{result}/undone").headers["Location"] == answer.headers["Location"]
    assert "was undone" in words(shown(collector, answer.headers["Location"]))
    page = words(shown(lead, result))
    assert "This import was undone" in page and "Undo this import" not in page
    assert "undone" in words(shown(collector, "/imports"))


def test_import_on_which_something_was_built_says_why_it_stays(lead, collector, store, firm, at_once):
    result = entered(collector, sent(collector, LEDGER))
    account = rows(store, "select id from account where creditor_id = ? limit 1", firm)[0]["id"]
    assert collector.post(f"/accounts/{account}/notes", {"text": "they rang"}).status_code == 303
    page = words(shown(lead, result))
    assert "Notes have been written since" in page and "Undo this import" not in page
    assert lead.post(f"{result}/undone").status_code == 409
    assert len(invoices(store, firm)) == 3


def test_long_list_of_imports_goes_on_page_by_page(collector, firm, at_once, monkeypatch):
    monkeypatch.setattr(imports, "PAGE", 2)
    for nth in range(3):
        entered(collector, sent(collector, LEDGER, f"file-{nth}.csv"))
    first = shown(collector, "/imports")
    older = re.search(r'class="more"><a href="([^"]+)"', first)
    assert older and "file-0.csv" not in first and "file-2.csv" in first
    second = shown(collector, html.unescape(older[1]))
    assert "file-0.csv" in second and "file-1.csv" not in second


def test_collectors_named_in_the_list_are_told_of(lead, store, app, firm, at_once):
    content = LEDGER.replace("Currency\n", "Currency,Collector\n").replace("EUR\n", "EUR,Nina New\n")
    content = content.replace("GBP\n", "GBP,Olga Outsider\n")
    page = words(shown(lead, entered(lead, sent(lead, content))))
    assert "New here, with their accounts: Nina New." in page
    assert "Olga Outsider. Their accounts are handed to nobody." in page
    assert sign_in(app, store, "Nina New").get("/imports").status_code == 200
