"""What every request passes first: the host allow-list (DNS rebinding) and the methods there are; every answer gets the safety headers."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")

SAFETY = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "private, no-cache",
}


METHODS = ("GET", "HEAD", "POST")

STRANGER = "dateline does not answer to this name. Add it to allowed_hosts under [web] in config.toml.\n"


class Guard:
    """ASGI middleware. `names`: the hosts we answer to, "host" or "host:port".

    A host without a port is good with none (80, 443), with `port`, and with the port the request came in on.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str], port: int) -> None:
        self.app = app
        self.names = frozenset(name.lower().rstrip(".") for name in names)
        self.port = port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # no web sockets here: not accepting one refuses it
            return
        refusal = self._refusal(scope)
        await (refusal or self.app)(scope, receive, with_safety(send))

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        server = scope.get("server")
        if not self.knows(Headers(scope=scope).getlist("host"), server[1] if server else None):
            return PlainTextResponse(STRANGER, status_code=421)
        if scope["method"] not in METHODS:
            return PlainTextResponse("Pages are read with GET, and changed with POST.\n", status_code=405, headers={"allow": ", ".join(METHODS)})
        return None

    def knows(self, hosts: list[str], arrived_on: int | None) -> bool:
        """Whether a request with these Host headers is for us: exactly one, on the list."""
        if len(hosts) != 1:
            return False
        host = hosts[0].lower()
        name, port = split_port(host)
        if host in self.names or f"{name}:{port}" in self.names:
            return True
        return name in self.names and port in {"", "80", "443", str(self.port), str(arrived_on)}


def split_port(host: str) -> tuple[str, str]:
    """ "[::1]:8765" -> ("[::1]", "8765"); without a port, "" in its place. The name's trailing dot does not count."""
    head, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        head, port = host, ""
    return head.rstrip("."), port


def with_safety(send: Send) -> Send:
    async def safer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SAFETY.items():
                headers[name] = value
        await send(message)

    return safer
