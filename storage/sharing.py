"""What processes share besides documents: the pace of hosts, and who is the service. Inside the caller's transaction."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, insert, select, update

from monitor.model import HostState
from storage.codec import Row, to_host
from storage.engine import ensure
from storage.tables import host, service, session
from storage.tables import installation as the_installation

_THE_ONE = 1


_HOST = select(host).where(host.c.host == bindparam("name"))
_LOCKED = _HOST.with_for_update()
_THIS = update(host).where(host.c.host == bindparam("name"))
_BEGIN = _THIS.values(next_at=bindparam("next"), busy_until=bindparam("busy"))
# While it was asked, another process may have begun beside us, and reserved a later moment.
_END = _THIS.values(
    next_at=case((host.c.next_at > bindparam("next"), host.c.next_at), else_=bindparam("next")),
    busy_until=None,
    hold_until=bindparam("hold"),
    failures=bindparam("count"),
)
_FREE = _THIS.where(host.c.busy_until <= bindparam("until")).values(busy_until=None)


def host_state(connection: Connection, name: str) -> HostState:
    row = connection.execute(_HOST, {"name": name}).mappings().one_or_none()
    return HostState(host=name) if row is None else to_host(row)


def take_slot(connection: Connection, name: str, now: datetime, gap_s: float, busy_s: float) -> HostState:
    state = to_host(_locked(connection, name))
    if state.free_at(now) <= now:
        until = now + timedelta(seconds=busy_s) if busy_s else None
        connection.execute(_BEGIN, {"name": name, "next": now + timedelta(seconds=gap_s), "busy": until})
    return state


def finish_slot(connection: Connection, name: str, next_at: datetime, hold_until: datetime | None, failures: int) -> None:
    connection.execute(_END, {"name": name, "next": next_at, "hold": hold_until, "count": failures})


def free_slot(connection: Connection, name: str, until: datetime) -> None:
    connection.execute(_FREE, {"name": name, "until": until})


def change_host(connection: Connection, name: str, **values: Any) -> None:
    ensure_host = update(host).where(host.c.host == name).values(**values)
    if connection.execute(ensure_host).rowcount == 0:
        ensure(connection, host, host=name)
        connection.execute(ensure_host)


def _locked(connection: Connection, name: str) -> Row:
    row = connection.execute(_LOCKED, {"name": name}).mappings().one_or_none()
    if row is None:
        ensure(connection, host, host=name)
        row = connection.execute(_LOCKED, {"name": name}).mappings().one()
    return row


def take_service(connection: Connection, owner: str, now: datetime, lease_s: float) -> str | None:
    until = now + timedelta(seconds=lease_s)
    if ensure(connection, service, id=_THE_ONE, owner=owner, lease_until=until) is not None:
        return None
    row = connection.execute(select(service).with_for_update()).mappings().one()
    if row["owner"] != owner and row["lease_until"] > now:
        return str(row["owner"])
    connection.execute(update(service).values(owner=owner, lease_until=until))
    return None


def leave_service(connection: Connection, owner: str) -> None:
    connection.execute(delete(service).where(service.c.owner == owner))


def installation(connection: Connection) -> str | None:
    return connection.scalar(select(the_installation.c.name).where(the_installation.c.id == _THE_ONE))


def make_installation(connection: Connection) -> str:
    """The name; whoever is first gives it."""
    known = installation(connection)
    if known is not None:
        return known
    ensure(connection, the_installation, id=_THE_ONE, name=secrets.token_hex(8))
    return str(connection.scalar(select(the_installation.c.name)))


def add_session(connection: Connection, digest: str, until: datetime, now: datetime) -> None:
    """Those that have run out are swept away by the way."""
    connection.execute(delete(session).where(session.c.until <= now))
    connection.execute(insert(session).values(digest=digest, until=until))


def has_session(connection: Connection, digest: str, now: datetime) -> bool:
    return connection.scalar(select(session.c.until).where(session.c.digest == digest, session.c.until > now)) is not None


def drop_session(connection: Connection, digest: str) -> None:
    connection.execute(delete(session).where(session.c.digest == digest))
