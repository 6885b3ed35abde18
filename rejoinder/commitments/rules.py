"""The rules that a team lead settles for a creditor: are calls recorded, what counts as kept, how far one may go."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rejoinder.accounts import Author
from rejoinder.accounts.settings import check_leads, save_settings, settings_of
from rejoinder.accounts.typed import read_sums, written_sums
from rejoinder.commitments.limits import NAMES, ROLES, Limits, limits_in, setting_name
from rejoinder.errors import Problem, Refused, mark
from rejoinder.store import Store, moment

# What holds where nothing was settled, as the table of commitments has it.
DEFAULTS: Mapping[str, str] = {"tolerance_days": "1", "kept_percent": "100"}
FIELDS = ("records_calls", *DEFAULTS, *(setting_name(role, name) for name in NAMES for role in ROLES))

LONGEST_TOLERANCE = 60
# Three years, as for every day that is promised.
MOST_DAYS = 1095
# As many promises as are looked back upon.
MOST_IN_A_ROW = 20
SPANS: Mapping[str, tuple[int, int]] = {
    "tolerance_days": (0, LONGEST_TOLERANCE),
    "kept_percent": (1, 100),
    "least_percent": (1, 100),
    "days_ahead": (1, MOST_DAYS),
    "plan_days": (1, MOST_DAYS),
    "in_a_row": (1, MOST_IN_A_ROW),
}
NEEDED = mark("Write a whole number from %(least)s to %(most)s.")
NUMBER = mark("Write a whole number from %(least)s to %(most)s, or leave it empty.")
LEAST = mark("For collectors the least is %(limit)s; for team leads it cannot be higher.")
HIGHEST = mark("For collectors the most is %(limit)s; for team leads it cannot be lower.")
NO_LEAST = mark("Collectors have no least sum in %(currency)s, so team leads have none either.")
NO_LIMIT = mark("Collectors have no limit here, so team leads have none either.")
# The limits that say how far one may go at most.
MOST = ("days_ahead", "plan_days", "in_a_row")

# The newest that are looked through; older ones stand in the history of their account.
MOST_SHOWN = 50


@dataclass(frozen=True)
class Override:
    """A promise beyond the limits of who recorded it: who allowed it, and why; the amount in minor units."""

    id: int
    made_at: datetime
    account_id: int
    account: str
    time_zone: str
    creditor: str
    amount_minor: int
    currency: str
    due_on: date
    made_by: str
    allowed_by: str
    why: str


def rules_of(store: Store, creditor_id: int) -> dict[str, str]:
    """Give a creditor's rules as the fields of a form have them; an empty limit is none."""
    settled = {**DEFAULTS, **settings_of(store, creditor_id)}
    sums = {setting_name(role, "least"): written_sums(limits_in(settled, role).least_minor) for role in ROLES}
    records = "yes" if settled.get("records_calls") == "yes" else ""
    return {**{name: settled.get(name, "") for name in FIELDS}, **sums, "records_calls": records}


def save_rules(
    store: Store, creditor_id: int, fields: Mapping[str, str], *, was: Mapping[str, str], author: Author
) -> tuple[tuple[str, ...], dict[str, Problem]]:
    """Settle what was changed in a form, and nothing where something is wrong with it.

    `was` is what the form showed: a field that still has it is left as somebody else may have settled it meanwhile.
    Returns: what was settled anew, by name, and the problems by field, in the order of the form.
    Raises: NotAllowed, for a creditor that the person does not lead.
    """
    values, problems = _read({name: text for name, text in _trimmed(fields) if text != was.get(name, "").strip()})
    with store.write() as writing:
        check_leads(writing, creditor_id, author.person_id)
        stricter = _stricter({**settings_of(writing, creditor_id), **values}, unread=problems)
        problems = {**stricter, **problems}
        changed = () if problems else save_settings(writing, creditor_id, values, author=author)
    return changed, {name: problems[name] for name in FIELDS if name in problems}


def _trimmed(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give each field's text without the blanks around it."""
    return ((name, fields.get(name, "").strip()) for name in FIELDS)


def _read(typed: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Problem]]:
    """Read typed fields into settings, and say for each field what is wrong."""
    values: dict[str, str] = {}
    problems: dict[str, Problem] = {}
    for name, text in typed.items():
        try:
            values[name] = _setting(name, text)
        except Refused as problem:
            problems[name] = problem
    return values, problems


def _setting(name: str, text: str) -> str:
    """Read one field into what is kept of it.

    Raises: Refused.
    """
    if name == "records_calls":
        return "yes" if text == "yes" else "no"
    if name in DEFAULTS:
        return _number(text, SPANS[name], NEEDED)
    if not text:
        return ""
    limit = name.partition("_")[2]
    if limit == "least":
        return ";".join(f"{currency} {minor}" for currency, minor in read_sums(text).items())
    return _number(text, SPANS[limit], NUMBER)


def _number(text: str, span: tuple[int, int], sentence: str) -> str:
    """Read a whole number within its span, with or without a per cent sign; figures of any script are kept as 0 to 9.

    Raises: Refused, by the sentence.
    """
    least, most = span
    figures = text.rstrip("%％ ")
    if not figures.isdecimal() or len(figures) > 9 or not least <= int(figures) <= most:
        raise Refused(sentence, least=least, most=most)
    return str(int(figures))


def _stricter(values: Mapping[str, str], *, unread: Collection[str]) -> dict[str, Problem]:
    """Say by field where a team lead's limit is stricter than the collector's: who allows more must be allowed it.

    `unread` fields of the collector's could not be read, so there is nothing to hold the team lead's against.
    """
    collector, lead = limits_in(values, "collector"), limits_in(values, "lead")
    found = {"least": _higher_sum(collector, lead), "least_percent": _higher_share(collector, lead)}
    found |= {name: _lower(getattr(collector, name), getattr(lead, name)) for name in MOST}
    known = (name for name in NAMES if setting_name("collector", name) not in unread)
    return {setting_name("lead", name): problem for name in known if (problem := found[name])}


def _higher_sum(collector: Limits, lead: Limits) -> Problem | None:
    """Hold the least sums against each other, currency by currency."""
    for currency, minor in lead.least_minor.items():
        theirs = collector.least_minor.get(currency, 0)
        if not theirs:
            return Refused(NO_LEAST, currency=currency)
        if minor > theirs:
            return Refused(LEAST, limit=written_sums({currency: theirs}))
    return None


def _higher_share(collector: Limits, lead: Limits) -> Problem | None:
    """Hold the least shares against each other."""
    if lead.least_percent is None or lead.least_percent <= (collector.least_percent or 0):
        return None
    return Refused(LEAST, limit=f"{collector.least_percent} %") if collector.least_percent else Refused(NO_LIMIT)


def _lower(collector: int | None, lead: int | None) -> Problem | None:
    """Hold against each other how far either may go."""
    if lead is None or (collector is not None and lead >= collector):
        return None
    return Refused(NO_LIMIT) if collector is None else Refused(HIGHEST, limit=collector)


def overrides(store: Store, person_id: int) -> tuple[Override, ...]:
    """List what was allowed beyond the limits, newest first, for the creditors that a person leads."""
    rows = store.all("allowed_beyond", person_id=person_id, size=MOST_SHOWN)
    return tuple(
        Override(**{**row, "made_at": moment(row["made_at"]), "due_on": date.fromisoformat(row["due_on"])})
        for row in rows
    )
