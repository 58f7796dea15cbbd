"""Truth of the body: an answer is complete, or it is a failure with a reason; never half a page, never a hang."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import zlib
from pathlib import Path

import pytest

from monitor.fetch.errors import FetchError
from monitor.fetch.exchange import Order, exchange
from monitor.fetch.gate import Gate, check_url, parse_allow
from monitor.fetch.wire import Wire
from monitor.model import Failure, NotModified, Outcome, Page, Request
from tests.unit.fetch_server import HTML, Origin, Script, Visitor, answer, client, origin, raw

PEM = Path(__file__).with_name("loopback.pem")
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


async def _fetch(script: Script, **settings: object) -> tuple[Page | NotModified | Failure, Origin]:
    async with origin({"/": script}) as place, client(**settings) as fetcher:
        return await fetcher.fetch(Request(url=place.url())), place


def _chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + end


GOOD = {
    "content-length": OK + b"Content-Length: %d\r\n\r\n" % len(HTML) + HTML,
    "the same length twice": OK + b"Content-Length: %d\r\nContent-Length: %d\r\n\r\n" % (len(HTML), len(HTML)) + HTML,
    "chunked": OK + b"Transfer-Encoding: chunked\r\n\r\n" + _chunked(HTML[:10], HTML[10:]),
    "chunked with extensions and trailers": OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"%x;a=b\r\n%s\r\n0\r\nX-T: 1\r\n\r\n" % (len(HTML), HTML),
    "until the connection ends": OK + b"\r\n" + HTML,
    "http/1.0": b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML,
    "no reason phrase": b"HTTP/1.1 200\r\nContent-Length: %d\r\n\r\n" % len(HTML) + HTML,
    "after interim answers": b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + b"Content-Length: %d\r\n\r\n" % len(HTML) + HTML,
    "gzip": OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(gzip.compress(HTML, mtime=0)) + gzip.compress(HTML, mtime=0),
    "deflate, chunked": OK + b"Content-Encoding: deflate\r\nTransfer-Encoding: chunked\r\n\r\n" + _chunked(zlib.compress(HTML)),
    "gzip until the connection ends": OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(HTML, mtime=0),
}


@pytest.mark.parametrize("case", GOOD)
async def test_a_complete_answer_is_a_page_however_it_is_framed(case: str) -> None:
    page, _ = await _fetch(raw(GOOD[case]))
    assert isinstance(page, Page), page
    assert page.body == HTML
    assert "harbour" in page.html


BROKEN = {
    "shorter than announced": (OK + b"Content-Length: 5000\r\n\r\n" + HTML, "protocol"),
    "longer than announced": (OK + b"Content-Length: 50\r\n\r\n" + HTML, "protocol"),
    "two lengths": (OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + HTML, "protocol"),
    "a negative length": (OK + b"Content-Length: -1\r\n\r\n" + HTML, "protocol"),
    "a length in words": (OK + b"Content-Length: many\r\n\r\n" + HTML, "protocol"),
    "chunks that never end": (OK + b"Transfer-Encoding: chunked\r\n\r\n" + _chunked(HTML, end=b""), "protocol"),
    "half a chunk": (OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"fff\r\n" + HTML, "protocol"),
    "a chunk without a size": (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + HTML, "protocol"),
    "a page opened and not closed": (OK + b"\r\n" + HTML[:80], "protocol"),
    "no answer": (b"", "protocol"),
    "half a header": (b"HTTP/1.1 200 OK\r\nContent-Ty", "protocol"),
    "no http": (b"hello\r\n\r\n", "protocol"),
    "ssh": (b"SSH-2.0-OpenSSH_9.6\r\n", "protocol"),
    "an endless header line": (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000, "protocol"),
    "a control character in a header": (b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n", "protocol"),
    "an unknown transfer coding": (OK + b"Transfer-Encoding: gzip\r\n\r\n" + HTML, "protocol"),
    "an empty page": (OK + b"Content-Length: 0\r\n\r\n", "protocol"),
    "no content": (b"HTTP/1.1 204 No Content\r\n\r\n", "protocol"),
    "part of a page": (b"HTTP/1.1 206 Partial Content\r\nContent-Length: 3\r\n\r\nabc", "protocol"),
    "an upgrade": (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", "protocol"),
    "not modified, though nobody asked": (b"HTTP/1.1 304 Not Modified\r\n\r\n", "protocol"),
    "cut gzip": (OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(HTML)[:-9], "decoding"),
    "gzip that is none": (OK + b"Content-Encoding: gzip\r\n\r\n" + HTML, "decoding"),
    "brotli": (OK + b"Content-Encoding: br\r\n\r\n" + HTML, "decoding"),
    "gzip in gzip": (OK + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(gzip.compress(HTML)), "decoding"),
    "too large by its own word": (OK + b"Content-Length: 999999999\r\n\r\n", "too_large"),
    "too large": (OK + b"\r\n" + b"x" * 200_001, "too_large"),
}


@pytest.mark.parametrize("case", BROKEN)
async def test_a_broken_answer_is_a_failure_with_its_kind(case: str) -> None:
    data, kind = BROKEN[case]
    failure, place = await _fetch(raw(data), max_bytes=200_000)
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.outcome) == (kind, Outcome.FAILED), failure.message
    assert failure.message.isprintable()
    assert len(place.log) == 1


async def test_a_gzip_bomb_is_stopped_while_it_is_unpacked() -> None:
    stream = zlib.compressobj(9, wbits=31)
    bomb = b"".join(stream.compress(bytes(1_000_000)) for _ in range(60)) + stream.flush()
    failure, _ = await _fetch(answer(bomb, headers={"Content-Encoding": "gzip"}), max_bytes=1_000_000)
    assert isinstance(failure, Failure)
    assert failure.kind == "too_large"
    assert failure.bytes <= 1_000_000
    assert "fetch.max_bytes" in failure.message


async def test_an_endless_answer_is_stopped() -> None:
    async def endless(visitor: Visitor) -> None:
        await visitor.send(OK + b"\r\n")
        while True:
            await visitor.send(b"x" * 65536)

    failure, _ = await _fetch(endless, max_bytes=1_000_000)
    assert isinstance(failure, Failure)
    assert failure.kind == "too_large"


async def test_a_connection_that_is_reset_in_the_middle_is_a_failure() -> None:
    async def reset(visitor: Visitor) -> None:
        await visitor.send(OK + b"Content-Length: 100000\r\n\r\n" + HTML)
        visitor.reset()

    failure, _ = await _fetch(reset)
    assert isinstance(failure, Failure)
    assert failure.kind == "protocol"


def _silent(before: bytes, drip: bytes = b"") -> Script:
    """Sends `before`, then a drop now and then, and never ends."""

    async def script(visitor: Visitor) -> None:
        await visitor.send(before)
        while True:
            await asyncio.sleep(0.01)
            if drip:
                await visitor.send(drip)

    return script


@pytest.mark.parametrize(
    ("before", "drip"),
    [
        (b"", b""),
        (b"HTTP/1.1 200 OK\r\n", b""),
        (b"HTTP/1.1 200 OK\r\nX: ", b"x"),
        (OK + b"Content-Length: 100000\r\n\r\n" + HTML, b""),
        (OK + b"Content-Length: 100000\r\n\r\n" + HTML, b"x"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["silence", "half a head", "dripping head", "half a body", "dripping body", "dripping chunks", "endless interims"],
)
async def test_one_deadline_covers_the_whole_exchange_however_the_server_drips(before: bytes, drip: bytes) -> None:
    failure, _ = await _fetch(_silent(before, drip), timeout_s=0.2)
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.outcome) == ("timeout", Outcome.FAILED)
    assert "fetch.timeout_s" in failure.message


async def test_an_error_page_that_drips_does_not_hide_its_status() -> None:
    failure, _ = await _fetch(_silent(b"HTTP/1.1 404 Not Found\r\n\r\n", b"x"), timeout_s=0.2)
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.status) == ("http", 404)


async def test_the_deadline_covers_all_hops_together() -> None:
    async def slow(visitor: Visitor) -> None:
        await asyncio.sleep(0.15)
        await visitor.send(b"HTTP/1.1 302 X\r\nLocation: /%d\r\nContent-Length: 0\r\n\r\n" % len(place.log))

    async with origin({f"/{n}": slow for n in ("", *range(10))}) as place, client(timeout_s=0.4) as fetcher:
        failure = await fetcher.fetch(Request(url=place.url()))
    assert isinstance(failure, Failure)
    assert failure.kind == "timeout"
    assert len(place.log) <= 3


async def test_a_slow_look_up_is_under_the_deadline_too() -> None:
    async def never(host: str, port: int) -> list[str]:
        await asyncio.Event().wait()
        return []

    async with client(timeout_s=0.05, resolve=never) as fetcher:
        failure = await fetcher.fetch(Request(url="http://example.org/"))
    assert isinstance(failure, Failure)
    assert failure.kind == "timeout"


async def test_a_port_where_nobody_listens_is_a_connect_failure() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        async with client() as fetcher:
            failure = await fetcher.fetch(Request(url=f"http://127.0.0.1:{closed.getsockname()[1]}/"))
    assert isinstance(failure, Failure)
    assert failure.kind == "connect"


async def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    async def two(host: str, port: int) -> list[str]:
        return ["127.0.0.2", "127.0.0.1"]

    async with origin({"/": answer()}) as place, client(resolve=two) as fetcher:
        page = await fetcher.fetch(Request(url=place.url(host="two.example")))
    assert isinstance(page, Page)


async def test_a_server_without_tls_is_a_tls_failure() -> None:
    async with origin({"/": answer()}) as place, client() as fetcher:
        failure = await fetcher.fetch(Request(url=place.url().replace("http:", "https:")))
    assert isinstance(failure, Failure)
    assert failure.kind == "tls"


def _certificate() -> ssl.SSLContext:
    """A server's side of TLS as "tls.example", by a key that is in this repository and protects nothing."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    return context


