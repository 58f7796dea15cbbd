"""SQLite's own: errors in plain words, durability, backups, damage, and statements that never scan."""

from __future__ import annotations

import resource
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from monitor.errors import StoreDamaged, StoreError, StoreFull, StoreLocked
from monitor.model import Delivery
from storage.store import SqlStore
from storage.tables import content
from tests.storing import ARTICLE, NOW, OFFICE, Desk, alert, evidence, meeting, minutes, new_database, quote, source


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "dateline.db"


@pytest.fixture
def store(file: Path) -> Iterator[SqlStore]:
    opened = SqlStore.open(f"sqlite:///{file}", busy_timeout_s=0.05)
    yield opened
    opened.close()


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    return Desk(store)


def one_line(error: pytest.ExceptionInfo[StoreError]) -> str:
    assert "\n" not in str(error.value)
    return str(error.value)


# --- opening -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nonsense", "no database URL"),
        ("mysql://somebody@somewhere/x", "mysql"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
    ],
)
def test_a_url_that_cannot_work_is_told_in_one_line(url, says):
    with pytest.raises(StoreError, match=says) as error:
        SqlStore.open(url)
    assert "sqlite:///FILE" in one_line(error)


def test_a_folder_is_no_database(tmp_path):
    with pytest.raises(StoreError, match="is a folder"):
        SqlStore.open(f"sqlite:///{tmp_path}")


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(StoreError, match="there is no folder"):
        SqlStore.open(f"sqlite:///{tmp_path}/no/such.db")


def test_nothing_is_made_where_nothing_shall_be_made(file):
    with pytest.raises(StoreError, match="no such database"):
        SqlStore.open(f"sqlite:///{file}", create=False)
    assert not file.exists()


def test_a_file_that_is_no_database_is_left_alone(file):
    file.write_text("Dear diary, today they met again. " * 100)
    before = file.read_bytes()
    with pytest.raises(StoreError, match="no SQLite database") as error:
        SqlStore.open(f"sqlite:///{file}")
    assert str(file) in one_line(error)
    assert file.read_bytes() == before


def test_somebody_elses_database_is_left_alone(file):
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    with pytest.raises(StoreError, match="other tables"):
        SqlStore.open(f"sqlite:///{file}")


def test_an_empty_file_becomes_a_database(file):
    file.touch()
    store = SqlStore.open(f"sqlite:///{file}")
    assert store.watches() == ()
    store.close()


def test_a_server_that_is_not_there_is_told_without_the_password():
    with pytest.raises(StoreError, match="cannot be reached") as error:
        SqlStore.open("postgresql+psycopg://desk:secret@127.0.0.1:1/news")
    assert "secret" not in one_line(error)


def test_two_processes_may_make_the_database_at_once(file):
    barrier, errors = threading.Barrier(3), []

    def make() -> None:
        barrier.wait()
        try:
            SqlStore.open(f"sqlite:///{file}").close()
        except StoreError as error:
            errors.append(error)

    threads = [threading.Thread(target=make) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


# --- trouble while it runs ---------------------------------------------------------------------------------------------


def test_a_locked_database_is_told_and_can_still_be_read(store, desk, file):
    desk.watch()
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreLocked, match="another process") as error:
            store.claim(NOW, owner="one", lease_s=60, limit=1)
        assert str(file) in one_line(error)
        assert len(store.watches()) == 1
    assert len(store.claim(NOW, owner="one", lease_s=60, limit=1)) == 1


def test_a_read_only_database_is_told(store, desk, file):
    desk.watch()
    readonly = SqlStore.open(f"sqlite:///file:{file}?mode=ro&uri=true")
    with pytest.raises(StoreError, match="read-only"):
        readonly.claim(NOW, owner="one", lease_s=60, limit=1)
    assert len(readonly.watches()) == 1
    readonly.close()


def test_a_full_database_loses_nothing_and_goes_on_when_there_is_room(store, desk):
    desk.watch()
    desk.look(ARTICLE, "One.")
    pages = store.facts()["bytes"] // 4096

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    store.close()
    event.listen(store._engine.sa, "connect", limit)
    noise = b"".join(n.to_bytes(4, "big") for n in range(0, 10**9, 9973))
    with pytest.raises(StoreFull, match="nothing was lost"):
        desk.look(ARTICLE, "Two.", raw=noise)
    assert store.document(ARTICLE).versions == 1
    event.remove(store._engine.sa, "connect", limit)
    store.close()
    desk.look(ARTICLE, "Two.", raw=noise)
    assert store.verify() == []


