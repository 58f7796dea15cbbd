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
from collections.abc import Iterator, Sequence
from itertools import pairwise

from monitor.detect.meetings.clauses import Event
from monitor.detect.meetings.grammar import Syntax
from monitor.detect.meetings.lexicon import (
    CANCEL,
    HOLD,
    HOST,
    LEMMA,
    MEET,
    POSTPONE,
    REFUSE,
    SEE,
    SIT,
    TRAVEL,
    VISIT,
    lemma,
)
from monitor.detect.meetings.parties import Cast, Chunk, Token, known, nation_of
from monitor.detect.meetings.words import COUNTRIES, NOUNS, PLURALS, REMOTE, SEATS, SPORT, VISIT_NOUNS, WEAK_NOUNS

MEALS = frozenset("lunch dinner breakfast supper tea drinks".split())
_GATHERINGS = NOUNS | MEALS
_FIRM = NOUNS - WEAK_NOUNS | {"trip"}
_STRONG_SPORT = SPORT - frozenset("final finals game games goal side club manager match matches league round cup squad".split())
_PEAKS = frozenset("mount mt mt. mountain mountains mont everest peak peaks volcano ascent ascend k2 kilimanjaro denali hike hiked trek climb climbed climbers scale scaled".split())
_ROOMS = frozenset("point points room place hall table venue house site halls rooms".split())
_PEOPLE = ("ers", "ors", "ists", "men", "women", "ians", "ents", "people", "man", "woman")
_THINGS = frozenset(
    """requirements payments commitments targets disasters matters numbers orders powers papers factors errors letters offers rumors rumours disaster order power matter number
    factor error letter offer paper payment commitment requirement investment investments agreement agreements moment moments statement statements document documents
    treatment settlement settlements equipment government parliament content talent event events percent cent student comments comment movement movements argument arguments
    winter summer weather water border borders center centers computers computer doctrine honor terror labor harbor mirror error motors towers headquarters""".split()
)
_WITH = frozenset("with between among of by".split())
_TOGETHER = frozenset("they both all each two".split())


def events_of(x: Syntax, cast: Cast) -> list[Event]:
    """The events in reading order; parties may be missing."""
    if _sport(x.toks):
        return []
    events = []
    for i, token in enumerate(x.toks):
        if i in x.dated or (i in x.at and not _loose(x, i)):
            continue
        event = _verb(x, i, cast) if x.verbal(i) else None
        if event is None and token.low in _GATHERINGS and (x.tags[i].startswith(("N", "VBG")) or "-" in token.low):
            event = _noun(x, i)
        if event is not None and (event.subject or event.objects):
            events.append(event)
    return _without_twins(x, events)


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
_ROLES = frozenset("leader president minister chancellor premier counterpart envoy ambassador".split())
_AS_NOUN = frozenset("host hosts welcome".split())
_BEFORE_VERB = frozenset("to will would shall may might could can should must not also and or who that he she they we i now then again".split())
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


def may_tell(toks: list[Token], found: list[Chunk]) -> bool:
    """Whether a sentence may tell of a meeting; one that may not need not be parsed. It names somebody and holds a word for one; or
    somebody stands behind a word for seeing or hosting; or there is a journey and a house of state."""
    if not found:
        return False
    for i, token in enumerate(toks):
        low = token.low
        if low in _TELLING:
            if not low.startswith(("meeting", "sit", "session", "audience", "talks")) or _is_told(toks, i):
                return True
        elif low in _PAIRS and i + 1 < len(toks) and toks[i + 1].low == _PAIRS[low]:
            return True
        elif low in _INVITING:
            if any(c.prep == "to" and c.first > i and (c.name.lower() in SEATS or nation_of(c.name)) for c in found):
                return True
        elif low in _SEEING or low in _HOSTING:
            if low in _AS_NOUN and i and toks[i - 1].text.islower() and toks[i - 1].low not in _BEFORE_VERB:  # "the radio host"
                continue
            if any(t.low in _ROLES for t in toks[i + 1 : i + 5]) or any(c.kind in _WHOM and not c.possessive and i < c.first and c.begin <= i + (2 if c.kind == "name" else 4) for c in found) or (low in _HOSTING and low.endswith("d") and _BY.intersection(t.low for t in toks[i + 1 : i + 4])):
                return True
        elif low in MEALS:
            if any(t.low in {"with", "between", "for"} for t in toks[i + 1 : i + 6]) or any(t.low in _HOSTING or t.low in _HELD for t in toks[max(0, i - 6) : i]):
                return True
        elif low in _JOURNEYS and any(c.prep == "to" and c.first > i and c.name.lower() in SEATS for c in found):
            return True
    return False


