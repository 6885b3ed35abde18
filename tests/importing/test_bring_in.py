"""A ledger's file becomes accounts, invoices, payments, statements and disputes; bad rows are refused one by one."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from ledger_office import Office

HEADER = "Customer No,Customer Name,Invoice,Invoice Date,Due Date,Amount\n"
TWO = HEADER + "C1,Ashby Ltd,A-1,2024-01-05,2024-02-04,100.00\n0042,Birch Ltd,A-1,2024-06-01,2024-07-01,50.00\n"
PAID = "Customer No,Invoice,Invoice Date,Due Date,Amount,Date Paid\n"
OPEN = "Customer No,Invoice,Invoice Date,Due Date,Amount,Open Amount\n"

SHARED = "Two customers have an invoice of the same number. They are kept apart."


def test_report_has_the_agreed_shape(office: Office) -> None:
    report = office.bring_in(TWO)
    assert report.exit_code == 0
    assert json.loads(json.dumps(report.as_json())) == {
        "kind": "invoices",
        "rows": 2,
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "skipped": 0,
        "left_out": 0,
        "refused": [],
        "totals": {"EUR": "150.00"},
        "open": {"EUR": "150.00"},
        "accounts": 2,
        "accounts_made": 2,
        "invoices_open": 2,
        "invoices_overdue": 1,
        "invoices_overdue_disputed": 0,
        "vanished": 0,
        "vanished_open": {},
        "warnings": [{"reason": SHARED, "count": 1, "lines": [2], "sentence": SHARED, "values": {}}],
        "as_of": "2024-06-15",
        "people_made": [],
        "people_without_role": [],
    }


def test_accounts_are_made_as_written_and_settled(office: Office) -> None:
    office.bring_in(TWO)
    assert office.rows("select number, name, terms_days, oldest_due_on from account order by id") == [
        {"number": "C1", "name": "Ashby Ltd", "terms_days": 30, "oldest_due_on": "2024-02-04"},
        {"number": "0042", "name": "Birch Ltd", "terms_days": 30, "oldest_due_on": "2024-07-01"},
    ]
    assert office.rows("select name, time_zone, is_sample from creditor") == [
        {"name": "Mill", "time_zone": "UTC", "is_sample": 0}
    ]


def test_same_number_on_two_customers_is_two_invoices(office: Office) -> None:
    office.bring_in(TWO)
    assert office.rows("select number, count(*) as n from invoice group by number") == [{"number": "A-1", "n": 2}]


def test_run_is_recorded_with_its_result(office: Office) -> None:
    report = office.bring_in(TWO, as_of=date(2024, 6, 10))
    (run,) = office.rows("select * from import_run")
    assert json.loads(run["result"]) == report.as_json()
    assert (run["file_name"], run["kind"], run["as_of"]) == ("ledger.csv", "invoices", "2024-06-10")


def test_chinese_ledger_is_read(office: Office) -> None:
    header = "客户编码,客户名称,发票号,发票日期,到期日,金额,币种,是否争议\n"
    content = header + "001,宁波机械,A-1,2024年1月5日,2024/2/4,¥1234.50,人民币,是\n"
    report = office.bring_in(content.encode("gb18030"), currency="")
    assert report.as_json()["totals"] == {"CNY": "1234.50"}
    assert office.rows("select number, name, script_language from account") == [
        {"number": "001", "name": "宁波机械", "script_language": "zh"}
    ]
    assert len(office.rows("select * from dispute")) == len(office.rows("select * from dispute_line")) == 1


# ---- money ----------------------------------------------------------------------------------------------


def test_day_of_payment_makes_a_payment_of_the_whole_amount(office: Office) -> None:
    report = office.bring_in(PAID + "C1,A-1,2024-01-05,2024-02-04,100.00,2024-02-01\n")
    assert report.as_json()["open"] == {"EUR": "0.00"}
    assert office.rows("select received_on, currency, amount_minor, reference, source from payment") == [
        {"received_on": "2024-02-01", "currency": "EUR", "amount_minor": 10000, "reference": "A-1", "source": "ledger"}
    ]
    assert office.rows("select invoice_id, amount_minor from allocation") == [{"invoice_id": 1, "amount_minor": 10000}]
    assert not office.rows("select * from ledger_statement")
    assert office.open() == {"A-1": 0}


def test_day_of_payment_with_an_open_amount_makes_a_payment_of_the_difference(office: Office) -> None:
    header = PAID.replace("Amount", "Amount,Open Amount")
    office.bring_in(header + "C1,A-1,2024-01-05,2024-02-04,100.00,30.00,2024-02-01\n")
    assert office.rows("select amount_minor from payment") == [{"amount_minor": 7000}]
    assert office.open() == {"A-1": 3000}


def test_empty_open_amount_of_a_paid_invoice_is_nothing(office: Office) -> None:
    header = PAID.replace("Amount", "Amount,Open Amount")
    rows = "C1,A-1,2024-01-05,2024-02-04,100.00,,2024-02-01\nC1,A-2,2024-01-05,2024-02-04,100.00,,\n"
    report = office.bring_in(header + rows)
    assert office.open() == {"A-1": 0}
    assert [(one.row, one.column) for one in report.refused] == [(3, "Open Amount")]


def test_open_amount_alone_is_the_ledgers_statement_of_that_day(office: Office) -> None:
    office.bring_in(OPEN + "C1,A-1,2024-01-05,2024-02-04,100.00,40.00\n", as_of=date(2024, 6, 1))
    assert office.rows("select open_minor, as_of from ledger_statement") == [
        {"open_minor": 4000, "as_of": "2024-06-01"}
    ]
    assert not office.rows("select * from payment")
    assert office.open() == {"A-1": 4000}


def test_statement_without_a_day_is_of_today(office: Office) -> None:
    office.bring_in(OPEN + "C1,A-1,2024-01-05,2024-02-04,100.00,40.00\n")
    assert office.rows("select as_of from ledger_statement") == [{"as_of": "2024-06-15"}]


def test_list_with_nothing_but_open_amounts_is_read(office: Office) -> None:
    office.bring_in("Customer No,Invoice,Date,Due Date,Open Amount\nC1,A-1,2024-01-05,2024-02-04,40.00\n")
    assert office.rows("select amount_minor, open_minor from invoice") == [{"amount_minor": 4000, "open_minor": 4000}]


def test_only_amount_beside_a_day_of_payment_is_the_original_one(office: Office) -> None:
    header = "cust_number,invoice_id,document_create_date,due_in_date,total_open_amount,clear_date\n"
    office.bring_in(header + "C1,A-1,20240105,20240204,100.00,20240201\nC1,A-2,20240105,20240204,60.00,\n")
    assert office.open() == {"A-1": 0, "A-2": 6000}
    assert office.rows("select amount_minor from payment") == [{"amount_minor": 10000}]


def test_paid_amount_leaves_the_rest_open(office: Office) -> None:
    office.bring_in("Client,Invoice Number,Amount,Paid,Invoice Date,Due Date\nX,1,$13.50,$5.01,2024-01-05,2024-02-04\n",
                    currency="USD")  # fmt: skip
    assert office.open() == {"1": 849}


def test_amount_below_zero_is_a_credit_note(office: Office) -> None:
    report = office.bring_in(HEADER + "C1,X,A-1,2024-01-05,2024-02-04,100.00\nC1,X,A-2,2024-01-06,2024-01-06,(30.00)\n")
    assert office.rows("select kind, amount_minor from invoice order by id") == [
        {"kind": "invoice", "amount_minor": 10000},
        {"kind": "credit_note", "amount_minor": -3000},
    ]
    assert (report.as_json()["open"], report.invoices_open, report.invoices_overdue) == ({"EUR": "70.00"}, 1, 1)
    assert office.rows("select terms_days from account") == [{"terms_days": 30}]


def test_used_credit_note_is_settled(office: Office) -> None:
    office.bring_in(PAID + "C1,A-1,2024-01-05,2024-02-04,-30.00,2024-02-01\n")
    assert office.open() == {"A-1": 0}


def test_invoice_of_nothing_is_kept_so_that_the_counts_agree(office: Office) -> None:
    report = office.bring_in(PAID + "C1,A-1,2024-01-05,2024-02-04,0.00,2024-02-01\n")
    assert (report.created, report.invoices_open) == (1, 0)
    assert not office.rows("select * from payment")


def test_currencies_are_never_summed(office: Office) -> None:
    header = HEADER.replace("\n", ",Currency\n")
    report = office.bring_in(header + "C1,X,1,2024-01-05,2024-02-04,10,EUR\nC1,X,2,2024-01-05,2024-02-04,1000,jpy\n")
    assert report.as_json()["totals"] == report.as_json()["open"] == {"EUR": "10.00", "JPY": "1000"}


# ---- as of a day ----------------------------------------------------------------------------------------


def test_what_came_after_the_day_is_left_out(office: Office) -> None:
    content = PAID + (
        "C1,A-1,2024-01-05,2024-02-04,100.00,2024-03-02\n"
        "C1,A-2,2024-01-05,2024-02-04,50.00,2024-03-01\n"
        "C2,A-3,2024-03-02,2024-04-01,70.00,\n"
    )
    report = office.bring_in(content, as_of=date(2024, 3, 1))
    assert (report.created, report.left_out, report.accounts) == (2, 1, 2)
    assert report.as_json()["totals"] == {"EUR": "220.00"}
    assert office.open() == {"A-1": 10000, "A-2": 0}
    assert report.invoices_overdue == 1


def test_open_amount_of_a_later_payment_is_not_believed_for_an_earlier_day(office: Office) -> None:
    header = PAID.replace("Amount", "Amount,Open Amount")
    office.bring_in(header + "C1,A-1,2024-01-05,2024-02-04,100.00,0.00,2024-05-01\n", as_of=date(2024, 3, 1))
    assert office.open() == {"A-1": 10000}


# ---- disputes, terms, collectors ------------------------------------------------------------------------


def test_dispute_is_opened_on_the_whole_invoice_and_kept_when_settled(office: Office) -> None:
    header = PAID.replace("\n", ",Disputed\n")
    rows = [
        f"C1,A-{n},2024-01-05,2024-02-04,10.00,2024-02-01,{word}\n" for n, word in enumerate(("Yes", "no", "", "1"))
    ]
    office.bring_in(header + "".join(rows))
    disputes = office.rows("select d.id, i.number, l.amount_minor, d.reason, d.words, d.opened_on, l.closed_on "
                           "from dispute d join dispute_line l on l.dispute_id = d.id join invoice i "
                           "on i.id = l.invoice_id and i.account_id = d.account_id order by i.number")  # fmt: skip
    rest = {"amount_minor": None, "reason": "", "words": "", "opened_on": "2024-01-05", "closed_on": None}
    assert disputes == [{"id": 1, "number": "A-0", **rest}, {"id": 2, "number": "A-3", **rest}]


def test_word_that_is_neither_yes_nor_no_is_refused(office: Office) -> None:
    header = HEADER.replace("\n", ",Disputed\n")
    report = office.bring_in(header + "C1,X,A-1,2024-01-05,2024-02-04,10.00,perhaps\n")
    assert [(one.column, one.value) for one in report.refused] == [("Disputed", "perhaps")]


@pytest.mark.parametrize(
    ("terms", "due", "days"),
    [
        (("45", "45"), ("2024-02-04", "2024-02-04"), 45),
        (("Net 60", "60 days"), ("2024-02-04", "2024-02-04"), 60),
        (("30", "60"), ("2024-02-04", "2024-02-04"), None),
        (("on receipt", ""), ("2024-01-15", "2024-01-15"), 10),
        (("", ""), ("2024-01-15", "2024-01-16"), None),
        (("", ""), ("2024-01-04", "2024-01-04"), None),
        (("30", "30"), ("", ""), 30),
    ],
)
def test_terms_are_those_on_which_all_rows_agree(
    office: Office, terms: tuple[str, str], due: tuple[str, str], days: int | None
) -> None:
    header = HEADER.replace("\n", ",Terms\n")
    rows = [f"C1,X,A-{n},2024-01-05,{due[n]},10.00,{terms[n]}\n" for n in (0, 1)]
    assert office.bring_in(header + "".join(rows)).exit_code == 0
    assert office.rows("select terms_days from account") == [{"terms_days": days}]


def test_collector_of_the_ledger_is_assigned_and_made_where_unknown(office: Office) -> None:
    header = HEADER.replace("\n", ",Collector\n")
    report = office.bring_in(header + "C1,X,A-1,2024-01-05,2024-02-04,10.00,Ruth\nC2,Y,A-1,2024-01-05,2024-02-04,1,\n")
    assert report.people_made == ("Ruth",)
    assert office.rows('select p.name, g.role from "grant" g join person p on p.id = g.person_id') == [
        {"name": "Ruth", "role": "collector"}
    ]
    assert office.rows("select account_id, person_id, oldest_due_on from assignment") == [
        {"account_id": 1, "person_id": 1, "oldest_due_on": "2024-02-04"}
    ]


def test_namesake_from_another_creditor_gets_neither_role_nor_accounts(office: Office) -> None:
    header = HEADER.replace("\n", ",Collector\n")
    office.bring_in(header + "C1,X,A-1,2024-01-05,2024-02-04,10.00,Ruth\n", creditor="Forge")
    before = office.contents()
    report = office.bring_in(header + "C1,X,A-1,2024-01-05,2024-02-04,10.00,Ruth\n", creditor="Mill")
    assert (report.exit_code, report.created, report.people_made) == (0, 1, ())
    assert list(report.as_json().items())[-1] == ("people_without_role", ["Ruth"])
    after = office.contents()
    assert [after[name] for name in ("person", "grant", "assignment")] == [
        before[name] for name in ("person", "grant", "assignment")
    ]


@pytest.mark.parametrize(
    ("role", "collects"), [("collector", True), ("lead", True), ("trainee", False), ("administrator", False)]
)
def test_person_in_the_house_is_handed_accounts_only_where_she_collects(
    office: Office, role: str, collects: bool
) -> None:
    office.bring_in(TWO)
    with office.store.write() as writing:
        writing.add("person", name="Ruth", created_at="2024-01-01T00:00:00.000000Z")
        writing.add("grant", person_id=1, creditor_id=1, role=role)
    report = office.bring_in(TWO.replace("\n", ",Ruth\n").replace("Amount,Ruth", "Amount,Collector"))
    assert (report.people_made, report.people_without_role) == ((), () if collects else ("Ruth",))
    assert len(office.rows("select * from assignment")) == (2 if collects else 0)
    assert office.rows('select role from "grant"') == [{"role": role}]


# ---- what is asked, and errors --------------------------------------------------------------------------


def test_creditor_is_asked_for_where_it_is_not_plain(office: Office, sample_book: Callable[[], None]) -> None:
    sample_book()
    asked = office.bring_in(TWO, creditor="")
    assert asked.as_json() == {"rows": 2, "questions": [{"about": "creditor", "choices": []}]}
    office.bring_in(TWO, creditor="Mill")
    assert office.bring_in(TWO, creditor="").unchanged == 2
    office.bring_in(TWO, creditor="Forge")
    assert office.bring_in(TWO, creditor="").as_json()["questions"][0]["choices"] == ["Forge", "Mill"]


def test_sample_creditor_is_refused(office: Office, sample_book: Callable[[], None]) -> None:
    sample_book()
    before = office.contents()
    report = office.bring_in(TWO, creditor="sample pumps")
    assert report.exit_code == 2
    assert "Sample Pumps is the sample book" in report.as_json()["error"]
    assert office.contents() == before


def test_currency_is_that_of_the_book_else_asked_for(office: Office) -> None:
    assert office.bring_in(TWO, currency="").as_json()["questions"] == [{"about": "currency", "choices": []}]
    office.bring_in(TWO, currency="usd")
    assert office.bring_in(TWO, currency="").unchanged == 2
    other = HEADER + "C9,X,B-1,2024-01-05,2024-02-04,100.00\n"
    office.bring_in(other, currency="EUR")
    assert office.bring_in(TWO, currency="").as_json()["questions"][0]["choices"] == ["EUR", "USD"]


def test_all_questions_are_asked_at_once(office: Office) -> None:
    report = office.bring_in(HEADER + "C1,X,1,1/2/2024,3/4/2024,10\n", creditor="", currency="")
    assert [one["about"] for one in report.as_json()["questions"]] == ["creditor", "currency", "date order"]


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"currency": "XQX"}, "not a currency code"),
        ({"kind": "payments"}, "No column for the day of payment"),
        ({"kind": "letters"}, "none of these: auto, invoices, payments, contacts"),
        ({"encoding": "big5"}, "utf-8, gb18030 or cp1252"),
    ],
)
def test_wrong_answer_is_told_in_a_sentence(office: Office, said: dict[str, str], word: str) -> None:
    report = office.bring_in(TWO, **said)
    assert word in report.as_json()["error"]
    assert (report.exit_code, office.rows("select * from creditor")) == (2, [])


def test_sign_of_another_currency_is_refused(office: Office) -> None:
    report = office.bring_in(HEADER + "C1,X,A-1,2024-01-05,2024-02-04,$100.00\n", currency="EUR")
    assert report.refused[0].column == "Amount"
