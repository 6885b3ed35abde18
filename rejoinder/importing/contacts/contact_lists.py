"""Lists of customers and their contacts: what is empty on file is filled, and nothing that stands is overwritten."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rejoinder.dates import today_in
from rejoinder.errors import Refused, mark
from rejoinder.importing import comparing, entering
from rejoinder.importing.comparing import Aside
from rejoinder.importing.contacts.contact_reading import ContactReading as Reading
from rejoinder.importing.contacts.countries import country_of, zone_in
from rejoinder.importing.contacts.meeting import NOBODY, Listed, Meeting, on_file, read_listed
from rejoinder.importing.entering import Collectors, Run
from rejoinder.importing.notices import of_remarks
from rejoinder.importing.report import Question, Report
from rejoinder.store import Row, Writing, stamp

if TYPE_CHECKING:
    from rejoinder.importing.preparing import Prepared

__all__ = ["Reading", "again", "compare", "count", "write"]

SAME_ROW = mark("This row is the same as one above it, cell by cell.")
NO_COUNTRY = mark("A country is none that is known. It was left away.")


def compare(stage: Writing, aside: Aside, prepared: Prepared) -> tuple[Question, ...]:
    """Work out what each row makes, adds or fills."""
    repeated = [row["line"] for row in stage.all("person_repeated")]
    aside.put("skipped", {line: Refused(SAME_ROW) for line in repeated})
    _become(stage, dict.fromkeys(repeated, "skipped"))
    for name in ("person_names", "person_collectors", "person_terms"):
        stage.run(name)
    return again(stage, aside, prepared)


def again(stage: Writing, aside: Aside, prepared: Prepared) -> tuple[Question, ...]:
    """Compare with the book as it is now."""
    for name in ("person_clear_met", "person_clear_filled", "person_clear_rows", "paid_clear_remarks"):
        stage.run(name)
    stage.run("stage_forget_new_accounts")
    creditor_id, has_numbers, asked = prepared.scope.creditor_id, prepared.columns.has("account_number"), None
    if creditor_id is not None:
        asked = comparing.match_accounts(stage, creditor_id, prepared.answers, has_numbers=has_numbers)
    if asked:
        return (asked,)
    comparing.number_accounts(stage)
    comparison = _Comparison(stage, prepared)
    for customer, rows in groupby(stage.all("person_rows"), key=lambda row: row["customer"]):
        comparison.compare(customer, list(rows))
    return ()


def _become(stage: Writing, lines: Mapping[int, str]) -> None:
    """Note what becomes of rows."""
    rows = ((what, line) for line, what in lines.items())
    stage.connection.executemany("update stage.person set becomes = ? where line = ?", rows)


@dataclass
class _Comparison:
    """Puts onto the stage what is to be written into the book, customer by customer."""

    stage: Writing
    prepared: Prepared

    def compare(self, customer: int, rows: list[Row]) -> None:
        """Compare one customer's rows."""
        first = rows[0]
        filled = self._fill_account(customer, rows)
        read = [self._read(row) for row in rows if _has_person(row)]
        self._remark((one.line, NOBODY) for one in read if not one.is_somebody)
        listed = [one for one in read if one.is_somebody]
        known = [] if first["is_new"] else self.stage.all("person_contacts", account_id=first["account_id"])
        meeting = Meeting(map(on_file, known), listed)
        became = {row["line"]: "unchanged" for row in rows}
        for one in listed:
            became[one.line], remarks = meeting.meet(one)
            self._remark((one.line, remark) for remark in remarks)
        # What is said of the account itself is said by its first row.
        own = "created" if first["is_new"] else "updated" if filled else "unchanged"
        if own == "created" or became[first["line"]] == "unchanged":
            became[first["line"]] = own
        _become(self.stage, became)
        self._put(customer, meeting)

    def _fill_account(self, customer: int, rows: list[Row]) -> bool:
        """Put onto the stage what changes of the account, and say whether anything does."""
        first = rows[0]
        codes = {row["line"]: country_of(row["country"]) for row in rows}
        self._remark((row["line"], NO_COUNTRY) for row in rows if row["country"] and not codes[row["line"]])
        said = {"city": _first(row["city"] for row in rows), "country": _first(codes.values())}
        if first["is_new"]:
            columns = _new_columns(said, self.prepared.creditor.time_zone)
            before: dict[str, object] = {}
        else:
            known = {"name": first["known_name"], "city": first["known_city"], "country": first["known_country"]}
            columns, before = _filled_columns(first, said, {**known, "terms_days": first["known_terms"]})
        if columns:
            row = (customer, json.dumps(columns, ensure_ascii=False), json.dumps(before, ensure_ascii=False))
            self.stage.connection.execute("insert into stage.filled values (?, ?, ?)", row)
        return bool(columns)

    def _read(self, row: Row) -> Listed:
        """Read somebody of a row; her number is dialled where the account is, else where the creditor is."""
        creditor, columns = self.prepared.creditor, self.prepared.columns
        country = row["known_country"] or country_of(row["country"]) or creditor.country
        today = today_in(row["known_zone"] or creditor.time_zone, self.prepared.now)
        headers = {name: columns.name(name) for name in ("telephone", "mobile", "email")}
        return read_listed(row, country=country, today=today, headers=headers)

    def _remark(self, remarks: Iterable[tuple[int, str]]) -> None:
        """Note what somebody should look at."""
        self.stage.connection.executemany("insert into stage.remark values (?, ?)", remarks)

    def _put(self, customer: int, meeting: Meeting) -> None:
        """Put onto the stage who is new and who is filled up."""
        rows = (
            (one.line, customer, one.id, json.dumps(one.columns, ensure_ascii=False),
             json.dumps(one.before, ensure_ascii=False))
            for one in meeting.people
            if one.id is None or one.before
        )  # fmt: skip
        insert = "insert into stage.met (line, customer, contact_id, columns, before) values (?, ?, ?, ?, ?)"
        self.stage.connection.executemany(insert, rows)


