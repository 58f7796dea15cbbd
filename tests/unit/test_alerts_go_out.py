"""Channels and the outbox: what is sent, how it is signed, when it is tried again, and when it is given up."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime

import pytest
from standardwebhooks import Webhook as Reference

from monitor import alert
from monitor.alert.outbox import GIVE_UP, retry_at
from monitor.alert.webhook import signed
from monitor.errors import ConfigError, DeliveryError
from monitor.model import Alert, AlertKind, Channel, Message, Notice, StoredAlert, replace
from tests.conftest import NOW, StandingClock

SECRET = base64.b64encode(b"a secret of some length").decode()

MESSAGE = Message(
    delivery_ids=(1,),
    channel="desk",
    key="msg-1",
    attempts=0,
    first_at=NOW,
    alerts=(StoredAlert(
        id=7,
        watch="https://news.example/story",
        alert=Alert(
            key="k",
            kind=AlertKind.QUOTE_NEW,
            at=NOW,
            watch_id=1,
            document_id=1,
            document="https://news.example/story",
            version=2,
            title="New quote, Clara Whitfield: “Enough”\x1b[31m",
            text="“Enough”\n— Clara Whitfield",
            data={"text": "Enough", "speaker": "Clara Whitfield"},
        ),
    ),),
)  # fmt: skip


@dataclass
class Receiver:
    """A poster whose server answers `status`."""

    status: int = 204
    headers: Mapping[str, str] = field(default_factory=dict)
    got: list[tuple[str, bytes, Mapping[str, str]]] = field(default_factory=list)

    async def post(self, url: str, *, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str]]:
        self.got.append((url, body, headers))
        return self.status, self.headers


def webhook(receiver: Receiver, **options: object) -> alert.Sender:
    channel = Channel(name="desk", kind="webhook", kinds=frozenset(), options={"url": "https://hook.example/", **options})
    return alert.open_channel(channel, receiver, StandingClock())


async def test_a_webhook_carries_the_alert_signed_as_the_specification_says() -> None:
    receiver = Receiver()
    await webhook(receiver, secret=f"whsec_{SECRET}").send(MESSAGE)
    ((url, body, headers),) = receiver.got
    assert url == "https://hook.example/"
    assert json.loads(body)["data"]["data"] == {"text": "Enough", "speaker": "Clara Whitfield"}
    assert json.loads(body)["type"] == "quote.new"
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("msg-1", str(int(NOW.timestamp())))
    assert headers["webhook-signature"] == Reference(f"whsec_{SECRET}").sign("msg-1", NOW, body.decode())


async def test_without_a_secret_nothing_pretends_to_be_signed() -> None:
    receiver = Receiver()
    await webhook(receiver).send(MESSAGE)
    assert "webhook-signature" not in receiver.got[0][2]
    assert "webhook-signature" in signed("a", 1, b"", b"k")


@pytest.mark.parametrize("status", [301, 400, 404, 429, 500, 503])
async def test_any_other_answer_is_tried_again(status: int) -> None:
    with pytest.raises(DeliveryError, match=str(status)) as caught:
        await webhook(Receiver(status, {"retry-after": "60"})).send(MESSAGE)
    assert not caught.value.permanent
    assert caught.value.retry_after_s == 60
    assert caught.value.this_one is (status == 400)
    assert ("redirect" in str(caught.value)) is (status == 301)


async def test_410_ends_the_channel_for_good() -> None:
    with pytest.raises(DeliveryError) as caught:
        await webhook(Receiver(410)).send(MESSAGE)
    assert (caught.value.permanent, caught.value.ends_channel) == (True, True)


@pytest.mark.parametrize(
    ("value", "wait"),
    [("30", 30), ("9" * 9, 86400), ("-1", None), ("soon", None), ("", None), (format_datetime(NOW + timedelta(minutes=2), usegmt=True), 120), (format_datetime(NOW, usegmt=True), None)],
)  # fmt: skip
async def test_a_wish_to_wait_is_read_as_seconds_or_as_a_date_and_never_for_longer_than_a_day(value: str, wait: float | None) -> None:
    with pytest.raises(DeliveryError) as caught:
        await webhook(Receiver(503, {"retry-after": value})).send(MESSAGE)
    assert caught.value.retry_after_s == wait


async def test_several_alerts_and_a_notice_have_types_of_their_own() -> None:
    receiver = Receiver()
    await webhook(receiver).send(replace(MESSAGE, alerts=MESSAGE.alerts * 2))
    await webhook(receiver).send(replace(MESSAGE, alerts=(), notice=Notice(key="k", kind="offline", at=NOW, title="Offline", text="…")))
    several, notice = (json.loads(body) for _, body, _ in receiver.got)
    assert (several["type"], [a["id"] for a in several["data"]["alerts"]]) == ("alerts", [7, 7])
    assert (notice["type"], notice["data"]["title"]) == ("notice.offline", "Offline")


def test_a_template_of_a_webhook_must_make_json_whatever_is_quoted() -> None:
    assert webhook(Receiver(), template='{"text": {{ title | tojson }}}') is not None
    with pytest.raises(ConfigError, match="makes no JSON"):
        webhook(Receiver(), template='{"text": "{{ title }}"}')


@pytest.mark.parametrize(
    ("kind", "options", "says"),
    [
        ("webhook", {"url": 3}, "needs url"),
        ("webhook", {"url": "https://x.example/", "colour": 1}, "not colour"),
        ("webhook", {"url": "https://x.example/", "secret": "whsec_?"}, "no base64"),
        ("log", {"url": "https://x.example/"}, "takes template, not url"),
        ("pigeon", {}, "there is no kind 'pigeon'; there are apprise, email, log, webhook"),
    ],
)
def test_a_wrong_option_is_named_with_its_channel(kind: str, options: dict[str, object], says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        alert.open_channel(Channel(name="desk", kind=kind, kinds=frozenset(), options=options), Receiver(), StandingClock())
    assert "channel 'desk'" in str(caught.value)
    assert says in str(caught.value)


async def test_the_log_shows_no_control_characters(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "dateline.desk")
    await alert.open_channel(Channel(name="desk", kind="log", kinds=frozenset()), Receiver(), StandingClock()).send(MESSAGE)
    assert "New quote, Clara Whitfield: “Enough”" in caplog.text
    assert "\x1b" not in caplog.text


def test_a_channel_never_prints_its_options() -> None:
    assert "hush" not in repr(Channel(name="desk", kind="webhook", kinds=frozenset(), options={"secret": "hush"}))


def test_retries_wait_longer_and_longer_and_end_after_three_days() -> None:
    message, now, waits = MESSAGE, NOW, []
    while (when := retry_at(message, now, DeliveryError("down"))) is not None:
        waits.append(when - now)
        now, message = when, replace(message, attempts=message.attempts + 1)
    assert waits[0] < timedelta(seconds=10)
    assert waits == sorted(waits)
    assert GIVE_UP - timedelta(hours=7) < now - NOW <= GIVE_UP


def test_a_receiver_that_refuses_for_good_is_not_asked_again() -> None:
    assert retry_at(MESSAGE, NOW, DeliveryError("gone", permanent=True)) is None


def test_the_receivers_own_wish_to_wait_is_a_floor() -> None:
    when = retry_at(MESSAGE, NOW, DeliveryError("busy", retry_after_s=900))
    assert when is not None
    assert when >= NOW + timedelta(seconds=900)
