"""A story's timeline as a picture: the geometry that templates/timeline.svg draws.

Across, places are percentages, so that the picture fits a phone and a desk without shrinking its letters; down, pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from monitor.model import StoredAlert
from monitor.report.views import StoryView, Track

LEFT, RIGHT = 2.0, 98.0  # percent: room for a whole mark at either end
TOP, LANE, AXIS = 8, 58, 30  # pixels: above the lanes, each lane, the axis below them
MARK, CLOSE, CROWD = 13, 1.2, 8  # pixels of a mark; percent within which marks crowd; most steps aside
MAX_LANES = 24  # more sources than this are told as a number
_STEPS_S = (60, 300, 900, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86400, 2 * 86400, 7 * 86400, 14 * 86400)
_STEPS_LONG_S = (30 * 86400, 91 * 86400, 365 * 86400, 5 * 365 * 86400)


@dataclass(frozen=True, slots=True)
class Mark:
    """A version or an alert on its lane. `shape`: version | quote | meeting | edit | page."""

    x: float
    shape: str
    at: datetime
    label: str
    number: int  # of the version, or the alert's id
    previous: int | None = None  # version: the one before it
    shift: int = 0  # pixels to the right, so that marks of one moment stand beside each other


@dataclass(frozen=True, slots=True)
class Lane:
    name: str
    y: int  # of its line
    start: float
    versions: tuple[Mark, ...]
    alerts: tuple[Mark, ...]
    document_id: int


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    text: str
    minor: bool  # may be left out on a narrow screen


@dataclass(frozen=True, slots=True)
class Timeline:
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    height: int
    axis: int
    told: str  # the picture in one sentence
    left_out: int = 0


def timeline(view: StoryView, zone: tzinfo | None) -> Timeline | None:
    """None while there is nothing to draw."""
    tracks = [track for track in view.tracks if track.versions]
    moments = [v.at for t in tracks for v in t.versions] + [s.alert.at for s in view.alerts]
    if not tracks:
        return None
    first, last = min(moments), max(moments)
    if last - first < timedelta(minutes=1):
        last = first + timedelta(minutes=1)
    scale = _Scale(first.astimezone(zone), last.astimezone(zone))
    lanes = tuple(_lane(track, index, view.alerts, scale) for index, track in enumerate(tracks[:MAX_LANES]))
    axis = TOP + LANE * len(lanes)
    count = sum(len(track.versions) for track in tracks)
    told = (
        f"{count} version{'s' if count != 1 else ''} of {len(tracks)} document{'s' if len(tracks) != 1 else ''} "
        f"and {len(view.alerts)} alert{'s' if len(view.alerts) != 1 else ''}, "
        f"from {first.astimezone(zone):%Y-%m-%d %H:%M} to {last.astimezone(zone):%Y-%m-%d %H:%M}."
    )
    return Timeline(lanes, scale.ticks(), axis + AXIS, axis, told, max(0, len(tracks) - MAX_LANES))


def shape_of(kind: str) -> str:
    head = kind.partition(".")[0]
    return {"quote": "quote", "meeting": "meeting", "document": "page", "source": "page"}.get(head, "edit")


def _lane(track: Track, index: int, alerts: Sequence[StoredAlert], scale: _Scale) -> Lane:
    versions = tuple(
        Mark(scale.x(v.at), "version", v.at, v.title or "", v.number, before.number if before else None)
        for before, v in zip((None, *track.versions), track.versions, strict=False)
    )
    own = _side_by_side([s for s in alerts if s.alert.document_id == track.member.document_id], scale)
    y = TOP + LANE * index + 44
    return Lane(track.name, y, versions[0].x, versions, own, track.member.document_id)


def _side_by_side(alerts: Sequence[StoredAlert], scale: _Scale) -> tuple[Mark, ...]:
    """Marks in order of time; those closer than a mark's width step aside, away from the nearer edge of the picture."""
    found: list[Mark] = []
    first, crowd = -CLOSE, 0
    for stored in sorted(alerts, key=lambda s: (s.alert.at, s.id)):
        at = scale.x(stored.alert.at)
        first, crowd = (first, crowd + 1) if at - first < CLOSE else (at, 0)
        step = min(crowd, CROWD) * (MARK if first < 50 else -MARK)
        found.append(
            Mark(first, shape_of(stored.alert.kind), stored.alert.at, stored.alert.title, stored.id, shift=step)
        )
    return tuple(found)


class _Scale:
    def __init__(self, first: datetime, last: datetime) -> None:
        self.first, self.last = first, last

    def x(self, when: datetime) -> float:
        return round(LEFT + (RIGHT - LEFT) * ((when - self.first) / (self.last - self.first)), 2)

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
