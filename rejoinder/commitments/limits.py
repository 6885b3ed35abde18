"""How far a collector may go with a promise, and a team lead: the least sum, days ahead, how many in a row.

Source: Latitude (Genesys), promise limits: the least is the higher of a sum and a share of what is owed; what lies
beyond a collector's limits is held against a supervisor's, never against none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from rejoinder import money
from rejoinder.accounts import AccountFile
from rejoinder.accounts.settings import settings_of
from rejoinder.commitments.terms import OF_MONEY, Terms
from rejoinder.errors import Problem, Refused, mark
from rejoinder.store import Store, Writing

Role = Literal["collector", "lead"]
ROLES: tuple[Role, ...] = ("collector", "lead")
# What is settled for each role; nothing settled is no limit.
NAMES = ("least", "least_percent", "days_ahead", "plan_days", "in_a_row")
LONGEST_REASON = 300


@dataclass(frozen=True)
class Limits:
    """The limits of one role with one creditor.

    `least_minor` by currency, and `least_percent` of what is asked for: the higher of the two is the least that may be
    promised. `days_ahead` for a promise or the first instalment, `plan_days` for the last one, both in days from
    today; `in_a_row` promises that were not kept, behind which no further one is taken.
    """

    least_minor: Mapping[str, int]
    least_percent: int | None = None
    days_ahead: int | None = None
    plan_days: int | None = None
    in_a_row: int | None = None

    def least(self, currency: str, asked_minor: int) -> int:
        """Give the least sum, in minor units: never more than all that is asked for."""
        share = -(-asked_minor * (self.least_percent or 0) // 100)
        return min(max(self.least_minor.get(currency, 0), share), asked_minor)


def setting_name(role: Role, name: str) -> str:
    """Name a limit as a creditor's settings have it."""
    return f"{role}_{name}"


def limits_of(store: Store | Writing, creditor_id: int, role: Role) -> Limits:
    """Give the limits of a role."""
    return limits_in(settings_of(store, creditor_id), role)


def limits_in(settings: Mapping[str, str], role: Role) -> Limits:
    """Read the limits of a role in a creditor's settings."""

    def number(name: str) -> int | None:
        value = settings.get(setting_name(role, name), "")
        return int(value) if value else None

    least = dict(one.split(" ") for one in settings.get(setting_name(role, "least"), "").split(";") if one)
    return Limits(
        least_minor={currency: int(minor) for currency, minor in least.items()},
        least_percent=number("least_percent"),
        days_ahead=number("days_ahead"),
        plan_days=number("plan_days"),
        in_a_row=number("in_a_row"),
    )


def beyond(limits: Limits, terms: Terms, file: AccountFile, *, not_kept: int, language: str) -> tuple[Problem, ...]:
    """Say where terms lie beyond limits; `not_kept` counts the last promises in a row that were not kept."""
    if terms.kind not in OF_MONEY or terms.amount_minor is None or terms.currency is None:
        return ()
    checks = (_too_little(limits, terms, file, language), *_too_late(limits, terms, file), _too_often(limits, not_kept))
    return tuple(one for one in checks if one is not None)


def _too_little(limits: Limits, terms: Terms, file: AccountFile, language: str) -> Problem | None:
    """Hold the sum, or the smallest instalment, against the least."""
    standing = file.standing_in(terms.currency or "")
    asked = max(0, standing.asked_minor) if standing else 0
    least = limits.least(terms.currency or "", asked)
    minor = min([one.amount_minor for one in terms.instalments] or [terms.amount_minor or 0])
    if minor >= least:
        return None
    shown = money.shown(least, terms.currency or "", language)
    if terms.instalments:
        return Refused("An instalment is below the least of %(least)s.", least=shown)
    return Refused("The sum is below the least of %(least)s.", least=shown)


