"""Clauses: which day is an event's own, and who says so.

Rules
 1. A date belongs to the first event above it in the tree; to the events that a verb above it schedules ("is due on Friday to
    meet"); to those that a journey above it is made for ("flies to Rome on Friday to meet her"). A verb of anything else keeps
    its day: "announced Wednesday he would meet".
 2. Two days joined by "and", "to", "through" or a dash are a range.
 3. The reporting verb that the event's clause hangs on governs it, else the one in front of it, else one behind a comma.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from monitor.detect.meetings.company import Event
from monitor.detect.meetings.grammar import Syntax
from monitor.detect.meetings.lexicon import AGREE, CANCEL, HEDGE, POSTPONE, SCHEDULE, TRAVEL, lemma
from monitor.detect.meetings.phrases import Chunk, Token
from monitor.detect.meetings.voices import reports
from monitor.detect.meetings.words import SAY
from monitor.model import DateMention


def bind(x: Syntax, events: Sequence[Event], mentions: Sequence[DateMention]) -> None:
    """Give each event its own day: that of the mention which hangs on it, on what schedules it, or on the journey to it."""
    usable = [m for m in mentions if m.earliest is not None and m.latest is not None]
    for k, mention in enumerate(usable):
        first = next((i for i, t in enumerate(x.toks) if t.end > mention.start), len(x.toks))
        last = next((i for i in range(first, len(x.toks)) if x.toks[i].start >= mention.end), len(x.toks))
        for event, near in [(e, 2) for e in events] if last <= x.timed else _owners(x, events, first, last):
            if event.day is None or _better(mention, event, near, first):
                event.day, event.own, event.behind = mention, near, first > event.at
                _measure(event, mention, usable[k + 1] if k + 1 < len(usable) else None, x.toks, last)
    _lasting(x, events)
    _beside(x.toks, events, usable)
    _in_front(x, events, usable)


def others_met(x: Syntax, events: Sequence[Event], mentions: Sequence[DateMention]) -> list[Event]:
    """The second of two meetings that one verb tells, each with its day: "will meet A on Thursday and B on Friday". The first keeps A."""
    made: list[Event] = []
    exact = [m for m in mentions if m.earliest is not None and m.earliest == m.latest]
    for event in (e for e in events if e.kind in {"meet", "host"} and e.day is not None and e.behind and e.objects and e.subject):
        for one, two in pairwise(exact):
            whom = _behind_and(x, one, two) if one is event.day else None
            first = [c for c in event.objects if c is not whom and event.at < c.first]
            if whom is None or not first:
                continue
            event.objects = [c for c in event.objects if c is not whom]
            other = Event(at=event.at, kind=event.kind, word=event.word, first=event.first, verb=event.verb, subject=event.subject, objects=[whom], day=two, own=3, behind=True)
            _measure(other, two, None, x.toks, next((i for i, t in enumerate(x.toks) if t.start >= two.end), len(x.toks)))
            made.append(other)
    return made


def _behind_and(x: Syntax, one: DateMention, two: DateMention) -> Chunk | None:
    """Who stands between two days as in "on Thursday and Jo Do on Friday"."""
    between = [i for i, t in enumerate(x.toks) if one.end <= t.start < two.start]
    words = [i for i in between if x.toks[i].text != ","]
    if not words or x.low(words[0]) != "and":
        return None
    whom = next((c for c in x.found if c.begin == words[0] + 1 and c.kind in {"person", "name", "title", "nation"} and not c.possessive), None)
    return whom if whom is not None and all(x.low(i) == "on" for i in words if i >= whom.last) else None


def _better(mention: DateMention, event: Event, near: int, first: int) -> bool:
    """A nearer one; else a day beats a window, one behind the event one in front of it; else the first stays."""
    if near != event.own:
        return near > event.own and (event.own == 1 or mention.earliest == mention.latest or not event.stated)
    if event.choice:
        return False
    if first > event.at and not event.behind:
        return True
    return not event.stated and mention.earliest == mention.latest


def _owners(x: Syntax, events: Sequence[Event], first: int, last: int) -> list[tuple[Event, int]]:
    """The events whose day a mention gives, each with how near it stands."""
    if not first < len(x.toks):
        return []
    if _said_then(x, first) and not x.low(last - 1).endswith("'s"):
        return []
    inside = range(first, last)
    head = next((i for i in reversed(inside) if x.heads[i] not in inside), last - 1)
    if x.labels[head] == "poss" and not any(x.heads[head] in {e.at, e.verb} for e in events):  # "after Tuesday's vote"
        return []
    events = [e for e in events if e.at > first or not any(t.low in _ELSEWHEN for t in x.toks[e.at + 1 : first])]
    for i in (head, *x.up(head)):
        if i not in inside and x.low(i) in _RELATIVE and x.labels[i] == "prep" and x.heads[head] != i:  # "after a vote on Tuesday"
            return []
        own = [e for e in events if i in {e.at, e.verb}]
        if own:
            return [(e, 3) for e in own] + [(e, 1) for e in events if e not in own and _on_journey(x, e, i)]
        if lemma(x.low(i)) == "be" and (told := _cleft(x, i)) is not None and not any(told in {e.at, e.verb} for e in events):
            return []  # "it was on Monday that she promised to meet him": the day of the promise
        if x.low(i) in _FROM_THEN and x.labels[i] != "ROOT":
            continue
        if x.verbal(i) or lemma(x.low(i)) == "be" or x.low(i) in _SCHEDULED:
            found = [(e, 2) for e in events if _scheduled_by(x, e, i) and not (last <= e.at and _decided(x, i))] or [(e, 1) for e in events if _on_journey(x, e, i)]
            if found or (x.low(i) not in _SCHEDULED and not _light(x, i)):
                return found
        if x.labels[i] == "relcl":
            break
    return [(e, 2) for e in events if e.at == head]


def _cleft(x: Syntax, be: int) -> int | None:
    """The verb whose day is told by "it was on Monday that"."""
    if not any(x.low(k) == "it" for k in x.kids(be, "nsubj")):
        return None
    return next((k for k in x.kids(be, "ccomp", "advcl") if any(x.low(j) in {"that", "when"} for j in x.kids(k, "mark", "advmod"))), None)


def _decided(x: Syntax, verb: int) -> bool:
    """"Agreed on Tuesday to meet her": a day in between is that of the word given."""
    group = x.group(verb)
    return group.tense in {"past", "perfect"} and not group.passive and lemma(x.low(verb)) in AGREE | HEDGE


_ELSEWHEN = frozenset("once when whenever until till".split())  # another clause opens, and what follows is its day
_FROM_THEN = frozenset("beginning starting".split())  # "a visit beginning March 12"
_RELATIVE = frozenset("after before within following since until ahead".split())
_SCHEDULED = frozenset("due scheduled set slated planned booked fixed arranged originally".split())


def _light(x: Syntax, i: int) -> bool:
    return x.labels[i] in {"acl", "amod"} and x.tags[i] == "VBN"


def _said_then(x: Syntax, first: int) -> bool:
    """"Said Monday", "announced on Friday that": the day of the saying."""
    k = first - 1
    while k > 0 and x.low(k) in {"on", "here", "late", "early", "in", "reporters", "this", "last", "yesterday"} and k > first - 4:
        k -= 1
    return (k >= 0 and x.low(k) in SAY and x.toks[k].text.islower() and reports(x.toks, k) and not x.kids(k, "auxpass") and x.low(k) not in {"confirmed", "announced"}) or (
        k >= 0 and x.low(k) in {"confirmed", "announced", "announces", "confirms"} and x.verbal(k) and not x.kids(k, "auxpass") and not x.kids(k, "dobj") and x.labels[k] not in {"acl", "amod", "relcl"}
    )  # fmt: skip


def _scheduled_by(x: Syntax, event: Event, verb: int) -> bool:
    """Whether word `verb` sets the event's time: it governs it through "scheduled to", "is to", "plans to", "take place"."""
    at = event.verb if event.verb is not None else x.carrier(event.at)
    if x.heads[at] == verb and x.labels[at] in {"nsubj", "nsubjpass"}:
        return True
    if x.heads[verb] == event.at and x.labels[verb] in {"acl", "relcl", "amod", "advcl"}:
        return not (x.verbal(event.at) and any(x.low(k) in {"which", "that", "who"} for k in x.kids(verb, "nsubj", "nsubjpass")))  # "meet at the fair, which opens Monday"
    if event.kind == "noun" and event.verb is None and x.heads[at] == verb and x.labels[at] == "dobj" and verb in range(len(x.toks)) and lemma(x.low(verb)) in SCHEDULE | CANCEL | POSTPONE | AGREE | HEDGE | {"call", "put", "push", "secure", "land", "convene"}:
        return lemma(x.low(verb)) not in {"announce", "confirm", "call", "cancel", "scrap", "postpone"} or x.kids(verb, "prep") != []
    if x.labels[at] == "pobj" and x.low(x.heads[at]) in {"at", "during", "with", "in"} and x.heads[x.heads[at]] == verb:  # "to sign it at talks on Friday"
        return True
    for k in (at, *x.up(at)):
        head = x.heads[k]
        if head == verb:
            return x.labels[k] in {"xcomp", "ccomp", "acomp", "attr"} and (x.low(verb) not in SAY or x.labels[k] == "xcomp") and lemma(x.low(verb)) not in SAY | TRAVEL
        if x.labels[k] == "nsubjpass" or x.labels[k] == "nsubj":
            below = [j for j in x.kids(head, "xcomp") if j == verb]
            return bool(below)
        if x.labels[k] not in {"xcomp", "acomp", "attr"} or k == head:
            return False
    return False


