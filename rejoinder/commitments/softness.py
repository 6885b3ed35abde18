"""Soft words: what makes a promise no firm commitment, in what a debtor said or a collector typed."""

import re

from rejoinder.dates.english import MONTH, WEEKDAY

# Longer than any note of a call; a pasted page is not searched to its end.
LONGEST_TEXT = 4000

# One sign for one, so that a word found can be given back as it stands in the text.
_PLAIN_SIGNS = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **str.maketrans("\u2018\u2019\u02bc`\u2010\u2011\u2013\u2014", "''''----"),
    **str.maketrans(
        "儘盡應該當爭許說兩過幾後來時準備計劃試辦會還給錢資審領導業戶帳賬轉匯週個約結簽總動開況則論對發沒",
        "尽尽应该当争许说两过几后来时准备计划试办会还给钱资审领导业户帐账转汇周个约结签总动开况则论对发没",
    ),
    **str.maketrans(
        "讓們問題順貸點號萬塊間進無預見陣這話頭實機測達現財網煩節慶賺額總",
        "让们问题顺贷点号万块间进无预见阵这话头实机测达现财网烦节庆赚额总",
    ),
}

# ---- English -----------------------------------------------------------------------------------------------

_THEY = r"(?:i|we|he|she|they|it)"
_COUNT = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|half|(?:a )?(?:hundred|thousand|grand|week|fortnight|month|third|quarter|couple|few))"
)
_AMOUNT = (
    r"(?:(?:(?:cny|rmb|usd|eur|gbp|hkd|us|hk) ?)?[$£€¥]?[0-9]"
    rf"|{_COUNT}\b(?! (?:of (?:the|your|our|my|those|these|them)|invoices|orders|bills|things)\b))"
)
_DAY = (
    r"(?:(?:(?:next|this|the|mid|middle of|early|late|end of|same|of)[ -])*"
    rf"(?:{WEEKDAY}|{MONTH}|today|tomorrow|tonight|noon|midday|lunch\w*|christmas|easter|new year|week(?:end)?"
    r"|month(?:[ -]end)?|end|middle|start|beginning|[0-9]{1,2}(?:st|nd|rd|th))\b)"
)
# What waits for somebody else is given back in four words at most, and ends where the promise itself begins.
_WORD = r"(?: (?!(?:(?:i|we)(?:'ll|'d)?|(?:you|they|he|she|it)'ll|then|and|but|so|on|by|before|will)\b)[\w'&-]+)"
_SUBJECT = r"(?:(?:the|our|my|your|their|his|her|this|that|a|an|any|some) [\w'-]+|[\w'&-]+)"
_PAYS = (
    r"(?:pays?|paid|clears?|cleared|lands?|landed|arrives?|comes? (?:in|through)|approve[sd]?|signs?|signed|released?)"
)

