"""A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001): reads its model, finds the best labels.

Labels of a token: O outside, S source, Q cue, B and I first and further token of content, M between the parts of one
attribution. The weights are integers (1/256), so the answer is the same on every machine. The six scores of a feature are
packed into one integer, 32 bits a label: summing features is adding integers.
"""

from __future__ import annotations

import gzip
import struct
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from importlib import resources
from operator import add

from monitor.detect.quotes.features import CHANNELS, OFFSETS, expand, unit_names, units

__all__ = ["LABELS", "SCALE", "Model", "shipped"]

LABELS = "OSQBIM"
SCALE = 256
_INSIDE = LABELS.index("I")
_WORD = CHANNELS.index("word")
_LANE = 32
_BIAS = sum(1 << (_LANE * k + _LANE - 1) for k in range(len(LABELS)))
_UNPACK = struct.Struct(f"<{len(LABELS)}I").iter_unpack
_SIZE = _LANE // 8 * len(LABELS)
_KEPT_KEYS = 30_000  # keys of one channel whose sums are kept; a long-running service starts afresh beyond


class _Kept(dict[str, tuple[int, ...]]):
    """What `make` makes of a key, kept for its next use; begun afresh after many."""

    def __init__(self, make: Callable[[str], tuple[int, ...]]) -> None:
        self._make = make

    def __missing__(self, key: str) -> tuple[int, ...]:
        if len(self) >= _KEPT_KEYS:
            self.clear()  # safe beside other threads: a key that is gone is made again
        value = self[key] = self._make(key)
        return value


class Model:
    """`features`: feature -> its weights, one a label; `transitions`: from label, to label; `joins`: feature -> weight."""

    def __init__(self, features: dict[str, str | int], transitions: Sequence[Sequence[int]], joins: dict[str, int]) -> None:
        self._features = features
        self._into = [tuple(transitions[a][b] for a in range(len(LABELS))) for b in range(len(LABELS))]
        self._joins = joins
        self._units = _Kept(self._unit)
        self._sums = [_Kept(partial(self._summed, channel)) for channel in range(len(CHANNELS))]

    def labels(self, columns: Sequence[Sequence[str]], known: Iterable[tuple[int, str, int]] = ()) -> str:
        """The best labels, one character a position; `known`: (position, label, what that label is given there)."""
        size = len(columns[0])
        shifted: list[Iterable[int]] = []
        for channel, column in enumerate(columns):
            gathered = zip(*map(self._sums[channel].__getitem__, column), strict=True)
            for offset, sums in zip(OFFSETS[channel], gathered, strict=False):
                gap = [0] * min(size, abs(offset))
                shifted.append([*gap, *sums[: max(0, size - offset)]] if offset >= 0 else [*sums[-offset:], *gap])
        total = list(map(sum, zip(*shifted, strict=True)))
        for position, label, extra in known:
            total[position] += extra << (_LANE * LABELS.index(label))
        return self._best(total)

    def joins(self, features: Iterable[str]) -> bool:
        """Whether two pieces of content are one utterance."""
        weights = self._joins
        return sum(weights.get(f, 0) for f in features) > 0

    def _summed(self, channel: int, key: str) -> tuple[int, ...]:
        if channel == _WORD:
            return tuple(map(sum, zip(*map(self._units.__getitem__, units(key)), strict=True)))
        return tuple(map(self._total, expand(channel, key)))

    def _unit(self, unit: str) -> tuple[int, ...]:
        return tuple(self._total([name]) for name in unit_names(unit))

    def _total(self, names: Iterable[str]) -> int:
        """The weights of some features together; a feature's text is packed when it is first wanted."""
        total = 0
        for name in names:
            weights = self._features.get(name, 0)
            if isinstance(weights, str):
                weights = self._features[name] = sum(int(w) << (_LANE * k) for k, w in enumerate(weights.split(",")) if w)
            total += weights
        return total

    def _best(self, total: Sequence[int]) -> str:
        """Viterbi. Content goes on (I) only behind content, so the other ways into I are not looked at."""
        if not total:
            return ""
        (oo, so, qo, bo, io, mo), (os_, ss, qs, bs, is_, ms), (oq, sq, qq, bq, iq, mq), (ob, sb, qb, bb, ib, mb), (_, _, _, bi, ii, _), (om, sm, qm, bm, im, mm) = self._into
        scores = iter(_UNPACK(b"".join([(packed + _BIAS).to_bytes(_SIZE, "little") for packed in total])))
        o, s, q, b, i, m = next(scores)
        trail = []
        for wo, ws, wq, wb, wi, wm in scores:
            trail.append((o, s, q, b, i, m))
            o, s, q, b, i, m = (
                wo + max(o + oo, s + so, q + qo, b + bo, i + io, m + mo),
                ws + max(o + os_, s + ss, q + qs, b + bs, i + is_, m + ms),
                wq + max(o + oq, s + sq, q + qq, b + bq, i + iq, m + mq),
                wb + max(o + ob, s + sb, q + qb, b + bb, i + ib, m + mb),
                wi + max(b + bi, i + ii),
                wm + max(o + om, s + sm, q + qm, b + bm, i + im, m + mm),
            )
        ends = (o, s, q, b, i, m)
        at = ends.index(max(ends))
        out = [LABELS[at]]
        for before in reversed(trail):
            ways = list(map(add, before, self._into[at]))
            at = ways.index(max(ways[3:5]), 3) if at == _INSIDE else ways.index(max(ways))
            out.append(LABELS[at])
        return "".join(reversed(out))


def parse(data: bytes) -> Model:
    """A model file: gzip of lines `feature TAB weight,weight,…`; transitions begin with "T ", joins with "J "."""
    features: dict[str, str | int] = {}
    transitions: dict[str, str] = {}
    joins: dict[str, int] = {}
    for line in gzip.decompress(data).decode().splitlines():
        name, _, weights = line.partition("\t")
        if name.startswith("J "):
            joins[name[2:]] = int(weights)
        elif name.startswith("T "):
            transitions[name[2:]] = weights
        else:
            features[name] = weights
    return Model(features, [[int(w) for w in transitions[a].split(",")] for a in LABELS], joins)


@cache
def shipped() -> Model:
    """The model that ships with the package, read once."""
    return parse(resources.files(__package__).joinpath("quotes.model").read_bytes())
