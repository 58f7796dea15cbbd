"""A story's timeline as a picture: the geometry that templates/timeline.svg draws.

It is drawn for several rooms, from a phone's to a desk's, and a browser shows the one that fits. Across, places are percentages, so that the picture fills its room without
shrinking its letters; what would stand closer together than it can be read, at the least room a picture is shown in, is one
mark with a number. Down, pixels. It shows the versions that it is given: where a document has more, it begins where the
oldest of them lies, and what happened before stands at its left edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby

from monitor.model import LedgerQuote, StoredAlert, Version, replace
from monitor.report.alerts import day_words, party_words, shorten, spoken, standing_words
from monitor.report.views import StoryView, Track, Window

ROOMS = {"narrow": 290, "medium": 600, "wide": 960}  # pixels across that a picture has at least; dateline.css says when it is shown
LEFT, RIGHT = 2.0, 98.0  # percent: room for a whole mark at either end
TOP, LANE, AXIS, BAND = 4, 74, 44, 104  # pixels: above the lanes, each lane, the axis below them, a meeting's band at most
TARGET = 24  # pixels of a finger's target (WCAG 2.2, 2.5.8): versions and marks keep so far apart, and so much around them takes a click
MARK, DIGIT = 15, 9  # pixels of a mark, and of each digit of its number
DAY = 12  # pixels down of a day at most
TOLD = 5  # labels of a mark that stands for several
MAX_LANES = 16  # more documents than this are told as a number
MAX_BANDS = 3
_STEPS_S = (60, 300, 900, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86400, 2 * 86400, 7 * 86400, 14 * 86400)
_STEPS_LONG_S = (30 * 86400, 91 * 86400, 365 * 86400, 5 * 365 * 86400)
SHAPES = {
    "quote": "M-6-6H6V3H1L-3 7V3H-6z",
    "meeting": "M0-7 7 0 0 7-7 0z",
    "page": "M-5-5H5V5H-5z",
    "edit": "M0-6 6 5H-6z",
}
_QUOTE_EVENTS = {"new": "new", "changed": "changed", "withdrawn": "withdrawn", "standing": "new"}


@dataclass(frozen=True, slots=True)
class Dot:
    """A version on its lane, or several that stand too close to be told apart. `number`: of the newest of them; `previous`:
    of the one before the oldest."""

    x: float
    at: datetime
    number: int
    previous: int | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """What happened, above its lane: `count` things of one kind. `shape`: quote | meeting | edit | page; `state`: of a quote."""

    x: float
    shape: str
    at: datetime
    label: str
    shift: int = 0  # pixels to the right, so that marks of one moment stand beside each other
    target: str = ""  # the id on the page that tells more
    state: str = ""
    count: int = 1

    @property
    def width(self) -> int:
        """Pixels, its number included."""
        return _width(self.count)


@dataclass(frozen=True, slots=True)
class Lane:
    name: str
    y: int  # of its line
    start: float
    versions: tuple[Dot, ...]
    marks: tuple[Mark, ...]
    document_id: int


@dataclass(frozen=True, slots=True)
class Step:
    """What was known of a meeting's day for a while: a bar as high as its window. `label`: its days, where they fit; `at`: how
    far down, in pixels; `ends`: it ends with the bar, and does not begin with it."""

    x: float
    width: float
    y: float
    height: float
    status: str
    words: str
    label: str = ""
    at: float = 0
    ends: bool = False

    @property
    def inside(self) -> bool:
        return bool(self.label) and self.at < self.y + self.height


@dataclass(frozen=True, slots=True)
class Band:
    """One meeting's days, down, against when they were known, across."""

    name: str
    y: int  # of its upper edge
    meeting_id: int | None
    steps: tuple[Step, ...]
    labels: tuple[tuple[float, str], ...]  # (pixels down, day): the last day above the bars, the first below them
    outcome: str
    foot: int  # of its lower edge


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    text: str
    day: str = ""  # below a time of day, where a day begins


