"""Whether a claim is of a meeting that is known: the same parties, places that agree, and days that fit (rule 2 of life.py)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.detect.meetings.replay import OFF, PENDING, Standing, order
from monitor.detect.meetings.words import CITY_OF, COUNTRIES, SEATS
from monitor.model import Claim, Meeting
from monitor.text import fold, same_name

MOVED_AT_MOST = timedelta(days=21)
NEAR_WINDOW = timedelta(days=3)
DRIFT = timedelta(days=31)  # a mere proposal may wander this far and still be the same


def names_two(claim: Claim) -> bool:
    """Whether two of the parties have names."""
    return sum(p[:1].isupper() or p[:1].isdigit() for p in claim.participants) >= 2


def same_parties(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the two or more of one are among those of the other, in any order."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 2 and all(any(same_name(a, b) for b in long) for a in short)


def _where(place: str) -> set[str]:
    """A place with the city and the nation it lies in, as far as we know them."""
    found: set[str] = set()
    for part in fold(place).lower().replace(", d.c.", "").split(", "):
        part = part.removeprefix("the ")
        seat = SEATS.get(part)
        found |= {part} | ({seat[0], seat[1]} - {""} if seat else set())
        nation = CITY_OF.get(part) or COUNTRIES.get(part)
        found |= {nation} if nation else set()
    return found


def _cities(place: str) -> set[str]:
    nations = set(COUNTRIES.values())
    return _where(place) - nations


def same_place(one: str | None, other: str | None) -> bool:
    """Whether two places can be one; a place only one names is no difference, nor is a nation and a city in it."""
    if not one or not other:
        return True
    cities, others = _cities(one), _cities(other)
    if cities and others:
        return bool(cities & others)
    return bool(_where(one) & _where(other))


def fit(meeting: Meeting, claim: Claim, standing: Standing, document_id: int, fresh: set[str], now: datetime) -> int:
    """How well a claim fits a meeting: 0 not at all, 3 the same day."""
    if not same_parties(meeting.participants, claim.participants):
        return 0
    days = (standing.earliest, standing.latest, claim.earliest, claim.latest)
    if not same_place(meeting.place, claim.place) and not (claim.status in PENDING and standing.status in PENDING and days[0] == days[2] and days[0]):
        return 0
    if (claim.status == "past") != (standing.status == "past"):
        return _past_fit(meeting, claim, standing, now)
    if claim.status in OFF:
        return 2
    a, b, c, d = days
    if a is None or b is None or c is None or d is None:
        return 1
    if a == c and b == d:
        return 3
    if c <= b and a <= d:
        return 2
    return _moved_fit(meeting, claim, standing, document_id, fresh, now)


def _past_fit(meeting: Meeting, claim: Claim, standing: Standing, now: datetime) -> int:
    """A report of what took place closes the meeting of that day, of which the pages may no longer speak; one of what is to come
    opens another."""
    if claim.status == "past" and standing.earliest is None and claim.earliest is not None and claim.latest is not None:
        told = next((e.claim for e in sorted(meeting.evidence, key=order, reverse=True) if e.claim.earliest), None)
        first, last = (told.earliest, told.latest) if told else (None, None)
        return 2 if first and last and claim.earliest <= last and first <= claim.latest else 0
    if claim.status == "past" and standing.earliest is not None and standing.latest is not None:
        if claim.earliest is not None and claim.latest is not None:
            return 3 if claim.earliest <= standing.latest and standing.earliest <= claim.latest else 0
        return 2 if standing.latest <= now.date() else 0
    if standing.status == "past" and claim.earliest is not None and claim.earliest == standing.earliest:
        return 3
    return 0


def _moved_fit(meeting: Meeting, claim: Claim, standing: Standing, document_id: int, fresh: set[str], now: datetime) -> int:
    assert standing.earliest and standing.latest and claim.earliest and claim.latest  # noqa: S101 - the caller looked
    gap = claim.earliest - standing.latest if claim.earliest > standing.latest else standing.earliest - claim.latest
    exact = standing.earliest == standing.latest and claim.earliest == claim.latest
    if not exact:
        near = gap <= NEAR_WINDOW or (gap <= DRIFT and standing.status == "proposed")
        return 1 if near and standing.latest >= now.date() else 0
    still = standing.status in PENDING and any(
        e.document_id == document_id and e.lapsed_at is None and e.claim.earliest == standing.earliest and fold(e.claim.evidence.text) in fresh
        for e in meeting.evidence
    )
    ahead = standing.latest >= now.date() or standing.status in OFF
    return 1 if gap <= MOVED_AT_MOST and ahead and not still else 0
