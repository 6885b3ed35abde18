"""What a collector may count on when she types what she hears."""

import dataclasses
import pathlib
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder.matching import Catalogue, Index, Match, Ranking, build, rank

CATALOGUE = Catalogue(
    said={
        "waiting_on_customer": (
            "our customer has not paid us",
            "we are waiting for our own client to settle",
            "as soon as our customer pays I can pay you",
            "我们的客户还没给我们付款",
            "客户的钱还没到",
            "等客户回款了就给你们",
        ),
        "no_invoice": (
            "we never received the invoice",
            "can you send me a copy of the invoice",
            "the invoice has not arrived",
            "我们没收到发票",
            "发票还没寄过来",
            "麻烦再发一份发票",
        ),
        "already_paid": (
            "we paid that last week",
            "that has been paid already",
            "my records show it was settled on the 3rd",
            "这笔钱上周就付了",
            "我们已经付过款了",
            "款早就打给你们了",
        ),
        "payment_in_transit": (
            "the cheque is in the post",
            "the transfer went out this morning",
            "支票已经寄出去了",
            "今天早上刚汇出去",
        ),
        "payer_absent": (
            "the ﬁnance manager is on holiday",
            "she is away until Monday, nobody else can pay",
            "财务出差了",
            "老板不在，没人签字",
        ),
    },
    counter={
        "no_invoice": ("we have received the invoice", "发票我们收到了"),
        "waiting_on_customer": ("our customer has paid us, so you will have it on Friday",),
    },
    no_excuse=(
        "hello, who is speaking please",
        "hold on, I will put you through",
        "I will transfer the full amount on Friday",
        "thank you, have a nice day",
        "您好，请问哪位",
        "稍等，我帮您转过去",
        "周五我把全款转给你",
    ),
)


@pytest.fixture(scope="module")
def index() -> Index:
    return build(CATALOGUE)


def best(index: Index, said: str) -> str:
    return rank(index, said).matches[0].excuse


def score(index: Index, said: str, excuse: str) -> float:
    return next((m.score for m in rank(index, said, limit=99).matches if m.excuse == excuse), 0.0)


def marked(match: Match) -> list[str]:
    return [match.phrase[start:end] for start, end in match.shared]


PHRASES = [(excuse, phrase) for excuse, phrases in CATALOGUE.said.items() for phrase in phrases]


@pytest.mark.parametrize(("excuse", "phrase"), PHRASES)
def test_phrase_of_the_catalogue_finds_itself(index: Index, excuse: str, phrase: str) -> None:
    first = rank(index, phrase).matches[0]
    assert (first.excuse, first.phrase) == (excuse, phrase)
    assert first.score > 0.9


@pytest.mark.parametrize(
    ("said", "excuse"),
    [
        ("our custmer hasnt piad us", "waiting_on_customer"),
        ("teh chekc is in the psot", "payment_in_transit"),
        ("never recieved teh invioce", "no_invoice"),
        ("paid last week, we paid it", "already_paid"),
        ("invoice? never received", "no_invoice"),
        ("in the post is the cheque", "payment_in_transit"),
        ("THE CHEQUE IS IN THE POST!!!", "payment_in_transit"),
        ("ｔｈｅ　ｃｈｅｑｕｅ　ｉｓ　ｉｎ　ｔｈｅ　ｐｏｓｔ", "payment_in_transit"),
        ("the finance manager is on holiday", "payer_absent"),
        ("我們的客戶還沒給我們付款", "waiting_on_customer"),
        ("發票還沒寄過來", "no_invoice"),
        ("那个发票我们一直没收到啊", "no_invoice"),
        ("财务这两天出差了不在", "payer_absent"),
        ("invoice 没收到", "no_invoice"),
        ("cheque 已经寄出去了", "payment_in_transit"),
        ("our cust", "waiting_on_customer"),
        ("客户还没", "waiting_on_customer"),
    ],
)
def test_excuse_found_in_whatever_way_it_is_typed(index: Index, said: str, excuse: str) -> None:
    assert best(index, said) == excuse


def test_half_typed_words_show_the_phrase_they_begin(index: Index) -> None:
    first = rank(index, "our cust").matches[0]
    assert first.phrase == "our customer has not paid us"
    assert marked(first) == ["our customer"]


@pytest.mark.parametrize("said", ["", "   ", "\n\t", "?!…", "，。", "😀🎉", "\x00", "\ud800"])
def test_nothing_said_is_no_excuse(index: Index, said: str) -> None:
    assert rank(index, said) == Ranking(none=1.0, matches=())


def test_words_that_share_nothing_with_the_catalogue_are_no_excuse(index: Index) -> None:
    assert rank(index, "жжж ξξξ") == Ranking(none=1.0, matches=())


def test_emoji_do_not_hide_the_words(index: Index) -> None:
    assert best(index, "😀 the cheque is in the post 🎉") == "payment_in_transit"


@pytest.mark.parametrize("said", CATALOGUE.no_excuse)
def test_line_that_is_no_excuse_is_called_none(index: Index, said: str) -> None:
    assert rank(index, said).none > 0.9


@pytest.mark.parametrize(
    "said", ["hello who is speaking", "I will transfer the full amount on Tuesday", "稍等一下，我帮你转过去"]
)
def test_line_near_one_that_is_no_excuse_is_more_likely_none_than_not(index: Index, said: str) -> None:
    assert rank(index, said).none > 0.5


@pytest.mark.parametrize(("excuse", "phrase"), PHRASES)
def test_excuse_is_not_called_none(index: Index, excuse: str, phrase: str) -> None:
    assert rank(index, phrase).none < 0.3


