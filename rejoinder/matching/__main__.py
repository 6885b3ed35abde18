"""Build an index in a process of its own: the wording comes in as JSON, the index is left on the shelf named."""

import json
import sys
from pathlib import Path

from rejoinder.matching.index import Catalogue
from rejoinder.matching.shelf import Shelf


def main(folder: str) -> None:
    """Read a catalogue from standard input and keep its index."""
    given = json.load(sys.stdin)
    phrases = {part: {excuse: tuple(lines) for excuse, lines in given[part].items()} for part in ("said", "counter")}
    Shelf(Path(folder)).make(Catalogue(**phrases, no_excuse=tuple(given["no_excuse"])))


if __name__ == "__main__":
    main(sys.argv[1])
