"""A meeting's life in one story: an append-only log of evidence, from which its state is replayed.

Rules
 1. A claim enters the ledger when it names two parties. Its sentence is its identity inside a document: found again, it is
    the same evidence; gone from a new version, it lapses (unless a feed or a live blog merely made room). Nothing is ever
    deleted from the log.
 2. The same meeting: the same parties in either order, places that agree where both are given, and days that fit. A window
    takes in a day inside or near it. Another definite day is the same meeting moved, while the old day has not passed, is no
    more than three weeks off, and is not still asserted by the same version of the same document.
 3. The state is replayed from the evidence that stands, in the order (time, document, version, place in the text), by the
    table below. A party's word that it is off stands until a party says otherwise. What others say against a party's
    standing word changes no state: it is a conflict.
 4. The day is that of the strongest evidence (a party's word, then a report, then a proposal), among equals of the newest.
 5. Rule B: two reports of one day from independent documents confirm it. Another address of one publisher, near-identical
    sentences, a shared source and a report about another outlet's report are not independent.
 6. A day that has passed makes a meeting `past` only when somebody reports that it took place.
 7. An event is made only where the replayed state differs: a new status by its own kind, a new day or place as
    MEETING_CHANGED, sources newly at odds as MEETING_CONFLICT. When evidence lapses and the status falls back
    (confirmed to reported, reported to proposed), that is MEETING_CHANGED too. Meetings first heard of as past, and
    changes to meetings whose day has passed, are kept in the history and raise nothing. Whether it has is judged by our
    clock for a source first seen now (old background is no news), else by the page's own, where that is far behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from monitor.detect.meetings.retold import retold
from monitor.detect.meetings.words import CITY_OF, COUNTRIES, SEATS
from monitor.detect.quotes.rolling import rolled_off
from monitor.model import AlertKind, Claim, Event, Evidence, Meeting, Reading, Story, replace
from monitor.text import fold, quote_key, same_name

__all__ = ["TABLE", "MeetingEvent", "Standing", "follow", "replay"]

PENDING = ("proposed", "reported", "confirmed")
OFF = ("postponed", "cancelled", "denied")
ON_RECORD = ("party", "organiser")

# (state, what the evidence says) -> next state. "party" in front: the word of a party or the organiser.
TABLE: dict[tuple[str, str], str] = {
    **{("unknown", said): said for said in (*PENDING, *OFF, "past")},
    **{("unknown", f"party {said}"): said for said in (*PENDING, *OFF, "past")},
    ("proposed", "proposed"): "proposed", ("proposed", "reported"): "reported", ("proposed", "confirmed"): "confirmed",
    ("reported", "proposed"): "reported", ("reported", "reported"): "reported", ("reported", "confirmed"): "confirmed",
    ("confirmed", "proposed"): "confirmed", ("confirmed", "reported"): "confirmed", ("confirmed", "confirmed"): "confirmed",
    ("postponed", "proposed"): "postponed", ("postponed", "reported"): "reported", ("postponed", "confirmed"): "confirmed",
    ("cancelled", "proposed"): "cancelled", ("cancelled", "reported"): "reported", ("cancelled", "confirmed"): "confirmed",
    ("denied", "proposed"): "denied", ("denied", "reported"): "reported", ("denied", "confirmed"): "confirmed",
    **{(state, off): off for state in (*PENDING, *OFF) for off in OFF},
    **{(state, "past"): "past" for state in (*PENDING, *OFF)},
    **{("past", said): "past" for said in (*PENDING, *OFF, "past")},
}  # fmt: skip

KINDS = {
    "proposed": AlertKind.MEETING_PROPOSED, "reported": AlertKind.MEETING_REPORTED, "confirmed": AlertKind.MEETING_CONFIRMED,
    "postponed": AlertKind.MEETING_POSTPONED, "cancelled": AlertKind.MEETING_CANCELLED, "denied": AlertKind.MEETING_DENIED,
}  # fmt: skip
STRENGTH = {"proposed": 1, "reported": 2, "confirmed": 3}
MOVED_AT_MOST = timedelta(days=21)
NEAR_WINDOW = timedelta(days=3)
OWN_CLOCK = timedelta(days=30)  # a page whose own time lies further back is judged by it, see _today
DRIFT = timedelta(days=31)  # a mere proposal may wander this far and still be the same


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEvent:
    """Something an editor may want to hear of: `meeting` as it now stands, and what was known before."""

    kind: AlertKind
    meeting: Meeting
    was: Meeting | None
    evidence: Evidence
    was_text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a log of evidence comes to. `at_odds`: standing evidence contradicts it."""

    status: str = "unknown"
    participants: tuple[str, ...] = ()
    place: str | None = None
    earliest: date | None = None
    latest: date | None = None
    confirmed_by: tuple[str, ...] = ()
    at_odds: bool = False


