"""Whole dates, and the days told from today or from the day in hand."""

from __future__ import annotations

import re
from datetime import date, datetime

from monitor.dates import clocks, spans
from monitor.dates.context import Context, Match, Rules, i
from monitor.dates.spans import Span
from monitor.dates.tense import FUTURE, PAST
from monitor.dates.words import (
    DAY,
    DAY_WORD,
    FULL_YEAR,
    MONTH,
    MONTH_WORDS,
    PART,
    PARTS_OF_DAY,
    WEEKDAY_ANY,
    YEAR,
    S,
    day_number,
    month_number,
    weekday_number,
    year_number,
)

RULES = Rules()


@RULES.rule(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)(?::\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?(?![\w-])", needs="-0 -1")
def iso(m: Match, ctx: Context) -> Span | None:
    day = spans.make(int(m[1]), int(m[2]), int(m[3]))
    if day is None:
        return None
    found = spans.of_day(day, f"T{m[4]}" if m[4] else "")
    if m[5] and ctx.published:
        try:
            local = datetime.fromisoformat(f"{day}T{m[4]}{m[5]}").astimezone(ctx.published.tzinfo).date()
        except (ValueError, OverflowError):
            return found
        return Span(found.value, local, local)
    return found


@RULES.rule(r"(?<![/.,$-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\w/-]|\.\d)", needs="/0 /1 /2 /3 /4 /5 /6 /7 /8 /9 -0 -1 -2 -3 -4 -5 -6 -7 -8 -9 .19 .20")
def numeric(m: Match, ctx: Context) -> Span | None:
    """The month stands first in America, the day elsewhere; always where only one of them can be a month."""
    if m[2] == "." and (len(m[4]) == 2 or _VERSION.search(ctx.before(m, 12))):
        return None
    year, one, two = year_number(m[4]), int(m[1]), int(m[3])
    day_first = ctx.day_first or m[2] == "."
    american, european = spans.make(year, one, two), spans.make(year, two, one)
    day = (european or american) if day_first else (american or european)
    return spans.of_day(day) if day else None


_VERSION = re.compile(r"\b(?:version|release|build|section|v)\.?\s{1,4}$", re.IGNORECASE)


@RULES.rule(r"9/11(?![\w/]|[.,]\d)", needs="9/11")
def september_11(m: Match, ctx: Context) -> Span | None:
    return spans.of_day(date(2001, 9, 11))


_ABOUT = rf"(?:(?P<about>{i('on or about|around|about')}){S})?"
_ON = rf"(?:(?P<weekday>{WEEKDAY_ANY})(?:{S}(?P<part>{i(PART)}))?,?{S}(?:{i('the')}{S})?)?"
_DASH = rf"(?:{S})?[-–—](?:{S})?"


@RULES.rule(
    rf"{_ABOUT}{clocks.BEFORE}(?:(?P<lead>{i('this coming|this|last|next|coming')}){S})?{_ON}"
    rf"(?P<month>{MONTH}){S}(?P<day>{DAY}|{i(DAY_WORD)})"
    rf"(?:(?:{_DASH}(?:(?P<month2>{MONTH}){S})?|{S}{i('to|through')}{S})(?P<day2>{DAY})(?!,?\d)"
    rf"|(?:,{S}{DAY}){{0,3}},?{S}{i('and')}{S}(?P<day3>{DAY})(?=(?:{S})?[.,;)]|{S}{i('in|at|to|for|with|on')}\b|$))?"
    rf"(?:,?{S}(?P<year>{YEAR}))?{clocks.AFTER}",
    cased=True, needs=MONTH_WORDS,
)
def month_day(m: Match, ctx: Context) -> Span | None:
    return _whole(m, ctx, m["day"], m["day2"] or m["day3"], m["month"], m["month2"])


@RULES.rule(
    rf"{_ABOUT}{clocks.BEFORE}{_ON}(?:{i('the')}{S})?(?P<day>{DAY}|{i(DAY_WORD)}(?={S}of{S}))(?:(?:{_DASH}|{S}{i('to|and|through')}{S})(?P<day2>{DAY}))?"
    rf"(?:{S}{i('of')})?{S}(?P<month>{MONTH})(?![\w'’])(?:,?{S}(?P<year>{YEAR}))?{clocks.AFTER}",
    cased=True, needs=MONTH_WORDS,
)
def day_month(m: Match, ctx: Context) -> Span | None:
    return _whole(m, ctx, m["day"], m["day2"], m["month"], None)


def _whole(m: Match, ctx: Context, first: str, last: str | None, month: str, month2: str | None) -> Span | None:
    index, day = month_number(month), day_number(first)
    start = spans.make(year_number(m["year"]), index, day) if m["year"] else near_day(index, day, m, ctx)
    if start is None:
        return Span(f"XXXX-{index:02d}-{day:02d}") if ctx.now is None and not m["year"] else None
    if last:
        stop = spans.make(start.year, month_number(month2) if month2 else start.month, day_number(last))
        if stop is not None and stop < start and month2:
            stop = spans.make(start.year + 1, stop.month, stop.day)
        if stop is not None and stop >= start:
            return spans.of_range(start, stop)
    found = clocks.timed(m, ctx, start)
    if m["about"]:
        return Span(found.value, spans.shift(start, -2), spans.shift(start, 2))
    return found


def near_day(month: int, day: int, m: Match, ctx: Context) -> date | None:
    """The year whose weekday is the one said, near the words; else the nearest such day.

    A day far ahead of words that look back (or the reverse) is a year off. "Tuesday, May 6" on a page that bears no date, read
    years later, is a Tuesday: so the weekday looks back as far as the calendar takes to repeat itself.
    """
    now = ctx.now
    if now is None:
        return None
    named = m.groupdict().get("weekday")
    told = None if named else _year_beside(month, day, m, ctx)
    if told is not None:
        return spans.make(told, month, day)
    years = range(now.year - (11 if named else 1), now.year + 2)
    options = [d for d in (spans.make(y, month, day) for y in years if 0 < y < 10000) if d]
    if named:
        right = [d for d in options if d.weekday() == weekday_number(named)]
        if right:
            return min(right, key=lambda d: abs((d - now).days))
    return nearest(options, m, ctx, now)


_AND_YEAR = re.compile(rf"{S}(?:and|to|through|until){S}(?P<month>{MONTH}){S}(?P<day>{DAY}),?{S}(?P<year>{YEAR})")
_YEAR_AND = re.compile(rf"(?P<month>{MONTH}){S}(?P<day>{DAY}),{S}(?P<year>{FULL_YEAR}),?{S}(?:and|to|until){S}(?:[a-z]{{1,12}}{S}){{0,3}}$")


def _year_beside(month: int, day: int, m: Match, ctx: Context) -> int | None:
    """The year that a date told together with this one bears ("between March 3 and May 5, 2019", "arrested on March 3, 2019, and freed on
    May 5"), else the one that the sentence opens with."""
    behind = _AND_YEAR.match(ctx.text, m.end())
    if behind is not None:
        return year_number(behind["year"]) - ((month, day) > (month_number(behind["month"]), day_number(behind["day"])))
    front = _YEAR_AND.search(ctx.text, max(0, m.start() - 64), m.start())
    if front is not None:
        return int(front["year"]) + ((month, day) < (month_number(front["month"]), day_number(front["day"])))
    end = ctx.compared
    if end is not None and m.start() - ctx.compared_at < _BESIDE and _ENDED.search(ctx.text, max(0, m.start() - 40), m.start()):
        near = [d for y in (-1, 0, 1) if (d := spans.make(end.year + y, month, day))]
        return min(near, key=lambda d: abs((d - end).days)).year if near else None
    return ctx.year_of_sentence(m)


_BESIDE = 80  # characters between "the year-ago quarter" and the day that it ended
_ENDED = re.compile(r"\b(?:quarter|period|year|months),?(?:\s{1,4}(?:which|that))?\s{1,4}ended\s{1,4}(?:on\s{1,4})?$")


def nearest(options: list[date], m: Match, ctx: Context, now: date) -> date | None:
    if not options:
        return None
    best = min(options, key=lambda d: abs((d - now).days))
    off = (best - now).days
    if off > 45 and ctx.direction(m) == PAST:
        return max((d for d in options if d <= now), default=best)
    if off < -45 and ctx.direction(m) == FUTURE:
        return min((d for d in options if d >= now), default=best)
    return best


# --- about today -------------------------------------------------------------------------------------------------------

_OFF = {
    "tomorrow": 1, "yesterday": -1, "the day after tomorrow": 2, "the day before yesterday": -2, "last night": -1, "last evening": -1,
    "a week from today": 7, "a week today": 7, "a week from tomorrow": 8, "a week ago today": -7, "two weeks from today": 14,
}  # fmt: skip


@RULES.rule(
    clocks.BEFORE + rf"(?i:(?:(?:early|late|later|earlier){S})?"
    rf"(?P<word>the{S}day{S}after{S}tomorrow|the{S}day{S}before{S}yesterday|a{S}week{S}(?:from{S}|ago{S})?today|a{S}week{S}from{S}tomorrow|two{S}weeks{S}from{S}today"
    rf"|today|tomorrow|yesterday|tonight|this{S}(?:very{S})?(?:morning|afternoon|evening)|last{S}(?:night|evening)|later{S}in{S}the{S}day)\b"
    rf"(?:{S}(?P<part>{PART})\b)?)" + clocks.AFTER, cased=True, needs="today tomorrow yesterday tonight morning afternoon evening night later",
)
def deictic(m: Match, ctx: Context) -> Span | None:
    word = " ".join(m["word"].lower().split())
    if _is_name(m, ctx, word):
        return None
    if ctx.now is None:
        return Span("PRESENT_REF") if word == "today" else None
    day = spans.shift(ctx.now if word != "later in the day" else ctx.day or ctx.now, _OFF.get(word, 0))
    if m["clock"] or m["clock2"]:
        return clocks.timed(m, ctx, day)
    part = (m["part"] or "").lower() or ("night" if word == "tonight" else word.split()[-1])
    return spans.of_day(day, PARTS_OF_DAY.get(part, ""))


def _is_name(m: Match, ctx: Context, word: str) -> bool:
    """"USA Today", "the leaders of tomorrow", "yesterday's men"."""
    before = ctx.before(m, 16)
    if m["word"][0].isupper() and re.search(r"[A-Z][\w.]*\s$", before) and not re.search(r"[.!?]\s$", before):
        return True
    return word in {"tomorrow", "yesterday"} and before.lower().endswith(" of ") and not before.lower().endswith(("morning of ", "evening of ", "afternoon of ", "night of "))


@RULES.rule(
    rf"(?:the{S}(?P<which>next|following|previous|preceding|same|very{S}next|very{S}same){S}(?:day|(?P<part>morning|afternoon|evening|night))"
    rf"|that{S}(?:same{S}|very{S})?(?:day|(?P<part2>morning|afternoon|evening|night))|the{S}day{S}(?P<side>before|after)(?=(?:{S})?[.,;]))\b(?!{S}of\b)", needs="day morning evening afternoon night")
def beside(m: Match, ctx: Context) -> Span | None:
    """The day beside the one spoken of last."""
    if ctx.day is None:
        return None
    which = (m["which"] or m["side"] or "same").lower().split()[-1]
    off = {"next": 1, "following": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1}.get(which, 0)
    part = (m["part"] or m["part2"] or "").lower()
    return spans.of_day(spans.shift(ctx.day, off), PARTS_OF_DAY.get(part, ""))


@RULES.rule(r"(?:(?<=\buntil )|(?<=\btill )|(?<=\bby )|(?<=\bbefore ))then\b(?!-)", needs="then")
def until_then(m: Match, ctx: Context) -> Span | None:
    """"Until then": up to the day spoken of in the sentence before."""
    if ctx.day is None or ctx.now is None or ctx.day <= ctx.now or m.start() - ctx.reached > _A_SENTENCE:
        return None
    return Span(ctx.day.isoformat(), ctx.now, ctx.day)


_A_SENTENCE = 160  # characters


@RULES.rule(
    rf"(?:(?P<many>a|one|two|three|four){S}days?{S}|the{S}day{S})(?P<side>before|after){S}(?:the|his|her|their|its|this|that){S}(?:[a-z]{{2,12}}{S}){{0,2}}?"
    r"(?P<what>election|vote|referendum|summit|inauguration|debate|meeting|talks|ceremony|funeral|hearing|convention|conference|primary|caucuses|budget|speech|deadline|strike|attack|crash|verdict|games)\b",
    needs="day",
)
def about_occasion(m: Match, ctx: Context) -> Span | None:
    """"The day after the election": only where the text says when that is."""
    day = ctx.occasions.get(m["what"].lower())
    if day is None:
        return None
    many = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}.get((m["many"] or "a").lower(), 1)
    return spans.of_day(spans.shift(day, many if m["side"].lower() == "after" else -many))


