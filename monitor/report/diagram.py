"""A meeting's state diagram: the transitions that the code walks by, drawn once, with the way this meeting took."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT = 84, 28  # of a state's box
PLACES = {  # column, row
    "proposed": (0, 0), "reported": (1, 0), "confirmed": (2, 0), "past": (3, 0),
    "postponed": (0, 1), "cancelled": (1, 1), "denied": (2, 1),
}  # fmt: skip
COLUMN, ROW, BOW = 106, 74, 30
ON, OFF = ("proposed", "reported", "confirmed"), ("postponed", "cancelled", "denied")


@dataclass(frozen=True, slots=True)
class Node:
    name: str
    x: float
    y: float
    now: bool
    seen: bool
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Edge:
    path: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Diagram:
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int
    told: str
    any_off: bool
    aside: float = 3 * COLUMN + 4  # across, of what is said of `any_off`
    top: int = 0  # where the picture begins: above the boxes there is only what bows
    passed: tuple[float, float] | None = None  # where it says that the day has passed and nobody has told of it


def diagram(steps: Iterable[tuple[str, str]], way: Sequence[str], now: str, words: str = "") -> Diagram | None:
    """`steps`: (state, next state) of the table; `way`: the states this meeting went through; `words`: `now`, as it is to be
    understood today ("day passed"). None without a table.

    Of the steps that this meeting did not take only those to a neighbour are drawn, so that the picture can be read;
    `any_off` says when the table leads from every state of a meeting that is on to every one of a meeting that is off.
    """
    known = {(a, b) for a, b in steps if a in PLACES and b in PLACES and a != b}
    if not known:
        return None
    taken = {(a, b) for a, b in pairwise(way) if a != b}
    names = sorted({name for step in known for name in step}, key=lambda name: (PLACES[name][1], PLACES[name][0]))
    drawn = [step for step in sorted(known) if step in taken or _along(step)]
    any_off = all((on, off) in known for on in ON for off in OFF)
    nodes = tuple(Node(name, *_corner(name), name == now, name in way) for name in names)
    passed = words not in {"", now}
    x, y = _corner(now) if now in PLACES else (0, 0)
    told = f"State: {now}{f', {words}' if passed else ''}." + (f" Its way here: {', '.join(way)}." if len(way) > 1 else "")
    edges = tuple(Edge(_path(a, b), (a, b) in taken) for a, b in drawn)
    beside = (x + WIDTH / 2 + 6, y + HEIGHT + 18) if passed else None
    top = 0 if any("C" in edge.path for edge in edges) else BOW
    return Diagram(nodes, edges, 3 * COLUMN + WIDTH + 2, BOW + ROW + HEIGHT + 2, told, any_off, passed=beside, top=top)


def _along(step: tuple[str, str]) -> bool:
    (x, y), (next_x, next_y) = PLACES[step[0]], PLACES[step[1]]
    return (y == next_y == 0 and next_x - x == 1) or (x == next_x and y < next_y)


def _corner(name: str) -> tuple[float, float]:
    column, row = PLACES[name]
    return column * COLUMN + 1, BOW + row * ROW + 1


def _path(a: str, b: str) -> str:
    """An arrow from box to box: straight along the row, bowed where it passes another box, between the rows from edge to edge."""
    (x, y), (to_x, to_y) = _corner(a), _corner(b)
    if y == to_y:
        right = to_x > x
        start, end = (x + WIDTH, to_x) if right else (x, to_x + WIDTH)
        middle = y + HEIGHT / 2
        if right and to_x - x == COLUMN:
            return f"M{start:g} {middle:g}L{end - 2:g} {middle:g}"
        edge, bow = y - 1, 4 - BOW
        return f"M{x + WIDTH / 2:g} {edge:g}C{x + WIDTH / 2:g} {edge + bow:g} {to_x + WIDTH / 2:g} {edge + bow:g} {to_x + WIDTH / 2:g} {edge:g}"
    down = to_y > y
    start, end = (y + HEIGHT, to_y - 2) if down else (y, to_y + HEIGHT + 2)
    side = 10 if down else -10
    return f"M{x + WIDTH / 2 + side:g} {start:g}L{to_x + WIDTH / 2 + side:g} {end:g}"
