"""The history on the screen and on paper, and who has the account."""

import html
import re
from datetime import timedelta

import pytest

from rejoinder.store import Store, Writing, stamp
from tests.conftest import START, Visitor, account_id, begin, end_of, rows

NUMBER = "GB-1017"
PROMISE = {
    "kind": "promise_to_pay",
    "amount": "1,000",
    "currency": "GBP",
    "day": "fri",
    "who": "Gary",
    "note": "by noon",
}


def address(store: Store, query: str = "") -> str:
    """Give the address of an account's history."""
    return f"/accounts/{account_id(store, NUMBER)}/timeline{query}"


def entries(page: str) -> list[str]:
    """Read the entries of a history as their words alone, newest first."""
    found = re.findall(r"<li[^>]*>\s*<span class=\"when\">(.*?)</li>", page, re.DOTALL)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", one)).split()) for one in found]


def history(visitor: Visitor, store: Store, query: str = "", *, htmx: bool = False) -> list[str]:
    """Open a history and read it."""
    answer = visitor.get(address(store, query), htmx=htmx)
    assert answer.status_code == 200
    return entries(answer.get_data(as_text=True))


def add(store: Store, table: str, *, days: int, moment: str = "at", **values: object) -> int:
    """Enter a row of the account, so many days before the test."""
    at = {moment: stamp(START - timedelta(days=days))} if moment else {}
    with store.write() as writing:
        return writing.add(table, account_id=account_id(store, NUMBER), **at, **values)


def audited(
    store: Store, who: int | None, what: str, noun: str, noun_id: int, details: str = "", *, days: int = 0
) -> None:
    """Enter a row of the audit."""
    add(store, "audit", days=days, person_id=who, what=what, noun=noun, noun_id=noun_id, details=details)


def invoice(store: Store) -> int:
    """Give an open invoice of the account."""
    return int(rows(store, "select id from invoice where number = '26-0333'")[0]["id"])


def test_call_is_told_with_all_that_happened_in_it(collector, store, clock):
    call_id = begin(collector, store, NUMBER)
    contact = rows(store, "select id from contact where account_id = ? and role = 'owner'", account_id(store, NUMBER))
    clock.forward(minutes=1)
    collector.post(f"/calls/{call_id}/contact", {"contact": contact[0]["id"]})
    clock.forward(minutes=1)
    collector.post(f"/calls/{call_id}/heard", {"excuse": "no_money", "said": "the till is empty"})
    clock.forward(minutes=1)
    collector.post(f"/calls/{call_id}/commitments", PROMISE)
    clock.forward(minutes=1)
    collector.post(f"/calls/{call_id}/intentions", {"note": "will see to it"})
    unsaved = history(collector, store)[3]
    assert unsaved == "08:30 Call with Gary, owner · not saved Tom Arkwright"
    collector.post(f"/calls/{call_id}/end", {"outcome": "promise", "call_note": "sounds tired"})
    told = history(collector, store)[:4]
    assert told == [
        "08:34 Intention will see to it Tom Arkwright · call of 08:30",
        "08:33 Promise to pay · GBP 1,000.00 · Fri 20 Nov · Gary not read back by noon Tom Arkwright · call of 08:30",
        "08:32 Heard · No money in the account “the till is empty” Tom Arkwright · call of 08:30",
        "08:30 Call with Gary, owner · promise to pay sounds tired Tom Arkwright",
    ]


def test_commitment_says_whether_it_was_read_back_and_what_became_of_it(collector, lead, store, clock):
    call_id = begin(collector, store, NUMBER)
    collector.post(f"/calls/{call_id}/commitments", PROMISE)
    made = rows(store, "select max(id) as id from commitment")[0]["id"]
    collector.post(f"/commitments/{made}/read-back")
    assert history(collector, store, "?part=commitments")[0].startswith(
        "08:30 Promise to pay · GBP 1,000.00 · Fri 20 Nov · Gary · read back by noon"
    )
    end_of(call_id, collector, "promise")
    clock.forward(days=1)
    lead.post(f"/commitments/{made}/error", {"reason": "wrong firm"})
    newest, before = history(collector, store, "?part=commitments")[:2]
    assert newest == (
        "08:30 Recorded in error · promise to pay · GBP 1,000.00 · Fri 20 Nov wrong firm Why Ruth Ashdown "
        "· call of Wed 18 Nov"
    )
    assert "recorded in error" in before


