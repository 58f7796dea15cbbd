"""A confirmed meeting on its way to an editor, by e-mail, webhook and feed, through an outage of both receivers and a kill."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.faults.world import Zygote, world
from tests.journeys.site import article
from tests.mailroom import Mailroom, mailroom

HOPE = "Prime Minister Sofia Brandt of Norland hopes to meet President Anton Velik of Tarnovia in the coming weeks to settle the price of water."
DAY = (
    "Prime Minister Sofia Brandt of Norland will meet President Anton Velik of Tarnovia in Lisbon on Thursday, May 8, a spokesman for "
    "Brandt's office said on Tuesday."
)
REST = (
    "The two countries share the river below the old dam, and farmers on both banks have said since the winter that they cannot plan "
    "for the autumn until the governments have agreed on how much of it each of them may take."
)


@contextmanager
def running_mailroom() -> Iterator[Mailroom]:
    """In a thread of its own, beside the service's process."""
    ready, done, rooms = threading.Event(), threading.Event(), list[Mailroom]()

    async def serve() -> None:
        async with mailroom() as room:
            rooms.append(room)
            ready.set()
            await asyncio.get_running_loop().run_in_executor(None, done.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    ready.wait(20)
    try:
        yield rooms[0]
    finally:
        done.set()
        thread.join()


def test_a_confirmed_meeting_reaches_mail_webhook_and_feed_through_an_outage(tmp_path: Path, zygote: Zygote) -> None:
    with world(tmp_path, zygote) as desk, running_mailroom() as room:
        mail = f'[[channel]]\nname = "mail"\nkind = "email"\nhost = "127.0.0.1"\nport = {room.port}\ntls = "none"\nfrom = "d@desk.example"\nto = ["e@desk.example"]\n'
        desk.configure(mail, pages=True)
        config = tmp_path / "config.toml"
        desk.site.pages["/story"] = article("Water talks", HOPE, REST)
        desk.start()
        assert desk.until(lambda: desk.versions() == 1)

        room.after_dot, desk.site.hook_status = "451 try later", 503
        desk.site.pages["/story"] = article("Water talks", DAY, REST, modified="2025-05-01T12:00:00-04:00")
        assert desk.until(lambda: len(desk.query("SELECT 1 FROM delivery WHERE attempts > 0")) == 2), desk.log()
        desk.kill()
        room.after_dot, desk.site.hook_status = "250 taken", 204
        desk.start()
        assert desk.until(lambda: bool(room.mail and desk.taken())), desk.log()
        address = next(line for line in reversed(desk.log().splitlines()) if "pages at " in line).rpartition("pages at ")[2]
        feed, health, metrics = (httpx.get(f"{address}{path}") for path in ("feed.atom", "healthz", "metrics"))
        whole = config.read_text("utf-8")
        config.write_text(whole[:-20], "utf-8")
        os.kill(desk.pid, signal.SIGHUP)
        assert desk.until(lambda: "was not reloaded, the one before stays in force" in desk.log())
        config.write_text(whole.replace('kinds = ["all"]', 'kinds = ["quote.new"]'), "utf-8")
        os.kill(desk.pid, signal.SIGHUP)
        assert desk.until(lambda: "was reloaded: 2 channels" in desk.log())
        assert desk.kill(signal.SIGTERM) == 0

    told = "Meeting confirmed: Sofia Brandt and Anton Velik, Thursday, May 8, 2025 (day passed), Lisbon"
    assert [letter["subject"] for letter in room.mail] == [told]
    posts = [json.loads(hit.body) for hit in desk.site.hits if hit.method == "POST" and hit.status == 204]
    assert [(post["type"], post["data"]["title"]) for post in posts if post["type"] == "meeting.confirmed"] == [("meeting.confirmed", told)]
    assert len({hit.headers["webhook-id"] for hit in desk.site.hits if hit.method == "POST"}) == len(desk.taken())
    assert told in feed.text
    assert health.json() == {"status": "ok", "problems": []}
    assert 'dateline_deliveries_total{channel="mail",state="sent"} 1' in metrics.text
