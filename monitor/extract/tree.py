"""A page as a tree: one forgiving parse, and the parts that no reader reads taken out of it.

libxml2 bounds what a hostile page can cost: it stops at 256 levels of nesting, and half a page would look like an edit. Such a
page is made flat and parsed again; where that does not help, it is not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from monitor.errors import ReadError
from monitor.extract import bounds
from monitor.extract.blocks import BREAKING, HEADINGS, count, squeeze, tidy
from monitor.extract.corrections import is_correction

# Control characters that mean nothing in HTML; some of them mark anchors and line breaks inside blocks.py.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")

_UNREAD = frozenset(
    """script style noscript template svg math iframe object embed applet button input select textarea option nav video audio picture
    img map canvas dialog menu link meta base datalist progress meter frame frameset noframes figcaption head""".split()
)
# Elements that are mostly furniture, yet sometimes hold the story itself: they go only when their share of the words is small.
_DOUBTFUL = frozenset(("aside", "footer", "header", "form", "figure", "fieldset"))
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
    gallery carousel pollbox poll quiz mailpoet mailchimp donate donation follow cta wpcnt navbox reflist toc""".split()
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

# Controls, and how many characters a box around them holds at most when it is theirs: a clip has a title, a form also says why.
_CONTROLS = {"video": 120, "audio": 120, "button": 120, "select": 120, "form": 400}
_NUMBERS = re.compile(r"\d+")
_MARK = re.compile(r"\s*(?:\[?\d{1,3}\]?|\[[a-z]{1,2}\]|\[note \d{1,3}\])\s*")
_BRACKETED = re.compile(r"\s*\[[^\[\]]{1,40}\]\s*")
_CONSENT = re.compile(
    r"(?i)\bwe(?: and our (?:\d+ )?partners)? (?:value your privacy|(?:use|store|access|set)\b[^.]{0,80}\bcookies)\b|"
    r"\b(?:store|access)\b[^.]{0,60}\binformation on (?:a|your|this) device\b|\b(?:accept|reject|allow|manage) (?:all )?(?:the |your )?cookies\b"
)
ASKED = 2500  # characters that a box asking for consent holds at most
ADDED = 100  # characters beside it: what holds more is not its frame
_BUILD = frozenset(("align", "style", "role", "itemprop"))  # attributes that tell what is built alike, beside the class
_OPENERS = frozenset(("p", "ul", "ol", "dl", "table", "img", "figure", "form", "blockquote", *HEADINGS))
_BOXES = frozenset(("div", "section", "aside", "figure", "form", "fieldset"))

# What is around a picture and a few words that may be more than its caption.
_NO_FRAMES = frozenset("body main article ul ol li table tr td th dl dd blockquote a".split())
_CLOSERS = tuple('.!?…:"”’)')
CAPTION = 200  # characters
SENTENCE = 6  # words

LONG = 10_000  # characters of one text

# The share of a page's words above which no outward sign makes a part furniture.
MOST = 0.3


# One class for all tags: choosing among lxml.html's own by the tag costs a fifth of the reading.
_ALIKE = etree.ElementDefaultClassLookup(element=HtmlElement)


def parse(page_html: str) -> HtmlElement | None:
    """The page's root element; None when there is nothing in it. Raises ReadError for what no parser holds, never on bad markup."""
    text = bounds.lean(_CONTROL.sub("", page_html))
    if not text.strip():
        return None
    root, whole = _parsed(text)
    if not whole:
        root, whole = _parsed(bounds.flatten(text))
    if not whole:
        raise ReadError("the page's markup goes beyond what a parser can hold; the last good version stays, and the next check tries again")
    if root is not None:
        bounds.thin(root)
    return root


def _parsed(text: str) -> tuple[HtmlElement | None, bool]:
    """The root, and whether the parser went through to the end: at a bound of its own it stops, and what it has is half a page."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ALIKE)
    try:
        # Bytes, because lxml refuses a str that declares an encoding.
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    whole = not any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    return root if isinstance(root, HtmlElement) else None, whole


def prune(root: HtmlElement, *, hints: bool = True) -> None:
    """Take out, in place, what is no prose: scripts, controls, navigation, hidden parts and, with `hints`, parts whose
    class or id says that they are furniture. A part with the headline or much of the page's words is left alone."""
    drop(list(root.iter("script", "style", "noscript", "template")))
    drop(_notes(root))
    page = _Page(root)
    drop([*_consent(page), *_cards(page), *_captions(page), *_widgets(page)])
    drop([e for e in root.iter(etree.Element) if e.tag in _UNREAD])
    _drop_furniture(root, lambda e: _is_doubtful(e) or _is_hidden(e))
    if hints:
        _drop_furniture(root, _is_hinted)


