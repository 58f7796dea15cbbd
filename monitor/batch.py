"""`inspect` on files and on rows of JSON lines: a row in, a row out."""

from __future__ import annotations

import codecs
import mimetypes
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor.charset import decode
from monitor.errors import UsageError
from monitor.model import Reading
from monitor.read import inspect, inspect_document
from monitor.report.record import inspect_record
from monitor.text import parse_rfc3339


def inspect_row(row: Any) -> dict[str, Any]:
    """{"id", "html" or "text", "published"?, "base_url"?} -> {"id", …as `inspect`}. Raises ValueError or TypeError for a row that is none."""
    if not isinstance(row, dict) or ("html" in row) == ("text" in row):
        raise ValueError('a row is an object with "id" and either "html" or "text"')
    for name in ("html", "text", "published", "base_url"):
        if not isinstance(row.get(name, ""), str | None):
            raise TypeError(f'"{name}" must be a text')
    try:
        published = parse_rfc3339(row["published"]) if row.get("published") else None
    except ValueError:
        raise ValueError(f'"published" is {row["published"]!r}; write a time like 2025-05-02T09:30:00-04:00') from None
    reading = inspect(html=row.get("html"), text=row.get("text"), published=published, base_url=row.get("base_url"))
    return {"id": row.get("id"), **inspect_record(reading)}


def inspect_file(file: Path, published: datetime | None, base_url: str | None) -> Reading:
    """A saved page (anything that holds markup), a feed, a PDF or a plain text. Raises UsageError when there is no such file, and
    ReadError when it cannot be read."""
    try:
        body = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror or error}; name a file, or an address beginning with https://") from None
    suffix = file.suffix.lower()
    is_html = suffix in {".html", ".htm", ".xhtml"} or body[:4096].lstrip()[:1] == b"<"
    media = "application/json" if suffix == ".json" else "text/html" if is_html else "text/plain"
    if b"\0" in body[:4096] and not body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        media = mimetypes.guess_type(file.name)[0] or "a file of this kind"
    return inspect_document(body, decode(body, media)[0], media, published=published, base_url=base_url)
