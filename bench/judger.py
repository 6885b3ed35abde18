"""`python -m bench.judger DATABASE NOW [--serving]`: judge a book in a process of its own, and print what it took.

With --serving a thread records promises all the time meanwhile, as collectors do while the server judges beside them,
and another process saves too.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.accounts import INVOICES_EACH
from bench.own_process import peak_mb
from bench.saver import Saver, saving_beside
from rejoinder.commitments import Terms, judge_accounts, judge_all, judge_due, judge_in_turn, record
from rejoinder.store import Store, Writing, stamp

# The accounts that an import brings money for, and those judged one by one.
PAID, ONE_BY_ONE = 1_000, 200
PAID_MINOR = 10_000
# How long those who save are watched while nobody judges, to be compared with.
IDLE_S = 5


def judge(store: Store, *, now: datetime, is_serving: bool) -> dict[str, Any]:
    """Judge the whole book, once more, what is due, after an import, and single accounts; give what each took."""
    later = now + timedelta(hours=1)
    take = _take_while_saving if is_serving else _take
    steps: dict[str, Callable[[], int]] = {
        "nothing": _rest,
        "all": lambda: judge_all(store, now=now),
        "again": lambda: judge_all(store, now=now),
        "due": lambda: judge_due(store, now=now),
        "import": lambda: judge_in_turn(store, _some(store, PAID), now=later),
    }
    taken: dict[str, Any] = {}
    for name, step in steps.items():
        if name == "import":
            with store.write() as writing:
                _pay(writing, _some(store, PAID), now=later)
        taken[name] = take(store, step, now=later if name == "import" else now)
    taken["one_ms"] = [_one(store, one, now=later + timedelta(hours=1)) for one in _some(store, ONE_BY_ONE)]
    return taken


def _take(store: Store, step: Callable[[], int], *, now: datetime) -> dict[str, float]:
    """Take one step, and give its seconds, the judgements recorded, and the memory held at most until then."""
    started = time.perf_counter()
    recorded = step()
    return {"s": time.perf_counter() - started, "recorded": recorded, "peak_mb": peak_mb()}


def _take_while_saving(store: Store, step: Callable[[], int], *, now: datetime) -> dict[str, float]:
    """Take one step while a thread and another process save, and give how long their saves took too."""
    with saving_beside(store.path) as waits, Saver(store, lambda _, n: _promise(store, n, now=now)) as saver:
        taken = _take(store, step, now=now)
    return {**taken, "wait_s": saver.longest_s, "median_s": saver.median_s, "wait_beside_s": waits[0]}


def _rest() -> int:
    """Judge nothing for some seconds."""
    time.sleep(IDLE_S)
    return 0


def _promise(store: Store, number: int, *, now: datetime) -> None:
    """Record a promise on some account, another one each time, as it is recorded in a call."""
    terms = Terms("promise_to_pay", PAID_MINOR, "GBP", now.date() + timedelta(days=7), "transfer", None, "", (), "")
    # Any call will do; the made-up book has more calls than accounts.
    account_id = 1 + number * 7919 % _accounts(store)
    where = {"call_id": account_id, "account_id": account_id, "person_id": 1}
    submission = f"saved-{time.perf_counter_ns()}"
    record(store, terms, **where, read_back="", today=now.date(), submission=submission, now=now)


def _accounts(store: Store) -> int:
    """Count the accounts, whose ids begin with 1."""
    return int(store.connection.execute("select max(id) as last from account").fetchone()["last"])


def _some(store: Store, count: int) -> Sequence[int]:
    """Choose accounts from all over the book."""
    accounts = _accounts(store)
    return range(1, accounts + 1, max(1, accounts // count))[:count]


def _pay(writing: Writing, account_ids: Sequence[int], *, now: datetime) -> None:
    """Enter money for the last invoice of some accounts, received today."""
    for account_id in account_ids:
        about = {"account_id": account_id, "received_on": now.date().isoformat(), "currency": "GBP", "source": "file"}
        payment_id = writing.add("payment", **about, amount_minor=PAID_MINOR, recorded_at=stamp(now))
        given = {"invoice_id": account_id * INVOICES_EACH, "amount_minor": PAID_MINOR}
        writing.add("allocation", payment_id=payment_id, **given)


def _one(store: Store, account_id: int, *, now: datetime) -> float:
    """Judge one account in the write that brought its money, and give the milliseconds."""
    with store.write() as writing:
        _pay(writing, [account_id], now=now)
        started = time.perf_counter()
        judge_accounts(writing, [account_id], now=now)
        return (time.perf_counter() - started) * 1000


def main() -> None:
    """Judge the book that is named."""
    database, now, *options = sys.argv[1:]
    store = Store(Path(database))
    print(json.dumps(judge(store, now=datetime.fromisoformat(now), is_serving=options == ["--serving"])))


if __name__ == "__main__":
    main()
