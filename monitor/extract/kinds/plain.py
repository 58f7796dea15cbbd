"""Plain text: transcripts, wires, notes. Left exactly as it is."""

from __future__ import annotations

from datetime import datetime

from monitor.extract import plain
from monitor.model import Article

PRIORITY = 90
BINARY = False

_FOR_MACHINES = frozenset(("text/css", "text/ecmascript", "text/event-stream", "text/javascript"))


def takes(media: str, body: bytes) -> bool:
    return media.startswith("text/") and media not in _FOR_MACHINES


def read(body: bytes, text: str, *, url: str | None, at: datetime | None) -> Article:
    return plain.read(text, at)
