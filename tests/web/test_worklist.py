"""The work list's pages."""

import json

import pytest

from tests.conftest import account_id, rows


def listed(page: str) -> list[int]:
    """Read the accounts of a list in their order."""
    return [int(part.partition('"')[0]) for part in page.split('<td class="name"><a href="/accounts/')[1:]]


def test_list_shows_the_longest_overdue_first(collector, store):
    page = collector.get("/worklist").get_data(as_text=True)
    assert listed(page) == [row["id"] for row in rows(store, "select id from account order by oldest_due_on, id")]


def test_mine_are_the_accounts_handed_to_me(collector, store):
    page = collector.get("/worklist?whose=mine").get_data(as_text=True)
    mine = rows(store, "select account_id as id from assignment where person_id = ?", collector.person_id)
    assert set(listed(page)) == {row["id"] for row in mine}


def test_outsider_sees_no_account_of_ours(outsider):
    page = outsider.get("/worklist").get_data(as_text=True)
    assert "There is no account yet" in page


@pytest.mark.parametrize(
    ("query", "number"),
    [("GB-1017", "GB-1017"), ("gb-1017", "GB-1017"), ("%E5%AE%81%E6%B3%A2%E7%80%9A%E6%B8%A0", "CN-2003"),
     ("Ningbo%20Hanqu", "CN-2003")],
)  # fmt: skip
def test_account_is_found_by_number_or_either_name(collector, store, query, number):
    part = collector.get(f"/worklist?q={query}", htmx=True).get_data(as_text=True)
    assert listed(part) == [account_id(store, number)]


def test_account_is_found_by_telephone_however_it_is_spaced(collector, store):
    contact = rows(store, "select account_id, phone from contact where phone like '+44%' limit 1")[0]
    local = "0" + contact["phone"].removeprefix("+44").strip().replace(" ", "-")
    assert contact["account_id"] in listed(collector.get(f"/worklist?q={local}").get_data(as_text=True))


@pytest.mark.parametrize("query", ["%25", "_", "!", "a" * 60_000, "1" * 60_000, "'; drop table account; --"])
def test_any_search_gets_an_answer(collector, query):
    answer = collector.get(f"/worklist?q={query}")
    assert answer.status_code == 200
    assert listed(answer.get_data(as_text=True)) == []


def test_long_list_goes_on_page_by_page_without_loss_or_repetition(lead, store):
    creditor = rows(store, "select id from creditor where is_sample = 1")[0]["id"]
    with store.write() as writing:
        for number in range(70):
            writing.add("account", creditor_id=creditor, number=f"X{number}", name=f"X{number}", created_at="2026",
                        oldest_due_on="2026-05-02")  # fmt: skip
    seen, path = [], "/worklist"
    while path:
        page = lead.get(path).get_data(as_text=True)
        seen += listed(page)
        path = page.partition('<p class="more"><a href="')[2].partition('"')[0].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 106


@pytest.mark.parametrize("after", ["x", "2026-01-01.x", f"2026-01-01.{'9' * 40}", ".", "%00.1"])
def test_page_asked_for_wrongly_is_an_answer(collector, after):
    assert collector.get(f"/worklist?after={after}").status_code == 200


def test_lead_hands_accounts_over_and_takes_them_back(lead, collector, store):
    chosen = [account_id(store, number) for number in ("GB-1072", "CN-2066")]
    fields = {"account": chosen, "collector": collector.person_id}
    assert lead.post("/worklist/assignments", fields).status_code == 303
    assert "Accounts handed over: 2." in lead.get("/worklist").get_data(as_text=True)
    mine = listed(collector.get("/worklist?whose=mine").get_data(as_text=True))
    assert set(chosen) <= set(mine)
    # Assigned or not, it stands in the list where its oldest invoice belongs.
    assert mine.index(chosen[0]) < mine.index(chosen[1])
    lead.post("/worklist/assignments", {"account": chosen, "collector": "nobody"})
    assert not set(chosen) & set(listed(collector.get("/worklist?whose=mine").get_data(as_text=True)))
    audited = rows(
        store,
        "select noun, noun_id, account_id, details from audit where what = 'assigned' and person_id = ? order by id",
        lead.person_id,
    )
    assert [(one["noun"], one["noun_id"], json.loads(one["details"])["to"]) for one in audited] == [
        ("account", one, to) for to in (collector.person_id, None) for one in chosen
    ]
    assert [one["account_id"] for one in audited] == chosen * 2


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"collector": "nobody"},
        {"account": "1"},
        *({"account": "1", "collector": wrong} for wrong in ("", "x", "9" * 30, "99999")),
    ],
)
def test_handing_over_without_a_choice_is_refused(lead, store, fields):
    before = rows(store, "select * from assignment order by account_id")
    assert lead.post("/worklist/assignments", fields).status_code == 409
    assert rows(store, "select * from assignment order by account_id") == before


def test_handing_over_is_whole_or_not_at_all(lead, store):
    theirs = rows(store, "select id from creditor where name = 'Elsewhere Ltd'")[0]["id"]
    with store.write() as writing:
        foreign = writing.add("account", creditor_id=theirs, number="E1", name="E1", created_at="2026")
    before = rows(store, "select * from assignment order by account_id")
    fields = {"account": [account_id(store, "GB-1072"), foreign], "collector": lead.person_id}
    assert lead.post("/worklist/assignments", fields).status_code == 403
    assert rows(store, "select * from assignment order by account_id") == before


def test_trainee_is_sent_to_the_rehearsal(trainee):
    assert trainee.get("/worklist").headers["Location"] == "/rehearsal"


def test_enter_in_the_search_opens_the_only_hit(collector, store):
    answer = collector.get("/worklist?q=pennard&go=1")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/accounts/{account_id(store, 'GB-1017')}"
    assert collector.get("/worklist?q=ltd&go=1").status_code == 200
