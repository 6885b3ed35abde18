"""The facts of an account that the ledger does not know: kind, size, terms, interest, contract, grade and limit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from babel.core import get_global

from rejoinder import money
from rejoinder.accounts.contacts import FIRST_ROLES
from rejoinder.accounts.files import Account, AccountFile
from rejoinder.accounts.interest import PERIODS, read_interest, shown_interest
from rejoinder.accounts.saving import Author, change
from rejoinder.accounts.typed import past_day_of, read_amount
from rejoinder.errors import NotAllowed, Problem, Refused, mark
from rejoinder.store import Store, Writing, moment

KINDS = tuple(kind for kind in FIRST_ROLES if kind)
SIZES = ("micro", "small", "medium", "large")
SIZE_SOURCES = ("debtor", "contract", "registry", "website", "credit_report", "other")
TERMS_FROM = ("invoice", "delivery", "acceptance", "month_end")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": KINDS,
    "size_class": SIZES,
    "size_source": SIZE_SOURCES,
    "terms_from": TERMS_FROM,
    "interest_per": PERIODS,
}
FIELDS = (
    *CHOICES,
    "name_other",
    "city",
    "country",
    "time_zone",
    "terms_days",
    "interest",
    "contract_number",
    "contract_on",
    "retains_title",
    "legal_approved",
    "credit_grade",
    "credit_limit",
    "credit_limit_currency",
    "rating_reason",
)
LONGEST_TERMS = 720


@dataclass(frozen=True)
class Rating:
    """A credit grade and limit as given at a time; the limit in minor units of its currency."""

    grade: str
    limit_minor: int | None
    limit_currency: str
    reason: str
    at: datetime
    by: str


def country_codes() -> tuple[str, ...]:
    """List the countries that may be chosen, by ISO 3166 code. Source: CLDR's time zones by territory."""
    # What has a time zone is a country: CLDR lists unions and private codes too.
    return tuple(sorted(code for code in get_global("territory_zones") if len(code) == 2 and code.isalpha()))


def facts_of(account: Account) -> dict[str, str]:
    """Give the facts as the fields of a form have them."""
    limit, currency = account.credit_limit_minor, account.credit_limit_currency
    retains = {None: "", True: "yes", False: "no"}[account.retains_title]
    return {
        **{name: getattr(account, name) for name in CHOICES},
        "name_other": account.name_other,
        "city": account.city,
        "country": account.country,
        "time_zone": account.time_zone,
        "terms_days": "" if account.terms_days is None else str(account.terms_days),
        "interest": "" if account.interest_ppm is None else shown_interest(account.interest_ppm),
        "contract_number": account.contract_number,
        "contract_on": account.contract_on.isoformat() if account.contract_on else "",
        "retains_title": retains,
        "legal_approved": "1" if account.legal_approved_at else "",
        "credit_grade": account.credit_grade,
        "credit_limit": money.plain(limit, currency) if limit is not None else "",
        "credit_limit_currency": currency,
        "rating_reason": "",
    }


def read_facts(
    fields: Mapping[str, str], file: AccountFile, *, language: str
) -> tuple[dict[str, object], dict[str, Problem]]:
    """Read typed facts into the account's columns, and say for each field what is wrong.

    Returns: columns with what could be read, and the problems by field (empty: it can be saved).
    """
    problems: dict[str, Problem] = {}
    columns: dict[str, object] = {name: fields.get(name, "").strip() for name in ("name_other", "city")}
    for name, choices in CHOICES.items():
        columns[name] = fields.get(name, "")
        if columns[name] not in ("", *choices):
            problems[name] = Refused("Choose one of the list.")
    columns |= {
        "country": _country(fields, problems),
        "time_zone": _zone(fields, problems),
        "terms_days": _terms(fields, problems),
        "contract_number": fields.get("contract_number", "").strip(),
        "contract_on": past_day_of(fields, "contract_on", file.today, problems, language=language),
        "retains_title": {"yes": 1, "no": 0}.get(fields.get("retains_title", "")),
        **_interest(fields, problems),
        **_rating(fields, file, problems),
    }
    return columns, problems


def _country(fields: Mapping[str, str], problems: dict[str, Problem]) -> str:
    """Read the country's code."""
    code = fields.get("country", "")
    if code and code not in country_codes():
        problems["country"] = Refused("Choose one of the list.")
    return code


