"""The newsroom's pages: values -> HTML. The same templates serve `dateline run` and the files of `dateline report`.

Nothing scraped is ever trusted: autoescape is on, shown lines lose their control and bidi characters, and an address
becomes a link only when it is http or https.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from monitor.model import Event, Meeting, StoredAlert
from monitor.report import wording
from monitor.report.alerts import day_words, party_words, shorten
from monitor.report.calendar import calendar
from monitor.report.comparing import blocks, ranked
from monitor.report.feed import atom
from monitor.report.links import Alone, Folder, Frame, Links, Served
from monitor.report.record import first_standing
from monitor.report.timeline import shape_of, timeline
from monitor.report.views import (
    Card,
    CompareView,
    StoryView,
    Track,
    by_day,
    by_latest,
    by_speaker,
    card_of,
    version_rows,
)
from monitor.text import printable, rfc3339

__all__ = [
    "STATIC", "Alone", "Card", "CompareView", "Folder", "Frame", "Links", "Served", "SiteStory", "StoryView", "Track",
    "compare", "desk", "login", "lost", "meetings", "quotes", "site", "story",
]  # fmt: skip

HERE = Path(__file__).parent
STATIC = HERE / "static"
FILES = ("dateline.css", "dateline.svg")

HEADLINE = 300  # characters of a headline that a page shows; the diff shows all of it
RECENT = 30  # alerts, and versions of a document, that a story's page opens with; the earlier ones are folded
PROSE = 4000  # of an alert's or a quote's words


def desk(stories: Iterable[Card], alerts: Iterable[StoredAlert], frame: Frame, *, kind: str | None = None) -> str:
    """The first page: every alert a sentence, newest first, beside the stories. `kind`: only alerts of this kind."""
    cards, found = by_latest(stories), list(alerts)
    kinds = Counter(stored.alert.kind.value for stored in found)
    shown = [stored for stored in found if kind is None or stored.alert.kind == kind]
    titles = {card.watch.id: card.title for card in cards}
    return _render("desk.html", frame, cards=cards, days=by_day(shown, frame.zone), kinds=kinds, kind=kind, titles=titles)


def story(view: StoryView, frame: Frame) -> str:
    """One story: its timeline, what changed and when, its sources and their state."""
    rows = [(track, version_rows(track, view.alerts)) for track in view.tracks]
    recent, earlier = by_day(view.alerts[-RECENT:], frame.zone), by_day(view.alerts[:-RECENT], frame.zone)
    return _render(
        "story.html", frame, view=view, rows=rows, picture=timeline(view, frame.zone), recent=recent, earlier=earlier, most=RECENT
    )


def compare(view: CompareView, frame: Frame) -> str:
    """Two versions of one document: headline first, the changes ranked, then the text with unchanged parts folded."""
    listed, left_out = ranked(view.diff)
    numbers = [version.number for version in view.versions]
    near = _neighbours(numbers, view.old.number, view.new.number)
    return _render(
        "compare.html",
        frame,
        view=view,
        summary=wording.summary(view.diff),
        listed=listed,
        left_out=left_out,
        blocks=blocks(view.diff),
        near=near,
    )


def quotes(view: StoryView, frame: Frame) -> str:
    """The story's quote ledger, by speaker."""
    return _render("quotes.html", frame, view=view, speakers=by_speaker(view.quotes))


def meetings(view: StoryView, frame: Frame) -> str:
    """The story's meetings, each with its state and the evidence it rests on."""
    return _render("meetings.html", frame, view=view, newest_first=_meeting_order(view.meetings))


def login(frame: Frame, *, then: str, told: str = "") -> str:
    """The way in. `then`: the path to go on to; `told`: what was wrong with the last try."""
    return _render("login.html", frame, then=then, told=told)


def lost(title: str, message: str, frame: Frame) -> str:
    """A page for an address that leads nowhere, or a moment when nothing can be shown. `message` says what to do."""
    return _render("lost.html", frame, title=title, message=message)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteStory:
    """A story for `site`: its view, and its comparisons, made one at a time."""

    view: StoryView
    comparisons: Callable[[], Iterable[CompareView]] = tuple


