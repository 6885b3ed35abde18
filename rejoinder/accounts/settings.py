"""What a creditor settles for its calls and promises; only its team leads change it."""

from collections.abc import Mapping

from rejoinder.accounts.saving import Author
from rejoinder.errors import NotAllowed
from rejoinder.store import Store, Writing


def led_by(store: Store | Writing, person_id: int) -> Mapping[int, str]:
    """Give the creditors that a person leads, their names by id; the sample book comes last."""
    return {row["id"]: row["name"] for row in store.all("creditors_led", person_id=person_id)}


def settings_of(store: Store | Writing, creditor_id: int) -> Mapping[str, str]:
    """Give what a creditor has settled, by name; what was never settled is not there."""
    return {row["name"]: row["value"] for row in store.all("creditor_settings", creditor_id=creditor_id)}


def save_settings(writing: Writing, creditor_id: int, values: Mapping[str, str], *, author: Author) -> tuple[str, ...]:
    """Settle what differs from what was settled before, and name it; each change has a row in the audit.

    Raises: NotAllowed, for a creditor that the person does not lead.
    """
    check_leads(writing, creditor_id, author.person_id)
    before = settings_of(writing, creditor_id)
    changed = tuple(name for name, value in values.items() if before.get(name, "") != value)
    for name in changed:
        about = {"creditor_id": creditor_id, "name": name, "value": values[name]}
        writing.run("set_creditor_setting", **about, now=author.stamp, person_id=author.person_id)
        audited = {"what": f"{name} {values[name]}".rstrip(), "noun": "creditor", "noun_id": creditor_id}
        writing.add("audit", at=author.stamp, person_id=author.person_id, **audited)
    return changed


def check_leads(store: Store | Writing, creditor_id: int, person_id: int) -> None:
    """Let only a creditor's team leads settle anything for it.

    Raises: NotAllowed.
    """
    if creditor_id not in led_by(store, person_id):
        raise NotAllowed("Only a team lead of the creditor changes its rules.")
