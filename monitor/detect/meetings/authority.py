"""Whose word a claim is: a party's own, the organiser's, an unnamed official's, another outlet's, or the text's own voice.

Rules
 1. A party speaks when the source is the party itself; its office or spokesperson, tied to it by name, nation or title; a
    named minister, ambassador or secretary of its nation; its government by the name of the nation or of the body that it
    heads; both governments; or when the document is its own, by its site or by its heading. Who is called by the bare name is
    who the document introduces him as (see speakers). Words that no office of state is called by make it anybody's.
 2. The host speaks for the meeting as the organiser does: a ministry, office or spokesperson of the nation it is held in.
 3. "Officials", "sources", "aides" without an office on record are unnamed, whatever their nation. So is anybody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.detect.meetings.clauses import Voice, voices
from monitor.detect.meetings.offices import Owner, strangers
from monitor.detect.meetings.parties import Cast, Chunk, Token, nation_of
from monitor.detect.meetings.speakers import Speakers
from monitor.detect.meetings.words import (
    ANONYMOUS,
    BODIES,
    MEDIA,
    NOT_AN_OFFICE,
    RULERS,
    SEATS,
    SPEAKS_FOR,
    STAFF,
    TITLES,
    UNNAMED,
)
from monitor.text import name_key, same_name


@dataclass(frozen=True, slots=True)
class Word:
    """`authority` as in model.Claim; `names` who is on record for a party; `sources` as written."""

    authority: str
    names: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def weigh(
    toks: Sequence[Token], found: Sequence[Chunk], said: Voice | None, cast: Cast, owner: Owner | None, parties: Sequence[str], place: str | None, speaker: str | None,
    speakers: Speakers,
) -> Word:  # fmt: skip
    """The authority of a claim whose governing source is `said`, in a document of `owner` that introduces `speakers`."""
    word = _spoken(toks, found, said, cast, parties, place, speaker)
    if word.authority == "unnamed" and said is not None:
        word = _introduced(toks, found, said, cast, parties, place, speakers) or word
    own = {"outlet"} if owner is not None and owner.headed else {"outlet", "unnamed", "party", "organiser"}
    if owner is not None and word.authority in own and not (said and _is_media(toks, said)):
        if _linked(owner.nation, owner.titles, cast, parties, own_pages=True) or any(same_name(p, owner.name) for p in parties):
            return Word("party", word.names or (owner.name,), word.sources)
        if owner.nation and _venue(place) == owner.nation:
            return Word("organiser", (owner.name,), word.sources)
    return word


def _introduced(
    toks: Sequence[Token], found: Sequence[Chunk], said: Voice, cast: Cast, parties: Sequence[str], place: str | None, speakers: Speakers
) -> Word | None:
    """The word of one who is called by the bare name here, and whose office the document tells elsewhere."""
    alone = [c for c in found if said.first <= c.first < said.last]
    words = [t.low for t in toks[said.first : said.last] if t.low not in {"mr", "mr.", "ms", "ms.", "mrs", "mrs.", "later"}]
    if len(alone) != 1 or alone[0].kind not in {"person", "name"} or " ".join(words) != " ".join(t.low for t in toks[alone[0].first : alone[0].last] if t.low in words):
        return None
    weighed = [_spoken(made.toks, made.found, made.said, cast, parties, place, None) for made in speakers.of(alone[0].name)]
    for word in weighed:
        if word.authority in {"party", "organiser"} and all(other.authority in {"party", "organiser"} for other in weighed):
            return Word(word.authority, word.names, (alone[0].name,))
    return None


_CLAUSE = frozenset("he she they was were said".split())  # "a man who said he was from the palace": a story, not a source


def heads(toks: Sequence[Token], said: Voice, chunk: Chunk) -> bool:
    """Whether the chunk is the source itself, not what names it: "Trump said", but "a Trump administration official said"."""
    return chunk.last >= said.last or not (toks[chunk.last].text.islower() and toks[chunk.last].text.isalpha()) or toks[chunk.last].low in _STILL_HEAD


_STILL_HEAD = frozenset("himself herself who also of on in at for and then later".split())


def second_hand(toks: Sequence[Token], said: Voice | None, dated: set[int]) -> bool:
    """Whether the sentence passes a word on: another source in it is a newspaper or unnamed, or the source would not be named."""
    words = " " + " ".join(t.low for t in toks)
    if any(f" {phrase}" in words for phrase in ANONYMOUS):
        return True
    return any(
        said is None or (other.first, other.last) != (said.first, said.last)
        for other in voices(toks, dated)
        if _is_media(toks, other) or (UNNAMED.intersection(t.low for t in toks[other.first : other.last]) and not any(t.low.startswith("spokes") for t in toks[other.first : other.last]))
    )


def _is_media(toks: Sequence[Token], said: Voice) -> bool:
    return any(t.low.removesuffix("'s") in MEDIA for t in toks[said.first : said.last])


def _spoken(
    toks: Sequence[Token], found: Sequence[Chunk], said: Voice | None, cast: Cast, parties: Sequence[str], place: str | None, speaker: str | None
) -> Word:
    if said is None:
        return Word("outlet")
    words = [t.low.removesuffix("'s") for t in toks[said.first : said.last]]
    if not words:
        return Word("unnamed")
    if toks[said.verb].low == "declined":  # to say anything: the claim is somebody else's
        return Word("media")
    written = _written(toks, said)
    inside = [c for c in found if said.first <= c.first < said.last]
    if NOT_AN_OFFICE.intersection(words) or (len(words) > 1 and _CLAUSE.intersection(words)) or any(_bystander(toks, said, c) for c in inside):
        return Word("unnamed", (), (written,))
    advises = {"national", "security", "adviser"} <= set(words) and any(cast.is_person(c) or c.kind == "name" for c in inside)
    speaks = bool(advises or SPEAKS_FOR.intersection(words) or any(c.name.lower() in SEATS for c in inside) or any(w.startswith("spokes") for w in words))
    person = next((c for c in inside if cast.is_person(c) and not c.possessive and c.prep not in {"for", "of", "to"} and heads(toks, said, c)), None)
    if speaker and any(same_name(speaker, p) for p in parties) and (person is not None or not speaks):
        return Word("party", (speaker,), (speaker,))
    if speaks and not (UNNAMED.intersection(words) and not any(w.startswith("spokes") for w in words) and person is None) and not strangers(toks[said.first : said.last], _own(toks, said, inside, cast, parties)):
        word = _of_office(toks, found, said, inside, person, cast, parties, place)
        if word is not None:
            return word
    theirs = any(c.possessive and any(same_name(c.name, p) for p in parties) for c in inside)
    if theirs and person is not None and STAFF.intersection(words) and not strangers(toks[said.first : said.last], _own(toks, said, inside, cast, parties)):
        return Word("party", (written,), (written,))  # "Duda's chief of staff, Jan Do, said": a name on record
    if not speaks and _is_media(toks, said):
        return Word("media", (), (written,))
    if {"organizers", "organisers", "organizer", "organiser", "timetable", "programme", "host", "hosts"}.intersection(words):
        # Players and showmen have organisers too; those who hold an office have a host
        return Word("organiser" if any(cast.titles(p) or cast.nations(p) or p[:1].islower() for p in parties) else "unnamed", (written,), (written,))
    if not UNNAMED.intersection(words) and (_both(said, inside, parties) or _body(toks, said, inside, cast, parties)):
        return Word("party", (written,), (written,))
    return Word("unnamed", (), (written,))


def _of_office(
    toks: Sequence[Token], found: Sequence[Chunk], said: Voice, inside: list[Chunk], person: Chunk | None, cast: Cast, parties: Sequence[str], place: str | None
) -> Word | None:
    """The word of an office or of one who speaks for it, where it is a party's or the host's."""
    written = _written(toks, said)
    if _office_of(toks, said, inside, cast, parties) or _whose_own(toks, found, said, cast, parties):
        return Word("party", (written,), (written,))
    if (whole := _just_named(toks, said, found)) is not None:
        inside = [*inside, whole]
        if _office_of(toks, said, inside, cast, parties):
            return Word("party", (whole.name,), (whole.name,))
    if _venue(place) in _nations(inside) | _nations_of(toks, said):
        return Word("organiser", (written,), (written,))
    if _unqualified(toks[said.first : said.last], person) and any(cast.nations(p) or cast.titles(p) for p in parties):
        return Word("party", (written,), (written,))
    return None


def _own(toks: Sequence[Token], said: Voice, inside: Sequence[Chunk], cast: Cast, parties: Sequence[str]) -> frozenset[str]:
    """The words of a source that are names: the speaker's, and those of the parties with what they are called by."""
    named = [c for c in inside if c.kind in {"person", "name"} and not c.possessive and c.prep not in {"for", "of", "to"} and heads(toks, said, c)]
    found = {w for c in named[-1:] for w in c.name.lower().split()}
    found |= {t.low for c in inside if c.name.lower() in SEATS.keys() | BODIES.keys() for t in toks[c.first : c.last]}
    for party in parties:
        found |= cast.titles(party)
        if any(same_name(c.name, party) for c in inside):
            found |= {*party.lower().split(), *_CAMP}
            found |= {w for c in inside if same_name(c.name, party) for w in c.name.lower().split()}
    return frozenset(w.rstrip(".") for w in found)


