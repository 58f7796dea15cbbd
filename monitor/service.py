"""The service: claims what is due, checks it, delivers what comes of it, and gives everything back when it is told to stop."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from monitor.alert.outbox import Outbox
from monitor.dbthread import DatabaseThread
from monitor.errors import StoreError, StoreLocked, UsageError
from monitor.model import Document, Message, Outcome, Role, Visit
from monitor.pipeline import Pipeline
from monitor.ports import Clock, Poster, Store
from monitor.schedule import Ticker
from monitor.text import host_of
from monitor.upkeep import FAILING, Reach, failing_notice
from monitor.vitals import Vitals

log = logging.getLogger("dateline.service")


LEASE_S = 120.0  # a check in hand for longer is leased anew by the next tick
IN_HAND = 200  # checks that wait for their host's pace or run
SERVICE_LEASE_S = 30.0
HEARTBEAT_S = 10.0
GRACE_S = 8.0  # for what is in hand when the service is told to stop
CLAIM_ALL = 100_000
CLOCK_S = 2.0  # between two looks at whether the clock was set
JUMP_S = 5.0  # less is a correction, not a jump
HOURLY_S = 3600.0


@dataclass(slots=True, kw_only=True)
class Service:
    store: Store
    pipeline: Pipeline
    outbox: Outbox
    clock: Clock
    db: DatabaseThread
    owner: str
    tick_s: float = 1.0
    poster: Poster
    vitals: Vitals
    keep_raw: timedelta = timedelta(days=90)
    beat: Callable[[], None] = lambda: None  # tells a service manager that the loop turns
    is_dead: Callable[[str], bool] = lambda _: False  # whether an owner is known not to run any more
    _in_hand: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _ousted: UsageError | None = None
    _reach: Reach = field(default_factory=Reach)
    _trouble: str | None = None  # the store error said last, so that a full disk is one line, not one a second

    # --- one look, then done --------------------------------------------------------------------------------------------

    async def look(
        self, urls: Sequence[str] | None = None, *, everything: bool = False, progress: Callable[[Visit], None] | None = None
    ) -> list[Visit]:
        """Check the due documents, those of `urls`, or all, and the sources found on the way; deliver; -> the visits."""
        visits: list[Visit] = []
        running: set[asyncio.Task[tuple[Visit, tuple[int, ...]]]] = set()
        claimed = await self._claim(limit=CLAIM_ALL, urls=urls, everything=everything)
        try:
            running = {asyncio.create_task(self.pipeline.check(document)) for document in claimed}
            while running:
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    visit, followed = task.result()
                    visits.append(visit)
                    if progress is not None:
                        progress(visit)
                    for document in await self._found(followed, {visited.url for visited in visits}):
                        running.add(asyncio.create_task(self.pipeline.check(document)))
            await self.deliver()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            await self.db.do(self.store.release, self.owner)
        seen = {visit.url for visit in visits}
        if everything:
            urls = [url for url in await self.db.do(self.store.scheduled) if url not in seen]
        return visits + await self._left_out(urls or (), seen)

    async def _found(self, ids: Iterable[int], seen: set[str]) -> tuple[Document, ...]:
        """Sources found on the way: those not yet looked at, leased; the others enter the story as they were just read."""
        fresh = []
        for document_id in ids:
            document = await self.db.do(self.store.document_by_id, document_id)
            if document is not None and document.url in seen:
                await self.pipeline.enter(document_id)
            elif document is not None:
                fresh.append(document.url)
        return await self._claim(limit=CLAIM_ALL, urls=fresh) if fresh else ()

    async def _left_out(self, urls: Iterable[str], seen: Collection[str]) -> list[Visit]:
        """Named documents that another process has in hand just now."""
        left = []
        for url in urls:
            document = await self.db.do(self.store.document, url)
            if document is not None and document.url not in seen:
                error = {"kind": "refused", "message": "another dateline process has this document in hand, or had it and stopped less than two minutes ago"}
                left.append(
                    Visit(url=document.url, final_url=None, role=Role.ARTICLE, outcome=Outcome.DEFERRED, at=self.clock.now(), error=error)
                )
        return left

    # --- the service ----------------------------------------------------------------------------------------------------

    async def run(self, stop: asyncio.Event) -> None:
        """Check and deliver until `stop` is set. Raises UsageError when another service runs on this database."""
        while not stop.is_set():
            try:
                await self._begin()
                break
            except StoreLocked as error:  # it came after the database's own time-out
                self._say(error)
        self.outbox.settled, self.outbox.trouble = self._settled, self._say
        ticker = Ticker()
        ticker.every(self.tick_s, self._tick, "claim what is due")
        ticker.every(self.tick_s, self._deliver, "deliver what is due")
        ticker.every(HEARTBEAT_S, functools.partial(self._stay, stop), "say that we are here")
        ticker.every(HOURLY_S, self._hourly, "look after what is kept")
        ticker.start()
        watching = asyncio.create_task(self._watch_clock(ticker))
        try:
            await self._tick()
            await self._hourly()
            await stop.wait()
        finally:
            watching.cancel()
            await ticker.stop(GRACE_S)
            await self._give_back()
        if self._ousted is not None:
            raise self._ousted

    async def _begin(self) -> None:
        await self._heartbeat()
        await self.db.do(self.store.release, self.owner)  # a process of the same name before this one (in a container)
        await self.db.do(self.store.mend_clock, self.clock.now())

    async def _stay(self, stop: asyncio.Event) -> None:
        """Another service may have taken over while this machine slept: then this one stops."""
        try:
            await self._heartbeat()
        except UsageError as error:
            self._ousted = error
            stop.set()
        except StoreError as error:
            self._say(error)

    async def _watch_clock(self, ticker: Ticker) -> None:
        """A clock that was set moves every time that was reckoned by it; what waits for one of those is due at once."""
        loop = asyncio.get_running_loop()
        wall, steady = self.clock.now(), loop.time()
        while True:
            await self.clock.sleep(CLOCK_S)
            jump = (self.clock.now() - wall).total_seconds() - (loop.time() - steady)
            wall, steady = self.clock.now(), loop.time()
            if self.vitals.ticked is not None and self._turns():
                self.beat()
            if abs(jump) < JUMP_S:
                continue
            log.warning("the clock was set %s by %s s; what waits is reckoned anew", "back" if jump < 0 else "forward", round(abs(jump)))
            ticker.again()
            try:
                await self.db.do(self.store.mend_clock, self.clock.now())
            except StoreError as error:
                self._say(error)

    def _turns(self) -> bool:
        """Whether the loop does its rounds, well or badly: a database that is full is no reason to be killed."""
        return not any(problem.startswith("nothing was claimed") for problem in self.vitals.problems(self.clock.now()))

    async def _hourly(self) -> None:
        """Sources that fail for a day, and pages that grew old. A little at a time: others wait for the database."""
        now = self.clock.now()
        try:
            failing = await self.db.do(self.store.failing, now - FAILING)
            notice = None if self._reach.since else failing_notice(failing, now, self.outbox.lines.others())
            if notice is not None:
                await self.db.do(self.store.give_notice, notice)
            while await self.db.do(self.store.put_away, now - self.keep_raw):
                await self.clock.sleep(0.1)
        except StoreError as error:
            self._say(error)

    async def _look_around(self, visit: Visit) -> None:
        """Count the visit, and see whether we are offline."""
        self.vitals.visited(urlsplit(visit.url).hostname or "", visit.outcome.value)
        self._reach.saw(visit)
        before, self.vitals.offline = self.vitals.offline, self._reach.since
        if before is not None and self.vitals.offline is None:
            log.info("online again")
            await self.db.do(self.store.end_notice, "offline", self.clock.now())
        elif before is None and self.vitals.offline is not None:
            log.warning("nothing can be reached; trying on")
        notice = self._reach.notice(self.clock.now(), self.outbox.lines.others())
        if notice is not None:
            await self.db.do(self.store.give_notice, notice)

    def _settled(self, message: Message, state: str) -> None:
        now = self.clock.now()
        lags = [(now - stored.alert.at).total_seconds() for stored in message.alerts] if state == "sent" else []
        self.vitals.delivered(message.channel, state, lags)

    async def _give_back(self) -> None:
        if self._in_hand:
            log.info("finishing %d checks in hand", len(self._in_hand))
            _, left = await asyncio.wait(self._in_hand.values(), timeout=GRACE_S)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
        try:
            await self.outbox.stop(GRACE_S)
            await self.db.do(self.store.release, self.owner)
            await self.db.do(self.store.leave_service, self.owner)
        except StoreError as error:
            self._say(error)  # its leases run out by themselves

    async def _heartbeat(self) -> None:
        other = await self.db.do(self.store.take_service, self.owner, self.clock.now(), SERVICE_LEASE_S)
        if other is not None and self.is_dead(other):
            # It was killed: what it held is free at once, not when its leases run out.
            log.warning("the service before this one (%s) was killed; taking over what it had in hand", other)
            await self.db.do(self.store.release, other)
            await self.db.do(self.store.leave_service, other)
            other = await self.db.do(self.store.take_service, self.owner, self.clock.now(), SERVICE_LEASE_S)
        if other is not None:
            raise UsageError(f"another dateline service runs on this database: {other}; stop it first, or give this one its own storage.url")

    async def _tick(self) -> None:
        room = IN_HAND - len(self._in_hand)
        if room <= 0:
            self.vitals.ticked = self.clock.now()
            return
        try:
            due = await self._claim(limit=room, at_host=Counter(task.get_name() for task in self._in_hand.values()))
        except StoreError as error:
            self._say(error)
            return
        self._trouble = None
        self.vitals.ticked = self.clock.now()
        for document in due:
            if document.id not in self._in_hand:
                task = asyncio.create_task(self._visit(document), name=host_of(document.url))
                self._in_hand[document.id] = task
                task.add_done_callback(functools.partial(self._finished, document.id))

    def _finished(self, document_id: int, task: asyncio.Task[None]) -> None:
        del self._in_hand[document_id]
        if not task.cancelled() and task.exception() is not None:
            log.error("a check failed in an unforeseen way; please report this", exc_info=task.exception())

    async def _visit(self, document: Document) -> None:
        try:
            visit, _ = await self.pipeline.check(document)
            await self._look_around(visit)
        except StoreError as error:
            self._say(error)
            return
        quiet = visit.outcome in {Outcome.UNCHANGED, Outcome.DEFERRED}
        log.log(logging.DEBUG if quiet else logging.INFO, "%s", visit_line(visit), extra={"facts": _facts(visit)})
        if visit.alerts:
            await self._deliver()

    async def _deliver(self) -> None:
        try:
            await self.outbox.start()
        except StoreError as error:
            self._say(error)

    async def deliver(self) -> None:
        try:
            await self.outbox.flush()
        except StoreError as error:
            self._say(error)

    def _say(self, error: StoreError) -> None:
        self.vitals.in_trouble(str(error), self.clock.now())
        if str(error) != self._trouble:
            log.error("%s", error)
        self._trouble = str(error)

    async def _claim(
        self, *, limit: int, urls: Sequence[str] | None = None, everything: bool = False, at_host: Mapping[str, int] | None = None
    ) -> tuple[Document, ...]:
        return await self.db.do(
            self.store.claim,
            self.clock.now(),
            owner=self.owner,
            lease_s=LEASE_S,
            limit=limit,
            urls=urls,
            everything=everything,
            at_host=at_host,
        )


def _facts(visit: Visit) -> dict[str, object]:
    facts = {"url": visit.url, "outcome": visit.outcome.value, "version": visit.version, "alerts": visit.alerts, "elapsed_s": visit.elapsed_s}
    return facts | ({"error": dict(visit.error)} if visit.error else {})


def visit_line(visit: Visit) -> str:
    """One line for a log or a terminal."""
    what = f"{visit.outcome.value:9} {visit.role.value:7} {visit.url}"
    if visit.version and visit.outcome in {Outcome.NEW, Outcome.CHANGED}:
        what += f"  version {visit.version}"
    if visit.alerts:
        what += f"  {visit.alerts} alert{'s' if visit.alerts > 1 else ''}"
    if visit.error:
        what += f"  ({visit.error['kind']}: {visit.error['message']})"
    return what
