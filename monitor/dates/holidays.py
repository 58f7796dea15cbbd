"""Holidays, and their days in any year."""

from __future__ import annotations

import re
from datetime import date

from monitor.dates import clocks, days, spans
from monitor.dates.context import Context, Match, Rules
from monitor.dates.spans import Span, nth_weekday, shift
from monitor.dates.tense import FUTURE, PAST
from monitor.dates.words import YEAR, S, year_number

RULES = Rules()

FIXED = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new years day": (1, 1), "new years": (1, 1), "new years eve": (12, 31), "valentines day": (2, 14),
    "st patricks day": (3, 17), "earth day": (4, 22), "may day": (5, 1), "juneteenth": (6, 19), "canada day": (7, 1),
    "independence day": (7, 4), "fourth of july": (7, 4), "july fourth": (7, 4), "bastille day": (7, 14), "europe day": (5, 9),
    "halloween": (10, 31), "remembrance day": (11, 11), "veterans day": (11, 11), "armistice day": (11, 11), "anzac day": (4, 25),
    "australia day": (1, 26), "guy fawkes night": (11, 5), "all saints day": (11, 1), "epiphany": (1, 6), "orthodox christmas": (1, 7),
}  # fmt: skip
MOVING = {
    "thanksgiving": (11, 3, 4), "thanksgiving day": (11, 3, 4), "canadian thanksgiving": (10, 0, 2), "thanksgiving monday": (10, 0, 2),
    "labor day": (9, 0, 1), "labour day": (9, 0, 1), "memorial day": (5, 0, -1), "martin luther king day": (1, 0, 3),
    "martin luther king jr day": (1, 0, 3), "mlk day": (1, 0, 3), "presidents day": (2, 0, 3), "family day": (2, 0, 3), "columbus day": (10, 0, 2),
    "indigenous peoples day": (10, 0, 2), "mothers day": (5, 6, 2), "fathers day": (6, 6, 3),
}  # fmt: skip
EASTER = {
    "shrove tuesday": -47, "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "holy thursday": -3, "good friday": -2, "holy saturday": -1,
    "easter": 0, "easter sunday": 0, "easter monday": 1, "ascension day": 39, "pentecost": 49, "whit monday": 50,
}  # fmt: skip
AFTER = {"election day": (11, 0, 1, 1)}  # days after an n-th weekday
HOLIDAYS = (*FIXED, *MOVING, *EASTER, *AFTER, "victoria day", "orthodox easter")


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    k = (32 + 2 * e + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    n = h + k - 7 * m + 114
    return date(year, n // 31, n % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Eastern Easter Sunday (Meeus's Julian algorithm), in the Gregorian calendar."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = (d + e + 114) // 31, (d + e + 114) % 31 + 1
    return shift(date(year, month, day), year // 100 - year // 400 - 2)


def day_of(name: str, year: int) -> date | None:
    """The day of a holiday; `name` in lower case without apostrophes and dots."""
    if not 1600 <= year < 9990:
        return None
    if name in FIXED:
        return date(year, *FIXED[name])
    if name in MOVING:
        return nth_weekday(year, *MOVING[name])
    if name in EASTER:
        return shift(easter(year), EASTER[name])
    if name in AFTER:
        return shift(nth_weekday(year, *AFTER[name][:3]), AFTER[name][3])
    if name == "victoria day":  # the Monday before May 25
        return shift(date(year, 5, 24), -date(year, 5, 24).weekday())
    return orthodox_easter(year) if name == "orthodox easter" else None


def _pattern(name: str) -> str:
    """Of a name as the tables write it, as news writes it."""
    words = []
    for word in name.split():
        if word in {"years", "patricks", "valentines", "mothers", "fathers", "saints", "peoples"}:
            words.append(word[:-1] + "['’]?s?['’]?")
        elif word in {"presidents", "veterans"}:
            words.append(word[:-1] + "s?['’]?s?")
        else:
            words.append(word + r"\.?" if word in {"st", "jr"} else word)
    return S.join(words)


_NAMES = "|".join(sorted((_pattern(h) for h in HOLIDAYS), key=len, reverse=True))

_NEEDS = (" day", "easter", "christmas", "thanksgiving", "halloween", "juneteenth", "pentecost", "epiphany", "new year", "of july", "july fourth", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "fawkes")


@RULES.rule(rf"(?:(?P<lead>last|next|this){S})?(?P<name>{_NAMES})(?![\w-])(?:{S}(?P<part>morning|afternoon|evening|night|weekend)\b)?(?:,?{S}(?:in{S})?(?P<year>{YEAR}))?", needs=_NEEDS)
def holiday(m: Match, ctx: Context) -> Span | None:
    if not any(c.isupper() for c in m["name"]):
        return None
    name = re.sub(r"\bpresident day", "presidents day", " ".join(re.sub(r"['’.]", "", m["name"].lower()).split()))
    name = {"new year eve": "new years eve", "new year day": "new years day", "veteran day": "veterans day"}.get(name, name)
    if name == "new year":
        return None
    if name.startswith("thanksgiving") and (ctx.canadian or re.match(r"\s{1,4}in\s{1,4}Canada\b", ctx.text[m.end() : m.end() + 12])):
        name = "canadian thanksgiving"
    day = day_of(name, year_number(m["year"])) if m["year"] else _nearest(name, m, ctx)
    if day is None:
        return None
    if (m["part"] or "").lower() == "weekend":
        return _weekend(day)
    return clocks.timed(m, ctx, day)


def _nearest(name: str, m: Match, ctx: Context) -> date | None:
    now = ctx.now
    if now is None:
        return None
    options = [d for d in (day_of(name, now.year + k) for k in (-1, 0, 1)) if d]
    lead = (m["lead"] or "").lower()
    way = {"last": PAST, "next": FUTURE}.get(lead) or ctx.direction(m)
    best = days.nearest(options, m, ctx, now)
    if way == FUTURE:
        return min((d for d in options if d >= now), default=best)
    if way == PAST:
        return max((d for d in options if d <= now), default=best)
    return best


def _weekend(day: date) -> Span:
    """"The Easter weekend" runs over its Saturday and Sunday, and to the holiday beside them."""
    saturday = shift(day, 5 - day.weekday()) if day.weekday() else shift(day, -2)
    value = spans.of_week(saturday, "-WE").value
    return Span(value, min(day, saturday), max(day, shift(saturday, 1)))
