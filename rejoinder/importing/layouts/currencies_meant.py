"""Which currency an amount column is in: the document's own or that of the house, where a ledger gives both."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from rejoinder.importing.layouts.wordings import spaced

Basis = Literal["", "local", "document"]

_LOCAL = re.compile(r"\b(?:lcy|bcy|local)\b|\b(?:company|base|home|functional|reporting|accounting) curr|本币|本位币")
_DOCUMENT = re.compile(
    r"\bfcy\b|\bforeign\b|\b(?:doc|document|transaction|invoice|original|entered) curr|"
    r"^cur (?:original|residual)|^amount currency$|\bin currency$|原币|凭证货币|外币"
)
_SAID = re.compile(
    r"\b(?:in )?(?:(?:doc|document|transaction|invoice|foreign|local|company|base|home|accounting) )?curr(?:ency)?\b|"
    r"\b(?:lcy|bcy|fcy|local|foreign)\b|^cur\b|按(?:原币|本位币|本币)计的|组织|本位币|本币|原币|凭证货币|外币"
)


@lru_cache(maxsize=2**12)
def basis_of(header: str) -> Basis:
    """Say in whose currency a header says its column is; nothing where it does not say."""
    text = spaced(header)
    if _LOCAL.search(text):
        return "local"
    return "document" if _DOCUMENT.search(text) else ""


@lru_cache(maxsize=2**12)
def without_basis(header: str) -> str:
    """Give a header without the words that say in which currency: "Amount in local currency" → "amount"."""
    return _SAID.sub(" ", spaced(header)).strip() if basis_of(header) else header


def choose_basis(
    money: Mapping[str, Mapping[int, Basis]], currencies: Sequence[Basis]
) -> tuple[Basis, dict[str, set[int]]]:
    """Choose the currency in which all amounts of a row are read, and the places of the columns in it.

    `money` gives by field the places that could be it. The document's own currency comes first where a column names
    it; without one only the amounts in the house's currency are sure to be all in the same.
    """
    order: tuple[Basis, ...] = (
        ("document", "local") if any(one != "local" for one in currencies) else ("local", "document")
    )
    if not any(one == "local" for places in money.values() for one in places.values()):
        order = ("document",)
    # Beside a column in the house's currency one that does not say is in the document's.
    is_told = any({"", "local"} <= set(places.values()) for places in money.values())
    kept = {wanted: _kept(money, wanted, is_told=is_told) for wanted in order}
    complete = [wanted for wanted in order if all(kept[wanted].values())]
    with_open = [wanted for wanted in order if kept[wanted].get("open")]
    chosen = (complete or with_open or list(order))[0]
    return chosen, kept[chosen]


def _kept(money: Mapping[str, Mapping[int, Basis]], wanted: Basis, *, is_told: bool) -> dict[str, set[int]]:
    """Give by field the places of the columns in a currency; an explicit one wins over one that does not say."""
    kept: dict[str, set[int]] = {}
    for name, places in money.items():
        plain = {place for place, one in places.items() if not one}
        said = {place for place, one in places.items() if one == wanted}
        suits = not is_told or wanted == "document"
        kept[name] = said or (plain if suits else set())
    return kept
