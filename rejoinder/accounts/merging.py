"""Contacts that look alike: known by number, address or name, merged into one, or kept apart as two people."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from rejoinder.accounts.contacts import Contact
from rejoinder.accounts.saving import Author, change, check_version, remember
from rejoinder.errors import ChangedElsewhere, Refused
from rejoinder.store import Store, Writing

# How people are addressed is no part of their name. In Chinese it stands behind the name.
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "madam"})
BEHIND = re.compile(
    "(?:先生|女士|小姐|太太|夫人|总?经理|總?經理|总监|總監|董事[长長]|主任|主管|会计|會計|出纳|出納|老板|老闆|科员|科員|老师|老師"
    "|师傅|師傅|助理|[科处處部局厂廠站校院镇鎮][长長]|总|總)$"
)
WOMEN = frozenset({"mrs", "ms", "miss", "madam", "女士", "小姐", "太太", "夫人"})
MEN = frozenset({"mr", "sir", "先生"})

# The fields of a form that can only be taken over together, by the one that names them.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "address_as": ("address_as",),
    "role": ("role",),
    "phone": ("phone", "wrong_number"),
    "email": ("email",),
    "languages": ("languages", "languages_other"),
    "best_time": ("best_time",),
    "note": ("note",),
    "may_discuss": ("may_discuss",),
    "left": ("left",),
    "do_not_call": ("do_not_call", "do_not_call_by", "do_not_call_on"),
}


@dataclass(frozen=True)
class Likeness:
    """Somebody who looks like the same person, and the field by which."""

    field: str
    other: Contact


@dataclass(frozen=True)
class _Person:
    """A name without its titles, and what the titles say of who bears it."""

    name: str
    is_woman: bool
    is_man: bool


def _person(name: str) -> _Person:
    """Take the titles off a name, and with them case, width, blanks and dots."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", name).casefold())
    titles = {word for word in words if word in TITLES}
    plain = "".join(word for word in words if word not in TITLES)
    if behind := BEHIND.search(plain):
        titles.add(behind[0])
        plain = plain[: behind.start()]
    return _Person(plain, is_woman=bool(titles & WOMEN), is_man=bool(titles & MEN))


def same_name(one: str, other: str) -> bool:
    """Say whether two names are the same but for case, width, blanks and titles; Mr and Ms are two people."""
    first, second = _person(one), _person(other)
    if (first.is_woman and second.is_man) or (first.is_man and second.is_woman):
        return False
    return bool(first.name) and first.name == second.name


def may_be_one(one: str, other: str) -> bool:
    """Say whether two names may be one person's: one of them says nothing, or is a part of the other."""
    first, second = _person(one).name, _person(other).name
    return first in second or second in first


def _same_line(columns: Mapping[str, object], other: Contact) -> bool:
    """Say whether two numbers are one telephone; two extensions of one switchboard are not."""
    mine = str(columns["phone"]), str(columns["phone_digits"])
    return are_one_line(mine, (other.phone, other.phone_digits))


