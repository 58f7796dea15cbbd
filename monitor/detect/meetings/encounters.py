"""Events told by a verb: "meets", "sits down with", "hosts", "visits", "calls on", "has invited"."""

from __future__ import annotations

from monitor.detect.meetings.cast import Cast, known
from monitor.detect.meetings.company import (
    ROLES,
    Event,
    acts,
    are_people,
    are_several,
    event_at,
    hung_on,
    may_be_person,
    who_is,
)
from monitor.detect.meetings.grammar import Syntax
from monitor.detect.meetings.lexicon import (
    HOST,
    MEET,
    SEE,
    SIT,
    TRAVEL,
    VISIT,
    lemma,
)
from monitor.detect.meetings.phrases import Chunk, nation_of
from monitor.detect.meetings.words import COUNTRIES, MANNERS, REMOTE, SEATS, SPORT


def verb_event(x: Syntax, i: int, cast: Cast) -> Event | None:
    """The event that a verb tells, if it does."""
    base = lemma(x.low(i))
    if base in MEET | SEE | SIT or base in {"lunch", "dine"}:
        return _meets(x, i, base, cast)
    if base == "get" and any(x.low(k) == "together" for k in x.kids(i, "advmod", "prt", "acomp")):
        return _meets(x, i, "meet", cast)
    if base == "come" and [t.low for t in x.toks[i + 1 : i + 4]] == ["face", "to", "face"]:
        return _meets(x, i, "meet", cast)
    if base == "talk" and any(t.low in MANNERS or [u.low for u in x.toks[k : k + 2]] == ["in", "person"] for k, t in enumerate(x.toks[i + 1 : i + 6], i + 1)):
        return _meets(x, i, "meet", cast)
    if base == "be" and (table := _at_table(x, i)) is not None:
        return table
    if base == "call":
        return _calls(x, i, cast)
    if base in VISIT:
        return _visits(x, i)
    if base in HOST:
        return _hosts(x, i, cast)
    if base in TRAVEL - {"leave", "depart"}:
        return _comes(x, i)
    if base == "invite":
        return _invites(x, i, cast)
    return None


def _at_table(x: Syntax, i: int) -> Event | None:
    """"Will be around the table with her", "across the table from her"."""
    lows = [t.low for t in x.toks[i + 1 : i + 6]]
    at = next((k for k in range(len(lows) - 3) if lows[k] in {"around", "across", "at"} and lows[k + 1 : k + 3] == ["the", "table"] and lows[k + 3] in {"with", "from"}), None)
    whom = next((c for c in x.found if at is not None and c.begin == i + 1 + at + 4 and c.kind in {"person", "name", "title"}), None)
    if whom is None:
        return None
    event = event_at(x, i, "meet")
    event.objects = [whom]
    event.subject = [c for k in x.subjects(i) for c in who_is(x, k) if c is not whom]
    return event if event.subject else None


_TIMES = frozenset("face time day days week weeks month months hours minutes".split())  # "meet face to face", "meet days before the vote"