_WAYS = (TRAVEL - {"leave", "depart", "move"}) | frozenset("be visit host welcome receive attend spend gather begin start join stay stop hold pay make".split())


def _on_journey(x: Syntax, event: Event, verb: int) -> bool:
    """Whether the event is what the journey, the stay or the visit is for: "will fly there on Friday to meet her", "visits Rome on
    Friday for talks with her", "will be in Rome on Friday, where he meets her"."""
    drops = x.low(verb).startswith("drop") and verb + 1 < len(x.toks) and x.low(verb + 1) in {"by", "in"}
    if (lemma(x.low(verb)) not in _WAYS and not drops) or sum(x.low(k) == "to" for k in x.kids(verb, "prep")) > 1:  # to one place then, to another later
        return False
    at = event.verb if event.verb is not None else event.at
    for k in (at, *x.up(at)):
        label, head = x.labels[k], x.heads[k]
        if head == verb:
            if label == "conj":
                return not x.kids(k, "nsubj", "nsubjpass") and lemma(x.low(verb)) in {"be", "visit", "arrive"}
            marks = {x.low(j) for j in x.kids(k, "mark", "advmod")}
            if label == "ccomp" and "where" in marks:
                return True
            return label in {"xcomp", "advcl", "pobj", "prep", "dobj", "acl", "pcomp", "dep", "acomp"} and not marks & {"before", "after", "until", "if", "since", "because", "once", "while"} and x.low(k) not in {"before", "after", "following", "ahead"}
        if label == "relcl":
            adverb = {x.low(j) for j in x.kids(k, "advmod")} | {x.low(j) for p in x.kids(k, "prep") for j in x.kids(p, "pobj")}
            if not adverb & {"where", "which", "when"}:
                return False
        elif label not in {"xcomp", "advcl", "pobj", "prep", "dobj", "pcomp", "acl", "npadvmod", "dep", "appos", "punct", "agent", "acomp"} or (label == "prep" and x.low(k) in {"before", "after", "ahead", "following"}):
            return False
    return False


