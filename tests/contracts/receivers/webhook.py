from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tests.journeys.site import Site


@dataclass
class Hook:
    site: Site

    @property
    def options(self) -> dict[str, Any]:
        return {"url": self.site.url("/hook")}

    def refuse(self) -> None:
        self.site.hook_status = 503

    def accept(self) -> None:
        self.site.hook_status = 204

    def _taken(self) -> list[Any]:
        return [hit for hit in self.site.hits if hit.status == 204]

    def arrived(self) -> list[str]:
        return [json.dumps(json.loads(hit.body), ensure_ascii=False).replace('\\"', '"') for hit in self._taken()]

    def keys(self) -> list[str]:
        return [hit.headers["webhook-id"] for hit in self._taken()]

    def nowhere(self) -> dict[str, Any]:
        return {"url": "http://127.0.0.1:9/"}


@asynccontextmanager
async def receiver() -> AsyncIterator[Hook]:
    with Site() as site:
        yield Hook(site)
