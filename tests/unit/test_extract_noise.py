"""What an editor calls a change is one; what surrounds the story is none."""

from __future__ import annotations

import functools

import pytest

from tests.unit.extract_noise import CONTENT, NOISE, variant
from tests.unit.extract_pages import HEAD, page, print_of
from tests.unit.extract_shapes import SHAPES, text_of
from tests.unit.extract_shapes import STORY as SHAPES_STORY

PAGES = {name: shape(SHAPES_STORY) for name, shape in SHAPES.items()}
TEXT = text_of(SHAPES_STORY)


@functools.cache
def known_print(shape: str) -> str:
    return print_of(variant(PAGES[shape], TEXT, None, 0))


def shape_for(number: int) -> str:
    parted = [name for name in SHAPES if name != "old_tables"]  # which has no element for each paragraph
    return parted[number % len(parted)]


@pytest.mark.parametrize(("number", "kind"), list(enumerate(NOISE)), ids=list(NOISE))
def test_what_stands_beside_the_story_is_no_change(number: int, kind: str) -> None:
    shape = shape_for(number)
    assert print_of(variant(PAGES[shape], TEXT, NOISE[kind], number)) == known_print(shape)


@pytest.mark.parametrize("turn", [0, 1])
@pytest.mark.parametrize(("number", "kind"), list(enumerate(CONTENT)), ids=list(CONTENT))
def test_what_changes_the_story_is_a_change(number: int, kind: str, turn: int) -> None:
    shape = shape_for(number + 7 * turn)
    assert print_of(variant(PAGES[shape], TEXT, CONTENT[kind], number + turn)) != known_print(shape)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<div class="story">', '<div data-v="2" class="story" id="s-4">'),
        ("</p>\n<p>", "</p>\n\n   <p>"),
        ("said in a statement</a>", "<span>said in a\n statement</span></a>"),
        ('href="https://island.test/news/ferry"', 'rel="noopener" href="https://island.test/news/ferry?utm_source=feed&amp;fbclid=x"'),
        ("the mayor's", "the mayor&#8217;s"),
        ("<head>", '<head><meta name="csrf-token" content="9f"><link rel="stylesheet" href="/s.83ab.css">'),
        ("</footer>", "<span>Page built in 12 ms</span></footer>"),
    ],
)
def test_how_a_page_is_printed_is_no_change(old: str, new: str) -> None:
    changed = page().replace(old, new)
    assert changed != page()
    assert print_of(changed) == print_of(page())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("May 6", "May 7"),
        ("14 of its 32", "15 of its 32"),
        ("became dearer", "grew dearer"),
        ("eleven weeks for", "eleven long weeks for"),
        ("<p>Fares would rise by 9 percent under a plan that was shown to the unions last week.</p>", ""),
        ("<li>The night boat would end in October.</li>", ""),
        ("at six.</li>", "at seven.</li>"),
        ('<a href="/archive/fish-market?id=7">fish market</a>', "fish market"),
        ("https://island.test/news/ferry", "https://island.test/news/ferry-2"),
        ("<h1>Council and ferry company to meet", "<h1>Council and ferry company will meet"),
        ("<p>A spokesman", "<p>“No,” said the mayor.</p><p>A spokesman"),
        ("<ul>", "<h2>What the plan says</h2><ul>"),
    ],
)
def test_every_change_of_the_story_is_seen(old: str, new: str) -> None:
    changed = page().replace(old, new)
    assert changed != page()
    assert print_of(changed) != print_of(page())


def test_a_headline_changed_in_the_metadata_alone_is_no_change_for_a_reader() -> None:
    head = HEAD.replace('content="Council and ferry company to meet"', 'content="Ferry talks: council to meet company"')
    assert print_of(page(head=head)) == print_of(page())
