"""Leases on documents, and what is known of a document when its answer comes in. Inside the caller's transaction."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, func, or_, select, update

from monitor.errors import StoreDamaged, StoreError
from monitor.model import Document, Reading, Role, State, Story, StoryText, Unread, Version, Watch, replace
from monitor.text import host_of, normal_url
from storage import bodies
from storage.codec import Row, loads, record, to_document, to_member, to_version, to_watch
from storage.engine import chunks
from storage.ledgers import meetings, quotes
from storage.tables import Utc, document, member, unread, version, watch
from storage.watching import PLACES, PLACES_ANYWHERE, stands

T = TypeVar("T")

HOST_SHARE = 20  # documents of one host in hand at a time: twenty seconds' worth at the usual pace
LOOK_AHEAD = 25  # due documents that are looked at for one that is claimed


# --- leases ------------------------------------------------------------------------------------------------------------


_NOW = bindparam("now", type_=Utc)
_FREE = or_(document.c.lease_until.is_(None), document.c.lease_until <= _NOW)


def _leasing(which: ColumnElement[bool]) -> Any:
    until = bindparam("until", type_=Utc)
    due = case((document.c.due_at.is_(None), None), else_=until)
    lease = {"lease_owner": bindparam("owner"), "lease_until": until, "due_at": due}
    return update(document).where(which).values(lease).returning(document)


_WANTED = select(document.c.id, document.c.url).where(_FREE, document.c.due_at <= _NOW).order_by(document.c.due_at).limit(bindparam("limit"))
# A CTE is run once; PostgreSQL may run a subquery with a LIMIT more often.
_DUE = _WANTED.with_only_columns(document.c.id).with_for_update(skip_locked=True).cte("due")
_CLAIM_DUE = _leasing(document.c.id.in_(select(_DUE.c.id)))
_THESE = and_(document.c.id.in_(bindparam("ids", expanding=True)), _FREE)
_UNLOCKED = select(document.c.id).where(_THESE).with_for_update(skip_locked=True).cte("unlocked")
_CLAIM_THESE, _CLAIM_UNLOCKED = _leasing(_THESE), _leasing(document.c.id.in_(select(_UNLOCKED.c.id)))


def claim_due(
    connection: Connection, now: datetime, *, owner: str, lease_s: float, limit: int, at_host: Mapping[str, int] | None = None
) -> tuple[Document, ...]:
    """The longest overdue first. One range of the index on due_at, however much is paused or leased.

    `at_host`: how many of each host the caller has in hand. Then no host gets more than HOST_SHARE: one that is slow, or has
    very many pages, delays only itself.
    """
    if at_host is not None:
        ids = _shared_out(connection.execute(_WANTED, {"now": now, "limit": limit * LOOK_AHEAD}).all(), at_host, limit)
        return _lease_in_order(connection, ids, now, owner, lease_s, _CLAIM_UNLOCKED)
    lease = {"now": now, "limit": limit, "owner": owner, "until": now + timedelta(seconds=lease_s)}
    rows = connection.execute(_CLAIM_DUE, lease).mappings().all()
    return tuple(to_document(row) for row in sorted(rows, key=lambda row: row["next_check"]))


def _shared_out(wanted: Iterable[Any], at_host: Mapping[str, int], limit: int) -> list[int]:
    taken = dict(at_host)
    ids: list[int] = []
    for document_id, url in wanted:
        host = host_of(url)
        if len(ids) < limit and taken.get(host, 0) < HOST_SHARE:
            taken[host] = taken.get(host, 0) + 1
            ids.append(document_id)
    return ids


# A check ends its lease: whose is the owner's still has not been checked since. Machines' clocks differ, so whether it is due
# is not asked twice.
_UNCHECKED = or_(document.c.lease_owner == bindparam("owner"), and_(document.c.next_check <= _NOW, _FREE))
_TAKE = _leasing(and_(document.c.id == bindparam("which"), _UNCHECKED))


def take(connection: Connection, document_id: int, now: datetime, *, owner: str, lease_s: float) -> Document | None:
    """Lease anew what `owner` leased before and nobody has checked since; None when somebody has, or has it in hand."""
    lease = {"which": document_id, "now": now, "owner": owner, "until": now + timedelta(seconds=lease_s)}
    row = connection.execute(_TAKE, lease).mappings().one_or_none()
    return None if row is None else to_document(row)


def claim_all(connection: Connection, now: datetime, *, owner: str, lease_s: float, limit: int) -> tuple[Document, ...]:
    """Whatever the schedule would check some day."""
    wanted = select(document.c.id).where(_FREE, document.c.due_at.is_not(None)).order_by(document.c.due_at).limit(limit)
    return _lease_in_order(connection, connection.scalars(wanted, {"now": now}).all(), now, owner, lease_s)


def claim_named(
    connection: Connection, now: datetime, urls: Iterable[str], *, owner: str, lease_s: float, limit: int
) -> tuple[Document, ...]:
    """A watch's URL names its article and its sources, any other URL the document itself. Being asked for beats a pause."""
    ids: dict[int, None] = {}
    for url in dict.fromkeys(normal_url(u) for u in urls):
        ids |= dict.fromkeys(_named(connection, url))
    return _lease_in_order(connection, list(ids)[:limit], now, owner, lease_s)


