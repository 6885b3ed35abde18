"""An office to try imports in: an empty store, files written for the occasion, and a look at every table."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rejoinder.importing import Answers, Report, bring_in
from rejoinder.store import Store, migrate

NOW = datetime(2024, 6, 15, 9, 0, tzinfo=UTC)

Rows = list[dict[str, Any]]


class Office:
    """A store with a folder beside it, into which ledgers are exported."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        migrate(folder / "rejoinder.db")
        self.store = Store(folder / "rejoinder.db")

    def file(self, content: str | bytes, name: str = "ledger.csv") -> Path:
        """Write a file."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def bring_in(self, content: str | bytes, name: str = "ledger.csv", **said: Any) -> Report:
        """Write a file and bring it in, for the creditor Mill and in euros unless said otherwise."""
        now, dry_run = said.pop("now", NOW), said.pop("dry_run", False)
        answers = Answers(**{"creditor": "Mill", "currency": "EUR", **said})
        return bring_in(self.store, self.file(content, name), answers, now=now, dry_run=dry_run)

    def rows(self, query: str) -> Rows:
        """Ask the tables."""
        return list(self.store.connection.execute(query))

    def contents(self, *, but: tuple[str, ...] = ()) -> dict[str, Rows]:
        """Give the rows of every table, but for some."""
        tables = [row["name"] for row in self.rows("select name from sqlite_schema where type = 'table' order by name")]
        return {name: self.rows(f'select * from "{name}" order by 1') for name in tables if name not in but}

    def book(self) -> dict[str, Rows]:
        """Give what the book says: all but the record of the runs, and which of them spoke last of an invoice."""
        found = self.contents(but=("import_run", "import_before", "import_answer"))
        found["invoice"] = [{**row, "stated_in": None} for row in found["invoice"]]
        return found

    def open(self) -> dict[str, int]:
        """Give what is open by invoice number, in minor units."""
        return {row["number"]: row["open_minor"] for row in self.rows("select number, open_minor from invoice")}

    def dispute(self, invoice_id: int, *, closed_on: str | None = None, closed_as: str | None = None) -> None:
        """Record a dispute of a whole invoice of the first account, as a collector does, and perhaps its end."""
        with self.store.write() as writing:
            dispute_id = writing.add("dispute", account_id=1, opened_on="2024-06-01", opened_by=1)
            closed = {"closed_on": closed_on, "closed_as": closed_as}
            writing.add("dispute_line", dispute_id=dispute_id, invoice_id=invoice_id, **closed)
