"""A story's timeline as a picture: the geometry that templates/timeline.svg draws.

Across, places are percentages, so that the picture fits a phone and a desk without shrinking its letters; down, pixels.
It shows the versions that it is given: where a document has more, it begins where the oldest of them lies, and what
happened before stands at its left edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from monitor.model import LedgerQuote, StoredAlert
from monitor.report.alerts import day_words, party_words, shorten
from monitor.report.views import StoryView, Track, Window

LEFT, RIGHT = 2.0, 98.0  # percent: room for a whole mark at either end
TOP, LANE, AXIS, BAND = 4, 66, 30, 104  # pixels: above the lanes, each lane, the axis below them, a meeting's band
MARK, CLOSE, CROWD = 15, 1.2, 8  # pixels of a mark; percent within which marks crowd; most steps aside
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
class Mark:
    """A version or something that happened, on its lane. `shape`: version | quote | meeting | edit | page; `state`: of a quote."""

    x: float
    shape: str
    at: datetime
    label: str
    number: int = 0  # of the version
    previous: int | None = None  # version: the one before it
    shift: int = 0  # pixels to the right, so that marks of one moment stand beside each other
    target: str = ""  # the id on the page that tells more
    state: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    name: str
    y: int  # of its line
    start: float
    versions: tuple[Mark, ...]
    marks: tuple[Mark, ...]
    document_id: int


@dataclass(frozen=True, slots=True)
class Step:
    """What was known of a meeting's day for a while: a bar as high as its window."""

    x: float
    width: float
    y: float
    height: float
    status: str
    words: str


@dataclass(frozen=True, slots=True)
class Band:
    """One meeting's days, down, against when they were known, across."""

    name: str
    y: int  # of its upper edge
    meeting_id: int | None
    steps: tuple[Step, ...]
    labels: tuple[tuple[float, str], ...]  # (pixels down, day): the last day above the bars, the first below them
    outcome: str


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    text: str
    minor: bool  # may be left out on a narrow screen


@dataclass(frozen=True, slots=True)
class Timeline:
    lanes: tuple[Lane, ...]
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    height: int
    axis: int
    told: str  # the picture in one sentence
    left_out: int = 0


def timeline(view: StoryView, zone: tzinfo | None) -> Timeline | None:
    """None while there is nothing to draw."""
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
    scale = _Scale(first.astimezone(zone), last.astimezone(zone))
    lanes = tuple(_lane(track, index, view, scale) for index, track in enumerate(tracks[:MAX_LANES]))
    top = TOP + LANE * len(lanes)
    bands = _bands(view, top, scale)
    axis = top + BAND * len(bands)
    count = sum(track.total for track in tracks)
    told = (
        f"{count} version{'s' if count != 1 else ''} of {len(tracks)} document{'s' if len(tracks) != 1 else ''} "
        f"and {len(view.alerts)} alert{'s' if len(view.alerts) != 1 else ''}, "
        f"from {first.astimezone(zone):%Y-%m-%d %H:%M} to {last.astimezone(zone):%Y-%m-%d %H:%M}."
    )
    told += "".join(f" {band.name}: {'; '.join(step.words for step in band.steps)}." for band in bands)
    return Timeline(lanes, bands, scale.ticks(), axis + AXIS, axis, told, max(0, len(tracks) - MAX_LANES))


def shape_of(kind: str) -> str:
    head = kind.partition(".")[0]
    return {"quote": "quote", "meeting": "meeting", "document": "page", "source": "page"}.get(head, "edit")


# --- lanes -------------------------------------------------------------------------------------------------------------


def _lane(track: Track, index: int, view: StoryView, scale: _Scale) -> Lane:
    versions = tuple(
        Mark(scale.x(v.at), "version", v.at, v.title or "", v.number, v.number - 1 or None) for v in track.versions
    )
    marks = [*_alert_marks(view.alerts, track.member.document_id), *_quote_marks(view.quotes, track.member.url)]
    y = TOP + LANE * index + 50
    return Lane(track.name, y, versions[0].x, versions, _side_by_side(marks, scale), track.member.document_id)


_Found = tuple[datetime, str, str, str, str]  # at, shape, state, label, target


