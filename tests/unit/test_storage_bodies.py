"""Bodies: packed small, read back exactly, verified by hash."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from storage import bodies
from storage.tables import content, metadata

WORDS = "the talks capital minister premier said border tariff visit office week trade plan aide letter signed".split()


def number(*key: object) -> int:
    """Noise that is the same in every run."""
    return int.from_bytes(hashlib.sha256(repr(key).encode()).digest()[:8])


def prose(seed: object, count: int) -> str:
    return " ".join(f"{WORDS[number(seed, n) % len(WORDS)]}{number(seed, -n) % 50}" for n in range(count))


def page(paragraphs: int, seed: int = 1) -> bytes:
    """A page with as little repetition as a real one: markup of many classes, prose, tokens."""
    blocks = [
        f'<div class="c{number(seed, n, "class") % 999}" data-id="{number(seed, n):x}"><p>{prose((seed, n), 40)}</p></div>'
        for n in range(paragraphs)
    ]
    return "\n".join(blocks).encode()


def edited(body: bytes, seed: int) -> bytes:
    """What changes between two looks: twenty tokens and a paragraph."""
    changed = bytearray(body)
    for n in range(20):
        at = number(seed, n) % (len(changed) - 16)
        changed[at : at + 16] = f"{number(seed, n, 'token'):016x}".encode()
    at = number(seed) % len(changed)
    changed[at:at] = f"<p>{prose(seed, 50)}</p>".encode()
    return bytes(changed)


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    engine = sa.create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def put_history(connection: sa.Connection, history: list[bytes]) -> list[int]:
    ids: list[int] = []
    for number, body in enumerate(history, 1):
        bases, most = bodies.bases_of(number)
        ids.append(bodies.put(connection, body, [ids[base - 1] for base in bases], most=most))
    return ids


def stored(connection: sa.Connection, content_id: int) -> sa.Row:
    return connection.execute(sa.select(content).where(content.c.id == content_id)).one()


@given(st.binary(max_size=3000), st.binary(max_size=3000))
def test_whatever_was_packed_is_unpacked(data, base):
    assert bodies.unpack(bodies.pack(data), len(data)) == data
    assert bodies.unpack(bodies.pack(data, base), len(data), base) == data


@given(st.lists(st.binary(max_size=400), min_size=1, max_size=12))
def test_every_version_of_any_history_reads_back(history):
    engine = sa.create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as connection:
        ids = put_history(connection, history)
        assert [bodies.get(connection, i) for i in ids] == history
    engine.dispose()


def test_there_is_always_a_version_to_build_on_and_the_predecessor_while_the_way_back_is_short():
    assert [bodies.bases_of(n)[0] for n in range(1, 8)] == [(), (1, 1), (2, 1), (3, 3), (4, 1), (5, 5), (6, 5)]
    depths = [0]
    for number in range(2, 65537):
        bases, most = bodies.bases_of(number)
        depths.append(1 + next(depths[n - 1] for n in bases if depths[n - 1] <= most))
    assert depths[:10] == [0, 1, 2, 3, 4, 5, 6, 7, 1, 2]
    assert max(depths) <= bodies.DEPTH


def test_a_later_version_of_a_long_page_costs_less_than_four_kilobytes(connection):
    history = [page(480)]
    assert 150_000 < len(history[0]) < 250_000
    for n in range(1, 40):
        history.append(edited(history[-1], n))
    ids = put_history(connection, history)
    sizes = [len(stored(connection, i).data) for i in ids]
    assert sum(sizes[1:]) / len(sizes[1:]) < 4_000
    assert all(stored(connection, i).base_id for i in ids[1:])
    assert [bodies.get(connection, i) for i in ids] == history


def test_a_page_of_ten_megabytes_is_packed_against_its_predecessor_too():
    before = page(4_000) * 4 + b"".join(hashlib.sha256(b"%d" % n).digest() for n in range(150_000))
    assert len(before) > 9_500_000
    after = edited(before, 4)
    packed = bodies.pack(after, before)
    assert len(packed) < 200_000
    assert bodies.unpack(packed, len(after), before) == after


def test_the_same_body_is_kept_once(connection):
    first = bodies.put(connection, b"a page of words" * 50)
    other = bodies.put(connection, b"another page" * 50, [first])
    assert bodies.put(connection, b"a page of words" * 50, [other]) == first
    assert connection.scalar(sa.select(sa.func.count()).select_from(content)) == 2


def test_a_page_that_was_rebuilt_is_stored_whole_and_what_follows_against_it(connection):
    old, new = page(60), "".join(f"{number(n):016X}" for n in range(2000)).encode()
    ids = put_history(connection, [old, edited(old, 1), new, edited(new, 2)])
    assert stored(connection, ids[2]).base_id is None
    assert stored(connection, ids[3]).base_id == ids[2]


def test_no_chain_grows_beyond_its_limit(connection):
    body = page(20)
    ids = [bodies.put(connection, body)]
    for n in range(40):
        body = edited(body, n)
        ids.append(bodies.put(connection, body, [ids[-1]]))
    assert max(stored(connection, i).depth for i in ids) == bodies.DEPTH
    assert bodies.get(connection, ids[-1]) == body


def test_a_flipped_bit_is_never_read_as_content(connection):
    ids = put_history(connection, [page(20), edited(page(20), 1)])
    for content_id in ids:
        row = stored(connection, content_id)
        for at in range(0, len(row.data), max(1, len(row.data) // 40)):
            flipped = bytearray(row.data)
            flipped[at] ^= 4
            connection.execute(sa.update(content).where(content.c.id == content_id).values(data=bytes(flipped)))
            with contextlib.suppress(bodies.Damaged):
                assert bodies.get(connection, content_id) == (page(20) if content_id == ids[0] else edited(page(20), 1))
        connection.execute(sa.update(content).where(content.c.id == content_id).values(data=row.data))
    assert bodies.get(connection, ids[1]) == edited(page(20), 1)


def test_a_chain_that_leads_nowhere_or_in_a_ring_is_damage(connection):
    one, two = put_history(connection, [page(20), edited(page(20), 1)])
    connection.execute(sa.update(content).where(content.c.id == one).values(base_id=two))
    with pytest.raises(bodies.Damaged):
        bodies.get(connection, two)
    connection.execute(sa.delete(content).where(content.c.id == one))
    with pytest.raises(bodies.Damaged):
        bodies.get(connection, two)
    with pytest.raises(bodies.Damaged):
        bodies.get(connection, 99)


def test_a_damaged_predecessor_does_not_keep_a_version_from_being_stored(connection):
    one, two = put_history(connection, [page(20), edited(page(20), 1)])
    connection.execute(sa.update(content).where(content.c.id == one).values(data=b"rubbish"))
    body = edited(page(20), 2)
    three = bodies.put(connection, body, [one, two])
    assert stored(connection, three).base_id is None
    assert bodies.get(connection, three) == body


def test_the_first_page_of_a_host_stands_alone_and_the_next_ones_are_packed_against_it(connection):
    first, second, other = page(60), page(60) + b"<p>Another story.</p>", page(60, seed=2)
    ids = [bodies.put_first(connection, body, "news.example") for body in (first, second)]
    depths = dict(connection.execute(sa.select(content.c.id, content.c.depth)).all())
    assert [depths[i] for i in ids] == [0, 1]
    assert [bodies.get(connection, i) for i in ids] == [first, second]
    elsewhere = bodies.put_first(connection, other, "press.example")
    assert connection.scalar(sa.select(content.c.base_id).where(content.c.id == elsewhere)) is None
    connection.execute(sa.delete(content).where(content.c.id == elsewhere))  # as retention does
    assert bodies.get(connection, bodies.put_first(connection, other + b"x", "press.example")) == other + b"x"
