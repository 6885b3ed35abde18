"""What speaks against the days of a commitment, which can be recorded all the same: banks, payment runs, bills."""

from datetime import date

from rejoinder.accounts import AccountFile
from rejoinder.accounts.paying import day_doubts
from rejoinder.commitments.deadlines import presentment_end
from rejoinder.commitments.terms import Terms
from rejoinder.dates.days import after_months
from rejoinder.errors import Problem, Refused, mark

# Commercial bills run at most six months from issue (PRC measures on commercial bills of 2022, art. 25).
MOST_BILL_MONTHS = {"CN": 6}
# Of a plan's days that they cannot pay on, as many are told.
MOST_TOLD = 2


def doubts(terms: Terms, file: AccountFile, *, language: str) -> tuple[Problem, ...]:
    """Say why they may be unable to pay on a day they promised, and what a bill needs; it can be recorded all the same.

    Of a plan, two of its days at most are told of.
    """
    found: list[Problem] = []
    for day in _paying_days(terms):
        found += day_doubts(file.paying, day, today=file.today, language=language)
    return (*found[:MOST_TOLD], *_bill_doubts(terms, file))


def _paying_days(terms: Terms) -> tuple[date, ...]:
    """Give the days on which they said they pay."""
    if terms.instalments:
        return tuple(one.day for one in terms.instalments)
    return (terms.due_on,) if terms.kind == "promise_to_pay" and terms.due_on else ()


def _bill_doubts(terms: Terms, file: AccountFile) -> tuple[Problem, ...]:
    """Say of a bill when it has to be presented, and whether it runs longer than bills may."""
    if terms.kind != "bill" or terms.matures_on is None or terms.due_on is None:
        return ()
    country = file.account.country
    last = presentment_end(terms.matures_on, country=country)
    if last > terms.matures_on:
        sentence = mark("Present it from %(first)s to %(last)s; later, nobody but its acceptor has to pay.")
        said: tuple[Problem, ...] = (Refused(sentence, first=terms.matures_on, last=last),)
    else:
        said = (Refused("Present it on %(first)s, the day it falls due.", first=terms.matures_on),)
    months = MOST_BILL_MONTHS.get(country)
    if months and terms.matures_on > after_months(terms.due_on, months):
        sentence = mark("A bill runs for %(months)s months at most. Ask for an earlier one.")
        said = (Refused(sentence, months=months), *said)
    return said
