"""Clauses: which words belong to an event, which day is its own, who says so, and how sure the words are.

Rules
 1. A date belongs to the nearest head on its left: an event, or a finite verb of another action ("announced Wednesday he would
    meet"). Purpose infinitives and light words ("scheduled for", "due on") pass it on. A date in front of everything belongs
    to the first head on its right; "Friday's summit" belongs to the summit.
 2. "In which", "where", "during which" hand the day of the event before to an event that has none of its own.
 3. Two days joined by "and", "to", "through" or a dash are a range.
 4. The reporting verb in front of the event's clause governs it, else one that follows behind a comma.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from monitor.detect.meetings.parties import Chunk, Token
from monitor.detect.meetings.words import SAY
from monitor.model import DateMention

_BREAKS = frozenset("; but while although though whereas because despite".split())
_LIGHT = frozenset(
    """scheduled set planned slated due held place begin begins began start starts started open opened postponed put delayed moved
    expected arranged agreed invited cancelled canceled scrapped rescheduled take takes took taking last lasts booked
    be been being is are was were has have had will would may might could should shall can to not also fixed""".split()
)
_FINITE = frozenset(
    """said told met went came took made gave left arrived arrives arrive leaves leave won lost spoke wrote sent put became began broke
    ran flew held saw says tells issued signed announces heads headed travel travels travelled traveled speaks opened""".split()
)
_NOT_FINITE = frozenset("united need indeed speed unprecedented related limited so-called hundred armed advanced".split())


@dataclass(slots=True)
class Event:
    """A word that tells of a meeting. `at`: token index; `first`: where its verb group begins."""

    at: int
    kind: str  # meet | visit | host | go | noun
    form: str  # base | present | past | ing | noun
    word: str
    first: int
    verb: int | None = None  # of a noun: the verb that holds it
    journey: int | None = None  # the verb of travel whose purpose it is: "will fly there on Friday to meet her"
    subject: list[Chunk] = field(default_factory=list)
    objects: list[Chunk] = field(default_factory=list)
    day: DateMention | None = None
    span: tuple[date, date] | None = None  # the days, ranges joined and shifts made
    choice: bool = False  # one day or another
    behind: bool = False  # the day stands behind the event
    stated: bool = False  # a definite day, or a stated range of days


def segment(toks: Sequence[Token], at: int) -> tuple[int, int]:
    """[first, last) of the clause about `at`: to the next hard break on either side."""
    first = at
    while first > 0 and not _breaks(toks, first - 1):
        first -= 1
    last = at + 1
    while last < len(toks) and not _breaks(toks, last):
        last += 1
    return first, last


def _breaks(toks: Sequence[Token], i: int) -> bool:
    return toks[i].low in _BREAKS


def finite(token: Token, before: str) -> bool:
    """A verb of its own action, as far as its form tells."""
    low = token.low
    if low in _LIGHT or not token.text.islower():
        return False
    if low in SAY or low in _FINITE:
        return before != "to"
    return low.endswith("ed") and len(low) > 4 and token.text.islower() and low not in _NOT_FINITE and before not in {"to", "the", "a", "an"}


# --- days --------------------------------------------------------------------------------------------------------------


def bind(toks: Sequence[Token], events: Sequence[Event], mentions: Sequence[DateMention]) -> None:
    """Give each event its own day."""
    places = {e.at: e for e in events}
    for e in events:
        if e.verb is not None:
            places.setdefault(e.verb, e)
        if e.journey is not None:
            places.setdefault(e.journey, e)
    usable = [m for m in mentions if m.earliest is not None and m.latest is not None]
    for k, mention in enumerate(usable):
        first = next((i for i, t in enumerate(toks) if t.end > mention.start), len(toks))
        last = next((i for i in range(first, len(toks)) if toks[i].start >= mention.end), len(toks))
        event = _owner(toks, places, first, last)
        if event is None or (event.day is not None and not _better(mention, event, first)):
            continue
        event.day, event.behind = mention, first > event.at
        _measure(event, mention, usable[k + 1] if k + 1 < len(usable) else None, toks, last)
    _beside(toks, events, usable)
    _inherit(toks, events)


def _better(mention: DateMention, event: Event, first: int) -> bool:
    """A day beats a window, one behind the event one in front of it; else the first stays."""
    if event.choice:
        return False
    if first > event.at and not event.behind:
        return True
    return not event.stated and mention.earliest == mention.latest


def _beside(toks: Sequence[Token], events: Sequence[Event], mentions: Sequence[DateMention]) -> None:
    """"Arrives Wednesday, one day before the summit": a day told from another event's."""
    for event in events:
        if event.day is not None or event.form != "noun":
            continue
        for mention in mentions:
            last = next((i for i, t in enumerate(toks) if t.start >= mention.end), len(toks))
            shift = _shifted(toks, event, last)
            if shift and mention.earliest and mention.earliest == mention.latest and mention.end <= toks[event.at].start:
                event.day, event.span, event.stated = mention, (mention.earliest + shift, mention.earliest + shift), True


