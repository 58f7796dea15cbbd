"""A meeting that is proposed for a stretch of days keeps its window, however it is worded. Told on Wednesday, April 30, 2025."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from monitor import dates
from monitor.detect import meetings
from monitor.model import Claim

TOLD = datetime(2025, 4, 30, 15, 0, tzinfo=timezone(timedelta(hours=-4)))
WEEK = (date(2025, 4, 30), date(2025, 5, 7))
NEXT = (date(2025, 5, 5), date(2025, 5, 11))


def read(text: str, published: datetime = TOLD) -> tuple[Claim, ...]:
    return meetings.find(text, dates.find(text, published), published)


@pytest.mark.parametrize(
    ("sentence", "window"),
    [
        ("Chancellor Ute Kern said that Prime Minister Sana Ito would come to the White House “within the next week or less,” two days after the vote.", WEEK),
        ("Chancellor Ute Kern will meet Prime Minister Sana Ito within the next week or less, her office said.", WEEK),
        ("Within the next week or less, Chancellor Ute Kern will meet Prime Minister Sana Ito, her office said.", WEEK),
        ("Chancellor Ute Kern would like to meet Prime Minister Sana Ito in the next week or so.", WEEK),
        ("Chancellor Ute Kern would like to meet Prime Minister Sana Ito in the next week or two, her office said.", (date(2025, 4, 30), date(2025, 5, 14))),
        ("Chancellor Ute Kern and Prime Minister Sana Ito agreed to meet within days.", WEEK),
        ("Ms. Kern said she hoped to see Prime Minister Sana Ito “in the coming days,” a day after the two spoke by phone.", WEEK),
        ("Chancellor Ute Kern may meet Prime Minister Sana Ito later this month.", (date(2025, 4, 30), date(2025, 4, 30))),
        ("Chancellor Ute Kern wants to meet Prime Minister Sana Ito by Friday, when the truce ends.", (date(2025, 4, 30), date(2025, 5, 2))),
        ("Talks between Chancellor Ute Kern and Prime Minister Sana Ito could take place next week, officials said.", NEXT),
        ("Talks next week between Chancellor Ute Kern and Prime Minister Sana Ito remain possible.", NEXT),
        ("Chancellor Ute Kern agreed on Tuesday to meet Prime Minister Sana Ito next week.", NEXT),
        ("Chancellor Ute Kern and Prime Minister Sana Ito plan to meet this weekend.", (date(2025, 5, 3), date(2025, 5, 4))),
        ("Chancellor Ute Kern offered to host Prime Minister Sana Ito within two weeks.", (date(2025, 4, 30), date(2025, 5, 14))),
        ("Chancellor Ute Kern invited Prime Minister Sana Ito to talks in Berlin in May.", (date(2025, 5, 1), date(2025, 5, 31))),
        ("Chancellor Ute Kern plans a trip to Tokyo in mid-May to see Prime Minister Sana Ito.", (date(2025, 5, 11), date(2025, 5, 20))),
    ],
)
def test_a_proposed_meeting_keeps_its_window(sentence, window):
    (claim,) = read(sentence)
    assert (claim.status, claim.earliest, claim.latest) == ("proposed", *window)


@pytest.mark.parametrize(
    "sentence",
    [
        "Chancellor Ute Kern hopes to meet Prime Minister Sana Ito, who will be in Oslo next week.",
        "Chancellor Ute Kern hopes to meet Prime Minister Sana Ito after elections in the coming weeks.",
        "Chancellor Ute Kern may meet Prime Minister Sana Ito, but parliament must vote on it next week.",
    ],
)
def test_a_window_of_something_else_is_not_the_meetings(sentence):
    (claim,) = read(sentence)
    assert (claim.status, claim.earliest) == ("proposed", None)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Foreign ministers Jan Holt and Aiko Mori may meet in Geneva next week.", {"Jan Holt", "Aiko Mori"}),
        ("The foreign ministers, Jan Holt and Aiko Mori, will meet in Geneva early next week.", {"Jan Holt", "Aiko Mori"}),
        ("The two leaders, Chancellor Ute Kern and Prime Minister Sana Ito, should meet next week.", {"Ute Kern", "Sana Ito"}),
    ],
)
def test_those_named_behind_a_word_for_both_are_the_parties(text, parties):
    (claim,) = read(text)
    assert set(claim.participants) == parties
