"""Documents that are no web pages: PDF, feeds, JSON, plain text; and that a kind is one file."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from types import ModuleType
from typing import cast

import pytest

from monitor.errors import ReadError
from monitor.extract import kinds
from monitor.extract.kinds import pdf as pdf_kind
from monitor.model import Article

LINES = (
    "Statement by the harbour office",
    "",
    "The prime minister of Merrow, Ines Calder, will meet President Teodor Lund in Port",
    "Vell on Tuesday, May 6, 2025. The two leaders will sign the treaty on fishing, and",
    "will speak to reporters at noon.",
    "A second meeting is planned for the autumn, when the boats are back in the har-",
    "bour and the winter timetable is known to the crews of both of the countries.",
    "3",
)


def pdf(lines: tuple[str, ...], about: str = "/Title (Treaty to be signed) /Author (Harbour Office) /CreationDate (D:20250502093000-04'00')") -> bytes:
    """The smallest PDF that holds `lines`."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 72 720 Td {shown}ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< {about} >>",
    )
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return f"{out}xref\n0 7\n0000000000 65535 f \n{table}trailer << /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(out)}\n%%EOF\n".encode()


def read(body: bytes, media: str) -> Article:
    return kinds.read(body, body.decode("utf-8", "replace"), media, url="https://harbour.test/x")


def test_a_press_release_in_pdf_is_read_in_paragraphs_with_its_title_and_time() -> None:
    got = read(pdf(LINES), "application/pdf")
    assert got.text.split("\n\n") == [
        "Statement by the harbour office",
        "The prime minister of Merrow, Ines Calder, will meet President Teodor Lund in Port Vell on Tuesday, May 6, 2025. The two leaders will sign the treaty on fishing, and will speak to reporters at noon.",
        "A second meeting is planned for the autumn, when the boats are back in the harbour and the winter timetable is known to the crews of both of the countries.",
    ]
    assert (got.title, got.byline) == ("Treaty to be signed", "Harbour Office")
    assert got.published == datetime(2025, 5, 2, 9, 30, tzinfo=timezone(timedelta(hours=-4)))


def test_a_pdf_without_a_title_of_its_own_has_its_first_line() -> None:
    assert read(pdf(LINES, "/Title (Microsoft Word - draft2.docx)"), "application/pdf").title == "Statement by the harbour office"


def test_a_pdf_is_known_by_its_first_bytes() -> None:
    assert read(pdf(LINES), "text/html").title == "Treaty to be signed"


def test_a_paragraph_goes_on_over_the_end_of_a_page_and_its_running_head_is_no_part_of_it() -> None:
    sheets = [(f"Harbour Office | {n}", f"{n}", *(f"The boats of country {i}{n} will be inspected before they leave the port and their" for i in range(1, 4)), f"crews will be told of it before the end of the second week of {name} by", f"Page {n} of 3") for n, name in enumerate(("May", "June", "July"), 1)]
    got = pdf_kind.paragraphs(["\n".join(sheet) for sheet in sheets])
    assert len(got) == 1
    assert "Harbour Office" not in got[0]
    assert "week of May by The boats of country 12" in got[0]


def test_the_items_of_a_list_in_pdf_are_paragraphs() -> None:
    full = "The two leaders who will meet at the harbour of Port Vell on the first Tuesday of May have said this\n"
    lines = 3 * full + "They will discuss the following:\nthe reopening of fourteen of the crossings in the north;\nfishing inside the line from the first of June; and\na joint guard.\n• The board."
    assert [len(p.split()) for p in pdf_kind.paragraphs([lines])] == [68, 10, 10, 3, 3]


@pytest.mark.parametrize(
    ("first", "published"),
    [
        ("May 2, 2025", datetime(2025, 5, 2, 9, 30, tzinfo=timezone(timedelta(hours=-4)))),  # the day on which it was made: with its hour
        ("Port Vell, 28 April 2025", datetime(2025, 4, 28, tzinfo=UTC)),
        ("For immediate release: April 28, 2025", datetime(2025, 4, 28, tzinfo=UTC)),
        ("Agenda for May 30, 2025", datetime(2025, 5, 2, 9, 30, tzinfo=timezone(timedelta(hours=-4)))),
    ],
)
def test_the_day_at_the_top_of_a_pdf_is_its_day(first: str, published: datetime) -> None:
    assert read(pdf((first, "", *LINES)), "application/pdf").published == published


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Remarks by the prime minister\n\nMay 2, 2025\n\n12:15 P.M. EDT\n\nGood afternoon.", datetime(2025, 5, 2, tzinfo=UTC)),
        ("Released: 2 May 2025, 9:30 a.m. EDT\n\nThe council met.", datetime(2025, 5, 2, 9, 30, tzinfo=timezone(timedelta(hours=-4)))),
        ("Calder to meet Lund on 6 May 2025\n\nThe council met.", None),
        ("The council met.", None),
    ],
)
def test_the_day_at_the_top_of_a_text_is_its_day(text: str, published: datetime | None) -> None:
    got = read(text.encode(), "text/plain")
    assert (got.text, got.published) == (text, published)