@dataclass(frozen=True, slots=True)
class Timeline:
    lanes: tuple[Lane, ...]
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    height: int
    axis: int
    told: str  # the picture in one sentence
    left_out: int = 0
    size: str = "wide"
    cut: datetime | None = None  # there are versions before it that are not shown

    @property
    def shapes(self) -> frozenset[str]:
        """What it shows, for the legend: "quote new", "meeting"."""
        return frozenset(f"{mark.shape} {mark.state}".strip() for lane in self.lanes for mark in lane.marks)


def timeline(view: StoryView, zone: tzinfo | None, now: datetime, size: str = "wide") -> Timeline | None:
    """None while there is nothing to draw. `now`: of the page; `size`: one of ROOMS."""
    tracks = [track for track in view.tracks if track.versions]
    if not tracks:
        return None
    cut = max((t.versions[0].at for t in tracks if t.versions[0].number > 1), default=None)
    moments = [v.at for t in tracks for v in t.versions] + [s.alert.at for s in view.alerts]
    if cut is not None:
        moments = [at for at in moments if at >= cut]
    first, last = min(moments), max(moments)
    if last - first < timedelta(minutes=1):
        last = first + timedelta(minutes=1)
    scale = _Scale(first.astimezone(zone), last.astimezone(zone), ROOMS[size])
    lanes = tuple(_lane(track, index, view, scale) for index, track in enumerate(tracks[:MAX_LANES]))
    top = TOP + LANE * len(lanes)
    bands = _bands(view, top, scale, now.astimezone(zone).date())
    axis = bands[-1].foot if bands else top
    told = _told(view, tracks, scale) + "".join(f" {band.name}: {'; '.join(step.words for step in band.steps)}." for band in bands)
    ticks = scale.ticks()
    foot = AXIS if any(tick.day for tick in ticks) else AXIS - 16
    return Timeline(lanes, bands, ticks, axis + foot, axis, told, max(0, len(tracks) - MAX_LANES), size, cut)


def _told(view: StoryView, tracks: Sequence[Track], scale: _Scale) -> str:
    count, shown = sum(track.total for track in tracks), sum(len(track.versions) for track in tracks)
    newest = f"The newest {shown} of " if shown < count else ""
    return (
        f"{newest}{count} version{'s' if count != 1 else ''} of {len(tracks)} document{'s' if len(tracks) != 1 else ''} "
        f"and {len(view.alerts)} alert{'s' if len(view.alerts) != 1 else ''}, "
        f"from {scale.first:%Y-%m-%d %H:%M} to {scale.last:%Y-%m-%d %H:%M}."
    )


def shape_of(kind: str) -> str:
    head = kind.partition(".")[0]
    return {"quote": "quote", "meeting": "meeting", "document": "page", "source": "page"}.get(head, "edit")


# --- lanes -------------------------------------------------------------------------------------------------------------


def _lane(track: Track, index: int, view: StoryView, scale: _Scale) -> Lane:
    dots = tuple(_dots(track.versions, scale))
    found = [*_alert_marks(view.alerts, track.member.document_id), *_quote_marks(view.quotes, track.member.url)]
    y = TOP + LANE * index + 58
    return Lane(track.name, y, dots[0].x, dots, tuple(_marks(found, scale)), track.member.document_id)


def _dots(versions: Sequence[Version], scale: _Scale) -> Iterator[Dot]:
    """A group takes in what its mark would cover."""
    groups: list[list[Version]] = []
    left = 0.0
    for version in versions:
        x = scale.pixels(version.at)
        if groups and x - left < TARGET + 1:
            groups[-1].append(version)
        else:
            groups.append([version])
            left = x
    for group in groups:
        yield Dot(scale.x(group[0].at), group[0].at, group[-1].number, group[0].number - 1 or None, len(group))


@dataclass(frozen=True, slots=True, order=True)
class _Found:
    at: datetime
    shape: str
    state: str
    label: str
    target: str


def _alert_marks(alerts: Iterable[StoredAlert], document_id: int) -> list[_Found]:
    return [
        _Found(s.alert.at, shape_of(s.alert.kind), "", s.alert.title, f"alert-{s.id}")
        for s in alerts
        if s.alert.document_id == document_id and shape_of(s.alert.kind) != "quote"
    ]


