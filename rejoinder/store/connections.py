"""Connections to SQLite: one a thread for reading, one write at a time for the whole process.

Measured before building: without a lock, eight threads that queue on `begin immediate` wait up to 2.2 s,
because the busy handler polls without an order; with one lock around the transaction the worst is 45 ms.
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiosql
from sqlite_utils import Database

SQL = Path(__file__).parent / "sql"

Row = dict[str, Any]


def _as_dict(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> Row:
    """Give a row as a dictionary by column name."""
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


def is_repeated(error: sqlite3.IntegrityError, column: str) -> bool:
    """Say whether a write failed because `table.column` already holds this value."""
    return error.sqlite_errorname == "SQLITE_CONSTRAINT_UNIQUE" and str(error).endswith(column)


class Writing:
    """A write under way: the queries by name, and bulk inserts, all in one transaction."""

    def __init__(self, connection: sqlite3.Connection, queries: Any) -> None:
        self.connection = connection
        self._queries = queries

    def one(self, name: str, /, **values: Any) -> Row | None:
        """Give the first row of a named query, or nothing."""
        return getattr(self._queries, name)(self.connection, **values) or None

    def all(self, name: str, /, **values: Any) -> list[Row]:
        """Give every row of a named query."""
        return list(getattr(self._queries, name)(self.connection, **values))

    def run(self, name: str, /, **values: Any) -> int:
        """Carry out a named statement and give the number of rows it changed."""
        return int(getattr(self._queries, name)(self.connection, **values))

    def add(self, table: str, /, **values: Any) -> int:
        """Add one row and give its id."""
        columns = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        # Table and column names come from our own calls, never from a visitor.
        cursor = self.connection.execute(f'insert into "{table}" ({columns}) values ({marks})', values)  # noqa: S608
        return int(cursor.lastrowid or 0)

    def row(self, table: str, row_id: int) -> Row:
        """Give a row of a state table that is there.

        Raises: LookupError, where it is not.
        """
        found = self.connection.execute(f'select * from "{table}" where id = ?', [row_id]).fetchone()  # noqa: S608
        if found is None:
            raise LookupError(f"{table} {row_id}")
        row: Row = found
        return row

    def change(self, table: str, row_id: int, /, **values: Any) -> None:
        """Change one row of a state table."""
        columns = ", ".join(f"{name} = :{name}" for name in values)
        # Table and column names come from our own calls, never from a visitor.
        self.connection.execute(f'update "{table}" set {columns} where id = :row_id', {**values, "row_id": row_id})  # noqa: S608

    def add_all(self, table: str, rows: Iterable[Row]) -> None:
        """Add many rows of one shape in batches."""
        with_tuples = self.connection.row_factory
        self.connection.row_factory = None  # sqlite-utils reads the schema by place
        try:
            Database(self.connection)[table].insert_all(rows, batch_size=1000)  # type: ignore[union-attr]
        finally:
            self.connection.row_factory = with_tuples


class Store:
    """The database file of one installation, shared by all threads of a process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._here = threading.local()
        self._one_write = threading.Lock()
        self._queries = aiosql.from_path(SQL, "sqlite3")

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's own connection, opened at first use."""
        connection: sqlite3.Connection | None = getattr(self._here, "connection", None)
        if connection is None:
            connection = self._here.connection = self._open()
        return connection

    def _open(self) -> sqlite3.Connection:
        """Open the file with the settings every connection needs."""
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=30)
        # Without recursive triggers "insert or replace" would slip past the guard of the event tables.
        for setting in ("journal_mode = wal", "synchronous = full", "foreign_keys = on", "recursive_triggers = on"):
            connection.execute(f"pragma {setting}")
        connection.row_factory = _as_dict
        return connection

    def close(self) -> None:
        """Close this thread's connection; the next use opens it again."""
        if getattr(self._here, "connection", None) is not None:
            self._here.connection.close()
            self._here.connection = None

    def one(self, name: str, /, **values: Any) -> Row | None:
        """Give the first row of a named query, or nothing."""
        return getattr(self._queries, name)(self.connection, **values) or None

    def all(self, name: str, /, **values: Any) -> list[Row]:
        """Give every row of a named query."""
        return list(getattr(self._queries, name)(self.connection, **values))

    @contextmanager
    def beside(self, path: Path) -> Iterator[Writing]:
        """Open another file beside the database as `stage`, for statements that read both and write only there."""
        connection = self.connection
        connection.execute("attach database ? as stage", [str(path)])
        try:
            # It is made anew from its source at any time, so nothing has to reach the disk.
            connection.execute("pragma stage.journal_mode = off").fetchall()
            connection.execute("pragma stage.synchronous = off")
            yield Writing(connection, self._queries)
        finally:
            connection.execute("detach database stage")

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """Read the book as it stands at one moment, whatever others write meanwhile."""
        connection = self.connection
        connection.execute("begin")
        try:
            yield
        finally:
            # Nothing was written but beside the database, where it counts at once.
            connection.execute("commit")

    @contextmanager
    def write_much(self) -> Iterator[Writing]:
        """Open a write transaction for very many rows: what others need not wait for is done after it."""
        connection = self.connection
        connection.execute("pragma wal_autocheckpoint = 0").fetchall()
        try:
            with self.write() as writing:
                yield writing
        finally:
            connection.execute("pragma wal_autocheckpoint = 1000").fetchall()
            connection.execute("pragma wal_checkpoint(passive)").fetchall()

    @contextmanager
    def write(self) -> Iterator[Writing]:
        """Open the one write transaction: all of it is kept, or, at an error, nothing."""
        with self._one_write:
            connection = self.connection
            # Immediate: a deferred one that read first is refused at once when somebody else has written.
            connection.execute("begin immediate")
            try:
                yield Writing(connection, self._queries)
            except BaseException:
                connection.execute("rollback")
                raise
            connection.execute("commit")
