"""Manners, as arithmetic: pace, backoff, Retry-After, Crawl-delay. Pure: what it needs of the world, it is given.

1. A host is asked again `gap` after the last request to it ENDED: a slow host is not hurried.
2. Retry-After and Crawl-delay can only slow us down, and only up to a bound: a typing mistake must not blind a story.
3. Waits are spread by a hash of the URL or host, so that what failed together does not come back together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.text import spread

LONGEST_RETRY_AFTER = timedelta(days=1)  # then we ask once more, and are told again
LONGEST_CRAWL_DELAY_S = 60.0
FIRST_BACKOFF = timedelta(seconds=30)
LONGEST_BACKOFF = timedelta(hours=1)

_SECONDS = re.compile(r"\d{1,1000}(?:\.\d{0,9})?", re.ASCII)


def gap_s(per_host_delay_s: float, crawl_delay_s: float | None = None) -> float:
    """Seconds between the end of one request to a host and the start of the next."""
    asked = crawl_delay_s or 0.0
    return max(per_host_delay_s, min(asked, LONGEST_CRAWL_DELAY_S))


def backoff(failures: int, key: str) -> timedelta:
    """How long to leave `key` alone after `failures` in a row (1: the first): doubling, at most an hour, spread by 20 %."""
    if failures <= 0:
        return timedelta(0)
    wait = min(FIRST_BACKOFF * 2.0 ** min(failures - 1, 20), LONGEST_BACKOFF)
    return wait * (1 + 0.2 * spread(f"{key} {failures}"))


def retry_at(values: Iterable[str], now: datetime) -> datetime | None:
    """The moment that Retry-After names, at most a day ahead; None when it names none, or one that is past.

    `values`: the header's values, one for each time it was sent; the longest wait counts. Seconds or an HTTP date
    (RFC 9110, 10.2.3); fractions of seconds are taken as meant. Negative numbers and anything else are no answer.
    """
    waits = [wait for value in values if (wait := _wait(value.strip(), now)) is not None]
    longest = max(waits, default=timedelta(0))
    return now + min(longest, LONGEST_RETRY_AFTER) if longest > timedelta(0) else None


def past_date(value: str, now: datetime) -> bool:
    """Whether a Last-Modified may be asked with. One in the future, or that is no date, could get "not modified" for ever."""
    when = _http_date(value)
    return when is not None and when <= now


def _wait(value: str, now: datetime) -> timedelta | None:
    if _SECONDS.fullmatch(value):
        return timedelta(seconds=min(float(value), LONGEST_RETRY_AFTER.total_seconds()))
    when = _http_date(value)
    return None if when is None else when - now


def _http_date(value: str) -> datetime | None:
    if len(value) > 60 or not value.isascii() or not value.isprintable():
        return None
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
