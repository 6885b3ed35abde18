"""Excuse files: what debtors say, one YAML file an excuse."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from rejoinder.library.problems import Problem, half_width

CAUSES = ("oversight", "dissatisfaction", "cash", "intention", "process", "identity")
LEADS_TO = (
    "promise_to_pay",
    "instalment_plan",
    "document",
    "dispute_details",
    "call_back",
    "other_person",
    "bill",
    "refusal",
    "stop_contact",
)

Families = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Excuse:
    """A reason debtors give: its names by language, what it leads to, and phrases by language."""

    id: str
    family: str
    title: Mapping[str, str]
    cause: str
    leads_to: str
    said: Mapping[str, tuple[str, ...]]
    counter: Mapping[str, tuple[str, ...]]

    def named(self, language: str) -> str:
        """Give the excuse's name in a language, or in English, or its id."""
        return self.title.get(language) or self.title.get("en") or self.id


def read_excuse(path: str, text: str) -> tuple[Excuse | None, list[Problem]]:
    """Read one excuse file (`excuses/<family>/<id>.yaml`); nothing where it cannot be read at all."""
    tree, problems = _tree(path, text)
    if tree is None:
        return None, problems
    family, name = path.split("/")[-2:]
    said, said_problems = _phrases(path, text, tree.get("said"), key="said")
    counter, counter_problems = _phrases(path, text, tree.get("not"), key="not")
    excuse = Excuse(
        id=name.removesuffix(".yaml"),
        family=family,
        title=_titles(tree.get("title")),
        cause=str(tree.get("cause", "")),
        leads_to=str(tree.get("leads_to", "")),
        said=said,
        counter=counter,
    )
    problems = [
        *problems,
        *said_problems,
        *counter_problems,
        *_cut_off(path, text, tree.get("title")),
        *_choices(path, text, excuse),
        *half_width(path, text),
    ]
    return excuse, problems


def phrases_of(excuses: Iterable[Excuse]) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Give what is said, and what sounds alike but means something else, by excuse id, all languages together."""
    known = {one.id: one for one in excuses}.values()
    said = {one.id: tuple(phrase for lines in one.said.values() for phrase in lines) for one in known}
    counter = {one.id: tuple(phrase for lines in one.counter.values() for phrase in lines) for one in known}
    return said, counter


def read_families(path: str, text: str) -> tuple[Families, list[Problem]]:
    """Read the names of the families by language."""
    tree, problems = _tree(path, text)
    return {str(family): _titles(names) for family, names in (tree or {}).items()}, problems + half_width(path, text)


def read_no_excuse(path: str, text: str) -> tuple[tuple[str, ...], list[Problem]]:
    """Read what debtors say that is no excuse, both languages together."""
    tree, problems = _tree(path, text)
    said, more = _phrases(path, text, (tree or {}).get("said"), key="said")
    return tuple(line for lines in said.values() for line in lines), [
        *problems,
        *more,
        *half_width(path, text),
    ]


def _tree(path: str, text: str) -> tuple[dict[str, Any] | None, list[Problem]]:
    """Parse the YAML; everything in it is a string, and a repeated key is an error."""
    try:
        tree = YAML(typ="base").load(text)
    except MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 1
        return None, [
            Problem(path, line, "This is not YAML we can read: %(reason)s.", {"reason": error.problem or error.context})
        ]
    except YAMLError as error:
        return None, [Problem(path, 1, "This is not YAML we can read: %(reason)s.", {"reason": error})]
    if not isinstance(tree, dict):
        return None, [Problem(path, 1, "The file must consist of keys such as title, leads_to and said.")]
    return tree, []


def _titles(found: object) -> dict[str, str]:
    """Take names by language, leaving out what is none."""
    return {str(k): str(v) for k, v in found.items() if v} if isinstance(found, dict) else {}


def _cut_off(path: str, text: str, found: object) -> list[Problem]:
    """List what a comma has cut off a title: in braces YAML takes it for the end of the words."""
    pieces = [key for key, words in found.items() if not words] if isinstance(found, dict) else []
    return [
        Problem(
            path,
            _line(text, "title"),
            "In the title, “%(words)s” is cut off by the comma before it. Put the words in quotation marks.",
            {"words": str(piece)},
        )
        for piece in pieces
    ]


def _phrases(path: str, text: str, found: object, *, key: str) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Take phrases by language from a literal block or a list; a repeated one is listed."""
    if found is None:
        return {}, []
    if not isinstance(found, dict):
        return {}, [Problem(path, _line(text, key), "“%(key)s” needs a block for each language: en, zh.", {"key": key})]
    phrases = {str(language): _lines(block) for language, block in found.items()}
    problems = []
    for lines in phrases.values():
        seen: set[str] = set()
        for phrase in lines:
            if phrase.casefold() in seen:
                problems.append(Problem(path, _line(text, phrase), "“%(words)s” stands here twice.", {"words": phrase}))
            seen.add(phrase.casefold())
    return phrases, problems


def _lines(block: object) -> tuple[str, ...]:
    """Take one phrase a line."""
    lines = block if isinstance(block, list) else str(block or "").split("\n")
    return tuple(phrase for line in lines if (phrase := str(line).strip()))


def _line(text: str, words: str) -> int:
    """Find the last line (from 1) where words stand."""
    return max((n for n, line in enumerate(text.split("\n"), 1) if words in line), default=1)


def _choices(path: str, text: str, excuse: Excuse) -> list[Problem]:
    """List what an excuse lacks or has wrongly."""
    problems = [
        Problem(path, _line(text, "title"), "The title in %(language)s is missing.", {"language": language})
        for language in ("en", "zh")
        if not excuse.title.get(language)
    ]
    if excuse.cause not in CAUSES:
        problems.append(
            Problem(
                path,
                _line(text, "cause"),
                "“%(key)s” must be one of %(choices)s.",
                {"key": "cause", "choices": ", ".join(CAUSES)},
            )
        )
    if excuse.leads_to not in LEADS_TO:
        problems.append(
            Problem(
                path,
                _line(text, "leads_to"),
                "“%(key)s” must be one of %(choices)s.",
                {"key": "leads_to", "choices": ", ".join(LEADS_TO)},
            )
        )
    if not any(excuse.said.values()):
        problems.append(Problem(path, _line(text, "said"), "There is no phrase, so this excuse would never be found."))
    return problems