def _zone(fields: Mapping[str, str], problems: dict[str, Problem]) -> str:
    """Read the time zone; left empty, none is known."""
    zone = fields.get("time_zone", "").strip()
    if zone and zone not in available_timezones():
        sentence = mark("There is no time zone “%(zone)s”. Choose one of the list, such as Asia/Shanghai.")
        problems["time_zone"] = Refused(sentence, zone=zone)
    return zone or "UTC"


def _terms(fields: Mapping[str, str], problems: dict[str, Problem]) -> int | None:
    """Read the payment terms in days."""
    text = fields.get("terms_days", "").strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9 or int(text) > LONGEST_TERMS:
        sentence = mark("Terms are a number of days, at most %(most)s. Write 30, or leave it empty.")
        problems["terms_days"] = Refused(sentence, most=LONGEST_TERMS)
        return None
    return int(text)


def _interest(fields: Mapping[str, str], problems: dict[str, Problem]) -> dict[str, object]:
    """Read the agreed rate, which needs its period."""
    try:
        ppm = read_interest(fields.get("interest", ""))
    except Refused as problem:
        problems["interest"] = problem
        return {}
    if ppm is not None and not fields.get("interest_per"):
        problems["interest_per"] = Refused("Choose for which time the rate is agreed: a year, a month or a day.")
    return {"interest_ppm": ppm, "interest_per": fields.get("interest_per", "") if ppm is not None else ""}


def _rating(fields: Mapping[str, str], file: AccountFile, problems: dict[str, Problem]) -> dict[str, object]:
    """Read credit grade and limit; a limit without its currency is in the one that is owed."""
    grade, text = fields.get("credit_grade", "").strip(), fields.get("credit_limit", "").strip()
    owed = file.standing.currency if len(file.standings) == 1 and file.standing else ""
    currency = fields.get("credit_limit_currency", "").strip().upper() or owed
    if len(grade) > 10:
        problems["credit_grade"] = Refused("A grade is short: A, B, C or AA+. Write the rest as the reason.")
    if not text:
        return {"credit_grade": grade, "credit_limit_minor": None, "credit_limit_currency": ""}
    minor = None
    if not money.is_currency(currency):
        problems["credit_limit_currency"] = Refused(
            "“%(currency)s” is no currency. Use its three letters, such as CNY.", currency=currency
        )
    else:
        try:
            minor = 0 if text == "0" else read_amount(text, currency)
        except Refused as problem:
            problems["credit_limit"] = problem
    return {"credit_grade": grade, "credit_limit_minor": minor, "credit_limit_currency": currency}


def save_facts(
    store: Store,
    account: Account,
    columns: Mapping[str, object],
    *,
    version: int,
    approves: bool,
    reason: str,
    author: Author,
) -> tuple[str, ...]:
    """Save the facts and name the columns that changed; a new grade or limit joins the history with its reason.

    `approves` says whether legal action is approved; only a team lead of the creditor changes that.
    Raises: ChangedElsewhere, NotAllowed; nothing is saved then.
    """
    with store.write() as writing:
        columns = {**columns, **_approval(writing, account, approves, author)}
        changed = change(writing, "account", account.id, columns, version=version, account_id=account.id, author=author)
        if {"credit_grade", "credit_limit_minor", "credit_limit_currency"} & set(changed):
            _add_rating(writing, account.id, columns, reason, author)
    return changed


def _approval(writing: Writing, account: Account, approves: bool, author: Author) -> dict[str, object]:
    """Give the columns that a new word about legal action changes."""
    if approves == (account.legal_approved_at is not None):
        return {}
    if writing.one("leads_account", id=account.id, person_id=author.person_id) is None:
        raise NotAllowed("Only a team lead approves legal action, or takes the approval back.")
    if approves:
        return {"legal_approved_by": author.person_id, "legal_approved_at": author.stamp}
    return {"legal_approved_by": None, "legal_approved_at": None}


def _add_rating(writing: Writing, account_id: int, columns: Mapping[str, object], reason: str, author: Author) -> None:
    """Add a grade and limit to their history."""
    writing.add(
        "credit_rating",
        account_id=account_id,
        grade=columns["credit_grade"],
        limit_minor=columns["credit_limit_minor"],
        limit_currency=columns["credit_limit_currency"],
        reason=reason.strip(),
        at=author.stamp,
        made_by=author.person_id,
    )


def ratings_of(store: Store, account_id: int) -> tuple[Rating, ...]:
    """List the grades and limits an account has had, newest first."""
    rows = store.all("ratings_of", account_id=account_id)
    return tuple(Rating(**{**row, "at": moment(row["at"]), "by": row["by"] or ""}) for row in rows)
