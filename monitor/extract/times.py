"""Times as pages write them -> aware datetimes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from itertools import islice, takewhile

from monitor.dates import zones

# How the months begin in English, German, French, Spanish, Portuguese, Italian, Dutch, Russian, Indonesian, the Nordic tongues,
# Polish, Turkish, Ukrainian, Greek and Arabic.
_MONTHS = {
    name: i + 1
    for i, names in enumerate(
        "jan ene gen янв sty oca січ ιαν يناير|feb fev fév peb фев lut şub лют φεβ فبراير شباط|mar mär maer mrt мар бер μαρ مارس آذار|apr abr avr апр kwi nis кві απρ أبريل ابريل نيسان|"
        "may mai mag mei maj май мая тра μαΐ μαϊ مايو أيار|jun juin giu июн cze haz чер ιουν يونيو حزيران|jul juil lug июл lip tem лип ιουλ يوليو تموز|"
        "aug ago aoû aou agu авг sie ağu сер αυγ أغسطس اغسطس آب|sep set сен wrz eyl вер σεπ سبتمبر أيلول|oct okt ott out окт paź eki жов οκτ أكتوبر اكتوبر|"
        "nov ноя lis kas лис νοε نوفمبر|dec dez dic déc des дек gru ara гру δεκ ديسمبر".split("|")
    )
    for name in names.split()
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")[^\W\d_]{0,7}(?:/[^\W\d_]{3,9})?\.?"
_DATE = re.compile(
    rf"(?i)\b(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?{_MONTH.replace('month', 'month2')},?\s+(?:del?\s+)?(?P<year2>\d{{4}}))\b"
    r"|(?<!\d)(?P<year3>(?:19|20)\d\d)\s?[-./年년]\s?(?P<month3>\d{1,2})\s?[-./月월]\s?(?P<day3>\d{1,2})(?!\d)"
    r"|(?<![\d.])(?P<day4>\d{1,2})\.(?P<month4>\d{1,2})\.(?P<year4>(?:19|20)?\d\d)(?![\d.]*\d)"
    # With slashes it may be either way round: a day above the twelfth tells, or one that is the month's own number.
    r"|(?<![\d/])(?P<day7>(?P<month7>0?[1-9]|1[0-2]))/(?P=day7)/(?P<year7>(?:19|20)?\d\d)(?![\d/])"
    r"|(?<![\d/])(?P<day5>1[3-9]|2\d|3[01])/(?P<month5>0?[1-9]|1[0-2])/(?P<year5>(?:19|20)?\d\d)(?![\d/])"
    r"|(?<![\d/])(?P<month6>0?[1-9]|1[0-2])/(?P<day6>1[3-9]|2\d|3[01])/(?P<year6>(?:19|20)?\d\d)(?![\d/])"
)
_PLACES = tuple(tuple(f"{name}{n}" for n in ("", 2, 3, 4, 5, 6, 7)) for name in ("year", "month", "day"))
_CLOCK = re.compile(r"(?i)\b(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<half>[ap])?\.?(?:m\b\.?)?")
_ZONE = re.compile(rf"(?<![^\W\d_]){zones.ZONE}(?!\w)")
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})\s*$")
_MAIL = re.compile(r"(?:[A-Za-z]{3}, +)?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}")
_BARE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}")
_IN_PATH = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2}|[A-Za-z]{3,9})[/-](\d{1,2})(?=[/-]|$)")
_EARLIEST = 1990
TOP = 12  # lines
LINE = 140  # characters: more are a paragraph
# What may stand beside the day on its line: a label, names, an hour with its zone.
_BESIDE = re.compile(r"(?:\W|(?i:for (?:immediate )?release|(?:released|published|posted|updated|issued|dated?)(?: on)?|(?:at )?\d{1,2}[:.]\d{2}|[ap]\.?m\b)|\b[A-ZÀ-Þ][\w.'’-]{0,20}){0,12}")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as read. `naive` has no zone; `zone` is None where the page gave none; `precise`: it has a time of day."""

    naive: datetime
    zone: tzinfo | None
    precise: bool


def parse(raw: str | None) -> Stamp | None:
    """ISO 8601, RFC 2822 or a date in words or figures, with or without a time of day; None for anything else."""
    value = (raw or "").strip()[:120]
    when = _iso(value) or _mail(value) if len(value) >= 8 else None
    if when is not None:
        precise = not _BARE_DATE.fullmatch(value)
        stamp = Stamp(when.replace(tzinfo=None), when.tzinfo, precise)
    else:
        found = _written(value)
        if found is None:
            return None
        stamp = found
    return stamp if stamp.naive.year >= _EARLIEST else None


def _iso(value: str) -> datetime | None:
    name = _ZONE.search(value, 10)
    try:
        when = datetime.fromisoformat(value[: name.start()].strip() if name else value)
    except ValueError:
        return None
    zone = _zone(value[10:], when) if name and when.tzinfo is None else None
    return when.replace(tzinfo=zone) if zone else when


def _mail(value: str) -> datetime | None:
    if not _MAIL.match(value):
        return None
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return when if when.tzinfo is not None else None  # of zones it knows but a few


def _written(value: str) -> Stamp | None:
    date = _DATE.search(value)
    if date is None:
        return None
    year, month, day = (next(g for g in map(date.group, names) if g) for names in _PLACES)
    rest = value[: date.start()] + " " + value[date.end() :]
    clock = _CLOCK.search(rest)
    try:
        when = datetime(int(year) + (2000 if len(year) == 2 else 0), int(month) if month.isdigit() else _MONTHS[month.lower()], int(day))  # noqa: DTZ001 - the zone follows
        if clock is None:
            return Stamp(when, None, False)
        hour = int(clock["hour"])
        if clock["half"]:
            hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
        when = when.replace(hour=hour, minute=int(clock["minute"]), second=int(clock["second"] or 0))
    except ValueError:
        return None
    offset = _OFFSET.search(rest)
    if offset:
        delta = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"]))
        return Stamp(when, timezone(delta if offset["sign"] == "+" else -delta) if delta < timedelta(hours=24) else None, True)
    zone = _zone(rest, when)
    return Stamp(when, zone, True)


def clause(text: str) -> str | None:
    """What stands around the first day in a text: up to 80 characters on each side."""
    day = _DATE.search(text)
    return text[max(0, day.start() - 80) : day.end() + 80] if day else None


def _zone(said: str, when: datetime) -> tzinfo | None:
    """The offset that the zone named in `said` has on that day."""
    for name in _ZONE.finditer(said):
        zone = zones.named(name[0])
        offset = zone.utcoffset(when) if zone is not None else None
        if offset is not None:
            return timezone(offset)
    return None


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


def on_top(text: str, *, by: datetime | None) -> datetime | None:
    """The day that stands on a line of its own at the top of a text, with a label, a place or an hour at most. One that lies
    more than a day after `by` is a day that the text is about."""
    lines = (line.strip() for line in text.splitlines()[: 4 * TOP])
    top = takewhile(lambda line: len(line) <= LINE, islice(filter(None, lines), TOP))
    days = (line for line in top if (day := _DATE.search(line)) and _BESIDE.fullmatch(line[: day.start()]) and _BESIDE.fullmatch(line[day.end() :]))
    when = settle(islice(days, 1))
    return None if when is not None and by is not None and when - by > timedelta(days=1) else when


def _plain(zone: tzinfo | None, when: datetime) -> tzinfo:
    """A fixed offset, so that the value survives pickling and storage as it is."""
    offset = zone.utcoffset(when) if zone is not None else None
    return timezone(offset) if offset else UTC