class _Page:
    """What is asked of many elements of a page, worked out once: a page may hold 30,000 buttons in one box."""

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self.keep = _holders(root)
        self.sizes = _sizes(root)
        self._said: dict[HtmlElement, str] = {}
        self._headed: dict[HtmlElement, bool] = {}

    def said(self, element: HtmlElement) -> str:
        if element not in self._said:
            self._said[element] = tidy("".join(element.itertext()))
        return self._said[element]

    def has_heading(self, element: HtmlElement) -> bool:
        if element not in self._headed:
            self._headed[element] = next(element.iter(*HEADINGS), None) is not None
        return self._headed[element]

    def seats(self, *tags: str) -> Iterator[HtmlElement]:
        """The elements of these tags, the first of each among its siblings."""
        seen = set()
        for element in self.root.iter(*tags):
            seat = element.tag, element.getparent()
            if seat not in seen:
                seen.add(seat)
                yield element

    def adds_prose(self, element: HtmlElement, box: HtmlElement | None) -> bool:
        """Whether `element` holds a sentence beside `box`, which is in it: then `box` alone is the box."""
        if box is None or not self.said(box):
            return False
        inner = box
        while (above := inner.getparent()) is not None and above is not element:
            inner = above
        return any(count(text) >= SENTENCE and text.endswith(_CLOSERS) for e in element if e is not inner for text in [self.said(e)])


def _widgets(page: _Page) -> list[HtmlElement]:
    """Boxes around players and forms that hold few words beside: a poll, a sign-up, a clip with its title."""
    others = {tag: _Others(page.root.iter(tag), _is_worded) for tag in _CONTROLS}
    boxes = []
    for control in page.seats(*_CONTROLS):
        tag = str(control.tag)
        limit = min(_CONTROLS[tag], MOST * page.sizes[page.root])
        box = None
        for element in control.iterancestors():
            if element.tag not in _BOXES or element in page.keep or page.sizes[element] > limit:
                break
            if others[tag].are_like(element) or page.adds_prose(element, box) or is_correction(page.said(element)):
                break
            box = element
        if box is not None:
            boxes.append(box)
    return boxes


class _Others:
    """The elements around `marked` ones, told from those that are built as they are and hold none: a paragraph's own wrapper
    is one of many, and stays, whatever was put into it. `counts`: which of the others do so."""

    def __init__(self, marked: Iterable[HtmlElement], counts: Callable[[HtmlElement], bool]) -> None:
        self._around = {a for e in marked for a in (e, *e.iterancestors())}
        self._counts = counts
        self._without: dict[HtmlElement, Counter[tuple[str, ...]]] = {}

    def are_like(self, element: HtmlElement) -> bool:
        parent = element.getparent()
        while parent is not None and len(parent) == 1 and not (parent.text and parent.text.strip()):
            element, parent = parent, parent.getparent()
        if parent is None:
            return True
        if parent not in self._without:
            self._without[parent] = Counter(self._build(e) for e in parent if e not in self._around and self._counts(e))
        return self._without[parent][self._build(element)] > 1

    @staticmethod
    def _build(element: HtmlElement) -> tuple[str, ...]:
        return str(element.tag), _NUMBERS.sub("", element.get("class") or ""), *sorted(_BUILD.intersection(element.attrib))


def _is_worded(element: HtmlElement) -> bool:
    """At least half of its words are no links."""
    said, linked = (sum(len(t.strip()) for e in found for t in e.itertext()) for found in ((element,), element.iter("a")))
    return 2 * linked <= said


def _notes(root: HtmlElement) -> list[HtmlElement]:
    """The marks that lead to footnotes, and the "[edit]" beside a heading."""
    marks = [e for e in root.iter("sup") if _MARK.fullmatch("".join(e.itertext())) and e.find(".//a") is not None]
    for heading in root.iter(*HEADINGS):
        marks += [e for e in heading if e.tag == "span" and _BRACKETED.fullmatch("".join(e.itertext())) and e.find(".//a") is not None]
    return marks


def _consent(page: _Page) -> list[HtmlElement]:
    """Boxes with buttons that ask for consent, whole."""
    boxes = []
    most = min(2 * ASKED, page.sizes[page.root] / 2)
    for button in page.seats("button"):
        box = None
        for element in button.iterancestors(*_BOXES):
            if element in page.keep or page.sizes[element] > most or len(page.said(element)) > ASKED:
                break
            if box is not None and len(page.said(element)) > len(page.said(box)) + ADDED:
                break
            if box is not None or _CONSENT.search(page.said(element)):
                box = element
        if box is not None:
            boxes.append(box)
    return boxes


