"""Plays the replay through the real service, in a throw-away folder, and says what comes of it."""

from __future__ import annotations

import asyncio
import json
import signal
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from monitor.app import App
from monitor.clock import SystemClock
from monitor.config import Settings
from monitor.demo.site import Expected, Sites, Step
from monitor.errors import UsageError
from monitor.model import Outcome, StoredAlert, Visit
from monitor.report import terminal
from monitor.service import Service
from monitor.web import server

PAUSE_S = 3.0  # between steps, when somebody watches

Say = Callable[[str], None]


class StoryClock:
    """Runs like any clock, but stands where the story is: set() moves it to the next step."""

    def __init__(self) -> None:
        self._at = datetime(2025, 1, 1, tzinfo=UTC)
        self._since = time.monotonic()

    def set(self, at: datetime) -> None:
        self._at, self._since = max(at.astimezone(UTC), self.now()), time.monotonic()

    def now(self) -> datetime:
        return self._at + timedelta(seconds=time.monotonic() - self._since)

    async def sleep(self, seconds: float) -> None:
        await SystemClock().sleep(seconds)


def play(*, once: bool, port: int, say: Say) -> bool:
    """-> whether exactly the expected alerts came. With `once` false the pages stay up until SIGINT or SIGTERM."""
    with tempfile.TemporaryDirectory(prefix="dateline-demo-") as folder, Sites() as sites:
        clock = StoryClock()
        clock.set(sites.script.steps[0].at)
        with App(_settings(Path(folder), sites, _free(port)), clock=clock) as app:
            return asyncio.run(_play(app, sites, clock, once=once, say=say))


def _settings(folder: Path, sites: Sites, port: int) -> Settings:
    hosts = sorted({urlsplit(sites.url(f"{name}:/")).netloc for name in sites.script.sites})
    return Settings.model_validate(
        {
            "storage": {"url": f"sqlite:///{folder / 'demo.db'}"},
            "fetch": {
                "allow_networks": hosts,
                "per_host_delay_s": 0.05,
                "timeout_s": 5,
                "user_agent": "dateline-demo/0.1 (+mailto:nobody@loopback.invalid)",
            },
            "web": {"port": port},
        }
    )


def _free(port: int) -> int:
    """`port` when it is free, else 0: any."""
    try:
        server.listen("127.0.0.1", port).close()
    except UsageError:
        return 0
    return port


async def _play(app: App, sites: Sites, clock: StoryClock, *, once: bool, say: Say) -> bool:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with app.service() as service, app.pages() as address:
        say(f"A replay of a developing story, over real HTTP on this machine.\nPages: {address}\n")
        app.add(sites.article, name="Carney at the White House")
        wrong: list[str] = []
        steps = sites.script.steps
        for place, step in enumerate(steps, 1):
            if stop.is_set():
                return False
            wrong += await _step(app, service, sites, clock, step, f"{place}/{len(steps)}", say)
            if not once:
                await _pause(stop, PAUSE_S)
        told = sum(len(step.expect) for step in steps)
        if wrong:
            say("The replay went wrong:\n  " + "\n  ".join(wrong))
        else:
            say(f"The story is over: {told} alerts, each of them expected; not one for noise, nor for the bot wall.")
        if not once:
            say(f"\nLook around: {address}   (Ctrl-C to stop)\nThen watch a story of your own: dateline add https://…")
            await service.run(stop)  # "Check now" on a page works here too
        return not wrong


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    waiting = asyncio.ensure_future(stop.wait())
    await asyncio.wait({waiting}, timeout=seconds)
    waiting.cancel()


async def _step(app: App, service: Service, sites: Sites, clock: StoryClock, step: Step, place: str, say: Say) -> list[str]:
    """Play one step, tell of its alerts -> what was not as expected."""
    clock.set(step.at)
    sites.play(step)
    last = max((stored.id for stored in app.alerts(0)), default=0)
    visits = await service.look(everything=True)
    say(f"── {place}  {step.at:%a %b %d, %H:%M}  {step.title}")
    say(f"   {_seen(visits)}")
    came = app.alerts(last)
    wrong: list[str] = []
    unexpected = list(came)
    for expected in (*step.expect, *step.also_recorded):
        match = next((stored for stored in unexpected if _is(expected, stored, sites)), None)
        if match is None:
            wrong.append(f"step {place}: no {expected.kind} alert that says {', '.join(expected.says) or 'anything'}")
        else:
            unexpected.remove(match)
    wrong += [f"step {place}: unexpected: {stored.alert.kind}: {stored.alert.title}" for stored in unexpected]
    loud = [stored for stored in came if any(_is(expected, stored, sites) for expected in step.expect)]
    for stored in loud:
        say("\n" + terminal.alert(stored))
    for stored in came:
        if stored not in loud:
            say(f"   · {stored.alert.title}")
    say("")
    return wrong


def _is(expected: Expected, stored: StoredAlert, sites: Sites) -> bool:
    alert = stored.alert
    words = "\n".join((alert.title, alert.text, json.dumps(alert.data, ensure_ascii=False, default=str)))
    return expected.meets(alert.kind, alert.document, words, sites)


def _seen(visits: Sequence[Visit]) -> str:
    changed = sum(v.outcome in {Outcome.NEW, Outcome.CHANGED} for v in visits)
    same = sum(v.outcome is Outcome.UNCHANGED and v.status == 304 for v in visits)
    failed = [v for v in visits if v.error]
    parts = [f"{terminal.counted(len(visits), 'document')} checked", f"{terminal.counted(changed, 'new version')}"]
    if same:
        parts.append(f"{same} answered “not modified”")
    parts += [f"{v.outcome.value}: {v.error['message']}" for v in failed if v.error]
    return "; ".join(parts)
