"""Migrations: the tables as they are meant, older and newer databases."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from monitor.errors import StoreNewer, StoreOld
from storage.schema import MIGRATIONS, Schema
from storage.store import SqlStore
from storage.tables import metadata
from tests.storing import ARTICLE, OFFICE, Desk

LATER = '''"""One day."""

import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{newest}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("watch", sa.Column("colour", sa.Text, server_default="red", nullable=False))


def downgrade() -> None:
    op.drop_column("watch", "colour")
'''


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'dateline.db'}"


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The migrations of a dateline to come."""
    folder = tmp_path / "50% migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9000_colour.py").write_text(LATER.format(newest=Schema().newest))
    return folder


def ours(name, kind, parents):
    """The full-text index is SQLite's own: tables that no metadata knows."""
    return not (kind == "table" and name.startswith("quote_search"))


def test_the_migrations_make_exactly_the_tables(url):
    store = SqlStore.open(url)
    with store._engine.sa.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True, "include_name": ours})
        assert compare_metadata(context, metadata) == []
    store.close()


def test_the_file_names_tell_the_revisions_in_their_order(url):
    store = SqlStore.open(url)
    with store._write() as connection:
        script = ScriptDirectory.from_config(Schema().config(connection))
        assert [s.revision for s in script.walk_revisions()][::-1] == Schema().known()
    store.close()


def test_every_migration_can_be_taken_back(url):
    store = SqlStore.open(url)
    with store._write() as connection:
        command.downgrade(Schema().config(connection), "base")
    store.close()
    with pytest.raises(StoreOld, match="has no schema yet"):
        SqlStore.open(url, create=False)
    again = SqlStore.open(url)
    assert again.watches() == ()
    again.close()


def test_an_older_database_is_refused_until_it_is_upgraded_and_kept_as_it_was(url, later, tmp_path):
    store = SqlStore.open(url)
    Desk(store).story(ARTICLE, OFFICE)
    before = (store.watches(), Desk(store).state(ARTICLE))
    store.close()
    newest = Schema().newest
    with pytest.raises(StoreOld, match=f"has schema {newest}, this dateline needs 9000: run `dateline db upgrade`"):
        SqlStore.open(url, migrations=later)
    old = SqlStore.open(url, migrations=later, check_schema=False)
    assert (old.facts()["revision"], old.facts()["latest"]) == (newest, "9000")
    said = old.upgrade()
    old.close()
    kept = tmp_path / "dateline.db.before-9000"
    assert said.endswith(f"went from {newest} to 9000; the database as it was is kept as {kept}")
    upgraded = SqlStore.open(url, migrations=later)
    assert (upgraded.watches(), Desk(upgraded).state(ARTICLE)) == before
    upgraded.close()
    copy = SqlStore.open(f"sqlite:///{kept}")
    assert copy.watches() == before[0]
    copy.close()


def test_a_newer_database_is_refused_by_name(url, later):
    SqlStore.open(url, migrations=later).close()
    with pytest.raises(StoreNewer, match=f"has schema 9000, this dateline knows {Schema().newest}"):
        SqlStore.open(url)
    store = SqlStore.open(url, check_schema=False)
    with pytest.raises(StoreNewer):
        store.upgrade()
    assert store.facts()["revision"] == "9000"
    store.close()


def test_a_migration_that_fails_changes_nothing(url, later):
    (later / "versions" / "9001_broken.py").write_text(
        LATER.format(newest="9000").replace('"9000"', '"9001"', 1).replace("def upgrade() -> None:", "def upgrade() -> None:\n    op.drop_table('no_such_table')")
    )
    SqlStore.open(url).close()
    store = SqlStore.open(url, migrations=later, check_schema=False)
    with pytest.raises(Exception, match="no_such_table"):
        store.upgrade()
    assert store.facts()["revision"] == Schema().newest
    store.close()
    SqlStore.open(url).close()
