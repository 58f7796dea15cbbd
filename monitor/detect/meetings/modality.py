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

from monitor.detect.meetings.clauses import Event
from monitor.detect.meetings.grammar import Group, Syntax
from monitor.detect.meetings.lexicon import AGREE, CANCEL, HEDGE, OFF, POSTPONE, REFUSE, SAY, SCHEDULE, TRAVEL, lemma
from monitor.detect.meetings.parties import nation_of

OPEN, SOFT, SETTLED, PAST = "proposed", "soft", "settled", "past"
_OPEN_WORDS = frozenset(
    """possible possibly likely unlikely potential potentially perhaps maybe probably presumably tentatively provisionally reportedly uncertain unclear ready willing able
    unable keen eager prepared open hopeful free happy glad optimistic reluctant hesitant unwilling determined tentative hypothetical imminent feasible doubtful certain sure""".split()
)
_UNREADY = frozenset("unable unwilling reluctant unlikely".split())
_DUE = frozenset("due scheduled set slated planned booked fixed arranged confirmed poised bound tipped on upcoming forthcoming agreed".split())
_PLAN_NOUNS = frozenset("plan plans intention intentions desire schedule agreement preparations arrangement arrangements commitment promise pledge date time".split())
_OPEN_NOUNS = frozenset(
    """invitation invitations offer request proposal possibility prospect prospects hope hopes chance chances call calls idea bid push appeal effort efforts attempt attempts suggestion
    suggestions speculation rumour rumours rumor rumors report reports talk question questions willingness readiness interest wish need right opportunity decision demand need discussions
    likelihood condition conditions expectation expectations dream dreams refusal reluctance""".split()
)
_HEARSAY = frozenset("report reports claim claims rumour rumours rumor rumors suggestion suggestions speculation story stories".split())
_BEFORE = frozenset("before ahead until till pending".split())
_AFTER = frozenset("after following since upon during at in from despite amid on through throughout".split())
_WHEN = frozenset("after before when".split())  # what is told of by the way stands as it is told
_CONDITION = frozenset("if unless whether provided providing assuming lest should".split())
_UNSETTLED = frozenset("consideration discussion discussions review negotiation negotiations works cards question doubt preparation".split())
_HAPPENS = frozenset("take happen occur proceed go".split())
_STARTS = frozenset("begin start open resume continue restart convene".split())
_FAILED = frozenset("collapse stall fail end conclude produce last break yield fizzle founder go".split())
_ATTRIBUTES = {
    **dict.fromkeys("planned scheduled upcoming forthcoming next arranged".split(), SETTLED),
    **dict.fromkeys("proposed possible potential expected prospective eventual future promised tentative mooted would-be hoped-for anticipated rumoured rumored".split(), OPEN),
    **dict.fromkeys("cancelled canceled scrapped aborted abandoned axed".split(), "cancelled"), **dict.fromkeys("postponed delayed deferred rescheduled shelved".split(), "postponed"),
}  # fmt: skip


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
    if event.kind == "invite":  # an offer, whenever it was made
        if event.span is not None and day is not None and event.span[0] <= day:  # the day it was made on
            event.day, event.span, event.stated = None, None, False
        return Standing(None if status == "denied" else OPEN, walk.top)
    return Standing(walk.above(status), walk.top, not walk.guessed)


