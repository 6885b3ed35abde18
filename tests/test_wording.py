"""Filling: nothing is read out with a gap in it, and what a debtor is called is never read as a blank."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder import accounts, library, wording
from rejoinder.library import read_script
from rejoinder.wording import NAMES, fill, plain
from tests.conftest import START, account_id

# What would be read anew if filling went over the text a second time.
TRICKY = ["{overdue_total}", "{{7*7}}", "[[x]]", "<b>x</b>", "%(a)s", "\\1 \\g<0>", "{x|y}", "{", "]]", "a. b", "\n\n"]
NAME = st.sampled_from(sorted(NAMES))
VALUE = st.one_of(st.none(), st.integers(-5, 10**6), st.sampled_from(TRICKY), st.text(max_size=20))
VALUES = st.dictionaries(NAME, VALUE)
# Templates out of the pieces a script is made of, whole and broken.
PIECE = st.one_of(
    NAME.map(lambda name: f"{{{name}}}"),
    NAME.map(lambda name: f"{{{name}|other words. Really?}}"),
    NAME.map(lambda name: f"{{{name}:day/days}}"),
    st.sampled_from(["[[", "]]", "{", "}", "|", ". ", "? ", "。", "\n\n", "”", " ", "words", "{unknown}", "{a:b}"]),
    st.text(max_size=8),
)
TEMPLATE = st.lists(PIECE, max_size=12).map("".join)


def filled(text: str, **values: str | int | None) -> str:
    """Fill and give the words alone."""
    return plain(fill(text, values)[0])


@given(TEMPLATE, VALUES)
def test_any_text_is_filled_without_an_error_and_without_none(text, values):
    words, missing = fill(text, values)
    assert "None" not in plain(words) or "None" in text or any("None" in str(one) for one in values.values() if one)
    assert all(values.get(name) is None for name in missing)
    assert all(piece.text for piece in words)


@given(st.text())
def test_any_text_is_read_as_a_script_without_an_error(text):
    for path in ("scripts/en/responses/x.md", "scripts/zh/call/x.md"):
        script, _ = read_script(path, text)
        wording.problems_of(script, text)
        wording.fill_script(script, {})


@given(st.text(min_size=1).filter(lambda one: one.strip() == one) | st.sampled_from(TRICKY[:-1]), st.text(min_size=1))
def test_value_is_never_read_again(account, other):
    words, missing = fill(
        "Is this {account}? [[I hear {contact} there.]] Good.", {"account": account, "contact": other}
    )
    assert plain(words) == f"Is this {account}? I hear {other} there. Good."
    assert [piece.text for piece in words if piece.is_figure] == [account, other]
    assert missing == ()


def test_figures_are_told_apart_from_the_scripts_own_words():
    words, _ = fill("You owe {overdue_total}.", {"overdue_total": "GBP 5"})
    assert [(piece.text, piece.is_figure) for piece in words] == [("You owe ", False), ("GBP 5", True), (".", False)]


@pytest.mark.parametrize(
    ("text", "values", "read"),
    [
        ("Terms: {terms_days:day/days}.", {"terms_days": 1}, "Terms: 1 day."),
        ("Terms: {terms_days:day/days}.", {"terms_days": 2}, "Terms: 2 days."),
        ("Terms: {terms_days:day/days}.", {"terms_days": 0}, "Terms: 0 days."),
        ("Hello[[, {contact}]].", {"contact": "Ann"}, "Hello, Ann."),
        ("Hello[[, {contact}]].", {}, "Hello."),
        ("Hello [[{contact}]] there.", {}, "Hello there."),
        ("[[Our terms are {terms_days:day/days}.]] Pay today.", {}, "Pay today."),
        ("[[We said {terms_days:day/days} and {contact}.]] Pay.", {"terms_days": 3}, "Pay."),
        ("Hello {contact|all}.", {}, "Hello all."),
        ("Hello {contact|all}.", {"contact": "Ann"}, "Hello Ann."),
        ("Hello {contact|}.", {}, "Hello ."),
        ("Ask {contact|Mr. Smith? Or his son.} today. Fine.", {}, "Ask Mr. Smith? Or his son. today. Fine."),
        ("请问{contact|您。}好。", {}, "请问您。好。"),
    ],
)
def test_optional_parts_other_words_and_plurals(text, values, read):
    words, missing = fill(text, values)
    assert plain(words) == read
    assert missing == ()


@pytest.mark.parametrize(
    ("text", "read", "missing"),
    [
        ("One. You owe {overdue_total}. Two?", "One. Two?", ("overdue_total",)),
        ("You owe {overdue_total} since {oldest_days:day/days}!", "", ("overdue_total", "oldest_days")),
        ("一。您欠{overdue_total}。二？", "一。二？", ("overdue_total",)),
        ("One.\n\n{contact} said so.\n\nTwo.", "One.\n\nTwo.", ("contact",)),
        ("{contact}. {contact}.", "", ("contact",)),
    ],
)
def test_sentence_with_a_gap_is_left_out_and_the_gap_named(text, read, missing):
    words, lacking = fill(text, {})
    assert plain(words) == read
    assert lacking == missing


def test_every_shipped_script_is_filled_for_every_account_without_a_gap(store):
    collector = store.one("person_by_name", name="Tom Arkwright")["id"]
    scripts = [library.read_script(one.path, one.body)[0] for one in library.in_use(store, "scripts/")]
    responses = [one for one in scripts if "/responses/" in one.path]
    assert responses
    for number in ("GB-1017", "GB-1021", "GB-1030", "GB-1051", "GB-1055", "CN-2003", "CN-2028", "CN-2058"):
        file = accounts.load(store, account_id(store, number), person_id=collector, now=START)
        for script in responses:
            language = script.path.split("/")[1]
            values = wording.account_values(file, language=language, collector="Tom")
            shown = wording.fill_script(script, values)
            read = "".join(
                plain(words)
                for words in (
                    shown.why,
                    shown.acknowledge,
                    shown.say,
                    *(q for q, _ in shown.ask),
                    shown.insist,
                    *shown.never,
                )
            )
            assert not set("{}") & set(read), script.path
            assert "None" not in read, script.path
            assert "[[" not in read, script.path
            # Whatever may be missing is a figure of the account that owes nothing.
            assert set(shown.missing) <= wording.OVERDUE, script.path


def problems(say: str, *, path: str = "scripts/en/responses/x.md") -> list[tuple[int, str]]:
    """List what is wrong with a "Say"."""
    text = f"---\ntitle: x\n---\n## Say\n{say}\n"
    return [(one.line, str(one)) for one in wording.problems_of(read_script(path, text)[0], text)]


@pytest.mark.parametrize(
    "say",
    ["{no_such} is due.", "{account:day/days} is due.", "{terms_days:day/days} are over.", "{contact}, pay.",
     "{overdue_total is due.", "overdue_total} is due.", "[[{contact} is", "{Contact|x} is due.", "{amount} is due.",
     "word " * 46],
)  # fmt: skip
def test_wrong_blank_is_a_problem_with_its_line(say):
    found = problems(say)
    assert found
    assert found[0][0] in (4, 5)
    assert found[0][1].startswith(f"scripts/en/responses/x.md:{found[0][0]}: ")


@pytest.mark.parametrize(
    "say", ["{overdue_total} is due.", "[[{contact}, ]]pay.", "{contact|you} pay.", "[[After {terms_days:day/days}.]]"]
)
def test_right_blank_is_none(say):
    assert problems(say) == []


def test_read_back_may_name_what_was_committed():
    assert problems("{amount} on {day}.", path="scripts/en/call/read_back_promise_to_pay.md") == []


@pytest.mark.parametrize(
    ("numbers", "english", "chinese"),
    [
        ((), None, None),
        (("7",), "invoice 7", "7号发票"),
        (("7", "8"), "invoices 7 and 8", "7、8号发票"),
        (tuple("12345"), "5 invoices", "5张发票"),
    ],
)
def test_invoices_are_named_as_one_says_them(numbers, english, chinese):
    for language, said in (("en", english), ("zh", chinese)):
        values = wording.commitment_values(language=language, today=date(2026, 11, 18), invoices=numbers)
        assert values["invoices"] == said


def test_yuan_are_said_in_capitals_and_pounds_are_not():
    today = date(2026, 11, 18)
    yuan = wording.commitment_values(language="zh", today=today, amount=(14450000, "CNY"))
    pounds = wording.commitment_values(language="zh", today=today, amount=(14450000, "GBP"))
    assert yuan["amount_capitals"] == "壹拾肆万肆仟伍佰元整"
    assert pounds["amount_capitals"] is None


def test_kept_promise_and_unknown_contact_have_no_value(store):
    file = accounts.load(store, account_id(store, "GB-1017"), person_id=1, now=START)
    values = wording.account_values(file, language="en", collector="Tom")
    assert {values[name] for name in ("contact", "last_heard_on", "times_heard", "last_promise_on")} == {None}
    assert set(values) == NAMES


@pytest.mark.parametrize(
    ("kind", "say", "is_fine"),
    [
        ("promise_to_pay", "So {amount} on {day}[[ {method}]].", True),
        ("promise_to_pay", "So {amount} on {day} {method}.", False),
        ("promise_to_pay", "So {overdue_total} on {day}.", False),
        ("document", "So it comes by {day}, {amount}.", False),
        ("other_person", "So I ask for {who}[[ on {day}]].", True),
    ],
)
def test_read_back_that_could_fall_silent_is_a_problem(kind, say, is_fine):
    path = f"scripts/en/call/read_back_{kind}.md"
    text = f"---\ntitle: Read back\n---\n## Say\n{say}\n"
    script, _ = read_script(path, text)
    assert (wording.problems_of(script, text) == []) == is_fine
