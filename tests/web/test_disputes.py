"""Disputes in the browser: opened in the file or in the call, changed, noted, closed; and what can go wrong."""

import html
import re

import pytest

from rejoinder import accounts
from rejoinder.accounts import dispute_changes, disputes
from rejoinder.errors import ChangedElsewhere
from tests.conftest import START, account_id, begin, count, field, rows
from tests.scripts_of import publish, response

LINES = """select l.*, i.number from dispute_line l join invoice i on i.id = l.invoice_id
  join dispute d on d.id = l.dispute_id where d.account_id = ? order by l.id"""


def text_of(answer) -> str:
    """Give a page as one reads it: without tags, spaces as they are shown."""
    words = re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))
    return re.sub(r"\s+", " ", html.unescape(words)).replace("\N{NO-BREAK SPACE}", " ")


def beside(answer, name: str) -> str:
    """Read what is said beside a field."""
    found = re.search(rf'id="f-problem-{name}">(.*?)</p>', answer.get_data(as_text=True), re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", found[1])) if found else ""


@pytest.fixture
def ours(store) -> int:
    """An account of the collector's, with nothing in dispute."""
    return account_id(store, "GB-1017")


@pytest.fixture
def owing(store, ours):
    """Its open invoices."""
    return file_of(store, ours).invoices


def file_of(store, ours):
    return accounts.load(store, ours, person_id=1, now=START)


def opened(visitor, ours, invoices, **fields) -> int:
    """Open a dispute of some invoices as one does in the file."""
    sent = {"invoice": [one.id for one in invoices], "reason": "price", "words": "Charged twice", **fields}
    return visitor.post(f"/accounts/{ours}/disputes", sent, htmx=True)


def last(store) -> int:
    return int(rows(store, "select max(id) as id from dispute")[0]["id"])


def test_dispute_opened_in_the_file_is_in_the_list_and_on_the_desk(collector, store, ours, owing):
    first, second = owing[:2]
    before = file_of(store, ours).standing.asked_minor
    part = {f"disputed-{first.id}": "100.50", "wants": "a credit note", "due": "fri", "owner": collector.person_id}
    answer = opened(collector, ours, [first, second], **part)
    assert answer.status_code == 200
    assert answer.headers["HX-Trigger"] == "file-changed"
    rest = f"{(first.open_minor - 10050) / 100:,.2f}"
    for page in (text_of(answer), text_of(collector.get(f"/accounts/{ours}/disputes"))):
        assert f"{first.number}, {second.number}" in page
        assert f"Undisputed: GBP {rest} of {first.number} remains to be paid." in page
        assert "They want: a credit note" in page
        assert "Tom Arkwright answers by Fri 20 Nov" in page
    desk = text_of(collector.get(f"/accounts/{ours}"))
    assert f"GBP {(second.open_minor + 10050) / 100:,.2f} price since Wed 18 Nov" in desk
    assert "Charged twice They want: a credit note" in desk
    assert file_of(store, ours).standing.asked_minor == before - 10050 - second.open_minor


def test_amount_beside_an_invoice_means_that_invoice_though_it_is_not_ticked(collector, store, ours, owing):
    opened(collector, ours, [], **{f"disputed-{owing[1].id}": "12"})
    assert [(one["invoice_id"], one["amount_minor"]) for one in rows(store, LINES, ours)] == [(owing[1].id, 1200)]


def test_dispute_sent_twice_is_opened_once(collector, store, ours, owing):
    answers = [opened(collector, ours, owing[:1], submission="s1").status_code for _ in range(2)]
    assert answers == [200, 200]
    assert len(rows(store, LINES, ours)) == 1


def test_without_htmx_the_list_follows(collector, ours, owing):
    answer = collector.post(f"/accounts/{ours}/disputes", {"invoice": owing[0].id, "reason": "price"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/accounts/{ours}/disputes"


@pytest.mark.parametrize(
    ("fields", "name", "words"),
    [
        ({"invoice": []}, "invoices", "Choose the invoices"),
        ({"part": "9,999,999"}, "part", "is open, so no more than that"),
        ({"part": "0"}, "part", "cannot be zero"),
        ({"part": "-5"}, "part", "cannot be below zero"),
        ({"part": "half"}, "part", "is no amount"),
        ({"reason": "", "words": " "}, "words", "Say what is wrong"),
        ({"reason": "nonsense"}, "reason", "Choose one of the list"),
        ({"owner": "999999"}, "owner", "Choose one of the list"),
        ({"due": "soon"}, "due", "is no day yet"),
        ({"due": "2026-11-02"}, "due", "has passed"),
        ({"due": "sat"}, "due", "Sat 21 Nov is no working day here. The nearest is Fri 20 Nov."),
        (
            {"due": "25/12"},
            "due",
            "Fri 25 Dec is a holiday here: Christmas Day. The nearest working day is Thu 24 Dec.",
        ),
        ({"numbers": "26-9999"}, "numbers", "There is no invoice “26-9999”"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(
    collector, store, ours, owing, fields, name, words
):
    one = owing[0]
    typed = {"invoice": one.id, "reason": "price", "words": "Charged <twice>", "wants": "x & y", "due": "fri", **fields}
    part = f"disputed-{one.id}"
    typed = {part if key == "part" else key: value for key, value in typed.items()}
    answer = collector.post(f"/accounts/{ours}/disputes", typed, htmx=True)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words in beside(answer, part if name == "part" else name)
    for kept in ("due", part, "numbers"):
        assert kept not in typed or field(page, kept) == str(typed[kept])
    assert html.escape(typed["words"]) in page
    assert ">x &amp; y</textarea>" in page
    assert ("checked" in page) == bool(typed["invoice"])
    assert rows(store, LINES, ours) == []


def test_day_off_is_kept_when_it_is_right_all_the_same(collector, store, ours, owing):
    assert opened(collector, ours, owing[:1], due="sat", sure="due").status_code == 200
    assert rows(store, "select due_on from dispute where id = ?", last(store)) == [{"due_on": "2026-11-21"}]


def test_invoice_in_dispute_already_cannot_be_chosen(collector, store, ours, owing):
    opened(collector, ours, owing[:1])
    page = collector.get(f"/accounts/{ours}/disputes/new").get_data(as_text=True)
    assert f'name="invoice" value="{owing[0].id}"' not in page
    assert f'name="invoice" value="{owing[1].id}"' in page
    assert "in dispute already" in page
    answer = opened(collector, ours, owing[:2])
    assert answer.status_code == 422
    assert "is in dispute already" in beside(answer, f"disputed-{owing[0].id}")
    assert len(rows(store, LINES, ours)) == 1


def test_invoice_paid_meanwhile_is_not_disputed(collector, store, ours, owing):
    with store.write() as writing:
        writing.add("ledger_statement", invoice_id=owing[0].id, open_minor=0, as_of="2026-11-18")
        accounts.settle(writing, [ours])
    answer = opened(collector, ours, owing[:1])
    assert answer.status_code == 422
    assert "is settled" in beside(answer, f"disputed-{owing[0].id}")


def test_dispute_is_of_one_currency(lead, store):
    two = account_id(store, "GB-1021")
    fresh = [one for one in file_of(store, two).invoices if one.open_minor > 0 and not one.disputed_on]
    chosen = list({one.currency: one for one in fresh}.values())
    assert len(chosen) == 2
    before = rows(store, LINES, two)
    answer = opened(lead, two, chosen)
    assert answer.status_code == 422
    assert "one currency" in beside(answer, "invoices")
    assert rows(store, LINES, two) == before


def test_credit_note_is_not_disputed(lead, store):
    two = account_id(store, "GB-1021")
    credit = [one for one in file_of(store, two).invoices if one.open_minor < 0]
    assert f'value="{credit[0].id}"' not in lead.get(f"/accounts/{two}/disputes/new").get_data(as_text=True)
    answer = opened(lead, two, credit)
    assert "credit in their favour" in beside(answer, f"disputed-{credit[0].id}")


def test_invoice_beyond_the_listed_ones_is_named_by_its_number(collector, store, ours):
    with store.write() as writing:
        for number in range(120):
            writing.add("invoice", account_id=ours, number=f"Z{number:03}", issued_on="2026-10-01", due_on="2026-12-01",
                        currency="GBP", amount_minor=500, open_minor=500)  # fmt: skip
        accounts.settle(writing, [ours])
    assert 'name="numbers"' in collector.get(f"/accounts/{ours}/disputes/new").get_data(as_text=True)
    refused = opened(collector, ours, [], numbers="Z118，Z119", due="sat")
    assert refused.status_code == 422
    assert refused.get_data(as_text=True).count("checked") == 2
    assert opened(collector, ours, [], numbers="Z118，Z119").status_code == 200
    assert [one["number"] for one in rows(store, LINES, ours)] == ["Z118", "Z119"]


def test_invoice_of_another_account_is_not_chosen(collector, store, ours):
    other = file_of(store, account_id(store, "GB-1051")).invoices
    assert opened(collector, ours, other[:1]).status_code == 422
    assert rows(store, LINES, ours) == []


def form_of(visitor, dispute_id: int) -> dict[str, str]:
    """Read the form that changes a dispute, as a browser sends it back."""
    page = visitor.get(f"/disputes/{dispute_id}").get_data(as_text=True)
    names = [*re.findall(r'name="(was-[^"]+)"', page), "reason", "owner", "due", "version", "submission"]
    names += re.findall(r'name="(disputed-\d+)"', page)
    areas = re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)', page)
    return {**{name: field(page, name) for name in names}, **{name: html.unescape(words) for name, words in areas}}


def test_change_is_saved_with_who_and_what_in_the_history(collector, colleague, store, ours, owing):
    opened(collector, ours, owing[:1])
    made = last(store)
    fields = {**form_of(colleague, made), "words": "Freight too", f"disputed-{owing[0].id}": "20", "due": "fri"}
    page = text_of(colleague.post(f"/disputes/{made}", fields, htmx=True))
    assert "Saved." in page
    assert "Freight too" in page
    assert "Wed 18 Nov 08:30 · Tom Arkwright opened" in page
    assert re.search(r"Priya Desai changed: what is wrong, answer by, disputed part", page)
    assert rows(store, LINES, ours)[0]["amount_minor"] == 2000
    assert "freight" not in str(rows(store, "select * from audit")).lower()


def test_change_sent_twice_is_saved_once(collector, store, ours, owing):
    opened(collector, ours, owing[:1])
    fields = {**form_of(collector, last(store)), "words": "Freight too"}
    for _ in range(2):
        assert "Saved." in text_of(collector.post(f"/disputes/{last(store)}", fields, htmx=True))
    assert count(store, "dispute_event") == 2


def test_nothing_changed_is_nothing_saved(collector, store, ours, owing):
    opened(collector, ours, owing[:1])
    answer = collector.post(f"/disputes/{last(store)}", form_of(collector, last(store)), htmx=True)
    assert "Nothing was changed" in text_of(answer)
    assert count(store, "dispute_event") == 1


def test_two_people_who_change_a_dispute_at_once_see_both_versions(collector, colleague, store, ours, owing):
    opened(collector, ours, owing[:1], words="first", wants="a call")
    made, part = last(store), f"disputed-{owing[0].id}"
    mine, theirs = form_of(collector, made), form_of(colleague, made)
    colleague.post(f"/disputes/{made}", {**theirs, "words": "theirs", "wants": "a visit", part: "30"}, htmx=True)
    answer = collector.post(f"/disputes/{made}", {**mine, "words": "mine", part: "40"}, htmx=True)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Meanwhile saved by somebody else: theirs" in page
    assert "Meanwhile saved by somebody else: 30.00" in page
    assert "Taken over from somebody else; before: a call" in page
    assert field(answer.get_data(as_text=True), part) == "40"
    assert rows(store, "select words from dispute where id = ?", made) == [{"words": "theirs"}]
    assert collector.post(f"/disputes/{made}", {**mine, "words": "mine"}).status_code == 409


def test_day_and_amount_that_stand_on_file_are_not_asked_about_again(collector, store, ours, owing, clock):
    part = {f"disputed-{owing[0].id}": "100"}
    opened(collector, ours, owing[:1], due="thu", owner=collector.person_id, **part)
    with store.write() as writing:
        writing.add("ledger_statement", invoice_id=owing[0].id, open_minor=5000, as_of="2026-11-18")
        accounts.settle(writing, [ours])
    clock.forward(days=3)
    fields = {**form_of(collector, last(store)), "words": "more"}
    assert "Saved." in text_of(collector.post(f"/disputes/{last(store)}", fields, htmx=True))
    assert rows(store, LINES, ours)[0]["amount_minor"] == 10000
    assert "Tom Arkwright answers by Thu 19 Nov late" in text_of(collector.get(f"/accounts/{ours}"))


@pytest.mark.parametrize("verdict", ["credit", "upheld", "withdrawn"])
def test_closed_dispute_is_asked_for_again_and_the_ledger_stays(collector, store, ours, owing, clock, verdict):
    before = file_of(store, ours).standing
    opened(collector, ours, owing[:2])
    made = last(store)
    page = collector.get(f"/disputes/{made}/close").get_data(as_text=True)
    lines = re.findall(r'name="line" value="(\d+)" checked', page)
    assert len(lines) == 2
    assert "changes nothing in the ledger" in page
    fields = {"closed_as": verdict, "line": lines[:1], "note": "Agreed with <Ann>"}
    assert collector.post(f"/disputes/{made}/close", fields, htmx=True).status_code == 200
    assert [one["closed_as"] for one in rows(store, LINES, ours)] == [verdict, None]
    clock.forward(minutes=1)
    answer = collector.post(f"/disputes/{made}/close", {**fields, "line": lines[1:]}, htmx=True)
    assert "Nothing is in dispute." in text_of(answer)
    assert "Agreed with <Ann>" in text_of(answer)
    assert f"· {owing[0].number} Agreed with <Ann>" in text_of(answer)
    assert file_of(store, ours).standing == before
    assert opened(collector, ours, owing[:1]).status_code == 200


@pytest.mark.parametrize(
    ("fields", "name", "words"),
    [({"closed_as": ""}, "closed_as", "Choose how it ends"), ({"line": []}, "line", "Tick the invoices")],
)
def test_closing_says_what_is_missing(collector, store, ours, owing, fields, name, words):
    opened(collector, ours, owing[:1])
    line = rows(store, LINES, ours)[0]["id"]
    sent = {"closed_as": "upheld", "line": line, "note": "a word", **fields}
    answer = collector.post(f"/disputes/{last(store)}/close", sent, htmx=True)
    assert answer.status_code == 422
    assert words in beside(answer, name)
    assert "a word" in answer.get_data(as_text=True)


def test_dispute_closed_by_two_people_is_closed_as_the_first_said(collector, colleague, store, ours, owing):
    opened(collector, ours, owing[:1])
    made, line = last(store), rows(store, LINES, ours)[0]["id"]
    first = {"closed_as": "credit", "line": line, "submission": "a"}
    for _ in range(2):
        assert collector.post(f"/disputes/{made}/close", first, htmx=True).status_code == 200
    second = {"closed_as": "upheld", "line": line, "note": "not so", "submission": "b"}
    answer = colleague.post(f"/disputes/{made}/close", second, htmx=True)
    assert answer.status_code == 422
    assert "is closed already" in beside(answer, "line")
    assert "credit note due" in text_of(answer)
    assert "not so" in answer.get_data(as_text=True)
    assert rows(store, LINES, ours)[0]["closed_as"] == "credit"


def test_note_joins_the_history_of_an_open_or_closed_dispute(collector, store, ours, owing):
    opened(collector, ours, owing[:1])
    made, line = last(store), rows(store, LINES, ours)[0]["id"]
    assert "Write the note." in beside(collector.post(f"/disputes/{made}/notes", {"text": " "}, htmx=True), "text")
    collector.post(f"/disputes/{made}/close", {"closed_as": "upheld", "line": line})
    assert collector.get(f"/disputes/{made}/notes").status_code == 200
    assert "Rang <again>" in text_of(collector.post(f"/disputes/{made}/notes", {"text": "Rang <again>"}, htmx=True))


def test_dispute_that_a_ledger_told_of_reads_well_without_its_beginning(collector, store, ours, owing):
    with store.write() as writing:
        made = writing.add("dispute", account_id=ours, opened_on="2026-08-25")
        writing.add("dispute_line", dispute_id=made, invoice_id=owing[0].id)
    page = text_of(collector.get(f"/accounts/{ours}/disputes"))
    assert "since Tue 25 Aug · nobody sees to it yet" in page
    assert "Tue 25 Aug opened, as the ledger says" in page
    with store.write() as writing:
        writing.run("close_dispute_of_ledger", line_id=rows(store, LINES, ours)[0]["id"], day="2026-11-18")
    page = text_of(collector.get(f"/accounts/{ours}/disputes"))
    assert f"{owing[0].number} all of it · closed without a decision · Wed 18 Nov" in page
    assert "None" not in page


def test_dispute_of_the_call_holds_its_part_back_with_reason_and_wishes(collector, store, ours, owing):
    call_id = begin(collector, store, "GB-1017")
    form = collector.get(f"/calls/{call_id}/commitments/new?kind=dispute_details", htmx=True).get_data(as_text=True)
    assert f'name="disputed-{owing[0].id}"' in form
    fields = {"kind": "dispute_details", "day": "fri", "reason": "quantity", "wants": "the rest", "note": "two short"}
    part = {f"disputed-{owing[0].id}": "50"}
    preview = text_of(collector.post(f"/calls/{call_id}/commitments/preview", {**fields, **part}, htmx=True))
    assert f"of {owing[0].number} remains to be paid" in preview
    assert collector.post(f"/calls/{call_id}/commitments", {**fields, **part}, htmx=True).status_code == 201
    made = rows(store, "select reason, words, wants, owner_id, opened_by from dispute where id = ?", last(store))
    assert made == [
        {
            "reason": "quantity",
            "words": "two short",
            "wants": "the rest",
            "owner_id": file_of(store, ours).account.collector_id,
            "opened_by": collector.person_id,
        }
    ]
    form = collector.get(f"/calls/{call_id}/commitments/new?kind=promise_to_pay", htmx=True).get_data(as_text=True)
    assert field(form, "amount") == f"{file_of(store, ours).standing.asked_minor / 100:,.2f}"
    again = collector.post(f"/calls/{call_id}/commitments", {**fields, **part, "submission": "2"}, htmx=True)
    assert again.status_code == 422
    assert "is in dispute already" in again.get_data(as_text=True)
    assert field(again.get_data(as_text=True), f"disputed-{owing[0].id}") == "50"


def test_dispute_above_the_invoice_is_refused_in_the_call_too(collector, store, owing):
    call_id = begin(collector, store, "GB-1017")
    fields = {"kind": "dispute_details", "day": "fri", f"disputed-{owing[0].id}": "9,999,999", "wants": "<x>"}
    answer = collector.post(f"/calls/{call_id}/commitments", fields, htmx=True)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="problem-disputed-{owing[0].id}">Only GBP' in page
    assert field(page, "wants") == "<x>"
    assert rows(store, "select id from dispute where opened_in is not null") == []


def test_wholly_disputed_account_is_still_asked_about_the_dispute(collector, store, ours, owing):
    opened(collector, ours, [one for one in owing if one.open_minor > 0])
    body = response(say="Which day for {overdue_total}?").replace(
        "1. Which day? → day\n",
        "1. What is wrong? → note\n2. By which day in writing? → day\n3. How will you transfer it? → method\n",
    )
    publish(store, "scripts/en/responses/quality_dispute.md", body)
    call_id = begin(collector, store, "GB-1017")
    heard = {"excuse": "quality_dispute", "said": "it is broken"}
    page = text_of(collector.post(f"/calls/{call_id}/heard", heard, htmx=True))
    assert "Nothing undisputed is overdue" in page
    assert "What is wrong?" in page
    assert "By which day in writing?" in page
    assert "transfer" not in page
    shown = rows(store, "select shown from heard where call_id = ?", call_id)[0]["shown"]
    assert "What is wrong" in shown
    assert "transfer" not in shown


def test_dispute_recorded_in_error_is_taken_out_and_its_history_says_so(lead, store, ours, owing):
    call_id = begin(lead, store, "GB-1017")
    fields = {"kind": "dispute_details", "day": "fri", "invoice": owing[0].id}
    lead.post(f"/calls/{call_id}/commitments", fields)
    made = rows(store, "select max(id) as id from commitment")[0]["id"]
    lead.post(f"/calls/{call_id}/end", {"outcome": "dispute"})
    assert f"judgements?open={made}" in lead.get(f"/accounts/{ours}").get_data(as_text=True)
    assert lead.post(f"/commitments/{made}/judgements", {"act": "error"}).status_code == 422
    said = {"act": "error", "reason": "it was another invoice"}
    assert lead.post(f"/commitments/{made}/judgements", said).status_code == 303
    page = text_of(lead.get(f"/accounts/{ours}/disputes"))
    assert "Nothing is in dispute." in page
    assert f"taken out: recorded in error · {owing[0].number}" in page


def test_outsider_finds_no_dispute_and_no_difference_to_one_that_never_was(outsider, store):
    known = rows(store, "select min(id) as id from dispute")[0]["id"]
    for part in ("", "/notes", "/close"):
        answers = {outsider.get(f"/disputes/{one}{part}").get_data(as_text=True) for one in (known, 999999)}
        assert len({re.sub(r'content="[^"]+"|value="[^"]+"', "", page) for page in answers}) == 1
        assert outsider.post(f"/disputes/{known}{part}", {"text": "x", "closed_as": "credit"}).status_code == 404
    assert count(store, "dispute_event") == 0


def test_change_of_a_dispute_closed_meanwhile_is_refused_and_it_takes_notes_only(
    collector, colleague, store, ours, owing
):
    opened(collector, ours, owing[:1])
    made = last(store)
    typed = {"version": 1, "reason": "price", "words": "mine"}
    line = rows(store, "select id from dispute_line where dispute_id = ?", made)[0]["id"]
    assert colleague.post(f"/disputes/{made}/close", {"closed_as": "upheld", "line": line}).status_code == 303
    before = rows(store, "select * from dispute where id = ?", made)
    answer = collector.post(f"/disputes/{made}", typed, htmx=True)
    assert answer.status_code == 409
    assert "closed meanwhile" in answer.get_data(as_text=True)
    assert rows(store, "select * from dispute where id = ?", made) == before
    page = collector.get(f"/disputes/{made}").get_data(as_text=True)
    assert 'name="text"' in page
    assert 'name="wants"' not in page


def test_who_closed_it_meanwhile_is_named_and_what_was_typed_is_kept(collector, colleague, store, ours, owing):
    opened(collector, ours, owing[:1])
    made = last(store)
    typed = {**form_of(collector, made), "words": "<mine> only", "wants": "a visit"}
    line = rows(store, LINES, ours)[0]["id"]
    colleague.post(f"/disputes/{made}/close", {"closed_as": "upheld", "line": line})
    before = rows(store, "select * from dispute"), rows(store, "select * from dispute_event")
    said = "This dispute is closed meanwhile, by Priya Desai. Add a note to it, or open a new dispute."
    assert collector.post(f"/disputes/{made}", typed, htmx=True).get_data(as_text=True) == said
    answer = collector.post(f"/disputes/{made}", typed)
    assert answer.status_code == 409
    assert said in beside(answer, "text")
    assert "&lt;mine&gt; only\na visit</textarea>" in answer.get_data(as_text=True)
    assert f'action="/disputes/{made}/notes"' in answer.get_data(as_text=True)
    assert (rows(store, "select * from dispute"), rows(store, "select * from dispute_event")) == before


def test_dispute_that_the_ledger_closed_meanwhile_names_nobody_and_is_not_changed(collector, store, ours, owing):
    opened(collector, ours, owing[:1])
    made = last(store)
    typed = {**form_of(collector, made), "words": "mine"}
    stale = disputes.load_dispute(store, made)
    with store.write() as writing:
        writing.run("close_dispute_of_ledger", line_id=rows(store, LINES, ours)[0]["id"], day="2026-11-18")
    assert "This dispute is closed meanwhile." in beside(collector.post(f"/disputes/{made}", typed), "text")
    author = accounts.Author(collector.person_id, START)
    with pytest.raises(ChangedElsewhere):
        dispute_changes.change_dispute(
            store, stale, {"words": "mine"}, {}, version=stale.version, submission="s", author=author
        )
    assert rows(store, "select words from dispute where id = ?", made) == [{"words": "Charged twice"}]


def changed(visitor, store, clock, **fields) -> str:
    """Change the last dispute a minute later, and read the list that follows."""
    clock.forward(minutes=1)
    made = last(store)
    return text_of(visitor.post(f"/disputes/{made}", {**form_of(visitor, made), **fields}, htmx=True))


def test_words_that_were_changed_stay_in_the_history_as_they_were(collector, colleague, store, ours, owing, clock):
    opened(collector, ours, owing[:1], words="first <words>", wants="a call")
    changed(colleague, store, clock, words="second", wants="a visit")
    changed(colleague, store, clock, due="fri")
    page = changed(collector, store, clock, words="third", wants="")
    assert "Wed 18 Nov 08:30 · Tom Arkwright opened first <words> They want: a call Wed 18 Nov 08:31" in page
    was = "what is wrong, before: {} what they want, before: {}"
    assert f"Priya Desai changed: what is wrong, what they want {was.format('first <words>', 'a call')}" in page
    assert f"Tom Arkwright changed: what is wrong, what they want {was.format('second', 'a visit')}" in page
    assert "changed: answer by Wed 18 Nov" in page
    audit = str(rows(store, "select * from audit"))
    assert not any(word in audit for word in ("first", "second", "third", "a call", "a visit"))


def test_words_added_later_are_not_those_it_was_opened_with(collector, store, ours, owing, clock):
    opened(collector, ours, owing[:1], words="")
    page = changed(collector, store, clock, words="added later")
    assert "Tom Arkwright opened Wed 18 Nov 08:31" in page
    assert "changed: what is wrong what is wrong, before: –" in page


def test_words_of_a_dispute_without_its_beginning_stay_as_they_were(collector, store, ours, owing, clock):
    with store.write() as writing:
        made = writing.add("dispute", account_id=ours, opened_on="2026-08-25", words="as the ledger has it")
        writing.add("dispute_line", dispute_id=made, invoice_id=owing[0].id)
    assert "opened, as the ledger says as the ledger has it" in text_of(collector.get(f"/accounts/{ours}/disputes"))
    assert "opened, as the ledger says as the ledger has it" in changed(collector, store, clock, words="two short")


def test_history_reads_well_after_the_words_before_were_erased(collector, store, ours, owing, clock):
    opened(collector, ours, owing[:1])
    changed(collector, store, clock, words="second")
    with store.write() as writing:
        writing.connection.execute("update dispute_event set text = ''")
    page = text_of(collector.get(f"/accounts/{ours}/disputes"))
    assert "changed: what is wrong" in page
    assert "Charged twice" not in page
    assert "before:" not in page
