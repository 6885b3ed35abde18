"""Indexes on disk: whole or not there at all, whoever builds and whatever happens meanwhile."""

import dataclasses
import os
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from rejoinder.matching import Catalogue, NotBuilt, Shelf, meaning, rank
from rejoinder.matching.meaning import Encoder
from rejoinder.matching.shelf import digest
from rejoinder.matching.sparse import Floats
from tests.matching.small_catalogue import PHRASES, SMALL

OTHER = dataclasses.replace(SMALL, no_excuse=(*SMALL.no_excuse, "speaking"))
THIRD = dataclasses.replace(SMALL, no_excuse=(*SMALL.no_excuse, "this is she"))
SAID = [*(phrase for _, phrase in PHRASES), *SMALL.no_excuse, "fapiao mei dao", "wmmsdfp", "teh chekc", ""]


@pytest.fixture
def empty(tmp_path: Path) -> Shelf:
    """A shelf whose folder is not there yet."""
    return Shelf(tmp_path / "data" / "shelf")


@pytest.fixture
def furnished(tmp_path: Path, encoder_folder: Path) -> Shelf:
    """A shelf that has the encoder and no index: unpacking and writing the encoder takes seconds."""
    (tmp_path / f"meaning-{meaning.VERSION}").symlink_to(encoder_folder)
    return Shelf(tmp_path)


def indexes(shelf: Shelf) -> list[Path]:
    return sorted(shelf.folder.glob("index-*"))


def test_empty_shelf_has_nothing_and_looking_makes_nothing(empty: Shelf) -> None:
    assert empty.find(SMALL) is None
    assert not empty.folder.exists()


def test_index_that_was_made_is_found_and_ranks_the_same(empty: Shelf) -> None:
    made = empty.make(SMALL)
    found = empty.find(SMALL)
    assert found is not None
    assert (found.excuses, found.phrases) == (made.excuses, made.phrases)
    assert [rank(found, said) for said in SAID] == [rank(made, said) for said in SAID]


def test_index_ordered_from_another_process_ranks_as_one_made_here(furnished: Shelf, tmp_path: Path) -> None:
    furnished.order(SMALL)
    found = furnished.find(SMALL)
    assert found is not None
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / f"meaning-{meaning.VERSION}").symlink_to(furnished.folder / f"meaning-{meaning.VERSION}")
    made = Shelf(tmp_path / "here").make(SMALL)
    assert [rank(found, said) for said in SAID] == [rank(made, said) for said in SAID]


@pytest.mark.parametrize(
    "catalogue",
    [Catalogue(), Catalogue({"one": ("没收到",)}), Catalogue({"one": ("paid",), "empty": ()}, {}, ("hi",))],
)
def test_poor_catalogue_is_kept_too(catalogue: Catalogue, furnished: Shelf) -> None:
    made, found = furnished.make(catalogue), furnished.find(catalogue)
    assert found is not None
    assert rank(found, "we paid") == rank(made, "we paid")


@pytest.mark.parametrize(
    "other",
    [
        OTHER,
        dataclasses.replace(SMALL, counter={}),
        dataclasses.replace(SMALL, said={**SMALL.said, "forgot": ("it slipped my mind",)}),
        dataclasses.replace(SMALL, said={**SMALL.said, "no_invoice": SMALL.said["no_invoice"][::-1]}),
        dataclasses.replace(SMALL, said=SMALL.counter, counter=SMALL.said),
    ],
)
def test_another_wording_has_another_name_and_is_not_found(other: Catalogue, furnished: Shelf) -> None:
    assert digest(other) != digest(SMALL)
    furnished.make(SMALL)
    assert furnished.find(other) is None


def test_wording_has_one_name_in_whatever_order_its_excuses_come() -> None:
    turned = dataclasses.replace(SMALL, said=dict(reversed(SMALL.said.items())))
    assert digest(turned) == digest(SMALL)


