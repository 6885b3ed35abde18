"""Finding whose payment a row is: by the customer it names, or by an invoice that only one account has."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rejoinder.errors import Problem, Refused, mark
from rejoinder.importing import comparing
from rejoinder.importing.answers import Answers
from rejoinder.importing.comparing import Aside
from rejoinder.importing.payments.naming import all_readings, named_in
from rejoinder.importing.report import Question
from rejoinder.store import Row, Writing

UNKNOWN = mark("This customer is not known. A list of payments makes no accounts: bring in the invoices first.")
AMBIGUOUS = mark("Several customers have this name. Name the customer's number, or one of its invoices.")
NO_INVOICE = mark("No invoice of this number is known, and the row names no customer.")
NOT_ONE = mark("Invoices of this number belong to several customers. Name the customer.")

_Owners = Mapping[str, set[tuple[int, str]]]


def find_payers(
    stage: Writing, aside: Aside, creditor_id: int, answers: Answers, *, names: Mapping[str, str]
) -> Question | None:
    """Find the account of every row; one of nobody known is refused.

    `names` gives the headers of the columns account_number, account_name and number, as far as there are any.
    """
    stage.run("paid_names")
    asked = comparing.match_accounts(stage, creditor_id, answers, has_numbers=bool(names["account_number"]))
    if asked:
        return asked
    # Where a row lacks its number, it is known by its name all the same.
    stage.run("stage_accounts_by_name", creditor_id=creditor_id)
    stage.run("paid_take_accounts")
    homeless = stage.all("paid_homeless")
    owners = _owners(stage, creditor_id, homeless)
    twice = _names_twice(stage, creditor_id, homeless)
    refused: dict[str, dict[int, tuple[str, Problem]]] = defaultdict(dict)
    for row in homeless:
        found = _payer(row, owners, twice)
        if isinstance(found, Problem):
            column = (
                "number" if not row["customer"] else "account_number" if names["account_number"] else "account_name"
            )
            refused[names[column]][row["line"]] = (row["customer"] or row["numbers"], found)
        else:
            stage.run("paid_take_account", line=row["line"], account_id=found)
    for column, rows in refused.items():
        refuse(stage, aside, rows, column=column)
    return None


def refuse(stage: Writing, aside: Aside, rows: Mapping[int, tuple[str, Problem]], *, column: str) -> None:
    """Refuse rows that stand on the stage, each with its cell and the reason."""
    problems = {line: problem for line, (_, problem) in rows.items()}
    aside.put("refused", problems, column=column, values={line: value for line, (value, _) in rows.items()})
    stage.run("paid_refuse", lines=json.dumps(list(rows)))


def _owners(stage: Writing, creditor_id: int, homeless: Iterable[Row]) -> _Owners:
    """Say whose the invoices are that rows without an account may name: ids and names of accounts, by number."""
    numbers: set[str] = set()
    for row in homeless:
        numbers |= all_readings(row["numbers"])
    owners: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for one in stage.all("paid_owners", creditor_id=creditor_id, numbers=json.dumps(sorted(numbers))):
        owners[one["number"]].add((one["account_id"], one["name"].casefold()))
    return owners


def _names_twice(stage: Writing, creditor_id: int, homeless: Iterable[Row]) -> frozenset[str]:
    """Give the customers' names that several accounts have."""
    names = json.dumps(sorted({row["customer"] for row in homeless}))
    return frozenset(row["name"] for row in stage.all("paid_names_twice", creditor_id=creditor_id, names=names))


def _payer(row: Row, owners: _Owners, twice: frozenset[str]) -> int | Problem:
    """Find whose a row is by its invoices, where it names no customer or one of several called the same."""
    name = row["customer"].casefold()
    if name and row["customer"] not in twice:
        return Refused(UNKNOWN)
    found = [owners[one] for one in named_in(row["numbers"], owners.__contains__) if one in owners]
    if name:
        found = [{one for one in each if one[1] == name} for each in found]
    # Of invoices that two customers have, another one in the row may tell.
    common = set.intersection(*found) if found else set()
    if len(common) == 1:
        return common.pop()[0]
    return Refused(AMBIGUOUS if name else NOT_ONE if found else NO_INVOICE)
