"""Which pieces of a line are compared."""

from hypothesis import given
from hypothesis import strategies as st

from rejoinder.matching.folding import words
from rejoinder.matching.grams import cut


def shared(one: str, other: str) -> set[str]:
    return set(cut(words(one))) & set(cut(words(other)))


def test_word_is_kept_whole_and_in_runs_of_letters() -> None:
    assert cut(["paid"]) == ["=paid", "^pa", "pai", "aid", "id$", "^pai", "paid", "aid$", "+paid"]


def test_chinese_is_cut_into_one_two_and_three_characters() -> None:
    assert cut(["没发票"]) == ["没", "发", "票", "没发", "发票", "没发票"]


def test_word_while_it_is_being_typed_shares_its_beginning() -> None:
    assert {"^in", "^inv"} <= shared("inv", "invoice")


def test_slip_of_the_fingers_leaves_most_of_a_word() -> None:
    assert len(shared("invioce", "invoice")) >= 4
    assert not shared("cheque", "invoice")


def test_neighbours_are_kept_as_a_pair_and_only_within_one_language() -> None:
    assert "not paid" in cut(["not", "paid"])
    assert "paid not" not in cut(["not", "paid"])
    assert not [gram for gram in cut(["invoice", "没收到"]) if " " in gram]


def test_denied_word_is_another_than_the_same_word_affirmed() -> None:
    assert "!receive" in cut(words("we didn't receive it"))
    assert "+receive" not in cut(words("we didn't receive it"))
    assert "+receive" in cut(words("we did receive it"))


def test_denial_reaches_three_words_and_no_further() -> None:
    denied = [gram for gram in cut(words("never got that nice invoice today")) if gram.startswith("!")]
    assert denied == ["!got", "!that", "!nice"]


def test_second_denial_begins_anew() -> None:
    assert "!cheque" in cut(words("not that nor this cheque"))


@given(st.text(max_size=200))
def test_each_gram_comes_once_and_the_same_again(text: str) -> None:
    grams = cut(words(text))
    assert len(grams) == len(set(grams))
    assert grams == cut(words(text))


def test_nothing_has_no_grams() -> None:
    assert cut([]) == []
