"""`backup` and `restore`: the whole installation's data as one file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import click

from app import DATABASE
from rejoinder.cli.installation import data, open_store


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write a copy of the database to FILE; the server may go on running."""
    if file.exists():
        raise click.ClickException(f"{file} exists already. Choose another name, so that no backup is lost.")
    if not file.parent.is_dir():
        raise click.ClickException(f"There is no folder {file.parent}. Make it first, or choose another place.")
    file.touch(mode=0o600)
    with closing(open_store()) as store, closing(sqlite3.connect(file)) as copy:
        store.connection.backup(copy)
        copy.execute("pragma journal_mode = delete")
    click.echo(f"Backed up to {file} ({file.stat().st_size:,} bytes)")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def restore(file: Path) -> None:
    """Put the copy in FILE in the place of the database; stop the server first. What was there is kept beside it."""
    _check(file)
    database = data() / DATABASE
    data().mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = database.with_suffix(".restoring")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    with closing(sqlite3.connect(file)) as copy, closing(sqlite3.connect(fresh)) as target:
        copy.backup(target)
    kept = database.exists()
    if kept:
        _set_aside(database)
    fresh.replace(database)
    open_store()
    click.echo(f"Restored {file}.")
    if kept:
        click.echo(f"What was there before is kept as {database.with_suffix('.before').name}.")


def _check(file: Path) -> None:
    """Make sure that a file is a whole database of ours."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            whole = copy.execute("pragma integrity_check").fetchone()[0] == "ok"
            ours = copy.execute(
                "select count(*) from sqlite_master where name in ('account', 'commitment')"
            ).fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise click.ClickException(f"{file} is no backup of ours: {error}.") from error
    if not whole or ours != 2:
        raise click.ClickException(f"{file} is damaged, or no backup of ours. Nothing was changed.")


def _set_aside(database: Path) -> None:
    """Keep the database that is replaced, refusing while somebody uses it; a damaged one is kept as it is."""
    with closing(sqlite3.connect(database, timeout=1, isolation_level=None)) as connection:
        try:
            connection.execute("pragma wal_checkpoint(truncate)")
            connection.execute("pragma journal_mode = delete")
        except sqlite3.OperationalError as error:
            raise click.ClickException("The database is in use. Stop the server, then restore.") from error
        except sqlite3.DatabaseError:
            click.echo("What was there before is damaged.")
    kept = database.with_suffix(".before")
    # What a damaged one left beside it belongs to it, and would be read into the new one.
    for ending in ("", "-wal", "-shm"):
        part = database.with_name(database.name + ending)
        if part.exists():
            part.replace(kept.with_name(kept.name + ending))
