"""Meetings in a calendar program: right days, a stable identity, and a state that it understands."""

from __future__ import annotations

from datetime import date, timedelta

import icalendar
import pytest

from monitor.model import Event, Meeting, replace
from monitor.report.calendar import calendar
from tests.fakes import START
from tests.newsroom import newsroom

MEETING = newsroom().met[0]
HERE = "5f1c"


def events(*meetings: Meeting) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(calendar(meetings, installation=HERE)).walk("VEVENT")


def test_a_confirmed_meeting_is_an_all_day_event() -> None:
    (event,) = events(MEETING)
    assert event.decoded("dtstart") == date(2025, 5, 6)
    assert event.decoded("dtend") == date(2025, 5, 7)
    assert event["status"] == "CONFIRMED"
    assert str(event["location"]) == "the White House"
    assert str(event["summary"]) == "Mark Carney and Donald Trump (confirmed)"


def test_a_range_of_days_ends_on_the_day_after_its_last() -> None:
    (event,) = events(replace(MEETING, latest=date(2025, 5, 8)))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2025, 5, 6), date(2025, 5, 9))


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("confirmed", "CONFIRMED"),
        ("past", "CONFIRMED"),
        ("reported", "TENTATIVE"),
        ("postponed", "CANCELLED"),
        ("cancelled", "CANCELLED"),
        ("denied", "CANCELLED"),
    ],
)
def test_each_state_has_a_word_a_calendar_knows(status: str, shown: str) -> None:
    (event,) = events(replace(MEETING, status=status))
    assert event["status"] == shown


def test_a_meeting_that_is_only_proposed_or_has_no_day_is_in_no_calendar() -> None:
    assert events(replace(MEETING, status="proposed")) == []
    assert events(replace(MEETING, earliest=None, latest=None)) == []
    assert events(replace(MEETING, earliest=None)) == []


def test_a_cancelled_meeting_keeps_the_day_it_was_struck_from() -> None:
    (event,) = events(replace(MEETING, status="cancelled", earliest=None, latest=None))
    assert event.decoded("dtstart") == date(2025, 5, 6)


def test_the_identity_stays_and_the_sequence_rises_with_each_change() -> None:
    moved = replace(
        MEETING,
        earliest=date(2025, 5, 9),
        latest=date(2025, 5, 9),
        history=(*MEETING.history, Event(at=START + timedelta(days=9), what="changed")),
    )
    (before,), (after,) = events(MEETING), events(moved)
    assert before["uid"] == after["uid"]
    assert after["sequence"] == before["sequence"] + 1
    assert after.decoded("dtstamp") > before.decoded("dtstamp")


def test_a_program_that_subscribes_is_told_when_to_look_again_and_what_changed_when() -> None:
    sheet = icalendar.Calendar.from_ical(calendar([MEETING], installation=HERE))
    assert sheet.decoded("refresh-interval") == timedelta(minutes=15)
    (event,) = sheet.walk("VEVENT")
    assert event.decoded("last-modified") == event.decoded("dtstamp")


def test_two_meetings_are_two_events() -> None:
    first, second = events(MEETING, replace(MEETING, id=2))
    assert first["uid"] != second["uid"]


def test_the_same_meetings_give_the_same_bytes() -> None:
    assert calendar([MEETING], installation=HERE) == calendar([MEETING], installation=HERE)


def test_hostile_names_add_no_lines_of_their_own() -> None:
    nasty = "A\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged;,\\ \u202e\ud800" + "x" * 10_000
    (event,) = events(replace(MEETING, participants=(nasty, "B"), place=nasty, confirmed_by=(nasty,)))
    assert "END:VEVENT BEGIN:VEVENT SUMMARY:forged" in str(event["summary"])
    assert all(len(line) <= 75 for line in calendar([replace(MEETING, place=nasty)], installation=HERE).split(b"\r\n"))


def test_two_newsrooms_never_share_an_event() -> None:
    here, there = (icalendar.Calendar.from_ical(calendar([MEETING], installation=name)).walk("VEVENT")[0]["uid"] for name in (HERE, "another"))
    assert here != there
