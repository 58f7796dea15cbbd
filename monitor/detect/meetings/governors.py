"""How a verb stands: by its own group where that is finite, else by the verb, noun, adjective or preposition that governs it."""

from __future__ import annotations

from datetime import date

from monitor.detect.meetings.company import Event
from monitor.detect.meetings.grammar import Group, Syntax
from monitor.detect.meetings.lexicon import AGREE, CANCEL, HEDGE, OFF, POSTPONE, REFUSE, SAY, SCHEDULE, TRAVEL, lemma

OPEN, SOFT, SETTLED, PAST = "proposed", "soft", "settled", "past"
OPEN_WORDS = frozenset(
    """hopefully supposedly ostensibly conceivably theoretically ideally possible possibly likely unlikely potential potentially perhaps maybe probably presumably tentatively provisionally reportedly uncertain unclear ready willing able
    unable keen eager prepared open hopeful free happy glad optimistic reluctant hesitant unwilling determined tentative hypothetical imminent feasible doubtful certain sure""".split()
)
_UNREADY = frozenset("unable unwilling reluctant unlikely".split())
DUE = frozenset("due scheduled set slated planned booked fixed arranged confirmed poised bound tipped on upcoming forthcoming agreed".split())
PLAN_NOUNS = frozenset("plan plans intention intentions desire schedule agreement preparations arrangement arrangements commitment promise pledge date time".split())
OPEN_NOUNS = frozenset(
    """invitation invitations offer request proposal possibility prospect prospects hope hopes chance chances call calls idea bid push appeal effort efforts attempt attempts suggestion
    suggestions speculation timing format rumour rumours rumor rumors report reports talk question questions willingness readiness interest wish need right opportunity decision demand need discussions
    likelihood condition conditions expectation expectations dream dreams refusal reluctance""".split()
)
_PROPOSING = frozenset("propose suggest recommend demand insist request ask urge".split())
BEFORE = frozenset("before ahead until till pending".split())
CONDITION = frozenset("if unless whether provided providing assuming lest should".split())


def kind_of(x: Syntax, verb: int) -> str:
    """The base form of a verb, with its particle: "put off" is "postpone", "rule out" is "refuse"."""
    base = lemma(x.low(verb))
    if base in {"drop", "stop"} and any(x.low(k) in {"by", "in"} for k in x.kids(verb, "prt", "advmod", "prep")):
        return "visit"
    for k in x.kids(verb, "prt", "advmod", "prep"):
        found = OFF.get((base, x.low(k)))
        if found and (x.labels[k] != "prep" or x.low(k) == "out" or not x.kids(k, "pobj")):
            return found
    if base == "put" and any(x.low(k) == "on" and any(x.low(j) in {"hold", "ice"} for j in x.kids(k, "pobj")) for k in x.kids(verb, "prep")):
        return "postpone"
    return base


_HABITS = frozenset("often frequently regularly usually sometimes always rarely occasionally".split())


