"""What must never be called confirmed, what is off in every voice, and what a party's office confirms in many wordings.

All in own words, told on Wednesday, September 10, 2025.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from monitor import dates
from monitor.detect import meetings
from monitor.model import Claim

WEDNESDAY = datetime(2025, 9, 10, 12, 0, tzinfo=UTC)
THURSDAY, FRIDAY = date(2025, 9, 11), date(2025, 9, 12)
WHO = "Canadian Prime Minister Mark Carney and U.S. President Donald Trump spoke in July. "
ALLIES = "British Prime Minister Keir Starmer and French President Emmanuel Macron are allies. "


def read(text: str, site: str | None = None) -> tuple[Claim, ...]:
    return meetings.find(text, dates.find(text, WEDNESDAY), WEDNESDAY, site=site)


def between(one: str, other: str, text: str) -> list[Claim]:
    """The claims that name both, by surname."""
    return [c for c in read(text) if all(any(name in p.split() for p in c.participants) for name in (one, other))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Carney’s office said the idea that Carney will meet Trump on Friday was news to it.",
        "It is too early to say that Carney will meet Trump on Friday, the White House said.",
        "It is not true that Carney will meet Trump on Friday, Carney’s office said.",
        "Carney’s office said he never agreed to meet Trump on Friday.",
        "At no point will Carney meet Trump on Friday, the White House said.",
        "Carney will hardly meet Trump on Friday, the White House said.",
        "Carney will meet Trump on Friday, subject to his schedule, the Prime Minister’s Office said.",
        "The White House said that, weather permitting, Trump will meet Carney on Friday.",
        "Pending approval by the House, Carney will meet Trump on Friday, Carney’s office said.",
        "The White House said it was working to arrange a meeting between Trump and Carney on Friday.",
        "Had the vote gone through, Carney would meet Trump on Friday, his office said.",
        "“Maybe I will meet Carney on Friday,” Trump said.",
        "Trump said he will meet Carney on a Friday.",
        "A year ago Trump’s office said he will meet Carney on Friday.",
        "Officials will discuss where Carney will meet Trump when they gather on Friday, the White House said.",
        "Carney will deliver a speech on Friday and will later meet Trump, his office said.",
        "The White House said Trump will decide on Friday about meeting Carney.",
        "Carney’s meeting with Trump on September 12 is still to be finalised, the White House said.",
        "The meeting between Carney and Trump on September 12 has been knocked off course, the White House said.",
        "The meeting between Carney and Trump on September 12 hangs by a thread, the White House said.",
        "The White House wrongly said Trump will meet Carney on Friday.",
        "The White House will say tomorrow that Trump will meet Carney on Friday, sources said.",
        "Reuters reported that the White House said Trump will meet Carney on Friday.",
        "Trump will meet Carney on Friday, the White House said, according to CNN.",
        "A senior Trump administration official, who spoke on condition of anonymity, said Trump will meet Carney on Friday.",
        "A man who said he was from the White House said Trump will meet Carney on Friday.",
        "A shadow minister’s office said Carney will meet Trump on Friday.",
    ],
)
def test_words_that_turn_doubt_embed_or_pass_on_never_confirm(sentence):
    claims = between("Carney", "Trump", WHO + sentence)
    assert "confirmed" not in {c.status for c in claims}


@pytest.mark.parametrize(
    "sentence",
    [
        "Canada will meet Australia in the Davis Cup on Friday, Tennis Canada said.",
        "Ana Novak will meet Carla Ruiz in the last four on Friday, organisers said.",
        "John Hale and Mary Pike will reach the summit of Mount Logan with Peter Strand on Friday, organisers said.",
    ],
)
def test_a_cup_tie_and_a_mountain_are_no_meetings(sentence):
    assert not [c for c in read(sentence) if c.status in {"reported", "confirmed"}]


@pytest.mark.parametrize(
    ("sentence", "allowed"),
    [
        ("Carney and Trump’s meeting on Friday was called off, the White House said.", {"cancelled"}),
        ("Carney has called off Friday’s talks with Trump.", {"cancelled"}),
        ("The White House said Friday’s meeting between Trump and Carney was off.", {"cancelled"}),
        ("The meeting that Trump and Carney were to hold in Ottawa on Friday is off, the White House said.", {"cancelled"}),
        ("Carney is no longer due to meet Trump on Friday, his office said.", {"cancelled"}),
        ("Carney will no longer be flying to Washington on Friday to meet Trump, his office said.", {"cancelled", "denied"}),
        ("Trump said he had decided not to go ahead with Friday’s meeting with Carney.", {"cancelled"}),
        ("Carney’s meeting with Trump in Washington on Friday will not now take place, the White House said.", {"cancelled"}),
        ("The meeting, between Trump and Carney, which was announced by both capitals only last week, is not happening, the White House said.", {"cancelled"}),
        ("Carney and Trump’s Friday get-together: cancelled.", {"cancelled"}),
        ("Trump’s Friday meeting with Carney has been struck from the schedule, the White House said.", {"cancelled"}),
        ("The White House said that Trump would not, after all, meet Carney on Friday.", {"cancelled"}),
        ("“I’m not meeting with Carney on Friday,” Trump said.", {"denied"}),
        ("Trump ruled out meeting Carney on Friday.", {"denied"}),
        ("Carney won’t be meeting Trump on Friday, the White House said.", {"denied"}),
        ("Reports that Carney will meet Trump on Friday are baseless, Carney’s office said.", {"denied"}),
        ("Trump and Carney’s meeting on Friday was put on hold, the White House said.", {"postponed"}),
        ("Carney’s talks with Trump on Friday in Washington, the first between the two men since the collapse of the lumber talks in the spring, have been shelved, the White House said.", {"postponed"}),
        ("A spokesman said the talks between Carney and Trump on Friday had been delayed by a storm.", {"postponed"}),
        ("Trump and Carney were to meet on Friday, but their talks have been deferred, the White House said.", {"postponed"}),
        ("Carney’s visit to Washington on September 12 to meet Trump is cancelled.", {"cancelled"}),
    ],
)
def test_what_is_off_is_off_in_every_voice_and_position(sentence, allowed):
    statuses = {c.status for c in between("Carney", "Trump", WHO + sentence)}
    assert statuses & allowed
    assert not statuses & {"confirmed", "reported"}


def test_a_call_off_that_somebody_only_threatens_or_refuses_calls_nothing_off():
    for sentence in (
        "Carney’s office threatened that he would skip Friday’s meeting with Trump.",
        "The White House insisted Trump’s meeting with Carney on Friday had not been cancelled.",
        "Carney rejected suggestions he should cancel his meeting with Trump on Friday.",
    ):
        assert {c.status for c in between("Carney", "Trump", WHO + sentence)} == {"proposed"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Carney will travel to Washington in the coming weeks for talks with Trump.",
        "Carney will travel to Washington in the coming days for a meeting with Trump.",
        "Carney is to travel to Washington in the coming weeks for talks with Trump.",
    ],
)
def test_a_time_between_the_verb_and_its_talks_changes_nothing(sentence: str):
    assert {c.status for c in between("Carney", "Trump", WHO + sentence)} == {"proposed"}


def test_the_two_leaders_lead_a_state():
    others = "Jo Wells, the president of Local 1005, and Ann Pole, a lawyer, criticised them. "
    (claim,) = (c for c in read(f"{WHO}{others}The last meeting between the two leaders took place in June in Kananaskis.") if c.status == "past")
    assert set(claim.participants) == {"Mark Carney", "Donald Trump"}


def test_a_postponed_meeting_has_the_new_day_where_one_is_told():
    moved = "Starmer’s meeting with Macron, which had been due to take place in Lille on Thursday, will now be held on Friday, September 19, Downing Street said."
    (claim,) = between("Starmer", "Macron", ALLIES + moved)
    assert (claim.status, claim.earliest) == ("postponed", date(2025, 9, 19))
    (claim,) = between("Starmer", "Macron", ALLIES + "The talks between Starmer and Macron were pushed back to September 30, Downing Street said.")
    assert (claim.status, claim.earliest) == ("postponed", date(2025, 9, 30))


def test_one_meeting_called_off_leaves_the_other_standing():
    text = WHO + "Carney will meet Mexican President Claudia Sheinbaum on Thursday but his meeting with Trump on Friday has been cancelled, Carney’s office said."
    (stands,) = between("Carney", "Sheinbaum", text)
    (off,) = between("Carney", "Trump", text)
    assert (stands.status, stands.earliest, off.status) == ("confirmed", THURSDAY, "cancelled")


@pytest.mark.parametrize(
    "sentence",
    [
        "Starmer will host Macron at Chequers on Friday, No 10 said.",
        "No. 10 confirmed that the prime minister will meet Macron on Friday.",
        "Starmer’s official spokesman said: “The prime minister will meet President Macron in London on Friday.”",
        "The two leaders will meet in London on Friday, the Élysée Palace said in a statement.",
        "Starmer will, on Friday, September 12, meet Macron in London, Downing Street said.",
        "After weeks of denials, Downing Street confirmed on Wednesday that Starmer will meet Macron on Friday.",
        "Starmer, who has been pressing for a deal on fishing for months, is to hold talks with Macron on Friday, his spokeswoman, Ada Brill, said.",
        "Brill, the Downing Street press secretary, said on Wednesday that Starmer will host Macron on Friday.",
        "A meeting between Starmer and Macron will take place in London on Friday, Starmer’s office said.",
        "Starmer is to travel to Paris on Friday for talks with Macron, a British government spokesman said.",
    ],
)
def test_an_office_confirms_in_many_wordings(sentence):
    (claim,) = between("Starmer", "Macron", ALLIES + sentence)
    assert (claim.status, claim.earliest) == ("confirmed", FRIDAY)


def test_a_first_name_that_is_a_plain_word_is_met_all_the_same():
    (claim,) = between("Merz", "Carney", "Chancellor Friedrich Merz will meet Mark Carney in Berlin on Thursday, Merz’s office said.")
    assert (claim.status, claim.earliest) == ("confirmed", THURSDAY)


def test_a_leader_known_by_the_bare_name_has_an_office_and_a_title_in_the_text_rules():
    (claim,) = between("Putin", "Kovac", "Vladimir Putin will meet Jan Kovac in Moscow on Friday, the Kremlin said.")
    assert claim.status == "confirmed"
    (claim,) = between("Putin", "Kovac", "Mayor Vladimir Putin will meet Jan Kovac in Graz on Friday, the Kremlin said.")
    assert claim.status == "reported"


def test_a_clause_between_commas_does_not_take_the_subject():
    (claim,) = between("Sheinbaum", "Silva", "President Claudia Sheinbaum, whose government has fought the tariffs, meets President Rui Silva in Brasilia on Friday.")
    assert (claim.status, claim.earliest) == ("reported", FRIDAY)


def test_a_nation_in_the_possessive_is_not_the_party_it_stands_before():
    (claim,) = read("Canada’s Mark Carney will meet India’s Narendra Modi on Friday.")
    assert claim.participants == ("Mark Carney", "Narendra Modi")


@pytest.mark.parametrize("piece", ["no longer ", "Carney, who, ", "the meeting that ", "will, on, ", "was put off to Friday, said ", "“Maybe I ", "according to "])
def test_long_runs_of_turning_words_come_to_an_end(piece):
    text = WHO + piece * (40_000 // len(piece))
    assert not [c for c in read(text) if c.status == "confirmed"]
