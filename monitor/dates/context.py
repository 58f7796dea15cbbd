"""What every rule is made of: a bounded pattern, the function that turns its match into a Span, and what that may look at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from monitor.dates import spans, tense
from monitor.dates.spans import Span
from monitor.dates.tense import FUTURE
from monitor.dates.words import NUMBERS

Match = re.Match[str]


@dataclass(slots=True)
class Context:
    """The text, the time of its words, and the dates mentioned before."""

    text: str
    published: datetime | None
    day_first: bool = False  # is "06/05/2025" the sixth of May?
    canadian: bool = False
    now: date | None = None
    day: date | None = None  # the last calendar day mentioned
    period: date | None = None  # the first day of the last date, month or year mentioned
    reached: int = -1  # where its mention ended
    moment: datetime | None = None  # the last time of day with a zone
    quarter: Span | None = None  # the last quarter reported on
    compared: date | None = None  # the last day of the period a year earlier that was compared with
    compared_at: int = -1  # where its mention ended
    occasions: dict[str, date] = field(default_factory=dict)  # "election" -> the day the text gives it
    directions: dict[tuple[int, int], str | None] = field(default_factory=dict)

    def direction(self, match: Match) -> str | None:
        key = match.span()
        if key not in self.directions:
            self.directions[key] = tense.direction(self.text, *key)
        return self.directions[key]

    def ahead(self, match: Match) -> bool:
        return self.direction(match) == FUTURE

    def year_of_sentence(self, match: Match) -> int | None:
        """The year that the sentence opens with and sets for all of it: "In 2019 she was arrested on March 3"."""
        opens = _IN_YEAR.match(self.text, tense.sentence_bounds(self.text, *match.span())[0])
        return int(opens[1]) if opens is not None and opens.end() <= match.start() else None

    def report(self, quarter: Span) -> None:
        """Take a quarter for the one reported on: the last that is over of those told. One named in passing ("after a flat second
        quarter", "for the fourth quarter they expect") leaves it."""
        held, now = self.quarter, self.now
        if quarter.earliest is None or quarter.latest is None or (now is not None and quarter.earliest > now):
            return
        over = now is None or quarter.latest < now
        if held is None or held.earliest is None or held.latest is None or (over and (quarter.earliest >= held.earliest or (now is not None and held.latest >= now))):
            self.quarter = quarter

    def before(self, match: Match, reach: int) -> str:
        """The `reach` characters in front of the match."""
        return self.text[max(0, match.start() - reach) : match.start()]


_IN_YEAR = re.compile(r"[\"“‘'`]{0,2}(?:In|Back in|During)\s{1,4}((?:1[5-9]|20)\d\d)\b(?!\s{0,4}(?:[-–—/]|and\b|or\b|to\b))")

Resolver = Callable[[Match, Context], Span | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """`needs`: no match is without one of these near its beginning, so it is tried about them alone. In lower case they ignore case."""

    pattern: re.Pattern[str]
    resolve: Resolver
    needs: tuple[str, ...] = ()
    aside: bool = False  # what is only compared with does not become the quarter or day in hand


class Rules(list[Rule]):
    """A table of rules. Its `rule` registers a resolver; months and weekdays match with their capital only (`cased`)."""

    def rule(self, pattern: str, *, cased: bool = False, needs: str | tuple[str, ...] = "", aside: bool = False) -> Callable[[Resolver], Resolver]:
        def register(resolve: Resolver) -> Resolver:
            self.append(Rule(re.compile(r"(?<![\w])" + pattern, 0 if cased else re.IGNORECASE), resolve, tuple(needs.split()) if isinstance(needs, str) else needs, aside))
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


def vague(words: str) -> bool:
    """A number that is none: "a few", "several"."""
    return words.lower().split()[-1] in {"few", "several"}


_PARTS = (
    ("early", "early"), ("begin", "early"), ("start", "early"), ("first", "early"), ("mid", "mid"), ("late", "late"), ("end", "late"),
    ("second half", "late"), ("last", "late"),
)  # fmt: skip


def word_part(words: str | None) -> str:
    """"early" | "mid" | "late" | "" of a modifier as written."""
    low = (words or "").lower()
    return next((part for key, part in _PARTS if key in low), "")


def moved(day: date, count: int, unit: str) -> Span:
    """`count` units from `day`, to the grain of the unit."""
    if unit == "day":
        return spans.of_day(spans.shift(day, count))
    if unit in {"week", "fortnight"}:
        return spans.of_week(spans.shift(day, (7 if unit == "week" else 14) * count))
    if unit == "month":
        base = spans.add_months(day, count)
        return spans.of_month(base.year, base.month)
    if unit == "quarter":
        base = spans.add_months(day, 3 * count)
        return spans.of_quarter(base.year, (base.month + 2) // 3)
    year = day.year + count * (10 if unit == "decade" else 1)
    return spans.of_year(year) if 0 < year < 9999 else Span("PAST_REF" if count < 0 else "FUTURE_REF")
