"""The Atom feed: well-formed whatever the text, its ids for ever the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from monitor.model import AlertKind, StoredAlert, replace
from monitor.report.feed import ATOM, atom, entry_id
from tests.fakes import START
from tests.newsroom import newsroom

ALERTS = newsroom().told
HERE = "5f1c"


def parse(alerts: list[StoredAlert]) -> etree._Element:
    return etree.fromstring(atom(alerts, title="Alerts", updated=START, installation=HERE))


def texts(root: etree._Element, path: str) -> list[str]:
    return [e.text or "" for e in root.iterfind(path, {"a": ATOM})]


def test_the_newest_alert_stands_first() -> None:
    root = parse(ALERTS)
    assert texts(root, "a:entry/a:title")[0].startswith("ministry.example")
    assert texts(root, "a:updated") == ["2025-05-03T10:00:00+00:00"]


def invalid(feed: bytes) -> list[str]:
    """What RFC 4287 forbids, by its sections, as far as a feed of ours could do it."""
    root = etree.fromstring(feed)
    wrong = [] if root.tag == f"{{{ATOM}}}feed" else ["4.1.1: the root is no feed"]
    for holder in (root, *root.iterfind(f"{{{ATOM}}}entry")):
        counts = {tag: len(holder.findall(f"{{{ATOM}}}{tag}")) for tag in ("id", "title", "updated")}
        wrong += [f"4.1: {holder.tag} has not exactly one {tag}" for tag, count in counts.items() if count != 1]
        ident, links = holder.findtext(f"{{{ATOM}}}id") or "", holder.findall(f"{{{ATOM}}}link")
        if not re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s]+", ident):
            wrong.append(f"4.2.6: {ident!r} is no IRI")
        alternates = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel", "alternate") == "alternate"]
        if len(alternates) != len(set(alternates)):
            wrong.append("4.1: two alternate links of one type")
        wrong += [f"4.2.7: {link.get('href')!r}" for link in links if not re.match(r"https?://[^\s/]+", link.get("href", ""))]
        for tag in ("updated", "published"):
            for stamp in holder.findall(f"{{{ATOM}}}{tag}"):
                if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", stamp.text or ""):
                    wrong.append(f"3.3: {stamp.text!r} is no time")
        wrong += ["4.2.2: a category without a term" for c in holder.findall(f"{{{ATOM}}}category") if not c.get("term")]
        contents = holder.findall(f"{{{ATOM}}}content")
        wrong += ["4.1.3: content of another type than text, html or xhtml" for c in contents if c.get("type") not in {"text", "html", "xhtml"} or len(c)]
        if holder is not root and not (contents or alternates):
            wrong.append("4.1.2: an entry with neither content nor alternate link")
    if root.find(f"{{{ATOM}}}author/{{{ATOM}}}name") is None:
        wrong.append("4.1.1: nobody is its author")
    ids = texts(root, "a:entry/a:id")
    return wrong + (["4.1.1: two entries of one id"] if len(ids) != len(set(ids)) else [])


def test_every_feed_is_valid_by_rfc_4287() -> None:
    addresses = {"page_url": "https://desk.example/", "feed_url": "https://desk.example/feed.atom"}
    assert invalid(atom(ALERTS, title="Alerts", updated=START, installation=HERE, **addresses)) == []
    assert invalid(atom([], title="Alerts", updated=START, installation=HERE)) == []
    assert invalid(b"<feed xmlns='http://www.w3.org/2005/Atom'><entry/></feed>")  # the validator finds what is wrong


def test_an_id_only_depends_on_the_installation_and_the_alert_itself() -> None:
    moved = replace(ALERTS[0], id=99, watch="https://other.example/")
    assert entry_id(moved, HERE) == entry_id(ALERTS[0], HERE) != entry_id(ALERTS[0], "another newsroom")
    assert len({entry_id(s, HERE) for s in ALERTS}) == len(ALERTS)
    assert all(re.fullmatch(rf"tag:[a-z.]+,\d{{4}}:{HERE}/alert/[0-9a-f]{{32}}", entry_id(s, HERE)) for s in ALERTS)


def test_an_empty_feed_is_a_feed() -> None:
    root = parse([])
    assert texts(root, "a:updated") == ["2025-04-30T08:00:00+00:00"]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "//x.example/",
        "java\x00script:alert(1)",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    hostile = replace(
        ALERTS[0], watch=url, alert=replace(ALERTS[0].alert, document=url, data={"evidence": {"url": url, "text": "x"}})
    )
    assert list(parse([hostile]).iterfind("a:entry/a:link", {"a": ATOM})) == []


@settings(max_examples=80)
@given(st.text(st.characters(), max_size=80), st.text(st.characters(), max_size=80))
def test_the_feed_is_well_formed_whatever_the_words(title: str, text: str) -> None:
    alert = replace(ALERTS[0].alert, title=title, text=text, document=f"https://a.example/{text}", data={})
    root = parse([replace(ALERTS[0], alert=alert)])
    shown = "".join(texts(root, "a:entry/a:title") + texts(root, "a:entry/a:content"))
    assert not set(shown) & set("\u202e\u2066\u200b\x1b\x00")


def test_a_title_of_markup_stays_words() -> None:
    alert = replace(ALERTS[0].alert, title="<script>alert(1)</script> ]]> &amp;", kind=AlertKind.HEADLINE_CHANGED)
    assert texts(parse([replace(ALERTS[0], alert=alert)]), "a:entry/a:title") == ["<script>alert(1)</script> ]]> &amp;"]
