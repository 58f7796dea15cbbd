"""Who is who in one document.

Rules
 1. A short name stands for the fullest name of the document that ends in it.
 2. "The prime minister" is the person whom the document calls so, when there is only one, or one besides those in the sentence; "he" is the
    person that the text spoke of last as a subject; "the two leaders" are the last two who lead a state.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from monitor import given
from monitor.detect.meetings.phrases import Chunk, nation_of
from monitor.detect.meetings.words import (
    KNOWN,
    KNOWN_ALONE,
    MEDIA,
    RULERS,
)
from monitor.text import name_key, same_name

_LONGEST = 5  # words of a name; what is longer is a heading with a capital for every word
_NO_LONGER = frozenset("vice former deputy ex then late".split())
_NO_ONE = frozenset("news journal radio games center centre fund museum university college school hospital court company group association".split())
_HONORIFICS = frozenset("mr mrs ms miss dr sir dame lord lady".split())


@dataclass(slots=True)
class Person:
    name: str
    titles: set[str] = field(default_factory=set)
    nations: set[str] = field(default_factory=set)
    count: int = 0


class Cast:
    """The persons of one document, by their fullest names; and who was spoken of last."""

    def __init__(self, sentences: Iterable[list[Chunk]]) -> None:
        self._people: dict[str, list[Person]] = {}
        self.recent: list[str] = []  # persons as met, newest last
        self._in_office: dict[tuple[str, str], str] = {}  # of those known without a title, who holds an office in this document
        for found in sentences:
            for chunk in found:
                if chunk.kind in {"person", "name"} and 1 < len(chunk.name.split()) <= _LONGEST:
                    self._learn(chunk)
        for found in sentences:
            for chunk in found:
                if chunk.kind in {"person", "name"} and len(chunk.name.split()) == 1:
                    person = self._person(chunk.name)
                    if person is not None:
                        self._note(person, chunk)
                    elif chunk.kind == "person":
                        self._learn(chunk)
        self._offices(c for found in sentences for c in found if c.kind in {"person", "name"})

    def _offices(self, named: Iterable[Chunk]) -> None:
        """Of several who held one office, the one whom the document gives the title, else the one in office now, holds it."""
        ranks = list(KNOWN)
        best: dict[tuple[str, str], tuple[bool, int, str]] = {}
        for chunk in named:
            held = known(chunk.name)
            if held is None:
                continue
            key = name_key(chunk.name).split()[-1]
            if self._person(chunk.name) is None:
                self._learn(chunk)
            person = self._person(chunk.name)
            titled = person is not None and set(held[1].split()) <= person.titles
            rank = next(k for k, full in enumerate(ranks) if full.split()[-1] == key)
            mine = (not titled, rank, key)
            best[held] = min(best.get(held, mine), mine)
        self._in_office = {held: key for held, (_, _, key) in best.items()}

    def _known(self, name: str) -> tuple[str, str] | None:
        held = known(name)
        return held if held is not None and self._in_office.get(held) == name_key(name).split()[-1] else None

    def _learn(self, chunk: Chunk) -> None:
        last = name_key(chunk.name).split()[-1:] or [chunk.name.lower()]
        people = self._people.setdefault(last[0], [])
        person = next((p for p in people if same_name(p.name, chunk.name)), None)
        if person is None:
            people.append(person := Person(chunk.name))
        elif len(chunk.name) > len(person.name):
            person.name = chunk.name
        self._note(person, chunk)

    @staticmethod
    def _note(person: Person, chunk: Chunk) -> None:
        person.count += 1
        person.titles.update(chunk.titles)
        person.nations.update(chunk.nations)

    def _person(self, name: str) -> Person | None:
        key = name_key(name).split()
        people = self._people.get(key[-1], []) if key else []
        fits = [p for p in people if len(key) <= len(name_key(p.name).split()) and same_name(p.name, name)]
        return max(fits, key=lambda p: p.count) if fits else None

    def is_person(self, chunk: Chunk) -> bool:
        return chunk.kind == "person" or (chunk.kind == "name" and self._person(chunk.name) is not None)

    def fullest(self, name: str) -> str:
        person = None if nation_of(name) else self._person(name)
        return person.name if person else name

    def nations(self, name: str) -> set[str]:
        """The nations a party stands for: its own, or those its titles name."""
        own = "vatican" if name == "Pope" else nation_of(name)
        if own:
            return {own}
        person = self._person(name)
        found = set(person.nations) if person else set()
        found.update(n for n in (nation_of(w) for w in name.split()) if n)
        held = None if found else self._known(name)
        return {held[0]} if held and (not person or not person.titles or set(held[1].split()) <= person.titles) else found

    def bears(self, name: str) -> bool:
        """Whether the document names a person by these last words, so that the name alone may be hers: "Washington" of "Jo Washington"."""
        person = self._person(name)
        return person is not None and person.name != name

    def titles(self, name: str) -> set[str]:
        person = self._person(name)
        if person and person.titles - _HONORIFICS:
            return set(person.titles)
        held = None if person and person.nations else self._known(name)
        return set(held[1].split()) if held else set()

    def holder(self, titles: Iterable[str], nations: Iterable[str] = (), besides: Collection[str] = ()) -> str | None:
        """The person of the document with the ruler's title among `titles`: the only one, or by far the most named, or the only
        one `besides` those whom the sentence names; else None.

        With `nations`, the only one who bears the title for that nation; two of them are none.
        """
        wanted = RULERS.intersection(titles)
        if not wanted:
            return None
        fits = sorted((p for people in self._people.values() for p in people if wanted <= self.titles(p.name) and not p.titles & _NO_LONGER), key=lambda p: -p.count)
        if of := set(nations):
            own = [p for p in fits if self.nations(p.name) == of]
            return own[0].name if len(own) == 1 else None
        others = [p for p in fits if p.name not in besides]
        if len(others) == 1 < len(fits):
            return others[0].name
        if len(fits) == 1 and not others:
            return None  # "the president will meet President Do": another one
        clear = len(fits) == 1 or (len(fits) > 1 and fits[0].count >= 3 * fits[1].count)
        return fits[0].name if clear else None

    def fits(self, pronoun: str, name: str) -> bool:
        """Whether "he" or "she" may be this person; no newspaper is either."""
        if name.lower().split()[-1] in MEDIA | _NO_ONE:
            return False
        person = self._person(name)
        sex = given.sex(name, person.titles if person else ())
        return sex is None or sex == ("m" if pronoun in {"he", "him", "his"} else "f")

    def two(self) -> list[str]:
        """ "The two leaders", "the pair": the last two who lead a state, else the two of the document who do, else the last two
        persons, where one of them is no such leader alone among others."""
        leading = [n for n in self.recent if self._leads(n)]
        if len(leading) > 1:
            return leading[-2:]
        if len(self._leaders) == 2:
            return list(self._leaders)
        return [] if self._leaders and len(self.recent) > 2 else self.recent[-2:]

    @cached_property
    def _leaders(self) -> tuple[str, ...]:
        return tuple(p.name for people in self._people.values() for p in people if self._leads(p.name))

    def _leads(self, name: str) -> bool:
        titles = self.titles(name)
        return bool(RULERS & titles) and not titles & _NO_LONGER and bool(self.nations(name))

    def saw(self, name: str) -> None:
        """The text has just spoken of this person as a subject."""
        if self.recent and self.recent[-1] == name:
            return
        self.recent = [n for n in self.recent if n != name][-7:]
        self.recent.append(name)


def known(name: str) -> tuple[str, str] | None:
    """A leader whom a text may name without a title: by the whole name, or by the surname that stands alone."""
    key = name_key(name)
    return KNOWN.get(key) if " " in key else KNOWN_ALONE.get(key)
