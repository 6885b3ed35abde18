"""What the tests of imports share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from ledger_office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office whose store is empty."""
    return Office(tmp_path)


@pytest.fixture
def sample_book(office: Office) -> Callable[[], None]:
    """Puts the sample creditor into the store."""

    def add() -> None:
        with office.store.write() as writing:
            writing.add("creditor", name="Sample Pumps", is_sample=1, created_at="2024-01-01T00:00:00.000000Z")

    return add
