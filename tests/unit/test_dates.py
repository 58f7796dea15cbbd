"""Date expressions of news English, in own phrases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import dates

EASTERN = timezone(timedelta(hours=-4))
WEDNESDAY = datetime(2025, 4, 30, 15, 12, tzinfo=EASTERN)


def one(text: str, published: datetime | None = WEDNESDAY):
    found = dates.find(text, published)
    assert len(found) == 1, [d.text for d in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "value", "earliest", "latest"),
    [
        ("They will meet on Tuesday, May 6, 2025.", "Tuesday, May 6, 2025", "2025-05-06", "2025-05-06", "2025-05-06"),
        ("They will meet on May 6.", "May 6", "2025-05-06", "2025-05-06", "2025-05-06"),
        ("It is set for 6 May 2025.", "6 May 2025", "2025-05-06", "2025-05-06", "2025-05-06"),
        ("It is set for the 6th of May.", "the 6th of May", "2025-05-06", "2025-05-06", "2025-05-06"),
        ("He will arrive on the 6th, they said.", "the 6th", "2025-05-06", "2025-05-06", "2025-05-06"),
        ("Filed 2025-05-06T19:00Z by the desk", "2025-05-06T19:00Z", "2025-05-06T19:00", "2025-05-06", "2025-05-06"),
        ("The summit on May 13-14 will be short.", "May 13-14", "2025-05-13/2025-05-14", "2025-05-13", "2025-05-14"),
        ("She will be there May 30-June 2.", "May 30-June 2", "2025-05-30/2025-06-02", "2025-05-30", "2025-06-02"),
        ("He travels from Nov. 23 to 26.", "Nov. 23 to 26", "2025-11-23/2025-11-26", "2025-11-23", "2025-11-26"),
        ("They will meet May 6 to 7 in Rome.", "May 6 to 7", "2025-05-06/2025-05-07", "2025-05-06", "2025-05-07"),
        ("He would come within the next week or less.", "within the next week or less", "P1W", "2025-04-30", "2025-05-07"),
        ("They will talk in the coming days.", "in the coming days", "FUTURE_REF", "2025-04-30", "2025-05-07"),
        ("They will talk in the next three days.", "in the next three days", "P3D", "2025-04-30", "2025-05-03"),
        ("They will talk next week.", "next week", "2025-W19", "2025-05-05", "2025-05-11"),
        ("They met last week.", "last week", "2025-W17", "2025-04-21", "2025-04-27"),
        ("A deal is due by Friday.", "Friday", "2025-05-02", "2025-04-30", "2025-05-02"),
        ("He will speak Friday evening.", "Friday evening", "2025-05-02TEV", "2025-05-02", "2025-05-02"),
        ("They will meet at 3 p.m. on Friday.", "3 p.m. on Friday", "2025-05-02T15:00", "2025-05-02", "2025-05-02"),
        ("It will open on Monday at 10:30 a.m. EDT.", "Monday at 10:30 a.m. EDT", "2025-05-05T10:30", "2025-05-05", "2025-05-05"),
        ("He will be back a week from Tuesday.", "a week from Tuesday", "2025-05-13", "2025-05-13", "2025-05-13"),
        ("They will come on Tuesday of next week.", "Tuesday of next week", "2025-05-06", "2025-05-06", "2025-05-06"),
        ("He spoke last Monday.", "last Monday", "2025-04-21", "2025-04-21", "2025-04-21"),
        ("He will speak next Thursday.", "next Thursday", "2025-05-08", "2025-05-08", "2025-05-08"),
        ("It will be on or about May 6.", "on or about May 6", "2025-05-06", "2025-05-04", "2025-05-08"),
        ("A visit in spring 2026 is planned.", "in spring 2026", "2026-SP", "2026-03-01", "2026-05-31"),
        ("He will come early next year.", "early next year", "2026", "2026-01-01", "2026-03-31"),
        ("It will be at the start of November.", "the start of November", "2025-11", "2025-11-01", "2025-11-10"),
        ("In mid-June they will vote.", "mid-June", "2025-06", "2025-06-11", "2025-06-20"),
        ("They left two days ago.", "two days ago", "2025-04-28", "2025-04-28", "2025-04-28"),
        ("She will return the day after tomorrow.", "the day after tomorrow", "2025-05-02", "2025-05-02", "2025-05-02"),
        ("They spoke last night.", "last night", "2025-04-29TNI", "2025-04-29", "2025-04-29"),
        ("He will arrive on Canada Day.", "Canada Day", "2025-07-01", "2025-07-01", "2025-07-01"),
        ("The talks ended on Easter Monday.", "Easter Monday", "2025-04-21", "2025-04-21", "2025-04-21"),
        ("Results for the third quarter of 2024 were weak.", "the third quarter of 2024", "2024-Q3", "2024-07-01", "2024-09-30"),
        ("The rules date from the 1990s.", "the 1990s", "199", "1990-01-01", "1999-12-31"),
        ("They will meet again in three days.", "in three days", "2025-05-03", "2025-05-03", "2025-05-03"),
    ],
)  # fmt: skip
def test_a_phrase_has_its_value_and_its_days(text, words, value, earliest, latest):
    found = one(text)
    assert (found.text, found.value, str(found.earliest), str(found.latest)) == (words, value, earliest, latest)


def test_each_weekday_of_a_sentence_has_a_direction_of_its_own():
    said, meets = dates.find("The office announced on Friday that he would meet her on Tuesday.", WEDNESDAY)
    assert (said.value, meets.value) == ("2025-04-25", "2025-05-06")


def test_the_publishers_own_day_counts_not_the_day_in_greenwich():
    late = datetime(2025, 5, 1, 2, 30, tzinfo=UTC)
    assert one("They spoke today.", late).value == "2025-05-01"
    assert one("They spoke today.", late.astimezone(EASTERN)).value == "2025-04-30"


def test_a_month_far_ahead_of_words_that_look_back_is_last_years():
    published = datetime(2025, 2, 3, 12, 0, tzinfo=EASTERN)
    assert one("The town flooded on Oct. 4.", published).value == "2024-10-04"
    assert one("The fair will open on Oct. 4.", published).value == "2025-10-04"


def test_the_following_day_is_the_day_after_the_one_mentioned():
    first, second = dates.find("He lands on Tuesday, May 6, and leaves the following day.", WEDNESDAY)
    assert (first.value, second.value) == ("2025-05-06", "2025-05-07")


def test_without_a_publication_day_whole_dates_stay_and_the_rest_keeps_its_gaps():
    assert one("on Tuesday, May 6, 2025", None).value == "2025-05-06"
    assert one("on Tuesday", None).value == "XXXX-WXX-2"
    assert one("on May 6", None).value == "XXXX-05-06"
    assert dates.find("They left two days ago.", None) == ()


@pytest.mark.parametrize(
    "text",
    [
        "You may go and they march on.", "Black Friday sales", "The Sunday Times wrote it.", "She paid $2,025 for 1,998 nails.", "every Tuesday",
        "Theresa May spoke.", "version 10.2.1 of it", "April Jones sang.", "It costs 1999 dollars.", "a score of 3-1",
    ],
)  # fmt: skip
def test_what_looks_like_a_date_and_is_none(text):
    assert dates.find(text, WEDNESDAY) == ()


@given(st.text(alphabet="MayTuesdayJun 0123456789,.-:the in of next weekago\n’'", max_size=300))
def test_spans_are_exact_ordered_and_apart_whatever_the_text(text):
    reached = 0
    for found in dates.find(text, WEDNESDAY):
        assert text[found.start : found.end] == found.text
        assert found.start >= reached
        reached = found.end
        assert found.earliest is None or found.latest is None or isinstance(found.latest, date)


@pytest.mark.parametrize("piece", ["the end of ", "in the next ", "9", "1-1-", "May ", "Tuesday, ", "A B C, May ", "May 6 ", "Monday and ", "1-", "\n", " ", "10 ", "a week from ", "said Tuesday "])
def test_endless_nonsense_comes_to_an_end(piece):
    text = piece * ((20_000 if "day" in piece or "May" in piece else 100_000) // len(piece))  # what names days costs more, and no less linearly
    assert all(text[d.start : d.end] == d.text for d in dates.find(text, WEDNESDAY))


def test_days_at_the_ends_of_the_calendar_do_not_break_the_reader():
    for published in (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)):
        text = "Last Tuesday, next Tuesday, last year, next year, next month, last month, Christmas, ten years ago, next quarter, the next decade, last summer, next winter, this weekend."
        assert dates.find(text, published)