def _beside(toks: Sequence[Token], events: Sequence[Event], mentions: Sequence[DateMention]) -> None:
    """"Arrives Wednesday, one day before the summit": a day told from another event's."""
    for event in events:
        if (event.day is not None and event.own > 1) or event.kind != "noun":
            continue
        for mention in mentions:
            last = next((i for i, t in enumerate(toks) if t.start >= mention.end), len(toks))
            shift = _shifted(toks, event, last)
            if shift and mention.earliest and mention.earliest == mention.latest and mention.end <= toks[event.at].start:
                event.day, event.span, event.stated = mention, (mention.earliest + shift, mention.earliest + shift), True


_DAYS = {f"{word}-day": k for k, word in enumerate("two three four five six seven eight nine ten".split(), 2)}


def _lasting(x: Syntax, events: Sequence[Event]) -> None:
    """"A four-day visit beginning March 12" ends on March 15."""
    for event in events:
        length = next((_DAYS[x.low(k)] for k in x.kids(event.at, "amod", "compound", "nummod") if x.low(k) in _DAYS), 1)
        opens = event.day is not None and any(t.low in _FROM_THEN or t.low == "from" for t in x.toks if event.day.start - 12 < t.start < event.day.start)
        if opens and event.span is not None and event.span[0] == event.span[1]:
            event.span = (event.span[0], event.span[0] + timedelta(days=length - 1))


