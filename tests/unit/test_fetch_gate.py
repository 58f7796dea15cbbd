"""What the gate lets pass, and that nothing is connected to but what it let pass."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Sequence
from pathlib import Path

import httpcore
import httpx
import pytest
import respx

import monitor
from monitor.fetch.errors import FetchError
from monitor.fetch.gate import Gate, Resolve, check_address, check_url, explain, foresee, parse_allow
from monitor.fetch.wire import Pinned, Wire
from monitor.model import Failure, Outcome, Page, Request
from tests.unit.fetch_server import HTML, answer, client, origin, public, redirect

LOOPBACK = [
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7F.0.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.1/",
    "http://127.0.0.1./",
    "http://0/",
    "http://0.0.0.0/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://①②⑦.0.0.1/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://www.localhost/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:db8::200:5efe:7f00:1]/",
]
CLOSED = [
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "64:ff9b:1::1",
    "64:ff9b::10.0.0.1",
    "2002:a00:1::1",
    "::ffff:169.254.169.254",
    "::ffff:0:10.0.0.1",
    "fe80::5efe:808:808",
    "2606:4700::5efe:c0a8:101",
    "no address",
    "",
]
OPEN = [
    "8.8.8.8",
    "100.63.255.255",
    "172.32.0.1",
    "198.17.0.1",
    "223.255.255.255",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "2002:808:808::1",
]


@pytest.mark.parametrize("url", LOOPBACK)
def test_this_machine_is_refused_in_every_spelling(url: str) -> None:
    assert explain(url) is not None


@pytest.mark.parametrize("address", CLOSED)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert check_address(address, 443) is not None


@pytest.mark.parametrize("address", OPEN)
def test_a_public_address_passes(address: str) -> None:
    assert check_address(address, 443) is None


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "javascript:alert(1)",
        "example.org/page",
        "//example.org/page",
        "http:///page",
        "http://",
        "",
        "http://desk@example.org/",
        "http://desk:secret@example.org/",
        "http://@example.org/",
        "http://example.org\\@127.0.0.1/",
        "http:\\\\example.org/",
        "http://example.org\t.evil.example/",
        "http://example.org/\r\nX-Header: 1",
        "http://example.org/\x00",
        "http://example.org/\ud800",
        "http://exa%6dple.org/",
        "http://127.0.0.1%00.example.org/",
        "http://example.org:0/",
        "http://example.org:70000/",
        "http://example.org:http/",
        "http://[::1/",
        "http://[example.org]/",
        "http://[fe80::1%25eth0]/",
        "http://256.256.256.256/",
        "http://1.2.3.4.5/",
        "http://09.1.1.1/",
        "http://example.1/",
        "http://a..b/",
        "http://exam ple.org/",
        "http://example.org／@127.0.0.1/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 130 + "example/",
        "http://example.org/" + "a" * 9000,
    ],
)
def test_a_url_with_a_trick_in_it_is_refused(url: str) -> None:
    with pytest.raises(FetchError) as refused:
        check_url(url)
    assert refused.value.kind == "refused"
    assert refused.value.outcome is Outcome.REFUSED
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("url", "one_spelling"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a?b=c#d", "https://example.org/a?b=c"),
        (" http://example.org./ ", "http://example.org/"),
        ("http://example.org:8080", "http://example.org:8080/"),
        ("http://münchen.example/straße?q=ü", "http://xn--mnchen-3ya.example/stra%C3%9Fe?q=%C3%BC"),
        ("http://example.org/a b%20c", "http://example.org/a%20b%20c"),
        ("http://example.org/#@127.0.0.1/", "http://example.org/"),
        ("http://example.org?x=@127.0.0.1", "http://example.org/?x=@127.0.0.1"),
        ("http://my_host.example/", "http://my_host.example/"),
        ("http://[2606:4700:0:0::1111]:80/", "http://[2606:4700::1111]/"),
        ("http://134744072/", "http://8.8.8.8/"),
    ],
)
def test_a_good_url_has_one_spelling(url: str, one_spelling: str) -> None:
    target = check_url(url)
    assert target.url == one_spelling
    assert check_url(one_spelling) == target


def test_http_and_https_of_one_host_stand_in_one_line_but_have_their_own_robots() -> None:
    plain, secure, other = (check_url(u) for u in ("http://example.org/", "https://example.org/", "http://example.org:8080/"))
    assert plain.line == secure.line == "example.org:443"
    assert other.line == "example.org:8080"
    assert (plain.site, secure.site) == ("example.org:80", "example.org:443")


def test_the_configuration_opens_networks_and_single_ports_and_nothing_else() -> None:
    allow = parse_allow(["10.0.0.0/8", "127.0.0.1:8080", "[::1]:8080"])
    assert check_address("10.9.8.7", 1, allow) is None
    assert check_address("::ffff:10.9.8.7", 1, allow) is None
    assert check_address("127.0.0.1", 8080, allow) is None
    assert check_address("::1", 8080, allow) is None
    assert check_address("127.0.0.1", 8081, allow) is not None
    assert check_address("127.0.0.2", 8080, allow) is not None
    assert check_address("11.0.0.1", 80, parse_allow(["10.0.0.0/8"])) is None
    assert check_address("172.16.0.1", 80, allow) is not None
    assert explain("http://127.0.0.1:8080/", ["127.0.0.1:8080"]) is None


def test_a_refusal_says_what_to_do() -> None:
    assert "fetch.allow_networks" in (explain("http://10.0.0.1/") or "")
    assert explain("https://example.org/story") is None


def _resolver(*answers: Sequence[str]) -> tuple[Resolve, list[str]]:
    asked: list[str] = []

    async def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    return resolve, asked


async def test_one_closed_address_among_those_of_a_host_refuses_the_host() -> None:
    resolve, _ = _resolver(["8.8.8.8", "10.0.0.1"])
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        await Gate(resolve=resolve).admit(check_url("http://example.org/"))


async def test_where_the_configuration_opens_one_address_the_others_are_left_out() -> None:
    resolve, _ = _resolver(["::1", "127.0.0.1"])
    gate = Gate(allow=parse_allow(["127.0.0.0/8"]), resolve=resolve)
    assert await gate.admit(check_url("http://localhost/")) == ("127.0.0.1",)


async def test_a_name_that_leads_nowhere_is_a_dns_failure() -> None:
    async def nobody(host: str, port: int) -> Sequence[str]:
        raise OSError(-2, "Name or service not known")

    async def nothing(host: str, port: int) -> Sequence[str]:
        return []

    for resolve in (nobody, nothing):
        async with client(resolve=resolve) as fetcher:
            failure = await fetcher.fetch(Request(url="http://nowhere.example/"))
        assert isinstance(failure, Failure)
        assert (failure.kind, failure.outcome) == ("dns", Outcome.FAILED)
        assert "nowhere.example" in failure.message


async def test_nothing_is_connected_to_but_the_addresses_that_were_judged() -> None:
    async with origin({"/": answer()}) as place:
        backend = Pinned("example.org", place.port, ["127.0.0.1"], Wire())
        stream = await backend.connect_tcp("example.org", place.port)
        assert stream.get_extra_info("peername") == ("127.0.0.1", place.port)
        await stream.aclose()
        for host, port in (("localhost", place.port), ("127.0.0.1", place.port), ("example.org", place.port + 1)):
            with pytest.raises(httpcore.ConnectError):
                await backend.connect_tcp(host, port)
    assert place.log == []


async def test_an_answer_of_dns_that_changes_between_look_ups_cannot_win() -> None:
    """The name is looked up once per hop; the connection goes to what was judged, though the next answer would be closed."""
    resolve, asked = _resolver(["127.0.0.1"], ["127.0.0.2"])
    async with origin({"/": answer()}) as place, client(resolve=resolve, allow_networks=(f"127.0.0.1:{place.port}",)) as fetcher:
        url = place.url(host="rebind.example")
        first = await fetcher.fetch(Request(url=url))
        assert isinstance(first, Page)
        assert asked == ["rebind.example"]
        second = await fetcher.fetch(Request(url=url))
        assert isinstance(second, Failure)
        assert (second.kind, second.outcome) == ("refused", Outcome.REFUSED)
        assert len(place.log) == 1
        assert place.log[0].headers["host"] == f"rebind.example:{place.port}"


async def test_without_permission_no_connection_reaches_this_machine() -> None:
    async with origin({"/": answer()}) as place, client(allow_networks=()) as fetcher:
        for host in ("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0"):
            failure = await fetcher.fetch(Request(url=place.url(host=host)))
            assert isinstance(failure, Failure), host
            assert failure.kind == "refused", host
        await asyncio.sleep(0)
        assert place.log == []
        assert place.most_open == 0


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_to_a_closed_address_is_refused_and_not_followed(status: int) -> None:
    async with origin({"/secret": answer()}) as inner, origin() as outer:
        for host in ("127.0.0.1", "localhost", "2130706433", "[::ffff:7f00:1]"):
            outer.routes["/"] = redirect(f"http://{host}:{inner.port}/secret", status)
            async with client(allow_networks=(f"127.0.0.1:{outer.port}",)) as fetcher:
                failure = await fetcher.fetch(Request(url=outer.url()))
            assert isinstance(failure, Failure)
            assert failure.kind == "refused"
        assert inner.log == []
        assert inner.most_open == 0


async def test_a_redirect_to_another_scheme_or_from_https_to_http_is_refused(respx_mock: respx.MockRouter) -> None:
    for location in ("ftp://example.org/", "file:///etc/passwd", "http://user@example.org/", "http://example.org/plain", "http://a\\b/"):
        respx_mock.get("https://example.org/").mock(return_value=httpx.Response(302, headers={"location": location}))
        async with client(resolve=public) as fetcher:
            failure = await fetcher.fetch(Request(url="https://example.org/"))
        assert isinstance(failure, Failure)
        assert (failure.kind, failure.outcome, failure.status) == ("refused", Outcome.REFUSED, 302)


async def test_a_proxy_in_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    async with origin({"/": answer()}) as place, client() as fetcher:
        page = await fetcher.fetch(Request(url=place.url()))
    assert isinstance(page, Page)
    assert page.body == HTML


async def test_refusals_are_foreseen_by_looking_each_host_up_once() -> None:
    asked: list[str] = []

    async def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        if host == "hangs.example":
            await asyncio.Event().wait()
        if host == "nowhere.example":
            raise OSError(-2, "Name or service not known")
        return ["10.1.2.3"] if host == "inside.example" else ["93.184.215.14"]

    urls = ["https://inside.example/a", "https://inside.example/b", "https://fine.example/", "https://nowhere.example/", "https://hangs.example/",
            "http://user@fine.example/", "http://10.9.9.9/"]  # fmt: skip
    found = await foresee(urls, Gate(resolve=resolve), timeout_s=0.05)
    assert list(found) == ["http://user@fine.example/", "https://inside.example/a", "https://inside.example/b", "http://10.9.9.9/"]
    assert "10.1.2.3 is a private network" in found["https://inside.example/a"]
    assert sorted(asked) == ["fine.example", "hangs.example", "inside.example", "nowhere.example"]


# Who may hold a way to the network, and what for. A page, a robots.txt or a webhook goes through fetch/ alone.
WAYS_OUT = {
    "alert/apprise.py": "apprise: the services that the newsroom named",
    "alert/email.py": "aiosmtplib: the newsroom's own mail server",
    "app.py": "socket: this machine's name",
    "demo/site.py": "socket: the port that the replay listens on",
    "doctor.py": "socket: whether our own port is free",
    "web/server.py": "socket: the port that the pages listen on",
    "notify.py": "speaks to the service manager of this machine, over a Unix socket that only its environment can name",
}
LIBRARIES = {"aiohttp", "aiosmtplib", "apprise", "ftplib", "httpcore", "httpx", "requests", "smtplib", "socket", "urllib3"}


def test_nobody_but_the_gates_own_room_has_a_way_out() -> None:
    root = Path(monitor.__file__).parent
    found = set()
    for file in root.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if any(name.split(".")[0] in LIBRARIES or name in ("urllib.request", "http.client") for name in names):
                found.add(str(file.relative_to(root)))
    assert {name for name in found if not name.startswith("fetch/")} == WAYS_OUT.keys()


def test_one_host_is_one_line_by_every_scheme_and_spelling() -> None:
    lines = {check_url(f"{url}/a").line for url in ("http://8.8.8.8", "https://8.8.8.8", "http://[::ffff:8.8.8.8]", "https://[::ffff:808:808]", "http://134744072", "http://8.8.8.8:443")}
    assert len(lines) == 1
    assert check_url("http://8.8.8.8:8080/").line not in lines


@pytest.mark.parametrize("path", ["/x/../p/a", "/./p/a", "/x/%2e%2e/p/a", "/..;/a", "/a/.%2E", "//a/..//b", "/é/../%", "/a?x=/../b"])
def test_the_http_library_asks_for_the_path_that_was_checked(path: str) -> None:
    target = check_url(f"http://a.example{path}")
    assert target.url == f"http://a.example{httpx.URL(target.url).raw_path.decode()}"
    assert "/../" not in target.url.partition("?")[0]
