"""Contacts: the people at the debtor, and whom to ask for first, with the reason."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rejoinder.accounts import telephones
from rejoinder.errors import mark
from rejoinder.store import Row

ROLES = ("accounts_payable", "finance_manager", "owner", "buyer", "secretary", "site", "lawyer", "other")

# Whom to ask for by kind of debtor: in a large, well-run company whoever pays the invoices, in a small or family
# firm the one who decides (the training texts' rule; see the guide to the call in scripts/README.md).
FIRST_ROLES = {
    "large_company": ("accounts_payable", "finance_manager", "buyer"),
    "state_owned": ("finance_manager", "accounts_payable", "buyer"),
    "public_body": ("accounts_payable", "finance_manager", "buyer"),
    "small_company": ("finance_manager", "accounts_payable", "owner"),
    "family_firm": ("owner", "finance_manager", "accounts_payable"),
    "sole_trader": ("owner",),
    "township": ("owner", "finance_manager"),
    "": ("accounts_payable", "finance_manager", "owner"),
}

# Why the first of these roles is asked for first, and the others after it.
WHY_FIRST: Mapping[str, str] = {
    "large_company": mark("deals with the payables in a large company"),
    "state_owned": mark("decides on payments in a state-owned company"),
    "public_body": mark("deals with the payables in a public body"),
    "small_company": mark("decides on payments in a small company"),
    "family_firm": mark("the owner decides in a family firm"),
    "sole_trader": mark("the owner decides alone"),
    "township": mark("the owner decides in a township enterprise"),
    "": mark("deals with the payables"),
}
WHY: Mapping[str, str] = {
    "accounts_payable": mark("deals with the payables"),
    "finance_manager": mark("decides on payments"),
    "owner": mark("decides as the owner"),
    "buyer": mark("ordered the goods, and can press for payment from inside"),
}
NOT_ON_FILE: Mapping[str, str] = {
    "accounts_payable": mark("nobody in accounts payable is on file"),
    "finance_manager": mark("no finance manager is on file"),
    "owner": mark("the owner is not on file"),
}
NOBODY_DECIDES = mark("no contact who deals with payments is on file")
KEPT = mark("kept %(kept)s of %(judged)s promises")
MAY_DISCUSS = mark("may discuss payables")


@dataclass(frozen=True)
class Contact:
    """Somebody at the debtor.

    `phone` as it is stored, `country` where the number is dialled; `also` are the names of those merged into her.
    """

    id: int
    name: str
    address_as: str
    role: str
    phone: str
    phone_digits: str
    country: str
    email: str
    languages: str
    best_time: str
    note: str
    may_discuss: bool | None
    left_on: date | None
    wrong_number_on: date | None
    do_not_call_on: date | None
    do_not_call_by: str
    also: tuple[str, ...]
    version: int

    @property
    def named(self) -> str:
        """What to call her: the form of address, else the name; empty where only a role or a number is known."""
        return self.address_as or self.name

    @property
    def names(self) -> frozenset[str]:
        """Everything she is called."""
        return frozenset(one for one in (self.name, self.address_as, *self.also) if one)

    @property
    def phone_shown(self) -> str:
        """The number as people on the spot write it."""
        return telephones.shown(self.phone, country=self.country)

    @property
    def against(self) -> tuple[str, ...]:
        """Say why she is not to be rung, the gravest reason first; nothing, where she may be."""
        reasons = (
            (self.left_on is not None, mark("has left")),
            (self.do_not_call_on is not None, mark("asked not to be called")),
            (self.wrong_number_on is not None, mark("the number is wrong")),
            (self.may_discuss is False, mark("may not be told of the debt")),
        )
        return tuple(sentence for is_so, sentence in reasons if is_so)

    @property
    def may_be_rung(self) -> bool:
        """Say whether the desk may propose to ring her."""
        return not self.against

    @property
    def tel(self) -> str:
        """The number as a link dials it; none for somebody who is not to be rung."""
        return telephones.tel(self.phone) if self.may_be_rung else ""


@dataclass(frozen=True)
class Reason:
    """A few words that say why somebody is asked for, or not: a sentence to translate, and what is filled in."""

    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """Somebody to ask for, with the reasons; those not to be rung come last and say why."""

    contact: Contact
    reasons: tuple[Reason, ...]


def contact(row: Row) -> Contact:
    """Make a contact of its row."""
    may_discuss = row["may_discuss"]
    days = ("left_on", "wrong_number_on", "do_not_call_on")
    read: Row = {name: date.fromisoformat(row[name]) if row[name] else None for name in days}
    read["also"] = tuple(json.loads(row["also"]))
    return Contact(**{**row, **read, "may_discuss": None if may_discuss is None else bool(may_discuss)})


def whom_to_ask(
    contacts: tuple[Contact, ...], *, kind: str, kept: Mapping[int, tuple[int, int]]
) -> tuple[Proposal, ...]:
    """Put the contacts into the order in which to ask for them, each with the reason.

    `kept` gives by contact id how many promises were kept, and how many were judged. Somebody who kept most of
    two or more comes first; then the roles that decide in this kind of firm, those who may discuss payables before
    the others; then the order they were entered in. Whoever is not to be rung comes behind all others.
    """
    kind = kind if kind in FIRST_ROLES else ""
    roles = FIRST_ROLES[kind]
    there = frozenset(one.role for one in contacts if one.may_be_rung)

    def place(one: Contact) -> tuple[int, bool, int, bool]:
        rank = roles.index(one.role) if one.role in roles else len(roles)
        return (_gravity(one), not _is_proven(kept.get(one.id)), rank, not one.may_discuss)

    ordered = sorted(contacts, key=place)
    return tuple(
        Proposal(one, _reasons(one, kind, kept.get(one.id), there, is_first=n == 0)) for n, one in enumerate(ordered)
    )


def _is_proven(kept: tuple[int, int] | None) -> bool:
    """Say whether somebody kept most of two or more promises."""
    good, judged = kept or (0, 0)
    return judged >= 2 and good * 2 > judged


def _gravity(one: Contact) -> int:
    """Rank what speaks against ringing somebody: whoever has left comes behind all others."""
    if one.left_on:
        return 4
    if one.do_not_call_on:
        return 3
    return 2 if one.wrong_number_on else 1 if one.against else 0


def _reasons(
    one: Contact, kind: str, kept: tuple[int, int] | None, there: frozenset[str], *, is_first: bool
) -> tuple[Reason, ...]:
    """Say why to ask for somebody; `there` are the roles of all who may be rung."""
    record = (Reason(KEPT, {"kept": kept[0], "judged": kept[1]}),) if kept else ()
    if not one.may_be_rung:
        return (*(Reason(sentence) for sentence in one.against), *record)
    reasons = [*record]
    if one.may_discuss:
        reasons.append(Reason(MAY_DISCUSS))
    reasons += [Reason(sentence) for sentence in _by_role(one, kind)]
    if is_first and not _is_proven(kept):
        reasons += [Reason(sentence) for sentence in _who_is_missing(kind, there)]
    return tuple(reasons)


def _by_role(one: Contact, kind: str) -> tuple[str, ...]:
    """Say what somebody's role has to do with paying in this kind of firm."""
    roles = FIRST_ROLES[kind]
    if one.role == roles[0]:
        return (WHY_FIRST[kind],)
    return (WHY[one.role],) if one.role in roles and not one.may_discuss else ()


def _who_is_missing(kind: str, there: frozenset[str]) -> tuple[str, ...]:
    """Say who would have been asked for before the first one, if there were somebody."""
    roles = FIRST_ROLES[kind]
    if not there & set(roles):
        return (NOBODY_DECIDES,)
    return (NOT_ON_FILE[roles[0]],) if roles[0] not in there else ()