_DETERMINERS = frozenset("a an the this that his her its their planned scheduled official upcoming proposed expected summit".split())


def unnamed_meeting(toks: list[Token], dated: set[int]) -> Event | None:
    """The meeting that a sentence opens with and names nobody of: "The meeting set for May 6 has been moved"."""
    opens = 1 if toks and (toks[0].low in {"the", "that", "this", "their"} or (0 in dated and toks[0].low.endswith("'s"))) else 0
    for i in range(opens, min(5, len(toks))) if opens else ():
        if toks[i].low in _FIRM:
            others = any(t.low in {"of", "with", "between", "among", "by", "'s"} for t in toks[i + 1 : i + 4])  # somebody's own
            return None if others else Event(at=i, kind="noun", word=toks[i].low, first=i)
        if i not in dated and toks[i].low not in _DETERMINERS and not (i == 1 and toks[i].capital and not toks[i].low.endswith("'s")):  # "the Rome talks"
            return None
    return None


def _loose(x: Syntax, i: int) -> bool:
    """A word that a run of capitals swallowed: "Talks" in front of a sentence."""
    return i == x.at[i].first == 0 and x.low(i) in NOUNS and x.at[i].last == 1


# --- verbs -------------------------------------------------------------------------------------------------------------


def _verb(x: Syntax, i: int, cast: Cast) -> Event | None:
    base = lemma(x.low(i))
    if base in MEET | SEE | SIT or base in {"lunch", "dine"}:
        return _meets(x, i, base, cast)
    if base == "get" and any(x.low(k) == "together" for k in x.kids(i, "advmod", "prt", "acomp")):
        return _meets(x, i, "meet", cast)
    if base == "come" and [t.low for t in x.toks[i + 1 : i + 4]] == ["face", "to", "face"]:
        return _meets(x, i, "meet", cast)
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


def _event(x: Syntax, i: int, kind: str) -> Event:
    return Event(at=i, kind=kind, word=x.low(i), first=x.group(i).first if kind != "noun" else i)


_TIMES = frozenset("face time day days week weeks month months hours minutes".split())  # "meet face to face", "meet days before the vote"


def _meets(x: Syntax, i: int, base: str, cast: Cast) -> Event | None:
    direct = [x.antecedent(k) for k in x.kids(i, "dobj") if k not in x.dated and x.low(k) not in _TIMES]
    behind = _behind(x, i, {"with", "alongside"})
    if base == "meet" and not direct and not behind:  # "meet on the sidelines of the summit with her", "meet with, among others, her"
        inside = x.inside(i)
        hung = [k for k in sorted(inside) if k > i and x.low(k) == "with" and x.labels[k] == "prep"]
        behind = [j for k in hung for j in x.kids(k, "pobj")] or [c.last - 1 for k in hung for c in x.found if k + 1 < c.begin <= k + 5 and c.kind in {"person", "name"}][:1]
    if base == "meet" and not direct and not behind and not x.kids(i, "auxpass"):
        direct = [c.last - 1 for c in x.found if c.begin == i + 1 and not c.possessive and c.kind in {"person", "title", "name"}]
    if base in SIT and not any(x.low(k) == "down" for k in x.kids(i, "prt", "advmod", "prep")):
        return None
    if base in {"confer", "huddle", "sit", "lunch", "dine", "convene"} and direct:
        return None
    if base in SEE and not (any(_person(x, k, cast) or any(c.kind == "name" for c in x.phrases(k)) for k in direct) and x.group(i).tense not in {"past", "perfect"} and not any(not x.kids(k, "mark") and not any(x.low(j) == "to" for j in x.kids(k, "aux")) for k in x.kids(i, "ccomp", "xcomp"))):
        return None
    whom = [k for k in direct if _people(x, k)]
    if (direct and not whom and not behind) or (base == "meet" and x.kids(i, "auxpass")):
        return None
    event = _event(x, i, "meet")
    event.objects = [c for k in [*whom, *behind] for c in _who(x, k) if c.kind != "place" or _acts(c)]
    event.subject = [c for k in x.subjects(i) for c in _who(x, k) if c not in event.objects and (c.kind != "place" or _acts(c))]
    event.objects, event.subject = ([c for c in half if not c.possessive and c.name.lower() not in SEATS] for half in (event.objects, event.subject))
    if not event.objects and any(c.name.lower().split()[-1] in {"teams", "clubs"} for c in event.subject if c.kind == "group"):
        return None
    nations = all(c.name.lower() in COUNTRIES for c in (*event.subject, *event.objects))
    if _at_a_distance(x, i) or (nations and any(t.low in SPORT for t in x.toks)):
        return None
    if not event.objects and not (len(event.subject) > 1 or any(_several(x, c) for c in event.subject)):
        if any(x.low(k) == "teams" for k in x.subjects(i)):
            return None
        plural = [k for k in x.subjects(i) if x.tags[k] in {"NNS", "NNPS"} and _people(x, k)]
        if not plural or direct or behind:
            event.subject += [c for k in x.subjects(i) for j in x.kids(k, "appos") for c in x.phrases(j) if c not in event.subject]  # "A, B to meet"
            both = len(event.subject) > 1 and x.group(i).tense == "infinitive"
            return event if event.subject and (direct or behind or both) else None
    return event


