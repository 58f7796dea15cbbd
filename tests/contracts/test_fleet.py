"""Many machines on one PostgreSQL: real Procrastinate, real HTTP on loopback, real worker processes."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from monitor.app import App
from monitor.config import Settings
from monitor.fleet import Fleet
from tests.journeys.site import Site

pytestmark = pytest.mark.postgres

PAGE = "<html><head><title>Story {n}</title></head><body><article><h1>Story {n}</h1>{prose}</article></body></html>"
PROSE = "<p>The harbour board heard witness {k} on its day {n}, and nobody could say when the quay would be finished.</p>"


def page(n: int) -> str:
    return PAGE.format(n=n, prose="".join(PROSE.format(n=n, k=k) for k in range(6)))


@pytest.fixture
def sites() -> Iterator[list[Site]]:
    """Three hosts (a port is a host of its own) with four stories each."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(Site(pages={f"/{n}": page(n) for n in range(4)})) for _ in range(3)]


def settings(url: str, delay_s: float = 0.05) -> Settings:
    return Settings.model_validate(
        {
            "storage": {"url": url},
            "fetch": {"allow_networks": ["127.0.0.0/8"], "per_host_delay_s": delay_s, "respect_robots": False},
            "schedule": {"every": "1h", "tick_s": 0.1},
            "web": {"enabled": False},
        }
    )


def asked(sites: list[Site]) -> list[tuple[int, str]]:
    return [(n, hit.path) for n, site in enumerate(sites) for hit in site.hits if hit.method == "GET"]


async def until(what: Callable[[], bool], limit_s: float = 30) -> None:
    """Real processes and servers keep no clock of ours."""
    for _ in range(int(limit_s / 0.05)):
        if what():
            return
        await asyncio.get_running_loop().run_in_executor(None, threading.Event().wait, 0.05)
    raise AssertionError("it did not happen in time")


def all_checked(app: App, count: int) -> bool:
    return sum(bool(document and document.versions) for _, document, _ in app.watches()) == count


@contextlib.asynccontextmanager
async def member(app: App, url: str) -> AsyncIterator[None]:
    stop = asyncio.Event()
    async with app.service() as service:
        fleet = Fleet(
            url=url.replace("+psycopg", ""), store=app.store, pipeline=service.pipeline, outbox=service.outbox, clock=app.clock,
            writer=app._writer, concurrency=4, tick_s=0.1,
        )  # fmt: skip
        running = asyncio.create_task(fleet.run(stop))
        try:
            yield
        finally:
            stop.set()
            await running


async def test_two_members_check_every_document_once_and_a_host_one_at_a_time(empty_postgres: str, sites: list[Site]) -> None:
    with App(settings(empty_postgres)) as one, App(settings(empty_postgres)) as two:
        for site in sites:
            for n in range(4):
                one.add(site.url(f"/{n}"))
        async with member(one, empty_postgres), member(two, empty_postgres):
            await until(lambda: all_checked(one, 12))
        assert set(Counter(asked(sites)).values()) == {1}
        assert len(asked(sites)) == 12


async def test_what_a_check_brings_is_delivered_by_the_fleet(empty_postgres: str, sites: list[Site]) -> None:
    channel = {"name": "desk", "kind": "webhook", "url": sites[1].url("/hook"), "kinds": ["headline.changed"]}
    told = settings(empty_postgres).model_dump() | {"channel": [channel]}
    with App(Settings.model_validate(told)) as app:
        app.add(sites[0].url("/1"), every_s=1)
        async with member(app, empty_postgres):
            await until(lambda: all_checked(app, 1))
            sites[0].pages["/1"] = page(1).replace("<h1>Story 1", "<h1>The quay opens").replace("<title>Story 1", "<title>The quay opens")
            await until(lambda: bool(sites[1].posts()))
        assert [stored.alert.kind.value for stored in app.alerts(0)] == ["headline.changed"]
        assert len(sites[1].posts()) == 1


@pytest.fixture
def worker(empty_postgres: str, tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    config = tmp_path / "config.toml"
    config.write_text(
        f'[storage]\nurl = "{empty_postgres}"\n[fetch]\nallow_networks = ["127.0.0.0/8"]\nper_host_delay_s = 0.05\nrespect_robots = false\n'
        '[schedule]\nevery = "1h"\ntick_s = 0.1\n'
    )
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "monitor", "worker", "--config", str(config), "--concurrency", "4"]
        started.append(subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[2]))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


async def test_a_killed_workers_documents_are_checked_by_the_others(
    empty_postgres: str, sites: list[Site], worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    with App(settings(empty_postgres)) as app:
        for n in range(4):
            app.add(sites[0].url(f"/{n}"))
        sites[0].stall.clear()
        doomed = worker()
        await until(sites[0].asked.is_set)
        doomed.send_signal(signal.SIGKILL)
        doomed.wait()
        sites[0].stall.set()
        other = worker()
        await until(lambda: all_checked(app, 4))
        other.terminate()
        assert await asyncio.get_running_loop().run_in_executor(None, other.wait) == 0
        assert [document.versions for _, document, _ in app.watches() if document] == [1, 1, 1, 1]


def test_a_worker_without_postgresql_says_what_it_needs(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'[storage]\nurl = "sqlite:///{tmp_path}/x.db"\n')
    ran = subprocess.run([sys.executable, "-m", "monitor", "worker", "--config", str(config)], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert ran.returncode == 2
    assert "set storage.url to postgresql" in ran.stderr
