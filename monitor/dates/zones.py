"""Time zones as news writes them, and the zone of the city a sentence names.

A time with a zone is an instant: its `value` stays in the zone that is said, its days are those of the place it happens in.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from monitor.dates.words import S

ZONE = (
    r"(?:(?:GMT|UTC)(?:[+-]\d{1,2}(?::?\d\d)?)?|[ECMPA][SD]T|[ECMPA]T|N[SD]T|BST|CES?T|EES?T|WES?T|IST|MSK|JST|KST|HKT|SGT|AE[SD]T|AW[SD]T|NZ[SD]T|"
    r"(?:Eastern|Central|Mountain|Pacific|Atlantic|Newfoundland)(?:" + S + r"(?:[Ss]tandard|[Dd]aylight))?(?:" + S + r"[Tt]ime)?|"
    r"[Ll]ocal" + S + r"time|(?:[A-Z][a-z]{2,14}" + S + r"){1,2}time)"
)

_HOURS = {
    "GMT": 0, "UTC": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AST": -4, "ADT": -3, "NST": -3.5,
    "NDT": -2.5, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "WET": 0, "WEST": 1, "IST": 5.5, "MSK": 3, "JST": 9, "KST": 9, "HKT": 8,
    "SGT": 8, "AEST": 10, "AEDT": 11, "AWST": 8, "AWDT": 9, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_REGIONS = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles", "AT": "America/Halifax", "NT": "America/St_Johns",
    "eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver", "pacific": "America/Los_Angeles",
    "atlantic": "America/Halifax", "newfoundland": "America/St_Johns",
}  # fmt: skip
# Cities (and houses) of the news that the time zone database does not know by name.
_PLACES = {
    zone: frozenset(places.split(", "))
    for zone, places in {
        "America/New_York": "Washington, White House, Capitol, Pentagon, State Department, Boston, Atlanta, Philadelphia, Miami, Mar-a-Lago, Camp David, Baltimore, Pittsburgh, Cleveland, Charlotte, Orlando, Tampa, Buffalo",
        "America/Chicago": "Houston, Dallas, Austin, Minneapolis, Milwaukee, New Orleans, St. Louis, San Antonio, Memphis, Nashville, Des Moines, Oklahoma City",
        "America/Denver": "Salt Lake City, Albuquerque, Santa Fe",
        "America/Los_Angeles": "San Francisco, Seattle, San Diego, Las Vegas, Portland, Sacramento, San Jose, Oakland",
        "America/Toronto": "Ottawa, Rideau Hall, Quebec City, Gatineau, Hamilton, Kingston",
        "America/Edmonton": "Calgary, Banff, Kananaskis",
        "America/Vancouver": "Victoria",
        "America/Sao_Paulo": "Brasilia, Rio, Rio de Janeiro",
        "Europe/London": "Downing Street, Westminster, Edinburgh, Cardiff, Glasgow, Manchester, Birmingham, Liverpool",
        "Europe/Paris": "Strasbourg, Nice, Lyon, Marseille",
        "Europe/Brussels": "Bruges, Antwerp",
        "Europe/Zurich": "Geneva, Davos, Bern, Basel",
        "Europe/Berlin": "Munich, Frankfurt, Hamburg, Cologne, Bonn",
        "Europe/Amsterdam": "The Hague, Hague, Rotterdam",
        "Europe/Rome": "Milan, Venice, Naples, Vatican",
        "Europe/Madrid": "Barcelona, Seville",
        "Europe/Moscow": "Kremlin, St. Petersburg, Sochi",
        "Europe/Kiev": "Kyiv, Lviv, Odesa, Kharkiv",
        "Europe/Istanbul": "Ankara, Antalya",
        "Asia/Shanghai": "Beijing, Guangzhou, Shenzhen, Tianjin",
        "Asia/Tokyo": "Osaka, Kyoto, Hiroshima",
        "Asia/Kolkata": "New Delhi, Delhi, Mumbai, Bangalore, Chennai",
        "Asia/Karachi": "Islamabad, Lahore",
        "Asia/Jerusalem": "Tel Aviv",
        "Asia/Riyadh": "Jeddah, Mecca",
        "Asia/Dubai": "Abu Dhabi",
        "Asia/Qatar": "Doha",
        "Asia/Ho_Chi_Minh": "Hanoi, Danang",
        "Africa/Johannesburg": "Pretoria, Cape Town, Durban",
        "Africa/Lagos": "Abuja",
        "Australia/Sydney": "Canberra",
        "Pacific/Auckland": "Wellington, Christchurch",
    }.items()
}
_CITY = re.compile(r"\b(?:in|at|from|to|near|outside|visits?|visiting)\s{1,4}(?:the\s{1,4})?((?:[A-Z][\w.'’-]{1,15}\s{1,4}){0,2}[A-Z][\w'’-]{1,15})")


@lru_cache(maxsize=512)
def of_city(name: str) -> ZoneInfo | None:
    """The zone of a city, by its English name: "Ottawa", "New York"."""
    place = " ".join(name.replace("’s", "").replace("'s", "").split())
    for zone, places in _PLACES.items():
        if place in places:
            return ZoneInfo(zone)
    if not re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*", place):
        return None
    for region in ("Europe", "America", "Asia", "Africa", "Australia", "Pacific"):
        try:
            return ZoneInfo(f"{region}/{place.replace(' ', '_')}")
        except (OSError, ValueError, KeyError):  # no such city; a folder of the database counts as none
            continue
    return None


_CIVIL = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Halifax", "America/St_Johns", "Europe/London", "Europe/Paris", "Europe/Athens",
    "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip


def civil(stamp: datetime) -> tzinfo | None:
    """The zone whose summer time the offset of `stamp` follows, of those that news in English comes from; UTC and the rest stay as they are."""
    offset = stamp.utcoffset()
    if not offset:
        return stamp.tzinfo
    options = (ZoneInfo(name) for name in _CIVIL)
    return next((z for z in options if stamp.astimezone(z).utcoffset() == offset), stamp.tzinfo)


def of_venue(text: str, low: int, high: int, at: int) -> ZoneInfo | None:
    """The zone of the city named nearest to `at` inside [low, high)."""
    found: list[tuple[int, ZoneInfo]] = []
    for match in _CITY.finditer(text, low, high):
        words = match[1].split()
        zone = next((z for k in range(len(words), 0, -1) if (z := of_city(" ".join(words[:k])))), None)
        if zone is not None:
            found.append((abs(match.start() - at), zone))
    return min(found, key=lambda f: f[0])[1] if found else None


def named(words: str) -> tzinfo | None:
    """The zone said: "ET", "GMT+2", "Moscow time"; None for "local time" and what is no zone."""
    plain = " ".join(words.strip("() ").split())
    if plain.upper() in _HOURS:
        return timezone(timedelta(hours=_HOURS[plain.upper()]))
    offset = re.fullmatch(r"(?:GMT|UTC)([+-])(\d{1,2}):?(\d\d)?", plain)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes)) if minutes < 24 * 60 else None
    first = plain.split()[0]
    if plain in _REGIONS or first.lower() in _REGIONS:
        return ZoneInfo(_REGIONS[plain if plain in _REGIONS else first.lower()])
    return of_city(plain.rsplit(" ", 1)[0]) if plain.lower().endswith(" time") else None


def instant(day: date, time: str, zone: tzinfo) -> datetime | None:
    """The moment of "T15:00" of `day` in `zone`; midnight is the end of its day."""
    if len(time) != 6:
        return None
    hour, minute = (23, 59) if time == "T24:00" else (int(time[1:3]), int(time[4:]))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone) if hour < 24 else None
