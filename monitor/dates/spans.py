"""Calendar arithmetic: a TIMEX3 value with the days it covers. Weeks run Monday to Sunday (ISO 8601)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


class Span(NamedTuple):
    """A value and the calendar days it covers; None where the expression leaves them open."""

    value: str
    earliest: date | None = None
    latest: date | None = None


SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def shift(day: date, days: int) -> date:
    """`day` moved by `days`, held inside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def make(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = min(max(index // 12, 1), 9999), index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def of_day(day: date, time: str = "") -> Span:
    return Span(day.isoformat() + time, day, day)


def of_range(first: date, last: date) -> Span:
    return Span(f"{first.isoformat()}/{last.isoformat()}", first, last) if first < last else of_day(first)


def of_week(day: date, ending: str = "") -> Span:
    year, week, _ = day.isocalendar()
    monday = shift(day, -day.weekday())
    return Span(f"{year}-W{week:02d}{ending}", shift(monday, 5) if ending else monday, shift(monday, 6))


def of_month(year: int, month: int) -> Span:
    if not 1 <= year <= 9999:
        return Span(f"{year:04d}-{month:02d}")
    return Span(f"{year:04d}-{month:02d}", date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def of_months(value: str, year: int, first: int, count: int) -> Span:
    """`count` months from month `first` of `year` on."""
    if not 1 <= year < 9999:
        return Span(value)
    start = date(year, first, 1)
    return Span(value, start, shift(add_months(start, count), -1))


def of_quarter(year: int, quarter: int) -> Span:
    return of_months(f"{year:04d}-Q{quarter}", year, quarter * 3 - 2, 3)


def of_quarter_before(day: date) -> Span:
    """The last quarter that was over on `day`."""
    month = add_months(day, -3)
    return of_quarter(month.year, (month.month + 2) // 3)


def of_half(year: int, half: int) -> Span:
    return of_months(f"{year:04d}-H{half}", year, half * 6 - 5, 6)


def of_season(year: int, season: str) -> Span:
    """Meteorological seasons of the northern hemisphere; a winter is counted by the year it begins in."""
    return of_months(f"{year:04d}-{season}", year, SEASON_MONTHS[season], 3)


def of_year(year: int) -> Span:
    return of_months(f"{year:04d}", year, 1, 12)


def part_of(span: Span, part: str) -> Span:
    """Narrow to "early", "mid" or "late": thirds of a month, quarters of a year, days of a week. The value stays."""
    first, last = span.earliest, span.latest
    if first is None or last is None or part not in {"early", "mid", "late"}:
        return span
    length = (last - first).days + 1
    if length > 300:
        cuts = (add_months(first, 3), add_months(first, 9))
    elif length > 80:
        cuts = (add_months(first, 1), add_months(first, 2))
    elif length > 20:
        cuts = (shift(first, 10), shift(first, 20))
    else:
        cuts = (shift(first, length // 3), shift(first, length - length // 3 - 1))
    if part == "early":
        return Span(span.value, first, shift(cuts[0], -1))
    if part == "mid":
        return Span(span.value, cuts[0], shift(cuts[1], -1))
    return Span(span.value, cuts[1], last)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th weekday (Monday is 0) of a month; n = -1 the last."""
    if n < 0:
        last = date(year, month, monthrange(year, month)[1])
        return shift(last, -((last.weekday() - weekday) % 7))
    first = date(year, month, 1)
    return shift(first, (weekday - first.weekday()) % 7 + 7 * (n - 1))
