"""In which order and paragraphs the changes of a diff are read: the new text, with what left it in the paragraph that its old neighbours stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from monitor.model import Change

Placed = tuple[Change, bool]  # whether it is the old place alone of a piece that moved


def in_paragraphs(changes: Iterable[Change]) -> list[list[Placed]]:
    """The paragraphs of a diff. Pieces with a place in the new text must come in its order; the others may come in any.

    What left (deleted or moved) follows the piece before it that stayed in the same old paragraph, else precedes the one after
    it; where nothing of its paragraph stayed, that is a paragraph of its own, unless both its neighbours now share one.
    """
    found = list(changes)
    here = [change for change in found if change.new is not None]
    place = {id(change): index for index, change in enumerate(here)}
    paragraph = _numbers(change.opens_paragraph for change in here)
    olds = sorted((change for change in found if change.old is not None), key=lambda change: change.old or (0, 0))
    home = _numbers(change.opens_paragraph if change.new is None else change.opened_paragraph for change in olds)
    after = _neighbours([None if _left(change) else place[id(change)] for change in olds[::-1]])[::-1]
    before = _neighbours([None if _left(change) else place[id(change)] for change in olds])
    homes = {place[id(change)]: number for change, number in zip(olds, home, strict=True) if not _left(change)}
    behind: dict[int, list[Placed]] = defaultdict(list)
    ahead: dict[int, list[Placed]] = defaultdict(list)
    alone: dict[int, list[tuple[int, Placed]]] = defaultdict(list)
    for change, number, last, following in zip(olds, home, before, after, strict=True):
        if not _left(change):
            continue
        gone = (change, change.new is not None)
        if last is not None and (homes[last] == number or (following is not None and paragraph[last] == paragraph[following])):
            behind[last].append(gone)
        elif following is not None and homes[following] == number:
            ahead[_head(here, following)].append(gone)
        else:
            alone[-1 if last is None else paragraph[last]].append((number, gone))
    out = _apart(alone[-1])
    for number, group in groupby(range(len(here)), key=paragraph.__getitem__):
        out.append([piece for at in group for piece in (*ahead[at], (here[at], False), *behind[at])])
        out += _apart(alone[number])
    return out


def _left(change: Change) -> bool:
    return change.new is None or change.moved or change.kind == "move"


def _numbers(openers: Iterable[bool]) -> list[int]:
    """The number of each piece's paragraph, from 0; a text's first piece opens one."""
    numbers: list[int] = []
    for opens in openers:
        numbers.append(numbers[-1] + opens if numbers else 0)
    return numbers


def _neighbours(places: Iterable[int | None]) -> list[int | None]:
    """For each, the nearest place up to it."""
    last, found = None, []
    for place in places:
        last = last if place is None else place
        found.append(last)
    return found


def _head(here: list[Change], at: int) -> int:
    """Where a paragraph's lost beginning is read: before what was put in its stead."""
    while not here[at].opens_paragraph and at and (here[at - 1].old is None or _left(here[at - 1])):
        at -= 1
    return at


def _apart(gone: list[tuple[int, Placed]]) -> list[list[Placed]]:
    return [[piece for _, piece in group] for _, group in groupby(gone, key=lambda one: one[0])]
