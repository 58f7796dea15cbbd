"""The events of a sentence: words that tell of a meeting, with their subjects and objects."""

from __future__ import annotations

from itertools import pairwise

from monitor.detect.meetings.clauses import Event
from monitor.detect.meetings.parties import PLACE_PREPS, Cast, Chunk, Token
from monitor.detect.meetings.words import (
    CONFER,
    GO,
    HOLD,
    HOST,
    MEET,
    NOT_MET,
    NOUNS,
    REMOTE,
    SEATS,
    SIT,
    SPORT,
    VISIT,
    VISIT_NOUNS,
    WEAK_NOUNS,
)

AUX = frozenset(
    """to will would 'll shall is are was were be been being has have had due scheduled set slated expected planned planning plans plan
    going agreed agrees hopes hoped hoping wants wanted intends intended may might could should can cannot also likely unlikely not never then
    later now again soon reportedly refused refuses declined declines vowed promised supposed tentatively next first still personally jointly
    able willing ready won't wouldn't didn't doesn't isn't aren't can't no tap yet directly formally officially privately briefly recently repeatedly
    do does did preparing hope want intend agree ought about finally separately together both plus hold holds in talks on for""".split()
)
_DETERMINERS = frozenset(
    """a an the this that his her its their our my any no another first second third next last upcoming planned scheduled official state
    short brief historic forthcoming bilateral private rare unannounced three-day two-day four-day possible proposed expected summit annual face-to-face
    one-on-one high-level direct more further fresh new trade peace formal informal closed-door future such each weekly""".split()
)
_GERUND = frozenset("to of by before after when while for".split())
_AGAINST = frozenset("out avoid avoided avoiding considered despite about against cancelled canceled denied".split())
_STRONG_SPORT = SPORT - frozenset("final finals game games goal side club manager match matches league round cup squad".split())
_TAKEN_BY = frozenset([*VISIT, *HOST, "meet", "meets", "met"])  # a phrase behind one of these is its object
_NO_NOUN = frozenset(
    """who which that and or also himself herself themselves both each today tomorrow yesterday tonight but where when as if whether said says
    announced confirmed told added instead here there abroad else alone too while because since although though after before then now""".split()
)
_NO_SUBJECT = frozenset("in at on of from for by with to about over after before during under near against as into than between among".split())


def events_of(toks: list[Token], found: list[Chunk], cast: Cast, dated: set[int]) -> list[Event]:
    """The events, in order, each with at least its own word; parties may be missing."""
    if not _may_tell(toks) or _sport(toks):
        return []
    events: list[Event] = []
    taken: set[int] = set()
    inside = {i for c in found for i in range(c.first, c.last)}
    for i, token in enumerate(toks):
        event = None if i in inside or i in taken else _event(toks, i, dated)
        if event is None or (token.capital and i and toks[i - 1].text not in "“\""):
            continue
        if event.form == "noun":
            _noun_parties(toks, found, event, dated)
        else:
            _verb_parties(toks, found, event, dated)
        _on_the_way(toks, found, event, dated)
        if _counts(toks, event, cast):
            events.append(event)
            taken.add(i)
    return _without_travel(_with_purpose(toks, events))


def unnamed_meeting(toks: list[Token], dated: set[int]) -> Event | None:
    """The meeting that a sentence opens with and names nobody of: "The meeting set for May 6 has been moved"."""
    opens = 1 if toks and toks[0].low in {"the", "that", "this", "their"} else 0
    for i in range(opens, min(5, len(toks))) if opens else ():
        if toks[i].low in NOUNS - WEAK_NOUNS | {"trip"}:
            others = any(t.low in {"of", "with", "between", "among", "by", "'s"} for t in toks[i + 1 : i + 4])  # somebody's own
            return None if others else Event(at=i, kind="noun", form="noun", word=toks[i].low, first=i)
        if i not in dated and toks[i].low not in _DETERMINERS:
            return None
    return None