def cut_short(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


DAMAGES = [
    cut_short,
    lambda whole: b"",
    lambda whole: whole[:-1],
    lambda whole: b"[]",
    lambda whole: b"\0" * len(whole),
]
DAMAGE_NAMES = ["cut short", "emptied", "a byte short", "another thing", "zeros"]


@pytest.mark.parametrize("damage", DAMAGES, ids=DAMAGE_NAMES)
@pytest.mark.parametrize("name", ["arrays.npz", "texts.json"])
def test_damaged_index_is_not_found_and_made_anew(furnished: Shelf, name: str, damage) -> None:
    made = furnished.make(SMALL)
    file = next(furnished.folder.glob(f"index-*/{name}"))
    file.write_bytes(damage(file.read_bytes()))
    assert furnished.find(SMALL) is None
    furnished.make(SMALL)
    found = furnished.find(SMALL)
    assert found is not None
    assert rank(found, "the cheque") == rank(made, "the cheque")


@pytest.mark.parametrize("name", ["arrays.npz", "texts.json"])
def test_index_without_one_of_its_files_is_not_found_and_made_anew(furnished: Shelf, name: str) -> None:
    furnished.make(SMALL)
    next(furnished.folder.glob(f"index-*/{name}")).unlink()
    assert furnished.find(SMALL) is None
    furnished.make(SMALL)
    assert furnished.find(SMALL) is not None


def test_half_written_index_is_not_found_and_made_anew(furnished: Shelf) -> None:
    furnished.make(SMALL)
    place = indexes(furnished)[0]
    place.rename(place.with_name(f"{place.name}.growing"))
    assert furnished.find(SMALL) is None
    furnished.make(SMALL)
    assert furnished.find(SMALL) is not None
    assert indexes(furnished) == [place]


@pytest.mark.parametrize("damage", DAMAGES[:3], ids=DAMAGE_NAMES[:3])
@pytest.mark.parametrize("name", ["table.npy", "weights.npz", "pieces.json"])
def test_damaged_encoder_is_made_anew(empty: Shelf, encoder: Encoder, name: str, damage, monkeypatch) -> None:
    monkeypatch.setattr(meaning, "unpack", lambda: encoder)
    empty.make(SMALL)
    file = next(empty.folder.glob(f"meaning-*/{name}"))
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert empty.find(SMALL) is None
    empty.make(SMALL)
    assert empty.find(SMALL) is not None
    assert file.read_bytes() == whole


@pytest.mark.parametrize("damage", DAMAGES, ids=DAMAGE_NAMES)
def test_damaged_meanings_of_the_index_before_are_not_taken_over(furnished: Shelf, damage) -> None:
    furnished.make(SMALL)
    file = next(furnished.folder.glob("index-*/encoded.npy"))
    file.write_bytes(damage(file.read_bytes()))
    furnished.make(OTHER)
    found = furnished.find(OTHER)
    assert found is not None
    assert [rank(found, phrase).matches[0].excuse for _, phrase in PHRASES] == [excuse for excuse, _ in PHRASES]


def test_processes_that_order_at_once_get_one_whole_index(empty: Shelf) -> None:
    troubles: list[BaseException] = []

    def order() -> None:
        try:
            empty.order(SMALL)
        except BaseException as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=order) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert len(indexes(empty)) == 1
    assert not list(empty.folder.glob("*.growing"))
    found = empty.find(SMALL)
    assert found is not None
    assert rank(found, "财务出差了").matches[0].excuse == "payer_absent"


def test_who_waited_for_the_lock_does_not_build_again(furnished: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    furnished.make(SMALL)
    monkeypatch.setattr("rejoinder.matching.index.build", lambda *_, **__: pytest.fail("it was built again"))
    assert rank(furnished.make(SMALL), "the cheque").matches[0].excuse == "payment_in_transit"


def test_order_into_a_folder_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(NotBuilt) as refused:
        Shelf(tmp_path / "file" / "shelf").order(SMALL)
    sentence = str(refused.value)
    assert str(tmp_path / "file") in sentence
    assert "\n" not in sentence


def test_old_indexes_are_cleared_and_the_newest_two_stay(furnished: Shelf) -> None:
    for age, wording in ((300, SMALL), (200, OTHER)):
        furnished.make(wording)
        os.utime(furnished.folder / f"index-{digest(wording)}", (1_000_000_000 - age, 1_000_000_000 - age))
    furnished.make(THIRD)
    assert furnished.find(SMALL) is None
    assert furnished.find(OTHER) is not None
    assert furnished.find(THIRD) is not None
    assert len(indexes(furnished)) == 2


def test_encoder_of_an_older_program_is_cleared(furnished: Shelf) -> None:
    (furnished.folder / "meaning-0.1-0").mkdir()
    furnished.make(SMALL)
    assert [folder.name for folder in furnished.folder.glob("meaning-*")] == [f"meaning-{meaning.VERSION}"]


def test_encoder_is_unpacked_once_for_all_indexes(empty: Shelf, encoder: Encoder, monkeypatch) -> None:
    unpacked: list[int] = []
    monkeypatch.setattr(meaning, "unpack", lambda: unpacked.append(1) or encoder)
    for wording in (SMALL, OTHER, THIRD):
        empty.make(wording)
    assert len(unpacked) == 1


def test_only_new_phrases_are_encoded_for_the_next_index(furnished: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    furnished.make(SMALL)
    encoded: list[str] = []
    encode = Encoder.encode

    def noted(self: Encoder, texts: Sequence[str]) -> Floats:
        encoded.extend(texts)
        return encode(self, texts)

    monkeypatch.setattr(Encoder, "encode", noted)
    furnished.make(OTHER)
    assert encoded == ["speaking"]
