"""What a whole story goes through, on mocked HTTP and a real database: baselines, swings, walls, sources."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
import respx

from monitor import pipeline
from monitor.app import App
from monitor.decide.telling import STEPS
from monitor.errors import UsageError
from monitor.model import AlertKind, Visit
from monitor.readers import Worker
from tests.conftest import StandingClock
from tests.journeys.site import article
from tests.unit.test_extract_kinds import LINES, pdf

STORY = "https://ledger.example/visit"
OTHER = "https://herald.example/visit"
OFFICE = "https://office.example/news"

LEAD = (
    "The president told reporters on Wednesday that he expects the prime minister to come to the capital soon, and that the "
    "two countries have a great deal to settle before the summer, from timber to cars and from steel to milk."
)
CLOSE = (
    "The talks come at a delicate moment for exporters in the north, many of whom have cut their orders since the winter and "
    "say that they cannot plan for the autumn until the two governments have settled on what will happen at the border."
)
CITING = (
    "Officials on both sides spent the week trading drafts of an agenda, according to three people who have seen them, and "
    f'<a href="{OFFICE}">a notice on the office’s own pages</a> sets out what its negotiators want to raise first.'
)
QUOTE = "“We will put every one of these matters on the table before the summer begins,” said Clara Whitfield, the trade minister."
WORDS = "We will put every one of these matters on the table before the summer begins,"
NOTICE = [
    (
        "The office has sent its negotiators a list of the matters that it wants to see settled before the summer, and it has "
        "asked the exporters’ associations for their views by the middle of the month, so that nothing is left out of it."
    ),
    (
        "“Our exporters have waited for long enough, and they deserve an answer before the summer,” said Hugo Lindqvist, the "
        "head of the office, when the list was sent out to the newspapers on Tuesday morning."
    ),
]


@dataclass
class World:
    """A few mocked servers. `pages`: URL -> HTML, a status, or a whole response."""

    app: App
    clock: StandingClock
    pages: dict[str, str | int | httpx.Response] = field(default_factory=dict)
    answers: dict[str, Callable[[httpx.Request], httpx.Response]] = field(default_factory=dict)
    asked: list[httpx.Request] = field(default_factory=list)
    last: int = 0

    def look(self, *urls: str) -> dict[str, Visit]:
        with respx.mock(assert_all_called=False) as web:
            web.route().mock(side_effect=self._answer)
            visits = self.app.check(urls, everything=not urls)
        self.clock.move(minutes=15)
        return {visit.url: visit for visit in visits}

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if str(request.url) in self.answers:
            return self.answers[str(request.url)](request)
        page = self.pages.get(str(request.url), 404)
        if isinstance(page, httpx.Response):
            return page
        return httpx.Response(page, text="sorry") if isinstance(page, int) else httpx.Response(200, html=page)

    def alerts(self) -> list[str]:
        """Kinds of the alerts since the last time they were asked for."""
        new = self.app.alerts(self.last)
        self.last = max([self.last, *(stored.id for stored in new)])
        return [stored.alert.kind.value for stored in new]


@pytest.fixture
def world(make_app: Callable[..., App], clock: StandingClock) -> Iterator[World]:
    yield World(make_app(), clock)


def page(*paragraphs: str, modified: str = "2025-05-01T10:00:00-04:00", headline: str = "Leaders may meet soon") -> str:
    return article(headline, *paragraphs, modified=modified)


def office(*paragraphs: str, modified: str) -> str:
    return page(*paragraphs, modified=modified, headline="News").replace("<title>", '<meta property="og:site_name" content="Prime Minister of Canada"><title>')


def test_the_baseline_fills_the_ledgers_and_alerts_nobody(world: World) -> None:
    world.pages = {STORY: page(LEAD, QUOTE, CITING, CLOSE), OFFICE: page(*NOTICE, headline="What we will raise")}
    world.app.add(STORY)
    visits = world.look()
    assert {url: visit.outcome.value for url, visit in visits.items()} == {STORY: "new", OFFICE: "new"}
    assert world.alerts() == []
    assert {quote.speaker for quote in world.app.quotes(STORY)} == {"Clara Whitfield", "Hugo Lindqvist"}


def test_a_baseline_is_the_first_good_look_however_late_it_comes(world: World) -> None:
    world.pages = {STORY: 503}
    world.app.add(STORY)
    assert world.look()[STORY].outcome == "failed"
    world.pages = {STORY: page(LEAD, QUOTE, CLOSE)}
    assert world.look()[STORY].outcome == "new"
    assert world.alerts() == []


def test_a_source_found_later_is_a_baseline_for_its_quotes_and_says_that_it_came(world: World) -> None:
    world.pages = {STORY: page(LEAD, CLOSE), OFFICE: page(*NOTICE, headline="What we will raise")}
    world.app.add(STORY)
    world.look()
    world.pages[STORY] = page(LEAD, CITING, CLOSE, modified="2025-05-01T12:00:00-04:00")
    assert set(world.look()) == {STORY, OFFICE}
    assert world.alerts() == ["source.added"]
    article_id = world.app.store.watches()[0].article_id
    assert [version.summary for version in world.app.store.versions(article_id)] == [None, "1 sentence added; 1 number or date touched; 1 link added"]
    assert [quote.speaker for quote in world.app.quotes(STORY)] == ["Hugo Lindqvist"]


def proposal(modified: str) -> str:
    return page(
        LEAD,
        "President Donald Trump said on Wednesday that he will meet Prime Minister Mark Carney “within the next week or less.”",
        "The Prime Minister’s Office has not confirmed a date.",
        CITING,
        modified=modified,
    )


DATED = (
    "Prime Minister Mark Carney will travel to Washington, D.C., on Monday and will meet President Donald Trump at the "
    "White House on Tuesday, May 6."
)


@pytest.mark.parametrize("later", [0, 600], ids=["as it happens", "replayed two years on"])
def test_the_day_is_told_when_the_offices_page_names_it(world: World, later: int) -> None:
    world.clock.move(days=later)
    world.pages = {STORY: proposal("2025-04-30T16:00:00-04:00"), OFFICE: office(*NOTICE, modified="2025-04-30T10:00:00-04:00")}
    world.app.add(STORY)
    world.look()
    world.pages[OFFICE] = office(DATED, *NOTICE, modified="2025-05-02T07:30:00-04:00")
    world.look()
    assert world.alerts() == ["meeting.confirmed"]
    (meeting,) = world.app.meetings(STORY)
    assert (meeting.status, str(meeting.earliest), str(meeting.latest)) == ("confirmed", "2025-05-06", "2025-05-06")


def test_a_source_linked_later_may_name_the_day_too(world: World) -> None:
    world.clock.move(days=600)
    world.pages = {STORY: proposal("2025-04-30T16:00:00-04:00").replace(OFFICE, OTHER), OFFICE: office(DATED, *NOTICE, modified="2025-05-02T07:30:00-04:00")}
    world.app.add(STORY)
    world.look()
    world.pages[STORY] = proposal("2025-05-02T08:00:00-04:00")
    world.look()
    assert "meeting.confirmed" in world.alerts()


def test_an_old_notice_linked_as_background_is_no_news(world: World) -> None:
    world.clock.move(days=600)
    now = world.clock.now().isoformat()
    world.pages = {STORY: page(LEAD, CLOSE, modified=now), OFFICE: office(DATED, *NOTICE, modified="2025-05-02T07:30:00-04:00")}
    world.app.add(STORY)
    world.look()
    world.pages[STORY] = page(LEAD, CITING, CLOSE, modified=now)
    world.look()
    assert [kind for kind in world.alerts() if kind.startswith("meeting")] == []


def test_a_source_that_the_article_drops_is_told_and_left_alone(world: World) -> None:
    world.pages = {STORY: page(LEAD, CITING, CLOSE), OFFICE: page(*NOTICE, headline="What we will raise")}
    world.app.add(STORY)
    world.look()
    world.pages[STORY] = page(LEAD, CLOSE, modified="2025-05-01T12:00:00-04:00")
    world.look()
    assert world.alerts() == ["source.removed"]
    assert set(world.look()) == {STORY}


def test_two_stories_share_a_source_that_is_asked_for_once(world: World) -> None:
    world.pages = {
        STORY: page(LEAD, CITING, CLOSE),
        OTHER: page(CLOSE, CITING, LEAD, headline="A visit is near"),
        OFFICE: page(*NOTICE, headline="What we will raise"),
    }
    world.app.add(STORY)
    world.look()
    world.app.add(OTHER)
    world.asked.clear()
    world.look()
    assert [str(request.url) for request in world.asked].count(OFFICE) == 1
    assert world.alerts() == []
    assert {quote.speaker for quote in world.app.quotes(OTHER)} == {"Hugo Lindqvist"}


def test_a_page_that_swings_between_two_versions_alerts_once(world: World) -> None:
    old, new = page(LEAD, CLOSE), page(LEAD, QUOTE, CLOSE)
    world.pages = {STORY: old}
    world.app.add(STORY)
    world.look()
    heard = []
    for shown in (new, old, new, old, new, old):
        world.pages = {STORY: shown}
        world.look()
        heard += [kind for kind in world.alerts() if kind.startswith("quote")]
    assert heard == ["quote.new"]


def test_a_return_to_the_old_words_that_says_it_is_newer_is_an_edit(world: World) -> None:
    world.pages = {STORY: page(LEAD, CLOSE)}
    world.app.add(STORY)
    world.look()
    world.pages = {STORY: page(LEAD, QUOTE, CLOSE, modified="2025-05-01T12:00:00-04:00")}
    world.look()
    world.pages = {STORY: page(LEAD, CLOSE, modified="2025-05-01T14:00:00-04:00")}
    world.look()
    assert world.alerts() == ["quote.new", "quote.withdrawn"]


def test_a_return_to_the_old_words_that_stays_is_an_edit_after_a_while(world: World) -> None:
    old, new = page(LEAD, CLOSE), page(LEAD, QUOTE, CLOSE)
    for shown in (old, new, old):
        world.pages = {STORY: shown}
        world.app.add(STORY)
        world.look()
    assert "quote.withdrawn" not in world.alerts()
    world.look()
    world.look()
    assert "quote.withdrawn" in world.alerts()
    world.look()
    assert world.alerts() == []


def test_a_wall_is_told_once_and_withdraws_nothing(world: World) -> None:
    world.pages = {STORY: page(LEAD, QUOTE, CLOSE)}
    world.app.add(STORY)
    world.look()
    wall = httpx.Response(403, headers={"cf-mitigated": "challenge"}, html="<title>Just a moment...</title>")
    world.pages = {STORY: wall}
    assert [world.look()[STORY].outcome.value for _ in range(3)] == ["blocked"] * 3
    assert world.alerts() == ["document.blocked"]
    world.pages = {STORY: page(LEAD, QUOTE, CLOSE)}
    assert world.look()[STORY].outcome == "unchanged"
    assert world.alerts() == ["document.back"]
    assert [quote.status for quote in world.app.quotes(STORY)] == ["standing"]


def test_a_page_that_holds_no_article_makes_no_version(world: World) -> None:
    world.pages = {STORY: "<html><title>Index</title><body><nav><a href='/a'>One</a> <a href='/b'>Two</a></nav></body></html>"}
    world.app.add(STORY)
    visit = world.look()[STORY]
    assert (visit.outcome, visit.version, dict(visit.error or {})["kind"]) == ("blocked", None, "wall")
    assert world.alerts() == []


def test_gone_takes_two_looks_and_is_told_once(world: World) -> None:
    world.pages = {STORY: page(LEAD, QUOTE, CLOSE)}
    world.app.add(STORY)
    world.look()
    world.pages = {STORY: 410}
    assert [world.look()[STORY].outcome.value for _ in range(3)] == ["failed", "gone", "gone"]
    assert world.alerts() == ["document.gone"]
    assert len(world.app.versions(STORY)) == 1


def test_a_failure_touches_neither_versions_nor_ledgers(world: World) -> None:
    world.pages = {STORY: page(LEAD, QUOTE, CLOSE)}
    world.app.add(STORY)
    world.look()
    before = world.app.versions(STORY), world.app.quotes(STORY), world.app.meetings(STORY)
    for trouble in (500, 404, httpx.Response(200, html=""), httpx.Response(200, content=b"\x00\x01", headers={"content-type": "application/pdf"})):
        world.pages = {STORY: trouble}
        assert world.look()[STORY].outcome == "failed"
    assert (world.app.versions(STORY), world.app.quotes(STORY), world.app.meetings(STORY)) == before
    assert world.alerts() == []


def test_an_unchanged_page_is_asked_for_with_both_validators_and_now_and_then_without(world: World) -> None:
    stamp = {"etag": '"v1"', "last-modified": "Thu, 01 May 2025 14:00:00 GMT"}
    world.answers[STORY] = lambda request: httpx.Response(
        304 if request.headers.get("if-none-match") == '"v1"' else 200, html=page(LEAD, CLOSE), headers=stamp
    )
    world.app.add(STORY)
    world.look()
    outcomes = [world.look()[STORY].outcome.value for _ in range(30)]
    assert outcomes == ["unchanged"] * 30
    conditional = ["if-none-match" in request.headers and "if-modified-since" in request.headers for request in world.asked[1:]]
    assert [look for look, asked in enumerate(conditional) if not asked] == [3, 12, 24]


def test_only_so_many_sources_are_followed(make_app: Callable[..., App], clock: StandingClock) -> None:
    world = World(make_app(schedule={"max_sources": 2}), clock)
    cites = [f'The delegation set out <a href="https://s{n}.example/paper">its paper number {n}</a> on the matter at some length.' for n in range(5)]
    world.pages = {STORY: page(LEAD, *cites, CLOSE)}
    world.app.add(STORY)
    assert len(world.look()) == 3
    world.pages = {STORY: page(LEAD, *cites[:4], CLOSE, modified="2025-05-01T12:00:00-04:00")}
    world.look()
    assert world.alerts() == []


def test_a_story_without_sources_asks_for_its_article_alone(world: World) -> None:
    world.pages = {STORY: page(LEAD, CITING, CLOSE)}
    world.app.add(STORY, sources=False)
    assert set(world.look()) == {STORY}


def test_each_alert_goes_out_once_to_each_channel_that_takes_it(make_app: Callable[..., App], clock: StandingClock) -> None:
    hook = "https://hook.example/in"
    channels = [
        {"name": "desk", "kind": "webhook", "url": hook, "secret": "s"},
        {"name": "all", "kind": "log", "kinds": ["all"]},
        {"name": "none", "kind": "log", "kinds": []},
    ]
    world = World(make_app(channel=channels), clock)
    world.pages = {STORY: page(LEAD, CLOSE), hook: 204}
    world.app.add(STORY)
    world.look()
    world.pages[STORY] = page(LEAD, QUOTE, CLOSE)
    world.look()
    world.look()
    assert [str(request.url) for request in world.asked].count(hook) == 1
    sent = {stored.alert.kind.value: [d.channel for d in stored.deliveries if d.state == "sent"] for stored in world.app.alerts(0)}
    assert sent == {"quote.new": ["desk", "all"], "stealth.edit": ["all"]}


def test_a_webhook_that_is_down_gets_the_alert_when_it_is_back(make_app: Callable[..., App], clock: StandingClock) -> None:
    hook = "https://hook.example/in"
    world = World(make_app(channel=[{"name": "desk", "kind": "webhook", "url": hook}]), clock)
    world.pages = {STORY: page(LEAD, CLOSE), hook: 500}
    world.app.add(STORY)
    world.look()
    world.pages[STORY] = page(LEAD, QUOTE, CLOSE)
    world.look()
    (stored,) = [s for s in world.app.alerts(0) if s.alert.kind == "quote.new"]
    assert [(d.state, d.attempts) for d in stored.deliveries] == [("pending", 1)]
    world.pages[hook] = 200
    world.look()
    (stored,) = [s for s in world.app.alerts(0) if s.alert.kind == "quote.new"]
    assert [(d.state, d.attempts) for d in stored.deliveries] == [("sent", 2)]
    ids = [r.headers["webhook-id"] for r in world.asked if str(r.url) == hook]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_words_of_an_unclear_speaker_alert_too(world: World) -> None:
    world.pages = {STORY: page(LEAD, CLOSE)}
    world.app.add(STORY)
    world.look()
    world.pages = {STORY: page(LEAD, "Then came a remark from the back, “this harbour belongs to all of us and it will stay ours”.", CLOSE)}
    world.look()
    assert "quote.new" in world.alerts()


def test_adding_a_story_again_keeps_what_is_not_said_anew(world: World) -> None:
    world.app.add(STORY, name="The visit", every_s=60, sources=False)
    again = world.app.add(STORY)
    assert (again.name, again.every_s, again.follow_sources) == ("The visit", 60, False)
    assert world.app.add(STORY, every_s=120, sources=True).every_s == 120


def test_the_history_of_a_story_that_was_removed_can_still_be_read(world: World) -> None:
    world.pages = {STORY: page(LEAD, QUOTE, CITING, CLOSE), OFFICE: page(*NOTICE, headline="What we will raise")}
    world.app.add(STORY)
    world.look()
    world.app.remove(STORY, purge=False)
    assert len(world.app.quotes(STORY)) == 2
    assert len(world.app.versions(STORY)) == 1
    assert [document["url"] for document in json.loads(b"".join(world.app.export("json")))["documents"]] == [STORY, OFFICE]
    with pytest.raises(UsageError, match="is not watched"):
        world.app.check([STORY])


def test_a_dropped_source_keeps_its_place_on_the_page_of_the_story(world: World, tmp_path: Path) -> None:
    world.pages = {STORY: page(LEAD, CITING, CLOSE), OFFICE: page(*NOTICE, headline="What we will raise")}
    world.app.add(STORY)
    world.look()
    world.pages[OFFICE] = page(*NOTICE[:1], headline="What we will raise", modified="2025-05-01T11:00:00-04:00")
    world.look()
    world.pages[STORY] = page(LEAD, CLOSE, modified="2025-05-01T12:00:00-04:00")
    world.look()
    world.app.write_report(tmp_path / "pages")
    pages = {file.name: file.read_text("utf-8") for file in (tmp_path / "pages").glob("*.html")}
    assert any("no longer cited" in text for text in pages.values())
    assert any("What changed from version 1 to 2" in text and "office.example" in text for text in pages.values())


def test_two_citations_that_lead_to_one_page_are_one_source(world: World) -> None:
    alias = "https://short.example/n"
    also = f'A <a href="{alias}">second notice</a>, which the office sent to the newspapers in the evening, says much the same again.'
    world.pages = {
        STORY: page(LEAD, CITING, also, CLOSE),
        OFFICE: page(*NOTICE, headline="What we will raise"),
        alias: httpx.Response(301, headers={"location": OFFICE}),
    }
    world.app.add(STORY)
    world.look()
    (_, _, members), = world.app.watches()
    assert [member.url for member in members] == [STORY, OFFICE]
    assert len(world.app.quotes(STORY)) == 1
    assert set(world.look()) == {STORY, OFFICE}
    assert world.alerts() == []


def test_a_host_that_asks_us_to_wait_is_not_asked_even_by_name(world: World) -> None:
    world.pages = {STORY: httpx.Response(503, headers={"retry-after": "7200"})}
    world.app.add(STORY)
    assert world.look()[STORY].outcome == "failed"
    asked = len(world.asked)
    visit = world.look(STORY)[STORY]
    assert visit.outcome == "deferred"
    assert len(world.asked) == asked
    world.clock.move(hours=2)
    world.pages = {STORY: page(LEAD, CLOSE)}
    assert world.look(STORY)[STORY].outcome == "new"


def test_a_better_reader_is_no_change_of_the_page(world: World, tmp_path: Path) -> None:
    world.pages = {STORY: page(LEAD, QUOTE, CLOSE)}
    world.app.add(STORY)
    world.look()
    with contextlib.closing(sqlite3.connect(tmp_path / "dateline.db")) as database, database:
        database.execute("UPDATE version SET extractor = 'an older reader', fingerprint = zeroblob(32)")
    assert world.look()[STORY].outcome == "unchanged"
    world.pages = {STORY: page(LEAD, QUOTE.replace("every", "each"), CLOSE)}
    assert world.look()[STORY].outcome == "changed"
    assert "quote.changed" in world.alerts()


def test_a_press_release_in_pdf_is_a_source(world: World) -> None:
    release = "https://pm.example.org/release.pdf"
    world.pages = {
        STORY: page(LEAD, f'<p>The visit was <a href="{release}">announced by her office</a> on Friday evening.</p>', CLOSE),
        release: httpx.Response(200, content=pdf(LINES), headers={"content-type": "application/pdf"}),
    }
    world.app.add(STORY)
    world.look()
    _, _, reading = world.app.reading(release)
    assert "will meet President Teodor Lund in Port Vell" in reading.article.text


HOLDS = "“Our exporters have waited for long enough, and they deserve an answer before the {season},” said Hugo Lindqvist"


def test_a_quote_that_its_own_link_holds_in_other_words_is_told_with_both(world: World) -> None:
    world.pages = {STORY: page(LEAD, CLOSE), OFFICE: page(*NOTICE, headline="What we will raise")}
    world.app.add(STORY)
    world.look()
    cites = f'{HOLDS.format(season="winter")}, the head of the office, in <a href="{OFFICE}">a notice on the office’s own pages</a> this week.'
    world.pages[STORY] = page(LEAD, cites, CLOSE, modified="2025-05-01T12:00:00-04:00")
    world.look()
    told = [stored.alert for stored in world.app.alerts(0) if stored.alert.kind == "quote.unverified"]
    assert [(a.document, a.data["evidence"]["document"], a.data["source"]["document"]) for a in told] == [(STORY, STORY, OFFICE)]
    assert "before the winter" in told[0].data["evidence"]["text"]
    assert "before the summer" in told[0].data["source"]["text"]
    world.look()
    assert len([s for s in world.app.alerts(0) if s.alert.kind == "quote.unverified"]) == 1


def test_a_baseline_whose_quote_differs_from_its_source_alerts_nobody(world: World) -> None:
    cites = f'{HOLDS.format(season="winter")}, the head of the office, in <a href="{OFFICE}">a notice on the office’s own pages</a> this week.'
    world.pages = {STORY: page(LEAD, cites, CLOSE), OFFICE: page(*NOTICE, headline="What we will raise")}
    world.app.add(STORY)
    world.look()
    assert world.alerts() == []
    assert any(event.what == "unverified" for quote in world.app.quotes(STORY) for event in quote.history)


def test_a_quote_taken_out_together_with_its_link_is_withdrawn(world: World) -> None:
    cites = f'{HOLDS.format(season="summer")}, the head of the office, in <a href="{OFFICE}">a notice on the office’s own pages</a> this week.'
    world.pages = {STORY: page(LEAD, cites, CLOSE), OFFICE: page(*NOTICE, headline="What we will raise")}
    world.app.add(STORY)
    world.look()
    world.pages[STORY] = page(LEAD, CLOSE, modified="2025-05-01T12:00:00-04:00")
    world.look()
    assert sorted(world.alerts()) == ["quote.withdrawn", "source.removed"]


# --- pages that break the readers --------------------------------------------------------------------------------------


@pytest.fixture
def broken(world: World) -> Iterator[Callable[[bool], None]]:
    """broken(True): whatever page is read, its process dies of it; broken(False): all is well again."""
    world.app._readers._worker.stop()
    worker = world.app._readers._worker = Worker()

    def breaks(dies: bool) -> None:
        worker._wall_s = 0 if dies else 60

    yield breaks
    worker.stop()


@pytest.mark.slow  # another reader starts
def test_what_broke_the_readers_is_read_at_the_next_look_though_the_page_is_gone_by_then(world: World, broken: Callable[[bool], None]) -> None:
    world.pages = {STORY: page(LEAD, CLOSE)}
    world.app.add(STORY)
    world.look()
    world.pages = {STORY: page(LEAD, QUOTE, CLOSE)}
    broken(True)
    assert world.look()[STORY].outcome == "failed"
    world.pages = {STORY: 503}
    assert (world.look()[STORY].outcome, world.alerts()) == ("failed", [])
    broken(False)
    assert (world.look()[STORY].status, world.alerts()) == (503, [])  # this reader had its two tries
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "READER", "a better one")
        assert (world.look()[STORY].status, world.alerts()) == (503, ["quote.new", "stealth.edit"])
        assert (world.look()[STORY].status, world.alerts()) == (503, [])
    assert [version.number for version in world.app.versions(STORY)] == [1, 2]


@pytest.mark.slow  # another reader starts
def test_what_came_between_is_a_version_of_its_own(world: World, broken: Callable[[bool], None]) -> None:
    world.pages = {STORY: page(LEAD, CLOSE)}
    world.app.add(STORY)
    world.look()
    world.pages = {STORY: page(LEAD, QUOTE, CLOSE, modified="2025-05-01T12:00:00-04:00")}
    broken(True)
    world.look()
    broken(False)
    world.pages = {STORY: page(LEAD, CLOSE, modified="2025-05-01T14:00:00-04:00")}
    assert (world.look()[STORY].version, world.alerts()) == (3, ["quote.new", "quote.withdrawn"])


@pytest.mark.slow  # another reader starts
def test_a_server_cannot_call_a_page_unchanged_that_was_never_read(world: World, broken: Callable[[bool], None]) -> None:
    tags = {"1": page(LEAD, CLOSE), "2": page(LEAD, QUOTE, CLOSE)}
    stands = "1"

    def answer(request: httpx.Request) -> httpx.Response:
        known = request.headers.get("if-none-match") == f'"{stands}"'
        return httpx.Response(304 if known else 200, html=None if known else tags[stands], headers={"etag": f'"{stands}"'})

    world.answers = {STORY: answer}
    world.app.add(STORY)
    world.look()
    stands = "2"
    broken(True)
    assert world.look()[STORY].outcome == "failed"
    broken(False)
    assert (world.look()[STORY].outcome, world.alerts()) == ("changed", ["quote.new", "stealth.edit"])
    assert (world.look()[STORY].status, world.look()[STORY].outcome) == (304, "unchanged")


WHO = "Prime Minister Mark Carney will meet President Donald Trump in Washington"
WALK = [  # days on, what the paper says, what the office's own page says, the state it comes to, the alert
    (0, f"{WHO} next week.", "", "proposed", "meeting.proposed"),
    (0, f"{WHO} on May 13, officials said.", "", "reported", "meeting.reported"),
    (0, "", f"{WHO} on May 13.", "confirmed", "meeting.confirmed"),
    (0, "", "The meeting of Prime Minister Mark Carney with President Donald Trump on May 13 has been moved to May 15.", "postponed", "meeting.postponed"),
    (0, "", f"{WHO} on May 15.", "confirmed", "meeting.confirmed"),
    (0, "", "The meeting of Prime Minister Mark Carney with President Donald Trump on May 15 has been cancelled.", "cancelled", "meeting.cancelled"),
    (0, "", "There are no plans for Prime Minister Mark Carney to meet President Donald Trump on May 15.", "denied", "meeting.denied"),
    (0, "", f"{WHO} on May 15.", "confirmed", "meeting.confirmed"),
    (16, "Prime Minister Mark Carney met President Donald Trump in Washington on May 15.", "", "past", None),
]


def test_a_meeting_goes_through_every_state_as_two_pages_tell_of_it(world: World) -> None:
    def show(paper: str, notice: str) -> None:
        stamp = world.clock.now().isoformat()
        world.pages = {
            STORY: page(LEAD, *filter(None, [paper]), CITING, CLOSE, modified=stamp),
            OFFICE: office(*filter(None, [notice]), *NOTICE, modified=stamp),
        }
        world.look()

    show("", "")
    world.app.add(STORY)
    world.look()
    for days, paper, notice, status, kind in WALK:
        world.clock.move(days=days, minutes=45)
        show(paper, notice)
        assert [k for k in world.alerts() if k.startswith("meeting")] == ([kind] if kind else []), (paper, notice)
        assert [m.status for m in world.app.meetings(STORY)] == [status], (paper, notice)


def test_what_a_lost_log_held_is_found_again_under_the_same_keys(world: World, make_app: Callable[..., App], tmp_path: Path) -> None:
    other = QUOTE.replace("every one of these matters", "our own three drafts").replace("Clara Whitfield, the trade", "Hugo Lindqvist, the finance")
    world.pages = {STORY: page(LEAD, CLOSE)}
    world.app.add(STORY)
    world.look()
    world.app.store.backup(tmp_path / "before.db")
    world.pages = {STORY: page(LEAD, QUOTE, CLOSE, modified="2025-05-01T11:00:00-04:00")}
    world.look()
    world.pages = {STORY: page(LEAD, QUOTE, other, CLOSE, modified="2025-05-01T12:00:00-04:00")}
    world.look()
    again = World(make_app(storage={"url": f"sqlite:///{tmp_path / 'before.db'}"}), world.clock, dict(world.pages))
    again.look()
    keys = [[stored.alert.key for stored in app.alerts(0) if stored.alert.kind.value == "quote.new"] for app in (world.app, again.app)]
    assert len(keys[0]) == 2
    assert keys[0] == keys[1]
    assert world.app.store.installation() == again.app.store.installation()


def test_an_alert_holds_the_newest_steps_of_a_long_history_and_the_ledger_all(world: World) -> None:
    world.app.add(STORY)
    for number in range(STEPS + 3):
        said = f"“We will put {number + 10} of these matters on the table before the summer begins,” said Clara Whitfield, the trade minister."
        world.pages = {STORY: page(LEAD, said, CLOSE)}
        world.look()
    (quote,) = world.app.quotes(STORY)
    assert len(quote.history) == STEPS + 3
    told = [stored.alert.data for stored in world.app.alerts(0) if stored.alert.kind is AlertKind.QUOTE_CHANGED][-1]
    assert [step["what"] for step in told["history"]] == ["changed"] * STEPS
