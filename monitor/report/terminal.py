"""What the commands print for a person: plain lines, no control characters from outside, nothing that needs colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from textwrap import indent

from monitor.model import Document, LedgerQuote, Meeting, Member, Reading, Role, StoredAlert, Version, Visit, Watch
from monitor.report.alerts import bare, day_words, in_marks, party_words, shorten, spoken, standing_words
from monitor.report.record import first_standing
from monitor.report.wording import passage_of
from monitor.text import printable


def when(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "never"


def every(seconds: int) -> str:
    """600 -> "10m"."""
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def watches(rows: Sequence[tuple[Watch, Document | None, Sequence[Member]]]) -> str:
    if not rows:
        return "No stories yet. Start with: dateline add URL"
    lines = []
    for watch, document, members in rows:
        versions = document.versions if document else 0
        state = "paused" if watch.paused else f"every {every(watch.every_s)}"
        lines.append(f"{printable(watch.name or watch.url)}")
        if watch.name:
            lines.append(f"  {printable(watch.url)}")
        last = when(document.last_check) if document else "never"
        lines.append(f"  {state}; last check {last}; next {when(document.next_check) if document else 'never'}; {counted(versions, 'version')}")
        for member in members:
            if member.role is Role.SOURCE and member.removed_at is None:
                outcome = member.last_outcome.value if member.last_outcome else "not checked yet"
                lines.append(f"  - {shorten(member.anchor or '', 50)}  {printable(member.url)}  ({outcome}, {counted(member.versions, 'version')})")
    return "\n".join(lines)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def visits(done: Sequence[Visit], elapsed_s: float) -> str:
    """The closing line of a check."""
    if not done:
        return "Nothing is due. `dateline check --all` checks everything now."
    outcomes = Counter(v.outcome.value for v in done)
    alerts = sum(v.alerts for v in done)
    return (
        f"{counted(len(done), 'document')} checked in {elapsed_s:.1f} s: "
        + ", ".join(f"{n} {outcome}" for outcome, n in sorted(outcomes.items()))
        + f"; {counted(alerts, 'alert')}"
    )


def versions(rows: Sequence[Version]) -> str:
    if not rows:
        return "No version yet. Take the first with: dateline check URL"
    return "\n".join(f"{v.number:4}  {when(v.at)}  {v.words:6} words  {shorten(v.title or 'no headline', 80)}" for v in rows)


def reading(found: Reading) -> str:
    """A version as a person reads it, with what was found in it."""
    article = found.article
    head = [printable(article.title or "no headline"), printable(article.byline or ""), *_times(article.published, article.modified)]
    parts = ["\n".join(line for line in head if line), "\n".join(printable(line) for line in article.text.splitlines()) or "no words of a story are in it"]
    said = [f"- {printable(q.speaker or 'speaker unclear')} ({q.kind}): “{shorten(bare(q.text), 200)}”" for q in found.quotes]
    parts.append("Quotes\n" + ("\n".join(said) or "- none"))
    claims = [f"- {m.status}: {party_words(m.participants)}; {day_words(m.earliest, m.latest)}" + (f"; {printable(m.place)}" if m.place else "") for m in found.meetings]
    parts.append("Meetings\n" + ("\n".join(claims) or "- none"))
    links = [f"- {shorten(link.anchor, 60)}: {printable(link.href)}" for link in article.links]
    parts.append("Citations\n" + ("\n".join(links) or "- none"))
    return "\n\n".join(parts)


def _times(published: datetime | None, modified: datetime | None) -> list[str]:
    return [f"{label} {moment:%Y-%m-%d %H:%M %z}" for label, moment in (("published", published), ("modified", modified)) if moment]


def quotes(rows: Iterable[LedgerQuote]) -> str:
    lines = []
    for quote in rows:
        at = first_standing(quote.sightings)
        where = f"{printable(at.url)}, versions {at.first_version} to {at.last_version}" if at else "nowhere"
        lines += [f"“{spoken(quote)}”", f"  — {printable(quote.speaker or 'speaker unclear')}; {quote.status}; {where}"]
        lines += [f"  also in {printable(str(place['document']))}" for place in quote.verified_in]
    return "\n".join(lines) or "No quotes yet. They are found when a story is checked: dateline check"


def meetings(rows: Iterable[Meeting], today: date, sides: Mapping[int | None, str] | None = None) -> str:
    """`sides`: by a meeting's id, on whose word it stands ("both sides")."""
    lines = []
    for meeting in rows:
        place = f"; {printable(meeting.place)}" if meeting.place else ""
        state = standing_words(meeting.status, meeting.earliest, meeting.latest, today)
        lines.append(f"{state}: {party_words(meeting.participants)}; {day_words(meeting.earliest, meeting.latest)}{place}")
        if meeting.confirmed_by:
            whose = (sides or {}).get(meeting.id, "")
            lines.append(f"  on the word of {whose + ': ' if whose else ''}{party_words(meeting.confirmed_by)}")
        lines += [
            f"  {'(lapsed) ' if e.lapsed_at else ''}{in_marks(shorten(e.claim.evidence.text, 200))} — {printable(e.url)}, version {e.version}" for e in meeting.evidence
        ]
    return "\n".join(lines) or "No meetings yet. They are found when a story is checked: dateline check"


def alert(stored: StoredAlert) -> str:
    """One alert, readable at a glance."""
    a = stored.alert
    lines, there = a.text.splitlines(), passage_of(a)
    body = "\n".join(printable(line) for line in (lines if there in lines else [*lines, there]))
    return f"● {printable(a.title)}\n{indent(body, '    ')}"


def alerts(rows: Iterable[StoredAlert]) -> str:
    parts = []
    for stored in rows:
        sent = ", ".join(f"{d.channel} {d.state}" + (f" ({printable(d.error)})" if d.error else "") for d in stored.deliveries)
        parts.append(f"#{stored.id}  {when(stored.alert.at)}  {stored.alert.kind}\n{alert(stored)}" + (f"\n    [{sent}]" if sent else ""))
    return "\n\n".join(parts) or "No alerts yet."
