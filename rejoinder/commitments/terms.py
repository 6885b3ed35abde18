"""The terms of a commitment: what each kind needs, what it asks for, and what is proposed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from rejoinder.accounts import AccountFile, Invoice, Standing, contested

KINDS = (
    "promise_to_pay",
    "instalment_plan",
    "bill",
    "document",
    "dispute_details",
    "call_back",
    "other_person",
    "refusal",
    "stop_contact",
)
# Those that bring money, which judges them.
OF_MONEY = ("promise_to_pay", "instalment_plan", "bill")
DOCUMENTS = ("transfer_slip", "signed_statement", "delivery_proof", "invoice_copy", "other")

# What a kind cannot be recorded without. The rest is asked for and shown as missing.
NEEDS: Mapping[str, tuple[str, ...]] = {
    "promise_to_pay": ("amount", "day"),
    "instalment_plan": ("amount", "instalments"),
    "bill": ("amount", "day", "matures"),
    "document": ("day",),
    "dispute_details": ("day", "invoices"),
    "call_back": ("day",),
    "other_person": ("who",),
    "refusal": (),
    "stop_contact": (),
}

# What each kind's form asks for, in the order of asking: the parts of its completeness.
ASKS: Mapping[str, tuple[str, ...]] = {
    "promise_to_pay": ("amount", "day", "method", "who", "invoices", "obstacle"),
    "instalment_plan": ("amount", "instalments", "method", "who", "invoices", "obstacle"),
    "bill": ("amount", "day", "matures", "who", "invoices", "obstacle"),
    "document": ("document", "day", "who", "invoices"),
    "dispute_details": ("invoices", "day", "who", "note"),
    "call_back": ("day", "time", "who"),
    "other_person": ("who", "day"),
    "refusal": ("who", "note"),
    "stop_contact": ("who",),
}


@dataclass(frozen=True)
class Instalment:
    """One payment of a plan: its day, and its amount in minor units of the plan's currency."""

    day: date
    amount_minor: int


@dataclass(frozen=True)
class Terms:
    """What was committed; amount in minor units of the currency, nothing where the kind has none.

    `beyond` counts the invoices chosen behind those that stand in `invoices`: of thousands, not each one is read before
    they are recorded. Of a dispute, `disputed` gives by invoice id the contested amount, or nothing for the whole.
    Of a plan, `due_on` is the day of its last instalment; of a bill, the day by which we have it, and `matures_on` the
    day it falls due. `obstacle` is what could stop it, as they put it. `allowed_by` is the team lead who allowed what
    lies beyond the collector's limits, `allowed_why` the reason.
    """

    kind: str
    amount_minor: int | None
    currency: str | None
    due_on: date | None
    method: str
    contact_id: int | None
    who: str
    invoices: tuple[Invoice, ...]
    note: str
    beyond: int = 0
    reason: str = ""
    wants: str = ""
    disputed: Mapping[int, int | None] = field(default_factory=dict)
    instalments: tuple[Instalment, ...] = ()
    matures_on: date | None = None
    document: str = ""
    call_at: time | None = None
    is_only_me: bool = False
    obstacle: str = ""
    allowed_by: int | None = None
    allowed_why: str = ""

    @property
    def in_order(self) -> tuple[Invoice, ...]:
        """The invoices, the longest due first: in this order a sum is spread over them."""
        return tuple(sorted(self.invoices, key=lambda one: one.due_on))

    @property
    def undisputed(self) -> tuple[tuple[Invoice, int], ...]:
        """What of the disputed invoices remains to be paid all the same, in minor units."""
        return contested.left_undisputed(self.invoices, self.disputed)


def proposal(
    file: AccountFile, *, kind: str, currency: str | None = None, listed: tuple[Invoice, ...] | None = None
) -> Terms:
    """Propose the terms to ask for: the whole undisputed overdue sum of one currency, never a part, and no day.

    `listed` are the invoices that stand in the form, where they are others than the file's first page.
    """
    standing = file.standing_in(currency) if currency else file.standing
    pays = kind in OF_MONEY and standing is not None and standing.asked_minor > 0
    return Terms(
        kind=kind,
        amount_minor=standing.asked_minor if pays and standing else None,
        currency=standing.currency if standing else None,
        due_on=None,
        method="",
        contact_id=None,
        who="",
        invoices=_asked(file, standing, listed) if pays and standing else (),
        note="",
    )


def _asked(file: AccountFile, standing: Standing, listed: tuple[Invoice, ...] | None) -> tuple[Invoice, ...]:
    """Give the invoices asked for in a currency, as far as they are listed."""
    ones = file.invoices if listed is None else listed
    return tuple(one for one in ones if one.currency == standing.currency and one.is_asked(file.today))


def missing(terms: Terms) -> tuple[str, ...]:
    """Name what is asked for and not known yet, in the order of asking."""
    known = {
        "amount": terms.amount_minor is not None,
        "day": terms.due_on is not None,
        "method": bool(terms.method),
        "who": bool(terms.who) or terms.contact_id is not None,
        "invoices": bool(terms.invoices),
        "instalments": bool(terms.instalments),
        "matures": terms.matures_on is not None,
        "document": bool(terms.document),
        "time": terms.call_at is not None,
        "obstacle": bool(terms.obstacle),
        "note": bool(terms.note),
    }
    return tuple(name for name in ASKS.get(terms.kind, ()) if not known[name])
