"""Times told from the day of the words or from what was spoken of: "two days ago", "next week", "in the coming days", "now"."""

from __future__ import annotations

import re
from datetime import date

from monitor.dates import days, spans
from monitor.dates.context import Context, Match, Rules, moved, number, vague, word_part
from monitor.dates.periods import year_before
from monitor.dates.spans import Span
from monitor.dates.words import DAY, MONTH, NUMBER, UNIT, S, day_number, month_number

RULES = Rules()


@RULES.rule(rf"(?:(?:about|around|some|almost|nearly|just|roughly|only|over|more{S}than|less{S}than){S})?(?P<n>{NUMBER}){S}(?P<unit>{UNIT})s?(?:{S}or{S}so)?{S}(?P<way>ago|from{S}now|hence)\b", needs="ago hence now", aside=True)
def ago(m: Match, ctx: Context) -> Span | None:
    n, unit = number(m["n"]), m["unit"].lower()
    if n is None or ctx.now is None or unit == "hour":
        return None
    back = m["way"].lower() == "ago"
    if back and unit == "year" and n == 1:
        return year_before(ctx)
    if vague(m["n"]):
        return Span("PAST_REF" if back else "FUTURE_REF")
    return moved(ctx.now, -n if back else n, unit)


@RULES.rule(rf"(?:(?:not{S})?long|(?:(?:some|many){S})?(?:days|weeks|months|years|decades)){S}ago\b", needs="ago")
def long_ago(m: Match, ctx: Context) -> Span | None:
    return Span("PAST_REF") if ctx.now is not None else None


@RULES.rule(rf"(?P<n>{NUMBER}){S}(?P<unit>day|week|fortnight|month|year)s?{S}(?P<way>later|earlier)\b", needs="later earlier")
def from_then(m: Match, ctx: Context) -> Span | None:
    n, unit = number(m["n"]), m["unit"].lower()
    base = ctx.day if unit in {"day", "week", "fortnight"} else ctx.period
    if n is None or base is None or vague(m["n"]):
        return None
    return moved(base, n if m["way"].lower() == "later" else -n, unit)


@RULES.rule(rf"(?:(?:earlier|later){S})?(?:that|the{S}same|the{S}(?P<off>following|previous|preceding)){S}(?P<unit>month|year)\b(?!{S}(?:of|as)\b|-)", needs="month year", aside=True)
def of_then(m: Match, ctx: Context) -> Span | None:
    """"Later that year", "the following month": told from the month or year spoken of."""
    if ctx.period is None:
        return None
    return moved(ctx.period, {"": 0, "following": 1}.get((m["off"] or "").lower(), -1), m["unit"].lower())


# --- this, last and next -----------------------------------------------------------------------------------------------

_EDGE = rf"(?:the{S})?(?:very{S})?(?:early|late|later|earlier|mid|middle|beginning|start|end|first{S}half|second{S}half|latter{S}half|last{S}half)(?:-|{S})(?:of{S}|in{S}|on{S})?(?:the{S})?"


@RULES.rule(
    rf"(?:(?P<edge>{_EDGE})|the{S})?(?P<which>this{S}past|this{S}coming|this|last|next|the{S}coming|the{S}current|current|coming){S}(?P<unit>week|weekend|fortnight|month|quarter|year)\b(?!-)",
    needs="week fortnight month quarter year",
)
def unit_about(m: Match, ctx: Context) -> Span | None:
    if ctx.now is None or (m["which"][0].isupper() and _TITLE.match(ctx.text, m.end())):
        return None
    now, unit = ctx.now, m["unit"].lower()
    which = m["which"].lower().split()[-1]
    off = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit == "weekend":
        return spans.of_week(spans.shift(now, 7 * off), "-WE")
    if unit == "fortnight":
        return Span("P2W", spans.shift(now, 14 * min(off, 0)), spans.shift(now, 14 * max(off, 0)))
    return _narrowed(moved(now, off, unit), m["edge"], now)


