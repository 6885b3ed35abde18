"""The file of an account with 2,500 open invoices and 500 calls, beside that of one with ten of each, page by page."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bench.accounts import language_of
from bench.book import Book
from bench.past_calls import add_calls
from bench.tables import Line, Times
from bench.visitor import Visitor
from rejoinder.accounts import settle
from rejoinder.commitments import judge_accounts
from rejoinder.library import excuses_in_use, latest_mark
from rejoinder.store import Row, Store, Writing

# Invoices and calls of the long account, and of the short one.
LONG, SHORT = (2_500, 500), (10, 10)
# What the long account's pages may cost of the short one's.
MOST_RATIO = 2.0
WARM_UP = 5
# Above the ids of any book that is measured; each of the two accounts has its own.
FREE_IDS = 10_000_000
SECTIONS = ("contacts", "facts", "paying", "documents", "disputes", "payments", "notes", "timeline")
# A page of this list has fifty rows of the long account and ten of the short one: the ratio says what rows weigh.
LISTS = ("invoices", "heard")
OUTCOMES = ("promise", "no_answer", "no_commitment", "intention", "promise")


def compare(visitor: Visitor, book: Book, *, rounds: int, now: datetime) -> list[Line]:
    """Write both accounts into a book, then open each page of theirs in turn."""
    store = book.store()
    short, long = (_write(store, book.accounts + n, *size, now=now) for n, size in enumerate((SHORT, LONG), 1))
    store.close()
    pages = {"desk": "", **{name: f"/{name}" for name in (*SECTIONS, *LISTS)}}
    lines = [line for what, path in pages.items() for line in _lines(what, path, visitor, (short, long), rounds)]
    return lines + _in_call(visitor, (short, long), rounds)


def _lines(what: str, path: str, visitor: Visitor, accounts: tuple[int, int], rounds: int) -> list[Line]:
    """Open one page of both accounts in turn, and make its lines."""
    times = (Times(), Times())
    for turn in range(-WARM_UP, rounds):
        for account_id, taken in zip(accounts, times, strict=True):
            taken_ms = visitor.get(f"/accounts/{account_id}{path}")[1]
            if turn >= 0:
                taken.taken_ms.append(taken_ms)
    ratio = times[1].at(50) / times[0].at(50)
    target = "" if what in LISTS else f"≤ {MOST_RATIO}"
    return [
        Line(f"{what}, 10 invoices, 10 calls", times[0].shown()),
        Line(f"{what}, 2,500 invoices, 500 calls", times[1].shown()),
        Line(f"{what}, long / short", f"{ratio:.2f}", target, ratio <= MOST_RATIO if target else None),
    ]


def _in_call(visitor: Visitor, accounts: tuple[int, int], rounds: int) -> list[Line]:
    """Open the desk of both accounts in a call, the form of a promise beside it."""
    lines = []
    times = []
    for account_id in accounts:
        call_id, _ = visitor.start_call(account_id)
        taken = Times([visitor.get(f"/accounts/{account_id}")[1] for _ in range(-WARM_UP, rounds)][WARM_UP:])
        times.append(taken)
        visitor.post(f"/calls/{call_id}/end", {"outcome": "no_answer"})
    for taken, what in zip(times, ("10 invoices, 10 calls", "2,500 invoices, 500 calls"), strict=True):
        lines.append(Line(f"desk in a call, {what}", taken.shown()))
    ratio = times[1].at(50) / times[0].at(50)
    return [*lines, Line("desk in a call, long / short", f"{ratio:.2f}", f"≤ {MOST_RATIO}", ratio <= MOST_RATIO)]


def _write(store: Store, account_id: int, invoices: int, calls: int, *, now: datetime) -> int:
    """Enter an account of its own with so many open invoices and past calls, and give its id."""
    excuse_ids = [one.id for one in excuses_in_use(store)]
    mark = latest_mark(store)
    with store.write() as writing:
        like = dict(writing.row("account", account_id - 2))
        columns = ("creditor_id", "kind", "city", "time_zone", "terms_days", "created_at")
        named = {"number": f"LONG-{account_id}", "name": f"An account with {invoices} invoices Ltd"}
        kept = {name: like[name] for name in columns}
        writing.add("account", id=account_id, script_language=language_of(account_id), **named, **kept)
        for place in (1, 0):
            writing.add("contact", id=2 * account_id - place, account_id=account_id, name=f"Jo Marsh {place}")
        writing.add_all("invoice", _invoices(account_id, invoices, now))
        settle(writing, [account_id])
        add_calls(writing, list(_calls(writing, account_id, calls, now)), excuse_ids, mark=mark)
        # Week by week, so that the history has its judgements among the calls, as it has when the server judges.
        for days in range(calls, -1, -7):
            judge_accounts(writing, [account_id], now=now - timedelta(days=days))
    return account_id


def _invoices(account_id: int, count: int, now: datetime) -> Iterator[Row]:
    """Make open invoices, nine in ten of them late."""
    ids = range(FREE_IDS * account_id, FREE_IDS * account_id + count)
    for place in range(count):
        issued_on = (now - timedelta(days=30 + place % 300)).date()
        due_on = issued_on + timedelta(days=60 if place % 10 == 0 else 20)
        yield {
            "id": ids[place],
            "account_id": account_id,
            "number": f"L-{account_id}-{place:05}",
            "issued_on": issued_on.isoformat(),
            "due_on": due_on.isoformat(),
            "currency": "CNY" if language_of(account_id) == "zh" else "GBP",
            "amount_minor": 12_345 + place,
            "open_minor": 12_345 + place,
        }


def _calls(writing: Writing, account_id: int, count: int, now: datetime) -> Iterator[Row]:
    """Make past calls, two in five of them with a promise."""
    row = writing.connection.execute("select max(id) as last, max(person_id) as person from call").fetchone()
    for place in range(count):
        yield {
            "id": row["last"] + 1 + place,
            "account_id": account_id,
            "person_id": row["person"],
            "language": language_of(account_id),
            "started_at": now - timedelta(days=count - place, minutes=place % 60),
            "outcome": OUTCOMES[place % len(OUTCOMES)],
        }
