"""Who is answered at all: known names, reading methods, and always with the safety headers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.types import Receive, Scope, Send

from monitor.web.guard import Guard, split_port
from tests.paper import Paper

Make = Callable[..., Paper]


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that is never reached."""


PAGES = [
    "/", "/story/1", "/story/1/diff", "/quotes", "/meetings", "/watches", "/health", "/pulse", "/feed.atom", "/meetings.ics",
    "/api/alerts", "/login", "/static/dateline.css", "/nowhere", "/story/99",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_safety_headers(path: str, newspaper: Paper) -> None:
    answer = newspaper.visitor.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO"])
def test_there_is_nothing_but_reading_and_forms(path: str, method: str, newspaper: Paper) -> None:
    answer = newspaper.visitor.ask(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST"
    assert answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/story/1", "/health", "/feed.atom", "/static/dateline.css"])
def test_head_answers_like_get_without_a_body(path: str, newspaper: Paper) -> None:
    answer = newspaper.visitor.ask("HEAD", path)
    assert answer.status_code == 200
    assert answer.content == b""


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8765", "localhost:8765", "[::1]:8765", "LOCALHOST:8765", "localhost.:8765", "localhost"]
)
def test_the_names_of_this_machine_are_answered(host: str, newspaper: Paper) -> None:
    assert newspaper.visitor.get("/login", headers={"host": host}).status_code == 303


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8765",
        "127.0.0.1.evil.example:8765",
        "localhost:9999",
        "localhost@evil.example",
        "",
        "127.0.0.2",
        "[::1",
        ":8765",
    ],
)
def test_a_name_that_was_rebound_to_this_machine_is_refused(host: str, newspaper: Paper) -> None:
    answer = newspaper.visitor.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "allowed_hosts" in answer.text
    assert "Leaders" not in answer.text


def test_a_configured_name_is_answered_behind_a_proxy(paper: Make) -> None:
    proxied = paper(allowed_hosts=("news.example", "desk.example:8443")).visitor
    for host, status in [
        ("news.example", 303),
        ("news.example:443", 303),
        ("desk.example:8443", 303),
        ("desk.example", 421),
    ]:
        assert proxied.get("/login", headers={"host": host}).status_code == status, host


def test_two_host_headers_are_one_too_many() -> None:
    guard = Guard(app=nothing, names=["localhost"], port=80)
    assert not guard.knows(["localhost", "localhost"], None)
    assert not guard.knows([], None)
    assert guard.knows(["localhost"], None)


def test_the_port_a_request_came_in_on_is_good_when_the_system_chose_it() -> None:
    guard = Guard(app=nothing, names=["127.0.0.1"], port=0)
    assert guard.knows(["127.0.0.1:41234"], 41234)
    assert not guard.knows(["127.0.0.1:41235"], 41234)


def test_a_port_is_told_from_an_address_with_colons() -> None:
    assert split_port("[::1]:80") == ("[::1]", "80")
    assert split_port("[::1]") == ("[::1]", "")
    assert split_port("a.example.") == ("a.example", "")
