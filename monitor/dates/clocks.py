"""Times of day, and the calendar days they fall on where the event is."""

from __future__ import annotations

import re
from datetime import date, tzinfo

from monitor.dates import spans, tense, zones
from monitor.dates.context import Context, Match, Rules, i
from monitor.dates.spans import Span
from monitor.dates.tense import FUTURE, PAST
from monitor.dates.words import PARTS_OF_DAY, WEEKDAY, S, weekday_number
from monitor.dates.zones import ZONE

CLOCK = (
    r"(?:(?i:\d{1,2}(?:[:.]\d\d)?[ \xa0]?[ap]\.?[ \xa0]?m\b\.?|\d{1,2}:\d\d(?![\d:])|noon|midday|midnight|\d{1,2}[ \xa0]o['’]clock)"
    r"|\d{4}(?=[ \xa0](?:GMT|UTC)\b))"
)
_ZONE = rf"(?:{S}(?P<%s>{ZONE}(?![\w])|\({ZONE}\)))?"
BEFORE = rf"(?:(?P<clock>{CLOCK}){_ZONE % 'zone'},?{S}(?:{i('on')}{S})?)?"
AFTER = rf"(?:,?{S}(?:{i('at|from|around|about|shortly after')}{S}){{0,2}}(?P<clock2>{CLOCK}){_ZONE % 'zone2'})?"

RULES = Rules()


def clock_value(words: str) -> str:
    """"T15:00" of "3 p.m.", "noon", "15:00", "1500"; "" of what is no time."""
    low = words.lower()
    if low in PARTS_OF_DAY:
        return PARTS_OF_DAY[low]
    m = re.match(r"(\d{1,2})(?:[:.]?(\d\d))?\s?([ap])?", low)
    if m is None:
        return ""
    hour, minute = int(m[1]), int(m[2] or 0)
    if hour > 24 or minute > 59 or (m[3] and not 1 <= hour <= 12):
        return ""
    if m[3]:
        hour = hour % 12 + (12 if m[3] == "p" else 0)
    return f"T{hour:02d}:{minute:02d}"


def timed(m: Match, ctx: Context, day: date) -> Span:
    """`day`, with the time or the part of the day that the match gives."""
    groups = m.groupdict()
    for clock, zone in (("clock", "zone"), ("clock2", "zone2")):
        if groups.get(clock):
            return at(m, ctx, day, clock_value(groups[clock]), groups[zone])
    return spans.of_day(day, PARTS_OF_DAY.get((groups.get("part") or "").lower(), ""))


def at(m: Match, ctx: Context, day: date, time: str, zone: str | None) -> Span:
    """An instant keeps the day and time that are said; its calendar days are the venue's, else the publisher's."""
    there = zones.named(zone) if zone else None
    moment = zones.instant(day, time, there) if there else None
    home = _home(m, ctx) if moment else None
    if moment is None or home is None:
        return spans.of_day(day, time)
    ctx.moment = moment
    try:
        local = moment.astimezone(home).date()
    except OverflowError:
        local = day
    return Span(day.isoformat() + time, local, local)


def _home(m: Match, ctx: Context) -> tzinfo | None:
    low, high = tense.sentence_bounds(ctx.text, *m.span())
    return zones.of_venue(ctx.text, low, high, m.start()) or (ctx.published.tzinfo if ctx.published else None)


_NEEDS = (
    *(f"{digit}{half}m" for digit in range(10) for half in "ap"), *(f"{gap}{half}m" for gap in (" ", "\xa0", ". ") for half in "ap"), *(f":{digit}" for digit in range(6)),
    "a.m", "p.m", "noon", "midday", "midnight", " gmt", " utc", "clock",
)  # fmt: skip


@RULES.rule(rf"(?P<clock>{CLOCK}){_ZONE % 'zone'}", cased=True, needs=_NEEDS)
def clock(m: Match, ctx: Context) -> Span | None:
    """A time alone is of the day in hand: the one mentioned a few sentences before, else the day of the words; in what is told of the
    past, which may be any day's, of none."""
    time = clock_value(m["clock"])
    near = ctx.day if m.start() - ctx.reached < _IN_HAND else None
    day = _day_right_after(m, ctx) or near or ctx.now
    if not time or day is None or not (m["zone"] or _is_time(m, ctx)):
        return None
    if near is None and ctx.day is not None and day is ctx.now and ctx.direction(m) == PAST:
        return Span("XXXX-XX-XX" + time)
    again = _same_moment(m, ctx, day, time)
    return again or at(m, ctx, day, time, m["zone"])


_IN_HAND = 300  # characters that a day stays in hand for
_LEAD = re.compile(r"\b(?:at|by|until|till|before|after|around|about|from|since|near|past|to|noon,?|between)\s{1,4}$", re.IGNORECASE)


def _is_time(m: Match, ctx: Context) -> bool:
    """"15:30" and "noon" want a preposition: a score and a film ("High Noon") are no times."""
    low = m["clock"].lower()
    plain = low in PARTS_OF_DAY or (":" in low and "m" not in low)
    return not plain or _LEAD.search(ctx.before(m, 10)) is not None


def _same_moment(m: Match, ctx: Context, day: date, time: str) -> Span | None:
    """"At 10 p.m. ET on Tuesday (0200 GMT)" says one instant twice: the second is Wednesday's."""
    zone = zones.named(m["zone"]) if m["zone"] else None
    if zone is None or ctx.moment is None or not 0 <= m.start() - ctx.reached <= 2 or "(" not in ctx.before(m, 2):
        return None
    there = ctx.moment.astimezone(zone)
    if f"T{there:%H:%M}" != time:
        return None
    return Span(f"{there:%Y-%m-%d}{time}", day, day)


_THEN_DAY = re.compile(rf"\.?(?:\s{{1,4}}(?:to|until|till|and)\s{{1,4}}{CLOCK})?\s{{0,4}}(?:\([^()\n]{{1,24}}\)\s{{1,4}})?(?:on\s{{1,4}})?({WEEKDAY})\b")


def _day_right_after(m: Match, ctx: Context) -> date | None:
    found = _THEN_DAY.match(ctx.text, m.end())
    if found is None or ctx.now is None:
        return None
    index = weekday_number(found[1])
    if tense.direction(ctx.text, *found.span(1)) == FUTURE:
        return spans.shift(ctx.now, (index - ctx.now.weekday()) % 7)
    return spans.shift(ctx.now, -((ctx.now.weekday() - index) % 7))
