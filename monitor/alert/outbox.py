"""Deliveries: at least once, in order per story and channel, retried for 72 hours, then visibly dead.

The rows were written in the transaction that made the alert; here they are claimed by lease, sent, and settled. A crash
between sending and settling sends again with the same key, so that the receiver can drop the repeat. Each channel works
for itself: one that hangs keeps no other waiting.
"""

from __future__ import annotations

import asyncio
import functools
import hashlib
import json
import logging
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.dbthread import DatabaseThread
from monitor.errors import DatelineError, DeliveryError, StoreError
from monitor.model import Channel, Delivery, Message, Notice, SwitchedOff
from monitor.ports import Clock, Sender, Store
from monitor.text import spread

log = logging.getLogger("dateline.alert")


GIVE_UP = timedelta(hours=72)
TRIES = 20  # at least, whatever the clock says: one that jumps ahead by a week must not kill what waits
WAITS_S = (5, 30, 120, 300, 600)
LATER_S, LATE_S, LATE = 900, 3600, timedelta(hours=12)  # every quarter of an hour, from twelve hours on every hour
SEND_S = 90.0  # for one message, all of its receivers together
LEASE_S = 120.0
WIDTH = 4  # messages of different stories on one channel at a time
_NOTICES = ""  # their place among the channels that are being served
NOTICE_LIFE = timedelta(hours=24)  # what could not be said by then is stale


def retry_at(message: Message, now: datetime, error: DeliveryError) -> datetime | None:
    """When to try again after `error`; None: give up (the receiver refused for good, or 72 hours are over)."""
    if error.permanent:
        return None
    age = now - message.first_at
    wait: float = WAITS_S[message.attempts] if message.attempts < len(WAITS_S) else LATE_S if age > LATE else LATER_S
    when = now + timedelta(seconds=max(wait * (1 + 0.1 * spread(message.key)), error.retry_after_s or 0))
    return when if when - message.first_at <= GIVE_UP or message.attempts + 1 < TRIES else None


