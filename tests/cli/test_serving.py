"""`serve`: what it says where it cannot start."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from app import DATABASE
from rejoinder.cli import main


def blocked(folder: Path) -> Path:
    """Make a folder that is none: a file stands in its place."""
    (folder / "file").write_text("x", encoding="utf-8")
    return folder / "file"


def under_a_file(folder: Path) -> Path:
    """Make a folder that cannot be made: it would lie inside a file."""
    return blocked(folder) / "data"


def no_database(folder: Path) -> Path:
    """Make a folder whose database is something else."""
    (folder / DATABASE).write_bytes(b"this is a letter, and no database " * 100)
    return folder


def no_file(folder: Path) -> Path:
    """Make a folder whose database cannot be opened: it is a folder too."""
    (folder / DATABASE).mkdir()
    return folder


def no_key(folder: Path) -> Path:
    """Make a folder whose key cannot be read: it is a folder too."""
    (folder / "secret").mkdir()
    return folder


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (blocked, "Let the data folder"),
        (under_a_file, "Let the data folder"),
        (no_key, "Let the data folder"),
        (no_database, "Restore a backup"),
        (no_file, "cannot be written to"),
    ],
)
def test_data_that_cannot_be_used_is_said_in_a_sentence(tmp_path, monkeypatch, make, words):
    folder = make(tmp_path)
    monkeypatch.setenv("REJOINDER_DATA", str(folder))
    # A traceback would come out of here as the error itself.
    result = CliRunner().invoke(main, ["serve"], catch_exceptions=False)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert words in result.output
    assert str(folder) in result.output
    assert "Ready:" not in result.output
