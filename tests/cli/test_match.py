"""`match`: one utterance a line in, one JSON object a line out, without a database."""

import json

import pytest
from click.testing import CliRunner, Result

from rejoinder.cli import main


@pytest.fixture
def excuses(tmp_path):
    """A folder of excuses with nothing but phrases."""
    for name, phrase in (("a/paid", "we paid that last week"), ("b/broke", "there is no money left")):
        file = tmp_path / "excuses" / f"{name}.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(f"said:\n  en: |\n    {phrase}\n", encoding="utf-8")
    return tmp_path / "excuses"


def run(said: bytes, *arguments: object) -> Result:
    """Type a command and what it reads."""
    return CliRunner().invoke(main, ["match", *map(str, arguments)], input=said, catch_exceptions=False)


def lines(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.split("\n")[:-1]]


def test_each_line_gets_one_answer_with_what_was_said(excuses):
    said = "we paid that last week\n\nthere is no money left\rreally\n客户没付\n"
    answers = lines(run(said.encode(), "--excuses", excuses))
    assert [one["said"] for one in answers] == said.removesuffix("\n").split("\n")
    assert answers[0]["matches"][0]["excuse"] == "paid"
    assert answers[0]["matches"][0]["phrase"] == "we paid that last week"
    assert all(0 <= one["none"] <= 1 for one in answers)


def test_last_line_needs_no_end(excuses):
    assert len(lines(run(b"one\ntwo", "--excuses", excuses))) == 2


def test_nothing_is_said_of_nothing(excuses):
    assert run(b"", "--excuses", excuses).stdout == ""
    assert len(lines(run(b"\n", "--excuses", excuses))) == 1


def test_limit_is_kept_and_nothing_is_written(excuses, tmp_path, monkeypatch):
    monkeypatch.setenv("REJOINDER_DATA", str(tmp_path / "data"))
    answer = lines(run(b"we paid, there is no money left\n", "--excuses", excuses, "--limit", 1))[0]
    assert len(answer["matches"]) <= 1
    assert not (tmp_path / "data").exists()


def test_bytes_that_are_no_text_get_an_answer(excuses):
    assert len(lines(run(b"\xff\xfe paid\n", "--excuses", excuses))) == 1


def test_folder_that_is_not_there_is_said_to_be(tmp_path):
    result = run(b"x\n", "--excuses", tmp_path / "nothing")
    assert result.exit_code == 1
    assert "is not a folder of excuses" in result.output
