"""What `--json` prints: JSON-ready dicts with the contract's keys. Times are RFC 3339 with an offset, days ISO."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from monitor.model import (
    Claim,
    DateMention,
    Document,
    Event,
    Evidence,
    LedgerQuote,
    Meeting,
    Member,
    Outcome,
    Quote,
    Reading,
    Role,
    Sighting,
    StoredAlert,
    Version,
    Visit,
    Watch,
)
from monitor.report.wording import passage as passage_at
from monitor.text import rfc3339

Record = dict[str, Any]


def inspect_record(reading: Reading) -> Record:
    """One page or version as `inspect` and `show` print it."""
    article = reading.article
    return {
        "title": article.title,
        "byline": article.byline,
        "published": rfc3339(article.published),
        "modified": rfc3339(article.modified),
        "canonical": article.canonical,
        "language": article.language,
        "text": article.text,
        "links": [{"href": link.href, "anchor": link.anchor, "sentence": link.sentence} for link in article.links],
        "quotes": [_quote(quote) for quote in reading.quotes],
        "dates": [_date(mention) for mention in reading.dates],
        "meetings": [_claim(claim) for claim in reading.meetings],
    }


def _quote(quote: Quote) -> Record:
    return {
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "kind": quote.kind,
        "utterance": quote.utterance,
        "speaker": quote.speaker,
        "speaker_span": None if quote.speaker_span is None else list(quote.speaker_span),
        "cue": quote.cue,
    }


def _date(mention: DateMention) -> Record:
    return {
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
        "value": mention.value,
        "earliest": _day(mention.earliest),
        "latest": _day(mention.latest),
    }


def _claim(claim: Claim) -> Record:
    passage = claim.evidence
    return {
        "participants": list(claim.participants),
        "place": claim.place,
        "status": claim.status,
        "earliest": _day(claim.earliest),
        "latest": _day(claim.latest),
        "confirmed_by": list(claim.confirmed_by),
        "evidence": {"text": passage.text, "start": passage.start, "end": passage.end},
    }


def watch_record(watch: Watch, document: Document | None, members: Iterable[Member]) -> Record:
    """`document`: the watch's article; `members`: its documents as `Store.members` gives them."""
    return {
        "url": watch.url,
        "name": watch.name,
        "every_s": watch.every_s,
        "paused": watch.paused,
        "last_check": rfc3339(document.last_check) if document else None,
        "next_check": rfc3339(document.next_check) if document else None,
        "versions": document.versions if document else 0,
        "sources": [
            {
                "url": member.url,
                "anchor": member.anchor,
                "versions": member.versions,
                "last_outcome": None if member.last_outcome is None else member.last_outcome.value,
            }
            for member in members
            if member.role is Role.SOURCE and member.removed_at is None
        ],
    }


def version_record(version: Version) -> Record:
    return {
        "number": version.number,
        "at": rfc3339(version.at),
        "published": rfc3339(version.published),
        "modified": rfc3339(version.modified),
        "title": version.title,
        "words": version.words,
        "sha256": version.sha256,
    }


def first_standing(sightings: Sequence[Sighting]) -> Sighting | None:
    """Where a quote is shown to stand: its first standing sighting; its last one when it stands nowhere any more."""
    standing = (s for s in sightings if s.standing)
    return next(standing, sightings[-1] if sightings else None)


def quote_record(quote: LedgerQuote) -> Record:
    at = first_standing(quote.sightings)
    return {
        "text": quote.text,
        "portions": list(quote.portions),
        "speaker": quote.speaker,
        "kind": quote.kind,
        "status": quote.status,
        "confidence": round(quote.confidence, 2),
        "document": at.url if at else None,
        "first_version": at.first_version if at else None,
        "last_version": at.last_version if at else None,
        "first_seen": rfc3339(quote.first_seen),
        "history": [_event(event) for event in quote.history],
        "verified_in": [_plain(place) for place in quote.verified_in],
    }


def meeting_record(meeting: Meeting) -> Record:
    return {
        "participants": list(meeting.participants),
        "place": meeting.place,
        "status": meeting.status,
        "earliest": _day(meeting.earliest),
        "latest": _day(meeting.latest),
        "confirmed_by": list(meeting.confirmed_by),
        "evidence": [evidence_record(evidence) for evidence in meeting.evidence],
        "history": [_event(event) for event in meeting.history],
    }


def evidence_record(evidence: Evidence) -> Record:
    """`url` opens the page at the passage."""
    claim, passage = evidence.claim, evidence.claim.evidence
    return {
        "document": evidence.url,
        "version": evidence.version,
        "at": rfc3339(evidence.at),
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "url": passage_at(evidence.url, passage.text),
        "status": claim.status,
        "authority": claim.authority,
        "sources": list(claim.sources),
        "lapsed_at": rfc3339(evidence.lapsed_at),
    }


def visit_record(visit: Visit) -> Record:
    error = visit.error
    return {
        "url": visit.url,
        "final_url": visit.final_url,
        "role": visit.role.value,
        "outcome": visit.outcome.value,
        "version": visit.version,
        "status": visit.status,
        "bytes": visit.bytes,
        "error": None if error is None else {"kind": error.get("kind"), "message": error.get("message")},
    }


def check_record(visits: Sequence[Visit], elapsed_s: float) -> Record:
    counts = Counter(visit.outcome for visit in visits)
    return {
        "checked": len(visits),
        **{outcome.value: counts[outcome] for outcome in Outcome},
        "alerts": sum(visit.alerts for visit in visits),
        "elapsed_s": round(elapsed_s, 3),
        "documents": [visit_record(visit) for visit in visits],
    }


def alert_record(stored: StoredAlert) -> Record:
    alert = stored.alert
    return {
        "id": stored.id,
        "kind": alert.kind.value,
        "at": rfc3339(alert.at),
        "watch": stored.watch,
        "document": alert.document,
        "version": alert.version,
        "title": alert.title,
        "text": alert.text,
        "data": _plain(alert.data),
        "deliveries": [
            {"channel": sent.channel, "state": sent.state, "attempts": sent.attempts, "error": sent.error}
            for sent in stored.deliveries
        ],
        **_marks(stored),
    }


def _marks(stored: StoredAlert) -> Record:
    """What an editor did with an alert; nothing where she did nothing."""
    marks = {"acknowledged_at": rfc3339(stored.acknowledged_at), "snoozed_until": rfc3339(stored.snoozed_until)}
    if stored.wrong_at is not None:
        marks |= {"wrong_at": rfc3339(stored.wrong_at), "wrong_note": stored.wrong_note}
    return {name: value for name, value in marks.items() if value is not None}


def _event(event: Event) -> Record:
    """One line of a history; what `data` tells stands beside the four common keys and never replaces them."""
    common = {"at": rfc3339(event.at), "what": event.what, "document": event.document, "version": event.version}
    return {**common, **{key: value for key, value in _plain(event.data).items() if key not in common}}


def _plain(value: Mapping[str, Any]) -> Record:
    return dict(value)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
