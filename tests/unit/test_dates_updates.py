"""Relative days count from the time of the words: of the first version, or of the update that brought them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from monitor.model import Article, Reading
from monitor.read import read_article

EASTERN = timezone(timedelta(hours=-4))
WEDNESDAY = datetime(2025, 4, 30, 15, 12, tzinfo=EASTERN)
FIRST = "The premier spoke on Tuesday."
ADDED = FIRST + "\n\nShe will speak again on Tuesday. It rained today."


def article(text: str, published: datetime | None = WEDNESDAY, modified: datetime | None = None) -> Article:
    return Article(title="T", byline=None, published=published, modified=modified, canonical=None, language="en", text=text)


def days(reading: Reading) -> list[str]:
    return [str(d.earliest) for d in reading.dates]


def first(text: str = FIRST, published: datetime | None = WEDNESDAY, now: datetime | None = None) -> Reading:
    return read_article(article(text, published), url=None, now=now or WEDNESDAY.astimezone(UTC) + timedelta(minutes=9))


def test_words_of_an_update_count_from_its_modified_time_and_old_words_keep_their_day():
    modified = datetime(2025, 5, 7, 9, 0, tzinfo=EASTERN)
    then = read_article(article(ADDED, modified=modified), url=None, now=modified.astimezone(UTC) + timedelta(hours=1), before=first())
    assert days(then) == ["2025-04-29", "2025-05-13", "2025-05-07"]
    again = read_article(article(ADDED + " All was well.", modified=modified + timedelta(days=4)), url=None, now=modified.astimezone(UTC) + timedelta(days=4), before=then)
    assert days(again) == ["2025-04-29", "2025-05-13", "2025-05-07"]


@pytest.mark.parametrize(
    ("seen", "today"), [(datetime(2025, 5, 2, 3, 30, tzinfo=UTC), "2025-05-01"), (datetime(2025, 5, 2, 4, 30, tzinfo=UTC), "2025-05-02"), (datetime(2025, 5, 2, 3, 59, tzinfo=UTC), "2025-05-01")]
)
def test_an_update_without_a_time_counts_from_when_it_was_seen_in_the_pages_zone(seen, today):
    assert days(read_article(article(ADDED), url=None, now=seen, before=first()))[-1] == today


@pytest.mark.parametrize(
    ("published", "seen", "today"),
    [
        # New York: -4 until Nov. 2, 2025, -5 from then on
        (datetime(2025, 10, 31, 15, 0, tzinfo=EASTERN), datetime(2025, 11, 4, 4, 30, tzinfo=UTC), "2025-11-03"),
        (datetime(2025, 10, 31, 15, 0, tzinfo=EASTERN), datetime(2025, 11, 4, 5, 30, tzinfo=UTC), "2025-11-04"),
        # London: UTC until March 30, 2025, an hour ahead from then on; a page in UTC may be anybody's, and stays in UTC
        (datetime(2025, 10, 24, 15, 0, tzinfo=timezone(timedelta(hours=1))), datetime(2025, 10, 27, 23, 30, tzinfo=UTC), "2025-10-27"),
        (datetime(2025, 3, 28, 15, 0, tzinfo=UTC), datetime(2025, 3, 31, 23, 30, tzinfo=UTC), "2025-03-31"),
        # Kolkata knows no summer time
        (datetime(2025, 3, 28, 15, 0, tzinfo=timezone(timedelta(hours=5.5))), datetime(2025, 3, 31, 18, 31, tzinfo=UTC), "2025-04-01"),
    ],
)
def test_a_change_of_the_clocks_between_two_versions_moves_no_day(published, seen, today):
    before = first(published=published, now=published)
    assert days(read_article(article(ADDED, published), url=None, now=seen, before=before))[-1] == today


def test_an_update_that_names_another_zone_counts_in_that_zone():
    modified = datetime(2025, 5, 1, 1, 0, tzinfo=timezone(timedelta(hours=2)))  # still Wednesday evening where the page was first published
    assert days(read_article(article(ADDED, modified=modified), url=None, now=modified.astimezone(UTC), before=first()))[-1] == "2025-05-01"


def test_a_page_without_any_date_counts_from_the_day_it_was_seen():
    seen = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    assert days(first("They met on Tuesday.", None, seen)) == ["2026-11-24"]
    assert days(first("The treaty of May 6, 2014, stands. They met on Tuesday.", None, seen)) == ["2014-05-06", "2026-11-24"]


def test_a_page_without_any_date_that_names_an_old_weekday_is_of_that_old_week():
    seen = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    for day in ("Tuesday, May 6, 2025", "Tuesday, May 6"):
        assert days(first(f"They met on {day}. They will meet again on Friday.", None, seen)) == ["2025-05-06", "2025-05-09"]


def test_the_dateline_of_a_wire_story_is_the_day_of_its_words_and_an_update_has_its_own():
    shown = datetime(2025, 5, 3, 1, 30, tzinfo=UTC)
    text = "OTTAWA, May 2 (Reuters) — The premier spoke today."
    before = first(text, shown, shown)
    assert days(before) == ["2025-05-02", "2025-05-02"]
    modified = datetime(2025, 5, 4, 12, 0, tzinfo=UTC)
    assert days(read_article(article(f"{text}\n\nShe slept today.", shown, modified), url=None, now=modified, before=before)) == ["2025-05-02", "2025-05-02", "2025-05-04"]
    assert set(days(first(text, None, datetime(2026, 2, 1, tzinfo=UTC)))) == {"2025-05-02"}
