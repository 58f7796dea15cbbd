"""How the templates speak: autoescape, filters and words. One environment for each zone that times are shown in.

Nothing scraped is ever trusted: shown lines lose their control and bidi characters, and an address becomes a link only when
it is http or https.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from monitor.model import Event, HostState, Meeting
from monitor.report import wording
from monitor.report.alerts import day_words, party_words, shorten, spoken, standing_words
from monitor.report.comparing import new_side, old_side
from monitor.report.links import Frame
from monitor.report.record import first_standing
from monitor.report.timeline import SHAPES, shape_of
from monitor.text import printable, rfc3339, search_words

HERE = Path(__file__).parent
STATIC = HERE / "static"
HEADLINE = 300  # characters of a headline that a page shows; the diff shows all of it
PROSE = 4000  # of an alert's or a quote's words


def render(template: str, frame: Frame, **values: Any) -> str:
    return _environment(frame.zone).get_template(template).render(frame=frame, links=frame.links, **{"here": "", **values})


@cache
def _environment(zone: tzinfo | None) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(
        line=_line,
        flat=shorten,
        tidy=wording.tidy,
        prose=_prose,
        told=_told,
        found=_found,
        complaint=wording.complaint,
        moment=partial(_moment, zone=zone),
        clock=partial(_clock, zone=zone),
        spoken=spoken,
        short=lambda when: f"{when.astimezone(zone):%Y-%m-%d %H:%M}",
        pace=partial(_pace, zone=zone),
        host=wording.host,
        every=wording.every,
        nth=wording.nth,
        parties=party_words,
        event_words=_event_words,
        step_words=wording.step_words,
        day_title=_day_title,
        shape=shape_of,
        old_side=old_side,
        new_side=new_side,
    )
    environment.globals.update(
        away=_away,
        day_words=day_words,
        standing=_standing,
        standing_at=first_standing,
        zone_words=partial(wording.zone_words, zone),
        passage=wording.passage,
        passage_of=wording.passage_of,
        edit_of=wording.edit_of,
        KINDS=wording.KIND_WORDS,
        OUTCOMES=wording.OUTCOME_WORDS,
        TROUBLE=wording.TROUBLE,
        SHAPES=SHAPES,
        style=Markup((STATIC / "dateline.css").read_text("utf-8")),  # noqa: S704 - our own file, for a page on its own
    )
    return environment


def _markup(made: str) -> Markup:
    """Tags of ours around text that is escaped already. Markup.format() is safe too, and five times slower."""
    return Markup(made)  # noqa: S704 - every caller escapes what it is given


def _moment(when: datetime | None, zone: tzinfo | None) -> Markup:
    """A <time> a machine can read, in words."""
    if when is None:
        return Markup("not yet")
    return _markup(f'<time datetime="{rfc3339(when)}">{wording.moment(when, zone)}</time>')


def _clock(when: datetime, zone: tzinfo | None) -> Markup:
    """The time of day alone."""
    return _markup(f'<time datetime="{rfc3339(when)}">{when.astimezone(zone):%H:%M}</time>')


def _day_title(day: date) -> str:
    return f"{day:%A, %B} {day.day}, {day.year}"


def _pace(host: HostState, now: datetime, zone: tzinfo | None) -> str:
    return wording.pace(host, now, zone) or "as usual"


def _away(url: str | None, text: str) -> Markup:
    """A link off our pages, or only its words where the address is none a browser should follow."""
    shown = f"<bdi>{escape(printable(text))}</bdi>"
    target = escape(wording.web_url(url))
    return _markup(f'<a href="{target}" rel="noreferrer noopener nofollow">{shown}</a>' if target else shown)


def _line(text: str | None, limit: int = HEADLINE) -> Markup:
    """One line of somebody else's text, kept to itself whichever way its letters run."""
    return _markup(f"<bdi>{escape(shorten(text or '', limit))}</bdi>")


def _prose(text: str) -> str:
    """Like a line, with the line breaks kept."""
    text = wording.tidy(text)
    return text if len(text) <= PROSE else text[: PROSE - 1] + "…"


_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+")
_SHOWN = 60  # characters of an address that stands in an alert's words


def _told(text: str) -> Markup:
    """An alert's own words, each address in them a link, cut where it is long."""
    text, parts, end = _prose(text), [], 0
    for found in _ADDRESS.finditer(text):
        parts += [escape(text[end : found.start()]), _away(found.group(), shorten(found.group(), _SHOWN))]
        end = found.end()
    return _markup("".join([*parts, escape(text[end:])]))


def _found(text: str, terms: Sequence[tuple[list[str], bool]]) -> Markup:
    """Prose with the words that were looked for marked; `terms`: of search_terms()."""
    text = _prose(text)
    if not terms:
        return _markup(escape(text))
    spans = [found.span() for found in _WORD.finditer(text)]
    words = [search_words(text[start:end]) for start, end in spans]
    starts = tuple(wanted[0] for wanted, open_ in terms if open_ and len(wanted) == 1)
    hits = {place for place, word in enumerate(words) if word.startswith(starts)}
    for wanted, open_ in terms:
        if open_ and len(wanted) == 1:
            continue
        for place, word in enumerate(words):
            if word == wanted[0] and _goes_on(words[place : place + len(wanted)], wanted, open_):
                hits.update(range(place, place + len(wanted)))
    parts, end = [], 0
    for place in sorted(hits):
        start, stop = spans[place]
        parts += [escape(text[end:start]), f"<mark>{escape(text[start:stop])}</mark>"]
        end = stop
    return _markup("".join([*parts, escape(text[end:])]))


def _goes_on(row: list[str], wanted: list[str], open_: bool) -> bool:
    return row == wanted or (open_ and len(row) == len(wanted) and row[:-1] == wanted[:-1] and row[-1].startswith(wanted[-1]))


_WORD = re.compile(r"[^\W_]+")


def _standing(meeting: Meeting, frame: Frame) -> str:
    """A meeting's status on the day of the page."""
    return standing_words(meeting.status, meeting.earliest, meeting.latest, frame.now.astimezone(frame.zone).date())


def _event_words(event: Event) -> str:
    return shorten(wording.event_words(event), 2 * HEADLINE)
