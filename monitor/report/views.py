"""What each page shows, as values; and the plain rows the templates walk through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from monitor.model import (
    Diff,
    Document,
    LedgerQuote,
    Meeting,
    Member,
    Outcome,
    Overview,
    Role,
    StoredAlert,
    Version,
    Watch,
)
from monitor.report.alerts import in_marks, shorten
from monitor.report.wording import complaint, happened, host, sentence
from monitor.text import name_key, printable


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How far a check that was asked for has come, in pages."""

    done: int
    all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A page that could not be read at the last look. `place`: None for the article."""

    place: str | None
    outcome: Outcome
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A story in a list. `versions`: of the article; `meeting`: the one that matters most, if any."""

    watch: Watch
    title: str
    versions: int
    sources: int
    ailing: int = 0  # sources in trouble
    outcome: Outcome | None
    last_check: datetime | None
    next_check: datetime | None
    latest: datetime | None = None  # its newest alert
    meeting: Meeting | None = None
    troubles: tuple[Trouble, ...] = ()
    pace: str = ""  # why its hosts make us wait
    waiting: Waiting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One document of a story with its newest versions. `document` is None where only its place in the story is known."""

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

    @property
    def total(self) -> int:
        """Versions there are, shown or not."""
        return self.versions[-1].number if self.versions else self.member.versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What was known of a meeting's day from `at` on, until the next one."""

    at: datetime
    status: str
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """What a story's pages show. `tracks`: the article first; `alerts`: oldest first; `quotes`: newest first.

    `windows`: for the meeting at the same place in `meetings`, how its day became known; `steps`: the state diagram's edges;
    `sides`: by a meeting's id, on whose word it stands ("both sides").
    """

    watch: Watch
    tracks: tuple[Track, ...]
    quotes: tuple[LedgerQuote, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    alerts: tuple[StoredAlert, ...] = ()
    windows: tuple[tuple[Window, ...], ...] = ()
    steps: frozenset[tuple[str, str]] = frozenset()
    sides: Mapping[int | None, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        newest = self.tracks[0].versions[-1:] if self.tracks else ()
        return story_title(self.watch, newest[-1].title if newest else None)

    @property
    def document(self) -> Document | None:
        return self.tracks[0].document if self.tracks else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareView:
    """Two versions of one document. `versions`: those around them, for the choice of others; `total`: how many there are."""

    watch: Watch
    title: str  # of the story
    member: Member
    old: Version
    new: Version
    diff: Diff
    versions: tuple[Version, ...] = ()
    total: int = 0

    @property
    def place(self) -> str:
        return place_words(self.member)


@dataclass(frozen=True, slots=True)
class Told:
    """An alert in a list: where it happened in words, the title of its story, and whether the editor has yet to see it."""

    stored: StoredAlert
    place: str
    title: str
    unread: bool = False
    watched: bool = True  # its story has a page


@dataclass(frozen=True, slots=True)
class Update:
    """A version in a list, with what it brought in a sentence. `headline`: when it is a new one."""

    version: Version
    previous: Version | None
    told: str
    place: str
    headline: str | None


def story_title(watch: Watch, headline: str | None) -> str:
    """The editor's own name for it, else its newest headline, else its site."""
    return printable(watch.name or headline or "") or host(watch.url)


def place_words(member: Member | None, url: str = "") -> str:
    """ "the article (paper.example)", "“a statement from the office” (office.example)", "office.example"."""
    site = host(member.url if member else url)
    if member is None:
        return site
    if member.role is Role.ARTICLE:
        return f"the article ({site})"
    anchor = shorten(member.anchor or "", 90)
    return f"{in_marks(anchor)} ({site})" if anchor else site


def card_of(view: StoryView) -> Card:
    document = view.document
    cited = [track for track in view.tracks if not track.is_article and track.member.removed_at is None]
    return Card(
        watch=view.watch,
        title=view.title,
        versions=view.tracks[0].total if view.tracks else 0,
        sources=len(cited),
        ailing=sum(trouble_of(track) is not None for track in cited),
        outcome=(document.last_outcome if document else None) or (view.tracks[0].member.last_outcome if view.tracks else None),
        last_check=document.last_check if document else None,
        next_check=document.next_check if document else None,
        latest=view.alerts[-1].alert.at if view.alerts else None,
        meeting=foremost(view.meetings),
    )


def card_from(overview: Overview, meetings: Iterable[Meeting], **more: object) -> Card:
    document = overview.document
    return Card(
        watch=overview.watch,
        title=story_title(overview.watch, overview.title),
        versions=document.versions,
        sources=overview.sources,
        ailing=overview.ailing,
        outcome=document.last_outcome,
        last_check=document.last_check,
        next_check=document.next_check,
        latest=overview.latest,
        meeting=foremost(meetings),
        **more,  # type: ignore[arg-type]
    )


_TROUBLE = (Outcome.FAILED, Outcome.REFUSED, Outcome.BLOCKED, Outcome.GONE)


def trouble_of(track: Track) -> Trouble | None:
    """What keeps a page that is still read from being read."""
    outcome = track.member.last_outcome
    if outcome is None or outcome not in _TROUBLE or track.member.removed_at is not None:
        return None
    error = track.document.last_error if track.document else None
    return Trouble(place=None if track.is_article else track.name, outcome=outcome, error=complaint(error, track.member.url) if error else None)


# What an editor asks first of a story: is there a day, and does it hold?
_FOREMOST = ("confirmed", "reported", "postponed", "cancelled", "denied", "proposed", "past")


def foremost(meetings: Iterable[Meeting]) -> Meeting | None:
    return min(meetings, key=_weight, default=None)


def _weight(meeting: Meeting) -> tuple[int, float]:
    place = _FOREMOST.index(meeting.status) if meeting.status in _FOREMOST else len(_FOREMOST)
    newest = meeting.history[-1].at if meeting.history else meeting.first_seen
    return place, -newest.timestamp()


def by_latest(cards: Iterable[Card]) -> list[Card]:
    """Stories by their latest event, those with none yet by when they were added."""
    return sorted(cards, key=lambda card: card.latest or card.watch.added_at, reverse=True)


def by_day(found: Iterable[Told], zone: tzinfo | None) -> list[tuple[date, list[Told]]]:
    """Newest day first, newest alert first; days of `zone`."""
    days: dict[date, list[Told]] = {}
    for told in sorted(found, key=lambda t: (t.stored.alert.at, t.stored.id), reverse=True):
        days.setdefault(told.stored.alert.at.astimezone(zone).date(), []).append(told)
    return list(days.items())


def told_of(
    alerts: Iterable[StoredAlert], places: Iterable[Member], titles: Mapping[int, str], now: datetime | None = None
) -> list[Told]:
    """`places`: members of the stories; `titles`: by the watch's id; `now`: None where nothing is ever unread."""
    known = {(m.watch_id, m.document_id): m for m in places}
    return [
        Told(
            stored,
            place_words(known.get((stored.alert.watch_id, stored.alert.document_id)), stored.alert.document),
            titles.get(stored.alert.watch_id) or host(stored.watch),
            now is not None and stored.open(now),
            stored.alert.watch_id in titles,
        )
        for stored in alerts
    ]


def told_in(alerts: Iterable[StoredAlert], document_id: int) -> dict[int, Counter[str]]:
    """By version of the document, how many alerts of each kind."""
    told: dict[int, Counter[str]] = {}
    for stored in alerts:
        if stored.alert.document_id == document_id and stored.alert.version is not None:
            told.setdefault(stored.alert.version, Counter())[stored.alert.kind] += 1
    return told


def updates(
    track: Track, told: Mapping[int, Mapping[str, int]], place: str = "", said: Mapping[tuple[int, int], str] | None = None
) -> list[Update]:
    """A document's versions, newest first. The oldest one that is given without being the first only serves as what was before.

    `told`: by version, how many alerts of each kind; `said`: by (document, version), what a comparison with the version
    before comes to, for those that do not say so themselves.
    """
    rows = []
    previous: Version | None = None
    for version in track.versions:
        if previous is not None or version.number == 1:
            new = version.title if previous is None or previous.title != version.title else None
            what = version.summary or (said or {}).get((version.document_id, version.number))
            rows.append(Update(version, previous, _sentence(version, previous, told.get(version.number, {}), what), place, new))
        previous = version
    return rows[::-1]


def _sentence(version: Version, previous: Version | None, told: Mapping[str, int], said: str | None) -> str:
    """ "2 new quotes, headline changed; 1 sentence added, 4 edited": what was told, and what the comparison says. Where there
    is none: "2 new quotes; 34 words longer"."""
    if previous is None:
        return f"First version, {version.words:,} words"
    parts = happened(told)
    if said and not parts:
        return said
    if said:
        rest = said.removeprefix("Headline changed").removeprefix("; ") if "headline" in parts else said
        return sentence("; ".join(part for part in (parts, rest[:1].lower() + rest[1:]) if part and part != "no change in the text"))
    if version.title != previous.title and "headline" not in parts:
        parts = f"{parts}, headline changed" if parts else "headline changed"
    more = version.words - previous.words
    size = f"{abs(more):,} word{'s' if abs(more) != 1 else ''} {'longer' if more > 0 else 'shorter'}" if more else ""
    return sentence("; ".join(part for part in (parts or "wording changed", size) if part))


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


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar strip."""

    day: date
    today: bool
    meetings: tuple[Meeting, ...]


STRIP = 42  # days at most


def strip(meetings: Iterable[Meeting], today: date) -> list[Day]:
    """The days around the meetings that have one, from three days before today (or the first) on; none without any."""
    dated = [(m, m.earliest, m.earliest if m.latest is None else m.latest) for m in meetings if m.earliest is not None]
    if not dated:
        return []
    near = [entry for entry in dated if entry[2] >= today - timedelta(days=14)] or dated
    first = min([start for _, start, _ in near] + ([today] if near is not dated else []))
    last = max(end for _, _, end in near)
    first = max(first, last - timedelta(days=STRIP - 3)) - timedelta(days=2)
    count = min(STRIP, max(7, (last - first).days + 3))
    days = [first + timedelta(days=n) for n in range(count)]
    return [Day(day, day == today, tuple(m for m, start, end in dated if start <= day <= end)) for day in days]
