"""A second look at a document's meetings, with what its story told before: who speaks for whom, and which meeting is meant.

A document may quote a spokesman by the bare name, whose office an earlier document told; and it may call "Tuesday's summit" off
and leave it to the story whose it was. Only these two are looked at again, and nothing else of the first reading changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from monitor.detect.meetings.finding import Background, find
from monitor.detect.meetings.told import LIVE
from monitor.model import Claim, Meeting, Passage, Reading, Story
from monitor.text import fold, same_name

__all__ = ["retold"]

_OFF = ("cancelled", "postponed")
_BARE = re.compile(r"(?:(?:Mr|Ms|Mrs|Dr)\.? )?[A-Z][\w'’-]{1,30}(?: [A-Z][\w'’-]{1,30})?")
_CALL_OFF = re.compile(
    r"(?:The|That|This|Their|\w{3,6}day['’]s)(?: \w[\w'’-]{0,20}){0,3}? (?:meeting|talks|summit|visit|trip)\b[^.?!\n]{0,160}?(?:cancel|call|off\b|scrap|postpon|delay|put |moved|abandon|axed|reschedul|shelved)"
)


def retold(story: Story, document_id: int, url: str, reading: Reading, today: datetime) -> tuple[Claim, ...]:
    """The claims of `reading`: those by a speaker whom the story introduces confirmed, and call-offs of its meetings added."""
    texts = tuple(t.text for t in story.texts if t.document_id != document_id)
    bare = [c for c in reading.meetings if _by_bare_name(c, texts)]
    told = () if any(len(c.participants) > 1 for c in reading.meetings) or not _CALL_OFF.search(reading.article.text) else tuple(_meetings(story, document_id, reading, today))
    if not bare and not told:
        return reading.meetings
    article = reading.article
    again = find(
        article.text, reading.dates, article.modified or article.published or today, site=article.site, url=url, title=article.title,
        background=Background(texts=texts, meetings=told),
    )  # fmt: skip
    claims = [next((n for n in again if n.status == "confirmed" and _same(n, c)), c) if c in bare else c for c in reading.meetings]
    if told:
        sentences = {c.evidence.start for c in claims}
        claims += [c for c in again if c.status in _OFF and c.evidence.start not in sentences and any(c.participants == t.participants for t in told)]
    return tuple(claims)


def _by_bare_name(claim: Claim, texts: Sequence[str]) -> bool:
    if claim.status != "reported" or claim.authority != "unnamed" or len(claim.sources) != 1 or not _BARE.fullmatch(claim.sources[0]):
        return False
    surname = claim.sources[0].split()[-1]
    return any(surname in text for text in texts)


def _same(one: Claim, other: Claim) -> bool:
    days = (one.earliest, one.latest) == (other.earliest, other.latest)
    return days and one.evidence == other.evidence and all(any(same_name(p, q) for q in one.participants) for p in other.participants)


def _meetings(story: Story, document_id: int, reading: Reading, today: datetime) -> Iterator[Claim]:
    """What may be called off: meetings still to come; where this document's sentence is held already, the one that it is held for."""
    text = fold(reading.article.text)
    held = [m for m in story.meetings if _holds(m, document_id, text)]
    for m in held or [m for m in story.meetings if m.status in LIVE and (m.latest is None or m.latest >= today.date())]:
        yield Claim(
            participants=m.participants, place=m.place, status=m.status, earliest=m.earliest, latest=m.latest, confirmed_by=(), authority="outlet", sources=(),
            evidence=Passage(text="", start=0, end=0),
        )  # fmt: skip


def _holds(meeting: Meeting, document_id: int, text: str) -> bool:
    return any(e.document_id == document_id and e.lapsed_at is None and e.claim.status in _OFF and fold(e.claim.evidence.text) in text for e in meeting.evidence)