def _with_purpose(toks: list[Token], events: list[Event]) -> list[Event]:
    """"Her visit to Peru to meet B is cancelled" is one event: whom it is to meet is a party of the visit."""
    kept: list[Event] = []
    for event in events:
        trip = kept[-1] if kept else None
        purpose = event.kind == "meet" and event.form == "base" and toks[event.first].low == "to" and not event.subject and event.objects
        apart = trip is not None and any(t.low in _PARTS | AUX and t.low not in {"to", "in", "on", "for"} for t in toks[trip.at + 1 : event.first])
        if trip is not None and purpose and not apart and trip.form == "noun" and trip.word in VISIT_NOUNS and trip.subject and event.at - trip.at < 20:
            trip.objects += [c for c in event.objects if c not in trip.objects]
        else:
            kept.append(event)
    return kept


_TRAVEL = {
    **GO, **VISIT, "arrive": "base", "arrives": "present", "arrived": "past", "arriving": "ing", "be": "base",
}  # fmt: skip
_WAY = frozenset(
    """to in on at the from via this next later early back there a an his her their first visit trip working official state brief short
    one-day two-day three-day day-long overnight capital city house office palace , ( )""".split()
)


def _on_the_way(toks: list[Token], found: list[Chunk], event: Event, dated: set[int]) -> None:
    """Give a meeting that is a journey's purpose ("will fly to Rome on Friday to meet her", "for talks with her") the traveller for
    its subject and the journey's verb group for its own. Nothing but places and days may stand between the two."""
    start = _purpose(toks, event)
    if start is None:
        return
    joined = toks[start].low == "and"
    for k in range(start - 1, max(-1, start - 30), -1):
        if _travels(toks, k) and not (joined and toks[k].low not in {"visit", "be"}):
            first = _group(toks, k)
            traveller = _subject(toks, found, first, dated)
            if event.form != "noun" or event.verb is not None or traveller:
                event.subject, event.journey = [c for c in traveller if c not in event.objects], k
            if event.form != "noun" or event.verb is not None:
                event.first = first
            return
        if not (k in dated or toks[k].capital or toks[k].low in _WAY):
            return


def _purpose(toks: list[Token], event: Event) -> int | None:
    """Where a purpose clause begins: at the "to" of "to meet", "to hold talks"; at the "for" of "for talks with"."""
    if event.form == "base" and event.kind in {"meet", "noun", "host"} and event.first and toks[event.first].low == "to":
        return event.first
    if event.kind == "meet" and event.form == "base" and event.first == event.at > 1 and toks[event.at - 1].low == "and":
        return event.at - 1  # "will visit Rome on Friday and meet her": there on that day
    if event.kind == "noun" and event.verb is None and event.objects:
        return next((k for k in range(event.at - 1, max(0, event.at - 5), -1) if toks[k].low == "for"), None)
    return None


_BOUND = frozenset("is are was were due scheduled set slated planned hopes hoping wants plans intends expected expects".split())


def _travels(toks: list[Token], k: int) -> bool:
    """A verb of travel to come: "will travel", "is heading", "heads to", "will be in"."""
    form, before, after = _TRAVEL.get(toks[k].low), toks[k - 1].low if k else "", toks[k + 1].low if k + 1 < len(toks) else ""
    if form == "base" and before == "to" and toks[k - 2].low not in _BOUND:  # "is preparing to fly", "is free to fly"
        return False
    if form == "base":
        return _is_verb(before) and before not in {"and", "he", "she", "they", "who"} and (toks[k].low != "be" or after in {"in", "at"})
    if form == "present":
        return before not in _DETERMINERS and toks[k].text.islower() and (toks[k].low != "visits" or (k > 0 and toks[k - 1].capital))
    return form == "ing" and _progressive(toks, k) and toks[_group(toks, k)].low not in {"was", "were"}


_TELLING = frozenset([*NOUNS, *MEET, *VISIT, *HOST, *GO, *SIT, *CONFER])


