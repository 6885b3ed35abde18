"""The people who sign in: who they are, for which creditor, in which role, and the links that let them in."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from rejoinder.errors import NotFound, Refused
from rejoinder.store import Store, Writing, stamp

Role = Literal["collector", "lead", "trainee", "administrator"]
ROLES: tuple[Role, ...] = ("collector", "lead", "trainee", "administrator")

# What a role may do besides its own work: a lead collects and rehearses too, a collector rehearses.
INCLUDES: dict[Role, frozenset[Role]] = {
    "lead": frozenset({"lead", "collector", "trainee"}),
    "collector": frozenset({"collector", "trainee"}),
    "trainee": frozenset({"trainee"}),
    "administrator": frozenset({"administrator"}),
}

# A link is read from a screen and opened at once, or handed to a colleague the same day.
LINK_HOURS = 12


@dataclass(frozen=True)
class Person:
    """Somebody who signs in, with the roles held for any creditor and the creditors worked for."""

    id: int
    name: str
    language: str
    roles: frozenset[Role]
    creditors: tuple[str, ...]

    def may(self, role: Role) -> bool:
        """Say whether this person may do the work of a role for some creditor."""
        return any(role in INCLUDES[held] for held in self.roles)


def load(store: Store, person_id: int) -> Person | None:
    """Find an active person by id, with roles; nothing if there is none."""
    row = store.one("person_by_id", id=person_id)
    if row is None:
        return None
    grants = store.all("roles_of", person_id=person_id)
    # Only people who collect see a creditor's accounts, so only those creditors are named to them.
    creditors = dict.fromkeys(g["creditor"] for g in grants if "collector" in INCLUDES[g["role"]])
    return Person(
        id=row["id"],
        name=row["name"],
        language=row["language"],
        roles=frozenset(g["role"] for g in grants),
        creditors=tuple(creditors),
    )


def add(writing: Writing, name: str, *, language: str, now: datetime) -> int:
    """Enter a person, or find the one of that name, and give the id."""
    found = writing.one("person_by_name", name=name)
    if found is not None:
        return int(found["id"])
    if not name.strip():
        raise Refused("A person needs a name.")
    person_id = writing.add("person", name=name, language=language, created_at=stamp(now))
    writing.add("audit", at=stamp(now), person_id=None, what="added", noun="person", noun_id=person_id)
    return person_id


def grant(writing: Writing, person_id: int, *, creditor_id: int, role: Role, now: datetime) -> None:
    """Give a person a role for one creditor; what is already held stays."""
    if writing.run("add_grant", person_id=person_id, creditor_id=creditor_id, role=role):
        writing.add("audit", at=stamp(now), person_id=None, what=f"granted {role}", noun="person", noun_id=person_id)


def set_language(store: Store, person_id: int, language: str) -> None:
    """Remember in which language a person reads the screen."""
    with store.write() as writing:
        writing.run("set_language", id=person_id, language=language)


def colleagues(store: Store, person: Person) -> tuple[tuple[int, str], ...]:
    """List whom a team lead may hand an account: id and name, by name."""
    return tuple((row["id"], row["name"]) for row in store.all("colleagues", person_id=person.id))


def colleagues_for(store: Store, person: Person, creditor_id: int) -> tuple[tuple[int, str], ...]:
    """List whom a person may hand an account of one creditor: id and name, by name; nobody, unless she leads it."""
    if not person.may("lead"):
        return ()
    rows = store.all("colleagues_for", creditor_id=creditor_id, person_id=person.id)
    return tuple((row["id"], row["name"]) for row in rows)


def new_link(store: Store, person_id: int, *, now: datetime) -> str:
    """Make a link that signs one person in, once, and give its secret part."""
    secret = secrets.token_urlsafe(24)
    with store.write() as writing:
        writing.run("drop_old_links", now=stamp(now))
        writing.add(
            "sign_in_link",
            digest=_digest(secret),
            person_id=person_id,
            expires_at=stamp(now + timedelta(hours=LINK_HOURS)),
        )
    return secret


def use_link(store: Store, secret: str, *, now: datetime) -> int:
    """Take a link's secret part and give the id of the person it signs in.

    Raises: NotFound, when the link was never made, is used, or is older than 12 hours.
    """
    with store.write() as writing:
        link = writing.one("sign_in_link", digest=_digest(secret))
        if link is None or not writing.run("use_sign_in_link", digest=_digest(secret), now=stamp(now)):
            raise NotFound("This link has been used or is too old. Ask for a new one; each works once, for 12 hours.")
        person_id = int(link["person_id"])
        writing.add("audit", at=stamp(now), person_id=person_id, what="signed in", noun="person", noun_id=person_id)
    return person_id


def _digest(secret: str) -> str:
    """Give what is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def enter(store: Store, name: str, *, language: str, role: Role | None, creditor: str, now: datetime) -> int:
    """Enter a person with a role for a creditor, or find the one of that name, and give the id.

    Raises: NotFound, when the creditor, or without a role the person, does not exist; Refused, when it is not clear
    which creditor is meant.
    """
    with store.write() as writing:
        found = writing.one("person_by_name", name=name)
        if found is not None and not found["is_active"]:
            raise Refused("%(name)s has been deactivated and cannot sign in.", name=name)
        if role is None and found is None:
            raise NotFound(
                "There is nobody called %(name)s. Grant a role with --role to enter somebody new.", name=name
            )
        creditor_id = _creditor_id(writing, creditor) if role else 0
        person_id = add(writing, name, language=language, now=now)
        if role:
            grant(writing, person_id, creditor_id=creditor_id, role=role, now=now)
    return person_id


def _creditor_id(writing: Writing, name: str) -> int:
    """Find the creditor meant: the one named, or the only one."""
    creditors = writing.all("creditors")
    if name:
        creditors = [row for row in creditors if row["name"] == name]
    if not creditors:
        raise NotFound("There is no such creditor. An import with --creditor makes one.")
    if len(creditors) > 1:
        names = ", ".join(row["name"] for row in creditors)
        raise Refused("Say which creditor: --creditor with one of %(names)s.", names=names)
    return int(creditors[0]["id"])


def first_lead(store: Store) -> int | None:
    """Find the team lead entered first."""
    row = store.one("first_lead")
    return int(row["id"]) if row else None
