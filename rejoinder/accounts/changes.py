"""Small changes to an account, each in the audit."""

from collections.abc import Iterable
from datetime import datetime

from rejoinder.accounts.saving import Author, remember
from rejoinder.errors import NotAllowed, Refused
from rejoinder.store import Store, stamp


def set_script_language(store: Store, account_id: int, language: str, *, person_id: int, now: datetime) -> None:
    """Choose the language in which scripts are shown for an account.

    It is a switch beside a call under way, so it does not count as a save that others must be told of.
    """
    if language not in ("en", "zh"):
        raise Refused("Scripts are written in English or Chinese.")
    with store.write() as writing:
        writing.change("account", account_id, script_language=language)
        about, author = {"language": language}, Author(person_id, now)
        remember(writing, "script language", "account", account_id, account_id=account_id, author=author, details=about)


def assign(store: Store, account_ids: Iterable[int], *, collector_id: int | None, lead_id: int, now: datetime) -> None:
    """Hand accounts to a collector, or to nobody.

    Raises: NotAllowed, when the person does not lead one of the accounts' creditors; Refused, when the collector
    does not collect for one of them. Then none is changed.
    """
    with store.write() as writing:
        for account_id in account_ids:
            if writing.one("leads_account", id=account_id, person_id=lead_id) is None:
                raise NotAllowed("Only a team lead of the creditor hands out its accounts.")
            if collector_id is None:
                writing.run("unassign", account_id=account_id)
            elif writing.one("collects_for_account", id=account_id, person_id=collector_id) is None:
                raise Refused(
                    "This person does not collect for the creditor of a chosen account. Choose somebody else."
                )
            else:
                writing.run("assign", account_id=account_id, person_id=collector_id, now=stamp(now))
            about, author = {"to": collector_id}, Author(lead_id, now)
            remember(writing, "assigned", "account", account_id, account_id=account_id, author=author, details=about)
