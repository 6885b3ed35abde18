"""What the tests of matching share: the indexes of a small catalogue and of the shipped one, and a shelf to fill."""

from pathlib import Path

import pytest

from app import ROOT
from rejoinder.cli.match import _catalogue
from rejoinder.matching import Catalogue, Index, Shelf, build, meaning
from rejoinder.matching.meaning import Encoder
from tests.matching.small_catalogue import SMALL


@pytest.fixture(scope="session")
def small(encoder: Encoder) -> Index:
    """The index of the small catalogue."""
    return build(SMALL, encoder=encoder)


@pytest.fixture(scope="session")
def wording() -> Catalogue:
    """The excuses as shipped."""
    return _catalogue(ROOT / "excuses")


@pytest.fixture(scope="session")
def shipped(wording: Catalogue, shelf: Path) -> Index:
    """The index of the excuses as shipped, built by whichever test needs it first."""
    return Shelf(shelf).make(wording)


@pytest.fixture(scope="session")
def encoder_folder(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The encoder as it is kept on a shelf."""
    folder = tmp_path_factory.mktemp("encoder")
    meaning.save(encoder, folder)
    return folder
