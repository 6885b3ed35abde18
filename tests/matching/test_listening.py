"""What is made of a typed line before anybody judges it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder.matching import Index
from rejoinder.matching.listening import listen, units

FILLER = "and then the weather turned and we drove along the coast for a while talking about football "
CHINESE_FILLER = "天气不错大家都去海边玩了聊聊足球"


def test_short_line_is_taken_whole(small: Index) -> None:
    line = listen(small, "We paid ＴＨＡＴ, 發票沒收到！")
    assert line.text == "We paid THAT, 发票没收到!"
    assert line.words == ("we", "paid", "that", "发票没收到")
    assert line.syllables == ("fa", "piao", "mei", "shou", "dao")
    assert (line.typed, line.initials) == (frozenset(), ())


@pytest.mark.parametrize(
    ("said", "text", "words"),
    [
        ("meishoudao fapiao", "", ()),
        ("fapiao没收到", "没收到", ("没收到",)),
        ("Fapiao 没收到 invoice", "没收到 invoice", ("没收到", "invoice")),
        ("mei qian le, sorry", "sorry", ("sorry",)),
    ],
)
def test_pinyin_is_taken_out_of_the_words_and_the_text(
    small: Index, said: str, text: str, words: tuple[str, ...]
) -> None:
    line = listen(small, said)
    assert line.text.strip(", ") == text
    assert line.words == words
    assert line.typed


def test_pinyin_inside_another_word_stays_there(small: Index) -> None:
    assert listen(small, "mei qian le please").text == "please"


def test_initials_count_beside_chinese_or_alone_but_not_among_english_words(small: Index) -> None:
    assert listen(small, "wmmsdfp").initials == ("wmmsdfp",)
    assert listen(small, "发票 wsd").initials == ("wsd",)
    assert listen(small, "the chq has arrived").initials == ()


@pytest.mark.parametrize(
    ("said", "excuse"),
    [
        (FILLER * 20 + "the cheque is in the post " + FILLER * 20, "the cheque is in the post"),
        (CHINESE_FILLER * 50 + "，支票已经寄出去了，" + CHINESE_FILLER * 50, "支票已经寄出去了"),
    ],
)
def test_stretches_with_the_excuse_are_chosen(small: Index, said: str, excuse: str) -> None:
    line = listen(small, said)
    assert "".join(excuse.split()) in "".join(line.words)
    assert excuse in " ".join(line.words)


def test_of_a_pasted_letter_three_stretches_are_heard(small: Index) -> None:
    letter = listen(small, FILLER * 30)
    assert 64 < units(letter.words) <= 3 * 32
    talk = listen(small, FILLER * 4)
    assert units(talk.words) == len(FILLER.split()) * 4


@given(st.lists(st.sampled_from(["paid", "没收到发票", "ok", "款"])))
def test_two_chinese_characters_count_as_one_word(words: list[str]) -> None:
    assert units(words) == sum({"paid": 1, "没收到发票": 2.5, "ok": 1, "款": 0.5}[word] for word in words)


@settings(deadline=None)
@given(said=st.text(max_size=2_000))
def test_any_text_is_taken_apart(small: Index, said: str) -> None:
    line = listen(small, said)
    assert len(line.text) <= 6_000
    assert bool(line.typed) <= bool(line.syllables)
