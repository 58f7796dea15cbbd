"""The weights: sparse rows of signed bytes, found by the number of an observation. Read once, at the first sentence parsed."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import zstandard

FILE = "english.zst"
_HEAD = struct.Struct("<I")
_ROW = struct.Struct("<IB")
MIDDLE = 128  # a weight of 0 as a byte


@dataclass(frozen=True, slots=True)
class Perceptron:
    """`rows`: observation -> (class, weight + 128) pairs, flat."""

    classes: tuple[str, ...]
    rows: Mapping[int, bytes]

    def scores(self, observations: Iterable[int]) -> list[int]:
        total = [0] * len(self.classes)
        find = self.rows.get
        for observation in observations:
            row = find(observation)
            if row is not None:
                for k in range(0, len(row), 2):
                    total[row[k]] += row[k + 1] - MIDDLE
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
        found.append(Perceptron(tuple(classes), rows))
    return Model(frozenset(head["vocabulary"]), head["one_tag"], *found)
