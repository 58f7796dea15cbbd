"""The blocks of text on a page, in reading order: what stands between two line-breaking tags, white space folded."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

BREAKING = frozenset(
    """address article aside blockquote body caption center dd details dir div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6
    header hgroup hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul""".split()
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_BREAK, _OPEN, _CLOSE = "\x1e", "\x02", "\x03"
_EMPTY_LINE = re.compile(r"\x1e[\s\x02\x03]*\x1e[\s\x1e\x02\x03]*")
_LINKED = re.compile(r"\x02([^\x02\x03]*)\x03")
_MARKS = re.compile("[\x02\x03\u200b\ufeff\u00ad\u2060]")
_UNPARTED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_NOT_WORD = re.compile(r"[\W_]+")
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One paragraph, heading, list item or cell. `linked`: how many of its characters are inside anchors; `offset`: how many
    letters of its element's own text are before it."""

    text: str
    element: HtmlElement  # the nearest line-breaking element around it
    linked: int
    box: HtmlElement | None  # the one around that, when the page was read
    offset: int = 0

    @property
    def tag(self) -> str:
        return str(self.element.tag)

    @property
    def words(self) -> int:
        return count(self.text)

    @property
    def key(self) -> str:
        return _key(self.text)


def count(text: str) -> int:
    """How many words; of the scripts that part none, two letters count as one."""
    return text.count(" ") + 1 + (0 if text.isascii() else len(_UNPARTED.findall(text)) // 2)


def squeeze(text: str) -> str:
    """Letters and digits alone, case folded: how two renderings of the same words are found to be one."""
    return _NOT_WORD.sub("", text).casefold()


_key = functools.lru_cache(maxsize=4096)(squeeze)  # asked for several times for each block of a page


def tidy(text: str) -> str:
    """White space of every kind folded to single spaces, nothing invisible."""
    return " ".join(_MARKS.sub("", text).split())


def blocks(root: HtmlElement) -> list[Block]:
    """All blocks under `root`. An empty line made of <br> parts blocks as a tag does. Linear in the page."""
    found: list[Block] = []
    pieces: list[str] = []
    open_elements: list[HtmlElement] = [root]
    offsets: dict[HtmlElement, int] = {}
    anchor: HtmlElement | None = None

    def flush() -> None:
        if pieces:
            raw = "".join(pieces)
            element = open_elements[-1]
            box = open_elements[-2] if len(open_elements) > 1 else None
            for block in _split(raw if anchor is None else raw + _CLOSE, element, box, offsets.get(element, 0)):
                found.append(block)
                offsets[element] = block.offset + letters(block.text)
            pieces.clear()
        if anchor is not None:
            pieces.append(_OPEN)

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        starts = event == "start"
        if tag in BREAKING:
            flush()
            if starts:
                open_elements.append(element)
            else:
                open_elements.pop()
        elif tag == "a" and element.get("href") is not None:
            if anchor is not None and (starts or anchor is element):  # no link holds another: the outer one was not closed
                pieces.append(_CLOSE)
                anchor = None
            if starts:
                anchor = element
                pieces.append(_OPEN)
        elif tag == "br" and starts:
            pieces.append(_BREAK)
        text = element.text if starts else element.tail
        if text and (starts or element is not root):
            pieces.append(text.replace("\n", _BREAK) if open_elements[-1].tag == "pre" else text)
    flush()
    return found


def letters(text: str) -> int:
    return len(text) - text.count(" ")


def _split(raw: str, element: HtmlElement, box: HtmlElement | None, offset: int) -> Iterator[Block]:
    for part in _parted(raw) if _BREAK in raw else (raw,):
        text = tidy(part)
        if text:
            linked = sum(len(tidy(m)) for m in _LINKED.findall(part)) if _OPEN in part else 0
            yield Block(text, element, linked, box, offset)
            offset += letters(text)


def _parted(raw: str) -> Iterator[str]:
    """`raw` at its empty lines. Anchors that begin or end in one belong to what is after or before it."""
    start = 0
    opened = ""
    for line in _EMPTY_LINE.finditer(raw):
        marks = "".join(c for c in line[0] if c in _OPEN + _CLOSE)
        closing = _CLOSE if marks.startswith(_CLOSE) else ""
        yield opened + raw[start : line.start()] + closing
        start, opened = line.end(), _OPEN if marks.endswith(_OPEN) else ""
    yield opened + raw[start:]


def shape(element: HtmlElement) -> tuple[str, str, str]:
    """How an element is built: its tag, its class, and those of the element that it stands in. Numbers in classes count as one."""
    parent = seat(element)
    above = "" if parent is None else f"{parent.tag} {parent.get('class') or ''}"
    return str(element.tag), numbers_as_one(element.get("class") or ""), numbers_as_one(above)


def numbers_as_one(name: str) -> str:
    return _NUMBERS.sub("#", name)


def seat(element: HtmlElement) -> HtmlElement | None:
    """The element in which `element` stands beside others: wrappers that hold nothing else are passed over."""
    return outermost(element).getparent()


def outermost(element: HtmlElement) -> HtmlElement:
    """`element`, or the outermost of the wrappers that hold nothing else. To ask a parent how many it has takes as long as they are many."""
    parent = element.getparent()
    while parent is not None and element.getnext() is None and element.getprevious() is None and not (parent.text and parent.text.strip()):
        element, parent = parent, parent.getparent()
    return element
