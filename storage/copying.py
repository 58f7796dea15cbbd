"""A whole newsroom from one database into an empty other one, row by row, and proof that nothing was lost or changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Table
from sqlalchemy.dialects.postgresql import REGCLASS

from monitor.errors import StoreError
from storage.tables import document, installation, metadata, service

BATCH = 500  # rows in memory at a time

TABLES = tuple(table for table in metadata.sorted_tables if table is not service)  # who runs there is not who ran here

Progress = Callable[[str, int], None]


def copy(source: Connection, target: Connection, told: Progress) -> int:
    """Every row of every table -> how many. Raises StoreError when `target` holds something, or something else than
    `source` at the end; the caller's transaction then leaves it empty."""
    if target.scalar(sa.select(document.c.id).limit(1)) is not None:
        raise StoreError("the database to copy into is not empty; name a new one")
    total = 0
    target.execute(installation.delete())  # it goes on as the one that moves in
    for table in TABLES:
        count = 0
        for rows in _batches(source, table):
            target.execute(table.insert(), [dict(row) for row in rows])
            count += len(rows)
        _go_on_counting(source, target, table)
        if _digest(source, table) != _digest(target, table):
            raise StoreError(f"table {table.name} did not arrive as it was; nothing was kept; please report this")
        told(table.name, count)
        total += count
    return total


def _batches(connection: Connection, table: Table) -> Iterator[list[sa.RowMapping]]:
    query = sa.select(table).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    for partition in connection.execute(query).mappings().partitions(BATCH):
        yield list(partition)


def _digest(connection: Connection, table: Table) -> int:
    """Of all rows, as Python sees their values, in no order: two databases sort the same words differently."""
    total = 0
    for rows in _batches(connection, table):
        for row in rows:
            told = repr([_plain(value) for value in row.values()]).encode("utf-8", "surrogatepass")
            total += int.from_bytes(hashlib.sha256(told).digest())
    return total


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _go_on_counting(source: Connection, target: Connection, table: Table) -> None:
    """A number that was ever given is never given again, on neither side: neither a purged row's nor one written by name,
    which PostgreSQL's own numbering does not notice."""
    column = table.autoincrement_column
    if column is None:
        return
    highest: int = target.scalar(sa.select(sa.func.coalesce(sa.func.max(column), 0))) or 0
    last = max(highest, _last_given(source, column), _last_given(target, column))
    if target.dialect.name == "postgresql":
        target.execute(sa.select(sa.func.setval(_sequence(column), last + 1, False)))
    elif table.dialect_options["sqlite"]["autoincrement"]:
        target.execute(_COUNTED.delete().where(_COUNTED.c.name == table.name))
        target.execute(_COUNTED.insert(), {"name": table.name, "seq": last})


_COUNTED = sa.table("sqlite_sequence", sa.column("name"), sa.column("seq"))


def _last_given(connection: Connection, column: sa.Column[Any]) -> int:
    """0 where the database does not count, or has not begun to."""
    if connection.dialect.name == "sqlite":
        counted = sa.select(_COUNTED.c.seq).where(_COUNTED.c.name == column.table.name)
    else:
        counted = sa.select(sa.func.pg_sequence_last_value(sa.cast(_sequence(column), REGCLASS)))
    last: int | None = connection.scalar(counted)
    return last or 0


def _sequence(column: sa.Column[Any]) -> sa.ColumnElement[str]:
    return sa.func.pg_get_serial_sequence(column.table.name, column.name)
