"""The facts of an account, kept in the browser: read as people write them, and never over a colleague's."""

import json

import pytest

from rejoinder.store import Store
from tests.conftest import Visitor, account_id, count, field, rows

NUMBER = "GB-1017"


def address(store: Store) -> str:
    """Give the address of the facts of an account."""
    return f"/accounts/{account_id(store, NUMBER)}/facts"


def opened(visitor: Visitor, store: Store) -> dict[str, str]:
    """Open the form and give what a browser would send, were nothing changed."""
    page = visitor.get(address(store)).get_data(as_text=True)
    names = ("kind", "size_class", "size_source", "terms_from", "interest_per", "name_other", "city", "country",
             "time_zone", "terms_days", "interest", "contract_number", "contract_on", "retains_title", "credit_grade",
             "credit_limit", "credit_limit_currency", "rating_reason")  # fmt: skip
    found = {name: field(page, name) or "" for name in names}
    return {**found, **{f"was-{name}": value for name, value in found.items()}, "version": field(page, "version") or ""}


def account(store: Store) -> dict[str, object]:
    """Read the account's row."""
    return rows(store, "select * from account where number = ?", NUMBER)[0]


def test_what_was_learnt_is_saved_and_stands_on_the_desk(collector, store):
    learnt = {"kind": "large_company", "size_class": "medium", "size_source": "debtor", "terms_days": "45",
              "terms_from": "delivery", "interest": "万分之五", "interest_per": "day", "contract_number": "K-9",
              "contract_on": "2024-03-01", "retains_title": "yes"}  # fmt: skip
    assert collector.post(address(store), {**opened(collector, store), **learnt}).status_code == 303
    row = account(store)
    assert (row["kind"], row["size_class"], row["terms_days"], row["interest_ppm"]) == (
        "large_company",
        "medium",
        45,
        500,
    )
    assert (row["contract_on"], row["retains_title"], row["version"]) == ("2024-03-01", 1, 2)
    desk = collector.get(f"/accounts/{row['id']}").get_data(as_text=True)
    for words in ("terms 45 days", "from delivery", "interest 0.05 % a day", "medium enterprise", "contract K-9",
                  "goods stay ours until paid", "large company"):  # fmt: skip
        assert words in desk, words


def test_change_is_in_the_audit_without_what_stood_there(collector, store):
    collector.post(address(store), {**opened(collector, store), "city": "Hexham", "contract_number": "secret 77"})
    audit = rows(store, "select * from audit order by id desc limit 1")[0]
    assert (audit["what"], audit["noun"], audit["person_id"]) == ("changed", "account", collector.person_id)
    assert set(json.loads(audit["details"])["fields"]) == {"city", "contract_number"}
    assert "77" not in json.dumps(audit)


