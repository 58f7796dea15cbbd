"""Who signs a story, and the lines under its headline that say so and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from monitor.extract.blocks import BREAKING, tidy

_BYLINES = (
    '//*[@itemprop="author"]//*[@itemprop="name"]', '//*[@itemprop="author" and not(.//*[@itemprop="name"])]',
    '//a[@rel="author"]', '//*[contains(concat(" ", @class, " "), " byline ") or contains(@class, "byline__name")]',
    '//*[contains(concat(" ", @class, " "), " author ") or contains(@class, "author-name")]',
)  # fmt: skip
_AUTHOR_PAGES = "//a[" + " or ".join(f'contains(@href, "/{w}/")' for w in ("author", "authors", "people", "profile", "staff", "by")) + "]"
_SIGNED = re.compile(r"(?:(?:(?:Story|Words|Text|Written|Reported|Posted) )?[Bb]y|BY|Von|Par|Por|Di|De)[: ] ?([A-ZÀ-Þ][^|·]{2,120})")
_WORD = re.compile(r"\w+")
_AFTER_NAMES = re.compile(r"\d|\S+@")
_PERSON = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]*\s+){1,3}[A-ZÀ-Þ][\w.’'-]+")
_ROLE = re.compile(r"(?i)\b(?:writers?|editors?|reporters?|correspondents?|columnists?|staff|producers?|bureau|news|press|times|desk|today|post|media|network)\b")
_POST = re.compile(
    r"(?i)\b(?:writer|editor|reporter|correspondent|columnist|producer|analyst|contributor|fellow|professor)s?$|"
    r"^(?:(?-i:MD|MS|MA|MSc|BSc|MBA|MPH|RD|RDN|RN|JD|CPA|DO|DDS)|m\.d|ph\.?d|pharm\.?d|esq|[js]r|i{2,3})\.?$"
)
_OPENING_DAY = re.compile(r"(.{6,50}?\b(?:19|20)\d\d)(?:\s?\([^()]{2,30}\))?\s?(?:--|[–—-])\s|\(([^()]{6,30}\b(?:19|20)\d\d)\)\s")
_UNSEEN = frozenset(("script", "style", "noscript", "option", "template"))
PARAGRAPHS = 12  # looked at on a page without a headline
TEXTS = 60  # pieces of text after a headline that are looked at
LINE = 140  # characters under the headline: more are a paragraph
_LEAD = re.compile(r"(?i)^\s*(?:(?:written|reported|posted|story|words|text)\s+)?by:?\s+|^\s*author:?\s+")
_PARTS = re.compile(r"(?i)\s*(?:,|;|\||•|\band\b|&|\bwith files from\b|\bwith\b)\s*")
_DATED = re.compile(
    r"(?i)[\s,|•·-]*\b(?:on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.? \d|"
    r"\d{1,2}[/.]\d{1,2}[/.]\d|(?:published|posted|updated|publiziert|veröffentlicht|publié|publicado|pubblicato)\b).*$"
)
_NOT_NAMES = re.compile(
    r"(?i)^(?:[\d\W]*|staff|admin(?:istrator)?|editor|guest|updated.*|published.*|posted.*|share.*|follow.*|on|at|.*\d{4}.*|.*\d:\d\d.*|[ap]\.?m\.?.*|.*@.*)$"
)


def read(root: HtmlElement, said: Sequence[Sequence[str]], lines: Sequence[str], site: str | None) -> str | None:
    """The names, parted by commas. `said`: those that the page gives in its data, best source first; beside them stand those
    that its own line "By ..." adds, and that line stands in for them. The outlet's name is the last resort."""
    signed = next((m for line in lines if (m := _SIGNED.match(line))), None)
    seen = _people([_AFTER_NAMES.split(_DATED.sub("", signed[1]))[0]], site) if signed else []
    outlet: list[str] = []
    for each in said:
        names = _people(each, site)
        if names and not all(words(n) <= words(site or "") for n in names):
            return ", ".join(_with_others(names, seen))
        outlet = outlet or names
    for path in _BYLINES:
        found = root.xpath(path)
        shown = [tidy(" ".join(e.itertext())) for e in found[:4]] if isinstance(found, list) else []
        names = _people([s for s in shown if 2 < len(s) < 120 and (not outlet or s in lines)], site)
        if names:
            return ", ".join(names)
    if not seen:
        led: Any = root.xpath(_AUTHOR_PAGES)
        shown = [tidy(" ".join(a.itertext())) for a in led[:20]]
        seen = _people([s for s in shown if _PERSON.fullmatch(s) and any(s in line for line in lines)], site)
    return ", ".join(seen or outlet) or None


