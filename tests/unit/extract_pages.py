"""Pages written for the readers' tests: a small newspaper's, with everything around the story that such pages carry."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.extract import article
from monitor.model import Article, Page
from monitor.text import fingerprint

URL = "https://ledger.test/world/2025/05/02/ferry-talks"
AT = datetime(2025, 5, 2, 18, 0, tzinfo=UTC)

STORY = (
    """<p>The island council and the ferry company will meet on May 6 in the old customs house,
the mayor's office <a href="https://island.test/news/ferry">said in a statement</a> on Friday.</p>""",
    """<p>“We have waited eleven weeks for a timetable that works,” Mayor Ines Calder told the council.
“We will not wait for a twelfth.”</p>""",
    """<p>The company cut 14 of its 32 weekly crossings in February, when fuel became dearer. Since then the
<a href="/archive/fish-market?id=7">fish market</a> has lost a third of its trade.</p>""",
    "<p>Fares would rise by 9 percent under a plan that was shown to the unions last week.</p>",
    "<ul><li>The morning boat would leave at six.</li><li>The night boat would end in October.</li></ul>",
    "<p>A spokesman for the company, Piet Loman, did not answer questions about the winter.</p>",
)

HEAD = """<title>Council and ferry company to meet | The Ledger</title>
<meta property="og:title" content="Council and ferry company to meet"><meta property="og:site_name" content="The Ledger">
<meta property="article:published_time" content="2025-05-02T09:30:00-04:00">
<link rel="canonical" href="https://ledger.test/world/2025/05/02/ferry-talks">"""

PAGE = """<!doctype html><html lang="en-CA"><head>{head}</head><body>
<header><a href="/">The Ledger</a></header><nav><ul><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>{title}</h1><p class="byline">By <a href="/authors/nora-vale" rel="author">Nora Vale</a></p>
<div class="{body_class}">{story}</div></article>{after}</main>
<footer><p>Copyright 2025 The Ledger. All rights reserved.</p><a href="/terms">Terms</a></footer></body></html>"""


def page(
    *, story: tuple[str, ...] = STORY, title: str = "Council and ferry company to meet", head: str = HEAD, body_class: str = "story", after: str = ""
) -> str:
    return PAGE.format(head=head, title=title, story="\n".join(story), body_class=body_class, after=after)


def read(html: str, url: str = URL) -> Article:
    return article.read(html, url=url, at=AT)


def print_of(html: str) -> str:
    got = read(html)
    return fingerprint(got.title, got.text, [link.href for link in got.links])


def answer(html: str, *, url: str = URL, final_url: str | None = None, headers: dict[str, str] | None = None) -> Page:
    return Page(
        url=url,
        final_url=final_url or url,
        status=200,
        headers=headers or {},
        content_type="text/html",
        charset="utf-8",
        body=html.encode("utf-8", "replace"),
        html=html,
        at=AT,
    )
