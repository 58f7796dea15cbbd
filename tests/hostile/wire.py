"""What goes wrong on the wire: slow and endless answers, framing, compression."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Iterator

from tests.hostile.case import BODY, Case, chunked, head, once, reply
from tests.hostile.origin import Reply, Script, Site, Visitor
from tests.hostile.redirects import to

CHUNKED = b"Transfer-Encoding: chunked"
LENGTH = b"Content-Length: %d" % len(BODY)
GZIP = b"Content-Encoding: gzip"
PACKED = gzip.compress(BODY, mtime=0)


def drip(before: bytes, drop: bytes = b"", every_s: float = 0.02) -> Script:
    """Sends `before`, then a drop now and then, and never ends."""

    async def script(visitor: Visitor) -> None:
        await visitor.send(before)
        while True:
            await asyncio.sleep(every_s)
            if drop:
                await visitor.send(drop)

    return script


def flood(before: bytes, piece: bytes) -> Script:
    async def script(visitor: Visitor) -> None:
        await visitor.send(before)
        while True:
            await visitor.send(piece)

    return script


def reset(before: bytes) -> Script:
    async def script(visitor: Visitor) -> None:
        await visitor.send(before)
        await asyncio.sleep(0.02)
        visitor.reset()

    return script


def pieces(*parts: bytes) -> Script:
    """The answer in several packets."""

    async def script(visitor: Visitor) -> None:
        for part in parts:
            await visitor.send(part)
            await asyncio.sleep(0.01)

    return script


async def slow_hops(visitor: Visitor) -> None:
    await asyncio.sleep(0.15)
    await visitor.send(to(f"/hop{visitor.path.count('x')}x{visitor.path[1:]}"))


async def slow_but_in_time(visitor: Visitor) -> None:
    await asyncio.sleep(0.05)
    for start in range(0, len(BODY), 400):
        await visitor.send((head(LENGTH) if not start else b"") + BODY[start : start + 400])
        await asyncio.sleep(0.005)


HALF = BODY[: len(BODY) // 2]
TIME = "failed timeout"

SLOW: dict[str, tuple[Site, str]] = {
    "silence": (drip(b""), TIME),
    "silence in the status line": (drip(b"HTTP/1.1 200"), TIME),
    "silence after the status line": (drip(b"HTTP/1.1 200 OK\r\n"), TIME),
    "silence in the head": (drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"), TIME),
    "silence after the head": (drip(head(LENGTH)), TIME),
    "silence in the body": (drip(head(LENGTH) + HALF), TIME),
    "silence in a chunk": (drip(head(CHUNKED) + b"fff\r\n" + HALF), TIME),
    "silence between chunks": (drip(head(CHUNKED) + chunked(HALF, end=b"")), TIME),
    "silence before the last chunk": (drip(head(CHUNKED) + chunked(BODY, end=b"0\r\n")), TIME),
    "silence at the end of a page without a length": (drip(head() + BODY), TIME),
    "silence in the compressed body": (drip(head(GZIP) + PACKED[:50]), TIME),
    "a dripping status line": (drip(b"HTTP/1.1 200 ", b"O"), TIME),
    "a dripping header": (drip(b"HTTP/1.1 200 OK\r\nX: ", b"x"), TIME),
    "dripping headers": (drip(b"HTTP/1.1 200 OK\r\n", b"X: x\r\n"), TIME),
    "a dripping body": (drip(head(LENGTH), b"x"), TIME),
    "a dripping body without a length": (drip(head(), b"x"), TIME),
    "dripping chunks": (drip(head(CHUNKED), b"1\r\nx\r\n"), TIME),
    "dripping trailers": (drip(head(CHUNKED) + chunked(BODY, end=b"0\r\n"), b"X: x\r\n"), TIME),
    "endless interim answers": (drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), TIME),
    "endless early hints": (drip(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x.css>\r\n\r\n"), TIME),
    "a dripping gzip header": (drip(head(GZIP) + b"\x1f\x8b\x08\x08\0\0\0\0\0\0", b"n"), TIME),
    "redirects that are slow together": (slow_hops, TIME),
    "a redirect whose target is silent": ({"/story": to("/there"), "/there": drip(b"")}, TIME),
}
IN_TIME: dict[str, tuple[Site, str]] = {
    "a dripping error page": (drip(b"HTTP/1.1 404 Not Found\r\n\r\n", b"x"), "failed http"),
    "slow but in time": (slow_but_in_time, "new"),
}

LARGE = "failed too_large"
ENDLESS: dict[str, tuple[Site, str]] = {
    "an endless body": (flood(head(), b"<p>more and more</p>" * 2000), LARGE),
    "endless chunks": (flood(head(CHUNKED), chunked(b"<p>more and more</p>" * 2000, end=b"")), LARGE),
    "an endless chunk": (flood(head(CHUNKED) + b"7fffffffffffffff\r\n", b"x" * 65536), LARGE),
    "an endless length": (flood(head(b"Content-Length: 9223372036854775807"), b"x" * 65536), LARGE),
    "a length beyond all bounds": (flood(head(b"Content-Length: " + b"9" * 400), b"x" * 65536), "failed protocol"),
    "too large by its own word": (reply(b"x", length=99_999_999), LARGE),
    "an octet too large": (reply(b"<html>" + b"x" * 499_995), LARGE),
    "an endless header line": (flood(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 65536), "failed protocol"),
    "endless headers": (flood(b"HTTP/1.1 200 OK\r\n", b"X: x\r\n" * 10_000), "failed protocol"),
    "an endless status line": (flood(b"HTTP/1.1 200 ", b"x" * 65536), "failed protocol"),
    "an endless chunk extension": (flood(head(CHUNKED) + b"5;", b"x" * 65536), "failed protocol"),
    "endless trailers": (flood(head(CHUNKED) + chunked(BODY, end=b"0\r\n"), b"X: x\r\n" * 10_000), "failed protocol"),
    "an endless error page": (flood(b"HTTP/1.1 500 X\r\n\r\n", b"x" * 65536), "failed http"),
    "five thousand headers": (b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: x\r\n" % n for n in range(5_000)) + b"\r\n" + BODY, "new"),
}

PROTOCOL = "failed protocol"
FRAMING: dict[str, tuple[Site, str]] = {
    "a length": (reply(), "new"),
    "a length, and a connection kept open": (reply(connection="keep-alive"), "new"),
    "the same length twice": (head(LENGTH, LENGTH) + BODY, "new"),
    "the same length twice in one line": (head(LENGTH + b", %d" % len(BODY)) + BODY, "new"),
    "chunks": (head(CHUNKED) + chunked(BODY[:100], BODY[100:]), "new"),
    "chunks of one octet": (head(CHUNKED) + chunked(*(bytes([octet]) for octet in BODY)), "new"),
    "chunks in capitals with zeros": (head(b"Transfer-Encoding: Chunked") + b"000%X\r\n%s\r\n" % (len(BODY), BODY) + b"0000\r\n\r\n", "new"),
    "chunks with extensions and trailers": (head(CHUNKED) + b'%x;a="b"\r\n%s\r\n0;last\r\nX-Sum: 1\r\n\r\n' % (len(BODY), BODY), "new"),
    "chunks over several packets": (pieces(head(CHUNKED)[:-1], b"\n", *(chunked(BODY[at : at + 700], end=b"") for at in range(0, len(BODY), 700)), b"0\r\n\r\n"), "new"),
    "until the connection ends": (head() + BODY, "new"),
    "HTTP/1.0": (head(status=b"HTTP/1.0 200 OK") + BODY, "new"),
    "no reason": (head(LENGTH, status=b"HTTP/1.1 200") + BODY, "new"),
    "lines that end in LF alone": (head(LENGTH).replace(b"\r\n", b"\n") + BODY, "new"),
    "after interim answers": (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + reply(), "new"),
    "no content type": (reply(kind=""), "new"),
    "a header twice": (head(LENGTH, b"Set-Cookie: a=1", b"Set-Cookie: b=2", b"Vary: *") + BODY, "new"),
    "a header with octets beyond ASCII": (head(LENGTH, b"X-Desk: caf\xe9 \xc3\xa9") + BODY, "new"),
    "a folded header": (head(LENGTH, b"X-Long: a\r\n b") + BODY, "new"),
    "an empty header": (head(LENGTH, b"X-Empty:") + BODY, "new"),
    "chunks and a length that agree": (head(CHUNKED, LENGTH) + chunked(BODY), "new"),
    "nothing": (b"", PROTOCOL),
    "half a status line": (b"HTTP/1.1 2", PROTOCOL),
    "half a head": (b"HTTP/1.1 200 OK\r\nContent-Ty", PROTOCOL),
    "a head alone": (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", PROTOCOL),
    "no HTTP": (b"hello\r\n\r\n", PROTOCOL),
    "HTML without a head": (BODY, PROTOCOL),
    "HTTP/2": (b"\0\0\x12\4\0\0\0\0\0\0\3\0\0\0\x80\0\4\0\1\0\0\0\5\0\xff\xff\xff", PROTOCOL),
    "an SSH server": (b"SSH-2.0-OpenSSH_9.6\r\n", PROTOCOL),
    "an SMTP server": (b"220 mail.example ESMTP\r\n", PROTOCOL),
    "a status that is no number": (head(LENGTH, status=b"HTTP/1.1 OK 200") + BODY, PROTOCOL),
    "a status of two digits": (head(LENGTH, status=b"HTTP/1.1 20 OK") + BODY, PROTOCOL),
    "a status of four digits": (head(LENGTH, status=b"HTTP/1.1 2000 OK") + BODY, PROTOCOL),
    "a negative status": (head(LENGTH, status=b"HTTP/1.1 -200 OK") + BODY, PROTOCOL),
    "NUL in a header": (head(LENGTH, b"X: a\0b") + BODY, PROTOCOL),
    "a header without a colon": (head(LENGTH, b"nonsense") + BODY, PROTOCOL),
    "a space before the colon": (head(b"Content-Length : %d" % len(BODY)) + BODY, PROTOCOL),
    "a header without a name": (head(LENGTH, b": x") + BODY, PROTOCOL),
    "an upgrade": (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n", PROTOCOL),
    "a body shorter than it says": (reply(length=len(BODY) + 1), PROTOCOL),
    "a body much shorter than it says": (reply(HALF, length=len(BODY)), PROTOCOL),
    "a body longer than it says": (reply(length=len(BODY) - 60), PROTOCOL),
    "a body where none was announced": (reply(length=0), PROTOCOL),
    "no body": (reply(b""), PROTOCOL),
    "white space for a body": (reply(b" \r\n\t "), PROTOCOL),
    "two lengths": (head(LENGTH, b"Content-Length: 7") + BODY, PROTOCOL),
    "two lengths in one line": (head(LENGTH + b", 7") + BODY, PROTOCOL),
    "a negative length": (head(b"Content-Length: -1") + BODY, PROTOCOL),
    "a length with a sign": (head(b"Content-Length: +%d" % len(BODY)) + BODY, PROTOCOL),
    "a hexadecimal length": (head(b"Content-Length: 0x10") + BODY, PROTOCOL),
    "a length in words": (head(b"Content-Length: many") + BODY, PROTOCOL),
    "a length with a fraction": (head(b"Content-Length: 10.5") + BODY, PROTOCOL),
    "no last chunk": (head(CHUNKED) + chunked(BODY, end=b""), PROTOCOL),
    "half a last chunk": (head(CHUNKED) + chunked(BODY, end=b"0\r\n"), PROTOCOL),
    "half a chunk": (head(CHUNKED) + b"%x\r\n" % len(BODY) + HALF, PROTOCOL),
    "a chunk longer than it says": (head(CHUNKED) + b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY) - 9, BODY), PROTOCOL),
    "a chunk without a size": (head(CHUNKED) + b"zz\r\n" + BODY, PROTOCOL),
    "a chunk of negative size": (head(CHUNKED) + b"-5\r\nhello\r\n0\r\n\r\n", PROTOCOL),
    "a chunk size with a prefix": (head(CHUNKED) + b"0x%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY), PROTOCOL),
    "a chunk size beyond all bounds": (head(CHUNKED) + b"f" * 30 + b"\r\nhello\r\n0\r\n\r\n", PROTOCOL),
    "announced chunks, and none": (head(CHUNKED) + BODY, PROTOCOL),
    "chunks within chunks": (head(b"Transfer-Encoding: chunked, chunked") + chunked(chunked(BODY)), PROTOCOL),
    "a transfer coding nobody asked for": (head(b"Transfer-Encoding: gzip, chunked") + chunked(PACKED), PROTOCOL),
    "an unknown transfer coding": (head(b"Transfer-Encoding: x-mine") + BODY, PROTOCOL),
    "a page that stops without a length": (head() + HALF, PROTOCOL),
    "reset before the answer": (reset(b""), PROTOCOL),
    "reset in the head": (reset(b"HTTP/1.1 200 OK\r\nX"), PROTOCOL),
    "reset in the body": (reset(head(LENGTH) + HALF), PROTOCOL),
    "reset in a chunk": (reset(head(CHUNKED) + b"fff\r\n" + HALF), PROTOCOL),
    "no content": (reply(b"", status=204), PROTOCOL),
    "reset content": (reply(b"", status=205), PROTOCOL),
    "part of the page": (head(LENGTH, b"Content-Range: bytes 0-99/9999", status=b"HTTP/1.1 206 Partial Content") + BODY, PROTOCOL),
}


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(9, wbits=-15)
    return stream.compress(data) + stream.flush()


def members(data: bytes, count: int) -> bytes:
    size = len(data) // count + 1
    return b"".join(gzip.compress(data[at : at + size], mtime=0) for at in range(0, len(data), size))


def bomb(megabytes: int, wbits: int = 31) -> bytes:
    stream = zlib.compressobj(9, wbits=wbits)
    return b"".join(_parts(stream, megabytes))


def _parts(stream: zlib._Compress, megabytes: int) -> Iterator[bytes]:
    for _ in range(megabytes):
        yield stream.compress(bytes(1_000_000))
    yield stream.flush()


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def coded(body: bytes, coding: str = "gzip") -> Reply:
    return reply(body, content_encoding=coding)


DECODING = "failed decoding"
COMPRESSION: dict[str, tuple[Site, str]] = {
    "gzip": (coded(PACKED), "new"),
    "x-gzip": (coded(PACKED, "x-gzip"), "new"),
    "gzip in capitals": (coded(PACKED, " GZIP "), "new"),
    "gzip in chunks": (head(CHUNKED, GZIP) + chunked(*(bytes([octet]) for octet in PACKED)), "new"),
    "gzip until the connection ends": (head(GZIP) + PACKED, "new"),
    "gzip with a name, a comment and a header checksum": (coded(b"\x1f\x8b\x08\x1e\0\0\0\0\0\3\2\0hi" + b"name\0note\0" + b"\0\0" + PACKED[10:]), DECODING),
    "gzip with a name": (coded(b"\x1f\x8b\x08\x08\0\0\0\0\0\3story.html\0" + PACKED[10:]), "new"),
    "gzip of two members": (coded(members(BODY, 2)), "new"),
    "gzip of twenty members": (coded(members(BODY, 20)), "new"),
    "gzip and an empty member": (coded(PACKED + gzip.compress(b"", mtime=0)), "new"),
    "gzip and padding": (coded(PACKED + bytes(512)), "new"),
    "gzip, stored and not compressed": (coded(gzip.compress(BODY, 0, mtime=0)), "new"),
    "deflate as the standard says": (coded(zlib.compress(BODY), "deflate"), "new"),
    "deflate without its wrapper": (coded(raw_deflate(BODY), "deflate"), "new"),
    "identity": (coded(BODY, "identity"), "new"),
    "identity and gzip": (coded(PACKED, "identity, gzip"), "new"),
    "an empty coding": (coded(BODY, ""), "new"),
    "gzip, cut": (coded(PACKED[: len(PACKED) // 2]), DECODING),
    "gzip without its checksum": (coded(PACKED[:-8]), DECODING),
    "gzip with half a checksum": (coded(PACKED[:-3]), DECODING),
    "gzip, its header alone": (coded(PACKED[:10]), DECODING),
    "gzip, one octet": (coded(PACKED[:1]), DECODING),
    "gzip, cut by the end of the connection": (head(GZIP) + PACKED[:-20], DECODING),
    "gzip, damaged in the middle": (coded(flipped(PACKED, len(PACKED) // 2)), DECODING),
    "gzip with a wrong checksum": (coded(flipped(PACKED, len(PACKED) - 6)), DECODING),
    "gzip with a wrong size": (coded(flipped(PACKED, len(PACKED) - 2)), DECODING),
    "gzip with an unknown method": (coded(flipped(PACKED, 2)), DECODING),
    "gzip that is none": (coded(BODY), DECODING),
    "gzip that is deflate": (coded(zlib.compress(BODY)), DECODING),
    "gzip of nothing": (coded(gzip.compress(b"", mtime=0)), PROTOCOL),
    "gzip, and nothing": (coded(b""), PROTOCOL),
    "gzip followed by text": (coded(PACKED + b"<p>and more</p>"), DECODING),
    "gzip followed by a cut member": (coded(PACKED + PACKED[:40]), DECODING),
    "gzip followed by a damaged member": (coded(PACKED + flipped(PACKED, 60)), DECODING),
    "gzip of countless members": (coded(gzip.compress(b"", mtime=0) * 5000), DECODING),
    "deflate, cut": (coded(zlib.compress(BODY)[:-10], "deflate"), DECODING),
    "deflate with a wrong checksum": (coded(flipped(zlib.compress(BODY), -1 + len(zlib.compress(BODY))), "deflate"), DECODING),
    "deflate without its wrapper, cut": (coded(raw_deflate(BODY)[:-10], "deflate"), DECODING),
    "deflate followed by text": (coded(zlib.compress(BODY) + b"<p>and more</p>", "deflate"), DECODING),
    "deflate that is gzip": (coded(PACKED, "deflate"), DECODING),
    "deflate that is none": (coded(BODY, "deflate"), DECODING),
    "brotli, which nobody asked for": (coded(b"\x0b\x02\x80hello\x03", "br"), DECODING),
    "zstd, which nobody asked for": (coded(b"\x28\xb5\x2f\xfd\x04\x00\x29\0\0hello", "zstd"), DECODING),
    "compress, which nobody asked for": (coded(b"\x1f\x9d\x90", "compress"), DECODING),
    "a coding that nobody knows": (coded(BODY, "utf-8"), DECODING),
    "gzip in gzip": (coded(gzip.compress(PACKED), "gzip, gzip"), DECODING),
    "gzip in gzip by two headers": (head(GZIP, GZIP) + gzip.compress(PACKED), DECODING),
    "gzip in deflate": (coded(zlib.compress(PACKED), "gzip, deflate"), DECODING),
    "seventy codings": (coded(PACKED, ", ".join(["gzip"] * 70)), DECODING),
    "gzip in gzip, told once": (coded(gzip.compress(PACKED)), "failed decoding"),
    "a compression bomb": (coded(bomb(40)), LARGE),
    "a bomb in deflate": (coded(bomb(40, 15), "deflate"), LARGE),
    "a bomb without a wrapper": (coded(bomb(40, -15), "deflate"), LARGE),
    "a bomb of many members": (coded(gzip.compress(bytes(400_000), mtime=0) * 50), LARGE),
    "a bomb in an error page": (reply(bomb(40), status=403, content_encoding="gzip"), "failed http"),
    "a bomb behind a redirect": ({"/story": to("/there"), "/there": coded(bomb(40))}, LARGE),
}


SMALL = {"max_bytes": 500_000}


def slow() -> list[Case]:
    return [*once(SLOW, settings={"timeout_s": 0.6}), *once(IN_TIME, settings={"timeout_s": 4})]


def endless() -> list[Case]:
    return once(ENDLESS, settings=SMALL)


def framing() -> list[Case]:
    return once(FRAMING)


def compression() -> list[Case]:
    return once(COMPRESSION, settings=SMALL)
