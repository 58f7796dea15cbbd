"""Which of a page's blocks are the article.

Two opinions meet here: trafilatura's text says where the article is, the page's own structure says where it begins and
ends. A block that trafilatura left out comes back when it is prose and is built like its accepted neighbours; one that it
took in goes when it is a headline again, a promotion, a caption or a counter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice, takewhile

from lxml import etree
from lxml.html import HtmlElement

from monitor.extract.blocks import HEADINGS, Block, numbers_as_one, seat, shape, squeeze
from monitor.extract.corrections import is_correction
from monitor.extract.ends import is_summary, trimmed
from monitor.extract.lines import (
    ADDRESS,
    ENDS,
    ITEMS,
    OPENING,
    is_full,
    is_furniture,
    is_link,
    is_prose,
    is_wordless,
    to_reader,
)

_APART = frozenset(("blockquote", "aside", "figure", "q"))
_LISTS = frozenset(("ul", "ol", "dl", "table", "tbody", "thead", "tfoot", "tr"))

_NEWS = re.compile(r"(?i)\W*(?:updated?|breaking|developing|just in|eilmeldung|aktualisierung|mise à jour|dernière minute|actualización|última hora|aggiornamento|ultim'ora)\b[^:]{0,30}:\s*(?:\S+\s+){2}")

PULLED = 100  # quotations set apart that are held against the rest
SHORT = 20  # letters: shorter lines may stand twice in a story
STORIES = 4  # links that make a list of them
PARAGRAPHS = 2  # that stand together: fewer do not tell how a story is built
STRAY = 15  # words
STRAYS = 3  # lines of one box
LONGEST_WORD = 40  # letters that a word counts for
MOST = 0.9  # of the words: where that is, the story is



def choose(found: Sequence[Block], opinions: Sequence[str], titles: Sequence[str], authors: Sequence[str] = (), live: bool = False) -> list[Block]:
    """The article's blocks in reading order; of a `live` page the story so far, too.

    `opinions`: texts that others took for the article; the first says where it is. `titles`: the headline in all its forms.
    `authors`: their names, by which a line about one of them at the end is known.
    """
    named = {squeeze(t) for t in titles if t}
    teasers = _teasers(found)
    usable = [b for b in found if not is_furniture(b) and not is_link(b) and not is_wordless(b) and b.key not in named and id(b) not in teasers]
    seeds = _run_on(found, usable, _agreed(usable, opinions[0]))
    if not seeds:
        return []
    inside = frozenset(_home(seeds).iter(etree.Element))
    alike = {shape(b.element) for b in seeds if b.element in inside and is_prose(b)}
    chosen = {id(b) for b in seeds if b.element in inside or (is_prose(b) and shape(b.element) in alike)}
    for opinion in opinions[1:]:
        chosen.update(id(b) for b in _agreed(usable, opinion) if b.element in inside)
    _fill(_story(found, usable, chosen, named), usable, chosen, inside)
    if live:
        chosen |= _summaries(usable, chosen)
    chosen -= _orphans(found, chosen)
    chosen -= _beyond(found, chosen, named)
    if not live:
        chosen -= _strays(found, [b for b in usable if id(b) in chosen])
    chosen.update(id(b) for b in usable if is_correction(b.text))
    return _once(trimmed([b for b in usable if id(b) in chosen], authors))


def _run_on(found: Sequence[Block], usable: Sequence[Block], seeds: list[Block]) -> list[Block]:
    """`seeds`, and the paragraphs that go straight on from them, where those hold more words than they: then whoever
    chose the seeds lost the thread at an embed or a page break."""
    chosen, welcome = {id(b) for b in seeds}, {id(b) for b in usable}
    joined: list[Block] = []
    for blocks in (found, found[::-1]):
        going = False
        for block in blocks:
            going = id(block) in chosen or (going and id(block) in welcome and is_full(block))
            if going and id(block) not in chosen:
                joined.append(block)
    return [*seeds, *joined] if sum(len(b.text) for b in joined) > sum(len(b.text) for b in seeds) else seeds


def _story(found: Sequence[Block], usable: Sequence[Block], chosen: AbstractSet[int], named: AbstractSet[str]) -> AbstractSet[int]:
    """What stands from the headline, or from the first block of the story where none is above it, to the story's last block."""
    order = {id(b): i for i, b in enumerate(found)}
    places = [order[i] for i in chosen]
    first, last = min(places), max(places)
    head = max((i for i, b in enumerate(found[:first]) if b.tag == "h1" and b.key in named), default=first - 1)
    return {id(b) for b in usable if head < order[id(b)] <= last}


