"""How pages and fragments leave the house: headers, errors as sentences, money and days as words."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date, gettext, ngettext
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, SecurityError

from rejoinder import dates, library, matching, money
from rejoinder.accounts import entering
from rejoinder.accounts.interest import shown_interest
from rejoinder.accounts.runs import Runs, written
from rejoinder.commitments import ASKS
from rejoinder.errors import ChangedElsewhere, Doubtful, NotAllowed, NotFound, Problem
from rejoinder.evidence import Days, Finding, Reason, Sum
from rejoinder.web import labels
from rejoinder.web.access import htmx, screen_language
from rejoinder.web.parts import now
from rejoinder.wording import Words

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
STATUS = {NotFound: 404, NotAllowed: 403, ChangedElsewhere: 409}
# A phrase is shown on one line; where the words in common stand further back, its beginning is left out.
_IN_SIGHT, _LEAD = 30, 12


def install(app: Flask) -> None:
    """Give an application its headers, filters and error answers."""
    app.after_request(_add_headers)
    app.register_error_handler(Problem, answer_problem)
    app.register_error_handler(CSRFError, _answer_csrf)
    app.register_error_handler(HTTPException, _answer_http)
    app.jinja_env.filters.update(
        money=_money,
        plain_money=money.plain,
        day=_day,
        date=_date,
        month=_month,
        blank_names=_blank_names,
        local_time=_local_time,
        local_day=_local_day,
        listed=_listed,
        words=_words,
        highlighted=_highlighted,
        is_doubt=_is_doubt,
        country_names=_country_names,
        zones=_zones,
        language_names=_language_names,
        label=_label,
        runs=_runs,
        interest=shown_interest,
    )
    app.jinja_env.globals.update(
        labels=labels,
        asset=_asset,
        screen_language=screen_language,
        sentence=sentence,
        new_id=_new_id,
        comma=_comma,
        gap=_gap,
        asks=ASKS,
    )
    app.context_processor(_moment)


def sentence(told: Problem | library.Problem | Finding, today: date | None = None) -> str:
    """Give a sentence in the language of the screen: of a problem, or of what our own file says.

    Days of the year of `today` are written without their year.
    """
    said = {name: _said(value, today) for name, value in told.values.items()}
    return str(gettext(told.sentence, **said))


def _said(value: object, today: date | None) -> object:
    """Write what is filled into a sentence."""
    if isinstance(value, date):
        return _day(value, today)
    if isinstance(value, Sum):
        return _money(value.minor, value.currency)
    if isinstance(value, Days):
        return ngettext("%(num)s day", "%(num)s days", value.count)
    if isinstance(value, Reason):
        return labels.DISPUTE_REASONS[value.name]
    if isinstance(value, Problem):
        return sentence(value, today)
    if isinstance(value, tuple):
        return _listed(_said(one, today) for one in value)
    return value


def answer_problem(problem: Problem) -> ResponseReturnValue:
    """Answer with a problem's sentence: a page, or for a part of a page the sentence alone, which the bar shows."""
    return _answer(sentence(problem), STATUS.get(type(problem), 409))


def _answer_csrf(error: CSRFError) -> ResponseReturnValue:
    """Answer a form that does not come from a page of ours, or from one opened before signing in anew."""
    if getattr(g, "person", None) is None:
        return _answer(gettext("You are not signed in any more. Sign in again; what you typed stays here."), 401)
    return _answer(gettext("This page is older than your sign-in. Reload it, then send again."), 400)


def _answer_http(error: HTTPException) -> ResponseReturnValue:
    """Answer the errors of the web itself in our words."""
    said = {
        400: gettext("This address does not take what was sent."),
        401: gettext("You are not signed in any more. Sign in again; what you typed stays here."),
        404: gettext("There is no such page. Look for the account in the work list."),
        405: gettext("This address does not take what was sent."),
        413: gettext("That is more than we take at once."),
    }
    code = error.code or 500
    if code < 400:
        return error.get_response()
    if isinstance(error, SecurityError):
        # Under a host that is not ours no address can be written, so there is no page to show.
        return Response(said[400], status=code, mimetype="text/plain")
    return _answer(
        said.get(code, gettext("Something went wrong on our side. Nothing was lost; please try again.")), code
    )


def _answer(words: str, code: int) -> ResponseReturnValue:
    """Give a sentence as a page, or bare."""
    if htmx:
        return Response(words, status=code, mimetype="text/plain")
    return make_response(render_template("error.html", words=words, code=code), code)


