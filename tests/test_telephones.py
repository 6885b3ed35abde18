"""Telephone numbers: however they are written they become one form, and nothing that cannot be rung is kept."""

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rejoinder.accounts import telephones
from rejoinder.accounts.telephones import Telephone, read_telephone, shown, tel
from rejoinder.errors import Doubtful, Refused

countries = st.sampled_from(("GB", "CN", "US", "HK", "DE", "IT", "AR", "RU", "HU", ""))
extensions = st.one_of(st.just(""), st.integers(0, 99_999_999).map(str), st.sampled_from(("007", "0")))


def _of_the_library(region: str) -> list[str]:
    """Every kind of number the library gives an example of in a region, with its country code."""
    kinds = (phonenumbers.example_number_for_type(region, kind) for kind in range(11))
    return [phonenumbers.format_number(one, phonenumbers.PhoneNumberFormat.E164) for one in kinds if one]


EXAMPLES = sorted({text for region in phonenumbers.SUPPORTED_REGIONS for text in _of_the_library(region)})

# Valid numbers of every country, and whatever digits somebody types, with and without a country code.
typed = st.one_of(
    st.sampled_from(EXAMPLES),
    st.builds(
        "{}{}".format, st.sampled_from(("", "0", "00", "+", "+44", "+86(0)", "+49 0", "+1")), st.integers(0, 10**15)
    ),
)


def reason_for(text: str, country: str = "GB", *, sure: bool = False) -> str:
    """The name of the sentence with which a number is refused."""
    with pytest.raises(Refused) as refused:
        read_telephone(text, country=country, sure=sure)
    assert refused.value.values == {"text": text.strip()}
    assert str(refused.value)
    reason = {sentence: name for name, sentence in telephones.SENTENCES.items()}[refused.value.sentence]
    assert isinstance(refused.value, Doubtful) == (reason == "doubtful")
    return reason


# ---- reading


@pytest.mark.parametrize(
    ("text", "country", "kept"),
    [
        ("0161 496 0123", "GB", "+44 161 496 0123"),
        ("(020) 7946 0123", "GB", "+44 20 7946 0123"),
        ("020-7946-0123", "GB", "+44 20 7946 0123"),
        ("020.7946.0123", "GB", "+44 20 7946 0123"),
        ("02079460123", "gb", "+44 20 7946 0123"),
        ("138 0013 8000", "CN", "+86 138 0013 8000"),
        ("13800138000", "CN", "+86 138 0013 8000"),
        ("010-6552-9988", "CN", "+86 10 6552 9988"),
        ("(010)65529988", "CN", "+86 10 6552 9988"),
        ("400-810-8888", "CN", "+86 400 810 8888"),
        ("4008108888", "CN", "+86 400 810 8888"),
        ("86-10-65529988", "CN", "+86 10 6552 9988"),
        ("212-555-0123", "US", "+1 212-555-0123"),
        ("1 (212) 555-0123", "US", "+1 212-555-0123"),
        ("2123 4567", "HK", "+852 2123 4567"),
        ("030 123456", "DE", "+49 30 123456"),
        ("06 1234 5678", "IT", "+39 06 1234 5678"),
    ],
)
def test_a_number_is_read_as_it_is_dialled_in_its_country(text: str, country: str, kept: str) -> None:
    assert read_telephone(text, country=country).text == kept


@pytest.mark.parametrize("country", ["GB", "CN", "US", "DE", "", "XX"])
@pytest.mark.parametrize(
    "text",
    [
        "+441614960123",
        "+44 161 496 0123",
        "+44 (0)161 496 0123",
        "+44-(0)-161/496 0123",
        "+44 0161 496 0123",
        "(+44) 161 496-0123",
        "0044 161 496 0123",
        "00 44 (0)161 496 0123",
        "tel:+44-161-496-0123",
        "Tel. +44 161 496 0123",
        "电话：＋４４（０）１６１　４９６　０１２３",
        "＋44 161–496—0123",
        "\u202d+44 161 496 0123\u202c",
        "+44\u00a0161\u00a0496\u00a00123\n",
        "+٤٤ ١٦١ ٤٩٦ ٠١٢٣",
    ],
)
def test_a_number_with_its_country_code_is_the_same_everywhere(text: str, country: str) -> None:
    assert read_telephone(text, country=country) == Telephone("+44 161 496 0123", "441614960123")


@pytest.mark.parametrize(
    "text", ["０１０－６５５２－９９８８", "（010）6552 9988", "０１０　６５５２９９８８", "＋８６-10-65529988"]
)
def test_what_a_chinese_input_method_writes_is_read(text: str) -> None:
    assert read_telephone(text, country="CN").text == "+86 10 6552 9988"


