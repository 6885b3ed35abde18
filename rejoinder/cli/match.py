"""`match`: rank excuses for utterances, a line each, without a database."""

import json
import sys
from pathlib import Path

import click

from app import INDEXES
from rejoinder import library, matching
from rejoinder.cli.installation import data, folders
from rejoinder.matching import Shelf


@click.command()
@click.option("--excuses", type=click.Path(path_type=Path), help="A folder of excuses instead of the one shipped.")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 50))
def match(excuses: Path | None, limit: int) -> None:
    """Read one utterance a line and write one JSON object a line: the excuses it may be, and how likely none."""
    folder = excuses or folders().root / "excuses"
    if not folder.is_dir():
        raise click.ClickException(f"{folder} is not a folder of excuses.")
    wording = _catalogue(folder)
    # The server's index serves as well, if it is of the very same wording; here nothing is written.
    index = Shelf(data() / INDEXES).find(wording) or matching.build(wording, encoder=matching.unpack_encoder())
    # Bytes, because text mode would also end a line at a lone carriage return.
    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    for line in text.removesuffix("\n").split("\n") if text else ():
        ranking = matching.rank(index, line, limit=limit)
        found = [{"excuse": m.excuse, "score": round(m.score, 4), "phrase": m.phrase} for m in ranking.matches]
        click.echo(json.dumps({"said": line, "none": round(ranking.none, 4), "matches": found}, ensure_ascii=False))


def _catalogue(folder: Path) -> matching.Catalogue:
    """Read a folder of excuses; a file needs nothing but phrases. What cannot be read is listed, and left out."""
    read = [library.read_excuse(*text)[0] for file in sorted(folder.glob("*/*.yaml")) if (text := _text(folder, file))]
    said, counter = library.phrases_of(one for one in read if one is not None)
    if not any(said.values()):
        click.echo(f"{folder} holds no phrase in <family>/<id>.yaml, so nothing can be found.", err=True)
    none = folder / "no_excuse.yaml"
    lines = _text(folder, none) if none.exists() else None
    return matching.Catalogue(said=said, counter=counter, no_excuse=library.read_no_excuse(*lines)[0] if lines else ())


def _text(folder: Path, file: Path) -> tuple[str, str] | None:
    """Give a file's path and text, or list why it cannot be read."""
    path = f"excuses/{file.relative_to(folder).as_posix()}"
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        click.echo(f"{path}:1: It cannot be read ({error}). Save it as UTF-8.", err=True)
        return None
    excuse, problems = library.read_excuse(path, text)
    if excuse is None and file.name != "no_excuse.yaml":
        click.echo("\n".join(map(str, problems)), err=True)
    return path, text
