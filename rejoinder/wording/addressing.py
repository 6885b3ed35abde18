"""How somebody is addressed: by the form of address on file, in the language in which the collector speaks."""

import re

from rejoinder.accounts import Contact

_HAN = re.compile(r"[\u3400-\u9fff]")
# Surnames of two characters, by the census; all others have one.
_LONG_SURNAMES = (
    "欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 东方 独孤 南宫 端木 轩辕 宇文 长孙 呼延 钟离"
)
# Whoever decides is addressed by surname and post; a bare full name sounds like a roll call.
_POSTS = {"owner": "总", "finance_manager": "经理", "lawyer": "律师"}
# Two to four characters are a person's name; what is longer is a firm or a note.
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")


def addressed(contact: Contact, language: str) -> str:
    """Say what to call somebody: the form of address, else the name; "" where neither can be said in the language.

    In Chinese, somebody with a name only is addressed by surname and post, where the post has a form of address. What
    is written in Chinese characters is not read out in English, nor a Latin form of address in Chinese where the name
    is Chinese.
    """
    if language == "zh":
        return _in_chinese(contact)
    readable = (one for one in (contact.address_as, contact.name) if one and not _HAN.search(one))
    return next(readable, "")


def readable(text: str, language: str) -> str:
    """Give words from the file where they can be read out in a language: no Chinese characters in English."""
    return "" if language == "en" and _HAN.search(text) else text


def _in_chinese(contact: Contact) -> str:
    """Address somebody in Chinese."""
    if contact.address_as and (_HAN.search(contact.address_as) or not _HAN.search(contact.name)):
        return contact.address_as
    post = _POSTS.get(contact.role, "")
    if post and _NAME.fullmatch(contact.name):
        return f"{_surname(contact.name)}{post}"
    return contact.name


def _surname(name: str) -> str:
    """Take the surname of a Chinese name."""
    return name[:2] if name[:2] in _LONG_SURNAMES.split() and len(name) > 2 else name[:1]