_SCREENS = REMOTE | {"television", "tv", "screen"}


def _at_a_distance(x: Syntax, i: int) -> bool:
    """"Meet virtually", "meet by video link"."""
    for k in range(i + 1, min(i + 12, len(x.toks))):
        if x.low(k) in {"virtually", "remotely", "online"} or (x.low(k) in {"by", "via", "over", "on"} and any(t.low in _SCREENS for t in x.toks[k + 1 : k + 4])):
            return True
    return False


def _who(x: Syntax, k: int) -> list[Chunk]:
    """The phrases of a word, or the plain words for people whom it names no name of: "her husband", "the titans"."""
    found = x.phrases(k)
    joined = found and k not in x.at and not any(c in found for j in x.kids(k, "appos", "compound") for c in x.phrases(j)) and x.low(k) in {"leader", "minister", "president", "envoy"}
    if (found and not joined) or not _people(x, k) or x.low(k) in {"who", "whom", "other", "those"}:
        return found
    if (named := _apposed(x, k)) is not None:
        return [named, *found]
    first = min([k, *(j for j in x.kids(k, "amod", "compound", "poss", "nummod") if j < k and k - j < 4)])
    return [Chunk(first, k + 1, " ".join(t.text for t in x.toks[first : k + 1]), "group", begin=first), *found]


def _apposed(x: Syntax, k: int) -> Chunk | None:
    """Who is named between commas behind a word for one: "his rival, the rebel leader Jo Do,"."""
    if k + 1 >= len(x.toks) or x.toks[k + 1].text != ",":
        return None
    return next((c for c in x.found if k + 1 < c.first <= k + 5 and c.kind in {"person", "name"} and (c.last >= len(x.toks) or x.toks[c.last].text in ",.;")), None)


def _acts(chunk: Chunk) -> bool:
    return chunk.name.lower() in COUNTRIES or chunk.name.lower() in SEATS


def _several(x: Syntax, chunk: Chunk) -> bool:
    """Whether a phrase names more than one who can meet each other."""
    return chunk.kind in {"group", "pair"} or chunk.name.lower() in _TOGETHER or (chunk.kind == "org" and x.tags[chunk.last - 1] in {"NNS", "NNPS"})


_PLACES = frozenset("city town village capital province island region state port".split())


def _visits(x: Syntax, i: int) -> Event | None:
    direct = [x.antecedent(k) for k in x.kids(i, "dobj")]
    direct += [j for k in direct if x.low(k) in _PLACES for j in _behind(x, k, {"of"})]  # "the southern city of X"
    if not direct or not any(_who(x, k) for k in direct):
        return None
    event = _event(x, i, "visit")
    event.objects = [c for k in direct for c in _who(x, k)]
    event.subject = [c for k in x.subjects(i) for c in _who(x, k) if c not in event.objects]
    if event.objects[0].kind == "group" or not event.subject:
        return None
    return event


def _calls(x: Syntax, i: int, cast: Cast) -> Event | None:
    """"Will call on the president in Tokyo": a visit, where nothing is called for ("called on him to resign")."""
    whom = [j for k in x.kids(i, "prep") if x.low(k) == "on" for j in x.kids(k, "pobj")]
    demands = x.kids(i, "xcomp", "advcl", "ccomp") or any(x.low(k) in {"to", "for"} and x.toks[k].start > x.toks[i].end for k in range(len(x.toks)) if x.labels[k] in {"aux", "mark"})
    if demands or x.group(i).tense in {"past", "perfect"} or not any(_person(x, k, cast) for k in whom):
        return None
    event = _event(x, i, "meet")
    event.objects = [c for k in whom for c in x.phrases(k)]
    event.subject = [c for k in x.subjects(i) for c in _who(x, k) if c not in event.objects]
    return event if event.subject else None


