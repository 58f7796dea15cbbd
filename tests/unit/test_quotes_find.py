"""Who said what, in every order that news is written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.quotes import find
from monitor.model import Quote


def verbatim(text: str) -> list[Quote]:
    return [q for q in find(text) if q.kind != "indirect"]


def told(text: str) -> list[tuple[str, str | None]]:
    return [(q.text, q.speaker) for q in verbatim(text)]


INTRO = "Prime Minister Mark Carney met Ms. Ana Reyes, the envoy, and Donald Trump in Ottawa.\n\n"


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“The border stays open to trade,” said Mark Carney.", "Mark Carney"),
        ("“The border stays open to trade,” Mr. Carney said on Tuesday.", "Mark Carney"),
        ("“The border stays open to trade,” Carney told reporters.", "Mark Carney"),
        ("Mr. Carney said, “The border stays open to trade.”", "Mark Carney"),
        ("Mr. Carney said on Monday: “The border stays open to trade.”", "Mark Carney"),
        ("Carney, the prime minister, told reporters: “The border stays open to trade.”", "Mark Carney"),
        ("Carney, who flew in on Monday, said: “The border stays open to trade.”", "Mark Carney"),
        ("According to Mr. Carney, “the border stays open to trade.”", "Mark Carney"),
        ("Mark Carney: “The border stays open to trade.”", "Mark Carney"),
        ("CARNEY: “The border stays open to trade.”", "Mark Carney"),
        ("As Carney put it, “The border stays open to trade.”", "Mark Carney"),
        ("“The border stays open to trade,” said the envoy, Ana Reyes.", "Ana Reyes"),
        ("“The border stays open to trade,” the Prime Minister's Office said in a statement.", "Prime Minister's Office"),
        ("A spokeswoman for the ministry said: “The border stays open to trade.”", "A spokeswoman for the ministry"),
        ("“The border stays open to trade,” two officials said.", "two officials"),
        ("“The border stays open to trade,” the statement read.", "the statement"),
        ("“The border stays open to trade,” she went on.", "Ana Reyes"),
        ("“The border stays open to trade?” Mr. Trump asked.", "Donald Trump"),
        ("“The border stays open to trade.” — Mark Carney", "Mark Carney"),
    ],
)
def test_cue_and_name_in_every_order(sentence: str, speaker: str) -> None:
    found = verbatim(INTRO + sentence)
    assert len(found) == 1
    assert found[0].text.rstrip(".,?").lower() == "the border stays open to trade"
    assert (found[0].speaker or "").lower() == speaker.lower()
    assert found[0].kind == "direct"
    assert found[0].speaker_span is not None


def test_a_split_quote_is_one_utterance() -> None:
    found = verbatim("“We met today,” Jo Marsh said. “We will meet again.”")
    assert [q.text for q in found] == ["We met today,", "We will meet again."]
    assert len({q.utterance for q in found}) == 1
    assert {q.speaker for q in found} == {"Jo Marsh"}


def test_speech_before_the_sentence_with_the_cue_belongs_to_it() -> None:
    found = verbatim("“We met today at noon.” “It went well,” Jo Marsh said.")
    assert {q.speaker for q in found} == {"Jo Marsh"}


def test_speech_over_several_paragraphs_is_one_utterance() -> None:
    text = "Jo Marsh said: “We met today at noon.\n\n“It went rather well.\n\n“We will meet again.”"
    found = verbatim(text)
    assert [q.text for q in found] == ["We met today at noon.", "It went rather well.", "We will meet again."]
    assert len({q.utterance for q in found}) == 1


def test_speech_goes_on_over_a_remark_on_what_it_was_about() -> None:
    found = find("“The roof was sound last week,” said Jo Marsh, speaking of the repairs that the council paid for in March. “We looked at it twice.”")
    assert len({q.utterance for q in found if q.kind == "direct"}) == 1


def test_a_participle_or_a_time_in_front_is_nobody() -> None:
    assert {q.speaker for q in find("Walking out of the hall, the senator said the vote was “a farce from the first minute to the last.”")} == {"the senator"}


def test_he_added_carries_the_speaker_on() -> None:
    text = "“We met today at noon,” said Robert Marsh, the mayor.\n\n“It went rather well,” he added."
    assert told(text) == [("We met today at noon,", "Robert Marsh"), ("It went rather well,", "Robert Marsh")]


def test_she_is_not_the_man_who_spoke_last() -> None:
    text = "Ms. Vera Lind chaired it. “We met today at noon,” said Robert Marsh.\n\n“It went rather well,” she said."
    assert told(text)[1] == ("It went rather well,", "Vera Lind")


def test_a_paragraph_of_speech_after_a_colon_belongs_to_its_lead_in() -> None:
    text = "Jo Marsh wrote to the council:\n\n“We shall not move from here.”"
    assert told(text) == [("We shall not move from here.", "Jo Marsh")]


@pytest.mark.parametrize("line", ["Harbour minister Jo Marsh", "Jo Marsh, harbour minister", "— Jo Marsh, mayor of Port Vell", "Dr. Jo Marsh, chair of the board"])
def test_a_line_under_speech_names_who_spoke(line: str) -> None:
    assert told(f"The talks go on.\n\n“We shall not move from here.”\n\n{line}\n\nA draft was sent on.") == [("We shall not move from here.", "Jo Marsh")]


@pytest.mark.parametrize("line", ["Trade Talks Collapse", "Jo Marsh, Ann Lee to meet", "Prime Minister Jo Marsh in Ottawa", "Jo Marsh, mayor of Port Vell, said nothing."])
def test_a_heading_or_a_caption_under_speech_names_nobody(line: str) -> None:
    assert ("We shall not move from here.", None) in told(f"The talks go on.\n\n“We shall not move from here.”\n\n{line}\n\nA draft was sent on.")


@pytest.mark.parametrize("before", ["Talks go on.", "Boats stayed in port.", "Nobody was hurt in the storm.", "The harbour was quiet on Friday."])
def test_what_cannot_speak_is_no_speaker(before: str) -> None:
    assert told(f"{before}\n\n“We shall not move from here, whatever they say.”\n\nA draft was sent on.") == [("We shall not move from here, whatever they say.", None)]


def test_words_that_lead_into_a_name_are_no_part_of_it() -> None:
    assert told("The hall was full. When Jo Marsh said “the roof was sound last week,” nobody laughed.") == [("the roof was sound last week,", "Jo Marsh")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("He was one of three, wearing a shirt that read “we shall not be moved from here.”", None),
        ("That row triggered a damning answer: “We shall not be moved from here.”", "That row"),
        ("A court document filed in Port Vell said “we shall not be moved from here.”", "A court document"),
        ("“We shall not be moved from here,” the retired neurosurgeon said.", "the retired neurosurgeon"),
    ],
)
def test_a_speaker_is_named_without_what_he_does(text: str, speaker: str | None) -> None:
    assert {by for _, by in told(text)} <= {speaker, None}


def test_who_is_called_by_the_age_is_the_person_named_last() -> None:
    text = "Singer Jo Marsh has put off her tour.\n\nOn her page, the 28-year-old told fans: “I am gutted, and I will be back in May.”"
    assert told(text) == [("I am gutted, and I will be back in May.", "Jo Marsh")]


def test_a_paper_in_which_somebody_speaks_is_not_the_speaker() -> None:
    assert told("In a statement the club said: “The board thanks Ann Lee for her hard work.”") == [("The board thanks Ann Lee for her hard work.", "the club")]


@pytest.mark.parametrize(
    "text",
    [
        "“We met today at noon,” said Jo Marsh. “It went well for us all,” said Al Reed.",
        "“We met today at noon,” says Jo Marsh. “It went well for us all,” says Al Reed.",
    ],
)
def test_two_who_speak_in_one_paragraph_are_two(text: str) -> None:
    assert told(text) == [("We met today at noon,", "Jo Marsh"), ("It went well for us all,", "Al Reed")]


@pytest.mark.parametrize(
    "text",
    [
        "Bild quoted Jo Marsh as saying: “We will not wait for a twelfth week.”",
        "“We will not wait for a twelfth week,” the paper Bild quoted Jo Marsh as saying.",
        "“We will not wait for a twelfth week,” Jo Marsh was quoted as saying by Bild.",
    ],
)
def test_who_is_quoted_as_saying_it_says_it(text: str) -> None:
    assert {by for words, by in told(text) if words.startswith("We will not")} == {"Jo Marsh"}


def test_the_fullest_form_of_the_name_is_the_speaker() -> None:
    text = "U.S. President Donald Trump arrived late.\n\n“It was a very good lunch,” Mr. Trump said."
    quote = verbatim(text)[0]
    assert quote.speaker == "Donald Trump"
    assert quote.speaker_span is not None
    assert text[slice(*quote.speaker_span)] == "Mr. Trump"


def test_a_title_that_one_person_bears_names_that_person() -> None:
    text = "Prime Minister Mark Carney arrived early.\n\n“It was a very good lunch,” the prime minister said."
    assert told(text) == [("It was a very good lunch,", "Mark Carney")]


def test_a_fragment_in_a_paraphrase_is_mixed_and_the_paraphrase_is_no_verbatim_text() -> None:
    text = "Jo Marsh said that the plan was “dead on arrival” in the council."
    found = find(text)
    assert [(q.text, q.kind) for q in found] == [
        ("that the plan was", "indirect"),
        ("dead on arrival", "mixed"),
        ("in the council", "indirect"),
    ]
    assert len({q.utterance for q in found}) == 1


def test_paraphrase_without_marks_is_indirect() -> None:
    found = find("Jo Marsh said that the council would meet again in June.")
    assert [(q.kind, q.text, q.speaker) for q in found] == [("indirect", "that the council would meet again in June", "Jo Marsh")]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “experts” were in town.",
        "She starred in the film “The Long Way Home” last year.",
        "They watched “Evening News Tonight” together.",
        "Bob “Tex” Miller runs the shop.",
        "The word “tariff” comes from Arabic.",
        "He drives a 'green' car to work.",
        "He appeared on ABC’s “This Week” before the vote.",
        "NOW OPEN — “Lanterns over the quay bring the crowds back,” by the Herald's Jo Marsh.",
        "“Lanterns over the quay bring the crowds back,” by Jo Marsh: a walk through the night market.",
        "The roof had been sound, Jo Marsh said in her book, “A Year by the Sea.” The town kept the roof.",
        "The roof had to be mended, Jo Marsh told “Morning Harbour,” and soon.",
    ],
)
def test_scare_quotes_titles_and_nicknames_are_left_out(text: str) -> None:
    assert verbatim(text) == []


def test_the_programme_that_a_paraphrase_was_broadcast_on_is_none_of_it() -> None:
    found = find("The mayor said that the roof had been sound all winter on Tuesday’s “Morning Harbour.”")
    assert [q.text for q in found] == ["that the roof had been sound all winter"]


def test_speech_nobody_is_named_for_has_no_speaker() -> None:
    assert told("“We will never give up this fight for the river.”") == [("We will never give up this fight for the river.", None)]
    assert verbatim("“We will never give up this fight for the river.”")[0].confidence == 0.0


def test_a_plural_pronoun_is_no_guess() -> None:
    quote = verbatim("Jo Marsh and Al Reed came.\n\n“We are going home now,” they said.")[0]
    assert quote.speaker is None
    assert quote.speaker_span is not None


def test_a_passive_names_no_speaker_by_its_subject() -> None:
    assert all(q.speaker != "Jo Marsh" for q in verbatim("Jo Marsh was called “a danger to the river and town” last year."))


def test_a_verb_used_as_a_noun_is_no_cue() -> None:
    assert verbatim("The attack on the “Northern Line” closed the report.") == []


def test_a_dateline_is_nobody() -> None:
    text = "OTTAWA, May 5 (XY) — The foreign ministry apologised on Monday, offering “a deep and honest regret” to the town."
    assert verbatim(text)[0].speaker == "foreign ministry" or verbatim(text)[0].speaker == "The foreign ministry"


@given(st.text(alphabet="aB .,:!?\n\"'“”‘’—()", max_size=200))
def test_every_span_is_exact_whatever_the_text(text: str) -> None:
    for quote in find(text):
        assert text[quote.start : quote.end] == quote.text
        assert quote.text.strip()


@given(st.lists(st.sampled_from(["“We go,”", "said", "Jo Marsh", "he", "told", "that", ",", ".", ":", "and", "who", "\n\n", "“no”", "the", "called", "saying", "—", "(", ")"]), max_size=40))
def test_every_span_is_exact_whatever_the_grammar(words: list[str]) -> None:
    text = " ".join(words)
    found = find(text)
    for quote in found:
        assert text[quote.start : quote.end] == quote.text
        assert quote.speaker_span is None or 0 <= quote.speaker_span[0] < quote.speaker_span[1] <= len(text)
    assert [q.start for q in found] == sorted(q.start for q in found)


@pytest.mark.parametrize("nasty", ['"', "said, ", '"one two three four five" says ', "Jo Lee said. ", "“a b c\n\n"])
def test_fifty_thousand_characters_of_one_thing_are_read(nasty: str) -> None:
    text = nasty * (50_000 // len(nasty))
    assert all(text[q.start : q.end] == q.text for q in find(text))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Robert J. Marsh came.\n\n“We are home at last now,” Marsh said.", "Robert J. Marsh"),
        ("Chief of Staff Vera Lind came.\n\n“We are home at last now,” Lind said.", "Vera Lind"),
        ("“We are home at last now,” The Herald reported.", "The Herald"),
        ("The mayor of Arden and the conference speaker came.\n\n“We are home at last now,” the conference speaker said.", "the conference speaker"),
        ("“We are home at last now,” echoed Vera Lind.", "Vera Lind"),
        ("The group from Palo Alto left.\n\n“We are home at last now,” she said.", None),
    ],
)
def test_a_name_is_spelled_in_full_and_never_guessed(text: str, speaker: str | None) -> None:
    assert [q.speaker for q in verbatim(text)] == [speaker]
