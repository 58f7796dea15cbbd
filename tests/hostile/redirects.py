"""Redirects: every status, every odd Location, circles, and every way to a place where we may not go."""

from __future__ import annotations

from tests.hostile.case import EDIT, EDITED, PAGE, WORDS, Case, Look, head, once, page, reply
from tests.hostile.origin import Reply, Site, Visitor

GOOD = reply()


def to(location: str | bytes, status: int = 302, *more: bytes) -> bytes:
    location = location.encode() if isinstance(location, str) else location
    return head(b"Location: " + location, b"Content-Length: 0", *more, status=b"HTTP/1.1 %d X" % status)


def via(location: str | bytes, status: int = 302, at: str = "/there") -> Site:
    return {"/story": to(location, status), at: GOOD}


def chain(hops: int) -> dict[str, Reply]:
    paths = ["/story", *(f"/hop{n}" for n in range(1, hops))]
    return {**{here: to(there) for here, there in zip(paths, [*paths[1:], "/there"], strict=True)}, "/there": GOOD}


async def ever_deeper(visitor: Visitor) -> None:
    await visitor.send(to(visitor.path + "/x"))


async def wants_a_cookie(visitor: Visitor) -> None:
    await visitor.send(GOOD if "cookie" in visitor.headers else to("/story", 302, b"Set-Cookie: seen=1"))


async def wants_an_odd_cookie(visitor: Visitor) -> None:
    await visitor.send(GOOD if "cookie" in visitor.headers else to("/story", 302, b"Set-Cookie: se en=\x01"))


async def another_cookie(visitor: Visitor) -> None:
    await visitor.send(to("/story", 302, b"Set-Cookie: seen=%d" % visitor.times))


async def endless_redirect_body(visitor: Visitor) -> None:
    await visitor.send(head(b"Location: /there", status=b"HTTP/1.1 302 X"))
    while True:
        await visitor.send(b"x" * 65536)


FOLLOWED: dict[str, tuple[Site, str]] = {
    **{f"status {status} is followed": (via("/there", status), "new") for status in (301, 302, 303, 307, 308)},
    "relative to the folder": (via("there"), "new"),
    "relative with a dot": (via("./there"), "new"),
    "relative with two dots": (via("/a/b/../../there"), "new"),
    "above the root": (via("/../../there"), "new"),
    "without a scheme": (via("//127.0.0.1:{here}/there"), "new"),
    "with the scheme in capitals": (via("HTTP://127.0.0.1:{here}/there"), "new"),
    "with one slash": (via("http:/there"), "new"),
    "the query alone": (via("?page=1", at="/story?page=1"), "new"),
    "with a fragment": (via("/there#comments"), "new"),
    "with spaces around it": (via("  /there \t"), "new"),
    "with a space inside": (via("/the re", at="/the%20re"), "new"),
    "with an umlaut in UTF-8": (via("/thé".encode(), at="/th%C3%A9"), "new"),
    "with an umlaut escaped": (via("/th%C3%A9", at="/th%C3%A9"), "new"),
    "with a quotation mark": (via('/"there"', at="/%22there%22"), "new"),
    "with a bracket in the query": (via("/there?a[]=1", at="/there?a[]=1"), "new"),
    "loopback by a number, open": (via("http://2130706433:{here}/there"), "new"),
    "to another open address": ({"/story": to("http://127.0.0.1:{here}/there"), "/there": GOOD}, "new"),
    "ten hops": (chain(10), "new"),
    "to itself until a cookie comes": ({"/story": wants_a_cookie}, "new"),
    "the same Location twice": ({"/story": to("/there", 302, b"Location: /there"), "/there": GOOD}, "new"),
    "with an endless body": ({"/story": endless_redirect_body, "/there": GOOD}, "new"),
    "with a body shorter than it says": ({"/story": head(b"Location: /there", b"Content-Length: 999", status=b"HTTP/1.1 302 X") + b"abc", "/there": GOOD}, "new"),
    "with a damaged coding": ({"/story": to("/there", 302, b"Content-Encoding: gzip"), "/there": GOOD}, "new"),
    "created, with a Location and the page": (reply(PAGE, status=201, location="/elsewhere"), "new"),
    "found, with a Location and the page": (reply(PAGE, location="/elsewhere"), "new"),
}

