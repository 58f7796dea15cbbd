"""Which sentence became which. Three passes, each linear or capped, so that no input is slow:

1. Equal sentences (case, typography and punctuation aside), pinned by those that occur once on each side. Of the pins,
   the largest set in rising order stays and the others have moved: the fewest paragraphs (or sentences, where no
   paragraphs are known) are said to have moved, and of two equal choices the fewest words.
2. Between two pins, fuzzy links: each side's sentences scored on shared words, the best chain in order kept; what
   stands unlinked beside a link and is found in the other half of it makes the link a split or a merge.
3. What is left anywhere: equal or nearly equal sentences elsewhere are moves, and carry their neighbours along.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz.distance import LCSseq

from monitor.diff.order import Symbols, common, heaviest_rising
from monitor.text import fold

_WORD = re.compile(r"\w+(?:['.,:/@-]\w+)*")

_ENDING = re.compile(r"(?<=\w{3})(?:'s|ings?|ed|es|s)$")
# Half of a score is taken without these: they link sentences that have nothing to tell each other.
_HOLLOW = """a an and are as at be been but by for from had has have he her his i if in is it its not of on or our she so
that the their them they this to was we were which who will with you your""".split()

LINKED = 0.34  # share of common words from which two sentences between the same neighbours are one, edited
FACING = 0.18  # the same when each is the only one left between two linked neighbours
FACING_ON_ONE = 0.28  # ... and only one of their words tells anything
CONTAINED = 0.8  # share of the shorter one's words found in the longer one, in order, that makes a cut or an extension
ELSEWHERE = 0.7  # the same for two sentences that do not stand in one order
NEARLY = 0.9  # an edited sentence this close that also moved is shown as moved
CUT = 0.12  # the shorter one's words, twice, over both's: a smaller part of a sentence is not that sentence, cut
ABSORBED = 0.6  # share of a piece's words that a split or a merge must account for
_PIECES = 8  # most pieces of one split or merge, on each side of its core
_ALL_PAIRS = 1_024  # gaps up to this product are scored in full; larger ones through their rare words
_FAN = 24  # a word in more sentences than this is no evidence by itself
_CANDIDATES = 6
_LONG = 100_000  # characters; what is longer is no sentence, and is known by how it begins
_EXACT_WORDS = 4_000_000  # product of word counts up to which common words are counted in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One link. kind: same | edit | move | split | merge; `old`, `new`: rising indices of neighbours, one index except for
    the new side of a split and the old side of a merge. `same` is equal to the character and in place; `move` may differ
    by a few words; `moved` also marks an edit out of place."""

    kind: str
    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


def align(old: Sequence[str], new: Sequence[str], *, opens: Collection[int] | None = None) -> tuple[Pair, ...]:
    """Links in order of the new side. A sentence in no link was added or deleted; none is in two. `opens`: the old
    sentences that begin a paragraph; with it the fewest paragraphs are said to have moved, not the fewest sentences."""
    desk = _Desk(old, new)
    desk.pin(opens)
    desk.fill()
    desk.leftovers()
    desk.settle(opens)
    return desk.pairs()


