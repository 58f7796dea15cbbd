"""Sentences that come close to a confirmed meeting and are none. Told on Friday, November 28, 2025."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor import dates
from monitor.detect import meetings

NOVEMBER = datetime(2025, 11, 28, 12, 0, tzinfo=UTC)
WHO = "Canadian Prime Minister Mark Carney and U.S. President Donald Trump spoke in October. French President Emmanuel Macron was told.\n\n"

BELOW = """\
Carney will meet Trump on Tuesday provided the Senate votes, his office said.
Carney’s office said he will meet Trump on Tuesday should the talks succeed.
Carney said he understood that Macron will meet Trump on Tuesday.
Macron’s office said it had been told that Carney will meet Trump on Tuesday.
A union spokesman said Carney will meet Trump on Tuesday.
Spokesman Jo Do of the steel union said Carney will meet Trump on Tuesday.
The foreign ministry of Japan said Carney will meet Trump on Tuesday.
Carney’s brother Jo Do said Carney will meet Trump on Tuesday.
Carney’s lawyer, Jo Do, said he will meet Trump on Tuesday.
Trump’s biographer Jo Do said Trump will meet Carney on Tuesday.
A parody account of the White House said Trump will meet Carney on Tuesday.
The White House said Trump’s double will meet Carney on Tuesday.
In the film, Carney will meet Trump on Tuesday, the White House said with a smile.
The White House said nobody had told it that Trump will meet Carney on Tuesday.
The White House said the plan for Trump to meet Carney on Tuesday was dead.
The White House said a decision on whether Trump will meet Carney on Tuesday comes tonight.
The White House said Vice President JD Vance, not Trump, will meet Carney on Tuesday.
Carney’s chief of staff will meet Trump’s chief of staff on Tuesday, his office said.
Carney’s ministers will meet Trump’s ministers on Tuesday, the White House said.
The Carney government will meet Trump’s demands on Tuesday, the White House said.
Carney will meet Trump’s deadline on Tuesday, his office said.
Carney will meet Trump supporters in Windsor on Tuesday, his office said.
Carney will meet with Trump Media executives on Tuesday, his office said.
Carney’s office said he will watch Trump meet Macron on Tuesday.
Carney’s office said that on Tuesday he will announce when he will meet Trump.
Carney’s office said on Tuesday that he will meet Trump.
Carney will speak on Tuesday about how he will meet Trump, his office said.
Carney will prepare on Tuesday for his meeting with Trump, his office said.
Carney will leave on Tuesday for a meeting with Trump, his office said.
Carney’s office said the earliest he will meet Trump is Tuesday.
Carney’s office said he will meet Trump by Tuesday at the latest.
Carney’s office said he will meet Trump on Tuesday or Wednesday.
Carney’s office said he will meet Trump on a Tuesday.
Carney’s office said it was false that he will meet Trump on Tuesday.
Carney’s office said it would be a mistake to think he will meet Trump on Tuesday.
Carney’s office laughed at a report that he will meet Trump on Tuesday.
Carney’s office said the media’s claim that he will meet Trump on Tuesday was news to it.
Carney’s office said "Carney will meet Trump on Tuesday" was written by a hacker.
"Carney will meet Trump on Tuesday," Carney’s office said in a satirical sketch.
Carney told a joke in which he will meet Trump on Tuesday.
Trump once said he will meet Carney on Tuesday.
Last year, Trump said he will meet Carney on Tuesday.
Trump said he will meet Carney on Tuesday but aides say no date is fixed.
Trump said that he will meet Carney on Tuesday, an assertion Ottawa disputes.
Trump said he will meet Carney on Tuesday; Carney’s office said he will not.
Trump said he would meet Carney on Tuesday if he asked nicely.
Trump dreamed that he will meet Carney on Tuesday, the White House said.
Trump asked to meet Carney on Tuesday, the White House said.
Trump will ask Carney to meet him on Tuesday, the White House said.
Trump will try to meet Carney on Tuesday, the White House said.
Trump will invite Carney to the White House on Tuesday, the White House said.
Trump will call Carney on Tuesday, the White House said.
Trump will write to Carney on Tuesday, the White House said.
Trump will meet Carney virtually on Tuesday, the White House said.
Trump will meet Carney by video link on Tuesday, the White House said.
Trump will hold a telephone meeting with Carney on Tuesday, the White House said.
Trump and Carney will meet in court on Tuesday, the White House said.
Trump’s team will meet Carney’s in hockey on Tuesday, the White House said.
Trump and Carney will hold separate meetings on Tuesday, the White House said.
Trump will hold a cabinet meeting on Tuesday and Carney a caucus meeting, the White House said.
Trump will attend a meeting of the committee on Tuesday, the White House said.
Trump will meet Carney on Tuesday (TBC), the White House said.
Trump is tentatively scheduled to meet Carney on Tuesday, the White House said.
Trump is slated to meet Carney on Tuesday, though the White House said that could change.
Trump is due to meet Carney on Tuesday, the White House said, cautioning that schedules shift.
Trump will meet Carney on Tuesday, weather permitting, the White House said.
Trump will meet Carney on Tuesday, the White House said, before taking it back.
Trump will meet Carney on Tuesday, the White House said in error.
Trump will meet Carney on Tuesday, a former White House spokesman said.
Trump will meet Carney on Tuesday, sources at the White House said.
Trump will meet Carney on Tuesday, the White House said, according to CNN.
Trump will meet Carney on Tuesday, CNN said, quoting the White House.
Trump would meet Carney on Tuesday in an ideal world, the White House said.
Trump would have to meet Carney on Tuesday, the White House said.
Trump has to meet Carney on Tuesday, the White House said.
Trump must meet Carney on Tuesday, the White House said.
Trump never said he will meet Carney on Tuesday.
Trump was scheduled to meet Carney on Tuesday, the White House said.
Trump had said he will meet Carney on Tuesday.
Trump’s son Eric will meet Carney on Tuesday, the White House said.
Eric Trump will meet Carney on Tuesday, the White House said.
The mayor of Ottawa will meet Trump on Tuesday, the White House said.
A Canadian will meet Trump on Tuesday, the White House said.
Canada will meet the United States in the final on Tuesday, the White House said.
The summit between Trump and Carney on Tuesday matters, the White House said.
A meeting between Trump and Carney on Tuesday would help, the White House said.
The White House said a meeting of Trump and Carney on Tuesday remains the goal.
Carney’s office said Trump’s offer of a meeting on Tuesday with Carney is being studied.
Carney’s office said preparations for a meeting with Trump on Tuesday continue.
Carney will decide on Tuesday whether to meet Trump, his office said.
Carney said he will decide about meeting Trump on Tuesday.
Who says Carney will meet Trump on Tuesday, the White House said.
Carney’s office said the day he will meet Trump, not Tuesday, is secret.
Carney’s office said he will meet Trump the Tuesday after the budget passes.
Carney’s office said he will meet Trump every Tuesday.
Carney’s office said he will meet Trump on Tuesday in Ottawa or not at all.
Carney will be represented by Joly when Trump meets leaders on Tuesday, his office said.
Carney will meet the man who will meet Trump on Tuesday, his office said.
Carney’s predecessor will meet Trump on Tuesday, Carney’s office said.
Trump’s predecessor Joe Biden will meet Carney on Tuesday, the White House said.
Carney’s plane will meet Trump’s on Tuesday, his office said.
Carney’s office said it hopes he will meet Trump on Tuesday.
Carney’s office said he will meet Trump on Tuesday, pending approval.
Carney’s office would only say that he will meet Trump on Tuesday if invited.
Carney’s office declined to say that he will meet Trump on Tuesday.
Carney’s office is yet to say he will meet Trump on Tuesday.
Carney’s office will say on Monday that he will meet Trump on Tuesday.
Carney’s office may say that he will meet Trump on Tuesday.
Carney’s office asked whether Trump will meet Carney on Tuesday.
Carney will meet Trump on Tuesday, the opposition’s office said.
Carney will meet Trump on Tuesday, the office of the leader of the opposition said.
Carney will meet Trump on Tuesday, the office of Quebec’s premier said.
Carney will meet Trump on Tuesday, Premier Doug Ford’s office said.
Carney will meet Trump on Tuesday, the Prime Minister’s Office of Israel said.
Carney will meet Trump on Tuesday, the Kremlin said.
Carney will meet Trump on Tuesday, Macron’s office said.
Carney will meet Trump on Tuesday, a spokesman said.
Carney will meet Trump on Tuesday, the company’s spokesman said.
Carney will meet Trump on Tuesday, spokeswoman Jo Do of Greenpeace said.
Carney will meet Trump on Tuesday, said Jo Do, a spokesman for the Teamsters.
Carney will meet Trump on Tuesday, said Jo Do, press secretary of the mayor.
Carney will meet Trump on Tuesday, said press secretary Jo Do of the city of Toronto.
Carney will meet Trump on Tuesday, a White House visitor said.
Carney will meet Trump on Tuesday, a White House reporter said.
Carney will meet Trump on Tuesday, White House watchers said.
Carney will meet Trump on Tuesday, a person at the Prime Minister’s Office said.
Carney will meet Trump on Tuesday, a leaked Prime Minister’s Office memo said.
Carney will meet Trump on Tuesday, the White House website was made to say.
Carney will meet Trump on Tuesday, the Prime Minister’s Office told CBC on condition of anonymity.
Carney will meet Trump on Tuesday, he told friends.
Carney will meet Trump on Tuesday, the Prime Minister’s Office said, then corrected itself.
Carney will meet Trump on Tuesday, the Prime Minister’s Office said; the White House knew of no such meeting.
Carney’s office said talks with Trump on Tuesday will take place by phone.
Carney’s office said the call with Trump will take place on Tuesday.
Carney’s office said a meeting of his ministers with Trump on Tuesday will take place.
Carney’s office said the meeting with Trump on Tuesday will take place without him.
Carney’s office said preparatory talks for his meeting with Trump will take place on Tuesday.
Carney’s office said officials will meet on Tuesday to prepare talks with Trump.
Carney’s office said he will travel on Tuesday to meet with troops before seeing Trump.
Carney’s office said he will see Trump’s speech on Tuesday.
Carney’s office said he will see Trump on television on Tuesday.
Carney’s office said he will host a dinner on Tuesday to celebrate Trump.
Carney’s office said he will receive Trump’s letter on Tuesday.
Carney’s office said he will receive a call from Trump on Tuesday.
Carney’s office said he will welcome Trump’s decision on Tuesday.
Carney’s office said he will visit the Trump tower on Tuesday.
Carney’s office said Trump will be met by protesters on Tuesday.
Carney’s office said Carney will be met by Trump’s ambassador on Tuesday.
Carney’s office said he will sit down with advisers on Tuesday to discuss Trump.
Carney’s office said Tuesday that he will meet Trump.
Carney’s office said he will meet Trump next Tuesday or the one after.
Carney’s office said he will meet Trump around Tuesday.
Carney’s office said he will meet Trump no earlier than Tuesday.
Carney’s office said he will meet Trump within days of Tuesday’s vote.
Carney’s office said he will meet Trump two days after Tuesday’s vote.
Carney’s office said he will meet Trump after a vote on Tuesday.
Carney’s office said he will meet Trump once the House votes on Tuesday.
Carney’s office said he will meet Trump when the time is right, and Macron on Tuesday.
Carney will meet Macron on Tuesday and Trump later, his office said.
Carney will meet Macron in Paris on Tuesday and then Trump, his office said.
Carney will meet Macron, Starmer and, it is hoped, Trump on Tuesday, his office said.
Carney meets Macron on Tuesday. He will also meet Trump, his office said.
"""


def statuses(sentence: str) -> set[str]:
    text = WHO + sentence
    return {c.status for c in meetings.find(text, dates.find(text, NOVEMBER), NOVEMBER)}


@pytest.mark.parametrize("sentence", BELOW.splitlines())
def test_what_only_looks_confirmed_is_not(sentence):
    assert "confirmed" not in statuses(sentence)


def test_the_same_words_without_the_twist_confirm():
    assert "confirmed" in statuses("Carney will meet Trump on Tuesday, the Prime Minister’s Office said.")
