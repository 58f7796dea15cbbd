"""Which hosts are being asked just now, so that two processes never ask one at the same time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("host", sa.Column("busy_until", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("host", "busy_until")
