"""What the store needs of a database engine beyond SQLAlchemy's common ground. sqlite.py and postgres.py fulfil it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection
from sqlalchemy.dialects import sqlite

from monitor.errors import StoreError

CHUNK = 500  # ids in one statement; engines limit their number


class Engine(Protocol):
    sa: sa.Engine
    name: str  # for messages: the file, or the URL without its password
    errors: tuple[type[Exception], ...]  # what SQLAlchemy and the driver raise
    remote: bool  # whether a transaction waits for a server, and its clients live on when that crashes
    read_options: dict[str, Any]  # execution options of a transaction that reads: it sees one moment

    def writing(self, *, durable: bool, waiting: bool = True) -> AbstractContextManager[Connection]:
        """A transaction that writes; one at a time. `durable`: what it commits must survive a power cut. `waiting` false:
        raises StoreLocked, before anything is done, where it would have to wait for the disk or for other processes."""
        ...

    def put_log_away(self) -> None:
        """What was committed goes to where it belongs: `writing` without `waiting` leaves that to others."""
        ...

    def queue(self, connection: Connection, what: str) -> None:
        """Wait until no other transaction is at `what`, and keep others from it until this one ends."""
        ...

    def explain(self, error: BaseException) -> StoreError:
        """The error as one line that says what to do."""
        ...

    def matching(self, terms: Sequence[tuple[Sequence[str], bool]]) -> ColumnElement[bool]:
        """The quotes that hold all of `terms` (see monitor.text.search_terms)."""
        ...

    def problems(self, connection: Connection) -> Sequence[str]:
        """What the engine itself finds wrong with its files."""
        ...

    def size(self, connection: Connection) -> int: ...
    def backup(self, file: Path) -> None: ...
    def compact(self) -> None: ...
    def close(self) -> None: ...


def chunks(ids: Iterable[int]) -> Iterable[list[int]]:
    every = list(ids)
    return (every[i : i + CHUNK] for i in range(0, len(every), CHUNK))


def insert(connection: Connection, table: sa.Table) -> Any:
    """INSERT with `on_conflict_do_nothing`, which both engines have and SQLAlchemy's common ground has not."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - a twentieth of the time to start, which SQLite need not pay

    return postgresql.insert(table)


def new_id(connection: Connection, table: sa.Table, row: dict[str, Any]) -> int:
    """Insert the row -> the id it was given."""
    return int(connection.execute(table.insert().returning(table.c.id), row).scalar_one())


def ensure(connection: Connection, table: sa.Table, **values: Any) -> Any:
    """Insert the row unless a unique key is taken -> its primary key, or None when there was one already."""
    (key,) = table.primary_key.columns
    return connection.scalar(insert(connection, table).values(**values).on_conflict_do_nothing().returning(key))


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """No error of SQLAlchemy's or the driver's leaves this block: they become StoreErrors."""
    try:
        yield
    except engine.errors as error:
        raise engine.explain(error) from error
