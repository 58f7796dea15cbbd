"""How an event stands in its sentence: the words that govern it, from the nearest outwards, each with its say.

Rules
 1. A verb group alone says: to come ("will", "is to", a present with a day to come), past, or open ("may").
 2. An infinitive, a participle and a noun say nothing themselves: what governs them does. "Scheduled", "due", "set" settle;
    "plans", "agreed" settle where a day is told; "hopes", "expects", "wants", "invites" leave it open; "refused", "ruled out"
    deny; "cancelled", "put off" call off; "travel", "be", "begin" pass on how they stand themselves.
 3. A negation turns its own word: a meeting that will not be is denied, a call-off that will not be is a mere proposal, what is
    not confirmed is open.
 4. Then what stands above the clause: "if", "whether", a hope, a doubt, "has not said that".
 5. What nothing governs is judged by its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.detect.meetings.company import Event
from monitor.detect.meetings.governors import CONDITION, OPEN, OPEN_NOUNS, OPEN_WORDS, PAST, SETTLED, SOFT, kind_of
from monitor.detect.meetings.grammar import Syntax
from monitor.detect.meetings.lexicon import HEDGE, REFUSE, SAY, lemma
from monitor.detect.meetings.occasions import Nouns
from monitor.detect.meetings.phrases import nation_of
from monitor.detect.meetings.voices import Voice

_HEARSAY = frozenset("report reports claim claims rumour rumours rumor rumors suggestion suggestions speculation story stories".split())
_WHEN = frozenset("after before when".split())  # what is told of by the way stands as it is told


@dataclass(frozen=True, slots=True)
class Standing:
    """`status` before the day is looked at; `top`: the word whose clause the event's standing is told in."""

    status: str | None
    top: int
    told: bool = True  # a verb tells it; else only the day


def judge(x: Syntax, event: Event, day: date | None) -> Standing:
    """How the event stands: cancelled denied postponed past proposed soft settled, or None where nothing is claimed."""
    walk = _Walk(x, event, day)
    status = walk.noun(event.at) if event.kind == "noun" else walk.verb(event.at)
    standing_at = walk.top
    if event.kind == "invite":  # an offer, whenever it was made
        if event.span is not None and day is not None and event.span[0] <= day:  # the day it was made on
            event.day, event.span, event.stated = None, None, False
        return Standing(None if status == "denied" else OPEN, walk.top)
    status = walk.above(status)
    if status in {SETTLED, SOFT} and _hedged(x, event, standing_at):
        status = OPEN
    return Standing(status, walk.top, not walk.guessed)


def _hedged(x: Syntax, event: Event, top: int) -> bool:
    """Whether an adverb between the event and the word that tells how it stands leaves it open: "is tentatively scheduled"."""
    above = [event.at, *x.up(event.at)]
    path = above[: above.index(top) + 1] if top in above else above[:1]
    return any(x.low(k) in OPEN_WORDS for i in path for k in x.kids(i, "advmod"))


def plain(x: Syntax, event: Event, standing: Standing, said: Voice | None) -> bool:
    """Whether the event is told as a statement of its own or as what its source says, and as nothing else: no dream, claim or joke,
    no "would" but in reported speech, no plan of the past."""
    group = x.group(event.verb if event.verb is not None else event.at)
    i, reported = standing.top, False
    for _ in range(12):
        head, label = x.heads[i], x.labels[i]
        if head == i:
            break
        announces = x.low(head) == "made" and any(x.low(k) in {"announcement", "statement"} for k in x.kids(head, "dobj"))
        if label in {"ccomp", "dep"} and x.verbal(head) and (lemma(x.low(head)) in SAY or announces):
            reported = reported or head < event.at or _backshifted(x, event, head)
            if said is not None and head != said.verb and any(x.tags[k].startswith("NN") for k in x.kids(head, "nsubj")):
                return False  # the office says what a hotel claims
            past = any(x.low(k) in {"had", "have", "once"} for k in x.kids(head, "aux", "advmod"))
            group_above = x.group(head)
            if past or group_above.negated or (group_above.tense in {"modal", "future", "would"} and not _attests(x, head)):
                return False
        elif label in {"advcl", "ccomp"} and any(x.low(k) == "where" for k in x.kids(i, "advmod")):  # "will fly to Rome, where she will meet B"
            i = head
            continue
        elif label == "acl" and reported and x.kids(i, "nsubj"):  # "the Prime Minister's Office has confirmed that": a whole sentence
            break
        elif label == "relcl":
            phrase = x.at.get(head)
            return head in x.dated or (phrase is not None and group.tense != "would")
        elif label not in {"conj", "xcomp", "acomp", "attr", "nsubj", "nsubjpass", "dobj", "prep", "pobj", "ccomp"} or (label == "ccomp" and not _holds_true(x, head)):
            return False
        i = head
    tense = x.group(standing.top).tense if x.verbal(standing.top) else "future"
    return reported or tense != "would"


def _backshifted(x: Syntax, event: Event, verb: int) -> bool:
    """Whether "would" in front of its source is the "will" of what was said ("She would host A on Friday, the palace said"): where the
    sentence holds names, days, and words that cannot tell on what it depends ("under the plan", "in an ideal world")."""
    if x.group(verb).tense != "past":
        return False
    source = next((i for i in range(verb, event.at, -1) if x.toks[i].text == ","), None)
    if source is None:
        return False
    plain_words = (i for i in range(source) if i not in x.dated and i not in x.at and x.toks[i].text[0].isalnum() and not (x.toks[i].capital and (i or nation_of(x.toks[i].text.replace("’", "'").removesuffix("'s")))))
    return all(x.low(i) in _BARE or i in {event.at, event.verb} for i in plain_words)