def _has_person(row: Row) -> bool:
    """Say whether a row names somebody, or how to reach her."""
    return any(row[name] for name in ("name", "email", "telephone", "mobile"))


def _first(texts: Iterable[str]) -> str:
    """Give the first text that is not empty."""
    return next((one for one in texts if one), "")


def _new_columns(said: Mapping[str, str], zone: str) -> dict[str, object]:
    """Give what a new account has beyond its number, name and terms; it lives by its country's clock."""
    columns: dict[str, object] = {name: value for name, value in said.items() if value}
    if said["country"]:
        columns["time_zone"] = zone_in(said["country"], instead=zone)
    return columns


def _filled_columns(
    first: Row, said: Mapping[str, str], known: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, object]]:
    """Give what changes of a known account, and what stood there: its name, and what was empty."""
    columns: dict[str, object] = {name: value for name, value in said.items() if value and not known[name]}
    if first["account_name"] and first["account_name"] != known["name"]:
        columns["name"] = first["account_name"]
    if first["terms_days"] is not None and known["terms_days"] is None:
        columns["terms_days"] = first["terms_days"]
    return columns, {name: known[name] for name in columns}


def count(stage: Writing, prepared: Prepared) -> Report:
    """Say what becomes of the rows, and how the creditor's book stands then."""
    scope = prepared.scope
    about = {"creditor_id": scope.creditor_id}
    counts = stage.one("person_counts") or {}
    standing = stage.one("paid_standing", **about, day=scope.day.isoformat()) or {}
    return Report(
        created=counts["created"],
        updated=counts["updated"],
        unchanged=counts["unchanged"],
        open_minor={row["currency"]: row["open_minor"] for row in stage.all("paid_open", **about)},
        accounts=counts["accounts"],
        accounts_made=counts["new_accounts"],
        invoices_open=standing["open"],
        invoices_overdue=standing["overdue"],
        invoices_overdue_disputed=standing["disputed"],
        notices=of_remarks(stage),
    )


def write(writing: Writing, run: Run, prepared: Prepared, collectors: Collectors) -> None:
    """Write it into the book."""
    entering.write_accounts(writing, run, prepared.creditor)
    for row in writing.all("enter_filled"):
        _write_account(writing, row, run)
    for row in writing.all("enter_met"):
        _write_contact(writing, row, run)
    entering.assign(writing, collectors, run)


def _write_account(writing: Writing, row: Row, run: Run) -> None:
    """Fill an account; of one that was on file before, what stood there is kept."""
    columns, account_id = json.loads(row["columns"]), row["account_id"]
    if row["is_new"]:
        writing.change("account", account_id, **columns)
        return
    _change(writing, "account", account_id, columns, row, run)


def _write_contact(writing: Writing, row: Row, run: Run) -> None:
    """Add a contact, or fill one up."""
    columns, account_id = json.loads(row["columns"]), row["account_id"]
    if row["contact_id"] is not None:
        before = json.loads(row["before"])
        _change(writing, "contact", row["contact_id"], {name: columns[name] for name in before}, row, run)
        return
    contact_id = writing.add("contact", account_id=account_id, **columns, made_in=run.id)
    if not row["is_new"]:
        entering.remember(writing, run, "added", "contact", contact_id, account_id=account_id)


def _change(writing: Writing, noun: str, noun_id: int, columns: Mapping[str, object], row: Row, run: Run) -> None:
    """Change a row that was on file; somebody who is changing it at this moment is told of it."""
    version = writing.row(noun, noun_id)["version"] + 1
    writing.change(noun, noun_id, **columns, version=version, changed_at=stamp(run.now), changed_by=None)
    details = {"fields": list(columns)}
    what = f"changed by import {run.id}"
    entering.remember(writing, run, what, noun, noun_id, account_id=row["account_id"], details=details)
    entering.keep_before(writing, run, noun, noun_id, json.loads(row["before"]))
