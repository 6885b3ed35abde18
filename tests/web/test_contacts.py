"""Contacts kept in the browser: typed, doubted, two made one, and nobody rung who is not to be."""

import html
import re

import pytest

from rejoinder.store import Store
from tests.conftest import Visitor, account_id, begin, count, dump, field, rows
from tests.scripts_of import step_with

NUMBER = "GB-1009"
FIELDS = ("name", "address_as", "phone", "email", "languages_other", "best_time", "do_not_call_by", "do_not_call_on")
TICKS = ("languages", "left", "wrong_number", "do_not_call")


def people(store: Store, number: str = NUMBER) -> dict[str, dict[str, object]]:
    """Give an account's contacts by name, those merged into another too."""
    ours = account_id(store, number)
    return {row["name"]: row for row in rows(store, "select * from contact where account_id = ? order by id", ours)}


def list_of(store: Store, number: str = NUMBER) -> str:
    """Give the address of an account's contacts."""
    return f"/accounts/{account_id(store, number)}/contacts"


def desk_of(visitor: Visitor, store: Store, number: str = NUMBER) -> str:
    """Open the desk of an account."""
    return html.unescape(visitor.get(f"/accounts/{account_id(store, number)}").get_data(as_text=True))


def text(answer) -> str:
    """Give the words of an answer."""
    return html.unescape(answer.get_data(as_text=True))


