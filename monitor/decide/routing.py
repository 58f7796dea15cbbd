"""Which channels take an alert, and which of them hold it for later. Pure: the configuration and `now` in, names and times out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.model import SIGNIFICANCE, Alert, Channel, Watch, replace
from monitor.text import fold, name_key, normal_url


def routed(alert: Alert, watch: Watch, channels: Iterable[Channel]) -> Alert:
    """`alert` with the channels that take it, and until when each of them holds it."""
    takers = [channel for channel in channels if takes(channel, alert, watch)]
    held = {c.name: until for c in takers if (until := held_until(c, alert.kind, alert.at)) is not None}
    return replace(alert, channels=tuple(c.name for c in takers), held=held)


def takes(channel: Channel, alert: Alert, watch: Watch) -> bool:
    """Kind, story and significance must all fit; of speakers and words, where any are asked for, one must."""
    if alert.kind not in channel.kinds or not _weighs(channel, alert):
        return False
    if channel.stories and not any(_is_story(wanted, watch) for wanted in channel.stories):
        return False
    if not channel.speakers and not channel.words:
        return True
    return _speaks(channel.speakers, alert) or _mentions(channel.words, alert)


def _weighs(channel: Channel, alert: Alert) -> bool:
    """Only an edit says how much it weighs; whatever else is an alert at all weighs most."""
    weight = str(alert.data.get("significance", SIGNIFICANCE[0]))
    return weight not in SIGNIFICANCE or SIGNIFICANCE.index(weight) <= SIGNIFICANCE.index(channel.min_significance)


def _is_story(wanted: str, watch: Watch) -> bool:
    if "://" in wanted:
        return normal_url(wanted) == normal_url(watch.url)
    return watch.name is not None and fold(wanted).casefold() == fold(watch.name).casefold()


def _speaks(wanted: Iterable[str], alert: Alert) -> bool:
    """A quote's speaker or a meeting's party has all the words of one of the names."""
    parties = alert.data.get("participants")
    named = [alert.data.get("speaker"), *(parties if isinstance(parties, list | tuple) else ())]
    said = [set(name_key(name).split()) for name in named if isinstance(name, str)]
    return any(words <= name for words in (set(name_key(w).split()) for w in wanted) if words for name in said)


def _mentions(wanted: Iterable[str], alert: Alert) -> bool:
    text = f" {_plain(alert.title)} {_plain(alert.text)} "
    return any(f" {words} " in text for words in map(_plain, wanted) if words)


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text).casefold()).split())


# --- when ----------------------------------------------------------------------------------------------------------------


def held_until(channel: Channel, kind: str, now: datetime) -> datetime | None:
    """When a channel with quiet hours or a digest lets an alert out; None: at once."""
    if kind in channel.break_through or (channel.quiet is None and channel.digest is None):
        return None
    zone = ZoneInfo(channel.zone)
    out = now if channel.digest is None else _next_digest(channel.digest, now, zone)
    if channel.quiet is not None:
        out = _after_quiet(channel.quiet, out, zone)
    return out if out > now else None


def _next_digest(digest: int | time, now: datetime, zone: ZoneInfo) -> datetime:
    if isinstance(digest, int):
        return datetime.fromtimestamp((now.timestamp() // digest + 1) * digest, UTC)
    return _next(digest, now, zone)


def _after_quiet(quiet: tuple[time, time], at: datetime, zone: ZoneInfo) -> datetime:
    """`at`, or the end of the quiet hours that it falls into. They may span midnight; equal ends: the whole day."""
    begin, end = quiet
    clock = at.astimezone(zone).time()
    inside = begin <= clock < end if begin < end else clock >= begin or clock < end
    return _next(end, at, zone) if inside else at


def _next(clock: time, after: datetime, zone: ZoneInfo) -> datetime:
    """The next moment after `after` at which clocks in `zone` show `clock`, in UTC.

    Of a time that comes twice in a night in autumn, the first that is still to come; one that is left out in spring is
    an hour later (PEP 495).
    """
    day = after.astimezone(zone).date()
    found: list[datetime] = []
    for days in (0, 1, 2):
        for second in (0, 1):
            local = datetime.combine(day + timedelta(days=days), clock.replace(fold=second), tzinfo=zone)
            moment = local.astimezone(UTC)
            if second == 0 or moment.astimezone(zone).time() == clock:
                found.append(moment)
    return min(moment for moment in found if moment > after)
