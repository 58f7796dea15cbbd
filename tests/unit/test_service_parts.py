"""The ticker, and who is known to be dead."""

from __future__ import annotations

import asyncio
import configparser
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from monitor.app import App, _is_dead
from monitor.config import WebSettings
from monitor.doctor import channels, pages, unit
from monitor.errors import ConfigError
from monitor.model import Channel, Outcome
from monitor.schedule import Ticker


async def test_a_job_that_is_under_way_is_started_no_second_time_and_finishes_after_the_stop() -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()
    starts, ends = [], []

    async def job() -> None:
        starts.append(1)
        begun.set()
        await may_end.wait()
        ends.append(1)

    ticker = Ticker()
    ticker.every(0.01, job, "work")
    ticked = asyncio.Event()

    async def tick() -> None:
        if begun.is_set():
            ticked.set()

    ticker.every(0.01, tick, "tick")
    ticker.start()
    await asyncio.wait_for(ticked.wait(), 10)
    stopping = asyncio.create_task(ticker.stop(10))
    may_end.set()
    await stopping
    assert (starts, ends) == ([1], [1])


async def test_a_job_that_never_ends_is_cut_off_at_the_stop() -> None:
    begun = asyncio.Event()

    async def job() -> None:
        begun.set()
        await asyncio.Event().wait()

    ticker = Ticker()
    ticker.every(0.01, job, "work")
    ticker.start()
    await asyncio.wait_for(begun.wait(), 10)
    await ticker.stop(0)
    assert all(task.cancelling() for task in ticker._running.values())


def test_a_process_of_this_machine_that_ended_is_known_to_be_dead() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    host = socket.gethostname()
    assert _is_dead(f"{host}:{process.pid}")
    assert not _is_dead(f"{host}:{os.getpid()}")
    assert not _is_dead(f"another.machine:{process.pid}")
    assert not _is_dead("nonsense")


def test_the_doctor_tells_a_channel_that_cannot_be_opened() -> None:
    def refuse(channel: Channel) -> None:
        raise ConfigError(f"channel {channel.name!r}: no")

    (found,) = channels([Channel(name="desk", kind="x", kinds=frozenset())], refuse)
    assert (found.ok, found.area) == (False, "channels")
    assert pages(WebSettings(enabled=False))[0].ok


def test_the_readme_names_every_command_and_every_key_of_the_configuration_is_taught() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    for command in ("demo", "run", "add", "remove", "pause", "resume", "watches", "check", "versions", "show", "diff", "quotes",
                    "meetings", "alerts", "ack", "snooze", "wrong", "resend", "test-channel", "inspect", "report", "export", "doctor"):  # fmt: skip
        assert command in readme
    for key in ("user_agent", "allow_networks", "max_bytes", "allowed_hosts", "secret_env"):
        assert key in readme


def test_the_printed_unit_runs_this_installation_under_a_watchdog() -> None:
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string(unit())
    program, *arguments = read["Service"]["ExecStart"].split()
    assert program == sys.executable
    assert arguments[:3] == ["-m", "monitor", "run"]
    assert (read["Service"]["Type"], "WatchdogSec" in read["Service"]) == ("notify", True)


def test_a_look_at_everything_names_what_another_process_has_in_hand(make_app: Callable[..., App]) -> None:
    app = make_app()
    for path in ("a", "b", "paused"):
        app.add(f"https://paper.example/{path}")
    app.pause("https://paper.example/paused", paused=True)
    app.store.claim(app.clock.now(), owner="somebody else", lease_s=60, limit=9)
    visits = app.check(everything=True)
    assert {(visit.url, visit.outcome) for visit in visits} == {(f"https://paper.example/{path}", Outcome.DEFERRED) for path in "ab"}
    assert all("another dateline process" in (visit.error or {})["message"] for visit in visits)
