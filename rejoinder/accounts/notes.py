"""Notes on an account: kept by whoever learnt something, pinned to the top of the file, taken out when wrong."""

from dataclasses import dataclass
from datetime import datetime

from rejoinder.accounts.saving import Author, remember
from rejoinder.errors import NotFound, Refused
from rejoinder.store import Row, Store, Writing, moment

# As many notes as one page lists, as many pinned ones as the desk shows, and the longest note there is.
PAGE = 50
MOST_PINNED = 3
LONGEST = 2000


@dataclass(frozen=True)
class Note:
    """A note, or soft words kept as an intention; `taken_out_at` is set where it holds no more."""

    id: int
    account_id: int
    kind: str
    text: str
    made_at: datetime
    by: str
    in_call: bool
    is_pinned: bool
    taken_out_at: datetime | None
    taken_out_by: str


@dataclass(frozen=True)
class Kept:
    """What of its notes the desk shows: the newest pinned ones, how many there are, and the last of the others."""

    pinned: tuple[Note, ...]
    pinned_count: int
    last: Note | None

    @property
    def further(self) -> int:
        """How many pinned notes are not shown."""
        return self.pinned_count - len(self.pinned)


def notes_of(store: Store, account_id: int, *, before: int | None = None) -> tuple[Note, ...]:
    """Give a page of an account's notes, newest first, those taken out too; `before` is the last id seen."""
    limit = 2**62 if before is None else before
    return tuple(_note(row) for row in store.all("notes_of", account_id=account_id, before=limit, size=PAGE))


def kept_on(store: Store, account_id: int) -> Kept:
    """Give the notes that the desk shows of an account."""
    pinned = store.all("pinned_notes", account_id=account_id)
    last = store.one("last_note", account_id=account_id)
    return Kept(tuple(_note(row) for row in pinned[:MOST_PINNED]), len(pinned), _note(last) if last else None)


def load_note(store: Store | Writing, note_id: int) -> Note:
    """Read one note; whether the person may see its account is for the caller to know.

    Raises: NotFound.
    """
    row = store.one("note_by_id", id=note_id)
    if row is None:
        raise NotFound("There is no such note.")
    return _note(row)


def account_of(store: Store, note_id: int) -> int:
    """Give the id of a note's account, 0 where there is no such note."""
    row = store.one("note_by_id", id=note_id)
    return int(row["account_id"]) if row else 0


def _note(row: Row) -> Note:
    """Make a note of its row."""
    read = {
        "made_at": moment(row["made_at"]),
        "in_call": bool(row["in_call"]),
        "is_pinned": bool(row["is_pinned"]),
        "taken_out_at": moment(row["taken_out_at"]) if row["taken_out_at"] else None,
        "taken_out_by": row["taken_out_by"] or "",
    }
    return Note(**{**row, **read})


def read_text(text: str) -> str:
    """Read what was typed as a note.

    Raises: Refused, for nothing and for more than a note holds.
    """
    # A browser sends each line's end as two characters, but counts it as one.
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused("Write the note.")
    if len(text) > LONGEST:
        raise Refused("A note holds %(most)s characters; this has %(count)s.", most=LONGEST, count=len(text))
    return text


def add(
    store: Store, account_id: int, text: str, *, is_pinned: bool, call_id: int | None, submission: str, author: Author
) -> int:
    """Keep a note and give its id; sent twice it is kept once. `call_id` is the call in which it was learnt."""
    with store.write() as writing:
        again = writing.one("note_of_submission", submission=submission)
        if again is not None:
            return int(again["id"])
        about = {"account_id": account_id, "call_id": call_id, "kind": "note", "text": text}
        note_id = writing.add("note", **about, made_at=author.stamp, made_by=author.person_id, submission=submission)
        remember(writing, "noted", "note", note_id, account_id=account_id, author=author)
        if is_pinned:
            _tell(writing, note_id, "pinned", account_id=account_id, author=author)
    return note_id


def pin(store: Store, note_id: int, *, is_pinned: bool, author: Author) -> None:
    """Pin a note to the top of the file, or let it go back among the others; as it is already, nothing is done.

    Raises: Refused, for a note that was taken out.
    """
    with store.write() as writing:
        note = load_note(writing, note_id)
        if note.taken_out_at is not None:
            raise Refused("This note was taken out. Write a new one instead.")
        if note.is_pinned is not is_pinned:
            kind = "pinned" if is_pinned else "unpinned"
            _tell(writing, note.id, kind, account_id=note.account_id, author=author)


def take_out(store: Store, note_id: int, *, author: Author) -> None:
    """Take out a note that does not hold; it stays in the list, struck through. Taken out already, it stays so."""
    with store.write() as writing:
        note = load_note(writing, note_id)
        if note.taken_out_at is None:
            _tell(writing, note.id, "taken_out", account_id=note.account_id, author=author)


def _tell(writing: Writing, note_id: int, kind: str, *, account_id: int, author: Author) -> None:
    """Write down what was done with a note."""
    about = {"account_id": account_id, "note_id": note_id, "kind": kind}
    writing.add("note_event", **about, at=author.stamp, made_by=author.person_id)
    remember(writing, kind.replace("_", " "), "note", note_id, account_id=account_id, author=author)
