"""Meetings as an iCalendar (RFC 5545) that a calendar program can subscribe to: all-day events, stable UIDs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from monitor.model import Meeting
from monitor.report.alerts import day_words, in_marks, party_words
from monitor.report.wording import web_url
from monitor.text import passage_url, printable

if TYPE_CHECKING:
    from icalendar import Event

# Only meetings with a day are in a calendar. Those called off stay, marked so, for a subscriber's program to strike.
STATUS = {
    "confirmed": "CONFIRMED",
    "past": "CONFIRMED",
    "reported": "TENTATIVE",
    "postponed": "CANCELLED",
    "cancelled": "CANCELLED",
    "denied": "CANCELLED",
}

REFRESH = timedelta(minutes=15)


def calendar(meetings: Iterable[Meeting], *, installation: str, title: str = "Meetings (dateline)") -> bytes:
    """The calendar, UTF-8. `installation`: Store.installation(), part of every UID. SEQUENCE is the length of a meeting's history less one, so that it rises on every change."""
    from icalendar import Calendar  # noqa: PLC0415 - a twentieth of the time to start, which few calls need

    sheet = Calendar()
    sheet.add("prodid", "-//dateline//meetings//EN")
    sheet.add("version", "2.0")
    sheet.add("calscale", "GREGORIAN")
    sheet.add("method", "PUBLISH")
    sheet.add("x-wr-calname", printable(title))
    sheet.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})  # RFC 7986 5.7
    sheet.add("x-published-ttl", "PT15M")  # the same for older programs
    for meeting in meetings:
        if meeting.status in STATUS and (days := days_of(meeting)):
            sheet.add_component(_event(meeting, *days, installation))
    return bytes(sheet.to_ical())


def days_of(meeting: Meeting) -> tuple[date, date] | None:
    """First and last day; of a meeting called off, the day it was last known to have."""
    spans = [(meeting.earliest, meeting.latest)]
    if STATUS.get(meeting.status) == "CANCELLED":
        spans += [(e.claim.earliest, e.claim.latest) for e in reversed(meeting.evidence)]
    for earliest, latest in spans:
        if earliest is not None and latest is not None:
            return earliest, max(earliest, latest)
    return None


def _event(meeting: Meeting, first: date, last: date, installation: str) -> Event:
    from icalendar import Event  # noqa: PLC0415 - as above

    event = Event()
    event.add("uid", f"meeting-{meeting.watch_id}-{meeting.id or 0}@{installation}.dateline.invalid")
    event.add("sequence", max(len(meeting.history) - 1, 0))
    event.add("dtstamp", meeting.history[-1].at if meeting.history else meeting.first_seen)
    event.add("last-modified", meeting.history[-1].at if meeting.history else meeting.first_seen)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))  # exclusive, RFC 5545 3.6.1
    event.add("transp", "TRANSPARENT")
    event.add("status", STATUS[meeting.status])
    event.add("summary", f"{party_words(meeting.participants)} ({printable(meeting.status)})")
    if meeting.place:
        event.add("location", printable(meeting.place))
    event.add("description", _description(meeting))
    if meeting.evidence:
        newest = meeting.evidence[-1]
        if target := web_url(passage_url(newest.url, printable(newest.claim.evidence.text))):
            event.add("url", target)
    return event


def _description(meeting: Meeting) -> str:
    lines = [f"{printable(meeting.status).capitalize()}: {day_words(meeting.earliest, meeting.latest)}."]
    if meeting.confirmed_by:
        lines.append(f"On the word of {party_words(meeting.confirmed_by)}.")
    for evidence in reversed(meeting.evidence[-5:]):
        lapsed = " (since withdrawn)" if evidence.lapsed_at else ""
        words = printable(evidence.claim.evidence.text)
        lines.append(f"{in_marks(words)} {printable(evidence.url)}, version {evidence.version}{lapsed}")
    return "\n".join(lines)
