"""Everything that is true of SQLite only.

- WAL: readers never wait for the writer, nor it for them. One writer at a time, taken at BEGIN (IMMEDIATE): a transaction
  that read first and wants to write later could otherwise fail in the middle.
- synchronous=NORMAL loses the last commits in a power cut (never the database). That is right for leases, unchanged looks
  and the pace of hosts: they are done again. A version and its alerts are committed with FULL: by the time the power is
  back, the page may say something else, and an alert lost then is lost for ever. The sync also covers all commits before.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from monitor.errors import StoreDamaged, StoreError, StoreFull, StoreLocked
from storage.tables import quote

OLDEST = (3, 35, 0)  # RETURNING
TRIES = 20  # to have the file to ourselves for a moment
READERS = 4  # connections kept open; more are made when more threads read at once
_DURABLE = ("synchronous = FULL",)
_WAITING = ("synchronous = NORMAL",)
_UNWAITING = ("synchronous = NORMAL", "busy_timeout = 0", "wal_autocheckpoint = 0")


class Sqlite:
    errors: tuple[type[Exception], ...] = (SQLAlchemyError, sqlite3.Error)
    remote = False
    read_options: dict[str, Any] = {}  # noqa: RUF012 - a reading transaction in WAL sees one moment anyway

    def __init__(self, url: sa.URL, *, create: bool, busy_timeout_s: float) -> None:
        if sqlite3.sqlite_version_info < OLDEST:
            raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old: Python must be linked with 3.35 or newer")
        if url.database in {None, "", ":memory:"}:
            raise StoreError("a database in memory is lost at the end: write storage.url as sqlite:///FILE")
        self.file = Path(str(url.database).removeprefix("file:"))
        self.name = str(self.file)
        self._check_place(create=create)
        self.sa = sa.create_engine(
            url,
            connect_args={"timeout": busy_timeout_s, "check_same_thread": False},
            poolclass=QueuePool,
            pool_size=READERS,
            max_overflow=60,
            hide_parameters=True,
        )
        event.listen(self.sa, "connect", _on_connect)
        event.listen(self.sa, "begin", _on_begin)
        self._writers: dict[tuple[str, ...], Connection] = {}

    def _check_place(self, *, create: bool) -> None:
        if self.file.is_dir():
            raise StoreError(f"{self.name} is a folder: let storage.url name a file in it")
        if self.file.exists():
            return
        if not create:
            raise StoreError(f"{self.name}: there is no such database; `dateline add URL` makes it")
        if not self.file.parent.is_dir():
            raise StoreError(f"{self.name}: there is no folder {self.file.parent}; make it, or change storage.url")

    def use_wal(self) -> None:
        """Set once, kept in the file. Not while connecting: it needs the file for itself for a moment, and does not wait for it."""
        with closing(self.sa.raw_connection()) as raw:
            cursor = raw.cursor()
            for left in reversed(range(TRIES)):
                if cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
                    break
                try:
                    cursor.execute("PRAGMA journal_mode = WAL")
                except sqlite3.OperationalError:
                    if not left:
                        raise
                    cursor.execute("BEGIN IMMEDIATE")  # this waits until whoever makes the database too is through
                    cursor.execute("COMMIT")
            cursor.close()

    @contextmanager
    def writing(self, *, durable: bool, waiting: bool = True) -> Iterator[Connection]:
        """On a connection that is kept: to take one from the pool and give it back costs more than a small commit.

        Without `waiting` the log only grows."""
        if durable and not waiting:
            raise StoreLocked(f"{self.name}: a durable commit waits for the disk")
        pragmas = _DURABLE if durable else _WAITING if waiting else _UNWAITING
        connection = self._writer(pragmas)
        try:
            with connection.begin():
                yield connection
        except BaseException:
            self._writers.pop(pragmas).close()  # in whatever state it was left
            raise

    def put_log_away(self) -> None:
        """And write something that changes nothing: who begins the log anew waits for the disk as well."""
        driver = _driver(self._writer(_WAITING))
        driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        (version,) = driver.execute("PRAGMA user_version").fetchone()
        driver.execute(f"PRAGMA user_version = {version}")

    def _writer(self, pragmas: tuple[str, ...]) -> Connection:
        if pragmas not in self._writers:
            self._writers[pragmas] = connection = self.sa.connect().execution_options(dateline_write=True)
            connection.detach()  # from the pool: nobody shall read by these pragmas
            for pragma in pragmas:
                _driver(connection).execute(f"PRAGMA {pragma}")
        return self._writers[pragmas]

    def queue(self, connection: Connection, what: str) -> None:
        """One writer at a time: it is alone already."""

    def explain(self, error: BaseException) -> StoreError:
        if isinstance(error, PoolTimeout):
            return StoreLocked(f"{self.name}: too many readers at once; try again")
        cause = getattr(error, "orig", None) or error
        code = getattr(cause, "sqlite_errorcode", 0)
        name = getattr(cause, "sqlite_errorname", type(cause).__name__)
        match code & 0xFF:
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                return StoreLocked(f"{self.name}: another process holds the database; wait for it, or stop it")
            case sqlite3.SQLITE_FULL:
                return StoreFull(f"{self.name}: the disk or the database's page limit is full; make room, nothing was lost")
            case sqlite3.SQLITE_IOERR if "WRITE" in name or "FSYNC" in name or "TRUNCATE" in name or "SHM" in name:
                return StoreFull(f"{self.name}: it could not be written ({name}): disk full, or a file-size limit; nothing was lost")
            case sqlite3.SQLITE_READONLY:
                return StoreError(f"{self.name}: it is read-only; give this user write access to the file and its folder")
            case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
                return StoreError(f"{self.name}: it cannot be opened; check that file and folder are readable and writable for this user")
            case sqlite3.SQLITE_NOTADB:
                return StoreError(f"{self.name} is no SQLite database; let storage.url name another file")
            case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_IOERR:
                return StoreDamaged(f"{self.name} is damaged ({name}: {cause}); stop the service and put a backup in its place")
        return StoreError(f"{self.name}: {name}: {str(cause).splitlines()[0] if str(cause) else 'unexpected error'}; please report this")

    def matching(self, terms: Sequence[tuple[Sequence[str], bool]]) -> sa.ColumnElement[bool]:
        wanted = " AND ".join(f'"{" ".join(found)}"{"*" if open_ else ""}' for found, open_ in terms)
        hits = sa.text("SELECT rowid FROM quote_search WHERE quote_search MATCH :wanted").bindparams(wanted=wanted)
        return quote.c.id.in_(hits.columns(sa.column("rowid", sa.Integer)))

    def problems(self, connection: Connection) -> list[str]:
        found = [f"{self.name}: {row[0]}" for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
        for table, rowid, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            found.append(f"{self.name}: row {rowid} of {table} refers to a row of {parent} that is not there")
        return found

    def size(self, connection: Connection) -> int:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())

    def compact(self) -> None:
        with closing(self.sa.raw_connection()) as raw:
            cursor = raw.cursor()
            for statement in ("VACUUM", "PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)"):
                cursor.execute(statement).fetchall()
            cursor.close()

    def close(self) -> None:
        for connection in self._writers.values():
            connection.close()
        self._writers.clear()
        self.sa.dispose()

    def free_name(self, what: str) -> Path:
        """A name beside the database that no file has yet."""
        wanted = [self.file.with_name(f"{self.file.name}.{what}{f'-{n}' if n else ''}") for n in range(100)]
        return next(file for file in wanted if not file.exists())

    def backup(self, file: Path) -> None:
        """A copy as of one moment, in one file, while others read and write. It appears under its name when it is whole."""
        if file.exists():
            raise StoreError(f"{file}: there is such a file already; name a new one")
        if not file.parent.is_dir():
            raise StoreError(f"{file}: there is no folder {file.parent}; make it first")
        part = file.with_name(file.name + ".part")
        try:
            with closing(self.sa.raw_connection()) as raw, closing(sqlite3.connect(part)) as target:
                source = raw.driver_connection
                assert isinstance(source, sqlite3.Connection)  # noqa: S101 - for the type checker
                source.backup(target)
                target.execute("PRAGMA journal_mode = DELETE")
            with part.open("rb") as written:
                os.fsync(written.fileno())
            part.replace(file)
        except (sqlite3.Error, OSError) as error:
            part.unlink(missing_ok=True)
            reason = getattr(error, "strerror", None) or str(error)
            raise StoreError(f"{file}: the backup could not be written: {reason}") from error


def _on_connect(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    del entry
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - for the type checker
    connection.isolation_level = None  # we say BEGIN ourselves: sqlite3's own would come too late and never be IMMEDIATE
    connection.execute("PRAGMA foreign_keys = ON")


def _on_begin(connection: Connection) -> None:
    """Past SQLAlchemy, whose way to the driver takes longer than SQLite itself; what the driver raises is explained all the same."""
    write = connection.get_execution_options().get("dateline_write")
    _driver(connection).execute("BEGIN IMMEDIATE" if write else "BEGIN")


def _driver(connection: Connection) -> sqlite3.Connection:
    driver: Any = connection.connection.dbapi_connection  # a detached one has no driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - for the type checker
    return driver
