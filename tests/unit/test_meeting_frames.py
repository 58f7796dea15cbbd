"""An office's word that its frame or the next sentence keeps from counting. All in own words, told on Wednesday, September 10, 2025."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor import dates
from monitor.detect import meetings

WEDNESDAY = datetime(2025, 9, 10, 12, 0, tzinfo=UTC)
WHO = "Canadian Prime Minister Mark Carney and U.S. President Donald Trump spoke in July. "


def statuses(text: str) -> set[str]:
    return {c.status for c in meetings.find(WHO + text, dates.find(WHO + text, WEDNESDAY), WEDNESDAY) if len(c.participants) > 1}


@pytest.mark.parametrize(
    "text",
    [
        "Trump will meet Carney on Friday, the White House said. An hour later it said this was an error.",
        "The White House said Trump will meet Carney on Friday. Correction: the president stays at home.",
        "The White House said Trump will meet Carney on Friday. It has since deleted the post.",
        "Trump will meet Carney on Friday, the White House says in a new thriller.",
        "A preliminary agenda of the White House said Trump will meet Carney on Friday.",
        "Carney will meet Trump on Friday, his office said before the minority cabinet collapsed.",
        "The White House said Trump will meet Carney on Friday. The report proved to be false.",
        "While he was still in office, Trump’s spokesman said he will meet Carney on Friday.",
        "Carney will meet Trump in a public debate on Friday, his office said.",
    ],
)
def test_a_frame_or_a_correction_keeps_an_offices_word_from_confirming(text: str):
    assert "confirmed" not in statuses(text)


@pytest.mark.parametrize(
    "text",
    [
        "Trump will meet Carney on Friday, the White House said. It was wrong to wait, critics say.",
        "Trump will meet Carney on Friday, before a public debate, the White House said.",
    ],
)
def test_words_of_another_matter_leave_the_confirmation_standing(text: str):
    assert "confirmed" in statuses(text)