@pytest.mark.parametrize("body", [b"%PDF-1.4\n", b"%PDF-1.7 \x00\xff" * 40, pdf(LINES)[:300], b""])
def test_a_broken_pdf_is_said_to_be_so(body: bytes) -> None:
    with pytest.raises(ReadError, match="damaged"):
        read(body, "application/pdf")


def test_a_pdf_of_pictures_is_said_to_be_one() -> None:
    with pytest.raises(ReadError, match="no text"):
        read(pdf(()), "application/pdf")


RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Office</title><language>en</language>
<item><title>Treaty to be signed</title><link>https://harbour.test/1</link><pubDate>Fri, 02 May 2025 13:30:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The two leaders will meet on Tuesday.</p><p>“We have waited,” Calder said.</p>]]></content:encoded></item>
<item><title>Fog</title><pubDate>Thu, 01 May 2025 08:00:00 GMT</pubDate><description>The port &lt;b&gt;is&lt;/b&gt; closed today.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbour Office</title><updated>2025-05-02T13:30:00Z</updated>
<entry><title>Treaty to be signed</title><published>2025-05-02T13:30:00Z</published><content type="html">&lt;p&gt;The two leaders will meet on Tuesday.&lt;/p&gt;&lt;p&gt;“We have waited,” Calder said.&lt;/p&gt;</content></entry>
<entry><title>Fog</title><published>2025-05-01T08:00:00Z</published><summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The port is closed today.</p></div></summary></entry></feed>"""
ITEMS = [
    {"id": "1", "title": "Treaty to be signed", "content_html": "<p>The two leaders will meet on Tuesday.</p><p>“We have waited,” Calder said.</p>", "date_published": "2025-05-02T13:30:00Z"},
    {"id": "2", "title": "Fog", "content_text": "The port is closed today.", "date_published": "2025-05-01T08:00:00Z"},
]
JSON_FEED = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Office", "items": ITEMS})
JSON_LD = json.dumps(
    [
        {"@type": "NewsArticle", "headline": "Treaty to be signed", "articleBody": "The two leaders will meet on Tuesday.\n“We have waited,” Calder said.", "datePublished": "2025-05-02T13:30:00Z"},
        {"@type": "NewsArticle", "headline": "Fog", "articleBody": "The port is closed today.", "datePublished": "2025-05-01T08:00:00Z"},
    ]
)


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (RSS, "application/rss+xml"), (RSS, "text/xml"), (RSS, "text/html"), (ATOM, "application/atom+xml"), (ATOM, "application/xml"),
        (JSON_FEED, "application/feed+json"), (JSON_FEED, "application/json"), (JSON_LD, "application/ld+json"),
    ],
)  # fmt: skip
def test_a_feed_is_read_entry_by_entry(body: str, media: str) -> None:
    got = read(body.encode(), media)
    assert got.text.split("\n\n") == ["Treaty to be signed", "The two leaders will meet on Tuesday.", "“We have waited,” Calder said.", "Fog", "The port is closed today."]
    assert got.published == datetime(2025, 5, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("body", ["", "{", "null", "[1, 2]", '{"items": 3}', "<rss>", "<rss", "<feed><entry/></feed>", '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>'])
@pytest.mark.parametrize("media", ["application/json", "application/rss+xml"])
def test_a_broken_feed_breaks_nothing(body: str, media: str) -> None:
    assert "\x00" not in read(body.encode(), media).text


def test_characters_by_name_and_markup_in_a_headline_are_read_in_a_feed() -> None:
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">Calder &amp;amp; &lt;i&gt;Lund&lt;/i&gt;</title><summary>The caf&eacute; is closed&nbsp;today.</summary></entry></feed>'
    assert read(feed.encode(), "application/atom+xml").text == "Calder & Lund\n\nThe café is closed today."


def test_an_item_that_no_parser_holds_costs_the_others_nothing() -> None:
    hostile = "<p x='" + "y" * 11_000_000 + "'>Hi.</p>"
    items = [{"title": "Bad", "content_html": hostile, "summary": "In short."}, *ITEMS]
    assert read(json.dumps({"items": items}).encode(), "application/json").text.split("\n\n")[:3] == ["Bad", "In short.", "Treaty to be signed"]
    with pytest.raises(ReadError, match="look for the stories themselves"):
        read(RSS.replace("Short.", hostile.replace("<", "&lt;")).encode(), "text/xml")


def test_nobody_reads_a_picture() -> None:
    with pytest.raises(ReadError, match="image/png is no text that can be read; web pages, PDF"):
        read(b"\x89PNG", "image/png")
    assert kinds.kind_of("image/png", b"\x89PNG") is None
    assert kinds.kind_of("text/javascript", b"let a = 1") is None
    assert kinds.kind_of("text/css", b"p { margin: 0 }") is None
    assert not kinds.readable(b"\x89PNG", "", "image/png")
    assert not kinds.readable(b" ", " ", "text/html")
    assert kinds.readable(pdf(LINES), "", "application/pdf")


def test_every_file_of_the_folder_is_a_kind() -> None:
    found = {cast(ModuleType, kind).__name__.rsplit(".", 1)[-1] for kind in kinds.kinds()}
    assert {"pdf", "feed", "json_feed", "html", "plain"} <= found
    for kind in kinds.kinds():
        assert isinstance(kind.PRIORITY, int)
        assert kind.BINARY or kind.read(b"", "", url=None, at=None).text == ""
