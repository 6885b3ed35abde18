"""The letter that confirms a call: what stands in it and what does not, in both languages, and as an e-mail."""

import re
from datetime import date, time, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder import accounts, calls, commitments, letters, library, money
from rejoinder.accounts import Invoice
from rejoinder.calls import Call
from rejoinder.commitments import Instalment, Terms
from rejoinder.errors import NotFound, Refused
from rejoinder.letters import Letter
from rejoinder.store import Store
from tests.conftest import START, rows
from tests.owing import Owed, owe
from tests.scripts_of import letters_with, publish

ME = 1
FRIDAY, NEXT = date(2026, 11, 20), date(2027, 1, 15)
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]")
# Words of the clause that nothing is waived, and of the one that says what is open.
WAIVES_NOTHING = {"en": "We give up no right.", "zh": "不放弃任何权利。"}
OWED = {"en": "In all, ", "zh": "余额为"}
OWING = (Owed("A1", 10000), Owed("A2", 25050), Owed("E9", 70000, currency="EUR"), Owed("C1", -3000))


class Office:
    """An account that owes, and a call with it under way, the letter in the words of the tests, or as shipped."""

    def __init__(self, store: Store, language: str = "en", *owed: Owed, is_shipped: bool = False) -> None:
        self.store, self.language = store, language
        if not is_shipped:
            letters_with(store)
        self.account_id = owe(store, *(owed or OWING))
        mei = {"name": "林梅" if language == "zh" else "Mary Lin", "email": "mei@lin.example", "role": "owner"}
        with store.write() as writing:
            writing.change("account", self.account_id, script_language=language)
            self.contact_id = writing.add("contact", account_id=self.account_id, **mei)
        self.call_id = calls.start(
            store,
            self.account_id,
            person_id=ME,
            language=language,
            mark=library.latest_mark(store),
            submission=f"call-{self.account_id}",
            now=START,
        )
        calls.reach(store, self.call, self.contact_id, now=START)
        self.count = 0

    @property
    def call(self) -> Call:
        return calls.load(self.store, self.call_id, person_id=ME)

    @property
    def file(self) -> accounts.AccountFile:
        return accounts.load(self.store, self.account_id, person_id=ME, now=START)

    def invoices(self, *numbers: str) -> tuple[Invoice, ...]:
        return accounts.numbered(self.store, self.account_id, ",".join(numbers)) if numbers else ()

    def agree(self, kind: str, *numbers: str, read_back: str = "", **terms: object) -> int:
        """Record a commitment; money is pounds unless said otherwise."""
        self.count += 1
        given = {
            "amount_minor": None,
            "currency": None,
            "due_on": None,
            "method": "",
            "contact_id": None,
            "who": "",
            "note": "",
            "invoices": self.invoices(*numbers),
            **terms,
        }
        if kind == "dispute_details":
            given["disputed"] = {one.id: None for one in given["invoices"]}
        return commitments.record(
            self.store,
            Terms(kind=kind, **given),
            call_id=self.call_id,
            account_id=self.account_id,
            person_id=ME,
            read_back=read_back,
            today=START.date(),
            submission=f"{self.account_id}-{self.count}",
            now=START + timedelta(minutes=self.count),
        )

    def promise(self, minor: int = 10000, *numbers: str, currency: str = "GBP", **terms: object) -> int:
        sum_ = {"amount_minor": minor, "currency": currency, "due_on": FRIDAY}
        return self.agree("promise_to_pay", *numbers, **{**sum_, **terms})

    def letter(self) -> Letter:
        return letters.confirmation(self.store, self.file, self.call, collector="Tom Arkwright", now=START)


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def office(store: Store, language: str) -> Office:
    return Office(store, language)


# ---- what stands in it ---------------------------------------------------------------------------------------------

