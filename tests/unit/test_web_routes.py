"""The pages as a reader's browser gets them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import icalendar
import pytest
from lxml import etree, html

from monitor.model import AlertKind, Delivery, Notice, replace
from monitor.report.links import Served
from tests.fakes import START, FakeStore
from tests.newsroom import ARTICLE_URL, newsroom
from tests.paper import Paper

Make = Callable[..., Paper]


def text_of(page: str) -> str:
    return " ".join(html.fromstring(page).text_content().split())


def said(page: str, name: str = "says") -> list[str]:
    return [" ".join(e.text_content().split()) for e in html.fromstring(page).find_class(name)]


def test_a_first_run_asks_for_an_address_and_takes_it(paper: Make) -> None:
    browser = paper(FakeStore()).visitor
    assert "Which story shall we follow?" in text_of(browser.get("/").text)
    added = browser.send("/watches", url="https://paper.example/politics", name="", every="5m", sources="yes")
    assert added.status_code == 303
    shown = text_of(browser.get(added.headers["location"]).text)
    assert "paper.example" in shown
    assert "every 5 minutes" in shown
    assert "Checking: 0 of 1 pages looked at" in shown


def test_the_desk_tells_each_alert_in_a_sentence_with_its_place_newest_first(newspaper: Paper) -> None:
    shown = text_of(newspaper.visitor.get("/").text)
    assert "Meeting confirmed: Mark Carney and Donald Trump, Tuesday, May 6, 2025" in shown
    assert shown.index("bot wall") < shown.index("Meeting confirmed") < shown.index("New quote, Mark Carney")
    assert "in the second version of “a statement from the office” (office.example)" in shown
    assert "in the third version of the article (paper.example)" in shown


def test_the_desk_can_show_one_kind_alone(newspaper: Paper) -> None:
    (only,) = said(newspaper.visitor.get("/?kind=quote.new").text)
    assert only.startswith("New quote, Mark Carney")


def test_unread_alerts_stand_first_until_they_are_done_put_aside_or_wrong(paper: Make) -> None:
    desk = paper()
    browser = desk.visitor
    for path, fields in (("/alerts/5/acknowledge", {}), ("/alerts/1/snooze", {}), ("/alerts/2/wrong", {"note": "It is the old headline."})):
        assert browser.send(path, **fields).status_code == 303
    page = html.fromstring(browser.get("/").text)
    assert [e.get("id") for e in page.find_class("alert")] == ["alert-4", "alert-3", "alert-5", "alert-2", "alert-1"]
    assert len(page.find_class("unread")) == 2
    assert "marked wrong: It is the old headline." in text_of(browser.get("/").text)
    desk.clock.at += timedelta(days=1, seconds=1)  # type: ignore[attr-defined]
    assert len(html.fromstring(browser.get("/").text).find_class("unread")) == 3
    browser.send("/alerts/acknowledge", until="3")
    assert [e.get("id") for e in html.fromstring(browser.get("/").text).find_class("unread")] == ["alert-4"]


def crowded(count: int) -> FakeStore:
    """The newsroom after `count` alerts."""
    store = newsroom()
    for n in range(len(store.told), count):
        store.alert(store.watched[0], AlertKind.STEALTH_EDIT, 1, 3, START + timedelta(hours=3, minutes=n), f"Edited without notice, {n}", "Some words.")
    return store


def unread(body: str) -> list[int]:
    return [int(e.get("id", "").removeprefix("alert-")) for e in html.fromstring(body).find_class("unread")]


def test_all_done_is_said_of_what_was_shown_and_older_unread_alerts_have_a_page(paper: Make) -> None:
    browser = paper(crowded(63)).visitor
    first = html.fromstring(browser.get("/").text)
    assert "Unread 60+" in text_of(html.tostring(first, encoding="unicode"))
    (older,) = [a.get("href") for a in first.iter("a") if a.text == "Older unread alerts"]
    assert unread(browser.get(older).text) == [3, 2, 1]
    (form,) = [f for f in first.forms if f.action == "/alerts/acknowledge"]
    browser.send(form.action, **{name: form.fields[name] for name in ("from", "until")})
    assert unread(browser.get("/").text) == [3, 2, 1]


def test_each_mark_of_a_storys_picture_leads_to_something(paper: Make) -> None:
    browser = paper(crowded(80)).visitor
    story = html.fromstring(browser.get("/story/1").text)
    led = {a.get("href", "") for a in story.find_class("timeline")[0].iter("a") if "#" in a.get("href", "")}
    places = {"": story, "/story/1/quotes": html.fromstring(browser.get("/story/1/quotes").text)}
    assert {href.partition("#")[0] for href in led} == set(places)
    assert all(places[page].get_element_by_id(target) is not None for page, _, target in (href.partition("#") for href in led))


def test_every_link_of_every_page_leads_to_a_page(newspaper: Paper) -> None:
    browser = newspaper.visitor
    seen: set[str] = set()
    ahead = ["/"]
    while ahead:
        path = ahead.pop()
        answer = browser.get(path)
        assert answer.status_code == 200, path
        seen.add(path)
        if answer.headers["content-type"].startswith("text/html"):
            page = html.fromstring(answer.text)
            found = {e.get("href", "").partition("#")[0] for e in page.iter() if e.get("href")} | {e.get("src") for e in page.iter("script")}
            ahead += sorted({h for h in found if h and h.startswith("/")} - seen - set(ahead))
    assert {
        "/", "/story/1", "/quotes", "/meetings", "/watches", "/watches/1", "/watches/1/remove", "/health", "/story/1/quotes", "/story/1/meetings",
        "/feed.atom", "/feed.atom?story=1", "/meetings.ics", "/static/dateline.css", "/static/dateline.js",
    } <= seen  # fmt: skip
    assert sum("/diff?" in path and "side" not in path for path in seen) == 4


@pytest.mark.parametrize("path", ["/story/1", "/story/1/diff?from=1&to=4", "/story/1/diff?from=1&to=4&view=side", "/meetings"])
def test_a_fragment_link_finds_its_place_on_the_page(path: str, newspaper: Paper) -> None:
    shown = html.fromstring(newspaper.visitor.get(path).text)
    ids = {e.get("id") for e in shown.iter() if e.get("id")}
    wanted = {e.get("href")[1:] for e in shown.iter() if (e.get("href") or "").startswith("#")}
    assert wanted
    assert wanted <= ids


def test_a_comparison_shows_what_was_cut_and_what_was_added(newspaper: Paper) -> None:
    shown = html.fromstring(newspaper.visitor.get("/story/1/diff?from=2&to=3").text)
    assert any("time" in e.text_content() for e in shown.iter("del"))
    assert any("days" in e.text_content() for e in shown.iter("ins"))
    assert "Headline changed" in shown.find_class("summary")[0].text_content()


def test_a_comparison_without_numbers_is_of_the_newest_two(newspaper: Paper) -> None:
    assert "from version 3 to 4" in newspaper.visitor.get("/story/1/diff").text


def test_quotes_are_found_by_their_words_and_speakers(newspaper: Paper) -> None:
    browser = newspaper.visitor
    for query, found in (
        ("q=equals", 1), ("q=EQUAL+carney", 1), ("q=%22take+the+days%22", 1), ("q=%22days+the%22", 0), ("q=nothing", 0), ("q=%22", 0), ("q=%3F%3F", 0),
        ("q=*", 0), ("q=NEAR(a+b)+OR+-x", 0), ("speaker=Donald+Trump", 1), ("speaker=-", 1), ("status=withdrawn", 1), ("q=it&status=changed", 1),
    ):  # fmt: skip
        page = html.fromstring(browser.get(f"/quotes?{query}").text)
        assert len(page.xpath("//article[contains(@class,'quote')]")) == found, query
    assert "No quote is like that" in browser.get("/quotes?q=nothing").text


def test_meetings_stand_in_a_strip_of_days_with_their_states(newspaper: Paper) -> None:
    page = html.fromstring(newspaper.visitor.get("/meetings").text)
    (slot,) = page.find_class("slot")
    assert slot.get("href") == "#meeting-1"
    assert "6" in slot.getparent().find_class("date")[0].text_content()
    (diagram,) = page.find_class("diagram")
    assert [e.findtext("text") for e in diagram.find_class("seen")] == ["proposed", "confirmed"]
    assert len(diagram.find_class("taken")) == 1
    assert diagram.findtext("title") == "State: confirmed. Its way here: proposed, confirmed."


def test_a_watch_is_edited_paused_resumed_looked_at_and_removed(paper: Make) -> None:
    desk = paper()
    browser, store = desk.visitor, desk.app.store
    browser.send("/watches/1", name="The visit", every="2h")
    (watch,) = store.watches()
    assert (watch.name, watch.every_s, watch.follow_sources) == ("The visit", 7200, False)
    browser.send("/watches/1/pause", back="watches")
    assert store.watches()[0].paused
    refused = browser.send("/watches/1/check")
    assert refused.status_code == 400
    assert "is paused; resume it" in refused.text
    browser.send("/watches/1", name="The visit", every="3h", sources="yes")
    assert store.watches()[0].paused
    browser.send("/watches/1/resume")
    desk.clock.at += timedelta(days=5)  # type: ignore[attr-defined]
    asked = browser.send("/watches/1/check", back="watches")
    assert "Checking: 0 of 3 pages looked at" in text_of(browser.get(asked.headers["location"].partition("#")[0]).text)
    assert store.next_due() == desk.clock.now()
    assert browser.send("/watches/1/remove").headers["location"] == "/watches"
    assert store.watches() == ()
    assert len(store.watches(removed=True)) == 1
    browser.send("/watches", url="https://other.example/")
    desk_page = browser.get("/").text
    assert "paper.example, no longer watched" in text_of(desk_page)
    assert "/story/1" not in desk_page


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"url": "paper"}, "is no address to watch"),
        ({"url": "javascript:alert(1)"}, "is no address to watch"),
        ({"url": "https://paper.example/", "every": "soon"}, "is no interval"),
    ],
)
def test_a_story_that_cannot_be_followed_is_said_so_and_nothing_typed_is_lost(fields: dict[str, str], told: str, newspaper: Paper) -> None:
    answer = newspaper.visitor.send("/watches", name="A name", **fields)
    assert answer.status_code == 400
    form = html.fromstring(answer.text)
    assert told in form.find_class("told")[0].text_content()
    assert form.xpath("//main//input[@name='name']/@value") == ["A name"]
    assert form.xpath("//main//input[@name='url']/@value") == [fields["url"]]


def test_a_storys_alerts_are_held_back_for_a_day_and_let_go_again(paper: Make) -> None:
    browser = paper().visitor
    browser.send("/watches/1/hold")
    assert "Its alerts are held back until May 1, 2025, 08:00" in text_of(browser.get("/watches").text)
    browser.send("/watches/1/hold", end="1")
    assert "held back" not in text_of(browser.get("/watches").text)


def test_what_could_not_be_delivered_is_shown_and_sent_again(paper: Make) -> None:
    store = newsroom()
    told = store.told[0]
    store.told[0] = replace(told, alert=replace(told.alert, channels=("log",)))
    desk = paper(store)
    (message,) = desk.app.store.claim_deliveries(START + timedelta(days=9), owner="a", lease_s=9, limit=9)
    dead = Delivery(channel="log", state="dead", attempts=9, error="nobody answers")
    desk.app.store.settle_deliveries(message.delivery_ids, dead, next_at=None)
    assert "log: nobody answers" in text_of(desk.visitor.get("/health").text)
    desk.app.store.give_notice(Notice(key="offline 1", kind="offline", at=START, title="The network was gone", text="Nothing answered."))
    assert "April 30, 2025, 08:00 The network was gone" in text_of(desk.visitor.get("/health").text)
    assert desk.visitor.send("/alerts/1/resend").headers["location"] == "/health"
    assert "nobody answers" not in desk.visitor.get("/health").text


def test_troubles_are_told_in_plain_words(newspaper: Paper) -> None:
    shown = text_of(newspaper.visitor.get("/watches").text)
    assert "the ministry's briefing: answers with something that is not the article" in shown
    assert re.search(r"\d\.\d [GM]B free on its disk", text_of(newspaper.visitor.get("/health").text))
    health = text_of(newspaper.visitor.get("/health").text)
    assert "1 request at a time to a host, 1 second between two." in health


def test_the_pulse_beats_when_something_happens_and_only_then(paper: Make) -> None:
    desk = paper()
    browser = desk.visitor
    paths = ("/pulse", "/pulse?story=1", "/pulse?watches=1")
    before = [browser.get(path).json() for path in paths]
    assert [browser.get(path).json() for path in paths] == before
    assert before[0]["unread"] == 5
    browser.send("/alerts/1/acknowledge")
    browser.send("/watches/1/pause")
    after = [browser.get(path).json() for path in paths]
    assert all(a["beat"] != b["beat"] for a, b in zip(after, before, strict=True))


@pytest.mark.parametrize(
    "path",
    [
        "/story/99", "/story/x", "/story/1/diff?from=9", "/story/1/diff?to=-1", "/story/1/diff?document=99", "/story/1/diff?document=3",
        "/story/1/diff?from=1e9", "/story/1/diff?to=99999999999999999999999", "/?kind=nonsense", "/story/1/versions?document=9",
        "/static/../routes.py", "/static/%2e%2e/page.py", "/story/999999999999999999999999999", "/%00", "/story/1/diff?from=%C2%B2",
        "/quotes?status=%00", "/quotes?before=x", "/watches/7", "/feed.atom?story=9", "/feed.atom?kind=x",
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_gets_a_page_that_helps(path: str, newspaper: Paper) -> None:
    answer = newspaper.visitor.get(path)
    assert answer.status_code == 404
    assert "Go to the desk" in answer.text


def test_a_database_that_cannot_be_read_is_said_so(paper: Make, tmp_path: Path) -> None:
    browser = paper(faults=False).visitor
    for file in tmp_path.glob("paper.db*"):
        file.write_bytes(b"no database at all" * 100)
    answer = browser.get("/")
    assert answer.status_code == 503
    assert "database" in answer.text
    assert answer.headers["retry-after"]


def test_a_fault_of_ours_shows_no_trace_of_the_program(paper: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = paper(faults=False)
    monkeypatch.setattr(desk.clock, "now", lambda: 1 / 0)
    answer = desk.visitor.get("/")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "division" not in answer.text


def test_the_feeds_say_what_they_are_of(newspaper: Paper) -> None:
    browser = newspaper.visitor
    ids, atom = set(), "{http://www.w3.org/2005/Atom}"
    for path, title, entries in (
        ("/feed.atom", "dateline: alerts", 5),
        ("/feed.atom?story=1", "dateline: Leaders to meet on Tuesday at the White House", 5),
        ("/feed.atom?kind=quote.new", "dateline: alerts, new quotes", 1),
        ("/feed.atom?kind=quote.new&story=1", "dateline: Leaders to meet on Tuesday at the White House, new quotes", 1),
    ):
        answer = browser.get(path)
        assert answer.headers["content-type"].startswith("application/atom+xml")
        feed = etree.fromstring(answer.content)
        ids.add(feed.findtext(f"{atom}id"))
        assert feed.findtext(f"{atom}title") == title
        assert len(feed.findall(f"{atom}entry")) == entries
        own = feed.find(f"{atom}link[@rel='self']")
        assert own is not None
        query = dict(pair.split("=") for pair in path.partition("?")[2].split("&") if pair)
        links = Served("http://127.0.0.1:8765")
        assert own.get("href") == links.feed(query.get("kind"), int(query["story"]) if "story" in query else None)
    assert len(ids) == 4
    dates = browser.get("/meetings.ics?story=1")
    assert dates.headers["content-type"].startswith("text/calendar")
    assert len(icalendar.Calendar.from_ical(dates.content).walk("VEVENT")) == 1


def test_pages_work_under_a_path_of_a_proxy(paper: Make) -> None:
    browser = paper(root_path="/dateline").visitor
    shown = html.fromstring(browser.get("/dateline/").text)
    links = [e.get(name) for e in shown.iter() for name in ("href", "src", "action") if (e.get(name) or "").startswith("/")]
    assert links
    assert all(link.startswith("/dateline/") for link in links)
    assert browser.send("/dateline/watches/1/pause").headers["location"] == "/dateline/story/1"


def test_the_pages_hold_no_inline_style_or_script_and_nothing_from_elsewhere(newspaper: Paper) -> None:
    browser = newspaper.visitor
    for path in ("/", "/story/1", "/story/1/diff", "/quotes", "/meetings", "/watches", "/watches/1", "/health", "/nowhere"):
        shown = html.fromstring(browser.get(path).text)
        assert not list(shown.iter("style", "iframe", "object", "embed", "img"))
        assert [(e.get("src"), e.text) for e in shown.iter("script")] == [("/static/dateline.js", None)]
        assert not [e for e in shown.iter() if e.get("style") or any(name.startswith("on") for name in e.attrib)]
        assert all(e.get("href", "").startswith("/") for e in shown.iter("link"))


def test_a_store_with_words_that_cannot_be_encoded_still_answers(paper: Make) -> None:
    store = newsroom()
    store.alert(store.watched[0], store.told[0].alert.kind, 1, 2, START, "half \ud83d a letter", "half \ud83d a letter", words="\ud83d")
    browser = paper(store).visitor
    for path in ("/", "/story/1", "/feed.atom", "/api/alerts"):
        assert browser.get(path).status_code == 200, path
    assert browser.get("/api/alerts").json()[-1]["title"] == "half \ufffd a letter"


def test_a_long_history_costs_a_page_no_more_than_it_shows(paper: Make) -> None:
    store = FakeStore()
    watch = store.watch(ARTICLE_URL)
    for n in range(150):
        store.version(1, START + timedelta(hours=n), f"Headline {n}", f"The talks went on for day {n}.")
    store.places[0] = store.places[0].__class__(**{**{f: getattr(store.places[0], f) for f in store.places[0].__dataclass_fields__}, "versions": 150})
    browser = paper(store).visitor
    page = html.fromstring(browser.get(f"/story/{watch.id}").text)
    assert 30 <= len(page.find_class("updates")[0]) <= 60
    listed = html.fromstring(browser.get(f"/story/{watch.id}/versions").text)
    assert listed.find_class("says")[0].text_content() == "Headline changed; 1 sentence edited; 1 number or date touched"
    numbers = [int(e.get("value")) for e in listed.find_class("updates")[0]]
    while more := listed.xpath("//p[@class='more']/a[@rel='next']/@href"):
        listed = html.fromstring(browser.get(more[0]).text)
        numbers += [int(e.get("value")) for e in listed.find_class("updates")[0]]
    assert numbers == list(range(150, 0, -1))
    shown = html.fromstring(browser.get(f"/story/{watch.id}/diff?from=3&to=140").text)
    assert shown.xpath("//input[@name='from']/@value") == ["3"]
    assert [e.text_content().split()[-1] for e in shown.xpath("//a[@rel='next']")] == ["→"]
