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
        at = start
        for anchor, href in _anchors(block):
            url = absolute(base_url, href)
            words = tidy(anchor.get_text())
            if url is None or not _cites(anchor, url, words) or link_key(url) in mine:
                continue
            place = text.find(words, at, start + len(block.text))
            if place < 0:
                continue
            at = place + len(words)
            sentence = next((text[a:b] for a, b in spans if a <= place < b), block.text)
            found.setdefault(_identity(url), Link(href=url, anchor=words, sentence=sentence, start=place, end=at))
    return tuple(found.values())


def _anchors(block: Block) -> Iterator[tuple[Tag, str]]:
    """The anchors in the block's own run of text, not those of blocks nested in its element."""
    fragment = html.tostring(block.element, encoding="unicode", with_tail=False)
    soup = BeautifulSoup(fragment, "lxml", from_encoding=None)
    for anchor in soup.find_all("a", href=True):
        around = anchor.find_parent(_breaks)
        if around is not None and around.name == block.tag:
            yield anchor, str(anchor["href"])


def _breaks(tag: Tag) -> bool:
    return tag.name in BREAKING


def _cites(anchor: Tag, url: str, words: str) -> bool:
    if not words or not any(c.isalnum() for c in words):
        return False
    rel = anchor.get("rel") or []
    if _NOT_CITED & {r.lower() for r in ([rel] if isinstance(rel, str) else rel)}:
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
