"""The problems a person can meet."""

import pytest

from rejoinder.errors import ChangedElsewhere, NotAllowed, NotFound, Problem, Refused


@pytest.mark.parametrize("kind", [Refused, NotFound, NotAllowed, ChangedElsewhere])
def test_problem_is_its_sentence_with_its_values(kind):
    problem = kind("“%(text)s” is no day.", text="100% <b>{x}</b> %(text)s")
    assert isinstance(problem, Problem)
    assert str(problem) == "“100% <b>{x}</b> %(text)s” is no day."


def test_percent_without_values_is_a_percent():
    assert str(Refused("Offer at most 5 % off.")) == "Offer at most 5 % off."
