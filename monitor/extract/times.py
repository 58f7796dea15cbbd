"""Times as pages write them -> aware datetimes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from itertools import islice, takewhile
from urllib.parse import urlsplit

from monitor.dates import zones

# How the months begin in English, German, French, Spanish, Portuguese, Italian, Dutch, Russian, Indonesian, the Nordic tongues,
# Polish, Turkish, Ukrainian, Greek and Arabic; then in Czech, Hungarian, Romanian, Finnish, Estonian, Latvian, Lithuanian, Catalan and Hebrew.
_MONTHS = {
    name: i + 1
    for i, names in enumerate(
        "jan ene gen янв sty oca січ ιαν يناير led ian tammi jaan sau ינואר|feb fev fév peb фев lut şub лют φεβ فبراير شباط únor helmi veeb vas פברואר|"
        "mar mär maer mrt мар бер μαρ مارس آذار břez már maalis kov מרץ|apr abr avr апр kwi nis кві απρ أبريل ابريل نيسان dub ápr huhti bal אפריל|"
        "may mai mag mei maj май мая тра μαΐ μαϊ مايو أيار květ máj touko geg מאי|jun juin giu июн cze haz чер ιουν يونيو حزيران červn jún iun kesä juun jūn birž יוני|"
        "jul juil lug июл lip tem лип ιουλ يوليو تموز červenc júl iul heinä juul jūl liep יולי|aug ago aoû aou agu авг sie ağu сер αυγ أغسطس اغسطس آب srp elo rugpj אוגוסט|"
        "sep set сен wrz eyl вер σεπ سبتمبر أيلول zář sze syys rugs ספטמבר|oct okt ott out окт paź eki жов οκτ أكتوبر اكتوبر říj loka spal אוקטובר|"
        "nov ноя lis kas лис νοε نوفمبر noi marras lapkr נובמבר|dec dez dic déc des дек gru ara гру δεκ ديسمبر pros joulu gruod דצמבר".split("|")
    )
    for name in names.split()
}
_MONTH = "ב?(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")[^\W\d_]{0,7}(?:/[^\W\d_]{3,9})?\.?"
_DATE = re.compile(
    rf"(?i)\b(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?{_MONTH.replace('month', 'month2')},?\s+(?:del?\s+)?(?P<year2>\d{{4}}))\b"
    rf"|\b(?P<year8>(?:19|20)\d\d)(?:\.|\sm\.)?\s{_MONTH.replace('month', 'month8')}\s(?P<day8>\d{{1,2}})(?!\w)"
    rf"|\b(?P<year9>(?:19|20)\d\d)\.\sgada\s(?P<day9>\d{{1,2}})\.\s{_MONTH.replace('month', 'month9')}\b"
    r"|(?<!\d)(?P<year3>(?:19|20)\d\d)\s?[-./年년]\s?(?P<month3>\d{1,2})\s?[-./月월]\s?(?P<day3>\d{1,2})(?!\d)"
    r"|(?<![\d.])(?P<day4>\d{1,2})\.(?P<month4>\d{1,2})\.(?P<year4>(?:19|20)?\d\d)(?![\d.]*\d)"
    # With slashes it may be either way round: a day above the twelfth tells, or one that is the month's own number.
    r"|(?<![\d/])(?P<day7>(?P<month7>0?[1-9]|1[0-2]))/(?P=day7)/(?P<year7>(?:19|20)?\d\d)(?![\d/])"
    r"|(?<![\d/])(?P<day5>1[3-9]|2\d|3[01])/(?P<month5>0?[1-9]|1[0-2])/(?P<year5>(?:19|20)?\d\d)(?![\d/])"
    r"|(?<![\d/])(?P<month6>0?[1-9]|1[0-2])/(?P<day6>1[3-9]|2\d|3[01])/(?P<year6>(?:19|20)?\d\d)(?![\d/])"
    r"|(?<![\d-])(?P<day10>1[3-9]|2\d|3[01])-(?P<month10>0?[1-9]|1[0-2])-(?P<year10>(?:19|20)\d\d)(?![\d-])"
)
_PLACES = tuple(tuple(f"{name}{n}" for n in ("", *range(2, 11))) for name in ("year", "month", "day"))
_EITHER_WAY = re.compile(r"(?<![\d/-])(?P<first>0?[1-9]|1[0-2])(?P<mark>[/-])(?P<second>0?[1-9]|1[0-2])(?P=mark)(?P<year>(?:19|20)\d\d|(?<=/)\d\d)(?![\d/-])")
_YEARLESS = re.compile(
    rf"(?i)(?<![\d.:/-])(?:{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s(?:de\s)?{_MONTH.replace('month', 'month2')})(?![\w/-]|[.:]\d|,?\s\d{{4}})"
)
_CLOCK = re.compile(r"(?i)\b(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<half>[ap])?\.?(?:m\b\.?)?")
_ZONE = re.compile(rf"(?<![^\W\d_]){zones.ZONE}(?!\w)")
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})\s*$")
_MAIL = re.compile(r"(?:[A-Za-z]{3}, +)?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}")
_BARE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}")
_SECONDS = re.compile(r"[1-4]\d{9}(?:\d{3})?")  # since 1970, or thousandths of them
# ".../2025/05/06/...", ".../2025/may/6/...", ".../2025/politics/05/06/..."; ".../20250506/...", ".../202505/06/...".
_IN_PATH = re.compile(
    rf"(?i)/(?P<year>(?:19|20)\d{{2}})(?:/[a-z_]{{2,30}})??[/-](?P<month>\d{{1,2}}|(?:{'|'.join(name for name in _MONTHS if len(name) == 3 and name.isascii())})[a-z]{{0,6}})[/-](?P<day>\d{{1,2}})(?=[/.-]|$)"
    r"|(?<!\d)(?P<year2>(?:19|20)\d{2})(?P<month2>0[1-9]|1[0-2])/?(?P<day2>0[1-9]|[12]\d|3[01])(?!\d)"
)
_MONTH_IN_PATH = re.compile(r"/(?P<year>(?:19|20)\d{2})/(?P<month>0?[1-9]|1[0-2])(?=/)")
_EARLIEST = 1990
QUARTER = timedelta(minutes=15)
TOP = 12  # lines
LINE = 140  # characters: more are a paragraph
# What may stand beside the day on its line: a label, names, an hour with its zone.
_BESIDE = re.compile(r"(?:\W|(?i:for (?:immediate )?release|(?:released|published|posted|updated|issued|dated?)(?: on)?|(?:at )?\d{1,2}[:.]\d{2}|[ap]\.?m\b)|\b[A-ZÀ-Þ][\w.'’-]{0,20}){0,12}")
# Of a day without its year: other words of the same beginning are known by the lack of an hour beside them.
_SHORT_MONTH = re.compile(r"(?i)(?<![^\W\d_])(?:[^\W\d_]{3,4}|january|february|march|april|august|september|october|november|december)\b")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as read. `naive` has no zone; `zone` is None where the page gave none; `precise`: it has a time of day."""

    naive: datetime
    zone: tzinfo | None
    precise: bool


