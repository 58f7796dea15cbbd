"""The outbox on a real database: order, retries, receivers that refuse, hang, and switch a channel off."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from monitor.alert.outbox import GIVE_UP, LEASE_S, Lines, Outbox
from monitor.dbthread import DatabaseThread
from monitor.errors import ConfigError, DeliveryError, StoreFull
from monitor.model import Channel, Message, Notice
from storage.store import SqlStore
from tests.conftest import StandingClock
from tests.storing import ARTICLE, OFFICE, Desk, alert, new_database


@dataclass
class Receiver:
    """Takes everything, or does what `answer` does with it."""

    answer: Callable[[Message], None] = lambda _: None
    got: list[Message] = field(default_factory=list)

    async def send(self, message: Message) -> None:
        self.answer(message)
        self.got.append(message)

    def titles(self) -> list[str]:
        return [stored.alert.title.removeprefix("New: ") for message in self.got for stored in message.alerts]


def refuse(error: Exception) -> Callable[[Message], None]:
    def answer(message: Message) -> None:
        raise error

    return answer


@dataclass
class World:
    store: SqlStore
    clock: StandingClock
    receivers: dict[str, Receiver]
    outbox: Outbox
    desk: Desk

    def tell(self, *whats: str, url: str = ARTICLE, channels: tuple[str, ...] = ("desk",)) -> None:
        known = {w.url: w for w in self.store.watches()}
        watch = known.get(url) or self.desk.story(url)
        document = self.desk.state(url).document
        now = self.clock.now()
        self.desk.same(url, alerts=tuple(alert(watch.id, document, what, at=now, channels=channels) for what in whats))

    def states(self) -> list[tuple[str, str, str, int]]:
        return [(s.alert.title.removeprefix("New: "), d.channel, d.state, d.attempts) for s in self.store.alerts() for d in s.deliveries]


@pytest.fixture
def world(tmp_path: Path, clock: StandingClock) -> Iterator[World]:
    file = tmp_path / "dateline.db"
    file.write_bytes(new_database())
    store = SqlStore.open(f"sqlite:///{file}")
    receivers = {"desk": Receiver(), "mail": Receiver()}
    channels = {name: Channel(name=name, kind="log", kinds=frozenset()) for name in receivers}
    with closing(DatabaseThread()) as db:
        outbox = Outbox(store=store, lines=Lines(channels, receivers), clock=clock, db=db, owner="me")
        yield World(store, clock, receivers, outbox, Desk(store))
    store.close()


async def test_everything_goes_out_once_and_in_order(world: World) -> None:
    world.tell("a", "b", "c")
    world.tell("elsewhere", url=OFFICE)
    assert await world.outbox.flush() == 4
    assert await world.outbox.flush() == 0
    assert [t for t in world.receivers["desk"].titles() if t != "elsewhere"] == ["a", "b", "c"]
    assert {state for _, _, state, _ in world.states()} == {"sent"}


async def test_an_outage_of_an_hour_loses_nothing_and_ends_within_two_intervals(world: World) -> None:
    desk = world.receivers["desk"]
    desk.answer = refuse(DeliveryError("the server is down"))
    world.tell("a", "b")
    world.tell("elsewhere", url=OFFICE)
    for _ in range(60):
        await world.outbox.flush()
        world.clock.move(minutes=1)
    assert desk.got == []
    desk.answer = lambda _: None
    for _ in range(20):
        await world.outbox.flush()
        world.clock.move(minutes=1)
    assert sorted(desk.titles()) == ["a", "b", "elsewhere"]
    assert desk.titles().index("a") < desk.titles().index("b")


async def test_a_channel_that_is_down_for_three_days_gives_up_visibly_and_says_so_on_another(world: World) -> None:
    world.receivers["desk"].answer = refuse(DeliveryError("the server is down"))
    world.tell("a")
    end = world.clock.now() + GIVE_UP
    while world.clock.now() < end:
        await world.outbox.flush()
        world.clock.move(minutes=30)
    await world.outbox.flush()
    ((title, channel, state, attempts),) = world.states()
    assert (title, channel, state) == ("a", "desk", "dead")
    assert attempts > 50
    await world.outbox.flush()
    (told,) = world.receivers["mail"].got
    assert told.notice is not None
    assert "“desk”" in told.notice.title
    assert world.receivers["desk"].got == []


async def test_a_clock_that_jumps_a_week_ahead_kills_nothing_that_waits(world: World) -> None:
    desk = world.receivers["desk"]
    desk.answer = refuse(DeliveryError("down"))
    world.tell("a")
    await world.outbox.flush()
    world.clock.move(days=7)
    await world.outbox.flush()
    desk.answer = lambda _: None
    world.clock.move(minutes=20)
    await world.outbox.flush()
    assert desk.titles() == ["a"]


async def test_a_receiver_that_is_gone_switches_the_channel_off_and_a_new_address_on_again(world: World) -> None:
    desk = world.receivers["desk"]
    desk.answer = refuse(DeliveryError("the webhook answered 410", permanent=True, ends_channel=True))
    world.tell("a", "b")
    await world.outbox.flush()
    desk.answer = lambda _: None
    world.tell("c")
    await world.outbox.flush()
    assert desk.got == []
    assert {state for _, _, state, _ in world.states()} == {"dead"}
    assert [n.kind for n in world.store.notices()] == ["undelivered"]
    moved = Channel(name="desk", kind="log", kinds=frozenset(), options={"url": "https://elsewhere.example/"})
    world.outbox.lines = Lines({**world.outbox.lines.channels, "desk": moved}, world.outbox.lines.senders)
    world.store.resend(world.clock.now())
    await world.outbox.flush()
    assert desk.titles() == ["a", "b", "c"]


async def test_a_receiver_that_asks_us_to_wait_is_left_alone_until_then(world: World) -> None:
    desk = world.receivers["desk"]
    asked: list[str] = []

    def busy(message: Message) -> None:
        asked.append(message.key)
        raise DeliveryError("429", retry_after_s=600)

    desk.answer = busy
    world.tell("a")
    await world.outbox.flush()
    world.tell("elsewhere", url=OFFICE)
    world.clock.move(minutes=9)
    await world.outbox.flush()
    assert len(asked) == 1
    desk.answer = lambda _: None
    world.clock.move(minutes=3)
    await world.outbox.flush()
    assert sorted(desk.titles()) == ["a", "elsewhere"]


async def test_one_poisoned_message_keeps_no_other_waiting(world: World) -> None:
    desk = world.receivers["desk"]

    def picky(message: Message) -> None:
        if "poison" in message.alerts[0].alert.title:
            raise DeliveryError("the webhook answered 422", this_one=True)

    desk.answer = picky
    world.tell("poison", "good")
    await world.outbox.flush()
    assert desk.titles() == ["good"]
    assert world.states()[0][2] == "pending"


@pytest.mark.parametrize("bug", [RuntimeError("oops"), ConfigError("the template fails")])
async def test_a_fault_of_ours_in_a_channel_is_a_failed_delivery(world: World, bug: Exception, caplog: pytest.LogCaptureFixture) -> None:
    world.receivers["desk"].answer = refuse(bug)
    world.tell("a", channels=("desk", "mail"))
    await world.outbox.flush()
    assert [(channel, state) for _, channel, state, _ in world.states()] == [("desk", "pending"), ("mail", "sent")]
    assert "will try again" in caplog.text


async def test_a_channel_that_hangs_keeps_no_other_waiting_and_is_given_back_at_the_stop(world: World) -> None:
    hanging = asyncio.Event()

    class Hangs:
        async def send(self, message: Message) -> None:
            del message
            hanging.set()
            await asyncio.Event().wait()

    lines = world.outbox.lines
    world.outbox.lines = Lines(lines.channels, {**lines.senders, "desk": Hangs()})
    world.tell("a", "b", channels=("desk", "mail"))
    await world.outbox.start()
    await hanging.wait()
    while len(world.receivers["mail"].got) < 2:
        await world.outbox.start()
        await asyncio.wait(set(world.outbox._running.values()), timeout=0.01)
    await world.outbox.stop(0)
    world.outbox.lines = lines
    world.store.release("me")
    await world.outbox.flush()
    assert world.receivers["desk"].titles() == ["a", "b"]


async def test_what_was_taken_while_the_disk_was_full_is_not_sent_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.tell("a")
    said: list[str] = []
    world.outbox.trouble = lambda error: said.append(str(error))
    with monkeypatch.context() as full:

        def refuse_write(*args: object, **more: object) -> None:
            raise StoreFull("the disk is full")

        full.setattr(world.store, "settle_deliveries", refuse_write)
        await world.outbox.flush()
    assert said == ["the disk is full"]
    world.clock.move(seconds=LEASE_S + 1)
    await world.outbox.flush()
    assert world.receivers["desk"].titles() == ["a"]
    assert world.states()[0][2] == "sent"


async def test_a_channel_that_left_the_configuration_leaves_visible_dead_letters(world: World) -> None:
    world.tell("a", channels=("old",))
    await world.outbox.flush()
    assert world.states() == [("a", "old", "dead", 1)]
    await world.outbox.flush()
    assert [len(r.got) for r in world.receivers.values()] == [1, 1]


async def test_a_notice_is_told_once_on_every_channel_and_again_where_it_failed(world: World) -> None:
    world.receivers["mail"].answer = refuse(DeliveryError("down"))
    now = world.clock.now()
    world.store.give_notice(Notice(key="k", kind="offline", at=now, title="Offline", text="…", untold=("desk", "mail", "gone")))
    await world.outbox.flush()
    world.receivers["mail"].answer = lambda _: None
    await world.outbox.flush()
    world.clock.move(minutes=6)
    await world.outbox.flush()
    await world.outbox.flush()
    assert [len(r.got) for r in world.receivers.values()] == [1, 1]
    assert world.store.notices(untold=True) == ()
