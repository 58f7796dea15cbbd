"""A day's work of a large fleet in minutes: 10 million documents on 300,000 hosts over 100 workers, without network or database.

The rules are the product's own: `cadence.next_check` says when to look again, `manners.gap_s` how long a host is left alone, and the
numbers of monitor.fleet and storage.checking how much is handed out at a time (`WAITING`, `BATCH`, `HOST_SHARE`, `LOOK_AHEAD`). Time is
reckoned, the sites are dice with a fixed seed: two runs say the same. Prints one JSON object.

Supposed: a worker has one core for what its answers bring; a host answers within 0.1 to 0.5 s, each page in its own time. Hosts have
between one and LARGEST documents, most of them few; three in a hundred documents are fresh and looked at every ten minutes, the others
have been quiet for days and are looked at every hour; a changed page costs 100 ms, an unchanged one 5 ms (both measured).
"""

from __future__ import annotations

import argparse
import heapq
import json
import math
import random
import sys
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from monitor import cadence
from monitor.fetch import manners
from monitor.fleet import BATCH, WAITING
from monitor.model import Outcome
from storage.checking import HOST_SHARE, LOOK_AHEAD
from tests.bench.common import peak_mib

EPOCH = datetime(2025, 5, 1, tzinfo=UTC)
EVERY_S = 600
FRESH_SHARE, CHANGED_SHARE = 0.03, 0.02
QUIET = timedelta(days=7)
CHANGED_CPU_S, UNCHANGED_CPU_S = 0.1, 0.005
PACE_S = manners.gap_s(1.0)
LARGEST = 2000  # more than a host's pace allows in an hour would be late for ever, whoever asks


