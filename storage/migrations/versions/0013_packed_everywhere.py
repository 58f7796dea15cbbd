"""Records are packed on PostgreSQL too, see storage.packing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.packing import pack, unpack

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BATCH = 500
RECORDS = (("meeting", "history"), ("evidence", "claim"), ("quote", "record"), ("alert", "record"))


def upgrade() -> None:
    for table, column in RECORDS:
        _rewrite(table, column, sa.JSON(), sa.LargeBinary(), pack)


def downgrade() -> None:
    for table, column in RECORDS:
        _rewrite(table, column, sa.LargeBinary(), sa.JSON(), unpack)


def _rewrite(name: str, column: str, was: Any, becomes: Any, changed: Callable[[Any], Any]) -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        return
    op.add_column(name, sa.Column("becomes", becomes))
    table = sa.table(name, sa.column("id", sa.Integer), sa.column(column, was), sa.column("becomes", becomes))
    some, last = sa.select(table.c.id, table.c[column]).where(table.c.id > sa.bindparam("last")).order_by(table.c.id).limit(BATCH), 0
    new = sa.update(table).where(table.c.id == sa.bindparam("own")).values(becomes=sa.bindparam("value", type_=becomes))
    while rows := connection.execute(some, {"last": last}).all():
        connection.execute(new, [{"own": number, "value": changed(held)} for number, held in rows])
        last = rows[-1].id
    op.drop_column(name, column)
    op.alter_column(name, "becomes", new_column_name=column, nullable=False)
