"""One document's words, folded, so that a quotation's words are found in it whatever its marks, case and dashes. Linear.

`stands(key)`: the words stand in the prose one after another, or in the marked runs read one after another (so that
“A,” he said. “B.” holds the words A B, wherever the utterance is split).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from rapidfuzz.distance import Indel

from monitor.detect.quotes.marks import runs
from monitor.detect.quotes.same import alike, mask
from monitor.text import Span, paragraphs, quote_key

__all__ = ["Page", "Window"]

# A word as text.quote_key keeps it: apostrophes, soft hyphens, zero-width and combining marks do not end it.
_WORD = re.compile(r"\w+(?:['‘’‚‛′`´ʼ\u00ad\u200b-\u200f\u2060\ufeff\u0300-\u036f]+\w+)*[\u0300-\u036f]*")


_VOTES = 500  # places looked at for one quote
_LONG = 50_000  # characters; to go through fewer costs less than to know all their pairs of words


@dataclass(frozen=True, slots=True)
class Window:
    """The words of a document that are most like some others. `ratio` 0..1 over words, in order."""

    span: Span
    text: str
    ratio: float


class Page:
    """The words of one text with their places."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _prose(self) -> str:
        return f" {quote_key(self.text)} "

    @cached_property
    def _words(self) -> list[str]:
        return self._prose.split()

    @cached_property
    def _starts(self) -> list[int]:
        """The place of the space in front of each word in the folded prose."""
        return list(accumulate((len(w) + 1 for w in self._words), initial=0))

    @cached_property
    def _spans(self) -> list[Span]:
        """Where each of the words stands."""
        spans: list[Span] = []
        for match in _WORD.finditer(self.text):
            word = match.group()
            spans += [match.span()] * (1 if word.isalnum() else len(quote_key(word).split()))
        return spans

    @cached_property
    def _pairs(self) -> set[tuple[str, str]]:
        """Neighbouring words, in the prose or in the marked runs: most words that do not stand here fail on one pair."""
        return {*pairwise(self._words), *pairwise(self.marked.split())}

    @cached_property
    def runs(self) -> list[tuple[str, Span]]:
        """The words between quotation marks, run after run."""
        inside = (r for some in runs(self.text, paragraphs(self.text)) for r in some)
        return [(key, (r.start, r.end)) for r in inside if (key := quote_key(self.text[r.start : r.end]))]

    @cached_property
    def marked(self) -> str:
        return f" {' '.join(key for key, _ in self.runs)} "

    def stands(self, key: str) -> bool:
        """Whether the words stand here; the empty key never does."""
        return self._may(key) and (f" {key} " in self._prose or f" {key} " in self.marked)

    def quotes(self, key: str) -> bool:
        """Whether the words stand here between quotation marks."""
        return self._may(key) and f" {key} " in self.marked

    def count(self, key: str) -> int:
        """How often the words stand here, one after another."""
        return self._prose.count(f" {key} ") if self._may(key) else 0

    def _may(self, key: str) -> bool:
        """False for most words that do not stand here: a long text is not gone through for each of many quotes."""
        if len(self.text) < _LONG:
            return bool(key)
        words = key.split()
        return bool(words) and all(pair in self._pairs for pair in pairwise(words))

    def find(self, key: str) -> Span | None:
        """Where the words stand one after another, first place."""
        at = self._prose.find(f" {key} ") if self._may(key) else -1
        if at < 0:
            return None
        first = bisect_right(self._starts, at) - 1
        return self._spans[first][0], self._spans[first + key.count(" ")][1]

    @cached_property
    def paragraphs(self) -> frozenset[str]:
        """The folded words of each paragraph."""
        return frozenset(quote_key(self.text[a:b]) for a, b in paragraphs(self.text))

    def closest(self, key: str, dull: Container[str] = ()) -> Window | None:
        """The words that are most like `key`, about as many, and how like they are: the best place by the words shared that
        are not `dull`, its ends moved to where the likeness is greatest. None where no such word is shared."""
        wanted = key.split()
        first = self._likeliest(wanted, dull)
        if first is None:
            return None
        size = len(wanted)
        like = [mask(w) for w in wanted]
        words, spans = self._masked, self._spans
        first = max(0, min(first, len(words) - 1))
        last = min(len(words), first + size)
        reach = max(2, size // 2)
        for _ in range(2):
            ends = range(max(first + 1, last - reach), min(len(words), last + reach) + 1)
            last = max(ends, key=lambda end: (Indel.normalized_similarity(like, words[first:end]), -end))
            starts = range(max(0, first - reach), min(last - 1, first + reach) + 1)
            first = max(starts, key=lambda start: (Indel.normalized_similarity(like, words[start:last]), start))
        span = (spans[first][0], spans[last - 1][1])
        return Window(span, self.text[span[0] : span[1]], alike(wanted, self._words[first:last]))

    @cached_property
    def _masked(self) -> list[str]:
        return [mask(w) for w in self._words]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(self._words):
            places[word].append(index)
        return places

    def _likeliest(self, wanted: list[str], dull: Container[str]) -> int | None:
        """Where words like `wanted` would begin: its rarer words vote, each for the place that it would have from there."""
        found = sorted((len(self._places[w]), k, w) for k, w in enumerate(wanted) if w not in dull and w in self._places)
        width = max(4, len(wanted) // 2)
        votes: Counter[int] = Counter()
        seen = 0
        for count, k, word in found:
            if seen and seen + count > _VOTES:
                break
            seen += count
            for bucket in {(at - k) // width for at in self._places[word][:_VOTES]}:
                votes[bucket] += 2
                votes[bucket + 1] += 1  # the neighbours are as near, where the place lies beside a bucket's edge
                votes[bucket - 1] += 1
        if not votes:
            return None
        best = min(votes, key=lambda b: (-votes[b], b))
        near = [at - k for _, k, w in found for at in self._places[w][:_VOTES] if abs((at - k) // width - best) <= 1]
        return sorted(near)[len(near) // 2]
