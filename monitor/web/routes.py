"""The addresses of the newsroom's pages. Each handler reads the store and hands values to a pure renderer."""

from __future__ import annotations

import json
import logging
from datetime import datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from monitor.config import WebSettings
from monitor.errors import StoreError
from monitor.gather import compare_view, story_view, title_of
from monitor.model import AlertKind, Member, Version, Watch
from monitor.ports import Clock, Store
from monitor.report import page
from monitor.report.calendar import calendar
from monitor.report.feed import atom
from monitor.report.record import alert_record
from monitor.report.views import Card, StoryView, foremost
from monitor.web.door import Access, Door, Keys, address_of, cookie, local_path, token_of
from monitor.web.guard import LOOPBACK_NAMES, SAFETY, Guard

LOG = logging.getLogger(__name__)

NEWEST = 200  # alerts on a page and in the feed
STORY_ALERTS = 500
API_DEFAULT, API_MOST = 200, 1000
LARGEST_ID = 2**63 - 1  # what a database's integer holds


def app(store: Store, settings: WebSettings, *, clock: Clock) -> Starlette:
    """The ASGI application. Handlers are synchronous and run in worker threads."""
    keys = Keys(settings.password_hash, store, clock)
    desk = Desk(store, clock, settings, keys)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    names = (*LOOPBACK_NAMES, host, *settings.allowed_hosts)
    marks = rooms(desk)
    made = Starlette(routes=[route for route, _ in marks], exception_handlers={HTTPException: desk.lost, StoreError: desk.closed, 500: desk.broken})
    made.add_middleware(Door, marks=marks, keys=keys, routes=made.router.routes)
    made.add_middleware(Guard, names=names, port=settings.port)
    return made


def rooms(desk: Desk) -> list[tuple[BaseRoute, Access]]:
    """Every address there is, and who may use it. What is not marked here is closed."""
    anyone, reader, program = Access.ANYONE, Access.READER, Access.PROGRAM
    return [
        (Mount("/static", StaticFiles(directory=page.STATIC)), anyone),
        (Route("/health", health), anyone),
        (Route("/login", desk.way_in), anyone),
        (Route("/login", desk.sign_in, methods=["POST"]), anyone),
        (Route("/logout", desk.sign_out, methods=["POST"]), reader),
        (Route("/", desk.front), reader),
        (Route("/story/{watch_id:int}", desk.story), reader),
        (Route("/story/{watch_id:int}/diff", desk.compare), reader),
        (Route("/story/{watch_id:int}/quotes", desk.quotes), reader),
        (Route("/story/{watch_id:int}/meetings", desk.meetings), reader),
        (Route("/feed.atom", desk.feed), program),
        (Route("/meetings.ics", desk.calendar), program),
        (Route("/api/alerts", desk.alerts), program),
    ]


def health(request: Request) -> Response:
    del request
    return PlainTextResponse("ok")