def _alert_marks(alerts: Iterable[StoredAlert], document_id: int) -> list[_Found]:
    return [
        (s.alert.at, shape_of(s.alert.kind), "", s.alert.title, f"alert-{s.id}")
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
                label = f"{quote.speaker or 'Speaker unclear'}: “{shorten(quote.text, 120)}” ({event.what})"
                found.append((event.at, "quote", state, label, f"quote-{quote.id}"))
    return found


def _side_by_side(found: Sequence[_Found], scale: _Scale) -> tuple[Mark, ...]:
    """Marks in order of time; those closer than a mark's width step aside, away from the nearer edge of the picture."""
    marks: list[Mark] = []
    first, crowd = -CLOSE, 0
    for at, shape, state, label, target in sorted(found):
        x = scale.x(at)
        first, crowd = (first, crowd + 1) if x - first < CLOSE else (x, 0)
        step = min(crowd, CROWD) * (MARK if first < 50 else -MARK)
        marks.append(Mark(first, shape, at, label, shift=step, target=target, state=state))
    return tuple(marks)


# --- what was known of a meeting's day ---------------------------------------------------------------------------------


def _bands(view: StoryView, top: int, scale: _Scale) -> tuple[Band, ...]:
    bands: list[Band] = []
    for meeting, windows in zip(view.meetings, view.windows, strict=False):
        known = [w for w in windows if w.earliest is not None and w.latest is not None]
        if known and len(bands) < MAX_BANDS:
            name = shorten(party_words(meeting.participants), 60)
            bands.append(_band(name, meeting.id, windows, top + BAND * len(bands), scale))
    return tuple(bands)


def _band(name: str, meeting_id: int | None, windows: Sequence[Window], top: int, scale: _Scale) -> Band:
    """The earliest day lies at the foot of the band, the latest at its head; a day that is settled is a bar of one day."""
    days = [day for w in windows for day in (w.earliest, w.latest) if day is not None]
    low, high = min(days), max(days)
    foot, room = top + BAND - 24, BAND - 50
    size = room / ((high - low).days + 1)

    def down(day: date) -> float:
        return foot - ((day - low).days + 1) * size

    steps = []
    for window, after in zip(windows, [*windows[1:], None], strict=True):
        if window.earliest is None or window.latest is None:
            continue
        x, end = scale.x(window.at), scale.x(after.at) if after else RIGHT
        height = max(5.0, ((window.latest - window.earliest).days + 1) * size)
        words = f"{window.status}, {day_words(window.earliest, window.latest)}"
        steps.append(Step(x, round(max(0.4, end - x), 2), round(down(window.latest), 1), round(height, 1), window.status, words))
    labels = [] if high == low else [(top + 16.0, f"{high:%b} {high.day}"), (foot + 14.0, f"{low:%b} {low.day}")]
    last = next((w for w in reversed(windows) if w.earliest is not None), windows[-1])
    outcome = f"{windows[-1].status}, {day_words(last.earliest, last.latest)}"
    return Band(name, top, meeting_id, tuple(steps), tuple(labels), outcome)


# --- the axis ----------------------------------------------------------------------------------------------------------


class _Scale:
    def __init__(self, first: datetime, last: datetime) -> None:
        self.first, self.last = first, last

    def x(self, when: datetime) -> float:
        """What lies before the picture or after it stands at its edge."""
        share = (when - self.first) / (self.last - self.first)
        return round(LEFT + (RIGHT - LEFT) * min(1.0, max(0.0, share)), 2)

    def ticks(self) -> tuple[Tick, ...]:
        """A few, at round times, and the start where the first of them is far from it; each new day is named."""
        span = (self.last - self.first).total_seconds()
        step = next((s for s in (*_STEPS_S, *_STEPS_LONG_S) if span / s <= 5), span / 5)
        midnight = self.first.replace(hour=0, minute=0, second=0, microsecond=0)
        index = int((self.first - midnight).total_seconds() // step)
        found: list[tuple[float, str]] = []
        while (at := midnight + timedelta(seconds=step * index)) <= self.last:
            index += 1
            if at >= self.first:
                found.append((self.x(at), _tick_text(at, step, opens=not found or at.hour + at.minute == 0)))
        if not found or found[0][0] > LEFT + 15:
            found.insert(0, (LEFT, _tick_text(self.first, min(step, 86400), opens=True)))
        return tuple(Tick(x, text, minor=index % 2 == 1) for index, (x, text) in enumerate(found))


def _tick_text(at: datetime, step: float, *, opens: bool) -> str:
    day = f"{at:%b} {at.day}"
    if step >= 86400:
        return day if step < 91 * 86400 else f"{at:%b %Y}"
    return f"{day}, {at:%H:%M}" if opens else f"{at:%H:%M}"
