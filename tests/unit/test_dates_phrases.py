"""The phrases in which news tells a day, on every weekday and in several zones, against the calendar.

Expectations are worked out here by counting days, never by asking the tagger.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from monitor import dates
from monitor.model import DateMention

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# A week of publications in each of: a plain week, the turn of a year, the end of a February, a week when clocks change.
WEEKS = (date(2025, 4, 28), date(2025, 12, 29), date(2024, 2, 26), date(2025, 10, 27))
ZONES = (-8, -4, 0, 5.5, 12)
PUBLICATIONS = [
    datetime(d.year, d.month, d.day, hour, 45, tzinfo=timezone(timedelta(hours=zone)))
    for k, monday in enumerate(WEEKS)
    for n in range(7)
    for d in [monday + timedelta(days=n)]
    for zone in [ZONES[(n + k) % len(ZONES)]]
    for hour in [(0, 9, 23)[(n + k) % 3]]
]

Days = tuple[date, date]


def plus(days: int) -> Callable[[date], Days]:
    return lambda d: (d + timedelta(days=days), d + timedelta(days=days))


def until(days: int) -> Callable[[date], Days]:
    return lambda d: (d, d + timedelta(days=days))


def step(d: date, weekday: int, way: int) -> date:
    """The first day from `d` on, going by `way`, that is a `weekday`."""
    while d.weekday() != weekday:
        d += timedelta(days=way)
    return d


def ahead(weekday: int, weeks: int = 0) -> Callable[[date], Days]:
    return lambda d: (step(d, weekday, 1) + timedelta(days=7 * weeks),) * 2


def back(weekday: int, weeks: int = 0) -> Callable[[date], Days]:
    return lambda d: (step(d, weekday, -1) - timedelta(days=7 * weeks),) * 2


def week(number: int, first: int = 0, last: int = 6) -> Callable[[date], Days]:
    """Days `first` to `last` of the calendar week `number` weeks on; weeks begin on Monday."""

    def days(d: date) -> Days:
        monday = step(d, 0, -1) + timedelta(days=7 * number)
        return monday + timedelta(days=first), monday + timedelta(days=last)

    return days


def month(d: date, number: int) -> Days:
    """The calendar month `number` months on."""
    first = d.replace(day=1)
    for _ in range(abs(number)):
        first = (first + timedelta(days=32)).replace(day=1) if number > 0 else (first - timedelta(days=1)).replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def found(text: str, published: datetime | None, language: str | None = None) -> list[DateMention]:
    return [m for m in dates.find(text, published, language) if m.earliest is not None or not m.value.endswith("_REF")]


def one(text: str, published: datetime | None, language: str | None = None) -> DateMention:
    mentions = found(text, published, language)
    assert len(mentions) == 1, (text, published, [m.text for m in mentions])
    return mentions[0]


# --- told from the day of the words ------------------------------------------------------------------------------------

RELATIVE = [
    ("They meet today.", "today", plus(0)),
    ("They will meet tomorrow.", "tomorrow", plus(1)),
    ("They met yesterday.", "yesterday", plus(-1)),
    ("They will meet later today.", "later today", plus(0)),
    ("They will dine tonight.", "tonight", plus(0)),
    ("They dined last night.", "last night", plus(-1)),
    ("They will meet this evening.", "this evening", plus(0)),
    ("They will meet tomorrow morning.", "tomorrow morning", plus(1)),
    ("They will meet the day after tomorrow.", "the day after tomorrow", plus(2)),
    ("They met the day before yesterday.", "the day before yesterday", plus(-2)),
    ("They will meet a week from today.", "a week from today", plus(7)),
    ("They will meet a week today.", "a week today", plus(7)),
    ("They will meet in three days.", "in three days", plus(3)),
    ("They met four days ago.", "four days ago", plus(-4)),
    ("They will meet two days from now.", "two days from now", plus(2)),
    ("They will meet in two weeks.", "in two weeks", week(2)),
    ("They will meet in a fortnight.", "in a fortnight", week(2)),
    ("They met a fortnight ago.", "a fortnight ago", week(-2)),
    ("They met two weeks ago.", "two weeks ago", week(-2)),
    ("They will meet this week.", "this week", week(0)),
    ("They will meet next week.", "next week", week(1)),
    ("They met last week.", "last week", week(-1)),
    ("They will meet the week after next.", "the week after next", week(2)),
    ("They met the week before last.", "the week before last", week(-2)),
    ("They will meet early next week.", "early next week", week(1, 0, 1)),
    ("They will meet late next week.", "late next week", week(1, 4, 6)),
    ("They will meet this weekend.", "this weekend", week(0, 5, 6)),
    ("They will meet next weekend.", "next weekend", week(1, 5, 6)),
    ("They met last weekend.", "last weekend", week(-1, 5, 6)),
    ("They will meet at the end of the week.", "the end of the week", week(0, 4, 6)),
    ("They will meet within the next week or less.", "within the next week or less", until(7)),
    ("They will meet within a week.", "within a week", until(7)),
    ("They will meet within the next two weeks.", "within the next two weeks", until(14)),
    ("They will meet within 48 hours.", "within 48 hours", until(2)),
    ("They will meet in the next three days.", "in the next three days", until(3)),
    ("They will meet in the coming days.", "in the coming days", until(7)),
    ("They will meet in coming days.", "in coming days", until(7)),
    ("They will meet in the next few days.", "in the next few days", until(7)),
    ("They will meet over the next few days.", "over the next few days", until(7)),
    ("They will meet within days.", "within days", until(7)),
    ("They will meet in the days ahead.", "in the days ahead", until(7)),
    ("They will meet in the coming weeks.", "in the coming weeks", until(31)),
    ("They will meet in the weeks to come.", "in the weeks to come", until(31)),
    ("They will meet this month.", "this month", lambda d: month(d, 0)),
    ("They will meet next month.", "next month", lambda d: month(d, 1)),
    ("They met last month.", "last month", lambda d: month(d, -1)),
    ("They will meet later this month.", "later this month", lambda d: (d, month(d, 0)[1])),
    ("They met earlier this month.", "earlier this month", lambda d: (month(d, 0)[0], d)),
    ("They will meet early next month.", "early next month", lambda d: (month(d, 1)[0], month(d, 1)[0] + timedelta(days=9))),
    ("They will meet late next month.", "late next month", lambda d: (month(d, 1)[0] + timedelta(days=20), month(d, 1)[1])),
    ("They will meet at the end of the month.", "the end of the month", lambda d: (month(d, 0)[0] + timedelta(days=20), month(d, 0)[1])),
    ("They will meet by the end of next month.", "the end of next month", lambda d: (d, month(d, 1)[1])),
    ("They will meet later this year.", "later this year", lambda d: (d, date(d.year, 12, 31))),
    ("They will meet next year.", "next year", lambda d: (date(d.year + 1, 1, 1), date(d.year + 1, 12, 31))),
    ("They met last year.", "last year", lambda d: (date(d.year - 1, 1, 1), date(d.year - 1, 12, 31))),
    ("They will meet early next year.", "early next year", lambda d: (date(d.year + 1, 1, 1), date(d.year + 1, 3, 31))),
    ("They met ten years ago.", "ten years ago", lambda d: (date(d.year - 10, 1, 1), date(d.year - 10, 12, 31))),
    ("They will meet in the first half of next year.", "the first half of next year", lambda d: (date(d.year + 1, 1, 1), date(d.year + 1, 6, 30))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "days"), RELATIVE)
def test_a_phrase_counts_from_the_publishers_day(text, words, days):
    for published in PUBLICATIONS:
        mention = one(text, published)
        assert mention.text == words
        assert (mention.earliest, mention.latest) == days(published.date()), published


# --- weekdays ----------------------------------------------------------------------------------------------------------

WEEKDAYS: list[tuple[str, str, Callable[[int], Callable[[date], Days]]]] = [
    ("They will meet on {}.", "{}", ahead),
    ("They will meet {}.", "{}", ahead),
    ("They are to meet {}, the office said.", "{}", ahead),
    ("The summit opens {} in Rome.", "{}", ahead),
    ("The talks will be held {}.", "{}", ahead),
    ("She is meeting him {}.", "{}", ahead),
    ("She is expected in Rome {}.", "{}", ahead),
    ("On {}, the premier will fly to Rome.", "{}", ahead),
    ("A vote could come as soon as {}.", "{}", ahead),
    ("Tempers rose ahead of {}'s vote.", "{}", ahead),
    ("The premier on {} will open the fair.", "{}", ahead),
    ("When she lands {}, crowds will wait.", "{}", ahead),
    ("They met on {}.", "{}", back),
    ("The office said {} that all was well.", "{}", back),
    ("On {}, the premier flew to Rome.", "{}", back),
    ("The party on {} chose a leader.", "{}", back),
    ("She would not say {} whom she likes.", "{}", back),
    ("He could not be reached {}.", "{}", back),
    ("A poll published {} gave her the lead.", "{}", back),
    ("Speaking in Rome {}, the premier thanked them.", "{}", back),
    ("The man who will lead the team was chosen {}.", "{}", back),
    ("He has been ill since {}.", "{}", back),
    ("The city announced plans {} to widen the road.", "{}", back),
    ("The work began as planned {}.", "{}", back),
    ("The town, which is set to host the games, rested {}.", "{}", back),
    ("She vowed {} to go on.", "{}", back),
    ("She vowed to sue {}.", "{}", back),
    ("If she wins {}, he resigns.", "{}", ahead),
    ("The disputed vote {} was fair.", "{}", back),
    ("She agreed to meet him {}.", "{}", ahead),
    ("The plan is to be published {}.", "{}", ahead),
    ("The work, hailed {} by critics, is old.", "{}", back),
    ("A plan unveiled {} would widen the road.", "{}", back),
    ("The tape, released {}, will be shown in court.", "{}", back),
    ("She read a statement {} and will not add to it.", "{}", back),
    ("Voters go to the polls {}.", "{}", ahead),
    ("The deadline is {}.", "{}", ahead),
    ("They will meet {} evening.", "{} evening", ahead),
    ("They met {} night.", "{} night", back),
    ("They will meet a week from {}.", "a week from {}", lambda w: ahead(w, 1)),
    ("They will meet a week on {}.", "a week on {}", lambda w: ahead(w, 1)),
    ("They will meet two weeks from {}.", "two weeks from {}", lambda w: ahead(w, 2)),
    ("They will meet {} week.", "{} week", lambda w: ahead(w, 1)),
    ("They met a week ago {}.", "a week ago {}", lambda w: back(w, 1)),
    ("They will meet on {} next week.", "{} next week", lambda w: week(1, w, w)),
    ("They will meet on {} of next week.", "{} of next week", lambda w: week(1, w, w)),
    ("They met on {} of last week.", "{} of last week", lambda w: week(-1, w, w)),
    ("They will meet next {}.", "next {}", lambda w: week(1, w, w)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "days"), WEEKDAYS)
def test_a_weekday_is_the_one_its_verb_looks_to(text, words, days):
    for published in PUBLICATIONS:
        for index, name in enumerate(NAMES):
            mention = one(text.format(name), published)
            assert mention.text == words.format(name)
            assert (mention.earliest, mention.latest) == days(index)(published.date()), (published, name)


@pytest.mark.parametrize("published", PUBLICATIONS[:14])
@pytest.mark.parametrize("weekday", range(7))
def test_a_deadline_runs_from_the_day_of_the_words(published, weekday):
    mention = one(f"They will answer by {NAMES[weekday]}.", published)
    assert (mention.earliest, mention.latest) == (published.date(), step(published.date(), weekday, 1))


@pytest.mark.parametrize("published", PUBLICATIONS)
def test_the_days_of_a_pair_follow_each_other(published):
    today = published.date()
    for first in range(7):
        second = (first + 2) % 7
        for text in ("They will meet from {} to {}.", "They will meet on {} and {}.", "The summit will run {} through {}."):
            one_day, other = found(text.format(NAMES[first], NAMES[second]), published)
            assert one_day.earliest == step(today, first, 1), (text, first)
            assert other.latest == one_day.earliest + timedelta(days=2), (text, first)
        asked = found(f"The poll was taken {NAMES[first]} through {NAMES[second]}.", published)
        assert asked[1].latest == step(today, second, -1)
        assert asked[0].earliest == step(today, second, -1) - timedelta(days=2)


# --- whole dates -------------------------------------------------------------------------------------------------------

WHOLE = [
    "{month} {day}", "{weekday}, {month} {day}", "{month} {day}, {year}", "{weekday}, {month} {day}, {year}", "{day} {month} {year}", "{day} {month}",
    "{weekday} {day} {month}", "{weekday}, {day} {month} {year}", "{month} {ordinal}", "the {ordinal} of {month}", "{weekday} the {ordinal}", "the {ordinal}",
    "{short} {day}", "{short} {day}, {year}", "{tues} {month} {day}", "{iso}", "{month} {day}, '{yy}",
]  # fmt: skip
SHORT = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
TUES = ("Mon.", "Tues.", "Wed.", "Thurs.", "Fri.", "Sat.", "Sun.")


def spelt(phrase: str, d: date) -> str:
    ordinal = f"{d.day}{'th' if 10 < d.day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(d.day % 10, 'th')}"
    return phrase.format(
        month=f"{d:%B}", day=d.day, year=d.year, weekday=NAMES[d.weekday()], ordinal=ordinal, short=SHORT[d.month - 1], tues=TUES[d.weekday()], iso=d.isoformat(), yy=f"{d:%y}",
    )  # fmt: skip


@pytest.mark.parametrize("phrase", WHOLE)
@pytest.mark.parametrize("off", [-9, -1, 0, 1, 6, 12])
def test_a_whole_date_in_any_order_is_its_day(phrase, off):
    for published in PUBLICATIONS:
        day = published.date() + timedelta(days=off)
        words = spelt(phrase, day)
        text = f"They will meet on {words} in Rome." if off >= 0 else f"They met on {words} in Rome."
        mention = one(text, published)
        assert (mention.text, mention.earliest, mention.latest, mention.value) == (words, day, day, day.isoformat()), text


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("May 6-8", "2025-05-06", "2025-05-08"), ("May 6–8, 2025", "2025-05-06", "2025-05-08"), ("May 6 to 8", "2025-05-06", "2025-05-08"),
        ("May 6, 7 and 8", "2025-05-06", "2025-05-08"), ("6-8 May", "2025-05-06", "2025-05-08"), ("6 to 8 May 2025", "2025-05-06", "2025-05-08"), ("May 30-June 2", "2025-05-30", "2025-06-02"),
        ("May 30 – June 2", "2025-05-30", "2025-06-02"), ("Dec. 30-Jan. 2", "2025-12-30", "2026-01-02"), ("on or about May 6", "2025-05-04", "2025-05-08"), ("the week of May 6", "2025-05-05", "2025-05-11"),
        ("the weekend of May 10", "2025-05-10", "2025-05-11"), ("early May", "2025-05-01", "2025-05-10"), ("mid-May", "2025-05-11", "2025-05-20"), ("the end of May", "2025-05-21", "2025-05-31"),
        ("spring 2026", "2026-03-01", "2026-05-31"), ("the summer of 2026", "2026-06-01", "2026-08-31"), ("this summer", "2025-06-01", "2025-08-31"), ("next spring", "2026-03-01", "2026-05-31"),
        ("this fall", "2025-09-01", "2025-11-30"), ("winter 2025", "2025-12-01", "2026-02-28"), ("the third quarter", "2025-07-01", "2025-09-30"), ("Q3 2025", "2025-07-01", "2025-09-30"),
        ("the first quarter of 2026", "2026-01-01", "2026-03-31"), ("the second half of 2025", "2025-07-01", "2025-12-31"), ("mid-2026", "2026-04-01", "2026-09-30"), ("September 2025", "2025-09-01", "2025-09-30"),
        ("Sept. 2025", "2025-09-01", "2025-09-30"), ("next June", "2025-06-01", "2025-06-30"), ("2025-26", "2025-01-01", "2026-12-31"), ("the mid-1990s", "1990-01-01", "1999-12-31"),
        ("the 6th of next month", "2025-05-06", "2025-05-06"),
    ],
)  # fmt: skip
def test_ranges_seasons_quarters_and_edges_have_their_days(words, first, last):
    published = datetime(2025, 4, 30, 15, 12, tzinfo=timezone(timedelta(hours=-4)))
    if words in {"May 6-8", "early May"}:  # the words of a preposition belong to no value
        assert one(f"They will meet on {words}.", published).text == words
    mention = one(f"They will meet {'' if words.startswith(('this', 'next', 'on ')) else 'in '}{words}.", published)
    assert (str(mention.earliest), str(mention.latest)) == (first, last)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Thanksgiving", "2025-11-27"), ("Canadian Thanksgiving", "2025-10-13"), ("Thanksgiving Monday", "2025-10-13"), ("Victoria Day", "2025-05-19"), ("Labour Day", "2025-09-01"),
        ("Labor Day", "2025-09-01"), ("Canada Day", "2025-07-01"), ("Independence Day", "2025-07-04"), ("the Fourth of July", "2025-07-04"), ("Memorial Day", "2025-05-26"), ("Christmas Eve", "2025-12-24"),
        ("Christmas Day", "2025-12-25"), ("Boxing Day", "2025-12-26"), ("New Year's Eve", "2025-12-31"), ("New Year’s Day", "2026-01-01"), ("Remembrance Day", "2025-11-11"), ("Veterans Day", "2025-11-11"),
        ("Halloween", "2025-10-31"), ("Mother's Day", "2025-05-11"), ("Election Day", "2025-11-04"), ("Easter Sunday 2026", "2026-04-05"), ("Good Friday 2026", "2026-04-03"), ("Easter Monday 2026", "2026-04-06"),
        ("Orthodox Easter 2026", "2026-04-12"), ("Ash Wednesday 2026", "2026-02-18"), ("Martin Luther King Jr. Day", "2026-01-19"), ("Presidents' Day", "2026-02-16"), ("St. Patrick's Day", "2026-03-17"),
    ],
)  # fmt: skip
def test_a_holiday_is_on_its_day(name, day):
    """The days are those of printed calendars."""
    published = datetime(2025, 4, 30, 15, 12, tzinfo=timezone(timedelta(hours=-4)))
    mention = one(f"They will meet on {name}.", published)
    assert (str(mention.earliest), str(mention.latest)) == (day, day)


def test_thanksgiving_is_in_october_for_a_canadian_page_and_a_holiday_weekend_is_a_few_days():
    published = datetime(2025, 9, 30, 15, 12, tzinfo=timezone(timedelta(hours=-4)))
    assert str(one("They will meet on Thanksgiving.", published, "en-CA").earliest) == "2025-10-13"
    weekend = one("They will meet over the Thanksgiving weekend.", published, "en-CA")
    assert (str(weekend.earliest), str(weekend.latest)) == ("2025-10-11", "2025-10-13")


@pytest.mark.parametrize(
    ("text", "language", "hours", "day"),
    [
        ("Due 06/05/2025.", "en-US", -4, "2025-06-05"), ("Due 06/05/2025.", "en-GB", 0, "2025-05-06"), ("Due 06/05/2025.", "en", -4, "2025-06-05"), ("Due 06/05/2025.", None, 1, "2025-05-06"),
        ("Due 06/05/2025.", "en", 10, "2025-05-06"), ("Due 06/05/2025, not 23/04/2025.", "en-US", -4, "2025-05-06"), ("Due 23/05/2025.", "en-US", -4, "2025-05-23"), ("Due 6.5.2025.", "en", -4, "2025-05-06"),
    ],
)  # fmt: skip
def test_a_date_in_figures_is_read_as_its_page_writes_them(text, language, hours, day):
    published = datetime(2025, 4, 30, 12, 0, tzinfo=timezone(timedelta(hours=hours)))
    assert str(dates.find(text, published, language)[0].earliest) == day


# --- occasions, datelines ----------------------------------------------------------------------------------------------


def test_the_day_after_the_election_wants_the_elections_day():
    published = datetime(2025, 4, 20, 12, 0, tzinfo=UTC)
    assert found("They will meet the day after the election.", published) == []
    for text in ("The election is on April 28. They will meet the day after the election.", "After the April 28 election they rest. They will meet the day after the election."):
        assert str(found(text, published)[-1].earliest) == "2025-04-29"
    assert str(found("The election is set for April 28. They will meet two days before the election.", published)[-1].latest) == "2025-04-26"


@pytest.mark.parametrize(
    "line", ["OTTAWA, May 2 (Reuters) — ", "WASHINGTON, May 2 (AFP) - ", "ST. JOHN'S, N.L., May 2, 2025 — ", "WARSAW, Friday, May 2 -- ", "OTTAWA, Ontario, May 2 (Xinhua) -- "],
)
def test_a_dateline_is_the_day_of_the_words_and_no_day_of_an_event(line):
    text = f"{line}The premier spoke today and will travel tomorrow."
    shown = datetime(2025, 5, 3, 1, 30, tzinfo=UTC)
    written = dates.written(text, shown)
    assert written is not None
    assert [str(m.earliest) for m in dates.find(text, written)] == ["2025-05-02", "2025-05-02", "2025-05-03"]
    assert dates.written(text, None, datetime(2026, 11, 5, tzinfo=UTC)).date().replace(year=2025) == date(2025, 5, 2)
    old = datetime(2025, 6, 1, tzinfo=UTC)
    assert dates.written(text, old) == old  # too far from the page's own time to be believed


# --- times of day and zones --------------------------------------------------------------------------------------------

EASTERN, LONDON, TOKYO = (timezone(timedelta(hours=h)) for h in (-4, 1, 9))


@pytest.mark.parametrize(
    ("text", "zone", "value", "day"),
    [
        # in the publisher's zone, where no city is named
        ("They will speak at 10 a.m. ET on May 6.", EASTERN, "2025-05-06T10:00", "2025-05-06"),
        ("They will speak on May 6 at 10 a.m. ET.", EASTERN, "2025-05-06T10:00", "2025-05-06"),
        ("They will speak on Tuesday, May 6, 2025, at 10:30 a.m. (EDT).", EASTERN, "2025-05-06T10:30", "2025-05-06"),
        ("They will speak on Tuesday at 19:00 GMT.", EASTERN, "2025-05-06T19:00", "2025-05-06"),
        ("They will speak at 19:00 GMT on Tuesday.", TOKYO, "2025-05-06T19:00", "2025-05-07"),
        ("They will speak on Tuesday at 0200 GMT.", EASTERN, "2025-05-06T02:00", "2025-05-05"),
        ("They will speak on Tuesday at 9 p.m. PT.", EASTERN, "2025-05-06T21:00", "2025-05-07"),
        ("They will speak on Tuesday at 9 p.m. Pacific time.", LONDON, "2025-05-06T21:00", "2025-05-07"),
        ("They will speak on Tuesday at 8 a.m. Moscow time.", LONDON, "2025-05-06T08:00", "2025-05-06"),
        ("They will speak on Tuesday at 6 a.m. GMT+8.", EASTERN, "2025-05-06T06:00", "2025-05-05"),
        ("They will speak tomorrow at 11 p.m. EDT.", LONDON, "2025-05-01T23:00", "2025-05-02"),
        ("They will speak at 2025-05-06T23:30:00-04:00 sharp.", LONDON, "2025-05-06T23:30", "2025-05-07"),
        # where the event is
        ("They will meet in Tokyo on Tuesday at 22:00 GMT.", EASTERN, "2025-05-06T22:00", "2025-05-07"),
        ("They will meet in Ottawa at 02:00 GMT on Tuesday.", LONDON, "2025-05-06T02:00", "2025-05-05"),
        ("They will meet on Tuesday at 9 p.m. PT in Los Angeles.", LONDON, "2025-05-06T21:00", "2025-05-06"),
        ("They will meet at the White House on Tuesday at 00:30 GMT.", TOKYO, "2025-05-06T00:30", "2025-05-05"),
        ("They will meet in Geneva on Tuesday at midnight GMT.", EASTERN, "2025-05-06T24:00", "2025-05-07"),
        # a time without a zone, or in local time, is of the day that is said
        ("They will meet in Tokyo on Tuesday at 10 p.m.", EASTERN, "2025-05-06T22:00", "2025-05-06"),
        ("They will meet in Tokyo on Tuesday at noon local time.", EASTERN, "2025-05-06T12:00", "2025-05-06"),
        ("They will meet on Tuesday at 7 o'clock.", EASTERN, "2025-05-06T07:00", "2025-05-06"),
        ("They will meet at noon on Tuesday.", EASTERN, "2025-05-06T12:00", "2025-05-06"),
    ],
)  # fmt: skip
def test_a_time_with_a_zone_is_an_instant_and_falls_on_the_days_of_its_place(text, zone, value, day):
    mention = one(text, datetime(2025, 4, 30, 15, 0, tzinfo=zone))
    assert (mention.value, str(mention.earliest), str(mention.latest)) == (value, day, day)


@pytest.mark.parametrize(
    ("said", "zone_name", "offset"), [("ET", "America/New_York", -5), ("EST", None, -5), ("PT", "America/Los_Angeles", -8), ("GMT", None, 0), ("CET", None, 1), ("JST", None, 9), ("IST", None, 5.5)]
)
@pytest.mark.parametrize("hour", [0, 6, 13, 21, 23])
@pytest.mark.parametrize("home", [-8, -3.5, 0, 5.5, 12])
def test_any_zone_said_is_told_in_any_publishers_days(said, zone_name, offset, hour, home):
    """In January, when no clock of these is on summer time."""
    published = datetime(2025, 1, 15, 12, 0, tzinfo=timezone(timedelta(hours=home)))
    mention = one(f"They will speak on Jan. 21 at {hour:02d}:15 {said}.", published)
    there = datetime(2025, 1, 21, hour, 15, tzinfo=timezone(timedelta(hours=offset)))
    assert mention.value == f"2025-01-21T{hour:02d}:15"
    assert mention.earliest == mention.latest == there.astimezone(published.tzinfo).date()


@pytest.mark.parametrize(("day", "local"), [("March 8", "2025-03-08"), ("March 10", "2025-03-11"), ("Nov. 1", "2025-11-02"), ("Nov. 3", "2025-11-03")])
def test_eastern_time_is_an_hour_ahead_in_summer(day, local):
    """23:30 in the east is half past midnight an hour further east: in winter on Atlantic standard time, all summer on the same."""
    published = datetime(2025, 3, 1 if day.startswith("March") else 30, 12, 0, tzinfo=timezone(timedelta(hours=-4))).replace(month=3 if day.startswith("March") else 10)
    shift = timezone(timedelta(hours=-5)) if day in {"March 8", "Nov. 3"} else timezone(timedelta(hours=-3.5))
    assert str(one(f"They will speak on {day} at 11:30 p.m. ET.", published.astimezone(shift)).latest) == local


def test_one_instant_told_twice_keeps_each_its_own_value():
    first, second = found("They will speak on Tuesday at 10 p.m. ET (0200 GMT).", datetime(2025, 4, 30, 15, 0, tzinfo=EASTERN))
    assert (first.value, second.value) == ("2025-05-06T22:00", "2025-05-07T02:00")
    assert first.earliest == second.earliest == date(2025, 5, 6)


# --- what is no date ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "They may 6 times try.", "He may march on.", "The march on the capital went well.", "He told the Sun it was over.", "The Sun wrote it.", "It came second in a second vote.", "Guests came to Mar-a-Lago.",
        "April is her name, and June her sister's.", "She spoke with April Jones.", "They won 3-2, then 7-11.", "She is 45 and he 62.", "Call 202-555-2025 or (202) 555-1998.", "Use version 2.5.2025 or 3.11.4.",
        "The shop is open 24/7.", "A 7-11 stands there.", "Prices fall in spring-loaded markets.", "They fall and spring up.", "It seats 2,025 people.", "It costs $2025.", "Flight 1998 left.", "Super Tuesday came.",
        "The Sunday Times and USA Today wrote it.", "She works Monday nights.", "Fridays are slow.", "the leaders of tomorrow", "She lives in room 2024.", "The score was 10:30.", "High noon was a film.", "He is in his thirties.",
        "May I go?", "A Resolution 1973 vote.", "Mayor March spoke.", "The 2025 members left.", "He said so on the second.",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_day_is_none(text):
    assert found(text, datetime(2025, 4, 30, 15, 0, tzinfo=EASTERN)) == []


def test_nine_eleven_is_a_day_of_2001():
    assert str(one("Since 9/11 they check.", datetime(2025, 4, 30, tzinfo=UTC)).earliest) == "2001-09-11"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In 2019 she was arrested on March 3 and freed in June.", ["2019", "2019-03-03", "2019-06"]), ("She was arrested on March 3, 2019, and freed on May 5.", ["2019-03-03", "2019-05-05"]),
        ("Between November 3 and May 5, 2019, it rained.", ["2018-11-03", "2019-05-05"]), ("He died on Dec. 31, 2019, and was buried on Jan. 4.", ["2019-12-31", "2020-01-04"]),
        ("In 2019 and 2020 he slept. On March 3 he woke.", ["2019", "2020", "2025-03-03"]), ("She was arrested on March 3, 2019. On March 5 she spoke again.", ["2019-03-03", "2025-03-05"]),
        ("The year-ago quarter, which ended Dec. 31, brought less.", ["2024", "2024-12-31"]), ("They will meet the Monday after next.", ["2025-05-12"]), ("It grew in the first half of the year.", ["2025-H1"]),
        ("The office was open from 9 a.m. to 5 p.m. Tuesday.", ["2025-04-29T09:00", "2025-04-29T17:00"]),
    ],
)  # fmt: skip
def test_a_date_without_a_year_takes_that_of_the_date_told_with_it(text, values):
    assert [m.value for m in dates.find(text, datetime(2025, 4, 30, 15, 0, tzinfo=EASTERN))] == values


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The storm is forecast to reach land Friday.", "2025-05-02"), ("The ship had been expected to dock Monday.", "2025-04-28"),
        ("Voters in Zagreb go to the polls Sunday.", "2025-05-04"), ("Rescuers hope to reach the miners, trapped for days, on Thursday.", "2025-05-01"), ("The pope said Mass and leaves Thursday.", "2025-05-01"),
        ("The bill, passed by the lower house, goes to the upper house Friday.", "2025-05-02"), ("The miners, trapped for days, were reached on Thursday.", "2025-04-24"), ("The hearing was moved to Monday.", "2025-05-05"), ("The vote was put off to Monday.", "2025-05-05"), ("The vote was put off Monday.", "2025-04-28"),
        ("The law took effect on July 1.", "2024-07-01"), ("The law takes effect on July 1.", "2025-07-01"), ("The negotiators, who failed to agree, went home on Monday.", "2025-04-28"),
    ],
)  # fmt: skip
def test_the_words_about_a_day_say_which_way_it_lies(text, day):
    assert str(one(text, datetime(2025, 4, 30, 15, 0, tzinfo=EASTERN)).earliest) == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They will meet on May 6 and 7 in Rome.", [("May 6", 6), ("7", 7)]), ("They will meet on 6 and 7 May.", [("6", 6), ("7 May", 7)]), ("They will meet on Tuesday, May 6 and 7, 2025.", [("Tuesday, May 6", 6), ("7, 2025", 7)]),
        ("They will meet on May 6 and seven of them stay.", [("May 6", 6)]),
    ],
)  # fmt: skip
def test_two_days_joined_by_and_are_two_mentions(text, days):
    mentions = dates.find(text, datetime(2025, 4, 30, 15, 0, tzinfo=EASTERN))
    assert [(m.text, m.earliest.day, m.latest.day) for m in mentions] == [(words, day, day) for words, day in days]


# --- told from what was spoken of --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("She was elected on May 6, 2019. Later that year she left.", "Later that year", "2019"), ("She was elected on May 6, 2019. The following month she left.", "The following month", "2019-06"),
        ("She was elected in 2019. Two years later she left.", "Two years later", "2021"), ("She was elected on May 6, 2019. Three days earlier she had been ill.", "Three days earlier", "2019-05-03"),
        ("The May 6 summit failed. The next day they left.", "The next day", "2025-05-07"), ("Sales rose in the first quarter from a year earlier.", "a year earlier", "2024-Q1"),
        ("They wed long ago.", "long ago", "PAST_REF"), ("The October report was good.", "October", "2024-10"), ("Wait for June's report.", "June", "2025-06"), ("The festival closed in '98.", "'98", "1998"),
        ("He spoke on March twenty-first.", "March twenty-first", "2025-03-21"), ("It is the first visit in ten years.", None, None), ("In the 64 years since, it grew.", None, None),
        ("She said last week in Tel Aviv that it works.", "last week", "2025-W17"), ("She is a guest of This Week With Jo Do.", None, None), ("They fought from 1939-1945.", "1939-1945", "1939/1945"),
        ("The fair runs from September 17 to 19, and the leaders meet on the 18th.", "the 18th", "2025-09-18"),
        ("Profit rose in the first quarter. After a weak fourth quarter of 2024 that is above the figure of a year ago.", "a year ago", "2024-Q1"),
        ("Profit fell in the first quarter. The second quarter will be better than the year-earlier period.", "the year-earlier period", "2024-Q1"),
        ("The lender earned less in the quarter ended January 31 than a year earlier.", "a year earlier", "2023-Q4"), ("It sold less in the quarter ended March 31.", "March 31", "2025-03-31"),
        ("Sales should grow in the first two quarters of 2026.", "the first two quarters of 2026", "2026-H1"), ("It earned less for the full year than hoped.", "for the full year", "2025"),
        ("The village will one day have a school.", "one day", "FUTURE_REF"), ("One day a man came.", None, None), ("It does not bode well for coming quarters.", "coming quarters", "FUTURE_REF"),
        ("Orders rose from the low levels of the early summer.", "the early summer", "2024-SU"),
    ],
)  # fmt: skip
def test_what_is_told_from_the_day_or_the_year_in_hand(text, words, value):
    mentions = dates.find(text, datetime(2025, 4, 30, 15, 0, tzinfo=EASTERN))
    last = mentions[-1] if mentions else None
    assert (last and last.text, last and last.value) == (words, value)
