"""Date expressions of news English, as TIMEX3 values with the calendar days they cover. Pure and linear.

    find("He will come on Tuesday.", published) -> one DateMention: "Tuesday", "2025-05-06", May 6 .. May 6

Relative expressions count from `published` and its zone ("today" is the publisher's day). Without it, whole dates resolve
as ever, weekdays and months keep their unknown parts ("XXXX-05-06"), and what is only relative is left out.

The rules, one room each; in every room a table of bounded patterns, each with the function that reads its match:
    days       whole dates in every order, "the 6th", today and its neighbours, "the day after the election"
    weekdays   the one the words about it point to: tense says which way
    clocks     times of day; one with a zone is an instant, whose days are those of the venue, else of the publisher
    periods    months, quarters, seasons, years      relative   "two days ago", "next week", "within the next week"
    holidays   fixed, moving and Easter's            datelines  the day of a wire story's words

What a value is worth to whoever looks for a meeting's day: only `earliest == latest` is a day. "Within the next week" has the
value of a duration, "P1W", and the days it spans from `published` on; "now", "recently" and "the future" are PRESENT_REF,
PAST_REF and FUTURE_REF without days; a length of time ("for three weeks", "over the next two years") is no date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import chain

from monitor.dates import clocks, datelines, days, holidays, periods, relative, weekdays
from monitor.dates.context import Context, Match, Rule
from monitor.dates.spans import Span, shift
from monitor.dates.words import WEEKDAY_ANY
from monitor.dates.zones import civil
from monitor.model import DateMention

__all__ = ["civil", "find", "written"]

RULES: tuple[Rule, ...] = (
    *days.RULES, *periods.RULES, *weekdays.RULES, *clocks.RULES, *relative.RULES, *holidays.RULES,
)  # order breaks ties only; fmt: skip
_DEADLINE = re.compile(r"\b(?:by|no later than|before|ahead of)\s{1,4}(?:the\s{1,4})?$", re.IGNORECASE)
_QUARTER = re.compile(r"^\d{4}-Q\d$")
_DAY = re.compile(r"^\d{4}-\d\d-\d\d")


def find(text: str, published: datetime | None, language: str | None = None) -> tuple[DateMention, ...]:
    """Every date and time expression of `text`, in reading order, none overlapping another.

    `language` is the page's tag: "en-GB" puts the day of "06/05/2025" first, "en-CA" knows its own Thanksgiving.
    """
    context = Context(
        text=text, published=published, now=published.date() if published else None, day_first=_day_first(text, published, language),
        canadian=(language or "").lower() == "en-ca",
    )  # fmt: skip
    line = datelines.find(text)
    found: list[DateMention] = []
    reached = 0
    for match, rule in _candidates(text):
        if match.start() < reached:
            continue
        start, end = _trim(text, match)
        span = rule.resolve(match, context)
        if span is None or end <= start:
            continue
        span = _deadline(text, start, end, span, context)
        if not rule.aside and not (line and line.start("date") < end and start < line.end("date")):  # a dateline is nothing's day
            _remember(span, context, start, end)
        found += _each(text, start, end, span)
        reached = match.end()
    return tuple(found)


REACH = timedelta(days=3)  # a page is published no longer than that after its words were written
STALE = timedelta(days=31)  # no news names a day so far back with its weekday
_DATED = re.compile(rf"{WEEKDAY_ANY},?\s.*\d")


def written(text: str, published: datetime | None, now: datetime | None = None) -> datetime | None:
    """When the words of a first version were written: `published`, on the day of the dateline where that lies just before.

    A page that bears no date counts from its dateline, else from the last day that it names with its weekday where that
    is long past ("Tuesday, May 6": news of some old week), else from `now`.
    """
    stamp = published or now
    if stamp is None:
        return None
    day = datelines.day(text, stamp.date(), REACH if published else None)
    if day is None and published is None:
        near = [m.earliest for m in find(text, now) if m.earliest and _DATED.match(m.text) and m.earliest == m.latest]
        if near and stamp.date() - max(near) > STALE:
            day = max(near)
    return stamp.replace(year=day.year, month=day.month, day=day.day) if day else stamp


def _candidates(text: str) -> Sequence[tuple[Match, Rule]]:
    """All matches of all rules by place, the longest first where several begin together."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    words = " ".join({*low.split()})  # half as long as the text: most of what is needed does not stand there
    numbers = " ".join(low[max(0, m.start() - 1) : m.end()] for m in _NUMBER.finditer(low))
    places = {
        need: _places(low if any_case else text, need) if part in (numbers if in_number else words) else []
        for need, part, any_case, in_number in _PARTS
    }
    windows = {needs: _about(sorted(chain.from_iterable(map(places.__getitem__, needs))), len(text)) for needs in _NEEDS}
    made = [(m, order, rule) for order, rule in enumerate(RULES) for start, end in windows[rule.needs] for m in rule.pattern.finditer(text, start, end)]
    made.sort(key=lambda c: (c[0].start(), -c[0].end(), c[1]))
    return [(m, rule) for m, _, rule in made]


