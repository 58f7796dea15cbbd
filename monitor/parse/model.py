"""The weights: sparse rows of signed bytes, found by the number of an observation. Read once, at the first sentence parsed.

The scores of all classes are added up at once: a row is made one whole number with 16 bits for each class, and the
interpreter adds numbers of a hundred bytes in one step.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import zstandard

FILE = "english.zst"
_HEAD = struct.Struct("<I")
_ROW = struct.Struct("<IB")
MIDDLE = 128  # a weight of 0 as a byte
_LANE = 16  # bits for a class: some 70 observations of at most 128 each lie well inside
_HALF = 1 << (_LANE - 1)


class Perceptron:
    """`rows`: observation -> (class, weight + 128) pairs, flat. A row becomes a number at its first use."""

    __slots__ = ("_base", "_lanes", "_rows", "classes", "rows")

    def __init__(self, classes: Sequence[str], rows: Mapping[int, bytes]) -> None:
        self.classes, self.rows = tuple(classes), rows
        self._base = sum(_HALF << (_LANE * k) for k in range(len(classes)))
        self._lanes = struct.Struct(f"<{len(classes)}H")
        self._rows: dict[int, int] = {}

    def scores(self, observations: Sequence[int]) -> tuple[int, ...]:
        """One a class, all of them raised by 32768: what counts is which is the highest."""
        rows, held = self.rows, self._rows
        known = [o for o in observations if o in rows]
        try:
            total = sum([held[o] for o in known], self._base)
        except KeyError:
            for o in known:
                if o not in held:
                    held[o] = _number(rows[o])
            total = sum([held[o] for o in known], self._base)
        return self._lanes.unpack(total.to_bytes(self._lanes.size, "little"))


def _number(row: bytes) -> int:
    total = 0
    for k in range(0, len(row), 2):
        total += (row[k + 1] - MIDDLE) << (_LANE * row[k])
    return total


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
    return unpack(files(__package__).joinpath(FILE).read_bytes())


def pack(vocabulary: Sequence[str], one_tag: Mapping[str, str], tagger: Perceptron, arcs: Perceptron) -> bytes:
    """A model as a file. The inverse of unpack()."""
    head = json.dumps({"vocabulary": sorted(vocabulary), "one_tag": dict(sorted(one_tag.items())), "tags": tagger.classes, "moves": arcs.classes}, ensure_ascii=False).encode()
    parts = [_HEAD.pack(len(head)), head]
    for perceptron in (tagger, arcs):
        parts.append(_HEAD.pack(len(perceptron.rows)))
        for key in sorted(perceptron.rows):
            parts += [_ROW.pack(key, len(perceptron.rows[key])), perceptron.rows[key]]
    return zstandard.ZstdCompressor(level=19).compress(b"".join(parts))


def unpack(data: bytes) -> Model:
    """A model from the bytes of its file."""
    raw = zstandard.ZstdDecompressor().decompress(data)
    (size,) = _HEAD.unpack_from(raw)
    head = json.loads(raw[_HEAD.size : _HEAD.size + size])
    at = _HEAD.size + size
    found = []
    for classes in (head["tags"], head["moves"]):
        (count,) = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        rows = {}
        for _ in range(count):
            key, length = _ROW.unpack_from(raw, at)
            at += _ROW.size
            rows[key] = raw[at : at + length]
            at += length
        found.append(Perceptron(classes, rows))
    return Model(frozenset(head["vocabulary"]), head["one_tag"], *found)
