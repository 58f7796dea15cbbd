"""How offices announce meetings in everyday words, and what only looks alike. Told on Friday, November 28, 2025."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from monitor import dates
from monitor.detect import meetings
from monitor.model import Claim

NOVEMBER = datetime(2025, 11, 28, 12, 0, tzinfo=UTC)
WHO = "Canadian Prime Minister Mark Carney and U.S. President Donald Trump spoke in October. "
NORTH = "Prime Minister Jonas Brandt of Norway has long sought closer ties. President Elena Moreau of France has not ruled it out. "
EAST = "Chancellor Ute Kern of Germany faces a vote. Prime Minister Sana Ito of Japan leads a minority. "


def read(text: str) -> tuple[Claim, ...]:
    return meetings.find(text, dates.find(text, NOVEMBER), NOVEMBER)


def last(text: str) -> Claim:
    return read(text)[-1]


@pytest.mark.parametrize(
    ("sentence", "day", "by"),
    [
        ("Carney will travel to Washington on Tuesday to meet with Trump, the Prime Minister’s Office confirmed in a statement.", 2, "Prime Minister’s Office"),
        ("In a statement, the Prime Minister’s Office said Carney will travel to Washington, D.C., on Tuesday to meet Trump.", 2, "Prime Minister’s Office"),
        ("The Prime Minister’s Office says Carney is travelling to Washington on Tuesday to meet with Trump.", 2, "Prime Minister’s Office"),
        ("Carney is to fly to Washington on Monday and will sit down with Trump on Tuesday, the Prime Minister’s Office said.", 2, "Prime Minister’s Office"),
        ("Carney will arrive in Washington on Monday to meet Trump on Tuesday, his office said.", 2, "his office"),
        ("Carney heads to Washington on Tuesday to meet with Trump, his office said in a release.", 2, "his office"),
        ("Mark Carney will visit the White House on Tuesday for talks with Donald Trump, the Prime Minister’s Office says.", 2, "Prime Minister’s Office"),
        ("Carney will be at the White House on Tuesday for a meeting with Trump, his office announced.", 2, "his office"),
        ("Carney’s office said Friday the prime minister will be in Washington on Tuesday to meet Trump.", 2, "Carney’s office"),
        ("The two will meet in Washington on Tuesday, Carney’s office said.", 2, "Carney’s office"),
        ("Carney will be in Washington on Tuesday and meet Trump, his office said.", 2, "his office"),
        ("The prime minister will visit Washington on Wednesday, December 3, to meet with Trump, said a spokeswoman for Carney.", 3, "spokeswoman for Carney"),
    ],
)
def test_the_day_of_a_journey_is_the_day_of_the_meeting_it_is_made_for(sentence, day, by):
    claim = last(WHO + sentence)
    assert (claim.status, claim.earliest, claim.latest, claim.confirmed_by) == ("confirmed", date(2025, 12, day), date(2025, 12, day), (by,))
    assert set(claim.participants) == {"Mark Carney", "Donald Trump"}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (NORTH + "The prime minister will meet the French president in Paris on December 2, his office said on Monday.", {"Jonas Brandt", "Elena Moreau"}),
        (NORTH + "The French president will receive the Norwegian prime minister at the Élysée Palace on Tuesday, her office said.", {"Jonas Brandt", "Elena Moreau"}),
        (NORTH + "Brandt’s office confirmed that the prime minister will meet the French president on Tuesday.", {"Jonas Brandt", "Elena Moreau"}),
        (EAST + "The German chancellor will meet the Japanese prime minister in Berlin on Tuesday, the Chancellery said.", {"Ute Kern", "Sana Ito"}),
        (EAST + "Japan’s prime minister will meet Germany’s chancellor in Berlin on Tuesday, the Chancellery said.", {"Ute Kern", "Sana Ito"}),
        (EAST + "The prime minister of Japan will meet the chancellor of Germany in Berlin on Tuesday, the Chancellery said.", {"Ute Kern", "Sana Ito"}),
        (EAST + "Kern will travel on Tuesday to Tokyo to meet her Japanese counterpart, Sana Ito, her office said.", {"Ute Kern", "Sana Ito"}),
    ],
)
def test_a_title_with_its_nation_names_the_only_one_who_bears_it(text, parties):
    claim = last(text)
    assert (claim.status, claim.earliest, set(claim.participants)) == ("confirmed", date(2025, 12, 2), parties)


@pytest.mark.parametrize(
    "text",
    [
        NORTH + "President Anna Roux of France came before her. The Norwegian prime minister will meet the French president on Tuesday, his office said.",
        NORTH + "The former French president will meet the Norwegian prime minister in Oslo on Tuesday, his office said.",
        NORTH + "The Danish prime minister will meet the French president in Paris on Tuesday, his office said.",
        EAST + "The German vice chancellor will meet the Japanese prime minister in Berlin on Tuesday, the Chancellery said.",
        EAST + "The German chancellor’s husband will meet the Japanese prime minister in Berlin on Tuesday, the Chancellery said.",
    ],
)
def test_a_title_that_fits_two_or_none_names_nobody(text):
    assert "confirmed" not in {c.status for c in read(text)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Carney will travel to Washington on Tuesday if Trump agrees to meet, the Prime Minister’s Office said.",
        "Carney will travel to Washington on Tuesday to try to meet Trump, his office said.",
        "Carney will fly to Washington on Tuesday to prepare to meet Trump later, his office said.",
        "Carney will send an envoy to Washington on Tuesday to meet Trump, his office said.",
        "Carney’s trade minister will travel to Washington on Tuesday to meet Trump, the Prime Minister’s Office said.",
        "Carney will travel to Washington on Tuesday to meet senators and could meet Trump, his office said.",
        "Carney was to travel to Washington on Tuesday to meet Trump, his office said.",
        "Carney travelled to Washington on Tuesday to meet Trump, his office said.",
        "Carney would be in Washington on Tuesday to meet Trump were he well, his office said.",
        "Carney will be in Washington on Tuesday to watch the senator who is to meet Trump, his office said.",
        "Carney will fly to Chicago on Tuesday and, at a later date, to Washington to meet Trump, his office said.",
        "Carney will speak in Ottawa on Tuesday before he travels to Washington to meet Trump, his office said.",
        "Carney is preparing to be in Washington on Tuesday to meet Trump, his office said.",
        "Carney is prepared to fly to Washington on Tuesday to meet Trump, his office said.",
        "Carney will leave for Washington on Tuesday to meet Trump, his office said.",
        "Carney announced on Tuesday that he will travel to Washington to meet Trump.",
    ],
)
def test_a_journey_for_another_end_or_of_another_confirms_nothing(sentence):
    assert "confirmed" not in {c.status for c in read(WHO + sentence)}


def test_a_meeting_that_names_nobody_and_is_moved_is_the_one_just_told_of():
    text = "Trump and Carney were to meet in Washington. The meeting set for December 2 has been postponed to December 5, the White House said."
    plan, moved = read(text)
    assert plan.status == "proposed"
    assert (moved.status, moved.participants, moved.earliest) == ("postponed", ("Trump", "Carney"), date(2025, 12, 5))
    assert moved.confirmed_by == ("White House",)


@pytest.mark.parametrize(
    "sentence",
    [
        "The council meeting set for December 2 has been postponed to December 5, the White House said.",
        "The meeting of ministers set for December 2 has been postponed to December 5, the White House said.",
        "The meeting may be postponed to December 5, the White House said.",
    ],
)
def test_a_meeting_of_others_or_a_mere_possibility_moves_nothing(sentence):
    assert [c.status for c in read("Trump and Carney will meet in Washington on Tuesday. " + sentence)] == ["reported"]


@pytest.mark.parametrize("piece", ["will travel to Washington on Tuesday ", "to meet ", "the French president of France ", "and meet ", "heads to ", "Norway’s president’s "])
def test_long_runs_of_journeys_and_titles_come_to_an_end(piece):
    text = NORTH + piece * (40_000 // len(piece))
    assert not [c for c in read(text) if c.status == "confirmed"]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Neither Prime Minister Jonas Brandt nor Chancellor Ute Kern will meet President Elena Moreau.", "denied"),
        ("Asked whether Chancellor Ute Kern would meet President Elena Moreau, a spokesman said there were no plans for it.", "denied"),
        ("The Chancellery denied a report that Chancellor Ute Kern was planning to fly to Oslo to meet Prime Minister Jonas Brandt.", "denied"),
        ("Chancellor Ute Kern will not be meeting President Elena Moreau on Tuesday after all.", "cancelled"),
        ("A meeting of Chancellor Ute Kern with President Elena Moreau, planned for Wednesday, has slipped to December 12, officials said.", "postponed"),
        ("Talks in Oslo between Chancellor Ute Kern and President Elena Moreau, set for Tuesday, were rescheduled for December 9.", "postponed"),
        ("Chancellor Ute Kern is open to a summit with President Elena Moreau if the ships leave.", "proposed"),
        ("Kern and Moreau will get together again on Tuesday.", "reported"),
        ("Chancellor Ute Kern will call on President Elena Moreau in Paris on Tuesday.", "reported"),
        ("Kern, Moreau to meet Tuesday", "reported"),
        ("Chancellor Ute Kern and her French counterpart Elena Moreau meet on Tuesday in Berlin.", "reported"),
        ("Chancellor Ute Kern is expected to brief allies after she meets President Elena Moreau in Oslo on Tuesday.", "reported"),
        ("Chancellor Ute Kern and President Elena Moreau spoke to reporters after talks in Oslo on Thursday.", "past"),
    ],
)
def test_how_a_meeting_stands_in_other_words(sentence, status):
    assert [c.status for c in read(sentence)] == [status]


@pytest.mark.parametrize(
    "sentence",
    [
        "Obama will host Merkel on Tuesday, the White House said.",
        "Scholz will meet Moreau in Berlin on Tuesday, his spokesman Karl Hain confirmed.",
        "U.S. Secretary of State Ann Poole will hold talks with Foreign Minister Jan Holt at the State Department on Tuesday, the department said.",
        "Pope Francis will grant an audience to President Daniel Noll of Ecuador on Tuesday, the Vatican said.",
        "Ms. Kern will meet Prime Minister Jonas Brandt of Norway on Tuesday, the Norwegian foreign ministry said.",
    ],
)
def test_an_office_speaks_for_who_is_known_or_named_beside_it(sentence):
    (claim,) = read(sentence)
    assert (claim.status, claim.earliest) == ("confirmed", date(2025, 12, 2))


@pytest.mark.parametrize(
    "sentence",
    [
        "Boris Johnson met reporters. Johnson will meet Biden on Tuesday, the Kremlin said.",
        "Trump has criticised Biden. Biden will meet Brandt on Tuesday, the White House said.",
        "Chancellor Ute Kern called on President Elena Moreau to resign on Tuesday.",
        "A town hall meeting with Chancellor Ute Kern will be held on Tuesday, her office said.",
    ],
)
def test_an_office_that_is_not_theirs_and_a_mere_call_confirm_nothing(sentence):
    assert "confirmed" not in {c.status for c in read(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "President Elena Moreau has invited Prime Minister Jonas Brandt to Paris.",
        "On Monday, President Elena Moreau invited Prime Minister Jonas Brandt to the Élysée Palace.",
        "Prime Minister Jonas Brandt was invited to Paris by President Elena Moreau.",
    ],
)
def test_an_invitation_to_a_country_is_a_meeting_proposed(sentence):
    (claim,) = read(sentence)
    assert (claim.status, claim.earliest, set(claim.participants)) == ("proposed", None, {"Elena Moreau", "Jonas Brandt"})


def test_whose_meeting_it_is_may_stand_in_the_sentence_before():
    claim = last("Prime Minister Jonas Brandt spoke to the press. His meeting with President Elena Moreau will take place in Oslo on Tuesday.")
    assert (claim.status, set(claim.participants), claim.earliest) == ("reported", {"Jonas Brandt", "Elena Moreau"}, date(2025, 12, 2))


def test_the_nation_in_front_of_a_role_is_that_of_the_name_behind_it():
    claim = last("Norway's foreign minister Jonas Brandt will meet France's foreign minister Elena Moreau on Tuesday, the Norwegian foreign ministry said.")
    assert (claim.status, claim.participants) == ("confirmed", ("Jonas Brandt", "Elena Moreau"))


def test_a_long_title_is_no_part_of_the_name_behind_it():
    claim = last("President of the Republic of Nauru Aud Hale will pay a visit to China from December 9 to 11, China’s foreign ministry announced.")
    assert (claim.status, claim.participants, claim.latest) == ("confirmed", ("Aud Hale", "China"), date(2025, 12, 11))


def test_who_acts_for_a_body_is_named_with_it():
    (claim,) = read("The Security Council permanent members and Norwegian rebel groups will meet in Oslo on Tuesday.")
    assert claim.participants == ("Security Council permanent members", "Norwegian rebel groups")


def test_a_visit_of_four_days_has_them_all():
    claim = last("Chancellor Ute Kern will pay a four-day visit to Japan beginning December 9, her spokesman said.")
    assert (claim.earliest, claim.latest) == (date(2025, 12, 9), date(2025, 12, 12))


ITINERARY = """Itinerary for the Prime Minister, Jonas Brandt, for Tuesday, December 2, 2025

