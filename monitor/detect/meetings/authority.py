"""Whose word a claim is: a party's own, the organiser's, an unnamed official's, another outlet's, or the text's own voice.

Rules
 1. A party speaks when the source is the party itself; its office or spokesperson, tied to it by name, nation or title; a
    named minister, ambassador or secretary of its nation; its government by the name of the nation or of the body that it
    heads; both governments; or when the document is its own, by its site or by its heading. Words that no office of state is
    called by make it anybody's.
 2. Who is called by the bare name, by an abbreviation or by "he" is who the document introduces him as. Where "he" or "his
    office" may be one of several, each of them must be a party or speak for one.
 3. The host speaks for the meeting as the organiser does: a ministry, office or spokesperson of the nation it is held in.
 4. "Officials", "sources", "aides" without an office on record are unnamed, whatever their nation. So is anybody else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from monitor.detect.meetings.abbreviations import Abbreviations
from monitor.detect.meetings.cast import Cast
from monitor.detect.meetings.floor import Floor, named
from monitor.detect.meetings.offices import Owner, strangers
from monitor.detect.meetings.phrases import Chunk, Token, nation_of
from monitor.detect.meetings.sentence import Sentence
from monitor.detect.meetings.sources import Source
from monitor.detect.meetings.speakers import Speakers
from monitor.detect.meetings.ties import (
    OFFICES_OF_STATE,
    OfficesTold,
    linked,
    nations,
    office_of,
    speaks_by_name,
    unqualified,
    venue,
)
from monitor.detect.meetings.voices import Voice, voices
from monitor.detect.meetings.words import (
    ANONYMOUS,
    BODIES,
    NOT_AN_OFFICE,
    RULERS,
    SEATS,
    SPEAKS_FOR,
    STAFF,
    TITLES,
    UNNAMED,
)
from monitor.parse import knows
from monitor.text import name_key, same_name

__all__ = ["Document", "Word", "second_hand", "weigh"]


@dataclass(frozen=True, slots=True)
class Word:
    """`authority` as in model.Claim; `names` who is on record for a party; `sources` as written."""

    authority: str
    names: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(slots=True)
class Document:
    """What a document, of which `owner` may be the office, tells of persons and offices."""

    cast: Cast
    owner: Owner | None
    speakers: Speakers
    abbreviations: Abbreviations
    offices: OfficesTold
    floor: Floor
    spoken: Mapping[int, tuple[Sentence, Voice]] = field(default_factory=dict)  # of speech that runs on: where its speaker is named


_ON_RECORD = ("party", "organiser")


def weigh(toks: Sequence[Token], found: Sequence[Chunk], said: Voice | None, doc: Document, parties: Sequence[str], place: str | None, speaker: str | None) -> Word:
    """The authority of a claim whose governing source is `said`, who may be the `speaker` of that name."""
    word = _Weighing(doc, tuple(parties), place).word(Source(toks, found, said), speaker) if said is not None else Word("outlet")
    owner = doc.owner
    own = {"outlet"} if owner is not None and owner.headed else {"outlet", "unnamed", "party", "organiser"}
    if owner is not None and word.authority in own and not (said and Source(toks, found, said).is_media):
        if linked(owner.nation, owner.titles, doc.cast, parties, own_pages=True) or any(same_name(p, owner.name) for p in parties):
            return Word("party", word.names or (owner.name,), word.sources)
        if owner.nation and venue(place) == owner.nation:
            return Word("organiser", (owner.name,), word.sources)
    return word


def second_hand(toks: Sequence[Token], said: Voice | None, dated: set[int]) -> bool:
    """Whether the sentence passes a word on: another source in it is a newspaper or unnamed, or the source would not be named."""
    words = " " + " ".join(t.low for t in toks)
    if any(f" {phrase}" in words for phrase in ANONYMOUS):
        return True
    others = (Source(toks, (), other) for other in voices(toks, dated) if said is None or (other.first, other.last) != (said.first, said.last))
    return any(other.is_media or (UNNAMED.intersection(other.words) and not other.speaks) for other in others)


_CLAUSE = frozenset("he she they was were said".split())  # "a man who said he was from the palace": a story, not a source


@dataclass(frozen=True, slots=True)
class _Weighing:
    """Of the sources that a meeting of these parties at this place is told by."""

    doc: Document
    parties: tuple[str, ...]
    place: str | None

    def word(self, source: Source, speaker: str | None) -> Word:
        """The word of a source, by its own words or by what the document introduces it as."""
        if source.pronoun:  # whom the text named last need not be meant
            speaker = None
        spelt = self.doc.abbreviations.spelt(source)
        if spelt is not None:
            word = self.plainly(spelt, None, source.tokens[0].start)
            return Word(word.authority, (source.written,) if word.names else (), (source.written,))
        word = self.plainly(source, speaker)
        if word.authority == "unnamed":
            bare = source.bare
            known = self.introduced(bare.name) if bare is not None else self.referred(source) if source.pronoun else None
            return known or word
        return word

    def introduced(self, name: str) -> Word | None:
        """The word of one whose office the document tells elsewhere, and who is called by the bare name here."""
        weighed = [self.plainly(made, None) for made in self.doc.speakers.of(name)]
        if not weighed or any(word.authority not in _ON_RECORD for word in weighed):
            return None
        return Word(weighed[0].authority, weighed[0].names, (name,))

    def referred(self, source: Source) -> Word | None:
        """The word of "he": of those whom the text told of last, each must be a party or speak for one."""
        front = [c for c in source.found if c.first < source.said.first]
        here = named(source.toks[: source.said.first], front, self.doc.cast)
        if here is None or not self.doc.floor.holders():
            return None
        found = [self.of_one(who) for who in dict.fromkeys([*self.doc.floor.holders(), *here])]
        return found[0] if None not in found else None

    def of_one(self, who: str | Source) -> Word | None:
        """The word of somebody who has the floor, where it is a party's or the host's."""
        if isinstance(who, Source):
            word = self.plainly(who, None)
            return word if word.authority in _ON_RECORD else None
        return self.introduced(who) or (Word("party", (who,), (who,)) if self.is_party(who) else None)

    def is_party(self, name: str) -> bool:
        return any(same_name(name, p) for p in self.parties)

    def is_host(self, name: str) -> bool:
        """Whether somebody holds an office of the nation that the meeting is held in."""
        held, nation = self.doc.cast.titles(name), venue(self.place)
        return nation is not None and nation in self.doc.cast.nations(name) and bool(held & OFFICES_OF_STATE) and not held & _NOT_IN_OFFICE

    def plainly(self, source: Source, speaker: str | None, at: int | None = None) -> Word:
        """The word of a source by its own words, which stand `at` a place of the document."""
        words = source.words
        if not words:
            return Word("unnamed")
        if source.said.verb < len(source.toks) and source.toks[source.said.verb].low == "declined":  # to say anything: the claim is somebody else's
            return Word("media")
        written, inside = source.written, source.inside
        anybody = Word("unnamed", (), (written,))
        if "staff" in words[:2] or NOT_AN_OFFICE.intersection(words) or (len(words) > 1 and _CLAUSE.intersection(words)) or any(_bystander(source, c) for c in inside):
            return anybody
        advises = {"national", "security", "adviser"} <= set(words) and any(self.doc.cast.is_person(c) or c.kind == "name" for c in inside)
        if source.speaks and _FIRMS.intersection(words) and len(words) <= 4 and sum(bool(_CORPORATE & self.doc.cast.titles(p)) for p in self.parties) == 1:
            return Word("party", (written,), (written,))  # "a company spokesman", of the one who heads a company
        speaks = bool(advises or SPEAKS_FOR.intersection(words) or any(c.name.lower() in SEATS for c in inside) or source.speaks)
        person = next((c for c in inside if self.doc.cast.is_person(c) and source.itself(c)), None)
        on_record = person if person is not None else source.apposed
        if speaker and self.is_party(speaker) and (person is not None or not speaks):
            return Word("party", (speaker,), (speaker,))
        if speaks and not (UNNAMED.intersection(words) and not source.speaks and on_record is None) and not self.strange(source):
            word = self.of_office(source, person, source.tokens[0].start if at is None else at)
            if word is not None:
                return word
        theirs = any((c.possessive or source.apart(c) in STAFF) and self.is_party(c.name) for c in inside)
        if theirs and on_record is not None and STAFF.intersection(words) and not self.strange(source):
            return Word("party", (written,), (written,))  # "Duda's chief of staff, Jan Do, said": a name on record
        if not speaks and source.is_media:
            return Word("media", (), (written,))
        if _organises(source):
            # Players and showmen have organisers too; those who hold an office have a host
            return Word("organiser", (written,), (written,)) if any(self.doc.cast.titles(p) or self.doc.cast.nations(p) or p[:1].islower() for p in self.parties) else anybody
        if person is not None and self.is_host(self.doc.cast.fullest(person.name)):
            return Word("organiser", (written,), (written,))
        if not UNNAMED.intersection(words) and (self.both(source) or self.body(source)):
            return Word("party", (written,), (written,))
        if len(inside) == 1 and inside[0].kind in {"nation", "place"} and inside[0].begin <= source.said.first and inside[0].last == source.said.last and nation_of(inside[0].name) == (venue(self.place) or ""):
            return Word("organiser", (written,), (written,))  # "Sweden said"
        return anybody

    def of_office(self, source: Source, person: Chunk | None, at: int) -> Word | None:
        """The word of an office or of one who speaks for it, where it is a party's or the host's."""
        written, inside, cast = source.written, source.inside, self.doc.cast
        if office_of(source, inside, cast, self.parties) or self.whose_own(source):
            return Word("party", (written,), (written,))
        if (whole := _just_named(source)) is not None:
            inside = [*inside, whole]
            if office_of(source, inside, cast, self.parties):
                return Word("party", (whole.name,), (whole.name,))
        if venue(self.place) in nations(source, inside):
            return Word("organiser", (written,), (written,))
        if unqualified(source, person) and any(cast.nations(p) or cast.titles(p) for p in self.parties):
            nation = self.doc.offices.nation(source, at)
            if nation is None or linked(nation, frozenset(), cast, self.parties):
                return Word("party", (written,), (written,))
            if venue(self.place) == nation:
                return Word("organiser", (written,), (written,))
        return None

    def strange(self, source: Source) -> bool:
        """Whether the source holds words that are neither names we know nor any that an office of state is called by."""
        return strangers(source.tokens, self._own(source))

    def _own(self, source: Source) -> frozenset[str]:
        """The words of a source that are names: the speaker's, and those of the parties with what they are called by."""
        inside = source.inside
        named = [c for c in inside if c.kind in {"person", "name"} and source.itself(c) and not self.opener(source, c)]
        found = {w for c in named[-1:] for w in c.name.lower().split()}
        found |= {t.low for c in inside if c.name.lower() in SEATS.keys() | BODIES.keys() for t in source.toks[c.first : c.last]}
        for party in self.parties:
            found |= self.doc.cast.titles(party)
            if speaks_by_name(source, party):
                found.add(party.lower().split()[-1])
            if any(same_name(c.name, party) for c in inside):
                found |= {*party.lower().split(), *_CAMP}
                found |= {w for c in inside if same_name(c.name, party) for w in c.name.lower().split()}
        return frozenset(w.rstrip(".") for w in found)

    def opener(self, source: Source, chunk: Chunk) -> bool:
        """A common word that bears a capital because it opens the sentence: "Reporters at the White House"."""
        if chunk.first or chunk.last > 1 or self.doc.cast.is_person(chunk):
            return False
        return knows(source.toks[0].text.lower()) or (len(source.toks) > 1 and source.toks[1].low in _WHERE)

    def whose_own(self, source: Source) -> bool:
        """"His office", where all who are named in front of it in the sentence, or else have the floor, are parties."""
        if not {"his", "her", "their"}.intersection(t.low for t in source.tokens):
            return False
        cast = self.doc.cast
        persons: list[str | Source] = [n for c in source.found if c.first < source.said.first and (n := _whose(c, cast))] or list(self.doc.floor.holders())
        return bool(persons) and all(isinstance(n, str) and self.is_party(n) for n in persons)

    def both(self, source: Source) -> bool:
        """"The two governments said", "both offices said", of two parties."""
        inside = source.inside
        pair = inside[0] if len(inside) == 1 and inside[0].kind == "pair" else None
        if pair is None or len(self.parties) != 2 or pair.begin > source.said.first + 1:
            return False
        behind = {t.low for t in source.toks[pair.last : source.said.last]} - {"'", "’"}
        return behind <= _BOTH and (bool(behind) or pair.name.lower().split()[-1] in _SIDES)

    def body(self, source: Source) -> bool:
        """A body that is a party, that a party heads ("NATO said its secretary general, Jo Do, will"), or a nation that says what who
        holds an office of it will do ("Ottawa said")."""
        cast, parties = self.doc.cast, self.parties
        body = next(iter(source.inside), None)
        lows = [t.low for t in source.tokens]
        if body is None and len(lows) == 2 and lows[0] == "the":  # of which a party is called the head
            return any(lows[1] in cast.titles(p) or _STANDS_FOR.get(lows[1]) in cast.titles(p) or (lows[1] in _FIRMS and _CORPORATE & cast.titles(p)) for p in parties)
        if body is None and lows[:1] == ["the"] and lows[-1] in _BODIES and not _WITHIN.intersection(lows) and _its_own(source, parties):
            return True
        if body is not None and body.kind == "title" and not RULERS.intersection(body.titles) and body.last == source.said.last and body.begin <= source.said.first:  # "the Treasury said"
            return any(set(body.name.lower().split()) <= cast.titles(p) or (body.name.lower() == "treasury" and "chancellor" in cast.titles(p)) for p in parties)
        if body is None or body.kind not in {"org", "nation", "place", "name"} or body.possessive or body.last != source.said.last or body.begin > source.said.first or cast.bears(body.name):
            return False
        if body.kind != "name" and self.is_party(body.name):
            return True
        words = set(body.name.lower().split())
        if any(words <= cast.titles(p) for p in parties) or _its_own(source, parties):
            return True
        nation = BODIES.get(body.name.lower()) or nation_of(body.name)
        if nation is not None and nation in {nation_of(p) for p in parties}:  # "Beijing said" of China
            return True
        return nation is not None and linked(nation, frozenset(), cast, [p for p in parties if cast.titles(p) & OFFICES_OF_STATE])


