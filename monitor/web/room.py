"""What every handler stands on: the store, the clock, the editor's commands, and a request read with care."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from monitor.config import Settings
from monitor.gather import story_view
from monitor.model import AlertKind, Overview, Watch
from monitor.ports import Clock, Store
from monitor.report import page
from monitor.report.views import StoryView, Waiting
from monitor.web.door import Keys, token_of

LARGEST_ID = 2**63 - 1  # what a database's integer holds
MOST = 60  # versions of a document, alerts and quotes of a story that its page is made from


class Editor(Protocol):
    """What a page can ask for: the functions that the commands call. It is monitor.app.App."""

    def add(self, url: str, *, name: str | None = None, every_s: int | None = None, sources: bool | None = None) -> Watch: ...
    def edit(self, url: str, *, name: str, every_s: int, sources: bool) -> Watch: ...
    def remove(self, url: str, *, purge: bool) -> None: ...
    def pause(self, url: str, *, paused: bool) -> None: ...
    def look_now(self, url: str) -> datetime:
        """Let the story be looked at as soon as its hosts' pace allows -> since when it is asked for."""
        ...

    def acknowledge(self, ids: Collection[int], *, undo: bool = False) -> None: ...
    def snooze(self, what: str, for_s: int | None) -> datetime | None: ...
    def resend(self, ids: Collection[int] | None = None, *, channel: str | None = None) -> int: ...
    def mark_wrong(self, alert_id: int, note: str | None = None, *, undo: bool = False) -> None: ...
    def examine(self) -> Sequence[Any]:
        """What `doctor` finds: values with area, ok, message, mend and record()."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    store: Store
    clock: Clock
    settings: Settings
    editor: Editor
    keys: Keys

    def frame(self, request: Request) -> page.Frame:
        state = request.scope.get("state", {})
        visitor = state.get("visitor")
        return page.Frame(
            links=page.Served(base(request)),
            now=self.clock.now(),
            zone=self.settings.web.zone,
            token=token_of(visitor) if visitor else "",
            can_sign_out=self.keys.password_hash is not None and bool(state.get("signed_in")),
        )

    def overview(self, request: Request) -> Overview:
        for found in self.store.overviews(newest=1, watch_id=checked(int(request.path_params["watch_id"]))):
            return found
        raise HTTPException(404, "There is no such story, or it is no longer watched. The desk lists the stories there are.")

    def watch(self, request: Request) -> Watch:
        return self.overview(request).watch

    def view(self, request: Request, *, most: int = MOST) -> StoryView:
        return story_view(self.store, self.watch(request), most=most)


def base(request: Request) -> str:
    """The path that we are mounted at."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def onward(request: Request, path: str) -> Response:
    """After a form: a page of ours, to be read with GET."""
    return RedirectResponse(base(request) + path, status_code=303)


def checked(value: int) -> int:
    if value > LARGEST_ID:
        raise HTTPException(404, "There is nothing of that number.")
    return value


def number(request: Request, name: str, default: int | None = None) -> int | None:
    """A whole number from the query, at least 0. Anything else leads to a page that says so."""
    text = request.query_params.get(name, "")
    if not text:
        return default
    if text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= LARGEST_ID:
        return int(text)
    raise HTTPException(404, f"“{name}” is a whole number, like {name}=1.")


def kind_of(request: Request) -> str | None:
    kind = request.query_params.get("kind") or None
    if kind is not None and kind not in set(AlertKind):
        raise HTTPException(404, "There is no such kind of alert. The desk shows the kinds there are.")
    return kind


def status_of(request: Request) -> str | None:
    status = request.query_params.get("status") or None
    if status is not None and status not in {"standing", "changed", "withdrawn"}:
        raise HTTPException(404, "A quote is standing, changed or withdrawn; status is one of these.")
    return status


def speaker_of(request: Request) -> str | None:
    """None: anybody; "" (written "-"): nobody is named."""
    speaker = request.query_params.get("speaker") or None
    return "" if speaker == "-" else speaker


def waiting_for(view: StoryView, since: int | None, now: datetime) -> Waiting | None:
    """How far a check has come that was asked for at `since` (milliseconds of the epoch); an old one is over."""
    if since is None or not timedelta(0) <= now - _EPOCH - timedelta(milliseconds=min(since, 2**52)) <= timedelta(hours=1):
        return None
    asked = _EPOCH + timedelta(milliseconds=since)
    read = [t.document for t in view.tracks if t.member.removed_at is None and t.document is not None]
    return Waiting(done=sum(d.last_check is not None and d.last_check >= asked for d in read), all=len(read))


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def since_words(when: datetime) -> str:
    return str((when - _EPOCH) // timedelta(milliseconds=1))
