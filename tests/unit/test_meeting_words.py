"""What people read of a meeting: on whose word it stands, that its day has passed, and the passage that says so."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.detect.meetings.sides import on_whose_word
from monitor.model import AlertKind, Claim, Evidence, Meeting, Passage, replace
from monitor.report import page, terminal
from monitor.report.alerts import meeting_words, standing_words
from monitor.report.record import meeting_record
from tests.fakes import START

DAY = date(2025, 5, 6)
SENTENCE = "Carney will meet Trump at the White House on Tuesday, his office said."


def evidence(*names: str, authority: str = "party", sources: tuple[str, ...] = ()) -> Evidence:
    claim = Claim(
        participants=("Mark Carney", "Donald Trump"), place=None, status="confirmed", earliest=DAY, latest=DAY, confirmed_by=names, authority=authority,
        sources=sources, evidence=Passage(text=SENTENCE, start=0, end=len(SENTENCE)),
    )  # fmt: skip
    return Evidence(id=1, document_id=1, version=2, url="https://pm.example/visit", at=START, claim=claim)


def meeting(*names: str, authority: str = "party", log: tuple[Evidence, ...] | None = None) -> Meeting:
    return Meeting(
        id=1, watch_id=1, participants=("Mark Carney", "Donald Trump"), place="White House", status="confirmed", earliest=DAY, latest=DAY,
        confirmed_by=names, first_seen=START, history=(), evidence=(evidence(*names, authority=authority),) if log is None else log,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (meeting(), ""),
        (meeting("Carney's office"), "one side"),
        (meeting("his office"), "one side"),
        (meeting("Carney's office", "the Canadian government"), "one side"),
        (meeting("Carney's office", "the White House"), "both sides"),
        (meeting("Mark Carney", "Trump"), "both sides"),
        (meeting("the Swiss foreign ministry", authority="organiser"), "the host"),
        (meeting("times.example", "wire.example", log=(evidence(authority="outlet"),)), "two independent reports"),
    ],
)
def test_an_alert_says_whether_one_side_or_both_stand_behind_it(found: Meeting, said: str):
    assert on_whose_word(found) == said


def test_an_alert_gives_the_word_the_sentence_the_passage_and_what_was_known_before():
    found = meeting("Carney's office", "the White House")
    title, text = meeting_words(
        AlertKind.MEETING_CONFIRMED, found, "was: within a week of April 30 (proposed)", found.evidence[0], "pm.example", today=DAY, word="both sides"
    )
    assert title == "Meeting confirmed: Mark Carney and Donald Trump, Tuesday, May 6, 2025, White House"
    assert text.split("\n") == [
        "Mark Carney and Donald Trump; Tuesday, May 6, 2025; White House",
        "On the word of both sides: Carney's office and the White House",
        f"“{SENTENCE}”",
        "— pm.example, version 2",
        "https://pm.example/visit#:~:text=Carney%20will%20meet%20Trump%20at,on%20Tuesday%2C%20his%20office%20said.",
        "Was: within a week of April 30 (proposed)",
    ]


@pytest.mark.parametrize(
    ("kind", "was", "told"),
    [
        (AlertKind.MEETING_POSTPONED, "was: Tuesday, May 6, 2025 (confirmed)", "Meeting postponed: Mark Carney and Donald Trump, set for Tuesday, May 6, 2025"),
        (AlertKind.MEETING_POSTPONED, "was: Friday, May 2, 2025 (confirmed)", "Meeting postponed: Mark Carney and Donald Trump, now Tuesday, May 6, 2025"),
        (AlertKind.MEETING_POSTPONED, None, "Meeting postponed: Mark Carney and Donald Trump"),
        (AlertKind.MEETING_CANCELLED, "was: Tuesday, May 6, 2025 (confirmed)", "Meeting cancelled: Mark Carney and Donald Trump, set for Tuesday, May 6, 2025"),
        (AlertKind.MEETING_CANCELLED, "was: Friday, May 2, 2025 (confirmed)", "Meeting cancelled: Mark Carney and Donald Trump"),
    ],
)
def test_what_is_off_is_told_with_the_day_it_had_or_was_put_off_to(kind: AlertKind, was: str | None, told: str):
    off = replace(meeting("Carney's office"), status="postponed" if kind is AlertKind.MEETING_POSTPONED else "cancelled")
    title, _ = meeting_words(kind, off, was, off.evidence[0], "pm.example", today=DAY)
    assert title == told


@pytest.mark.parametrize(
    ("status", "first", "last", "shown"),
    [
        ("confirmed", DAY, DAY, "day passed"),
        ("proposed", date(2025, 4, 30), DAY, "day passed"),
        ("reported", DAY, DAY + timedelta(days=1), "reported"),
        ("proposed", None, None, "proposed"),
        ("past", DAY, DAY, "past"),
        ("cancelled", DAY, DAY, "cancelled"),
    ],
)
def test_an_open_meeting_behind_its_day_is_shown_as_day_passed(status: str, first: date | None, last: date | None, shown: str):
    assert standing_words(status, first, last, DAY + timedelta(days=1)) == shown
    assert standing_words(status, first, last, DAY) == status


def test_pages_terminal_and_alerts_say_day_passed_while_the_record_keeps_the_status():
    found, after = meeting("Carney's office"), DAY + timedelta(days=1)
    frame = page.Frame(links=page.Served(), now=datetime(2025, 5, 7, 12, tzinfo=UTC), zone=UTC)
    shown = page.meetings([found], frame)
    assert '<span class="pill day-passed">day passed</span>' in shown
    assert 'class="pill confirmed"' in page.meetings([found], replace(frame, now=frame.now - timedelta(days=1)))
    assert terminal.meetings([found], after, {found.id: "one side"}).startswith("day passed: Mark Carney and Donald Trump")
    assert "\n  on the word of one side: Carney's office\n" in terminal.meetings([found], after, {found.id: "one side"})
    title, text = meeting_words(AlertKind.MEETING_CHANGED, found, None, found.evidence[0], "pm.example", today=after)
    assert "(day passed)" in title
    assert text.startswith("Mark Carney and Donald Trump; Tuesday, May 6, 2025; White House; day passed\n")
    assert meeting_record(found)["status"] == "confirmed"


def test_a_meeting_that_is_confirmed_no_more_is_told_as_that_and_not_as_moved():
    found = replace(meeting(), status="reported")
    title, _ = meeting_words(AlertKind.MEETING_CHANGED, found, "was: Tuesday, May 6, 2025 (confirmed)", found.evidence[0], "pm.example", today=DAY, fell=True)
    assert title == "Meeting no longer confirmed: Mark Carney and Donald Trump, Tuesday, May 6, 2025, White House"