def _comes(x: Syntax, i: int) -> Event | None:
    """A journey to a house of state: "will come to the White House"."""
    if not any(c.name.lower() in SEATS for k in _behind(x, i, {"to"}) for c in x.phrases(k)):
        return None
    event = _event(x, i, "go")
    event.subject = [c for k in x.subjects(i) for c in x.phrases(k)]
    return event if event.subject else None


def _invites(x: Syntax, i: int, cast: Cast) -> Event | None:
    """"Has invited her to Rome", "was invited to the White House by B": a guest, and a nation, a capital or a house of state."""
    passive = bool(x.kids(i, "auxpass"))
    guests = x.kids(i, "nsubjpass") if passive else [x.antecedent(k) for k in x.kids(i, "dobj")]
    to = [c for k in (i, *guests) for j in _behind(x, k, {"to"}) for c in x.phrases(j)]
    if not any(c.name.lower() in SEATS or nation_of(c.name) for c in to) or not any(_person(x, k, cast) for k in guests):
        return None
    event = _event(x, i, "invite")
    event.objects = [c for k in guests for c in _who(x, k)]
    hosts = _behind(x, i, {"by"}) if passive else x.subjects(i)
    event.subject = [c for k in hosts for c in _who(x, k) if c not in event.objects]
    return event if event.subject else None


def _hosts(x: Syntax, i: int, cast: Cast) -> Event | None:
    event = _event(x, i, "host")
    passive = bool(x.kids(i, "auxpass")) or (x.tags[i] == "VBN" and not x.kids(i, "aux"))
    guests = x.kids(i, "nsubjpass") or x.subjects(i) if passive else [x.antecedent(k) for k in x.kids(i, "dobj")] or (_behind(x, i, {"in"}) if [t.low for t in x.toks[i + 1 : i + 3]] == ["in", "audience"] else [])
    agents = [j for k in x.kids(i, "agent", "prep") if x.low(k) == "by" for j in x.kids(k, "pobj")]
    event.objects = [c for k in guests for c in (_who(x, k) if x.low(k) in _ROLES else x.phrases(k)) if c.kind != "place" or _acts(c)]
    event.subject = [c for k in (agents if passive else x.subjects(i)) for c in _who(x, k) if c not in event.objects]
    hosted_by_one = any(cast.is_person(c) or known(c.name) or c.kind == "title" for c in event.subject)
    plain = hosted_by_one and any(c.kind == "name" and x.low(c.first - 1 if c.first else 0) != "the" for c in event.objects)
    received = lemma(x.low(i)) == "receive" and any(c.kind == "name" and c.last - 1 in guests for c in event.objects) and any(c.kind in {"name", "person"} for c in event.subject)
    if not event.objects or not (plain or received or any(_person(x, k, cast) for k in guests)):
        return None
    if passive and not agents and not any(c.name.lower() in SEATS for c in x.found if c.first > i):
        return None
    return event if event.subject or passive else None


def _person(x: Syntax, k: int, cast: Cast) -> bool:
    return x.low(k) in _ROLES or any(cast.is_person(c) or c.kind in {"title", "pronoun", "pair"} or (c.kind == "name" and _known_alone(c)) for c in x.phrases(k))


def _known_alone(chunk: Chunk) -> bool:
    return known(chunk.name) is not None


def _people(x: Syntax, k: int) -> bool:
    """Whether a word stands for people: a name, a title, a pronoun, or a noun for those who act."""
    low = x.low(k)
    if x.phrases(k) or low in PLURALS or low in {"other", "counterpart", "counterparts", "him", "her", "them", "whom", "who", "those", "members", "husband", "wife", "titans", "heads", "colleague", "colleagues", "aides", "aide", "son", "daughter", "father", "mother", "brother", "friend", "friends", "chief", "minister", "guest", "guests", "elders", "chiefs", "bosses", "team", "families", "victims", "survivors", "relatives", "president", "leader", "rival", "rivals", "foe", "nemesis", "opponent", "ally", "envoy"}:
        return True
    return low.endswith(_PEOPLE) and x.tags[k] in {"NNS", "NN"} and low not in _THINGS


def _behind(x: Syntax, i: int, words: set[str] | frozenset[str]) -> list[int]:
    """What stands behind one of these prepositions that hang on word i, or on its adverb: "together with"."""
    hung = [*x.kids(i, "prep", "agent"), *(j for k in x.kids(i, "prt", "advmod") for j in x.kids(k, "prep"))]
    return [x.antecedent(j) for k in hung if x.low(k) in words for j in x.kids(k, "pobj")]


