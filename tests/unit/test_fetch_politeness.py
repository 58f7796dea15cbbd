"""One line before each host: robots.txt first, one connection at a time, a pause after each, through restarts."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import httpx
import pytest
import respx

from monitor.clock import SystemClock
from monitor.config import FetchSettings
from monitor.fetch.client import Client
from monitor.fetch.memory import MemoryHosts
from monitor.model import Failure, HostState, Outcome, Page, Request
from tests.unit.fetch_server import NOW, Origin, TestClock, Visitor, answer, client, origin, public, raw, redirect

PLAIN = "text/plain"


def _robots(text: str, status: int = 200, **headers: str) -> object:
    return answer(text.encode(), status=status, content_type=PLAIN, headers=headers)


async def test_robots_txt_is_asked_first_and_obeyed() -> None:
    routes = {"/robots.txt": _robots("User-agent: dateline\nDisallow: /closed\n"), "/open": answer(), "/closed": answer()}
    async with origin(routes) as place, client(respect_robots=True) as fetcher:
        assert isinstance(await fetcher.fetch(Request(url=place.url("/open"))), Page)
        failure = await fetcher.fetch(Request(url=place.url("/closed/1?x")))
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.outcome, failure.status) == ("robots", Outcome.REFUSED, None)
    assert place.paths == ["/robots.txt", "/open"]
    assert {visitor.headers["user-agent"] for visitor in place.log} == {"dateline/0.1 (+test)"}


async def test_a_redirect_does_not_lead_around_robots_txt() -> None:
    routes = {"/robots.txt": _robots("User-agent: *\nDisallow: /closed\n"), "/open": redirect("/closed")}
    async with origin(routes) as place, client(respect_robots=True) as fetcher:
        failure = await fetcher.fetch(Request(url=place.url("/open")))
    assert isinstance(failure, Failure)
    assert failure.kind == "robots"
    assert failure.final_url.endswith("/closed")
    assert place.paths == ["/robots.txt", "/open"]


async def test_robots_txt_can_be_switched_off() -> None:
    async with origin({"/robots.txt": _robots("User-agent: *\nDisallow: /"), "/": answer()}) as place, client() as fetcher:
        assert isinstance(await fetcher.fetch(Request(url=place.url())), Page)
    assert place.paths == ["/"]


async def test_robots_txt_is_kept_for_a_day_over_restarts() -> None:
    hosts, clock = MemoryHosts(), TestClock()
    async with origin({"/robots.txt": _robots(""), "/": answer()}) as place:
        for hours in (0, 1, 22, 2):
            clock.pass_by(hours=hours)
            async with client(hosts, clock, respect_robots=True) as fetcher:
                assert isinstance(await fetcher.fetch(Request(url=place.url())), Page)
    assert place.paths == ["/robots.txt", "/", "/", "/", "/robots.txt", "/"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 451])
async def test_a_host_without_robots_txt_allows_everything(status: int) -> None:
    async with origin({"/robots.txt": _robots("User-agent: *\nDisallow: /", status), "/": answer()}) as place, client(respect_robots=True) as fetcher:
        assert isinstance(await fetcher.fetch(Request(url=place.url())), Page)


@pytest.mark.parametrize("status", [500, 502, 503, 599])
async def test_while_robots_txt_fails_nothing_is_fetched_until_it_answers(status: int) -> None:
    clock = TestClock()
    async with origin({"/robots.txt": _robots("", status), "/": answer()}) as place, client(None, clock, respect_robots=True) as fetcher:
        for _ in range(2):
            failure = await fetcher.fetch(Request(url=place.url()))
            assert isinstance(failure, Failure)
            assert (failure.kind, failure.outcome) == ("robots", Outcome.REFUSED)
            assert failure.retry_at is not None
            assert failure.retry_at > clock.now()
        assert place.paths == ["/robots.txt"]
        place.routes["/robots.txt"] = _robots("")
        clock.at = failure.retry_at
        assert isinstance(await fetcher.fetch(Request(url=place.url())), Page)


async def test_what_robots_txt_said_last_counts_while_it_fails() -> None:
    clock = TestClock()
    routes = {"/robots.txt": _robots("User-agent: *\nDisallow: /closed"), "/": answer(), "/closed": answer()}
    async with origin(routes) as place, client(None, clock, respect_robots=True) as fetcher:
        assert isinstance(await fetcher.fetch(Request(url=place.url())), Page)
        for broken in (_robots("", 503), raw(b"nonsense")):
            place.routes["/robots.txt"] = broken
            clock.pass_by(days=2)
            assert isinstance(await fetcher.fetch(Request(url=place.url())), Page)
            failure = await fetcher.fetch(Request(url=place.url("/closed")))
            assert isinstance(failure, Failure)
            assert failure.kind == "robots"


async def test_a_host_that_cannot_be_reached_says_so_and_not_that_robots_txt_forbids() -> None:
    async def nowhere(host: str, port: int) -> Sequence[str]:
        raise OSError(-2, "Name or service not known")

    async with client(respect_robots=True, resolve=nowhere) as fetcher:
        failure = await fetcher.fetch(Request(url="https://news.example/"))
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.outcome) == ("dns", Outcome.FAILED)


async def test_robots_txt_may_move_but_not_where_we_may_not_go() -> None:
    async with origin({"/robots.txt": redirect("/r1"), "/r1": _robots("User-agent: *\nDisallow: /closed"), "/": answer()}) as place:
        async with client(respect_robots=True) as fetcher:
            assert isinstance(await fetcher.fetch(Request(url=place.url())), Page)
            assert isinstance(await fetcher.fetch(Request(url=place.url("/closed"))), Failure)
        place.routes["/robots.txt"] = redirect("http://10.0.0.1/robots.txt")
        async with client(respect_robots=True) as fetcher:
            failure = await fetcher.fetch(Request(url=place.url()))
        assert isinstance(failure, Failure)
        assert (failure.kind, failure.outcome) == ("robots", Outcome.REFUSED)
        place.routes.update({"/robots.txt": redirect("/r0"), **{f"/r{n}": redirect(f"/r{n + 1}") for n in range(20)}})
        place.log.clear()
        async with client(respect_robots=True) as fetcher:
            assert isinstance(await fetcher.fetch(Request(url=place.url())), Page)
    assert place.paths == ["/robots.txt", *(f"/r{n}" for n in range(5)), "/"]


async def test_everybody_who_waits_for_robots_txt_gets_the_one_answer() -> None:
    async with origin({"/robots.txt": _robots(""), "/": answer()}) as place, client(respect_robots=True) as fetcher:
        answers = await asyncio.gather(*(fetcher.fetch(Request(url=place.url(f"/?{n}"))) for n in range(8)))
    assert all(isinstance(one, Page) for one in answers)
    assert place.paths.count("/robots.txt") == 1


async def test_a_crawl_delay_slows_us_down_up_to_a_minute(respx_mock: respx.MockRouter, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "dateline.fetch")
    clock = TestClock()
    respx_mock.get("https://news.example/robots.txt").mock(return_value=httpx.Response(200, text="User-agent: *\nCrawl-delay: 900"))
    respx_mock.get("https://news.example/a").mock(return_value=httpx.Response(200, html="<p>x</p>"))
    async with client(None, clock, respect_robots=True, resolve=public, per_host_delay_s=1) as fetcher:
        starts = []
        for _ in range(3):
            assert isinstance(await fetcher.fetch(Request(url="https://news.example/a")), Page)
            starts.append(clock.now())
    assert [b - a for a, b in pairwise(starts)] == [timedelta(seconds=60)] * 2
    assert "news.example wants 60 s between two requests; the next one goes out in 60 s" in caplog.messages


async def test_requests_to_one_host_are_a_pause_apart_over_restarts_schemes_and_redirects(respx_mock: respx.MockRouter) -> None:
    hosts, clock = MemoryHosts(), TestClock()
    asked: list[datetime] = []

    def note(request: httpx.Request) -> httpx.Response:
        asked.append(clock.now())
        if request.url.path == "/moved":
            return httpx.Response(301, headers={"location": "https://news.example/a"})
        return httpx.Response(200, html="<p>x</p>")

    respx_mock.route().mock(side_effect=note)
    for url in ("https://news.example/a", "http://news.example/moved", "https://news.example/b"):
        async with client(hosts, clock, resolve=public, per_host_delay_s=3, respect_robots=True) as fetcher:
            assert isinstance(await fetcher.fetch(Request(url=url)), Page)
    assert [b - a for a, b in pairwise(asked)] == [timedelta(seconds=3)] * (len(asked) - 1)
    assert len(asked) == 6  # two robots.txt, three pages, one redirect


async def test_a_failure_counts_as_a_request_and_slows_only_its_own_host(respx_mock: respx.MockRouter) -> None:
    clock = TestClock()
    respx_mock.get("https://broken.example/").mock(side_effect=httpx.ConnectError("refused"))
    respx_mock.get("https://news.example/").mock(return_value=httpx.Response(200, html="<p>x</p>"))
    async with client(None, clock, resolve=public, per_host_delay_s=5) as fetcher:
        for host, waited in (("broken", 0), ("news", 0), ("broken", 5)):
            before = clock.now()
            await fetcher.fetch(Request(url=f"https://{host}.example/"))
            assert clock.now() - before == timedelta(seconds=waited)


async def test_a_request_that_is_given_up_frees_its_place_in_the_line() -> None:
    reached = asyncio.Event()

    async def hang(visitor: Visitor) -> None:
        reached.set()
        await asyncio.Event().wait()

    async with origin({"/hang": hang, "/": answer()}) as place, client() as fetcher:
        hanging = asyncio.create_task(fetcher.fetch(Request(url=place.url("/hang"))))
        await reached.wait()
        hanging.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hanging
        assert isinstance(await fetcher.fetch(Request(url=place.url())), Page)
        assert fetcher._lines._lines == {}


async def test_two_processes_never_ask_a_host_at_the_same_time_however_slow_it_is() -> None:
    """They share what the database remembers of hosts, and nothing else."""
    hosts = MemoryHosts()

    async def slow(visitor: Visitor) -> None:
        await asyncio.sleep(0.05)
        await answer()(visitor)

    async with origin({"/": slow}) as place, client(hosts, SystemClock()) as one, client(hosts, SystemClock()) as other:
        answers = await asyncio.gather(*(fetcher.fetch(Request(url=place.url())) for fetcher in (one, other, one, other)))
    assert all(isinstance(page, Page) for page in answers)
    assert place.most_open == 1


async def test_a_host_whose_process_was_killed_is_free_again_soon() -> None:
    hosts, clock = MemoryHosts(), TestClock()
    async with origin({"/": answer()}) as place:
        hosts.take_slot(f"127.0.0.1:{place.port}", clock.now(), 1, 25)
        async with client(hosts, clock, timeout_s=20) as fetcher:
            assert isinstance(await fetcher.fetch(Request(url=place.url())), Page)
    assert sum(clock.waits) == pytest.approx(25)


async def test_a_host_whose_process_is_known_to_be_lost_is_free_at_once_unless_it_was_asked_since() -> None:
    hosts, clock = MemoryHosts(), TestClock()
    async with origin({"/": answer()}) as place, client(hosts, clock, timeout_s=20) as fetcher:
        hosts.take_slot(f"127.0.0.1:{place.port}", clock.now(), 1, 25)
        await clock.sleep(4)
        await fetcher.lost(place.url(), 5)
        assert hosts.host(f"127.0.0.1:{place.port}").busy_until is not None
        await clock.sleep(1)
        await fetcher.lost(place.url(), 5)
        assert hosts.host(f"127.0.0.1:{place.port}").busy_until is None


def test_a_clock_that_went_wrong_blinds_no_host() -> None:
    state = HostState(host="a.example:443", next_at=NOW + timedelta(days=400), busy_until=NOW, hold_until=NOW + timedelta(hours=1))
    assert state.free_at(NOW) == NOW + timedelta(hours=1)


# --- the burst ---------------------------------------------------------------------------------------------------------

DELAY_S = 0.03


def _gaps(place: Origin) -> list[float]:
    """From the end of one answer to the next connection, as the server saw it."""
    visits = sorted(place.log, key=lambda visitor: visitor.opened)
    return [later.opened - earlier.ended for earlier, later in pairwise(visits)]


async def test_fifty_watches_on_five_hosts_never_press_a_host_through_burst_restart_and_wake_up() -> None:
    """Over real connections, by the servers' own logs."""
    hosts = MemoryHosts()
    settings = FetchSettings.model_validate(
        {"allow_networks": ["127.0.0.0/8"], "per_host_delay_s": DELAY_S, "timeout_s": 10, "user_agent": "dateline/0.1 (+test)", "concurrency": 4}
    )

    class Woken(SystemClock):
        """A clock that was put forward while the machine slept."""

        ahead = timedelta(0)

        def now(self) -> datetime:
            return datetime.now(UTC) + self.ahead

    clock = Woken()
    routes = {"/robots.txt": _robots(""), "/moved": redirect("/page"), "/page": answer(), "/broken": raw(b"nonsense")}
    async with origin(routes) as a, origin(routes) as b, origin(routes) as c, origin(routes) as d, origin(routes) as e:
        places = (a, b, c, d, e)
        urls = [place.url(path) for place in places for path in ("/moved", "/broken", *(f"/page?{n}" for n in range(8)))]
        for moment in ("burst", "restart", "wake-up"):
            if moment == "wake-up":
                await clock.sleep(DELAY_S)  # a week passes for the servers, too
                clock.ahead = timedelta(days=7)
            fetcher = Client(settings, hosts, clock)
            answers = await asyncio.gather(*(fetcher.fetch(Request(url=url)) for url in urls))
            await fetcher.aclose()
            assert sum(isinstance(one, Page) for one in answers) == 45
    for place in places:
        assert len(place.log) == 3 * 11 + 2  # ten watches, one redirect; robots.txt at the start and a week later
        assert min(_gaps(place)) >= DELAY_S
        assert place.most_open == 1
