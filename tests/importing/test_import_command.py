"""`import`: the command hands on what was said, prints one object and ends with the agreed code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rejoinder.cli import main

HEADER = "Customer No,Customer Name,Invoice,Invoice Date,Due Date,Amount\n"


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger that both old encodings can read, beside an installation of its own."""
    monkeypatch.setenv("REJOINDER_DATA", str(tmp_path))
    path = tmp_path / "ledger.csv"
    path.write_bytes(f"{HEADER}C1,éé,A-1,2024-01-05,2024-02-04,100.00\n".encode("cp1252"))
    return path


def run(*arguments: object) -> Result:
    """Type the command."""
    return CliRunner().invoke(main, ["import", *map(str, arguments)], catch_exceptions=False)


def test_question_about_the_encoding_is_answered_by_an_option(ledger: Path) -> None:
    said = (ledger, "--creditor", "Mill", "--currency", "EUR", "--json")
    asked = run(*said)
    assert asked.exit_code == 2
    assert json.loads(asked.stdout.splitlines()[-1])["questions"] == [
        {"about": "encoding", "choices": ["gb18030", "cp1252"]}
    ]
    answered = run(*said, "--encoding", "cp1252")
    assert answered.exit_code == 0
    assert json.loads(answered.stdout.splitlines()[-1])["created"] == 1


def test_encoding_that_is_not_among_the_choices_is_refused(ledger: Path) -> None:
    assert run(ledger, "--encoding", "big5").exit_code == 2


def test_help_says_what_as_of_leaves_out_and_to_which_day_lateness_counts() -> None:
    said = " ".join(run("--help").stdout.split())
    assert "Leave out what was issued or paid after this day; days late on the screen count to the real today." in said
