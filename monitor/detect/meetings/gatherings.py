"""Events told by a noun: "talks", "a summit", "her visit"; who holds them, and with whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from monitor.detect.meetings.company import WITH, Event, acts, are_several, event_at, hung_on, who_is
from monitor.detect.meetings.grammar import Syntax
from monitor.detect.meetings.lexicon import (
    CANCEL,
    HOLD,
    POSTPONE,
    REFUSE,
    TRAVEL,
    VISIT,
    lemma,
)
from monitor.detect.meetings.phrases import Chunk, nation_of
from monitor.detect.meetings.words import MEALS, REMOTE, VISIT_NOUNS, WEAK_NOUNS

_ASKED = frozenset("request call proposal offer appeal demand".split())
_PEAKS = frozenset("mount mt mt. mountain mountains mont everest peak peaks volcano ascent ascend k2 kilimanjaro denali hike hiked trek climb climbed climbers scale scaled".split())
_ROOMS = frozenset("point points room place hall table venue house site halls rooms".split())


def noun_event(x: Syntax, i: int) -> Event | None:
    """The event that a noun tells, if it does."""
    low, label = x.low(i), x.labels[i]
    after = x.low(i + 1) if i + 1 < len(x.toks) else ""
    if after in _ROOMS or any(x.low(k) in REMOTE for k in x.kids(i, "compound", "amod")) or (low == "trip" and after == "wire"):
        return None
    if low.startswith("meeting") and i > 1 and x.low(i - 1) == "hall" and x.low(i - 2) == "town":
        return None
    if low.startswith("summit") and any(t.low in _PEAKS for t in x.toks):
        return None
    if label == "compound" and not x.kids(i, "prep"):
        return None
    event = event_at(x, i, "noun")
    event.verb = _holder(x, i)
    with_ = _with_whom(x, i, event)
    of = set(hung_on(x, i, {"of"}))
    for k in with_:
        found = [c for c in who_is(x, k) if c.kind != "place" or acts(c)]
        if k in of and len(found) < 2 and low not in VISIT_NOUNS and of.issuperset(with_):  # "a meeting of the council" is its own affair
            continue
        event.objects += [c for c in found if c not in event.objects]

    if not any(x.low(k) == "between" for k in x.kids(i, "prep")):
        event.subject = [c for c in _hyphened(x, i) or _attendants(x, i, event) if c not in event.objects and (c.kind != "place" or acts(c))]
    several = len(event.subject) > 1 or any(are_several(x, c) for c in event.subject)
    if low in WEAK_NOUNS - {"trip"} | MEALS and not event.objects and not (several and event.verb is not None):
        return None
    if low in VISIT_NOUNS and not event.subject:
        event.subject = [c for k in hung_on(x, i, {"by", "of"}) for c in x.phrases(k)]
        event.objects = [c for c in event.objects if c not in event.subject]
    return event


def _with_whom(x: Syntax, i: int, event: Event) -> list[int]:
    """The words for those with whom a meeting is: what hangs on it by "with" or "between", on the verb that holds it, on its participle."""
    with_ = hung_on(x, i, WITH | {"to"} if x.low(i) == "audience" else WITH)
    if event.verb is not None:
        with_ += [k for k in hung_on(x, event.verb, {"with", "between"}) if k not in with_]
    elif x.labels[i] in {"nsubj", "nsubjpass"}:
        if len(with_) == 1 and any(x.low(k) == "between" for k in x.kids(i, "prep")):  # "between myself, as mayor, and Jo Do"
            with_ += [k for k in x.kids(i, "conj") if k in x.at and x.at[k].kind in {"person", "name"}]
        with_ += [k for k in hung_on(x, x.heads[i], {"with", "between"}) if k not in with_]
    for k in x.kids(i, "acl"):  # "no meeting planned with B"
        if x.tags[k] in {"VBN", "VBD"}:
            with_ += [j for j in hung_on(x, k, {"with", "between"}) if j not in with_]
    if x.labels[i] == "pobj" and x.low(x.heads[i]) == "for":  # "a request by B for a meeting"
        above = x.heads[x.heads[i]]
        with_ += [j for k in (above, *x.kids(above, "dobj")) if x.low(k) in _ASKED for j in hung_on(x, k, {"by", "from"}) if j not in with_]
    return with_


def _hyphened(x: Syntax, i: int) -> list[Chunk]:
    """"EU-Iran talks": the two nations of a hyphenated word in front of a meeting."""
    for k in x.kids(i, "compound", "amod"):
        parts = x.toks[k].text.replace("–", "-").split("-")
        if len(parts) == 2 and all(nation_of(part) for part in parts):
            return [Chunk(k, k + 1, part, "nation", nations=(nation_of(part) or "",), begin=k) for part in parts]
    return []


def _holder(x: Syntax, i: int) -> int | None:
    """The verb that holds the meeting: "hold talks", "attend a meeting", "take part in talks"."""
    i = x.carrier(i)
    head, label = x.heads[i], x.labels[i]
    if label == "conj" and not x.verbal(head):
        return _holder(x, head)
    base = lemma(x.low(head))
    if label == "dobj" and base in HOLD | {"host"}:
        return head
    if label == "pobj" and x.low(head) in {"in", "at"} and lemma(x.low(x.heads[head])) == "participate":
        return x.heads[head]
    return None


def _attendants(x: Syntax, i: int, event: Event) -> list[Chunk]:
    """Who meets, of a noun: its owner, the subject of the verb that holds it or calls it off, the traveller."""
    owner = [c for k in x.kids(i, "poss") for c in x.phrases(k)]
    if owner:
        return [*_joined_before(x, owner[0]), *owner]
    if whose := [k for k in x.kids(i, "poss") if x.low(k) in _HIS]:
        return [_standing_at(c, whose[0]) for c in _nearest_subject(x, i)] or (_both_behind(x, i) if x.low(whose[0]) == "their" else []) or [Chunk(whose[0], whose[0] + 1, _HIS[x.low(whose[0])], "pronoun", begin=whose[0])]
    if event.verb is not None:
        return [c for k in x.subjects(event.verb) for c in who_is(x, k)]
    for k in x.kids(i, "relcl", "acl"):  # "the talks that A and B were to hold"
        for verb in (k, *x.kids(k, "xcomp")):
            if lemma(x.low(verb)) in {"hold", "have", "attend"}:
                return [c for j in x.subjects(verb) for c in x.phrases(j)]
    for verb in _governing(x, i):
        if lemma(x.low(verb)) in TRAVEL | VISIT | CANCEL | POSTPONE | REFUSE | HOLD | {"be", "call", "put", "want", "seek", "propose", "request", "offer", "hope", "plan", "agree", "discuss", "expect", "announce", "schedule", "rule", "pull", "accept", "say", "ask", "push", "secure", "land", "turn"}:
            names = [c for k in x.subjects(verb) for c in who_is(x, k)]
            off = any(x.low(k) == "off" for k in x.kids(verb, "prt", "advmod", "prep"))
            if lemma(x.low(verb)) in {"announce", "say", "plan", "schedule", "call"} and not off:
                names = [c for c in names if c.kind in {"person", "name", "pronoun", "nation"}]
            return [c for c in names if not any(t.low.startswith("spokes") for t in x.toks[c.first : c.last])]  # who tells of it, no party
        if lemma(x.low(verb)) == "invite" and not x.kids(verb, "auxpass"):  # "invited her to talks"
            event.objects += [c for k in x.kids(verb, "dobj") for c in who_is(x, k) if c not in event.objects]
            return [c for k in x.subjects(verb) for c in who_is(x, k)]
        if lemma(x.low(verb)) == "grant":
            event.objects += [c for k in hung_on(x, verb, {"to"}) + x.kids(verb, "dative") for c in who_is(x, k) if c not in event.objects]
            return [c for k in x.subjects(verb) for c in who_is(x, k)]
        if not event.objects and x.labels[i] == "pobj" and x.low(x.heads[i]) in {"after", "following", "during", "before"}:
            both = [c for k in x.subjects(verb) for c in who_is(x, k)]
            return both if len(both) > 1 and all(c.kind in {"person", "name"} for c in both) else []  # "A and B spoke to reporters after talks"
        if event.objects and x.heads[i] != verb and x.toks[0].low in {"at", "during", "after", "in", "following", "before"}:
            return [c for k in x.subjects(verb) for c in who_is(x, k)]  # "At a summit with X, Y said"
    return []


def _both_behind(x: Syntax, i: int) -> list[Chunk]:
    """Whom "their" stands for in "At their meeting on Monday, A and B signed": two right behind the comma that ends the phrase."""
    comma = next((k for k in range(i + 1, len(x.toks)) if x.toks[k].text == ","), len(x.toks))
    one = next((c for c in x.found if c.begin == comma + 1 and c.kind in {"person", "name"}), None)
    two = next((c for c in x.found if one is not None and c.begin == one.last + 1 and c.prep == "and" and c.kind in {"person", "name"}), None)
    return [one, two] if one is not None and two is not None else []


def _standing_at(chunk: Chunk, pronoun: int) -> Chunk:
    """A name where its pronoun stands, so that "he confirmed that his meeting" is told by him."""
    return replace(chunk, first=pronoun, last=pronoun + 1, begin=pronoun) if chunk.kind in {"person", "name"} else chunk


_HIS = {"his": "he", "her": "she", "their": "they"}


def _joined_before(x: Syntax, owner: Chunk) -> list[Chunk]:
    """"A and B's meeting": the first of two owners."""
    if owner.begin > 1 and x.low(owner.begin - 1) == "and":
        return [c for c in x.found if c.last == owner.begin - 1 and c.kind != "place"][-1:]
    return []


def _nearest_subject(x: Syntax, i: int) -> list[Chunk]:
    """Whom "his" in front of a noun stands for: the nearest subject before it."""
    heads = [k for k in range(i) if x.labels[k] in {"nsubj", "nsubjpass"} and k in x.at and x.at[k].kind in {"person", "name", "title", "pair", "group"}]
    return x.phrases(heads[-1]) if heads else []


def _governing(x: Syntax, i: int) -> Iterator[int]:
    """The verbs above a noun, no further than the clause it stands in."""
    if x.labels[i] in {"nsubj", "nsubjpass"}:
        return
    for k in x.up(i):
        if x.verbal(k) or lemma(x.low(k)) == "be":
            yield k
            return
        if x.labels[k] in {"nsubj", "nsubjpass"}:
            return
