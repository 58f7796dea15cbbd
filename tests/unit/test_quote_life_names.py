"""Who is who over all the documents of a story."""

import itertools

import pytest

from monitor.detect.quotes.same import same_speaker
from tests.quoting import ARTICLE, OTHER, SOURCE, Story3

SHORT = "“The border stays open to trade this summer,” Trudeau said."


@pytest.fixture
def story() -> Story3:
    return Story3()


def test_the_full_name_may_come_from_another_document(story: Story3) -> None:
    story.sees(SHORT)
    assert story.entry("The border").speaker == "Trudeau"
    story.sees("The house heard Justin Trudeau for an hour. Later Justin Trudeau left.", document=SOURCE)
    assert story.entry("The border").speaker == "Justin Trudeau"
    assert story.entry("The border").history[-1].what == "named"


def test_two_people_of_one_surname_stay_apart_in_whatever_order_they_come(story: Story3) -> None:
    texts = {
        ARTICLE: SHORT,
        SOURCE: "“We had a long and friendly lunch,” said Justin Trudeau.",
        OTHER: "“Nobody may sell the water of our rivers,” said Sophie Trudeau.",
    }
    for order in itertools.permutations(texts):
        fresh = Story3()
        for document in order:
            fresh.sees(texts[document], document=document)
        assert {q.text.split()[0]: q.speaker for q in fresh.ledger} == {"The": "Trudeau", "We": "Justin Trudeau", "Nobody": "Sophie Trudeau"}


def test_an_office_is_the_one_person_whom_the_story_calls_by_it(story: Story3) -> None:
    story.sees("“The border stays open to trade this summer,” the president said.")
    story.sees("“We had a long and friendly lunch,” U.S. President Donald Trump said on Monday.", document=SOURCE)
    assert story.entry("The border").speaker == "Donald Trump"


def test_an_office_that_two_people_bear_names_nobody(story: Story3) -> None:
    story.sees("“The border stays open to trade this summer,” the president said.")
    story.sees("President Donald Trump met President Emmanuel Macron at noon.", document=SOURCE)
    assert (story.entry("The border").speaker or "").lower() in ("", "the president")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Trump", "Donald Trump", True),
        ("Donald J. Trump", "U.S. President Donald Trump", True),
        ("Xi", "Xi Jinping", True),
        ("Mr. Prince", "Matthew Prince", True),
        ("Ursula von der Leyen", "von der Leyen", True),
        ("Donald Trump", "Donald Trump Jr.", False),
        ("Justin Trudeau", "Sophie Trudeau", False),
        ("Mark Carney", "Mark Rutte", False),
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str, same: bool) -> None:
    assert same_speaker(one, other) is same
    assert same_speaker(other, one) is same
