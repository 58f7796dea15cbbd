"""The body of an answer, decompressed under a bound: counted while it grows, and complete or not at all.

    gzip      one member or several, each to its checksum; zero padding after the last is let pass, anything else is not
    deflate   zlib-wrapped as the standard says, or raw as many servers send it

Measured: httpx's own decoders inflate a 10 MB bomb to 10 GB before anybody can count, and take a cut gzip for whole.
"""

from __future__ import annotations

import zlib
from typing import Protocol

from monitor.fetch.errors import FetchError

MEMBERS = 1_000  # of one gzip stream; real ones have one, and each costs a decompressor

ACCEPT_ENCODING = "gzip, deflate"


class Decoder(Protocol):
    def feed(self, data: bytes) -> None: ...
    def finish(self) -> None:
        """The stream ended. Raises FetchError when it should not have."""
        ...


class Sink:
    """Collects at most `limit` bytes. With `cut`, what is beyond is dropped and `full` is set; else it is an error."""

    def __init__(self, limit: int, *, cut: bool = False) -> None:
        self.limit, self.cut, self.full = limit, cut, False
        self._parts: list[bytes] = []
        self.size = 0

    @property
    def room(self) -> int:
        return self.limit - self.size

    def add(self, data: bytes) -> None:
        if len(data) > self.room:
            if not self.cut:
                raise FetchError("too_large", f"the page is larger than {self.limit:,} bytes (fetch.max_bytes)")
            data, self.full = data[: self.room], True
        self._parts.append(data)
        self.size += len(data)

    def value(self) -> bytes:
        return b"".join(self._parts)


class _Plain:
    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def feed(self, data: bytes) -> None:
        self._sink.add(data)

    def finish(self) -> None:
        pass


class _Inflate:
    """One zlib stream at a time; `wbits` as zlib counts them (31: gzip, 15: zlib, -15: raw; 0: zlib or raw, by its look)."""

    def __init__(self, sink: Sink, wbits: int) -> None:
        self._sink, self._wbits = sink, wbits
        self._stream = zlib.decompressobj(wbits) if wbits else None
        self._waiting = b""
        self._members = 0
        self._fed = False

    def feed(self, data: bytes) -> None:
        if not data or self._sink.full:
            return
        self._fed = True
        data, self._waiting = self._waiting + data, b""
        while data and not self._sink.full:
            data = self._next(data)
            if data:
                data = self._inflate(data)

    def finish(self) -> None:
        if self._sink.full or not self._fed:
            return
        if self._stream is None or not self._stream.eof:
            raise FetchError("decoding", "the compressed page ends in the middle")
        if self._waiting:
            raise FetchError("decoding", "the compressed page is followed by something else")

    def _next(self, data: bytes) -> bytes:
        """`data` for the stream that it belongs to, which is opened where needed; empty while that cannot be told yet."""
        if self._stream is not None and self._stream.eof:
            data = data.lstrip(b"\0")  # padding
            if len(data) >= 2:
                self._members += 1
                if self._wbits != 31 or data[:2] != b"\x1f\x8b":
                    raise FetchError("decoding", "the compressed page is followed by something else")
                if self._members >= MEMBERS:
                    raise FetchError("decoding", f"the compressed page is made of more than {MEMBERS:,} pieces")
                self._stream = zlib.decompressobj(31)
        elif self._stream is None and len(data) >= 2:
            wrapped = data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
            self._stream = zlib.decompressobj(15 if wrapped else -15)
        if self._stream is None or self._stream.eof:
            self._waiting = data
            return b""
        return data

    def _inflate(self, data: bytes) -> bytes:
        """Take what `data` gives, and return what is left of it after the end of this stream."""
        stream = self._stream
        assert stream is not None  # noqa: S101 - _next opened it
        try:
            # One octet more than there is room for: less came of it, so all of `data` was used; that much is too large.
            self._sink.add(stream.decompress(data, self._sink.room + 1))
        except zlib.error as error:
            raise FetchError("decoding", f"the page's compression is damaged ({error})") from None
        return stream.unused_data if stream.eof else b""


def decoder(content_encoding: str, sink: Sink) -> Decoder:
    """What turns the raw stream into the page. Raises FetchError for a coding that we did not ask for, or more than one."""
    codings = [c for part in content_encoding.split(",") if (c := part.strip().lower()) not in ("", "identity")]
    if not codings:
        return _Plain(sink)
    if len(codings) > 1:
        raise FetchError("decoding", "the page is compressed more than once")
    if codings[0] in ("gzip", "x-gzip"):
        return _Inflate(sink, 31)
    if codings[0] == "deflate":
        return _Inflate(sink, 0)
    raise FetchError("decoding", f"the page is compressed as {codings[0][:20]!r}, which we did not ask for")
