"""What debtors say, as it is typed during a call: for timing only, so some of it is no excuse at all."""

ENGLISH = (
    "we already paid that last week",
    "I sent you the transfer on Tuesday, check your bank",
    "never got an invoice from you",
    "which invoice is that, can you send it again",
    "our own customer hasn't paid us yet",
    "cash is very tight this month",
    "the bank has frozen our overdraft",
    "half the pallets came in damaged",
    "you charged us the old price",
    "there's no purchase order number on it",
    "it's waiting for the director to sign",
    "she's on holiday until the fourteenth",
    "accounts only run payments on the last Friday",
    "I just answer the phone here",
    "he left the company in March",
    "ring me back after lunch",
    "I'm driving, can't talk now",
    "we agreed ninety days with your salesman",
    "we want the credit note first",
    "we don't owe you a penny",
    "talk to our solicitor",
    "take us to court then",
    "stop ringing me about this",
    "can we do it in three instalments",
    "we're changing our accounts system",
    "the cheque is in the post",
    "I'll see what I can do",
    "business is slow, nobody is buying",
    "that was ordered by the site without authority",
    "good morning, how are you",
)

CHINESE = (
    "上周已经付过了",
    "钱早就转给你们了，你查一下",
    "我们没有收到发票",
    "麻烦再发一份对账单过来",
    "我们的客户还没有回款",
    "最近资金特别紧张",
    "银行的贷款还没批下来",
    "货有一半是坏的",
    "价格跟合同上不一样",
    "发票抬头开错了",
    "领导还没签字",
    "负责这事的人出差了",
    "我们每个月月底统一付款",
    "我只是前台，不清楚",
    "他已经离职了",
    "下午再打过来吧",
    "我在开会，不方便说",
    "当时说好是九十天账期",
    "等你们把返利算清楚再说",
    "我们不欠你们钱",
    "你去找我们的律师",
    "要告你就去告吧",
    "不要再打电话来了",
    "能不能分三个月付",
    "财务系统正在升级",
    "给你们开承兑汇票行不行",
    "我尽量安排吧",
    "今年生意不好做",
    "那批货没有验收单",
    "你好，请问哪位",
)

PASTED_LENGTH = 5_000


def prefixes(words: str) -> list[str]:
    """Give what the box holds after each letter typed."""
    return [words[:end] for end in range(1, len(words) + 1)]


def pasted() -> tuple[str, str]:
    """Give a text as long as a pasted e-mail thread, in English and in Chinese."""
    return (". ".join(ENGLISH) * 20)[:PASTED_LENGTH], ("。".join(CHINESE) * 40)[:PASTED_LENGTH]
