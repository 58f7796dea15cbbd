"""On whose word a meeting stands, in the words of an alert: of both sides, of one, of the host, or of two reports that agree."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.detect.meetings.cast import known
from monitor.detect.meetings.phrases import nation_of
from monitor.detect.meetings.words import SEATS
from monitor.model import Meeting
from monitor.text import name_key, quote_key

__all__ = ["on_whose_word"]


def on_whose_word(meeting: Meeting) -> str:
    """"both sides", "one side", "the host", "two independent reports"; "" where nobody is on record.

    Both only where two parties are each tied to a word of their own, by name or by nation; one office more than a party is
    no second side.
    """
    if not meeting.confirmed_by:
        return ""
    said = {quote_key(name): e.claim.authority for e in meeting.evidence if e.lapsed_at is None for name in e.claim.confirmed_by}
    held = [said[quote_key(name)] for name in meeting.confirmed_by if quote_key(name) in said]
    if not held:
        return "two independent reports"
    spoken = {whose for name in meeting.confirmed_by if (whose := _whose(name, meeting.participants)) is not None}
    if len(spoken) > 1:
        return "both sides"
    return "the host" if set(held) == {"organiser"} else "one side"


def _whose(word: str, parties: Sequence[str]) -> int | None:
    """The party, by its place in `parties`, whose word it is; None where it may be several's or nobody's."""
    keys = name_key(word).split()
    named = [k for k, party in enumerate(parties) if (own := name_key(party).split()) and own[-1] in keys]
    if len(named) == 1:
        return named[0]
    nations = _nations(word)
    tied = [k for k, party in enumerate(parties) if _nation(party) in nations]
    return tied[0] if len(tied) == 1 else None


def _nation(party: str) -> str | None:
    held = known(party)
    return nation_of(party) or (held[0] if held else None)


def _nations(word: str) -> set[str]:
    words = [w.strip(",.").removesuffix("'s").removesuffix("’s") for w in word.split()]
    runs = [" ".join(words[k : k + size]) for size in (1, 2, 3) for k in range(len(words) - size + 1)]
    seats = {SEATS[run.lower()][1] for run in runs if run.lower() in SEATS}
    return seats | {nation for run in runs if (nation := nation_of(run))}
