"""Who speaks for whom, by how a document introduces its speakers: "the king's spokeswoman, Jo Do, ...", later "Do said".

Rules
 1. An introduction is a name with the words for an office that touch it: in front ("palace spokesman Jo Do", "her spokesman,
    Jo Do") or between commas behind ("Jo Do, a spokesman for the king,", "Jo Do, who speaks for the king,").
 2. What stands in front is read no further than words that offices are called by. Where another word touches them ("dismissed
    spokesman Jo Do", "union spokesman Jo Do") we cannot tell whose he is, and there is no introduction.
 3. A surname that two persons of the document bear introduces nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from monitor.detect.meetings.offices import strangers
from monitor.detect.meetings.phrases import Chunk, Token
from monitor.detect.meetings.sources import Source
from monitor.detect.meetings.voices import Voice, role
from monitor.detect.meetings.words import STAFF
from monitor.text import name_key


class Sentence(Protocol):
    """What is needed of a sentence: its words and its phrases."""

    @property
    def toks(self) -> list[Token]: ...
    @property
    def found(self) -> list[Chunk]: ...


_WAYS = 20  # nobody is introduced in more


@dataclass(slots=True)
class Speakers:
    """The speakers whom a document introduces; read when first asked for."""

    sentences: Sequence[Sentence]
    _known: dict[str, list[tuple[str, Source]]] | None = field(default=None)
    _asked: dict[str, list[Source]] = field(default_factory=dict)

    def of(self, name: str) -> list[Source]:
        """How the one and only bearer of a name is introduced; nothing where there are two."""
        if name not in self._asked:
            self._asked[name] = self._of(name)
        return self._asked[name]

    def _of(self, name: str) -> list[Source]:
        key = name_key(name).split()
        if not key:
            return []
        if self._known is None:
            self._known = self._read()
        bearers = self._known.get(key[-1], [])
        names = [name_key(full).split() for full, _ in bearers]
        longest = max(names, key=len, default=[])
        if any(longest[-len(n) :] != n for n in names) or longest[-len(key) :] != key or self._another(longest):
            return []
        told = {tuple(t.low for t in made.toks[: made.said.last]): made for _, made in bearers}  # what stands in front says whose "her" is
        return list(told.values()) if len(told) <= _WAYS else []

    def _another(self, longest: list[str]) -> bool:
        for s in self.sentences:
            for c in s.found:
                if c.kind in {"person", "name"} and " " in c.name:
                    words = name_key(c.name).split()
                    if words[-1] == longest[-1] and longest[-len(words) :] != words and words[-len(longest) :] != longest:
                        return True
        return False

    def _read(self) -> dict[str, list[tuple[str, Source]]]:
        made: dict[str, list[tuple[str, Source]]] = {}
        before: Sentence | None = None
        for s in self.sentences:
            if any(_tells_role(t) for t in s.toks) and not any(t.low in _LEFT for t in s.toks):
                for chunk in s.found:
                    if chunk.kind in {"person", "name"} and not chunk.possessive:
                        for intro in _introductions(s, chunk, before):
                            made.setdefault(name_key(chunk.name).split()[-1], []).append((chunk.name, intro))
            before = s
        return made


_LEFT = frozenset("left resigned quit retired fired dismissed sacked stepped".split())  # the office that she is told by


def _tells_role(token: Token) -> bool:
    return token.low.startswith("spokes") or token.low in {"secretary", "speaks", "adviser", "advisor", "ambassador"}


def _introductions(s: Sentence, chunk: Chunk, before: Sentence | None) -> list[Source]:
    found = []
    begin = _front(s, chunk)
    if begin is not None:
        first = s.toks[begin].low
        earlier = [c for c in (before.found if before is not None else []) if c.kind in {"person", "name"} and not c.possessive]
        if first in {"his", "her", "their"} and not any(c.first < begin for c in s.found) and len({name_key(c.name) for c in earlier}) == 1:
            shift = len(before.toks) if before is not None else 0
            toks = [*(before.toks if before is not None else []), *s.toks]
            moved = [*earlier, *(_moved(c, shift) for c in s.found)]
            found.append(Source(toks, moved, Voice(begin + shift, chunk.last + shift, chunk.last + shift - 1)))
        else:
            found.append(Source(s.toks, s.found, Voice(begin, chunk.last, chunk.last - 1)))
    end = _behind(s, chunk)
    if end is not None:
        found.append(Source(s.toks, s.found, Voice(chunk.first, end, end - 1)))
    return found


def _moved(c: Chunk, by: int) -> Chunk:
    return Chunk(c.first + by, c.last + by, c.name, c.kind, c.prep, c.titles, c.nations, c.possessive, c.begin + by)


def _front(s: Sentence, chunk: Chunk) -> int | None:
    """Where the words for an office in front of a name begin, if nothing but such words touch the name."""
    toks, k = s.toks, chunk.first
    if k > 1 and toks[k - 1].text == "," and (toks[k - 2].low.startswith("spokes") or toks[k - 2].low in STAFF) and chunk.last < len(toks) and toks[chunk.last].text in ",.":
        k -= 1
    ends = {c.last: c.first for c in s.found if c.last <= chunk.first}
    while k > 0:
        if k in ends:
            k = ends[k]
        elif toks[k - 1].low in _DETERMINERS:
            k -= 1
            break
        elif toks[k - 1].text not in ",'’" and not strangers(toks[k - 1 : k], frozenset()) and toks[k - 1].low not in _LINKS:
            k -= 1
        else:
            break
    told = any(t.low.startswith("spokes") or t.low in STAFF for t in toks[k : chunk.last])
    open_ = k == 0 or toks[k].low in _DETERMINERS or not toks[k - 1].text[0].isalnum() or toks[k - 1].low in _BOUNDS
    return k if told and open_ else None


_DETERMINERS = frozenset("the a an his her their its".split())
_LINKS = frozenset("and who to at in speaks".split())
_BOUNDS = frozenset("said says told by with to from for and as according that while but".split())


def _behind(s: Sentence, chunk: Chunk) -> int | None:
    """Where the apposition behind a name ends, if it says for whom she speaks."""
    toks, k = s.toks, chunk.last
    if k + 1 >= len(toks):
        return None
    if [t.low for t in toks[k : k + 2]] == ["speaks", "for"]:
        return next((i for i in range(k + 2, min(k + 14, len(toks))) if toks[i].text in ",.;:()—–" or toks[i].low in _LINKS), None)
    if toks[k].text != ",":
        return None
    end = next((i for i in range(k + 1, min(k + 14, len(toks))) if toks[i].text in ",.;:()—–"), None)
    if end is None:
        return None
    speaks = [t.low for t in toks[k + 1 : k + 4]] == ["who", "speaks", "for"]
    return end if speaks or (end > k + 1 and role(toks, k + 1, end)) else None


__all__ = ["Speakers"]
