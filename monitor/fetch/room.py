"""A few places for large answers: each is a page's body, its characters, its tree and its facts, in memory at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from monitor.model import Request

PLACES = 4
LARGE = 400_000  # bytes; one news page in fifteen is so long

Enter = Callable[[], Awaitable[None]]


class Room:
    """An answer that turns out large waits for a place, unread on its connection, and keeps it until `leave`: that is when
    whoever asked is done with the page, not when it has come."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(PLACES)
        self._held: set[int] = set()

    async def enter(self, request: Request) -> None:
        if id(request) not in self._held:
            await self._free.acquire()
            self._held.add(id(request))

    def leave(self, request: Request) -> None:
        if id(request) in self._held:
            self._held.remove(id(request))
            self._free.release()