# --- nouns -------------------------------------------------------------------------------------------------------------


def _noun(x: Syntax, i: int) -> Event | None:
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
    event = _event(x, i, "noun")
    event.verb = _holder(x, i)
    with_ = _behind(x, i, _WITH | {"to"} if low == "audience" else _WITH)
    if event.verb is not None:
        with_ += [k for k in _behind(x, event.verb, {"with", "between"}) if k not in with_]
    elif x.labels[i] in {"nsubj", "nsubjpass"}:
        with_ += [k for k in _behind(x, x.heads[i], {"with", "between"}) if k not in with_]
    for k in x.kids(i, "acl"):  # "no meeting planned with B"
        if x.tags[k] in {"VBN", "VBD"}:
            with_ += [j for j in _behind(x, k, {"with", "between"}) if j not in with_]
    of = set(_behind(x, i, {"of"}))
    for k in with_:
        found = [c for c in _who(x, k) if c.kind != "place" or _acts(c)]
        if k in of and len(found) < 2 and low not in VISIT_NOUNS and of.issuperset(with_):  # "a meeting of the council" is its own affair
            continue
        event.objects += [c for c in found if c not in event.objects]

    if not any(x.low(k) == "between" for k in x.kids(i, "prep")):
        event.subject = [c for c in _attendants(x, i, event) if c not in event.objects and (c.kind != "place" or _acts(c))]
    several = len(event.subject) > 1 or any(_several(x, c) for c in event.subject)
    if low in WEAK_NOUNS - {"trip"} | MEALS and not event.objects and not (several and event.verb is not None):
        return None
    if low in VISIT_NOUNS and not event.subject:
        event.subject = [c for k in _behind(x, i, {"by", "of"}) for c in x.phrases(k)]
        event.objects = [c for c in event.objects if c not in event.subject]
    return event


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
        return _nearest_subject(x, i) or [Chunk(whose[0], whose[0] + 1, _HIS[x.low(whose[0])], "pronoun", begin=whose[0])]
    if event.verb is not None:
        return [c for k in x.subjects(event.verb) for c in _who(x, k)]
    for k in x.kids(i, "relcl", "acl"):  # "the talks that A and B were to hold"
        for verb in (k, *x.kids(k, "xcomp")):
            if lemma(x.low(verb)) in {"hold", "have", "attend"}:
                return [c for j in x.subjects(verb) for c in x.phrases(j)]
    for verb in _governing(x, i):
        if lemma(x.low(verb)) in TRAVEL | VISIT | CANCEL | POSTPONE | REFUSE | HOLD | {"be", "call", "put", "want", "seek", "propose", "request", "offer", "hope", "plan", "agree", "discuss", "expect", "announce", "schedule", "rule", "pull", "accept", "say", "ask", "push", "secure", "land"}:
            names = [c for k in x.subjects(verb) for c in _who(x, k)]
            if lemma(x.low(verb)) in {"announce", "say", "plan", "schedule", "call"}:
                names = [c for c in names if c.kind in {"person", "name", "pronoun", "nation"}]
            return [c for c in names if not any(t.low.startswith("spokes") for t in x.toks[c.first : c.last])]  # who tells of it, no party
        if lemma(x.low(verb)) == "invite" and not x.kids(verb, "auxpass"):  # "invited her to talks"
            event.objects += [c for k in x.kids(verb, "dobj") for c in _who(x, k) if c not in event.objects]
            return [c for k in x.subjects(verb) for c in _who(x, k)]
        if lemma(x.low(verb)) == "grant":
            event.objects += [c for k in _behind(x, verb, {"to"}) + x.kids(verb, "dative") for c in _who(x, k) if c not in event.objects]
            return [c for k in x.subjects(verb) for c in _who(x, k)]
        if not event.objects and x.labels[i] == "pobj" and x.low(x.heads[i]) in {"after", "following", "during", "before"}:
            both = [c for k in x.subjects(verb) for c in _who(x, k)]
            return both if len(both) > 1 and all(c.kind in {"person", "name"} for c in both) else []  # "A and B spoke to reporters after talks"
        if event.objects and x.heads[i] != verb and x.toks[0].low in {"at", "during", "after", "in", "following", "before"}:
            return [c for k in x.subjects(verb) for c in _who(x, k)]  # "At a summit with X, Y said"
    return []


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
