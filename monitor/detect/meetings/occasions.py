"""How a meeting told of by a noun stands: its attributes, what is said of it, done to it, and done at it."""

from __future__ import annotations

from monitor.detect.meetings.governors import (
    BEFORE,
    DUE,
    OPEN,
    OPEN_NOUNS,
    OPEN_WORDS,
    PAST,
    PLAN_NOUNS,
    SETTLED,
    SOFT,
    Verbs,
    kind_of,
)
from monitor.detect.meetings.grammar import Group
from monitor.detect.meetings.lexicon import AGREE, CANCEL, HEDGE, POSTPONE, REFUSE, SAY, SCHEDULE, TRAVEL, lemma
from monitor.detect.meetings.words import EAGERLY

_UNSETTLED = frozenset("consideration discussion discussions review negotiation negotiations works cards question doubt preparation".split())
_HAPPENS = frozenset("take happen occur proceed go".split())
_STARTS = frozenset("begin start open resume continue restart convene".split())
_VENUES = frozenset("venue venues site location".split())
_FLOATING = frozenset("consider discuss float mull propose suggest offer name mention moot".split())
_TIMES = frozenset("days weeks months week month year fortnight".split())
_ATTRIBUTES = {
    **dict.fromkeys("planned scheduled upcoming forthcoming next arranged".split(), SETTLED),
    **dict.fromkeys("proposed possible potential expected prospective eventual future promised tentative mooted would-be hoped-for anticipated rumoured rumored".split(), OPEN),
    **dict.fromkeys("cancelled canceled scrapped aborted abandoned axed".split(), "cancelled"), **dict.fromkeys("postponed delayed deferred rescheduled shelved".split(), "postponed"),
}  # fmt: skip


class Nouns(Verbs):
    """How a meeting stands that is told of by a noun: by what is said of it, done to it, or done at it."""

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
        said = [_ATTRIBUTES.get(x.low(k)) for k in x.kids(i, "amod", "compound") if not any(x.low(j) in EAGERLY for j in x.kids(k, "advmod"))]
        if status in {"cancelled", "postponed", "denied", OPEN}:
            return status
        for called in ("cancelled", "postponed", OPEN):
            if called in said:
                return called
        if SETTLED in said and (status is None or (status == PAST and self.guessed)) and not self.gone():
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
            elif x.tags[k] in {"VBN", "VBD"} or x.low(k) in DUE:
                if kind in CANCEL | POSTPONE:
                    return "cancelled" if kind in CANCEL else "postponed"
                if kind in SCHEDULE or x.low(k) in DUE:
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
        elif label == "dobj" and lemma(x.low(head)) in SAY and (told := [k for k in x.kids(head, "ccomp") if k > i and not x.kids(k, "nsubj", "nsubjpass")]):
            status = "denied" if none else self.predicate(told[0])  # "says its meeting with B, set for Friday, has slipped"
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
        if any(x.low(k) == "wait" for k in x.kids(verb, "xcomp")):  # "will have to wait"
            return OPEN if group.negated else "postponed"
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
        if any(w in OPEN_WORDS for w in words) or governed & _UNSETTLED:
            return OPEN
        if governed & {"calendar", "schedule", "diary", "books"}:
            return "denied" if group.negated else SETTLED
        if any(w in DUE - {"on"} for w in words) or any(x.low(k) == "to" for k in x.kids(verb, "aux")):
            return "denied" if group.negated else SETTLED
        if group.tense == "present" and any(x.low(k) == "on" and any(j in x.dated for j in x.kids(k, "pobj")) for k in x.kids(verb, "prep")):
            return "denied" if group.negated else PAST if self.gone() else SETTLED  # "her talks with him are on May 6"
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
        if x.low(head) in _TIMES:  # "will fly there in the coming weeks for talks": they hang on the verb
            head = next((k for k in x.up(head) if x.verbal(k)), head)
        if low in BEFORE or (low == "of" and x.low(head) == "ahead"):
            main = self.main(head)
            return self.by_day() or (OPEN if main == SETTLED or low == "of" else main)  # news that is told "ahead of" a meeting looks forward to it
        if low == "out" or (low == "of" and x.low(head) == "out"):
            verb = next((k for k in x.up(prep) if x.verbal(k)), None)
            return "cancelled" if verb is not None and lemma(x.low(verb)) in {"pull", "back", "drop", "bow", "opt"} and not x.group(verb).negated else OPEN
        if low == "from" and x.verbal(head) and kind_of(x, head) in {"withdraw", "pull"}:
            return "cancelled"
        if x.verbal(head) or lemma(x.low(head)) == "be":
            kind, group = kind_of(x, head), x.group(head)
            if low == "for" and any(x.low(k) in {"date", "dates", "day", "time"} for k in x.kids(head, "nsubj", "nsubjpass")):  # "no date has been set for his meeting"
                return OPEN
            if low in {"for", "to"} and kind in TRAVEL | {"be", "host", "welcome", "receive", "join", "visit", "gather", "meet", "sit"}:
                return self.verb(head)
            if low in {"for", "to", "on", "about", "with", "in"} and not (low == "in" and x.kids(head, "dobj") and kind in REFUSE) and (kind != "discuss" or low in {"for", "to", "on"}) and kind in HEDGE | AGREE | REFUSE | {"refuse", "call", "work"}:
                return self.by_kind(kind, head, group)
            return self.on_occasion(low, head)
        if x.low(head) in OPEN_NOUNS | PLAN_NOUNS | {"letter", "word"}:
            none = any(x.low(k) == "no" for k in x.kids(head, "det"))
            if x.low(head) in {"date", "time", "timing", "dates", "format"}:
                return OPEN
            return self.held(head, "denied" if none and x.low(head) in {"plan", "plans", "question", "chance"} else SOFT if x.low(head) in {"plan", "plans"} else OPEN)
        if x.low(head) in _VENUES and low in {"for", "of"}:
            verb = next((k for k in x.up(head) if x.verbal(k)), None)
            return OPEN if verb is not None and kind_of(x, verb) in HEDGE | _FLOATING else self.by_day() or OPEN
        if low in {"about", "into"} or x.low(head) in {"nothing", "unaware", "knowledge", "aware"}:  # "knew nothing of a meeting", "not aware of one"
            return "denied" if x.low(head) == "aware" and x.group(x.heads[head]).negated else OPEN
        if low in {"to", "for"} and x.low(head) in OPEN_WORDS:
            return self.of_word(head)
        return self.on_occasion(low, next((k for k in x.up(prep) if x.verbal(k)), head))

    def on_occasion(self, low: str, verb: int) -> str | None:
        """What is to be done at a meeting ("will sign it at talks with her", "plans to end the trip with a visit") is as open as that."""
        if low in {"at", "during"} and self.x.group(verb).tense == "past" and self.x.low(verb) in {"said", "told", "added", "warned"}:  # who spoke at it held it
            return PAST
        ahead = low in {"at", "during", "with", "in"} and not self.gone() and self.x.group(verb).tense in {"future", "would", "infinitive", "modal"}
        status = self.verb(verb) if ahead else None
        return status if status in {SETTLED, SOFT, OPEN} else self.by_day(past=True)