def target_of(channel: Channel) -> str:
    """A hash of what the channel is connected to: a channel that was switched off is on again when it changes."""
    options = json.dumps(channel.options, sort_keys=True, default=str)
    return hashlib.sha256(f"{channel.kind}\n{options}".encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Lines:
    """The channels in force, with their open senders."""

    channels: Mapping[str, Channel]
    senders: Mapping[str, Sender]

    def others(self, name: str | None = None) -> tuple[str, ...]:
        """Those that tell of dateline itself, without `name`."""
        return tuple(c.name for c in self.channels.values() if c.notices and c.name != name)


@dataclass(slots=True, kw_only=True)
class Outbox:
    store: Store
    lines: Lines
    clock: Clock
    db: DatabaseThread
    owner: str
    settled: Callable[[Message, str], None] = lambda _message, _state: None  # for whoever counts
    trouble: Callable[[StoreError], None] = lambda error: log.error("%s", error)
    _running: dict[str, asyncio.Task[int]] = field(default_factory=dict)
    _paused: dict[str, datetime] = field(default_factory=dict)  # channels whose receiver asked us to wait
    _unsettled: dict[str, Delivery] = field(default_factory=dict)  # taken, but the database could not note it
    _quiet_until: dict[tuple[int, str], datetime] = field(default_factory=dict)  # notices that a channel did not take

    async def flush(self) -> int:
        """Send everything that is due -> the number of messages that were taken."""
        await self.start()
        return sum(await asyncio.gather(*self._running.values()))

    async def start(self) -> None:
        """Set every channel going that has something due and is not at it already."""
        now = self.clock.now()
        for name in await self.db.do(self.store.due_channels, now):
            pause = self._paused.get(name)
            if pause is None or pause <= now or pause - now > timedelta(days=2):  # the last: the clock was set back
                self._start(name, functools.partial(self._channel, name))
        self._start(_NOTICES, self._tell_notices)

    def _start(self, name: str, work: Callable[[], Coroutine[None, None, int]]) -> None:
        if name not in self._running:
            self._running[name] = task = asyncio.create_task(self._guarded(work))
            task.add_done_callback(lambda _: self._running.pop(name, None))

    async def _guarded(self, work: Callable[[], Coroutine[None, None, int]]) -> int:
        try:
            return await work()
        except StoreError as error:
            self.trouble(error)
        except Exception:
            log.exception("delivering failed in an unforeseen way; please report this")
        return 0

    async def stop(self, grace_s: float) -> None:
        """What is under way gets `grace_s` to finish; then it is given back, and sent again with the same key."""
        try:
            await self.start()
        except StoreError as error:
            self.trouble(error)
        running = list(self._running.values())
        if running:
            _, late = await asyncio.wait(running, timeout=grace_s)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    # --- one channel ----------------------------------------------------------------------------------------------------

    async def _channel(self, name: str) -> int:
        channel = self.lines.channels.get(name) or Channel(name=name, kind="", kinds=frozenset())
        off = await self._off(channel)
        taken = 0
        while batch := await self.db.do(self._claim, channel):
            sent = await asyncio.gather(*(self._send(message, off) for message in batch))
            taken += sum(sent)
            if name in self._paused and self._paused[name] > self.clock.now():
                break
        return taken

    async def _off(self, channel: Channel) -> SwitchedOff | None:
        off = next((o for o in await self.db.do(self.store.switched_off) if o.name == channel.name), None)
        if off is not None and off.target != target_of(channel):
            await self.db.do(self.store.switch_on, channel.name)
            return None
        return off

    def _claim(self, channel: Channel) -> tuple[Message, ...]:
        return self.store.claim_deliveries(self.clock.now(), owner=self.owner, lease_s=LEASE_S, limit=WIDTH, channel=channel)

    async def _send(self, message: Message, off: SwitchedOff | None) -> bool:
        if message.key in self._unsettled:
            delivery = self._unsettled[message.key]
            await self.db.do(self._took, message, delivery, self.clock.now())
            return True
        error = DeliveryError(f"the channel is switched off: {off.reason}", permanent=True) if off else await self._try(message)
        now = self.clock.now()
        if error is None:
            delivery = Delivery(channel=message.channel, state="sent", attempts=message.attempts + 1, sent_at=now)
            self._unsettled[message.key] = delivery
            await self.db.do(self._took, message, delivery, now)
            log.info("sent %s to %s", _named(message), message.channel, extra={"facts": _facts(message, "sent")})
        else:
            await self._failed(message, error, now, told=off is not None)
        return error is None

    def _took(self, message: Message, delivery: Delivery, now: datetime) -> None:
        self.store.settle_deliveries(message.delivery_ids, delivery, next_at=None)
        if message.attempts:
            self.store.hurry_deliveries(message.channel, now)
        self._unsettled.pop(message.key, None)
        self.settled(message, "sent")

    async def _failed(self, message: Message, error: DeliveryError, now: datetime, *, told: bool) -> None:
        again = retry_at(message, now, error)
        state = "pending" if again else "dead"
        delivery = Delivery(channel=message.channel, state=state, attempts=message.attempts + 1, error=str(error))
        if error.retry_after_s is not None and again is not None:
            self._paused[message.channel] = again
        notice = None if again or told else self._given_up(message, error, now)
        await self.db.do(
            self.store.settle_deliveries, message.delivery_ids, delivery,
            next_at=again, aside=error.this_one and again is not None, notice=notice,
        )
        self.settled(message, state)
        facts = {**_facts(message, state), "error": str(error)}
        log.warning("%s to %s: %s (%s)", _named(message), message.channel, error, "will try again" if again else "given up", extra={"facts": facts})
        if error.ends_channel and message.channel in self.lines.channels:
            target = target_of(self.lines.channels[message.channel])
            await self.db.do(self.store.switch_off, message.channel, now, str(error), target)

    async def _try(self, message: Message) -> DeliveryError | None:
        sender = self.lines.senders.get(message.channel)
        if sender is None:
            return DeliveryError(f"the configuration no longer has a channel {message.channel!r}", permanent=True)
        try:
            async with asyncio.timeout(SEND_S):
                await sender.send(message)
        except DeliveryError as refused:
            return refused
        except TimeoutError:
            return DeliveryError(f"no answer within {SEND_S:g} s")
        except DatelineError as ours:
            return DeliveryError(str(ours), this_one=True)
        except Exception as bug:
            log.exception("channel %s failed in an unforeseen way; please report this", message.channel)
            return DeliveryError(f"{type(bug).__name__} in the channel; the log has the details")
        return None

    def _given_up(self, message: Message, error: DeliveryError, now: datetime) -> Notice:
        """One a day for a channel, told on the others: the deliveries themselves are shown as dead."""
        title = f"Channel “{message.channel}”: alerts could not be delivered" + (" and it is switched off" if error.ends_channel else "")
        text = (
            f"The first: {_named(message)}.\nThe reason: {error}\n"
            f"See them with `dateline alerts --only dead`; when the channel works again, `dateline resend --channel {message.channel}` sends them."
        )
        key = f"dead:{message.channel}:{now:%Y-%m-%d}"
        return Notice(key=key, kind="undelivered", at=now, title=title, text=text, untold=self.lines.others(message.channel))

    # --- notices --------------------------------------------------------------------------------------------------------

    async def _tell_notices(self) -> int:
        now = self.clock.now()
        for notice in await self.db.do(self.store.notices, untold=True):
            assert notice.id is not None  # noqa: S101 - it comes from the database
            done = [name for name in notice.untold if name not in self.lines.senders or now - notice.at > NOTICE_LIFE]
            due = [n for n in notice.untold if n not in done and self._quiet_until.get((notice.id, n), now) <= now]
            for name in due:
                key = "msg_" + hashlib.sha256(f"{notice.key}\n{name}".encode()).hexdigest()[:32]
                error = await self._try(Message(channel=name, key=key, attempts=0, first_at=notice.at, notice=notice))
                if error is None or error.permanent:
                    done.append(name)
                    self._quiet_until.pop((notice.id, name), None)
                else:
                    self._quiet_until[notice.id, name] = now + timedelta(minutes=5)
            if done:
                await self.db.do(self.store.notice_told, notice.id, tuple(done))
        return 0


def _named(message: Message) -> str:
    return f"alert{'s' if len(message.alerts) > 1 else ''} {_numbers(s.id for s in message.alerts)}"


def _numbers(ids: Iterable[int]) -> str:
    shown = [str(number) for number in ids]
    return ", ".join(shown) if len(shown) <= 5 else f"{', '.join(shown[:4])} … {shown[-1]} ({len(shown)})"


def _facts(message: Message, state: str) -> dict[str, object]:
    return {"channel": message.channel, "state": state, "alerts": [s.id for s in message.alerts], "attempts": message.attempts + 1, "key": message.key}
