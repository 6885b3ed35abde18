"""Telephone numbers of contacts: read however they are written, kept in one form, shown as written on the spot."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

from rejoinder.errors import Doubtful, Refused, mark

SENTENCES: Mapping[str, str] = {
    "not_a_number": mark("“%(text)s” is no telephone number. Write its digits, and put anything else in the note."),
    "several": mark("“%(text)s” is more than one number. Write one here, and the other in the note."),
    "too_short": mark("“%(text)s” has too few digits. Check it, and write it with its area code."),
    "too_long": mark("“%(text)s” has too many digits. Check it; if it is two numbers, put the other in the note."),
    "odd_length": mark("“%(text)s” has a digit too few or too many. Check it."),
    "no_country": mark(
        "“%(text)s” does not say in which country it is. Write it with its country code, such as +44 161 496 0123."
    ),
    "no_such_country": mark("“%(text)s” begins with a country code that does not exist. Check it."),
    "doubtful": mark(
        "“%(text)s” is in no range of numbers we know. Check digits and area code; if it is right, say so below."
    ),
}

# What can be kept, the best first; a doubtful number only if somebody is sure of it.
TAKEN = ("valid", "doubtful")

# What the library says of a number's length. One that can be dialled only within its town leaves a doubt: the
# service numbers of Chinese banks (95588) are such, and so is a number without its area code.
LENGTHS: Mapping[int, str] = {
    ValidationResult.IS_POSSIBLE: "doubtful",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "doubtful",
    ValidationResult.INVALID_COUNTRY_CODE: "no_such_country",
    ValidationResult.TOO_SHORT: "too_short",
    ValidationResult.TOO_LONG: "too_long",
    ValidationResult.INVALID_LENGTH: "odd_length",
}
ERRORS: Mapping[int, str] = {
    NumberParseException.NOT_A_NUMBER: "not_a_number",
    NumberParseException.TOO_SHORT_AFTER_IDD: "too_short",
    NumberParseException.TOO_SHORT_NSN: "too_short",
    NumberParseException.TOO_LONG: "too_long",
}

LABEL = re.compile(r"^(?:tel(?:ephone)?|phone|mob(?:ile)?|cell|电话|電話|手机|手機|座机|固话)(?![a-z])[ .:]*", re.I)
# Eight digits hold an extension with the code of its site; more are another number.
EXTENSION = re.compile(
    r"(?:ext(?:ension|n)?|x|#|,,|[转轉]接?(?:分机号?|分機號?)?|分机号?|分機號?|内线|內線)[ .:=]*(\d{1,8})[#)]?$", re.I
)
# In China an extension is also written behind a dash: 010-65529988-8012.
DASHED = re.compile(r"(.*\d) ?- ?(\d{1,6})")
CHINA = 86
SEPARATOR = re.compile(r"[,;、|&/]|\b(?:or|and)\b|[或和及]|(?<=\d)[ (]*(?=\+)", re.I)
# The longest area codes have five digits (Germany's 38871); a slash behind more is no longer behind the area code.
AREA_CODE_DIGITS = 5
BODY = re.compile(r"[ (\[]*\+?[\d ()\[\]./·_~-]*")
TRUNK_ZERO = re.compile(r"\( ?0 ?\)")
# Of what stands in the field for one number; it keeps the expressions above from long work on a pasted page.
MOST_SIGNS = 100


@dataclass(frozen=True)
class Telephone:
    """A telephone number as it is kept.

    `text`: the international form with the extension, which is what is stored; `digits`: those of the number with
    its country code, without plus and extension, by which it is searched.
    """

    text: str
    digits: str


@dataclass(frozen=True)
class _Line:
    """A number and its extension, which the library's own forms write differently in every country."""

    number: PhoneNumber
    extension: str

    def written(self, form: int) -> str:
        """Write it in a form of the library's."""
        return phonenumbers.format_number(self.number, form) + (f" ext. {self.extension}" if self.extension else "")

    @property
    def e164(self) -> str:
        """The number alone as a plus and digits (ITU-T E.164)."""
        return phonenumbers.format_number(self.number, PhoneNumberFormat.E164)


def read_telephone(text: str, *, country: str, sure: bool = False) -> Telephone:
    """Read a telephone number as somebody typed it; nothing typed is no number.

    `country`: the ISO code of the country in which it is dialled, empty if unknown; `sure`: take a number in a range
    nobody knows, because the person has said it twice.
    Raises: Refused; Doubtful, for such a number the first time.
    """
    if not _cleaned(text):
        return Telephone("", "")
    line = _read(text, country=country, sure=sure)
    return Telephone(line.written(PhoneNumberFormat.INTERNATIONAL), line.e164.removeprefix("+"))


def shown(text: str, *, country: str) -> str:
    """Write a stored number as people in the country write it, and one from abroad with its country code.

    What is stored but no number, from before numbers were read, stands as it is.
    """
    line = _stored(text, country="")
    if line is None:
        return text
    local = line.written(PhoneNumberFormat.NATIONAL)
    # The surest test of a local form: whoever dials it there reaches the same telephone.
    return local if _stored(local, country=country) == line else line.written(PhoneNumberFormat.INTERNATIONAL)


