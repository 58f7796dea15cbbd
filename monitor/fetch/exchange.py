"""One request and its answer, on a connection of its own, through the gate, within one deadline, complete or not at all."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpcore
import httpx

from monitor.fetch.body import Decoder, Sink, decoder
from monitor.fetch.errors import FetchError
from monitor.fetch.gate import Gate, Target
from monitor.fetch.room import Enter
from monitor.fetch.wire import ProxyTransport, Transport, Wire

SMALL = 64 * 1024  # bytes read of an answer that is no page: enough to know a bot wall by
ERROR_BODY_S = 2.0  # at most: its status is what counts
RAW_SLACK = 64 * 1024  # a stream may be this much longer compressed than its page may be: headers of small gzip members
REDIRECTS = frozenset((301, 302, 303, 307, 308))

_TAIL = re.compile(rb"</(?:html|body)\b", re.IGNORECASE)
_OPENED = re.compile(rb"<html\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked. Of a body longer than `max_bytes`, `cut` keeps the beginning; else it is an error."""

    target: Target
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    max_bytes: int = SMALL
    cut: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A complete answer. `headers`: lower-case names, repeated ones joined by ", " but for those kept apart."""

    status: int
    headers: Mapping[str, str]
    retry_after: tuple[str, ...]
    locations: tuple[str, ...]  # each said once
    cookies: tuple[str, ...]  # as Set-Cookie has them
    body: bytes
    elapsed_s: float

    @property
    def redirects(self) -> bool:
        return self.status in REDIRECTS and bool(self.locations)


async def exchange(
    order: Order, gate: Gate, context: ssl.SSLContext, *, timeout_s: float, proxy: str | None = None, room: Enter | None = None
) -> Heard:
    """Resolve, judge, connect, ask, read to the last byte. An answer waits for `room`, off the clock. Raises FetchError."""
    wire = Wire()
    clock = asyncio.get_running_loop().time
    began = clock()
    host = order.target.host
    try:
        async with asyncio.timeout(timeout_s) as deadline:
            addresses = await gate.admit(order.target)
            if proxy:
                wire.phase = "http"  # its connection is not ours to watch
            transport = ProxyTransport(proxy, context) if proxy else Transport(order.target, addresses, context, wire)
            async with transport:
                status, headers, body = await _ask(order, transport, wire, min(ERROR_BODY_S, timeout_s / 2), _off_the_clock(room, deadline))
    except TimeoutError:
        raise FetchError("timeout", f"{host}: no complete answer within {timeout_s:g} s (fetch.timeout_s)") from None
    except httpx.TimeoutException:
        raise FetchError("timeout", f"{host}: the connection timed out; it is tried again later") from None
    except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise _explained(error, wire, host) from None
    return Heard(
        status=status,
        headers=dict(headers.items()),
        retry_after=tuple(headers.get_list("retry-after")),
        locations=tuple(dict.fromkeys(headers.get_list("location"))),
        cookies=tuple(headers.get_list("set-cookie")),
        body=body,
        elapsed_s=clock() - began,
    )


def _off_the_clock(room: Enter | None, deadline: asyncio.Timeout) -> Enter:
    async def enter(size: int) -> None:
        if room is None:
            return
        clock = asyncio.get_running_loop().time
        left = (deadline.when() or clock()) - clock()
        deadline.reschedule(None)
        await room(size)
        deadline.reschedule(clock() + left)

    return enter


async def _ask(
    order: Order, transport: httpx.AsyncBaseTransport, wire: Wire, error_s: float, room: Enter
) -> tuple[int, httpx.Headers, bytes]:
    request = httpx.Request(order.method, order.target.url, headers={**order.headers, "connection": "close"}, content=order.content)
    response = await transport.handle_async_request(request)
    try:
        return response.status_code, response.headers, await _body(order, response, wire, error_s, room)
    finally:
        await response.aclose()


async def _body(order: Order, response: httpx.Response, wire: Wire, error_s: float, room: Enter) -> bytes:
    """The whole page of a good answer; of any other the beginning, if it can be had; nothing of what a POST gives back."""
    status, headers = response.status_code, response.headers
    if order.method != "GET" or status in REDIRECTS or status in (204, 205, 304):
        return b""
    good = 200 <= status < 300
    sink = Sink(order.max_bytes if good else SMALL, cut=order.cut or not good)
    try:
        async with asyncio.timeout(None if good else error_s):
            await _read(response, decoder(headers.get("content-encoding", ""), sink), sink, wire, room)
    except (FetchError, httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError, TimeoutError) as error:
        if good:
            if isinstance(error, FetchError):
                error.status, error.received = status, sink.size
            raise
    body = sink.value()
    if good and not sink.full and _cut_short(headers, body):
        raise FetchError("protocol", f"{order.target.host}: the page ends in the middle", status=status, received=len(body))
    return body


async def _read(response: httpx.Response, sieve: Decoder, sink: Sink, wire: Wire, room: Enter) -> None:
    announced = _length(response.headers)
    coded = "content-encoding" in response.headers
    if announced is not None and announced > sink.limit + (RAW_SLACK if coded else 0) and not sink.cut:
        raise FetchError("too_large", f"the page is {announced:,} bytes; at most {sink.limit:,} are read (fetch.max_bytes)")
    raw = 0
    async for chunk in response.aiter_raw():
        raw += len(chunk)
        if raw > sink.limit + RAW_SLACK and not sink.cut:
            raise FetchError("too_large", f"the page is larger than {sink.limit:,} bytes (fetch.max_bytes)")
        sieve.feed(chunk)
        if sink.full:
            return
        await room(sink.size)
    sieve.finish()
    came = raw if wire.body_bytes is None else wire.body_bytes
    if announced is not None and came != announced:
        raise FetchError("protocol", f"the answer announced {announced:,} bytes, and {came:,} came")


def _length(headers: httpx.Headers) -> int | None:
    """Content-Length where it counts: a chunked body has a length of its own."""
    if "transfer-encoding" in headers:
        return None
    value = headers.get("content-length", "").split(",")[0].strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


def _cut_short(headers: httpx.Headers, body: bytes) -> bool:
    """A page that was opened and never closed, in an answer that only the end of the connection delimits.

    There a server that broke down looks like one that was done; a half page would read as quotes withdrawn.
    """
    if any(name in headers for name in ("content-length", "transfer-encoding", "content-encoding")):
        return False
    return _OPENED.search(body, 0, 4096) is not None and _TAIL.search(body, max(0, len(body) - SMALL)) is None


def _explained(error: BaseException, wire: Wire, host: str) -> FetchError:
    cause = _root(error)
    if wire.phase == "tls":
        reason = getattr(cause, "verify_message", None) or getattr(cause, "reason", None) or str(error) or "no answer"
        return FetchError("tls", f"{host}: no secure connection ({reason}); the site's certificate may be at fault")
    if isinstance(error, httpx.ConnectError | httpx.ProxyError) or wire.phase == "connect":
        reason = getattr(cause, "strerror", None) or str(error) or "no answer"
        return FetchError("connect", f"{host}: could not connect ({reason}); it is tried again later")
    return FetchError("protocol", f"{host}: the answer broke off or breaks HTTP ({str(error) or type(error).__name__})")


def _root(error: BaseException) -> BaseException:
    """The first cause: what the operating system or the TLS library said."""
    for _ in range(10):
        inner = error.__cause__ or error.__context__
        if inner is None or isinstance(error, ssl.SSLError):
            break
        error = inner
    return error
