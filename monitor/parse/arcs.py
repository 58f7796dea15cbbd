"""The parser: tags from left to right, then one move after another until every word has its governor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from monitor.parse.features import Surroundings, atom, shape, tag_keys, unknown, word_atoms
from monitor.parse.model import Model, model

LONGEST = 120  # words; what is longer is no sentence, and each word of the rest governs itself
_START, _NOTHING = atom("<"), atom("<>")


@dataclass(frozen=True, slots=True)
class Tree:
    """One entry a word. The governor of the word that governs all is the word itself, its relation "ROOT"."""

    tags: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]


def parse(words: Sequence[str], told: Mapping[int, str] | None = None) -> Tree:
    """The tree of one sentence. `told`: the tags of words that the caller knows better."""
    using, part = model(), words[:LONGEST]
    known = [low if (low := shape(w)) in using.vocabulary else unknown(w) for w in part]
    tags = _tags(part, known, using, told or {})
    heads, labels = _arcs(known, tags, using)
    rest = range(len(part), len(words))
    return Tree((*tags, *("NN" for _ in rest)), (*heads, *rest), (*labels, *("ROOT" for _ in rest)))


def knows(word: str) -> bool:
    """Whether the model knows the word by itself, and not only by its case and ending."""
    return shape(word) in model().vocabulary


def _tags(words: Sequence[str], known: Sequence[str], using: Model, told: Mapping[int, str]) -> list[str]:
    of = [word_atoms(word, low, opens=not i) for i, (word, low) in enumerate(zip(words, known, strict=True))]
    made: list[str] = []
    before = second = _START
    for i, low in enumerate(known):
        tag = told.get(i) or using.one_tag.get(low)
        if tag is None:
            scores = using.tagger.scores(tag_keys(i, of, before, second))
            tag = using.tagger.classes[scores.index(max(scores))]
        made.append(tag)
        before, second = atom(tag), before
    return made


def _arcs(known: Sequence[str], tags: Sequence[str], using: Model) -> tuple[list[int], list[str]]:
    """Arc-hybrid: shift the next word, or hang the top of the stack on the next word (L) or on the word below it (R)."""
    size, moves = len(known), using.arcs.classes
    words = [*(atom(w) for w in known), atom("ROOT"), _NOTHING, _NOTHING]
    marks = [*(atom(t) for t in tags), atom("ROOT"), _NOTHING, _NOTHING]
    heads, names = list(range(size)), ["ROOT"] * size
    around = Surroundings(words, marks)
    stack: list[int] = []
    allowed = _allowed(moves)
    at = 0
    while at < size or stack:
        may = allowed[at < size, min(len(stack), 2)]
        if len(may) > 1:
            scores = using.arcs.scores(around.observed(at, stack))
            best = scores.index(max(scores))
            if best not in may:
                best = max(may, key=scores.__getitem__)
        else:
            (best,) = may
        move = moves[best]
        if move == "S":
            stack.append(at)
            around.shift(at)
            at += 1
            continue
        word = stack.pop()
        names[word] = name = move[2:]
        if move[0] == "L":
            heads[word] = word if at == size else at
            around.hang_left(word, at, atom(name))
        else:
            heads[word] = stack[-1]
            around.hang_right(word, stack[-1], atom(name))
    return heads, names


@cache
def _allowed(moves: tuple[str, ...]) -> Mapping[tuple[bool, int], frozenset[int]]:
    """(whether words are left, how many are on the stack, two for more) -> moves. Nothing is shifted at the end, and only there
    does a word hang on the root."""
    return {
        (more, stacked): frozenset(
            k
            for k, move in enumerate(moves)
            if (more if move == "S" else stacked > 1 if move[0] == "R" else stacked > 0 and (move == "L ROOT") != more)
        )
        for more in (False, True)
        for stacked in range(3)
    }


__all__ = ["Tree", "knows", "parse"]
