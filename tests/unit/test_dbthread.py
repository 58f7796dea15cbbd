"""Small transactions are done at once where nothing need be waited for, everything else in the database's thread."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from monitor import dbthread
from monitor.dbthread import DatabaseThread
from monitor.errors import StoreError, StoreLocked
from storage.store import SqlStore
from tests.storing import NOW

HERE = threading.current_thread


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "dateline.db"


@pytest.fixture
def store(file: Path) -> Iterator[SqlStore]:
    opened = SqlStore.open(f"sqlite:///{file}", busy_timeout_s=5)
    yield opened
    opened.close()


@pytest.fixture
def db(store: SqlStore) -> Iterator[DatabaseThread]:
    with closing(DatabaseThread(lambda: store)) as opened:
        yield opened


def taking(store: SqlStore, host: str):
    """A small transaction -> the thread it was done in."""

    def take() -> threading.Thread:
        store.take_slot(host, NOW, 1.0, 0.0)
        return HERE()

    return take


async def test_a_small_one_is_done_when_the_call_returns(db, store):
    done = db.small(taking(store, "a.example"))
    assert done.done()
    assert await done is HERE()
    assert store.host("a.example").next_at is not None


async def test_other_work_is_done_in_the_thread_and_a_small_one_does_not_wait_for_it(db, store):
    held = threading.Event()
    slow = asyncio.ensure_future(db.do(lambda: held.wait(5) and HERE()))
    await asyncio.sleep(0)
    assert await db.small(taking(store, "a.example")) is HERE()
    held.set()
    assert await slow is not HERE()


async def test_small_ones_keep_their_order_when_one_of_them_must_wait(db, store):
    order, threads = [], []

    def job(name: str):
        def do() -> None:
            store.take_slot(name, NOW, 1.0, 0.0)
            order.append(name)
            threads.append(HERE())

        return do

    with store._write():
        jobs = [db.small(job(name)) for name in ("first", "second", "third")]
        assert not any(done.done() for done in jobs)
    await asyncio.gather(*jobs)
    assert order == ["first", "second", "third"]
    assert [thread is HERE() for thread in threads] == [False, True, True], "only the one that had to wait was in the thread"


async def test_where_another_process_writes_the_thread_waits_for_it_and_the_loop_does_not(db, store, file):
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = db.small(taking(store, "a.example"))
        assert not done.done()
        other.execute("COMMIT")
        assert await done is not HERE()
    assert await db.small(taking(store, "b.example")) is HERE(), "the lock left nothing behind"


async def test_the_log_stays_short_and_is_put_away_in_the_thread_alone(db, store, file):
    log = file.with_name(file.name + "-wal")
    sizes = []
    for n in range(8 * dbthread.LOG_EVERY):
        await db.small(taking(store, f"{n}.example"))
        if n % dbthread.LOG_EVERY == 90:
            await db.do(HERE)  # the thread is through with what it had
            sizes.append(log.stat().st_size)
    assert max(sizes) < 2 * sizes[0], "it is written over from its beginning"
    with store.unwaiting(), store._write() as connection:
        assert connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar_one() == 0
    with store._write() as connection:
        assert connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar_one() == 1000


async def test_what_nobody_waits_for_is_done_before_the_service_ends(db, store):
    with store._write():
        for name in ("a.example", "b.example"):
            db.small(taking(store, name))
    await db.idle()
    assert {store.host(name).next_at is None for name in ("a.example", "b.example")} == {False}


async def test_one_that_was_given_up_stops_nobody_behind_it(db, store):
    with store._write():
        first, second = db.small(taking(store, "a.example")), db.small(taking(store, "b.example"))
        first.cancel()
    assert await second is HERE()


async def test_an_error_reaches_whoever_awaits_it(db, store):

    def fail() -> None:
        raise StoreError("the disk is full")

    for _ in range(2):
        with pytest.raises(StoreError, match="the disk is full"):
            await db.small(fail)
    with pytest.raises(StoreError, match="the disk is full"):
        await db.do(fail)


async def test_without_a_database_that_is_near_all_is_done_in_the_thread_in_order():
    order: list[int] = []
    with closing(DatabaseThread()) as db:
        jobs = [db.small(lambda n=n: order.append(n) or HERE()) for n in range(5)]
        assert HERE() not in set(await asyncio.gather(*jobs))
    assert order == [0, 1, 2, 3, 4]


def test_a_durable_commit_is_never_made_where_nothing_may_wait(store):
    with store.unwaiting(), pytest.raises(StoreLocked):
        store.add_watch("https://news.example/a", name=None, every_s=600, follow_sources=True, now=NOW)
    assert store.watches() == ()
    assert store.add_watch("https://news.example/a", name=None, every_s=600, follow_sources=True, now=NOW).url