def _holds_true(x: Syntax, be: int) -> bool:
    """Whether a form of "to be" leaves the clause below it as it is: "it is certain that", not "it was news to him that", "the idea is that"."""
    return lemma(x.low(be)) == "be" and all(x.low(k) in {"it", "there"} for k in x.kids(be, "nsubj")) and all(x.low(k) in _CERTAIN for k in x.kids(be, "attr", "acomp"))


_CERTAIN = frozenset("true clear certain official sure decided agreed".split())
_BARE = frozenset(
    """the a an and at in on of for with to his her their its there where who would be also hold host receive welcome meet visit travel fly pay have talks
    meeting summit visit dinner lunch banquet breakfast audience ceremony state official working bilateral private palace castle capital city residence counterpart
    prime minister president king queen emperor chancellor leader delegation hours morning afternoon evening next later time""".split()
)


def _attests(x: Syntax, verb: int) -> bool:
    """"I can confirm that"."""
    return lemma(x.low(verb)) in {"confirm", "announce"} and x.group(verb).words == ("can",) and not x.group(verb).negated


class _Walk(Nouns):
    """From an event outwards, to the end of its sentence."""

    def above(self, status: str | None) -> str | None:
        """What stands above: conditions, hopes, doubts and unconfirmed words of the clauses that hold this one."""
        x, i = self.x, self.top
        for _ in range(12):
            head, label = x.heads[i], x.labels[i]
            if status in {SETTLED, SOFT} and self.conditional(i):
                return OPEN
            if head == i:
                break
            if label == "advcl" and status in {SETTLED, SOFT, PAST} and any(x.low(k) in CONDITION for k in x.kids(i, "mark", "advmod")):
                return OPEN if status != PAST else None
            if label == "relcl" and x.low(head) in _HEARSAY and i in {self.event.at, self.event.verb}:  # "a report that she would meet him"
                label = "acl"
            if (label == "relcl" and x.verbal(i)) or (label == "advcl" and any(x.low(k) in _WHEN for k in x.kids(i, "mark", "advmod"))):
                break
            if label in {"ccomp", "xcomp", "dobj", "acl", "nsubj", "pcomp", "conj", "dep", "csubj"} and (x.verbal(head) or x.low(head) in OPEN_NOUNS | _HEARSAY):
                status = self.within(status, head, i, label)
            if status is None:
                return None
            i = head
        return status

    def within(self, status: str | None, head: int, i: int, label: str) -> str | None:
        """A clause inside another: what the outer verb makes of it."""
        x, kind = self.x, kind_of(self.x, head)
        if label == "conj":
            return status
        if x.low(head) in _HEARSAY and x.labels[head] == "pobj" and x.low(x.heads[head]) in {"of", "about", "on"} and status in {SETTLED, SOFT}:  # "said of a story that he would"
            return OPEN
        if x.low(head) in OPEN_NOUNS:
            return OPEN if status in {SETTLED, SOFT} and x.low(head) in {"speculation", "rumour", "rumours", "rumor", "rumors", "idea", "possibility", "suggestion", "suggestions", "hope", "hopes", "condition", "question"} else status
        group = x.group(head)
        if status in {"cancelled", "postponed", "denied"} and label in {"ccomp", "xcomp"} and (kind in {"threaten", "consider", "want", "urge", "ask", "call", "demand", "expect", "hope", "fear", "decide", "suggest"} | REFUSE | {"refuse"} or group.negated):
            return OPEN if kind != "decide" or group.negated else status
        marked = any(x.low(k) in {"if", "whether"} for k in x.kids(i, "mark", "advmod"))
        if marked and kind == "doubt":
            return None
        if marked and status in {SETTLED, SOFT, PAST}:
            return OPEN if status != PAST else None
        if kind in {"deny", "dismiss", "reject"} and label == "dobj" and x.low(i) in _HEARSAY and not group.negated:
            return "denied" if status in {SETTLED, SOFT, OPEN} else None
        if kind in {"deny", "dismiss", "reject"} and label == "ccomp":
            return ("denied" if status in {SETTLED, SOFT, OPEN} else None) if not group.negated else OPEN
        if status in {SETTLED, SOFT}:
            if kind in {"wish", "want", "like"} and lemma(x.low(i)) in SAY and label == "xcomp":  # "wishes to inform"
                return status
            if kind in HEDGE and kind not in {"tell", "promise"} and label in {"ccomp", "xcomp"}:
                return OPEN
            if kind in REFUSE | {"refuse"}:
                return OPEN
            if (group.negated or (group.tense == "modal" and not _attests(x, head))) and label == "ccomp":
                return OPEN
        return status

    def conditional(self, i: int) -> bool:
        """Whether a condition hangs on word i: "if the vote passes", "unless", "were she to win"."""
        x = self.x
        for k in x.kids(i, "advcl", "prep", "mark"):
            marks = [x.low(j) for j in x.kids(k, "mark", "advmod")]
            if CONDITION.intersection(marks) or "once" in marks or x.low(k) in {"unless", "pending", "assuming", "provided"}:
                return True
            turned = any(x.low(j) in {"were", "should", "had"} and all(j < s for s in x.kids(k, "nsubj")) for j in [k, *x.kids(k, "aux")])
            if turned and x.labels[k] == "advcl" and not marks and x.kids(k, "nsubj"):
                return True
        return False
