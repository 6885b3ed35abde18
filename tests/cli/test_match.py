"""`match`: one utterance a line in, one JSON object a line out, without a database."""

import json

import pytest
from click.testing import CliRunner, Result

from app import INDEXES
from rejoinder import matching
from rejoinder.cli import main
from rejoinder.cli.match import _catalogue
from rejoinder.matching import Shelf


@pytest.fixture(autouse=True)
def no_installation(tmp_path, monkeypatch, encoder):
    """No data yet, wherever the tests run; and the encoder is unpacked once for all of them."""
    monkeypatch.setenv("REJOINDER_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(matching, "unpack_encoder", lambda: encoder)


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


def test_limit_is_kept_and_nothing_is_written(excuses, tmp_path):
    answer = lines(run(b"we paid, there is no money left\n", "--excuses", excuses, "--limit", 1))[0]
    assert len(answer["matches"]) <= 1
    assert not (tmp_path / "data").exists()


def test_chances_of_all_excuses_and_of_none_add_up(excuses):
    said = "we paid that last week\n没钱了\n\nhello\n"
    for one in lines(run(said.encode(), "--excuses", excuses)):
        assert one["none"] + sum(match["score"] for match in one["matches"]) == pytest.approx(1, abs=1e-3)


def test_ends_of_other_kinds_do_not_end_a_line(excuses):
    said = "we paid\u2028last week\n\x0bno money\x85left"
    assert [one["said"] for one in lines(run(said.encode(), "--excuses", excuses))] == said.split("\n")


def test_index_of_an_installation_is_used_if_it_is_of_the_same_wording(excuses, tmp_path, monkeypatch):
    before = run(b"we paid that last week\n", "--excuses", excuses).stdout
    Shelf(tmp_path / "data" / INDEXES).make(_catalogue(excuses))
    with monkeypatch.context() as patched:
        patched.setattr(matching, "build", lambda *_, **__: pytest.fail("the index was built again"))
        assert run(b"we paid that last week\n", "--excuses", excuses).stdout == before
    (excuses / "a" / "paid.yaml").write_text("said:\n  en: |\n    that was settled in May\n", encoding="utf-8")
    answer = lines(run(b"that was settled in May\n", "--excuses", excuses))[0]
    assert answer["matches"][0]["phrase"] == "that was settled in May"


def test_lines_that_are_no_excuse_are_read_from_the_folder(excuses):
    without = lines(run(b"good morning\n", "--excuses", excuses))[0]
    (excuses / "no_excuse.yaml").write_text("said:\n  en: |\n    good morning\n", encoding="utf-8")
    answer = lines(run(b"good morning\n", "--excuses", excuses))[0]
    assert answer["none"] > 0.5
    assert answer["none"] > without["none"] or without["matches"] == []


def test_bytes_that_are_no_text_get_an_answer(excuses):
    assert len(lines(run(b"\xff\xfe paid\n", "--excuses", excuses))) == 1


def test_folder_that_is_not_there_is_said_to_be(tmp_path):
    result = run(b"x\n", "--excuses", tmp_path / "nothing")
    assert result.exit_code == 1
    assert "is not a folder of excuses" in result.output


def test_broken_files_are_listed_and_the_rest_works(excuses):
    (excuses / "a" / "broken.yaml").write_text("said: [unclosed\n", encoding="utf-8")
    (excuses / "a" / "wide.yaml").write_bytes("said: x".encode("utf-16"))
    result = run(b"we paid that last week\n", "--excuses", excuses)
    assert lines(result)[0]["matches"][0]["excuse"] == "paid"
    assert "excuses/a/broken.yaml:2: " in result.stderr
    assert "excuses/a/wide.yaml:1: It cannot be read" in result.stderr


def test_folder_without_phrases_is_said_to_have_none(tmp_path):
    result = run(b"hello\n", "--excuses", tmp_path)
    assert lines(result)[0]["matches"] == []
    assert "holds no phrase" in result.stderr
