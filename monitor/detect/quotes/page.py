"""One document's words, folded, so that a quotation's words are found in it whatever its marks, case and dashes. Linear.

`stands(key)`: the words stand in the prose one after another, or in the marked runs read one after another (so that
“A,” he said. “B.” holds the words A B, wherever the utterance is split).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Indel

from monitor.detect.quotes.marks import runs
from monitor.text import Span, paragraphs, quote_key

__all__ = ["Page", "Window", "alike"]

# A word as text.quote_key keeps it: apostrophes, soft hyphens, zero-width and combining marks do not end it.
_WORD = re.compile(r"\w+(?:['‘’‚‛′`´ʼ\u00ad\u200b-\u200f\u2060\ufeff\u0300-\u036f]+\w+)*[\u0300-\u036f]*")


@dataclass(frozen=True, slots=True)
class Window:
    """The words of a document that are most like some others. `ratio` 0..1 over words, in order."""

    span: Span
    text: str
    ratio: float


def alike(one: list[str], other: list[str]) -> float:
    """How much of two word lists is the same, in order: 0..1."""
    return float(Indel.normalized_similarity(one, other))


class Page:
    """The words of one text with their places."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _words(self) -> tuple[list[str], list[Span]]:
        words: list[str] = []
        spans: list[Span] = []
        for match in _WORD.finditer(self.text):
            for word in quote_key(match.group()).split():
                words.append(word)
                spans.append(match.span())
        return words, spans

    @cached_property
    def _prose(self) -> tuple[str, list[int]]:
        starts, at = [], 1
        for word in self._words[0]:
            starts.append(at)
            at += len(word) + 1
        return f" {' '.join(self._words[0])} ", starts

    @cached_property
    def marked(self) -> str:
        """The words between quotation marks, run after run."""
        spans = paragraphs(self.text)
        found = (quote_key(self.text[r.start : r.end]) for inside in runs(self.text, spans) for r in inside)
        return f" {' '.join(words for words in found if words)} "

    def stands(self, key: str) -> bool:
        """Whether the words stand here; the empty key never does."""
        return bool(key) and (f" {key} " in self._prose[0] or f" {key} " in self.marked)

    def quotes(self, key: str) -> bool:
        """Whether the words stand here between quotation marks."""
        return bool(key) and f" {key} " in self.marked

    def find(self, key: str) -> Span | None:
        """Where the words stand one after another, first place."""
        prose, starts = self._prose
        at = prose.find(f" {key} ") if key else -1
        if at < 0:
            return None
        first = bisect_right(starts, at + 1) - 1
        last = first + key.count(" ")
        spans = self._words[1]
        return spans[first][0], spans[last][1]

    def closest(self, key: str) -> Window | None:
        """The run of as many words that shares most words with `key`, and how like it is."""
        wanted = key.split()
        words, spans = self._words
        size = len(wanted)
        if not wanted or len(words) < size:
            return None
        need = Counter(wanted)
        have: Counter[str] = Counter()
        shared = best = at = 0
        for index, word in enumerate(words):
            if word in need:
                have[word] += 1
                shared += have[word] <= need[word]
            if index >= size and (gone := words[index - size]) in need:
                shared -= have[gone] <= need[gone]
                have[gone] -= 1
            if index >= size - 1 and shared > best:
                best, at = shared, index - size + 1
        if not best:
            return None
        span = (spans[at][0], spans[at + size - 1][1])
        return Window(span, self.text[span[0] : span[1]], alike(wanted, words[at : at + size]))
