"""What a collector may count on when she types what she hears."""

import dataclasses
import pathlib
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder.matching import Catalogue, Index, Match, Ranking, build, rank
from rejoinder.matching.meaning import Encoder
from tests.matching.small_catalogue import PHRASES, SMALL


def best(index: Index, said: str) -> str:
    return rank(index, said).matches[0].excuse


def score(index: Index, said: str, excuse: str) -> float:
    return next((m.score for m in rank(index, said, limit=99).matches if m.excuse == excuse), 0.0)


def marked(match: Match) -> list[str]:
    return [match.phrase[start:end] for start, end in match.shared]


@pytest.mark.parametrize(("excuse", "phrase"), PHRASES)
def test_phrase_of_the_catalogue_finds_itself(small: Index, excuse: str, phrase: str) -> None:
    answer = rank(small, phrase)
    assert (answer.matches[0].excuse, answer.matches[0].phrase) == (excuse, phrase)
    assert answer.is_near_certain
    assert not answer.is_likely_none


@pytest.mark.parametrize(
    ("said", "excuse"),
    [
        # Slips of the fingers, another order, capitals, punctuation, full width, ligatures.
        ("our custmer hasnt piad us", "waiting_on_customer"),
        ("teh chekc is in the psot", "payment_in_transit"),
        ("never recieved teh invioce", "no_invoice"),
        ("paid last week, we paid it", "already_paid"),
        ("invoice? never received", "no_invoice"),
        ("in the post is the cheque", "payment_in_transit"),
        ("THE CHEQUE IS IN THE POST!!!", "payment_in_transit"),
        ("ｔｈｅ　ｃｈｅｑｕｅ　ｉｓ　ｉｎ　ｔｈｅ　ｐｏｓｔ", "payment_in_transit"),
        ("the finance manager is on holiday", "payer_absent"),
        # Traditional characters.
        ("我們的客戶還沒給我們付款", "waiting_on_customer"),
        ("發票還沒寄過來", "no_invoice"),
        ("老闆不在，沒人簽字", "payer_absent"),
        # As spoken, with filling words.
        ("那个发票我们一直没收到啊", "no_invoice"),
        ("财务这两天出差了不在", "payer_absent"),
        # Both languages in one line.
        ("invoice 没收到", "no_invoice"),
        ("cheque 已经寄出去了", "payment_in_transit"),
        ("财务 on holiday", "payer_absent"),
        ("customer 还没 pay", "waiting_on_customer"),
        # While it is being typed.
        ("our cust", "waiting_on_customer"),
        ("the che", "payment_in_transit"),
        ("客户还没", "waiting_on_customer"),
        ("支票已", "payment_in_transit"),
        # Full pinyin, in one word or in many, half typed, and beside characters.
        ("meishoudaofapiao", "no_invoice"),
        ("mei shou dao fa piao", "no_invoice"),
        ("MEISHOUDAO fapiao", "no_invoice"),
        ("meishoudaofap", "no_invoice"),
        ("fapiao没收到", "no_invoice"),
        ("kehuhaimeifukuan", "waiting_on_customer"),
        ("caiwuchuchaile", "payer_absent"),
        ("zhipiaoyijingjichuqule", "payment_in_transit"),
        # Sounds that much of China does not keep apart.
        ("mei sou dao fa piao", "no_invoice"),
        ("zipiao yijin jicuqule", "payment_in_transit"),
        # Initials.
        ("wmmsdfp", "no_invoice"),
        ("fphmjgl", "no_invoice"),
        ("cwccl", "payer_absent"),
        ("lbbz", "payer_absent"),
        ("zpyjjcql", "payment_in_transit"),
        # Another character of the same sound, as an input method gives it.
        ("发飘没收到", "no_invoice"),
        ("课户的钱还没道", "waiting_on_customer"),
        ("之票已经记出去了", "payment_in_transit"),
        ("才务出差", "payer_absent"),
    ],
)
def test_excuse_found_in_whatever_way_it_is_typed(small: Index, said: str, excuse: str) -> None:
    assert best(small, said) == excuse


def test_excuse_known_only_by_its_sound_shows_the_chinese_phrase(small: Index) -> None:
    assert rank(small, "caiwuchuchaile").matches[0].phrase == "财务出差了"
    assert rank(small, "cwccl").matches[0].phrase == "财务出差了"


def test_half_typed_words_show_the_phrase_they_begin(small: Index) -> None:
    first = rank(small, "our cust").matches[0]
    assert first.phrase == "our customer has not paid us"
    assert marked(first) == ["our customer"]


@pytest.mark.parametrize("said", ["", "   ", "\n\t", "?!…", "，。", "😀🎉", "\x00", "\x1b\x07", "\u2028", "\ud800"])
def test_nothing_said_is_no_excuse(small: Index, said: str) -> None:
    assert rank(small, said) == Ranking(none=1.0, matches=())


@pytest.mark.parametrize("said", ["жжж ξξξ", "счёт не пришёл", "الفاتورة لم تصل", "청구서를 못 받았어요", "חשבונית"])
def test_words_that_share_nothing_with_the_catalogue_are_no_excuse(small: Index, said: str) -> None:
    assert rank(small, said) == Ranking(none=1.0, matches=())


