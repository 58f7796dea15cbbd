"""An origin server that says exactly what a test wants, byte by byte, and writes down who asked what and when."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from monitor.config import FetchSettings
from monitor.fetch.client import Client
from monitor.fetch.memory import MemoryHosts

NOW = datetime(2025, 5, 6, 12, 0, tzinfo=UTC)
HTML = b"<!doctype html><html><head><title>Harbour reopens</title></head><body><p>The harbour reopens.</p></body></html>"

Script = Callable[["Visitor"], Awaitable[None]]


@dataclass(slots=True)
class Visitor:
    """One connection: the head of its request, and the way to answer."""

    method: str
    path: str
    headers: Mapping[str, str]
    writer: asyncio.StreamWriter
    opened: float
    body: bytes = b""
    ended: float = 0.0

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """End the connection the rude way, with RST."""
        raw = self.writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


@dataclass(slots=True)
class Origin:
    """`routes`: path -> script; what has none is a 404. `most_open`: connections at the same time."""

    routes: dict[str, Script] = field(default_factory=dict)
    log: list[Visitor] = field(default_factory=list)
    port: int = 0
    open: int = 0
    most_open: int = 0
    scheme: str = "http"

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [visitor.path for visitor in self.log]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        opened = time.time()
        try:
            first = await reader.readexactly(1)
            if first == b"\x16":  # somebody speaks TLS to us
                writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                return
            head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, path, _ = head[0].split(" ", 2)
            headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in head[1:] if line)}
            visitor = Visitor(method, path, headers, writer, opened)
            visitor.body = await reader.readexactly(int(headers.get("content-length", 0)))
            self.log.append(visitor)
            script = self.routes.get(path.partition("?")[0], answer(status=404, body=b"no such page"))
            try:
                await script(visitor)
            finally:
                visitor.ended = time.time()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open -= 1
            writer.close()


def answer(body: bytes = HTML, *, status: int = 200, headers: Mapping[str, str] | None = None, content_type: str = "text/html; charset=utf-8") -> Script:
    """A well-framed answer."""

    async def script(visitor: Visitor) -> None:
        lines = {"Content-Type": content_type, "Content-Length": str(len(body)), **(headers or {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        await visitor.send(f"HTTP/1.1 {status} X\r\n{head}\r\n".encode("latin-1") + body)

    return script


def raw(*pieces: bytes) -> Script:
    """These bytes and no others."""

    async def script(visitor: Visitor) -> None:
        for piece in pieces:
            await visitor.send(piece)

    return script


def redirect(to: str, status: int = 302) -> Script:
    return answer(b"", status=status, headers={"Location": to})


@asynccontextmanager
async def origin(routes: Mapping[str, Script] | None = None, *, tls: ssl.SSLContext | None = None) -> AsyncIterator[Origin]:
    place = Origin(routes=dict(routes or {}), scheme="https" if tls else "http")
    server = await asyncio.start_server(place.serve, "127.0.0.1", 0, ssl=tls)
    place.port = server.sockets[0].getsockname()[1]
    async with server:
        yield place
        server.close()


class TestClock:
    """Stands still but for the waits it is asked for, which take no time."""

    __test__ = False

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at
        self.waits: list[float] = []

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += timedelta(seconds=seconds)
        await asyncio.sleep(0)

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


async def public(host: str, port: int) -> list[str]:
    """A resolver for whom every name is one public address."""
    return ["93.184.215.14"]


@asynccontextmanager
async def client(hosts: MemoryHosts | None = None, clock: TestClock | None = None, **settings: object) -> AsyncIterator[Client]:
    """A client that may speak to loopback and asks for no robots.txt, unless a test says otherwise."""
    resolve = settings.pop("resolve", None)
    values = {"allow_networks": ("127.0.0.0/8",), "per_host_delay_s": 0, "respect_robots": False, "timeout_s": 5, "user_agent": "dateline/0.1 (+test)"}
    made = Client(FetchSettings.model_validate({**values, **settings}), hosts or MemoryHosts(), clock or TestClock(), resolve)
    try:
        yield made
    finally:
        await made.aclose()
