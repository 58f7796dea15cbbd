"""The timeline's picture: everything inside it, in order, at any span of time."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from monitor.gather import windows
from monitor.model import AlertKind, replace
from monitor.report import page
from monitor.report.timeline import LEFT, MAX_LANES, RIGHT, ROOMS, TARGET, timeline
from monitor.report.views import StoryView, Track
from tests.fakes import START
from tests.newsroom import newsroom

SERVED = page.Frame(links=page.Served(), now=START, zone=UTC)
STORE = newsroom()
WATCH = STORE.watched[0]
TRACKS = tuple(Track(member=m, versions=STORE.versions(m.document_id)) for m in STORE.members(1))
VIEW = StoryView(
    watch=WATCH, tracks=TRACKS, alerts=STORE.alerts(), quotes=STORE.quotes(), meetings=STORE.meetings(), windows=tuple(windows(m) for m in STORE.meetings())
)


def spaced(*minutes: float) -> StoryView:
    version = TRACKS[0].versions[0]
    versions = tuple(
        replace(version, number=n, at=START + timedelta(minutes=m)) for n, m in enumerate(sorted(minutes), 1)
    )
    return StoryView(watch=WATCH, tracks=(Track(member=TRACKS[0].member, versions=versions),))


def test_each_document_has_a_lane_and_the_article_the_first() -> None:
    picture = timeline(VIEW, UTC, START)
    assert picture
    assert [lane.name for lane in picture.lanes] == [
        "The article",
        "a statement from the office",
        "the ministry's briefing",
    ]
    assert [sum(dot.count for dot in lane.versions) for lane in picture.lanes] == [4, 2, 1]
    assert picture.told == "7 versions of 3 documents and 5 alerts, from 2025-04-30 08:00 to 2025-05-03 10:00. Mark Carney and Donald Trump: confirmed, Tuesday, May 6, 2025."


def test_there_is_no_picture_before_the_first_version() -> None:
    assert timeline(StoryView(watch=WATCH, tracks=()), UTC, START) is None
    assert timeline(StoryView(watch=WATCH, tracks=(Track(member=TRACKS[0].member, versions=()),)), UTC, START) is None


@settings(max_examples=60)
@given(st.lists(st.floats(0, 60 * 24 * 3650), min_size=1, max_size=30))
def test_every_mark_and_tick_lies_inside_the_picture(minutes: list[float]) -> None:
    picture = timeline(spaced(*minutes), UTC, START)
    assert picture
    places = [mark.x for mark in picture.lanes[0].versions]
    assert places == sorted(places)
    assert all(LEFT <= x <= RIGHT for x in places)
    assert 1 <= len(picture.ticks) <= 7
    assert all(LEFT <= tick.x <= RIGHT for tick in picture.ticks)
    assert len({tick.x for tick in picture.ticks}) == len(picture.ticks)


@pytest.mark.parametrize(
    ("span", "wanted"),
    [(0, "Apr 30, 08:00"), (4, "08:01"), (240, "09:00"), (60 * 24 * 4, "May 1"), (60 * 24 * 300, "Jul")],
)
def test_ticks_are_at_round_times(span: float, wanted: str) -> None:
    picture = timeline(spaced(0, span), UTC, START)
    assert picture
    assert any(wanted in f"{tick.day}, {tick.text}" for tick in picture.ticks), picture.ticks


def test_alerts_of_one_moment_stand_side_by_side() -> None:
    picture = timeline(VIEW, UTC, START)
    assert picture
    at_once = [mark for mark in picture.lanes[0].marks if mark.at == VIEW.alerts[1].alert.at]
    assert [mark.shift for mark in at_once] == [0, TARGET]
    assert len({mark.x for mark in at_once}) == 1


@pytest.mark.parametrize(("size", "room"), ROOMS.items())
@settings(max_examples=30)
@given(st.lists(st.integers(0, 60 * 24 * 60), min_size=1, max_size=300))
def test_each_mark_has_room_for_a_finger_and_none_is_lost(size: str, room: int, minutes: list[int]) -> None:
    view = spaced(*minutes)
    kinds = ("headline.changed", "meeting.reported", "stealth.edit", "source.added", "correction.added")
    told = tuple(
        replace(VIEW.alerts[0], id=n, alert=replace(VIEW.alerts[0].alert, kind=AlertKind(kinds[(n * n) % 5]), at=version.at, document_id=1))
        for n, version in enumerate(view.tracks[0].versions)
    )
    picture = timeline(replace(view, alerts=told), UTC, START, size)
    assert picture
    (lane,) = picture.lanes
    assert sum(dot.count for dot in lane.versions) == sum(mark.count for mark in lane.marks) == len(minutes)
    dots = [(dot.x * room / 100, TARGET) for dot in lane.versions]
    marks = [(mark.x * room / 100 + mark.shift, mark.width) for mark in lane.marks]
    for row in (dots, marks):
        assert all(after[0] >= before[0] + before[1] - 0.6 for before, after in pairwise(row))  # half a pixel: percentages are rounded
        assert row[-1][0] + row[-1][1] <= RIGHT * room / 100 + TARGET + 0.6


def test_the_days_of_a_meeting_stand_at_its_bars() -> None:
    meeting = VIEW.meetings[0]
    proposed = replace(meeting.evidence[0], at=START, claim=replace(meeting.evidence[0].claim, earliest=date(2025, 4, 30), latest=date(2025, 5, 7)))
    meeting = replace(meeting, evidence=(proposed, meeting.evidence[1]))
    view = replace(VIEW, meetings=(meeting,), windows=(windows(meeting),))
    for size, labels in (("wide", ["Apr 30 to May 7", "May 6"]), ("narrow", ["", "May 6"])):  # what has no room is left to the title
        picture = timeline(view, UTC, START + timedelta(days=9), size)
        assert picture
        assert [step.label for step in picture.bands[0].steps] == labels
        assert picture.bands[0].outcome == "day passed, Tuesday, May 6, 2025"


def test_the_last_days_at_the_right_edge_are_told_once() -> None:
    meeting = VIEW.meetings[0]
    first, last = meeting.evidence[0], replace(meeting.evidence[1], at=START + timedelta(days=8))
    wide = replace(last, claim=replace(last.claim, earliest=date(2025, 5, 1), latest=date(2025, 5, 2)))
    meeting = replace(meeting, evidence=(replace(first, at=START, claim=replace(first.claim, earliest=date(2025, 5, 20), latest=date(2025, 5, 20))), wide))
    view = replace(VIEW, meetings=(meeting,), windows=(windows(meeting),))
    picture = timeline(view, UTC, START + timedelta(days=9), "narrow")
    assert picture
    (band,) = picture.bands
    assert band.steps[-1].label == "May 1 to May 2"
    assert [day for _, day in band.labels] == ["May 20"]


def test_a_hundred_sources_do_not_make_an_endless_picture() -> None:
    many = StoryView(watch=WATCH, tracks=TRACKS + tuple(replace(TRACKS[1]) for _ in range(100)))
    picture = timeline(many, UTC, START)
    assert picture
    assert len(picture.lanes) == MAX_LANES
    assert f"{picture.left_out} more sources are listed below." in page.story(many, SERVED)


def test_the_picture_can_be_heard() -> None:
    tree = html.fromstring(page.story(VIEW, SERVED))
    picture = tree.find_class("timeline")[0]  # and the same for other rooms; a browser shows one of them
    assert picture.get("role") == "group"
    named = [tree.get_element_by_id(i).text_content() for i in picture.get("aria-labelledby").split()]
    assert named[0] == "Timeline of the story"
    assert "7 versions of 3 documents" in named[1]


def test_quotes_appear_change_and_vanish_on_their_lane() -> None:
    picture = timeline(VIEW, UTC, START)
    assert picture
    quotes = [(mark.state, mark.target, mark.count) for mark in picture.lanes[0].marks if mark.shape == "quote"]
    assert quotes == [("new", "quote-2", 2), ("new", "quote-1", 1), ("changed", "quote-1", 1)]


def test_the_window_of_a_meeting_narrows_to_a_day() -> None:
    picture = timeline(VIEW, UTC, START)
    assert picture
    (band,) = picture.bands
    assert [step.words for step in band.steps] == ["confirmed, Tuesday, May 6, 2025"]
    meeting = VIEW.meetings[0]
    proposed = replace(meeting.evidence[0], claim=replace(meeting.evidence[0].claim, earliest=date(2025, 4, 30), latest=date(2025, 5, 7)))
    meeting = replace(meeting, evidence=(proposed, meeting.evidence[1]))
    wide = timeline(replace(VIEW, meetings=(meeting,), windows=(windows(meeting),)), UTC, START)
    assert wide
    first, last = wide.bands[0].steps
    assert (first.words, last.words) == ("proposed, April 30 to May 7, 2025", "confirmed, Tuesday, May 6, 2025")
    assert first.height > 5 * last.height
    assert first.x + first.width == pytest.approx(last.x)
    assert first.y < last.y < last.y + last.height < first.y + first.height


def test_a_picture_of_the_newest_versions_begins_where_they_do() -> None:
    later = replace(TRACKS[0], versions=TRACKS[0].versions[2:])
    picture = timeline(StoryView(watch=WATCH, tracks=(later, *TRACKS[1:])), UTC, START)
    assert picture
    assert [mark.x for mark in picture.lanes[0].versions] == [LEFT, RIGHT]
    assert picture.lanes[1].versions[0].x == LEFT


def test_a_quotes_mark_leads_to_the_ledger_which_holds_them_all() -> None:
    tree = html.fromstring(page.story(VIEW, SERVED))
    ledger = html.fromstring(page.quotes(VIEW.quotes, SERVED, view=VIEW))
    led = {a.get("href") for a in tree.find_class("timeline")[0].iter("a") if "#quote-" in (a.get("href") or "")}
    assert led
    assert all(href.startswith("/story/1/quotes#") and ledger.get_element_by_id(href.partition("#")[2]) is not None for href in led)
