"""A room of collectors on the real server with the large book: starting it, everybody typing at once, its memory."""

import json
import subprocess
import sys
import time

from app import ROOT
from bench.accounts import language_of
from bench.book import LEAD, Book
from bench.serving import Server, browse, serve
from bench.tables import Line, Times, p95_under, under
from bench.visitor import call_in, link_for

START_TARGET_S = 2
TYPED_TARGET_MS = 100
MEMORY_TARGET_MB = 200


def fill(book: Book, *, seconds: float) -> list[Line]:
    """Start the server on a book, let every collector type for some seconds, and look at times and memory."""
    store = book.store()
    links = {name: link_for(store, name)[1] for name in (*book.collectors, LEAD)}
    store.close()
    with serve(book.data) as server:
        lines = [under("start on the large book", server.ready_s, START_TARGET_S, unit="s", digits=2)]
        lines.append(_first_desk(server, links[LEAD]))
        lines += _memory(server, "after the start and the first desk")
        seats = [_seat(server, links[name], account_id=200 + n) for n, name in enumerate(book.collectors)]
        lines += _type(server, seats, seconds=seconds)
        lines += _memory(server, "after the typing")
    return lines


def _first_desk(server: Server, link: str) -> Line:
    """Time the first desk after a start, which waits until the index of excuses is built."""
    lead = browse(server, link)
    started = time.perf_counter()
    lead.ask("GET", "/accounts/1")
    return Line("first desk after the start", f"{time.perf_counter() - started:.2f} s")


def _memory(server: Server, when: str) -> list[Line]:
    """Give the memory the server holds, and what it held at most, which is while the index of excuses is built."""
    return [
        under(f"memory {when}", server.memory_mb("VmRSS"), MEMORY_TARGET_MB, unit="MB", digits=0),
        under("  at most so far", server.memory_mb("VmHWM"), MEMORY_TARGET_MB, unit="MB", digits=0),
    ]


def _seat(server: Server, link: str, *, account_id: int) -> dict[str, str]:
    """Seat a collector: signed in, in a call."""
    browser = browse(server, link)
    browser.ask("POST", f"/accounts/{account_id}/calls")
    call_id = call_in(browser.ask("GET", f"/accounts/{account_id}").text)
    browser.connection.close()
    session = {"cookie": browser.headers["Cookie"], "token": browser.headers["X-CSRFToken"]}
    return {**session, "path": f"/calls/{call_id}/said", "language": language_of(account_id)}


def _type(server: Server, seats: list[dict[str, str]], *, seconds: float) -> list[Line]:
    """Let everybody type in a process of their own, and sum up the answers."""
    work = json.dumps({"port": server.port, "seconds": seconds, "seats": seats})
    command = [sys.executable, "-m", "bench.collectors"]
    done = subprocess.run(command, input=work, cwd=ROOT, capture_output=True, text=True, check=True)
    answers = json.loads(done.stdout)
    times = Times([one for one in answers if not isinstance(one, str)])
    errors = [one for one in answers if isinstance(one, str)]
    rate = len(answers) / seconds
    return [
        p95_under(f"{len(seats)} collectors typing, {rate:.0f} requests/s", times, TYPED_TARGET_MS),
        Line("  errors among them", f"{len(errors)} {' '.join(sorted(set(errors)))}".rstrip(), "0", not errors),
    ]