@dataclass(slots=True, kw_only=True)
class Sim:
    documents: int
    hosts: int
    workers: int
    concurrency: int = 20
    overdue: bool = False  # everything at the start, as after an hour without power
    slowest_s: int = 3600

    dice: random.Random = field(default_factory=lambda: random.Random(1))
    host_of: array[int] = field(default_factory=lambda: array("I"))
    due: array[float] = field(default_factory=lambda: array("d"))
    calendar: defaultdict[int, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("I")))  # by second
    overdue_now: deque[int] = field(default_factory=deque)
    handed: int = 0  # the last second whose documents are in `overdue_now`

    waiting: dict[int, deque[tuple[int, int]]] = field(default_factory=dict)  # jobs of a host: (number, document)
    ready: list[tuple[int, int]] = field(default_factory=list)  # the first of each host whose lock is free
    locked: set[int] = field(default_factory=set)
    depth: int = 0
    numbers: Iterator[int] = field(default_factory=count)
    free: list[int] = field(default_factory=list)  # of each worker: its places
    idle: deque[int] = field(default_factory=deque)  # workers with a place
    core_free: list[float] = field(default_factory=list)
    free_at: array[float] = field(default_factory=lambda: array("d"))  # of each host
    ended: array[float] = field(default_factory=lambda: array("d"))

    events: list[tuple[float, int, int, int]] = field(default_factory=list)  # (when, kind, worker, document)
    late: Counter[int] = field(default_factory=Counter)  # tenths of a second
    depths: Counter[int] = field(default_factory=Counter)
    backlogs: Counter[int] = field(default_factory=Counter)
    shortest_gap: float = float("inf")

    def __post_init__(self) -> None:
        weights = [min(LARGEST, self.dice.lognormvariate(0, 1.8)) for _ in range(self.hosts)]
        share, owed = self.documents / sum(weights), 0.0
        for host, weight in enumerate(weights):
            owed += weight * share
            number = min(LARGEST, round(owed))
            owed -= number
            self.host_of.extend([host] * number)
        self.host_of.extend(self.dice.randrange(self.hosts) for _ in range(self.documents - len(self.host_of)))
        self.free_at.extend([0.0] * self.hosts)
        self.ended.extend([-1e9] * self.hosts)
        self.free, self.core_free = [self.concurrency] * self.workers, [0.0] * self.workers
        self.idle.extend(range(self.workers))
        for document in range(self.documents):
            first = self.dice.random() * (EVERY_S if self.fresh(document) else self.slowest_s)
            self.due.append(first - self.slowest_s if self.overdue else first)
            self.calendar[math.ceil(first)].append(document)
        if self.overdue:
            self.overdue_now.extend(document for second in sorted(self.calendar) for document in self.calendar[second])
            self.calendar.clear()
        for worker in range(self.workers):
            self.events.append((worker / self.workers, TICK, worker, 0))
        heapq.heapify(self.events)

    def fresh(self, document: int) -> bool:
        return (document * 2654435761 & 0xFFFF) < FRESH_SHARE * 0x10000

    def run(self, seconds: float, counted_from: float = 0.0) -> dict[str, float]:
        """`counted_from`: what was late before does not count."""
        does = (self.tick, self.answered, self.checked)
        while self.events[0][0] < seconds:
            when, kind, worker, document = heapq.heappop(self.events)
            if counted_from and when >= counted_from:
                counted_from = 0.0
                for counts in (self.late, self.depths, self.backlogs):
                    counts.clear()
            does[kind](when, worker, document)
        checks = sum(self.late.values())
        return {
            "sim_documents": self.documents,
            "sim_checks": checks,
            "sim_gap_s": round(self.shortest_gap, 6),
            "sim_late_median_s": quantile(self.late, 0.5) / 10,
            "sim_late_p99_s": quantile(self.late, 0.99) / 10,
            "sim_late_max_s": max(self.late) / 10,
            "sim_queue_median": quantile(self.depths, 0.5),
            "sim_queue_max": max(self.depths),
            "sim_backlog_max": max(self.backlogs),
        }

    # --- handing out: Fleet._tick and checking.claim_due ------------------------------------------------------------------

    def tick(self, now: float, worker: int, _: int) -> None:
        heapq.heappush(self.events, (now + 1.0, TICK, worker, 0))
        while self.handed <= now:
            self.overdue_now.extend(self.calendar.pop(self.handed, ()))
            self.handed += 1
        self.depths[self.depth] += 1
        self.backlogs[len(self.overdue_now)] += 1
        room = min(BATCH, WAITING - self.depth)
        passed: list[int] = []
        for _ in range(min(len(self.overdue_now), room * LOOK_AHEAD)):
            document = self.overdue_now.popleft()
            host = self.host_of[document]
            queue = self.waiting.get(host, ())
            if len(queue) >= HOST_SHARE:
                passed.append(document)
                continue
            self.queue(host, document)
            room -= 1
            if not room:
                break
        self.overdue_now.extendleft(reversed(passed))
        self.begin(now)

    def queue(self, host: int, document: int) -> None:
        job = (next(self.numbers), document)
        queue = self.waiting.setdefault(host, deque())
        queue.append(job)
        self.depth += 1
        if len(queue) == 1 and host not in self.locked:
            heapq.heappush(self.ready, job)

    # --- a check: the host's lock, its pace, the answer, what it brings ---------------------------------------------------

    def begin(self, now: float) -> None:
        while self.ready and self.idle:
            _, document = heapq.heappop(self.ready)
            worker = self.idle.popleft()
            self.free[worker] -= 1
            if self.free[worker]:
                self.idle.append(worker)
            host = self.host_of[document]
            self.locked.add(host)
            self.depth -= 1
            queue = self.waiting[host]
            queue.popleft()
            if not queue:
                del self.waiting[host]
            asked = max(now, self.free_at[host])
            self.shortest_gap = min(self.shortest_gap, asked - self.ended[host])
            self.late[int(10 * (asked - self.due[document]))] += 1
            answer_s = 0.1 + 0.4 * (document * 40503 & 0xFFFF) / 0x10000
            heapq.heappush(self.events, (asked + answer_s, ANSWERED, worker, document))

    def answered(self, now: float, worker: int, document: int) -> None:
        host = self.host_of[document]
        self.ended[host], self.free_at[host] = now, now + PACE_S
        cpu_s = CHANGED_CPU_S if self.dice.random() < CHANGED_SHARE else UNCHANGED_CPU_S
        self.core_free[worker] = done = max(now, self.core_free[worker]) + cpu_s
        heapq.heappush(self.events, (done, CHECKED, worker, document))

    def checked(self, now: float, worker: int, document: int) -> None:
        host = self.host_of[document]
        quiet = timedelta(0) if self.fresh(document) else QUIET
        slowest = timedelta(seconds=self.slowest_s)
        at = EPOCH + timedelta(seconds=now)
        when = cadence.next_check(f"https://{host}.example/{document}", at, every_s=EVERY_S, outcome=Outcome.UNCHANGED, quiet=quiet, slowest=slowest)
        self.due[document] = due = (when - EPOCH).total_seconds()
        self.calendar[math.ceil(due)].append(document)
        self.locked.remove(host)
        if host in self.waiting:
            heapq.heappush(self.ready, self.waiting[host][0])
        self.free[worker] += 1
        if self.free[worker] == 1:
            self.idle.append(worker)
        self.begin(now)


TICK, ANSWERED, CHECKED = range(3)


def quantile(counts: Counter[int], share: float) -> int:
    left = share * sum(counts.values())
    for value, number in sorted(counts.items()):
        left -= number
        if left < 0:
            return value
    return max(counts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=0.01, help="1: the whole 10 million (%(default)s)")
    parser.add_argument("--workers", type=int, help="100 at scale 1")
    parser.add_argument("--hours", type=float, default=2.0, help="the first of them does not count (%(default)s)")
    parser.add_argument("--slowest", type=int, default=3600, metavar="S", help="schedule.slowest (%(default)s)")
    parser.add_argument("--concurrency", type=int, default=20, help="of each worker (%(default)s)")
    parser.add_argument("--overdue", action="store_true", help="all documents are due at the start")
    options = parser.parse_args()
    workers = options.workers or max(1, round(100 * options.scale))
    sim = Sim(
        documents=round(10_000_000 * options.scale), hosts=round(300_000 * options.scale), workers=workers, overdue=options.overdue,
        slowest_s=options.slowest, concurrency=options.concurrency,
    )  # fmt: skip
    figures = sim.run(3600 * options.hours, counted_from=0 if options.overdue else 3600)
    json.dump(figures | {"sim_peak_mib": peak_mib()}, sys.stdout)


if __name__ == "__main__":
    main()
