"""Web pages, and everything that calls itself markup."""

from __future__ import annotations

from datetime import datetime

from monitor.extract import article
from monitor.model import Article

PRIORITY = 80
BINARY = False


def takes(media: str, body: bytes) -> bool:
    return media in ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "")


def read(body: bytes, text: str, *, url: str | None, at: datetime | None) -> Article:
    return article.read(text, url=url, at=at)