class Desk:
    """The handlers, around the one store."""

    def __init__(self, store: Store, clock: Clock, settings: WebSettings, keys: Keys) -> None:
        self.store = store
        self.clock = clock
        self.settings = settings
        self.keys = keys

    def frame(self, request: Request) -> page.Frame:
        state = request.scope.get("state", {})
        visitor = state.get("visitor")
        return page.Frame(
            links=page.Served(str(request.scope.get("root_path", "")).rstrip("/")),
            now=self.clock.now(),
            zone=self.settings.zone,
            token=token_of(visitor) if visitor else "",
            can_sign_out=self.keys.password_hash is not None and bool(state.get("signed_in")),
        )

    # --- the way in and out -------------------------------------------------------------------------------------------

    def way_in(self, request: Request) -> Response:
        then = local_path(request.query_params.get("next", "/"))
        if request.state.signed_in:  # no password is set: there is nothing to ask
            return self.onward(request, then)
        return HTMLResponse(page.login(self.frame(request), then=then))

    def sign_in(self, request: Request) -> Response:
        form = request.state.form
        then, address = local_path(form.get("next", "/")), address_of(request.scope)
        wait = self.keys.tries.wait_s(address, self.clock.now())
        visitor = None if wait else self.keys.sign_in(form.get("password", ""), address)
        if visitor is None:
            told = f"Too many wrong passwords. Try again in {wait} seconds." if wait else "That is not the password."
            headers = {"retry-after": str(wait)} if wait else None
            return HTMLResponse(page.login(self.frame(request), then=then, told=told), status_code=429 if wait else 403, headers=headers)
        answer = self.onward(request, then)
        answer.headers.append("set-cookie", cookie(request.scope, visitor))
        return answer

    def sign_out(self, request: Request) -> Response:
        self.keys.sign_out(request.state.visitor)
        return self.onward(request, "/login")

    def onward(self, request: Request, path: str) -> Response:
        base = str(request.scope.get("root_path", "")).rstrip("/")
        return RedirectResponse(base + path, status_code=303)

    def front(self, request: Request) -> Response:
        kind = request.query_params.get("kind") or None
        if kind is not None and kind not in set(AlertKind):
            raise HTTPException(404, "There is no such kind of alert. The desk shows the kinds there are.")
        alerts = self.store.alerts(newest=NEWEST)
        latest = {stored.alert.watch_id: stored.alert.at for stored in alerts}
        cards = [self._card(watch, latest.get(watch.id)) for watch in self.store.watches()]
        return HTMLResponse(page.desk(cards, alerts, self.frame(request), kind=kind))

    def story(self, request: Request) -> Response:
        return HTMLResponse(page.story(self._view(request), self.frame(request)))

    def quotes(self, request: Request) -> Response:
        return HTMLResponse(page.quotes(self._view(request), self.frame(request)))

    def meetings(self, request: Request) -> Response:
        return HTMLResponse(page.meetings(self._view(request), self.frame(request)))

    def compare(self, request: Request) -> Response:
        """`document`: its id, the article's by default; `to` and `from`: versions, the newest and the one before it."""
        watch = self._watch(request)
        members = self.store.members(watch.id, dropped=True)
        member = _member(watch, members, number(request, "document", watch.article_id))
        versions = self.store.versions(member.document_id)
        if len(versions) < 2:
            raise HTTPException(404, "There is only one version so far, so there is nothing to compare yet.")
        new = _version(versions, number(request, "to", versions[-1].number))
        before = max((v.number for v in versions if v.number < new.number), default=new.number)
        old = _version(versions, number(request, "from", before))
        view = compare_view(self.store, watch, member, versions, old, new)
        return HTMLResponse(page.compare(view, self.frame(request)))

    def feed(self, request: Request) -> Response:
        body = atom(
            self.store.alerts(newest=NEWEST),
            title="dateline: alerts",
            updated=self.clock.now(),
            page_url=str(request.url_for("front")),
            feed_url=str(request.url_for("feed")),
        )
        return Response(body, media_type="application/atom+xml")

    def calendar(self, request: Request) -> Response:
        del request
        return Response(calendar(self.store.meetings()), media_type="text/calendar")

    def alerts(self, request: Request) -> Response:
        """As `dateline alerts --json`, oldest first: all after `since`, or else the newest `newest`."""
        since = number(request, "since", 0)
        newest = None if since else min(number(request, "newest", API_DEFAULT), API_MOST)
        rows = [alert_record(stored) for stored in self.store.alerts(since=since, newest=newest)]
        return Response(json.dumps(rows), media_type="application/json")  # in ASCII, so that any text can be sent

    def _watch(self, request: Request) -> Watch:
        wanted = request.path_params["watch_id"]
        for watch in self.store.watches():
            if watch.id == wanted:
                return watch
        raise HTTPException(
            404, "There is no such story, or it is no longer watched. The desk lists the stories there are."
        )

    def _view(self, request: Request) -> StoryView:
        return story_view(self.store, self._watch(request), alerts=STORY_ALERTS)

    def _card(self, watch: Watch, latest: datetime | None) -> Card:
        document = self.store.document_by_id(watch.article_id)
        members = self.store.members(watch.id)
        return Card(
            watch=watch,
            title=title_of(self.store, watch),
            versions=document.versions if document else 0,
            sources=sum(member.document_id != watch.article_id for member in members),
            outcome=document.last_outcome if document else None,
            last_check=document.last_check if document else None,
            next_check=document.next_check if document else None,
            latest=latest,
            meeting=foremost(self.store.meetings(watch.id)),
        )

    # --- what cannot be shown -----------------------------------------------------------------------------------------

    def lost(self, request: Request, error: Exception) -> Response:
        """An address that leads nowhere."""
        assert isinstance(error, HTTPException)  # noqa: S101 - this is what it is registered for
        told = error.detail if error.detail != "Not Found" else "There is no page at this address."
        titles = {404: "Nothing here", 405: "Read only"}
        body = page.lost(titles.get(error.status_code, "That did not work"), told, self.frame(request))
        return HTMLResponse(body, status_code=error.status_code, headers=error.headers)

    def closed(self, request: Request, error: Exception) -> Response:
        """The database cannot be read just now; its message says what to do."""
        LOG.warning("page %s: %s", request.url.path, error)
        body = page.lost("The database cannot be read", str(error), self.frame(request))
        return HTMLResponse(body, status_code=503, headers={"retry-after": "5"})

    def broken(self, request: Request, error: Exception) -> Response:
        """A fault of ours. This answer is made outside the guard, so it brings the safety headers itself."""
        del error
        told = "This is a fault in dateline, and its log says more. Nothing is lost; the watching goes on."
        return HTMLResponse(page.lost("Something broke", told, self.frame(request)), status_code=500, headers=SAFETY)


def _member(watch: Watch, members: tuple[Member, ...], document_id: int) -> Member:
    for member in members:
        if member.document_id == document_id:
            return member
    raise HTTPException(
        404, f"No document of that number belongs to this story. Its page lists them: /story/{watch.id}"
    )


def _version(versions: tuple[Version, ...], wanted: int) -> Version:
    for version in versions:
        if version.number == wanted:
            return version
    raise HTTPException(
        404, f"There is no version {wanted}. The versions go from {versions[0].number} to {versions[-1].number}."
    )


def number(request: Request, name: str, default: int) -> int:
    """A whole number from the query, at least 0. Anything else leads to a page that says so."""
    text = request.query_params.get(name, "")
    if not text:
        return default
    if text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= LARGEST_ID:
        return int(text)
    raise HTTPException(404, f"“{name}” is a whole number, like {name}=1.")
