"""The weights: rows of signed bytes, found by the number of an observation. Read once, at the first sentence parsed.

The scores of all classes are added up at once: a row is made one whole number with 16 bits for each class, and the
interpreter adds numbers of a hundred bytes in one step.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import zstandard

FILE = "english.zst"
_HEAD = struct.Struct("<I")
_LANE = 16  # bits for a class: fewer than a hundred observations of at most 255 each lie well inside


class Perceptron:
    """`keys`: the observations known, the most used first (they lie side by side in memory then); `rows`: for each of them a weight + 128
    of every class, a byte. Few of the many rows are wanted: one becomes a number at its first use, and one look-up finds either."""

    def __init__(self, classes: Sequence[str], keys: Sequence[int], rows: bytes) -> None:
        self.classes, self.keys, self.rows = tuple(classes), keys, rows
        self._known = dict(zip(keys, range(1, len(keys) + 1), strict=True))  # the place of a row, from 1 on, or its number
        self._lanes = struct.Struct(f"<{len(classes)}H2x")
        self._top = _LANE * len(classes)  # above the classes' lanes: 1 in the number of a row, 0 where there is only its place yet

    def scores(self, observations: Iterable[int]) -> tuple[int, ...]:
        """One a class, all of them raised by the same: what counts is which is the highest."""
        found = list(filter(None, map(self._known.get, observations)))
        total = sum(found)
        if total >> self._top != len(found):
            total += self._unread(found)
        return self._lanes.unpack(total.to_bytes(self._lanes.size, "little"))

    def _unread(self, found: Iterable[int]) -> int:
        """What the rows that are only places yet lack to their numbers, which are kept in their stead."""
        known, keys, rows, size, number_of = self._known, self.keys, self.rows, len(self.classes), int.from_bytes
        last, read, lacking = len(keys), 1 << self._top, 0
        for place in found:
            if place <= last:
                lanes = str(rows[(place - 1) * size : place * size], "latin-1").encode("utf-16-le")  # each byte as two
                known[keys[place - 1]] = number = number_of(lanes, "little") + read
                lacking += number - place
        return lacking


@dataclass(frozen=True, slots=True)
class Model:
    """The words known by themselves, those with one tag only, and the two classifiers. A move is "S", "L relation" or "R relation"."""

    vocabulary: frozenset[str]
    one_tag: Mapping[str, str]
    tagger: Perceptron
    arcs: Perceptron


@cache
def model() -> Model:
    """The model that comes with the product."""
    return unpack(Path(__file__).with_name(FILE).read_bytes())


def pack(vocabulary: Sequence[str], one_tag: Mapping[str, str], tagger: Perceptron, arcs: Perceptron) -> bytes:
    """A model as a file. The inverse of unpack()."""
    head = json.dumps({"vocabulary": sorted(vocabulary), "one_tag": dict(sorted(one_tag.items())), "tags": tagger.classes, "moves": arcs.classes}, ensure_ascii=False).encode()
    parts = [_HEAD.pack(len(head)), head]
    for part in (tagger, arcs):
        parts += [_HEAD.pack(len(part.keys)), struct.pack(f"<{len(part.keys)}I", *part.keys), part.rows]
    return zstandard.ZstdCompressor(level=19).compress(b"".join(parts))


def unpack(data: bytes) -> Model:
    """A model from the bytes of its file."""
    raw = zstandard.ZstdDecompressor().decompress(data)
    (size,) = _HEAD.unpack_from(raw)
    at = _HEAD.size + size
    head = json.loads(raw[_HEAD.size : at])
    found = []
    for classes in (head["tags"], head["moves"]):
        (count,) = _HEAD.unpack_from(raw, at)
        keys = struct.unpack_from(f"<{count}I", raw, at + _HEAD.size)
        first = at + _HEAD.size * (count + 1)
        at = first + count * len(classes)
        found.append(Perceptron(classes, keys, raw[first:at]))
    return Model(frozenset(head["vocabulary"]), head["one_tag"], *found)