def _in_front(x: Syntax, events: Sequence[Event], mentions: Sequence[DateMention]) -> None:
    """A window that the tree, which may err, ties to no event is that of the nearest one in front of it, where nothing between them
    opens another clause. Windows only: a window confirms nothing."""
    for event in (e for e in events if e.day is None):
        for mention in mentions:
            first = next((i for i, t in enumerate(x.toks) if t.end > mention.start), len(x.toks))
            between = range(event.at + 1, first)
            if mention.earliest == mention.latest or not 0 < first - event.at <= _REACH or any(e is not event and e.at in between for e in events):
                continue
            if not any(x.low(i) in _RELATIVE | _ELSEWHEN | _CLAUSES or x.toks[i].text in ";:" or _finite(x, i) for i in between):
                last = next((i for i in range(first, len(x.toks)) if x.toks[i].start >= mention.end), len(x.toks))
                event.day, event.own, event.behind = mention, 1, True
                _measure(event, mention, None, x.toks, last)
                break


_REACH = 16  # words between an event and a window that is told of it
_CLAUSES = frozenset("but who which where because while as if that said says".split())


def _finite(x: Syntax, i: int) -> bool:
    return x.verbal(i) and i not in x.dated and x.group(i).tense not in {"infinitive", "participle"}


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
    attribute = next((k for k in range(opening, len(toks)) if toks[k].start >= mention.end), len(toks)) == event.at  # "a Monday meeting" is on that Monday
    any_of_them = opening > 0 and not attribute and toks[opening - 1].low in {"a", "one", "any", "some", "every", "each", "most"}  # "on a Friday"
    after_all = opening > 0 and toks[opening - 1].low == "the" and last < len(toks) and toks[last].low in {"after", "before", "when", "following", "that", "of"}
    shift = _shifted(toks, event, last)
    event.span = (first + shift, end + shift)
    or_else = last < len(toks) and toks[last].low == "or"
    event.stated = exact and not any_of_them and not after_all and not or_else


_OPEN_ENDS = ("by", "before", "after", "around", "about", "early as", "soon as", "late as", "later than", "earlier than", "but", "except", "other than", "latest on", "earliest on")


def _open_ended(toks: Sequence[Token], mention: DateMention, last: int) -> bool:
    """"By Tuesday", "after Tuesday", "as early as Tuesday", "any day but Tuesday" name a limit, and no day."""
    before = [t.low for t in toks[max(0, last - 12) : last] if t.end <= mention.start]
    if [t.low for t in toks[last : last + 2]] == ["at", "the"] and toks[last + 2 : last + 3] and toks[last + 2].low in {"latest", "earliest"}:
        return True
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