def _summaries(usable: Sequence[Block], chosen: AbstractSet[int]) -> set[int]:
    """What stands under a heading like "Key points": lines and paragraphs down to the next heading or the story's own."""
    found: set[int] = set()
    for i, head in enumerate(usable):
        if is_summary(head.text):
            under = [b for b in takewhile(lambda b: b.tag not in HEADINGS and id(b) not in chosen, usable[i + 1 :]) if b.tag in ITEMS or is_prose(b)]
            found.update(id(b) for b in [head, *under] if under)
    return found


def _fill(story: AbstractSet[int], usable: Sequence[Block], chosen: set[int], inside: AbstractSet[HtmlElement]) -> None:
    """Take in the blocks that nobody vouched for, where they read and are built like their accepted neighbours."""
    for _ in range(2):  # what came in first shows where its neighbours are
        _fill_once(story, usable, chosen, inside)


def _fill_once(story: AbstractSet[int], usable: Sequence[Block], chosen: set[int], inside: AbstractSet[HtmlElement]) -> None:
    prose = [b for b in usable if id(b) in chosen and is_prose(b)]
    alike = {shape(b.element) for b in prose}
    parents = {seat(b.element) for b in prose}
    for block in usable:
        if id(block) in chosen or block.element not in inside:
            continue
        near = seat(block.element) in parents
        if block.tag in HEADINGS or ADDRESS.fullmatch(block.text):
            fits = near and id(block) in story
        elif block.tag in ITEMS and id(block) in story and 2 * block.linked < len(block.text):
            fits = near or any(above in parents for above in _around_item(block.element))
        else:
            fits = is_prose(block) and (near or shape(block.element) in alike or (id(block) in story and is_full(block)))
        if fits:
            chosen.add(id(block))


def _teasers(found: Sequence[Block]) -> set[int]:
    """The lines under linked headlines: boxes of a link and one more block, where several are built alike."""
    cards: dict[tuple[str, str, str], list[Block]] = {}
    for before, block, after in zip(found, found[1:], [*found[2:], None], strict=False):
        if _leads(before) and not is_link(block) and (after is None or _leads(after)) and len(block.text) < 300:
            cards.setdefault(shape(block.element), []).append(block)
    return {
        id(b)
        for alike in cards.values()
        if len(alike) > 1 and len({c.element.getparent() for c in alike}) == len(alike)
        for b in alike
    }


def _leads(block: Block) -> bool:
    """A headline that leads to another story: a link, perhaps with a word or two before it."""
    return is_link(block) or (block.tag in HEADINGS and 2 * block.linked >= len(block.text))


def _orphans(found: Sequence[Block], chosen: AbstractSet[int]) -> set[int]:
    """Headings of boxes from which nothing else was taken, and those from under which nothing was."""
    around: dict[bool, set[HtmlElement]] = {True: set(), False: set()}  # what is around blocks that were taken, and that were not
    for block in found:
        for box in () if block.tag in HEADINGS else (block.element, block.box):
            above, known = box, around[id(block) in chosen]
            while above is not None and above not in known:
                known.add(above)
                above = above.getparent()
    bare, seen, taken = set[int](), False, False
    for block in reversed(found):
        if block.tag in HEADINGS:
            bare.update({id(block)} if seen and not taken else ())
            seen = taken = False
        else:
            seen, taken = True, taken or id(block) in chosen
    emptied = around[False] - around[True]
    return {id(b) for b in found if b.tag in HEADINGS and id(b) in chosen and (id(b) in bare or b.box in emptied)}


def _beyond(found: Sequence[Block], chosen: AbstractSet[int], named: AbstractSet[str]) -> set[int]:
    """What stands below a list of other stories and outside the box that holds the headline and at least half as many words."""
    head = next((b.element for b in found if b.tag == "h1" and b.key in named), None)
    full = {b.element for b in found if id(b) in chosen and is_full(b)}
    full.update([a for e in full for a in e.iterancestors()])
    box = next((a for a in head.iterancestors() if a in full), None) if head is not None else None
    if box is None:
        return set()
    own = frozenset(box.iter(etree.Element))
    inside = sum(b.words for b in found if id(b) in chosen and b.element in own)
    below, links = [], 0
    for block in reversed(found):  # from the end up to the list
        if block.element in own:
            break
        below.append(block)
    beyond: list[Block] = []
    for block in reversed(below):
        links += is_link(block) if links < STORIES else 0
        if links >= STORIES and id(block) in chosen:
            beyond.append(block)
    return {id(b) for b in beyond} if sum(b.words for b in beyond) <= 2 * inside else set()


