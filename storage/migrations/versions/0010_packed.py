"""Records are deflated from now on (see storage.packing). Nothing is rewritten: the number keeps older releases, which cannot read
them, from opening the database."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from storage.packing import unpack

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

PACKED = (("quote", "sightings"), ("quote", "history"), ("meeting", "history"), ("evidence", "claim"), ("alert", "data"))


def upgrade() -> None:
    pass


def downgrade() -> None:
    connection = op.get_bind()
    for name, column in PACKED if connection.dialect.name == "sqlite" else ():
        table = sa.table(name, sa.column("id"), sa.column(column))
        held = table.c[column]
        for row in connection.execute(sa.select(table.c.id, held).where(sa.func.typeof(held) == "blob")).all():
            text = json.dumps(unpack(row[1]), ensure_ascii=True)
            connection.execute(sa.update(table).where(table.c.id == row[0]).values({column: text}))
