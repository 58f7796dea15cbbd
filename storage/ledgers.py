"""The ledgers of quotes and meetings: read whole, written entry by entry. Inside the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select, update

from monitor.model import Evidence, LedgerQuote, Meeting
from storage.codec import evidence_row, meeting_row, quote_row, to_evidence, to_meeting, to_quote
from storage.engine import new_id
from storage.tables import evidence, meeting, quote


def quotes(connection: Connection, watch_id: int | None) -> tuple[LedgerQuote, ...]:
    query = select(quote).order_by(quote.c.id)
    if watch_id is not None:
        query = query.where(quote.c.watch_id == watch_id)
    return tuple(to_quote(row) for row in connection.execute(query).mappings())


def meetings(connection: Connection, watch_id: int | None) -> tuple[Meeting, ...]:
    query = select(meeting).order_by(meeting.c.id)
    proofs = select(evidence).order_by(evidence.c.id)
    if watch_id is not None:
        query = query.where(meeting.c.watch_id == watch_id)
        proofs = proofs.join(meeting, meeting.c.id == evidence.c.meeting_id).where(meeting.c.watch_id == watch_id)
    rows = connection.execute(query).mappings().all()
    if not rows:
        return ()
    kept: dict[int, list[Evidence]] = defaultdict(list)
    for row in connection.execute(proofs).mappings():
        kept[row["meeting_id"]].append(to_evidence(row))
    return tuple(to_meeting(row, tuple(kept[row["id"]])) for row in rows)


# Given values as parameters: a statement made anew with its values costs several times its running.
_THIS_QUOTE = update(quote).where(quote.c.id == bindparam("own"))
_THIS_MEETING = update(meeting).where(meeting.c.id == bindparam("own"))


def write_quotes(connection: Connection, entries: Iterable[LedgerQuote]) -> None:
    rows = [(entry.id, quote_row(entry)) for entry in entries]
    if known := [row | {"own": own} for own, row in rows if own is not None]:
        connection.execute(_THIS_QUOTE, known)
    if new := [row for own, row in rows if own is None]:
        connection.execute(quote.insert(), new)


def write_meetings(connection: Connection, entries: Iterable[Meeting]) -> None:
    for entry in entries:
        if entry.id is None:
            meeting_id = new_id(connection, meeting, meeting_row(entry))
        else:
            meeting_id = entry.id
            connection.execute(_THIS_MEETING, meeting_row(entry) | {"own": meeting_id})
        _write_evidence(connection, meeting_id, entry.evidence)


def _write_evidence(connection: Connection, meeting_id: int, entries: Iterable[Evidence]) -> None:
    """New ones are appended; of a known one nothing can change but when it lapsed."""
    lapsed = select(evidence.c.id, evidence.c.lapsed_at).where(evidence.c.meeting_id == meeting_id)
    known = {row.id: row.lapsed_at for row in connection.execute(lapsed)}
    new = []
    for entry in entries:
        if entry.id is None:
            new.append(evidence_row(entry, meeting_id))
        elif entry.id in known and known[entry.id] != entry.lapsed_at:
            connection.execute(update(evidence).where(evidence.c.id == entry.id).values(lapsed_at=entry.lapsed_at))
    if new:
        connection.execute(evidence.insert(), new)
