"""What no query looks for in an alert or a quote is one record, see storage.packing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.packing import Packed, unpack

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BATCH = 500
# The fields of the records, with their types and defaults as columns. One of the columns goes on as the record's.
Fields = dict[str, tuple[Any, str]]
_RECORD = sa.JSON().with_variant(Packed(), "sqlite")
ALERT: Fields = {"document": (sa.Text(), ""), "title": (sa.Text(), ""), "text": (sa.Text(), ""), "data": (_RECORD, "{}")}
QUOTE: Fields = {
    "key": (sa.Text(), ""),
    "text": (sa.Text(), ""),
    "kind": (sa.Text(), ""),
    "first_seen": (sa.DateTime(timezone=True), "1970-01-01 00:00:00.000000"),
    "sightings": (_RECORD, "[]"),
    "history": (_RECORD, "[]"),
    "verified_in": (_RECORD, "[]"),
    "confidence": (sa.Float(), "1"),
    "portions": (_RECORD, "[]"),
}
RECORDS = (("alert", ALERT, "data"), ("quote", QUOTE, "history"))
PACKED = {"meeting": ("history",), "evidence": ("claim",), "alert": ("data",), "quote": ("sightings", "history", "verified_in", "portions")}


def upgrade() -> None:
    for table, fields, kept in RECORDS:
        _rewrite(table, fields, partial(_together, fields, kept))
        op.alter_column(table, kept, new_column_name="record")
        for name in fields:
            if name != kept:
                op.drop_column(table, name)


def downgrade() -> None:
    """Records as text, for earlier releases do not know what these are packed with."""
    for table, fields, kept in RECORDS:
        op.alter_column(table, "record", new_column_name=kept)
        for name, (kind, default) in fields.items():
            if name != kept:
                op.add_column(table, sa.Column(name, sa.JSON() if kind is _RECORD else kind, nullable=False, server_default=default))
        _rewrite(table, fields, partial(_apart, fields, kept))
    connection = op.get_bind()
    for name, columns in PACKED.items() if connection.dialect.name == "sqlite" else ():
        for column in columns:
            rows = sa.table(name, sa.column("id"), sa.column(column))
            held = rows.c[column]
            for number, packed in connection.execute(sa.select(rows.c.id, held).where(sa.func.typeof(held) == "blob")).all():
                connection.execute(sa.update(rows).where(rows.c.id == number).values({column: json.dumps(unpack(packed))}))


def _together(fields: Fields, kept: str, row: sa.RowMapping) -> dict[str, Any]:
    return {kept: {name: _dumped(row[name]) for name in fields}}


def _dumped(value: Any) -> Any:
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat() if isinstance(value, datetime) else value


def _apart(fields: Fields, kept: str, row: sa.RowMapping) -> dict[str, Any]:
    return {name: _loaded(name, value) for name, value in row[kept].items() if name in fields}


def _loaded(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value).astimezone(UTC) if name == "first_seen" else value


def _rewrite(name: str, fields: Fields, changed: Callable[[sa.RowMapping], dict[str, Any]]) -> None:
    """Every row, with the values that `changed` gives for it."""
    table = sa.table(name, sa.column("id", sa.Integer), *(sa.column(field, kind) for field, (kind, _) in fields.items()))
    connection, last = op.get_bind(), 0
    some = sa.select(table).where(table.c.id > sa.bindparam("last")).order_by(table.c.id).limit(BATCH)
    while rows := connection.execute(some, {"last": last}).mappings().all():
        for row in rows:
            connection.execute(sa.update(table).where(table.c.id == row["id"]).values(changed(row)))
        last = rows[-1]["id"]
