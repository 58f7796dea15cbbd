"""How an event stands in its words: called off, put off, denied, past, hedged or settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from monitor.detect.meeting_clauses import Event, segment
from monitor.detect.meeting_parties import Token
from monitor.detect.meeting_words import (
    CANCEL,
    CANCEL_PHRASES,
    DENY_PHRASES,
    DOUBT,
    HEDGES,
    POSTPONE,
    POSTPONE_PHRASES,
    REFUSE,
    UNSURE_PHRASES,
)

REACH = 16  # words behind an event that may still judge it

_OPEN = frozenset("possible unlikely likely uncertain unclear".split())
_IF = frozenset("if whether unless provided".split())
_BACK = frozenset("after following since during at".split())
_WAS_PAST = frozenset("was were had did has have".split())
_RIGHT_AHEAD = ("will take place", "will be held", "is scheduled", "are scheduled", "is set", "are set", "is planned", "are planned", "to be held", "scheduled for", "set for", "planned for", "is due", "are due", "slated for", "due to", "to take place", "will begin", "will start", "would take place", "would be held", "takes place", "is to", "are to", "will open", "will focus")
_RIGHT_BACK = ("took place", "was held", "were held", "ended", "lasted", "collapsed", "stalled", "broke", "failed", "concluded", "came", "focused", "produced", "went")


def _has(words: str, phrases: Sequence[str]) -> bool:
    return any(f" {p}" in words for p in phrases)


def lows_of(toks: Sequence[Token], dated: set[int]) -> list[str]:
    """The words in lower case, dates blanked: "May" is a month there, and no modal."""
    return ["#" if i in dated else t.low for i, t in enumerate(toks)]


def unsure(lows: Sequence[str]) -> bool:
    """Whether the words say that the date (or the meeting) is not confirmed."""
    words = " " + " ".join(lows)
    return _has(words, UNSURE_PHRASES) or ("n't confirm" in words)


def shaky(lows: Sequence[str], at: int) -> bool:
    """A hedge about the event that keeps it from being confirmed, wherever it stands near it."""
    if DOUBT.intersection(lows):
        return True
    return any(w in HEDGES and w not in {"called", "call", "calls", "open", "discuss", "accepted", "accept", "invitation", "invited"} for w in lows[max(0, at - 12) : at + 1])


def judge(toks: Sequence[Token], event: Event, day: date | None, dated: set[int]) -> str | None:
    """cancelled | postponed | denied | past | proposed | settled, or None where nothing is claimed."""
    first, last = segment(toks, event.at)
    begin = min([event.first, event.verb if event.verb is not None else event.at, *(c.begin for c in event.subject if c.begin < event.at)])
    lows = lows_of(toks, dated)
    left = lows[max(first, begin - 6) : event.at]
    right = _behind(toks, lows, event.at + 1, last)
    off = _called_off(left, right, event)
    if off is not None:
        return off
    if unsure([*left, "|", *right]):
        return "proposed"
    if _denied(left, right, event):
        return "denied"
    group = lows[event.first : event.verb if event.verb is not None else event.at]
    if event.form == "noun":
        return _noun(left, right, event, day)
    if _IF.intersection(left[-9:]) or _IF.intersection(right):
        return "proposed"
    return _verb(left, group, event, day)


def _behind(toks: Sequence[Token], lows: Sequence[str], start: int, last: int) -> list[str]:
    """The words behind the event that may judge it. Names and dates between noun and verb do not use up their number."""
    kept: list[str] = []
    plain = 0
    for i in range(start, min(last, start + 60)):
        kept.append(lows[i])
        plain += lows[i] != "#" and not toks[i].capital
        if plain == REACH:
            break
    return kept


def _called_off(left: list[str], right: list[str], event: Event) -> str | None:
    near_left = left[-9:]
    words = " " + " ".join(near_left)
    after = " " + " ".join(right) if event.form == "noun" or event.verb is not None else ""
    not_undone = "not" not in near_left[-6:]
    if (CANCEL.intersection(near_left) or _has(words, CANCEL_PHRASES) or _passive(after, CANCEL) or _has(after, CANCEL_PHRASES)) and not_undone:
        return "cancelled"
    if POSTPONE.intersection(near_left) or _has(words, POSTPONE_PHRASES) or _passive(after, POSTPONE) or _has(after, POSTPONE_PHRASES):
        return "postponed"
    return None


def _passive(words: str, verbs: frozenset[str]) -> bool:
    return any(f" {aux} {verb}" in words for aux in ("was", "were", "been", "be", "is", "are", "indefinitely") for verb in verbs if verb.endswith(("ed", "d")))


def _denied(left: list[str], right: list[str], event: Event) -> bool:
    words = " " + " ".join([*left[-10:], event.word])
    if _has(words, DENY_PHRASES) or (event.form == "noun" and _has(" " + " ".join(right[:6]), ("not planned", "not scheduled", "not take place", "ruled out"))):
        return True
    return bool(REFUSE.intersection(left[-7:]))


def _hedged(words: Iterable[str]) -> bool:
    return any(w in HEDGES for w in words)


def _verb(left: list[str], group: list[str], event: Event, day: date | None) -> str | None:
    before = left[-9:]
    words = set(group)
    if "did" in words or "didn't" in words or (event.form == "past" and "would" in words and "have" in words):
        return None
    future = words & {"will", "would", "shall", "'ll"} or any(w.endswith("'ll") for w in left[-3:])
    if event.form == "past" and not future:
        return "past"
    if _hedged(group) or (_hedged(before) and not _firm(group)):
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