@pytest.mark.parametrize("said", ["12345 67", "14", "2026-11-18", "９８７", "4,411.20"])
def test_digits_alone_are_no_excuse(small: Index, said: str) -> None:
    assert rank(small, said).is_likely_none


@pytest.mark.parametrize("said", ["it was settled on the 9th", "my records show 27.11. as the day it was settled"])
def test_day_that_was_named_does_not_decide(small: Index, said: str) -> None:
    first = rank(small, said).matches[0]
    assert (first.excuse, first.phrase) == ("already_paid", "my records show it was settled on the 3rd")


@pytest.mark.parametrize(
    "said",
    [
        "😀 the cheque is in the post 🎉",
        "the\x00 cheque\x1b is\x07 in the post",
        "the cheque\u2028is in the post",
        "the cheque\r\nis in\tthe post",
        "\ud800 the cheque is in the post",
        "\u202ethe cheque is in the post",
    ],
)
def test_stray_characters_do_not_hide_the_words(small: Index, said: str) -> None:
    answer = rank(small, said)
    assert (answer.matches[0].excuse, answer.matches[0].phrase) == ("payment_in_transit", "the cheque is in the post")


@pytest.mark.parametrize("said", SMALL.no_excuse)
def test_line_that_is_no_excuse_is_called_none(small: Index, said: str) -> None:
    answer = rank(small, said)
    assert answer.is_likely_none
    assert not answer.is_near_certain


@pytest.mark.parametrize(
    "said", ["hello who is speaking", "I will transfer the full amount on Tuesday", "稍等一下，我帮你转过去"]
)
def test_line_near_one_that_is_no_excuse_is_more_likely_none_than_any_excuse(small: Index, said: str) -> None:
    answer = rank(small, said)
    assert answer.none > answer.matches[0].score


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
def test_counter_phrase_speaks_against_its_excuse(small: Index, excuse: str, counter: str, phrase: str) -> None:
    assert best(small, counter) != excuse
    assert score(small, counter, excuse) < score(small, phrase, excuse) / 10


def test_counter_phrase_lowers_an_excuse_it_would_otherwise_be_taken_for(small: Index, encoder: Encoder) -> None:
    without = build(dataclasses.replace(SMALL, counter={}), encoder=encoder)
    said = "we have received your invoice"
    assert best(without, said) == "no_invoice"
    assert score(small, said, "no_invoice") < score(without, said, "no_invoice") / 2


def test_counter_phrase_that_is_no_excuse_at_all_is_called_none(encoder: Encoder) -> None:
    said = {"no_phone": ("do not call me again", "别再打电话来了"), "broke": ("there is no money left",)}
    counter = {"no_phone": ("do call me again tomorrow",)}
    index = build(Catalogue(said, counter, ("good morning",)), encoder=encoder)
    assert rank(index, "do call me again tomorrow").is_likely_none


@pytest.mark.parametrize(
    ("denied", "affirmed"),
    [
        ("our customer has not paid", "our customer has paid"),
        ("we didn't receive the invoice", "we did receive the invoice"),
        ("the invoice never arrived", "the invoice arrived"),
        ("我们没收到发票", "我们收到发票了"),
    ],
)
def test_denial_is_heard(small: Index, denied: str, affirmed: str) -> None:
    excuse = best(small, denied)
    assert excuse == ("waiting_on_customer" if "customer" in denied else "no_invoice")
    assert score(small, affirmed, excuse) < score(small, denied, excuse)


def marks_of(phrase: str, said: str, encoder: Encoder) -> list[str]:
    other = ("something else was said", "完全两回事")
    answer = rank(build(Catalogue({"one": (phrase,), "other": other}), encoder=encoder), said)
    return marked(next(match for match in answer.matches if match.excuse == "one"))


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
def test_marks_stand_on_the_shared_words_of_the_phrase(
    said: str, phrase: str, expected: list[str], encoder: Encoder
) -> None:
    assert marks_of(phrase, said, encoder) == expected


@pytest.mark.parametrize(
    ("said", "phrase", "expected"),
    [
        ("it is the way", "is it on the way to us", ["the way"]),
        ("on the is", "is it on the way to us", []),
        ("我的", "支票是我的了", []),
    ],
)
def test_marks_leave_out_words_that_explain_nothing(
    said: str, phrase: str, expected: list[str], encoder: Encoder
) -> None:
    assert marks_of(phrase, said, encoder) == expected


def test_marks_forgive_a_slip_of_the_fingers(small: Index) -> None:
    assert "invoice" in " ".join(marked(rank(small, "never recieved teh invioce").matches[0]))


def test_limit_cuts_the_list_and_nothing_else(small: Index) -> None:
    said = "the customer paid the invoice by cheque on holiday"
    everything = rank(small, said, limit=99)
    assert len(everything.matches) == 5
    assert rank(small, said, limit=2) == Ranking(everything.none, everything.matches[:2])
    assert rank(small, said, limit=0).matches == ()
    assert rank(small, said, limit=-1).matches == ()


