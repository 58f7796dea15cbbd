"""The schema: the revision a database has, the revisions this program knows, and the way from one to the other (Alembic)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import Connection

from monitor.errors import StoreError, StoreNewer, StoreOld

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


@dataclass(frozen=True, slots=True)
class Schema:
    """The migrations in a folder. Their files begin with their revision, and sort in the order they are made in."""

    folder: Path = MIGRATIONS

    def known(self) -> list[str]:
        """The revisions, oldest first; read from the file names, for opening a database must not cost Alembic's import."""
        return sorted(file.name.split("_")[0] for file in (self.folder / "versions").glob("[0-9]*.py"))

    @property
    def newest(self) -> str:
        return self.known()[-1]

    def check(self, revision: str | None, name: str) -> None:
        """Raises StoreOld or StoreNewer unless `revision` is the newest."""
        known = self.known()
        if revision == known[-1]:
            return
        if revision is None or revision in known:
            has = "has no schema yet" if revision is None else f"has schema {revision}"
            raise StoreOld(f"{name} {has}, this dateline needs {known[-1]}: run `dateline db upgrade`")
        raise StoreNewer(f"{name} has schema {revision}, this dateline knows {known[-1]}: a newer dateline wrote it; upgrade this one")

    def migrate(self, connection: Connection) -> None:
        """Bring the schema to `newest`, in the caller's transaction."""
        from alembic import command  # noqa: PLC0415 - 0.1 s that only a new or an old database costs

        command.upgrade(self.config(connection), "head")

    def config(self, connection: Connection) -> Config:
        """For Alembic's own commands, e.g. `command.revision(config, "what changes", autogenerate=True, rev_id="0002")`."""
        from alembic.config import Config  # noqa: PLC0415 - as above

        settings = Config()
        settings.set_main_option("script_location", str(self.folder).replace("%", "%%"))
        settings.set_main_option("path_separator", "os")
        settings.attributes["connection"] = connection
        return settings
