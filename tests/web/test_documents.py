"""The documents of the claim: kept once, refused beside the field, never lost when taken out, handed out, never run."""

import html
import io
import re

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from rejoinder import accounts
from rejoinder.accounts.uploads import LARGEST_BYTES
from tests.conftest import account_id, begin, count, dump, rows

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
NUMBER = "GB-1017"


@pytest.fixture
def ours(store) -> int:
    """The account that the documents belong to."""
    return account_id(store, NUMBER)


def owed(store, account) -> list[int]:
    """Give the open invoices of an account, the longest due first."""
    found = rows(
        store, "select id from invoice where account_id = ? and open_minor > 0 order by due_on, number", account
    )
    return [row["id"] for row in found]


def upload(content: bytes, name: str) -> FileStorage:
    """Attach a file to a form."""
    return FileStorage(io.BytesIO(content), filename=name)


def post(visitor, path, fields, *, htmx=False, token=True):
    """Send a form with a file as a browser does; the test client would leave the temporary file of a large one open."""
    page = visitor.client.get("/sign-in").get_data(as_text=True)
    csrf = re.search(r'name="csrf-token" content="([^"]+)"', page)[1]
    boundary, body = encode_multipart({**fields, **({"csrf_token": csrf} if token else {})})
    headers = {"HX-Request": "true"} if htmx else {}
    kind = f'multipart/form-data; boundary="{boundary}"'
    return visitor.client.post(path, data=body, content_type=kind, headers=headers)


def add(visitor, account, *, htmx=False, **fields):
    """Send the form of a document."""
    return post(visitor, f"/accounts/{account}/documents", fields, htmx=htmx)


def kept(store) -> int:
    """Count what was added to the book's documents."""
    return int(rows(store, "select count(*) as n from document where submission not like 'sample-%'")[0]["n"])


def invoices_of_newest(store) -> set[int]:
    """Give the invoices of the document added last."""
    found = rows(store, "select invoice_id from document_invoice where document_id = ?", newest(store)["id"])
    return {row["invoice_id"] for row in found}


def newest(store) -> dict:
    """Read the document added last."""
    return rows(store, "select * from document order by id desc limit 1")[0]


def problem_beside(page: str, name: str) -> str:
    """Give the reason that stands beside a field."""
    _, _, after = page.partition(f'id="f-problem-{name}">')
    assert after, f"no reason beside {name}"
    return html.unescape(after.partition("</p>")[0])


def summary(visitor, account) -> str:
    """Read the line on the desk."""
    page = visitor.get(f"/accounts/{account}").get_data(as_text=True)
    line = page.partition('id="checklist">')[2].partition("</p>")[0]
    return html.unescape(" ".join(re.sub("<[^>]+>", "", line).split()))


def test_invoice_is_sent_again_with_what_the_form_proposes(collector, store, ours):
    page = collector.get(f"/accounts/{ours}/documents/new?kind=invoice_sent&again=1", htmx=True).get_data(as_text=True)
    ticked = re.findall(r'name="invoice" value="(\d+)" checked', page)
    late = rows(store, "select id from invoice where account_id = ? and open_minor > 0 and due_on < '2026-11-18'", ours)
    assert {int(one) for one in ticked} == {row["id"] for row in late} != set()
    assert 'name="dated_on" type="text" value="2026-11-18"' in page
    fields = {
        "kind": "invoice_sent",
        "dated_on": "2026-11-18",
        "invoice": ticked,
        "sent_to": "丁女士",
        "sent_by": "email",
    }
    answer = add(collector, ours, htmx=True, **fields)
    assert answer.status_code == 200
    assert answer.headers["HX-Trigger"] == "file-changed"
    made = newest(store)
    assert (made["kind"], made["dated_on"], made["sent_to"], made["sent_by"]) == (
        "invoice_sent", "2026-11-18", "丁女士", "email",
    )  # fmt: skip
    assert invoices_of_newest(store) == {int(one) for one in ticked}
    assert f"invoice sent {len(ticked)} of {len(owed(store, ours))}, last 18 Nov to 丁女士" in summary(collector, ours)


def test_first_action_of_the_section_is_invoice_sent_again(collector, ours):
    page = collector.get(f"/accounts/{ours}/documents", htmx=True).get_data(as_text=True)
    first = re.search(r"<a [^>]*autofocus[^>]*>([^<]*)</a>", page)
    assert first and first[1] == "Invoice sent again"
    assert page.index("autofocus") < page.index('class="plain papers"')


def test_sending_is_again_only_for_an_invoice_that_was_sent_before(collector, store, ours):
    first, second = owed(store, ours)[:2]
    add(
        collector,
        ours,
        kind="invoice_sent",
        dated_on="3/11/2026",
        sent_to="ap@x.example",
        invoice=first,
        sure="dated_on",
    )
    add(collector, ours, kind="invoice_sent", dated_on="4/11/2026", invoice=second, sure="dated_on")
    page = collector.get(f"/accounts/{ours}/documents").get_data(as_text=True)
    assert "<b>invoice sent again</b>" not in page
    add(collector, ours, kind="invoice_sent", dated_on="17/11/2026", invoice=first, sure="dated_on")
    page = collector.get(f"/accounts/{ours}/documents").get_data(as_text=True)
    assert page.count("<b>invoice sent again</b>") == 1
    assert "sent 3 Nov to ap@x.example, again 17 Nov" in " ".join(page.split())


def test_checklist_counts_open_invoices_and_leaves_out_what_is_taken_out(collector, store, ours):
    ids = owed(store, ours)
    assert summary(collector, ours).startswith(
        "– no contract · – no order · – no delivery proof · – no invoice recorded"
    )
    add(collector, ours, kind="contract", dated_on="1/3/2024")
    add(collector, ours, kind="delivery_proof", note="CMR", invoice=ids[:2])
    add(collector, ours, kind="delivery_proof", note="CMR again", invoice=ids[1:3])
    assert f"✓ contract 1 Mar 2024 · – no order · delivery proof 3 of {len(ids)} ·" in summary(collector, ours)
    collector.post(f"/documents/{newest(store)['id']}/out", {"reason": "another customer's"})
    assert f"delivery proof 2 of {len(ids)} ·" in summary(collector, ours)
    add(collector, ours, kind="delivery_proof", note="all", whole="open")
    assert f"✓ delivery proof {len(ids)} of {len(ids)}" in summary(collector, ours)


def test_missing_invoices_are_named(collector, store, ours):
    ids = owed(store, ours)
    add(collector, ours, kind="order", dated_on="1/3/2026", invoice=ids[1:])
    number = rows(store, "select number from invoice where id = ?", ids[0])[0]["number"]
    assert f"not for {number}</small>" in collector.get(f"/accounts/{ours}/documents").get_data(as_text=True)


