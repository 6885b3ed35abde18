"""Where this installation keeps its data, and how a command opens it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from app import DATABASE, ROOT
from rejoinder.library import Folders
from rejoinder.store import Store, migrate

# How SQLite names what is no fault of ours, by the beginning of the name.
DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
CLOSED = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_BUSY", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_PERM")


def data() -> Path:
    """Give the folder of the data: REJOINDER_DATA, or `instance/` beside the program."""
    return Path(os.environ.get("REJOINDER_DATA") or ROOT / "instance")


def port() -> int:
    """Give the port: PORT, or 5000."""
    text = os.environ.get("PORT") or "5000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise click.ClickException(f"PORT is “{text}”, but a port is a number from 1 to 65535.")
    return int(text)


def folders() -> Folders:
    """Give the library as shipped."""
    return Folders(ROOT)


def open_store() -> Store:
    """Open the database, made and brought up to date where needed."""
    with explained():
        migrate(data() / DATABASE)
        return Store(data() / DATABASE)


@contextmanager
def explained() -> Iterator[None]:
    """Say in a sentence why the data cannot be used, where the machine would say it in a page of code."""
    try:
        yield
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or data()} cannot be used ({error.strerror}). "
            f"Let the data folder {data()} be written to, or choose another: REJOINDER_DATA=/path/to/folder"
        ) from error
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(DAMAGED):
            raise click.ClickException(
                f"{data() / DATABASE} is no database, or it is damaged ({error}). "
                "Restore a backup: python -m rejoinder restore FILE"
            ) from error
        if name.startswith(CLOSED):
            raise click.ClickException(
                f"{data() / DATABASE} cannot be written to ({error}). Make it and its folder writable, "
                "and stop whatever else has it open."
            ) from error
        raise


def now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


def link(secret: str) -> str:
    """Write out the address that signs a person in."""
    return f"http://127.0.0.1:{port()}/sign-in/{secret}"
