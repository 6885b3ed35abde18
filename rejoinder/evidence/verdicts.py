"""Whether an excuse proved true: as the facts tell by themselves once they are in, or as somebody found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from rejoinder.accounts import AccountFile, Author
from rejoinder.errors import NotFound, Refused
from rejoinder.evidence.findings import Sum
from rejoinder.store import Row, Store, moment

# It proved true, or not; nothing, while nobody can know.
Outcome = Literal["true", "false", ""]
VERDICTS = ("true", "false", "mistaken", "open")


@dataclass(frozen=True)
class Claim:
    """That money was sent: right if it comes within `grace`, and where it `is_past`, if it had come before the call."""

    grace: timedelta
    is_past: bool


# A transfer between banks takes up to three working days, a cheque by post and its clearing a week and more.
CLAIMS = {
    "already_paid": Claim(timedelta(7), is_past=True),
    "payment_in_transit": Claim(timedelta(10), is_past=False),
}
# Money found soon after a call may have been received before it: it was only not yet in our books.
LOOK_BACK = timedelta(days=30)
# What we had already counts as what they spoke of only if it was recent, and nobody knew what it was for.
JUST_BEFORE = timedelta(days=10)
# Reasons that themselves say when the money comes: the promise made with them tells whether it did. Of others, such as
# having no money, a promise kept or broken proves nothing.
OF_TIME = frozenset(
    {
        "waiting_on_customer",
        "waiting_on_funding",
        "payment_run",
        "approval_pending",
        "holiday_closing",
        "system_problem",
        "payer_absent",
        "extension_request",
        "instalment_request",
        "partial_offer",
        "forgot",
        "promised_vaguely",
        "will_look_into_it",
    }
)


@dataclass(frozen=True)
class Proof:
    """What the facts say of one excuse; `on` and `money` are of the payment or the promise it rests on."""

    verdict: Outcome
    rests_on: Literal["payment", "no payment", "promise", ""]
    on: date | None = None
    money: Sum | None = None


OPEN = Proof("", "")


@dataclass(frozen=True)
class Facts:
    """What is known of an account since its first excuse: money, what came of promises, days of ledgers read in."""

    payments: tuple[Row, ...]
    promises: Mapping[int, Row]
    ledger_days: tuple[date, ...]


def facts_of(store: Store, file: AccountFile, *, since: datetime) -> Facts:
    """Read the facts by which the excuses of an account are judged, from its first excuse on."""
    day = since.date() - LOOK_BACK - timedelta(1)
    payments = store.all("money_since", account_id=file.account.id, day=day.isoformat())
    promises = store.all("promised_in_calls", account_id=file.account.id)
    days = store.all("ledger_days", creditor_id=file.account.creditor_id, since=day.isoformat())
    return Facts(
        payments=tuple(
            {**row, "received_on": date.fromisoformat(row["received_on"]), "recorded_at": moment(row["recorded_at"])}
            for row in payments
        ),
        promises={row["call_id"]: row for row in promises},
        ledger_days=tuple(date.fromisoformat(row["day"]) for row in days),
    )


def proof_of(facts: Facts, excuse: str, *, call_id: int, heard_on: date, heard_at: datetime) -> Proof:
    """Say whether money arrived as they said, or not, or that nobody can know yet.

    Who claimed to have paid is judged by what came in first; then, and where the reason itself says when the money
    comes, by the promise that was made with it.
    """
    claim = CLAIMS.get(excuse)
    came = _came(facts, claim, heard_on=heard_on, heard_at=heard_at) if claim else OPEN
    if came != OPEN:
        return came
    promise = facts.promises.get(call_id) if claim or excuse in OF_TIME else None
    if promise is not None and promise["became"] in ("kept", "broken"):
        on, money = date.fromisoformat(promise["due_on"]), Sum(promise["amount_minor"], promise["currency"])
        return Proof("true" if promise["became"] == "kept" else "false", "promise", on, money)
    return _missed(facts, heard_on + claim.grace) if claim else OPEN


def _came(facts: Facts, claim: Claim, *, heard_on: date, heard_at: datetime) -> Proof:
    """Find the money that was said to be sent: after the call if on its way; before, if we did not know what it was."""
    for payment in facts.payments:
        received_on, was_unknown = payment["received_on"], payment["recorded_at"] > heard_at
        # What we knew already is only meant where no invoice has it.
        if not was_unknown and not (claim.is_past and payment["left_minor"] > 0):
            continue
        before = (LOOK_BACK if was_unknown else JUST_BEFORE) if claim.is_past else timedelta(0)
        if heard_on - before <= received_on <= heard_on + claim.grace:
            return Proof("true", "payment", received_on, Sum(payment["amount_minor"], payment["currency"]))
    return OPEN


def _missed(facts: Facts, until: date) -> Proof:
    """Say that the money did not come in time, once a later ledger knows of none."""
    later = next((day for day in facts.ledger_days if day > until), None)
    if later is None or _fell_between(facts, later):
        return OPEN
    return Proof("false", "no payment", later)


def _fell_between(facts: Facts, day: date) -> bool:
    """Say whether a ledger shows money without telling when it came: it may have come in time."""
    return any(one["source"] == "ledger" and one["received_on"] == day for one in facts.payments)


def judge(store: Store, heard_id: int, verdict: str, *, reason: str, submission: str, author: Author) -> int:
    """Record what somebody found of an excuse, and give the account's id; sent twice it is recorded once.

    "true" or "false"; "mistaken" where it was never said but chosen by mistake; "open" takes the last one back.
    Raises: NotFound, for what was heard from an account the person does not collect for; Refused.
    """
    if verdict not in VERDICTS:
        raise Refused("Choose whether it proved true.")
    with store.write() as writing:
        heard = writing.one("heard_of_collector", id=heard_id, person_id=author.person_id)
        if heard is None:
            raise NotFound("There is no such entry, or it is not from one of your accounts.")
        if writing.one("verdict_of_submission", submission=submission) is None:
            made = {"at": author.stamp, "made_by": author.person_id, "submission": submission}
            about = {"account_id": heard["account_id"], "heard_id": heard_id}
            writing.add("heard_verdict", **about, verdict=verdict, reason=reason.strip(), **made)
        return int(heard["account_id"])
