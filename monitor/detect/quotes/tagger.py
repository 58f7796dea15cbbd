"""A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001): reads its model, finds the best labels.

Labels of a token: O outside, S source, Q cue, B and I first and further token of content, M between the parts of one
attribution. The weights are integers (1/256), so the answer is the same on every machine. The six scores of a position are 24
octets; those of a whole document in a row are one large integer, so summing the channels is adding a few large integers. What
each sum is raised by makes its 32 bits those of a number with a fraction (IEEE 754): they are read as such, with nothing between.
"""

# ruff: noqa: E701
from __future__ import annotations

import gzip
import struct
from collections.abc import Iterable, Sequence
from functools import cache, partial
from itertools import repeat
from operator import add
from pathlib import Path

from monitor.detect.quotes.features import CHANNELS, OFFSETS, ONE, Columns, Key, spell

__all__ = ["BIAS", "LABELS", "LANE", "SCALE", "Model", "shipped"]

LABELS = "OSQBIM"
SCALE = 256
_INSIDE = LABELS.index("I")
LANE = 32  # bits of one score
_SIZE = LANE // 8 * len(LABELS)  # octets of the scores of one position
BIAS = 1 << 17  # raises every row's scores above 0, so that nothing is borrowed from a neighbour; all of a position by the same
_EXPONENT = 0x4B000000  # of 2 ** 23: with a whole number below that in its lower bits it is their sum, in 32 bits and exactly
_WHOLE = len(OFFSETS) - 1  # a channel that gives each position one row


def _biases(channel: int) -> int:
    """What the scores of a channel's rows begin with."""
    bias = BIAS + (_EXPONENT if channel == _WHOLE else 0)
    return sum(bias << LANE * k for k in range(len(LABELS) * len(OFFSETS[channel])))


_MARGIN = 2  # positions in front of the first and behind the last that rows reach into
_KEPT_KEYS = 30_000  # keys of one channel whose sums are kept; a long-running service starts afresh beyond


Scores = tuple[float, ...]  # one a label; whole numbers, so that adding them is exact


class _Rows(dict[Key | str, bytes]):
    """A key of one channel (its only part, where it has no more) -> the scores that it gives, at each of the channel's OFFSETS; kept
    for its next use, and begun afresh after many."""

    def __init__(self, channel: int, weights: dict[str, int]) -> None:
        self._spell, self._weight, self._bias = partial(spell, channel), weights.get, _biases(channel)
        self._one = ONE.get(channel)
        self._octets = _SIZE * len(OFFSETS[channel])
        self._unknown = self._bias.to_bytes(self._octets, "little")

    def __missing__(self, key: Key | str) -> bytes:
        if len(self) >= _KEPT_KEYS:
            self.clear()  # safe beside other threads: a key that is gone is made again
        if self._one is not None:
            weight = self._weight(self._one.format(*key))
            row = self[key] = (weight + self._bias).to_bytes(self._octets, "little") if weight else self._unknown
            return row
        found = list(filter(None, map(self._weight, self._spell((key,) if isinstance(key, str) else key))))
        row = self[key] = sum(found, self._bias).to_bytes(self._octets, "little") if found else self._unknown
        return row


