"""Alerts, and their deliveries. Inside the caller's transaction."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select, update

from monitor.model import Alert, AlertKind, Delivery, Message, StoredAlert
from storage.codec import Row, dump, record
from storage.engine import Engine, ensure
from storage.handling import is_urgent, snoozed
from storage.tables import alert, delivery, watch
from storage.watching import chunks

_FIELDS = ("key", "at", "watch_id", "document_id", "document", "version", "title", "text")


def write_alerts(connection: Connection, engine: Engine, alerts: Sequence[Alert]) -> None:
    """Each with one delivery for each of its channels. An alert whose key is there already was told before."""
    if not alerts:
        return
    engine.queue(connection, "alerts")  # ids become visible in order: who asks for `id > N` later misses none
    quiet = snoozed(connection, {made.watch_id for made in alerts}, alerts[0].at)
    for made in alerts:
        row = {name: getattr(made, name) for name in _FIELDS}
        alert_id = ensure(connection, alert, **row, kind=made.kind.value, data=dump(made.data))
        if alert_id is None or not made.channels:
            continue
        until = None if is_urgent(made.kind) else quiet.get(made.watch_id)
        common = {"alert_id": alert_id, "watch_id": made.watch_id, "state": "pending", "next_at": until or made.at, "held": until is not None}
        connection.execute(delivery.insert(), [{**common, "channel": name} for name in dict.fromkeys(made.channels)])


def alerts(
    connection: Connection, *, since: int, watch_id: int | None, newest: int | None, only: str | None, now: datetime | None
) -> tuple[StoredAlert, ...]:
    wanted = select(alert.c.id).where(alert.c.id > since)
    if only is not None:
        wanted = wanted.where(_ONLY[only](now))
    if watch_id is not None:
        wanted = wanted.where(alert.c.watch_id == watch_id)
    if newest is not None:
        wanted = wanted.order_by(alert.c.id.desc()).limit(newest)
    return _stored(connection, wanted)


def _open(now: datetime | None) -> ColumnElement[bool]:
    awake = or_(alert.c.snoozed_until.is_(None), alert.c.snoozed_until <= now)
    return and_(alert.c.acknowledged_at.is_(None), awake)


_ONLY: dict[str, Callable[[datetime | None], ColumnElement[bool]]] = {
    "open": _open,
    "wrong": lambda _: alert.c.wrong_at.is_not(None),
    "dead": lambda _: select(delivery.c.id).where(delivery.c.alert_id == alert.c.id, delivery.c.state == "dead").exists(),
}


def _stored(connection: Connection, wanted: Select[Any]) -> tuple[StoredAlert, ...]:
    ids = select(wanted.subquery().c.id)
    made: dict[int, list[Row]] = defaultdict(list)
    for row in connection.execute(select(delivery).where(delivery.c.alert_id.in_(ids)).order_by(delivery.c.id)).mappings():
        made[row["alert_id"]].append(row)
    query = select(alert, watch.c.url.label("watch")).join(watch, watch.c.id == alert.c.watch_id)
    rows = connection.execute(query.where(alert.c.id.in_(ids)).order_by(alert.c.id)).mappings()
    return tuple(_to_alert(row, made[row["id"]]) for row in rows)


def _to_alert(row: Row, deliveries: Sequence[Row]) -> StoredAlert:
    channels = tuple(d["channel"] for d in deliveries)
    return StoredAlert(
        id=row["id"],
        watch=row["watch"],
        alert=record(Alert, row, kind=AlertKind(row["kind"]), channels=channels),
        deliveries=tuple(record(Delivery, d) for d in deliveries),
        **{name: row[name] for name in ("acknowledged_at", "snoozed_until", "wrong_at", "wrong_note")},
    )


# --- deliveries --------------------------------------------------------------------------------------------------------


def _next_in_line(now: datetime | None = None) -> ColumnElement[bool]:
    """Pending, and nothing of the same story waits for the same channel before it.

    What is held for later (None: at any time) or was refused for itself keeps nobody waiting.
    """
    earlier = delivery.alias()
    line = and_(earlier.c.watch_id == delivery.c.watch_id, earlier.c.channel == delivery.c.channel)
    later = earlier.c.held if now is None else and_(earlier.c.held, earlier.c.attempts == 0, earlier.c.next_at > now)
    waiting = select(earlier.c.id).where(line, earlier.c.state == "pending", earlier.c.id < delivery.c.id, ~later, ~earlier.c.aside)
    return and_(delivery.c.state == "pending", ~waiting.exists())


def claim(connection: Connection, now: datetime, *, owner: str, lease_s: float, limit: int) -> tuple[Message, ...]:
    free = or_(delivery.c.lease_until.is_(None), delivery.c.lease_until <= now)
    due = select(delivery).where(_next_in_line(now), delivery.c.next_at <= now, free).order_by(delivery.c.id).limit(limit)
    rows = connection.execute(due.with_for_update(skip_locked=True, of=delivery)).mappings().all()
    lease = {"lease_owner": owner, "lease_until": now + timedelta(seconds=lease_s)}
    stored: dict[int, StoredAlert] = {}
    for some in chunks(row["id"] for row in rows):
        connection.execute(update(delivery).where(delivery.c.id.in_(some)).values(lease))
    for some in chunks({row["alert_id"] for row in rows}):
        stored |= {s.id: s for s in _stored(connection, select(alert.c.id).where(alert.c.id.in_(some)))}
    return tuple(_message(row, stored[row["alert_id"]]) for row in rows)


def _message(row: Row, stored: StoredAlert) -> Message:
    return Message(
        delivery_id=row["id"],
        channel=row["channel"],
        key=message_key(stored.alert.key, row["channel"]),
        attempts=row["attempts"],
        first_at=row["tried_from"] or stored.alert.at,
        alert=stored,
    )


def message_key(alert_key: str, channel: str) -> str:
    """The same over retries and restarts, another one for each channel, and fit for any header."""
    return "msg_" + hashlib.sha256(f"{alert_key}\n{channel}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def settle(connection: Connection, delivery_id: int, result: Delivery, next_at: datetime | None) -> None:
    """What was sent stays sent, whatever a sender whose lease had run out says afterwards."""
    row = delivery.c
    open_ = and_(row.id == delivery_id, row.state != "sent")
    values: dict[str, Any] = {"state": result.state, "attempts": result.attempts, "error": result.error, "sent_at": result.sent_at}
    if result.state != "pending" or next_at is not None:
        values["next_at"] = next_at
    connection.execute(update(delivery).where(open_).values(**values, lease_owner=None, lease_until=None))


def release(connection: Connection, owner: str) -> None:
    """What `owner` had on its way may be sent by others: it stopped, or it was killed."""
    mine = and_(delivery.c.state == "pending", delivery.c.lease_owner == owner)
    connection.execute(update(delivery).where(mine).values(lease_owner=None, lease_until=None))


def next_delivery(connection: Connection) -> datetime | None:
    """When the next one that is first in its line may go; a leased one when its lease ends."""
    row = delivery.c
    leased = and_(row.lease_until.is_not(None), row.lease_until > row.next_at)
    when = case((leased, row.lease_until), else_=row.next_at)
    first: datetime | None = connection.scalar(select(func.min(when)).where(_next_in_line()))
    return first


__all__ = ["alerts", "claim", "message_key", "next_delivery", "settle", "write_alerts"]
