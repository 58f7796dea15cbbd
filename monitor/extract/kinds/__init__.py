"""The kinds of documents that can be read: one file here for each, found by itself.

A kind is a module with `PRIORITY`, `BINARY`, `takes` and `read` as `Kind` has them. The first that takes a document reads it, by
priority: kinds that know their documents by their first bytes come before those that go by the media type.
"""

from __future__ import annotations

import functools
import pkgutil
from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from typing import Protocol, cast

from monitor.errors import ReadError
from monitor.model import Article


class Kind(Protocol):
    """`body`: the bytes as they came; `text`: the same as characters, "" where they are none."""

    PRIORITY: int
    BINARY: bool  # it needs no text

    def takes(self, media: str, body: bytes) -> bool: ...
    def read(self, body: bytes, text: str, *, url: str | None, at: datetime | None) -> Article:
        """What holds no words comes back as an article without text. Raises ReadError for what cannot be opened at all."""
        ...


@functools.cache
def kinds() -> Sequence[Kind]:
    found = [cast(Kind, import_module(f"{__name__}.{m.name}")) for m in pkgutil.iter_modules(__path__)]
    return sorted(found, key=lambda kind: kind.PRIORITY)


def kind_of(media: str, body: bytes) -> Kind | None:
    """Who reads a document of this media type that begins with these bytes; None when nobody does."""
    return next((kind for kind in kinds() if kind.takes(media, body[:2000])), None)


def readable(body: bytes, text: str, media: str) -> bool:
    kind = kind_of(media, body)
    return kind is not None and (kind.BINARY or bool(text.strip()))


def unreadable(media: str) -> str:
    """What to say of a document that nobody here reads."""
    return f"{media or 'it'} is no text that can be read; web pages, PDF, plain text and feeds (RSS, Atom, JSON) are"


def read(body: bytes, text: str, media: str, *, url: str | None, at: datetime | None = None) -> Article:
    """What `Kind.read` gives. Raises ReadError for a document of no kind, too."""
    kind = kind_of(media, body)
    if kind is None:
        raise ReadError(unreadable(media))
    return kind.read(body, text, url=url, at=at)
