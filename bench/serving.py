"""The real server as a child process: how soon it is ready, and how much memory it holds."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from app import ROOT
from bench.visitor import Unexpected, token_in

READY = "Ready: "


@dataclass(frozen=True)
class Server:
    """A server that runs: its port, the address it printed, its process, and the seconds until it was ready."""

    port: int
    address: str
    process_id: int
    ready_s: float

    def memory_mb(self, name: str) -> float:
        """Give the memory held now (VmRSS) or at most (VmHWM), in MB; nan where the system does not tell."""
        status = Path(f"/proc/{self.process_id}/status")
        found = re.search(rf"{name}:\s+(\d+) kB", status.read_text()) if status.exists() else None
        return int(found[1]) * 1024 / 1e6 if found else float("nan")


@dataclass(frozen=True)
class Answer:
    """An answer with all that came over the wire, headers too."""

    status: int
    headers: Mapping[str, str]
    text: str
    size: int


@dataclass(frozen=True)
class Browser:
    """A connection that keeps its session."""

    connection: HTTPConnection
    headers: dict[str, str]

    def ask(self, method: str, path: str, *, body: str = "", htmx: bool = False) -> Answer:
        """Send one request, and keep the session it sets.

        Raises: Unexpected, when the answer is an error.
        """
        more = {"HX-Request": "true"} if htmx else {}
        if body:
            more["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body=body or None, headers=self.headers | more)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise Unexpected(f"{path}: {answer.status}")
        if cookie := answer.getheader("Set-Cookie"):
            self.headers["Cookie"] = cookie.split(";")[0]
        head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders()) + len("HTTP/1.1 200 OK\r\n\r\n")
        return Answer(answer.status, dict(answer.getheaders()), content.decode(errors="replace"), head + len(content))


def browse(server: Server, link: str) -> Browser:
    """Open a sign-in link, and carry the token as the page's own script does."""
    browser = Browser(HTTPConnection("127.0.0.1", server.port, timeout=30), {"Accept-Encoding": "gzip, deflate, br"})
    browser.ask("GET", link)
    browser.headers["X-CSRFToken"] = token_in(browser.ask("GET", "/sign-in").text)
    return browser


@contextmanager
def serve(data: Path) -> Iterator[Server]:
    """Start the server over a folder, and stop it at the end."""
    port = _free_port()
    environment = {**os.environ, "PORT": str(port), "REJOINDER_DATA": str(data)}
    started = time.perf_counter()
    data.mkdir(parents=True, exist_ok=True)
    # Kept out of the tables: the server tells of every moment in which requests wait.
    errors = data / "errors.txt"
    with errors.open("w") as told:
        child = subprocess.Popen(
            [sys.executable, "-m", "rejoinder", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=told,
            text=True,
        )
    try:
        yield _wait(child, port, started, errors=errors)
    finally:
        child.terminate()
        child.wait(timeout=30)
        if child.stdout:
            child.stdout.close()


def _wait(child: subprocess.Popen[str], port: int, started: float, *, errors: Path) -> Server:
    """Wait for the line that says that the server is ready.

    Raises: Unexpected, when it ends without.
    """
    for line in child.stdout or ():
        if line.startswith(READY):
            return Server(port, line.removeprefix(READY).strip(), child.pid, time.perf_counter() - started)
    raise Unexpected(f"the server ended before it was ready: {errors.read_text()}")


def _free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
