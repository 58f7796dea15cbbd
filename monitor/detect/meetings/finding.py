"""Meeting claims: one sentence's word that named parties will meet, met, or will not.

Rules
 1. An event is a verb ("meet", "visit", "host", "sit down with") or a noun ("talks", "summit", "visit"). Meeting a target, a
    sports fixture and a telephone call are none.
 2. Its parties are its subject and object, in their fullest form in the document. A visit's host nation is a party.
 3. Its day is its own by clause (see clauses). A window is a range of days, never a day.
 4. The status is the weakest that the words bear: called off and denied before all, then what hedges ("may", "hopes", "agreed
    to", "expected", "if"), then settled future. Settled with a definite day is `reported`.
 5. `confirmed` needs two named parties and, besides, the word of a party: its principal, office or spokesperson on record
    in the sentence, or the document being its own site. It fails safe: a word anywhere in the governing words that negates,
    doubts, calls off, sets a condition, embeds the event in another clause or passes on a third source's word keeps it below.
 6. Called off beats all, in every voice and position; a call-off that somebody only threatens, asks for or refuses is a
    proposal. Of a postponed meeting the day is the new one, where one is told.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from operator import attrgetter

from monitor.detect.meetings import modality
from monitor.detect.meetings import status as status_of
from monitor.detect.meetings.abbreviations import Abbreviations
from monitor.detect.meetings.authority import Document, Word, second_hand, weigh
from monitor.detect.meetings.clauses import Event, Voice, bind, voice
from monitor.detect.meetings.events import events_of, hints, may_tell, unnamed_meeting
from monitor.detect.meetings.floor import Floor
from monitor.detect.meetings.grammar import Syntax
from monitor.detect.meetings.lexicon import lemma
from monitor.detect.meetings.offices import headed, owner_of
from monitor.detect.meetings.parties import PLACE_PREPS, Cast, Chunk, Token, chunks, nation_of, tokens
from monitor.detect.meetings.sources import Source
from monitor.detect.meetings.speakers import Speakers
from monitor.detect.meetings.ties import OfficesTold
from monitor.detect.meetings.told import Told
from monitor.detect.meetings.words import CITY_OF, GO, KNOWN_ALONE, MEDIA, POSTPONE, RULERS, SAY, SEATS, VISIT_NOUNS
from monitor.model import Claim, DateMention, Passage
from monitor.text import name_key, same_name, sentences

__all__ = ["Background", "find"]

_LONGEST = 4000  # characters of a sentence that are read
_START, _END = attrgetter("start"), attrgetter("end")
RANK = ("past", "proposed", "reported", "confirmed", "denied", "postponed", "cancelled")


@dataclass(slots=True)
class _Sentence:
    start: int
    end: int
    toks: list[Token]
    found: list[Chunk]
    mentions: list[DateMention]
    dated: set[int]
    parsed: Syntax | None = None

    def syntax(self) -> Syntax:
        """Parsed once: nothing here takes longer."""
        if self.parsed is None:
            self.parsed = Syntax(self.toks, self.found, self.dated)
        return self.parsed


class _Anybody(Cast):
    """Of a document that is not read yet: every name in it may be a person's. Whatever has no event among them has none."""

    def is_person(self, chunk: Chunk) -> bool:
        return chunk.kind in {"person", "name"}


