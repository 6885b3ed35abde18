"""The history of an account: everything that happened, by whom and when; filtered, page by page, or printed whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from rejoinder import dates, timeline
from rejoinder.accounts import AccountFile
from rejoinder.timeline import Entry
from rejoinder.web import sections
from rejoinder.web.access import htmx, needs, screen_language
from rejoinder.web.parts import number, parts, store

pages = Blueprint("timeline", __name__)


@dataclass(frozen=True)
class Filter:
    """What of a history is shown: some of its parts (none: all), by one author or all."""

    parts: tuple[str, ...]
    author_id: int | None

    @property
    def address(self) -> dict[str, Any]:
        """Give it as an address holds it."""
        return {"part": self.parts, "author": self.author_id}


@pages.get("/accounts/<int:account_id>/timeline")
@needs("collector")
def page(account_id: int) -> ResponseReturnValue:
    """Show a page of the history."""
    file, chosen = sections.open_file(account_id), _filter()
    before = timeline.read_place(request.args.get("before", ""))
    found = _found(file, chosen, before=before)
    return sections.show(
        "timeline",
        "timeline/_timeline.html",
        file,
        **_context(file, chosen, found),
        authors=timeline.authors(store(), account_id),
        parts=timeline.PARTS,
        is_first=before == timeline.START,
        # In the desk's column its links stay there; on the page of its own the address holds what is shown.
        in_column=bool(htmx),
    )


@pages.get("/accounts/<int:account_id>/timeline/print")
@needs("collector")
def whole(account_id: int) -> ResponseReturnValue:
    """Show the whole history as it is filtered, on a page to be printed."""
    file, chosen = sections.open_file(account_id), _filter()
    found = _found(file, chosen, size=timeline.MOST_PRINTED)
    author = dict(timeline.authors(store(), account_id)).get(chosen.author_id or 0, "")
    return render_template(
        "timeline/print.html", file=file, today=file.today, author=author, **_context(file, chosen, found)
    )


def _filter() -> Filter:
    """Read from the address what is to be shown; what is no part or no author is passed over."""
    chosen = request.args.getlist("part")
    return Filter(
        tuple(part for part in timeline.PARTS if part in chosen), request.args.get("author", type=number) or None
    )


def _found(
    file: AccountFile, chosen: Filter, *, before: timeline.Place = timeline.START, size: int = timeline.PAGE
) -> timeline.Page:
    """Read what was chosen of an account's history."""
    return timeline.page(
        store(),
        file.account.id,
        is_sample=file.account.is_sample,
        parts=chosen.parts,
        author_id=chosen.author_id,
        before=before,
        size=size,
    )


def _context(file: AccountFile, chosen: Filter, found: timeline.Page) -> dict[str, Any]:
    """Give what the page and the print both show."""
    return {
        "days": _days(found.entries, file.account.time_zone),
        "chosen": chosen,
        "older": found.before,
        "title_of": _title_of,
    }


def _days(entries: Iterable[Entry], zone: str) -> list[tuple[date, list[Entry]]]:
    """Put entries under the days on which they happened where the debtor is."""
    days = groupby(entries, key=lambda one: dates.today_in(zone, one.at) if one.at else one.on)
    return [(day, list(ones)) for day, ones in days if day]


def _title_of(excuse_id: str) -> str:
    """Give an excuse's name in the language of the screen."""
    excuse = parts().catalogue().excuses.get(excuse_id)
    return excuse.named(screen_language()) if excuse else excuse_id
