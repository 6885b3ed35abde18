"""Scripts written for a test, so that it does not hang on the words of the library."""

from rejoinder import library
from rejoinder.store import Store
from tests.conftest import START

RESPONSE = """---
title: A response
---
## Why they say it
{why}
## Acknowledge
{acknowledge}
## Say
{say}
## Ask
1. Which day? → day
## If they insist
{insist}
## Never say
- Nothing: because.
"""


def response(
    *, say: str = "Which day?", acknowledge: str = "Yes.", insist: str = "So which day?", why: str = "So."
) -> str:
    """Write a response."""
    return RESPONSE.format(say=say, acknowledge=acknowledge, insist=insist, why=why)


def publish(store: Store, path: str, body: str) -> None:
    """Put a text into use."""
    based_on = library.script_body(store, path).id
    library.publish(store, path, body=body, based_on=based_on, person_id=1, now=START)


def answer_with(store: Store, excuse: str, *, language: str = "en", **parts: str) -> None:
    """Put a response to an excuse into use."""
    publish(store, library.response_path(language, excuse), response(**parts))


def step_with(store: Store, name: str, say: str, *, language: str = "en", how: str = "Do it.") -> None:
    """Put the words of a step of the call into use."""
    publish(store, library.call_path(language, name), f"---\ntitle: {name}\n---\n## How\n{how}\n## Say\n{say}\n")
