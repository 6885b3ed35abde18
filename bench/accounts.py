"""What the accounts of the made-up book are called, by their ids, so that any of them can be searched for."""

SEED = 20261118
INVOICES_EACH = 10

FIRST = ("Harrow", "Calder", "Tamsin", "Wexley", "Orrin", "Pell", "Marlow", "Sutter", "Brack", "Ines")
LAST = ("Valves", "Foods", "Joinery", "Haulage", "Printing", "Optics", "Roofing")
FIRST_ZH = ("恒远", "瑞丰", "华岭", "金澜", "同昌", "嘉禾", "泰宁")
LAST_ZH = ("机械", "食品", "建材", "物流", "印务")


def language_of(account_id: int) -> str:
    """Say in which language an account's debtor speaks: every second one Chinese."""
    return "zh" if account_id % 2 == 0 else "en"


def name_of(account_id: int) -> str:
    """Give an account's name, which no other has."""
    if language_of(account_id) == "zh":
        return f"{FIRST_ZH[account_id % 7]}{account_id}{LAST_ZH[account_id % 5]}有限公司"
    return f"{FIRST[account_id % 10]} {LAST[account_id % 7]} {account_id} Ltd"


def other_name_of(account_id: int) -> str:
    """Give a Chinese account's English name, shared by several; the others have none."""
    return f"{FIRST[account_id % 10]} {LAST[account_id % 7]} Co." if language_of(account_id) == "zh" else ""


def number_of(account_id: int) -> str:
    """Give an account's number."""
    return f"A-{account_id:06}"


def phone_of(account_id: int) -> str:
    """Give the telephone of an account's first contact, which no other has, from the numbers reserved for fiction."""
    return f"+1 {201 + account_id % 789} 555 01{account_id // 789 % 100:02}"
