"""The article's own words, and only they."""

from __future__ import annotations

import json

import pytest

from monitor.extract import article, kinds, tree
from monitor.extract.blocks import blocks
from monitor.extract.prose import choose
from tests.unit.extract_pages import HEAD, STORY, URL, page, print_of, read

PARAGRAPH = "<p>The harbour master said that the old pier would be closed from Monday for repairs.</p>"


def test_the_text_is_the_story_with_one_blank_line_between_paragraphs() -> None:
    got = read(page())
    paragraphs = got.text.split("\n\n")
    assert len(paragraphs) == len(STORY) + 1  # two list items
    assert paragraphs[0].startswith("The island council and the ferry company will meet on May 6")
    assert paragraphs[4:6] == ["The morning boat would leave at six.", "The night boat would end in October."]
    assert paragraphs[-1].endswith("did not answer questions about the winter.")
    assert got.text == got.text.strip()


def test_the_headline_is_apart_from_the_text() -> None:
    got = read(page())
    assert got.title == "Council and ferry company to meet"
    assert got.title not in got.text


def test_entities_and_odd_spaces_become_plain_ones() -> None:
    got = read(page(story=(*STORY, "<p>The&nbsp;fee is 9&#160;euros &amp; 50\u200b cents\n   a\tday, says the port&#39;s list.</p>")))
    assert got.text.endswith("The fee is 9 euros & 50 cents a day, says the port's list.")


def test_a_pull_quote_that_repeats_the_story_is_read_once() -> None:
    pulled = "<blockquote>“We have waited eleven weeks for a timetable that works,” Mayor Ines Calder told the council. “We will not wait for a twelfth.”</blockquote>"
    plain = read(page())
    assert read(page(story=(*STORY[:4], pulled, *STORY[4:]))).text == plain.text


def test_a_quotation_set_apart_is_read() -> None:
    said = "<blockquote><p>“I have nothing to add to the letter,” she said.</p></blockquote>"
    assert "“I have nothing to add to the letter,” she said." in read(page(story=(*STORY[:3], said, *STORY[3:]))).text


@pytest.mark.parametrize(
    "box",
    [
        "<blockquote><p>{0}</p><footer>{1}</footer></blockquote>",
        "<figure><blockquote>{0}</blockquote><figcaption>{1}</figcaption></figure>",
        '<div class="css-1a"><p>{0}</p><span>{1}</span></div>',
        "<aside><p>{0}</p><p>{1}</p></aside>",
    ],
)
def test_a_quotation_set_apart_is_read_with_the_line_that_names_who_said_it(box: str) -> None:
    words, line = "“Nobody on the island went to bed hungry.”", "Jo Marsh, ferry captain"
    text = read(page(story=(*STORY[:4], box.format(words, line), *STORY[4:]))).text
    assert f"{words}\n\n{line}\n\n" in text


def test_an_aside_of_facts_under_a_heading_is_read_and_an_offer_is_not() -> None:
    facts = "<aside><h4>The dispute</h4><p>It began two years ago, when the company closed its night boat to cars.</p></aside>"
    offer = "<aside><h4>The letter</h4><p>Get our news from the island every morning at seven, before you are up.</p></aside>"
    assert "It began two years ago, when the company closed its night boat to cars." in read(page(story=(*STORY[:4], facts, *STORY[4:]))).text
    assert read(page(story=(*STORY[:4], offer, *STORY[4:]))).text == read(page()).text


def test_empty_lines_of_breaks_part_paragraphs() -> None:
    story = "The first boat left the island at six in the morning.<br><br>The second one did not leave at all, the company said.<br/> <br/>Nobody was told why."
    assert read(page(story=(story,))).text.split("\n\n")[1] == "The second one did not leave at all, the company said."


def test_a_table_keeps_its_rows_together() -> None:
    table = "<table><tr><td>Morning boat</td><td>06:00</td></tr><tr><td>Night boat</td><td>22:30</td></tr></table>"
    assert "Morning boat | 06:00" in read(page(story=(*STORY[:3], table, *STORY[3:]))).text


@pytest.mark.parametrize("box", ['<div class="x9">{}</div>', "<aside>{}</aside>", '<div class="note footer-box">{}</div>', "{}"])
def test_a_correction_is_read_wherever_it_stands(box: str) -> None:
    note = "<p>Correction: An earlier version of this article gave the wrong number of crossings.</p>"
    got = read(page(after=box.format(note)))
    assert [c.text for c in got.corrections] == ["Correction: An earlier version of this article gave the wrong number of crossings."]
    assert all(got.text[c.start : c.end] == c.text for c in got.corrections)


