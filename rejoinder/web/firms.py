"""The firms for which the person at the screen may bring in ledgers, and one that is new here."""

from collections.abc import Mapping
from dataclasses import dataclass

from rejoinder.errors import NotAllowed, NotFound, Problem, Refused
from rejoinder.people import INCLUDES, Role
from rejoinder.web.access import person
from rejoinder.web.parts import number, store


@dataclass(frozen=True)
class Firm:
    """A creditor for which a person collects; never the sample book."""

    id: int
    name: str
    time_zone: str
    is_led: bool


def listed() -> tuple[Firm, ...]:
    """List the firms for which the person at the screen collects."""
    roles: dict[int, set[Role]] = {}
    for row in store().all("roles_of", person_id=person().id):
        if "collector" in INCLUDES[row["role"]]:
            roles.setdefault(row["creditor_id"], set()).add(row["role"])
    real = [row for row in store().all("creditors") if row["id"] in roles and not row["is_sample"]]
    return tuple(Firm(row["id"], row["name"], row["time_zone"], "lead" in roles[row["id"]]) for row in real)


def are_led(creditor_id: int) -> bool:
    """Say whether the person at the screen leads a firm."""
    return any(one.id == creditor_id and one.is_led for one in listed())


def named(form: Mapping[str, str], problems: dict[str, Problem]) -> str:
    """Name the firm whose ledger it is: the one chosen, the only one, or one that is new here and so has no id yet."""
    found, name = listed(), " ".join(form.get("name", "").split())
    if name and person().may("lead"):
        return _new(name, found, problems)
    try:
        chosen = number(form.get("firm", "")) if form.get("firm") or len(found) != 1 else found[0].id
    except ValueError:
        chosen = 0
    firm = next((one for one in found if one.id == chosen), None)
    if firm is None:
        problems["firm" if found else "name"] = Refused("Say whose ledger it is.")
    return firm.name if firm else ""


def _new(name: str, found: tuple[Firm, ...], problems: dict[str, Problem]) -> str:
    """Give the name of a new firm, or of one's own that was meant; the books of others are not reached by a name."""
    known = next((one for one in found if one.name.casefold() == name.casefold()), None)
    others = {row["name"].casefold() for row in store().all("creditors")}
    if known is None and name.casefold() in others:
        problems["name"] = Refused("There is a book of this name here, and it is not yours. Name the firm otherwise.")
    return known.name if known else name


def is_new(name: str) -> bool:
    """Say whether a firm has no book yet.

    Raises: NotFound, for one that is not the person's; NotAllowed, for a new one where she leads nobody.
    """
    if any(one.name == name for one in listed()):
        return False
    if store().one("creditor_by_name", name=name):
        raise NotFound("This file is not there any more. Send it again.")
    if not person().may("lead"):
        raise NotAllowed("Only a team lead brings in the first ledger of a firm.")
    return True
