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
        self.seed = _lanes((line + 1) * _FACTOR ** len(looks[line]) for line in order)
        self.factors = tuple(_lanes(_factor(looks[line], name) for line in order) for name in names.split())

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
NUMBERS = tuple(atom(str(k)) for k in range(64))
_N, _U, _M, _V, _X = ARC.factors[:5]
_BEHIND = ARC.factors[5:]


def ahead(at: int, words: Sequence[int], tags: Sequence[int]) -> int:
    """What the next words bring to the observations of every move made in front of word `at`."""
    end = len(words) - 1
    n1, n2 = min(at + 1, end), min(at + 2, end)
    return ARC.seed + _N * words[at] + _U * tags[at] + _M * words[n1] + _V * tags[n1] + _X * tags[n2]


def arc_keys(
    at: int, stack: Sequence[int], words: Sequence[int], tags: Sequence[int], lefts: Sequence[Sequence[int]], rights: Sequence[Sequence[int]],
    labels: Sequence[int], to_come: int,
) -> tuple[int, ...]:  # fmt: skip
    """For the next move, of which there is a choice: something is on the stack. Atoms of words, tags and relations so far; the last
    entry of each stands for nothing. `to_come`: ahead()."""
    end = len(words) - 1
    s0 = stack[-1]
    s1 = stack[-2] if len(stack) > 1 else end
    s2 = stack[-3] if len(stack) > 2 else end
    l0, r0, l1, r1, ln = lefts[s0], rights[s0], lefts[s1], rights[s1], lefts[at]
    l0a, r0a, l1a, r1a, lna = l0[-1] if l0 else end, r0[-1] if r0 else end, l1[-1] if l1 else end, r1[-1] if r1 else end, ln[-1] if ln else end
    r0b, lnb = r0[-2] if len(r0) > 1 else end, ln[-2] if len(ln) > 1 else end
    gap = at - s0
    far = gap if gap < 4 else 4 if gap < 8 else 5
    return ARC.observed(sum(map(mul, _BEHIND, (
        words[s0], tags[s0], words[s1], tags[s1], tags[s2],
        tags[r0a], tags[l0a], tags[lna], tags[r1a], tags[l1a], labels[r0a], labels[l0a], labels[lna], labels[r1a], labels[l1a], labels[lnb], labels[r0b],
        NUMBERS[far], NUMBERS[min(len(l0), 3) * 8 + min(len(r0), 4)], NUMBERS[min(len(l1), 3) * 8 + min(len(r1), 4)], NUMBERS[min(len(ln), 3)],
        words[r0a], words[l0a], words[r1a], words[lna],
    )), to_come))  # fmt: skip