def _may_tell(toks: list[Token]) -> bool:
    return any(t.low in _TELLING for t in toks)


def _sport(toks: list[Token]) -> bool:
    lows = [t.low for t in toks]
    rounds = any(a == "last" and b in {"four", "eight", "16", "sixteen", "32"} for a, b in pairwise(lows))
    rounds = rounds or any(t.text == "Cup" and {"in", "the"} <= set(lows[max(0, k - 4) : k]) for k, t in enumerate(toks))
    return rounds or any(w in _STRONG_SPORT or w.endswith("-seeded") for w in lows) or sum(w in SPORT for w in lows) > 1


def _over_day(toks: list[Token], i: int, dated: set[int]) -> int:
    """Index behind the auxiliary that a date keeps from its verb ("will on Friday host", "is, on May 6, to meet"), else i."""
    k = i
    while k > 0 and i - k < 12 and (k - 1 in dated or toks[k - 1].text in ",()" or toks[k - 1].low == "on"):
        k -= 1
    if k < i and any(n in dated for n in range(k, i)) and k and toks[k - 1].low in AUX - {"on", "in", "for", "talks"}:
        return k
    if i > 2 and toks[i - 1].text == ",":  # "would not, after all, meet"
        k = next((n for n in range(i - 3, max(0, i - 8), -1) if toks[n].text == ","), 0)
        if k and toks[k - 1].low in {"will", "would", "not", "shall", "to", "is", "are", "was", "were", "never"}:
            return k
    return i


def _mountain(toks: list[Token], i: int) -> bool:
    """The summit of a mountain."""
    if not toks[i].low.startswith("summit"):
        return False
    around = [t.low for t in (*toks[max(0, i - 5) : i], *toks[i + 1 : i + 6])]
    return any(w in _PEAKS or w.startswith("climb") for w in around)


_PEAKS = frozenset("mount mt mt. mountain mountains mont everest peak peaks volcano reach reached reaching scale scaled ascent ascend k2 kilimanjaro denali hike hiked trek".split())


def _event(toks: list[Token], i: int, dated: set[int]) -> Event | None:
    low = toks[i].low
    near = _over_day(toks, i, dated)
    before = toks[near - 1].low if near else ""
    after = toks[i + 1].low if i + 1 < len(toks) else ""
    gerund = low == "meeting" and before in _GERUND | _AGAINST and (after == "with" or (after != "" and toks[i + 1].capital))
    if low in NOUNS and not gerund and not (low in VISIT and _is_verb(before)) and not (low == "meeting" and _progressive(toks, i)):
        if any(t.low in REMOTE for t in toks[max(0, i - 3) : i]) or (low in WEAK_NOUNS - {"trip"} and before not in {"hold", "held", "bilateral", "special"} and after not in {"with", "between"}):
            return None
        if before == "town" or _mountain(toks, i) or after in {"point", "points", "room", "place", "hall"} or (i > 1 and toks[i - 2].low in {"each", "every"}):
            return None
        return Event(at=i, kind="noun", form="noun", word=low, first=i)
    for table, kind in ((MEET, "meet"), (VISIT, "visit"), (HOST, "host"), (CONFER, "meet")):
        if low == "meeting" and not _progressive(toks, i) and not gerund:
            continue
        if low in table and (before not in _DETERMINERS - {"next"} or (before in {"last", "first"} and low in {"met", "meet", "hosted", "visited"})):
            if kind == "meet" and _not_met(toks, i):
                return None
            if kind == "host" and table[low] in {"base", "present"} and before not in AUX | {"and", "he", "she"} and not (table[low] == "present" and i and toks[i - 1].capital):
                return None
            if low == "visiting" and not _progressive(toks, i):
                return None
            return Event(at=i, kind=kind, form=table[low], word=low, first=_group(toks, near))
    if low in SIT and after == "down" and any(t.low == "with" for t in toks[i + 2 : i + 5]):
        return Event(at=i, kind="meet", form=SIT[low], word=low, first=_group(toks, near))
    if low in GO and after == "to":
        return Event(at=i, kind="go", form=GO[low], word=low, first=_group(toks, near))
    return None


