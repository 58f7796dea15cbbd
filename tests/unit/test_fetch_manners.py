"""Pace, backoff and Retry-After, as arithmetic."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from monitor.fetch import manners

NOW = datetime(2025, 5, 6, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("1.5", 1.5),
        (format_datetime(NOW + timedelta(minutes=5), usegmt=True), 300),
        ("Tuesday, 06-May-25 12:01:00 GMT", 60),
        ("Tue May  6 12:01:00 2025", 60),
        ("86400", 86400),
        ("99999999999999999999", 86400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86400),
    ],
)
def test_retry_after_is_understood_in_each_of_its_forms_and_bounded_by_a_day(value: str, seconds: float) -> None:
    assert manners.retry_at([value], NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("value", ["", "0", "-5", "soon", "1e3", "0x10", "١٢", "12 s", "Tue, 06 May 2025 11:00:00 GMT", "Tue, 99 Foo 2025", "9" * 4000, ","])
def test_a_retry_after_that_is_past_or_makes_no_sense_asks_for_nothing(value: str) -> None:
    assert manners.retry_at([value], NOW) is None


def test_of_several_retry_afters_the_longest_counts() -> None:
    assert manners.retry_at(["10", "nonsense", "30"], NOW) == NOW + timedelta(seconds=30)
    assert manners.retry_at([], NOW) is None


def test_backoff_doubles_up_to_an_hour_and_is_spread_by_the_host_alone() -> None:
    waits = [manners.backoff(n, "example.org:443") for n in range(12)]
    assert waits[0] == timedelta(0)
    assert waits == sorted(waits)[: len(waits)] or max(waits) <= timedelta(minutes=72)
    assert timedelta(seconds=30) <= waits[1] < timedelta(seconds=36)
    assert timedelta(seconds=60) <= waits[2] < timedelta(seconds=72)
    assert timedelta(hours=1) <= waits[11] < timedelta(minutes=72)
    assert timedelta(hours=1) <= manners.backoff(10**6, "example.org:443") < timedelta(minutes=72)
    assert manners.backoff(3, "example.org:443") == manners.backoff(3, "example.org:443")
    assert len({manners.backoff(3, f"host{n}.example:443") for n in range(20)}) == 20


def test_a_crawl_delay_only_slows_us_down_and_at_most_to_a_minute() -> None:
    assert manners.gap_s(1.0) == 1.0
    assert manners.gap_s(1.0, 0.1) == 1.0
    assert manners.gap_s(1.0, 10) == 10
    assert manners.gap_s(1.0, 86400) == 60
    assert manners.gap_s(90.0, 86400) == 90