def parse(raw: str | None) -> Stamp | None:
    """ISO 8601, RFC 2822, seconds since 1970, or a date in words or figures, with or without a time of day; None for anything else."""
    value = (raw or "").strip()[:120]
    if _SECONDS.fullmatch(value):
        return Stamp(datetime.fromtimestamp(int(value[:10]), UTC).replace(tzinfo=None), UTC, True)
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
    """The day that an address carries, midnight UTC."""
    found = _IN_PATH.search(urlsplit(url).path)
    if found is None:
        return None
    year, month, day = (found[name] or found[f"{name}2"] for name in ("year", "month", "day"))
    try:
        return datetime(int(year), int(month) if month.isdigit() else _MONTHS.get(month[:3].lower(), 0), int(day), tzinfo=UTC)
    except ValueError:
        return None


def order(text: str) -> bool | None:
    """Whether the first day in figures with slashes has the day before the month; None where there is none, or it may be either."""
    found = _DATE.search(text)
    return True if found and found["day5"] else False if found and found["month6"] else None


def ordered(text: str, *, day_first: bool) -> str:
    """`text` with the days written out that figures leave open: "3/9/25" is in March or in September."""

    def plain(found: re.Match[str]) -> str:
        day, month = (found["first"], found["second"]) if day_first else (found["second"], found["first"])
        return f"{'20' * (len(found['year']) == 2)}{found['year']}-{int(month):02}-{int(day):02}"

    return _EITHER_WAY.sub(plain, text)


def with_year(text: str, *, address: str | None, by: datetime | None) -> str:
    """`text` with the year put to a day that has none: the one in the address beside that month, else the last in which
    the day was no more than a day after `by`."""
    found = _YEARLESS.search(text)
    if found is None or not (_SHORT_MONTH.search(found[0]) or _CLOCK.search(text[: found.start()] + " " + text[found.end() :])):
        return text
    month, day = _MONTHS[(found["month"] or found["month2"]).lower()], int(found["day"] or found["day2"])
    path = _MONTH_IN_PATH.search(urlsplit(address or "").path)
    if path is not None and int(path["month"]) == month:
        year = int(path["year"])
    elif by is not None:
        last = by + timedelta(days=1)
        year = last.year - ((month, day) > (last.month, last.day))
    else:
        return text
    return f"{text[: found.start()]}{year}-{month:02}-{day:02}{text[found.end() :]}"


def settle(candidates: Iterable[str | None], others: Sequence[str | None] = ()) -> datetime | None:
    """The best of the times that a page gives for one event, first source first.

    A time of day with its zone beats one without, and that beats a bare date, as long as they name the same two days; two times
    of day are of one event where they are whole quarters of an hour apart, as zones are.
    A zone-less time takes the zone of any other time on the page (`others` too); UTC when no time has one. A bare date is
    midnight UTC.
    """
    stamps = [s for s in map(parse, candidates) if s is not None]
    if not stamps:
        return None
    near = [s for s in stamps if _may_be_one(stamps[0], s)]
    best = max(near, key=lambda s: (s.precise, s.zone is not None))
    zone = best.zone
    if zone is None and best.precise:
        known = [s.zone for s in (*stamps, *map(parse, others)) if s is not None and s.zone is not None]
        zone = next((z for z in known if z.utcoffset(None)), known[0] if known else None)
    return best.naive.replace(tzinfo=_plain(zone, best.naive))


def _may_be_one(one: Stamp, other: Stamp) -> bool:
    apart = abs(one.naive - other.naive)
    beside = (apart + QUARTER / 2) % QUARTER - QUARTER / 2
    return apart < timedelta(days=2) and (not (one.precise and other.precise) or abs(beside) < timedelta(minutes=1))


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