PLAN = (Instalment(FRIDAY, 5000), Instalment(date(2026, 12, 18), 5000), Instalment(NEXT, 15050))
# Each kind with its terms, and what has to stand in its paragraph in the two languages.
KINDS = {
    "promise_to_pay": (
        ("A1",),
        {"amount_minor": 10000, "currency": "GBP", "due_on": FRIDAY, "method": "transfer", "who": "Li"},
        "Owing Ltd will pay GBP\u00a0100.00 by bank transfer on Friday 20 November 2026, for invoice A1; "
        "Li sees to it.",
        "于2026年11月20日（周五）支付GBP\u00a0100.00，付款方式为转账，对应A1号发票，由Li负责。",
    ),
    "instalment_plan": (
        ("A2",),
        {"amount_minor": 25050, "currency": "GBP", "due_on": NEXT, "instalments": PLAN},
        "Owing Ltd will pay GBP\u00a0250.50 in all, for invoice A2: GBP\u00a050.00 on Friday 20 November 2026, "
        "GBP\u00a050.00 on Friday 18 December 2026 and GBP\u00a0150.50 on Friday 15 January 2027.",
        "分期支付合计GBP\u00a0250.50，对应A2号发票：2026年11月20日（周五）付GBP\u00a050.00、"
        "2026年12月18日（周五）付GBP\u00a050.00、2027年1月15日（周五）付GBP\u00a0150.50。",
    ),
    "bill": (
        ("A1",),
        {"amount_minor": 10000, "currency": "GBP", "due_on": FRIDAY, "matures_on": NEXT, "method": "bill"},
        "Owing Ltd will pay GBP\u00a0100.00 by bill, for invoice A1: here by Friday 20 November 2026, "
        "due on Friday 15 January 2027.",
        "以汇票支付GBP\u00a0100.00，对应A1号发票；2026年11月20日（周五）前交付，到期日为2027年1月15日（周五）。",
    ),
    "document": (
        ("A1",),
        {"due_on": FRIDAY, "document": "delivery_proof", "note": "signed"},
        "We will have the proof of delivery (signed) by Friday 20 November 2026, concerning invoice A1.",
        "于2026年11月20日（周五）前提供签收单（signed），对应A1号发票。",
    ),
    "dispute_details": (
        ("A1", "A2"),
        {"due_on": FRIDAY, "note": "two short"},
        "By Friday 20 November 2026 they say what is wrong with invoices A1 and A2. It was noted as “two short”.",
        "于2026年11月20日（周五）前说明A1、A2号发票的问题。记录为“two short”。",
    ),
    "call_back": (
        (),
        {"due_on": FRIDAY, "call_at": time(14, 30), "who": "Li"},
        "We ring on Friday 20 November 2026 at 2.30 pm your time and ask for Li.",
        "将于2026年11月20日（周五）下午2点30分（贵方当地时间）再次致电Li。",
    ),
    "other_person": ((), {"who": "Wu 555 0100"}, "Responsible is Wu 555 0100.", "由Wu 555 0100负责。"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_paragraph_between_opening_and_reply(office, language, kind):
    numbers, terms, *said = KINDS[kind]
    office.agree(kind, *numbers, **terms)
    letter = office.letter()
    assert letter.paragraphs.count(said[0 if language == "en" else 1]) == 1
    assert letter.left_out == ()
    assert [one.kind for one in letter.about] == [kind]
    assert letter.language == language
    assert (WAIVES_NOTHING[language] in letter.body) == (kind in commitments.OF_MONEY)
    assert (OWED[language] in letter.body) == (kind in commitments.OF_MONEY)
    if language == "en":
        assert letter.paragraphs[:1] == ("Dear Mary Lin,",)
        assert letter.subject == "What we agreed on Wednesday 18 November 2026: Owing Ltd"
    else:
        assert letter.paragraphs[0] == "林总，您好："
        assert letter.subject == "致Owing Ltd：2026年11月18日（周三）"


def test_all_kinds_stand_in_the_order_of_the_call_and_nothing_has_a_gap(office, language):
    order = ("call_back", "bill", "document", "other_person", "instalment_plan")
    for kind in order:
        numbers, terms, *_ = KINDS[kind]
        office.agree(kind, *numbers, **terms)
    office.agree("refusal", note="never")
    letter = office.letter()
    assert [one.kind for one in letter.about] == list(order)
    said = [KINDS[kind][2 if language == "en" else 3] for kind in order]
    assert list(letter.paragraphs[3:-4]) == said
    assert "never" not in letter.body


def test_letter_as_shipped_is_whole_with_everything_and_with_nothing_beside_what_is_certain(store, language):
    office = Office(store, language, is_shipped=True)
    optional = ("method", "who", "note", "call_at")
    for numbers, terms, *_ in KINDS.values():
        kind = next(name for name, one in KINDS.items() if one[1] is terms)
        office.agree(kind, *numbers, **terms)
        bare = {name: value for name, value in terms.items() if name not in optional or kind == "other_person"}
        office.agree(kind, *(numbers if kind == "dispute_details" else ()), **bare)
    letter = office.letter()
    assert letter.left_out == ()
    assert len(letter.about) > len(KINDS)
    for text in (letter.subject, *letter.paragraphs):
        assert not set("{}[]") & set(text)
        assert "None" not in text
        assert "  " not in text
        assert not re.search(r"[，；：、,;:]\s*[.。，；,;]|^[，。；.,;]", text), text
        assert not HALF_WIDTH.search(text), text


def test_every_day_of_a_plan_is_named_and_the_instalments_add_up(office, language):
    ones = tuple(Instalment(FRIDAY + timedelta(days=7 * n), 1000 + n) for n in range(12))
    whole = sum(one.amount_minor for one in ones)
    invoices = {"currency": "GBP", "amount_minor": whole, "due_on": ones[-1].day, "instalments": ones}
    office.agree("instalment_plan", "A1", "A2", **invoices)
    text = office.letter().body
    plan = next(one for one in office.letter().paragraphs if money.shown(whole, "GBP", language) in one)
    pattern = r"GBP\u00a0([\d,.]+) on" if language == "en" else r"付GBP\u00a0([\d,.]+)"
    assert sum(money.parse(one, "GBP") for one in re.findall(pattern, plan)) == whole
    days = r"day \d+ \w+ 20\d\d" if language == "en" else r"20\d\d年\d+月\d+日（周.）"
    assert len(re.findall(days, plan)) == len(ones)
    assert text.count(plan) == 1


def test_yuan_stand_in_capitals_too_in_chinese(store):
    office = Office(store, "zh", Owed("C7", 14450000, currency="CNY"))
    office.promise(14450000, "C7", currency="CNY")
    assert "¥144,500.00（大写：壹拾肆万肆仟伍佰元整）" in office.letter().body


def test_many_invoices_of_a_promise_are_named_and_credits_taken_off(store):
    office = Office(store, "en", *(Owed(f"N{n:02}", 1000) for n in range(12)), Owed("CR", -500))
    office.promise(11500, *(f"N{n:02}" for n in range(12)), "CR")
    text = office.letter().body
    assert "for invoices N00, N01, N02" in text
    assert "N10 and N11, less CR" in text
    assert "We spoke of 12 invoices." in text


# ---- what does not stand in it -------------------------------------------------------------------------------------


def test_nothing_of_another_currency_stands_in_it(office, language):
    office.promise(10000, "A1")
    text = office.letter().body
    assert "EUR" not in text
    assert "E9" not in text
    assert money.shown(32050, "GBP", language) in text


def test_of_two_currencies_each_is_told_beside_the_other(office, language):
    office.promise(10000, "A1")
    office.promise(70000, "E9", currency="EUR")
    both = ["GBP\u00a0320.50", "EUR\u00a0700.00"]
    assert (" and " if language == "en" else "和").join(both) in office.letter().body


def test_nothing_is_said_to_be_owed_where_something_of_it_is_disputed(office, language):
    office.promise(10000, "A1")
    assert OWED[language] in office.letter().body
    office.agree("dispute_details", "A2", due_on=FRIDAY)
    text = office.letter().body
    assert OWED[language] not in text
    # A sum is promised all the same.
    assert WAIVES_NOTHING[language] in text


def test_nothing_is_said_to_be_owed_where_nothing_is_open(store, language):
    office = Office(store, language, Owed("A1", 10000), Owed("C1", -10000))
    office.promise(10000, "A1")
    text = office.letter().body
    assert OWED[language] not in text
    assert WAIVES_NOTHING[language] in text


@pytest.mark.parametrize(
    ("kind", "numbers", "terms"),
    [("document", (), {"due_on": FRIDAY, "document": "other"}), ("document", ("A1",), {"due_on": FRIDAY})],
)
def test_part_without_what_it_is_about_is_left_out_and_named(office, kind, numbers, terms):
    office.promise(10000, "A1")
    before = office.letter()
    office.agree(kind, *numbers, **terms)
    letter = office.letter()
    assert [one.kind for one in letter.left_out] == [kind]
    assert letter.paragraphs == before.paragraphs


def test_without_anything_complete_there_is_no_letter(office):
    office.agree("document", due_on=FRIDAY)
    with pytest.raises(Refused, match="lacks what a letter has to name"):
        office.letter()


def test_bare_terms_leave_whole_sentences(office, language):
    office.promise(10000)
    text = office.letter().body
    day = {"en": "Owing Ltd will pay GBP\u00a0100.00 on Friday 20 November 2026.", "zh": "支付GBP\u00a0100.00。"}
    assert day[language] in text


def test_recorded_in_error_is_left_out(office, language):
    wrong = office.promise(10000, "A1", note="x")
    office.promise(25050, "A2")
    commitments.record_error(office.store, wrong, person_id=ME, today=START.date(), now=START + timedelta(hours=1))
    text = office.letter().body
    assert "100.00" not in text
    assert "250.50" in text


def test_promise_that_another_one_replaced_is_not_confirmed_beside_it(office, language):
    office.promise(35050, "A1", "A2")
    office.promise(25050, "A2", due_on=NEXT)
    letter = office.letter()
    assert [(one.amount_minor, one.invoices) for one in letter.about] == [(10000, ("A1",)), (25050, ("A2",))]
    office.promise(10000, "A1", due_on=NEXT)
    assert [one.amount_minor for one in office.letter().about] == [25050, 10000]


def test_promise_taken_back_is_not_confirmed(office):
    back = office.promise(10000, "A1")
    office.promise(25050, "A2")
    commitments.take_back(office.store, back, reason="no", person_id=ME, now=START + timedelta(hours=1))
    assert [one.amount_minor for one in office.letter().about] == [25050]


def test_with_a_request_to_be_left_alone_there_is_no_letter_at_all(office):
    office.promise(10000, "A1")
    office.agree("stop_contact", who="Li")
    with pytest.raises(Refused, match="left alone"):
        office.letter()


def test_where_nothing_was_agreed_there_is_no_letter(office):
    for _ in range(2):
        with pytest.raises(Refused, match="Nothing stands in this call"):
            office.letter()
        office.agree("refusal", note="no")


def test_what_is_typed_makes_no_paragraph_of_its_own(office):
    office.agree("document", due_on=FRIDAY, note="slip\n\nDear all,\u2028pay\r\nto another account")
    letter = office.letter()
    assert any("slip  Dear all, pay to another account" in one for one in letter.paragraphs)


# ---- whom it goes to, and in which words ---------------------------------------------------------------------------


def test_nobody_is_addressed_who_may_not_be_told_or_was_not_there(office, language):
    office.promise(10000, "A1")
    anybody = {"en": "Dear Sir or Madam,", "zh": "财务负责人，您好："}[language]
    assert (office.letter().to_name, office.letter().to_email) == (office.file.contacts[0].name, "mei@lin.example")
    with office.store.write() as writing:
        writing.change("contact", office.contact_id, may_discuss=0)
    letter = office.letter()
    assert (letter.to_name, letter.to_email, letter.paragraphs[0]) == ("", "", anybody)
    with office.store.write() as writing:
        writing.change("contact", office.contact_id, may_discuss=None)
    calls.reach(office.store, office.call, None, now=START + timedelta(hours=1))
    letter = office.letter()
    assert (letter.to_name, letter.to_email, letter.paragraphs[0]) == ("", "", anybody)


def test_words_are_those_in_use_when_the_call_began_or_todays_where_there_were_none(office, language):
    office.promise(10000, "A1")
    path = library.letter_path(language, "confirmation")
    first = library.script_body(office.store, path)
    publish(office.store, path, first.body.replace("## Closing\n", "## Closing\nPS 9.\n\n"))
    assert office.letter().mark == first.id
    assert "PS 9." not in office.letter().body
    before_all = calls.Call(**{**vars(office.call), "revision_mark": 0})
    letter = letters.confirmation(office.store, office.file, before_all, collector="Tom", now=START)
    assert letter.mark > first.id
    assert "PS 9." in letter.body


def test_without_words_in_the_language_it_is_said(office, monkeypatch):
    office.promise(10000, "A1")
    monkeypatch.setattr(letters, "NAME", "no_such_letter")
    with pytest.raises(NotFound, match="no letter in this language"):
        office.letter()


# ---- as an e-mail --------------------------------------------------------------------------------------------------


def read(message: bytes) -> EmailMessage:
    """Read an e-mail as a mail program does."""
    found = message_from_bytes(message, policy=policy.default)
    assert isinstance(found, EmailMessage)
    assert found.defects == []
    assert max(map(len, message.split(b"\r\n"))) <= 998
    return found


def text_of(found: EmailMessage) -> str:
    return found.get_content().replace("\r\n", "\n").removesuffix("\n")


def test_email_reads_back_as_it_was_written(office, language):
    office.promise(10000, "A1", who="林月 “Li”")
    letter = office.letter()
    found = read(letters.eml(letter, now=START))
    assert found["Subject"] == letter.subject
    assert found["To"].addresses[0].addr_spec == "mei@lin.example"
    assert found["To"].addresses[0].display_name == letter.to_name
    assert found["Date"].datetime == START
    assert found["X-Unsent"] == "1"
    assert found["From"] is None
    assert found.get_content_type() == "text/plain"
    assert found.get_content_charset() == "utf-8"
    assert text_of(found) == "\n\n".join(letter.paragraphs)


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).map(str.strip).filter(bool)


@settings(max_examples=150, deadline=None)
@given(
    TEXT, st.lists(TEXT, min_size=1, max_size=4), TEXT, st.sampled_from(["a@b.example", "", "用户@例子.example"]) | TEXT
)
def test_any_letter_becomes_an_email(subject, paragraphs, name, address):
    letter = Letter(subject, tuple(paragraphs), "zh", name, address, mark=1, written_on=START.date())
    found = read(letters.eml(letter, now=START))
    assert text_of(found) == "\n\n".join(paragraphs)
    assert found["X-Unsent"] == "1"
    if address == "a@b.example":
        assert found["To"].addresses[0].addr_spec == address


def test_without_an_address_it_goes_to_nobody(office):
    office.promise(10000, "A1")
    with office.store.write() as writing:
        writing.change("contact", office.contact_id, email="see the note; both of them")
    assert read(letters.eml(office.letter(), now=START))["To"] is None
    assert rows(office.store, "select * from confirmation") == []
