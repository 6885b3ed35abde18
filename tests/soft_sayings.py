"""What debtors say of paying, softly with the soft words told, and firmly."""

# Each saying behind the soft words in it, divided by a stroke.
SOFT_ENGLISH = """
try: We'll try to get the 5,000 across on Friday.
trying: I'm trying to have it paid by the 15th.
do my best: I'll do my best to send it tomorrow.
do what we can: We'll do what we can before the weekend.
should: It should go out with Tuesday's run.
should be able to: We should be able to manage 8,000 on Monday.
should be: That should be fine for Wednesday.
shouldn't be: Friday shouldn't be a problem.
should: You should have it by the 20th.
Hopefully: Hopefully by Thursday.
hoping: We're hoping for the end of the week.
hope to: I hope to clear the lot this month.
hope we: I hope we can settle it in May.
might: We might manage half on Friday.
Might: Might be Monday before it lands.
may: We may have it by the 10th.
may: The cheque may not reach you until Tuesday.
may: I may pay the rest in May.
may: It may well be next Friday.
MAY: WE MAY SEND 2,000 ON FRIDAY
Maybe: Maybe 3,000 on the 5th.
perhaps: Friday perhaps.
Probably: Probably Monday, the whole 12,000.
possibly: We can possibly do 4k on Thursday.
likely: Most likely the 28th.
aim to: We aim to pay on the 30th.
aiming for: He's aiming for Friday, 6,200.
intend to: We intend to settle by month end.
plan to: We plan to pay it on 5 May.
planning to: I'm planning to send 2,500 on Tuesday.
plan is to: The plan is to clear it on the 15th.
expect to: We expect to transfer it next Wednesday.
expecting to: She's expecting to release it on Friday.
I think: I think we can do the 14th.
I guess: I guess Friday.
I reckon: I reckon it'll be with you Monday.
as soon as possible: You'll get it as soon as possible.
asap: Paying asap.
soon: We'll pay soon.
shortly: The money will be with you shortly.
All being well: All being well, Friday.
With luck: With luck it's the 9th.
with a bit of luck: It goes Tuesday with a bit of luck.
fingers crossed: Thursday, fingers crossed.
Around: Around Friday.
about: We'll send about 5,000 on Monday.
about: Say about the 15th.
roughly: It comes to roughly £3,200.
or so: Friday or so.
or so: 5,000 or so, on the 3rd.
see what I can do: Leave it with me, I'll see what I can do.
see if we can: Let me see if we can do it Wednesday.
If they pay us: If they pay us, you get yours on the 20th.
if it gets approved: 12,000 on Friday if it gets approved.
Once our customer pays: Once our customer pays we'll send you 9,000.
when our customer pays: You'll be paid when our customer pays.
when the loan comes through: I'll clear it when the loan comes through.
as soon as the money lands: It goes out as soon as the money lands.
Unless something else comes: Unless something else comes up, Monday.
subject to: Tuesday, subject to the director signing.
Depends | at best: Depends on the bank, Friday at best.
provided the grant arrives: 7,000 on the 12th, provided the grant arrives.
ideally: We'd pay on the 8th, ideally.
is supposed to: He is supposed to pay it on Friday.
We could: We could pay 2,000 on the 1st.
at the earliest: Monday at the earliest.
in a few days: You'll have it in a few days.
any day now: It's coming any day now.
Sometime: Sometime next week.
fridayish: fridayish
5k-ish: 5k-ish on monday
prob: prob fri
looking to: We're looking to pay on Wednesday.
try | about: Will try and pay about 2k.
He reckons: He reckons Friday.
They think: They think it'll be Monday.
can't promise: I can't promise, but Friday.
If the cheque clears: If the cheque clears, 2k Thursday.
Once head office releases: Once head office releases it, the whole lot.
As soon as we get paid: As soon as we get paid by the builders you'll get paid.
when the money's in: You'll get it when the money's in.
After they paid us: After they paid us you'll get 5,000.
approx: 5,000 approx by Monday
Could be: Could be the 8th.
may: may pay fri
Maybe | if I can | I think: Maybe half Friday if I can, I think.
"""

