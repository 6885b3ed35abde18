"""The review: every text that is read out was read by a second reader, as it stands now."""

import hashlib
import re

import pytest

from app import ROOT
from rejoinder.library import CALL_SCRIPTS, LANGUAGES, LETTERS

MARKS = 6
ROW = re.compile(r"^\| (?:(en|zh) )?(\w+) \| (.+) \| ([^|]*) \| ([0-9a-f]{8}) \|$")
PARTS = {
    "English": ("en", "responses"),
    "Chinese": ("zh", "responses"),
    "The steps of the call": ("", "call"),
    "Letters": ("", "letters"),
}


def reviewed() -> dict[str, tuple[list[str], str, str]]:
    """Give by path the marks, the note and the digest of the table."""
    found, language, part = {}, "", ""
    for line in (ROOT / "scripts" / "REVIEW.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            language, part = PARTS[line[3:]]
        elif row := ROW.match(line):
            path = f"scripts/{row[1] or language}/{part}/{row[2]}.md"
            found[path] = (row[3].split(" | "), row[4].strip(), row[5])
    return found


def test_every_text_was_read_by_a_second_reader():
    excuses = [file.stem for file in (ROOT / "excuses").glob("*/*.yaml")]
    assert len(excuses) == 54
    wanted = {f"scripts/{language}/responses/{excuse}.md" for language in LANGUAGES for excuse in excuses}
    wanted |= {f"scripts/{language}/call/{name}.md" for language in LANGUAGES for name in CALL_SCRIPTS}
    wanted |= {f"scripts/{language}/letters/{name}.md" for language in LANGUAGES for name in LETTERS}
    assert set(reviewed()) == wanted


@pytest.mark.parametrize("path", sorted(reviewed()))
def test_text_was_read_as_it_stands(path):
    marks, note, digest = reviewed()[path]
    now = hashlib.sha256((ROOT / path).read_bytes()).hexdigest()[:8]
    assert digest == now, f"{path} changed since it was read: read it again, then write {now} in its row of REVIEW.md"
    assert len(marks) == MARKS
    assert set(marks) <= {"yes", "no"}
    # What failed was rewritten, and the note says what.
    assert "no" not in marks or note
