"""Build an index in a process of its own: the wording comes in as JSON, the index is left on the shelf named."""

import json
import os
import sys
import threading
import time
from pathlib import Path

from rejoinder.matching.index import Catalogue
from rejoinder.matching.shelf import Shelf


def main(folder: str) -> None:
    """Read a catalogue from standard input and keep its index."""
    threading.Thread(target=_leave_without, args=(os.getppid(),), daemon=True).start()
    given = json.load(sys.stdin)
    phrases = {part: {excuse: tuple(lines) for excuse, lines in given[part].items()} for part in ("said", "counter")}
    try:
        Shelf(Path(folder)).make(Catalogue(**phrases, no_excuse=tuple(given["no_excuse"])))
    except OSError as error:
        sys.exit(f"{error.filename or folder}: {error.strerror or error}")


def _leave_without(parent: int) -> None:
    """Stop when the server is gone: nobody waits for the index any more."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1])