_TITLE = re.compile(r"[\"”]?\s{1,4}[Ww]ith\s{1,4}[A-Z]\w+\s{1,4}[A-Z]")  # a programme: "This Week With Jo Do"


@RULES.rule(rf"the{S}(?P<unit>week|weekend|month|year){S}(?:after{S}(?P<next>next)|before{S}last)\b", needs="week month year")
def after_next(m: Match, ctx: Context) -> Span | None:
    if ctx.now is None:
        return None
    off = 2 if m["next"] else -2
    return spans.of_week(spans.shift(ctx.now, 7 * off), "-WE") if m["unit"].lower() == "weekend" else moved(ctx.now, off, m["unit"].lower())


def _narrowed(span: Span, edge: str | None, now: date) -> Span:
    """"later this month" is from now to its end, "earlier" from its beginning to now; "early", "end of" its edges."""
    low = (edge or "").lower()
    if span.earliest is None or span.latest is None:
        return span
    if "later" in low:
        return Span(span.value, max(now, span.earliest), span.latest)
    if "earlier" in low:
        return Span(span.value, span.earliest, min(now, span.latest))
    half = "first half" in low or "second half" in low or "latter half" in low or "last half" in low
    if half and (span.latest - span.earliest).days > 300:
        return spans.of_half(span.earliest.year, 1 if "first" in low else 2)
    return spans.part_of(span, word_part(low))


@RULES.rule(
    rf"(?P<edge>(?:the{S})?(?:end|start|beginning|middle){S}of{S}|(?:early|late|later|earlier){S}in{S})the{S}(?P<unit>week|month|year)\b|(?P<yearend>year(?:[- ]|['’]s{S})end)\b"
    rf"|the{S}(?P<of>week|weekend){S}of{S}(?P<month>{MONTH}){S}(?P<day>{DAY})|the{S}weekend\b(?!{S}(?:of|edition)\b)|(?P<whole>for{S}the{S}(?:(?:full|whole){S}year(?![\w-])|year(?=,|{S}ended\b)))",
    needs="week year month",
)
def unit_edge(m: Match, ctx: Context) -> Span | None:
    now = ctx.now
    if now is None:
        return None
    if m["month"]:
        day = days.near_day(month_number(m["month"]), day_number(m["day"]), m, ctx)
        return spans.of_week(day, "-WE" if m["of"].lower() == "weekend" else "") if day else None
    if m["yearend"]:
        return Span(f"{now.year:04d}", date(now.year, 12, 1), date(now.year, 12, 31))
    if m["whole"]:
        return spans.of_year(now.year if now.month > 2 or now.year == 1 else now.year - 1)
    if not m["unit"]:
        return spans.of_week(now if ctx.ahead(m) or now.weekday() > 4 else spans.shift(now, -7), "-WE")
    return _narrowed(moved(now, 0, m["unit"].lower()), m["edge"], now)


# --- windows -----------------------------------------------------------------------------------------------------------

_DAYS = {"hour": 1, "day": 1, "week": 7, "fortnight": 14, "month": 31, "quarter": 92, "year": 365}
_VAGUE_DAYS = {"hour": 1, "day": 7, "week": 31, "fortnight": 31, "month": 186}


@RULES.rule(
    rf"(?P<lead>within|inside|in|over|during){S}(?:the{S}(?P<which>next|coming|following){S})?(?P<the>the{S})?(?:(?P<n>{NUMBER}){S})?(?P<unit>hour|day|week|fortnight|month|quarter|year)(?P<s>s)?\b"
    rf"(?:{S}or{S}(?:less|so|sooner|two|earlier)|['’]?{S}time\b)?(?!{S}(?:ago|of|later|earlier|after|before|since|and)\b|['’-])", needs="hour day week fortnight month quarter year")