def test_saving_what_was_not_changed_writes_nothing(collector, store):
    before, audited = account(store), count(store, "audit")
    answer = collector.post(address(store), opened(collector, store), htmx=True)
    assert "Nothing was changed" in answer.get_data(as_text=True)
    assert (account(store), count(store, "audit")) == (before, audited)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"terms_days": "thirty"}, "Terms are a number of days"),
        ({"terms_days": "99999999999999999999"}, "Terms are a number of days"),
        ({"terms_days": "00000000099999"}, "Terms are a number of days"),
        ({"interest": "much", "interest_per": "year"}, "is no rate"),
        ({"interest": "900", "interest_per": "year"}, "cannot be an agreed rate"),
        ({"interest": "8"}, "Choose for which time the rate is agreed"),
        ({"contract_on": "31/2/2024"}, "There is no such day"),
        ({"contract_on": "2031-01-01"}, "is still to come"),
        ({"time_zone": "Europe/Hexham"}, "There is no time zone"),
        ({"credit_limit": "5000", "credit_limit_currency": "pounds"}, "is no currency"),
        ({"credit_limit": "lots", "credit_limit_currency": "GBP"}, "is no amount"),
        ({"credit_grade": "very good indeed"}, "A grade is short"),
        ({"kind": "charity"}, "Choose one of the list"),
        ({"country": "Mars"}, "Choose one of the list"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_nothing_typed_is_lost(collector, store, typed, sentence):
    before = account(store)
    answer = collector.post(address(store), {**opened(collector, store), "city": "Alnwick", **typed}, htmx=True)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert field(page, "city") == "Alnwick"
    for name, value in typed.items():
        if name not in ("kind", "country"):
            assert field(page, name) == value
    assert account(store) == before


def test_two_people_at_once_see_both_versions(collector, colleague, store):
    mine, theirs = opened(collector, store), opened(colleague, store)
    colleague.post(address(store), {**theirs, "city": "Morpeth", "contract_number": "THEIRS"})
    answer = collector.post(address(store), {**mine, "contract_number": "MINE", "name_other": "Other"}, htmx=True)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Somebody else saved this meanwhile" in page
    # Both changed the number: mine stays in the field, theirs beside it. I did not touch the city: theirs is taken.
    assert (field(page, "contract_number"), field(page, "city")) == ("MINE", "Morpeth")
    assert "THEIRS" in page
    assert account(store)["contract_number"] == "THEIRS"
    again = {**mine, "contract_number": "MINE", "name_other": "Other", "city": "Morpeth"}
    assert collector.post(address(store), {**again, "version": field(page, "version")}).status_code == 303
    assert (account(store)["contract_number"], account(store)["city"]) == ("MINE", "Morpeth")


def test_facts_sent_twice_are_saved_once_and_are_no_conflict(collector, store):
    mine = {**opened(collector, store), "city": "Alnwick"}
    assert collector.post(address(store), mine).status_code == 303
    before = count(store, "audit")
    answer = collector.post(address(store), mine, htmx=True)
    assert (answer.status_code, count(store, "audit")) == (200, before)
    assert "Nothing was changed" in answer.get_data(as_text=True)


def test_without_htmx_a_conflict_is_a_whole_page(collector, colleague, store):
    mine = opened(collector, store)
    colleague.post(address(store), {**opened(colleague, store), "city": "Morpeth"})
    answer = collector.post(address(store), {**mine, "city": "Alnwick"})
    assert answer.status_code == 409
    assert "<html" in answer.get_data(as_text=True)


def test_grade_and_limit_keep_their_history_with_reasons(lead, store):
    before = count(store, "credit_rating")
    lead.post(address(store), {**opened(lead, store), "credit_grade": "D", "rating_reason": "two broken promises"})
    changed = {"credit_limit": "20,000", "credit_limit_currency": "gbp", "rating_reason": "new accounts"}
    lead.post(address(store), {**opened(lead, store), **changed})
    ratings = rows(store, "select grade, limit_minor, limit_currency, reason from credit_rating order by id")[before:]
    assert [tuple(one.values()) for one in ratings] == [
        ("D", None, "", "two broken promises"),
        ("D", 2_000_000, "GBP", "new accounts"),
    ]
    page = lead.get(address(store)).get_data(as_text=True)
    assert "two broken promises" in page
    desk = lead.get(f"/accounts/{account_id(store, NUMBER)}").get_data(as_text=True)
    assert "exceeded by GBP" in desk


def test_limit_without_its_currency_is_in_the_one_that_is_owed(collector, store):
    collector.post(address(store), {**opened(collector, store), "credit_limit": "5000"})
    assert (account(store)["credit_limit_minor"], account(store)["credit_limit_currency"]) == (500_000, "GBP")


def test_only_a_lead_approves_legal_action(lead, collector, store):
    collector.post(address(store), {**opened(collector, store), "legal_approved": "1"})
    assert account(store)["legal_approved_at"] is None
    lead.post(address(store), {**opened(lead, store), "legal_approved": "1"})
    assert account(store)["legal_approved_by"] == lead.person_id
    # A collector who saves something else does not take the approval back.
    collector.post(address(store), {**opened(collector, store), "city": "Hexham"})
    assert account(store)["legal_approved_by"] == lead.person_id
    assert "Legal action approved by Ruth Ashdown" in collector.get(
        f"/accounts/{account_id(store, NUMBER)}"
    ).get_data(as_text=True)  # fmt: skip
    lead.post(address(store), opened(lead, store))
    assert account(store)["legal_approved_at"] is None


def test_outsider_sees_no_facts(outsider, store):
    assert outsider.get(address(store)).status_code == 404
    assert outsider.post(address(store), {"city": "x"}).status_code == 404
