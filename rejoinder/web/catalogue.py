"""The excuses ready for matching: the catalogue in use, and the next one while it is being prepared."""

import sqlite3
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rejoinder import library, matching
from rejoinder.library import Excuse, Families
from rejoinder.store import Store

# An excuse less likely than this fills the list with noise, unless it is among the first few and shares a word.
LEAST_SCORE, FIRST_FEW = 0.02, 3
# After a failure it is tried again so many seconds later: a full disk may have been cleared by then.
TRY_AGAIN_AFTER = 60


@dataclass(frozen=True)
class Catalogue:
    """The excuses as published, and their index; there is no index yet while the first one is being built.

    `problem` says why the newest wording could not be prepared; the wording before it is in use then.
    """

    mark: int
    excuses: Mapping[str, Excuse]
    families: Families
    index: matching.Index | None
    problem: str = ""

    def is_ready(self, mark: int) -> bool:
        """Say whether this is the wording of `mark`, ready for matching."""
        return self.mark == mark and self.index is not None

    def rank(self, said: str, *, shown: Sequence[str] = ()) -> matching.Ranking | None:
        """Rank the excuses worth showing for what was said; nothing where nothing was said, or nothing is ready.

        `shown` are the excuses on the screen, in their order, which changes only for a reason.
        """
        if not said.strip() or self.index is None:
            return None
        ranking = matching.rank(self.index, said, shown=shown)
        worth = [
            one
            for place, one in enumerate(ranking.matches)
            if one.score >= LEAST_SCORE or (place < FIRST_FEW and one.shared)
        ]
        return replace(ranking, matches=tuple(worth))


@dataclass
class Catalogues:
    """Gives the catalogue at once, and has a newer one prepared behind it; one for each application.

    A request never waits: the wording published last, in whatever process, is in use as soon as its index is there.
    """

    store: Store
    shelf: matching.Shelf
    _held: Catalogue | None = None
    _worker: threading.Thread | None = None
    _failed: tuple[int, float] = (-1, 0.0)
    _changing: threading.Lock = field(default_factory=threading.Lock)

    def current(self) -> Catalogue:
        """Give the catalogue in use."""
        mark = self._mark()
        if self._held is not None and self._held.is_ready(mark):
            return self._held
        with self._changing:
            held = self._held = self._held or self._read(mark)
            if not held.is_ready(mark) and self._is_due(mark):
                self._worker = threading.Thread(target=self._prepare, args=(mark,), daemon=True)
                self._worker.start()
        return held

    def hold(self, catalogue: Catalogue) -> None:
        """Put a catalogue that is ready into use."""
        self._held = catalogue

    def wait(self) -> Catalogue:
        """Give the catalogue after whatever is being prepared is done."""
        self.current()
        if self._worker is not None:
            self._worker.join()
        return self.current()

    def _mark(self) -> int:
        row = self.store.one("excuse_mark")
        return int(row["mark"]) if row else 0

    def _is_due(self, mark: int) -> bool:
        if self._worker is not None and self._worker.is_alive():
            return False
        failed_mark, failed_at = self._failed
        return mark != failed_mark or time.monotonic() - failed_at > TRY_AGAIN_AFTER

    def _read(self, mark: int) -> Catalogue:
        excuses = {one.id: one for one in library.excuses_in_use(self.store)}
        return Catalogue(mark=mark, excuses=excuses, families=library.families_in_use(self.store), index=None)

    def _prepare(self, mark: int) -> None:
        try:
            fresh = self._read(mark)
            said, counter = library.phrases_of(fresh.excuses.values())
            none = library.no_excuse_in_use(self.store)
            index = self._index(matching.Catalogue(said=said, counter=counter, no_excuse=none))
        except (matching.NotBuilt, OSError, sqlite3.Error) as error:
            self._failed = (mark, time.monotonic())
            if self._held is not None:
                self._held = replace(self._held, problem=str(error))
        else:
            self._held = replace(fresh, index=index)
        finally:
            self.store.close()

    def _index(self, wording: matching.Catalogue) -> matching.Index:
        found = self.shelf.find(wording)
        if found is None:
            self.shelf.order(wording)
            found = self.shelf.find(wording)
        if found is None:
            raise matching.NotBuilt("what was built cannot be read")
        return found
