"""Months, quarters, halves, seasons, years, decades and centuries."""

from __future__ import annotations

import re
from datetime import date

from monitor.dates import spans
from monitor.dates.context import Context, Match, Rules, i, word_part
from monitor.dates.spans import Span
from monitor.dates.tense import FUTURE, PAST
from monitor.dates.words import (
    DAY,
    DECADES,
    FULL_YEAR,
    MONTH,
    MONTH_FULL,
    MONTH_WORDS,
    NUMBERS,
    ORDINALS,
    SEASONS,
    TEENS,
    YEAR,
    S,
    day_number,
    month_number,
    year_number,
)

RULES = Rules()

# --- months ------------------------------------------------------------------------------------------------------------

_EDGE = r"(?:the" + S + r")?(?:very" + S + r")?(?:early|late|beginning|start|end|middle|mid)(?:-|" + S + r"(?:of" + S + r"|in" + S + r")?(?:the" + S + r")?)"


@RULES.rule(
    rf"(?:(?P<edge>{i(_EDGE)})|(?P<lead>{i('last|next|this past|this coming|this')}){S})?(?P<month>{MONTH_FULL}|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.)"
    rf"(?:,?{S}(?:{i('of')}{S})?(?:(?P<year>{YEAR})|(?P<rel>{i('last|next|this')}){S}{i('year')}\b))?(?!['’-]?[a-rt-z]|s|['’-]s[a-z])",
    cased=True, needs=MONTH_WORDS,
)
def month(m: Match, ctx: Context) -> Span | None:
    name, lead, rel = m["month"], (m["lead"] or "").lower(), (m["rel"] or "").lower()
    if (m["edge"] or "").lower().startswith(("beginning", "start")) and not m["year"] and re.match(r"\s\d{1,2}(?!\d)", ctx.text[m.end() : m.end() + 4]):
        return None  # "a visit beginning March 12"
    plain = not (m["edge"] or lead or m["year"] or rel)
    if plain and not _is_month(m, ctx.text):
        return None
    index, now = month_number(name), ctx.now
    if m["year"]:
        year = year_number(m["year"])
    elif now is None:
        return Span(f"XXXX-{index:02d}")
    elif rel:
        year = now.year + {"last": -1, "next": 1, "this": 0}[rel]
    elif lead in {"last", "this past"}:
        year = now.year if index < now.month else now.year - 1
    elif lead in {"next", "this coming"}:
        year = now.year if index > now.month else now.year + 1
    elif lead == "this":
        year = now.year
    else:
        year = ctx.year_of_sentence(m) or _month_year(index, now, ctx.direction(m))
    return spans.part_of(spans.of_month(year, index), word_part(m["edge"]))


def _month_year(index: int, now: date, way: str | None) -> int:
    """The month that comes next has its bare name to itself, whatever the tense: the one a year before is "last May"."""
    off = index - now.month
    if off in {1, -11}:
        way = FUTURE
    if way == FUTURE:
        return now.year if off >= 0 else now.year + 1
    if way == PAST:
        return now.year if off <= 0 else now.year - 1
    return now.year + (1 if off < -6 else -1 if off > 5 else 0)


_MONTH_LEADERS = frozenset(
    """in since until till by from of during through before after and to between for or late early mid than this last next every""".split()
)
_DETERMINERS = frozenset("the a an its his her their this that".split())
_SMALL = frozenset("on of for to and or in at from is was that against by with".split())
_NEXT_WORD = re.compile(r"\s{1,4}([a-z]{2,})")
_LAST_WORD = re.compile(r"([A-Za-z]+)[,]?\s{1,4}$")
_MONTH_BEFORE = re.compile(MONTH_FULL + r"\s{1,4}(?:and|or)\s{1,4}$")
_NEXT_CAPITAL = re.compile(r"\s{1,4}[A-Z][a-z]")