def plain(x: Syntax, event: Event, standing: Standing) -> bool:
    """Whether the event is told as a statement of its own or as what a source says, and as nothing else: no dream, claim or joke,
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
            past = any(x.low(k) in {"had", "have", "once"} for k in x.kids(head, "aux", "advmod"))
            group_above = x.group(head)
            if past or group_above.negated or (group_above.tense in {"modal", "future", "would"} and not _attests(x, head)):
                return False
        elif label in {"advcl", "ccomp"} and any(x.low(k) == "where" for k in x.kids(i, "advmod")):  # "will fly to Rome, where she will meet B"
            i = head
            continue
        elif label == "relcl":
            phrase = x.at.get(head)
            return head in x.dated or (phrase is not None and group.tense != "would")
        elif label not in {"conj", "xcomp", "acomp", "attr", "nsubj", "nsubjpass", "dobj", "prep", "pobj", "ccomp"} or (label == "ccomp" and lemma(x.low(head)) != "be"):
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


_BARE = frozenset(
    """the a an and at in on of for with to his her their its there where who would be also hold host receive welcome meet visit travel fly pay have talks
    meeting summit visit dinner lunch banquet breakfast audience ceremony state official working bilateral private palace castle capital city residence counterpart
    prime minister president king queen emperor chancellor leader delegation hours morning afternoon evening next later time""".split()
)


def _attests(x: Syntax, verb: int) -> bool:
    """"I can confirm that"."""
    return lemma(x.low(verb)) in {"confirm", "announce"} and x.group(verb).words == ("can",) and not x.group(verb).negated


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


class _Walk:
    def __init__(self, x: Syntax, event: Event, day: date | None) -> None:
        self.x, self.event, self.day = x, event, day
        self.top = event.at
        self.seen: set[int] = set()
        self.guessed = False

    # --- verbs ---------------------------------------------------------------------------------------------------------

    def verb(self, i: int) -> str | None:
        """How a verb stands: by its own group where that is finite, else by what governs it."""
        if i in self.seen:
            return OPEN
        self.seen.add(i)
        x, group = self.x, self.x.group(i)
        self.top = i
        hedged = any(x.low(k) in _OPEN_WORDS for k in x.kids(i, "advmod"))
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
            return None if group.tense in {"past", "perfect"} else "denied"
        if group.tense == "past":
            ahead = group.progressive and self.ahead()
            return SETTLED if ahead else PAST
        if group.tense == "perfect":
            return PAST
        return self.present(group)

    def present(self, group: Group) -> str:
        span = self.event.span
        if span is None or self.day is None:
            return SETTLED if self.event.stated else (OPEN if group.progressive else PAST)
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

    # --- what governs an infinitive or a participle ----------------------------------------------------------------------

    def governed(self, i: int) -> str | None:
        x, head, label = self.x, self.x.heads[i], self.x.labels[i]
        if head == i:
            return self.alone(i)
        if label in {"acl", "relcl"} and not x.verbal(head):
            return self.of_noun(head, i)
        if label == "pcomp":
            return self.of_preposition(head)
        if label in {"xcomp", "ccomp", "advcl", "conj", "dep", "acomp", "prep", "acl"}:
            if label == "advcl" and any(x.low(k) in _CONDITION for k in x.kids(i, "mark")):
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
        if kind in HEDGE:
            return "denied" if group.negated and kind in {"want", "wish", "intend", "expect", "need"} else OPEN
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
        if low in _OPEN_WORDS or low in _OPEN_NOUNS:
            return "denied" if (low in _UNREADY and low != "unlikely") or (negated and low in {"likely", "ready", "willing", "prepared", "able"}) else OPEN
        if low in _DUE and {"had", "been"} <= set(group.words):
            return None  # a plan of the past, kept or not
        if low in _DUE:
            return "denied" if negated else (OPEN if group.tense == "modal" else SETTLED)
        if low in _PLAN_NOUNS:
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
        if low in _PLAN_NOUNS | _OPEN_NOUNS:
            return self.held(noun, "denied" if none and low in _PLAN_NOUNS | {"intention", "desire", "interest", "need"} else SOFT if low in {"plan", "plans", "agreement"} else OPEN)
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
        if low in _BEFORE | {"of"} and (low != "of" or x.low(head) == "ahead"):
            return self.main(head) if self.main(head) in {SETTLED, PAST} else self.by_day()
        if low in {"after", "following", "since", "upon", "on"} and x.verbal(head):
            return self.by_day(past=True)
        if x.verbal(head):
            return self.by_kind(kind_of(x, head), head, x.group(head)) if x.low(prep) in {"to", "for", "about", "on", "against", "from", "into"} else self.verb(head)
        return self.held(head, OPEN) if x.low(head) in _PLAN_NOUNS | _OPEN_NOUNS else OPEN

    def main(self, i: int) -> str | None:
        """How the clause that i stands in is told, for what is timed by it."""
        for k in (i, *self.x.up(i)):
            if self.x.verbal(k) or lemma(self.x.low(k)) == "be":
                tense = self.x.group(k).tense
                return PAST if tense in {"past", "perfect"} else SETTLED if tense in {"future", "present", "would"} else self.by_day()
        return self.by_day()

    # --- nouns -----------------------------------------------------------------------------------------------------------

    def noun(self, i: int) -> str | None:
        """How a meeting stands that is told of by a noun."""
        x = self.x
        if self.event.verb is not None:
            status = self.verb(self.event.verb)
            none = any(x.low(k) == "no" for k in x.kids(i, "det", "neg")) or any(x.low(k) == "none" for k in x.kids(i, "det"))
            return ("denied" if status in {SETTLED, SOFT, OPEN} else None) if none else self.attribute(i, status)
        return self.clause(i)

    def attribute(self, i: int, status: str | None) -> str | None:
        """What an adjective in front or a participle behind says: "the planned talks", "talks set for Friday"."""
        x = self.x
        said = [_ATTRIBUTES.get(x.low(k)) for k in x.kids(i, "amod", "compound")]
        if status in {"cancelled", "postponed", "denied", OPEN}:
            return status
        for called in ("cancelled", "postponed", OPEN):
            if called in said:
                return called
        if SETTLED in said and status in {None, PAST} and not self.gone():
            return SETTLED
        return status

    def gone(self) -> bool:
        return self.event.span is not None and self.day is not None and self.event.span[1] < self.day

    def behind(self, i: int) -> str | None:
        """A participle behind the noun: "a meeting scheduled for Friday", "talks that were cancelled"."""
        x = self.x
        for k in x.kids(i, "acl", "relcl", "amod", "advcl"):
            if k < i:
                continue
            kind = kind_of(x, k)
            if x.labels[k] == "relcl":
                status = self.predicate(k)
                if status in {"cancelled", "postponed", SETTLED, OPEN}:
                    return status
            elif x.tags[k] in {"VBN", "VBD"} or x.low(k) in _DUE:
                if kind in CANCEL | POSTPONE:
                    return "cancelled" if kind in CANCEL else "postponed"
                if kind in SCHEDULE or x.low(k) in _DUE:
                    return SETTLED
                if kind in {"propose", "mull", "moot", "discuss", "expect", "consider", "offer", "request", "seek"}:
                    return OPEN
        if any(x.low(k) in {"due", "scheduled", "set", "planned"} for k in x.kids(i, "amod") if k > i):
            return SETTLED
        return None

    def clause(self, i: int) -> str | None:
        x = self.x
        none = any(x.low(k) == "no" for k in x.kids(i, "det", "neg"))
        after = self.behind(i)
        self.top = whole = x.carrier(i)
        head, label = x.heads[whole], x.labels[whole]
        if label == "conj" and not x.verbal(head):
            none = none or any(x.low(k) == "no" for k in x.kids(head, "det", "neg"))  # "no call or meeting"
            return self.clause_of(head, head, x.heads[head], x.labels[head], none, after)
        return self.clause_of(whole, i, head, label, none, after)

    def clause_of(self, i: int, noun: int, head: int, label: str, none: bool, after: str | None) -> str | None:
        x = self.x
        if label in {"nsubj", "nsubjpass"}:
            status = self.predicate(head)
            if none:
                status = "denied"
        elif label == "dobj" or (label in {"attr", "npadvmod", "dep", "ccomp", "oprd"} and x.verbal(head)):
            status = self.object_of(head, none)
        elif label == "pobj":
            status = self.under(head)
            if none:
                status = "denied"
        elif head == i or label in {"appos", "ROOT", "compound"}:
            status = "denied" if none else self.by_day()
        else:
            status = "denied" if none else self.by_day(past=True)
        if status in {None, PAST, SETTLED} and after is not None and not (after == SETTLED and self.gone()):
            status = after if status is None or after != SETTLED or status == PAST else status
        return self.attribute(noun, status)

    def predicate(self, verb: int) -> str | None:
        """What is said of the meeting as a subject: "will take place", "was cancelled", "is set for Friday"."""
        x, group, kind = self.x, self.x.group(verb), kind_of(self.x, verb)
        self.top = verb
        if kind in CANCEL | POSTPONE:
            whole = self.verb(verb)
            called = "cancelled" if kind in CANCEL else "postponed"
            return OPEN if group.negated or group.tense == "modal" or whole == OPEN else called
        if kind == "be":
            return self.copula(verb, group)
        if kind in SCHEDULE and (group.passive or x.tags[verb] == "VBN"):
            if group.negated and kind in {"confirm", "announce"}:
                return OPEN
            return "denied" if group.negated else OPEN if group.tense == "modal" else SETTLED
        if kind in {"expect", "hope", "propose", "mull", "discuss", "consider", "anticipate", "arrange", "plan", "work", "pencil", "moot", "think", "believe", "request", "seek", "finalize", "finalise", "negotiate"} or (kind == "remain"):
            return OPEN
        if kind in REFUSE | {"refuse"}:
            return OPEN if group.negated else "denied"
        if group.negated and group.tense in {"future", "would", "present"}:
            return "cancelled" if kind in _HAPPENS | {"hold"} else None
        if kind not in _HAPPENS | _STARTS | {"hold", "focus", "last", "cover", "center", "centre"}:
            self.guessed = True
        status = self.verb(verb)
        if status == PAST and kind in {"draw", "near", "loom", "approach"}:
            return self.by_day()
        if status in {PAST, None}:
            return PAST if status == PAST and not self.ahead() else self.by_day()
        if group.tense == "present" and kind not in _HAPPENS | _STARTS:
            return self.by_day()
        return status

    def copula(self, verb: int, group: Group) -> str | None:
        x = self.x
        words = [x.low(k) for k in x.kids(verb, "acomp", "attr", "advmod", "prep", "prt")]
        if "off" in words or any(x.low(k) == "off" and any(x.low(j) == "table" for j in x.kids(k, "pobj")) for k in x.kids(verb, "prep")):
            return OPEN if group.negated or group.tense == "modal" else "cancelled"
        if any(x.low(k) == "on" and any(x.low(j) in {"hold", "ice"} for j in x.kids(k, "pobj")) for k in x.kids(verb, "prep")):
            return "postponed"
        governed = {x.low(j) for k in x.kids(verb, "prep") for j in x.kids(k, "pobj")}
        if any(w in _OPEN_WORDS for w in words) or governed & _UNSETTLED:
            return OPEN
        if governed & {"calendar", "schedule", "diary", "books"}:
            return "denied" if group.negated else SETTLED
        if any(w in _DUE - {"on"} for w in words) or any(x.low(k) == "to" for k in x.kids(verb, "aux")):
            return "denied" if group.negated else SETTLED
        if x.kids(verb, "xcomp"):
            below = x.kids(verb, "xcomp")[0]
            if kind_of(x, below) in CANCEL | POSTPONE:
                return "cancelled" if kind_of(x, below) in CANCEL else "postponed"
            return "denied" if group.negated else SETTLED
        if group.tense in {"future", "would"}:
            return None if group.negated else SETTLED
        if group.tense in {"modal", "infinitive"}:
            return OPEN
        return self.by_day(past=group.tense == "past")

    def object_of(self, verb: int, none: bool) -> str | None:
        """What is done to the meeting: "called off talks", "announced a summit", "proposed a meeting"."""
        _x, group, kind = self.x, self.x.group(verb), kind_of(self.x, verb)
        self.top = verb
        unsure = group.negated or group.tense == "modal"
        if kind in CANCEL | POSTPONE:
            whole = self.verb(verb)
            called = "cancelled" if kind in CANCEL else "postponed"
            return OPEN if unsure or whole == OPEN else called
        if kind in REFUSE | {"refuse"}:
            return OPEN if group.negated or self.verb(verb) == OPEN else "denied"
        if none:
            return "denied"
        if kind == "be" and group.negated:
            return "denied"
        if kind in {"announce", "confirm", "schedule", "set", "arrange", "plan", "book", "fix", "agree"}:
            if unsure:
                return OPEN if kind != "plan" else "denied"
            return SETTLED if kind not in {"plan", "arrange", "agree"} else SOFT
        if kind in AGREE:
            return OPEN if unsure else SOFT
        if kind in HEDGE:
            return OPEN
        if kind == "have" and group.negated:
            return "denied"
        if kind in TRAVEL or kind in {"quit", "walk"}:
            return PAST
        status = self.verb(verb)
        return self.by_day(past=True) if status in {PAST, None} else OPEN if status == OPEN else self.by_day() or status

    def under(self, prep: int) -> str | None:
        """A meeting behind a preposition: "for talks with", "after talks", "ahead of a summit", "to a meeting"."""
        x, low, head = self.x, self.x.low(prep), self.x.heads[prep]
        self.top = prep
        if low in _BEFORE or (low == "of" and x.low(head) == "ahead"):
            main = self.main(head)
            return self.by_day() or (OPEN if main == SETTLED else main)
        if low == "out" or (low == "of" and x.low(head) == "out"):
            verb = next((k for k in x.up(prep) if x.verbal(k)), None)
            return "cancelled" if verb is not None and lemma(x.low(verb)) in {"pull", "back", "drop", "bow", "opt"} and not x.group(verb).negated else OPEN
        if low == "from" and x.verbal(head) and kind_of(x, head) in {"withdraw", "pull"}:
            return "cancelled"
        if x.verbal(head) or lemma(x.low(head)) == "be":
            kind, group = kind_of(x, head), x.group(head)
            if low in {"for", "to"} and kind in TRAVEL | {"be", "host", "welcome", "receive", "join", "visit", "gather", "meet", "sit"}:
                return self.verb(head)
            if low in {"for", "to", "on", "about", "with", "in"} and (kind != "discuss" or low in {"for", "to", "on"}) and kind in HEDGE | AGREE | REFUSE | {"refuse", "call", "work"}:
                return self.by_kind(kind, head, group)
            return self.on_occasion(low, head)
        if x.low(head) in _OPEN_NOUNS | _PLAN_NOUNS | {"letter", "word"}:
            none = any(x.low(k) == "no" for k in x.kids(head, "det"))
            if x.low(head) in {"date", "time"}:
                return OPEN
            return self.held(head, "denied" if none and x.low(head) in {"plan", "plans", "question", "chance"} else SOFT if x.low(head) in {"plan", "plans"} else OPEN)
        if low in {"about", "into"}:
            return OPEN
        if low == "to" and x.low(head) in _OPEN_WORDS:
            return self.of_word(head)
        return self.on_occasion(low, next((k for k in x.up(prep) if x.verbal(k)), head))

    def on_occasion(self, low: str, verb: int) -> str | None:
        """What is to be done at a meeting ("will sign it at talks with her", "plans to end the trip with a visit") is as open as that."""
        ahead = low in {"at", "during", "with", "in"} and not self.gone() and self.x.group(verb).tense in {"future", "would", "infinitive", "modal"}
        status = self.verb(verb) if ahead else None
        return status if status in {SETTLED, SOFT, OPEN} else self.by_day(past=True)

    # --- above the clause --------------------------------------------------------------------------------------------------

    def above(self, status: str | None) -> str | None:
        """What stands above: conditions, hopes, doubts and unconfirmed words of the clauses that hold this one."""
        x, i = self.x, self.top
        for _ in range(12):
            head, label = x.heads[i], x.labels[i]
            if status in {SETTLED, SOFT} and self.conditional(i):
                return OPEN
            if head == i:
                break
            if label == "advcl" and status in {SETTLED, SOFT, PAST} and any(x.low(k) in _CONDITION for k in x.kids(i, "mark", "advmod")):
                return OPEN if status != PAST else None
            if (label == "relcl" and x.verbal(i)) or (label == "advcl" and any(x.low(k) in _WHEN for k in x.kids(i, "mark", "advmod"))):
                break
            if label in {"ccomp", "xcomp", "dobj", "acl", "nsubj", "pcomp", "conj", "dep", "csubj"} and (x.verbal(head) or x.low(head) in _OPEN_NOUNS):
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
        if x.low(head) in _OPEN_NOUNS:
            return OPEN if status in {SETTLED, SOFT} and x.low(head) in {"speculation", "rumour", "rumours", "rumor", "rumors", "idea", "possibility", "suggestion", "suggestions", "hope", "hopes", "condition", "question"} else status
        group = x.group(head)
        if status in {"cancelled", "postponed", "denied"} and label in {"ccomp", "xcomp"} and (kind in {"threaten", "consider", "want", "urge", "ask", "call", "demand", "expect", "hope", "fear", "decide", "suggest"} | REFUSE | {"refuse"} or group.negated):
            return OPEN if kind != "decide" or group.negated else status
        marked = any(x.low(k) in {"if", "whether"} for k in x.kids(i, "mark", "advmod"))
        if marked and status in {SETTLED, SOFT, PAST}:
            return OPEN
        if kind in {"deny", "dismiss", "reject"} and label == "dobj" and x.low(i) in _HEARSAY and not group.negated:
            return "denied" if status in {SETTLED, SOFT, OPEN} else None
        if kind in {"deny", "dismiss", "reject"} and label == "ccomp":
            return ("denied" if status in {SETTLED, SOFT, OPEN} else None) if not group.negated else OPEN
        if status in {SETTLED, SOFT}:
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
            if _CONDITION.intersection(marks) or x.low(k) in {"unless", "pending", "assuming", "provided"}:
                return True
            turned = any(x.low(j) in {"were", "should", "had"} and all(j < s for s in x.kids(k, "nsubj")) for j in [k, *x.kids(k, "aux")])
            if turned and x.labels[k] == "advcl" and not marks and x.kids(k, "nsubj"):
                return True
        return False