_CAMP = frozenset("campaign team transition staff".split())


def _whose_own(toks: Sequence[Token], found: Sequence[Chunk], said: Voice, cast: Cast, parties: Sequence[str]) -> bool:
    """"His office", where all who are named in front of it are parties."""
    own = any(t.low in {"his", "her", "their"} for t in toks[said.first : said.last])
    persons = [n for c in found if c.first < said.first and (n := _whose(c, cast))]
    return own and bool(persons) and all(any(same_name(n, p) for p in parties) for n in persons)


def _both(said: Voice, inside: Sequence[Chunk], parties: Sequence[str]) -> bool:
    """"The two governments said", of two parties."""
    pair = inside[0] if len(inside) == 1 and inside[0].kind == "pair" else None
    return pair is not None and len(parties) == 2 and pair.last == said.last and pair.begin <= said.first + 1 and pair.name.lower().split()[-1] in _SIDES


_SIDES = frozenset("governments sides countries nations leaders presidents ministers premiers delegations".split())


def _body(toks: Sequence[Token], said: Voice, inside: Sequence[Chunk], cast: Cast, parties: Sequence[str]) -> bool:
    """A body that is a party, that a party heads ("NATO said its secretary general, Jo Do, will"), or a nation that says what who
    holds an office of it will do ("Ottawa said")."""
    body = inside[0] if inside else None
    lows = [t.low for t in toks[said.first : said.last]]
    if body is None and len(lows) == 2 and lows[0] == "the":  # of which a party is called the head
        return any(lows[1] in cast.titles(p) or _STANDS_FOR.get(lows[1]) in cast.titles(p) for p in parties)
    if body is None or body.kind not in {"org", "nation", "place", "name"} or body.possessive or body.last != said.last or body.begin > said.first or cast.bears(body.name):
        return False
    if body.kind != "name" and any(same_name(body.name, p) for p in parties):
        return True
    words = set(body.name.lower().split())
    if any(words <= cast.titles(p) for p in parties) or _its_own(toks, said, parties):
        return True
    nation = BODIES.get(body.name.lower()) or nation_of(body.name)
    held = [p for p in parties if cast.titles(p) & _OFFICES_OF_STATE]
    return nation is not None and _linked(nation, frozenset(), cast, held)