def _is_month(m: Match, text: str) -> bool:
    """A bare "May", "March", "April" … is a month after a preposition; the less ambiguous ones, unless a name."""
    before = _LAST_WORD.search(text, max(0, m.start() - 24), m.start())
    word = before[1] if before else ""
    after = _NEXT_WORD.match(text, m.end())
    if word.lower() in _DETERMINERS and after and after[1] not in _SMALL:
        return True  # "the October report", "her March comment"
    names = m["month"] in {"May", "March", "April", "June", "August"}
    if names and word.lower() in {"and", "or"}:
        return _MONTH_BEFORE.search(text, max(0, m.start() - 24), m.start()) is not None
    if word.lower() in _MONTH_LEADERS:
        return not (word.lower() not in {"in", "since", "until", "by", "during"} and _NEXT_CAPITAL.match(text, m.end()))
    if m["month"].endswith("."):
        return False
    return not names and not word[:1].isupper() and not _NEXT_CAPITAL.match(text, m.end())


# --- quarters and halves -----------------------------------------------------------------------------------------------

_NTH = r"(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)"


@RULES.rule(
    rf"(?:the{S}|its{S})?(?:(?P<rel0>last|this|next){S}year['’]s{S})?(?:(?P<year0>{FULL_YEAR}){S})?(?:fiscal{S})?{_NTH}(?:{S}|-)(?:fiscal{S})?quarter\b"
    rf"(?:{S}(?:of{S})?(?:(?:fiscal{S})?(?P<year>{YEAR})|(?P<rel>last|this|next){S}year\b))?|Q(?P<q>[1-4])(?:{S}(?P<year2>{FULL_YEAR}))?\b", needs="quarter q1 q2 q3 q4")
def quarter(m: Match, ctx: Context) -> Span | None:
    n = int(m["q"]) if m["q"] else ORDINALS[m["nth"].lower()]
    year = m["year"] or m["year0"] or m["year2"]
    rel = (m["rel"] or m["rel0"] or "").lower()
    if year:
        return spans.of_quarter(year_number(year), n)
    now = ctx.now
    if now is None:
        return Span(f"XXXX-Q{n}")
    if rel:
        return spans.of_quarter(now.year + {"last": -1, "this": 0, "next": 1}[rel], n)
    current = (now.month + 2) // 3
    if ctx.ahead(m):
        return spans.of_quarter(now.year if current - n < 2 else now.year + 1, n)  # the quarter just over is still "the" quarter
    return spans.of_quarter(now.year if n <= current else now.year - 1, n)


@RULES.rule(rf"(?:the{S}(?:(?:latest|most{S}recent){S})?|that{S})quarter\b(?!{S}(?:century|mile|of{S}a)\b)|the{S}latest{S}period\b", needs="quarter period", aside=True)
def the_quarter(m: Match, ctx: Context) -> Span | None:
    """The quarter reported on, by the name that its company gives it; without one that which ended when the words behind say, and
    "the latest" is the last that is over."""
    if ctx.quarter is None:
        ctx.quarter = _quarter_ended(m, ctx)
    if ctx.quarter is None and ctx.now is not None and "latest" in m[0].lower():
        return spans.of_quarter_before(ctx.now)
    return ctx.quarter


_ENDED = re.compile(rf"(?:{S}that)?{S}ended{S}(?:on{S})?(?P<month>{MONTH}){S}(?P<day>{DAY})(?:,?{S}(?P<year>{YEAR}))?")


