"""What becomes of a quote, version after version, in a story of several documents."""

import pytest

from monitor.detect.quotes import find
from monitor.detect.quotes.ledger import TRANSITIONS
from monitor.extract import kinds
from monitor.model import Reading
from tests.quoting import ARTICLE, CHANGED, LUNCH, NEW, RIVER, SOURCE, TRADE, URLS, WITHDRAWN, Story3, article


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


def test_a_name_without_its_accents_is_the_same_speaker(story: Story3) -> None:
    story.sees("“The border stays open to trade this summer,” said José Łuk.")
    assert story.sees("“The border stays open to trade this summer,” said Jose Luk.") == []
    assert story.sees("“The border stays open to trade this summer,” said José Marsh.") == [CHANGED]


def test_a_pronoun_in_another_document_is_the_same_speaker(story: Story3) -> None:
    story.sees(TRADE)
    assert story.sees("“The border stays open to trade this summer,” they said.", document=SOURCE) == []
    assert len(story.ledger) == 1


def test_a_quote_knows_where_the_narrator_stood_between(story: Story3) -> None:
    story.sees("“We met today at noon,” said Jo Marsh, who leads the union. “People are tired of promises.”", "Nothing else happened.", TRADE)
    assert story.entry("We met").portions == ("We met today at noon,", "People are tired of promises.")
    assert story.entry("The border").portions == ()
    assert story.sees("“We met today at noon, and people are tired of promises,” said Jo Marsh.", "Nothing else happened.", TRADE) == [CHANGED]
    assert story.entry("We met").portions == ()


def test_paragraphs_that_one_speaker_goes_on_through_have_no_narrator_between(story: Story3) -> None:
    story.sees("“We met today at noon, and we will meet again tomorrow.\n\n“People are tired of promises,” said Jo Marsh.")
    assert story.entry("We met").portions == ()


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


def test_the_table_knows_every_status_and_ends_in_none_that_it_does_not_know() -> None:
    assert {status for status, _ in TRANSITIONS} == {None, "standing", "changed", "withdrawn"}
    assert {status for status, _ in TRANSITIONS.values()} == {"standing", "changed", "withdrawn"}
    assert {alert for _, alert in TRANSITIONS.values()} == {None, NEW, CHANGED, WITHDRAWN}


def test_a_quote_split_by_the_narrator_around_another_speaker_is_not_new(story: Story3) -> None:
    story.sees("“We met today at noon by the river. Nobody may sell its water,” Jo Marsh said.", LUNCH)
    split = "“We met today at noon by the river,” Jo Marsh said."
    assert story.sees(split, LUNCH, "“Nobody may sell its water,” Marsh said later.") == []
    assert story.entry("We met today at noon by the river. Nobody").status == "standing"


def test_two_quotes_merged_into_one_utterance_are_not_new(story: Story3) -> None:
    story.sees("“We met today at noon by the river,” Jo Marsh said.", LUNCH, "“Nobody may sell its water,” Marsh said later.")
    assert story.sees("“We met today at noon by the river. Nobody may sell its water,” Jo Marsh said.", LUNCH) == []


def test_what_is_left_of_a_merged_quote_is_withdrawn_once(story: Story3) -> None:
    story.sees("“We met today at noon by the river,” Jo Marsh said.", LUNCH, "“Nobody may sell its water,” Marsh said later.")
    story.sees("“We met today at noon by the river. Nobody may sell its water,” Jo Marsh said.", LUNCH)
    assert story.sees(LUNCH) == [WITHDRAWN]


@pytest.mark.parametrize(("old", "new"), [("40 people", "14 people"), ("not fair", "fair"), ("two ships", "three ships")])
def test_a_number_or_a_negation_is_told_however_short_the_fragment(story: Story3, old: str, new: str) -> None:
    said = "Mark Carney told the board in the morning that he saw “{}” and that the harbour would open in spring."
    story.sees(said.format(old), LUNCH)
    assert story.sees(said.format(new), LUNCH) == [CHANGED]


def test_short_words_in_another_place_are_no_change(story: Story3) -> None:
    story.sees("Mark Carney told the board in the morning that he saw “40 people” by the gate.", LUNCH)
    assert story.sees(LUNCH, "At the fair Mark Carney spoke of “14 people” and of bread.") == []


def test_short_answers_are_told_when_their_speaker_is_certain(story: Story3) -> None:
    story.sees(LUNCH)
    assert story.sees(LUNCH, "“Absolutely not,” said Mark Carney.") == [NEW]
    assert story.sees(LUNCH, "“Absolutely not,” said Mark Carney.", "“Absolutely not,” said Mark Carney again.") == []


def test_one_of_two_copies_edited_is_a_change(story: Story3) -> None:
    story.sees(TRADE, "“The border stays open to trade this summer”", LUNCH)
    assert story.sees(TRADE.replace("summer", "winter"), "“The border stays open to trade this summer”", LUNCH) == [CHANGED]


def test_a_name_for_words_of_an_unclear_speaker_is_noted_not_told(story: Story3) -> None:
    story.sees("“The border stays open to trade this summer,” a spokesman said.")
    assert story.sees(TRADE) == []
    assert story.entry("The border").speaker == "Mark Carney"
    assert [e.what for e in story.entry("The border").history] == ["new", "named"]


