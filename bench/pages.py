"""The pages of a day's work on a small and on a large book, in turn, so that both meet the same machine."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from bench.accounts import language_of, name_of, number_of, phone_of
from bench.book import Book
from bench.tables import Line, Times
from bench.visitor import Visitor

# A larger book may cost a little more; beyond this something reads the whole of it.
MOST_RATIO = 1.5

# The first requests read what is kept afterwards: templates, translations, the index of excuses.
WARM_UP = 3

Open = Callable[[Visitor, Book, int], float]

STEPS = ("start a call", "note what is heard", "record a promise", "save and next")


def compare(small: tuple[Visitor, Book], large: tuple[Visitor, Book], *, rounds: int) -> list[Line]:
    """Open each page on both books and give its times and how many times longer the large book takes."""
    lines: list[Line] = []
    for what, open_page in _pages().items():
        lines += _lines(what, *_times(open_page, (small, large), rounds=rounds))
    by_step: list[dict[str, Times]] = [{step: Times() for step in STEPS} for _ in (small, large)]
    for turn in range(rounds):
        for (visitor, book), times in zip((small, large), by_step, strict=True):
            for step, taken_ms in zip(STEPS, lead_call(visitor, account_at(book, turn)), strict=True):
                times[step].taken_ms.append(taken_ms)
    for step in STEPS:
        lines += _lines(step, by_step[0][step], by_step[1][step])
    return lines


def _times(open_page: Open, books: tuple[tuple[Visitor, Book], ...], *, rounds: int) -> list[Times]:
    """Open one page on each book in turn; give its times by book."""
    times = [Times() for _ in books]
    for turn in range(-WARM_UP, rounds):
        for (visitor, book), taken in zip(books, times, strict=True):
            taken_ms = open_page(visitor, book, turn)
            if turn >= 0:
                taken.taken_ms.append(taken_ms)
    return times


def _lines(what: str, small: Times, large: Times) -> list[Line]:
    """Make the lines of one page: small book, large book, and the ratio of their medians."""
    ratio = large.at(50) / small.at(50)
    return [
        Line(f"{what}, small book", small.shown()),
        Line(f"{what}, large book", large.shown()),
        Line(f"{what}, large / small", f"{ratio:.2f}", f"≤ {MOST_RATIO}", ratio <= MOST_RATIO),
    ]


def account_at(book: Book, turn: int) -> int:
    """Choose an account, another one each turn, from all over the book."""
    return turn * 7919 % book.accounts + 1


def _pages() -> dict[str, Open]:
    """Name the pages that are compared."""
    return {
        "desk": lambda visitor, book, turn: visitor.get(f"/accounts/{account_at(book, turn)}")[1],
        "work list, mine": lambda visitor, book, turn: visitor.get(_place(book, turn, whose="mine"))[1],
        "work list, all": lambda visitor, book, turn: visitor.get(_place(book, turn, whose=""))[1],
        "search, one name": lambda visitor, book, turn: _search(visitor, name_of(account_at(book, turn))),
        # What half of the accounts are called fills a page; two letters that nobody has are looked for everywhere.
        "search, common word": lambda visitor, book, turn: _search(visitor, ("Ltd", "有限公司")[turn % 2]),
        "search, two letters": lambda visitor, book, turn: _search(visitor, ("zq", "某某")[turn % 2]),
        "search, number": lambda visitor, book, turn: _search(visitor, number_of(account_at(book, turn))),
        "search, telephone": lambda visitor, book, turn: _search(visitor, phone_of(account_at(book, turn))[3:]),
        "search, nothing": lambda visitor, book, turn: _search(visitor, f"nobody of that name {turn}"),
    }


def _place(book: Book, turn: int, *, whose: str) -> str:
    """Give the address of a full page of the list that begins somewhere in its first part."""
    due_on = (datetime.now(UTC) - timedelta(days=272 - turn % 3)).date() if turn % 2 else ""
    return f"/worklist?whose={whose}&after={due_on}.1" if due_on else f"/worklist?whose={whose}"


def _search(visitor: Visitor, words: str) -> float:
    """Search the work list."""
    return visitor.get(f"/worklist?q={words.replace('+', '%2B')}")[1]


def lead_call(visitor: Visitor, account_id: int) -> Iterator[float]:
    """Lead one call from its beginning to "save and next", giving the milliseconds of each step."""
    call_id, taken_ms = visitor.start_call(account_id)
    yield taken_ms
    excuse = ("already_paid", "waiting_on_customer", "no_money")[account_id % 3]
    said = "上周付了" if language_of(account_id) == "zh" else "we paid that last week"
    yield visitor.post(f"/calls/{call_id}/heard", {"excuse": excuse, "said": said})[1]
    day = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()
    fields = {"kind": "promise_to_pay", "amount": "100.00", "currency": _currency(account_id), "day": day}
    form = {**fields, "method": "transfer", "who": "Jo Marsh", "submission": f"bench-{call_id}"}
    yield visitor.post(f"/calls/{call_id}/commitments", form)[1]
    yield visitor.post(f"/calls/{call_id}/end", {"outcome": "promise"})[1]


def _currency(account_id: int) -> str:
    """Give the currency of an account's invoices."""
    return "CNY" if language_of(account_id) == "zh" else "GBP"
