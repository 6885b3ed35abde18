"""Chinese heard by its sound."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.matching import pinyin
from rejoinder.matching.pinyin import Reader, Sounds

KNOWN = frozenset(["he", "can", "long", "the", "we", "invoice", "never", "received", "not", "had", "good"])


@pytest.fixture(scope="module")
def reader() -> Reader:
    return pinyin.from_dictionary()


def hear(reader: Reader, words: str) -> Sounds:
    return reader.hear(words.split(), is_known=KNOWN.__contains__)


@pytest.mark.parametrize(
    ("text", "sounds"),
    [("没钱", "mei qian"), ("发票没到", "fa piao mei dao"), ("绿色女略", "lv se nv lve"), ("OK，x", ""), ("", "")],
)
def test_characters_are_read_without_tones(reader: Reader, text: str, sounds: str) -> None:
    assert reader.read(text) == sounds.split()


def test_character_is_read_as_in_its_word_when_the_index_is_built() -> None:
    assert pinyin.spoken("银行行长") == ["yin", "hang", "hang", "zhang"]
    assert pinyin.spoken("绿略ok") == ["lv", "lve"]


@pytest.mark.parametrize(
    ("letters", "sounds"),
    [
        ("fukuanliucheng", "fu kuan liu cheng"),
        ("meiqian", "mei qian"),
        ("xianzai", "xian zai"),
        ("zhuang", "zhuang"),
        ("lvse", "lv se"),
        ("fapiaozh", "fa piao"),
        ("fklc", ""),
        ("invoice", ""),
        ("", ""),
    ],
)
def test_letters_are_split_into_the_fewest_syllables(reader: Reader, letters: str, sounds: str) -> None:
    assert reader.split(letters) == sounds.split()


@given(word=st.text(alphabet=string.ascii_lowercase, max_size=24))
def test_syllables_are_cut_from_the_letters_in_order(reader: Reader, word: str) -> None:
    found = reader.split(word)
    assert set(found) <= reader.spellings
    assert word.startswith("".join(found))


@pytest.mark.parametrize(
    ("said", "syllables"),
    [
        ("fukuanliucheng", "fu kuan liu cheng"),
        ("mei qian le", "mei qian le"),
        ("women mei qian", "wo men mei qian"),
        ("fapiao 没收到", "fa piao mei shou dao"),
        ("没钱", "mei qian"),
    ],
)
def test_pinyin_is_heard(reader: Reader, said: str, syllables: str) -> None:
    assert hear(reader, said).syllables == tuple(syllables.split())


@pytest.mark.parametrize("said", ["he can", "he can long", "the invoice never received", "we had long", "xian"])
def test_english_words_are_not_taken_for_pinyin(reader: Reader, said: str) -> None:
    assert hear(reader, said) == Sounds((), frozenset(), hear(reader, said).initials)


def test_one_word_that_might_be_pinyin_in_an_english_line_stays_english(reader: Reader) -> None:
    assert hear(reader, "invoice never fukuan received").syllables == ()


def test_typed_words_are_told_from_those_in_characters(reader: Reader) -> None:
    assert hear(reader, "fapiao 没收到").typed == {"fapiao"}
    assert hear(reader, "没收到").typed == frozenset()


@pytest.mark.parametrize(
    ("said", "initials"),
    [
        ("fklc", ("fklc",)),
        ("发票 wsd", ("wsd",)),
        ("invoice", ()),
        ("zz", ()),
        ("abcdefghijk", ()),
        ("000", ()),
        ("fukuan", ()),
    ],
)
def test_strange_letters_may_be_initials(reader: Reader, said: str, initials: tuple[str, ...]) -> None:
    assert hear(reader, said).initials == initials


@pytest.mark.parametrize(
    ("heard", "meant"),
    [("si", "shi"), ("zong", "zhong"), ("cen", "cheng"), ("yin", "ying"), ("fan", "fang"), ("sen", "sheng")],
)
def test_sounds_that_are_often_mixed_are_one(heard: str, meant: str) -> None:
    assert pinyin.grams([heard]) == pinyin.grams([meant])


@pytest.mark.parametrize(("one", "other"), [("dong", "dou"), ("fan", "fen"), ("ni", "li"), ("hong", "hou")])
def test_sounds_that_differ_stay_apart(one: str, other: str) -> None:
    assert pinyin.grams([one]) != pinyin.grams([other])


def test_runs_of_one_to_three_syllables_are_compared() -> None:
    assert pinyin.grams(["mei", "qian", "le", "mei"]) == [
        "mei",
        "qian",
        "le",
        "mei qian",
        "qian le",
        "le mei",
        "mei qian le",
        "qian le mei",
    ]


def test_initials_are_the_first_letters() -> None:
    assert pinyin.initials(["fa", "piao", "mei", "dao"]) == "fpmd"
    assert pinyin.initials([]) == ""


def test_reader_made_of_a_saved_table_reads_the_same(reader: Reader) -> None:
    again = pinyin.reader(list(reader.syllables), reader.readings.copy())
    assert again.read("发票没到") == reader.read("发票没到")
    assert again.split("fapiaomeid") == reader.split("fapiaomeid")
