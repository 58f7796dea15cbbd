"""Compression is undone under a bound, and a damaged stream is never taken for a page."""

from __future__ import annotations

import gzip
import zlib

import pytest

from monitor.fetch.body import MEMBERS, Sink, decoder
from monitor.fetch.errors import FetchError

TEXT = b" ".join(b"Minister %d said so %d times." % (n, n * n) for n in range(400))
LIMIT = 100_000
GZIP = gzip.compress(TEXT, mtime=0)


def _raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


def _short(value: object) -> str:
    return value if isinstance(value, str) else ""


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
        (GZIP, "gzip"),
        (GZIP, "X-GZIP"),
        (GZIP, "identity, gzip"),
        (zlib.compress(TEXT), "deflate"),
        (_raw_deflate(TEXT), "deflate"),
        (gzip.compress(TEXT[:5000]) + gzip.compress(TEXT[5000:]), "gzip"),
        (GZIP + gzip.compress(b""), "gzip"),
        (GZIP + b"\0" * 512, "gzip"),
    ],
    ids=_short,
)
def test_a_whole_stream_gives_the_page(data: bytes, coding: str, step: int) -> None:
    assert _undo(data, coding, step=step) == TEXT


@pytest.mark.parametrize("step", [0, 1, 7])
@pytest.mark.parametrize(
    ("data", "coding"),
    [
        (GZIP[:-1], "gzip"),
        (GZIP[:-8], "gzip"),
        (GZIP[:100], "gzip"),
        (GZIP[:5], "gzip"),
        (GZIP + GZIP[:-3], "gzip"),
        (GZIP[:-8] + b"\0\0\0\0" + GZIP[-4:], "gzip"),
        (GZIP[:60] + b"\xff\xff\xff" + GZIP[63:], "gzip"),
        (GZIP + b"<p>more</p>", "gzip"),
        (GZIP + b"\0\0x", "gzip"),
        (zlib.compress(TEXT)[:-2], "deflate"),
        (zlib.compress(TEXT) + b"more", "deflate"),
        (_raw_deflate(TEXT)[:-4], "deflate"),
        (b"x", "deflate"),
        (TEXT, "gzip"),
        (TEXT, "deflate"),
    ],
    ids=_short,
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
    assert _undo(GZIP + b"garbage", "gzip", limit=100, cut=True) == TEXT[:100]
    assert _undo(TEXT, "", limit=100, cut=True) == TEXT[:100]


def test_an_empty_body_is_empty_whatever_its_coding() -> None:
    assert _undo(b"", "gzip") == b""
