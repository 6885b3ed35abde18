"""Somebody at a browser, inside this process: the application itself is timed, without network or server."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from bench.book import Book
from rejoinder import people
from rejoinder.store import Store

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
CALL = re.compile(r'data-call="(\d+)"')


class Unexpected(Exception):
    """An answer that is not the one measured; its time would mean nothing."""


@dataclass(frozen=True)
class Visitor:
    """A signed-in person with the token that forms carry."""

    client: FlaskClient
    person_id: int
    token: str

    def get(self, path: str) -> tuple[str, float]:
        """Open an address; give the page and the milliseconds it took."""
        started = time.perf_counter()
        answer = self.client.get(path)
        return _read(answer, path, started)

    def post(self, path: str, fields: Mapping[str, object], *, htmx: bool = True) -> tuple[str, float]:
        """Send a form, as part of a page or whole; give the answer and the milliseconds it took."""
        headers = {"X-CSRFToken": self.token} | ({"HX-Request": "true"} if htmx else {})
        body = urlencode(fields, doseq=True)
        started = time.perf_counter()
        answer = self.client.post(path, data=body, headers=headers, content_type="application/x-www-form-urlencoded")
        return _read(answer, path, started)

    def start_call(self, account_id: int) -> tuple[int, float]:
        """Begin a call; give its id and the milliseconds it took."""
        _, taken_ms = self.post(f"/accounts/{account_id}/calls", {}, htmx=False)
        page, _ = self.get(f"/accounts/{account_id}")
        return call_in(page), taken_ms


def _read(answer: TestResponse, path: str, started: float) -> tuple[str, float]:
    """Take an answer's text and stop the clock.

    Raises: Unexpected, when it is an error.
    """
    words = answer.get_data(as_text=True)
    taken_ms = (time.perf_counter() - started) * 1000
    if answer.status_code >= 400:
        raise Unexpected(f"{path}: {answer.status_code}")
    return words, taken_ms


def token_in(page: str) -> str:
    """Find the token in a page.

    Raises: Unexpected.
    """
    if not (found := TOKEN.search(page)):
        raise Unexpected("a page without a token")
    return found[1]


def call_in(page: str) -> int:
    """Find the id of the call under way in a desk.

    Raises: Unexpected.
    """
    if not (found := CALL.search(page)):
        raise Unexpected("a desk that is not in a call")
    return int(found[1])


def link_for(store: Store, name: str) -> tuple[int, str]:
    """Make a sign-in link for somebody; give the person's id and the link's path.

    Raises: Unexpected, when there is nobody of this name.
    """
    row = store.one("person_by_name", name=name)
    if row is None:
        raise Unexpected(f"nobody called {name}")
    return row["id"], f"/sign-in/{people.new_link(store, row['id'], now=datetime.now(UTC))}"


def application(book: Book) -> Flask:
    """Build the application over a book."""
    return create_app(book.data)


def sign_in(app: Flask, book: Book, name: str) -> Visitor:
    """Sign somebody in."""
    store = book.store()
    person_id, path = link_for(store, name)
    store.close()
    client = app.test_client()
    client.get(path)
    return Visitor(client, person_id, token_in(client.get("/sign-in").get_data(as_text=True)))
