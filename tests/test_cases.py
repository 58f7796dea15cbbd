"""Every folder under tests/cases is a case: the page before, the page after, and all that an editor must hear of it.

To add one, save two pages and write `expected.toml`:

    changed = true
    alerts = [{ kind = "quote.new", contains = "the exact words" }]     # complete: one more or less fails
    [after]                                                             # optional; the quotes are complete too
    quotes = [{ speaker = "Mark Carney", text = "the exact words" }]
    links = ["https://…"]
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import respx

from monitor.app import App
from monitor.read import inspect
from monitor.report.record import alert_record
from tests.conftest import StandingClock

CASES = sorted(case for case in (Path(__file__).parent / "cases").iterdir() if case.is_dir())
START = Path(__file__).parent / "cases" / "before.html"  # of a case without a page of its own to start from
URL = "https://news.example/story"


def play(app: App, clock: StandingClock, pages: list[str]) -> list[str]:
    """Check the story once for each page -> the outcomes of the article."""
    app.add(URL)
    outcomes = []
    for page in pages:
        with respx.mock(assert_all_called=False) as web:
            web.get(URL).mock(return_value=httpx.Response(200, html=page))
            web.route().mock(return_value=httpx.Response(404))
            visits = app.check(everything=True)
        outcomes.append(next(v.outcome.value for v in visits if v.url == URL))
        clock.move(minutes=15)
    return outcomes


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_editor_hears_exactly_what_changed(case: Path, make_app: Callable[..., App], clock: StandingClock) -> None:
    expected: dict[str, Any] = tomllib.loads((case / "expected.toml").read_text("utf-8"))
    app = make_app()
    before = case / "before.html"
    pages = [page.read_text("utf-8") for page in (before if before.exists() else START, case / "after.html")]
    outcomes = play(app, clock, pages)
    assert outcomes == ["new", "changed" if expected["changed"] else "unchanged"]

    came = [alert_record(stored) for stored in app.alerts(0)]
    left = list(came)
    for wanted in expected["alerts"]:
        words = wanted.get("contains", "")
        match = next((a for a in left if a["kind"] == wanted["kind"] and words in json.dumps(a, ensure_ascii=False)), None)
        assert match is not None, f"no {wanted['kind']} with {words!r} among {[(a['kind'], a['title']) for a in came]}"
        left.remove(match)
    assert [(a["kind"], a["title"]) for a in left] == []

    reading = inspect(html=pages[1], base_url=URL, now=clock.now())
    if "quotes" in expected.get("after", {}):
        marked = [(q.speaker, q.text) for q in reading.quotes if q.kind != "indirect"]
        assert marked == [(quote.get("speaker"), quote["text"]) for quote in expected["after"]["quotes"]]
    for href in expected.get("after", {}).get("links", []):
        assert href in [link.href for link in reading.article.links]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_looking_again_at_the_same_page_finds_nothing(case: Path, make_app: Callable[..., App], clock: StandingClock) -> None:
    app = make_app()
    page = (case / "after.html").read_text("utf-8")
    assert play(app, clock, [page, page]) == ["new", "unchanged"]
    assert app.alerts(0) == ()