def _is_verb(before: str) -> bool:
    return before in {"to", "will", "would", "may", "might", "could", "should", "can", "shall", "'ll", "and", "not", "also", "he", "she", "they", "who"}


def _progressive(toks: list[Token], i: int) -> bool:
    k = i - 1
    while k >= 0 and toks[k].low in {"not", "also", "now", "be", "been", "next", "again"}:
        if toks[k].low in {"be", "been"}:
            return True
        k -= 1
    return k >= 0 and (toks[k].low in {"is", "are", "was", "were", "he's", "she's", "they're", "i'm", "we're"})


def _not_met(toks: list[Token], i: int) -> bool:
    for token in toks[i + 1 : i + 8]:
        if token.low in NOT_MET and not token.capital:  # "meet Mark Carney" has a mark in it
            return True
        owned = token.low.endswith(("'s", "s'"))
        if token.low in {"to", "in", "on", "at", "for", "and", "when", "who", "that"} or token.text in ",.;" or (token.capital and token.text[0].isalpha() and not owned):
            return False
    return False


def _group(toks: list[Token], i: int) -> int:
    k = i
    while k > 0 and i - k < 9 and toks[k - 1].low in AUX:
        k -= 1
    return k


# --- parties -----------------------------------------------------------------------------------------------------------


_VERBAL = frozenset([*MEET, *HOST, *HOLD, *CONFER, *SIT, *"could may might should can would hopes wants expects plans is are also see sees".split()])
_PARTS = frozenset("in on at to for from will said with who of that is was has ;".split())  # between two names, they keep them apart


def _coordinated(toks: list[Token], found: list[Chunk], k: int, step: int) -> list[Chunk]:
    """The chunk k and those joined to it in the direction of `step`: "A and B", "A, B and C"; never by a comma alone."""
    made, joined = [found[k]], 1
    while 0 <= k + step < len(found):
        one, two = (found[k], found[k + step]) if step > 0 else (found[k + step], found[k])
        between = [t.low for t in toks[one.last : two.first]]
        linked = any(w in {"and", "&"} for w in between)
        listed = between == [","] and (step > 0 or joined > 1) and "pronoun" not in {one.kind, two.kind}
        if len(between) > 6 or not (linked or listed) or "place" in {one.kind, two.kind}:
            break
        if any(w in _PARTS or w in _VERBAL or w.endswith("ed") for w in between):
            break
        k += step
        made.append(found[k])
        if linked or (step < 0 and joined > 1):
            joined = len(made)
    made = made[:joined]
    return made if step > 0 else made[::-1]


def _subject(toks: list[Token], found: list[Chunk], first: int, dated: set[int]) -> list[Chunk]:
    """The nearest phrase to the left that is not governed by a preposition; with what is joined to it.

    A common noun right in front ("the party meets", "Carney's team will meet") is a subject that names nobody.
    """
    first = _before_aside(toks, first)
    if first > 1 and toks[first - 1].low == "who" and toks[first - 2].text.isalpha() and toks[first - 2].text.islower():  # "the senator who is to meet her"
        return []
    if _common_noun(toks, found, first, dated):
        return []
    for k in range(len(found) - 1, -1, -1):
        chunk = found[k]
        if chunk.last > first or chunk.kind == "place" or (chunk.begin and toks[chunk.begin - 1].low in _TAKEN_BY):
            continue
        raised = chunk.prep == "for" and chunk.last == first and first < len(toks) and toks[first].low == "to"  # "for A to meet B"
        if (chunk.prep in _NO_SUBJECT and not raised) or (chunk.possessive and toks[chunk.last - 1].low.endswith("'s")):
            continue
        if any(t.text == ";" for t in toks[chunk.last : first]):
            return []
        return _coordinated(toks, found, k, -1)
    return []


