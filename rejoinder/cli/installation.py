"""Where this installation keeps its data, and how a command opens it."""

import os
from datetime import UTC, datetime
from pathlib import Path

from app import DATABASE, ROOT
from rejoinder.library import Folders
from rejoinder.store import Store, migrate


def data() -> Path:
    """Give the folder of the data: REJOINDER_DATA, or `instance/` beside the program."""
    return Path(os.environ.get("REJOINDER_DATA") or ROOT / "instance")


def port() -> int:
    """Give the port: PORT, or 5000."""
    return int(os.environ.get("PORT") or 5000)


def folders() -> Folders:
    """Give the library as shipped."""
    return Folders(ROOT)


def open_store() -> Store:
    """Open the database, made and brought up to date where needed."""
    migrate(data() / DATABASE)
    return Store(data() / DATABASE)


def now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


def link(secret: str) -> str:
    """Write out the address that signs a person in."""
    return f"http://127.0.0.1:{port()}/sign-in/{secret}"
