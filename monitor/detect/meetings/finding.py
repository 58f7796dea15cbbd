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

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from monitor.detect.meetings import modality
from monitor.detect.meetings import status as status_of
from monitor.detect.meetings.abbreviations import Abbreviations
from monitor.detect.meetings.authority import Document, Word, second_hand, weigh
from monitor.detect.meetings.cast import Cast
from monitor.detect.meetings.clauses import bind, others_met
from monitor.detect.meetings.company import Event, is_known
from monitor.detect.meetings.events import events_of, unnamed_meeting
from monitor.detect.meetings.floor import Floor
from monitor.detect.meetings.frames import fictional, taken_back
from monitor.detect.meetings.grammar import Syntax
from monitor.detect.meetings.identity import names_two
from monitor.detect.meetings.lexicon import lemma
from monitor.detect.meetings.offices import headed, owner_of
from monitor.detect.meetings.participants import parties_of, place_of, speaker_of
from monitor.detect.meetings.phrases import Chunk, chunks, nation_of, tokens
from monitor.detect.meetings.sentence import Sentence, sentences_of, worth_reading
from monitor.detect.meetings.sources import Source
from monitor.detect.meetings.speakers import Speakers
from monitor.detect.meetings.ties import OfficesTold, heads
from monitor.detect.meetings.told import Told
from monitor.detect.meetings.voices import Voice, in_front, voice, voices
from monitor.detect.meetings.words import POSTPONE, SAY, SPEAKS_FOR
from monitor.model import Claim, DateMention, Passage
from monitor.text import same_name

