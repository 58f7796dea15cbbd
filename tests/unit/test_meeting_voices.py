"""Whose word a document passes on: a speaker it introduced, a body and its head, a heading, a passive. Told on Monday, November 24, 2025."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from monitor import dates
from monitor.detect import meetings
from monitor.model import Claim

MONDAY = datetime(2025, 11, 24, 12, 0, tzinfo=UTC)
PLAN = "Estonian Prime Minister Liis Tamm will meet Maltese President Paul Zahra on Friday"


def read(text: str, *, site: str | None = None, title: str | None = None) -> tuple[Claim, ...]:
    return meetings.find(text, dates.find(text, MONDAY), MONDAY, site=site, title=title)


@pytest.mark.parametrize(
    "text",
    [
        "Estonian Prime Minister Liis Tamm’s spokesman, Mart Kask, spoke for an hour. Tamm will meet Maltese President Paul Zahra on Friday, Kask said.",
        "Mart Kask, a spokesman for Estonian Prime Minister Liis Tamm, spoke for an hour. Tamm will meet Maltese President Paul Zahra on Friday, according to Kask.",
        "Estonian Prime Minister Liis Tamm had a cold. Her spokesman, Mart Kask, blamed the rain. Kask said Tamm will meet Maltese President Paul Zahra on Friday.",
        f"{PLAN}, Kask added. Estonian government spokesman Mart Kask spoke for an hour.",
        "Belgium’s King Leopold would receive Maltese President Paul Zahra for a dinner on Friday, the palace said.",
        "NATO Secretary General Ada Berg will meet Maltese President Paul Zahra on Friday, the alliance said.",
        "The EU said it would hold a summit with Japan on Friday.",
        "Malta said President Paul Zahra will meet Estonian Prime Minister Liis Tamm on Friday.",
        f"{PLAN}, the two governments said.",
        f"{PLAN}. ".replace("will meet", "and") + "Their meeting on Friday was confirmed on Monday by Tamm’s office.",
        "Talks between Estonian Prime Minister Liis Tamm and Maltese President Paul Zahra on Friday were announced by the Estonian government.",
        f"Statement by the Prime Minister’s Office\n\n{PLAN}.",
        f"PRESS RELEASE\nOffice of the President of Malta\n\n{PLAN}.",
        f"{PLAN}, Foreign Ministry spokesman Mart Kask made the announcement on Monday.",
        "The Estonian foreign ministry announced that Foreign Minister Kadri Oja will meet Maltese President Paul Zahra on Friday.",
        f"Mart Kask, a spokesman for Estonian Prime Minister Liis Tamm, spoke for an hour. He said {PLAN.partition(' Minister ')[2]}.",
        f"Mart Kask speaks for Estonian Prime Minister Liis Tamm. It rained. {PLAN}, he added.",
        "Estonian Prime Minister Liis Tamm had a cold. Her office said she will meet Maltese President Paul Zahra on Friday.",
        f"Estonia’s Ministry of Foreign Affairs (MFA) wrote to reporters. {PLAN}, an MFA spokesman said.",
        f"{PLAN}, the Estonian Chancellery of State (CS) said.",
        f"{PLAN}, both offices said in a joint statement.",
        f"{PLAN}, Tamm spokesman Mart Kask said.",
        f"Mart Kask, the Estonian government’s chief of staff, said {PLAN}.",
        "Mayor Ada Berg and Maltese President Paul Zahra will meet on Friday, the mayor’s office said.",
        f"Sweden, which is hosting the talks, said {PLAN} in Stockholm.",
        f"Sweden said {PLAN} in Stockholm.",
        f"The organisers of the Baltic summit said {PLAN}.",
        f"A spokesman for Estonian Prime Minister Liis Tamm spoke for an hour. {PLAN}, he said.",
        "Rideau Hall said Governor General Ada Berg will meet Maltese President Paul Zahra on Friday.",
        "NATO said Secretary General Ada Berg will meet Maltese President Paul Zahra on Friday.",
        f"Malta’s foreign ministry was closed on Sunday. {PLAN}, the foreign ministry said.",
    ],
)
def test_who_speaks_for_a_party_confirms(text):
    (claim,) = [c for c in read(text) if c.earliest]
    assert (claim.status, claim.earliest) == ("confirmed", date(2025, 11, 28)), claim


@pytest.mark.parametrize(
    "text",
    [
        f"Mart Kask, a spokesman for the Estonian bakers’ union, spoke for an hour. {PLAN}, Kask said.",
        f"Mart Kask, once a spokesman for Estonian Prime Minister Liis Tamm, sells boats. {PLAN}, Kask said.",
        f"Estonian Prime Minister Liis Tamm’s spokesman, Mart Kask, was ill. His wife, Tiina Kask, was not. {PLAN}, Kask said.",
        f"Estonian Prime Minister Liis Tamm met spokesman Mart Kask. {PLAN}, Kask said.",
        f"{PLAN}, a spokesman for the Estonian bakers’ union said.",
        f"Mart Kask, a spokesman for Estonian Prime Minister Liis Tamm, was away. A lobbyist answered. He said {PLAN.partition(' Minister ')[2]}.",
        f"Mart Kask, a spokesman for Estonian Prime Minister Liis Tamm, met Jaan Roos. He said {PLAN.partition(' Minister ')[2]}.",
        f"Mart Kask, a spokesman for Estonian Prime Minister Liis Tamm, introduced the bakers’ leader. He said {PLAN.partition(' Minister ')[2]}.",
        f"Mart Kask, a spokesman for Estonian Prime Minister Liis Tamm, resigned in 2019. {PLAN}, he said.",
        f"Jaan Roos wrote to Tamm. His office said {PLAN}.",
        f"The Japanese embassy in Valletta said {PLAN}.",
        f"A spokesman for the group that lobbies Tamm said {PLAN}.",
        f"{PLAN}, former Tamm spokesman Mart Kask said.",
        f"{PLAN}, Roos spokesman Mart Kask said.",
        f"Tourists at the Estonian foreign ministry said {PLAN}.",
        f"Staff at the Estonian foreign ministry said {PLAN}.",
        f"Protest organisers said {PLAN}.",
        f"Quiz-show host Jaan Roos said {PLAN}.",
        f"The host of the morning programme said {PLAN}.",
        f"Sweden said {PLAN} in Vienna.",
        f"Estonian Prime Minister Liis Tamm spoke to Jaan Roos. {PLAN}, he said.",
        f"Liis Tamm, the cook said, had a cold. {PLAN}, he added.",
        f"A spokesman for Estonian Prime Minister Liis Tamm’s landlord spoke for an hour. {PLAN}, he said.",
        f"Japan’s Ministry of Foreign Affairs (MFA) wrote to reporters. {PLAN}, an MFA spokesman said.",
        f"The National Skating Council (NSC) wrote to reporters. {PLAN}, an NSC spokesman said.",
        f"Japan’s foreign ministry wrote to reporters. {PLAN}, the foreign ministry said.",
        f"TOKYO (Wire) - {PLAN}, the foreign ministry said.",
        f"A Tamm donor’s spokesman said {PLAN}.",
        f"{PLAN}, the Maltese ambassador’s barber said.",
        f"{PLAN}, the Estonian Chess Federation’s press office said.",
        f"{PLAN}, the Maltese city government said.",
        f"{PLAN}, the two newspapers said.",
        f"{PLAN}, Japan said.",
        f"{PLAN}, the Commission said.",
        f"Statement by the Prime Minister’s Office under fire\n\n{PLAN}.",
        f"Statement by the President of Latvia\n\n{PLAN}.",
        "Under the plan, Estonian Prime Minister Liis Tamm would meet Maltese President Paul Zahra on Friday, her office said.",
        "Estonian Prime Minister Liis Tamm would meet Maltese President Paul Zahra on Friday in a better world, her office said.",
        "Talks between Estonian Prime Minister Liis Tamm and Maltese President Paul Zahra on Friday were confirmed by two diplomats.",
        "Talks between Estonian Prime Minister Liis Tamm and Maltese President Paul Zahra on Friday were not confirmed by her office.",
        "Talks between Estonian Prime Minister Liis Tamm and Maltese President Paul Zahra on Friday were confirmed by Japan’s government.",
    ],
)
def test_nobody_else_does(text):
    assert "confirmed" not in {c.status for c in read(text)}


def test_a_statement_that_cites_others_leaves_them_their_word():
    (claim,) = read(f"Statement by the Prime Minister’s Office\n\n{PLAN}, a newspaper reported.")
    assert claim.status == "reported"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The meeting has been scrapped.", "cancelled"),
        ("Friday’s meeting was called off, her office said.", "cancelled"),
        ("The summit will not go ahead as planned and has been postponed until next week.", "postponed"),
    ],
)
def test_a_call_off_that_names_nobody_is_of_the_only_meeting_told_of(text, status):
    _, off = read(f"{PLAN}. The mood is sour. {text}")
    assert (off.status, off.participants) == (status, ("Liis Tamm", "Paul Zahra"))


@pytest.mark.parametrize(
    "between",
    [
        "Thursday’s meeting was called off.",
        "A board meeting was planned in Riga. The meeting has been scrapped.",
        "Norwegian Prime Minister Ola Dahl will meet Swedish Prime Minister Per Lind on Friday. The meeting has been scrapped.",
        "The meeting may yet be called off.",
    ],
)
def test_one_that_may_be_another_is_of_none(between):
    assert not {"cancelled", "postponed"} & {c.status for c in read(f"{PLAN}. {between}")}


@pytest.mark.parametrize(
    ("about", "confirmed"),
    [
        ("Tamm’s spokesman, Mart Kask, confirmed the date on Monday.", True),
        ("The date will hold, Kask said. The Maltese foreign ministry confirmed the date.", True),
        ("Tamm’s spokesman, Mart Kask, did not confirm the date.", False),
        ("Tamm’s spokesman, Mart Kask, confirmed the date would be told later.", False),
        ("The bakers’ spokesman, Mart Kask, confirmed the date.", False),
        ("Maltese President Paul Zahra will meet King Leopold on Saturday. The Maltese foreign ministry confirmed the date.", False),
        ("The Post said the Maltese foreign ministry confirmed the date.", False),
    ],
)
def test_who_confirms_the_date_of_the_sentence_before_confirms_its_meeting(about, confirmed):
    claims = read(f"{PLAN}. {about}")
    assert [c.earliest for c in claims if c.status == "confirmed"] == [date(2025, 11, 28)] * confirmed, claims
