"""The store: monitor.ports.Store on SQLite or PostgreSQL. Each method is one transaction around functions of this package."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection

from monitor.errors import Stale, StoreError, StoreLocked, StoreOld
from monitor.model import (
    Channel,
    Decision,
    Delivery,
    Document,
    Failing,
    HostState,
    LedgerQuote,
    Meeting,
    Member,
    Message,
    Notice,
    Overview,
    Reading,
    State,
    StoredAlert,
    SwitchedOff,
    Unread,
    Version,
    Watch,
)
from monitor.text import normal_url, search_terms
from storage import (
    alerting,
    care,
    checking,
    committing,
    copying,
    handling,
    ledgers,
    paging,
    schema,
    sending,
    sharing,
    watching,
)
from storage.codec import to_document
from storage.engine import Engine, explained
from storage.postgres import Postgres
from storage.schema import Schema
from storage.sqlite import Sqlite
from storage.tables import document, version

T = TypeVar("T")


class SqlStore:
    """Safe to use from any thread: writes queue behind a lock, reads run beside them on connections of their own."""

    def __init__(self, engine: Engine, known: Schema) -> None:
        self._engine = engine
        self._schema = known
        self._writing = threading.Lock()
        self._here = threading.local()  # of each thread
        self._readings = checking.Readings()

    @classmethod
    def open(
        cls,
        url: str,
        *,
        create: bool = True,
        busy_timeout_s: float = 5.0,
        check_schema: bool = True,
        migrations: Path = schema.MIGRATIONS,
    ) -> SqlStore:
        """Open the database at `url`; `create`: make it where there is none, with its schema.

        `check_schema=False` opens a database of any revision, for `upgrade`, `facts` and `backup`.
        Raises StoreOld, StoreNewer, StoreLocked, StoreFull, StoreDamaged or StoreError.
        """
        store = cls(_engine(url, create=create, busy_timeout_s=busy_timeout_s), Schema(migrations))
        try:
            revision = store._prepare(create=create)
            if check_schema:
                store._schema.check(revision, store._engine.name)
        except BaseException:
            store.close()
            raise
        return store

    def _prepare(self, *, create: bool) -> str | None:
        """-> the schema's revision, after making the schema in an empty database."""
        revision = self._revision()
        if revision is None and create:
            with self._write(durable=True) as connection:
                self._engine.queue(connection, "schema")
                if schema.current(connection, self._engine.name) is None:  # nobody was faster
                    self._schema.migrate(connection)
                    sharing.make_installation(connection)
            revision = self._revision()
        if isinstance(self._engine, Sqlite) and revision is not None:
            with explained(self._engine):
                self._engine.use_wal()
        return revision

    def _revision(self) -> str | None:
        return self._read(schema.current, self._engine.name)

    # --- transactions --------------------------------------------------------------------------------------------------

    def _read(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        with explained(self._engine), self._engine.sa.connect() as connection:
            connection.execution_options(**self._engine.read_options)
            with connection.begin():
                return function(connection, *args, **kwargs)

    @contextlib.contextmanager
    def _write(self, *, durable: bool = False) -> Iterator[Connection]:
        """`durable`: on disk, through a power cut, when the block is left."""
        waiting = not getattr(self._here, "unwaiting", False)
        if not self._writing.acquire(blocking=waiting):
            raise StoreLocked(f"{self._engine.name}: another thread writes; try again")
        try:
            with explained(self._engine), self._engine.writing(durable=durable, waiting=waiting) as connection:
                yield connection
        finally:
            self._writing.release()

    @property
    def remote(self) -> bool:
        return self._engine.remote

    @contextlib.contextmanager
    def unwaiting(self) -> Iterator[None]:
        self._here.unwaiting = True
        try:
            yield
        finally:
            self._here.unwaiting = False

    def put_log_away(self) -> None:
        with self._writing, explained(self._engine):
            self._engine.put_log_away()

    # --- watches -------------------------------------------------------------------------------------------------------

    def add_watch(self, url: str, *, name: str | None, every_s: int, follow_sources: bool, now: datetime) -> Watch:
        """A watch that exists keeps its name when none is given."""
        with self._write(durable=True) as connection:
            return watching.add(connection, url, name=name, every_s=every_s, follow_sources=follow_sources, now=now)

    def remove_watch(self, url: str, *, purge: bool, now: datetime) -> bool:
        with self._write(durable=True) as connection:
            return watching.remove(connection, url, purge=purge, now=now)

    def pause_watch(self, url: str, *, paused: bool, now: datetime) -> bool:
        del now
        with self._write(durable=True) as connection:
            return watching.pause(connection, url, paused=paused)

    def look_now(self, url: str, now: datetime) -> bool:
        with self._write(durable=True) as connection:
            return watching.look_now(connection, url, now)

    def watches(self, *, removed: bool = False) -> tuple[Watch, ...]:
        return self._read(watching.watches, removed)

    def watch_at(self, url: str, *, removed: bool = False) -> Watch | None:
        return self._read(watching.watch_at, url, removed)

    def members(self, watch_id: int, *, dropped: bool = False) -> tuple[Member, ...]:
        return self._read(watching.members, watch_id, dropped)

    # --- documents -----------------------------------------------------------------------------------------------------

    def document(self, url: str) -> Document | None:
        return self._document(document.c.url == normal_url(url))

    def document_by_id(self, document_id: int) -> Document | None:
        return self._document(document.c.id == document_id)

    def _document(self, which: sa.ColumnElement[bool]) -> Document | None:
        def find(connection: Connection) -> Document | None:
            row = connection.execute(sa.select(document).where(which)).mappings().one_or_none()
            return None if row is None else to_document(row)

        return self._read(find)

    def claim(
        self,
        now: datetime,
        *,
        owner: str,
        lease_s: float,
        limit: int,
        urls: Iterable[str] | None = None,
        everything: bool = False,
        at_host: Mapping[str, int] | None = None,
    ) -> tuple[Document, ...]:
        """Never one with a running lease, the owner's own included: nothing is checked twice at once."""
        with self._write() as connection:
            if urls is not None:
                return checking.claim_named(connection, now, urls, owner=owner, lease_s=lease_s, limit=limit)
            if everything:
                return checking.claim_all(connection, now, owner=owner, lease_s=lease_s, limit=limit)
            return checking.claim_due(connection, now, owner=owner, lease_s=lease_s, limit=limit, at_host=at_host)

    def take(self, document_id: int, now: datetime, *, owner: str, lease_s: float) -> Document | None:
        with self._write() as connection:
            return checking.take(connection, document_id, now, owner=owner, lease_s=lease_s)

    def release(self, owner: str, document_ids: Iterable[int] | None = None) -> None:
        with self._write() as connection:
            checking.release(connection, owner, document_ids)
            if document_ids is None:
                sending.release(connection, owner)

    def scheduled(self) -> tuple[str, ...]:
        return self._read(checking.scheduled)

    def held(self, owner: str, until: datetime) -> tuple[Document, ...]:
        return self._read(checking.held, owner, until)

    def next_due(self) -> datetime | None:
        return self._read(checking.next_due)

    def state(self, document_id: int, *, facts: bool = True) -> State:
        """Raises StoreError when the document was purged.
        """
        return self._read(checking.state, self._readings, document_id, facts=facts)

    def commit(self, decision: Decision) -> tuple[int, ...]:
        """See monitor.ports.Store. Stale is also raised, once, for a source that turns out to be a page which its story
        reads under another URL: that is all that was written then, and `state` leaves the story out from now on."""
        with self._write(durable=_durable(decision)) as connection:
            committing.lock(connection, decision)
            twins = committing.mark_twins(connection, decision)
            followed = () if twins else committing.commit(connection, self._engine, decision)
        if twins:
            raise Stale(f"{decision.document.url}: its story reads this page under another URL already")
        return followed

    def settle(self, document_id: int, decide: Callable[[State], Decision | None]) -> tuple[Decision, tuple[int, ...]] | None:
        with self._write() as connection:
            decision = decide(checking.state(connection, self._readings, document_id, facts=False))
            if decision is None or _durable(decision):
                return None
            return decision, committing.commit(connection, self._engine, decision)

    # --- versions ------------------------------------------------------------------------------------------------------

    def versions(self, document_id: int) -> tuple[Version, ...]:
        return self._read(checking.versions, document_id)

    def reading(self, document_id: int, number: int) -> Reading:
        """Raises StoreDamaged, and StoreError when there is no such version."""

        def find(connection: Connection) -> Reading:
            return self._readings.get(connection, checking.version_row(connection, document_id, number))

        return self._read(find)

    def raw(self, document_id: int, number: int) -> tuple[bytes, str]:
        """-> (body, content type). Raises StoreDamaged, and StoreError when there is no such version."""

        def find(connection: Connection) -> tuple[bytes, str]:
            return checking.raw_body(connection, checking.version_row(connection, document_id, number))

        return self._read(find)

    def unread(self, document_id: int) -> Unread | None:
        """Raises StoreDamaged."""
        return self._read(checking.unread_page, document_id)

    # --- ledgers -------------------------------------------------------------------------------------------------------

    def quotes(self, watch_id: int | None = None) -> tuple[LedgerQuote, ...]:
        return self._read(ledgers.quotes, watch_id)

    def meetings(self, watch_id: int | None = None) -> tuple[Meeting, ...]:
        return self._read(ledgers.meetings, watch_id)

    def alerts(
        self, *, since: int = 0, watch_id: int | None = None, newest: int | None = None, only: str | None = None, now: datetime | None = None,
        kind: str | None = None, before: int | None = None, oldest: int | None = None,
    ) -> tuple[StoredAlert, ...]:
        asked = {"newest": newest, "oldest": oldest, "before": before}
        return self._read(alerting.alerts, since=since, watch_id=watch_id, only=only, now=now, kind=kind, **asked)

    def known_alerts(self, alert_ids: Collection[int]) -> frozenset[int]:
        return self._read(alerting.known, alert_ids)

    # --- what an editor does with them ----------------------------------------------------------------------------------

    def acknowledge(self, alert_ids: Collection[int], at: datetime | None) -> int:
        with self._write(durable=True) as connection:
            return handling.acknowledge(connection, alert_ids, at)

    def snooze_alert(self, alert_id: int, until: datetime | None) -> bool:
        with self._write(durable=True) as connection:
            return handling.snooze_alert(connection, alert_id, until)

    def snooze_watch(self, watch_id: int, until: datetime | None, *, now: datetime) -> bool:
        with self._write(durable=True) as connection:
            return handling.snooze_watch(connection, watch_id, until, now)

    def mark_wrong(self, alert_id: int, at: datetime | None, note: str | None = None) -> bool:
        with self._write(durable=True) as connection:
            return handling.mark_wrong(connection, alert_id, at, note)

    def resend(self, now: datetime, *, alert_ids: Collection[int] | None = None, channel: str | None = None) -> int:
        with self._write(durable=True) as connection:
            return handling.resend(connection, now, alert_ids, channel)

    # --- deliveries ----------------------------------------------------------------------------------------------------

    def due_channels(self, now: datetime) -> tuple[str, ...]:
        return self._read(sending.due_channels, now)

    def claim_deliveries(
        self, now: datetime, *, owner: str, lease_s: float, limit: int, channel: Channel | None = None
    ) -> tuple[Message, ...]:
        with self._write(durable=channel is not None and channel.merges) as connection:
            return sending.claim(connection, now, owner=owner, lease_s=lease_s, limit=limit, channel=channel)

    def settle_deliveries(
        self, delivery_ids: Collection[int], delivery: Delivery, *, next_at: datetime | None, aside: bool = False, notice: Notice | None = None
    ) -> None:
        with self._write() as connection:
            sending.settle(connection, delivery_ids, delivery, next_at, aside=aside)
            if notice is not None:
                handling.give_notice(connection, notice)

    def hurry_deliveries(self, channel: str, now: datetime) -> None:
        with self._write() as connection:
            sending.hurry(connection, channel, now)

    def next_delivery(self) -> datetime | None:
        return self._read(sending.next_delivery)

    def switch_off(self, channel: str, at: datetime, reason: str, target: str) -> None:
        with self._write() as connection:
            handling.switch_off(connection, channel, at, reason, target)

    def switch_on(self, channel: str) -> bool:
        with self._write() as connection:
            return handling.switch_on(connection, channel)

    def switched_off(self) -> tuple[SwitchedOff, ...]:
        return self._read(handling.switched_off)

    # --- notices -------------------------------------------------------------------------------------------------------

    def give_notice(self, notice: Notice) -> bool:
        with self._write(durable=True) as connection:
            return handling.give_notice(connection, notice)

    def end_notice(self, kind: str, at: datetime) -> int:
        with self._write() as connection:
            return handling.end_notice(connection, kind, at)

    def notices(self, *, untold: bool = False, newest: int = 100) -> tuple[Notice, ...]:
        return self._read(handling.notices, untold=untold, newest=newest)

    def notice_told(self, notice_id: int, channels: Sequence[str]) -> None:
        with self._write() as connection:
            handling.notice_told(connection, notice_id, channels)

    # --- hosts ---------------------------------------------------------------------------------------------------------

    def host(self, host: str) -> HostState:
        return self._read(sharing.host_state, host)

    def take_slot(self, host: str, now: datetime, gap_s: float, busy_s: float) -> HostState:
        with self._write(durable=self._engine.remote) as connection:
            return sharing.take_slot(connection, host, now, gap_s, busy_s)

    def free_slot(self, host: str, until: datetime) -> None:
        with self._write() as connection:
            sharing.free_slot(connection, host, until)

    def finish_slot(self, host: str, next_at: datetime, hold_until: datetime | None, failures: int) -> None:
        with self._write() as connection:
            sharing.finish_slot(connection, host, next_at, hold_until, failures)

    def save_robots(self, host: str, body: str, status: int, at: datetime) -> None:
        with self._write() as connection:
            sharing.change_host(connection, host, robots=body, robots_status=status, robots_at=at)

    # --- the service itself --------------------------------------------------------------------------------------------

    def take_service(self, owner: str, now: datetime, lease_s: float) -> str | None:
        with self._write() as connection:
            return sharing.take_service(connection, owner, now, lease_s)

    def leave_service(self, owner: str) -> None:
        with self._write() as connection:
            sharing.leave_service(connection, owner)

    # --- what pages ask: as much as they show ---------------------------------------------------------------------------

    def overviews(self, *, newest: int, skip: int = 0, watch_id: int | None = None) -> tuple[Overview, ...]:
        return self._read(paging.overviews, newest=newest, skip=skip, watch_id=watch_id)

    def story_documents(self, watch_id: int) -> tuple[Document, ...]:
        return self._read(paging.story_documents, watch_id)

    def story_versions(self, watch_id: int, *, newest: int) -> tuple[Version, ...]:
        return self._read(paging.story_versions, watch_id, newest)

    def some_versions(self, document_id: int, first: int, last: int) -> tuple[Version, ...]:
        return self._read(paging.some_versions, document_id, first, last)

    def places(self, watch_ids: Collection[int], document_ids: Collection[int]) -> tuple[Member, ...]:
        return self._read(paging.places, watch_ids, document_ids)

    def find_quotes(
        self, query: str = "", *, watch_id: int | None = None, speaker: str | None = None, status: str | None = None,
        newest: int = 50, before: int | None = None,
    ) -> tuple[LedgerQuote, ...]:
        terms = search_terms(query)
        if query.strip() and not terms:
            return ()  # punctuation alone
        matching = self._engine.matching(terms) if terms else None
        filters = {"watch_id": watch_id, "speaker": speaker, "status": status, "newest": newest, "before": before}
        return self._read(paging.find_quotes, matching, **filters)

    def speakers(self, watch_id: int | None = None, *, most: int = 100) -> tuple[tuple[str | None, int], ...]:
        return self._read(paging.speakers, watch_id, most)

    def meetings_of(self, watch_ids: Collection[int]) -> tuple[Meeting, ...]:
        return self._read(paging.meetings_of, watch_ids)

    def hosts(self, names: Collection[str], now: datetime) -> tuple[HostState, ...]:
        return self._read(paging.hosts, names, now)

    def told_at(self, watch_id: int, document_id: int, first: int, last: int) -> Mapping[int, Mapping[str, int]]:
        return self._read(paging.told_at, watch_id, document_id, first, last)

    def installation(self) -> str:
        known = self._read(sharing.installation)
        if known is None:
            with self._write(durable=True) as connection:
                known = sharing.make_installation(connection)
        return known

    def pulse(self, watch_id: int | None = None) -> tuple[Any, ...]:
        return self._read(paging.pulse, watch_id)

    # --- who has signed in to the pages --------------------------------------------------------------------------------

    def add_session(self, digest: str, until: datetime, now: datetime) -> None:
        with self._write() as connection:
            sharing.add_session(connection, digest, until, now)

    def has_session(self, digest: str, now: datetime) -> bool:
        return self._read(sharing.has_session, digest, now)

    def drop_session(self, digest: str) -> None:
        with self._write() as connection:
            sharing.drop_session(connection, digest)

    # --- care ----------------------------------------------------------------------------------------------------------

    def upgrade(self) -> str:
        """Bring the schema up to date -> what was done, in one line. An SQLite file is copied first, beside itself."""
        revision, newest = self._revision(), self._schema.newest
        if revision == newest:
            return f"{self._engine.name}: the schema is {newest} already; nothing to do"
        with contextlib.suppress(StoreOld):
            self._schema.check(revision, self._engine.name)
        kept = ""
        if revision is not None and isinstance(self._engine, Sqlite):
            copy = self._engine.free_name(f"before-{newest}")
            self._engine.backup(copy)
            kept = f"; the database as it was is kept as {copy}"
        with self._write(durable=True) as connection:
            self._engine.queue(connection, "schema")
            self._schema.migrate(connection)
        return f"{self._engine.name}: the schema went from {revision or 'empty'} to {newest}{kept}"

    def backup(self, file: Path) -> None:
        with explained(self._engine):
            self._engine.backup(file)

    def copy_to(self, url: str, told: Callable[[str, int], None]) -> int:
        """Everything into the empty database at `url` (its schema is made) -> how many rows, each compared with its original."""
        target = SqlStore.open(url)
        try:
            with target._write(durable=True) as into:  # noqa: SLF001 - it is of our own class
                return self._read(copying.copy, into, told)
        finally:
            target.close()

    def verify(self) -> Sequence[str]:
        def look(connection: Connection) -> list[str]:
            return [*self._engine.problems(connection), *care.problems(connection)]

        return self._read(look)

    def gauges(self, now: datetime) -> Mapping[str, float]:
        def look(connection: Connection) -> dict[str, float]:
            return {**care.gauges(connection, now), "database_bytes": self._engine.size(connection)}

        return self._read(look)

    def failing(self, before: datetime) -> tuple[Failing, ...]:
        return self._read(care.failing, before)

    def put_away(self, before: datetime, *, limit: int = 200) -> int:
        with self._write() as connection:
            return care.put_away(connection, before, limit)

    def mend_clock(self, now: datetime) -> int:
        with self._write() as connection:
            return care.mend_clock(connection, now)

    def compact(self) -> None:
        """Give back to the disk what deleted rows took up. Nobody else may use the database meanwhile."""
        with explained(self._engine):
            self._engine.compact()

    def facts(self) -> Mapping[str, Any]:
        def look(connection: Connection) -> dict[str, Any]:
            return {
                "url": self._engine.sa.url.render_as_string(hide_password=True),
                "revision": schema.current(connection, self._engine.name),
                "latest": self._schema.newest,
                "documents": _count(connection, document),
                "versions": _count(connection, version),
                "bytes": self._engine.size(connection),
            }

        return self._read(look)

    def close(self) -> None:
        self._engine.close()


def _engine(url: str, *, create: bool, busy_timeout_s: float) -> Engine:
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise StoreError("storage.url is no database URL; write sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE") from None
    match parsed.drivername:
        case "sqlite" | "sqlite+pysqlite":
            return Sqlite(parsed, create=create, busy_timeout_s=busy_timeout_s)
        case "postgresql" | "postgresql+psycopg":
            return Postgres(parsed.set(drivername="postgresql+psycopg"), busy_timeout_s=busy_timeout_s)
    raise StoreError(f"storage.url names {parsed.drivername}, which dateline cannot use; write sqlite:///FILE or postgresql+psycopg://…")


def _durable(decision: Decision) -> bool:
    """What others hear of must survive a power cut; an unchanged look is done again."""
    return decision.version is not None or bool(decision.alerts or decision.revisions)


def _count(connection: Connection, table: sa.Table) -> int:
    return int(connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)