async def test_the_certificate_must_be_that_of_the_name_though_we_connect_to_an_address() -> None:
    async def loopback(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    trusting = ssl.create_default_context(cafile=str(PEM))
    gate = Gate(allow=parse_allow(["127.0.0.0/8"]), resolve=loopback)
    async with origin({"/": answer()}, tls=_certificate()) as place:
        order = Order(target=check_url(place.url(host="tls.example")), max_bytes=1_000_000)
        heard = await exchange(order, gate, trusting, timeout_s=5)
        assert heard.body == HTML
        with pytest.raises(FetchError) as failure:
            await exchange(Order(target=check_url(place.url(host="other.example"))), gate, trusting, timeout_s=5)
    assert failure.value.kind == "tls"
    assert len(place.log) == 1


async def test_a_certificate_that_nobody_vouches_for_is_a_tls_failure() -> None:
    async with origin({"/": answer()}, tls=_certificate()) as place, client() as fetcher:
        failure = await fetcher.fetch(Request(url=place.url()))
    assert isinstance(failure, Failure)
    assert failure.kind == "tls"
    assert "certificate" in failure.message
    assert place.log == []


@pytest.mark.parametrize(
    ("status", "kind", "outcome"),
    [
        (300, "http", Outcome.FAILED),
        (302, "http", Outcome.FAILED),
        (400, "http", Outcome.FAILED),
        (401, "http", Outcome.FAILED),
        (403, "http", Outcome.FAILED),
        (404, "http", Outcome.FAILED),
        (410, "http", Outcome.FAILED),
        (418, "http", Outcome.FAILED),
        (429, "http", Outcome.FAILED),
        (451, "http", Outcome.FAILED),
        (500, "http", Outcome.FAILED),
        (503, "http", Outcome.FAILED),
        (999, "http", Outcome.FAILED),
    ],
)
async def test_a_status_that_is_no_page_is_a_failure_that_names_it(status: int, kind: str, outcome: Outcome) -> None:
    failure, _ = await _fetch(answer(HTML, status=status))
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.outcome, failure.status) == (kind, outcome, status)
    assert str(status) in failure.message


async def test_of_an_error_page_only_the_beginning_is_read_and_its_flaws_do_not_hide_the_status() -> None:
    for script in (answer(b"x" * 1_000_000, status=404), raw(b"HTTP/1.1 404 X\r\nContent-Length: 10\r\n\r\nabc"), answer(b"x", status=404, headers={"Content-Encoding": "br"})):
        failure, _ = await _fetch(script, max_bytes=100_000)
        assert isinstance(failure, Failure)
        assert (failure.kind, failure.status) == ("http", 404)
        assert failure.bytes <= 65536


async def test_the_bodys_bytes_are_counted_behind_the_head_however_they_arrive() -> None:
    wire = Wire()
    for byte in b"HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\nbody":
        wire.feed(bytes([byte]))
    assert wire.body_bytes == 4
