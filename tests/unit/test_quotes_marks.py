"""Where quotation marks open and close."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.quotes.marks import runs
from monitor.text import paragraphs


def marked(text: str) -> list[str]:
    return [text[r.start : r.end] for inside in runs(text, paragraphs(text)) for r in inside]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we will go” and left.", ["we will go"]),
        ('He said "we will go" and left.', ["we will go"]),
        ("He said «we will go» and left.", ["we will go"]),
        ("He said »we will go« and left.", ["we will go"]),
        ("He said „we will go“ and left.", ["we will go"]),
        ("He said „we will go” and left.", ["we will go"]),
        ("He said ”we will go” and left.", ["we will go"]),
        ("He said ``we will go'' and left.", ["we will go"]),
        ("He said ''we will go'' and left.", ["we will go"]),
        ("He said ‘we will go’ and left.", ["we will go"]),
        ("He said 'we will go' and left.", ["we will go"]),
    ],
)
def test_every_kind_of_marks_pairs(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It wasn't the workers' fault, said the minister's aide.",
        "In the '90s they'd say 'twas nothing.",
        "She stands 5'4\" and he 6'2\" tall.",
        "A 12\" pipe burst.",
        "Rock 'n' roll isn't dead.",
    ],
)
def test_apostrophes_feet_and_inches_are_no_marks(text: str) -> None:
    assert marked(text) == []


def test_an_apostrophe_does_not_close_speech_in_single_marks() -> None:
    assert marked("‘They don’t know the workers’ names, I’m told,’ she said.") == ["They don’t know the workers’ names, I’m told,"]


def test_inches_inside_speech_do_not_close_it() -> None:
    assert marked('"The door is 6\'2" high," he said.') == ['The door is 6\'2" high,']


def test_a_quote_within_a_quote_belongs_to_the_outer_one() -> None:
    assert marked("“She told me ‘never again’ and hung up,” he said.") == ["She told me ‘never again’ and hung up,"]
    assert marked("''He said, 'Go home,''' she recalled.") == ["He said, 'Go home,'"]


def test_paragraphs_that_open_without_closing_are_one_speech() -> None:
    text = "“The first part.\n\n“The second part.\n\n“The last part,” she said."
    found = [r for inside in runs(text, paragraphs(text)) for r in inside]
    assert [text[r.start : r.end] for r in found] == ["The first part.", "The second part.", "The last part,"]
    assert [r.goes_on for r in found] == [True, True, False]


def test_a_mark_never_closed_ends_with_its_paragraph() -> None:
    assert marked("He said “we will go home.\n\nNobody else spoke.") == ["we will go home."]


def test_a_stray_first_mark_does_not_swallow_the_next_quote() -> None:
    assert marked('The 27" screen showed "no signal" all day.') == ["no signal"]
    assert marked("A stray “ mark, then “real words” follow.") == ["real words"]


@pytest.mark.parametrize("nasty", ['"', "“", "”", "'", "‘a ", '"a" ', "'' ", "“a” ‘b’ "])
def test_fifty_thousand_marks_are_read(nasty: str) -> None:
    text = nasty * (50_000 // len(nasty))
    assert all(r.start <= r.end for inside in runs(text, paragraphs(text)) for r in inside)


@given(st.text(alphabet="ab .,!?\n\"'“”‘’«»„`15", max_size=120))
def test_runs_lie_in_their_paragraph_in_order_and_apart(text: str) -> None:
    spans = paragraphs(text)
    for (first, last), inside in zip(spans, runs(text, spans), strict=True):
        at = first
        for run in inside:
            assert at <= run.outer_start <= run.start <= run.end <= run.outer_end <= last
            at = run.outer_end


def test_a_heading_in_single_marks_is_no_speech_where_speech_stands_in_double_marks() -> None:
    assert marked("“It rained all week,” Jo Marsh said.\n\n‘A week to forget.’\n\n“And it will rain.”") == ["It rained all week,", "And it will rain."]
    assert marked("‘It rained all week,’ Jo Marsh said.\n\n‘A week to forget.’") == ["It rained all week,", "A week to forget."]
