"""Judging commitments while the server runs: all at its start, then each hour those whose day has come."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from rejoinder.commitments import judge_all, judge_due
from rejoinder.store import Store

# Somewhere a debtor's day begins each hour.
EVERY_S = 3600

log = logging.getLogger(__name__)


class Watch:
    """A thread that judges, until it is stopped; nobody waits for it."""

    def __init__(self, store: Store, *, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="judging", daemon=True)

    def start(self) -> None:
        """Begin with everything in the book."""
        self._thread.start()

    def stop(self) -> None:
        """Stop before the next round; a round under way comes to its end."""
        self._is_over.set()

    def _run(self) -> None:
        """Judge, round by round."""
        judge = judge_all
        while not self._is_over.is_set():
            try:
                judge(self._store, now=self._clock())
                judge = judge_due
            except Exception:  # The next round tries again: a disk that is full now must not end the judging for good.
                log.exception("Commitments could not be judged")
            self._is_over.wait(EVERY_S)
        self._store.close()
