"""A browser's requests to an ASGI application, without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
from starlette.types import ASGIApp

from monitor.web.door import token_of


class Visitor:
    """Asks `app` as if it were served at `base`, and keeps its cookies; `root_path`: the path a proxy serves it under."""

    def __init__(
        self, app: ASGIApp, *, base: str = "http://127.0.0.1:8765", root_path: str = "", faults: bool = True
    ) -> None:
        self.base = base
        self.root_path = root_path
        self.cookies: dict[str, str] = {}
        self.transport = httpx.ASGITransport(app=app, raise_app_exceptions=faults, root_path=root_path)

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, **more: Any) -> httpx.Response:
        async def once() -> httpx.Response:
            async with httpx.AsyncClient(transport=self.transport, base_url=self.base, cookies=self.cookies) as client:
                answer = await client.request(method, path, headers=headers, **more)
                self.cookies.update({c.name: c.value or "" for c in answer.cookies.jar})
                return answer

        return asyncio.run(once())

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self.ask("GET", path, headers)

    def send(self, path: str, headers: Mapping[str, str] | None = None, **fields: str) -> httpx.Response:
        """A form of a page of ours, with the token that such a page holds."""
        if "dateline" not in self.cookies:
            self.get("/login")
            self.get("/")
        form = {"token": token_of(self.cookies["dateline"]), **fields}
        return self.ask("POST", path, {"sec-fetch-site": "same-origin"} if headers is None else headers, data=form)
