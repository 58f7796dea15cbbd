"""What reads like a meeting and is none: what is only seen, habits, crowds; and whom "he", "she" and a heading name.

All in own words, told on Wednesday, September 10, 2025.
"""

from __future__ import annotations

import pytest

from monitor import given
from tests.unit.test_meeting_traps import WHO, read

PEOPLE = "Finance Minister Clara Holm and the union’s leader, Peter Strand, disagree. "


@pytest.mark.parametrize(
    "sentence",
    [
        "Carney sees Trump as a rival.",
        "Voters see Carney as a safe pair of hands.",
        "Carney expects to see Trump on the ballot in November.",
        "You can see Trump trying to please everybody.",
        "Hundreds waited in the rain to see Carney.",
        "Carney saw Trump off at the airport and will see him through.",
        "“I do not see him as a partner,” Carney said of Trump.",
        "Carney will be greeted by thousands of protesters when he lands in Rome.",
        "Trump met with reporters on Monday.",
        "Carney often meets Trump.",
        "As a matter of policy, Carney does not meet with lobbyists.",
        "Carney did not need to meet Trump to know his mind.",
        "The company looks for a server to host the Carney Files.",
        "The Ottawa Senators host the Boston Bruins on Friday.",
    ],
)
def test_what_is_seen_and_whom_nobody_has_a_meeting_with_are_no_claims(sentence: str) -> None:
    assert read(WHO + sentence) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Trump arrived in Rome for a hastily arranged visit with Carney.",
        "On Monday Carney and Trump huddled in Rome to settle the last points.",
        "A judge asked Carney whether he had met Trump in Rome.",
    ],
)
def test_what_went_by_is_not_proposed(sentence: str) -> None:
    assert {c.status for c in read(WHO + sentence)} <= {"past"}


@pytest.mark.parametrize("sentence", ["At times Carney would meet Trump to settle a dispute."])
def test_a_habit_is_no_claim(sentence: str) -> None:
    assert read(WHO + sentence) == ()


def test_they_are_not_the_one_who_speaks_of_them() -> None:
    claims = read(WHO + "Carney and Trump will meet next week, Peter Strand said, adding: “They need to sit down and have a good talk.”")
    assert {frozenset(c.participants) for c in claims} == {frozenset({"Mark Carney", "Donald Trump"})}


@pytest.mark.parametrize("sentence", ["Trump is seeing Carney on Friday.", "Carney will see Trump on Friday.", "Carney has agreed to see Trump."])
def test_who_will_see_somebody_meets_him(sentence: str) -> None:
    assert [set(c.participants) for c in read(WHO + sentence)] == [{"Mark Carney", "Donald Trump"}]


@pytest.mark.parametrize(("pronoun", "name"), [("She", "Clara Holm"), ("He", "Peter Strand")])
def test_he_is_no_woman_and_she_no_man(pronoun: str, name: str) -> None:
    claims = read(PEOPLE + f"{pronoun} will meet Mayor Ada Berg on Friday.")
    assert [set(c.participants) for c in claims] == [{name, "Ada Berg"}]


def test_who_an_opening_speaks_of_is_named_behind_it() -> None:
    claims = read(PEOPLE + "After his talks with Mayor Ada Berg on Tuesday, Peter Strand flew home.")
    assert [set(c.participants) for c in claims] == [{"Peter Strand", "Ada Berg"}]


def test_a_heading_with_capitals_throughout_is_nobodys_fullest_name() -> None:
    claims = read("Holm Makes Final Preparations For The Grand Visit Of Ada Berg\n\nBerg will meet Peter Strand on Friday.")
    assert {"Berg", "Ada Berg"} & set(claims[-1].participants)


def test_who_spoke_at_talks_held_them() -> None:
    (claim,) = read(PEOPLE + "At talks with Mayor Ada Berg the following morning, Holm said that she would not give way.")
    assert claim.status == "past"


def test_given_names_and_titles_tell_a_man_from_a_woman() -> None:
    assert [given.sex(*told) for told in (("Clara Holm",), ("Holm", {"mr"}), ("Peter Strand", {"president"}), ("Kim",), ("Ada Berg", {"mr", "mrs"}))] == ["f", "m", "m", None, None]


def test_a_given_name_of_both_tells_neither() -> None:
    assert given.sex("Jean Berg") is None
