"""When two utterances are the same, and which may be the same reworded. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from monitor.model import LedgerQuote, Reading
from monitor.text import name_key, quote_key, same_name

__all__ = ["Heard", "agree", "candidates", "holds", "named", "renamed", "utterances"]


@dataclass(slots=True)
class Heard:
    """One utterance (or fragment) as read in this version."""

    text: str
    key: str
    kind: str
    speaker: str | None
    confidence: float
    start: int
    end: int
    utterance: int

    @property
    def words(self) -> list[str]:
        return self.key.split()


def utterances(reading: Reading) -> list[Heard]:
    """Rule 1."""
    groups: dict[int, list[Any]] = defaultdict(list)
    for quote in reading.quotes:
        if quote.kind in ("direct", "mixed"):
            groups[quote.utterance].append(quote)
    out = []
    for number, runs in groups.items():
        pieces = [runs] if all(r.kind == "direct" for r in runs) else [[r] for r in runs]
        for piece in pieces:
            text = " ".join(" ".join(r.text.split()) for r in piece)
            key = quote_key(text)
            if key:
                lead = piece[0]
                out.append(Heard(
                    text=text, key=key, kind=lead.kind, speaker=lead.speaker, confidence=lead.confidence,
                    start=piece[0].start, end=piece[-1].end, utterance=number,
                ))  # fmt: skip
    return sorted(out, key=lambda h: h.start)


def named(speaker: str | None) -> bool:
    """A name, not a role or a phrase: every word of it is capitalised or a particle."""
    words = (speaker or "").split()
    return bool(words) and words[0].lower() not in ("the", "a", "an") and words[0][0].isupper() and words[-1][0].isupper()


def agree(one: str | None, other: str | None) -> bool:
    return not named(one) or not named(other) or same_name(one, other) or same_name(other, one)


def renamed(quote: LedgerQuote, heard: Heard) -> LedgerQuote:
    """The fuller name, the surer speaker and the better kind stay."""
    kind = "direct" if "direct" in (quote.kind, heard.kind) else quote.kind
    if not heard.speaker or (named(quote.speaker) and not named(heard.speaker)):
        return replace(quote, kind=kind)
    better = not quote.speaker or not named(quote.speaker) or len(name_key(heard.speaker).split()) > len(name_key(quote.speaker).split())
    if not better:
        return replace(quote, kind=kind, confidence=max(quote.confidence, heard.confidence))
    return replace(quote, kind=kind, speaker=heard.speaker, confidence=max(quote.confidence, heard.confidence))


def holds(whole: str, part: str) -> bool:
    return len(whole) > len(part) and f" {part} " in f" {whole} "


def candidates(left: list[list[str]], right: list[list[str]]) -> Iterable[tuple[int, int]]:
    """Pairs that share words, each left one with the twenty right ones it shares most with: linear for any input."""
    if len(left) * len(right) <= 400:
        return [(i, j) for i in range(len(left)) for j in range(len(right))]
    where: dict[str, list[int]] = defaultdict(list)
    for j, words in enumerate(right):
        for word in set(words):
            where[word].append(j)
    out: list[tuple[int, int]] = []
    for i, words in enumerate(left):
        shared = Counter(j for word in set(words) if len(where.get(word, ())) <= 50 for j in where.get(word, ()))
        out += [(i, j) for j, _ in shared.most_common(20)]
    return out