def are_one_line(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Say of two numbers, each as it is stored with its digits, whether they are one telephone."""
    if not one[1] or one[1] != other[1]:
        return False
    mine, theirs = (text.partition(" ext. ")[2] for text, _ in (one, other))
    return not mine or not theirs or mine == theirs


def _alike_by(columns: Mapping[str, object], other: Contact) -> tuple[str, ...]:
    """Name the fields by which a contact's columns look like somebody."""
    name, email = _named(columns), str(columns["email"]).casefold()
    by_name = same_name(name, other.name or other.address_as)
    # Who follows somebody who has left takes over the telephone.
    by_phone = _same_line(columns, other) and (
        other.left_on is None or may_be_one(name, other.name or other.address_as)
    )
    by_email = bool(email) and email == other.email.casefold()
    found = {"name": by_name, "phone": by_phone, "email": by_email}
    return tuple(field for field, is_alike in found.items() if is_alike)


def _named(columns: Mapping[str, object]) -> str:
    """Give the name in a contact's columns."""
    return str(columns["name"] or columns["address_as"])


def alike(
    columns: Mapping[str, object],
    contacts: Iterable[Contact],
    *,
    stored: Contact | None = None,
    apart: frozenset[tuple[int, int]] = frozenset(),
) -> tuple[Likeness, ...]:
    """Name those whom a typed contact looks like, each once.

    Of one on file (`stored`) only what was changed is looked at; `apart` are pairs, the lower id first, that
    somebody said are two people.
    """
    found = []
    for other in contacts:
        if stored and (other.id == stored.id or _pair(stored.id, other.id) in apart):
            continue
        fields = [field for field in _alike_by(columns, other) if stored is None or _differs(columns, stored, field)]
        found += [Likeness(field, other) for field in fields[:1]]
    return tuple(found)


def _differs(columns: Mapping[str, object], stored: Contact, field: str) -> bool:
    """Say whether what a likeness rests on was changed."""
    if field == "name":
        return not same_name(_named(columns), stored.name or stored.address_as)
    return bool(columns[field] != getattr(stored, field))


def alike_pairs(
    contacts: Iterable[Contact], *, apart: frozenset[tuple[int, int]]
) -> tuple[tuple[Contact, Contact], ...]:
    """List the pairs on file that look like one person.

    People behind one switchboard are not: a number they share counts only where the names may be one person's.
    """
    pairs = []
    for one, other in combinations(sorted(contacts, key=lambda each: each.id), 2):
        fields = set(_alike_by(columns_of(other), one)) if _pair(one.id, other.id) not in apart else set()
        names = one.name or one.address_as, other.name or other.address_as
        if fields & {"name", "email"} or (fields and may_be_one(*names)):
            pairs.append((one, other))
    return tuple(pairs)


def columns_of(contact: Contact) -> dict[str, object]:
    """Give of a contact on file what a likeness is known by."""
    return {name: getattr(contact, name) for name in ("name", "address_as", "phone", "phone_digits", "email")}


def _pair(one: int, other: int) -> tuple[int, int]:
    """Name a pair, whoever is named first."""
    return min(one, other), max(one, other)


def contacts_apart(store: Store, account_id: int) -> frozenset[tuple[int, int]]:
    """List an account's pairs of contacts that look alike and are two people, the lower id first."""
    return frozenset(_pair(row["one"], row["other"]) for row in store.all("contacts_apart", account_id=account_id))


def differing(mine: Mapping[str, str], theirs: Mapping[str, str]) -> tuple[str, ...]:
    """Name the groups of fields in which two forms of one person differ."""
    return tuple(group for group in GROUPS if _part(mine, group) != _part(theirs, group))


def usual_choice(mine: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    """Propose what stays: the newer where it says something; both notes; a request not to be called in any case."""
    chosen = {group: "mine" if _says_something(mine, group) else "theirs" for group in GROUPS}
    # The newer knows whether she is there: not having left is a word too.
    chosen["left"] = "mine"
    if mine.get("note", "").strip() and theirs.get("note", "").strip() and mine["note"] != theirs["note"]:
        chosen["note"] = "both"
    return chosen


def _part(fields: Mapping[str, str], group: str) -> tuple[str, ...]:
    """Take a group's fields out of a form."""
    return tuple(fields.get(name, "").strip() for name in GROUPS[group])


def _says_something(fields: Mapping[str, str], group: str) -> bool:
    """Say whether anything is known in a group; a role that is another one says nothing."""
    return any(one for one in _part(fields, group) if (group, one) != ("role", "other"))


def combined(mine: Mapping[str, str], theirs: Mapping[str, str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Put one form together of two, by what was chosen for each group; of a note both may stay."""
    usual = usual_choice(mine, theirs)
    fields: dict[str, str] = {}
    for group, names in GROUPS.items():
        side = chosen.get(group, usual[group])
        fields |= {name: (mine if side in ("mine", "both") else theirs).get(name, "") for name in names}
        if group == "note" and side == "both":
            fields["note"] = "\n".join(one for one in (theirs.get("note", ""), mine.get("note", "")) if one.strip())
    return fields


def merge(
    store: Store,
    account_id: int,
    into: Contact,
    columns: Mapping[str, object],
    *,
    version: int,
    merged: Contact | None = None,
    merged_version: int = 0,
    author: Author,
) -> None:
    """Make one contact of two: `into` stays with these columns, and `merged` leads to her from now on.

    Without `merged` it was only typed, and is on file nowhere. What was recorded with `merged` keeps her id.
    Raises: ChangedElsewhere, when one of the two was saved meanwhile; Refused, for one and the same.
    """
    if merged and merged.id == into.id:
        raise Refused("This is one contact, not two.")
    with store.write() as writing:
        if merged:
            check_version(writing.row("contact", into.id), version)
        change(writing, "contact", into.id, columns, version=version, account_id=account_id, author=author)
        if merged:
            _lead_on(writing, account_id, merged.id, into.id, version=merged_version, author=author)


def _lead_on(writing: Writing, account_id: int, merged_id: int, into_id: int, *, version: int, author: Author) -> None:
    """Let a contact, and whoever leads to her, lead to another one of her account that leads nowhere herself."""
    merged, into = writing.row("contact", merged_id), writing.row("contact", into_id)
    if {merged["account_id"], into["account_id"]} != {account_id}:
        raise Refused("Contacts of two accounts stay two.")
    if merged["version"] != version or merged["merged_into"] or into["merged_into"]:
        raise ChangedElsewhere("Somebody else has changed this meanwhile. Both versions stand below.")
    saved = {"version": version + 1, "changed_at": author.stamp, "changed_by": author.person_id}
    writing.run("lead_contacts_on", from_id=merged_id, into_id=into_id)
    writing.change("contact", merged_id, merged_into=into_id, **saved)
    details = {"into": into_id}
    remember(writing, "merged", "contact", merged_id, account_id=account_id, author=author, details=details)
