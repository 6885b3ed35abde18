"""Real Chromium before a real server: each test has an installation of its own, and a browser that may not complain."""

import re
import shutil
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from waitress import wasyncore
from waitress.server import create_server

from app import create_app
from rejoinder import calls, library, people
from rejoinder.store import Store
from rejoinder.web.catalogue import Catalogue
from tests.conftest import Clock, account_id

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
NO_CHROMIUM = "no Chromium: install Debian's package chromium to run the browser tests"
# Nothing is to be fetched from elsewhere, and a container has no sandbox of its own to give.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]

LAPTOP = (1366, 768)
WIDE = (1920, 1080)

# What Chromium and htmx write when an answer is an error or does not come; tests that play this expect it.
FAILED = r"Failed to load resource|Response Status Error Code|htmx:(sendError|responseError|afterRequest)"
# What htmx writes when a newer request takes the place of one under way.
REPLACED = r"htmx:(sendAbort|afterRequest)"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in the summary why there was no browser test."""
    if CHROMIUM is None and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line(f"browser tests skipped: {NO_CHROMIUM}")


@dataclass
class Complaints:
    """What the browsers of a test had to complain of, but for what the test expects."""

    found: list[str] = field(default_factory=list)
    # A newer request may take the place of one under way in any test: that is how the typing is served.
    expected: list[str] = field(default_factory=lambda: [REPLACED])

    def expect(self, *patterns: str) -> None:
        """Let messages pass that one of these patterns is found in."""
        self.expected += patterns

    def listen(self, page: Page) -> None:
        """Note the errors of a page's console and of its scripts; a breach of the content policy is among them."""
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.found.append(f"script error: {error}"))

    def _note(self, message: ConsoleMessage) -> None:
        """Note what the console calls an error or warns of."""
        if message.type in ("error", "warning"):
            self.found.append(f"{message.text} ({message.location.get('url', '')})")

    def left(self) -> list[str]:
        """List what nobody expected."""
        return [one for one in self.found if not any(re.search(pattern, one) for pattern in self.expected)]


@dataclass
class Server:
    """A server under test: its address, its database opened beside it, and its clock."""

    url: str
    store: Store
    clock: Clock
    seated: dict[BrowserContext, int] = field(default_factory=dict)

    def person_id(self, name: str) -> int:
        """Find a person of the cast."""
        return int(str(self.row("select id from person where name = ?", name)["id"]))

    def link(self, name: str) -> str:
        """Make a link that signs a person in."""
        return f"{self.url}/sign-in/{people.new_link(self.store, self.person_id(name), now=self.clock())}"

    def seat(self, context: BrowserContext, name: str, language: str) -> None:
        """Sign a person in at a browser by a link, the screen in a language."""
        self.seated[context] = self.person_id(name)
        people.set_language(self.store, self.seated[context], language)
        context.request.get(self.link(name), max_redirects=0)

    def desk(self, number: str) -> str:
        """Give the address of an account's desk."""
        return f"{self.url}/accounts/{account_id(self.store, number)}"

    def rows(self, query: str, *values: object) -> list[dict[str, object]]:
        """Read the database as it is now."""
        return self.store.connection.execute(query, values).fetchall()

    def row(self, query: str, *values: object) -> dict[str, object]:
        """Read the one row there has to be."""
        found = self.rows(query, *values)
        assert len(found) == 1, found
        return found[0]

    def begin_call(self, page: Page, number: str) -> None:
        """Begin a call with an account for whoever sits at this page, and show its desk, the excuse box waiting."""
        row = self.row("select id, script_language from account where number = ?", number)
        calls.start(
            self.store,
            int(str(row["id"])),
            person_id=self.seated[page.context],
            language=str(row["script_language"]),
            mark=library.latest_mark(self.store),
            submission=uuid.uuid4().hex,
            now=self.clock(),
        )
        page.goto(self.desk(number))
        expect(page.locator("#said")).to_be_focused()

    def count(self, table: str) -> int:
        """Count what a table holds."""
        return int(str(self.row(f"select count(*) as n from {table}")["n"]))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Start the Chromium that is there; without one there is no test."""
    if CHROMIUM is None:
        pytest.skip(NO_CHROMIUM)
    return {"executable_path": CHROMIUM, "args": FLAGS}


def _serve(app: Flask) -> tuple[str, Callable[[], None]]:
    """Start waitress on a free port; give its address, and what stops it and leaves nothing open."""
    sockets: dict[int, object] = {}
    server = create_server(app, map=sockets, host="127.0.0.1", port=0, threads=4, ident=None)
    stopped = threading.Event()

    def listen() -> None:
        while not stopped.is_set():
            wasyncore.loop(timeout=5, map=sockets, count=1)

    thread = threading.Thread(target=listen)
    thread.start()

    def stop() -> None:
        stopped.set()
        server.pull_trigger()
        thread.join()
        server.task_dispatcher.shutdown()
        for one in list(sockets.values()):
            one.close()  # type: ignore[attr-defined]

    return f"http://127.0.0.1:{server.effective_port}", stop


@pytest.fixture
def server(data: Path, store: Store, clock: Clock, catalogue: Catalogue) -> Iterator[Server]:
    """A running server over an installation of one's own."""
    app = create_app(data, clock=clock)
    parts = app.extensions["rejoinder"]
    parts.catalogues.hold(catalogue)
    # The threads of the server end with the test: none may leave a connection open.
    app.teardown_appcontext(lambda _: parts.store.close())
    url, stop = _serve(app)
    yield Server(url, store, clock)
    stop()


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """The complaints of every browser of the test; any that is not expected fails it."""
    noted = Complaints()
    yield noted
    assert not noted.left(), "\n".join(noted.left())


@pytest.fixture
def sit_down(browser: Browser, server: Server, complaints: Complaints) -> Iterator[Callable[..., Page]]:
    """Let somebody sit down at a browser of her own: `sit_down("Tom Arkwright")` gives an empty page, signed in."""
    opened: list[BrowserContext] = []

    def open_page(name: str = "", *, size: tuple[int, int] = LAPTOP, language: str = "en") -> Page:
        locale = {"en": "en-GB", "zh": "zh-CN"}[language]
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=locale)
        context.set_default_timeout(10_000)
        context.on("page", complaints.listen)
        opened.append(context)
        if name:
            server.seat(context, name, language)
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()


@pytest.fixture
def page(sit_down: Callable[..., Page]) -> Page:
    """A collector who reads English, signed in."""
    return sit_down("Tom Arkwright")


@pytest.fixture
def lead_page(sit_down: Callable[..., Page]) -> Page:
    """The team lead, signed in."""
    return sit_down("Ruth Ashdown")
