"""The rules: a table of patterns, each with the function that turns its match into a Span. Order breaks ties only.

Every pattern begins at a word and is bounded, so that scanning stays linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from monitor.dates import spans, tense
from monitor.dates.spans import Span
from monitor.dates.tense import FUTURE, PAST
from monitor.dates.words import (
    CLOCK,
    DAY,
    DAY_WORD,
    DECADES,
    MONTH,
    MONTH_FULL,
    MONTHS,
    NUMBER,
    NUMBERS,
    ORDINALS,
    PART,
    PARTS_OF_DAY,
    SEASONS,
    TEENS,
    UNIT,
    WEEKDAY,
    WEEKDAY_ANY,
    WEEKDAYS,
    YEAR,
    ZONE,
    S,
)  # fmt: skip

Match = re.Match[str]


@dataclass(slots=True)
class Context:
    """What a rule may look at: the text, the day of its words, and the dates mentioned before."""

    text: str
    now: date | None
    day: date | None = None  # the last calendar day mentioned
    quarter: Span | None = None  # the last quarter mentioned
    directions: dict[tuple[int, int], str | None] = field(default_factory=dict)

    def direction(self, match: Match) -> str | None:
        key = match.span()
        if key not in self.directions:
            self.directions[key] = tense.direction(self.text, *key)
        return self.directions[key]

    def ahead(self, match: Match) -> bool:
        return self.direction(match) == FUTURE


Resolver = Callable[[Match, Context], Span | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """`needs`: a text without any of these (in lower case) cannot match; empty: always tried. Halves the time of a page."""

    pattern: re.Pattern[str]
    resolve: Resolver
    needs: tuple[str, ...] = ()


RULES: list[Rule] = []


def rule(pattern: str, *, cased: bool = False, needs: str = "") -> Callable[[Resolver], Resolver]:
    """Register a resolver. Months and weekdays match with their capital only (`cased`)."""

    def register(resolve: Resolver) -> Resolver:
        RULES.append(Rule(re.compile(r"(?<![\w])" + pattern, 0 if cased else re.IGNORECASE), resolve, tuple(needs.split())))
        return resolve

    return register


def i(words: str) -> str:
    """A fragment that ignores case inside a cased pattern."""
    return f"(?i:{words})"


def number(words: str) -> int | None:
    low = words.lower().split()
    if low[0].isdigit():
        return int(low[0])
    return next((NUMBERS[w] for w in reversed(low) if w in NUMBERS and w not in {"a", "an"}), 1 if low[0] in {"a", "an"} else None)


def word_part(words: str | None) -> str:
    """"early" | "mid" | "late" | "" of a modifier as written."""
    low = (words or "").lower()
    for key, part in (
        ("early", "early"), ("begin", "early"), ("start", "early"), ("first", "early"), ("mid", "mid"), ("late", "late"), ("end", "late"),
        ("second half", "late"), ("last", "late"),
    ):  # fmt: skip
        if key in low:
            return part
    return ""


def month_number(words: str) -> int:
    return MONTHS[words.lower().rstrip(".")]


# --- whole dates -------------------------------------------------------------------------------------------------------


@rule(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])", needs="-")
def iso(m: Match, ctx: Context) -> Span | None:
    day = spans.make(int(m[1]), int(m[2]), int(m[3]))
    return spans.of_day(day, f"T{m[4]}" if m[4] else "") if day else None


@rule(r"(?<![/.,$-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\w/-]|\.\d)", needs="/ - .")
def numeric(m: Match, ctx: Context) -> Span | None:
    """American order, unless that is no date."""
    year = int(m[4]) + (0 if len(m[4]) == 4 else 1900 if int(m[4]) > 50 else 2000)
    if m[2] == "." and len(m[4]) == 2:
        return None
    day = spans.make(year, int(m[1]), int(m[3])) or spans.make(year, int(m[3]), int(m[1]))
    return spans.of_day(day) if day else None


_TIME_BEFORE = rf"(?:(?P<clock>{CLOCK})(?:{S}\(?{ZONE}\)?)?,?{S}(?:{i('on')}{S})?)?"
_TIME_AFTER = rf"(?:,?{S}{i('at')}{S}(?P<clock2>{CLOCK})(?:{S}{ZONE}\b)?)?"
_ABOUT = rf"(?:(?P<about>{i('on or about|around|about')}){S})?"


@rule(
    rf"{_ABOUT}{_TIME_BEFORE}(?:(?P<lead>{i('this coming|this|last|next|coming')}){S})?(?:{WEEKDAY_ANY}(?:{S}(?P<part>{i(PART)}))?,?{S}(?:{i('the')}{S})?)?"
    rf"(?P<month>{MONTH}){S}(?P<day>{DAY}|{i(DAY_WORD)}\b)"
    rf"(?:(?:(?:{S})?[-–—](?:{S})?(?:(?P<month2>{MONTH}){S})?|{S}{i('to|through')}{S})(?P<day2>{DAY})|{S}{i('and')}{S}(?P<day3>{DAY})(?=(?:{S})?[.,;)]|{S}{i('in|at|to|for|with|on')}\b|$))?"
    rf"(?:,?{S}(?P<year>{YEAR})(?![\w-]))?{_TIME_AFTER}",
    cased=True,
)
def month_day(m: Match, ctx: Context) -> Span | None:
    return _whole(m, ctx, m["day"], m["day2"] or m["day3"], m["month"], m["month2"])


@rule(
    rf"{_ABOUT}(?:{WEEKDAY_ANY},?{S})?(?:{i('the')}{S})?(?P<day>{DAY})(?:(?:(?:{S})?[-–—](?:{S})?|{S}{i('to|and|through')}{S})(?P<day2>{DAY}))?"
    rf"(?:{S}{i('of')})?{S}(?P<month>{MONTH})(?![\w'’])(?:,?{S}(?P<year>{YEAR})(?![\w-]))?",
    cased=True,
)
def day_month(m: Match, ctx: Context) -> Span | None:
    return _whole(m, ctx, m["day"], m["day2"], m["month"], None)


_DAY_WORDS = {w: n for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)}


def _day_number(words: str) -> int:
    low = words.lower()
    return _DAY_WORDS.get(low) or int(low.rstrip("stndrh"))


def _whole(m: Match, ctx: Context, first: str, last: str | None, month: str, month2: str | None) -> Span | None:
    groups = m.groupdict()
    number_of = month_number(month)
    day, year = _day_number(first), groups.get("year")
    start = spans.make(int(year), number_of, day) if year else _near(number_of, day, m, ctx)
    if start is None:
        return Span(f"XXXX-{number_of:02d}-{day:02d}") if ctx.now is None and not year else None
    if last:
        stop = spans.make(start.year, month_number(month2) if month2 else start.month, _day_number(last))
        if stop is not None and stop < start and month2:
            stop = spans.make(start.year + 1, stop.month, stop.day)
        if stop is not None and stop >= start:
            return spans.of_range(start, stop)
    clock = groups.get("clock") or groups.get("clock2")
    time = clock_value(clock) if clock else PARTS_OF_DAY.get((groups.get("part") or "").lower(), "")
    found = spans.of_day(start, time)
    if groups.get("about"):
        return Span(found.value, spans.shift(start, -2), spans.shift(start, 2))
    return found


def _near(month: int, day: int, m: Match, ctx: Context) -> date | None:
    """The nearest such day; one far ahead of words that look back (or the reverse) is a year off."""
    now = ctx.now
    if now is None:
        return None
    options = [d for d in (spans.make(now.year + k, month, day) for k in (-1, 0, 1) if 0 < now.year + k < 10000) if d]
    if not options:
        return None
    best = min(options, key=lambda d: abs((d - now).days))
    off = (best - now).days
    if off > 90 and ctx.direction(m) == PAST:
        return max((d for d in options if d <= now), default=best)
    if off < -45 and ctx.direction(m) == FUTURE:
        return min((d for d in options if d >= now), default=best)
    return best


def clock_value(words: str) -> str:
    """"T15:00" of "3 p.m.", "noon", "15:00"."""
    low = words.lower()
    if low in {"noon", "midnight"}:
        return PARTS_OF_DAY[low]
    m = re.match(r"(\d{1,2})(?:[:.](\d\d))?\s?([ap])?", low)
    if m is None:
        return ""
    hour, minute = int(m[1]), int(m[2] or 0)
    if hour > 24 or minute > 59 or (m[3] and not 1 <= hour <= 12):
        return ""
    if m[3]:
        hour = hour % 12 + (12 if m[3] == "p" else 0)
    return f"T{hour:02d}:{minute:02d}"


# --- months ------------------------------------------------------------------------------------------------------------

_EDGE = r"(?:the" + S + r")?(?:very" + S + r")?(?:early|late|beginning|start|end|middle|mid)(?:-|" + S + r"(?:of" + S + r"|in" + S + r")?(?:the" + S + r")?)"


@rule(
    rf"(?:(?P<edge>{i(_EDGE)})|(?P<lead>{i('last|next|this past|this coming|this')}){S})?(?P<month>{MONTH_FULL}|Sept\.)"
    rf"(?:,?{S}(?:{i('of')}{S})?(?:(?P<year>{YEAR})(?![\w-])|(?P<rel>{i('last|next|this')}){S}{i('year')}\b))?(?![\w’'-]*[a-z])",
    cased=True,
)
def month(m: Match, ctx: Context) -> Span | None:
    name, lead, rel = m["month"], (m["lead"] or "").lower(), (m["rel"] or "").lower()
    plain = not (m["edge"] or lead or m["year"] or rel)
    if plain and not _is_month(m, ctx.text):
        return None
    index = month_number(name)
    now = ctx.now
    if m["year"]:
        year = int(m["year"])
    elif now is None:
        return Span(f"XXXX-{index:02d}")
    elif rel:
        year = now.year + {"last": -1, "next": 1, "this": 0}[rel]
    elif lead in {"last", "this past"}:
        year = now.year if index < now.month else now.year - 1
    elif lead in {"next", "this coming"}:
        year = now.year if index > now.month else now.year + 1
    elif lead == "this":
        year = now.year
    else:
        year = _month_year(index, now, ctx.direction(m))
    return spans.part_of(spans.of_month(year, index), word_part(m["edge"]))


def _month_year(index: int, now: date, way: str | None) -> int:
    if way == FUTURE:
        return now.year if index >= now.month else now.year + 1
    if way == PAST:
        return now.year if index <= now.month else now.year - 1
    off = index - now.month
    return now.year + (1 if off < -6 else -1 if off > 5 else 0)


_MONTH_LEADERS = frozenset(
    """in since until till by from of during through before after and to between for or late early mid than this last next every""".split()
)
_LAST_WORD = re.compile(r"([A-Za-z]+)[,]?\s{1,4}$")
_NEXT_CAPITAL = re.compile(r"\s{1,4}[A-Z][a-z]")


def _is_month(m: Match, text: str) -> bool:
    """A bare "May", "March", "April" … is a month after a preposition; the less ambiguous ones, unless a name."""
    before = _LAST_WORD.search(text, max(0, m.start() - 24), m.start())
    word = before[1] if before else ""
    if word.lower() in _MONTH_LEADERS:
        return not (word.lower() not in {"in", "since", "until", "by", "during"} and _NEXT_CAPITAL.match(text, m.end()))
    return m["month"] not in {"May", "March", "April", "June", "August"} and not word[:1].isupper() and not _NEXT_CAPITAL.match(text, m.end())


# --- weekdays ----------------------------------------------------------------------------------------------------------


@rule(
    rf"(?:(?P<n>{i('a|one|two|three|1|2|3')}){S}{i('weeks?')}{S}{i('from')}{S}(?:{i('next|this')}{S})?)?"
    rf"{_TIME_BEFORE}(?:(?P<mod>{i('early|late|later|earlier')}){S}(?:{i('on')}{S})?)?"
    rf"(?:(?P<lead>{i('last|next|this past|this coming|this|past|coming|the following|the previous')}){S})?"
    rf"(?P<weekday>{WEEKDAY})(?![\w])(?:{S}(?P<part>{i(PART)})(?![\w]))?"
    rf"(?:{S}(?P<tail>{i('week')}(?=[.,;]|{S}{i('in|at')}\b)|(?:{i('of')}{S})?(?P<which>{i('next|last|this')}){S}{i('week')}\b))?{_TIME_AFTER}",
    cased=True, needs="day")
def weekday(m: Match, ctx: Context) -> Span | None:
    if _no_day(m, ctx.text):
        return None
    index = WEEKDAYS[m["weekday"].lower()]
    if ctx.now is None:
        return Span(f"XXXX-WXX-{index + 1}")
    day = _weekday_day(m, index, ctx.now, ctx)
    clock = m["clock"] or m["clock2"]
    part = (m["part"] or "").lower()
    return spans.of_day(day, clock_value(clock) if clock else PARTS_OF_DAY.get(part, ""))


_DAY_NAMES = re.compile(r"(?:Black|Ash|Bloody|Super|Ruby|Casual|Cyber|Fat|Maundy|Holy|Giving|Spy|Shrove|Billy|[Ee]very|[Ee]ach|alternate)\s{1,4}$")
_DAY_TITLES = re.compile(
    r"\s{1,4}(?:Times|Night Live|Night Football|Telegraph|Mirror|Herald|Review|Post|Star|Business Post|Independent|Mail|Night Lights|School)\b"
)


def _no_day(m: Match, text: str) -> bool:
    return _DAY_NAMES.search(text, max(0, m.start() - 14), m.start()) is not None or _DAY_TITLES.match(text, m.end("weekday")) is not None


def _weekday_day(m: Match, index: int, now: date, ctx: Context) -> date:
    lead, which = (m["lead"] or "").lower(), (m["which"] or "").lower()
    same = spans.shift(now, index - now.weekday())  # in this ISO week
    back, forth = spans.shift(now, -((now.weekday() - index) % 7)), spans.shift(now, (index - now.weekday()) % 7)
    if which:
        return spans.shift(same, {"next": 7, "last": -7, "this": 0}[which])
    if m["n"]:
        return spans.shift(forth, 7 * (number(m["n"]) or 1))
    if m["tail"]:
        return spans.shift(forth, 7)
    if lead == "last":
        return spans.shift(same, -7)
    if lead == "next":
        return spans.shift(same, 7)
    if lead in {"this coming", "coming"}:
        return forth if forth > now else spans.shift(forth, 7)
    if lead in {"this past", "past"}:
        return back if back < now else spans.shift(back, -7)
    if lead == "the following" and ctx.day is not None:
        return spans.shift(ctx.day, (index - ctx.day.weekday() - 1) % 7 + 1)
    if lead == "the previous" and ctx.day is not None:
        return spans.shift(ctx.day, -((ctx.day.weekday() - index - 1) % 7 + 1))
    if lead == "this" and same >= now:
        return same
    if index == now.weekday():
        return now
    return forth if ctx.direction(m) == FUTURE else back


# --- days about today --------------------------------------------------------------------------------------------------


@rule(
    rf"(?:{CLOCK}{S})?(?:(?:early|late|later|earlier){S})?"
    rf"(?P<word>the{S}day{S}after{S}tomorrow|the{S}day{S}before{S}yesterday|today|tomorrow|yesterday|tonight|this{S}(?:very{S})?(?:morning|afternoon|evening)|last{S}(?:night|evening)|later{S}in{S}the{S}day)\b"
    rf"(?:{S}(?P<part>{PART})\b)?", needs="today tomorrow yesterday tonight this last later")
def deictic(m: Match, ctx: Context) -> Span | None:
    if ctx.now is None:
        return Span("PRESENT_REF") if m["word"].lower() == "today" else None
    word = " ".join(m["word"].lower().split())
    part = (m["part"] or "").lower()
    off = {"tomorrow": 1, "yesterday": -1, "the day after tomorrow": 2, "the day before yesterday": -2, "last night": -1, "last evening": -1}.get(word, 0)
    if word == "tonight":
        part = "night"
    elif not part and word.split()[-1] in PARTS_OF_DAY:
        part = word.split()[-1]
    return spans.of_day(spans.shift(ctx.now, off), PARTS_OF_DAY.get(part, ""))


@rule(
    rf"(?:the{S}(?P<which>next|following|previous|preceding|same|very{S}next|very{S}same){S}(?:day|(?P<part>morning|afternoon|evening|night))"
    rf"|that{S}(?:same{S}|very{S})?(?:day|(?P<part2>morning|afternoon|evening|night))|the{S}day{S}(?P<side>before|after)(?=(?:{S})?[.,;]))\b(?!{S}of\b)", needs="day morning evening afternoon night")
def beside(m: Match, ctx: Context) -> Span | None:
    """The day beside the one spoke of last."""
    if ctx.day is None:
        return None
    which = (m["which"] or m["side"] or "same").lower().split()[-1]
    off = {"next": 1, "following": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1}.get(which, 0)
    part = (m["part"] or m["part2"] or "").lower()
    return spans.of_day(spans.shift(ctx.day, off), PARTS_OF_DAY.get(part, ""))


@rule(rf"the{S}(?P<day>(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th))(?=[.,;)]|{S}(?:of{S}(?P<rel>this|next|last){S}month|to|at|in|and|when|that|with)\b|$)(?:{S}of{S}(?:this|next|last){S}month)?", needs="st nd rd th")
def the_nth(m: Match, ctx: Context) -> Span | None:
    """"On the 6th": of this month, or of the next (last) one when the sentence looks that way."""
    now = ctx.now
    if now is None or not re.search(r"\b(?:on|by|until|before|after|from|since|for)\s{1,4}$", ctx.text[max(0, m.start() - 10) : m.start()], re.IGNORECASE):
        return None
    number_of = _day_number(m["day"])
    here = spans.make(now.year, now.month, number_of)
    way = ctx.direction(m)
    off = 0
    if m["rel"]:
        off = {"this": 0, "next": 1, "last": -1}[m["rel"].lower()]
    elif here is not None and here < now and (way == FUTURE or (way is None and (now - here).days > 15)):
        off = 1
    elif (here is None or here > now) and way == PAST:
        off = -1
    base = spans.add_months(now.replace(day=1), off)
    day = spans.make(base.year, base.month, number_of)
    return spans.of_day(day) if day else None


@rule(rf"(?P<clock>{CLOCK})(?:{S}{ZONE}\b)?", needs="am pm m. : noon midnight")
def clock(m: Match, ctx: Context) -> Span | None:
    """A time alone is of the day in hand: the one mentioned last, else the day of the words."""
    time = clock_value(m["clock"])
    day = _day_right_after(m, ctx) or ctx.day or ctx.now
    if not time or day is None or (":" in m["clock"] and "m" not in m["clock"].lower() and not re.search(r"\bat\s{1,4}$", ctx.text[max(0, m.start() - 6) : m.start()])):
        return None
    return spans.of_day(day, time)


_THEN_DAY = re.compile(rf"\.?\s{{0,4}}(?:\([^()\n]{{1,24}}\)\s{{1,4}})?(?:on\s{{1,4}})?({WEEKDAY})\b")


def _day_right_after(m: Match, ctx: Context) -> date | None:
    found = _THEN_DAY.match(ctx.text, m.end())
    if found is None or ctx.now is None:
        return None
    index = WEEKDAYS[found[1].lower()]
    if tense.direction(ctx.text, *found.span(1)) == FUTURE:
        return spans.shift(ctx.now, (index - ctx.now.weekday()) % 7)
    return spans.shift(ctx.now, -((ctx.now.weekday() - index) % 7))


# --- so many units from here -------------------------------------------------------------------------------------------


def moved(day: date, count: int, unit: str) -> Span:
    """`count` units from `day`, to the grain of the unit."""
    if unit == "day":
        return spans.of_day(spans.shift(day, count))
    if unit == "week":
        return spans.of_week(spans.shift(day, 7 * count))
    if unit == "month":
        base = spans.add_months(day, count)
        return spans.of_month(base.year, base.month)
    if unit == "quarter":
        base = spans.add_months(day, 3 * count)
        return spans.of_quarter(base.year, (base.month + 2) // 3)
    year = day.year + count * (10 if unit == "decade" else 1)
    return spans.of_year(year) if 0 < year < 9999 else Span("PAST_REF" if count < 0 else "FUTURE_REF")


@rule(rf"(?:(?:about|around|some|almost|nearly|just|roughly|only|over|more{S}than|less{S}than){S})?(?P<n>{NUMBER}){S}(?P<unit>{UNIT})s?(?:{S}or{S}so)?{S}(?P<way>ago|from{S}now|hence)\b", needs="ago hence now")
def ago(m: Match, ctx: Context) -> Span | None:
    n, unit = number(m["n"]), m["unit"].lower()
    if n is None or ctx.now is None or unit == "hour":
        return None
    back = m["way"].lower() == "ago"
    if back and unit == "year" and n == 1:
        return _year_before(ctx)
    if n in {3, 5} and m["n"].lower().split()[-1] not in {"three", "five", "3", "5"}:
        return Span("PAST_REF" if back else "FUTURE_REF")
    return moved(ctx.now, -n if back else n, unit)


@rule(rf"(?:the{S})?(?:a{S}year{S}earlier|year-earlier|year-ago|a{S}year{S}before)(?:{S}(?:quarter|period|third{S}quarter))?\b", needs="year")
def year_earlier(m: Match, ctx: Context) -> Span | None:
    return _year_before(ctx)


def _year_before(ctx: Context) -> Span | None:
    """A year before what is spoken of: the quarter in hand, else the day of the words."""
    if ctx.quarter is not None and ctx.quarter.earliest is not None:
        first = spans.add_months(ctx.quarter.earliest, -12)
        return spans.of_quarter(first.year, (first.month + 2) // 3)
    return spans.of_year(ctx.now.year - 1) if ctx.now and ctx.now.year > 1 else None


@rule(rf"(?P<n>{NUMBER}){S}(?P<unit>day|week)s?{S}(?P<way>later|earlier)\b", needs="later earlier")
def from_then(m: Match, ctx: Context) -> Span | None:
    n = number(m["n"])
    if n is None or ctx.day is None or m["n"].lower() in {"several", "few", "a few"}:
        return None
    return moved(ctx.day, n if m["way"].lower() == "later" else -n, m["unit"].lower())


# --- this, last and next -----------------------------------------------------------------------------------------------


@rule(
    rf"(?:(?P<edge>(?:the{S})?(?:very{S})?(?:early|late|later|earlier|mid|middle|beginning|start|end|first{S}half|second{S}half|latter{S}half|last{S}half)(?:-|{S})(?:of{S}|in{S})?(?:the{S})?)"
    rf"|the{S})?(?P<which>this{S}past|this{S}coming|this|last|next|the{S}coming|the{S}current|the{S}following|current|coming){S}(?P<unit>week|weekend|month|quarter|year|century)\b(?!-)", needs="week month quarter year")
def unit_about(m: Match, ctx: Context) -> Span | None:
    if ctx.now is None:
        return None
    now, unit = ctx.now, m["unit"].lower()
    which = m["which"].lower().split()[-1]
    off = {"last": -1, "past": -1, "next": 1, "coming": 1, "following": 1}.get(which, 0)
    if unit == "weekend":
        return spans.of_week(spans.shift(now, 7 * off), "-WE")
    if unit == "century":
        return None
    base = ctx.day if which == "following" and ctx.day is not None else now
    return _narrowed(moved(base, off, unit), m["edge"], now)


def _narrowed(span: Span, edge: str | None, now: date) -> Span:
    """"later this month" is from now to its end, "earlier" from its beginning to now; "early", "end of" its edges."""
    low = (edge or "").lower()
    if span.earliest is None or span.latest is None:
        return span
    if "later" in low:
        return Span(span.value, max(now, span.earliest), span.latest)
    if "earlier" in low:
        return Span(span.value, span.earliest, min(now, span.latest))
    half = "first half" in low or "second half" in low or "latter half" in low or "last half" in low
    if half and (span.latest - span.earliest).days > 300:
        return spans.of_half(span.earliest.year, 1 if "first" in low else 2)
    return spans.part_of(span, word_part(low))


@rule(rf"(?:(?P<edge>(?:the{S})?(?:end|start|beginning|middle){S}of{S})the{S}(?P<unit>week|month|year)\b|(?:the{S})?(?P<yearend>year[- ]end)\b|the{S}week{S}of{S}(?P<month>{MONTH}){S}(?P<day>{DAY})|(?<=over{S[:-5]})the{S}weekend\b)".replace(f"(?<=over{S[:-5]})", ""), needs="week year month")
def unit_edge(m: Match, ctx: Context) -> Span | None:
    if ctx.now is None:
        return None
    if m["month"]:
        day = _near(month_number(m["month"]), _day_number(m["day"]), m, ctx)
        return spans.of_week(day) if day else None
    if m["yearend"]:
        return Span(f"{ctx.now.year}-12-31", date(ctx.now.year, 12, 31), date(ctx.now.year, 12, 31))
    if not m["unit"]:
        return spans.of_week(ctx.now if ctx.ahead(m) or ctx.now.weekday() > 4 else spans.shift(ctx.now, -7), "-WE")
    return _narrowed(moved(ctx.now, 0, m["unit"].lower()), m["edge"], ctx.now)


# --- quarters, halves, seasons, years ----------------------------------------------------------------------------------

_NTH = r"(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)"


@rule(
    rf"(?:the{S}|its{S})?(?:(?P<rel0>last|this|next){S}year['’]s{S})?(?:(?P<year0>{YEAR}){S})?(?:fiscal{S})?{_NTH}(?:{S}|-)(?:fiscal{S})?quarter\b"
    rf"(?:{S}(?:of{S})?(?:(?:fiscal{S})?(?P<year>{YEAR})(?![\w-])|(?P<rel>last|this|next){S}year\b))?|Q(?P<q>[1-4])(?:{S}(?P<year2>{YEAR}))?\b", needs="quarter q")
def quarter(m: Match, ctx: Context) -> Span | None:
    n = int(m["q"]) if m["q"] else ORDINALS[m["nth"].lower()]
    year = m["year"] or m["year0"] or m["year2"]
    rel = (m["rel"] or m["rel0"] or "").lower()
    if year:
        return spans.of_quarter(int(year), n)
    now = ctx.now
    if now is None:
        return Span(f"XXXX-Q{n}")
    if rel:
        return spans.of_quarter(now.year + {"last": -1, "this": 0, "next": 1}[rel], n)
    current = (now.month + 2) // 3
    if ctx.ahead(m):
        return spans.of_quarter(now.year if current - n < 2 else now.year + 1, n)  # the quarter just over is still "the" quarter
    return spans.of_quarter(now.year if n <= current else now.year - 1, n)


@rule(rf"(?:the{S}(?:(?:latest|most{S}recent|current){S})?|that{S})quarter\b(?!{S}(?:century|mile|of{S}a)\b)|the{S}(?:latest|current){S}period\b", needs="quarter period")
def the_quarter(m: Match, ctx: Context) -> Span | None:
    return ctx.quarter


@rule(rf"the{S}(?P<year>{YEAR}){S}(?:quarter|period)\b", needs="quarter period")
def quarter_of(m: Match, ctx: Context) -> Span | None:
    """"The 1988 period": the quarter spoken of, in that year."""
    quarter = ctx.quarter
    if quarter is None or quarter.earliest is None:
        return spans.of_year(int(m["year"]))
    return spans.of_quarter(int(m["year"]), (quarter.earliest.month + 2) // 3)


@rule(rf"the{S}(?P<half>first|second|last|latter){S}half{S}of{S}(?P<year>{YEAR})(?![\w-])", needs="half")
def half(m: Match, ctx: Context) -> Span | None:
    return spans.of_half(int(m["year"]), 1 if m["half"].lower() == "first" else 2)


@rule(rf"(?:(?<=in )|(?<=over )|(?<=during )|(?<=by )|(?<=through ))the{S}(?P<edge>early{S}|late{S}|end{S}of{S}the{S})?(?P<season>spring|summer|fall|autumn|winter)\b(?!{S}of\b)", needs="spring summer fall autumn winter")
def the_season(m: Match, ctx: Context) -> Span | None:
    now = ctx.now
    if now is None:
        return None
    name = SEASONS[m["season"].lower()]
    begins = spans.SEASON_MONTHS[name]
    year = now.year
    if ctx.ahead(m):
        year += now.month >= begins + 3
    else:
        year -= now.month < begins
    return spans.part_of(spans.of_season(year, name), word_part(m["edge"]))


@rule(
    rf"(?:(?P<edge>(?:early|late|mid|the{S}end{S}of|the{S}start{S}of|the{S}beginning{S}of)(?:-|{S})(?:in{S})?(?:the{S})?)?(?P<lead>last|next|this{S}past|this{S}coming|this)"
    rf"{S}(?P<season>spring|summer|fall|autumn|winter)|(?:(?P<edge2>early|late|mid)(?:-|{S})(?:in{S}the{S})?)?(?:(?:in|by|until|since|during){S})?(?P<the>the{S})?(?P<season2>spring|summer|fall|autumn|winter)(?:{S}of)?{S}(?P<year>{YEAR})(?![\w-]))\b", needs="spring summer fall autumn winter")
def season(m: Match, ctx: Context) -> Span | None:
    name = SEASONS[(m["season"] or m["season2"]).lower()]
    if m["year"]:
        return spans.part_of(spans.of_season(int(m["year"]), name), word_part(m["edge2"]))
    now = ctx.now
    if now is None:
        return None
    lead = m["lead"].lower().split()[-1]
    begins = spans.SEASON_MONTHS[name]
    year = now.year
    if lead in {"last", "past"} and now.month < begins + 3:
        year -= 1
    elif (lead == "next" and now.month >= begins) or (lead == "coming" and now.month >= begins + 3):
        year += 1
    return spans.part_of(spans.of_season(year, name), word_part(m["edge"]))


@rule(
    rf"(?:(?P<edge>(?:the{S})?(?:very{S})?(?:early|late|mid|middle|beginning|start|end)(?:-|{S})(?:of{S}|in{S})?|post-|pre-)|(?<![\d$£€#¥.,:/-]))(?P<year>{YEAR})(?![\d%:/]|,\d|\.\d|-(?:\d|year|page|foot|mile|pound|seat|strong|kilo|meter|member)|['’]?s\b"
    rf"|{S}(?:people|shares|votes|seats|miles|troops|meters|metres|feet|tons|jobs|men|women|workers|dollars|pounds|euros|yen|points|members|kilometers|km|homes|employees|lives|acres|barrels|units|cases|civilians|soldiers|students|marks|francs|delegates)\b)"
)
def year(m: Match, ctx: Context) -> Span | None:
    value = int(m["year"])
    known = ctx.now.year if ctx.now else 2000
    if value > known + 60:
        return None
    if abs(value - known) > 110 and not re.search(r"\b(?:in|since|from|of|until|by|to|the|after|before|between|and)\s{1,4}$", ctx.text[max(0, m.start() - 10) : m.start()], re.IGNORECASE):
        return None
    return spans.part_of(spans.of_year(value), word_part(m["edge"]))


@rule(rf"(?:the{S}year{S})?(?P<teens>nineteen|eighteen){S}(?P<tens>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|(?:ten|eleven|twelve|hundred))\b|the{S}year{S}two{S}thousand\b", needs="nineteen eighteen thousand")
def spelled_year(m: Match, ctx: Context) -> Span | None:
    if not m["teens"]:
        return spans.of_year(2000)
    tens = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "ten": 10, "eleven": 11, "twelve": 12, "hundred": 0}
    first, _, last = m["tens"].lower().partition("-")
    return spans.of_year(TEENS[m["teens"].lower()] * 100 + tens[first] + (NUMBERS[last] if last else 0))


@rule(rf"(?:the{S})?(?:(?:early|late|mid|middle|end)(?:-|{S})(?:of{S}the{S})?)?(?:(?P<decade>1[5-9]\d|20\d)0['’]?s\b|['’](?P<short>[2-9])0s\b|(?P<named>nineties|eighties|seventies|sixties|fifties|forties|thirties)\b)", needs="0s 0's 0’s ties")
def decade(m: Match, ctx: Context) -> Span | None:
    value = m["decade"] or (f"19{m['short']}" if m["short"] else DECADES[m["named"].lower()])
    first = int(value) * 10
    return Span(value, date(first, 1, 1), date(first + 9, 12, 31))


@rule(rf"(?:the{S})?(?:early{S}|late{S}|mid-)?(?P<n>[1-9]|1\d|2[01])(?:st|nd|rd|th)(?:{S}|-)century\b", needs="century")
def century(m: Match, ctx: Context) -> Span | None:
    return Span(f"{int(m['n']) - 1:02d}")


# --- holidays ----------------------------------------------------------------------------------------------------------

_HOLIDAY = "|".join(
    sorted((re.escape(h).replace(r"\ ", S).replace("new" + S + "years", "new" + S + "year['’]?s").replace("st" + S, r"st\.?" + S)
            .replace("patricks", "patrick['’]?s").replace("valentines", "valentine['’]?s").replace("presidents", "presidents?['’]?s?")
            .replace("mothers", "mother['’]?s").replace("fathers", "father['’]?s").replace("veterans", "veterans?['’]?s?")
            for h in spans.HOLIDAYS), key=len, reverse=True)
)  # fmt: skip


@rule(rf"(?:(?P<lead>last|next|this){S})?(?P<name>{_HOLIDAY})\b(?:,?{S}(?P<year>{YEAR})(?![\w-]))?")
def holiday(m: Match, ctx: Context) -> Span | None:
    if not any(c.isupper() for c in m["name"]):
        return None
    name = " ".join(re.sub(r"['’.]", "", m["name"].lower()).split())
    if m["year"]:
        day = spans.holiday(name, int(m["year"]))
        return spans.of_day(day) if day else None
    if ctx.now is None:
        return None
    options = [d for d in (spans.holiday(name, ctx.now.year + k) for k in (-1, 0, 1)) if d]
    if not options:
        return None
    lead = (m["lead"] or "").lower()
    way = {"last": PAST, "next": FUTURE}.get(lead) or ctx.direction(m)
    now = ctx.now
    best = min(options, key=lambda d: abs((d - now).days))
    if way == FUTURE:
        best = min((d for d in options if d >= ctx.now), default=best)
    elif way == PAST:
        best = max((d for d in options if d <= ctx.now), default=best)
    return spans.of_day(best)


# --- windows and vague times -------------------------------------------------------------------------------------------

_DAYS = {"hour": 1, "day": 1, "week": 7, "month": 31, "quarter": 92, "year": 365, "decade": 3650}


@rule(
    rf"(?P<lead>within|in|over|during|inside){S}(?:the{S}(?P<which>next|coming|following){S})?(?:the{S})?(?P<n>{NUMBER}{S})?(?P<unit>{UNIT})(?P<s>s)?\b"
    rf"(?:{S}or{S}(?:less|so|sooner|two|earlier)|{S}time\b)?(?!{S}(?:ago|of|later|earlier|after|before|since|and)\b|['’-])", needs="hour day week month quarter year decade")
def window(m: Match, ctx: Context) -> Span | None:
    """From the day of the words to the end of the period. "In three days" is that day, when the sentence looks ahead."""
    if ctx.now is None:
        return None
    lead, which, unit = m["lead"].lower(), m["which"], m["unit"].lower()
    n = number(m["n"]) if m["n"] else None
    if which or lead in {"within", "inside"}:
        if not which and not m["n"] and not m["s"] and not re.search(r"the", m[0], re.IGNORECASE):
            return None
        if not (which or ctx.ahead(m)):
            return None
        vague = n is None and bool(m["s"])
        days = _DAYS[unit] * (n or 1) if not vague else {"hour": 1, "day": 7, "week": 31, "month": 186}.get(unit, 1095)
        if unit == "hour":
            days = max(1, -(-(n or 1) // 24))
        value = "FUTURE_REF" if vague else f"P{'T' if unit == 'hour' else ''}{n or 1}{unit[0].upper()}"
        return Span(value, ctx.now, spans.shift(ctx.now, days))
    if lead == "in" and n is not None and unit in {"day", "week"} and ctx.ahead(m) and m["n"].lower().split()[-1] not in {"few", "several"}:
        return moved(ctx.now, n, unit) if unit == "day" else spans.of_day(spans.shift(ctx.now, 7 * n))
    return None


@rule(rf"in{S}(?:the{S})?(?:(?P<unit>days|weeks|months){S}(?:to{S}come|ahead)|coming{S}(?P<unit2>days|weeks|months|quarters|years)|(?:near|not-?too-?distant){S}future)|within{S}(?P<unit3>days|weeks)\b|(?:the{S}near{S}future|coming{S}(?:days|weeks|months|quarters|years))", needs="future coming days weeks months")
def coming(m: Match, ctx: Context) -> Span | None:
    unit = (m["unit"] or m["unit2"] or m["unit3"] or "").lower()
    reach = {"days": 7, "weeks": 31, "months": 186}.get(unit)
    if ctx.now is None or reach is None:
        return Span("FUTURE_REF")
    return Span("FUTURE_REF", ctx.now, spans.shift(ctx.now, reach))


@rule(rf"(?:now|currently|at{S}present|nowadays|these{S}days|at{S}the{S}moment|at{S}this{S}moment)\b(?!-)", needs="now currently present these moment")
def present(m: Match, ctx: Context) -> Span | None:
    if m[0].lower() == "now" and re.search(r"\bfrom\s{1,4}$", ctx.text[max(0, m.start() - 8) : m.start()], re.IGNORECASE):
        return None
    return Span("PRESENT_REF")


@rule(rf"(?:recently|the{S}recent{S}past|recent{S}years)\b", needs="recent")
def past(m: Match, ctx: Context) -> Span | None:
    return Span("PAST_REF")


@rule(rf"the{S}future\b(?!{S}of)", needs="future")
def future(m: Match, ctx: Context) -> Span | None:
    return Span("FUTURE_REF")