# --- replay ------------------------------------------------------------------------------------------------------------


def replay(evidence: Iterable[Evidence]) -> Standing:
    """The state that the log comes to, whatever order it is delivered in. Nothing standing: `proposed`, with no day."""
    log = sorted(evidence, key=_order)
    standing = [e for e in log if e.lapsed_at is None]
    parties = _participants(log)
    if not standing:
        return Standing(status="proposed" if log else "unknown", participants=parties)
    status, at_odds = _status(standing)
    counted = _counted(log, standing, status)
    pair = _two_reports(standing) if status == "reported" else None
    best = pair[-1] if pair else _best(counted)
    if pair:
        status = "confirmed"
    days = (best.claim.earliest, best.claim.latest) if best else (None, None)
    return Standing(
        status=status,
        participants=parties,
        place=_place(counted, best) or _place(standing, best),
        earliest=days[0],
        latest=days[1],
        confirmed_by=_on_record(standing, status, pair),
        at_odds=at_odds or _days_at_odds(standing, status, days[0], days[1]),
    )


def _order(e: Evidence) -> tuple[datetime, int, int, int, int, str, str]:
    claim = e.claim
    return e.at, e.document_id, e.version, claim.evidence.start, claim.evidence.end, claim.evidence.text, repr(claim)


def _status(standing: Sequence[Evidence]) -> tuple[str, bool]:
    """Walk the table. (state, whether somebody contradicts a party's standing word)."""
    state, by_party, at_odds = "unknown", False, False
    for e in standing:
        said, party = e.claim.status, e.claim.authority in ON_RECORD
        against = (state in OFF and said in ("reported", "confirmed")) or (state == "confirmed" and said in OFF)
        if against and by_party and not party:
            at_odds = True
            continue
        after = TABLE[state, said]
        if after != state or (party and said == state):
            by_party = party if after != state else by_party or party
        if against:
            at_odds = False
        state = after
    return state, at_odds


def _counted(log: Sequence[Evidence], standing: Sequence[Evidence], status: str) -> list[Evidence]:
    """The evidence that speaks for the state: since the last word that it was off, or of the same kind.

    What is off or past without a day of its own keeps the one that it had when that was said: a page that calls a
    meeting off takes the sentence with the day out.
    """
    if status in (*OFF, "past"):
        same = [e for e in standing if e.claim.status == status]
        if any(e.claim.earliest for e in same):
            return same
        return [e for e in log if e.lapsed_at is None or (same and e.lapsed_at >= same[0].at)]
    last_off = max((k for k, e in enumerate(standing) if e.claim.status in OFF and e.claim.authority in ON_RECORD), default=-1)
    return [e for e in standing[last_off + 1 :] if e.claim.status in PENDING] or [e for e in standing if e.claim.status in PENDING]


def _best(counted: Sequence[Evidence]) -> Evidence | None:
    """The strongest evidence with a day, among equals the newest; a day before a window."""
    dated = [(_force(e), k, e) for k, e in enumerate(counted) if e.claim.earliest is not None]
    return max(dated, key=lambda d: d[:2])[2] if dated else None


def _force(e: Evidence) -> tuple[int, bool]:
    return STRENGTH.get(e.claim.status, 4), e.claim.earliest == e.claim.latest


def _participants(log: Sequence[Evidence]) -> tuple[str, ...]:
    """The parties of the first claim, by the fullest form that any claim gives."""
    names: list[str] = list(log[0].claim.participants) if log else []
    for e in log:
        for other in e.claim.participants:
            for k, name in enumerate(names):
                if len(other) > len(name) and same_name(other, name):
                    names[k] = other
    return tuple(names)


