"""A decision becomes rows. Everything here runs in one transaction; what raises leaves nothing behind.

Rows are locked in one order (watches by id, the document, documents by URL), so that processes on PostgreSQL do not wait
for each other in a ring. On SQLite the transaction has the database for itself anyway.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, select, update

from monitor.errors import Stale, StoreError
from monitor.model import Content, Decision, Document, Outcome, Role, Source, Unread, Version, Visit
from monitor.text import host_of, normal_url
from storage import bodies
from storage.alerting import write_alerts
from storage.checking import freed
from storage.codec import dump, dumps
from storage.engine import Engine
from storage.ledgers import write_meetings, write_quotes
from storage.tables import Utc, document, member, unread, version, visit, watch
from storage.watching import document_at, fits, look_at, reschedule


def commit(connection: Connection, engine: Engine, decision: Decision) -> tuple[int, ...]:
    """Write it all -> ids of the documents newly followed. Raises Stale, StoreError."""
    own, now = decision.document, decision.visit.at
    if decision.version is not None:
        if decision.content is None:
            raise StoreError(f"{own.url}: a version needs its content")
        _write_version(connection, decision.version, decision.content, host_of(own.final_url or own.url))
    if decision.settles is not None:
        connection.execute(update(version).where(_at(own.id, decision.settles)).values(held=False))
    _write_document(connection, own, decision.expects, now)
    followed = _write_places(connection, decision)
    write_quotes(connection, decision.quotes)
    write_meetings(connection, decision.meetings)
    write_alerts(connection, engine, decision.alerts)
    if decision.visit.outcome is not Outcome.UNCHANGED:
        _write_visit(connection, own.id, decision.visit)
    if decision.unread is not None or decision.was_read:
        _write_unread(connection, own.id, decision.unread)
    ids = [watch_id for watch_id, _ in decision.revisions]
    if ids:
        connection.execute(update(watch).where(watch.c.id.in_(ids)).values(revision=watch.c.revision + 1))
    return followed


def lock(connection: Connection, decision: Decision) -> None:
    """Take the rows the decision was made on. Raises Stale when they are not as they were then."""
    own = decision.document
    if decision.revisions:
        expected = dict(decision.revisions)
        rows = select(watch.c.id, watch.c.revision).where(watch.c.id.in_(expected)).order_by(watch.c.id).with_for_update()
        found = {row.id: row.revision for row in connection.execute(rows)}
        if found != expected:
            raise Stale(f"{own.url}: its story changed while this check was being decided")
    number = connection.scalar(_VERSIONS, {"own": own.id})
    if number is None:
        raise StoreError(f"{own.url} is not in the database any more; its watch was purged")
    if number != decision.expects:
        raise Stale(f"{own.url}: it is at version {number}, this check was decided on version {decision.expects}")


# --- twins: two URLs of one story that lead to one page -----------------------------------------------------------------


def mark_twins(connection: Connection, decision: Decision) -> int:
    """Find out that a source, at its first good look, is a page which its story reads already -> in how many stories.

    Each of its places there is marked, so that neither the schedule nor `state` brings it up for that story again: it
    stays cited, and is read through the other document. A copy of one page must never count as a second, independent
    source. It happens before any of its facts are in the ledgers, so nothing has to be taken back.
    """
    own = decision.document
    page = page_of(own.url, own.final_url)
    marked = 0
    for watch_id, document_id in decision.entered:
        if document_id != own.id:
            continue
        place = _place(watch_id, own.id)
        if connection.scalar(select(member.c.role).where(place)) != Role.SOURCE.value:
            continue
        others = select(document.c.id, document.c.url, document.c.final_url).join(member, member.c.document_id == document.c.id)
        others = others.where(member.c.watch_id == watch_id, member.c.removed_at.is_(None), member.c.twin_id.is_(None))
        others = others.where(document.c.id != own.id).order_by(document.c.id)
        twin = next((row.id for row in connection.execute(others) if page_of(row.url, row.final_url) == page), None)
        if twin is not None:
            connection.execute(update(member).where(place).values(twin_id=twin))
            marked += 1
    if marked:
        reschedule(connection, [own.id])
    return marked


def page_of(url: str, final_url: str | None) -> str:
    """Where the URL leads, as an identity."""
    return normal_url(final_url or url)


# --- parts -------------------------------------------------------------------------------------------------------------


def _at(document_id: int, number: int) -> ColumnElement[bool]:
    return and_(version.c.document_id == document_id, version.c.number == number)


def _write_version(connection: Connection, made: Version, content: Content, host: str) -> None:
    """Both bodies are packed against those of an earlier version, see bodies.bases_of."""
    numbers, most = bodies.bases_of(made.number)
    found = connection.execute(_BASES, {"own": made.document_id, "numbers": numbers}).mappings() if numbers else ()
    bases = {row["number"]: row for row in found}
    earlier = [bases[n] for n in numbers if n in bases]
    pages = [row["raw_id"] for row in earlier if row["raw_id"] is not None]
    raw_id = bodies.put(connection, content.raw, pages, most=most) if pages else bodies.put_first(connection, content.raw, host)
    reading_id = bodies.put(connection, dumps(content.reading), [row["reading_id"] for row in earlier], most=most)
    fields = {c.name: getattr(made, c.name) for c in version.c if c.name not in {"raw_id", "reading_id", "content_type"}}
    row = {**fields, "raw_id": raw_id, "reading_id": reading_id, "content_type": content.content_type}
    connection.execute(version.insert(), row)


_DERIVED = {"id", "url", "every_s", "lease_owner", "lease_until", "due_at", "next_check", "last_outcome"}
_AS_DECIDED = tuple(c.name for c in document.c if c.name not in _DERIVED)
_NEXT = bindparam("next_check", type_=Utc)
_DECIDED = (
    update(document)
    .where(document.c.id == bindparam("own"), document.c.versions == bindparam("expected"))
    .values({name: bindparam(name) for name in (*_AS_DECIDED, "last_outcome")} | {"next_check": _NEXT} | freed(_NEXT))
)
_BASES = select(version.c.number, version.c.raw_id, version.c.reading_id).where(
    version.c.document_id == bindparam("own"), version.c.number.in_(bindparam("numbers", expanding=True))
)
_VERSIONS = select(document.c.versions).where(document.c.id == bindparam("own")).with_for_update()


def _write_document(connection: Connection, decided: Document, expects: int, now: datetime) -> None:
    """As decided, without what follows from elsewhere: the interval is the watches' business."""
    next_check = decided.next_check or now
    values: dict[str, Any] = {name: getattr(decided, name) for name in _AS_DECIDED}
    values |= {"next_check": next_check, "last_outcome": decided.last_outcome and decided.last_outcome.value}
    if connection.execute(_DECIDED, values | {"own": decided.id, "expected": expects}).rowcount == 0:
        raise Stale(f"{decided.url}: it is no longer at version {expects}, which this check was decided on")


