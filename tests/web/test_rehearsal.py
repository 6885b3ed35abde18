"""The rehearsal's pages."""

import html
import re

import pytest

from tests.conftest import account_id, count, field, rows


def put(trainee, language: str = "en") -> dict[str, object]:
    """Open the rehearsal and read what the form holds."""
    page = trainee.get(f"/rehearsal?language={language}").get_data(as_text=True)
    return {name: field(page, name) for name in ("excuse", "said", "account", "language")}


def test_answer_is_compared_and_nothing_kept_before_the_grade(trainee, store):
    drill = put(trainee)
    answer = trainee.post("/rehearsal/answers", {**drill, "answer": "my <own> {words}"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "my &lt;own&gt; {words}" in page
    assert 'class="say"' in page
    assert count(store, "drill_review") == 0
    graded = {name: field(page, name) for name in ("excuse", "account", "language", "answer", "submission")}
    for _ in range(2):
        assert trainee.post("/rehearsal/grades", {**graded, "grade": "1"}).status_code == 303
    kept = rows(store, "select excuse, answer, grade, person_id from drill_review")
    assert kept == [
        {"excuse": drill["excuse"], "answer": "my <own> {words}", "grade": 1, "person_id": trainee.person_id}
    ]


@pytest.mark.parametrize("grade", ["0", "5", "", "x", "-1", "1.0", "１"])
def test_grade_that_is_none_is_refused(trainee, store, grade):
    assert trainee.post("/rehearsal/grades", {**put(trainee), "grade": grade}).status_code == 409
    assert count(store, "drill_review") == 0


def test_rehearsal_is_on_sample_accounts_alone(trainee, store):
    theirs = rows(store, "select id from creditor where name = 'Elsewhere Ltd'")[0]["id"]
    with store.write() as writing:
        real = writing.add("account", creditor_id=theirs, number="E1", name="Real Ltd", created_at="2026")
        writing.run("add_grant", person_id=trainee.person_id, creditor_id=theirs, role="trainee")
    drill = put(trainee)
    for account in (real, "", "x", "9" * 40):
        assert trainee.post("/rehearsal/answers", {**drill, "account": account, "answer": "x"}).status_code == 404
        assert trainee.post("/rehearsal/grades", {**drill, "account": account, "grade": "3"}).status_code == 404
    assert count(store, "drill_review") == 0


def test_excuse_that_does_not_exist_is_not_rehearsed(trainee, store):
    drill = {**put(trainee), "excuse": "no_such", "grade": "3"}
    assert trainee.post("/rehearsal/answers", drill).status_code == 404
    assert trainee.post("/rehearsal/grades", drill).status_code == 409


def test_rehearsal_in_chinese_is_about_a_debtor_who_speaks_it(trainee, store):
    drill = put(trainee, "zh")
    assert drill["language"] == "zh"
    assert rows(store, "select script_language from account where id = ?", drill["account"]) == [
        {"script_language": "zh"}
    ]


def test_tally_stands_on_the_page(trainee):
    page = html.unescape(trainee.get("/rehearsal").get_data(as_text=True))
    fresh = int(re.search(r"0 to repeat now, (\d+) new, 0 resting", page)[1])
    trainee.post("/rehearsal/grades", {**put(trainee), "grade": "4"})
    page = trainee.get("/rehearsal").get_data(as_text=True)
    assert f"0 to repeat now, {fresh - 1} new, 1 resting" in page


def test_trainee_opens_no_account(trainee, store):
    assert trainee.get(f"/accounts/{account_id(store, 'GB-1017')}").status_code == 403
