"""Whether a story's sources bear its quotes out."""

import pytest

from monitor.detect.quotes.verify import other_words
from monitor.model import AlertKind, Link, Reading
from tests.quoting import ARTICLE, SOURCE, TRADE, UNVERIFIED, URLS, Story3, article

SAID = "“The border stays open to trade all summer,” said Mark Carney, the prime minister."
CLOSED = "The statement: “The border stays closed to trade all summer,” said Mark Carney."


@pytest.fixture
def story() -> Story3:
    return Story3()


def test_another_document_that_holds_the_words_verifies_them(story: Story3) -> None:
    story.sees("In a statement the office wrote that the border stays open to trade this summer.", document=SOURCE)
    story.sees(TRADE)
    (record,) = story.entry("The border").verified_in
    text = story.readings[SOURCE].article.text
    assert record["document"] == URLS[SOURCE]
    assert text[record["start"] : record["end"]] == record["text"] == "the border stays open to trade this summer"


def test_verification_lapses_when_the_other_document_drops_the_words(story: Story3) -> None:
    story.sees("In a statement the office wrote that the border stays open to trade this summer.", document=SOURCE)
    story.sees(TRADE)
    story.sees("The statement was taken down.", document=SOURCE)
    assert story.entry("The border").verified_in == ()


def linked(quote: str, *, beside: bool) -> Reading:
    text = f"{quote} It was in a statement.\n\nThe weather was fine and a statement followed."
    at = text.index("a statement") if beside else text.rindex("a statement")
    link = Link(href="http://www.office.example/statement?utm_source=x", anchor="a statement", sentence="", start=at, end=at + 11)
    return article(text, (link,))


def test_a_linked_source_with_other_words_is_told_once_with_both(story: Story3) -> None:
    source = "The statement: “The border stays closed to trade all summer,” said Mark Carney."
    story.sees(source, document=SOURCE)
    events = [e for e in story.reads(ARTICLE, linked(SAID, beside=True)) if e.kind is UNVERIFIED]
    assert len(events) == 1
    assert events[0].source is not None
    assert events[0].source["text"] == "The border stays closed to trade all summer"
    assert events[0].passage.text.startswith("The border stays open")
    again = story.reads(ARTICLE, linked(SAID + " Rain fell.", beside=True))
    assert [e.kind for e in again] == []


def test_a_link_in_another_paragraph_verifies_nothing(story: Story3) -> None:
    story.sees("The statement: “The border stays closed to trade all summer,” said Ana Reyes.", document=SOURCE)
    events = story.reads(ARTICLE, linked(SAID, beside=False))
    assert UNVERIFIED not in [e.kind for e in events]


def test_a_linked_source_about_something_else_says_nothing(story: Story3) -> None:
    story.sees("The ministry published its yearly figures for fish, timber and potash.", document=SOURCE)
    assert UNVERIFIED not in [e.kind for e in story.reads(ARTICLE, linked(TRADE, beside=True))]


@pytest.mark.parametrize("first", [SOURCE, ARTICLE], ids=["source first", "article first"])
def test_whichever_is_read_first_the_same_is_told(story: Story3, first: int) -> None:
    readings = {SOURCE: article(CLOSED), ARTICLE: linked(SAID, beside=True)}
    events = [e for d in sorted(readings, key=lambda d: d != first) for e in story.reads(d, readings[d]) if e.kind is UNVERIFIED]
    assert [(e.at.url, e.passage.text, e.source and e.source["text"]) for e in events] == [
        (URLS[ARTICLE], "The border stays open to trade all summer,", "The border stays closed to trade all summer")
    ]


def test_a_source_that_changes_later_is_held_against_the_quote_again(story: Story3) -> None:
    story.sees(CLOSED.replace("closed", "open"), document=SOURCE)
    assert UNVERIFIED not in kinds(story, ARTICLE, linked(SAID, beside=True))
    assert UNVERIFIED in kinds(story, SOURCE, article(CLOSED))
    assert story.ledger[0].verified_in == ()
    assert UNVERIFIED not in kinds(story, SOURCE, article(CLOSED.replace("closed", "open")))
    assert len(story.ledger[0].verified_in) == 1


def kinds(story: Story3, document: int, reading: Reading) -> list[AlertKind]:
    return [e.kind for e in story.reads(document, reading)]


@pytest.mark.parametrize(
    "source",
    [
        "Carney said that the border would stay open to trade all summer.",
        "“The borders stays open to trade, um, all summer long,” said Mark Carney.",
        "“La frontière reste ouverte au commerce tout l’été,” a dit Mark Carney.",
        "“The border stays closed to trade all summer,” said Ana Reyes.",
        "Subscribe to read on. The border is in the news.",
        "The border is far. Trade is open to all. The summer was warm and it stays so.",
    ],
    ids=["paraphrase", "cleaned up", "another language", "another speaker", "a stub", "other things"],
)
def test_a_linked_page_that_holds_no_other_words_of_his_says_nothing(story: Story3, source: str) -> None:
    story.sees(source, document=SOURCE)
    assert UNVERIFIED not in kinds(story, ARTICLE, linked(SAID, beside=True))


@pytest.mark.parametrize(
    "source",
    [
        "“The border stays open to trade until May,” said Mark Carney.",
        "“The border will not stay open to trade all summer,” said Mark Carney.",
        "MARK CARNEY: Thank you. The border may stay open to trade for a part of the summer. Next question.",
    ],
)
def test_clearly_other_words_of_his_are_told(story: Story3, source: str) -> None:
    story.sees(source, document=SOURCE)
    assert UNVERIFIED in kinds(story, ARTICLE, linked(SAID, beside=True))


def test_each_portion_of_a_split_or_elided_quote_is_held_against_the_source_alone(story: Story3) -> None:
    story.sees("He said: “The border stays open to trade. I say that as a friend of the north. It will stay so all summer long.”", document=SOURCE)
    said = "“The border stays open to trade,” said Mark Carney. “It [the border] … will stay so all summer long.”"
    assert UNVERIFIED not in kinds(story, ARTICLE, linked(said, beside=True))


def test_a_link_in_the_line_that_leads_in_counts_as_beside_it(story: Story3) -> None:
    story.sees(CLOSED, document=SOURCE)
    text = "Mark Carney wrote in a statement:\n\n“The border stays open to trade all summer.”"
    link = Link(href=URLS[SOURCE], anchor="a statement", sentence="", start=text.index("a statement"), end=text.index(":"))
    assert UNVERIFIED in kinds(story, ARTICLE, article(text, (link,)))


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("we will win", "we will win", False),
        ("we dont do that", "we do not do that", False),
        ("we honour the deal", "we honor the deals", False),
        ("it is a cease fire", "it is a ceasefire", False),
        ("we have ten ships", "we have 10 ships", False),
        ("we will sign", "we may sign", True),
        ("it is legal", "it is illegal", True),
        ("we have 10 ships", "we have 12 ships", True),
        ("he is on our side", "he is not on our side", True),
        ("on tuesday we meet", "on thursday we meet", True),
    ],
)
def test_other_words_say_something_else(one: str, other: str, differs: bool) -> None:
    assert other_words(one.split(), other.split()) is differs