def test_a_name_card_inside_a_sentence_is_not_read() -> None:
    card = '<span><span><img src="c.jpg"><a href="/people/calder">Ines Calder</a><a href="/n/1">Mayor opens school</a><a href="/n/2">Mayor cuts ribbon</a></span></span>'
    got = read(page(story=(f'<p>The vote was praised by <a href="/people/calder">Ines Calder</a>{card}, who has led the council since 2019.</p>', *STORY)))
    assert got.text.startswith("The vote was praised by Ines Calder, who has led the council since 2019.")


def test_an_aside_of_whole_sentences_is_read_and_its_links_are_citations() -> None:
    aside = '<aside><p>The customs house was sold to the council in 1998, <a href="https://island.test/sale">a deed shows</a>, and has stood empty since.</p><p>Updated 3 minutes ago</p></aside>'
    got = read(page(story=(*STORY[:3], aside, *STORY[3:])))
    assert "has stood empty since." in got.text
    assert "https://island.test/sale" in [link.href for link in got.links]


def test_a_caption_that_the_picture_has_for_its_description_is_not_read() -> None:
    shot = '<div align="center"><div><img src="p.jpg" alt="The pier is closed."></div><br><span>The pier is closed.</span></div>'
    other = '<div align="center"><p>Boats wait for the tide, as they have done for eleven weeks.</p></div>'
    assert "pier is closed" not in read(page(story=(*STORY[:2], other, shot, other.replace("Boats", "Crews"), *STORY[2:]))).text


@pytest.mark.parametrize("end", ["<h2>Contacts</h2><p>Press office of the island council, at any hour of the day: 555 0100.</p>", "<p>-30-</p>", "<p>Video by Peter Reed</p>"])
def test_what_ends_a_press_release_is_no_part_of_it(end: str) -> None:
    assert read(page(story=(*STORY, end))).text == read(page()).text


def test_an_address_that_is_spelt_out_is_part_of_the_story() -> None:
    line = '<p><a href="https://island.test/plan.pdf">https://island.test/plan.pdf</a></p>'
    got = read(page(story=(*STORY[:3], line, *STORY[3:])))
    assert "https://island.test/plan.pdf" in [link.href for link in got.links]


def test_what_stands_below_a_list_of_other_stories_is_not_read() -> None:
    flash = "<p>A boat with nine people on board ran aground off the northern pier on Friday, the coastguard said.</p><p>More to follow.</p>"
    links = "".join(f'<li><a href="/{n}">Another story from the coast, number {n}</a></li>' for n in range(5))
    html = f"<body><div><h1>Boat runs aground</h1>{flash}</div><div><b>Most read</b><ul>{links}</ul></div><div><p>The Ledger is printed at Lock Street, and its newsdesk can be reached at any hour.</p></div></body>"
    assert read(html).text == "A boat with nine people on board ran aground off the northern pier on Friday, the coastguard said.\n\nMore to follow."


@pytest.mark.parametrize(
    "data",
    [
        {"props": {"page": {"title": "x", "body": "\n".join(STORY)}}},
        {"blocks": [{"type": "html", "html": p} for p in STORY]},
    ],
    ids=["one text", "a list"],
)
def test_a_story_that_a_page_holds_only_as_data_for_its_scripts_is_read(data: dict[str, object]) -> None:
    shell = f'<body><div id="app"><h1>Ferry late</h1><p>Loading …</p></div><script type="application/json">{json.dumps(data)}</script></body>'
    got = read(shell)
    assert (got.text, got.links) == (read(page()).text, read(page()).links)


def test_a_story_that_a_page_tells_only_search_engines_is_read() -> None:
    body = read(page()).text
    data = json.dumps({"@type": "NewsArticle", "headline": "Ferry late", "articleBody": body})
    assert read(f'<head><script type="application/ld+json">{data}</script></head><body><h1>Ferry late</h1></body>').text == body


def test_plain_text_is_left_as_it_is() -> None:
    raw = "Statement on the ferries\n\n  The council met  today.\r\n\r\nIt will meet again.\n"
    got = kinds.read(raw.encode(), raw, "text/plain", url=None)
    assert (got.text, got.title) == (raw, "Statement on the ferries")


def test_the_first_sentence_of_a_plain_text_is_no_title() -> None:
    assert kinds.read(b"The", "The council met today.\n\nIt will meet again.", "text/plain", url=None).title is None


def test_a_short_page_is_read_all_the_same() -> None:
    assert read("<html><body><h1>Ferry late</h1><p>The six o'clock boat is late.</p></body></html>").text == "The six o'clock boat is late."


