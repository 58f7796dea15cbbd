"""What the measures share: an application on the benchmark's sites, processor time, and how long the event loop stood still."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import resource
import statistics
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.config import Settings

BEAT_S = 0.005
TICKS = os.sysconf("SC_CLK_TCK")


def settings(file: Path, **tables: dict[str, Any]) -> Settings:
    """A fresh SQLite file, no pace, one request to a host at a time; `tables` override."""
    fetch = {"allow_networks": ["127.0.0.0/8"], "per_host_delay_s": 0, "user_agent": "dateline-bench/1 (+mailto:bench@example.invalid)"}
    whole: dict[str, Any] = {
        "storage": {"url": f"sqlite:///{file}"},
        "fetch": fetch | tables.pop("fetch", {}),
        "channel": [{"name": "nobody", "kind": "log", "kinds": []}],
        "web": {"enabled": False},
    }
    return Settings.model_validate(whole | tables)


@dataclass(slots=True)
class Spent:
    """Processor time of this process and of the children it has waited for, and wall time, in seconds."""

    cpu_s: float = 0.0
    wall_s: float = 0.0


@contextlib.contextmanager
def spent() -> Iterator[Spent]:
    gc.collect()
    found = Spent()
    cpu, wall = _cpu(), time.perf_counter()
    yield found
    found.cpu_s, found.wall_s = _cpu() - cpu, time.perf_counter() - wall


def _cpu() -> float:
    """Living children count as they go, ended ones since they were waited for: the same seconds, once."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    living = sum(sum(map(int, (child / "stat").read_text().rpartition(")")[2].split()[11:13])) for child in children())
    return time.process_time() + ended.ru_utime + ended.ru_stime + living / TICKS


def children() -> list[Path]:
    """This process's children that read pages, as folders of /proc. Other children (a site's server) are not of the product."""
    found = (Path("/proc") / number for task in Path("/proc/self/task").iterdir() for number in (task / "children").read_text().split())
    return [child for child in found if b"monitor.readers" in (child / "cmdline").read_bytes()]


def peak_mib() -> float:
    """Of this process, since it began."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def reader_peak_mib() -> float:
    """Of the process that reads pages, since it began; 0 when there is none."""
    peaks = [int(line.split()[1]) / 1024 for child in children() for line in (child / "status").read_text().splitlines() if line.startswith("VmHWM")]
    return max(peaks, default=0.0)


@dataclass(slots=True)
class Stalls:
    """How much later than asked for the event loop came back, in seconds, for each beat."""

    late: list[float] = field(default_factory=list)

    @property
    def longest_ms(self) -> float:
        return 1000 * max(self.late, default=0)

    @property
    def p99_ms(self) -> float:
        return 1000 * quantile(self.late, 0.99)


@contextlib.asynccontextmanager
async def stalls() -> AsyncIterator[Stalls]:
    found = Stalls()

    async def beat() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(BEAT_S)
            found.late.append(time.perf_counter() - before - BEAT_S)

    task = asyncio.create_task(beat())
    try:
        yield found
    finally:
        task.cancel()


def quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def median(values: Sequence[float]) -> float:
    return statistics.median(values) if values else 0.0


