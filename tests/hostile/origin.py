"""Servers on loopback, one a case, each with a port of its own (so that each is a host of its own), and one that nobody may ask.

A reply is written byte by byte: framing, codings and delays are what is being tested, so no HTTP library stands in between.
In a reply, {here}, {other} and {closed} stand for the case's own address, another one that is open, and the closed one.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

HOST = "127.0.0.1"


@dataclass(slots=True)
class Visitor:
    """One request: what was asked, and the way to answer. `times`: how often this path was asked for, this one included."""

    path: str
    headers: Mapping[str, str]
    times: int
    names: Mapping[bytes, bytes]
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        for name, value in self.names.items():
            data = data.replace(name, value)
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """End the connection the rude way, with RST."""
        self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Script = Callable[[Visitor], Awaitable[None]]
Reply = bytes | Script
Site = Reply | Mapping[str, Reply]  # path -> reply; a reply alone answers every path


@dataclass(slots=True)
class Origin:
    """The server of one case. `site` is changed between looks."""

    site: Site
    port: int = 0
    asked: list[Visitor] = field(default_factory=list)
    names: Mapping[bytes, bytes] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/story"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            try:
                while await self._answer(reader, writer):
                    pass
            finally:
                writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first = await reader.readexactly(1)
        if first == b"\x16":  # somebody speaks TLS to us
            return False
        head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        path = head[0].split(" ")[1]
        headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in head[1:] if line)}
        times = 1 + sum(visitor.path == path for visitor in self.asked)
        visitor = Visitor(path, headers, times, self.names, writer)
        self.asked.append(visitor)
        reply = self.site if isinstance(self.site, bytes) or callable(self.site) else self.site.get(path, NO_PAGE)
        if isinstance(reply, bytes):
            await visitor.send(reply)
            return b"\r\nConnection: keep-alive\r\n" in reply
        await reply(visitor)
        return False


NO_PAGE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class Origins:
    """All servers, in a thread of their own. `closed_hits`: connections to the port that is not open to anybody."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self.all = [Origin(site) for site in sites]
        self.other = Origin({})
        self.closed_port = 0
        self.closed_hits = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _open(self) -> None:
        self._servers = []
        closed = await asyncio.start_server(self._turn_away, HOST, 0)
        self.closed_port = closed.sockets[0].getsockname()[1]
        self._servers.append(closed)
        for origin in (*self.all, self.other):
            server = await asyncio.start_server(origin.serve, HOST, 0, limit=2**20)
            origin.port = server.sockets[0].getsockname()[1]
            self._servers.append(server)
        shared = {b"{closed}": str(self.closed_port).encode(), b"{other}": str(self.other.port).encode()}
        for origin in (*self.all, self.other):
            origin.names = {b"{here}": str(origin.port).encode(), **shared}

    async def _end(self) -> None:
        for server in self._servers:
            server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _turn_away(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.closed_hits += 1
        writer.close()

    @property
    def allowed(self) -> list[str]:
        return [f"{HOST}:{origin.port}" for origin in (*self.all, self.other)]