def typed_in(page: str) -> dict[str, object]:
    """Read a contact's form as a browser would send it untouched."""
    form = page[page.index("data-sheet") :]
    found: dict[str, object] = {name: field(form, name) or "" for name in (*FIELDS, "role", "may_discuss")}
    note = re.search(r'<textarea[^>]*name="note"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    found["note"] = html.unescape(note[1]) if note else ""
    for name in TICKS:
        found[name] = re.findall(rf'name="{name}" value="(\w+)" checked', form)
    was = {f"was-{name}": field(form, f"was-{name}") or "" for name in (*FIELDS, *TICKS, "role", "may_discuss", "note")}
    return {**found, **was, **{name: field(form, name) or "" for name in ("version", "submission", "with")}}


def change(visitor: Visitor, contact_id: object, **typed: object):
    """Open a contact, change something and send it."""
    page = visitor.get(f"/contacts/{contact_id}").get_data(as_text=True)
    return visitor.post(f"/contacts/{contact_id}", {**typed_in(page), **typed}, htmx=True)


def add(visitor: Visitor, store: Store, **typed: object):
    """Send a new contact."""
    return visitor.post(list_of(store), {"role": "other", **typed}, htmx=True)


def test_contact_is_added_and_proposed_with_the_reason(collector, store):
    collector.post(f"/contacts/{people(store)['Arthur Thistlewood']['id']}/notes", {"what": "left"})
    answer = add(collector, store, name="Moira Thistlewood", address_as="Moira", role="owner", phone="0161 496 0123",
                 email="moira@thistlewood.example", languages=["en", "zh"], best_time="after 2", note="Decides now",
                 may_discuss="yes")  # fmt: skip
    assert answer.status_code == 200
    assert answer.headers["HX-Trigger"] == "file-changed"
    row = people(store)["Moira Thistlewood"]
    assert (row["phone"], row["phone_digits"], row["languages"]) == ("+44 161 496 0123", "441614960123", "en zh")
    desk = desk_of(collector, store)
    assert 'Ask for <b>Moira</b> <span class="soft">owner</span> <a href="tel:+441614960123">0161 496 0123</a>' in desk
    assert "may discuss payables · the owner decides in a family firm · after 2" in desk
    assert "after 2 · English, Chinese · moira@thistlewood.example" in desk
    assert "Decides now" in desk
    said = rows(store, "select what, noun_id, person_id from audit where noun = 'contact' and what = 'added'")
    assert said == [{"what": "added", "noun_id": row["id"], "person_id": collector.person_id}]


def test_same_form_sent_twice_enters_one_contact(collector, store):
    before = count(store, "contact")
    for _ in range(2):
        assert add(collector, store, name="Moira Pell", phone="0161 496 0123", submission="s1").status_code == 200
    assert count(store, "contact") == before + 1


def test_found_by_any_way_of_writing_the_number(collector, store):
    add(collector, store, name="Moira Pell", phone="+44 (0)161-496 0123")
    assert NUMBER in text(collector.get("/worklist?q=0161 496 0123"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Write a name, a role or a telephone number; one of them is enough."),
        ({"name": "Moira", "phone": "12"}, "“12” has too few digits."),
        ({"name": "Moira", "phone": "01632 960999"}, "“01632 960999” is in no range of numbers we know."),
        ({"name": "Moira", "email": "moira"}, "“moira” is no e-mail address. Write it like name@firm.com."),
        ({"name": "Moira", "role": "king"}, "Choose one of the list."),
        ({"name": "M" * 201}, "This is longer than 200 characters. Write it shorter."),
        ({"name": "Moira", "wrong_number": "1"}, "There is no number that could be wrong."),
    ],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_wrong_is_said_beside_the_field_and_what_is_typed_stays(collector, store, typed, sentence, htmx):
    before = dump(store.path)
    fields = {"role": "other", "best_time": "after <2>", "note": "Hard & fair", **typed}
    answer = collector.post(list_of(store), fields, htmx=htmx)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert sentence in html.unescape(page)
    assert "<html" not in page if htmx else "<html" in page
    still = typed_in(page)
    for name, value in fields.items():
        assert still[name] in (value, [value]) or name == "role"
    assert dump(store.path) == before


def test_doubtful_number_said_twice_is_kept(collector, store):
    assert add(collector, store, name="Moira", phone="01632 960999", sure="phone").status_code == 200
    assert people(store)["Moira"]["phone"] == "+44 1632 960999"


def test_old_number_is_not_doubted_when_something_else_is_changed(collector, store):
    neil = people(store)["Neil Thistlewood"]
    assert change(collector, neil["id"], best_time="mornings").status_code == 200
    after = people(store)["Neil Thistlewood"]
    assert (after["best_time"], after["phone"], after["version"]) == ("mornings", neil["phone"], 2)


def test_saving_untouched_says_so_and_changes_nothing(collector, store):
    before = dump(store.path)
    answer = change(collector, people(store)["Neil Thistlewood"]["id"])
    assert "Nothing was changed, so nothing was saved." in text(answer)
    assert dump(store.path) == before


def test_two_who_change_one_contact_see_both_versions(collector, colleague, store):
    neil = people(store)["Neil Thistlewood"]["id"]
    opened = typed_in(collector.get(f"/contacts/{neil}").get_data(as_text=True))
    assert change(colleague, neil, note="Rang him", best_time="evenings").status_code == 200
    answer = collector.post(f"/contacts/{neil}", {**opened, "note": "Wrote to him"}, htmx=True)
    page = text(answer)
    assert answer.status_code == 422
    assert "Meanwhile saved by somebody else: Rang him" in page
    assert typed_in(page)["note"] == "Wrote to him"
    assert typed_in(page)["best_time"] == "evenings"
    assert collector.post(f"/contacts/{neil}", typed_in(page), htmx=True).status_code == 200
    after = people(store)["Neil Thistlewood"]
    assert (after["note"], after["best_time"]) == ("Wrote to him", "evenings")


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("left", "has left"),
        ("wrong_number", "the number is wrong"),
        ("discusses_not", "may not be told of the debt"),
    ],
)
def test_who_is_not_to_be_rung_comes_last_says_why_and_has_no_link(collector, store, what, reason):
    first = people(store)["Arthur Thistlewood"]
    assert "Ask for <b>Mr Thistlewood</b>" in desk_of(collector, store)
    answer = collector.post(f"/contacts/{first['id']}/notes", {"what": what}, htmx=True)
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (200, "file-changed")
    desk = desk_of(collector, store)
    assert "Ask for <b>Mr Thistlewood</b>" not in desk
    assert "Ask for <b>Gillian</b>" in desk
    assert f'<small class="span against">{reason}' in desk
    own = desk[desk.rindex(">Mr Thistlewood <") :][:300]
    assert "tel:" not in own


def test_account_on_which_nobody_is_to_be_rung_says_so(collector, store):
    for kind in ("large_company", "family_firm", "public_body"):
        step_with(store, f"right_person_{kind}", "Is this {contact|WHOEVER PAYS}?")
    for one in people(store).values():
        collector.post(f"/contacts/{one['id']}/notes", {"what": "left"})
    desk = desk_of(collector, store)
    assert "Nobody on file is to be rung. Ask the switchboard who deals with the payables." in desk
    assert 'href="tel:' not in desk
    assert "Is this WHOEVER PAYS?" in desk


