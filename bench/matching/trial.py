"""One measurement in a process of its own: `python -m bench.matching.trial`, with what to do on standard input.

So the memory of one engine is not mixed with another's; nothing is loaded that the engine at hand does not need.
"""

import json
import re
import resource
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench.matching.engines import ENGINES, Rank

# As many as the desk lists.
SHOWN = 5
ALL = 1_000


def held_mb() -> tuple[float, float]:
    """Give the memory this process holds now, and how much of it are pages of files, in MB; nan where none tells."""
    status = Path("/proc/self/status")
    text = status.read_text() if status.exists() else ""
    found = (re.search(rf"{name}:\s+(\d+) kB", text) for name in ("VmRSS", "RssFile"))
    resident, files = (int(one[1]) * 1024 / 1e6 if one else float("nan") for one in found)
    return resident, files


def answer(given: Mapping[str, Any]) -> dict[str, Any]:
    """Let one engine answer every line: excuses, chance of none, and milliseconds of each; and the memory it added."""
    resident_mb, files_mb = held_mb()
    rank = ENGINES[given["engine"]](given["wording"], Path(given["folder"]))
    rank(given["lines"][0], SHOWN)
    answers = [_timed(rank, line) for line in given["lines"]]
    resident_then_mb, files_then_mb = held_mb()
    return {"answers": answers, "added_mb": resident_then_mb - resident_mb, "of_files_mb": files_then_mb - files_mb}


def _timed(rank: Rank, line: str) -> tuple[list[str], float, float]:
    """Time what the desk asks for; where the engine gives no more than that, ask for the rest outside the time."""
    started = time.perf_counter()
    found = rank(line, SHOWN)
    taken_ms = (time.perf_counter() - started) * 1000
    excuses = rank(line, ALL).excuses if len(found.excuses) == SHOWN else found.excuses
    return excuses, found.none, taken_ms


def order(given: Mapping[str, Any]) -> dict[str, Any]:
    """Have an index built and kept on a shelf: its seconds, and the most memory that the building process held."""
    from rejoinder.matching import Shelf

    started = time.perf_counter()
    Shelf(Path(given["folder"])).order(_catalogue(given["wording"]))
    seconds = time.perf_counter() - started
    # In kB. A child's peak begins with its parent's size, so this process must stay small beside what it starts.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {"seconds": seconds, "peak_mb": peak * 1024 / 1e6}


def find(given: Mapping[str, Any]) -> dict[str, Any]:
    """Read an index from the shelf: its seconds, and whether it was there."""
    from rejoinder.matching import Shelf

    catalogue = _catalogue(given["wording"])
    started = time.perf_counter()
    found = Shelf(Path(given["folder"])).find(catalogue)
    return {"seconds": time.perf_counter() - started, "is_found": found is not None}


def silence(given: Mapping[str, Any]) -> dict[str, Any]:
    """Build the index without meanings."""
    from bench.matching.without_meaning import write

    write(_catalogue(given["wording"]), Path(given["folder"]))
    return {}


def _catalogue(wording: Mapping[str, Any]) -> Any:
    from rejoinder.matching import Catalogue

    phrases = {part: {excuse: tuple(lines) for excuse, lines in wording[part].items()} for part in ("said", "counter")}
    return Catalogue(**phrases, no_excuse=tuple(wording["no_excuse"]))


TRIALS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "answer": answer,
    "order": order,
    "find": find,
    "silence": silence,
}


def main() -> None:
    """Do one trial and print what came of it."""
    given = json.load(sys.stdin)
    json.dump(TRIALS[given["trial"]](given), sys.stdout)


if __name__ == "__main__":
    main()