def tel(text: str) -> str:
    """Write a stored number as a link dials it, behind `tel:` (RFC 3966, sections 5.1.4 and 5.3).

    Of text that is no number, its digits and a leading plus; empty when it has none.
    """
    line = _stored(text, country="")
    if line is not None:
        return line.e164 + (f";ext={line.extension}" if line.extension else "")
    cleaned = _cleaned(text)
    digits = _digits(cleaned)
    return "+" + digits if digits and cleaned.startswith("+") else digits


def _stored(text: str, *, country: str) -> _Line | None:
    """Give the number that a stored text is, if it is one."""
    try:
        return _read(text, country=country, sure=True)
    except Refused:
        return None


def _read(text: str, *, country: str, sure: bool) -> _Line:
    """Read one number with its extension.

    Raises: Refused, Doubtful.
    """
    body, extension = _without_extension(_cleaned(text)[: MOST_SIGNS + 1])
    verdict, number = _judged(body, country)
    if verdict == "too_long" and not extension:
        verdict, number, extension = _judged_before_dash(body, country)
    if _is_several(body, country, verdict=verdict):
        verdict = "several"
    if verdict == "doubtful" and not sure:
        raise Doubtful(SENTENCES[verdict], text=text.strip())
    if verdict not in TAKEN or number is None:
        raise Refused(SENTENCES[verdict], text=text.strip())
    return _Line(number, extension)


def _judged(body: str, country: str) -> tuple[str, PhoneNumber | None]:
    """Read a number in the way that fits best, and say what is to be said of it.

    Returns: "valid", "doubtful", or another of SENTENCES, and the number where there is one.
    """
    if len(body) > MOST_SIGNS or not BODY.fullmatch(body):
        return "not_a_number", None
    judged = [_judged_as(way, country) for way in _ways(body)]
    return min(judged, key=lambda one: TAKEN.index(one[0]) if one[0] in TAKEN else len(TAKEN))


def _ways(body: str) -> list[str]:
    """Give the ways to read a number, the likeliest first, each of nothing but digits and a leading plus.

    The zero of +44 (0)161 is not dialled behind a country code, but Italy's is: so it is first left to the library.
    Two leading zeros call abroad from most countries, also where it is done otherwise (011 in the United States).
    """
    ways = []
    for one in (body, TRUNK_ZERO.sub("", body)):
        digits = _digits(one)
        ways.append("+" + digits if "+" in one else digits)
        if digits.startswith("00") and "+" not in one:
            ways.append("+" + digits[2:])
    return list(dict.fromkeys(ways))


def _judged_as(dialled: str, country: str) -> tuple[str, PhoneNumber | None]:
    """Read digits in one way, and say what is to be said of the number."""
    try:
        number = phonenumbers.parse(dialled, country.upper() or None)
    except NumberParseException as wrong:
        unknown = "no_such_country" if dialled.startswith("+") else "no_country"
        return ERRORS.get(wrong.error_type, unknown), None
    if phonenumbers.is_valid_number(number):
        return "valid", number
    verdict = LENGTHS[phonenumbers.is_possible_number_with_reason(number)]
    return ("odd_length" if verdict == "doubtful" and not _is_read_again(number) else verdict), number


def _is_read_again(number: PhoneNumber) -> bool:
    """Say whether a number is still the same when it is read again from its stored form.

    One with a zero too many is not: each reading takes the zero before the area code off, so that it would become
    another number whenever its contact is saved.
    """
    return phonenumbers.parse(phonenumbers.format_number(number, PhoneNumberFormat.E164)) == number


def _judged_before_dash(body: str, country: str) -> tuple[str, PhoneNumber | None, str]:
    """Read what is too long for one number as a Chinese number and an extension behind a dash, if it is that."""
    dashed = DASHED.fullmatch(body)
    if dashed:
        verdict, number = _judged(dashed[1], country)
        if verdict == "valid" and number and number.country_code == CHINA:
            return verdict, number, dashed[2]
    return "too_long", None, ""


def _is_several(body: str, country: str, *, verdict: str) -> bool:
    """Say whether a field holds more than one number.

    A slash also stands behind the area code, as in 089/1234567: it divides numbers only where a whole one stands
    before it, or where everything together is no number.
    """
    before, *behind = SEPARATOR.split(body, maxsplit=1)
    if len(_digits(before)) <= AREA_CODE_DIGITS or not _digits("".join(behind)):
        return False
    if verdict not in TAKEN:
        return True
    alone, _ = _judged(before, country)
    return alone == "valid"


def _without_extension(cleaned: str) -> tuple[str, str]:
    """Take the extension off a number: the number, and the extension's digits."""
    found = EXTENSION.search(cleaned)
    return (cleaned[: found.start()].rstrip(" ,;(-"), found[1]) if found else (cleaned, "")


def _cleaned(text: str) -> str:
    """Bring what was typed to plain signs: no full-width forms, no signs nobody sees, one kind of dash and of space.

    Numbers copied from address books come with invisible marks of writing direction. A new line divides like a
    semicolon.
    """
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFKC", text).splitlines())
    plain = "".join(_plain(c) for c in " ; ".join(line for line in lines if line))
    return LABEL.sub("", plain.strip())


def _plain(sign: str) -> str:
    """Give the plain form of one sign."""
    kind = unicodedata.category(sign)
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    if kind == "Pd" or sign in "−ー":
        return "-"
    return "" if kind in ("Cc", "Cf") else sign


def _digits(text: str) -> str:
    """Give the digits of a text."""
    return "".join(c for c in text if c in "0123456789")
