"""`serve`: start the web server on this machine, ready to work with."""

import click
import waitress

from app import create_app
from rejoinder import people, sample
from rejoinder.cli.installation import data, explained, folders, link, now, open_store, port
from rejoinder.cli.watching import Watch
from rejoinder.library import latest_mark, load_folders
from rejoinder.store import Store

# Measured: eight threads serve sixteen typing collectors; more only wait for the interpreter.
THREADS = 8


@click.command()
def serve() -> None:
    """Start the server; an empty database gets the library and the sample book first."""
    with explained():
        store = open_store()
        lead_id = _prepare(store)
        server_link = link(people.new_link(store, lead_id, now=now())) if lead_id else link("").removesuffix("sign-in/")
        store.close()
        application = create_app(data())
    try:
        server = waitress.create_server(application, host="127.0.0.1", port=port(), threads=THREADS, ident=None)
    except OSError as error:
        raise click.ClickException(
            f"Port {port()} cannot be used ({error.strerror}). Choose another: PORT=5001 make run"
        ) from error
    click.echo(f"Ready: {server_link}")
    # The index of excuses is read, or the first time built, while the first visitor is still signing in.
    parts = application.extensions["rejoinder"]
    parts.catalogue()
    watch = Watch(parts.store, clock=now)
    watch.start()
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()
    finally:
        watch.stop()


def _prepare(store: Store) -> int | None:
    """Fill an empty database, and give the team lead whom the link signs in, if there is one."""
    if latest_mark(store) == 0:
        load_folders(store, folders(), now=now())
    if sample.is_empty(store):
        return sample.load_sample(store, now=now())
    return people.first_lead(store)