def _named(connection: Connection, url: str) -> Sequence[int]:
    base = select(member.c.document_id).select_from(member).join(watch, watch.c.id == member.c.watch_id)
    own = base.where(stands(), watch.c.url == url).order_by(case((member.c.role == Role.ARTICLE.value, 0), else_=1), member.c.id)
    story = connection.scalars(own).all()
    if story:
        return story
    cited = base.join(document, document.c.id == member.c.document_id)
    cited = cited.where(document.c.url == url, member.c.removed_at.is_(None), watch.c.removed_at.is_(None))
    return connection.scalars(cited.limit(1)).all()


def _lease_in_order(
    connection: Connection, ids: Sequence[int], now: datetime, owner: str, lease_s: float, lease_these: Any = _CLAIM_THESE
) -> tuple[Document, ...]:
    leased: dict[int, Row] = {}
    for some in chunks(sorted(ids)):
        lease = {"now": now, "ids": some, "owner": owner, "until": now + timedelta(seconds=lease_s)}
        leased |= {row["id"]: row for row in connection.execute(lease_these, lease).mappings()}
    return tuple(to_document(leased[i]) for i in ids if i in leased)


def release(connection: Connection, owner: str, ids: Iterable[int] | None) -> None:
    mine = document.c.lease_owner == owner
    for which in [mine] if ids is None else [mine & document.c.id.in_(some) for some in chunks(ids)]:
        connection.execute(update(document).where(which).values(**freed(document.c.next_check)))


def held(connection: Connection, owner: str, until: datetime) -> tuple[Document, ...]:
    rows = connection.execute(select(document).where(document.c.lease_owner == owner, document.c.due_at <= until))
    return tuple(map(to_document, rows.mappings()))


def freed(next_check: Any) -> dict[str, Any]:
    """The columns of a document whose lease ends."""
    return {"lease_owner": None, "lease_until": None, "due_at": case((document.c.due_at.is_(None), None), else_=next_check)}


def scheduled(connection: Connection) -> tuple[str, ...]:
    return tuple(connection.scalars(select(document.c.url).where(document.c.due_at.is_not(None)).order_by(document.c.id)))


def next_due(connection: Connection) -> datetime | None:
    first: datetime | None = connection.scalar(select(func.min(document.c.due_at)))
    return first


# --- versions ----------------------------------------------------------------------------------------------------------


