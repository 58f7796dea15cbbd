"""What an alert says of itself: how sure it is stands where a lock screen shows it."""

from __future__ import annotations

import pytest

from monitor.model import AlertKind, LedgerQuote
from monitor.report.alerts import in_marks, place_of, quote_words, spoken
from tests.conftest import NOW


@pytest.mark.parametrize(
    ("speaker", "confidence", "named", "sure"),
    [("Clara Whitfield", 0.9, "Clara Whitfield", True), ("Clara Whitfield", 0.4, "Clara Whitfield (likely)", False), (None, 1.0, "speaker unclear", False)],
)
def test_a_quote_says_how_sure_its_speaker_is_and_why(speaker: str | None, confidence: float, named: str, sure: bool) -> None:
    quote = LedgerQuote(
        id=1, watch_id=1, key="k", text="The ferry runs again,", speaker=speaker, kind="direct", status="standing", first_seen=NOW,
        sightings=(), history=(), confidence=confidence,
    )  # fmt: skip
    title, text = quote_words(AlertKind.QUOTE_NEW, quote, "paper.example", 2)
    assert title == f"New quote, {named}: “The ferry runs again”"
    assert f"— {named}, in paper.example, version 2" in text
    assert ("Not certain: " in text) is not sure


def test_words_with_marks_of_their_own_get_no_second_ones() -> None:
    assert [in_marks(words) for words in ("Leaders meet", "“Never,” says Carney", "Carney: “Never”", "")] == ["“Leaders meet”", "“Never,” says Carney", "Carney: “Never”", "“”"]
    assert place_of("https://www.paper.example/x", "“Never,” says Carney") == "“Never,” says Carney (paper.example)"
    assert place_of(f"https://{'a' * 200}.example/", None).endswith("…")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("I saw the letter, It closes two weeks early.", "I saw the letter” … “It closes two weeks early."),
        ("We tried, We’ll try again, But not now,", "We tried” … “We’ll try again” … “But not now"),
        ("I sign nothing that I have not read, The winter does not wait.", "I sign nothing that I have not read” … “The winter does not wait."),
        ("We flew by way of Rome, The Hague and Oslo.", "We flew by way of Rome, The Hague and Oslo."),
        ("We saw Jo, Itamar and I, and it rained, it did.", "We saw Jo, Itamar and I, and it rained, it did."),
    ],
)
def test_what_the_narrator_stood_between_is_shown_in_marks_of_its_own(text: str, shown: str) -> None:
    assert spoken(text) == shown