def _write_places(connection: Connection, decision: Decision) -> tuple[int, ...]:
    now = decision.visit.at
    if decision.baselines:
        first = and_(watch.c.id.in_(decision.baselines), watch.c.baseline_at.is_(None))
        connection.execute(update(watch).where(first).values(baseline_at=now))
    for watch_id, document_id in decision.entered:
        connection.execute(update(member).where(_place(watch_id, document_id)).values(entered=True))
    followed: dict[int, None] = {}
    followable = (source for source in decision.sources if fits(normal_url(source.url)))
    for source in sorted(followable, key=lambda s: (normal_url(s.url), s.watch_id)):
        newly = _follow(connection, source, decision.document.every_s, now)
        if newly is not None:
            followed[newly] = None
    orphaned: set[int] = set()
    for watch_id, document_id in decision.dropped:
        orphaned |= _drop(connection, watch_id, document_id, now)
    if followed or orphaned:
        look_at(connection, followed.keys() | orphaned, now)
    touched = {document_id for _, document_id in decision.dropped} | followed.keys() | orphaned
    if touched:
        reschedule(connection, touched)
    return tuple(followed)


def _place(watch_id: int, document_id: int) -> ColumnElement[bool]:
    return and_(member.c.watch_id == watch_id, member.c.document_id == document_id)


def _follow(connection: Connection, source: Source, every_s: int, now: datetime) -> int | None:
    """Give the source a place in the story -> its document's id, or None when it stands there already."""
    document_id = document_at(connection, normal_url(source.url), every_s=every_s, now=now)
    place = _place(source.watch_id, document_id)
    known = connection.execute(select(member.c.id, member.c.removed_at).where(place)).one_or_none()
    if known is None:
        row = {"watch_id": source.watch_id, "document_id": document_id, "role": Role.SOURCE.value, "anchor": source.anchor}
        connection.execute(member.insert().values(**row, added_at=now, baseline=source.baseline))
        return document_id
    if known.removed_at is None:
        return None
    # It comes back: what it brought into the ledgers earlier still stands there, and where it leads is looked up again.
    back = {"removed_at": None, "twin_id": None, "anchor": source.anchor}
    connection.execute(update(member).where(member.c.id == known.id).values(**back))
    return document_id


def _drop(connection: Connection, watch_id: int, document_id: int, now: datetime) -> set[int]:
    """End the document's place -> the documents that were read through it and now stand for themselves."""
    place = and_(_place(watch_id, document_id), member.c.removed_at.is_(None), member.c.role == Role.SOURCE.value)
    connection.execute(update(member).where(place).values(removed_at=now))
    through = and_(member.c.watch_id == watch_id, member.c.twin_id == document_id)
    left = update(member).where(through).values(twin_id=None).returning(member.c.document_id, member.c.removed_at)
    return {row.document_id for row in connection.execute(left) if row.removed_at is None}


def _write_unread(connection: Connection, document_id: int, kept: Unread | None) -> None:
    """`kept` in place of what was there."""
    connection.execute(delete(unread).where(unread.c.document_id == document_id))
    if kept is not None:
        row = {name: getattr(kept, name) for name in ("at", "final_url", "content_type", "extractor", "tries")}
        connection.execute(unread.insert().values(**row, document_id=document_id, size=len(kept.body), data=bodies.pack(kept.body)))


def _write_visit(connection: Connection, document_id: int, made: Visit) -> None:
    names = ("at", "final_url", "version", "status", "bytes", "alerts", "elapsed_s")
    row = {name: getattr(made, name) for name in names}
    row |= {"document_id": document_id, "role": made.role.value, "outcome": made.outcome.value, "error": dump(made.error)}
    connection.execute(visit.insert(), row)
