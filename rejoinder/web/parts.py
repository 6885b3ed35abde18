"""The parts of a running application that its pages share: store, clock, and the catalogue ready for matching."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app

from rejoinder.store import Store
from rejoinder.web.catalogue import Catalogue, Catalogues


@dataclass(frozen=True)
class Parts:
    """What `create_app` puts together; one for each application."""

    store: Store
    clock: Callable[[], datetime]
    catalogues: Catalogues

    def catalogue(self) -> Catalogue:
        """Give the excuses in use."""
        return self.catalogues.current()


def parts() -> Parts:
    """Give the running application's parts."""
    found: Parts = current_app.extensions["rejoinder"]
    return found


def store() -> Store:
    """Give the running application's store."""
    return parts().store


def root() -> Path:
    """Give the installation's folder, in which its database stands."""
    return store().path.parent


def number(text: str) -> int:
    """Read a number that a page sent, such as an id.

    Raises: ValueError, also for one longer than the database holds (18 figures fit for certain).
    """
    if not text.isdecimal() or len(text) > 18:
        raise ValueError(text)
    return int(text)


def now() -> datetime:
    """Read the clock, in UTC."""
    return parts().clock()
