"""Contacts: whom to ask for and why, what is typed of one, who looks like one person, and what becomes of two."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rejoinder import accounts, calls, commitments
from rejoinder.accounts import Author, Contact, entering, keeping, merging, whom_to_ask
from rejoinder.accounts.contacts import FIRST_ROLES, ROLES
from rejoinder.errors import ChangedElsewhere, Doubtful, NotFound, Problem, Refused
from rejoinder.store import Store
from tests.conftest import START, account_id, dump, rows

TODAY = date(2026, 11, 18)
NOBODY: dict[str, object] = {
    "id": 1, "name": "", "address_as": "", "role": "other", "phone": "", "phone_digits": "", "country": "GB",
    "email": "", "languages": "", "best_time": "", "note": "", "may_discuss": None, "left_on": None,
    "wrong_number_on": None, "do_not_call_on": None, "do_not_call_by": "", "also": (), "version": 1,
}  # fmt: skip
SHUT = ({"left_on": TODAY}, {"wrong_number_on": TODAY}, {"do_not_call_on": TODAY}, {"may_discuss": False})
AUTHOR = Author(1, START)


def a_contact(**values: object) -> Contact:
    """Make a contact of whom nothing is known but what is given."""
    return Contact(**{**NOBODY, **values})  # type: ignore[arg-type]


def read(
    fields: dict[str, str], *known: Contact, sure: tuple[str, ...] = ()
) -> tuple[dict[str, object], dict[str, Problem]]:
    """Read a typed contact of a British account."""
    typed = {**entering.fields_of(known[0] if known else None, language="en"), **fields}
    return entering.read_contact(typed, known=known, country="GB", today=TODAY, language="en", sure=frozenset(sure))


def reasons(proposal: accounts.Proposal) -> list[str]:
    """Write out why somebody is proposed."""
    return [one.sentence % one.values for one in proposal.reasons]


# Whom to ask for.


@pytest.mark.parametrize(
    ("kind", "kept", "first"),
    [
        ("large_company", {}, "accounts_payable"),
        ("family_firm", {}, "owner"),
        ("large_company", {3: (2, 2)}, "site"),
        ("large_company", {3: (1, 1)}, "accounts_payable"),
        ("large_company", {3: (1, 2)}, "accounts_payable"),
        ("a kind nobody knows", {}, "accounts_payable"),
    ],
)
def test_whom_to_ask_for_first(kind, kept, first):
    roles = ("owner", "accounts_payable", "site")
    contacts = tuple(a_contact(id=n, role=role) for n, role in enumerate(roles, 1))
    assert whom_to_ask(contacts, kind=kind, kept=kept)[0].contact.role == first


@pytest.mark.parametrize(
    ("kind", "role", "kept", "said"),
    [
        ("large_company", "accounts_payable", {}, ["deals with the payables in a large company"]),
        ("family_firm", "owner", {}, ["the owner decides in a family firm"]),
        ("family_firm", "finance_manager", {}, ["decides on payments", "the owner is not on file"]),
        ("large_company", "site", {}, ["no contact who deals with payments is on file"]),
        ("large_company", "site", {1: (6, 6)}, ["kept 6 of 6 promises"]),
        (
            "family_firm",
            "owner",
            {1: (1, 6)},
            ["kept 1 of 6 promises", "the owner decides in a family firm"],
        ),
    ],
)
def test_who_is_asked_for_first_is_asked_for_with_the_reason(kind, role, kept, said):
    assert reasons(whom_to_ask((a_contact(role=role),), kind=kind, kept=kept)[0]) == said


def test_of_two_with_one_role_the_one_who_may_discuss_payables_is_asked_first():
    contacts = (a_contact(id=1, role="owner"), a_contact(id=2, role="owner", may_discuss=True))
    first = whom_to_ask(contacts, kind="family_firm", kept={})[0]
    assert (first.contact.id, reasons(first)[0]) == (2, "may discuss payables")


@given(
    st.lists(
        st.tuples(st.sampled_from(ROLES), st.sampled_from(({}, {}, *SHUT)), st.tuples(st.integers(0, 3), st.just(3))),
        max_size=6,
    ),
    st.sampled_from(sorted(FIRST_ROLES)),
)
def test_nobody_who_is_not_to_be_rung_stands_before_anybody_else_or_has_a_number_to_dial(drawn, kind):
    number = {"phone": "+44 161 496 0123", "phone_digits": "441614960123"}
    contacts = tuple(a_contact(id=n, role=role, **number, **shut) for n, (role, shut, _) in enumerate(drawn))
    proposals = whom_to_ask(contacts, kind=kind, kept={n: kept for n, (_, _, kept) in enumerate(drawn)})
    open_ones = [one.contact.may_be_rung for one in proposals]
    assert open_ones == sorted(open_ones, reverse=True)
    assert {one.contact for one in proposals} == set(contacts)
    for one in proposals:
        assert bool(one.contact.tel) == one.contact.may_be_rung
        assert one.contact.may_be_rung or reasons(one)[0] in (
            "has left",
            "the number is wrong",
            "asked not to be called",
            "may not be told of the debt",
        )


# What is typed.


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("0161 496 0123", "+44 161 496 0123", "0161 496 0123"),
        ("+44 (0)161 496-0123", "+44 161 496 0123", "0161 496 0123"),
        ("010-65529988-8012", None, None),
        ("+86 10 6552 9988", "+86 10 6552 9988", "+86 10 6552 9988"),
    ],
)
def test_number_is_kept_in_one_form_and_shown_as_on_the_spot(typed, kept, shown):
    columns, problems = read({"name": "Iris", "phone": typed})
    if kept is None:
        assert "phone" in problems
    else:
        assert (columns["phone"], problems) == (kept, {})
        digits = str(columns["phone_digits"])
        assert a_contact(phone=kept, phone_digits=digits).phone_shown == shown
        assert digits == "".join(c for c in kept if c.isdigit())


def test_number_nobody_knows_is_doubted_once():
    _, problems = read({"name": "Iris", "phone": "01632 960999"})
    assert isinstance(problems["phone"], Doubtful)
    assert read({"name": "Iris", "phone": "01632 960999"}, sure=("phone",))[1] == {}


@pytest.mark.parametrize("old", ["01632 960999", "ask at the gate", "extension 12 or 13", "+999 1"])
def test_old_number_that_is_none_is_not_doubted_while_it_stays(old):
    stored = a_contact(name="Iris", phone=old, phone_digits="7")
    columns, problems = read({"note": "new"}, stored)
    assert (columns["phone"], columns["phone_digits"], problems) == (old, "7", {})


@pytest.mark.parametrize(
    "given", [{"name": "Iris"}, {"role": "owner"}, {"phone": "0161 496 0123"}, {"address_as": "王总"}]
)
def test_name_role_or_number_is_enough(given):
    assert read(given)[1] == {}


@pytest.mark.parametrize("given", [{}, {"note": "x", "email": "a@b.example"}, {"role": ""}, {"name": "  "}])
def test_nobody_in_particular_is_no_contact(given):
    assert set(read(given)[1]) == {"name"}


@pytest.mark.parametrize("good", ["a@b.example", "ＡＰ＠firm.example", "mailto:a.b+c@x.co.uk", "王@公司.中国"])
def test_address_for_mail_is_taken(good):
    columns, problems = read({"name": "Iris", "email": good})
    assert problems == {}
    assert str(columns["email"]).count("@") == 1


@pytest.mark.parametrize(
    "bad", ["a", "a@b", "a b@c.example", "a@b.example, c@d.example", "a@@b.example", "a@b..example"]
)
def test_what_is_no_address_for_mail_is_said(bad):
    assert set(read({"name": "Iris", "email": bad})[1]) == {"email"}
    assert read({}, a_contact(name="Iris", email=bad))[1] == {}


@pytest.mark.parametrize(
    ("ticked", "written", "codes"),
    [
        ("zh en", "", "en zh"),
        ("zh", "French, 日语", "zh fr ja"),
        ("", "French Cantonese", "fr yue"),
        ("en", "en，English", "en"),
        ("", "", ""),
    ],
)
def test_languages_are_kept_as_codes(ticked, written, codes):
    columns, problems = read({"name": "Iris", "languages": ticked, "languages_other": written})
    assert (columns["languages"], problems) == (codes, {})
    stored = a_contact(name="Iris", languages=codes)
    assert read({}, stored)[0]["languages"] == codes


def test_language_nobody_knows_is_said():
    assert set(read({"name": "Iris", "languages_other": "Klingonese"})[1]) == {"languages_other"}


def test_request_not_to_be_called_has_who_and_when():
    asked = {"name": "Iris Vane", "do_not_call": "1"}
    columns, problems = read(asked)
    assert problems == {}
    assert (columns["do_not_call_by"], columns["do_not_call_on"]) == ("Iris Vane", "2026-11-18")
    columns, _ = read({**asked, "do_not_call_by": "her lawyer", "do_not_call_on": "yesterday"})
    assert (columns["do_not_call_by"], columns["do_not_call_on"]) == ("her lawyer", "2026-11-17")
    assert set(read({**asked, "do_not_call_on": "tomorrow"})[1]) == {"do_not_call_on"}


def test_who_asked_without_the_request_is_not_lost_unnoticed():
    assert set(read({"name": "Iris", "do_not_call_by": "her lawyer"})[1]) == {"do_not_call_by"}
    stored = a_contact(name="Iris", do_not_call_on=TODAY, do_not_call_by="Iris")
    columns, problems = read({"do_not_call": ""}, stored)
    assert (columns["do_not_call_on"], columns["do_not_call_by"], problems) == (None, "", {})


def test_new_number_is_not_the_wrong_one_any_more():
    stored = a_contact(name="Iris", phone="+44 161 496 0123", phone_digits="441614960123", wrong_number_on=TODAY)
    assert read({}, stored)[0]["wrong_number_on"] == "2026-11-18"
    assert read({"phone": "0161 496 0124"}, stored)[0]["wrong_number_on"] is None
    assert read({"phone": ""}, stored)[0]["wrong_number_on"] is None
    assert set(read({"name": "Iris", "wrong_number": "1"})[1]) == {"wrong_number"}


@given(st.builds(
    a_contact,
    name=st.text(min_size=1, max_size=9).filter(str.strip).map(str.strip),
    role=st.sampled_from(ROLES),
    phone=st.sampled_from(("", "+44 161 496 0123", "ask at the gate", "+86 10 6552 9988 ext. 8012")),
    languages=st.sampled_from(("", "en", "zh fr", "xx")),
    may_discuss=st.sampled_from((None, True, False)),
    left_on=st.sampled_from((None, TODAY, date(2026, 1, 2))),
    do_not_call_on=st.sampled_from((None, date(2026, 1, 2))),
), st.sampled_from(("en", "zh")))  # fmt: skip
def test_form_opened_and_sent_as_it_is_changes_nothing(stored, language):
    if stored.do_not_call_on:
        stored = replace(stored, do_not_call_by="Iris")
    fields = entering.fields_of(stored, language=language)
    columns, problems = entering.read_contact(fields, known=(stored,), country="GB", today=TODAY, language=language)
    assert problems == {}
    for name, value in columns.items():
        before = getattr(stored, name)
        assert value == (before.isoformat() if isinstance(before, date) else before), name


# Who looks like one person.


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Janet Holroyd", "ms  JANET holroyd", True),
        ("Ｊａｎｅｔ　Holroyd", "Mrs. Janet Holroyd", True),
        ("丁雪梅", "丁雪梅女士", True),
        ("丁雪梅", "丁雪梅 经理", True),
        ("应建波经理", "應建波", False),
        ("应建波經理", "应建波", True),
        ("丁先生", "丁女士", False),
        ("Mr Thistlewood", "Mrs Thistlewood", False),
        ("Mr Thistlewood", "Thistlewood", True),
        ("", "", False),
        ("经理", "Mr", False),
        ("O'Neill", "ONeill", True),
        ("Janet Holroyd", "Janet Holroy", False),
    ],
)
def test_names_of_one_person(one, other, same):
    assert merging.same_name(one, other) == same
    assert merging.same_name(other, one) == same


def columns_of(**values: object) -> dict[str, object]:
    """Give the columns of a typed contact."""
    return merging.columns_of(a_contact(**values))


LINE = {"phone": "+44 161 496 0123", "phone_digits": "441614960123"}


@pytest.mark.parametrize(
    ("typed", "stored", "field"),
    [
        ({"name": "Iris Vane"}, {"name": "iris  vane"}, "name"),
        ({"name": "Iris", **LINE}, {"name": "Jo", **LINE}, "phone"),
        ({"name": "Iris", "email": "A@b.example"}, {"name": "Jo", "email": "a@B.example"}, "email"),
        ({"name": "Iris"}, {"name": "Jo"}, None),
        ({"role": "owner"}, {"role": "owner"}, None),
        ({"name": "Iris", **LINE}, {"name": "Jo", **LINE, "left_on": TODAY}, None),
        ({"name": "Iris Vane", **LINE}, {"name": "Iris", **LINE, "left_on": TODAY}, "phone"),
        (
            {"name": "Iris", **LINE, "phone": "+44 161 496 0123 ext. 12"},
            {"name": "Jo", **LINE, "phone": "+44 161 496 0123 ext. 13"},
            None,
        ),
    ],
)
def test_by_what_somebody_looks_like_the_same_person(typed, stored, field):
    found = merging.alike(columns_of(**typed), [a_contact(id=7, **stored)])
    assert [one.field for one in found] == ([field] if field else [])


def test_only_what_is_changed_is_doubted():
    stored, other = a_contact(id=1, name="Iris", **LINE), a_contact(id=2, name="Jo", **LINE)
    assert merging.alike(columns_of(name="Iris Vane", **LINE), [stored, other], stored=stored) == ()
    renamed = columns_of(name="Jo", **LINE)
    assert [one.field for one in merging.alike(renamed, [stored, other], stored=stored)] == ["name"]
    assert merging.alike(renamed, [stored, other], stored=stored, apart=frozenset({(1, 2)})) == ()


def test_people_behind_one_switchboard_are_offered_only_where_their_names_may_be_one():
    iris, jo, role = a_contact(id=1, name="Iris", **LINE), a_contact(id=2, name="Jo", **LINE), a_contact(id=3, **LINE)
    assert merging.alike_pairs([iris, jo], apart=frozenset()) == ()
    assert merging.alike_pairs([iris, role], apart=frozenset()) == ((iris, role),)
    assert merging.alike_pairs([iris, role], apart=frozenset({(1, 3)})) == ()


FORM = st.fixed_dictionaries(
    {name: st.sampled_from(("", "a", "b", "1")) for name in entering.FIELDS if name != "role"}
    | {"role": st.sampled_from(ROLES)}
)


@given(FORM, FORM)
def test_newer_form_wins_where_it_says_something_and_nothing_said_is_dropped_unasked(mine, theirs):
    fields = merging.combined(mine, theirs, {})
    assert set(fields) == set(entering.FIELDS)
    for name in ("name", "email", "best_time"):
        assert fields[name] == (mine[name] or theirs[name])
    assert set(fields["note"].split()) == set(mine["note"].split()) | set(theirs["note"].split())
    assert merging.combined(mine, theirs, dict.fromkeys(merging.GROUPS, "theirs")) == theirs
    assert merging.combined(mine, theirs, dict.fromkeys(merging.GROUPS, "mine")) == mine


# What becomes of two.


@pytest.fixture
def ours(store) -> int:
    """The account they are of."""
    return account_id(store, "GB-1004")


def names_of(store: Store, account: int) -> dict[str, Contact]:
    """Give an account's contacts by name."""
    collector = rows(store, "select id from person where name = 'Tom Arkwright'")[0]["id"]
    file = accounts.load(store, account, person_id=collector, now=START)
    return {one.name: one for one in file.contacts}


