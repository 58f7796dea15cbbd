"""The events of a sentence: words that tell of a meeting, with who meets whom, read off the sentence's tree.

Rules
 1. A verb is one by its base form and by whom it takes: one meets, sees, hosts, receives people, and visits places. "Meet a
    target" takes no people. Without an object its subject must be several.
 2. A noun ("talks", "summit", "visit") has its parties behind "with", "between", "of", "by" and in front of it as owner; where
    a verb holds it ("hold", "have", "attend"), that verb's subject is one.
 3. In the passive, host and guest change places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from monitor.detect.meetings.cast import Cast
from monitor.detect.meetings.company import ROLES, Event
from monitor.detect.meetings.encounters import verb_event
from monitor.detect.meetings.gatherings import noun_event
from monitor.detect.meetings.grammar import Syntax
from monitor.detect.meetings.lexicon import (
    HOLD,
    HOST,
    LEMMA,
    MEET,
    SEE,
    SIT,
    TRAVEL,
    VISIT,
)
from monitor.detect.meetings.phrases import Chunk, Token, nation_of
from monitor.detect.meetings.voices import reports
from monitor.detect.meetings.words import MEALS, NOUNS, SAY, SEATS, SPORT, VISIT_NOUNS, WEAK_NOUNS

_GATHERINGS = NOUNS | MEALS
_FIRM = NOUNS - WEAK_NOUNS | {"trip"}
_STRONG_SPORT = SPORT - frozenset("final finals game games goal side club manager match matches league round cup squad opening opener".split())


def events_of(x: Syntax, cast: Cast) -> list[Event]:
    """The events in reading order; parties may be missing."""
    if _sport(x.toks):
        return []
    events = []
    for i, token in enumerate(x.toks):
        if i in x.dated or (i in x.at and not _loose(x, i)):
            continue
        event = verb_event(x, i, cast) if x.verbal(i) else None
        if event is None and token.low in _GATHERINGS and (x.tags[i].startswith(("N", "VBG")) or "-" in token.low):
            event = noun_event(x, i)
        if event is not None and (event.subject or event.objects) and not any(half and all(map(_is_crowd, half)) for half in (event.subject, event.objects)):
            events.append(event)
    return _without_twins(x, events)


_CROWDS = frozenset(
    """voters people protesters demonstrators supporters opponents fans viewers readers reporters journalists guests hundreds thousands dozens millions crowd crowds residents
    spectators accusers shoppers tourists visitors passengers critics americans canadians britons""".split()
)


def _is_crowd(chunk: Chunk) -> bool:
    """Whom nobody has a meeting with: "thousands of protesters", the voters, the press."""
    words = chunk.name.lower().split()
    return words[-1] in _CROWDS or words[0] in _CROWDS


def _forms(bases: frozenset[str]) -> frozenset[str]:
    return frozenset(form for form, base in LEMMA.items() if base in bases)


_JOURNEYS, _HOSTING = _forms(TRAVEL - {"leave", "depart"}), _forms(HOST)
_INVITING = frozenset("invite invites invited inviting".split())
_SEEING = _forms(SEE) - {"saw", "seen"}  # who was seen was not met
_TELLING = (_forms(MEET | SIT | VISIT | frozenset({"lunch", "dine"})) | NOUNS) - {"sat"}
_PAIRS = {"come": "face", "comes": "face", "came": "face", "get": "together", "gets": "together", "getting": "together", "got": "together", "call": "on", "calls": "on", "calling": "on", "sat": "down"}  # with the word behind
_HINTS = _TELLING | _INVITING | _JOURNEYS | _SEEING | _HOSTING | MEALS | _PAIRS.keys()
_WHOM = frozenset({"person", "name", "title", "pronoun", "pair"})
_BY = frozenset("by at in".split())
_AS_NOUN = frozenset("host hosts welcome".split())
_BEFORE_VERB = frozenset("to will would shall may might could can should must longer not also and or who that he she they we i now then again".split())
_HELD = _forms(HOLD - {"have", "make", "take", "get"}) | {"with", "between"}
_RUN = re.compile(r"[^\W_]+")
_HINTED = frozenset(word.partition("-")[0] for word in _HINTS)


def hints(sentence: str) -> bool:
    """Whether any word, or part of one, may be one of a meeting."""
    return not _HINTED.isdisjoint(_RUN.findall(sentence.lower()))


def _is_told(toks: list[Token], i: int) -> bool:
    """No town hall meeting, nobody who only sits or "talks about" things, no session or audience that nobody holds or grants."""
    low = toks[i].low
    if low == "talks":
        return i == 0 or i + 1 == len(toks) or toks[i + 1].low != "about" or not (toks[i - 1].capital or toks[i - 1].low in {"he", "she", "who"})
    if low == "audience":
        return any(t.low in _HELD or t.low in _HOSTING or t.low.startswith(("grant", "gave", "give")) for t in toks)
    if low.startswith("meeting"):
        return i == 0 or toks[i - 1].low != "hall"
    return any(t.low == "down" for t in toks[i + 1 : i + 4]) if low.startswith("sit") and low != "sit-down" else any(t.low in _HELD for t in toks)


def may_tell(toks: list[Token], found: Callable[[], list[Chunk]], *, dated: bool = True) -> bool:
    """Whether a sentence may tell of a meeting; one that may not need not be parsed. It names somebody and holds a word for one; or
    somebody stands behind a word for seeing or hosting; or there is a journey and a house of state. `found`: its phrases, read only
    where the words alone do not say; `dated`: whether it names a day."""
    return _has_words_for_one(toks, found, dated) and bool(found())


def _has_words_for_one(toks: list[Token], found: Callable[[], list[Chunk]], dated: bool) -> bool:
    for i, token in enumerate(toks):
        low = token.low
        if low in _TELLING:
            if (low.startswith("meet") and _meets_things(toks, i)) or (low in _WEAK and not any(t.low in _JOINED or t.low in _HELD for t in toks)):
                continue
            if not low.startswith(("meeting", "sit", "session", "audience", "talks")) or _is_told(toks, i):
                return True
        elif low in _PAIRS and i + 1 < len(toks) and toks[i + 1].low == _PAIRS[low]:
            return True
        elif low in _INVITING:
            if any(c.prep == "to" and c.first > i and (c.name.lower() in SEATS or nation_of(c.name)) for c in found()):
                return True
        elif low in _SEEING or low in _HOSTING:
            if _sees_or_hosts(toks, i, found, dated):
                return True
        elif low in MEALS:
            if any(t.low in {"with", "between", "for"} for t in toks[i + 1 : i + 6]) or any(t.low in _HOSTING or t.low in _HELD for t in toks[max(0, i - 6) : i]):
                return True
        elif low in _JOURNEYS and any(c.prep == "to" and c.first > i and c.name.lower() in SEATS for c in found()):
            return True
    return False


def _sees_or_hosts(toks: list[Token], i: int, found: Callable[[], list[Chunk]], dated: bool) -> bool:
    low = toks[i].low
    if low in _AS_NOUN and i and toks[i - 1].low not in _BEFORE_VERB and (toks[i - 1].text.islower() or (low == "host" and i > 1 and toks[i - 2].low != "and")):
        return False  # "the radio host"
    if low in _SEEING and not (dated or _BEFORE_VERB.intersection(t.low for t in toks[max(0, i - 3) : i])):
        return False  # "sees it that way"
    somebody = any(t.low in ROLES for t in toks[i + 1 : i + 5]) or any(c.kind in _WHOM and not c.possessive and i < c.first and c.begin <= i + 5 for c in found())
    return somebody or (low in _HOSTING and low.endswith("d") and bool(_BY.intersection(t.low for t in toks[i + 1 : i + 4])))


_WEAK = WEAK_NOUNS - {"trip", "audience"}
_JOINED = frozenset("with between among by".split())
_MET = frozenset(
    """standard standards requirement requirements target targets goal goals need needs deadline deadlines demand demands criteria criterion bar expectations challenge
    challenges test tests obligations commitment commitments quota quotas threshold thresholds emissions conditions""".split()
)


def _meets_things(toks: list[Token], i: int) -> bool:
    """"Meet the emissions target", "make ends meet"."""
    return (i > 0 and toks[i - 1].low == "ends") or (toks[i].low != "meetings" and any(t.low in _MET for t in toks[i + 1 : i + 5]) and not any(t.capital for t in toks[i + 1 : i + 3]))


_DETERMINERS = frozenset("a an the this that his her its their planned scheduled official upcoming proposed expected summit".split())


def unnamed_meeting(toks: list[Token], dated: set[int]) -> Event | None:
    """The meeting that a sentence, or what it says that somebody said, opens with and names nobody of: "The meeting set for May 6 has
    been moved", "Her office said that the meeting has been moved"."""
    said = next((k for k, t in enumerate(toks[:_SOURCE]) if t.low in SAY and reports(toks, k)), None)
    while said is not None and (said + 1 in dated or (toks[said + 1 : said + 2] and toks[said + 1].low in {"on", "that"})):
        said += 1
    for first in (0, said + 1) if said is not None else (0,):
        opens = first + 1 if toks[first : first + 1] and (toks[first].low in {"the", "that", "this", "their"} or (first in dated and toks[first].low.endswith("'s"))) else 0
        for i in range(opens, min(first + 5, len(toks))) if opens else ():
            if toks[i].low in _FIRM:
                others = any(t.low in {"of", "with", "between", "among", "by", "'s"} for t in toks[i + 1 : i + 4])  # somebody's own
                return None if others else Event(at=i, kind="noun", word=toks[i].low, first=i)
            if i not in dated and toks[i].low not in _DETERMINERS and not (i == first + 1 and toks[i].capital and not toks[i].low.endswith("'s")):  # "the Rome talks"
                break
    return None


