"""JSON: JSON Feed (jsonfeed.org) and JSON-LD articles or lists of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from monitor.extract import jsonld, times, tree
from monitor.extract.blocks import tidy
from monitor.model import Article

PRIORITY = 30
BINARY = False
ENTRIES = 100
_WORDS = ("content_html", "articleBody", "content_text", "text", "description", "summary")  # the fullest first


def takes(media: str, body: bytes) -> bool:
    return media in ("application/json", "application/feed+json", "application/ld+json")


def read(body: bytes, text: str, *, url: str | None, at: datetime | None) -> Article:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        whole = None
    entries = list(_entries(whole))[:ENTRIES]
    top = whole if isinstance(whole, dict) else {}
    published = [t for e in entries if (t := times.settle([jsonld.text(e.get("date_published")), jsonld.text(e.get("datePublished"))]))]
    modified = [t for e in entries if (t := times.settle([jsonld.text(e.get("date_modified")), jsonld.text(e.get("dateModified"))]))]
    is_feed = bool(entries) and isinstance(top.get("items"), list)
    title = jsonld.text(top.get("title")) or jsonld.text(top.get("headline")) or jsonld.text(top.get("name"))
    return Article(
        title=title,
        byline=None,
        published=min(published, default=None),
        modified=max(modified, default=None),
        canonical=None,
        language=jsonld.text(top.get("language")) or jsonld.text(top.get("inLanguage")),
        text="\n\n".join(p for entry in entries for p in _said(entry, title)),
        site=jsonld.text(top.get("title")) if is_feed else None,
        rolling=is_feed,
    )


def _entries(whole: Any) -> Iterator[jsonld.Node]:
    """The feed's items; else the articles among the JSON-LD nodes, those of lists too."""
    if isinstance(whole, dict) and isinstance(whole.get("items"), list):
        yield from (i for i in whole["items"] if isinstance(i, dict))
        return
    for node in jsonld.nodes([json.dumps(whole)]) if whole is not None else ():
        listed = node.get("itemListElement")
        held = [i.get("item", i) for i in listed if isinstance(i, dict)] if isinstance(listed, list) else [node]
        yield from (i for i in held if isinstance(i, dict) and jsonld.is_article(i))


def _said(entry: jsonld.Node, feed_title: str | None) -> Iterator[str]:
    title = tidy(jsonld.text(entry.get("title")) or jsonld.text(entry.get("headline")) or "")
    if title and title != feed_title:
        yield title
    for name in _WORDS:
        said = jsonld.text(entry.get(name))
        if not said:
            continue
        if name == "content_html":
            words = tree.words(said)
        else:
            words = [p for line in said.splitlines() if (p := tidy(line))]
        if words:
            yield from words
            return