def _strays(found: Sequence[Block], chosen: Sequence[Block]) -> set[int]:
    """Short lines that close like no sentence, or that speak to the reader, and what stands under a linked headline: in a box among
    the story's paragraphs that is built as nothing else is there."""
    full = [b for b in chosen if is_full(b)]
    homes = frozenset(home for home, own in Counter(seat(b.element) for b in full).items() if home is not None and own >= PARAGRAPHS)
    if not homes:
        return set()
    leading = {_box(b.box, homes)[0] for b in found if b.box is not None and b.tag in HEADINGS and _leads(b)}  # the link itself may be gone
    boxes: dict[str, set[HtmlElement]] = {}
    told = Counter[str]()
    lines: dict[HtmlElement, dict[int, str]] = {}
    for block in chosen:
        box, build = _box(block.element, homes)
        if box is not None:
            boxes.setdefault(build, set()).add(box)
            if (_is_line(block) or (box in leading and box is not block.element)) and not _is_set_apart(block, 1):
                lines.setdefault(box, {})[id(block)] = build
            elif is_full(block):
                told[build] += 1
    few = (said for said in lines.values() if len(said) <= STRAYS)
    return {block for said in few for block, build in said.items() if not told[build] and len(boxes[build]) == 1}


def _box(element: HtmlElement, homes: AbstractSet[HtmlElement]) -> tuple[HtmlElement | None, str]:
    """The box in one of `homes` that `element` is or stands in, and how it is built from there; none where it stands elsewhere."""
    steps: list[str] = []
    for each in (element, *element.iterancestors()):
        steps.append(f"{each.tag} {numbers_as_one(each.get('class') or '')}")
        above = each.getparent()
        if above in homes:
            return each, "/".join(steps)
    return None, ""


def _is_line(block: Block) -> bool:
    """A few words that are no sentence, or one of the site's own. News may come as a label and a headline."""
    text = block.text
    if block.words > STRAY or block.tag in (*HEADINGS, *ITEMS, "pre") or text[0] in OPENING or is_correction(text) or _NEWS.match(text):
        return False
    return not ENDS.search(text) or to_reader(text)


def _agreed(usable: Sequence[Block], opinion: str) -> list[Block]:
    """The blocks whose words stand in `opinion`: short ones as a line of their own."""
    lines = [squeeze(line) for line in opinion.splitlines()]
    heard, whole = set(lines), "".join(lines)
    return [b for b in usable if b.key in heard or (len(b.key) >= 25 and _contains(whole, b.key))]


def _contains(whole: str, key: str) -> bool:
    return key in whole or (len(key) > 80 and key[:40] in whole and key[-40:] in whole)


def _home(seeds: Sequence[Block]) -> HtmlElement:
    """The innermost element that holds nine tenths of the accepted words."""
    weight: Counter[HtmlElement] = Counter()
    for block in seeds:
        weight[block.element] += min(len(block.text), LONGEST_WORD * block.words)
    total = weight.total()
    home: HtmlElement = seeds[0].element.getroottree().getroot()
    for element in reversed(list(home.iter(etree.Element))):  # inner ones first
        parent = element.getparent()
        if parent is not None and weight[element]:
            weight[parent] += weight[element]
    while True:
        inner = next((child for child in home if weight[child] >= MOST * total), None)
        if inner is None:
            return home
        home = inner


def _around_item(element: HtmlElement) -> Iterator[HtmlElement]:
    """The elements around an item, out to what is around its list or table: a list may stand in a cell of the page's own."""
    for above in element.iterancestors():
        yield above
        if above.tag not in ITEMS and above.tag not in _LISTS:
            return


def _once(chosen: Sequence[Block]) -> list[Block]:
    """Each paragraph once: pull quotes and highlights repeat what stands elsewhere, or a piece of it. The one among most
    neighbours stays."""
    company = Counter(b.element.getparent() for b in chosen)
    best: dict[str, Block] = {}
    for block in chosen:
        rival = best.get(block.key)
        if rival is None or company[block.element.getparent()] > company[rival.element.getparent()]:
            best[block.key] = block
    apart = [b for b in best.values() if _is_set_apart(b)][:PULLED]
    whole = "\x00".join(b.key for b in best.values()) if apart else ""
    pieces = {b.key for b in apart if whole.count(b.key) > 1}
    return [b for b in chosen if len(b.key) <= SHORT or (best[b.key] is b and b.key not in pieces)]


def _is_set_apart(block: Block, levels: int = 2) -> bool:
    return any(e.tag in _APART for e in (block.element, *islice(block.element.iterancestors(), levels)))
