"""A page as its reader sees it: the article's own words, its citations, and what it says of itself. Pure."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version

from lxml import etree
from lxml.html import HtmlElement

from monitor.extract import bounds, corrections, islands, links, metadata, plain, tree
from monitor.extract.blocks import HEADINGS, Block, blocks, squeeze, tidy
from monitor.extract.ends import before_comments
from monitor.extract.lines import is_furniture, is_link, is_prose
from monitor.extract.prose import choose
from monitor.model import Article

EXTRACTOR = f"dateline-reader 10; trafilatura {version('trafilatura')}"

# It reports every page that holds no article; here that is an everyday answer.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

# Above this many blocks trafilatura is not asked: it takes seconds there, and real articles have a tenth of it.
MANY = 10_000


def read(page_html: str, *, url: str | None, at: datetime | None = None) -> Article:
    """Read one page. Never raises on a bad page: what cannot be read comes back as an article without text.

    `url` is the address the page was served from; `at` when.
    """
    root = tree.parse(page_html)
    return _html(page_html, root, url, at) if root is not None else plain.read("")


def _html(page_html: str, root: HtmlElement, url: str | None, at: datetime | None) -> Article:
    about = metadata.read(root, url=url, at=at)
    base = metadata.base_url(root, url)
    heads = (*about.titles, about.title or "", *_heads(root, about.title))
    chosen = _prose(page_html, root, about, heads)
    text, placed = _render(chosen)
    return Article(
        title=about.title,
        byline=about.byline,
        published=about.published,
        modified=about.modified,
        canonical=about.canonical,
        language=about.language,
        text=text,
        links=links.citations(placed, text, base, (url, about.canonical)),
        section=about.section,
        site=about.site,
        paywalled=about.paywalled,
        corrections=corrections.find(text),
        rolling=about.rolling,
    )


def _heads(root: HtmlElement, title: str | None) -> list[str]:
    """What the <h1>s say, down to the headline; those below it are headings of the story's parts."""
    said = [tidy("".join(h.itertext())) for h in root.iter("h1")]
    return said[: said.index(title) + 1] if title in said else said


def _prose(page_html: str, root: HtmlElement, about: metadata.Metadata, heads: Sequence[str]) -> list[Block]:
    """Prune, then choose; and where that leaves next to nothing, once more without trusting class names, and at last what the
    page tells its scripts."""
    tree.prune(root, live=about.rolling)
    chosen = _choose(root, about, heads)
    if _words(chosen) >= FEW:
        return chosen
    again = tree.parse(page_html)
    if again is None:
        return chosen
    told = tree.parse(islands.story(again) or islands.paragraphs(about.body or ""))
    tree.prune(again, hints=False, live=about.rolling)
    second = _choose(again, about, heads)
    chosen = second if _words(second) >= max(FEW, 3 * _words(chosen)) else chosen
    if told is not None:
        tree.prune(told)
        third = choose(blocks(told), ["\n".join(b.text for b in blocks(told))], heads)
        chosen = third if _words(third) >= max(FEW, 3 * _words(chosen)) else chosen
    return chosen


FEW = 60  # words: fewer make us look at the page a second time


def _words(chosen: Sequence[Block]) -> int:
    return sum(b.words for b in chosen)


def _choose(root: HtmlElement, about: metadata.Metadata, heads: Sequence[str]) -> list[Block]:
    every = blocks(root)
    found = before_comments(every)
    tree.drop(_furniture(every, found))
    own = _trafilatura(root, len(found))
    told = about.body or ""
    if not own or len(squeeze(own)) * 2 < len(squeeze(told)):
        own, told = told or own, own
    if not own:
        said = [b for b in found if not is_furniture(b) and not is_link(b)]
        own = "\n".join(b.text for b in [b for b in said if is_prose(b) and b.tag not in HEADINGS] or said)
    return choose(found, (own, told), heads, (about.byline or "").split(", ") if about.byline else (), about.rolling)


def _furniture(every: Sequence[Block], found: Sequence[Block]) -> list[HtmlElement]:
    """The elements that hold nothing but labels, counters, promotions and links, or comments: with them gone, a page with
    other ones beside its story looks the same to every opinion."""
    kept = {b.element for b in found if not is_furniture(b) and not is_link(b)}
    kept.update([a for e in kept for a in e.iterancestors()])
    return [b.element for b in every if b.element not in kept]


def _trafilatura(root: HtmlElement, size: int) -> str:
    if size > MANY:
        return ""
    import trafilatura  # noqa: PLC0415 - half a second that a plain text should not pay

    bounds.unnest(root)
    try:
        return trafilatura.extract(root, favor_precision=True, include_comments=False, include_tables=True) or ""
    except (RecursionError, ValueError, TypeError, AttributeError, IndexError, KeyError, etree.LxmlError):
        return ""  # a page that breaks it is still read, by our own sight of prose


def _render(chosen: Sequence[Block]) -> tuple[str, list[links.Placed]]:
    """Paragraphs parted by one blank line, the cells of a table's row by bars; and where each block begins."""
    pieces: list[str] = []
    placed: list[links.Placed] = []
    length = 0
    before: tuple[HtmlElement, HtmlElement] | None = None
    for block in chosen:
        now = _cell(block.element)
        if pieces:
            same_row = now is not None and before is not None and now[1] is before[1] and now[0] is not before[0]
            gap = " | " if same_row else "\n\n"
            pieces.append(gap)
            length += len(gap)
        before = now
        placed.append((block, length))
        pieces.append(block.text)
        length += len(block.text)
    return "".join(pieces), placed


def _cell(element: HtmlElement) -> tuple[HtmlElement, HtmlElement] | None:
    """The table's cell that `element` is, and its row."""
    row = next(element.iterancestors("tr"), None) if element.tag in ("td", "th") else None
    return (element, row) if row is not None else None
