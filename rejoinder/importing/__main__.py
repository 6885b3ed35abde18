"""Reading one file that was dropped in the browser, in a process of its own: `python -m rejoinder.importing DB ID`."""

import os
import sys
from pathlib import Path

from rejoinder.importing.intakes import read_now
from rejoinder.store import Store


def main(database: str, intake_id: str) -> None:
    """Read the file of an intake, and tell what is in it."""
    if hasattr(os, "nice"):
        os.nice(5)  # people on the telephone come first
    path = Path(database)
    read_now(Store(path), path.parent, int(intake_id))


if __name__ == "__main__":
    main(*sys.argv[1:])