def _meets(x: Syntax, i: int, base: str, cast: Cast) -> Event | None:
    direct = [x.antecedent(k) for k in x.kids(i, "dobj") if k not in x.dated and x.low(k) not in _TIMES | MANNERS and (k < i or not any(t.text == "," for t in x.toks[i:k]))]
    behind = hung_on(x, i, {"with", "alongside"})
    if base == "meet" and not direct and not behind:  # "meet on the sidelines of the summit with her", "meet with, among others, her"
        inside = x.inside(i)
        hung = [k for k in sorted(inside) if k > i and x.low(k) == "with" and x.labels[k] == "prep"]
        behind = [j for k in hung for j in x.kids(k, "pobj")] or [c.last - 1 for k in hung for c in x.found if k + 1 < c.begin <= k + 5 and c.kind in {"person", "name"}][:1]
    if base in {"meet", "see"} and not direct and not behind and not x.kids(i, "auxpass"):
        behind_owner = i + 1 < len(x.toks) and x.low(i + 1).endswith("'s")  # "will meet India's Do"
        direct = [c.last - 1 for c in x.found if c.begin in {i + 1, i + 1 + behind_owner} and not c.possessive and c.kind in {"person", "title", "name"}]
    if base == "meet" and not direct and not behind and x.labels[i] in {"xcomp", "advcl"} and lemma(x.low(x.heads[i])) == "agree":  # "agreed with her to meet"
        behind = hung_on(x, x.heads[i], {"with"})
    if base in SIT and not any(x.low(k) == "down" for k in x.kids(i, "prt", "advmod", "prep")):
        return None
    if base in {"confer", "huddle", "sit", "lunch", "dine", "convene"} and direct:
        return None
    if base in SEE and not _sees_somebody(x, i, direct, cast):
        return None
    whom = [k for k in direct if are_people(x, k)]
    if (direct and not whom and not behind) or (base == "meet" and x.kids(i, "auxpass")):
        return None
    event = event_at(x, i, "meet")
    event.objects = [c for k in [*whom, *behind] for c in who_is(x, k) if c.kind != "place" or acts(c)]
    event.subject = [c for k in x.subjects(i) for c in who_is(x, k) if c not in event.objects and (c.kind != "place" or acts(c))]
    event.objects, event.subject = ([c for c in half if not c.possessive and c.name.lower() not in SEATS] for half in (event.objects, event.subject))
    if not event.objects and any(c.name.lower().split()[-1] in {"teams", "clubs"} for c in event.subject if c.kind == "group"):
        return None
    if x.low(i) == "meet" and x.heads[i] == i and x.group(i).tense == "present" and len(event.subject) == 1 and event.subject[0].kind in {"name", "place", "org", "nation", "person"} and not {"conj", "appos"}.intersection(x.labels[event.subject[0].begin : event.subject[0].last]):
        return None  # "Leicester meet Villa on Tuesday": a team, of which English speaks as of many
    nations = all(c.name.lower() in COUNTRIES for c in (*event.subject, *event.objects))
    if _at_a_distance(x, i) or (nations and any(t.low in SPORT | _GAMES for t in x.toks)):
        return None
    if not event.objects and not (len(event.subject) > 1 or any(are_several(x, c) for c in event.subject)):
        if any(x.low(k) == "teams" for k in x.subjects(i)):
            return None
        plural = [k for k in x.subjects(i) if x.tags[k] in {"NNS", "NNPS"} and are_people(x, k)]
        if not plural or direct or behind:
            event.subject += [c for k in x.subjects(i) for j in x.kids(k, "appos") for c in x.phrases(j) if c not in event.subject]  # "A, B to meet"
            both = len(event.subject) > 1 and x.group(i).tense == "infinitive"
            return event if event.subject and (direct or behind or both) else None
    return event


_GAMES = frozenset("friendly friendlies football soccer rugby cricket hockey basketball handball volleyball baseball tennis".split())  # told of where nations meet
def _sees_somebody(x: Syntax, i: int, direct: list[int], cast: Cast) -> bool:
    """"Will see her on Friday": a person, and not what she does ("see him trying", "see I'm right") or is ("see her as a friend", "on
    the ballot"), no past ("saw"), no "see a Swede", nothing that can be seen."""
    group = x.group(i)
    if group.tense in {"past", "perfect"} or (group.tense == "modal" and not x.dated) or (group.tense == "participle" and not x.dated) or (group.tense == "present" and not group.progressive and not x.dated):
        return False
    if any(x.low(k) == "you" for k in x.subjects(i)) or any(not x.kids(k, "mark") and not (x.kids(k, "auxpass") and "been" in x.group(k).words) and not any(x.low(j) == "to" for j in x.kids(k, "aux")) for k in x.kids(i, "ccomp", "xcomp")):
        return False
    if any(x.low(k) in {"off", "out", "through"} for k in x.kids(i, "prt", "advmod")) or any(_is_aspect(x, k) for j in (i, *direct) for k in x.kids(j, "prep", "mark", "advmod") if k > i):
        return False
    doing = any(x.tags[k] == "VBG" and not x.kids(k, "mark", "advmod") and k > i and not any(t.text == "," for t in x.toks[i:k]) for k in x.kids(i, "advcl"))
    persons = [k for k in direct if "'" not in x.low(k).removesuffix("'s") and not any(x.low(j) in {"a", "an"} for j in x.kids(k, "det"))]
    return not doing and any(may_be_person(x, k, cast) or any(c.kind == "name" for c in x.phrases(k)) for k in persons)


def _is_aspect(x: Syntax, k: int) -> bool:
    """A word behind whom one sees that says what as or on what, and no day."""
    return x.low(k) in {"as", "like"} or (x.low(k) == "on" and not any(j in x.dated for j in x.kids(k, "pobj")))


_SCREENS = REMOTE | {"television", "tv", "screen"}


def _at_a_distance(x: Syntax, i: int) -> bool:
    """"Meet virtually", "meet by video link"."""
    for k in range(i + 1, min(i + 12, len(x.toks))):
        if x.low(k) in {"virtually", "remotely", "online"} or (x.low(k) in {"by", "via", "over", "on"} and any(t.low in _SCREENS for t in x.toks[k + 1 : k + 4])):
            return True
    return False


_PLACES = frozenset("city town village capital province island region state port".split())


def _visits(x: Syntax, i: int) -> Event | None:
    direct = [x.antecedent(k) for k in x.kids(i, "dobj")]
    direct += [j for k in direct if x.low(k) in _PLACES for j in hung_on(x, k, {"of"})]  # "the southern city of X"
    if not direct or not any(who_is(x, k) for k in direct):
        return None
    event = event_at(x, i, "visit")
    event.objects = [c for k in direct for c in who_is(x, k)]
    event.subject = [c for k in x.subjects(i) for c in who_is(x, k) if c not in event.objects]
    if event.objects[0].kind == "group" or not event.subject:
        return None
    return event


