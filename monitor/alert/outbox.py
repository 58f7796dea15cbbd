"""Deliveries: at least once, in order per story and channel, retried for 72 hours, then visibly dead.

The rows were written in the transaction that made the alert; here they are claimed by lease, sent, and settled. A crash
between sending and settling sends again with the same key, so that the receiver can drop the repeat.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from monitor.errors import DeliveryError
from monitor.model import Delivery, Message
from monitor.ports import Clock, Sender, Store
from monitor.text import spread

log = logging.getLogger("dateline.alert")

T = TypeVar("T")

GIVE_UP = timedelta(hours=72)
WAITS_S = (5, 30, 120, 600, 1800, 3600, 7200, 14400, 21600)  # then every six hours
LEASE_S = 120.0
BATCH = 50


def retry_at(message: Message, now: datetime, error: DeliveryError) -> datetime | None:
    """When to try again after `error`; None: give up (the receiver refused for good, or 72 hours are over)."""
    if error.permanent:
        return None
    wait = WAITS_S[min(message.attempts, len(WAITS_S) - 1)] * (1 + 0.1 * spread(message.key))
    when = now + timedelta(seconds=max(wait, error.retry_after_s or 0))
    return when if when - message.first_at <= GIVE_UP else None


@dataclass(frozen=True, slots=True)
class _Nobody:
    """Stands for a channel that the configuration no longer has."""

    name: str

    async def send(self, message: Message) -> None:
        del message
        raise DeliveryError(f"the configuration no longer has a channel {self.name!r}", permanent=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    store: Store
    senders: Mapping[str, Sender]
    clock: Clock
    writer: Executor
    owner: str

    async def flush(self) -> int:
        """Send everything that is due -> the number of messages that were taken."""
        taken = 0
        while batch := await self._db(self._claim):
            results = await asyncio.gather(*(self._send(message) for message in batch))
            taken += sum(results)
        return taken

    def _claim(self) -> tuple[Message, ...]:
        return self.store.claim_deliveries(self.clock.now(), owner=self.owner, lease_s=LEASE_S, limit=BATCH)

    async def _db(self, function: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.writer, function)

    async def _send(self, message: Message) -> bool:
        error: DeliveryError | None = None
        sender = self.senders.get(message.channel, _Nobody(message.channel))
        try:
            await sender.send(message)
        except DeliveryError as refused:
            error = refused
        except Exception as bug:
            log.exception("channel %s failed in an unforeseen way; please report this", message.channel)
            error = DeliveryError(f"{type(bug).__name__} in the channel; the log has the details")
        now = self.clock.now()
        again = retry_at(message, now, error) if error else None
        state = "sent" if error is None else "pending" if again else "dead"
        if error is not None:
            log.warning("alert %s to %s: %s (%s)", message.alert.id, message.channel, error, "will try again" if again else "given up")
        delivery = Delivery(channel=message.channel, state=state, attempts=message.attempts + 1, error=str(error) if error else None)
        await self._db(lambda: self.store.settle_delivery(message.delivery_id, delivery, next_at=again))
        return error is None
