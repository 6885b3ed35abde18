"""What of the payments on record is money that came: without credits and refunds, and nothing told twice."""

from datetime import date

from rejoinder.commitments.receipts import receipts


def part(
    payment_id, minor, *, invoice=None, day="2026-11-10", at="", source="file", run=None, credit=False, currency="GBP"
):
    """Make a part of a payment as the query gives it."""
    return {
        "payment_id": payment_id,
        "invoice_id": invoice,
        "is_credit": int(credit),
        "currency": currency,
        "amount_minor": minor,
        "received_on": day,
        "recorded_at": at or f"{day}T10",
        "source": source,
        "import_run_id": run,
    }


def told(rows):
    """Give invoice, amount and credit of what counts."""
    return [(one.invoice_id, one.amount_minor, one.credit_minor) for one in receipts(rows)]


def test_credit_that_is_set_off_is_no_money():
    fall = {"source": "ledger", "run": 7}
    rows = [
        part(1, 250, invoice=1, **fall),
        part(2, 50, invoice=2, **fall),
        part(3, -50, invoice=9, credit=True, **fall),
    ]
    assert told(rows) == [(1, 250, 0), (2, 50, 50)]


def test_credit_of_another_reading_of_the_ledger_touches_nothing():
    rows = [
        part(1, 50, invoice=1, source="ledger", run=7),
        part(3, -50, invoice=9, credit=True, source="ledger", run=8),
    ]
    assert told(rows) == [(1, 50, 0)]


def test_credit_used_in_a_payment_is_taken_off_what_that_payment_settled():
    rows = [part(1, 300, invoice=1), part(1, -50, invoice=9, credit=True), part(2, 50, invoice=2)]
    assert told(rows) == [(1, 300, 50), (2, 50, 0)]


def test_refund_takes_back_what_came_last_for_the_invoice():
    rows = [
        part(1, 100, invoice=1),
        part(2, 200, invoice=1, day="2026-11-12"),
        part(3, -150, invoice=1, day="2026-11-14"),
        part(4, 80, invoice=1, day="2026-11-20"),
    ]
    assert told(rows) == [(1, 100, 0), (1, 50, 0), (1, 80, 0)]


def test_money_without_an_invoice_is_told_once_though_the_ledger_shows_it_later():
    hand = part(1, 100, source="hand")
    fall = part(2, 70, invoice=1, day="2026-11-12", source="ledger", run=7)
    assert told([hand, fall]) == [(None, 30, 0), (1, 70, 0)]
    earlier = part(2, 70, invoice=1, day="2026-11-09", source="ledger", run=7)
    assert told([hand, earlier]) == [(None, 100, 0), (1, 70, 0)]
    other = part(2, 70, invoice=1, day="2026-11-12", source="ledger", run=7, currency="CNY")
    assert told([hand, other]) == [(None, 100, 0), (1, 70, 0)]


def test_each_fall_takes_only_one_payment_off():
    rows = [part(1, 100), part(2, 100), part(3, 100, invoice=1, day="2026-11-12", source="ledger", run=7)]
    assert [one for one in told(rows) if one[0] is None] == [(None, 100, 0)]


def test_day_and_hand_are_kept():
    found = receipts([part(1, 5, source="hand")])[0]
    assert (found.received_on, found.is_by_hand) == (date(2026, 11, 10), True)
