"""`python -m bench.importer DATABASE FILE NOW`: bring a file in, in a process of its own, and print what it took.

Meanwhile a thread saves something small all the time, as a collector does while somebody imports in the browser.
"""

import json
import sys
import time
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.own_process import peak_mb
from bench.saver import Saver
from rejoinder.importing import Answers, runs
from rejoinder.importing.preparing import contents_of, prepare
from rejoinder.store import Store


def bring_in(store: Store, path: Path, *, now: datetime) -> dict[str, float]:
    """Bring a file in, and give the seconds of reading and of entering it, with the longest wait of a save."""
    with TemporaryDirectory(prefix="rejoinder-bench-") as folder:
        stage_path, started = Path(folder) / "stage.db", time.perf_counter()
        prepared = prepare(store, path, Answers(creditor="Mill"), now=now, stage_path=stage_path)
        contents = contents_of(path, prepared.answers)
        read = time.perf_counter()
        # It is read in a process of its own, so that nothing waits for that; it is entered where others save.
        with Saver(store) as saver:
            entering = time.perf_counter()
            report = runs.enter(store, prepared, stage_path, contents=contents, person_id=None, now=prepared.now)
            entered = time.perf_counter()
    counts = {"created": report.created, "updated": report.updated, "unchanged": report.unchanged}
    taken = {"read_s": read - started, "enter_s": entered - entering, "wait_s": saver.longest_s}
    return {**counts, "vanished": report.vanished, **taken}


def main() -> None:
    """Bring the file in that is named."""
    database, path, now = sys.argv[1:]
    store = Store(Path(database))
    taken = bring_in(store, Path(path), now=datetime.fromisoformat(now))
    print(json.dumps({**taken, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main()