def _place(counted: Sequence[Evidence], best: Evidence | None) -> str | None:
    if best is not None and best.claim.place:
        return best.claim.place
    return max(((_force(e), k, e.claim.place) for k, e in enumerate(counted) if e.claim.place), default=((0, False), 0, None))[2]


def _on_record(standing: Sequence[Evidence], status: str, pair: tuple[Evidence, Evidence] | None) -> tuple[str, ...]:
    if pair is not None:
        return tuple(sorted({_publisher(e.url) for e in pair}))
    names: list[str] = []
    for e in standing:
        if e.claim.status == status:
            names += [n for n in e.claim.confirmed_by if not any(quote_key(n) == quote_key(k) for k in names)]
    return tuple(names)


def _days_at_odds(standing: Sequence[Evidence], status: str, first: date | None, last: date | None) -> bool:
    """Two documents state different days for what is to come."""
    if status not in ("reported", "confirmed") or first is None or last is None:
        return False
    stated = [e for e in standing if e.claim.status in ("reported", "confirmed") and e.claim.earliest and e.claim.latest]
    holders = {e.document_id for e in stated if e.claim.earliest == first}
    return any(
        e.claim.latest < first or e.claim.earliest > last
        for e in stated
        if e.claim.earliest and e.claim.latest and not (e.document_id in holders and len(holders) == 1)
    )


# --- rule B ------------------------------------------------------------------------------------------------------------


def _two_reports(standing: Sequence[Evidence]) -> tuple[Evidence, Evidence] | None:
    reports = [e for e in standing if e.claim.status == "reported" and e.claim.earliest and e.claim.authority in ("outlet", "unnamed", *ON_RECORD)]
    newest: dict[int, Evidence] = {e.document_id: e for e in reports}
    kept = [e for e in reports if newest[e.document_id].claim.earliest == e.claim.earliest][-40:]
    for k in range(len(kept) - 1, -1, -1):
        for other in kept[:k]:
            if (other.claim.earliest, other.claim.latest) == (kept[k].claim.earliest, kept[k].claim.latest) and _independent(other, kept[k]):
                return other, kept[k]
    return None


def _publisher(url: str) -> str:
    try:
        labels = (urlsplit(url).hostname or url).split(".")
    except ValueError:
        return url
    if labels[-1].isdigit():
        return ".".join(labels)
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) < 4 and len(labels[-1]) == 2 else labels[-2:])


def _independent(one: Evidence, other: Evidence) -> bool:
    if one.document_id == other.document_id or _publisher(one.url) == _publisher(other.url):
        return False
    if any(same_name(a, b) or quote_key(a) == quote_key(b) for a in one.claim.sources for b in other.claim.sources):
        return False
    if one.claim.authority == other.claim.authority == "unnamed":  # it may be one and the same person
        return False
    a, b = set(quote_key(one.claim.evidence.text).split()), set(quote_key(other.claim.evidence.text).split())
    return len(a & b) < 0.8 * min(len(a), len(b))


# --- identity ----------------------------------------------------------------------------------------------------------


def _named(claim: Claim) -> bool:
    return sum(p[:1].isupper() or p[:1].isdigit() for p in claim.participants) >= 2


def _same_parties(one: Sequence[str], other: Sequence[str]) -> bool:
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


def _same_place(one: str | None, other: str | None) -> bool:
    """Whether two places can be one; a place only one names is no difference, nor is a nation and a city in it."""
    if not one or not other:
        return True
    cities, others = _cities(one), _cities(other)
    if cities and others:
        return bool(cities & others)
    return bool(_where(one) & _where(other))


def _fit(meeting: Meeting, claim: Claim, standing: Standing, document_id: int, fresh: set[str], now: datetime) -> int:
    """How well a claim fits a meeting: 0 not at all, 3 the same day."""
    if not _same_parties(meeting.participants, claim.participants):
        return 0
    days = (standing.earliest, standing.latest, claim.earliest, claim.latest)
    if not _same_place(meeting.place, claim.place) and not (claim.status in PENDING and standing.status in PENDING and days[0] == days[2] and days[0]):
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
        told = next((e.claim for e in sorted(meeting.evidence, key=_order, reverse=True) if e.claim.earliest), None)
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


