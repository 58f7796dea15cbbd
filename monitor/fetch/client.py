"""The client: the one way out. Politeness, robots.txt, redirects and judgement around `exchange`.

    fetch ── for each hop: check_url ─ robots.txt ─ the host's line and pace ─ exchange ── judge ──▶ Answer
    post  ── check_url ─ exchange ──▶ (status, headers)

All requests to one host stand in one line, robots.txt and redirect hops included. The pace is kept in ports.Hosts, so it
outlives the process. What a failed fetch was is a value; only a bug raises.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import re
import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urljoin

import httpx

from monitor.config import FetchSettings
from monitor.dbthread import DatabaseThread
from monitor.errors import DeliveryError
from monitor.fetch import judge, manners, robots
from monitor.fetch.body import ACCEPT_ENCODING
from monitor.fetch.cookies import Jar
from monitor.fetch.errors import FetchError
from monitor.fetch.exchange import Heard, Order, exchange
from monitor.fetch.gate import Gate, Resolve, Target, check_url, lookup, parse_allow
from monitor.fetch.room import Enter, Room
from monitor.model import Answer, Failure, HostState, NotModified, Outcome, Page, Request, replace
from monitor.ports import Clock, Hosts

MAX_REDIRECTS = 10
MAX_ROBOTS_REDIRECTS = 5  # RFC 9309, 2.3.1.2
ROBOTS_FRESH = timedelta(days=1)
ROBOTS_RETRY = timedelta(minutes=10)  # after a server's failure: nothing is fetched until it has answered
RULES_KEPT = 1000  # parsed robots.txt files
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
LARGE = 500_000  # bytes; decoding more than these would hold up everybody else on the event loop
# Validators are strangers' words that we repeat: only what may stand in the header (RFC 9110, 8.8.3). "*" would ask for "anything".
_ETAG = re.compile(r"(?:W/)?\"[\x21\x23-\x7e]{0,1000}\"")
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)

_UNUSED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

LONG_WAIT_S = 5.0  # from which on whoever looks at the terminal is told
BUSY_SLACK_S = 5.0  # a killed process's request keeps its host so much longer than fetch.timeout_s

log = logging.getLogger("dateline.fetch")

_Learnt = tuple[HostState, robots.Rules]


@dataclass(slots=True)
class _Trip:
    """One fetch on its way: where it is, and how much of its time is left."""

    request: Request
    url: str
    left_s: float
    room: Enter | None = None
    jar: Jar = field(default_factory=Jar)
    spent_s: float = 0.0
    retry_at: datetime | None = None  # our own suggestion, where a server complains and does not say for how long


class _Lines:
    """A line before each host, `width` at a time. A line that nobody stands in is forgotten."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._lines: dict[str, tuple[asyncio.Semaphore, list[int]]] = {}

    @asynccontextmanager
    async def stand(self, key: str) -> AsyncIterator[None]:
        semaphore, count = self._lines.setdefault(key, (asyncio.Semaphore(self._width), [0]))
        count[0] += 1
        try:
            async with semaphore:
                yield
        finally:
            count[0] -= 1
            if not count[0]:
                del self._lines[key]


