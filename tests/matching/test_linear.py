"""What is learnt must tell apart what can be told apart, and the same every time."""

import numpy as np
import pytest

from rejoinder.matching.linear import learn
from rejoinder.matching.sparse import Floats, Rows, vocabulary

# Two classes that the first column alone tells apart; the second column says nothing.
POINTS = np.array([[1, 0], [0.8, 0.6], [0.9, -0.4], [-1, 0], [-0.8, 0.6], [-0.9, -0.4]], dtype=np.float32)
TARGETS = np.array([[1, -1]] * 3 + [[-1, 1]] * 3, dtype=np.float32)


def scores(rows: Floats, targets: Floats) -> Floats:
    learnt = learn(rows, targets, width=rows.shape[1])
    return np.array([learnt.score(np.arange(rows.shape[1]), row) for row in rows])


def test_what_can_be_told_apart_is_told_apart() -> None:
    assert (np.sign(scores(POINTS, TARGETS)) == TARGETS).all()
    assert (np.abs(scores(POINTS, TARGETS)) > 0.5).all()


def test_line_never_seen_falls_to_its_side() -> None:
    learnt = learn(POINTS, TARGETS, width=2)
    first, second = learnt.score(np.arange(2), np.array([0.7, 0.1], dtype=np.float32))
    assert first > 0 > second


def test_row_whose_target_is_nought_does_not_matter() -> None:
    # A row on the second side: said to be of the first class it pulls that class over, at nought it does not.
    rows = np.vstack([POINTS, [[-1, 0.1]]]).astype(np.float32)
    wrong, left_out = (np.vstack([TARGETS, [[target, 1]]]).astype(np.float32) for target in (1, 0))
    assert scores(rows, left_out)[6, 0] < -0.5 < scores(rows, wrong)[6, 0]
    assert (np.sign(scores(rows, left_out)[:6]) == TARGETS).all()


def test_class_for_which_nothing_matters_learns_nothing() -> None:
    targets = TARGETS.copy()
    targets[:, 1] = 0
    assert not learn(POINTS, targets, width=2).weights[:, 1].any()


def test_rows_of_features_and_a_whole_table_teach_the_same() -> None:
    starts = np.arange(0, 2 * len(POINTS) + 1, 2, dtype=np.int32)
    rows = Rows(starts, np.tile(np.arange(2, dtype=np.int32), len(POINTS)), POINTS.ravel())
    table = learn(POINTS, TARGETS, width=2).weights
    assert learn(rows, TARGETS, width=2).weights == pytest.approx(table, abs=1e-3)


def test_same_phrases_teach_the_same_every_time() -> None:
    chance = np.random.default_rng(1)
    lines = [[f"f{feature}" for feature in chance.integers(0, 40, size=6)] for _ in range(60)]
    known = vocabulary(lines)
    rows = known.rows([list(dict.fromkeys(line)) for line in lines])
    targets = np.where(chance.random((60, 5)) < 0.3, 1, -1).astype(np.float32)
    first, second = (learn(rows, targets, width=len(known.numbers)).weights for _ in range(2))
    assert first.tobytes() == second.tobytes()


@pytest.mark.parametrize("classes", [0, 1, 3])
def test_nothing_to_learn_from_gives_silence(classes: int) -> None:
    learnt = learn(np.zeros((0, 4), np.float32), np.zeros((0, classes), np.float32), width=4)
    assert learnt.score(np.arange(4), np.ones(4, np.float32)).tolist() == [0] * classes
