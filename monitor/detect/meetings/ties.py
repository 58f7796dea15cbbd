"""What ties an office, or one who speaks for it, to a party of a meeting: its name, its nation, its title, or what the document
told of it before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.detect.meetings.cast import Cast
from monitor.detect.meetings.offices import FIELDS
from monitor.detect.meetings.phrases import Chunk, Token, nation_of
from monitor.detect.meetings.sentence import Sentence
from monitor.detect.meetings.sources import Source
from monitor.detect.meetings.words import BODIES, RULERS, SEATS
from monitor.text import name_key, same_name

__all__ = ["OFFICES_OF_STATE", "OfficesTold", "heads", "linked", "nations", "office_of", "speaks_by_name", "unqualified", "venue"]

OFFICES_OF_STATE = RULERS - {"governor", "premier"} | {"secretary"}
_UNIONS = frozenset({"european union", "united nations"})
_FEW_BEAR = frozenset("state pope chancellor taoiseach emperor sultan".split())


def office_of(source: Source, inside: Sequence[Chunk], cast: Cast, parties: Sequence[str]) -> bool:
    """Whether the office or spokesperson belongs to a party: by name, by nation, or by title. `inside`: the phrases that may say so."""
    if any(same_name(c.name, p) or (not (nation_of(p) or nation_of(c.name)) and name_key(p).split()[-1:] == name_key(c.name).split()[-1:]) for c in inside for p in parties if c.name):
        return True
    if any(speaks_by_name(source, p) for p in parties):
        return True
    theirs, titles = _office(source, inside, cast)
    if _heads(titles, parties):
        return True
    if len(theirs) > 1:
        return any(linked(n, frozenset(), cast, parties) for n in theirs)
    return bool(theirs or titles) and linked(next(iter(theirs), None), frozenset(titles), cast, parties)


def heads(source: Source, cast: Cast, parties: Sequence[str]) -> list[str]:
    """The parties who are called by nothing but the title of the head of the office that speaks, of a nation that it names: "Downing Street
    said the prime minister"."""
    theirs, titles = _office(source, source.inside, cast)
    return _heads(titles, parties) if len(theirs) == 1 else []


def _heads(titles: set[str], parties: Sequence[str]) -> list[str]:
    return [p for p in parties if set(p.lower().split()) <= titles]


def _office(source: Source, inside: Sequence[Chunk], cast: Cast) -> tuple[set[str], set[str]]:
    """(nations, titles) of the office that speaks and of its head."""
    words = source.words
    theirs = nations(source, inside)
    titles = {w for w in words if w in RULERS or w in {"mayor", "speaker"}} | ({"president"} if {"presidential", "presidency"}.intersection(words) and not theirs else set())
    for chunk in inside:
        for seat in _seats(source.toks, chunk):
            titles |= set(seat[2].split())
            theirs |= {seat[1]} - {""}
        person_titles = cast.titles(chunk.name) if cast.is_person(chunk) else set()
        if person_titles & {"minister", "ambassador", "secretary", "spokesman", "spokeswoman", "envoy"}:
            theirs |= cast.nations(chunk.name)
    if titles & {"prime"} and "minister" in words:
        titles.add("minister")
    return theirs, titles


def speaks_by_name(source: Source, party: str) -> bool:
    """"Do spokeswoman Ada Berg": by the surname alone, right in front of the word for who speaks."""
    key = name_key(party).split()[-1:]
    pairs = zip(source.tokens, source.tokens[1:], strict=False)
    return any(t.capital and name_key(t.text).split() == key and (after.low.startswith("spokes") or after.low in {"press", "communications"}) for t, after in pairs)


def nations(source: Source, inside: Sequence[Chunk]) -> set[str]:
    """The nations that the words for a source name: "the French presidency", "Japan's foreign ministry", "the Kremlin". Behind "in" and
    "to" stands where it is, which says whose it is only where nothing else does ("the presidency in Paris"), and of no embassy."""
    cut = next((k for k in range(source.said.first, source.said.last) if source.toks[k].low in _WHERE), source.said.last)
    front = _nations(source.toks[source.said.first : cut], [c for c in inside if c.first < cut])
    if front or _ABROAD.intersection(source.words):
        return front
    return _nations(source.tokens, inside)


_WHERE = frozenset("in to at near outside".split())
_ABROAD = frozenset("embassy ambassador consulate envoy".split())


def _nations(toks: Sequence[Token], inside: Sequence[Chunk]) -> set[str]:
    found = {n for t in toks if t.capital and (n := nation_of(t.text.removesuffix("'s").removesuffix("’s")))}
    found |= {n for c in inside for n in c.nations} | {n for c in inside if (n := nation_of(c.name) or BODIES.get(c.name.lower()))}
    lows = [t.low.removesuffix("'s") if t.capital else "" for t in toks]
    found |= {nation for size in (1, 2) for k in range(len(lows)) if (nation := BODIES.get(" ".join(lows[k : k + size])))}
    return found | {s[1] for c in inside if (s := SEATS.get(c.name.lower())) and s[1]}