_NOT_IN_OFFICE = frozenset("former ex then vice deputy acting candidate nominee".split())
_BODIES = frozenset("union party movement alliance coalition federation confederation association league council ministry army church bank company group".split())
_WITHIN = frozenset("of in at from outside inside near behind against within by with who".split())
_WHERE = frozenset("at outside near inside around".split())
_CAMP = frozenset("campaign team transition staff".split())
_SIDES = frozenset("governments sides countries nations leaders presidents ministers premiers delegations offices".split())
_BOTH = frozenset("offices governments spokesmen spokeswomen spokespeople".split())
_FIRMS = frozenset("company firm automaker carmaker bank airline retailer manufacturer conglomerate group miner lender".split())
_CORPORATE = frozenset("executive ceo cfo chairman chairwoman founder co-founder".split())
_STANDS_FOR = {"alliance": "nato"}


def _its_own(source: Source, parties: Sequence[str]) -> bool:
    """"Its secretary general, Jo Do,": right behind the body's own words."""
    toks, verb = source.toks, source.said.verb
    lows = [t.low for t in toks]
    if verb + 1 >= len(lows):
        return False
    that = next((k for k in range(verb + 1, min(verb + 12, len(lows))) if lows[k] == "that"), None)
    at = verb + 1 if lows[verb + 1] == "its" else that + 1 if that is not None else verb + 1
    if lows[at : at + 1] != ["its"]:
        return False
    end = next((k for k in range(at + 1, min(at + 7, len(toks))) if toks[k].capital and lows[k] not in TITLES), None)
    return end is not None and bool(TITLES.intersection(lows[at + 1 : end])) and any(name_key(p).split()[:1] == name_key(toks[end].text).split()[:1] for p in parties)


