"""The dateline that opens a wire story, "OTTAWA, May 2 (Reuters) —": the day of its words, and nothing that happens."""

from __future__ import annotations

import re
from datetime import date, timedelta

from monitor.dates import spans
from monitor.dates.words import DAY, MONTH, WEEKDAY_ANY, YEAR, S, day_number, month_number, year_number

OPENING = 700  # characters in which a dateline may stand

_DATELINE = re.compile(
    rf"(?:^|\n)[ \t]{{0,8}}(?P<place>[A-Z][A-Z .,'’/-]{{2,50}}?[A-Za-z., ]{{0,30}}?),?{S}(?P<date>(?:{WEEKDAY_ANY},?{S})?(?P<month>{MONTH}){S}(?P<day>{DAY})(?:,?{S}(?P<year>{YEAR}))?)"
    rf"(?P<end>(?:,?{S}|\s?)\([A-Z][^()\n]{{1,40}}\)|{S}?(?:--|[—–_-]))"
)


def find(text: str) -> re.Match[str] | None:
    """The dateline; its group `date` is a date of the text like any other, but the day of nothing that happens in it."""
    return _DATELINE.search(text, 0, OPENING)


def day(text: str, today: date, reach: timedelta | None = None) -> date | None:
    """The day of the dateline, as last passed before `today`; None without one, or where it lies further off than `reach`."""
    found = find(text)
    if found is None:
        return None
    month, number = month_number(found["month"]), day_number(found["day"])
    years = [year_number(found["year"])] if found["year"] else [today.year, today.year - 1]
    options = [d for d in (spans.make(y, month, number) for y in years if 0 < y < 10000) if d and d <= spans.shift(today, 1)]
    if not options or (reach is not None and abs(max(options) - today) > reach):
        return None
    return max(options)
