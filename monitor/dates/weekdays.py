"""Weekdays: the one that the words about it point to (see tense)."""

from __future__ import annotations

import re
from datetime import date

from monitor.dates import clocks, spans
from monitor.dates.context import Context, Match, Rules, i, number
from monitor.dates.spans import Span
from monitor.dates.tense import FUTURE, PAST
from monitor.dates.words import PART, WEEKDAY, WEEKDAY_ANY, WEEKDAY_SHORT, S, weekday_number

RULES = Rules()
_NUMBER = "a|one|two|three|1|2|3"


@RULES.rule(
    rf"(?:(?P<n>{i(_NUMBER)}){S}{i('weeks?')}{S}(?P<way>{i('from|on|ago')}){S}(?:{i('next|this|on')}{S})?)?"
    rf"{clocks.BEFORE}(?:(?P<mod>{i('early|late|later|earlier')}){S}(?:{i('on')}{S})?)?"
    rf"(?:(?P<lead>{i('last|next|this past|this coming|this|past|coming|the following|the previous')}){S})?"
    rf"(?P<weekday>{WEEKDAY}|{WEEKDAY_SHORT})(?![\w])(?:{S}(?P<part>{i(PART)})(?![\w]))?"
    rf"(?:{S}(?P<tail>{i('week|fortnight')})(?=[.,;]|{S}{i('in|at')}\b|$)|{S}(?:{i('of')}{S})?(?P<which>{i('next|last|this')}){S}{i('week')}\b|(?P<skip>{S}{i('after')}{S}{i('next')}\b))?{clocks.AFTER}",
    cased=True, needs="day mon. tue. tues. wed. weds. thu. thur. thurs. fri. sat. sun.",
)
def weekday(m: Match, ctx: Context) -> Span | None:
    if _no_day(m, ctx.text):
        return None
    index = weekday_number(m["weekday"])
    if ctx.now is None:
        return Span(f"XXXX-WXX-{index + 1}")
    return clocks.timed(m, ctx, _day(m, index, ctx.now, ctx))


_DAY_NAMES = re.compile(
    r"(?:Black|Ash|Bloody|Super|Ruby|Casual|Cyber|Fat|Maundy|Holy|Giving|Spy|Shrove|Billy|[Ee]very|[Ee]ach|alternate|(?:T|t)he Baltimore|[Tt]he Toronto|[Tt]he Vancouver)\s{1,4}$"
)
_DAY_TITLES = re.compile(
    r"\s{1,4}(?:Times|Night Live|Night Football|Telegraph|Mirror|Herald|Review|Post|Star|Business Post|Independent|Mail|Night Lights|School|Magazine)\b"
)
_HABIT = re.compile(rf"(?:\s{{1,4}}(?:and|or|through|to){S}{WEEKDAY})?\s{{1,4}}(?:mornings|afternoons|evenings|nights)\b")
_SHORT_NAMES = re.compile(r"(?:\b[Tt]he|[A-Z][a-z]+)\s{1,4}$")


def _no_day(m: Match, text: str) -> bool:
    """"Super Tuesday", "The Sunday Times", "Monday and Tuesday nights" and the paper called The Sun are no days."""
    short = m["weekday"].endswith(".") and m["weekday"][:3] in {"Sun", "Sat", "Mon", "Wed"}
    return (
        _DAY_NAMES.search(text, max(0, m.start() - 14), m.start()) is not None
        or _DAY_TITLES.match(text, m.end("weekday")) is not None
        or _HABIT.match(text, m.end("weekday")) is not None
        or (short and _SHORT_NAMES.search(text, max(0, m.start() - 16), m.start()) is not None)
    )


def _day(m: Match, index: int, now: date, ctx: Context) -> date:
    lead, which = (m["lead"] or "").lower(), (m["which"] or "").lower()
    same = spans.shift(now, index - now.weekday())  # in this ISO week
    back, forth = spans.shift(now, -((now.weekday() - index) % 7)), spans.shift(now, (index - now.weekday()) % 7)
    if which:
        return spans.shift(same, {"next": 7, "last": -7, "this": 0}[which])
    if m["n"]:
        weeks = 7 * (number(m["n"]) or 1)
        return spans.shift(back, -weeks) if m["way"].lower() == "ago" else spans.shift(forth, weeks)
    if m["tail"]:
        return spans.shift(forth, 7 if m["tail"].lower() == "week" else 14)
    if m["skip"]:  # "the Monday after next"
        return spans.shift(forth, 7 if forth > now else 14)
    if lead == "last":
        return spans.shift(back, -7 if back == now else 0) if now.weekday() == 6 else spans.shift(same, -7)
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
    return _bare(m, index, now, ctx, back, forth)


_JOIN = rf"(?:,?{S}(?P<join>and|or|through|to|until|till){S}|{S}?[-–—]{S}?)(?:on{S})?"
_ONE_MORE = re.compile(rf"(?:{S}{PART})?{_JOIN}(?P<weekday>{WEEKDAY_ANY})(?!\w)(?!,?{S}(?:the{S})?(?:\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))")
_JOINED = re.compile(_JOIN + "$")


def _bare(m: Match, index: int, now: date, ctx: Context, back: date, forth: date) -> date:
    """A pair has one direction, and its days follow each other: "Monday and Tuesday", "Thursday through Monday"."""
    if ctx.day is not None and 0 < m.start() - ctx.reached < 14 and _JOINED.fullmatch(ctx.text, ctx.reached, m.start()):
        if m["clock"] and ctx.day.weekday() == index:  # "from 9 a.m. to 5 p.m. Tuesday"
            return ctx.day
        way = FUTURE if ctx.day > now else PAST if ctx.day < now else ctx.direction(m)
        after = spans.shift(ctx.day, (index - ctx.day.weekday() - 1) % 7 + 1)
        if way == FUTURE or after <= now or "and" not in ctx.text[ctx.reached : m.start()]:
            return after
        return back
    more = _ONE_MORE.match(ctx.text, m.end())
    if more and more["join"] not in {"and", "or"} and ctx.direction(m) != FUTURE:
        end = spans.shift(now, -((now.weekday() - weekday_number(more["weekday"])) % 7))
        return spans.shift(end, -((end.weekday() - index) % 7))
    if index == now.weekday():
        return now
    return forth if ctx.ahead(m) else back
