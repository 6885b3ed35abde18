"""The excuses are prepared behind the requests: the first time with a word on the desk, after a publish unnoticed."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import DATABASE
from rejoinder.library import Folders, load_folders
from rejoinder.matching import NotBuilt, Shelf
from rejoinder.store import Store, migrate
from rejoinder.web import catalogue as web_catalogue
from rejoinder.web.catalogue import Catalogue, Catalogues
from tests.conftest import START, begin

PAID = "title: {en: Paid, zh: 已付}\ncause: oversight\nleads_to: document\nsaid:\n  en: |\n    we paid that last week\n"
BROKE = "title: {en: Broke, zh: 没钱}\ncause: cash\nleads_to: document\nsaid:\n  en: |\n    there is no money left\n"
FAMILIES = "money: {en: Money, zh: 钱}\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A small library: two excuses with a phrase each."""
    folder = tmp_path / "office" / "excuses" / "money"
    folder.mkdir(parents=True)
    (folder.parent / "families.yaml").write_text(FAMILIES, encoding="utf-8")
    (folder / "paid.yaml").write_text(PAID, encoding="utf-8")
    (folder / "broke.yaml").write_text(BROKE, encoding="utf-8")
    return tmp_path / "office"


@pytest.fixture
def small(office: Path, tmp_path: Path) -> Iterator[Store]:
    """An installation with that library."""
    migrate(tmp_path / DATABASE)
    store = Store(tmp_path / DATABASE)
    load_folders(store, Folders(office), now=START)
    yield store
    store.close()


def best(catalogue: Catalogue, said: str) -> str:
    ranking = catalogue.rank(said)
    assert ranking is not None
    return ranking.matches[0].excuse


def publish(store: Store, office: Path, phrase: str) -> None:
    """Add a phrase to "broke", as the command line does while the server runs."""
    file = office / "excuses/money/broke.yaml"
    file.write_text(file.read_text(encoding="utf-8") + f"    {phrase}\n", encoding="utf-8")
    load_folders(store, Folders(office), now=START)


def test_first_request_does_not_wait_and_a_later_one_finds_the_index(small, tmp_path):
    catalogues = Catalogues(small, Shelf(tmp_path / "matching"))
    at_once = catalogues.current()
    assert set(at_once.excuses) == {"paid", "broke"}
    assert at_once.index is None
    assert at_once.rank("we paid that last week") is None
    assert best(catalogues.wait(), "we paid that last week") == "paid"


def test_wording_published_elsewhere_comes_into_use_without_a_request_waiting(small, office, tmp_path):
    catalogues = Catalogues(small, Shelf(tmp_path / "matching"))
    before = catalogues.wait()
    other = Store(tmp_path / DATABASE)
    publish(other, office, "my wallet is full of moths")
    other.close()
    assert catalogues.current() is before
    after = catalogues.wait()
    assert after.mark > before.mark
    assert best(after, "moths in the wallet") == "broke"


def test_second_process_reads_what_the_first_has_built(small, tmp_path, monkeypatch):
    Catalogues(small, Shelf(tmp_path / "matching")).wait()

    def no_more(*_: object) -> None:
        raise AssertionError("built twice")

    monkeypatch.setattr(Shelf, "order", no_more)
    assert best(Catalogues(small, Shelf(tmp_path / "matching")).wait(), "we paid that last week") == "paid"


def test_index_that_cannot_be_built_is_a_sentence_and_is_tried_again(small, tmp_path, monkeypatch):
    in_the_way = tmp_path / "matching"
    in_the_way.write_text("", encoding="utf-8")
    catalogues = Catalogues(small, Shelf(in_the_way))
    held = catalogues.wait()
    assert held.index is None
    assert "File exists" in held.problem or "Not a directory" in held.problem
    in_the_way.unlink()
    assert catalogues.wait().index is None, "not at every request: a build takes half a minute of a processor"
    monkeypatch.setattr(web_catalogue, "TRY_AGAIN_AFTER", 0)
    assert best(catalogues.wait(), "we paid that last week") == "paid"


def test_old_wording_stays_in_use_while_the_new_cannot_be_prepared(small, office, tmp_path, monkeypatch):
    catalogues = Catalogues(small, Shelf(tmp_path / "matching"))
    catalogues.wait()

    def full(*_: object) -> None:
        raise NotBuilt("No space left on device")

    monkeypatch.setattr(Shelf, "order", full)
    publish(small, office, "my wallet is full of moths")
    held = catalogues.wait()
    assert held.problem == "No space left on device"
    assert best(held, "we paid that last week") == "paid"


def test_desk_says_that_the_excuses_are_being_prepared_and_asks_again(app, collector, store, monkeypatch):
    call_id = begin(collector, store, "GB-1017")
    monkeypatch.setattr(Shelf, "find", lambda *_: None)
    monkeypatch.setattr(Shelf, "order", lambda *_: time.sleep(0.2))
    parts = app.extensions["rejoinder"]
    fresh = Catalogues(parts.store, Shelf(Path("nowhere")))
    monkeypatch.setattr(type(parts), "catalogue", lambda _: fresh.current())
    page = collector.post(f"/calls/{call_id}/said", {"said": "the cheque is in the post"}, htmx=True)
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert "being prepared" in text
    assert 'hx-trigger="load delay:2s"' in text
    fresh.wait()
    text = collector.post(f"/calls/{call_id}/said", {"said": "the cheque is in the post"}, htmx=True).get_data(
        as_text=True
    )
    assert "could not be prepared (what was built cannot be read)" in text


def test_near_certain_excuse_is_marked_and_no_excuse_is_not_chosen_for_her(collector, store):
    call_id = begin(collector, store, "GB-1017")
    certain = collector.post(f"/calls/{call_id}/said", {"said": "the cheque is in the post"}, htmx=True)
    assert "Almost certainly the first one" in certain.get_data(as_text=True)
    assert 'id="match-1" name="excuse" value="payment_in_transit" aria-selected="true"' in certain.get_data(
        as_text=True
    )
    none = collector.post(f"/calls/{call_id}/said", {"said": "hello, hold on, I will put you through"}, htmx=True)
    assert 'aria-selected="true"' not in none.get_data(as_text=True)


def test_list_on_the_screen_keeps_its_order_unless_another_is_clearly_likelier(collector, store):
    call_id = begin(collector, store, "GB-1017")
    said = "cheque"
    page = collector.post(f"/calls/{call_id}/said", {"said": said}, htmx=True).get_data(as_text=True)
    shown = page.split('name="shown" value="')[1].split('"')[0].split()
    turned = [*shown[-2:][::-1], *shown[:-2]]
    fields = {"said": said, "shown": " ".join(turned)}
    again = collector.post(f"/calls/{call_id}/said", fields, htmx=True).get_data(as_text=True)
    ordered = again.split('name="shown" value="')[1].split('"')[0].split()
    assert set(ordered) == set(shown)
    assert ordered != shown
    assert "no_such_excuse" not in collector.post(
        f"/calls/{call_id}/said", {"said": said, "shown": "no_such_excuse <b>"}, htmx=True
    ).get_data(as_text=True)


def test_copies_of_an_index_serve_like_the_first(small, tmp_path):
    Catalogues(small, Shelf(tmp_path / "matching")).wait()
    shutil.copytree(tmp_path / "matching", tmp_path / "copied")
    assert best(Catalogues(small, Shelf(tmp_path / "copied")).wait(), "no money left") == "broke"
