"""Alerts as an Atom feed (RFC 4287): well-formed whatever the text, and with ids that never change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from lxml import etree

from monitor.model import StoredAlert
from monitor.report.wording import passage_of, tidy, web_url
from monitor.text import printable, rfc3339, sha256

ATOM = "http://www.w3.org/2005/Atom"
# Ids are tag: URIs (RFC 4151). The name before the year owns no host; what makes an id unique is what comes after it: the
# installation, so that two newsrooms that watch one story do not share ids, and the hash of an alert's key.
AUTHORITY = "dateline.invalid,2025"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(
    alerts: Iterable[StoredAlert],
    *,
    title: str,
    updated: datetime,
    installation: str,
    name: str = "alerts",
    page_url: str | None = None,
    feed_url: str | None = None,
) -> bytes:
    """The feed, newest alert first, UTF-8 with a declaration.

    `installation`: Store.installation(); `name` keeps the feed's id apart from that of other feeds; `updated` counts when there is no alert; `page_url` and
    `feed_url` are absolute addresses of the page and of the feed itself, where it has any.
    """
    newest = sorted(alerts, key=lambda stored: stored.id, reverse=True)
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item] # None names the default
    _add(feed, "id", f"tag:{AUTHORITY}:{installation}/{name}")
    _add(feed, "title", _line(title))
    _add(feed, "updated", rfc3339(max((stored.alert.at for stored in newest), default=updated)) or "")
    _add(feed, "generator", "dateline")
    _add(_add(feed, "author"), "name", "dateline")
    if feed_url:
        _link(feed, "self", feed_url, "application/atom+xml")
    if page_url:
        _link(feed, "alternate", page_url, "text/html")
    for stored in newest:
        _entry(feed, stored, installation)
    return etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True)


def entry_id(stored: StoredAlert, installation: str) -> str:
    """Stable over restarts, exports and machines: it only depends on the installation's name and the alert's own key."""
    return f"tag:{AUTHORITY}:{installation}/alert/{sha256(stored.alert.key)[:32]}"


def _entry(feed: etree._Element, stored: StoredAlert, installation: str) -> None:
    alert = stored.alert
    entry = _add(feed, "entry")
    _add(entry, "id", entry_id(stored, installation))
    _add(entry, "title", _line(alert.title) or alert.kind.value)
    _add(entry, "updated", rfc3339(alert.at) or "")
    _add(entry, "published", rfc3339(alert.at) or "")
    _add(entry, "category").set("term", alert.kind.value)
    if target := web_url(passage_of(alert)):
        _link(entry, "alternate", target, "text/html")
    if story := web_url(stored.watch):
        _link(entry, "related", story, "text/html")
    content = _add(entry, "content", _NOT_XML.sub("", tidy(alert.text)))
    content.set("type", "text")


def _add(parent: etree._Element, tag: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, f"{{{ATOM}}}{tag}")
    child.text = text
    return child


def _link(parent: etree._Element, rel: str, href: str, media_type: str) -> None:
    link = _add(parent, "link")
    link.set("rel", rel)
    link.set("type", media_type)
    link.set("href", _NOT_XML.sub("", href))


def _line(text: str) -> str:
    return _NOT_XML.sub("", printable(text))
