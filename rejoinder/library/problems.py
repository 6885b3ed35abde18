"""What is wrong with a file of the library: listed with its place, never a crash."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# Half-width marks that have a full-width sister, standing right behind or before a Chinese character.
_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]"
_HALF_WIDTH = re.compile(rf"(?<={_HAN})[,.:;?!()\"](?={_HAN})|(?<={_HAN})[,;?!](?=\s|$)")


@dataclass(frozen=True)
class Problem:
    """One thing to mend: the file, its line (from 1), and a sentence that says what.

    The sentence has `%(name)s` places for `values`, so that the screen can say it in another language.
    """

    path: str
    line: int
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence % self.values if self.values else self.sentence}"


def half_width(path: str, text: str) -> list[Problem]:
    """List half-width punctuation between Chinese characters: it reads like a typing slip."""
    return [
        Problem(
            path,
            number,
            f"“{found.group()}” is half-width between Chinese characters; use the full-width mark.",
        )
        for number, line in enumerate(text.split("\n"), 1)
        for found in _HALF_WIDTH.finditer(line)
    ]
