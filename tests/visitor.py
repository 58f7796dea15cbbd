"""A browser's requests to an ASGI application, without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import httpx
from starlette.types import ASGIApp


class Visitor:
    """Asks `app` as if it were served at `base`; `root_path`: the path a proxy serves it under."""

    def __init__(
        self, app: ASGIApp, *, base: str = "http://127.0.0.1:8765", root_path: str = "", faults: bool = True
    ) -> None:
        self.base = base
        self.transport = httpx.ASGITransport(app=app, raise_app_exceptions=faults, root_path=root_path)

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        async def once() -> httpx.Response:
            async with httpx.AsyncClient(transport=self.transport, base_url=self.base) as client:
                return await client.request(method, path, headers=headers)

        return asyncio.run(once())

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self.ask("GET", path, headers)
