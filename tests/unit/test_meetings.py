"""Meeting claims in single documents, in own words. All are published on Friday, May 2, 2025, Eastern time, unless told."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import dates
from monitor.detect import meetings
from monitor.model import Claim

EASTERN = timezone(timedelta(hours=-4))
FRIDAY = datetime(2025, 5, 2, 12, 0, tzinfo=EASTERN)
TUESDAY = date(2025, 5, 6)
WHO = "Prime Minister Mark Carney won the vote. U.S. President Donald Trump rang him up."


def read(text: str, published: datetime = FRIDAY, **of: str | None) -> tuple[Claim, ...]:
    return meetings.find(text, dates.find(text, published), published, **of)


def told(sentence: str, published: datetime = FRIDAY, **of: str | None) -> Claim:
    """The one claim of a sentence that stands behind the introduction of both men."""
    claims = [c for c in read(f"{WHO}\n\n{sentence}", published, **of) if c.evidence.text in sentence]
    assert len(claims) == 1, [(c.status, c.participants) for c in claims]
    return claims[0]


def pair(claim: Claim) -> set[str]:
    return set(claim.participants)


BOTH = {"Mark Carney", "Donald Trump"}
OFFICE = {"site": "Prime Minister of Canada", "url": "https://office.example/en/news"}


# --- confirmed ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "The Prime Minister, Mark Carney, will meet with the President of the United States, Donald Trump, at the White House in Washington, D.C., on Tuesday, May 6, 2025.",
        "The Prime Minister, Mark Carney, will travel to Washington, D.C., on May 5 and meet with U.S. President Donald Trump on May 6.",
        "Today, the Prime Minister, Mark Carney, announced he will travel to Washington, D.C., to meet with the President of the United States of America, Donald J. Trump, on May 6, 2025.",
        "Prime Minister Carney will sit down with President Trump on Tuesday, May 6, 2025.",
        "On Tuesday, May 6, Prime Minister Carney will meet President Trump in Washington.",
        "Prime Minister Carney will hold talks with President Trump in Washington on May 6.",
        "President Trump will host Prime Minister Carney at the White House on May 6.",
    ],
)  # fmt: skip
def test_an_offices_own_site_confirms_in_its_own_voice(sentence):
    claim = told(sentence, **OFFICE)
    assert (claim.status, claim.earliest, claim.latest, claim.authority) == ("confirmed", TUESDAY, TUESDAY, "party")
    assert claim.confirmed_by
    assert {p.split()[-1] for p in claim.participants} == {"Carney", "Trump"}


@pytest.mark.parametrize(
    ("sentence", "by"),
    [
        ("Carney’s office confirmed on Friday that he will meet Trump in Washington on Tuesday.", "Carney’s office"),
        ("Carney will meet Trump at the White House on Tuesday, May 6, the Prime Minister’s Office announced on Friday.", "Prime Minister’s Office"),
        ("Carney will meet Trump on Tuesday, the White House said.", "White House"),
        ("White House press secretary Ada Brill said Trump will welcome Carney to the White House on Tuesday.", "White House press secretary Ada Brill"),
        ("“I will meet President Trump in Washington on Tuesday,” Carney said.", "Mark Carney"),
        ("Trump announced on Friday that he is meeting Carney on Tuesday.", "Donald Trump"),
        ("According to a spokeswoman for Carney, he will meet Trump on Tuesday.", "spokeswoman for Carney"),
    ],
)  # fmt: skip
def test_a_partys_word_on_record_confirms(sentence, by):
    claim = told(sentence)
    assert (claim.status, claim.earliest, claim.confirmed_by) == ("confirmed", TUESDAY, (by,))
    assert pair(claim) == BOTH


def test_a_stated_range_of_days_confirms_too():
    claim = told("Carney will meet Trump in Kananaskis from June 15 to 17, Carney’s office said.")
    assert (claim.status, claim.earliest, claim.latest) == ("confirmed", date(2025, 6, 15), date(2025, 6, 17))


def test_the_office_of_another_head_of_government_is_no_party():
    claim = told("Canadian Prime Minister Mark Carney will meet Trump on Tuesday.", site="Prime Minister of Japan")
    assert claim.status == "reported"


# --- reported ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "authority"),
    [
        ("Carney will meet Trump on Tuesday.", "outlet"),
        ("Carney is scheduled to meet Trump at the White House on Tuesday.", "outlet"),
        ("Carney, who is due to meet Trump on Tuesday, said he was well prepared.", "outlet"),
        ("Carney will meet Trump on Tuesday, officials said.", "unnamed"),
        ("A senior Canadian official said Carney will meet Trump on Tuesday.", "unnamed"),
        ("Two people close to the matter said Carney will meet Trump on Tuesday.", "unnamed"),
        ("Local media reported that Carney will meet Trump on Tuesday.", "media"),
        ("Jo Brown, a professor of law, said Carney will meet Trump on Tuesday.", "unnamed"),
        ("The French foreign ministry said Carney will meet Trump on Tuesday.", "unnamed"),
    ],
)
def test_a_day_without_a_partys_word_is_reported(sentence, authority):
    claim = told(sentence)
    assert (claim.status, claim.earliest, claim.latest, claim.authority, claim.confirmed_by) == ("reported", TUESDAY, TUESDAY, authority, ())


def test_a_newspaper_named_after_an_office_is_no_office():
    assert told("Carney will meet Trump on Tuesday.", site="The President Daily Herald").status == "reported"


# --- proposed ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "Carney may meet Trump on Tuesday, Carney’s office said.",
        "Carney hopes to meet Trump on Tuesday, his office said.",
        "Carney is expected to meet Trump on Tuesday, the White House said.",
        "If the vote passes, Carney could meet Trump on Tuesday, Carney’s office said.",
        "Carney’s office said he will meet Trump next week.",
        "Carney’s office said he will meet Trump in June.",
        "Carney’s office said he will meet Trump by Friday.",
        "Trump invited Carney to visit the White House, Carney’s office said.",
        "Carney and Trump agreed to meet in the near future, Carney’s office said.",
        "It is unclear whether Carney will meet Trump on Tuesday, Carney’s office said.",
        "Carney’s office said it could not confirm that Carney will meet Trump on Tuesday.",
    ],
)
def test_intent_windows_and_hedges_stay_proposed_on_anybodys_word(sentence):
    assert told(sentence).status == "proposed"


def test_within_the_next_week_or_less_is_a_window_and_an_unconfirmed_date_keeps_it_proposed():
    published = datetime(2025, 4, 30, 15, 12, tzinfo=EASTERN)
    text = (
        "President Donald Trump said on Wednesday that Prime Minister Mark Carney would come to the White House “within the next week or less.”\n\n"
        "The Prime Minister’s Office has not confirmed a date."
    )
    window, unsure = read(text, published)
    assert pair(window) == pair(unsure) == BOTH
    assert (window.status, window.earliest, window.latest, window.place) == ("proposed", date(2025, 4, 30), date(2025, 5, 7), "White House")
    assert (unsure.status, unsure.earliest, unsure.evidence.text) == ("proposed", None, "The Prime Minister’s Office has not confirmed a date.")


# --- off, and past -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The meeting between Carney and Trump, scheduled for Tuesday, has been postponed, the White House said.", "postponed"),
        ("A summit between Carney and Trump was put off until Thursday, the White House said.", "postponed"),
        ("Trump called off his meeting with Carney, the White House said.", "cancelled"),
        ("Carney cancelled a visit to the White House that had been planned for Tuesday, his office said.", "cancelled"),
        ("Carney has no plans to meet Trump, his office said.", "denied"),
        ("Carney will not meet Trump on Tuesday, Carney’s office said.", "denied"),
        ("Carney refused to meet Trump.", "denied"),
        ("There is no meeting planned with Trump, Carney’s spokesman said.", "denied"),
    ],
)
def test_what_is_off_says_how(sentence, status):
    assert told(sentence).status == status


def test_only_a_partys_own_word_is_on_record_for_a_cancellation():
    assert told("Trump called off his meeting with Carney, the White House said.").authority == "party"
    assert told("Trump called off his meeting with Carney, local media reported.").authority == "media"


def test_a_cancelled_news_conference_does_not_cancel_the_talks():
    claim = told("Carney and Trump scrapped a joint news conference on Friday but agreed to meet again in Ottawa on May 13-14.")
    assert (claim.status, claim.earliest, claim.latest) == ("reported", date(2025, 5, 13), date(2025, 5, 14))


@pytest.mark.parametrize(
    "sentence",
    ["Carney met Trump at the White House on Tuesday.", "Carney held talks with Trump on Tuesday.", "At a summit with Trump on Tuesday, Carney asked for relief."],
)
def test_what_took_place_is_past(sentence):
    claim = told(sentence, FRIDAY + timedelta(days=5))
    assert (claim.status, claim.earliest) == ("past", TUESDAY)


# --- days --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The White House announced on Wednesday that Carney will meet Trump on Tuesday.", date(2025, 5, 6)),
        ("Carney will arrive on Monday, a day before his scheduled meeting with Trump.", date(2025, 5, 6)),
        ("Carney flies to Paris on Sunday, and he will meet Trump on Tuesday.", date(2025, 5, 6)),
        ("Carney will meet Trump on Tuesday, before he leaves for home on Wednesday.", date(2025, 5, 6)),
        ("Tuesday’s meeting between Carney and Trump will focus on steel.", date(2025, 5, 6)),
    ],
)
def test_a_meeting_has_the_day_of_its_own_clause(sentence, day):
    assert told(sentence).earliest == day


def test_announced_on_a_day_is_not_met_on_that_day():
    claim = told("Carney announced on Wednesday that he would meet Trump.")
    assert (claim.status, claim.earliest) == ("proposed", None)


# --- parties -----------------------------------------------------------------------------------------------------------


def test_pronouns_pairs_and_titles_are_resolved():
    assert pair(told("The two leaders will meet on Tuesday.")) == BOTH
    assert pair(told("The prime minister will meet Trump on Tuesday.")) == BOTH
    assert pair(told("Carney said he would meet the president on Tuesday.")) == BOTH


def test_nations_that_act_are_parties_and_a_visit_is_paid_to_its_host():
    (talks,) = read("North Korea and South Korea will hold talks in Geneva on Monday.")
    assert (set(talks.participants), talks.place) == ({"North Korea", "South Korea"}, "Geneva")
    (visit,) = read("Chinese President Li Ming will visit Pakistan on Monday, an official said.")
    assert visit.participants == ("Li Ming", "Pakistan")


def test_a_nationality_and_a_role_in_front_of_a_name_are_not_parties():
    (claim,) = read("Hungarian Prime Minister Anna Kiss will meet her Polish counterpart Jan Nowak in Warsaw on Monday.")
    assert claim.participants == ("Anna Kiss", "Jan Nowak")
    assert claim.place == "Warsaw"


# --- none --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "Carney said Canada will meet the target by Tuesday.",
        "Trump says the plant must meet American standards by Tuesday.",
        "Trump’s horse and Carney’s will meet in the semifinal on Tuesday.",
        "Carney will speak to Trump by telephone on Tuesday.",
        "Carney’s phone call with Trump is set for Tuesday.",
        "Will Carney meet Trump on Tuesday?",
        "Trump wrote a letter to Carney on Tuesday.",
        "“We’re so happy to meet you on Tuesday!” read a sign.",
    ],
)
def test_what_is_no_meeting(sentence):
    assert not [c for c in read(f"{WHO}\n\n{sentence}") if len(c.participants) > 1 and c.status in {"reported", "confirmed"}]


# --- whatever comes ----------------------------------------------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from(
        "Mark Carney Donald Trump will meet with on Tuesday , . and the said visit White House office ’s “ ” not to talks May 6 he in between that ; ? confirmed Ottawa".split()
    ),
    max_size=40,
)


@settings(deadline=None)  # the first sentence read loads the model
@given(WORDS)
def test_evidence_is_exact_and_confirmed_always_has_two_parties_a_day_and_a_name(words):
    text = " ".join(words)
    for claim in read(text):
        passage = claim.evidence
        assert text[passage.start : passage.end] == passage.text
        if claim.status == "confirmed":
            assert len(claim.participants) >= 2
            assert claim.earliest is not None
            assert claim.confirmed_by
            assert claim.authority in {"party", "organiser"}


@pytest.mark.parametrize("piece", ["Trump will meet Carney on Tuesday, ", "said ", "the talks between ", "A", "visit to ", "Carney and ", "“", "met "])
def test_forty_thousand_characters_of_nonsense_come_to_an_end(piece):
    text = piece * (40_000 // len(piece))
    assert len(read(text)) < 200


@pytest.mark.parametrize(
    "sentence",
    [
        "Carney said Macron will meet Trump on Tuesday.",
        "Macron’s office said Carney will meet Trump on Tuesday.",
        "Carney’s office said reports that he will meet Trump on Tuesday are false.",
        "Carney’s office declined to comment on reports that he will meet Trump on Tuesday.",
        "Carney said he would have met Trump on Tuesday had the vote gone otherwise.",
        "Carney said he will probably meet Trump on Tuesday.",
        "Carney will meet Trump on Tuesday, unless the House sits, Carney’s office said.",
        "Carney’s office said he is to meet Trump either on Tuesday or on Thursday.",
        "Carney’s former spokesman said Carney will meet Trump on Tuesday.",
        "Carney’s office said he will meet Trump as early as Tuesday.",
        "Carney’s office said he will meet Trump after Tuesday.",
        "Carney’s office would not say whether he will meet Trump on Tuesday.",
        "Trump wants Carney to meet him on Tuesday, the White House said.",
        "Trump said he will meet Carney on Tuesday, but the Prime Minister’s Office has not confirmed the date.",
        "Carney’s office said the meeting with Trump will not be on Tuesday.",
        "Carney said in 2024 that he would meet Trump on January 5, 2024.",
    ],
)
def test_words_below_the_definition_never_confirm(sentence):
    claims = read(f"{WHO} French President Emmanuel Macron looked on.\n\n{sentence}")
    assert "confirmed" not in {c.status for c in claims}


# --- two who bear one title --------------------------------------------------------------------------------------------

PROGRAMME = (
    "Prime Minister Mads Lindholm will open the new school in Esbjerg on Thursday.\n\n"
    "The Prime Minister will meet with {guest} at Marienborg on Tuesday, May 6, 2025."
)


@pytest.mark.parametrize("guest", ["the Prime Minister of Norway, Ingrid Halvorsen,", "Norway’s Prime Minister, Ingrid Halvorsen,"])
def test_a_title_is_that_of_the_one_whom_the_sentence_does_not_name(guest: str) -> None:
    (claim,) = [c for c in read(PROGRAMME.format(guest=guest), site="Danish Prime Minister’s Office") if c.earliest == TUESDAY]
    assert pair(claim) == {"Mads Lindholm", "Ingrid Halvorsen"}
    assert (claim.status, claim.authority) == ("confirmed", "party")


@pytest.mark.parametrize("site", ["Burger King", "Weekly President", "Kent County Governor"])
def test_a_name_that_ends_in_a_title_is_no_office(site: str) -> None:
    claims = read(PROGRAMME.format(guest="the Prime Minister of Norway, Ingrid Halvorsen,"), site=site)
    assert "confirmed" not in {claim.status for claim in claims}
