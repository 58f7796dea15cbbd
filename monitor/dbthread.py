"""Where the event loop has the database asked: in one thread of its own, so that the loop never waits for a disk or another process.

To pass a call to a thread and its result back takes longer than a small transaction: both ways Python's lock goes from one core
to another (half of the processor time of an unchanged look). Hence small ones are done at once where nothing need be waited for.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from monitor.errors import StoreError, StoreLocked
from monitor.ports import Store

P = ParamSpec("P")
T = TypeVar("T")

LOG_EVERY = 100  # small transactions, some four pages of the log each; with much else going on, forty


@dataclass(slots=True)
class _Small:
    function: Callable[[], Any]
    done: asyncio.Future[Any]
    result: Any = None
    error: Exception | None = None

    def run(self, *, waiting: bool) -> None:
        """Raises StoreLocked where it would have to wait, and is not `waiting`."""
        try:
            self.result = self.function()
        except StoreLocked as error:
            if not waiting:
                raise
            self.error = error
        except Exception as error:  # noqa: BLE001 - whoever awaits it hears of it
            self.error = error

    def tell(self) -> None:
        if self.done.done():  # nobody waits any more
            return
        if self.error is None:
            self.done.set_result(self.result)
        else:
            self.done.set_exception(self.error)


class DatabaseThread:
    """`store`: opened when it is first needed. Without it, and where it is remote, everything is done in the thread.

    Small transactions keep their order. One that would have to wait is done in the thread, and those behind it wait for their turn.
    """

    def __init__(self, store: Callable[[], Store] | None = None) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="dateline-db")
        self._queue: deque[_Small] = deque()  # of small ones; changed on the event loop alone
        self._away = False  # the first of them is in the thread
        self._count = 0

    async def do(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`function` in the thread -> what it returns."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, functools.partial(function, *args, **kwargs))

    def small(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> asyncio.Future[T]:
        """A `function` of one small transaction that need not be durable -> its result: there already, or soon.

        Where it raises StoreLocked it must have done nothing: it is called again."""
        if self._store is None or self._store().remote:
            return asyncio.get_running_loop().run_in_executor(self._thread, functools.partial(function, *args, **kwargs))
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._queue.append(_Small(functools.partial(function, *args, **kwargs), done))
        if not self._away:
            self._go_on()
        return done

    async def idle(self) -> None:
        """Returns when all small ones are done."""
        while self._queue:
            await asyncio.wait([self._queue[-1].done])

    def close(self) -> None:
        """Returns when everything that the thread was given is done."""
        self._thread.shutdown()

    def _go_on(self) -> None:
        assert self._store is not None  # noqa: S101 - for the type checker
        while self._queue:
            try:
                self._at_once(self._queue[0], self._store())
            except StoreLocked:
                self._away = True
                self._thread.submit(self._in_thread, self._queue[0], asyncio.get_running_loop())
                return
            self._queue.popleft().tell()

    def _at_once(self, job: _Small, store: Store) -> None:
        """Raises StoreLocked."""
        with store.unwaiting():
            job.run(waiting=False)
        self._count += 1
        if self._count % LOG_EVERY == 0:
            self._thread.submit(_put_log_away, store)

    def _in_thread(self, job: _Small, loop: asyncio.AbstractEventLoop) -> None:
        job.run(waiting=True)
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(self._back)

    def _back(self) -> None:
        self._away = False
        self._queue.popleft().tell()
        self._go_on()


def _put_log_away(store: Store) -> None:
    with contextlib.suppress(StoreError):  # the next transaction says it
        store.put_log_away()