def test_who_asked_not_to_be_called_may_still_ring_us(collector, store):
    arthur = people(store)["Arthur Thistlewood"]["id"]
    asked = {"do_not_call": "1", "do_not_call_by": "his daughter", "do_not_call_on": "yesterday"}
    assert change(collector, arthur, **asked).status_code == 200
    page = text(collector.get(list_of(store)))
    assert "asked not to be called" in page
    assert "asked by his daughter, Tue 17 Nov" in page
    call_id = begin(collector, store, NUMBER)
    assert f'<option value="{arthur}"' in desk_of(collector, store)
    collector.post(f"/calls/{call_id}/contact", {"contact": arthur})
    assert "Mr Thistlewood asked not to be called, Tue 17 Nov." in desk_of(collector, store)


def test_who_has_left_is_not_offered_on_the_phone(collector, store):
    arthur = people(store)["Arthur Thistlewood"]["id"]
    begin(collector, store, NUMBER)
    collector.post(f"/contacts/{arthur}/notes", {"what": "left"})
    desk = desk_of(collector, store)
    assert f'<option value="{arthur}"' not in desk
    assert "has left" in desk


def test_new_contact_is_offered_on_the_phone_without_leaving_the_call(collector, store):
    call_id = begin(collector, store, NUMBER)
    assert add(collector, store, name="Moira Pell", phone="0161 496 0123").status_code == 200
    renewed = text(collector.post(f"/calls/{call_id}/renewed", {}, htmx=True))
    assert "Moira Pell · other" in renewed
    assert 'id="on_the_phone" hx-swap-oob="true"' in renewed
    assert "Moira Pell" in text(collector.get(f"/accounts/{account_id(store, NUMBER)}/file", htmx=True))


def test_sum_is_kept_from_whoever_may_not_be_told(collector, store):
    step_with(store, "ask_for_all", "PAY THE WHOLE SUM {overdue_total}.")
    gillian = people(store)["Gillian Thistlewood"]["id"]
    with store.write() as writing:
        writing.change("contact", gillian, may_discuss=None)
    call_id = begin(collector, store, NUMBER)
    collector.post(f"/calls/{call_id}/contact", {"contact": gillian})
    desk = desk_of(collector, store)
    assert "Ask first whether Gillian deals with the payables." in desk
    assert "PAY THE WHOLE SUM" in desk
    answer = collector.post(f"/contacts/{gillian}/notes", {"what": "discusses_not", "back": "desk"})
    assert answer.headers["Location"] == f"/accounts/{account_id(store, NUMBER)}"
    desk = desk_of(collector, store)
    assert "Gillian may not be told of the debt. Ask who deals with the payables." in desk
    assert "PAY THE WHOLE SUM" not in desk
    collector.post(f"/contacts/{gillian}/notes", {"what": "discusses"}, htmx=True)
    desk = desk_of(collector, store)
    assert "Ask first whether" not in desk
    assert "Gillian may not be told" not in desk
    assert "PAY THE WHOLE SUM" in desk


def test_contact_without_a_name_is_called_by_the_role(collector, store):
    step_with(store, "who_i_am", "Is this {contact|WHOEVER PAYS}?")
    add(collector, store, role="finance_manager", phone="0161 496 0123")
    unnamed = people(store)[""]["id"]
    call_id = begin(collector, store, NUMBER)
    collector.post(f"/calls/{call_id}/contact", {"contact": unnamed})
    desk = desk_of(collector, store)
    assert "finance manager · finance manager" in desk
    assert "Is this WHOEVER PAYS?" in desk
    assert field(desk, "who") == ""


# Two who look alike.


def test_namesake_is_doubted_beside_the_name_and_nothing_is_lost(collector, store):
    before = count(store, "contact")
    answer = add(collector, store, name="mr neil  THISTLEWOOD", phone="0161 496 0123", note="Back again")
    assert answer.status_code == 422
    page = text(answer)
    assert "Neil Thistlewood on file has the same name." in page
    assert "It is the same person: merge" in page
    assert "They are two people; keep both." in page
    assert typed_in(page)["note"] == "Back again"
    assert count(store, "contact") == before


def test_two_people_said_to_be_two_are_both_kept_and_not_asked_about_again(collector, store):
    neil = people(store)["Neil Thistlewood"]["id"]
    typed = {"name": "Neil Thistlewood", "phone": "0161 496 0123"}
    page = text(add(collector, store, **typed))
    assert f'name="sure" value="alike-{neil}"' in page
    assert add(collector, store, **typed, sure=f"alike-{neil}").status_code == 200
    assert "These two look alike" not in text(collector.get(list_of(store)))
    new = rows(store, "select max(id) as id from contact")[0]["id"]
    assert change(collector, new, note="the younger").status_code == 200