RANK = ("past", "proposed", "reported", "confirmed", "denied", "postponed", "cancelled")


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

    `site`, `url` and the heading say whose document it is; `title` is read for names besides. Evidence is the whole sentence, with the
    next one where that takes it back. With `background`, names and speakers count as introduced there, and a call-off that names nobody is of a meeting told there.

    Measured on labelled news sentences. Settled days: of 87, whose errors were looked at, P 1.0, R .91, status macro F1 .78. On
    sentences of writers who had seen neither these rules nor each other, at the first look, each set after the mending of the ones
    before: of 160 P .86, R .72, macro F1 .61, one wrongly confirmed; of 100 .94, .88, .82, one; of 120 .84, .84, .72, none; of 100
    .95, .70, .63, none; of 100, most of whose parties are unions, clubs and offices, .92, .70, .71, none, and only 5 of 30 are
    confirmed that are. The first four once mended: .97, .88, .78; 1.0, .96, .92; .91, .88, .75; 1.0, .78, .74. On 840 articles of the daily press
    one is confirmed, rightly.
    6 CPU ms for 720 words of politics, dates not counted.
    """
    parsed = sentences_of(text, dates, whole=background is not None)
    if not parsed:
        return ()
    headline = tokens(title or "", 0, len(title or ""))
    earlier = [s for told in (background.texts if background else ()) for s in sentences_of(told, (), whole=True)]
    cast = Cast([*(s.found for s in parsed), chunks(headline, set()), *(s.found for s in earlier)])
    whole = [*earlier, *parsed]
    doc = Document(cast, owner_of(site, url) or headed(title, text), Speakers(whole), Abbreviations(whole), OfficesTold(parsed, text), Floor(cast), _spoken(parsed, text))
    day = published.date() if published else None
    claims: list[Claim] = []
    told = Told(claims, list(background.meetings) if background else [], text)
    for sentence in parsed:
        claims += _read(text, sentence, doc, day, told)
    return tuple(_as_left(c, text, parsed) for c in claims)


def _as_left(claim: Claim, text: str, parsed: Sequence[Sentence]) -> Claim:
    """A confirmation that the next sentence takes back: a mere report, for which both sentences are the evidence."""
    start, end = claim.evidence.start, claim.evidence.end
    if claim.status != "confirmed" or not taken_back(text, end):
        return claim
    end = next((s.end for s in parsed if s.start >= end), end)
    return replace(claim, status="reported", confirmed_by=(), evidence=Passage(text=text[start:end], start=start, end=end))


def _read(text: str, s: Sentence, doc: Document, day: date | None, told: Told) -> list[Claim]:
    """The claims of one sentence; then its subjects count as spoken of."""
    made: list[Claim] = []
    cast = doc.cast
    x = s.syntax() if worth_reading(s) else None
    events = events_of(x, cast) if x is not None else []
    if x is not None and events:
        bind(x, events, s.mentions)
        _on_trip(events, s, told, cast)
        events += others_met(x, events, s.mentions)
        passage = Passage(text=text[s.start : s.end], start=s.start, end=s.end)
        for event in events:
            claim = _claim(x, s, event, events, doc, day, passage, told)
            if claim is not None:
                made.append(claim)
    if not made and not any(len(e.subject) + len(e.objects) > 1 for e in events):
        made += [c for c in (_unsure(text, s, told.near(s.start)), _attested(text, s, told, doc), _disowned(text, s, told, doc), _meant(text, x, s, told, doc, day)) if c is not None][:1]
    if not made:
        told.passed(s.toks, s.found, s.dated, s.start)
    for chunk in s.found:
        if chunk.kind == "title" and not chunk.possessive and chunk.prep not in {"of", "for", "with", "to"} and (held := cast.holder(chunk.titles, chunk.nations)) is not None:
            cast.saw(held)
        told_of = chunk.prep not in {"in", "at", "of", "from", "for"} and not chunk.possessive
        if (told_of or _is_of_his_office(s, chunk)) and cast.is_person(chunk):
            cast.saw(cast.fullest(chunk.name))
    doc.floor.passed(s.toks, s.found)
    told.trip = _trip(s, cast) if not made else None
    return _merge(made)


def _is_of_his_office(s: Sentence, whose: Chunk) -> bool:
    """"Do's office said he": he is Do."""
    return whose.possessive and whose.last < len(s.toks) and s.toks[whose.last].low in _OFFICE and any(c.kind == "pronoun" and c.first > whose.last for c in s.found)


_OFFICE = frozenset("office spokesman spokeswoman spokesperson".split())


def _trip(s: Sentence, cast: Cast) -> tuple[str, DateMention] | None:
    """"Do flies to Rome on Friday", "she will be in Rome on Friday": who, and the day; in plain words and with one day alone."""
    if len(s.mentions) != 1 or s.mentions[0].earliest is None or s.mentions[0].earliest != s.mentions[0].latest or not status_of.plain_words(s.toks, s.dated):
        return None
    who = next(iter(s.found), None)
    goes = any(c.kind in {"place", "nation"} and c.prep in {"in", "to"} for c in s.found) and any(t.low in _GOING for t in s.toks[:12])
    if who is None or who.begin > 1 or not goes or who.possessive:
        return None
    name = cast.fullest(who.name) if cast.is_person(who) or is_known(who) else cast.holder(who.titles, who.nations) if who.kind == "title" else None
    return (name, s.mentions[0]) if name is not None else None


_GOING = frozenset("travel travels fly flies head heads go goes arrive arrives land lands visit visits be travelling traveling flying heading due".split())


def _on_trip(events: Sequence[Event], s: Sentence, told: Told, cast: Cast) -> None:
    """A meeting without a day, in the sentence behind a journey of one who meets, is on the day of that."""
    if told.trip is None or s.mentions:
        return
    name, mention = told.trip
    for event in events:
        subject = [c.name.lower() if c.kind == "pronoun" else cast.fullest(c.name) for c in event.subject]
        if event.span is None and mention.earliest is not None and any(n in {"he", "she"} or same_name(n, name) for n in subject):
            event.day, event.span, event.stated, event.borrowed = mention, (mention.earliest, mention.earliest), True, True


def _unsure(text: str, s: Sentence, near: Sequence[Claim]) -> Claim | None:
    """"The office has not confirmed a date", said of the meeting in the sentence before."""
    about = near[-1] if near else None
    if about is None or about.status not in {"proposed", "reported"} or not status_of.unsure([t.low for t in s.toks]) or not any(t.low in {"date", "meeting", "visit", "day", "trip", "talks"} for t in s.toks):
        return None
    return Claim(
        participants=about.participants, place=about.place, status="proposed", earliest=None, latest=None, confirmed_by=(), authority="outlet", sources=(),
        evidence=Passage(text=text[s.start : s.end], start=s.start, end=s.end),
    )  # fmt: skip


def _attested(text: str, s: Sentence, told: Told, doc: Document) -> Claim | None:
    """"Her spokesman confirmed the date", said of the only meeting that the sentences before told of, on its day."""
    at = next((k for k, t in enumerate(s.toks) if t.low == "confirmed" and [w.low for w in s.toks[k + 1 : k + 3]] in _ATTESTED), None)
    near = told.near(s.start) if at is not None else []
    if at is None or not near or any((c.participants, c.earliest) != (near[-1].participants, near[-1].earliest) for c in near):
        return None
    if any(near[-1].evidence.end <= k < s.start for k in told.strays):
        return None
    about, said = near[-1], in_front(s.toks, at, s.dated)
    elsewhen = any(m.earliest is None or about.earliest is None or m.earliest > about.earliest for m in s.mentions)
    ends = s.toks[at + 3].low if at + 3 < len(s.toks) else "."
    if said is None or about.status != "reported" or not names_two(about) or elsewhen or ends not in _ENDS or not status_of.plain_words(s.toks, s.dated) or second_hand(s.toks, said, s.dated):
        return None
    word = weigh(s.toks, s.found, said, doc, about.participants, about.place, None)
    if word.authority not in {"party", "organiser"} or not word.names:
        return None
    return Claim(
        participants=about.participants, place=about.place, status="confirmed", earliest=about.earliest, latest=about.latest, confirmed_by=word.names, authority=word.authority,
        sources=word.sources, evidence=Passage(text=text[s.start : s.end], start=s.start, end=s.end),
    )  # fmt: skip


_ATTESTED = [["the", what] for what in ("date", "day", "meeting", "visit", "trip", "talks", "encounter", "plan", "schedule")]
_ENDS = frozenset(". on in to by late early monday tuesday wednesday thursday friday saturday sunday".split())


def _disowned(text: str, s: Sentence, told: Told, doc: Document) -> Claim | None:
    """"Her office denied it", "said that was not true", of the meeting in the sentence before, the only one told of."""
    near = told.near(s.start)
    if not near or s.start - near[-1].evidence.end > _NEXT:
        return None
    lows = [t.low for t in s.toks]
    at = next((k for k in range(len(lows) - 1) if _denies(lows, k)), None)
    if at is None or any(set(c.participants) != set(near[-1].participants) for c in near) or any(near[-1].evidence.end <= k < s.start for k in told.strays):
        return None
    about, said = near[-1], in_front(s.toks, at, s.dated)
    if said is None or about.status not in {"proposed", "reported", "confirmed"} or second_hand(s.toks, said, s.dated):
        return None
    word = weigh(s.toks, s.found, said, doc, about.participants, about.place, speaker_of(s, said, doc.cast))
    if word.authority != "party" or not word.names:
        return None
    return Claim(
        participants=about.participants, place=about.place, status="denied", earliest=about.earliest, latest=about.latest, confirmed_by=word.names, authority=word.authority,
        sources=word.sources, evidence=Passage(text=text[s.start : s.end], start=s.start, end=s.end),
    )  # fmt: skip


_NEXT = 4  # characters between two sentences that follow each other
_DENYING = frozenset("denied denies dismissed rejected said says".split())
_WHAT = frozenset("the this that those it was were is are had been report reports claim claims news".split())
_UNTRUE = (["false"], ["untrue"], ["wrong"], ["not", "true"], ["no", "such", "meeting"], ["no", "such", "plan"], ["no", "such", "plans"])


def _denies(lows: Sequence[str], k: int) -> bool:
    """Whether the verb at k calls untrue what was told before, and that alone: "denied it", "denied the report", "said that was false"."""
    if lows[k] not in _DENYING:
        return False
    rest = [w for w in lows[k + 1 : k + 8] if w not in _WHAT]
    if lows[k] in {"said", "says"}:
        return any(rest[: len(words)] == words and rest[len(words) :][:1] in ([], ["."], [","]) for words in _UNTRUE)
    return lows[k + 1] in {"it", "that", "this", "the", "those"} and rest[:1] in ([], ["."], [","], ["as"], ["on"], ["in"]) and lows[k - 1] not in {"not", "nor", "neither"}


def _meant(text: str, x: Syntax | None, s: Sentence, told: Told, doc: Document, day: date | None) -> Claim | None:
    """A call-off, a new day or a settled one that is told of "the meeting": of the only one that it fits."""
    event = unnamed_meeting(s.toks, s.dated)
    parties = told.meant(s.toks, event, s.start, s.mentions) if event is not None else None
    if event is None or parties is None:
        return None
    x = x or s.syntax()
    bind(x, [event], s.mentions)
    claim = _claim(x, s, event, [event], doc, day, Passage(text=text[s.start : s.end], start=s.start, end=s.end), told, parties)
    settled = claim is not None and claim.status in {"reported", "confirmed"} and bool(told.near(s.start)) and told.goes_on(s.start, parties)
    return claim if claim is not None and (settled or claim.status in {"cancelled", "postponed"}) else None


def _claim(x: Syntax, s: Sentence, event: Event, events: Sequence[Event], doc: Document, day: date | None, passage: Passage, told: Told, meant: Sequence[str] = ()) -> Claim | None:
    cast = doc.cast
    if fictional(" ".join(t.low for t in s.toks)):
        return None
    said = voice(s.toks, event, s.dated)
    told_in, source = _named_elsewhere(s, said, doc) or (s, said)
    speaker = speaker_of(told_in, source, cast)
    if not event.subject and (body := _itself(x, event, s, said)) is not None:
        event.subject = [body]
    parties, named = (list(meant), len(meant)) if meant else parties_of(s, event, cast, speaker, said)
    if not parties:
        return None
    if (both := told.completed(s.toks, event, s.start, s.mentions, parties)) is not None:
        parties, named = list(both), 2
    status_of.look_ahead(event, day, present=_to_come(x, event))
    standing = modality.judge(x, event, day)
    status = _worded(s, event, events, standing.status)
    pair = any(c.kind == "pair" or (c.kind == "group" and event.kind == "meet" and c.name[:1].isupper()) for c in (*event.subject, *event.objects))
    if status is None or (status == "past" and len(parties) < 2 and not pair and not (named and event.objects and event.subject)):
        return None
    if status in {"cancelled", "postponed", "denied"} and not named and not any(p[:1].isupper() for p in parties):
        return None
    if _is_background(status, event, day) or (status in {"settled", "soft"} and _long_said(told_in, source, day)):
        return None
    place = place_of(s, event)
    word = weigh(told_in.toks, told_in.found, source, doc, parties, _hosted(x, event) or place, speaker)
    if status in {"settled", "soft", "proposed"} and status_of.called_false(s.toks, event, events, s.dated):
        if word.authority != "party":
            return None
        status = "denied" if status != "proposed" else status
    if status == "settled" and not ((standing.told or event.kind != "noun") and modality.plain(x, event, standing, said)):
        status = "soft"
    status = _grade(status, event, events, named + _heads(word, told_in, source, cast, parties), word, s, told_in, source)
    if not named and len(parties) == 1 and event.kind == "meet" and parties[0].removeprefix("The ").islower() and not parties[0].endswith("s"):  # "the committee meets"
        return None
    if status == "proposed" and day is not None and event.span is not None and event.span[1] < day and not status_of.is_bare(event):  # its day went by
        return None
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


def _heads(word: Word, told_in: Sentence, said: Voice | None, cast: Cast, parties: Sequence[str]) -> int:
    """How many parties the office that speaks names by its head's title alone."""
    return len(heads(Source(told_in.toks, told_in.found, said), cast, parties)) if word.authority == "party" and said is not None else 0


