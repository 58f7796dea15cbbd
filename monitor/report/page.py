"""The newsroom's pages: values -> HTML. The same templates serve `dateline run` and the files of `dateline report`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from monitor.model import HostState, LedgerQuote, Meeting, Notice, StoredAlert, Watch
from monitor.report import wording
from monitor.report.alerts import in_marks, standing_words
from monitor.report.calendar import calendar
from monitor.report.comparing import blocks, ranked
from monitor.report.diagram import PLACES, Diagram, diagram
from monitor.report.feed import atom
from monitor.report.links import Alone, Folder, Frame, Links, Served
from monitor.report.templating import STATIC, render
from monitor.report.timeline import ROOMS, timeline
from monitor.report.views import (
    Card,
    CompareView,
    StoryView,
    Told,
    Track,
    Waiting,
    by_day,
    by_latest,
    by_speaker,
    card_of,
    place_words,
    strip,
    told_in,
    told_of,
    updates,
)
from monitor.text import search_terms

__all__ = [
    "STATIC", "Alone", "Card", "CompareView", "Folder", "Frame", "Links", "Served", "SiteStory", "StoryView", "Track",
    "compare", "desk", "health", "login", "lost", "meetings", "quotes", "site", "story", "versions", "watch_form", "watches",
]  # fmt: skip

FILES = ("dateline.css", "dateline.js", "dateline.svg")

RECENT = 40  # changes that a story's page shows, where a server has the others


def desk(
    cards: Sequence[Card], told: Sequence[Told], frame: Frame, *, kind: str | None = None, kinds: Mapping[str, int] | None = None,
    more_stories: bool = False, waiting: int | None = None, older: int | None = None,
) -> str:  # fmt: skip
    """The first page: every alert a sentence, those unread first, beside the stories. `waiting`, `older`: there are unread
    alerts, and read ones, before this id."""
    unread = [t for t in told if t.unread]
    return render(
        "desk.html",
        frame,
        here="Desk",
        pulse="pulse",
        cards=cards,
        unread=by_day(unread, frame.zone),
        unread_count=len(unread),
        span=(min((t.stored.id for t in unread), default=0), max((t.stored.id for t in unread), default=0)),
        waiting=waiting,
        days=by_day((t for t in told if not t.unread), frame.zone),
        kind=kind,
        kinds=Counter(kinds or {}),
        more_stories=more_stories,
        older=older,
    )


def story(view: StoryView, frame: Frame, *, waiting: Waiting | None = None, said: Mapping[tuple[int, int], str] | None = None) -> str:
    """One story: its timeline, what changed and when, its sources and their state."""
    changes = [update for track in view.tracks for update in updates(track, told_in(view.alerts, track.member.document_id), _short_place(track), said)]
    changes.sort(key=lambda update: (update.version.at, update.version.document_id), reverse=True)
    told = told_of(view.alerts, [track.member for track in view.tracks], {view.watch.id: view.title}, frame.now if frame.links.live else None)
    return render(
        "story.html",
        frame,
        pulse=f"pulse?story={view.watch.id}",
        view=view,
        pictures=[picture for size in ROOMS if (picture := timeline(view, frame.zone, frame.now, size))],
        updates=changes[: RECENT if frame.links.live else None],
        days=by_day(told, frame.zone),
        waiting=waiting,
    )


def _short_place(track: Track) -> str:
    return "the article" if track.is_article else in_marks(track.name)


def versions(
    watch: Watch, title: str, track: Track, told: Mapping[int, Mapping[str, int]], frame: Frame, *, older: int | None = None, newer: bool = False,
    said: Mapping[tuple[int, int], str] | None = None,
) -> str:  # fmt: skip
    """A document's versions, newest first; `title`: the story's; `told`: by version, how many alerts of each kind. `older`:
    there are some before this number; `newer`: these are not the newest."""
    return render(
        "versions.html", frame, watch=watch, title=title, member=track.member, place=place_words(track.member), rows=updates(track, told, said=said),
        older=older, newer=newer,
    )  # fmt: skip


def compare(view: CompareView, frame: Frame, *, side: bool = False) -> str:
    """Two versions of one document: headline first, the changes ranked, then the text with unchanged parts folded."""
    listed = ranked(view.diff)
    plain = sum(row.significance != "typography" for row in listed)
    numbers = [version.number for version in view.versions]
    return render(
        "compare.html",
        frame,
        view=view,
        side=side,
        summary=wording.summary(view.diff),
        letters=sum(len(run.text) for run in view.diff.headline),
        weight=wording.headline_significance(view.diff),
        listed=listed,
        plain=plain,
        has_typography=any(change.significance == "typography" for change in view.diff.changes),
        worded=wording.summary(view.diff, typography=False),
        blocks=blocks(view.diff),
        near=_neighbours(numbers, view.old.number, view.new.number),
    )


def quotes(
    found: Sequence[LedgerQuote], frame: Frame, *, view: StoryView | None = None, titles: Mapping[int, str] | None = None,
    speakers: Sequence[tuple[str | None, int]] = (), asked: str = "", speaker: str | None = None, status: str = "",
    older: str = "",
) -> str:  # fmt: skip
    """The quote ledger: of one story by speaker, else (and of what was searched) the newest first."""
    grouped = view is not None and not asked
    groups: Sequence[tuple[str | None, Sequence[LedgerQuote]]] = by_speaker(found) if grouped else [(None, found)] if found else []
    return render(
        "quotes.html", frame, here="" if view else "Quotes", view=view, groups=groups, grouped=grouped, titles=titles or {}, speakers=speakers,
        asked=asked, terms=search_terms(asked), speaker=speaker, status=status, older=older,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    meeting: Meeting
    diagram: Diagram | None
    side: str = ""  # on whose word it stands


def meetings(
    found: Iterable[Meeting], frame: Frame, *, steps: Iterable[tuple[str, str]] = (), view: StoryView | None = None,
    titles: Mapping[int, str] | None = None, sides: Mapping[int | None, str] | None = None,
) -> str:  # fmt: skip
    """A calendar strip, and each meeting with its state and the evidence it rests on. `sides`: as in StoryView."""
    edges = frozenset(steps)
    today, named = frame.now.astimezone(frame.zone).date(), (view.sides if view else sides) or {}
    ordered = _meeting_order(found, today)
    entries = [
        MeetingEntry(m, diagram(edges, _way(m), m.status, standing_words(m.status, m.earliest, m.latest, today)), named.get(m.id, "")) for m in ordered
    ]
    days = strip(ordered, today)
    return render("meetings.html", frame, here="" if view else "Meetings", view=view, entries=entries, strip=days, titles=titles or {})


def _way(meeting: Meeting) -> list[str]:
    """The states that a meeting went through, as its history tells them."""
    said = [str(event.data.get("status") or event.what) for event in meeting.history]
    way = [state for state in said if state in PLACES]
    return [state for place, state in enumerate(way) if place == 0 or way[place - 1] != state] or [meeting.status]


def watches(cards: Sequence[Card], frame: Frame, *, older: int | None = None) -> str:
    """Every story with the state of its pages, and what can be done about it."""
    return render("watches.html", frame, here="Watches", pulse="pulse?watches=1", cards=cards, older=older)


def watch_form(
    frame: Frame, *, heading: str, watch: Watch | None = None, title: str = "", url: str = "", name: str = "", every: str = "", sources: bool = True,
    told: str = "", removing: bool = False,
) -> str:  # fmt: skip
    """Add, edit or remove a story; `told`: what was wrong with the last try."""
    fields = {"url": url, "name": name, "every": every, "sources": sources}
    return render("watch.html", frame, here="Watches", heading=heading, watch=watch, title=title, told=told, removing=removing, **fields)


def health(findings: Sequence[Any], frame: Frame, *, hosts: Sequence[HostState], pace_rule: str, dead: Sequence[StoredAlert], notices: Sequence[Notice] = ()) -> str:
    """What `doctor` says, what the service said of itself, what could not be delivered, and which hosts make us wait."""
    return render("health.html", frame, here="Health", findings=findings, hosts=hosts, pace_rule=pace_rule, dead=dead, notices=notices)


def login(frame: Frame, *, then: str, told: str = "") -> str:
    """The way in. `then`: the path to go on to; `told`: what was wrong with the last try."""
    return render("login.html", frame, here="Sign in", then=then, told=told)


def lost(title: str, message: str, frame: Frame) -> str:
    """A page for an address that leads nowhere, or a moment when nothing can be shown. `message` says what to do."""
    return render("lost.html", frame, title=title, message=message)


# --- a folder of pages -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteStory:
    """A story for `site`: its view, and its comparisons, made one at a time."""

    view: StoryView
    comparisons: Callable[[], Iterable[CompareView]] = tuple


def site(stories: Sequence[SiteStory], *, now: datetime, zone: tzinfo | None, installation: str) -> Iterator[tuple[str, bytes]]:
    """The files of a self-contained folder: (name, bytes), index.html first. Every link is a bare name of another file.

    A comparison that is not given is not linked.
    """
    links = Folder()
    frame = Frame(links=links, now=now, zone=zone)
    views = [entry.view for entry in stories]
    titles = {view.watch.id: view.title for view in views}
    alerts = sorted((stored for view in views for stored in view.alerts), key=lambda stored: stored.id)
    places = [track.member for view in views for track in view.tracks]
    yield links.desk(), desk(by_latest(card_of(view) for view in views), told_of(alerts, places, titles), frame).encode()
    yield links.quotes(), quotes(_newest_first(views), frame, titles=titles).encode()
    steps = frozenset(step for view in views for step in view.steps)
    sides = {meeting: side for view in views for meeting, side in view.sides.items()}
    yield links.meetings(), meetings([m for view in views for m in view.meetings], frame, steps=steps, titles=titles, sides=sides).encode()
    for entry in stories:
        view = entry.view
        watch = view.watch.id
        yield links.story(watch), story(view, frame).encode()
        yield links.quotes(watch), quotes(view.quotes, frame, view=view).encode()
        yield links.meetings(watch), meetings(view.meetings, frame, view=view, steps=view.steps).encode()
        for track in view.tracks:
            if track.total > 1:
                yield links.versions(watch, track.member.document_id), versions(view.watch, view.title, track, told_in(view.alerts, track.member.document_id), frame).encode()
        for compared in entry.comparisons():
            name = links.compare(watch, compared.member.document_id, compared.old.number, compared.new.number)
            yield name, compare(compared, frame).encode()
    yield links.feed(), atom(alerts, title="dateline: alerts", updated=now, installation=installation)
    yield links.calendar(), calendar((meeting for view in views for meeting in view.meetings), installation=installation)
    for name in FILES:
        yield links.static(name), (STATIC / name).read_bytes()


def _newest_first(views: Iterable[StoryView]) -> list[LedgerQuote]:
    return sorted((quote for view in views for quote in view.quotes), key=lambda quote: (quote.first_seen, quote.id or 0), reverse=True)


def _neighbours(numbers: Sequence[int], old: int, new: int) -> Mapping[str, tuple[int, int] | None]:
    """The pairs of adjacent versions before and after the one shown."""
    place = {number: index for index, number in enumerate(numbers)}
    before, after = place.get(old), place.get(new)
    return {
        "previous": (numbers[before - 1], old) if before else None,
        "next": (new, numbers[after + 1]) if after is not None and after + 1 < len(numbers) else None,
    }


_MEETINGS = ("confirmed", "reported", "proposed", "postponed", "cancelled", "denied")  # then those whose day has passed


def _meeting_order(found: Iterable[Meeting], today: date) -> list[Meeting]:
    """What is settled first, what is over last; then by day, those without one last."""

    def place(meeting: Meeting) -> tuple[int, date, datetime]:
        status = standing_words(meeting.status, meeting.earliest, meeting.latest, today)
        rank = _MEETINGS.index(status) if status in _MEETINGS else len(_MEETINGS)
        return rank, meeting.earliest or meeting.latest or date.max, meeting.first_seen

    return sorted(found, key=place)


