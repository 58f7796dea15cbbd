"""Alerts: written with their deliveries, and read with what became of them. Inside the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, not_, or_, select

from monitor.model import Alert, AlertKind, Delivery, StoredAlert
from storage.codec import Row, dump, record
from storage.engine import Engine, chunks, ensure
from storage.handling import is_urgent, snoozed
from storage.tables import alert, delivery, storable, watch

_FIELDS = ("key", "at", "watch_id", "document_id", "version")
_WORDS = ("document", "title", "text")
LAST_ID = 2**63 - 1


def write_alerts(connection: Connection, engine: Engine, alerts: Sequence[Alert]) -> None:
    """Each with one delivery for each of its channels; of those with one key, the first.

    A key that an earlier commit used means that the same happened again: the second is KEY#2. No key depends on a moment
    or on a version's number, so that a service which lost its last commits, and finds what they held once more, tells it
    under the keys of the first time.
    """
    if not alerts:
        return
    engine.queue(connection, "alerts")  # ids become visible in order: who asks for `id > N` later misses none
    quiet = snoozed(connection, {made.watch_id for made in alerts}, alerts[0].at)
    first: dict[str, Alert] = {}
    for made in alerts:
        first.setdefault(made.key, made)
    for made in first.values():
        alert_id = _write(connection, made)
        if not made.channels:
            continue
        snooze = None if is_urgent(made.kind) else quiet.get(made.watch_id)
        rows = []
        for name in dict.fromkeys(made.channels):
            waits = [until for until in (snooze, made.held.get(name)) if until is not None]
            when = max(waits, default=made.at)
            rows.append({"alert_id": alert_id, "watch_id": made.watch_id, "channel": name, "state": "pending", "next_at": when, "held": bool(waits)})
        connection.execute(delivery.insert(), rows)


def _write(connection: Connection, made: Alert) -> int:
    """-> the id."""
    row = {name: getattr(made, name) for name in _FIELDS} | {"kind": made.kind.value}
    row["record"] = {name: storable(getattr(made, name)) for name in _WORDS} | {"data": dump(made.data)}
    alert_id = ensure(connection, alert, **row)
    times = 1
    while alert_id is None:
        times += 1
        alert_id = ensure(connection, alert, **{**row, "key": f"{made.key}#{times}"})
    return int(alert_id)


def alerts(
    connection: Connection, *, since: int, watch_id: int | None, newest: int | None, only: str | None, now: datetime | None,
    kind: str | None = None, before: int | None = None, oldest: int | None = None,
) -> tuple[StoredAlert, ...]:
    wanted = select(alert.c.id).where(alert.c.id > since)
    if only is not None:
        wanted = wanted.where(_ONLY[only](now))
    if watch_id is not None:
        wanted = wanted.where(alert.c.watch_id == watch_id)
    if kind is not None:
        wanted = wanted.where(alert.c.kind == kind)
    if before is not None:
        wanted = wanted.where(alert.c.id < before)
    if newest is not None:
        wanted = wanted.order_by(alert.c.id.desc()).limit(newest)
    if oldest is not None:
        wanted = wanted.order_by(alert.c.id).limit(oldest)
    return stored(connection, wanted)


def known(connection: Connection, ids: Collection[int]) -> frozenset[int]:
    """Those of `ids` that there are; no database counts beyond LAST_ID."""
    return frozenset(i for some in chunks(i for i in ids if i <= LAST_ID) for i in connection.scalars(select(alert.c.id).where(alert.c.id.in_(some))))


def _open(now: datetime | None) -> ColumnElement[bool]:
    awake = or_(alert.c.snoozed_until.is_(None), alert.c.snoozed_until <= now)
    return and_(alert.c.acknowledged_at.is_(None), awake)


_ONLY: dict[str, Callable[[datetime | None], ColumnElement[bool]]] = {
    "open": _open,
    "done": lambda now: not_(_open(now)),
    "wrong": lambda _: alert.c.wrong_at.is_not(None),
    "dead": lambda _: select(delivery.c.id).where(delivery.c.alert_id == alert.c.id, delivery.c.state == "dead").exists(),
}


def stored(connection: Connection, wanted: Select[Any]) -> tuple[StoredAlert, ...]:
    ids = select(wanted.subquery().c.id)
    made: dict[int, list[Row]] = defaultdict(list)
    for row in connection.execute(select(delivery).where(delivery.c.alert_id.in_(ids)).order_by(delivery.c.id)).mappings():
        made[row["alert_id"]].append(row)
    query = select(alert, watch.c.url.label("watch"), watch.c.name.label("story")).join(watch, watch.c.id == alert.c.watch_id)
    rows = connection.execute(query.where(alert.c.id.in_(ids)).order_by(alert.c.id)).mappings()
    return tuple(_to_alert(row, made[row["id"]]) for row in rows)


def _to_alert(row: Row, deliveries: Sequence[Row]) -> StoredAlert:
    channels = tuple(d["channel"] for d in deliveries)
    return StoredAlert(
        id=row["id"],
        watch=row["watch"],
        story=row["story"],
        alert=record(Alert, row, kind=AlertKind(row["kind"]), channels=channels, held={}, **row["record"]),
        deliveries=tuple(record(Delivery, d) for d in deliveries),
        **{name: row[name] for name in ("acknowledged_at", "snoozed_until", "wrong_at", "wrong_note")},
    )
