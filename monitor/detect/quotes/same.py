"""When two utterances are the same, who may have said both, and which may be the same reworded. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from rapidfuzz.distance import Indel

from monitor.detect.quotes.names import titled
from monitor.detect.quotes.transcript import CUE
from monitor.detect.quotes.words import INSTITUTIONS, PRONOUNS
from monitor.model import LedgerQuote, Quote, Reading
from monitor.text import Span, fold, quote_key, unaccented

__all__ = [
    "NEGATIONS",
    "Heard",
    "Shelf",
    "agree",
    "alike",
    "candidates",
    "covered",
    "holds",
    "is_body",
    "is_nameless",
    "is_number",
    "left_of",
    "mask",
    "named",
    "renamed",
    "same_speaker",
    "utterances",
    "weighty",
    "without_corrections",
]  # fmt: skip

NEGATIONS = frozenset((
    "not no never none nobody nothing nowhere neither nor cannot without unable hardly dont doesnt didnt cant couldnt wont wouldnt shouldnt isnt "
    "arent wasnt werent hasnt havent hadnt aint mustnt neednt"
).split())
_NUMBERS = frozenset((
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty "
    "thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions trillion dozen dozens "
    "half third quarter twice first second"
).split())
_NO_NAMES = PRONOUNS | {"the", "a", "an"}
_GENERATION = frozenset(("jr", "sr", "ii", "iii", "iv"))


@dataclass(slots=True)
class Heard:
    """One utterance (or fragment) as read in this version. `runs`: the keys of its marked runs; `beside`: the words that name
    its speaker, as they stand there; `passage`: the paragraphs from the one to the other; `turn`: a paragraph of a transcript."""

    text: str
    key: str
    kind: str
    speaker: str | None
    confidence: float
    start: int
    end: int
    utterance: int
    runs: tuple[str, ...] = ()
    beside: str | None = None
    passage: str = ""
    turn: bool = False
    portions: tuple[str, ...] = ()
    words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = self.key.split()


def without_corrections(reading: Reading) -> str:
    """The text with its corrections blanked: what an article says that it had wrong, it says no more. Every place stays where it was."""
    text = reading.article.text
    for note in reading.article.corrections:
        text = text[: note.start] + " " * (note.end - note.start) + text[note.end :]
    return text


def utterances(reading: Reading) -> list[Heard]:
    """Rule 1; words in a correction are told of, and not said."""
    groups: dict[int, list[Quote]] = defaultdict(list)
    notes = reading.article.corrections
    for quote in reading.quotes:
        if quote.kind in ("direct", "mixed") and not any(n.start <= quote.start < n.end for n in notes):
            groups[quote.utterance].append(quote)
    out = []
    for number, runs in groups.items():
        turn = runs[0].cue == CUE
        pieces = [runs] if not turn and all(r.kind == "direct" for r in runs) else [[r] for r in runs]
        for piece in pieces:
            text = " ".join(" ".join(r.text.split()) for r in piece)
            key = quote_key(text)
            if key:
                lead = piece[0]
                span = lead.speaker_span
                out.append(Heard(
                    text=text, key=key, kind=lead.kind, speaker=lead.speaker, confidence=lead.confidence,
                    start=piece[0].start, end=piece[-1].end, utterance=number, runs=tuple(k for r in piece if (k := quote_key(r.text))),
                    beside=fold(reading.article.text[slice(*span)]) if span else None, passage=_passage(reading.article.text, piece, None if turn else span), turn=turn,
                    portions=portions(reading.article.text, piece),
                ))  # fmt: skip
    return sorted(out, key=lambda h: h.start)


def portions(text: str, runs: Iterable[Quote]) -> tuple[str, ...]:
    """The words of `runs`, apart where the narrator stands between (“A,” she said. “B.”); () where he is silent."""
    apart: list[str] = []
    end = 0
    for run in runs:
        words = " ".join(run.text.split())
        if apart and not any(map(str.isalnum, text[end : run.start])):
            apart[-1] += f" {words}"
        else:
            apart.append(words)
        end = run.end
    return tuple(apart) if len(apart) > 1 else ()


NEAR = 1_000  # characters before and after a quote that are its paragraph, at most


def _passage(text: str, runs: Sequence[Quote], speaker: Span | None) -> str:
    first, last = runs[0].start, runs[-1].end
    if speaker is not None:
        first, last = min(first, speaker[0]), max(last, speaker[1])
    low, high = max(0, first - NEAR), min(len(text), last + NEAR)  # every quote keeps its own: of one long paragraph, 10,000 took 10 GB
    end = text.find("\n", last, high)
    return text[max(low, text.rfind("\n", low, first) + 1) : end if end >= 0 else high]


# --- who said it -------------------------------------------------------------------------------------------------------


def named(speaker: str | None) -> bool:
    """A name, not a role, a phrase or "He": its first and last words are capitalised; or a body's, with its article ("The Kremlin")."""
    words = (speaker or "").split()
    if is_body(speaker):
        return True
    return bool(words) and words[0].lower() not in _NO_NAMES and words[0][0].isupper() and words[-1][0].isupper()


