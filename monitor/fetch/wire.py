"""Connecting: to the addresses that the gate admitted, and to nothing else."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Iterable, Sequence

import httpcore
import httpx

from monitor.fetch.gate import Target

CONNECT_SHARE_S = 6.0  # for one address while there are others


class Wire:
    """What happened on one connection: how far it came, and how many bytes followed the header of the answer."""

    def __init__(self) -> None:
        self.phase = "connect"
        self.body_bytes: int | None = None
        self._head = bytearray()

    def feed(self, data: bytes) -> None:
        if self.body_bytes is not None:
            self.body_bytes += len(data)
            return
        seen = max(0, len(self._head) - 3)
        self._head += data
        while (match := _HEAD_END.search(self._head, seen)) is not None:
            rest = self._head[match.end() :]
            if _INTERIM.match(self._head):
                self._head, seen = rest, 0
                continue
            self.body_bytes = len(rest)
            self._head.clear()
            return


_HEAD_END = re.compile(rb"\r?\n\r?\n")
_INTERIM = re.compile(rb"HTTP/\d\.\d 1(?!01)\d\d\b")


class _Stream(httpcore.AsyncNetworkStream):
    """A connection of asyncio's own that keeps count. What goes wrong on it is an OSError, as the system has it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, wire: Wire) -> None:
        self._reader, self._writer, self._wire = reader, writer, wire

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's signature
        del timeout  # the exchange has one for all
        data = await self._reader.read(max_bytes)
        self._wire.feed(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's signature
        del timeout
        try:
            self._writer.write(buffer)
            await self._writer.drain()
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error  # its answer may have come all the same

    async def aclose(self) -> None:
        self._writer.transport.abort()  # nothing more is wanted, no goodbye either

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        del timeout
        self._wire.phase = "tls"
        await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
        self._wire.phase = "http"
        return self

    def get_extra_info(self, info: str) -> object:
        return self._writer.get_extra_info(info)


class Pinned(httpcore.AsyncNetworkBackend):
    """Connects to one host and port, by the addresses that were judged. Whatever else is asked for is refused."""

    def __init__(self, host: str, port: int, addresses: Sequence[str], wire: Wire) -> None:
        self._host, self._port, self._addresses, self._wire = host, port, tuple(addresses), wire

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        del timeout, local_address, socket_options
        if (host, port) != (self._host, self._port):
            raise httpcore.ConnectError(f"{host}:{port} was not checked")
        for index, address in enumerate(self._addresses):
            last = index == len(self._addresses) - 1
            try:
                async with asyncio.timeout(None if last else CONNECT_SHARE_S):
                    reader, writer = await asyncio.open_connection(address, port)
            except OSError:  # a TimeoutError is one
                if last:
                    raise
                continue
            self._wire.phase = "http"
            return _Stream(reader, writer, self._wire)
        raise httpcore.ConnectError("no address was admitted")


class Transport(httpx.AsyncHTTPTransport):
    """One request on one connection of its own, to an address that was judged.

    Connections are not kept: at the pace of one request a second there is little to gain, and one that is never used
    again can carry neither a stale address nor the rest of an earlier answer into the next.
    """

    def __init__(self, target: Target, addresses: Sequence[str], context: ssl.SSLContext, wire: Wire) -> None:
        super().__init__(verify=context, trust_env=False)
        origin = httpcore.Origin(target.scheme.encode(), target.host.encode(), target.port)
        backend = Pinned(target.host, target.port, addresses, wire)
        self._pool = httpcore.AsyncHTTPConnection(origin, ssl_context=context, network_backend=backend)  # type: ignore[assignment]  # no pool of one


class ProxyTransport(httpx.AsyncHTTPTransport):
    """The same through fetch.proxy: we judge the host's addresses; the proxy looks the name up again, and connects."""

    def __init__(self, proxy: str, context: ssl.SSLContext) -> None:
        super().__init__(verify=context, trust_env=False, proxy=proxy, limits=httpx.Limits(max_connections=1, max_keepalive_connections=0))
