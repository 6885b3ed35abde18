"""Signing in and out."""

from rejoinder import people
from tests.conftest import Visitor, rows


def link_for(app, store, name):
    person = store.one("person_by_name", name=name)
    return people.new_link(store, person["id"], now=app.extensions["rejoinder"].clock())


def test_link_signs_in_once(app, store, stranger):
    secret = link_for(app, store, "Tom Arkwright")
    assert stranger.get(f"/sign-in/{secret}").status_code == 303
    assert "Tom Arkwright" in stranger.get("/worklist").get_data(as_text=True)
    second = Visitor(app.test_client(), 0, "")
    assert second.get(f"/sign-in/{secret}").status_code == 404
    assert second.get("/worklist").headers["Location"] == "/sign-in"


def test_used_link_opened_again_by_its_person_leads_on(app, store, stranger):
    secret = link_for(app, store, "Tom Arkwright")
    stranger.get(f"/sign-in/{secret}")
    assert stranger.get(f"/sign-in/{secret}").headers["Location"] == "/worklist"


def test_link_is_too_old_after_twelve_hours(app, store, stranger, clock):
    secret = link_for(app, store, "Tom Arkwright")
    clock.forward(hours=12)
    answer = stranger.get(f"/sign-in/{secret}")
    assert answer.status_code == 404
    assert "too old" in answer.get_data(as_text=True)


def test_another_link_changes_who_is_signed_in(app, store, collector):
    collector.get(f"/sign-in/{link_for(app, store, 'Ruth Ashdown')}")
    assert "Ruth Ashdown" in collector.get("/worklist").get_data(as_text=True)


def test_signing_out_ends_the_session(collector):
    assert collector.post("/sign-out").status_code == 303
    assert collector.get("/worklist").status_code == 303
    assert "Tom Arkwright" not in collector.get("/sign-in").get_data(as_text=True)


def test_database_holds_no_link(app, store):
    secret = link_for(app, store, "Tom Arkwright")
    assert secret not in str(rows(store, "select * from sign_in_link"))


def test_health_tells_nothing_else(stranger):
    assert stranger.get("/healthz").get_data(as_text=True) == "ok\n"