def site(stories: Sequence[SiteStory], *, now: datetime, zone: tzinfo | None) -> Iterator[tuple[str, bytes]]:
    """The files of a self-contained folder: (name, bytes), index.html first. Every link is a bare name of another file.

    A comparison that is not given is not linked.
    """
    links = Folder()
    frame = Frame(links=links, now=now, zone=zone)
    views = [entry.view for entry in stories]
    alerts = sorted((stored for view in views for stored in view.alerts), key=lambda stored: stored.id)
    yield links.desk(), desk([card_of(view) for view in views], alerts, frame).encode()
    for entry in stories:
        watch = entry.view.watch.id
        yield links.story(watch), story(entry.view, frame).encode()
        yield links.quotes(watch), quotes(entry.view, frame).encode()
        yield links.meetings(watch), meetings(entry.view, frame).encode()
        for view in entry.comparisons():
            name = links.compare(watch, view.member.document_id, view.old.number, view.new.number)
            yield name, compare(view, frame).encode()
    yield links.feed(), atom(alerts, title="dateline: alerts", updated=now)
    yield links.calendar(), calendar(meeting for view in views for meeting in view.meetings)
    for name in FILES:
        yield links.static(name), (STATIC / name).read_bytes()


# --- how the templates speak ------------------------------------------------------------------------------------------


def _render(template: str, frame: Frame, **values: Any) -> str:
    return _environment(frame.zone).get_template(template).render(frame=frame, links=frame.links, **values)


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


def _away(url: str | None, text: str) -> Markup:
    """A link off our pages, or only its words where the address is none a browser should follow."""
    shown = f"<bdi>{escape(printable(text))}</bdi>"
    target = escape(wording.web_url(url))
    return _markup(f'<a href="{target}" rel="noreferrer noopener nofollow">{shown}</a>' if target else shown)


def _line(text: str | None, limit: int = HEADLINE) -> Markup:
    """One line of somebody else's text, kept to itself whichever way its letters run."""
    return _markup(f"<bdi>{escape(shorten(text or '', limit))}</bdi>")


def _event_words(event: Event) -> str:
    """What an event tells beyond its name: the plain values of its data."""
    plain = {key: value for key, value in event.data.items() if isinstance(value, str | int | float)}
    return shorten("; ".join(f"{key.replace('_', ' ')}: {value}" for key, value in plain.items()), HEADLINE)


def _neighbours(numbers: Sequence[int], old: int, new: int) -> Mapping[str, tuple[int, int] | None]:
    """The pairs of adjacent versions before and after the one shown."""
    place = {number: index for index, number in enumerate(numbers)}
    before, after = place.get(old), place.get(new)
    return {
        "previous": (numbers[before - 1], old) if before else None,
        "next": (new, numbers[after + 1]) if after is not None and after + 1 < len(numbers) else None,
    }


def _meeting_order(found: Iterable[Meeting]) -> list[Meeting]:
    """By day, those without one last."""
    return sorted(found, key=lambda meeting: (meeting.earliest or meeting.latest or date.max, meeting.first_seen))


@cache
def _environment(zone: tzinfo | None) -> Environment:
    """The templates, speaking of times as they are in `zone`."""
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
        prose=lambda text: shorten_lines(text, PROSE),
        moment=partial(_moment, zone=zone),
        clock=partial(_clock, zone=zone),
        host=wording.host,
        every=wording.every,
        parties=party_words,
        event_words=_event_words,
        shape=shape_of,
    )
    environment.globals.update(
        away=_away,
        day_words=day_words,
        standing_at=first_standing,
        zone_words=partial(wording.zone_words, zone),
        passage=wording.passage,
        passage_of=wording.passage_of,
        KINDS=wording.KIND_WORDS,
        OUTCOMES=wording.OUTCOME_WORDS,
        TROUBLE=wording.TROUBLE,
        style=Markup((STATIC / "dateline.css").read_text("utf-8")),  # noqa: S704 - our own file, for a page on its own
    )
    return environment


def shorten_lines(text: str, limit: int) -> str:
    """Like `shorten`, with the line breaks kept."""
    text = wording.tidy(text)
    return text if len(text) <= limit else text[: limit - 1] + "…"

