"""The citations: links inside the article's own prose, each with its words and the sentence around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from monitor.extract.blocks import BREAKING, Block, letters, tidy
from monitor.model import Link
from monitor.text import absolute, link_key, normal_url, sentences

Placed = tuple[Block, int]  # a block of the article and where its text begins in the article's

_SHARING = re.compile(
    r"(?i)^(?:(?:www\.|m\.)?facebook\.com/(?:sharer|share|dialog)|(?:www\.)?(?:twitter|x)\.com/(?:intent|share|hashtag|search)|"
    r"(?:www\.)?linkedin\.com/share|(?:www\.)?reddit\.com/submit|(?:www\.)?pinterest\.com/pin/create|t\.me/share|wa\.me/|api\.whatsapp\.com/send|"
    r"(?:www\.)?tumblr\.com/share|getpocket\.com/save|news\.google\.com/publications|apps\.apple\.com/|play\.google\.com/store)"
)
_TWEET = re.compile(r"(?i)^(?:www\.|mobile\.)?(?:twitter|x)\.com/[^/]+/status/\d+|^pic\.(?:twitter|x)\.com/")
_CALENDAR = re.compile(r"(?i)^(?:[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2} [a-z]{3,9}\.?,? \d{4}|\d{1,2}:\d{2}\b.{0,30})$")
_OWN_PAGES = re.compile(r"(?i)/(?:authors?|contributors?|staff|subscribe|subscriptions?|newsletters?|sign-?up|log-?in|register|donate)(?:/|$)")
_NOT_CITED = frozenset(("tag", "author", "sponsored", "bookmark"))


def citations(placed: Sequence[Placed], text: str, base_url: str | None, own: Sequence[str | None] = ()) -> tuple[Link, ...]:
    """The links in the prose of `placed`, in reading order, each address once.

    `own`: the page's own addresses, which it cannot cite. Sharing buttons, tweets' date stamps, pages of authors, sign-up
    pages and advertisements are no citations; a page on a person or a topic is one when the prose links to it.
    """
    spans = sentences(text)
    begins = [a for a, _ in spans]
    mine = {link_key(u) for u in own if u}
    found: dict[str, Link] = {}
    runs: dict[HtmlElement, list[tuple[int, HtmlElement]]] = {}
    for block, start in placed:
        if not block.linked:
            continue
        if block.element not in runs:
            runs[block.element] = _anchors(block.element)
        at, places = start, [i for i, c in enumerate(block.text) if c != " "]
        run = runs[block.element]
        for before, anchor in run[bisect_left(run, block.offset, key=_first) : bisect_left(run, block.offset + len(places), key=_first)]:
            url = absolute(base_url, str(anchor.get("href")))
            words = tidy("".join(anchor.itertext()))
            if url is None or not _cites(anchor, url, words) or link_key(url) in mine:
                continue
            place = start + places[before - block.offset]
            if not text.startswith(words, place):  # it holds what is no part of the story
                place = text.find(words, at, start + len(block.text))
            if place < 0:
                continue
            at = place + len(words)
            a, b = spans[bisect_right(begins, place) - 1]
            sentence = text[a:b] if a <= place < b else block.text
            found.setdefault(_identity(url), Link(href=url, anchor=words, sentence=sentence, start=place, end=at))
    return tuple(found.values())


def _first(pair: tuple[int, HtmlElement]) -> int:
    return pair[0]


def _anchors(element: HtmlElement) -> list[tuple[int, HtmlElement]]:
    """The anchors in the element's own text, not those of blocks nested in it; each with the number of letters before it."""
    before = 0
    found = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            text = node.text
            if node is not element and node.tag in BREAKING:
                walk.skip_subtree()
                continue
            if node.tag == "a" and node.get("href") is not None:
                found.append((before, node))
        else:
            text = node.tail if node is not element else None
        before += letters(tidy(text)) if text else 0
    return found


def _cites(anchor: HtmlElement, url: str, words: str) -> bool:
    if not words or not any(c.isalnum() for c in words):
        return False
    if _NOT_CITED & set((anchor.get("rel") or "").lower().split()):
        return False
    parts = urlsplit(url)
    place = f"{(parts.hostname or '').lower()}{parts.path}"
    if _SHARING.match(place) or (_TWEET.match(place) and _CALENDAR.match(words)) or words.startswith(("pic.twitter.com", "pic.x.com")):
        return False
    if words.isupper() and words.count(" ") >= 3:  # shouted: a promotion
        return False
    return not _OWN_PAGES.search(parts.path)


def _identity(url: str) -> str:
    """One page is one citation, whatever the scheme, "www.", a final slash or tracking parameters."""
    return normal_url(url).split("://", 1)[-1].removeprefix("www.").rstrip("/")
