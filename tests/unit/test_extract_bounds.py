"""However a page is built, its words are read: markup beyond what a parser holds, tags beyond number, marks without words."""

from __future__ import annotations

import unicodedata

import pytest

from monitor.errors import ReadError
from monitor.extract import bounds, tree
from tests.unit.extract_pages import STORY, page, read

N = 15_000
PROSE = [paragraph for paragraph in read(page()).text.split("\n\n") if len(paragraph.split()) >= 12]
BOMBS = {
    "divs in one another": "<div>" * N + "</div>" * N,
    "divs never closed": "<div>" * N,
    "tables in one another": "<table><tr><td>" * N,
    "lists in one another": "<ul><li>" * N,
    "quotations in one another": "<blockquote><p>" * N,
    "formatting never closed": "<b><i>" * N,
    "names that nobody knows": "<x-y>" * N,
    "links": '<a href="/x">x</a> ' * N,
    "empty paragraphs": "<p></p>" * N,
    "line breaks": "<br>" * N,
    "pictures": '<img src="x">' * N,
    "lines of a letter": "<div>x</div>" * N,
    "scripts": "<script>1</script>" * N,
    "quotation marks": "<p>" + "”" * N + "</p>",
    "hidden ampersands": "<div hidden>" + "&amp;" * N + "</div>",
    "attributes": "<div " + " ".join(f"a{n}=1" for n in range(N)) + "></div>",
    "attributes, and a bracket in one": "<div z='<'" + " ".join(f"a{n}=1" for n in range(N)) + "></div>",
}


@pytest.mark.parametrize("marks", ["&#x301;&#x316;" * 500, "<b>\u0301\u0316</b><i>&#x301;</i>" * 400, "\u0301\u0316" * 500], ids=["as references", "in elements", "as they are"])
def test_no_letter_has_more_marks_than_a_reader_could_see(marks: str) -> None:
    root = tree.parse(page(story=(*STORY, f"<p>The boat is called e{marks}, and the cafe\u0301 Déjà vu.</p>")))
    assert root is not None
    text = "".join(root.itertext())
    assert 28 <= sum(unicodedata.combining(c) > 0 for c in text) <= 32
    assert "the café Déjà vu." in text


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_the_words_before_and_behind_a_bomb_are_read(bomb: str) -> None:
    inside = read(page(story=(*STORY[:3], bomb, *STORY[3:]))).text
    before = read(page().replace("<header>", f"{bomb}<header>")).text
    assert len(PROSE) == 5
    assert [paragraph for paragraph in PROSE if paragraph not in inside or paragraph not in before] == []


def test_a_page_that_no_parser_holds_is_a_failure_and_no_half_article() -> None:
    with pytest.raises(ReadError):
        tree.parse(page(after="<div z='<'>" * 400))


def test_ordinary_markup_is_left_as_it_is() -> None:
    long = page(after=f'<div data-story="{"one word " * 2_000}" class="x">y</div>')
    assert bounds.lean(long) == long
    assert bounds.flatten(page()) == page()