class Model:
    """`features`: feature -> its weights, lanes of one integer; `transitions`: from label, to label; `joins`: feature -> weight."""

    def __init__(self, features: dict[str, int], transitions: Sequence[Sequence[int]], joins: dict[str, int]) -> None:
        self._into = [tuple(float(transitions[a][b]) for a in range(len(LABELS))) for b in range(len(LABELS))]
        self._joins = joins
        self._rows = [_Rows(channel, features) for channel in range(len(CHANNELS))]

    def labels(self, columns: Columns, known: Iterable[tuple[int, str, int]] = ()) -> str:
        """The best labels, one character a position; `known`: (position, label, what that label is given there)."""
        size = len(columns[0][0])
        if not size:
            return ""
        total = 0
        for rows, parts, offsets in zip(self._rows, columns, OFFSETS, strict=True):
            wide = len(offsets)  # a key's row covers so many positions: those of every wide-th key lie side by side
            for first in range(wide):
                keys = zip(*(part[first::wide] for part in parts), strict=True) if len(parts) > 1 else parts[0][first::wide]
                row = b"".join(map(rows.__getitem__, keys))
                total += int.from_bytes(row, "little") << 8 * _SIZE * (first + offsets[0] + _MARGIN)
        data = total.to_bytes(_SIZE * (size + 2 * _MARGIN), "little")[_SIZE * _MARGIN : _SIZE * (size + _MARGIN)]
        flat = list(struct.unpack(f"<{len(LABELS) * size}f", data))
        for position, label, extra in known:
            flat[len(LABELS) * position + LABELS.index(label)] += extra
        return self._best(flat)

    def joins(self, features: Iterable[str]) -> bool:
        """Whether two pieces of content are one utterance."""
        weights = self._joins
        return sum(weights.get(f, 0) for f in features) > 0

    def _best(self, flat: Sequence[float]) -> str:
        """Viterbi."""
        scores = list(zip(*[iter(flat)] * len(LABELS), strict=True))
        trail = self._trail(scores[0], scores[1:])
        at = trail[-1].index(max(trail[-1]))
        out = [LABELS[at]]
        outside, (*_, goes_on_b, goes_on_i, _) = self._into[0][0], self._into[_INSIDE]
        for place in range(len(trail) - 2, -1, -1):
            before = trail[place]
            if at == _INSIDE:
                at = 3 if before[3] + goes_on_b >= before[4] + goes_on_i else _INSIDE
            elif at or before[0] + outside + scores[place + 1][0] != trail[place + 1][0]:  # else outside stays outside, as most words do
                ways = list(map(add, before, self._into[at]))
                at = ways.index(max(ways))
            out.append(LABELS[at])
        return "".join(reversed(out))

    def _trail(self, first: Scores, further: Iterable[Scores]) -> list[Scores]:  # noqa: C901
        """The score of the best way to each label, position after position. Written out: this is where the time goes."""
        (oo, so, qo, bo, io, mo), (os_, ss, qs, bs, is_, ms), (oq, sq, qq, bq, iq, mq) = self._into[:3]
        (ob, sb, qb, bb, ib, mb), (_, _, _, bi, ii, _), (om, sm, qm, bm, im, mm) = self._into[3:]
        o, s, q, b, i, m = first
        trail = [first]
        more = [self._into[label][3] - self._into[label][_INSIDE] for label in range(len(LABELS)) if label != _INSIDE]
        least, most = min(more), max(more)  # what coming from B is worth over coming from I, where both lead
        for wo, ws, wq, wb, wi, wm in further:
            to_o, to_s, to_q, to_b, to_m = o + oo, o + os_, o + oq, o + ob, o + om
            to_i = b + bi  # content goes on only behind content
            if (w := i + ii) > to_i: to_i = w
            if (w := s + so) > to_o: to_o = w
            if (w := s + ss) > to_s: to_s = w
            if (w := s + sq) > to_q: to_q = w
            if (w := s + sb) > to_b: to_b = w
            if (w := s + sm) > to_m: to_m = w
            if (w := q + qo) > to_o: to_o = w
            if (w := q + qs) > to_s: to_s = w
            if (w := q + qq) > to_q: to_q = w
            if (w := q + qb) > to_b: to_b = w
            if (w := q + qm) > to_m: to_m = w
            if (w := m + mo) > to_o: to_o = w
            if (w := m + ms) > to_s: to_s = w
            if (w := m + mq) > to_q: to_q = w
            if (w := m + mb) > to_b: to_b = w
            if (w := m + mm) > to_m: to_m = w
            lead = i - b
            if lead < most:
                if (w := b + bo) > to_o: to_o = w
                if (w := b + bs) > to_s: to_s = w
                if (w := b + bq) > to_q: to_q = w
                if (w := b + bb) > to_b: to_b = w
                if (w := b + bm) > to_m: to_m = w
            if lead > least:
                if (w := i + io) > to_o: to_o = w
                if (w := i + is_) > to_s: to_s = w
                if (w := i + iq) > to_q: to_q = w
                if (w := i + ib) > to_b: to_b = w
                if (w := i + im) > to_m: to_m = w
            o, s, q, b, i, m = wo + to_o, ws + to_s, wq + to_q, wb + to_b, wi + to_i, wm + to_m
            trail.append((o, s, q, b, i, m))
        return trail


def parse(data: bytes) -> Model:
    """A model file: gzip of lines `feature TAB weights`, which are one hexadecimal number of LANE bits a label, six labels for each
    of its channel's OFFSETS, the first lowest; then transitions, which begin with "T ", and joins, with "J "."""
    features, _, rest = gzip.decompress(data).decode().partition("\nT ")
    transitions, _, joins = rest.partition("\nJ ")
    weights = features.replace("\n", "\t").split("\t")
    moves = dict(line.removeprefix("T ").split("\t") for line in transitions.split("\n"))
    joined = dict(line.removeprefix("J ").split("\t") for line in joins.split("\n") if line)
    return Model(
        dict(zip(weights[::2], map(int, weights[1::2], repeat(16)), strict=True)), [[int(w) for w in moves[a].split(",")] for a in LABELS],
        {name: int(weight) for name, weight in joined.items()},
    )  # fmt: skip


@cache
def shipped() -> Model:
    """The model that ships with the package, read once."""
    return parse(Path(__file__).with_name("quotes.model").read_bytes())
