"""A full-text index over the words of quotes, kept in step by the database itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monitor.text import search_words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# SQLite's index holds no copy of the words: it reads them from the table, and is told of every change by these.
TRIGGERS = {
    "quote_search_added": "AFTER INSERT ON quote BEGIN {add} END",
    "quote_search_removed": "AFTER DELETE ON quote BEGIN {remove} END",
    "quote_search_changed": "AFTER UPDATE OF words ON quote WHEN old.words IS NOT new.words BEGIN {remove} {add} END",
}
ADD = "INSERT INTO quote_search(rowid, words) VALUES (new.id, new.words);"
REMOVE = "INSERT INTO quote_search(quote_search, rowid, words) VALUES ('delete', old.id, old.words);"


def upgrade() -> None:
    op.add_column("quote", sa.Column("words", sa.Text, server_default="", nullable=False))
    quote = sa.table("quote", sa.column("id"), sa.column("text"), sa.column("speaker"), sa.column("words"))
    connection = op.get_bind()
    for row in connection.execute(sa.select(quote.c.id, quote.c.text, quote.c.speaker)).all():
        connection.execute(sa.update(quote).where(quote.c.id == row.id).values(words=search_words(f"{row.speaker or ''} {row.text}")))
    if connection.dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE quote_search USING fts5(words, content='quote', content_rowid='id')")
        op.execute("INSERT INTO quote_search(quote_search) VALUES ('rebuild')")
        for name, when in TRIGGERS.items():
            op.execute(f"CREATE TRIGGER {name} {when.format(add=ADD, remove=REMOVE)}")
    else:
        op.execute("CREATE INDEX ix_quote_search ON quote USING gin (to_tsvector('simple', words))")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in TRIGGERS:
            op.execute(f"DROP TRIGGER {name}")
        op.execute("DROP TABLE quote_search")
    else:
        op.execute("DROP INDEX ix_quote_search")
    op.drop_column("quote", "words")