def _too_late(limits: Limits, terms: Terms, file: AccountFile) -> tuple[Problem | None, ...]:
    """Hold the days against how far ahead they may lie; a bill has a life of its own."""
    first = terms.instalments[0].day if terms.instalments else terms.due_on
    found: list[Problem | None] = []
    if limits.days_ahead is not None and first and first > file.today + timedelta(limits.days_ahead):
        last = file.today + timedelta(limits.days_ahead)
        found.append(Refused("The day is later than %(last)s, the last one allowed.", last=last))
    if limits.plan_days is not None and terms.instalments and terms.due_on:
        last = file.today + timedelta(limits.plan_days)
        if terms.due_on > last:
            found.append(Refused("The last instalment is later than %(last)s, the last day allowed.", last=last))
    return tuple(found)


def _too_often(limits: Limits, not_kept: int) -> Problem | None:
    """Hold the promises not kept against how many there may be in a row."""
    if limits.in_a_row is None or not_kept < limits.in_a_row:
        return None
    return Refused("Their last %(count)s promises were not kept: no further one is taken.", count=not_kept)


def not_kept_in_a_row(store: Store | Writing, account_id: int) -> int:
    """Count the last promises of an account that were not kept, back to one that was; a replaced one has not failed."""
    count = 0
    for row in store.all("promises_backwards", account_id=account_id):
        if row["became"] == "kept":
            break
        count += row["became"] in ("partly_kept", "broken")
    return count


@dataclass(frozen=True)
class Allowance:
    """Who allowed what lies beyond a collector's limits, and why; nothing where it lies within."""

    by: int | None = None
    why: str = ""


def check_limits(
    store: Store, terms: Terms, file: AccountFile, fields: Mapping[str, str], *, person_id: int, language: str
) -> tuple[Allowance, dict[str, Problem]]:
    """Hold terms against the limits of the person, and beyond them against a team lead's, who has to be named.

    `fields`: allowed_by, the lead's id, and allowed_why. Returns: who allowed it, and the problems by field.
    """
    leads = leads_of(store, file.account.creditor_id)
    not_kept = not_kept_in_a_row(store, file.account.id)
    found: dict[Role, tuple[Problem, ...]] = {
        role: beyond(
            limits_of(store, file.account.creditor_id, role), terms, file, not_kept=not_kept, language=language
        )
        for role in ROLES
    }
    if person_id in leads:
        return Allowance(), ({"allowed_by": Refused(LEAD, limit=found["lead"][0])} if found["lead"] else {})
    if not found["collector"]:
        return Allowance(), {}
    if found["lead"]:
        return Allowance(), {"allowed_by": Refused(NOBODY, limit=found["lead"][0])}
    return _allowed(fields, leads, found["collector"][0])


LEAD = mark("%(limit)s A team lead's limits hold for you too. Keep it as an intention, or change the limits first.")
NOBODY = mark("%(limit)s No team lead may allow it either. Ask for more, or keep it as an intention.")
ASK = mark("%(limit)s A team lead may allow it: ask %(leads)s, and say here who did, and why.")


def _allowed(
    fields: Mapping[str, str], leads: Mapping[int, str], limit: Problem
) -> tuple[Allowance, dict[str, Problem]]:
    """Read which team lead allowed it, and why."""
    typed, why = fields.get("allowed_by", "").strip(), fields.get("allowed_why", "").strip()
    by = int(typed) if typed.isdecimal() and len(typed) < 19 else 0
    if by not in leads:
        return Allowance(), {"allowed_by": Refused(ASK, limit=limit, leads=tuple(leads.values()))}
    if not why:
        return Allowance(), {"allowed_why": Refused("Write why it was allowed.")}
    return Allowance(by, why[:LONGEST_REASON]), {}


def leads_of(store: Store | Writing, creditor_id: int) -> Mapping[int, str]:
    """Give the team leads of a creditor who are here, by their ids."""
    return {row["id"]: row["name"] for row in store.all("leads_of", creditor_id=creditor_id)}
