"""Whose word a claim is: a party's own, the organiser's, an unnamed official's, another outlet's, or the text's own voice.

Rules
 1. A party speaks when the source is the party itself; its office or spokesperson, tied to it by name, nation or title; a
    named minister, ambassador or secretary of its nation; or when the document is its own site.
 2. The host speaks for the meeting as the organiser does: a ministry, office or spokesperson of the nation it is held in.
 3. "Officials", "sources", "aides" without an office on record are unnamed, whatever their nation. So is anybody else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from monitor.detect.meetings.clauses import Voice, voices
from monitor.detect.meetings.parties import Cast, Chunk, Token, nation_of
from monitor.detect.meetings.words import (
    ANONYMOUS,
    HOSTS,
    MEDIA,
    NOT_AN_OFFICE,
    RULERS,
    SEATS,
    SPEAKS_FOR,
    TITLES,
    UNNAMED,
)
from monitor.text import name_key, same_name


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose site a document stands on, where that is an office of state."""

    name: str
    nation: str | None
    titles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Word:
    """`authority` as in model.Claim; `names` who is on record for a party; `sources` as written."""

    authority: str
    names: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


_OFFICE = re.compile(
    r"(?:the )?(?:office of the )?(?:(?P<adj>(?:[\w.]+ )?[\w.]+) )??(?P<title>prime minister|president|premier|chancellor|governor|king|queen|pope|taoiseach)(?:'s office)?(?: (?:of|for) (?:the )?(?P<of>[\w .-]{2,40}))?",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:the )?(?:(?P<adj>[\w.]+) )?(?:(?:department|ministry|office|embassy|government|secretariat|delegation|cabinet|federal government|presidency|state department|foreign ministry|mission)\b.*|white house|kremlin|downing street|elysee|élysée|chancellery|parliament)",
    re.IGNORECASE,
)


def owner_of(site: str | None, url: str | None) -> Owner | None:
    """The office that a document's site belongs to, by its name or its host; None for anybody else's."""
    host = ""
    if url:
        try:
            host = (urlsplit(url).hostname or "").lower()
        except ValueError:
            host = ""
    labels = host.split(".")
    known = next((HOSTS[h] for k in range(len(labels)) if (h := ".".join(labels[k:])) in HOSTS), None)
    name = " ".join((site or "").replace("’", "'").split())
    office = _OFFICE.fullmatch(name)
    if office is not None and (office["adj"] is None or nation_of(office["adj"])):  # "Danish Prime Minister's Office", but no "Burger King"
        nation = nation_of(office["of"] or "") or nation_of(office["adj"] or "") or (known[0] if known else None)
        return Owner(name, nation, frozenset(office["title"].lower().split()))
    seat = SEATS.get(name.lower().removeprefix("the "))
    if seat is not None:
        return Owner(name, seat[1] or None, frozenset(seat[2].split()))
    if _BODY.fullmatch(name):
        words = name.split()
        nation = next((n for k in range(len(words)) for n in (nation_of(" ".join(words[k : k + 2])), nation_of(words[k])) if n), None)
        titles = frozenset({"president"} if "presidency" in name.lower() else ())
        return Owner(name, nation or (known[0] if known else None), titles)
    if known is not None:
        return Owner(name or host, known[0], frozenset(known[1].split()))
    return None


def weigh(
    toks: Sequence[Token], found: Sequence[Chunk], said: Voice | None, cast: Cast, owner: Owner | None, parties: Sequence[str], place: str | None, speaker: str | None
) -> Word:
    """The authority of a claim whose governing source is `said`, in a document of `owner`."""
    word = _spoken(toks, found, said, cast, parties, place, speaker)
    if owner is not None and word.authority in {"outlet", "unnamed", "party", "organiser"} and not (said and _is_media(toks, said)):
        if _linked(owner.nation, owner.titles, cast, parties, own_pages=True) or any(same_name(p, owner.name) for p in parties):
            return Word("party", word.names or (owner.name,), word.sources)
        if owner.nation and _venue(place) == owner.nation:
            return Word("organiser", (owner.name,), word.sources)
    return word


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