def test_another_man_behind_the_same_pronoun_is_our_reading_and_no_change(story: Story3) -> None:
    he = "“The border stays open to trade this summer,” he said."
    story.sees(f"Mark Carney came to the house on Monday. {he}")
    assert story.sees(f"Mark Carney came to the house on Monday. Donald Trump met him. {he}") == []


def test_nearly_all_the_same_words_by_another_name_are_one_change(story: Story3) -> None:
    story.sees("“The border stays open to trade this summer and the next,” said Mark Carney.")
    assert story.sees("“The border stays open to trade this winter and the next,” said Ana Reyes.") == [CHANGED]


def test_entries_that_leave_the_end_of_a_live_blog_were_not_taken_back(story: Story3) -> None:
    story.reads(ARTICLE, article(f"{TRADE}\n\n{LUNCH}\n\n{RIVER}", rolling=True))
    fresh = "“Our boats are back in the harbour tonight,” said Jo Marsh."
    events = story.reads(ARTICLE, article(f"{fresh}\n\n{TRADE}\n\n{LUNCH}", rolling=True))
    assert [e.kind for e in events] == [NEW]
    assert story.entry("Nobody").status == "standing"
    assert not story.entry("Nobody").sightings[0].standing
    assert story.reads(ARTICLE, article(f"One more.\n\n{fresh}\n\n{TRADE}\n\n{LUNCH}", rolling=True)) == ()


def test_an_entry_taken_out_of_the_middle_of_a_live_blog_is_withdrawn(story: Story3) -> None:
    story.reads(ARTICLE, article(f"{TRADE}\n\n{LUNCH}\n\n{RIVER}", rolling=True))
    assert [e.kind for e in story.reads(ARTICLE, article(f"Rain fell.\n\n{TRADE}\n\n{RIVER}", rolling=True))] == [WITHDRAWN]


@pytest.mark.parametrize("left", [1, 0])
def test_a_feed_that_makes_room_for_new_entries_takes_nothing_back(story: Story3, left: int) -> None:
    def feed(*entries: str) -> Reading:
        items = "".join(f"<item><title>Entry</title><description>{'&lt;p&gt;'.join(e.splitlines())}</description></item>" for e in entries)
        body = f"<rss><channel><title>The office</title>{items}</channel></rss>"
        read = kinds.read(body.encode(), body, "application/rss+xml", url=URLS[SOURCE])
        return Reading(article=read, quotes=find(read.text))

    old = [f"{words}\nRead more" for words in (TRADE, LUNCH, RIVER)]
    story.reads(SOURCE, feed(*old))
    events = story.reads(SOURCE, feed("The harbour office is closed on Monday.\nRead more", *old[:left]))
    assert WITHDRAWN not in [e.kind for e in events]
    assert {entry.status for entry in story.ledger} == {"standing"}


def test_the_same_cut_in_an_ordinary_article_is_a_withdrawal(story: Story3) -> None:
    story.sees(TRADE, LUNCH, RIVER)
    assert story.sees("Rain fell.", TRADE, LUNCH) == [WITHDRAWN]


def test_an_article_that_is_cut_into_pages_takes_nothing_back(story: Story3) -> None:
    story.sees(TRADE, LUNCH, RIVER)
    assert story.reads(ARTICLE, article(f"{TRADE}\n\n{LUNCH}", rolling=True)) == ()


def test_many_quotes_that_all_change_are_paired(story: Story3) -> None:
    before = [f"“Number {n} of the houses on the hill road was sold by lot {n * 7} today,” said Ana Reyes." for n in range(60)]
    after = [line.replace("was sold", "was bought") for line in before]
    story.sees(*before)
    assert story.sees(*after) == [CHANGED] * 60


@pytest.mark.parametrize("again", ["“{words},” he added.", "He has said it before: “{words}.”"])
def test_the_same_words_over_again_by_he_are_no_other_mans(story: Story3, again: str) -> None:
    words = "Nobody in this town may sell the water"
    story.sees(LUNCH)
    assert story.sees(f"“{words},” said Al Reed.", LUNCH) == [NEW]
    assert story.sees(f"“{words},” said Al Reed.", LUNCH, again.format(words=words)) == []
    assert story.entry("Nobody").speaker == "Al Reed"


def test_one_portion_of_a_split_quote_cut_short_is_a_change(story: Story3) -> None:
    long = "“The roof was sound when we looked at it in the last week of April,” said Jo Marsh. “We looked twice.”"
    story.sees(LUNCH, long)
    assert story.sees(LUNCH, long.replace(" in the last week of April", "")) == [CHANGED]
    assert [q.status for q in story.ledger] == ["standing", "changed"]


def test_he_at_the_head_of_a_sentence_is_no_name(story: Story3) -> None:
    """Whoever "He" is read as, the words were not given to another man."""
    said = "He said, “Nobody in this town may sell the water.”"
    story.sees("Al Reed opened the bridge. “Nobody in this town may sell the water,” Mr. Reed said.")
    assert story.sees("Bo Lind opened the bridge. “It is open,” said Mr. Bo Lind.", said) == [NEW]
    assert story.entry("Nobody").speaker == "Al Reed"
