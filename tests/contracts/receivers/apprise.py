from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.contracts.receivers.webhook import Hook
from tests.journeys.site import Site


class Json(Hook):
    """The library's own json:// target, which posts to any server; its protocol has no place for a key."""

    @property
    def options(self) -> dict[str, Any]:
        return {"urls": [self.site.url("/").replace("http://", "json://")]}

    def arrived(self) -> list[str]:
        letters = [json.loads(hit.body) for hit in self._taken()]
        return [f"{letter['title']}\n{letter['message']}".replace("\u2060", "") for letter in letters]

    def keys(self) -> None:  # type: ignore[override]
        return None

    def nowhere(self) -> dict[str, Any]:
        return {"urls": ["json://127.0.0.1:9/"]}


@asynccontextmanager
async def receiver() -> AsyncIterator[Json]:
    with Site() as site:
        yield Json(site)
