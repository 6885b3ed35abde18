"""An example for every blank, in both languages, as in scripts/README.md: to read a script before it is used."""

from collections.abc import Iterator

from rejoinder.wording.blanks import ALWAYS, COMMITMENT, IN_LETTER, OVERDUE, Values
from rejoinder.wording.tones import BROKEN, FIRST, RECORDED, THIRD, TONES, USUAL

EXAMPLES: dict[str, Values] = {
    "en": {
        "overdue_total": "CNY 144,500.00",
        "open_total": "CNY 184,500.00",
        "disputed_total": "CNY 40,000.00",
        "oldest_days": 94,
        "oldest_invoice": "26-0718",
        "oldest_due_on": "Wednesday 19 August",
        "invoice_count": 3,
        "terms_days": 30,
        "creditor": "Donghai Metals Ltd",
        "account": "Qingfeng Castings Ltd",
        "collector": "Chen Mei",
        "contact": "Ms Lin",
        "last_heard_on": "Wednesday 21 October",
        "last_heard_from": "Ms Lin",
        "times_heard": 2,
        "last_payment_on": "Friday 2 October",
        "last_payment_amount": "CNY 18,000.00",
        "last_promise_on": "Friday 6 November",
        "last_promise_amount": "CNY 60,000.00",
        "next_run_on": "Friday 27 November",
        "sent_on": "Monday 3 August",
        "sent_to": "payables@qingfeng.example",
        "delivered_on": "Thursday 16 July",
        "statement_on": "Wednesday 30 September",
        "complaint_on": "Tuesday 22 September",
        "contract_number": "QF-2026-014",
        "approver": "the works director",
        "today": "Saturday 21 November",
        "amount": "CNY 144,500.00",
        "amount_capitals": None,
        "day": "Wednesday 25 November",
        "method": "by bank transfer",
        "who": "Ms Lin",
        "invoices": "invoices 26-0718 and 26-0809",
        "note": "the transfer slip",
        "instalments": "CNY 72,250.00 on Wednesday 25 November and CNY 72,250.00 on Wednesday 23 December",
        "matures_on": "Thursday 25 February 2027",
        "time": "2.30 pm",
        "called_on": "Saturday 21 November 2026",
        "invoice_list": "invoices 26-0718 and 26-0809",
    },
    "zh": {
        "overdue_total": "14万4500元",
        "open_total": "18万4500元",
        "disputed_total": "4万元",
        "oldest_days": 94,
        "oldest_invoice": "26-0718",
        "oldest_due_on": "8月19日（周三）",
        "invoice_count": 3,
        "terms_days": 30,
        "creditor": "东海金属有限公司",
        "account": "清风铸造有限公司",
        "collector": "陈梅",
        "contact": "林女士",
        "last_heard_on": "10月21日（周三）",
        "last_heard_from": "林女士",
        "times_heard": 2,
        "last_payment_on": "10月2日（周五）",
        "last_payment_amount": "1万8000元",
        "last_promise_on": "11月6日（周五）",
        "last_promise_amount": "6万元",
        "next_run_on": "11月27日（周五）",
        "sent_on": "8月3日（周一）",
        "sent_to": "payables@qingfeng.example",
        "delivered_on": "7月16日（周四）",
        "statement_on": "9月30日（周三）",
        "complaint_on": "9月22日（周二）",
        "contract_number": "QF-2026-014",
        "approver": "分管副总",
        "today": "11月21日（周六）",
        "amount": "14万4500元",
        "amount_capitals": "壹拾肆万肆仟伍佰元整",
        "day": "11月25日（周三）",
        "method": "转账",
        "who": "林女士",
        "invoices": "26-0718、26-0809号发票",
        "note": "转账回单",
        "instalments": "11月25日（周三）付7万2250元、12月23日（周三）付7万2250元",
        "matures_on": "2027年2月25日（周四）",
        "time": "下午2点30分",
        "called_on": "2026年11月21日（周六）",
        "invoice_list": "26-0718、26-0809号发票",
    },
}


# What has no value in a tone, because otherwise the tone would be another.
_HEARD = frozenset({"last_heard_on", "last_heard_from", "times_heard"})
_PROMISED = frozenset({"last_promise_on", "last_promise_amount"})
OF_THE_RECORD = _HEARD | _PROMISED
_LACKING = {FIRST: OF_THE_RECORD, USUAL: _PROMISED, BROKEN: frozenset[str](), THIRD: frozenset[str]()}
# What always has a value in a tone, however little is on file: such a tone rests on it.
_CERTAIN = {FIRST: frozenset[str](), USUAL: frozenset[str](), BROKEN: _PROMISED, THIRD: _HEARD - {"last_heard_from"}}


def readings(path: str) -> Iterator[tuple[str, Values, frozenset[str]]]:
    """Give the ways in which a script can come out: a name, the values and the conditions that hold.

    In each tone with every figure of the example that it can have, and with only those that no account lacks in it.
    """
    examples = EXAMPLES[path.split("/")[1]]
    if "/letters/" in path:
        certain = ALWAYS | {"called_on", "open_total"} | frozenset().union(*IN_LETTER.values())
        yield "in full", examples, frozenset({USUAL})
        yield "as little as there is", _only(examples, certain), frozenset({USUAL})
        return
    always = ALWAYS | OVERDUE | (COMMITMENT if "/read_back_" in path else frozenset())
    for tone in TONES:
        yield tone, _only(examples, frozenset(examples) - _LACKING[tone]), frozenset({tone, RECORDED})
    for tone in TONES:
        yield f"{tone}, as little as is on file", _only(examples, always | _CERTAIN[tone]), frozenset({tone})


def _only(values: Values, names: frozenset[str]) -> Values:
    """Give some of the values, the others without one."""
    return {name: value if name in names else None for name, value in values.items()}
