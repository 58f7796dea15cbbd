"""What the pages ask: each query is bounded by what a page shows, not by how much there is. Inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from monitor.model import Document, HostState, LedgerQuote, Meeting, Member, Outcome, Overview, Role, Version
from storage.codec import Row, to_document, to_host, to_meeting, to_member, to_quote, to_version, to_watch
from storage.tables import alert, document, host, meeting, member, quote, version, watch

TROUBLE = tuple(o.value for o in (Outcome.FAILED, Outcome.REFUSED, Outcome.BLOCKED, Outcome.GONE))


def _places() -> Any:
    source = document.alias()
    cited = and_(member.c.watch_id == watch.c.id, member.c.role == Role.SOURCE.value, member.c.removed_at.is_(None), member.c.twin_id.is_(None))
    places = select(func.count()).select_from(member).where(cited, watch.c.follow_sources)
    ailing = places.join(source, source.c.id == member.c.document_id).where(source.c.last_outcome.in_(TROUBLE))
    return places.correlate(watch).scalar_subquery(), ailing.correlate(watch).scalar_subquery()


def overviews(connection: Connection, *, newest: int, skip: int, watch_id: int | None) -> tuple[Overview, ...]:
    """Stories by their latest alert, those without one by when they were added."""
    last = select(func.max(alert.c.id)).where(alert.c.watch_id == watch.c.id).correlate(watch).scalar_subquery()
    title = select(version.c.title).where(version.c.document_id == document.c.id, version.c.number == document.c.versions)
    sources, ailing = _places()
    query = select(
        watch.c.id, last.label("last"), title.correlate(document).scalar_subquery().label("title"), sources.label("sources"), ailing.label("ailing")
    )
    query = query.join(document, document.c.id == watch.c.article_id).where(watch.c.removed_at.is_(None))
    if watch_id is not None:
        query = query.where(watch.c.id == watch_id)
    found = connection.execute(query.order_by(last.desc().nulls_last(), watch.c.added_at.desc(), watch.c.id).limit(newest).offset(skip)).all()
    watches = _by_id(connection, watch, [row.id for row in found])
    documents = _by_id(connection, document, [w["article_id"] for w in watches.values()])
    times = _times(connection, [row.last for row in found if row.last is not None])
    return tuple(
        Overview(
            watch=to_watch(watches[row.id]),
            document=to_document(documents[watches[row.id]["article_id"]]),
            title=row.title,
            sources=row.sources,
            ailing=row.ailing,
            latest=times.get(row.last),
        )
        for row in found
    )


def _by_id(connection: Connection, table: Any, ids: Sequence[int]) -> dict[int, Row]:
    return {row["id"]: row for row in connection.execute(select(table).where(table.c.id.in_(ids))).mappings()}


def _times(connection: Connection, ids: Sequence[int]) -> dict[int, datetime]:
    return {row.id: row.at for row in connection.execute(select(alert.c.id, alert.c.at).where(alert.c.id.in_(ids)))}


def story_documents(connection: Connection, watch_id: int) -> tuple[Document, ...]:
    query = select(document).join(member, member.c.document_id == document.c.id).where(member.c.watch_id == watch_id)
    return tuple(to_document(row) for row in connection.execute(query).mappings())


def story_versions(connection: Connection, watch_id: int, newest: int) -> tuple[Version, ...]:
    """The newest of each document of the story, oldest first."""
    query = (
        select(version)
        .join(document, document.c.id == version.c.document_id)
        .join(member, member.c.document_id == document.c.id)
        .where(member.c.watch_id == watch_id, version.c.number > document.c.versions - newest)
        .order_by(version.c.document_id, version.c.number)
    )
    return tuple(to_version(row) for row in connection.execute(query).mappings())


def some_versions(connection: Connection, document_id: int, first: int, last: int) -> tuple[Version, ...]:
    query = select(version).where(version.c.document_id == document_id, version.c.number.between(first, last))
    return tuple(to_version(row) for row in connection.execute(query.order_by(version.c.number)).mappings())


def told_at(connection: Connection, watch_id: int, document_id: int, first: int, last: int) -> dict[int, dict[str, int]]:
    """By version and kind, how many alerts."""
    query = select(alert.c.version, alert.c.kind, func.count()).where(alert.c.watch_id == watch_id, alert.c.document_id == document_id)
    query = query.where(alert.c.version.between(first, last)).group_by(alert.c.version, alert.c.kind)
    found: dict[int, dict[str, int]] = {}
    for number, kind, count in connection.execute(query):
        found.setdefault(number, {})[kind] = count
    return found


def places(connection: Connection, watch_ids: Iterable[int], document_ids: Iterable[int]) -> tuple[Member, ...]:
    """How the stories name the documents, for the lines of alerts."""
    query = select(member, document.c.url, document.c.versions, document.c.last_outcome).join(document, document.c.id == member.c.document_id)
    query = query.where(member.c.watch_id.in_(set(watch_ids)), member.c.document_id.in_(set(document_ids)))
    return tuple(to_member(row) for row in connection.execute(query).mappings())


def find_quotes(
    connection: Connection,
    matching: ColumnElement[bool] | None,
    *,
    watch_id: int | None,
    speaker: str | None,
    status: str | None,
    newest: int,
    before: int | None,
) -> tuple[LedgerQuote, ...]:
    """The newest first. `speaker`: "" for nobody; `before`: only older entries than the one of this id."""
    query = select(quote).join(watch, watch.c.id == quote.c.watch_id).where(watch.c.removed_at.is_(None))
    if matching is not None:
        query = query.where(matching)
    if watch_id is not None:
        query = query.where(quote.c.watch_id == watch_id)
    if speaker is not None:
        query = query.where(quote.c.speaker == speaker if speaker else quote.c.speaker.is_(None))
    if status is not None:
        query = query.where(quote.c.status == status)
    if before is not None:
        query = query.where(quote.c.id < before)
    return tuple(to_quote(row) for row in connection.execute(query.order_by(quote.c.id.desc()).limit(newest)).mappings())


def speakers(connection: Connection, watch_id: int | None, most: int) -> tuple[tuple[str | None, int], ...]:
    """Who is quoted, and how often; who said most first."""
    query = select(quote.c.speaker, func.count()).join(watch, watch.c.id == quote.c.watch_id).where(watch.c.removed_at.is_(None))
    if watch_id is not None:
        query = query.where(quote.c.watch_id == watch_id)
    query = query.group_by(quote.c.speaker).order_by(func.count().desc(), quote.c.speaker).limit(most)
    return tuple((row[0], int(row[1])) for row in connection.execute(query))


def meetings_of(connection: Connection, watch_ids: Iterable[int]) -> tuple[Meeting, ...]:
    """Without their evidence."""
    query = select(meeting).where(meeting.c.watch_id.in_(set(watch_ids))).order_by(meeting.c.id)
    return tuple(to_meeting(row, ()) for row in connection.execute(query).mappings())


def hosts(connection: Connection, names: Iterable[str], now: datetime) -> tuple[HostState, ...]:
    """Those named, and those that make us wait."""
    waiting = or_(host.c.hold_until > now, host.c.failures > 0)
    query = select(host).where(or_(host.c.host.in_(set(names)), waiting)).order_by(host.c.host).limit(500)
    return tuple(to_host(row) for row in connection.execute(query).mappings())


def pulse(connection: Connection, watch_id: int | None) -> tuple[Any, ...]:
    """What changes whenever a page does that shows the desk (None) or this story."""
    newest = connection.execute(select(func.max(alert.c.id))).scalar()
    if watch_id is None:
        return (newest, *connection.execute(select(func.count(), func.sum(watch.c.revision)).where(watch.c.removed_at.is_(None))).one())
    looks = select(func.max(document.c.last_check), func.count(), func.sum(document.c.versions), func.max(document.c.lease_until))
    looks = looks.join(member, member.c.document_id == document.c.id).where(member.c.watch_id == watch_id)
    return (newest, *connection.execute(looks).one())
