"""The composition root: the only place where the parts meet. One method for each thing that a person can ask for."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from monitor import alert, doctor, logs, takeout, watchlist
from monitor.alert.outbox import Lines, Outbox, target_of
from monitor.alert.sample import sample
from monitor.clock import SystemClock
from monitor.config import DEFAULT_KINDS, ChannelSettings, Settings, load, located
from monitor.dbthread import DatabaseThread
from monitor.decide import Rules
from monitor.diff.compare import compare
from monitor.errors import ConfigError, DatelineError, StoreLocked, UsageError
from monitor.fetch import gate
from monitor.fetch.client import Client
from monitor.fetch.errors import FetchError
from monitor.fetch.memory import MemoryHosts
from monitor.gather import compare_view, title_of
from monitor.heap import settle
from monitor.model import (
    AlertKind,
    Channel,
    Diff,
    Document,
    Failure,
    LedgerQuote,
    Meeting,
    Member,
    NotModified,
    Page,
    Reading,
    Request,
    StoredAlert,
    Version,
    Visit,
    Watch,
    replace,
)
from monitor.notify import notify
from monitor.pipeline import Pipeline
from monitor.ports import Clock, Poster, Store
from monitor.read import read
from monitor.readers import Readers
from monitor.report import page
from monitor.service import Service
from monitor.text import normal_url
from monitor.vitals import Vitals
from monitor.web import routes, server
from storage.store import SqlStore

log = logging.getLogger("dateline")

LOCKED_S = 0.2  # between two tries to open a database that another process holds
DOCTORS_PATIENCE_S = 5.0  # for looking all names up


class App:
    """Everything on one configuration. Use as a context manager: leaving it closes the database."""

    def __init__(
        self, settings: Settings, *, clock: Clock | None = None, config_file: Path | None = None, resolve: gate.Resolve | None = None
    ) -> None:
        self.settings = settings
        self.config_file = config_file
        self._resolve = resolve
        self.clock: Clock = clock or SystemClock()
        self.channels = self._checked_channels(settings)
        self.vitals = Vitals(started=self.clock.now())
        self.db = DatabaseThread(lambda: self.store)
        self._readers = Readers()
        self._store: SqlStore | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.db.close()
        self._readers.close()
        if self._store is not None:
            self._store.close()

    @property
    def store(self) -> Store:
        """The database, opened (and created, when it is new) at the first use. Raises StoreError."""
        if self._store is None:
            self._store = SqlStore.open(self.settings.storage.url)
        return self._store

    # --- watching -------------------------------------------------------------------------------------------------------

    def add(self, url: str, *, name: str | None = None, every_s: int | None = None, sources: bool | None = None) -> Watch:
        """What is left out (None) stays as it was, for a story that is watched already."""
        address = web_address(url)
        known = self.store.watch_at(address)
        return self.store.add_watch(
            address,
            name=name,
            every_s=every_s or (known.every_s if known else self.settings.schedule.every),
            follow_sources=sources if sources is not None else (known.follow_sources if known else True),
            now=self.clock.now(),
        )

    def edit(self, url: str, *, name: str, every_s: int, sources: bool) -> Watch:
        """What a watched story is called and how often it is looked at. A paused one stays paused; `name` "": its headline."""
        known = self.watch(url)
        edited = self.store.add_watch(known.url, name=name, every_s=every_s, follow_sources=sources, now=self.clock.now())
        if known.paused:
            self.pause(known.url, paused=True)
        return edited

    def look_now(self, url: str) -> datetime:
        """All pages of a story are due at once; the running service takes them -> since when that is asked for."""
        watch, now = self.watch(url), self.clock.now()
        if not self.store.look_now(watch.url, now):
            raise UsageError(f"{watch.name or watch.url} is paused; resume it, and it is looked at again")
        return now

    def remove(self, url: str, *, purge: bool) -> None:
        if not self.store.remove_watch(self.watch(url).url, purge=purge, now=self.clock.now()):
            raise UsageError(f"{url} is not watched; `dateline watches` lists what is")

    def pause(self, url: str, *, paused: bool) -> None:
        self.store.pause_watch(self.watch(url).url, paused=paused, now=self.clock.now())

    def watch(self, url: str, *, removed: bool = False) -> Watch:
        watch = self.store.watch_at(web_address(url), removed=removed)
        if watch is None:
            raise UsageError(f"{url} is not watched; `dateline watches` lists what is, `dateline add URL` starts")
        return watch

    def watches(self) -> list[tuple[Watch, Document | None, tuple[Member, ...]]]:
        store = self.store
        return [(w, store.document_by_id(w.article_id), store.members(w.id)) for w in store.watches()]

    def take_configured_watches(self) -> None:
        """Stories of config.toml that are not in the database yet. One that an editor paused there stays paused."""
        known = {normal_url(w.url) for w in self.store.watches()} if self.settings.watch else set()
        for item in self.settings.watch:
            if normal_url(item.url) not in known:
                self.add(item.url, name=item.name, every_s=item.every, sources=item.sources)

    # --- checking -------------------------------------------------------------------------------------------------------

    def check(
        self, urls: Sequence[str] = (), *, everything: bool = False, progress: Callable[[Visit], None] | None = None
    ) -> list[Visit]:
        """Check now: the due documents, those named (stories or sources), or all. Raises UsageError, StoreError."""
        self.take_configured_watches()
        wanted = [self._watched(url, now=True) for url in urls] if urls else None

        async def look() -> list[Visit]:
            async with self.service() as service:
                return await service.look(wanted, everything=everything, progress=progress)

        return asyncio.run(look())

    def _watched(self, url: str, *, now: bool = False) -> str:
        """The URL of a document in the database; `now`: that a story which is still watched holds."""
        document = self.store.document(normal_url(web_address(url)))
        if document is None or (now and not self.store.state(document.id, facts=False).stories):
            raise UsageError(f"{url} is not watched; start with `dateline add {url}`")
        return document.url

    def run(self, ready: Callable[[str], None]) -> None:
        """The service, until SIGTERM or SIGINT. `ready` is told the address of the pages."""
        asyncio.run(self._run(ready))

    async def _run(self, ready: Callable[[str], None]) -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        await self._open(stop)
        if stop.is_set():
            return
        async with self.service() as service, self.pages() as address:
            loop.add_signal_handler(signal.SIGHUP, self._reload, service)
            ready(address)
            notify("READY=1")
            await service.run(stop)
            notify("STOPPING=1")

    async def _open(self, stop: asyncio.Event) -> None:
        """Open the database and take the configured stories; one that another process holds is waited for, which is said once."""
        waits = False
        while not stop.is_set():
            try:
                self.take_configured_watches()
                break
            except StoreLocked as error:  # after the database's own time-out
                if not waits:
                    log.warning("waiting to begin: %s", error)
                waits = True
                await self.clock.sleep(LOCKED_S)

    def _reload(self, service: Service) -> None:
        """Read the configuration again: channels, new stories and the log's level change at once, the rest at the next start.

        A file that cannot be used changes nothing; the log says what is wrong with it.
        """
        notify(f"RELOADING=1\nMONOTONIC_USEC={time.monotonic_ns() // 1000}")
        try:
            settings = load(self.config_file)
            channels = self._checked_channels(settings)
            lines = self._lines(service.poster, channels)
            for table in ("storage", "fetch", "schedule", "web"):
                if getattr(settings, table) != getattr(self.settings, table):
                    log.warning("[%s] changed; that takes effect when the service is started again", table)
            self.settings = self.settings.model_copy(update={"channel": settings.channel, "watch": settings.watch, "log": settings.log})
            self.take_configured_watches()
        except DatelineError as error:
            log.error("the configuration was not reloaded, the one before stays in force: %s", error)  # noqa: TRY400 - one line
        else:
            self.channels = channels
            service.outbox.lines = lines
            service.pipeline = replace(service.pipeline, rules=replace(service.pipeline.rules, channels=channels))
            logging.getLogger("dateline").setLevel(settings.log.level.upper())
            log.info("the configuration was reloaded: %d channels, %d stories", len(channels), len(self.store.watches()))
        notify("READY=1")

    def work(self, concurrency: int) -> None:
        """One process of a fleet on PostgreSQL, until SIGTERM or SIGINT. Raises UsageError, StoreError."""
        try:
            from monitor.fleet import Fleet  # noqa: PLC0415 - an optional extra
        except ModuleNotFoundError:
            raise UsageError("workers need the queue's library: pip install 'dateline[fleet]'") from None
        if not self.settings.storage.url.startswith("postgresql"):
            raise UsageError("workers share one PostgreSQL: set storage.url to postgresql+psycopg://…, or use `dateline run` alone")
        self.take_configured_watches()

        async def until_told() -> None:
            stop = asyncio.Event()
            for number in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(number, stop.set)
            async with self.service() as service:
                fleet = Fleet(
                    url=self.settings.storage.url.replace("postgresql+psycopg://", "postgresql://", 1),
                    store=self.store,
                    pipeline=service.pipeline,
                    outbox=service.outbox,
                    clock=self.clock,
                    db=self.db,
                    concurrency=concurrency,
                    lanes=self.settings.fetch.per_host_concurrency,
                    tick_s=self.settings.schedule.tick_s,
                )
                await fleet.run(stop)

        asyncio.run(until_told())

    @contextlib.asynccontextmanager
    async def pages(self) -> AsyncIterator[str]:
        """The web pages, until the block ends -> their address ("" when they are switched off)."""
        web = self.settings.web
        if not web.enabled:
            yield ""
            return
        sock = server.listen(web.host, web.port)
        address = server.address(sock)
        port = sock.getsockname()[1]
        settings = self.settings.model_copy(update={"web": web.model_copy(update={"port": port})})
        app = routes.app(self.store, settings, clock=self.clock, editor=self, vitals=self.vitals)
        closing = asyncio.Event()
        serving = asyncio.create_task(server.serve(app, sock, closing))
        try:
            yield address
        finally:
            closing.set()
            await serving

    @contextlib.asynccontextmanager
    async def service(self) -> AsyncIterator[Service]:
        settle()
        client = Client(self.settings.fetch, self.store, self.clock, self._resolve, self.db)
        owner = f"{socket.gethostname()}:{os.getpid()}"
        try:
            pipeline = Pipeline(
                fetcher=client,
                store=self.store,
                clock=self.clock,
                rules=Rules(channels=self.channels, max_sources=self.settings.schedule.max_sources, slowest=timedelta(seconds=self.settings.schedule.slowest)),
                db=self.db,
                readers=self._readers,
            )
            outbox = Outbox(store=self.store, lines=self._lines(client, self.channels), clock=self.clock, db=self.db, owner=owner)
            yield Service(
                store=self.store,
                pipeline=pipeline,
                outbox=outbox,
                clock=self.clock,
                db=self.db,
                owner=owner,
                tick_s=self.settings.schedule.tick_s,
                poster=client,
                vitals=self.vitals,
                keep_raw=timedelta(seconds=self.settings.storage.keep_raw),
                beat=lambda: notify("WATCHDOG=1"),
                is_dead=_is_dead,
            )
        finally:
            await client.aclose()
            await self.db.idle()

    def _lines(self, poster: Poster, channels: Iterable[Channel]) -> Lines:
        """The channels with their secrets, opened. Raises ConfigError."""
        known = {c.name: _with_secrets(c) for c in channels}
        return Lines(known, {name: alert.open_channel(c, poster, self.clock) for name, c in known.items()})

    def test_channel(self, name: str) -> None:
        """Send a sample over the channel; one that was switched off is on again. Raises UsageError, DeliveryError, ConfigError."""
        channel = next((c for c in self.channels if c.name == name), None)
        if channel is None:
            raise UsageError(f"there is no channel {name!r} in the configuration; there are {', '.join(c.name for c in self.channels)}")

        async def send() -> None:
            client = Client(self.settings.fetch, MemoryHosts(), self.clock, self._resolve)
            try:
                await alert.open_channel(_with_secrets(channel), client, self.clock).send(sample(name, self.clock.now()))
            finally:
                await client.aclose()

        asyncio.run(send())
        self.store.switch_on(name)

    # --- looking at what is kept ----------------------------------------------------------------------------------------

    def document(self, url: str) -> Document:
        found = self.store.document(self._watched(url))
        assert found is not None  # noqa: S101 - _watched() has found it
        return found

    def versions(self, url: str) -> tuple[Version, ...]:
        return self.store.versions(self.document(url).id)

    def reading(self, url: str, number: int | None = None) -> tuple[Document, int, Reading]:
        """One version (the newest by default). Raises UsageError when there is none of that number."""
        document = self.document(url)
        number = document.versions if number is None else number
        if document.versions == 0:
            raise UsageError(f"{url} has no version yet; `dateline check {url}` takes the first")
        if not 1 <= number <= document.versions:
            raise UsageError(f"{url} has versions 1 to {document.versions}, no {number}")
        return document, number, self.store.reading(document.id, number)

    def diff(self, url: str, old: int | None, new: int | None) -> tuple[Document, int, int, Diff]:
        """What changed from version `old` (default: the one before) to `new` (default: the newest)."""
        document, last, after = self.reading(url, new)
        first = max(1, last - 1) if old is None else old
        _, _, before = self.reading(url, first)
        return document, first, last, compare(before.article, after.article)

    def quotes(self, url: str | None) -> tuple[LedgerQuote, ...]:
        return self.store.quotes(self.watch(url, removed=True).id if url else None)

    def meetings(self, url: str | None) -> tuple[Meeting, ...]:
        return self.store.meetings(self.watch(url, removed=True).id if url else None)

    def alerts(self, since: int, *, only: str | None = None) -> tuple[StoredAlert, ...]:
        return self.store.alerts(since=since, only=only, now=self.clock.now())

    # --- what an editor does with alerts --------------------------------------------------------------------------------

    def acknowledge(self, ids: Collection[int], *, undo: bool = False) -> None:
        """Raises UsageError when one of them is none."""
        self._known_alerts(ids)
        self.store.acknowledge(ids, None if undo else self.clock.now())

    def snooze(self, what: str, for_s: int | None) -> datetime | None:
        """An alert (by its number) or a story (by its URL) for so many seconds; None ends it -> until when."""
        now = self.clock.now()
        until = None if for_s is None else now + timedelta(seconds=for_s)
        if what.isascii() and what.isdigit():
            self._known_alerts([int(what)])
            self.store.snooze_alert(int(what), until)
        else:
            self.store.snooze_watch(self.watch(what).id, until, now=now)
        return until

    def mark_wrong(self, alert_id: int, note: str | None = None, *, undo: bool = False) -> None:
        self._known_alerts([alert_id])
        self.store.mark_wrong(alert_id, None if undo else self.clock.now(), note)

    def resend(self, ids: Collection[int] | None = None, *, channel: str | None = None) -> int:
        """Deliveries that were given up go out again -> how many. A channel that was switched off is on again."""
        if ids is not None:
            self._known_alerts(ids)
        if channel is not None and channel not in {c.name for c in self.channels}:
            raise UsageError(f"there is no channel {channel!r} in the configuration; there are {', '.join(c.name for c in self.channels)}")
        for name in [channel] if channel is not None else [c.name for c in self.channels]:
            self.store.switch_on(name)
        return self.store.resend(self.clock.now(), alert_ids=ids, channel=channel)

    def _known_alerts(self, ids: Collection[int]) -> None:
        for missing in sorted(set(ids) - self.store.known_alerts(ids)):
            raise UsageError(f"there is no alert {missing}; `dateline alerts` shows their numbers")

    def fetch_and_read(self, url: str) -> Reading:
        """Read one page from the web, through the gate, and store nothing. Raises UsageError when there is no page."""

        async def get() -> Page | NotModified | Failure:
            client = Client(self.settings.fetch, MemoryHosts(), self.clock, self._resolve)
            try:
                return await client.fetch(Request(url=web_address(url)))
            finally:
                await client.aclose()

        answer = asyncio.run(get())
        if isinstance(answer, Page):
            return read(answer)
        reason = f"{answer.kind}: {answer.message}" if isinstance(answer, Failure) else "304 without a question"
        raise UsageError(f"{url} could not be read ({reason})")

    # --- taking out ----------------------------------------------------------------------------------------------------

    def write_report(self, folder: Path) -> int:
        """Write the pages into `folder` (made when it is missing) -> how many files."""
        count = 0
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in takeout.pages(self.store, self.clock.now(), self.settings.web.zone):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
            count += 1
        return count

    def export(self, kind: str) -> Iterable[bytes]:
        """`kind`: json, warc, ics, atom; of the watch list alone opml or watches (JSON)."""
        if kind in {"opml", "watches"}:
            return [watchlist.to_opml(self.store.watches()) if kind == "opml" else watchlist.to_json(self.store.watches())]
        return takeout.export(kind, self.store, self.clock.now())

    def write_case(self, alert_id: int, folder: Path) -> None:
        """An alert's two pages and what should have been told of them, as a folder that the tests take up."""
        files = takeout.case(self.store, alert_id)
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)

    def import_watches(self, data: bytes) -> tuple[int, list[str]]:
        """Start watching what a list (OPML or JSON) names -> how many stories, and what could not be taken, one line each."""
        taken, wrong = 0, []
        for entry in watchlist.read(data):
            try:
                self.add(entry.url, name=entry.name, every_s=entry.every_s, sources=entry.sources)
                if entry.paused:
                    self.pause(entry.url, paused=True)
                taken += 1
            except UsageError as error:
                wrong.append(str(error))
        return taken, wrong

    def diff_page(self, document: Document, old: int, new: int) -> str:
        """One comparison as a page that needs no other file."""
        store = self.store
        for watch in store.watches(removed=True):
            for member in store.members(watch.id, dropped=True):
                if member.document_id == document.id:
                    versions = store.versions(document.id)
                    title = title_of(store, watch)
                    view = compare_view(store, watch, member, versions[old - 1], versions[new - 1], title=title, versions=versions, total=len(versions))
                    return page.compare(view, page.Frame(links=page.Alone(), now=self.clock.now(), zone=self.settings.web.zone))
        raise UsageError(f"{document.url} belongs to no story any more; add one that cites it to compare its versions")

    # --- care -----------------------------------------------------------------------------------------------------------

    def upgrade(self) -> str:
        return self._unchecked().upgrade()

    def _unchecked(self) -> SqlStore:
        """The database whatever its schema, for the commands that mend it."""
        if self._store is None:
            self._store = SqlStore.open(self.settings.storage.url, check_schema=False)
        return self._store

    def examine(self, *, look_up: bool = False) -> list[doctor.Finding]:
        """`look_up`: the guard's judgement also by the addresses of host names, which may take seconds."""
        refusals = self._foreseen if look_up else self._explained
        return [
            *doctor.configuration(self.settings, self.config_file),
            *doctor.database(lambda: self.store, self.settings.storage.url),
            *doctor.network(self.settings.fetch, self._addresses(), refusals),
            *doctor.channels(self.channels, self._reopen),
            *doctor.pages(self.settings.web),
        ]

    def _addresses(self) -> list[str]:
        """Everything that is asked: stories, those of the configuration too, their sources, and where alerts are posted."""
        urls = [channel.options["url"] for channel in self.channels if isinstance(channel.options.get("url"), str)]
        urls += [watch.url for watch in self.settings.watch]
        with contextlib.suppress(DatelineError):
            for watch in self.store.watches():
                urls += [watch.url, *(member.url for member in self.store.members(watch.id))]
        return [url for url in dict.fromkeys(urls) if url.lower().startswith(("http:", "https:"))]

    def refusal(self, url: str) -> str | None:
        """Why the guard would refuse `url`, by its name's addresses too; None when nothing speaks against it."""
        return next(iter(self._foreseen([url]).values()), None)

    def _explained(self, urls: Iterable[str]) -> dict[str, str]:
        allow = self.settings.fetch.allow_networks
        return {url: reason for url in urls if (reason := gate.explain(url, allow)) is not None}

    def _foreseen(self, urls: Iterable[str]) -> dict[str, str]:
        gatekeeper = gate.Gate(allow=gate.parse_allow(self.settings.fetch.allow_networks), resolve=self._resolve or gate.lookup)
        return asyncio.run(gate.foresee(urls, gatekeeper, timeout_s=DOCTORS_PATIENCE_S))

    def _reopen(self, channel: Channel) -> None:
        """Open a channel as the service would, with its secrets. Raises ConfigError, also of one that its receiver switched off."""
        known = _with_secrets(channel)
        alert.open_channel(known, Client(self.settings.fetch, MemoryHosts(), self.clock, self._resolve), self.clock)
        off = next((o for o in self.store.switched_off() if o.name == channel.name and o.target == target_of(known)), None)
        if off is not None:
            raise ConfigError(f"channel {channel.name!r} is switched off since {off.off_at:%Y-%m-%d}: {off.reason}; `dateline test-channel {channel.name}` switches it on")

    def _checked_channels(self, settings: Settings) -> tuple[Channel, ...]:
        """A wrong kind or option is found by every command, where it stands; a missing secret only when it is needed."""
        nobody = Client(settings.fetch, MemoryHosts(), self.clock, self._resolve)
        found = []
        for index, item in enumerate(settings.channel):
            try:
                channel = _channel(item)
                alert.open_channel(_with_secrets(channel, pretend=True), nobody, self.clock)
            except ConfigError as error:
                raise ConfigError(located(self.config_file, ("channel", index), str(error))) from None
            found.append(channel)
        return tuple(found) or (Channel(name="log", kind="log", kinds=frozenset(DEFAULT_KINDS)),)


