"""The same sites looked at by others: a bare httpx loop that does the same conditional GETs, and urlwatch from PyPI.

urlwatch is installed into a folder of its own under .cache, once. Prints one JSON object.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx

from tests.bench.common import spent
from tests.bench.site import ROOT, Site

URLWATCH = "urlwatch>=2.29"


def main(each: int = 10) -> dict[str, float]:
    with Site(pages_each=each) as site:
        return _bare(site) | _urlwatch(site)


def _bare(site: Site) -> dict[str, float]:
    """One client for each host, connections kept, nothing looked at: the floor of what Python can do."""
    clients = {url.split("/")[2]: httpx.Client() for url in site.urls}
    tags = {url: clients[url.split("/")[2]].get(url).headers["etag"] for url in site.urls}
    with spent() as cost:
        for url, tag in tags.items():
            answer = clients[url.split("/")[2]].get(url, headers={"If-None-Match": tag})
            assert answer.status_code == 304
    for client in clients.values():
        client.close()
    return {"httpx_cpu_ms": 1000 * cost.cpu_s / len(tags), "httpx_per_s": len(tags) / cost.wall_s} | asyncio.run(_opening(tags))


async def _opening(tags: Mapping[str, str]) -> dict[str, float]:
    """As a service meets its hosts: on an event loop, 20 at once, one at a time at a host, each on a connection of its own, since the
    last one was closed minutes ago."""
    hosts: dict[str, list[str]] = {}
    for url in tags:
        hosts.setdefault(url.split("/")[2], []).append(url)
    places = asyncio.Semaphore(20)

    clients = {host: httpx.AsyncClient(headers={"Connection": "close"}) for host in hosts}

    async def ask(host: str, urls: Sequence[str]) -> None:
        async with places, clients[host] as client:
            for url in urls:
                answer = await client.get(url, headers={"If-None-Match": tags[url]})
                assert answer.status_code == 304

    with spent() as cost:
        await asyncio.gather(*(ask(host, urls) for host, urls in hosts.items()))
    return {"httpx_opening_cpu_ms": 1000 * cost.cpu_s / len(tags)}


def _urlwatch(site: Site) -> dict[str, float]:
    command = _installed()
    if command is None:
        return {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "urls.yaml").write_text("---\n".join(f"url: {url}\n" for url in site.urls), encoding="utf-8")
        (folder / "urlwatch.yaml").write_text("report:\n  stdout: {enabled: true}\n  text: {}\n", encoding="utf-8")
        run = [str(command), "--urls", "urls.yaml", "--config", "urlwatch.yaml", "--hooks", "hooks.py", "--cache", "cache.db"]
        figures: dict[str, float] = {}
        for round_name in ("first", "unchanged"):
            began = time.perf_counter()
            process = subprocess.Popen(run, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                print(f"urlwatch ended with {process.returncode}", file=sys.stderr)
                return {}
            count = len(site.urls)
            figures[f"urlwatch_{round_name}_cpu_ms"] = 1000 * (usage.ru_utime + usage.ru_stime) / count
            figures[f"urlwatch_{round_name}_per_s"] = count / (time.perf_counter() - began)
            figures["urlwatch_peak_mib"] = usage.ru_maxrss / 1024
        hits = site.log()
        figures["urlwatch_not_modified"] = sum(hit["status"] == 304 for hit in hits) / count
        return figures


def _installed() -> Path | None:
    folder = ROOT / ".cache" / "urlwatch"
    command = folder / "bin" / "urlwatch"
    if not command.exists():
        venv.create(folder, with_pip=True)
        done = subprocess.run([folder / "bin" / "pip", "install", "-q", "--disable-pip-version-check", URLWATCH], stderr=subprocess.DEVNULL, check=False)
        if done.returncode:
            print("urlwatch could not be installed: its rows stay empty", file=sys.stderr)
            return None
    return command


if __name__ == "__main__":
    json.dump(main(*map(int, sys.argv[1:])), sys.stdout)
