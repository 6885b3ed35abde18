"""The work list: which account to call next, the one whose oldest invoice is longest overdue first."""

import heapq
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from rejoinder import calls, commitments, compliance
from rejoinder.accounts import Standing, standings
from rejoinder.dates import today_in
from rejoinder.store import Row, Store, moment, stamp

# As many accounts as one page lists.
PAGE = 50

# Where a page begins: the due date and id of the account before it.
START = ("", 0)

NEVER_DUE = "9999-12-31"

# Longer than any name; SQLite refuses a pattern of 50,000 characters.
LONGEST_SEARCH = 200

# The index of words knows runs of three characters: shorter words are looked for down the list.
SHORTEST_RUN = 3

# More hits than this are not put in order one by one: going down the list, a page of them is full sooner.
FEW = 500

# An account called within this time is not offered again by "save and next".
REST = timedelta(hours=12)


@dataclass(frozen=True)
class Line:
    """One account in the list."""

    account_id: int
    number: str
    name: str
    name_other: str
    kind: str
    city: str
    creditor: str
    collector: str
    collector_id: int | None
    standings: tuple[Standing, ...]
    oldest_days: int
    promise: commitments.Promise | None
    last_call_on: date | None
    today: date
    on_the_phone: str


@dataclass(frozen=True)
class Page:
    """A page of the list; `after` is where the next one begins, or nothing at the end."""

    lines: tuple[Line, ...]
    after: tuple[str, int] | None


def page(
    store: Store, *, person_id: int, mine: bool, words: str, now: datetime, after: tuple[str, int] = START
) -> Page:
    """Give a page of a person's accounts, or of all of the creditors collected for, or those that match some words."""
    words = words.strip()[:LONGEST_SEARCH]
    keys = _found(store, person_id, words) if words else _keys(store, person_id, mine=mine, after=after)
    lines = _lines(store, [key["id"] for key in keys[:PAGE]], now=now)
    more = len(keys) > PAGE and not words
    return Page(lines, (keys[PAGE - 1]["oldest_due_on"], keys[PAGE - 1]["id"]) if more else None)


def next_account(store: Store, *, person_id: int, after: tuple[str, int], now: datetime) -> int | None:
    """Find the account to call after this one: with something open, not called lately, nobody on the phone with it.

    One that asked not to be called is passed over.

    It goes on down the person's own list (everybody's, where none is assigned) and begins again at its top.
    """
    mine = bool(store.all("list_mine", person_id=person_id, after_due="", after_id=0, size=1))
    busy = calls.on_the_phone(store, now=now)
    for start, stop in ((after, None), (START, after)):
        here = start
        while keys := _keys(store, person_id, mine=mine, after=here)[:PAGE]:
            ids: list[int] = [key["id"] for key in keys if key["oldest_due_on"] != NEVER_DUE]
            free = _rested(store, ids, now=now) - busy.keys() - compliance.stopped(store, ids)
            found = next((one for one in ids if one in free), None)
            if found is not None:
                return found
            here = (keys[-1]["oldest_due_on"], keys[-1]["id"])
            if here[0] == NEVER_DUE or (stop is not None and here >= stop):
                break
    return None


def _rested(store: Store, account_ids: list[int], *, now: datetime) -> set[int]:
    """Leave out the accounts that were called lately."""
    rows = store.all("called_since", account_ids=json.dumps(account_ids), since=stamp(now - REST))
    return set(account_ids) - {row["account_id"] for row in rows}


def _keys(store: Store, person_id: int, *, mine: bool, after: tuple[str, int]) -> list[Row]:
    """Give ids in the list's order, one more than a page, reading no more than that from the index."""
    place = {"after_due": after[0], "after_id": after[1], "size": PAGE + 1}
    if mine:
        return store.all("list_mine", person_id=person_id, **place)
    by_creditor = [
        store.all("list_all", creditor_id=creditor["id"], **place)
        for creditor in store.all("creditors_collected", person_id=person_id)
    ]
    return list(islice(heapq.merge(*by_creditor, key=_order), PAGE + 1))


def _order(row: Row) -> tuple[str, int]:
    """Longest overdue first."""
    return row["oldest_due_on"], row["id"]


def _found(store: Store, person_id: int, words: str) -> list[Row]:
    """Search by name, number or telephone."""
    digits = _telephone(words)
    few = _few(store, words, digits)
    rows: list[Row] = []
    for creditor in store.all("creditors_collected", person_id=person_id):
        where = {"creditor_id": creditor["id"], "size": PAGE}
        if few is None:
            rows += store.all("search_accounts", words=_pattern(words), digits=digits, **where)
        else:
            rows += store.all("found_accounts", account_ids=json.dumps(few), **where)
    return sorted(rows, key=_order)[:PAGE]


def _few(store: Store, words: str, digits: str) -> list[int] | None:
    """Find a few accounts by the index of words; nothing where it does not serve: many hits, or too short a word."""
    if len(words) < SHORTEST_RUN:
        return None
    rows = store.all("search_words", words=_run(words), digits=_run(digits), size=FEW + 1)
    return [row["id"] for row in rows] if len(rows) <= FEW else None


def _telephone(words: str) -> str:
    """Give the digits of what may be a telephone number, without the zero that is dialled only inside a country."""
    digits = "".join(c for c in words if c.isdigit())
    # Two digits would match half the book's telephones; a name with a figure in it is not a number to ring.
    looks_like_phone = len(digits) >= 4 and all(c.isdigit() or c in "+-() /." for c in words)
    return digits.lstrip("0") if looks_like_phone else ""


def _run(words: str) -> str:
    """Quote a run of characters for the index of words, in which a zero byte would end it."""
    return '"' + words.replace('"', '""').replace("\0", " ") + '"'


def _pattern(words: str) -> str:
    """Make a pattern that words match anywhere, with no sign of a pattern's own."""
    return "%" + "".join("!" + c if c in "%_!" else c for c in words) + "%"


def _lines(store: Store, account_ids: list[int], *, now: datetime) -> tuple[Line, ...]:
    """Put together what a page shows, in four queries however long the book."""
    ids = json.dumps(account_ids)
    rows = {row["id"]: row for row in store.all("list_rows", account_ids=ids)}
    todays = {one: today_in(rows[one]["time_zone"], now) for one in account_ids}
    by_account = standings(store, todays)
    promises = commitments.last_promises(store, account_ids)
    busy = calls.on_the_phone(store, now=now)
    return tuple(
        _line(rows[one], by_account[one], today=todays[one], promise=promises.get(one), busy=busy)
        for one in account_ids
    )


def _line(
    row: Row,
    by_currency: tuple[Standing, ...],
    *,
    today: date,
    promise: commitments.Promise | None,
    busy: Mapping[int, str],
) -> Line:
    """Put one line together, seen from the debtor's today."""
    return Line(
        account_id=row["id"],
        number=row["number"],
        name=row["name"],
        name_other=row["name_other"],
        kind=row["kind"],
        city=row["city"],
        creditor=row["creditor"],
        collector=row["collector"] or "",
        collector_id=row["collector_id"],
        standings=by_currency,
        oldest_days=max((s.oldest_days(today) for s in by_currency), default=0),
        promise=promise,
        last_call_on=today_in(row["time_zone"], moment(row["last_call_at"])) if row["last_call_at"] else None,
        today=today,
        on_the_phone=busy.get(row["id"], ""),
    )
