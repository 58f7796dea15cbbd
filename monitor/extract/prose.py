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
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from monitor.extract.blocks import HEADINGS, Block, count, numbers_as_one, seat, shape, squeeze
from monitor.extract.boxes import BOXES
from monitor.extract.corrections import is_correction
from monitor.extract.ends import is_summary, trimmed
from monitor.extract.lines import (
    ADDRESS,
    ENDS,
    FULL,
    ITEMS,
    OPENING,
    is_audience,
    is_day,
    is_full,
    is_furniture,
    is_link,
    is_prose,
    is_ranking,
    is_wordless,
    to_reader,
)

_APART = frozenset(("blockquote", "aside", "figure", "q"))
_LISTS = frozenset(("ul", "ol", "dl", "table", "tbody", "thead", "tfoot", "tr"))

_NEWS = re.compile(r"(?i)\W*(?:updated?|breaking|developing|just in|eilmeldung|aktualisierung|mise à jour|dernière minute|actualización|última hora|aggiornamento|ultim'ora)\b[^:]{0,30}:\s*(?:\S+\s+){2}")
_QUOTED = re.compile(r"[“«„\"][^“”«»„\"]{8,300}[”»“\"]")  # nothing but somebody's words
_SAID = re.compile(r"\b(?:said|says|told|wrote|added|sagte|dit|dijo|disse|zei|sade)\b")
_DASHES = "—–―-"
_SIGNED = re.compile(r"[—–―-]{1,2} ?\w|(?:[^\W\d_]+ ){1,4}[^\W\d_]")
_COUNTED = re.compile(r"\d\W{0,2}[^\W\d_]{1,3}\.$")  # "about 4 min.": the mark closes a word, no sentence

PULLED = 100  # quotations set apart that are held against the rest
SHORT = 20  # letters: shorter lines may stand twice in a story
STORIES = 4  # links that make a list of them
PARAGRAPHS = 2  # that stand together: fewer do not tell how a story is built
STRAY = 15  # words
READERS = 80  # words
RANKED = 30  # lines under a label
STRAYS = 3  # lines of one box; words of a line between a label and its list
LONGEST_WORD = 40  # letters that a word counts for
MOST = 0.9  # of the words: where that is, the story is



def choose(found: Sequence[Block], opinions: Sequence[str], titles: Sequence[str], authors: Sequence[str] = (), live: bool = False) -> list[Block]:
    """The article's blocks in reading order; of a `live` page the story so far, too.

    `opinions`: texts that others took for the article; the first says where it is. `titles`: the headline in all its forms.
    `authors`: their names, by which a line about one of them at the end is known.
    """
    named = {squeeze(t) for t in titles if t}
    teasers = _teasers(found) | _ranked(found)
    usable = [b for b in found if not is_furniture(b) and not is_link(b) and not is_wordless(b) and b.key not in named and id(b) not in teasers]
    seeds = _run_on(found, usable, _agreed(usable, opinions[0]))
    if not seeds:
        return []
    home = _home(seeds)
    inside = frozenset(home.iter(etree.Element))
    alike = {shape(b.element) for b in seeds if b.element in inside and is_prose(b)}
    chosen = {id(b) for b in seeds if b.element in inside or (is_prose(b) and shape(b.element) in alike)}
    for opinion in opinions[1:]:
        chosen.update(id(b) for b in _agreed(usable, opinion) if b.element in inside)
    _fill(_story(found, usable, chosen, named), usable, chosen, inside)
    if live:
        chosen |= _summaries(usable, chosen)
    chosen -= _beyond(found, chosen, named)
    if not live:
        chosen -= _strays(found, [b for b in usable if id(b) in chosen], home)
    chosen -= _orphans(found, chosen)
    chosen.update(id(b) for b in usable if is_correction(b.text))
    kept = {id(b) for b in _once(trimmed([b for b in usable if id(b) in chosen], authors))}
    kept |= _signatures(usable, kept, home)
    return [b for b in usable if id(b) in kept]


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
    quoted = [b for b in usable if id(b) in story and id(b) not in chosen and _QUOTED.fullmatch(b.text)][:PULLED]
    said = {id(b) for b in quoted if not any(b.key in p.key for p in prose)}  # words that the story has already are a pull quote
    for block in usable:
        if id(block) in chosen or block.element not in inside:
            continue
        near = seat(block.element) in parents
        if block.tag in HEADINGS or ADDRESS.fullmatch(block.text):
            fits = near and id(block) in story
        elif block.tag in ITEMS and id(block) in story and 2 * block.linked < len(block.text):
            fits = near or is_full(block) or any(above in parents for above in _around_item(block.element))
        else:
            fits = id(block) in said or (is_prose(block) and (near or shape(block.element) in alike or (id(block) in story and is_full(block))))
        if fits:
            chosen.add(id(block))