NOT_FOLLOWED: dict[str, tuple[Site, str]] = {
    "eleven hops": (chain(11), "failed http"),
    "to itself": ({"/story": to("/story")}, "failed http"),
    "to itself by a fragment": ({"/story": to("#top")}, "failed http"),
    "a circle of two": ({"/story": to("/b"), "/b": to("/story")}, "failed http"),
    "ever deeper": (ever_deeper, "failed http"),
    "to itself until a cookie comes that nobody may send": ({"/story": wants_an_odd_cookie}, "failed http"),
    "to itself with ever another cookie": ({"/story": another_cookie}, "failed http"),
    "without a Location": (head(b"Content-Length: 0", status=b"HTTP/1.1 302 X"), "failed http"),
    "with an empty Location": ({"/story": to("")}, "failed http"),
    "two Locations that differ": ({"/story": to("/there", 302, b"Location: /elsewhere"), "/there": GOOD, "/elsewhere": GOOD}, "failed http"),
    "to nowhere": ({"/story": to("/nowhere")}, "failed http"),
    "to a failing page": ({"/story": to("/there"), "/there": reply(status=500)}, "failed http"),
    "to a page that is cut": ({"/story": to("/there"), "/there": reply(length=9999)}, "failed protocol"),
    "to tls where there is none": ({"/story": to("https://127.0.0.1:{here}/there")}, "failed tls"),
    "several choices": (via("/there", 300), "failed http"),
    "use a proxy": (via("/there", 305), "failed http"),
    "switch proxy": (via("/there", 306), "failed http"),
    "a kind nobody knows": (via("/there", 399), "failed http"),
    "not modified, with a Location": (via("/there", 304), "failed protocol"),
    "to a host that is none": (via("http://no-such-host.invalid/there"), "failed dns"),
    "Location of 9,000 characters": ({"/story": to("/" + "x" * 9000)}, "refused refused"),
}

SCHEMES = ["file:///etc/passwd", "ftp://127.0.0.1:{closed}/", "gopher://127.0.0.1:{closed}/_x", "javascript:alert(1)", "data:text/html,<p>x</p>",
           "ws://127.0.0.1:{closed}/", "mailto:a@b.example", "about:blank", "dict://127.0.0.1:{closed}/", "ldap://127.0.0.1:{closed}/", "jar:http://127.0.0.1:{closed}!/x",
           "view-source:http://127.0.0.1:{closed}/", "tel:1234", "blob:http://127.0.0.1:{closed}/x", "unix:/run/x.sock", "http+unix://%2Frun%2Fx/"]  # fmt: skip

# This machine at the closed port, in every spelling that some resolver or library takes.
HERE = ["127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "127.0.0.1.", "0", "0.0.0.0", "00.0x0.0",
        "127.255.255.254", "localhost", "LOCALHOST", "localhost.", "paper.localhost", "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
        "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::ffff:0:127.0.0.1]", "[2001:0:0:0:0:0:80ff:fffe]",
        "[fe80::5efe:127.0.0.1]", "１２７.０.０.１", "127。0。0。1", "①②⑦.⓪.⓪.①", "ｌｏｃａｌｈｏｓｔ"]  # fmt: skip

CLOSED = ["10.0.0.1", "10.1", "167772161", "172.16.0.1", "172.31.255.255", "192.168.1.1", "192.168.257", "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376",
          "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
          "[fc00::1]", "[fd00:ec2::254]", "[fe80::1]", "[fe80::1%25eth0]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[3fff::1]", "[100::1]", "[5f00::1]",
          "[::ffff:10.0.0.1]", "[::ffff:a9fe:a9fe]", "[64:ff9b::a00:1]", "[64:ff9b:1::1]", "[2002:a9fe:a9fe::1]", "[2002:c0a8:101::]", "[::192.168.1.1]"]  # fmt: skip

TRICKS = ["http://user@127.0.0.1:{here}/there", "http://user:pass@127.0.0.1:{here}/there", "http://127.0.0.1:{here}@127.0.0.1:{closed}/", "http://:@127.0.0.1:{here}/there",
          "http://127.0.0.1:{here}%40127.0.0.1:{closed}/", "http:\\\\127.0.0.1:{closed}\\", "http://127.0.0.1:{here}\\@127.0.0.1:{closed}/", "/\\127.0.0.1:{closed}/",
          "http://127.0.0.1:0/", "http://127.0.0.1:99999/", "http://127.0.0.1:-1/", "http://127.0.0.1:http/", "http://127.0.0.1:{closed}#@127.0.0.1:{here}/",
          "http://127.0.0.1:{closed}?@127.0.0.1:{here}/", "http://[127.0.0.1]:{closed}/", "http://[::1/", "http://256.1.1.1/", "http://1.2.3.4.5/", "http://0x7g.1/", "http://08.1.1.1/",
          "http:///there", "http://", "http://.../", "http://-.%00/", "http://exa\u202emple.test/", "http://a..b/", "http://%31%32%37.0.0.1:{closed}/"]  # fmt: skip


