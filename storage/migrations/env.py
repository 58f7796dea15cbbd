"""Alembic's way in: migrations run on the connection, and in the transaction, that storage.schema hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from storage.tables import Utc, Words, metadata


def _plain(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Migrations name plain types: what they wrote must not change when ours do."""
    if kind == "type" and isinstance(item, Utc):
        return "sa.DateTime(timezone=True)"
    return "sa.Text()" if kind == "type" and isinstance(item, Words) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter a column in place
    render_item=_plain,
    compare_type=True,
    include_name=lambda name, kind, _: not (kind == "table" and str(name).startswith("quote_search")),  # SQLite's own
)
with context.begin_transaction():
    context.run_migrations()
