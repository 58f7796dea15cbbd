"""A replay over real HTTP: small sites on loopback addresses that play a developing story, one step at a time.

    with Sites(load_script()) as sites:
        for step in sites.script.steps:
            sites.play(step)          # the pages now stand as they do in this step
            …                         # look at sites.article and at what it links to

A replay is a folder; the head of `story/script.toml` says how to write one. The sites behave as well-kept
servers do: ETag and Last-Modified on every page, 304 to a conditional request, gzip when it is asked for, robots.txt.
"""

from __future__ import annotations

import gzip
import hashlib
import sys
import tomllib
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import SHUT_RDWR, socket
from socketserver import TCPServer
from threading import Lock, Thread
from types import MappingProxyType, TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

STORY = Path(__file__).parent / "story"
LOG_LIMIT = 10_000  # requests remembered; the oldest are forgotten first
_HTML = "text/html; charset=utf-8"


# --- the script ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """An alert that a step must raise. `on`: its document's address (None: any); `says`: words that it must carry."""

    kind: str
    on: str | None = None
    says: tuple[str, ...] = ()

    def meets(self, kind: str, document: str | None, words: str, sites: Sites) -> bool:
        """Whether an alert of this kind on this document (a URL) with these words (title, text, data) is the one."""
        here = self.on is None or document == sites.url(self.on)
        return kind == self.kind and here and all(part in words for part in self.says)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What one address answers: a template of the replay's folder, with a status and headers of its own."""

    template: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One moment of the story. `at` is the story's own clock; `pages` what every address answers, by address."""

    name: str
    title: str
    at: datetime
    pages: Mapping[str, Reply]
    expect: tuple[Expected, ...] = ()
    also_recorded: tuple[Expected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A whole replay. An address is SITE:/PATH; `sites` gives each site's name the loopback address it would like."""

    folder: Path
    article: str
    sites: Mapping[str, str]
    steps: tuple[Step, ...]

    def step(self, name: str) -> int:
        """The place of a step, from 1. Raises LookupError for a name that no step has."""
        for place, step in enumerate(self.steps, 1):
            if step.name == name:
                return place
        raise LookupError(f"{self.folder / 'script.toml'}: no step is called {name!r}")


def load_script(folder: Path = STORY) -> Script:
    """Read a replay's script. Raises OSError, TOMLDecodeError, and TypeError or KeyError that name a wrong key."""
    table = tomllib.loads((folder / "script.toml").read_text("utf-8"))
    standing = {address: Reply(template=template) for address, template in table["pages"].items()}
    return Script(
        folder=folder,
        article=table["article"],
        sites=MappingProxyType(table["sites"]),
        steps=tuple(_step(dict(item), standing) for item in table["step"]),
    )


def _step(item: dict[str, Any], standing: Mapping[str, Reply]) -> Step:
    instead = {address: Reply(**reply) for address, reply in item.pop("instead", {}).items()}
    for alerts in ("expect", "also_recorded"):
        item[alerts] = tuple(_expected(one) for one in item.get(alerts, ()))
    return Step(pages=MappingProxyType({**standing, **instead}), **item)


def _expected(item: dict[str, Any]) -> Expected:
    return Expected(**{**item, "says": tuple(item.get("says", ()))})


# --- the pages -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A page as it is served, with its validators (a page that is no 200 has none)."""

    status: int
    content: bytes
    headers: Mapping[str, str]
    etag: str | None = None
    modified: datetime | None = None

    def unchanged(self, none_match: str | None, modified_since: str | None) -> bool:
        """RFC 9110, 13.2.2: If-None-Match, when it is there, decides alone."""
        if none_match is not None:
            return self.etag is not None and self.etag in (tag.strip() for tag in none_match.split(","))
        if modified_since is None or self.modified is None:
            return False
        try:
            return self.modified <= parsedate_to_datetime(modified_since)
        except (TypeError, ValueError):  # no date, or one without a zone
            return False


_ROBOTS = Body(status=200, content=b"User-agent: *\nAllow: /\n", headers={"content-type": "text/plain; charset=utf-8"})
_MISSING = Body(status=404, content=b"<!doctype html><title>Not found</title>", headers={"content-type": _HTML})


class _Press:
    """Turns the templates of a replay into the pages of one step."""

    def __init__(self, script: Script, bases: Mapping[str, str]) -> None:
        self._script = script
        self._bases = bases
        self._templates = Environment(
            loader=FileSystemLoader(script.folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def print(self, step: Step, before: Mapping[str, Body]) -> dict[str, Body]:
        """Every address of the step. A page whose bytes are those of `before` keeps its modified time."""
        return {address: self._page(step, address, reply, before.get(address)) for address, reply in step.pages.items()}

    def _page(self, step: Step, address: str, reply: Reply, before: Body | None) -> Body:
        site, _, path = address.partition(":")
        words = self._words(step) | {"url": self._bases[site] + path}
        content = self._templates.get_template(reply.template).render(words).encode()
        headers = {"content-type": _HTML, "cache-control": "max-age=0, must-revalidate", **reply.headers}
        if reply.status != 200 or "no-store" in headers["cache-control"]:
            return Body(status=reply.status, content=content, headers=headers)
        same = before is not None and before.content == content
        return Body(
            status=200,
            content=content,
            headers=headers,
            etag=f'W/"{hashlib.sha256(content).hexdigest()[:20]}"',
            modified=before.modified if before and same else step.at.astimezone(UTC).replace(microsecond=0),
        )

    def _words(self, step: Step) -> dict[str, Any]:
        """What a template may say: see the head of script.toml."""
        place = self._script.step(step.name)

        def since(name: str) -> bool:
            return place >= self._script.step(name)

        def latest(values: Mapping[str, str]) -> str:
            reached = [name for name in values if since(name)]
            return values[max(reached, key=self._script.step)]

        def noise(label: str) -> str:
            """A token that is another one in every step, and the same in every run."""
            return hashlib.sha256(f"{label} {place}".encode()).hexdigest()[:24]

        return {**self._bases, "step": place, "at": step.at, "since": since, "latest": latest, "noise": noise}


# --- the servers -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One request as a site's own log has it."""

    site: str
    host: str  # "127.0.0.1:43210", as the client named it
    path: str  # with its query
    status: int
    conditional: bool  # it carried If-None-Match or If-Modified-Since


class Sites:
    """The sites of a replay, on the air from construction to `close()`. The first step is up at once.

    A site that cannot have the loopback address it would like (macOS gives out 127.0.0.1 alone) stands on 127.0.0.1.
    """

    def __init__(self, script: Script | None = None) -> None:
        self.script = script or load_script()
        self._log: deque[Hit] = deque(maxlen=LOG_LIMIT)
        self._lock = Lock()
        self._pages: Mapping[str, Body] = {}
        self._servers: dict[str, _Server] = {}
        try:
            for name, address in self.script.sites.items():
                self._servers[name] = _Server.bound(self, name, address)
            self._bases = {name: server.base for name, server in self._servers.items()}
            self._press = _Press(self.script, self._bases)
            self.play(self.script.steps[0])
        except BaseException:
            self.close()
            raise
        for server in self._servers.values():
            server.start()

    def play(self, step: Step) -> None:
        """From now on every site answers as in this step; steps may be played in any order."""
        self._pages = self._press.print(step, self._pages)

    def url(self, address: str) -> str:
        """SITE:/PATH -> the URL that it has in this run. Raises KeyError for a site that is not in the script."""
        site, _, path = address.partition(":")
        return self._bases[site] + path

    @property
    def article(self) -> str:
        """The URL of the page to watch."""
        return self.url(self.script.article)

    @property
    def requests(self) -> Sequence[Hit]:
        """What was asked so far, oldest first."""
        with self._lock:
            return tuple(self._log)

    def close(self) -> None:
        """Off the air: every connection is closed and every thread has ended. May be called twice."""
        with ThreadPoolExecutor() as together:
            list(together.map(_Server.stop, self._servers.values()))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # for the servers

    def page(self, site: str, target: str) -> Body:
        """What `site` answers to a request target. A query never makes it another page, as on most newspapers."""
        path = urlsplit(target).path
        if path == "/robots.txt":
            return _ROBOTS
        return self._pages.get(f"{site}:{path}", _MISSING)

    def note(self, hit: Hit) -> None:
        with self._lock:
            self._log.append(hit)


class _Server(ThreadingHTTPServer):
    """One site. Threads are joined and idle connections cut when it stops, so that nothing outlives it."""

    daemon_threads = False  # server_close() waits for those that are not
    request_queue_size = 64

    def __init__(self, sites: Sites, name: str, address: str) -> None:
        super().__init__((address, 0), _Handler)
        self.sites = sites
        self.name = name
        self.base = f"http://{address}:{self.server_port}"
        self._connections: set[socket] = set()
        self._guard = Lock()
        self._thread: Thread | None = None

    @classmethod
    def bound(cls, sites: Sites, name: str, address: str) -> _Server:
        try:
            return cls(sites, name, address)
        except OSError:
            return cls(sites, name, "127.0.0.1")

    def server_bind(self) -> None:
        """As HTTPServer does it, but without asking the name server who 127.0.0.2 is: that can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.socket.getsockname()[:2]

    def start(self) -> None:
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, name=f"replay {self.name}")
        self._thread.start()

    def stop(self) -> None:
        if self._thread:
            self.shutdown()
            self._thread.join()
            self._thread = None
        with self._guard:
            for connection in self._connections:
                with suppress(OSError):  # the other side closed it first
                    connection.shutdown(SHUT_RDWR)
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._guard:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._guard:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up in the middle is no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "replay"
    sys_version = ""
    server: _Server

    def do_GET(self) -> None:
        body = self.server.sites.page(self.server.name, self.path)
        none_match, since = self.headers["If-None-Match"], self.headers["If-Modified-Since"]
        unchanged = body.unchanged(none_match, since)
        status = 304 if unchanged else body.status
        self._note(status, conditional=none_match is not None or since is not None)
        self.send_response(status)
        for name, value in body.headers.items():
            self.send_header(name, value)
        if body.etag and body.modified:
            self.send_header("etag", body.etag)
            self.send_header("last-modified", format_datetime(body.modified, usegmt=True))
        self._send(b"" if unchanged else body.content, empty=unchanged)

    def _send(self, content: bytes, *, empty: bool) -> None:
        self.send_header("vary", "accept-encoding")
        if not empty:
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                content = gzip.compress(content, mtime=0)
                self.send_header("content-encoding", "gzip")
            self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _note(self, status: int, *, conditional: bool) -> None:
        site, host = self.server.name, self.headers.get("Host", "")
        self.server.sites.note(Hit(site=site, host=host, path=self.path, status=status, conditional=conditional))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name it has in the standard library
        """Quiet: `Sites.requests` is the log."""
