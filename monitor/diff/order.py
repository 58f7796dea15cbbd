"""What stands in the same order on both sides: common subsequences that stay fast on any input.

1. Equal ends are trimmed, so that a text with one edit costs a scan.
2. Items that occur once on each side pin the rest down ("patience"): a unique sentence is hardly ever a coincidence.
3. What lies between pins goes to rapidfuzz's bit-parallel longest common subsequence while that is cheap, and is cut
   into proportional pieces where it is not (10,000 x 10,000 items: 26 ms; time and memory grow with the product).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise

from rapidfuzz.distance import LCSseq

Pairs = list[tuple[int, int]]

_PRODUCT = 16_000_000  # largest old x new handed to the exact search at once: about 4 ms and 2 MB
_DIRECT = 250_000  # below this the exact search runs without looking for pins first
_DEPTH = 12
_PIECE = 3_000


class Symbols:
    """Numbers hashable items so that a sequence of them becomes a str, which rapidfuzz compares ten times faster.

    More distinct items than there are code points share the last one; callers check equality where that would matter.
    """

    _LIMIT = 0x10FFFF

    def __init__(self) -> None:
        self._number: dict[Hashable, int] = {}

    def spell(self, items: Iterable[Hashable]) -> str:
        known, limit = self._number, self._LIMIT
        return "".join([chr(min(known.setdefault(item, len(known) + 1), limit)) for item in items])


def common(old: str, new: str, *, pins_first: bool = False) -> Pairs:
    """Index pairs of equal characters, both sides rising; a longest such list unless the input is huge.

    `pins_first` prefers unique items over length even on small input: right for sentences, where chance matches mislead.
    """
    pairs: Pairs = []
    work = [(0, len(old), 0, len(new), 0)]
    while work:
        i, i_end, j, j_end, depth = work.pop()
        while i < i_end and j < j_end and old[i] == new[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        while i < i_end and j < j_end and old[i_end - 1] == new[j_end - 1]:
            i_end, j_end = i_end - 1, j_end - 1
            pairs.append((i_end, j_end))
        if i == i_end or j == j_end:
            continue
        product = (i_end - i) * (j_end - j)
        if depth < _DEPTH and (pins_first or product > _DIRECT):
            pins = _pins(old[i:i_end], new[j:j_end])
            if pins:
                work.extend(_between(pins, i, i_end, j, j_end, depth + 1))
                pairs.extend((i + a, j + b) for a, b in pins)
                continue
        if product <= _PRODUCT:
            pairs.extend(_exact(old[i:i_end], new[j:j_end], i, j))
        else:
            work.extend(_pieces(i, i_end, j, j_end))
    pairs.sort()
    return pairs


def _exact(old: str, new: str, i: int, j: int) -> Pairs:
    found: Pairs = []
    for op in LCSseq.opcodes(old, new):
        if op.tag == "equal":
            first, shift = i + op.src_start, j + op.dest_start
            found.extend((first + k, shift + k) for k in range(op.src_end - op.src_start))
    return found


def _pins(old: str, new: str) -> Pairs:
    """Items that stand once on each side, the longest run of them that keeps its order."""
    olds, news = Counter(old), Counter(new)
    place = {c: j for j, c in enumerate(new) if news[c] == 1}
    both = [(i, place[c]) for i, c in enumerate(old) if olds[c] == 1 and c in place]
    return [both[k] for k in heaviest_rising([j for _, j in both])]


def _between(pins: Pairs, i: int, i_end: int, j: int, j_end: int, depth: int) -> list[tuple[int, int, int, int, int]]:
    gaps = []
    a, b = i, j
    for pin_i, pin_j in pins:
        gaps.append((a, i + pin_i, b, j + pin_j, depth))
        a, b = i + pin_i + 1, j + pin_j + 1
    gaps.append((a, i_end, b, j_end, depth))
    return [gap for gap in gaps if gap[0] < gap[1] and gap[2] < gap[3]]


def _pieces(i: int, i_end: int, j: int, j_end: int) -> list[tuple[int, int, int, int, int]]:
    """Too big and without pins: assume that both sides tell the same at the same pace."""
    n, m = i_end - i, j_end - j
    count = max(n, m) // _PIECE + 1
    cuts = [(i + n * k // count, j + m * k // count) for k in range(count + 1)]
    return [
        (a, a_end, b, b_end, _DEPTH)
        for (a, b), (a_end, b_end) in pairwise(cuts)
        if a < a_end and b < b_end
    ]


def heaviest_rising(values: Sequence[int], weights: Sequence[float] | None = None) -> list[int]:
    """Indices of the strictly rising subsequence of greatest weight (each 1 when not given), in O(n log n)."""
    if not values:
        return []
    ranks = {v: r for r, v in enumerate(sorted(set(values)), 1)}
    size = len(ranks)
    best_total = [0.0] * (size + 1)  # Fenwick tree: the best (total, index) that ends at this rank or lower
    best_index = [-1] * (size + 1)
    before: list[int] = []
    for k, value in enumerate(values):
        total, previous = 0.0, -1
        r = ranks[value] - 1
        while r:
            if best_total[r] > total:
                total, previous = best_total[r], best_index[r]
            r &= r - 1
        before.append(previous)
        total += 1.0 if weights is None else weights[k]
        r = ranks[value]
        while r <= size:
            if total > best_total[r]:
                best_total[r], best_index[r] = total, k
            r += r & -r
    total, k, r = 0.0, -1, size
    while r:
        if best_total[r] > total:
            total, k = best_total[r], best_index[r]
        r &= r - 1
    chain = []
    while k >= 0:
        chain.append(k)
        k = before[k]
    return chain[::-1]