def _calls(x: Syntax, i: int, cast: Cast) -> Event | None:
    """"Will call on the president in Tokyo": a visit, where nothing is called for ("called on him to resign")."""
    whom = [j for k in x.kids(i, "prep") if x.low(k) == "on" for j in x.kids(k, "pobj")]
    demands = any(x.verbal(k) for k in x.kids(i, "xcomp", "advcl", "ccomp")) or any(x.low(k) in {"to", "for"} and x.toks[k].start > x.toks[i].end for k in range(len(x.toks)) if x.labels[k] in {"aux", "mark"})
    if demands or x.group(i).tense in {"past", "perfect"} or not any(may_be_person(x, k, cast) for k in whom):
        return None
    event = event_at(x, i, "meet")
    event.objects = [c for k in whom for c in x.phrases(k)]
    event.subject = [c for k in x.subjects(i) for c in who_is(x, k) if c not in event.objects]
    return event if event.subject else None


def _comes(x: Syntax, i: int) -> Event | None:
    """A journey to a house of state: "will come to the White House"."""
    if not any(c.name.lower() in SEATS for k in hung_on(x, i, {"to"}) for c in x.phrases(k)):
        return None
    event = event_at(x, i, "go")
    event.subject = [c for k in x.subjects(i) for c in x.phrases(k)]
    return event if event.subject else None


def _invites(x: Syntax, i: int, cast: Cast) -> Event | None:
    """"Has invited her to Rome", "was invited to the White House by B": a guest, and a nation, a capital or a house of state."""
    passive = bool(x.kids(i, "auxpass"))
    guests = x.kids(i, "nsubjpass") if passive else [x.antecedent(k) for k in x.kids(i, "dobj")]
    to = [c for k in (i, *guests) for j in hung_on(x, k, {"to"}) for c in x.phrases(j)]
    if not any(c.name.lower() in SEATS or nation_of(c.name) for c in to) or not any(may_be_person(x, k, cast) for k in guests):
        return None
    event = event_at(x, i, "invite")
    event.objects = [c for k in guests for c in who_is(x, k)]
    hosts = hung_on(x, i, {"by"}) if passive else x.subjects(i)
    event.subject = [c for k in hosts for c in who_is(x, k) if c not in event.objects]
    return event if event.subject else None


def _hosts(x: Syntax, i: int, cast: Cast) -> Event | None:
    event = event_at(x, i, "host")
    passive = bool(x.kids(i, "auxpass")) or (x.tags[i] == "VBN" and not x.kids(i, "aux"))
    guests = x.kids(i, "nsubjpass") or x.subjects(i) if passive else [x.antecedent(k) for k in x.kids(i, "dobj")] or (hung_on(x, i, {"in"}) if [t.low for t in x.toks[i + 1 : i + 3]] == ["in", "audience"] else [])
    agents = [j for k in x.kids(i, "agent", "prep") if x.low(k) == "by" for j in x.kids(k, "pobj")]
    event.objects = [c for k in guests for c in (who_is(x, k) if x.low(k) in ROLES else x.phrases(k)) if c.kind != "place" or acts(c)]
    event.subject = [c for k in (agents if passive else x.subjects(i)) for c in who_is(x, k) if c not in event.objects]
    hosted_by_one = any(cast.is_person(c) or known(c.name) or c.kind == "title" for c in event.subject)
    plain = hosted_by_one and any(c.kind == "name" and x.low(c.first - 1 if c.first else 0) != "the" for c in event.objects)
    received = lemma(x.low(i)) == "receive" and any(c.kind == "name" and c.last - 1 in guests and not _is_thing(x, c) for c in event.objects) and any(c.kind in {"name", "person"} for c in event.subject)
    if not event.objects or not (plain or received or any(may_be_person(x, k, cast) and not any(_is_thing(x, c) for c in x.phrases(k)) for k in guests)):
        return None
    if (agents and not event.subject) or (passive and not agents and not any(c.name.lower() in SEATS for c in x.found if c.first > i)):
        return None
    own = any(x.low(k) in {"country", "nation", "government", "capital"} and x.kids(k, "poss") for k in x.subjects(i))  # "his country will host"
    return event if event.subject or passive or own else None


def _is_thing(x: Syntax, chunk: Chunk) -> bool:
    """A name that is no person's: with an article or of several ("the Minnesota Vikings", "Emails")."""
    if chunk.kind != "name":
        return False
    return bool(chunk.first and x.low(chunk.first - 1) == "the") or (len(chunk.name.split()) == 1 and x.tags[chunk.last - 1] in {"NNS", "NNPS"})