@pytest.mark.parametrize(
    ("excuse", "counter", "phrase"),
    [
        ("no_invoice", "we have received the invoice", "we never received the invoice"),
        ("no_invoice", "发票我们收到了", "我们没收到发票"),
        (
            "waiting_on_customer",
            "our customer has paid us, so you will have it on Friday",
            "our customer has not paid us",
        ),
    ],
)
def test_counter_phrase_speaks_against_its_excuse(index: Index, excuse: str, counter: str, phrase: str) -> None:
    assert score(index, counter, excuse) < 0.2 < 0.9 < score(index, phrase, excuse)
    assert rank(index, counter).none > 0.5


def test_counter_phrase_lowers_an_excuse_it_would_otherwise_be_taken_for() -> None:
    without = build(dataclasses.replace(CATALOGUE, counter={}))
    said = "we have received your invoice"
    assert score(build(CATALOGUE), said, "no_invoice") < score(without, said, "no_invoice")


@pytest.mark.parametrize(
    ("said", "phrase", "expected"),
    [
        ("the cheque is in the post", "the cheque is in the post", ["the cheque is in the post"]),
        ("chekue was posted", "the cheque is in the post", ["cheque", "post"]),
        ("cheque, I think", "the cheque is in the post", ["cheque"]),
        ("finance manager away", "the ﬁnance manager is on holiday", ["ﬁnance manager"]),
        ("老闆不在", "老板不在，没人签字", ["老板不在"]),
    ],
)
def test_marks_stand_on_the_shared_words_of_the_phrase(said: str, phrase: str, expected: list[str]) -> None:
    assert marked(rank(build(Catalogue({"only": (phrase,)})), said).matches[0]) == expected


def test_marks_leave_out_words_that_explain_nothing() -> None:
    index = build(Catalogue({"only": ("is it on the way to us", "支票是我的了")}))
    assert rank(index, "it is the way").matches[0].shared == ((9, 16),)
    assert rank(index, "on the is").matches[0].shared == ()
    assert rank(index, "我的").matches[0].shared == ()


def test_marks_forgive_a_slip_of_the_fingers(index: Index) -> None:
    assert "invoice" in " ".join(marked(rank(index, "never recieved teh invioce").matches[0]))


def test_limit_cuts_the_list_and_nothing_else(index: Index) -> None:
    said = "the customer paid the invoice by cheque on holiday"
    everything = rank(index, said, limit=99)
    assert len(everything.matches) == 5
    assert rank(index, said, limit=2) == Ranking(everything.none, everything.matches[:2])
    assert rank(index, said, limit=0).matches == ()


def test_equal_excuses_stand_in_the_order_of_their_ids() -> None:
    index = build(Catalogue({"b": ("the same words",), "c": ("the same words",), "a": ("the same words",)}))
    assert [match.excuse for match in rank(index, "the same").matches] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "catalogue",
    [
        Catalogue(),
        Catalogue(no_excuse=("hello",)),
        Catalogue({"empty": ()}),
        Catalogue({"marks": ("?!",)}, {"marks": ("…",)}, ("",)),
        Catalogue({"one": ("hello there",)}, {"unknown": ("not this one",)}),
    ],
)
def test_poor_catalogue_still_answers(catalogue: Catalogue) -> None:
    answer = rank(build(catalogue), "hello there")
    assert [match.excuse for match in answer.matches] == [e for e in catalogue.said if e == "one"]
    assert 0 <= answer.none <= 1


FILLER = "and then the weather turned and we drove along the coast for a while talking about football. "


@pytest.mark.parametrize(
    "said",
    [
        FILLER * 25 + "the cheque is in the post. " + FILLER * 25,
        "天气不错大家都去海边玩了聊聊足球" * 150 + "，支票已经寄出去了，" + "天气不错大家都去海边玩了聊聊足球" * 150,
    ],
)
def test_excuse_found_in_the_middle_of_a_pasted_letter(index: Index, said: str) -> None:
    assert len(said) > 4600
    assert best(index, said) == "payment_in_transit"


@pytest.mark.parametrize("said", ["x" * 100_000, "付" * 100_000, "\ufdfa" * 100_000, "a b " * 50_000])
def test_text_of_any_length_is_answered(index: Index, said: str) -> None:
    assert 0 <= rank(index, said).none <= 1


def test_same_words_give_the_same_answer_in_another_process() -> None:
    program = (
        "from rejoinder.matching import Catalogue, build, rank\n"
        "index = build(Catalogue({'a': ('we paid it', 'paid last week'), 'b': ('no invoice came',)}, {}, ('hi',)))\n"
        "print(rank(index, 'we paid the invoice last week'))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=pathlib.Path(__file__).parents[2],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1


SAID = st.one_of(
    st.text(max_size=400),
    st.text(alphabet="our customer invoice paid 客户發票没付款了，。 ’ﬁ１\u0301", max_size=400),
    st.lists(st.sampled_from([phrase for _, phrase in PHRASES]), max_size=30).map(" ".join),
)


@settings(deadline=None, max_examples=300)
@given(SAID)
def test_any_text_gives_sorted_scores_between_nought_and_one(said: str) -> None:
    answer = rank(INDEX, said)
    order = [(-match.score, match.excuse) for match in answer.matches]
    assert order == sorted(order)
    assert len({match.excuse for match in answer.matches}) == len(order) <= 5
    assert 0 <= answer.none <= 1
    assert all(0 <= match.score <= 1 for match in answer.matches)
    for match in answer.matches:
        edges = [edge for span in match.shared for edge in span]
        assert edges == sorted(set(edges))
        assert all(0 <= edge <= len(match.phrase) for edge in edges)


INDEX = build(CATALOGUE)
