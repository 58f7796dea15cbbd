"""Times as pages write them -> aware datetimes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

_MONTHS = {name: i + 1 for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = re.compile(
    rf"(?i)\b(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.replace('month', 'month2')},?\s+(?P<year2>\d{{4}}))\b"
)
_CLOCK = re.compile(r"(?i)\b(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<half>[ap])?\.?(?:m\b\.?)?")
_ZONE = re.compile(r"\b(UTC|GMT|Z|BST|CET|CEST|EST|EDT|ET|CST|CDT|MST|MDT|PST|PDT|AST|ADT|NDT|NST)\b")
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})\s*$")
_HOURS = {
    "UTC": 0.0, "GMT": 0.0, "Z": 0.0, "BST": 1.0, "CET": 1.0, "CEST": 2.0, "EST": -5.0, "EDT": -4.0, "CST": -6.0, "CDT": -5.0,
    "MST": -7.0, "MDT": -6.0, "PST": -8.0, "PDT": -7.0, "AST": -4.0, "ADT": -3.0, "NST": -3.5, "NDT": -2.5,
}  # fmt: skip
_MAIL = re.compile(r"(?:[A-Za-z]{3}, +)?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}")
_BARE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}")
_IN_PATH = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2}|[A-Za-z]{3,9})[/-](\d{1,2})(?=[/-]|$)")
_EARLIEST = 1990


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as read. `naive` has no zone; `zone` is None where the page gave none; `precise`: it has a time of day."""

    naive: datetime
    zone: tzinfo | None
    precise: bool


def parse(raw: str | None) -> Stamp | None:
    """ISO 8601, RFC 2822 or an English date with or without a time of day; None for anything else."""
    value = (raw or "").strip()[:120]
    if len(value) < 8:
        return None
    when = _iso(value) or _mail(value)
    if when is not None:
        precise = not _BARE_DATE.fullmatch(value)
        stamp = Stamp(when.replace(tzinfo=None), when.tzinfo, precise)
    else:
        found = _english(value)
        if found is None:
            return None
        stamp = found
    return stamp if stamp.naive.year >= _EARLIEST else None


def _iso(value: str) -> datetime | None:
    zone = _ZONE.search(value[10:])
    bare = value[: 10 + zone.start()].strip() if zone and zone[1] != "Z" else value
    try:
        when = datetime.fromisoformat(bare)
    except ValueError:
        return None
    if zone and when.tzinfo is None:
        return when.replace(tzinfo=_zone(zone[1], when))
    return when


def _mail(value: str) -> datetime | None:
    if not _MAIL.match(value):
        return None
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _english(value: str) -> Stamp | None:
    date = _DATE.search(value)
    if date is None:
        return None
    month = _MONTHS[(date["month"] or date["month2"]).lower()]
    rest = value[: date.start()] + " " + value[date.end() :]
    clock = _CLOCK.search(rest)
    try:
        when = datetime(int(date["year"] or date["year2"]), month, int(date["day"] or date["day2"]))  # noqa: DTZ001 - the zone follows
        if clock is None:
            return Stamp(when, None, False)
        hour = int(clock["hour"])
        if clock["half"]:
            hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
        when = when.replace(hour=hour, minute=int(clock["minute"]), second=int(clock["second"] or 0))
    except ValueError:
        return None
    zone, offset = _ZONE.search(rest), _OFFSET.search(rest)
    if offset:
        delta = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"]))
        return Stamp(when, timezone(delta if offset["sign"] == "+" else -delta) if delta < timedelta(hours=24) else None, True)
    return Stamp(when, _zone(zone[1], when) if zone else None, True)


def _zone(name: str, when: datetime) -> tzinfo:
    if name == "ET":  # Eastern Time by its summer rule since 2007, to the day
        name = "EDT" if _second_sunday_of_march(when.year) <= when.replace(tzinfo=None) < _first_sunday_of_november(when.year) else "EST"
    return timezone(timedelta(hours=_HOURS[name]))


def _second_sunday_of_march(year: int) -> datetime:
    first = datetime(year, 3, 1)  # noqa: DTZ001 - compared with local times
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7)


def _first_sunday_of_november(year: int) -> datetime:
    first = datetime(year, 11, 1)  # noqa: DTZ001 - compared with local times
    return first + timedelta(days=(6 - first.weekday()) % 7)


def in_address(url: str) -> datetime | None:
    """The day that an address carries (".../2025/05/06/..." or ".../2025/may/6/..."), midnight UTC."""
    found = _IN_PATH.search(url)
    if found is None:
        return None
    month = _MONTHS.get(found[2][:3].lower()) or (int(found[2]) if found[2].isdigit() else 0)
    try:
        return datetime(int(found[1]), month, int(found[3]), tzinfo=UTC)
    except ValueError:
        return None


def settle(candidates: Iterable[str | None], others: Sequence[str | None] = ()) -> datetime | None:
    """The best of the times that a page gives for one event, first source first.

    A time of day with its zone beats one without, and that beats a bare date, as long as they name the same two days.
    A zone-less time takes the zone of any other time on the page (`others` too); UTC when no time has one. A bare date is
    midnight UTC.
    """
    stamps = [s for s in map(parse, candidates) if s is not None]
    if not stamps:
        return None
    near = [s for s in stamps if abs(s.naive - stamps[0].naive) < timedelta(days=2)]
    best = max(near, key=lambda s: (s.precise, s.zone is not None))
    zone = best.zone
    if zone is None and best.precise:
        known = [s.zone for s in (*stamps, *map(parse, others)) if s is not None and s.zone is not None]
        zone = next((z for z in known if z.utcoffset(None)), known[0] if known else None)
    return best.naive.replace(tzinfo=_plain(zone, best.naive))


def _plain(zone: tzinfo | None, when: datetime) -> tzinfo:
    """A fixed offset, so that the value survives pickling and storage as it is."""
    offset = zone.utcoffset(when) if zone is not None else None
    return timezone(offset) if offset else UTC
