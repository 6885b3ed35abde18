"""`backup` and `restore`: round about, and never over a good database with a bad file."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app import DATABASE
from rejoinder.cli import main
from rejoinder.store import Store
from tests.conftest import dump


@pytest.fixture(autouse=True)
def installation(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The installation that the commands work on."""
    monkeypatch.setenv("REJOINDER_DATA", str(data))
    return data


def run(*arguments: object) -> Result:
    """Type a command."""
    return CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)


def forget_everybody(data: Path) -> None:
    """Do damage that a backup is for."""
    with closing(sqlite3.connect(data / DATABASE)) as connection:
        connection.execute("update person set name = 'Nobody ' || id")
        connection.commit()


@pytest.mark.parametrize("name", ["copy.db", "Friday #1? 50%.db"])
def test_backup_and_restore_give_the_same_database(data, tmp_path, name):
    before = dump(data / DATABASE)
    file = tmp_path / name
    assert run("backup", file).exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    forget_everybody(data)
    after = dump(data / DATABASE)
    result = run("restore", file)
    assert result.exit_code == 0
    assert dump(data / DATABASE) == before
    kept = data / "rejoinder.before"
    assert kept.name in result.output
    assert dump(kept) == after
    assert stat.S_IMODE((data / DATABASE).stat().st_mode) == 0o600


def test_backup_while_somebody_works_has_what_was_saved(data, store, tmp_path):
    with store.write() as writing:
        writing.add("creditor", name="Saved Ltd", created_at="2026")
    assert run("backup", tmp_path / "copy.db").exit_code == 0
    assert "Saved Ltd" in dump(tmp_path / "copy.db")


def test_backup_overwrites_no_backup(tmp_path):
    file = tmp_path / "copy.db"
    file.write_text("an older backup")
    assert run("backup", file).exit_code == 1
    assert file.read_text() == "an older backup"


def test_backup_into_a_folder_that_is_not_there_is_refused(tmp_path):
    result = run("backup", tmp_path / "not" / "there.db")
    assert result.exit_code == 1
    assert "There is no folder" in result.output


def foreign() -> bytes:
    """Give a good database of some other program."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create table account (id integer)")
        return connection.serialize()


@pytest.mark.parametrize("kind", ["empty", "text", "cut", "overwritten", "foreign"])
def test_damaged_or_foreign_file_is_refused_and_nothing_changed(data, tmp_path, kind):
    file = tmp_path / "copy.db"
    run("backup", file)
    whole = file.read_bytes()
    content = {
        "empty": b"",
        "text": b"id,name\n1,x\n",
        "cut": whole[: len(whole) // 2],
        "overwritten": whole[:8192] + os.urandom(40_000) + whole[48_192:],
        "foreign": foreign(),
    }
    file.write_bytes(content[kind])
    before, files = dump(data / DATABASE), sorted(one.name for one in data.iterdir())
    result = run("restore", file)
    assert result.exit_code == 1
    assert "backup of ours" in result.output
    assert dump(data / DATABASE) == before
    assert [one for one in sorted(one.name for one in data.iterdir()) if not one.endswith(("-wal", "-shm"))] == [
        one for one in files if not one.endswith(("-wal", "-shm"))
    ]


def test_restore_into_an_empty_place(data, tmp_path, monkeypatch):
    run("backup", tmp_path / "copy.db")
    monkeypatch.setenv("REJOINDER_DATA", str(tmp_path / "new"))
    result = run("restore", tmp_path / "copy.db")
    assert result.exit_code == 0
    assert "kept" not in result.output
    assert dump(tmp_path / "new" / DATABASE) == dump(data / DATABASE)


def test_restore_over_a_damaged_database_keeps_the_damaged_one(data, tmp_path):
    before = dump(data / DATABASE)
    run("backup", tmp_path / "copy.db")
    (data / DATABASE).write_bytes(b"no database any more" * 500)
    result = run("restore", tmp_path / "copy.db")
    assert result.exit_code == 0
    assert dump(data / DATABASE) == before
    assert (data / "rejoinder.before").read_bytes().startswith(b"no database any more")


def test_restore_while_somebody_writes_is_refused(data, tmp_path):
    run("backup", tmp_path / "copy.db")
    busy = Store(data / DATABASE)
    with busy.write() as writing:
        writing.add("creditor", name="Under way Ltd", created_at="2026")
        result = run("restore", tmp_path / "copy.db")
    busy.close()
    assert result.exit_code == 1
    assert "Stop the server" in result.output
    assert "Under way Ltd" in dump(data / DATABASE)