def window(m: Match, ctx: Context) -> Span | None:
    """From the day of the words to the end of the period. "In three days" is that day, when the sentence looks ahead.

    What runs on for months ("over the next three quarters", "within 18 months") is a length of time and no date.
    """
    if ctx.now is None:
        return None
    lead, which, unit = m["lead"].lower(), m["which"], m["unit"].lower()
    n = number(m["n"]) if m["n"] else None
    if m[0].lower().endswith("or two"):
        if not (which or ctx.ahead(m)):
            return None
        return Span("FUTURE_REF", ctx.now, spans.shift(ctx.now, 2 * _DAYS[unit]))
    if lead in {"over", "during"} and unit in {"quarter", "year"}:
        return None
    if which or lead in {"within", "inside"}:
        if (not which and not m["n"] and not m["s"] and not m["the"]) or not (which or ctx.ahead(m)):
            return None
        return _open_window(n, unit, ctx.now, (n is None and bool(m["s"])) or (m["n"] is not None and vague(m["n"])))
    if lead != "in" or m["the"] or n is None or vague(m["n"]) or unit in {"hour", "quarter"} or _RECORD.search(ctx.before(m, 90)) or not ctx.ahead(m):
        return None
    return moved(ctx.now, n, unit)


_RECORD = re.compile(r"\b(?:first|last|only|second|third|most|least|best|worst|time|times|[a-z]{3,}est)\b[^.!?]{0,80}$")  # "the first visit in ten years"


def _open_window(n: int | None, unit: str, now: date, is_vague: bool) -> Span | None:
    """"Within the next week": P1W from now on; "in the next few days": nobody knows, and no more than a week."""
    count = n or 1
    if is_vague:
        reach = _VAGUE_DAYS.get(unit)
        return Span("FUTURE_REF", now, spans.shift(now, reach)) if reach else None
    length = max(1, -(-count // 24)) if unit == "hour" else _DAYS[unit] * count
    if length > 200:
        return None
    value = f"PT{count}H" if unit == "hour" else f"P{2 * count}W" if unit == "fortnight" else f"P{count}{unit[0].upper()}"
    return Span(value, now, spans.shift(now, length))


@RULES.rule(rf"in{S}(?:the{S})?(?:(?P<unit>days|weeks|months){S}(?:to{S}come|ahead)|coming{S}(?P<unit2>days|weeks|months)|(?:near|not-?too-?distant){S}future)|within{S}(?P<unit3>days|weeks)\b(?!{S}(?:of|or)\b)|(?:the{S}near{S}future|coming{S}(?P<unit4>days|weeks|months|quarters|years))", needs="future coming days weeks months")
def coming(m: Match, ctx: Context) -> Span | None:
    unit = (m["unit"] or m["unit2"] or m["unit3"] or m["unit4"] or "").lower()
    reach = _VAGUE_DAYS.get(unit.rstrip("s"))
    if ctx.now is None or reach is None:
        return Span("FUTURE_REF")
    return Span("FUTURE_REF", ctx.now, spans.shift(ctx.now, reach))


# --- now, then and some day --------------------------------------------------------------------------------------------


@RULES.rule(rf"(?:now|currently|at{S}present|nowadays|these{S}days|at{S}the{S}moment|at{S}this{S}moment)\b(?!-)", needs="now currently present these moment")
def present(m: Match, ctx: Context) -> Span | None:
    if m[0].lower() == "now" and re.search(r"\bfrom\s{1,4}$", ctx.before(m, 8), re.IGNORECASE):
        return None
    return Span("PRESENT_REF")


@RULES.rule(rf"(?:recently|the{S}recent{S}past|recent{S}years)\b|(?<=in )the{S}past(?=(?:{S})?[.,;])", needs="recent past")
def past(m: Match, ctx: Context) -> Span | None:
    return Span("PAST_REF")


@RULES.rule(rf"the{S}future\b(?!{S}of)|(?<=will )one{S}day\b|some{S}?day\b(?!['’])", needs=("future", "one day", "some day", "someday"))
def future(m: Match, ctx: Context) -> Span | None:
    return Span("FUTURE_REF")
