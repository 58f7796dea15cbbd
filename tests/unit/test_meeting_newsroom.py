"""How newsrooms put it: whom a sentence names as meeting and as speaking, in everyday shapes.

All in own words, told on Wednesday, September 10, 2025.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.test_meeting_traps import FRIDAY, WHO, read

FIRM = "Norsk Metall Chief Executive Ada Holm runs four smelters. "


def told(text: str) -> list[tuple[str, date | None, set[str]]]:
    return [(c.status, c.earliest, set(c.participants)) for c in read(text)]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Dock workers’ boss Peter Strand will meet mining boss Ada Berg on Friday.", {"Peter Strand", "Ada Berg"}),
        ("Peter Strand will see Ada Berg one-on-one on Friday.", {"Peter Strand", "Ada Berg"}),
        ("Ada Berg flies to Rome on Friday for a one-on-one with Peter Strand.", {"Peter Strand", "Ada Berg"}),
        ("Because of the storm, Mayor Ada Berg will meet Peter Strand on Friday.", {"Peter Strand", "Ada Berg"}),
        ("On Friday Ada Berg calls on Peter Strand at the palace in Rome.", {"Peter Strand", "Ada Berg"}),
        ("Mayor Ada Berg is to meet the chief executive of Norsk Metall, Peter Strand, on Friday.", {"Peter Strand", "Ada Berg"}),
        ("Ada Berg will sit down with ferry owner Peter Strand on Friday, the first such meeting in five years.", {"Peter Strand", "Ada Berg"}),
        ("Its chairman, Peter Strand, and the mayor of Holm, Ada Berg, will meet on Friday.", {"Peter Strand", "Ada Berg"}),
        ("The Hon. Ada Berg will meet Shri Peter Strand on Friday.", {"Peter Strand", "Ada Berg"}),
        ("North Korean leader Kim Jong Un will meet Greek Cypriot Peter Strand on Friday.", {"Kim Jong Un", "Peter Strand"}),
    ],
)
def test_who_meets_is_named_in_full(text: str, parties: set[str]) -> None:
    assert ("reported", FRIDAY, parties) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        WHO + "Ewa Lind, the Canadian prime minister’s press chief, told the news agency CP that Carney will meet Trump on Friday.",
        WHO + "Carney will be hosted by Trump in the Oval Office on Friday, the prime minister’s communications director Ewa Lind said on social media.",
        "“I will meet Foreign Minister Peter Strand in Geneva on Friday,” the agency’s director general, Ada Berg, wrote on X.",
        "“I’m meeting President Peter Strand on Friday, right here. We both want it done,” U.S. President Ada Berg said on Wednesday.",
        WHO + "The Rotary Club of Ottawa, which is hosting the evening, announced that Prime Minister Carney and President Trump will meet there on Friday.",
        WHO + "Carney will meet Trump on Friday, according to the agenda circulated by the White House.",
        FIRM + "Ada Holm will meet Governor Peter Strand on Friday, a company spokesperson said.",
        FIRM + "Ada Holm will meet Governor Peter Strand on Friday, the company announced.",
        "U.S. Treasury Secretary Ada Berg will meet Chinese Vice Premier Peter Strand on Friday, the Treasury announced.",
        "Norway will host talks between Iranian Foreign Minister Peter Strand and U.S. envoy Ada Berg on Friday, the Norwegian Foreign Ministry said.",
        "Premier Peter Strand is flying to Rome on Friday for talks with Ada Berg. His press secretary, Ewa Lind, confirmed the trip.",
    ],
)
def test_who_is_on_record_confirms(text: str) -> None:
    assert ("confirmed", FRIDAY) in [(status, day) for status, day, _ in told(text)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Plans for Ada Berg to see Peter Strand on Friday have been dropped.", "cancelled"),
        ("The union says its meeting with Peter Strand, set for Friday, has slipped to October 1.", "postponed"),
        ("The first meeting between Ada Berg and Peter Strand will have to wait.", "postponed"),
        ("Talks between Ada Berg and Peter Strand, originally planned for Friday, will now be held on September 28.", "postponed"),
        ("Ada Berg was to have met Peter Strand on Friday.", "cancelled"),
        (WHO + "The Canadian prime minister has called off Friday’s visit to Seoul, his office said.", "cancelled"),
        ("Ada Berg’s office said no date has been set for her meeting with Peter Strand.", "proposed"),
    ],
)
def test_what_became_of_it_is_told_in_many_words(text: str, status: str) -> None:
    assert status in {s for s, _, _ in told(text)}


@pytest.mark.parametrize(
    "text",
    [
        "A clip that shows Ada Berg say that she will meet Peter Strand on Friday was generated with artificial intelligence, fact-checkers said.",
        "In Nora Lind’s new thriller, a prime minister meets Duke Peter Strand on Friday.",
        "In the third season of “Corridors”, Prime Minister Ada Berg meets Peter Strand on Friday.",
        "In 1972, President Ada Berg met Peter Strand in Rome.",
    ],
)
def test_what_is_made_up_or_long_ago_is_no_claim(text: str) -> None:
    assert told(text) == []


def test_a_paper_that_reports_it_is_no_party() -> None:
    (claim,) = read("Kim Jong Un has left for Russia, where he and President Vladimir Putin will hold talks on Friday, Japanese broadcaster NHK reported.")
    assert (claim.status, set(claim.participants)) == ("reported", {"Kim Jong Un", "Vladimir Putin"})


def test_government_sources_who_ask_not_to_be_named_call_nothing_off() -> None:
    text = "Ada Berg will go to Rome and hold a summit with Peter Strand on Friday, government sources said, asking not to be identified ahead of the announcement."
    assert [s for s, _, _ in told(text)] == ["reported"]


def test_a_meeting_on_a_journey_is_on_its_day_and_is_only_reported() -> None:
    text = WHO + "Carney flies to Washington on Friday. He will meet Trump at the White House, his office said."
    assert told(text) == [("reported", FRIDAY, {"Mark Carney", "Donald Trump"})]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Downing Street said the prime minister will host President Peter Strand on Friday.", "Downing Street"),
        ("White House press secretary Ada Berg said the president will meet with President Peter Strand of Cyprus on Friday.", "White House press secretary Ada Berg"),
        ("A spokesman for the French president said the president will meet Peter Strand on Friday.", "spokesman for the French president"),
        ("Norway’s foreign minister, Ada Berg, said she will meet Peter Strand on Friday.", "Norway’s foreign minister, Ada Berg"),
        ("Norway’s interim president, Ada Berg, will meet Peter Strand on Friday, the Norwegian presidency said.", "Norwegian presidency"),
        (WHO + "Carney’s chief of staff, Ada Berg, said Carney will meet Trump on Friday.", "Carney’s chief of staff, Ada Berg"),
        (WHO + "Carney will meet Trump on Friday, an aide in his office, Ada Berg, said.", "aide in his office, Ada Berg"),
        (WHO + "Trump wrote on Truth Social that he would meet Carney on Friday.", "Donald Trump"),
        (WHO + "The White House is pleased to announce that Trump will host Carney on Friday.", "White House"),
        (WHO + "The Prime Minister’s Office has confirmed that Carney will meet Trump on Friday.", "Prime Minister’s Office"),
        (WHO + "Carney is heading to Washington on Friday to meet with Trump, his office confirmed.", "his office"),
        (WHO + "Carney will meet Trump on Friday, according to a news release from the Prime Minister’s Office.", "Prime Minister’s Office"),
        (WHO + "Carney will meet Trump on Friday, according to a schedule released by his office.", "his office"),
        ("Ada Berg’s office said she would fly to Rome. She will meet Peter Strand on Friday, it said.", "Ada Berg’s office"),
        (WHO + "Carney’s office said that talks went well. Carney will meet Trump on Friday, it said in a statement.", "Carney’s office"),
        ("According to the Élysée, Emmanuel Macron will welcome Peter Strand to dinner at the palace on Friday.", "Élysée"),
        ("Vladimir Putin and Peter Strand will talk one-on-one in Rome on Friday, Kremlin aide Ada Berg said.", "Kremlin aide Ada Berg"),
    ],
)
def test_it_is_told_on_whose_word(text: str, word: str) -> None:
    assert [word.replace("’", "'")] in [[w.replace("’", "'") for w in c.confirmed_by] for c in read(text) if c.status == "confirmed" and c.earliest == FRIDAY]


@pytest.mark.parametrize(
    "text",
    [
        "The Kremlin said the prime minister will meet Peter Strand on Friday.",
        "The White House said the Ukrainian president will meet Peter Strand on Friday.",
        WHO + "Carney will meet Trump on Friday, according to a fake news release from the Prime Minister’s Office.",
        WHO + "Carney will meet Trump on Friday, according to an agenda obtained from officials.",
        WHO + "The Globe said that talks went well. Carney will meet Trump on Friday, it said.",
        "The prime minister’s office said the prime minister will meet Peter Strand on Friday.",
        "A person close to the White House said the president will meet Peter Strand on Friday.",
        "Norway’s foreign minister, Ada Berg, said Peter Strand will meet Jo Lund on Friday.",
        WHO + "A former Carney adviser, Ada Berg, said Carney will meet Trump on Friday.",
        WHO + "Carney’s biographer, Ada Berg, said Carney will meet Trump on Friday.",
        WHO + "An official in his office said Carney will meet Trump on Friday.",
    ],
)
def test_the_word_of_anybody_else_confirms_nothing(text: str) -> None:
    assert {c.status for c in read(text)} == {"reported"}


def test_whom_he_meets_ahead_of_it_is_no_part_of_a_name() -> None:
    assert told(WHO + "Carney met with premiers on Friday ahead of his meeting with Trump.")[0][2] == {"Mark Carney", "premiers"}


@pytest.mark.parametrize("text", ["Leicester meet Aston Villa at the King Power on Friday night.", "Norway meet Greece on Friday with nine men out."])
def test_a_team_that_meet_another_plays(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("The Canadian prime minister and the U.S. president will meet on Friday.", {"Canada’s prime minister", "United States’ president"}),
        ("The French president and German chancellor will meet on Friday.", {"France’s president", "Germany’s chancellor"}),
        ("The Cambodian and Thai defence ministers will meet in Rome on Friday.", {"Cambodia’s defence minister", "Thailand’s defence minister"}),
        (WHO + "The Canadian and US leaders, the prime minister and the president, are tired.\n\nThe Canadian prime minister and the U.S. president will meet on Friday.", {"Mark Carney", "Donald Trump"}),
    ],
)
def test_two_are_known_by_their_offices(text: str, parties: set[str]) -> None:
    assert ("reported", FRIDAY, parties) in told(text)