_MAY_THE_MONTH = (
    r"[0-9](?:st|nd|rd|th)?[ ,./-]*(?:of )?may",
    r"(?:in|by|of|mid|middle|early|late|start|beginning|end|next|last|before|until|till|from|since|during|through|for"
    r"|after|around|about|roughly)[ -]+(?:the )?(?:early |late |mid[ -]|end of )?may",
    r"(?:on|to|this|and|-|mon|tue|wed|thu|fri|sat|sun)[ -]?may(?=[ ,.;!?)-]*$|[ -]?(?:the )?[0-9])",
    r"may[ ,./-]*(?:the )?(?:[0-9]+\w*|end|month|bank|day|invoices?|statement|run|bill|account|figures|order)",
)
_ENGLISH_FIRM = (
    *_MAY_THE_MONTH,
    r"might as well|may (?:i|we|you)",
    # Advice to us, questions, and what should have come long ago.
    r"you should(?! (?:\w+ )?(?:see|get|receive|be (?:able|paid|getting|seeing)"
    r"|have (?!been|had|got|sent|done|told|paid)))",
    r"(?:what|who|where|how|when|which|why) (?:\w+ )?should|should (?:i|you)",
    r"should(?:'ve| of| have (?:been|gone|sent|had|paid|come|got|done|left|made|\w+ed))",
    r"try (?:me|him|her|them|again (?:on|at)|calling|ringing|phoning|my|his|her|this|that"
    r"|the (?:office|mobile|main|other))",
    r"(?:don't|do not|not|stop) try\w*",
    r"hoping (?:you're|you are|all is|to hear|to speak)",
    r"hope to (?:hear|speak|see|talk)|hope it (?:finds|is ok|goes well)",
    r"(?:payment|instalment|installment|repayment) plan|(?:this|that|the|a|your|our|agreed) plan(?! is| was)",
    r"(?:speak|talk|chat|see you|hear from you|back to you|call you|ring you|too) (?:\w+ ){0,2}soon(?! as)",
    r"as soon as (?:i|we|you)(?:'m|'re| am| are|'ve| have)? (?:hang(?:ing)?|hung|put|off|get off|finish|end|done)",
    r"no probs?|not a prob|no doubt",
    r"(?:call|ring|rang|phon|spoke|speak|talk|ask|email|mail|writ|wrote|know|heard|hear|worr|chas|quer|forg|complain"
    r"|told|tell|contact|messag|remind|letter|\w+thing|sorry|how|what|sure)\w* (?:[\w']+ ){0,3}?about",
    r"about the(?! (?:end|middle|start|beginning|week|same|first|last|[0-9]{1,2}(?:st|nd|rd|th)))",
    # Who is asked whether; what is said for politeness; what follows should they break their word.
    r"(?:check|confirm|ask|know|sure|wonder|wondering|tell|say|said|see|as|what|even|only|unsure|not)(?: \w+)?"
    rf" if(?! {_THEY} can(?! see)\b)",
    r"if (?:not|so|any|anything|need be|i may"
    r"|you (?:like|want|wish|prefer|need|have|could|can|would|don't|do not|didn't|haven't|ask|get|look|see|call|hear"
    r"|give me|tell me|read me|spell|hold)"
    r"|(?:that|it)(?:'s| is) (?:ok|okay|all right|alright|all|fine|easier|any|good|not)"
    r"|that (?:works|helps|suits)|that'll|there(?:'s| is| are)|it (?:doesn't|does not|hasn't|isn't|bounces|fails)"
    r"|(?:i|we) (?:don't|do not|fail|miss|haven't|default|break))",
    r"(?:at|more than) once|once (?:(?:the|this) call|a|an|per|every|more|again|and|only|or|before|this week|already)",
)
_ENGLISH_SOFT = (
    r"do(?:ing)? (?:my|our|his|her|their|the) (?:very |level |absolute )?best|best (?:endeavou?rs|efforts)",
    rf"(?:do(?:ing)?|pay|send) (?:all|everything|what|whatever) {_THEY} can",
    rf"see (?:what|how much) {_THEY}(?:'ll|'re| can| could| are)(?: do| manage| find| scrape)?",
    rf"see (?:if|whether) {_THEY} can(?! see)|see how (?:it goes|we go|things go|things are|we get on)",
    r"(?:let's|we'll|we will) (?:have to )?see(?=[ ,.;!?]*$|[,.;])",
    r"tr(?:y|ies|ying)|(?:give it|have) a (?:go|try|shot)",
    r"should(?:n't| not)? (?:probably )?be(?: able(?: to)?)?|should",
    r"hopefully|hopeful|hoping|hopes? (?:to|so|for|we|i|they|he|she|it'll|it will|it)",
    *(
        rf"(?<=\b{who} )may(?= (?!(?:at|the|by|in|on|and|or|no|for|as|without)\b)[a-z])"
        for who in ("i", "we", "he", "she", "they", "it", "that", "there", "you")
    ),
    r"might|may(?= (?:not|well|be|have|just|also|still|only|need|pay|go|come|get|send|slip|manage|take|make|clear"
    r"|settle|arrive|reach|land|struggle|possibly|or may not)\b)",
    r"maybe|perhaps|prob(?:ably|s)?|prolly|poss(?:ibly)?|potentially|likely|(?:if|where|when) poss(?:ible)?|ideally",
    r"aim(?:s|ing)? (?:to|for|at)|intend(?:s|ing)? (?:to|\w+ing)|expect(?:s|ing|ed)? (?:to|so|we)"
    r"|looking to(?! (?:see|hear))",
    r"plan(?:s|ned|ning)? (?:to|on)|plan is(?: to)?|push(?:ing)? (?:for|to)|working (?:on it|towards)"
    r"|pencill?(?:ed)?(?: it)? in",
    r"(?:'s|'re|is|are) (?:supposed|meant) to|ought to",
    r"(?:i|we|they) (?:think|guess|reckon|suppose|imagine|believe)|s?he (?:thinks|reckons)"
    r"|i'd (?:say|think|guess|imagine|hope)",
    r"(?:fairly|pretty|almost|nearly) (?:sure|certain)|not (?:sure|certain)"
    r"|can'?t promise|cannot promise|at best|could be",
    r"(?:i|we|they|he|she) could"
    r"(?= (?:probably |maybe |possibly |perhaps )?(?:do|pay|send|manage|transfer|put|stretch|offer))",
    r"as soon as (?:poss(?:ible|ibly)?|(?:i|we|they|he|she) can)|a\.?s\.?a\.?p",
    r"sooner or later|soon(?! as)|shortly|in due course|before long|eventually|any (?:day|time) now"
    r"|at some (?:point|stage)|at the earliest|in a (?:few|couple of) (?:days|weeks|months)|in (?:theory|principle)",
    r"some ?time(?= (?:next|this|in|on|after|before|around|during|mid)| ?[,.;!?]*$)",
    r"all being well|with (?:any |a bit of |a little )?luck|god willing|all going well|touch wood"
    r"|fingers(?: are)? crossed",
    r"subject to|pending|depends|depending|dependent|assuming",
    rf"as long as{_WORD}{{1,3}}|provid(?:ed|ing)(?: that)? (?:we|they|he|she|it|i|the|our|my){_WORD}{{0,2}}",
    rf"(?:if|once|unless|as soon as) {_SUBJECT}{_WORD}{{0,2}}",
    r"(?:when(?:ever)?|after(?= they| (?:our|the|my) c)) (?!(?:did|do|does|will|is|are|was|were|can|should|would|you"
    rf"|(?:i|we) (?:pay|paid|sign))\b)(?:(?:[\w']+ ){{1,4}}?{_PAYS}(?: us)?"
    r"|(?:the |our )?(?:money|funds|cash)(?:'s| is| are) in)",
    rf"(?:round )?(?:around|about|roughly|approx(?:imately)?\.?|circa|ca\.)(?=,? ?(?:{_AMOUNT}|{_DAY}))",
    rf"or (?:so|thereabouts)(?! (?:{_THEY}|you|that)\b)|give or take|(?<=[0-9k] )approx",
    rf"(?:{WEEKDAY}|{MONTH}|month|week|noon|lunch|{_COUNT}|[0-9][0-9,.]{{0,12}}(?:st|nd|rd|th|k|am|pm)?) ?-?ish",
)

