"""Two spellings of the same words must meet, and every piece must know its place in the text as written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.matching import folding


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("We HAVEN'T got it", "we haven’t got it"),
        ("haven't", "havent"),
        ("ＷＥ　ＰＡＩＤ", "we paid"),
        ("the ﬁnance oﬃce", "the finance office"),
        ("我們的客戶還沒付款", "我们的客户还没付款"),
        ("我们 没 收到 发票", "我们没收到发票"),
        ("paid   on\tthe 14th!", "paid on the 26th"),
        ("老板，不在。", "老板；不在"),
    ],
)
def test_spellings_of_the_same_words_meet(written: str, same: str) -> None:
    assert folding.words(written) == folding.words(same)


def test_chinese_and_letters_stand_apart_without_a_space() -> None:
    assert folding.words("PO号不对ok") == ["po", "号不对", "ok"]


def test_chinese_punctuation_ends_a_run() -> None:
    assert folding.words("老板，不在") == ["老板", "不在"]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the ﬁnance oﬃce", ["the", "ﬁnance", "oﬃce"]),
        ("hasn’t paid", ["hasn’t", "paid"]),
        ("ＰＡＩＤ款", ["ＰＡＩＤ", "款"]),
        ("cafe\u0301 closed", ["cafe\u0301", "closed"]),
        ("客戶。ok", ["客", "戶", "ok"]),
    ],
)
def test_pieces_are_cut_from_the_phrase_as_written(phrase: str, expected: list[str]) -> None:
    assert [phrase[piece.start : piece.end] for piece in folding.pieces(phrase)] == expected


def test_piece_of_a_ligature_is_compared_by_its_letters() -> None:
    assert [piece.folded for piece in folding.pieces("oﬃce")] == ["office"]


@given(st.text())
def test_pieces_stand_in_order_inside_any_text(text: str) -> None:
    places = [(piece.start, piece.end) for piece in folding.pieces(text)]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


@given(st.text(alphabet=st.characters(max_codepoint=0x7F)))
def test_pieces_and_words_agree_on_plain_text(text: str) -> None:
    assert [piece.folded for piece in folding.pieces(text)] == folding.words(text)