def test_every_kind_of_event_has_its_words(collector, store):
    who = {"made_by": collector.person_id}
    sent = {"kind": "invoice_sent", "sent_to": "Tracey", "sent_by": "email", **who}
    for days, tag in ((9, "d1"), (8, "d2")):
        document = add(store, "document", days=days, moment="made_at", **sent, submission=tag)
        with store.write() as writing:
            writing.add("document_invoice", document_id=document, invoice_id=invoice(store))
    add(store, "document_event", days=7, document_id=document, kind="taken_out", reason="wrong one", **who)
    note = add(store, "note", days=6, moment="made_at", kind="note", text="rings back late", submission="n1", **who)
    add(store, "note_event", days=5, note_id=note, kind="pinned", **who)
    rated = {"grade": "D", "limit_minor": 500_000, "limit_currency": "GBP", "reason": "two promises broken"}
    add(store, "credit_rating", days=4, **rated, **who)
    dispute = add(store, "dispute", days=0, moment="", opened_on="2026-11-15", reason="quantity", words="two short")
    with store.write() as writing:
        writing.add("dispute_line", dispute_id=dispute, invoice_id=invoice(store))
    about = {"dispute_id": dispute, **who}
    add(store, "dispute_event", days=3, kind="opened", **about)
    add(store, "dispute_event", days=2, kind="changed", **about)
    audited(store, collector.person_id, "changed", "dispute", dispute, '{"fields": ["owner_id"]}', days=2)
    add(store, "dispute_event", days=1, kind="closed", closed_as="upheld", text="all were there", **about)
    paid = {"currency": "GBP", "source": "hand", "received_on": "2026-11-17", **who}
    received = add(store, "payment", days=0, moment="recorded_at", amount_minor=70_000, reference="BACS 1", **paid)
    back = {"amount_minor": -70_000, "reverses": received, "note": "not ours"}
    add(store, "payment", days=-1, moment="recorded_at", **back, **paid)
    by = "Tom Arkwright"
    assert history(collector, store)[:12] == [
        f"08:30 Payment reversed · GBP 700.00 · on Tue 17 Nov not ours {by}",
        f"08:30 Payment received · GBP 700.00 · on Tue 17 Nov · not allocated · BACS 1 reversed {by}",
        f"08:30 Dispute closed · 26-0333 · the invoice stands all were there {by}",
        f"08:30 Dispute changed · 26-0333 · who answers {by}",
        f"08:30 Dispute opened · 26-0333 · quantity two short {by}",
        f"08:30 Credit · grade D · limit GBP 5,000.00 two promises broken {by}",
        f"08:30 Note pinned rings back late {by}",
        f"08:30 Note rings back late {by}",
        f"08:30 Document taken out · invoice sent wrong one {by}",
        f"08:30 Invoice sent again · 26-0333 · to Tracey · e-mail taken out {by}",
        f"08:30 Invoice sent · 26-0333 · to Tracey · e-mail {by}",
        "15:22 Heard · Waiting for their customer to pay “There's nothing in the account till the contractor pays, "
        f"I can see it from here.” {by} · call of 15:20",
    ]  # fmt: skip


