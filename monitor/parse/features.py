"""What the tagger and the parser look at. An observation is a template over atoms (a word, a tag, a relation near the place in
question), folded into one number; training and use fold alike."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import mul
from zlib import crc32

SHOWN = 4  # a word seen less often than this in training is known by its case and its ending
_FACTOR, _MASK = 0x9E3779B1, 0xFFFFFFFF
_LANE = 9  # octets


@lru_cache(maxsize=65536)
def atom(text: str) -> int:
    return crc32(text.encode())


@lru_cache(maxsize=20_000)
def shape(word: str) -> str:
    """The word as the models know it: lower case, digits as 0."""
    return "".join("0" if c.isdigit() else c for c in word.lower().replace("’", "'"))


def unknown(word: str) -> str:
    """What stands for a rare word: capital or not, and its ending."""
    return ("^" if word[:1].isupper() else "~") + shape(word)[-3:]


class Templates:
    """The templates of one kind of place. What a template folds is a sum, over the places that it looks at, of an atom times a factor.
    So all of them are folded at once: in one large number with a lane for each template, the sum of every atom times its factors."""

    def __init__(self, text: str, names: str) -> None:
        looks = {line: template.split("+") for line, template in enumerate(text.split())}
        spread = Counter(name for parts in looks.values() for name in parts)
        order = sorted(looks, key=lambda line: min(spread[name] for name in looks[line]))  # what is seldom looked at has few lanes to fill
        lanes = struct.Struct("<" + "I5x" * len(order))  # three products of 64 bits and a seed
        self._read, self._size = lanes.unpack, lanes.size
        self.names = tuple(names.split())
        self.seed = _lanes((line + 1) * _FACTOR ** len(looks[line]) for line in order)
        self.factors = tuple(_lanes(_factor(looks[line], name) for line in order) for name in self.names)

    def observed(self, total: int) -> tuple[int, ...]:
        """The observations of one place; `total`: the seed and every atom times its factors."""
        return self._read(total.to_bytes(self._size, "little"))


def _factor(parts: Sequence[str], name: str) -> int:
    return int(_FACTOR ** (len(parts) - 1 - parts.index(name))) if name in parts else 0


def _lanes(numbers: Iterable[int]) -> int:
    return int.from_bytes(b"".join((n & _MASK).to_bytes(_LANE, "little") for n in numbers), "little")


# --- tags --------------------------------------------------------------------------------------------------------------

TAG = Templates(
    """w e f g c h p q v l m n x y s z w+p w+q p+q e+p c+e c+p w+m w+l p+m w+v l+m p+e+m w+l+m p+q+e p+m+c""",
    "w e f g c h p q l m x y v n s z",
)


@lru_cache(maxsize=20_000)
def word_atoms(word: str, known: str, *, opens: bool) -> tuple[int, ...]:
    """Of a word: itself as the models know it, its endings and beginning, its case, its make-up. `opens`: it is a sentence's first."""
    low = shape(word)
    case = ("C" if word[:1].isupper() else "l") + ("0" if opens else "1")
    make = ("-" if "-" in word else "a") + ("0" if any(c.isdigit() for c in word) else "a") + ("U" if word.isupper() else "a") + ("'" if "'" in low else "a")
    return atom(known), atom(low[-3:]), atom(low[-2:]), atom(low[:2]), atom(case), atom(make)


_EDGE = atom("<>")
_NOTHING = (_EDGE,) * 6


def tag_keys(i: int, of: Sequence[tuple[int, ...]], before: int, second: int) -> tuple[int, ...]:
    """`of`: word_atoms() of each word; `before`, `second`: atoms of the tags of the two words to the left."""
    left = of[i - 1] if i else _NOTHING
    right = of[i + 1] if i + 1 < len(of) else _NOTHING
    far = of[i + 2][0] if i + 2 < len(of) else _EDGE
    atoms = (*of[i], before, second, left[0], right[0], of[i - 2][0] if i > 1 else _EDGE, far, right[1], left[1], right[4], left[4])
    return TAG.observed(sum(map(mul, TAG.factors, atoms), TAG.seed))


# --- arcs --------------------------------------------------------------------------------------------------------------

ARC = Templates(
    """
    w0 t0 w1 t1 t2 n u m v x w0+t0 w1+t1 n+u m+v v+x w0+n w0+u t0+n t0+u w0+w1 w1+t0 t1+w0 t0+t1 w1+n t1+u w0+m n+m
    t0+u+v t0+t1+u t2+t1+t0 u+v+x t1+t0+w0 w1+t0+u w0+u+v t1+t0+n w0+t1+u t0+n+v w1+t0+n
    t0+r0t+u t0+l0t+u t0+u+nlt t1+r1t+t0 t1+t0+r0t t1+l1t+t0 w0+r0l w0+l0l n+nll w0+r0l+u t0+l0l+r0l t1+l1l+r1l u+nll+nl2 t0+r0l+r0m w1+r1l+t0 w1+r1l+w0
    w0+d t0+u+d w0+b0 t0+b0+u t1+b1+t0 u+bn+t0 n+d w0+n+d r0w+t0+u l0w+t0+u r0w+w0+u w1+r1w+t0 nlw+n t1+t0+v w1+w0+u r0w+n w0+r0w+n t0+d+t1
    w1+b1+w0 w0+l0l+u w1+l1l+t0 r0l+n r0l+r0m+w0 l0w+w0+u
    """,
    "n u m v x w0 t0 w1 t1 t2 r0t l0t nlt r1t l1t r0l l0l nll r1l l1l nl2 r0m d b0 b1 bn r0w l0w r1w nlw",
)
_OF = dict(zip(ARC.names, ARC.factors, strict=True))
_NUMBERS = tuple(atom(str(k)) for k in range(64))
_GAPS = [_OF["d"] * _NUMBERS[k] for k in range(6)]
_TOP_KIDS, _BELOW_KIDS, _NEXT_KIDS = ([_OF[name] * k for k in _NUMBERS] for name in ("b0", "b1", "bn"))
_N, _M, _W0, _W1, _R0W, _L0W, _R1W, _NLW = (_OF[name] for name in ("n", "m", "w0", "w1", "r0w", "l0w", "r1w", "nlw"))


