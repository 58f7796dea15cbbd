"""Transcripts: whose turn it is, what is nobody's words, and what an editor hears of a record that grows."""

from dataclasses import replace

import pytest

from monitor.detect.quotes import find
from tests.quoting import ARTICLE, CHANGED, NEW, SOURCE, Story3, article

OPENING = """Prime Minister Ana Reyes and Ole Sund, the harbour master, met the press in Holm.

THE PRIME MINISTER: Good morning to all of you. (Applause.)

The ferry sails again on Sunday, and the fare stays as it was.

MR. SUND: The ramp held on the very first try. [Crosstalk.]

Q: Who pays for the ramp?

And for the crane, if I may add that?

THE PRIME MINISTER: The harbour does. Nobody on the island pays a penny."""


def said(text: str) -> list[tuple[str | None, str]]:
    return [(q.speaker, q.text) for q in find(text) if q.kind != "indirect"]


def test_a_turn_is_whose_label_opens_it_and_goes_on_to_the_next() -> None:
    assert said(OPENING) == [
        ("Ana Reyes", "Good morning to all of you."),
        ("Ana Reyes", "The ferry sails again on Sunday, and the fare stays as it was."),
        ("Ole Sund", "The ramp held on the very first try."),
        ("Ana Reyes", "The harbour does. Nobody on the island pays a penny."),
    ]
    quotes = [q for q in find(OPENING) if q.kind == "direct"]
    assert [q.utterance for q in quotes] == [0, 0, 1, 2]
    assert [OPENING[slice(*q.speaker_span)] for q in quotes if q.speaker_span] == ["THE PRIME MINISTER", "THE PRIME MINISTER", "MR. SUND", "THE PRIME MINISTER"]


def test_words_quoted_within_a_turn_are_the_speakers_too() -> None:
    text = OPENING + "\n\nMR. SUND: My father said, “Never trust a dry rope,” and he was right."
    assert said(text)[-1] == ("Ole Sund", "My father said, “Never trust a dry rope,” and he was right.")


@pytest.mark.parametrize("asks", ["Q: Was it the wind?", "Q  Was it the wind?", "QUESTION: Was it the wind?", "REPORTER: Was it the wind?", "Reporter: Was it the wind?", "UNIDENTIFIED MALE: Was it the wind?"])
def test_whoever_only_asks_is_never_quoted_and_ends_the_turn(asks: str) -> None:
    text = f"{OPENING}\n\n{asks}\n\nOr was it the ice, as they say?\n\nMR. SUND: It was the wind."
    assert [words for _, words in said(text)[4:]] == ["It was the wind."]


def test_what_stands_below_the_last_turn_is_not_its_speakers() -> None:
    assert said(OPENING + "\n\nEND 12:03 P.M.\n\nWrite to us about the ferry and what it means to you.") == said(OPENING)


def test_a_heading_ends_a_turn() -> None:
    text = OPENING.replace("The ferry sails", "NOTE: The sound failed for a minute.\n\nThe ferry sails")
    assert "The ferry sails" not in str(said(text))


EXCERPT = """Ole Sund told Kim Berg of the harbour radio that the ramp had held.

BERG: Did the ramp hold?

SUND: It held on the very first try.

What the radio did not ask is who paid for it.

BERG: And nobody went home?

SUND: Nobody asked us to go home."""


def test_in_an_excerpt_a_paragraph_without_a_label_is_the_articles() -> None:
    assert said(EXCERPT) == [
        ("Kim Berg", "Did the ramp hold?"),
        ("Ole Sund", "It held on the very first try."),
        ("Kim Berg", "And nobody went home?"),
        ("Ole Sund", "Nobody asked us to go home."),
    ]


def test_a_surname_that_opens_several_lines_and_is_no_common_word_is_a_speakers() -> None:
    text = "SUND: The ramp held.\n\nBERG: For how long?\n\nSUND: For good.\n\nBERG: And the crane?"
    assert said(text) == [("Sund", "The ramp held."), ("Berg", "For how long?"), ("Sund", "For good."), ("Berg", "And the crane?")]


@pytest.mark.parametrize("labels", [
    ("NOTE", "CORRECTION", "UPDATE"), ("WASHINGTON", "LONDON", "WASHINGTON"), ("READ MORE", "WATCH", "READ MORE"), ("WHO", "WHAT", "WHEN"),
    ("MONDAY", "TUESDAY", "MONDAY"), ("Q", "A", "Q"), ("INGREDIENTS", "METHOD", "METHOD"), ("HARBOUR", "FERRY", "HARBOUR", "FERRY"), ("TEXAS", "OHIO", "TEXAS", "OHIO"), ("SUND", "SUND", "SUND"), ("THE PRESIDENT", "NOTE", "UPDATE"),
])  # fmt: skip
def test_other_lines_with_a_colon_are_no_turns(labels: tuple[str, ...]) -> None:
    lines = "\n\n".join(f"{label}: The ferry sails again on Sunday, whatever the ice does." for label in labels)
    assert said(f"The harbour opened at noon with a ferry for Holm.\n\n{lines}") == []


def test_a_long_record_yields_quotes_by_turn() -> None:
    turn = "MR. SUND: The ramp held {n} times on that day.\n\nIt will hold {n} times tomorrow, I trust.\n\nQ: And the crane?\n\n"
    found = find("The harbour speaks.\n\n" + "".join(turn.format(n=n) for n in range(10, 310)))
    assert len({q.utterance for q in found}) == 300
    assert all(q.text.endswith((".", "?")) for q in found)


# --- the ledger --------------------------------------------------------------------------------------------------------


def test_of_a_record_that_grows_an_editor_hears_once_for_each_speaker() -> None:
    story = Story3()
    story.reads(SOURCE, article(OPENING))
    more = """

The crane is paid for by the island, as it always was.

Q: Will it hold?

MR. SUND: Yes.

It will hold until the next storm comes, and then we shall see.

Q: Thank you.

THE PRIME MINISTER: Thank you all for the soup and for the patience.

And come back on Sunday to see the ferry sail."""
    events = story.reads(SOURCE, article(OPENING + more))
    assert [(e.kind, e.quote.speaker, len(e.also)) for e in events] == [(NEW, "Ana Reyes", 1), (NEW, "Ole Sund", 0)]


def test_a_paragraph_reworded_in_the_record_is_a_change_of_that_paragraph() -> None:
    story = Story3()
    story.reads(SOURCE, article(OPENING))
    (event,) = story.reads(SOURCE, article(OPENING.replace("again on Sunday", "again on Monday")))
    assert (event.kind, event.quote.text) == (CHANGED, "The ferry sails again on Monday, and the fare stays as it was.")


def test_what_an_article_picks_from_a_record_to_quote_is_new() -> None:
    story = Story3()
    story.reads(SOURCE, article(OPENING))
    story.reads(ARTICLE, article("The harbour opened at noon."))
    (event,) = story.reads(ARTICLE, article("The harbour opened at noon.\n\n“The fare stays as it was,” said Ana Reyes, the prime minister."))
    assert event.kind is NEW
    assert [e["document"] for e in event.quote.verified_in] == ["https://office.example/statement"]


def test_turns_that_an_older_reader_did_not_know_are_no_news() -> None:
    story = Story3()
    story.reads(SOURCE, replace(article(OPENING), quotes=()))
    assert story.reads(SOURCE, article("The press was met.\n\n" + OPENING)) == ()
