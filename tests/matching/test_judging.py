"""How much each judge says, and when it is silent."""

import dataclasses

import numpy as np
import pytest

from rejoinder.matching import Index, build
from rejoinder.matching.judging import Judgement, judge
from rejoinder.matching.listening import listen
from rejoinder.matching.meaning import Encoder
from tests.matching.small_catalogue import SMALL


def judged(index: Index, said: str) -> Judgement:
    return judge(index, listen(index, said))


def spoken(index: Index, said: str, excuse: str) -> float:
    return float(judged(index, said).spoken[index.excuses.index(excuse)])


def test_nothing_to_go_by_is_a_silent_judgement(small: Index) -> None:
    for said in ("", "?!", "😀"):
        assert not judged(small, said).spoken.any()
        assert not judged(small, said).nearness.any()


def test_there_is_a_voice_for_each_excuse_and_one_for_none(small: Index) -> None:
    judgement = judged(small, "we never received the invoice")
    assert judgement.spoken.shape == (len(small.excuses) + 1,)
    assert judgement.nearness.shape == (len(small.phrases),)


def test_phrase_is_nearest_to_itself(small: Index) -> None:
    for at, phrase in enumerate(small.phrases):
        assert judged(small, phrase).nearness.argmax() == at


def test_strange_words_speak_for_no_excuse(small: Index) -> None:
    spoken = judged(small, "zebra quagga okapi lemur").spoken
    assert spoken.argmax() == len(small.excuses)
    assert judged(small, "the cheque").spoken.argmax() < len(small.excuses)


def test_counter_phrase_that_is_nearer_pushes_its_excuse_down(encoder: Encoder) -> None:
    said = "please confirm the invoice reached your office"
    plain = build(dataclasses.replace(SMALL, counter={}), encoder=encoder)
    warned = build(dataclasses.replace(SMALL, counter={"no_invoice": (said,)}), encoder=encoder)
    assert spoken(warned, said, "no_invoice") < spoken(plain, said, "no_invoice") - 2


@pytest.mark.parametrize("said", ["wmmsdfp", "meishoudaofapiao"])
def test_sound_alone_makes_only_chinese_phrases_near(small: Index, said: str) -> None:
    near = [small.phrases[at] for at in np.flatnonzero(judged(small, said).nearness)]
    assert "我们没收到发票" in near
    assert not [phrase for phrase in near if phrase.isascii()]


def test_initials_find_no_phrase_shorter_than_what_was_typed(small: Index) -> None:
    # "cwccl" is 财务出差了 whole; with more letters behind it that phrase can no longer be meant.
    assert judged(small, "cwccl").nearness.any()
    assert not judged(small, "cwcclmk").nearness.any()


def test_initials_never_speak_for_no_excuse(small: Index) -> None:
    # 稍等，我帮您转过去
    nearness = judged(small, "sdwbnzgq").nearness
    assert not nearness[small.places.against].any()
