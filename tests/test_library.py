"""The library: files become revisions, revisions become files, and what is wrong with a file is listed."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import ROOT
from rejoinder import library
from rejoinder.errors import ChangedElsewhere, NotFound
from rejoinder.library import Folders, load_folders, read_excuse, read_script
from tests.conftest import START, count, rows

EXCUSE = """title: {en: No money, zh: 没钱}
cause: cash
leads_to: promise_to_pay
said:
  en: |
    we are skint, #1: really
  zh: |
    没钱
"""
SCRIPT = "---\ntitle: x\n---\n" + "".join(f"## {heading}\nWords.\n" for heading in library.HEADINGS)
PATH = "scripts/en/responses/no_money.md"


@pytest.fixture
def office(tmp_path: Path) -> Folders:
    """A copy of the shipped library that may be changed."""
    for name in ("excuses", "scripts"):
        shutil.copytree(ROOT / name, tmp_path / "office" / name)
    return Folders(tmp_path / "office")


def change(office: Folders, path: str, words: str) -> str:
    """Change a file of the office's library and give its new text."""
    text = (office.root / path).read_text(encoding="utf-8").replace("## Say\n", f"## Say\n{words} ")
    (office.root / path).write_text(text, encoding="utf-8", newline="\n")
    return text


def publish(store, words: str) -> None:
    """Publish a change in the browser."""
    current = library.script_body(store, PATH)
    body = current.body.replace("## Say\n", f"## Say\n{words} ")
    library.publish(store, PATH, body=body, based_on=current.id, person_id=1, now=START)


def test_unchanged_files_are_not_loaded_again(store, office):
    before = count(store, "revision")
    became = load_folders(store, office, now=START)
    assert became["published"] == became["waiting"] == became["refused"] == []
    assert len(became["unchanged"]) == len(list(office.texts()))
    assert count(store, "revision") == before


def test_changed_file_is_published_where_nobody_changed_it_in_the_browser(store, office):
    text = change(office, PATH, "FROM THE FILE.")
    assert load_folders(store, office, now=START)["published"] == [PATH]
    assert library.script_body(store, PATH).body == text
    assert load_folders(store, office, now=START)["published"] == []


def test_changed_file_waits_beside_wording_of_the_browser(store, office):
    publish(store, "FROM THE BROWSER.")
    text = change(office, PATH, "FROM THE FILE.")
    assert load_folders(store, office, now=START)["waiting"] == [PATH]
    assert "FROM THE BROWSER." in library.script_body(store, PATH).body
    assert [one.body for one in library.waiting(store)] == [text]
    assert load_folders(store, office, now=START)["waiting"] == []


def test_wording_of_the_browser_stays_while_the_file_does(store, office):
    publish(store, "FROM THE BROWSER.")
    assert load_folders(store, office, now=START)["waiting"] == []
    assert "FROM THE BROWSER." in library.script_body(store, PATH).body


def test_decision_publishes_the_file(store, office):
    publish(store, "FROM THE BROWSER.")
    text = change(office, PATH, "FROM THE FILE.")
    load_folders(store, office, now=START)
    assert load_folders(store, office, now=START, publish_path=PATH)["published"] == [PATH]
    assert library.script_body(store, PATH).body == text
    assert library.waiting(store) == ()


def test_decision_of_the_browser_lets_the_file_wait_no_longer(store, office):
    publish(store, "FROM THE BROWSER.")
    change(office, PATH, "FROM THE FILE.")
    load_folders(store, office, now=START)
    publish(store, "DECIDED.")
    assert library.waiting(store) == ()
    assert load_folders(store, office, now=START)["waiting"] == []


def test_saved_wording_is_byte_for_byte_what_was_loaded(store, tmp_path):
    written = library.save_folders(store, tmp_path / "out")
    shipped = [path for path, _ in Folders(ROOT).texts()]
    assert written == len(shipped)
    assert sorted(path for path, _ in Folders(tmp_path / "out").texts()) == sorted(shipped)
    for path in shipped:
        assert (tmp_path / "out" / path).read_bytes() == (ROOT / path).read_bytes()


def test_second_of_two_who_publish_is_told(store):
    base = library.script_body(store, PATH)
    library.publish(store, PATH, body=base.body + "a", based_on=base.id, person_id=1, now=START)
    with pytest.raises(ChangedElsewhere):
        library.publish(store, PATH, body=base.body + "b", based_on=base.id, person_id=2, now=START)
    assert library.script_body(store, PATH).body == base.body + "a"


def test_call_keeps_the_revision_it_began_with(store):
    mark = library.latest_mark(store)
    publish(store, "LATER.")
    old, old_id = library.script_at(store, PATH, mark=mark)
    new, new_id = library.script_at(store, PATH)
    assert "LATER." in new.say
    assert "LATER." not in old.say
    assert old_id < new_id
    with pytest.raises(NotFound):
        library.script_at(store, PATH, mark=0)


