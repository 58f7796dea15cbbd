"""A database that an older release wrote comes to today's schema with all it held."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from monitor.errors import StoreError
from monitor.text import sha256
from storage import bodies
from storage.codec import dumps
from storage.schema import Schema
from storage.store import SqlStore
from tests.storing import ARTICLE, NOW, Desk, reading, times_that_are_no_integers

TEXT = "“We agree,” said Ada Minister."
AT = "2025-04-01 09:00:00.000125"
DATA = {"text": "We agree", "evidence": {"document": ARTICLE, "version": 1, "start": 3, "end": 11}}
# As that release packed them.
PACKED_DATA = "58e2f1e552904338223c552131bd2835558998d800fab9582fb52231b7202755bf243127bb18d39b30fb8c11f619d6d602002aca23c5"
SIGHTINGS = "58e2f1e5529023c61ea0078bf5522b12730b7252f54b1273b28b89b4d508c95663b8ad96b5b100204625fe"
HISTORY = "58e2f1e5529043f6b1a9ae8109d0d3210696642403a054b15e6a45626e414eaa7e49624e7631111e0f4f55484c2f4a4d450b00c79444055f70c103e403030300cfd530bd"


@pytest.fixture
def old(tmp_path: Path) -> Iterator[SqlStore]:
    """Schema 0010 with a story, one version before 1970, a quote, and two alerts, of which one was written as text."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'dateline.db'}")
    with engine.begin() as connection:
        command.upgrade(Schema().config(connection), "0010")
        bodies_at = {}
        for what, body in (("raw", TEXT.encode()), ("reading", dumps(reading(TEXT)))):
            bodies_at[what] = bodies.put(connection, body)
        for table, row in {
            "document": {"id": 1, "url": ARTICLE, "next_check": AT, "due_at": AT, "versions": 1, "every_s": 600, "last_check": AT},
            "watch": {"id": 1, "url": ARTICLE, "every_s": 600, "added_at": AT, "article_id": 1, "baseline_at": AT},
            "member": {"watch_id": 1, "document_id": 1, "role": "article", "added_at": AT, "entered": 1},
            "version": {"document_id": 1, "number": 1, "at": AT, "title": "Talks", "published": "1969-12-31 23:59:59.999999", "words": 5,
                        "sha256": sha256(TEXT), "fingerprint": "ab" * 32, "extractor": "test 1", "content_type": "text/html",
                        "raw_id": bodies_at["raw"], "reading_id": bodies_at["reading"]},
            "quote": {"watch_id": 1, "key": "we agree", "text": "We agree", "speaker": "Ada Minister", "kind": "direct", "status": "standing", "first_seen": AT,
                      "sightings": bytes.fromhex(SIGHTINGS), "history": bytes.fromhex(HISTORY), "verified_in": '[{"document": "https://office.example/"}]',
                      "confidence": 0.75, "portions": '["We", "agree"]', "words": "ada minister we agree"},
            "alert": {"key": "one", "kind": "quote.new", "at": AT, "watch_id": 1, "document_id": 1, "document": ARTICLE, "version": 1,
                      "title": "New quote", "text": "“We agree”", "data": bytes.fromhex(PACKED_DATA)},
        }.items():  # fmt: skip
            connection.exec_driver_sql(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
        written = '{"text": "Wir stimmen überein"}'
        connection.exec_driver_sql(
            "INSERT INTO alert (key, kind, at, watch_id, document_id, document, title, text, data) VALUES ('two', 'quote.new', ?, 1, 1, ?, '', '', ?)",
            (AT, ARTICLE, written),
        )
    engine.dispose()
    store = SqlStore.open(f"sqlite:///{tmp_path / 'dateline.db'}", check_schema=False)
    yield store
    store.close()


def test_everything_is_as_it_was(old):
    old.upgrade()
    at = NOW + timedelta(microseconds=125)
    first, second = old.alerts()
    assert (first.alert.title, first.alert.text, first.alert.document, first.alert.data, first.alert.at) == ("New quote", "“We agree”", ARTICLE, DATA, at)
    assert second.alert.data == {"text": "Wir stimmen überein"}
    (kept,) = old.quotes()
    assert (kept.key, kept.text, kept.speaker, kept.kind, kept.status, kept.first_seen) == ("we agree", "We agree", "Ada Minister", "direct", "standing", at)
    assert (kept.confidence, kept.portions, kept.verified_in) == (0.75, ("We", "agree"), ({"document": "https://office.example/"},))
    assert (kept.sightings[0].last_version, kept.history[0].at, kept.history[0].data["text"]) == (2, NOW, "We agree")
    (made,) = old.versions(1)
    assert (made.at, made.published, made.modified) == (at, datetime(1969, 12, 31, 23, 59, 59, 999999, UTC), None)
    assert (made.sha256, made.fingerprint) == (sha256(TEXT), "ab" * 32)
    assert old.raw(1, 1) == (TEXT.encode(), "text/html")
    assert old.reading(1, 1).article.text == TEXT
    assert [found.text for found in old.find_quotes("agree", newest=9)] == ["We agree"]
    assert old.verify() == []


def test_what_comes_after_is_found_beside_it(old):
    old.upgrade()
    desk = Desk(old)
    assert old.next_due() == NOW + timedelta(microseconds=125)
    desk.look(ARTICLE, "More.", at=NOW + timedelta(minutes=1), fingerprint="cd" * 32)
    assert desk.state(ARTICLE).fingerprints == {"ab" * 32: 1, "cd" * 32: 2}
    assert [made.at.minute for made in old.versions(1)] == [0, 1]


def test_every_time_is_an_integer_to_sqlite(old):
    old.upgrade()
    Desk(old).story("https://news.example/other", "https://office.example/")
    assert times_that_are_no_integers(old) == []


def test_a_time_that_is_none_stops_the_upgrade_and_nothing_is_changed(old, tmp_path):
    with closing(sqlite3.connect(tmp_path / "dateline.db")) as connection, connection:
        connection.execute("UPDATE alert SET at = 'yesterday' WHERE id = 2")
    with pytest.raises(StoreError):
        old.upgrade()
    with closing(sqlite3.connect(tmp_path / "dateline.db")) as connection:
        assert connection.execute("SELECT version_num, (SELECT count(*) FROM alert WHERE title = 'New quote') FROM alembic_version").fetchone() == ("0010", 1)
