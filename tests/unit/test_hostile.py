"""Hostile text goes through every way out, and each encodes it for where it goes."""

from __future__ import annotations

import json
import re
from datetime import UTC
from email import message_from_bytes

import icalendar
import pytest
from lxml import etree, html

from monitor import watchlist
from monitor.diff.compare import compare
from monitor.model import Article, Link, Message, StoredAlert, replace
from monitor.report import page, record, terminal
from monitor.report.calendar import calendar
from monitor.report.diffjson import as_record
from monitor.report.difftext import as_markdown, as_text
from monitor.report.feed import ATOM, atom
from monitor.report.letters import letter
from tests.fakes import START
from tests.mailroom import Mailroom
from tests.newsroom import newsroom
from tests.paper import Paper
from tests.unit.test_alerts_email import email, titled
from tests.unit.test_report_page import all_pages, comparison, poisoned, view_of

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>{{ 7*7 }}{% raw %}]]>&amp;"
BIDI = "sal\u202etsop\u202c \u2066x\u2069 \u200e\u200f end"
TERMINAL = "\x1b[31mred\x1b]0;title\x07\x9b1m \x08\x08 \r gone\x00"
SHEET = "=cmd|' /C calc'!A0\t+1\t@SUM(A1)"
MARKDOWN = "[click](javascript:alert(1)) ![](https://evil.example/x.png) <b>b</b> `code` # head\n- item\n> quote | cell"
HEADER = "Subject\r\nBcc: everybody@example.org\r\n\r\nbody"
LONG = "W" * 10_000
FRAME = page.Frame(links=page.Served(), now=START, zone=UTC)
HOSTILE = {"script": SCRIPT, "bidi": BIDI, "terminal": TERMINAL, "sheet": SHEET, "markdown": MARKDOWN, "header": HEADER, "long": LONG}
UNSEEN = set("\u202e\u202c\u2066\u2069\u200e\u200f\x1b\x9b\x07\x08\x00\r")


@pytest.fixture(params=HOSTILE, ids=list(HOSTILE))
def nasty(request: pytest.FixtureRequest) -> str:
    return HOSTILE[request.param]


def alerts(nasty: str) -> list[StoredAlert]:
    return [poisoned(stored, nasty) for stored in newsroom().told]


def article(text: str, nasty: str) -> Article:
    links = (Link(href="javascript:alert(1)", anchor=nasty, sentence=nasty),)
    return Article(title=nasty, byline=nasty, published=None, modified=None, canonical=None, language="en", text=text, links=links)


def test_a_page_keeps_it_words(nasty: str) -> None:
    view = view_of(newsroom())
    clean = {name: tags(text) for name, text in all_pages(view, comparison(view), FRAME).items()}
    for name, text in all_pages(poisoned(view, nasty), poisoned(comparison(view), nasty), FRAME).items():
        assert tags(text) <= clean[name] | {"a"}, name
        assert not set(text) & UNSEEN, name
        assert "{{" not in text or "7*7" in text, name
        assert not re.search(r'(?:href|src|action)="(?!/|#|https?:)', text), name


def tags(text: str) -> set[str]:
    return {e.tag for e in html.fromstring(text).iter() if isinstance(e.tag, str)}


def test_a_feed_and_a_calendar_stay_well_formed(nasty: str) -> None:
    feed = etree.fromstring(atom(alerts(nasty), title=nasty, updated=START, installation="here"))
    for entry in feed.iterfind(f"{{{ATOM}}}entry"):
        content = entry.find(f"{{{ATOM}}}content")
        assert content is not None
        assert content.get("type") == "text"
        assert not set(str(etree.tostring(entry, encoding="unicode"))) & UNSEEN
        assert all(link.get("href", "").startswith("http") for link in entry.iterfind(f"{{{ATOM}}}link"))
    lines = calendar([poisoned(meeting, nasty) for meeting in newsroom().met], installation="here").decode().replace("\r\n", "\n")
    assert "\r" not in lines
    assert not set(lines) & UNSEEN
    assert len(icalendar.Calendar.from_ical(lines).walk("VEVENT")) == 1
    assert not re.search(r"^(?:Bcc|Subject):", lines, re.MULTILINE)