def _signatures(usable: Sequence[Block], chosen: AbstractSet[int], home: HtmlElement) -> set[int]:
    """The lines that name who said words that are set apart: a few words in the same box, and no sentence."""
    found: set[int] = set()
    for words, line in pairwise(usable):
        if id(words) not in chosen or id(line) in chosen or line.words > STRAY or not _QUOTED.fullmatch(words.text) or not _SIGNED.match(line.text):
            continue
        if not line.linked and not ENDS.search(line.text) and line.tag not in HEADINGS and (line.text[0] in _DASHES or _boxed_with(words, line, home)):
            found.add(id(line))
    return found


def _boxed_with(words: Block, line: Block, home: HtmlElement) -> bool:
    """Whether both stand in one box, which holds nothing else."""
    around = set(words.element.iterancestors()) | {words.element}
    box = next(a for a in (line.element, *line.element.iterancestors()) if a in around)
    return box is not home and box not in home.iterancestors() and sum(count(t) for t in box.itertext() if t.strip()) <= words.words + line.words


def _teasers(found: Sequence[Block]) -> set[int]:
    """The lines under linked headlines: boxes of a link and one more block, where several are built alike."""
    cards: dict[tuple[str, str, str], list[Block]] = {}
    found = [b for b in found if not is_day(b) and not is_furniture(b)]
    for before, block, after in zip(found, found[1:], [*found[2:], None], strict=False):
        if _leads(before) and not is_link(block) and (after is None or _leads(after) or _is_beyond(before, block, after)) and len(block.text) < 300:
            cards.setdefault(shape(block.element), []).append(block)
    return {
        id(b)
        for alike in cards.values()
        if len(alike) > 1 and len({c.element.getparent() for c in alike}) == len(alike)
        for b in alike
    }


def _ranked(found: Sequence[Block]) -> set[int]:
    """The label above a list of what is read most and the items right under it, with the hour of the list perhaps."""
    ranked: set[int] = set()
    for i, label in enumerate(found):
        if is_ranking(label):
            rows = list(takewhile(lambda b: b.tag in ITEMS or b.words <= STRAYS, found[i + 1 : i + 1 + RANKED]))
            ranked.update(id(b) for b in [label, *rows] if any(b.tag in ITEMS for b in rows))
    return ranked


def _is_beyond(before: Block, block: Block, after: Block) -> bool:
    """Whether what comes `after` stands outside of the list of rows in one of which the block is, with what comes `before` it."""
    row = block.element.getparent()
    rows = row.getparent() if row is not None and (row is before.box or row in before.element.iterancestors()) else None
    return rows is not None and rows is not after.element and rows not in after.element.iterancestors()


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


