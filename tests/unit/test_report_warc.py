"""Archives that other tools replay."""

from __future__ import annotations

from io import BytesIO

import pytest
from warcio.archiveiterator import ArchiveIterator

from monitor.report.warc import Capture, header_url, warc
from tests.fakes import START

BODY = "<p>“We go,” she said.</p>".encode()
CAPTURE = Capture(
    url="https://paper.example/a", version=2, at=START, content_type="text/html; charset=utf-8", body=BODY
)


@pytest.mark.parametrize("gzip", [True, False])
def test_an_archive_gives_back_the_bytes_it_was_given(gzip: bool) -> None:
    data = b"".join(warc([CAPTURE], at=START, gzip=gzip))
    seen = []
    for record in ArchiveIterator(BytesIO(data), check_digests="raise"):
        seen.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read()))
        assert record.rec_headers.protocol == "WARC/1.1"
        assert record.rec_headers.get_header("WARC-Date") == "2025-04-30T08:00:00Z"
    assert [kind for kind, _, _ in seen] == ["warcinfo", "resource"]
    assert seen[1][1:] == ("https://paper.example/a", BODY)


def test_the_same_versions_give_the_same_archive() -> None:
    assert list(warc([CAPTURE], at=START)) == list(warc([CAPTURE], at=START))


def test_two_versions_of_one_page_have_records_of_their_own() -> None:
    later = Capture(url=CAPTURE.url, version=3, at=START, content_type="text/html", body=BODY)
    data = b"".join(warc([CAPTURE, later], at=START))
    ids = [record.rec_headers.get_header("WARC-Record-ID") for record in ArchiveIterator(BytesIO(data))]
    assert len(set(ids)) == 3


def test_no_address_or_type_can_forge_a_header() -> None:
    nasty = Capture(
        url="https://a.example/\r\nWARC-Type: response\r\n\r\n é\ud800",
        version=1,
        at=START,
        content_type="text/html\r\nX: y",
        body=b"x",
    )
    data = b"".join(warc([nasty], at=START, gzip=False))
    assert b"\r\nWARC-Type: response" not in data
    assert b"\r\nX: y" not in data
    assert header_url("https://a.example/%20?q=1&r=[2]#f") == "https://a.example/%20?q=1&r=[2]#f"


def test_the_same_bytes_again_refer_back_to_where_they_stand() -> None:
    later = Capture(url="https://paper.example/b", version=1, at=START, content_type="text/html", body=BODY)
    data = b"".join(warc([CAPTURE, later], at=START))
    kinds = []
    for record in ArchiveIterator(BytesIO(data), check_digests="raise"):
        kinds.append(record.rec_type)
        if record.rec_type == "resource":
            digest = record.rec_headers.get_header("WARC-Payload-Digest")
        if record.rec_type == "revisit":
            assert record.rec_headers.get_header("WARC-Refers-To-Target-URI") == CAPTURE.url
            assert record.rec_headers.get_header("WARC-Refers-To-Date") == "2025-04-30T08:00:00Z"
            assert record.rec_headers.get_header("WARC-Payload-Digest") == digest
    assert kinds == ["warcinfo", "resource", "revisit"]