def _owner(toks: Sequence[Token], places: dict[int, Event], first: int, last: int) -> Event | None:
    attributive = _before_noun(toks, places, first, last)
    if attributive is not None:
        return attributive
    for i in range(first - 1, max(-1, first - 45), -1):
        if i in places:
            return places[i]
        if _breaks(toks, i):
            return _rightward(toks, places, last)
        if _elsewhere(toks, i) or (finite(toks[i], toks[i - 1].low if i else "") and not _modifier(toks, i)):
            return None
        if i and toks[i - 1].low in _MODALS and toks[i].text.islower() and toks[i].low not in _LIGHT | _JOURNEY and not toks[i].low.endswith("ly"):
            right = _rightward(toks, places, last)
            apart = right is not None and any(t.low in {"and", ",", "then"} for t in toks[last : right.first + 1])
            return None if apart else right
    return _rightward(toks, places, last)


_MODALS = frozenset("will would shall".split())
_JOURNEY = frozenset("travel fly go arrive head come visit be discuss".split())  # the way there, or the talks themselves


def _elsewhere(toks: Sequence[Token], i: int) -> bool:
    """Another clause opens here, and its day is its own: "meets her when they gather on Friday", "Jo Do, who turns 80 on Friday"."""
    low, after = toks[i].low, toks[i + 1] if i + 1 < len(toks) else None
    if after is None or low in {"when", "once", "until", "because", "since", "whom"}:
        return after is not None
    if low in {"before", "after"}:
        return after.low in {"he", "she", "they", "it"} or (after.text.islower() and after.low.endswith("ing") and after.low not in {"meeting", "morning", "evening"})
    return low in {"who", "which"} and toks[i - 1].low not in {"in", "at", "during", "for", "on", "to"} and after.low not in _LIGHT


def _modifier(toks: Sequence[Token], i: int) -> bool:
    """An -ed word behind an article or before a noun is no verb: "a proposed trip", "the disputed territory"."""
    return i > 0 and toks[i - 1].low in {"the", "a", "an", "its", "his", "her", "their", "this"}


def _before_noun(toks: Sequence[Token], places: dict[int, Event], first: int, last: int) -> Event | None:
    """"Friday's summit", "the May 6 meeting"."""
    possessive = (last < len(toks) and toks[last].low in {"s", "'s"}) or toks[last - 1].low.endswith("'s")
    determined = first > 0 and toks[first - 1].low in {"the", "a", "an", "his", "her", "their", "its", "planned", "scheduled"}
    if not (possessive or determined):
        return None
    for i in range(last, min(last + 5, len(toks))):
        if i in places and places[i].form == "noun":
            return places[i]
        if not (toks[i].text[0].isalpha() or toks[i].text in "'’") or toks[i].low in {"in", "on", "at", "with", "to"}:
            return None
    return None


def _rightward(toks: Sequence[Token], places: dict[int, Event], last: int) -> Event | None:
    for i in range(last, min(last + 40, len(toks))):
        if i in places:
            return places[i]
        if _breaks(toks, i) or _later(toks, i) or (finite(toks[i], toks[i - 1].low) and not _modifier(toks, i)):
            return None
    return None