@pytest.mark.parametrize(
    "written",
    [
        "{} ext 12", "{} ext. 12", "{}, ext 12", "{} (ext. 12)", "{} extension 12", "{} extn: 12", "{}x12", "{} X 12",
        "{} #12", "{};ext=12", "{},,12#", "{}转12", "{} 转 12", "{}轉12", "{}转分机12", "{} 分机12", "{}分机号：１２",
        "{}-分机 12", "{}\next 12",
    ],
)  # fmt: skip
def test_an_extension_is_kept_however_it_is_written(written: str) -> None:
    for text, country, kept in (
        ("0161 496 0123", "GB", "+44 161 496 0123 ext. 12"),
        ("010-65529988", "CN", "+86 10 6552 9988 ext. 12"),
        ("400-810-8888", "CN", "+86 400 810 8888 ext. 12"),
    ):
        assert read_telephone(written.format(text), country=country).text == kept


def test_leading_zeros_of_an_extension_are_kept() -> None:
    assert read_telephone("0161 496 0123 ext 0012", country="GB").text == "+44 161 496 0123 ext. 0012"


def test_an_extension_has_eight_digits_at_most() -> None:
    assert read_telephone("0161 496 0123 x12345678", country="GB").text == "+44 161 496 0123 ext. 12345678"
    assert reason_for("0161 496 0123 x123456789") == "not_a_number"


def test_a_dash_stands_before_an_extension_only_in_china_and_behind_a_whole_number() -> None:
    assert read_telephone("010-65529988-8012", country="CN").text == "+86 10 6552 9988 ext. 8012"
    assert read_telephone("+86 10 6552 9988-8012", country="GB").text == "+86 10 6552 9988 ext. 8012"
    assert reason_for("0161-496-0123-8012", "GB") == "too_long"
    assert reason_for("010-655299881-8012", "CN") == "too_long"
    assert reason_for("010-65529988-8012转3", "CN") == "too_long"


def test_the_zero_in_brackets_is_left_out_but_italys_is_dialled() -> None:
    assert read_telephone("+49 (0)30 123456", country="").text == "+49 30 123456"
    assert read_telephone("+34 (0)91 123 4567", country="").text == "+34 911 23 45 67"
    assert read_telephone("+39 (0)6 1234 5678", country="").text == "+39 06 1234 5678"


def test_the_way_abroad_of_the_accounts_country_is_known() -> None:
    assert read_telephone("011 44 161 496 0123", country="US").text == "+44 161 496 0123"
    assert read_telephone("001 44 161 496 0123", country="HK").text == "+44 161 496 0123"


def test_two_zeros_call_abroad_also_where_another_reading_would_only_be_doubtful() -> None:
    assert read_telephone("0086 138 0013 8000", country="HK").text == "+86 138 0013 8000"
    assert read_telephone("0044 161 496 0123", country="JP").text == "+44 161 496 0123"


@pytest.mark.parametrize("text", ["", "  ", "\n", "　", "tel:", "\u200b"])
def test_nothing_typed_is_no_number_and_no_mistake(text: str) -> None:
    assert read_telephone(text, country="GB") == Telephone("", "")
    assert read_telephone(text, country="") == Telephone("", "")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("0161 496 0123 ext 99", "GB"),
        ("13800138000", "CN"),
        ("010-6552-9988", "CN"),
        ("400-810-8888", "CN"),
        ("(212) 555-0123", "US"),
        ("1-212-555-0123", "US"),
        ("2123 4567", "HK"),
        ("030 123456", "DE"),
        ("06 1234 5678", "IT"),
        ("06 1 234 5678", "HU"),
    ],
)
def test_a_number_searched_as_it_is_dialled_locally_is_among_the_digits(text: str, country: str) -> None:
    found = read_telephone(text, country=country).digits
    searched = "".join(c for c in text.partition(" ext")[0] if c.isdigit()).lstrip("0")
    assert searched in found
    assert found.isdigit()
    assert not found.endswith("99")


# ---- refusing