class _Desk:
    """The links so far. `to`/`back` map a sentence to its partner, core to core; `extra` holds the further pieces."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old, self.new = old, new
        symbols, self._words = Symbols(), Symbols()
        self.old_keys = symbols.spell([_key(s) for s in old])
        self.new_keys = symbols.spell([_key(s) for s in new])
        self._hollow = dict.fromkeys(map(ord, self._words.spell(_HOLLOW)))
        self.to: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self.out_of_place: set[int] = set()  # old indices
        self.merged: dict[int, list[int]] = {}  # core old index -> all old indices
        self.divided: dict[int, list[int]] = {}  # core old index -> all new indices
        self._old_bags: dict[int, _Bag] = {}
        self._new_bags: dict[int, _Bag] = {}
        self._sizes = [len(s.split()) for s in old]

    # Words are needed only where sentences differ: most of a text never gets here.

    def old_words(self, i: int) -> _Bag:
        if i not in self._old_bags:
            self._old_bags[i] = self._bag(self.old[i])
        return self._old_bags[i]

    def new_words(self, j: int) -> _Bag:
        if j not in self._new_bags:
            self._new_bags[j] = self._bag(self.new[j])
        return self._new_bags[j]

    def _bag(self, sentence: str) -> _Bag:
        every = self._words.spell(_stems(sentence))
        return _Bag(every=every, telling=every.translate(self._hollow))

    def link(self, i: int, j: int, *, moved: bool = False) -> None:
        self.to[i], self.back[j] = j, i
        if moved:
            self.out_of_place.add(i)

    # 1: equal sentences

    def pin(self, opens: Collection[int] | None) -> None:
        olds, news = Counter(self.old_keys), Counter(self.new_keys)
        place = {c: j for j, c in enumerate(self.new_keys) if news[c] == 1}
        both = [(i, place[c]) for i, c in enumerate(self.old_keys) if olds[c] == 1 and c in place]
        stay = set(heaviest_rising([j for _, j in both], self._weights([i for i, _ in both], opens)))
        for k, (i, j) in enumerate(both):
            if k in stay:
                self.link(i, j)
            elif self._sizes[i] >= _Move.ALONE:
                self.link(i, j, moved=True)
        for i, i_end, j, j_end in self.gaps():
            for a, b in common(self.old_keys[i:i_end], self.new_keys[j:j_end], pins_first=True):
                if i + a not in self.to and j + b not in self.back:
                    self.link(i + a, j + b)

    def _weights(self, pinned: Sequence[int], opens: Collection[int] | None) -> list[float]:
        weights = [1 + 0.01 * min(50, self._sizes[i]) for i in pinned]
        if opens is None:
            return weights
        paragraph = list(accumulate(i in opens for i in range(len(self.old))))
        fellows = Counter(paragraph[i] for i in pinned)
        return [weight / fellows[paragraph[i]] for i, weight in zip(pinned, weights, strict=True)]

    def gaps(self) -> list[tuple[int, int, int, int]]:
        """[i, i_end) x [j, j_end) between two links in place, where both sides have something."""
        found = []
        a = b = 0
        steady = [(i, j) for i, j in sorted(self.to.items()) if i not in self.out_of_place]
        for i, j in [*steady, (len(self.old), len(self.new))]:
            if i > a and j > b:
                found.append((a, i, b, j))
            a, b = i + 1, j + 1
        return found

    # 2: between them

    def fill(self) -> None:
        for i, i_end, j, j_end in self.gaps():
            olds = [x for x in range(i, i_end) if x not in self.to]
            news = [x for x in range(j, j_end) if x not in self.back]
            if not olds or not news:
                continue
            linked = self._chain(olds, news)
            for a, b in linked:
                self.link(a, b)
            for a, b in linked:
                self._gather(a, b, i, i_end, j, j_end)

        for i, i_end, j, j_end in self.gaps():
            olds = [x for x in range(i, i_end) if x not in self.to]
            news = [x for x in range(j, j_end) if x not in self.back]
            if len(olds) == len(news) == 1 and self._facing(self.old_words(olds[0]), self.new_words(news[0])):
                self.link(olds[0], news[0])

    def _facing(self, a: _Bag, b: _Bag) -> bool:
        telling = set(a.telling) & set(b.telling)
        needed = FACING if len(telling) > 1 else FACING_ON_ONE
        return bool(telling) and _likeness(a.every, b.every) >= needed

    def _chain(self, olds: list[int], news: list[int]) -> list[tuple[int, int]]:
        scored: list[tuple[int, int, float]] = []
        for a, b in self._candidates(olds, news):
            one, other = self.old_words(a), self.new_words(b)
            score = _closeness(one, other)
            if score >= LINKED:
                size = min(len(one.every), len(other.every))
                scored.append((a, b, (score - LINKED + 0.05) * (2 + size) ** 0.5))
        scored.sort(key=lambda s: (s[0], -s[1]))
        keep = heaviest_rising([b for _, b, _ in scored], [gain for _, _, gain in scored])
        return [(scored[k][0], scored[k][1]) for k in keep]

    def _candidates(self, olds: list[int], news: list[int]) -> Iterator[tuple[int, int]]:
        if len(olds) * len(news) <= _ALL_PAIRS:
            yield from ((a, b) for a in olds for b in news)
            return
        holders: dict[str, list[int]] = defaultdict(list)
        for place, a in enumerate(olds):
            for word in set(self.old_words(a).every):
                holders[word].append(place)
        for rank, b in enumerate(news):
            votes: Counter[int] = Counter()
            known = [holders[word] for word in set(self.new_words(b).every) if word in holders]
            if not known:
                continue
            for found in known:
                if len(found) <= _FAN:
                    votes.update(found)
            facing = rank * len(olds) // len(news)
            votes.update(p for p in (facing - 1, facing, facing + 1) if 0 <= p < len(olds))
            yield from ((olds[p], b) for p, _ in votes.most_common(_CANDIDATES))

    def _gather(self, i: int, j: int, i_low: int, i_high: int, j_low: int, j_high: int) -> None:
        """Take free neighbours of a linked pair into it while they explain more of the other side."""
        olds = self._grow(self.old_words, self.new_words(j), i, i_low, i_high, self.to)
        if len(olds) > 1:
            self.merged[i] = olds
            self.to.update(dict.fromkeys(olds, j))
            return
        news = self._grow(self.new_words, self.old_words(i), j, j_low, j_high, self.back)
        if len(news) > 1:
            self.divided[i] = news
            self.back.update(dict.fromkeys(news, i))

    def _grow(
        self, words: Callable[[int], _Bag], goal: _Bag, core: int, low: int, high: int, taken: dict[int, int]
    ) -> list[int]:
        pieces, text, whole = [core], words(core).every, goal.every
        for step in (1, -1):
            for x in range(core + step, core + step * (_PIECES + 1), step):
                if not low <= x < high or x in taken:
                    break
                piece = words(x).every
                joined = text + piece if step == 1 else piece + text
                better = _likeness(joined, whole) > _likeness(text, whole)
                if not better or _shared(joined, whole) - _shared(text, whole) < ABSORBED * len(piece):
                    break
                text = joined
                pieces.append(x)
        return sorted(pieces)

    # 3: elsewhere

    def leftovers(self) -> None:
        olds = [i for i in range(len(self.old)) if i not in self.to]
        news = [j for j in range(len(self.new)) if j not in self.back]
        self._equal_elsewhere(olds, news)
        self._near_elsewhere([i for i in olds if i not in self.to], [j for j in news if j not in self.back])
        for i in sorted(self.out_of_place):
            self._carry(i)

    def _equal_elsewhere(self, olds: list[int], news: list[int]) -> None:
        old_count, new_count = Counter(self.old_keys[i] for i in olds), Counter(self.new_keys[j] for j in news)
        place = {self.new_keys[j]: j for j in news}
        for i in olds:
            key = self.old_keys[i]
            if old_count[key] == 1 and new_count[key] == 1 and self._sizes[i] >= _Move.ALONE:
                self.link(i, place[key], moved=True)

    def _near_elsewhere(self, olds: list[int], news: list[int]) -> None:
        olds = [i for i in olds if len(self.old_words(i).every) >= _Move.WORDS]
        news = [j for j in news if len(self.new_words(j).every) >= _Move.WORDS]
        scored = []
        for a, b in self._candidates(olds, news):
            score = _likeness(self.old_words(a).every, self.new_words(b).every)
            if score >= ELSEWHERE:
                scored.append((-score, a, b))
        for _, a, b in sorted(scored):
            if a not in self.to and b not in self.back:
                self.link(a, b, moved=True)

    def _carry(self, i: int) -> None:
        """A moved sentence takes equal or clearly related free neighbours with it, however short they are."""
        for step in (1, -1):
            a, b = i + step, self.to[i] + step
            while 0 <= a < len(self.old) and 0 <= b < len(self.new) and a not in self.to and b not in self.back:
                related = self.old_keys[a] == self.new_keys[b]
                if not related and _likeness(self.old_words(a).every, self.new_words(b).every) < ELSEWHERE:
                    break
                self.link(a, b, moved=True)
                a, b = a + step, b + step

    def settle(self, opens: Collection[int] | None) -> None:
        """With every link known, say again which have moved: a retouched sentence weighs as much as an untouched one."""
        if not self.out_of_place:
            return
        cores = sorted((i, j) for j, i in self.back.items() if self.to[i] == j and self.divided.get(i, [j])[0] == j)
        stay = heaviest_rising([j for _, j in cores], self._weights([i for i, _ in cores], opens))
        self.out_of_place = {i for i, _ in cores} - {cores[k][0] for k in stay}

    def pairs(self) -> tuple[Pair, ...]:
        found = []
        for j in range(len(self.new)):
            i = self.back.get(j)
            if i is None:
                continue
            olds, news = self.merged.get(i, [i]), self.divided.get(i, [j])
            if news[0] != j:
                continue
            moved = i in self.out_of_place
            kind = "merge" if len(olds) > 1 else "split" if len(news) > 1 else self._kind(i, j, moved=moved)
            found.append(Pair(kind=kind, old=tuple(olds), new=tuple(news), moved=moved))
        return tuple(found)

    def _kind(self, i: int, j: int, *, moved: bool) -> str:
        if self.old[i] == self.new[j]:
            return "move" if moved else "same"
        if moved and (
            self.old_keys[i] == self.new_keys[j]
            or _likeness(self.old_words(i).every, self.new_words(j).every) >= NEARLY
        ):
            return "move"
        return "edit"


class _Move:
    ALONE = 4  # words that an equal sentence needs to be called moved by itself; a shorter one only moves in company
    WORDS = 5  # words that a changed sentence needs to be recognised out of order, or as a part of a longer one


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bag:
    """A sentence's words as symbols; `telling`: without the hollow ones."""

    every: str
    telling: str


