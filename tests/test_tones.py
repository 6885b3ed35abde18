"""Tones: the same script says it differently, and nothing in brackets is read out by mistake."""

import pytest

from rejoinder import wording
from rejoinder.library import read_script
from rejoinder.web import labels
from rejoinder.wording import TONES, fill, plain

TEXT = "Pay. [[first reminder, usual: Kindly meant.]] [[third time: Again, after {times_heard:time/times}.]]"


@pytest.mark.parametrize(
    ("when", "values", "read"),
    [
        ({"first reminder"}, {}, "Pay. Kindly meant."),
        ({"usual"}, {}, "Pay. Kindly meant."),
        ({"broken promise"}, {}, "Pay."),
        ({"third time"}, {"times_heard": 2}, "Pay. Again, after 2 times."),
        ({"third time"}, {}, "Pay."),
        (set(), {}, "Pay."),
    ],
)
def test_part_is_read_out_where_its_condition_holds(when, values, read):
    assert plain(fill(TEXT, values, when)[0]) == read


def test_recorded_is_a_condition_of_its_own():
    text = "Hello. [[recorded: We record this.]]"
    assert plain(fill(text, {}, {"usual", "recorded"})[0]) == "Hello. We record this."
    assert plain(fill(text, {}, {"usual"})[0]) == "Hello."


def test_words_that_only_look_like_a_condition_are_left_alone_in_other_places():
    assert (
        plain(fill("So: {contact|you} pay [[(note: {who})]].", {"who": "x"}, {"usual"})[0]) == "So: you pay (note: x)."
    )


def problems(say: str, *, path: str = "scripts/en/responses/x.md") -> list[str]:
    """List what is wrong with a "Say"."""
    text = f"---\ntitle: x\n---\n## Say\n{say}\n"
    return [one.sentence for one in wording.problems_of(read_script(path, text)[0], text)]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("condition", ["third times", "brokn promise", "usual, third"])
def test_condition_misspelled_is_a_problem(condition, language):
    found = problems(f"Pay? [[{condition}: {{contact}} said.]]", path=f"scripts/{language}/responses/x.md")
    assert found == ["“%(condition)s” is no condition. They are: %(choices)s."]


def test_part_that_depends_on_nothing_is_a_problem():
    assert problems("Pay? [[And soon.]]") == [
        "What stands in [[ ]] has neither a blank nor a condition, so it would always be read out."
    ]


def test_length_is_counted_in_each_tone_by_itself():
    parts = " ".join(f"[[{tone}: {'word ' * 40}end.]]" for tone in TONES)
    assert problems(parts) == []
    assert problems(f"{'word ' * 6}{parts}") == ["“Say” has more than %(most)s words: too long for one breath."]
    chinese = "".join(f"[[{tone}: {'字' * 99}。]]" for tone in TONES)
    assert problems(chinese, path="scripts/zh/responses/x.md") == []
    found = problems(f"字{chinese}", path="scripts/zh/responses/x.md")
    assert found == ["“Say” has more than %(most)s characters: too long for one breath."]


def test_say_without_words_in_a_tone_is_a_problem():
    assert problems("[[first reminder, usual, broken promise: Which day?]]") == [
        "“Say” has no words for the tone “%(tone)s”."
    ]


@pytest.mark.parametrize(
    ("days", "times", "broken", "tone"),
    [
        (0, 0, False, "first reminder"),
        (30, 0, False, "first reminder"),
        (31, 0, False, "usual"),
        (5, 1, False, "usual"),
        (5, 0, True, "broken promise"),
        (5, 1, True, "broken promise"),
        (5, 2, True, "third time"),
        (500, 9, False, "third time"),
    ],
)
def test_tone_follows_age_and_record(days, times, broken, tone):
    assert wording.tone(oldest_days=days, times_heard=times, is_promise_broken=broken) == tone


def test_every_blank_that_may_be_missing_has_a_name_for_the_notice():
    assert set(labels.BLANKS) == wording.NAMES - {"creditor", "account", "collector", "today"}


@pytest.mark.parametrize(
    "part", ["Usual: x", "usual：x", "first reminder , usual: x", "first reminder;usual: x", "USUAL、third time：x"]
)
def test_condition_is_read_as_keyboards_give_it(part):
    assert plain(fill(f"[[{part}]]", {}, {"usual"})[0]) == "x"
    assert plain(fill(f"[[{part}]]", {}, {"broken promise"})[0]) == ""
    assert problems(f"Pay? [[{part}]]") == []


def test_say_that_is_only_said_where_calls_are_recorded_is_empty():
    assert problems("[[recorded: We record.]] [[usual, broken promise, third time: Which day?]]") == [
        "“Say” has no words for the tone “%(tone)s”."
    ]


def test_what_the_file_could_have_and_has_not_is_told_where_its_part_is_left_out():
    text = (
        "---\ntitle: x\n---\n## Say\nWhich day? [[Our terms are {terms_days:day/days}.]] [[Again, {last_heard_on}.]]\n"
    )
    script = read_script("scripts/en/responses/x.md", text)[0]
    assert wording.fill_script(script, {}).left_out == ("terms_days",)
    assert wording.fill_script(script, {"terms_days": 30}).left_out == ()