def merge(store: Store, account: int, one: Contact, into: Contact) -> None:
    """Merge one contact into another, which stays as it is."""
    merging.merge(store, account, into, {}, version=into.version, merged=one, merged_version=one.version, author=AUTHOR)


def test_promises_and_calls_follow_the_contact_that_is_left(store, ours):
    people = names_of(store, ours)
    janet, imran = people["Janet Holroyd"], people["Imran Siddiq"]
    before = commitments.kept_by_contact(store, ours)
    assert before[janet.id][1] > 0
    names = {one.contact for one in calls.history(store, ours, size=50)}
    assert "Janet Holroyd" in names
    merge(store, ours, janet, imran)
    together = tuple(sum(part) for part in zip(before[janet.id], before.get(imran.id, (0, 0)), strict=True))
    assert commitments.kept_by_contact(store, ours)[imran.id] == together
    assert "Janet Holroyd" not in {one.contact for one in calls.history(store, ours, size=50)}
    assert names_of(store, ours)["Imran Siddiq"].also == ("Janet Holroyd", "Ms Holroyd")
    events = rows(store, "select count(*) as n from call_event where contact_id = ?", janet.id)
    assert events[0]["n"] > 0


def test_merged_again_everybody_ends_at_the_last(store, ours):
    people = names_of(store, ours)
    janet, imran, colin = (people[name] for name in ("Janet Holroyd", "Imran Siddiq", "Colin Batty"))
    merge(store, ours, janet, imran)
    merge(store, ours, names_of(store, ours)["Imran Siddiq"], colin)
    left = rows(store, "select id, merged_into from contact where account_id = ? order by id", ours)
    assert {row["id"]: row["merged_into"] for row in left} == {janet.id: colin.id, imran.id: colin.id, colin.id: None}
    assert set(names_of(store, ours)["Colin Batty"].also) >= {"Janet Holroyd", "Imran Siddiq"}
    said = rows(store, "select noun_id, details from audit where what = 'merged' order by id")
    assert [row["noun_id"] for row in said] == [janet.id, imran.id]
    assert "Janet" not in str(said)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=8))