def _quote_marks(quotes: Iterable[LedgerQuote], url: str) -> list[_Found]:
    """Quotes appearing, changing and vanishing, whether or not anybody was alerted."""
    found = []
    for quote in quotes:
        for event in quote.history:
            state = _QUOTE_EVENTS.get(event.what)
            if state is not None and event.document == url:
                label = f"{quote.speaker or 'Speaker unclear'}: “{shorten(spoken(quote), 120)}” ({event.what})"
                found.append(_Found(event.at, "quote", state, label, f"quote-{quote.id}"))
    return found


@dataclass(slots=True)
class _Crowd:
    """What happened within the width of its marks, by kind."""

    start: float  # pixels
    limit: float
    kinds: dict[tuple[str, str], list[_Found]] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return sum(_width(len(found)) for found in self.kinds.values())

    @property
    def left(self) -> float:
        return min(self.start, self.limit - self.width)

    def join(self, other: _Crowd) -> None:
        self.limit = other.limit
        for kind, found in other.kinds.items():
            self.kinds.setdefault(kind, []).extend(found)


def _width(count: int) -> int:
    return max(TARGET, MARK + (DIGIT * len(str(count)) if count > 1 else 0))


def _marks(found: Iterable[_Found], scale: _Scale) -> Iterator[Mark]:
    """In order of time. Those that would cover each other move a mark's width to the left at most, where there is room; else they
    stand side by side, each kind once. The last ones end with the picture."""
    crowds: list[_Crowd] = []
    for at, found_then in groupby(sorted(found), key=lambda one: one.at):
        kinds = {kind: list(group) for kind, group in groupby(found_then, key=lambda one: (one.shape, one.state))}
        crowds.append(_Crowd(scale.pixels(at), scale.room + TARGET, kinds))
        while len(crowds) > 1 and (last := crowds[-1]).left < (before := crowds[-2]).left + before.width:
            free = crowds[-3].left + crowds[-3].width if len(crowds) > 2 else 0.0
            if last.left - before.width >= max(free, before.start - TARGET):
                before.limit = last.left
            else:
                before.join(crowds.pop())
    for crowd in crowds:
        shift = round(crowd.left - crowd.start)
        x = scale.x(min(group[0].at for group in crowd.kinds.values()))
        for (shape, state), group in crowd.kinds.items():
            more = [f"and {len(group) - TOLD} more"] if len(group) > TOLD else []
            label = "\n".join([*(shorten(one.label, 200) for one in group[:TOLD]), *more])
            yield Mark(x, shape, group[0].at, label, shift, group[0].target, state, len(group))
            shift += _width(len(group))


# --- what was known of a meeting's day ---------------------------------------------------------------------------------


def _bands(view: StoryView, top: int, scale: _Scale, today: date) -> tuple[Band, ...]:
    bands: list[Band] = []
    for meeting, windows in zip(view.meetings, view.windows, strict=False):
        known = [w for w in windows if w.earliest is not None and w.latest is not None]
        if known and len(bands) < MAX_BANDS:
            name = shorten(party_words(meeting.participants), 60)
            bands.append(_band(name, meeting.id, windows, bands[-1].foot if bands else top, scale, today))
    return tuple(bands)


def _band(name: str, meeting_id: int | None, windows: Sequence[Window], top: int, scale: _Scale, today: date) -> Band:
    """The earliest day lies at the foot of the band, the latest at its head; a day that is settled is a bar of one day."""
    days = [day for w in windows for day in (w.earliest, w.latest) if day is not None]
    low, high = min(days), max(days)
    span = (high - low).days + 1
    size = min(DAY, (BAND - 50) / span)
    foot = top + 26 + size * span

    def down(day: date) -> float:
        return foot - ((day - low).days + 1) * size

    steps = []
    for window, after in zip(windows, [*windows[1:], None], strict=True):
        if window.earliest is None or window.latest is None:
            continue
        x, end = scale.x(window.at), scale.x(after.at) if after else RIGHT
        height = max(5.0, ((window.latest - window.earliest).days + 1) * size)
        words = f"{window.status}, {day_words(window.earliest, window.latest)}"
        step = Step(x, round(max(0.4, end - x), 2), round(down(window.latest), 1), round(height, 1), window.status, words)
        steps.append(_labelled(step, _short_days(window.earliest, window.latest), scale, last=after is None))
    ends = [] if high == low else [(top + 16.0, _short_days(high, high)), (round(foot + 14, 1), _short_days(low, low))]
    labels = [(y, day) for y, day in ends if not any(_covers(step, y, day, scale) for step in steps)]
    last = next((w for w in reversed(windows) if w.earliest is not None), windows[-1])
    outcome = f"{standing_words(windows[-1].status, last.earliest, last.latest, today)}, {day_words(last.earliest, last.latest)}"
    return Band(name, top, meeting_id, tuple(steps), tuple(labels), outcome, round(foot) + 24)


