"""The way in: marked routes, the password and its sessions, forms that only our own pages can send."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from monitor.config import WebSettings
from monitor.web import door, password
from monitor.web.door import Access, Tries, local_path
from storage.store import SqlStore
from tests.fakes import FakeClock
from tests.paper import Paper
from tests.visitor import Visitor

RIGHT = "correct horse"
Make = Callable[..., Starlette]


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password, "COST", 4)
    monkeypatch.setattr(password, "LANES", 1)


def hashed(secret: str = RIGHT) -> str:
    return password.make_hash(secret)


@pytest.fixture
def pages(paper: Callable[..., Paper]) -> Callable[..., Starlette]:
    def make(*, secret: str | None = RIGHT, **more: Any) -> Starlette:
        return paper(secret_hash=hashed(secret) if secret else None, **more).pages

    return make


def test_a_password_is_known_by_its_hash_and_no_other() -> None:
    kept = hashed()
    assert password.matches(RIGHT, kept)
    assert not password.matches("Correct horse", kept)
    assert hashed() != kept
    with pytest.raises(ValueError, match="8 characters"):
        hashed("short")


def test_every_route_is_marked_and_one_that_is_not_is_closed(pages: Make) -> None:
    made = pages(secret=None)
    marks = next(m.kwargs["marks"] for m in made.user_middleware if m.cls is door.Door)
    assert [id(route) for route in made.router.routes] == [id(route) for route, _ in marks]
    assert {str(getattr(r, "path", "")) for r, access in marks if access is Access.ANYONE} == {"/static", "/health/live", "/healthz", "/readyz", "/login"}
    made.router.routes.append(Route("/forgotten", lambda _: PlainTextResponse("open")))
    assert Visitor(made).get("/forgotten").status_code == 403


def test_without_a_password_nobody_is_asked(pages: Make) -> None:
    visitor = Visitor(pages(secret=None))
    assert visitor.get("/").status_code == 200
    assert visitor.get("/login").headers["location"] == "/"


def test_with_a_password_a_page_leads_to_the_way_in_and_a_program_is_refused(pages: Make) -> None:
    made = pages()
    for route, access in next(m.kwargs["marks"] for m in made.user_middleware if m.cls is door.Door):
        path = re.sub(r"\{\w+:int\}", "1", str(route.path))
        if access is not Access.ANYONE and "POST" in route.methods:
            assert Visitor(made).send(path).status_code in {303, 401}, path
        elif access is Access.READER:
            answer = Visitor(made).get(f"{path}?a=1")
            assert (answer.status_code, answer.headers["location"]) == (303, f"/login?next={path.replace('/', '%2F')}%3Fa%3D1")
        if access is Access.PROGRAM:
            answer = Visitor(made).get(path)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"].startswith("Basic")
    assert Visitor(made).get("/static/dateline.css").status_code == 200


def test_signing_in_opens_the_pages_until_signing_out(pages: Make) -> None:
    browser = Visitor(pages())
    wrong = browser.send("/login", password="wrong horse", next="/story/1")
    assert wrong.status_code == 403
    assert "That is not the password" in wrong.text
    before = browser.cookies["dateline"]
    entered = browser.send("/login", password=RIGHT, next="/story/1")
    assert (entered.status_code, entered.headers["location"]) == (303, "/story/1")
    assert browser.cookies["dateline"] != before  # a cookie that somebody planted opens nothing
    assert "HttpOnly" in entered.headers["set-cookie"]
    assert browser.get("/story/1").status_code == 200
    old = browser.cookies["dateline"]
    assert browser.send("/logout").status_code == 303
    browser.cookies["dateline"] = old
    assert browser.get("/story/1").status_code == 303


def test_a_session_is_stored_as_a_hash_runs_out_and_ends_with_the_password(paper: Callable[..., Paper]) -> None:
    first = paper(secret_hash=hashed())
    browser = first.visitor
    browser.send("/login", password=RIGHT)
    assert browser.get("/").status_code == 200
    with first.app.store._engine.sa.connect() as connection:  # type: ignore[attr-defined]
        (digest,) = connection.exec_driver_sql("SELECT digest FROM session").one()
    assert browser.cookies["dateline"] not in digest
    other = paper(secret_hash=hashed("other horse")).visitor
    other.cookies = browser.cookies
    assert other.get("/").status_code == 303
    first.clock.at += door.SESSION  # type: ignore[attr-defined]
    assert browser.get("/").status_code == 303


def test_wrong_passwords_make_the_next_try_wait(pages: Make) -> None:
    clock = FakeClock()
    browser = Visitor(pages(clock=clock))
    for _ in range(door.FREE_TRIES):
        assert browser.send("/login", password="wrong horse").status_code == 403
    answer = browser.send("/login", password=RIGHT)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    clock.at += door.timedelta(seconds=2)
    assert browser.send("/login", password=RIGHT).status_code == 303


def test_the_wait_doubles_and_is_remembered_for_a_bounded_number_of_addresses() -> None:
    tries, now = Tries(), FakeClock().now()
    waits = []
    for _ in range(20):
        tries.failed("2001:db8:1:2:3::4", now)
        waits.append(tries.wait_s("2001:db8:1:2:ffff::1", now))
    assert waits[:7] == [0, 0, 0, 0, 1, 2, 4]
    assert waits[-1] == door.LONGEST_WAIT_S
    for n in range(door.ADDRESSES):
        tries.failed(f"10.0.{n // 256}.{n % 256}", now)
    assert tries.wait_s("2001:db8:1:2::1", now + door.timedelta(seconds=door.ALL_EVERY_S)) == 0


def test_another_address_each_time_is_no_way_around_and_locks_nobody_out_who_was_right(pages: Make) -> None:
    clock = FakeClock()
    browser, editor = Visitor(pages(clock=clock)), ("192.0.2.1", 1)

    def tried(word: str, *client: object) -> int:
        browser.transport.client = client  # type: ignore[assignment] # as uvicorn takes it from X-Forwarded-For
        return browser.send("/login", password=word).status_code

    assert tried(RIGHT, *editor) == 303
    told = [tried("wrong horse", f"10.0.0.{n}", 1) for n in range(door.ALL_TRIES + 3)]
    assert told == [403] * door.ALL_TRIES + [429] * 3
    assert (tried(RIGHT, "10.0.1.1", 1), tried(RIGHT, *editor)) == (429, 303)
    clock.at += door.timedelta(seconds=door.ALL_EVERY_S)
    assert tried(RIGHT, "10.0.1.1", 1) == 303


def test_a_feed_reader_may_bring_the_password_itself(pages: Make) -> None:
    visitor = Visitor(pages())
    assert visitor.ask("GET", "/feed.atom", auth=("desk", RIGHT)).status_code == 200
    assert visitor.ask("GET", "/feed.atom", auth=("desk", RIGHT)).status_code == 200
    assert visitor.ask("GET", "/feed.atom", auth=("desk", "wrong horse")).status_code == 401
    assert visitor.get("/feed.atom", headers={"authorization": "Basic %%%"}).status_code == 401
    assert visitor.ask("GET", "/", auth=("desk", RIGHT)).status_code == 303
    for _ in range(door.FREE_TRIES):
        answer = visitor.ask("GET", "/feed.atom", auth=("desk", "worse horse"))
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 303),
        ({"origin": "http://127.0.0.1:8765"}, 303),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),  # another port of this machine
        ({"sec-fetch-site": "same-origin", "origin": "http://evil.example"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_a_form_comes_from_our_own_pages_or_not_at_all(headers: dict[str, str], status: int, pages: Make) -> None:
    browser = Visitor(pages(secret=None))
    assert browser.send("/logout", headers=headers).status_code == status


def test_a_form_needs_the_token_of_the_visitor_who_sends_it(pages: Make) -> None:
    browser, stranger = Visitor(pages(secret=None)), Visitor(pages(secret=None))
    stranger.get("/")
    assert browser.send("/logout", token=door.token_of(stranger.cookies["dateline"])).status_code == 403
    assert browser.send("/logout", token="").status_code == 403
    assert browser.send("/logout").status_code == 303


def test_a_form_is_short_and_is_a_form(pages: Make) -> None:
    browser = Visitor(pages(secret=None))
    assert browser.send("/logout", password="x" * door.LARGEST_FORM).status_code == 413
    assert browser.send("/logout", **{f"f{n}": "" for n in range(door.MOST_FIELDS)}).status_code == 413
    browser.get("/")
    headers = {"sec-fetch-site": "same-origin", "content-type": "application/json"}
    assert browser.ask("POST", "/logout", headers, content=b"{}").status_code == 415


def test_pages_for_other_machines_need_a_password() -> None:
    with pytest.raises(ValidationError, match="need a password"):
        WebSettings(host="0.0.0.0")
    monkey = "scrypt:15:8:3:" + "a" * 22 + ":" + "b" * 43
    assert WebSettings(host="0.0.0.0", password_hash=monkey).host == "0.0.0.0"
    with pytest.raises(ValidationError, match="dateline password"):
        WebSettings(password_hash="plain text")
    with pytest.raises(ValidationError, match="no time zone"):
        WebSettings(timezone="Mars/Olympus")


def test_a_session_in_the_database_ends_when_its_time_is_up(tmp_path: Path) -> None:
    store, now = SqlStore.open(f"sqlite:///{tmp_path / 'd.db'}"), FakeClock().now()
    store.add_session("a" * 64, now + door.SESSION, now)
    assert store.has_session("a" * 64, now)
    assert not store.has_session("b" * 64, now)
    assert not store.has_session("a" * 64, now + door.SESSION)
    store.drop_session("a" * 64)
    assert not store.has_session("a" * 64, now)
    store.close()


@pytest.mark.parametrize("wanted", ["//evil.example", "/\\evil.example", "https://evil.example", "", "/\r\nx: y", "/é"])
def test_nobody_is_sent_on_to_another_site(wanted: str) -> None:
    assert local_path(wanted) == "/"
