"""A real SMTP server on loopback that takes mail, or refuses, defers and hangs up as a test tells it to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 taken"


@dataclass
class Mailroom:
    """`receivers`: address -> the answer to RCPT; `after_dot`: the answer to the message, or "hang up" once it has it."""

    port: int = 0
    mail: list[EmailMessage] = field(default_factory=list)
    receivers: dict[str, str] = field(default_factory=dict)
    after_dot: str = TAKEN

    async def handle_RCPT(  # noqa: N802 - the names are aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        answer = self.receivers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del session
        if self.after_dot in {TAKEN, "hang up"}:
            content = envelope.content
            assert isinstance(content, bytes)
            letter = message_from_bytes(content, policy=policy.default)
            assert isinstance(letter, EmailMessage)
            self.mail.append(letter)
        if self.after_dot == "hang up":
            server.transport.abort()
        return self.after_dot


@asynccontextmanager
async def mailroom() -> AsyncIterator[Mailroom]:
    room = Mailroom()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(room, hostname="mail.test"), "127.0.0.1", 0)
    room.port = server.sockets[0].getsockname()[1]
    try:
        yield room
    finally:
        server.close()
        await server.wait_closed()
