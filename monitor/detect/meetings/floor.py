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
from monitor.detect.meetings.lexicon import TRAVEL, lemma
from monitor.detect.meetings.phrases import Chunk, Token, nation_of
from monitor.detect.meetings.sources import Source
from monitor.detect.meetings.voices import Voice
from monitor.detect.meetings.words import SAY, SEATS, SPEAKS_FOR, STAFF, TITLES, UNNAMED, VISIT_NOUNS

__all__ = ["Floor", "named"]

_SOMEBODY = frozenset(
    """man woman person somebody someone member head chief aide ally friend colleague expert guest source official mp president premier chancellor governor
    mayor general judge attorney doctor chair king queen prince princess pope wife son cousin nephew niece husband boy girl lady guy nurse witness priest
    monk nun pilot guard clerk cop spy poet boss host hostess actress heiress scholar critic academic student resident agent correspondent opponent
    respondent recipient tycoon mogul analyst envoy""".split()
) | STAFF - {"staff", "press"} | UNNAMED
_ENDINGS = ("er", "or", "ist", "ian", "ant", "man", "woman", "person", "ee")
_THINGS = frozenset(
    """other number order letter paper quarter matter dinner winter summer water power offer computer border river former latter after later over
    under whether however never further better committee tower center door floor error favor harbor labor color restaurant important september october
    november december""".split()
)
_ONE = frozenset("a an the his her its their another one this that whose".split())
_BY_THE_WAY = frozenset("for of in at from near".split())


_SEVERAL = 6  # among more nobody can tell who "he" is


@dataclass(slots=True)
class Floor:
    """The sentences of a document as far as they are read; looked at when somebody is asked for."""

    cast: Cast
    _unheard: list[tuple[Sequence[Token], Sequence[Chunk]]] = field(default_factory=list)
    _held: tuple[str | Source, ...] = ()

    def passed(self, toks: Sequence[Token], found: Sequence[Chunk]) -> None:
        """Go on to behind a sentence."""
        self._unheard.append((toks, found))

    def holders(self) -> tuple[str | Source, ...]:
        """Whom "he" may stand for, by their fullest names, or by the words for an office's spokesman; () where it may be a stranger."""
        for toks, found in self._unheard:
            here: tuple[str | Source, ...] | None = named(toks, found, self.cast)
            if here is None and (speaker := _spokesman(toks, found)) is not None:
                behind = named(toks, found, self.cast, speaker.said.last)
                here = None if behind is None else (speaker, *behind)
            goes_on = not here or any(c.kind == "pronoun" and c.name.lower() in {"he", "she"} for c in found)
            self._held = () if here is None else tuple(dict.fromkeys([*here, *(self._held if goes_on else ())]))
            if len(self._held) > _SEVERAL:
                self._held = ()
        self._unheard.clear()
        return self._held


def named(toks: Sequence[Token], found: Sequence[Chunk], cast: Cast, first: int = 0) -> tuple[str, ...] | None:
    """The persons whom words from the `first` on tell of, by their fullest names; None where one of them has no name."""
    if any(_stranger(toks, k, found) for k in range(first, len(toks))):
        return None
    names: list[str] = []
    for c in found:
        told = c.kind in {"person", "name", "title"} and c.prep not in _BY_THE_WAY
        if c.first < first or c.possessive or not (told or _spoken_to(toks, c)):
            continue
        name = cast.holder(c.titles, c.nations) if c.kind == "title" else cast.fullest(c.name)
        if name is None:
            return None
        names.append(name)
    return tuple(dict.fromkeys(names))


def _spoken_to(toks: Sequence[Token], c: Chunk) -> bool:
    """Whether what stands behind "to", "at" or "from" may be somebody ("spoke to Jo Do"): no place that is known, told by a word for
    places, or travelled to."""
    words = c.name.lower().split()
    if c.kind != "place" or c.prep not in {"to", "at", "from"} or nation_of(c.name) is not None or c.name.lower() in SEATS or words[-1] in _SITES:
        return False
    before = toks[c.begin - 2].low if c.begin > 1 else ""
    return lemma(before) not in TRAVEL and before not in VISIT_NOUNS


_SITES = frozenset(
    """park hall house street airport city palace building hotel university square cottage beach center centre castle club island school college road
    avenue office capitol hill station tower plaza gardens stadium arena field base port""".split()
)


def _spokesman(toks: Sequence[Token], found: Sequence[Chunk]) -> Source | None:
    """Him by whom a sentence opens: "A spokesman for the minister", "Her office's spokeswoman"."""
    k = next((i for i, t in enumerate(toks[:8]) if t.low.startswith("spokes")), None)
    if k is None or any(t.text in _STOPS for t in toks[:k]) or any(c.kind in {"person", "name", "title"} and not c.possessive and c.last <= k for c in found):
        return None
    last = k + 1
    if last < len(toks) and toks[last].low in {"for", "of"}:
        whose = next((c for c in found if last < c.first <= last + 3 and not c.possessive), None)
        last = whose.last if whose is not None else len(toks)
    return Source(toks, found, Voice(0, last, last)) if last < len(toks) and toks[last].text not in _STOPS else None


_STOPS = frozenset(", ; : ( ) “ ” \" — –".split())


def _stranger(toks: Sequence[Token], k: int, found: Sequence[Chunk]) -> bool:
    """Whether a word stands for a man or a woman of no name here."""
    word = toks[k]
    if not word.text.islower() or word.low.endswith("'s"):
        return False
    speaks = word.low not in SPEAKS_FOR and k > 0 and toks[k - 1].low in _ONE and toks[k + 1 : k + 2] and toks[k + 1].low in SAY  # "the cook said"
    somebody = speaks or word.low in _SOMEBODY or word.low.startswith("spokes")
    if not somebody and not (word.low.endswith(_ENDINGS) and word.low not in _THINGS and any(t.low in _ONE or t.low.endswith("'s") for t in toks[max(0, k - 3) : k])):
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
    if SAY.intersection(t.low for t in toks[c.last + 1 : k + 3]):  # "Do, the tailor said,": who tells it
        return False
    return (opens.capital or opens.low in _ONE or opens.low == "who") and not any(t.text in ",;:—–()" for t in toks[c.last + 1 : k])
