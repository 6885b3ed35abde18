"""People: their links, their roles, and what each role includes."""

import pytest

from rejoinder import people
from rejoinder.errors import NotFound, Refused
from tests.conftest import START, Clock, rows


def test_link_works_once(store):
    secret = people.new_link(store, 3, now=START)
    assert people.use_link(store, secret, now=START) == 3
    with pytest.raises(NotFound):
        people.use_link(store, secret, now=START)


@pytest.mark.parametrize(("lapse", "works"), [({"hours": 11, "minutes": 59}, True), ({"hours": 12}, False)])
def test_link_expires_after_twelve_hours(store, lapse, works):
    clock = Clock()
    secret = people.new_link(store, 3, now=clock())
    clock.forward(**lapse)
    if works:
        assert people.use_link(store, secret, now=clock()) == 3
    else:
        with pytest.raises(NotFound):
            people.use_link(store, secret, now=clock())


def test_old_links_are_cleared_away_with_the_next(store):
    clock = Clock()
    people.new_link(store, 3, now=clock())
    clock.forward(hours=13)
    people.new_link(store, 3, now=clock())
    assert len(rows(store, "select digest from sign_in_link")) == 1


def test_signing_in_is_audited(store):
    people.use_link(store, people.new_link(store, 3, now=START), now=START)
    assert rows(store, "select person_id, what from audit order by id desc limit 1") == [
        {"person_id": 3, "what": "signed in"}
    ]


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("lead", {"lead", "collector", "trainee"}),
        ("collector", {"collector", "trainee"}),
        ("trainee", {"trainee"}),
        ("administrator", {"administrator"}),
    ],
)
def test_role_includes_what_it_needs(store, role, may):
    person_id = people.enter(store, "New", language="en", role=role, creditor="Elsewhere Ltd", now=START)
    person = people.load(store, person_id)
    assert {one for one in people.ROLES if person.may(one)} == may
    assert person.creditors == (("Elsewhere Ltd",) if "collector" in may else ())


def test_somebody_entered_twice_is_one_person_with_both_roles(store):
    ids = {
        people.enter(store, "New", language="zh", role=role, creditor="Elsewhere Ltd", now=START)
        for role in ("trainee", "collector", "collector")
    }
    assert len(ids) == 1
    assert people.load(store, ids.pop()).roles == {"trainee", "collector"}


def test_creditor_must_be_clear(store):
    with pytest.raises(Refused, match="Say which creditor"):
        people.enter(store, "New", language="en", role="lead", creditor="", now=START)
    with pytest.raises(NotFound, match="no such creditor"):
        people.enter(store, "New", language="en", role="lead", creditor="Nobody Ltd", now=START)
    with pytest.raises(NotFound, match="nobody called New"):
        people.enter(store, "New", language="en", role=None, creditor="", now=START)
    assert rows(store, "select id from person where name = 'New'") == []


def test_somebody_who_left_is_nobody(store):
    with store.write() as writing:
        writing.connection.execute("update person set is_active = 0 where id = 1")
    assert people.load(store, 1) is None
    assert people.first_lead(store) != 1


def test_colleagues_are_who_collects_for_what_one_leads(store):
    lead = people.load(store, 1)
    assert [name for _, name in people.colleagues(store, lead)] == [
        "Priya Desai",
        "Ruth Ashdown",
        "Shen Ruolan",
        "Tom Arkwright",
    ]
    assert people.colleagues(store, people.load(store, 3)) == ()
