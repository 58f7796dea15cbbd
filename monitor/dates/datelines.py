"""The dateline that opens a wire story, "OTTAWA, May 2 (Reuters) —": the day of its words, and nothing that happens."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from monitor.dates import spans
from monitor.dates.words import DAY, MONTH, WEEKDAY_ANY, YEAR, S, day_number, month_number, year_number

OPENING = 700  # characters in which a dateline may stand
REACH = timedelta(days=3)  # a page is published no longer than that after its words were written

_DATELINE = re.compile(
    rf"(?:^|\n)[ \t]{{0,8}}(?P<place>[A-Z][A-Z .,'’/-]{{2,50}}[A-Za-z., ]{{0,30}}),?{S}(?:{WEEKDAY_ANY},?{S})?(?P<date>(?P<month>{MONTH}){S}(?P<day>{DAY})(?:,?{S}(?P<year>{YEAR}))?)"
    rf"(?P<end>(?:,?{S}|\s?)\([A-Z][^()\n]{{1,40}}\)|{S}?(?:--|[—–_-]))"
)


def find(text: str) -> re.Match[str] | None:
    """The dateline; its group `date` is what looks like a mention and is none."""
    return _DATELINE.search(text, 0, OPENING)


def written(text: str, published: datetime | None, now: datetime | None = None) -> datetime | None:
    """When the words of a first version were written: `published`, on the day of the dateline where that lies just before.

    Without `published`, the dateline's day as last passed before `now`; without a dateline, `now`.
    """
    stamp = published or now
    found = find(text) if stamp else None
    if found is None or stamp is None:
        return stamp
    today = stamp.date()
    month, day = month_number(found["month"]), day_number(found["day"])
    years = [year_number(found["year"])] if found["year"] else [today.year, today.year - 1]
    options = [d for d in (spans.make(y, month, day) for y in years if 0 < y < 10000) if d and d <= spans.shift(today, 1)]
    if not options or (published is not None and abs(max(options) - today) > REACH):
        return stamp
    return _on(stamp, max(options))


def _on(stamp: datetime, day: date) -> datetime:
    return stamp.replace(year=day.year, month=day.month, day=day.day)
