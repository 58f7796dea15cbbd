"""100,000 watches in one database, all overdue: one claim, and twenty seconds of the service after a restart.

Prints one JSON object. The rows are written by a process of its own, so that the memory measured is the service's.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from monitor.app import App
from storage.store import SqlStore
from storage.tables import document, member, watch
from tests.bench.common import median, peak_mib, settings, stalls
from tests.bench.site import ROOT, Site, address

COUNT = 100_000
SECONDS = 20
PACE_S = 1.0
CLAIMED = 200


def main(count: int = COUNT) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name, Site(pages_each=1) as site:
        file = Path(name) / "bench.db"
        subprocess.run([sys.executable, "-m", "tests.bench.crowd", "fill", str(file), str(site.port), str(count)], check=True, cwd=ROOT)
        with App(settings(file, fetch={"per_host_delay_s": PACE_S, "respect_robots": False}, schedule={"every": "10m"})) as app:
            figures = _claims(app)
            return figures | asyncio.run(_restart(app, site))


def fill(file: Path, port: int, count: int) -> None:
    SqlStore.open(f"sqlite:///{file}").close()
    now = datetime.now(UTC) - timedelta(days=1)
    rows = [(n, f"http://{address(n % 50)}:{port}/{n % 50}-{n}") for n in range(1, count + 1)]
    with sa.create_engine(f"sqlite:///{file}").begin() as connection:
        due: dict[str, Any] = {"next_check": now, "due_at": now, "every_s": 600}
        connection.execute(sa.insert(document), [{"id": n, "url": url, **due} for n, url in rows])
        connection.execute(sa.insert(watch), [{"id": n, "url": url, "every_s": 600, "follow_sources": False, "added_at": now, "article_id": n} for n, url in rows])
        connection.execute(sa.insert(member), [{"watch_id": n, "document_id": n, "role": "article", "added_at": now} for n, _ in rows])


def _claims(app: App) -> dict[str, float]:
    """As the ticker does it, again and again: every claim leases others."""
    times = []
    app.store.claim(app.clock.now(), owner="warm", lease_s=60, limit=1)
    for n in range(20):
        began = time.perf_counter()
        claimed = app.store.claim(app.clock.now(), owner=f"bench {n}", lease_s=60, limit=CLAIMED, at_host={})
        times.append(1000 * (time.perf_counter() - began))
        assert len(claimed) == CLAIMED
    for n in range(20):
        app.store.release(f"bench {n}")
    app.store.release("warm")
    return {"claim_ms": median(times), "claim_worst_ms": max(times)}


async def _restart(app: App, site: Site) -> dict[str, float]:
    stop = asyncio.Event()
    async with app.service() as service, stalls() as found:
        running = asyncio.create_task(service.run(stop))
        await asyncio.sleep(SECONDS)
        stop.set()
        await running
    hosts = defaultdict(list)
    for hit in site.log():
        hosts[hit["host"]].append((hit["began"], hit["ended"]))
    pairs = [pair for hits in hosts.values() for pair in itertools.pairwise(sorted(hits))]
    return {
        "restart_stall_ms": found.longest_ms,
        "restart_stall_p99_ms": found.p99_ms,
        "restart_per_s": sum(map(len, hosts.values())) / SECONDS,
        "restart_gap_s": min(after[0] - before[0] for before, after in pairs),
        "restart_overlaps": float(sum(after[0] < before[1] for before, after in pairs)),
        "crowd_peak_mib": peak_mib(),
    }


if __name__ == "__main__":
    if sys.argv[1:2] == ["fill"]:
        fill(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        json.dump(main(*map(int, sys.argv[1:])), sys.stdout)
