"""A story with 10,000 versions against the same with 100: its page, the list of versions, and comparing any two.

Prints one JSON object. The first hundred versions are looked at as ever; the others are copies of their rows.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

import httpx
import sqlalchemy as sa

from monitor.app import App
from monitor.web import routes
from tests.bench.common import settings
from tests.bench.site import Site

SEEN, COUNT = 100, 10_000
ROUNDS = 8


def main(count: int = COUNT) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name, Site(sites=1, pages_each=1) as site:
        file = Path(name) / "bench.db"
        with App(settings(file)) as app:
            app.add(site.urls[0], sources=False)
            for revision in range(SEEN):
                site.revise(revision)
                app.check(everything=True)
            few = _pages(app, site.urls[0])
        _copied(file, count)
        with App(settings(file)) as app:
            many = _pages(app, site.urls[0])
    return {f"{name}_few_ms": cost for name, cost in few.items()} | {f"{name}_many_ms": cost for name, cost in many.items()}


def _copied(file: Path, count: int) -> None:
    """Version SEEN + n is version n again, with the visit that found it."""
    with sa.create_engine(f"sqlite:///{file}").begin() as connection:
        have: int = connection.execute(sa.text("SELECT versions FROM document")).scalar_one()
        columns = [row[1] for row in connection.execute(sa.text("PRAGMA table_info(version)"))]
        others = ", ".join(column for column in columns if column != "number")
        for shift in range(have, count, have):
            connection.execute(sa.text(f"INSERT INTO version (number, {others}) SELECT number + {shift}, {others} FROM version WHERE number <= {have}"))
        connection.execute(sa.text("UPDATE document SET versions = (SELECT max(number) FROM version)"))


def _pages(app: App, url: str) -> dict[str, float]:
    """CPU ms of an answer, the best of some."""
    document = app.document(url)
    watch = app.watch(url)
    last = document.versions
    pages = {
        "story": f"/story/{watch.id}",
        "compare_next": f"/story/{watch.id}/diff?document={document.id}&from={last - 1}&to={last}",
        "compare_any": f"/story/{watch.id}/diff?document={document.id}&from=2&to={last - 5}",
    }
    web = routes.app(app.store, app.settings, clock=app.clock, editor=app, vitals=app.vitals)

    async def ask() -> dict[str, float]:
        found: dict[str, float] = {}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=web), base_url="http://127.0.0.1:8765") as client:
            for name, path in pages.items():
                costs = []
                for _ in range(ROUNDS):
                    began = time.process_time()
                    answer = await client.get(path)
                    costs.append(1000 * (time.process_time() - began))
                    assert answer.status_code == 200, (path, answer.status_code)
                found[name] = min(costs)
        return found

    return asyncio.run(ask())


if __name__ == "__main__":
    json.dump(main(*map(int, sys.argv[1:])), sys.stdout)
