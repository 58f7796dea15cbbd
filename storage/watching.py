"""Watches and the places of documents in them. Every function works inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, delete, func, or_, select, update

from monitor.errors import StoreError
from monitor.model import Member, Role, Watch
from monitor.text import normal_url
from storage.bodies import drop_unused
from storage.codec import to_member, to_watch
from storage.engine import chunks, ensure
from storage.tables import alert, delivery, document, evidence, meeting, member, quote, unread, version, visit, watch

# Rows for codec.to_member: the article first, then the sources in the order they were added.
PLACES_ANYWHERE: Select[Any] = (
    select(member, document.c.url, document.c.versions, document.c.last_outcome)
    .select_from(member)
    .join(document, document.c.id == member.c.document_id)
)
PLACES = PLACES_ANYWHERE.where(member.c.watch_id == bindparam("watch")).order_by(case((member.c.role == Role.ARTICLE.value, 0), else_=1), member.c.id)

LONGEST_URL = 2000  # bytes: PostgreSQL's indexes take rows up to 2,700


def fits(url: str) -> bool:
    return len(url.encode("utf-8", "replace")) <= LONGEST_URL


def stands() -> ColumnElement[bool]:
    """The document has its place in a watch that was not removed (it may be paused)."""
    followed = or_(member.c.role == Role.ARTICLE.value, watch.c.follow_sources)
    return and_(member.c.removed_at.is_(None), member.c.twin_id.is_(None), watch.c.removed_at.is_(None), followed)


def runs() -> ColumnElement[bool]:
    """The schedule checks the document for this watch."""
    return and_(stands(), ~watch.c.paused)


def add(connection: Connection, url: str, *, name: str | None, every_s: int, follow_sources: bool, now: datetime) -> Watch:
    url = normal_url(url)
    if not fits(url):
        raise StoreError(f"{url[:80]}…: a URL can have {LONGEST_URL} bytes at most")
    row = connection.execute(select(watch).where(watch.c.url == url).with_for_update()).mappings().one_or_none()
    if row is None:
        article_id = document_at(connection, url, every_s=every_s, now=now)
        made = {"url": url, "name": name, "every_s": every_s, "follow_sources": follow_sources}
        watch_id = ensure(connection, watch, **made, added_at=now, article_id=article_id)
        if watch_id is None:  # another process was faster by a moment
            return add(connection, url, name=name, every_s=every_s, follow_sources=follow_sources, now=now)
        place = member.insert().values(watch_id=watch_id, document_id=article_id, role=Role.ARTICLE.value, added_at=now)
        connection.execute(place)
        look_at(connection, [article_id], now)
    else:
        watch_id = int(row["id"])
        values = {"name": row["name"] if name is None else name, "every_s": every_s, "follow_sources": follow_sources}
        _change(connection, watch_id, **values, paused=False, removed_at=None)
        if every_s < row["every_s"]:
            _hurry(connection, watch_id, now + timedelta(seconds=every_s))
    reschedule(connection, document_ids(connection, watch_id))
    return to_watch(connection.execute(select(watch).where(watch.c.id == watch_id)).mappings().one())


def pause(connection: Connection, url: str, *, paused: bool) -> bool:
    watch_id = _standing_id(connection, url)
    if watch_id is None:
        return False
    _change(connection, watch_id, paused=paused)
    reschedule(connection, document_ids(connection, watch_id))
    return True


def remove(connection: Connection, url: str, *, purge: bool, now: datetime) -> bool:
    """`purge` also takes what an earlier removal without it left behind."""
    wanted = select(watch.c.id).where(watch.c.url == normal_url(url)).with_for_update()
    watch_id = connection.scalar(wanted if purge else wanted.where(watch.c.removed_at.is_(None)))
    if watch_id is None:
        return False
    if purge:
        _purge(connection, watch_id)
        return True
    _change(connection, watch_id, removed_at=now)
    reschedule(connection, document_ids(connection, watch_id))
    return True


def watches(connection: Connection, removed: bool) -> tuple[Watch, ...]:
    return tuple(to_watch(row) for row in connection.execute(_kept(removed).order_by(watch.c.id)).mappings())


def watch_at(connection: Connection, url: str, removed: bool) -> Watch | None:
    row = connection.execute(_kept(removed).where(watch.c.url == normal_url(url))).mappings().one_or_none()
    return None if row is None else to_watch(row)


def _kept(removed: bool) -> Select[Any]:
    return select(watch) if removed else select(watch).where(watch.c.removed_at.is_(None))


def members(connection: Connection, watch_id: int, dropped: bool) -> tuple[Member, ...]:
    shown = member.c.twin_id.is_(None) if dropped else and_(member.c.removed_at.is_(None), member.c.twin_id.is_(None))
    followed = or_(member.c.role == Role.ARTICLE.value, watch.c.follow_sources)
    query = PLACES.join(watch, watch.c.id == member.c.watch_id).where(shown, followed)
    return tuple(to_member(row) for row in connection.execute(query, {"watch": watch_id}).mappings())


def document_ids(connection: Connection, watch_id: int) -> list[int]:
    found = connection.scalars(select(member.c.document_id).where(member.c.watch_id == watch_id))
    return sorted(found)  # in one order everywhere: two processes never wait for each other in a ring


def document_at(connection: Connection, url: str, *, every_s: int, now: datetime) -> int:
    """The id of the document at a normalised URL, made when there is none."""
    made = ensure(connection, document, url=url, every_s=every_s, next_check=now)
    if made is None:
        made = connection.execute(select(document.c.id).where(document.c.url == url)).scalar_one()
    return int(made)


def look_at(connection: Connection, ids: Collection[int], now: datetime) -> None:
    """Let the documents be due at once."""
    for some in chunks(sorted(ids)):
        connection.execute(update(document).where(document.c.id.in_(some)).values(next_check=now))


def look_now(connection: Connection, url: str, now: datetime) -> bool:
    """All that the schedule checks for this watch is due at once. False: there is no such watch, or it is paused."""
    wanted = select(watch.c.id).where(watch.c.url == normal_url(url), watch.c.removed_at.is_(None), ~watch.c.paused)
    watch_id = connection.scalar(wanted)
    if watch_id is None:
        return False
    running = select(member.c.document_id).join(watch, watch.c.id == member.c.watch_id).where(member.c.watch_id == watch_id, runs())
    ids = sorted(connection.scalars(running))
    look_at(connection, ids, now)
    reschedule(connection, ids)
    return True


def reschedule(connection: Connection, ids: Iterable[int]) -> None:
    """Work out interval and due time again, after anything that changes who follows a document."""
    for some in chunks(sorted(set(ids))):
        following = (
            select(func.min(watch.c.every_s))
            .select_from(member)
            .join(watch, watch.c.id == member.c.watch_id)
            .where(member.c.document_id == document.c.id, runs())
            .correlate(document)
            .scalar_subquery()
        )
        due = case((following.is_(None), None), else_=func.coalesce(document.c.lease_until, document.c.next_check))
        every = func.coalesce(following, document.c.every_s)
        connection.execute(update(document).where(document.c.id.in_(some)).values(every_s=every, due_at=due))


def _change(connection: Connection, watch_id: int, **values: Any) -> None:
    """A decision that is being made on the watch as it was must be made again: the revision goes up."""
    connection.execute(update(watch).where(watch.c.id == watch_id).values(revision=watch.c.revision + 1, **values))


def _hurry(connection: Connection, watch_id: int, latest: datetime) -> None:
    ids = select(member.c.document_id).where(member.c.watch_id == watch_id)
    connection.execute(update(document).where(document.c.id.in_(ids), document.c.next_check > latest).values(next_check=latest))


def _standing_id(connection: Connection, url: str) -> int | None:
    query = select(watch.c.id).where(watch.c.url == normal_url(url), watch.c.removed_at.is_(None)).with_for_update()
    return connection.scalar(query)


def _purge(connection: Connection, watch_id: int) -> None:
    """Delete the watch and everything that only it owned."""
    ids = document_ids(connection, watch_id)
    meetings = select(meeting.c.id).where(meeting.c.watch_id == watch_id)
    connection.execute(delete(evidence).where(evidence.c.meeting_id.in_(meetings)))
    for table in (meeting, quote, delivery, alert, member):
        connection.execute(delete(table).where(table.c.watch_id == watch_id))
    connection.execute(delete(watch).where(watch.c.id == watch_id))
    for some in chunks(ids):
        shared = set(connection.scalars(select(member.c.document_id).where(member.c.document_id.in_(some))))
        _forget(connection, [i for i in some if i not in shared])
        reschedule(connection, shared)


def _forget(connection: Connection, ids: list[int]) -> None:
    """Delete documents that no watch has, and the bodies that nothing else is made of."""
    columns = select(version.c.raw_id, version.c.reading_id).where(version.c.document_id.in_(ids))
    bodies = {body for row in connection.execute(columns) for body in row if body is not None}
    for table in (visit, version, unread):
        connection.execute(delete(table).where(table.c.document_id.in_(ids)))
    connection.execute(delete(document).where(document.c.id.in_(ids)))
    drop_unused(connection, bodies)