def web_address(url: str) -> str:
    """`url` when it is one that may be watched. Raises UsageError with what is wrong."""
    try:
        if not url.strip():
            raise UsageError("give the address of an article, such as https://news.example/story")
        return gate.check_url(url.strip()).url
    except FetchError as error:
        raise UsageError(f"{url.strip()} is no address to watch: {error}") from None


def _is_dead(owner: str) -> bool:
    """Whether a process of this machine, named as in App.service, no longer runs. Of other machines nothing is known."""
    host, _, pid = owner.rpartition(":")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _channel(item: ChannelSettings) -> Channel:
    kinds = frozenset(AlertKind) if "all" in item.kinds else frozenset(item.kinds)
    common = {name: getattr(item, name) for name in ("stories", "speakers", "words", "min_significance", "quiet", "digest", "zone", "rate", "notices")}
    return Channel(
        name=item.name,
        kind=item.kind,
        kinds=kinds,
        options=dict(item.model_extra or {}),
        break_through=frozenset(AlertKind) if "all" in item.break_through else frozenset(item.break_through),
        fold=alert.folds(item.name, item.kind) if item.fold is None else item.fold,
        **common,
    )


_SECRETS = {"url", "urls", "secret", "password"}  # options that are, or hold, a token


def _with_secrets(channel: Channel, *, pretend: bool = False) -> Channel:
    """An option `x_env = "NAME"` is read from the environment as `x`, so that no secret stands in the file.

    `pretend`: something stands for what the environment lacks. Else raises ConfigError.
    """
    options: dict[str, Any] = {}
    for key, value in channel.options.items():
        if not key.endswith("_env"):
            options[key] = value
        elif isinstance(value, str) and (pretend or value in os.environ):
            if value in os.environ:
                logs.hide(os.environ[value])
            options[key.removesuffix("_env")] = os.environ.get(value, "https://unset.invalid/" if "url" in key else "unset@unset.invalid")
        else:
            raise ConfigError(f"channel {channel.name!r}: {key} names the environment variable {value!r}, which is not set")
    for key in _SECRETS & options.keys():
        for secret in [options[key]] if isinstance(options[key], str) else options[key]:
            logs.hide(str(secret))
    return replace(channel, options=options)


def copy_database(source: str, target: str, told: Callable[[str, int], None]) -> int:
    """A whole newsroom from one database into an empty other one -> how many rows. Raises StoreError."""
    store = SqlStore.open(source, create=False)
    try:
        return store.copy_to(target, told)
    finally:
        store.close()
