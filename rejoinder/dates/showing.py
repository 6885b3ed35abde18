"""Days as they stand on screen and as they are said, in English and Chinese."""

from datetime import date

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_CHINESE_WEEKDAYS = "一二三四五六日"


def shown(day: date, language: str, *, today: date | None = None) -> str:
    """The day in short, Fri 27 Nov or 11月27日 周五; with its year unless that is the year of `today`."""
    if language.startswith("zh"):
        return f"{_chinese_date(day, today)} {_chinese_weekday(day)}"
    return f"{_WEEKDAYS[day.weekday()][:3]} {day.day} {_MONTHS[day.month - 1][:3]}{_year(day, today)}"


def spoken(day: date, language: str, *, today: date) -> str:
    """The day as it is read out, Friday 27 November or 11月27日（周五）; with its year if it is another."""
    if language.startswith("zh"):
        return f"{_chinese_date(day, today)}（{_chinese_weekday(day)}）"
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}{_year(day, today)}"


def written(day: date, language: str) -> str:
    """The day as it stands in a letter, always with its year: Friday 27 November 2026 or 2026年11月27日（周五）."""
    return spoken(day, language, today=date.min)


def _is_this_year(day: date, today: date | None) -> bool:
    return today is not None and day.year == today.year


def _year(day: date, today: date | None) -> str:
    return "" if _is_this_year(day, today) else f" {day.year}"


def _chinese_date(day: date, today: date | None) -> str:
    year = "" if _is_this_year(day, today) else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def _chinese_weekday(day: date) -> str:
    return f"周{_CHINESE_WEEKDAYS[day.weekday()]}"