9:30 a.m. The Prime Minister will chair the cabinet.

4:30 p.m. The Prime Minister will meet with President Elena Moreau of France.
"""


def test_a_time_that_stands_alone_in_front_of_a_sentence_is_the_time_of_what_it_tells():
    (claim,) = meetings.find(ITINERARY, dates.find(ITINERARY, NOVEMBER), NOVEMBER, site="Prime Minister of Norway")
    assert (claim.status, claim.earliest, claim.participants) == ("confirmed", date(2025, 12, 2), ("Jonas Brandt", "Elena Moreau"))
    assert claim.evidence.text.startswith("4:30 p.m. The Prime Minister")


@pytest.mark.parametrize(
    ("sentence", "status", "day"),
    [
        ("Oslo says Brandt, Moreau to meet in Paris late on Dec. 2", "reported", date(2025, 12, 2)),
        ("Prime Minister Jonas Brandt rang President Elena Moreau on Monday and the two leaders will hold talks in Oslo on Tuesday.", "reported", date(2025, 12, 2)),
        ("Brandt and Moreau are to go over the treaty at their talks in Oslo on Tuesday.", "reported", date(2025, 12, 2)),
        ("Prime Minister Jonas Brandt and President Elena Moreau will discuss the treaty when they meet in Oslo on Dec. 2.", "reported", date(2025, 12, 2)),
        ("Prime Minister Jonas Brandt is due in Paris on Tuesday, where he is to see President Elena Moreau.", "reported", date(2025, 12, 2)),
        ("Norway's Jonas Brandt and France's Elena Moreau will come face to face in Oslo on Tuesday.", "reported", date(2025, 12, 2)),
        ("President Elena Moreau has accepted an invitation to meet Prime Minister Jonas Brandt in Oslo on Tuesday.", "reported", date(2025, 12, 2)),
        ("President Elena Moreau will sit down with Norway’s Prime Minister Jonas Brandt Tuesday at the Élysée.", "reported", date(2025, 12, 2)),
        ("President Elena Moreau has secured a meeting with the Norwegian Prime Minister, Jonas Brandt, on Tuesday.", "reported", date(2025, 12, 2)),
        ("The two leaders are set to discuss the treaty in their meeting on Tuesday morning.", "reported", date(2025, 12, 2)),
        ("President Elena Moreau will see Prime Minister Jonas Brandt at 9:30 a.m. Tuesday to open the talks.", "reported", date(2025, 12, 2)),
        ("President Elena Moreau and Norwegian counterpart Jonas Brandt could meet as early as next week, Oslo said.", "proposed", date(2025, 12, 1)),
        ("Pope Clement will receive in audience President Elena Moreau on Tuesday.", "reported", date(2025, 12, 2)),
        ("After months of talk, President Elena Moreau has agreed to meet her rival, the rebel leader Jonas Brandt, on a river boat tomorrow.", "reported", date(2025, 11, 29)),
        ("The Norwegian leader and President Elena Moreau are to meet for a working dinner on Tuesday.", "reported", date(2025, 12, 2)),
        ("President Elena Moreau will drop by Oslo on Tuesday to meet Prime Minister Jonas Brandt.", "reported", date(2025, 12, 2)),
        ("Governor Ann Hale is convening talks on Tuesday between Northern Rail and its unions.", "reported", date(2025, 12, 2)),
        ("Brandt is slated to receive the French leader Tuesday at his cabin.", "reported", date(2025, 12, 2)),
        ("President Elena Moreau will meet on the sidelines of the summit on Tuesday with Norway’s Jonas Brandt.", "reported", date(2025, 12, 2)),
        ("Brandt and Moreau will meet at a gathering in Oslo, which runs from December 9 to 12.", "proposed", None),
        ("Norwegian dictator Jonas Brandt and rebel leader Elena Moreau will meet to end the war.", "proposed", None),
        ("Long-planned talks between the Norwegian government and Sami rebels have again been postponed.", "postponed", None),
        ("The two leaders will meet again in Oslo on Tuesday, days before their ministers get together.", "reported", date(2025, 12, 2)),
        ("The Norwegian opposition will meet the French delegation face-to-face for the first time on Tuesday.", "reported", date(2025, 12, 2)),
        ("Norway and France held their latest round of talks in Oslo on November 20, to work out a final agreement.", "past", date(2025, 11, 20)),
        ("G7 policymakers last met in Oslo in February.", "past", date(2025, 2, 1)),
        ("President Elena Moreau had been due to fly to Oslo on Tuesday to hold talks with Prime Minister Jonas Brandt, but the plans were scrapped.", "cancelled", date(2025, 12, 2)),
        ("President Elena Moreau has been under fire for a frank meeting last Tuesday with Prime Minister Jonas Brandt.", "past", date(2025, 11, 18)),
        ("The foreign minister said a meeting between Brandt and Moreau was under consideration.", "proposed", None),
        ("Brandt hopes to end his journey on Tuesday with a visit to Norway’s neighbour, Sweden.", "proposed", date(2025, 12, 2)),
        ("The Élysée dismissed reports that President Elena Moreau would meet Prime Minister Jonas Brandt on Tuesday as untrue.", "denied", date(2025, 12, 2)),
    ],
)
def test_a_day_is_that_of_the_talks_however_it_is_told(sentence, status, day):
    (claim,) = read(sentence)
    assert (claim.status, claim.earliest) == (status, day)


@pytest.mark.parametrize(
    "sentence",
    [
        "“I can confirm that President Elena Moreau of France will receive Prime Minister Jonas Brandt on Tuesday,” the French president’s spokesman said.",
        "“I look forward to welcoming President Elena Moreau to Oslo on Tuesday,” Prime Minister Jonas Brandt wrote.",
        "Lars Holm, spokesman for Brandt, said on Monday that Jonas Brandt will hold talks with Elena Moreau on Tuesday, December 2.",
        "The French presidency confirmed that Elena Moreau will host Jonas Brandt at the Élysée Palace on Tuesday.",
        "Theresa May will meet President Elena Moreau in London on Tuesday, Downing Street said.",
        "The Prime Minister’s Office announced today that Prime Minister Jonas Brandt will fly to Paris on Tuesday, where he will meet President Elena Moreau.",
    ],
)
def test_a_word_on_record_confirms_in_the_first_person_and_for_what_follows_a_journey(sentence):
    assert [(c.status, c.earliest) for c in read(sentence)] == [("confirmed", date(2025, 12, 2))]


@pytest.mark.parametrize(
    "sentence",
    [
        "In case of a truce, Chancellor Ute Kern will meet President Elena Moreau on Tuesday, the Chancellery said.",
        "Only when the ships leave will Chancellor Ute Kern meet President Elena Moreau on Tuesday, her office said.",
        "Former President Barack Obama will meet Chancellor Ute Kern on Tuesday, the White House said.",
        "A former U.S. president, Barack Obama, will meet Chancellor Ute Kern on Tuesday, the White House said.",
        "A Kremlin spokesman said Chancellor Ute Kern will meet President Elena Moreau on Tuesday.",
        "Chancellor Ute Kern will meet President Elena Moreau on Tuesday, her office said before withdrawing the statement.",
        "“I would look forward to meeting President Moreau on Tuesday,” Chancellor Ute Kern said.",
        "“I cannot confirm that Chancellor Kern will meet President Moreau on Tuesday,” her spokesman said.",
        "Tuesday: the Chancellery said Kern will meet Moreau soon.",
        "9:30 a.m. Chancellor Ute Kern may meet President Elena Moreau on Tuesday, her office said.",
        "May will meet Moreau on Tuesday if she is well, Downing Street said.",
    ],
)
def test_a_condition_a_stranger_and_a_statement_taken_back_confirm_nothing(sentence):
    assert "confirmed" not in {c.status for c in read(sentence)}


@pytest.mark.parametrize("line", ["OSLO, December 2 (Xinhua) -- ", "OSLO, Dec. 2 (Reuters) - ", "Oslo, Dec 2 (CTK) — "])
def test_the_day_of_a_dateline_is_no_day_of_a_meeting(line):
    written = datetime(2025, 12, 2, 9, 0, tzinfo=UTC)
    text = f"{line}Prime Minister Jonas Brandt will meet President Elena Moreau soon."
    assert [c.earliest for c in meetings.find(text, dates.find(text, written), written)] == [None]


@pytest.mark.parametrize(
    "sentence",
    [
        "Prime Minister Sana Ito landed in Oslo ahead of talks with Prime Minister Jonas Brandt.",
        "Norway has suggested that Brandt and Moreau meet in Geneva, an aide said.",
        "Geneva is being floated as the venue for a summit of Brandt and Moreau, a diplomat said.",
        "Ito will be the first to cross the new bridge when she meets Brandt.",
    ],
)
def test_what_is_still_ahead_or_only_suggested_is_not_told_as_past(sentence):
    assert [(c.status, c.earliest) for c in read(sentence)] == [("proposed", None)]


def test_whoever_agreed_with_somebody_to_meet_meets_that_one():
    (claim,) = read("President Elena Moreau said she had agreed with Brandt to meet in Bergen on Tuesday.")
    assert claim.participants == ("Elena Moreau", "Brandt")
    assert claim.earliest == date(2025, 12, 2)


def test_the_chancellery_of_a_country_confirms_on_its_own_page_what_it_tells():
    text = "Chancellor Ute Kern will receive Prime Minister Sana Ito of Japan in Berlin on Tuesday."
    (claim,) = meetings.find(text, dates.find(text, NOVEMBER), NOVEMBER, site="Federal Chancellery of Germany")
    assert (claim.status, claim.confirmed_by) == ("confirmed", ("Federal Chancellery of Germany",))
