"""Which meeting a sentence means that calls "the meeting" off and names nobody: the only one told of that it fits, or none.

Rules
 1. The meetings of the last few sentences come first; there "the meeting" may come without its day. Further up in the document the
    sentence must name the very day.
 2. A document that tells of no meeting of its own may mean one that its story told of, where it names both parties, or one of
    them and the very day.
 3. "The meeting with her", and a day settled for "the meeting", are of the one just told of where nobody else was named in between.
 4. Two meetings that fit are none. So is any where another meeting, whose parties we cannot tell, was spoken of in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from monitor.detect.meetings.company import Event
from monitor.detect.meetings.phrases import Chunk, Token
from monitor.detect.meetings.words import NOUNS, WEAK_NOUNS
from monitor.model import Claim, DateMention
from monitor.text import fold, name_key, same_name

NEAR = 400  # characters between a meeting and a sentence that goes on about it
LIVE = ("proposed", "reported", "confirmed")
_FIRM = NOUNS - WEAK_NOUNS
_SAME = frozenset("the that this their planned scheduled".split())  # "the summit" goes on about the same one


@dataclass(slots=True)
class Told:
    """What the sentences before told of: `claims` of this document, and `meetings` of its story."""

    claims: Sequence[Claim]
    meetings: Sequence[Claim]
    text: str
    trip: tuple[str, DateMention] | None = None  # who travels when, where the last sentence told of that alone
    strays: list[int] = field(default_factory=list)  # where a sentence tells of a meeting of nobody knows whom
    others: list[tuple[int, str]] = field(default_factory=list)  # where a sentence names somebody, or another occasion

    def near(self, start: int) -> list[Claim]:
        return [c for c in self.claims if start - c.evidence.end < NEAR]

    def passed(self, toks: Sequence[Token], found: Sequence[Chunk], dated: set[int], start: int) -> None:
        """Note a sentence of which no claim came."""
        self.others += [(start, c.name) for c in found if c.kind in {"person", "name", "group"}]
        self.others += [(start, t.low) for t in toks if t.low in WEAK_NOUNS]
        for k, token in enumerate(toks):
            if token.low in _FIRM and not (k and (toks[k - 1].low in _SAME or k - 1 in dated)):
                self.strays.append(start)
                return

    def meant(self, toks: Sequence[Token], event: Event, start: int, mentions: Sequence[DateMention]) -> tuple[str, ...] | None:
        """The parties of the meeting that a sentence at `start` means by `event`."""
        days = _days(next((m for m in mentions if m.end <= toks[event.at].start and m.earliest == m.latest), None))
        close = self.near(start)
        if close:
            clear = len(close[-1].participants) > 1 and all(set(c.participants) == set(close[-1].participants) for c in close)
            stray = any(close[-1].evidence.end <= k < start for k in self.strays)
            return close[-1].participants if clear and not stray and _fits(close, days) else None
        if self.claims:
            return _only([c for c in self.claims if c.status in LIVE and len(c.participants) > 1 and _on(c, days)])
        found = [c for c in self.meetings if _fits([c], days) and (self._names(c) > 1 or (self._names(c) and _on(c, days)))]
        return _only(found) if not self.strays else None

    def completed(self, toks: Sequence[Token], event: Event, start: int, mentions: Sequence[DateMention], parties: Sequence[str]) -> tuple[str, ...] | None:
        """Both parties of "the meeting with her", where the one that it means is told."""
        if event.kind != "noun" or len(parties) != 1 or not event.at or toks[event.at - 1].low not in _SAME:
            return None
        both = self.meant(toks, event, start, mentions)
        fits = both is not None and len(both) == 2 and any(same_name(parties[0], p) for p in both) and self.goes_on(start, both)
        return both if fits else None

    def goes_on(self, start: int, parties: Sequence[str]) -> bool:
        """Whether nobody but the parties, and no other occasion, was named since the last meeting that this document told of."""
        since = max((c.evidence.end for c in self.claims if c.evidence.end <= start), default=start)
        return all(any(same_name(name, p) for p in parties) for at, name in self.others if since <= at < start)

    def _names(self, claim: Claim) -> int:
        words = set(fold(self.text).lower().replace("’", "'").replace("'s", " ").translate(_MARKS).split())
        return sum(name_key(p).split()[-1] in words for p in claim.participants if name_key(p))


_MARKS = str.maketrans(dict.fromkeys('.,;:()“”"—–-!?', " "))


def _only(claims: Sequence[Claim]) -> tuple[str, ...] | None:
    if not claims:
        return None
    first = claims[0].participants
    same = all(len(c.participants) == len(first) and all(any(same_name(p, q) for q in first) for p in c.participants) for c in claims)
    return first if same else None


def _days(mention: DateMention | None) -> tuple[date, ...]:
    """The day in front of the meeting; of a bare weekday the week on either side too, as tense says little of it here ("Friday's
    summit was called off")."""
    if mention is None or mention.earliest is None:
        return ()
    week = timedelta(days=7)
    return (mention.earliest, mention.earliest - week, mention.earliest + week) if mention.text.lower().endswith("day") else (mention.earliest,)


def _on(claim: Claim, days: Sequence[date]) -> bool:
    return claim.earliest in days and claim.earliest == claim.latest


def _fits(claims: Sequence[Claim], days: Sequence[date]) -> bool:
    """Whether a day can be that of the meeting told of; one told of without any takes every day."""
    spans = [(c.earliest, c.latest) for c in claims if c.earliest and c.latest]
    return not days or not spans or any(first <= day <= last for first, last in spans for day in days)


__all__ = ["LIVE", "Told"]
