"""The command line: serve, match, import, content, person, backup, restore."""

import click

from rejoinder.cli.backups import backup, restore
from rejoinder.cli.content import content
from rejoinder.cli.imports import import_file
from rejoinder.cli.match import match
from rejoinder.cli.persons import person
from rejoinder.cli.serving import serve


@click.group()
def main() -> None:
    """Rejoinder: for people who collect trade debts by telephone."""


for command in (serve, match, import_file, content, person, backup, restore):
    main.add_command(command)