class Recent(Generic[T]):
    """The last few values by id. Bodies never change and their ids are never used again, so nothing here goes stale."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._values: OrderedDict[int, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: int) -> T | None:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: int, value: T) -> None:
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            if len(self._values) > self._limit:
                self._values.popitem(last=False)


class Readings:
    """Readings by the id of their body, the last ones in memory: an unchanged look then costs no decoding at all."""

    def __init__(self) -> None:
        self._readings: Recent[Reading] = Recent(64)  # about 100 kB each
        self._texts: Recent[StoryText] = Recent(256)  # about 30 kB each

    def get(self, connection: Connection, row: Row) -> Reading:
        """`row`: of table version, with the document's url. Raises StoreDamaged."""
        body_id = row["reading_id"]
        reading = self._readings.get(body_id)
        if reading is None:
            reading = read_body(connection, row)
            self._readings.put(body_id, reading)
        return reading

    def text(self, connection: Connection, row: Row) -> StoryText:
        """Bodies may be shared by versions and documents; the address and the number are the row's own."""
        text = self._texts.get(row["reading_id"])
        if text is None:
            text = StoryText.of(row["document_id"], row["url"], row["number"], self.get(connection, row))
            self._texts.put(row["reading_id"], text)
        return replace(text, document_id=row["document_id"], url=row["url"], version=row["number"])


def read_body(connection: Connection, row: Row) -> Reading:
    try:
        return loads(Reading, bodies.get(connection, row["reading_id"]))
    except (bodies.Damaged, TypeError, ValueError, KeyError) as error:
        raise damaged(row, "reading", error) from None


def raw_body(connection: Connection, row: Row) -> tuple[bytes, str]:
    if row["raw_id"] is None:
        raise StoreError(f"{row['url']} version {row['number']}: its raw page is no longer kept")
    try:
        return bodies.get(connection, row["raw_id"]), row["content_type"]
    except bodies.Damaged as error:
        raise damaged(row, "page", error) from None


def unread_page(connection: Connection, document_id: int) -> Unread | None:
    """Raises StoreDamaged."""
    row = connection.execute(select(unread).where(unread.c.document_id == document_id)).mappings().one_or_none()
    if row is None:
        return None
    try:
        return record(Unread, row, body=bodies.unpack(row["data"], row["size"]))
    except bodies.Damaged as error:
        raise StoreDamaged(f"{row['final_url']}: the unread page that was kept is damaged: {error}; restore it from a backup") from None


def damaged(row: Row, what: str, error: Exception) -> StoreDamaged:
    return StoreDamaged(f"{row['url']} version {row['number']}: the stored {what} is damaged: {error}; restore it from a backup")


def version_row(connection: Connection, document_id: int, number: int) -> Row:
    query = select(version, document.c.url).join(document, document.c.id == version.c.document_id)
    row = connection.execute(query.where(version.c.document_id == document_id, version.c.number == number)).mappings().one_or_none()
    if row is None:
        raise StoreError(f"document {document_id} has no version {number}")
    return row


def versions(connection: Connection, document_id: int) -> tuple[Version, ...]:
    query = select(version).where(version.c.document_id == document_id).order_by(version.c.number)
    return tuple(to_version(row) for row in connection.execute(query).mappings())


# --- what is known -----------------------------------------------------------------------------------------------------


# Built once: putting these together anew costs as much as running them (0.1 ms each).
_ID: ColumnElement[int] = bindparam("id")
_DOCUMENT = select(document).where(document.c.id == _ID)
_LATEST = (
    select(version, document.c.url)
    .join(document, document.c.id == version.c.document_id)
    .where(version.c.document_id == _ID)
    .order_by(version.c.number.desc())
    .limit(1)
)
_COUNTED = _LATEST.where(~version.c.held)
_PRINTS = (
    select(version.c.fingerprint, func.max(version.c.number))
    .where(version.c.document_id == _ID)
    .group_by(version.c.fingerprint)
)
_FOLLOWERS = (
    select(watch)
    .join(member, member.c.watch_id == watch.c.id)
    .where(member.c.document_id == _ID, stands())
    .order_by(watch.c.id)
)


