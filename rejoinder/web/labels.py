"""The names on screen of roles, kinds, outcomes and the like, in the language of the screen."""

from flask_babel import lazy_gettext as _

CONTACT_ROLES = {
    "accounts_payable": _("accounts payable"),
    "finance_manager": _("finance manager"),
    "owner": _("owner"),
    "buyer": _("buyer"),
    "secretary": _("secretary"),
    "site": _("site office"),
    "lawyer": _("lawyer"),
    "other": _("other"),
}
ACCOUNT_KINDS = {
    "": "",
    "large_company": _("large company"),
    "small_company": _("small company"),
    "family_firm": _("family firm"),
    "state_owned": _("state-owned"),
    "public_body": _("public body"),
    "sole_trader": _("sole trader"),
    "township": _("township enterprise"),
}
OUTCOMES = {
    "promise": _("promise to pay"),
    "document": _("document agreed"),
    "dispute": _("dispute"),
    "call_back": _("call back"),
    "other_person": _("another person to call"),
    "intention": _("intention only"),
    "refused": _("refused to pay"),
    "no_commitment": _("reached, no commitment"),
    "no_answer": _("no answer"),
    "voicemail": _("voicemail"),
    "wrong_number": _("wrong number"),
    "stop_contact": _("asked us to stop calling"),
}
COMMITMENT_KINDS = {
    "promise_to_pay": _("promise to pay"),
    "document": _("document"),
    "dispute_details": _("dispute"),
    "call_back": _("call back"),
    "other_person": _("another person to call"),
    "refusal": _("refusal"),
    "stop_contact": _("stop calling"),
}
METHODS = {
    "transfer": _("bank transfer"),
    "cheque": _("cheque"),
    "bill": _("acceptance bill"),
    "card": _("card"),
    "cash": _("cash"),
    "direct_debit": _("direct debit"),
}
FIELDS = {
    "amount": _("amount"),
    "day": _("day"),
    "method": _("method"),
    "who": _("who"),
    "invoices": _("invoices"),
    "note": _("note"),
}
BECAME = {
    "kept": _("kept"),
    "partly_kept": _("partly kept"),
    "broken": _("broken"),
    "withdrawn": _("withdrawn"),
    "superseded": _("superseded"),
    "": _("still open"),
}
GRADES = {1: _("again"), 2: _("hard"), 3: _("good"), 4: _("easy")}
LANGUAGES = {"en": "English", "zh": "简体中文"}
CAUSES = {
    "oversight": _("oversight"),
    "dissatisfaction": _("dissatisfaction"),
    "cash": _("short of cash"),
    "intention": _("unwilling to pay"),
    "process": _("their process"),
    "identity": _("identity"),
}
