"""When to look again. Pure: the editor's interval, what the server asks for, and what became of the last looks.

1. A good look is followed by the next one after the watch's interval while the page is fresh or busy; one that has been
   quiet for longer than FRESH is looked at less often, down to a SETTLED-th, within the editor's bounds: never more often
   than `every`, never less often than `slowest` (or `every`, where that is longer).
   After the server's max-age when that is longer (at most LONGEST_FRESH: a page that calls itself fresh for a week is news).
2. Failures in a row double the interval, up to LONGEST_BACKOFF; Retry-After is a floor, never a ceiling.
3. Every wait is stretched by up to a tenth, by a hash of the URL: documents added together do not stay together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.model import Outcome
from monitor.text import spread

FRESH = timedelta(hours=6)  # since its last change
SETTLED = 6
LONGEST_FRESH = timedelta(hours=1)
LONGEST_SETTLED = timedelta(hours=1)
LONGEST_BACKOFF = timedelta(hours=6)
LONGEST_RETRY_AFTER = timedelta(days=7)
REFUSED_PAUSE = timedelta(hours=1)  # robots.txt and policy seldom change sooner


def next_check(
    url: str,
    now: datetime,
    *,
    every_s: int,
    outcome: Outcome,
    failures: int = 0,
    fresh: timedelta = timedelta(0),
    quiet: timedelta = timedelta(0),
    slowest: timedelta = LONGEST_SETTLED,
    retry_at: datetime | None = None,
) -> datetime:
    """The next look at `url`. `failures`: in a row, this one included. `fresh`: how long the server calls the answer fresh.
    `quiet`: how long ago the page last changed."""
    wait = timedelta(seconds=every_s)
    wait = max(wait, min(wait * min(quiet / FRESH, SETTLED), slowest))
    if outcome is Outcome.REFUSED:
        wait = max(wait, REFUSED_PAUSE)
    if failures:
        wait = min(wait * 2 ** min(failures - 1, 16), max(LONGEST_BACKOFF, wait))
    elif fresh:
        wait = max(wait, min(fresh, LONGEST_FRESH))
    when = now + wait * (1 + 0.1 * spread(url))
    if retry_at is not None:
        when = max(when, min(retry_at, now + LONGEST_RETRY_AFTER))
    return when


_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)


def freshness(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How much longer the server calls the answer fresh (RFC 9111: max-age less Age, else Expires). Zero when it does not say."""
    control = headers.get("cache-control", "")
    if "no-cache" in control.lower() or "no-store" in control.lower():
        return timedelta(0)
    match = _MAX_AGE.search(control)
    if match:
        age = headers.get("age", "0")
        left = int(match[1]) - (int(age) if age.isascii() and age.isdigit() and len(age) < 10 else 0)
        return timedelta(seconds=max(0, min(left, 10**8)))
    try:
        expires = parsedate_to_datetime(headers["expires"])
        return max(timedelta(0), expires - now) if expires.tzinfo else timedelta(0)
    except (KeyError, ValueError, TypeError):
        return timedelta(0)