# --- following ---------------------------------------------------------------------------------------------------------


def follow(
    story: Story, document_id: int, url: str, version: int, reading: Reading, before: Reading | None, now: datetime
) -> tuple[tuple[Meeting, ...], tuple[MeetingEvent, ...]]:
    """The meetings that are new (id None) or altered by this version of a document, and what an editor should hear of."""
    known_parties = [m.participants for m in story.meetings]
    claims = [c for c in retold(story, document_id, url, reading, _today(reading, now)) if _named(c)]
    fresh = {fold(c.evidence.text) for c in claims}
    off = rolled_off(before.article, reading.article) if before is not None else None
    taken = [c for c in before.meetings if not off(c.evidence.start)] if before is not None and off is not None else None
    ledger: list[Meeting] = [_lapse(m, document_id, claims, taken, now) for m in story.meetings]
    for claim in claims:
        if any(_holds(m, document_id, claim) for m in ledger):
            continue
        evidence = Evidence(id=None, document_id=document_id, url=url, version=version, at=now, claim=claim)
        heard = before is not None or any(_same_parties(parties, claim.participants) for parties in known_parties)
        place = _home(ledger, story.meetings, claim, document_id, fresh, _today(reading, now) if heard else now)
        if place is None:
            ledger.append(_begin(story.watch.id, evidence, now))
        else:
            ledger[place] = replace(ledger[place], evidence=(*ledger[place].evidence, evidence))
    changed: list[Meeting] = []
    events: list[MeetingEvent] = []
    for k, meeting in enumerate(ledger):
        old = story.meetings[k] if k < len(story.meetings) else None
        if old is not None and meeting.evidence == old.evidence:
            continue
        today = _today(reading, now) if before is not None or old is not None else now
        settled, event = _settle(old, meeting, url, version, now, today)
        changed.append(settled)
        events += [event] if event else []
    return tuple(changed), tuple(events)


def _today(reading: Reading, now: datetime) -> datetime:
    """The day by which this version speaks: its own, where its own clock stands far behind ours.

    Such a page is replayed or shown late; whether a day has passed is then judged as its readers judged it.
    """
    own = reading.article.modified or reading.article.published
    return own if own is not None and now - own > OWN_CLOCK else now


def _lapse(meeting: Meeting, document_id: int, claims: Sequence[Claim], taken: Sequence[Claim] | None, now: datetime) -> Meeting:
    """Evidence of this document whose sentence is gone lapses. `taken`: where a page makes room for new matter (see
    quotes.rolling), what the version before held and did not merely move off its end; only that can have been taken back."""

    def gone(claim: Claim) -> bool:
        return not _among(claim, claims) and (taken is None or _among(claim, taken))

    log = tuple(
        replace(e, lapsed_at=now) if e.document_id == document_id and e.lapsed_at is None and gone(e.claim) else e for e in meeting.evidence
    )
    return meeting if log == meeting.evidence else replace(meeting, evidence=log)


def _among(claim: Claim, claims: Sequence[Claim]) -> bool:
    return any(_same_claim(claim, c) for c in claims)


def _same_claim(one: Claim, other: Claim) -> bool:
    return fold(one.evidence.text) == fold(other.evidence.text) and _same_parties(one.participants, other.participants)


def _holds(meeting: Meeting, document_id: int, claim: Claim) -> bool:
    return any(e.document_id == document_id and e.lapsed_at is None and _same_claim(e.claim, claim) for e in meeting.evidence)


def _home(
    ledger: Sequence[Meeting], known: Sequence[Meeting], claim: Claim, document_id: int, fresh: set[str], now: datetime
) -> int | None:
    """Index of the meeting a claim belongs to: the best fit, among equals the newest. A meeting whose last evidence lapses
    in this very version is recognised by what stood before: the sentence was rewritten, not another meeting made."""
    fits = []
    for k, meeting in enumerate(ledger):
        if _same_parties(meeting.participants, claim.participants):
            standing = replay(meeting.evidence)
            if k < len(known) and all(e.lapsed_at is not None for e in meeting.evidence):
                standing = replay(known[k].evidence)
            fits.append((_fit(meeting, claim, standing, document_id, fresh, now), k))
    best = max(fits, default=(0, 0))
    return best[1] if best[0] else None


