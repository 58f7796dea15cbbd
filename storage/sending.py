"""Deliveries: who may send what now, together with what else, and what came of it. Inside the caller's transaction.

Rules of the line, which is the pending deliveries of one story on one channel in the order of their alerts:

1. Only the first of a line goes out; those behind it wait until it was taken or given up.
2. What is held for later (a digest, quiet hours, a snooze, a rate) keeps nobody waiting before its time has come.
3. What its receiver refuses for itself steps aside: it is tried again, and others may overtake it.
4. What goes out in one message is marked with the message's key, and stays together until it was taken or given up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, and_, case, cast, distinct, func, not_, or_, select, update

from monitor.model import Channel, Delivery, Message, StoredAlert
from storage.alerting import stored
from storage.codec import Row
from storage.engine import chunks
from storage.handling import UNTRIED
from storage.sharing import make_installation
from storage.tables import alert, delivery

MOST = 100  # alerts in one message

_PENDING = delivery.c.state == "pending"


def due_channels(connection: Connection, now: datetime) -> tuple[str, ...]:
    """The channels on which something may be due: one range of an index, asked every second."""
    query = select(delivery.c.channel).where(_PENDING, delivery.c.next_at <= now).distinct().order_by(delivery.c.channel)
    return tuple(connection.scalars(query))


def _first_in_line(now: datetime | None) -> ColumnElement[bool]:
    """`now` None: as if everything held were for later."""
    earlier = delivery.alias()
    line = and_(earlier.c.watch_id == delivery.c.watch_id, earlier.c.channel == delivery.c.channel)
    together = and_(earlier.c.batch.is_not(None), earlier.c.batch == delivery.c.batch)
    later = earlier.c.held if now is None else and_(earlier.c.held, earlier.c.attempts == 0, earlier.c.next_at > now)
    ahead = and_(earlier.c.state == "pending", earlier.c.id < delivery.c.id, ~earlier.c.aside, not_(func.coalesce(together, False)))
    return and_(_PENDING, ~select(earlier.c.id).where(line, ahead, ~later).exists())


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(delivery.c.lease_until.is_(None), delivery.c.lease_until <= now)


def claim(
    connection: Connection, now: datetime, *, owner: str, lease_s: float, limit: int, channel: Channel | None = None
) -> tuple[Message, ...]:
    """At most `limit` messages, on `channel` alone or (None) on every one, there without folding or a rate."""
    which = [_first_in_line(now), delivery.c.next_at <= now, _free(now)]
    if channel is not None:
        which.append(delivery.c.channel == channel.name)
    due = select(delivery).where(*which).order_by(delivery.c.id).limit(limit).with_for_update(skip_locked=True, of=delivery)
    rows = connection.execute(due).mappings().all()
    if not rows:
        return ()
    home = make_installation(connection)
    kinds = _kinds(connection, rows)
    room = limit if channel is None else min(limit, _room(connection, channel, now))
    groups: list[list[Row]] = []
    taken: set[int] = set()
    over = False
    for row in rows:
        if row["id"] in taken:
            continue
        urgent = channel is not None and kinds[row["alert_id"]] in channel.break_through
        if len(groups) >= room and not urgent:
            over = True
            continue
        group = _together(connection, row, now, channel, home)
        taken |= {member["id"] for member in group}
        groups.append(group)
    for some in chunks(taken):
        lease = {"lease_owner": owner, "lease_until": now + timedelta(seconds=lease_s)}
        connection.execute(update(delivery).where(delivery.c.id.in_(some)).values(lease))
    if over and channel is not None and channel.rate is not None:
        _hold_the_rest(connection, channel, now)
    return _messages(connection, home, groups)


def _kinds(connection: Connection, rows: Iterable[Row]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in chunks({row["alert_id"] for row in rows}):
        found |= {row.id: row.kind for row in connection.execute(select(alert.c.id, alert.c.kind).where(alert.c.id.in_(some)))}
    return found


# --- what goes out together --------------------------------------------------------------------------------------------


def _together(connection: Connection, row: Row, now: datetime, channel: Channel | None, home: str) -> list[Row]:
    """The row and those that share its message, which they are marked with from now on."""
    if row["batch"] is not None:
        own = select(delivery).where(delivery.c.batch == row["batch"], _PENDING).order_by(delivery.c.id)
        return list(connection.execute(own).mappings())
    if channel is None or row["attempts"]:
        return [row]
    group = [row]
    if row["held"] and channel.merges:
        group = _digest(connection, now, channel)
    elif channel.fold:
        group = _fold(connection, row, now)
    if len(group) > 1:
        keys = [alert_key for alert_key, in connection.execute(select(alert.c.key).where(alert.c.id.in_([r["alert_id"] for r in group])))]
        batch = message_key(home, "\n".join(sorted(keys)), channel.name)
        connection.execute(update(delivery).where(delivery.c.id.in_([r["id"] for r in group])).values(batch=batch))
    return group


def _digest(connection: Connection, now: datetime, channel: Channel) -> list[Row]:
    """Everything on the channel that was held until now and waits for nothing else, in whatever story."""
    earlier = delivery.alias()
    line = and_(earlier.c.watch_id == delivery.c.watch_id, earlier.c.channel == delivery.c.channel)
    mine = and_(earlier.c.held, earlier.c.attempts == 0, earlier.c.batch.is_(None))
    ahead = and_(earlier.c.state == "pending", earlier.c.id < delivery.c.id, ~earlier.c.aside, ~mine)
    query = select(delivery).where(
        delivery.c.channel == channel.name, UNTRIED, delivery.c.held, delivery.c.next_at <= now, ~select(earlier.c.id).where(line, ahead).exists()
    )
    return list(connection.execute(query.order_by(delivery.c.id).limit(MOST).with_for_update(of=delivery)).mappings())


def _fold(connection: Connection, row: Row, now: datetime) -> list[Row]:
    """The row and those right behind it in its line that are of the same kind and come from the same update."""
    same = (alert.c.at, alert.c.document_id, alert.c.version, alert.c.kind)
    query = select(delivery, *(column.label(f"of_{column.name}") for column in same)).join(alert, alert.c.id == delivery.c.alert_id)
    line = and_(delivery.c.watch_id == row["watch_id"], delivery.c.channel == row["channel"], delivery.c.id >= row["id"], _PENDING)
    rows = connection.execute(query.where(line).order_by(delivery.c.id).limit(MOST).with_for_update(of=delivery)).mappings().all()

    def update_of(member: Row) -> tuple[Any, ...]:
        return tuple(member[f"of_{column.name}"] for column in same)

    group: list[Row] = []
    for member in rows:
        fresh = not member["attempts"] and member["batch"] is None and not member["held"]
        leased = member["lease_until"] is not None and member["lease_until"] > now
        if not fresh or leased or update_of(member) != update_of(rows[0]):
            break
        group.append(member)
    return group or [row]


# --- no more than so many ----------------------------------------------------------------------------------------------

_AS_ONE = func.coalesce(delivery.c.batch, cast(delivery.c.id, String))


def _room(connection: Connection, channel: Channel, now: datetime) -> int:
    """How many messages the channel's rate still lets out; those on their way count too."""
    if channel.rate is None:
        return 1_000_000
    most, period_s = channel.rate
    out = or_(delivery.c.sent_at > now - timedelta(seconds=period_s), and_(_PENDING, delivery.c.lease_until > now))
    count = connection.scalar(select(func.count(distinct(_AS_ONE))).where(delivery.c.channel == channel.name, out))
    return max(0, most - int(count or 0))


