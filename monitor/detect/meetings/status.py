"""What the sentence's words, wherever they stand, make of an event: unconfirmed, called untrue, clear; and its days.

The tree says how an event stands (modality.py). This is the second look, which fails safe: what is confirmed stands in clear
words only, whatever the tree says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from monitor.detect.meetings.company import Event
from monitor.detect.meetings.frames import framed
from monitor.detect.meetings.lexicon import HEDGE, lemma
from monitor.detect.meetings.phrases import Token
from monitor.detect.meetings.voices import REPORTERS
from monitor.detect.meetings.words import (
    CANCEL,
    CANCEL_PHRASES,
    CONDITIONS,
    DOUBT,
    DROPPED,
    EAGERLY,
    FALSE,
    FALSE_PHRASES,
    HAPPEN,
    HEDGES,
    NEGATIONS,
    PAST_PLAN,
    POSTPONE,
    POSTPONE_PHRASES,
    UNSURE_PHRASES,
)
from monitor.model import DateMention


def _has(words: str, phrases: Sequence[str]) -> bool:
    return any(f" {p}" in words for p in phrases)


def lows_of(toks: Sequence[Token], dated: set[int]) -> list[str]:
    """The words in lower case; dates are blanked and so is a name: "May" is a month or a prime minister there, and no modal."""
    return ["#" if (i in dated and t.low != "now") or (t.text == "May" and (i or (toks[1:2] and toks[1].low in {"will", "is", "and"}))) else t.low for i, t in enumerate(toks)]


def unsure(lows: Sequence[str]) -> bool:
    """Whether the words say that the date (or the meeting) is not confirmed."""
    words = " " + " ".join(lows)
    return _has(words, UNSURE_PHRASES) or ("n't confirm" in words)


_ASKED = frozenset("asked pressed questioned".split())
_NO_PLAN = ("no plans", "no plan", "no such", "not planning", "nothing planned", "nothing scheduled", "no meeting", "not on the schedule")


def asked_and_denied(lows: Sequence[str]) -> bool:
    """"Asked whether A would meet B, a spokesman said there were no plans for it"."""
    asked = next((k for k, w in enumerate(lows) if w in _ASKED), None)
    if asked is None or not {"whether", "if", "about"}.intersection(lows[asked : asked + 6]):
        return False
    return _has(" " + " ".join(lows[asked + 6 :]), _NO_PLAN)


_WAS_TO = re.compile(r"\b(?:was|were) (?:to|due|scheduled|set|slated|planned|supposed|expected|going)\b")  # a plan of the past, kept or not


def was_to_have(toks: Sequence[Token], event: Event) -> bool:
    """"She was to have met him": she did not and will not."""
    lows = [t.low for t in toks[max(0, event.at - 5) : event.at]]
    return any(lows[k] in {"was", "were"} and lows[k + 1 : k + 3] == ["to", "have"] for k in range(len(lows)))


def was_to(toks: Sequence[Token], event: Event) -> bool:
    """Whether the words in front of an event tell of a plan of the past."""
    return _WAS_TO.search(" ".join(t.low for t in toks[max(0, event.at - 16) : event.at])) is not None


_HARMLESS = frozenset("called call calls open discuss accepted accept invitation invited".split())
_OPENINGS = frozenset("after following amid despite ending".split())


def clear(toks: Sequence[Token], event: Event, events: Sequence[Event], dated: set[int]) -> bool:
    """Whether nothing in the words could turn, doubt, hedge or call off the event."""
    kept = _scope(toks, event, events, dated)
    lows = lows_of(toks, dated)
    words = [lows[i] for i in kept if not (lows[i] == "reports" and i and lows[i - 1] in REPORTERS)]
    joined = " " + " ".join(words)
    if framed(joined) or was_to(toks, event) or lows[max(0, event.first - 2) : event.first] in (["rather", "than"], ["instead", "of"]):
        return False
    if any(a in {"were", "should", "had"} and b in {"he", "she", "they", "it"} for a, b in pairwise(lows)):  # "would meet her were he well"
        return False
    if "ending" in words and "speculation" in words[words.index("ending") : words.index("ending") + 5]:  # "ending weeks of speculation"
        words = [w for w in words if w != "speculation"]
    if (DOUBT | {"could", "might", "may"}).intersection(words) or any(_negates(words, i) for i in range(len(words))):
        return False
    if (CANCEL | POSTPONE).intersection(words) or _has(joined, (*CANCEL_PHRASES, *POSTPONE_PHRASES, *UNSURE_PHRASES, *CONDITIONS, *PAST_PLAN)):
        return False
    return not any(lows[i] in HEDGES and lows[i] not in _HARMLESS and lows[i : i + 2] != ["can", "confirm"] and not (i and lows[i - 1] in EAGERLY) for i in kept if min(event.at - 12, event.first - 3) <= i <= event.at)


def trails_off(toks: Sequence[Token], verb: int) -> bool:
    """Whether what a source says is in the end only hoped or thought: ", his office said it hoped"."""
    after = [t.low for t in toks[verb + 1 : verb + 3]]
    return len(after) == 2 and after[0] in {"it", "he", "she", "they"} and lemma(after[1]) in HEDGE | {"understood", "understand", "hear", "gathered"}


def plain_words(toks: Sequence[Token], dated: set[int]) -> bool:
    """Whether no word of the sentence could turn, doubt or call off anything."""
    lows = lows_of(toks, dated)
    joined = " " + " ".join(lows)
    if (DOUBT | HEDGES | CANCEL | POSTPONE | {"but"}).intersection(lows) or any(_negates(lows, i) for i in range(len(lows))):
        return False
    return not _has(joined, (*CANCEL_PHRASES, *POSTPONE_PHRASES, *UNSURE_PHRASES, *CONDITIONS, *PAST_PLAN))


def called_false(toks: Sequence[Token], event: Event, events: Sequence[Event], dated: set[int]) -> bool:
    """Whether the sentence calls what it tells untrue."""
    lows = lows_of(toks, dated)
    words = [lows[i] for i in _scope(toks, event, events, dated) if lows[i : i + 2] != ["fake", "news"]]
    return bool(FALSE.intersection(words)) or _has(" " + " ".join(words), FALSE_PHRASES)


def _scope(toks: Sequence[Token], event: Event, events: Sequence[Event], dated: set[int]) -> list[int]:
    """Indexes of the words that may judge the event: the whole sentence, but for an opening "after weeks of denials," and for clauses
    behind a hard break that tell of a meeting with somebody else."""
    lows = lows_of(toks, dated)
    start = 0
    if lows and lows[0] in _OPENINGS:
        comma = next((k for k, t in enumerate(toks[:25]) if t.text == ","), 0)
        start = comma if comma and not any(e.at < comma for e in events) else 0
    own = _segment(toks, event.at)
    left_out: set[int] = set()
    for other in events:
        if other.at not in left_out and _of_others(event, other) and (reach := _segment(toks, other.at)) != own:
            left_out.update(range(*reach))
    return [k for k in range(start, len(lows)) if k not in left_out]


_BREAKS = frozenset("; but while although though whereas because despite".split())


def _segment(toks: Sequence[Token], at: int) -> tuple[int, int]:
    """[first, last) of the words about `at`, to the next hard break on either side."""
    first = at
    while first > 0 and toks[first - 1].low not in _BREAKS:
        first -= 1
    last = at + 1
    while last < len(toks) and toks[last].low not in _BREAKS:
        last += 1
    return first, last


def _of_others(event: Event, other: Event) -> bool:
    """Whether the other event names somebody whom this one does not."""
    mine = {w for c in (*event.subject, *event.objects) for w in c.name.lower().split()}
    return any(c.kind in {"person", "name", "nation", "org"} and not mine.intersection(c.name.lower().split()) for c in (*other.subject, *other.objects))


def _negates(words: Sequence[str], i: int) -> bool:
    after = words[i + 1] if i + 1 < len(words) else ""
    if words[i] == "no" and after in {".", "10", "doubt"}:
        return False
    return (words[i] in NEGATIONS and after not in {"only", "than"}) or words[i].endswith("n't")


# --- call-offs, by their words -------------------------------------------------------------------------------------------

REACH = 16  # words behind an event that may still call it off


def called_off(toks: Sequence[Token], event: Event, events: Sequence[Event], dated: set[int]) -> str | None:
    """cancelled or postponed, by the words beside the event; for where the tree, which may err, calls nothing off."""
    first, last = _segment(toks, event.at)
    begin = min([event.first, event.verb if event.verb is not None else event.at, *(c.begin for c in event.subject if c.begin < event.at)])
    lows = lows_of(toks, dated)
    left = lows[max(first, begin - 16) : event.at]
    right = _behind(toks, lows, event.at + 1, min([last, *(e.first for e in events if e.at > event.at and e.subject and _of_others(event, e))]))
    words = [lows[i] for i in _scope(toks, event, events, dated)]
    return _called_off(left, right, event) or _past_plan(left, right, words) or _no_longer(lows[max(first, event.at - 18) : event.at])


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


def _called_off(left: Sequence[str], right: Sequence[str], event: Event) -> str | None:
    """cancelled or postponed; `proposed` where somebody only may, might or will not do so."""
    near_left = left[-9:]
    words = " " + " ".join(near_left)
    planned = event.kind != "noun" and {"plans", "plan", "arrangements", "proposal"}.intersection(left[-12:])  # "plans for A to meet B have been dropped"
    after = " " + " ".join(right) if event.kind == "noun" or event.verb is not None or planned else ""
    status = None
    headed = next((w for w in right if w not in {"#", ":", "—", "–", "-"}), "")  # "Rome talks postponed", "talks: cancelled"
    if headed.endswith("ed") and headed in CANCEL | POSTPONE and event.kind == "noun":
        return "cancelled" if headed in CANCEL else "postponed"
    if CANCEL.intersection(near_left) or _has(words, CANCEL_PHRASES) or _passive(after, CANCEL | DROPPED) or _has(after, CANCEL_PHRASES) or (after and _is_off(right)):
        status = "cancelled"
    elif POSTPONE.intersection(near_left) or _has(words, POSTPONE_PHRASES) or _passive(after, POSTPONE) or _has(after, POSTPONE_PHRASES):
        status = "postponed"
    elif (event.span is not None and (not event.behind or {"originally", "initially", "previously", "due", "scheduled", "planned", "meant"}.intersection(right)) and "#" in right and _has(after, ("now be held on #", "now take place on #", "now be on #", "now set for #", "now scheduled for #"))) or (event.span is not None and "now" in right and _has(after, ("at a later date", "at a later time", "on another day"))):
        return "postponed"
    elif _undone(near_left, 2) or (after and _undone(right, 3)):
        return "cancelled"
    if status is None:
        return None
    verb = next((k for k in range(len(near_left) - 1, -1, -1) if near_left[k] in CANCEL | POSTPONE or near_left[k] in {"call", "put", "pull"}), None)
    off = next((k for k, w in enumerate(right) if w in CANCEL | POSTPONE), 8)
    governs = near_left[max(0, verb - 5) : verb] if verb is not None else right[max(0, off - 5) : off] if "and" in right[:off] else right[:8]
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
        if words[k + 1 : k + 3] == ["to", "be"] and "ahead" in words[k + 3 : k + 6]:  # "asking not to be named ahead of"
            continue
        if (word in {"not", "cannot"} or word.endswith("n't") or (word == "never" and reach == 3)) and (HAPPEN - {"on", "planned", "scheduled"}).intersection(words[k + 1 : k + 3 + reach]):
            return True
    return False


def _past_plan(left: list[str], right: list[str], words: Sequence[str]) -> str | None:
    """"He was to have met her", "they had been due to meet": a plan of the past is off when anything in the sentence says so."""
    about = " " + " ".join([*left[-18:], "|", *right])
    if not _has(about, (*PAST_PLAN, "was to", "were to", "was due", "were due", "was scheduled", "were scheduled", "would have", "was planned", "were planned", "was supposed", "were supposed")):
        return None
    joined = " " + " ".join(words)
    if CANCEL.intersection(words) or _has(joined, (*CANCEL_PHRASES, *_FELL_THROUGH)) or _is_off(words) or _passive(joined, CANCEL | DROPPED):
        return "cancelled"
    if POSTPONE.intersection(words) or _has(joined, (*POSTPONE_PHRASES, "will now", "would now", "# instead", "instead on #", "instead #")):
        return "postponed"
    return "cancelled" if "instead" in words else None


_FELL_THROUGH = (
    "pulled out", "backed out", "dropped out", "bowed out", "never took place", "never happened", "never met", "never came", "never showed", "did not take place", "did not happen",
    "withdrawn its invitation", "withdrawn the invitation", "withdrawn an invitation", "withdrew its invitation", "withdrew the invitation", "did not show", "did not come", "did not turn up", "did not appear", "did not attend", "failed to show", "failed to appear", "failed to turn up", "stayed away",
)  # fmt: skip


def _passive(words: str, verbs: frozenset[str]) -> bool:
    return any(f" {aux} {verb}" in words for aux in ("was", "were", "been", "be", "is", "are", "indefinitely", "being", "now") for verb in verbs if verb.endswith(("d", "struck", "withdrawn", "frozen")))


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
    if status == "past" and day is not None and span[0] > day and not is_bare(event):  # no day of what lies behind
        return None, None
    if not is_bare(event) or day is None or span[0] != span[1]:
        return span
    if status != "past" and day - _WEEK <= span[0] < day:
        return span[0] + _WEEK, span[1] + _WEEK
    if status == "past" and day < span[0] <= day + _WEEK:
        return span[0] - _WEEK, span[1] - _WEEK
    return span


def look_ahead(event: Event, day: date | None, *, present: bool) -> None:
    """"Meets her on Friday" tells of the Friday to come, whatever tense the words about it bear."""
    span = event.span
    if present and is_bare(event) and day is not None and span is not None and day - _WEEK <= span[0] == span[1] < day:
        event.span = (span[0] + _WEEK, span[1] + _WEEK)


def is_bare(event: Event) -> bool:
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