def _quarter_ended(m: Match, ctx: Context) -> Span | None:
    """"The quarter ended July 31" is the one that most of its three months lie in."""
    found = _ENDED.match(ctx.text, m.end())
    if found is None or ctx.now is None:
        return None
    year = year_number(found["year"]) if found["year"] else ctx.now.year
    end = spans.make(year, month_number(found["month"]), day_number(found["day"]))
    if end is not None and end > ctx.now and not found["year"]:
        end = spans.add_months(end, -12)
    middle = spans.shift(end, -45) if end is not None else None
    return spans.of_quarter(middle.year, (middle.month + 2) // 3) if middle is not None else None


@RULES.rule(rf"the{S}(?P<year>{FULL_YEAR}){S}(?:quarter|period)\b", needs="quarter period", aside=True)
def quarter_of(m: Match, ctx: Context) -> Span | None:
    """"The 1988 period": the quarter reported on, in that year."""
    if ctx.quarter is None or ctx.quarter.earliest is None:
        return spans.of_year(int(m["year"]))
    return spans.of_quarter(int(m["year"]), (ctx.quarter.earliest.month + 2) // 3)


@RULES.rule(
    rf"(?:the{S})?(?:(?:corresponding|comparable|same|like){S})?(?:a{S}year{S}(?:earlier|before|ago)|year-earlier|year-ago)(?:{S}(?:quarter|period|third{S}quarter))?\b"
    rf"|the{S}(?:corresponding|comparable|same|like|similar){S}(?:quarter|period)(?:{S}(?:of{S}|in{S})?(?:last{S}year|a{S}year{S}(?:ago|earlier|before)))|last{S}year['’]s{S}(?:quarter|period)\b",
    needs="year", aside=True)
def year_earlier(m: Match, ctx: Context) -> Span | None:
    found = year_before(ctx)
    if found is not None:
        ctx.compared, ctx.compared_at = found.latest, m.end()
    return found


def year_before(ctx: Context) -> Span | None:
    """A year before what is spoken of: the quarter reported on, else the day of the words."""
    if ctx.quarter is not None and ctx.quarter.earliest is not None:
        first = spans.add_months(ctx.quarter.earliest, -12)
        return spans.of_quarter(first.year, (first.month + 2) // 3)
    return spans.of_year(ctx.now.year - 1) if ctx.now and ctx.now.year > 1 else None


@RULES.rule(rf"(?:the{S})?(?P<half>first|second|last|latter){S}(?:half|two{S}quarters){S}of{S}(?:(?P<year>{YEAR})|the{S}year\b)", needs="half quarters")
def half(m: Match, ctx: Context) -> Span | None:
    year = year_number(m["year"]) if m["year"] else ctx.now.year if ctx.now else None
    return spans.of_half(year, 1 if m["half"].lower() == "first" else 2) if year is not None else None


# --- seasons -----------------------------------------------------------------------------------------------------------

_SEASON = r"spring|summer|fall|autumn|winter"


@RULES.rule(
    rf"(?:(?:(?<=in )|(?<=over )|(?<=during )|(?<=by )|(?<=through )|(?<=into )|(?<=throughout ))the{S}(?P<edge>early{S}|late{S}|end{S}of{S}the{S})?|the{S}(?P<edge2>early|late){S})(?P<season>{_SEASON})\b(?!{S}of\b|-)",
    needs="spring summer fall autumn winter",
)
def the_season(m: Match, ctx: Context) -> Span | None:
    now = ctx.now
    if now is None:
        return None
    name = SEASONS[m["season"].lower()]
    begins = spans.SEASON_MONTHS[name]
    year = now.year
    if ctx.ahead(m):
        year += now.month >= begins + 3
    else:
        year -= now.month < begins
    return spans.part_of(spans.of_season(year, name), word_part(m["edge"] or m["edge2"]))


@RULES.rule(
    rf"(?:(?P<edge>(?:early|late|mid|the{S}end{S}of|the{S}start{S}of|the{S}beginning{S}of)(?:-|{S})(?:in{S})?(?:the{S})?)?(?P<lead>last|next|this{S}past|this{S}coming|this)"
    rf"{S}(?P<season>{_SEASON})|(?:(?P<edge2>early|late|mid)(?:-|{S})(?:in{S}the{S})?)?(?:(?:in|by|until|since|during){S})?(?:the{S})?(?P<season2>{_SEASON})"
    rf"(?:{S}of)?{S}(?P<year>{FULL_YEAR}|nineteen{S}(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w{{3,5}})?)(?![\w-]))\b", needs="spring summer fall autumn winter")
def season(m: Match, ctx: Context) -> Span | None:
    name = SEASONS[(m["season"] or m["season2"]).lower()]
    if m["year"]:
        year = int(m["year"]) if m["year"].isdigit() else _spelled(*m["year"].lower().split())
        return spans.part_of(spans.of_season(year, name), word_part(m["edge2"]))
    now = ctx.now
    if now is None:
        return None
    lead = m["lead"].lower().split()[-1]
    begins = spans.SEASON_MONTHS[name]
    year = now.year
    if lead in {"last", "past"} and now.month < begins + 3:
        year -= 1
    elif (lead == "next" and now.month >= begins) or (lead == "coming" and now.month >= begins + 3):
        year += 1
    return spans.part_of(spans.of_season(year, name), word_part(m["edge"]))


# --- years and more ----------------------------------------------------------------------------------------------------

_COUNTED = (
    "people|shares|votes|seats|miles|troops|meters|metres|feet|tons|jobs|men|women|workers|dollars|pounds|euros|yen|points|members|kilometers|km|homes|employees|lives|"
    "acres|barrels|units|cases|civilians|soldiers|students|marks|francs|delegates|children|families|patients|deaths|copies|words|rounds|calories|square|cubic|hours|days"
)


@RULES.rule(
    rf"(?:(?P<edge>(?:the{S})?(?:very{S})?(?:early|late|mid|middle|beginning|start|end)(?:-|{S})(?:of{S}|in{S})?|post-|pre-)|(?<![\d$£€#¥.,:/+-]))(?P<year>{FULL_YEAR})"
    rf"(?:[-–/](?P<next>\d\d(?:\d\d)?)(?![\d-]))?(?![\d%/]|:\d|,\d|\.\d|-(?:\d|year|page|foot|mile|pound|seat|strong|kilo|meter|member)|['’]?s\b|{S}(?:{_COUNTED})\b)", needs="15 16 17 18 19 20",
)
def year(m: Match, ctx: Context) -> Span | None:
    value = int(m["year"])
    known = ctx.now.year if ctx.now else 2000
    if value > known + 60 or _POSTAL.search(ctx.before(m, 24)):
        return None
    if abs(value - known) > 110 and not re.search(r"\b(?:in|since|from|of|until|by|to|the|after|before|between|and)\s{1,4}$", ctx.before(m, 10), re.IGNORECASE):
        return None
    if m["next"]:
        last = int(m["next"]) if len(m["next"]) == 4 else value // 100 * 100 + int(m["next"]) + (100 if int(m["next"]) < value % 100 else 0)
        return Span(f"{value}/{last}", date(value, 1, 1), date(last, 12, 31)) if value < last < value + 100 else None
    return spans.part_of(spans.of_year(value), word_part(m["edge"]))


_POSTAL = re.compile(r"(?:\b(?:version|page|room|flight|route|highway|model|no\.|number|bill|section|resolution|call|phone|tel\.?|suite|box)\s{1,4}|\(\d{3}\)\s?\d{3}[- .]|\d{3}[- .])$", re.IGNORECASE)


@RULES.rule(r"(?<=in )['’](?P<year>\d\d)\b(?!s)", needs=("in '", "in ’"))
def short_year(m: Match, ctx: Context) -> Span | None:
    return spans.of_year(year_number(m["year"]))


_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "ten": 10, "eleven": 11, "twelve": 12, "hundred": 0}


def _spelled(teens: str, tens: str) -> int:
    first, _, last = tens.partition("-")
    return TEENS[teens] * 100 + _TENS[first] + NUMBERS.get(last, 0)


@RULES.rule(rf"(?:the{S}year{S})?(?P<teens>nineteen|eighteen){S}(?P<tens>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|(?:ten|eleven|twelve|hundred))\b|the{S}year{S}two{S}thousand\b", needs="nineteen eighteen thousand")
def spelled_year(m: Match, ctx: Context) -> Span | None:
    return spans.of_year(_spelled(m["teens"].lower(), m["tens"].lower()) if m["teens"] else 2000)


@RULES.rule(rf"(?:the{S})?(?:(?:early|late|mid|middle|end)(?:-|{S})(?:of{S}the{S})?)?(?:(?P<decade>1[5-9]\d|20\d)0['’]?s\b|['’](?P<short>[2-9])0s\b|(?P<named>nineties|eighties|seventies|sixties|fifties|forties|thirties)\b)", needs="0s 0's 0’s ties")
def decade(m: Match, ctx: Context) -> Span | None:
    value = m["decade"] or (f"19{m['short']}" if m["short"] else DECADES[m["named"].lower()])
    if m["named"] and re.search(r"\b(?:his|her|their|my|your|our)(?:\s{1,4}(?:early|mid|late))?[\s-]{1,4}$", ctx.before(m, 16), re.IGNORECASE):
        return None  # an age
    first = int(value) * 10
    return Span(value, date(first, 1, 1), date(first + 9, 12, 31))


@RULES.rule(rf"(?:the{S})?(?:early{S}|late{S}|mid-)?(?P<n>[1-9]|1\d|2[01])(?:st|nd|rd|th)(?:{S}|-)century\b", needs="century")
def century(m: Match, ctx: Context) -> Span | None:
    return Span(f"{int(m['n']) - 1:02d}")