def test_equal_excuses_stand_in_the_order_of_their_ids(small: Index) -> None:
    # By the first letters of 财务出差了 nothing is known of the four others.
    first, *others = rank(small, "cwccl").matches
    assert first.excuse == "payer_absent"
    assert len({match.score for match in others}) == 1
    assert [match.excuse for match in others] == sorted(set(SMALL.said) - {"payer_absent"})


@pytest.mark.parametrize(
    "catalogue",
    [
        Catalogue(),
        Catalogue(no_excuse=("hello",)),
        Catalogue({"empty": ()}),
        Catalogue({"marks": ("?!",)}, {"marks": ("…",)}, ("",)),
        Catalogue({"one": ("hello there",)}, {"unknown": ("not this one",)}),
        Catalogue({"one": ("没收到发票",)}),
    ],
)
@pytest.mark.parametrize("said", ["hello there", "发票没收到", "fapiao", "mdfp", "", "x" * 5_000])
def test_poor_catalogue_still_answers(catalogue: Catalogue, said: str, encoder: Encoder) -> None:
    answer = rank(build(catalogue, encoder=encoder), said)
    assert {match.excuse for match in answer.matches} <= set(catalogue.said) - {"empty"}
    assert 0 <= answer.none <= 1


FILLER = "and then the weather turned and we drove along the coast for a while talking about football. "
CHINESE_FILLER = "天气不错大家都去海边玩了聊聊足球"


@pytest.mark.parametrize(
    "said",
    [
        FILLER * 27 + "the cheque is in the post. " + FILLER * 27,
        CHINESE_FILLER * 156 + "，支票已经寄出去了，" + CHINESE_FILLER * 156,
        "the cheque is in the post. " + FILLER * 53,
        FILLER * 53 + "the cheque is in the post.",
    ],
)
def test_excuse_found_anywhere_in_a_pasted_letter_of_5000_characters(small: Index, said: str) -> None:
    assert 4_900 < len(said) < 6_000
    assert best(small, said) == "payment_in_transit"


@pytest.mark.parametrize("said", ["x" * 100_000, "付" * 100_000, "\ufdfa" * 100_000, "a b " * 50_000])
def test_text_of_any_length_is_answered(small: Index, said: str) -> None:
    assert 0 <= rank(small, said).none <= 1


def test_same_words_give_the_same_answer_in_another_process() -> None:
    program = (
        "from rejoinder.matching import Catalogue, build, rank, unpack_encoder\n"
        "catalogue = Catalogue({'a': ('we paid it', 'paid last week'), 'b': ('no invoice came',)}, {}, ('hi',))\n"
        "print(rank(build(catalogue, encoder=unpack_encoder()), 'we paid the invoice last week'))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=pathlib.Path(__file__).parents[2],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


SAID = st.one_of(
    st.text(max_size=400),
    st.text(alphabet="our customer invoice paid 客户發票没付款了，。 ’ﬁ１\u0301", max_size=400),
    st.text(alphabet="aeioufpzhgngmqdx ", max_size=60),
    st.lists(st.sampled_from([phrase for _, phrase in PHRASES] + list(SMALL.no_excuse)), max_size=30).map(" ".join),
)


@settings(deadline=None, max_examples=200)
@given(said=SAID)
def test_any_text_gives_sorted_chances_that_add_up_to_one(small: Index, said: str) -> None:
    answer = rank(small, said, limit=99)
    order = [(-match.score, match.excuse) for match in answer.matches]
    assert order == sorted(order)
    assert {match.excuse for match in answer.matches} in (set(), set(SMALL.said))
    assert 0 <= answer.none <= 1
    assert all(0 <= match.score <= 1 for match in answer.matches)
    # Each chance is rounded to a millionth.
    assert answer.none + sum(match.score for match in answer.matches) == pytest.approx(1, abs=1e-5)
    assert not (answer.is_near_certain and answer.is_likely_none)


@settings(deadline=None, max_examples=200)
@given(said=SAID)
def test_marks_lie_in_order_inside_the_phrase_shown(small: Index, said: str) -> None:
    for match in rank(small, said).matches:
        assert match.phrase in SMALL.said[match.excuse]
        edges = [edge for span in match.shared for edge in span]
        assert edges == sorted(set(edges))
        assert all(0 <= edge <= len(match.phrase) for edge in edges)


def test_near_certain_is_marked_only_where_little_doubt_is_left(small: Index) -> None:
    assert rank(small, "we never received the invoice").is_near_certain
    assert not rank(small, "something about paying, I did not quite catch it").is_near_certain
    assert not Ranking(none=0.5, matches=()).is_near_certain


@settings(deadline=None, max_examples=100)
@given(said=SAID, shown=st.lists(st.sampled_from([*SMALL.said, "unpublished"]), max_size=8), limit=st.integers(0, 6))
def test_what_was_shown_changes_the_order_and_nothing_else(
    small: Index, said: str, shown: list[str], limit: int
) -> None:
    plain, steady = rank(small, said, limit=limit), rank(small, said, limit=limit, shown=shown)
    assert steady.none == plain.none
    assert sorted(steady.matches, key=lambda match: (-match.score, match.excuse)) == list(plain.matches)