_ORGANISERS = frozenset("organizers organisers organizer organiser".split())
_PLANS = frozenset("timetable programme program schedule agenda".split())
_OCCASIONS = frozenset("summit meeting talks conference forum visit congress dialogue negotiations".split())
_HOSTS = frozenset("host hosts hosting".split())
_BARE = frozenset("in the a of for s at official country nation government which is presidency ministry foreign its".split()) | _ORGANISERS | _PLANS | _OCCASIONS | _HOSTS


def _organises(source: Source) -> bool:
    """The organisers or the timetable of the summit, the nation that is its host; no protest's organisers, no host of a show."""
    words = {t.low.removesuffix("'s") for t in source.tokens if t.text[0].isalpha() and not (t.capital and t.start > source.toks[0].start)}
    if {"which", "that"} & words and _HOSTS & words:  # "the club, which is hosting the evening,"
        return True
    if any(w not in _BARE and nation_of(w) is None for w in words):
        return False
    told = _OCCASIONS & words
    if _ORGANISERS & words:
        return bool(told or _OCCASIONS.intersection(t.low.removesuffix("'s") for t in source.toks))
    if _PLANS & words:
        return bool(told)
    return bool(_HOSTS & words) and bool(nations(source, source.inside) or {"country", "nation", "government"} & words)


