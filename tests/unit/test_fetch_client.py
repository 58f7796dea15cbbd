"""Redirects, validators, judgement, and the way out for webhooks."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
import pytest
import respx

from monitor.errors import DeliveryError
from monitor.fetch.cookies import Jar
from monitor.fetch.memory import MemoryHosts
from monitor.fetch.room import PLACES
from monitor.model import Failure, NotModified, Outcome, Page, Request
from tests.unit.fetch_server import HTML, NOW, TestClock, Visitor, answer, client, origin, public, redirect

URL = "https://news.example/story"


async def _get(mock: respx.MockRouter, response: httpx.Response, request: Request | None = None, **settings: object) -> Page | NotModified | Failure:
    mock.get(URL).mock(return_value=response)
    async with client(resolve=public, **settings) as fetcher:
        return await fetcher.fetch(request or Request(url=URL))


async def test_a_page_comes_with_everything_that_is_known_of_it(respx_mock: respx.MockRouter) -> None:
    headers = {"content-type": "Text/HTML; charset=ISO-8859-1", "etag": '"v1"', "last-modified": "Tue, 06 May 2025 10:00:00 GMT", "x-a": "1"}
    page = await _get(respx_mock, httpx.Response(200, headers=headers, content="<p>Café</p>".encode("latin-1")))
    assert isinstance(page, Page)
    assert (page.url, page.final_url, page.status, page.at) == (URL, URL, 200, NOW)
    assert (page.content_type, page.charset) == ("text/html", "windows-1252")
    assert (page.etag, page.last_modified, page.headers["x-a"]) == ('"v1"', "Tue, 06 May 2025 10:00:00 GMT", "1")
    assert page.html == "<p>Café</p>"
    assert page.body == "<p>Café</p>".encode("latin-1")


async def test_we_say_who_we_are_and_ask_only_for_what_we_can_read(respx_mock: respx.MockRouter) -> None:
    await _get(respx_mock, httpx.Response(200, html="<p>x</p>"))
    sent = respx_mock.calls.last.request.headers
    assert sent["user-agent"] == "dateline/0.1 (+test)"
    assert sent["accept-encoding"] == "gzip, deflate"
    assert sent["host"] == "news.example"
    assert not {"cookie", "authorization", "referer", "if-none-match", "if-modified-since"} & set(sent)


async def test_both_validators_are_sent_and_304_means_not_modified(respx_mock: respx.MockRouter) -> None:
    request = Request(url=URL, etag='W/"v1"', last_modified="Tue, 06 May 2025 10:00:00 GMT")
    answered = await _get(respx_mock, httpx.Response(304, headers={"etag": 'W/"v1"'}), request)
    assert isinstance(answered, NotModified)
    assert answered.headers["etag"] == 'W/"v1"'
    sent = respx_mock.calls.last.request.headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('W/"v1"', "Tue, 06 May 2025 10:00:00 GMT")


@pytest.mark.parametrize("etag", ["*", "v1", 'W/v1', '"v1', '"é"', '"a\r\nX: 1"', '"' + "x" * 5000 + '"', '"\x00"'])
async def test_a_validator_that_may_not_stand_in_a_header_is_not_sent(etag: str, respx_mock: respx.MockRouter) -> None:
    page = await _get(respx_mock, httpx.Response(200, html="<p>x</p>"), Request(url=URL, etag=etag))
    assert isinstance(page, Page)
    assert "if-none-match" not in respx_mock.calls.last.request.headers
    answered = await _get(respx_mock, httpx.Response(304), Request(url=URL, etag=etag))
    assert isinstance(answered, Failure)
    assert answered.kind == "protocol"


@pytest.mark.parametrize("date", ["Wed, 06 May 2099 10:00:00 GMT", "yesterday", "Tue, 06 May 2025 10:00:00 GMT\r\nX: 1", ""])
async def test_a_last_modified_that_could_blind_us_is_not_asked_with(date: str, respx_mock: respx.MockRouter) -> None:
    await _get(respx_mock, httpx.Response(200, html="<p>x</p>"), Request(url=URL, last_modified=date))
    assert "if-modified-since" not in respx_mock.calls.last.request.headers


async def test_a_large_page_is_read_like_a_small_one(respx_mock: respx.MockRouter) -> None:
    page = await _get(respx_mock, httpx.Response(200, content="<p>Café</p>".encode() * 60_000))
    assert isinstance(page, Page)
    assert page.html == "<p>Café</p>" * 60_000


FEW = PLACES[-1][1]


async def test_a_few_large_pages_are_in_memory_at_once_and_the_next_waits_until_one_is_done() -> None:
    large = b"<html><body>" + b"<p>The quay is closed for repairs.</p>" * 40_000 + b"</body></html>"
    async with origin({f"/{n}": answer(large) for n in range(FEW + 1)}) as place, client(per_host_concurrency=8, per_host_delay_s=0) as fetcher:
        requests = [Request(url=place.url(f"/{n}")) for n in range(FEW + 1)]
        running = {asyncio.create_task(fetcher.fetch(request)): request for request in requests}
        came: set[asyncio.Task[Page | NotModified | Failure]] = set()
        while len(came) < FEW:
            came |= (await asyncio.wait(running.keys() - came, return_when=asyncio.FIRST_COMPLETED))[0]
        (late,) = running.keys() - came
        assert not late.done()
        fetcher.done(running[came.pop()])
        page = await late
        assert isinstance(page, Page)
        assert page.body == large


async def test_a_proxy_is_used_where_one_is_configured_and_the_gate_stands_before_it() -> None:
    async with origin({"http://news.example/": answer()}) as proxy, client(proxy=proxy.url(), resolve=public, allow_networks=()) as fetcher:
        assert isinstance(await fetcher.fetch(Request(url="http://news.example/")), Page)
        assert proxy.paths == ["http://news.example/"]
        failure = await fetcher.fetch(Request(url="http://10.0.0.1/"))
        assert isinstance(failure, Failure)
        assert failure.kind == "refused"
    assert len(proxy.log) == 1


async def test_redirects_are_followed_and_the_last_address_is_the_final_one() -> None:
    routes = {"/a": redirect("/b", 301), "/b": redirect("c?x=1#top", 303), "/c": redirect("//127.0.0.1:{port}/d", 308), "/d": answer()}
    async with origin(routes) as place, client() as fetcher:
        place.routes["/c"] = redirect(f"//127.0.0.1:{place.port}/d", 308)
        page = await fetcher.fetch(Request(url=place.url("/a"), etag='"v1"'))
    assert isinstance(page, Page)
    assert (page.url, page.final_url) == (place.url("/a"), place.url("/d"))
    assert place.paths == ["/a", "/b", "/c?x=1", "/d"]
    assert [visitor.headers.get("if-none-match") for visitor in place.log] == ['"v1"', None, None, None]


async def test_validators_are_sent_only_to_the_address_that_gave_them() -> None:
    """An old page that a story now leads to has not changed since our last look, either."""
    async with origin({"/a": redirect("/b"), "/b": answer()}) as place, client() as fetcher:
        await fetcher.fetch(Request(url=place.url("/a"), etag='"v1"', last_modified="Tue, 06 May 2025 11:00:00 GMT", validated=place.url("/b")))
        await fetcher.fetch(Request(url=place.url("/a"), etag='"v1"', last_modified="Tue, 06 May 2025 11:00:00 GMT", validated=place.url("/c")))
    names = ("if-none-match", "if-modified-since")
    assert [[name in visitor.headers for name in names] for visitor in place.log] == [[False, False], [True, True], [False, False], [False, False]]


async def test_ten_redirects_are_followed_and_no_more() -> None:
    routes = {f"/{n}": redirect(f"/{n + 1}") for n in range(30)}
    async with origin({**routes, "/10": answer()}) as place, client() as fetcher:
        assert isinstance(await fetcher.fetch(Request(url=place.url("/0"))), Page)
    async with origin(routes) as place, client() as fetcher:
        failure = await fetcher.fetch(Request(url=place.url("/0")))
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.outcome) == ("http", Outcome.FAILED)
    assert len(place.log) == 11


async def test_a_circle_of_redirects_is_left_at_once() -> None:
    async with origin({"/": redirect("/b"), "/b": redirect("/")}) as place, client() as fetcher:
        failure = await fetcher.fetch(Request(url=place.url()))
    assert isinstance(failure, Failure)
    assert failure.kind == "http"
    assert "circle" in failure.message
    assert len(place.log) == 2


@pytest.mark.parametrize("location", ["http://[::1", "http://a b/", "mailto:desk@example.org", "", "javascript:1", "http://\x7f/"])
async def test_a_redirect_to_nonsense_is_a_failure_and_no_crash(location: str) -> None:
    async with origin({"/": redirect(location)}) as place, client() as fetcher:
        failure = await fetcher.fetch(Request(url=place.url()))
    assert isinstance(failure, Failure)
    assert failure.kind in {"refused", "http", "protocol"}


async def test_a_cookie_goes_back_to_its_origin_within_one_fetch_and_is_then_forgotten() -> None:
    async with origin({"/b": answer()}) as elsewhere:
        routes = {
            "/": answer(b"", status=302, headers={"Location": "/a", "Set-Cookie": "a=b; Path=/; HttpOnly"}),
            "/a": answer(b"", status=302, headers={"Location": elsewhere.url("/b"), "Set-Cookie": "c=d; Domain=127.0.0.1"}),
        }
        async with origin(routes) as place, client() as fetcher:
            for _ in range(2):
                assert isinstance(await fetcher.fetch(Request(url=place.url("/"))), Page)
        assert [visitor.headers.get("cookie") for visitor in place.log] == [None, "a=b", None, "a=b"]
        assert not any("cookie" in visitor.headers for visitor in elsewhere.log)


async def test_a_page_that_redirects_to_itself_for_a_cookie_is_read() -> None:
    async def gate(visitor: Visitor) -> None:
        script = answer() if visitor.headers.get("cookie") == "seen=1" else answer(b"", status=302, headers={"Location": "/go", "Set-Cookie": "seen=1"})
        await script(visitor)

    async with origin({"/go": gate}) as place, client() as fetcher:
        assert isinstance(await fetcher.fetch(Request(url=place.url("/go"))), Page)
    assert len(place.log) == 2


@pytest.mark.parametrize("said", ["a", "=b", "a b=c", "a=b\x01", "a=b c", "a=é", f"a={'x' * 5000}", "a=1; Max-Age=0", "a=1; max-age=-5; Path=/"])
def test_a_cookie_that_no_browser_would_send_is_dropped(said: str) -> None:
    jar = Jar()
    jar.keep("http://a.example", ["kept=1", said])
    assert jar.header("http://a.example") == "kept=1"
    assert jar.header("https://a.example") == ""


def test_a_jar_is_of_a_size() -> None:
    jar = Jar()
    jar.keep("http://a.example", [f"c{n}=1" for n in range(1000)])
    assert jar.header("http://a.example").count(";") < 60
    jar.keep("http://a.example", [f"c{n}={'x' * 4000}" for n in range(40)])
    assert jar.header("http://a.example") == ""


@pytest.mark.parametrize("path", ["/x/../p/a", "/./p/a", "/x/%2e%2E/p/a", "/go"])
async def test_robots_txt_judges_the_path_that_is_asked_for(path: str) -> None:
    rules = answer(b"User-agent: *\nDisallow: /p/\n", content_type="text/plain")
    async with origin({"/robots.txt": rules, "/go": redirect("/x/../p/a"), "/p/a": answer()}) as place, client(respect_robots=True) as fetcher:
        failure = await fetcher.fetch(Request(url=place.url(path)))
    assert isinstance(failure, Failure)
    assert failure.outcome is Outcome.REFUSED
    assert "/p/a" not in place.paths


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (403, {"cf-mitigated": "challenge"}, b"Just a moment"),
        (503, {"cf-mitigated": "challenge"}, b"Just a moment"),
        (202, {"x-amzn-waf-action": "challenge"}, b"<script></script>"),
        (405, {"x-amzn-waf-action": "captcha"}, b""),
        (403, {}, b'<iframe src="/_Incapsula_Resource?x"></iframe>'),
        (403, {}, b'<script src="https://ct.captcha-delivery.com/c.js"></script>'),
    ],
)
async def test_a_bot_wall_is_known_by_its_strong_signs(status: int, headers: dict[str, str], body: bytes, respx_mock: respx.MockRouter) -> None:
    failure = await _get(respx_mock, httpx.Response(status, headers=headers, content=body))
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.outcome, failure.status) == ("wall", Outcome.BLOCKED, status)


async def test_marks_that_stand_on_good_pages_too_are_not_trusted(respx_mock: respx.MockRouter) -> None:
    body = b'<html><body><p>News.</p><script src="/cdn-cgi/challenge-platform/x.js"></script><script src="/_Incapsula_Resource"></script></body></html>'
    page = await _get(respx_mock, httpx.Response(200, content=body, headers={"cf-ray": "1", "server": "cloudflare"}))
    assert isinstance(page, Page)
    missing = await _get(respx_mock, httpx.Response(404, content=body))
    assert isinstance(missing, Failure)
    assert missing.kind == "http"


@pytest.mark.parametrize(
    ("content_type", "body", "text"),
    [
        ("application/pdf", b"%PDF-1.7 \x00\x01", False),
        ("text/html", b"%PDF-1.7 \x00\x01", False),
        ("image/png", b"\x89PNG\r\n", False),
        ("application/octet-stream", b"\x00\x01\x02", False),
        ("application/octet-stream", b"<p>words</p>", True),
        ("", b"<p>words</p>", True),
        ("application/xhtml+xml", b"<p>words</p>", True),
        ("application/rss+xml", b"<rss/>", True),
        ("text/plain", b"words", True),
    ],
)
async def test_what_is_no_text_is_kept_as_bytes_alone(content_type: str, body: bytes, text: bool, respx_mock: respx.MockRouter) -> None:
    page = await _get(respx_mock, httpx.Response(200, content=body, headers={"content-type": content_type} if content_type else {}))
    assert isinstance(page, Page)
    assert page.body == body
    assert bool(page.html) is text


@pytest.mark.parametrize(("value", "seconds"), [("120", 120), ("Tue, 06 May 2025 12:10:00 GMT", 600), ("999999999", 86400)])
@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_binds_the_whole_host_even_over_a_restart(status: int, value: str, seconds: int) -> None:
    clock, hosts = TestClock(), MemoryHosts()
    async with origin({"/": answer(status=status, headers={"Retry-After": value}), "/other": answer()}) as place:
        async with client(hosts, clock) as fetcher:
            failure = await fetcher.fetch(Request(url=place.url()))
            assert isinstance(failure, Failure)
            assert (failure.kind, failure.outcome, failure.status) == ("http", Outcome.FAILED, status)
            assert failure.retry_at == NOW + timedelta(seconds=seconds)
        async with client(hosts, clock) as restarted:
            held = await restarted.fetch(Request(url=place.url("/other")))
            assert isinstance(held, Failure)
            assert (held.kind, held.outcome, held.retry_at) == ("http", Outcome.DEFERRED, NOW + timedelta(seconds=seconds))
            assert place.paths == ["/"]
            clock.pass_by(seconds=seconds + 1)
            assert isinstance(await restarted.fetch(Request(url=place.url("/other"))), Page)
    assert hosts.host(f"127.0.0.1:{place.port}").hold_until is None


@pytest.mark.parametrize("value", ["-1", "soon", "Tue, 06 May 2025 11:00:00 GMT", "0"])
async def test_a_retry_after_without_sense_holds_nothing_but_each_complaint_suggests_a_longer_wait(value: str) -> None:
    clock = TestClock()
    waits = []
    async with origin({"/": answer(status=503, headers={"Retry-After": value})}) as place, client(None, clock) as fetcher:
        for _ in range(3):
            failure = await fetcher.fetch(Request(url=place.url()))
            assert isinstance(failure, Failure)
            assert failure.outcome is Outcome.FAILED
            assert failure.retry_at is not None
            waits.append(failure.retry_at - clock.now())
    assert len(place.log) == 3
    assert waits[0] < waits[1] < waits[2]


async def test_a_fetch_that_is_refused_asks_nobody(respx_mock: respx.MockRouter) -> None:
    async with client(resolve=public) as fetcher:
        for url in ("ftp://news.example/", "https://user:pw@news.example/", "http://10.0.0.1/", "nonsense"):
            failure = await fetcher.fetch(Request(url=url))
            assert isinstance(failure, Failure)
            assert (failure.kind, failure.outcome) == ("refused", Outcome.REFUSED)
    assert not respx_mock.calls


# --- webhooks ----------------------------------------------------------------------------------------------------------


async def test_a_webhook_goes_through_the_same_gate() -> None:
    async with origin({"/hook": answer(b"{}", status=204, headers={"X-Id": "7"})}) as place:
        async with client(allow_networks=()) as guarded:
            for url in (place.url("/hook"), "http://localhost/", "ftp://example.org/", "http://u:p@example.org/"):
                with pytest.raises(DeliveryError) as refused:
                    await guarded.post(url, body=b"{}", headers={})
                assert refused.value.permanent
        assert place.log == []
        async with client(respect_robots=True) as fetcher:
            status, headers = await fetcher.post(place.url("/hook"), body=b'{"a":1}', headers={"Content-Type": "application/json", "X-Sign": "s"})
    assert (status, headers["x-id"]) == (204, "7")
    (visitor,) = place.log
    assert (visitor.method, visitor.path, visitor.body) == ("POST", "/hook", b'{"a":1}')
    assert (visitor.headers["content-type"], visitor.headers["x-sign"]) == ("application/json", "s")


async def test_a_webhook_follows_no_redirect_and_its_answers_body_is_not_read() -> None:
    async def endless(visitor: Visitor) -> None:
        await visitor.send(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n" + b"x" * 1000)
        while True:
            await visitor.send(b"x" * 65536)

    async with origin({"/hook": redirect("/other", 307), "/endless": endless}) as place, client() as fetcher:
        status, headers = await fetcher.post(place.url("/hook"), body=b"", headers={})
        assert (status, headers["location"]) == (307, "/other")
        assert (await fetcher.post(place.url("/endless"), body=b"", headers={}))[0] == 200
    assert place.paths == ["/hook", "/endless"]


async def test_a_webhook_that_nobody_takes_may_be_tried_again() -> None:
    async def hang_up(visitor: Visitor) -> None:
        visitor.reset()

    async with origin({"/hook": hang_up}) as place, client() as fetcher:
        with pytest.raises(DeliveryError) as failure:
            await fetcher.post(place.url("/hook?token=secret"), body=b"", headers={})
    assert not failure.value.permanent
    assert "secret" not in str(failure.value)


async def test_pages_are_all_of_html() -> None:
    async with origin({"/": answer(HTML)}) as place, client() as fetcher:
        page = await fetcher.fetch(Request(url=place.url()))
    assert isinstance(page, Page)
    assert page.html == HTML.decode()
    assert page.elapsed_s > 0
