"""The problems a person can meet, each with a sentence that the web translates and shows.

A sentence is the English message id with `%(name)s` places, as gettext has it; without values a `%` in it is
only a `%`.
"""


def mark(sentence: str) -> str:
    """Mark a sentence for translation where it is written down before it becomes a problem."""
    return sentence


class Problem(Exception):
    """Something a person must know before going on: one sentence, and what is filled into it."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values

    def __str__(self) -> str:
        return self.sentence % self.values if self.values else self.sentence


class Refused(Problem):
    """It was understood, but a rule of the house or of the law forbids it."""


class Doubtful(Refused):
    """It may be right all the same: said a second time, it is kept."""


class NotFound(Problem):
    """It is not there, or it is not this person's to see; the two are told apart by nobody."""


class NotAllowed(Problem):
    """The person is known, but the role does not allow it."""


class ChangedElsewhere(Problem):
    """Somebody saved it in the meantime, so saving now would undo their work."""
