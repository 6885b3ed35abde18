"""Judging what stands in the book: read for many accounts at once, and recorded only where something has changed."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from rejoinder.commitments.deadlines import deadline, presentment_end
from rejoinder.commitments.judging import Line, Money, Verdict, judge, overall, without_credits
from rejoinder.commitments.receipts import receipts
from rejoinder.dates import today_in
from rejoinder.store import Row, Store, Writing, moment, stamp

# What we do ourselves: ringing again, and ringing the one who was named.
OURS = frozenset({"call_back", "other_person"})
# Accounts that are judged at once and then recorded while others wait: measured, 5 ms, and 20 ms where somebody wrote
# meanwhile. More at once takes as long in all.
AT_ONCE = 20

INSERT_LINE = """insert into line_judgement (event_id, line_id, became, because, due_minor, paid_minor, late_minor,
  waited_until, settled_on, followed_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
INSERT_PAYMENT = """insert into line_payment (event_id, line_id, payment_id, received_on, amount_minor, is_late)
  values (?, ?, ?, ?, ?, ?)"""


class PaymentFigures(NamedTuple):
    """What is recorded of money a line's judgement rests on, in the order of its columns."""

    payment_id: int
    received_on: str
    amount_minor: int
    is_late: int


class LineFigures(NamedTuple):
    """What is recorded of a line, in the order of its columns, and then of the money that its judgement rests on."""

    line_id: int
    became: str
    because: str
    due_minor: int
    paid_minor: int
    late_minor: int
    waited_until: str
    settled_on: str | None
    followed_by: int | None
    counted: tuple[PaymentFigures, ...]


@dataclass(frozen=True)
class Judgement:
    """What became of a commitment, with what is said of its lines, in their order."""

    commitment_id: int
    account_id: int
    kind: str
    because: str
    lines: tuple[LineFigures, ...] = ()

    @property
    def figures(self) -> tuple[object, ...]:
        """All that is recorded of it, to be compared with what was recorded before."""
        return (self.kind, self.because, *self.lines)

    @property
    def says_something(self) -> bool:
        """Say whether there is more to tell than that it is open."""
        return self.kind != "open" or any(one.counted or one.became != "open" for one in self.lines)


def judge_accounts(writing: Writing, account_ids: Iterable[int], *, now: datetime) -> int:
    """Judge the commitments of some accounts anew, and record what has changed; gives how many have.

    Whatever was judged before is judged again: a payment taken back, a promise recorded in error, a later ledger. What
    is judged as it was is not recorded a second time.
    """
    changed = _changed(writing, sorted(set(account_ids)), now=now)
    _record(writing, changed, now=now)
    return len(changed)


def judge_all(store: Store, *, now: datetime) -> int:
    """Judge every commitment in the book; gives how many judgements were recorded."""
    recorded, after = 0, 0
    while some := store.all("accounts_with_commitments", after=after, size=AT_ONCE):
        recorded += judge_in_turn(store, (row["account_id"] for row in some), now=now)
        after = some[-1]["account_id"]
    return recorded


def judge_due(store: Store, *, now: datetime) -> int:
    """Judge the commitments whose day has come and that are still open; gives how many judgements were recorded."""
    # The day after the server's is the latest that any debtor can have.
    day = date.fromordinal(now.date().toordinal() + 1).isoformat()
    waiting = store.all("accounts_with_undecided", day=day)
    return judge_in_turn(store, (row["account_id"] for row in waiting), now=now)


def judge_in_turn(store: Store, account_ids: Iterable[int], *, now: datetime) -> int:
    """Judge many accounts without holding anybody up: some at a time, judged beside the others, then only recorded.

    What changes between judging and recording changes by an act that judges its account itself.
    """
    ids = sorted(set(account_ids))
    return sum(_judge_some(store, ids[start : start + AT_ONCE], now=now) for start in range(0, len(ids), AT_ONCE))


def _judge_some(store: Store, account_ids: Sequence[int], *, now: datetime) -> int:
    """Judge a few accounts, and give how many judgements were recorded."""
    seen = store.one("others_wrote")
    changed = _changed(store, account_ids, now=now)
    if not changed:
        return 0
    with store.write() as writing:
        # Somebody wrote meanwhile, perhaps about one of these: only then are they judged while others wait.
        if writing.one("others_wrote") != seen:
            return judge_accounts(writing, (one.account_id for one in changed), now=now)
        _record(writing, changed, now=now)
    return len(changed)


def _changed(store: Store | Writing, account_ids: Sequence[int], *, now: datetime) -> list[Judgement]:
    """Give the judgements that differ from those recorded."""
    found = list(_judgements(store, account_ids, now=now))
    before = _recorded(store, account_ids)
    fresh = (one for one in found if one.figures != before.get(one.commitment_id))
    return [one for one in fresh if one.says_something or one.commitment_id in before]


# ---- what is judged ------------------------------------------------------------------------------------------------


def _judgements(store: Store | Writing, account_ids: Sequence[int], *, now: datetime) -> Iterator[Judgement]:
    """Judge the commitments of some accounts from their facts."""
    accounts = json.dumps(list(account_ids))
    grounds = {row["id"]: row for row in store.all("judging_grounds", accounts=accounts)}
    lines, money = defaultdict(list), defaultdict(list)
    for row in store.all("lines_to_judge", accounts=accounts, now=stamp(now)):
        lines[row["account_id"]].append(_line(row, grounds[row["account_id"]]))
    if lines:
        for row in store.all("money_to_count", accounts=json.dumps(list(lines)), now=stamp(now)):
            money[row["account_id"]].append(row)
    for account_id, promised in lines.items():
        yield from _of_account(account_id, promised, receipts(money[account_id]), grounds[account_id], now=now)
    for row in store.all("others_to_judge", accounts=accounts, now=stamp(now)):
        yield _other(row, grounds[row["account_id"]], now=now)


def _of_account(
    account_id: int, lines: list[Line], money: list[Money], ground: Row, *, now: datetime
) -> Iterator[Judgement]:
    """Judge the sums promised on one account, and put each commitment's lines together."""
    by_commitment: dict[int, list[Line]] = defaultdict(list)
    for one in lines:
        by_commitment[one.commitment_id].append(one)
    judged = [one for some in by_commitment.values() for one in without_credits(some)]
    verdicts = judge(judged, money, today=today_in(ground["time_zone"], now))
    together: dict[int, list[Verdict]] = defaultdict(list)
    for verdict in verdicts.values():
        together[verdict.line.commitment_id].append(verdict)
    for commitment_id, some in together.items():
        kind = overall(some)
        figures = tuple(sorted(map(_line_figures, some)))
        yield Judgement(commitment_id, account_id, kind, _because(kind, some), figures)


def _because(kind: str, verdicts: Sequence[Verdict]) -> str:
    """Give the reason of a whole: that of the lines that became the same, or that they differ."""
    if kind == "open":
        return "part_came" if any(one.counted for one in verdicts) else ""
    return next((one.because for one in verdicts if one.became == kind), "not_all")


def _line(row: Row, ground: Row) -> Line:
    """Make a line of its row."""
    due_on = date.fromisoformat(row["due_on"])
    last = presentment_end(due_on, country=ground["country"]) if row["kind"] == "bill" else due_on
    taken_back_at = row["taken_back_at"]
    return Line(
        **{name: row[name] for name in ("id", "commitment_id", "invoice_id", "currency", "amount_minor", "made_at")},
        due_on=due_on,
        until=_until(last, row, ground),
        percent=row["kept_percent"],
        made_on=today_in(ground["time_zone"], moment(row["made_at"])),
        stated_on=row["stated_on"],
        taken_back_at=taken_back_at,
        taken_back_on=today_in(ground["time_zone"], moment(taken_back_at)) if taken_back_at else None,
    )


def _until(day: date, row: Row, ground: Row) -> date:
    """Give the last day on which what is due on a day is still in time."""
    return deadline(day, calendar=ground["calendar"], tolerance=row["tolerance_days"])


def _other(row: Row, ground: Row, *, now: datetime) -> Judgement:
    """Judge a commitment to something else than money: by its paper, by our own call, or as somebody said."""
    zone = ground["time_zone"]
    reasons = (("done", "done_at"), ("document_came", "document_at"), ("called", "called_at"))
    came = sorted((row[column], because) for because, column in reasons if row[column])
    until = _until(date.fromisoformat(row["due_on"]), row, ground) if row["due_on"] else None
    kind, because = "open", ""
    if came and (row["taken_back_at"] is None or came[0][0] <= row["taken_back_at"]):
        is_late = until is not None and row["kind"] not in OURS and today_in(zone, moment(came[0][0])) > until
        kind, because = ("broken", "came_late") if is_late else ("kept", came[0][1])
    elif row["taken_back_at"] is not None:
        kind, because = "withdrawn", "taken_back"
    elif until is not None and row["kind"] not in OURS and today_in(zone, now) > until:
        kind, because = "broken", "nothing_came"
    return Judgement(row["id"], row["account_id"], kind, because)


# ---- what is recorded ----------------------------------------------------------------------------------------------


def _line_figures(one: Verdict) -> LineFigures:
    """Give what is recorded of a verdict."""
    counted = ((m.payment_id, m.received_on.isoformat(), m.amount_minor, int(m.is_late)) for m in one.counted)
    settled_on = one.settled_on
    return LineFigures(
        line_id=one.line.id,
        became=one.became,
        because=one.because,
        due_minor=one.due_minor,
        paid_minor=one.paid_minor,
        late_minor=one.late_minor,
        waited_until=one.line.until.isoformat(),
        settled_on=settled_on.isoformat() if settled_on else None,
        followed_by=one.followed_by,
        counted=tuple(PaymentFigures(*each) for each in sorted(counted)),
    )


def _recorded(store: Store | Writing, account_ids: Sequence[int]) -> Mapping[int, tuple[object, ...]]:
    """Give by commitment the figures of its last judgement."""
    last = store.all("judged_so_far", accounts=json.dumps(list(account_ids)))
    events = json.dumps([row["event_id"] for row in last])
    payments: dict[tuple[int, int], list[PaymentFigures]] = defaultdict(list)
    for row in store.all("payments_judged_so_far", events=events):
        event_id, line_id, *figures = row.values()
        payments[event_id, line_id].append(PaymentFigures(*figures))
    lines: dict[int, list[LineFigures]] = defaultdict(list)
    for row in store.all("lines_judged_so_far", events=events):
        event_id, line_id, *figures = row.values()
        figures.append(tuple(sorted(payments[event_id, line_id])))
        lines[event_id].append(LineFigures(line_id, *figures))
    return {row["commitment_id"]: (row["kind"], row["because"], *sorted(lines[row["event_id"]])) for row in last}


def _record(writing: Writing, judged: Iterable[Judgement], *, now: datetime) -> None:
    """Record judgements with their lines and the money they rest on."""
    lines: list[tuple[int, LineFigures]] = []
    for one in judged:
        event_id = _add_event(writing, one, now=now)
        lines += ((event_id, line) for line in one.lines)
    add = writing.connection.executemany
    add(INSERT_LINE, ((event_id, *line[:-1]) for event_id, line in lines))
    add(INSERT_PAYMENT, ((event_id, line.line_id, *came) for event_id, line in lines for came in line.counted))


def _add_event(writing: Writing, one: Judgement, *, now: datetime) -> int:
    """Record what became of a commitment, and give the event's id."""
    act = writing.one("taken_back", commitment_id=one.commitment_id) if one.because == "taken_back" else None
    return writing.add(
        "commitment_event",
        account_id=one.account_id,
        commitment_id=one.commitment_id,
        kind=one.kind,
        because=one.because,
        reason=act["reason"] if act else "",
        at=stamp(now),
        made_by=act["made_by"] if act else None,
    )
