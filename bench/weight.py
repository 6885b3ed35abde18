"""What the desk weighs over the wire, headers included, with and without the files a browser keeps."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from app import DATABASE
from bench.serving import Browser, browse, serve
from bench.tables import Line, under
from bench.visitor import call_in
from rejoinder.accounts import settle
from rejoinder.store import Store
from rejoinder.web.desk import MOST_INVOICES

FIRST_TARGET_KB = 120
AFTER_TARGET_KB = 25
START_TARGET_S = 5

ASSET = re.compile(r'(?:src|href)="(/static/[^"]+)"')
SAID = {"en": "we already paid that", "zh": "上周已经付过了"}


def weigh(data: Path) -> list[Line]:
    """Start the server on an empty folder, which loads the sample book, and weigh desks in a call."""
    with serve(data) as server:
        lines = [under("start on an empty folder", server.ready_s, START_TARGET_S, unit="s", digits=2)]
        lines.append(Line("memory then", f"{server.memory_mb('VmHWM'):.0f} MB at most"))
        browser = browse(server, urlsplit(server.address).path)
        store = Store(data / DATABASE)
        for what, language in (("English", "en"), ("Chinese", "zh")):
            lines += _desk(browser, f"{what} desk", _account(store, language), said=SAID[language])
        account_id = _account(store, "en")
        _add_invoices(store, account_id)
        lines += _desk(browser, f"desk with {MOST_INVOICES} invoices", account_id, said=SAID["en"])
        store.close()
    return lines


def _account(store: Store, language: str) -> int:
    """Choose the sample account in a language with most invoices open."""
    row = store.connection.execute(
        "select a.id from account a join invoice i on i.account_id = a.id and i.open_minor <> 0 "
        "where a.script_language = ? group by a.id order by count(*) desc, a.id limit 1",
        [language],
    ).fetchone()
    return int(row["id"])


def _add_invoices(store: Store, account_id: int) -> None:
    """Give an account more open invoices than the desk shows."""
    day = datetime.now(UTC).date() - timedelta(days=100)
    common = {"account_id": account_id, "currency": "GBP", "amount_minor": 123_456, "open_minor": 123_456}
    with store.write() as writing:
        for number in range(MOST_INVOICES):
            issued_on = (day + timedelta(days=number)).isoformat()
            writing.add("invoice", **common, number=f"BENCH-{number:04}", issued_on=issued_on, due_on=issued_on)
        settle(writing, [account_id])


def _desk(browser: Browser, what: str, account_id: int, *, said: str) -> list[Line]:
    """Weigh one desk in a call: at first sight, with the files kept, and the list of excuses that a letter brings."""
    browser.ask("POST", f"/accounts/{account_id}/calls")
    page = browser.ask("GET", f"/accounts/{account_id}")
    call = f"/calls/{call_in(page.text)}"
    files = sum(browser.ask("GET", path).size for path in dict.fromkeys(ASSET.findall(page.text)))
    found = browser.ask("POST", f"{call}/said", body=urlencode({"said": said}), htmx=True)
    heard = urlencode({"said": said, "excuse": "already_paid"})
    chosen = browser.ask("POST", f"{call}/heard", body=heard, htmx=True)
    browser.ask("POST", f"{call}/end", body="outcome=no_commitment")
    return [
        under(f"{what}, first sight", (page.size + files) / 1000, FIRST_TARGET_KB, unit="kB"),
        under(f"{what}, files kept", page.size / 1000, AFTER_TARGET_KB, unit="kB"),
        Line("  what a letter brings", f"{found.size / 1000:.1f} kB"),
        Line("  what a choice brings", f"{chosen.size / 1000:.1f} kB"),
    ]
