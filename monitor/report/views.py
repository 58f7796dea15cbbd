"""What each page shows, as values; and the plain rows the templates walk through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from monitor.model import (
    Diff,
    Document,
    LedgerQuote,
    Meeting,
    Member,
    Outcome,
    Role,
    StoredAlert,
    Version,
    Watch,
)
from monitor.report.wording import happened, host
from monitor.text import name_key, printable


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A story on the desk. `versions`: of the article; `meeting`: the one that matters most, if any."""

    watch: Watch
    title: str
    versions: int
    sources: int
    outcome: Outcome | None
    last_check: datetime | None
    next_check: datetime | None
    latest: datetime | None = None  # its newest alert
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One document of a story with its history. `document` is None where only its place in the story is known."""

    member: Member
    versions: tuple[Version, ...]  # oldest first
    document: Document | None = None

    @property
    def is_article(self) -> bool:
        return self.member.role is Role.ARTICLE

    @property
    def name(self) -> str:
        """ "The article", or how the article's prose names the source."""
        return "The article" if self.is_article else printable(self.member.anchor or "") or host(self.member.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """Everything a story's pages show. `tracks`: the article first; `alerts`: oldest first."""

    watch: Watch
    tracks: tuple[Track, ...]
    quotes: tuple[LedgerQuote, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    alerts: tuple[StoredAlert, ...] = ()

    @property
    def title(self) -> str:
        return story_title(self.watch, self.tracks[0].versions[-1:] if self.tracks else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareView:
    """Two versions of one document. `versions`: all of the document's, for the choice of others."""

    watch: Watch
    title: str  # of the story
    member: Member
    old: Version
    new: Version
    diff: Diff
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in a story's list, and what alerts tell of it ("2 new quotes, headline changed")."""

    version: Version
    previous: Version | None
    told: str


def story_title(watch: Watch, newest: Sequence[Version]) -> str:
    """The editor's own name for it, else its newest headline, else its site."""
    headline = newest[-1].title if newest else None
    return printable(watch.name or headline or "") or host(watch.url)


def card_of(view: StoryView) -> Card:
    article = view.tracks[0] if view.tracks else None
    document = article.document if article else None
    return Card(
        watch=view.watch,
        title=view.title,
        versions=len(article.versions) if article else 0,
        sources=sum(not track.is_article and track.member.removed_at is None for track in view.tracks),
        outcome=(document.last_outcome if document else None) or (article.member.last_outcome if article else None),
        last_check=document.last_check if document else None,
        next_check=document.next_check if document else None,
        latest=view.alerts[-1].alert.at if view.alerts else None,
        meeting=foremost(view.meetings),
    )


# What an editor asks first of a story: is there a day, and does it hold?
_FOREMOST = ("confirmed", "reported", "postponed", "cancelled", "denied", "proposed", "past")


def foremost(meetings: Iterable[Meeting]) -> Meeting | None:
    def rank(meeting: Meeting) -> tuple[int, float]:
        place = _FOREMOST.index(meeting.status) if meeting.status in _FOREMOST else len(_FOREMOST)
        newest = meeting.history[-1].at if meeting.history else meeting.first_seen
        return place, -newest.timestamp()

    return min(meetings, key=rank, default=None)


def by_latest(cards: Iterable[Card]) -> list[Card]:
    """Stories by their latest event, those with none yet by when they were added."""
    return sorted(cards, key=lambda card: card.latest or card.watch.added_at, reverse=True)


def by_day(alerts: Iterable[StoredAlert], zone: tzinfo | None) -> list[tuple[date, list[StoredAlert]]]:
    """Newest day first, newest alert first; days of `zone`."""
    days: dict[date, list[StoredAlert]] = {}
    for stored in sorted(alerts, key=lambda s: (s.alert.at, s.id), reverse=True):
        days.setdefault(stored.alert.at.astimezone(zone).date(), []).append(stored)
    return list(days.items())


def version_rows(track: Track, alerts: Iterable[StoredAlert]) -> list[VersionRow]:
    """Newest first."""
    told: dict[int, Counter[str]] = {}
    for stored in alerts:
        if stored.alert.document_id == track.member.document_id and stored.alert.version is not None:
            told.setdefault(stored.alert.version, Counter())[stored.alert.kind] += 1
    rows = []
    previous = None
    for version in track.versions:
        rows.append(VersionRow(version, previous, happened(told.get(version.number, Counter()))))
        previous = version
    return rows[::-1]


_STATES = ("standing", "changed", "withdrawn")


def by_speaker(quotes: Iterable[LedgerQuote]) -> list[tuple[str | None, list[LedgerQuote]]]:
    """Who said most first, the unknown speaker last; each one's quotes standing first, then newest first."""
    groups: dict[str, list[LedgerQuote]] = {}
    for quote in quotes:
        groups.setdefault(name_key(quote.speaker), []).append(quote)
    ordered = sorted(groups.items(), key=lambda item: (item[0] == "", -len(item[1]), item[0]))
    return [(_fullest(found) if key else None, sorted(found, key=_standing_first)) for key, found in ordered]


def _fullest(quotes: Sequence[LedgerQuote]) -> str | None:
    return max((q.speaker for q in quotes if q.speaker), key=len, default=None)


def _standing_first(quote: LedgerQuote) -> tuple[int, float]:
    state = _STATES.index(quote.status) if quote.status in _STATES else len(_STATES)
    return state, -quote.first_seen.timestamp()
