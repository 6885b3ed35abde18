"""The stage: a SQLite file of its own in which a ledger's rows wait, read and proven, before the book is touched."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rejoinder.errors import Problem
from rejoinder.importing.lines import Line, text_of

# Whole lines are kept only of rows that need somebody's eye.
_TABLES = """
create table customer (
  id integer primary key, number text not null unique, name text not null default '', terms_days integer,
  has_own_terms integer not null default 0, collector text not null default '', account_id integer,
  is_new integer not null default 0, is_chinese integer not null default 0,
  oldest_due_on text not null default '9999-12-31'
);
create table entry (
  line integer primary key, customer integer not null, number text not null, issued_on text not null,
  due_on text not null, currency text not null, amount_minor integer not null, has_original integer not null,
  open_minor integer, paid_on text,
  is_unpaid integer not null, is_disputed integer, account_name text not null, terms_days integer,
  collector text not null
);
create table unnumbered (
  line integer primary key, base text not null, nth integer, customer integer, currency text, amount_minor integer,
  has_original integer
);
create index unnumbered_by_customer on unnumbered (customer, base, nth);
create table known_credit (
  customer integer not null, base text not null, nth integer not null, currency text not null,
  amount_minor integer not null, said_minor integer not null
);
create table paid (
  line integer primary key, customer integer not null, account_name text not null, received_on text not null,
  currency text not null, amount_minor integer not null, reference text not null, numbers text not null,
  cells text not null, account_id integer, becomes text not null default ''
);
create table money (
  nth integer primary key, line integer not null, account_id integer not null, received_on text not null,
  currency text not null, amount_minor integer not null, reference text not null, note text not null,
  source text not null, reverses integer, reverses_nth integer, reversed_as text
);
create table given (
  nth integer not null, invoice_id integer not null, amount_minor integer not null, is_guess integer not null
);
create table left_open (invoice_id integer primary key, open_minor integer not null);
create table person (
  line integer primary key, customer integer not null, account_name text not null, name text not null,
  role text not null, email text not null, telephone text not null, mobile text not null, city text not null,
  country text not null, terms_days integer, collector text not null, cells text not null,
  becomes text not null default ''
);
create table met (
  nth integer primary key, line integer not null, customer integer not null, contact_id integer, columns text not null,
  before text not null
);
create table filled (customer integer primary key, columns text not null, before text not null);
create table remark (line integer not null, sentence text not null);
create table aside (
  line integer not null, state text not null, customer text not null default '', number text not null default '',
  column_name text not null default '', value text not null default '', reason text not null, figures text not null,
  content text not null
);
create table summed (line integer primary key, label text not null, cells text not null);
create table change (
  line integer primary key, is_new integer not null, customer integer not null, account_id integer not null,
  invoice_id integer not null, number text not null, issued_on text not null, due_on text not null,
  currency text not null, amount_minor integer not null, is_reworded integer not null,
  paid_on text, paid_minor integer, paid_as text,
  stated_minor integer, is_confirmed integer not null, opens_dispute integer not null, closes_line integer,
  known_open_minor integer, open_minor integer not null, is_disputed integer not null, is_unchanged integer not null,
  other_currency text, stated_in integer, known_amount_minor integer, known_issued_on text, known_due_on text
);
create index change_by_invoice on change (invoice_id) where not is_new;
create table vanished (
  invoice_id integer primary key, account_id integer not null, currency text not null,
  known_open_minor integer not null, open_minor integer not null, paid_minor integer, stated_in integer
);
create table taken_back (payment_id integer primary key, line integer not null, amount_minor integer not null);
create table paying (
  nth integer primary key, account_id integer not null, invoice_id integer not null, received_on text not null,
  currency text not null, amount_minor integer not null, reference text not null, reverses integer
);
create table open_day (
  account_id integer not null, currency text not null, due_on text not null, open_minor integer not null,
  credit_minor integer not null, disputed_minor integer not null, open_count integer not null,
  asked_count integer not null, asked_number text not null, primary key (account_id, currency, due_on)
) without rowid;
create table flag (name text primary key);
create table progress (surveyed integer not null, staged integer not null);
insert into progress values (0, 0);
"""


class Stage:
    """A stage being filled; opened beside the database afterwards, under the name `stage`."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self.path = path
        self.connection = sqlite3.connect(path, isolation_level=None)
        for setting in ("journal_mode = off", "synchronous = off", "locking_mode = normal"):
            self.connection.execute(f"pragma {setting}")
        self.connection.executescript(_TABLES)
        self._customers: dict[str, int] = {}

    def close(self) -> None:
        """Leave the file to those who read it."""
        self.connection.close()

    def customer_ids(self, numbers: Iterable[str]) -> list[int]:
        """Give each customer's place on the stage, by its number, or by its name where the file has no numbers."""
        known = self._customers
        return [known.setdefault(number, len(known) + 1) for number in numbers]

    def add(self, table: str, rows: Iterable[Sequence[Any]], *, width: int) -> None:
        """Add rows in the order of the table's columns."""
        marks = ", ".join("?" * width)
        with self.connection:
            # All in one transaction: by itself each row would be one.
            self.connection.execute("begin")
            self.connection.executemany(f"insert into {table} values ({marks})", rows)  # noqa: S608

    def set_aside(
        self,
        line: Line,
        state: str,
        reason: Problem,
        *,
        column: str = "",
        value: str = "",
        of: tuple[str, str] = ("", ""),
    ) -> None:
        """Keep a row that needs somebody's eye, whole and with its reason; `of`: whose, and which invoice."""
        content = json.dumps([text_of(cell) for cell in line.cells], ensure_ascii=False)
        figures = json.dumps(reason.values, ensure_ascii=False, default=str)
        self.add("aside", [(line.number, state, *of, column, value, reason.sentence, figures, content)], width=9)

    def count(self, rows: int, *, column: str = "staged") -> None:
        """Count rows as "surveyed" or "staged", for those who wait."""
        self.connection.execute(f"update progress set {column} = {column} + ?", [rows])  # noqa: S608

    def finish(self, *, flags: Iterable[str] = ()) -> None:
        """Write down the customers, once all rows are read, and what was noticed while reading."""
        with self.connection:
            self.connection.execute("begin")
            names = ((place, number) for number, place in self._customers.items())
            self.connection.executemany("insert into customer (id, number) values (?, ?)", names)
            self.connection.executemany("insert into flag values (?)", ((one,) for one in flags))