FIRM_ENGLISH = """
5 May
May 5
12,000 on 5 May
in May
by mid May
early May
end of May, 4,000
We'll pay it in May.
I'll settle it on 31st May, all of it.
2,000 in April and the rest in May
it goes out with the May run
we will pay it May 5th
by the end of May pay the balance
fri
30/11
month end 12,000
Friday, 5,000.
before Friday
by Friday 3pm
no later than the 30th
We will pay 5,000 on Friday.
I must have that off my desk by Monday, so I pay you then.
We won't miss it: 2,500 on Tuesday.
It will be in your account on Wednesday.
You have my word, 8,000 on the 15th.
I am sending the transfer today.
Definitely Thursday, the full 6,400.
I'll pay half on Monday and half on Friday.
Put me down for the whole 14,200 on the 3rd.
You're ringing about the invoice, I know, it's going Friday.
You called me about 12,000 last week. It goes tomorrow.
It's about the invoice from March.
Sorry about that, you'll have 1,900 this afternoon.
What about the credit note?
Let me know if it hasn't arrived by Tuesday.
Ask her if she has the remittance.
If not, call me on Wednesday and I'll do it by card.
If I don't pay by Friday, charge me the interest.
Even if nobody else gets paid, you get 5,000 on the 1st.
I'm paying it at once.
I've just done it while you were on the line.
We'll pay 500 once a month, on the 1st.
You should call me on my mobile.
When should I send the remittance?
The price should have been 40 each, but I'll pay the 5,000 Monday.
Try my mobile on Monday.
Don't try to frighten me. Friday, 3,000.
May I pay by card?
May we send it to the new account?
The director signed it. Payment is on the 18th.
I've approved it for Thursday.
We agreed the payment plan: 2,000 on the first of each month.
No doubt about it, Monday.
No probs, 750 on Friday.
Might as well do it now: 320 by card.
Speak to you soon. The 4,000 goes Tuesday.
I hope to hear from you with the bank details, I pay today.
When did you send the statement?
When we pay on Friday I'll e-mail you the slip.
Hope you're well. 12,000 went out this morning.
The contract was posted on Monday.
Every Friday, 1,000, until it is cleared.
We're a small country firm in Sunderland, and we pay our bills: 5,000 on the 7th.
It's the same amount as last time, on the 25th.
Three thousand two hundred, the day after tomorrow.
half on the 1st, the rest on the 15th
eom, transfer, Anna
I wrote it down: the 22nd, 9,150.
Without fail on Wednesday, 11 a.m.
You will get the signed statement on Monday.
May's invoice gets paid on the 3rd.
5 May pay 5,000
end of May pay the balance
by mid May have it all settled
early May send 2,000
next May be done with it
I'll do it May 20th
by 5th of may clear all
We settle it May end
Mrs May pays 500 on Friday.
Friday, May 8, 12,000
this May, 5,000
The April and May invoices go on Friday.
12-May-26
She asked about the 12,000. It's paid Tuesday.
The transfer is done, we tried it yesterday, 5,000.
As soon as you hang up I'm paying it.
Once the call ends I pay by card.
If you give me the account number I'll pay now.
If that's all, it's paid Friday.
Confirm if it arrives, please. 5,000 is going today.
Not if but when: Friday, 5,000.
no ifs, no buts, 15th
The payment plan is agreed, 500 on the 1st.
Bob Hope pays 200 on Friday.
It's likewise agreed, 500 on Friday.
No country has banks open on Sunday, so Monday, 900.
"""

