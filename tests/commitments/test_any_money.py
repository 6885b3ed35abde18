"""Whatever is promised and whatever comes: no money counts twice, no promise gets too much, and more is never worse."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder.commitments.judging import Line, Money, Verdict, judge, overall, without_credits
from tests.commitments.making import came, line, nov

AMOUNTS = st.integers(1, 40)


@dataclass(frozen=True)
class Book:
    """What was promised on an account, what came, and the day on which it is looked at."""

    lines: tuple[Line, ...]
    money: tuple[Money, ...]
    today: int

    def judged(self) -> Mapping[int, Verdict]:
        """Judge it."""
        return judge(self.lines, self.money, today=nov(self.today))


# A line: the invoice's place among those of the currency, what it comes to, days to its day, and days it is waited for.
LINES = st.tuples(st.integers(0, 2), AMOUNTS, st.integers(0, 10), st.integers(0, 3))
# A commitment: its day and hour, the day it was taken back, the ledger's, its currency, the share that is enough.
COMMITMENTS = st.tuples(
    st.integers(2, 14), st.integers(0, 23), st.one_of(st.just(0), st.integers(1, 10)), st.integers(0, 14),
    st.sampled_from(["GBP", "CNY"]), st.sampled_from([100, 90, 50]), st.lists(LINES, min_size=1, max_size=3),
)  # fmt: skip
# A payment: its day and hour, days until we heard of it, whether by hand, its currency, and how much went where.
PAYMENTS = st.tuples(
    st.integers(1, 26), st.integers(0, 23), st.integers(0, 4), st.booleans(), st.sampled_from(["GBP", "CNY"]),
    st.dictionaries(st.integers(0, 2), AMOUNTS, min_size=1, max_size=3),
)  # fmt: skip
INVOICES = {"GBP": (None, 1, 2), "CNY": (None, 3, 4)}


def promised(of: int, drawn: tuple) -> Iterator[Line]:
    """Make the lines of a commitment."""
    made, hour, back, stated, currency, percent, lines = drawn
    about = {
        "of": of,
        "made": made,
        "hour": hour,
        "stated": min(stated, made),
        "currency": currency,
        "percent": percent,
    }
    for number, (place, minor, days, waited) in enumerate(lines):
        due, invoice = made + days, INVOICES[currency][place]
        own = {"invoice": invoice, "minor": minor, "due": due, "until": due + waited}
        yield line(of * 10 + number, **about, **own, back=made + back if back else 0)


def received(id: int, drawn: tuple) -> Iterator[Money]:
    """Make the parts of a payment."""
    day, hour, later, by_hand, currency, parts = drawn
    when = {"day": day, "hour": hour, "known": day + later, "by_hand": by_hand, "currency": currency}
    return (came(minor, id=id, invoice=INVOICES[currency][place], **when) for place, minor in parts.items())


@st.composite
def books(draw: st.DrawFn) -> Book:
    """An account on a day, with what is known on it."""
    made = draw(st.lists(COMMITMENTS, min_size=1, max_size=4))
    paid, today = draw(st.lists(PAYMENTS, max_size=5)), draw(st.integers(14, 30))
    lines = tuple(one for of, each in enumerate(made, 1) for one in promised(of, each))
    money = tuple(one for id, each in enumerate(paid, 1) if each[0] + each[2] <= today for one in received(id, each))
    return Book(lines, money, today)


def by_payment(verdicts: Mapping[int, Verdict]) -> Mapping[int, int]:
    """How much of each payment is counted, over all lines."""
    found: dict[int, int] = defaultdict(int)
    for verdict in verdicts.values():
        for one in verdict.counted:
            found[one.payment_id] += one.amount_minor
    return found


def told(verdicts: Mapping[int, Verdict]) -> dict[int, tuple[object, ...]]:
    """All that is said of each line; of one payment its parts together."""
    found = {}
    for id, one in verdicts.items():
        parts: dict[tuple[int, bool], int] = defaultdict(int)
        for each in one.counted:
            parts[each.payment_id, each.is_late] += each.amount_minor
        found[id] = (one.became, one.because, one.due_minor, one.settled_on, one.followed_by, dict(parts))
    return found


@settings(max_examples=300, deadline=None)
@given(books())
def test_no_payment_counts_for_more_than_it_is(book: Book):
    whole: dict[int, int] = defaultdict(int)
    for one in book.money:
        whole[one.payment_id] += one.amount_minor
    assert all(minor <= whole[id] for id, minor in by_payment(book.judged()).items())


@settings(max_examples=300, deadline=None)
@given(books())
def test_no_line_gets_more_than_it_needs_and_only_money_that_is_meant_for_it(book: Book):
    pieces = defaultdict(list)
    for one in book.money:
        pieces[one.payment_id].append(one)
    for verdict in book.judged().values():
        line = verdict.line
        assert 0 <= verdict.paid_minor + verdict.late_minor <= verdict.due_minor <= line.amount_minor
        for one in verdict.counted:
            fitting = [
                piece.amount_minor for piece in pieces[one.payment_id]
                if piece.currency == line.currency and piece.recorded_at > line.made_at
                and (line.invoice_id is None or piece.invoice_id in (None, line.invoice_id))
            ]  # fmt: skip
            assert one.amount_minor <= sum(fitting)
            assert one.is_late == (one.received_on > line.until)
            assert one.received_on.isoformat() >= line.stated_on


@settings(max_examples=300, deadline=None)
@given(books())
def test_state_is_what_the_money_says(book: Book):
    for one in book.judged().values():
        enough = one.paid_minor * 100 >= one.due_minor * one.line.percent
        is_over = nov(book.today) > one.line.until
        if one.became == "kept":
            assert one.paid_minor == one.due_minor > 0 or (is_over and enough)
        elif one.because == "paid_before":
            assert one.due_minor == 0 and not one.counted
        else:
            assert one.paid_minor < one.due_minor
        if one.became in ("broken", "partly_kept"):
            assert is_over and not enough and (one.paid_minor > 0) == (one.became == "partly_kept")
        if one.became == "open":
            assert not is_over and not one.because and not one.late_minor
        assert (one.followed_by is not None) == (one.became == "superseded")


@settings(max_examples=300, deadline=None)
@given(books(), st.randoms(use_true_random=False))
def test_order_in_which_it_is_read_does_not_matter(book: Book, random):
    lines, money = list(book.lines), list(book.money)
    random.shuffle(lines)
    random.shuffle(money)
    assert told(Book(tuple(lines), tuple(money), book.today).judged()) == told(book.judged())


# From the worst to the best that can become of one line; what had been paid before needed nothing any more.
RANK = {"broken": 0, "partly_kept": 1, "open": 1, "superseded": 1, "withdrawn": 1, "kept": 2}


def rank(one: Verdict) -> int:
    """How good it is."""
    return 2 if one.because == "paid_before" else RANK[one.became]


@settings(max_examples=500, deadline=None)
@given(books(), PAYMENTS)
def test_more_money_never_makes_a_line_worse(book: Book, drawn: tuple):
    more = received(99, (min(drawn[0], book.today), drawn[1], 0, *drawn[3:]))
    before, after = book.judged(), Book(book.lines, (*book.money, *more), book.today).judged()
    for id, one in before.items():
        # What was taken off a promise rests on other money being counted for an earlier one, which more may change.
        if one.due_minor == one.line.amount_minor:
            assert rank(after[id]) >= rank(one)
            assert after[id].due_minor - after[id].paid_minor <= one.due_minor - one.paid_minor


@settings(max_examples=200, deadline=None)
@given(books())
def test_judged_twice_it_is_the_same(book: Book):
    first = book.judged()
    assert book.judged() == first
    assert overall(first.values()) == overall(reversed(list(first.values())))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(-30, 40).filter(bool), st.integers(2, 24)), min_size=1, max_size=6))
def test_credits_take_off_what_they_are_and_never_more_than_there_is(drawn: Sequence[tuple[int, int]]):
    lines = [line(number, of=9, minor=minor, due=due) for number, (minor, due) in enumerate(drawn, 1)]
    left = list(without_credits(lines))
    credit, whole = -sum(min(0, minor) for minor, _ in drawn), sum(max(0, minor) for minor, _ in drawn)
    assert sum(one.amount_minor for one in left) == max(0, whole - credit)
    assert all(0 < one.amount_minor <= lines[one.id - 1].amount_minor for one in left)
    assert list(without_credits(reversed(lines))) == left
