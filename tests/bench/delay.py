"""From a page's last byte to the alert at its receiver, and how fast the command line begins.

Prints one JSON object. 50 stories on 50 hosts change in each of 4 rounds under the running service; each change brings a quote.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from monitor.app import App
from monitor.model import AlertKind
from tests.bench.common import median, quantile, settings
from tests.bench.site import ROOT, Site

ROUNDS = 4
STARTS = 5


def main() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name, Site(pages_each=1) as site:
        return _delays(Path(name) / "bench.db", site) | _starts(Path(name), site)


def _delays(file: Path, site: Site) -> dict[str, float]:
    channel = {"name": "hook", "kind": "webhook", "url": site.hook, "kinds": [AlertKind.QUOTE_NEW.value]}
    with App(settings(file, channel=[channel], fetch={"respect_robots": False})) as app:
        for url in site.urls:
            app.add(url, sources=False)
        app.check(everything=True)
        site.log()
        delays = asyncio.run(_rounds(app, site))
    return {"alert_median_s": median(delays), "alert_p99_s": quantile(delays, 0.99), "alerts": float(len(delays))}


async def _rounds(app: App, site: Site) -> list[float]:
    """A few stories at a time: a newsroom's, not a flood."""
    stop = asyncio.Event()
    delays: list[float] = []
    async with app.service() as service:
        running = asyncio.create_task(service.run(stop))
        for revision in range(1, ROUNDS + 1):
            await asyncio.to_thread(site.revise, revision)
            for some in range(0, len(site.urls), 5):
                for url in site.urls[some : some + 5]:
                    await app.db.do(app.look_now, url)
                await asyncio.sleep(2)
            delays += _paired(await asyncio.to_thread(site.log))
        stop.set()
        await running
    return delays


def _paired(hits: list[dict[str, Any]]) -> list[float]:
    """For each page that came, how long until the first message that names its story."""
    came = {f"http://{hit['host']}": hit["ended"] for hit in hits if hit["method"] == "GET" and hit["status"] == 200}
    told: dict[str, list[float]] = defaultdict(list)
    for hit in hits:
        if hit["method"] == "POST":
            for origin in came:
                if f"{origin}:" in hit["body"]:
                    told[origin].append(hit["began"])
    return [min(times) - came[origin] for origin, times in told.items()]


def _starts(folder: Path, site: Site) -> dict[str, float]:
    command = [sys.executable, "-m", "monitor"]
    helps = [_took([*command, "--help"]) for _ in range(STARTS)]
    config = folder / "config.toml"
    config.write_text(
        f'[storage]\nurl = "sqlite:///{folder}/start.db"\n[fetch]\nallow_networks = ["127.0.0.0/8"]\nrespect_robots = false\n[web]\nport = 0\n'
        f'[[watch]]\nurl = "{site.urls[0]}"\n',
        encoding="utf-8",
    )
    first = []
    for _ in range(STARTS):
        (folder / "start.db").unlink(missing_ok=True)
        site.log()
        began = time.monotonic()
        process = subprocess.Popen([*command, "run", "--config", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
        hits: list[dict[str, Any]] = []
        while not hits and time.monotonic() - began < 20:
            time.sleep(0.02)
            hits = site.log()
        first.append(hits[0]["began"] - began if hits else float("inf"))
        process.terminate()
        process.wait()
    return {"help_s": min(helps), "first_check_s": min(first), "import_s": min(_took([sys.executable, "-c", "import monitor.cli"]) for _ in range(STARTS))}


def _took(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - began


if __name__ == "__main__":
    json.dump(main(), sys.stdout)
