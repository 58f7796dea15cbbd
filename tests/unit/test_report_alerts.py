"""What an alert says of itself: how sure it is stands where a lock screen shows it."""

from __future__ import annotations

import pytest

from monitor.model import AlertKind, LedgerQuote, replace
from monitor.report.alerts import in_marks, place_of, quote_words, spoken
from tests.conftest import NOW

QUOTE = LedgerQuote(
    id=1, watch_id=1, key="k", text="The ferry runs again,", speaker="Clara Whitfield", kind="direct", status="standing", first_seen=NOW,
    sightings=(), history=(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("speaker", "confidence", "named", "sure"),
    [("Clara Whitfield", 0.9, "Clara Whitfield", True), ("Clara Whitfield", 0.4, "Clara Whitfield (likely)", False), (None, 1.0, "speaker unclear", False)],
)
def test_a_quote_says_how_sure_its_speaker_is_and_why(speaker: str | None, confidence: float, named: str, sure: bool) -> None:
    title, text = quote_words(AlertKind.QUOTE_NEW, replace(QUOTE, speaker=speaker, confidence=confidence), "paper.example", 2)
    assert title == f"New quote, {named}: “The ferry runs again”"
    assert f"— {named}, in paper.example, version 2" in text
    assert ("Not certain: " in text) is not sure


def test_words_with_marks_of_their_own_get_no_second_ones() -> None:
    assert [in_marks(words) for words in ("Leaders meet", "“Never,” says Carney", "Carney: “Never”", "")] == ["“Leaders meet”", "“Never,” says Carney", "Carney: “Never”", "“”"]
    assert place_of("https://www.paper.example/x", "“Never,” says Carney") == "“Never,” says Carney (paper.example)"
    assert place_of(f"https://{'a' * 200}.example/", None).endswith("…")


@pytest.mark.parametrize(
    ("portions", "shown"),
    [
        (("I saw the letter,", "It closes two weeks early."), "I saw the letter” … “It closes two weeks early."),
        (("We flew to Rome,", "the Hague", "and Oslo,"), "We flew to Rome” … “the Hague” … “and Oslo"),
        ((), "We saw Jo, Itamar and I, it rained"),
    ],
)
def test_what_the_narrator_stood_between_is_shown_in_marks_of_its_own(portions: tuple[str, ...], shown: str) -> None:
    assert spoken(replace(QUOTE, text=" ".join(portions) or "We saw Jo, Itamar and I, it rained,", portions=portions)) == shown
