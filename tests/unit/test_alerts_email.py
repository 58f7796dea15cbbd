"""E-mail against a real SMTP server that takes, refuses, defers, and hangs up behind the final dot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, cast

import pytest

from monitor import alert
from monitor.alert.email import Email
from monitor.errors import ConfigError, DeliveryError
from monitor.model import AlertKind, Channel, Message, replace
from monitor.ports import Poster
from tests.conftest import NOW, StandingClock
from tests.contracts.test_channel_contract import message
from tests.mailroom import Mailroom, mailroom


@pytest.fixture
async def room() -> AsyncIterator[Mailroom]:
    async with mailroom() as running:
        yield running


def email(room: Mailroom, **options: object) -> Email:
    table = {"host": "127.0.0.1", "port": room.port, "tls": "none", "from": "dateline@desk.example", "to": ["ada@desk.example"], **options}
    channel = alert.open_channel(Channel(name="mail", kind="email", kinds=frozenset(), options=table), cast(Poster, None), StandingClock())
    assert isinstance(channel, Email)
    return channel


def titled(title: str, key: str = "msg_1", **more: Any) -> Message:
    return message(title, key=key, **more)


async def test_a_letter_has_a_plain_and_an_html_part_with_a_link_to_the_passage(room: Mailroom) -> None:
    passage = {"evidence": {"url": "https://news.example/story#:~:text=Enough", "text": "Enough"}}
    told = titled("New quote, Zoë <b>: “Enough”", text="“Enough <i>now</i>”\n— Zoë")
    stored = told.alerts[0]
    await email(room).send(replace(told, alerts=(replace(stored, alert=replace(stored.alert, data=passage)),)))
    (mail,) = room.mail
    plain, html = (mail.get_body((part,)) for part in ("plain", "html"))
    assert plain is not None
    assert html is not None
    assert "“Enough <i>now</i>”\n— Zoë\nRead it there: https://news.example/story#:~:text=Enough" in plain.get_content().replace("\r\n", "\n")
    assert "<i>" not in html.get_content()
    assert 'href="https://news.example/story#:~:text=Enough"' in html.get_content()
    assert mail["subject"] == "New quote, Zoë <b>: “Enough”"
    assert (mail["to"], mail["from"]) == ("ada@desk.example", "dateline <dateline@desk.example>")
    assert mail["auto-submitted"] == "auto-generated"
    assert mail["list-unsubscribe"] == "<mailto:dateline@desk.example?subject=unsubscribe>"


async def test_a_letter_about_words_that_are_gone_does_not_say_that_they_can_be_read_there(room: Mailroom) -> None:
    told = titled("Quote withdrawn")
    (stored,) = told.alerts
    passage = {"evidence": {"url": "https://news.example/story#:~:text=Enough", "text": "Enough"}}
    gone = replace(stored.alert, kind=AlertKind.QUOTE_WITHDRAWN, document="https://news.example/story", data=passage)
    await email(room).send(replace(told, alerts=(replace(stored, alert=gone),)))
    (mail,) = room.mail
    plain, html = (mail.get_body((part,)) for part in ("plain", "html"))
    assert plain is not None
    assert html is not None
    assert "The page now: https://news.example/story" in plain.get_content()
    assert "#:~:text" not in plain.get_content()
    assert '<a href="https://news.example/story">The page now</a>' in html.get_content()


async def test_mail_of_one_story_hangs_together_and_each_letter_keeps_its_id(room: Mailroom) -> None:
    channel = email(room, unsubscribe="https://desk.example/leave")
    await channel.send(titled("One", "msg_1"))
    await channel.send(titled("Two", "msg_2"))
    other = titled("Elsewhere", "msg_3")
    await channel.send(replace(other, alerts=(replace(other.alerts[0], watch="https://news.example/other"),)))
    one, two, three = room.mail
    assert one["references"] == two["references"] == two["in-reply-to"] != three["references"]
    assert [m["message-id"] for m in room.mail] == [f"<msg_{n}@desk.example>" for n in (1, 2, 3)]
    assert one["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"


async def test_a_repeat_after_the_server_hung_up_behind_the_final_dot_has_the_same_id(room: Mailroom) -> None:
    channel = email(room)
    room.after_dot = "hang up"
    with pytest.raises(DeliveryError, match="hung up") as unsure:
        await channel.send(titled("Once"))
    assert not unsure.value.permanent
    room.after_dot = "250 taken"
    await channel.send(titled("Once"))
    first, second = room.mail
    assert first["message-id"] == second["message-id"]
    assert first.as_bytes() != b""


async def test_who_is_refused_for_good_is_told_and_the_others_get_theirs_once(room: Mailroom) -> None:
    room.receivers = {"gone@desk.example": "550 no such user", "full@desk.example": "452 mailbox full"}
    channel = email(room, to=["ada@desk.example", "gone@desk.example", "full@desk.example"])
    with pytest.raises(DeliveryError) as refused:
        await channel.send(titled("One"))
    assert not refused.value.permanent
    assert "gone@desk.example: 550 no such user" in str(refused.value)
    assert "full@desk.example: 452 mailbox full" in str(refused.value)
    assert "delivered to ada@desk.example" in str(refused.value)
    room.receivers.pop("full@desk.example")
    with pytest.raises(DeliveryError) as left:
        await channel.send(titled("One"))
    assert left.value.permanent
    assert [m["to"] for m in room.mail] == ["ada@desk.example", "full@desk.example"]


@pytest.mark.parametrize(("answer", "this_one"), [("451 try later", False), ("554 it looks like spam", True)])
async def test_what_the_server_says_after_the_dot_decides_whether_others_may_pass(room: Mailroom, answer: str, this_one: bool) -> None:
    room.after_dot = answer
    with pytest.raises(DeliveryError, match=answer[:3]) as refused:
        await email(room).send(titled("One"))
    assert (refused.value.permanent, refused.value.this_one) == (False, this_one)


async def test_a_server_that_is_no_mail_server_is_a_failed_delivery() -> None:
    def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(babble, "127.0.0.1", 0)
    async with server:
        with pytest.raises(DeliveryError):
            await email(Mailroom(port=server.sockets[0].getsockname()[1])).send(titled("One"))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"to": []}, "to is a list"),
        ({"to": ["Ada <ada@desk.example>"]}, "no e-mail address"),
        ({"to": ["a@b.example\r\nBcc: c@d.example"]}, "no e-mail address"),
        ({"from": "desk"}, "no e-mail address"),
        ({"port": 0}, "port is a whole number"),
        ({"tls": "ssl"}, "tls is one of"),
        ({"user": "ada"}, "belong together"),
        ({"unsubscribe": "ftp://x"}, "unsubscribe is"),
        ({"tls": "tls", "ca_file": "/nowhere.pem"}, "ca_file cannot be read"),
    ],
)
def test_a_wrong_option_is_named(options: dict[str, object], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        email(Mailroom(port=25), **options)


def test_the_letter_is_the_same_in_every_retry_and_never_shows_a_password() -> None:
    channel = email(Mailroom(port=25), user="ada", password="hush")
    assert "hush" not in repr(channel)
    assert channel.compose(titled("One"), "ada@desk.example")["date"] == channel.compose(titled("One"), "ada@desk.example")["date"]
    assert NOW.strftime("%H:%M") in channel.compose(titled("One"), "ada@desk.example")["date"]


def test_the_longest_title_and_a_line_break_in_it_make_one_header() -> None:
    subject = email(Mailroom(port=25)).compose(titled("x" * 5000 + "\r\nBcc: c@d.example"), "ada@desk.example")["subject"]
    assert len(subject) <= 180
    assert "\n" not in subject
