"""Which questions each reason for not paying puts to our own file, and the answers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from rejoinder.evidence.case import Case
from rejoinder.evidence.contested import complaints, undisputed
from rejoinder.evidence.deciding import approver, closings, deciders, payment_days, promises, put_off, reached_lately
from rejoinder.evidence.findings import Finding
from rejoinder.evidence.money import credits_open, money_received, part_payments, usual_method
from rejoinder.evidence.papers import complaint_after_delivery, contract, delivered, needed, ordered, sent, signed
from rejoinder.evidence.terms import agreed, due_days, interest, legal_steps, limit, title

Question = Callable[[Case], Iterator[Finding]]


def told(question: Question) -> Question:
    """Give a question whose answers are good to know, and speak neither for this reason nor against it."""

    def asked(case: Case) -> Iterator[Finding]:
        yield from (one if one.side == "nothing" else replace(one, side="known") for one in question(case))

    return asked


PAST = told(promises)
CAME = told(money_received)

# In the order in which the answers matter. Source: which proof answers which excuse, by the field's practice and law
# (for China: Civil Code 557, 621-623; 保障中小企业款项支付条例 art. 14-16), and what collectors look up by hand.
QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "already_paid": (money_received,),
    "payment_in_transit": (money_received, PAST),
    "paid_wrong_account": (CAME,),
    "no_invoice": (sent, part_payments, delivered),
    "invoice_wrong": (sent, part_payments, needed),
    "missing_documents": (needed, delivered, signed, sent),
    "not_reconciled": (signed, part_payments, undisputed),
    "vendor_setup": (CAME, part_payments, needed),
    "waiting_on_customer": (agreed, promises),
    "no_money": (told(agreed), PAST, CAME),
    "waiting_on_funding": (agreed, promises),
    "slow_season": (told(agreed), PAST),
    "project_not_accepted": (delivered, agreed, contract),
    "partial_offer": (promises, part_payments),
    "instalment_request": (promises, agreed),
    "extension_request": (agreed, promises, interest),
    "discount_request": (agreed, interest, complaints),
    "offset_request": (credits_open, complaints, undisputed),
    "bill_payment": (usual_method, contract),
    "payment_run": (payment_days, agreed),
    "approval_pending": (approver, payment_days, sent),
    "terms_not_due": (due_days, contract),
    "system_problem": (CAME, PAST),
    "staff_change": (deciders, sent, signed),
    "holiday_closing": (closings, payment_days),
    "forgot": (sent, promises),
    "payer_absent": (deciders, approver),
    "not_my_job": (deciders, approver),
    "call_back_later": (put_off, promises),
    "will_look_into_it": (sent, put_off),
    "promised_vaguely": (promises,),
    "quality_dispute": (complaints, complaint_after_delivery, delivered, undisputed),
    "delivery_dispute": (delivered, complaints, undisputed),
    "price_dispute": (ordered, contract, part_payments, undisputed),
    "after_sales_issue": (complaints, complaint_after_delivery, undisputed),
    "goods_returned": (credits_open, complaints, undisputed),
    "debt_denied": (delivered, ordered, signed, part_payments),
    "contract_terms_dispute": (contract, undisputed),
    "wont_pay_unless_supply": (limit, agreed),
    "threat_to_leave": (agreed, limit),
    "sue_us": (legal_steps, undisputed),
    "abusive_or_complaint": (complaints, PAST),
    "stop_calling": (told(reached_lately),),
    "everyone_waits": (agreed, PAST),
    "insolvency": (title, CAME),
    "restructuring": (deciders, signed),
    "owner_unavailable": (deciders, approver),
    "account_frozen": (CAME, title),
    "wrong_party": (told(reached_lately),),
    "third_party_pays": (contract, CAME),
    "identity_challenge": (told(reached_lately), contract),
    "sales_promised": (contract, told(agreed)),
    "lawyer_instructed": (complaints, legal_steps),
    "too_old": (part_payments, signed, CAME, PAST),
}
# For excuses that a team lead adds: by what they lead to.
BY_LEADS_TO: Mapping[str, tuple[Question, ...]] = {
    "promise_to_pay": (agreed, PAST),
    "instalment_plan": (PAST, agreed),
    "document": (sent, needed),
    "dispute_details": (complaints, delivered, undisputed),
    "call_back": (put_off, PAST),
    "other_person": (deciders, approver),
    "bill": (usual_method, contract),
    "refusal": (legal_steps, undisputed),
    "stop_contact": (told(reached_lately),),
}


def look(case: Case, excuse: str, *, leads_to: str = "") -> tuple[Finding, ...]:
    """Look up what our own file says of a reason for not paying: what bears it out, and what does not.

    A question that finds nothing says so. Where the account owes nothing in the currency, what rests on its invoices
    has nothing to say.
    """
    questions = QUESTIONS.get(excuse) or BY_LEADS_TO.get(leads_to, ())
    return tuple(finding for question in questions for finding in question(case))
