"""Compression is undone under a bound, and a damaged stream is never taken for a page."""

from __future__ import annotations

import gzip
import zlib

import pytest

from monitor.fetch.body import MEMBERS, Sink, decoder
from monitor.fetch.errors import FetchError

TEXT = b"The minister said so twice. " * 500
LIMIT = 100_000


def _raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


def _undo(data: bytes, coding: str, *, limit: int = LIMIT, step: int = 0, cut: bool = False) -> bytes:
    sink = Sink(limit, cut=cut)
    sieve = decoder(coding, sink)
    for at in range(0, len(data), step or max(1, len(data))):
        sieve.feed(data[at : at + (step or len(data))])
    sieve.finish()
    return sink.value()


@pytest.mark.parametrize("step", [0, 1, 7])
@pytest.mark.parametrize(
    ("data", "coding"),
    [
        (TEXT, ""),
        (TEXT, "identity"),
        (gzip.compress(TEXT), "gzip"),
        (gzip.compress(TEXT), "X-GZIP"),
        (gzip.compress(TEXT), "identity, gzip"),
        (zlib.compress(TEXT), "deflate"),
        (_raw_deflate(TEXT), "deflate"),
        (gzip.compress(TEXT[:5000]) + gzip.compress(TEXT[5000:]), "gzip"),
        (gzip.compress(TEXT) + gzip.compress(b""), "gzip"),
        (gzip.compress(TEXT) + b"\0" * 512, "gzip"),
    ],
)
def test_a_whole_stream_gives_the_page(data: bytes, coding: str, step: int) -> None:
    assert _undo(data, coding, step=step) == TEXT


@pytest.mark.parametrize("step", [0, 1, 7])
@pytest.mark.parametrize(
    ("data", "coding"),
    [
        (gzip.compress(TEXT)[:-1], "gzip"),
        (gzip.compress(TEXT)[:-8], "gzip"),
        (gzip.compress(TEXT)[:100], "gzip"),
        (gzip.compress(TEXT)[:5], "gzip"),
        (gzip.compress(TEXT) + gzip.compress(TEXT)[:-3], "gzip"),
        (gzip.compress(TEXT)[:-8] + b"\0\0\0\0" + gzip.compress(TEXT)[-4:], "gzip"),
        (gzip.compress(TEXT)[:60] + b"\xff\xff\xff" + gzip.compress(TEXT)[63:], "gzip"),
        (gzip.compress(TEXT) + b"<p>more</p>", "gzip"),
        (gzip.compress(TEXT) + b"\0\0x", "gzip"),
        (zlib.compress(TEXT)[:-2], "deflate"),
        (zlib.compress(TEXT) + b"more", "deflate"),
        (_raw_deflate(TEXT)[:-4], "deflate"),
        (b"x", "deflate"),
        (TEXT, "gzip"),
        (TEXT, "deflate"),
    ],
)
def test_a_stream_that_is_cut_damaged_or_followed_by_something_is_no_page(data: bytes, coding: str, step: int) -> None:
    with pytest.raises(FetchError) as failure:
        _undo(data, coding, step=step)
    assert failure.value.kind == "decoding"


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, gzip", "deflate,gzip", "br, gzip", "gzip;q=1", "*"])
def test_a_coding_that_we_did_not_ask_for_is_refused(coding: str) -> None:
    with pytest.raises(FetchError) as failure:
        decoder(coding, Sink(LIMIT))
    assert failure.value.kind == "decoding"


def test_a_body_of_exactly_the_limit_passes_and_one_byte_more_does_not() -> None:
    exact = b"a" * LIMIT
    for coding, pack in (("", bytes), ("gzip", gzip.compress), ("deflate", zlib.compress)):
        assert _undo(pack(exact), coding) == exact
        with pytest.raises(FetchError) as failure:
            _undo(pack(exact + b"a"), coding)
        assert failure.value.kind == "too_large"


def test_a_bomb_is_stopped_at_the_limit() -> None:
    """100 MB of zeros in 100 kB: never more than the limit and one byte is unpacked."""
    stream = zlib.compressobj(9, wbits=31)
    bomb = b"".join(stream.compress(bytes(1_000_000)) for _ in range(100)) + stream.flush()
    sink = Sink(LIMIT)
    with pytest.raises(FetchError) as failure:
        decoder("gzip", sink).feed(bomb)
    assert failure.value.kind == "too_large"
    assert sink.size <= LIMIT


def test_a_stream_of_countless_members_is_stopped() -> None:
    with pytest.raises(FetchError, match="pieces"):
        _undo(gzip.compress(b"") * (MEMBERS + 1), "gzip")


def test_where_a_beginning_is_enough_the_rest_is_left() -> None:
    assert _undo(gzip.compress(TEXT) + b"garbage", "gzip", limit=100, cut=True) == TEXT[:100]
    assert _undo(TEXT, "", limit=100, cut=True) == TEXT[:100]


def test_an_empty_body_is_empty_whatever_its_coding() -> None:
    assert _undo(b"", "gzip") == b""
