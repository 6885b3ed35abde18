"""How far the word of an account, and of each of its people, could be relied on; every denominator is told."""

from dataclasses import dataclass

from rejoinder.store import Store


@dataclass(frozen=True)
class Kept:
    """Promises of money: how many were kept, of how many judged; `replaced` ones were not judged.

    A promise of several invoices or instalments counts once; one that was kept in part was not kept. One that gave way
    to another, or was taken back, before its day counts in neither number. Source: SAP Collections Management, promise
    to pay; the kept rate by number, of promises due.
    """

    kept: int
    judged: int
    replaced: int


@dataclass(frozen=True)
class Sums:
    """Of the money promised in one currency for days gone by, how much came in time; in minor units."""

    currency: str
    kept_minor: int
    promised_minor: int


@dataclass(frozen=True)
class Reliability:
    """An account's record with its promises.

    `days_late` is the average over the `paid` lines of which all the money came, in time (0 days) or late; nothing
    where none of them did. `by_contact` is by contact id; nothing stands for promises of which nobody was named.
    """

    all: Kept
    by_contact: dict[int | None, tuple[str, Kept]]
    sums: tuple[Sums, ...]
    days_late: float | None
    paid: int


def reliability(store: Store, account_id: int) -> Reliability:
    """Give an account's record with its promises of money, without those recorded in error."""
    by_contact: dict[int | None, tuple[str, Kept]] = {}
    for row in store.all("reliability_of", account_id=account_id):
        before = by_contact.get(row["contact_id"], ("", Kept(0, 0, 0)))[1]
        by_contact[row["contact_id"]] = (row["name"] or "", _plus(before, row["kept"], row["judged"], row["replaced"]))
    whole = Kept(0, 0, 0)
    for _, one in by_contact.values():
        whole = _plus(whole, one.kept, one.judged, one.replaced)
    late = store.one("days_late_of", account_id=account_id) or {"paid": 0, "days": None}
    sums = tuple(Sums(**row) for row in store.all("money_kept_of", account_id=account_id))
    return Reliability(whole, by_contact, sums, late["days"], late["paid"])


def _plus(one: Kept, kept: int, judged: int, replaced: int) -> Kept:
    """Add counts."""
    return Kept(one.kept + kept, one.judged + judged, one.replaced + replaced)
