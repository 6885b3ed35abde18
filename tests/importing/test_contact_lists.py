"""A list of customers and contacts comes in: what is empty is filled, and nothing that stands is overwritten."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_office import NOW, Office, Rows

from rejoinder.importing import Answers, bring_in
from rejoinder.importing.contacts.job_roles import role_of
from rejoinder.importing.undoing import undo

NINJA = Path(__file__).parents[3] / "shared" / "receivables" / "invoiceninja"

HEADER = "Customer No,Customer Name,Contact Name,Email,Phone,Mobile,Job Title,City,Country,Payment Terms,Collector\n"
ASHBY = "C1,Ashby Ltd,Ann Lee,ann@ashby.example,0161 496 0123,,Accounts Payable,Leeds,United Kingdom,Net 30,\n"


@pytest.fixture
def ashby(office: Office) -> Office:
    """An office that knows Ashby and Ann Lee, who answers for its payables."""
    office.bring_in(HEADER + ASHBY)
    return office


def _contacts(office: Office, columns: str = "name, role, phone, email, note") -> Rows:
    return office.rows(f"select {columns} from contact order by id")


def _change(office: Office, table: str, row_id: int, **values: Any) -> None:
    """Change a row as the account file does."""
    with office.store.write() as writing:
        writing.change(table, row_id, **values, changed_by=None)


# ---- new ------------------------------------------------------------------------------------------------


def test_new_account_and_contact_come_in_with_what_the_row_says(office: Office) -> None:
    report = office.bring_in(HEADER + ASHBY)
    assert (report.kind, report.created, report.accounts_made, report.notices) == ("contacts", 1, 1, ())
    assert office.rows("select number, name, city, country, time_zone, terms_days, made_in from account") == [
        {
            "number": "C1", "name": "Ashby Ltd", "city": "Leeds", "country": "GB", "time_zone": "Europe/London",
            "terms_days": 30, "made_in": 1,
        }
    ]  # fmt: skip
    assert _contacts(office, "name, role, phone, phone_digits, email, made_in") == [
        {
            "name": "Ann Lee", "role": "accounts_payable", "phone": "+44 161 496 0123", "phone_digits": "441614960123",
            "email": "ann@ashby.example", "made_in": 1,
        }
    ]  # fmt: skip


def test_chinese_list_comes_in(office: Office) -> None:
    content = "客户编码,客户名称,联系人,手机,职务,城市,国家\n001,宁波机械,王芳,13912345678,财务经理,宁波,中国\n"
    assert office.bring_in(content.encode("gb18030")).created == 1
    assert _contacts(office, "name, role, phone") == [
        {"name": "王芳", "role": "finance_manager", "phone": "+86 139 1234 5678"}
    ]
    assert office.rows("select country, time_zone, script_language from account") == [
        {"country": "CN", "time_zone": "Asia/Shanghai", "script_language": "zh"}
    ]


def test_second_number_stands_in_the_note_under_its_header(office: Office) -> None:
    office.bring_in(HEADER + ASHBY.replace("0123,,", "0123,07700 900123,"))
    (contact,) = _contacts(office)
    assert (contact["phone"], contact["note"]) == ("+44 161 496 0123", "Mobile: +44 7700 900123")


def test_number_that_is_none_is_kept_as_written_and_told_of(office: Office) -> None:
    report = office.bring_in(HEADER + ASHBY.replace("0161 496 0123", "ask the porter"))
    assert _contacts(office, "phone, phone_digits") == [{"phone": "ask the porter", "phone_digits": ""}]
    assert (report.refused, [one.lines for one in report.notices]) == ((), [(2,)])


def test_address_that_is_none_is_kept_in_the_note_and_told_of(office: Office) -> None:
    report = office.bring_in(HEADER + ASHBY.replace("ann@ashby.example", "see website"))
    assert _contacts(office, "email, note") == [{"email": "", "note": "Email: see website"}]
    assert len(report.notices) == 1


def test_customer_without_anybody_is_an_account_alone(office: Office) -> None:
    assert office.bring_in(HEADER + "C1,Ashby Ltd,,,,,,Leeds,,,\n").created == 1
    assert not _contacts(office)


def test_several_people_behind_one_switchboard_are_several(office: Office) -> None:
    rows = "C1,Ashby,Ann Lee,office@ashby.example,0161 496 0123,,,,GB,,\n"
    rows += "C1,Ashby,Bob Ray,office@ashby.example,0161 496 0123,,,,,,\n"
    report = office.bring_in(HEADER + rows)
    assert (report.created, [row["name"] for row in _contacts(office)]) == (2, ["Ann Lee", "Bob Ray"])
    assert office.bring_in(HEADER + rows).unchanged == 2


def test_rows_without_a_customer_or_with_a_name_too_long_are_refused(office: Office) -> None:
    long = "x" * 201
    report = office.bring_in(HEADER + ASHBY + f",,Bob,,,,,,,,\nC2,Birch,{long},,,,,,,,\n" + ASHBY)
    assert [(one.row, one.column) for one in report.refused] == [(3, "Customer No"), (4, "Contact Name")]
    assert (report.created, report.skipped, report.rows) == (1, 1, 4)


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Accounts Payable", "accounts_payable"), ("A/P", "accounts_payable"),
        ("Senior Accounts-Payable Clerk", "accounts_payable"),
        ("出纳", "accounts_payable"), ("财务", "accounts_payable"), ("Finance Manager", "finance_manager"),
        ("CFO", "finance_manager"), ("财务总监", "finance_manager"), ("Owner", "owner"), ("老板", "owner"),
        ("Purchasing Manager", "buyer"), ("Product Owner", ""), ("Company Secretary", ""), ("Manager", ""), ("", ""),
    ],
)  # fmt: skip
def test_title_is_a_role_only_where_it_is_certain(title: str, role: str) -> None:
    assert role_of(title) == role


# ---- known ----------------------------------------------------------------------------------------------


def test_same_list_again_changes_nothing(ashby: Office) -> None:
    before = ashby.book()
    report = ashby.bring_in(HEADER + ASHBY)
    assert (report.created, report.updated, report.unchanged) == (0, 0, 1)
    assert ashby.book() == before


def test_what_is_empty_is_filled_and_what_stands_stays(ashby: Office) -> None:
    _change(ashby, "account", 1, city="", country="DE", terms_days=14)
    _change(ashby, "contact", 1, phone="", phone_digits="", role="owner", note="rings back")
    row = "C1,Ashby Ltd,Lee,ANN@ashby.example,+44 161 496 0199,,Finance Manager,York,France,Net 60,\n"
    report = ashby.bring_in(HEADER + row)
    assert (report.updated, report.created) == (1, 0)
    assert ashby.rows("select city, country, terms_days from account") == [
        {"city": "York", "country": "DE", "terms_days": 14}
    ]
    assert _contacts(ashby) == [
        {
            "name": "Ann Lee", "role": "owner", "phone": "+44 161 496 0199", "email": "ann@ashby.example",
            "note": "rings back",
        }
    ]  # fmt: skip
    assert ashby.rows("select what, noun, details from audit where noun in ('account', 'contact') order by noun") == [
        {"what": "changed by import 2", "noun": "account", "details": '{"fields": ["city"]}'},
        {"what": "changed by import 2", "noun": "contact", "details": '{"fields": ["phone", "phone_digits"]}'},
    ]


def test_name_of_a_known_account_is_the_lists(ashby: Office) -> None:
    assert ashby.bring_in(HEADER + "C1,Ashby & Sons,,,,,,,,,\n").updated == 1
    assert ashby.rows("select name from account") == [{"name": "Ashby & Sons"}]


@pytest.mark.parametrize(
    "row",
    [
        "C1,,Somebody Else,ann@ASHBY.example,,,,,,,\n",
        "C1,,,,+44 (0)161 496 0123,,,,,,\n",
        "C1,,Ms. ann lee,,,,,,,,\n",
    ],
)
def test_contact_is_known_by_address_number_or_name(ashby: Office, row: str) -> None:
    before = ashby.book()
    assert ashby.bring_in(HEADER + row).unchanged == 1
    assert ashby.book() == before


def test_another_number_of_a_known_contact_is_told_of_and_not_kept(ashby: Office) -> None:
    report = ashby.bring_in(HEADER + ASHBY.replace("0123", "0177"))
    assert report.unchanged == 1
    assert ["What is on file stays" in str(one.problem) for one in report.notices] == [True]


def test_somebody_of_another_account_is_somebody_else(ashby: Office) -> None:
    assert ashby.bring_in(HEADER + ASHBY.replace("C1", "C2")).created == 1
    assert _contacts(ashby, "account_id") == [{"account_id": 1}, {"account_id": 2}]


@pytest.mark.parametrize("gone", [{"left_on": "2024-06-01"}, {"do_not_call_on": "2024-06-01", "do_not_call_by": "Ann"}])
def test_contact_who_is_not_to_be_rung_is_neither_changed_nor_made_again(ashby: Office, gone: dict[str, str]) -> None:
    _change(ashby, "contact", 1, **gone, phone="", phone_digits="")
    before = ashby.book()
    report = ashby.bring_in(HEADER + ASHBY)
    assert (report.unchanged, len(report.notices)) == (1, 1)
    assert ashby.book() == before


def test_contact_merged_into_another_does_not_come_back(ashby: Office) -> None:
    ashby.bring_in(HEADER + "C1,Ashby Ltd,Anna L.,al@ashby.example,,,,,,,\n")
    _change(ashby, "contact", 2, merged_into=1)
    before = ashby.book()
    assert ashby.bring_in(HEADER + "C1,Ashby Ltd,Anna L.,al@ashby.example,,,,,,,\n").unchanged == 1
    assert ashby.book() == before


def test_contact_added_to_a_known_account_stands_in_its_history(ashby: Office) -> None:
    assert ashby.bring_in(HEADER + ASHBY + "C1,Ashby Ltd,Bob Ray,,,,,,,,\n").created == 1
    assert ashby.rows("select what, noun, noun_id from audit") == [{"what": "added", "noun": "contact", "noun_id": 2}]


def test_accounts_of_a_list_of_invoices_without_numbers_are_found_by_name(office: Office) -> None:
    office.bring_in("Client,Invoice Number,Invoice Date,Due Date,Amount\nAshby Ltd,A-1,2024-01-05,2024-02-04,100.00\n")
    report = office.bring_in("Name,ID Number,First Name,Last Name,Email\nAshby Ltd,,Ann,Lee,ann@ashby.example\n")
    assert (report.accounts_made, report.created, report.as_json()["open"]) == (0, 1, {"EUR": "100.00"})
    assert _contacts(office, "account_id, name") == [{"account_id": 1, "name": "Ann Lee"}]


def test_collector_of_the_list_is_handed_the_account(office: Office) -> None:
    report = office.bring_in(HEADER + ASHBY.replace("Net 30,", "Net 30,Ruth"))
    assert report.people_made == ("Ruth",)
    assert office.rows("select account_id from assignment") == [{"account_id": 1}]


def test_contacts_undone_leave_the_book_as_it_was(ashby: Office) -> None:
    _change(ashby, "contact", 1, phone="", phone_digits="")
    _change(ashby, "account", 1, city="")

    def look() -> list[Rows]:
        return [
            ashby.rows("select name, city, terms_days from account"),
            _contacts(ashby, "name, role, phone, phone_digits, email, note"),
        ]

    before = look()
    report = ashby.bring_in(
        HEADER + ASHBY.replace("Ashby Ltd", "Ashby & Co") + "C1,,Bob,,,,,,,,\nC2,Birch,Cy,,,,,,,,\n"
    )
    assert (report.updated, report.created) == (1, 2)
    assert report.run_id is not None
    undo(ashby.store, report.run_id, person_id=None, now=NOW)
    assert look() == before


def test_dry_run_tells_everything_and_writes_nothing(ashby: Office) -> None:
    content = HEADER + ASHBY + "C2,Birch,Cy,,,,,,Narnia,,\n"
    before = ashby.contents()
    tried = ashby.bring_in(content, dry_run=True)
    assert ashby.contents() == before
    assert tried.as_json() == ashby.bring_in(content).as_json()


# ---- whatever is in it ----------------------------------------------------------------------------------

NAMES = st.sampled_from(["", "Ann Lee", "Bob Ray", "王芳", "=1+1", "Zoë"])
MAILS = st.sampled_from(["", "a@b.example", "A@B.example", "c@d.example", "none"])
PHONES = st.sampled_from(["", "0161 496 0123", "+44 161 496 0123", "0161 496 0199", "12", "x"])
ROWS = st.tuples(st.sampled_from(["C1", "C2", ""]), NAMES, MAILS, PHONES, PHONES)


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(ROWS, min_size=1, max_size=8))
def test_every_row_is_counted_and_the_list_again_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str, str, str]]
) -> None:
    office = Office(tmp_path_factory.mktemp("office"))
    header = "Customer No,Contact Name,Email,Phone,Mobile,Country\n"
    content = header + "".join(",".join([*row, "GB"]) + "\n" for row in rows)
    report = office.bring_in(content, kind="contacts")
    parts = (report.created, report.updated, report.unchanged, report.skipped, report.left_out, len(report.refused))
    assert (sum(parts), report.rows) == (len(rows), len(rows))
    before = office.rows("select * from account"), office.rows("select * from contact")
    again = office.bring_in(content, kind="contacts")
    assert (again.created, again.updated) == (0, 0)
    assert (office.rows("select * from account"), office.rows("select * from contact")) == before
    office.store.close()


def test_contacts_of_invoice_ninja_and_zoho_come_in(office: Office) -> None:
    if not NINJA.exists():
        pytest.skip("the sample files of Invoice Ninja and Zoho are not here")
    now = datetime.fromisoformat("2021-01-15T09:00:00+00:00")
    said = Answers(creditor="Ninja")
    # Twenty clients with a contact each, five of them people with an extension; nobody says in which country.
    report = bring_in(office.store, NINJA / "clients.csv", said, now=now)
    assert (report.rows, report.created, report.accounts_made, report.refused) == (20, 20, 20, ())
    assert [one.count for one in report.notices] == [20]
    zoho = bring_in(office.store, NINJA / "zoho_contacts.csv", said, now=now)
    assert (zoho.rows, zoho.created, zoho.accounts_made) == (5, 5, 5)
    assert {"name": "Margery Simpson", "email": "marge@simpsonsbaking.com"} in _contacts(office, "name, email")
    assert office.rows("select terms_days from account where name = 'Simpsons Baking Co'") == [{"terms_days": 30}]


def test_extensions_of_invoice_ninja_are_read_where_the_country_is_known(office: Office) -> None:
    if not NINJA.exists():
        pytest.skip("the sample files of Invoice Ninja are not here")
    with office.store.write() as writing:
        writing.add("creditor", name="Mill", country="US", time_zone="America/New_York", created_at="2024")
    report = office.bring_in((NINJA / "clients.csv").read_bytes(), "clients.csv")
    assert report.created == 20
    read = [row["phone"] for row in _contacts(office, "phone") if row["phone"].startswith("+1 ")]
    assert "+1 776-821-0650 ext. 839" in read
