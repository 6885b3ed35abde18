"""The list of excuses keeps still while somebody reads it."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from rejoinder.matching import Index, Match, rank
from rejoinder.matching.ranking import _CLEARLY, _steady

SCORES = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0, 1), max_size=6)


def listed(scores: dict[str, float]) -> list[Match]:
    found = [Match(excuse, score, excuse, ()) for excuse, score in scores.items()]
    return sorted(found, key=lambda match: (-match.score, match.excuse))


@given(scores=SCORES, shown=st.permutations("abcdefgh"))
def test_list_does_not_jump_but_for_what_is_clearly_likelier(scores: dict[str, float], shown: list[str]) -> None:
    steady = _steady(listed(scores), shown)
    for upper, lower in combinations(steady, 2):
        assert lower.score <= upper.score + _CLEARLY
        passed = shown.index(upper.excuse) > shown.index(lower.excuse)
        assert not passed or upper.score > lower.score
    spread = [match.score for match in steady]
    if spread and max(spread) - min(spread) <= _CLEARLY:
        assert [match.excuse for match in steady] == [excuse for excuse in shown if excuse in scores]


def test_slightly_likelier_one_stays_below_and_a_clearly_likelier_one_passes() -> None:
    slightly = listed({"seen_first": 0.40, "seen_second": 0.45})
    clearly = listed({"seen_first": 0.30, "seen_second": 0.45})
    shown = ["seen_first", "seen_second"]
    assert [match.excuse for match in _steady(slightly, shown)] == ["seen_first", "seen_second"]
    assert [match.excuse for match in _steady(clearly, shown)] == ["seen_second", "seen_first"]


def test_excuses_that_are_as_likely_stay_in_the_order_in_which_they_were_shown(small: Index) -> None:
    found = rank(small, "cwccl", shown=["waiting_on_customer", "gone", "no_invoice", "payer_absent", "no_invoice"])
    assert [match.excuse for match in found.matches] == [
        "payer_absent",
        "waiting_on_customer",
        "no_invoice",
        "already_paid",
        "payment_in_transit",
    ]


def test_newcomer_comes_in_behind_what_is_about_as_likely() -> None:
    scores = listed({"new": 0.45, "seen": 0.40, "seen_too": 0.05})
    assert [match.excuse for match in _steady(scores, ["seen_too", "seen"])] == ["seen", "new", "seen_too"]


def test_clearly_likeliest_excuse_is_first_whatever_was_shown(small: Index) -> None:
    for said in ("we never received the invoice", "财务出差了"):
        plain = rank(small, said)
        shown = [match.excuse for match in reversed(plain.matches)]
        assert rank(small, said, shown=shown).matches[0] == plain.matches[0]
