"""The addresses of the newsroom's pages, and who may use each of them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from monitor.config import Settings
from monitor.errors import StoreError, UsageError
from monitor.ports import Clock, Store
from monitor.report import page
from monitor.vitals import Vitals
from monitor.web.actions import Actions
from monitor.web.api import Api
from monitor.web.door import Access, Door, Keys
from monitor.web.guard import LOOPBACK_NAMES, SAFETY, Guard
from monitor.web.pages import Pages
from monitor.web.pulse import Pulse
from monitor.web.room import Editor, Room

LOG = logging.getLogger(__name__)
ANYWHERE = ("0.0.0.0", "[::]")  # noqa: S104 - addresses that are no name of ours


def app(store: Store, settings: Settings, *, clock: Clock, editor: Editor, vitals: Vitals | None = None) -> Starlette:
    """The ASGI application. Handlers are synchronous and run in worker threads."""
    keys = Keys(settings.web.password_hash, store, clock)
    room = Room(store=store, clock=clock, settings=settings, editor=editor, keys=keys)
    host = f"[{settings.web.host}]" if ":" in settings.web.host else settings.web.host
    names = (*LOOPBACK_NAMES, *(() if host in ANYWHERE else (host,)), *settings.web.allowed_hosts)
    marks = [*rooms(room), *pulses(Pulse(store, clock, vitals or Vitals(started=clock.now(), ticked=clock.now())))]
    faults = Faults(room)
    made = Starlette(
        routes=[route for route, _ in marks],
        exception_handlers={HTTPException: faults.lost, UsageError: faults.misused, StoreError: faults.closed, 500: faults.broken},
    )
    made.add_middleware(Door, marks=marks, keys=keys, routes=made.router.routes)
    made.add_middleware(Guard, names=names, port=settings.web.port)
    return made


def pulses(pulse: Pulse) -> list[tuple[BaseRoute, Access]]:
    """For service managers, load balancers and Prometheus. Only /metrics tells more than whether all is well."""
    return [
        (Route("/healthz", pulse.healthz), Access.ANYONE),
        (Route("/readyz", pulse.readyz), Access.ANYONE),
        (Route("/metrics", pulse.metrics), Access.PROGRAM),
    ]


def rooms(room: Room) -> list[tuple[BaseRoute, Access]]:
    """Every address there is, and who may use it. What is not marked here is closed. Only a POST changes anything."""
    pages, does, api = Pages(room), Actions(room), Api(room)
    anyone, reader, program = Access.ANYONE, Access.READER, Access.PROGRAM
    post = ["POST"]
    return [
        (Mount("/static", StaticFiles(directory=page.STATIC)), anyone),
        (Route("/health/live", alive), anyone),
        (Route("/login", does.way_in), anyone),
        (Route("/login", does.sign_in, methods=post), anyone),
        (Route("/logout", does.sign_out, methods=post), reader),
        (Route("/", pages.desk), reader),
        (Route("/pulse", pages.pulse), reader),
        (Route("/quotes", pages.all_quotes), reader),
        (Route("/meetings", pages.all_meetings), reader),
        (Route("/health", pages.health), reader),
        (Route("/story/{watch_id:int}", pages.story), reader),
        (Route("/story/{watch_id:int}/versions", pages.versions), reader),
        (Route("/story/{watch_id:int}/diff", pages.comparison), reader),
        (Route("/story/{watch_id:int}/quotes", pages.story_quotes), reader),
        (Route("/story/{watch_id:int}/meetings", pages.story_meetings), reader),
        (Route("/watches", pages.watches), reader),
        (Route("/watches", does.add, methods=post), reader),
        (Route("/watches/{watch_id:int}", does.edit_form), reader),
        (Route("/watches/{watch_id:int}", does.edit, methods=post), reader),
        (Route("/watches/{watch_id:int}/remove", does.remove_form), reader),
        (Route("/watches/{watch_id:int}/remove", does.remove, methods=post), reader),
        (Route("/watches/{watch_id:int}/pause", does.pause, methods=post), reader),
        (Route("/watches/{watch_id:int}/resume", does.resume, methods=post), reader),
        (Route("/watches/{watch_id:int}/check", does.check, methods=post), reader),
        (Route("/watches/{watch_id:int}/hold", does.hold, methods=post), reader),
        (Route("/alerts/acknowledge", does.acknowledge_all, methods=post), reader),
        (Route("/alerts/{alert_id:int}/acknowledge", does.acknowledge, methods=post), reader),
        (Route("/alerts/{alert_id:int}/snooze", does.snooze, methods=post), reader),
        (Route("/alerts/{alert_id:int}/resend", does.resend, methods=post), reader),
        (Route("/alerts/{alert_id:int}/wrong", does.wrong, methods=post), reader),
        (Route("/feed.atom", pages.feed), program),
        (Route("/meetings.ics", pages.calendar), program),
        *((route, program) for route in api.routes()),
    ]


def alive(request: Request) -> Response:
    del request
    return PlainTextResponse("ok")


@dataclass(frozen=True, slots=True)
class Faults:
    """What cannot be shown, said so that the reader knows what to do. A program is told in JSON."""

    room: Room

    def lost(self, request: Request, error: Exception) -> Response:
        """An address that leads nowhere."""
        assert isinstance(error, HTTPException)  # noqa: S101 - this is what it is registered for
        told = error.detail if error.detail != "Not Found" else "There is no page at this address."
        titles = {404: "Nothing here", 405: "Not in this way"}
        return self._say(request, titles.get(error.status_code, "That did not work"), told, error.status_code, error.headers)

    def misused(self, request: Request, error: Exception) -> Response:
        return self._say(request, "That did not work", str(error), 400)

    def closed(self, request: Request, error: Exception) -> Response:
        """The database cannot be read just now; its message says what to do."""
        LOG.warning("page %s: %s", request.url.path, error)
        return self._say(request, "The database cannot be read", str(error), 503, {"retry-after": "5"})

    def broken(self, request: Request, error: Exception) -> Response:
        """A fault of ours. This answer is made outside the guard, so it brings the safety headers itself."""
        del error
        told = "This is a fault in dateline, and its log says more. Nothing is lost; the watching goes on."
        return self._say(request, "Something broke", told, 500, SAFETY)

    def _say(self, request: Request, title: str, told: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
        if request.url.path.removeprefix(request.scope.get("root_path", "")).startswith("/api/"):
            return Api.error(told, status, headers)
        return HTMLResponse(page.lost(title, told, self.room.frame(request)), status_code=status, headers=headers)
