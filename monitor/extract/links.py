"""The citations: links inside the article's own prose, each with its words and the sentence around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from lxml import html

from monitor.extract.blocks import BREAKING, Block, tidy
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
    mine = {link_key(u) for u in own if u}
    found: dict[str, Link] = {}
    for block, start in placed:
        if not block.linked:
            continue
        at, letters = start, [i for i, c in enumerate(block.text) if c != " "]
        for anchor, href, before in _anchors(block):
            url = absolute(base_url, href)
            words = tidy(anchor.get_text())
            if url is None or not _cites(anchor, url, words) or link_key(url) in mine:
                continue
            place = start + letters[before] if before < len(letters) else -1
            if place < 0 or not text.startswith(words, place):  # blocks that share an element: the next place with these words
                place = text.find(words, at, start + len(block.text))
            if place < 0:
                continue
            at = place + len(words)
            sentence = next((text[a:b] for a, b in spans if a <= place < b), block.text)
            found.setdefault(_identity(url), Link(href=url, anchor=words, sentence=sentence, start=place, end=at))
    return tuple(found.values())


def _anchors(block: Block) -> Iterator[tuple[Tag, str, int]]:
    """The anchors in the block's own run of text, not those of blocks nested in its element; each with the number of
    letters before it in that run."""
    fragment = html.tostring(block.element, encoding="unicode", with_tail=False)
    top = BeautifulSoup(fragment, "html.parser").find(block.tag)
    if not isinstance(top, Tag):
        return
    before = 0
    waiting = list(reversed(list(top.children)))
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            if node.name in BREAKING:
                continue
            if node.name == "a" and node.get("href") is not None:
                yield node, str(node["href"]), before
            waiting.extend(reversed(list(node.children)))
        else:
            before += len(tidy(str(node)).replace(" ", ""))


def _cites(anchor: Tag, url: str, words: str) -> bool:
    if not words or not any(c.isalnum() for c in words):
        return False
    rel: str | list[str] = anchor.get("rel") or ""
    if _NOT_CITED & {r.lower() for r in (rel.split() if isinstance(rel, str) else rel)}:
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