@pytest.mark.parametrize("has_event", [True, False])
def test_changed_words_of_a_dispute_are_told_as_they_were(collector, lead, store, clock, has_event):
    ours = account_id(store, NUMBER)
    if has_event:
        collector.post(f"/accounts/{ours}/disputes", {"invoice": invoice(store), "words": "two <short>"})
        made = rows(store, "select max(id) as id from dispute")[0]["id"]
    else:
        made = add(store, "dispute", days=0, moment="", opened_on="2026-11-18", words="two <short>")
        with store.write() as writing:
            writing.add("dispute_line", dispute_id=made, invoice_id=invoice(store))
    for version, words, wants in ((1, "two short", "a visit"), (2, "three short", "a call")):
        clock.forward(minutes=1)
        lead.post(f"/disputes/{made}", {"version": version, "words": words, "wants": wants})
    told = history(collector, store, "?part=disputes")[:3]
    changed = "Dispute changed · 26-0333 · what is wrong, what they want What is wrong, before:"
    assert told[:2] == [
        f"08:32 {changed} two short What they want, before: a visit Ruth Ashdown",
        f"08:31 {changed} two <short> What they want, before: – Ruth Ashdown",
    ]
    assert "26-0333 two <short>" in told[2]
    with store.write() as writing:
        writing.connection.execute("update dispute_event set text = ''")
    erased = history(collector, store, "?part=disputes")[:3]
    assert "26-0333 three short" in erased[2]
    assert not any("before" in one for one in erased)