def _strays(found: Sequence[Block], chosen: Sequence[Block], home: HtmlElement) -> set[int]:
    """What stands in a box among the story's paragraphs that is built as nothing else is there, and says nothing that a story would:
    a few short lines, questions, words to the reader, and a small card with its heading. `home`: the element that holds the story."""
    full = [b for b in chosen if is_full(b)]
    seats = Counter(above for b in full if (above := seat(b.element)) is not None)
    columns = {shape(above)[:2] for above, own in seats.items() if own >= PARAGRAPHS}
    side_by_side = frozenset(above for above, own in seats.items() if own >= PARAGRAPHS or (above.get("class") and shape(above)[:2] in columns))
    homes = side_by_side | {home}
    telling = {a for b in full if not _is_line(b) for a in (b.element, *b.element.iterancestors())}
    places: dict[HtmlElement, _Place | None] = {}
    boxes: dict[HtmlElement, _Box] = {}
    leading: set[HtmlElement] = set()  # what is around headings that are links
    for block in found:
        stands = block.element if block.element.getparent() is not None else block.box  # what is known as furniture is out of the page
        if stands is not None and stands not in places:
            places[stands] = _place(stands, homes, telling)
        place = places[stands] if stands is not None else None
        if place is not None:
            boxes.setdefault(place.box, _Box()).add(block)
            if place.around not in (place.box, block.element):
                boxes.setdefault(place.around, _Box()).add(block)
            leading.update({place.around} if block.tag in HEADINGS and _leads(block) and place.around.getparent() in side_by_side else ())
    told = Counter[str]()
    builds: dict[str, set[HtmlElement]] = {}
    lines: dict[HtmlElement, list[tuple[Block, _Place]]] = {}
    for block in chosen:
        place = places.get(block.element)
        if place is not None:
            builds.setdefault(place.build, set()).add(place.around)
            whole = boxes.get(place.around) if place.around is not block.element else None
            if (whole is not None and whole.is_for_readers) or _is_stray(block, place, boxes[place.box], leads=place.around in leading):
                lines.setdefault(place.around, []).append((block, place))
            else:
                told[place.build] += is_full(block)
    few = (each for said in lines.values() for each in said if len(said) <= STRAYS or boxes[each[1].box].is_card or (each[1].around in boxes and boxes[each[1].around].is_for_readers))
    return {id(block) for block, place in few if not told[place.build] and len(builds[place.build]) == 1}


@dataclass(slots=True)
class _Box:
    """What a box among the story's paragraphs holds: headings, counters, and how many words beside the headings."""

    headed: bool = False
    counts: bool = False
    audience: bool = False
    words: int = 0

    def add(self, block: Block) -> None:
        heading = block.tag in HEADINGS
        self.headed = self.headed or heading
        self.counts = self.counts or is_furniture(block)
        self.audience = self.audience or is_audience(block)
        self.words += 0 if heading else block.words

    @property
    def is_card(self) -> bool:
        return self.headed and self.words <= STRAY

    @property
    def is_for_readers(self) -> bool:
        return self.audience and self.words <= READERS


class _Place(NamedTuple):
    """Where a block stands: the child of the story's own element that is `around` it, how it is built from there, and the outermost
    `box` around it that holds no paragraph of the story."""

    around: HtmlElement
    build: str
    box: HtmlElement


def _place(element: HtmlElement, homes: AbstractSet[HtmlElement], telling: AbstractSet[HtmlElement]) -> _Place | None:
    """None where it stands outside of `homes`; `telling`: the elements that are around full paragraphs."""
    steps: list[str] = []
    box = element
    for each in (element, *element.iterancestors()):
        steps.append(f"{each.tag} {numbers_as_one(each.get('class') or '')}")
        if each not in telling and not (box.tag in BOXES and each.tag in _LISTS):  # what was put between two items is a box of its own
            box = each
        if each.getparent() in homes:
            return _Place(each, "/".join(steps), box)
    return None


def _is_stray(block: Block, place: _Place, box: _Box, *, leads: bool) -> bool:
    if block.tag in HEADINGS or block.tag == "pre" or is_correction(block.text) or _is_set_apart(block, 1):
        return False
    boxed = place.box is not block.element and place.box.tag not in _LISTS
    if (leads and place.around is not block.element) or (boxed and box.is_card and not is_full(block)):
        return True
    small = block.words <= STRAY and not is_full(block)
    return block.tag not in ITEMS and (_is_line(block) or (boxed and small and box.counts))


def _is_line(block: Block) -> bool:
    """A few words that are no statement, or one of the site's own. News may come as a label and a headline."""
    text = block.text
    if block.words > STRAY or text[0] in OPENING or _NEWS.match(text) or (ENDS.search(text) and (text[0] in _DASHES or _SAID.search(text))):
        return False
    return not ENDS.search(text) or text.endswith(("?", "!")) or to_reader(text) or bool(block.words < FULL and _COUNTED.search(text))


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
        if above.tag not in ITEMS and above.tag not in _LISTS and above.tag != "figure":
            return
        if above.tag in _LISTS and (around := seat(above)) is not None:  # a wrapper of its own
            yield around


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
