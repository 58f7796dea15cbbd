"""Records of JSON, deflated on SQLite."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import StoreDamaged
from storage.packing import pack, unpack
from storage.store import SqlStore
from tests.storing import ARTICLE, Desk, alert

VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = SqlStore.open(f"sqlite:///{tmp_path / 'dateline.db'}")
    desk = Desk(opened)
    watch = desk.story()
    desk.look(ARTICLE, "More.", alerts=(alert(watch.id, desk.state(ARTICLE).document, "Words"),))
    yield opened
    opened.close()


def as_stored(store: SqlStore) -> object:
    return store._read(lambda connection: connection.exec_driver_sql("SELECT record FROM alert").scalar_one())


@given(VALUES | st.just("lone \ud800 surrogate"))
def test_a_record_comes_back_as_it_was(value):
    assert unpack(pack(value)) == value


def test_a_record_takes_less_room_than_its_text(store):
    packed = as_stored(store)
    assert isinstance(packed, bytes)
    assert len(packed) < len(json.dumps(unpack(packed))) / 2


def test_a_record_that_was_written_as_text_is_read_as_it_stands(store):
    before = store.alerts()
    plain = json.dumps(unpack(as_stored(store)))
    with store._write() as connection:
        connection.execute(sa.text("UPDATE alert SET record = :record"), {"record": plain})
    assert store.alerts() == before


def test_a_record_that_an_earlier_release_packed_is_read():
    written = bytes.fromhex("58e2f1e552904338223cbf28a558093d2a609a0ce09a4c6b6b01c0f61026")
    assert unpack(written) == {"text": "Words", "evidence": {"start": 0, "end": 5}}


def test_a_damaged_record_is_never_read_and_named_by_verify(store):
    packed = bytearray(as_stored(store))
    packed[-1] ^= 1
    with store._write() as connection:
        connection.execute(sa.text("UPDATE alert SET record = :record"), {"record": bytes(packed)})
    with pytest.raises(StoreDamaged, match="damaged"):
        store.alerts()
    assert [line.partition(":")[0] for line in store.verify()] == ["alert 1"]
