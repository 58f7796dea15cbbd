"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
UTC = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "content",
        sa.Column("id", ID, nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("depth", sa.Integer, nullable=False),
        sa.Column("base_id", ID),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["base_id"], ["content.id"], name="fk_content_base_id"),
        sa.PrimaryKeyConstraint("id", name="pk_content"),
        sa.UniqueConstraint("sha256", name="uq_content_sha256"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_content_base_id", "content", ["base_id"])
    op.create_table(
        "document",
        sa.Column("id", ID, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("final_url", sa.Text),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("first_check", UTC),
        sa.Column("last_check", UTC),
        sa.Column("next_check", UTC, nullable=False),
        sa.Column("last_outcome", sa.Text),
        sa.Column("last_error", sa.Text),
        sa.Column("failures", sa.Integer, server_default="0", nullable=False),
        sa.Column("missing", sa.Integer, server_default="0", nullable=False),
        sa.Column("looks", sa.Integer, server_default="0", nullable=False),
        sa.Column("swings", sa.Integer, server_default="0", nullable=False),
        sa.Column("versions", sa.Integer, server_default="0", nullable=False),
        sa.Column("every_s", sa.Integer, nullable=False),
        sa.Column("down", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.Column("lease_owner", sa.Text),
        sa.Column("lease_until", UTC),
        sa.Column("due_at", UTC),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.UniqueConstraint("url", name="uq_document_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_document_due_at", "document", ["due_at"])
    op.create_index("ix_document_lease_owner", "document", ["lease_owner"])
    op.create_table(
        "host",
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("next_at", UTC),
        sa.Column("hold_until", UTC),
        sa.Column("failures", sa.Integer, server_default="0", nullable=False),
        sa.Column("robots", sa.Text),
        sa.Column("robots_status", sa.Integer),
        sa.Column("robots_at", UTC),
        sa.PrimaryKeyConstraint("host", name="pk_host"),
    )
    op.create_table(
        "service",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("lease_until", UTC, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_service"),
    )
    op.create_table(
        "version",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("published", UTC),
        sa.Column("modified", UTC),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("extractor", sa.Text, nullable=False),
        sa.Column("last_modified", sa.Text),
        sa.Column("swing_of", sa.Integer),
        sa.Column("held", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.Column("raw_id", ID),
        sa.Column("content_type", sa.Text, nullable=False),
        sa.Column("reading_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_version_document_id"),
        sa.ForeignKeyConstraint(["raw_id"], ["content.id"], name="fk_version_raw_id"),
        sa.ForeignKeyConstraint(["reading_id"], ["content.id"], name="fk_version_reading_id"),
        sa.PrimaryKeyConstraint("document_id", "number", name="pk_version"),
    )
    op.create_index("ix_version_document_id_fingerprint_number", "version", ["document_id", "fingerprint", "number"])
    op.create_index("ix_version_raw_id", "version", ["raw_id"])
    op.create_index("ix_version_reading_id", "version", ["reading_id"])
    op.create_table(
        "visit",
        sa.Column("id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("final_url", sa.Text),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("version", sa.Integer),
        sa.Column("status", sa.Integer),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("error", sa.JSON(none_as_null=True)),
        sa.Column("alerts", sa.Integer, nullable=False),
        sa.Column("elapsed_s", sa.Float, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_visit_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_visit"),
    )
    op.create_index("ix_visit_document_id_at", "visit", ["document_id", "at"])
    op.create_table(
        "watch",
        sa.Column("id", ID, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("every_s", sa.Integer, nullable=False),
        sa.Column("paused", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.Column("follow_sources", sa.Boolean, server_default=sa.true(), nullable=False),
        sa.Column("added_at", UTC, nullable=False),
        sa.Column("removed_at", UTC),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("baseline_at", UTC),
        sa.Column("revision", sa.Integer, server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["document.id"], name="fk_watch_article_id"),
        sa.PrimaryKeyConstraint("id", name="pk_watch"),
        sa.UniqueConstraint("url", name="uq_watch_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_watch_article_id", "watch", ["article_id"])
    op.create_table(
        "alert",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("watch_id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("version", sa.Integer),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_alert_document_id"),
        sa.ForeignKeyConstraint(["watch_id"], ["watch.id"], name="fk_alert_watch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_alert"),
        sa.UniqueConstraint("key", name="uq_alert_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alert_document_id", "alert", ["document_id"])
    op.create_index("ix_alert_watch_id_id", "alert", ["watch_id", "id"])
    op.create_table(
        "meeting",
        sa.Column("id", ID, nullable=False),
        sa.Column("watch_id", ID, nullable=False),
        sa.Column("participants", sa.JSON, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("earliest", sa.Date),
        sa.Column("latest", sa.Date),
        sa.Column("confirmed_by", sa.JSON, nullable=False),
        sa.Column("history", sa.JSON, nullable=False),
        sa.Column("first_seen", UTC, nullable=False),
        sa.ForeignKeyConstraint(["watch_id"], ["watch.id"], name="fk_meeting_watch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
    )
    op.create_index("ix_meeting_watch_id", "meeting", ["watch_id"])
    op.create_table(
        "member",
        sa.Column("id", ID, nullable=False),
        sa.Column("watch_id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("anchor", sa.Text),
        sa.Column("added_at", UTC, nullable=False),
        sa.Column("removed_at", UTC),
        sa.Column("baseline", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.Column("entered", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.Column("twin_id", ID),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_member_document_id"),
        sa.ForeignKeyConstraint(["twin_id"], ["document.id"], name="fk_member_twin_id"),
        sa.ForeignKeyConstraint(["watch_id"], ["watch.id"], name="fk_member_watch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_member"),
        sa.UniqueConstraint("watch_id", "document_id", name="uq_member_watch_id_document_id"),
    )
    op.create_index("ix_member_document_id", "member", ["document_id"])
    op.create_index("ix_member_twin_id", "member", ["twin_id"])
    op.create_table(
        "quote",
        sa.Column("id", ID, nullable=False),
        sa.Column("watch_id", ID, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("speaker", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("first_seen", UTC, nullable=False),
        sa.Column("sightings", sa.JSON, nullable=False),
        sa.Column("history", sa.JSON, nullable=False),
        sa.Column("verified_in", sa.JSON, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.ForeignKeyConstraint(["watch_id"], ["watch.id"], name="fk_quote_watch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_quote"),
    )
    op.create_index("ix_quote_watch_id", "quote", ["watch_id"])
    op.create_table(
        "delivery",
        sa.Column("id", ID, nullable=False),
        sa.Column("alert_id", ID, nullable=False),
        sa.Column("watch_id", ID, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, server_default="0", nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("next_at", UTC),
        sa.Column("lease_owner", sa.Text),
        sa.Column("lease_until", UTC),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name="fk_delivery_alert_id"),
        sa.ForeignKeyConstraint(["watch_id"], ["watch.id"], name="fk_delivery_watch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("alert_id", "channel", name="uq_delivery_alert_id_channel"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_delivery_state_next_at", "delivery", ["state", "next_at"])
    op.create_index("ix_delivery_watch_id_channel_state_id", "delivery", ["watch_id", "channel", "state", "id"])
    op.create_table(
        "evidence",
        sa.Column("id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("claim", sa.JSON, nullable=False),
        sa.Column("lapsed_at", UTC),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_evidence_document_id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_evidence_meeting_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
    )
    op.create_index("ix_evidence_document_id", "evidence", ["document_id"])
    op.create_index("ix_evidence_meeting_id", "evidence", ["meeting_id"])


def downgrade() -> None:
    for table in ("evidence", "delivery", "quote", "member", "meeting", "alert", "watch", "visit", "version", "service", "host", "document", "content"):
        op.drop_table(table)
