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
SIZES = {
    "micro": _("micro enterprise"),
    "small": _("small enterprise"),
    "medium": _("medium enterprise"),
    "large": _("large enterprise"),
}
SIZE_SOURCES = {
    "debtor": _("they told us"),
    "contract": _("the contract"),
    "registry": _("the company register"),
    "website": _("their website"),
    "credit_report": _("a credit report"),
    "other": _("another source"),
}
TERMS_FROM = {
    "invoice": _("the invoice"),
    "delivery": _("delivery"),
    "acceptance": _("acceptance"),
    "month_end": _("the end of the month"),
}
PERIODS = {"year": _("a year"), "month": _("a month"), "day": _("a day")}
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
    "instalment_plan": _("instalment plan"),
    "bill": _("bill of exchange"),
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
NEEDS = {
    "purchase_order": _("a purchase order number"),
    "statement": _("a statement"),
    "delivery_note": _("the delivery note"),
}
DOCUMENT_KINDS = {
    "contract": _("contract"),
    "order": _("order"),
    "delivery_proof": _("delivery proof"),
    "invoice_sent": _("invoice sent"),
    "signed_statement": _("signed statement"),
    "other": _("other document"),
}
NO_DOCUMENT = {
    "contract": _("no contract"),
    "order": _("no order"),
    "delivery_proof": _("no delivery proof"),
    "invoice_sent": _("no invoice recorded as sent"),
    "signed_statement": _("no signed statement"),
    "other": _("no other document"),
}
DOCUMENT_DAYS = {
    "contract": _("Signed on"),
    "order": _("Ordered on"),
    "delivery_proof": _("Delivered on"),
    "invoice_sent": _("Sent on"),
    "signed_statement": _("Signed on"),
    "other": _("Of which day"),
}
SENT_BY = {
    "email": _("e-mail"),
    "post": _("post"),
    "courier": _("courier"),
    "portal": _("their portal"),
    "hand": _("handed over"),
}
FAPIAO = {"special": _("special VAT fapiao"), "ordinary": _("ordinary fapiao")}
DISPUTE_REASONS = {
    "": "",
    "quality": _("quality"),
    "quantity": _("quantity"),
    "price": _("price"),
    "delivery": _("delivery"),
    "paperwork": _("paperwork"),
    "duplicate": _("invoiced twice"),
    "not_ordered": _("not ordered"),
    "offset": _("set off against their claim"),
    "other": _("another reason"),
}
VERDICTS = {
    "credit": _("credit note due"),
    "upheld": _("the invoice stands"),
    "withdrawn": _("they withdrew it"),
    "": _("closed without a decision"),
}
# The columns of a dispute, as its history names what changed.
DISPUTE_FIELDS = {
    "reason": _("reason"),
    "words": _("what is wrong"),
    "wants": _("what they want"),
    "owner_id": _("who answers"),
    "due_on": _("answer by"),
    "amount_minor": _("disputed part"),
}
FIELDS = {
    "amount": _("amount"),
    "day": _("day"),
    "method": _("method"),
    "who": _("who"),
    "invoices": _("invoices"),
    "obstacle": _("what could stop it"),
    "instalments": _("instalments"),
    "matures": _("due day of the bill"),
    "document": _("which document"),
    "time": _("time"),
    "note": _("note"),
}
PROMISED_DOCUMENTS = {
    "transfer_slip": _("transfer slip"),
    "signed_statement": _("signed statement"),
    "delivery_proof": _("delivery proof"),
    "invoice_copy": _("invoice sent again"),
    "other": _("another document"),
}
EVERY = {"week": _("every week"), "two_weeks": _("every two weeks"), "month": _("every month")}
BECAME = {
    "kept": _("kept"),
    "partly_kept": _("partly kept"),
    "broken": _("broken"),
    "withdrawn": _("withdrawn"),
    "superseded": _("superseded"),
    "": _("still open"),
}
# What was said or judged of a commitment, as its history tells it.
JUDGED = {
    **BECAME,
    "open": _("still open"),
    "done": _("said to have come"),
    "recorded_in_error": _("recorded in error"),
    "read_back": _("read back and agreed"),
    "taken_back": _("taken back"),
}
# Why it became so; of a sum, how much and when stand beside it.
BECAUSE = {
    "": _("its day is still to come"),
    "came": _("all of it came in time"),
    "came_enough": _("enough of it came in time"),
    "came_in_part": _("only a part came in time"),
    "nothing_came": _("nothing came in time"),
    "came_late": _("it came too late"),
    "part_came": _("a part has come"),
    "not_all": _("not every part of it was kept"),
    "credited": _("a credit note was set off against it"),
    "replaced": _("another promise took its place"),
    "taken_back": _("they took it back"),
    "paid_before": _("the money had come before it was promised"),
    "done": _("somebody said that it came"),
    "document_came": _("the document is on file"),
    "called": _("we rang again"),
}
# How a call was confirmed in writing.
CONFIRMED = {"email": _("sent by e-mail"), "print": _("printed")}
# The steps of a call, in their order.
STEPS = {
    "prepare": _("Prepare"),
    "right_person": _("Right person"),
    "who_i_am": _("Who I am"),
    "ask_for_all": _("Ask for all"),
    "why_not_paid": _("Why not paid"),
    "close_on_a_day": _("Which day"),
    "read_back": _("Read back"),
    "confirm_and_log": _("Confirm and log"),
    "gatekeeper": _("Somebody else answers"),
    "voicemail": _("A machine answers"),
}
# What is looked at before a call.
PREPARED = {
    "terms": _("Terms"),
    "delivery_proof": _("Delivery proof"),
    "invoice_sent": _("Invoices sent"),
    "promise": _("Last promise"),
    "dispute": _("Disputes"),
}
# What a script's blanks stand for, as a notice names them where the file has no value.
BLANKS = {
    "open_total": _("what is open"),
    "overdue_total": _("what is overdue"),
    "disputed_total": _("what is disputed"),
    "oldest_days": _("how late the oldest invoice is"),
    "oldest_invoice": _("the oldest invoice"),
    "oldest_due_on": _("when the oldest invoice was due"),
    "invoice_count": _("the number of invoices"),
    "contact": _("the name of the contact"),
    "terms_days": _("the payment terms"),
    "last_heard_on": _("when they said it last"),
    "last_heard_from": _("who said it last"),
    "times_heard": _("how often they said it"),
    "last_payment_on": _("the day of the last payment"),
    "last_payment_amount": _("the last payment"),
    "last_promise_on": _("the day of the last promise"),
    "last_promise_amount": _("the last promise"),
    "next_run_on": _("their next payment run"),
    "sent_on": _("when the invoice was sent"),
    "sent_to": _("where the invoice was sent"),
    "delivered_on": _("the proof of delivery"),
    "statement_on": _("a signed statement"),
    "complaint_on": _("their first complaint"),
    "contract_number": _("the contract number"),
    "approver": _("who approves payments"),
}
# Which way a finding of our own file points.
SIDES = {
    "fits": _("bears it out"),
    "against": _("speaks against it"),
    "known": _("good to know"),
    "nothing": _("nothing found"),
}
TONES = {
    "first reminder": _("first reminder"),
    "usual": _("usual"),
    "broken promise": _("after a broken promise"),
    "third time": _("the third time"),
}
VERDICTS_HEARD = {
    "true": _("proved true"),
    "false": _("did not prove true"),
    "": _("not known yet"),
}
# The parts of an account's history.
HISTORY = {
    "calls": _("Calls"),
    "commitments": _("Commitments"),
    "money": _("Money"),
    "disputes": _("Disputes"),
    "documents": _("Documents"),
    "notes": _("Notes"),
    "changes": _("Changes"),
}
ORIGINS = {"": "", "import": _("import"), "sample": _("sample book")}
# The columns of account, paying and contact, as the history names what changed; those that follow others are left out.
CHANGED = {
    "kind": _("kind of debtor"),
    "name_other": _("name in the other language"),
    "size_class": _("size class"),
    "size_source": _("source of the size"),
    "city": _("city"),
    "country": _("country"),
    "time_zone": _("time zone"),
    "terms_days": _("payment terms"),
    "terms_from": _("from when terms count"),
    "interest_ppm": _("agreed interest"),
    "interest_per": _("period of the interest"),
    "contract_number": _("contract number"),
    "contract_on": _("day of the contract"),
    "retains_title": _("retention of title"),
    "credit_grade": _("credit grade"),
    "credit_limit_minor": _("credit limit"),
    "credit_limit_currency": _("currency of the limit"),
    "runs": _("payment days"),
    "cut_off_days": _("cut-off"),
    "calendar": _("bank holidays"),
    "method": _("usual method"),
    "approver": _("who approves"),
    "seal": _("seal or signature"),
    "needs": _("what they need with an invoice"),
    "fapiao": _("fapiao kind"),
    "name": _("name"),
    "address_as": _("form of address"),
    "role": _("role"),
    "phone": _("telephone"),
    "email": _("e-mail"),
    "languages": _("languages"),
    "best_time": _("best time"),
    "note": _("note"),
    "may_discuss": _("may discuss payables"),
    "left_on": _("has left"),
    "wrong_number_on": _("wrong number"),
    "do_not_call_on": _("do not call"),
    "do_not_call_by": _("who asked not to call"),
}
PAYMENT_SOURCES = {"ledger": _("ledger"), "file": _("payments file"), "hand": _("by hand")}
PAYMENT_WAYS = {
    "oldest": _("oldest first"),
    "named": _("invoices below"),
    "open": _("left open"),
}
REVERSALS = {"returned": _("returned by the bank"), "error": _("entered in error")}
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
IMPORT_KINDS = {
    "auto": _("as the file shows"),
    "invoices": _("invoices"),
    "payments": _("payments"),
    "contacts": _("customers and contacts"),
    "undo": _("an import undone"),
    "sample": _("sample book"),
}
# What a column of a ledger's export can be.
IMPORT_FIELDS = {
    "account_number": _("customer number"),
    "account_name": _("customer name"),
    "number": _("invoice number"),
    "issued": _("invoice date"),
    "due": _("due date"),
    "amount": _("amount"),
    "open": _("open amount"),
    "paid_on": _("paid on"),
    "paid": _("amount paid"),
    "currency": _("currency"),
    "disputed": _("disputed"),
    "terms": _("payment terms"),
    "collector": _("collector"),
    "status": _("status"),
    "doc_type": _("kind of document"),
    "received_on": _("day of payment"),
    "reference": _("reference of the payment"),
    "contact_name": _("contact's name"),
    "first_name": _("first name"),
    "last_name": _("last name"),
    "email": _("e-mail"),
    "telephone": _("telephone"),
    "mobile": _("mobile telephone"),
    "role": _("role"),
    "city": _("city"),
    "country": _("country"),
}
DATE_ORDERS = {"dmy": _("day, month, year"), "mdy": _("month, day, year"), "ymd": _("year, month, day")}
DECIMAL_SIGNS = {".": _("point before the decimals"), ",": _("comma before the decimals")}
ENCODINGS = {"utf-8": "Unicode (UTF-8)", "gb18030": _("Chinese (GB18030)"), "cp1252": _("Western (Windows-1252)")}
REPEATED = {
    "first": _("the first row"),
    "last": _("the last row"),
    "sum": _("all rows, added up"),
    "refuse": _("the first row; the others are refused and can be mended"),
}
ZEROS = {"same": _("the same number"), "different": _("another number")}
MISSING = {
    "settled": _("settled: the list is complete"),
    "kept": _("still open: the list is only a part"),
}