_STANDS_FOR = {"alliance": "nato"}
_OFFICES_OF_STATE = RULERS - {"governor", "premier"} | {"secretary"}


def _its_own(toks: Sequence[Token], said: Voice, parties: Sequence[str]) -> bool:
    """"Its secretary general, Jo Do,": right behind the body's own words."""
    lows = [t.low for t in toks]
    if said.verb + 1 >= len(lows) or lows[said.verb + 1] not in {"its", "that"}:
        return False
    at = said.verb + 1 + (lows[said.verb + 1] == "that")
    if lows[at : at + 1] != ["its"]:
        return False
    end = next((k for k in range(at + 1, min(at + 7, len(toks))) if toks[k].capital and lows[k] not in TITLES), None)
    return end is not None and bool(TITLES.intersection(lows[at + 1 : end])) and any(name_key(p).split()[:1] == name_key(toks[end].text).split()[:1] for p in parties)


_OFFICES = frozenset("ministry palace court presidency chancellery".split())
_PLAIN = _OFFICES | frozenset("foreign royal presidential cabinet government state national security office press secretary spokesman spokeswoman spokesperson spokespeople chief deputy senior official the a of s in for and statement federal affairs adviser".split())


def _bystander(toks: Sequence[Token], said: Voice, chunk: Chunk) -> bool:
    """"A White House visitor": neither the house nor one who speaks for it."""
    if chunk.name.lower() not in SEATS or chunk.last >= said.last:
        return False
    word = toks[chunk.last]
    return word.text.isalpha() and word.text.islower() and word.low not in STAFF | _PLAIN | UNNAMED | _STILL_HEAD | {"chief", "communications", "counsel", "has", "itself", "website"}


def _just_named(toks: Sequence[Token], said: Voice, found: Sequence[Chunk]) -> Chunk | None:
    """The office that "the department" or "the palace" stands for: one that the sentence names in front of it."""
    words = [t.low for t in toks[said.first : said.last]]
    if len(words) != 2 or words[0] != "the":
        return None
    return next((c for c in found if c.last <= said.first and c.kind in {"org", "place", "name"} and c.name.lower().split()[-1] == words[1]), None)


def _unqualified(toks: Sequence[Token], person: Chunk | None) -> bool:
    """An office of state that the text calls by no nation ("the foreign ministry", "press secretary Jo Do"): that of the country it
    writes about. Who speaks for anybody else ("a union spokesman") is called by whom."""
    own = {t.text for t in toks} & set(person.name.split()) if person is not None else set()
    words = [t.low.removesuffix("'s") for t in toks if t.text not in own and t.text[0].isalnum()]
    if any(w not in _PLAIN for w in words) or "of" in own:
        return False
    named = person is not None and bool({"secretary", "spokesman", "spokeswoman", "spokesperson", "adviser"}.intersection(words))
    return named or bool(_OFFICES.intersection(words)) or {"foreign", "office"} <= set(words)


