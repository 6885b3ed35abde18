"""Payment runs: the days a debtor pays are read as typed, written back the same, and counted over holidays."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rejoinder.accounts import runs
from rejoinder.accounts.runs import Nearest, Run, Runs
from rejoinder.dates import banking
from rejoinder.errors import Refused

WEDNESDAY = date(2026, 11, 18)
FRIDAYS = Runs(weekdays=(4,))
MONTH_ENDS = Runs(month_days=(31,))

any_runs = st.builds(
    lambda week, month: Runs(weekdays=tuple(sorted(week)), month_days=tuple(sorted(month))),
    st.sets(st.integers(0, 6)),
    st.sets(st.integers(1, 31)),
)
some_runs = any_runs.filter(bool)
calendars = st.sampled_from(("", "GB-ENG", "CN", "US", "SA", "JP"))
some_days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
languages = st.sampled_from(("en", "zh"))
likely_signs = st.lists(st.sampled_from([*"周一二三天末底最后每月号日十15 、", "fri", "end", "th"])).map("".join)


def run_days(days: Runs, *, after: date, calendar: str, count: int) -> tuple[date, ...]:
    """Give the next days on which they pay, whatever has to be approved when."""
    found = runs.next_runs(days, today=after, calendar=calendar, cut_off_days=0, count=count)
    return tuple(one.day for one in found)


def refused(text: str) -> Refused:
    with pytest.raises(Refused) as problem:
        runs.read_runs(text)
    return problem.value


# ---- reading


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("fri", "w4"),
        ("Fri.", "w4"),
        ("every Friday", "w4"),
        ("weekly on Fridays", "w4"),
        ("tue, thu", "w1 w3"),
        ("tue/thu", "w1 w3"),
        ("thurs & tues", "w1 w3"),
        ("tuesdays and thursdays", "w1 w3"),
        ("They pay on Tuesday and Thursday of each week", "w1 w3"),
        ("25", "m25"),
        ("15, 25", "m15 m25"),
        ("25 15 25", "m15 m25"),
        ("15th of every month", "m15"),
        ("the 15th and the last day", "m15 m31"),
        ("15th and last", "m15 m31"),
        ("the last day of the month", "m31"),
        ("month end", "m31"),
        ("month-end", "m31"),
        ("at month’s end", "m31"),
        ("every month end", "m31"),
        ("end of the month", "m31"),
        ("EOM", "m31"),
        ("10th 20th 30th", "m10 m20 m30"),
        ("15th/25th", "m15 m25"),
        ("Ｆｒｉ，２５", "w4 m25"),
        ("fri, 25, 月底", "w4 m25 m31"),
        ("每周五", "w4"),
        ("每週五", "w4"),
        ("周5", "w4"),
        ("礼拜三", "w2"),
        ("禮拜三", "w2"),
        ("星期天", "w6"),
        ("周二、周四", "w1 w3"),
        ("每周二、四", "w1 w3"),
        ("每周一三五", "w0 w2 w4"),
        ("周1、3、5", "w0 w2 w4"),
        ("周五六日", "w4 w5 w6"),
        ("每月15号和25号", "m15 m25"),
        ("每月15號和25號", "m15 m25"),
        ("每个月的5、15、25号", "m5 m15 m25"),
        ("25 日", "m25"),
        ("每月十五", "m15"),
        ("五、十五、二十五号", "m5 m15 m25"),
        ("每月三十一号", "m31"),
        ("月底", "m31"),
        ("每月底", "m31"),
        ("月中、月底", "m15 m31"),
        ("15号、月底", "m15 m31"),
        ("每月最后一天", "m31"),
        ("付款日：每周五，每月25日", "w4 m25"),
    ],
)
def test_days_are_read_as_collectors_type_them(text: str, days: str) -> None:
    assert runs.stored(runs.read_runs(text)) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("周五三号", "w4 m3"),
        ("周一、二十号", "w0 m20"),
        ("周五十五号", "w4 m15"),
        ("周二和四号", "w1 m4"),
        ("周5、15", "w4 m15"),
        ("周五，3", "w4 m3"),
    ],
)
def test_day_of_the_month_behind_a_weekday_is_no_second_weekday(text: str, days: str) -> None:
    assert runs.stored(runs.read_runs(text)) == days


@pytest.mark.parametrize("text", ["", "  ", "\n", "\u3000"])
def test_nothing_typed_is_no_runs(text: str) -> None:
    assert runs.read_runs(text) == Runs()
    assert not runs.read_runs(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("fri, fryday, 15", "fryday"),
        ("Fri and someday", "someday"),
        ("32", "32"),
        ("0", "0"),
        ("15.5", "15.5"),
        ("30 days", "30 days"),
        ("every 15 days", "every 15 days"),
        ("within 30 days, fri", "within 30 days"),
        ("mon-fri", "mon-fri"),
        ("not on Fridays", "not on Fridays"),
        ("by the 15th", "by the 15th"),
        ("EOM+5", "EOM+5"),
        ("25 Nov", "25 Nov"),
        ("2026-11-25", "2026-11-25"),
        ("15/11", "15/11"),
        ("end of May", "end of May"),
        ("every month", "every month"),
        ("twice a month", "twice a month"),
        (",", ","),
        ("ſunday", "ſunday"),
        ("周五、周末", "周末"),
        ("5月底", "5月底"),
        ("5 月底", "5 月底"),
        ("11月25日", "11月25日"),
        ("2个月底", "2个月底"),
        ("15号前", "15号前"),
        ("每月1号到5号", "每月1号到5号"),
        ("周五不付款", "周五不付款"),
        ("每周一次", "每周一次"),
        ("每月两次", "每月两次"),
        ("三十五号", "三十五号"),
        ("五", "五"),
        ("月初", "月初"),
    ],
)
def test_what_is_not_understood_is_named_with_examples_in_both_languages(text: str, part: str) -> None:
    problem = refused(text)
    assert problem.values == {"text": part}
    assert str(problem).startswith(f"“{part}” is no payment day")
    assert "month end" in str(problem) and "每周五" in str(problem)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("every second Friday", "every second Friday"),
        ("15, every 2nd fri", "every 2nd fri"),
        ("every other week on Friday", "every other week on Friday"),
        ("every two weeks", "every two weeks"),
        ("biweekly", "biweekly"),
        ("Bi-weekly", "Bi-weekly"),
        ("fortnightly on Friday", "fortnightly on Friday"),
        ("alternate Fridays", "alternate Fridays"),
        ("first Friday of the month", "first Friday of the month"),
        ("1st friday", "1st friday"),
        ("last Friday", "last Friday"),
        ("the last working day", "the last working day"),
        ("quarterly", "quarterly"),
        ("隔周", "隔周"),
        ("15号、隔周五", "隔周五"),
        ("每两周一次", "每两周一次"),
        ("每兩週的周五", "每兩週的周五"),
        ("双周五", "双周五"),
        ("每月第一个周五", "每月第一个周五"),
        ("每月最后一个工作日", "每月最后一个工作日"),
        ("每季度末", "每季度末"),
    ],
)
def test_uneven_runs_are_sent_to_the_note(text: str, part: str) -> None:
    problem = refused(text)
    assert problem.values == {"text": part}
    assert "in the note" in str(problem)


def test_pasted_page_is_refused_with_its_beginning() -> None:
    assert refused("fri, " * 200).values == {"text": ("fri, " * 16)}


@given(st.one_of(st.text(), likely_signs))
@example("İſ K")
def test_anything_typed_is_read_or_refused(text: str) -> None:
    try:
        days = runs.read_runs(text)
    except Refused as problem:
        assert str(problem.values["text"]) in text
    else:
        assert bool(days) == bool(text.strip())


# ---- writing


@pytest.mark.parametrize(
    ("days", "english", "chinese"),
    [
        ("", "", ""),
        ("w4", "every Friday", "每周五"),
        ("w1 w3", "every Tuesday and Thursday", "每周二、周四"),
        ("w0 w2 w4", "every Monday, Wednesday and Friday", "每周一、周三、周五"),
        ("m15 m31", "on the 15th and the last day of the month", "每月15日和最后一天"),
        ("m31", "on the last day of the month", "每月最后一天"),
        ("m1 m2 m3", "on the 1st, the 2nd and the 3rd of the month", "每月1日、2日和3日"),
        ("m11 m12 m23", "on the 11th, the 12th and the 23rd of the month", "每月11日、12日和23日"),
        ("w4 m25", "every Friday and on the 25th of the month", "每周五，每月25日"),
    ],
)
def test_days_are_written_in_words(days: str, english: str, chinese: str) -> None:
    assert runs.written(runs.stored_runs(days), "en") == english
    assert runs.written(runs.stored_runs(days), "zh") == chinese


@given(days=any_runs)
def test_chinese_words_have_no_half_width_marks(days: Runs) -> None:
    assert not set(runs.written(days, "zh")) & set(",;:.() ")


@given(days=any_runs, language=languages)
@example(days=Runs(weekdays=tuple(range(7)), month_days=tuple(range(1, 32))), language="en")
def test_written_form_is_read_as_the_same_days(days: Runs, language: str) -> None:
    assert runs.read_runs(runs.written(days, language)) == days


@given(days=any_runs)
def test_stored_form_gives_the_same_days(days: Runs) -> None:
    assert runs.stored_runs(runs.stored(days)) == days


@pytest.mark.parametrize("text", ["w7", "m0", "m32", "x4", "w", "fri", "w4,m15"])
def test_damaged_stored_form_is_not_taken_for_days(text: str) -> None:
    with pytest.raises(ValueError, match=r"no runs in short form|no day of the"):
        runs.stored_runs(text)


# ---- counting


def test_no_runs_known_have_no_days() -> None:
    assert run_days(Runs(), after=WEDNESDAY, calendar="GB-ENG", count=3) == ()
    assert runs.next_run(Runs(), today=WEDNESDAY, calendar="GB-ENG", cut_off_days=2) is None
    assert runs.nearest_run(Runs(), WEDNESDAY, today=WEDNESDAY, calendar="GB-ENG", cut_off_days=2) is None


def test_run_on_the_day_itself_counts() -> None:
    days = run_days(FRIDAYS, after=date(2026, 11, 20), calendar="GB-ENG", count=2)
    assert days == (date(2026, 11, 20), date(2026, 11, 27))


@pytest.mark.parametrize("month_day", [29, 30, 31])
@pytest.mark.parametrize(("year", "last"), [(2027, 28), (2028, 29)])
def test_days_a_february_lacks_are_its_last(month_day: int, year: int, last: int) -> None:
    # 28 February 2027 is a Sunday and moves to Monday; 29 February 2028 is a Tuesday.
    days = run_days(Runs(month_days=(month_day,)), after=date(year, 2, 10), calendar="GB-ENG", count=1)
    assert days == (banking.next_banking_day("GB-ENG", date(year, 2, last)),)


def test_thirtieth_and_month_end_are_one_run_in_a_month_of_thirty() -> None:
    days = run_days(Runs(month_days=(30, 31)), after=date(2026, 11, 3), calendar="GB-ENG", count=3)
    assert days == (date(2026, 11, 30), date(2026, 12, 30), date(2026, 12, 31))


def test_christmas_run_moves_behind_the_substitute_holiday() -> None:
    days = run_days(FRIDAYS, after=date(2026, 12, 19), calendar="GB-ENG", count=2)
    assert days == (date(2026, 12, 29), date(2027, 1, 4))


def test_moved_run_is_found_from_a_day_after_its_own() -> None:
    assert run_days(FRIDAYS, after=date(2026, 12, 27), calendar="GB-ENG", count=1) == (date(2026, 12, 29),)
    assert run_days(FRIDAYS, after=date(2026, 12, 30), calendar="GB-ENG", count=1) == (date(2027, 1, 4),)


def test_runs_of_national_day_week_are_one_day_after_it() -> None:
    daily = Runs(weekdays=(0, 1, 2, 3, 4))
    days = run_days(daily, after=date(2026, 9, 30), calendar="CN", count=3)
    assert days == (date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 9))


def test_run_on_a_make_up_saturday_stays_there() -> None:
    assert run_days(MONTH_ENDS, after=date(2026, 2, 25), calendar="CN", count=1) == (date(2026, 2, 28),)
    assert run_days(MONTH_ENDS, after=date(2026, 2, 25), calendar="GB-ENG", count=1) == (date(2026, 3, 2),)


@given(days=some_runs, after=some_days, calendar=calendars, count=st.integers(0, 8))
def test_run_days_are_ascending_banking_days_from_the_day_asked(
    days: Runs, after: date, calendar: str, count: int
) -> None:
    found = run_days(days, after=after, calendar=calendar, count=count)
    assert len(found) == count
    assert all(day >= after and banking.is_banking_day(calendar, day) for day in found)
    assert all(one < other for one, other in pairwise(found))


@given(days=some_runs, after=some_days, calendar=calendars)
def test_no_run_day_is_passed_over(days: Runs, after: date, calendar: str) -> None:
    # Counted from a month earlier, the same days are found.
    earlier = run_days(days, after=after - timedelta(31), calendar=calendar, count=40)
    later = run_days(days, after=after, calendar=calendar, count=3)
    assert tuple(day for day in earlier if day >= after)[:3] == later


# ---- which run can still be reached


@pytest.mark.parametrize(
    ("today", "cut_off_days", "run"),
    [
        (date(2026, 11, 18), 2, Run(date(2026, 11, 20), approve_by=date(2026, 11, 18))),  # cut-off exactly today
        (date(2026, 11, 19), 2, Run(date(2026, 11, 27), approve_by=date(2026, 11, 25))),
        (date(2026, 11, 20), 0, Run(date(2026, 11, 20), approve_by=date(2026, 11, 20))),
        (date(2026, 11, 20), 1, Run(date(2026, 11, 27), approve_by=date(2026, 11, 26))),
        (date(2026, 11, 20), 6, Run(date(2026, 12, 4), approve_by=date(2026, 11, 26))),
        (date(2026, 11, 20), 5, Run(date(2026, 11, 27), approve_by=date(2026, 11, 20))),  # across a weekend
        (date(2026, 12, 23), 2, Run(date(2026, 12, 29), approve_by=date(2026, 12, 23))),  # across Christmas
        (date(2026, 12, 24), 2, Run(date(2027, 1, 4), approve_by=date(2026, 12, 30))),
    ],
)
def test_next_run_is_the_first_whose_cut_off_has_not_passed(today: date, cut_off_days: int, run: Run) -> None:
    assert runs.next_run(FRIDAYS, today=today, calendar="GB-ENG", cut_off_days=cut_off_days) == run


def test_cut_off_counts_a_make_up_saturday() -> None:
    run = runs.next_run(Runs(weekdays=(0,)), today=date(2026, 10, 9), calendar="CN", cut_off_days=1)
    assert run == Run(date(2026, 10, 12), approve_by=date(2026, 10, 10))


@given(days=some_runs, today=some_days, calendar=calendars, cut_off_days=st.integers(0, 10))
def test_next_run_can_be_reached_and_none_before_it_can(
    days: Runs, today: date, calendar: str, cut_off_days: int
) -> None:
    run = runs.next_run(days, today=today, calendar=calendar, cut_off_days=cut_off_days)
    assert run is not None and today <= run.approve_by <= run.day
    missed = [day for day in run_days(days, after=today, calendar=calendar, count=20) if day < run.day]
    assert all(banking.banking_days_before(calendar, day, count=cut_off_days) < today for day in missed)


def nearest(day: date, *, today: date = WEDNESDAY, cut_off_days: int = 1) -> Nearest | None:
    return runs.nearest_run(FRIDAYS, day, today=today, calendar="GB-ENG", cut_off_days=cut_off_days)


def test_promise_for_a_run_has_no_nearer_one() -> None:
    assert nearest(date(2026, 11, 27)) is None


def test_promise_between_runs_has_one_before_and_one_after() -> None:
    assert nearest(date(2026, 11, 24)) == Nearest(before=date(2026, 11, 20), after=date(2026, 11, 27))


def test_promise_before_the_first_reachable_run_has_none_before() -> None:
    assert nearest(date(2026, 11, 19)) == Nearest(before=None, after=date(2026, 11, 20))


def test_run_whose_cut_off_has_passed_cannot_be_promised() -> None:
    assert nearest(date(2026, 11, 20), cut_off_days=3) == Nearest(before=None, after=date(2026, 11, 27))


def test_promise_for_christmas_is_moved_with_its_run() -> None:
    december = date(2026, 12, 10)
    assert nearest(date(2026, 12, 25), today=december) == Nearest(date(2026, 12, 18), after=date(2026, 12, 29))
    assert nearest(date(2026, 12, 29), today=december) is None


@given(days=some_runs, today=some_days, ahead=st.integers(0, 90), calendar=calendars, cut_off_days=st.integers(0, 5))
def test_nearest_runs_stand_on_both_sides_of_the_promise(
    days: Runs, today: date, ahead: int, calendar: str, cut_off_days: int
) -> None:
    promised = today + timedelta(ahead)
    found = runs.nearest_run(days, promised, today=today, calendar=calendar, cut_off_days=cut_off_days)
    reachable = [
        day
        for day in run_days(days, after=today, calendar=calendar, count=150)
        if banking.banking_days_before(calendar, day, count=cut_off_days) >= today
    ]
    if promised in reachable:
        assert found is None
    else:
        before = max((day for day in reachable if day < promised), default=None)
        assert found == Nearest(before=before, after=min(day for day in reachable if day > promised))
