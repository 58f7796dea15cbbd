"""Who has the floor: whom "he" and "his office" of a sentence may stand for, by the sentences in front of it.

Rules
 1. Those whom the last sentence that names anybody tells of, but not by the way ("a spokesman for the minister", "her lawyer's").
 2. A sentence that names nobody leaves them the floor. One that tells of a man or a woman without a name takes it from all: "a
    lobbyist answered. He said ..." is nobody whom we know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.detect.meetings.cast import Cast
from monitor.detect.meetings.phrases import Chunk, Token
from monitor.detect.meetings.words import STAFF, TITLES, UNNAMED

__all__ = ["Floor", "named"]

_SOMEBODY = frozenset(
    """man woman person somebody someone member head chief aide ally friend colleague expert guest source official mp president premier chancellor governor
    mayor general judge attorney doctor chair king queen prince princess pope""".split()
) | STAFF - {"staff", "press"} | UNNAMED
_ENDINGS = ("er", "or", "ist", "ian", "ant", "man", "woman", "person", "ee")
_ONE = frozenset("a an the his her its their another one this that whose".split())
_BY_THE_WAY = frozenset("for of in at from near".split())


@dataclass(slots=True)
class Floor:
    """The sentences of a document as far as they are read; looked at when somebody is asked for."""

    cast: Cast
    _unheard: list[tuple[Sequence[Token], Sequence[Chunk]]] = field(default_factory=list)
    _held: tuple[str, ...] = ()

    def passed(self, toks: Sequence[Token], found: Sequence[Chunk]) -> None:
        """Go on to behind a sentence."""
        self._unheard.append((toks, found))

    def holders(self) -> tuple[str, ...]:
        """Whom "he" may stand for, by their fullest names; () where it may be a stranger."""
        for toks, found in self._unheard:
            here = named(toks, found, self.cast)
            goes_on = not here or any(c.kind == "pronoun" and c.name.lower() in {"he", "she"} for c in found)
            self._held = () if here is None else tuple(dict.fromkeys([*here, *(self._held if goes_on else ())]))
        self._unheard.clear()
        return self._held


def named(toks: Sequence[Token], found: Sequence[Chunk], cast: Cast) -> tuple[str, ...] | None:
    """The persons whom words tell of, by their fullest names; None where one of them has no name."""
    if any(_stranger(toks, k, found) for k in range(len(toks))):
        return None
    names: list[str] = []
    for c in found:
        if c.possessive or c.prep in _BY_THE_WAY or c.kind not in {"person", "name", "title"}:
            continue
        name = cast.holder(c.titles, c.nations) if c.kind == "title" else cast.fullest(c.name)
        if name is None:
            return None
        names.append(name)
    return tuple(dict.fromkeys(names))


def _stranger(toks: Sequence[Token], k: int, found: Sequence[Chunk]) -> bool:
    """Whether a word stands for a man or a woman of no name here."""
    word = toks[k]
    if not word.text.islower() or word.low.endswith("'s"):
        return False
    somebody = word.low in _SOMEBODY or word.low.startswith("spokes")
    if not somebody and not (word.low.endswith(_ENDINGS) and any(t.low in _ONE for t in toks[max(0, k - 3) : k])):
        return False
    return not any(c.begin <= k < c.last or _says_who(toks, c, k) for c in found if c.kind in {"person", "name", "title"})


def _says_who(toks: Sequence[Token], c: Chunk, k: int) -> bool:
    """Whether a word only says who a name is: in front of it ("her spokesman Jo Do", "her spokesman, Jo Do,") or between commas behind it."""
    first = c.first - 1 - (c.first > 1 and toks[c.first - 1].text == ",")
    while first > k and (toks[first].low in STAFF | TITLES or toks[first].low.startswith("spokes")):
        first -= 1
    if first == k:
        return True
    if c.possessive or c.prep in _BY_THE_WAY or c.last + 1 >= min(len(toks), k) or toks[c.last].text != ",":
        return k == c.last + 1 and toks[c.last].text == ","
    opens = toks[c.last + 1]
    return (opens.capital or opens.low in _ONE or opens.low == "who") and not any(t.text in ",;:—–()" for t in toks[c.last + 1 : k])