@pytest.mark.parametrize(
    "html",
    [
        "",
        " \n",
        "\x00",
        "<",
        "<!doctype html>",
        "<div>" * 20_000 + "deep",
        '<p title="' + "x" * 2_000_000 + '">after</p>',
        "<p>" + "<span>a " * 5_000,
        "\ud800<p>lone surrogate</p>",
        "<script>" * 5_000,
        '<script type="application/ld+json">' + "[" * 50_000 + "</script>",
        "<title>" + "a | " * 50_000 + "</title>",
        "<p>" + "word " * 40_000 + "</p>",
        "<table>" + "<tr><td>a" * 500,
        "<div>" + '<img alt="a">' * 5_000 + "<button></button>" * 5_000 + "</div>",
        "<p>" + '<a href="/b">word</a> and more.<br><br>' * 1_000,
    ],
    ids=range(16),
)
def test_no_page_breaks_the_reader(html: str) -> None:
    got = read(html)
    assert got.text == got.text.strip()


def test_a_tag_of_thousands_of_attributes_says_nothing_by_them_and_costs_nothing() -> None:
    many = tree.parse("<div " + " ".join(f"a{n}=1" for n in range(30_000)) + ">words</div>")
    long = tree.parse('<div title="' + "x" * 20_000 + '" lang="en">words</div>')
    assert many is not None
    assert long is not None
    assert [dict(element.attrib) for element in many.iter("div")] == [{}]
    assert [element.get("lang") for element in long.iter("div")] == ["en"]


def test_a_page_that_declares_another_encoding_in_its_text_is_read() -> None:
    assert "crossings in February" in read('<?xml version="1.0" encoding="latin-1"?>' + page()).text


def test_null_characters_are_no_part_of_a_page() -> None:
    assert read(page().replace("ferry company", "ferry\x00 company")).text == read(page()).text


@pytest.mark.parametrize("name", ["hJpAdRp", "x-news-story", "css-1ads7", "post-share-buttons-off", "adventure"])
def test_a_class_name_alone_never_hides_the_story(name: str) -> None:
    assert read(page(body_class=name)).text == read(page()).text


def test_what_follows_the_story_is_left_out() -> None:
    after = f"<section><h2>More from the islands</h2><div><h3><a href='/1'>Pier closed</a></h3>{PARAGRAPH}</div><div><h3><a href='/2'>Pier open</a></h3><p>It was opened again on a sunny day in the middle of May.</p></div></section>"
    assert read(page(after=after)).text == read(page()).text


def test_the_reader_names_itself_and_trafilatura() -> None:
    assert "trafilatura" in article.EXTRACTOR
    assert "dateline" in article.EXTRACTOR


def test_the_publisher_and_the_address_are_read() -> None:
    got = read(page())
    assert (got.site, got.canonical, got.language) == ("The Ledger", URL, "en-CA")
    assert print_of(page()) == print_of(page(head=HEAD + "<meta name='csrf' content='1'>"))


def test_a_list_in_a_cell_of_a_page_that_is_laid_out_as_a_table_is_read() -> None:
    first, last = (f"<p>{n} boats left the harbour before the fog came in, the harbour master said.</p>" for n in ("Four", "Nine"))
    root = tree.parse(f"<body><table><tr><td>The Ledger</td><td>{first}<ul><li>Night boat ends in May</li><li>Fares up by a tenth</li></ul>{last}</td></tr></table></body>")
    assert root is not None
    found = blocks(root)
    heard = "\n".join(b.text for b in found if b.tag == "p")
    assert "Fares up by a tenth" in [b.text for b in choose(found, [heard], ["Boats"])]


def test_a_heading_that_leads_to_the_comments_ends_nothing_and_one_that_stands_over_them_does() -> None:
    def read_with(heading: str) -> str:
        first = "".join(f"<div><p>The {n}th of the boats was hauled out of the harbour before the winter, as its owner said on Monday.</p></div>" for n in range(4, 9))
        rest = "<section><b>tide</b> May 2, 2025 at 1:12 pm<blockquote>About time that somebody told us of all those boats, if you ask me, after eleven weeks.</blockquote></section>"
        return article.read(f"<html><head><title>Boats</title></head><body><article><h1>Boats</h1><div>{first}</div>{heading}{rest}</article></body></html>", url=URL).text

    assert "About time" in read_with('<h2><a href="#comments">57 Comments</a></h2>')
    assert "About time" not in read_with('<h2 id="said"><a href="#said">57 Comments</a></h2>')
    assert "About time" not in read_with("<h2>57 Comments</h2>")


def test_a_heading_over_comments_in_the_middle_of_a_story_does_not_end_it() -> None:
    told = "".join(f"<p>The {n}th boat of the fleet left the harbour before the fog came in, the harbour master said on Friday.</p>" for n in range(4, 14))
    html = f"<html><head><title>Boats</title></head><body><article><h1>Boats</h1><div class='b'>{told}</div><h3>Comments (3)</h3><div class='b'>{told.replace('4th', '24th')}</div>"
    tail = "<h3>3 comments</h3><div class='c'><p>About time that somebody told us of all those boats, if you ask me, after eleven weeks.</p></div></article></body></html>"
    text = article.read(html + tail, url=None).text
    assert "24th" in text
    assert "About time" not in text