def _hosted(x: Syntax, event: Event) -> str | None:
    """The nation that is the host: "Norway will host talks between A and B"."""
    at = event.verb if event.verb is not None and lemma(x.low(event.verb)) == "host" else event.at if event.kind == "host" else None
    return next((c.name for k in x.subjects(at) for c in x.phrases(k) if nation_of(c.name)), None) if at is not None else None


def _spoken(parsed: Sequence[Sentence], text: str) -> dict[int, tuple[Sentence, Voice]]:
    """For sentences of speech that runs on to a later one of their paragraph: where it ends, and who is named there as its speaker. For
    what "it said": the office that the sentence before names."""
    found: dict[int, tuple[Sentence, Voice]] = {}
    waiting: list[Sentence] = []
    opened = False
    for before, s in zip([None, *parsed], parsed, strict=False):
        if before is not None and "\n" in text[before.end : s.start]:
            waiting, opened = [], False
        closed = None
        for k, token in enumerate(s.toks):
            if token.text == "“" or (token.text == '"' and not opened):
                opened = True
            elif token.text in "”\"" and opened:
                opened, closed = False, k if closed is None else closed
        if waiting and closed is not None:
            source = next((v for v in voices(s.toks, s.dated) if v.verb > closed and v.last > v.first), None)
            found.update({w.start: (s, source) for w in waiting} if source is not None else {})
            waiting = []
        if opened:
            waiting.append(s)
        if before is not None and "\n" not in text[before.end : s.start] and any(_is_it(s, v) for v in voices(s.toks, s.dated)):
            offices = [v for v in voices(before.toks, before.dated) if v.last > v.first]
            if len(offices) == 1 and SPEAKS_FOR.intersection(t.low for t in before.toks[offices[0].first : offices[0].last]):
                found[s.start] = before, offices[0]
    return found


