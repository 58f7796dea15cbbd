"""When to look again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.cadence import LONGEST_BACKOFF, LONGEST_FRESH, freshness, next_check
from monitor.model import Outcome

NOW = datetime(2025, 5, 2, 12, tzinfo=UTC)
URL = "https://ledger.example/story"


def wait(**how: object) -> timedelta:
    return next_check(URL, NOW, **{"every_s": 600, "outcome": Outcome.UNCHANGED, **how}) - NOW  # type: ignore[arg-type]


def test_a_good_look_is_followed_after_the_interval_and_at_most_a_tenth_more() -> None:
    assert timedelta(minutes=10) <= wait() <= timedelta(minutes=11)


def test_a_page_that_has_been_quiet_for_long_is_looked_at_less_often_within_bounds() -> None:
    waits = [wait(quiet=timedelta(hours=hours)) for hours in (0, 5, 12, 24, 48, 2000)]
    assert waits[0] == waits[1] == wait()
    assert waits == sorted(waits)
    assert waits[2] == 2 * waits[0]
    assert abs(waits[-1] - 6 * waits[0]) < timedelta(milliseconds=1)
    assert wait(quiet=timedelta(days=30), slowest=timedelta(minutes=15)) <= timedelta(minutes=15) * 1.1
    assert wait(quiet=timedelta(days=30), slowest=timedelta(minutes=1)) == wait()
    assert wait(quiet=timedelta(days=30), every_s=7200) <= timedelta(hours=2) * 1.1


def test_failures_are_counted_from_the_editors_interval() -> None:
    assert wait(outcome=Outcome.FAILED, failures=1) == wait()


def test_pages_added_together_do_not_stay_together() -> None:
    times = {next_check(f"{URL}/{n}", NOW, every_s=600, outcome=Outcome.UNCHANGED) for n in range(100)}
    assert len(times) > 90


def test_failures_in_a_row_double_the_wait_up_to_a_limit() -> None:
    waits = [wait(outcome=Outcome.FAILED, failures=n) for n in range(1, 12)]
    assert waits == sorted(waits)
    assert waits[1] >= 2 * timedelta(minutes=10)
    assert waits[-1] <= LONGEST_BACKOFF * 1.1


def test_retry_after_is_a_floor() -> None:
    assert wait(outcome=Outcome.DEFERRED, retry_at=NOW + timedelta(hours=2)) >= timedelta(hours=2)
    assert wait(outcome=Outcome.DEFERRED, retry_at=NOW + timedelta(seconds=1)) >= timedelta(minutes=10)


def test_an_absurd_retry_after_does_not_blind_us_for_ever() -> None:
    assert wait(outcome=Outcome.DEFERRED, retry_at=NOW + timedelta(days=9999)) <= timedelta(days=7)


def test_a_page_that_calls_itself_fresh_is_left_alone_but_not_for_long() -> None:
    assert wait(fresh=timedelta(minutes=30)) >= timedelta(minutes=30)
    assert wait(fresh=timedelta(days=30)) <= LONGEST_FRESH * 1.1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "public, max-age=300"}, 300),
        ({"cache-control": "max-age=300", "age": "100"}, 200),
        ({"cache-control": "max-age=300", "age": "1000"}, 0),
        ({"cache-control": "no-cache, max-age=300"}, 0),
        ({"cache-control": "s-maxage=9"}, 0),
        ({"expires": "Fri, 02 May 2025 12:05:00 GMT"}, 300),
        ({"expires": "0"}, 0),
        ({"expires": "Fri, 02 May 2025 11:00:00 GMT"}, 0),
        ({"cache-control": "max-age=" + "9" * 300}, 10**8),
    ],
)
def test_freshness_is_what_the_server_says(headers: dict[str, str], seconds: int) -> None:
    assert freshness(headers, NOW) == timedelta(seconds=seconds)
