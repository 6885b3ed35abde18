"""What the tests of imports share."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest
from ledger_office import Office

from rejoinder.store import migrate


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store without anything in it, made once to be copied."""
    path = tmp_path_factory.mktemp("empty") / "rejoinder.db"
    migrate(path)
    return path


@pytest.fixture
def office(tmp_path: Path, empty_store: Path) -> Office:
    """An office whose store is empty."""
    copyfile(empty_store, tmp_path / "rejoinder.db")
    return Office(tmp_path)


@pytest.fixture
def sample_book(office: Office) -> Callable[[], None]:
    """Puts the sample creditor into the store."""

    def add() -> None:
        with office.store.write() as writing:
            writing.add("creditor", name="Sample Pumps", is_sample=1, created_at="2024-01-01T00:00:00.000000Z")

    return add