def _named_elsewhere(s: Sentence, said: Voice | None, doc: Document) -> tuple[Sentence, Voice] | None:
    """The sentence that names who says this one: where the speech ends, or, of "it said", the one before."""
    found = doc.spoken.get(s.start)
    return found if found is not None and (_is_it(s, said) if found[0].start < s.start else said is None) else None


def _is_it(s: Sentence, said: Voice | None) -> bool:
    return said is not None and [t.low for t in s.toks[said.first : said.last]] == ["it"]


def _itself(x: Syntax, event: Event, s: Sentence, said: Voice | None) -> Chunk | None:
    """"The EU said it would hold": the body that speaks is the one that meets."""
    at = event.verb if event.verb is not None else event.at
    if said is None or not any(x.low(k) == "it" and k > said.verb for k in x.subjects(at)):
        return None
    return next((c for c in s.found if c.first >= said.first and c.last == said.last and c.kind in {"org", "nation", "place"} and not c.possessive), None)


def _worded(s: Sentence, event: Event, events: Sequence[Event], status: str | None) -> str | None:
    """What the words beside the event make of how it stands by the tree."""
    if status in {"settled", "soft", "past"} and status_of.was_to_have(s.toks, event):
        return "cancelled"
    turned = s.toks[0].low in {"had", "should", "were"} and any(t.text == "," for t in s.toks[: event.at])  # "Had they won, she would meet him"
    if turned and status in {"settled", "soft"}:
        status = "proposed"
    if status in {"settled", "soft", None} or (status in {"past", "proposed"} and event.kind == "noun") or (status == "proposed" and status_of.was_to(s.toks, event)):
        status = status_of.called_off(s.toks, event, events, s.dated) or status
    elif status in {"denied", "cancelled"} and (called := status_of.called_off(s.toks, event, events, s.dated)) in {"cancelled", "postponed"}:
        status = called if status == "denied" or POSTPONE.intersection(t.low for t in s.toks[event.at :]) else status  # "will not take place and has been postponed"
    lows = status_of.lows_of(s.toks, s.dated)
    if status == "proposed" and status_of.asked_and_denied(lows):
        return "denied"
    if status == "denied" and any(pair in _ONCE_PLANNED for pair in pairwise(lows)):
        return "cancelled"
    return "proposed" if status in {"settled", "soft"} and status_of.unsure(lows) else status


