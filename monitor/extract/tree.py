"""A page as a tree: one forgiving parse, and the parts that no reader reads taken out of it.

libxml2 bounds what a hostile page can cost: it stops at 256 levels of nesting, and half a page would look like an edit. Such a
page is made flat and parsed again; where that does not help, it is not read.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from monitor.errors import ReadError
from monitor.extract import bounds, boxes
from monitor.extract.blocks import HEADINGS, blocks, count, tidy
from monitor.extract.boxes import BOXES, CLOSERS, MOST, SENTENCE, holders, sizes
from monitor.extract.corrections import is_correction
from monitor.extract.ends import is_summary
from monitor.extract.lines import OPENING, to_reader
from monitor.text import composed

# Control characters that mean nothing in HTML; some of them mark anchors and line breaks inside blocks.py.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")

_UNREAD = frozenset(
    """script style noscript template svg math iframe object embed applet button input select textarea option nav video audio picture
    img map canvas dialog menu link meta base datalist progress meter frame frameset noframes figcaption head""".split()
)
# Elements that are mostly furniture, yet sometimes hold the story itself: they go only when their share of the words is small.
_DOUBTFUL = frozenset(("aside", "footer", "header", "form", "figure", "fieldset"))
_SPEECH = frozenset(("figure", "blockquote", "aside"))
_DOUBTFUL_ROLES = frozenset(
    "navigation banner contentinfo search complementary dialog alertdialog menu toolbar tablist alert status log".split()
)
# Words that say in a class or an id what a part is for. Only a hint: a part that holds the headline, or most words, stays.
_HINTS = frozenset(
    """ad ads adslot adunit advert adverts advertisement advertising advertorial sponsor sponsored sponsors promo promos promotion
    promobox newsletter newsletters signup subscribe paywall social share shares sharing sharebar sharetools sharedaddy addthis
    addtoany related relatedlinks relatedposts recirc recirculation recommended recommendations trending mostread mostpopular popular
    readmore readnext comments commentlist disqus cookie cookies consent gdpr breadcrumb breadcrumbs pagination pager nav navbar
    navigation menu sidebar footer masthead toolbar tags taglist caption captions credit credits byline bylines authorbox authorbio
    outbrain taboola modal popup overlay lightbox tooltip skiplink slideshow
    gallery carousel ticker stockticker contributions podcast podcasts affiliate affiliates classifieds recaptcha grecaptcha reactions scoreboard horoscope horoscopes crossword obituaries pollbox poll quiz mailpoet mailchimp donate donation follow cta wpcnt navbox reflist toc""".split()
)
_HINTS_TOGETHER = re.compile(
    r"(?:^|[\s_-])(?:most[-_](?:read|popular|viewed)|read[-_](?:more|next|also)|see[-_]also|sr[-_]only|screen[-_]reader(?:[-_]text)?|"
    r"visually[-_]hidden|author[-_](?:bio|box|info|card)|about[-_](?:the[-_])?author|"
    r"call[-_]to[-_]action|post[-_]meta|entry[-_]meta|article[-_]meta|up[-_]next|also[-_]read|more[-_](?:from|on|stories|news))(?=$|[\s_-])",
    re.IGNORECASE,
)
# Whole words between separators; inside camelCase only longer ones, because hashed names ("hJpAdRP") spell short words by chance.
_WORDS = re.compile(r"[^\s_:-]+")
_CAMEL = re.compile(r"[A-Z]?[a-z]{4,}")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_INLINE = frozenset("a abbr b cite em font i mark q s small span strong sub sup time u".split())

_MARK = re.compile(r"\s*(?:\[?\d{1,3}\]?|\[[a-z]{1,2}\]|\[note \d{1,3}\])\s*")
_BRACKETED = re.compile(r"\s*\[[^\[\]]{1,40}\]\s*")
_OPENERS = frozenset(("p", "ul", "ol", "dl", "table", "img", "figure", "form", "blockquote", *HEADINGS))

LINK = 600  # characters: a card of another story with its picture, headline and first lines

# One class for all tags: choosing among lxml.html's own by the tag costs a fifth of the reading.
_ALIKE = etree.ElementDefaultClassLookup(element=HtmlElement)


def parse(page_html: str) -> HtmlElement | None:
    """The page's root element; None when there is nothing in it. Raises ReadError for what no parser holds, never on bad markup."""
    text = bounds.lean(composed(_CONTROL.sub("", page_html)))
    if not text.strip():
        return None
    root, whole = _parsed(text)
    if not whole:
        root, whole = _parsed(bounds.flatten(text))
    if not whole:
        raise ReadError("the markup goes beyond what a parser can hold (10 million characters in one piece); look for the story in a plainer form")
    if root is not None:
        bounds.thin(root)
        bounds.unmark(root)
        for anchor in [a for a in root.iter("a") if len(a) and _is_endless(a)]:
            anchor.drop_tag()
    return root


