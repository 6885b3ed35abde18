"""Entering a contact: what is typed is read into its columns, or refused with a sentence beside the field."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from babel import Locale

from rejoinder.accounts.contacts import ROLES, Contact
from rejoinder.accounts.telephones import read_telephone
from rejoinder.accounts.typed import read_past_day
from rejoinder.errors import Problem, Refused, mark

TEXTS = ("name", "address_as", "best_time", "note")
FIELDS = (
    "name",
    "address_as",
    "role",
    "phone",
    "wrong_number",
    "email",
    "languages",
    "languages_other",
    "best_time",
    "note",
    "may_discuss",
    "left",
    "do_not_call",
    "do_not_call_by",
    "do_not_call_on",
)
# The languages of the scripts have boxes of their own; any other is written out.
TICKED_LANGUAGES = ("en", "zh")
LONGEST = {"note": 2000}
LONGEST_TEXT = 200

# Not all that RFC 5322 allows, but whatever people have: one @, and a dot in what stands behind it.
EMAIL = re.compile(r"[^@\s,;:<>()\[\]\"]+@[^@\s,;:<>()\[\]\"./]+(?:\.[^@\s,;:<>()\[\]\"./]+)+")


def fields_of(contact: Contact | None, *, language: str) -> dict[str, str]:
    """Give a contact as the fields of a form have it; nobody gives the empty form."""
    if contact is None:
        return {**dict.fromkeys(FIELDS, ""), "role": "other"}
    codes = contact.languages.split()
    others = language_names([code for code in codes if code not in TICKED_LANGUAGES], language)
    may_discuss = {None: "", True: "yes", False: "no"}[contact.may_discuss]
    return {
        **{name: getattr(contact, name) for name in (*TEXTS, "role", "email", "do_not_call_by")},
        "phone": contact.phone_shown,
        "wrong_number": "1" if contact.wrong_number_on else "",
        "languages": " ".join(code for code in codes if code in TICKED_LANGUAGES),
        "languages_other": ", ".join(others),
        "may_discuss": may_discuss,
        "left": "1" if contact.left_on else "",
        "do_not_call": "1" if contact.do_not_call_on else "",
        "do_not_call_on": contact.do_not_call_on.isoformat() if contact.do_not_call_on else "",
    }


def language_names(codes: Iterable[str], language: str) -> tuple[str, ...]:
    """Name languages in the language of the screen; a code nobody knows stands as it is."""
    names = Locale(language).languages
    return tuple(names.get(code, code) for code in codes)


def read_contact(
    fields: Mapping[str, str],
    *,
    known: tuple[Contact, ...] = (),
    country: str,
    today: date,
    language: str,
    sure: frozenset[str] = frozenset(),
) -> tuple[dict[str, object], dict[str, Problem]]:
    """Read a typed contact into its columns, and say for each field what is wrong.

    `known`: the contacts it was opened over, whose numbers, addresses and days stay as they are on file; `country`:
    where a number without country code is dialled; `language`: that of the screen; `sure`: fields said twice.
    Returns: columns with what could be read, and the problems by field (empty: it can be saved).
    """
    problems: dict[str, Problem] = {}
    columns: dict[str, object] = {name: _text(fields, name, problems) for name in TEXTS}
    columns |= {
        "role": _role(fields, problems),
        **_phone(fields, known, problems, country=country, sure="phone" in sure),
        "email": _email(fields, known, problems),
        "languages": _languages(fields, known, problems),
        "may_discuss": {"yes": 1, "no": 0}.get(fields.get("may_discuss", "")),
        "left_on": _noted(fields, "left", known, "left_on", today),
        **_do_not_call(fields, known, problems, today=today, language=language),
    }
    columns["wrong_number_on"] = _wrong_number(fields, columns, known, problems, today)
    if columns["role"] == "other" and not any(fields.get(name, "").strip() for name in ("name", "address_as", "phone")):
        problems["name"] = Refused("Write a name, a role or a telephone number; one of them is enough.")
    return columns, problems


def _text(fields: Mapping[str, str], name: str, problems: dict[str, Problem]) -> str:
    """Read free words."""
    text = fields.get(name, "").strip()
    most = LONGEST.get(name, LONGEST_TEXT)
    if len(text) > most:
        problems[name] = Refused("This is longer than %(most)s characters. Write it shorter.", most=most)
    return text


def _role(fields: Mapping[str, str], problems: dict[str, Problem]) -> str:
    """Read the role; none chosen is another one."""
    role = fields.get("role", "") or "other"
    if role not in ROLES:
        problems["role"] = Refused("Choose one of the list.")
        return "other"
    return role


def _phone(
    fields: Mapping[str, str], known: tuple[Contact, ...], problems: dict[str, Problem], *, country: str, sure: bool
) -> dict[str, object]:
    """Read the number; one on file already is not doubted again, also where it is none."""
    text = fields.get("phone", "").strip()
    same = next((one for one in known if text in (one.phone, one.phone_shown)), None)
    if same:
        return {"phone": same.phone, "phone_digits": same.phone_digits}
    try:
        number = read_telephone(text, country=country, sure=sure)
    except Refused as problem:
        problems["phone"] = problem
        return {"phone": text, "phone_digits": ""}
    return {"phone": number.text, "phone_digits": number.digits}


def _wrong_number(
    fields: Mapping[str, str],
    columns: Mapping[str, object],
    known: tuple[Contact, ...],
    problems: dict[str, Problem],
    today: date,
) -> str | None:
    """Read since when the number is known to be wrong; a new number is not the wrong one any more."""
    if fields.get("wrong_number") != "1":
        return None
    was_wrong = {one.phone: one.wrong_number_on for one in known if one.wrong_number_on}
    if not columns["phone"]:
        if not was_wrong:
            problems["wrong_number"] = Refused("There is no number that could be wrong. Write it, or untick this.")
        return None
    if was_wrong:
        since = was_wrong.get(str(columns["phone"]))
        return since.isoformat() if since else None
    return today.isoformat()


def _email(fields: Mapping[str, str], known: tuple[Contact, ...], problems: dict[str, Problem]) -> str:
    """Read the e-mail address; one on file already stays as it is."""
    text = fields.get("email", "").strip()
    if not text or any(text == one.email for one in known):
        return text
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain[:7].lower() == "mailto:":
        plain = plain[7:]
    if len(plain) > 254 or not EMAIL.fullmatch(plain):
        problems["email"] = Refused("“%(text)s” is no e-mail address. Write it like name@firm.com.", text=text[:100])
    return plain


def _languages(fields: Mapping[str, str], known: tuple[Contact, ...], problems: dict[str, Problem]) -> str:
    """Read the languages somebody speaks as codes, those of the scripts first; a code on file stays as it is."""
    codes = [code for code in TICKED_LANGUAGES if code in fields.get("languages", "").split()]
    on_file = {code for one in known for code in one.languages.split()}
    for word in _words(fields.get("languages_other", "")):
        code = word if word in on_file else _language_codes().get(word.casefold())
        if code is None:
            problems["languages_other"] = Refused(
                "“%(text)s” is no language we know. Write it like French or 日语.", text=word[:100]
            )
        elif code not in codes:
            codes.append(code)
    return " ".join(codes)


def _words(text: str) -> list[str]:
    """Divide the names of languages: at commas, and at blanks where the whole is no name of one."""
    parts = [one.strip() for one in re.split(r"[,，、;；/]", text)]
    return [word for part in parts for word in ([part] if part.casefold() in _language_codes() else part.split())]


@lru_cache
def _language_codes() -> dict[str, str]:
    """Give the codes of languages by code and by name in English and Chinese. Source: CLDR."""
    named: dict[str, str] = {}
    for locale in ("zh", "en"):
        named |= {str(name).casefold(): str(code) for code, name in Locale(locale).languages.items()}
    return named | {str(code).casefold(): str(code) for code in Locale("en").languages}


def _noted(fields: Mapping[str, str], name: str, known: tuple[Contact, ...], column: str, today: date) -> str | None:
    """Read a tick as the day since when it is so: the day on file, else today."""
    if fields.get(name) != "1":
        return None
    days: list[date] = [getattr(one, column) for one in known if getattr(one, column)]
    return (days[0] if days else today).isoformat()


def _do_not_call(
    fields: Mapping[str, str], known: tuple[Contact, ...], problems: dict[str, Problem], *, today: date, language: str
) -> dict[str, object]:
    """Read a request not to be called: who asked, where nothing is written she herself, and when, else today."""
    by, on = (fields.get(name, "").strip() for name in ("do_not_call_by", "do_not_call_on"))
    if fields.get("do_not_call") != "1":
        if (by or on) and not any(one.do_not_call_on for one in known):
            sentence = mark("Tick that they asked not to be called, or empty these two fields.")
            problems["do_not_call_by" if by else "do_not_call_on"] = Refused(sentence)
        return {"do_not_call_on": None, "do_not_call_by": ""}
    day = _noted(fields, "do_not_call", known, "do_not_call_on", today)
    if on:
        try:
            day = read_past_day(on, today, language=language).isoformat()
        except Refused as problem:
            problems["do_not_call_on"] = problem
    who = by or fields.get("address_as", "").strip() or fields.get("name", "").strip()
    return {"do_not_call_on": day, "do_not_call_by": who[:LONGEST_TEXT]}
