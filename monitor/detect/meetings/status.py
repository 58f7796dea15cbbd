"""How an event stands in its words: called off, put off, denied, past, hedged or settled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from monitor.detect.meetings.clauses import Event, Voice, segment
from monitor.detect.meetings.parties import Token
from monitor.detect.meetings.words import (
    CANCEL,
    CANCEL_PHRASES,
    CONDITIONS,
    DENY_PHRASES,
    DOUBT,
    DROPPED,
    FALSE,
    FALSE_PHRASES,
    HAPPEN,
    HEDGES,
    NEGATIONS,
    PAST_PLAN,
    POSTPONE,
    POSTPONE_PHRASES,
    REFUSE,
    UNSURE_PHRASES,
)
from monitor.model import DateMention

REACH = 16  # words behind an event that may still judge it

_OPEN = frozenset("possible unlikely likely uncertain unclear".split())
_IF = frozenset("if whether unless provided".split())
_BACK = frozenset("after following since during at from".split())
_WAS_PAST = frozenset("was were had did has have".split())
_RIGHT_AHEAD = ("will take place", "will be held", "is scheduled", "are scheduled", "is set", "are set", "is planned", "are planned", "to be held", "scheduled for", "set for", "planned for", "is due", "are due", "slated for", "due to", "to take place", "will begin", "will start", "would take place", "would be held", "takes place", "is to", "are to", "will open", "will focus")
_RIGHT_BACK = ("took place", "was held", "were held", "ended", "lasted", "collapsed", "stalled", "broke", "failed", "concluded", "came", "focused", "produced", "went")


def _has(words: str, phrases: Sequence[str]) -> bool:
    return any(f" {p}" in words for p in phrases)


def lows_of(toks: Sequence[Token], dated: set[int]) -> list[str]:
    """The words in lower case, dates blanked: "May" is a month there, and no modal."""
    return ["#" if i in dated and t.low != "now" else t.low for i, t in enumerate(toks)]


def unsure(lows: Sequence[str]) -> bool:
    """Whether the words say that the date (or the meeting) is not confirmed."""
    words = " " + " ".join(lows)
    return _has(words, UNSURE_PHRASES) or ("n't confirm" in words)


def clear(toks: Sequence[Token], event: Event, events: Sequence[Event], dated: set[int], said: Voice | None) -> bool:
    """Whether nothing in the words could turn, doubt, hedge or call off the event. What is confirmed stands in clear words only."""
    kept = _scope(toks, event, events, dated)
    lows = lows_of(toks, dated)
    words = [lows[i] for i in kept]
    if event.form == "ing" and not _PROGRESSES.intersection(lows[event.first : event.at]):  # "will decide about meeting her"
        return False
    if _other_purpose(toks, event) or _WAS_TO.search(" ".join(lows[event.first if event.journey is None else min(event.first, max(0, event.journey - 4)) : event.at])):
        return False
    if not (_direct(toks, event, said) and (event.form != "noun" or event.verb is not None or _told(toks, lows, event))):
        return False
    joined = " " + " ".join(words)
    if any(a in {"were", "should", "had"} and b in {"he", "she", "they", "it"} for a, b in pairwise(lows)):  # "would meet her were he well"
        return False
    if DOUBT.intersection(words) or any(_negates(words, i) for i in range(len(words))):
        return False
    if (CANCEL | POSTPONE).intersection(words) or _has(joined, (*CANCEL_PHRASES, *POSTPONE_PHRASES, *UNSURE_PHRASES, *CONDITIONS, *PAST_PLAN)):
        return False
    return not any(lows[i] in HEDGES and lows[i] not in _HARMLESS for i in kept if min(event.at - 12, event.first - 3) <= i <= event.at)


_WAS_TO = re.compile(r"\b(?:was|were) to\b")  # a plan of the past, kept or not


def _other_purpose(toks: Sequence[Token], event: Event) -> bool:
    """Whether the infinitive hangs on a verb that promises no meeting: "will prepare to meet her", "will send an envoy to meet her"."""
    if event.form != "base" or event.journey is not None or toks[event.first].low != "to":
        return False
    return event.first > 0 and toks[event.first - 1].low != "invitation" and not any(c.last == event.first for c in event.subject)


_PROGRESSES = frozenset("is are am be i'm he's she's we're they're".split())
_EMBEDS = frozenset("which where when whether if how why what who whom whose because than is are was were be been has have had would could will 's".split())
_TELLS = frozenset("told tells telling informed".split())
_RESUMES = frozenset("where which whom".split())


def _direct(toks: Sequence[Token], event: Event, said: Voice | None) -> bool:
    """Whether the source says the event itself, and not something about it: "said the idea that they will meet was news"."""
    begin = min([event.first, event.at, *(c.begin for c in event.subject if c.begin < event.at)])
    leading = said is not None and said.verb < begin
    first = said.verb + 1 if said is not None and leading else 0
    for i in range(begin - 1, first - 1, -1):
        resumes = toks[i].low in _RESUMES and (toks[i - 1].text == "," or toks[i - 2].text == "," or toks[i - 1].low in {"in", "at", "during"})  # ", where he will meet"
        if resumes or toks[i].text in "“:;" or toks[i].low in {"but", "and"}:
            first = i + 1
            break
    between = [t.low for t in toks[first:begin]]
    allowed = 1 if leading and first == (said.verb + 1 if said is not None else 0) else 0
    if allowed and "that" in between and toks[first - 1].low not in _TELLS and between[0] in {"the", "a", "an", "any", "his", "her", "their", "its"}:
        return False  # "said the idea that ..."
    return between.count("that") <= allowed and not _EMBEDS.intersection(between)


_CARRIES = frozenset("held attended hosted followed focused focussed joined chaired devoted dedicated dominated closed televised opened the their a his her his".split())
_FIXED = frozenset("confirmed arranged booked agreed fixed finalised finalized scheduled set announced planned".split())


_JOURNEY = frozenset("travel fly go travelling traveling flying going come coming".split())


def _told(toks: Sequence[Token], lows: Sequence[str], event: Event) -> bool:
    """Whether a meeting that stands as a noun is told of as to come: "will be held", "is set for", "announced a visit"."""
    right = _behind(toks, lows, event.at + 1, segment(toks, event.at)[1])
    for k in range(len(right) - 1):
        if right[k] == "will":
            return right[k + 1] != "be" or right[k + 2 : k + 3] == [] or not right[k + 2].endswith(("ed", "en", "d")) or right[k + 2] in _CARRIES
    if event.journey is not None and event.verb is None:
        return bool({"will", "to", "is", "are", "'ll"}.intersection(lows[max(0, event.journey - 5) : event.journey])) or not lows[event.journey].endswith(("e", "l", "y", "o"))
    if "for" in lows[event.at - 2 : event.at] and _JOURNEY.intersection(lows[max(0, event.at - 14) : event.at]):  # "will fly there for talks"
        return bool({"will", "to", "is"}.intersection(lows[max(0, event.at - 16) : event.at]))
    close = lows[max(0, event.at - 6) : event.at]
    joined = " " + " ".join(right)
    return _has(joined, _RIGHT_AHEAD) or (_passive(joined, _FIXED) and "to be" not in joined) or bool({"announced", "confirmed", "announces", "confirms"}.intersection(close))


def called_false(toks: Sequence[Token], event: Event, events: Sequence[Event], dated: set[int]) -> bool:
    """Whether the sentence calls what it tells untrue."""
    words = scope(toks, event, events, dated)
    return bool(FALSE.intersection(words)) or _has(" " + " ".join(words), FALSE_PHRASES)


_HARMLESS = frozenset("called call calls open discuss accepted accept invitation invited".split())
_OPENINGS = frozenset("after following amid despite ending".split())


def scope(toks: Sequence[Token], event: Event, events: Sequence[Event], dated: set[int]) -> list[str]:
    lows = lows_of(toks, dated)
    return [lows[i] for i in _scope(toks, event, events, dated)]


def _scope(toks: Sequence[Token], event: Event, events: Sequence[Event], dated: set[int]) -> list[int]:
    """Indexes of the words that may judge the event: the whole sentence, but for an opening "after weeks of denials," and for clauses
    behind a hard break that tell of a meeting with somebody else."""
    lows = lows_of(toks, dated)
    start = 0
    if lows and lows[0] in _OPENINGS:
        comma = next((k for k, t in enumerate(toks[:25]) if t.text == ","), 0)
        start = comma if comma and not any(e.at < comma for e in events) else 0
    own = segment(toks, event.at)
    left_out: set[int] = set()
    for other in events:
        if other.at not in left_out and _of_others(event, other) and (reach := segment(toks, other.at)) != own:
            left_out.update(range(*reach))
    return [k for k in range(start, len(lows)) if k not in left_out]


def _of_others(event: Event, other: Event) -> bool:
    """Whether the other event names somebody whom this one does not."""
    mine = {w for c in (*event.subject, *event.objects) for w in c.name.lower().split()}
    return any(c.kind in {"person", "name", "nation", "org"} and not mine.intersection(c.name.lower().split()) for c in (*other.subject, *other.objects))


def _negates(words: Sequence[str], i: int) -> bool:
    after = words[i + 1] if i + 1 < len(words) else ""
    if words[i] == "no" and after in {".", "10", "doubt"}:
        return False
    return (words[i] in NEGATIONS and after not in {"only", "than"}) or words[i].endswith("n't")


def judge(toks: Sequence[Token], event: Event, day: date | None, dated: set[int], events: Sequence[Event] = ()) -> str | None:
    """cancelled | postponed | denied | past | proposed | settled, or None where nothing is claimed."""
    first, last = segment(toks, event.at)
    begin = min([event.first, event.verb if event.verb is not None else event.at, *(c.begin for c in event.subject if c.begin < event.at)])
    if toks[first - 1 if first else 0].low in _SUBORDINATES and begin > first and toks[begin - 1].text == ",":
        first = begin  # "While that was cancelled, they will meet": the main clause is its own
    lows = lows_of(toks, dated)
    left = lows[max(first, begin - 6) : event.at]
    right = _behind(toks, lows, event.at + 1, min([last, *(e.first for e in events if e.at > event.at and e.subject and _of_others(event, e))]))
    group = lows[event.first : event.verb if event.verb is not None else event.at]
    words = scope(toks, event, events, dated)
    off = _called_off(left, right, event) or _past_plan(left, right, words) or _no_longer(lows[max(first, event.at - 18) : event.at])
    if off is not None:
        return off
    if unsure([*left, "|", *right]):
        return "proposed"
    if _denied(left, right, event, group):
        return "denied"
    turned = lows[0] in {"had", "should", "were"} and "," in lows[: event.at]  # "Had they won, she would meet him"
    if turned or _has(" " + " ".join(words), CONDITIONS):
        return "past" if event.form == "past" and not {"will", "would", "to"}.intersection(group) else "proposed"
    if event.form == "noun":
        return _noun(left, right, event, day)
    if _IF.intersection(left[-9:]) or _IF.intersection(right):
        return "proposed"
    return _verb(left, group, event, day)


_SUBORDINATES = frozenset("while although though because".split())


_GOES_ON = frozenset("has have had was were is are will would".split())


def _behind(toks: Sequence[Token], lows: Sequence[str], start: int, last: int) -> list[str]:
    """The words behind the event that may judge it. Names, dates and what stands between commas before its verb do not use
    up their number."""
    kept: list[str] = []
    plain = 0
    aside = start
    for i in range(start, min(last, start + 90)):
        if toks[i].text == "," and i >= aside:
            ends = (k for k in range(i + 1, min(last, i + 45)) if toks[k].text == "," and k + 1 < last and toks[k + 1].low in _GOES_ON)
            aside = max(aside, next(ends, 0))
        kept.append(lows[i])
        plain += i >= aside and lows[i] != "#" and not toks[i].capital
        if plain == REACH:
            break
    return kept


_MAY = frozenset("may might could should would if threatened threatens threatening considering considered asked asks wants wanted urged urges refused refuses rejected rejects whether calls".split())


def _called_off(left: list[str], right: list[str], event: Event) -> str | None:
    """cancelled or postponed; `proposed` where somebody only may, might or will not do so."""
    near_left = left[-9:]
    words = " " + " ".join(near_left)
    after = " " + " ".join(right) if event.form == "noun" or event.verb is not None else ""
    status = None
    headed = next((w for w in right if w not in {"#", ":", "—", "–", "-"}), "")  # "Rome talks postponed", "talks: cancelled"
    if headed.endswith("ed") and headed in CANCEL | POSTPONE and event.form == "noun":
        return "cancelled" if headed in CANCEL else "postponed"
    if CANCEL.intersection(near_left) or _has(words, CANCEL_PHRASES) or _passive(after, CANCEL | DROPPED) or _has(after, CANCEL_PHRASES) or (after and _is_off(right)):
        status = "cancelled"
    elif POSTPONE.intersection(near_left) or _has(words, POSTPONE_PHRASES) or _passive(after, POSTPONE) or _has(after, POSTPONE_PHRASES):
        status = "postponed"
    elif _undone(near_left, 2) or (after and _undone(right, 3)):
        return "cancelled"
    if status is None:
        return None
    verb = next((k for k in range(len(near_left) - 1, -1, -1) if near_left[k] in CANCEL | POSTPONE or near_left[k] in {"call", "put", "pull"}), None)
    governs = near_left[max(0, verb - 5) : verb] if verb is not None else right[:8]
    if _MAY.intersection(governs) or any(_negates(governs, i) for i in range(len(governs))):
        return "proposed"
    return status


def _no_longer(left: Sequence[str]) -> str | None:
    """"Will no longer be flying to Rome on Friday to meet her": one chain of verbs, no comma in it."""
    for k in range(1, len(left) - 1):
        if left[k : k + 2] == ["no", "longer"] and left[k - 1] in _AUXILIARIES and "," not in left[k:]:
            return "cancelled"
    return None


_AUXILIARIES = frozenset("will would is are was were can could does do".split())


def _is_off(right: Sequence[str]) -> bool:
    """"The meeting is off": nothing behind "off" that gives it another sense."""
    return any(
        w == "off" and k and right[k - 1] in {"is", "was", "are", "were", "now", "be"} and (k + 1 == len(right) or right[k + 1] not in {"to", "limits", "-", "the"})
        for k, w in enumerate(right)
    )


def _undone(words: Sequence[str], reach: int) -> bool:
    """"Not to go ahead with", "will not now take place", "no longer due to": a negation close in front of a word of happening."""
    for k, word in enumerate(words):
        longer = word == "no" and words[k + 1 : k + 2] == ["longer"]
        if longer and (len(words) - k <= 6 + reach or reach == 3) and (reach == 2 or HAPPEN.intersection(words[k + 2 : k + 5])):
            return True
        if (word in {"not", "cannot"} or word.endswith("n't")) and (HAPPEN - {"on", "planned", "scheduled"}).intersection(words[k + 1 : k + 3 + reach]):
            return True
    return False


def _past_plan(left: list[str], right: list[str], words: Sequence[str]) -> str | None:
    """"He was to have met her", "they had been due to meet": a plan of the past is off when anything in the sentence says so."""
    about = " " + " ".join([*left[-9:], "|", *right])
    if not _has(about, (*PAST_PLAN, "was to", "were to", "was due", "were due", "was scheduled", "were scheduled", "would have", "was planned", "were planned")):
        return None
    joined = " " + " ".join(words)
    if CANCEL.intersection(words) or _has(joined, CANCEL_PHRASES) or _is_off(words):
        return "cancelled"
    if POSTPONE.intersection(words) or _has(joined, (*POSTPONE_PHRASES, "will now", "would now", "instead")):
        return "postponed"
    return None


def _passive(words: str, verbs: frozenset[str]) -> bool:
    return any(f" {aux} {verb}" in words for aux in ("was", "were", "been", "be", "is", "are", "indefinitely", "being", "now") for verb in verbs if verb.endswith(("d", "struck", "withdrawn", "frozen")))


_GIVEN = frozenset("agreed accepted planned intended promised scheduled arranged going committed planning due set expected meeting".split())


def _denied(left: list[str], right: list[str], event: Event, group: Sequence[str]) -> bool:
    words = " " + " ".join([*left[-10:], event.word])
    if _has(words, DENY_PHRASES) or (event.form == "noun" and _has(" " + " ".join(right[:6]), ("not planned", "not scheduled", "ruled out"))):
        return True
    near = left[-9:]
    for k in range(len(near)):
        if near[k] in {"not", "never", "neither", "cannot"} or near[k].endswith("n't"):
            inside = len(near) - k <= len(group)
            if (inside or _GIVEN.intersection(near[k + 1 : k + 4])) and near[k + 1 : k + 2] != ["only"] and "until" not in right[:6]:
                return True
    return bool(REFUSE.intersection(left[-7:]))


def _hedged(words: Iterable[str]) -> bool:
    return any(w in HEDGES for w in words)


_SOFT = frozenset("maybe perhaps probably possibly potentially tentatively provisionally hardly scarcely barely doubtful".split())


def _verb(left: list[str], group: list[str], event: Event, day: date | None) -> str | None:
    before = left[-9:]
    words = set(group)
    if "did" in words or "didn't" in words or (event.form == "past" and "would" in words and "have" in words):
        return None
    future = words & {"will", "would", "shall", "'ll"} or any(w.endswith("'ll") for w in left[-3:])
    if event.form == "past" and not future:
        return "past"
    if _hedged(group) or _SOFT.intersection(before) or (_hedged(before) and not _firm(group)):
        return "settled" if _agreed_day(before, event) else "proposed"
    if future:
        return "settled"
    if event.form == "ing":
        if words & {"was", "were"}:
            return "past"
        if event.span is None:
            return "past" if event.kind != "meet" or not words & {"is", "are"} else "proposed"
        return "settled" if day is None or event.span[1] >= day else "past"
    if words & {"scheduled", "set", "due", "slated", "planned"} or ("to" in words and words & {"is", "are", "was", "were"}):
        return "settled"
    if words & {"plans", "plan", "planning", "going"}:
        return "settled" if event.stated else "proposed"
    if words & {"has", "have", "had"} and event.form == "past":
        return "past"
    if event.form == "present":
        return _by_day(event, day) if event.span else None
    if "to" in words:  # "Carney to meet Trump", "left to meet Trump", "the right to meet"
        if len(group) <= 2 and event.subject and (event.span is None or day is None or event.span[1] >= day):
            return "settled" if event.stated else "proposed"
        stands = _by_day(event, day) if event.span else "proposed"
        return None if stands == "past" else stands
    return _by_day(event, day) if event.span else None


def _firm(group: list[str]) -> bool:
    """A settled verb group stands on its own: hedges of an outer clause ("offered details of how he will meet") are not its."""
    return any(w in {"will", "scheduled", "due", "slated"} for w in group) and not any(w in {"if", "whether", "unless"} for w in group)


def _agreed_day(words: list[str], event: Event) -> bool:
    """"Agreed to meet May 13" is settled; agreed without a day is not; hoping with a day is not."""
    hedges = [w for w in words if w in HEDGES]
    return event.stated and bool(hedges) and all(w in {"agreed", "agree", "accepted", "agrees"} for w in hedges)


def _by_day(event: Event, day: date | None) -> str:
    if event.span is None or day is None:
        return "settled" if event.stated else "proposed"
    if event.span[1] < day:
        return "past"
    return "settled"


_SOUVENIRS = frozenset("photograph photographs photo photos picture pictures image images footage video transcript minutes readout returned back takeaways remarks".split())


def _noun(left: list[str], right: list[str], event: Event, day: date | None) -> str | None:
    before, after = left[-8:], " " + " ".join(right)
    close = left[-4:]
    if (_hedged(before) and not _agreed_day(before, event)) or _OPEN.intersection(right[:8]):
        return "proposed"
    if _has(" " + " ".join(right[:7]), ("will not be", "won't be", "is not on", "is not until", "would not be")):
        return None
    if _has(after, _RIGHT_AHEAD):
        if _hedged(right[:8]):
            return "proposed"
        return "settled"
    if event.span is not None and day is not None and event.span[1] < day:
        return "past"
    if "from" in close and _SOUVENIRS.intersection(before):
        return "past"
    ahead = {"upcoming", "planned", "scheduled", "forthcoming", "next", "coming"}.intersection(close) or {"ahead", "before"}.intersection(close[-3:])
    if event.span is not None and day is not None and event.span[0] > day:
        return "settled"
    if ahead:
        return "settled"
    if {"will", "would", "'ll"}.intersection(before):
        return "settled"
    if _has(after, _RIGHT_BACK) or _BACK.intersection(close) or _WAS_PAST.intersection(before) or (event.span is not None and day is not None):
        return "past"
    return "past" if event.span else None


# --- days --------------------------------------------------------------------------------------------------------------

_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MOVES = frozenset("to until till for now instead new".split())


def days(toks: Sequence[Token], event: Event, status: str, day: date | None, mentions: Sequence[DateMention]) -> tuple[date, date] | tuple[None, None]:
    """The days of a claim: of a postponed one the new day, if one is told; of what is to come never a weekday gone by."""
    span = event.span
    if status == "postponed":
        span = _new_day(toks, event, mentions) or span
    if span is None:
        return None, None
    if not _bare(event) or day is None or span[0] != span[1]:
        return span
    if status in {"cancelled", "postponed", "denied"} and day - _WEEK <= span[0] < day:
        return span[0] + _WEEK, span[1] + _WEEK
    if status == "past" and day < span[0] <= day + _WEEK:
        return span[0] - _WEEK, span[1] - _WEEK
    return span


def look_ahead(event: Event, day: date | None) -> None:
    """"Meets her on Friday" tells of the Friday to come, whatever tense the words about it bear."""
    span = event.span
    if event.form == "present" and event.kind != "noun" and _bare(event) and day is not None and span is not None and day - _WEEK <= span[0] == span[1] < day:
        event.span = (span[0] + _WEEK, span[1] + _WEEK)


def _bare(event: Event) -> bool:
    """A weekday without a date."""
    return event.day is not None and event.day.text.lower().removesuffix("s").rstrip("'’").removeprefix("on ") in _WEEKDAYS


_WEEK = timedelta(days=7)


_SHIFTS = frozenset("now moved shifted pushed switched put rearranged brought".split())


def _new_day(toks: Sequence[Token], event: Event, mentions: Sequence[DateMention]) -> tuple[date, date] | None:
    """"Put off until Thursday", "moved to May 9", "will now be held on Friday": the last day so told behind the event."""
    for mention in reversed(mentions):
        k = next((i for i, t in enumerate(toks) if t.end > mention.start), len(toks))
        near = [t.low for t in toks[max(event.at + 1, k - 6) : k]]
        moved = near[-1:] and (near[-1] in _MOVES or (near[-1] == "on" and {"now", "instead"}.intersection(near)))
        if moved and mention.start > toks[event.at].end and mention.earliest is not None and mention.latest is not None:
            past = {"been", "originally", "due"}.intersection(near) and not (_SHIFTS | POSTPONE).intersection(near)
            if not past and (near[-1] != "for" or {"rescheduled", "rearranged", "moved", "now"}.intersection(near)):
                return mention.earliest, mention.latest
    return None
