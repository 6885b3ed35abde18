"""Rehearsal: an excuse about a sample account, the trainee's own answer, her grade, and when it comes back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fsrs import Card, Rating, Scheduler

from rejoinder.accounts import sample_account_ids
from rejoinder.errors import NotFound, Refused
from rejoinder.library import Excuse
from rejoinder.store import Row, Store, stamp

GRADES = {1: "again", 2: "hard", 3: "good", 4: "easy"}
FAILED = 1

# Without fuzzing, what is due when can be explained to the trainee, and tested.
SCHEDULER = Scheduler(enable_fuzzing=False)


@dataclass(frozen=True)
class Drill:
    """One excuse put to a trainee: the debtor's words, and the sample account they are said about."""

    excuse: Excuse
    said: str
    account_id: int
    failed_before: bool


@dataclass(frozen=True)
class Tally:
    """How far a trainee is: excuses not yet tried, to repeat now, and resting until later."""

    fresh: int
    due: int
    resting: int


def next_drill(store: Store, excuses: Sequence[Excuse], *, person_id: int, language: str, now: datetime) -> Drill:
    """Choose what to rehearse next: what was failed and is due first, then the rest that is due, then what is new.

    Raises: NotFound, when there is no sample book or nothing to rehearse in this language.
    """
    account_ids = sample_account_ids(store, person_id, language=language, now=now)
    known = {one.id: one for one in excuses if one.said.get(language)}
    if not account_ids or not known:
        raise NotFound("There is nothing to rehearse yet: it needs the sample accounts and excuses in this language.")
    reviews = {row["excuse"]: row for row in _reviews(store, person_id, language)}
    excuse_id = min(known, key=lambda one: _urgency(one, reviews.get(one), now=now))
    times = _times(store, person_id)
    phrases = known[excuse_id].said[language]
    review = reviews.get(excuse_id)
    return Drill(
        excuse=known[excuse_id],
        said=phrases[times % len(phrases)],
        account_id=account_ids[times % len(account_ids)],
        failed_before=review is not None and review["grade"] == FAILED,
    )


def _urgency(excuse_id: str, review: Row | None, *, now: datetime) -> tuple[int, str, str]:
    """Rank what comes first, lowest first."""
    if review is None:
        return (2, "", excuse_id)
    if review["due_at"] > stamp(now):
        return (3, review["due_at"], excuse_id)
    return (0 if review["grade"] == FAILED else 1, review["due_at"], excuse_id)


def grade(
    store: Store,
    *,
    person_id: int,
    excuse_id: str,
    language: str,
    account_id: int,
    answer: str,
    grade: int,
    submission: str,
    now: datetime,
) -> None:
    """Keep an answer with the trainee's own grade (1 again … 4 easy) and set when it comes back; once.

    The schedule is FSRS (Free Spaced Repetition Scheduler), with its default weights.
    Raises: Refused, for a grade that is none.
    """
    if grade not in GRADES:
        raise Refused("Choose how it went: again, hard, good or easy.")
    with store.write() as writing:
        if writing.one("review_of_submission", submission=submission) is not None:
            return
        before = {row["excuse"]: row for row in writing.all("last_reviews", person_id=person_id, language=language)}
        card = Card.from_dict(json.loads(before[excuse_id]["card"])) if excuse_id in before else Card()
        after, _ = SCHEDULER.review_card(card, Rating(grade), now)
        writing.add(
            "drill_review",
            person_id=person_id,
            excuse=excuse_id,
            language=language,
            account_id=account_id,
            answer=answer,
            grade=grade,
            card=json.dumps(after.to_dict()),
            due_at=stamp(after.due),
            reviewed_at=stamp(now),
            submission=submission,
        )


def tally(store: Store, excuses: Sequence[Excuse], *, person_id: int, language: str, now: datetime) -> Tally:
    """Count what is fresh, due and resting."""
    known = {one.id for one in excuses if one.said.get(language)}
    due_at = {row["excuse"]: row["due_at"] for row in _reviews(store, person_id, language) if row["excuse"] in known}
    due = sum(1 for one in due_at.values() if one <= stamp(now))
    return Tally(fresh=len(known - set(due_at)), due=due, resting=len(due_at) - due)


def _reviews(store: Store, person_id: int, language: str) -> list[Row]:
    """Give the last review of each excuse."""
    return store.all("last_reviews", person_id=person_id, language=language)


def _times(store: Store, person_id: int) -> int:
    """Count a person's reviews, so that accounts and phrases take turns."""
    row = store.one("count_reviews", person_id=person_id)
    return int(row["times"]) if row else 0