def _begin(watch_id: int, evidence: Evidence, now: datetime) -> Meeting:
    claim = evidence.claim
    return Meeting(
        id=None, watch_id=watch_id, participants=claim.participants, place=claim.place, status="unknown", earliest=claim.earliest, latest=claim.latest,
        confirmed_by=(), evidence=(evidence,), history=(), first_seen=now,
    )  # fmt: skip


def _settle(
    old: Meeting | None, meeting: Meeting, url: str, version: int, now: datetime, today: datetime
) -> tuple[Meeting, MeetingEvent | None]:
    """Replay the log of an altered meeting; write its history; say what there is to say."""
    after = replay(meeting.evidence)
    was = replay(old.evidence) if old else Standing()
    meeting = replace(
        meeting, participants=after.participants, place=after.place, status=after.status, earliest=after.earliest, latest=after.latest, confirmed_by=after.confirmed_by
    )  # fmt: skip
    what = _difference(was, after)
    if what is None:
        return meeting, None
    line = Event(at=now, what=what.removeprefix("meeting."), document=url, version=version, data=_data(after))
    meeting = replace(meeting, history=(*meeting.history, line))
    if not isinstance(what, AlertKind) or _over(was, after, today):
        return meeting, None
    evidence = _cause(old, meeting, after)
    return meeting, MeetingEvent(kind=what, meeting=meeting, was=old, evidence=evidence, was_text=_was(was))


def _difference(was: Standing, after: Standing) -> AlertKind | str | None:
    if after.status != was.status:
        if after.status == "past":
            return "past"
        fell = was.status in STRENGTH and after.status in STRENGTH and STRENGTH[after.status] < STRENGTH[was.status]
        return AlertKind.MEETING_CHANGED if fell else KINDS[after.status]
    if after.at_odds and not was.at_odds:
        return AlertKind.MEETING_CONFLICT
    if after.status in PENDING and (_moved(was, after) or not _same_place(was.place, after.place)):
        return AlertKind.MEETING_CHANGED
    if after.status in OFF and _moved(was, after) and after.earliest is not None:
        return AlertKind.MEETING_CHANGED
    return None


def _moved(was: Standing, after: Standing) -> bool:
    """Another day; of a mere proposal only a window that leaves the old one, or the first that is named."""
    if (was.earliest, was.latest) == (after.earliest, after.latest):
        return False
    if after.status != "proposed" or was.earliest is None or was.latest is None:
        return True
    if after.earliest is None or after.latest is None:
        return False
    return after.latest < was.earliest or after.earliest > was.latest


def _over(was: Standing, after: Standing, now: datetime) -> bool:
    """Its day has passed, before and after (two days of grace for zones and late pages)."""
    last = max((d for d in (was.latest, after.latest) if d), default=None)
    return last is not None and last + timedelta(days=2) < now.date()


def _cause(old: Meeting | None, meeting: Meeting, after: Standing) -> Evidence:
    """The evidence that made the change: what is new and speaks for the state, else what is new, else what has lapsed."""
    known = set(old.evidence) if old else set()
    fresh = [e for e in meeting.evidence if e not in known]
    standing = [e for e in fresh if e.lapsed_at is None]
    speaking = [e for e in standing if e.claim.status == after.status] or standing or fresh
    return max(speaking, key=lambda e: (_force(e), e.claim.earliest == after.earliest))


# --- words -------------------------------------------------------------------------------------------------------------


def _data(state: Standing) -> dict[str, object]:
    return {
        "status": state.status,
        "earliest": state.earliest.isoformat() if state.earliest else None,
        "latest": state.latest.isoformat() if state.latest else None,
        "place": state.place,
        "confirmed_by": list(state.confirmed_by),
    }


def _was(state: Standing) -> str | None:
    """"was: within a week of April 30 (proposed)"; None where nothing was known."""
    if state.status == "unknown":
        return None
    return f"was: {_days(state.earliest, state.latest)} ({state.status})"


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return "no date"
    if first == last:
        return f"{first:%A}, {first:%B} {first.day}, {first.year}"
    if last - first == timedelta(days=7):
        return f"within a week of {first:%B} {first.day}"
    return f"between {first:%B} {first.day} and {last:%B} {last.day}, {last.year}"
