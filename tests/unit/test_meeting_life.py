"""A meeting's life in one story, told in own words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import dates
from monitor.detect import meetings
from monitor.detect.meetings.life import MeetingEvent, follow
from monitor.detect.meetings.replay import OFF, PENDING, TABLE, replay
from monitor.model import (
    AlertKind,
    Article,
    Claim,
    Evidence,
    Meeting,
    Member,
    Passage,
    Reading,
    Role,
    Story,
    StoryText,
    Watch,
    replace,
)

EASTERN = timezone(timedelta(hours=-4))
PAPER, OFFICE, WIRE, RIVAL = "https://paper.example/visit", "https://office.example/en/news", "https://wire.example/a", "https://rival.example/b"
START = datetime(2025, 4, 30, 19, 0, tzinfo=UTC)
WATCH = Watch(id=1, url=PAPER, name=None, every_s=600, paused=False, follow_sources=True, added_at=START, article_id=1, baseline_at=START)

WINDOW = "President Donald Trump said on Wednesday that Prime Minister Mark Carney would come to the White House “within the next week or less,” two days after the election."
UNSURE = "The Prime Minister’s Office has not confirmed a date."
RELEASE = "The Prime Minister, Mark Carney, will meet the President of the United States, Donald Trump, at the White House in Washington, D.C., on Tuesday, May 6, 2025."
CAUGHT_UP = "Carney’s office confirmed on Friday that he will meet Trump in Washington on Tuesday."


class Ledger:
    """A story whose documents are read one after another, as the service would."""

    def __init__(self) -> None:
        self.meetings: tuple[Meeting, ...] = ()
        self.versions: dict[str, int] = {}
        self.readings: dict[str, Reading] = {}
        self.texts: dict[int, StoryText] = {}

    def read(self, url: str, text: str, at: datetime = START, *, site: str | None = None) -> tuple[MeetingEvent, ...]:
        published = at.astimezone(EASTERN)
        found = dates.find(text, published)
        article = Article(title=None, byline=None, published=published, modified=None, canonical=None, language="en", text=text, site=site)
        return self.take(url, Reading(article=article, dates=found, meetings=meetings.find(text, found, published, site=site, url=url)), at)

    def claims(self, url: str, claims: Sequence[Claim], at: datetime = START) -> tuple[MeetingEvent, ...]:
        article = Article(title=None, byline=None, published=at, modified=None, canonical=None, language="en", text="")
        return self.take(url, Reading(article=article, meetings=tuple(claims)), at)

    def take(self, url: str, reading: Reading, at: datetime) -> tuple[MeetingEvent, ...]:
        self.versions[url] = self.versions.get(url, 0) + 1
        number = list(self.versions).index(url) + 1
        member = Member(watch_id=1, document_id=number, role=Role.SOURCE, url=url)
        story = Story(watch=WATCH, member=member, members=(member,), quotes=(), meetings=self.meetings, texts=tuple(self.texts.values()))
        changed, events = follow(story, number, url, self.versions[url], reading, self.readings.get(url), at)
        self.readings[url], self.texts[number] = reading, StoryText.of(number, url, self.versions[url], reading)
        kept = {m.id: m for m in self.meetings}
        for meeting in changed:
            known = meeting.id if meeting.id is not None else len(kept) + 1
            kept[known] = replace(meeting, id=known)
        self.meetings = tuple(kept.values())
        return events

    @property
    def only(self) -> Meeting:
        assert len(self.meetings) == 1, [(m.participants, m.status, m.earliest) for m in self.meetings]
        return self.meetings[0]


def kinds(events: Sequence[MeetingEvent]) -> list[AlertKind]:
    return [e.kind for e in events]


def claim(
    status: str = "reported",
    day: date | None = date(2025, 5, 6),
    last: date | None = None,
    *,
    who: str = "outlet",
    text: str = "A sentence.",
    parties: tuple[str, ...] = ("Mark Carney", "Donald Trump"),
    place: str | None = None,
    sources: tuple[str, ...] = (),
) -> Claim:
    return Claim(
        participants=parties, place=place, status=status, earliest=day, latest=last or day, confirmed_by=("Carney's office",) if who == "party" else (),
        authority=who, sources=sources, evidence=Passage(text=text, start=0, end=len(text)),
    )  # fmt: skip


# --- the story of the demonstration ------------------------------------------------------------------------------------


def test_a_window_becomes_a_day_on_the_word_of_the_office_and_the_paper_catching_up_is_no_second_alert():
    ledger = Ledger()
    first = ledger.read(PAPER, f"{WINDOW}\n\n{UNSURE}")
    assert kinds(first) == [AlertKind.MEETING_PROPOSED]
    assert (ledger.only.status, ledger.only.earliest, ledger.only.latest) == ("proposed", date(2025, 4, 30), date(2025, 5, 7))

    named = ledger.read(OFFICE, RELEASE, START + timedelta(days=2), site="Prime Minister of Canada")
    assert kinds(named) == [AlertKind.MEETING_CONFIRMED]
    event = named[0]
    assert event.was_text == "was: within a week of April 30 (proposed)"
    assert event.evidence.url == OFFICE
    assert event.meeting.confirmed_by == ("Prime Minister of Canada",)
    assert event.meeting.earliest == event.meeting.latest == date(2025, 5, 6)
    assert event.meeting.place == "White House, Washington"

    caught_up = ledger.read(PAPER, f"{CAUGHT_UP}\n\n{WINDOW}", START + timedelta(days=2, hours=2))
    assert caught_up == ()
    assert ledger.only.status == "confirmed"
    assert len(ledger.only.confirmed_by) == 2


def test_a_sentence_that_leaves_the_end_of_a_feed_was_not_taken_back_but_one_from_its_middle_was():
    def read(ledger: Ledger, *entries: str) -> list[AlertKind]:
        text = "\n\n".join(entries)
        found = dates.find(text, START)
        article = Article(title=None, byline=None, published=START, modified=None, canonical=None, language="en", text=text, rolling=True)
        return kinds(ledger.take(OFFICE, Reading(article=article, dates=found, meetings=meetings.find(text, found, START, site="Office", url=OFFICE)), START))

    ledger, cut = Ledger(), Ledger()
    read(ledger, "The office is open.", RELEASE)
    assert read(ledger, "The port is closed today.", "The office is open.") == []
    assert read(ledger, "Fog is expected.", "The port is closed today.") == []
    assert [e.lapsed_at for m in ledger.meetings for e in m.evidence] == [None]

    read(cut, "The office is open.", RELEASE, "The quay was built in 1901.")
    read(cut, "Fog is expected.", "The office is open.", "The quay was built in 1901.")
    assert [e.lapsed_at for m in cut.meetings for e in m.evidence] == [START]


def test_the_same_version_read_twice_changes_nothing():
    ledger = Ledger()
    ledger.read(OFFICE, RELEASE, site="Prime Minister of Canada")
    before = ledger.meetings
    assert ledger.read(OFFICE, RELEASE, site="Prime Minister of Canada") == ()
    assert ledger.meetings == before


def test_a_meeting_walks_through_every_state_over_two_documents():
    ledger = Ledger()
    steps = [
        (PAPER, claim("proposed", date(2025, 4, 30), date(2025, 5, 7), text="one"), "proposed", [AlertKind.MEETING_PROPOSED]),
        (PAPER, claim("reported", text="two"), "reported", [AlertKind.MEETING_REPORTED]),
        (OFFICE, claim("confirmed", who="party", text="three"), "confirmed", [AlertKind.MEETING_CONFIRMED]),
        (OFFICE, claim("postponed", None, who="party", text="four"), "postponed", [AlertKind.MEETING_POSTPONED]),
        (OFFICE, claim("confirmed", date(2025, 5, 9), who="party", text="five"), "confirmed", [AlertKind.MEETING_CONFIRMED]),
        (OFFICE, claim("cancelled", None, who="party", text="six"), "cancelled", [AlertKind.MEETING_CANCELLED]),
        (OFFICE, claim("denied", None, who="party", text="seven"), "denied", [AlertKind.MEETING_DENIED]),
        (OFFICE, claim("confirmed", date(2025, 5, 12), who="party", text="eight"), "confirmed", [AlertKind.MEETING_CONFIRMED]),
        (PAPER, claim("past", date(2025, 5, 12), text="nine"), "past", []),
    ]
    said: dict[str, list[Claim]] = {PAPER: [], OFFICE: []}
    for hours, (url, new, status, alerts) in enumerate(steps):
        said[url] = [*said[url], new]
        assert kinds(ledger.claims(url, said[url], START + timedelta(hours=hours))) == alerts, new.evidence.text
        assert ledger.only.status == status
    assert [e.what for e in ledger.only.history][-1] == "past"


# --- what counts as the same meeting -----------------------------------------------------------------------------------


def test_parties_in_the_other_order_and_by_short_names_are_the_same_meeting():
    ledger = Ledger()
    ledger.claims(PAPER, [claim(text="one")])
    assert ledger.claims(WIRE, [claim(text="two", parties=("Trump", "Carney"), who="media")]) == ()
    assert ledger.only.participants == ("Mark Carney", "Donald Trump")


def test_parties_with_a_middle_initial_or_an_accent_left_out_are_the_same_meeting():
    ledger = Ledger()
    ledger.read(PAPER, f"{WINDOW}\n\n{UNSURE}")
    ledger.read(OFFICE, RELEASE.replace("Donald Trump", "Donald J. Trump"), START + timedelta(days=2), site="Prime Minister of Canada")
    assert ledger.only.status == "confirmed"

    ledger = Ledger()
    ledger.read(PAPER, "Viktor Orbán will meet Jo Marsh in Rome on Tuesday.")
    assert ledger.read(WIRE, "Viktor Orban will meet Jo Marsh in Rome on Tuesday, his office said.") != ()
    assert ledger.only.status == "confirmed"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("The Prime Minister’s Office said the meeting with Trump has been pushed back to Monday, May 12.", "postponed"),
        ("The Prime Minister’s Office said on Friday that the meeting has been pushed back to Monday, May 12.", "postponed"),
        ("The White House said the meeting with Carney has been delayed by a week.", "postponed"),
        ("The Prime Minister’s Office said the meeting with Trump is off.", "cancelled"),
        ("The Prime Minister’s Office says the meeting is off.", "cancelled"),
        ("The Prime Minister’s Office confirmed that the meeting would take place on Monday.", "confirmed"),
        ("Carney will see union leaders. The meeting will take place on Monday, his office said.", "proposed"),
        ("The council is tired. The meeting will take place on Monday, the White House said.", "proposed"),
        ("The Prime Minister’s Office said the meeting with the unions is off.", "proposed"),
        ("The White House said the meeting may take place on Monday.", "proposed"),
    ],
)
def test_an_office_that_says_it_of_the_meeting_means_the_one_told_of(told, status):
    ledger = Ledger()
    ledger.read(PAPER, f"{WINDOW}\n\n{CAUGHT_UP}")
    ledger.read(PAPER, f"{WINDOW}\n\n{told}", START + timedelta(days=2))
    assert ledger.only.status == status
    assert set(ledger.only.participants) == {"Donald Trump", "Mark Carney"}


def test_a_changed_day_of_the_pending_meeting_is_told_as_a_change():
    ledger = Ledger()
    ledger.claims(OFFICE, [claim("confirmed", who="party", text="on Tuesday")])
    events = ledger.claims(OFFICE, [claim("confirmed", date(2025, 5, 8), who="party", text="on Thursday")], START + timedelta(hours=1))
    assert kinds(events) == [AlertKind.MEETING_CHANGED]
    assert events[0].was_text == "was: Tuesday, May 6, 2025 (confirmed)"
    assert ledger.only.earliest == date(2025, 5, 8)


def test_a_second_meeting_of_the_same_parties_weeks_later_is_another_one():
    ledger = Ledger()
    ledger.claims(OFFICE, [claim("confirmed", who="party", text="in May")])
    events = ledger.claims(OFFICE, [claim("confirmed", who="party", text="in May"), claim("confirmed", date(2025, 6, 16), who="party", text="in June")])
    assert kinds(events) == [AlertKind.MEETING_CONFIRMED]
    assert [m.earliest for m in ledger.meetings] == [date(2025, 5, 6), date(2025, 6, 16)]


def test_two_days_asserted_side_by_side_are_two_meetings():
    ledger = Ledger()
    ledger.claims(OFFICE, [claim("confirmed", who="party", text="on Tuesday"), claim("confirmed", date(2025, 5, 9), who="party", text="and again on Friday")])
    assert len(ledger.meetings) == 2


def test_meetings_in_two_cities_are_two_and_the_white_house_lies_in_washington():
    ledger = Ledger()
    ledger.claims(PAPER, [claim(place="Washington", text="one")])
    ledger.claims(WIRE, [claim(place="White House", text="two", who="media")])
    assert len(ledger.meetings) == 1
    ledger.claims(RIVAL, [claim("reported", date(2025, 5, 8), place="Ottawa", text="three")])
    assert len(ledger.meetings) == 2


def test_other_parties_are_another_meeting_and_one_party_alone_is_none():
    ledger = Ledger()
    ledger.claims(PAPER, [claim(text="one"), claim(text="two", parties=("Mark Carney", "Emmanuel Macron")), claim(text="three", parties=("Mark Carney", "officials"))])
    assert [m.participants[1] for m in ledger.meetings] == ["Donald Trump", "Emmanuel Macron"]


def test_a_meeting_that_took_place_before_is_not_the_one_to_come():
    ledger = Ledger()
    events = ledger.claims(PAPER, [claim("past", date(2025, 4, 3), text="they met in April"), claim(text="they will meet on Tuesday")])
    assert kinds(events) == [AlertKind.MEETING_REPORTED]
    assert [m.status for m in ledger.meetings] == ["past", "reported"]


# --- lapses ------------------------------------------------------------------------------------------------------------


def test_a_confirmation_that_was_withdrawn_falls_back_and_is_told_as_a_change():
    ledger = Ledger()
    ledger.claims(PAPER, [claim(text="the paper's own voice")])
    ledger.claims(OFFICE, [claim("confirmed", who="party", text="the release")])
    events = ledger.claims(OFFICE, [], START + timedelta(hours=3))
    assert kinds(events) == [AlertKind.MEETING_CHANGED]
    assert ledger.only.status == "reported"
    assert [e.lapsed_at is None for e in ledger.only.evidence] == [True, False]


def test_a_confirmation_that_an_update_takes_back_in_the_next_sentence_falls_back_and_stands_again_without_it():
    ledger = Ledger()
    said = "Mark Carney will meet Donald Trump in Washington on Tuesday, May 6, Carney’s office said."
    assert kinds(ledger.read(PAPER, said)) == [AlertKind.MEETING_CONFIRMED]
    assert kinds(ledger.read(PAPER, f"{said} It later said the date was a mistake.")) == [AlertKind.MEETING_CHANGED]
    assert (ledger.only.status, ledger.only.confirmed_by) == ("reported", ())
    assert ledger.only.evidence[-1].claim.evidence.text == f"{said} It later said the date was a mistake."
    assert kinds(ledger.read(PAPER, said)) == [AlertKind.MEETING_CONFIRMED]
    assert [e.lapsed_at is None for e in ledger.only.evidence] == [False, False, True]


def test_typography_and_place_in_the_text_are_no_new_evidence():
    ledger = Ledger()
    one = claim(text="Carney’s office said so.")
    ledger.claims(PAPER, [one])
    moved = replace(one, evidence=Passage(text="Carney's  office said so.", start=90, end=115))
    assert ledger.claims(PAPER, [moved], START + timedelta(hours=1)) == ()
    assert len(ledger.only.evidence) == 1


def test_the_log_only_grows():
    ledger = Ledger()
    ledger.claims(PAPER, [claim(text="one")])
    ledger.claims(PAPER, [], START + timedelta(hours=1))
    ledger.claims(PAPER, [claim(text="one")], START + timedelta(hours=2))
    assert [e.lapsed_at is None for e in ledger.only.evidence] == [False, True]


def test_a_page_that_drops_a_meeting_long_over_alerts_nobody():
    ledger = Ledger()
    ledger.claims(OFFICE, [claim("confirmed", who="party", text="the release")])
    assert ledger.claims(OFFICE, [], START + timedelta(days=30)) == ()


# --- whose word counts -------------------------------------------------------------------------------------------------


def test_two_independent_reports_of_one_day_confirm_it():
    ledger = Ledger()
    ledger.claims(PAPER, [claim(text="The paper writes in its own words that they meet on Tuesday.")])
    events = ledger.claims(RIVAL, [claim(text="Tuesday is the day, another desk has learned by itself.")])
    assert kinds(events) == [AlertKind.MEETING_CONFIRMED]
    assert events[0].meeting.confirmed_by == ("paper.example", "rival.example")


def test_copies_of_one_report_and_two_that_cite_one_person_stay_reported():
    wire = "The two men will meet at the White House on Tuesday afternoon, according to plans seen by this desk."
    copies = Ledger()
    copies.claims(PAPER, [claim(text=wire)])
    assert copies.claims(RIVAL, [claim(text=wire.replace("this desk", "our desk"))]) == ()
    cited = Ledger()
    cited.claims(PAPER, [claim(text="It is on Tuesday.", who="unnamed", sources=("Jo Brown",))])
    assert cited.claims(RIVAL, [claim(text="Brown let another outlet know the day, too.", who="outlet", sources=("Brown",))]) == ()
    same_house = Ledger()
    same_house.claims(PAPER, [claim(text="It is on Tuesday.")])
    assert same_house.claims("https://www.paper.example/live", [claim(text="Our live page has the day of the visit as well.")]) == ()
    assert {copies.only.status, cited.only.status, same_house.only.status} == {"reported"}


def test_a_partys_denial_beats_any_number_of_outlets():
    ledger = Ledger()
    ledger.claims(OFFICE, [claim("denied", None, who="party", text="there will be no meeting")])
    for url in (PAPER, WIRE, RIVAL):
        ledger.claims(url, [claim(text=f"{url} writes that they meet on Tuesday")], START + timedelta(hours=1))
    assert ledger.only.status == "denied"
    events = ledger.claims(OFFICE, [claim("confirmed", who="party", text="they will meet after all")], START + timedelta(hours=2))
    assert kinds(events) == [AlertKind.MEETING_CONFIRMED]


def test_an_outlet_against_a_partys_word_is_a_conflict_and_is_told_once():
    ledger = Ledger()
    ledger.claims(OFFICE, [claim("confirmed", who="party", text="on Tuesday")])
    off = claim("cancelled", None, text="the meeting is off, the paper has learned")
    assert kinds(ledger.claims(PAPER, [off], START + timedelta(hours=1))) == [AlertKind.MEETING_CONFLICT]
    assert ledger.only.status == "confirmed"
    assert ledger.claims(PAPER, [off, claim("cancelled", None, text="off, it repeats")], START + timedelta(hours=2)) == ()


def test_another_day_in_another_paper_is_a_conflict_and_the_partys_day_stands():
    ledger = Ledger()
    ledger.claims(OFFICE, [claim("confirmed", who="party", text="on Tuesday")])
    events = ledger.claims(PAPER, [claim(day=date(2025, 5, 7), text="on Wednesday")], START + timedelta(hours=1))
    assert kinds(events) == [AlertKind.MEETING_CONFLICT]
    assert ledger.only.earliest == date(2025, 5, 6)


def test_a_postponement_of_an_unknown_meeting_is_news():
    ledger = Ledger()
    assert kinds(ledger.claims(OFFICE, [claim("postponed", None, who="party", text="put off")])) == [AlertKind.MEETING_POSTPONED]


def test_what_is_put_off_keeps_its_day_when_the_sentence_with_the_day_is_taken_out():
    ledger = Ledger()
    ledger.claims(PAPER, [claim("proposed", date(2025, 4, 30), date(2025, 5, 7), text="within a week")])
    ledger.claims(OFFICE, [claim("confirmed", who="party", text="on Tuesday")], START + timedelta(hours=1))
    ledger.claims(OFFICE, [claim("postponed", None, who="party", text="put off")], START + timedelta(hours=2))
    assert (ledger.only.status, ledger.only.earliest, ledger.only.latest) == ("postponed", date(2025, 5, 6), date(2025, 5, 6))


def test_an_empty_log_is_unknown_and_the_table_knows_every_pair():
    assert replay(()).status == "unknown"
    states, said = {"unknown", *PENDING, *OFF, "past"}, {*PENDING, *OFF, "past"}
    assert all((state, word) in TABLE for state in states for word in said)


# --- properties --------------------------------------------------------------------------------------------------------

CLAIMS = st.builds(
    claim,
    status=st.sampled_from([*PENDING, *OFF, "past"]),
    day=st.one_of(st.none(), st.dates(date(2025, 5, 1), date(2025, 5, 12))),
    who=st.sampled_from(["party", "outlet", "unnamed", "media", "organiser"]),
    text=st.sampled_from(["they meet at noon", "a visit is planned by both", "no date", "the office said so this morning", "it is off"]),
    place=st.sampled_from([None, "Ottawa", "White House", "Washington"]),
    sources=st.sampled_from([(), ("Jo Brown",), ("officials",)]),
)
LOGS = st.lists(
    st.builds(
        Evidence,
        id=st.none(),
        document_id=st.integers(1, 4),
        url=st.sampled_from([PAPER, OFFICE, WIRE, RIVAL]),
        version=st.integers(1, 3),
        at=st.sampled_from([START + timedelta(hours=h) for h in range(4)]),
        claim=CLAIMS,
        lapsed_at=st.sampled_from([None, None, START + timedelta(days=1)]),
    ),
    max_size=7,
)


@given(LOGS, st.randoms(use_true_random=False))
def test_the_same_log_in_any_order_comes_to_the_same_state(log, rng):
    shuffled = list(log)
    rng.shuffle(shuffled)
    assert replay(shuffled) == replay(log)


@given(LOGS)
def test_a_state_below_confirmed_is_never_called_confirmed(log):
    state = replay(log)
    if state.status == "confirmed":
        standing = [e for e in log if e.lapsed_at is None]
        reports = {e.document_id for e in standing if e.claim.status == "reported"}
        assert any(e.claim.status == "confirmed" for e in standing) or len(reports) >= 2


@given(st.lists(st.tuples(st.sampled_from([PAPER, OFFICE, WIRE]), st.lists(CLAIMS, max_size=3)), max_size=6))
def test_no_event_without_a_change_and_no_change_without_its_state(steps):
    ledger = Ledger()
    for hours, (url, claims) in enumerate(steps):
        unique = list({c.evidence.text: c for c in claims}.values())
        before = {m.id: m for m in ledger.meetings}
        for event in ledger.claims(url, unique, START + timedelta(hours=hours)):
            was = before.get(event.meeting.id)
            new = replay(event.meeting.evidence)
            assert was is None or replay(was.evidence) != new
            assert event.meeting.status == new.status
        assert ledger.claims(url, unique, START + timedelta(hours=hours, minutes=30)) == ()
        assert all(replay(m.evidence).status == m.status for m in ledger.meetings)


def test_an_earlier_document_of_the_story_introduces_who_speaks():
    ledger = Ledger()
    ledger.read(PAPER, "Danish Prime Minister Mette Holm’s spokeswoman, Lise Krag, said little. Holm will meet Finnish Prime Minister Aino Virtanen on Tuesday, May 6.")
    assert ledger.only.status == "reported"
    assert kinds(ledger.read(WIRE, "Danish Prime Minister Mette Holm will meet Aino Virtanen on Tuesday, May 6, Krag said.")) == [AlertKind.MEETING_CONFIRMED]
    assert ledger.only.confirmed_by == ("Danish Prime Minister Mette Holm’s spokeswoman, Lise Krag",)


def test_a_document_may_call_off_the_only_meeting_of_its_story_without_naming_it():
    ledger = Ledger()
    ledger.read(PAPER, CAUGHT_UP.replace("Carney’s", "Prime Minister Mark Carney’s").replace("meet Trump", "meet President Donald Trump"))
    text = "Trump and Carney fell out. Tuesday’s summit was called off, Carney’s office said."
    assert kinds(ledger.read(WIRE, text, START + timedelta(hours=1))) == [AlertKind.MEETING_CANCELLED]
    assert ledger.read(WIRE, text + " It rained.", START + timedelta(hours=2)) == ()
    assert ledger.only.status == "cancelled"
    ledger.read(WIRE, "Trump and Carney fell out. It rained.", START + timedelta(hours=3))
    assert ledger.only.status == "confirmed"  # what is taken back lapses


def test_a_call_off_that_fits_two_meetings_of_the_story_is_of_neither():
    ledger = Ledger()
    ledger.read(PAPER, "Mark Carney will meet Donald Trump on Tuesday, May 6. Mark Carney will meet Emmanuel Macron on Tuesday, May 6.")
    assert ledger.read(WIRE, "Carney was told. Tuesday’s summit was called off.", START + timedelta(hours=1)) == ()
    assert {m.status for m in ledger.meetings} == {"reported"}