def test_answer_about_a_namesake_stands_while_something_else_is_mended(collector, store):
    neil = people(store)["Neil Thistlewood"]["id"]
    typed = {"name": "Neil Thistlewood", "email": "neil", "sure": f"alike-{neil}"}
    page = text(add(collector, store, **typed))
    assert "is no e-mail address" in page
    assert f'<input type="hidden" name="sure" value="alike-{neil}">' in page


def test_enter_in_the_form_saves_and_merges_nobody(collector, store):
    page = text(add(collector, store, name="Neil Thistlewood"))
    form = page[page.index("<form") :]
    assert form.index("<button") < form.index("formaction")
    assert "formaction" not in form[form.index("<button") : form.index("</button>")]


def test_typed_contact_is_merged_into_the_one_on_file(collector, store):
    neil = people(store)["Neil Thistlewood"]
    before = count(store, "contact")
    typed = {"name": "Neil B. Thistlewood", "role": "other", "email": neil["email"], "phone": "0161 496 0123",
             "note": "Home on Fridays", "languages": ["en", "zh"]}  # fmt: skip
    page = text(collector.post(f"/contacts/{neil['id']}/merge", typed, htmx=True))
    assert "as typed now" in page
    assert count(store, "contact") == before
    chosen = dict(re.findall(r'name="(pick-\w+)" value="(\w+)" checked', page))
    assert chosen["pick-name"] == "mine"
    assert chosen["pick-role"] == "theirs"
    assert chosen["pick-note"] == "both"
    sent = {**typed, **chosen, "decided": "1", "with": "", "version": field(page, "version"), "pick-name": "theirs"}
    answer = collector.post(f"/contacts/{neil['id']}/merge", sent, htmx=True)
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (200, "file-changed")
    after = people(store)["Neil Thistlewood"]
    assert (after["role"], after["phone"], after["languages"]) == ("site", "+44 161 496 0123", "en zh")
    assert after["note"] == "Workshop, answers on the second ring\nHome on Fridays"
    assert count(store, "contact") == before


def merge_pair(visitor: Visitor, store: Store, one: str, into: str, **picks: str):
    """Open the comparison of two contacts on file, and merge them."""
    found = people(store)
    where = f"/contacts/{found[into]['id']}/merge"
    page = visitor.get(f"{where}/{found[one]['id']}").get_data(as_text=True)
    names = (*FIELDS, "role", "may_discuss", "note", "left", "wrong_number", "do_not_call", "version", "with",
             "with-version", "decided")  # fmt: skip
    fields = {name: field(page, name) or "" for name in names}
    fields["languages"] = re.findall(r'type="hidden" name="languages" value="(\w+)"', page)
    chosen = dict(re.findall(r'name="(pick-\w+)" value="(\w+)" checked', page))
    return visitor.post(where, {**fields, **chosen, **picks}, htmx=True)


def test_pair_on_file_is_offered_and_merged_with_its_history(collector, store):
    gillian = people(store)["Gillian Thistlewood"]["id"]
    with store.write() as writing:
        writing.add("contact", account_id=account_id(store, NUMBER), name="Ms Gillian Thistlewood", role="owner")
    doubled = people(store)["Ms Gillian Thistlewood"]["id"]
    page = text(collector.get(list_of(store)))
    assert "These two look alike:" in page
    assert f"/contacts/{gillian}/merge/{doubled}" in page
    call_id = begin(collector, store, NUMBER)
    collector.post(f"/calls/{call_id}/contact", {"contact": doubled})
    assert merge_pair(collector, store, "Ms Gillian Thistlewood", "Gillian Thistlewood").status_code == 200
    assert people(store)["Ms Gillian Thistlewood"]["merged_into"] == gillian
    assert field(desk_of(collector, store), "contact") == str(gillian)
    assert "These two look alike" not in text(collector.get(list_of(store)))
    assert f'href="/contacts/{doubled}"' not in text(collector.get(list_of(store)))
    # An address kept from before leads to the one that is left.
    assert f'action="/contacts/{gillian}"' in text(collector.get(f"/contacts/{doubled}"))


def test_numbers_of_the_sample_book_stand_through_a_merge(collector, store):
    before = people(store)["Neil Thistlewood"]
    assert merge_pair(collector, store, "Neil Thistlewood", "Gillian Thistlewood").status_code == 200
    after = rows(store, "select * from contact where id = ?", people(store)["Neil Thistlewood"]["merged_into"])[0]
    assert (after["phone"], after["phone_digits"]) == (before["phone"], before["phone_digits"])


