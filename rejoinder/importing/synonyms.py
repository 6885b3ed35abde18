"""What ledgers call their columns: the names by which each of ours is known, the surest first.

Written as `columns.folded` leaves a header: lower case, without spaces and punctuation. A name may stand under
several fields: a column goes to the first of them that has found none yet.
"""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "account_number": (
        "customernumber", "customerid", "custnumber", "customerno", "customeraccountnumber", "contactaccountnumber",
        "customeraccount", "accountnumber", "accountno", "clientnumber", "debtornumber", "kunnr",
        "客户编码", "客户编号", "客户代码", "客户号", "往来单位编码", "fcontactunitnumber",
        "ac", "customer", "account",
    ),
    "account_name": (
        "customername", "namecustomer", "clientname", "debtorname", "accountname", "contactname", "partysname",
        "partyname", "customerorganizationname", "name", "client", "debtor", "party", "partner", "customer",
        "客户名称", "往来单位名称", "客户描述", "客户", "往来单位", "fcontactunit",
    ),
    "number": (
        "invoicenumber", "invoiceno", "invoiceid", "invoice", "invoicenum", "billnumber", "documentnumber",
        "documentno", "docid", "docnum", "num", "trxnumber", "voucherno", "entry", "refno", "belnr",
        "发票号", "发票号码", "发票编号", "单据编号", "单据号", "应收单号", "账单号", "会计凭证编号", "凭证编号",
        "fbillno",
    ),
    "issued": (
        "invoicedate", "dateissued", "invoicedat", "invoicedon", "issuedate", "issuedon", "documentdate",
        "documentcreatedate", "postingdate", "txdate", "trxdate", "bldat", "budat", "date",
        "发票日期", "开票日期", "单据日期", "业务日期", "凭证日期", "过账日期", "应收日期", "fdate",
    ),
    "due": (
        "duedate", "netduedate", "dueindate", "dueon", "dueat", "invoiceduedate", "paymentduedate",
        "到期日", "到期日期", "净收付到期日", "到期时间", "应收款时间", "fenddate",
    ),
    "amount": (
        "invoiceamount", "originalamount", "invoicedamount", "invoicegrandtotal", "amountindoccurr",
        "amountintransactioncurrency", "openingamount", "original", "amountdueoriginal", "invoicetotal", "amount",
        "amountinlocalcurrency", "total", "wrbtr",
        "应收金额", "发票金额", "价税合计", "凭证货币金额", "本币金额", "金额", "fallamountfor",
    ),
    "open": (
        "openamount", "totalopenamount", "openbalance", "outstandingamount", "amountoutstanding", "outstanding",
        "remainingamount", "balancedueamount", "balancedue", "amountdue", "amountdueremaining", "pendingamount",
        "residual", "balance",
        "尚未收款金额", "未收款金额", "未收金额", "应收余额", "原币余额", "本币余额", "待付金额", "未核销余额",
        "fbalanceamtfor",
    ),
    "paid_on": (
        "settleddate", "cleardate", "clearingdate", "datepaid", "paiddate", "paidat", "paidon", "paymentdate",
        "closedatdate", "lastpaymentdate", "augdt",
        "清帐日期", "清账日期", "核销日期", "收款日期", "付款日期",
    ),
    "paid": (
        "paidamount", "amountpaid", "amountpaidamount", "paid",
        "已收金额", "已付金额", "已结金额",
    ),
    "currency": (
        "invoicecurrency", "documentcurrency", "currencycode", "currency", "transactioncurrency", "localcurrency",
        "waers", "币种", "币别", "凭证货币", "货币", "fcurrencyname",
    ),
    "disputed": (
        "disputed", "indispute", "isdisputed", "dispute", "onhold", "dunningblock", "mansp",
        "争议", "是否争议", "有争议",
    ),
    "terms": (
        "paymenttermsdays", "termsdays", "paymentterms", "custpaymentterms", "paymentterm", "terms", "termname",
        "paymenttermslabel", "zterm", "付款条件", "账期", "账期天数", "付款期限",
    ),
    "collector": (
        "collector", "collectorname", "assignedto", "creditcontroller", "催收员", "催款员", "收款员", "催收人",
    ),
}  # fmt: skip

# What a column is called in a sentence to a person.
CALLED = {
    "account_number": "the customer's number or name",
    "number": "the invoice number",
    "issued": "the invoice date",
    "due": "the due date",
    "amount": "the amount",
}