def _with_others(names: list[str], seen: Sequence[str]) -> list[str]:
    """`names`, and the people that the page's own line puts beside them: not what they are, nor where."""
    told = {n.casefold() for n in names}
    if not told <= {n.casefold() for n in seen}:
        return names
    others = [n for n in seen if n.casefold() not in told and _PERSON.fullmatch(n) and not _ROLE.search(n)]
    return [*names, *others] if len(others) > 1 else names


def below(root: HtmlElement, heads: Sequence[HtmlElement]) -> list[str]:
    """The short lines under the headline, down to the first paragraph, and the day that this one opens with ("May 2, 2025 -- ");
    then a signed line right above it. Without a headline the day alone."""
    if not heads:
        said = (tidy("".join(p.itertext())[: 4 * LINE]) for p in islice(root.iter("p"), PARAGRAPHS))
        return [opening[1] or opening[2] for text in said if len(text) > LINE and (opening := _OPENING_DAY.match(text))][:1]
    lines: list[str] = []
    for head in heads[:3]:
        for line in _lines_below(head):
            opening = _OPENING_DAY.match(line)
            if len(line) > LINE or (opening and len(line) - opening.end() > LINE // 3):
                lines += [opening[1] or opening[2]] if opening else []
                break
            lines.append(line)
    above = (tidy(" ".join(e.itertext())) for head in heads[:1] for e in islice(head.itersiblings(preceding=True), 2))
    return [*lines[:12], *(line for line in above if len(line) <= LINE and _SIGNED.match(line))]


def _lines_below(head: HtmlElement) -> Iterator[str]:
    """What the page says after its headline, line by line."""
    inside = {head, *head.iterdescendants()}
    found: Any = head.xpath("following::text()")
    pieces: list[str] = []
    before: HtmlElement | None = None
    for text in islice(found, TEXTS):
        element = text.getparent()
        if element in inside or (not text.is_tail and element.tag in _UNSEEN):
            continue
        line = element.getparent() if text.is_tail else element
        while line is not None and line.tag not in BREAKING:
            line = line.getparent()
        if pieces and (line is not before or (text.is_tail and element.tag in BREAKING) or _after_break(text, element)):
            if said := tidy(" ".join(pieces)):
                yield said
            pieces = []
        before = line
        pieces.append(text)
    if said := tidy(" ".join(pieces)):
        yield said


def _after_break(text: Any, element: HtmlElement) -> bool:
    """Whether a <br> stands right before this text of `element`."""
    before: HtmlElement | None = element if text.is_tail else None
    while before is None and element.tag not in BREAKING:
        before, above = element.getprevious(), element.getparent()
        if before is not None and before.tail and before.tail.strip():
            return False
        if above is None or (before is None and above.text and above.text.strip()):
            return False
        element = above
    return before is not None and before.tag == "br"


def _people(said: Iterable[str], site: str | None) -> list[str]:
    names: list[str] = []
    for raw in said:
        if "://" in raw:
            continue
        for part in _PARTS.split(_DATED.sub("", _LEAD.sub("", tidy(raw)[:300]))):
            name = tidy(part).strip(" .")
            if names and _POST.search(name):  # "Jane Roe, Political Editor", "Jane Roe, MD"
                continue
            if name and len(name) < 80 and not _NOT_NAMES.match(name) and name not in names:
                names.append(name)
    if len(names) > 1 and site:  # "Jane Roe, The Daily": the outlet's own name says nothing beside a person's
        names = [n for n in names if n.casefold() != site.casefold()] or names
    return names[:8]


def words(text: str) -> set[str]:
    return {w.casefold() for w in _WORD.findall(text)}
