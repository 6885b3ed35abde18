"""Contacts: the people at the debtor, and whom to ask for first."""

from collections.abc import Mapping
from dataclasses import dataclass

from rejoinder.store import Row

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


@dataclass(frozen=True)
class Contact:
    """Somebody at the debtor."""

    id: int
    name: str
    address_as: str
    role: str
    phone: str
    email: str
    languages: str
    note: str

    @property
    def tel(self) -> str:
        """The number as a telephone reads it, with nothing but digits and a leading plus."""
        return "".join(c for c in self.phone if c.isdigit() or c == "+")


def contact(row: Row) -> Contact:
    """Make a contact of its row."""
    return Contact(**row)


def whom_to_ask(
    contacts: tuple[Contact, ...], *, kind: str, kept: Mapping[int, tuple[int, int]]
) -> tuple[Contact, ...]:
    """Put the contacts into the order in which to ask for them.

    `kept` gives by contact id how many promises were kept, and how many were judged. Somebody who kept most of
    two or more comes first; then the roles that decide in this kind of firm; then the order they were entered in.
    """
    roles = FIRST_ROLES.get(kind, FIRST_ROLES[""])

    def order(one: Contact) -> tuple[int, int]:
        good, judged = kept.get(one.id, (0, 0))
        proven = judged >= 2 and good * 2 > judged
        return (0 if proven else 1, roles.index(one.role) if one.role in roles else len(roles))

    return tuple(sorted(contacts, key=order))
