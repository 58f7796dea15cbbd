"""Who comes in: every route is closed unless the table of routes marks it, and a form changes something only when it is ours.

A visitor's cookie holds 32 random bytes. Where a password is set, it opens the pages only once its hash stands in the
database (a session). The token in a form is a keyed hash of the cookie: another site can neither read the one nor make the
other. Beside it, the browser's own word (Sec-Fetch-Site, Origin) must not speak against the request.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import math
import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitor.errors import StoreError
from monitor.ports import Clock, Store
from monitor.web.password import matches

COOKIE = "dateline"
SESSION = timedelta(days=14)
LARGEST_FORM, MOST_FIELDS = 64_000, 50  # bytes; fields
FREE_TRIES = 5  # wrong passwords from one address before it has to wait
LONGEST_WAIT_S = 900
ADDRESSES = 1000  # remembered for their wrong passwords, and as many for a right one
ALL_TRIES, ALL_EVERY_S = 60, 20  # wrong passwords of all addresses together; above that one every so many seconds
_VISITOR = re.compile(r"[A-Za-z0-9_-]{43}")


class Access(StrEnum):
    ANYONE = "anyone"  # also without the password: the way in, the styles, signs of life
    READER = "reader"  # a page: who has not signed in is led to the way in
    PROGRAM = "program"  # a feed or JSON: the password may also come as HTTP Basic


class Tries:
    """Wrong passwords, counted by address: after FREE_TRIES each one doubles the wait. And all together, for who comes from
    many addresses, or writes another into X-Forwarded-For each time. That bound does not hold for an address that has been
    right: somebody else's guessing does not lock the editor out."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, tuple[int, datetime]] = OrderedDict()
        self._right: OrderedDict[str, None] = OrderedDict()
        self._all: tuple[float, datetime] | None = None  # how full it was, and when
        self._lock = threading.Lock()

    def wait_s(self, address: str, now: datetime) -> int:
        """Seconds until `address` may try again; 0: now."""
        with self._lock:
            key = _network(address)
            _, until = self._wrong.get(key, (0, now))
            over = 0.0 if key in self._right else self._level(now) + 1 - ALL_TRIES
            return max(0, math.ceil((until - now).total_seconds()), math.ceil(over * ALL_EVERY_S))

    def failed(self, address: str, now: datetime) -> None:
        with self._lock:
            key = _network(address)
            count, _ = self._wrong.pop(key, (0, now))
            wait = min(LONGEST_WAIT_S, 2 ** min(count + 1 - FREE_TRIES, 20)) if count + 1 >= FREE_TRIES else 0
            self._wrong[key] = count + 1, now + timedelta(seconds=wait)
            self._all = min(ALL_TRIES, self._level(now) + 1), now
            _bound(self._wrong)

    def forgive(self, address: str) -> None:
        with self._lock:
            key = _network(address)
            self._wrong.pop(key, None)
            self._right.pop(key, None)
            self._right[key] = None
            _bound(self._right)

    def _level(self, now: datetime) -> float:
        """Of the leaky bucket that every wrong password drips into."""
        level, at = self._all or (0.0, now)
        return max(0.0, level - max(0.0, (now - at).total_seconds()) / ALL_EVERY_S)


def _bound(remembered: OrderedDict[str, Any]) -> None:
    while len(remembered) > ADDRESSES:
        remembered.popitem(last=False)


def _network(address: str) -> str:
    """An IPv6 visitor has a whole /64 to come from."""
    return ":".join(address.split(":")[:4]) if ":" in address else address


class Keys:
    """The password (None: there is none, and everybody who reaches us is an editor) and the sessions that it opened."""

    def __init__(self, password_hash: str | None, store: Store, clock: Clock) -> None:
        self.password_hash = password_hash
        self.store = store
        self.clock = clock
        self.tries = Tries()
        self._checking = threading.Lock()  # one scrypt at a time: 32 MiB each
        self._good_basic = ""

    def knows(self, visitor: str) -> bool:
        if self.password_hash is None:
            return True
        return bool(visitor) and self.store.has_session(self._digest(visitor), self.clock.now())

    def sign_in(self, password: str, address: str) -> str | None:
        """-> a new visitor's cookie, its session stored; None: the password is wrong, or it is too early to try again."""
        if not self._is_right(password, address):
            return None
        visitor, now = new_visitor(), self.clock.now()
        self.store.add_session(self._digest(visitor), now + SESSION, now)
        return visitor

    def sign_out(self, visitor: str) -> None:
        if visitor:
            self.store.drop_session(self._digest(visitor))

    def opens(self, authorization: str, address: str) -> bool:
        """Whether an Authorization header is HTTP Basic with our password; the user's name does not matter."""
        scheme, _, value = authorization.partition(" ")
        if self.password_hash is None or scheme.lower() != "basic":
            return False
        digest = hashlib.sha256(f"{self.password_hash}\n{value}".encode("utf-8", "replace")).hexdigest()
        if self._good_basic and hmac.compare_digest(digest, self._good_basic):
            return True
        try:
            password = base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return False
        if not self._is_right(password, address):
            return False
        self._good_basic = digest
        return True

    def _is_right(self, password: str, address: str) -> bool:
        if self.password_hash is None:
            return False
        with self._checking:  # counted before the next is looked at: many at once are no way around
            if self.tries.wait_s(address, self.clock.now()):
                return False
            right = matches(password, self.password_hash)
            if right:
                self.tries.forgive(address)
            else:
                self.tries.failed(address, self.clock.now())
        return right

    def _digest(self, visitor: str) -> str:
        """What is stored of a session. Another password makes it another: changing it signs everybody out."""
        return hashlib.sha256(f"{visitor}\n{self.password_hash}".encode()).hexdigest()


