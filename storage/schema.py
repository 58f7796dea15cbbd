"""The schema's revision: what a database has, what this program knows, and the way from one to the other (Alembic)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import Connection

from monitor.errors import StoreError, StoreNewer, StoreOld
from storage.tables import REVISION

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")
_STAMP = sa.table("alembic_version", sa.column("version_num"))


def current(connection: Connection, name: str) -> str | None:
    """The database's revision; None when it is empty. Raises StoreError when it holds something else."""
    tables = set(sa.inspect(connection).get_table_names())
    if _STAMP.name in tables:
        revision = connection.scalar(sa.select(_STAMP.c.version_num))
        if revision is not None:
            return str(revision)
        tables.discard(_STAMP.name)
    if tables:
        raise StoreError(f"{name} holds other tables and none of dateline's; let storage.url name a database of its own")
    return None


def check(revision: str | None, name: str) -> None:
    """Raises StoreOld or StoreNewer unless `revision` is the one this program works with."""
    if revision == REVISION:
        return
    if revision is None or (revision in known() and revision < REVISION):
        raise StoreOld(f"{name}: its schema is {revision or 'empty'}, this dateline needs {REVISION}: run `dateline db upgrade`")
    raise StoreNewer(f"{name}: its schema is {revision}, this dateline knows {REVISION}: it was written by a newer dateline; upgrade this one")


def known() -> frozenset[str]:
    return frozenset(file.name.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def migrate(connection: Connection) -> None:
    """Bring the schema to REVISION, in the caller's transaction."""
    from alembic import command  # noqa: PLC0415 - 0.1 s that only a new or an old database costs

    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, REVISION)


def config() -> Config:
    """For Alembic's own commands, e.g. `command.revision(config(), autogenerate=True)` with attributes["connection"] set."""
    from alembic.config import Config  # noqa: PLC0415 - as above

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings
