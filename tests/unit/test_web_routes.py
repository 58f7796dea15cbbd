"""The pages as a reader's browser gets them."""

from __future__ import annotations

import json

import icalendar
import pytest
from lxml import etree, html

from monitor.config import WebSettings
from monitor.errors import StoreLocked
from monitor.model import StoredAlert
from monitor.web.routes import app
from tests.fakes import START, FakeClock, FakeStore
from tests.newsroom import newsroom
from tests.visitor import Visitor


def client(store: FakeStore | None = None, *, root_path: str = "", faults: bool = True) -> Visitor:
    pages = app(newsroom() if store is None else store, WebSettings(), clock=FakeClock())  # type: ignore[arg-type]
    return Visitor(pages, root_path=root_path, faults=faults)


def text_of(page: str) -> str:
    return " ".join(html.fromstring(page).text_content().split())


def test_a_first_run_says_what_to_do() -> None:
    shown = text_of(client(FakeStore()).get("/").text)
    assert "No stories yet" in shown
    assert "dateline add URL" in shown


def test_the_desk_tells_each_alert_in_a_sentence_newest_first() -> None:
    shown = text_of(client().get("/").text)
    assert "Meeting confirmed: Mark Carney and Donald Trump, Tuesday, May 6, 2025" in shown
    assert shown.index("bot wall") < shown.index("Meeting confirmed") < shown.index("New quote, Mark Carney")


def test_the_desk_can_show_one_kind_alone() -> None:
    shown = html.fromstring(client().get("/?kind=quote.new").text)
    said = [p.text_content() for p in shown.find_class("says")]
    assert len(said) == 1
    assert said[0].startswith("New quote, Mark Carney")


def test_every_link_of_every_page_leads_to_a_page() -> None:
    browser = client()
    seen: set[str] = set()
    ahead = ["/"]
    while ahead:
        path = ahead.pop()
        answer = browser.get(path)
        assert answer.status_code == 200, path
        seen.add(path)
        if answer.headers["content-type"].startswith("text/html"):
            found = {e.get("href") for e in html.fromstring(answer.text).iter() if e.get("href")}
            ahead += sorted({h for h in found if h.startswith("/")} - seen - set(ahead))
    assert {
        "/",
        "/story/1",
        "/story/1/quotes",
        "/story/1/meetings",
        "/feed.atom",
        "/meetings.ics",
        "/static/dateline.css",
    } <= seen
    assert sum("/diff?" in path for path in seen) == 4


def test_a_fragment_link_finds_its_place_on_the_page() -> None:
    browser = client()
    for path in ("/story/1", "/story/1/diff?from=1&to=4"):
        shown = html.fromstring(browser.get(path).text)
        ids = {e.get("id") for e in shown.iter() if e.get("id")}
        wanted = {e.get("href")[1:] for e in shown.iter() if (e.get("href") or "").startswith("#")}
        assert wanted
        assert wanted <= ids


def test_a_comparison_shows_what_was_cut_and_what_was_added() -> None:
    shown = html.fromstring(client().get("/story/1/diff?from=2&to=3").text)
    assert any("time" in e.text_content() for e in shown.iter("del"))
    assert any("days" in e.text_content() for e in shown.iter("ins"))
    assert "Headline changed" in shown.find_class("summary")[0].text_content()


def test_a_comparison_without_numbers_is_of_the_newest_two() -> None:
    assert "from version 3 to 4" in client().get("/story/1/diff").text


@pytest.mark.parametrize(
    "path",
    [
        "/story/99", "/story/x", "/story/1/diff?from=9", "/story/1/diff?to=-1", "/story/1/diff?document=99", "/story/1/diff?document=3",
        "/story/1/diff?from=1e9", "/story/1/diff?to=99999999999999999999999", "/?kind=nonsense", "/api/alerts?since=abc",
        "/static/../routes.py", "/static/%2e%2e/page.py", "/story/999999999999999999999999999", "/%00", "/story/1/diff?from=%C2%B2",
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_gets_a_page_that_helps(path: str) -> None:
    answer = client().get(path)
    assert answer.status_code == 404
    assert "Go to the desk" in answer.text


def test_a_database_that_cannot_be_read_is_said_so() -> None:
    class Locked(FakeStore):
        def alerts(self, **_: object) -> tuple[StoredAlert, ...]:
            raise StoreLocked("another process holds the database; try again in a moment")

    answer = client(Locked()).get("/")
    assert answer.status_code == 503
    assert "another process holds the database" in answer.text
    assert answer.headers["retry-after"]


def test_a_fault_of_ours_shows_no_trace_of_the_program() -> None:
    class Broken(FakeStore):
        def alerts(self, **_: object) -> tuple[StoredAlert, ...]:
            raise ZeroDivisionError("secret detail")

    answer = client(Broken(), faults=False).get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"]


def test_alerts_come_as_json_oldest_first_and_since_one() -> None:
    browser = client()
    everything = browser.get("/api/alerts").json()
    assert [row["id"] for row in everything] == [1, 2, 3, 4, 5]
    assert [row["id"] for row in browser.get("/api/alerts?since=3").json()] == [4, 5]
    assert [row["id"] for row in browser.get("/api/alerts?newest=2").json()] == [4, 5]
    assert set(everything[0]) == {
        "id",
        "kind",
        "at",
        "watch",
        "document",
        "version",
        "title",
        "text",
        "data",
        "deliveries",
    }


def test_the_feed_and_the_calendar_are_what_they_say() -> None:
    browser = client()
    feed = browser.get("/feed.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert etree.fromstring(feed.content).tag == "{http://www.w3.org/2005/Atom}feed"
    dates = browser.get("/meetings.ics")
    assert dates.headers["content-type"].startswith("text/calendar")
    assert len(icalendar.Calendar.from_ical(dates.content).walk("VEVENT")) == 1


def test_pages_work_under_a_path_of_a_proxy() -> None:
    shown = html.fromstring(client(root_path="/dateline").get("/dateline/").text)
    links = [e.get("href") for e in shown.iter() if (e.get("href") or "").startswith("/")]
    assert links
    assert all(link.startswith("/dateline/") for link in links)


def test_the_pages_hold_no_inline_style_or_script_and_nothing_from_elsewhere() -> None:
    browser = client()
    for path in ("/", "/story/1", "/story/1/diff", "/story/1/quotes", "/story/1/meetings", "/nowhere"):
        shown = html.fromstring(browser.get(path).text)
        assert not list(shown.iter("script", "style", "iframe", "object", "embed", "img"))
        assert not [e for e in shown.iter() if e.get("style") or any(name.startswith("on") for name in e.attrib)]
        assert all(e.get("href", "").startswith("/") for e in shown.iter("link"))


def test_a_store_with_words_that_cannot_be_encoded_still_answers() -> None:
    store = newsroom()
    watch = store.watched[0]
    store.alert(
        watch, store.told[0].alert.kind, 1, 2, START, "half \ud83d a letter", "half \ud83d a letter", words="\ud83d"
    )
    browser = client(store)
    for path in ("/", "/story/1", "/feed.atom", "/api/alerts"):
        assert browser.get(path).status_code == 200, path
    assert json.loads(browser.get("/api/alerts").text)[-1]["title"] == "half \ud83d a letter"