def new_visitor() -> str:
    return secrets.token_urlsafe(32)


def token_of(visitor: str) -> str:
    """What a form of this visitor's carries."""
    return hmac.new(visitor.encode(), b"a form of dateline", hashlib.sha256).hexdigest()


class Door:
    """ASGI middleware around the router. `marks`: who may use each route; a route that it lacks is closed to everybody.

    Handlers find in `request.state`: `visitor` (the cookie), `signed_in`, and for a POST `form` (its fields, checked).
    """

    def __init__(self, app: ASGIApp, marks: Sequence[tuple[BaseRoute, Access]], keys: Keys, routes: list[BaseRoute]) -> None:
        self.app = app
        self.marks = marks
        self.keys = keys
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = visitor_in(headers)
        state = scope.setdefault("state", {})
        state["visitor"] = given or new_visitor()
        state["signed_in"] = self.keys.password_hash is None
        try:
            refusal = await self._refusal(scope, headers, given) or await self._form(scope, receive, headers)
        except StoreError as error:
            refusal = PlainTextResponse(f"The database cannot be read: {error}\n", status_code=503, headers={"retry-after": "5"})
        if not given:
            send = with_cookie(send, scope, state["visitor"])
        await (refusal or self.app)(scope, receive, send)

    async def _refusal(self, scope: Scope, headers: Headers, given: str) -> Response | None:
        route = next((r for r in self.routes if r.matches(scope)[0] is Match.FULL), None)
        if route is None:
            return None  # there is nothing at this address, or not in this way: the router says so
        access = next((access for marked, access in self.marks if marked is route), None)
        if access is None:
            return PlainTextResponse("This address is closed.\n", status_code=403)
        if access is Access.ANYONE:
            return None
        scope["state"]["signed_in"] = await run_in_threadpool(self.keys.knows, given)
        if scope["state"]["signed_in"]:
            return None
        if access is Access.PROGRAM:
            brought, address = headers.get("authorization", ""), address_of(scope)
            if await run_in_threadpool(self.keys.opens, brought, address):
                return None
            wait = self.keys.tries.wait_s(address, self.keys.clock.now()) if brought else 0
            if wait:
                told = f"Too many wrong passwords. Try again in {wait} seconds.\n"
                return PlainTextResponse(told, status_code=429, headers={"retry-after": str(wait)})
            challenge = {"www-authenticate": 'Basic realm="dateline", charset="UTF-8"'}
            return PlainTextResponse("Sign in first: any name, and the password of the pages.\n", status_code=401, headers=challenge)
        base = str(scope.get("root_path", "")).rstrip("/")
        wanted = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
        return RedirectResponse(f"{base}/login?next={quote(wanted, safe='')}", status_code=303)

    async def _form(self, scope: Scope, receive: Receive, headers: Headers) -> Response | None:
        """The checked fields of a POST, into the scope; or why it is refused."""
        if scope["method"] != "POST":
            return None
        if not from_here(headers, strict=self.keys.password_hash is None):
            return PlainTextResponse("This request comes from another site, and dateline takes none from there.\n", status_code=403)
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
            return PlainTextResponse("A form is sent as application/x-www-form-urlencoded.\n", status_code=415)
        body = await read_body(receive)
        if body is None:
            return PlainTextResponse("This form is too long.\n", status_code=413)
        try:
            form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
        except ValueError:
            return PlainTextResponse("This form has too many fields.\n", status_code=413)
        if not hmac.compare_digest(form.pop("token", "").encode(), token_of(scope["state"]["visitor"]).encode()):
            return PlainTextResponse("This form is out of date. Go back, reload the page and send it again.\n", status_code=403)
        scope["state"]["form"] = form
        return None


def visitor_in(headers: Headers) -> str:
    """The visitor's cookie; "" when there is none of ours."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found and _VISITOR.fullmatch(found.value) else ""


def from_here(headers: Headers, *, strict: bool) -> bool:
    """Whether a browser says that a page of ours sent this request.

    Our pages send no referrer, so their forms have the Origin "null", and only Sec-Fetch-Site tells. A browser says it to
    loopback and over https. Over plain http there is the token alone: `strict` refuses that, for pages without a password.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin is not None and origin != "null":
        return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
    return site is not None or not strict


async def read_body(receive: Receive) -> bytes | None:
    """None when it is longer than a form of ours can be."""
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > LARGEST_FORM:
            return None
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return body


def cookie(scope: Scope, visitor: str) -> str:
    """The Set-Cookie line. No script reads it, and no other site's form brings it."""
    path = str(scope.get("root_path", "")).rstrip("/") or "/"
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{COOKIE}={visitor}; Path={path}; Max-Age={int(SESSION.total_seconds())}; HttpOnly; SameSite=Lax{secure}"


def with_cookie(send: Send, scope: Scope, visitor: str) -> Send:
    """Answers that are pages bring the visitor a cookie, unless they bring one themselves."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html") and "set-cookie" not in headers:
                headers.append("set-cookie", cookie(scope, visitor))
        await send(message)

    return sending


def address_of(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def local_path(wanted: str) -> str:
    """`wanted` when it is a path of ours to go on to; else the desk."""
    if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isascii() and wanted.isprintable():
        return wanted
    return "/"
