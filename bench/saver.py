"""`python -m bench.saver DATABASE`: save something small all the time until the input ends; print the longest wait."""

import sys
import threading
import time
from pathlib import Path
from types import TracebackType

from rejoinder.store import Store

# A room of collectors saves far less often than this.
PAUSE_S = 0.005


class Saver:
    """Saves in a thread as long as it is entered, and remembers the longest wait."""

    def __init__(self, store: Store) -> None:
        self.longest_s = 0.0
        self._store = store
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._save)

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
        saves = 0
        while not self._is_over.is_set():
            started = time.perf_counter()
            with self._store.write() as writing:
                writing.connection.execute("update creditor set country = ? where name = 'Saver'", [str(saves % 10)])
            self.longest_s = max(self.longest_s, time.perf_counter() - started)
            saves += 1
            time.sleep(PAUSE_S)
        self._store.close()


def main() -> None:
    """Save until somebody closes standard input."""
    with Saver(Store(Path(sys.argv[1]))) as saver:
        print("ready", flush=True)
        sys.stdin.read()
    print(saver.longest_s)


if __name__ == "__main__":
    main()
