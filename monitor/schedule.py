"""APScheduler, and nothing else knows it: a few jobs that tick. What is due stands in the database, not here.

Each job runs one at a time; a tick that was missed (a laptop asleep) is made up for once, not once for every miss.
APScheduler's own shutdown cancels the coroutines it runs (3.11, whatever `wait` says), so it only ever starts ours.
"""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

Job = Callable[[], Coroutine[None, None, None]]

log = logging.getLogger("dateline.schedule")

# Its own lines say that a job was added or ran; ours say what came of it.
logging.getLogger("apscheduler").setLevel(logging.ERROR)


class _Every(BaseTrigger):  # type: ignore[misc]
    """APScheduler's own interval counts every tick that was missed before it runs one of them.

    Of a clock that was set a week ahead those are 600,000 at one a second, and the loop stood still meanwhile.
    """

    def __init__(self, every: timedelta) -> None:
        self.every = every

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return now + self.every if previous is None else max(previous + self.every, now)


class Ticker:
    """Runs inside the event loop that calls start()."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._running: dict[str, asyncio.Task[None]] = {}

    def every(self, seconds: float, job: Job, name: str) -> None:
        start = functools.partial(self._start, name, job)
        self._scheduler.add_job(start, _Every(timedelta(seconds=seconds)), id=name, name=name, max_instances=1, coalesce=True, misfire_grace_time=None)

    async def _start(self, name: str, job: Job) -> None:
        before = self._running.get(name)
        if before is None or before.done():
            self._running[name] = task = asyncio.create_task(job())
            task.add_done_callback(functools.partial(_told, name))

    def start(self) -> None:
        self._scheduler.start()

    def again(self) -> None:
        """Every job is due now: the clock was set, and the times that the scheduler waits for mean nothing any more."""
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=datetime.now(UTC))  # noqa: TID251 - the scheduler's own clock, which is the system's

    async def stop(self, grace_s: float) -> None:
        """No further ticks; those under way get `grace_s` to finish."""
        self._scheduler.shutdown(wait=False)
        left = [task for task in self._running.values() if not task.done()]
        if left:
            _, late = await asyncio.wait(left, timeout=grace_s)
            for task in late:
                task.cancel()


def _told(name: str, task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        log.error("“%s” failed in an unforeseen way; please report this", name, exc_info=task.exception())