SOFT_CHINESE = """
尽量: 我尽量周五给你打过去。
尽快: 会尽快安排的。
尽早: 我们尽早付。
尽力: 这个月我尽力。
尽可能: 尽可能在月底前付清。
争取: 争取下周三付三万。
力争: 力争十五号之前到账。
应该: 周五应该能付。
应该: 应该没问题，12号打五千。
应当: 月底应当可以。
可能: 可能要到下周一。
有可能: 周四有可能付两万。
也许: 也许二十号吧。
或许: 或许能先付一半。
说不定: 说不定明天就能到。
大概: 大概周五。
大概率: 大概率下周二付。
大约: 大约三万块，月底给。
差不多: 差不多五号付。
左右: 十五号左右给你转。
左右: 五万左右，周五。
左右: 下周三左右吧
前后: 国庆前后付一万二。
前后: 二十号前后。
约: 月底付约3万元。
估计: 估计周二能到账。
预计: 预计28号付款。
看看: 我看看这周能不能给你。
看情况: 看情况，周五付一部分。
看客户: 周三付不付得看客户。
看资金情况: 下周看资金情况给你安排。
看能不能: 我去看能不能周四批下来。
再看: 到周一再看。
再说: 下周再说。
想办法: 我想办法周五凑两万。
想想办法: 让我想想办法，月底前。
试试: 我试试，三号之前给你。
试试看: 试试看周五能不能走款。
试一下: 我跟老板试一下，周一付。
希望: 希望月底能付掉。
打算: 我们打算十号付。
计划: 计划下周五付五万。
准备: 我准备付你两万，下周一。
准备: 准备打一万过去。
准备: 我们准备月底转。
努力: 我努力周五之前。
有望: 本月有望付清。
到时候: 月底到时候给你。
没意外的话: 没意外的话周五到账。
不出意外: 不出意外，二十号付。
顺利的话: 顺利的话下周二。
过几天: 过几天给你打五千。
过两天: 过两天付。
这两天: 这两天给你转过去。
近期: 近期付三万。
最近: 最近就给你安排。
很快: 很快就付了。
回头: 回头我给你转一万。
迟早: 钱迟早会给你的。
有钱: 有钱就付。
如果客户付了: 如果客户付了，我周五给你。
要是回款到了: 要是回款到了就给你打。
只要款到: 只要款到我们就付。
等客户付款: 等客户付款再给你。
等回款到账: 等回款到账，月底付三万。
等领导签字: 等领导签字，周四付。
客户一付: 客户一付就给你们。
审批通过了: 审批通过了就付五万。
能付多少付多少: 月底能付多少付多少。
按理说: 按理说周三到。
原则上: 原则上十五号付。
儘量: 我儘量週五匯給你。
盡快: 我們會盡快。
應該: 下週三應該可以。
爭取: 爭取月底付清。
說不定: 說不定後天就匯了。
準備: 我準備轉三萬給你。
沒意外的話: 沒意外的話十五號。
等客戶付款: 等客戶付款我就匯。
没准: 没准周五。
兴许: 兴许周五能付。
估摸着: 我估摸着周五。
最快: 最快周五付。
款到: 款到就付。
甲方一打款: 甲方一打款马上给你。
看老板: 得看老板，周五不一定。
来块: 三万来块，周五付。
大概 | 左右: 大概两万左右。
可能 | 看看: 可能周五，我再看看。
"""

FIRM_CHINESE = """
下周五前
周五，三万。
月底付5000
12月5号，两万四
三天以内付清
十五号之前打到你们账上
周五我一定付。
今天下午三点前，一万二转过去。
明天给你打五千。
我保证月底付清，八万六。
没问题，二十号付一万八，你记一下。
好的，下周一对公转账，六千零四十。
肯定周三到账。
马上转，你等一下。
稍等，我现在用网银付。
等我一下，我拿支笔，好，二十号，三万。
应付的款项我周五全部打过去。
应该付的款，十号一次付清。
应付账款三万二，月底付。
这是应该的，五号付。
早就应该付了，今天下午就转给你。
不应该拖这么久，周一付全款。
不可能再拖了，周五付。
他是我的左右手，周五由他来付五千。
你们前后打了三次电话了，明天付。
前后一共三笔，都在十五号付。
钱准备好了，周五付。
款已经准备好，明天上午打。
风险准备金不动，货款三号照付。
按计划，每月一号付两千。
还款计划我签了，五号第一笔。
付款计划上写的是十号，就十号。
我们约好的，周四付一万。
合约上写的三万，月底付。
履约保证金退了，周五付你四万。
你看看账户，今天已经打了。
请看看邮件，回单发过去了，三千二。
你打我手机试试，周五我在，付五千。
你再说一遍账号，我现在就付。
如果没收到，周六打我电话，周五一定付。
要是有问题你找我，款周三到。
如果到期没付，你们按合同算利息。
希望你们把发票补上，款我今天付。
没有这种可能性，周五必到。
老板已经签字了，周五付五千。
领导批过了，二十号走款。
客户上周付了我们，所以周一付你们全款。
就下周三，两千一，全清。
本周四，五万，承兑。
每周五付一千，付完为止。
下个月五号，一万，转账，王会计。
先付一半，周三；另一半月底。
全款三万六，后天上午到。
我答应你，三十号，九千八。
不会拖，二十五号打过去。
周日前付清，一分不少。
支票今天寄出，金额7,800。
现在扫码付给你，七百八。
工资发完了，明天轮到你们，四万二。
十二点之前转三万。
好，星期五匯四萬二給你們。
應付帳款十五號付清。
錢準備好了，週三轉。
最早的那张发票周五付。
客户已经付了，周五给你。
如果周五没到账你直接找我。
要是没付你就起诉。
等会儿就付，今天下午三点前。
下午等你电话，周五付五千。
平等协商，分三次，每月一号。
他过来看看货，周五付款。
看到发票了，周五付。
尽管放心，周五付。
没关系，周五付五千。
合同约定三十号付。
咱们约定周五付。
五月份的货款周五付。
我保證月底付清，三萬六。
"""