def is_body(speaker: str | None) -> bool:
    """A house, an office, an agency: "The Kremlin", "White House"."""
    words = (speaker or "").split()
    if words and words[0][0].isupper() and words[-1].lower() in _BODIES:
        return True
    return len(words) > 1 and words[0].lower() == "the" and all(w[0].isupper() for w in words[1:] if w not in {"of", "for", "and"}) and words[-1][0].isupper()


def is_nameless(speaker: str | None) -> bool:
    """Somebody whom the text expressly does not name: "a senior official", "one of the aides"."""
    words = (speaker or "").lower().split()
    return len(words) > 1 and words[0] in {"a", "an", "one", "another"} and not _NAMELESS.isdisjoint(words)


_BODIES = INSTITUTIONS | {"house", "kremlin", "pentagon", "palace", "police", "army", "military", "navy", "ministry", "agency"}
_NAMELESS = frozenset("official source person aide diplomat insider lawmaker staffer witness employee executive adviser ally friend".split())


def agree(one: str | None, other: str | None) -> bool:
    """Whether both may be one speaker; whoever is not named may be anybody, and a body may speak by anybody but another body."""
    if is_body(one) != is_body(other):
        return True
    if is_body(one) and is_body(other):
        a, b = (quote_key(s or "").removeprefix("the ").split() for s in (one, other))
        return set(a) <= set(b) or set(b) <= set(a)
    return not named(one) or not named(other) or same_speaker(one, other)


def same_speaker(one: str | None, other: str | None) -> bool:
    """Whether two names can be one person's: "Trump", "Donald Trump" and "Donald J. Trump"; "Xi" and "Xi Jinping"; never
    "Donald Trump" and "Donald Trump Jr.", nor two first names before one surname."""
    a, b = _name(one), _name(other)
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if short == long[-len(short) :] or (len(short) == 1 and short[0] == long[0]):
        return True
    return len(short) > 1 and short[0] == long[0] and short[-1] == long[-1]


@lru_cache(maxsize=1 << 12)
def _name(speaker: str | None) -> tuple[str, ...]:
    """The parts of a name, without titles and middle initials; "jr" belongs to the part before it. The last word is never a
    title: "Mr. King", "Matthew Prince"."""
    parts: list[str] = []
    for part in quote_key(" ".join(titled(unaccented(speaker or "").removesuffix("’s").removesuffix("'s").split())[1])).split():
        if parts and part in _GENERATION:
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return tuple(p for i, p in enumerate(parts) if len(p) > 1 or i in (0, len(parts) - 1))


def renamed(quote: LedgerQuote, heard: Heard) -> LedgerQuote:
    """The fuller name, the surer speaker and the better kind stay."""
    kind = "direct" if "direct" in (quote.kind, heard.kind) else quote.kind
    if not heard.speaker or (named(quote.speaker) and not named(heard.speaker)):
        return replace(quote, kind=kind)
    better = not quote.speaker or (named(heard.speaker) and not named(quote.speaker)) or len(_name(heard.speaker)) > len(_name(quote.speaker))
    if not better:
        return replace(quote, kind=kind, confidence=max(quote.confidence, heard.confidence))
    return replace(quote, kind=kind, speaker=heard.speaker, confidence=max(quote.confidence, heard.confidence))


# --- what was said -----------------------------------------------------------------------------------------------------