def _key(sentence: str) -> str:
    """Equal for sentences that a reader would call the same."""
    if len(sentence) > _LONG:
        return sentence
    return " ".join(_words(sentence)) or fold(sentence)


def _words(sentence: str) -> list[str]:
    start = sentence[:_LONG]
    return _WORD.findall((start if start.isascii() else fold(start)).casefold())


def _stems(sentence: str) -> list[str]:
    """Words without the endings that an edit changes most ("stays", "staying", "stay" are one)."""
    return [_ENDING.sub("", word) if len(word) > 4 else word for word in _words(sentence)]


def _closeness(a: _Bag, b: _Bag) -> float:
    """0..1: the share of both sentences' words that they have in common, in order; a cut or an extension counts too."""
    n, m = sorted((len(a.every), len(b.every)))
    reach = 2 * n / (n + m) if n else 0.0  # no score can be higher
    if reach < CUT or (reach < LINKED and n < _Move.WORDS):
        return 0.0
    shared = _shared(a.every, b.every)
    score = 2 * shared / (n + m)
    if a.telling and b.telling:
        score = (score + _likeness(a.telling, b.telling)) / 2
    if n >= _Move.WORDS and shared >= CONTAINED * n:
        return max(score, LINKED + 0.01)
    return score


def _likeness(a: str, b: str) -> float:
    return 2 * _shared(a, b) / (len(a) + len(b)) if a and b else 0.0


def _shared(a: str, b: str) -> int:
    """Words in common, in order; regardless of order for a pair of enormous sentences."""
    if len(a) * len(b) <= _EXACT_WORDS:
        return int(LCSseq.similarity(a, b))
    return (Counter(a) & Counter(b)).total()
