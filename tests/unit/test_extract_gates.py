"""A gate in the article's own frame is seen; an edit of the article, however large, is not taken for one."""

from __future__ import annotations

import pytest

from monitor.extract import walls
from tests.unit.extract_gates import (
    ARTICLE,
    DATED,
    DISPLACED,
    EDITS,
    FIRST,
    FOREIGN,
    GATES,
    GERMAN_ARTICLE,
    JAPANESE,
    MISSING,
    STORY,
    STUBS,
    TEASERS,
    TITLE,
    UPDATES,
    site,
)
from tests.unit.extract_pages import answer, read

URL = "https://senn.test/valley/2025/river-barrier-will-close-in-may"


def judged(html: str, *, before: str | None = ARTICLE, final_url: str | None = None) -> str | None:
    previous = read(before, URL) if before is not None else None
    page = answer(html, url=URL, final_url=final_url)
    article = read(html, URL)
    return "missing" if walls.soft_missing(page, article) else walls.judge(page, article, previous)


@pytest.mark.parametrize("html", (GATES | FOREIGN).values(), ids=GATES | FOREIGN)
def test_a_gate_under_the_articles_own_title_is_seen(html: str) -> None:
    assert judged(html) is not None


@pytest.mark.parametrize("html", STUBS.values(), ids=STUBS)
def test_the_first_lines_and_an_offer_are_a_stub(html: str) -> None:
    assert judged(html, before=GERMAN_ARTICLE if 'lang="de"' in html else ARTICLE) is not None


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("html", MISSING.values(), ids=MISSING)
def test_a_page_that_says_it_is_missing_in_the_papers_own_frame_is(html: str, known: bool) -> None:
    assert judged(html, before=ARTICLE if known else None) == "missing"


@pytest.mark.parametrize("html", FIRST.values(), ids=FIRST)
def test_a_gate_is_seen_at_the_first_look(html: str) -> None:
    assert judged(html, before=None) is not None


@pytest.mark.parametrize("html", EDITS.values(), ids=EDITS)
def test_a_real_edit_comes_through(html: str) -> None:
    assert judged(html) is None


@pytest.mark.parametrize("html", EDITS.values(), ids=EDITS)
def test_and_is_no_gate_at_the_first_look_either(html: str) -> None:
    assert judged(html, before=None) is None


@pytest.mark.parametrize("html", EDITS.values(), ids=EDITS)
def test_a_real_edit_comes_through_beside_the_articles_date_too(html: str) -> None:
    dated = html.replace("</head>", f"{DATED}</head>")
    assert judged(dated, before=site(*STORY, head=DATED)) is None


@pytest.mark.parametrize(("before", "html"), DISPLACED.values(), ids=DISPLACED)
def test_another_page_in_the_place_of_an_article_is_seen(before: str, html: str) -> None:
    assert judged(html, before=before) is not None


def test_an_edit_in_a_script_without_spaces_comes_through() -> None:
    assert judged(JAPANESE.replace("二週間", "三週間"), before=JAPANESE) is None
    assert judged(site("河川局は工事を秋に延期した。船員組合の要請を受けたもので、潜水士の予約は取り直すという。", title="可動堰の工事延期", head=DATED), before=JAPANESE) is None


SECTION = site(inner=TEASERS, title="Valley")
OTHER = site(
    "The valley choir has nine basses and two tenors, and a concert in the town church at the end of June.",
    "“Anybody who can hold a note is welcome,” said its leader, Tilda Brandt, who conducts five evenings a month in the old school.",
    "Rehearsals begin after Easter. Last year’s concert was sold out, and the collection paid for a new roof over the organ.",
    title="Choir looks for tenors",
)
SENT_ELSEWHERE = {
    "the front page": (site(inner=TEASERS, title="Senn Valley Post"), "/", "front page"),
    "the front page by its file": (site(inner=TEASERS, title="Senn Valley Post"), "/index.html", "front page"),
    "the front page of a language": (site(inner=TEASERS, title="Senn Valley Post"), "/en", "front page"),
    "a section": (SECTION, "/valley/", "section"),
    "a section that lists the story": (site(inner=f"<h3>{TITLE}</h3><p>{STORY[0]}</p>{TEASERS}", title="Valley"), "/valley", "section"),
    "another story": (OTHER, "/culture/2025/choir-looks-for-tenors", "another page"),
}


@pytest.mark.parametrize(("html", "path", "named"), SENT_ELSEWHERE.values(), ids=SENT_ELSEWHERE)
def test_being_sent_elsewhere_is_told_with_the_address(html: str, path: str, named: str) -> None:
    reason = judged(html, final_url=f"https://senn.test{path}") or ""
    assert named in reason
    assert f"senn.test{path}" in reason


MOVED = {
    "to a new slug": (ARTICLE, "/valley/2025/barrier-shuts-for-two-weeks"),
    "to another section": (ARTICLE, "/business/river-barrier-will-close-in-may"),
    "to a short address": (ARTICLE, "/a/1234"),
    "to another name of the site": (ARTICLE, "/"),
    "and was written anew under its headline": (site(*UPDATES), "/valley/2025/barrier-shuts-for-two-weeks"),
    "and has another headline": (site(STORY[0], *UPDATES, title="Skippers furious"), "/valley/2025/skippers-furious-at-barrier"),
    "and has a new headline over new words": (site(*UPDATES, title="Barrier: last grain leaves"), "/valley/2025/last-grain-leaves"),
}


@pytest.mark.parametrize(("html", "path"), MOVED.values(), ids=MOVED)
def test_an_article_that_moved_goes_on(html: str, path: str) -> None:
    assert judged(html, final_url=f"https://senn.test{path}") is None
