"""Lines that name the columns in the exports of many programs, each with the column that every field must get."""

# By program: the header, its names divided by "|", and "field=header" for all that is read.
HEADER_LINES: dict[str, tuple[str, str]] = {
    "SAP FBL5N": (
        "Company Code|Customer|Document Number|Document Type|Posting Date|Document Date|Net due date|"
        "Amount in local currency|Local Currency|Amount in doc. curr.|Document currency|"
        "Clearing Document|Clearing Date|Special G/L ind.|Reference|Assignment|Text|"
        "Document Header Text|Payment block|Payment Method|Reference Key 3",
        "account_number=Customer|number=Document Number|doc_type=Document Type|issued=Document Date|"
        "due=Net due date|amount=Amount in doc. curr.|currency=Document currency|"
        "paid_on=Clearing Date",
    ),
    "SAP FBL5N by account": (
        "Company Code|Account|Document Number|Document Type|Posting Date|Document Date|Net due date|"
        "Amount in local currency|Local Currency",
        "account_number=Account|number=Document Number|doc_type=Document Type|issued=Document Date|"
        "due=Net due date|amount=Amount in local currency|currency=Local Currency",
    ),
    "SAP technical": (
        "BUKRS|KUNNR|BELNR|BUZEI|GJAHR|DMBTR|WRBTR|WAERS|ZTERM|ZFBDT|BLDAT|BUDAT|AUGDT|AUGBL|UMSKZ|"
        "SGTXT|ZUONR|XBLNR|MANSP|MAHNS",
        "account_number=KUNNR|number=BELNR|amount=WRBTR|currency=WAERS|terms=ZTERM|issued=BLDAT|"
        "paid_on=AUGDT|disputed=MANSP",
    ),
    "SAP 中文": (
        "公司代码|客户编码|客户描述|会计凭证编号|凭证类型|凭证日期|过账日期|净收付到期日|清帐日期|"
        "清帐凭证|凭证货币金额|凭证货币|本币金额|付款条件|付款条款描述|逾期天数|特殊总帐标识|"
        "记帐代码|基准日期|分配|参照|项目文本",
        "account_number=客户编码|account_name=客户描述|number=会计凭证编号|doc_type=凭证类型|"
        "issued=凭证日期|due=净收付到期日|paid_on=清帐日期|amount=凭证货币金额|currency=凭证货币|"
        "terms=付款条件",
    ),
    "SAP 中文 with 账": (
        "公司代码|客户|客户描述|凭证编号|凭证类型|凭证日期|过账日期|净收付到期日|清账日期|清账凭证|"
        "凭证货币金额|凭证货币类型|按本位币计的金额|付款条件代码|付款条款描述|逾期天数|参考",
        "account_number=客户|account_name=客户描述|number=凭证编号|doc_type=凭证类型|issued=凭证日期|"
        "due=净收付到期日|paid_on=清账日期|amount=凭证货币金额|currency=凭证货币类型|"
        "terms=付款条件代码",
    ),
    "HighRadius": (
        "business_code|cust_number|name_customer|clear_date|buisness_year|doc_id|posting_date|"
        "document_create_date|document_create_date.1|due_in_date|invoice_currency|document type|"
        "posting_id|area_business|total_open_amount|baseline_create_date|cust_payment_terms|"
        "invoice_id|isOpen",
        "account_number=cust_number|account_name=name_customer|paid_on=clear_date|"
        "issued=document_create_date|due=due_in_date|currency=invoice_currency|"
        "doc_type=document type|open=total_open_amount|terms=cust_payment_terms|number=invoice_id",
    ),
    "Oracle ageing": (
        "Customer Organization Name|Customer Account Number|Customer Account Description|"
        "Accounting Flexfield|Invoice/Transaction Number|Due Date|Days Outstanding|"
        "Outstanding Amount|Payment Terms|Current|31-60|61-90|91-120|121-150|151-180|181+",
        "account_name=Customer Organization Name|account_number=Customer Account Number|"
        "number=Invoice/Transaction Number|due=Due Date|open=Outstanding Amount|terms=Payment Terms",
    ),
    "Oracle by customer name": (
        "Customer Name|Customer Account Number|Transaction Number|Due Date|Days Outstanding|"
        "Outstanding Amount|Payment Terms",
        "account_name=Customer Name|account_number=Customer Account Number|number=Transaction Number|"
        "due=Due Date|open=Outstanding Amount|terms=Payment Terms",
    ),
    "Oracle table": (
        "TRX_NUMBER|TRX_DATE|DUE_DATE|AMOUNT_DUE_ORIGINAL|AMOUNT_DUE_REMAINING|CLASS|STATUS",
        "number=TRX_NUMBER|issued=TRX_DATE|due=DUE_DATE|amount=AMOUNT_DUE_ORIGINAL|"
        "open=AMOUNT_DUE_REMAINING|doc_type=CLASS|status=STATUS",
    ),
    "Dynamics 365 F&O": (
        "Customer account|Name|Customer group|Voucher|Invoice|Transaction type|Description|Date|"
        "Due date|Days past due|Amount in transaction currency|Balance|Currency|Payment terms",
        "account_number=Customer account|account_name=Name|number=Invoice|doc_type=Transaction type|"
        "issued=Date|due=Due date|amount=Amount in transaction currency|open=Balance|"
        "currency=Currency|terms=Payment terms",
    ),
    "Dynamics 365 F&O ageing": (
        "Customer account|Name|Aging period definition|As of date|Current|30 days|60 days|90 days|180 and over|Balance",
        "account_number=Customer account|account_name=Name|open=Balance",
    ),
    "Business Central": (
        "Entry No.|Customer No.|Posting Date|Document Date|Document Type|Document No.|"
        "External Document No.|Description|Currency Code|Amount|Amount (LCY)|Remaining Amount|"
        "Due Date|Open|Closed at Date|Salesperson Code|On Hold",
        "account_number=Customer No.|issued=Document Date|doc_type=Document Type|number=Document No.|"
        "currency=Currency Code|amount=Amount|open=Remaining Amount|due=Due Date|"
        "paid_on=Closed at Date|disputed=On Hold",
    ),
    "Business Central, technical": (
        "Entry_No_|Customer_No_|Posting_Date|Document_Date|Document_Type|Document_No_|"
        "External_Document_No_|Description|Currency_Code|Amount|Amount_LCY|Remaining_Amount|Due_Date|"
        "Open|ClosedAtDate",
        "account_number=Customer_No_|issued=Document_Date|doc_type=Document_Type|number=Document_No_|"
        "currency=Currency_Code|amount=Amount|open=Remaining_Amount|due=Due_Date|paid_on=ClosedAtDate",
    ),
    "Business Central, ageing by its interface": (
        "customerNumber|name|currencyCode|balanceDue|currentAmount|period1Amount|period2Amount|"
        "period3Amount|agedAsOfDate",
        "account_number=customerNumber|account_name=name|currency=currencyCode|open=balanceDue",
    ),
    "QuickBooks Online": (
        "Num|Customer|Date|Due Date|Amount|Open Balance|P.O. #",
        "number=Num|account_number=Customer|issued=Date|due=Due Date|amount=Amount|open=Open Balance",
    ),
    "QuickBooks Online, grouped": (
        "Transaction Type|Date|Num|Due Date|Past Due|Amount|Open Balance",
        "doc_type=Transaction Type|issued=Date|number=Num|due=Due Date|amount=Amount|open=Open Balance",
    ),
    "QuickBooks Online, grouped, older": (
        "Type|Date|Num|Due Date|Aging|Amount|Open Balance",
        "doc_type=Type|issued=Date|number=Num|due=Due Date|amount=Amount|open=Open Balance",
    ),
    "QuickBooks Online, keys": (
        "tx_date|txn_type|doc_num|cust_name|due_date|past_due|subt_amount|subt_open_bal|term_name|"
        "dept_name|currency|exch_rate",
        "issued=tx_date|doc_type=txn_type|number=doc_num|account_name=cust_name|due=due_date|"
        "amount=subt_amount|open=subt_open_bal|terms=term_name|currency=currency",
    ),
    "QuickBooks Online, keys, two currencies": (
        "tx_date|txn_type|doc_num|cust_name|due_date|past_due|subt_amount|subt_open_bal|term_name|"
        "dept_name|currency|exch_rate|foreign_amount|foreign_open_bal",
        "issued=tx_date|doc_type=txn_type|number=doc_num|account_name=cust_name|due=due_date|"
        "terms=term_name|currency=currency|amount=foreign_amount|open=foreign_open_bal",
    ),
    "QuickBooks Online, summary": (
        "|Current|1 - 30|31 - 60|61 - 90|91 and over|Total",
        "open=Total",
    ),
    "QuickBooks Desktop": (
        "Type|Date|Num|P. O. #|Name|Terms|Due Date|Class|Aging|Open Balance",
        "doc_type=Type|issued=Date|number=Num|account_name=Name|terms=Terms|due=Due Date|open=Open Balance",
    ),
    "Xero": (
        "Contact Account Number|Primary Person|Phone|Email|Mobile|Contact Group|Invoice Date|"
        "Due Date|Expected Date|Invoice Number|Invoice Reference|Current|< 1 Month|1 Month|2 Months|"
        "3 Months|Older||Total|Outstanding Tax|Invoice Seen|Invoice Sent",
        "account_number=Contact Account Number|issued=Invoice Date|due=Due Date|number=Invoice Number|open=Total",
    ),
    "Tally": (
        "Date|Ref. No.|Party's Name|Opening Amount|Pending Amount|Due on|Overdue by days",
        "issued=Date|number=Ref. No.|account_name=Party's Name|amount=Opening Amount|open=Pending Amount|due=Due on",
    ),
    "Sage 50": (
        "No|Type|Date|Ref|Details|Balance|Future|Current|Period 1|Period 2|Period 3|Older",
        "doc_type=Type|issued=Date|number=Ref|open=Balance",
    ),
    "Sage Accounting": (
        "Customer|Invoice|Date|< 30 days|< 60 days|< 90 days|< 120 days|Older",
        "account_number=Customer|number=Invoice|issued=Date",
    ),
    "Odoo": (
        "|Due Date|Journal|Account|Exp. Date|Not Due On|1 - 30|31 - 60|61 - 90|91 - 120|Older|Total",
        "due=Due Date|open=Total",
    ),
    "OCA ageing": (
        "Date|Entry|Journal|Account|Partner|Ref - Label|Due date|Residual|Current|Age <= 30 d.|"
        "Age ≤ 60 d.|Age ≤ 90 d.|Age ≤ 120 d.|Older",
        "issued=Date|number=Entry|account_name=Partner|due=Due date|open=Residual",
    ),
    "OCA open items": (
        "Date|Entry|Journal|Account|Partner|Ref - Label|Due date|Original|Residual|Cur.|Cur. Original|Cur. Residual",
        "issued=Date|number=Entry|account_name=Partner|due=Due date|currency=Cur.|"
        "amount=Cur. Original|open=Cur. Residual",
    ),
    "ERPNext": (
        "Posting Date|Party Type|Party|Receivable Account|Customer Name|Cost Center|Voucher Type|"
        "Voucher No|Due Date|Payment Term|Invoice Grand Total|Invoiced Amount|Paid Amount|"
        "Credit Note|Outstanding Amount|Age (Days)|0-30|31-60|61-90|91-120|121-Above|Currency|"
        "Future Payment Ref|Future Payment Amount|Remaining Balance|Customer LPO|Territory|"
        "Customer Group|Sales Person|Remarks",
        "issued=Posting Date|account_number=Party|account_name=Customer Name|doc_type=Voucher Type|"
        "number=Voucher No|due=Due Date|terms=Payment Term|amount=Invoiced Amount|paid=Paid Amount|"
        "open=Outstanding Amount|currency=Currency",
    ),
    "Zoho": (
        "Invoice Date|Invoice ID|Invoice Number|Invoice Status|Customer Name|Customer ID|Due Date|"
        "Expected Payment Date|PurchaseOrder|Currency Code|Exchange Rate|SubTotal|Total|Balance|"
        "Sales person|Payment Terms|Payment Terms Label|Last Payment Date",
        "issued=Invoice Date|number=Invoice Number|status=Invoice Status|account_name=Customer Name|"
        "account_number=Customer ID|due=Due Date|currency=Currency Code|amount=Total|open=Balance|"
        "terms=Payment Terms|paid_on=Last Payment Date",
    ),
    "Akaunting": (
        "invoice_number|status|invoiced_at|due_at|amount|currency_code|contact_name|contact_email",
        "number=invoice_number|status=status|issued=invoiced_at|due=due_at|amount=amount|"
        "currency=currency_code|account_name=contact_name",
    ),
    "IBM": (
        "countryCode|customerID|PaperlessDate|invoiceNumber|InvoiceDate|DueDate|InvoiceAmount|"
        "Disputed|SettledDate|PaperlessBill|DaysToSettle|DaysLate",
        "account_number=customerID|number=invoiceNumber|issued=InvoiceDate|due=DueDate|"
        "amount=InvoiceAmount|disputed=Disputed|paid_on=SettledDate",
    ),
    "金蝶 账龄": (
        "往来单位编码|往来单位|币别|单据类型|单据编号|业务日期|到期日|尚未收款金额|0-30天|31-60天|"
        "61-90天|90天以上|结算组织|销售组织|销售部门|销售员",
        "account_number=往来单位编码|account_name=往来单位|currency=币别|doc_type=单据类型|"
        "number=单据编号|issued=业务日期|due=到期日|open=尚未收款金额",
    ),
    "金蝶 账龄, keys": (
        "FContactUnitNumber|FCONTACTUNIT|FBillNo|FDate|FEndDate|FBalanceAmt|FBalanceAmtFor|"
        "FCurrencyName|FMasterCurrencyName|FSettleOrgName|FSaleOrgName|FSaleDeptName|FSalerName|"
        "FBillTypeName",
        "account_number=FContactUnitNumber|account_name=FCONTACTUNIT|number=FBillNo|issued=FDate|"
        "due=FEndDate|open=FBalanceAmtFor|currency=FCurrencyName|doc_type=FBillTypeName",
    ),
    "金蝶 应收单": (
        "单据编号|业务日期|到期日|客户|币别|价税合计|已结金额|未收款金额|立账类型|单据状态",
        "number=单据编号|issued=业务日期|due=到期日|account_name=客户|currency=币别|amount=价税合计|"
        "paid=已结金额|open=未收款金额|status=单据状态",
    ),
    "金蝶 应收单 with 过期天数": (
        "单据编号|业务日期|到期日|客户|币别|应收金额|已结金额|未收款金额|立账类型|单据状态|过期天数|未过期天数",
        "number=单据编号|issued=业务日期|due=到期日|account_name=客户|currency=币别|amount=应收金额|"
        "paid=已结金额|open=未收款金额|status=单据状态",
    ),
    "金蝶 应收单, keys": (
        "FBillNo|FDate|FENDDATE_H|FCustomerID|FCURRENCYID|FALLAMOUNTFOR|FRECTOTALAMOUNTFOR|FNoReceiveAmount",
        "number=FBillNo|issued=FDate|due=FENDDATE_H|account_number=FCustomerID|currency=FCURRENCYID|"
        "amount=FALLAMOUNTFOR|paid=FRECTOTALAMOUNTFOR|open=FNoReceiveAmount",
    ),
    "用友 NC": (
        "公司|应收单号|收款单号|单据日期|起算日期|处理日期|客户编码|客户名称|结算方式|摘要|"
        "组织本币价税合计|借方本币金额|贷方本币金额|原币余额|本币余额|核销日期|通用账期|业务员|部门|"
        "预收|备注",
        "number=应收单号|issued=单据日期|account_number=客户编码|account_name=客户名称|"
        "amount=组织本币价税合计|open=本币余额|paid_on=核销日期|terms=通用账期",
    ),
    "表格 发票": (
        "客户名称|发票号|发票日期|到期日|金额|已付金额|币种",
        "account_name=客户名称|number=发票号|issued=发票日期|due=到期日|amount=金额|paid=已付金额|currency=币种",
    ),
    "表格 账单": (
        "账单号|订单号|客户名称|应收金额|已付金额|待付金额|账单状态|状态类型|到期时间|创建时间",
        "number=账单号|account_name=客户名称|amount=应收金额|paid=已付金额|open=待付金额|"
        "status=账单状态|due=到期时间|issued=创建时间",
    ),
    "表格 应收单": (
        "应收单号|关联订单|客户名称|应收金额|已收金额|应收余额|应收日期|收款状态",
        "number=应收单号|account_name=客户名称|amount=应收金额|paid=已收金额|open=应收余额|"
        "issued=应收日期|status=收款状态",
    ),
    "表格 账龄": (
        "往来单位|应收类别|公司主体|期末余额|逾期金额|账龄0-30天|账龄31-60天|账龄>60天|编制日期",
        "account_name=往来单位|open=期末余额",
    ),
    "表格 账龄 with full-width spans": (
        "客户名称|应收款合计|未逾期金额|1～30天|31～60天|61～90天|91～180天|181～365天|>365天|"
        ">90天合计|>90天占比|本期合计",
        "account_name=客户名称",
    ),
    "Invoice Ninja": (
        "Client|Email|Invoice Number|Amount|Paid|PO Number|Status|Invoice Date|Due Date|Discount|"
        "Partial/Deposit|Partial Due Date|Public Notes|Private Notes|Item Product|Item Notes|"
        "Item Cost|Item Quantity",
        "account_name=Client|number=Invoice Number|amount=Amount|paid=Paid|status=Status|"
        "issued=Invoice Date|due=Due Date",
    ),
}
