"""`python -m bench.saver DATABASE`: save something small all the time until the input ends; print the longest wait."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from types import TracebackType

from app import ROOT
from rejoinder.store import Store

# A room of collectors saves far less often than this.
PAUSE_S = 0.005

Save = Callable[[Store, int], None]


def save_little(store: Store, number: int) -> None:
    """Save as little as can be saved."""
    with store.write() as writing:
        writing.connection.execute("update creditor set country = ? where name = 'Saver'", [str(number % 10)])


class Saver:
    """Saves in a thread as long as it is entered, and remembers how long each save took."""

    def __init__(self, store: Store, save: Save = save_little) -> None:
        self._taken_s: list[float] = []
        self._store = store
        self._save_one = save
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._save)

    @property
    def longest_s(self) -> float:
        """The longest wait of a save."""
        return max(self._taken_s, default=0.0)

    @property
    def median_s(self) -> float:
        """What every second save did not exceed."""
        return median(self._taken_s) if self._taken_s else 0.0

    def __enter__(self) -> "Saver":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._thread.join()

    def _save(self) -> None:
        """Save again and again."""
        while not self._is_over.is_set():
            started = time.perf_counter()
            self._save_one(self._store, len(self._taken_s))
            self._taken_s.append(time.perf_counter() - started)
            time.sleep(PAUSE_S)
        self._store.close()


@contextmanager
def saving_beside(database: Path) -> Iterator[list[float]]:
    """Save in another process meanwhile; its longest wait is known at the end."""
    waits: list[float] = []
    command = [sys.executable, "-m", "bench.saver", str(database)]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as saver:
        assert saver.stdin and saver.stdout
        saver.stdout.readline()
        yield waits
        saver.stdin.close()
        waits.append(float(saver.stdout.readline()))


def main() -> None:
    """Save until somebody closes standard input."""
    with Saver(Store(Path(sys.argv[1]))) as saver:
        print("ready", flush=True)
        sys.stdin.read()
    print(saver.longest_s)


if __name__ == "__main__":
    main()
