"""Citations: the links in the prose, and no others."""

from __future__ import annotations

import pytest

from monitor.model import Link
from tests.unit.extract_pages import HEAD, STORY, URL, page, read


def cited(*story: str, head: str = HEAD) -> tuple[Link, ...]:
    return read(page(story=(*STORY[:2], *story, *STORY[3:]), head=head)).links[1:]  # the story's own first link aside


def with_link(attributes: str, anchor: str = "the harbour report") -> str:
    return f"<p>The numbers stand in <a {attributes}>{anchor}</a>, which nobody had read before the vote.</p>"


def test_a_citation_has_its_address_its_words_and_its_sentence() -> None:
    got = read(page())
    first, second = got.links
    assert (first.href, first.anchor) == ("https://island.test/news/ferry", "said in a statement")
    assert first.sentence == got.text.split("\n\n")[0]
    assert got.text[first.start : first.end] == first.anchor
    assert second.href == "https://ledger.test/archive/fish-market?id=7"
    assert second.sentence.startswith("Since then the fish market")


@pytest.mark.parametrize(
    ("head", "address"),
    [(HEAD, "https://ledger.test/world/2025/05/02/report.pdf"), (HEAD + '<base href="https://files.test/x/">', "https://files.test/x/report.pdf")],
)
def test_a_relative_address_counts_from_the_page_or_its_base(head: str, address: str) -> None:
    assert cited(with_link('href="report.pdf"'), head=head)[0].href == address


@pytest.mark.parametrize(
    "attributes",
    [
        'href="#top"',
        f'href="{URL}#part-2"',
        f'href="{URL}?print=1"',
        'href="mailto:desk@ledger.test"',
        'href="javascript:void(0)"',
        'href="tel:+1555"',
        'href="http://["',
        'href=""',
        'rel="tag" href="/t/ferries"',
        'rel="author" href="/people/vale"',
        'rel="nofollow sponsored" href="https://shop.test/boots"',
        'href="https://www.facebook.com/sharer/sharer.php?u=x"',
        'href="https://twitter.com/intent/tweet?text=x"',
        'href="/authors/nora-vale"',
        'href="/newsletters/tide"',
    ],
)
def test_these_are_no_citations(attributes: str) -> None:
    assert cited(with_link(attributes)) == ()


@pytest.mark.parametrize("attributes", ['href="https://www.wharf.test"', 'href="/topics/ferries"', 'rel="nofollow noopener" href="https://a.test/b"'])
def test_a_place_that_the_prose_points_to_is_a_citation(attributes: str) -> None:
    assert len(cited(with_link(attributes))) == 1


def test_a_promotion_in_capitals_is_no_citation() -> None:
    assert cited('<p>The vote is on Monday. <a href="/app">GET THE LEDGER APP FOR FREE</a> The boats are waiting.</p>') == ()


def test_a_line_that_is_a_link_and_nothing_else_is_no_citation() -> None:
    assert cited('<p><a href="/2025/fog">Fog closes the port for a second day</a></p>', '<h3><a href="/x">A new lighthouse for the north</a></h3>') == ()


def test_links_outside_the_prose_are_no_citations() -> None:
    assert {link.href for link in read(page()).links} == {"https://island.test/news/ferry", "https://ledger.test/archive/fish-market?id=7"}


def test_a_tweet_is_cited_by_its_words_and_not_by_its_date() -> None:
    tweet = (
        '<blockquote class="twitter-tweet"><p>We will meet them at the <a href="https://customs.test/house">old customs house</a>, '
        'all of us, on the sixth of May.</p>— Ines Calder (@calder) <a href="https://twitter.com/calder/status/42">May 2, 2025</a></blockquote>'
    )
    assert [link.href for link in cited(tweet)] == ["https://customs.test/house"]


def test_one_page_is_cited_once_whatever_its_tracking_parameters() -> None:
    got = cited(with_link('href="https://a.test/r?utm_source=x"', "a report"), with_link('href="http://www.a.test/r/"', "the same report"))
    assert [link.anchor for link in got] == ["a report"]


def test_pages_that_differ_by_a_parameter_are_two() -> None:
    assert len(cited(with_link('href="https://a.test/r?id=1"', "one"), with_link('href="https://a.test/r?id=2"', "two"))) == 2


def test_an_anchor_that_begins_inside_a_word_is_found_in_the_text() -> None:
    (link,) = cited('<p>The pre<a href="https://a.test/war">-war piers</a> were never meant for boats of that size.</p>')
    got = read(page(story=(*STORY[:2], '<p>The pre<a href="https://a.test/war">-war piers</a> were never meant for boats of that size.</p>')))
    place = next(x for x in got.links if x.href == link.href)
    assert got.text[place.start : place.end] == "-war piers"


def test_a_link_is_found_at_its_own_place_among_the_same_words() -> None:
    story = '<p>The plan is known. The <a href="https://a.test/1">plan</a> was shown, and then the other <a href="https://a.test/2">plan</a> was hidden.</p>'
    got = read(page(story=(story, *STORY)))
    first, second = got.links[:2]
    assert (first.start, second.start) == (got.text.index("plan was shown"), got.text.index("plan was hidden"))
    assert first.sentence == second.sentence == "The plan was shown, and then the other plan was hidden."


def test_a_link_that_begins_a_paragraph_made_of_breaks_is_a_citation() -> None:
    got = read(page(story=('<div>The council met on Friday, and it sat until midnight.<br><br><a href="https://island.test/plan">A plan of nine pages</a> was shown to the unions.</div>', *STORY[2:])))
    assert "https://island.test/plan" in [link.href for link in got.links]