def _hold_the_rest(connection: Connection, channel: Channel, now: datetime) -> None:
    """Until the oldest message of the period has left it; then it all goes out as one."""
    assert channel.rate is not None  # noqa: S101 - for the type checker
    period = timedelta(seconds=channel.rate[1])
    oldest = connection.scalar(select(func.min(delivery.c.sent_at)).where(delivery.c.channel == channel.name, delivery.c.sent_at > now - period))
    urgent = delivery.c.alert_id.in_(select(alert.c.id).where(alert.c.kind.in_(channel.break_through)))
    waits = and_(delivery.c.channel == channel.name, UNTRIED, delivery.c.next_at <= now, ~urgent)
    connection.execute(update(delivery).where(waits).values(held=True, next_at=(oldest or now) + period))


# --- messages ----------------------------------------------------------------------------------------------------------


def _messages(connection: Connection, home: str, groups: Sequence[Sequence[Row]]) -> tuple[Message, ...]:
    alerts: dict[int, StoredAlert] = {}
    for some in chunks({row["alert_id"] for group in groups for row in group}):
        alerts |= {s.id: s for s in stored(connection, select(alert.c.id).where(alert.c.id.in_(some)))}
    return tuple(_message(connection, home, group, [alerts[row["alert_id"]] for row in group]) for group in groups)


