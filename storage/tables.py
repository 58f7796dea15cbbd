"""The tables, for SQLite and PostgreSQL alike.

    watch ──< member >── document ──< version >── content (bodies, each kept once)
      ├──< quote                 ├──< visit
      ├──< meeting ──< evidence  └─── unread (at most one)
      └──< alert ──< delivery            host, service: what processes share; notice, channel: what became of telling

Column names are the field names of the dataclasses in monitor.model, so that a row becomes a value by name. Of an alert and of a quote
those fields alone have columns that something is found by; the others are one record, in which each word is kept about once.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.types import TypeEngine, UserDefinedType

from storage.packing import Packed

_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


class _AsInteger(UserDefinedType[Any]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "DATETIME"


class Utc(TypeDecorator[datetime]):
    """Aware datetimes only, given back in UTC. On SQLite, which has no type for them, microseconds since 1970: 8 bytes, not 26."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(_AsInteger() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a datetime without a zone cannot be stored: {value!r}")
        moment = value.astimezone(UTC)
        return (moment - _EPOCH) // _MICROSECOND if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = _EPOCH + timedelta(microseconds=value) if dialect.name == "sqlite" else value.astimezone(UTC)
        return moment


class Digest(TypeDecorator[str]):
    """A SHA-256 that the program writes in hexadecimal, as its 32 bytes."""

    impl = LargeBinary(32)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        del dialect
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else bytes(value).hex()


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(value: str) -> str:
    """NUL (which PostgreSQL refuses) and lone surrogates (which UTF-8 has no form for) become U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", value)


class Words(TypeDecorator[str]):
    """Text from anywhere, as far as it is storable."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else storable(value)


Id = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Ids that are seen outside (alerts --since) or kept in memory across transactions are never used again after a purge:
# that is what AUTOINCREMENT means to SQLite; PostgreSQL's sequences never go back.
_NEVER_AGAIN: dict[str, Any] = {"sqlite_autoincrement": True}

document = Table(
    "document",
    metadata,
    Column("id", Id, primary_key=True),
    Column("url", Words, nullable=False, unique=True),
    Column("final_url", Words),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("first_check", Utc),
    Column("last_check", Utc),
    Column("next_check", Utc, nullable=False),
    Column("last_outcome", Words),
    Column("last_error", Words),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("missing", Integer, nullable=False, server_default="0"),
    Column("looks", Integer, nullable=False, server_default="0"),
    Column("swings", Integer, nullable=False, server_default="0"),
    Column("versions", Integer, nullable=False, server_default="0"),
    Column("every_s", Integer, nullable=False),
    Column("down", Boolean, nullable=False, server_default=false()),
    Column("lease_owner", Words, index=True),
    Column("lease_until", Utc),
    # When the schedule may claim it: NULL when no running watch follows it, the lease's end while it is leased, else
    # next_check. One index answers "what is due" whatever is paused, dropped or in somebody's hands.
    Column("due_at", Utc, index=True),
    **_NEVER_AGAIN,
)

watch = Table(
    "watch",
    metadata,
    Column("id", Id, primary_key=True),
    Column("url", Words, nullable=False, unique=True),
    Column("name", Words),
    Column("every_s", Integer, nullable=False),
    Column("paused", Boolean, nullable=False, server_default=false()),
    Column("follow_sources", Boolean, nullable=False, server_default=true()),
    Column("added_at", Utc, nullable=False),
    Column("removed_at", Utc),
    Column("article_id", Id, ForeignKey("document.id"), nullable=False, index=True),
    Column("baseline_at", Utc),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("snoozed_until", Utc),
    **_NEVER_AGAIN,
)

member = Table(
    "member",
    metadata,
    Column("id", Id, primary_key=True),
    Column("watch_id", Id, ForeignKey("watch.id"), nullable=False),
    Column("document_id", Id, ForeignKey("document.id"), nullable=False, index=True),
    Column("role", Words, nullable=False),
    Column("anchor", Words),
    Column("added_at", Utc, nullable=False),
    Column("removed_at", Utc),
    Column("baseline", Boolean, nullable=False, server_default=false()),
    Column("entered", Boolean, nullable=False, server_default=false()),
    # Another member of the same watch that this one's URL leads to: cited, but read only once.
    Column("twin_id", Id, ForeignKey("document.id"), index=True),
    UniqueConstraint("watch_id", "document_id"),
)

content = Table(
    "content",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sha256", LargeBinary(32), nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("depth", Integer, nullable=False),  # links to the body that stands alone
    Column("base_id", Id, ForeignKey("content.id"), index=True),
    Column("data", LargeBinary, nullable=False),
    **_NEVER_AGAIN,
)

