"""The two folders of wording on disk: found, read, checked and written."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rejoinder.library.excuses import read_excuse, read_families, read_no_excuse
from rejoinder.library.problems import Problem
from rejoinder.library.scripts import (
    CALL_SCRIPTS,
    LANGUAGES,
    LETTERS,
    call_path,
    letter_path,
    read_script,
    response_path,
)

# Stands for bytes that are no UTF-8.
UNDECODED = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Folders:
    """Where `excuses/` and `scripts/` stand: the checkout, or another office's copy."""

    root: Path

    def texts(self) -> Iterator[tuple[str, str]]:
        """Give path (from the root, with `/`) and text of each file of wording, in order."""
        for pattern in ("excuses/**/*.yaml", "scripts/*/*/*.md"):
            for file in sorted(self.root.glob(pattern)):
                # What is no UTF-8 stays visible in the text, and is listed with its line.
                yield file.relative_to(self.root).as_posix(), file.read_text(encoding="utf-8", errors="replace")


def is_readable(path: str, text: str) -> bool:
    """Say whether a file can be used at all: it is UTF-8, an excuse is YAML, and a script has something to say."""
    if UNDECODED in text:
        return False
    if not path.endswith(".md"):
        return read_excuse(path, text)[0] is not None
    script, _ = read_script(path, text)
    return bool(script.say or script.how or any(script.parts.values()))


def read_problems(path: str, text: str) -> list[Problem]:
    """List what is wrong with one file, whichever kind it is."""
    undecoded = (number for number, line in enumerate(text.split("\n"), 1) if UNDECODED in line)
    return [Problem(path, number, "This line is not UTF-8. Save the file as UTF-8.") for number in undecoded] + (
        _form_problems(path, text)
    )


def _form_problems(path: str, text: str) -> list[Problem]:
    """List what its kind of file does not allow."""
    if path == "excuses/families.yaml":
        return read_families(path, text)[1]
    if path == "excuses/no_excuse.yaml":
        return read_no_excuse(path, text)[1]
    if path.endswith(".yaml"):
        return read_excuse(path, text)[1]
    return read_script(path, text)[1]


def check_folders(folders: Folders) -> list[Problem]:
    """List every problem of the two folders, and what lacks its words in a language: an excuse, a step of the call."""
    texts = dict(folders.texts())
    problems = [problem for path, text in texts.items() for problem in read_problems(path, text)]
    excuses = [path for path in texts if path.startswith("excuses/") and path.count("/") == 2]
    problems += [problem for path in excuses for problem in _unanswered(path, texts)] + _repeated(excuses)
    if not texts:
        return [Problem(str(folders.root), 1, "There is no wording here: excuses/ and scripts/ are expected.")]
    return problems + _without_words(texts)


def _without_words(texts: dict[str, str]) -> list[Problem]:
    """List the steps of the call that have no words in a language which has some."""
    languages = [one for one in LANGUAGES if any(path.startswith(f"scripts/{one}/") for path in texts)]
    steps = (call_path(language, name) for language in languages for name in CALL_SCRIPTS)
    letters = (letter_path(language, name) for language in languages for name in LETTERS)
    return [
        *(Problem(path, 1, "This script of the call is missing.") for path in steps if path not in texts),
        *(Problem(path, 1, "This letter is missing.") for path in letters if path not in texts),
    ]


def _unanswered(path: str, texts: dict[str, str]) -> list[Problem]:
    """List the languages in which an excuse has no response."""
    wanted = (response_path(language, _excuse_id(path)) for language in LANGUAGES)
    return [
        Problem(path, 1, "Its response %(script)s is missing.", {"script": script})
        for script in wanted
        if script not in texts
    ]


def _repeated(paths: list[str]) -> list[Problem]:
    """List each excuse whose id another family has already: of the two, only one would ever be found."""
    first: dict[str, str] = {}
    for path in paths:
        first.setdefault(_excuse_id(path), path)
    return [
        Problem(path, 1, "This excuse stands in %(other)s already. Rename one of the two.", {"other": other})
        for path in paths
        if (other := first[_excuse_id(path)]) != path
    ]


def _excuse_id(path: str) -> str:
    """Give the id of the excuse that a file describes."""
    return path.split("/")[-1].removesuffix(".yaml")
