"""Is everything as it was written? Reads every version back. Inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from monitor.errors import StoreDamaged, StoreError
from monitor.text import sha256
from storage.checking import raw_body, read_body
from storage.codec import Row
from storage.tables import document, version

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