def _message(connection: Connection, home: str, group: Sequence[Row], alerts: Sequence[StoredAlert]) -> Message:
    first = group[0]
    key = first["batch"]
    if key is None and len(group) > 1:
        key = connection.scalar(select(delivery.c.batch).where(delivery.c.id == first["id"]))
    return Message(
        channel=first["channel"],
        key=key or message_key(home, alerts[0].alert.key, first["channel"]),
        attempts=max(row["attempts"] for row in group),
        first_at=min(row["tried_from"] or made.alert.at for row, made in zip(group, alerts, strict=True)),
        alerts=tuple(alerts),
        delivery_ids=tuple(row["id"] for row in group),
    )


def message_key(home: str, alert_key: str, channel: str) -> str:
    """The same over retries and restarts, another one for each installation and channel, and fit for any header."""
    return "msg_" + hashlib.sha256(f"{home}\n{alert_key}\n{channel}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


# --- what came of it ---------------------------------------------------------------------------------------------------


def settle(connection: Connection, ids: Collection[int], result: Delivery, next_at: datetime | None, *, aside: bool) -> None:
    """What was sent stays sent, whatever a sender whose lease had run out says afterwards."""
    row = delivery.c
    values: dict[str, Any] = {"state": result.state, "attempts": result.attempts, "error": result.error, "sent_at": result.sent_at, "aside": aside}
    if result.state != "pending" or next_at is not None:
        values["next_at"] = next_at
    for some in chunks(ids):
        open_ = and_(row.id.in_(some), row.state != "sent")
        connection.execute(update(delivery).where(open_).values(**values, lease_owner=None, lease_until=None))


def hurry(connection: Connection, channel_name: str, now: datetime) -> None:
    """The channel works again: what waits for its next try there need not wait any longer."""
    waits = and_(_PENDING, delivery.c.channel == channel_name, delivery.c.attempts > 0, ~delivery.c.aside, delivery.c.next_at > now)
    connection.execute(update(delivery).where(waits).values(next_at=now))


def release(connection: Connection, owner: str) -> None:
    """What `owner` had on its way may be sent by others: it stopped, or it was killed."""
    mine = and_(_PENDING, delivery.c.lease_owner == owner)
    connection.execute(update(delivery).where(mine).values(lease_owner=None, lease_until=None))


def next_delivery(connection: Connection) -> datetime | None:
    """When the next one that is first in its line may go; a leased one when its lease ends."""
    row = delivery.c
    leased = and_(row.lease_until.is_not(None), row.lease_until > row.next_at)
    when = case((leased, row.lease_until), else_=row.next_at)
    first: datetime | None = connection.scalar(select(func.min(when)).where(_first_in_line(None)))
    return first
