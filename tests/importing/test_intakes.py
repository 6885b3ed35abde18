"""A file dropped in the browser is read by a process of its own, asked about, looked over, and entered once."""

import io
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from ledger_office import NOW, Office

from rejoinder import people
from rejoinder.errors import ChangedElsewhere, NotFound, Problem, Refused
from rejoinder.importing import history, intakes
from rejoinder.importing.answers import Answers
from rejoinder.importing.intakes import Intake

HEADER = "Customer No,Customer Name,Invoice,Invoice Date,Due Date,Amount\n"
TWO = HEADER + "C1,Ashby Ltd,A-1,2024-01-05,2024-02-04,100.00\nC2,=Birch Ltd,B-1,2024-06-01,2024-07-01,fifty\n"
DOUBTFUL = HEADER + "C1,Ashby Ltd,A-1,1/2/2024,3/4/2024,100.00\n"


class Counter:
    """A person who drops files."""

    def __init__(self, office: Office, name: str = "Ann") -> None:
        self.office, self.root = office, office.folder
        with office.store.write() as writing:
            self.id = people.add(writing, name, language="en", now=NOW)
            creditor = writing.one("creditor_by_name", name="Mill")
            creditor_id = creditor["id"] if creditor else writing.add("creditor", name="Mill", created_at="2024")
            people.grant(writing, self.id, creditor_id=creditor_id, role="lead", now=NOW)

    def drop(self, content: str | bytes, *, name: str = "ledger.csv", submission: str = "s1", **said: str) -> int:
        raw = content if isinstance(content, bytes) else content.encode()
        answers = Answers(creditor="Mill", currency="EUR", **said)
        about = {"file_name": name, "person_id": self.id, "submission": submission}
        return intakes.receive(self.office.store, self.root, io.BytesIO(raw), answers=answers, now=NOW, **about)

    def look(self, intake_id: int) -> Intake:
        return intakes.find(self.office.store, self.root, intake_id, person_id=self.id)

    def wait(self, intake_id: int, until: Callable[[Intake], bool] = lambda one: one.state != "reading") -> Intake:
        """Look until it is read."""
        for _ in range(300):
            found = self.look(intake_id)
            if until(found):
                return found
            time.sleep(0.05)
        raise AssertionError("it was never read")

    def enter(self, intake_id: int) -> int:
        return intakes.enter(self.office.store, self.root, intake_id, person_id=self.id, now=NOW)

    def files(self) -> list[Path]:
        return [path for path in (self.root / "intakes").rglob("*") if path.is_file()]


@pytest.fixture
def counter(office: Office) -> Counter:
    return Counter(office)


def test_file_is_read_looked_over_and_entered_once(office: Office, counter: Counter) -> None:
    intake_id = counter.drop(TWO)
    assert counter.drop(TWO) == intake_id, "sent twice, kept once"
    found = counter.wait(intake_id)
    assert found.report is not None and found.error is None and found.questions == ()
    assert (found.report.created, len(found.report.refused), found.creditor) == (1, 1, "Mill")
    assert [(one.header, one.field) for one in found.columns][:2] == [
        ("Customer No", "account_number"),
        ("Customer Name", "account_name"),
    ]
    assert found.columns[0].samples == ("C1", "C2")
    assert office.rows("select * from invoice") == []
    run_id = counter.enter(intake_id)
    assert counter.enter(intake_id) == run_id
    assert (counter.look(intake_id).state, counter.look(intake_id).run_id) == ("entered", run_id)
    assert len(office.rows("select * from invoice")) == 1
    assert counter.files() == [], "other people's debts are not left lying about"


def test_questions_are_answered_and_the_file_is_read_again(office: Office, counter: Counter) -> None:
    intake_id = counter.drop(DOUBTFUL)
    found = counter.wait(intake_id)
    assert [one.about for one in found.questions] == ["date order"]
    with pytest.raises(Refused):
        counter.enter(intake_id)
    answers = Answers(creditor="Mill", currency="EUR", dates="dmy")
    intakes.answer(office.store, counter.root, intake_id, answers, person_id=counter.id, now=NOW)
    assert counter.wait(intake_id).report is not None
    counter.enter(intake_id)
    assert office.rows("select issued_on from invoice") == [{"issued_on": "2024-02-01"}]


def test_picture_is_told_in_a_sentence_and_nothing_breaks(counter: Counter) -> None:
    found = counter.wait(counter.drop(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, name="list.xlsx"))
    assert isinstance(found.error, Problem) and str(found.error).endswith(".")


