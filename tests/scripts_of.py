"""Scripts written for a test, so that it does not hang on the words of the library."""

from rejoinder import library
from rejoinder.store import Store
from tests.conftest import START

RESPONSE = """---
title: A response
---
## Why they say it
{why}
## Acknowledge
{acknowledge}
## Say
{say}
## Ask
1. Which day? → day
## If they insist
{insist}
## Never say
- Nothing: because.
"""

# The letter in the two languages, every part in few words.
LETTERS = {
    "en": """---
title: A letter
---
## Subject
What we agreed on {called_on}: {account}
## Opening
Dear {contact|Sir or Madam},

We spoke, {creditor} and {account}, on {called_on}.
## Owed
In all, {open_total} is open. [[We spoke of {invoice_list}.]]
## Promise to pay
{account} will pay {amount}[[ {method}]] on {day}[[, for {invoices}]][[; {who} sees to it]].
## Instalment plan
{account} will pay {amount} in all[[, {method}]][[, for {invoices}]]: {instalments}[[; {who} sees to it]].
## Bill
{account} will pay {amount} by bill[[, for {invoices}]]: here by {day}, due on {matures_on}[[; {who} sees to it]].
## Document
We will have {note} by {day}[[, concerning {invoices}]][[; {who} sees to it]].
## Dispute details
By {day} they say what is wrong with {invoices}[[; {who} sees to it]]. [[It was noted as “{note}”.]]
## Call back
We ring on {day}[[ at {time} your time]][[ and ask for {who}]].
## Other person
Responsible is {who}.
## Rights reserved
We give up no right.
## Reply
Please reply, on behalf of {account}.
## Closing
Thank you.

{collector}, {creditor}
""",
    "zh": """---
title: 一封函件
---
## Subject
致{account}：{called_on}
## Opening
{contact|财务负责人}，您好：

{called_on}，{creditor}与{account}通了电话。
## Owed
余额为{open_total}[[；涉及{invoice_list}]]。
## Promise to pay
于{day}支付{amount}[[（大写：{amount_capitals}）]][[，付款方式为{method}]][[，对应{invoices}]][[，由{who}负责]]。
## Instalment plan
分期支付合计{amount}[[（大写：{amount_capitals}）]][[，付款方式为{method}]][[，对应{invoices}]]：{instalments}[[；由{who}负责]]。
## Bill
以汇票支付{amount}[[（大写：{amount_capitals}）]][[，对应{invoices}]]；{day}前交付，到期日为{matures_on}[[，由{who}负责]]。
## Document
于{day}前提供{note}[[，对应{invoices}]][[，由{who}负责]]。
## Dispute details
于{day}前说明{invoices}的问题[[，由{who}负责]]。[[记录为“{note}”。]]
## Call back
将于{day}[[{time}（贵方当地时间）]]再次致电{who|贵方}。
## Other person
由{who}负责。
## Rights reserved
不放弃任何权利。
## Reply
请代表{account}回复。
## Closing
此致。

{creditor}（经办人：{collector}）
""",
}


def response(
    *, say: str = "Which day?", acknowledge: str = "Yes.", insist: str = "So which day?", why: str = "So."
) -> str:
    """Write a response."""
    return RESPONSE.format(say=say, acknowledge=acknowledge, insist=insist, why=why)


def publish(store: Store, path: str, body: str) -> None:
    """Put a text into use."""
    based_on = library.script_body(store, path).id
    library.publish(store, path, body=body, based_on=based_on, person_id=1, now=START)


def answer_with(store: Store, excuse: str, *, language: str = "en", **parts: str) -> None:
    """Put a response to an excuse into use."""
    publish(store, library.response_path(language, excuse), response(**parts))


def letters_with(store: Store) -> None:
    """Put the letters of this file into use."""
    for language, body in LETTERS.items():
        publish(store, library.letter_path(language, "confirmation"), body)


def step_with(store: Store, name: str, say: str, *, language: str = "en", how: str = "Do it.") -> None:
    """Put the words of a step of the call into use."""
    publish(store, library.call_path(language, name), f"---\ntitle: {name}\n---\n## How\n{how}\n## Say\n{say}\n")
