"""Tables with as many columns as there is something to compare, in plain text."""

from collections.abc import Sequence


def show_grid(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], *, notes: Sequence[str] = ()) -> None:
    """Print a table: the first column to the left, all others to the right, and what must be known to read it below."""
    table = [head, *rows]
    widths = [max(len(row[n]) for row in table) for n in range(len(head))]
    print(f"\n{title}")
    for row in table:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        print(("  " + "   ".join(cells)).rstrip())
    for note in notes:
        print(f"  {note}")
    print(end="", flush=True)


def share(value: float) -> str:
    """Write down a share of one; a dash where there was nothing to take a share of."""
    return "–" if value != value else f"{value:.3f}"
