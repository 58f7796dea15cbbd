"""Which channel takes an alert, and when it lets it out."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.decide.routing import held_until, routed, takes
from monitor.model import Alert, AlertKind, Channel, Watch
from tests.conftest import NOW

WATCH = Watch(
    id=1, url="https://news.example/visit", name="The visit", every_s=600, paused=False, follow_sources=True, added_at=NOW, article_id=1, baseline_at=NOW
)


def channel(**more: Any) -> Channel:
    return Channel(**{"name": "desk", "kind": "log", "kinds": frozenset(AlertKind), **more})


def alert(kind: AlertKind = AlertKind.QUOTE_NEW, title: str = "New quote", text: str = "“We go on Tuesday”", **data: Any) -> Alert:
    return Alert(
        key="k", kind=kind, at=NOW, watch_id=1, document_id=1, document="https://news.example/visit", version=2, title=title, text=text, data=data
    )


@pytest.mark.parametrize(
    ("asked", "told", "taken"),
    [
        ({"kinds": frozenset({"meeting.confirmed"})}, {}, False),
        ({"stories": ("https://NEWS.example/visit#top",)}, {}, True),
        ({"stories": ("the VISIT",)}, {}, True),
        ({"stories": ("another", "https://news.example/other")}, {}, False),
        ({"speakers": ("Carney",)}, {"speaker": "Prime Minister Mark Carney"}, True),
        ({"speakers": ("Mark Carney",)}, {"speaker": "Carney"}, False),
        ({"speakers": ("Trump",)}, {"participants": ["Mark Carney", "Donald Trump"]}, True),
        ({"speakers": ("Trump",)}, {"speaker": None}, False),
        ({"words": ("tuesday",)}, {}, True),
        ({"words": ("tues",)}, {}, False),
        ({"words": ("go on",)}, {}, True),
        ({"words": ("timber",), "speakers": ("Carney",)}, {"speaker": "Mark Carney"}, True),
        ({"words": ("…",)}, {}, False),
        ({"min_significance": "sentence"}, {"significance": "typo"}, False),
        ({"min_significance": "sentence"}, {"significance": "sentence"}, True),
        ({"min_significance": "number"}, {"significance": "quote"}, True),
        ({"min_significance": "quote"}, {}, True),
    ],
)
def test_a_channel_takes_what_it_asked_for(asked: dict[str, Any], told: dict[str, Any], taken: bool) -> None:
    assert takes(channel(**asked), alert(**told), WATCH) is taken


def test_an_alert_knows_its_channels_and_which_of_them_hold_it() -> None:
    quiet = channel(name="mail", quiet=(time(0), time(23, 59)))
    made = routed(alert(), WATCH, [channel(), quiet, channel(name="never", kinds=frozenset())])
    assert made.channels == ("desk", "mail")
    assert list(made.held) == ["mail"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "now", "out"),
    [
        # Berlin is two hours ahead of UTC in summer, one in winter.
        ({"quiet": (time(22), time(7))}, "2025-06-01T21:00", "2025-06-02T05:00"),
        ({"quiet": (time(22), time(7))}, "2025-06-01T04:59", "2025-06-01T05:00"),
        ({"quiet": (time(22), time(7))}, "2025-06-01T05:00", None),
        ({"quiet": (time(22), time(7))}, "2025-06-01T19:59", None),
        ({"quiet": (time(12), time(13))}, "2025-06-01T10:30", "2025-06-01T11:00"),
        ({"digest": time(7)}, "2025-06-01T05:00", "2025-06-02T05:00"),
        ({"digest": time(7)}, "2025-06-01T04:00", "2025-06-01T05:00"),
        ({"digest": 1800}, "2025-06-01T04:00", "2025-06-01T04:30"),
        ({"digest": 1800, "quiet": (time(22), time(7))}, "2025-06-01T20:10", "2025-06-02T05:00"),
        # The nights in which clocks change: on 30 March 2025 at 01:00 UTC forward, on 26 October at 01:00 UTC back.
        ({"quiet": (time(22), time(7))}, "2025-03-29T22:00", "2025-03-30T05:00"),
        ({"quiet": (time(22), time(7))}, "2025-10-25T22:00", "2025-10-26T06:00"),
        ({"digest": time(2, 30)}, "2025-03-29T12:00", "2025-03-30T01:30"),
        ({"digest": time(2, 30)}, "2025-10-25T12:00", "2025-10-26T00:30"),
        ({"digest": time(2, 30)}, "2025-10-26T00:45", "2025-10-26T01:30"),
    ],
)
def test_what_is_held_goes_out_by_the_clocks_of_the_channels_zone(asked: dict[str, Any], now: str, out: str | None) -> None:
    held = held_until(channel(zone="Europe/Berlin", **asked), "quote.new", at(now))
    assert held == (None if out is None else at(out))


def test_a_confirmed_meeting_breaks_through_unless_it_may_not() -> None:
    night = {"quiet": (time(22), time(7)), "digest": 1800}
    assert held_until(channel(**night), "meeting.confirmed", at("2025-06-01T23:00")) is None
    assert held_until(channel(**night, break_through=frozenset()), "meeting.confirmed", at("2025-06-01T23:00")) is not None


@given(
    now=st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - the strategy adds the zone
    begin=st.times(), end=st.times(), digest=st.none() | st.integers(60, 86400) | st.times(), zone=st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns"]),
)  # fmt: skip
def test_nothing_is_held_for_longer_than_two_days_and_never_into_the_past(
    now: datetime, begin: time, end: time, digest: int | time | None, zone: str
) -> None:
    clean = digest.replace(second=0, microsecond=0) if isinstance(digest, time) else digest
    quiet = (begin.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0))
    held = held_until(channel(quiet=quiet, digest=clean, zone=zone), "quote.new", now)
    assert held is None or now < held <= now + timedelta(hours=50)