_ONCE_PLANNED = {("after", "all"), ("had", "been"), ("as", "planned"), ("as", "scheduled"), ("originally", "planned")}


def _to_come(x: Syntax, event: Event) -> bool:
    """Whether the nearest verb tells in the present or the future: "arrives on Monday, a day before the talks"."""
    for k in (event.verb if event.verb is not None else event.at, *x.up(event.at)):
        purpose = x.group(k).tense == "infinitive" and x.labels[k] == "advcl" if x.verbal(k) else False  # "is heading to Rome to meet her"
        if x.verbal(k) and x.low(k) not in SAY and not purpose:
            return x.group(k).tense in {"present", "future"} or lemma(x.low(k)) in {"secure", "land", "arrange", "schedule", "agree"}
    return False


_HISTORY = 500  # days: a meeting that lies further back is told for the background


def _is_background(status: str, event: Event, day: date | None) -> bool:
    """A plan whose day lay more than a month back when it was told, a meeting of years ago: nothing to come, and no news."""
    gone = (day - event.span[1]).days if day is not None and event.span is not None else 0
    return gone > (_HISTORY if status == "past" else 31) and status in {"past", "settled", "soft"}


def _long_said(s: Sentence, said: Voice | None, day: date | None) -> bool:
    """Said long ago ("a year ago her office said ..."): its Friday is none of ours."""
    if said is None or day is None:
        return False
    limit = s.toks[min(said.verb + 4, len(s.toks) - 1)].start
    start = s.toks[max(0, said.first - 8)].start
    return any(start <= m.start <= limit and m.latest is not None and (day - m.latest).days > 31 for m in s.mentions)


def _grade(status: str, event: Event, events: Sequence[Event], named: int, word: Word, s: Sentence, told_in: Sentence, said: Voice | None) -> str:
    if status not in {"settled", "soft"}:
        return status
    if not event.stated:
        return "proposed"
    if event.borrowed:
        return "reported"
    on_record = named >= 2 and word.authority in {"party", "organiser"} and word.names
    if status == "settled" and on_record and status_of.clear(s.toks, event, events, s.dated) and not second_hand(told_in.toks, said, told_in.dated):
        if said is not None and told_in is s and event.at < said.verb and status_of.trails_off(s.toks, said.verb):
            return "proposed"
        return "confirmed"
    return "reported"


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
