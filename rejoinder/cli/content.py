"""`content`: check the library's files, load them into the database, write the published wording back to files."""

import re
from pathlib import Path

import click

from rejoinder import library, wording
from rejoinder.cli.installation import folders, now, open_store
from rejoinder.library import Folders, Problem


@click.group()
def content() -> None:
    """The library: excuses/ and scripts/."""


@content.command()
@click.argument("root", type=click.Path(path_type=Path, exists=True, file_okay=False), required=False)
def check(root: Path | None) -> None:
    """List every problem of the files, path:line: sentence; exit 1 if there is one."""
    found = Folders(root) if root else folders()
    problems = library.check_folders(found) + _blank_problems(found)
    for problem in sorted(problems, key=lambda one: (one.path, one.line)):
        click.echo(str(problem))
    raise SystemExit(1 if problems else 0)


def _blank_problems(found: Folders) -> list[Problem]:
    """List what is wrong with the blanks of the scripts."""
    scripts = ((path, text) for path, text in found.texts() if path.endswith(".md"))
    return [one for path, text in scripts for one in wording.problems_of(library.read_script(path, text)[0], text)]


@content.command()
@click.argument("root", type=click.Path(path_type=Path, exists=True, file_okay=False), required=False)
@click.option(
    "--publish", default="", metavar="PATH", help="Publish this waiting file over the wording made in the browser."
)
def load(root: Path | None, publish: str) -> None:
    """Load new and changed files; what changed in the browser too waits for a decision.

    ROOT is where another office's excuses/ and scripts/ stand; without it the files of this program are loaded.
    A file with a problem is not loaded: its problems are listed, and the exit is 1.
    """
    found = Folders(root) if root else folders()
    texts = dict(found.texts())
    problems = [one for path, text in texts.items() for one in library.read_problems(path, text)]
    problems += _blank_problems(found)
    faulty = frozenset(one.path for one in problems)
    became = library.load_folders(open_store(), found, now=now(), publish_path=publish, faulty=faulty)
    click.echo(f"{len(became['published'])} published, {len(became['unchanged'])} unchanged")
    for path in became["waiting"]:
        click.echo(f"{path}: waits, because it was also changed in the browser. Decide: content load --publish {path}")
    for problem in (one for one in problems if one.path in became["refused"]):
        click.echo(str(problem))
    if publish and publish not in texts:
        raise click.ClickException(f"There is no file {publish}.")
    raise SystemExit(1 if became["refused"] else 0)


@content.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def read_aloud(files: tuple[Path, ...]) -> None:
    """Print scripts as they are read out, in each tone, with the example's figures and with as few as there may be.

    What comes out as before is not printed again.
    """
    for file in files:
        path = "/".join(file.resolve().parts[-4:])
        if not re.fullmatch(r"scripts/(en|zh)/(responses|call|letters)/\w+\.md", path):
            places = "responses/, call/ and letters/"
            raise click.ClickException(f"{file} is no script: they stand in scripts/<language>/{places}.")
        script, _ = library.read_script(path, file.read_text(encoding="utf-8", errors="replace"))
        click.echo(f"== {path}: {script.title}")
        seen: set[str] = set()
        for name, values, when in wording.readings(path):
            read = [*_as_read(wording.fill_script(script, values, when)), *_as_written(script, values, when)]
            lines = [line for line in read if line not in seen]
            seen.update(lines)
            click.echo("\n".join((f"-- {name}", *lines)))


def _as_read(filled: wording.Filled) -> list[str]:
    """Write a filled script as lines, without what is only for the eye."""
    asked = [f"{number}. {wording.plain(words)}" for number, (words, _) in enumerate(filled.ask, 1)]
    lines = [wording.plain(filled.acknowledge), wording.plain(filled.say), *asked]
    second = wording.plain(filled.insist)
    return [line for line in (*lines, f"If they insist: {second}" if second else "") if line]


def _as_written(script: library.Script, values: wording.Values, when: frozenset[str]) -> list[str]:
    """Write the parts of a letter as lines."""
    filled = {heading: wording.plain(wording.fill(text, values, when)[0]) for heading, text in script.parts.items()}
    return [f"{heading}: {words}" for heading, words in filled.items() if words]


@content.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
def save(directory: Path) -> None:
    """Write the published wording to DIRECTORY as excuses/ and scripts/."""
    count = library.save_folders(open_store(), directory)
    click.echo(f"{count} files written to {directory}")
