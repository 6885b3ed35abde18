"""Revisions: every wording ever used, in the database; files become revisions and revisions become files."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rejoinder.errors import ChangedElsewhere, NotFound
from rejoinder.library.excuses import Excuse, Families, read_excuse, read_families, read_no_excuse
from rejoinder.library.folders import Folders, is_readable
from rejoinder.library.scripts import Script, read_script, response_path
from rejoinder.store import Row, Store, Writing, moment, stamp


@dataclass(frozen=True)
class Revision:
    """One saved wording of one script or excuse."""

    id: int
    path: str
    body: str
    source: str
    state: str
    made_at: datetime
    made_by: str


def load_folders(
    store: Store,
    folders: Folders,
    *,
    now: datetime,
    publish_path: str = "",
    faulty: frozenset[str] = frozenset(),
) -> dict[str, list[str]]:
    """Bring the files' wording into the database and list the paths by what became of them.

    A text that already has a revision is not loaded again. A file that changed while somebody changed the same
    script in the browser waits beside it, unless `publish_path` names it. One that cannot be read is refused,
    and so is one that the caller found a fault in: what the browser would not publish, no file brings in either.
    Returns: paths under "published", "waiting", "unchanged" and "refused".
    """
    became: dict[str, list[str]] = {"published": [], "waiting": [], "unchanged": [], "refused": []}
    with store.write() as writing:
        for path, text in folders.texts():
            state = _state_for(writing, path, text, decided=path == publish_path, is_faulty=path in faulty)
            became[state].append(path)
            if state in ("published", "waiting"):
                _add(writing, path, text, source="library", state=state, person_id=None, now=now)
    return became


def _state_for(writing: Writing, path: str, text: str, *, decided: bool, is_faulty: bool) -> str:
    """Decide what becomes of a file's text."""
    current = writing.one("revision_in_use", path=path, mark=_no_limit())
    if current is not None and current["body"] == text:
        return "unchanged"
    if is_faulty or not is_readable(path, text):
        return "refused"
    if decided:
        return "published"
    if writing.one("revision_of_digest", path=path, digest=_digest(text)) is not None:
        return "unchanged"
    return "waiting" if current is not None and current["source"] == "web" else "published"


def publish(store: Store, path: str, *, body: str, based_on: int, person_id: int, now: datetime) -> int:
    """Put a new wording into use for the calls that begin from now on, and give its revision id.

    Raises: ChangedElsewhere, when somebody published another wording since `based_on` was opened.
    """
    body = body.replace("\r\n", "\n")
    with store.write() as writing:
        current = writing.one("revision_in_use", path=path, mark=_no_limit())
        if current is not None and current["body"] == body:
            return int(current["id"])
        if current is not None and current["id"] != based_on:
            raise ChangedElsewhere(
                "Somebody published another wording meanwhile. Compare it with yours, then publish again."
            )
        return _add(writing, path, body, source="web", state="published", person_id=person_id, now=now)


def _add(
    writing: Writing, path: str, body: str, *, source: str, state: str, person_id: int | None, now: datetime
) -> int:
    """Add one revision."""
    made = {"source": source, "state": state, "made_at": stamp(now), "made_by": person_id}
    return writing.add("revision", path=path, body=body, digest=_digest(body), **made)


def latest_mark(store: Store) -> int:
    """Give the newest revision's id: a call that begins now keeps the words up to it."""
    row = store.one("latest_mark")
    return int(row["mark"]) if row else 0


def script_in_use(store: Store, language: str, excuse_id: str, *, mark: int | None = None) -> tuple[Script, int]:
    """Give the response to an excuse, and its revision id, as in use at a mark (default: now).

    Raises: NotFound, when there is none in that language.
    """
    return script_at(store, response_path(language, excuse_id), mark=mark)


def script_at(store: Store, path: str, *, mark: int | None = None) -> tuple[Script, int]:
    """Give a script by its path, and its revision id, as in use at a mark (default: now).

    Raises: NotFound.
    """
    row = store.one("revision_in_use", path=path, mark=_no_limit() if mark is None else mark)
    if row is None:
        raise NotFound("There is no response to this in this language yet. A team lead can write one.")
    return read_script(path, row["body"])[0], int(row["id"])


def excuses_in_use(store: Store) -> tuple[Excuse, ...]:
    """Give every excuse of the catalogue as published, by path."""
    rows = store.all("revisions_in_use", prefix="excuses/")
    read = (read_excuse(row["path"], row["body"])[0] for row in rows if row["path"].count("/") == 2)
    return tuple(excuse for excuse in read if excuse is not None)


def families_in_use(store: Store) -> Families:
    """Give the families' names by language."""
    row = store.one("revision_in_use", path="excuses/families.yaml", mark=_no_limit())
    return read_families("excuses/families.yaml", row["body"])[0] if row else {}


def no_excuse_in_use(store: Store) -> tuple[str, ...]:
    """Give what debtors say that is no excuse."""
    row = store.one("revision_in_use", path="excuses/no_excuse.yaml", mark=_no_limit())
    return read_no_excuse("excuses/no_excuse.yaml", row["body"])[0] if row else ()


def history(store: Store, path: str) -> tuple[Revision, ...]:
    """List every revision of one path, newest first."""
    return tuple(_revision(row) for row in store.all("revisions_of", path=path))


def in_use(store: Store, prefix: str) -> tuple[Revision, ...]:
    """List the wording in use whose path begins with some words, by path."""
    return tuple(_revision(row) for row in store.all("revisions_in_use", prefix=prefix))


def script_body(store: Store, path: str) -> Revision:
    """Give the wording in use at a path.

    Raises: NotFound.
    """
    row = store.one("revision_in_use", path=path, mark=_no_limit())
    if row is None:
        raise NotFound("There is no wording here yet.")
    return revision(store, row["id"])


def waiting(store: Store) -> tuple[Revision, ...]:
    """List the texts from files that wait for a team lead's decision."""
    return tuple(_revision(row) for row in store.all("waiting_revisions"))


def revision(store: Store, revision_id: int) -> Revision:
    """Give one revision.

    Raises: NotFound.
    """
    row = store.one("revision_by_id", id=revision_id)
    if row is None:
        raise NotFound("There is no such revision.")
    return _revision(row)


def _revision(row: Row) -> Revision:
    """Make a revision of its row."""
    return Revision(**{**row, "made_at": moment(row["made_at"]), "made_by": row["made_by"] or ""})


def save_folders(store: Store, root: Path) -> int:
    """Write the published wording to `root/excuses` and `root/scripts` and give the number of files."""
    rows = store.all("revisions_in_use", prefix="")
    for row in rows:
        file = root / row["path"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(row["body"], encoding="utf-8", newline="\n")
    return len(rows)


def _digest(text: str) -> str:
    """Give the digest by which a text is known again."""
    return hashlib.sha256(text.encode()).hexdigest()


def _no_limit() -> int:
    """Give a mark above every revision."""
    return 2**62
