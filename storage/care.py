"""Care: is everything as it was written, what has grown old, how long are the queues, was the clock set back.

Inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, case, delete, func, literal, or_, select, update

from monitor.errors import StoreDamaged, StoreError
from monitor.model import Failing
from monitor.text import sha256
from storage import bodies
from storage.checking import freed, raw_body, read_body, unread_page
from storage.codec import Row
from storage.packing import Packed
from storage.tables import Utc, alert, delivery, document, host, metadata, unread, version, visit

BATCH = 200  # versions held in memory at a time, without their bodies


def problems(connection: Connection) -> Iterator[str]:
    """One line for each thing that is wrong, in the order of documents and versions."""
    yield from _gaps(connection)
    for row in _versions(connection):
        try:
            reading = read_body(connection, row)
            if sha256(reading.article.text) != row["sha256"]:
                yield f"{row['url']} version {row['number']}: its text does not match the recorded SHA-256; restore it from a backup"
        except StoreDamaged as error:
            yield str(error)
        if row["raw_id"] is not None:
            try:
                raw_body(connection, row)
            except StoreError as error:
                yield str(error)
    yield from _records(connection)
    for document_id in connection.scalars(select(unread.c.document_id).order_by(unread.c.document_id)).all():
        try:
            unread_page(connection, document_id)
        except StoreDamaged as error:
            yield str(error)


def _records(connection: Connection) -> Iterator[str]:
    for table in metadata.sorted_tables:
        packed = [column for column in table.c if isinstance(column.type, Packed)]
        for number in connection.scalars(select(table.c.id).order_by(table.c.id)).all() if packed else ():
            try:
                connection.execute(select(*packed).where(table.c.id == number)).one()
            except StoreDamaged as error:
                yield f"{table.name} {number}: {error}"


def _versions(connection: Connection) -> Iterator[Row]:
    base = select(version, document.c.url).join(document, document.c.id == version.c.document_id)
    base = base.order_by(version.c.document_id, version.c.number).limit(BATCH)
    query = base
    while rows := connection.execute(query).mappings().all():
        yield from rows
        last = rows[-1]
        beyond = (version.c.document_id > last["document_id"]) | (
            (version.c.document_id == last["document_id"]) & (version.c.number > last["number"])
        )
        query = base.where(beyond)


def _gaps(connection: Connection) -> Iterator[str]:
    """Versions are numbered 1, 2, 3 … up to what the document says."""
    count, last = func.count(version.c.number), func.coalesce(func.max(version.c.number), 0)
    query = (
        select(document.c.url, document.c.versions, count, last)
        .join(version, version.c.document_id == document.c.id, isouter=True)
        .group_by(document.c.id)
        .having((count != document.c.versions) | (last != document.c.versions))
        .order_by(document.c.id)
    )
    for url, said, kept, newest in connection.execute(query):
        yield f"{url}: {said} versions are recorded, {kept} are kept, the newest is {newest}; restore a backup"


# --- how the queues stand ----------------------------------------------------------------------------------------------


def gauges(connection: Connection, now: datetime) -> dict[str, float]:
    due = select(func.count(), func.min(document.c.due_at)).where(document.c.due_at <= now)
    checks, oldest = connection.execute(due).one()
    by_state = select(delivery.c.state, func.count()).where(delivery.c.state != "sent").group_by(delivery.c.state)
    states = {str(state): int(count) for state, count in connection.execute(by_state)}
    going = select(func.count()).where(delivery.c.state == "pending", delivery.c.next_at <= now)
    followed = select(func.count()).where(document.c.due_at.is_not(None))
    return {
        "oldest_due_seconds": max(0.0, (now - oldest).total_seconds()) if oldest is not None else 0.0,
        "checks_due": checks,
        "deliveries_due": connection.scalar(going) or 0,
        "deliveries_waiting": states.get("pending", 0),
        "deliveries_dead": states.get("dead", 0),
        "documents": connection.scalar(followed) or 0,
    }


def failing(connection: Connection, before: datetime) -> tuple[Failing, ...]:
    """Followed documents whose last checks all failed, the first of those checks before `before`. Longest first."""
    query = select(document.c.id, document.c.url, document.c.failures, document.c.last_error)
    rows = connection.execute(query.where(document.c.failures > 1, document.c.due_at.is_not(None))).all()
    found = []
    for row in rows:
        visits = select(visit.c.at).where(visit.c.document_id == row.id).order_by(visit.c.id.desc()).limit(1).offset(row.failures - 1)
        since = connection.scalar(visits)
        if since is not None and since <= before:
            found.append(Failing(url=row.url, since=since, error=row.last_error))
    return tuple(sorted(found, key=lambda f: (f.since, f.url)))


# --- what has grown old ------------------------------------------------------------------------------------------------


def put_away(connection: Connection, before: datetime, limit: int) -> int:
    """Forget the pages (never the texts or the facts) of at most `limit` versions older than `before`, and unread ones -> how many.

    What is kept whatever its age: each document's newest version and newest settled one, which a better reader reads
    anew, and both sides of an alert that was marked wrong, which are a case to learn from.
    """
    later = version.alias()
    same = and_(later.c.document_id == version.c.document_id, later.c.number > version.c.number)
    overtaken = select(later.c.number).where(same, ~later.c.held).exists()
    wrong = and_(alert.c.wrong_at.is_not(None), alert.c.document_id == version.c.document_id, alert.c.version.in_([version.c.number, version.c.number + 1]))
    old = select(version.c.document_id, version.c.number, version.c.raw_id).where(
        version.c.at < before, version.c.raw_id.is_not(None), overtaken, ~select(alert.c.id).where(wrong).exists()
    )
    rows = connection.execute(old.order_by(version.c.at).limit(limit)).all()
    for row in rows:
        connection.execute(update(version).where(version.c.document_id == row.document_id, version.c.number == row.number).values(raw_id=None))
    bodies.drop_unused(connection, {row.raw_id for row in rows})
    return len(rows) + connection.execute(delete(unread).where(unread.c.at < before)).rowcount


# --- the clock was set back --------------------------------------------------------------------------------------------


def mend_clock(connection: Connection, now: datetime) -> int:
    """Nothing waits for a time that was reckoned by a clock that went wrong -> how many rows were mended.

    A document that was checked "in the future" is due now; so is a delivery that waits longer than any retry does. What
    an editor asked for (a snooze) and what a server asked for (Retry-After of a host) stay.
    """
    soon, day = now + timedelta(minutes=10), now + timedelta(hours=26)
    checked = or_(document.c.last_check > now + timedelta(minutes=1), document.c.lease_until > soon)
    this = literal(now, Utc)  # in a CASE nothing else says what it is
    due = {"next_check": now, "last_check": case((document.c.last_check > now, this), else_=document.c.last_check)}
    mended = connection.execute(update(document).where(checked).values({**due, **freed(this)})).rowcount
    connection.execute(update(host).where(host.c.next_at > soon).values(next_at=None))
    row = delivery.c
    waits = or_(and_(~row.held, row.attempts == 0, row.next_at > now), and_(~row.held, row.next_at > now + timedelta(hours=2)), row.next_at > day + timedelta(days=1))
    mended += connection.execute(update(delivery).where(row.state == "pending", waits).values(next_at=now)).rowcount
    mended += connection.execute(
        update(delivery).where(row.state == "pending", row.lease_until > soon).values(lease_until=None, lease_owner=None)
    ).rowcount
    return mended
