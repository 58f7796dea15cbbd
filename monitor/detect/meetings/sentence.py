"""The sentences of a document as the meeting reader takes them: words, phrases and dates; the tree where it is asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from monitor.detect.meetings.cast import Cast
from monitor.detect.meetings.events import events_of, hints, may_tell
from monitor.detect.meetings.grammar import Syntax
from monitor.detect.meetings.phrases import Chunk, Token, chunks, tokens
from monitor.model import DateMention
from monitor.text import sentences

_LONGEST = 4000  # characters of a sentence that are read
_START, _END = attrgetter("start"), attrgetter("end")


@dataclass(slots=True)
class Sentence:
    start: int
    end: int
    toks: list[Token]
    mentions: list[DateMention]
    dated: set[int]
    phrases: list[Chunk] | None = None
    parsed: Syntax | None = None

    @property
    def found(self) -> list[Chunk]:
        """Its phrases, read when first asked for."""
        if self.phrases is None:
            self.phrases = chunks(self.toks, self.dated)
        return self.phrases

    def syntax(self) -> Syntax:
        """Parsed once: nothing here takes longer."""
        if self.parsed is None:
            self.parsed = Syntax(self.toks, self.found, self.dated)
        return self.parsed


class _Anybody(Cast):
    """Of a document that is not read yet: every name in it may be a person's. Whatever has no event among them has none."""

    def is_person(self, chunk: Chunk) -> bool:
        return chunk.kind in {"person", "name"}


_ANYBODY = _Anybody(())


def sentences_of(text: str, dates: Sequence[DateMention], *, whole: bool = False) -> list[Sentence]:
    """The sentences with their words and phrases; none where no sentence tells of a meeting, whoever is named elsewhere, but for the
    `whole`."""
    spans = _with_labels(text, dates)
    first = {start: _sentence(text, start, end, dates) for start, end in spans if hints(text[start : min(end, start + _LONGEST)])}
    if not whole and not any(worth_reading(s) and events_of(s.syntax(), _ANYBODY) for s in first.values()):
        return []
    return [first.get(start) or _sentence(text, start, end, dates) for start, end in spans]


def _sentence(text: str, start: int, end: int, dates: Sequence[DateMention]) -> Sentence:
    toks = tokens(text, start, min(end, start + _LONGEST))
    inside = list(dates[bisect_right(dates, start, key=_END) : bisect_left(dates, end, key=_START)])
    return Sentence(start, end, toks, inside, _dated(toks, inside))


def worth_reading(s: Sentence) -> bool:
    return bool(s.toks) and s.toks[-1].text != "?" and may_tell(s.toks, lambda: s.found, dated=bool(s.dated))


def _with_labels(text: str, dates: Sequence[DateMention]) -> list[tuple[int, int]]:
    """The sentences; a time that stands for one by itself ("9:30 a.m. The minister meets ...") goes with what it is the time of."""
    times = {m.start: m.end for m in dates}
    found: list[tuple[int, int]] = []
    label: int | None = None
    for start, end in sentences(text):
        if label is not None and "\n" not in text[found[-1][1] : start]:
            start, found = label, found[:-1]
        label = start if not text[times.get(start, start) : end].strip(" .") else None
        found.append((start, end))
    return found


def _dated(toks: list[Token], mentions: list[DateMention]) -> set[int]:
    found: set[int] = set()
    i = 0
    for mention in mentions:
        while i < len(toks) and toks[i].end <= mention.start:
            i += 1
        k = i
        while k < len(toks) and toks[k].start < mention.end:
            found.add(k)
            k += 1
    return found
