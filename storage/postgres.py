"""Everything that is true of PostgreSQL only (psycopg 3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from monitor.errors import Stale, StoreError, StoreFull, StoreLocked
from storage.tables import quote

_LINE = {"connect_timeout": 10, "tcp_user_timeout": 10_000, "keepalives_idle": 5}  # a network that swallows everything is noticed


class Postgres:
    errors: tuple[type[Exception], ...] = (SQLAlchemyError,)
    remote = True
    read_options: dict[str, Any] = {"isolation_level": "REPEATABLE READ"}  # noqa: RUF012 - never changed

    def __init__(self, url: sa.URL, *, busy_timeout_s: float) -> None:
        self.name = url.render_as_string(hide_password=True)
        milliseconds = max(1, int(busy_timeout_s * 1000))
        try:
            self.sa = sa.create_engine(
                url,
                connect_args={"options": f"-c lock_timeout={milliseconds} -c timezone=UTC -c synchronous_commit=off", **_LINE},
                pool_size=5,
                max_overflow=60,
                pool_pre_ping=True,  # a server that was restarted costs nobody an error
                hide_parameters=True,
            )
        except ModuleNotFoundError:
            raise StoreError("PostgreSQL needs its driver: pip install 'dateline[postgres]'") from None
        sa.event.listen(self.sa, "begin", _on_begin)

    @contextmanager
    def writing(self, *, durable: bool, waiting: bool = True) -> Iterator[Connection]:
        if not waiting:
            raise StoreLocked(f"{self.name}: every transaction waits for the server")
        with self.sa.connect().execution_options(dateline_durable=durable) as connection, connection.begin():
            yield connection

    def put_log_away(self) -> None:
        """The server does."""

    def queue(self, connection: Connection, what: str) -> None:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(crc32(f"dateline {what}".encode()))))

    def explain(self, error: BaseException) -> StoreError:
        if isinstance(error, PoolTimeout):
            return StoreLocked(f"{self.name}: too many connections at once; try again")
        cause = getattr(error, "orig", None) or error
        state = getattr(cause, "sqlstate", None) or ""
        said = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
        match state:
            case "40001" | "40P01" | "23505":
                return Stale(f"{self.name}: two processes changed the same rows; it is tried again")
            case "55P03" | "57014":
                return StoreLocked(f"{self.name}: another process holds these rows for too long; wait for it, or stop it")
            case "53100":
                return StoreFull(f"{self.name}: the server's disk is full; make room, nothing was lost")
            case "25006":
                return StoreError(f"{self.name}: the server only reads (a standby?); let storage.url name the primary")
            case "3D000" | "28000" | "28P01" | "42501":
                return StoreError(f"{self.name}: {said}; check user, password, database and rights in storage.url")
        if not state or state.startswith(("08", "57P", "53")):
            return StoreError(f"{self.name}: the server cannot be reached: {said}; start it, or change storage.url")
        return StoreError(f"{self.name}: {said} ({state}); please report this")

    def matching(self, terms: Sequence[tuple[Sequence[str], bool]]) -> sa.ColumnElement[bool]:
        wanted = " & ".join(_phrase(found, open_) for found, open_ in terms)
        held = sa.func.to_tsvector(sa.literal_column("'simple'"), quote.c.words)
        return held.bool_op("@@")(sa.func.to_tsquery(sa.literal_column("'simple'"), wanted))

    def problems(self, connection: Connection) -> list[str]:
        del connection
        return []

    def size(self, connection: Connection) -> int:
        return int(connection.execute(sa.select(sa.func.pg_database_size(sa.func.current_database()))).scalar_one())

    def compact(self) -> None:
        with self.sa.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM (ANALYZE)")

    def close(self) -> None:
        self.sa.dispose()

    def backup(self, file: Path) -> None:
        shown = self.sa.url.set(drivername="postgresql").render_as_string(hide_password=True)
        raise StoreError(f"PostgreSQL has its own backup: pg_dump --format=custom --file={file} {shown}")


def _on_begin(connection: Connection) -> None:
    """Most of what a look writes may be lost with the server's last moments: then the page is looked at once more."""
    if connection.get_execution_options().get("dateline_durable"):
        connection.exec_driver_sql("SET LOCAL synchronous_commit TO on")


def _phrase(found: Sequence[str], open_: bool) -> str:
    """Words in a row, as to_tsquery reads them. They hold letters and digits only."""
    quoted = " <-> ".join(f"'{word}'" for word in found)
    return f"({quoted}:*)" if open_ else f"({quoted})"
