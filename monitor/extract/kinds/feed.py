"""RSS and Atom: each entry's headline and words, in the feed's order. Old entries leave its end as new ones come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html.entities import name2codepoint

from lxml import etree

from monitor.errors import ReadError
from monitor.extract import times, tree
from monitor.extract.blocks import tidy
from monitor.model import Article

PRIORITY = 20
BINARY = False
ENTRIES = 100  # of one feed

_OPENS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>)?\s*(?:<!--[^>]{0,500}-->\s*|<\?[^>]{0,300}\?>\s*|<!DOCTYPE[^>]{0,300}>\s*){0,5}<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
# The names that HTML has for characters, and XML has not: a parser of XML leaves them out, and "café" has three letters.
_NAMED = re.compile(rb"&([A-Za-z]{2,8}[0-9]{0,2});")
_WORDS = ("encoded", "content", "description", "summary")  # the fullest first
_PUBLISHED, _MODIFIED = ("pubDate", "published", "issued", "date"), ("updated", "modified", "lastBuildDate")


def takes(media: str, body: bytes) -> bool:
    return media in ("application/rss+xml", "application/atom+xml", "application/rdf+xml") or bool(_OPENS.match(body))


def read(body: bytes, text: str, *, url: str | None, at: datetime | None) -> Article:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(_NAMED.sub(_numbered, body), parser)
    except etree.LxmlError:
        root = None
    if tree.is_cut(parser):
        raise ReadError("the feed goes beyond what a parser can hold (10 million characters in one piece); look for the stories themselves")
    if root is None:
        return Article(title=None, byline=None, published=None, modified=None, canonical=None, language=None, text="")
    entries = [e for e in root.iter(etree.Element) if _name(e) in ("item", "entry")][:ENTRIES]
    channel = next((e for e in root.iter(etree.Element) if _name(e) == "channel"), root)
    stamps = sorted(t for e in entries if (t := times.settle(_all(e, _PUBLISHED) or _all(e, _MODIFIED))) is not None)
    title = _told(channel, "title")
    return Article(
        title=title,
        byline=None,
        published=stamps[0] if stamps else None,
        modified=stamps[-1] if len(stamps) > 1 else times.settle(_all(channel, _MODIFIED)),
        canonical=None,
        language=_told(channel, "language"),
        text="\n\n".join(p for entry in entries for p in _entry(entry)),
        site=title,
        rolling=True,
    )


def _numbered(name: re.Match[bytes]) -> bytes:
    known = name2codepoint.get(name[1].decode()) if name[1] not in (b"amp", b"lt", b"gt", b"quot") else None
    return name[0] if known is None else b"&#%d;" % known


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _told(element: etree._Element, name: str) -> str | None:
    return next((tidy("".join(map(str, c.itertext()))) or None for c in element.iterchildren(etree.Element) if _name(c) == name), None)


def _all(element: etree._Element, names: tuple[str, ...]) -> list[str]:
    return [said for name in names if (said := _told(element, name))]


def _entry(entry: etree._Element) -> Iterator[str]:
    title = tree.line(_told(entry, "title") or "")
    if title:
        yield title
    for name in _WORDS:
        holder = next((c for c in entry.iterchildren(etree.Element) if _name(c) == name), None)
        if holder is None:
            continue
        markup = etree.tostring(holder, encoding="unicode", with_tail=False) if len(holder) else holder.text or ""
        said = tree.words(markup)
        if said:
            yield from (s for s in said if s != title)
            return