def test_others_do_not_see_it(office: Office, counter: Counter) -> None:
    intake_id = counter.drop(TWO)
    other = Counter(office, "Ben")
    for act in (other.look, other.enter):
        with pytest.raises(NotFound):
            act(intake_id)
    counter.wait(intake_id)


def test_dropped_file_is_deleted(office: Office, counter: Counter) -> None:
    intake_id = counter.drop(TWO)
    counter.wait(intake_id)
    intakes.drop(office.store, counter.root, intake_id, person_id=counter.id)
    assert (counter.look(intake_id).state, counter.files()) == ("dropped", [])


def test_forgotten_file_is_deleted_after_two_weeks(office: Office, counter: Counter) -> None:
    intake_id = counter.drop(TWO)
    counter.wait(intake_id)
    intakes.forget_old(office.store, counter.root, now=NOW + timedelta(13))
    assert counter.look(intake_id).state == "read"
    intakes.forget_old(office.store, counter.root, now=NOW + timedelta(15))
    assert counter.look(intake_id).state == "dropped"


def test_reading_that_was_cut_off_begins_again(office: Office, counter: Counter) -> None:
    intake_id = counter.drop(TWO)
    counter.wait(intake_id)
    for path in counter.files():
        if path.suffix == ".json":
            path.unlink()
    assert counter.look(intake_id).state == "reading"
    assert counter.wait(intake_id).report is not None


def test_book_that_changed_meanwhile_is_compared_again(office: Office, counter: Counter) -> None:
    intake_id = counter.drop(TWO)
    counter.wait(intake_id)
    office.bring_in(HEADER + "C1,Ashby Ltd,A-1,2024-01-05,2024-02-04,90.00\n")
    run_id = counter.enter(intake_id)
    past = history.run(office.store, run_id, person_id=counter.id)
    assert (past.report["created"], past.report["updated"]) == (0, 1)
    assert office.open() == {"A-1": 10000}


def test_question_that_arises_meanwhile_is_asked_and_nothing_entered(office: Office, counter: Counter) -> None:
    office.bring_in(HEADER + "C2,Birch,B-0,2024-01-05,2024-02-04,1.00\n")
    unanswered = counter.drop(HEADER + "8,Cedar Ltd,D-1,2024-01-05,2024-02-04,9.00\n", submission="s3")
    assert counter.wait(unanswered).report is not None
    other = HEADER.replace("Customer No", "Customer Number")
    office.bring_in(other + "08,Cedar Ltd,D-1,2024-01-05,2024-02-04,9.00\n")
    with pytest.raises(ChangedElsewhere):
        counter.enter(unanswered)
    assert [one.about for one in counter.wait(unanswered).questions] == ["leading zeros"]


def test_refused_rows_come_as_a_file_that_is_mended_and_sent_again(office: Office, counter: Counter) -> None:
    run_id = counter.enter(_read(counter, counter.drop(TWO)))
    past = history.run(office.store, run_id, person_id=counter.id)
    (line,) = history.lines(office.store, run_id)
    assert (line.line, line.column, line.value, str(line.reason)) == (3, "Amount", "fifty", "This is not an amount.")
    content = history.refused_file(office.store, past, say=str, reason=history.REASON).decode("utf-8-sig")
    assert content.splitlines()[1] == "C2,'=Birch Ltd,B-1,2024-06-01,2024-07-01,fifty,This is not an amount."
    counter.enter(_read(counter, counter.drop(content.replace("fifty", "50.00"), submission="s2")))
    assert office.open() == {"A-1": 10000, "B-1": 5000}
    assert office.rows("select name from account order by id")[1] == {"name": "=Birch Ltd"}


def _read(counter: Counter, intake_id: int) -> int:
    counter.wait(intake_id)
    return intake_id


def test_history_is_of_ones_own_creditors(office: Office, counter: Counter) -> None:
    office.bring_in(TWO)
    office.bring_in(TWO, creditor="Forge")
    assert [one.creditor for one in history.runs(office.store, counter.id)] == ["Mill"]
    with pytest.raises(NotFound):
        history.run(office.store, 2, person_id=counter.id)


def test_column_of_amounts_with_nothing_but_words_is_told_of_before_it_is_entered(counter: Counter) -> None:
    content = HEADER.replace("\n", ",Open Amount\n") + "C1,Ashby Ltd,A-1,2024-01-05,2024-02-04,much,100.00\n"
    report = counter.wait(counter.drop(content)).report
    assert report is not None
    assert [str(one.problem)[:37] for one in report.notices] == ["The column “Amount” holds no amounts."]
