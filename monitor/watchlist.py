"""The watch list as other programs keep theirs: OPML 2.0 (feed readers, site monitors) and JSON, out and in.

What is read in is a stranger's file: no entity, no external reference and no oversized tree is followed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from lxml import etree

from monitor.errors import UsageError
from monitor.model import Watch, WatchEntry
from monitor.text import printable

LARGEST = 10_000_000  # bytes


def to_json(watches: Iterable[Watch]) -> bytes:
    rows = [{"url": w.url, "name": w.name, "every_s": w.every_s, "paused": w.paused, "sources": w.follow_sources} for w in watches]
    return json.dumps({"watches": rows}, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def to_opml(watches: Iterable[Watch]) -> bytes:
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "dateline: stories"
    body = etree.SubElement(root, "body")
    for watch in watches:
        etree.SubElement(body, "outline", type="link", text=printable(watch.name or watch.url), url=printable(watch.url))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def read(data: bytes) -> tuple[WatchEntry, ...]:
    """OPML or JSON, whichever it is. Raises UsageError when it is neither."""
    if len(data) > LARGEST:
        raise UsageError(f"the list is larger than {LARGEST:,} bytes")
    return _from_opml(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _from_json(data)


def _from_json(data: bytes) -> tuple[WatchEntry, ...]:
    """{"watches": […]} as to_json makes it, a bare list of such rows, or a list of addresses."""
    try:
        found: Any = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"the list is neither OPML nor JSON: {error}") from None
    rows = found.get("watches") if isinstance(found, dict) else found
    if not isinstance(rows, list):
        raise UsageError('the list has no "watches"; write {"watches": [{"url": "https://…", "name": "…"}]}')
    return tuple(_entry(row) for row in rows)


def _entry(row: Any) -> WatchEntry:
    values = {"url": row} if isinstance(row, str) else row
    if not isinstance(values, dict) or not isinstance(values.get("url"), str):
        raise UsageError(f"a row of the list has no url: {json.dumps(row)[:100]}")
    every, name = values.get("every_s"), values.get("name")
    return WatchEntry(
        url=values["url"],
        name=name if isinstance(name, str) and name.strip() else None,
        every_s=every if isinstance(every, int) and not isinstance(every, bool) and every > 0 else None,
        paused=values.get("paused") is True,
        sources=values.get("sources") is not False,
    )


def _from_opml(data: bytes) -> tuple[WatchEntry, ...]:
    """Every outline that leads to a page: `url` (a link) or `htmlUrl` (the site of a feed)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UsageError(f"the list is no OPML: {error}") from None
    entries = []
    for outline in root.iter("outline"):
        url = outline.get("url") or outline.get("htmlUrl")
        if url:
            entries.append(WatchEntry(url=url, name=outline.get("text") or outline.get("title")))
    return tuple(entries)
