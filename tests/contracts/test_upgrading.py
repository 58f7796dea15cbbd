"""A schema goes a step back and comes forward again, on either database."""

from __future__ import annotations

from alembic import command

from storage.copying import TABLES, _digest
from storage.schema import Schema
from storage.store import SqlStore
from tests.storing import (
    ARTICLE,
    NOW,
    OFFICE,
    Desk,
    alert,
    evidence,
    meeting,
    minutes,
    quote,
    times_that_are_no_integers,
)


def held(store: SqlStore) -> dict[str, int]:
    return store._read(lambda connection: {table.name: _digest(connection, table) for table in TABLES})


def test_what_an_older_schema_is_given_back_comes_forward_as_it_was(url: str) -> None:
    store = SqlStore.open(url)
    desk = Desk(store)
    watch = desk.story(ARTICLE, OFFICE)
    document = store.document(ARTICLE)
    words = "An odd \x00 and a “lone” \ud800 stand here."
    told = (alert(watch.id, document, words, channels=("desk",)), alert(watch.id, document, "Zürich\nagain", at=NOW.replace(microsecond=7)))
    proofs = (evidence(document, "They will meet on May 6."),)
    desk.look(ARTICLE, words, at=NOW + minutes(1), quotes=(quote(watch.id, document, words),), meetings=(meeting(watch.id, *proofs),), alerts=told)
    before, state = held(store), desk.state(ARTICLE)
    with store._write() as connection:
        command.downgrade(Schema().config(connection), "0010")
    store.close()
    old = SqlStore.open(url, check_schema=False)
    assert old.upgrade().startswith(f"{old._engine.name}: the schema went from 0010 to ")
    old.close()
    again = SqlStore.open(url)
    assert held(again) == before
    assert Desk(again).state(ARTICLE) == state
    assert again.verify() == []
    if again._engine.name.endswith(".db"):
        assert times_that_are_no_integers(again) == []
    again.close()