def _is_endless(anchor: HtmlElement) -> bool:
    """More words than any link has: nobody closed it."""
    left = LINK
    return any((left := left - len(text)) < 0 for text in anchor.itertext())


def words(piece: str) -> list[str]:
    """The paragraphs of a piece of markup; none where no parser holds it."""
    try:
        root = parse(piece)
    except ReadError:
        return []
    if root is None:
        return []
    prune(root)
    return [block.text for block in blocks(root)]


def line(piece: str) -> str:
    """A line that may be markup, as some feeds write their headlines, in plain letters."""
    return " ".join(words(piece)) if "&" in piece or "</" in piece else piece


def _parsed(text: str) -> tuple[HtmlElement | None, bool]:
    """The root, and whether the parser went through to the end."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ALIKE)
    try:
        # Bytes, because lxml refuses a str that declares an encoding.
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    return root if isinstance(root, HtmlElement) else None, not is_cut(parser)


def is_cut(parser: etree.HTMLParser | etree.XMLParser) -> bool:
    """Whether it stopped at a bound of its own, with half of what it was given."""
    return any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)


def prune(root: HtmlElement, *, hints: bool = True, live: bool = False) -> None:
    """Take out, in place, what is no prose: scripts, controls, navigation, hidden parts and, with `hints`, parts whose
    class or id says that they are furniture. A part with the headline or much of the page's words is left alone, and what
    a `live` page says of the story so far."""
    drop(list(root.iter("script", "style", "noscript", "template")))
    drop(_notes(root))
    keep = holders(root)
    drop(boxes.known(root, keep))
    drop([e for e in root.iter(etree.Element) if e.tag in _UNREAD and not (e.tag == "figcaption" and _is_speech(e.getparent()))])
    _drop_furniture(root, keep, lambda e: (_is_doubtful(e) and not (live and _is_story_so_far(e))) or _is_hidden(e))
    if hints:
        _drop_furniture(root, keep, lambda e: _is_hinted(e) and not (live and _is_story_so_far(e)))


def _notes(root: HtmlElement) -> list[HtmlElement]:
    """The marks that lead to footnotes, and the "[edit]" beside a heading."""
    marks = [e for e in root.iter("sup") if _MARK.fullmatch("".join(e.itertext())) and e.find(".//a") is not None]
    for heading in root.iter(*HEADINGS):
        marks += [e for e in heading if e.tag == "span" and _BRACKETED.fullmatch("".join(e.itertext())) and e.find(".//a") is not None]
    return marks


def _opening(element: HtmlElement) -> str:
    return tidy("".join(islice(element.itertext(), 20))[:1000])


def _drop_furniture(root: HtmlElement, keep: AbstractSet[HtmlElement], is_furniture: Callable[[HtmlElement], bool]) -> None:
    found = [e for e in root.iter(etree.Element) if is_furniture(e) and e not in keep]
    if found:
        held = sizes(root)
        drop([e for e in found if held[e] < MOST * held[root] and not is_correction(_opening(e))])


def _is_doubtful(element: HtmlElement) -> bool:
    known = element.tag in _DOUBTFUL and not (_is_story_aside(element) or _is_tabled(element) or _is_speech(element) or (element.tag == "footer" and _is_speech(element.getparent())))
    return known or (element.get("role") or "").lower() in _DOUBTFUL_ROLES


def _is_tabled(element: HtmlElement) -> bool:
    """A <figure> around a table."""
    return element.tag == "figure" and any(e.tag == "table" for e in element.iter("table", "img", "video", "picture"))


def _is_speech(element: HtmlElement | None) -> bool:
    """What is set apart without a picture or a link and opens with a quotation mark: somebody's words, and the line that names them."""
    if element is None or element.tag not in _SPEECH or next(element.iter("a", "img", "picture", "video"), None) is not None:
        return False
    if element.tag == "figure" and element.find("blockquote") is not None:
        return True
    return next((text for text in element.itertext() if text.strip()), "").lstrip()[:1] in OPENING


