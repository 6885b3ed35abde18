"""The application put together: the key that signs sessions."""

import pytest

from app import create_app


def key_of(data) -> str:
    """Start the application and give its key."""
    application = create_app(data)
    application.extensions["rejoinder"].store.close()
    return str(application.config["SECRET_KEY"])


def test_key_is_made_once_and_read_by_its_owner_alone(data):
    key = key_of(data)
    assert len(key) >= 64
    assert key_of(data) == key
    assert (data / "secret").stat().st_mode & 0o777 == 0o600
    assert [one.name for one in data.iterdir() if one.name.startswith("secret")] == ["secret"]


@pytest.mark.parametrize("left", ["", "\n"])
def test_key_left_empty_by_a_crash_is_made_anew(data, left):
    (data / "secret").write_text(left, encoding="ascii")
    (data / "secret").chmod(0o644)
    key = key_of(data)
    assert len(key) >= 64
    assert key_of(data) == key
    assert (data / "secret").stat().st_mode & 0o777 == 0o600


def test_pages_open_though_a_crash_left_the_key_empty(data):
    (data / "secret").touch()
    application = create_app(data)
    assert application.test_client().get("/sign-in").status_code == 200
    application.extensions["rejoinder"].store.close()