@pytest.mark.parametrize(
    ("path", "content", "line"),
    [
        ("excuses/cash_flow/no_money.yaml", b"title: {en: x\nsaid: [\n", 2),
        ("excuses/cash_flow/no_money.yaml", b"- a list\n", 1),
        ("excuses/cash_flow/no_money.yaml", b"cause: cash\ncause: cash\n", 2),
        ("excuses/cash_flow/no_money.yaml", b"title: \x00\n", 1),
        ("excuses/cash_flow/no_money.yaml", EXCUSE.replace("没钱}", "客户没付款}").encode("gb18030"), 1),
        ("excuses/families.yaml", b"\xff\xfe", 1),
        ("excuses/no_excuse.yaml", b"said: [unclosed\n", 2),
        ("scripts/zh/responses/no_money.md", "---\ntitle: 客户没付款\n---\n## Say\n您好\n".encode("gb18030"), 2),
        ("scripts/en/responses/no_money.md", b"", 1),
    ],
)
def test_file_that_cannot_be_read_is_listed_with_its_line_and_not_loaded(store, office, path, content, line):
    before = rows(store, "select * from revision")
    (office.root / path).write_bytes(content)
    problems = [one for one in library.check_folders(office) if one.path == path]
    assert (path, line) in {(one.path, one.line) for one in problems}
    assert all(str(one).startswith(f"{path}:{one.line}: ") for one in problems)
    assert load_folders(store, office, now=START)["refused"] == [path]
    assert load_folders(store, office, now=START, publish_path=path)["refused"] == [path]
    assert rows(store, "select * from revision") == before


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("cause: cash", "cause: greed", 2),
        ("leads_to: promise_to_pay", "leads_to: nothing", 3),
        ("没钱}", "}", 1),
        ("    没钱\n", "    没钱,真的\n", 8),
        ("    没钱\n", "    没钱\n    没钱\n", 9),
        ("said:", "sayd:", 1),
    ],
)
def test_what_an_excuse_has_wrongly_is_listed_with_its_line(old, new, line):
    excuse, problems = read_excuse("excuses/cash_flow/x.yaml", EXCUSE.replace(old, new))
    assert excuse is not None
    assert line in {one.line for one in problems}


def test_title_cut_off_by_a_comma_is_listed():
    cut = EXCUSE.replace("{en: No money,", "{en: No money, none at all,")
    assert [str(one) for one in read_excuse("excuses/cash_flow/x.yaml", cut)[1]] == [
        "excuses/cash_flow/x.yaml:1: In the title, “none at all” is cut off by the comma before it."
        " Put the words in quotation marks."
    ]
    quoted = EXCUSE.replace("{en: No money,", '{en: "No money, none at all",')
    assert read_excuse("excuses/cash_flow/x.yaml", quoted)[1] == []


def test_phrases_are_taken_as_they_stand():
    excuse, problems = read_excuse("excuses/cash_flow/x.yaml", EXCUSE)
    assert problems == []
    assert excuse.said == {"en": ("we are skint, #1: really",), "zh": ("没钱",)}
    assert (excuse.id, excuse.family) == ("x", "cash_flow")
    listed = EXCUSE.replace("en: |\n    we are skint, #1: really", 'en: ["we are skint, #1: really"]')
    assert read_excuse("excuses/cash_flow/x.yaml", listed)[0] == excuse


@given(st.text())
def test_any_text_is_an_excuse_or_a_listed_problem(text):
    excuse, problems = read_excuse("excuses/cash_flow/x.yaml", text)
    assert excuse is not None or problems


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("---\ntitle: x\n---\n", "", 1),
        ("title: x", "title:", 1),
        ("## Say\n", "## Shout\n", 8),
        ("## Ask\nWords.", "## Ask\nWhen? → whenever", 11),
        ("---\n## Why", "---\nstray\n## Why", 4),
        ("## Never say", "## Say", 14),
        ("Words.\n## Acknowledge", "我们,你们\n## Acknowledge", 5),
    ],
)
def test_what_a_script_has_wrongly_is_listed_with_its_line(old, new, line):
    assert read_script("scripts/en/responses/x.md", SCRIPT)[1] == []
    assert line in {one.line for one in read_script("scripts/en/responses/x.md", SCRIPT.replace(old, new))[1]}


def test_excuse_without_a_response_is_listed(office):
    (office.root / "scripts/zh/responses/no_money.md").unlink()
    assert "excuses/cash_flow/no_money.yaml:1: Its response scripts/zh/responses/no_money.md is missing." in map(
        str, library.check_folders(office)
    )


def test_excuse_in_two_families_is_listed_at_the_second(office):
    (office.root / "excuses/dispute").mkdir(exist_ok=True)
    again = office.root / "excuses/dispute/no_money.yaml"
    shutil.copy(office.root / "excuses/cash_flow/no_money.yaml", again)
    assert list(map(str, library.check_folders(office))) == [
        "excuses/dispute/no_money.yaml:1: This excuse stands in excuses/cash_flow/no_money.yaml already."
        " Rename one of the two."
    ]


def test_phrases_of_every_language_stand_together_by_excuse():
    listed = EXCUSE + "not:\n  en: [we are not skint]\n"
    excuse = read_excuse("excuses/cash_flow/x.yaml", listed)[0]
    assert library.phrases_of([excuse]) == ({"x": ("we are skint, #1: really", "没钱")}, {"x": ("we are not skint",)})


def test_folder_without_wording_is_said_to_be(tmp_path):
    assert len(library.check_folders(Folders(tmp_path))) == 1


def test_questions_know_the_field_they_fill():
    text = SCRIPT.replace("## Ask\nWords.", "## Ask\n1. On which day? → day\n2. Why?")
    assert [(one.words, one.field) for one in read_script("scripts/en/responses/x.md", text)[0].ask] == [
        ("On which day?", "day"),
        ("Why?", ""),
    ]