_BACK, _ON = 80, 140  # no expression is longer


_NEEDS = frozenset(rule.needs for rule in RULES)


_NUMBER = re.compile(r"\d\S*")


def _part(need: str) -> tuple[str, str, bool, bool]:
    """A need, the longest part of it without a space, whether it ignores case, and whether that part is of a number: at most one
    character in front of its first digit."""
    part = max(need.lower().split(), key=len)
    return need, part, need == need.lower(), any(c.isdigit() for c in part[:2])


_PARTS = [_part(need) for need in sorted({need for needs in _NEEDS for need in needs})]


def _places(text: str, need: str) -> list[int]:
    found = []
    at = text.find(need)
    while at >= 0:
        found.append(at)
        at = text.find(need, at + 1)
    return found


def _about(places: Sequence[int], size: int) -> list[tuple[int, int]]:
    """The stretches of a text of that size about the places of words that a rule cannot do without, each once."""
    made: list[tuple[int, int]] = []
    for at in places:
        start, end = max(0, at - _BACK), min(size, at + _ON)
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made


_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?![\d/])")
_REGIONS = {"us": False, "ca": False, "ph": False, "gb": True, "au": True, "nz": True, "ie": True, "in": True, "za": True, "sg": True}


def _day_first(text: str, published: datetime | None, language: str | None) -> bool:
    """The text's own "13/05/2025" decides, then the region of its language, then the publisher's zone: east of Greenwich or not."""
    if "/" not in text:
        return False
    for match in _NUMERIC.finditer(text):
        if int(match[1]) > 12 or int(match[2]) > 12:
            return int(match[1]) > 12
    region = (language or "").lower().replace("_", "-").rpartition("-")[2]
    if region in _REGIONS:
        return _REGIONS[region]
    offset = published.utcoffset() if published else None
    return offset is not None and offset.total_seconds() > 0


def _trim(text: str, match: Match) -> tuple[int, int]:
    """Without the white space that a pattern needed to be sure."""
    start, end = match.span()
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


_AND = re.compile(r"(?:[^,]|,(?!\s{0,4}\d))*?(\s{1,4}and\s{1,4})\d")


def _each(text: str, start: int, end: int, span: Span) -> list[DateMention]:
    """The mention of a span: two of "April 24 and 25", which names each day; one of "April 24-25" and of a longer list."""
    first, last = span.earliest, span.latest
    pair = _AND.match(text, start, end) if first and last and "/" in span.value and first < last else None
    if pair is None or first is None or last is None:
        return [DateMention(text=text[start:end], start=start, end=end, value=span.value, earliest=first, latest=last)]
    return [
        DateMention(text=text[a:b], start=a, end=b, value=day.isoformat(), earliest=day, latest=day)
        for a, b, day in ((start, pair.start(1), first), (pair.end(1), end, last))
    ]


_EVENT = re.compile(r"['’]s\b|\s{1,4}(?!and\b|or\b|in\b|at\b|on\b|to\b|for\b|with\b|but\b|when\b|if\b|as\b|so\b)[a-z]{3,}")


def _deadline(text: str, start: int, end: int, span: Span, context: Context) -> Span:
    """"By Friday" is any day from now to Friday, "before Friday" to the day before; "ahead of Friday's vote" leaves the vote its day."""
    if context.now is None or span.latest is None or span.latest <= context.now:
        return span
    found = _DEADLINE.search(text, max(0, start - 20), start)
    if found is None:
        return span
    before = found[0].lower().startswith(("before", "ahead"))
    if before and _EVENT.match(text, end):
        return span
    return Span(span.value, context.now, shift(span.earliest or span.latest, -1) if before else span.latest)


def _remember(span: Span, context: Context, start: int, end: int) -> None:
    """The day, the quarter, the period and the occasion in hand, for what is told from them."""
    if span.value[:4].isdigit() and len(span.value) > 3:
        context.period = span.earliest
    if _QUARTER.match(span.value):
        context.report(span)
    elif _DAY.match(span.value) and span.latest is not None and (span.earliest == span.latest or "/" in span.value):
        context.day, context.reached = span.latest, end
        _occasion(span, context, start, end)


_OCCASION_BEFORE = re.compile(r"\b(\w+)(?:\s{1,4}(?:is|was|will be|has been|had been|set|scheduled|slated|due|planned|called|held|takes place|took place|opens|for|on|in \w+)){1,5}\s{1,4}$")
_OCCASION_AFTER = re.compile(r"(?:['’]s)?\s{1,4}(?:(?:federal|general|presidential|snap|national|local|by|party|leaders?)[\s-]{1,4}){0,2}(\w+)")


def _occasion(span: Span, context: Context, start: int, end: int) -> None:
    """"The election is on April 28", "the April 28 election"."""
    for match in (_OCCASION_BEFORE.search(context.text, max(0, start - 60), start), _OCCASION_AFTER.match(context.text, end)):
        if match and match[1].isalpha() and span.earliest is not None:
            context.occasions.setdefault(match[1].lower(), span.earliest)