_ANYBODY = _Anybody(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What a story told before: `texts` of its other documents, and of every meeting that may still be called off one claim each."""

    texts: tuple[str, ...] = ()
    meetings: tuple[Claim, ...] = ()


def find(
    text: str, dates: Sequence[DateMention], published: datetime | None, *, site: str | None = None, url: str | None = None, title: str | None = None,
    background: Background | None = None,
) -> tuple[Claim, ...]:  # fmt: skip
    """The meeting claims of a document, in reading order. `dates` as found in the same `text`.

    `site`, `url` and the heading say whose document it is; `title` is read for names besides. Evidence is the whole sentence.
    With `background`, names and speakers count as introduced there, and a call-off that names nobody is of a meeting told there.

    Measured on labelled news sentences that no rule was written for: of 127, settled days P .91, R .81; of 56 after what those
    taught, P 1.0, R .89, status macro F1 .76. Nothing was confirmed below the definition. 10 CPU ms for 800 words of politics.
    """
    parsed = _parse(text, dates, whole=background is not None)
    if not parsed:
        return ()
    headline = tokens(title or "", 0, len(title or ""))
    earlier = [s for told in (background.texts if background else ()) for s in _parse(told, (), whole=True)]
    cast = Cast([*(s.found for s in parsed), chunks(headline, set()), *(s.found for s in earlier)])
    whole = [*earlier, *parsed]
    doc = Document(cast, owner_of(site, url) or headed(title, text), Speakers(whole), Abbreviations(whole), OfficesTold(parsed, text), Floor(cast))
    day = published.date() if published else None
    claims: list[Claim] = []
    told = Told(claims, list(background.meetings) if background else [], text)
    for sentence in parsed:
        claims += _read(text, sentence, doc, day, told)
    return tuple(claims)


def _parse(text: str, dates: Sequence[DateMention], *, whole: bool = False) -> list[_Sentence]:
    """The sentences with their words and phrases; none where no sentence tells of a meeting, whoever is named elsewhere, but for the
    `whole`."""
    spans = _with_labels(text, dates)
    first = {start: _sentence(text, start, end, dates) for start, end in spans if hints(text[start : min(end, start + _LONGEST)])}
    if not whole and not any(_may_tell(s) and events_of(s.syntax(), _ANYBODY) for s in first.values()):
        return []
    return [first.get(start) or _sentence(text, start, end, dates) for start, end in spans]


def _sentence(text: str, start: int, end: int, dates: Sequence[DateMention]) -> _Sentence:
    toks = tokens(text, start, min(end, start + _LONGEST))
    inside = list(dates[bisect_right(dates, start, key=_END) : bisect_left(dates, end, key=_START)])
    dated = _dated(toks, inside)
    return _Sentence(start, end, toks, chunks(toks, dated), inside, dated)


def _may_tell(s: _Sentence) -> bool:
    return bool(s.toks) and s.toks[-1].text != "?" and may_tell(s.toks, s.found)


def _with_labels(text: str, dates: Sequence[DateMention]) -> list[tuple[int, int]]:
    """The sentences; a time that stands for one by itself ("9:30 a.m. The minister meets ...") goes with what it is the time of."""
    times = {m.start: m.end for m in dates}
    found: list[tuple[int, int]] = []
    label: int | None = None
    for start, end in sentences(text):
        if label is not None and "\n" not in text[found[-1][1] : start]:
            start, found = label, found[:-1]
        label = start if not text[times.get(start, start) : end].strip(" .") else None
        found.append((start, end))
    return found


def _dated(toks: list[Token], mentions: list[DateMention]) -> set[int]:
    found: set[int] = set()
    i = 0
    for mention in mentions:
        while i < len(toks) and toks[i].end <= mention.start:
            i += 1
        k = i
        while k < len(toks) and toks[k].start < mention.end:
            found.add(k)
            k += 1
    return found


def _read(text: str, s: _Sentence, doc: Document, day: date | None, told: Told) -> list[Claim]:
    """The claims of one sentence; then its subjects count as spoken of."""
    made: list[Claim] = []
    cast = doc.cast
    x = s.syntax() if _may_tell(s) else None
    events = events_of(x, cast) if x is not None else []
    if x is not None and events:
        bind(x, events, s.mentions)
        passage = Passage(text=text[s.start : s.end], start=s.start, end=s.end)
        for event in events:
            claim = _claim(x, s, event, events, doc, day, passage)
            if claim is not None:
                made.append(claim)
    if not made and not any(len(e.subject) + len(e.objects) > 1 for e in events):
        made += [c for c in (_unsure(text, s, told.near(s.start)), _moved(text, x, s, told, doc, day)) if c is not None][:1]
    if not made:
        told.passed(s.toks, s.dated, s.start)
    for chunk in s.found:
        if chunk.prep not in {"in", "at", "of", "from", "for"} and not chunk.possessive and cast.is_person(chunk):
            cast.saw(cast.fullest(chunk.name))
    doc.floor.passed(s.toks, s.found)
    return _merge(made)


def _unsure(text: str, s: _Sentence, near: Sequence[Claim]) -> Claim | None:
    """"The office has not confirmed a date", said of the meeting in the sentence before."""
    about = near[-1] if near else None
    if about is None or about.status not in {"proposed", "reported"} or not status_of.unsure([t.low for t in s.toks]) or not any(t.low in {"date", "meeting", "visit", "day", "trip", "talks"} for t in s.toks):
        return None
    return Claim(
        participants=about.participants, place=about.place, status="proposed", earliest=None, latest=None, confirmed_by=(), authority="outlet", sources=(),
        evidence=Passage(text=text[s.start : s.end], start=s.start, end=s.end),
    )  # fmt: skip


def _moved(text: str, x: Syntax | None, s: _Sentence, told: Told, doc: Document, day: date | None) -> Claim | None:
    """A call-off or a new day that is told of "the meeting": of the only one that it fits."""
    event = unnamed_meeting(s.toks, s.dated)
    parties = told.meant(s.toks, event, s.start, s.mentions) if event is not None else None
    if event is None or parties is None:
        return None
    x = x or s.syntax()
    bind(x, [event], s.mentions)
    status = modality.judge(x, event, day).status
    worded = status_of.called_off(s.toks, event, [event], s.dated)
    if status in {None, "past", "settled"} or (status == "cancelled" and worded == "postponed"):
        status = worded
    if status not in {"cancelled", "postponed"}:
        return None
    said, place = voice(s.toks, event, s.dated), _place(s, event)
    word = weigh(s.toks, s.found, said, doc, parties, place, _speaker(s, said, doc.cast))
    earliest, latest = status_of.days(s.toks, event, status, day, s.mentions)
    return Claim(
        participants=tuple(parties), place=place, status=status, earliest=earliest, latest=latest, authority=word.authority, sources=word.sources,
        confirmed_by=word.names if word.authority in {"party", "organiser"} else (), evidence=Passage(text=text[s.start : s.end], start=s.start, end=s.end),
    )  # fmt: skip


# --- one claim ---------------------------------------------------------------------------------------------------------


def _claim(x: Syntax, s: _Sentence, event: Event, events: Sequence[Event], doc: Document, day: date | None, passage: Passage) -> Claim | None:
    cast = doc.cast
    said = voice(s.toks, event, s.dated)
    speaker = _speaker(s, said, cast)
    if not event.subject and (body := _itself(x, event, s, said)) is not None:
        event.subject = [body]
    parties, named = _parties(s, event, cast, speaker, said)
    if not parties:
        return None
    status_of.look_ahead(event, day, present=_to_come(x, event))
    standing = modality.judge(x, event, day)
    status = _worded(s, event, events, standing.status)
    pair = any(c.kind == "pair" or (c.kind == "group" and event.kind == "meet" and c.name[:1].isupper()) for c in (*event.subject, *event.objects))
    if status is None or (status == "past" and len(parties) < 2 and not pair and not (named and event.objects and event.subject)):
        return None
    if status in {"cancelled", "postponed", "denied"} and not named and not any(p[:1].isupper() for p in parties):
        return None
    if status in {"settled", "soft"} and (_stale(event, day) or _long_said(s, said, day)):
        return None
    place = _place(s, event)
    word = weigh(s.toks, s.found, said, doc, parties, place, speaker)
    if status in {"settled", "soft"} and status_of.called_false(s.toks, event, events, s.dated):
        if word.authority != "party":
            return None
        status = "denied"
    if status == "settled" and not ((standing.told or event.kind != "noun") and modality.plain(x, event, standing)):
        status = "soft"
    status = _grade(status, event, events, named, word, s, said)
    if not named and ((status == "proposed" and event.span is None) or all(p in {"he", "she", "him", "her"} for p in parties)):
        return None
    earliest, latest = status_of.days(s.toks, event, status, day, s.mentions)
    return Claim(
        participants=tuple(parties),
        place=place,
        status=status,
        earliest=earliest,
        latest=latest,
        confirmed_by=word.names if status == "confirmed" or (word.authority in {"party", "organiser"} and status in {"denied", "cancelled", "postponed"}) else (),
        authority=word.authority,
        sources=word.sources,
        evidence=passage,
    )


def _itself(x: Syntax, event: Event, s: _Sentence, said: Voice | None) -> Chunk | None:
    """"The EU said it would hold": the body that speaks is the one that meets."""
    at = event.verb if event.verb is not None else event.at
    if said is None or not any(x.low(k) == "it" and k > said.verb for k in x.subjects(at)):
        return None
    return next((c for c in s.found if c.first >= said.first and c.last == said.last and c.kind in {"org", "nation", "place"} and not c.possessive), None)


def _worded(s: _Sentence, event: Event, events: Sequence[Event], status: str | None) -> str | None:
    """What the words beside the event make of how it stands by the tree."""
    turned = s.toks[0].low in {"had", "should", "were"} and any(t.text == "," for t in s.toks[: event.at])  # "Had they won, she would meet him"
    if turned and status in {"settled", "soft"}:
        status = "proposed"
    if status in {"settled", "soft", None} or (status in {"past", "proposed"} and event.kind == "noun"):
        status = status_of.called_off(s.toks, event, events, s.dated) or status
    elif status in {"denied", "cancelled"} and (called := status_of.called_off(s.toks, event, events, s.dated)) in {"cancelled", "postponed"}:
        status = called if status == "denied" or POSTPONE.intersection(t.low for t in s.toks[event.at :]) else status  # "will not take place and has been postponed"
    lows = status_of.lows_of(s.toks, s.dated)
    if status == "proposed" and status_of.asked_and_denied(lows):
        return "denied"
    if status == "denied" and any(pair == ("after", "all") for pair in pairwise(lows)):  # planned once
        return "cancelled"
    return "proposed" if status in {"settled", "soft"} and status_of.unsure(lows) else status


def _to_come(x: Syntax, event: Event) -> bool:
    """Whether the nearest verb tells in the present or the future: "arrives on Monday, a day before the talks"."""
    for k in (event.verb if event.verb is not None else event.at, *x.up(event.at)):
        if x.verbal(k) and x.low(k) not in SAY:
            return x.group(k).tense in {"present", "future"} or lemma(x.low(k)) in {"secure", "land", "arrange", "schedule", "agree"}
    return False


def _stale(event: Event, day: date | None) -> bool:
    """A plan whose day lay more than a month back when it was told: background, nothing to come."""
    return day is not None and event.span is not None and (day - event.span[1]).days > 31


def _long_said(s: _Sentence, said: Voice | None, day: date | None) -> bool:
    """Said long ago ("a year ago her office said ..."): its Friday is none of ours."""
    if said is None or day is None:
        return False
    limit = s.toks[min(said.verb + 4, len(s.toks) - 1)].start
    start = s.toks[max(0, said.first - 8)].start
    return any(start <= m.start <= limit and m.latest is not None and (day - m.latest).days > 31 for m in s.mentions)


def _grade(status: str, event: Event, events: Sequence[Event], named: int, word: Word, s: _Sentence, said: Voice | None) -> str:
    if status not in {"settled", "soft"}:
        return status
    if not event.stated:
        return "proposed"
    on_record = named >= 2 and word.authority in {"party", "organiser"} and word.names
    if status == "settled" and on_record and status_of.clear(s.toks, event, events, s.dated) and not second_hand(s.toks, said, s.dated):
        return "confirmed"
    return "reported"


def _speaker(s: _Sentence, said: Voice | None, cast: Cast) -> str | None:
    if said is None:
        return None
    source = Source(s.toks, s.found, said)
    for chunk in source.inside:
        if source.itself(chunk):
            if cast.is_person(chunk):
                return cast.fullest(chunk.name)
            if chunk.kind == "name" and len(chunk.name.split()) == 1 and chunk.name.lower() not in MEDIA:
                return chunk.name
            if chunk.kind == "title":
                return _holder(s, chunk, cast)
            if chunk.kind == "pronoun" and chunk.name.lower() in {"he", "she"} and cast.recent:
                return cast.recent[-1]
    return None


def _parties(s: _Sentence, event: Event, cast: Cast, speaker: str | None, said: Voice | None) -> tuple[list[str], int]:
    """(the parties in their fullest form, how many of them are named)."""
    parties: list[str] = []
    named = 0
    met = [cast.fullest(c.name) for c in event.objects if cast.is_person(c)]
    theirs = [cast.fullest(c.name) for c in s.found if said and said.first <= c.first < said.last and (c.possessive or c.prep in {"for", "of"}) and (cast.is_person(c) or _famous(c))]
    for chunk in [*event.subject, *event.objects]:
        if event.kind == "visit" and chunk in event.objects and (nation_city(chunk.name) or chunk.name.lower() in SEATS):
            continue
        for name, known in _members(s, chunk, cast, speaker or next(iter(theirs), None), [*parties, *(met if chunk in event.subject else [])]):
            if not any(same_name(name, p) for p in parties):
                parties.append(name)
                named += known
    if event.kind == "noun" and not event.subject and len(parties) == 1 and theirs and not same_name(theirs[0], parties[0]):
        parties.append(theirs[0])  # "her spokesman would not say whether the meeting with B stands": implied, and not counted as named
    host = _host(s, event, cast, speaker, parties)
    if host is not None and not any(same_name(host, p) for p in parties):
        parties.append(host)
        named += 1
    return parties, named


def _famous(chunk: Chunk) -> bool:
    """A ruler known by the bare surname, whom the text gives no other name."""
    return chunk.kind == "name" and name_key(chunk.name) in KNOWN_ALONE


def _members(s: _Sentence, chunk: Chunk, cast: Cast, speaker: str | None, have: list[str]) -> list[tuple[str, bool]]:
    if chunk.kind == "pair":
        here = list(dict.fromkeys(cast.fullest(c.name) for c in s.found if c.first < chunk.first and c.kind in {"person", "name"}))
        recent = here if len(here) == 2 and not cast.recent else cast.recent[-2:]
        return [(n, True) for n in recent] if len(recent) == 2 else [(chunk.name, False)]
    if chunk.kind == "pronoun":
        return _pronoun(s, chunk, cast, speaker, have)
    if chunk.kind == "title":
        held = _holder(s, chunk, cast, speaker)
        if held is None and chunk.titles == ("pope",):  # there is one
            return [("Pope", True)]
        return [(held, True)] if held else [(_whole(s, chunk), False)]
    if chunk.kind == "group":
        return [(chunk.name, False)]
    return [(cast.fullest(chunk.name), True)]


def _holder(s: _Sentence, chunk: Chunk, cast: Cast, speaker: str | None = None) -> str | None:
    """Who is meant by a title: in the words of a ruler or of her office the one who speaks, where the title is hers; else the one
    who bears it. Nobody for "the former president", "the next prime minister"."""
    if {s.toks[k].low for k in range(chunk.begin, chunk.first)} & _NOT_IN_OFFICE or s.toks[max(0, chunk.begin - 1)].low in _NOT_IN_OFFICE:
        return None
    wanted = RULERS.intersection(chunk.titles)
    if speaker and wanted and not chunk.nations and wanted <= cast.titles(speaker):
        return speaker
    return cast.holder(chunk.titles, chunk.nations, {cast.fullest(c.name) for c in s.found if cast.is_person(c)})


_NOT_IN_OFFICE = frozenset("former ex then late incoming outgoing next new vice deputy acting interim exiled self-proclaimed".split())


def _whole(s: _Sentence, chunk: Chunk) -> str:
    return " ".join(t.text for t in s.toks[chunk.first : chunk.last])


def _pronoun(s: _Sentence, chunk: Chunk, cast: Cast, speaker: str | None, have: list[str]) -> list[tuple[str, bool]]:
    low = chunk.name.lower()
    told = {c.first for c in s.found if c.begin and s.toks[c.begin - 1].low in {"told", "tells", "tell"}}  # whom it is told is not whom it is told of
    if low in {"i", "we", "me"}:
        return [(speaker, True)] if speaker else []
    if low in {"they", "them"}:
        here = list(dict.fromkeys(cast.fullest(c.name) for c in s.found if c.first < chunk.first and c.kind in {"person", "name"} and not c.possessive))
        recent = here if len(here) == 2 else [n for n in cast.recent[-2:] if n not in have]
        return [(n, True) for n in recent] if len(recent) == 2 else []
    here = [cast.fullest(c.name) for c in s.found if c.first < chunk.first and c.first not in told and cast.is_person(c) and not c.possessive and c.prep not in {"in", "of", "with", "for", "by"}]
    if not here:
        here = [cast.fullest(c.name) for c in s.found if c.first < chunk.first and cast.is_person(c) and c.prep == "by"]
    if not here and not speaker:
        here = [c.name for c in s.found if c.first < chunk.first and c.kind == "name" and not c.possessive and c.prep not in PLACE_PREPS | {"of", "with", "by"}][-1:]
    options = [n for n in [*here, *([speaker] if speaker and not here else [])] if n not in have] or [n for n in cast.recent if n not in have]
    return [(options[-1], True)] if options else [(chunk.name.lower(), False)]


def _host(s: _Sentence, event: Event, cast: Cast, speaker: str | None, parties: list[str]) -> str | None:
    """Whom a visit is paid to: the nation visited, the holder of the house, or the speaker who says "come to"."""
    if event.kind not in {"visit", "go"} and event.word not in VISIT_NOUNS:
        return None
    for chunk in s.found:
        if (chunk.first > event.at and chunk.prep == "to") or (event.kind == "visit" and chunk.first > event.at and chunk.begin == event.at + 1) or (
            event.kind == "go" and chunk.first > event.at and chunk.prep == "to"
        ):
            seat = SEATS.get(chunk.name.lower())
            if seat is not None:
                if event.word in GO and event.word.startswith(("com", "cam")) and speaker and speaker not in parties:
                    return speaker
                return cast.holder(seat[2].split()) or chunk.name
            nation = nation_of(chunk.name)
            return chunk.name if nation and chunk.name.lower() != nation_city(chunk.name) else None
    return None


def nation_city(name: str) -> str | None:
    """The name itself where it is a capital and no nation."""
    return name.lower() if name.lower() in CITY_OF else None


def _place(s: _Sentence, event: Event) -> str | None:
    """Where: the first "in" or "at" phrase behind the event, else a destination; "the White House in Washington" is both."""
    picked: list[Chunk] = []
    for chunk in s.found:
        if chunk.first <= event.at or chunk in event.objects:
            continue
        if chunk.kind in {"place", "org", "name"} and chunk.prep in ({"in", "at"} | ({"to"} if event.kind in {"visit", "go", "host"} or event.word in VISIT_NOUNS else set())):
            if picked and chunk.begin - picked[-1].last > 3:
                break
            picked.append(chunk)
            if len(picked) == 2:
                break
        elif picked:
            break
    if not picked and event.kind == "visit":
        picked = [c for c in event.objects if c.kind in {"place", "nation", "org"}][:1]
    return ", ".join(c.name for c in picked) or None


def _merge(claims: list[Claim]) -> list[Claim]:
    """One claim for the same parties of one sentence: the one that says most. What is past stands beside what is to come."""
    kept: list[Claim] = []
    for claim in claims:
        twin = next((k for k in kept if _overlap(k, claim) and (k.status == "past") == (claim.status == "past")), None)
        if twin is None:
            kept.append(claim)
        elif _worth(claim) > _worth(twin):
            kept[kept.index(twin)] = claim
    return kept


def _overlap(one: Claim, other: Claim) -> bool:
    shared = sum(any(same_name(a, b) for b in other.participants) for a in one.participants)
    return shared >= min(len(one.participants), len(other.participants))


def _worth(claim: Claim) -> tuple[int, int, int]:
    return len(claim.participants) > 1, RANK.index(claim.status), claim.earliest is not None