def _spoken(  # noqa: C901 - the rules at the head of the file, one after another
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
    if NOT_AN_OFFICE.intersection(words) or (len(words) > 1 and _CLAUSE.intersection(words)):
        return Word("unnamed", (), (written,))
    inside = [c for c in found if said.first <= c.first < said.last]
    if any(_bystander(toks, said, c) for c in inside):
        return Word("unnamed", (), (written,))
    advises = {"national", "security", "adviser"} <= set(words) and any(cast.is_person(c) or c.kind == "name" for c in inside)
    speaks = advises or SPEAKS_FOR.intersection(words) or any(c.name.lower() in SEATS for c in inside) or any(w.startswith("spokes") for w in words)
    person = next((c for c in inside if cast.is_person(c) and not c.possessive and c.prep not in {"for", "of", "to"} and heads(toks, said, c)), None)
    if speaker and any(same_name(speaker, p) for p in parties) and (person is not None or not speaks):
        return Word("party", (speaker,), (speaker,))
    if speaks and not (UNNAMED.intersection(words) and not any(w.startswith("spokes") for w in words) and person is None):
        if _office_of(toks, said, inside, cast, parties):
            return Word("party", (written,), (written,))
        own = any(t.low in {"his", "her", "their"} for t in toks[said.first : said.last])
        persons = [n for c in found if c.first < said.first and (n := _whose(c, cast))]
        if own and persons and all(any(same_name(n, p) for p in parties) for n in persons):
            return Word("party", (written,), (written,))
        if (whole := _just_named(toks, said, found)) is not None:
            inside = [*inside, whole]
            if _office_of(toks, said, inside, cast, parties):
                return Word("party", (whole.name,), (whole.name,))
        if _venue(place) in _nations(inside) | _nations_of(toks, said):
            return Word("organiser", (written,), (written,))
    if person is not None and _STAFF.intersection(words) and any(c.possessive and any(same_name(c.name, p) for p in parties) for c in inside):  # "Duda's chief of staff, Jan Do, said": a name on record
        return Word("party", (written,), (written,))
    if speaks and _unqualified(toks[said.first : said.last], person) and any(cast.nations(p) or cast.titles(p) for p in parties):
        return Word("party", (written,), (written,))
    if _is_media(toks, said) and not speaks:
        return Word("media", (), (written,))
    if {"organizers", "organisers", "organizer", "organiser", "timetable", "programme", "host", "hosts"}.intersection(words):
        # Players and showmen have organisers too; those who hold an office have a host
        return Word("organiser" if any(cast.titles(p) or cast.nations(p) or p[:1].islower() for p in parties) else "unnamed", (written,), (written,))
    bodies = [c for c in inside if c.kind in {"org", "nation"} and not c.possessive and c.first == next((x.first for x in inside), -1)]
    if any(same_name(c.name, p) for c in bodies for p in parties) and not UNNAMED.intersection(words):
        return Word("party", (written,), (written,))
    return Word("unnamed", (), (written,))


_STAFF = frozenset("staff secretary adviser advisor minister deputy envoy ambassador press spokesman spokeswoman spokesperson representative".split())
_OFFICES = frozenset("ministry palace court presidency chancellery".split())
_PLAIN = _OFFICES | frozenset("foreign royal presidential cabinet government state national security office press secretary spokesman spokeswoman spokesperson spokespeople chief deputy senior official the a of s in for and statement federal affairs adviser".split())


def _bystander(toks: Sequence[Token], said: Voice, chunk: Chunk) -> bool:
    """"A White House visitor": neither the house nor one who speaks for it."""
    if chunk.name.lower() not in SEATS or chunk.last >= said.last:
        return False
    word = toks[chunk.last]
    return word.text.isalpha() and word.text.islower() and word.low not in _STAFF | _PLAIN | UNNAMED | _STILL_HEAD | {"chief", "communications", "counsel", "has", "itself", "website"}


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
    found = {n for c in inside for n in c.nations} | {n for c in inside if (n := nation_of(c.name))}
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
        borne = titles and titles <= held | {"minister"} and titles & held and not held & {"vice", "deputy", "candidate", "nominee"}
        if borne and (own_pages or not nation or titles & _FEW_BEAR) and not (nation and own and nation not in own):  # many nations have a president
            return True
    return False


_FEW_BEAR = frozenset("pope chancellor taoiseach emperor sultan".split())


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


__all__ = ["TITLES", "Owner", "Word", "heads", "owner_of", "second_hand", "weigh"]
