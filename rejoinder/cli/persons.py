"""`person`: enter somebody, grant a role for a creditor, and print the link that signs her in."""

import click

from rejoinder import people
from rejoinder.cli.installation import link, now, open_store
from rejoinder.errors import Problem
from rejoinder.people import ROLES


@click.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), help="The role to grant.")
@click.option("--creditor", default="", help="The creditor it is granted for; needed where there are several.")
@click.option(
    "--language", type=click.Choice(["en", "zh"]), default="en", help="The language of her screen, if she is new."
)
def person(name: str, role: people.Role | None, creditor: str, language: str) -> None:
    """Print a link that signs NAME in, once, within 12 hours; with --role, grant it first."""
    store = open_store()
    try:
        person_id = people.enter(store, name.strip(), language=language, role=role, creditor=creditor, now=now())
    except Problem as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(link(people.new_link(store, person_id, now=now())))