def _is_story_aside(element: HtmlElement) -> bool:
    """An <aside> within an <article>, or among paragraphs, that opens with a whole sentence in a paragraph, under a heading perhaps: a
    remark, not a box."""
    first = next((e for e in element if e.tag in _OPENERS and not (e.tag in HEADINGS or (e.tag == "p" and _is_label(e)))), None)
    if element.tag != "aside" or first is None or first.tag != "p" or next(element.iter(*_CONTROLS), None) is not None:
        return False
    if next(element.iterancestors("article"), None) is None and sum(1 for _ in islice(element.itersiblings("p"), 2)) + sum(1 for _ in islice(element.itersiblings("p", preceding=True), 2)) < 3:
        return False
    said = tidy("".join(first.itertext()))
    linked = sum(len(tidy("".join(a.itertext()))) for a in first.iter("a"))
    headed = next((e for e in element if e.tag in _OPENERS), None) is not first
    return count(said) >= SENTENCE and said.endswith(CLOSERS) and 3 * linked < len(said) and not (headed and to_reader(said))


_CONTROLS = ("form", "input", "button", "img", "picture", "video", "audio", "iframe")


def _is_label(element: HtmlElement) -> bool:
    """A paragraph of bold words alone that no full stop closes."""
    said = tidy("".join(element.itertext()))
    bold = sum(len(tidy("".join(b.itertext()))) for b in element.iter("b", "strong"))
    return bool(said) and bold >= len(said) - 1 and not said.endswith(CLOSERS[:3])


def _is_story_so_far(element: HtmlElement) -> bool:
    return is_summary(tidy(next((text for text in element.itertext() if text.strip()), "")))


def _is_hidden(element: HtmlElement) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return bool(style) and bool(_HIDDEN_STYLE.search(style))


def _is_hinted(element: HtmlElement) -> bool:
    name = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    return name != " " and _is_hint(name) and not (element.tag in _INLINE and _is_mid_sentence(element))


@functools.lru_cache(maxsize=4096)  # a page has the same few names everywhere
def _is_hint(name: str) -> bool:
    for word in _WORDS.findall(name):
        if word.lower() in _HINTS or any(part.lower() in _HINTS for part in _CAMEL.findall(word)):
            return True
    return bool(_HINTS_TOGETHER.search(name))


def _is_mid_sentence(element: HtmlElement) -> bool:
    """Words around it in its own line go on into it or out of it: whatever its class says, it is one with them."""
    above, previous = element.getparent(), element.getprevious()
    before = (previous.tail if previous is not None else above.text if above is not None else None) or ""
    before, after = before.rstrip(), (element.tail or "").lstrip()
    return bool(before and before[-1] not in ".!?…:|”\"") or bool(after and (after[0].islower() or after[0] in ",.;:!?)”"))


def drop(elements: Iterable[HtmlElement]) -> None:
    """Take `elements` out of their tree, and the boxes that they leave empty; the text after them stays."""
    for element in elements:
        while (parent := element.getparent()) is not None:
            element.drop_tree()
            if len(parent) or (parent.text and parent.text.strip()) or parent.tag not in BOXES:
                break
            element = parent
