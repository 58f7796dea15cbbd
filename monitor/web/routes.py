"""The addresses of the newsroom's pages. Each handler reads the store and hands values to a pure renderer."""

from __future__ import annotations

import json
import logging
from datetime import datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
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
from monitor.web.guard import LOOPBACK_NAMES, SAFETY, Guard

LOG = logging.getLogger(__name__)

NEWEST = 200  # alerts on a page and in the feed
STORY_ALERTS = 500
API_DEFAULT, API_MOST = 200, 1000
LARGEST_ID = 2**63 - 1  # what a database's integer holds


def app(store: Store, settings: WebSettings, *, clock: Clock) -> Starlette:
    """The ASGI application. Every route is GET (and HEAD); handlers are synchronous and run in worker threads."""
    desk = Desk(store, clock)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    names = (*LOOPBACK_NAMES, host, *settings.allowed_hosts)
    routes = [
        Route("/", desk.front),
        Route("/story/{watch_id:int}", desk.story),
        Route("/story/{watch_id:int}/diff", desk.compare),
        Route("/story/{watch_id:int}/quotes", desk.quotes),
        Route("/story/{watch_id:int}/meetings", desk.meetings),
        Route("/feed.atom", desk.feed),
        Route("/meetings.ics", desk.calendar),
        Route("/api/alerts", desk.alerts),
        Route("/health", health),
        Mount("/static", StaticFiles(directory=page.STATIC)),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, names=names, port=settings.port)],
        exception_handlers={HTTPException: lost, StoreError: closed, 500: broken},
    )


def health(request: Request) -> Response:
    del request
    return PlainTextResponse("ok")


class Desk:
    """The handlers, around the one store."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock

    def front(self, request: Request) -> Response:
        kind = request.query_params.get("kind") or None
        if kind is not None and kind not in set(AlertKind):
            raise HTTPException(404, "There is no such kind of alert. The desk shows the kinds there are.")
        alerts = self.store.alerts(newest=NEWEST)
        latest = {stored.alert.watch_id: stored.alert.at for stored in alerts}
        cards = [self._card(watch, latest.get(watch.id)) for watch in self.store.watches()]
        return HTMLResponse(page.desk(cards, alerts, links(request), kind=kind))

    def story(self, request: Request) -> Response:
        return HTMLResponse(page.story(self._view(request), links(request)))

    def quotes(self, request: Request) -> Response:
        return HTMLResponse(page.quotes(self._view(request), links(request)))

    def meetings(self, request: Request) -> Response:
        return HTMLResponse(page.meetings(self._view(request), links(request)))

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
        return HTMLResponse(page.compare(view, links(request)))

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


def links(request: Request) -> page.Served:
    return page.Served(str(request.scope.get("root_path", "")).rstrip("/"))


# --- what cannot be shown ---------------------------------------------------------------------------------------------


def lost(request: Request, error: Exception) -> Response:
    """An address that leads nowhere."""
    assert isinstance(error, HTTPException)  # noqa: S101 - this is what it is registered for
    told = error.detail if error.detail != "Not Found" else "There is no page at this address."
    titles = {404: "Nothing here", 405: "Read only"}
    body = page.lost(titles.get(error.status_code, "That did not work"), told, links(request))
    return HTMLResponse(body, status_code=error.status_code, headers=error.headers)


def closed(request: Request, error: Exception) -> Response:
    """The database cannot be read just now; its message says what to do."""
    LOG.warning("page %s: %s", request.url.path, error)
    body = page.lost("The database cannot be read", str(error), links(request))
    return HTMLResponse(body, status_code=503, headers={"retry-after": "5"})


def broken(request: Request, error: Exception) -> Response:
    """A fault of ours. This answer is made outside the guard, so it brings the safety headers itself."""
    del error
    told = "This is a fault in dateline, and its log says more. Nothing is lost; the watching goes on."
    return HTMLResponse(page.lost("Something broke", told, links(request)), status_code=500, headers=SAFETY)