class Verbs:
    """How a verb stands: by its own group where that is finite, else by what governs it. `top`: the word whose clause told it."""

    def __init__(self, x: Syntax, event: Event, day: date | None) -> None:
        self.x, self.event, self.day = x, event, day
        self.top = event.at
        self.seen: set[int] = set()
        self.guessed = False

    def verb(self, i: int) -> str | None:
        """How a verb stands: by its own group where that is finite, else by what governs it."""
        if i in self.seen:
            return OPEN
        self.seen.add(i)
        x, group = self.x, self.x.group(i)
        self.top = i
        hedged = any(x.low(k) in OPEN_WORDS for k in x.kids(i, "advmod"))
        if group.tense in {"infinitive", "participle"}:
            if group.negated:
                return "denied" if self.governed(i) not in {None, PAST} else None
            status = self.governed(i)
            if status == PAST and x.tags[i] == "VB" and x.labels[i] == "conj" and not x.kids(i, "aux"):  # what it is joined to is past, and it is not
                return None
            return OPEN if hedged and status in {SETTLED, SOFT} else status
        status = self.finite(i, group)
        return OPEN if hedged and status in {SETTLED, SOFT} else status

    def finite(self, i: int, group: Group) -> str | None:
        if self.x.tags[i] == "VBP" and self.x.labels[i] == "acl" and self.x.low(self.x.heads[i]) in OPEN_NOUNS:  # "a suggestion that she meet him"
            return self.of_noun(self.x.heads[i], i)
        if self.x.labels[i] == "ccomp" and kind_of(self.x, self.x.heads[i]) in _PROPOSING and group.tense == "present" and self.x.tags[i] != "VBZ":  # "proposed that they meet"
            return OPEN
        if group.tense == "would" and self.event.span is None and self._is_habit(i):
            return None
        if group.tense in {"future", "would"}:
            if "have" in group.words:
                return None if group.tense == "would" else OPEN
            if any(self.x.low(k) == "longer" for k in self.x.kids(i, "advmod")):
                return "cancelled"
            return "denied" if group.negated else SETTLED
        if group.tense == "modal":
            if "have" in group.words:
                return None
            return "denied" if group.negated and not {"may", "might"}.intersection(group.words) else OPEN
        if group.negated:
            habit = group.tense == "present" and not group.progressive and self.event.span is None  # "ministers do not meet with rebels"
            return None if group.tense in {"past", "perfect"} or habit else "denied"
        if self._is_habit(i):
            return None
        if group.tense == "past":
            ahead = group.progressive and self.ahead()
            return SETTLED if ahead else PAST
        if group.tense == "perfect":
            return PAST
        if self.event.span is None and self._when_it_will(i):
            return OPEN
        return self.present(group)

    def _is_habit(self, i: int) -> bool:
        """"Often meets", "at times would meet"."""
        x = self.x
        return any(x.low(k) in _HABITS for k in x.kids(i, "advmod")) or any(x.low(j) == "times" for k in x.kids(i, "prep") if x.low(k) == "at" for j in x.kids(k, "pobj"))

    def _when_it_will(self, i: int) -> bool:
        """"Will be the first to see it when he meets her"."""
        x = self.x
        above = next((k for k in x.up(i) if x.verbal(k) and x.group(k).tense != "infinitive"), i)
        return any(x.low(k) == "when" for k in x.kids(i, "advmod", "mark")) and x.group(above).tense in {"future", "would"}

    def present(self, group: Group) -> str:
        span = self.event.span
        if span is None or self.day is None:
            held = self.event.kind == "noun" and self.event.verb is not None and self.x.low(self.event.verb) in {"has", "have"}  # "has a sit-down with her"
            return SETTLED if self.event.stated else (OPEN if group.progressive or held else PAST)
        return PAST if span[1] < self.day else SETTLED

    def ahead(self) -> bool:
        return self.event.span is not None and self.day is not None and self.event.span[0] > self.day

    def by_day(self, *, past: bool = False) -> str | None:
        """Nothing tells but the day; `past`: of today's, the words about it do."""
        span, self.guessed = self.event.span, True
        if span is None or self.day is None:
            return PAST if past else None
        if span[1] < self.day:
            return PAST
        return SETTLED if span[0] > self.day or not past else PAST

    def governed(self, i: int) -> str | None:
        x, head, label = self.x, self.x.heads[i], self.x.labels[i]
        if head == i:
            return self.alone(i)
        if label in {"acl", "relcl"} and not x.verbal(head):
            return self.of_noun(head, i)
        if label == "pcomp":
            return self.of_preposition(head)
        if label in {"xcomp", "ccomp", "advcl", "conj", "dep", "acomp", "prep", "acl"}:
            if label == "advcl" and any(x.low(k) in CONDITION for k in x.kids(i, "mark")):
                return OPEN
            if x.verbal(head):
                return self.of_verb(head, i, label)
            if lemma(x.low(head)) == "be":
                return self.of_verb(head, i, label)
            return self.of_word(head)
        return self.alone(i)

    def alone(self, i: int) -> str | None:
        """A headline: "Carney to meet Trump on Friday"."""
        if self.event.span is not None and self.day is not None and self.event.span[1] < self.day:
            return PAST
        if self.x.tags[i] == "VBN" and self.x.heads[i] == i and not self.x.kids(i, "aux", "auxpass"):
            return PAST
        return SOFT if self.x.group(i).tense == "infinitive" or self.x.tags[i] in {"VB", "VBP"} else self.by_day()

    def of_verb(self, head: int, i: int, label: str) -> str | None:
        x, group, kind = self.x, self.x.group(head), kind_of(self.x, head)
        participle = x.tags[i] in {"VBG", "VBN"} and not x.kids(i, "aux")
        if label == "conj" and (x.group(i).tense == "infinitive" and x.kids(i, "aux")):
            return self.governed(head) if group.tense == "infinitive" else self.verb(head)
        turning = kind in REFUSE | HEDGE | CANCEL | POSTPONE | {"refuse"}
        if label == "advcl" and participle and not turning:  # "arrived, meeting with her on the way"
            return self.verb(head)
        if label == "conj":
            return self.verb(head)
        if kind == "be":
            stands = [k for k in x.kids(head, "acomp", "attr") if k != i]
            if stands and label != "advcl":
                return self.of_word(stands[0])
            if group.tense in {"future", "would", "modal", "infinitive"} or label == "advcl":
                return self.verb(head)  # "will be in Rome to meet her"
            self.top = head
            if any(k < i and not any(j in x.dated or (j in x.at and x.at[j].kind == "place") for j in x.kids(k, "pobj")) for k in x.kids(head, "prep")):
                return OPEN  # "is on standby to meet"
            return "denied" if group.negated else SETTLED
        self.top = head
        if kind in SAY and label == "ccomp" and x.kids(i, "nsubj") and not group.negated:  # "Rome says A and B to meet on Friday"
            return self.alone(i)
        return self.by_kind(kind, head, group)

    def by_kind(self, kind: str, head: int, group: Group) -> str | None:
        """What a governing verb makes of the event below it."""
        unsure = group.negated or group.tense == "modal"
        if kind in CANCEL | POSTPONE:
            whole = self.verb(head)
            called = "cancelled" if kind in CANCEL else "postponed"
            return called if whole in {PAST, SETTLED, SOFT, None} and not unsure else OPEN
        if kind in REFUSE or kind == "refuse":
            return OPEN if group.negated else "denied"
        if kind in SCHEDULE and (group.passive or kind in {"schedule", "set", "slate", "tap", "bind"} or group.tense == "participle") and kind not in {"announce", "confirm"}:
            if kind == "plan" and not group.passive:
                return "denied" if group.negated else SOFT
            if {"had", "been"} <= set(group.words):  # a plan of the past, kept or not
                return None
            return "denied" if group.negated else (OPEN if group.tense == "modal" else SETTLED)
        if kind in {"plan", "decide", "arrange"} | AGREE:
            return "denied" if group.negated else (OPEN if group.tense == "modal" else SOFT)
        if kind == "go" and group.progressive:
            return "denied" if group.negated else SETTLED
        if kind == "look" and any(self.x.low(k) == "forward" for k in self.x.kids(head, "advmod", "prt")) and not unsure:
            self.top = head
            return SETTLED if self.event.stated and group.tense == "present" else SOFT
        if kind == "have":  # "has to meet"
            return OPEN
        if kind == "need" and group.negated:
            return None
        if kind in HEDGE:
            return "denied" if group.negated and kind in {"want", "wish", "intend", "expect"} else OPEN
        if kind in TRAVEL | {"be", "begin", "start", "continue", "use", "stay", "stop", "pause", "take", "join", "gather", "sit", "visit", "spend", "pay", "make", "hold", "host", "meet", "receive", "attend", "return", "cross", "drive", "sail", "set", "wrap", "finish"}:
            return self.verb(head)
        if kind in SAY:
            return OPEN if group.negated else self.by_day(past=True) or OPEN
        whole = self.verb(head)
        return whole if whole in {PAST, None, "denied"} else OPEN

    def of_word(self, head: int) -> str | None:
        """An adjective or a noun that the verb "to be" ties to the event: "is due to meet", "was ready to meet"."""
        x, low = self.x, self.x.low(head)
        verb = x.heads[head]
        group = x.group(verb) if verb != head else Group("present", False, head, ())
        self.top = verb
        negated = group.negated or bool(x.kids(head, "neg"))
        if low in OPEN_WORDS or low in OPEN_NOUNS:
            return "denied" if (low in _UNREADY and low != "unlikely") or (negated and low in {"likely", "ready", "willing", "prepared", "able"}) else OPEN
        if low in DUE and {"had", "been"} <= set(group.words):
            return None  # a plan of the past, kept or not
        if low in DUE:
            return "denied" if negated else (OPEN if group.tense == "modal" else SETTLED)
        if low in PLAN_NOUNS:
            return "denied" if negated else SOFT
        if low in {"eager", "going"}:
            return SETTLED
        return OPEN

    def of_noun(self, noun: int, i: int) -> str | None:
        """"Plans to meet", "the invitation to meet", "an agreement to meet", "the first to meet"."""
        x, low = self.x, self.x.low(noun)
        self.top = noun
        if x.group(i).tense == "participle":  # "a man meeting her", "the delegation meeting her on Friday"
            return self.by_day(past=True)
        none = any(x.low(k) in {"no", "any"} for k in x.kids(noun, "det"))
        if low in PLAN_NOUNS | OPEN_NOUNS:
            return self.held(noun, "denied" if none and low in PLAN_NOUNS | {"intention", "desire", "interest", "need"} else SOFT if low in {"plan", "plans", "agreement"} else OPEN)
        head = x.heads[noun]
        if x.verbal(head) and x.labels[noun] == "dobj" and kind_of(x, head) in {"pay", "make", "take"}:
            return self.verb(head)
        return self.by_day(past=True) if self.event.stated else OPEN

    def held(self, noun: int, status: str) -> str | None:
        """A plan, and what is done with it: "scrapped plans to meet", "has no plans", "denied plans"."""
        x, head = self.x, self.x.heads[noun]
        if head == noun:
            return status
        group, kind = x.group(head), kind_of(x, head)
        self.top = head if x.verbal(head) else noun
        if x.labels[noun] in {"dobj", "nsubjpass", "nsubj"} and x.verbal(head):
            called = "cancelled" if kind in CANCEL else "postponed" if kind in POSTPONE else "denied" if kind in REFUSE or kind == "refuse" else None
            if called is not None:
                return OPEN if group.negated or group.tense == "modal" else called
            if group.negated:
                return "denied" if status != "denied" else status
            if kind == "accept" and status == OPEN and group.tense in {"past", "perfect", "present"}:
                return SOFT
        if x.labels[noun] == "pobj" and x.labels[head] == "prep" and x.low(head) == "out":
            return "cancelled"
        return status

    def of_preposition(self, prep: int) -> str | None:
        """"After meeting her", "before meeting her", "ruled out meeting her", "plans for meeting her"."""
        x, low = self.x, self.x.low(prep)
        head = x.heads[prep]
        self.top = prep
        if low in BEFORE | {"of"} and (low != "of" or x.low(head) == "ahead"):
            return self.main(head) if self.main(head) in {SETTLED, PAST} else self.by_day()
        if low in {"after", "following", "since", "upon", "on"} and x.verbal(head):
            return self.by_day(past=True)
        if x.verbal(head):
            return self.by_kind(kind_of(x, head), head, x.group(head)) if x.low(prep) in {"to", "for", "about", "on", "against", "from", "into"} else self.verb(head)
        return self.held(head, OPEN) if x.low(head) in PLAN_NOUNS | OPEN_NOUNS else OPEN

    def main(self, i: int) -> str | None:
        """How the clause that i stands in is told, for what is timed by it."""
        for k in (i, *self.x.up(i)):
            if self.x.verbal(k) or lemma(self.x.low(k)) == "be":
                tense = self.x.group(k).tense
                return PAST if tense in {"past", "perfect"} else SETTLED if tense in {"future", "present", "would"} else self.by_day()
        return self.by_day()