def test_no_way_of_merging_leads_round_in_a_circle(store, ours, tries):
    with store.write() as writing:
        writing.connection.execute("update contact set merged_into = null where account_id = ?", [ours])
        made = [writing.add("contact", account_id=ours, name=f"N{n}") for n in range(4)]
    stored = {row["id"]: row for row in rows(store, "select id, version from contact")}
    for one, other in tries:
        first, second = (a_contact(id=made[n], version=version_of(store, made[n])) for n in (one, other))
        try:
            merge(store, ours, first, second)
        except (Refused, ChangedElsewhere):
            continue
    leads = {row["id"]: row["merged_into"] for row in rows(store, "select id, merged_into from contact")}
    assert set(leads) == set(stored)
    assert all(leads[into] is None for into in leads.values() if into)


def version_of(store: Store, contact_id: int) -> int:
    """Give a contact's version."""
    return int(rows(store, "select version from contact where id = ?", contact_id)[0]["version"])


def test_contact_is_not_merged_with_itself_or_across_accounts_or_over_a_change(store, ours):
    people = names_of(store, ours)
    janet, imran = people["Janet Holroyd"], people["Imran Siddiq"]
    elsewhere = next(iter(names_of(store, account_id(store, "GB-1009")).values()))
    before = dump(store.path)
    for one, into, error in (
        (janet, janet, Refused),
        (janet, elsewhere, Refused),
        (elsewhere, janet, Refused),
        (replace(janet, version=7), imran, ChangedElsewhere),
        (janet, replace(imran, version=7), ChangedElsewhere),
    ):
        with pytest.raises(error):
            merge(store, ours, one, into)
    assert dump(store.path) == before