def _seats(toks: Sequence[Token], chunk: Chunk) -> list[tuple[str, str, str]]:
    """The houses that a phrase names: "the White House", "White House Press Secretary Jo Do"."""
    if (seat := SEATS.get(chunk.name.lower())) is not None:
        return [seat]
    lows = [t.low for t in toks[chunk.begin : chunk.last]]
    runs = [" ".join(lows[k : k + size]) for size in (1, 2) for k in range(len(lows) - size + 1)]
    return [SEATS[run] for run in runs if run in SEATS]


def linked(nation: str | None, titles: frozenset[str], cast: Cast, parties: Sequence[str], *, own_pages: bool = False) -> bool:
    """A nation ties an office to its own people; a title alone to the one who bears it, on whose `own_pages` it needs no nation."""
    for party in parties:
        own, held = cast.nations(party), cast.titles(party)
        if held & {"former", "ex", "then", "ex-president"}:  # no office of state speaks for who left it
            continue
        if nation and nation in own:
            return True
        if nation and held & (OFFICES_OF_STATE | titles | ({"minister"} if own_pages else set())) and _called_by_title(party, nation, cast, parties):
            return True
        borne = titles and titles <= held | {"minister"} and titles & held and not held & {"vice", "deputy", "candidate", "nominee"}
        if borne and (own_pages or not nation or titles & _FEW_BEAR) and not (nation and own and nation not in own):  # many nations have a president
            return True
    return False


def _called_by_title(party: str, nation: str, cast: Cast, parties: Sequence[str]) -> bool:
    """Whether a party is "the Prime Minister" of no nation that the document tells, beside parties of other nations: to a nation's own
    office he needs none."""
    others = [cast.nations(p) for p in parties if p != party]
    return bool(others) and not cast.nations(party) and nation not in _UNIONS and all(own and nation not in own for own in others)


def venue(place: str | None) -> str | None:
    """The nation a meeting is held in."""
    for part in (place or "").split(", "):
        seat = SEATS.get(part.lower())
        if seat and seat[1]:
            return seat[1]
        nation = nation_of(part)
        if nation:
            return nation
    return None


# --- an office of no nation ---------------------------------------------------------------------------------------------

_HOUSES = frozenset("ministry palace court presidency chancellery".split())
_PLAIN = FIELDS | _HOUSES | frozenset(
    """royal presidential cabinet government state council department office press secretary spokesman spokeswoman spokesperson spokespeople chief deputy
    senior official the a an of s in for and statement federal adviser""".split()
)  # fmt: skip


def unqualified(source: Source, person: Chunk | None) -> bool:
    """An office of state that the text calls by no nation ("the foreign ministry", "press secretary Jo Do"): that of the country it
    writes about. Who speaks for anybody else ("a union spokesman") is called by whom."""
    own = {t.text for t in source.tokens} & set(person.name.split()) if person is not None else set()
    words = {t.low.removesuffix("'s") for t in source.tokens if t.text not in own and t.text[0].isalnum()}
    if any(w not in _PLAIN for w in words) or "of" in own:
        return False
    named = person is not None and bool({"secretary", "spokesman", "spokeswoman", "spokesperson", "adviser"}.intersection(words))
    foreign = "foreign" in words and bool({"office", "department"} & words)
    return named or bool(_HOUSES & words) or foreign or {"national", "security", "council"} <= words


@dataclass(slots=True)
class OfficesTold:
    """Whose the offices of a document are: "the ministry" is that of the nation whose ministry it told of last, else that of the
    nation whose city stands in its dateline."""

    sentences: Sequence[Sentence]
    text: str
    _known: dict[str, list[tuple[int, str]]] | None = field(default=None)  # "ministry" -> where one is told, and of which nation

    def nation(self, source: Source, at: int) -> str | None:
        """The nation whose office a source of no nation, which stands `at` a place of the document, is; None where the document does not tell."""
        houses = _HOUSES.intersection(source.words)
        if not houses and "office" not in source.words:
            return None
        if self._known is None:
            self._known = {}
            for start, house, nation in (told for s in self.sentences for told in _told(s.toks)):
                self._known.setdefault(house, []).append((start, nation))
        before = [told[k - 1] for house in houses if (k := bisect_left(told := self._known.get(house, []), (at, "")))]
        return max(before)[1] if before else self._dateline()

    def _dateline(self) -> str | None:
        found = _DATELINE.match(self.text, 0, 120)
        return nation_of(found["city"].strip().lower()) if found is not None else None


_DATELINE = re.compile(r"\s{0,9}(?P<city>[A-Z][A-Z ]{2,30})(?:,|\s?\(|\s?[—–-])")


def _told(toks: Sequence[Token]) -> list[tuple[int, str, str]]:
    """(where, "ministry", the nation) of every office that words tell with its nation."""
    found = []
    for k, token in enumerate(toks):
        house = token.low.removesuffix("'s")
        if house not in _HOUSES:
            continue
        first = k
        while first > 0 and k - first < 4 and (toks[first - 1].capital or toks[first - 1].low in _PLAIN):
            first -= 1
        near = [*toks[first:k], *(toks[k + 1 : k + 8] if "of" in (t.low for t in toks[k + 1 : k + 5]) else [])]
        nation = next((n for t in near if t.capital and (n := nation_of(t.text.removesuffix("'s").removesuffix("’s")))), None)
        if nation is not None:
            found.append((token.start, house, nation))
    return found