def _add_headers(response: Response) -> Response:
    """Add what every answer carries; only files may be kept by the browser."""
    for name, value in SECURITY_HEADERS.items():
        # An answer may be stricter by itself: nothing acts in a file that somebody added.
        response.headers.setdefault(name, value)
    if request.endpoint == "static" and response.status_code < 400:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers["Cache-Control"] = "no-store"
        response.vary.add("HX-Request")
    return response


def _moment() -> dict[str, object]:
    """Tell every page what time it is."""
    return {"desk_now": now()}


def _new_id() -> str:
    """Make the id by which a form sent twice is known."""
    return uuid.uuid4().hex


@lru_cache
def _digest(file: Path, changed_at: float) -> str:
    """Give a short digest of a file as it is now."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def _asset(name: str) -> str:
    """Give a file's address with its digest, so that a browser may keep it for good."""
    file = Path(str(current_app.static_folder)) / name
    return f"{current_app.static_url_path}/{name}?v={_digest(file, file.stat().st_mtime)}"


def _money(amount_minor: int, currency: str) -> str:
    """Show money with its currency."""
    return money.shown(amount_minor, currency, screen_language())


def _day(day: date, today: date | None = None) -> str:
    """Show a day with its weekday."""
    return dates.shown(day, screen_language(), today=today)


def _gap() -> str:
    """Give what stands between two words put together: a space, which Chinese has none of."""
    return "" if screen_language() == "zh" else " "


def _comma() -> str:
    """Divide two parts of a sentence as the language of the screen does."""
    return "，" if screen_language() == "zh" else ", "


def _listed(words: Iterable[object]) -> str:
    """List some words as the language of the screen does."""
    return ("、" if screen_language() == "zh" else ", ").join(str(one) for one in words)


def _date(day: date, today: date | None = None) -> str:
    """Show a day without its weekday, for the columns of a table."""
    words = _day(day, today).split(" ")
    return " ".join(words[:-1] if screen_language() == "zh" else words[1:])


def _month(day: date, today: date) -> str:
    """Name the month of a day, with its year unless that is this one."""
    with_year = "y年LLLL" if screen_language() == "zh" else "LLLL y"
    return str(format_date(day, "LLLL" if day.year == today.year else with_year))


def _blank_names(names: Iterable[str]) -> str:
    """Say what a script's blanks stand for; one that does not exist is named as it is written."""
    return _listed(labels.BLANKS.get(name, name) for name in names)


def _local_time(moment: datetime, zone: str) -> str:
    """Show the time of day of a moment where somebody is."""
    return moment.astimezone(dates.zone_of(zone)).strftime("%H:%M")


def _local_day(moment: datetime, zone: str) -> date:
    """Give the day that a moment fell on where somebody is."""
    return dates.today_in(zone, moment)


def _is_doubt(problem: Problem) -> bool:
    """Say whether a person may confirm what is in doubt."""
    return isinstance(problem, Doubtful)


def _country_names(codes: Iterable[str]) -> dict[str, str]:
    """Name countries in the language of the screen, by code, in the order of their names."""
    names = Locale(screen_language()).territories
    return dict(sorted(((code, names.get(code, code)) for code in codes), key=lambda one: one[1]))


def _zones(country: str) -> list[str]:
    """List all time zones, those of a country first."""
    local = get_global("territory_zones").get(country, [])
    return [*local, *sorted(available_timezones() - set(local))]


def _label(value: str, names: Mapping[str, object]) -> str:
    """Name a value in the language of the screen."""
    return str(names[value])


def _runs(found: Runs) -> str:
    """Say on which days a debtor pays."""
    return written(found, screen_language())


def _language_names(codes: str) -> str:
    """Name the languages of some codes, divided by blanks, in the language of the screen."""
    return _listed(entering.language_names(codes.split(), screen_language()))


def _words(words: Words) -> Markup:
    """Show filled words, the account's own figures in bold."""
    return Markup("").join(
        Markup("<b>{}</b>").format(piece.text) if piece.is_figure else Markup("{}").format(piece.text)
        for piece in words
    )


def _highlighted(match: matching.Match) -> Markup:
    """Show the phrase an excuse was found by, the words in common marked; of a long one, the part that has them."""
    first = match.shared[0][0] if match.shared else 0
    end = _beginning(match.phrase, first)
    shown = Markup("…") if end else Markup("")
    for start, stop in match.shared:
        shown += Markup("{}<mark>{}</mark>").format(match.phrase[end:start], match.phrase[start:stop])
        end = stop
    return shown + Markup("{}").format(match.phrase[end:])


def _beginning(phrase: str, first: int) -> int:
    """Say from where on a phrase is shown, so that the word at `first` is in sight: from the start, or a word's."""
    if first <= _IN_SIGHT:
        return 0
    space = phrase.find(" ", first - _LEAD, first)
    return space + 1 if space >= 0 else first - _LEAD