def refused() -> dict[str, tuple[Site, str]]:
    cases: dict[str, tuple[Site, str]] = {}
    for location in SCHEMES:
        cases[f"to {location}"] = ({"/story": to(location)}, "refused refused")
    for host in HERE:
        cases[f"to {host}, closed"] = ({"/story": to(f"http://{host}:{{closed}}/")}, "refused refused")
    for host in CLOSED:
        cases[f"to {host}"] = ({"/story": to(f"http://{host}/latest/meta-data")}, "refused refused")
    for location in TRICKS:
        cases[f"the trick {location}"] = ({"/story": to(location)}, "refused refused")
    for status in (301, 303, 307, 308):
        cases[f"status {status} to a closed address"] = ({"/story": to("http://127.0.0.1:{closed}/", status)}, "refused refused")
    cases["the second hop to a closed address"] = ({"/story": to("/b"), "/b": to("//127.0.0.1:{closed}/")}, "refused refused")
    cases["the tenth hop to a closed address"] = ({**chain(9), "/there": to("http://10.0.0.1/")}, "refused refused")
    return cases


async def no_secrets(visitor: Visitor) -> None:
    clean = not {"authorization", "cookie", "proxy-authorization", "referer"} & visitor.headers.keys()
    await visitor.send(GOOD if clean else reply(status=400))


async def sets_cookies(visitor: Visitor) -> None:
    """The same server by another name, which is another origin."""
    await visitor.send(to("http://localhost:{here}/there", 302, b"Set-Cookie: a=b; Path=/; Domain=localhost", b"WWW-Authenticate: Basic realm=x"))


def cases() -> list[Case]:
    moved: Reply = to("/2025/new-slug", 301)
    return [
        *once(FOLLOWED),
        *once(NOT_FOLLOWED),
        *once(refused()),
        Case(name="the final address is told", looks=(Look(via("/there"), "new"),), final="/there"),
        *once({"no cookie and no credentials on the way": ({"/story": sets_cookies, "/there": no_secrets}, "new")}),
        Case(
            name="a new slug continues one history",
            looks=(
                Look(GOOD, "new"),
                Look({"/story": moved, "/2025/new-slug": GOOD}, "unchanged"),
                Look({"/story": moved, "/2025/new-slug": reply(EDITED)}, "changed"),
            ),
            text=(EDIT,),
            final="/2025/new-slug",
        ),
        Case(name="a redirect to the front page is no edit", looks=(Look(GOOD, "new"), Look({"/story": to("/"), "/": reply(page(*FRONT, title="The Harbour Paper"))}, "blocked wall")), text=WORDS),
        Case(name="a redirect to the front page, of any length", looks=(Look(GOOD, "new"), Look({"/story": to("/", 301), "/": reply(page(*FRONT * 9, title="The Harbour Paper"))}, "blocked wall"))),
        *once({
            "to a login": ({"/story": to("/login?next=/story"), "/login?next=/story": reply(page("Sign in to continue.", title="Sign in"))}, "blocked wall"),
            "to an account page": ({"/story": to("/account/login"), "/account/login": reply(page("E-mail", "Password", "Log in", title="Log in"))}, "blocked wall"),
            "to a consent page": ({"/story": to("/consent?to=/story"), "/consent?to=/story": reply(page("We value your privacy. Accept all cookies.", title="Consent"))}, "blocked wall"),
            "to a subscription page": ({"/story": to("/subscribe"), "/subscribe": reply(page("Choose your plan. Start your free trial.", title="Subscribe"))}, "blocked wall"),
        }),
    ]  # fmt: skip


FRONT = [
    "Council to vote on the new library in the spring, and on the road that leads to it.",
    "Rain expected through the week, with strong winds on the coast.",
    "The team wins its third game in a row and moves up the table.",
]
