"""What an editor does with an alert, how deliveries are grouped and held, notices of the service itself, channels that are off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
UTC = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("watch", sa.Column("snoozed_until", UTC))
    op.add_column("alert", sa.Column("acknowledged_at", UTC))
    op.add_column("alert", sa.Column("snoozed_until", UTC))
    op.add_column("alert", sa.Column("wrong_at", UTC))
    op.add_column("alert", sa.Column("wrong_note", sa.Text))
    op.add_column("delivery", sa.Column("tried_from", UTC))
    op.add_column("delivery", sa.Column("sent_at", UTC))
    op.add_column("delivery", sa.Column("batch", sa.Text))
    op.add_column("delivery", sa.Column("held", sa.Boolean, server_default=sa.false(), nullable=False))
    op.add_column("delivery", sa.Column("aside", sa.Boolean, server_default=sa.false(), nullable=False))
    op.create_index("ix_delivery_batch", "delivery", ["batch"])
    op.create_index("ix_delivery_channel_sent_at", "delivery", ["channel", "sent_at"])
    op.create_table(
        "notice",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("over_at", UTC),
        sa.Column("untold", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("key", name="uq_notice_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "channel",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("off_at", UTC, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_channel"),
    )


def downgrade() -> None:
    op.drop_table("channel")
    op.drop_table("notice")
    op.drop_index("ix_delivery_channel_sent_at", "delivery")
    op.drop_index("ix_delivery_batch", "delivery")
    for table, columns in (
        ("delivery", ("aside", "held", "batch", "sent_at", "tried_from")),
        ("alert", ("wrong_note", "wrong_at", "snoozed_until", "acknowledged_at")),
        ("watch", ("snoozed_until",)),
    ):
        for column in columns:
            op.drop_column(table, column)