version = Table(
    "version",
    metadata,
    Column("document_id", Id, ForeignKey("document.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("title", Words),
    Column("published", Utc),
    Column("modified", Utc),
    Column("words", Integer, nullable=False),
    Column("sha256", Digest, nullable=False),
    Column("fingerprint", Digest, nullable=False),
    Column("extractor", Words, nullable=False),
    Column("last_modified", Words),
    Column("swing_of", Integer),
    Column("held", Boolean, nullable=False, server_default=false()),
    Column("summary", Words),
    Column("raw_id", Id, ForeignKey("content.id"), index=True),
    Column("content_type", Words, nullable=False),
    Column("reading_id", Id, ForeignKey("content.id"), nullable=False, index=True),
    Index(None, "document_id", "fingerprint", "number"),
)

unread = Table(  # a page that the readers failed at; see monitor.model.Unread
    "unread",
    metadata,
    Column("document_id", Id, ForeignKey("document.id"), primary_key=True, autoincrement=False),
    Column("at", Utc, nullable=False),
    Column("final_url", Words, nullable=False),
    Column("content_type", Words, nullable=False),
    Column("extractor", Words, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

visit = Table(
    "visit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("document_id", Id, ForeignKey("document.id"), nullable=False),
    Column("at", Utc, nullable=False),
    Column("final_url", Words),
    Column("role", Words, nullable=False),
    Column("outcome", Words, nullable=False),
    Column("version", Integer),
    Column("status", Integer),
    Column("bytes", BigInteger, nullable=False),
    Column("error", JSON(none_as_null=True)),
    Column("alerts", Integer, nullable=False),
    Column("elapsed_s", Float, nullable=False),
    Index(None, "document_id", "at"),
)

quote = Table(
    "quote",
    metadata,
    Column("id", Id, primary_key=True),
    Column("watch_id", Id, ForeignKey("watch.id"), nullable=False, index=True),
    Column("speaker", Words),
    Column("status", Words, nullable=False),
    Column("record", Packed, nullable=False),  # all that no query asks for, see codec.quote_row
    Column("words", Text, nullable=False, server_default=text("''")),  # as text.search_words; a full-text index of each engine's own hangs on it
)

meeting = Table(
    "meeting",
    metadata,
    Column("id", Id, primary_key=True),
    Column("watch_id", Id, ForeignKey("watch.id"), nullable=False, index=True),
    Column("participants", JSON, nullable=False),
    Column("place", Words),
    Column("status", Words, nullable=False),
    Column("earliest", Date),
    Column("latest", Date),
    Column("confirmed_by", JSON, nullable=False),
    Column("history", Packed, nullable=False),
    Column("first_seen", Utc, nullable=False),
)

evidence = Table(  # append-only: lapsed_at is the only column that is ever updated
    "evidence",
    metadata,
    Column("id", Id, primary_key=True),
    Column("meeting_id", Id, ForeignKey("meeting.id"), nullable=False, index=True),
    Column("document_id", Id, ForeignKey("document.id"), nullable=False, index=True),
    Column("url", Words, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Utc, nullable=False),
    Column("claim", Packed, nullable=False),
    Column("lapsed_at", Utc),
)

alert = Table(
    "alert",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Words, nullable=False, unique=True),
    Column("kind", Words, nullable=False),
    Column("at", Utc, nullable=False),
    Column("watch_id", Id, ForeignKey("watch.id"), nullable=False),
    Column("document_id", Id, ForeignKey("document.id"), nullable=False, index=True),
    Column("version", Integer),
    Column("record", Packed, nullable=False),  # document, title, text and data
    Column("acknowledged_at", Utc),
    Column("snoozed_until", Utc),
    Column("wrong_at", Utc),
    Column("wrong_note", Words),
    Index(None, "watch_id", "id"),
    **_NEVER_AGAIN,
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Id, primary_key=True),
    Column("alert_id", Id, ForeignKey("alert.id"), nullable=False),
    Column("watch_id", Id, ForeignKey("watch.id"), nullable=False),  # the alert's, here so that one index keeps the order of a story and channel
    Column("channel", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", Words),
    Column("next_at", Utc),
    Column("lease_owner", Words),
    Column("lease_until", Utc),
    Column("tried_from", Utc),  # when an editor sent it again; None: the tries began when the alert was made
    Column("sent_at", Utc),
    Column("batch", Words, index=True),  # the key of the message it goes out in, together with others
    Column("held", Boolean, nullable=False, server_default=false()),  # it waits for a digest, the end of quiet hours or of a snooze
    Column("aside", Boolean, nullable=False, server_default=false()),  # the receiver refuses this one: others may overtake it
    UniqueConstraint("alert_id", "channel"),
    Index(None, "state", "next_at"),
    Index(None, "watch_id", "channel", "state", "id"),
    Index(None, "channel", "sent_at"),
    **_NEVER_AGAIN,
)

notice = Table(  # what the service says of itself, in ordinary words; each told once to each channel in `untold`
    "notice",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Words, nullable=False, unique=True),
    Column("kind", Words, nullable=False),
    Column("at", Utc, nullable=False),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("over_at", Utc),
    Column("untold", JSON, nullable=False),
    **_NEVER_AGAIN,
)

channel = Table(  # channels that their receiver switched off; `target`: a hash of the options it did so with
    "channel",
    metadata,
    Column("name", Words, primary_key=True),
    Column("off_at", Utc, nullable=False),
    Column("reason", Words, nullable=False),
    Column("target", Words, nullable=False),
)

host = Table(
    "host",
    metadata,
    Column("host", Words, primary_key=True),
    Column("next_at", Utc),
    Column("busy_until", Utc),
    Column("hold_until", Utc),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("robots", Words),
    Column("robots_status", Integer),
    Column("robots_at", Utc),
)

template = Table(  # the page that the first versions of a host's other pages are packed against; it may have been dropped since
    "template",
    metadata,
    Column("host", Words, primary_key=True),
    Column("content_id", Id, nullable=False),
)

session = Table(  # who has signed in to the pages; `digest`: a hash of the visitor's cookie and of the password in force
    "session",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("until", Utc, nullable=False),
)

installation = Table(  # one row: what tells this newsroom's feeds and calendars from another's, for ever
    "installation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String(32), nullable=False),
)

service = Table(  # one row: who runs the service on this database
    "service",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("owner", Words, nullable=False),
    Column("lease_until", Utc, nullable=False),
)
