"""`import`: bring a receivables file in, and say what became of it."""

import json
from datetime import date, datetime
from pathlib import Path

import click

from rejoinder import importing
from rejoinder.cli.installation import now, open_store
from rejoinder.importing.answers import KINDS, MISSING, REPEATED, ZEROS, Answers
from rejoinder.importing.days import ORDERS
from rejoinder.importing.files.encodings import ENCODINGS

AS_OF = "Leave out what was issued or paid after this day; days late on the screen count to the real today."
COLUMN = "Which column holds what, as FIELD=HEADER, e.g. open=Balance; FIELD= for none. May be given several times."
MISSING_HELP = "What of invoices that a list of open items no longer names: paid, or still open."


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), default="auto")
@click.option("--creditor", default="", help="To whom the debts are owed; made if it does not exist.")
@click.option("--currency", default="", help="The currency, where the file has no column for it.")
@click.option("--dates", type=click.Choice(ORDERS), help="The order of dates, where nothing proves it.")
@click.option("--decimal", type=click.Choice([".", ","]), help="The decimal sign, where nothing proves it.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help=AS_OF)
@click.option("--encoding", type=click.Choice(ENCODINGS), help="How the text is written, likewise.")
@click.option("--sheet", default="", help="The sheet of a workbook, where several hold a list.")
@click.option("--column", "columns", multiple=True, metavar="FIELD=HEADER", help=COLUMN)
@click.option("--repeated", type=click.Choice(REPEATED), help="Which row of a repeated invoice counts.")
@click.option("--zeros", type=click.Choice(ZEROS), help="Numbers that differ by zeros in front only.")
@click.option("--missing", type=click.Choice(MISSING), help=MISSING_HELP)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one line of JSON.")
def import_file(
    file: Path, columns: tuple[str, ...], as_of: datetime | None, dry_run: bool, as_json: bool, **said: str | None
) -> None:
    """Bring in a file of invoices, payments or contacts. Exit 0: all in; 1: some rows refused; 2: nothing written."""
    day: date | None = as_of.date() if as_of else None
    given = {name: value or "" for name, value in said.items()}
    answers = Answers(**given, columns=_chosen(columns), as_of=day)
    report = importing.bring_in(open_store(), file, answers, dry_run=dry_run, now=now())
    click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=None if as_json else 2))
    raise SystemExit(report.exit_code)


def _chosen(columns: tuple[str, ...]) -> dict[str, str]:
    """Read which column holds what."""
    pairs = [one.partition("=") for one in columns]
    wrong = next((field for field, mark, _ in pairs if not mark), None)
    if wrong is not None:
        raise click.BadParameter(f"{wrong}: write FIELD=HEADER", param_hint="--column")
    return {field.strip(): header.strip() for field, _, header in pairs}