@RULES.rule(
    rf"(?:(?P<weekday>{WEEKDAY_ANY}),?{S})?{i('the')}{S}(?P<day>(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th))"
    rf"(?=[.,;)]|{S}{i('of')}{S}{i('this|next|last')}{S}{i('month')}\b|{S}{i('to|at|in|and|when|that|with|or')}\b|$)(?:{S}{i('of')}{S}(?P<rel>{i('this|next|last')}){S}{i('month')})?",
    cased=True, needs="1st 2nd 3rd 0th 1th 2th 3th 4th 5th 6th 7th 8th 9th",
)
def the_nth(m: Match, ctx: Context) -> Span | None:
    """"On the 6th": of this month, or of the next (last) one when the sentence looks that way or the weekday says so."""
    now = ctx.now
    if now is None or not (m["weekday"] or m["rel"] or re.search(r"\b(?:on|by|until|before|after|from|since|for|of|about)\s{1,4}$", ctx.before(m, 10), re.IGNORECASE)):
        return None
    number = day_number(m["day"])
    months = [spans.add_months(now.replace(day=1), k) for k in (-1, 0, 1)]
    options = [d for d in (spans.make(b.year, b.month, number) for b in months) if d]
    if m["rel"]:
        base = months[{"last": 0, "this": 1, "next": 2}[m["rel"].lower()]]
        options = [d for d in options if d.month == base.month]
    elif m["weekday"]:
        options = [d for d in options if d.weekday() == weekday_number(m["weekday"])] or options
    best = min(options, key=lambda d: abs((d - now).days), default=None)
    way = ctx.direction(m)
    beside = spans.make(ctx.day.year, ctx.day.month, number) if ctx.day is not None and m.start() - ctx.reached < _A_SENTENCE else None
    if beside is not None and not m["rel"] and (not m["weekday"] or beside.weekday() == weekday_number(m["weekday"])) and ctx.day != now:
        best = beside  # "from September 17 to 19, and on the 18th"
    elif not m["rel"] and not m["weekday"]:
        if way == FUTURE:
            best = min((d for d in options if d >= now), default=best)
        elif way == PAST:
            best = max((d for d in options if d <= now), default=best)
    return spans.of_day(best) if best else None
