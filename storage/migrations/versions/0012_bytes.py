"""The hashes of a version are bytes, and SQLite keeps times as integers: microseconds since 1970, in UTC."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

HASHES = ("sha256", "fingerprint")
TIMES = {
    "document": ("first_check", "last_check", "next_check", "lease_until", "due_at"),
    "watch": ("added_at", "removed_at", "baseline_at", "snoozed_until"),
    "member": ("added_at", "removed_at"),
    "version": ("at", "published", "modified"),
    "unread": ("at",),
    "visit": ("at",),
    "meeting": ("first_seen",),
    "evidence": ("at", "lapsed_at"),
    "alert": ("at", "acknowledged_at", "snoozed_until", "wrong_at"),
    "delivery": ("next_at", "lease_until", "tried_from", "sent_at"),
    "notice": ("at", "over_at"),
    "channel": ("off_at",),
    "host": ("next_at", "busy_until", "hold_until", "robots_at"),
    "session": ("until",),
    "service": ("lease_until",),
}
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table, names in TIMES.items():
            _convert(table, names, lambda text: (datetime.fromisoformat(text).replace(tzinfo=UTC) - EPOCH) // MICROSECOND)
        _convert("version", HASHES, bytes.fromhex)
    _retype(sa.LargeBinary(32), "decode({}, 'hex')")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table, names in TIMES.items():
            _convert(table, names, lambda moment: (EPOCH + moment * MICROSECOND).isoformat(" ", "microseconds")[:26])
        _convert("version", HASHES, bytes.hex)
    _retype(sa.Text(), "encode({}, 'hex')")


def _retype(kind: Any, using: str) -> None:
    with op.batch_alter_table("version") as version:  # SQLite writes the table anew
        for name in HASHES:
            version.alter_column(name, type_=kind, existing_nullable=False, postgresql_using=using.format(name))


def _convert(table: str, names: Sequence[str], function: Callable[[Any], Any]) -> None:
    """On SQLite, where a column holds values of any kind. One that `function` cannot take lets the whole upgrade fail."""
    driver: Any = op.get_bind().connection.dbapi_connection
    driver.create_function("converted", 1, lambda value: None if value is None else function(value))
    op.execute(sa.update(sa.table(table, *map(sa.column, names))).values({name: sa.func.converted(sa.column(name)) for name in names}))
    driver.create_function("converted", 1, None)