def test_changes_are_told_by_the_names_of_their_fields(collector, lead, store):
    ours = account_id(store, NUMBER)
    who = lead.person_id
    first, second = (row["id"] for row in rows(store, "select id from contact where account_id = ? limit 2", ours))
    audited(store, who, "changed", "contact", first, '{"fields": ["phone", "phone_digits", "left_on"]}', days=6)
    audited(store, who, "merged", "contact", first, f'{{"into": {second}}}', days=5)
    audited(store, who, "changed", "paying", ours, '{"fields": ["runs", "cut_off_days"]}', days=4)
    audited(
        store, who, "changed", "account", ours, '{"fields": ["city", "legal_approved_by", "legal_approved_at"]}', days=3
    )
    audited(store, None, "changed by import 7", "invoice", invoice(store), days=2)
    lead.post(f"/accounts/{ours}/language", {"language": "zh"})
    told = history(collector, store, "?part=changes")
    found = rows(store, "select name, address_as from contact where account_id = ? limit 2", ours)
    names = [row["address_as"] or row["name"] for row in found]
    assert [one.split(" ", 1)[1] for one in told] == [
        "Language of the scripts · 简体中文 Ruth Ashdown",
        "Invoice changed · 26-0333 · as the ledger has it now sample book",
        "Legal action approved Account changed · city Ruth Ashdown",
        "How they pay, changed · payment days, cut-off Ruth Ashdown",
        f"Contacts merged · {names[0]} → {names[1]} Ruth Ashdown",
        f"Contact changed · {names[0]} · telephone, has left Ruth Ashdown",
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_was_erased_still_reads_well(collector, store, language):
    collector.post("/people/me/language", {"language": language})
    add(store, "note", days=0, moment="made_at", kind="note", text="", submission="n1", made_by=collector.person_id)
    with store.write() as writing:
        for table, column in (("call_event", "note"), ("heard", "said"), ("commitment", "note"), ("note", "text")):
            writing.connection.execute(f"update {table} set {column} = ''")
        writing.connection.execute("update contact set name = '', address_as = ''")
    told = history(collector, store)
    assert told
    for one in told:
        assert not re.search(r"None|undefined|“”|·\s*·|·$|[:,，：]\s*·|with (,|·|$)", one), one


def test_parts_and_author_are_chosen_and_the_address_holds_them(collector, lead, store):
    lead.post(f"/accounts/{account_id(store, NUMBER)}/language", {"language": "zh"})
    everything = history(collector, store)
    money = history(collector, store, "?part=money")
    assert money == [one for one in everything if "Payment" in one]
    both = history(collector, store, "?part=money&part=changes")
    assert both == [one for one in everything if "Payment" in one or "Language" in one]
    hers = history(collector, store, f"?author={lead.person_id}")
    assert hers == [one for one in everything if "Ruth Ashdown" in one]
    assert len(hers) == 1
    page = collector.get(address(store, f"?part=changes&author={lead.person_id}")).get_data(as_text=True)
    assert re.search(r'name="part" value="changes" checked', page)
    assert f'<option value="{lead.person_id}" selected>Ruth Ashdown' in page
    assert f'timeline/print?part=changes&amp;author={lead.person_id}"' in page


NO_CHOICES = ("part=nonsense", "author=x", f"author={'9' * 30}", "before=x", "before=9999.1.call", "author=", "before=")


@pytest.mark.parametrize("query", NO_CHOICES)
def test_what_is_no_choice_is_passed_over(collector, store, query):
    assert history(collector, store, f"?{query}") == history(collector, store)


def test_nothing_of_a_kind_says_so_and_leads_back(collector, store):
    page = collector.get(address(store, "?part=documents")).get_data(as_text=True)
    assert "There is nothing of this kind." in page
    assert f'href="{address(store)}"' in page


def call_often(store: Store, writing: Writing, *, times: int) -> None:
    """Let the account have been called many times without anybody answering."""
    for number in range(times):
        at = {"at": stamp(START - timedelta(days=1, minutes=number))}
        called = {"account_id": account_id(store, NUMBER), "person_id": 2, "language": "en", "revision_mark": 1}
        call = writing.add("call", **called, started_at=at["at"], submission=f"often-{number}")
        writing.add("call_event", call_id=call, kind="ended", outcome="no_answer", note=f"try {number}", **at)


@pytest.mark.parametrize("htmx", [True, False])
def test_long_history_goes_on_page_by_page_and_keeps_the_choice(collector, store, htmx):
    with store.write() as writing:
        call_often(store, writing, times=120)
    seen, path = [], address(store, "?part=calls")
    while path:
        page = collector.get(path, htmx=htmx).get_data(as_text=True)
        seen += entries(page)
        found = re.search(r'href="([^"]*before=[^"]*)"[^>]*>Older', page)
        path = html.unescape(found[1]) if found else ""
        assert not path or "part=calls" in path
    assert len(seen) == len(set(seen)) > 120
    assert seen == history(collector, store, "/print?part=calls")
    assert "Back to the newest" in page


def test_in_the_column_links_stay_there_and_on_the_page_the_address_holds_them(collector, store):
    with store.write() as writing:
        call_often(store, writing, times=60)
    column = collector.get(address(store), htmx=True).get_data(as_text=True)
    assert "<html" not in column
    assert re.search(r'<form class="filter" method="get" action="[^"]*" hx-get', column)
    # The way back to the file has a part of the desk of its own.
    for tag in re.findall(r'<a (?!class="back")[^>]*hx-get[^>]*>', column):
        assert re.search(r'href="([^"]*)" hx-get="\1"', tag), tag
    page = collector.get(address(store)).get_data(as_text=True)
    assert not re.search(r'<form class="filter"[^>]*hx-get', page)
    assert not re.search(r"<a [^>]*hx-get[^>]*>Older", page)


def test_print_has_everything_with_whose_it_is_and_no_navigation_on_paper(collector, store):
    with store.write() as writing:
        call_often(store, writing, times=70)
    page = collector.get(address(store, "/print")).get_data(as_text=True)
    assert len(entries(page)) > 80
    for words in ("Pennard Fabrications Ltd", "account GB-1017", "creditor Harrowgill", "printed on Wed 18 Nov 2026"):
        assert words in page
    assert "there are older ones" not in page


def test_print_of_too_much_says_that_there_is_more(collector, store):
    with store.write() as writing:
        call_often(store, writing, times=2001)
    page = collector.get(address(store, "/print?part=calls")).get_data(as_text=True)
    assert len(entries(page)) == 2000
    assert "there are older ones" in page


def test_import_is_named_where_nobody_did_it(collector, lead, store):
    creditor = rows(store, "select id from creditor where is_sample = 1")[0]["id"]
    with store.write() as writing:
        writing.connection.execute("update creditor set is_sample = 0 where id = ?", [creditor])
    paid = history(collector, store, "?part=money")
    assert paid
    assert all(one.endswith(" import") for one in paid)
    # A promise found broken is nobody's doing.
    broken = next(one for one in history(collector, store, "?part=commitments") if "Broken" in one)
    assert "import" not in broken


def test_outsider_sees_no_history_and_hands_nothing_over(outsider, store):
    for path in (address(store), address(store, "/print"), address(store, "?part=calls")):
        assert outsider.get(path).status_code == 404
    before = rows(store, "select * from assignment")
    hand_over = f"/accounts/{account_id(store, NUMBER)}/assignment"
    assert outsider.post(hand_over, {"collector": outsider.person_id}).status_code == 404
    assert rows(store, "select * from assignment") == before


def test_looking_at_the_history_changes_nothing(collector, store):
    before = store.connection.execute("select count(*) as n from audit").fetchone()
    assert history(collector, store, "/print")
    assert store.connection.execute("select count(*) as n from audit").fetchone() == before


def handed(store: Store) -> int | None:
    """Say who has the account."""
    found = rows(store, "select person_id from assignment where account_id = ?", account_id(store, NUMBER))
    return int(found[0]["person_id"]) if found else None


def test_lead_hands_the_account_over_from_the_desk_and_the_history_tells(lead, collector, colleague, store):
    desk = f"/accounts/{account_id(store, NUMBER)}"
    assert re.search(r"selected>Tom Arkwright", lead.get(desk).get_data(as_text=True))
    answer = lead.post(f"{desk}/assignment", {"collector": colleague.person_id}, htmx=True)
    part = answer.get_data(as_text=True)
    assert part.lstrip().startswith('<div id="assignment">')
    assert "Handed over." in part
    assert re.search(r"selected>Priya Desai", part)
    assert handed(store) == colleague.person_id
    assert "Collector: Priya Desai" in collector.get(desk).get_data(as_text=True)
    assert lead.post(f"{desk}/assignment", {"collector": "nobody"}).status_code == 303
    assert handed(store) is None
    assert "Collector: nobody" in collector.get(f"{desk}/facts").get_data(as_text=True)
    told = [one.split(" ", 1)[1] for one in history(collector, store, "?part=changes")]
    assert told == ["Handed to nobody Ruth Ashdown", "Handed to Priya Desai Ruth Ashdown"]


def test_handing_over_to_whom_it_belongs_writes_nothing(lead, collector, store):
    before = rows(store, "select * from audit")
    fields = {"collector": collector.person_id}
    part = lead.post(f"/accounts/{account_id(store, NUMBER)}/assignment", fields, htmx=True).get_data(as_text=True)
    assert "Nothing was changed" in part
    assert rows(store, "select * from audit") == before


@pytest.mark.parametrize(
    "chosen", [{}, {"collector": ""}, {"collector": "x"}, {"collector": "9" * 30}, {"collector": 99}]
)
def test_handing_over_without_a_choice_of_ours_is_refused(lead, store, chosen):
    before = handed(store)
    assert lead.post(f"/accounts/{account_id(store, NUMBER)}/assignment", chosen).status_code == 409
    assert handed(store) == before


def test_only_colleagues_of_the_creditor_are_offered_and_only_to_its_lead(lead, collector, outsider, store):
    theirs = rows(store, "select id from creditor where name = 'Elsewhere Ltd'")[0]["id"]
    with store.write() as writing:
        # Who leads one creditor may collect for another: there she hands out nothing.
        writing.add("grant", person_id=lead.person_id, creditor_id=theirs, role="collector")
        foreign = writing.add("account", creditor_id=theirs, number="E1", name="E1", created_at="2026")
    ours = lead.get(f"/accounts/{account_id(store, NUMBER)}").get_data(as_text=True)
    assert "Priya Desai</option>" in ours
    assert "Olga Outsider" not in ours
    assert 'id="assign-to"' not in lead.get(f"/accounts/{foreign}").get_data(as_text=True)
    assert lead.post(f"/accounts/{foreign}/assignment", {"collector": lead.person_id}).status_code == 403
    assert 'id="assign-to"' not in collector.get(f"/accounts/{account_id(store, NUMBER)}").get_data(as_text=True)
