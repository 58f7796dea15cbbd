"""What a page says of itself, as pages really say it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from monitor.extract import jsonld, times
from monitor.model import Article
from tests.unit.extract_pages import STORY, page, read

EAST = timezone(timedelta(hours=-4))


def ld(body: str) -> str:
    return f'<script type="application/ld+json">{body}</script>'


def told(head: str, **parts: str) -> Article:
    return read(page(head=head, **parts), url="https://ledger.test/story")  # type: ignore[arg-type]


def test_the_story_is_found_in_a_graph_beside_other_things() -> None:
    got = told(
        ld('{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"The Ledger"},{"@id":"#p","@type":"Person","name":"Nora Vale"},'
           '{"@type":["NewsArticle","Thing"],"headline":"Council to meet","author":[{"@id":"#p"},{"@type":"Organization","name":"Coast Press"}],'
           '"datePublished":"2025-05-02T09:30:00-04:00","dateModified":"2025-05-02T12:00:00Z","articleSection":["World","Sea"],'
           '"isAccessibleForFree":"False","inLanguage":"en-GB"}]}')
    )  # fmt: skip
    assert (got.byline, got.section, got.site, got.paywalled) == ("Nora Vale, Coast Press", "World", "The Ledger", True)
    assert got.published == datetime(2025, 5, 2, 9, 30, tzinfo=EAST)
    assert got.modified == datetime(2025, 5, 2, 12, 0, tzinfo=UTC)


def test_of_several_articles_the_one_with_this_address_counts() -> None:
    other = '{"@type":"NewsArticle","url":"https://ledger.test/other","datePublished":"2020-01-01T00:00:00Z"}'
    mine = '{"@type":"NewsArticle","mainEntityOfPage":{"@id":"https://ledger.test/story"},"datePublished":"2025-05-02T10:00:00Z"}'
    assert told(ld(f"[{other},{mine}]")).published == datetime(2025, 5, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        '{"@type":"NewsArticle","datePublished":"2025-05-02T10:00:00Z",}',
        '<!-- {"@type":"NewsArticle","datePublished":"2025-05-02T10:00:00Z"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","datePublished":"2025-05-02T10:00:00Z"}\n//]]>',
        '{"@type":"NewsArticle","headline":"two\nlines","datePublished":"2025-05-02T10:00:00Z"};',
        '{"@type":"Thing"} {"@type":"NewsArticle","datePublished":"2025-05-02T10:00:00Z"}',
    ],
)
def test_broken_json_is_read_as_far_as_it_goes(body: str) -> None:
    assert told(ld(body)).published == datetime(2025, 5, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize("body", ["", "{", "null", "[[", '"text"', "[1, 2]", '{"@graph": 3}', '{"@type": 5, "author": {"name": []}}'])
def test_json_that_is_none_says_nothing(body: str) -> None:
    assert told(ld(body)).byline == "Nora Vale"  # from the page itself
    assert all(isinstance(n, dict) for n in jsonld.nodes([body]))


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2025-05-02T09:30:00-04:00">',
        '<meta name="pubdate" content="Fri, 02 May 2025 09:30:00 -0400">',
        '<meta itemprop="datePublished dateCreated" content="2025-05-02T09:30:00-04:00">',
        '<meta name="date" content="2025-05-02"><meta name="parsely-pub-date" content="2025-05-02T13:30:00Z">',
        '<meta name="date" content="2025-05-02 09:30:00 EDT">',
        '<meta name="date" content="May 2, 2025 9:30 a.m. ET">',
    ],
)
def test_the_published_time_is_found_with_its_zone(head: str) -> None:
    assert told(head).published == datetime(2025, 5, 2, 13, 30, tzinfo=UTC)


def test_a_time_without_a_zone_takes_that_of_another_on_the_page() -> None:
    got = told('<meta name="date" content="2025-05-02T09:30:00"><meta property="article:modified_time" content="2025-05-02T10:00:00-04:00">')
    assert got.published == datetime(2025, 5, 2, 9, 30, tzinfo=EAST)


def test_a_time_without_any_zone_counts_as_utc_and_a_bare_date_as_midnight() -> None:
    assert told('<meta name="date" content="2025-05-02T09:30:00">').published == datetime(2025, 5, 2, 9, 30, tzinfo=UTC)
    assert told('<meta name="date" content="2025-05-02">').published == datetime(2025, 5, 2, tzinfo=UTC)


def test_a_visible_time_or_the_address_stand_in_where_nothing_else_is() -> None:
    stamped = page(head="", story=("<time datetime='2025-05-02T09:30:00-04:00'>today</time>", *STORY))
    assert read(stamped, url="https://ledger.test/s").published == datetime(2025, 5, 2, 9, 30, tzinfo=EAST)
    assert read(page(head=""), url="https://ledger.test/2025/may/02/s").published == datetime(2025, 5, 2, tzinfo=UTC)
    assert read(page(head=""), url="https://ledger.test/s").published is None


@pytest.mark.parametrize("opening", ["May 2, 2025 -- ", "PORT VELL, May 2, 2025 (CP) — "])
def test_the_day_that_a_story_opens_with_stands_in(opening: str) -> None:
    first = f"<p>{opening}The island council and the ferry company will meet in the old customs house next week, the mayor’s office said, and boats will wait.</p>"
    assert read(page(head="", story=(first, *STORY)), url="https://ledger.test/s").published == datetime(2025, 5, 2, tzinfo=UTC)


def test_a_day_in_the_first_sentence_is_no_time_of_publication() -> None:
    first = "<p>On May 6, 2025 the council and the company will meet in the old customs house by the water, the mayor’s office said on Friday evening.</p>"
    assert read(page(head="", story=(first, *STORY)), url="https://ledger.test/s").published is None


def test_a_time_in_the_future_is_no_time_of_publication() -> None:
    assert told('<meta name="date" content="2031-01-01T00:00:00Z">').published is None


@pytest.mark.parametrize("raw", ["", "soon", "2025", "0001-01-01T00:00:00Z", "2025-13-40", "May 99, 2025", "x" * 10_000, "1 " * 5_000, None])
def test_what_is_no_time_is_none(raw: str | None) -> None:
    assert times.settle([raw]) is None


def test_eastern_time_follows_its_summer() -> None:
    assert times.settle(["January 9, 2025 12:00 ET"]) == datetime(2025, 1, 9, 17, tzinfo=UTC)
    assert times.settle(["July 9, 2025 12:00 ET"]) == datetime(2025, 7, 9, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "title", "expected"),
    [
        ("<title>Boats stay in port | The Ledger</title>", "Boats stay in port", "Boats stay in port"),
        ("<title>Boats stay in port | The Ledger</title>", "", "Boats stay in port"),
        ('<title>x</title><meta property="og:title" content="Boats stay in port - The Ledger"><meta property="og:site_name" content="The Ledger">', "", "Boats stay in port"),
        ("<title>Mother-of-pearl: a story - part two</title>", "", "Mother-of-pearl: a story - part two"),
    ],
)
def test_the_headline_is_what_the_reader_sees_without_the_site(head: str, title: str, expected: str) -> None:
    assert told(head, title=title).title == expected


def test_of_several_headings_the_one_like_the_page_s_own_title_is_the_headline() -> None:
    html = page().replace("<nav>", "<h1>The Ledger</h1><nav>").replace("</main>", "</main><h1>Our other papers</h1>")
    assert read(html).title == "Council and ferry company to meet"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("By Nora Vale and Theo Lind", "Nora Vale, Theo Lind"),
        ("Nora Vale, with files from Coast Press", "Nora Vale, Coast Press"),
        ("https://facebook.com/nora", "Nora Vale"),  # the page's own byline instead
        ("NORA VALE, MAY 2, 2025", "NORA VALE"),
    ],
)
def test_the_byline_is_the_names(raw: str, expected: str) -> None:
    assert told(f'<meta name="author" content="{raw}">').byline == expected


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("Correction: The vote is on Monday, not on Sunday as we wrote.", True),
        ("Clarification: This article was changed to say whose boat it was.", True),
        ("Editor’s note: The mayor is the author’s cousin.", True),
        ("This story has been updated with the mayor’s answer.", True),
        ("An earlier version of this article misspelled Piet Loman’s name.", True),
        ("Corrections", False),
        ("The correction of the timetable took eleven weeks.", False),
        ("This story was last updated just 5 minutes ago", False),
    ],
)
def test_corrections_are_told_from_prose(text: str, yes: bool) -> None:
    got = read(page(story=(*STORY, f"<p>{text}</p>")))
    assert [c.text for c in got.corrections] == ([text] if yes else [])
