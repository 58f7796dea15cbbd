"""What forms do. Each calls the function that the command of the same name calls, and leads on to a page."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from monitor.config import parse_every
from monitor.errors import UsageError
from monitor.report import page
from monitor.report.views import story_title
from monitor.web.door import address_of, cookie, local_path
from monitor.web.room import Room, checked, onward, since_words

TOMORROW_S = 86_400


@dataclass(frozen=True, slots=True)
class Actions:
    room: Room

    # --- the way in and out -------------------------------------------------------------------------------------------

    def way_in(self, request: Request) -> Response:
        then = local_path(request.query_params.get("next", "/"))
        if self.room.keys.password_hash is None:  # there is nothing to ask
            return onward(request, then)
        return HTMLResponse(page.login(self.room.frame(request), then=then))

    def sign_in(self, request: Request) -> Response:
        form, keys = request.state.form, self.room.keys
        then, address = local_path(form.get("next", "/")), address_of(request.scope)
        wait = keys.tries.wait_s(address, self.room.clock.now())
        visitor = None if wait else keys.sign_in(form.get("password", ""), address)
        if visitor is None:
            told = f"Too many wrong passwords. Try again in {wait} seconds." if wait else "That is not the password."
            headers = {"retry-after": str(wait)} if wait else None
            body = page.login(self.room.frame(request), then=then, told=told)
            return HTMLResponse(body, status_code=429 if wait else 403, headers=headers)
        answer = onward(request, then)
        answer.headers.append("set-cookie", cookie(request.scope, visitor))
        return answer

    def sign_out(self, request: Request) -> Response:
        self.room.keys.sign_out(request.state.visitor)
        return onward(request, "/login")

    # --- watches ------------------------------------------------------------------------------------------------------

    def add(self, request: Request) -> Response:
        form = request.state.form
        url, name, every = (form.get(field, "").strip() for field in ("url", "name", "every"))
        sources = "sources" in form
        try:
            watch = self.room.editor.add(url, name=name[:200] or None, every_s=_every(every), sources=sources)
        except UsageError as error:
            told = {"heading": "Follow a story", "url": url, "name": name, "every": every, "sources": sources, "told": str(error)}
            return HTMLResponse(page.watch_form(self.room.frame(request), **told), status_code=400)
        return onward(request, f"/story/{watch.id}?since={since_words(self.room.clock.now())}")

    def edit_form(self, request: Request) -> Response:
        overview = self.room.overview(request)
        watch = overview.watch
        body = page.watch_form(
            self.room.frame(request), heading="Edit the watch", watch=watch, title=story_title(watch, overview.title),
            name=watch.name or "", every=_every_words(watch.every_s), sources=watch.follow_sources,
        )  # fmt: skip
        return HTMLResponse(body)

    def edit(self, request: Request) -> Response:
        form, watch = request.state.form, self.room.watch(request)
        name, every, sources = form.get("name", "").strip()[:200], form.get("every", "").strip(), "sources" in form
        try:
            self.room.editor.edit(watch.url, name=name, every_s=_every(every) or watch.every_s, sources=sources)
        except UsageError as error:
            told = {"heading": "Edit the watch", "watch": watch, "name": name, "every": every, "sources": sources, "told": str(error)}
            return HTMLResponse(page.watch_form(self.room.frame(request), **told), status_code=400)
        return onward(request, f"/story/{watch.id}")

    def remove_form(self, request: Request) -> Response:
        overview = self.room.overview(request)
        title = story_title(overview.watch, overview.title)
        body = page.watch_form(self.room.frame(request), heading="Remove this story?", watch=overview.watch, title=title, removing=True)
        return HTMLResponse(body)

    def remove(self, request: Request) -> Response:
        self.room.editor.remove(self.room.watch(request).url, purge="purge" in request.state.form)
        return onward(request, "/watches")

    def pause(self, request: Request) -> Response:
        return self._paused(request, paused=True)

    def resume(self, request: Request) -> Response:
        return self._paused(request, paused=False)

    def _paused(self, request: Request, *, paused: bool) -> Response:
        watch = self.room.watch(request)
        self.room.editor.pause(watch.url, paused=paused)
        return onward(request, "/watches" if request.state.form.get("back") == "watches" else f"/story/{watch.id}")

    def check(self, request: Request) -> Response:
        watch = self.room.watch(request)
        since = since_words(self.room.editor.look_now(watch.url))
        if request.state.form.get("back") == "watches":
            return onward(request, f"/watches?watch={watch.id}&since={since}#watch-{watch.id}")
        return onward(request, f"/story/{watch.id}?since={since}")

    def hold(self, request: Request) -> Response:
        """Nothing but confirmed meetings of this story goes out for a day; `end`: everything goes out again."""
        watch = self.room.watch(request)
        self.room.editor.snooze(watch.url, None if "end" in request.state.form else TOMORROW_S)
        return onward(request, "/watches")

    # --- alerts -------------------------------------------------------------------------------------------------------

    def acknowledge(self, request: Request) -> Response:
        self.room.editor.acknowledge([_alert(request)])
        return onward(request, "/")

    def acknowledge_all(self, request: Request) -> Response:
        """What was unread on the page that was shown: the alerts `from` to `until`."""
        first, last = (_whole(request.state.form.get(name, "")) for name in ("from", "until"))
        shown = self.room.store.alerts(only="open", now=self.room.clock.now(), newest=500, since=first - 1, before=last + 1)
        self.room.editor.acknowledge([stored.id for stored in shown])
        return onward(request, "/")

    def snooze(self, request: Request) -> Response:
        self.room.editor.snooze(str(_alert(request)), TOMORROW_S)
        return onward(request, "/")

    def resend(self, request: Request) -> Response:
        """What could not be delivered goes out again."""
        self.room.editor.resend([_alert(request)])
        return onward(request, "/health")

    def wrong(self, request: Request) -> Response:
        note = request.state.form.get("note", "").strip()[:500]
        self.room.editor.mark_wrong(_alert(request), note or None)
        return onward(request, "/")


def _alert(request: Request) -> int:
    return checked(int(request.path_params["alert_id"]))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _every(text: str) -> int | None:
    """Seconds; None where nothing is said. Raises UsageError."""
    try:
        return parse_every(text) if text else None
    except ValueError as error:
        raise UsageError(str(error)) from None


def _every_words(seconds: int) -> str:
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "m")):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