def _later(toks: Sequence[Token], i: int) -> bool:
    """Another time opens here: "will speak on Friday before she travels", "on Friday, when he flies"."""
    after = toks[i + 1] if i + 1 < len(toks) else None
    if after is None or toks[i].low not in {"before", "after", "when", "once", "until"}:
        return False
    return toks[i].low in {"when", "once", "until"} or after.low in {"he", "she", "they"} or after.capital


_JOINS = frozenset("and to through until - – — till".split())


def _measure(event: Event, mention: DateMention, following: DateMention | None, toks: Sequence[Token], last: int) -> None:
    assert mention.earliest is not None and mention.latest is not None  # noqa: S101 - the caller picked these
    first, end = mention.earliest, mention.latest
    exact = (first == end or mention.value[10:11] == "/") and not _open_ended(toks, mention, last)
    if following is not None and following.earliest and following.latest and exact and last + 1 < len(toks):
        joined = toks[last].low in _JOINS and toks[last + 1].end > following.start and toks[last].end <= following.start
        if joined and following.earliest == following.latest and end < following.latest and (following.latest - first).days <= 14:
            end = following.latest
    if following is not None and following.latest and exact:
        between = {t.low for t in toks[last : last + 4] if t.end <= following.start}
        if "or" in between and between <= {"or", "on", "either", "else"}:
            exact, end, event.choice = False, max(end, following.latest), True
    opening = next((i for i in range(max(0, last - 12), last) if toks[i].end > mention.start), last)
    any_of_them = opening > 0 and toks[opening - 1].low in {"a", "any", "some", "every", "each", "most"}  # "on a Friday"
    shift = _shifted(toks, event, last)
    event.span = (first + shift, end + shift)
    event.stated = exact and not any_of_them


_OPEN_ENDS = ("by", "before", "after", "around", "about", "early as", "soon as", "late as", "later than", "earlier than")


def _open_ended(toks: Sequence[Token], mention: DateMention, last: int) -> bool:
    """"By Tuesday", "after Tuesday", "as early as Tuesday" name a limit, and no day."""
    before = [t.low for t in toks[max(0, last - 12) : last] if t.end <= mention.start]
    return " ".join(before[-2:]).endswith(_OPEN_ENDS) and not " ".join(before[-2:]).endswith("day after")


def _shifted(toks: Sequence[Token], event: Event, last: int) -> timedelta:
    """"Wednesday, a day before the summit" puts the summit on Thursday."""
    if event.at < last:
        return timedelta(0)
    words = [t.low for t in toks[last : min(event.at, last + 7)]]
    for k, word in enumerate(words[:-1]):
        if word == "day" and words[k + 1] in {"before", "after", "ahead"} and k and words[k - 1] in {"a", "one", "the"}:
            return timedelta(days=-1 if words[k + 1] == "after" else 1)
    return timedelta(0)


def _inherit(toks: Sequence[Token], events: Sequence[Event]) -> None:
    for event in events:  # "will visit Rome on Friday to meet her": the visit's day
        visit = next((e for e in events if e.at == event.journey and e.day is not None), None)
        if event.day is None and visit is not None:
            event.day, event.span, event.stated = visit.day, visit.span, visit.stated
    for before, event in pairwise(events):
        if event.day is not None or before.day is None:
            continue
        between = [t.low for t in toks[before.at + 1 : event.at]]
        if "which" in between or "where" in between or ("for" in between and event.form == "noun" and len(between) < 12) or ("to" in between and event.first - before.at < 10 and event.kind == "meet"):
            event.day, event.span, event.stated = before.day, before.span, before.stated


# --- who says so -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Voice:
    """The words that name the source: token indexes [first, last), and the reporting verb."""

    first: int
    last: int
    verb: int


_STOPS = frozenset(", ; : ( ) “ ” \" — –".split())
_NP_END = frozenset("that on in at who which when as after before it he she they to by during while and will".split())


