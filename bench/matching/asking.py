"""Start a trial in a process of its own, on one thread, and take what it measured."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app import ROOT
from bench.matching.judging import Judged, judge
from bench.matching.wording import Utterance
from bench.tables import Times
from rejoinder.matching import Catalogue

# Read by numpy's libraries when they are loaded, so it is set before the process starts.
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True)
class Performance:
    """What an engine did with some utterances, and the memory it added to its process, some of it pages of files."""

    judged: list[Judged]
    added_mb: float
    of_files_mb: float

    def times(self) -> Times:
        """Give how long the answers took."""
        return Times([one.taken_ms for one in self.judged])


@dataclass(frozen=True)
class Built:
    """How long the building of an index took, and the most memory it held."""

    seconds: float
    peak_mb: float


def perform(engine: str, catalogue: Catalogue, folder: Path, *, on: Sequence[Utterance]) -> Performance:
    """Let an engine answer utterances."""
    lines = [one.text for one in on]
    told = _run("answer", catalogue, folder, engine=engine, lines=lines)
    judged = [
        judge(one, excuses, none=none, taken_ms=taken_ms)
        for one, (excuses, none, taken_ms) in zip(on, told["answers"], strict=True)
    ]
    return Performance(judged, added_mb=told["added_mb"], of_files_mb=told["of_files_mb"])


def order(catalogue: Catalogue, folder: Path) -> Built:
    """Have an index built by a process of its own and kept in a folder."""
    return Built(**_run("order", catalogue, folder))


def find_s(catalogue: Catalogue, folder: Path) -> float:
    """Give the seconds that reading a kept index takes.

    Raises: FileNotFoundError, when there is none.
    """
    told = _run("find", catalogue, folder)
    if not told["is_found"]:
        raise FileNotFoundError(f"no index of this wording in {folder}")
    return float(told["seconds"])


def silence(catalogue: Catalogue, folder: Path) -> None:
    """Leave an index without meanings in a folder."""
    _run("silence", catalogue, folder)


def _run(trial: str, catalogue: Catalogue, folder: Path, **more: Any) -> Any:
    given = {"trial": trial, "wording": asdict(catalogue), "folder": str(folder), **more}
    done = subprocess.run(
        [sys.executable, "-m", "bench.matching.trial"],
        input=json.dumps(given),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | ONE_THREAD,
        check=True,
    )
    return json.loads(done.stdout)