def _whose(chunk: Chunk, cast: Cast) -> str | None:
    """The person whom "his office" may belong to: a name, or who bears the title that stands for one."""
    if chunk.kind == "title":
        return cast.holder(chunk.titles, chunk.nations)
    return cast.fullest(chunk.name) if cast.is_person(chunk) or (chunk.kind == "name" and not chunk.possessive) else None


def _written(toks: Sequence[Token], said: Voice) -> str:
    words = [t.text for t in toks[said.first : said.last]]
    while words and words[0].lower() in {"the", "a", "an", "that", "and"}:
        words.pop(0)
    return " ".join(words).replace(" 's", "'s").replace(" ,", ",")


def _nations(inside: Sequence[Chunk]) -> set[str]:
    found = {n for c in inside for n in c.nations} | {n for c in inside if (n := nation_of(c.name) or BODIES.get(c.name.lower()))}
    found |= {s[1] for c in inside if (s := SEATS.get(c.name.lower())) and s[1]}
    return found


def _nations_of(toks: Sequence[Token], said: Voice) -> set[str]:
    """The nations that the words for a source name: "the French presidency", "Japan's foreign ministry"."""
    return {n for t in toks[said.first : said.last] if t.capital and (n := nation_of(t.text.removesuffix("'s").removesuffix("’s")))}


def _office_of(toks: Sequence[Token], said: Voice, inside: Sequence[Chunk], cast: Cast, parties: Sequence[str]) -> bool:
    """Whether the office or spokesperson belongs to a party: by name, by nation, or by title."""
    if any(same_name(c.name, p) or (not (nation_of(p) or nation_of(c.name)) and name_key(p).split()[-1:] == name_key(c.name).split()[-1:]) for c in inside for p in parties if c.name):
        return True
    words = [t.low.removesuffix("'s") for t in toks[said.first : said.last]]
    nations = _nations(inside) | _nations_of(toks, said)
    titles = {w for w in words if w in RULERS} | ({"president"} if "presidential" in words else set())
    for chunk in inside:
        for seat in _seats(toks, chunk):
            titles |= set(seat[2].split())
            nations |= {seat[1]} - {""}
        person_titles = cast.titles(chunk.name) if cast.is_person(chunk) else set()
        if person_titles & {"minister", "ambassador", "secretary", "spokesman", "spokeswoman", "envoy"}:
            nations |= cast.nations(chunk.name)
    if titles & {"prime"} and "minister" in words:
        titles.add("minister")
    if not nations and not titles:
        return False
    return _linked(next(iter(nations), None) if len(nations) == 1 else None, frozenset(titles), cast, parties) if len(nations) < 2 else any(
        _linked(n, frozenset(), cast, parties) for n in nations
    )


def _seats(toks: Sequence[Token], chunk: Chunk) -> list[tuple[str, str, str]]:
    """The houses that a phrase names: "the White House", "White House Press Secretary Jo Do"."""
    if (seat := SEATS.get(chunk.name.lower())) is not None:
        return [seat]
    lows = [t.low for t in toks[chunk.begin : chunk.last]]
    runs = [" ".join(lows[k : k + size]) for size in (1, 2) for k in range(len(lows) - size + 1)]
    return [SEATS[run] for run in runs if run in SEATS]


def _linked(nation: str | None, titles: frozenset[str], cast: Cast, parties: Sequence[str], *, own_pages: bool = False) -> bool:
    """A nation ties an office to its own people; a title alone to the one who bears it, on whose `own_pages` it needs no nation."""
    for party in parties:
        own, held = cast.nations(party), cast.titles(party)
        if held & {"former", "ex", "then", "ex-president"}:  # no office of state speaks for who left it
            continue
        if nation and nation in own:
            return True
        if nation and held & (_OFFICES_OF_STATE | ({"minister"} if own_pages else set())) and _called_by_title(party, nation, cast, parties):
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


_UNIONS = frozenset({"european union", "united nations"})
_FEW_BEAR = frozenset("state pope chancellor taoiseach emperor sultan".split())


def _venue(place: str | None) -> str | None:
    """The nation a meeting is held in."""
    for part in (place or "").split(", "):
        seat = SEATS.get(part.lower())
        if seat and seat[1]:
            return seat[1]
        nation = nation_of(part)
        if nation:
            return nation
    return None


__all__ = ["Word", "heads", "second_hand", "weigh"]
