"""What every channel promises. A new file in monitor/alert is found by itself, and asks for its receiver beside these tests."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest

from monitor import alert
from monitor.clock import SystemClock
from monitor.config import FetchSettings
from monitor.errors import ConfigError, DeliveryError
from monitor.fetch.client import Client
from monitor.fetch.memory import MemoryHosts
from monitor.model import Alert, AlertKind, Channel, Message, Notice, StoredAlert, replace
from tests.conftest import NOW

KINDS = alert.kinds()
HOSTILE = "“Enough”\x1b[31m \u202eevil <script>alert(1)</script> & @everyone <!channel> {{ 7*7 }} \ud800 Zürich"


def message(*titles: str, key: str = "msg_1", text: str = "“Enough”\n— Clara Whitfield") -> Message:
    stored = tuple(
        StoredAlert(
            id=number,
            watch="https://news.example/story",
            alert=Alert(
                key=f"k{number}", kind=AlertKind.QUOTE_NEW, at=NOW, watch_id=1, document_id=1, document="https://news.example/story",
                version=2, title=title, text=text, data={"text": "Enough", "speaker": "Clara Whitfield"},
            ),
        )
        for number, title in enumerate(titles, 1)
    )  # fmt: skip
    return Message(channel="desk", key=key, attempts=0, first_at=NOW, alerts=stored)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def receiver(kind: str) -> AsyncIterator[Any]:
    async with importlib.import_module(f"tests.contracts.receivers.{kind}").receiver() as opened:
        yield opened


@pytest.fixture
async def poster() -> AsyncIterator[Client]:
    client = Client(FetchSettings(allow_networks=("127.0.0.0/8",)), MemoryHosts(), SystemClock())
    yield client
    await client.aclose()


def opened(kind: str, options: dict[str, Any], poster: Client) -> alert.Sender:
    return alert.open_channel(Channel(name="desk", kind=kind, kinds=frozenset(), options=options), poster, SystemClock())


async def test_it_tells_one_alert_several_and_a_notice(kind: str, receiver: Any, poster: Client) -> None:
    channel = opened(kind, receiver.options, poster)
    await channel.send(message("New quote, Clara Whitfield: “Enough”"))
    await channel.send(message("First of two", "Second of two", key="msg_2"))
    notice = Notice(key="offline:1", kind="offline", at=NOW, title="Nothing answers", text="It looks again by itself.")
    await channel.send(replace(message(key="msg_3"), notice=notice))
    one, several, told = receiver.arrived()
    assert "New quote, Clara Whitfield: “Enough”" in one
    assert "— Clara Whitfield" in one.replace("\\n", "\n")
    assert "First of two" in several
    assert "Second of two" in several
    assert "Nothing answers" in told
    assert "It looks again by itself." in told
    if receiver.keys is not None and receiver.keys() is not None:
        assert receiver.keys() == ["msg_1", "msg_2", "msg_3"]


async def test_strangers_words_are_words_wherever_they_go(kind: str, receiver: Any, poster: Client) -> None:
    await opened(kind, receiver.options, poster).send(message(HOSTILE, text=HOSTILE))
    (arrived,) = receiver.arrived()
    assert "\x1b" not in arrived
    if kind != "webhook":  # a program gets them as they are, encoded as JSON
        assert "\u202e" not in arrived
    assert "49" not in arrived
    assert "Zürich" in arrived


async def test_who_does_not_take_it_is_an_error_and_who_takes_it_later_gets_it_once(kind: str, receiver: Any, poster: Client) -> None:
    if receiver.refuse is None:
        return
    channel = opened(kind, receiver.options, poster)
    receiver.refuse()
    with pytest.raises(DeliveryError) as refused:
        await channel.send(message("Once"))
    assert not refused.value.permanent
    receiver.accept()
    await channel.send(message("Once"))
    assert len(receiver.arrived()) == 1


async def test_nobody_there_is_an_error_like_any_other(kind: str, receiver: Any, poster: Client) -> None:
    if receiver.nowhere is None:
        return
    with pytest.raises(DeliveryError) as away:
        await opened(kind, receiver.nowhere(), poster).send(message("Once"))
    assert not away.value.permanent


async def test_an_option_that_it_does_not_know_is_named_with_the_channel(kind: str, receiver: Any, poster: Client) -> None:
    with pytest.raises(ConfigError, match=r"channel 'desk': .*colour"):
        opened(kind, {**receiver.options, "colour": "red"}, poster)
    with pytest.raises(ConfigError, match=r"channel 'desk': .*template"):
        opened(kind, {**receiver.options, "template": "{{ colour }}"}, poster)


async def test_an_editors_template_says_what_it_says_and_knows_nothing_but_the_fields(kind: str, receiver: Any, poster: Client) -> None:
    template = '{"say": {{ (speaker ~ " in " ~ story ~ ": " ~ words) | tojson }}}'
    await opened(kind, {**receiver.options, "template": template}, poster).send(message("x"))
    assert "Clara Whitfield in news.example: Enough" in receiver.arrived()[0]
    for escape in ("{{ ''.__class__.__mro__ }}", "{{ self._TemplateReference__context }}", "{% include 'x' %}", "{% for i in range(9999999) %}x{% endfor %}"):
        with pytest.raises(ConfigError, match="template"):
            opened(kind, {**receiver.options, "template": escape}, poster)


def test_opening_a_channel_loads_no_library_that_only_sending_needs() -> None:
    code = "import sys; from monitor import alert; [alert.folds('x', k) for k in alert.kinds()]; print([m for m in ('apprise', 'aiosmtplib') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
