"""The names of one document: which long form a short one stands for, and whom "he", "she" or "the president" means.

Rules
 1. A name is a run of capitalised words, without the titles in front and the possessive behind. Its fullest form is the
    longest run that ends in the same word; where several do, the one met most often, then the one met first.
 2. A title is one person's when every name it stands in front of in the document is the same: "the prime minister" is then
    that person.
 3. "He" and "she" are the person that the text spoke of last: first whoever spoke last, then the subject of a sentence. A
    person known as a woman (title, first name) is no "he". Where nobody fits for certain, the speaker is unclear.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice

from monitor import given
from monitor.detect.quotes.tokens import Token
from monitor.detect.quotes.words import (
    FUNCTION,
    INSTITUTIONS,
    NOT_PERSON,
    OFFICES,
    PAPERS,
    TIME,
    TITLES,
    bag,
)

__all__ = ["Names", "bare", "titled"]

_RANKS = bag(
    """superintendent inspector constable detective goalkeeper striker midfielder defender mp msp ms md resident trader farmer fisherman teacher student survivor campaigner
    councillor cllr manager barrister trainer tenant neighbour neighbor executive paramedic firefighter"""
)  # in front of a name they are none, as titles are; the quotes model was trained with the titles alone
_NAMESAKES = 30  # full forms kept for one last word
_PARTICLES = bag("de la van von der den bin al el da di du le st st. y")


def bare(word: str) -> str:
    """Without a possessive ending and final dots of an abbreviation."""
    for ending in ("'s", "’s", "'", "’"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word


def titled(words: list[str]) -> tuple[list[str], list[str]]:
    """(titles and other words in front, the name proper): ["U.S.", "President", "Jo", "Do"] -> 2 and 2 words."""
    cut = 0
    if words and words[-1].lower() in INSTITUTIONS:  # "Prime Minister's Office"
        return [], words
    for index, word in enumerate(words[:-1]):
        low = word.lower().rstrip(".")
        if low in TITLES or low in _RANKS or low.replace(".", "") in TITLES or word.endswith(("'s", "’s")):
            cut = index + 1
    return words[:cut], words[cut:]


class Names:
    """Filled by `learn` in reading order; then asked by `fullest`, `holder` and `person`."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, ...]] = Counter()
        self._by_last: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._spelled: dict[tuple[str, ...], str] = {}
        self._titles: dict[str, set[str]] = defaultdict(set)
        self._sex: dict[str, str] = {}
        self._at: list[tuple[int, str]] = []  # person-like names as met: (position, last word)
        self._inside: set[str] = set()  # last words of those met behind another word: no mere openings of a sentence

    # -- filling ------------------------------------------------------------------------------------------------------

    def learn(self, toks: list[Token]) -> None:
        """Take in the capitalised runs of one paragraph (given with the words inside quotation marks as tokens too)."""
        i, size = 0, len(toks)
        while i < size:
            if not toks[i].capital:
                i += 1
                continue
            j = i + 1
            while j < size and self._carries_on(toks, j):
                j += 1
            while not toks[j - 1].capital:
                j -= 1
            self._add(toks[i:j], inside=i > 0 and (toks[i - 1].kind == "w" or toks[i - 1].text == ","))
            i = j

    @staticmethod
    def _carries_on(toks: list[Token], j: int) -> bool:
        last, token = toks[j - 1], toks[j]
        if token.kind != "w" or last.text.endswith(("'s", "’s")):
            return False
        if token.capital:
            return token.start - last.end <= 1
        return token.low in _PARTICLES and j + 1 < len(toks) and toks[j + 1].capital

    def _add(self, run: list[Token], *, inside: bool) -> None:
        while run and (run[0].low in FUNCTION or run[0].low in TIME) and run[0].low not in ("may", "will"):
            run = run[1:]
        if not run:
            return
        words = [bare(t.text) if k == len(run) - 1 else t.text for k, t in enumerate(run)]
        front, name = titled(words)
        while len(name) > 1 and name[-1].lower() in TIME and name[-1].lower() not in ("may", "early"):
            name.pop()
        low = tuple(w.lower() for w in name)
        if not name or low[-1] in TITLES or len(name) > 6:
            return
        self._counts[low] += 1
        if low not in self._spelled:
            self._spelled[low] = " ".join(name)
            if len(self._by_last[low[-1]]) < _NAMESAKES:
                self._by_last[low[-1]].append(low)
        self._note_titles(front, low)
        if low[-1] not in NOT_PERSON and low[-1] not in PAPERS:
            self._at.append((run[0].start, low[-1]))
        if inside or len(low) < len(run):
            self._inside.add(low[-1])

    def _note_titles(self, front: list[str], low: tuple[str, ...]) -> None:
        titles = [w.lower().rstrip(".") for w in front]
        for office in OFFICES.intersection(titles) if titles else ():
            self._titles[office].add(low[-1])
        known = given.sex(" ".join(low), titles)
        if known is not None:
            self._sex.setdefault(" ".join(low), known)

    # -- asking -------------------------------------------------------------------------------------------------------

    def fullest(self, name: str, sex: str | None = None) -> str:
        """The fullest form of a written name in the document; the name itself when there is none."""
        words = name.split()
        words[-1:] = [bare(w) for w in words[-1:]]
        low = tuple(w.lower() for w in words)
        if not low:
            return name
        longer = [k for k in self._by_last.get(low[-1], ()) if len(k) >= len(low) and k[-len(low) :] == low]
        longer = [k for k in longer if len(k) > 1 and not (len(k) > len(low) and NOT_PERSON.intersection(k))]
        if sex:
            longer = [k for k in longer if self.sex(" ".join(k)) in (sex, None)] or longer
        if not longer:
            return " ".join(words)
        best = max(longer, key=lambda k: (self._counts[k], len(k)))
        if len(low) > 1:
            best = max(longer, key=lambda k: (len(k), self._counts[k]))
        return self._spelled[best]

    def holder(self, noun: str) -> str | None:
        """Whoever alone bears the title in this document ("the president")."""
        words = noun.lower().removeprefix("the ").split()
        if not TITLES.issuperset(words):
            return None
        office = next((w for w in reversed(words) if w in OFFICES), None)
        lasts = self._titles.get(office, set()) if office else set()
        return self.fullest(next(iter(lasts))) if len(lasts) == 1 else None

    def sex(self, name: str) -> str | None:
        low = name.lower()
        return self._sex.get(low) or self._sex.get(low.split()[-1] if low else "")

    def is_person(self, name: str) -> bool:
        """A name of two to four words, none of which marks an organisation or a place."""
        words = name.lower().split()
        return 2 <= len(words) <= 4 and not NOT_PERSON.intersection(words) and not PAPERS.intersection(words)

    def is_met(self, name: str) -> bool:
        """Whether the name stands inside a sentence somewhere, or behind a title: the capital of "Boats stayed in port" is none."""
        return name.rsplit(maxsplit=1)[-1].lower() in self._inside

    def last_named(self, before: int) -> str | None:
        """The person named last in front of `before`."""
        found = (self.fullest(name) for at, name in reversed(self._at) if at < before)
        return next((name for name in islice(found, 12) if self.is_person(name)), None)

    def last_person(self, before: int, sex: str) -> str | None:
        """The person named last in front of `before` who is known to be of that sex; looks at the last twelve names."""
        low, high = 0, len(self._at)
        while low < high:
            middle = (low + high) // 2
            if self._at[middle][0] < before:
                low = middle + 1
            else:
                high = middle
        for index in range(low - 1, max(-1, low - 13), -1):
            name = self.fullest(self._at[index][1], sex)
            if self.is_person(name) and self.sex(name) == sex:
                return name
        return None
