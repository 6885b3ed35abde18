"""The kinds of lists that come in, each a module with the same steps: read, compare, count, write.

`Reading(stage, layout, manner)` reads pieces onto the stage; `compare` works out what they change, and gives what must
be asked; `count` says what becomes of the rows; `write` writes it into the book.
"""

from types import ModuleType

from rejoinder.importing import invoice_lists
from rejoinder.importing.contacts import contact_lists
from rejoinder.importing.payments import payment_lists

_KINDS: dict[str, ModuleType] = {"invoices": invoice_lists, "payments": payment_lists, "contacts": contact_lists}


def of(kind: str) -> ModuleType:
    """Give the module of a kind of list."""
    return _KINDS[kind]
