"""Raw versions as WARC/1.1 (ISO 28500), one gzip member a record, for archives and replay tools.

A version is a `resource` record: the bytes as they were read and their media type. The server's own headers are not
kept, so a `response` record would have to make them up. Bytes that stand in the file already, from whatever address, are
a `revisit` record that refers there (profile identical-payload-digest), and are written once.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from monitor.text import sha256

_INFO = b"software: dateline\r\nformat: WARC File Format 1.1\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One version's bytes as received (after decompression), and the address they came from."""

    url: str
    version: int
    at: datetime
    content_type: str
    body: bytes


def warc(captures: Iterable[Capture], *, at: datetime, gzip: bool = True) -> Iterator[bytes]:
    """The file in pieces: a `warcinfo` record made `at`, then one record a capture. Same input, same bytes."""
    yield _record("warcinfo", None, at, "application/warc-fields", _INFO, "info", gzip=gzip)
    first: dict[str, Capture] = {}
    for capture in captures:
        before = first.setdefault(_digest(capture.body), capture)
        if before is not capture:
            yield _revisit(capture, before, gzip=gzip)
            continue
        name = f"{header_url(capture.url)} {capture.version} {sha256(capture.body)}"
        yield _record("resource", capture.url, capture.at, capture.content_type, capture.body, name, gzip=gzip)


def _record(
    kind: str, url: str | None, at: datetime, content_type: str, body: bytes, name: str, *, gzip: bool
) -> bytes:
    """`name`: what the record's id is made from, with its date."""
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415 - only an export needs it

    when = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record_id = uuid5(NAMESPACE_URL, f"{when} {name}")
    out = BytesIO()
    writer = WARCWriter(out, gzip=gzip, warc_version="WARC/1.1")
    record = writer.create_warc_record(
        None if url is None else header_url(url),
        kind,
        payload=BytesIO(body),
        length=len(body),
        warc_content_type=header_text(content_type) or "application/octet-stream",
        warc_headers_dict={"WARC-Date": when, "WARC-Record-ID": f"<urn:uuid:{record_id}>"},
    )
    writer.write_record(record)
    return out.getvalue()


def _digest(body: bytes) -> str:
    """As WARC tools compare payloads: SHA-1 in base 32. It finds equal bytes; it protects nothing."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def _revisit(capture: Capture, before: Capture, *, gzip: bool) -> bytes:
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415 - as above

    when, then = (c.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for c in (capture, before))
    record_id = uuid5(NAMESPACE_URL, f"{when} revisit {header_url(capture.url)} {capture.version}")
    out = BytesIO()
    writer = WARCWriter(out, gzip=gzip, warc_version="WARC/1.1")
    record = writer.create_revisit_record(
        header_url(capture.url),
        digest=_digest(capture.body),
        refers_to_uri=header_url(before.url),
        refers_to_date=then,
        warc_headers_dict={"WARC-Date": when, "WARC-Record-ID": f"<urn:uuid:{record_id}>"},
    )
    writer.write_record(record)
    return out.getvalue()


def header_url(url: str) -> str:
    """`url` in ASCII without white space or control characters, so that it cannot end its header line."""
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~", errors="replace")


def header_text(text: str) -> str:
    return "".join(c for c in text if c.isascii() and c.isprintable())
