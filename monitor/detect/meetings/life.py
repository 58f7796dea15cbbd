"""A meeting's life in one story: an append-only log of evidence, from which its state is replayed.

Rules
 1. A claim enters the ledger when it names two parties. Its sentence is its identity inside a document: found again, it is
    the same evidence; gone from a new version, it lapses (unless a feed or a live blog merely made room). With a sentence behind
    it that takes it back it is other evidence. Nothing is ever deleted from the log.
 2. The same meeting: the same parties in either order, places that agree where both are given, and days that fit. A window
    takes in a day inside or near it. Another definite day is the same meeting moved, while the old day has not passed, is no
    more than three weeks off, and is not still asserted by the same version of the same document.
 3. The state is replayed from the evidence that stands, in the order (time, document, version, place in the text), by the
    table (see replay). A party's word that it is off stands until a party says otherwise. What others say against a party's
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

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitor.detect.meetings.identity import fit, names_two, same_parties, same_place
from monitor.detect.meetings.replay import OFF, PENDING, STRENGTH, Standing, force, replay
from monitor.detect.meetings.retold import retold
from monitor.detect.quotes.rolling import rolled_off
from monitor.model import AlertKind, Claim, Event, Evidence, Meeting, Reading, Story, replace
from monitor.text import fold

KINDS = {
    "proposed": AlertKind.MEETING_PROPOSED, "reported": AlertKind.MEETING_REPORTED, "confirmed": AlertKind.MEETING_CONFIRMED,
    "postponed": AlertKind.MEETING_POSTPONED, "cancelled": AlertKind.MEETING_CANCELLED, "denied": AlertKind.MEETING_DENIED,
}  # fmt: skip
OWN_CLOCK = timedelta(days=30)  # a page whose own time lies further back is judged by it, see _today


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEvent:
    """Something an editor may want to hear of: `meeting` as it now stands, and what was known before."""

    kind: AlertKind
    meeting: Meeting
    was: Meeting | None
    evidence: Evidence
    was_text: str | None


def follow(
    story: Story, document_id: int, url: str, version: int, reading: Reading, before: Reading | None, now: datetime
) -> tuple[tuple[Meeting, ...], tuple[MeetingEvent, ...]]:
    """The meetings that are new (id None) or altered by this version of a document, and what an editor should hear of."""
    known_parties = [m.participants for m in story.meetings]
    claims = [c for c in retold(story, document_id, url, reading, _today(reading, now)) if names_two(c)]
    fresh = {fold(c.evidence.text) for c in claims}
    off = rolled_off(before.article, reading.article) if before is not None else None
    taken = [c for c in before.meetings if not off(c.evidence.start)] if before is not None and off is not None else None
    ledger: list[Meeting] = [_lapse(m, document_id, claims, taken, now) for m in story.meetings]
    for claim in claims:
        if any(_holds(m, document_id, claim) for m in ledger):
            continue
        evidence = Evidence(id=None, document_id=document_id, url=url, version=version, at=now, claim=claim)
        heard = before is not None or any(same_parties(parties, claim.participants) for parties in known_parties)
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
    return fold(one.evidence.text) == fold(other.evidence.text) and same_parties(one.participants, other.participants)


def _holds(meeting: Meeting, document_id: int, claim: Claim) -> bool:
    return any(e.document_id == document_id and e.lapsed_at is None and _same_claim(e.claim, claim) for e in meeting.evidence)


def _home(
    ledger: Sequence[Meeting], known: Sequence[Meeting], claim: Claim, document_id: int, fresh: set[str], now: datetime
) -> int | None:
    """Index of the meeting a claim belongs to: the best fit, among equals the newest. A meeting whose last evidence lapses
    in this very version is recognised by what stood before: the sentence was rewritten, not another meeting made."""
    fits = []
    for k, meeting in enumerate(ledger):
        if same_parties(meeting.participants, claim.participants):
            standing = replay(meeting.evidence)
            if k < len(known) and all(e.lapsed_at is not None for e in meeting.evidence):
                standing = replay(known[k].evidence)
            fits.append((fit(meeting, claim, standing, document_id, fresh, now), k))
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
    if after.status in PENDING and (_moved(was, after) or not same_place(was.place, after.place)):
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
    return max(speaking, key=lambda e: (force(e), e.claim.earliest == after.earliest))


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
