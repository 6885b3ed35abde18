"""Reading the country of an address: its code, or its name in English or Chinese."""

from functools import lru_cache

from babel import Locale
from babel.core import get_global

from rejoinder.accounts.facts import country_codes

# What addresses have and CLDR does not.
_ALSO = {
    "usa": "US", "u.s.a.": "US", "u.s.": "US", "united states of america": "US", "uk": "GB",
    "great britain": "GB",
    "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "holland": "NL",
    "the netherlands": "NL", "czech republic": "CZ", "turkey": "TR", "prc": "CN", "p.r. china": "CN",
    "pr china": "CN", "mainland china": "CN", "people's republic of china": "CN", "中华人民共和国": "CN",
    "中国大陆": "CN",
    "hong kong": "HK", "香港": "HK", "macau": "MO", "macao": "MO", "澳门": "MO", "korea": "KR",
    "south korea": "KR",
    "republic of korea": "KR", "russian federation": "RU", "viet nam": "VN", "uae": "AE", "deutschland": "DE",
    "schweiz": "CH", "österreich": "AT", "españa": "ES", "italia": "IT",
}  # fmt: skip
# Countries that live by one clock, though the tables of zones list a second one.
_ONE_CLOCK = {"CN": "Asia/Shanghai", "DE": "Europe/Berlin"}


def country_of(text: str) -> str:
    """Give the ISO 3166 code of a country, or an empty text where it is none we know."""
    code = text.strip().upper()
    if code in country_codes():
        return code
    return _names().get(text.strip().casefold(), "")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Give the countries' codes by name and by their code of three letters. Source: CLDR."""
    known = set(country_codes())
    three = get_global("territory_aliases")
    named = {alias.casefold(): codes[0] for alias, codes in three.items() if len(alias) == 3 and len(codes) == 1}
    for locale in ("zh", "en"):
        named |= {str(name).casefold(): str(code) for code, name in Locale(locale).territories.items()}
    return {name: code for name, code in (named | _ALSO).items() if code in known}


def zone_in(country: str, *, instead: str) -> str:
    """Give the time zone of a country that has only one, or the zone `instead`."""
    zones = get_global("territory_zones").get(country, ())
    if instead in zones:
        return instead
    return zones[0] if len(zones) == 1 else _ONE_CLOCK.get(country, instead)