_SOURCE = 12  # words and marks of who says so


def _loose(x: Syntax, i: int) -> bool:
    """A word that a run of capitals swallowed: "Talks" in front of a sentence."""
    return i == x.at[i].first == 0 and x.low(i) in NOUNS and x.at[i].last == 1


def _without_twins(x: Syntax, events: list[Event]) -> list[Event]:
    """A noun that only says what kind of occasion a verb of meeting is for is no second event: "host her for talks"."""
    kept: list[Event] = []
    if any(e.kind != "go" for e in events):
        events = [e for e in events if e.kind != "go"]
    for event in events:
        trip = next((e for e in kept if _made_for(x, e, event) and e.kind == "noun" and e.word in VISIT_NOUNS), None)
        if trip is not None and event.kind == "meet" and x.group(event.at).tense == "infinitive" and not x.kids(event.at, "nsubj"):
            trip.objects += [c for c in event.objects if c not in trip.objects]  # "her visit to Peru to meet B"
            continue
        above = [e for e in kept if e.kind in {"meet", "host"} and event.kind == "noun" and all(c in e.objects for c in event.objects) and e.at in x.up(event.at)]
        if not above:
            kept.append(event)
    return kept


def _made_for(x: Syntax, trip: Event, event: Event) -> bool:
    """"A trip to meet B", "plans a trip to Rome to meet B"."""
    head = x.heads[event.at]
    return head == trip.at or (head == x.heads[trip.at] and x.labels[trip.at] == "dobj" and x.labels[event.at] in {"advcl", "xcomp"} and event.at > trip.at)


_ALSO = frozenset("final opening round".split())  # "a final deal", "a round of talks"
_NO_NOUN = frozenset("on in at and against with after before when will is was between".split())


def _sport(toks: Sequence[Token]) -> bool:
    lows = [t.low for t in toks]
    rounds = any(a == "last" and b in {"four", "eight", "16", "sixteen", "32"} for a, b in pairwise(lows))
    rounds = rounds or any(t.text == "Cup" and {"in", "the"} <= set(lows[max(0, k - 4) : k]) for k, t in enumerate(toks))
    played = [w for w, after in pairwise([*lows, "."]) if w in SPORT and not (w in _ALSO and after.isalpha() and after not in _NO_NOUN)]
    return rounds or any(w in _STRONG_SPORT or w.endswith("-seeded") for w in lows) or len(played) > 1
