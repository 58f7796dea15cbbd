"""APScheduler, and nothing else knows it: a few jobs that tick. What is due stands in the database, not here.

Each job runs one at a time; a tick that was missed (a laptop asleep) is made up for once, not once for every miss.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

Job = Callable[[], Awaitable[None]]

# Its own lines say that a job was added or ran; ours say what came of it.
logging.getLogger("apscheduler").setLevel(logging.WARNING)


class Ticker:
    """Runs inside the event loop that calls start()."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def every(self, seconds: float, job: Job, name: str) -> None:
        self._scheduler.add_job(
            job, IntervalTrigger(seconds=seconds, timezone=UTC), id=name, name=name, max_instances=1, coalesce=True, misfire_grace_time=None
        )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """No further ticks. What a tick has started is the caller's to finish (waiting here would cancel it)."""
        self._scheduler.shutdown(wait=False)
