"""What a page may cost, however it is built: markup made lean and flat before it is parsed, and thin after. The words stay.

News pages have one to five thousand elements, some fifty inside one another; nothing here touches them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from monitor.extract.blocks import BREAKING
from monitor.text import few_marks, is_marked

# libxml2 compares every attribute of a tag with all before it: 100,000 of them take 18 s. A tag of so many says nothing by them.
ATTRIBUTES = 500
LONG = 10_000  # characters of a tag
_OPENS = re.compile(r"<[a-zA-Z][^\s<>/]*\s")

_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")

DEEPEST = 100  # elements in one another; paragraphs between them may double it, and the parser stops at 256
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)(?:\s[^<>]*)?>")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CLOSED_BY_THE_NEXT = frozenset(("p",))
_LINE = "<br><br>"

MOST = 12_000  # elements of a page that are read; the work grows with them, and some of it with their square
FEW = 4  # words
_GONE = "gone"
_KEPT = frozenset("html head body title meta link base time br gone".split())
_IN_LINE = frozenset("a q cite sub sup".split())  # a few words of a sentence
_INLINE = ("span", "font", "b", "i", "em", "strong", "u", "small", "big", "tt", "s", "mark", "abbr", "bdi", "bdo", "ins")
_OF_PROSE = frozenset("p li td dd blockquote h1 h2 h3 h4 h5 h6 q cite sub sup".split())


def lean(markup: str) -> str:
    """`markup`, its tags without attributes where they have more than ATTRIBUTES. Linear."""
    return markup if len(markup) < LONG else ">".join(piece if len(piece) < LONG else _lean(piece) for piece in markup.split(">"))


def _lean(piece: str) -> str:
    """What stands between two closing brackets: text, and a tag from the first opening one on, whatever its values hold."""
    tag = _OPENS.search(piece)
    if tag is None or len(_VALUE.sub("", piece[tag.end() :]).split(None, ATTRIBUTES)) <= ATTRIBUTES:
        return piece
    return piece[: tag.end()]


def flatten(markup: str) -> str:
    """`markup` without the tags that open or close an element inside DEEPEST others; where a block was, the line ends. Linear."""
    pieces: list[str] = []
    around: list[str] = []
    gone: Counter[str] = Counter()
    at = 0
    for tag in _TAG.finditer(markup):
        name = tag[2].lower()
        if name in _VOID or name in _CLOSED_BY_THE_NEXT or tag[0].endswith("/>") or _stays(name, bool(tag[1]), around, gone):
            continue
        between = markup[at : tag.start()]
        at = tag.end()
        pieces.append(between)
        if _TAG.sub("", between).strip():
            pieces.append(_LINE if name in BREAKING else " ")
    return "".join(pieces) + markup[at:]


def _stays(name: str, closes: bool, around: list[str], gone: Counter[str]) -> bool:
    """Whether the tag stays in the page. `around`: the elements it stands in; `gone`: open ones whose tag was taken out."""
    if not closes:
        if len(around) < DEEPEST:
            around.append(name)
            return True
        gone[name] += 1
        return False
    if gone[name]:
        gone[name] -= 1
        return False
    if name in around:
        while around.pop() != name:
            pass
    return True


def thin(root: HtmlElement) -> None:
    """Take out of a page of more than MOST elements what holds no words, and links outside its prose; of one that has more
    even then, what holds hardly any, and in the end its end."""
    if not _more_than(MOST, root):
        return
    _mark(e for e in root.iter("a") if (parent := e.getparent()) is not None and parent.tag not in _OF_PROSE)
    _strip(root)
    etree.strip_tags(root, *_INLINE)
    _mark_empty(root, 1)
    _strip(root)
    if _more_than(MOST, root):
        _mark_empty(root, FEW)
        _strip(root)
        _mark(islice(root.iter(etree.Element), MOST, None))
        _strip(root)


def unmark(root: HtmlElement) -> None:
    """No letter with more marks than a reader could see, also where they came as references or in elements of their own."""
    if not is_marked("".join(root.itertext())):
        return
    marks = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        part = "text" if event == "start" else "tail"
        if text := getattr(element, part):
            kept, marks = few_marks(text, marks)
            setattr(element, part, kept)


def unnest(root: HtmlElement) -> None:
    """No paragraphs inside paragraphs on a page of many elements: XPath is quadratic in what they hold together."""
    if _more_than(MOST // 3, root):
        for element in root.iter("p"):
            for around in element.iterancestors("p"):
                around.tag = "div"


def _more_than(number: int, root: HtmlElement) -> bool:
    return next(islice(root.iter(etree.Element), number, None), None) is not None


def _mark(elements: Iterable[HtmlElement]) -> None:
    for element in elements:
        element.tag = _GONE


def _mark_empty(root: HtmlElement, words: int) -> None:
    """Mark what holds fewer than so many `words` and no other element; and the line breaks that end no line."""
    kept = _KEPT | _IN_LINE if words > 1 else _KEPT
    for element in reversed(list(root.iter(etree.Element))):  # inner ones first
        if element.tag == "br":
            if _is_break(element.getprevious()) and _is_break(element.getnext()) and not _said(element.tail, 1):
                element.tag = _GONE
        elif element.tag not in kept and not _said(element.text, words) and all(e.tag == _GONE and not _said(e.tail, words) for e in element):
            element.tag = _GONE


def _is_break(element: HtmlElement | None) -> bool:
    return element is not None and element.tag in ("br", _GONE) and not _said(element.tail, 1)


def _said(text: str | None, words: int) -> bool:
    return text is not None and len(text.split(None, words)) >= words


def _strip(root: HtmlElement) -> None:
    etree.strip_elements(root, _GONE, with_tail=False)
    for element in root.iter(etree.Element):
        # What followed on the stripped ones are as many text nodes in a row now, and each look would gather them anew.
        element.text, element.tail = element.text, element.tail
