"""Places for answers: each is a page's body, its characters, its tree and its facts, in memory at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from monitor.model import Request

# An answer of more than so many bytes needs a place among so many; a large one needs one of each kind. Pages come in faster
# than they are read: 500 first looks at once peaked at 215 MiB without the first kind, at 150 MiB with it.
PLACES = ((32_000, 12), (400_000, 4))

Enter = Callable[[int], Awaitable[None]]


class Room:
    """An answer that turns out to need a place waits for it, unread on its connection, and keeps it until `leave`: that is
    when whoever asked is done with the page, not when it has come."""

    def __init__(self) -> None:
        self._free = [asyncio.Semaphore(count) for _, count in PLACES]
        self._held: dict[int, int] = {}

    async def enter(self, request: Request, size: int) -> None:
        """`size`: of the answer so far. Places are taken in their order, so that nobody waits in a ring."""
        while (held := self._held.get(id(request), 0)) < len(PLACES) and size > PLACES[held][0]:
            await self._free[held].acquire()
            self._held[id(request)] = held + 1

    def leave(self, request: Request) -> None:
        for number in range(self._held.pop(id(request), 0)):
            self._free[number].release()