@lru_cache(maxsize=256)
def _tag_shares(tag: int) -> tuple[int, ...]:
    """What a tag brings to the sum in each place that it may have."""
    return tuple(_OF[name] * tag for name in ("u", "v", "x", "t0", "t1", "t2", "nlt", "l0t", "l1t", "r0t", "r1t"))


@lru_cache(maxsize=256)
def _label_shares(label: int) -> tuple[int, ...]:
    """What the relation of a child brings."""
    return tuple(_OF[name] * label for name in ("nll", "nl2", "l0l", "l1l", "r0l", "r0m", "r1l"))


_NO_TAG, _NO_LABEL = _tag_shares(_EDGE), _label_shares(_EDGE)
_NO_LEFT = (_NO_TAG[7] + _NO_LABEL[2] + _L0W * _EDGE, _NO_TAG[8] + _NO_LABEL[3])
_NO_RIGHT = (_NO_TAG[9] + _NO_LABEL[4] + _R0W * _EDGE + _NO_LABEL[5], _NO_TAG[10] + _NO_LABEL[6] + _R1W * _EDGE)
_NO_NEXT = _NO_TAG[6] + _NO_LABEL[0] + _NLW * _EDGE + _NO_LABEL[1] + _NEXT_KIDS[0]
_NO_BELOW = _W1 * _EDGE + _NO_TAG[4] + _NO_LEFT[1] + _NO_RIGHT[1] + _BELOW_KIDS[0]


class Surroundings:
    """What is seen of the words about the next move, kept up to date: a word brings its share once, when it is shifted or hung, not
    at every move. `words`, `tags`: atoms, those of the root and of two that stand for nothing at the end."""

    def __init__(self, words: Sequence[int], tags: Sequence[int]) -> None:
        size = len(words)
        self._words = words
        self._tags = [_tag_shares(tag) for tag in tags]
        self._left, self._right = [0] * size, [0] * size  # how many children, up to 3 and 4
        self._last = [_NO_LABEL] * size  # of the last child on that side where children may still come
        self._top, self._below = [0] * size, [0] * size  # as the top of the stack and as the word below it
        self._alone: list[tuple[int, int]] = [(0, 0)] * size  # both, without children to the right
        self._front(0)

    def _front(self, at: int) -> None:
        """Word `at` becomes the next one."""
        words, tags, end = self._words, self._tags, len(self._words) - 1
        n1, n2 = min(at + 1, end), min(at + 2, end)
        self._ahead = ARC.seed + _N * words[at] + tags[at][0] + _M * words[n1] + tags[n1][1] + tags[n2][2]
        self._next = self._ahead + _NO_NEXT
        self._lefts = _NO_LEFT

    def shift(self, at: int) -> None:
        word, tag = self._words[at], self._tags[at]
        left0, left1 = self._lefts
        top, below = self._alone[at] = _W0 * word + tag[3] + left0, _W1 * word + tag[4] + left1
        kids = self._left[at] * 8
        self._top[at], self._below[at] = top + _NO_RIGHT[0] + _TOP_KIDS[kids], below + _NO_RIGHT[1] + _BELOW_KIDS[kids]
        self._last[at] = _NO_LABEL
        self._front(at + 1)

    def hang_left(self, child: int, at: int, label: int) -> None:
        """A child of the next word."""
        word, tag, name = self._words[child], self._tags[child], _label_shares(label)
        self._left[at] = kids = min(self._left[at] + 1, 3)
        self._next = self._ahead + tag[6] + name[0] + _NLW * word + self._last[at][1] + _NEXT_KIDS[kids]
        self._lefts = tag[7] + name[2] + _L0W * word, tag[8] + name[3]
        self._last[at] = name

    def hang_right(self, child: int, head: int, label: int) -> None:
        """A child of the word that was below it on the stack."""
        word, tag, name = self._words[child], self._tags[child], _label_shares(label)
        self._right[head] = right = min(self._right[head] + 1, 4)
        kids = self._left[head] * 8 + right
        top, below = self._alone[head]
        self._top[head] = top + tag[9] + name[4] + _R0W * word + self._last[head][5] + _TOP_KIDS[kids]
        self._below[head] = below + tag[10] + name[6] + _R1W * word + _BELOW_KIDS[kids]
        self._last[head] = name

    def observed(self, at: int, stack: Sequence[int]) -> tuple[int, ...]:
        """The observations of the next move, of which there is a choice: something is on the stack."""
        s0, deep = stack[-1], len(stack)
        gap = at - s0
        total = self._next + self._top[s0] + _GAPS[gap if gap < 4 else 4 if gap < 8 else 5]
        total += self._below[stack[-2]] if deep > 1 else _NO_BELOW
        return ARC.observed(total + (self._tags[stack[-3]][5] if deep > 2 else _NO_TAG[5]))