@pytest.mark.parametrize("htmx", [True, False], ids=["part", "page"])
@pytest.mark.parametrize(
    ("beside", "fields"),
    [
        ("dated_on", {"kind": "contract"}),
        ("dated_on", {"kind": "contract", "note": "  "}),
        ("dated_on", {"kind": "invoice_sent", "note": "n"}),
        ("dated_on", {"kind": "contract", "dated_on": "tomorrow"}),
        ("dated_on", {"kind": "contract", "dated_on": "30/2/2026"}),
        ("dated_on", {"kind": "contract", "dated_on": "x" * 3000}),
        ("link", {"kind": "contract", "link": "javascript:alert(1)"}),
        ("link", {"kind": "contract", "link": "java\nscript:alert(1)"}),
        ("link", {"kind": "contract", "link": "data:text/html,x"}),
        ("link", {"kind": "contract", "link": "www.example.com/contract"}),
        ("link", {"kind": "contract", "link": "file:///etc/passwd"}),
        ("link", {"kind": "contract", "link": "https://[::1"}),
        ("link", {"kind": "contract", "link": "https://"}),
        ("link", {"kind": "contract", "link": "https://x.example/" + "y" * 2000}),
        ("sent_by", {"kind": "other", "note": "n", "sent_by": "pigeon"}),
        ("invoice", {"kind": "order", "note": "n", "invoice": "999999"}),
        ("invoice", {"kind": "order", "note": "n", "invoice": "9" * 30}),
        ("invoice", {"kind": "order", "note": "n", "invoice": "x"}),
        ("invoice", {"kind": "order", "note": "n"}),
        ("numbers", {"kind": "order", "note": "n", "numbers": "26-0333, 99-9999"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_all_typed_is_there(collector, store, ours, htmx, beside, fields):
    before = dump(store.path)
    answer = add(collector, ours, htmx=htmx, **fields)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert ("<html" in page) is not htmx
    assert problem_beside(page, beside)
    kept = {name: value for name, value in fields.items() if name in ("dated_on", "note", "numbers") or name == "link"}
    for name, value in kept.items():
        assert html.escape(value.strip(), quote=False) in html.unescape(page) or value.strip() in html.unescape(page), (
            name
        )
    assert dump(store.path) == before


def test_invoice_of_another_account_is_refused(collector, store, ours):
    theirs = owed(store, account_id(store, "GB-1009"))[0]
    answer = add(collector, ours, kind="order", note="n", invoice=[owed(store, ours)[0], theirs])
    assert answer.status_code == 422
    assert "not of this account" in problem_beside(answer.get_data(as_text=True), "invoice")
    assert kept(store) == 0


def test_invoice_of_another_account_is_not_found_by_its_number(collector, store, ours):
    theirs = rows(store, "select number from invoice where account_id = ?", account_id(store, "GB-1009"))[0]["number"]
    answer = add(collector, ours, kind="order", note="n", numbers=theirs)
    assert theirs in problem_beside(answer.get_data(as_text=True), "numbers")
    assert kept(store) == 0


def test_invoices_are_found_by_their_numbers(collector, store, ours):
    two = rows(store, "select id, number from invoice where account_id = ? order by id limit 2", ours)
    add(collector, ours, kind="order", note="n", numbers=f"{two[0]['number']}，{two[1]['number']} ")
    assert invoices_of_newest(store) == {row["id"] for row in two}


def test_document_for_no_invoice_is_kept_when_said_twice(collector, store, ours):
    page = add(collector, ours, kind="order", note="frame order").get_data(as_text=True)
    assert 'name="sure" value="invoice"' in page
    assert add(collector, ours, kind="order", note="frame order", sure="invoice").status_code == 303
    assert invoices_of_newest(store) == set()


def test_sending_before_the_invoice_was_issued_is_asked_about(collector, store, ours):
    one = owed(store, ours)[0]
    fields = {"kind": "invoice_sent", "dated_on": "1/1/2020", "invoice": one}
    page = add(collector, ours, **fields).get_data(as_text=True)
    assert "was issued later" in problem_beside(page, "dated_on")
    assert re.search(rf'name="invoice" value="{one}" checked', page)
    assert add(collector, ours, **fields, sure="dated_on").status_code == 303


def test_settled_invoice_stays_ticked_in_the_form_that_comes_back(collector, store, ours):
    settled = rows(store, "select id from invoice where account_id = ? and open_minor = 0", ours)
    with store.write() as writing:
        extra = writing.add("invoice", account_id=ours, number="S1", issued_on="2026-01-01", due_on="2026-02-01",
                            currency="GBP", amount_minor=1, open_minor=0)  # fmt: skip
    page = add(collector, ours, kind="order", dated_on="tomorrow", invoice=extra).get_data(as_text=True)
    assert re.search(rf'name="invoice" value="{extra}" checked', page), settled


@pytest.mark.parametrize("kind", ["", "gift", "contract order"])
def test_kind_that_is_none_is_refused(collector, store, ours, kind):
    assert add(collector, ours, kind=kind, note="n").status_code == 409
    assert collector.get(f"/accounts/{ours}/documents/new?kind={kind}").status_code == 404
    assert kept(store) == 0


def test_form_sent_twice_is_kept_once(collector, store, ours):
    for _ in range(2):
        fields = {"kind": "contract", "note": "n", "submission": "s1", "file": upload(PDF, "contract.pdf")}
        assert add(collector, ours, **fields).status_code == 303
    assert kept(store) == count(store, "attachment") == 1
    assert rows(store, "select count(*) as n from audit where noun = 'document'")[0]["n"] == 1


def test_same_file_is_kept_once_for_two_documents(collector, store, ours):
    add(collector, ours, kind="contract", file=upload(PDF, "contract.pdf"))
    add(collector, ours, kind="other", file=upload(PDF, "copy.pdf"))
    assert kept(store) == 2
    assert count(store, "attachment") == 1


def test_audit_names_the_document_and_nothing_written_in_it(collector, store, ours):
    add(collector, ours, kind="other", note="secret words", sent_to="Gary", file=upload(PDF, "secret.pdf"))
    collector.post(f"/documents/{newest(store)['id']}/out", {"reason": "secret reason"})
    found = rows(store, "select * from audit where noun = 'document' order by id")
    assert [row["what"] for row in found] == ["added", "taken out"]
    assert {row["account_id"] for row in found} == {ours}
    assert "secret" not in str(found) and "Gary" not in str(found)


def test_document_added_in_a_call_belongs_to_it(collector, store, ours):
    add(collector, ours, kind="contract", note="before")
    assert newest(store)["call_id"] is None
    call = begin(collector, store, NUMBER)
    add(collector, ours, kind="contract", note="during")
    assert newest(store)["call_id"] == call


@pytest.mark.parametrize("htmx", [True, False], ids=["part", "page"])
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.pdf"),
        (b"MZ\x90\x00" + bytes(60), "invoice.pdf"),
        (PDF, "invoice.exe"),
        (b"<html><script>alert(1)</script>", "page.html"),
        (b"<html><script>alert(1)</script>", "note.txt"),
        (PDF + bytes(LARGEST_BYTES), "large.pdf"),
    ],
    ids=["empty", "other content", "program", "page", "page as text", "too large"],
)
def test_file_that_is_not_kept_is_refused_beside_its_field(collector, store, ours, htmx, content, name):
    fields = {"kind": "contract", "dated_on": "1/3/2024", "note": "typed", "file": upload(content, name)}
    answer = add(collector, ours, htmx=htmx, **fields)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert name in problem_beside(page, "file")
    assert 'value="1/3/2024"' in page and ">typed</textarea>" in page
    assert kept(store) == count(store, "attachment") == 0


def test_file_as_large_as_may_be_is_kept_whole(collector, store, ours):
    content = PDF + bytes(LARGEST_BYTES - len(PDF))
    assert add(collector, ours, kind="contract", file=upload(content, "large.pdf")).status_code == 303
    answer = collector.get(f"/documents/{newest(store)['id']}/file")
    assert answer.get_data() == content


@pytest.mark.parametrize("htmx", [True, False], ids=["part", "page"])
def test_request_too_large_to_be_read_is_told_the_limit(collector, store, ours, htmx):
    fields = {"kind": "contract", "file": upload(bytes(4 * LARGEST_BYTES), "huge.pdf")}
    answer = add(collector, ours, htmx=htmx, **fields)
    words = answer.get_data(as_text=True)
    assert answer.status_code == 413
    assert "Nothing was saved" in words and "10 MB" in words
    assert ("<html" in words) is not htmx
    assert kept(store) == 0


def test_no_other_form_takes_so_much(collector, ours):
    fields = {"language": "zh", "file": upload(bytes(1_100_000), "x")}
    answer = post(collector, f"/accounts/{ours}/language", fields)
    assert answer.status_code == 413


def test_words_beside_a_file_may_not_be_so_large(collector, store, ours):
    answer = add(collector, ours, kind="contract", note="x" * 1_100_000, file=upload(PDF, "contract.pdf"))
    assert answer.status_code == 413
    assert kept(store) == 0


def test_form_with_a_file_needs_its_token(collector, store, ours):
    fields = {"kind": "contract", "file": upload(PDF, "contract.pdf")}
    assert post(collector, f"/accounts/{ours}/documents", fields, token=False).status_code == 400
    assert kept(store) == 0


def test_page_without_htmx_says_that_the_file_must_be_chosen_again(collector, ours):
    fields = {"kind": "contract", "dated_on": "tomorrow"}
    page = add(collector, ours, **fields, file=upload(PDF, "contract.pdf")).get_data(as_text=True)
    assert "Choose the file again" in page
    part = add(collector, ours, htmx=True, **fields, file=upload(PDF, "contract.pdf")).get_data(as_text=True)
    assert "Choose the file again" not in part
    assert "hx-preserve" in part


def test_file_is_handed_out_to_be_saved_under_its_name(collector, store, ours):
    add(collector, ours, kind="contract", file=upload(PDF, "合同 2024.pdf"))
    answer = collector.get(f"/documents/{newest(store)['id']}/file")
    assert answer.get_data() == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''%E5%90%88%E5%90%8C%202024.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert re.search(r"\bsandbox$", answer.headers["Content-Security-Policy"])
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("content", "name", "is_shown"), [(PDF, "a.pdf", True), (b"just words\n", "a.txt", False)], ids=["pdf", "text"]
)
def test_only_what_cannot_act_is_shown_in_the_browser(collector, store, ours, content, name, is_shown):
    add(collector, ours, kind="contract", file=upload(content, name))
    path = f"/documents/{newest(store)['id']}/file"
    answer = collector.get(f"{path}?show=1")
    assert answer.headers["Content-Disposition"].startswith("inline" if is_shown else "attachment")
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    page = collector.get(f"/accounts/{ours}/documents").get_data(as_text=True)
    assert (f"{path}?show=1" in page) is is_shown


def test_document_without_file_has_none_to_hand_out(collector, store, ours):
    add(collector, ours, kind="contract", note="paper copy in the safe")
    assert collector.get(f"/documents/{newest(store)['id']}/file").status_code == 404


def test_link_opens_elsewhere_and_is_no_markup(collector, ours):
    add(collector, ours, kind="contract", link='https://x.example/?a="><script>alert(1)</script>')
    assert "<script>alert" not in collector.get(f"/accounts/{ours}/documents").get_data(as_text=True)
    add(collector, ours, kind="contract", link="https://x.example/a?b=c&d=e")
    page = collector.get(f"/accounts/{ours}/documents").get_data(as_text=True)
    link = re.search(r'<a href="https://x.example/a\?b=c&amp;d=e"([^>]*)>', page)
    assert link and 'target="_blank"' in link[1] and "noopener" in link[1]


def test_document_taken_out_stays_in_sight_with_who_and_why(collector, colleague, store, ours):
    add(collector, ours, kind="contract", dated_on="1/3/2024", note="signed by both")
    made = newest(store)["id"]
    form = colleague.get(f"/accounts/{ours}/documents?out={made}", htmx=True).get_data(as_text=True)
    assert f'action="/documents/{made}/out"' in form
    answer = colleague.post(f"/documents/{made}/out", {"reason": "it is the old one"}, htmx=True)
    assert answer.headers["HX-Trigger"] == "file-changed"
    page = answer.get_data(as_text=True)
    assert "<s><b>contract</b> 1 Mar 2024" in page
    assert "taken out by Priya Desai, today: it is the old one" in html.unescape(page) or re.search(
        r"taken out by Priya Desai, [^:]*: it is the old one", html.unescape(page)
    )
    assert "no contract" in summary(collector, ours)


def test_taking_out_needs_a_reason(collector, store, ours):
    add(collector, ours, kind="contract", note="n")
    answer = collector.post(f"/documents/{newest(store)['id']}/out", {"reason": "  "}, htmx=True)
    assert answer.status_code == 422
    assert "Write why" in problem_beside(answer.get_data(as_text=True), "reason")
    assert count(store, "document_event") == 0


def test_document_is_taken_out_once_though_sent_twice(collector, store, ours):
    add(collector, ours, kind="contract", note="n")
    for _ in range(2):
        assert collector.post(f"/documents/{newest(store)['id']}/out", {"reason": "r"}).status_code == 303
    assert count(store, "document_event") == 1


def test_outsider_reaches_no_document(collector, outsider, store, ours):
    add(collector, ours, kind="contract", file=upload(PDF, "contract.pdf"))
    made = newest(store)["id"]
    before = dump(store.path)
    answers = [
        outsider.get(f"/documents/{made}/file", htmx=True),
        outsider.post(f"/documents/{made}/out", {"reason": "r"}),
        outsider.get(f"/accounts/{ours}/documents/new?kind=contract"),
        add(outsider, ours, kind="contract", note="n"),
    ]
    assert {one.status_code for one in answers} == {404}
    # What is not there and what is not hers are told apart by nobody.
    assert outsider.get("/documents/999999/file", htmx=True).get_data() == answers[0].get_data()
    assert dump(store.path) == before


def test_looking_makes_and_changes_nothing(collector, store, ours):
    add(collector, ours, kind="contract", file=upload(PDF, "contract.pdf"))
    made = newest(store)["id"]
    before = dump(store.path)
    paths = [f"/accounts/{ours}/documents{more}" for more in ("", f"?out={made}", "?out=x", "?before=1", "?before=-1")]
    paths += [f"/accounts/{ours}/documents/new?kind=invoice_sent&again=1", f"/documents/{made}/file?show=1"]
    assert {collector.get(one).status_code for one in paths} == {200}
    assert dump(store.path) == before


def test_many_documents_are_listed_page_by_page(collector, store, ours):
    with store.write() as writing:
        for number in range(60):
            writing.add("document", account_id=ours, kind="other", note=f"N{number:03}", made_at="2026-11-01T00:00:00Z",
                        made_by=1, submission=f"s{number}")  # fmt: skip
    first = collector.get(f"/accounts/{ours}/documents").get_data(as_text=True)
    assert "N059" in first and "N009" not in first
    older = re.search(r'href="([^"]*documents\?before=\d+)"', first)
    assert older
    assert "N009" in collector.get(older[1]).get_data(as_text=True)


def test_of_more_overdue_invoices_than_listed_one_tick_means_all(collector, store, ours):
    with store.write() as writing:
        for number in range(150):
            writing.add("invoice", account_id=ours, number=f"X{number:03}", issued_on="2026-01-01", due_on="2026-02-01",
                        currency="GBP", amount_minor=1, open_minor=1)  # fmt: skip
        accounts.settle(writing, [ours])
    page = collector.get(f"/accounts/{ours}/documents/new?kind=invoice_sent&again=1").get_data(as_text=True)
    assert len(re.findall('name="invoice"', page)) == accounts.PAGE
    assert 'name="whole" value="overdue" checked' in page
    assert 'name="numbers"' in page
    add(collector, ours, kind="invoice_sent", dated_on="today", whole="overdue")
    late = rows(store, "select id from invoice where account_id = ? and open_minor > 0 and due_on < '2026-11-18'", ours)
    assert invoices_of_newest(store) == {row["id"] for row in late}
    assert len(late) > 150


@pytest.mark.parametrize("visitor", ["collector", "lead"])
def test_screen_in_chinese_shows_the_section(request, store, ours, visitor):
    somebody = request.getfixturevalue(visitor)
    somebody.post("/people/me/language", {"language": "zh"})
    add(somebody, ours, kind="invoice_sent", dated_on="11月3号", whole="open", sure="dated_on")
    page = somebody.get(f"/accounts/{ours}/documents").get_data(as_text=True)
    assert "11月3日" in page