@pytest.mark.parametrize(
    ("text", "country", "reason"),
    [
        ("ask for John", "GB", "not_a_number"),
        ("0161 496 0123 mornings", "GB", "not_a_number"),
        ("1-800-FLOWERS", "US", "not_a_number"),
        ("john@firm.example", "GB", "not_a_number"),
        ("ext 12", "GB", "not_a_number"),
        ("flat 3, 12 High Street", "GB", "not_a_number"),
        ("+", "GB", "not_a_number"),
        ("---", "GB", "not_a_number"),
        ("%s", "GB", "not_a_number"),
        ("1 " * 60, "GB", "not_a_number"),
        ("999", "GB", "too_short"),
        ("110", "CN", "too_short"),
        ("+44 161", "", "too_short"),
        ("0161 496 01234", "GB", "too_long"),
        ("13800138000123", "CN", "too_long"),
        ("0161 496 0123 07700 900123", "GB", "too_long"),
        ("+852 2123 456789", "", "odd_length"),
        ("0161 496 0123", "", "no_country"),
        ("13800138000", "", "no_country"),
        ("0161 496 0123", "XX", "no_country"),
        ("+999 161 496 0123", "GB", "no_such_country"),
        ("+0161 496 0123", "GB", "no_such_country"),
    ],
)
def test_a_number_that_cannot_be_rung_is_refused_with_its_reason(text: str, country: str, reason: str) -> None:
    assert reason_for(text, country) == reason
    assert reason_for(text, country, sure=True) == reason


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("0161 496 0123 / 07700 900123", "GB"),
        ("0161 496 0123/0161 496 0124", "GB"),
        ("01632 960123 / 01632 960124", "GB"),
        ("0161 496 0123 or 07700 900123", "GB"),
        ("0161 496 0123, 07700 900123", "GB"),
        ("0161 496 0123; 07700 900123", "GB"),
        ("0161 496 0123\n07700 900123", "GB"),
        ("0161 496 0123 x12 / 07700 900123 x13", "GB"),
        ("+44 161 496 0123 +44 161 496 0124", ""),
        ("(+44) 161 496 0123 (+44) 161 496 0124", ""),
        ("010-65529988、13800138000", "CN"),
        ("010-65529988，13800138000", "CN"),
        ("010-65529988或13800138000", "CN"),
        ("010-65529988/89", "CN"),
        ("030 12345/12346", "DE"),
    ],
)
def test_two_numbers_in_one_field_are_asked_apart(text: str, country: str) -> None:
    assert reason_for(text, country) == "several"
    assert reason_for(text, country, sure=True) == "several"


def test_a_slash_behind_the_area_code_does_not_make_two_numbers() -> None:
    assert read_telephone("089/1234567", country="DE").text == "+49 89 1234567"
    assert read_telephone("0049 89/123 45 67", country="").text == "+49 89 1234567"
    assert read_telephone("0043 5522/12345", country="AT").text == "+43 5522 12345"


@pytest.mark.parametrize(
    ("text", "country", "kept"),
    [
        ("01632 960123", "GB", "+44 1632 960123"),
        ("+44 (0)1632 960123 x7", "", "+44 1632 960123 ext. 7"),
        ("138001380001", "CN", "+86 13 800 138 0001"),
        ("6552 9988", "CN", "+86 65529988"),
        ("95588", "CN", "+86 95588"),
        ("555-0123", "US", "+1 5550123"),
    ],
)
def test_a_number_in_no_known_range_is_doubted_once_and_then_taken(text: str, country: str, kept: str) -> None:
    assert reason_for(text, country) == "doubtful"
    taken = read_telephone(text, country=country, sure=True)
    assert taken.text == kept


def test_a_zero_too_many_is_refused_because_it_would_fall_off_at_the_next_reading() -> None:
    assert reason_for("+86 0054 0983 69427", "", sure=True) == "odd_length"
    assert reason_for("+44 00958 961911", "", sure=True) == "odd_length"


# ---- showing and dialling


@pytest.mark.parametrize(
    ("text", "country", "written"),
    [
        ("+44 161 496 0123", "GB", "0161 496 0123"),
        ("+44 161 496 0123", "gb", "0161 496 0123"),
        ("+44 161 496 0123", "CN", "+44 161 496 0123"),
        ("+44 161 496 0123", "", "+44 161 496 0123"),
        ("+44 161 496 0123 ext. 12", "GB", "0161 496 0123 ext. 12"),
        ("+44 161 496 0123 ext. 12", "US", "+44 161 496 0123 ext. 12"),
        ("+44 1632 960123", "GB", "01632 960123"),
        ("+86 138 0013 8000", "CN", "138 0013 8000"),
        ("+86 10 6552 9988 ext. 8012", "CN", "010 6552 9988 ext. 8012"),
        ("+86 400 810 8888", "CN", "400 810 8888"),
        ("+86 138 0013 8000", "HK", "+86 138 0013 8000"),
        ("+852 2123 4567", "HK", "2123 4567"),
        ("+1 212-555-0123", "US", "(212) 555-0123"),
        ("+1 212-555-0123", "CA", "(212) 555-0123"),
        ("+49 30 123456", "DE", "030 123456"),
        ("+39 06 1234 5678", "IT", "06 1234 5678"),
    ],
)
def test_a_number_is_shown_as_it_is_written_on_the_spot(text: str, country: str, written: str) -> None:
    assert shown(text, country=country) == written


