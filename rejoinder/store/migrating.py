"""Numbered migrations: what makes and changes the tables, each once and whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

FILES = Path(__file__).parent / "migrations"

# Events are only added to. Text about people may be blanked by erasure, so it is left out of the guard.
# As the first release had them; a later one names what it adds or changes.
EVENT_TABLES_0001 = {
    "revision": (),
    "call": (),
    "call_event": ("note",),
    "heard": ("said", "shown"),
    "commitment": ("promised_by", "note", "read_back"),
    "commitment_line": (),
    "commitment_event": ("reason",),
    "note": ("text",),
    "import_run": ("file_name", "result"),
    "import_line": ("content",),
    "payment": ("reference",),
    "allocation": (),
    "ledger_statement": (),
    "drill_review": ("answer",),
    "audit": (),
}

EVENT_TABLES_0002 = {
    "payment": ("reference", "note"),
    "allocation": (),
    "commitment_event": ("reason",),
    "audit": (),
    "document": ("sent_to", "note", "link", "file_name"),
    "document_invoice": (),
    "document_event": ("reason",),
    "dispute_event": ("text",),
    "note_event": (),
    "credit_rating": ("reason",),
}

EVENT_TABLES_0003 = {
    "import_run": ("file_name", "result"),
    "import_line": ("content", "value"),
    "import_before": ("columns",),
    "payment": ("reference", "note"),
    "allocation": (),
    "ledger_statement": (),
    "audit": (),
}

# Events of an import may go once a later run has reversed it: what should never have come in is then gone from every
# account, while both runs, their figures and their lines stay.
REVERSED_0003 = {
    "payment": "exists (select 1 from import_run r where r.reverses = old.import_run_id)",
    "ledger_statement": "exists (select 1 from import_run r where r.reverses = old.import_run_id)",
    "allocation": """exists (select 1 from payment p join import_run r on r.reverses = p.import_run_id
      where p.id = old.payment_id)""",
    "audit": """exists (select 1 from account a join import_run r on r.reverses = a.made_in
      where a.id = old.account_id)""",
}

EVENT_TABLES_0004 = {
    "heard": ("said", "shown"),
    "heard_verdict": ("reason",),
}

EVENT_TABLES_0005 = {
    "commitment": ("promised_by", "obstacle", "note", "read_back", "allowed_why"),
    "commitment_line": (),
    "commitment_event": ("reason",),
    "line_judgement": (),
    "line_payment": (),
    "confirmation": ("sent_to", "body"),
    "allocation": (),
}

EVENT_TABLES = {
    **EVENT_TABLES_0001,
    **EVENT_TABLES_0002,
    **EVENT_TABLES_0003,
    **EVENT_TABLES_0004,
    **EVENT_TABLES_0005,
}

migrations = Migrations("rejoinder")


def _statements(script: str) -> Iterator[str]:
    """Split a script where SQLite says that a statement is complete."""
    waiting = ""
    for line in script.splitlines(keepends=True):
        waiting += line
        if sqlite3.complete_statement(waiting):
            yield waiting
            waiting = ""


def _guard(db: Database, table: str, erasable: tuple[str, ...], *, but: str = "false") -> None:
    """Refuse to delete a row of an event table (`but`: which may go), or to change it but for blanking its text."""
    columns = [name for (name,) in db.execute("select name from pragma_table_info(?)", [table])]
    kept = ", ".join(f'"{name}"' for name in columns if name not in erasable)
    refuse = f"begin select raise(abort, '{table} is only added to'); end"
    db.execute(f'create trigger "{table}_not_changed" before update of {kept} on "{table}" {refuse}')
    db.execute(f'create trigger "{table}_not_deleted" before delete on "{table}" when not ({but}) {refuse}')
    for name in erasable:
        when = f"when new.\"{name}\" <> ''"
        db.execute(
            f'create trigger "{table}_{name}_only_blanked" before update of "{name}" on "{table}" {when} {refuse}'
        )


@migrations()
def m0001_base(db: Database) -> None:
    """Make the tables of the first release."""
    for statement in _statements((FILES / "0001_base.sql").read_text(encoding="utf-8")):
        db.execute(statement)
    for table, erasable in EVENT_TABLES_0001.items():
        _guard(db, table, erasable)


def _unguard(db: Database, table: str) -> None:
    """Take away what keeps an event table from being changed, while a migration changes its shape."""
    guards = "select name from sqlite_master where type = 'trigger' and tbl_name = ?"
    for (name,) in db.execute(guards, [table]).fetchall():
        db.execute(f'drop trigger "{name}"')


@migrations()
def m0002_account_file(db: Database) -> None:
    """Make room for what people find out on the telephone, and fill the new columns of old rows."""
    for table in EVENT_TABLES_0002:
        _unguard(db, table)
    for statement in _statements((FILES / "0002_account_file.sql").read_text(encoding="utf-8")):
        db.execute(statement)
    for statement in _statements((FILES / "0002_old_rows.sql").read_text(encoding="utf-8")):
        db.execute(statement)
    for table, erasable in EVENT_TABLES_0002.items():
        _guard(db, table, erasable)


@migrations()
def m0003_imports(db: Database) -> None:
    """Make room for imports that ask, remember their answers, and can be undone."""
    for table in EVENT_TABLES_0003:
        _unguard(db, table)
    for statement in _statements((FILES / "0003_imports.sql").read_text(encoding="utf-8")):
        db.execute(statement)
    for table, erasable in EVENT_TABLES_0003.items():
        _guard(db, table, erasable, but=REVERSED_0003.get(table, "false"))


@migrations()
def m0004_hearings(db: Database) -> None:
    """Make room for what became of what was heard, and for what a creditor settles for its calls."""
    _unguard(db, "heard")
    for statement in _statements((FILES / "0004_hearings.sql").read_text(encoding="utf-8")):
        db.execute(statement)
    for table, erasable in EVENT_TABLES_0004.items():
        _guard(db, table, erasable)


@migrations()
def m0005_judgements(db: Database) -> None:
    """Make room for every kind of commitment, for judgements with what they rest on, and for confirmations."""
    # The tables are made anew with wider limits; what leads to them leads to their names, so it stays right.
    for table in ("commitment", "commitment_line", "commitment_event", "allocation"):
        _unguard(db, table)
    for statement in _statements((FILES / "0005_judgements.sql").read_text(encoding="utf-8")):
        db.execute(statement)
    for table, erasable in EVENT_TABLES_0005.items():
        _guard(db, table, erasable, but=REVERSED_0003.get(table, "false"))


def migrate(path: Path) -> None:
    """Bring the database file to the present shape, making it where there is none.

    The file is made readable by its owner alone: it holds other people's debts.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=30)) as connection:
        connection.execute("pragma journal_mode = wal")
        migrations.apply(Database(connection))