_BESIDE = STAFF | UNNAMED | frozenset(
    """chief communications counsel has itself website ministry palace court presidency chancellery foreign royal presidential cabinet government state national
    security office press spokesman spokeswoman spokesperson spokespeople deputy senior the a of s in for and statement federal affairs"""
    .split()
)  # fmt: skip


def _bystander(source: Source, chunk: Chunk) -> bool:
    """"A White House visitor": neither the house nor one who speaks for it."""
    word = source.apart(chunk) if chunk.name.lower() in SEATS else ""
    return word.isalpha() and source.toks[chunk.last].text.islower() and word not in _BESIDE


def _just_named(source: Source) -> Chunk | None:
    """The office that "the department" or "the palace" stands for: one that the sentence names in front of it."""
    words = [t.low for t in source.tokens]
    if len(words) != 2 or words[0] != "the":
        return None
    return next((c for c in source.found if c.last <= source.said.first and c.kind in {"org", "place", "name"} and c.name.lower().split()[-1] == words[1]), None)


def _whose(chunk: Chunk, cast: Cast) -> str | None:
    """The person whom "his office" may belong to: a name, or who bears the title that stands for one."""
    if chunk.kind == "title":
        return cast.holder(chunk.titles, chunk.nations)
    opens = chunk.first == 0 and chunk.last == 1  # "Fog": a capital for the place
    return cast.fullest(chunk.name) if cast.is_person(chunk) or (chunk.kind == "name" and not chunk.possessive and not opens) else None
