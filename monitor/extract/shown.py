"""The day that a page shows with its story, for one that gives none in its data.

Lines under the headline first, then <time>, then a sentence about the story itself ("This entry was posted on …"), then what a
class calls a date. The headline parts the page: what stands above it (today's date, a ticker) is asked last, readers' comments never.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from lxml import etree
from lxml.html import HtmlElement

from monitor.extract import times
from monitor.extract.blocks import tidy

_ASIDE = frozenset(("aside", "nav", "footer"))
_DATELIKE = re.compile(r"date|publi|post|timestamp|meta|byline|info")
_READERS = re.compile(r"comment|respon[ds]|repl(?:y|ies)\b|disqus|reader|review")
_UPDATED = re.compile(
    r"(?i)\W*(?:last )?(?:updated|modified|edited|revised|letzte (?:aktualisierung|änderung)|aktualisiert|stand|mise? à jour|modifié|actualizado|"
    r"aggiornat[oa]|atualizado|bijgewerkt|обновлено)\b"
)
# What says that a sentence with a day is about the page itself.
_SAYS_WHEN = re.compile(
    r"(?i)\b(?:published|posted|submitted|written|erschienen|veröffentlicht|geschrieben|erstellt|publié|publicado|pubblicato|gepubliceerd|geplaatst|"
    r"publicerad|publisert|udgivet|opublikowan[oy]|опубликовано)\b"
)
SENTENCES = 500  # characters of an element: more are a part of the page
OTHERS = 9  # words beside the day and the hour on a line that tells when: labels, names, a section
LOOKED_AT = 60  # elements with a telling class
ALONE = 2  # lines with a day that nothing marks: more are those of other stories
FEW = 12  # children
LINE = 140  # characters
_UNSEEN = frozenset(("script", "style", "noscript", "option", "template", "title", "head"))
_FIGURE = re.compile(r"\d{4}|\d[./]\d")
_WORD = re.compile(r"[^\W\d_]{2,}")


def find(root: HtmlElement, head: HtmlElement | None, lines: Sequence[str]) -> list[str]:
    """What to read the day from: one text, and the <time> of that day, which may know the hour. `head`: the headline; `lines`:
    those under it."""
    told = [*filter(tells_when, lines)]
    clocks, others = _elsewhere(root, head)
    if not told or is_update(told[0]):
        told = sorted([*told, *clocks, *others], key=lambda t: (is_update(t), _SAYS_WHEN.search(t) is None))
    return [*told[:1], *(c for c in clocks if told and _day(c) == _day(told[0]))][:2]


def _day(text: str) -> date | None:
    stamp = times.parse(text)
    return stamp.naive.date() if stamp else None


def tells_when(line: str) -> bool:
    return times.parse(line) is not None and len(_WORD.findall(line)) <= OTHERS


def is_update(line: str) -> bool:
    return _UPDATED.match(line) is not None


def _elsewhere(root: HtmlElement, head: HtmlElement | None) -> tuple[list[str], list[str]]:
    """What the page says in <time>; and in sentences about itself, in elements that a class calls a date and in lines. What stands
    under the headline is in this order, what stands above it the nearest first."""
    under: list[list[str]] = [[], [], [], []]
    above: list[list[str]] = [[], []]
    places, left = above if head is not None else under, LOOKED_AT
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element is head:
            places, left = under, LOOKED_AT
        names = f"{element.get('class') or ''} {element.get('id') or ''}".lower() if isinstance(element.tag, str) else ""
        if element.tag in _ASIDE or (names != " " and element.tag not in ("body", "html") and _READERS.search(names)):
            walk.skip_subtree()
        elif element.tag == "time":
            places[0] += [text for text in [_of_clock(element)] if text] if len(places[0]) < LOOKED_AT else []
        elif left and _DATELIKE.search(names):
            left -= 1
            text = _short(element)
            kind = 1 if _SAYS_WHEN.search(text) else 2
            places[min(kind, len(places) - 1)] += [text] if kind == 1 or tells_when(text) else []
        else:
            places[-1] += [text for text in _own_lines(element) if tells_when(text)]
    lines = under[3] if len(under[3]) <= ALONE else []
    return under[0] + above[0][::-1], under[1] + under[2] + lines + above[1][::-1]


def _own_lines(element: HtmlElement) -> list[str]:
    """The short pieces of text that stand in an element itself and have a figure."""
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return []
    pieces = [element.text, *(child.tail for child in element)] if len(element) <= FEW else [element.text]
    return [tidy(p) for p in pieces if p and len(p) <= LINE and _FIGURE.search(p)]


def _short(element: HtmlElement) -> str:
    """The words around the day that an element tells; none where it holds more than some sentences."""
    pieces: list[str] = []
    left = SENTENCES
    for piece in element.itertext():
        pieces.append(str(piece))
        left -= len(piece.strip())
        if left < 0:
            return ""
    return times.clause(tidy("".join(pieces))) or ""


def _of_clock(element: HtmlElement) -> str | None:
    """What a <time> says: its data, unless its reader sees another day."""
    data, seen = element.get("datetime") or "", tidy("".join(element.itertext()))
    given, told = times.parse(data), times.parse(seen)
    if given and told and abs(given.naive - told.naive) >= timedelta(days=2):
        return seen
    return data if given else seen if told else None