# ---- Chinese, in simplified characters -----------------------------------------------------------------------

_IN_CLAUSE = r"[^,.;:!?、。\s]"
_NOT_YET = r"[^,.;:!?、。\s已]"
_PAY = r"(?:付|打(?!电话|印|包|官司)|转|汇|还款|结清)"
_WHO_PAYS = r"(?:客户|甲方|业主|对方|下家|上家|买家|终端|总包|总部|总公司|财政)"
_MONEY = r"(?:回款|资金|货款|工程款|贷款|钱|款|审批|流程|领导|老板)"
_COMES = r"(?:到账|到帐|到位|到了|一到|下来|批|签字|签了|通过|走完|回款|打款|付款|付了|打来|结账|结算|回来)"

_CHINESE_FIRM = (
    r"(?:早就?|本来?就?|不|原本?)应[该当](?!不)|是应[该当]的",
    r"应[该当](?:支?付|给|还|打|结|交)(?:给?(?:你们?|您|贵司))?的",
    r"不可能|可能性",
    r"左右(?:手|为难|两[边侧]|开弓|逢源)",
    r"前后(?:矛盾|不一|一共|总共|共|[打来去说付]了|[0-9一二两三四五六七八九几]+[次回笔个])",
    r"(?:你们?|您|请|帮我|帮忙|麻烦|给我们?|发(?:来|过来|给我)|过来|拿来)(?:再|先|也)?(?:看看|试试|试一[下试])",
    r"(?:手机|电话|网银)试试",
    r"再说(?:一[遍次下声]|了)|(?:你们?|您|别|不用)再说",
    r"希望(?:你们?|您|贵|小学|学校|工程|集团)|新希望|不打算",
    r"准备(?:好|金|齐|完|妥|就绪|了)|(?:款|期|金|产|按|的|份|个|照|定)计划(?!是)",
    r"努力(?:工作|赚|挣)|回头客|不久前|[合契预条节续签违履]约",
    r"(?:稍|同|平|相|对|久|别)等|等(?:级|于|待|一下|下|会|等|额|一会)|等我(?!们?(?:的?客户|回款|收|这边))",
    r"(?:如果|要是|若|假如|万一)(?:(?:还|再|到时)?(?:没有?(?:别的|什么|事)|有问题|有什么|有疑问|有事"
    r"|(?:你们?|您)(?:还|有)?(?:需要|有))"
    rf"|{_IN_CLAUSE}{{0,6}}?(?:没收到|没到|不付|没付|没打|到期|逾期|晚了|做不到|食言|违约))",
)
_CHINESE_SOFT = (
    r"尽(?:可能|最大|量|快|早|力)|力争|争取(?!到了|到款)|应[该当]",
    r"也许|或许|有?可能|大概率?|大约|大致|差不多|说不定|没准儿?|兴许|估摸着?|搞不好|多半|十有八九|恐怕",
    r"左右|(?<=[万千百十元块0-9k])(?:上下|[来多]块|多点)|最[快早](?=[^,.;!?。\s了的])|(?<=[日号天底初中末旬五六一二三四节庆年0-9])前后",
    r"约(?=[0-9,.一二两三四五六七八九十半]+[万千百元块k])",
    r"估计|预计|预估|按理说?|原则上|理论上",
    rf"看(?:一下)?(?:能不能|能否|怎么|什么时候|啥时候|{_WHO_PAYS}|领导|老板)|视情况|看看|看(?![了过到完看]){_IN_CLAUSE}{{0,6}}?情况",
    r"再看(?![看一到了过])|再说|想想?办法|想法子|想辙|试试看?|试[一着]下?",
    rf"希望|打算|有望|努力|(?:计划|准备)(?={_IN_CLAUSE}{{0,8}}?{_PAY})",
    r"没[有啥]?(?:什么)?(?:意外(?:的话)?|(?:问题|变化)的话)|不出(?:什么)?意[外料](?:的话)?|如无意外|(?:一切)?顺利(?:的话)?|(?:可以|方便|正常)的话",
    r"能[付打给还凑](?:多少|一点|点)(?:[付打给还算是]+(?:多少|一点|点))?",
    r"再?过(?:几天|[两2]天|一?阵子?|些日子|些天|一?段时间|几日)|这[几两]天|近期|近日|不久|很快|稍后|改天|迟早|早晚会?",
    r"抽空|有空|有钱了?再?|回头|到时候|到时(?=再|看|说)|最近(?=[^,.;!?。\s]{0,2}?[就会])",
    rf"(?:如果|要是|假如|假若|倘若|若是|只要|除非|万一){_IN_CLAUSE}{{1,10}}?(?=就|才|我们?|[,.;:!?、。\s]|$)",
    rf"等(?!候){_IN_CLAUSE}{{1,10}}?{_COMES}",
    rf"{_WHO_PAYS}{_NOT_YET}{{0,5}}?[付打回到]{_NOT_YET}{{0,4}}?(?=就|才|再|后|马上|立)",
    rf"{_MONEY}{_NOT_YET}{{0,4}}?{_COMES}[了后]{{0,2}}(?=就|才|再|我|马上|立)|款到(?=就|才|再|马上|立)",
)

# Firm wordings come first: they use up the word that would be soft elsewhere.
_WORDS = re.compile(
    rf"\b(?:{'|'.join(_ENGLISH_FIRM)})(?!\w)|{'|'.join(_CHINESE_FIRM)}"
    rf"|(?P<soft>(?:\b|(?='))(?:{'|'.join(_ENGLISH_SOFT)})(?!\w)|{'|'.join(_CHINESE_SOFT)})",
    re.IGNORECASE | re.ASCII,
)


def soft_words(*texts: str) -> tuple[str, ...]:
    """Find the soft words in what was said or typed: try, should, maybe, if they pay us, 尽量, 左右, 等客户付款.

    In order, as they stand in the text, each once. Days and amounts are never soft by themselves, nor is the month
    of May. English and Chinese are both understood, in one text too.
    """
    found: dict[str, str] = {}
    for text in texts:
        tidy = " ".join(text[:LONGEST_TEXT].split())
        plain = tidy.translate(_PLAIN_SIGNS)
        for match in _WORDS.finditer(plain):
            if match["soft"]:
                found.setdefault(match["soft"].lower(), tidy[match.start("soft") : match.end("soft")])
    return tuple(found.values())