def test_merge_over_a_change_made_meanwhile_shows_both_anew(collector, colleague, store):
    found = people(store)
    neil, gillian = found["Neil Thistlewood"]["id"], found["Gillian Thistlewood"]["id"]
    change(colleague, gillian, note="Only mornings")
    sent = {"with": neil, "with-version": 1, "version": 1, "decided": "1", "name": "Neil"}
    answer = collector.post(f"/contacts/{gillian}/merge", sent, htmx=True)
    assert answer.status_code == 422
    assert "Somebody else has changed this meanwhile." in text(answer)
    assert "Only mornings" in text(answer)
    assert people(store)["Neil Thistlewood"]["merged_into"] is None


def test_what_others_wrote_of_the_other_one_meanwhile_is_not_overwritten(collector, colleague, store):
    found = people(store)
    neil, gillian = found["Neil Thistlewood"]["id"], found["Gillian Thistlewood"]["id"]
    opened = typed_in(collector.get(f"/contacts/{neil}").get_data(as_text=True))
    change(colleague, neil, best_time="mornings")
    sent = {**opened, "name": "Neil B.", "with": neil, "with-version": 1, "version": 1, "decided": "1"}
    page = text(collector.post(f"/contacts/{gillian}/merge", sent, htmx=True))
    assert (field(page, "best_time"), field(page, "name")) == ("mornings", "Neil B.")
    assert people(store)["Neil Thistlewood"]["merged_into"] is None


def test_form_with_something_wrong_is_mended_before_it_is_merged(collector, store):
    neil = people(store)["Neil Thistlewood"]["id"]
    typed = {"name": "Neil Thistlewood", "role": "other", "phone": "12", "note": "Home on Fridays"}
    answer = collector.post(f"/contacts/{neil}/merge", typed, htmx=True)
    page = text(answer)
    assert answer.status_code == 422
    assert "“12” has too few digits." in page
    assert "It is the same person: merge" in page
    assert typed_in(page)["note"] == "Home on Fridays"


def test_merge_sent_twice_is_one_merge(collector, store):
    assert merge_pair(collector, store, "Neil Thistlewood", "Gillian Thistlewood").status_code == 200
    found = people(store)
    into = rows(store, "select merged_into from contact where merged_into is not null")[0]["merged_into"]
    neil = next(one["id"] for one in found.values() if one["merged_into"])
    before = dump(store.path)
    again = {"with": neil, "with-version": 1, "version": 1, "decided": "1"}
    assert collector.post(f"/contacts/{into}/merge", again, htmx=True).status_code == 200
    assert dump(store.path) == before


def test_contacts_of_two_accounts_are_never_one(collector, store):
    neil = people(store)["Neil Thistlewood"]["id"]
    elsewhere = people(store, "GB-1017")["Gary Loveridge"]["id"]
    before = dump(store.path)
    assert collector.get(f"/contacts/{neil}/merge/{elsewhere}").status_code == 404
    assert collector.get(f"/contacts/{neil}/merge/{neil}").status_code == 404
    sent = {"with": elsewhere, "with-version": 1, "version": 1, "decided": "1"}
    assert collector.post(f"/contacts/{neil}/merge", sent).status_code == 404
    assert collector.post(f"/contacts/{neil}/apart", {"with": elsewhere}).status_code == 404
    assert dump(store.path) == before


def test_outsider_sees_and_changes_no_contact_and_does_not_learn_that_there_is_one(outsider, store):
    before = dump(store.path)
    ids = [row["id"] for row in rows(store, "select id from contact")]
    nobody = max(ids) + 1000
    told = {text(outsider.get(f"/contacts/{one}", htmx=True)) for one in (*ids[:9], nobody)}
    assert len(told) == 1
    for one in (ids[0], nobody):
        for part in ("", "/notes", "/merge", "/apart"):
            assert outsider.post(f"/contacts/{one}{part}", {"what": "left", "with": ids[1]}).status_code == 404
        assert outsider.get(f"/contacts/{one}/merge/{ids[1]}").status_code == 404
    assert dump(store.path) == before


@pytest.mark.parametrize("name", ["<b>x</b>", "100% %(name)s", "{{ 7 * 7 }}", "O'Neill & “Söhne”"])
def test_contact_is_called_as_written_everywhere(collector, store, name):
    add(collector, store, name=name, role="owner", note=name, best_time=name, may_discuss="no")
    contact = people(store)[name]["id"]
    call_id = begin(collector, store, NUMBER)
    collector.post(f"/calls/{call_id}/contact", {"contact": contact})
    for path in (list_of(store), f"/contacts/{contact}", f"/accounts/{account_id(store, NUMBER)}"):
        page = collector.get(path).get_data(as_text=True)
        assert name in html.unescape(page)
        assert "<b>x</b>" not in page
