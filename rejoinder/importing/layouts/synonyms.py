"""What ledgers call their columns: the names by which each of ours is known, the surest first.

Written as `columns.folded` leaves a header: lower case, without spaces and punctuation. Names between which nothing
decides stand in one text: a file that has columns for two of them leaves a doubt. Of names in different texts the
earlier one wins. Names that say in which currency an amount is ("原币余额", "Amount (LCY)") are not listed again.
"""

INVOICES: dict[str, tuple[str, ...]] = {
    "account_number": (
        "customernumber customerid custnumber customerno custno customeraccountnumber contactaccountnumber "
        "customeraccount customercode custcode clientnumber clientid clientcode debtornumber debtorno debtorid "
        "kunnr 客户编码 客户编号 客户代码 客户号 往来单位编码 往来单位编号 fcontactunitnumber",
        "accountnumber accountno accountcode accountid acno",
        "ac 公司编码",
    ),
    "account_name": (
        "customername namecustomer custname clientname debtorname customerdescription 客户名称 客户描述 往来单位名称 "
        "fcontactunit partysname partyname payername billtoname",
        "accountname contactname customerorganizationname companyname organization organisation 公司名称 单位名称",
        "name name1 company 名称",
    ),
    "number": (
        "invoicenumber invoiceno invoicenum invoicenr invoice billnumber billno "
        "发票号 发票号码 发票编号",
        "invoiceid invoiceref invoicereference invoicedocument 应收单号 账单号 帐单号 账单编号",
        "documentnumber documentno docnumber docno docnum documentid trxnumber transactionnumber transactionno "
        "单据编号 单据号 会计凭证编号 会计凭证号 凭证编号 凭证号 belnr fbillno invoicetransactionnumber",
        "docid voucherno vouchernumber num entry refno number 编号",
        "reference ref 参照 参考",
    ),
    "issued": (
        "invoicedate dateissued invoicedat invoicedon issuedate issuedon dateofissue billdate billingdate "
        "发票日期 开票日期 账单日期 开票时间",
        "documentdate docdate documentcreatedate trxdate transactiondate txdate bldat 单据日期 业务日期 凭证日期 fdate",
        "postingdate budat 过账日期 过帐日期 记账日期 立账日 立账日期",
        "date 日期",
        "应收日期",
        "createdat createdon createddate creationdate 创建时间 创建日期",
    ),
    "due": (
        "duedate netduedate dueindate dueon dueat datedue invoiceduedate paymentduedate duedt maturitydate "
        "到期日 到期日期 净收付到期日 到期时间 应收款时间 应收到期日 付款到期日 fenddate fenddateh",
        "due",
    ),
    "amount": (
        "invoiceamount originalamount invoicedamount openingamount original amountdueoriginal invoicetotal "
        "totalinvoiceamount documentamount grossamount billamount "
        "价税合计 发票金额 开票金额 账单金额 含税金额 fallamountfor",
        "应收金额 价税合计应收金额 应收款金额",
        "invoicegrandtotal grandtotal",
        "amount total totalamount wrbtr wrshb dmbtr dmshb subtamount 金额 总金额 合计金额",
        "linetotal lineamount itemtotal",
    ),
    "open": (
        "openamount totalopenamount openbalance amountopen outstandingamount amountoutstanding outstanding "
        "outstandingbalance remainingamount remainingamt amountremaining balancedueamount balancedue amountdue "
        "invoiceamountdue amountdueremaining pendingamount residual residualamount balance unpaidamount openbal "
        "subtopenbal dueamount 尚未收款金额 未收款金额 未收金额 应收余额 余额 待付金额 未核销余额 未付金额 欠款金额 "
        "未结金额 期末余额 fbalanceamtfor fbalanceamt fnoreceiveamount",
        "remainingbalance",
        "open",
    ),
    "paid_on": (
        "settleddate cleardate clearingdate datepaid paiddate paidat paidon paymentdate closedatdate closedat augdt "
        "清帐日期 清账日期 核销日期 收款日期 付款日期",
        "lastpaymentdate",
    ),
    "paid": (
        "paidamount amountpaid amountpaidamount invoiceamountpaid 已收金额 已付金额 已结金额 已收款金额 已核销金额 "
        "frectotalamountfor",
        "paid",
    ),
    "currency": (
        "invoicecurrency documentcurrency currencycode currency transactioncurrency localcurrency doccurrency "
        "documentcurrencykey cur curr waers 币种 币别 凭证货币 凭证货币类型 本币 货币 fcurrencyname fcurrencyid",
    ),
    "disputed": (
        "disputed indispute isdisputed dispute 争议 是否争议 有争议",
        "onhold dunningblock mansp",
    ),
    "terms": (
        "paymenttermsdays termsdays creditdays 账期天数",
        "paymentterms custpaymentterms paymentterm terms termname zterm 付款条件 付款条件代码 付款期限 收款条件 账期 通用账期",
        "paymenttermslabel 付款条款描述",
    ),
    "collector": ("collector collectorname assignedto creditcontroller 催收员 催款员 收款员 催收人",),
    "status": ("invoicestatus status documentstatus billstatus 账单状态 收款状态 单据状态 状态",),
    "doc_type": (
        "documenttype transactiontype vouchertype invoicetype billtype doctype txntype trxtype "
        "凭证类型 单据类型 blart fbilltypename",
        "type class 类型",
    ),
}  # fmt: skip