_LETTER, _LINE = 6.6, 16  # pixels: a letter's width, generously, and the height of a line


def _labelled(step: Step, days: str, scale: _Scale, *, last: bool) -> Step:
    """Its days inside a bar that has room for them, else below it; what comes last is named wherever there is room at all."""
    needed = _LETTER * len(days) + 12
    fits = step.width * scale.percent >= needed
    if not (fits or last):
        return step
    inside = fits and step.height >= _LINE
    at = step.y + step.height / 2 + 4 if inside else step.y + step.height + 12
    return replace(step, label=days, at=round(at, 1), ends=not fits)


def _covers(step: Step, y: float, day: str, scale: _Scale) -> bool:
    """Whether a bar's own days stand where the band's first or last day would, at the right edge."""
    end = (step.x + step.width) * scale.percent if step.ends else step.x * scale.percent + 6 + _LETTER * len(step.label)
    return bool(step.label) and not step.inside and abs(step.at - y) < _LINE and end > RIGHT * scale.percent - _LETTER * len(day) - 12


def _short_days(first: date, last: date) -> str:
    """ "May 6", "Apr 30 to May 7"."""
    start = f"{first:%b} {first.day}"
    return start if first == last else f"{start} to {last:%b} {last.day}"


# --- the axis ----------------------------------------------------------------------------------------------------------


class _Scale:
    """Moments across the picture: in percent, and in the pixels of the least room that it may have."""

    def __init__(self, first: datetime, last: datetime, least: int) -> None:
        self.first, self.last = first, last
        self.percent = least / 100  # pixels
        self.room = (RIGHT - LEFT) * self.percent
        self.most = min(5, least // 95)  # ticks, and one for the start

    def _share(self, when: datetime) -> float:
        """What lies before the picture or after it stands at its edge."""
        return min(1.0, max(0.0, (when - self.first) / (self.last - self.first)))

    def x(self, when: datetime) -> float:
        return round(LEFT + (RIGHT - LEFT) * self._share(when), 2)

    def pixels(self, when: datetime) -> float:
        return self.room * self._share(when)

    def ticks(self) -> tuple[Tick, ...]:
        """A few, at round times, and the start where the first of them is far from it; each new day is named."""
        span = (self.last - self.first).total_seconds()
        step = next((s for s in (*_STEPS_S, *_STEPS_LONG_S) if span / s <= self.most), span / self.most)
        midnight = self.first.replace(hour=0, minute=0, second=0, microsecond=0)
        index = int((self.first - midnight).total_seconds() // step)
        found: list[datetime] = []
        while (at := midnight + timedelta(seconds=step * index)) <= self.last:
            index += 1
            if at >= self.first:
                found.append(at)
        if not found or self.pixels(found[0]) > 12 * _LETTER:
            found.insert(0, self.first)
        return tuple(_tick(self.x(at), at, step, before) for at, before in zip(found, [None, *found], strict=False))


def _tick(x: float, at: datetime, step: float, before: datetime | None) -> Tick:
    day = _short_days(at.date(), at.date())
    if step >= 86400:
        return Tick(x, day if step < 91 * 86400 else f"{at:%b %Y}")
    return Tick(x, f"{at:%H:%M}", day if before is None or before.date() != at.date() else "")
