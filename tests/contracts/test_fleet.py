"""Many machines on one PostgreSQL: real Procrastinate, real HTTP on loopback. (`make faults` kills a real worker.)"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from monitor.app import App
from monitor.cli import main
from monitor.config import Settings
from monitor.fleet import SCHEMA, Fleet
from monitor.service import Service
from tests.journeys.site import Site

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

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


def fleet(app: App, service: Service, url: str) -> Fleet:
    return Fleet(
        url=url.replace("+psycopg", ""), store=app.store, pipeline=service.pipeline, outbox=service.outbox, clock=app.clock,
        db=app.db, concurrency=4, tick_s=0.1, reap_s=0.1, pause_s=0.1,
    )  # fmt: skip


@contextlib.asynccontextmanager
async def member(app: App, url: str) -> AsyncIterator[None]:
    stop = asyncio.Event()
    async with app.service() as service:
        running = asyncio.create_task(fleet(app, service, url).run(stop))
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


@pytest.mark.parametrize("for_long", [False, True])
async def test_a_lost_workers_documents_are_checked_by_the_others(empty_postgres: str, sites: list[Site], broom: sa.Connection, for_long: bool) -> None:
    """Also after the leases have run out, so that the same documents were handed out once more."""
    with App(settings(empty_postgres)) as app:
        for n in range(4):
            app.add(sites[0].url(f"/{n}"))
        async with app.service() as service:
            lost = fleet(app, service, empty_postgres)
            await lost._prepare()
            async with lost._app.open_async():
                await lost._tick()
                number = await lost._app.job_manager.register_worker()
                job = await lost._app.job_manager.fetch_job(["checks"], number)
                assert job is not None
                await lost._app.connector.execute_query_async("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'")
        if for_long:
            broom.exec_driver_sql("UPDATE document SET lease_until = now(), due_at = next_check WHERE lease_until IS NOT NULL")
        async with member(app, empty_postgres):
            await until(lambda: all_checked(app, 4))
        assert sorted(path for _, path in asked(sites)) == ["/0", "/1", "/2", "/3"]


async def test_a_server_that_cut_every_connection_and_forgot_every_job_loses_and_doubles_nothing(empty_postgres: str, sites: list[Site], broom: sa.Connection) -> None:
    with App(settings(empty_postgres)) as app:
        for site in sites:
            for n in range(4):
                app.add(site.url(f"/{n}"))
        sites[0].stall.clear()
        async with member(app, empty_postgres):
            await until(sites[0].asked.is_set)
            broom.exec_driver_sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
            broom.exec_driver_sql(f"TRUNCATE {SCHEMA}.procrastinate_jobs, {SCHEMA}.procrastinate_workers CASCADE")
            # Only who looks for leases without a job finds these again.
            broom.exec_driver_sql("UPDATE document SET due_at = now(), lease_until = now() + interval '1 day' WHERE lease_owner = 'fleet'")
            sites[0].stall.set()
            await until(lambda: all_checked(app, 12))
        assert broom.exec_driver_sql("SELECT count(*), count(lease_owner), sum(versions) FROM document").one() == (12, 0, 12)
        assert set(asked(sites)) == {(site, f"/{n}") for site in range(3) for n in range(4)}


async def test_a_host_is_asked_again_though_the_end_of_its_job_was_never_heard(empty_postgres: str, sites: list[Site], broom: sa.Connection) -> None:
    with App(settings(empty_postgres)) as app, sa.create_engine(empty_postgres, poolclass=sa.NullPool).connect() as hand:
        app.add(sites[0].url("/0"))
        sites[0].stall.clear()
        async with member(app, empty_postgres):
            await until(sites[0].asked.is_set)
            hand.exec_driver_sql(f"SELECT 1 FROM {SCHEMA}.procrastinate_jobs FOR UPDATE")
            sites[0].stall.set()
            cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%%finish_job%%'"
            await until(lambda: bool(broom.exec_driver_sql(cut).all()))
            hand.rollback()
            app.add(sites[0].url("/1"))
            await until(lambda: all_checked(app, 2))
        assert [path for _, path in asked(sites)] == ["/0", "/1"]


def test_a_worker_without_postgresql_says_what_it_needs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'[storage]\nurl = "sqlite:///{tmp_path}/x.db"\n')
    assert main(["worker", "--config", str(config)]) == 2
    assert "set storage.url to postgresql" in capsys.readouterr().err
