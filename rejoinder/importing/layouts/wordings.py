"""Headers that no list names, told by the words in them: "Invoice due date (local)", "Customer name & address".

A field's wording says which words must stand in the header (one of each group), and which must not.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple


class Wording(NamedTuple):
    """Words of which one of each group must stand in a header, and words of which none may."""

    needs: tuple[frozenset[str], ...]
    never: frozenset[str]


# What makes of an amount or a date another one than the invoice's.
_NO_AMOUNT = (
    "tax vat gst discount item line unit price fee shipping freight adjustment rate percent pct quantity qty days day "
    "date status credit limit writeoff write off commission cost net subtotal sub overdue past future id number no "
    "late paid received"
)
_NO_DATE = "expected promised partial discount days past overdue late amount balance writeoff off delivery ship order"
_NO_NUMBER = (
    "date due amount total balance status type class currency name address customer client account purchase po order "
    "description item line terms days email phone text term count group key"
)

_WORDINGS = {
    "due": (("due date|day|dt|on", _NO_DATE),),
    "issued": (
        ("invoice|document|doc|bill|billing|issue|issued date|dt", f"{_NO_DATE} due payment paid clearing baseline"),
        ("posting|transaction date", f"{_NO_DATE} due payment paid clearing"),
    ),
    "received_on": (("payment|receipt|received|collection|paid date|day|on", "due expected invoice terms"),),
    "paid_on": (("paid|payment|clearing|settled|settlement|cleared date|day|on", "due expected promised terms planned invoice"),),
    "open": (
        ("open|outstanding|remaining|unpaid|pending amount|balance|total|value|amt", f"{_NO_AMOUNT} opening"),
        ("balance", f"{_NO_AMOUNT} opening forward sheet"),
        ("due amount|amt|total|balance", _NO_AMOUNT),
    ),
    "amount": (
        (
            "invoice|invoiced|document|doc|bill|original|gross amount|total|value|amt",
            f"{_NO_AMOUNT} due open outstanding remaining balance unpaid pending",
        ),
    ),
    "paid": (("paid|received|settled|collected amount|amt|total|value", "date days day tax discount status"),),
    "number": (("invoice|inv|bill|document|doc number|no|num|nr|id|ref|reference", _NO_NUMBER),),
    "account_number": (
        ("customer|cust|client|debtor number|no|num|nr|id|code|account|acct", "name date order po type group phone email"),
    ),
    "account_name": (("customer|cust|client|debtor|party name", "date order user sales group number no id"),),
    "currency": (("currency|curr code|key|iso|invoice|document|doc|local", "amount rate balance total value"),),
    "terms": (("terms|term payment|pay|credit", "conditions date amount discount"),),
    "email": (("email|mail", "status sent date opt"),),
    "telephone": (("phone|telephone|tel", "mobile fax cell shipping extension"),),
    "mobile": (("mobile|cell", "fax"),),
    "contact_name": (("contact name|person", "company customer"),),
    "city": (("city", "shipping"),),
    "country": (("country", "shipping"),),
}  # fmt: skip

# The same for headers in Chinese, which has no spaces: what must be contained, what must not.
_CHINESE = {
    "due": ("到期日|到期时间|应付款日", "逾|过期|天数|金额|未到期"),
    "issued": ("发票日|开票日|单据日期|凭证日期|账单日期", "到期|收款|付款"),
    "received_on": ("收款日|回款日|到账日|付款日|到款日", "应|预计|计划|到期"),
    "paid_on": ("收款日|回款日|核销日|清账日|清帐日", "应|预计|计划|到期"),
    "open": ("未收|未付款|未付金额|未核销|欠款|待收|待付|余额", "税|率|占比|逾期|期初|信用|额度|日期|天|人|原因"),
    "amount": ("发票金额|开票金额|价税合计|应收金额|账单金额|收款金额|回款金额", "未|已|税额|逾期|折扣|不含税"),
    "paid": ("已收|已付|已回款|已核销", "日期|时间|状态|次数|比例"),
    "number": (
        "发票号|发票编号|单据编号|单据号|应收单号|账单号|凭证编号|凭证号",
        "日期|金额|客户|合同|关联|收款|付款|清",
    ),
    "account_number": ("客户编|客户代码|客户号|往来单位编", ""),
    "account_name": ("客户名|往来单位名|单位名称", ""),
    "currency": ("币种|币别", "金额|余额"),
    "terms": ("账期|付款条件|信用期", "超|外|内|日期"),
    "contact_name": ("联系人", "电话|手机|邮箱"),
    "telephone": ("电话", "手机|传真"),
    "mobile": ("手机", ""),
    "email": ("邮箱|邮件", ""),
    "city": ("城市", ""),
    "country": ("国家", ""),
}

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def _read(wording: tuple[str, str]) -> Wording:
    """Take a wording as written above apart."""
    needs, never = wording
    return Wording(tuple(frozenset(group.split("|")) for group in needs.split()), frozenset(never.split()))


_ENGLISH = {field: tuple(_read(one) for one in wordings) for field, wordings in _WORDINGS.items()}
_CONTAINED = {
    field: (tuple(has.split("|")), tuple(one for one in never.split("|") if one))
    for field, (has, never) in _CHINESE.items()
}


def spaced(header: str) -> str:
    """Write a header in lower case with single spaces between its words: "InvoiceDueDate" → "invoice due date"."""
    apart = _CAMEL.sub(" ", unicodedata.normalize("NFKC", header)).casefold()
    return " ".join("".join(one if one.isalnum() else " " for one in apart).split())


@lru_cache(maxsize=2**12)
def worded(header: str) -> frozenset[str]:
    """Give the fields that a header's words could mean."""
    return frozenset(_worded(header))


def _worded(header: str) -> Iterator[str]:
    text = spaced(header)
    words = frozenset(text.split())
    for field, wordings in _ENGLISH.items():
        if any(not (words & one.never) and all(words & group for group in one.needs) for one in wordings):
            yield field
    if not text.isascii():
        for field, (has, never) in _CONTAINED.items():
            if any(one in text for one in has) and not any(one in text for one in never):
                yield field
