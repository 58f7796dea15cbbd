"""500 documents on 50 hosts: first looks, unchanged looks, changed looks; what they cost in time, memory and disk.

Prints one JSON object. CPU is of this process and its reading process, not of the sites' server.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from monitor.app import App
from monitor.model import Visit
from tests.bench.common import peak_mib, reader_peak_mib, settings, spent, stalls
from tests.bench.site import Site

LATER = 4  # versions after the first
UNCHANGED = 3  # rounds; the one without validators is not among them


def main(each: int = 10) -> dict[str, float]:
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name, Site(pages_each=each) as site:
        folder = Path(name)
        with App(settings(folder / "bench.db")) as app:
            for url in site.urls:
                app.add(url, sources=False)
            empty = _size(app, folder)
            figures |= _looks(app, "first", "new")
            figures["peak_first_mib"] = peak_mib()
            first = _size(app, folder)
            figures["disk_first_kb"] = (first - empty) / len(site.urls) / 1000
            rounds = [_looks(app, "unchanged", "unchanged") for _ in range(UNCHANGED)]
            figures |= min(rounds, key=lambda r: r["unchanged_cpu_ms"])
            for revision in range(1, LATER + 1):
                site.revise(revision)
                found = _looks(app, "changed", "changed")
                figures |= {key: max(value, figures.get(key, 0)) if "stall" in key else value for key, value in found.items()}
            figures["disk_later_kb"] = (_size(app, folder) - first) / len(site.urls) / LATER / 1000
            figures |= {"peak_mib": peak_mib(), "reader_peak_mib": reader_peak_mib()}
            figures |= _read_back(app)
    return figures


def _looks(app: App, name: str, outcome: str) -> dict[str, float]:
    async def look() -> tuple[list[Visit], float, float]:
        async with app.service() as service, stalls() as found:
            visits = await service.look(everything=True)
        return visits, found.longest_ms, found.p99_ms

    with spent() as cost:
        visits, longest, p99 = asyncio.run(look())
    outcomes = Counter(visit.outcome.value for visit in visits)
    if outcomes[outcome] < 0.99 * len(visits):
        print(f"{name}: not all came out as {outcome}: {dict(outcomes)}", file=sys.stderr)
    return {
        f"{name}_cpu_ms": 1000 * cost.cpu_s / len(visits),
        f"{name}_per_s": len(visits) / cost.wall_s,
        f"{name}_stall_ms": longest,
        f"{name}_stall_p99_ms": p99,
    }


def _size(app: App, folder: Path) -> int:
    """Bytes of a copy of the database: without its log and without holes."""
    copy = folder / "copy.sqlite"
    copy.unlink(missing_ok=True)
    app.store.backup(copy)
    return copy.stat().st_size


def _read_back(app: App) -> dict[str, float]:
    """Any version's page and reading, from the file."""
    slowest = 0.0
    for watch, document, _ in app.watches()[:20]:
        assert document is not None, watch.url
        for number in range(1, document.versions + 1):
            began = time.perf_counter()
            app.store.raw(document.id, number)
            app.store.reading(document.id, number)
            slowest = max(slowest, time.perf_counter() - began)
    return {"read_back_ms": 1000 * slowest}


if __name__ == "__main__":
    json.dump(main(*map(int, sys.argv[1:])), sys.stdout)
