"""May we say it: words that no script may have a collector read out, in both languages, each with the reason.

Sources: FCA CONC 7.9 and 7.11 as a benchmark for business debts; Administration of Justice Act 1970 s. 40; FTC Act
s. 5; GB/T 45251—2025; the bank association's guideline of 2026-01-30 (eight banned kinds of conduct); PIPL art. 6;
the codes of the IACC and the CLLA. A list cannot prove that a script is lawful; it catches what slips in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rejoinder.errors import mark

THREAT = mark("“%(words)s” threatens. Say what is due and ask for a day.")
APOLOGY = mark("“%(words)s” apologises for asking. What is owed may be asked for.")
ACCUSATION = mark("“%(words)s” accuses them. Say what our file shows, and ask.")
SOFT = mark("“%(words)s” lets them off without a day. Ask for a day.")
RELEASE = mark("“%(words)s” gives away what a collector may not give.")
BORROWING = mark("“%(words)s” urges them to borrow. Nobody may be talked into new debt to pay an old one.")
DETAILS = mark("“%(words)s” gives or takes bank details by telephone: that is how payments are diverted.")
SHOUTING = mark("“%(words)s” cannot be read out calmly. End the sentence with a full stop.")
INDISCREET = mark("“%(words)s” tells of the debt, and whoever hears this may not be told of it.")

_ENGLISH = {
    THREAT: (
        r"\b(?:we|i)(?:['’]ll| will| shall| are going to| am going to| must| have to)? (?:sue|prosecute)\b",
        r"\btake (?:you|this|it|the matter) to court\b",
        r"\bsee you in court\b",
        r"\blegal (?:action|proceedings|steps)\b",
        r"\b(?:bailiffs?|police|arrest\w*|prison|jail)\b",
        r"\bcriminal (?:charge|case|record|offence)s?\b",
        r"\bblack-?list\w*\b",
        r"\byour credit rating\b",
        r"\bor else\b",
        r"\b(?:face|suffer|bear) the consequences\b",
        r"\bfinal (?:notice|demand|warning)\b",
        r"\bdebt collectors?\b",
        r"\bat your (?:home|house|door)\b",
    ),
    APOLOGY: (
        r"\bsorry (?:to|for) (?:bother|trouble|disturb|ask|ring|call|keep)\w*",
        r"\bapologi[sz]e for (?:ask|ring|call|bother|troubl|disturb)\w*",
        r"\bhate to (?:ask|bother|trouble|ring)\b",
        r"\b(?:i am|i['’]m) sorry,? but\b",
    ),
    ACCUSATION: (
        r"\byou(?:['’]re| are) (?:lying|a liar|dishonest|cheating|stalling)\b",
        r"\bliars?\b",
        r"\b(?:an|your|this|that|another|the same old|these) excuses?\b",
        r"\byou always say\b",
    ),
    SOFT: (
        r"\bas soon as (?:you can|possible)\b",
        r"\bwhenever you (?:can|like|are ready)\b",
        r"\b(?:no|not in a|in no) (?:hurry|rush)\b",
        r"\btake your time\b",
        r"\bat your (?:earliest )?convenience\b",
        r"\bhow much can you (?:pay|afford|manage|spare)\b",
        r"\bwhat can you (?:pay|afford|manage|spare)\b",
        r"\bsometime\b",
    ),
    RELEASE: (
        r"\b(?:we|i)(?:['’]ll| will| can| could) (?:waive|write off|forget about|let you off|drop the interest)\b",
        r"\b(?:then|and) (?:that|it|this) is (?:all )?(?:settled|done with)\b",
        r"\bin full and final settlement\b",
        r"\b(?:we|i)(?:['’]ll| will| can| could) (?:give|offer) you (?:a |some )?(?:discount|reduction|rebate)\b",
    ),
    BORROWING: (r"\bborrow\w*\b", r"\btake (?:out )?a loan\b", r"\bcredit card\b"),
    DETAILS: (
        r"\b(?:our|my|your|the) (?:bank )?(?:account number|bank details|sort code|iban) (?:is|are)\b",
        r"\b(?:give|tell|read) (?:me|you) (?:the|your|our) (?:account number|bank details|sort code|iban)\b",
    ),
    SHOUTING: (r"!",),
}
_CHINESE = {
    THREAT: (
        r"(?:起诉|告|控告)(?:你|您|贵司|贵公司)",
        r"法院见|法庭上见|法庭见",
        r"报警|警察|公安|抓人|抓你|坐牢|判刑|拘留",
        r"黑名单|失信名单|老赖|曝光|公开(?:你|您|贵司)",
        r"后果自负|承担后果|吃不了兜着走|别怪我们|不客气了|走着瞧",
        r"走法律(?:程序|途径|手续)|采取法律|诉诸法律|律师函|强制执行|财产保全",
        r"上门(?:催|要|堵|找)|堵门|找到家里",
        r"最后通牒|最后警告|最后一次通知",
    ),
    APOLOGY: (r"不好意思|打扰(?:您|你|一下|了)|抱歉|对不起|冒昧|给您添麻烦",),
    ACCUSATION: (r"骗人|骗子|撒谎|说谎|说假话|赖账|耍赖|借口|找理由|无赖|不讲信用|没有诚信|您总是说|每次都这么说",),
    SOFT: (r"尽快|尽早|早点付|有空(?:了|再)|方便的时候|不着急|不急|慢慢来|有钱了?再|能付多少|付多少算多少|看着付",),
    RELEASE: (
        r"一笔勾销|就算结清|就此结清|就算两清|算是结清|不用付了",
        r"(?:给|可以|能)(?:您|你|贵司)?(?:打折|打个折|优惠|减免|免掉|抹零|抹掉零头)",
    ),
    BORROWING: (r"借(?:钱|点钱|一点|些钱|新还旧)|去借|贷款来?还|套现|网贷",),
    DETAILS: (r"(?:账号|账户|卡号)(?:是|为)|报(?:一下|个|给您|给我).{0,4}(?:账号|卡号)",),
    SHOUTING: (r"！",),
}
# Said where nobody is known to be entitled to hear of the debt. Law: PIPL art. 6 (least impact); FCA CONC 7.9.
_DISCREET = {
    "en": r"\b(?:invoices?|payments?|pays?|paid|paying|overdue|owe[sd]?|owing|debts?|due|late|unpaid|outstanding"
    r"|balance|collections?|money|sums?|amounts?|remittance|transfer\w*)\b",
    "zh": r"发票|付款|付钱|欠|逾期|到期|货款|账款|款项|金额|催|债|余额|未付"
    r"|回款|汇款|转账|结款",
}
_DISCREET_SCRIPTS = re.compile(
    r"scripts/[a-z]+/(?:call/(?:gatekeeper|voicemail|right_person_\w+|who_i_am)"
    r"|responses/(?:wrong_party|payer_absent))\.md"
)


@dataclass(frozen=True)
class Ban:
    """Words that may not be read out: as they stand in the text, and the sentence that says why."""

    words: str
    sentence: str


@lru_cache(maxsize=4)
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Compile what may not be said in a language."""
    banned = _CHINESE if language == "zh" else _ENGLISH
    return tuple(
        (re.compile(pattern, re.IGNORECASE), sentence) for sentence, patterns in banned.items() for pattern in patterns
    )


def is_discreet(path: str) -> bool:
    """Say whether a script is read out to people who may not be told of the debt."""
    return _DISCREET_SCRIPTS.fullmatch(path) is not None


def unfit(text: str, *, language: str, path: str = "") -> Iterator[Ban]:
    """Give each word or phrase of a text that no collector may read out, and why."""
    for pattern, sentence in _patterns(language):
        yield from (Ban(found.group(), sentence) for found in pattern.finditer(text))
    if is_discreet(path):
        told = re.finditer(_DISCREET[language], text, re.IGNORECASE)
        yield from (Ban(found.group(), INDISCREET) for found in told)