_ASIDES = frozenset("who whose which citing accompanied along fresh facing amid despite".split())


def _before_aside(toks: list[Token], first: int) -> int:
    """Where the subject ends, when a clause between commas keeps it from its verb: "A, whose party lost in May, meets B"."""
    if first < 3 or toks[first - 1].text != ",":
        return first
    for k in range(first - 3, max(0, first - 60), -1):
        opens = toks[k].text == "," and (toks[k + 1].low in _ASIDES or (toks[k + 1].text.islower() and toks[k + 1].low.endswith("ing")))
        if opens:
            return k
        if toks[k].text == ";":
            break
    return first


_NOT_PLURAL = frozenset("always perhaps sometimes afterwards besides otherwise this his its as us thus plus across says was is has does regardless".split())


def _common_noun(toks: list[Token], found: list[Chunk], first: int, dated: set[int]) -> bool:
    if first < 2 or first - 1 in dated or any(c.first < first <= c.last for c in found):
        return False
    word, before = toks[first - 1], toks[first - 2]
    plain = word.text.islower() and word.text.isalpha() and word.low not in _NO_NOUN and not word.low.endswith(("ly", "ed"))
    if plain and word.low.endswith("s") and word.low not in _NOT_PLURAL and word.low not in AUX:
        return True
    return plain and (before.low in {"the", "a", "his", "her", "their", "its", "this", "that"} or before.low.endswith("'s"))


def _objects(toks: list[Token], found: list[Chunk], at: int, reach: int = 7) -> list[Chunk]:
    """The phrase behind `at` ("with" allowed), with what is joined to it."""
    for k, chunk in enumerate(found):
        if chunk.first <= at:
            continue
        gap = [t.low for t in toks[at + 1 : chunk.begin]]
        if len(gap) > reach or any(w in {"in", "on", "at", "to", "for", "when", "who", ",", ".", "after", "before", "about", "as", "and", "by", "said", "“", "of"} for w in gap):
            return []
        return [] if chunk.possessive and chunk.last < len(toks) and toks[chunk.last].text.islower() else _coordinated(toks, found, k, 1)
    return []


def _verb_parties(toks: list[Token], found: list[Chunk], event: Event, dated: set[int]) -> None:
    event.subject = _subject(toks, found, event.first, dated)
    if event.kind == "go":
        return
    start = event.at
    for k in range(event.at + 1, min(event.at + 4, len(toks))):
        if toks[k].low in {"with", "down"}:
            start = k
        elif toks[k].low not in {"again", "privately", "separately", "briefly", "here", "directly", "personally"}:
            break
    event.objects = _objects(toks, found, start) or _whom(toks, found, event)
    if event.kind == "visit" and event.objects and event.objects[0].kind in {"nation", "place", "org", "name"}:
        event.objects = event.objects[:1]


def _whom(toks: list[Token], found: list[Chunk], event: Event) -> list[Chunk]:
    """"Trump, whom he will meet": the name in front of "whom"."""
    begin = min([event.first, *(c.begin for c in event.subject if c.begin < event.at)])
    if begin < 2 or toks[begin - 1].low != "whom":
        return []
    return [c for c in found if begin - 4 <= c.last < begin][-1:]


_TO_PARTY = frozenset("between of with by".split())


