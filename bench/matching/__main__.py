"""`python -m bench.matching [--quick]`: compare, and print tables of what was measured; nothing is asserted."""

import argparse
import os
import tempfile
import time
from pathlib import Path

from bench.matching.comparing import compare, show_kinds, show_none, show_worth_of_meaning
from bench.matching.growing import live, show_growth
from bench.matching.wording import count, shipped, utterances
from bench.tables import show

QUICK_EVERY = 10


def main() -> None:
    """Measure everything, in a folder that is removed at the end."""
    parser = argparse.ArgumentParser(prog="python -m bench.matching", description="Measure how excuses are recognised.")
    parser.add_argument("--quick", action="store_true", help=f"every {QUICK_EVERY}th line and no growth")
    is_quick = parser.parse_args().quick
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="rejoinder-bench-") as folder:
        _measure(Path(folder), is_quick=is_quick)
    load = f"; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    print(f"\nMeasured in {time.perf_counter() - started:.0f} s{load}.")


def _measure(folder: Path, *, is_quick: bool) -> None:
    """Build the index, which all but one of the tables need, then print table by table."""
    catalogue, said = shipped(), utterances(every=QUICK_EVERY if is_quick else 1)
    having = sum(bool(one.accepted) for one in said)
    print(f"{len(catalogue.said)} excuses, {count(catalogue):,} phrases.")
    print(f"{len(said):,} lines written by another hand, {having:,} of them with an excuse.", flush=True)
    built, lines = live(catalogue, folder)
    ours = compare(catalogue, folder, said)
    show_kinds(catalogue, folder, ours)
    show_none(ours)
    show_worth_of_meaning(catalogue, folder, ours)
    if not is_quick:
        show_growth(catalogue, folder, said, once=built)
    show("The life of an index, on one thread", lines)


if __name__ == "__main__":
    main()
