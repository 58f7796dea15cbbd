"""What a check costs on this machine: first looks, unchanged looks, changed looks. Run with `make bench`.

A local site serves pages of a real page's size; the whole product looks at them through real HTTP into a fresh SQLite file.
CPU is of this process (the server runs in its own). Nothing is asserted here: the figures are read, and compared with those
of the same machine on another day.
"""

from __future__ import annotations

import argparse
import http.server
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.synchronize import Event
from pathlib import Path

from monitor.app import App
from monitor.config import Settings
from monitor.model import Visit

SENTENCE = "The committee heard from {n} witnesses on its {m}th day, and none of them could say when the work would be finished. "
CLUTTER = '<div class="promo"><a href="/other/{n}">Something else that happened on day {n}</a><span data-id="{n}"></span></div>'


def page(number: int, revision: int) -> bytes:
    """About 160 kB of markup around 600 words, two quotes and two citations."""
    prose = "".join(f"<p>{''.join(SENTENCE.format(n=number + p + s, m=p) for s in range(4))}</p>" for p in range(7))
    quotes = "".join(
        f"<p>“We said {r} times that this would not be done before the winter,” said Clara Whitfield, the trade minister.</p>"
        for r in range(revision + 2)
    )
    clutter = "".join(CLUTTER.format(n=n) for n in range(1200))
    menu = "".join(CLUTTER.format(n=n) for n in range(100))
    return (
        f'<!doctype html><html lang="en"><head><title>Story {number} | The Bench</title></head><body><nav>{menu}</nav>'
        f"<main><article><h1>Story {number}</h1>{prose}{quotes}</article></main><aside>{clutter}</aside></body></html>"
    ).encode()


def serve(address: list[int], ready: Event, revision: object) -> None:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            now = revision.value  # type: ignore[attr-defined]
            etag = f'"{now}"'
            same = self.headers.get("If-None-Match") == etag
            body = b"" if same else page(int(self.path.rsplit("/", 1)[1]), now)
            self.send_response(304 if same else 200)
            self.send_header("ETag", etag)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if not same:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    address[0] = server.server_address[1]
    ready.set()
    server.serve_forever()


def measured(name: str, work: Callable[[], list[Visit]]) -> dict[str, object]:
    cpu, wall = time.process_time(), time.perf_counter()
    visits = work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    outcomes = sorted({visit.outcome.value for visit in visits})
    return {
        "what": f"{name} ({', '.join(outcomes)})",
        "checks": len(visits),
        "cpu_ms": round(1000 * cpu / len(visits), 2),
        "per_s": round(len(visits) / wall, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--json", action="store_true", help="one JSON document instead of a table")
    options = parser.parse_args()
    manager = multiprocessing.Manager()
    address, revision, ready = manager.list([0]), multiprocessing.Value("i", 0), multiprocessing.Event()
    server = multiprocessing.Process(target=serve, args=(address, ready, revision), daemon=True)
    server.start()
    ready.wait(10)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.db"
        settings = Settings.model_validate(
            {
                "storage": {"url": f"sqlite:///{file}"},
                "fetch": {"allow_networks": ["127.0.0.0/8"], "per_host_delay_s": 0, "per_host_concurrency": 8, "respect_robots": False},
                "channel": [{"name": "nobody", "kind": "log", "kinds": []}],
            }
        )
        with App(settings) as app:
            for number in range(options.documents):
                app.add(f"http://127.0.0.1:{address[0]}/{number}")
            rows.append(measured("first look", lambda: app.check(everything=True)))
            rows.append(measured("second look", lambda: app.check(everything=True)))
            rows.append(measured("third look", lambda: app.check(everything=True)))
            size = file.stat().st_size + sum(f.stat().st_size for f in Path(folder).glob("bench.db-wal"))
            with revision.get_lock():
                revision.value += 1
            rows.append(measured("after an edit", lambda: app.check(everything=True)))
            grown = file.stat().st_size + sum(f.stat().st_size for f in Path(folder).glob("bench.db-wal"))
    server.terminate()
    server.join()
    manager.shutdown()
    figures = {
        "looks": rows,
        "disk_kb_first": round(size / options.documents / 1000, 1),
        "disk_kb_later": round((grown - size) / options.documents / 1000, 1),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    if options.json:
        json.dump(figures, sys.stdout, indent=1)
        return
    print(f"{'':34}{'checks':>8}{'CPU ms':>9}{'per s':>8}")
    for row in rows:
        print(f"{row['what']:34}{row['checks']:8}{row['cpu_ms']:9}{row['per_s']:8}")
    print(f"\ndisk: {figures['disk_kb_first']} kB a first version, {figures['disk_kb_later']} kB a later one; peak memory {figures['peak_mib']} MiB")


if __name__ == "__main__":
    main()
