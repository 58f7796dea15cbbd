"""What a log of evidence comes to: the state by the table, the day of the strongest evidence, and two reports that agree (rules 3 to 6
of life.py)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from monitor.model import Evidence
from monitor.text import quote_key, same_name

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
STRENGTH = {"proposed": 1, "reported": 2, "confirmed": 3}


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


def replay(evidence: Iterable[Evidence]) -> Standing:
    """The state that the log comes to, whatever order it is delivered in. Nothing standing: `proposed`, with no day."""
    log = sorted(evidence, key=order)
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


def order(e: Evidence) -> tuple[datetime, int, int, int, int, str, str]:
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
    dated = [(force(e), k, e) for k, e in enumerate(counted) if e.claim.earliest is not None]
    return max(dated, key=lambda d: d[:2])[2] if dated else None


def force(e: Evidence) -> tuple[int, bool]:
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
    return max(((force(e), k, e.claim.place) for k, e in enumerate(counted) if e.claim.place), default=((0, False), 0, None))[2]


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
