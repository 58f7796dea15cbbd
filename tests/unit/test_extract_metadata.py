"""What a page says of itself, as pages really say it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from monitor.extract import article, jsonld, times
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


@pytest.mark.parametrize(
    ("data", "shown", "published", "modified"),
    [
        ("2025-05-02T09:30:00", "May 2, 2025 9:30 AM EDT", "2025-05-02T09:30-04:00", None),
        ("2025-05-02", "Published 9:30 a.m. (ET), May 2, 2025", "2025-05-02T09:30-04:00", None),
        ("2025-05-02T13:30:00", "9:30 AM EDT, May 2, 2025 | Updated 12:05 PM EDT", "2025-05-02T09:30-04:00", None),
        ("2025-05-02T13:30:00Z", "Updated 12:05 PM EDT, May 2, 2025", "2025-05-02T13:30+00:00", "2025-05-02T12:05-04:00"),
        ("2025-05-02T13:30:00Z", "May 1, 2025 9:30 AM Eastern Time", "2025-05-02T13:30+00:00", None),
        ("", "2 May 2025 17:30 JST", "2025-05-02T17:30+09:00", None),
        ("", "2 May 2025 - 17:30 GMT+8", "2025-05-02T17:30+08:00", None),
        ("", "Reading time 3 min, May 2, 2025 9:30 AM AEST", "2025-05-02T09:30+10:00", None),
        ("", '<time datetime="2025-05-02T14:30">2 May 2025 14:30 NZST</time>', "2025-05-02T14:30+12:00", None),
    ],
)
def test_the_zone_is_kept_wherever_the_page_gives_it(data: str, shown: str, published: str, modified: str | None) -> None:
    meta = f'<meta property="article:published_time" content="{data}">' if data else ""
    got = article.read(f"<html><head><title>Harbour talks open</title>{meta}</head><body><h1>Harbour talks open</h1><div>{shown}</div>{STORY}</body></html>", url="https://ledger.test/a")
    assert got.published == datetime.fromisoformat(published)
    assert got.published.utcoffset() == datetime.fromisoformat(published).utcoffset()
    assert got.modified == (datetime.fromisoformat(modified) if modified else None)


@pytest.mark.parametrize(("clock", "modified"), [("13:30", "2025-05-02T16:05+00:00"), ("09:30", "2025-05-02T16:05-04:00")])
def test_a_zone_that_is_shown_is_that_of_the_data_where_the_clocks_agree(clock: str, modified: str) -> None:
    meta = f'<meta property="article:published_time" content="2025-05-02T{clock}:20"><meta property="article:modified_time" content="2025-05-02T16:05:00">'
    got = article.read(f"<html><head><title>Harbour talks open</title>{meta}</head><body><h1>Harbour talks open</h1><div>May 2, 2025 9:30 AM EDT</div>{STORY}</body></html>", url="https://ledger.test/a")
    assert got.modified == datetime.fromisoformat(modified)


@pytest.mark.parametrize(("said", "names"), [("Jane Roe, Political Editor", "Jane Roe"), ("Jane Roe, MS, RDN", "Jane Roe"), ("Jane Roe, Coast Press", "Jane Roe, Coast Press"), ("Max Stern Jr., PhD", "Max Stern Jr")])
def test_what_an_author_is_makes_no_second_author(said: str, names: str) -> None:
    assert told(ld(f'{{"@type":"NewsArticle","author":{{"name":"{said}"}}}}')).byline == names


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


SHOWN = "<html><head><title>Harbour talks open</title></head><body>{above}<h1>Harbour talks open</h1>{under}" + "".join(STORY) + "{after}</body></html>"


@pytest.mark.parametrize(
    ("above", "under", "after"),
    [
        ("", "<p>von Ida Kant, 2.5.25</p>", ""),
        ("", "<p>Posted 04/22/2025</p>", ""),
        ("", "<p>Publié le 22/04/2025 par Ida Kant</p>", ""),
        ("", "<p>4/4/25</p>", ""),
        ("", "<ul><li>2 maja 2025</li><li>Ida Kant</li></ul>", ""),
        ("", "<div>الجمعة، 2 أيار/مايو 2025</div>", ""),
        ("<h1>The Ledger of May 1, 2025</h1>", "<p>2 May 2025</p>", ""),
        ("<div class='date'>May 1, 2025</div>", "<div>By Ida Kant | 2 May 2025 | Harbour</div>", ""),
        ("<div class='date'>May 1, 2025</div><p>Harbour, 2 May 2025</p>", "", ""),
        ("", "<time>14h05</time><time datetime='2025-05-02'></time>", ""),
        ("", "<time datetime='2025-05-09T10:00:00Z'>2 mai 2025</time>", ""),
        ("", "", "<p class='post-footer'>This story was published on May 2, 2025 at the harbour, and is filed under boats.</p><p class='date'>May 1, 2025</p>"),
        ("", "", "<div class='comments'><time>May 1, 2025</time></div><p>2 May 2025</p>"),
        ("", "", "<aside><time>May 1, 2025</time></aside><p class='meta'>2 May 2025</p>"),
        ("<p>Updated May 1, 2025</p>", "<p>Updated May 1, 2025</p>", "<p class='entry-date'>2 May 2025</p>"),
    ],
)
def test_the_day_is_the_one_that_the_page_shows_with_its_story(above: str, under: str, after: str) -> None:
    got = read(SHOWN.format(above=above, under=under, after=after), url="https://ledger.test/s").published
    assert got is not None
    assert got.date() in {date(2025, 5, 2), date(2025, 4, 22), date(2025, 4, 4)}


@pytest.mark.parametrize(
    "shown",
    [
        "<p>Posted 5/6/25</p>",  # which way round?
        "<p>Release 8.5.12.1</p>",
        "<p>The council met on May 2, 2025 and then again with everybody from the islands</p>",
        "<p>Harbour talks, May 2, 2025</p>" * 3,  # other stories
    ],
)
def test_a_day_that_may_be_another_is_left_out(shown: str) -> None:
    assert read(SHOWN.format(above="", under="", after=shown), url="https://ledger.test/s").published is None


@pytest.mark.parametrize("name", ["publish_date", "publishDate", "Published-Date", "DC.date.issue", "published_at"])
def test_a_name_in_the_data_is_the_same_however_its_words_are_parted(name: str) -> None:
    assert told(f'<meta name="{name}" content="2025-05-02T13:30:00Z">').published == datetime(2025, 5, 2, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("script", "day"),
    [
        ('var page = {"published_time": "2025-04-30T10:00:00Z"};', 30),
        ("var pubDate = '2025-04-30';", 30),
        ('[{"pubDate": "2025-04-30"}, {"pubDate": "2025-04-29"}]', None),  # of other stories
    ],
)
def test_what_a_page_tells_its_scripts_counts_where_it_names_one_day(script: str, day: int | None) -> None:
    got = told(f"<script>{script}</script>")
    assert (got.published.day if got.published else None) == day


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2025/05/02/s", 2), ("/2025/may/2/s", 2), ("/2025/POLITICS/05/02/s.html", 2), ("/2025/coast_news/5/2/s", 2), ("/a/202505/02/s", 2), ("/s-20250502.html", 2),
        ("/2025/05/s", None), ("/20259902/s", None), ("/120250502/s", None), ("/s?20250502", None),
    ],
)  # fmt: skip
def test_an_address_may_carry_the_day(path: str, day: int | None) -> None:
    when = times.in_address(f"https://ledger.test{path}")
    assert when == (datetime(2025, 5, day, tzinfo=UTC) if day else None)


@pytest.mark.parametrize(
    ("shown", "published"),
    [
        ("<div>May 4, 2025</div>", "2025-05-01T00:00+00:00"),  # of the last change, or today's
        ("<div>Updated May 4, 2025</div><div class='date'>May 1, 2025 9:30 AM EDT</div>", "2025-05-01T09:30-04:00"),
        ("<div>May 1, 2025 9:30 AM EDT</div>", "2025-05-01T09:30-04:00"),
        ("<time datetime='2025-05-02T01:30:00Z'>a day ago</time>", "2025-05-02T01:30+00:00"),  # still the first of May in the address
    ],
)
def test_of_the_days_that_a_page_shows_the_one_in_its_address_counts(shown: str, published: str) -> None:
    got = article.read(SHOWN.format(above="", under=shown, after=""), url="https://ledger.test/2025/05/01/harbour")
    assert got.published == datetime.fromisoformat(published)


@pytest.mark.parametrize(
    ("line", "address", "at", "day"),
    [
        ("Updated Nov 19, 6:55 AM", "https://ledger.test/2024/11/harbour", None, "2024-11-19"),
        ("Nov 19", "https://ledger.test/harbour", "2025-02-01", "2024-11-19"),
        ("Nov 19", "https://ledger.test/harbour", "2024-11-18", "2024-11-19"),  # it is tomorrow somewhere
        ("3. janvāris 18:51", "https://ledger.test/harbour", "2025-02-01", "2025-01-03"),
        ("Nov 19", "https://ledger.test/harbour", None, None),
        ("3 marinas", "https://ledger.test/harbour", "2025-02-01", None),
    ],
)
def test_a_day_without_its_year_has_that_of_the_address_or_the_last_one(line: str, address: str, at: str | None, day: str | None) -> None:
    by = datetime.fromisoformat(at).replace(tzinfo=UTC) if at else None
    got = article.read(SHOWN.format(above="", under=f"<div>{line}</div>", after=""), url=address, at=by)
    assert (got.published.date().isoformat() if got.published else None) == day


@pytest.mark.parametrize(
    ("language", "host", "beside", "month"),
    [
        ("en-US", "ledger.test", "", 3), ("en-GB", "ledger.test", "", 9), ("en", "ledger.co.uk", "", 9), ("de", "ledger.test", "", 9), ("es-MX", "ledger.test", "", 9),
        ("en", "ledger.test", "<p>Last fair: 4/22/25</p>", 3), ("en", "ledger.test", "<p>Last fair: 22/4/25</p>", 9),
        ("en", "ledger.test", "", None), ("en-CA", "ledger.test", "", None), ("en-US", "ledger.test", "<p>22/4/25</p><p>4/22/25</p>", None),
    ],
)  # fmt: skip
def test_figures_that_may_be_two_days_are_read_as_the_page_and_its_country_write_them(language: str, host: str, beside: str, month: int | None) -> None:
    shown = SHOWN.replace("<html>", f'<html lang="{language}">').format(above="", under="<div>Posted 3/9/25</div>", after=f"<footer>{beside}</footer>")
    got = article.read(shown, url=f"https://{host}/harbour")
    assert got.published == (datetime(2025, month, 12 - month, tzinfo=UTC) if month else None)


@pytest.mark.parametrize(
    "line",
    [
        "2. května 2025", "2025. május 2.", "2 mai 2025", "2. toukokuuta 2025", "2. mai 2025", "2025. gada 2. maijs", "2025 m. gegužės 2 d.", "2 de maig de 2025",
        "2 במאי 2025", "02-05-2025 | 30-04-2025", "1746144000",
    ],
)  # fmt: skip
def test_days_are_read_in_many_tongues_and_forms(line: str) -> None:
    stamp = times.parse(line)
    assert stamp is not None
    assert stamp.naive.date() == (date(2025, 4, 30) if "|" in line else date(2025, 5, 2))


def test_a_clock_that_is_no_whole_quarters_of_an_hour_away_is_another_time() -> None:
    meta = '<meta name="date" content="2025-05-01T14:52:39"><meta property="article:modified_time" content="2025-05-02T08:42:27">'
    got = article.read(SHOWN.replace("</head>", f"{meta}</head>").format(above="", under="<div>8:42 a.m. EDT May 2, 2025</div>", after=""), url=None)
    assert got.published == datetime(2025, 5, 1, 14, 52, 39, tzinfo=EAST)


def test_the_part_of_a_page_that_holds_the_headline_is_no_readers_part() -> None:
    shown = SHOWN.format(above='<div class="post commented responsive">', under='<span class="when">8/17/24 11:04am</span>', after="</div>")
    assert article.read(shown, url=None).published == datetime(2024, 8, 17, 11, 4, tzinfo=UTC)


def test_a_page_without_a_headline_opens_with_its_day() -> None:
    story = f"<p>PORT VELL, May 2, 2025 — {'The harbour board has signed the treaty with Merrow. ' * 5}</p>"
    assert article.read(f"<html><head><title>EX-99</title></head><body>{story}</body></html>", url=None).published == datetime(2025, 5, 2, tzinfo=UTC)


def test_the_hour_is_taken_from_the_clock_that_shows_the_same_day() -> None:
    under = "<p>Publié le 2 mai 2025</p><time datetime='2025-05-01T08:00Z'></time><time datetime='2025-05-02T09:30:00-04:00'></time>"
    assert read(SHOWN.format(above="", under=under, after=""), url="https://ledger.test/s").published == datetime(2025, 5, 2, 9, 30, tzinfo=EAST)


def test_a_last_change_that_repeats_the_time_of_publication_gives_way_to_another() -> None:
    data = ld('{"@type":"NewsArticle","datePublished":"2025-05-02T10:00Z","dateModified":"2025-05-02T10:00Z"}')
    assert told(data).modified == datetime(2025, 5, 2, 10, tzinfo=UTC)
    assert told(f'{data}<meta property="article:modified_time" content="2025-05-02T11:00Z">').modified == datetime(2025, 5, 2, 11, tzinfo=UTC)


def test_a_zone_may_stand_right_behind_the_hour() -> None:
    assert told('<meta name="date" content="2025-05-02T16:30:00EEST">').published == datetime(2025, 5, 2, 13, 30, tzinfo=UTC)


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


@pytest.mark.parametrize(
    ("line", "byline", "day"),
    [
        ("By <a href='/p'>Louis Marr</a> on Friday, May 2nd, 2025 at 11:04 a.m.", "Louis Marr", (2, 11, 4)),
        ("Story by Louis Marr · Photographs by Peter Reed", "Louis Marr", None),
        ("<a href='/author/louis/'>Louis Marr</a> · The Ledger · Posted: May 2, 2025 9:30 AM EDT", "Louis Marr", (2, 13, 30)),
        ("By Louis Marr<br>May 2, 2025", "Louis Marr", (2, 0, 0)),
        ("Von Moritz Bach publiziert am 2. Mai 2025", "Moritz Bach", (2, 0, 0)),
        ("Por Ana Sá, 2 de maio de 2025", "Ana Sá", (2, 0, 0)),
        ("입력 :[ 2025-05-02 15:24 ]", None, (2, 15, 24)),
        ("2025년 5월 2일", None, (2, 0, 0)),
        ("02.05.2025, 08:15", None, (2, 8, 15)),
        ("02/05/2025", None, None),  # of May or of February, on a page from Canada
    ],
)
def test_the_line_under_the_headline_says_who_and_when(line: str, byline: str | None, day: tuple[int, int, int] | None) -> None:
    html = page(head="").replace('<p class="byline">By <a href="/authors/nora-vale" rel="author">Nora Vale</a></p>', f"<div>{line}</div>")
    got = read(html, url="https://ledger.test/s")
    assert got.byline == byline
    assert got.published == (datetime(2025, 5, *day, tzinfo=UTC) if day else None)


def test_a_signed_line_above_the_headline_counts() -> None:
    html = page(head="").replace('<p class="byline">By <a href="/authors/nora-vale" rel="author">Nora Vale</a></p>', "").replace("<h1>", "<p>By <b>Louis Marr</b>, May 2, 2025</p><h1>")
    got = read(html, url="https://ledger.test/s")
    assert (got.byline, got.published) == ("Louis Marr", datetime(2025, 5, 2, tzinfo=UTC))


@pytest.mark.parametrize(
    ("told_author", "line", "expected"),
    [
        ("Nora Vale", "By Nora Vale, Theo Lind and Ada Roe", "Nora Vale, Theo Lind, Ada Roe"),
        ("Nora Vale", "By Nora Vale, Senior Political Correspondent, Port Vell", "Nora Vale"),
        ("The Ledger", "By Theo Lind", "Theo Lind"),
        ("The Ledger", "", "The Ledger"),
    ],
)
def test_the_pages_data_and_its_own_line_together_say_who_signs(told_author: str, line: str, expected: str) -> None:
    html = page(head=f'<meta property="og:site_name" content="The Ledger"><meta name="author" content="{told_author}">')
    assert read(html.replace('By <a href="/authors/nora-vale" rel="author">Nora Vale</a>', line)).byline == expected


@pytest.mark.parametrize("title", ["Council and ferry company to meet - Island Media", "Island Diary: Council and ferry company to meet"])
def test_a_headline_without_its_tag_is_found_by_the_title_it_is_part_of(title: str) -> None:
    html = page(head=f"<title>{title}</title>").replace("<h1>", "<div><b>").replace("</h1>", "</b></div>")
    assert read(html).title == "Council and ferry company to meet"


def test_a_heading_that_is_marked_as_the_headline_is_it() -> None:
    html = page(title="The long wait for a boat").replace("<h1>", '<h1 itemprop="headline">').replace("<nav>", "<h1>Council news</h1><nav>")
    assert read(html).title == "The long wait for a boat"


@pytest.mark.parametrize("said", ["post", "ledger.test"])
def test_the_name_of_a_kind_of_page_or_of_a_host_is_no_section(said: str) -> None:
    assert told(f'<meta property="article:section" content="{said}">').section is None
