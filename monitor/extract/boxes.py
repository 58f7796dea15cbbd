"""Boxes beside the story that are known by what they hold: controls, pictures, questions of consent. And the sizes of all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import takewhile

from lxml import etree
from lxml.html import HtmlElement

from monitor.extract.blocks import BREAKING, HEADINGS, blocks, count, outermost, shape, squeeze, tidy
from monitor.extract.corrections import is_correction
from monitor.extract.lines import to_reader

# Controls, and how many characters a box around them holds at most when it is theirs: a clip has a title, a form also says why.
_CONTROLS = {"video": 120, "audio": 120, "button": 120, "select": 120, "form": 400, "input": 400}
_FIELDS = frozenset(("email", "text", "tel"))  # kinds of <input>
_ASKED_BY = frozenset(("form", "input", "button"))
ASKING = 700  # characters of a box that speaks to the reader
_NUMBERS = re.compile(r"\d+")
_CONSENT = re.compile(
    r"(?i)\bwe(?: and our (?:\d+ )?partners)? (?:value your privacy|(?:use|store|access|set)\b[^.]{0,80}\bcookies)\b|"
    r"\b(?:store|access)\b[^.]{0,60}\binformation on (?:a|your|this) device\b|\b(?:accept|reject|allow|manage) (?:all )?(?:the |your )?cookies\b"
)
ASKED = 2500  # characters that a box asking for consent holds at most
ADDED = 100  # characters beside it: what holds more is not its frame
_BUILD = frozenset(("align", "style", "role", "itemprop"))  # attributes that tell what is built alike, beside the class
_PARTS = frozenset(("p", "div", "section", *HEADINGS))  # elements in it that do so, too
# What is around a picture and a few words that may be more than its caption.
_NO_FRAMES = frozenset("body main article ul ol li table tr td th dl dd blockquote a".split())
ADVERTISED = 400  # characters
_PAID = re.compile(
    r"(?i)\W*(?:advertise?ments?|ad|sponsored(?: (?:content|post|by)\b.{0,60})?|promoted(?: by\b.{0,60})?|(?:a )?(?:paid )?(?:message|word) from (?:our |the )?(?:sponsor|partner|advertiser)s?|paid (?:post|content|partnership|for by)\b.{0,40}|contenu (?:sponsorisé|partenaire)|contenido patrocinado|conteúdo patrocinado|contenuto sponsorizzato|gesponserter? (?:inhalt|beitrag)|gesponsord|sponsrat|anzeige|werbung|publicité|publicidade?|pubblicità|advertentie)\W*"
)
_VOTES = re.compile(r"(?i)\d[\d.,]*\s(?:votes?|stimmen|voti|votos|stemmen|röster|głosów|голос\w{0,3})\b.{0,20}")
MOST_POLLS = 20
CAPTION = 200  # characters
DESCRIBED = 12  # letters of a description that a caption may go on from
_SMALL = frozenset(("center", "em", "i", "small"))
OFFERED = 260  # characters
TEASER = 400
LEAST = 20
PROSE = 80  # characters of a paragraph
_PRESSED = frozenset(("a", "button"))
_CLOSED = re.compile(r"[.!?…][”\"’)]*(?=\s|$|[A-Z])")
_SPEECH = re.compile(r"[“„«\"](?:[^“”„«»\"\s]+\s+){3}")  # four words or more in marks
LONG = 10_000  # characters of one text
BOXES = frozenset(("div", "section", "aside", "figure", "form", "fieldset"))
CLOSERS = tuple('.!?…:"”’)')
SENTENCE = 6  # words

# The share of a page's words above which no outward sign makes a part furniture.
MOST = 0.3


def known(root: HtmlElement, keep: AbstractSet[HtmlElement]) -> list[HtmlElement]:
    """Those of a whole page: consent, cards over names, captions, and what is around players, forms and votes; never one of `keep`."""
    page = Page(root, keep)
    return [*_consent(page), *_cards(page), *_captions(page), *_widgets(page), *_advertisements(page), *_polls(page), *_offers(page)]


class Page:
    """What is asked of many elements of a page, worked out once: a page may hold 30,000 buttons in one box."""

    def __init__(self, root: HtmlElement, keep: AbstractSet[HtmlElement]) -> None:
        self.root = root
        self.keep = keep
        self.sizes = sizes(root)
        self._said: dict[HtmlElement, str] = {}
        self._headed: dict[HtmlElement, bool] = {}
        self._asking: dict[HtmlElement, bool] = {}

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

    def asks(self, element: HtmlElement) -> bool:
        """Whether every sentence in `element` is a question or meant for the reader, or the page sets it aside."""
        if element not in self._asking:
            said = [b.text for b in blocks(element) if b.words >= SENTENCE and b.text.endswith(CLOSERS)]
            self._asking[element] = element.tag == "aside" or (bool(said) and all(text.endswith("?") or to_reader(text) for text in said))
        return self._asking[element]

    def calls(self, element: HtmlElement) -> bool:
        """Whether any sentence in `element` is meant for the reader; next to a field for an address that is enough."""
        return any(to_reader(b.text) for b in blocks(element) if b.words >= SENTENCE)

    def adds_prose(self, element: HtmlElement, box: HtmlElement | None) -> bool:
        """Whether `element` holds a sentence beside `box`, which is in it: then `box` alone is the box."""
        if box is None or not self.said(box):
            return False
        inner = box
        while (above := inner.getparent()) is not None and above is not element:
            inner = above
        return any(count(text) >= SENTENCE and text.endswith(CLOSERS) for e in element if e is not inner for text in [self.said(e)])


def _advertisements(page: Page) -> list[HtmlElement]:
    """Small boxes that begin with the word for it."""
    most = min(ADVERTISED, MOST * page.sizes[page.root])
    small = (e for e in page.root.iter(*BOXES) if page.sizes[e] <= most and e not in page.keep)
    return [e for e in small if _PAID.fullmatch(tidy(next((t for t in e.itertext() if t.strip()), "")[:100]))]


def _polls(page: Page) -> list[HtmlElement]:
    """Small boxes that count votes, with nothing in them but questions and what is meant for the reader."""
    most = min(ASKING, MOST * page.sizes[page.root])
    counters = [e for e in page.root.iter(etree.Element) if e.text and e.text[:20].lstrip()[:1].isdigit() and _VOTES.fullmatch(tidy(e.text[:80]))]
    found = []
    for counter in counters[:MOST_POLLS]:
        around = takewhile(lambda e: page.sizes[e] <= most and e not in page.keep, counter.iterancestors())
        found += [e for e in around if e.tag in BOXES and page.asks(e)]
    return found


def _offers(page: Page) -> list[HtmlElement]:
    """Small boxes of a sentence or two with a link of their own behind them, or a picture in front: an offer, a card of another story or
    of who wrote this one. What cites somebody, corrects, or is built as its neighbours are stays."""
    most = min(OFFERED, MOST * page.sizes[page.root])
    small = [e for e in page.root.iter(*BOXES) if LEAST <= page.sizes[e] <= TEASER and e not in page.keep]
    led = {e: link for e in small if (link := _leading_link(e, page)) is not None}
    signed = {e: sign for e in small if page.sizes[e] <= most and (sign := _sign(e, page)) is not None}
    marked = led | signed
    others = _Others(marked.values(), _is_worded)
    alike = Counter((outermost(e).getparent(), shape(e)) for e in marked)
    prose = Counter(e.get("class") for e in page.root.iter("p", "div") if e.get("class") and page.sizes[e] >= PROSE)
    return [
        e for e in marked
        if alike[outermost(e).getparent(), shape(e)] == 1 and not others.are_like(e) and _is_offer(page.said(e), led=e in led)
        and not any(prose[inner.get("class")] > 2 for inner in e.iter("p", "div"))
    ]  # fmt: skip


def _sign(box: HtmlElement, page: Page) -> HtmlElement | None:
    """The link or the button that is the last block of a box that has more than that, or the picture that is its first."""
    last = box
    while (inner := next((e for e in reversed(last) if page.sizes[e] or e.tag in _PRESSED), None)) is not None and not (inner.tail or "").strip():
        if inner.tag in _PRESSED:
            line, before = next(e for e in inner.iterancestors() if e.tag in BREAKING), inner.getprevious()
            alone = page.sizes[line] == page.sizes[inner] or (before is not None and before.tag in BREAKING and not (before.tail or "").strip())
            own = all(page.sizes[e] in (page.sizes[inner], page.sizes[box]) for e in takewhile(lambda e: e is not box, inner.iterancestors()))  # no box in a box
            return inner if alone and own and page.sizes[inner] < page.sizes[box] - LEAST else None
        last = inner
    first = next(box.iter("img", "picture"), None)
    return first if first is not None and page.sizes[box] <= CAPTION and not _text_before(box, first) else None


def _leading_link(box: HtmlElement, page: Page) -> HtmlElement | None:
    """The link to elsewhere that is the first block of a box that has more than that: the headline of a card."""
    first = next((e for e in box.iter(etree.Element) if (e.text and e.text.strip()) or (e.tail and e.tail.strip() and e is not box)), None)
    link = next((e for e in (first, *first.iterancestors()) if e.tag == "a"), None) if first is not None else None
    if link is None or (link.get("href") or "#").startswith("#") or not page.sizes[link] or link not in box.iter("a"):
        return None
    line, after = next(e for e in link.iterancestors() if e.tag in BREAKING), link.getnext()
    alone = page.sizes[line] == page.sizes[link] or (not (link.tail or "").strip() and after is not None and after.tag in BREAKING)
    return link if alone and page.sizes[link] < page.sizes[box] - LEAST else None


def _is_offer(said: str, *, led: bool) -> bool:
    return bool(_CLOSED.search(said)) and (led or not _SPEECH.search(said)) and not is_correction(said)


def _widgets(page: Page) -> list[HtmlElement]:
    """Boxes around players and forms that hold few words beside: a poll, a sign-up, a clip with its title."""
    others = {tag: _Others(page.root.iter(tag), _is_worded) for tag in _CONTROLS}
    found = [_around(control, page, others[str(control.tag)]) for control in page.seats(*_CONTROLS) if not _is_switch(control)]
    return [box for box in found if box is not None]


def _is_switch(control: HtmlElement) -> bool:
    """An <input> that takes no words: a tick, a button, a number that the page keeps for itself."""
    return control.tag == "input" and (control.get("type") or "text").lower() not in _FIELDS


def _around(control: HtmlElement, page: Page, others: _Others) -> HtmlElement | None:
    """The largest box that is the control's own. One that says more than a control needs is, too, as long as it says that to
    the reader; and an <aside> is whoever it speaks of."""
    least, most = (min(size, MOST * page.sizes[page.root]) for size in (_CONTROLS[str(control.tag)], ASKING))
    box: HtmlElement | None = None
    inner = control
    for element in control.iterancestors():
        if element.tag not in BOXES:
            if page.sizes[element] > page.sizes[inner] and element.tag != "label":
                break
            inner = element
            continue
        if element in page.keep or page.sizes[element] > most or others.are_like(element) or is_correction(page.said(element)):
            break
        small = page.sizes[element] <= least
        beside = box if box is not None or inner is control else inner
        if (not small or page.adds_prose(element, beside)) and not (control.tag in _ASKED_BY and (page.asks(element) or (control.get("type") == "email" and page.calls(element)))):
            break
        box = inner = element
    return box


class _Others:
    """The elements around `marked` ones, told from those that are built as they are and hold none: a paragraph's own wrapper
    is one of many, and stays, whatever was put into it. `counts`: which of the others do so."""

    def __init__(self, marked: Iterable[HtmlElement], counts: Callable[[HtmlElement], bool]) -> None:
        self._around = {a for e in marked for a in (e, *e.iterancestors())}
        self._counts = counts
        self._without: dict[HtmlElement, Counter[tuple[str, ...]]] = {}
        self._known: dict[HtmlElement, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def are_like(self, element: HtmlElement) -> bool:
        element = outermost(element)
        parent = element.getparent()
        if parent is None:
            return True
        if parent not in self._without:
            self._without[parent] = Counter(self._builds(e)[0] for e in parent if e not in self._around and self._counts(e))
        without = self._without[parent]
        return any(without[build] > 1 for build in self._builds(element))

    def _builds(self, element: HtmlElement) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """How it is built, with and without the parts of it that are around marked ones."""
        if element not in self._known:
            name = str(element.tag), _NUMBERS.sub("", element.get("class") or ""), *sorted(_BUILD.intersection(element.attrib))
            parts = [e for e in element if e.tag in _PARTS]
            inner = ({"h" if e.tag in HEADINGS else str(e.tag) for e in found} for found in (parts, [e for e in parts if e not in self._around]))
            every, others = (tuple(sorted(tags)) for tags in inner)
            self._known[element] = (*name, *every), (*name, *others)
        return self._known[element]


def _is_worded(element: HtmlElement) -> bool:
    """As many words as a sentence has, at least half of them no links."""
    said, linked = (sum(len(t.strip()) for e in found for t in e.itertext()) for found in ((element,), element.iter("a")))
    return 2 * linked <= said and count(tidy("".join(element.itertext()))) >= SENTENCE


def _consent(page: Page) -> list[HtmlElement]:
    """Boxes with buttons that ask for consent, whole."""
    boxes = []
    most = min(2 * ASKED, page.sizes[page.root] / 2)
    for button in page.seats("button"):
        box = None
        for element in button.iterancestors(*BOXES):
            if element in page.keep or page.sizes[element] > most or len(page.said(element)) > ASKED:
                break
            if box is not None and len(page.said(element)) > len(page.said(box)) + ADDED:
                break
            if box is not None or _CONSENT.search(page.said(element)):
                box = element
        if box is not None:
            boxes.append(box)
    return boxes


def _cards(page: Page) -> list[HtmlElement]:
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


def _captions(page: Page) -> list[HtmlElement]:
    """Boxes of a picture and one line that is no sentence, or that the picture has for its description."""
    boxes = []
    others = _Others(page.root.iter("img"), lambda e: not page.said(e).endswith(CLOSERS))
    for picture in page.seats("img"):
        box, described = None, squeeze(picture.get("alt") or "")
        for element in picture.iterancestors():
            if element.tag == "a" and not page.said(element):
                continue  # the picture leads to a larger one
            if element.tag in _NO_FRAMES or page.sizes[element] > 2 * CAPTION or page.has_heading(element):
                break
            said = page.said(element)
            known = bool(said) and _is_described(squeeze(said), described)
            if not known and (len(said) > CAPTION or _is_closed(said) or others.are_like(element) or page.adds_prose(element, box)):
                break
            box = element if said and element.tag in BREAKING else box
        if box is not None:
            boxes.append(box)
        elif (line := _line_under(picture)) is not None and len(page.said(line)) <= CAPTION and not _is_closed(page.said(line)):
            boxes.append(line)
    return boxes


def _is_closed(said: str) -> bool:
    """Like a sentence; what ends in brackets names who took the picture."""
    return said.endswith(CLOSERS) and not (said.endswith(")") and said[-2:-1].isalnum())


def _is_described(said: str, description: str) -> bool:
    return said == description or (len(description) >= DESCRIBED and said.startswith(description))


def _line_under(picture: HtmlElement) -> HtmlElement | None:
    """What stands in other letters, or centred, on a line of its own right below a picture."""
    line = picture
    while not (line.tail or "").strip() and (below := line.getnext()) is not None:
        if below.tag != "br":
            return below if below.tag in _SMALL and not (below.tail or "").strip() and _ends_line(below) else None
        line = below
    return None


def _ends_line(element: HtmlElement) -> bool:
    after = element.getnext()
    return element.tag in BREAKING or after is None or after.tag == "br" or after.tag in BREAKING


def _text_before(element: HtmlElement, inner: HtmlElement) -> bool:
    for each in element.iter():
        if each is inner:
            return False
        if each.text and each.text.strip():
            return True
    return False


def holders(root: HtmlElement) -> set[HtmlElement]:
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


def sizes(root: HtmlElement) -> dict[HtmlElement, int]:
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
