"""`person`: a link for somebody, and for somebody new a role first."""

import pytest
from click.testing import CliRunner, Result

from rejoinder.cli import main
from tests.conftest import Visitor, rows


@pytest.fixture(autouse=True)
def _installation(data, monkeypatch):
    monkeypatch.setenv("REJOINDER_DATA", str(data))


def run(*arguments: str) -> Result:
    """Type a command."""
    return CliRunner().invoke(main, ["person", *arguments], catch_exceptions=False)


def test_printed_link_signs_the_person_in(app, clock):
    from datetime import UTC, datetime

    clock.now = datetime.now(UTC)  # the command has the machine's own clock
    result = run("Tom Arkwright")
    assert result.exit_code == 0
    address = result.output.strip()
    assert address.startswith("http://127.0.0.1:5000/sign-in/")
    visitor = Visitor(app.test_client(), 0, "")
    assert visitor.get(address.removeprefix("http://127.0.0.1:5000")).status_code == 303
    assert "Tom Arkwright" in visitor.get("/worklist").get_data(as_text=True)


def test_link_names_the_port(monkeypatch):
    monkeypatch.setenv("PORT", "5099")
    assert run("Tom Arkwright").output.startswith("http://127.0.0.1:5099/")


def test_somebody_new_gets_a_role(store):
    creditor = "Elsewhere Ltd"
    assert run("Nina New", "--role", "collector", "--creditor", creditor, "--language", "zh").exit_code == 0
    found = rows(store, 'select p.language, g.role from person p join "grant" g on g.person_id = p.id where name = ?',
                 "Nina New")  # fmt: skip
    assert found == [{"language": "zh", "role": "collector"}]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Nobody Known"], "nobody called Nobody Known"),
        (["Nina New", "--role", "lead"], "Say which creditor"),
        (["Nina New", "--role", "lead", "--creditor", "x"], "no such creditor"),
        (["Nina New", "--role", "queen"], "is not one of"),
        (["", "--role", "lead", "--creditor", "Elsewhere Ltd"], "needs a name"),
    ],
)
def test_what_cannot_be_done_is_said_and_nobody_entered(store, arguments, words):
    before = rows(store, "select * from person")
    result = run(*arguments)
    assert result.exit_code != 0
    assert words in result.output
    assert rows(store, "select * from person") == before
