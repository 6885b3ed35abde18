"""What the titles that ledgers give to contacts say of their role, where they say it for certain."""

import re
import unicodedata

_NOT_A_WORD = re.compile(r"[\W_]+")
# Titles behind or before which more may stand: "Accounts Payable Clerk, EMEA".
_HAVING = (
    (
        "accounts_payable",
        re.compile(r"\b(?:accounts? payable|payables|(?:purchase|bought) ledger|creditors? clerk)\b"),
    ),
    (
        "finance_manager",
        re.compile(
            r"\b(?:chief financ(?:e|ial) officer|cfo"
            r"|(?:finance|financial|accounting) (?:manager|director|controller|head|lead)"
            r"|head of finance|director of finance|vp (?:of )?finance|manager finance)\b"
        ),
    ),
    (
        "buyer",
        re.compile(r"\b(?:buyer|(?:purchasing|procurement) (?:manager|officer|agent|lead|assistant|clerk))\b"),
    ),
    ("lawyer", re.compile(r"\b(?:lawyer|solicitor|attorney|general counsel|legal counsel)\b")),
    ("site", re.compile(r"\bsite (?:manager|office|engineer|supervisor)\b")),
    ("secretary", re.compile(r"\b(?:secretary|personal assistant|receptionist)\b")),
    ("owner", re.compile(r"\b(?:co )?owner\b|\bproprietor\b|\bproprietress\b")),
)  # fmt: skip
# No owners and no secretaries of the desk, though the words stand in them.
_NEVER = re.compile(
    r"\b(?:product|process|business|system|data|project) owner\b|\b(?:company|state|general) secretary\b"
)
_WHOLE = {
    "accounts_payable": (
        "ap payables 财务 财务部 会计 出纳 财务人员 应付 应付会计 应付账款 财务会计 财务出纳 付款会计"
    ),
    "finance_manager": (
        "财务经理 财务主管 财务总监 财务负责人 财务部长 财务科长 财务部经理 首席财务官 財務經理 总会计师"
    ),
    "owner": "老板 老板娘 业主 店主 老闆 企业主 经营者 个体户",
    "buyer": "purchasing procurement 采购 采购员 采购经理 采购部 采购主管 採購",
    "secretary": "pa 秘书 前台 文员 总经理秘书 祕書",
    "site": "site 项目部 项目经理 工地 现场 工地负责人 现场负责人",
    "lawyer": "legal 律师 法务 法务部 法律顾问 律師",
}
_ROLES = {title: role for role, titles in _WHOLE.items() for title in titles.split()}
_ROLES |= {"ap clerk": "accounts_payable", "a p": "accounts_payable", "a p clerk": "accounts_payable"}


def role_of(title: str) -> str:
    """Give the role of the house that a title is for certain, or an empty text."""
    plain = _NOT_A_WORD.sub(" ", unicodedata.normalize("NFKC", title).casefold()).strip()
    if plain in _ROLES:
        return _ROLES[plain]
    without = _NEVER.sub(" ", plain)
    return next((role for role, words in _HAVING if words.search(without)), "")
