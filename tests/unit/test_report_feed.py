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


def parse(alerts: list[StoredAlert]) -> etree._Element:
    return etree.fromstring(atom(alerts, title="Alerts", updated=START))


def texts(root: etree._Element, path: str) -> list[str]:
    return [e.text or "" for e in root.iterfind(path, {"a": ATOM})]


def test_the_newest_alert_stands_first() -> None:
    root = parse(ALERTS)
    assert texts(root, "a:entry/a:title")[0].startswith("ministry.example")
    assert texts(root, "a:updated") == ["2025-05-03T10:00:00+00:00"]


def test_every_entry_has_what_rfc_4287_asks_for() -> None:
    root = parse(ALERTS)
    for entry in root.iterfind("a:entry", {"a": ATOM}):
        for tag in ("id", "title", "updated", "content"):
            assert len(entry.findall(f"{{{ATOM}}}{tag}")) == 1, tag
        assert entry.find(f"{{{ATOM}}}link[@rel='alternate']") is not None
    assert texts(root, "a:author/a:name") == ["dateline"]


def test_an_id_only_depends_on_the_alert_itself() -> None:
    moved = replace(ALERTS[0], id=99, watch="https://other.example/")
    assert entry_id(moved) == entry_id(ALERTS[0])
    assert len({entry_id(s) for s in ALERTS}) == len(ALERTS)
    assert all(re.fullmatch(r"tag:[a-z.]+,\d{4}:alert/[0-9a-f]{32}", entry_id(s)) for s in ALERTS)


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