def test_a_letter_has_one_line_for_its_title(nasty: str) -> None:
    for stored in alerts(nasty):
        told = letter(Message(channel="desk", key="k", attempts=0, first_at=START, alerts=(stored,), delivery_ids=(1,)))
        assert not set(told.title) & {*UNSEEN, "\n"}
        assert all(item.url.startswith(("http://", "https://")) or not item.url for item in told.items)


def test_a_mail_has_no_header_more_for_it(nasty: str) -> None:
    sender = email(Mailroom(port=25))
    clean, told = (message_from_bytes(bytes(sender.compose(titled(title), "ada@desk.example"))) for title in ("A visit", nasty))
    assert told.keys() == clean.keys()
    assert len(told.get_payload()) == len(clean.get_payload())


def test_a_watch_list_stays_well_formed(nasty: str) -> None:
    data = watchlist.to_opml([poisoned(watch, nasty) for watch in newsroom().watched])
    (outline,) = etree.fromstring(data).iterfind("body/outline")
    assert len(outline) == 0
    assert not set(data.decode()) & UNSEEN
    assert watchlist.read(watchlist.to_json([replace(watch, name=nasty) for watch in newsroom().watched]))[0].name == nasty.strip()


def test_a_terminal_shows_it_and_obeys_nothing(nasty: str) -> None:
    diff = compare(article(f"One.\n\n{nasty}", nasty), article(f"Two {nasty}.\n\nOne.", "old"))
    shown = [terminal.alerts(alerts(nasty)), terminal.quotes([poisoned(q, nasty) for q in newsroom().quoted]), as_text(diff, heading=(nasty, nasty))]
    shown.append(terminal.meetings([poisoned(m, nasty) for m in newsroom().met], START.date()))
    shown.append(terminal.watches([(poisoned(w, nasty), None, [poisoned(m, nasty) for m in newsroom().places]) for w in newsroom().watched]))
    for text in shown:
        assert not set(text) & UNSEEN


def test_markdown_shows_the_marks_themselves(nasty: str) -> None:
    diff = compare(article(f"One.\n\n{nasty}", "old"), article(f"{nasty} twice.", nasty))
    text = as_markdown(diff, heading=(nasty, "x"))
    assert not re.search(r"(?<!\\)\]\(javascript:", text)
    assert "<script>" not in text.replace("\\<script", "")
    assert not set(text) & UNSEEN


def test_json_carries_it_whole_and_in_ascii(nasty: str, newspaper: Paper) -> None:
    rows = [record.alert_record(stored) for stored in alerts(nasty)]
    assert json.loads(json.dumps(rows))[0]["title"] == nasty
    diff = as_record(compare(article("One.", "old"), article(f"One. {nasty}", nasty)))
    assert json.loads(json.dumps(diff))["title"]["new"] == nasty
    answer = newspaper.visitor.get("/api/alerts")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.content.isascii()


def test_an_address_of_ours_gives_it_back_as_words_too(nasty: str, newspaper: Paper) -> None:
    """What a reader typed, or a stranger's link made her type."""
    for path, name in (("/quotes", "q"), ("/quotes", "speaker"), ("/login", "next")):
        answer = newspaper.visitor.ask("GET", path, params={name: nasty})
        assert answer.status_code in {200, 303, 404}
        if answer.status_code == 200:
            assert tags(answer.text) <= {"input", *tags(newspaper.visitor.get("/quotes?q=equals").text), "a", "p"}
        assert not set(answer.headers.get("location", "")) & UNSEEN
        assert answer.headers.get("location", "/").startswith("/")
