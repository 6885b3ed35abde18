"""`content`: check, load and save, as typed on the command line."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app import DATABASE, ROOT
from rejoinder import library
from rejoinder.cli import main
from rejoinder.library import Folders
from tests.conftest import START

PATH = "scripts/en/responses/no_money.md"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Path) -> Path:
    """A copy of the library that may be changed, and an installation of its own."""
    for name in ("excuses", "scripts"):
        shutil.copytree(ROOT / name, tmp_path / "office" / name)
    monkeypatch.setenv("REJOINDER_DATA", str(data))
    return tmp_path / "office"


def run(*arguments: str) -> Result:
    """Type a command."""
    return CliRunner().invoke(main, ["content", *arguments], catch_exceptions=False)


def change(file: Path) -> None:
    """Change what a script says."""
    file.write_text(file.read_text(encoding="utf-8").replace("## Say\n", "## Say\nFROM THE FILE. "), encoding="utf-8")


def test_load_says_what_became_of_the_files(office):
    result = run("load", str(office))
    assert result.exit_code == 0
    assert result.output.startswith("0 published, ")
    change(office / PATH)
    assert run("load", str(office)).output.startswith("1 published, ")


def test_load_says_what_waits_and_how_to_decide(office, store):
    current = library.script_body(store, PATH)
    body = current.body.replace("## Say\n", "## Say\nFROM THE BROWSER. ")
    library.publish(store, PATH, body=body, based_on=current.id, person_id=1, now=START)
    change(office / PATH)
    result = run("load", str(office))
    assert f"content load --publish {PATH}" in result.output
    assert "FROM THE BROWSER." in library.script_body(store, PATH).body
    assert run("load", str(office), "--publish", PATH).exit_code == 0
    assert "FROM THE FILE." in library.script_body(store, PATH).body


def test_load_of_a_decision_about_nothing_is_refused(office):
    result = run("load", str(office), "--publish", "scripts/en/responses/nothing.md")
    assert result.exit_code == 1
    assert "There is no file" in result.output


def test_broken_file_is_a_listed_problem_and_the_rest_is_loaded(office, store):
    (office / "excuses/cash_flow/no_money.yaml").write_bytes(b"title: \xff\n")
    change(office / PATH)
    result = run("load", str(office))
    assert result.exit_code == 1
    assert "1 published" in result.output
    assert "excuses/cash_flow/no_money.yaml:1: This line is not UTF-8." in result.output
    assert "no_money" in {one.id for one in library.excuses_in_use(store)}


def test_wording_that_the_browser_would_not_publish_is_not_loaded_either(office, store):
    before = library.script_body(store, PATH).body
    file = office / PATH
    file.write_text(
        file.read_text(encoding="utf-8").replace("## Say\n", "## Say\nYou owe {overdue_totl} "), encoding="utf-8"
    )
    result = run("load", str(office))
    assert result.exit_code == 1
    assert "There is no blank {overdue_totl}." in result.output
    assert library.script_body(store, PATH).body == before


def test_check_lists_every_problem_with_its_place(office):
    assert run("check", str(office)).exit_code == 0
    file = office / PATH
    file.write_text(file.read_text(encoding="utf-8").replace("## Say\n", "## Say\n{no_such} "), encoding="utf-8")
    (office / "excuses/cash_flow/no_money.yaml").write_text("title: [\n", encoding="utf-8")
    result = run("check", str(office))
    assert result.exit_code == 1
    assert f"{PATH}:" in result.output
    assert "{no_such}" in result.output
    assert "excuses/cash_flow/no_money.yaml:2: " in result.output


def test_save_and_load_in_another_office_give_the_same_wording(office, store, tmp_path, monkeypatch):
    change(office / PATH)
    assert run("load", str(office)).exit_code == 0
    result = run("save", str(tmp_path / "out"))
    assert result.exit_code == 0
    for path, _ in Folders(office).texts():
        assert (tmp_path / "out" / path).read_bytes() == (office / path).read_bytes()
    monkeypatch.setenv("REJOINDER_DATA", str(tmp_path / "elsewhere"))
    assert run("load", str(tmp_path / "out")).exit_code == 0
    run("save", str(tmp_path / "again"))
    assert (tmp_path / "again" / PATH).read_bytes() == (office / PATH).read_bytes()
    assert (tmp_path / "elsewhere" / DATABASE).exists()
