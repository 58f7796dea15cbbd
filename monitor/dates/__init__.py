"""Date expressions of news English, as TIMEX3 values with the calendar days they cover. Pure and linear.

    find("He will come on Tuesday.", published) -> one DateMention: "Tuesday", "2025-05-06", May 6 .. May 6

Relative expressions count from `published` and its zone ("today" is the publisher's day). Without it, whole dates resolve
as ever, weekdays and months keep their unknown parts ("XXXX-05-06"), and what is only relative is left out.
"Within the next week" has the value of a duration, "P1W", and the days it spans from `published` on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from monitor.dates.rules import RULES, Context, Match, Resolver, ago, year_earlier
from monitor.dates.spans import Span, shift
from monitor.model import DateMention

__all__ = ["find"]

_DEADLINE = re.compile(r"\b(?:by|no later than|before|ahead of)\s{1,4}(?:the\s{1,4})?$", re.IGNORECASE)
_ASIDES = (ago, year_earlier)  # what is only compared with does not become the quarter or day in hand
_QUARTER = re.compile(r"^\d{4}-Q\d$")


def find(text: str, published: datetime | None) -> tuple[DateMention, ...]:
    """Every date and time expression of `text`, in reading order, none overlapping another."""
    context = Context(text=text, now=published.date() if published else None)
    found: list[DateMention] = []
    reached = 0
    for match, resolve in _candidates(text):
        if match.start() < reached:
            continue
        start, end = _trim(text, match)
        span = resolve(match, context)
        if span is None or end <= start:
            continue
        span = _deadline(text, start, span, context)
        if resolve not in _ASIDES:
            _remember(span, context)
        found.append(DateMention(text=text[start:end], start=start, end=end, value=span.value, earliest=span.earliest, latest=span.latest))
        reached = match.end()
    return tuple(found)


def _candidates(text: str) -> Sequence[tuple[Match, Resolver]]:
    """All matches of all rules by place, the longest first where several begin together."""
    low = text.lower()
    tried = [(order, rule) for order, rule in enumerate(RULES) if not rule.needs or any(n in low for n in rule.needs)]
    made = [(m, order, rule.resolve) for order, rule in tried for m in rule.pattern.finditer(text)]
    made.sort(key=lambda c: (c[0].start(), -c[0].end(), c[1]))
    return [(m, resolve) for m, _, resolve in made]


def _trim(text: str, match: Match) -> tuple[int, int]:
    """Without white space and without a preposition that a pattern needed to be sure."""
    start, end = match.span()
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _deadline(text: str, start: int, span: Span, context: Context) -> Span:
    """"By Friday" is any day from now to Friday, "before Friday" to the day before."""
    if context.now is None or span.latest is None or span.latest <= context.now:
        return span
    found = _DEADLINE.search(text, max(0, start - 20), start)
    if found is None:
        return span
    before = found[0].lower().startswith(("before", "ahead"))
    return Span(span.value, context.now, shift(span.earliest or span.latest, -1) if before else span.latest)


def _remember(span: Span, context: Context) -> None:
    if _QUARTER.match(span.value):
        context.quarter = span
    elif len(span.value) >= 10 and span.value[4] == "-" and span.value[7] == "-" and span.latest is not None:
        context.day = span.latest if "/" in span.value else span.earliest if span.earliest == span.latest else context.day