_BARE = (
    select(*watch.c, *PLACES_ANYWHERE.selected_columns)
    .select_from(member.join(document, document.c.id == member.c.document_id).join(watch, watch.c.id == member.c.watch_id))
    .where(member.c.document_id == _ID, stands())
    .order_by(watch.c.id)
)
_WATCH_NAMES = tuple(column.name for column in watch.c)
_PLACE_NAMES = tuple(column.name for column in PLACES_ANYWHERE.selected_columns)


def state(connection: Connection, readings: Readings, document_id: int, *, facts: bool) -> State:
    """`facts=False`: without reading, ledgers, texts and other members, which take the time and which no failure and no 304 needs."""
    key = {"id": document_id}
    found = connection.execute(_DOCUMENT, key).mappings().one_or_none()
    if found is None:
        raise StoreError(f"document {document_id} is not in the database any more; its watch was purged")
    latest = connection.execute(_LATEST, key).mappings().one_or_none()
    counted = latest if facts else None
    if counted is not None and counted["held"]:
        counted = connection.execute(_COUNTED, key).mappings().one_or_none()
    prints = connection.execute(_PRINTS, key).all() if facts and latest is not None else ()
    followers = _followers(connection, document_id) if facts else ()
    return State(
        document=to_document(found),
        latest=None if latest is None else to_version(latest),
        reading=None if counted is None else readings.get(connection, counted),
        fingerprints={row[0]: row[1] for row in prints},
        stories=tuple(_story(connection, readings, w, document_id) for w in followers) if facts else _bare_stories(connection, document_id),
    )


def _followers(connection: Connection, document_id: int) -> list[Watch]:
    """The running watches; where there are none the paused ones: then somebody asked for this check by name."""
    standing = [to_watch(row) for row in connection.execute(_FOLLOWERS, {"id": document_id}).mappings()]
    return [w for w in standing if not w.paused] or standing


def _bare_stories(connection: Connection, document_id: int) -> tuple[Story, ...]:
    """As `_followers` finds them, each with this document's place alone."""
    found = []
    for row in connection.execute(_BARE, {"id": document_id}):
        of: Any = dict(zip(_WATCH_NAMES, row, strict=False))
        place: Any = dict(zip(_PLACE_NAMES, row[len(_WATCH_NAMES) :], strict=True))
        own = to_member(place)
        found.append(Story(watch=to_watch(of), member=own, members=(own,), quotes=(), meetings=(), texts=()))
    return tuple(story for story in found if not story.watch.paused) or tuple(found)


def _story(connection: Connection, readings: Readings, of: Watch, document_id: int) -> Story:
    rows = connection.execute(PLACES, {"watch": of.id}).mappings().all()
    members = tuple(to_member(row) for row in rows)
    others = [row["document_id"] for row in rows if row["removed_at"] is None and row["twin_id"] is None and row["versions"]]
    return Story(
        watch=of,
        member=next(m for m in members if m.document_id == document_id),
        members=members,
        quotes=quotes(connection, of.id),
        meetings=meetings(connection, of.id),
        texts=_texts(connection, readings, [i for i in others if i != document_id]),
    )


def _texts(connection: Connection, readings: Readings, ids: Sequence[int]) -> tuple[StoryText, ...]:
    """The texts of the newest versions whose facts count, in the order of `ids`."""
    found: dict[int, StoryText] = {}
    for some in chunks(ids):
        newer = version.alias()
        newest = select(func.max(newer.c.number)).where(newer.c.document_id == version.c.document_id, ~newer.c.held)
        query = select(version, document.c.url).join(document, document.c.id == version.c.document_id)
        query = query.where(version.c.document_id.in_(some), version.c.number == newest.scalar_subquery())
        for row in connection.execute(query).mappings().all():
            key = row["document_id"]
            found[key] = readings.text(connection, row)
    return tuple(found[i] for i in ids if i in found)
