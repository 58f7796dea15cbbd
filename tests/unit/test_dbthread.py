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
    with closing(DatabaseThread(store.unwaiting)) as opened:
        yield opened


def taking(store: SqlStore, host: str):
    """A small transaction -> the thread it was done in."""

    def take() -> threading.Thread:
        store.take_slot(host, NOW, 1.0, 0.0)
        return HERE()

    return take


async def warm(db: DatabaseThread, store: SqlStore) -> None:
    assert await db.small(taking(store, "first.example")) is not HERE(), "the first may begin the log"


async def test_a_small_one_is_done_when_the_call_returns(db, store):
    await warm(db, store)
    done = db.small(taking(store, "a.example"))
    assert done.done()
    assert await done is HERE()
    assert store.host("a.example").next_at is not None


async def test_other_work_is_done_in_the_thread_and_so_is_the_small_one_after_it(db, store):
    await warm(db, store)
    assert await db.do(HERE) is not HERE()
    assert await db.small(taking(store, "a.example")) is not HERE()
    assert await db.small(taking(store, "b.example")) is HERE()


async def test_a_small_one_does_not_overtake_what_waits_in_the_thread(db, store):
    await warm(db, store)
    held, order = threading.Event(), []
    slow = asyncio.ensure_future(db.do(lambda: (held.wait(5), order.append("first"))))
    await asyncio.sleep(0)
    later = [db.small(lambda name=name: order.append(name)) for name in ("second", "third")]
    assert not any(done.done() for done in later)
    held.set()
    await asyncio.gather(slow, *later)
    assert order == ["first", "second", "third"]


async def test_where_another_process_writes_the_thread_waits_for_it_and_the_loop_does_not(db, store, file):
    await warm(db, store)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = db.small(taking(store, "a.example"))
        assert not done.done()
        other.execute("COMMIT")
        assert await done is not HERE()
    assert await db.small(taking(store, "b.example")) is HERE(), "the lock left nothing behind"


async def test_where_another_thread_writes_the_loop_does_not_wait(db, store):
    await warm(db, store)
    with store._write():
        done = db.small(taking(store, "a.example"))
        assert not done.done()
    assert await done is not HERE()


async def test_the_log_is_put_away_in_the_thread_alone(db, store, file, monkeypatch):
    monkeypatch.setattr(dbthread, "IN_A_ROW", 10)
    await warm(db, store)
    threads = [await db.small(taking(store, f"{n}.example")) for n in range(2, 32)]
    assert [n for n, thread in enumerate(threads, 2) if thread is not HERE()] == [10, 11, 20, 21, 30, 31]
    with store.unwaiting(), store._write() as connection:
        assert connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar_one() == 0
    with store._write() as connection:
        assert connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar_one() == 1000


async def test_an_error_reaches_whoever_awaits_it(db, store):
    await warm(db, store)

    def fail() -> None:
        raise StoreError("the disk is full")

    for _ in range(2):
        with pytest.raises(StoreError, match="the disk is full"):
            await db.small(fail)
    with pytest.raises(StoreError, match="the disk is full"):
        await db.do(fail)


async def test_without_a_database_that_is_near_all_is_done_in_the_thread():
    with closing(DatabaseThread()) as db:
        assert HERE() not in {await db.small(HERE) for _ in range(5)}


def test_a_durable_commit_is_never_made_where_nothing_may_wait(store):
    with store.unwaiting(), pytest.raises(StoreLocked):
        store.add_watch("https://news.example/a", name=None, every_s=600, follow_sources=True, now=NOW)
    assert store.watches() == ()
    assert store.add_watch("https://news.example/a", name=None, every_s=600, follow_sources=True, now=NOW).url
