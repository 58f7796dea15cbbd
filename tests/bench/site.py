"""Many sites in one process of their own: the addresses 127.0.1.1 to 127.0.1.N at one port, all with the pages of `pages`.

It answers conditional requests, keeps a log of every request, and takes webhooks. What a benchmark tells it goes by paths that
begin with /_: they are answered at any address and not logged.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.bench import pages

ROOT = Path(__file__).parents[2]


def address(site: int) -> str:
    return f"127.0.1.{site + 1}"


class Site:
    """The sites' process. `pages_each`: how many pages each site has; all are made before they are asked for."""

    def __init__(self, sites: int = pages.SITES, pages_each: int = 10) -> None:
        self.sites, self.pages_each = sites, pages_each
        self._process = subprocess.Popen([sys.executable, "-m", "tests.bench.site"], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        self.revise(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait()

    @property
    def urls(self) -> list[str]:
        """One of each site, then the second of each: neighbours are on different hosts."""
        return [f"http://{address(s)}:{self.port}/{s}-{n}" for n in range(self.pages_each) for s in range(self.sites)]

    @property
    def hook(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    def revise(self, revision: int) -> None:
        self._tell(f"/_revise/{self.sites}/{self.pages_each}/{revision}")

    def wait(self, milliseconds: int) -> None:
        """So long an answer takes from now on."""
        self._tell(f"/_wait/{milliseconds}")

    def log(self) -> list[dict[str, Any]]:
        """And empty it: {"host", "path", "method", "status", "began", "ended", "body"}, times of the monotonic clock in seconds."""
        hits: list[dict[str, Any]] = json.loads(self._tell("/_log"))
        return hits

    def _tell(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=120) as answer:
            body: bytes = answer.read()
        return body


class Server:
    def __init__(self) -> None:
        self.revision, self.each, self.wait_s = 0, 0, 0.0
        self.bodies: dict[str, bytes] = {}
        self.hits: list[dict[str, Any]] = []

    async def serve(self) -> None:
        first = await asyncio.start_server(self.connection, "127.0.0.1", 0)
        port = first.sockets[0].getsockname()[1]
        for site in range(pages.SITES):
            await asyncio.start_server(self.connection, address(site), port)
        print(port, flush=True)
        await first.serve_forever()

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                began = time.monotonic()
                first, *lines = head.decode("latin-1").split("\r\n")
                method, path, _ = first.split(" ", 2)
                fields = {key.lower(): value.strip() for key, _, value in (line.partition(":") for line in lines if line)}
                body = await reader.readexactly(int(fields.get("content-length", 0)))
                if self.wait_s and not path.startswith("/_"):
                    await asyncio.sleep(self.wait_s)
                status, answer = self.answer(method, path, fields)
                writer.write(self.head(status, answer) + answer)
                await writer.drain()
                if not path.startswith("/_"):
                    hit = {"host": host, "path": path, "method": method, "status": status, "began": began, "ended": time.monotonic()}
                    self.hits.append(hit | {"body": body.decode() if method == "POST" else ""})
                if fields.get("connection") == "close":
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def head(self, status: int, answer: bytes) -> bytes:
        length = b"" if status == 304 else b"Content-Length: %d\r\n" % len(answer)
        return b'HTTP/1.1 %d X\r\nContent-Type: text/html; charset=utf-8\r\nETag: "%d"\r\n%s\r\n' % (status, self.revision, length)

    def answer(self, method: str, path: str, fields: dict[str, str]) -> tuple[int, bytes]:
        if path.startswith("/_revise/"):
            sites, self.each, self.revision = (int(part) for part in path.split("/")[2:])
            self.bodies = {f"/{s}-{n}": pages.page(s, n, self.revision) for s in range(sites) for n in range(self.each)}
            return 200, b""
        if path.startswith("/_wait/"):
            self.wait_s = int(path.rpartition("/")[2]) / 1000
            return 200, b""
        if path == "/_log":
            told, self.hits = json.dumps(self.hits).encode(), []
            return 200, told
        if method == "POST":
            return 200, b""
        known = self.bodies.get(path) or self.bodies.get(self.stand_in(path))
        if known is None:
            return 404, b""
        return (304, b"") if fields.get("if-none-match") == f'"{self.revision}"' else (200, known)

    def stand_in(self, path: str) -> str:
        """A site has as many pages as anybody asks for; those beyond `each` look like one of them."""
        site, _, number = path.partition("-")
        return f"{site}-{int(number) % self.each}" if number.isdecimal() and self.each else ""


if __name__ == "__main__":
    asyncio.run(Server().serve())
