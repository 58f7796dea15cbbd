"""A small real web server on loopback for journeys: pages that a test can change, and the log of what was asked."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass
class Hit:
    method: str
    path: str
    status: int
    headers: dict[str, str]
    body: bytes = b""
    at: float = 0.0  # seconds of a clock that is never set


@dataclass
class Site:
    """`pages`: path -> HTML, or an integer status. POST answers `hook_status` and is kept in `hits`."""

    pages: dict[str, str | int] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    hook_status: int = 204
    hook_headers: dict[str, str] = field(default_factory=dict)
    asked: threading.Event = field(default_factory=threading.Event)
    stall: threading.Event = field(default_factory=threading.Event)  # cleared: GET answers wait for it

    def __enter__(self) -> Self:
        self._open(0)
        return self

    def _open(self, port: int) -> None:
        site = self
        self.stall.set()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._came = time.monotonic()
                site.asked.set()
                site.stall.wait(20)
                page = site.pages.get(self.path, 404)
                body = page.encode() if isinstance(page, str) else b"no such page"
                etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
                status = 200 if isinstance(page, str) else page
                if status == 200 and self.headers.get("If-None-Match") == etag:
                    status, body = 304, b""
                self._answer(status, body, {"ETag": etag, "Content-Type": "text/html; charset=utf-8"})

            def do_POST(self) -> None:
                self._came = time.monotonic()
                length = int(self.headers.get("Content-Length", "0"))
                body = self.rfile.read(length)
                if len(body) < length:
                    return  # the sender died on the way: nothing was received
                self._answer(site.hook_status, b"", site.hook_headers, body)

            def _answer(self, status: int, body: bytes, headers: dict[str, str], received: bytes = b"") -> None:
                site.hits.append(Hit(self.command, self.path, status, {k.lower(): v for k, v in self.headers.items()}, received, self._came))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if status != 304 and "Content-Length" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stall.set()
        self.close()

    def reopen(self) -> None:
        """At the address it had."""
        self._open(int(self._server.server_address[1]))

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}{path}"

    def posts(self) -> list[dict[str, object]]:
        return [json.loads(hit.body) for hit in self.hits if hit.method == "POST"]


def article(headline: str, *paragraphs: str, modified: str = "2025-05-01T10:00:00-04:00") -> str:
    """A plain but real news page around `paragraphs` of HTML."""
    prose = "\n".join(f"<p>{p}</p>" for p in paragraphs)
    facts = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": headline,
            "datePublished": "2025-04-30T15:00:00-04:00",
            "dateModified": modified,
            "author": {"@type": "Person", "name": "Ines Moreau"},
        }
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{headline} | The Harbour Ledger</title>
<script type="application/ld+json">{facts}</script></head><body>
<header><nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav></header>
<main><article><h1>{headline}</h1>{prose}</article>
<aside class="related"><h2>More stories</h2><ul><li><a href="/other">Something else altogether</a></li></ul></aside></main>
<footer><a href="/about">About us</a></footer></body></html>"""