def test_a_limit_on_the_size_of_files_is_told_as_a_full_disk(store, desk, file):
    desk.watch()
    desk.look(ARTICLE, "One.")
    noise = b"".join(n.to_bytes(4, "big") for n in range(0, 10**9, 9973))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + 100_000, limits[1]))
    try:
        with pytest.raises(StoreFull):
            desk.look(ARTICLE, "Two.", raw=noise)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert store.document(ARTICLE).versions == 1
    desk.look(ARTICLE, "Two.", raw=noise)
    assert store.verify() == []


def test_versions_and_alerts_are_synced_and_the_rest_is_not(store):
    def level(*, durable: bool) -> int:
        with store._write(durable=durable) as connection:
            return connection.exec_driver_sql("PRAGMA synchronous").scalar_one()

    assert [level(durable=True), level(durable=False), level(durable=True)] == [2, 1, 2]


def test_readers_do_not_wait_for_the_writer(store, desk):
    desk.watch()
    with store._write() as connection:
        connection.exec_driver_sql("UPDATE document SET versions = 7")
        assert store.document(ARTICLE).versions == 0


# --- damage ------------------------------------------------------------------------------------------------------------


def damage(store: SqlStore, which: sa.ColumnElement[bool]) -> None:
    with store._write() as connection:
        for row in connection.execute(sa.select(content).where(which)).all():
            bad = bytearray(row.data)
            bad[len(bad) // 2] ^= 255
            connection.execute(sa.update(content).where(content.c.id == row.id).values(data=bytes(bad)))


def test_verify_names_document_and_version_of_every_damaged_body(store, desk):
    desk.watch()
    desk.watch("https://news.example/other")
    text = "\n\n".join(f"Paragraph {n} of the story, with words of its own: {n * n}." for n in range(60))
    for n in range(4):
        desk.look(ARTICLE, f"{text}\n\nUpdate {n}.", raw=f"<html>{text}<p>{n}</p></html>".encode())
    desk.look("https://news.example/other", "Another story.")
    assert store.verify() == []
    raw_ids = store._read(lambda c: [r[0] for r in c.exec_driver_sql("SELECT raw_id FROM version WHERE document_id = 1 ORDER BY number")])
    damage(store, content.c.id == raw_ids[2])
    wrong = store.verify()
    assert [line.split(": ")[0] for line in wrong] == [f"{ARTICLE} version 3", f"{ARTICLE} version 4"]
    assert all("page is damaged" in line for line in wrong)
    with pytest.raises(StoreDamaged, match=f"{ARTICLE} version 3"):
        store.raw(1, 3)
    assert store.raw(1, 2)[0].endswith(b"<p>1</p></html>")
    desk.look(ARTICLE, f"{text}\n\nUpdate 4.", raw=f"<html>{text}<p>4</p></html>".encode())
    assert store.raw(1, 5)[0].endswith(b"<p>4</p></html>")


def test_a_damaged_reading_is_named(store, desk, file):
    desk.watch()
    desk.look(ARTICLE, "One.")
    damage(store, content.c.id == store._read(lambda c: c.exec_driver_sql("SELECT reading_id FROM version").scalar_one()))
    fresh = SqlStore.open(f"sqlite:///{file}")
    with pytest.raises(StoreDamaged, match="version 1: the stored reading"):
        fresh.reading(1, 1)
    with pytest.raises(StoreDamaged):
        fresh.state(1)
    fresh.close()


def test_verify_notices_a_missing_version_a_changed_hash_and_a_lost_row(store, desk, file):
    desk.watch()
    for n in range(3):
        desk.look(ARTICLE, f"Text {n}.")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DELETE FROM version WHERE number = 2")
        connection.execute("UPDATE version SET sha256 = x'00' WHERE number = 3")
        connection.execute("DELETE FROM member")
        connection.execute("UPDATE watch SET article_id = 77")
        connection.commit()
    wrong = "\n".join(store.verify())
    assert "refers to a row of document" in wrong
    assert f"{ARTICLE}: 3 versions are recorded, 2 are kept, the newest is 3" in wrong
    assert f"{ARTICLE} version 3: its text does not match" in wrong


def test_a_torn_page_is_damage_in_plain_words(store, desk, file):
    for n in range(300):
        desk.watch(f"https://news.example/{n}")
    store.close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with file.open("r+b") as raw:
        raw.seek(4096)
        raw.write(b"\xff" * (file.stat().st_size - 4096))
    with pytest.raises(StoreError) as error:
        SqlStore.open(f"sqlite:///{file}").watches()
    assert "damaged" in one_line(error)


# --- backups -----------------------------------------------------------------------------------------------------------


def full(desk: Desk) -> None:
    watch = desk.story(ARTICLE, OFFICE)
    document = desk.store.document(ARTICLE)
    desk.look(
        ARTICLE,
        "Two.",
        quotes=(quote(watch.id, document, "We will meet"),),
        meetings=(meeting(watch.id, evidence(document, "They will meet on May 6.")),),
        alerts=(alert(watch.id, document, "one", channels=("desk",)),),
    )


def everything(store: SqlStore) -> tuple[object, ...]:
    desk = Desk(store)
    return (store.watches(), desk.state(ARTICLE), desk.state(OFFICE), store.alerts(), store.quotes(), store.meetings(), store.raw(1, 2))


def test_a_backup_is_the_whole_database_in_one_file(store, desk, tmp_path):
    full(desk)
    copy = tmp_path / "copy.db"
    store.backup(copy)
    assert sorted(p.name for p in tmp_path.glob("copy*")) == ["copy.db"]
    restored = SqlStore.open(f"sqlite:///{copy}")
    assert everything(restored) == everything(store)
    assert restored.verify() == []
    restored.close()


def test_a_backup_while_somebody_writes_is_of_the_moment_before(store, desk, tmp_path):
    full(desk)
    with store._write() as connection:
        connection.exec_driver_sql("UPDATE document SET versions = 99")
        store.backup(tmp_path / "copy.db")
    restored = SqlStore.open(f"sqlite:///{tmp_path / 'copy.db'}")
    assert restored.document(ARTICLE).versions == 2
    restored.close()


def test_a_backup_overwrites_nothing_and_leaves_nothing_half_done(store, tmp_path):
    taken = tmp_path / "taken.db"
    taken.write_text("precious")
    with pytest.raises(StoreError, match="such a file already"):
        store.backup(taken)
    assert taken.read_text() == "precious"
    with pytest.raises(StoreError, match="no folder"):
        store.backup(tmp_path / "no" / "copy.db")


# --- large newsrooms ---------------------------------------------------------------------------------------------------


def test_no_step_of_a_check_scans_a_table(store, desk):
    full(desk)
    statements: list[tuple[str, object]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
            statements.append((statement, parameters))

    event.listen(store._engine.sa, "before_cursor_execute", note)
    store.next_due()
    store.claim(NOW + minutes(99), owner="one", lease_s=60, limit=5)
    store.claim(NOW + minutes(99), owner="two", lease_s=60, limit=5, urls=[ARTICLE, OFFICE])
    store.document(ARTICLE)
    watch = store.watches()[0]
    statements.pop()  # the list of all watches is meant to be read whole
    document = store.document(ARTICLE)
    desk.look(ARTICLE, "Three.", alerts=(alert(watch.id, document, "two", channels=("desk",)),), sources=(source(watch.id, "https://third.example/"),))
    desk.look(OFFICE, "The office speaks.")
    desk.same(ARTICLE)
    (message, *_) = store.claim_deliveries(NOW + minutes(99), owner="one", lease_s=60, limit=5)
    store.settle_deliveries(message.delivery_ids, Delivery(channel="desk", state="sent", attempts=1), next_at=None)
    store.next_delivery()
    store.take_slot("a.example:443", NOW, 1, 20)
    store.release("one")
    store.alerts(since=0, newest=1, watch_id=watch.id)
    event.remove(store._engine.sa, "before_cursor_execute", note)

    scans = []
    with store._engine.sa.connect() as connection:
        for statement, parameters in statements:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            scans += [(row[3], statement) for row in plan if row[3].startswith("SCAN")]
    harmless = {"due", "links", "anon_1", "service", "CONSTANT"}
    assert [found for found in scans if found[0].split()[1] not in harmless] == []
    assert len(statements) > 30


def test_two_newsrooms_never_send_under_one_key(tmp_path: Path) -> None:
    keys = []
    for name in ("one", "other"):
        (tmp_path / name).write_bytes(new_database())
        store = SqlStore.open(f"sqlite:///{tmp_path / name}")
        with store._write() as connection:
            connection.exec_driver_sql("UPDATE installation SET name = ?", (name,))
        desk = Desk(store)
        watch = desk.watch()
        desk.look(watch.url, "Text", alerts=(alert(watch.id, store.document(watch.url), "a", channels=("mail",)),))
        (message,) = store.claim_deliveries(NOW, owner="me", lease_s=60, limit=9)
        keys.append((message.alerts[0].alert.key, message.key))
        store.close()
    (alert_here, here), (alert_there, there) = keys
    assert alert_here == alert_there
    assert here != there
