"""The parts of a running application that its pages share: store, clock, and the catalogue ready for matching."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from flask import current_app

from rejoinder import library, matching
from rejoinder.library import Excuse, Families
from rejoinder.store import Store

# A likeness below this is chance where not even a word is shared: such an excuse would only fill the list.
LEAST_SCORE = 0.05


@dataclass(frozen=True)
class Catalogue:
    """The excuses as published, and their index for matching."""

    mark: int
    excuses: Mapping[str, Excuse]
    families: Families
    index: matching.Index

    def rank(self, said: str) -> matching.Ranking | None:
        """Rank the excuses worth showing for what was said; nothing where nothing was said."""
        if not said.strip():
            return None
        ranking = matching.rank(self.index, said)
        return replace(ranking, matches=tuple(one for one in ranking.matches if one.shared or one.score >= LEAST_SCORE))


@dataclass
class Parts:
    """What `create_app` puts together; one for each application."""

    store: Store
    clock: Callable[[], datetime]
    _catalogue: Catalogue | None = None
    _building: threading.Lock = field(default_factory=threading.Lock)

    def catalogue(self) -> Catalogue:
        """Give the catalogue as published now; after a publish, in whatever process, it is built anew."""
        row = self.store.one("excuse_mark")
        mark = int(row["mark"]) if row else 0
        if self._catalogue is None or self._catalogue.mark != mark:
            with self._building:
                if self._catalogue is None or self._catalogue.mark != mark:
                    self._catalogue = _build(self.store, mark)
        return self._catalogue


def _build(store: Store, mark: int) -> Catalogue:
    """Read the published excuses and prepare them for matching."""
    excuses = {one.id: one for one in library.excuses_in_use(store)}
    said, counter = library.phrases_of(excuses.values())
    index = matching.build(matching.Catalogue(said=said, counter=counter, no_excuse=library.no_excuse_in_use(store)))
    return Catalogue(mark=mark, excuses=excuses, families=library.families_in_use(store), index=index)


def parts() -> Parts:
    """Give the running application's parts."""
    found: Parts = current_app.extensions["rejoinder"]
    return found


def store() -> Store:
    """Give the running application's store."""
    return parts().store


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