def test_failed_merge_leaves_the_one_that_stays_as_it_was(store, ours):
    people = names_of(store, ours)
    janet, imran = people["Janet Holroyd"], people["Imran Siddiq"]
    before = dump(store.path)
    with pytest.raises(ChangedElsewhere):
        merging.merge(store, ours, imran, {"note": "x"}, version=1, merged=janet, merged_version=9, author=AUTHOR)
    assert dump(store.path) == before


def test_who_is_on_the_phone_stays_on_the_phone_when_merged(store, ours):
    collector = rows(store, "select id from person where name = 'Tom Arkwright'")[0]["id"]
    call_id = calls.start(store, ours, person_id=collector, language="en", mark=0, submission="s", now=START)
    people = names_of(store, ours)
    janet, imran = people["Janet Holroyd"], people["Imran Siddiq"]
    calls.reach(store, calls.load(store, call_id, person_id=collector), janet.id, now=START)
    merge(store, ours, janet, imran)
    call = calls.load(store, call_id, person_id=collector)
    assert call.contact_id == imran.id
    assert calls.reached_in(store, call_id) == {imran.id}
    # A window left open still names the one that was merged.
    calls.reach(store, call, janet.id, now=START)
    assert calls.load(store, call_id, person_id=collector).contact_id == imran.id


def test_keys_note_one_thing_and_take_it_back(store, ours):
    janet = names_of(store, ours)["Janet Holroyd"]
    for (what, back), day in itertools.product([("left", "here"), ("wrong_number", "right_number")], [TODAY]):
        column = keeping.MARKS[what][0]
        keeping.note_of_contact(store, ours, janet.id, what, today=day, author=AUTHOR)
        keeping.note_of_contact(store, ours, janet.id, what, today=date(2026, 12, 1), author=AUTHOR)
        assert getattr(names_of(store, ours)["Janet Holroyd"], column) == TODAY
        keeping.note_of_contact(store, ours, janet.id, back, today=day, author=AUTHOR)
        assert getattr(names_of(store, ours)["Janet Holroyd"], column) is None
    with pytest.raises(Refused):
        keeping.note_of_contact(store, ours, janet.id, "dismissed", today=TODAY, author=AUTHOR)


def test_account_of_another_creditor_shows_no_contact(store, ours):
    outsider = rows(store, "select id from person where name = 'Olga Outsider'")[0]["id"]
    with pytest.raises(NotFound):
        accounts.load(store, ours, person_id=outsider, now=START)
