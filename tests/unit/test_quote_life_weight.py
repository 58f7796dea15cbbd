"""What makes the same words other words, and whose they are: signs and currencies, bodies, corrections, a yes that is a no."""

from __future__ import annotations

import pytest

from monitor.detect.quotes import find
from monitor.extract.corrections import find as notes
from monitor.model import Article, Reading
from monitor.text import quote_key
from tests.quoting import ARTICLE, CHANGED, NEW, WITHDRAWN, Story3

TOWN = "The town met on Monday to speak about the road.\n\n"
ROAD = "“We have waited eleven years for this road and we will not wait a twelfth,” said Harriet Cole, the mayor."
MISQUOTED = "\n\nCorrection: An earlier version of this article misquoted Harriet Cole as saying “We have waited eleven years for this road and we will not wait a twelfth.”"


def told(*versions: str) -> tuple[list[tuple[str, str | None]], Story3]:
    """(kind, speaker) of the events that the last version makes, and the story."""
    story = Story3()
    events = ()
    for text in versions:
        whole = TOWN + text
        page = Article(title="A story", byline=None, published=None, modified=None, canonical=None, language="en", text=whole, links=(), corrections=notes(whole))
        events = story.reads(ARTICLE, Reading(article=page, quotes=find(whole)))
    return [(e.kind, e.quote.speaker) for e in events], story


@pytest.mark.parametrize(
    ("old", "new"),
    [("cost us $300", "cost us £300"), ("cost us €5", "cost us $5"), ("grew by 2", "grew by -2"), ("fell by 40%", "fell by 40"), ("moved by +3", "moved by -3")],
)
def test_a_sign_a_currency_and_per_cent_change_what_was_said(old: str, new: str) -> None:
    events, _ = told(f"“It {old} in a year,” said Harriet Cole.", f"“It {new} in a year,” said Harriet Cole.")
    assert events == [(CHANGED, "Harriet Cole")]


@pytest.mark.parametrize("text", ["a well-known man", "from 10-12 people", "“so—2 of them”", "he paid, in dollars ($), the rest", "5 – 6"])
def test_a_hyphen_and_a_dash_are_no_signs(text: str) -> None:
    assert not set(quote_key(text)) & set("-+$%")


@pytest.mark.parametrize(("one", "other"), [("The White House", "The Kremlin"), ("The FBI", "The CIA")])
def test_the_words_of_another_body_are_a_change(one: str, other: str) -> None:
    text = "{} said the talks were “productive and frank from the beginning to the end.”"
    assert told(text.format(one), text.format(other))[0] == [(CHANGED, other)]


def test_who_speaks_for_a_body_is_no_other_speaker() -> None:
    events, _ = told("The Kremlin said: “The talks were productive and frank to the end.”", "Kremlin spokesman Dmitry Peskov said: “The talks were productive and frank to the end.”")
    assert events == []


def test_a_name_taken_back_for_somebody_without_one_is_a_change() -> None:
    assert told(ROAD, ROAD.replace("Harriet Cole, the mayor", "a senior official"))[0] == [(CHANGED, "a senior official")]


def test_a_misquotation_that_a_correction_repeats_does_not_stand() -> None:
    events, story = told(ROAD, ROAD.replace("eleven", "twelve") + MISQUOTED)
    assert events == [(CHANGED, "Harriet Cole")]
    assert [q.text[:22] for q in story.ledger] == ["We have waited twelve "]


def test_words_that_only_a_correction_still_holds_are_withdrawn() -> None:
    events, _ = told(ROAD + "\n\n“It is late,” said Imran Shah.", "“It is late,” said Imran Shah." + MISQUOTED)
    assert events == [(WITHDRAWN, "Harriet Cole")]


@pytest.mark.parametrize(("old", "new"), [("“Yes,”", "“No,”"), ("“I knew,”", "“I didn’t know,”")])
def test_a_short_answer_that_turns_round_is_a_change(old: str, new: str) -> None:
    text = "{} said Harriet Cole when a judge asked her whether she had taken the money."
    assert told(text.format(old), text.format(new))[0] == [(CHANGED, "Harriet Cole")]


def test_the_same_words_by_a_second_speaker_in_the_paragraph_are_new() -> None:
    one = "“We will not pay a penny of it,” said Harriet Cole."
    assert told(one, one + " “We will not pay a penny of it,” said Imran Shah, too.")[0] == [(NEW, "Imran Shah")]
