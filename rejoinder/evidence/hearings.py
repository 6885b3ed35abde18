"""The ledger of excuses: what an account gave as its reason, when, who said it, and whether it proved true."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rejoinder.accounts import AccountFile
from rejoinder.dates import zone_of
from rejoinder.evidence.verdicts import OPEN, Outcome, Proof, facts_of, proof_of
from rejoinder.store import Row, Store, moment

# As many as one page lists.
PAGE = 50


@dataclass(frozen=True)
class Mention:
    """That an excuse was heard in a call, and what is known of it since; `heard_on` is the day where the debtor is.

    `verdict` says whether it proved true: true, false, or "" while nobody can know. It was `found` by a person, or else
    rests on a `proof`. What was taken by mistake was never said.
    """

    id: int
    call_id: int
    excuse: str
    heard_on: date
    found: Outcome
    is_mistaken: bool
    proof: Proof

    @property
    def verdict(self) -> Outcome:
        """Say whether it proved true; what somebody found counts before what payments and promises tell."""
        return self.found or self.proof.verdict


@dataclass(frozen=True)
class Hearing:
    """A mention with all that is told of it: the words, who heard them, who said them, who judged it and why."""

    mention: Mention
    said: str
    person: str
    who: str
    judged_by: str
    reason: str


@dataclass(frozen=True)
class Record:
    """What is known of one excuse of an account, over earlier calls; each call counts once."""

    excuse: str
    times: int
    true: int
    false: int
    first_on: date
    last: Hearing


def mentions(store: Store, file: AccountFile) -> tuple[Mention, ...]:
    """Give everything an account ever gave as its reason, newest first, what was taken by mistake too."""
    rows = store.all("hearings_of", account_id=file.account.id)
    if not rows:
        return ()
    facts, zone = facts_of(store, file, since=moment(rows[-1]["heard_at"])), zone_of(file.account.time_zone)

    def mention(row: Row) -> Mention:
        heard_at = moment(row["heard_at"])
        heard_on = heard_at.astimezone(zone).date()
        found: Outcome = row["verdict"] if row["verdict"] in ("true", "false") else ""
        is_mistaken = row["verdict"] == "mistaken"
        proof = OPEN
        if not found and not is_mistaken:
            proof = proof_of(facts, row["excuse"], call_id=row["call_id"], heard_on=heard_on, heard_at=heard_at)
        return Mention(row["id"], row["call_id"], row["excuse"], heard_on, found, is_mistaken, proof)

    return tuple(mention(row) for row in rows)


def hearings(store: Store, listed: Collection[Mention]) -> tuple[Hearing, ...]:
    """Tell all that is known of some mentions, in their order."""
    rows = store.all("hearings_told", ids=json.dumps([one.id for one in listed]))
    told = {row["id"]: row for row in rows}
    return tuple(_hearing(one, told[one.id]) for one in listed)


def _hearing(mention: Mention, row: Row) -> Hearing:
    """Put a hearing together."""
    is_judged = bool(mention.found) or mention.is_mistaken
    return Hearing(
        mention=mention,
        said=row["said"],
        person=row["person"],
        who=row["who"],
        judged_by=row["judged_by"] or "" if is_judged else "",
        reason=row["reason"] or "",
    )


def records(store: Store, found: Iterable[Mention], *, call_id: int = 0) -> Mapping[str, Record]:
    """Sum up by excuse what was heard in other calls than this one, the one heard last first."""
    by_excuse: dict[str, dict[int, Mention]] = {}
    for one in found:
        if one.call_id != call_id and not one.is_mistaken:
            # Newest first: what was heard last in a call speaks for it.
            by_excuse.setdefault(one.excuse, {}).setdefault(one.call_id, one)
    last = hearings(store, [next(iter(calls.values())) for calls in by_excuse.values()])
    return {one.mention.excuse: _record(one, list(by_excuse[one.mention.excuse].values())) for one in last}


def _record(last: Hearing, heard: list[Mention]) -> Record:
    """Sum up the calls in which an excuse was heard, newest first."""
    verdicts = [one.verdict for one in heard]
    return Record(
        excuse=last.mention.excuse,
        times=len(heard),
        true=verdicts.count("true"),
        false=verdicts.count("false"),
        first_on=heard[-1].heard_on,
        last=last,
    )


def times_heard(store: Store, account_id: int, *, call_id: int) -> Mapping[str, int]:
    """Count by excuse in how many other calls it was heard: what the list of excuses shows while somebody types."""
    rows = store.all("times_heard", account_id=account_id, before_call=call_id)
    return {row["excuse"]: row["times"] for row in rows}
