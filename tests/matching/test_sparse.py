"""Lines as weighted features: comparing few features must give what comparing all of them would."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.matching import sparse
from rejoinder.matching.sparse import Floats, Rows, Vocabulary, turn, vocabulary

LINES = [["a", "b"], ["a", "c"], ["a", "b", "c", "d"], ["a"]]


def dense(rows: Rows, width: int) -> Floats:
    table = np.zeros((len(rows), width), dtype=np.float32)
    for line in range(len(rows)):
        held = slice(rows.starts[line], rows.starts[line + 1])
        table[line, rows.columns[held]] = rows.strengths[held]
    return table


def likeness(known: Vocabulary, lines: list[list[str]], said: list[str]) -> Floats:
    return turn(known.rows(lines), width=len(known.numbers)).likeness(*known.weigh(said))


def test_feature_counts_the_more_the_fewer_lines_hold_it() -> None:
    known = vocabulary(LINES)
    in_all, in_two, in_one = (known.rarity[known.numbers[feature]] for feature in "abd")
    assert in_all == pytest.approx(1)
    assert in_all < in_two < in_one


def test_feature_held_twice_by_a_line_counts_once() -> None:
    assert vocabulary([["a", "a"], ["b"]]).rarity.tolist() == vocabulary([["a"], ["b"]]).rarity.tolist()


def test_line_of_known_features_has_length_one() -> None:
    _, strengths = vocabulary(LINES).weigh(["a", "b", "d"])
    assert float(strengths @ strengths) == pytest.approx(1)


def test_strange_features_make_a_line_less_like_every_phrase() -> None:
    known = vocabulary(LINES)
    plain, strange = (likeness(known, LINES, said) for said in (["a", "b"], ["a", "b", "x", "y"]))
    assert plain[0] == pytest.approx(1)
    assert (strange < plain)[:3].all()
    assert (strange[:3] > 0).all()


def test_line_of_strange_features_alone_is_like_nothing() -> None:
    known = vocabulary(LINES)
    held, strengths = known.weigh(["x", "y"])
    assert (len(held), len(strengths)) == (0, 0)
    assert likeness(known, LINES, ["x", "y"]).tolist() == [0, 0, 0, 0]


FEATURES = st.lists(st.sampled_from("abcdefghij"), max_size=8, unique=True)


@given(st.lists(FEATURES, max_size=12), FEATURES)
def test_likeness_is_the_cosine_over_all_features(lines: list[list[str]], said: list[str]) -> None:
    known = vocabulary(lines)
    width = len(known.numbers)
    whole = np.zeros(width, dtype=np.float32)
    held, strengths = known.weigh(said)
    whole[held] = strengths
    assert likeness(known, lines, said) == pytest.approx(dense(known.rows(lines), width) @ whole, abs=1e-5)


def test_rarest_features_are_looked_at_first_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    known = vocabulary(LINES)
    held, strengths = known.weigh(["a", "b", "d"])
    monkeypatch.setattr(sparse, "_MOST_PLACES", 3)
    found = turn(known.rows(LINES), width=4).likeness(held, strengths)
    # "d" is in one line and "b" in two; for "a", in four, there is no room.
    assert [bool(one) for one in found] == [True, False, True, False]


def test_large_catalogue_leaves_out_what_is_in_one_line_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(vocabulary(LINES).numbers) == {"a", "b", "c", "d"}
    monkeypatch.setattr(sparse, "_LARGE", 4)
    assert set(vocabulary(LINES).numbers) == {"a", "b", "c"}


def test_numbers_do_not_depend_on_the_order_in_which_features_come_up() -> None:
    assert vocabulary(LINES).numbers == vocabulary([line[::-1] for line in LINES[::-1]]).numbers


def test_no_lines_at_all_are_like_nothing() -> None:
    known = vocabulary([])
    assert likeness(known, [], ["a"]).shape == (0,)
