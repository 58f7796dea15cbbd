"""Plain text as an article: the text itself is never touched."""

from __future__ import annotations

from datetime import datetime

from monitor.extract import corrections, times
from monitor.model import Article
from monitor.text import printable

_TITLE = 150  # characters: a longer first line is a paragraph


def read(text: str, at: datetime | None = None) -> Article:
    """`text` unchanged, read `at` that time. Its first line is the title when it stands alone, is short, and does not end like a
    sentence; its day is the one that stands at its top."""
    return Article(
        title=_title(text),
        byline=None,
        published=times.on_top(text, by=at),
        modified=None,
        canonical=None,
        language=None,
        text=text,
        corrections=corrections.find(text),
    )


def _title(text: str) -> str | None:
    first, _, rest = text.lstrip("\ufeff \t\r\n").partition("\n")
    line = printable(first)
    alone = rest.lstrip(" \t\r").startswith("\n")
    if not alone or not line or len(line) > _TITLE or line.endswith((".", "!", "?", ",", ";", ":", ".”", '."', "…")):
        return None
    return line
