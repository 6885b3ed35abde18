"""What a creditor settles for its calls; only its team leads change it."""

from collections.abc import Mapping

from rejoinder.accounts.saving import Author
from rejoinder.errors import NotAllowed
from rejoinder.store import Store


def recording_of(store: Store, person_id: int) -> Mapping[int, tuple[str, bool]]:
    """Say by creditor, of those a person leads, its name and whether its calls are recorded."""
    rows = store.all("recording_of", person_id=person_id)
    return {row["id"]: (row["name"], bool(row["records_calls"])) for row in rows}


def set_recording(store: Store, creditor_id: int, *, is_recorded: bool, author: Author) -> None:
    """Settle whether a creditor's calls are recorded, so that collectors say so at the beginning.

    Raises: NotAllowed, for a creditor that the person does not lead.
    """
    if creditor_id not in recording_of(store, author.person_id):
        raise NotAllowed("Only a team lead of the creditor settles whether its calls are recorded.")
    with store.write() as writing:
        value = "yes" if is_recorded else "no"
        about = {"creditor_id": creditor_id, "name": "records_calls", "person_id": author.person_id}
        writing.run("set_creditor_setting", value=value, now=author.stamp, **about)
        what = f"records_calls {value}"
        writing.add(
            "audit", at=author.stamp, person_id=author.person_id, what=what, noun="creditor", noun_id=creditor_id
        )
