"""May we say it: what no script may have a collector read out, in both languages, and what is only close to it."""

import pytest

from rejoinder import compliance, wording
from rejoinder.library import read_script

ENGLISH = """We will sue you.| I'll take you to court.| See you in court.| We start legal proceedings.
| The police will come.| That is a criminal offence.| You will be blacklisted.| Pay, or else.
| Face the consequences.| This is our final demand.| Sorry to bother you.| I apologise for ringing.
| I hate to ask.| I'm sorry, but the sum is due.| You are lying.| That is an excuse.| You always say that.
| Pay as soon as you can.| Whenever you like.| There is no hurry.| Take your time.| How much can you pay?
| We will waive the interest.| Then that is settled.| I can give you a discount.| Could you borrow it?
| Our account number is 12.| Give me your sort code.| Pay today!"""
CHINESE = """我们会起诉您。|那就法庭上见。|我们报警了。|您会上黑名单。|后果自负。|我们走法律程序。|我们派人上门催。
|这是最后通牒。|不好意思打电话来。|打扰您了。|抱歉又来催。|您这是骗人。|这是借口。|您总是说没钱。
|请您尽快付。|不着急。|您看着付。|能付多少？|那就一笔勾销。|我可以给您打折。|您去借一点。
|我们的账号是六二。|您报一下账号。|今天就付！"""
FINE = """If you decide to go to court, that is your right.| Which lawyer acts for you?| Excuse me, who is speaking?
| On which day will you transfer it?| I am sorry to hear that he is ill.
| How much leaves today, and when does all the rest follow?| Please send it to the address on our invoice.
| A policy of your house?| The criteria are met.| It is all settled with your colleague, you say?"""
FINE_CHINESE = """您哪天转过来？|今天能转多少，剩下的哪一天全部转清？|账号以发票上的为准。|您方便几点接电话？"""


def parted(text: str) -> list[str]:
    """Part the sentences of a list."""
    return [one.strip() for one in text.split("|")]


@pytest.mark.parametrize("sentence", parted(ENGLISH))
def test_english_sentence_that_nobody_may_say_is_refused(sentence):
    assert list(compliance.unfit(sentence, language="en"))


@pytest.mark.parametrize("sentence", parted(CHINESE))
def test_chinese_sentence_that_nobody_may_say_is_refused(sentence):
    assert list(compliance.unfit(sentence, language="zh"))


@pytest.mark.parametrize("sentence", parted(FINE))
def test_english_sentence_that_is_only_close_is_not(sentence):
    assert list(compliance.unfit(sentence, language="en")) == []


@pytest.mark.parametrize("sentence", parted(FINE_CHINESE))
def test_chinese_sentence_that_is_only_close_is_not(sentence):
    assert list(compliance.unfit(sentence, language="zh")) == []


def problems(path: str, **parts: str) -> list[tuple[int, str]]:
    """List the words refused in a script, each with its line."""
    headings = "".join(f"## {name.replace('_', ' ')}\n{text}\n" for name, text in parts.items())
    text = f"---\ntitle: x\n---\n{headings}"
    return [(one.line, str(one.values.get("words"))) for one in wording.problems_of(read_script(path, text)[0], text)]


def test_words_are_refused_where_they_are_read_out_and_not_where_they_are_warned_of():
    path = "scripts/en/responses/x.md"
    assert problems(path, Say="Which day, or else?") == [(5, "or else")]
    assert problems(path, Say="Which day?", Never_say="- “Pay, or else”: a threat.") == []
    assert problems(path, Say="Which day?", Why_they_say_it="Take your time to listen.") == []


@pytest.mark.parametrize("name", ["call/gatekeeper", "call/voicemail", "call/who_i_am", "call/right_person_public_body",
                                  "responses/wrong_party", "responses/payer_absent"])  # fmt: skip
def test_debt_is_not_spoken_of_where_anybody_may_listen(name):
    assert problems(f"scripts/en/{name}.md", Say="It is about an invoice.") == [(5, "invoice")]
    assert problems(f"scripts/zh/{name}.md", Say="关于一张发票。") == [(5, "发票")]
    assert problems(f"scripts/en/{name}.md", Say="This is {collector} of {creditor}.") == []
    assert problems(f"scripts/en/{name}.md", Say="It is {overdue_total}.") == [(5, "None")]
    assert problems("scripts/en/responses/x.md", Say="It is about an invoice.") == []


@pytest.mark.parametrize(
    "say",
    [
        "Which day? We will [[usual: take]] you to court.",
        "Which day? I will see you in\ncourt.",
        "Which [[third time: or]] else?",
    ],
)
def test_words_that_only_come_together_when_read_out_are_refused(say):
    assert [line for line, _ in problems("scripts/en/responses/x.md", Say=say)] == [4]


def test_chinese_words_that_only_come_together_in_a_tone_are_refused():
    assert problems("scripts/zh/responses/x.md", Say="哪天付？后果[[usual: 自负]]。") == [(4, "后果自负")]