def voice(toks: Sequence[Token], event: Event, dated: set[int]) -> Voice | None:
    """The source that governs the event, or None: the text's own voice. An empty one: somebody, but we cannot tell who."""
    begin = min([event.first, event.at, *(c.begin for c in event.subject if c.begin < event.at)])
    for i in range(begin - 1, -1, -1):
        if toks[i].low in {";", "but"}:
            break
        if toks[i].low in SAY and _reports(toks, i):
            return _left_np(toks, i, dated) or Voice(i, i, i)
        if toks[i].low == "according" and i + 1 < len(toks) and toks[i + 1].low == "to":
            return _right_np(toks, i + 1, dated)
    for i in range(event.at + 1, len(toks)):
        if toks[i].low == "according" and i + 1 < len(toks) and toks[i + 1].low == "to":
            return _right_np(toks, i + 1, dated)
        if toks[i].low in SAY and _reports(toks, i):
            found = _left_np(toks, i, dated)
            inverted = toks[i].low in {"said", "says"} and toks[i - 1].text in ",”\"" and i + 1 < len(toks) and i + 1 not in dated
            if inverted and (toks[i + 1].capital or toks[i + 1].low in {"a", "an", "the", "his", "her", "their"}):  # ", said a spokeswoman for her"
                return _right_np(toks, i, dated)
            comma = found is not None and found.first > 0 and toks[found.first - 1].text in ",”\"—–"
            if found is not None and comma:
                return found
            if toks[i - 1].text in ",”\"":
                return _right_np(toks, i, dated)
    return None


def _reports(toks: Sequence[Token], i: int) -> bool:
    """A reporting verb, not "a confirmed case", "will announce", "to say", "has not said"."""
    before = toks[i - 1].low if i else ""
    if toks[i].low in {"reports", "report"} and not (i and toks[i - 1].capital):
        return False
    return toks[i].text.islower() and before not in {"to", "the", "a", "an", "will", "would", "not", "never", "is", "are", "be", "been", "may", "could", "yet"} and not before.endswith("n't")


def _left_np(toks: Sequence[Token], verb: int, dated: set[int]) -> Voice | None:
    """The noun phrase in front of the verb, appositions between commas stepped over ("Hill, arriving in Japan, said")."""
    i = verb
    while i > 0 and (i - 1 in dated or toks[i - 1].low in {"also", "has", "have", "had", "later", "on", "earlier", "who", "then"}):
        i -= 1
    while i > 1 and toks[i - 1].text in "”\"" and toks[i - 2].text == ",":
        i -= 1
    last = i
    if i > 0 and toks[i - 1].text == ",":
        opening = next((k for k in range(i - 2, max(-1, i - 25), -1) if toks[k].text == ","), None)
        if opening is None:
            return None
        last, i = (i - 1 if _role(toks, opening + 1, i - 1) else opening), opening
    while i > 0 and last - i < 9 and toks[i - 1].text not in _STOPS and toks[i - 1].low not in {"that", "but", "and", "when", "after", "as"}:
        i -= 1
    return Voice(i, last, verb) if last > i else None


def _role(toks: Sequence[Token], first: int, last: int) -> bool:
    """An apposition that says for whom somebody speaks: ", the president's press secretary,"."""
    words = [t.low for t in toks[first:last]]
    named = toks[first].capital or words[:1] in (["the"], ["a"], ["an"], ["his"], ["her"])
    return named and "who" not in words and any(w in {"secretary", "minister", "ambassador", "press"} or w.startswith("spokes") for w in words)


def _right_np(toks: Sequence[Token], verb: int, dated: set[int]) -> Voice | None:
    i = verb + 1
    while i < len(toks) and i in dated:
        i += 1
    last = i
    while last < len(toks) and last - i < 9 and last not in dated and toks[last].text not in _STOPS | {"."} and toks[last].low not in _NP_END:
        last += 1
    return Voice(i, last, verb) if last > i else None


def voices(toks: Sequence[Token], dated: set[int]) -> list[Voice]:
    """Every source that the sentence names, in front of its reporting verb or behind it."""
    found: list[Voice | None] = []
    for i, token in enumerate(toks):
        if token.low == "citing" or (token.low == "according" and i + 1 < len(toks) and toks[i + 1].low == "to"):
            found.append(_right_np(toks, i if token.low == "citing" else i + 1, dated))
        elif token.low in SAY and _reports(toks, i):
            found.append(_left_np(toks, i, dated))
            if i and toks[i - 1].text in ",”\"":
                found.append(_right_np(toks, i, dated))
    return [v for v in found if v is not None]
