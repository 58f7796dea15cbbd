"""What an editor does with alerts and their deliveries, and what the service says of itself. Inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, update

from monitor.model import AlertKind, Notice, SwitchedOff
from storage.codec import record
from storage.engine import chunks, ensure
from storage.tables import alert, channel, delivery, notice, watch

_URGENT = (AlertKind.MEETING_CONFIRMED.value,)  # what no snooze holds back
_PENDING = delivery.c.state == "pending"
UNTRIED = and_(_PENDING, delivery.c.attempts == 0, delivery.c.batch.is_(None), delivery.c.lease_until.is_(None))


# --- marks -------------------------------------------------------------------------------------------------------------


def acknowledge(connection: Connection, ids: Collection[int], at: datetime | None) -> int:
    """`at` None takes it back -> how many of `ids` there are."""
    return _mark(connection, ids, acknowledged_at=at, snoozed_until=None)


def snooze_alert(connection: Connection, alert_id: int, until: datetime | None) -> bool:
    return bool(_mark(connection, [alert_id], snoozed_until=until, acknowledged_at=None))


def mark_wrong(connection: Connection, alert_id: int, at: datetime | None, note: str | None) -> bool:
    """What is wrong has been seen too. `at` None takes the mark back, not the acknowledgement."""
    seen = {"acknowledged_at": at} if at is not None else {}
    return bool(_mark(connection, [alert_id], wrong_at=at, wrong_note=note if at is not None else None, **seen))


def _mark(connection: Connection, ids: Collection[int], **values: Any) -> int:
    return sum(connection.execute(update(alert).where(alert.c.id.in_(some)).values(**values)).rowcount for some in chunks(ids))


def snooze_watch(connection: Connection, watch_id: int, until: datetime | None, now: datetime) -> bool:
    """Nothing of the story goes out until then, except what is urgent; what was held goes out when it ends."""
    if connection.execute(update(watch).where(watch.c.id == watch_id).values(snoozed_until=until)).rowcount == 0:
        return False
    own = delivery.c.watch_id == watch_id
    if until is None:
        held = and_(own, UNTRIED, delivery.c.held)
        connection.execute(update(delivery).where(held).values(next_at=now))
    else:
        calm = delivery.c.alert_id.not_in(select(alert.c.id).where(alert.c.watch_id == watch_id, alert.c.kind.in_(_URGENT)))
        sooner = or_(delivery.c.next_at.is_(None), delivery.c.next_at < until)
        connection.execute(update(delivery).where(own, UNTRIED, calm, sooner).values(next_at=until, held=True))
    return True


def snoozed(connection: Connection, watch_ids: Collection[int], now: datetime) -> dict[int, datetime]:
    """Which of the stories are snoozed, and until when."""
    query = select(watch.c.id, watch.c.snoozed_until).where(watch.c.id.in_(watch_ids), watch.c.snoozed_until > now)
    return {row.id: row.snoozed_until for row in connection.execute(query)}


def is_urgent(kind: AlertKind) -> bool:
    return kind.value in _URGENT


# --- dead letters ------------------------------------------------------------------------------------------------------


def resend(connection: Connection, now: datetime, ids: Collection[int] | None, channel_name: str | None) -> int:
    """Dead deliveries of these alerts (None: of all), on one channel or on every one, go out again -> how many."""
    which: list[ColumnElement[bool]] = [delivery.c.state == "dead"]
    if channel_name is not None:
        which.append(delivery.c.channel == channel_name)
    again = {"state": "pending", "attempts": 0, "error": None, "next_at": now, "tried_from": now, "held": False, "aside": False}
    parts = [and_(*which)] if ids is None else [and_(*which, delivery.c.alert_id.in_(some)) for some in chunks(ids)]
    return sum(connection.execute(update(delivery).where(part).values(again)).rowcount for part in parts)


# --- channels that their receiver switched off -------------------------------------------------------------------------


def switch_off(connection: Connection, name: str, at: datetime, reason: str, target: str) -> None:
    if ensure(connection, channel, name=name, off_at=at, reason=reason, target=target) is None:
        connection.execute(update(channel).where(channel.c.name == name).values(off_at=at, reason=reason, target=target))


def switch_on(connection: Connection, name: str) -> bool:
    return bool(connection.execute(delete(channel).where(channel.c.name == name)).rowcount)


def switched_off(connection: Connection) -> tuple[SwitchedOff, ...]:
    rows = connection.execute(select(channel).order_by(channel.c.name)).mappings()
    return tuple(record(SwitchedOff, row) for row in rows)


# --- notices -----------------------------------------------------------------------------------------------------------


def give_notice(connection: Connection, made: Notice) -> bool:
    """Once for each key -> whether it is new."""
    row = {name: getattr(made, name) for name in ("key", "kind", "at", "title", "text", "over_at")}
    return ensure(connection, notice, **row, untold=list(made.untold)) is not None


def end_notice(connection: Connection, kind: str, at: datetime) -> int:
    """What the notices of `kind` told of is over."""
    return connection.execute(update(notice).where(notice.c.kind == kind, notice.c.over_at.is_(None)).values(over_at=at)).rowcount


def notices(connection: Connection, *, untold: bool, newest: int) -> tuple[Notice, ...]:
    """Oldest first; `untold`: those alone that some channel has still to tell."""
    query = select(notice).order_by(notice.c.id.desc()).limit(newest)
    rows = connection.execute(query).mappings().all()
    found = (record(Notice, row, untold=tuple(row["untold"])) for row in reversed(rows))
    return tuple(n for n in found if n.untold or not untold)


def notice_told(connection: Connection, notice_id: int, channels: Sequence[str]) -> None:
    """These channels have told it, or never will."""
    left = connection.scalar(select(notice.c.untold).where(notice.c.id == notice_id).with_for_update())
    if left is not None:
        connection.execute(update(notice).where(notice.c.id == notice_id).values(untold=[name for name in left if name not in channels]))
