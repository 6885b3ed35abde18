"""What became of each commitment of an account, down to the money a judgement rests on."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from rejoinder.store import Row, Store, moment

# As many commitments as stand on a page.
PAGE = 20


@dataclass(frozen=True)
class Rest:
    """What of a payment a judgement rests on; `is_gone`: the import that brought it was undone since."""

    payment_id: int
    received_on: date
    amount_minor: int
    is_late: bool
    whole_minor: int | None
    reference: str
    source: str
    is_gone: bool


@dataclass(frozen=True)
class LineStory:
    """What was promised of one invoice (`number`, "" for none) for a day, and what became of it.

    `due_minor` is what was to come of it, `level` how many earlier promises for the invoice were not kept.
    `waited_until` is nothing as long as there was nothing to judge.
    """

    number: str
    amount_minor: int
    due_on: date
    became: str
    because: str
    due_minor: int
    paid_minor: int
    late_minor: int
    waited_until: date | None
    settled_on: date | None
    followed_by: int | None
    level: int
    rests_on: tuple[Rest, ...]

    @property
    def days_late(self) -> int:
        """How many days after the promised one all of it had come; 0 while it has not, or if it came in time."""
        return max(0, (self.settled_on - self.due_on).days) if self.settled_on else 0


@dataclass(frozen=True)
class Told:
    """Something that was said or judged of a commitment: by somebody, or (no name) by the money."""

    kind: str
    because: str
    reason: str
    at: datetime
    by: str
    paid_minor: int | None
    due_minor: int | None


@dataclass(frozen=True)
class Story:
    """A commitment with all that became of it."""

    id: int
    kind: str
    amount_minor: int | None
    currency: str | None
    due_on: date | None
    matures_on: date | None
    method: str
    document: str
    call_at: str
    is_only_me: bool
    who: str
    obstacle: str
    note: str
    read_back: str
    is_read_back: bool
    tolerance_days: int
    kept_percent: int
    allowed_by: str
    allowed_why: str
    made_at: datetime
    made_by: str
    became: str
    is_error: bool
    lines: tuple[LineStory, ...]
    told: tuple[Told, ...]

    @property
    def because(self) -> str:
        """Why it became what it is; "" while it is open."""
        judged = [one.because for one in self.told if one.kind == self.became]
        return judged[-1] if judged else ""

    @property
    def paid_minor(self) -> int:
        """What came of it in time."""
        return sum(one.paid_minor for one in self.lines)


def stories(store: Store, account_id: int, *, before: int | None = None, size: int = PAGE) -> tuple[Story, ...]:
    """Give an account's commitments, newest first; `before`: those made before this one's id."""
    last = 2**62 if before is None else before
    rows = store.all("stories_of", account_id=account_id, before=last, size=size)
    ids = json.dumps([row["id"] for row in rows])
    lines, told = _lines(store, ids), _told(store, ids)
    return tuple(_story(row, tuple(lines[row["id"]]), tuple(told[row["id"]])) for row in rows)


def _story(row: Row, lines: tuple[LineStory, ...], told: tuple[Told, ...]) -> Story:
    """Make a story of its row."""
    own = {name: row[name] for name in row if name in Story.__dataclass_fields__}
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("due_on", "matures_on")}
    flags = {name: bool(row[name]) for name in ("is_read_back", "is_error")}
    made = {"made_at": moment(row["made_at"]), "allowed_by": row["allowed_by"] or ""}
    return Story(**{**own, **days, **flags, **made, "is_only_me": bool(row["only_me"]), "lines": lines, "told": told})


def _lines(store: Store, ids: str) -> dict[int, list[LineStory]]:
    """Give the lines by commitment, each with what it rests on."""
    rows = store.all("story_lines", ids=ids)
    events = json.dumps(sorted({row["event_id"] for row in rows if row["event_id"]}))
    rests: dict[int, list[Rest]] = defaultdict(list)
    for row in store.all("story_payments", events=events):
        rests[row["line_id"]].append(_rest(row))
    found: dict[int, list[LineStory]] = defaultdict(list)
    for row in rows:
        found[row["commitment_id"]].append(_line(row, tuple(rests[row["id"]])))
    return found


def _line(row: Row, rests_on: tuple[Rest, ...]) -> LineStory:
    """Make a line's story of its row."""
    names = ("amount_minor", "became", "because", "due_minor", "paid_minor", "late_minor", "followed_by", "level")
    return LineStory(
        **{name: row[name] for name in names},
        number=row["number"] or "",
        due_on=date.fromisoformat(row["due_on"]),
        waited_until=date.fromisoformat(row["waited_until"]) if row["waited_until"] else None,
        settled_on=date.fromisoformat(row["settled_on"]) if row["settled_on"] else None,
        rests_on=rests_on,
    )


def _rest(row: Row) -> Rest:
    """Make of a row what a judgement rests on."""
    return Rest(
        payment_id=row["payment_id"],
        received_on=date.fromisoformat(row["received_on"]),
        amount_minor=row["amount_minor"],
        is_late=bool(row["is_late"]),
        whole_minor=row["whole_minor"],
        reference=row["reference"] or "",
        source=row["source"] or "",
        is_gone=bool(row["is_gone"]),
    )


def _told(store: Store, ids: str) -> dict[int, list[Told]]:
    """Give what was said and judged, by commitment."""
    found: dict[int, list[Told]] = defaultdict(list)
    for row in store.all("story_events", ids=ids):
        said = {name: row[name] for name in ("kind", "because", "reason", "paid_minor", "due_minor")}
        found[row["commitment_id"]].append(Told(**said, at=moment(row["at"]), by=row["made_by"] or ""))
    return found
