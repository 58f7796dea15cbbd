"""What becomes of a quote, version after version, in a story of several documents."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.detect.quotes import find
from monitor.detect.quotes.life import TRANSITIONS, QuoteEvent, follow
from monitor.model import AlertKind, Article, LedgerQuote, Link, Member, Reading, Role, Story, StoryText, Watch

START = datetime(2025, 5, 5, 12, tzinfo=UTC)
ARTICLE, SOURCE, OTHER = 1, 2, 3
URLS = {ARTICLE: "https://paper.example/story", SOURCE: "https://office.example/statement", OTHER: "https://wire.example/item"}
NEW, CHANGED, WITHDRAWN, UNVERIFIED = AlertKind.QUOTE_NEW, AlertKind.QUOTE_CHANGED, AlertKind.QUOTE_WITHDRAWN, AlertKind.QUOTE_UNVERIFIED

TRADE = "“The border stays open to trade this summer,” said Mark Carney, the prime minister."
LUNCH = "“We had a long and friendly lunch,” said Donald Trump."
RIVER = "“Nobody may sell the water of our rivers,” Ana Reyes said."


def article(text: str, links: tuple[Link, ...] = ()) -> Reading:
    plain = Article(title="A story", byline=None, published=None, modified=None, canonical=None, language="en", text=text, links=links)
    return Reading(article=plain, quotes=find(text))


class Story3:
    """A story of three documents, its ledger kept between checks."""

    def __init__(self) -> None:
        self.watch = Watch(
            id=7, url=URLS[ARTICLE], name=None, every_s=600, paused=False, follow_sources=True, added_at=START, article_id=ARTICLE, baseline_at=START
        )
        self.members = tuple(
            Member(watch_id=7, document_id=d, role=Role.ARTICLE if d == ARTICLE else Role.SOURCE, url=u) for d, u in URLS.items()
        )
        self.ledger: list[LedgerQuote] = []
        self.readings: dict[int, Reading] = {}
        self.versions: dict[int, int] = {}
        self.clock = START

    def story(self, document: int) -> Story:
        texts = tuple(
            StoryText.of(d, URLS[d], self.versions[d], r) for d, r in self.readings.items()
        )
        member = next(m for m in self.members if m.document_id == document)
        return Story(watch=self.watch, member=member, members=self.members, quotes=tuple(self.ledger), meetings=(), texts=texts)

    def reads(self, document: int, reading: Reading) -> tuple[QuoteEvent, ...]:
        self.clock += timedelta(minutes=10)
        number = self.versions.get(document, 0) + 1
        entries, events = follow(self.story(document), document, URLS[document], number, reading, self.readings.get(document), self.clock)
        for entry in entries:
            if entry.id is None:
                self.ledger.append(replace(entry, id=len(self.ledger) + 1))
            else:
                self.ledger[entry.id - 1] = entry
        self.readings[document], self.versions[document] = reading, number
        return events

    def sees(self, *paragraphs: str, document: int = ARTICLE) -> list[AlertKind]:
        return [e.kind for e in self.reads(document, article("\n\n".join(paragraphs)))]

    def entry(self, start: str) -> LedgerQuote:
        (found,) = [q for q in self.ledger if q.text.startswith(start)]
        return found


@pytest.fixture
def story() -> Story3:
    return Story3()


def test_a_new_quote_is_entered_and_told_with_its_passage(story: Story3) -> None:
    story.sees(LUNCH)
    text = f"{LUNCH}\n\n{TRADE}"
    (event,) = story.reads(ARTICLE, article(text))
    assert event.kind is NEW
    assert event.quote.speaker == "Mark Carney"
    assert text[event.passage.start : event.passage.end] == event.passage.text == "The border stays open to trade this summer,"
    assert event.url.startswith(URLS[ARTICLE] + "#:~:text=")
    assert story.entry("The border").status == "standing"
    assert [e.what for e in story.entry("The border").history] == ["new"]


def test_a_quote_that_moved_is_not_new(story: Story3) -> None:
    story.sees(TRADE, "Nothing else happened.", LUNCH)
    assert story.sees(LUNCH, TRADE, "Nothing else happened.") == []


def test_a_quote_repeated_in_another_document_is_not_new(story: Story3) -> None:
    story.sees(TRADE)
    assert story.sees("Mr. Carney said: “The border stays open to trade this summer.”", document=SOURCE) == []
    assert [s.document_id for s in story.entry("The border").sightings] == [ARTICLE, SOURCE]


def test_marks_case_and_final_punctuation_make_no_new_quote(story: Story3) -> None:
    story.sees(TRADE)
    assert story.sees('Mark Carney said: "The border stays open to trade this summer."') == []


def test_a_fuller_name_is_the_same_quote_and_stays(story: Story3) -> None:
    story.sees("“The border stays open to trade this summer,” Carney said.")
    assert story.sees(TRADE) == []
    assert story.entry("The border").speaker == "Mark Carney"
    assert story.sees("“The border stays open to trade this summer,” Carney said.") == []
    assert story.entry("The border").speaker == "Mark Carney"


def test_a_pronoun_in_another_document_is_the_same_speaker(story: Story3) -> None:
    story.sees(TRADE)
    assert story.sees("“The border stays open to trade this summer,” they said.", document=SOURCE) == []
    assert len(story.ledger) == 1


def test_moving_the_split_point_changes_nothing(story: Story3) -> None:
    story.sees("“We met today at noon,” Jo Marsh said. “We will meet again.”")
    assert story.sees("“We met today at noon. We will meet again,” Jo Marsh said.") == []
    assert story.sees("“We met today,” Jo Marsh said, “at noon. We will meet again.”") == []
    assert story.sees("“We met today at noon,” Jo Marsh said.\n\n“We will meet again,” she added.") == []
    assert all(q.status == "standing" for q in story.ledger)


def test_a_reworded_quote_is_changed_once_and_never_new_and_withdrawn(story: Story3) -> None:
    story.sees(TRADE, LUNCH)
    (event,) = story.reads(ARTICLE, article(TRADE.replace("this summer", "until winter") + "\n\n" + LUNCH))
    assert event.kind is CHANGED
    assert event.differs == "words"
    assert event.was is not None
    assert (event.was.text, event.quote.text) == (
        "The border stays open to trade this summer,",
        "The border stays open to trade until winter,",
    )
    entry = story.entry("The border")
    assert entry.status == "changed"
    assert entry.history[-1].data["old"] == "The border stays open to trade this summer,"


def test_shortened_and_extended_quotes_are_changes(story: Story3) -> None:
    story.sees("“The border stays open to trade this summer and well into the next winter,” said Mark Carney.")
    assert story.sees("“The border stays open to trade,” said Mark Carney.") == [CHANGED]
    assert story.sees("“The border stays open to trade and the lake is calm and the bridges are new,” said Mark Carney.") == [CHANGED]
    assert len(story.ledger) == 1


def test_a_changed_quote_that_changes_back_is_changed_again(story: Story3) -> None:
    story.sees(TRADE)
    reworded = TRADE.replace("this summer", "until winter")
    assert story.sees(reworded) == [CHANGED]
    assert story.sees(TRADE) == [CHANGED]
    assert len(story.ledger) == 1


def test_the_old_words_still_standing_in_another_document_are_the_same_quote(story: Story3) -> None:
    story.sees(TRADE)
    story.sees(TRADE, document=SOURCE)
    assert story.sees(TRADE.replace("this summer", "until winter")) == [CHANGED]
    assert story.sees(TRADE, "One more line of prose.", document=SOURCE) == []
    assert story.sees(TRADE.replace("this summer", "until winter"), document=SOURCE) == []


def test_another_speaker_for_the_same_words_is_a_change_of_speaker(story: Story3) -> None:
    story.sees("Mark Carney came.", "“The border stays open to trade this summer,” said Mark Carney.")
    (event,) = story.reads(ARTICLE, article("Ana Reyes came.\n\n“The border stays open to trade this summer,” said Ana Reyes."))
    assert (event.kind, event.differs) == (CHANGED, "speaker")
    assert story.entry("The border").speaker == "Ana Reyes"
    assert story.entry("The border").history[-1].data["old_speaker"] == "Mark Carney"


def test_two_people_may_say_the_same_short_words(story: Story3) -> None:
    story.sees("“No comment today,” said Mark Carney.")
    assert story.sees("“No comment today,” said Mark Carney.", "“No comment today,” said Ana Reyes.") == [NEW]


def test_a_quote_gone_from_every_document_is_withdrawn(story: Story3) -> None:
    story.sees(TRADE, LUNCH)
    (event,) = story.reads(ARTICLE, article(LUNCH))
    assert event.kind is WITHDRAWN
    assert event.version == 1
    assert event.passage.text == "The border stays open to trade this summer,"
    assert story.entry("The border").status == "withdrawn"


def test_a_quote_that_stands_in_another_document_is_not_withdrawn(story: Story3) -> None:
    story.sees(TRADE, LUNCH)
    story.sees(TRADE, document=SOURCE)
    assert story.sees(LUNCH) == []
    assert story.entry("The border").status == "standing"
    assert story.sees("Nothing.", document=SOURCE) == [WITHDRAWN]


def test_words_that_still_stand_without_attribution_are_not_withdrawn(story: Story3) -> None:
    story.sees(TRADE, LUNCH)
    assert story.sees("The border stays open to trade this summer, it was heard.", LUNCH) == []
    assert story.entry("The border").status == "standing"


def test_words_that_stood_between_marks_before_they_were_read_as_a_quote_are_entered_in_silence(story: Story3) -> None:
    story.sees("The sign at the gate said “The border stays open to trade this summer” in red.")
    story.ledger.clear()  # as an older reader saw it
    assert story.sees(TRADE) == []
    assert story.entry("The border").status == "standing"


def test_a_paraphrase_that_becomes_a_quote_is_new(story: Story3) -> None:
    story.sees("Mark Carney said the border stays open to trade this summer.")
    assert story.sees(TRADE) == [NEW]


def test_a_withdrawn_quote_that_returns_stands_again_in_silence(story: Story3) -> None:
    story.sees(TRADE, LUNCH)
    assert story.sees(LUNCH) == [WITHDRAWN]
    assert story.sees(TRADE, LUNCH) == []
    assert story.entry("The border").status == "standing"
    assert [e.what for e in story.entry("The border").history] == ["new", "withdrawn", "standing"]


def test_fragments_and_paraphrase_raise_few_alerts(story: Story3) -> None:
    story.sees(LUNCH)
    assert story.sees(LUNCH, "Mark Carney said the tariff was “unjust” and would go.") == []
    assert story.sees(LUNCH, "Mark Carney said that the tariff would go in June.") == []
    assert all("tariff would go" not in q.text for q in story.ledger)


def test_the_fragments_of_one_utterance_make_one_alert(story: Story3) -> None:
    story.sees(LUNCH)
    text = "Mark Carney said the tariff was “unjust to every worker here” and that it “shall be gone by next year” at last."
    (event,) = story.reads(ARTICLE, article(f"{LUNCH}\n\n{text}"))
    assert event.kind is NEW
    assert event.quote.text == "unjust to every worker here"
    assert [q.text for q in event.also] == ["shall be gone by next year"]


def test_a_changed_number_comes_first(story: Story3) -> None:
    count = "“We shall hire 40 people in the north,” said Ana Reyes."
    story.sees(TRADE, count)
    events = story.reads(ARTICLE, article(TRADE.replace("this summer", "until winter") + "\n\n" + count.replace("40", "14")))
    assert [e.kind for e in events] == [CHANGED, CHANGED]
    assert "14" in events[0].quote.text


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
    events = [e for e in story.reads(ARTICLE, linked(TRADE.replace("trade this", "trade all"), beside=True)) if e.kind is UNVERIFIED]
    assert len(events) == 1
    assert events[0].source is not None
    assert events[0].source["text"] == "The border stays closed to trade all summer"
    assert events[0].passage.text.startswith("The border stays open")
    again = story.reads(ARTICLE, linked(TRADE.replace("trade this", "trade all") + " Rain fell.", beside=True))
    assert [e.kind for e in again] == []


def test_a_link_in_another_paragraph_verifies_nothing(story: Story3) -> None:
    story.sees("The statement: “The border stays closed to trade all summer,” said Ana Reyes.", document=SOURCE)
    events = story.reads(ARTICLE, linked(TRADE.replace("trade this", "trade all"), beside=False))
    assert UNVERIFIED not in [e.kind for e in events]


def test_a_linked_source_about_something_else_says_nothing(story: Story3) -> None:
    story.sees("The ministry published its yearly figures for fish, timber and potash.", document=SOURCE)
    assert UNVERIFIED not in [e.kind for e in story.reads(ARTICLE, linked(TRADE, beside=True))]


def test_the_table_knows_every_status_and_ends_in_none_that_it_does_not_know() -> None:
    assert {status for status, _ in TRANSITIONS} == {None, "standing", "changed", "withdrawn"}
    assert {status for status, _ in TRANSITIONS.values()} == {"standing", "changed", "withdrawn"}
    assert {alert for _, alert in TRANSITIONS.values()} == {None, NEW, CHANGED, WITHDRAWN}


def test_many_quotes_that_all_change_are_paired(story: Story3) -> None:
    before = [f"“Number {n} of the houses on the hill road was sold by lot {n * 7} today,” said Ana Reyes." for n in range(60)]
    after = [line.replace("was sold", "was bought") for line in before]
    story.sees(*before)
    assert story.sees(*after) == [CHANGED] * 60
