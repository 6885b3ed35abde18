"""`import`: bring a receivables file in, and say what became of it."""

import json
from datetime import date, datetime
from pathlib import Path

import click

from rejoinder import importing
from rejoinder.cli.installation import now, open_store
from rejoinder.importing.encodings import ENCODINGS

AS_OF = "Leave out what was issued or paid after this day; days late on the screen count to the real today."


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(["auto", "invoices", "payments", "contacts"]), default="auto")
@click.option("--creditor", default="", help="To whom the debts are owed; made if it does not exist.")
@click.option("--currency", default="", help="The currency, where the file has no column for it.")
@click.option(
    "--dates", type=click.Choice(["ymd", "mdy", "dmy"]), help="The order of dates, where the file does not prove it."
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help=AS_OF)
@click.option(
    "--encoding", type=click.Choice(ENCODINGS), help="How the text is written, where the file does not prove it."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one line of JSON.")
def import_file(
    file: Path,
    kind: str,
    creditor: str,
    currency: str,
    dates: str | None,
    as_of: datetime | None,
    encoding: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring in a file of invoices. Exit 0: all in; 1: some rows refused; 2: nothing written."""
    day: date | None = as_of.date() if as_of else None
    report = importing.bring_in(
        open_store(),
        file,
        kind=kind,
        creditor=creditor,
        currency=currency,
        dates=dates or "",
        encoding=encoding or "",
        as_of=day,
        dry_run=dry_run,
        now=now(),
    )
    click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=None if as_json else 2))
    raise SystemExit(report.exit_code)