def holds(whole: str, part: str) -> bool:
    return len(whole) > len(part) and f" {part} " in f" {whole} "


def left_of(whole: str, runs: Sequence[str]) -> bool:
    """Whether the runs of an utterance stand in `whole` one after another, and are not all of it: the narrator split it, and a
    portion was cut short."""
    text, at = f" {whole} ", 0
    for run in runs:
        found = text.find(f" {run} ", at)
        if found < 0:
            return False
        at = found + len(run) + 1
    return len(runs) > 1 and sum(map(len, runs)) + len(runs) - 1 < len(whole)


def covered(whole: str, parts: Iterable[str]) -> bool:
    """Whether the parts, each in one piece, make up all the words of `whole`: it was split or merged, nothing else."""
    text = f" {whole} "
    left = len(whole.split())
    free = [True] * len(text)
    for part in parts:
        at = text.find(f" {part} ")
        while at >= 0:
            for i in range(at + 1, at + 1 + len(part)):
                if free[i] and text[i - 1] == " ":
                    left -= 1
                free[i] = False
            at = text.find(f" {part} ", at + 1)
    return left == 0


def is_number(word: str) -> bool:
    return word in _NUMBERS or (not word.isalpha() and any(c.isdigit() for c in word))


@lru_cache(maxsize=1 << 16)
def mask(word: str) -> str:
    """Every number is "#", every negation "~"."""
    return "~" if word in NEGATIONS else "#" if is_number(word) else word


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of two word lists is the same, in order: 0..1; another number or a negation counts as little as can be."""
    plain = float(Indel.normalized_similarity(one, other))
    a, b = [[m for w in words if (m := mask(w)) != "~"] for words in (one, other)]
    if (len(a) == len(one) and "#" not in a) or not set(a) & set(b) - {"#"}:
        return plain
    return max(plain, float(Indel.normalized_similarity(a, b)) - 0.01)


def weighty(one: str, other: str) -> bool:
    """Whether a number or a negation differs."""
    a, b = Counter(one.split()), Counter(other.split())
    return any(w in NEGATIONS or is_number(w) for w in (a - b) + (b - a))


_OFTEN = 50  # utterances: what more of them share tells none from another


def candidates(left: list[list[str]], right: list[list[str]]) -> Iterable[tuple[int, int]]:
    """Pairs that share words or neighbouring words, each left one with the twenty right ones it shares most with: linear for
    any input."""
    if len(left) * len(right) <= 400:
        return [(i, j) for i in range(len(left)) for j in range(len(right))]
    where: dict[Any, list[int]] = defaultdict(list)
    for j, words in enumerate(right):
        for mark in {*words, *pairwise(words)}:
            where[mark].append(j)
    out: list[tuple[int, int]] = []
    for i, words in enumerate(left):
        telling = (where[mark] for mark in {*words, *pairwise(words)} if 0 < len(where.get(mark, ())) <= _OFTEN)
        shared = Counter(j for places in telling for j in places)
        out += [(i, j) for j, _ in shared.most_common(20)]
    return out


class Shelf:
    """Many utterances, so that those which hold some words, or stand within them, are found without trying them all."""

    def __init__(self, keys: Iterable[tuple[str, Any]]) -> None:
        self._first: dict[tuple[str, ...], list[tuple[str, Any]]] = defaultdict(list)
        self._pairs: dict[tuple[str, ...], list[tuple[str, Any]]] = defaultdict(list)
        for key, item in keys:
            words = key.split()
            self._first[tuple(words[:2])].append((key, item))
            for pair in set(pairwise(words)):
                self._pairs[pair].append((key, item))

    def within(self, key: str) -> list[tuple[str, Any]]:
        """Those of two words and more whose words are a part of `key`."""
        words = key.split()
        found = (item for pair in dict.fromkeys(pairwise(words)) for item in self._first.get(pair, ()))
        return [item for item in found if holds(key, item[0])]

    def around(self, key: str) -> list[tuple[str, Any]]:
        """Those that hold all of `key` and more."""
        words = key.split()
        shelves = [self._pairs.get(pair, []) for pair in pairwise(words)]
        return [item for item in min(shelves, key=len, default=[]) if holds(item[0], key)]
