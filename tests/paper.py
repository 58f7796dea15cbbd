"""The pages of a newsroom on a real database: what a `FakeStore` was filled with is poured into SQLite."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from monitor.app import App
from monitor.config import Settings
from monitor.model import Reading
from monitor.ports import Clock
from monitor.web.routes import app
from storage import bodies
from storage.alerting import write_alerts
from storage.codec import dumps
from storage.ledgers import write_meetings, write_quotes
from storage.store import SqlStore
from storage.tables import document, member, version, watch
from tests.fakes import FakeClock, FakeStore
from tests.newsroom import newsroom
from tests.storing import new_database
from tests.visitor import Visitor


@cache
def _newsroom() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "new.db"
        file.write_bytes(new_database())
        pour(newsroom(), file)
        return file.read_bytes()


def pour(fake: FakeStore, file: Path) -> None:
    store = SqlStore.open(f"sqlite:///{file}")
    with store._write(durable=True) as connection:
        _pour(fake, connection)
        write_alerts(connection, store._engine, [stored.alert for stored in sorted(fake.told, key=lambda s: s.id)])
    with store._engine.sa.connect() as raw:
        raw.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()


def _pour(fake: FakeStore, connection: Connection) -> None:
    def row(value: Any, table: Any, **more: Any) -> dict[str, Any]:
        names = [c.name for c in table.columns if hasattr(value, c.name)]
        found = {name: getattr(value, name) for name in names}
        return {**{k: v.value if hasattr(v, "value") else v for k, v in found.items()}, **more}

    outcomes = {m.document_id: m.last_outcome for m in fake.places if m.last_outcome}
    for d in fake.documents:
        outcome = outcomes.get(d.id, d.last_outcome)
        made = row(d, document, next_check=d.next_check or d.last_check or fake.watched[0].added_at, last_outcome=outcome.value if outcome else None)
        connection.execute(document.insert().values(made))
    for w in fake.watched:
        connection.execute(watch.insert().values(row(w, watch)))
    for m in fake.places:
        connection.execute(member.insert().values(row(m, member, added_at=m.added_at or fake.watched[0].added_at)))
    for versions in fake.kept.values():
        for v in versions:
            reading: Reading = fake.readings[v.document_id, v.number]
            raw, kind = fake.bodies[v.document_id, v.number]
            ids = {"reading_id": bodies.put(connection, dumps(reading)), "raw_id": bodies.put(connection, raw), "content_type": kind}
            connection.execute(version.insert().values(row(v, version, **ids)))
    write_quotes(connection, [_new(quote) for quote in fake.quoted])
    write_meetings(connection, [_new(meeting) for meeting in fake.met])


def _new(entry: Any) -> Any:
    from monitor.model import replace

    if hasattr(entry, "evidence"):
        entry = replace(entry, evidence=tuple(replace(e, id=None) for e in entry.evidence))
    return replace(entry, id=None)


class Paper:
    """`with Paper(tmp_path) as paper`: the whole application on a database of its own, and a visitor to its pages."""

    def __init__(
        self, folder: Path, fake: FakeStore | None = None, *, clock: Clock | None = None, root_path: str = "", faults: bool = True,
        secret_hash: str | None = None, **web: Any,
    ) -> None:  # fmt: skip
        file = folder / "paper.db"
        if not file.exists():
            file.write_bytes(_newsroom() if fake is None else new_database())
            if fake is not None:
                pour(fake, file)
        tables = {"storage": {"url": f"sqlite:///{file}"}, "web": {"timezone": "UTC", **web}, "fetch": {"user_agent": "a test (+mailto:a@example.org)"}}
        settings = Settings.model_validate(tables)
        if secret_hash is not None:  # a cheap one: the configuration would not take it
            settings = settings.model_copy(update={"web": settings.web.model_copy(update={"password_hash": secret_hash})})
        self.clock = clock or FakeClock()
        self.app = App(settings, clock=self.clock)
        self.pages = app(self.app.store, settings, clock=self.clock, editor=self.app)
        self.visitor = self.browser(root_path=root_path, faults=faults)

    def browser(self, *, root_path: str = "", faults: bool = True) -> Visitor:
        return Visitor(self.pages, root_path=root_path, faults=faults)

    def close(self) -> None:
        self.app.__exit__(None, None, None)