@pytest.mark.parametrize("text", ["", "0161 496 0123", "reception, ask for Jo", "0161 496 0123 / 07700 900123", "n/a"])
def test_what_is_no_number_is_shown_as_it_stands(text: str) -> None:
    assert shown(text, country="GB") == text


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("+44 161 496 0123", "+441614960123"),
        ("+44 161 496 0123 ext. 012", "+441614960123;ext=012"),
        ("+44 1632 960123", "+441632960123"),
        ("+86 400 810 8888", "+864008108888"),
        ("+39 06 1234 5678", "+390612345678"),
        ("0161 496 0123", "01614960123"),
        ("（０１０）6552 9988", "01065529988"),
        ("+999 12345", "+99912345"),
        ("reception", ""),
        ("+", ""),
        ("", ""),
    ],
)
def test_a_link_dials_the_number_and_its_extension(text: str, dialled: str) -> None:
    assert tel(text) == dialled


# ---- any number


def _read_or_pass_over(text: str, country: str) -> Telephone:
    """Read a number, and leave out of the test what is none."""
    try:
        return read_telephone(text, country=country, sure=True)
    except Refused:
        assume(False)
        raise


@given(st.sampled_from(EXAMPLES), countries)
def test_every_valid_number_of_every_country_is_taken_with_its_digits(text: str, country: str) -> None:
    assert "+" + read_telephone(text, country=country).digits == text
    assert tel(read_telephone(text, country=country).text) == text


@given(typed, extensions, countries, countries)
def test_what_is_kept_is_read_as_the_same_number_anywhere(text: str, extension: str, here: str, there: str) -> None:
    kept = _read_or_pass_over(text + (f" ext {extension}" if extension else ""), here)
    assert read_telephone(kept.text, country=there, sure=True) == kept
    assert kept.text.endswith(f" ext. {extension}") if extension else "ext" not in kept.text


@given(typed, extensions, countries, countries)
def test_what_is_shown_is_read_as_the_same_number_there(text: str, extension: str, here: str, there: str) -> None:
    kept = _read_or_pass_over(text + (f" ext {extension}" if extension else ""), here)
    assert read_telephone(shown(kept.text, country=there), country=there, sure=True) == kept


@given(typed, extensions, countries)
def test_a_link_leads_back_to_the_same_number(text: str, extension: str, country: str) -> None:
    kept = _read_or_pass_over(text + (f" ext {extension}" if extension else ""), country)
    assert read_telephone("tel:" + tel(kept.text), country="", sure=True) == kept


@given(typed, countries)
def test_being_sure_changes_no_number_that_was_not_in_doubt(text: str, country: str) -> None:
    kept = _read_or_pass_over(text, country)
    try:
        assert read_telephone(text, country=country) == kept
    except Doubtful:
        assert kept.text


fragments = st.sampled_from(
    ["+", "00", "0", "1", "44", "86", "161", "496", "0123", "13800138000", " ", "-", "(", ")", "(0)", "/", ",", "、",
     "；", "ext", "x", "#", "转", "分机", "tel:", ";ext=", "或", "or", "\n", "＋", "（", "１", "²", "٣", "%s", "\u202d",
     "~", "."]
)  # fmt: skip


@given(st.one_of(st.text(max_size=30), st.lists(fragments, max_size=10).map("".join)), countries, st.booleans())
def test_any_text_is_a_number_or_a_sentence_about_it(text: str, country: str, sure: bool) -> None:
    try:
        kept = read_telephone(text, country=country, sure=sure)
    except Refused as refused:
        assert refused.sentence in telephones.SENTENCES.values()
        assert str(refused)
    else:
        assert read_telephone(kept.text, country=country, sure=True) == kept


@given(st.one_of(st.text(max_size=30), st.lists(fragments, max_size=10).map("".join)), countries)
def test_old_text_never_hinders_the_file_from_being_shown(text: str, country: str) -> None:
    assert isinstance(shown(text, country=country), str)
    assert set(tel(text)) <= set("+0123456789;ext=")