PAYMENTS: dict[str, tuple[str, ...]] = {
    "account_number": INVOICES["account_number"],
    "account_name": (*INVOICES["account_name"], "payer payor 付款人 付款单位 付款方"),
    "received_on": (
        "paymentdate datereceived receiptdate receivedon receiveddate receivedat datepaid paiddate paidat paidon "
        "collectiondate valuedate 收款日期 回款日期 到账日期 到款日期 入账日期 付款日期 收款时间 到账时间",
        "date postingdate documentdate transactiondate txdate bldat budat 日期 单据日期 业务日期 交易日期",
    ),
    "amount": (
        "amountapplied amountappliedtoinvoice appliedamount allocatedamount amountallocated 核销金额 本次核销金额",
        "paymentamount amountreceived receivedamount amountpaid paidamount receiptamount 收款金额 回款金额 到账金额 "
        "到款金额 实收金额 付款金额 已收金额",
        "amount total totalamount paid credit 金额",
    ),
    "currency": INVOICES["currency"],
    "reference": (
        "reference referencenumber referenceno paymentreference bankreference ref refno 参考号 流水号 交易流水号 银行流水号 摘要",
        "paymentnumber paymentno paymentid receiptno receiptnumber checknumber chequeno 收款单号 回款单号",
    ),
    "number": (
        "invoicenumber invoiceno invoicenum invoicenr invoice invoices invoicenumbers invoicespaid appliedto "
        "appliestodocno billnumber 发票号 发票号码 应收单号 账单号 核销单号",
        "documentnumber documentno docno docnum invoiceid 单据编号 单据号",
    ),
}  # fmt: skip

CONTACTS: dict[str, tuple[str, ...]] = {
    "account_number": (
        *INVOICES["account_number"][:2], "code idnumber id number no ac externalid 编码 编号",
    ),
    "account_name": (
        "customername namecustomer custname clientname debtorname 客户名称 往来单位名称 客户描述",
        "companyname company organization organisation organizationname accountname 公司名称 单位名称 公司",
        "displayname name fullname name1 名称",
    ),
    "contact_name": (
        "contactname contactperson primaryperson primarycontact contactfullname attention attn billingattention "
        "联系人 联系人姓名 收件人",
        "contact person 姓名",
    ),
    "first_name": ("firstname givenname forename contactfirstname 名",),
    "last_name": ("lastname surname familyname contactlastname 姓",),
    "email": (
        "email emailaddress emailid mail contactemail billingemail mainemail email1 primaryemail "
        "邮箱 电子邮箱 邮件 电子邮件 邮箱地址",
    ),
    "telephone": (
        "phone telephone tel phoneno telephoneno phonenumber telephonenumber phonenumbers workphone businessphone "
        "officephone contactphone mainphone phone1 电话 联系电话 电话号码 固定电话 座机 联系方式",
        "billingphone",
    ),
    "mobile": ("mobile mobilephone mobilenumber mobileno mobilephoneno cell cellphone 手机 手机号 手机号码 移动电话",),
    "role": ("role jobtitle position designation jobposition function 职务 职位 岗位", "title"),
    "city": ("city billingcity town billtocity pocity 城市 所在城市 市",),
    "country": ("country billingcountry countrycode countryregioncode countryregion billtocountry pocountry 国家 国家地区",),
    "terms": INVOICES["terms"],
    "currency": INVOICES["currency"],
    "collector": INVOICES["collector"],
}  # fmt: skip

SYNONYMS = {"invoices": INVOICES, "payments": PAYMENTS, "contacts": CONTACTS}

# One column for the customer may hold the number or the name; what stands in it decides.
NUMBER_OR_NAME = (
    "customer", "debtor", "client", "party", "partner", "contact", "account", "billto", "buyer", "payer",
    "客户", "往来单位",
)  # fmt: skip
# Where nothing stands below: these are numbers in the ledgers that use them.
RATHER_NUMBERS = ("customer", "account", "debtor")

# Technical names of amounts in the currency of the house, which no word tells.
IN_LOCAL_CURRENCY = frozenset({"fbalanceamt", "dmbtr", "dmshb"})
IN_DOCUMENT_CURRENCY = frozenset({"fbalanceamtfor", "fallamountfor", "wrbtr", "wrshb", "cur", "waers"})

# Fields in which a wrong column would bring in wrong figures, so that a doubt is asked about.
MUST_BE_SURE = ("number", "issued", "due", "amount", "open", "received_on")
MONEY = ("amount", "open", "paid")
DAYS = ("issued", "due", "paid_on", "received_on")

# What a column is called in a sentence to a person.
CALLED = {
    "account_number": "the customer's number or name",
    "number": "the invoice number",
    "issued": "the invoice date",
    "due": "the due date",
    "amount": "the amount",
    "received_on": "the day of payment",
}
