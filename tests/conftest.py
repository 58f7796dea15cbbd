"""What many tests need: a clock that stands still, and the whole application on a throw-away database."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from monitor.app import App
from monitor.config import Settings
from tests.fakes import FakeStore
from tests.paper import Paper
from tests.storing import new_database

# Databases and servers write to memory where the system has a file system there: nothing outlives a run, so no disk is waited for.
if os.access("/dev/shm", os.W_OK) and shutil.disk_usage("/dev/shm").free > 2 << 30:  # noqa: S108
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", "/dev/shm")  # noqa: S108
    tempfile.tempdir = tempfile.tempdir or "/dev/shm"  # noqa: S108

settings.register_profile("dateline", deadline=None)  # how long anything takes on a busy machine is no result
settings.load_profile("dateline")

SLOW = ("tests/browser/", "tests/faults/", "tests/hostile/", "tests/journeys/", "tests/unit/test_quote_life_properties.py", "tests/unit/test_readers.py")


def pytest_itemcollected(item: pytest.Item) -> None:
    if item.nodeid.startswith(SLOW):
        item.add_marker("slow")


NOW = datetime(2025, 5, 2, 12, tzinfo=UTC)


class StandingClock:
    """Moves only when it is told to; a sleep takes no time but passes."""

    def __init__(self, now: datetime = NOW) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, **by: float) -> None:
        self._now += timedelta(**by)

    def set(self, now: datetime) -> None:
        self._now = now

    async def sleep(self, seconds: float) -> None:
        self.move(seconds=max(0.0, seconds))
        await asyncio.get_running_loop().run_in_executor(None, lambda: None)  # let others run


async def everywhere(host: str, port: int) -> list[str]:
    """A resolver for mocked HTTP: every name has one public address (of the documentation's own prefix it is not)."""
    del host, port
    return ["93.184.215.14"]


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def make_app(tmp_path: Path, clock: StandingClock) -> Iterator[Callable[..., App]]:
    """make_app(fetch={…}, channel=[…]) -> the application on its own SQLite file; closed at the end of the test."""
    apps: list[App] = []

    def make(**tables: Any) -> App:
        tables = {
            "storage": {"url": f"sqlite:///{tmp_path / 'dateline.db'}"},
            "channel": [{"name": "desk", "kind": "log", "kinds": ["all"]}],
            **tables,
        }
        tables["fetch"] = {"respect_robots": False, "per_host_delay_s": 0, **tables.get("fetch", {})}
        if not (tmp_path / "dateline.db").exists():
            (tmp_path / "dateline.db").write_bytes(new_database())
        app = App(Settings.model_validate(tables), clock=clock, resolve=everywhere)
        apps.append(app)
        return app

    yield make
    for app in apps:
        app.__exit__(None, None, None)


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Callable[..., Paper]]:
    """paper(fake=None, **web) -> a newsroom's pages on their own SQLite file; closed at the end of the test."""
    opened: list[Paper] = []

    def make(fake: FakeStore | None = None, **more: Any) -> Paper:
        opened.append(Paper(tmp_path, fake, **more))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    """A newsroom's pages that are only read."""
    one = Paper(tmp_path_factory.mktemp("newspaper"))
    yield one
    one.close()
