"""The stage that tests play on: a frozen clock, an installation with library and sample book, and a fixed cast.

collector, lead and trainee work for the sample creditor; the outsider collects for another one and must see nothing.
"""

import html
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from werkzeug.test import TestResponse

from app import DATABASE, INDEXES, ROOT, create_app
from rejoinder import people, sample
from rejoinder.library import Folders, load_folders
from rejoinder.matching import Shelf, unpack_encoder
from rejoinder.matching.meaning import Encoder
from rejoinder.store import Row, Store, migrate, stamp
from rejoinder.web.catalogue import Catalogue, Catalogues

# A Wednesday morning, before the working day of Britain and in the afternoon of China.
START = datetime(2026, 11, 18, 8, 30, tzinfo=UTC)


class Clock:
    """A clock that goes only when told to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **lapse: float) -> None:
        """Let time pass."""
        self.now += timedelta(**lapse)


@dataclass
class Visitor:
    """Somebody at a browser: sends forms with the token that the last page held, as a browser does."""

    client: FlaskClient
    person_id: int
    name: str

    def get(self, path: str, *, htmx: bool = False) -> TestResponse:
        """Open an address."""
        return self.client.get(path, headers={"HX-Request": "true"} if htmx else {})

    def post(self, path: str, fields: dict[str, object] | None = None, *, htmx: bool = False) -> TestResponse:
        """Send a form with a token from the sign-in page, which every session may see."""
        page = self.client.get("/sign-in").get_data(as_text=True)
        token = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert token
        headers = {"HX-Request": "true"} if htmx else {}
        return self.client.post(path, data={**(fields or {}), "csrf_token": token[1]}, headers=headers)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the library, the sample book and the outsider's creditor, made once and copied for each test."""
    path = tmp_path_factory.mktemp("prepared") / DATABASE
    migrate(path)
    store = Store(path)
    load_folders(store, Folders(ROOT), now=START)
    sample.load_sample(store, now=START)
    with store.write() as writing:
        other = writing.add("creditor", name="Elsewhere Ltd", created_at=stamp(START))
        outsider = people.add(writing, "Olga Outsider", language="en", now=START)
        people.grant(writing, outsider, creditor_id=other, role="lead", now=START)
    store.connection.execute("pragma wal_checkpoint(truncate)")
    store.close()
    return path


@pytest.fixture
def clock() -> Clock:
    """The time of the test."""
    return Clock()


@pytest.fixture(scope="session")
def shelf() -> Path:
    """Where all installations of the tests keep their indexes: that of the library is built once, by who needs it.

    It stays from run to run: an index is named by its wording and its program, so that an old one is never read.
    """
    folder = Path(sys.prefix) / "indexes"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The encoder of meanings, unpacked once: it takes a second."""
    return unpack_encoder()


@pytest.fixture
def data(prepared: Path, shelf: Path, tmp_path: Path) -> Path:
    """The folder of an installation of one's own."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(prepared, folder / DATABASE)
    (folder / INDEXES).symlink_to(shelf)
    return folder


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    """The installation's database, opened beside the application."""
    opened = Store(data / DATABASE)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def catalogue(prepared: Path, shelf: Path) -> Catalogue:
    """The excuses with their index, ready from the first request on."""
    opened = Store(prepared)
    found = Catalogues(opened, Shelf(shelf)).wait()
    opened.close()
    return found


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """The templates, compiled once: each application would else compile them anew, which is half of a test's time."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled")))


@pytest.fixture
def app(data: Path, clock: Clock, catalogue: Catalogue, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The application."""
    application = create_app(data, clock=clock)
    application.jinja_env.bytecode_cache = compiled
    application.extensions["rejoinder"].catalogues.hold(catalogue)
    yield application
    application.extensions["rejoinder"].store.close()


def sign_in(app: Flask, store: Store, name: str) -> Visitor:
    """Sign a person in by a link, as everybody does."""
    row = store.one("person_by_name", name=name)
    assert row
    secret = people.new_link(store, row["id"], now=app.extensions["rejoinder"].clock())
    client = app.test_client()
    assert client.get(f"/sign-in/{secret}").status_code == 303
    return Visitor(client, row["id"], name)


@pytest.fixture
def lead(app: Flask, store: Store) -> Visitor:
    """The team lead of the sample creditor."""
    return sign_in(app, store, "Ruth Ashdown")


@pytest.fixture
def collector(app: Flask, store: Store) -> Visitor:
    """A collector of the sample creditor."""
    return sign_in(app, store, "Tom Arkwright")


@pytest.fixture
def trainee(app: Flask, store: Store) -> Visitor:
    """Somebody who only rehearses."""
    return sign_in(app, store, "Callum Reid")


@pytest.fixture
def outsider(app: Flask, store: Store) -> Visitor:
    """The lead of another creditor."""
    return sign_in(app, store, "Olga Outsider")


@pytest.fixture
def stranger(app: Flask) -> Visitor:
    """Nobody who is signed in."""
    return Visitor(app.test_client(), 0, "")


@pytest.fixture
def colleague(app: Flask, store: Store) -> Visitor:
    """Another collector of the sample creditor."""
    return sign_in(app, store, "Priya Desai")


def rows(store: Store, query: str, *values: object) -> list[Row]:
    """Look into the tables directly."""
    return store.connection.execute(query, values).fetchall()


def count(store: Store, table: str) -> int:
    """Count the rows of a table."""
    return int(rows(store, f'select count(*) as n from "{table}"')[0]["n"])


def dump(path: Path) -> str:
    """Write out a whole database, to compare it with itself later."""
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(connection.iterdump())


def begin(visitor: Visitor, store: Store, number: str) -> int:
    """Start a call with an account of the book and give its id."""
    assert visitor.post(f"/accounts/{account_id(store, number)}/calls").status_code == 303
    return int(rows(store, "select max(id) as id from call")[0]["id"])


def end_of(call_id: int, visitor: Visitor, outcome: str = "no_answer") -> TestResponse:
    """End a call."""
    return visitor.post(f"/calls/{call_id}/end", {"outcome": outcome})


def field(page: str, name: str) -> str | None:
    """Read what stands in a form's field: the value, or the chosen option; nothing where there is no such field."""
    tag = re.search(rf'<input[^>]*\bname="{name}"[^>]*>', page)
    if tag:
        value = re.search(r'\bvalue="([^"]*)"', tag[0])
        return html.unescape(value[1]) if value else ""
    chosen = re.search(rf'<select[^>]*\bname="{name}"[^>]*>(.*?)</select>', page, re.DOTALL)
    if chosen is None:
        return None
    options = re.findall(r'<option(?: value="([^"]*)")? (selected)?\s*>([^<]*)', chosen[1])
    selected = [value or words for value, marked, words in options if marked]
    return html.unescape(selected[-1]) if selected else ""


def chosen_invoices(page: str) -> set[int]:
    """Read which invoices are ticked."""
    return {int(one) for one in re.findall(r'name="invoice" value="(\d+)" data-kept checked', page)}


def account_id(store: Store, number: str) -> int:
    """Find an account of the book by its number."""
    row = store.connection.execute("select id from account where number = ?", [number]).fetchone()
    return int(row["id"])
