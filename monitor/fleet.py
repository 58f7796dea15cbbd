"""Procrastinate, and nothing else knows it: the same checks on many machines, with one PostgreSQL between them.

Rules
 1. Every process ticks: it leases what is due (FOR UPDATE SKIP LOCKED) and makes a job of each, as long as few jobs wait, and few of one host.
    What is due stands in the documents; the queue only hands it out, and is thrown away without loss.
 2. A job's queueing lock is its document, its lock is its host: a document waits once, and a host is asked by one worker at
    a time. Locks are no rate limit; the pace between two requests is the host's slot in the database, as everywhere.
 3. A job whose document was checked in the meantime does nothing: a job may run twice, a check may not.
 4. A killed worker says nothing any more. After `STALLED_S` the others throw its jobs away, free the hosts that it was asking,
    and hand its documents out again, before all others. Whoever removes a job does it: no job is put back, since it might be
    in good hands again, or stand in its own way, when its document was handed out once more in the meantime.
 5. A server that crashed may have forgotten the last moments: jobs that wait no more, or wait again while they are under way.
    So whoever loses it ends what it has in hand, and begins anew only when all the others have ended too; and what is leased
    and has no job is handed out again.
 6. The tables live in a PostgreSQL schema named after Procrastinate's release: workers of two releases never meet in one.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.metadata import version
from typing import Any, LiteralString

import procrastinate
import psycopg
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status

from monitor.alert.outbox import Outbox
from monitor.dbthread import DatabaseThread
from monitor.errors import StoreError
from monitor.model import Document, Outcome, Visit
from monitor.pipeline import Pipeline
from monitor.ports import Clock, Store
from monitor.schedule import Ticker
from monitor.text import host_of, spread

log = logging.getLogger("dateline.fleet")

# Its lines below an error tell of every job's beginning and end; ours tell what came of it. So with every try to reach the server.
logging.getLogger("procrastinate").setLevel(logging.ERROR)
logging.getLogger("psycopg.pool").setLevel(logging.ERROR)


OWNER = "fleet"  # who holds a document's lease while it waits or is checked
LEASE_S = 60.0
HANDED_S = 10.0  # a lease so old has a job: deferring one takes less, and so does ending what a crashed server forgot
WAITING = 500  # jobs; fetching one from a queue of thousands slows every worker down
BATCH = 100
HEARTBEAT_S = 1.0
STALLED_S = 6.0
REAP_S = 2.0
GRACE_S = 4.0  # to end what is in hand; then the worker gives no sign of life, so less than STALLED_S by two of them
PAUSE_S = GRACE_S + 1.0  # when the server was away: then nobody has anything in hand
ANSWER_S = 10.0  # a server that gives no connection in that time is away

SCHEMA = "dateline_queue_" + version("procrastinate").replace(".", "_")
_CREATE = "SELECT pg_advisory_xact_lock(7033101)"  # two workers that start together make one schema


class _Connector(procrastinate.PsycopgConnector):
    """Sets `away` when a statement's fate is unknown. Procrastinate does not try again to say that a job has ended: as long as
    its worker lives it would be under way, and its host asked by nobody."""

    def __init__(self, away: asyncio.Event, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._away = away

    async def execute_query_async(self, query: LiteralString, **arguments: Any) -> None:
        try:
            await super().execute_query_async(query, **arguments)
        except ConnectorException as error:
            if not isinstance(error.__cause__, psycopg.OperationalError):
                raise
            self._away.set()


@dataclass(slots=True, kw_only=True)
class Fleet:
    """One process of the fleet. `url`: of the PostgreSQL database, as libpq reads it. `lanes`: requests to one host at a time."""

    url: str
    store: Store
    pipeline: Pipeline
    outbox: Outbox
    clock: Clock
    db: DatabaseThread
    concurrency: int
    lanes: int = 1
    tick_s: float = 1.0
    reap_s: float = REAP_S
    pause_s: float = PAUSE_S
    told: Callable[[Visit], None] = lambda _: None
    _app: procrastinate.App = field(init=False)
    _trouble: str | None = None
    _away: asyncio.Event = field(default_factory=asyncio.Event)  # the server was

    def __post_init__(self) -> None:
        options = f"-c search_path={SCHEMA} -c timezone=UTC -c synchronous_commit=off"
        line = {"options": options, "connect_timeout": 5, "tcp_user_timeout": 10_000, "keepalives_idle": 5}
        # It tries again by itself ever more seldom; our ticks ask once a second.
        pool = {"min_size": 2, "max_size": 8, "timeout": ANSWER_S, "reconnect_timeout": 0.5}
        connector = _Connector(self._away, conninfo=self.url, kwargs=line, **pool)
        self._app = procrastinate.App(connector=connector)
        self._app.task(name="check", queue="checks")(self._check)
        self._app.task(name="deliver", queue="deliveries")(self._deliver)

    async def run(self, stop: asyncio.Event) -> None:
        """Check and deliver until `stop` is set; a server that goes away is waited for. Raises StoreError when it is not
        there at the start."""
        try:
            await self._prepare()
        except psycopg.Error as error:
            raise StoreError(f"the queue cannot be made in PostgreSQL: {str(error).strip()}") from None
        ticker = Ticker()
        async with self._app.open_async():
            ticker.every(self.tick_s, self._tick, "hand out what is due")
            ticker.every(self.reap_s, self._reap, "hand out again what was lost")
            ticker.start()
            try:
                await self._work(stop)
            finally:
                await ticker.stop(GRACE_S)

    async def _prepare(self) -> None:
        """The queue's tables, made by whoever comes first."""
        async with await psycopg.AsyncConnection.connect(self.url, autocommit=False) as connection:
            await connection.execute(_CREATE)
            found = await connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (SCHEMA,))
            if await found.fetchone() is None:
                await connection.execute(f"CREATE SCHEMA {SCHEMA}".encode())
                await connection.execute(f"SET LOCAL search_path TO {SCHEMA}".encode())
                await connection.execute(self._app.schema_manager.get_schema())

    async def _work(self, stop: asyncio.Event) -> None:
        """A worker, and another when the server was away: the one before may live on with jobs whose end it could not tell, and
        as long as they are said to be under way nobody asks their hosts."""
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                self._away.clear()
                away = asyncio.create_task(self._away.wait())
                worker = asyncio.create_task(
                    self._app.run_worker_async(
                        concurrency=self.concurrency,
                        delete_jobs="always",
                        install_signal_handlers=False,
                        shutdown_graceful_timeout=GRACE_S,
                        update_heartbeat_interval=HEARTBEAT_S,
                        stalled_worker_timeout=STALLED_S,
                        fetch_job_polling_interval=1.0,
                    )
                )
                await asyncio.wait({worker, stopping, away}, return_when=asyncio.FIRST_COMPLETED)
                away.cancel()
                worker.cancel()
                await asyncio.wait({stopping}, timeout=self.pause_s)
                with contextlib.suppress(asyncio.CancelledError, ConnectorException, psycopg.Error):
                    await worker
        finally:
            stopping.cancel()

    # --- handing out ----------------------------------------------------------------------------------------------------

    async def _tick(self) -> None:
        try:
            waiting = [job.lock or "" for job in await self._app.job_manager.list_jobs_async(queue="checks", status="todo")]
            room = min(BATCH, WAITING - len(waiting))
            due: Sequence[Document] = ()
            if room > 0:
                hosts = Counter(lock.partition(" ")[0] for lock in waiting)
                due = await self.db.do(self.store.claim, self.clock.now(), owner=OWNER, lease_s=LEASE_S, limit=room, at_host=hosts)
            await self._defer(*map(self._check_job, due))
            if await self.db.do(self._deliveries_wait):
                await self._defer(self._delivery_job())
        except (StoreError, ConnectorException, psycopg.Error) as error:
            self._say(error)
        else:
            self._trouble = None

    def _deliveries_wait(self) -> bool:
        first = self.store.next_delivery()
        return first is not None and first <= self.clock.now()

    async def _defer(self, *jobs: Job) -> None:
        """All in one statement; one by one when one of them waits already."""
        try:
            if jobs:
                await self._app.job_manager.batch_defer_jobs_async(list(jobs))
        except AlreadyEnqueued:
            for job in jobs if len(jobs) > 1 else ():
                await self._defer(job)

    def _check_job(self, document: Document, priority: int = 0) -> Job:
        lane = int(spread(document.url) * self.lanes)
        lock = f"{host_of(document.url)} {lane}"
        return self._job("check", "checks", f"document {document.id}", lock=lock, priority=priority, document_id=document.id)

    def _delivery_job(self) -> Job:
        return self._job("deliver", "deliveries", "deliver", priority=5)

    @staticmethod
    def _job(name: str, queue: str, queueing_lock: str, *, lock: str | None = None, priority: int = 0, **arguments: Any) -> Job:
        return Job(
            id=None, task_name=name, queue=queue, queueing_lock=queueing_lock, lock=lock, priority=priority, task_kwargs=arguments
        )

    # --- the jobs -------------------------------------------------------------------------------------------------------

    async def _check(self, document_id: int) -> None:
        try:
            document = await self.db.do(self.store.take, document_id, self.clock.now(), owner=OWNER, lease_s=LEASE_S)
            if document is None:
                return
            visit, _ = await self.pipeline.check(document)
        except StoreError as error:
            self._say(error)
            return
        except asyncio.CancelledError:
            with contextlib.suppress(StoreError):
                await asyncio.shield(self.db.do(self.store.release, OWNER, [document_id]))
            raise
        self.told(visit)
        quiet = visit.outcome in {Outcome.UNCHANGED, Outcome.DEFERRED}
        log.log(logging.DEBUG if quiet else logging.INFO, "%s %s", visit.outcome.value, visit.url)
        if visit.alerts:
            await self._defer(self._delivery_job())

    async def _deliver(self) -> None:
        await self.outbox.flush()

    # --- the lost -------------------------------------------------------------------------------------------------------

    async def _reap(self) -> None:
        manager = self._app.job_manager
        handed = self.clock.now() + timedelta(seconds=LEASE_S - HANDED_S)
        try:
            await manager.prune_stalled_workers(STALLED_S)
            await asyncio.gather(*map(self._give_up, await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_S)))
            if held := await self.db.do(self.store.held, OWNER, handed):
                jobs = {job.task_kwargs.get("document_id") for job in await manager.list_jobs_async(queue="checks")}
                await asyncio.gather(*(self._again(document) for document in held if document.id not in jobs))
        except (StoreError, ConnectorException, psycopg.Error) as error:
            self._say(error)

    async def _give_up(self, job: Job) -> None:
        try:
            await self._app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
        except ConnectorException:
            return  # somebody was faster
        log.warning("a worker was lost; the others do its job “%s”", job.queueing_lock)
        number = job.task_kwargs.get("document_id")
        document = await self.db.do(self.store.document_by_id, number) if isinstance(number, int) else None
        if document is not None:
            await self._again(document)

    async def _again(self, document: Document) -> None:
        await self.pipeline.fetcher.lost(document.url, STALLED_S - HEARTBEAT_S)
        await self._defer(self._check_job(document, priority=9))

    # --- helpers --------------------------------------------------------------------------------------------------------

    def _say(self, error: Exception) -> None:
        said = str(error).strip() or type(error).__name__
        if said != self._trouble:
            log.error("%s", said)
        self._trouble = said
