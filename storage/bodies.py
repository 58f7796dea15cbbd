"""Bodies: each kept once by its SHA-256, compressed with zstd, a later version as a delta against an earlier one.

Which earlier one: the predecessor, which it is most like, as long as the chain back to a body that stands alone stays within SLACK
links more than the version's number n (counted from 0) has binary ones; else version n & (n - 1), whose chain is one link shorter
than may be. 65,535 versions stay within DEPTH links and no body ever has to be stored whole again. Measured on 6 real pages (mean
165 kB) with 63 edits each without SLACK: 1.4 kB a version, against 2.8 kB for a chain of predecessors with every 16th stored whole;
SLACK takes another eighth off a page and a third off a reading (the first 4 edits of 20 pages).

A page's first version is a delta against another page of its host, which has the same furniture: measured on 4 pairs of real
pages (mean 95 kB), 4.3 kB instead of 18.5 kB.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import zstandard as zstd
from sqlalchemy import ColumnElement, Connection, bindparam, delete, or_, select

from storage.engine import chunks, insert, new_id
from storage.tables import content, template, version

SLACK = 4
DEPTH = 16 + SLACK  # links; one unpacks in 0.1 ms for a 170 kB page
GOOD = 10  # a delta under a tenth of the body is taken without trying anything else

# Level 9 packs a 165 kB page to 19.8 % in 3 ms (level 19: 18.9 % in 67 ms). Level 12 indexes enough of a base of several
# megabytes for a delta to find its matches: 68 kB instead of 628 kB for a 10 MB page of noise with 20 edits, in 0.3 s.
LEVEL, LARGE, LEVEL_LARGE = 9, 1 << 20, 12


class Damaged(Exception):
    """A body cannot be restored, or is not what its hash says."""


def bases_of(number: int) -> tuple[tuple[int, ...], int]:
    """The versions (from 1) that version `number` may be packed against, the most wanted first, and the links they may have."""
    index = number - 1
    bases = (index, (index & (index - 1)) + 1) if index > 0 else ()
    return bases, index.bit_count() + SLACK - 1


def pack(data: bytes, base: bytes | None = None) -> bytes:
    """Compress `data`, as a delta against `base` where one is given."""
    reach = len(data) + len(base or b"")
    level = LEVEL if reach < LARGE else LEVEL_LARGE
    # The window must span base and data, or the beginning of the base is out of reach for the end of the data.
    parameters = zstd.ZstdCompressionParameters.from_level(
        level,
        source_size=reach,
        window_log=min(30, max(10, reach.bit_length())),
        enable_ldm=reach >= LARGE,
        write_content_size=1,
    )
    return zstd.ZstdCompressor(dict_data=_dictionary(base), compression_params=parameters).compress(data)


def unpack(packed: bytes, size: int, base: bytes | None = None) -> bytes:
    """The `size` bytes that were packed. Raises Damaged."""
    try:
        if zstd.frame_content_size(packed) != size:
            raise Damaged("its length is not what was recorded")
        return zstd.ZstdDecompressor(dict_data=_dictionary(base), max_window_size=1 << 30).decompress(packed)
    except zstd.ZstdError as error:
        raise Damaged(f"it cannot be decompressed: {error}") from None


def _dictionary(base: bytes | None) -> zstd.ZstdCompressionDict | None:
    # A dictionary under 8 bytes is refused by zstd, and useless.
    return zstd.ZstdCompressionDict(base, dict_type=zstd.DICT_TYPE_RAWCONTENT) if base and len(base) >= 8 else None


_WANTED: ColumnElement[int] = bindparam("wanted")
_KNOWN = select(content.c.id).where(content.c.sha256 == bindparam("digest"))
_DEPTH = select(content.c.depth).where(content.c.id == _WANTED)
_TEMPLATE = select(template.c.content_id).where(template.c.host == bindparam("host"))
_LINKS = select(content.c.id, content.c.base_id).where(content.c.id == _WANTED).cte("links", recursive=True)
_LINKS = _LINKS.union(select(content.c.id, content.c.base_id).where(content.c.id == _LINKS.c.base_id))
_CHAIN = (
    select(content.c.sha256, content.c.size, content.c.base_id, content.c.data)
    .where(content.c.id.in_(select(_LINKS.c.id)))
    .order_by(content.c.depth)
)


def put(connection: Connection, data: bytes, bases: Iterable[int] = (), *, most: int = DEPTH - 1) -> int:
    """Store `data` -> its id. `bases`: ids of bodies it may be a delta against, the most wanted first, that have at
    `most` so many links."""
    digest = hashlib.sha256(data).digest()
    known = connection.scalar(_KNOWN, {"digest": digest})
    if known is not None:
        return int(known)
    best: tuple[bytes, int | None, int] | None = None
    for base_id, depth, base in _usable(connection, bases, most):
        packed = pack(data, base)
        if best is None or len(packed) < len(best[0]):
            best = packed, base_id, depth + 1
        if len(packed) * GOOD < len(data):
            break
    if best is None or len(best[0]) * GOOD >= len(data):
        whole = pack(data)
        if best is None or len(whole) <= len(best[0]):
            best = whole, None, 0
    packed, chosen, depth = best
    row = {"sha256": digest, "size": len(data), "depth": depth, "base_id": chosen, "data": packed}
    return new_id(connection, content, row)


def put_first(connection: Connection, data: bytes, host: str) -> int:
    """Store a document's first page -> its id. A page that gains little from its host's template becomes the template."""
    known = connection.scalar(_TEMPLATE, {"host": host})
    body_id = put(connection, data, [] if known is None else [known])
    if connection.scalar(_DEPTH, {"wanted": body_id}) == 0:
        row = {"host": host, "content_id": body_id}
        fresh = insert(connection, template).values(row)
        connection.execute(fresh.on_conflict_do_update(index_elements=["host"], set_=row))
    return body_id


def _usable(connection: Connection, bases: Iterable[int], most: int) -> Iterator[tuple[int, int, bytes]]:
    """The bases that leave room in the chain. A damaged one is passed over: what comes after it must be kept all the same."""
    for base_id in dict.fromkeys(bases):
        depth = connection.scalar(_DEPTH, {"wanted": base_id})
        if depth is None or depth > most:
            continue
        try:
            yield base_id, int(depth), get(connection, base_id)
        except Damaged:
            continue


def get(connection: Connection, content_id: int) -> bytes:
    """The body, its hash verified. Raises Damaged."""
    chain = connection.execute(_CHAIN, {"wanted": content_id}).all()
    if not chain or chain[0].base_id is not None:
        raise Damaged("a body that it builds on is missing")
    data = b""
    for row in chain:
        data = unpack(row.data, row.size, data)
    if hashlib.sha256(data).digest() != chain[-1].sha256:
        raise Damaged("it does not match its hash")
    return data


def drop_unused(connection: Connection, bodies: Iterable[int]) -> None:
    """Delete those of the bodies that nothing refers to or builds on any more, and what only they were built on."""
    left = set(bodies)
    upper = content.alias()
    used: ColumnElement[bool] = or_(
        select(version.c.number).where(version.c.raw_id == content.c.id).exists(),
        select(version.c.number).where(version.c.reading_id == content.c.id).exists(),
        select(upper.c.id).where(upper.c.base_id == content.c.id).exists(),
    )
    while left:  # the tips of the chains first; each round frees the bodies that those were made of
        freed_ids: set[int] = set()
        bases: set[int] = set()
        for some in chunks(sorted(left)):
            gone = connection.execute(delete(content).where(content.c.id.in_(some), ~used).returning(content.c.id, content.c.base_id)).all()
            freed_ids |= {row.id for row in gone}
            bases |= {row.base_id for row in gone if row.base_id is not None}
        if not freed_ids:
            break
        left = (left - freed_ids) | bases