def _noun_parties(toks: list[Token], found: list[Chunk], event: Event, dated: set[int]) -> None:
    at = event.at
    hold = next((k for k in range(at - 1, max(-1, at - 8), -1) if toks[k].low in HOLD and toks[k].low != "start" and not _helps(toks, k)), None)
    if hold is not None and not any(toks[k].text in ",;" or toks[k].low in {"to", "that"} for k in range(hold + 1, at)):
        event.verb, event.first = hold, _group(toks, hold)
        event.form, event.subject = HOLD[toks[hold].low], _subject(toks, found, event.first, dated)
    for k, chunk in enumerate(found):
        gap = chunk.begin - at
        if 0 < gap <= 14 and chunk.prep in _TO_PARTY and _near(toks, at, chunk) and (chunk.prep != "by" or event.word in VISIT_NOUNS or gap < 3):
            joined = _coordinated(toks, found, k, 1)
            if chunk.prep == "of" and len(joined) < 2 and event.word not in VISIT_NOUNS:  # "a meeting of the council" is its own affair
                continue
            event.objects += [c for c in joined if c not in event.objects]
            if chunk.prep == "between":
                event.subject = []
    if not event.subject and not event.objects and at + 1 < len(toks) and toks[at + 1].low in {"that", "which"}:  # "the talks that A and B were to hold"
        held = next((k for k in range(at + 3, min(at + 24, len(toks))) if toks[k].low in HOLD and not _helps(toks, k) and toks[k].low not in {"has", "had"}), None)
        event.subject = _subject(toks, found, _group(toks, held), dated) if held is not None else []
    if not event.subject and len(event.objects) < 2:
        event.subject = _owner(toks, found, at) or _subject(toks, found, at - 2 if at > 2 and toks[at - 2].low in {"a", "an", "the"} else at, dated)
        if event.form == "noun":
            event.first = at
            opener = _after_opening(toks, found, at)
            if opener and event.objects:
                event.subject = opener


def _helps(toks: list[Token], k: int) -> bool:
    """An auxiliary: "has called off the talks" does not hold them."""
    after = toks[k + 1].low if k + 1 < len(toks) else ""
    return toks[k].low in {"has", "have", "had"} and (after in {"been", "put"} or (after.endswith("ed") and after.isalpha()))


def _after_opening(toks: list[Token], found: list[Chunk], at: int) -> list[Chunk]:
    """"At a summit with X on Monday, Y said": Y was there."""
    if at > 4 or not (toks[0].low in {"at", "during", "after", "following", "before", "in"} or toks[0].low.endswith("ing")):
        return []
    comma = next((k for k in range(at, min(at + 25, len(toks))) if toks[k].text == ","), None)
    return [c for c in found if comma is not None and c.begin == comma + 1][:1]


def _near(toks: list[Token], at: int, chunk: Chunk) -> bool:
    """No clause break and no other verb between the noun and its "between A and B"."""
    return not any(t.text in ";:" or t.low in {"said", "who", "which", "that", "will", "would"} for t in toks[at + 1 : chunk.begin])


def _owner(toks: list[Token], found: list[Chunk], at: int) -> list[Chunk]:
    """"Carney's meeting": the possessive in front."""
    for k in range(len(found) - 1, -1, -1):
        chunk = found[k]
        if chunk.last <= at and chunk.possessive and at - chunk.last <= 5:
            return _coordinated(toks, found, k, -1)
    return []


def _counts(toks: list[Token], event: Event, cast: Cast) -> bool:
    """Whether parties make it a meeting: hosts need a person, travel a house or a nation, nouns somebody."""
    if event.kind == "host":
        return bool(event.subject) and bool(event.objects) and (cast.is_person(event.objects[0]) or event.objects[0].kind in {"title", "pronoun"})
    if event.kind == "go":
        after = " ".join(t.low for t in toks[event.at + 2 : event.at + 8])
        return bool(event.subject) and any(after.removeprefix("the ").startswith(seat) for seat in SEATS)
    if event.kind == "visit" and event.objects:
        return (bool(event.subject) and event.objects[0].kind != "group") or len(event.objects) > 1
    if event.form == "noun" and event.verb is None:
        return bool(event.subject or event.objects)
    return bool(event.subject or event.objects)


def _without_travel(events: list[Event]) -> list[Event]:
    """"Will travel to Washington and meet X" is one meeting."""
    if any(e.kind in {"meet", "noun", "host"} for e in events):
        return [e for e in events if e.kind != "go"]
    return events


__all__ = ["PLACE_PREPS", "events_of", "unnamed_meeting"]
