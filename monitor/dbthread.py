"""Where the event loop has the database asked: in one thread of its own, so that the loop never waits for a disk or another process.

To pass a call to a thread and its result back takes longer than a small transaction: both ways Python's lock goes from one core
to another (1.0 to 1.4 of the 2.4 to 3.2 CPU ms of an unchanged look). Hence small ones are done at once where nothing need be waited for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any, ParamSpec, TypeVar

from monitor.errors import StoreLocked

P = ParamSpec("P")
T = TypeVar("T")

IN_A_ROW = 250  # small transactions at once, some six pages of the log each: then two in the thread


class DatabaseThread:
    """`unwaiting`: ports.Store.unwaiting; without it everything is done in the thread.

    What was asked for earlier is done earlier. The log of SQLite is put into the database, and begun anew, by commits in the
    thread alone: that waits for the disk.
    """

    def __init__(self, unwaiting: Callable[[], AbstractContextManager[None]] | None = None) -> None:
        self._unwaiting = unwaiting
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="dateline-db")
        self._open: set[Future[Any]] = set()
        self._row = 0

    async def do(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`function` in the thread -> what it returns."""
        self._row = 0
        return await self._hand_over(function, *args, **kwargs)

    def small(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> asyncio.Future[T]:
        """A `function` of one small transaction that need not be durable -> its result: there already, or to come from the thread.

        StoreLocked must mean that it has done nothing: then it is done in the thread.
        """
        self._row += 1
        # The first after other work and each 250th may put the log away or begin it anew, and so may the next.
        if self._unwaiting is None or self._open or self._row % IN_A_ROW < 2:
            return self._hand_over(function, *args, **kwargs)
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        try:
            with self._unwaiting():
                done.set_result(function(*args, **kwargs))
        except StoreLocked:
            return self._hand_over(function, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - whoever awaits it hears of it
            done.set_exception(error)
        return done

    def _hand_over(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> asyncio.Future[T]:
        future = self._thread.submit(function, *args, **kwargs)
        self._open.add(future)
        future.add_done_callback(self._open.discard)
        return asyncio.wrap_future(future)

    def close(self) -> None:
        """Returns when everything that was asked for is done."""
        self._thread.shutdown()
