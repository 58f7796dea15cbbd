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
from importlib.resources import files

import zstandard

FILE = "english.zst"
_HEAD = struct.Struct("<I")
MIDDLE = 128  # a weight of 0 as a byte
_LANE = 16  # bits for a class: some 70 observations of at most 128 each lie well inside
_HALF = 1 << (_LANE - 1)


class Rows(dict[int, int]):
    """Observation -> the place of its row: weight + 128 of each class, a byte. Of the many that a file holds few are wanted."""

    def __init__(self, keys: Sequence[int], data: bytes, size: int) -> None:
        """`data`: rows of `size` bytes, one behind another."""
        super().__init__(zip(keys, range(0, len(keys) * size, size), strict=True))
        self._data, self._size = data, size

    def row(self, observation: int) -> bytes:
        place = self[observation]
        return self._data[place : place + self._size]


class Perceptron:
    """A row becomes a number at its first use."""

    def __init__(self, classes: Sequence[str], rows: Rows) -> None:
        self.classes, self.rows = tuple(classes), rows
        self._base = sum(_HALF << (_LANE * k) for k in range(len(classes)))
        self._lanes = struct.Struct(f"<{len(classes)}H")
        self._numbers = _Numbers(rows, len(classes))

    def scores(self, observations: Iterable[int]) -> tuple[int, ...]:
        """One a class, all of them raised by 32768: what counts is which is the highest."""
        total = sum(map(self._numbers.__getitem__, filter(self.rows.__contains__, observations)), self._base)
        return self._lanes.unpack(total.to_bytes(self._lanes.size, "little"))


class _Numbers(dict[int, int]):
    """Observation -> its row as a number; there is no more of them than the file has rows."""

    def __init__(self, rows: Rows, classes: int) -> None:
        super().__init__()
        self._row, self._wide = rows.row, bytes(_LANE // 8 * classes)
        self._middles = sum(MIDDLE << (_LANE * k) for k in range(classes))

    def __missing__(self, observation: int) -> int:
        lanes = bytearray(self._wide)
        lanes[:: _LANE // 8] = self._row(observation)
        number = self[observation] = int.from_bytes(lanes, "little") - self._middles
        return number


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
    for rows in (tagger.rows, arcs.rows):
        parts += [_HEAD.pack(len(rows)), struct.pack(f"<{len(rows)}I", *sorted(rows)), *map(rows.row, sorted(rows))]
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
        found.append(Perceptron(classes, Rows(keys, raw[first:at], len(classes))))
    return Model(frozenset(head["vocabulary"]), head["one_tag"], *found)
