"""Watch lists in and out, and an alert that was wrong as a case folder."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor import watchlist
from monitor.app import App
from monitor.errors import UsageError
from monitor.model import WatchEntry
from tests.conftest import StandingClock
from tests.test_cases import CASES, play

OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="Politics">
<outline type="link" text="The &amp; visit" url="https://news.example/visit"/>
<outline type="rss" title="Paper" xmlUrl="https://paper.example/feed" htmlUrl="https://paper.example/"/>
</outline></body></opml>"""


def test_an_outline_list_is_read_with_its_names() -> None:
    assert watchlist.read(OPML.encode()) == (
        WatchEntry(url="https://news.example/visit", name="The & visit"),
        WatchEntry(url="https://paper.example/", name="Paper"),
    )


@pytest.mark.parametrize("data", ['["https://a.example/"]', '[{"url": "https://a.example/"}]', '\n {"watches": [{"url": "https://a.example/", "name": " "}]}'])
def test_a_list_may_be_json_in_several_shapes(data: str) -> None:
    assert watchlist.read(data.encode()) == (WatchEntry(url="https://a.example/"),)


@pytest.mark.parametrize("data", ["", "{}", "[1]", '[{"name": "x"}]', "<opml", "[" * 100_000])
def test_what_is_no_list_is_said_in_one_line(data: str) -> None:
    with pytest.raises(UsageError, match=r"the list|a row of the list"):
        watchlist.read(data.encode())


def test_no_entity_of_a_strangers_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush", "utf-8")
    evil = f"""<!DOCTYPE opml [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><opml><body><outline url="https://a.example/" text="t">&x;</outline></body></opml>"""
    assert watchlist.read(evil.encode()) == (WatchEntry(url="https://a.example/", name="t"),)


def test_a_list_that_goes_out_comes_back_as_it_was(make_app: Callable[..., App]) -> None:
    app = make_app()
    app.add("https://news.example/visit", name="The <visit>", every_s=300, sources=False)
    app.pause("https://news.example/visit", paused=True)
    app.add("https://other.example/")
    before = app.store.watches()
    lists = {kind: b"".join(app.export(kind)) for kind in ("watches", "opml")}
    assert json.loads(lists["watches"])["watches"][0]["name"] == "The <visit>"
    for watch in before:
        app.remove(watch.url, purge=True)
    assert app.import_watches(lists["watches"]) == (2, [])
    kept = [(w.url, w.name, w.every_s, w.paused, w.follow_sources) for w in app.store.watches()]
    assert kept == [(w.url, w.name, w.every_s, w.paused, w.follow_sources) for w in before]
    assert [(e.url, e.name) for e in watchlist.read(lists["opml"])] == [("https://news.example/visit", "The <visit>"), ("https://other.example/", "https://other.example/")]
    taken, wrong = app.import_watches(b'["ftp://x.example/", "https://third.example/"]')
    assert (taken, len(wrong)) == (1, 1)


def test_a_wrong_alert_becomes_a_folder_that_the_case_tests_take_up(make_app: Callable[..., App], clock: StandingClock, tmp_path: Path) -> None:
    case = next(c for c in CASES if c.name == "quote_new")
    app = make_app()
    play(app, clock, [(case / name).read_text("utf-8") for name in ("before.html", "after.html")])
    (told,) = app.alerts(0)
    app.mark_wrong(told.id, 'she "never" said that')
    app.write_case(told.id, tmp_path / "case")
    assert (tmp_path / "case" / "after.html").read_text("utf-8") == (case / "after.html").read_text("utf-8")
    expected = (tmp_path / "case" / "expected.toml").read_text("utf-8")
    assert tomllib.loads(expected) == {"changed": True, "alerts": []}
    assert '# she "never" said that' in expected
    with pytest.raises(UsageError, match="no alert 99"):
        app.write_case(99, tmp_path)