class Client:
    """ports.Fetcher and ports.Poster.

    `resolve`: async (host, port) -> addresses; the system's when left out. `db`: where `hosts` is called; a thread
    of the client's own when left out.
    """

    def __init__(
        self, settings: FetchSettings, hosts: Hosts, clock: Clock, resolve: Resolve | None = None, db: DatabaseThread | None = None
    ) -> None:
        self._settings, self._hosts, self._clock = settings, hosts, clock
        self._gate = Gate(allow=parse_allow(settings.allow_networks), resolve=resolve or lookup)
        self._agent = robots.product_token(settings.user_agent)
        self._all = asyncio.Semaphore(settings.concurrency)
        self._room = Room()
        self._lines = _Lines(settings.per_host_concurrency)
        self._db = db or DatabaseThread()
        self._own = None if db else self._db
        # One request at a time: then a host is busy until its answer has come, for other processes too.
        self._busy_s = settings.timeout_s + BUSY_SLACK_S if settings.per_host_concurrency == 1 else 0.0
        self._learnt: OrderedDict[str, _Learnt] = OrderedDict()
        self._asking: dict[str, asyncio.Task[_Learnt]] = {}
        self._context: asyncio.Future[ssl.SSLContext] | None = None

    async def aclose(self) -> None:
        tasks = list(self._asking.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._own is not None:
            self._own.close()

    # --- GET -----------------------------------------------------------------------------------------------------------

    async def fetch(self, request: Request) -> Answer:
        """The page, "not modified", or why there is neither. Never raises for what a server, a network or a URL does."""
        enter = functools.partial(self._room.enter, request)
        trip = _Trip(request=request, url=request.url, left_s=self._settings.timeout_s, room=enter)
        try:
            return await self._follow(trip)
        except FetchError as error:
            self.done(request)
            return Failure(
                url=request.url,
                final_url=trip.url,
                outcome=error.outcome,
                kind=error.kind,
                message=str(error),
                at=self._clock.now(),
                status=error.status,
                bytes=error.received,
                retry_at=error.retry_at or trip.retry_at,
            )

    def done(self, request: Request) -> None:
        self._room.leave(request)

    async def lost(self, url: str, silent_s: float) -> None:
        began_before = self._clock.now() - timedelta(seconds=silent_s)
        await self._db.do(self._hosts.free_slot, check_url(url).line, began_before + timedelta(seconds=self._busy_s))

    async def _follow(self, trip: _Trip) -> Page | NotModified:
        visited: set[tuple[str, str]] = set()  # the same address with another cookie is another question
        for _ in range(MAX_REDIRECTS + 1):
            target = check_url(trip.url)
            trip.url = target.url
            visited.add((target.url, trip.jar.header(target.origin)))
            rules = await self._rules_for(target)
            if not rules.allows(robots.path_of(target.url)):
                raise FetchError("robots", f"{target.host}: robots.txt does not let {self._agent or 'us'} read this page")
            order = self._order(target, trip)
            heard = await self._visit(order, trip, rules.crawl_delay_s)
            if not heard.redirects:
                if judge.contradicts(heard, order):
                    trip.request = replace(trip.request, etag=None, last_modified=None)
                    continue
                call = functools.partial(judge.judge, heard, order, trip.request.url, self._clock.now(), trip.spent_s)
                large = len(heard.body) > LARGE
                return await asyncio.get_running_loop().run_in_executor(None, call) if large else call()
            trip.url = redirected(target, heard)
            trip.jar.keep(target.origin, heard.cookies)
            if (trip.url, trip.jar.header(check_url(trip.url).origin)) in visited:
                raise FetchError("http", f"{target.host}: the page redirects in a circle; it may want a cookie", status=heard.status)
        raise FetchError("http", f"more than {MAX_REDIRECTS} redirects; the last one leads to {trip.url}")

    def _order(self, target: Target, trip: _Trip) -> Order:
        request = trip.request
        headers = {"user-agent": self._settings.user_agent, "accept": ACCEPT, "accept-encoding": ACCEPT_ENCODING}
        # Only where they came from: another page's "not modified since" says nothing of ours.
        own = target.url == (request.validated or check_url(request.url).url)
        if own and request.etag and _ETAG.fullmatch(request.etag):
            headers["if-none-match"] = request.etag
        if own and request.last_modified and manners.past_date(request.last_modified, self._clock.now()):
            headers["if-modified-since"] = request.last_modified
        if cookie := trip.jar.header(target.origin):
            headers["cookie"] = cookie
        return Order(target=target, headers=headers, max_bytes=self._settings.max_bytes, cut=False)

    # --- the host's line -----------------------------------------------------------------------------------------------

    async def _visit(self, order: Order, trip: _Trip, crawl_delay_s: float | None = None) -> Heard:
        """One request in its turn. Raises FetchError, also when it is not to be made now (DEFERRED)."""
        line = order.target.line
        gap = manners.gap_s(self._settings.per_host_delay_s, crawl_delay_s)
        async with self._lines.stand(line):
            while True:
                async with self._all:
                    now = self._clock.now()
                    state = await self._db.small(self._hosts.take_slot, line, now, gap, self._busy_s)
                    start = state.free_at(now)
                    if start <= now:
                        return await self._ask(order, trip, state, gap)
                if state.hold_until is not None and state.hold_until > now:
                    raise _deferred(order.target, state.hold_until)
                self._say_wait(order.target, start, gap)
                # A timer may ring early by a tick of the clock.
                while (wait := (start - self._clock.now()).total_seconds()) > 0:
                    await self._clock.sleep(wait)

    def _say_wait(self, target: Target, start: datetime, gap: float) -> None:
        wait = (start - self._clock.now()).total_seconds()
        if wait >= LONG_WAIT_S:
            log.info("%s wants %.0f s between two requests; the next one goes out in %.0f s", target.host, gap, wait)

    async def _ask(self, order: Order, trip: _Trip, state: HostState, gap: float) -> Heard:
        """The request itself. Retry-After binds the whole host; an answer without a complaint ends the count of them."""
        line, hold, failures = order.target.line, state.hold_until, state.failures
        try:
            heard = await self._timed(order, trip)
            now = self._clock.now()
            hold = manners.retry_at(heard.retry_after, now) if heard.status >= 400 else None
            failures = failures + 1 if hold or heard.status in judge.BUSY else 0
            trip.retry_at = hold or (now + manners.backoff(failures, line) if failures else None)
            return heard
        finally:
            ended = self._clock.now() + timedelta(seconds=gap)
            # Nobody waits for this: the next request to the host is begun after it.
            self._db.small(self._hosts.finish_slot, line, ended, hold, failures).add_done_callback(_reported)

    async def _timed(self, order: Order, trip: _Trip) -> Heard:
        """The exchange, charged to the trip: one deadline for all its hops, without the waits between them."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            return await exchange(order, self._gate, await self._tls(order.target), timeout_s=max(trip.left_s, 0.001), proxy=self._settings.proxy, room=trip.room)
        finally:
            trip.spent_s += loop.time() - began
            trip.left_s = self._settings.timeout_s - trip.spent_s

    async def _tls(self, target: Target) -> ssl.SSLContext:
        """One for all, made off the event loop: reading the list of authorities takes about 20 ms. SSL_CERT_FILE adds a newsroom's
        own, as everywhere. Where nothing is secured an empty one will do, which trusts nobody."""
        if target.scheme == "http" and self._settings.proxy is None:
            return _UNUSED
        if self._context is None:
            self._context = asyncio.get_running_loop().run_in_executor(None, httpx.create_ssl_context)
        return await asyncio.shield(self._context)

    # --- robots.txt ----------------------------------------------------------------------------------------------------

    async def _rules_for(self, target: Target) -> robots.Rules:
        """What the host lets us do. Raises FetchError when that cannot be learnt: then nothing is fetched of it."""
        if not self._settings.respect_robots:
            return robots.Rules()
        state, rules = self._learnt.get(target.site) or (HostState(host=target.site), robots.Rules())
        if not self._fresh(state):
            task = self._asking.get(target.site)
            if task is None:  # everybody who waits for this host's robots.txt gets the one answer, or the one failure
                task = self._asking[target.site] = asyncio.create_task(self._learn(target))
                task.add_done_callback(functools.partial(self._asked, target.site))
            state, rules = await asyncio.shield(task)
        if (state.robots_status or 0) >= 500:
            again = (state.robots_at or self._clock.now()) + ROBOTS_RETRY
            message = f"{target.host}: robots.txt could not be read (status {state.robots_status}), so nothing is fetched; it is asked again"
            raise FetchError("robots", message, retry_at=again)
        return rules

    def _asked(self, site: str, task: asyncio.Task[_Learnt]) -> None:
        self._asking.pop(site, None)
        if not task.cancelled():
            task.exception()  # taken note of, even if whoever asked is gone

    def _fresh(self, state: HostState) -> bool:
        if state.robots_at is None:
            return False
        life = ROBOTS_RETRY if (state.robots_status or 0) >= 500 else ROBOTS_FRESH
        return timedelta(0) <= self._clock.now() - state.robots_at < life

    async def _learn(self, target: Target) -> _Learnt:
        """From the database, else from the host; kept here parsed, for as long as it is fresh."""
        state = await self._db.do(self._hosts.host, target.site)
        if not self._fresh(state):
            state = await self._ask_robots(target, state)
        learnt = state, robots.parse(state.robots or "", self._agent)
        self._learnt.pop(target.site, None)
        self._learnt[target.site] = learnt
        if len(self._learnt) > RULES_KEPT:
            self._learnt.popitem(last=False)
        return learnt

    async def _ask_robots(self, target: Target, known: HostState) -> HostState:
        """Ask, and keep what was said. While the server fails, what it said before still counts (RFC 9309, 2.4)."""
        usable = known.robots_at is not None and (known.robots_status or 0) < 500
        try:
            body, status = await self._read_robots(target)
        except FetchError as error:
            if usable and error.outcome is not Outcome.DEFERRED:
                return known
            raise
        at = self._clock.now()
        if status >= 500 and usable:
            body, status, at = known.robots or "", known.robots_status or 200, at - ROBOTS_FRESH + ROBOTS_RETRY
        await self._db.do(self._hosts.save_robots, target.site, body, status, at)
        return replace(known, robots=body, robots_status=status, robots_at=at)

    async def _read_robots(self, target: Target) -> tuple[str, int]:
        """robots.txt as it counts: (text, status); ("", 4xx) allows everything."""
        url = f"{target.origin}/robots.txt"
        trip = _Trip(request=Request(url=url), url=url, left_s=self._settings.timeout_s)
        headers = {"user-agent": self._settings.user_agent, "accept": "text/plain,*/*;q=0.8", "accept-encoding": ACCEPT_ENCODING}
        for hop in range(MAX_ROBOTS_REDIRECTS + 1):
            try:
                there = check_url(url)
                heard = await self._visit(Order(target=there, headers=headers, max_bytes=robots.LARGEST), trip)
                if heard.redirects:
                    url = redirected(there, heard)
                    continue
            except FetchError as error:
                if hop and error.kind == "refused":
                    raise FetchError("robots", f"{target.host}: robots.txt leads where we may not follow: {error}") from None
                if error.kind in ("protocol", "decoding", "too_large"):
                    raise FetchError(error.kind, f"{target.host}: robots.txt could not be read: {error}") from None
                raise
            if 200 <= heard.status < 300:
                return robots.text_of(heard.body), heard.status
            return "", heard.status if heard.status >= 400 else 404
        return "", 404  # more redirects than RFC 9309 has us follow count as "there is none"

    # --- POST ----------------------------------------------------------------------------------------------------------

    async def post(self, url: str, *, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str]]:
        """POST once, through the same gate and deadline; no redirects, no robots.txt, no line.

        -> (status, lower-case headers). Raises DeliveryError; `permanent` when our own policy refuses the address.
        """
        ours = {"user-agent": self._settings.user_agent, "accept": "*/*", "accept-encoding": ACCEPT_ENCODING}
        theirs = {name.lower(): value for name, value in headers.items()}
        try:
            order = Order(target=check_url(url), method="POST", headers={**ours, **theirs}, content=body)
            heard = await exchange(order, self._gate, await self._tls(order.target), timeout_s=self._settings.timeout_s, proxy=self._settings.proxy)
        except FetchError as error:
            raise DeliveryError(str(error), permanent=error.kind == "refused") from None
        return heard.status, heard.headers


def _reported(done: asyncio.Future[None]) -> None:
    error = None if done.cancelled() else done.exception()
    if error is not None:
        log.error("what a host said could not be kept; it is left alone for a while: %s", error)


def redirected(target: Target, heard: Heard) -> str:
    """Where the answer sends us, in its one spelling. Raises FetchError when we do not go there."""
    if len(heard.locations) > 1:
        raise FetchError("http", f"{target.host} redirects to {len(heard.locations)} addresses at once", status=heard.status)
    location = heard.locations[0].strip()
    try:
        # Joined, "http:///path" would be a path on the host we come from.
        there = check_url(location if _ABSOLUTE.match(location) else urljoin(target.url, location))
    except FetchError as error:
        raise FetchError("refused", f"{target.host} redirects where we may not follow: {error}", status=heard.status) from None
    except ValueError:
        raise FetchError("refused", f"{target.host} redirects to an address that cannot be read", status=heard.status) from None
    if target.scheme == "https" and there.scheme == "http":
        raise FetchError("refused", f"{target.host} redirects from https to http, where anybody could change the page", status=heard.status)
    return there.url


def _deferred(target: Target, until: datetime) -> FetchError:
    message = f"{target.host} asked us to wait until {until:%Y-%m-%d %H:%M:%S %Z} (Retry-After); it is asked again after that"
    return FetchError("http", message, outcome=Outcome.DEFERRED, retry_at=until)
