"""The day that a page shows with its story, for one that gives none in its data.

Lines under the headline first, then <time>, then a sentence about the story itself ("This entry was posted on …"), then what a
class calls a date. The headline parts the page: what stands above it (today's date, a ticker) is asked last, readers' comments never.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from monitor.extract import times
from monitor.extract.blocks import tidy

Plain = Callable[[str], str]

_ASIDE = frozenset(("aside", "nav", "footer"))
_DATELIKE = re.compile(r"date|publi|post|timestamp|meta|byline|info")
_READERS = re.compile(r"comment|disqus|(?<![a-z])(?:respon(?:d|ses?)|repl(?:y|ies)|(?<!screen[-_])readers?|reviews?|references?|citations?|footnotes?)(?![a-z])")
_UPDATED = re.compile(
    r"(?i)\W*(?:last )?(?:updated|modified|edited|revised|letzte (?:aktualisierung|änderung)|aktualisiert|stand|mise? à jour|modifié|actualizado|"
    r"aggiornat[oa]|atualizado|bijgewerkt|обновлено)\b"
)
# What says that a sentence with a day is about the page itself.
_SAYS_WHEN = re.compile(
    r"(?i)\b(?:published|posted|submitted|written|erschienen|veröffentlicht|geschrieben|erstellt|publié|publicado|pubblicato|gepubliceerd|geplaatst|"
    r"publicerad|publisert|udgivet|opublikowan[oy]|опубликовано)\b"
)
# Where English is spoken, by the ends of names and by tongues.
_DAY_FIRST = frozenset("gb uk ie au nz in za ng ke gh pk bd lk sg my mt zw".split())
_MONTH_FIRST = frozenset(("us", "ph"))
PIECES = 4000  # of a page's text that are looked at for the order of days and months
SENTENCES = 500  # characters of an element: more are a part of the page
OTHERS = 9  # words beside the day and the hour on a line that tells when: labels, names, a section
LOOKED_AT = 60  # elements with a telling class
ALONE = 2  # lines with a day that nothing marks: more are those of other stories
FEW = 12  # children
LINE = 140  # characters
_UNSEEN = frozenset(("script", "style", "noscript", "option", "template", "title", "head"))
_FIGURE = re.compile(r"\d{4}|\d[./]\d")
_WORD = re.compile(r"[^\W\d_]{2,}")


def find(root: HtmlElement, head: HtmlElement | None, lines: Sequence[str], *, day: date | None = None, plain: Plain = str) -> list[str]:
    """What to read the day from: one text, and the <time> of that day, which may know the hour. `head`: the headline; `lines`:
    those under it; `day`: the one in the page's address, which counts before others, and alone where none is the same; `plain`:
    what makes figures plain that may be either way round."""
    told = [*filter(tells_when, map(plain, lines))]
    clocks, others = _elsewhere(root, head, plain)
    if day is not None:
        told = [text for text in (*told, *clocks, *others) if _day(text) == day] or [c for c in clocks[:1] if _is_clock_after(c, day)] or [day.isoformat()]
    elif not told or is_update(told[0]):
        told = sorted([*told, *clocks, *others], key=lambda t: (is_update(t), _SAYS_WHEN.search(t) is None))
    return [*told[:1], *(c for c in clocks if told and _day(c) == _day(told[0]))][:2]


def without_year(root: HtmlElement, lines: Sequence[str], *, address: str | None, by: datetime | None) -> list[str]:
    """The line under the headline or the <time> that shows a day without its year, with the year: see `times.with_year`."""
    said = [*(line for line in lines if len(_WORD.findall(line)) <= OTHERS), *(tidy("".join(e.itertext()))[:LINE] for e in islice(root.iter("time"), ALONE))]
    return sorted(filter(tells_when, (times.with_year(text, address=address, by=by) for text in said)), key=is_update)[:1]


def day_first(root: HtmlElement, language: str | None, host: str) -> bool | None:
    """Whether a page writes the day before the month where it gives both in figures: by its other days, its country, its language."""
    both = [times.order(piece) for piece in islice(root.itertext(), PIECES) if len(piece) <= LINE and "/" in piece]
    told = {order for order in both if order is not None}
    if told:
        return told.pop() if len(told) == 1 else None
    tongue, _, region = (language or "").lower().partition("-")
    region = region or host.rpartition(".")[2]
    if region in _MONTH_FIRST or (tongue == "en" and region not in _DAY_FIRST):
        return False if region in _MONTH_FIRST else None
    return True if tongue or region in _DAY_FIRST else None


def _day(text: str) -> date | None:
    stamp = times.parse(text)
    return stamp.naive.date() if stamp else None


def _is_clock_after(text: str, day: date) -> bool:
    """Whether it has the hour, with its zone, and lies on the day after: an address may count from elsewhere, or from the first draft."""
    stamp = times.parse(text)
    return stamp is not None and stamp.precise and stamp.zone is not None and stamp.naive.date() == day + timedelta(days=1)


def tells_when(line: str) -> bool:
    return times.parse(line) is not None and len(_WORD.findall(line)) <= OTHERS


def is_update(line: str) -> bool:
    return _UPDATED.match(line) is not None


def _elsewhere(root: HtmlElement, head: HtmlElement | None, plain: Plain) -> tuple[list[str], list[str]]:
    """What the page says in <time>; and in sentences about itself, in elements that a class calls a date and in lines. What stands
    under the headline is in this order, what stands above it the nearest first."""
    under: list[list[str]] = [[], [], [], []]
    above: list[list[str]] = [[], []]
    places, left = above if head is not None else under, LOOKED_AT
    around = {*head.iterancestors()} if head is not None else set()
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element is head:
            places, left = under, LOOKED_AT
        names = f"{element.get('class') or ''} {element.get('id') or ''}".lower() if isinstance(element.tag, str) else ""
        if element not in around and (element.tag in _ASIDE or (names != " " and element.tag not in ("body", "html") and _READERS.search(names))):
            walk.skip_subtree()
        elif element.tag == "time":
            places[0] += [text for text in [_of_clock(element, plain)] if text] if len(places[0]) < LOOKED_AT else []
        elif left and _DATELIKE.search(names):
            left -= 1
            text = _short(element, plain)
            kind = 1 if _SAYS_WHEN.search(text) else 2
            places[min(kind, len(places) - 1)] += [text] if kind == 1 or tells_when(text) else []
        else:
            places[-1] += [text for text in map(plain, _own_lines(element)) if tells_when(text)]
    lines = under[3] if len(under[3]) <= ALONE else []
    return under[0] + above[0][::-1], under[1] + under[2] + lines + above[1][::-1]


def _own_lines(element: HtmlElement) -> list[str]:
    """The short pieces of text that stand in an element itself and have a figure."""
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return []
    pieces = [element.text, *(child.tail for child in element)] if len(element) <= FEW else [element.text]
    return [tidy(p) for p in pieces if p and len(p) <= LINE and _FIGURE.search(p)]


def _short(element: HtmlElement, plain: Plain) -> str:
    """The words around the day that an element tells; none where it holds more than some sentences."""
    pieces: list[str] = []
    left = SENTENCES
    for piece in element.itertext():
        pieces.append(str(piece))
        left -= len(piece.strip())
        if left < 0:
            return ""
    return times.clause(plain(tidy("".join(pieces)))) or ""


def _of_clock(element: HtmlElement, plain: Plain) -> str | None:
    """What a <time> says: its data, unless its reader sees another day."""
    data, seen = plain(element.get("datetime") or ""), plain(tidy("".join(element.itertext())))
    given, told = times.parse(data), times.parse(seen)
    if given and told and abs(given.naive - told.naive) >= timedelta(days=2):
        return seen
    return data if given else seen if told else None