def _opening(element: HtmlElement) -> str:
    return tidy("".join(islice(element.itertext(), 20))[:1000])


def _cards(page: _Page) -> list[HtmlElement]:
    """Cards that open over a name: spans inside a paragraph that begin with a picture and hold links."""
    cards = []
    for picture in page.seats("img"):
        card = None
        for element in picture.iterancestors():
            if element.tag != "span" or _text_before(element, picture):
                break
            card = element
        if card is not None and card.find(".//a") is not None:
            cards.append(card)
    return cards


def _captions(page: _Page) -> list[HtmlElement]:
    """Boxes of a picture and one line that is no sentence, or that the picture has for its description."""
    boxes = []
    others = _Others(page.root.iter("img"), lambda e: not page.said(e).endswith(_CLOSERS))
    for picture in page.seats("img"):
        box, described = None, squeeze(picture.get("alt") or "")
        for element in picture.iterancestors():
            if element.tag in _NO_FRAMES or page.sizes[element] > 2 * CAPTION or page.has_heading(element):
                break
            said = page.said(element)
            known = bool(said) and squeeze(said) == described
            if not known and (len(said) > CAPTION or said.endswith(_CLOSERS) or others.are_like(element) or page.adds_prose(element, box)):
                break
            box = element if said and element.tag in BREAKING else box
        if box is not None:
            boxes.append(box)
    return boxes


def _text_before(element: HtmlElement, inner: HtmlElement) -> bool:
    for each in element.iter():
        if each is inner:
            return False
        if each.text and each.text.strip():
            return True
    return False


def _drop_furniture(root: HtmlElement, is_furniture: Callable[[HtmlElement], bool]) -> None:
    keep = _holders(root)
    found = [e for e in root.iter(etree.Element) if is_furniture(e) and e not in keep]
    if found:
        sizes = _sizes(root)
        drop([e for e in found if sizes[e] < MOST * sizes[root] and not is_correction(_opening(e))])


def _holders(root: HtmlElement) -> set[HtmlElement]:
    """The elements that hold the headline or say that they are the story."""
    keep: set[HtmlElement] = {root}
    for mark in root.iter("h1", "article", "main", "body"):
        if mark.tag == "h1":
            keep.update(mark.iterancestors())
        keep.add(mark)
    for mark in root.xpath('//*[@itemprop="articleBody" or @role="main"]'):
        keep.add(mark)
        keep.update(mark.iterancestors())
    return keep


def _is_doubtful(element: HtmlElement) -> bool:
    return (element.tag in _DOUBTFUL and not _is_story_aside(element)) or (element.get("role") or "").lower() in _DOUBTFUL_ROLES


def _is_story_aside(element: HtmlElement) -> bool:
    """An <aside> within an <article> that opens with a whole sentence in a paragraph: a remark, not a box."""
    first = next((e for e in element if e.tag in _OPENERS), None)
    if element.tag != "aside" or first is None or first.tag != "p" or next(element.iterancestors("article"), None) is None:
        return False
    said = tidy("".join(first.itertext()))
    linked = sum(len(tidy("".join(a.itertext()))) for a in first.iter("a"))
    return count(said) >= SENTENCE and said.endswith(_CLOSERS) and 3 * linked < len(said)


def _is_hidden(element: HtmlElement) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return bool(style) and bool(_HIDDEN_STYLE.search(style))


def _is_hinted(element: HtmlElement) -> bool:
    name = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    if name == " " or (element.tag in _INLINE and _is_mid_sentence(element)):
        return False
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


def _sizes(root: HtmlElement) -> dict[HtmlElement, int]:
    """How many characters of text each element holds; one pass, however deep they nest."""
    sizes: dict[HtmlElement, int] = {}
    for element in reversed(list(root.iter(etree.Element))):  # inner ones first
        size = _length(element.text)
        for child in element:
            size += sizes[child] + _length(child.tail)
        sizes[element] = size
    return sizes


def _length(text: str | None) -> int:
    """Of what is too long for a paragraph only letters count."""
    return len(text if len(text) < LONG else squeeze(text)) if text else 0


def drop(elements: Iterable[HtmlElement]) -> None:
    """Take `elements` out of their tree, and the boxes that they leave empty; the text after them stays."""
    for element in elements:
        while (parent := element.getparent()) is not None:
            element.drop_tree()
            if len(parent) or (parent.text and parent.text.strip()) or parent.tag not in _BOXES:
                break
            element = parent
