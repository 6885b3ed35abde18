"""The ledger of excuses: what an account gave as its reason, when, who said it, and whether it proved true."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rejoinder.accounts import AccountFile
from rejoinder.dates import today_in
from rejoinder.evidence.verdicts import OPEN, Facts, Outcome, Proof, facts_of, proof_of
from rejoinder.store import Row, Store, moment


@dataclass(frozen=True)
class Hearing:
    """One excuse heard in one call; `heard_on` is the day where the debtor is.

    `verdict` says whether it proved true: true, false, or "" while nobody can know. It is `judged_by` a person, or else
    rests on a `proof`. What was taken by mistake was never said.
    """

    id: int
    call_id: int
    excuse: str
    said: str
    heard_at: datetime
    heard_on: date
    person: str
    who: str
    who_role: str
    verdict: Outcome
    is_mistaken: bool
    judged_by: str
    judged_at: datetime | None
    reason: str
    proof: Proof


@dataclass(frozen=True)
class Record:
    """What is known of one excuse of an account, over earlier calls; each call counts once."""

    excuse: str
    times: int
    true: int
    false: int
    first_on: date
    last: Hearing


def hearings(store: Store, file: AccountFile) -> tuple[Hearing, ...]:
    """List everything an account ever gave as its reason, newest first, what was taken by mistake too."""
    rows = store.all("hearings_of", account_id=file.account.id)
    if not rows:
        return ()
    facts = facts_of(store, file, since=moment(rows[-1]["heard_at"]))
    return tuple(_hearing(row, file, facts) for row in rows)


def _hearing(row: Row, file: AccountFile, facts: Facts) -> Hearing:
    """Make a hearing of its row; what somebody found counts before what payments and promises tell."""
    heard_at = moment(row["heard_at"])
    heard_on = today_in(file.account.time_zone, heard_at)
    found: Outcome = row["verdict"] if row["verdict"] in ("true", "false") else ""
    proof = proof_of(facts, row["excuse"], call_id=row["call_id"], heard_on=heard_on, heard_at=heard_at)
    is_mistaken = row["verdict"] == "mistaken"
    return Hearing(
        id=row["id"],
        call_id=row["call_id"],
        excuse=row["excuse"],
        said=row["said"],
        heard_at=heard_at,
        heard_on=heard_on,
        person=row["person"],
        who=row["who"],
        who_role=row["who_role"] or "",
        verdict="" if is_mistaken else found or proof.verdict,
        is_mistaken=is_mistaken,
        judged_by=row["judged_by"] or "" if found or is_mistaken else "",
        judged_at=moment(row["judged_at"]) if row["judged_at"] else None,
        reason=row["reason"] or "",
        proof=OPEN if found or is_mistaken else proof,
    )


def records(found: Iterable[Hearing], *, call_id: int = 0) -> Mapping[str, Record]:
    """Sum up by excuse what was heard in other calls than this one, the one heard last first."""
    by_excuse: dict[str, dict[int, Hearing]] = {}
    for one in found:
        if one.call_id != call_id and not one.is_mistaken:
            # Newest first: what was heard last in a call speaks for it.
            by_excuse.setdefault(one.excuse, {}).setdefault(one.call_id, one)
    return {excuse: _record(excuse, list(calls.values())) for excuse, calls in by_excuse.items()}


def times_heard(store: Store, account_id: int, *, call_id: int) -> Mapping[str, int]:
    """Count by excuse in how many other calls it was heard: what the list of excuses shows while somebody types."""
    rows = store.all("times_heard", account_id=account_id, before_call=call_id)
    return {row["excuse"]: row["times"] for row in rows}


def _record(excuse: str, heard: list[Hearing]) -> Record:
    """Sum up the calls in which an excuse was heard, newest first."""
    verdicts = [one.verdict for one in heard]
    return Record(
        excuse=excuse,
        times=len(heard),
        true=verdicts.count("true"),
        false=verdicts.count("false"),
        first_on=heard[-1].heard_on,
        last=heard[0],
    )
